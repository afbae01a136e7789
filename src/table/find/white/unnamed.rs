//! Tables of whose header no word is known: where the header ends, and which lines are one row. Figures tell both: most
//! rows have some, headers none but years, and a line without any is a heading or part of the row beside it.

use super::columns::{Columns, Piece, union};
use super::weights::bands::LEADING;
use super::weights::regions::LARGER;
use super::weights::tables::GAP;
use super::weights::unnamed::{CAPITALS, FULL, MIDDLE, NEARER, OUT, SOME, WIDE};
use super::{bands, leaders, runs};
use crate::lexicon::numeral::{Figure, figure};
use crate::page::Ruling;
use crate::text::Line;

/// A line of the table, all that stands at one height.
struct Band<'p> {
    height: (f32, f32),
    pieces: Vec<&'p Piece>,
}

impl<'p> Band<'p> {
    fn middle(&self) -> f32 {
        f32::midpoint(self.height.0, self.height.1)
    }

    /// The columns behind the first that have print of their own here.
    fn filled(&self) -> Vec<usize> {
        let own = self.pieces.iter().filter(|p| p.first == p.last);
        let mut out: Vec<usize> = own.map(|p| p.first).filter(|c| *c > 0).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whether figures stand in half of the columns behind the first, at least, of so many as are filled in one line.
    fn has_figures(&self, most: usize) -> bool {
        let own = self.pieces.iter().filter(|p| p.first > 0);
        let (mut figures, mut years) = (0, 0);
        for piece in own {
            match figure(&piece.key) {
                Some(Figure::Year) => years += 1,
                Some(Figure::Number) => figures += 1,
                None => {}
            }
        }
        figures > 0 && (figures + years) * 2 >= most
    }

    /// The print of the first column, if that is all.
    fn label(&self) -> Option<&Piece> {
        let alone = self.filled().is_empty() && self.pieces.iter().all(|p| p.last == 0);
        self.first().filter(|_| alone)
    }

    fn first(&self) -> Option<&'p Piece> {
        let first = self.pieces.iter().find(|p| (p.first, p.last) == (0, 0));
        first.copied()
    }
}

fn lines<'p>(pieces: impl IntoIterator<Item = &'p Piece>, em: f32) -> Vec<Band<'p>> {
    let pieces: Vec<&Piece> = pieces.into_iter().collect();
    let heights = bands::loose(pieces.iter().copied(), em);
    heights
        .into_iter()
        .map(|height| Band {
            height,
            pieces: pieces
                .iter()
                .filter(|p| p.middle() >= height.0 && p.middle() < height.1)
                .copied()
                .collect(),
        })
        .collect()
}

