//! What the rows below a header tell for and against its names.

use super::{Column, HEADS, Header, ROWS, Stack, names};
use crate::lexicon::{labels, money, role};
use crate::model::Role;
use crate::table::align::{self, Alignment, Kind, Other};
use crate::table::schema::Gain;

/// What is gained by a row in which the sum under 合计 is what others come to, and lost by one in which it is not: as much as by a
/// cell that fits its column.
const ADDS_UP: Gain = 20;

/// What tells one header from another that stands over as many columns: as much as whether a name is known. Sums that stand under
/// other names in one that gains nearly as much are in doubt.
pub(super) const TOLD: Gain = 6;

impl Header {
    /// The columns that stand under names of another kind in another header, and those of sums that stand under other names on other
    /// levels.
    pub(super) fn differs<'h>(&self, others: impl Iterator<Item = &'h Self> + Clone) -> Vec<usize> {
        let role = |header: &Self, col: usize| header.roles.get(col).copied().flatten();
        let names = |header: &Self, col: usize| header.columns.get(col).map(|c| (c.upper, c.name));
        let differs = |other: &Self, col: usize| {
            let elsewhere = self.second != other.second;
            role(other, col) != role(self, col)
                || role(self, col) == Some(Role::Amount)
                    && !elsewhere
                    && names(other, col) != names(self, col)
        };
        let width = self.columns.len();
        let as_wide = |other: &&Self| other.columns.len() == width;
        let others = others.filter(as_wide);
        (0..width)
            .filter(|col| others.clone().any(|other| differs(other, *col)))
            .collect()
    }

    /// What it tells for or against the names that a row's total is what its other sums, or those under one name, come to.
    pub(super) fn adds_up(&self, found: &Alignment, stack: &Stack<'_>) -> Gain {
        let mut totals = (0..self.columns.len()).filter(|c| self.totals.get(*c) == Some(&true));
        let (Some(total), None) = (totals.next(), totals.next()) else {
            return 0;
        };
        let sum = |row: &align::Row, col: usize| {
            let mut cells = row.cells.get(col)?.clone();
            let (_, fragment) = stack.read.get(self.length + cells.next()?)?;
            money::value(&format!("{}元", fragment.facts.key.trim_end_matches('元')))
        };
        let upper = self.columns.get(total).and_then(|c| c.upper);
        let others: Vec<usize> = (0..self.columns.len())
            .filter(|c| *c != total && self.roles.get(*c) == Some(&Some(Role::Amount)))
            .filter(|c| !self.counts.contains(c))
            .filter(|c| upper.is_none() || self.columns.get(*c).and_then(|c| c.upper) == upper)
            .collect();
        // Where a cell may stand elsewhere, nothing is told.
        let told = |r: &&align::Row| r.kind == Kind::Item && r.doubtful.is_empty();
        let items = found.rows.iter().filter(told);
        if others.len() < 2 {
            return 0;
        }
        let told = items.map(|row| {
            let mut parts = others.iter().map(|c| sum(row, *c).unwrap_or_default());
            let whole = sum(row, total)?;
            let of_all = parts.try_fold(
                rust_decimal::Decimal::ZERO,
                rust_decimal::Decimal::checked_add,
            );
            Some(if of_all == Some(whole) {
                ADDS_UP
            } else {
                -ADDS_UP
            })
        });
        told.map(Option::unwrap_or_default).sum()
    }

    /// What the last name was taken to gain, if fewer rows than not have a cell there: it may as well head the first rows, and
    /// what seems to be its cells heads others. Remarks are often blank in all rows. Where the name ends as headings do, and so does
    /// what stands below it (区级项目, 镇级项目), it is hardly one, nor behind that of the remarks.
    pub(super) fn unfilled(&self, found: &Alignment, stack: &mut Stack<'_>) -> Gain {
        let last = self.columns.len() - 1;
        let filled = |row: &align::Row| row.cells.get(last).is_some_and(|c| !c.is_empty());
        let count = found.rows.iter().filter(|row| filled(row)).count();
        let own = self.columns.last().map(Column::fragments);
        let Some(name) = own.and_then(|own| stack.joined(own)) else {
            return 0;
        };
        let note = Some(&Some(Role::Note));
        let end = labels::group_end(&name).filter(|_| !role::is_word(&name));
        // Remarks stand last.
        let behind_notes = end.is_some() && self.roles.iter().rev().nth(1) == note;
        let few = count * 2 < found.rows.len() && self.roles.last() != note;
        if !few && !behind_notes {
            return 0;
        }
        let mut cells = found.rows.iter().filter_map(|row| row.cells.get(last));
        let alike = cells.all(|cell| {
            let text = self.text(stack, cell.clone());
            text.is_none_or(|text| labels::group_end(&text) == end)
        });
        let heads = behind_notes || count > 0 && end.is_some() && alike;
        names::worth(&name).max(0) + if heads { HEADS } else { 0 }
    }

    /// Whether the list goes on below what was read, with a running number that leaves one out: a row was lost.
    pub(super) fn is_left_out(&self, found: &Alignment, stack: &mut Stack<'_>) -> bool {
        let number = |stack: &mut Stack<'_>, at: usize| {
            stack
                .get(self.length + at)
                .and_then(|f| f.facts.number.filter(|_| f.other == Other::Nothing))
        };
        let items = found.rows.iter().rfind(|r| r.kind == Kind::Item);
        let (Some(last), Some(next)) = (
            items.and_then(|r| number(stack, r.from)),
            number(stack, found.used()),
        ) else {
            return false;
        };
        let below = self.length + found.used() + 1;
        let row = below..below + self.columns.len() - 1;
        let words = stack.get(below).is_some_and(|f| !f.facts.counts());
        let mut sums = row.filter_map(|at| stack.get(at).map(|f| f.facts.sum.is_some()));
        next.0 == last.0 && next.1 > last.1 + 1 && words && sums.any(|s| s)
    }

    /// Whether rows were found that a list has, and not lines that happen to fit.
    pub(super) fn is_believed(&self, found: &Alignment, numbered: bool) -> bool {
        let doubtful = found.rows.iter().filter(|r| !r.doubtful.is_empty()).count();
        if numbered {
            return found.items() > 0 && found.gain > 0;
        }
        // Which of several blank cells a row lacks says nothing of where it begins, if that is a name before numbers.
        let told = self.headed || doubtful * 4 <= found.rows.len();
        found.rows.len() >= ROWS && found.items() + 1 >= ROWS && told
    }
}
