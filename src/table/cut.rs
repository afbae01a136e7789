//! Cuts a grid where a page ends within it.

use crate::accounts::Discard;
use crate::context::Context;
use crate::lexicon::page_number::Form;
use crate::location::BBox;
use crate::table::{Grid, GridCell};
use crate::text::Line;

impl Grid {
    /// The grid, cut above each of these rows, which are in order.
    pub(crate) fn cut(self, cuts: &[usize]) -> Vec<Self> {
        if cuts.is_empty() {
            return vec![self];
        }
        let part = |row: usize| cuts.partition_point(|cut| *cut <= row);
        let mut out: Vec<Self> = (0..=cuts.len())
            .map(|index| {
                let from = index.checked_sub(1).and_then(|i| cuts.get(i)).copied();
                let to = cuts.get(index).copied().unwrap_or(self.rows);
                Self {
                    rows: to - from.unwrap_or(0),
                    cells: Vec::new(),
                    bbox: BBox::default(),
                    ..self
                }
            })
            .collect();
        for mut cell in self.cells {
            let index = part(cell.row);
            let from = index.checked_sub(1).and_then(|i| cuts.get(i));
            if let Some(grid) = out.get_mut(index) {
                cell.row -= from.copied().unwrap_or(0);
                grid.cells.push(cell);
            }
        }
        for grid in &mut out {
            let filled = grid.cells.iter().filter(|c| !c.lines.is_empty());
            let areas = filled.map(|c| c.bbox);
            grid.bbox = areas.reduce(|a, b| a.union(&b)).unwrap_or_default();
        }
        out
    }

    /// Leaves out rows, which are in order; what reaches into them from above or out of them below is shorter by them.
    pub(crate) fn leave_out(&mut self, gone: &[usize]) {
        if gone.is_empty() {
            return;
        }
        let above = |row: usize| row - gone.partition_point(|g| *g < row);
        self.cells.retain_mut(|cell| {
            let (start, end) = (above(cell.row), above(cell.row + cell.row_span));
            (cell.row, cell.row_span) = (start, end - start);
            cell.row_span > 0
        });
        self.cells.sort_by_key(|c| (c.row, c.col));
        self.rows = above(self.rows);
    }

    /// Of each row, its cells that hold text, and whether a cell from above reaches into it.
    pub(crate) fn filled_rows(&self) -> Vec<(Vec<&GridCell>, bool)> {
        let mut rows: Vec<(Vec<&GridCell>, bool)> = vec![(Vec::new(), false); self.rows];
        for cell in &self.cells {
            if let Some((filled, _)) = rows.get_mut(cell.row)
                && !cell.lines.iter().all(Line::is_blank)
            {
                filled.push(cell);
            }
            let below = cell.row + 1..(cell.row + cell.row_span).min(self.rows);
            for row in below {
                if let Some((_, reached)) = rows.get_mut(row) {
                    *reached = true;
                }
            }
        }
        rows
    }
}

/// The parts of a grid between rows that hold nothing but a page number.
pub(super) fn at_page_numbers(grid: Grid, ctx: &mut Context<'_>) -> Vec<Grid> {
    if grid.cols < 2 {
        return vec![grid];
    }
    let rows = grid.filled_rows();
    let alone = |row: &usize| {
        rows.get(*row).is_some_and(|(cells, reached)| {
            !reached && matches!(cells.as_slice(), [cell] if is_page_number(cell))
        })
    };
    let numbers: Vec<usize> = (0..grid.rows).filter(alone).collect();
    if numbers.is_empty() {
        return vec![grid];
    }
    for cell in numbers.iter().filter_map(|row| rows.get(*row)?.0.first()) {
        let chars = cell.lines.iter().flat_map(|l| &l.chars);
        ctx.accounts.discard(chars, Discard::PageNumber);
    }
    let mut cuts: Vec<usize> = numbers.iter().flat_map(|row| [*row, row + 1]).collect();
    cuts.dedup();
    // Of each part, the row that it begins with.
    let starts: Vec<usize> = std::iter::once(0).chain(cuts.iter().copied()).collect();
    let parts = grid.cut(&cuts).into_iter().zip(starts);
    parts
        .filter(|(part, start)| part.rows > 0 && numbers.binary_search(start).is_err())
        .map(|(part, _)| part)
        .collect()
}

fn is_page_number(cell: &GridCell) -> bool {
    let mut filled = cell.lines.iter().filter(|l| !l.is_blank());
    match (filled.next(), filled.next()) {
        (Some(line), None) => line.page_number().is_some_and(|n| n.form != Form::Bare),
        _ => false,
    }
}
