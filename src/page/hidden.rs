//! What a page holds in some place and does not show there, said at that place.

use foldhash::HashMap;

use crate::accounts::Discard;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::location::{BBox, Location};
use crate::page::raw::Raw;
use crate::page::{Page, PageDoubt};

/// Notes every stretch of text that is covered, clipped away, without ink or on a layer that is not shown, unless the same
/// is seen in its place.
pub(crate) fn note(glyphs: &[Raw], page: &mut Page) {
    let hidden = |r: &Raw| {
        matches!(
            r.fate,
            Some(Discard::Covered | Discard::Clipped | Discard::Invisible | Discard::HiddenLayer)
        ) && !r.slanted()
    };
    if !glyphs.iter().any(hidden) {
        return;
    }
    let mut seen: HashMap<char, Vec<(f32, f32)>> = HashMap::default();
    for raw in glyphs.iter().filter(|r| r.fate.is_none()) {
        let glyph = &raw.glyph;
        seen.entry(glyph.char.ch)
            .or_default()
            .push((glyph.x, glyph.y));
    }
    let shown = |r: &Raw| {
        let (x, y, reach) = (r.glyph.x, r.glyph.y, 0.6 * r.glyph.size);
        let places = seen.get(&r.glyph.char.ch);
        places.is_some_and(|p| {
            p.iter()
                .any(|(px, py)| (px - x).abs() < reach && (py - y).abs() < reach)
        })
    };
    let mut from = 0_usize;
    let stretches = glyphs.chunk_by(|a, b| {
        let near = (a.glyph.y - b.glyph.y).abs() < 0.5 * a.glyph.size
            && (b.glyph.x - a.glyph.x - a.glyph.advance).abs() < 1.5 * a.glyph.size;
        hidden(a) == hidden(b) && a.fate == b.fate && near
    });
    for stretch in stretches {
        let before = from.checked_sub(1).and_then(|at: usize| glyphs.get(at));
        from += stretch.len();
        if let (Some(before), Some(first)) = (before, stretch.first())
            && first.fate == Some(Discard::Clipped)
            && before.fate.is_none()
            && is_cut(before, first)
        {
            continue;
        }
        let inked = || stretch.iter().filter(|r| !r.glyph.char.ch.is_whitespace());
        if !stretch.first().is_some_and(hidden) || inked().all(shown) {
            continue;
        }
        let text: String = inked().map(|r| r.glyph.char.ch).collect();
        let boxes = inked().map(|r| r.glyph.char.bbox);
        let Some(bbox) = boxes.reduce(|a, b| a.union(&b)) else {
            continue;
        };
        let why = stretch.first().and_then(|r| r.fate);
        page.doubts.push(said(&text, why, bbox, page.number));
    }
}

/// Whether words are cut at the edge of their place, which is seen: they go on where they are clipped. (A number that is cut
/// is no word.)
fn is_cut(shown: &Raw, clipped: &Raw) -> bool {
    let (a, b) = (&shown.glyph, &clipped.glyph);
    (a.y - b.y).abs() < 0.1 * a.size
        && (b.x - a.x - a.advance).abs() < 0.3 * a.size
        && !a.char.ch.is_ascii_digit()
}

fn said(text: &str, why: Option<Discard>, bbox: BBox, page: u32) -> PageDoubt {
    let (english, chinese) = match why {
        Some(Discard::Covered) => ("covered", "被遮盖"),
        Some(Discard::Clipped) => ("clipped away", "被裁去"),
        Some(Discard::HiddenLayer) => ("on a layer that is not shown", "在未显示的图层上"),
        _ => ("printed without ink that can be seen", "无可见墨色"),
    };
    let diagnostic = Diagnostic::new(
        codes::CELL_HIDDEN_TEXT,
        Severity::Warning,
        format!("{text:?} stands here in the file and is {english}: it was left out"),
        format!("文件此处另有“{text}”，但{chinese}，已略去"),
    )
    .at(Location::Page { page, bbox })
    .help(
        "look at the page: what is printed there is not what the file holds",
        "请查看原页：所见与文件所存不同",
    );
    // What is clipped at the lower edge of its cell begins in that.
    let (top, bottom) = (bbox.top, bbox.bottom);
    let begins = BBox::new(bbox.x0, top, bbox.x1, top + 0.1 * (bottom - top));
    PageDoubt {
        bbox: if why == Some(Discard::Clipped) {
            begins
        } else {
            bbox
        },
        diagnostic,
        in_cells_only: true,
    }
}

/// A number of which a part is covered.
pub(crate) fn covered(text: &str, bbox: BBox, page: u32) -> PageDoubt {
    let diagnostic = Diagnostic::new(
        codes::CELL_COVERED_NUMBER,
        Severity::Warning,
        format!("of the number {text:?} in the file a part is covered: what it says is not known"),
        format!("文件中的数字“{text}”有一部分被遮盖，其值无法确定"),
    )
    .at(Location::Page { page, bbox })
    .help(
        "look at the page, and ask for the number",
        "请查看原页，并核实该数",
    );
    PageDoubt {
        bbox,
        diagnostic,
        in_cells_only: false,
    }
}

/// A number of which a part of a digit is covered.
pub(crate) fn half_covered(text: &str, bbox: BBox, page: u32) -> PageDoubt {
    let diagnostic = Diagnostic::new(
        codes::CELL_COVERED_NUMBER,
        Severity::Warning,
        format!(
            "of the number {text:?} a digit is covered in part; it was read as the file has it"
        ),
        format!("数字“{text}”中有一位被遮盖一部分，已按文件所存读入"),
    )
    .at(Location::Page { page, bbox })
    .help(
        "look at the page, and ask for the number if it cannot be told",
        "请查看原页；若不能辨认，请核实该数",
    );
    PageDoubt {
        bbox,
        diagnostic,
        in_cells_only: false,
    }
}

/// A number of which a part is clipped away.
pub(crate) fn cut(text: &str, bbox: BBox, page: u32) -> PageDoubt {
    clipped(
        format!("of the number {text:?} a part only is shown; all of it was read"),
        format!("数字“{text}”只显示一部分，已按全部读入"),
        (bbox, page),
    )
}

/// A number whose first or last digit the edge of its place cuts: more may have stood beyond.
pub(crate) fn cut_open(text: &str, bbox: BBox, page: u32) -> PageDoubt {
    clipped(
        format!(
            "the number {text:?} is cut through at its end, and more digits may stand beyond: what it says is not known"
        ),
        format!("数字“{text}”在边缘处被截断，其外可能还有数字，数值不明"),
        (bbox, page),
    )
}

fn clipped(english: String, chinese: String, (bbox, page): (BBox, u32)) -> PageDoubt {
    let diagnostic = Diagnostic::new(
        codes::CELL_CLIPPED_NUMBER,
        Severity::Warning,
        english,
        chinese,
    )
    .at(Location::Page { page, bbox })
    .help(
        "look at the page, and ask for the number if it cannot be seen whole",
        "请查看原页；若不能看全，请核实该数",
    );
    PageDoubt {
        bbox,
        diagnostic,
        in_cells_only: false,
    }
}
