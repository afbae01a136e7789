//! Tables that add up what others list: a sum for each purchaser.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::key_of;
use crate::lexicon::key::Key;
use crate::lexicon::{money, numeral};
use crate::model::{Role, RowKind, Unit};
use crate::table::{Flow, WholeCell, WholeColumn, WholeTable};

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
    // Most lists stand alone.
    if tables().flatten().all(&lists) {
        return vec![false; flow.len()];
    }
    let mut listed: HashMap<Key, Decimal> = HashMap::new();
    let mut stated = true;
    for table in tables().flatten().filter(|t| lists(t)) {
        stated &= unit(table).is_some();
        for (purchaser, sum) in sums(table) {
            let all = listed.entry(purchaser).or_default();
            *all = all.checked_add(sum).unwrap_or(Decimal::MAX);
        }
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
        // Where one of them states no unit, the other may be in 万元.
        let of_other = || !(stated && unit(table).is_some()) && of(10_000);
        own.len() > 1 && own.len() == items.count() && (of(1) || of_other())
    };
    let is = |table: Option<&WholeTable>| table.is_some_and(|t| !lists(t) && adds(t));
    tables().map(is).collect()
}

/// Of each part of the flow, whether it is a list of sentences that comes to what a table with names of columns comes to: they state
/// the same sums by class.
pub(super) fn again(flow: &[Flow]) -> Vec<bool> {
    let headed = |table: &WholeTable| table.columns.iter().any(|c| !c.path.is_empty());
    let tables = || {
        flow.iter().map(|part| match part {
            Flow::Table(table) => Some(table),
            Flow::Line(_) | Flow::Break => None,
        })
    };
    if tables().flatten().all(&headed) {
        return vec![false; flow.len()];
    }
    let listed = tables().flatten().filter(|t| headed(t));
    let listed: Vec<(Decimal, bool)> = listed
        .filter_map(|t| Some((whole(t)?, unit(t).is_some())))
        .collect();
    let is = |table: &WholeTable| {
        let own = whole(table);
        !headed(table)
            && listed.iter().any(|(all, stated)| {
                let scaled = all.checked_mul(Decimal::from(10_000));
                own.is_some() && (own == Some(*all) || !stated && own == scaled)
            })
    };
    tables().map(|t| t.is_some_and(is)).collect()
}

/// What the items of a table come to, in yuan if the unit is stated.
fn whole(table: &WholeTable) -> Option<Decimal> {
    let paid = table.columns.iter().position(|c| c.role == Role::Amount)?;
    let items = table.rows.iter().filter(|r| r.kind == RowKind::Item);
    let mut all = Decimal::ZERO;
    for row in items {
        all = all.checked_add(sum(row.cells.get(paid)?, unit(table))?)?;
    }
    Some(all).filter(|all| !all.is_zero())
}

/// The sum in a cell, in yuan if its unit is known.
fn sum(cell: &WholeCell, unit: Option<Unit>) -> Option<Decimal> {
    let text = key_of(&cell.lines);
    match unit.filter(|_| numeral::is_figures(&text)) {
        Some(unit) => money::value(&text)?.checked_mul(unit.yuan()),
        None => money::value(&text),
    }
}

/// The unit of a table's sums, if it is stated.
fn unit(table: &WholeTable) -> Option<Unit> {
    let mut paid = table.columns.iter().filter(|c| c.role == Role::Amount);
    paid.next()?.unit.or(table.unit)
}

/// Who buys and for how much, in yuan if the unit is stated, of each item of a table that says both.
fn sums(table: &WholeTable) -> Vec<(Key, Decimal)> {
    let at = |role| table.columns.iter().position(|c| c.role == role);
    let (Some(buyer), Some(paid)) = (at(Role::Purchaser), at(Role::Amount)) else {
        return Vec::new();
    };
    let unit = unit(table);
    let items = table.rows.iter().filter(|r| r.kind == RowKind::Item);
    let rows = items.filter_map(|row| {
        let cell = row.cells.get(buyer)?;
        let owner = cell
            .owner
            .and_then(|at| table.rows.get(at)?.cells.get(buyer));
        let name = key_of(&owner.unwrap_or(cell).lines);
        let sum = sum(row.cells.get(paid)?, unit)?;
        Some((name, sum)).filter(|(name, _)| !name.is_empty())
    });
    rows.collect()
}