/// How many columns behind the first are filled in the fullest line. There are more where names and figures stand at other
/// sides of their cells.
fn most_filled(lines: &[Band<'_>]) -> usize {
    let filled = lines.iter().map(|l| l.filled().len());
    filled.max().unwrap_or(0)
}

/// Where the header ends: above the first line of figures, at the first rule over all columns there or below the last line
/// that names columns. None if a line of figures comes first, or too few columns have a name.
pub(super) fn header_bottom(pieces: &[Piece], columns: &Columns, rules: &[Ruling]) -> Option<f32> {
    let lines = lines(pieces, columns.em);
    let most = most_filled(&lines);
    let data = lines.iter().position(|l| l.has_figures(most))?;
    let figures = lines.get(data)?;
    // What stands above the first name (a caption, the unit) is above the rule over the header too.
    let first = lines.iter().find(|l| !l.filled().is_empty())?;
    let rule = bands::own_rules(pieces, columns, rules)
        .into_iter()
        .find(|(y, covered)| {
            *y > first.middle() && *y < figures.middle() && covered.iter().all(|c| *c)
        });
    let above = lines.get(..data)?;
    let bottom = match rule {
        Some((y, _)) => y,
        None => {
            // What stands alone in the middle of the table is a heading of the rows.
            let is_heading = |l: &Band<'_>| match l.pieces.as_slice() {
                [alone] => centred(alone, columns).is_some(),
                _ => false,
            };
            let names = |l: &&Band<'_>| !l.filled().is_empty() && !is_heading(l);
            above.iter().rfind(names)?.height.1
        }
    };
    // A line above with numbers over numbers is a row, unless more words stand over numbers there: a few numbers may be parts
    // of names (100,000 below "Rate per").
    let is_number = |p: &&&Piece| p.first > 0 && matches!(figure(&p.key), Some(Figure::Number));
    let numbers: Vec<usize> = figures
        .pieces
        .iter()
        .filter(is_number)
        .map(|p| p.first)
        .collect();
    let is_row = |line: &Band<'_>| {
        let own = || line.pieces.iter().filter(|p| numbers.contains(&p.first));
        let over = own().filter(is_number).count();
        let words = own().filter(|p| p.key.contains(char::is_alphabetic));
        over > 1 && words.count() <= over || over == numbers.len() && line.first().is_some()
    };
    if above.iter().filter(|l| l.middle() < bottom).any(is_row) {
        return None;
    }
    let mut named: Vec<usize> = above
        .iter()
        .filter(|l| l.middle() < bottom)
        .flat_map(Band::filled)
        .collect();
    named.sort_unstable();
    named.dedup();
    (named.len() * 2 >= columns.count().saturating_sub(1)).then_some(bottom)
}

/// Where the header of a table of words ends: at the second of three rules and more over all columns, the first above all
/// print, the last below, or at the first without that; with names for most columns above it.
pub(super) fn between_rules(pieces: &[Piece], columns: &Columns, rules: &[Ruling]) -> Option<f32> {
    let lines = lines(pieces, columns.em);
    let (first, last) = (lines.first()?, lines.last()?);
    let whole = bands::own_rules(pieces, columns, rules).into_iter();
    let whole: Vec<f32> = whole
        .filter(|(_, covered)| covered.iter().all(|c| *c))
        .map(|(y, _)| y)
        .collect();
    // Without a rule above, another below the rows shows that these are parted.
    let (header, bottom) = match *whole.as_slice() {
        [top, header, .., bottom] if top < first.middle() => (header, bottom),
        [header, _, .., bottom] => (header, bottom),
        _ => return None,
    };
    let above = || pieces.iter().filter(|p| p.middle() < header);
    // A name set in the middle of its cell may stand beside the print of its column.
    let named = |col: &usize| above().any(|p| (p.first..=p.last).contains(col));
    let named = (0..columns.count()).filter(named).count();
    let number = |p: &Piece| figure(&p.key) == Some(Figure::Number);
    let names = named * 2 > columns.count() && !above().any(number);
    let closed = header < last.middle() && last.middle() < bottom;
    (closed && names).then_some(header)
}

/// Whether a line is such a heading for certain: one text in the middle of all others' print, with none of this above or below
/// it. It says nothing of where columns begin and end. `others` is where lines with several texts print, in order.
pub(super) fn is_heading(line: &Line, others: &[(f32, f32)]) -> bool {
    let runs = runs(line, GAP);
    let [own] = runs.as_slice() else {
        return false;
    };
    let (Some(first), Some(last)) = (others.first(), others.last()) else {
        return false;
    };
    let off = f32::midpoint(own.x0, own.x1) - f32::midpoint(first.0, last.1);
    off.abs() < MIDDLE * line.size && others.iter().all(|o| o.1 < own.x0 || o.0 > own.x1)
}

