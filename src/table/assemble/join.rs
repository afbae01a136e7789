//! One table from its pieces on several pages.

use super::rows::{self, Cover, Piece, PieceCell, PieceRow};
use super::{carry, roles, unfold};
use crate::accounts::Discard;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Role;
use crate::table::{Evidence, Grid, WholeColumn, WholeTable};

/// A table that more pieces may follow.
#[derive(Debug)]
pub(super) struct Open {
    table: WholeTable,
    rows: Vec<PieceRow>,
    /// Rows put together from two pages, by index.
    joined: Vec<usize>,
    /// Index of the first row of every piece but the first.
    breaks: Vec<usize>,
    evidence: Evidence,
    cols: usize,
    /// Of each column, whether it has merged cells.
    spans: Vec<bool>,
}

impl Open {
    /// Starts a table.
    pub(super) fn begin(grid: Grid, _ctx: &mut Context<'_>) -> Self {
        let piece = rows::read(&grid);
        let (unit, unit_line) = piece
            .unit_line
            .map(|(u, l)| (u.yuan(), Some(l)))
            .unwrap_or_default();
        let mut columns = piece.columns;
        columns.resize_with(piece.cols, WholeColumn::default);
        if piece.evidence == Evidence::Listed {
            let unnamed = [Role::Sequence, Role::Project];
            for (column, role) in columns.iter_mut().zip(unnamed) {
                column.role = role;
            }
        }
        let mut spans = vec![false; piece.cols];
        piece
            .rows
            .iter()
            .for_each(|row| note_spans(row, &mut spans));
        Self {
            spans,
            table: WholeTable {
                title: piece.title,
                unit_line,
                unit,
                columns,
                notes: piece.notes,
                ..WholeTable::default()
            },
            rows: piece.rows,
            joined: Vec::new(),
            breaks: Vec::new(),
            evidence: piece.evidence,
            cols: piece.cols,
        }
    }

    /// Whether the grid goes on with this table: as many columns, and no header or the same one again.
    pub(super) fn takes(&self, grid: &Grid) -> bool {
        if grid.cols != self.cols || !self.table.notes.is_empty() {
            return false;
        }
        let piece = rows::read(grid);
        let only_marks = piece.title.iter().all(super::is_continuation_mark);
        (piece.columns.is_empty() || self.same_header(&piece.columns)) && only_marks
    }

    fn same_header(&self, columns: &[WholeColumn]) -> bool {
        self.table
            .columns
            .iter()
            .zip(columns)
            .all(|(a, b)| a.has_header_of(b))
    }

    /// Adds the piece of a later page.
    pub(super) fn append(&mut self, grid: Grid, ctx: &mut Context<'_>) {
        let mut piece = rows::read(&grid);
        for line in piece.columns.iter().flat_map(|c| c.own.iter().flatten()) {
            ctx.accounts.discard(&line.chars, Discard::RepeatedHeader);
        }
        for line in piece
            .title
            .iter()
            .chain(piece.unit_line.iter().map(|(_, l)| l))
        {
            ctx.accounts.discard(&line.chars, Discard::ContinuationMark);
        }
        self.table.notes.append(&mut piece.notes);
        let mut offset = self.rows.len();
        let starts_cut = self.is_cut(&piece);
        let mut rows = std::mem::take(&mut piece.rows);
        if starts_cut && !rows.is_empty() {
            offset -= 1;
            self.join_row(rows.remove(0), offset);
            // The first row is gone from the piece, so what it numbered 1 is the row after the joined one.
        }
        if !starts_cut {
            self.breaks.push(offset);
        }
        for mut row in rows {
            for (col, cell) in row.cells.iter_mut().enumerate() {
                if let Cover::Below(owner) = cell.cover {
                    // The rest of a cut row may itself lie under a cell that began on the page before.
                    cell.cover = Cover::Below(self.anchor(owner + offset, col));
                }
            }
            note_spans(&row, &mut self.spans);
            self.rows.push(row);
        }
        if !starts_cut {
            self.run_on(offset);
        }
    }

    /// Whether the piece's first row is the rest of the last row: one of the two has no running number of its own.
    fn is_cut(&self, piece: &Piece) -> bool {
        let (Some(above), Some(below)) = (self.rows.last(), piece.rows.first()) else {
            return false;
        };
        if carry::kind(above, &self.table.columns).is_some()
            || carry::kind(below, &self.table.columns).is_some()
        {
            return false;
        }
        let key = |role| self.table.columns.iter().position(|c| c.role == role);
        let filled = |row: &PieceRow, col: usize| row.cells.get(col).is_some_and(|c| !c.is_blank());
        if let Some(sequence) = key(Role::Sequence) {
            return filled(above, sequence) != filled(below, sequence) || !filled(above, sequence);
        }
        // Without numbers: a row has a project and a sum; a rest lacks both.
        match (key(Role::Project), key(Role::Amount)) {
            (Some(project), Some(amount)) => {
                !filled(below, amount)
                    && (!filled(below, project) || self.evidence == Evidence::Ruled)
                    || !filled(above, amount) && !filled(above, project)
            }
            _ => false,
        }
    }

