//! Dots that lead from a label to its row's figures. They belong to the label, however far they stand from it and from each
//! other, and end it: what stands behind them is the next column's, however near.

use std::borrow::Cow;
use std::ops::Range;

use super::Run;
use super::weights::leaders::{APART, BEHIND, LEAST};
use crate::accounts::Char;
use crate::text::Line;

/// The line as it tells of columns: what a leader leads from reaches to its end, without white space between.
pub(super) fn drawn_out(line: &Line) -> Cow<'_, Line> {
    let leaders = all(line);
    if leaders.is_empty() {
        return Cow::Borrowed(line);
    }
    let mut out = line.clone();
    let mut chars: Vec<Char> = Vec::with_capacity(line.chars.len());
    for (index, c) in line.chars.iter().enumerate() {
        let within = is_in(&leaders, index, index + 1);
        let last = chars.iter_mut().rfind(|l| !l.ch.is_whitespace());
        match last.filter(|_| within) {
            Some(last) => last.bbox.x1 = last.bbox.x1.max(c.bbox.x1),
            None => chars.push(*c),
        }
    }
    out.chars = chars.into();
    Cow::Owned(out)
}

/// Whether print ends with dots that lead to what is beside it.
pub(super) fn ends(line: &Line) -> bool {
    let printed = line.chars.iter().map(|c| c.ch);
    let printed = printed.rev().filter(|c| !c.is_whitespace());
    printed.take_while(|c| is_dot(*c)).count() >= LEAST
}

fn is_dot(c: char) -> bool {
    matches!(c, '.' | '·')
}

/// Stretches of a line, each with the leader behind it, and cut where that ends.
pub(super) fn join(runs: Vec<Run>, line: &Line) -> Vec<Run> {
    let leaders = all(line);
    if leaders.is_empty() {
        return runs;
    }
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        // Cut behind each leader that ends within.
        let (first, last) = (run.start, run.end);
        let mut start = first;
        let from = leaders.partition_point(|l| l.end <= first);
        let ends = leaders.iter().skip(from).map(|l| l.end);
        let cuts = ends.take_while(|end| *end < last);
        for end in cuts.chain([last]) {
            if let Some(part) = part(line, start, end) {
                out.push(part);
            }
            start = end;
        }
    }
    let mut joined: Vec<Run> = Vec::with_capacity(out.len());
    for run in out {
        let leader = is_in(&leaders, run.start, run.end);
        match joined.last_mut().filter(|_| leader) {
            Some(before) => (before.end, before.x1) = (run.end, run.x1.max(before.x1)),
            None => joined.push(run),
        }
    }
    joined
}

/// Whether characters from one to before another are dots of a leader.
fn is_in(leaders: &[Range<usize>], from: usize, to: usize) -> bool {
    let at = leaders.partition_point(|l| l.end <= from);
    leaders
        .get(at)
        .is_some_and(|l| l.start <= from && to <= l.end)
}

/// The stretch of a line between two of its characters.
fn part(line: &Line, start: usize, end: usize) -> Option<Run> {
    let chars = line.chars.get(start..end)?;
    let printed = |c: &&Char| !c.ch.is_whitespace();
    let first = chars.iter().position(|c| printed(&c))?;
    let own = || chars.iter().filter(printed).map(|c| c.bbox);
    Some(Run {
        start: start + first,
        end,
        x0: own().map(|b| b.x0).reduce(f32::min)?,
        x1: own().map(|b| b.x1).reduce(f32::max)?,
    })
}

/// The leaders of a line, from the first dot to behind the last.
fn all(line: &Line) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    // The dots so far, where they begin and end, and how many there are.
    let mut dots: Option<(usize, usize, f32, usize)> = None;
    let mut close = |dots: Option<(usize, usize, f32, usize)>, next: f32| {
        if let Some((start, end, x1, count)) = dots
            && count >= LEAST
            && next - x1 >= BEHIND * line.size
        {
            out.push(start..end);
        }
    };
    for (index, c) in line.chars.iter().enumerate() {
        if c.ch.is_whitespace() {
            continue;
        }
        let near = |d: &(usize, usize, f32, usize)| c.bbox.x0 - d.2 <= APART * line.size;
        dots = match dots {
            Some((start, _, _, count)) if is_dot(c.ch) && dots.as_ref().is_some_and(near) => {
                Some((start, index + 1, c.bbox.x1, count + 1))
            }
            before => {
                close(before, c.bbox.x0);
                is_dot(c.ch).then_some((index, index + 1, c.bbox.x1, 1))
            }
        };
    }
    close(dots, f32::INFINITY);
    out
}