/// Lets what stands alone on its line, in the middle of the table or of what is right of its first column, cover all columns
/// there: a heading of the rows below. Under print of a column of words it may be the rest of a cell.
pub(super) fn cover_alone(pieces: &mut [Piece], columns: &Columns) {
    let last = columns.count().saturating_sub(1);
    let is_body = |p: &Piece| !columns.heads(p);
    let of_figures = |col: usize| {
        let own = || {
            pieces
                .iter()
                .filter(|p| is_body(p) && (p.first, p.last) == (col, col))
        };
        own().filter(|p| figure(&p.key).is_some()).count() * 2 > own().count()
    };
    let of_figures: Vec<bool> = (0..=last).map(of_figures).collect();
    let mut alone: Vec<usize> = Vec::new();
    for (top, bottom) in bands::loose(pieces.iter(), columns.em) {
        let inside = |p: &Piece| p.middle() >= top && p.middle() < bottom && is_body(p);
        let mut own = pieces.iter().enumerate().filter(|(_, p)| inside(p));
        if let (Some((at, _)), None) = (own.next(), own.next()) {
            alone.push(at);
        }
    }
    alone.sort_unstable();
    // What all others print in a column of theirs.
    let mut own = alone.iter().copied().peekable();
    let others = pieces.iter().enumerate();
    let others = others.filter(|(at, p)| own.next_if_eq(at).is_none() && p.first == p.last);
    let mut print: Vec<(f32, f32)> = others
        .map(|(_, p)| (p.line.bbox.x0, p.line.bbox.x1))
        .collect();
    union(&mut print, 0.0);
    for at in alone {
        let Some(piece) = pieces.get_mut(at) else {
            continue;
        };
        let own = of_figures.get(piece.first..=piece.last).unwrap_or_default();
        let (start, end) = (piece.line.bbox.x0, piece.line.bbox.x1);
        let stands = own.contains(&true) || print.iter().all(|p| p.1 < start || p.0 > end);
        if last < 2 || !stands || figure(&piece.key) == Some(Figure::Number) {
            continue;
        }
        if let Some(from) = centred(piece, columns) {
            (piece.first, piece.last) = (from, last);
        }
    }
}

/// The first column, if a text stands in the middle of all of them, or the second, if it does in that of all others.
fn centred(piece: &Piece, columns: &Columns) -> Option<usize> {
    let edge = |at: usize| columns.edges.get(at).copied();
    let (middle, end) = (piece.line.bbox.center_x(), edge(columns.count())?);
    let near = |x0: f32| (f32::midpoint(x0, end) - middle).abs() < MIDDLE * columns.em;
    (0..2).find(|from| edge(*from).is_some_and(near))
}

/// Where a row's figures stand beside a label of several lines.
#[derive(Clone, Copy)]
enum Set {
    Bottom,
    Top,
}

/// The height below which the table begins, if lines at the top are none of its own: they stand over its first column or begin
/// there, no rule is above, and they are not the first line of that column's name.
pub(super) fn top(pieces: &[Piece], columns: &Columns, rules: &[Ruling]) -> Option<f32> {
    let lines = lines(pieces, columns.em);
    let rule = bands::own_rules(pieces, columns, rules)
        .first()
        .map_or(f32::INFINITY, |(y, _)| *y);
    let outside =
        |line: &Band<'_>| line.middle() < rule && line.pieces.iter().all(|p| p.first == 0);
    let count = lines.iter().take_while(|l| outside(l)).count();
    let heads = |line: &Band<'_>| columns.header_bottom.is_some_and(|h| line.middle() < h);
    let header = lines.get(count).is_some_and(heads);
    let body = lines.iter().filter(|l| !heads(l)).filter_map(Band::first);
    let right = body.map(|p| p.line.bbox.x1).fold(0.0, f32::max);
    let goes_on = match lines.get(count.saturating_sub(1)..=count) {
        Some([a, b]) => {
            let near = b.height.0 - a.height.1 < 0.5 * columns.em;
            // What the figures are counted in stands in brackets.
            let unit = |p: &Piece| p.key.starts_with(['(', '[']) && p.key.ends_with([')', ']']);
            near && a
                .label()
                .is_some_and(|p| p.line.bbox.x1 <= right && !unit(p))
        }
        _ => false,
    };
    let last = lines.get(count.checked_sub(1)?)?;
    (header && !goes_on).then_some(last.height.1)
}

