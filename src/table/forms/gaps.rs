//! Tables whose blank cells are shown by line breaks alone, as a web page's text has them: cells are parted by one blank or a line
//! each, and each blank cell is one line break more. How many cells a row has tells where it ends, so that nothing is read where a
//! row has another number of them than the header.

mod lines;

use super::aligned::is_whole_header;
use super::words::{with_label, words};
use super::{grid, levels, residue, roles, stacked};
use crate::context::Context;
use crate::lexicon::key::Key;
use crate::lexicon::{labels, money, numeral, ordinal, role};
use crate::model::Role;
use crate::table::{Grid, assemble};
use crate::text::Line;

type Row = Vec<Vec<Line>>;

/// Most rows of a header: budget books have three.
const LEVELS: usize = 3;
/// Rows that must have all their cells before they are believed: one has by chance.
const ROWS: usize = 2;
/// Most line breaks within a row beside each other: as many blank cells as a wide list has.
const BREAKS: usize = 12;

/// Reads a table that begins with its names.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    in_lines(lines, ctx).or_else(|| lines::read(lines))
}

/// A row a line, but for blank cells.
fn in_lines(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let names: Vec<Row> = lines
        .iter()
        .take(LEVELS + 1)
        .map(words)
        .take_while(are_names)
        .collect();
    let first = names.first().filter(|row| row.len() > 2)?;
    if names.len() > LEVELS || names.len() == 1 && !is_whole_header(first) && !head_sums(first) {
        return None;
    }
    let table = Table {
        lines,
        counted: roles(first).first() == Some(&Some(Role::Sequence)),
        noted: roles(first).last() == Some(&Some(Role::Note)),
    };
    let width = match names.as_slice() {
        [only] => only.len(),
        _ => table.width(names.len())?,
    };
    let (body, used) = table.rows(names.len(), width)?;

    let several = names.len() > 1;
    let mut rows = names;
    rows.extend(body);
    if !several {
        return grid(rows).map(|g| (g, used));
    }
    // Where it is not known which names stand over which, nothing is said of the cells.
    levels::read(&rows, 0).filter(|levels| levels.roles.len() == width)?;
    let (grid, _) = residue::mend(rows, ctx)?;
    Some((grid, used))
}

/// Whether words side by side are names, and none a number.
fn are_names(row: &Row) -> bool {
    let keys = || row.iter().map(|cell| assemble::key_of(cell));
    row.len() > 1 && keys().all(|key| role::may_be_name(&key) && !numeral::is_figures(&key))
}

/// Whether names of which few are known head sums: who gets them is known, and what adds them up or is money.
fn head_sums(row: &[Vec<Line>]) -> bool {
    let keys = || row.iter().map(|cell| assemble::key_of(cell));
    let sum =
        |key: &Key| labels::summary(key).is_some() || role::of_header(key) == Some(Role::Amount);
    keys()
        .next()
        .is_some_and(|key| role::is_key_of_known_name(&key))
        && keys().any(|key| sum(&key))
}

/// What a row may begin with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Begins {
    Item,
    Total,
    /// It is no row, or goes on with one.
    Nothing,
}

struct Table<'l> {
    lines: &'l [Line],
    /// Whether rows have running numbers.
    counted: bool,
    /// Whether remarks stand last, which may be blank: nothing shows it at the end of a line.
    noted: bool,
}

