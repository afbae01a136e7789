//! Tables beside running text: in one of two columns of a page, or with text set round it.

use std::ops::Range;

use super::columns;
use super::weights::beside::{EVEN, FULL, GUTTER, LEAST, WIDTH};
use super::weights::tables::MOST_LINES;
use super::{Before, Run, em, runs};
use crate::context::Context;
use crate::error::Error;
use crate::page::{Direction, Ruling};
use crate::table::Grid;
use crate::text::Line;

/// The tables at the sides of a gutter.
pub(super) struct Beside {
    /// Which lines the gutter parts.
    pub(super) lines: Range<usize>,
    pub(super) grids: Vec<Grid>,
    /// What belongs to no table.
    pub(super) rest: Vec<Line>,
}

/// The tables in lines that a gutter parts, if there are any, at one side of it or both.
pub(super) fn take(
    lines: &[&Line],
    rules: &[Ruling],
    before: &mut Before,
    page: u32,
    ctx: &Context<'_>,
) -> Result<Option<Beside>, Error> {
    let Some((lines, sides)) = parted(lines, rules, ctx)? else {
        return Ok(None);
    };
    let (mut grids, mut rest) = (Vec::new(), Vec::new());
    for side in sides {
        let (mut found, mut left) = super::take(side, rules, before, page, ctx)?;
        grids.append(&mut found);
        rest.append(&mut left);
    }
    Ok((!grids.is_empty()).then_some(Beside { lines, grids, rest }))
}

/// A stretch of lines, and what they print at the left and at the right of a gutter.
type Parted = (Range<usize>, [Vec<Line>; 2]);

/// The longest stretch of lines that a gutter parts, with full lines of words at one side of it.
fn parted(lines: &[&Line], rules: &[Ruling], ctx: &Context<'_>) -> Result<Option<Parted>, Error> {
    let em = em(lines);
    let own: Vec<Vec<Run>> = lines.iter().map(|l| runs(l, GUTTER)).collect();
    let full = |runs: &&Vec<Run>| runs.iter().any(|r| r.x1 - r.x0 > FULL * WIDTH * em);
    if lines.len() > MOST_LINES || own.iter().filter(full).count() < LEAST {
        return Ok(None);
    }
    let mut places: Vec<f32> = own
        .iter()
        .flat_map(|runs| runs.windows(2))
        .filter_map(|w| match w {
            [a, b] => Some(f32::midpoint(a.x1, b.x0)),
            _ => None,
        })
        .collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|a, b| *a - *b < GUTTER * em / 2.0);
    let crossed = |x: f32, range: &Range<usize>| {
        let own = lines.get(range.clone()).unwrap_or_default();
        let top = own.iter().map(|l| l.bbox.top).fold(f32::INFINITY, f32::min);
        let bottom = own.iter().map(|l| l.bbox.bottom).fold(0.0, f32::max);
        rules.iter().any(|r| {
            r.direction == Direction::Horizontal
                && (top..bottom).contains(&r.position)
                && (r.start..r.end).contains(&x)
        })
    };
    let mut best: Option<(f32, Range<usize>)> = None;
    for x in places {
        ctx.check_time()?;
        for range in free(&own, x, em) {
            let own = own.get(range.clone()).unwrap_or_default();
            let lines = lines.get(range.clone()).unwrap_or_default();
            let prose = |side| is_prose(lines, own, side, em);
            // What a rule runs through is one table.
            if best.as_ref().is_none_or(|(_, b)| range.len() >= b.len())
                && (prose((f32::NEG_INFINITY, x)) || prose((x, f32::INFINITY)))
                && !crossed(x, &range)
            {
                best = Some((x, range));
            }
        }
    }
    let Some((x, range)) = best else {
        return Ok(None);
    };
    let side = |left: bool| -> Vec<Line> {
        let parts = lines.get(range.clone()).into_iter().flatten().map(|line| {
            let own = line.chars.iter();
            let own = own.filter(|c| (c.bbox.center_x() < x) == left);
            columns::part(line, own.copied().collect())
        });
        parts.filter(|line| !line.is_blank()).collect()
    };
    let sides = [side(true), side(false)];
    Ok(Some((range, sides)))
}

/// The stretches of lines none of which prints near a place.
fn free(own: &[Vec<Run>], x: f32, em: f32) -> Vec<Range<usize>> {
    let half = GUTTER * em / 2.0;
    let near = |r: &Run| r.x0 < x + half && r.x1 > x - half;
    let mut out = Vec::new();
    let mut start = 0;
    for (at, runs) in own.iter().enumerate() {
        if runs.iter().any(near) {
            out.push(start..at);
            start = at + 1;
        }
    }
    out.push(start..own.len());
    out
}

/// Whether a stretch of the width holds running text: most lines that have print in it are full there, of words, and enough
/// of them follow each other evenly.
fn is_prose(lines: &[&Line], own: &[Vec<Run>], (from, to): (f32, f32), em: f32) -> bool {
    let inside = |r: &&Run| r.x0 < to && r.x1 > from;
    let ink = || own.iter().flatten().filter(inside);
    let x0 = ink().map(|r| r.x0).fold(f32::INFINITY, f32::min);
    let x1 = ink().map(|r| r.x1).fold(f32::NEG_INFINITY, f32::max);
    // Of each line with print there, its height and whether it is full.
    let mut printed: Vec<(f32, bool)> = Vec::new();
    for (line, runs) in lines.iter().zip(own) {
        let mut runs = runs.iter().filter(inside);
        let Some(run) = runs.next() else { continue };
        let chars = line.chars.get(run.start..run.end).unwrap_or_default();
        let letters = chars.iter().filter(|c| c.ch.is_alphabetic()).count();
        let words = letters * 3 > chars.len() * 2;
        let wide = run.x1 - run.x0 > FULL * (x1 - x0);
        printed.push((line.baseline, words && wide && runs.next().is_none()));
    }
    let full = printed.iter().filter(|(_, full)| *full).count();
    let (mut streak, mut longest, mut step) = (0, 0, 0.0);
    for pair in printed.windows(2) {
        let [(above, was_full), (below, is_full)] = *pair else {
            continue;
        };
        let even = ((below - above) - step).abs() < EVEN * em;
        streak = match (was_full && is_full, even) {
            (true, true) => streak + 1,
            (true, false) => 2,
            (false, _) => 0,
        };
        step = below - above;
        longest = longest.max(streak);
    }
    x1 - x0 > WIDTH * em && longest >= LEAST && full * 3 > printed.len() * 2
}
