//! Totals and subtotals against the sums of the rows.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::amount::escape;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::{fold, labels};
use crate::model::{
    Amount, Column, DeclaredSum, Item, Notice, Role, Row, RowKind, Settlement, Table, Unit,
    UnitFrom, Unknown,
};
use crate::validate::items_of;

/// `sum.total`: a table's one 合计 equals the sum of its items. With rates, bounds, unknowns and sums settled as
/// actual the notice does not say what the total takes in: then one of the usual readings must fit.
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
        let found = compare(t, table, r, &items, codes::SUM_TOTAL);
        let above = continued(notice.tables.get(..t).unwrap_or_default(), table);
        let fits = |column: &Column| !above.is_empty() && adds_up(above, table, r, column);
        let mut money = table.columns.iter().filter(|c| c.role == Role::Amount);
        if found.is_empty() || !money.all(fits) {
            out.extend(found);
        }
    }
    out
}

/// The tables right above one that it goes on with: they have its columns, and no total of their own.
fn continued<'n>(above: &'n [Table], table: &Table) -> &'n [Table] {
    let headers = |table: &'n Table| table.columns.iter().map(|c| c.header.as_str());
    let own: Vec<&str> = table.columns.iter().map(|c| c.header.as_str()).collect();
    let open = |above: &&'n Table| {
        let mut rows = above.rows.iter();
        rows.all(|r| r.kind != RowKind::Total) && headers(above).eq(own.iter().copied())
    };
    let count = above.iter().rev().take_while(open).count();
    above.get(above.len() - count..).unwrap_or_default()
}

/// Whether the total in a row takes in the items of its table and of those above.
fn adds_up(above: &[Table], table: &Table, r: usize, column: &Column) -> bool {
    let rows = above.iter().chain([table]).flat_map(|t| &t.rows);
    let items = rows.filter(|r| r.kind == RowKind::Item);
    let amounts: Vec<&Amount> = items
        .filter_map(|r| r.amounts.get(&column.header).map(Box::as_ref))
        .collect();
    let total = table
        .rows
        .get(r)
        .and_then(|r| r.amounts.get(&column.header));
    let Some((total, printed)) = total.and_then(|a| Some((a, exact(a)?))) else {
        return true;
    };
    let allowed = tolerance(total, column.unit.or(table.unit));
    readings(&amounts).is_some_and(|sums| sums.iter().any(|sum| within(*sum, printed, allowed)))
}

/// `sum.subtotal`: each 小计 below its group equals the sum of the items since the 小计 before it.
pub(super) fn subtotals(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in notice.tables.iter().enumerate() {
        if let Some(codes) = codes(table) {
            out.extend(by_code(t, table, &codes));
            continue;
        }
        let mut kinds_of = table.rows.iter().map(|r| r.kind);
        let first = kinds_of.find(|k| matches!(k, RowKind::Item | RowKind::Subtotal));
        if first == Some(RowKind::Subtotal) {
            out.extend(above(t, table));
            continue;
        }
        let mut from = 0;
        for (r, row) in table.rows.iter().enumerate() {
            if row.kind == RowKind::Subtotal {
                let items = kinds(table, RowKind::Item, from, r);
                if !items.is_empty() {
                    out.extend(compare(t, table, r, &items, codes::SUM_SUBTOTAL));
                }
                from = r + 1;
            }
        }
    }
    out
}

/// The codes of a table's rows, if its subtotals have some: 201 takes in 20102, and that 2010201.
fn codes(table: &Table) -> Option<Vec<String>> {
    let is_code = |text: &str| text.len() >= 3 && text.bytes().all(|b| b.is_ascii_digit());
    let text = |row: &Row, col: usize| {
        row.cells
            .get(col)
            .map(|c| c.text.clone())
            .unwrap_or_default()
    };
    let subtotals: Vec<&Row> = table
        .rows
        .iter()
        .filter(|r| r.kind == RowKind::Subtotal)
        .collect();
    let is_money = |col: usize| {
        let role = table.columns.get(col).map(|c| c.role);
        matches!(role, Some(Role::Amount | Role::AmountOther))
    };
    let all =
        |col: &usize| !is_money(*col) && subtotals.iter().all(|row| is_code(&text(row, *col)));
    let col = (0..table.columns.len())
        .find(all)
        .filter(|_| !subtotals.is_empty())?;
    Some(table.rows.iter().map(|row| text(row, col)).collect())
}

