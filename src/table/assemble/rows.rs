//! A grid as title, header, rows and notes.

use super::{header, plain};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::labels;
use crate::lexicon::money::unit::Denomination;
use crate::table::{Evidence, Grid, GridCell, WholeColumn};
use crate::text::Line;

/// How a position of a row is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cover {
    /// A cell begins here; it runs over so many rows.
    Anchor(usize),
    /// The cell that began in an earlier row (index in the rows of the same list) runs on.
    Below(usize),
    /// The cell at the left runs on.
    Right,
}

/// A row of a piece.
#[derive(Clone, Debug, Default)]
pub(super) struct PieceRow {
    pub(super) cells: Vec<PieceCell>,
}

/// A position of a row.
#[derive(Clone, Debug)]
pub(super) struct PieceCell {
    pub(super) lines: Vec<Line>,
    pub(super) cover: Cover,
    pub(super) doubts: Vec<Diagnostic>,
}

impl PieceCell {
    pub(super) fn text(&self) -> String {
        plain(&self.lines)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.lines.iter().all(Line::is_blank)
    }
}

/// A page's part of a table, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) title: Vec<Line>,
    pub(super) unit_line: Option<(Denomination, Line)>,
    /// One for each column; empty if the piece has no header.
    pub(super) columns: Vec<WholeColumn>,
    pub(super) rows: Vec<PieceRow>,
    pub(super) notes: Vec<Line>,
    pub(super) evidence: Evidence,
    pub(super) cols: usize,
}

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

    /// The only cell of a row with text, if there is just one and no cell from above reaches into the row.
    pub(in crate::table) fn lone(&self, row: usize) -> Option<&'g GridCell> {
        let reached =
            (0..self.grid.cols).any(|col| self.cell(row, col).is_some_and(|c| c.row < row));
        let mut filled = self.anchors(row).filter(|c| !plain(&c.lines).is_empty());
        match (reached, filled.next(), filled.next()) {
            (false, Some(cell), None) => Some(cell),
            _ => None,
        }
    }
}

/// Takes a grid apart.
pub(super) fn read(grid: &Grid) -> Piece {
    let matrix = Matrix::new(grid);
    let mut piece = Piece {
        title: Vec::new(),
        unit_line: None,
        columns: Vec::new(),
        rows: Vec::new(),
        notes: Vec::new(),
        evidence: grid.evidence,
        cols: grid.cols,
    };
    let mut first = 0;
    while let Some(cell) = lead(&matrix, first) {
        for line in &cell.lines {
            match super::unit_line(line) {
                Some(unit) => piece.unit_line = Some((unit, line.clone())),
                None => piece.title.push(line.clone()),
            }
        }
        first += 1;
    }
    let mut last = grid.rows;
    while last > first + 1
        && let Some(cell) = note(&matrix, last - 1)
    {
        piece.notes.extend(cell.lines.iter().rev().cloned());
        last -= 1;
    }
    piece.notes.reverse();
    let height = header::height(&matrix, first, last);
    piece.columns = header::columns(&matrix, first, height);
    let start = first + height;
    piece.rows = (start..last)
        .map(|row| self::row(&matrix, row, start))
        .collect();
    piece
}

/// A row above the header that holds one text across the table: a title or a unit line.
fn lead<'g>(matrix: &Matrix<'g>, row: usize) -> Option<&'g GridCell> {
    let cell = matrix.lone(row)?;
    let whole = cell.col == 0 && cell.col_span == matrix.grid.cols;
    let unit = cell.lines.iter().any(|l| super::unit_line(l).is_some());
    // The row below must be a header: else the lone cell is a row of its own (a group heading, a row with one cell).
    // Three rows may stand above a header: 附件, the title, the unit line.
    let headed = (row + 1..(row + 4).min(matrix.grid.rows))
        .any(|r| header::height(matrix, r, matrix.grid.rows) > 0);
    (matrix.grid.cols > 1 && headed && (whole || unit || cell.col == 0)).then_some(cell)
}

/// A row below the last that holds a note across the table.
fn note<'g>(matrix: &Matrix<'g>, row: usize) -> Option<&'g GridCell> {
    let cell = matrix.lone(row)?;
    let says = labels::is_note(&plain(&cell.lines));
    (matrix.grid.cols > 1 && says).then_some(cell)
}

/// Whether a merged cell covers a row is as doubtful in each row below its first as there.
fn extent_doubts(cell: &GridCell) -> Vec<Diagnostic> {
    let warned = |d: &&Diagnostic| d.severity >= Severity::Warning && d.code == "span.by_centring";
    cell.doubts.iter().filter(warned).cloned().collect()
}

fn row(matrix: &Matrix<'_>, row: usize, start: usize) -> PieceRow {
    let cells = (0..matrix.grid.cols)
        .map(|col| {
            let Some(cell) = matrix.cell(row, col) else {
                return PieceCell {
                    lines: Vec::new(),
                    cover: Cover::Anchor(1),
                    doubts: Vec::new(),
                };
            };
            // A cell that begins in the header and runs into the rows counts from the first row.
            let anchor_row = cell.row.max(start);
            if col > cell.col {
                PieceCell {
                    lines: Vec::new(),
                    cover: Cover::Right,
                    doubts: Vec::new(),
                }
            } else if row > anchor_row {
                PieceCell {
                    lines: Vec::new(),
                    cover: Cover::Below(anchor_row - start),
                    doubts: extent_doubts(cell),
                }
            } else {
                PieceCell {
                    lines: if cell.row < start {
                        Vec::new()
                    } else {
                        cell.lines.clone()
                    },
                    cover: Cover::Anchor(cell.row + cell.row_span - anchor_row),
                    doubts: cell.doubts.clone(),
                }
            }
        })
        .collect();
    PieceRow { cells }
}
