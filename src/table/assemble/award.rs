//! Award notices, whose later tables say again what the first awards.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::key_of;
use crate::lexicon::key::Key;
use crate::lexicon::money;
use crate::model::{Role, RowKind};
use crate::table::{Flow, WholeCell, WholeTable};

/// Of an award notice, tables that say again what is delivered for the sums that others award (主要标的信息): they name neither
/// who buys nor who provides, and state no sums but those awarded; or name who provides with the same sums and projects
/// again. Of each part of the flow, whether it is such a table.
pub(super) fn delivered(flow: &[Flow]) -> Vec<bool> {
    let has =
        |table: &WholeTable, roles: &[Role]| table.columns.iter().any(|c| roles.contains(&c.role));
    let awards = |table: &WholeTable| has(table, &[Role::Provider]) && has(table, &[Role::Amount]);
    // The sums of each column of money.
    let sums = |table: &WholeTable| -> Vec<Vec<Decimal>> {
        let money = (0..).zip(&table.columns);
        let money = money.filter(|(_, c)| c.role == Role::Amount);
        let items = || table.rows.iter().filter(|r| r.kind == RowKind::Item);
        let value = |cell: &WholeCell| money::value(&key_of(&cell.lines));
        money
            .map(|(col, _): (usize, _)| {
                let cells = items().filter_map(|r| r.cells.get(col));
                cells.filter_map(value).collect()
            })
            .collect()
    };
    let tables = || {
        flow.iter().filter_map(|part| match part {
            Flow::Table(table) => Some(table),
            Flow::Line(_) | Flow::Break => None,
        })
    };
    let awarded: Vec<Decimal> = tables()
        .filter(|t| awards(t))
        .flat_map(sums)
        .flatten()
        .collect();
    let is_awarded =
        |sums: &Vec<Decimal>| !sums.is_empty() && sums.iter().all(|sum| awarded.contains(sum));
    let said_again = |table: &WholeTable| {
        let sums = sums(table);
        has(table, &[Role::Project])
            && !has(table, &[Role::Provider, Role::Purchaser])
            && (sums.is_empty() || sums.iter().any(is_awarded))
    };
    let awarding = tables().any(awards);
    let mut above = Named::new();
    flow.iter()
        .map(|part| {
            let Flow::Table(table) = part else {
                return false;
            };
            let own = awarding.then(|| named(table)).flatten().unwrap_or_default();
            let again = names_again(&own, &above);
            for (of, project) in own {
                above.entry(of).or_default().push(project);
            }
            again || awarding && said_again(table)
        })
        .collect()
}

/// Of who provides something and for what sum, the projects that tables name.
type Named = HashMap<(Key, Decimal), Vec<Key>>;

/// The provider, sum and project of each item of a table; none unless all have them.
fn named(table: &WholeTable) -> Option<Vec<((Key, Decimal), Key)>> {
    let at = |role| table.columns.iter().position(|c| c.role == role);
    let cols = [at(Role::Provider)?, at(Role::Amount)?, at(Role::Project)?];
    let items = table.rows.iter().filter(|r| r.kind == RowKind::Item);
    let rows = items.map(|row| {
        let key = |col: usize| row.cells.get(col).map(|c| key_of(&c.lines));
        let [provider, sum, project] = cols.map(key);
        let sum = money::value(&sum?)?;
        let names = provider.zip(project);
        let (provider, project) = names.filter(|(a, b)| !a.is_empty() && !b.is_empty())?;
        Some(((provider, sum), project))
    });
    rows.collect()
}

/// Whether each row of a table names a provider, a sum and a project that a row above it has, whose project may be named in more
/// or in fewer words.
fn names_again(own: &[((Key, Decimal), Key)], above: &Named) -> bool {
    let told = |(of, project): &((Key, Decimal), Key)| {
        let mut others = above.get(of).into_iter().flatten();
        others.any(|other| project.contains(&**other) || other.contains(&**project))
    };
    !own.is_empty() && own.iter().all(told)
}