/// Likewise, where codes tell what each takes in.
fn by_code(t: usize, table: &Table, codes: &[String]) -> Vec<Diagnostic> {
    let rows = table.rows.iter().zip(codes).enumerate();
    let tops = rows.filter(|(_, (row, _))| row.kind == RowKind::Subtotal);
    tops.flat_map(|(r, (_, top))| {
        let below = codes
            .iter()
            .skip(r + 1)
            .take_while(|code| code.is_empty() || code.starts_with(top.as_str()));
        let items = kinds(table, RowKind::Item, r + 1, r + 1 + below.count());
        compare(t, table, r, &items, codes::SUM_SUBTOTAL)
    })
    .collect()
}

/// Likewise, where each 小计 stands above its group.
fn above(t: usize, table: &Table) -> Vec<Diagnostic> {
    let adds = |row: &Row| matches!(row.kind, RowKind::Subtotal | RowKind::Total);
    let tops = table.rows.iter().enumerate();
    let tops = tops.filter(|(_, row)| row.kind == RowKind::Subtotal);
    tops.flat_map(|(r, _)| {
        let after = table.rows.iter().skip(r + 1);
        let end = r + 1 + after.take_while(|row| !adds(row)).count();
        let items = kinds(table, RowKind::Item, r + 1, end);
        let found = match items.as_slice() {
            [] => Vec::new(),
            items => compare(t, table, r, items, codes::SUM_SUBTOTAL),
        };
        // 市小计, its counties, and a county that belongs to no city.
        let first = |count: usize| items.get(..count).unwrap_or_default();
        let mut counts = (1..items.len()).rev().take(BELOW);
        let of_first = !found.is_empty()
            && counts
                .any(|count| compare(t, table, r, first(count), codes::SUM_SUBTOTAL).is_empty());
        if of_first { Vec::new() } else { found }
    })
    .collect()
}

/// Most rows behind those of a 小计 above its group that may be none of them: no more counties stand under a city.
const BELOW: usize = 30;

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
                .and_then(|row| row.amounts.get(&column.header).map(Box::as_ref))
        };
        let Some((total, printed)) = amount(r).and_then(|a| Some((a, exact(a)?))) else {
            continue;
        };
        let rows: Vec<&Amount> = items.iter().filter_map(|&i| amount(i)).collect();
        let allowed = tolerance(total, column.unit.or(table.unit));
        let Some(sums) = readings(&rows) else {
            continue;
        };
        if sums.iter().any(|sum| within(*sum, printed, allowed)) {
            continue;
        }
        let beside = beside(table, column).filter(|_| code == codes::SUM_TOTAL);
        let beside = beside.and_then(|rows| {
            let rows: Vec<&Amount> = rows.into_iter().filter_map(amount).collect();
            readings(&rows)
        });
        let mut beside = beside.into_iter().flatten();
        if beside.any(|sum| within(sum, printed, allowed)) {
            continue;
        }
        let Some(sum) = sums.first() else { continue };
        // Where the notice leaves open what a total takes in, no reading that fits is an oddity, not a contradiction.
        let severity = if rows.iter().all(|a| firm(a).is_some()) {
            Severity::Error
        } else {
            Severity::Warning
        };
        out.push(
            Diagnostic::new(
                code,
                severity,
                format!("the total says {printed} yuan, its rows sum to {sum}"),
                format!("合计为{printed}元，各行之和为{sum}元"),
            )
            .path(format!(
                "/tables/{t}/rows/{r}/amounts/{}",
                escape(&column.header)
            ))
            .at(total.locations.first().cloned())
            .help(
                "compare the rows' sums with the printed table",
                "逐行核对原表金额",
            ),
        );
    }
    out
}

/// Rows that a total of a list beside the first may be the sum of: a row's kind is that of its first list, so all but those
/// that adding up is said of. `None` for a column of the first list.
fn beside(table: &Table, column: &Column) -> Option<Vec<usize>> {
    let is_money = |c: &Column| matches!(c.role, Role::Amount | Role::AmountOther);
    let at = table.columns.iter().position(|c| std::ptr::eq(c, column))?;
    let before = table.columns.get(..at)?;
    let name = before.iter().rposition(|c| !is_money(c))?;
    if !before.get(..name)?.iter().any(is_money) {
        return None;
    }
    let adds = |row: &Row| {
        let mut texts = row.cells.iter().map(|c| c.text.as_str());
        row.kind == RowKind::Total || texts.any(|t| labels::summary(t).is_some())
    };
    let rows = table.rows.iter().enumerate();
    Some(rows.filter(|(_, r)| !adds(r)).map(|(r, _)| r).collect())
}

