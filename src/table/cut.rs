//! Cuts a grid where a page ends within it.

use crate::accounts::Discard;
use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::lexicon::numeral;
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

    /// Leaves out the columns without which every cell that holds something still has one of its own (a name printed over two
    /// columns, of which one is blank, names the other): all of them, or those alone that such a cell covers beside others. What
    /// was said of cells that are no more comes back.
    pub(crate) fn narrow(
        &mut self,
        holds: impl Fn(&GridCell) -> bool,
        all: bool,
    ) -> Vec<Diagnostic> {
        let mut kept = vec![!all; self.cols];
        let mut filled: Vec<(usize, usize)> = Vec::new();
        for cell in self.cells.iter().filter(|c| holds(c)) {
            let end = (cell.col + cell.col_span).min(self.cols);
            // A title over all columns says nothing of any.
            if end - cell.col.min(end) < self.cols {
                let over = kept.get_mut(cell.col..end).unwrap_or_default();
                let beside = over.len() > 1;
                over.iter_mut().for_each(|kept| *kept &= !beside);
            }
            filled.push((end, cell.col));
        }
        filled.sort_unstable();
        let mut last = None;
        for (end, from) in filled {
            if last.is_none_or(|last| last < from) {
                last = end.checked_sub(1);
            }
            // One that is kept by itself serves as well.
            if let Some(kept) = last.and_then(|last| kept.get_mut(last)) {
                *kept = true;
            }
        }
        self.keep_columns(&kept)
    }

    /// Likewise, of a table of a page or document. What goes on with a table above has its columns, and so has a form to be filled in,
    /// in which there are no figures.
    pub(crate) fn narrow_alone(&mut self, holds: impl Fn(&GridCell) -> bool, begins: bool) {
        let figures = |line: &Line| numeral::is_figures(line.key());
        let filled = self.cells.iter().any(|c| c.lines.iter().any(figures));
        self.narrow(|c| holds(c) || !c.doubts.is_empty(), begins && filled);
    }

    /// The columns that are told alone; what was said of cells of the others.
    fn keep_columns(&mut self, kept: &[bool]) -> Vec<Diagnostic> {
        let before = kept.iter().scan(0, |count, kept| {
            *count += usize::from(*kept);
            Some(*count)
        });
        let places: Vec<usize> = std::iter::once(0).chain(before).collect();
        let place = |col: usize| places.get(col.min(self.cols)).copied().unwrap_or_default();
        let mut lost = Vec::new();
        self.cells.retain_mut(|cell| {
            let (from, to) = (place(cell.col), place(cell.col + cell.col_span));
            (cell.col, cell.col_span) = (from, to - from);
            if cell.col_span == 0 {
                lost.append(&mut cell.doubts);
            }
            cell.col_span > 0
        });
        self.cols = places.last().copied().unwrap_or_default();
        lost
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
