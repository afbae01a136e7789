//! Tables without vertical rules (三线表), and without any: columns from the white space between them, rows from white
//! space and from what horizontal rules there are.
//!
//! Lines → regions ([`regions`]) → columns ([`columns`]) → rows ([`bands`]) → cells ([`cells`], [`spans`]).
//! All measures are in ems of the region's type, so that they hold for any size of print.

mod anchored;
mod bands;
mod beside;
mod cells;
mod chart;
mod columns;
mod halves;
mod head;
mod justified;
mod leaders;
mod listed;
mod merged;
mod narrow;
mod partly;
mod profile;
mod regions;
mod spans;
#[cfg(test)]
mod tests;
mod total;
mod typed;
mod unnamed;
mod upper;
mod weights;

pub(super) use chart::scales;
pub(super) use partly::{lacks_columns, with_rows};

use std::borrow::Cow;
use std::ops::Range;

use crate::context::Context;
use crate::error::Error;
use crate::lexicon::fold::is_ideograph;
use crate::lexicon::money::unit;
use crate::lexicon::{labels, role};
use crate::location::BBox;
use crate::page::{Direction, Ruling};
use crate::table::find::rules::SNAP;
use crate::table::{Grid, GridCell};
use crate::text::Line;
pub(super) use weights::bands::LEADING;
use weights::columns::{APART, EVEN, NAME_SET_WIDE, SET_WIDE, SIGN, UNIT};
use weights::tables::{FILLED, GAP, LINES_OF_A_CELL, MOST_LINES, NUMBERS};

/// Columns of the table before, on which the next page's piece may go on without a header.
#[derive(Clone, Debug, Default)]
pub(crate) struct Before {
    /// Where the upright rules of the frame before stand, if there was one.
    pub(super) rules: Vec<f32>,
    /// Edges of the columns of the last frame with rules between all its rows; none where one without came after it.
    rows_ruled: Vec<f32>,
    columns: Option<columns::Columns>,
    /// Where on its sheet the page began from the left.
    left: f32,
}

impl Before {
    /// Where it would stand on a page that begins so far from the left of its sheet.
    pub(super) fn set_at(&mut self, left: f32) {
        let by = left - std::mem::replace(&mut self.left, left);
        if by == 0.0 {
            return;
        }
        self.rules.iter_mut().for_each(|x| *x += by);
        if let Some(columns) = &mut self.columns {
            columns.edges.iter_mut().for_each(|x| *x += by);
            for (from, to) in &mut columns.print {
                (*from, *to) = (*from + by, *to + by);
            }
        }
    }
}

/// Takes the tables out of lines (in order of height). Returns them and the lines that belong to none.
pub(super) fn take(
    lines: Vec<Line>,
    rules: &[Ruling],
    before: &mut Before,
    page: u32,
    ctx: &Context<'_>,
) -> Result<(Vec<Grid>, Vec<Line>), Error> {
    let mut grids = Vec::new();
    let mut taken = vec![false; lines.len()];
    let mut rests: Vec<Line> = Vec::new();
    let of_charts = scales(&lines);
    for region in regions::regions(&lines, rules, before.columns.is_some()) {
        ctx.check_time()?;
        let (places, inside): (Vec<usize>, Vec<&Line>) = region
            .filter_map(|at| Some((at, lines.get(at)?)))
            .filter(|(_, l)| !l.is_blank())
            .unzip();
        let (mut after, mut after_whole) = (before.clone(), before.clone());
        let whole = grid(&inside, rules, &mut after_whole, page, ctx)?;
        let own = after_whole.columns.as_ref().filter(|_| whole.is_some());
        let named = own.is_some_and(columns::Columns::named);
        let beside = if named {
            None
        } else {
            beside::take(&inside, rules, &mut after, page, ctx)?
        };
        // What holds the scale of a chart is none of it, though its lines be rules.
        let of_chart = |grid: &Grid| {
            let (own, apart) = (&grid.bbox, |a: (f32, f32), b: (f32, f32)| {
                a.1 <= b.0 || b.1 <= a.0
            });
            let holds = |s: &BBox| {
                !apart((own.x0, own.x1), (s.x0, s.x1))
                    && !apart((own.top, own.bottom), (s.top, s.bottom))
            };
            !named && of_charts.iter().any(holds)
        };
        let whole = whole.filter(|(_, grid)| !of_chart(grid));
        let own = match (beside, whole) {
            // Columns of running text are no table, and stay as they are.
            (Some((own, _)), _) if own.is_empty() => continue,
            (Some((mut own, mut rest_of)), _) => {
                *before = after;
                grids.append(&mut own);
                rests.append(&mut rest_of);
                0..places.len()
            }
            (None, Some((own, grid))) => {
                *before = after_whole;
                grids.push(grid);
                own
            }
            (None, None) => continue,
        };
        for place in places.get(own).into_iter().flatten() {
            if let Some(slot) = taken.get_mut(*place) {
                *slot = true;
            }
        }
    }
    let rest = lines
        .into_iter()
        .zip(taken)
        .filter_map(|(line, taken)| (!taken).then_some(line))
        .chain(rests)
        .collect();
    Ok((grids, rest))
}