/// Every sum that rows may be said to have: bounds taken as the upper or lower one or left out; rates, sums settled as
/// actual and unknowns taken in or left out. The first takes in whatever has a number. `None` if one of the rows cannot
/// be read, or a sum cannot be held exactly.
fn readings(rows: &[&Amount]) -> Option<Vec<Decimal>> {
    let unread = |a: &&Amount| {
        a.unknown == Some(Unknown::Unreadable) || !a.parts.is_empty() && a.yuan.is_none()
    };
    if rows.iter().any(unread) {
        return None;
    }
    let mut out: Vec<Decimal> = Vec::new();
    for bound in [Bound::Upper, Bound::Lower, Bound::None] {
        for rates in [true, false] {
            for actual in [true, false] {
                let mut sum = Decimal::ZERO;
                for a in rows {
                    let out_of_it = (a.per.is_some() && !rates)
                        || (a.settlement == Some(Settlement::Actual) && !actual);
                    let bounded = match bound {
                        Bound::Upper => a.upper.or(a.lower),
                        Bound::Lower => a.lower,
                        Bound::None => None,
                    };
                    if let Some(value) = a.yuan.or(bounded).filter(|_| !out_of_it) {
                        sum = sum.checked_add(value)?;
                    }
                }
                let sum = sum.normalize();
                if !out.contains(&sum) {
                    out.push(sum);
                }
            }
        }
    }
    Some(out)
}

/// Which end of a range a reading takes.
#[derive(Clone, Copy)]
enum Bound {
    Upper,
    Lower,
    None,
}

/// `sum.of_which`: the 其中 rows below a row are not more than it.
pub(super) fn of_which(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in notice.tables.iter().enumerate() {
        for column in &table.columns {
            let (mut whole, mut parts) = (None, Decimal::ZERO);
            for (r, row) in table.rows.iter().enumerate() {
                let Some(amount) = row.amounts.get(&column.header) else {
                    continue;
                };
                if row.kind != RowKind::OfWhich {
                    (whole, parts) = (exact(amount), Decimal::ZERO);
                    continue;
                }
                let (Some(whole), Some(part)) = (whole, exact(amount)) else {
                    continue;
                };
                let before = parts;
                parts = before.checked_add(part).unwrap_or(before);
                if before <= whole && parts > whole {
                    out.push(
                        Diagnostic::new(
                            codes::SUM_OF_WHICH,
                            Severity::Error,
                            format!("其中 rows come to {parts} yuan, the row they are part of says {whole}"),
                            format!("其中各项合计{parts}元，超过所属项{whole}元"),
                        )
                        .path(format!("/tables/{t}/rows/{r}/amounts/{}", escape(&column.header)))
                        .at(amount.locations.first().cloned())
                        .help("compare with the printed table", "请核对原表"),
                    );
                }
            }
        }
    }
    out
}

/// `sum.declared`: the one sum that the body declares, however often, is what the items come to, or what a table's total
/// says.
pub(super) fn declared(notice: &Notice) -> Vec<Diagnostic> {
    let [declared, others @ ..] = notice.declared_sums.as_slice() else {
        return Vec::new();
    };
    let value = |d: &DeclaredSum| (d.amount.yuan, d.amount.lower, d.amount.upper);
    if others.iter().any(|d| value(d) != value(declared)) {
        return Vec::new();
    }
    let stated = &declared.amount;
    let bounds = (stated.lower.or(stated.yuan), stated.upper.or(stated.yuan));
    let Some(printed) = bounds.0.or(bounds.1).filter(|_| !stated.approximate) else {
        return Vec::new();
    };
    let main: Vec<&Amount> = notice
        .items
        .iter()
        .filter_map(|i| i.amount.as_ref())
        .collect();
    // Where no sum is listed, nothing is said of them.
    if !main.iter().any(|a| a.unknown.is_none()) {
        return Vec::new();
    }
    let Some(sums) = readings(&main) else {
        return Vec::new();
    };
    let totals = notice
        .tables
        .iter()
        .flat_map(|t| &t.rows)
        .filter(|r| r.kind == RowKind::Total)
        .flat_map(|r| r.amounts.values().filter_map(|a| exact(a)));
    let allowed = declared_tolerance(&declared.amount);
    let others = columns_and_tables(notice);
    if sums.iter().copied().chain(totals).chain(others).any(|s| {
        bounds.0.is_none_or(|least| up_to(least, s, allowed))
            && bounds.1.is_none_or(|most| up_to(s, most, allowed))
    }) {
        return Vec::new();
    }
    let sum = sums.first().copied().unwrap_or_default();
    vec![
        Diagnostic::new(
            codes::SUM_DECLARED,
            Severity::Warning,
            format!("the body declares {printed} yuan, the items sum to {sum}"),
            format!("正文称{printed}元，各项之和为{sum}元"),
        )
        .path("/declared_sums/0")
        .at(declared.text.locations.first().cloned())
        .help("compare the body with the table", "请核对正文与表格"),
    ]
}

