//! Rows of a web page's table that have fewer cells than it has columns. A browser leaves the places at their end blank; but
//! where a row among full ones lacks a cell, it may be any, and those behind it have slid.

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::labels;
use crate::lexicon::money::{self, Kind};
use crate::lexicon::numeral;
use crate::table::{Grid, GridCell, assemble};

/// The grid, with a doubt at every cell of such a row that may have slid.
pub(super) fn said(mut grid: Grid) -> Grid {
    let mut covered = vec![vec![false; grid.cols]; grid.rows];
    for cell in &grid.cells {
        let rows = covered.iter_mut().skip(cell.row).take(cell.row_span);
        for row in rows {
            let slots = row.iter_mut().skip(cell.col).take(cell.col_span);
            slots.for_each(|slot| *slot = true);
        }
    }
    let full = |row: &&Vec<bool>| row.iter().all(|c| *c);
    // Where most rows end early, their ends say nothing.
    if covered.iter().filter(full).count() * 2 <= grid.rows {
        return grid;
    }
    for (row, places) in covered.iter().enumerate() {
        let own: Vec<&GridCell> = grid.cells.iter().filter(|c| c.row == row).collect();
        let lacking: Vec<usize> = (0..grid.cols)
            .filter(|c| places.get(*c) == Some(&false))
            .collect();
        if lacking.is_empty() || !may_have_slid(&grid, &own, &lacking) {
            continue;
        }
        let first = own
            .first()
            .filter(|c| numeral::is_figures(&assemble::key_of(&c.lines)));
        let first = first.map(|c| c.col);
        let blank = |col: &usize| GridCell {
            row,
            col: *col,
            row_span: 1,
            col_span: 1,
            ..GridCell::default()
        };
        let ends: Vec<GridCell> = lacking.iter().map(blank).collect();
        grid.cells.extend(ends);
        let concerned = |c: &&mut GridCell| c.row == row && Some(c.col) != first;
        for cell in grid.cells.iter_mut().filter(concerned) {
            cell.doubts.push(doubt());
        }
    }
    grid.cells.sort_by_key(|c| (c.row, c.col));
    grid
}

fn doubt() -> Diagnostic {
    Diagnostic::new(
        codes::ITEM_SLID,
        Severity::Warning,
        "the row has fewer cells than the table has columns; which one is missing cannot be known, and the others may have slid",
        "该行单元格少于表格列数，无法确定缺少哪一格，其余各格可能错列",
    )
    .help(
        "compare the row with the printed table",
        "请对照原表核对该行",
    )
}

/// Whether a row is one of several values that belongs to an entry, and what it lacks at its end is printed in other rows.
fn may_have_slid(grid: &Grid, own: &[&GridCell], lacking: &[usize]) -> bool {
    let filled: Vec<_> = own.iter().filter(|c| !c.is_blank()).collect();
    let keys: Vec<_> = filled.iter().map(|c| assemble::key_of(&c.lines)).collect();
    let entry = keys.iter().any(|t| money::kind(t) == Some(Kind::Number))
        && !keys.iter().any(|t| labels::summary(t).is_some());
    let row = own.first().map_or(0, |c| c.row);
    let printed = |c: &GridCell| lacking.contains(&c.col) && c.row != row && !c.is_blank();
    // Below the names and above them: the names themselves are always printed.
    let elsewhere = grid.cells.iter().filter(|c| printed(c)).count() > lacking.len();
    row > 0 && keys.len() > 1 && entry && elsewhere
}
