//! A page as SVG: glyphs, rulings, fills and images as read, and the found cells over them.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Inspection, both, escape, left_out};
use crate::location::{BBox, Location};
use crate::model::{CellText, Notice, Origin};
use crate::page::{Direction, Glyph, Image, Page};

/// Writes the pictures of a notice once; pages refer to them, for a letterhead stands on every page.
pub(super) fn pictures(html: &mut String, index: usize, inspection: &Inspection) {
    if inspection.pictures.is_empty() {
        return;
    }
    html.push_str("<svg class=\"defs\" aria-hidden=\"true\"><defs>");
    for ((number, generation), picture) in &inspection.pictures {
        let _ = write!(
            html,
            "<image id=\"p{index}-{number}-{generation}\" width=\"1\" height=\"1\" preserveAspectRatio=\"none\" href=\"data:{};base64,{}\"/>",
            picture.mime,
            STANDARD.encode(&picture.data)
        );
    }
    html.push_str("</defs></svg>");
}

/// An image where it stands, cut at its clip; a box if its pixels cannot be shown.
fn image(html: &mut String, image: &Image, index: usize, inspection: &Inspection) {
    let shown = image.object.filter(|o| inspection.pictures.contains_key(o));
    let Some((number, generation)) = shown else {
        let _ = write!(
            html,
            "<path class=\"image\" d=\"{}\"><title>picture not shown 图像未显示</title></path>",
            rect(&image.bbox)
        );
        return;
    };
    let b = &image.bbox;
    let (width, height) = (b.width(), b.height());
    // Images grow upwards from the bottom left corner in PDF, downwards from the top left in SVG.
    let [a, c, e, g, x, y] = image.matrix;
    let _ = write!(
        html,
        "<svg x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" viewBox=\"{:.1} {:.1} {width:.1} {height:.1}\">\
         <use href=\"#p{index}-{number}-{generation}\" transform=\"matrix({a:.3} {c:.3} {:.3} {:.3} {:.2} {:.2})\"/></svg>",
        b.x0,
        b.top,
        b.x0,
        b.top,
        -e,
        -g,
        x + e,
        y + g
    );
}

/// Writes one page with its overlays.
pub(super) fn write(html: &mut String, page: &Page, index: usize, inspection: &Inspection) {
    let _ = write!(
        html,
        "<figure class=\"page\"><figcaption>{}</figcaption>\
         <svg viewBox=\"0 0 {:.0} {:.0}\" data-page=\"{}\" role=\"img\" aria-label=\"page {}\">",
        both(
            &format!("page {}", page.number),
            &format!("第{}页", page.number)
        ),
        page.width,
        page.height,
        page.number,
        page.number
    );
    for fill in &page.fills {
        let _ = write!(
            html,
            "<path fill=\"{}\" fill-opacity=\"{:.2}\" d=\"{}\"/>",
            color(fill.color),
            fill.alpha,
            rect(&fill.bbox)
        );
    }
    for image in &page.images {
        self::image(html, image, index, inspection);
    }
    rulings(html, page);
    for run in runs(&page.glyphs).chain(runs(&page.aside)) {
        text(html, run, !inspection.pictures.is_empty());
    }
    left_out::write(html, page, &inspection.left_out);
    overlays(html, page.number, &inspection.notice);
    html.push_str("</svg></figure>\n");
}

