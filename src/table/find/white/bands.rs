//! The rows of a region: bands of print with white space or a rule between them.

use super::columns::{Columns, Piece};
use super::weights::bands::LEADING;
use super::weights::tables::FILLED;
use super::{anchored, unnamed};
use crate::lexicon::numeral::{Figure, figure};
use crate::model::Role;
use crate::page::{Direction, Ruling};
use crate::table::find::rules::SNAP;

/// A row's height.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Which columns a rule under this row parts from the next one; none if no rule stands there.
    pub(super) ruled: Option<Vec<bool>>,
    /// Whether the row is a level of the header.
    pub(super) header: bool,
    /// Whether a line of it may as well belong to a row beside it.
    pub(super) doubtful: bool,
}

impl Row {
    /// Whether a rule under it closes this column.
    pub(super) fn is_closed_in(&self, col: usize) -> bool {
        let ruled = self.ruled.as_ref();
        ruled.is_some_and(|ruled| ruled.get(col) == Some(&true))
    }
}

/// A row's print.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    pub(super) height: (f32, f32),
    pub(super) doubtful: bool,
}

impl Band {
    pub(super) fn clear(height: (f32, f32)) -> Self {
        Self {
            height,
            doubtful: false,
        }
    }
}

/// Bands of print with any white space between them.
pub(super) fn loose<'p>(pieces: impl IntoIterator<Item = &'p Piece>, em: f32) -> Vec<(f32, f32)> {
    let mut heights: Vec<(f32, f32)> = pieces.into_iter().map(|p| (p.top, p.bottom)).collect();
    heights.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f32, f32)> = Vec::new();
    for (top, bottom) in heights {
        match out.last_mut().filter(|o| top < o.1 - 0.1 * em) {
            Some(o) => o.1 = o.1.max(bottom),
            None => out.push((top, bottom)),
        }
    }
    out
}

/// The rows, top to bottom. Notes whether rules part them all.
pub(super) fn rows(pieces: &[Piece], columns: &mut Columns, rules: &[Ruling]) -> Vec<Row> {
    let rules = own_rules(pieces, columns, rules);
    let mut rows: Vec<Row> = Vec::new();
    columns.rows_drawn |= part_rows(&rules, pieces, columns);
    let columns = &*columns;
    let all_drawn = columns.rows_drawn;
    let mut upper = f32::NEG_INFINITY;
    let ends = rules
        .iter()
        .map(|(y, covered)| (*y, Some(covered.clone())))
        .chain([(f32::INFINITY, None)]);
    for (lower, covered) in ends {
        let inside = |p: &&Piece| p.middle() > upper && p.middle() <= lower;
        let (head, body): (Vec<&Piece>, Vec<&Piece>) =
            pieces.iter().filter(inside).partition(|p| columns.heads(p));
        // Below the last rule, what stands in columns that it leaves out goes on with cells above it.
        let above = rows.last().and_then(|r| r.ruled.as_ref());
        let goes_on = |p: &&Piece| {
            let mut own = p.first..=p.last;
            above.is_some_and(|ruled| own.all(|c| ruled.get(c) == Some(&false)))
        };
        if all_drawn && covered.is_none() && head.is_empty() && body.iter().all(goes_on) {
            break;
        }
        let mut bands: Vec<(Band, bool)> = Vec::new();
        bands.extend(whole(&head).map(|h| (Band::clear(h), true)));
        let body = parted(&body, columns, all_drawn, (upper, lower));
        bands.extend(body.into_iter().map(|b| (b, false)));
        if let (Some(first), true) = (bands.first_mut(), upper.is_finite()) {
            first.0.height.0 = upper;
        }
        if let (Some(last), true) = (bands.last_mut(), lower.is_finite()) {
            last.0.height.1 = lower;
        }
        // A row that the page's end cut between its lines has nothing more to print here, but its rule.
        let begins = rows.last().is_none_or(|r| r.header);
        let partly = |covered: &Vec<bool>| !covered.iter().all(|c| *c);
        if bands.is_empty() && begins && all_drawn && covered.as_ref().is_some_and(partly) {
            let top = upper.max(lower - columns.em);
            bands.push((Band::clear((top, lower)), false));
        }
        let end = bands.len();
        for (index, (band, header)) in bands.into_iter().enumerate() {
            rows.push(Row {
                top: band.height.0,
                bottom: band.height.1,
                ruled: covered.clone().filter(|_| index + 1 == end),
                header,
                doubtful: band.doubtful,
            });
        }
        upper = lower;
    }
    outer(&mut rows);
    levels(&mut rows, pieces, columns);
    rows
}

