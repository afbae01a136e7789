//! Lines that run across a table's columns: names over them, headings of rows, and text that is none of the table's.

use super::super::weights::beside::WIDTH;
use super::super::weights::regions::{GAP, LARGER, MIDDLE, NEAR};
use super::super::{Run, extent, runs};
use super::{Fit, Ink, fit, is_title, touched};
use crate::text::Line;

/// Whether a text runs over most of the white space between two columns.
pub(super) fn runs_on_over(own: &[Run], ink: &[Ink]) -> bool {
    let ([own], [left, right]) = (own, ink) else {
        return false;
    };
    let gap = right.x0 - left.x1;
    own.x1.min(right.x0) - own.x0.max(left.x1) > 0.5 * gap
}

/// Whether text begins at a line that is set in columns of its own: it and the next one run over a gap between the table's
/// columns, and stand in the same places.
pub(super) fn runs_beside(lines: &[Line], at: usize, ink: &[Ink]) -> bool {
    let over = |line: &Line| {
        let own = runs(line, GAP);
        let wide = own.iter().all(|r| r.x1 - r.x0 >= WIDTH * line.size);
        let across = own.iter().any(|r| touched(ink, r).len() > 1);
        (own.len() > 1 && wide && across).then_some(own)
    };
    let (Some(a), Some(b)) = (
        lines.get(at).and_then(over),
        lines.get(at + 1).and_then(over),
    ) else {
        return false;
    };
    let size = lines.get(at).map_or(0.0, |l| l.size);
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| (a.x0 - b.x0).abs() < size)
}

/// Whether a line of one piece stands in the middle of all columns, or of all but the first, with a row right below it.
pub(super) fn heads_rows(
    lines: &[Line],
    (first, at): (usize, usize),
    own: &[Run],
    ink: &[Ink],
) -> bool {
    let ([own], [left, inner, .., right]) = (own, ink) else {
        return false;
    };
    let (Some(line), Some(next)) = (lines.get(at), lines.get(at + 1)) else {
        return false;
    };
    let row = runs(next, GAP);
    let middle = |x0: f32| (own.x0 + own.x1 - x0 - right.x1).abs() < 2.0 * MIDDLE * line.size;
    at > first
        && own.x0 > left.x0
        && own.x1 < right.x1
        && (middle(left.x0) || middle(inner.x0))
        && line.size <= LARGER * next.size
        && extent(next).0 - extent(line).1 <= NEAR * line.size
        && row.len() > 2
        && matches!(fit(ink, &row), Fit::Inside)
}

/// Whether a line stands in the middle of all columns but the first, over what stands there: a name of theirs.
pub(super) fn names_rest(segments: &[Run], line: &Line, below: &Line, ink: &[Ink]) -> bool {
    let ([own], [_, first, .., last]) = (segments, ink) else {
        return false;
    };
    let off = f32::midpoint(own.x0, own.x1) - f32::midpoint(first.x0, last.x1);
    own.x0 > first.x0
        && off.abs() < MIDDLE * line.size
        && line.size <= LARGER * below.size
        && !is_title(line, below, ink)
}