/// The table in lines, and which of them are its own.
fn grid(
    lines: &[&Line],
    rules: &[Ruling],
    before: &mut Before,
    page: u32,
    ctx: &Context<'_>,
) -> Result<Option<(Range<usize>, Grid)>, Error> {
    if lines.len() > MOST_LINES {
        return Ok(None);
    }
    check_size(lines, ctx)?;
    let uppers = upper::names(lines, rules);
    let between = upper::between(lines);
    let stripped = upper::without(lines, &uppers, &between);
    let stripped: Option<Vec<&Line>> = stripped.as_ref().map(|own| own.iter().collect());
    let lower = stripped.as_deref().unwrap_or(lines).iter().copied();
    // A remark between rows says nothing of the columns either.
    let several = lines.iter().map(|l| runs(l, GAP)).filter(|r| r.len() > 1);
    let mut several: Vec<(f32, f32)> = several.flatten().map(|r| (r.x0, r.x1)).collect();
    columns::union(&mut several, 0.0);
    let lower = lower.filter(|l| !labels::is_note(&l.raw()) && !unnamed::is_heading(l, &several));
    let lower: Vec<Cow<'_, Line>> = lower.map(leaders::drawn_out).collect();
    let lower: Vec<&Line> = lower.iter().map(AsRef::as_ref).collect();
    let pieces_in = |columns: &columns::Columns| {
        let mut pieces = columns::pieces(lines, columns);
        upper::cover(&mut pieces, columns, &uppers);
        pieces
    };
    let Some(mut columns) = columns::columns(&lower, rules, before.columns.as_ref()) else {
        return Ok(None);
    };
    let mut pieces = pieces_in(&columns);
    ctx.check_time()?;
    columns.learn(&pieces, rules, before.columns.as_ref());
    if columns.is_other(before.columns.as_ref()) {
        before.columns = None;
        return grid(lines, rules, before, page, ctx);
    }
    while columns.join_halves(&pieces, lines, &between) {
        columns = columns::Columns {
            narrow: columns.narrow,
            ..columns::Columns::of_edges(columns.edges, lines)
        };
        pieces = pieces_in(&columns);
        columns.learn(&pieces, rules, before.columns.as_ref());
    }
    ctx.check_time()?;
    if upper::cover_centred(&mut pieces, &columns, lines, &between) {
        columns.learn(&pieces, rules, before.columns.as_ref());
    }
    if !columns.named() {
        unnamed::cover_alone(&mut pieces, &columns);
        let top = unnamed::top(&pieces, &columns, rules).unwrap_or(f32::NEG_INFINITY);
        let bottom = unnamed::bottom(&pieces, &columns, rules).unwrap_or(f32::INFINITY);
        let above = lines.partition_point(|l| extent(l).0 < top);
        let end = lines.partition_point(|l| extent(l).0 < bottom);
        if above > 0 || end < lines.len() {
            let own = lines.get(above..end).unwrap_or_default();
            let grid = grid(own, rules, before, page, ctx)?;
            return Ok(grid.map(|(own, grid)| (above + own.start..above + own.end, grid)));
        }
    }
    total::across(&mut pieces, &columns);
    let went_on = columns.continued || columns.again;
    columns.rows_drawn = went_on && before.columns.as_ref().is_some_and(|b| b.rows_drawn);
    let rows = bands::rows(&pieces, &mut columns, rules);
    let grid = cells::grid(pieces, &columns, &rows, page);
    let alone = |grid: &Grid| {
        is_header_alone(grid, &columns, lines, rules) || is_rest_alone(grid, &columns, lines, rules)
    };
    let Some(grid) = grid.filter(|grid| is_table(grid, &columns) || alone(grid)) else {
        // Columns of the table before tell nothing of this one.
        if !columns.held {
            return Ok(None);
        }
        let mut own = Before {
            columns: None,
            ..before.clone()
        };
        let grid = self::grid(lines, rules, &mut own, page, ctx)?;
        if grid.is_some() {
            *before = own;
        }
        return Ok(grid);
    };
    before.columns = Some(columns);
    Ok(Some((0..lines.len(), grid)))
}

