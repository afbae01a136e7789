//! Text that runs over a rule into the next cell.

use foldhash::HashMap;

use super::Place;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::fold::{closes, opens};
use crate::page::Glyph;
use crate::table::Grid;

/// How far a glyph must stand over a rule, in ems, to lie on it: more than the blank edge that a glyph's box has.
pub(super) const OVER: f32 = 0.2;
/// Glyphs this near, in ems, are one run of text: less than the space between two cells' text.
const NEAR: f32 = 0.25;

/// Gives each run of text that lies on a rule to the cell that holds most of it, and notes the doubt there.
/// What was given to a cell that does not hold its middle (a column narrower than print) stays there.
pub(super) fn settle(glyphs: &[Glyph], places: &mut [Place], tables: &mut [Grid]) {
    if tables.is_empty() {
        return;
    }
    hung(glyphs, places, tables);
    let mut inside: Vec<(usize, &Glyph)> = glyphs
        .iter()
        .enumerate()
        .filter(|(i, g)| {
            let cell = places.get(*i).copied().flatten();
            let cell = cell.and_then(|(t, c)| tables.get(t)?.cells.get(c));
            let (from, to) = cell.map_or((f32::MIN, f32::MAX), |c| (c.bbox.x0, c.bbox.x1));
            !g.char.ch.is_whitespace() && (from..=to).contains(&g.char.bbox.center_x())
        })
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
    let mut moves: Vec<(Vec<usize>, (usize, usize))> = Vec::new();
    let mut settled = vec![false; glyphs.len()];
    // Where texts overprint each other, the order in which they were printed keeps them apart. What was printed glyph by
    // glyph in no order is left to where it stands.
    for ordered in [true, false] {
        if !ordered {
            inside.retain(|(i, _)| settled.get(*i) == Some(&false));
            inside.sort_by(|a, b| a.1.y.total_cmp(&b.1.y).then(a.1.x.total_cmp(&b.1.x)));
        }
        let runs = inside.chunk_by(|a, b| is_one(a.1, b.1));
        for run in runs.flat_map(|run| at_rules(run, places)) {
            if ordered && run.len() < 2 {
                continue;
            }
            for slot in run.iter().map(|(i, _)| *i) {
                if let Some(slot) = settled.get_mut(slot) {
                    *slot = true;
                }
            }
            let over = run.iter().any(|(i, g)| crosses(*i, g));
            if (over || ordered && runs_on(run, places))
                && let Some(place) = owner(run, places, tables)
            {
                moves.push((run.iter().map(|(i, _)| *i).collect(), place));
            }
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

/// Whether one glyph follows the other in a run of text. Text of the next cell may begin under a hung mark; one run does
/// not overlap itself.
pub(super) fn is_one(a: &Glyph, b: &Glyph) -> bool {
    let gap = (b.char.bbox.x0 - a.char.bbox.x1) / a.size.max(1.0);
    (a.y - b.y).abs() < 0.1 * a.size && (-0.1..=NEAR).contains(&gap)
}

/// A run cut where it goes on in another cell with more of a gap than it has within one.
fn at_rules<'r, 'g>(
    run: &'r [(usize, &'g Glyph)],
    places: &[Place],
) -> impl Iterator<Item = &'r [(usize, &'g Glyph)]> + use<'r, 'g> {
    // A tenth of an em: boxes of print are not more exact.
    const MORE: f32 = 0.1;
    let gap = |a: &(usize, &Glyph), b: &(usize, &Glyph)| {
        let apart = (b.1.char.bbox.x0 - a.1.char.bbox.x1) / a.1.size.max(1.0);
        (places.get(a.0) == places.get(b.0), apart)
    };
    let pairs = run.windows(2).filter_map(|w| match w {
        [a, b] => Some(gap(a, b)),
        _ => None,
    });
    let gaps: Vec<(bool, f32)> = pairs.collect();
    let own = gaps.iter().filter(|(same, _)| *same).map(|(_, gap)| *gap);
    let most = own.fold(0.0, f32::max) + MORE;
    let mut cuts = gaps.into_iter().map(move |(same, gap)| same || gap <= most);
    run.chunk_by(move |_, _| cuts.next().unwrap_or(true))
}

