//! Several rows within one: cells of as many lines each, a sum a line in one of them (甲桥⏎乙渠⏎丙路 | 15⏎8.5⏎4).

use super::assemble;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::{money, role};
use crate::table::{Grid, GridCell};
use crate::text::Line;

/// Makes rows of the lines of such cells. What stands beside them in one line is merged over the rows.
pub(super) fn apart(mut grid: Grid) -> Grid {
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); grid.rows];
    for (index, cell) in grid.cells.iter().enumerate() {
        if let Some(row) = own.get_mut(cell.row).filter(|_| cell.row_span == 1) {
            row.push(index);
        }
    }
    let more: Vec<usize> = own.iter().map(|row| more(&grid, row)).collect();
    if more.iter().all(|more| *more == 0) {
        return grid;
    }
    // Where each row begins when those above it are parted.
    let mut starts = Vec::with_capacity(more.len() + 1);
    let mut next = 0;
    for more in &more {
        starts.push(next);
        next += 1 + more;
    }
    starts.push(next);
    let start = |row: usize| starts.get(row).copied().unwrap_or(next);
    let alone = more.iter().filter(|more| **more > 0).count() == 1;
    let mut cells = Vec::with_capacity(grid.cells.len());
    for mut cell in grid.cells {
        let more = more.get(cell.row).copied().unwrap_or(0);
        let (first, end) = (start(cell.row), start(cell.row + cell.row_span));
        if more == 0 || cell.row_span > 1 || cell.lines.len() < 2 {
            (cell.row, cell.row_span) = (first, end - first);
            cells.push(cell);
            continue;
        }
        let doubted = alone && more == 1 && is_sums(&cell.lines);
        cell.doubts.extend(doubted.then(doubt));
        for (line, row) in std::mem::take(&mut cell.lines).into_iter().zip(first..) {
            cells.push(GridCell {
                row,
                bbox: line.bbox,
                lines: vec![line],
                ..cell.clone()
            });
        }
    }
    cells.sort_by_key(|c| (c.row, c.col));
    grid.cells = cells;
    grid.rows = next;
    grid
}

/// How many rows more the cells of one hold.
fn more(grid: &Grid, row: &[usize]) -> usize {
    let cells = || row.iter().filter_map(|at| grid.cells.get(*at));
    let several = || cells().filter(|c| c.lines.len() > 1);
    let Some(count) = several().next().map(|c| c.lines.len()) else {
        return 0;
    };
    let even = several().all(|c| c.lines.len() == count);
    let sums = several().any(|c| is_sums(&c.lines));
    let names = several().any(|c| c.lines.iter().all(is_name));
    // A sum beside them is that of all, or theirs are parts of it.
    let whole =
        cells().any(|c| c.lines.len() == 1 && is_sums(&c.lines) && c.col > first_name(grid, row));
    if even && sums && names && !whole {
        count - 1
    } else {
        0
    }
}

/// The column of the first cell of several names: a single number before it is the row's.
fn first_name(grid: &Grid, row: &[usize]) -> usize {
    let cells = row.iter().filter_map(|at| grid.cells.get(*at));
    let mut named = cells.filter(|c| c.lines.len() > 1 && c.lines.iter().all(is_name));
    named.next().map_or(usize::MAX, |c| c.col)
}

fn is_sums(lines: &[Line]) -> bool {
    let number = |l: &Line| money::kind(l.key()) == Some(money::Kind::Number);
    !lines.is_empty() && lines.iter().all(number)
}

/// Whether a line may name something, and is no rest of the name above it: （二期）.
fn is_name(line: &Line) -> bool {
    let text = assemble::key_of(std::slice::from_ref(line));
    text.chars().count() > 1
        && role::is_unmarked(&text)
        && text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '《' | '"'))
}

fn doubt() -> Diagnostic {
    Diagnostic::new(
        codes::FORM_ROWS_IN_CELL,
        Severity::Warning,
        "the cells of this row hold two lines each; they were read as two rows",
        "该行各单元格均有两行文字，按两条记录读取",
    )
    .help(
        "check whether these are two projects or one with two sums",
        "请核对是两个项目，还是一个项目的两笔金额",
    )
}
