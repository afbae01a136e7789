//! Headers printed again, on a later page or in the middle of one.

use std::ops::Range;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::lexicon::key::Key;
use crate::table::assemble::key_of;
use crate::table::{Grid, GridCell, WholeColumn};
use crate::text::Line;

/// What a table's header says.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// Of each column, its own names from the top row down.
    columns: Vec<Vec<Key>>,
}

/// A header found in a grid.
struct Found {
    /// Cells by index, each with the number of its lines that are names.
    cells: Vec<(usize, usize)>,
    /// The row that its lowest names stand in.
    last: usize,
    /// Whether a row goes on in the lowest cells: where a page cuts a row, some producers draw no rule below the header.
    shared: bool,
    /// Columns whose names are clipped, and what is missing of each.
    clipped: Vec<(usize, String)>,
}

impl Head {
    pub(super) fn of(columns: &[WholeColumn]) -> Self {
        let own = |column: &WholeColumn| {
            let keys = column.own.iter().map(|lines| key_of(lines));
            keys.filter(|key| !key.is_empty()).collect()
        };
        Self {
            columns: columns.iter().map(own).collect(),
        }
    }

    /// The first of these rows from which on the grid says the header again.
    pub(super) fn first(&self, grid: &Grid, mut rows: Range<usize>) -> Option<usize> {
        let by_column = columns(grid);
        rows.find(|row| self.found(grid, &by_column, *row).is_some())
    }

    /// Takes the header out of the grid wherever it stands below a row; gives its lines and the number of rows that went.
    pub(super) fn take_out(&self, grid: &mut Grid, from: usize) -> (Vec<Line>, usize) {
        let by_column = columns(grid);
        let (mut lines, mut gone) = (Vec::new(), Vec::new());
        let mut row = from;
        while row < grid.rows {
            let Some(found) = self.found(grid, &by_column, row) else {
                row += 1;
                continue;
            };
            for (cell, count) in found.cells {
                if let Some(cell) = grid.cells.get_mut(cell) {
                    lines.extend(cell.lines.drain(..count));
                    // No rule stands above what goes on in it.
                    cell.open_above |= found.shared && cell.row + cell.row_span > found.last;
                }
            }
            let next = found.last + usize::from(!found.shared);
            // What is clipped of a name is missing from no row below it.
            for (col, rest) in &found.clipped {
                let below = |c: &&mut GridCell| c.row == next && c.col == *col;
                for cell in grid.cells.iter_mut().filter(below) {
                    cell.doubts.retain(|d| !is_of(d, rest));
                }
            }
            gone.extend(row..next);
            row = next.max(row + 1);
        }
        grid.leave_out(&gone);
        (lines, gone.len())
    }

    /// Upper names that stand over another than the first of their columns, in a cell of it alone, as without rules between columns
    /// they may: the column they begin in, and the cell.
    fn strays(&self, grid: &Grid, by_column: &[Vec<usize>], row: usize) -> Vec<(usize, usize)> {
        let cell = |col: usize| {
            let cells = by_column.get(col)?;
            let at = cells.partition_point(|c| grid.cells.get(*c).is_some_and(|c| c.row < row));
            let index = *cells.get(at)?;
            let cell = grid.cells.get(index).filter(|c| c.row == row)?;
            Some((index, cell))
        };
        let mut out = Vec::new();
        for (col, names) in self.columns.iter().enumerate() {
            let [upper, _, ..] = names.as_slice() else {
                continue;
            };
            let mut beside =
                (col..grid.cols).skip_while(|c| cell(*c).is_some_and(|(_, c)| c.is_blank()));
            let found = beside.next().filter(|c| *c > col).and_then(cell);
            let says = |cell: &GridCell| said_by(&cell.lines, upper) == Some(cell.lines.len());
            out.extend(
                found
                    .filter(|(_, cell)| says(cell))
                    .map(|(index, _)| (col, index)),
            );
        }
        out
    }