/// Refuses lines that would make more cells than there may be. What stands apart on a line fills a place at least, but for
/// the few lines of one cell; and for each column, and each row, all of the print is gone through.
fn check_size(lines: &[&Line], ctx: &Context<'_>) -> Result<(), Error> {
    let pieces: Vec<usize> = lines.iter().map(|l| runs(l, GAP).len()).collect();
    let printed: usize = lines.iter().map(|l| l.chars.len()).sum();
    let widest = pieces.iter().copied().max().unwrap_or(0);
    let all = pieces.iter().sum::<usize>() / LINES_OF_A_CELL;
    // A page has some two thousand characters, and a table on it a dozen columns.
    let gone_through = widest.saturating_mul(printed) / 10_000;
    let cells = u64::try_from(all.max(gone_through)).unwrap_or(u64::MAX);
    ctx.check_limit("cells", cells, ctx.options.limits.cells)?;
    ctx.check_time()
}

/// Whether what lines up is a table rather than text that happens to. Either its header says so, or there are rows and
/// columns enough, and most positions are filled with something short.
fn is_table(grid: &Grid, columns: &columns::Columns) -> bool {
    if (columns.named() || columns.closed) && grid.rows > 1 {
        return true;
    }
    // The last row and the total may stand alone on their page.
    if grid.rows < 3 {
        // Six of ten, as for a column that tells rows.
        let print = |row: usize| {
            let own = grid.cells.iter().filter(|c| c.row == row);
            own.filter(|c| !c.lines.is_empty()).count() as f32
        };
        let fullest = (0..grid.rows).map(print).fold(0.0, f32::max);
        return columns.continued && fullest >= FILLED * grid.cols as f32;
    }
    let filled: Vec<&GridCell> = grid.cells.iter().filter(|c| !c.lines.is_empty()).collect();
    let rows = (0..grid.rows)
        .filter(|r| filled.iter().filter(|c| c.row == *r).count() > 1)
        .count();
    let length = |c: &GridCell| -> usize {
        let printed = |l: &Line| l.chars.iter().filter(|c| !c.ch.is_whitespace()).count();
        c.lines.iter().map(printed).sum()
    };
    let mean = filled.iter().map(|c| length(c)).sum::<usize>() as f32 / filled.len().max(1) as f32;
    let digits = |c: &&&GridCell| {
        let mut chars = c.lines.iter().flat_map(|l| &l.chars);
        chars.any(|c| c.ch.is_ascii_digit())
    };
    let numbers = filled.iter().filter(digits).count();
    // Columns of running text hold a paragraph in each position; a table's cells are mostly words and numbers: sixty
    // characters are two lines of a narrow column. Two columns are often a list: there a third must be numbers.
    let least = if grid.cols > 2 { 3 } else { 4 };
    // Without a header, words side by side in a few rows may be a list of abbreviations: one text in six is a number at
    // least, or there are rows enough.
    let few = rows < weights::columns::ESTABLISHED;
    let listed = !columns.continued && listed::is_list(grid);
    if columns.header_bottom.is_none() && (few && numbers * NUMBERS < filled.len() || listed) {
        return false;
    }
    // Below a header, what stands alone in the first column may be a heading of rows.
    let headings = if columns.header_bottom.is_some() {
        2
    } else {
        3
    };
    rows >= least
        && rows * 5 >= grid.rows * headings
        && mean <= 60.0
        && (grid.cols > 2 || numbers * 3 >= filled.len())
}

