//! The rows of a list that have all their cells, which tell what its names are; and, the other way, where those that lack some have
//! theirs.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::{Header, NAMES, Stack};
use crate::lexicon::money;
use crate::table::align::{Alignment, Kind};
use crate::table::schema::Facts;

/// Rows that are held against the names: more say the same.
const ROWS: usize = 8;

/// Rows of as many cells as each other from one running number to the next: of the widths that lead from number to number, the one
/// that goes on longest, as a count may be the next number by chance.
pub(super) fn numbered_rows(stack: &mut Stack<'_>, first: usize) -> Vec<Vec<Rc<Facts>>> {
    let mut number = |at: usize| stack.get(at).and_then(|f| f.facts.number);
    let Some(start) = number(first) else {
        return Vec::new();
    };
    let mut reach = |width: usize| {
        let mut follows = |row: usize| {
            let next = number(first + row * width);
            next.is_some_and(|n| n.0 == start.0 && (start.1..).nth(row) == Some(n.1))
        };
        (1..ROWS).take_while(|row| follows(*row)).count()
    };
    let reached = (3..NAMES).map(|width| (reach(width), width));
    let Some((rows, width)) = reached.max_by_key(|(rows, width)| (*rows, NAMES - width)) else {
        return Vec::new();
    };
    (0..rows)
        .map(|row| cells(stack, first + row * width, width))
        .collect()
}

/// The rows that hold words and numbers at the same places as the first.
pub(super) fn even_rows(stack: &mut Stack<'_>, first: usize, width: usize) -> Vec<Vec<Rc<Facts>>> {
    let kinds = |row: &[Rc<Facts>]| row.iter().map(|f| f.counts()).collect::<Vec<_>>();
    let mut out: Vec<Vec<Rc<Facts>>> = Vec::new();
    while out.len() < ROWS {
        let row = cells(stack, first + out.len() * width, width);
        let even = out.first().is_none_or(|above| kinds(above) == kinds(&row));
        if row.len() < width || !even {
            break;
        }
        out.push(row);
    }
    out
}

/// The widest of rows that are a name and numbers each, blank cells having made others shorter.
pub(super) fn headed_rows(stack: &mut Stack<'_>, first: usize) -> Vec<Vec<Rc<Facts>>> {
    let mut counts = |at: usize| stack.get(at).map(|f| f.facts.counts());
    let mut rows: Vec<(usize, usize)> = Vec::new();
    let mut at = first;
    while rows.len() < ROWS && counts(at) == Some(false) {
        let numbers = (at + 1..at + NAMES).take_while(|at| counts(*at) == Some(true));
        let length = numbers.count() + 1;
        if length < 2 {
            break;
        }
        rows.push((at, length));
        at += length;
    }
    let width = rows.iter().map(|(_, length)| *length).max().unwrap_or(0);
    if rows.len() < super::ROWS {
        return Vec::new();
    }
    let whole = rows.iter().filter(|(_, length)| *length == width);
    whole.map(|(at, _)| cells(stack, *at, width)).collect()
}

/// Puts the numbers of rows that lack some into the columns in which they come to each other as those of the whole rows do. Where
/// there are several ways, the columns that differ are in doubt.
pub(super) fn settle(header: &Header, found: &mut Alignment, stack: &mut Stack<'_>) {
    if header.sums.is_empty() {
        return;
    }
    let width = header.columns.len();
    let number = |stack: &mut Stack<'_>, at: usize| {
        let facts = stack.get(header.length + at).map(|f| f.facts.clone())?;
        money::value(&facts.key).filter(|_| facts.counts())
    };
    for row in found.rows.iter_mut().filter(|r| r.kind == Kind::Item) {
        // What stands before the numbers is laid: those alone may stand elsewhere.
        let leading = row.cells.iter().rposition(|cell| {
            let mut own = cell.clone();
            own.any(|at| number(stack, at).is_none())
        });
        let leading = leading.map_or(0, |col| col + 1);
        let from = row.cells.get(leading).map_or(row.to, |cell| cell.start);
        let numbers: Option<Vec<Decimal>> = (from..row.to).map(|at| number(stack, at)).collect();
        let Some(numbers) = numbers.filter(|n| leading > 0 && n.len() < width - leading) else {
            continue;
        };
        let holds = |cols: &[usize]| {
            let at = |col: usize| {
                let own = cols.iter().position(|c| *c == col);
                own.and_then(|at| numbers.get(at))
                    .copied()
                    .unwrap_or_default()
            };
            let mut sums = header.sums.iter();
            sums.all(|sum| at(sum.whole) == sum.parts.iter().map(|c| at(*c)).sum::<Decimal>())
        };
        let columns: Vec<usize> = (leading.max(1)..width).collect();
        let mut fit = chosen(&columns, numbers.len());
        fit.retain(|cols| holds(cols));
        let Some(only) = fit.first() else {
            continue;
        };
        for (col, cell) in row.cells.iter_mut().enumerate().skip(leading) {
            let at = only.iter().filter(|c| **c < col).count();
            let own = usize::from(only.contains(&col));
            *cell = from + at..from + at + own;
        }
        let place = |cols: &Vec<usize>, col: usize| cols.iter().position(|c| *c == col);
        row.doubtful = (leading..width)
            .filter(|col| {
                fit.iter()
                    .any(|other| place(other, *col) != place(only, *col))
            })
            .collect();
    }
}

/// The ways to choose so many columns, in their order; none if they are too many.
fn chosen(columns: &[usize], count: usize) -> Vec<Vec<usize>> {
    /// More ways than this tell nothing: some fit by chance.
    const MOST: usize = 300;
    let mut out: Vec<Vec<usize>> = vec![Vec::new()];
    for (at, col) in columns.iter().enumerate() {
        let left = columns.len() - at - 1;
        let with = out.iter().filter(|own| own.len() < count).map(|own| {
            let mut own = own.clone();
            own.push(*col);
            own
        });
        let with: Vec<Vec<usize>> = with.collect();
        out.extend(with);
        out.retain(|own| own.len() + left >= count);
        if out.len() > MOST {
            return Vec::new();
        }
    }
    out
}

fn cells(stack: &mut Stack<'_>, from: usize, width: usize) -> Vec<Rc<Facts>> {
    let mut own = |at: usize| stack.get(at).map(|f| f.facts.clone());
    (from..from + width).map_while(&mut own).collect()
}
