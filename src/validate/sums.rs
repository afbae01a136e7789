//! Totals and subtotals against the sums of the rows.

use rust_decimal::Decimal;

use crate::amount::escape;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Amount, Notice, Role, RowKind, Table, Unit, UnitFrom, Unknown};

/// `sum.total`: a table's one 合计 equals the sum of its items. Checked only where every item states one exact sum or
/// nothing: with rates, bounds or unknowns the notice does not say what the total takes in.
pub(super) fn totals(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in notice.tables.iter().enumerate() {
        let mut totals = table
            .rows
            .iter()
            .enumerate()
            .filter(|(_, r)| r.kind == RowKind::Total);
        let (Some((r, _)), None) = (totals.next(), totals.next()) else {
            continue;
        };
        let items: Vec<usize> = kinds(table, RowKind::Item, 0, table.rows.len());
        out.extend(compare(t, table, r, &items, "sum.total"));
    }
    out
}

/// `sum.subtotal`: each 小计 below its group equals the sum of the items since the 小计 before it.
pub(super) fn subtotals(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in notice.tables.iter().enumerate() {
        // A first row that is a subtotal stands above its group.
        if table.rows.first().is_some_and(|r| r.kind != RowKind::Item) {
            continue;
        }
        let mut from = 0;
        for (r, row) in table.rows.iter().enumerate() {
            if row.kind == RowKind::Subtotal {
                let items = kinds(table, RowKind::Item, from, r);
                if !items.is_empty() {
                    out.extend(compare(t, table, r, &items, "sum.subtotal"));
                }
                from = r + 1;
            }
        }
    }
    out
}

fn kinds(table: &Table, kind: RowKind, from: usize, to: usize) -> Vec<usize> {
    (from..to)
        .filter(|&r| table.rows.get(r).is_some_and(|row| row.kind == kind))
        .collect()
}

fn compare(
    t: usize,
    table: &Table,
    r: usize,
    items: &[usize],
    code: &'static str,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for column in &table.columns {
        if !matches!(column.role, Role::Amount | Role::AmountOther) {
            continue;
        }
        let amount = |r: usize| {
            table
                .rows
                .get(r)
                .and_then(|row| row.amounts.get(&column.header))
        };
        let Some((total, printed)) = amount(r).and_then(|a| Some((a, exact(a)?))) else {
            continue;
        };
        let mut sum = Some(Decimal::ZERO);
        for &i in items {
            sum = sum
                .zip(amount(i).and_then(summand))
                .and_then(|(s, a)| s.checked_add(a));
        }
        let Some(sum) = sum else { continue };
        let off = (sum - printed).abs();
        if off > tolerance(total, column.unit.or(table.unit)) {
            out.push(
                Diagnostic::new(
                    code,
                    Severity::Error,
                    format!(
                        "the total says {printed} yuan, its rows sum to {}",
                        sum.normalize()
                    ),
                    format!("合计为{printed}元，各行之和为{}元", sum.normalize()),
                )
                .path(format!(
                    "/tables/{t}/rows/{r}/amounts/{}",
                    escape(&column.header)
                ))
                .at(total.locations.first().copied())
                .help(
                    "compare the rows' sums with the printed table",
                    "逐行核对原表金额",
                ),
            );
        }
    }
    out
}

/// The one exact sum, if that is what is stated.
fn exact(a: &Amount) -> Option<Decimal> {
    let plain = !a.approximate && a.per.is_none() && a.unknown.is_none();
    a.yuan.filter(|_| plain)
}

/// What a row adds to a total: its exact firm sum, or nothing where nothing is printed.
fn summand(a: &Amount) -> Option<Decimal> {
    match a.unknown {
        Some(Unknown::Blank | Unknown::Dash | Unknown::Slash) => Some(Decimal::ZERO),
        _ => exact(a).filter(|_| a.settlement.is_none()),
    }
}

/// Half of the last printed digit.
fn tolerance(a: &Amount, unit: Option<Unit>) -> Decimal {
    let (Some(unit), false) = (unit, a.unit_from == Some(UnitFrom::Cell)) else {
        return Decimal::ZERO;
    };
    let places = a
        .text
        .split_once(['.', '．'])
        .map_or(0, |(_, f)| f.trim().chars().count());
    let half = Decimal::try_new(5, u32::try_from(places).unwrap_or(0) + 1);
    half.map_or(Decimal::ZERO, |h| h * unit.yuan())
}