/// The height at which the table ends, if lines at the bottom are none of its own: each stands alone, and the first of them
/// runs over columns, is set smaller than the table, or stands below the rule that closes its figures.
pub(super) fn bottom(pieces: &[Piece], columns: &Columns, rules: &[Ruling]) -> Option<f32> {
    let lines = lines(pieces, columns.em);
    let most = most_filled(&lines);
    let figures = lines.iter().rposition(|l| l.has_figures(most))?;
    let last = lines.get(figures)?.middle();
    let closing = bands::own_rules(pieces, columns, rules)
        .into_iter()
        .rfind(|(y, covered)| *y > last && covered.iter().all(|c| *c))
        .map_or(f32::INFINITY, |(y, _)| y);
    let alone = |line: &&Band<'_>| matches!(line.pieces.as_slice(), [_]);
    let count = lines.iter().rev().take_while(alone).count();
    let below = lines.get((lines.len() - count).max(figures + 1)..)?;
    let ends = |line: &&Band<'_>| {
        line.middle() > closing
            || line
                .pieces
                .iter()
                .any(|p| p.first < p.last || p.line.size * LARGER < columns.em)
    };
    below.iter().find(ends).map(|line| line.height.0)
}

/// The rows of a body in which most lines have figures: a line that has none goes with the one above or below it where
/// the one runs on in the other, and is a heading else. None where lines do not stand so.
pub(super) fn rows(pieces: &[&Piece], columns: &Columns) -> Option<Vec<(f32, f32)>> {
    let lines = lines(pieces.iter().copied(), columns.em);
    let labels = lines.iter().filter(|l| l.label().is_some()).count();
    let most = most_filled(&lines);
    let figures = lines.iter().filter(|l| l.has_figures(most)).count();
    if labels == 0 || labels + figures < lines.len() || figures < 2 {
        return None;
    }
    if let Some(rows) = near(&lines, columns.em) {
        return Some(rows);
    }
    let firsts = || lines.iter().filter_map(Band::first);
    let labels = Labels {
        right: firsts().map(|p| p.line.bbox.x1).fold(0.0, f32::max),
        capitals: firsts().filter(|p| begins(p, char::is_uppercase)).count() as f32
            >= CAPITALS * firsts().count() as f32,
    };
    // Lines of a label stand nearer to each other than rows, in most tables.
    let gap = |pair: &[Band<'_>]| match pair {
        [a, b] => b.height.0 - a.height.1,
        _ => f32::INFINITY,
    };
    let of_rows = lines
        .windows(2)
        .filter(|pair| pair.iter().all(|l| l.label().is_none()));
    let rows = of_rows.map(gap).fold(f32::INFINITY, f32::min);
    let mut running: Vec<Running> = lines
        .windows(2)
        .map(|pair| match pair {
            [a, b] => match labels.running(a, b, columns.em) {
                Running::May if rows.is_finite() && gap(pair) < rows - NEARER * columns.em => {
                    Running::Does
                }
                runs => runs,
            },
            _ => Running::No,
        })
        .collect();
    // Each line without figures goes with a full one: headings would stand below labels of any length.
    let alone = |at: &usize| lines.get(*at).is_some_and(|l| l.label().is_some());
    let of_label = |set: Set| {
        let upper = (0..lines.len()).filter(alone).map(move |at| match set {
            Set::Bottom => Some(at),
            Set::Top => at.checked_sub(1),
        });
        let full = |at: usize| match lines.get(at..at + 2)? {
            [a, b] => labels.goes_on(a, b, columns.em).then_some(at),
            _ => None,
        };
        upper
            .map(|at| at.and_then(full))
            .collect::<Option<Vec<_>>>()
    };
    let sure = [Set::Top, Set::Bottom].into_iter().find_map(of_label);
    for at in sure.filter(|own| own.len() >= FULL).into_iter().flatten() {
        if let Some(running) = running.get_mut(at) {
            *running = Running::Does;
        }
    }
    // Where no label is sure to be of several lines, what is full is so by chance.
    if !running.contains(&Running::Does) {
        running.fill(Running::No);
    }
    // Figures stand alike in all rows: at the lines' top or bottom, whichever leaves fewer labels torn.
    let sets = [Set::Bottom, Set::Top].map(|set| joined(&lines, &running, set));
    let [bottom, top] = sets;
    let best = if top.1 < bottom.1 { top.0 } else { bottom.0 };
    Some(best)
}