/// Whether a run goes on in another cell without a gap: the rule stands between two of its glyphs. A fiftieth of an em: cells
/// have padding. A mark that closes a line may be hung as far as the next cell's text, and one that opens the next has a blank
/// half before it.
fn runs_on(run: &[(usize, &Glyph)], places: &[Place]) -> bool {
    run.windows(2).any(|w| match w {
        [(i, a), (j, b)] => {
            let gap = (b.char.bbox.x0 - a.char.bbox.x1).abs();
            places.get(*i) != places.get(*j)
                && gap < 0.02 * a.size
                && !closes(a.char.ch)
                && !opens(b.char.ch)
        }
        _ => false,
    })
}

/// The cell that a run of text over several belongs to: the one in whose middle it stands, or at whose edge it begins or
/// ends; if none is so by far, the one that holds most of it. None if it stands in one, and not over the table's edge too.
fn owner(run: &[(usize, &Glyph)], places: &[Place], tables: &[Grid]) -> Option<(usize, usize)> {
    let mut counts: HashMap<(usize, usize), usize> = HashMap::default();
    for place in run.iter().filter_map(|(i, _)| places.get(*i).copied()?) {
        *counts.entry(place).or_default() += 1;
    }
    let inside: usize = counts.values().sum();
    if counts.len() < 2 && inside == run.len() {
        return None;
    }
    // Of equal parts the left one: text starts in its own cell.
    let most = counts
        .iter()
        .max_by_key(|(place, n)| (**n, std::cmp::Reverse(**place)));
    let most = most.map(|(place, _)| *place)?;
    let (first, last) = (run.first()?.1, run.last()?.1);
    let (x0, x1) = (first.char.bbox.x0, last.char.bbox.x1);
    let off = |place: &(usize, usize)| -> f32 {
        let cell = tables.get(place.0).and_then(|t| t.cells.get(place.1));
        cell.map_or(f32::INFINITY, |cell| {
            let middle = f32::midpoint(x0, x1) - cell.bbox.center_x();
            let edges = (x0 - cell.bbox.x0).abs().min((x1 - cell.bbox.x1).abs());
            middle.abs().min(edges) / first.size.max(1.0)
        })
    };
    let nearest = counts.keys().min_by(|a, b| off(a).total_cmp(&off(b)))?;
    // Padding is half an em at most, and a third more tells one cell from the other.
    let by_far = off(nearest) < 0.5 && off(&most) - off(nearest) > 0.3;
    Some(if by_far { *nearest } else { most })
}

/// How far from the character before it a mark stands in the same line, in ems: right behind it or, where print is justified,
/// as far as that one from the one before; a closing mark before it may have lost its blank half.
const BEHIND: f32 = 0.1;
const HALF: f32 = 0.55;
/// How far lines that are set flush or in the middle differ, in ems: by rounding alone.
const FLUSH: f32 = 0.05;

/// A line of a cell: its baseline, and from where to where it reaches.
type Extent = (f32, f32, f32);

/// Whether a mark is the first character of a line of its own cell, however near the cell before has print: with it, and not
/// without, the line begins where another does or has its middle.
fn begins_line(mark: &Glyph, lines: &[Extent]) -> bool {
    let bbox = &mark.char.bbox;
    let own = lines
        .iter()
        .find(|(y, ..)| (mark.y - y).abs() < 0.1 * mark.size);
    let alike = |a: f32, b: f32| (a - b).abs() < FLUSH * mark.size;
    let Some((y, start, end)) = own.filter(|(_, start, _)| alike(*start, bbox.x0)) else {
        return false;
    };
    let mut others = lines.iter().filter(|(other, ..)| other != y);
    others.any(|(_, from, to)| {
        alike(*from, *start) || alike(f32::midpoint(*from, *to), f32::midpoint(*start, *end))
    })
}

