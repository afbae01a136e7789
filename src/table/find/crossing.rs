//! Text that runs over a rule into the next cell.

use std::collections::HashMap;

use super::Place;
use crate::diagnostic::{Diagnostic, Severity};
use crate::page::Glyph;
use crate::table::Grid;

/// How far a glyph must stand over a rule, in ems, to lie on it: more than the blank edge that a glyph's box has.
const OVER: f32 = 0.2;
/// Glyphs this near, in ems, are one run of text: less than the space between two cells' text.
const NEAR: f32 = 0.25;

/// Gives each run of text that lies on a rule to the cell that holds most of it, and notes the doubt there.
pub(super) fn settle(glyphs: &[Glyph], places: &mut [Place], tables: &mut [Grid]) {
    hung(glyphs, places);
    let mut inside: Vec<(usize, &Glyph)> = glyphs
        .iter()
        .enumerate()
        .filter(|(i, g)| places.get(*i).copied().flatten().is_some() && !g.char.ch.is_whitespace())
        .collect();
    let crosses = |i: usize, g: &Glyph| {
        let cell = places.get(i).copied().flatten().and_then(|(t, c)| {
            let table: &Grid = tables.get(t)?;
            table.cells.get(c)
        });
        cell.is_some_and(|c| {
            let over = (g.char.bbox.x1 - c.bbox.x1).max(c.bbox.x0 - g.char.bbox.x0);
            // A full-width mark has ink on one side only and is hung over the edge.
            over > OVER * g.size
                && g.char.ch.is_alphanumeric()
                && !g.vertical
                && g.angle.abs() < 1.0
        })
    };
    if !inside.iter().any(|(i, g)| crosses(*i, g)) {
        return;
    }
    inside.sort_by(|a, b| a.1.y.total_cmp(&b.1.y).then(a.1.x.total_cmp(&b.1.x)));
    let one = |a: &(usize, &Glyph), b: &(usize, &Glyph)| {
        // Text of the next cell may begin under a hung mark; one run does not overlap itself.
        let gap = (b.1.char.bbox.x0 - a.1.char.bbox.x1) / a.1.size.max(1.0);
        (a.1.y - b.1.y).abs() < 0.1 * a.1.size && (-0.1..=NEAR).contains(&gap)
    };
    let mut moves: Vec<(Vec<usize>, (usize, usize))> = Vec::new();
    for run in inside.chunk_by(one) {
        if !run.iter().any(|(i, g)| crosses(*i, g)) {
            continue;
        }
        let mut counts: HashMap<(usize, usize), usize> = HashMap::new();
        for (i, _) in run {
            if let Some(place) = places.get(*i).copied().flatten() {
                *counts.entry(place).or_default() += 1;
            }
        }
        // Of equal parts the left one: text starts in its own cell.
        let most = counts
            .iter()
            .max_by_key(|(place, n)| (**n, std::cmp::Reverse(**place)));
        if let (Some((&place, _)), true) = (most, counts.len() > 1) {
            moves.push((run.iter().map(|(i, _)| *i).collect(), place));
        }
    }
    for (run, place) in moves {
        for index in run {
            if let Some(slot) = places.get_mut(index) {
                *slot = Some(place);
            }
        }
        if let Some(cell) = tables
            .get_mut(place.0)
            .and_then(|t| t.cells.get_mut(place.1))
        {
            cell.doubts.push(doubt());
        }
    }
}

/// A mark that closes is hung over the edge of its cell where the line is full; it goes with the character before it, for
/// no line begins with one (GB/T 15834-2011, 5.1.10).
fn hung(glyphs: &[Glyph], places: &mut [Place]) {
    let closes = |c: char| "，。、；：！？）》”’〉」』】〕".contains(c);
    let mut order: Vec<usize> = (0..glyphs.len()).collect();
    let at = |i: &usize| glyphs.get(*i).map_or((0.0, 0.0), |g| (g.y, g.x));
    order.sort_by(|a, b| {
        let (a, b) = (at(a), at(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    for pair in order.windows(2) {
        let [a, b] = *pair else { continue };
        let (Some(before), Some(mark)) = (glyphs.get(a), glyphs.get(b)) else {
            continue;
        };
        if !closes(mark.char.ch) || before.char.ch.is_whitespace() || mark.vertical {
            continue;
        }
        let gap = (mark.char.bbox.x0 - before.char.bbox.x1) / mark.size.max(1.0);
        let same = (mark.y - before.y).abs() < 0.1 * mark.size && gap.abs() < NEAR;
        if let (true, Some(Some(place)), Some(slot)) =
            (same, places.get(a).copied(), places.get_mut(b))
        {
            *slot = Some(place);
        }
    }
}

fn doubt() -> Diagnostic {
    Diagnostic::new(
        "text.crosses_rule",
        Severity::Warning,
        "the text runs over a rule into the next cell; it was given to the cell that holds the larger part of it",
        "文字越过框线伸入相邻单元格，已归入占较大部分的单元格",
    )
    .help(
        "compare both cells with the printed page",
        "请对照原页核实这两格",
    )
}
