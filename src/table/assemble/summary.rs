//! Tables that add up what others list: a sum for each purchaser.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::key_of;
use crate::lexicon::key::Key;
use crate::lexicon::money;
use crate::model::{Role, RowKind};
use crate::table::{Flow, WholeColumn, WholeTable};

/// Of each part of the flow, whether it is a table that names no projects and gives each purchaser the sum of what the others list
/// of it, in the same unit or in another. Of two purchasers at least: one sum may be another by chance.
pub(super) fn of_others(flow: &[Flow]) -> Vec<bool> {
    let lists = |table: &WholeTable| {
        let named = |c: &WholeColumn| matches!(c.role, Role::Project | Role::Content);
        table.columns.iter().any(named)
    };
    let tables = || {
        flow.iter().map(|part| match part {
            Flow::Table(table) => Some(table),
            Flow::Line(_) | Flow::Break => None,
        })
    };
    let mut listed: HashMap<Key, Decimal> = HashMap::new();
    for (purchaser, sum) in tables().flatten().filter(|t| lists(t)).flat_map(sums) {
        let all = listed.entry(purchaser).or_default();
        *all = all.checked_add(sum).unwrap_or(Decimal::MAX);
    }
    let adds = |table: &WholeTable| {
        let own = sums(table);
        let of = |scale: u32| {
            let scale = Decimal::from(scale);
            let mut sums = own.iter().map(|(p, sum)| (listed.get(p).copied(), *sum));
            sums.all(|(all, sum)| {
                let more = |a: Decimal| a.checked_mul(scale);
                all.is_some_and(|all| more(all) == Some(sum) || more(sum) == Some(all))
            })
        };
        let items = table.rows.iter().filter(|r| r.kind == RowKind::Item);
        own.len() > 1 && own.len() == items.count() && (of(1) || of(10_000))
    };
    let is = |table: Option<&WholeTable>| table.is_some_and(|t| !lists(t) && adds(t));
    tables().map(is).collect()
}

/// Who buys and for how much, of each item of a table that says both.
fn sums(table: &WholeTable) -> Vec<(Key, Decimal)> {
    let at = |role| table.columns.iter().position(|c| c.role == role);
    let (Some(buyer), Some(paid)) = (at(Role::Purchaser), at(Role::Amount)) else {
        return Vec::new();
    };
    let items = table.rows.iter().filter(|r| r.kind == RowKind::Item);
    let rows = items.filter_map(|row| {
        let cell = row.cells.get(buyer)?;
        let owner = cell
            .owner
            .and_then(|at| table.rows.get(at)?.cells.get(buyer));
        let name = key_of(&owner.unwrap_or(cell).lines);
        let sum = key_of(&row.cells.get(paid)?.lines);
        let sum = money::value(&sum);
        Some((name, sum?)).filter(|(name, _)| !name.is_empty())
    });
    rows.collect()
}
