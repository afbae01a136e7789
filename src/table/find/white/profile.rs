//! Where print begins and ends between two edges, line by line.

use super::weights::columns::UNIT;
use super::weights::narrow::{CLOSED_UP, NARROW};
use crate::accounts::Char;
use crate::lexicon::fold::{closes, opens};
use crate::lexicon::money::unit;
use crate::text::Line;

/// How the lines within a column stand at a place in it.
pub(super) struct Counts {
    /// Lines with a gap there, between print at both sides.
    pub(super) gaps: usize,
    /// Lines that run over it.
    pub(super) over: usize,
    /// Lines with print at the left alone, or at the right alone, whichever are fewer: cells side by side whose lines are
    /// not at one height.
    pub(super) beside: usize,
}

/// Where print begins and ends within a column, each list in order.
pub(super) struct Profile {
    /// Of stretches without a narrow gap.
    starts: Vec<f32>,
    ends: Vec<f32>,
    /// Of lines.
    firsts: Vec<f32>,
    lasts: Vec<f32>,
}

impl Profile {
    pub(super) fn new(x0: f32, x1: f32, lines: &[&Line]) -> Self {
        let mut out = Self {
            starts: Vec::new(),
            ends: Vec::new(),
            firsts: Vec::new(),
            lasts: Vec::new(),
        };
        for line in lines {
            let mut open: Option<(f32, f32)> = None;
            let mut first = None;
            let mut until = f32::NEG_INFINITY;
            let own: Vec<(&Char, (f32, f32))> = inside(line, x0, x1).collect();
            for (at, (c, (a, b))) in own.iter().copied().enumerate() {
                first = first.or(Some(a));
                // A unit is no text of its own behind its sum.
                let behind = at.checked_sub(1).and_then(|i| own.get(i..));
                let is_unit = || behind.is_some_and(|own| begins_with_unit(own, line.size));
                // What begins within the blank half of a mark, and not where its ink ends, is of another text.
                let overlaps = c.bbox.x0 < until;
                let apart = |end: f32| overlaps && a - end > CLOSED_UP * line.size;
                until = c.bbox.x1;
                let near = |end: f32| {
                    let gap = (a - end) / line.size;
                    gap < NARROW || gap < UNIT && is_unit()
                };
                open = match open {
                    Some((start, end)) if near(end) && !apart(end) => Some((start, end.max(b))),
                    Some((start, end)) => {
                        out.starts.push(start);
                        out.ends.push(end);
                        Some((a, b))
                    }
                    None => Some((a, b)),
                };
            }
            if let (Some((start, end)), Some(first)) = (open, first) {
                out.starts.push(start);
                out.ends.push(end);
                out.firsts.push(first);
                out.lasts.push(end);
            }
        }
        for list in [
            &mut out.starts,
            &mut out.ends,
            &mut out.firsts,
            &mut out.lasts,
        ] {
            list.sort_by(f32::total_cmp);
        }
        out
    }

    /// Where the first print begins and the last ends.
    pub(super) fn extent(&self) -> Option<(f32, f32)> {
        Some((*self.firsts.first()?, *self.lasts.last()?))
    }

    /// Where print ends and then begins again.
    pub(super) fn gaps(&self) -> Vec<(f32, f32)> {
        let mut out = Vec::new();
        for (index, &end) in self.ends.iter().enumerate() {
            let Some(&start) = self.starts.get(self.starts.partition_point(|s| *s <= end)) else {
                break;
            };
            if self.ends.get(index + 1).is_none_or(|next| *next > start) {
                out.push((end, start));
            }
        }
        out
    }

    /// How many stretches run over a place by more than so much at either side.
    pub(super) fn over(&self, x: f32, slack: f32) -> usize {
        let begun = self.starts.partition_point(|s| *s < x - slack);
        begun.saturating_sub(self.ends.partition_point(|e| *e < x + slack))
    }

    pub(super) fn at(&self, x: f32) -> Counts {
        let begun = |list: &[f32]| list.partition_point(|s| *s < x);
        let over = begun(&self.starts).saturating_sub(begun(&self.ends));
        let all = self.firsts.len();
        let (left, ended) = (begun(&self.firsts), begun(&self.lasts));
        let right = all - ended;
        let both = (left + right).saturating_sub(all);
        Counts {
            gaps: both.saturating_sub(over),
            over,
            beside: (all - right).min(all - left),
        }
    }
}

/// Whether a figure stands before a unit of money and nothing near that.
fn begins_with_unit(chars: &[(&Char, (f32, f32))], size: f32) -> bool {
    // The longest unit with what it is per, 万元/人·年, has six.
    const LONGEST: usize = 6;
    let Some(((figure, _), rest)) = chars.split_first() else {
        return false;
    };
    let mut text = String::new();
    let mut until = f32::INFINITY;
    for (c, (a, b)) in rest.iter().take(LONGEST) {
        if a - until >= NARROW * size {
            break;
        }
        text.push(c.ch);
        until = *b;
    }
    figure.ch.is_ascii_digit() && unit::begins(&text)
}

/// The ink of a line's characters within a column, left to right.
pub(super) fn inside(
    line: &Line,
    x0: f32,
    x1: f32,
) -> impl Iterator<Item = (&Char, (f32, f32))> + '_ {
    line.chars
        .iter()
        .filter(|c| !c.ch.is_whitespace())
        .map(|c| (c, ink(c, line.size)))
        .filter(move |(_, (a, b))| (x0..=x1).contains(&f32::midpoint(*a, *b)))
}

/// Where a character has ink: a full-width mark has it in one half of its box (GB/T 15834-2011, 5.1).
pub(super) fn ink(c: &Char, size: f32) -> (f32, f32) {
    let (x0, x1) = (c.bbox.x0, c.bbox.x1);
    // Seven tenths of an em: narrower ones are set without their blank half.
    if x1 - x0 < 0.7 * size {
        (x0, x1)
    } else if closes(c.ch) {
        (x0, f32::midpoint(x0, x1))
    } else if opens(c.ch) {
        (f32::midpoint(x0, x1), x1)
    } else {
        (x0, x1)
    }
}

/// The middle of its ink: which side of an edge a mark stands at that its column was too narrow for.
pub(super) fn middle(c: &Char, size: f32) -> f32 {
    let (x0, x1) = ink(c, size);
    f32::midpoint(x0, x1)
}

/// Where the ink of a character begins.
pub(super) fn begins(c: &Char, size: f32) -> f32 {
    ink(c, size).0
}
