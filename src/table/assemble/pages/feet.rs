//! What stands below a table's part on a page, though the table goes on: who made it, where its numbers come from, the page.

use super::Open;
use crate::accounts::Discard;
use crate::context::Context;
use crate::lexicon::integer;
use crate::lexicon::page_number::Form;
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
        self.is_own_foot(line) && before.iter().filter(|l| self.is_own_foot(l)).count() < LINES
    }

    pub(super) fn is_own_foot(&self, line: &Line) -> bool {
        line.page > 0
            && line.page == self.page
            && line.bbox.center_y() >= self.bottom
            && !line.is_blank()
            && !is_continuation_mark(line)
    }

    /// Whether a piece counts on from the last row, on the next page. Where nothing is counted, its rows show that it is no
    /// table of its own: no header stands above them, or their purchaser stands on the page before.
    pub(super) fn counts_on(&self, grid: &Grid, piece: &Piece) -> bool {
        if self.page == 0 || grid.page != self.page + 1 {
            return false;
        }
        let at = |role| self.table.columns.iter().position(|c| c.role == role);
        let number = |row: &PieceRow, col: usize| {
            let text = row.cells.get(col).map(PieceCell::key)?;
            let read = integer::integer(text.chars())?;
            (read.length == text.chars().count()).then_some(read.value)
        };
        if let Some(col) = at(Role::Sequence) {
            let last = self.rows.iter().rev().find_map(|row| number(row, col));
            // The rest of a row that the page cuts has no number.
            let first = piece.rows.iter().take(2).find_map(|row| number(row, col));
            return last.is_some() && last.map(|n| n + 1) == first;
        }
        let merged = at(Role::Purchaser).is_some_and(|col| {
            let cell = piece.rows.first().and_then(|row| row.cells.get(col));
            self.spans.get(col) == Some(&true)
                && cell.is_some_and(|c| c.is_blank() && matches!(c.cover, Cover::Anchor(_)))
        });
        piece.again.is_empty() || merged
    }
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
