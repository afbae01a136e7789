//! Columns aligned by a PDF tool that counts characters, wide and narrow ones alike.
//!
//! Only tables of whole rows are read: a cell of two lines stands round its row's middle there, and its lines cannot be told
//! from the next row's. A merged cell's name stands beside the middle one of its rows, so that every blank is doubtful.

use super::aligned::{Widths, cells, cells_of, columns, is_whole_header, places};
use super::pages::repeats;
use super::{Tried, grid, is_gap, is_summary, roles, stacked, tokens};
use crate::lexicon::money;
use crate::model::Role;
use crate::table::{Grid, assemble};
use crate::text::Line;

type Row = Vec<Vec<Line>>;

/// How many lines below a table are looked through for another row or header: a name of two lines, a unit line, the header.
const BETWEEN: usize = 4;

/// Reads a table that begins with these names of columns.
pub(super) fn read(
    lines: &[Line],
    names: &[Vec<Line>],
    tried: &mut Tried,
) -> Option<(Grid, usize)> {
    if Tried::ahead(tried.counted, lines) {
        return None;
    }
    let used = length(lines);
    // If it cannot be read, none that begins within is.
    tried.counted = Some(lines.len() - used);
    let table: Vec<&Line> = lines.get(..used)?.iter().filter(|l| !is_gap(l)).collect();
    let columns = columns(&table, Widths::Equal);
    let whole = columns.len() == names.len() && table.len() > 1;
    if !whole || goes_on(lines.get(used..)?, &columns) {
        return None;
    }
    let rows: Vec<Row> = table
        .iter()
        .map(|line| cells(line, &columns, Widths::Equal))
        .collect();
    let blank = doubtful(&rows)?;
    let mut grid = grid(rows)?;
    for cell in grid.cells.iter_mut().filter(|c| blank.contains(&c.row)) {
        if cell.lines.iter().all(Line::is_blank) {
            cell.doubts.push(stacked::doubt());
        }
    }
    Some((grid, used))
}

/// Lines up to the first of one piece; a blank line or a page number does not end a table whose next line is a row.
fn length(lines: &[Line]) -> usize {
    let mut used = 0;
    for (index, line) in lines.iter().enumerate() {
        if is_gap(line) {
            continue;
        }
        if tokens(line).len() < 2 {
            break;
        }
        used = index + 1;
    }
    used
}

/// Whether what stands below is the table's: a piece within one of its columns, or another row.
fn goes_on(rest: &[Line], columns: &[(usize, usize)]) -> bool {
    let mut rest = rest.iter().filter(|l| !is_gap(l)).take(BETWEEN);
    let Some(first) = rest.next() else {
        return false;
    };
    let mut inked = places(first, Widths::Equal).filter(|(_, _, c)| !c.ch.is_whitespace());
    let from = inked.next().map_or(0, |(start, ..)| start);
    let to = inked.last().map_or(from + 1, |(_, end, _)| end);
    let within = |(start, end): &(usize, usize)| from >= *start && to <= *end;
    let next = rest.find(|l| tokens(l).len() > 2);
    columns.iter().any(within) || next.is_some_and(|l| !is_whole_header(&cells_of(l)))
}

/// The rows whose blank cells are doubtful, all but those of sums; none if a line is no row: it begins with a number, or else
/// has a sum, where the table has such columns.
fn doubtful(rows: &[Row]) -> Option<Vec<usize>> {
    let header = rows.first()?;
    let roles = roles(header);
    let at = |role| roles.iter().position(|r| *r == Some(role));
    let (sequence, amount) = (at(Role::Sequence), at(Role::Amount));
    let key = sequence.or(amount)?;
    let is_row = |row: &Row| {
        let text = row
            .get(key)
            .map(|c| assemble::key_of(c))
            .unwrap_or_default();
        !text.is_empty() && (sequence.is_some() || money::is_sum(&text))
    };
    let mut out = Vec::new();
    for (index, row) in rows.iter().enumerate().skip(1) {
        if is_summary(row) || repeats(row, header) {
            continue;
        }
        if !is_row(row) {
            return None;
        }
        out.push(index);
    }
    Some(out)
}