/// Whether there is a header and no row, between two rules as wide as it is and no other: the rows stand on the next page.
fn is_header_alone(
    grid: &Grid,
    columns: &columns::Columns,
    lines: &[&Line],
    rules: &[Ruling],
) -> bool {
    // Where rows stand below, the table has another rule at its end.
    let (above, below) = rules_as_wide(columns, lines, rules);
    grid.rows == 1 && columns.named() && above > 0 && below == 1
}

/// Whether there is the rest of a row that the page's end cut, in the columns of the page before: rules part the rows there, and
/// but one as wide is on this page, below it.
fn is_rest_alone(
    grid: &Grid,
    columns: &columns::Columns,
    lines: &[&Line],
    rules: &[Ruling],
) -> bool {
    let drawn = columns.continued && columns.rows_drawn;
    grid.rows == 1 && drawn && rules_as_wide(columns, lines, rules) == (0, 1)
}

/// How many rules as wide as the table stand above its print, and how many below.
fn rules_as_wide(columns: &columns::Columns, lines: &[&Line], rules: &[Ruling]) -> (usize, usize) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return (0, 0);
    };
    let (Some(left), Some(right)) = (columns.edges.first(), columns.edges.last()) else {
        return (0, 0);
    };
    let wide = |r: &&Ruling| {
        r.direction == Direction::Horizontal && r.start <= left + SNAP && r.end >= right - SNAP
    };
    let (top, bottom) = (extent(first).0, extent(last).1);
    let wide = || rules.iter().filter(wide).map(|r| r.position);
    (
        wide().filter(|y| *y <= top + SNAP).count(),
        wide().filter(|y| *y >= bottom - SNAP).count(),
    )
}

/// Upper and lower edge of a line's print: nearly nine tenths of an em stand over the baseline (the em box of CJK fonts).
fn extent(line: &Line) -> (f32, f32) {
    (
        line.baseline - 0.88 * line.size,
        line.baseline + 0.12 * line.size,
    )
}

/// The size that most of the print has: the middle one of the lines' sizes.
fn em(lines: &[&Line]) -> f32 {
    let mut sizes: Vec<f32> = lines.iter().map(|l| l.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0).max(1.0)
}

/// A stretch of a line without a wide gap.
#[derive(Clone, Debug)]
struct Run {
    /// First character and the one after the last, in the line.
    start: usize,
    end: usize,
    x0: f32,
    x1: f32,
}

/// The stretches of a line, cut at gaps of so many ems that are no blanks: of a justified line, or of a typewriter's.
fn runs(line: &Line, gap: f32) -> Vec<Run> {
    let gap = typed::blank(line).map_or(gap, |blank| gap.max(blank));
    let mut out: Vec<Run> = Vec::new();
    for (index, c) in line.chars.iter().enumerate() {
        if c.ch.is_whitespace() {
            continue;
        }
        match out
            .last_mut()
            .filter(|r| c.bbox.x0 - r.x1 <= gap * line.size)
        {
            Some(run) => (run.end, run.x1) = (index + 1, run.x1.max(c.bbox.x1)),
            None => out.push(Run {
                start: index,
                end: index + 1,
                x0: c.bbox.x0,
                x1: c.bbox.x1,
            }),
        }
    }
    let led = leaders::join(out, line);
    justified::join(with_signs(with_names(led, line), line), line)
}

