//! Merged cells over a page's edge.

use super::{Open, absorb, says_again};
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Role;
use crate::table::assemble::kinds;
use crate::table::assemble::rows::{Cover, Edge, PieceCell, PieceRow};

impl Open {
    /// Merged cells that run on over a page's edge are one cell, whichever piece holds the text. All pages must be known.
    pub(super) fn run_on(&mut self, ctx: &mut Context<'_>) {
        for (first, edges) in std::mem::take(&mut self.between) {
            // None does over a row of totals.
            let adds_up = |row: &PieceRow| kinds::kind(row, &self.table.columns).is_some();
            let (before, after) = self.rows.split_at(first.min(self.rows.len()));
            if before.last().is_some_and(adds_up) || after.first().is_some_and(adds_up) {
                continue;
            }
            for (col, (above, below)) in edges.into_iter().enumerate() {
                let groups = self.table.columns.get(col).is_some_and(|c| {
                    !matches!(
                        c.role,
                        Role::Sequence | Role::Project | Role::Amount | Role::AmountOther
                    )
                });
                if groups && self.spans.get(col) == Some(&true) {
                    self.run_on_column(col, first, (above, below), ctx);
                }
            }
        }
    }

    fn run_on_column(
        &mut self,
        col: usize,
        first: usize,
        (end, start): (Edge, Edge),
        ctx: &mut Context<'_>,
    ) {
        let Some(above) = first.checked_sub(1).map(|row| self.anchor(row, col)) else {
            return;
        };
        let cell = |row: usize| self.rows.get(row).and_then(|r| r.cells.get(col));
        let (Some(owner), Some(below)) = (cell(above), cell(first)) else {
            return;
        };
        let Cover::Anchor(span) = below.cover else {
            return;
        };
        let open = self.is_open(end, start);
        let mut doubt = None;
        match (owner.is_blank(), below.is_blank()) {
            (false, false) if !open || says_again(owner, below) => return,
            (true, false) if !open && self.has_blanks(col) => return,
            (true, false) => {
                // The middle of a cell lies in its longer part, and so does what is printed there.
                let known = end.height > 0.0 && start.height > 0.0;
                doubt = Some(owner_below(
                    if open || !known || start.height >= end.height {
                        Severity::Info
                    } else {
                        Severity::Warning
                    },
                ));
            }
            _ => {}
        }
        let Some(below) = self.rows.get_mut(first).and_then(|r| r.cells.get_mut(col)) else {
            return;
        };
        let below = std::mem::replace(below, PieceCell::below(above));
        for index in first..first + span {
            if let Some(cell) = self.rows.get_mut(index).and_then(|r| r.cells.get_mut(col)) {
                cell.cover = Cover::Below(above);
            }
        }
        if let Some(owner) = self.rows.get_mut(above).and_then(|r| r.cells.get_mut(col)) {
            absorb(owner, below, ctx);
            owner.doubts.extend(doubt);
        }
    }

    /// Whether a column has blank cells that no page's edge cuts: then they are blank in this table, and what is printed on
    /// the next page begins anew.
    fn has_blanks(&self, col: usize) -> bool {
        self.rows.iter().enumerate().any(|(index, row)| {
            let own = row.cells.get(col).filter(|cell| cell.is_blank());
            let Some(Cover::Anchor(span)) = own.map(|cell| cell.cover) else {
                return false;
            };
            let cut = |row: usize| {
                self.breaks.binary_search(&row).is_ok() || self.joined.binary_search(&row).is_ok()
            };
            index > 0
                && !cut(index)
                && !cut(index + span)
                && kinds::kind(row, &self.table.columns).is_none()
        })
    }
}

fn owner_below(severity: Severity) -> Diagnostic {
    Diagnostic::new(
        "carry.from_next_page",
        severity,
        "the merged cell has no text on its first page; what is printed on the next page was taken for the whole of it",
        "合并单元格在前一页无文字，取后一页所印文字",
    )
    .help("compare with the printed page", "请对照原页核实")
}
