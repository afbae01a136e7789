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
use crate::table::find::rules::SNAP;
use crate::text::Line;

/// The tables at the sides of a gutter, above it and below, and what belongs to none.
pub(super) type Beside = (Vec<Grid>, Vec<Line>);

/// The tables in lines that a gutter parts, if there are any at one side of it or both, or it parts running text at both.
pub(super) fn take(
    lines: &[&Line],
    rules: &[Ruling],
    before: &mut Before,
    page: u32,
    ctx: &Context<'_>,
) -> Result<Option<Beside>, Error> {
    let Some(Parted { own, sides, text }) = parted(lines, rules, ctx)? else {
        return Ok(None);
    };
    let owned = |lines: Option<&[&Line]>| -> Vec<Line> {
        lines.into_iter().flatten().map(|l| (*l).clone()).collect()
    };
    let above = owned(lines.get(..own.start));
    let below = owned(lines.get(own.end..));
    let mut found = are_text(&sides, text, rules, ctx)?;
    let (mut grids, mut rest) = super::take(above, rules, before, page, ctx)?;
    for (at, part) in sides.into_iter().chain([below]).enumerate() {
        // A table goes on at the top of the page alone.
        let mut fresh = Before::default();
        let first = at == 0 && own.start == 0;
        let of_part = if first { &mut *before } else { &mut fresh };
        let (mut own, mut left) = super::take(part, rules, of_part, page, ctx)?;
        found |= at < 2 && !own.is_empty();
        grids.append(&mut own);
        rest.append(&mut left);
        if fresh.columns.is_some() {
            *before = fresh;
        }
    }
    Ok(found.then_some((grids, rest)))
}

/// Whether what stands at both sides of a gutter is running text, in one column or several.
fn are_text(
    sides: &[Vec<Line>; 2],
    text: [bool; 2],
    rules: &[Ruling],
    ctx: &Context<'_>,
) -> Result<bool, Error> {
    for (side, text) in sides.iter().zip(text) {
        let lines: Vec<&Line> = side.iter().collect();
        let text = text
            || match parted(&lines, rules, ctx)? {
                Some(inner) => are_text(&inner.sides, inner.text, rules, ctx)?,
                None => false,
            };
        if !text {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Lines that a gutter parts.
struct Parted {
    own: Range<usize>,
    /// What they print at the left and at the right.
    sides: [Vec<Line>; 2],
    /// Whether that is one column of running text, as it seems.
    text: [bool; 2],
}

/// The longest stretch of lines that a gutter parts, with full lines of words at one side of it, or tables with rules at both.
fn parted(lines: &[&Line], rules: &[Ruling], ctx: &Context<'_>) -> Result<Option<Parted>, Error> {
    let em = em(lines);
    let own: Vec<Vec<Run>> = lines.iter().map(|l| runs(l, GUTTER)).collect();
    let full = |runs: &&Vec<Run>| runs.iter().any(|r| r.x1 - r.x0 > FULL * WIDTH * em);
    if lines.len() > MOST_LINES {
        return Ok(None);
    }
    let full = own.iter().filter(full).count() >= LEAST;
    let mut places: Vec<f32> = own
        .iter()
        .flat_map(|runs| runs.windows(2))
        .filter_map(|w| match w {
            [a, b] => Some(f32::midpoint(a.x1, b.x0)),
            _ => None,
        })
        .collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|a, b| *a - *b < GUTTER * em / 8.0);
    let across = rules
        .iter()
        .filter(|r| r.direction == Direction::Horizontal);
    let across: Vec<&Ruling> = across.collect();
    let mut best: Option<(f32, Range<usize>, [bool; 2])> = None;
    for x in places {
        ctx.check_time()?;
        for range in free(&own, x, em) {
            let own = own.get(range.clone()).unwrap_or_default();
            let lines = lines.get(range.clone()).unwrap_or_default();
            if best.as_ref().is_some_and(|(_, b, _)| range.len() < b.len()) {
                continue;
            }
            let sides = [(f32::NEG_INFINITY, x), (x, f32::INFINITY)];
            let near = rules_near(&across, lines);
            // What a rule runs through is one table.
            if near.iter().any(|r| (r.start..r.end).contains(&x)) {
                continue;
            }
            let found = sides.map(|side| prose(lines, own, side, em).filter(|_| full));
            let text = found.map(|side| side.is_some());
            if found.contains(&Some(Prose::Sure))
                || sides.iter().all(|side| is_ruled(own, *side, &near))
            {
                best = Some((x, range, text));
            }
        }
    }
    let Some((x, own, text)) = best else {
        return Ok(None);
    };
    let side = |left: bool| -> Vec<Line> {
        let parts = lines.get(own.clone()).into_iter().flatten().map(|line| {
            let own = line.chars.iter();
            let own = own.filter(|c| (c.bbox.center_x() < x) == left);
            columns::part(line, own.copied().collect())
        });
        parts.filter(|line| !line.is_blank()).collect()
    };
    let sides = [side(true), side(false)];
    Ok(Some(Parted { own, sides, text }))
}

/// The rules across at the height of lines, or not a line farther up or down.
fn rules_near<'r>(rules: &[&'r Ruling], lines: &[&Line]) -> Vec<&'r Ruling> {
    let top = lines
        .iter()
        .map(|l| l.bbox.top)
        .fold(f32::INFINITY, f32::min);
    let bottom = lines.iter().map(|l| l.bbox.bottom).fold(0.0, f32::max);
    let near = em(lines);
    let own = rules.iter().copied();
    own.filter(|r| (top - near..bottom + near).contains(&r.position))
        .collect()
}

/// Whether two rules, no more than one of which may close a name or a total, run over all columns of a table at a side.
fn is_ruled(own: &[Vec<Run>], (from, to): (f32, f32), rules: &[&Ruling]) -> bool {
    let inside = |r: &&Run| r.x0 < to && r.x1 > from;
    let (mut x0, mut x1) = (f32::INFINITY, f32::NEG_INFINITY);
    for runs in own {
        let own = || runs.iter().filter(inside);
        if let (Some(first), Some(last), Some(_)) = (own().next(), own().next_back(), own().nth(1))
        {
            (x0, x1) = (x0.min(first.x0), x1.max(last.x1));
        }
    }
    let wide = rules
        .iter()
        .filter(|r| r.start > from && r.end < to && r.start <= x0 + SNAP && r.end >= x1 - SNAP);
    let mut heights: Vec<f32> = wide.map(|r| r.position).collect();
    heights.sort_by(f32::total_cmp);
    heights.dedup_by(|a, b| *a - *b < SNAP);
    x0 < x1 && heights.len() > 1
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

/// How running text is told.
#[derive(Clone, Copy, PartialEq)]
enum Prose {
    /// By its lines' width alone: blanks of a justified line may be wider than a gutter.
    Likely,
    Sure,
}

/// Whether a stretch of the width holds running text: most lines that have print in it are full there, of words (a table may
/// stand between them), and, to be sure, enough of them follow each other evenly.
fn prose(lines: &[&Line], own: &[Vec<Run>], (from, to): (f32, f32), em: f32) -> Option<Prose> {
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
        let baseline = line.baseline + columns::shift(line, chars);
        printed.push((baseline, words && wide && runs.next().is_none()));
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
    let likely = x1 - x0 > WIDTH * em && full * 2 > printed.len();
    let sure = longest >= LEAST;
    likely.then_some(if sure { Prose::Sure } else { Prose::Likely })
}
