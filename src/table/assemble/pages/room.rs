//! The room that a cell's lines take and leave: what shows whether a text goes on beyond the page's edge.

use crate::accounts::Char;
use crate::table::assemble::key_of;
use crate::table::assemble::rows::{Cover, Edge, PieceCell, PieceRow};
use crate::text::{Line, compose};

/// Whether a line goes on with lines of a cell: set alike, flush with them or in the middle as they all are, and the last of
/// them was full.
pub(super) fn goes_on_in(cell: &[Line], line: &Line) -> bool {
    let Some((last, [_, ..])) = cell.split_last() else {
        return false;
    };
    let own = || cell.iter().filter(|l| !l.is_blank());
    let left = own().map(|l| l.bbox.x0).fold(f32::INFINITY, f32::min);
    let right = own().map(|l| l.bbox.x1).fold(f32::NEG_INFINITY, f32::max);
    let em = last.size;
    // Marks are hung over the edge. What does not fit leaves its width: two characters that are not parted, or a number.
    let full = last.bbox.x1 > right - 2.5 * em;
    let below = line.baseline - last.baseline;
    let off = |l: &Line| (l.bbox.center_x() - line.bbox.center_x()).abs();
    let centred = own().all(|l| off(l) < 0.3 * em);
    (line.size - em).abs() < 0.05 * em
        && (centred || (line.bbox.x0 - left).abs() < 0.3 * em)
        && line.bbox.x1 < right + 0.6 * em
        && (line.page == last.page + 1 && full || line.page == last.page && below < 2.0 * em)
}

/// How far apart the lines of a cell are.
pub(super) fn pitch(lines: &[Line]) -> Option<f32> {
    let between = lines.windows(2).filter_map(|w| match w {
        [a, b] => Some(b.baseline - a.baseline),
        _ => None,
    });
    between.filter(|b| *b > 0.0).reduce(f32::min)
}

/// Padding at both sides of a cell, in points: Word has 5.4 at each.
const PADDING: f32 = 10.8;

/// Whether a cell of this width has room in a line for what those that follow begin with.
pub(super) fn has_place(line: &Line, next: &[Line], width: f32) -> bool {
    let Some(next) = next.first() else {
        return false;
    };
    // Between Chinese and Latin letters text programs leave a quarter of an em.
    let latin = |c: Option<&Char>| c.is_some_and(|c| c.ch.is_ascii_alphanumeric());
    let changes = latin(line.chars.last()) != latin(next.chars.first());
    let gap = if changes { 0.25 * line.size } else { 0.0 };
    line.bbox.width() + gap + compose::unit(&next.chars) + PADDING <= width
}

/// Whether the last line of a cell above the page's edge had room for what the text below it begins with: names are not set in
/// lines of their own. What its longest line did not reach may be padding; a cell of less than three lines need have no full
/// one.
pub(super) fn has_ended(above: &[Line], below: &[Line], width: f32) -> bool {
    let Some(last) = above.last().filter(|last| last.page > 0) else {
        return false;
    };
    if width <= 0.0 || closes(&key_of(above), &key_of(below)) {
        return false;
    }
    let longest = above.iter().map(|l| l.bbox.width()).fold(0.0, f32::max);
    let width = match above {
        [_, _, _, ..] => width.min(longest + PADDING),
        _ => width,
    };
    has_place(last, below, width)
}

/// Whether a text closes the brackets that the one above it left open, and no others.
pub(super) fn closes(first: &str, rest: &str) -> bool {
    let depth = |text: &str| {
        text.chars().fold((0_i32, 0_i32), |(now, least), c| {
            let now = now + i32::from(c == '(') - i32::from(c == ')');
            (now, least.min(now))
        })
    };
    let (open, least) = depth(first);
    open > 0 && least == 0 && depth(rest) == (-open, -open)
}

/// How many lines more would stand in a cell. Lines take as much as lies between two of them: half of it above the first and
/// half below the last.
pub(super) fn room(lines: &[Line], pitch: f32, edge: Edge) -> f32 {
    let ([first, ..], [.., last]) = (lines, lines) else {
        return 0.0;
    };
    (edge.height - (last.baseline - first.baseline)) / pitch - 1.0
}

/// What a cell of a row leaves above a page's edge, and how far its lines are apart, in points. One line alone takes what those of
/// the cells beside it do, or an em and a half, as lines of a cell mostly do.
fn left_by(cell: &PieceCell, edge: Edge, row: &PieceRow) -> Option<(f32, f32)> {
    let known = cell.cover == Cover::Anchor(1) && edge.height > 0.0 && !cell.is_blank();
    let size = cell.lines.first().map_or(0.0, |l| l.size);
    let beside = || row.cells.iter().filter_map(|c| pitch(&c.lines));
    let pitch = pitch(&cell.lines).or_else(|| beside().reduce(f32::min));
    let pitch = pitch.unwrap_or(1.5 * size);
    known.then(|| (pitch * room(&cell.lines, pitch, edge), pitch))
}

/// What the fullest cell of a row leaves above a page's edge: padding, if it is no more.
pub(super) fn padding(row: &PieceRow, edges: impl Iterator<Item = Edge>) -> f32 {
    /// Padding above and below, together, in points: pages of the web have up to nine each (12 pixels).
    const MOST: f32 = 18.0;
    let left = row
        .cells
        .iter()
        .zip(edges)
        .filter_map(|(cell, edge)| left_by(cell, edge, row));
    left.map(|(room, _)| room.min(MOST))
        .fold(f32::INFINITY, f32::min)
}

/// Whether a cell of the last row has something below the page's edge too, though two lines more would have stood in it
/// above: then it was not cut there.
pub(super) fn has_room(above: &PieceRow, below: &PieceRow, edges: &[Edge]) -> bool {
    let padding = padding(above, edges.iter().copied());
    let goes_on = |cell: &PieceCell| cell.cover == Cover::Anchor(1) && !cell.is_blank();
    let mut own = above.cells.iter().zip(edges).zip(&below.cells);
    // Nearer to two lines than to one.
    own.any(|((cell, edge), below)| {
        let room = left_by(cell, *edge, above).filter(|_| goes_on(below));
        room.is_some_and(|(room, pitch)| (room - padding) / pitch > 1.5)
    })
}
