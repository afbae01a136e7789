//! One cell a line without running numbers: the column names, then the same number of lines for every row.
//!
//! Nothing parts the rows but what the cells hold, so every row must be complete: in every column either all cells are
//! sums or none is.

use std::ops::Range;

use super::fit::is_sum;
use super::{SUMMARY, grid, stretch};
use crate::model::Role;
use crate::table::{Grid, assemble, role};
use crate::text::Line;

/// Rows that must keep to the columns before they are believed: with fewer, names and sums take turns by chance.
const ROWS: usize = 3;
/// Most columns: three pairs side by side have six, the widest lists fifteen.
const COLUMNS: usize = 15;

/// Reads a list that begins with its column names.
pub(super) fn read(lines: &[Line]) -> Option<(Grid, usize)> {
    let first = lines.first()?;
    if !is_name(&text(first)) {
        return None;
    }
    let cells: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .filter(|(_, l)| !l.is_blank())
        .map(|(i, l)| (i, text(l)))
        // A sentence ends the list.
        .take_while(|(_, t)| !t.ends_with('。'))
        .collect();
    let texts: Vec<&str> = cells.iter().map(|(_, t)| t.as_str()).collect();
    let (columns, used) = (2..=COLUMNS).find_map(|n| rows(&texts, n).map(|used| (n, used)))?;
    let line = |at: usize| cells.get(at).and_then(|(i, _)| lines.get(*i));
    let cell = |at: usize| {
        line(at)
            .filter(|_| at < used)
            .map(|l| vec![stretch(l, &l.chars)])
            .unwrap_or_default()
    };
    let row = |r: usize| -> Range<usize> { r * columns..(r + 1) * columns };
    let rows = (0..used.div_ceil(columns))
        .map(|r| row(r).map(cell).collect())
        .collect();
    let end = cells.get(used.checked_sub(1)?)?.0 + 1;
    grid(rows).map(|g| (g, end))
}

fn text(line: &Line) -> String {
    assemble::plain(std::slice::from_ref(line))
}

/// A column name: short, without marks, no number.
fn is_name(text: &str) -> bool {
    // The longest header in use, 受益对象（服务对象）及人数, has thirteen characters.
    (1..=15).contains(&text.chars().count())
        && !is_sum(text)
        && !text.contains(['：', ':', '。', '，', '；'])
        && !SUMMARY.contains(&text)
}

/// How many lines belong to the list if it has so many columns.
fn rows(texts: &[&str], columns: usize) -> Option<usize> {
    let names = texts.get(..columns)?;
    let sums: Vec<bool> = names
        .iter()
        .map(|n| role::of_header(n) == Some(Role::Amount))
        .collect();
    if !names.iter().all(|n| is_name(n)) || !sums.contains(&true) || sums.first() == Some(&true) {
        return None;
    }
    let first: Vec<bool> = texts
        .get(columns..2 * columns)?
        .iter()
        .map(|t| is_sum(t))
        .collect();
    // Sums stand under names of sums; other columns may hold numbers too (户数), the first has names.
    let amounts = sums.iter().zip(&first).all(|(name, is)| !name || *is);
    if !amounts || first.first() == Some(&true) {
        return None;
    }
    let full = texts
        .chunks_exact(columns)
        .skip(1)
        .take_while(|row| row.iter().zip(&first).all(|(t, sum)| is_sum(t) == *sum))
        .count();
    let mut used = (full + 1) * columns;
    // The row of the sum may have nothing but its word and the sums.
    let rest = texts.get(used..).unwrap_or_default();
    if columns > 2 && rest.first().is_some_and(|t| SUMMARY.contains(t)) {
        let sums = rest.iter().skip(1).take_while(|t| is_sum(t)).count();
        if sums > 0 && sums < columns {
            used += sums + 1;
        }
    }
    (full >= ROWS).then_some(used)
}