/// The horizontal rules that part rows: two columns wide at least, or the region's whole width; with the columns that
/// each covers.
pub(super) fn own_rules(
    pieces: &[Piece],
    columns: &Columns,
    rules: &[Ruling],
) -> Vec<(f32, Vec<bool>)> {
    let top = pieces.iter().map(|p| p.top).fold(f32::INFINITY, f32::min);
    let bottom = pieces
        .iter()
        .map(|p| p.bottom)
        .fold(f32::NEG_INFINITY, f32::max);
    // A rule stands less than two lines from the print that it closes.
    let near = 2.0 * columns.em;
    let widths = widths(pieces, columns);
    let mut found: Vec<&Ruling> = rules
        .iter()
        .filter(|r| {
            r.direction == Direction::Horizontal
                && r.position > top - near
                && r.position < bottom + near
        })
        .collect();
    found.sort_by(|a, b| a.position.total_cmp(&b.position));
    found
        .chunk_by(|a, b| b.position - a.position < SNAP)
        .filter_map(|same| {
            let y = same.iter().map(|r| r.position).sum::<f32>() / same.len().max(1) as f32;
            let covers = |(x0, x1): &(f32, f32)| {
                let own = same.iter().map(|r| r.end.min(*x1) - r.start.max(*x0));
                own.map(|drawn| drawn.max(0.0)).sum::<f32>() > 0.5 * (x1 - x0)
            };
            let covered: Vec<bool> = widths.iter().map(covers).collect();
            (covered.iter().filter(|c| **c).count() >= 2).then_some((y, covered))
        })
        .collect()
}

/// Of each column, where its print begins and ends: rules end at the edges of cells, which lie anywhere in the white space
/// beside it. Of one without print of its own, its edges.
pub(super) fn widths(pieces: &[Piece], columns: &Columns) -> Vec<(f32, f32)> {
    let edges = columns.edges.windows(2).filter_map(|w| match w {
        [x0, x1] => Some((*x0, *x1)),
        _ => None,
    });
    let mut out: Vec<(f32, f32)> = edges.collect();
    let mut print = vec![None::<(f32, f32)>; out.len()];
    for piece in pieces.iter().filter(|p| p.first == p.last) {
        if let Some(slot) = print.get_mut(piece.first) {
            let (x0, x1) = (piece.line.bbox.x0, piece.line.bbox.x1);
            *slot = Some(slot.map_or((x0, x1), |(a, b)| (a.min(x0), b.max(x1))));
        }
    }
    for (slot, own) in out.iter_mut().zip(print) {
        *slot = own.unwrap_or(*slot);
    }
    out
}