/// Stretches of a line, each name of a column that is set wide as one: 序　号. Its characters are evenly set, and not so far apart as
/// cells side by side whose characters read as a name (镇 | 区 | 村).
fn with_names(mut runs: Vec<Run>, line: &Line) -> Vec<Run> {
    let single = |r: &Run| match line.chars.get(r.start..r.end) {
        Some([c]) if is_ideograph(c.ch) => Some(c.ch),
        _ => None,
    };
    let gap = |w: &[Run]| match w {
        [a, b] => (b.x0 - a.x1) / line.size.max(1.0),
        _ => f32::INFINITY,
    };
    let mut at = 0;
    while let Some(rest) = runs.get(at..) {
        let first = rest.get(..2).map_or(f32::INFINITY, gap);
        let even = |w: &[Run]| gap(w) < SET_WIDE && (gap(w) - first).abs() < EVEN;
        let pairs = rest.windows(2).take(NAME_SET_WIDE);
        let set = 1 + pairs.take_while(|w| even(w)).count();
        let name: String = rest.iter().take(set).map_while(single).collect();
        let count = (2..=name.chars().count().min(NAME_SET_WIDE))
            .rev()
            .find(|count| {
                let own: String = name.chars().take(*count).collect();
                role::is_word(&own)
            });
        if let Some(count) = count
            && let Some(last) = runs.get(at + count - 1).cloned()
            && let Some(first) = runs.get_mut(at)
        {
            (first.end, first.x1) = (last.end, last.x1);
            runs.drain(at + 1..at + count);
        }
        at += 1;
        if at >= runs.len() {
            break;
        }
    }
    runs
}

/// Stretches of a line, each sum with the sign of its currency that stands at the other side of its cell, however near to what
/// stands before: $   1,204.
fn with_signs(runs: Vec<Run>, line: &Line) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let first = line.chars.get(run.start);
        let number =
            first.is_some_and(|c| c.ch.is_ascii_digit() || matches!(c.ch, '(' | '-' | '.'));
        let near = |o: &&mut Run| run.x0 - o.x1 < SIGN * line.size;
        let before = out.last_mut().filter(near).filter(|_| number);
        let own = before.and_then(|o| Some((sign(o, line)?, o)));
        match own {
            Some((start, before)) if start == before.start => {
                (before.end, before.x1) = (run.end, run.x1);
            }
            Some((start, before)) => {
                let x0 = line.chars.get(start).map_or(run.x0, |c| c.bbox.x0);
                let rest = line.chars.get(before.start..start).unwrap_or_default();
                let last = rest.iter().rposition(|c| !c.ch.is_whitespace());
                if let Some((at, c)) = last.and_then(|at| Some((at, rest.get(at)?))) {
                    (before.end, before.x1) = (before.start + at + 1, c.bbox.x1);
                }
                out.push(Run { start, x0, ..run });
            }
            None => out.push(run),
        }
    }
    out
}

/// Where the sign of a currency stands that a stretch is, or ends in after white space.
fn sign(run: &Run, line: &Line) -> Option<usize> {
    let chars = line.chars.get(run.start..run.end)?;
    let at = chars.iter().rposition(|c| !c.ch.is_whitespace())?;
    let sign = chars.get(at).filter(|c| unit::is_sign(c.ch))?;
    let before = chars.get(..at)?.iter().rfind(|c| !c.ch.is_whitespace());
    let apart = |x1: f32| sign.bbox.x0 - x1 > APART * line.size;
    before
        .is_none_or(|c| apart(c.bbox.x1))
        .then_some(run.start + at)
}

/// Stretches of a line, each sum with the unit that stands behind it after a blank: 3.9 万元.
fn with_units(runs: Vec<Run>, line: &Line) -> Vec<Run> {
    let text = |r: &Run| -> String {
        let chars = line.chars.get(r.start..r.end).unwrap_or_default();
        chars.iter().map(|c| c.ch).collect()
    };
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let sum = |o: &Run| text(o).ends_with(|c: char| c.is_ascii_digit());
        let before = out
            .last_mut()
            .filter(|o| run.x0 - o.x1 < UNIT * line.size && sum(o) && unit::begins(&text(&run)));
        match before {
            Some(before) => (before.end, before.x1) = (run.end, run.x1),
            None => out.push(run),
        }
    }
    out
}
