//! What stands below a table's part on a page, though the table goes on: who made it, where its numbers come from, the page.

use super::Open;
use crate::accounts::Discard;
use crate::context::Context;
use crate::lexicon::key::Key;
use crate::lexicon::page_number::Form;
use crate::lexicon::{labels, money, ordinal};
use crate::model::Role;
use crate::table::Grid;
use crate::table::assemble::is_continuation_mark;
use crate::table::assemble::rows::{Cover, Piece, PieceCell, PieceRow};
use crate::text::Line;

/// Lines that may stand below a part of a table: who made it, a note or two, the page's number. Text has more.
const LINES: usize = 4;

impl Open {
    /// Whether a line stands below the table on the page where it ended so far: it may go on all the same.
    pub(in super::super) fn is_foot(&self, line: &Line, before: &[Line]) -> bool {
        // 注：1.… goes on with 2.…
        let listed = || ordinal::marked(line.key().chars()).is_some();
        if self.page == 0 && before.iter().any(|l| self.is_own_foot(l)) && listed() {
            return before.len() < LINES;
        }
        self.is_own_foot(line) && before.iter().filter(|l| self.is_own_foot(l)).count() < LINES
    }

    pub(super) fn is_own_foot(&self, line: &Line) -> bool {
        // Text has no pages: a note may stand between its rows.
        if line.page == 0 && self.page == 0 {
            return labels::is_note(line.key());
        }
        line.page > 0
            && line.page == self.page
            && line.bbox.center_y() >= self.bottom
            && !line.is_blank()
            && !is_continuation_mark(line)
    }

    /// Takes the notes that stand between two parts of a table in text: they are a row of it.
    pub(super) fn take_notes(&mut self, between: &mut Vec<Line>, above: &[Key]) {
        if self.page > 0 {
            return;
        }
        let again = |line: &Line| is_continuation_mark(line) || self.is_said_again(line, above);
        let note = |line: &mut Line| !line.is_blank() && !again(line);
        let lines: Vec<Line> = between.extract_if(.., note).collect();
        if !lines.is_empty() {
            let blank = || PieceCell::own(Vec::new());
            let blanks = (1..self.cols).map(|_| blank());
            let cells = std::iter::once(PieceCell::own(lines)).chain(blanks);
            self.rows.push(PieceRow {
                cells: cells.collect(),
            });
        }
    }

    /// Whether a piece counts on from the last row, on the next page. Where nothing is counted, its rows show that it is no
    /// table of its own: no header stands above them, or their purchaser stands on the page before.
    pub(super) fn counts_on(&self, grid: &Grid, piece: &Piece) -> bool {
        let at = |role| self.table.columns.iter().position(|c| c.role == role);
        if self.page == 0 {
            let sum = at(Role::Amount).is_some_and(|col| holds_sums(piece, col));
            if !sum || grid.page > 0 || !piece.again.is_empty() {
                return false;
            }
        } else if grid.page != self.page + 1 {
            return false;
        }
        if at(Role::Sequence).is_some() {
            return self.counts(piece);
        }
        let merged = at(Role::Purchaser).is_some_and(|col| {
            let cell = piece.rows.first().and_then(|row| row.cells.get(col));
            self.spans.get(col) == Some(&true)
                && cell.is_some_and(|c| c.is_blank() && matches!(c.cover, Cover::Anchor(_)))
        });
        piece.again.is_empty() || merged
    }

    /// Whether the first number of a piece is the next after the last one.
    pub(super) fn counts(&self, piece: &Piece) -> bool {
        let mut columns = self.table.columns.iter();
        let Some(col) = columns.position(|c| c.role == Role::Sequence) else {
            return false;
        };
        let number = |row: &PieceRow| {
            let text = row.cells.get(col).map(PieceCell::key)?;
            ordinal::whole(&text).map(|o| o.value)
        };
        let last = self.rows.iter().rev().find_map(number);
        // The rest of a row that the page cuts has no number.
        let first = piece.rows.iter().take(2).find_map(number);
        last.is_some() && last.map(|n| n + 1) == first
    }
}

/// Whether each row that is no total has all its cells but one, the remark perhaps, and a sum where the column has sums.
fn holds_sums(piece: &Piece, col: usize) -> bool {
    let mut rows = piece.rows.iter();
    let whole = |row: &PieceRow| {
        let blank = row.cells.iter().filter(|c| c.is_blank()).count();
        let sum = row.cells.get(col).map(PieceCell::key);
        blank < 2 && sum.is_some_and(|key| money::is_sum(&key))
    };
    let total = |row: &PieceRow| {
        let mut cells = row.cells.iter().map(PieceCell::key);
        cells.any(|key| labels::summary(&key).is_some())
    };
    rows.next().is_some_and(whole) && rows.all(|row| total(row) || whole(row))
}

/// Takes what stood between two parts of a table: marks that it goes on and page numbers are nothing of it; what stood below
/// the first part is kept for below the whole.
pub(in super::super) fn take_between(
    pending: &mut Vec<Line>,
    feet: &mut Vec<Line>,
    page: u32,
    ctx: &mut Context<'_>,
) {
    for line in pending.drain(..) {
        let foot = line.page > 0 && line.page < page && !line.is_blank();
        let number = || line.page_number().is_some_and(|n| n.form != Form::Bare);
        if !foot || is_continuation_mark(&line) {
            ctx.accounts.discard(&line.chars, Discard::ContinuationMark);
        } else if number() {
            ctx.accounts.discard(&line.chars, Discard::PageNumber);
        } else if feet.iter().any(|other| other.key() == line.key()) {
            ctx.accounts.discard(&line.chars, Discard::RunningHead);
        } else {
            feet.push(line);
        }
    }
}
