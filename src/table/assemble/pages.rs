//! Pages joined: at each page's edge, whether the table, its last row and each merged cell go on.

mod cut_row;
mod edges;
mod feet;
mod room;
mod run_on;

use edges::edges;
pub(super) use feet::take_between;
use room::{closes, goes_on_in, has_place, padding, pitch, room};

use super::heads::Head;
use super::rows::{self, Cover, Edge, Piece, PieceCell, PieceRow};
use super::{carry, key_of, kinds, roles, same, unfold};
use crate::accounts::Discard;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::attachment;
use crate::lexicon::key::Key;
use crate::lexicon::labels;
use crate::lexicon::money;
use crate::lexicon::money::unit::{self, Denomination};
use crate::lexicon::ordinal;
use crate::lexicon::role;
use crate::model::Role;
use crate::table::{Evidence, Grid, GridCell, WholeColumn, WholeTable};
use crate::text::Line;

/// A table that more pieces may follow.
#[derive(Debug)]
pub(super) struct Open {
    table: WholeTable,
    /// Whether what stands above it says that something is bought.
    bought: bool,
    head: Head,
    rows: Vec<PieceRow>,
    /// Rows put together from two pages, by index.
    joined: Vec<usize>,
    /// Index of the first row of every piece but the first.
    breaks: Vec<usize>,
    evidence: Evidence,
    cols: usize,
    /// Of each column, whether it has merged cells.
    spans: Vec<bool>,
    /// Edges of the columns, as shares of the table's width; empty if no rules draw them.
    edges: Vec<f32>,
    /// Where it begins and ends from the left of the page.
    across: (f32, f32),
    /// Of each column, how the last row ends.
    below: Vec<Edge>,
    /// Pages' edges between rows: the first row below, and of each column how the cells above and below it end and begin.
    between: Vec<(usize, Vec<(Edge, Edge)>)>,
    /// Whether a rule is drawn above the table: then a piece without one begins within a row.
    closed: bool,
    /// Whether its sheet has ended.
    broken: bool,
    page: u32,
    /// Where its part on that page ends.
    bottom: f32,
    /// Page and column of lines that the last row goes on with.
    rest: Option<(u32, usize)>,
}

impl Open {
    /// Starts a table.
    pub(super) fn begin(grid: &Grid, bought: bool, ctx: &mut Context<'_>) -> Self {
        let piece = rows::read(grid);
        for line in &piece.again {
            ctx.accounts.discard(&line.chars, Discard::RepeatedHeader);
        }
        for line in &piece.marks {
            ctx.accounts.discard(&line.chars, Discard::ContinuationMark);
        }
        let (unit, unit_line) = piece
            .unit_line
            .map(|(u, l)| (u.yuan(), Some(l)))
            .unwrap_or_default();
        let head = Head::of(&piece.columns);
        let mut columns = piece.columns;
        columns.resize_with(piece.cols, WholeColumn::default);
        if piece.evidence == Evidence::Listed {
            let unnamed = [Role::Sequence, Role::Project];
            let named = columns.iter_mut().zip(unnamed);
            for (column, role) in named.filter(|(column, _)| column.path.is_empty()) {
                column.role = role;
            }
        }
        if piece.evidence == Evidence::Paired {
            let code = |col: usize| {
                let mut cells = piece.rows.iter().filter_map(|r| r.cells.get(col));
                cells.any(|c| ordinal::is_code(&c.key()))
            };
            for (col, column) in columns.iter_mut().enumerate() {
                if column.role == Role::Sequence && code(col) {
                    column.role = Role::Other;
                }
                // What leads up to the labels of an entry without one of its own is its name.
                if column.path.is_empty() {
                    column.role = Role::Project;
                }
            }
        }
        let mut open = Self {
            bought,
            spans: vec![false; piece.cols],
            table: WholeTable {
                title: piece.title,
                unit_line,
                unit,
                columns,
                paired: piece.evidence == Evidence::Paired,
                notes: piece.notes,
                ..WholeTable::default()
            },
            head,
            rows: Vec::new(),
            joined: Vec::new(),
            breaks: Vec::new(),
            evidence: piece.evidence,
            cols: piece.cols,
            edges: edges(grid),
            across: (grid.bbox.x0, grid.bbox.x1),
            below: piece.below,
            between: Vec::new(),
            closed: !grid.cells.iter().any(|c| c.open_above),
            broken: false,
            page: grid.page,
            bottom: grid.bbox.bottom,
            rest: None,
        };
        open.push(piece.rows, 0);
        open
    }