/// What else a sum may be said of: one table, one money column of all tables, or columns side by side that make it up (中央,
/// 省级, 区级, a whole investment beside them left out).
fn columns_and_tables(notice: &Notice) -> Vec<Decimal> {
    let mut groups: Vec<Vec<&Amount>> = Vec::new();
    let mut headers: BTreeMap<&str, Vec<&Amount>> = BTreeMap::new();
    for (header, amount) in notice.items.iter().flat_map(|i| &i.amounts) {
        headers.entry(header).or_default().push(amount);
    }
    groups.extend(headers.into_values());
    for (t, table) in notice.tables.iter().enumerate() {
        let items: Vec<&Item> = items_of(notice, t).map(|(_, item)| item).collect();
        groups.push(items.iter().filter_map(|i| i.amount.as_ref()).collect());
        let money = |c: &&Column| matches!(c.role, Role::Amount | Role::AmountOther);
        let columns: Vec<&Column> = table.columns.iter().filter(money).collect();
        // Sources of money are hardly more than eight: 中央, 省级, 市级, 区级, 镇级, 自筹.
        for first in 0..columns.len().min(8) {
            for last in first + 1..columns.len().min(first + 8) {
                let run = columns.get(first..=last).unwrap_or_default();
                let cells = items.iter().flat_map(|i| run.iter().map(|c| (*i, *c)));
                let sums = cells.filter_map(|(i, c)| i.amounts.get(&c.header).map(Box::as_ref));
                groups.push(sums.collect());
            }
        }
    }
    groups
        .iter()
        .filter_map(|g| readings(g))
        .flatten()
        .collect()
}

/// Whether a sum is no larger than another, or by so much only. Their difference may be too large to be held.
fn up_to(a: Decimal, b: Decimal, allowed: Decimal) -> bool {
    a <= b || a.checked_sub(b).is_some_and(|d| d <= allowed)
}

/// Whether two sums are so near to each other.
pub(super) fn within(a: Decimal, b: Decimal, allowed: Decimal) -> bool {
    up_to(a, b, allowed) && up_to(b, a, allowed)
}

/// Half of the last printed digit in the unit that is printed with it: 17.6亿 stands for anything that rounds to it.
fn declared_tolerance(a: &Amount) -> Decimal {
    let unit = if a.text.contains('亿') {
        Unit::HundredMillion
    } else if a.text.contains('万') {
        Unit::TenThousand
    } else {
        Unit::Yuan
    };
    half(places(&a.text)) * unit.yuan()
}

fn half(places: usize) -> Decimal {
    u32::try_from(places)
        .ok()
        .and_then(|p| Decimal::try_new(5, p.checked_add(1)?).ok())
        .unwrap_or(Decimal::ZERO)
}

/// The one exact sum, if that is what is stated.
fn exact(a: &Amount) -> Option<Decimal> {
    let plain = !a.approximate && a.per.is_none() && a.unknown.is_none();
    a.yuan.filter(|_| plain)
}

/// What a row adds to a total beyond doubt: its exact firm sum, or nothing where nothing is printed.
pub(super) fn firm(a: &Amount) -> Option<Decimal> {
    match a.unknown {
        Some(Unknown::Blank | Unknown::Dash | Unknown::Slash) => Some(Decimal::ZERO),
        _ => exact(a).filter(|_| a.settlement != Some(Settlement::Actual)),
    }
}

/// Half of the last printed digit of a table's sum, in its column's unit or its own.
pub(super) fn tolerance(a: &Amount, unit: Option<Unit>) -> Decimal {
    match unit {
        _ if a.unit_from == Some(UnitFrom::Cell) => declared_tolerance(a),
        Some(unit) => half(places(&a.text)) * unit.yuan(),
        None => Decimal::ZERO,
    }
}

/// Digits printed after the point.
fn places(text: &str) -> usize {
    text.split_once(['.', '．']).map_or(0, |(_, fraction)| {
        fraction
            .chars()
            .take_while(|c| fold::matching(*c).is_some_and(|c| c.is_ascii_digit()))
            .count()
    })
}