/// Rows, each with what stands alone below it in one column behind the first if the print above goes on in it.
pub(super) fn rejoined(rows: Vec<(f32, f32)>, pieces: &[&Piece]) -> Vec<(f32, f32)> {
    let mut out: Vec<(f32, f32)> = Vec::with_capacity(rows.len());
    for row in rows {
        let inside = |row: (f32, f32)| {
            let own = pieces.iter().copied();
            own.filter(move |p| p.middle() >= row.0 && p.middle() < row.1)
        };
        let mut own = inside(row);
        let alone = own.next().filter(|p| p.first > 0 && p.first == p.last);
        let alone = alone.filter(|_| own.next().is_none());
        let goes_on = |above: &(f32, f32)| {
            let in_column =
                |p: &&Piece| alone.is_some_and(|a| (p.first, p.last) == (a.first, a.last));
            let column = pieces.iter().copied().filter(in_column);
            let labels = Labels {
                right: column.map(|p| p.line.bbox.x1).fold(0.0, f32::max),
                capitals: false,
            };
            let last = inside(*above).rfind(in_column);
            let runs = |(a, b): (&Piece, &Piece)| {
                b.top - a.bottom < LEADING * b.line.size && labels.runs_on(a, b) == Running::Does
            };
            last.zip(alone).is_some_and(runs)
        };
        match out.last_mut().filter(|above| goes_on(above)) {
            Some(above) => above.1 = row.1,
            None => out.push(row),
        }
    }
    out
}

/// The rows where lines of each stand clearly nearer to each other than to the next row's, and one of them has its figures.
fn near(lines: &[Band<'_>], em: f32) -> Option<Vec<(f32, f32)>> {
    let heights: Vec<(f32, f32)> = lines.iter().map(|l| l.height).collect();
    let least = bands::leading(&heights, em)?;
    let rows = lines.chunk_by(|a, b| b.height.0 - a.height.1 <= least);
    let row = |own: &[Band<'_>]| {
        let (first, last) = (own.first()?, own.last()?);
        let figures = own.iter().filter(|l| l.label().is_none()).count();
        (figures == 1).then_some((first.height.0, last.height.1))
    };
    rows.map(row).collect()
}

/// The lines as rows, and how much speaks against them: labels that seem to run on and are torn, twice where the next
/// line begins with a small letter.
fn joined(lines: &[Band<'_>], running: &[Running], set: Set) -> (Vec<(f32, f32)>, usize) {
    let has_figures: Vec<bool> = lines.iter().map(|l| l.label().is_none()).collect();
    let has_figures = |at: usize| has_figures.get(at).copied().unwrap_or(false);
    let (mut out, mut torn): (Vec<(f32, f32)>, usize) = (Vec::new(), 0);
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1);
        let runs = before.and_then(|b| running.get(b)).copied();
        let fits = before.is_some_and(|before| match set {
            Set::Bottom => !has_figures(before),
            Set::Top => !has_figures(at),
        });
        match (runs.unwrap_or(Running::No), out.last_mut()) {
            (Running::May | Running::Does, Some(row)) if fits => row.1 = line.height.1,
            (runs, _) => {
                torn += runs as usize;
                out.push(line.height);
            }
        }
    }
    (out, torn)
}

/// Whether a label goes on in the next line.
#[derive(Clone, Copy, PartialEq)]
enum Running {
    No,
    May,
    Does,
}

