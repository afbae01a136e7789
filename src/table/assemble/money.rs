//! Sums under headers that do not speak of money, in a table whose unit line does: 镇街 | 居家养老 | 机构养老 | 合计.

use super::key_of;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::money;
use crate::lexicon::money::unit::{self, Denomination};
use crate::lexicon::numeral;
use crate::lexicon::role;
use crate::model::{Role, RowKind};
use crate::table::{Flow, WholeColumn, WholeTable};

/// Gives columns of numbers the role of sums where the table, or its name above it, states a unit of money and no header
/// speaks of money.
pub(super) fn by_unit(flow: &mut [Flow]) {
    let mut named: Option<Denomination> = None;
    for part in flow {
        match part {
            Flow::Line(line) if line.is_blank() => {}
            Flow::Break => named = None,
            Flow::Line(line) => named = unit::of_caption(line.key()),
            Flow::Table(table) => {
                let title = table.title.iter();
                let mut units = title.map(|l| unit::of_caption(l.key()));
                let own = units.find_map(|unit| unit);
                if let Some(unit) = table.unit.map(Denomination::from).or(own).or(named.take()) {
                    name(table, unit);
                }
            }
        }
    }
}

fn name(table: &mut WholeTable, unit: Denomination) {
    let money = |c: &WholeColumn| matches!(c.role, Role::Amount | Role::AmountOther);
    if table.columns.iter().any(money) {
        return;
    }
    let sums: Vec<bool> = (0..table.columns.len())
        .map(|col| is_of_sums(table, col))
        .collect();
    if !sums.contains(&true) {
        return;
    }
    for (column, _) in table.columns.iter_mut().zip(&sums).filter(|(_, is)| **is) {
        column.role = Role::Amount;
    }
    table.unit = table.unit.or(unit.yuan());
    table.doubts.push(
        Diagnostic::new(
            codes::ROLE_BY_UNIT,
            Severity::Info,
            "no header speaks of money; columns of numbers are read as sums, since a unit of money is stated for the table",
            "表头未写明金额，因表格标注了金额单位，数字列按金额读取",
        )
        .help("check that these columns are money", "请核对这些列是否为金额"),
    );
}

/// Whether a column's header is none that is known, nor one that counts something, and all its cells are sums.
fn is_of_sums(table: &WholeTable, col: usize) -> bool {
    let unknown = table.columns.get(col).is_some_and(|c| {
        c.role == Role::Other
            && c.path
                .last()
                .is_some_and(|h| role::may_be_money(h) || role::is_of_payments(h))
    });
    let items = table.rows.iter().filter(|r| r.kind == RowKind::Item);
    let texts = items
        .filter_map(|r| r.cells.get(col))
        .map(|c| key_of(&c.lines));
    let texts: Vec<Key> = texts.filter(|t| !t.is_empty()).collect();
    unknown
        && texts.iter().any(|t| numeral::is_figures(t))
        && texts.iter().all(|t| money::is_sum(t))
}