fn color([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn rect(b: &BBox) -> String {
    format!(
        "M{:.1} {:.1}H{:.1}V{:.1}H{:.1}z",
        b.x0, b.top, b.x1, b.bottom, b.x0
    )
}

/// Rulings of one width and colour go into one path: a table of a thousand rows has thousands of them.
fn rulings(html: &mut String, page: &Page) {
    let mut open: Option<(f32, [u8; 3], bool)> = None;
    for ruling in &page.rulings {
        let style = (ruling.width, ruling.color, ruling.dashed);
        if open != Some(style) {
            if open.is_some() {
                html.push_str("\"/>");
            }
            let dash = if ruling.dashed {
                " stroke-dasharray=\"3 2\""
            } else {
                ""
            };
            // Hair lines (width 0 in PDF means the thinnest the device draws) must still show.
            let _ = write!(
                html,
                "<path class=\"rule\" stroke=\"{}\" stroke-width=\"{:.2}\"{dash} d=\"",
                color(style.1),
                style.0.max(0.25)
            );
            open = Some(style);
        }
        let _ = match ruling.direction {
            Direction::Horizontal => write!(
                html,
                "M{:.1} {:.1}H{:.1}",
                ruling.start, ruling.position, ruling.end
            ),
            Direction::Vertical => write!(
                html,
                "M{:.1} {:.1}V{:.1}",
                ruling.position, ruling.start, ruling.end
            ),
        };
    }
    if open.is_some() {
        html.push_str("\"/>");
    }
}

/// Stretches of glyphs that one text element can show: same line, size, colour and direction, printed one after another.
fn runs(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    glyphs.chunk_by(|a, b| {
        // A tenth of the size is less than the narrowest blank, so words stay apart.
        let near = a.size * 0.1;
        a.y == b.y
            && a.size == b.size
            && a.angle == b.angle
            && a.color == b.color
            && a.font == b.font
            && a.alpha == b.alpha
            && !a.vertical
            && !b.vertical
            && a.angle == 0.0
            && (a.x + a.advance - b.x).abs() < near
    })
}

/// One run; a scan's own text is not drawn over its picture, but can be found and marked.
fn text(html: &mut String, run: &[Glyph], pictures: bool) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return;
    };
    let string: String = run.iter().map(|g| g.char.ch).collect();
    if string.trim().is_empty() {
        return;
    }
    let _ = write!(
        html,
        "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{:.1}\"",
        first.x, first.y, first.size
    );
    if first.angle != 0.0 {
        let _ = write!(
            html,
            " transform=\"rotate({:.0} {:.1} {:.1})\"",
            first.angle, first.x, first.y
        );
    } else if run.len() > 1 && !square(run) {
        // The reader's font has other advances than the page's: the run is fitted into the width it was printed in.
        let _ = write!(
            html,
            " textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\"",
            last.x + last.advance - first.x
        );
    }
    if pictures && first.alpha == 0.0 {
        html.push_str(" fill-opacity=\"0\"");
    }
    if first.color != [0, 0, 0] {
        let _ = write!(html, " fill=\"{}\"", color(first.color));
    }
    let _ = write!(html, ">{}</text>", escape(&string));
}

/// Whether every glyph is a Han character one em wide: every Chinese font has those advances, the reader's too.
fn square(run: &[Glyph]) -> bool {
    run.iter().all(|g| {
        // Half a percent of an em over the longest line of a page, 50 characters, is a quarter of a character.
        matches!(g.char.ch, '\u{4E00}'..='\u{9FFF}') && (g.advance - g.size).abs() <= g.size * 0.005
    })
}

/// The cells found on this page, and what found no place, as transparent boxes that light up.
fn overlays(html: &mut String, number: u32, notice: &Notice) {
    for (t, table) in notice.tables.iter().enumerate() {
        for (r, row) in table.rows.iter().enumerate() {
            for (c, cell) in row
                .cells
                .iter()
                .enumerate()
                .filter(|(_, cell)| prints(cell))
            {
                for bbox in on_page(&cell.locations, number) {
                    let class = if cell.joined { "cell joined" } else { "cell" };
                    let _ = write!(
                        html,
                        "<path class=\"{class}\" data-cell=\"{t}.{r}.{c}\" d=\"{}\"/>",
                        rect(&bbox)
                    );
                }
            }
        }
    }
    for text in &notice.ledger.unplaced {
        for bbox in on_page(&text.locations, number) {
            let _ = write!(
                html,
                "<path class=\"unplaced\" d=\"{}\"><title>{}</title></path>",
                rect(&bbox),
                escape(&text.raw)
            );
        }
    }
    for (d, finding) in notice.diagnostics.iter().enumerate() {
        for bbox in on_page(finding.location.as_slice(), number) {
            let _ = write!(
                html,
                "<path class=\"finding {}\" data-finding=\"{d}\" d=\"{}\"/>",
                finding.severity.as_str(),
                rect(&bbox)
            );
        }
    }
}

/// Whether the cell prints its own text; covered cells show their owner's.
fn prints(cell: &CellText) -> bool {
    !matches!(cell.origin, Origin::Merged | Origin::Carried)
}

fn on_page(locations: &[Location], number: u32) -> impl Iterator<Item = BBox> {
    locations.iter().filter_map(move |l| match l {
        Location::Page { page, bbox } if *page == number => Some(*bbox),
        _ => None,
    })
}
