//! The room that a cell's lines take and leave: what shows whether a text goes on beyond the page's edge.

use crate::table::assemble::rows::Edge;
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

/// Whether a cell of this width has room in a line for what those that follow begin with.
pub(super) fn has_place(line: &Line, next: &[Line], width: f32) -> bool {
    // Padding at both sides of a cell, in points: Word has 5.4 at each.
    const PADDING: f32 = 10.8;
    let next = next.first().map(|l| compose::unit(&l.chars));
    next.is_some_and(|next| line.bbox.width() + next + PADDING <= width)
}

/// How many lines more would stand in a cell. Lines take as much as lies between two of them: half of it above the first and
/// half below the last.
pub(super) fn room(lines: &[Line], pitch: f32, edge: Edge) -> f32 {
    let ([first, ..], [.., last]) = (lines, lines) else {
        return 0.0;
    };
    (edge.height - (last.baseline - first.baseline)) / pitch - 1.0
}
