//! Relations between the columns of a table: a row that breaks what its neighbours keep.

use rust_decimal::Decimal;

use super::sums::{firm, tolerance, within};
use crate::amount::escape;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::labels;
use crate::model::{Column, Notice, Role, Row, RowKind, Table};

/// A relation that no header names counts once so many rows keep it, and four rows in five: fewer may keep it by chance.
const ENOUGH: usize = 3;

/// Most money columns of which each is compared with the others: the widest lists met have fifteen columns in all.
const MOST: usize = 15;

/// `sum.columns`: where a money column is the sum of the others beside it (总投资 = 中央 + 省级 + 区级) in nearly every
/// row, it is in all. `product.columns`: likewise where the main sum is a price times a number (单价 × 数量).
pub(super) fn relations(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in notice.tables.iter().enumerate() {
        let money: Vec<usize> = columns(table, |c| {
            matches!(c.role, Role::Amount | Role::AmountOther)
        });
        for &whole in money.iter().filter(|_| money.len() <= MOST) {
            let parts = beside(table, &money, whole);
            if parts.len() > 1 {
                let sum = |row: &Row| sum(table, row, &parts);
                out.extend(broken(
                    t,
                    table,
                    whole,
                    codes::SUM_COLUMNS,
                    names_sum(table, whole),
                    &sum,
                ));
            }
        }
        let price = money
            .iter()
            .copied()
            .find(|&c| header(table, c).contains("单价"));
        let whole = money
            .iter()
            .copied()
            .find(|&c| Some(c) != price && role(table, c) == Some(Role::Amount));
        if let (Some(price), Some(whole)) = (price, whole) {
            for number in columns(table, |c| c.role == Role::Other) {
                let product = |row: &Row| product(table, row, price, number);
                out.extend(broken(
                    t,
                    table,
                    whole,
                    codes::PRODUCT_COLUMNS,
                    false,
                    &product,
                ));
            }
        }
    }
    out
}

fn columns(table: &Table, test: impl Fn(&Column) -> bool) -> Vec<usize> {
    (0..table.columns.len())
        .filter(|&c| table.columns.get(c).is_some_and(&test))
        .collect()
}

fn header(table: &Table, column: usize) -> &str {
    table.columns.get(column).map_or("", |c| c.header.as_str())
}

fn role(table: &Table, column: usize) -> Option<Role> {
    table.columns.get(column).map(|c| c.role)
}

/// The money columns under the same upper header as `whole`; without one, all the others.
fn beside(table: &Table, money: &[usize], whole: usize) -> Vec<usize> {
    let upper = |c: usize| header(table, c).rsplit_once('/').map(|(upper, _)| upper);
    let others = money.iter().copied().filter(|&c| c != whole);
    let same: Vec<usize> = others
        .clone()
        .filter(|&c| upper(c).is_some() && upper(c) == upper(whole))
        .collect();
    if same.is_empty() {
        others.collect()
    } else {
        same
    }
}

/// The sum of a row's parts, if each is a sum or nothing, and two at least are sums.
fn sum(table: &Table, row: &Row, parts: &[usize]) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    let mut filled = 0;
    for &part in parts {
        let value = firm(row.amounts.get(header(table, part))?)?;
        filled += usize::from(!value.is_zero());
        sum = sum.checked_add(value)?;
    }
    (filled > 1).then_some(sum)
}

fn product(table: &Table, row: &Row, price: usize, number: usize) -> Option<Decimal> {
    let price = row.amounts.get(header(table, price))?.yuan?;
    let number = Decimal::from_str_exact(row.cells.get(number)?.text.trim()).ok()?;
    price.checked_mul(number)
}

/// Whether the header of a column says 合计 or 小计 of those beside it.
fn names_sum(table: &Table, column: usize) -> bool {
    let texts = table.columns.get(column).and_then(|c| c.texts.last());
    let leaf = texts.map_or(header(table, column), |t| t.text.as_str());
    matches!(
        labels::summary(leaf),
        Some(RowKind::Total | RowKind::Subtotal)
    )
}

/// The rows whose sum is not what the relation makes it, if the relation holds. One row that keeps what a header names says
/// which columns are added up.
fn broken(
    t: usize,
    table: &Table,
    whole: usize,
    code: &'static str,
    named: bool,
    expected: &dyn Fn(&Row) -> Option<Decimal>,
) -> Vec<Diagnostic> {
    let Some(column) = table.columns.get(whole) else {
        return Vec::new();
    };
    let (mut kept, mut out) = (0_usize, Vec::new());
    for (r, row) in table.rows.iter().enumerate() {
        let Some(amount) = row.amounts.get(&column.header) else {
            continue;
        };
        let (Some(expected), Some(printed)) = (expected(row), firm(amount)) else {
            continue;
        };
        let allowed = tolerance(amount, column.unit.or(table.unit));
        if within(expected, printed, allowed) {
            kept += 1;
            continue;
        }
        let expected = expected.normalize();
        out.push(
            Diagnostic::new(
                code,
                Severity::Warning,
                format!("the other columns of this row come to {expected} yuan, as they do in other rows; it says {printed}"),
                format!("按本行其他各列应为{expected}元（其余各行均如此），实为{printed}元"),
            )
            .path(format!("/tables/{t}/rows/{r}/amounts/{}", escape(&column.header)))
            .at(amount.locations.first().cloned())
            .help("compare the row's sums with the printed table", "请核对原表该行金额"),
        );
    }
    let holds = if named {
        kept > 0 && kept >= out.len()
    } else {
        kept >= ENOUGH && kept >= out.len() * 4
    };
    if holds { out } else { Vec::new() }
}