/// The first column.
struct Labels {
    /// Where its print ends.
    right: f32,
    /// Whether most lines begin with a capital letter: six of ten, for some go on in the next.
    capitals: bool,
}

impl Labels {
    fn running(&self, upper: &Band<'_>, lower: &Band<'_>, em: f32) -> Running {
        match near_firsts(upper, lower, em) {
            Some((a, b)) => self.runs_on(a, b),
            None => Running::No,
        }
    }

    /// Whether a label's line has no room left for the next line's first word, and is no short one.
    fn goes_on(&self, upper: &Band<'_>, lower: &Band<'_>, em: f32) -> bool {
        let full = |(a, b): (&Piece, &Piece)| {
            let long = a.line.bbox.width() >= SOME * (self.right - a.line.bbox.x0);
            long && self.is_full(a, b).is_some_and(|(full, _)| full)
        };
        near_firsts(upper, lower, em).is_some_and(full)
    }

    /// The same of two lines, and the first character of the next. Dots that lead to the figures end a label, and none goes on
    /// farther left than it begins, unless its lines are centred.
    fn is_full(&self, upper: &Piece, lower: &Piece) -> Option<(bool, char)> {
        let (a, b) = (&upper.line.bbox, &lower.line.bbox);
        let out = a.x0 - b.x0 > OUT * upper.line.size;
        let centred = (a.center_x() - b.center_x()).abs() < MIDDLE * upper.line.size;
        if leaders::ends(&upper.line) || out && !centred {
            return None;
        }
        let (em, end) = (upper.line.size, upper.line.bbox.x1);
        let printed = lower.line.chars.iter().skip_while(|c| c.ch.is_whitespace());
        let word: Vec<_> = printed.take_while(|c| !c.ch.is_whitespace()).collect();
        let (first, last) = (word.first()?, word.last()?);
        let next = if breaks_anywhere(first.ch) {
            first.bbox.x1 - first.bbox.x0
        } else {
            // A quarter of an em: the blank between.
            last.bbox.x1 - first.bbox.x0 + 0.25 * em
        };
        Some((end + next > self.right + 0.1 * em, first.ch))
    }

    /// A label goes on in the line below if it has no room left for the next word; to be sure, this begins with a small
    /// letter, or the line ends with a hyphen, and else the line is most of the column's width.
    fn runs_on(&self, upper: &Piece, lower: &Piece) -> Running {
        let Some((full, first)) = self.is_full(upper, lower) else {
            return Running::No;
        };
        let (start, end) = (upper.line.bbox.x0, upper.line.bbox.x1);
        let small = first.is_lowercase();
        let hyphen = || upper.line.raw().trim_end().ends_with('-');
        // Dots that lead to the figures go with the label.
        if first == '.'
            || small && (full || self.capitals)
            || full && (breaks_anywhere(first) || hyphen())
        {
            Running::Does
        } else if full && end - start >= WIDE * (self.right - start) {
            // A heading has no figures that dots lead to, and seldom fills its line.
            match leaders::ends(&lower.line) {
                true => Running::Does,
                false => Running::May,
            }
        } else {
            Running::No
        }
    }
}

/// Whether lines break anywhere between such letters, as between ideographs.
fn breaks_anywhere(first: char) -> bool {
    first.is_alphabetic() && !first.is_lowercase() && !first.is_uppercase()
}

/// What two lines print in the first column, if they stand as near as lines of one cell.
fn near_firsts<'p>(upper: &Band<'p>, lower: &Band<'p>, em: f32) -> Option<(&'p Piece, &'p Piece)> {
    let near = lower.height.0 - upper.height.1 < LEADING * em;
    upper.first().zip(lower.first()).filter(|_| near)
}

fn begins(piece: &Piece, with: impl Fn(char) -> bool) -> bool {
    let first = piece.line.chars.iter().find(|c| !c.ch.is_whitespace());
    first.is_some_and(|c| with(c.ch))
}
