//! Labels of totals, headings and remarks: set in a cell that is merged over several columns, so that where they stand says
//! nothing of the columns.

use super::bands;
use super::columns::{self, Columns, Piece};
use super::weights::bands::LEADING;
use super::weights::columns::BLANK;
use super::weights::regions::LEADING as LINES;
use super::weights::rows::LEVEL;
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

/// Labels are short: 项目合计 has four characters, and may stand on two lines, 项目合 | 计.
const LONGEST: usize = 5;

/// A label of totals may be one character (计), and so may be the lines of a narrow column: the lines set one below the other
/// are the label together, said at the first of them, or none of them is (区 | 审 | 计 | 局). Where a label of more characters
/// stands with nothing beside it, the row's sum stands beside a line above: all are one label (区民政 | 局小计).
pub(super) fn stacked(pieces: &mut [Piece], em: f32) {
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
        let count = match lines_of_label(pieces, &stack, em) {
            0 if !own.sums => 0,
            0 if is_short(own) => LONGEST,
            0 => lines_of_row(pieces, &stack, em),
            count => count,
        };
        if count < 2 {
            continue;
        }
        let lines = stack.iter().rev().take(count).rev();
        let text: String = lines
            .clone()
            .filter_map(|at| pieces.get(*at))
            .map(|p| &*p.key)
            .collect();
        let label = Key::of(&text);
        let sums = labels::summary(&label).is_some();
        // What is no label with the lines above it leaves these as they are.
        if !sums && !pieces.get(at).is_some_and(|p| p.sums) {
            continue;
        }
        for (place, line) in lines.enumerate() {
            if let Some(piece) = pieces.get_mut(*line) {
                piece.sums = sums && place == 0;
                // What the rest of a label says is neither a number nor a name.
                if sums {
                    piece.key = if place == 0 {
                        label.clone()
                    } else {
                        Key::of("")
                    };
                }
            }
        }
    }
}

/// How many of the lowest of these lines are a label that goes on with nothing beside it: 小计（ | 区民政 | 局）, 共8个 | 项目;
/// or whose sum stands beside its middle: 其中： | 区级资 | 金.
fn lines_of_label(pieces: &[Piece], stack: &[usize], em: f32) -> usize {
    let mut lines = stack.iter().rev().filter_map(|at| pieces.get(*at));
    let Some(rest) = lines.by_ref().take(LONGEST).position(|p| p.sums) else {
        return 0;
    };
    let mut own = stack
        .iter()
        .rev()
        .take(rest + 1)
        .map(|at| pieces.get(*at).is_none_or(|p| is_alone(pieces, p, em)));
    // The sum stands beside its first line, or one between that and the last.
    let last = own.next();
    if rest > 0 && last == Some(true) && own.filter(|alone| !alone).count() < 2 {
        rest + 1
    } else {
        0
    }
}

/// Whether no other print stands on a line.
fn is_alone(pieces: &[Piece], own: &Piece, em: f32) -> bool {
    let near = |p: &&Piece| (p.middle() - own.middle()).abs() <= LEVEL * em;
    pieces.iter().filter(near).nth(1).is_none()
}

/// How many of the lowest of these lines, one below the other, stand in one row: those beside one line of other print at most.
fn lines_of_row(pieces: &[Piece], stack: &[usize], em: f32) -> usize {
    let mut beside = 0;
    let lines = stack.iter().rev().enumerate().take_while(|(above, at)| {
        let Some(own) = pieces.get(**at) else {
            return false;
        };
        let is_alone = is_alone(pieces, own, em);
        beside += usize::from(!is_alone);
        beside <= 1 && !own.key.is_empty() && (is_alone || *above > 0)
    });
    let count = lines.count();
    if beside == 0 { 0 } else { count }
}

/// Numbers of parts of a paper (一、 and （一）) stand over those that number rows.
const PARTS: u8 = 2;

/// Lets what stands alone between two rows and heads or explains them cover all columns, and tell of its row: a remark that
/// begins at the table's left, with the lines that go on below it, or a heading, with its number in the middle of the table or
/// from the left on over several columns.
pub(super) fn across(pieces: &mut Vec<Piece>, columns: &Columns) {
    let (Some(&left), Some(&right)) = (columns.edges.first(), columns.edges.last()) else {
        return;
    };
    let em = columns.em;
    let bands = bands::loose(pieces.iter(), em);
    let least = bands::leading(&bands, em).unwrap_or(0.0);
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
        let inside = |p: &Piece| p.middle() >= *top && p.middle() < *bottom;
        let joined = one_line(pieces.iter().filter(|p| inside(p)));
        let Some(joined) = joined else {
            remark = false;
            continue;
        };
        let piece = &joined;
        let at_left = piece.line.bbox.x0 < left + em;
        let middle = (piece.line.bbox.center_x() - f32::midpoint(left, right)).abs() < em;
        let numbered = || {
            let number = ordinal::marked(piece.line.chars.iter().map(|c| c.ch));
            number.is_some_and(|n| n.style.depth() < PARTS)
        };
        remark = !columns.heads(piece)
            && at_left
            && (labels::is_note(&piece.line.raw()) || remark && above < LEADING * em);
        // Lines of a cell stand nearer to each other; one that runs on over the columns is no cell's.
        let several =
            piece.last > piece.first || pieces.iter().filter(|p| inside(p)).nth(1).is_some();
        let runs_on = at_left && several && near >= least;
        let heading = runs_on || middle && near >= LINES * em && numbered();
        if remark || heading && !columns.heads(piece) {
            let mut all = joined;
            (all.first, all.last) = (0, columns.count().saturating_sub(1));
            all.sums = true;
            let first = pieces.iter().position(inside);
            pieces.retain(|p| !inside(p));
            pieces.insert(first.unwrap_or_default().min(pieces.len()), all);
        }
    }
}

/// What stands alone in a band, as one piece: parts of a line with nothing but blanks between words.
fn one_line<'p>(own: impl Iterator<Item = &'p Piece>) -> Option<Piece> {
    let mut own: Vec<&Piece> = own.collect();
    own.sort_by(|a, b| a.line.bbox.x0.total_cmp(&b.line.bbox.x0));
    let (first, others) = own.split_first()?;
    let mut joined = (*first).clone();
    if others.is_empty() {
        return Some(joined);
    }
    let mut chars = joined.line.chars.to_vec();
    let mut end = joined.line.bbox.x1;
    for part in others {
        let same = (part.line.baseline - first.line.baseline).abs() < 0.1 * part.line.size;
        if !same || part.line.bbox.x0 - end > BLANK * part.line.size {
            return None;
        }
        end = part.line.bbox.x1;
        chars.extend(part.line.chars.iter().cloned());
    }
    joined = Piece::new(first.first, first.last, columns::part(&first.line, chars));
    Some(joined)
}