impl Table<'_> {
    /// Whether a line begins a row, the next of which has this running number.
    fn begins(&self, row: &Row, next: u32) -> Begins {
        let Some(first) = row.first().map(|cell| assemble::key_of(cell)) else {
            return Begins::Nothing;
        };
        if labels::summary(&first).is_some() {
            return Begins::Total;
        }
        let name = if self.counted {
            row.get(1)
        } else {
            row.first()
        };
        let words = name.is_some_and(|cell| !is_number(cell));
        let number = || ordinal::whole(&first).map(|o| o.value);
        let fits = !self.counted || number() == Some(next);
        match fits && words {
            true => Begins::Item,
            false => Begins::Nothing,
        }
    }

    /// How many cells the widest row has, the last apart, behind which other text may stand.
    fn width(&self, from: usize) -> Option<usize> {
        let (mut widths, mut next) = (Vec::new(), 1);
        let mut gap = 0;
        for line in self.lines.get(from..)? {
            if line.is_blank() {
                gap += 1;
                if gap > BREAKS {
                    break;
                }
                continue;
            }
            let row = with_label(line, words(line));
            let begins = self.begins(&row, next);
            match (begins, widths.last_mut()) {
                (Begins::Nothing, None) => return None,
                (Begins::Nothing, Some(width)) => *width += gap + 1 + row.len(),
                _ => {
                    widths.push(row.len());
                    next += u32::from(begins == Begins::Item);
                }
            }
            gap = 0;
            if begins == Begins::Total {
                break;
            }
        }
        let behind = usize::from(widths.len() > 1);
        widths.iter().rev().skip(behind).max().copied()
    }

    /// The rows, each with all its cells, and how many lines are taken. A row whose cells cannot be counted out is no end.
    fn rows(&self, from: usize, width: usize) -> Option<(Vec<Row>, usize)> {
        let (mut items, mut totals): (Vec<Row>, Vec<(usize, Row)>) = (Vec::new(), Vec::new());
        let mut at = from;
        let mut used = from;
        while let Some(line) = self.lines.get(at) {
            if line.is_blank() {
                at += 1;
                if at - used > BREAKS {
                    break;
                }
                continue;
            }
            let row = with_label(line, words(line));
            let begins = self.begins(&row, u32::try_from(items.len()).ok()? + 1);
            if begins == Begins::Nothing || stacked::is_outside(line) {
                break;
            }
            let (mut row, end) = self.whole(row, at, width, begins == Begins::Total);
            // Blank cells at its end are shown where another row begins below.
            let (blank, below) = self.below(end);
            let below = below.map(words);
            let count = items.len() + 1 + usize::from(begins == Begins::Item);
            let goes_on =
                |below| self.begins(&below, count.try_into().unwrap_or(0)) != Begins::Nothing;
            if row.len() < width && below.is_some_and(goes_on) {
                row.resize(width.min(row.len() + blank), Vec::new());
            }
            let short = width - row.len().min(width);
            match begins {
                Begins::Total => totals.push((items.len(), row)),
                // What has no number beside its words stands below the table.
                _ if !row.iter().skip(1).any(|c| is_number(c)) => break,
                _ if row.len() == width || short == 1 && self.noted => items.push(row),
                _ => return None,
            }
            (at, used) = (end, end);
        }
        // Another row may stand below what is none.
        let rest = self.lines.get(used..).unwrap_or_default().iter();
        let below = rest.filter(|l| !l.is_blank()).take(ROWS).map(words);
        let follows = |row: Row| row.len() > 2 && row.iter().skip(1).any(|c| is_number(c));
        let ended = totals.last().is_some_and(|(at, _)| *at == items.len());
        if items.len() < ROWS || !ended && below.into_iter().any(follows) {
            return None;
        }
        let kinds = kinds(&items, width, self.noted)?;
        let mut rows = items;
        for (at, total) in totals.into_iter().rev() {
            rows.insert(at, placed(total, &kinds)?);
        }
        rows.iter_mut()
            .for_each(|row| row.resize(width, Vec::new()));
        Some((rows, used))
    }

    /// How many blank lines stand from one on, and the line behind them.
    fn below(&self, at: usize) -> (usize, Option<&Line>) {
        let rest = self.lines.get(at..).unwrap_or_default();
        let blank = rest.iter().take(BREAKS).take_while(|l| l.is_blank());
        let blank = blank.count();
        (blank, rest.get(blank))
    }

    /// The cells of the row that begins in a line, blank ones for each line break, and where the next begins.
    fn whole(&self, mut row: Row, at: usize, width: usize, total: bool) -> (Row, usize) {
        let mut end = at + 1;
        // A total has a label in place of two cells, perhaps.
        let unseen = usize::from(self.noted) + usize::from(total && self.counted);
        while row.len() + unseen < width {
            let (blank, next) = self.below(end);
            let Some(next) = next.filter(|l| !l.is_blank()) else {
                break;
            };
            let more = words(next);
            let count = row.len() + blank + 1 + more.len();
            if count > width {
                break;
            }
            row.resize(row.len() + blank + 1, Vec::new());
            row.extend(more);
            end += blank + 1;
        }
        (row, end)
    }
}

fn is_number(cell: &[Line]) -> bool {
    let key = assemble::key_of(cell);
    numeral::is_figures(&key) || money::is_sum(&key)
}

/// Of each column, whether it holds numbers; nothing if one holds words as well, which only remarks may.
fn kinds(rows: &[Row], width: usize, noted: bool) -> Option<Vec<bool>> {
    let kind = |col: usize| {
        let cells = rows.iter().filter_map(|row| row.get(col));
        let mut own = cells.filter(|cell| !cell.is_empty()).map(|c| is_number(c));
        let first = own.next().unwrap_or(true);
        (own.all(|kind| kind == first) || noted && col + 1 == width).then_some(first)
    };
    (0..width).map(kind).collect()
}

/// Whether the numbers of a row stand below numbers, the label of a total apart.
fn fits(row: &[Vec<Line>], kinds: &[bool]) -> bool {
    let mut cells = row.iter().zip(kinds).skip(1);
    row.len() <= kinds.len()
        && cells.all(|(cell, number)| cell.is_empty() || is_number(cell) == *number)
}

/// A row that adds up, its sums below numbers: its label may stand in place of two cells.
fn placed(row: Row, kinds: &[bool]) -> Option<Row> {
    let mut wider = row.clone();
    wider.insert(1.min(wider.len()), Vec::new());
    let missing = |row: &Row| kinds.len() - row.len().min(kinds.len());
    let mut ways = [row, wider]
        .into_iter()
        .filter(|way| fits(way, kinds) && missing(way) < 2);
    let way = ways.next()?;
    // Where both fit, the wider one has all cells.
    Some(ways.next().unwrap_or(way))
}