/// A mark that closes is hung over the edge of its cell where the line is full; it goes with the character before it, for
/// no line begins with one (GB/T 15834-2011, 5.1.10). Some programs begin one so: then the cells' padding is before it.
fn hung(glyphs: &[Glyph], places: &mut [Place], tables: &[Grid]) {
    // Only a mark at the left edge of its cell, or right beside a table, may be hung from another cell.
    let at_edge = |(g, place): (&Glyph, &Place)| {
        let cell = place.and_then(|(t, c)| tables.get(t)?.cells.get(c));
        let near = |edge: f32| (g.char.bbox.x0 - edge).abs() < g.size;
        closes(g.char.ch)
            && match cell {
                Some(cell) => near(cell.bbox.x0),
                None => tables.iter().any(|t| near(t.bbox.x1)),
            }
    };
    if !glyphs.iter().zip(places.iter()).any(at_edge) {
        return;
    }
    let mut order: Vec<(usize, &Glyph)> = glyphs.iter().enumerate().collect();
    order.sort_by(|a, b| a.1.y.total_cmp(&b.1.y).then(a.1.x.total_cmp(&b.1.x)));
    // From where to where the lines of each cell reach.
    let mut lines: HashMap<(usize, usize), Vec<Extent>> = HashMap::default();
    let inked = order.iter().filter(|(_, g)| !g.char.ch.is_whitespace());
    for (index, glyph) in inked {
        let Some(place) = places.get(*index).copied().flatten() else {
            continue;
        };
        let bbox = &glyph.char.bbox;
        // What begins in the cell before is hung from there.
        let cell = tables.get(place.0).and_then(|t| t.cells.get(place.1));
        if closes(glyph.char.ch) && cell.is_some_and(|c| bbox.x0 < c.bbox.x0) {
            continue;
        }
        let own = lines.entry(place).or_default();
        match own.last_mut() {
            Some((y, start, end)) if (glyph.y - *y).abs() < 0.1 * glyph.size => {
                (*start, *end) = (start.min(bbox.x0), end.max(bbox.x1));
            }
            _ => own.push((glyph.y, bbox.x0, bbox.x1)),
        }
    }
    let mut earlier: Option<(f32, f32)> = None;
    for pair in order.windows(2) {
        let [(a, before), (b, mark)] = *pair else {
            continue;
        };
        let gap = (mark.char.bbox.x0 - before.char.bbox.x1) / mark.size.max(1.0);
        let same = (mark.y - before.y).abs() < 0.1 * mark.size;
        let wide = earlier.replace((before.y, gap)).is_some_and(|(y, wide)| {
            (y - before.y).abs() < 0.1 * mark.size && (wide - gap).abs() < BEHIND
        });
        if !same || !closes(mark.char.ch) || before.char.ch.is_whitespace() || mark.vertical {
            continue;
        }
        let own = places.get(b).copied().flatten().and_then(|p| lines.get(&p));
        if own.is_some_and(|lines| begins_line(mark, lines)) {
            continue;
        }
        let least = if closes(before.char.ch) { -HALF } else { -NEAR };
        let most = if wide { NEAR } else { BEHIND };
        if (least..most).contains(&gap)
            && let (Some(Some(place)), Some(slot)) = (places.get(a).copied(), places.get_mut(b))
        {
            *slot = Some(place);
        }
    }
}

pub(super) fn doubt() -> Diagnostic {
    Diagnostic::new(
        codes::TEXT_CROSSES_RULE,
        Severity::Warning,
        "the text runs over a rule into the next cell; it was given to the cell that holds the larger part of it",
        "文字越过框线伸入相邻单元格，已归入占较大部分的单元格",
    )
    .help(
        "compare both cells with the printed page",
        "请对照原页核实这两格",
    )
}
