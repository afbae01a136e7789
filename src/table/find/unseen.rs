//! What stands in cells besides text: ink that is no text, and text that is not seen.

use foldhash::HashMap;

use super::slashed;
use super::white::LEADING;
use crate::accounts::{Char, Place};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::fold::{closes, is_ideograph};
use crate::location::{BBox, Location};
use crate::page::{Direction, Fill, Page, Ruling};
use crate::table::{Grid, GridCell};
use crate::text::{Line, compose};

/// How much of a drawing must lie in a cell to be the cell's: what a seal or a frame draws lies across several.
const WITHIN: f32 = 0.9;
/// Padding between a cell's edge and its text, in points: Word has 5.4 at the sides, others less; pages of the web up to nine
/// (12 pixels).
const PADDING: f32 = 5.4;
const WIDEST: f32 = 9.0;
/// Space between figures and ideographs, in ems (CSS Text 4, `text-autospace`): a line may end before it.
const SPACE: f32 = 0.125;
/// How near two characters printed one over the other begin, in their widths: condensed letters stand close.
const ACROSS: f32 = 0.3;

/// Marks the lines of cells that ended before they were full: the first character of the next would have fitted, with what
/// is not parted from it. A table's cells have the padding that its fullest one shows.
pub(super) fn end_lines(table: &mut Grid) {
    let room = |cell: &GridCell, line: &Line| {
        (line.bbox.x0 - cell.bbox.x0).min(cell.bbox.x1 - line.bbox.x1)
    };
    let rooms = table
        .cells
        .iter()
        .flat_map(|cell| cell.lines.iter().map(|l| room(cell, l)));
    let padding = rooms.fold(WIDEST, f32::min).max(PADDING);
    for cell in &mut table.cells {
        let first = cell
            .lines
            .iter()
            .map(|l| (compose::unit(&l.chars), l.baseline));
        let first: Vec<(f32, f32)> = first.collect();
        let widest = cell.lines.iter().map(filled).fold(0.0, f32::max);
        for (line, (next, below)) in cell.lines.iter_mut().zip(first.into_iter().skip(1)) {
            let next = next + SPACE * line.size;
            // What stands as far below as no line of a cell does is of another row.
            let apart = below - line.baseline > (1.0 + LEADING) * line.size;
            let room = cell.bbox.width() - line.bbox.width() - 2.0 * padding;
            let wider = widest - line.bbox.width() >= next;
            line.ended = room >= next || wider || apart;
        }
    }
}

/// How much of the cell's width a line is sure to have had: a mark that closes may hang over the edge.
fn filled(line: &Line) -> f32 {
    let mut inked = line.chars.iter().filter(|c| !c.ch.is_whitespace());
    let last = inked.next_back().filter(|c| closes(c.ch));
    let hung = last.map_or(line.bbox.x1, |mark| mark.bbox.x0);
    hung.min(line.bbox.x1) - line.bbox.x0
}

/// Puts what is to be said of places on the page at the cells that hold them, and says which cells have ink and no text.
pub(super) fn say(tables: &mut [Grid], page: &Page, ctx: &mut Context<'_>) {
    for doubt in &page.doubts {
        let (x, y) = (doubt.bbox.center_x(), doubt.bbox.center_y());
        let mut cells = tables.iter_mut().flat_map(|t| &mut t.cells);
        match cells.find(|c| c.bbox.contains(x, y)) {
            Some(cell) => cell.doubts.push(doubt.diagnostic.clone()),
            None if doubt.in_cells_only => ctx.unseen.push(doubt.diagnostic.clone()),
            None => ctx.diagnostics.push(doubt.diagnostic.clone()),
        }
    }
    let images = page.images.iter().map(|i| i.bbox);
    // A black box is what a sum was before it was blotted out.
    let blots = page.fills.iter().filter(|f| is_blot(f)).map(|f| f.bbox);
    let inks = page.inks.iter().copied().chain(images).chain(blots);
    let inks: Vec<BBox> = inks.collect();
    for table in tables {
        crossed(table, page);
        overprinted(table, page.number);
        for ink in &inks {
            if let Some(cell) = holder(&mut table.cells, ink)
                && !cell
                    .doubts
                    .iter()
                    .any(|d| d.code == codes::CELL_INK_WITHOUT_TEXT)
                && is_unread(cell, ink)
            {
                let number = cell
                    .lines
                    .iter_mut()
                    .min_by(|a, b| off(a, ink).total_cmp(&off(b, ink)));
                if let Some(line) = number {
                    unknown(line, page.number, *ink, ctx);
                }
                cell.doubts.push(unread(page.number, *ink));
            }
        }
        minus(table, page, ctx);
        strokes(table, page);
    }
}