    /// Whether a line on a later page says again what stands above the table (its title, 单位：万元), or above one of its columns, where
    /// no rules enclose that there.
    pub(super) fn is_said_again(&self, line: &Line, above: &[Key]) -> bool {
        let text = line.raw();
        let key = Key::of(labels::without_continued(text.trim()));
        let own = self.table.title.iter().chain(&self.table.unit_line);
        // Its unit may be said by its header first.
        let unit = || super::unit_line(line).and_then(Denomination::yuan);
        let of_header =
            || unit().is_some_and(|unit| self.table.columns.iter().any(|c| c.unit == Some(unit)));
        let of_column = || {
            let mut names = self.table.columns.iter().flat_map(|c| &c.own).flatten();
            let at = |l: &Line| l.bbox.center_x();
            names.any(|l| *l.key() == key && (at(l) - at(line)).abs() < l.size)
        };
        (self.broken || line.page > self.page)
            && (above.contains(&key)
                || own.into_iter().any(|l| *l.key() == key)
                || of_header()
                || of_column())
    }

    /// Takes a line that begins a page, or follows such a one, into the cell of the last row that it goes on with: the page
    /// before ended within that row, and no other of its cells had more to print. Whether it is one.
    pub(super) fn takes_rest(&mut self, line: &Line) -> bool {
        let rest = self.rest;
        let begins = rest.is_none() && line.page == self.page + 1;
        if !(begins || rest.is_some_and(|(page, _)| page == line.page))
            || self.page == 0
            || !self.table.notes.is_empty()
            || labels::is_note(&line.raw())
            || attachment::is_label(&line.raw())
        {
            return false;
        }
        let Some(index) = self.rows.len().checked_sub(1) else {
            return false;
        };
        // What is a sum already goes on with no figures.
        let figures = line.key().starts_with(|c: char| c.is_ascii_digit());
        let ended = |cell: &PieceCell| figures && money::is_sum(&cell.key());
        let fits = |col: usize| {
            let row = self.rows.get(self.anchor(index, col));
            row.and_then(|r| r.cells.get(col))
                .is_some_and(|cell| goes_on_in(&cell.lines, line) && !ended(cell))
        };
        let mut cols = (0..self.cols).filter(|c| fits(*c));
        let (Some(col), None) = (cols.next(), cols.next()) else {
            return false;
        };
        drop(cols);
        if rest.is_some_and(|(_, before)| before != col) {
            return false;
        }
        let owner = self.anchor(index, col);
        let cell = self.rows.get_mut(owner).and_then(|r| r.cells.get_mut(col));
        let Some(cell) = cell else {
            return false;
        };
        cell.lines.push(line.clone());
        self.rest = Some((line.page, col));
        if self.joined.last() != Some(&index) {
            self.joined.push(index);
        }
        true
    }

