//! Printed sums → amounts in yuan.

mod declared;
mod parse;
mod said;

use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::lexicon::money::words;
use crate::location::Location;
use crate::model::{Amount, Column, Notice, Role, Table, Unit, UnitFrom};
use crate::notice::main_column;

/// Fills in the amounts of tables, items and declared sums.
pub(crate) fn fill(notice: &mut Notice, ctx: &mut Context<'_>) -> Result<(), Error> {
    notice.declared_sums = declared::sums(&notice.body, ctx)?;
    let document = declared::unit(notice);
    let places: Vec<(usize, usize)> = notice.items.iter().map(|i| (i.table, i.row)).collect();
    let choices: Vec<main_column::Choice> = notice
        .tables
        .iter()
        .map(|table| main_column::choose(&table.columns, notice))
        .collect();
    for (t, table) in notice.tables.iter_mut().enumerate() {
        fill_table(t, table, document, &places, ctx)?;
        if let Some(choice) = choices.get(t) {
            choice.report(t, table, ctx);
        }
    }
    for item in &mut notice.items {
        let Some(table) = notice.tables.get(item.table) else {
            continue;
        };
        let Some(row) = table.rows.get(item.row) else {
            continue;
        };
        item.amounts = row.amounts.clone();
        item.amount = main_column(table)
            .and_then(|c| row.amounts.get(&c.header))
            .cloned();
    }
    Ok(())
}

/// The first money column whose role is the main one.
pub(crate) fn main_column(table: &Table) -> Option<&Column> {
    table.columns.iter().find(|c| c.role == Role::Amount)
}

fn fill_table(
    t: usize,
    table: &mut Table,
    document: Option<Unit>,
    places: &[(usize, usize)],
    ctx: &mut Context<'_>,
) -> Result<(), Error> {
    let main = main_column(table).map(|c| c.header.clone());
    for (c, column) in table.columns.iter().enumerate() {
        if !matches!(column.role, Role::Amount | Role::AmountOther) {
            continue;
        }
        let (unit, from) = match (column.unit, table.unit) {
            (Some(unit), _) => (Some(unit), UnitFrom::Column),
            (None, Some(unit)) => (Some(unit), UnitFrom::Table),
            (None, None) => (document, UnitFrom::Document),
        };
        for (r, row) in table.rows.iter_mut().enumerate() {
            ctx.check_time()?;
            let Some(cell) = row.cells.get(c) else {
                continue;
            };
            // Items are in the order of tables and rows.
            let item = places.binary_search(&(t, r)).ok();
            let path = match item {
                Some(i) if main.as_deref() == Some(column.header.as_str()) => {
                    format!("/items/{i}/amount")
                }
                Some(i) => format!("/items/{i}/amounts/{}", escape(&column.header)),
                None => format!("/tables/{t}/rows/{r}/amounts/{}", escape(&column.header)),
            };
            let mut amount = read(&cell.text, unit, from, &cell.locations, &path, ctx);
            if amount.per.is_none() && amount.unknown.is_none() {
                amount.per = column_rate(&column.header);
            }
            if amount.unknown.is_none() && amount.parts.is_empty() {
                amount.stage = amount.stage.or(words::stage(&column.header));
            }
            row.amounts.insert(column.header.clone(), amount);
        }
    }
    Ok(())
}

fn read(
    text: &str,
    unit: Option<Unit>,
    from: UnitFrom,
    locations: &[Location],
    path: &str,
    ctx: &mut Context<'_>,
) -> Amount {
    let (mut amount, findings) = Amount::parse(text, unit);
    if amount.unit_from == Some(UnitFrom::Column) {
        amount.unit_from = Some(from);
    }
    amount.locations = locations.to_vec();
    ctx.diagnostics.extend(
        findings
            .into_iter()
            .map(|d: Diagnostic| d.path(path).at(locations.first().copied())),
    );
    if let (Some(UnitFrom::Cell), Some(unit)) = (amount.unit_from, unit)
        && amount.per.is_none()
        && !text.contains(unit.as_str())
    {
        ctx.diagnostics.push(
            Diagnostic::new(
                "amount.own_unit",
                Severity::Info,
                format!(
                    "{text} has a unit of its own, which wins over {}",
                    unit.as_str()
                ),
                format!("{text}自带单位，优先于{}", unit.as_str()),
            )
            .path(path)
            .at(locations.first().copied()),
        );
    }
    amount
}

/// 补助标准（元/人）: every sum of the column is a rate.
fn column_rate(header: &str) -> Option<String> {
    let (_, per) = header
        .split_once("元/")
        .or_else(|| header.split_once("元／"))?;
    let per = per.trim_end_matches([')', '）']);
    (!per.is_empty() && !per.contains(['（', '('])).then(|| per.to_owned())
}

/// A key as a token of a JSON pointer (RFC 6901, section 3).
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
