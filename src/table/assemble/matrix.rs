//! A grid by row and column.

use crate::table::{Grid, GridCell};

/// The grid as a matrix of references to its cells.
pub(in crate::table) struct Matrix<'g> {
    pub(super) grid: &'g Grid,
    at: Vec<Option<usize>>,
}

impl<'g> Matrix<'g> {
    pub(in crate::table) fn new(grid: &'g Grid) -> Self {
        let mut at = vec![None; grid.rows * grid.cols];
        for (index, cell) in grid.cells.iter().enumerate() {
            for row in cell.row..(cell.row + cell.row_span).min(grid.rows) {
                for col in cell.col..(cell.col + cell.col_span).min(grid.cols) {
                    if let Some(slot) = at.get_mut(row * grid.cols + col) {
                        *slot = Some(index);
                    }
                }
            }
        }
        Self { grid, at }
    }

    pub(in crate::table) fn cell(&self, row: usize, col: usize) -> Option<&'g GridCell> {
        if col >= self.grid.cols {
            return None;
        }
        self.at
            .get(row * self.grid.cols + col)
            .copied()
            .flatten()
            .and_then(|i| self.grid.cells.get(i))
    }

    /// The cells of a row that begin in it, left to right.
    pub(in crate::table) fn anchors(&self, row: usize) -> impl Iterator<Item = &'g GridCell> + '_ {
        (0..self.grid.cols)
            .filter_map(move |col| self.cell(row, col).filter(|c| c.row == row && c.col == col))
    }

    /// Whether a cell from above reaches into a row.
    pub(in crate::table) fn is_reached(&self, row: usize) -> bool {
        (0..self.grid.cols).any(|col| self.cell(row, col).is_some_and(|c| c.row < row))
    }

    /// The only cell of a row with text, if there is just one and no cell from above reaches into the row.
    pub(in crate::table) fn lone(&self, row: usize) -> Option<&'g GridCell> {
        let mut filled = self.anchors(row).filter(|c| !c.is_blank());
        match (self.is_reached(row), filled.next(), filled.next()) {
            (false, Some(cell), None) => Some(cell),
            _ => None,
        }
    }
}