    /// Its sheet ends: what follows stands on another.
    pub(super) fn ends_sheet(&mut self) {
        self.broken = true;
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Adds the piece of a later page; false if the grid does not go on with this table: it has other columns, a header of
    /// its own, or the table had something below it and nothing shows that it goes on all the same.
    pub(super) fn goes_on(
        &mut self,
        grid: &Grid,
        above: &[Key],
        between: &mut Vec<Line>,
        ctx: &mut Context<'_>,
    ) -> bool {
        let fitted = (grid.cols < self.cols).then(|| self.fit(grid)).flatten();
        let grid = fitted.as_ref().unwrap_or(grid);
        // A list below a table is none of its rows.
        let listed = |evidence| evidence == Evidence::Listed;
        if grid.cols != self.cols || listed(grid.evidence) != listed(self.evidence) {
            return false;
        }
        // The rest of a row may be words that name columns.
        let first = || grid.cells.iter().filter(|c| c.row == 0);
        let cut = self.closed && self.below.iter().all(|e| e.open) && first().all(|c| c.open_above);
        // A header names each of its columns.
        let ruled = !self.edges.is_empty() && grid.evidence == Evidence::Ruled;
        let cut = cut || ruled && self.has_edges_of(grid) && first().any(GridCell::is_blank);
        let Some(piece) = rows::go_on(grid, &self.head, cut) else {
            return false;
        };
        // The next sheet is another table, as a rule.
        if self.broken && !(piece.again.is_empty() && self.counts(&piece)) {
            return false;
        }
        let ended = !self.table.notes.is_empty() || between.iter().any(|l| self.is_own_foot(l));
        if ended && !self.counts_on(grid, &piece) {
            return false;
        }
        let known =
            |line: &Line| super::is_continuation_mark(line) || self.is_said_again(line, &[]);
        if !piece.title.iter().all(known) {
            return false;
        }
        // What another buys is another table.
        let mut units = piece.unit_line.iter().map(|(_, line)| line);
        if units.any(|line| super::whose::differs(&self.table, line)) {
            return false;
        }
        // Sums in another unit are another table's.
        let unit = piece.unit_line.as_ref().and_then(|(unit, _)| unit.yuan());
        let stated = || {
            above
                .iter()
                .find_map(|line| unit::of_unit_line(line)?.yuan())
        };
        let own = self.table.unit.or_else(stated);
        if unit.is_some_and(|unit| own.is_some_and(|own| own != unit)) {
            return false;
        }
        // What stands beside it on its page goes on with it only under the same header.
        let beside = grid.page > 0 && grid.page == self.page && grid.bbox.top < self.bottom;
        if beside && piece.again.is_empty() {
            return false;
        }
        // On its own page a table goes on in its own columns; a header alone has its rows below.
        let own_page = grid.page > 0 && grid.page == self.page && piece.again.is_empty();
        let below = own_page && !self.rows.is_empty();
        if below && !self.edges.is_empty() && !self.has_edges_of(grid) {
            return false;
        }
        self.take_notes(between, above);
        self.broken = false;
        self.append(piece, ctx);
        (self.page, self.bottom) = (grid.page, grid.bbox.bottom);
        true
    }

    fn append(&mut self, mut piece: Piece, ctx: &mut Context<'_>) {
        for line in &piece.again {
            ctx.accounts.discard(&line.chars, Discard::RepeatedHeader);
        }
        for line in piece
            .title
            .iter()
            .chain(piece.unit_line.iter().map(|(_, l)| l))
            .chain(&piece.marks)
        {
            ctx.accounts.discard(&line.chars, Discard::ContinuationMark);
        }
        self.table.notes.append(&mut piece.notes);
        let below = std::mem::take(&mut piece.below);
        let mut rows = std::mem::take(&mut piece.rows);
        if rows.is_empty() {
            return;
        }
        // What row of the whole the piece's row 0 is or, of rows that are gone from it, would be.
        let (first, mut offset) = (self.rows.len(), self.rows.len());
        // A repeated header may be gone with the running head: what is left of it is blank.
        while let [blank, _, ..] = rows.as_slice()
            && blank.is_blank()
            && offset > 1
        {
            rows.remove(0);
            offset -= 1;
        }
        let count = rows.len();
        // One row between the header's rule and the last shows nothing of rules between rows.
        if self.evidence == Evidence::Ruled && piece.evidence == Evidence::Space && count > 1 {
            self.evidence = Evidence::Space;
        }
        // Below a header that is said again its rule stands above the rest of every cell: what none closes above the page's edge
        // goes on.
        let again = !piece.again.is_empty();
        let mut between = std::mem::take(&mut piece.above);
        for (below, above) in between.iter_mut().zip(&self.below) {
            below.open |= again && above.open;
        }
        if self.is_cut(&rows, &between) {
            self.join_row(rows.remove(0), first - 1, ctx);
            self.push(rows, offset - 1);
        } else {
            self.breaks.push(first);
            self.push(rows, offset);
            // Where no rule closes any cell above the edge, as some programs draw them, none tells.
            let edges = self.below.iter().copied().zip(between);
            self.between.push((first, edges.collect()));
        }
        // The rest of a row is as high as both its parts.
        let rest = count == 1 && self.joined.last().map(|row| row + 1) == Some(self.rows.len());
        for (edge, now) in self.below.iter_mut().zip(below) {
            edge.open = now.open;
            edge.height = now.height + if rest { edge.height } else { 0.0 };
            edge.width = now.width;
            edge.at = now.at;
        }
    }

    /// Adds rows of a piece whose first row has this index.
    fn push(&mut self, rows: Vec<PieceRow>, offset: usize) {
        for mut row in rows {
            for (col, cell) in row.cells.iter_mut().enumerate() {
                if let Cover::Below(owner) = cell.cover {
                    // The rest of a cut row may itself lie under a cell that began on the page before.
                    cell.cover = Cover::Below(self.anchor(owner + offset, col));
                    if let Some(spans) = self.spans.get_mut(col) {
                        *spans = true;
                    }
                }
            }
            self.rows.push(row);
        }
    }

    /// Puts the two parts of a row together.
    fn join_row(&mut self, rest: PieceRow, index: usize, ctx: &mut Context<'_>) {
        for (col, more) in rest.cells.into_iter().enumerate() {
            let owner = self.anchor(index, col);
            let cell = self.rows.get_mut(owner).and_then(|r| r.cells.get_mut(col));
            if let Some(cell) = cell.filter(|c| c.cover != Cover::Right) {
                absorb(cell, more, ctx);
            } else if let Some(cell) = self.rows.get_mut(index).and_then(|r| r.cells.get_mut(col)) {
                cell.lines.extend(more.lines);
            }
        }
        self.joined.push(index);
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
        self.cols -= unfold::close_gaps(&mut self.table.columns, &mut self.rows);
        let groups = unfold::groups(&self.table.columns);
        if groups < 2 {
            return;
        }
        let width = self.cols / groups;
        let rows = std::mem::take(&mut self.rows);
        let unfolded = unfold::rows(rows, &self.breaks, &self.table.columns, groups);
        self.rows = unfolded.rows;
        let places = &unfolded.places;
        let place = |&row: &usize| (0..groups).filter_map(move |g| places.get(&(row, g)));
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

    /// Leaves out rows of which nothing is printed: they wait for words that never came, and tell of no project. On pages only
    /// those below the last: what stands between others may be printed in a way that was not read.
    fn leave_out_blank_rows(&mut self) {
        let is_blank = |row: &PieceRow| {
            let mut cells = row.cells.iter();
            cells.all(|c| {
                let own = matches!(c.cover, Cover::Anchor(1) | Cover::Right);
                own && c.is_blank() && c.doubts.is_empty()
            })
        };
        // A form in which nothing is filled in has its blank rows.
        let tells =
            |row: &PieceRow| !is_blank(row) && kinds::kind(row, &self.table.columns).is_none();
        let last = self.rows.iter().rposition(|row| !is_blank(row));
        let Some(last) = last.filter(|_| self.rows.iter().any(tells)) else {
            return;
        };
        let on_pages = matches!(self.evidence, Evidence::Ruled | Evidence::Space);
        let gone = |(index, row): (usize, &PieceRow)| {
            (is_blank(row) && (!on_pages || index > last)).then_some(index)
        };
        let gone: Vec<usize> = self.rows.iter().enumerate().filter_map(gone).collect();
        if gone.is_empty() {
            return;
        }
        let place = |row: usize| row - gone.partition_point(|g| *g < row);
        let mut index = 0;
        self.rows.retain(|_| {
            index += 1;
            gone.binary_search(&(index - 1)).is_err()
        });
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if let Cover::Below(owner) = &mut cell.cover {
                *owner = place(*owner);
            }
        }
        for row in self.breaks.iter_mut().chain(&mut self.joined) {
            *row = place(*row);
        }
        self.breaks.dedup();
    }

    /// The whole table: roles, row kinds, carried cells.
    pub(super) fn finish(mut self, ctx: &mut Context<'_>) -> WholeTable {
        self.run_on(ctx);
        self.unfold(ctx);
        self.leave_out_blank_rows();
        let mut title = self.table.title.iter();
        let bought = self.bought || title.any(|line| role::is_of_purchases(line.key()));
        roles::settle(
            &mut self.table.columns,
            &self.rows,
            bought,
            &mut self.table.doubts,
        );
        roles::take_merged(&self.table.columns, &mut self.rows);
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
        // A list has no names of columns; that its cells told what they hold is said.
        if self.table.columns.iter().all(|c| c.path.is_empty()) && self.evidence != Evidence::Listed
        {
            self.table.doubts.push(
                Diagnostic::new(
                    codes::TABLE_NO_HEADER,
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

/// Adds the rest of a cell; what is printed in both its parts is so once.
fn absorb(cell: &mut PieceCell, more: PieceCell, ctx: &mut Context<'_>) {
    if says_again(cell, &more) {
        for line in &more.lines {
            ctx.accounts.discard(&line.chars, Discard::RepeatedCell);
        }
    } else {
        cell.lines.extend(more.lines);
    }
    cell.doubts.extend(more.doubts);
    if let (Cover::Anchor(span), Cover::Anchor(rest)) = (cell.cover, more.cover) {
        cell.cover = Cover::Anchor(span + rest - 1);
    }
}

/// Whether a cell says again what another says, with a mark that it goes on or without.
fn says_again(cell: &PieceCell, more: &PieceCell) -> bool {
    let text = more.key();
    let name = labels::without_continued(&text);
    !more.is_blank() && (same(&cell.lines, &more.lines) || *key_of(&cell.lines) == *Key::of(name))
}
