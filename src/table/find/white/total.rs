//! Labels of totals, headings and remarks: set in a cell that is merged over several columns, so that where they stand says
//! nothing of the columns.

use super::bands;
use super::columns::{Columns, Piece};
use super::weights::bands::LEADING;
use super::weights::regions::LEADING as LINES;
use super::{Run, runs};
use crate::lexicon::key::Key;
use crate::lexicon::{labels, ordinal};
use crate::text::Line;

/// The label that a line of totals begins with, if it does: its stretches as one, for it may be set wide (小　计), and how
/// many they are among those that gaps of so many ems part. A name in a header (小计 beside 区级) has no figures beside it;
/// figures of two lines stand above and below a label set wide.
pub(super) fn label(line: &Line, gap: f32) -> Option<(Run, usize)> {
    let runs = runs(line, gap);
    let chars = |run: &Run| line.chars.get(run.start..run.end).unwrap_or_default();
    let count = |run: &Run| chars(run).iter().filter(|c| !c.ch.is_whitespace()).count();
    let wide = runs.iter().take_while(|r| count(r) == 1).count();
    // The longest word for adding up has three characters.
    for end in 1..=wide.clamp(1, 3) {
        let (own, others) = runs.split_at_checked(end)?;
        let text: String = own.iter().flat_map(&chars).map(|c| c.ch).collect();
        let figures = |r: &Run| chars(r).iter().any(|c| c.ch.is_ascii_digit());
        if let [first, ..] = own
            && let [.., last] = own
            && (others.iter().any(figures) || others.is_empty() && end > 1)
            && labels::summary(&text).is_some()
        {
            let label = Run {
                start: first.start,
                end: last.end,
                x0: first.x0,
                x1: last.x1,
            };
            return Some((label, end));
        }
    }
    None
}

/// A label of totals may be one character (计), and so may be the lines of a narrow column: the lines set one below the other
/// are the label together, said at the first of them, or none of them is (区 | 审 | 计 | 局).
pub(super) fn stacked(pieces: &mut [Piece], em: f32) {
    // Labels are short: 项目合计 has four characters, and may stand on two lines, 项目合 | 计.
    const LONGEST: usize = 5;
    let is_short = |p: &Piece| p.key.chars().nth(1).is_none();
    let may_begin = |p: &Piece| p.key.chars().nth(LONGEST - 1).is_none();
    let near = |a: &Piece, b: &Piece| {
        let gap = b.top - a.bottom;
        let same = (a.first, a.last) == (b.first, b.last);
        may_begin(a) && same && gap > -0.5 * em && gap < LEADING * em
    };
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|a, b| match (pieces.get(*a), pieces.get(*b)) {
        (Some(a), Some(b)) => (a.first, a.last)
            .cmp(&(b.first, b.last))
            .then(a.top.total_cmp(&b.top)),
        _ => a.cmp(b),
    });
    let mut stack: Vec<usize> = Vec::new();
    for at in order {
        let Some(own) = pieces.get(at) else { continue };
        let last = stack.last().and_then(|last| pieces.get(*last));
        if !last.is_some_and(|last| near(last, own)) {
            stack.clear();
        }
        stack.push(at);
        if !own.sums || !is_short(own) || stack.len() < 2 {
            continue;
        }
        let lines = stack.iter().rev().take(LONGEST).rev();
        let text: String = lines
            .clone()
            .filter_map(|at| pieces.get(*at))
            .map(|p| &*p.key)
            .collect();
        let sums = labels::summary(&Key::of(&text)).is_some();
        for (place, line) in lines.enumerate() {
            if let Some(piece) = pieces.get_mut(*line) {
                piece.sums = sums && place == 0;
                // What the rest of a label says is neither a number nor a name.
                if sums && place > 0 {
                    piece.key = Key::of("");
                }
            }
        }
    }
}

/// Numbers of parts of a paper (一、 and （一）) stand over those that number rows.
const PARTS: u8 = 2;

/// Lets what stands alone between two rows and heads or explains them cover all columns, and tell of its row: a remark that
/// begins at the table's left, with the lines that go on below it, or a heading with its number in the middle of the table.
pub(super) fn across(pieces: &mut [Piece], columns: &Columns) {
    let (Some(&left), Some(&right)) = (columns.edges.first(), columns.edges.last()) else {
        return;
    };
    let em = columns.em;
    let bands = bands::loose(pieces.iter(), em);
    let mut remark = false;
    for (at, (top, bottom)) in bands.iter().enumerate() {
        let gap = |a: Option<&(f32, f32)>, b: Option<&(f32, f32)>| match (a, b) {
            (Some(a), Some(b)) => b.0 - a.1,
            _ => f32::INFINITY,
        };
        let above = gap(
            at.checked_sub(1).and_then(|at| bands.get(at)),
            bands.get(at),
        );
        let near = above.min(gap(bands.get(at), bands.get(at + 1)));
        let inside = |p: &&mut Piece| p.middle() >= *top && p.middle() < *bottom;
        let mut own = pieces.iter_mut().filter(inside);
        let (Some(piece), None) = (own.next(), own.next()) else {
            remark = false;
            continue;
        };
        let at_left = piece.line.bbox.x0 < left + em;
        let middle = (piece.line.bbox.center_x() - f32::midpoint(left, right)).abs() < em;
        let numbered = || {
            let number = ordinal::marked(piece.line.chars.iter().map(|c| c.ch));
            number.is_some_and(|n| n.style.depth() < PARTS)
        };
        remark = !columns.heads(piece)
            && at_left
            && (labels::is_note(&piece.line.raw()) || remark && above < LEADING * em);
        // Lines of a cell stand nearer to each other.
        let heading = middle && near >= LINES * em && !columns.heads(piece) && numbered();
        if remark || heading {
            (piece.first, piece.last) = (0, columns.count().saturating_sub(1));
            piece.sums = true;
        }
    }
}
