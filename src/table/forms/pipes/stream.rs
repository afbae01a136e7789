//! Tables of a cell a line, each closed by a bar.

use std::cmp::Reverse;

use super::Row;
use crate::lexicon::money;
use crate::model::Role;
use crate::table::assemble;
use crate::table::forms::{levels, residue, roles, stacked};
use crate::text::Line;

/// A cell a line, each closed by a bar: the line breaks mean nothing, and the rows are as long as the header's. Of each row it is known whether a bar begins it.
///
/// The last line of the text may be a cell that lacks its bar, of a row that lacks others: whether that was taken.
pub(super) fn read(rows: Vec<(bool, Row)>, last: Option<&Line>) -> (Vec<Row>, bool) {
    let blank = |c: &Vec<Line>| c.iter().all(Line::is_blank);
    let apart = |rows: Vec<(bool, Row)>| rows.into_iter().map(|(_, r)| r).collect();
    let several = |row: &Row| row.iter().filter(|c| !blank(c)).count() > 1;
    if rows.iter().any(|(_, row)| several(row)) {
        return (apart(rows), false);
    }
    let mut cells: Vec<Vec<Line>> = Vec::new();
    // Whether the line above leaves its last cell open.
    let mut open = false;
    for (bar, row) in &rows {
        // A bar at the start closes a blank cell; what stands behind the last bar is the line's end, no cell.
        let closed = row.last().is_some_and(blank);
        let mut own = row.iter().take(row.len() - usize::from(closed)).cloned();
        match cells.last_mut().filter(|_| open && !bar) {
            Some(cell) => cell.extend(own.next().unwrap_or_default()),
            // One that stands alone closes the cell above it.
            None if *bar && !open => cells.push(Vec::new()),
            None => {}
        }
        cells.extend(own);
        open = !closed;
    }
    // Twenty columns are more than any list met; the narrowest table that has all names is meant, below a title and what is blank
    // beside it.
    let places = (2..=20).flat_map(|n| (0..2 * stacked::NAMES).map(move |at| (n, at)));
    let found = places
        .filter_map(|(n, at)| {
            let names = header(cells.get(at..)?, n)?;
            Some((names, Reverse((n, at))))
        })
        .max();
    let Some((_, Reverse((width, at)))) = found else {
        return (apart(rows), false);
    };
    let last = last.filter(|_| !open && !(cells.len() - at).is_multiple_of(width));
    cells.extend(last.map(|line| vec![line.clone()]));
    let (above, table) = cells.split_at(at);
    let above = above.iter().filter(|c| !blank(c)).map(|c| vec![c.clone()]);
    let rows = above.chain(table.chunks(width).map(<[_]>::to_vec));
    (rows.collect(), last.is_some())
}

/// How many names the header has if rows have so many cells; none unless sums stand below the names of sums. The last
/// row may have lost blank cells at its end.
fn header(cells: &[Vec<Line>], width: usize) -> Option<usize> {
    let mut rows = cells.chunks(width);
    let row = rows.next()?.to_vec();
    let blank = |c: &Vec<Line>| c.iter().all(Line::is_blank);
    // Only the last columns may have no name.
    let (names, _) = row.split_at(levels::filled(&row));
    let count = names.len();
    if row.len() < width || count < 2 || names.iter().any(|c| blank(c) || is_labelled(c)) {
        return None;
    }
    if !residue::is_header(&names.to_vec()) {
        return None;
    }
    let roles = roles(&row);
    let fits = rows.all(|row| {
        row.iter().zip(&roles).all(|(cell, role)| {
            let text = assemble::key_of(cell);
            match role {
                _ if text.is_empty() => true,
                Some(Role::Amount) => money::is_sum(&text),
                Some(Role::Purchaser | Role::Project | Role::Content) => !money::is_sum(&text),
                _ => true,
            }
        })
    });
    (fits && roles.contains(&Some(Role::Amount))).then_some(count)
}

/// 单位：万元: a label and a value, no name of a column.
fn is_labelled(cell: &[Line]) -> bool {
    assemble::key_of(cell).contains(':')
}