/// Says of ruled areas without any text that drawings stand in them: the letters of a table may be outlines, and no row of it is
/// read.
pub(super) fn outlines(areas: &[BBox], page: &Page, ctx: &mut Context<'_>) {
    /// Drawings of fewer letters than a header has may be a seal, or a mark.
    const FEWEST: usize = 8;
    for area in areas {
        let within = |ink: &&BBox| area.contains(ink.center_x(), ink.center_y());
        let count = page.inks.iter().filter(within).count();
        if count < FEWEST {
            continue;
        }
        let at = Location::Page {
            page: page.number,
            bbox: *area,
        };
        let finding = Diagnostic::new(
            codes::TABLE_OUTLINES,
            Severity::Error,
            format!(
                "a ruled table holds {count} drawings and no text, as where letters were turned into outlines: nothing of it was read"
            ),
            format!("有线表格内只有{count}处图形而没有文字（文字可能已转曲），该表未能读取"),
        );
        ctx.diagnostics.push(finding.at(at).help(
            "look at the page; print it to a picture and recognise its text, or ask for the file that it was made from",
            "请查看原页；可将该页转为图片后识别文字，或索取原始文件",
        ));
    }
}

/// Says which blank cells hold what is drawn with straight strokes, as letters like 王 and 1 are: several short lines, across and
/// upright, that stand off the cell's edges. A line alone says that nothing stands there.
fn strokes(table: &mut Grid, page: &Page) {
    /// Longest stroke of a letter of a table, in points, and how far it stands off the edges.
    const LONGEST: f32 = 24.0;
    const OFF: f32 = 1.0;
    let short = |r: &&Ruling| r.end - r.start <= LONGEST;
    let short: Vec<&Ruling> = page.rulings.iter().filter(short).collect();
    if short.len() < 3 {
        return;
    }
    for cell in table.cells.iter_mut().filter(|c| c.lines.is_empty()) {
        let b = cell.bbox;
        let inside = |x: f32, y: f32| {
            x > b.x0 + OFF && x < b.x1 - OFF && y > b.top + OFF && y < b.bottom - OFF
        };
        let within = |r: &&&Ruling| match r.direction {
            Direction::Horizontal => inside(r.start, r.position) && inside(r.end, r.position),
            Direction::Vertical => inside(r.position, r.start) && inside(r.position, r.end),
        };
        let own = || short.iter().filter(within);
        let upright = own().filter(|r| r.direction == Direction::Vertical).count();
        let all = own().count();
        if all >= 3 && upright > 0 && upright < all {
            cell.doubts.push(unread(page.number, b));
        }
    }
}

/// Says which cells have characters printed one over another: nobody can read them, and the cell holds what belongs elsewhere,
/// as where a column was drawn too narrow for any of its text, or a text too high for its cell. Then those above and below it
/// lack what it has.
fn overprinted(table: &mut Grid, page: u32) {
    /// More of a line than that do not begin in one place.
    const MOST: usize = 64;
    let mut found: Vec<(usize, Diagnostic)> = Vec::new();
    for (index, cell) in table.cells.iter().enumerate() {
        let mut before: &[Char] = &[];
        for line in &cell.lines {
            // Of the line above those that stand over a character: both lines are in order of where theirs begin.
            let above = line.chars.iter().flat_map(|c| {
                let reach = ACROSS * c.bbox.width();
                let from = before.partition_point(|b| b.bbox.x0 < c.bbox.x0 - reach);
                let over = before.iter().skip(from).take(MOST);
                let over = over.take_while(move |b| b.bbox.x0 < c.bbox.x0 + reach);
                over.map(move |b| (b, c))
            });
            let beside = line.chars.iter().zip(line.chars.iter().skip(1));
            let mut pairs = beside.chain(above);
            if let Some((a, b)) = pairs.find(|(a, b)| is_over(a, b, line.size)) {
                found.push((index, over_one_another(a, b, page)));
                break;
            }
            before = &line.chars;
        }
    }
    let mut begins: HashMap<(usize, usize), usize> = HashMap::default();
    let mut ends: HashMap<(usize, usize), usize> = HashMap::default();
    for (index, cell) in table.cells.iter().enumerate().filter(|_| !found.is_empty()) {
        begins.insert((cell.col, cell.row), index);
        ends.insert((cell.col, cell.row + cell.row_span), index);
    }
    for (index, doubt) in found {
        let Some(cell) = table.cells.get(index) else {
            continue;
        };
        let (start, end) = ((cell.col, cell.row), (cell.col, cell.row + cell.row_span));
        let beside = [ends.get(&start), begins.get(&end)];
        for at in beside.into_iter().flatten().copied().chain([index]) {
            if let Some(cell) = table.cells.get_mut(at).filter(|c| !c.is_blank()) {
                cell.doubts.push(doubt.clone());
            }
        }
    }
}