/// The height that pieces take together.
fn whole(pieces: &[&Piece]) -> Option<(f32, f32)> {
    pieces
        .iter()
        .map(|p| (p.top, p.bottom))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Whether rules part all rows: there are five and more (a 三线表 with a double rule has four, but for one whose words rules are
/// known to close), or one below the header
/// leaves a column out, as it does where a merged cell runs over several rows that are parted so; or there is one running
/// number between two of them, and no more between any.
fn part_rows(rules: &[(f32, Vec<bool>)], pieces: &[Piece], columns: &Columns) -> bool {
    let below = |y: f32| columns.header_bottom.is_none_or(|header| y > header);
    // The rule at the table's end parts none: it leaves columns out where a merged cell goes on, or ended, on another page.
    let last = pieces
        .iter()
        .map(Piece::middle)
        .fold(f32::NEG_INFINITY, f32::max);
    let mut own = rules.iter().filter(|(y, _)| below(*y) && *y < last);
    rules.len() >= if columns.closed { 4 } else { 5 }
        || own.any(|(_, covered)| !covered.iter().all(|c| *c))
        || part_numbers(rules, pieces, columns)
}

/// Whether each stretch between two rules holds one running number at most, and two of them do, or one with print below
/// the last rule: that of a row which the page's end cut.
fn part_numbers(rules: &[(f32, Vec<bool>)], pieces: &[Piece], columns: &Columns) -> bool {
    let body: Vec<&Piece> = pieces.iter().filter(|p| !columns.heads(p)).collect();
    let numbers = anchored::numbers(&body, columns);
    let counts = rules.windows(2).filter_map(|w| match w {
        [(upper, _), (lower, _)] => {
            let inside = |n: &&(f32, f32)| (*upper..*lower).contains(&f32::midpoint(n.0, n.1));
            Some(numbers.iter().filter(inside).count())
        }
        _ => None,
    });
    let counts: Vec<usize> = counts.collect();
    let single = counts.iter().filter(|n| **n == 1).count();
    let last = rules.last().map_or(f32::INFINITY, |(y, _)| *y);
    let cut = body.iter().any(|p| p.middle() > last);
    counts.iter().all(|n| *n < 2) && single >= if cut { 1 } else { 2 }
}

/// Bands between two rules. Where rules part all rows (`drawn`) there is one.
fn parted(pieces: &[&Piece], columns: &Columns, drawn: bool, ends: (f32, f32)) -> Vec<Band> {
    let telling: Vec<&Piece> = pieces
        .iter()
        .copied()
        .filter(|p| {
            let tells = |c| columns.tells_rows.get(c).copied().unwrap_or(false);
            // A label of totals tells of its row wherever it stands.
            (p.first..=p.last).any(tells) || p.sums
        })
        .collect();
    let used = if telling.is_empty() { pieces } else { &telling };
    let Some(all) = whole(pieces) else {
        return Vec::new();
    };
    let goes_on = columns.again || columns.continued;
    let closed = ends.0.is_finite() && (ends.1.is_finite() || goes_on);
    if (drawn || closed) && is_rest(pieces, columns) {
        return vec![Band::clear(all)];
    }
    if !columns.named()
        && let Some(rows) = unnamed::rows(pieces, columns)
    {
        return rows.into_iter().map(Band::clear).collect();
    }
    let mut bands = apart(used, columns);
    if !columns.named() {
        bands = unnamed::rejoined(bands, pieces);
    }
    let numbers = anchored::numbers(pieces, columns);
    let full = bands
        .iter()
        .filter(|band| is_row(pieces, columns, &numbers, **band))
        .count();
    // Rules part the rows, unless two rows stand between them: where no numbers tell, each has its sum.
    let one = columns.sequence().is_none()
        && columns.roles.contains(&Some(Role::Amount))
        && !pieces.iter().any(|p| p.sums)
        && anchored::sums(pieces, columns, &bands).len() < 2;
    // Lines of words are no rows, as several with figures are.
    let number = |p: &&&Piece| figure(&p.key) == Some(Figure::Number);
    let has_number = |band: &&(f32, f32)| {
        let mut numbers = pieces.iter().filter(number);
        numbers.any(|p| p.middle() > band.0 && p.middle() < band.1)
    };
    let words = !columns.named() && bands.iter().filter(has_number).nth(1).is_none();
    let rows = bands.len() > 1 && !(drawn && (one || words || full < 2));
    if !rows || anchored::is_one_row(used, columns, ends, full) {
        return vec![Band::clear(all)];
    }
    anchored::rows(bands, used, columns)
}

/// Whether what stands between two rules is the rest of a row from the page before: print in one column alone, and none
/// that each row has.
fn is_rest(pieces: &[&Piece], columns: &Columns) -> bool {
    let [first, others @ ..] = pieces else {
        return false;
    };
    let own = |p: &Piece| p.first == first.first && p.last == first.first;
    own(first) && !columns.is_key(first.first) && others.iter().all(|p| own(p))
}

/// Whether a band holds a row of its own: one of the running numbers begins in it, or it adds up others, or most columns are
/// filled.
pub(super) fn is_row(
    pieces: &[&Piece],
    columns: &Columns,
    numbers: &[(f32, f32)],
    (top, bottom): (f32, f32),
) -> bool {
    let inside = |p: &&&Piece| p.middle() > top && p.middle() < bottom;
    // Rows that add up others have no number, and few columns filled.
    if pieces.iter().filter(inside).any(|p| p.sums) {
        return true;
    }
    if columns.sequence().is_some() {
        // A number may be set on several lines, and bands may overlap by a tenth of an em.
        let begins = |n: &(f32, f32)| n.0 + 0.1 * columns.em;
        return numbers.iter().map(begins).any(|y| y >= top && y < bottom);
    }
    let mut filled: Vec<usize> = pieces.iter().filter(inside).map(|p| p.first).collect();
    filled.sort_unstable();
    filled.dedup();
    // Six of ten, as for a column that tells rows.
    filled.len() as f32 >= FILLED * columns.count() as f32
}

/// Bands parted by more than the leading within a cell.
fn apart(pieces: &[&Piece], columns: &Columns) -> Vec<(f32, f32)> {
    let bands = loose(pieces.iter().copied(), columns.em);
    // Rows as near to each other as lines, some of them without a number: lines of one cell, and `numbered` cuts.
    let numbers = anchored::numbers(pieces, columns);
    let is_row = |band: (f32, f32)| is_row(pieces, columns, &numbers, band);
    let whole = bands.iter().all(|band| is_row(*band));
    let least = match leading(&bands, columns.em) {
        Some(least) => least,
        None if whole || columns.sequence().is_none() => f32::NEG_INFINITY,
        None => LEADING * columns.em,
    };
    let mut out: Vec<(f32, f32)> = Vec::new();
    let mut doubled = 0;
    for &(top, bottom) in &bands {
        match out.last_mut().filter(|o| top - o.1 <= least) {
            Some(o) => {
                doubled += usize::from(is_row(*o) && is_row((top, bottom)));
                o.1 = bottom;
            }
            None => out.push((top, bottom)),
        }
    }
    // Where what would be joined are mostly whole rows, the white space within rows is not less than that between.
    if doubled * 3 > bands.len().saturating_sub(out.len()) {
        out = bands;
    }
    numbered(&out, pieces, &numbers)
}

/// The widest white space that is still leading within a cell: below the greatest leap in the ordered gaps. Without a
/// leap by half (rows stand clearly farther apart than lines) there is none.
pub(super) fn leading(bands: &[(f32, f32)], em: f32) -> Option<f32> {
    let mut gaps: Vec<f32> = bands
        .windows(2)
        .filter_map(|w| match w {
            // Lines set tighter than a quarter of an em apart are all alike: leaps among them tell nothing.
            [a, b] => Some((b.0 - a.1).max(0.25 * em)),
            _ => None,
        })
        .collect();
    gaps.sort_by(f32::total_cmp);
    let leap = gaps
        .windows(2)
        .filter_map(|w| match w {
            // Lines of one cell stand less than an em apart.
            [a, b] if *a < em => Some((b / a, f32::midpoint(*a, *b))),
            _ => None,
        })
        .max_by(|a, b| a.0.total_cmp(&b.0));
    leap.filter(|(ratio, _)| *ratio >= 1.5).map(|(_, at)| at)
}

/// Bands with two running numbers are cut between them, where the fewest lines are in the way.
fn numbered(bands: &[(f32, f32)], pieces: &[&Piece], numbers: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let mut out = Vec::new();
    for &(top, bottom) in bands {
        let mut start = top;
        let own: Vec<(f32, f32)> = numbers
            .iter()
            .copied()
            .filter(|n| f32::midpoint(n.0, n.1) > top && f32::midpoint(n.0, n.1) < bottom)
            .collect();
        for pair in own.windows(2) {
            let [a, b] = pair else { continue };
            let cut = cut(pieces, a.1, b.0);
            out.push((start, cut));
            start = cut;
        }
        out.push((start, bottom));
    }
    out
}

/// The height between two that the fewest pieces cross, the nearest to the middle of such.
fn cut(pieces: &[&Piece], from: f32, to: f32) -> f32 {
    // Sixteen steps: between two numbers there are seldom more than eight lines.
    (1..16)
        .map(|n| from + (to - from) * n as f32 / 16.0)
        .min_by_key(|y| {
            let crossing = pieces
                .iter()
                .filter(|p| p.top < *y && p.bottom > *y)
                .count();
            let off = ((y - f32::midpoint(from, to)).abs() * 100.0) as usize;
            (crossing, off)
        })
        .unwrap_or_else(|| f32::midpoint(from, to))
}

/// Rows are made to meet in the middle of the white space between them; the first and last get as much outside.
fn outer(rows: &mut [Row]) {
    let mut gaps: Vec<f32> = rows
        .windows(2)
        .filter_map(|w| match w {
            [a, b] => Some(b.top - a.bottom),
            _ => None,
        })
        .filter(|g| *g > 0.1)
        .collect();
    gaps.sort_by(f32::total_cmp);
    let half = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0) / 2.0;
    for index in 1..rows.len() {
        if let Some([a, b]) = rows.get_mut(index - 1..=index) {
            let middle = f32::midpoint(a.bottom, b.top);
            (a.bottom, b.top) = (middle, middle);
        }
    }
    if let Some(first) = rows.first_mut() {
        first.top -= half;
    }
    if let Some(last) = rows.last_mut().filter(|r| r.ruled.is_none()) {
        last.bottom += half;
    }
}

/// A header row in which a text stands across several columns over others is parted in two levels.
fn levels(rows: &mut Vec<Row>, pieces: &[Piece], columns: &Columns) {
    let Some(header) = rows.first().filter(|r| r.header).cloned() else {
        return;
    };
    let inside = |p: &&Piece| p.middle() > header.top && p.middle() < header.bottom;
    let wide: Vec<&Piece> = pieces
        .iter()
        .filter(inside)
        .filter(|p| p.last > p.first)
        .collect();
    // Another line over the same columns is more of the same name.
    let under = |w: &Piece| {
        let within = |p: &Piece| p.first >= w.first && p.last <= w.last;
        let same = |p: &Piece| (p.first, p.last) == (w.first, w.last);
        let mut below = pieces.iter().filter(inside);
        below.any(|p| p.middle() > w.bottom && within(p) && !same(p))
    };
    let Some(y) = wide
        .iter()
        .filter(|w| under(w))
        .map(|w| w.bottom)
        .reduce(f32::max)
    else {
        return;
    };
    let parted = (0..columns.count())
        .map(|c| wide.iter().any(|w| w.first <= c && c <= w.last && under(w)))
        .collect();
    if let Some(first) = rows.first_mut() {
        first.top = y;
    }
    rows.insert(
        0,
        Row {
            top: header.top,
            bottom: y,
            ruled: Some(parted),
            header: true,
            doubtful: false,
        },
    );
}
