//! Blanks of justified lines: however wide a line is set, all its blanks are alike. Columns leave unequal white space between words of
//! unequal length.

use super::Run;
use super::weights::justified::{EVEN, LEAST, WIDEST};
use crate::text::Line;

/// Joins stretches of a line that stand apart as words of a justified one do.
pub(super) fn join(runs: Vec<Run>, line: &Line) -> Vec<Run> {
    let gaps = runs.windows(2).map(|w| match w {
        [a, b] => (b.x0 - a.x1) / line.size.max(1.0),
        _ => f32::INFINITY,
    });
    let gaps: Vec<f32> = gaps.collect();
    let even = |a: &f32, b: &f32| (a - b).abs() < EVEN && *b < WIDEST;
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    let mut rest = runs.into_iter();
    out.extend(rest.next());
    for stretch in gaps.chunk_by(even) {
        let words: Vec<Run> = rest.by_ref().take(stretch.len()).collect();
        // Names of columns may stand so where each is the longest print of its column; they begin with capital letters.
        let small = words.iter().filter(|r| begins_small(line, r)).count();
        match (out.last_mut(), words.last()) {
            (Some(before), Some(last)) if stretch.len() >= LEAST && small * 2 > words.len() => {
                (before.end, before.x1) = (last.end, last.x1);
            }
            _ => out.extend(words),
        }
    }
    out
}

fn begins_small(line: &Line, run: &Run) -> bool {
    let first = line.chars.get(run.start);
    first.is_some_and(|c| c.ch.is_lowercase())
}