/// Whether two characters of a size are printed one over the other.
fn is_over(a: &Char, b: &Char, em: f32) -> bool {
    /// How near they are down the page, in ems: lines that are set solid stand a whole em apart, and boxes are a tenth exact.
    const DOWN: f32 = 0.7;
    /// Sizes that differ more are a sign's beside its word.
    const ALIKE: f32 = 0.8;
    let legible = |c: &Char| is_ideograph(c.ch) || c.ch.is_ascii_digit();
    let (one, other) = (a.bbox.width(), b.bbox.width());
    a.ch != b.ch
        && (a.bbox.x0 - b.bbox.x0).abs() < ACROSS * one.min(other)
        && (a.bbox.top - b.bbox.top).abs() < DOWN * em
        && one.min(other) > ALIKE * one.max(other)
        && legible(a)
        && legible(b)
}

fn over_one_another(a: &Char, b: &Char, page: u32) -> Diagnostic {
    let (one, other, bbox) = (a.ch, b.ch, a.bbox.union(&b.bbox));
    Diagnostic::new(
        codes::CELL_OVERLAP,
        Severity::Warning,
        format!("{one} and {other} are printed one over the other"),
        format!("“{one}”与“{other}”重叠印在一处"),
    )
    .at(Location::Page { page, bbox })
    .help(
        "compare the row and those beside it with the printed table: text may have gone to the wrong cell",
        "请对照原表核对该行及上下各行：文字可能归错单元格",
    )
}

/// Says which cells are crossed by a line from corner to corner, and hold nothing: they are not left blank, but said to be.
fn crossed(table: &mut Grid, page: &Page) {
    for line in &page.slanted {
        let mut blank = table
            .cells
            .iter_mut()
            .filter(|c| c.lines.is_empty() && !is_crossed(c));
        if let Some(cell) = blank.find(|cell| slashed::crosses(line, &cell.bbox)) {
            let at = Location::Page {
                page: page.number,
                bbox: cell.bbox,
            };
            cell.doubts.push(
                Diagnostic::new(
                    codes::CELL_CROSSED,
                    Severity::Info,
                    "a line crosses this cell from corner to corner: it is empty on purpose, and nothing was taken for it from above",
                    "该格画有斜线，表示空白，未按上方补填",
                )
                .at(at),
            );
        }
    }
}

fn is_crossed(cell: &GridCell) -> bool {
    cell.doubts.iter().any(|d| d.code == codes::CELL_CROSSED)
}

/// Whether an area is as dark as print and as high as a line of it.
fn is_blot(fill: &Fill) -> bool {
    /// Components of a colour up to which it is dark: a third of white.
    const DARK: u8 = 85;
    /// Lowest print that is read, in points.
    const LOW: f32 = 5.0;
    let size = fill.bbox.width().min(fill.bbox.height());
    fill.alpha > 0.5 && size >= LOW && fill.color.iter().all(|c| *c <= DARK)
}

/// How far above or below a line a drawing stands.
fn off(line: &Line, ink: &BBox) -> f32 {
    (line.bbox.center_y() - ink.center_y()).abs()
}

/// Puts a character that is not known where a drawing stands beside a number: what it says may be a digit of it, or its sign.
fn unknown(line: &mut Line, page: u32, bbox: BBox, ctx: &mut Context<'_>) {
    let id = ctx.accounts.register(UNKNOWN, Place::Page(page, bbox));
    let unknown = Char {
        ch: UNKNOWN,
        id,
        bbox,
    };
    let at = line
        .chars
        .iter()
        .take_while(|c| c.bbox.center_x() < bbox.center_x())
        .count();
    line.chars.insert(at, unknown);
}

/// Stands for a glyph without a known character.
const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// The cell that holds a drawing.
fn holder<'c>(cells: &'c mut [GridCell], ink: &BBox) -> Option<&'c mut GridCell> {
    let (x, y) = (ink.center_x(), ink.center_y());
    let cell = cells.iter_mut().find(|c| c.bbox.contains(x, y))?;
    let width = ink.x1.min(cell.bbox.x1) - ink.x0.max(cell.bbox.x0);
    let height = ink.bottom.min(cell.bbox.bottom) - ink.top.max(cell.bbox.top);
    let inside = width >= WITHIN * ink.width() && height >= WITHIN * ink.height();
    inside.then_some(cell)
}

/// How high, in sizes of the print, a picture of digits is at most: a line of text with its leading (1.5), cut out with some paper
/// above and below.
const HIGHEST: f32 = 2.0;

