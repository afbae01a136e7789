//! Items that lack what their neighbours have.

use super::{items, tables};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Item, Notice, Role, Unknown};

/// With fewer neighbours there is no telling what a row ought to have.
const ENOUGH: usize = 3;

/// `amount.blank`: a sum is blank among sums. Lists leave sums open on purpose, so it is an info: what is lost in reading is
/// told by totals, counts and the print around it.
pub(super) fn sums(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        let blank = |item: &Item| {
            item.amount
                .as_ref()
                .is_none_or(|a| a.unknown == Some(Unknown::Blank))
        };
        let blanks = rows.iter().filter(|(_, item, _)| blank(item)).count();
        let filled = rows.len() - blanks;
        if blanks == 0 || filled < ENOUGH || blanks > filled {
            continue;
        }
        for (i, item, row) in rows.iter().filter(|(_, item, _)| blank(item)) {
            // A row without a money column of its own has no sum to be blank.
            if item.amount.is_none() && item.amounts.is_empty() {
                continue;
            }
            let place = row.cells.iter().find_map(|c| c.locations.first());
            out.push(
                Diagnostic::new(
                    "amount.blank",
                    Severity::Info,
                    format!("expected a sum, as the {filled} other items of this table have; found a blank cell"),
                    format!("本表另有{filled}项列有金额，此项金额为空"),
                )
                .path(format!("/items/{i}/amount"))
                .at(place.cloned())
                .help(
                    "look whether the cell is blank in print, too, or belongs to a merged one",
                    "请核对原表此格是否为空，或与相邻格合并",
                ),
            );
        }
    }
    out
}

/// `item.incomplete`: an item has no purchaser, or no project, and others of its table have.
pub(super) fn names(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let rows = items(notice, t);
        for (role, english, chinese) in [
            (Role::Purchaser, "purchaser", "购买主体"),
            (Role::Project, "project", "项目名称"),
        ] {
            if !table.columns.iter().any(|c| c.role == role) {
                continue;
            }
            let lacks = |item: &Item| item.cell(role).is_none_or(|c| c.text.is_empty());
            let missing = rows.iter().filter(|(_, item, _)| lacks(item)).count();
            let present = rows.len() - missing;
            if missing == 0 || present == 0 || (missing > present && present < ENOUGH) {
                continue;
            }
            for (i, _, row) in rows.iter().filter(|(_, item, _)| lacks(item)) {
                let place = row.cells.iter().find_map(|c| c.locations.first());
                out.push(
                    Diagnostic::new(
                        "item.incomplete",
                        Severity::Warning,
                        format!("expected a {english}, as {present} other items of this table have; found none"),
                        format!("本表另有{present}项列有{chinese}，此项为空"),
                    )
                    .path(format!("/items/{i}/{english}"))
                    .at(place.cloned())
                    .help(
                        "compare the row with the printed table: the cell may be merged with another, or have been lost",
                        "请对照原表核对：该格可能与他格合并，或有缺漏",
                    ),
                );
            }
        }
    }
    out
}