    fn found(&self, grid: &Grid, by_column: &[Vec<usize>], row: usize) -> Option<Found> {
        // One name may stand in any row.
        let named = self.columns.iter().filter(|names| !names.is_empty());
        let named = named.count();
        if named < 2 {
            return None;
        }
        let strays = self.strays(grid, by_column, row);
        // A header has as many rows as names.
        let most = self.columns.iter().map(Vec::len).max().unwrap_or(1);
        let mut missing = 0_usize;
        let mut found = Found {
            cells: Vec::new(),
            last: row,
            shared: false,
            clipped: Vec::new(),
        };
        for (col, (names, cells)) in self.columns.iter().zip(by_column).enumerate() {
            let start = cells.partition_point(|c| grid.cells.get(*c).is_some_and(|c| c.row < row));
            let cells = cells.get(start..).unwrap_or_default().iter();
            let own = cells.filter(|c| strays.iter().all(|(_, stray)| stray != *c));
            let stray = strays.iter().filter(|(of, _)| *of == col).map(|(_, c)| c);
            let mut cells = stray.chain(own);
            let mut open = true;
            for name in names {
                let filled = |c: &&usize| grid.cells.get(**c).is_some_and(|c| !c.is_blank());
                let index = cells.find(filled).copied();
                let cell = index.and_then(|at| Some((at, grid.cells.get(at)?)));
                // A column round which no rules are drawn may have its name outside of the grid.
                let Some((index, cell)) = cell.filter(|(_, cell)| cell.row < row + most) else {
                    missing += 1;
                    break;
                };
                if !open {
                    return None;
                }
                let said = said_by(&cell.lines, name);
                found.last = found.last.max(cell.row);
                let Some(count) = said else {
                    let rest = begins(&cell.lines, name)?;
                    found.clipped.push((col, rest.to_owned()));
                    found.cells.push((index, cell.lines.len()));
                    // What is left of it may stand in the row below, where no rule parts them.
                    let below = cells.next().and_then(|c| Some((*c, grid.cells.get(*c)?)));
                    if let Some((index, cell)) = below
                        && let Some(count) = said_by(&cell.lines, rest)
                    {
                        found.cells.push((index, count));
                    }
                    open = false;
                    continue;
                };
                open = count == cell.lines.len();
                found.shared |= !open;
                found.cells.push((index, count));
            }
        }
        if found.clipped.len() * 2 > found.cells.len() || missing * 2 >= named {
            return None;
        }
        // Nothing else stands in it.
        let next = found.last + usize::from(!found.shared);
        let mut inside = by_column.iter().flat_map(|cells| {
            let start = cells.partition_point(|c| grid.cells.get(*c).is_some_and(|c| c.row < row));
            let cells = cells.get(start..).unwrap_or_default().iter();
            cells.take_while(|c| grid.cells.get(**c).is_some_and(|c| c.row < next))
        });
        let alone = inside.all(|index| {
            let cell = grid.cells.get(*index);
            cell.is_none_or(|c| c.is_blank() || c.row + c.row_span > next)
                || found.cells.iter().any(|(c, _)| c == index)
        });
        // What stands in no row above the first name may be the rest of a row below another header.
        let begins =
            |(cell, _): &(usize, usize)| grid.cells.get(*cell).is_some_and(|c| c.row == row);
        let begins = found.cells.iter().any(begins);
        (found.last < row + most && begins && alone).then_some(found)
    }
}

/// Of each column, the cells that begin in it, from the top down.
fn columns(grid: &Grid) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); grid.cols];
    for (index, cell) in grid.cells.iter().enumerate() {
        if let Some(column) = out.get_mut(cell.col) {
            column.push(index);
        }
    }
    out
}

/// Whether a doubt says of words that they are in the file and not shown, and a text has them: none are missing there.
pub(super) fn is_of(doubt: &Diagnostic, text: &str) -> bool {
    let hidden = doubt.message.split('"').nth(1);
    let hidden = hidden.filter(|t| !t.contains(|c: char| c.is_ascii_digit()));
    doubt.code == codes::CELL_HIDDEN_TEXT && hidden.is_some_and(|t| text.contains(&*Key::of(t)))
}

/// What is left of a name, if the lines say how it begins: Writer clips a repeated header that is higher there than where it
/// stood first.
fn begins<'n>(lines: &[Line], name: &'n str) -> Option<&'n str> {
    let key = key_of(lines);
    name.strip_prefix(&*key).filter(|_| !key.is_empty())
}

/// How many of the lines, from the first, say just this.
fn said_by(lines: &[Line], name: &str) -> Option<usize> {
    let mut rest = name;
    for (index, line) in lines.iter().enumerate() {
        rest = rest.strip_prefix(&**line.key())?;
        if rest.is_empty() {
            return Some(index + 1);
        }
    }
    None
}