/// Whether a drawing in a cell may be what the cell says: the cell has no text; or a number, and the drawing stands beside it
/// as a digit would.
fn is_unread(cell: &GridCell, ink: &BBox) -> bool {
    let area = |b: &BBox| b.width() * b.height();
    if cell.lines.is_empty() {
        // A shape that fills its cell is its ground.
        return area(ink) < 0.8 * area(&cell.bbox)
            && ink.width().max(ink.height()) > 2.0
            && !is_edge(cell, ink)
            // The line that crosses it is said to.
            && !(is_crossed(cell) && slashed::spans(ink, &cell.bbox));
    }
    let text = || {
        cell.lines
            .iter()
            .flat_map(|l| &l.chars)
            .filter(|c| !c.ch.is_whitespace())
    };
    let number = text().any(|c| c.ch.is_ascii_digit()) && !text().any(|c| c.ch.is_alphabetic());
    if !number {
        return cell.lines.iter().any(|line| is_in_gap(line, ink));
    }
    cell.lines.iter().any(|line| {
        let gap = (ink.x0 - line.bbox.x1).max(line.bbox.x0 - ink.x1);
        let beside = ink.center_y() > line.bbox.top && ink.center_y() < line.bbox.bottom;
        // What lies under all of it is its ground.
        let under = ink.x0 <= line.bbox.x0 && ink.x1 >= line.bbox.x1;
        beside && !under && gap.abs() < line.size && ink.height() <= HIGHEST * line.size
    })
}

/// Whether a drawing of a letter's size stands between two letters of a line, where one is missing: 金额（ 元）.
fn is_in_gap(line: &Line, ink: &BBox) -> bool {
    /// How high and wide a letter is at least, and a picture of one with its leading at most, in sizes of the print.
    const LETTER: std::ops::Range<f32> = 0.5..1.6;
    /// How far a letter may reach over the one beside it.
    const OVER: f32 = 0.15;
    let of_letter = |extent: f32| LETTER.contains(&(extent / line.size.max(1.0)));
    let beside = ink.center_y() > line.bbox.top && ink.center_y() < line.bbox.bottom;
    let over = OVER * line.size;
    let inked = || line.chars.iter().filter(|c| !c.ch.is_whitespace());
    let touches = |c: &Char| c.bbox.x0 < ink.x1 - over && c.bbox.x1 > ink.x0 + over;
    beside
        && of_letter(ink.height())
        && of_letter(ink.width())
        && inked().any(|c| c.bbox.x1 <= ink.x0 + over)
        && inked().any(|c| c.bbox.x0 >= ink.x1 - over)
        && !inked().any(touches)
}

/// Whether a drawing is a side of its cell that lies askew: as long as that, and no thicker than rules are off.
fn is_edge(cell: &GridCell, ink: &BBox) -> bool {
    const OFF: f32 = 3.0;
    let bbox = &cell.bbox;
    let flat = ink.height() < OFF && ink.width() > 0.8 * bbox.width();
    let upright = ink.width() < OFF && ink.height() > 0.8 * bbox.height();
    flat && (ink.top < bbox.top + OFF || ink.bottom > bbox.bottom - OFF)
        || upright && (ink.x0 < bbox.x0 + OFF || ink.x1 > bbox.x1 - OFF)
}

/// A short rule before a number, at the middle of its height, may be its minus.
fn minus(table: &mut Grid, page: &Page, ctx: &mut Context<'_>) {
    for rule in page
        .rulings
        .iter()
        .filter(|r| r.direction == Direction::Horizontal)
    {
        let length = rule.end - rule.start;
        let at = f32::midpoint(rule.start, rule.end);
        let Some(cell) = table
            .cells
            .iter_mut()
            .find(|c| c.bbox.contains(at, rule.position))
        else {
            continue;
        };
        let before = |l: &&mut Line| {
            let first = l.chars.iter().find(|c| !c.ch.is_whitespace());
            let gap = l.bbox.x0 - rule.end;
            let up = (l.baseline - rule.position) / l.size.max(1.0);
            first.is_some_and(|c| c.ch.is_ascii_digit() || c.ch == '.')
                && length <= l.size
                && (-0.2 * l.size..l.size).contains(&gap)
                && (0.1..0.6).contains(&up)
        };
        if let Some(line) = cell.lines.iter_mut().find(before) {
            let bbox = BBox::new(
                rule.start,
                rule.position - 0.5,
                rule.end,
                rule.position + 0.5,
            );
            unknown(line, page.number, bbox, ctx);
            cell.doubts.push(unread(page.number, bbox));
        }
    }
}

fn unread(page: u32, bbox: BBox) -> Diagnostic {
    Diagnostic::new(
        codes::CELL_INK_WITHOUT_TEXT,
        Severity::Warning,
        "something is drawn or pasted in this cell, or left to fill in, that is no text: it was not read",
        "该格内有绘制、粘贴或待填的内容，不是文字，未能读取",
    )
    .at(Location::Page { page, bbox })
    .help(
        "look at the page: if it is a number or a word, put it in by hand",
        "请查看原页；若为数字或文字，请手工补入",
    )
}