    /// Puts the two halves of a row together.
    fn join_row(&mut self, rest: PieceRow, index: usize) {
        let mut anchors = Vec::new();
        if let Some(row) = self.rows.get_mut(index) {
            for (col, (cell, more)) in row.cells.iter_mut().zip(rest.cells).enumerate() {
                match cell.cover {
                    Cover::Below(anchor) => anchors.push((anchor, col, more)),
                    _ => absorb(cell, more),
                }
            }
        }
        for (anchor, col, more) in anchors {
            if let Some(cell) = self.rows.get_mut(anchor).and_then(|r| r.cells.get_mut(col)) {
                absorb(cell, more);
            }
        }
        self.joined.push(index);
    }

    /// Merged cells that run on over the page break are one cell, whichever piece holds the text.
    fn run_on(&mut self, first: usize) {
        for col in 0..self.cols {
            let groups = self.table.columns.get(col).is_some_and(|c| {
                !matches!(
                    c.role,
                    Role::Sequence | Role::Project | Role::Amount | Role::AmountOther
                )
            });
            if groups && self.spans.get(col) == Some(&true) {
                self.run_on_column(col, first);
            }
        }
    }

    fn run_on_column(&mut self, col: usize, first: usize) {
        let Some(above) = first.checked_sub(1).map(|row| self.anchor(row, col)) else {
            return;
        };
        let blank = |row: usize| {
            self.rows
                .get(row)
                .and_then(|r| r.cells.get(col))
                .is_some_and(PieceCell::is_blank)
        };
        let (above_blank, below_blank) = (blank(above), blank(first));
        if !above_blank && !below_blank {
            return;
        }
        let Some(row) = self.rows.get_mut(first).and_then(|r| r.cells.get_mut(col)) else {
            return;
        };
        let Cover::Anchor(span) = row.cover else {
            return;
        };
        let lines = std::mem::take(&mut row.lines);
        for index in first..first + span {
            if let Some(cell) = self.rows.get_mut(index).and_then(|r| r.cells.get_mut(col)) {
                cell.cover = Cover::Below(above);
            }
        }
        if let Some(cell) = self.rows.get_mut(above).and_then(|r| r.cells.get_mut(col)) {
            cell.lines.extend(lines);
        }
    }

    /// Row of the cell that covers this position.
    fn anchor(&self, row: usize, col: usize) -> usize {
        match self
            .rows
            .get(row)
            .and_then(|r| r.cells.get(col))
            .map(|c| c.cover)
        {
            Some(Cover::Below(anchor)) => anchor,
            _ => row,
        }
    }

    /// Lists side by side become one.
    fn unfold(&mut self, ctx: &mut Context<'_>) {
        let groups = unfold::groups(&self.table.columns);
        if groups < 2 {
            return;
        }
        let width = self.cols / groups;
        let rows = std::mem::take(&mut self.rows);
        let unfolded = unfold::rows(rows, &self.breaks, &self.table.columns, groups);
        self.rows = unfolded.rows;
        let places = &unfolded.places;
        let place = |row: &usize| {
            let row = *row;
            (0..groups).filter_map(move |g| places.get(&(row, g)))
        };
        self.joined = self.joined.iter().flat_map(place).copied().collect();
        self.breaks = self
            .breaks
            .iter()
            .filter_map(|row| place(row).min())
            .copied()
            .collect();
        for column in self.table.columns.drain(width..) {
            for line in column.own.iter().flatten() {
                ctx.accounts.discard(&line.chars, Discard::RepeatedHeader);
            }
        }
        self.cols = width;
    }

    /// The whole table: roles, row kinds, carried cells.
    pub(super) fn finish(mut self, ctx: &mut Context<'_>) -> WholeTable {
        self.unfold(ctx);
        roles::settle(&mut self.table.columns, &self.rows, &mut self.table.doubts);
        self.table.rows = carry::rows(self.rows, &self.table.columns, &self.breaks, self.evidence);
        let blank = carry::left_blank(&self.table.rows, &self.table.columns, self.evidence);
        self.table.doubts.extend(blank);
        for &row in &self.joined {
            for cell in self
                .table
                .rows
                .get_mut(row)
                .into_iter()
                .flat_map(|r| &mut r.cells)
            {
                let pages: Vec<u32> = cell.lines.iter().map(|l| l.page).collect();
                cell.joined = pages.windows(2).any(|w| matches!(w, [a, b] if a != b));
            }
        }
        if self.table.columns.iter().all(|c| c.path.is_empty()) {
            self.table.doubts.push(
                Diagnostic::new(
                    "table.no_header",
                    Severity::Warning,
                    "no header row was found for this table",
                    "未找到表头",
                )
                .help(
                    "columns are kept in order without names",
                    "各列按顺序保留，没有名称",
                ),
            );
        }
        self.table
    }
}

fn absorb(cell: &mut PieceCell, more: PieceCell) {
    cell.lines.extend(more.lines);
    cell.doubts.extend(more.doubts);
    if let (Cover::Anchor(span), Cover::Anchor(rest)) = (cell.cover, more.cover) {
        cell.cover = Cover::Anchor(span + rest - 1);
    }
}

/// Notes in which columns a row has cells that began above it.
fn note_spans(row: &PieceRow, spans: &mut [bool]) {
    for (cell, spans) in row.cells.iter().zip(spans) {
        *spans |= matches!(cell.cover, Cover::Below(_));
    }
}
