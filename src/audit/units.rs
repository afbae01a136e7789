//! Units of money that contradict each other, or that the sums make implausible.

use rust_decimal::Decimal;

use super::{items, tables};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::money::unit;
use crate::model::{Notice, Role, Text, Unit, UnitFrom};

/// No project of a public notice costs less than this, in yuan: prices and rates aside, the smallest sum of the lists at hand
/// is 300 yuan. A list all below it was printed in 万元.
const IMPLAUSIBLE: u32 = 100;

/// With fewer sums the list may hold small ones alone.
const ENOUGH: usize = 3;

/// `unit.contradicted`: the header of the main sums and the unit line, the table's name or the body name different units.
pub(super) fn contradicted(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let said = stated(notice);
    for (t, table) in tables(notice) {
        for (c, column) in table.columns.iter().enumerate() {
            if column.role != Role::Amount {
                continue;
            }
            let Some(own) = column.unit else { continue };
            let line = table.unit.zip(table.unit_text.as_ref());
            let other = line
                .into_iter()
                .chain(said.iter().copied())
                .find(|(unit, _)| *unit != own);
            let Some((other, text)) = other else { continue };
            out.push(
                Diagnostic::new(
                    "unit.contradicted",
                    Severity::Warning,
                    format!(
                        "the header “{}” says {}, “{}” says {}; the header's was taken",
                        column.header,
                        own.as_str(),
                        text.text,
                        other.as_str()
                    ),
                    format!(
                        "表头“{}”以{}计，而“{}”以{}计；按表头读取",
                        column.header,
                        own.as_str(),
                        text.text,
                        other.as_str()
                    ),
                )
                .path(format!("/tables/{t}/columns/{c}/unit"))
                .at(text.locations.first().cloned())
                .help(
                    "find out which unit is meant before the sums are used",
                    "请先核实金额单位再使用数据",
                ),
            );
        }
    }
    out
}

/// The units that the notice states for its sums outside tables: 表中金额单位均为元.
fn stated(notice: &Notice) -> Vec<(Unit, &Text)> {
    let notes = notice.attachments.iter().flat_map(|a| &a.notes);
    let names = notice.tables.iter().filter_map(|t| t.title.as_ref());
    let texts = notice
        .title
        .iter()
        .chain(&notice.body)
        .chain(notes)
        .chain(names);
    texts
        .flat_map(|text| {
            let parts = text.text.split(['。', '；', '（', '）', '(', ')', '，']);
            parts.filter_map(move |part| Some((unit::of_statement(part)?.yuan()?, text)))
        })
        .collect()
}

/// `unit.implausible`: every sum of a list is below a hundred yuan.
pub(super) fn implausible(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let sums: Vec<Decimal> = items(notice, t)
            .iter()
            .filter_map(|(_, item, _)| item.amount.as_ref())
            .filter(|a| a.per.is_none() && a.unit_from != Some(UnitFrom::Cell))
            .filter_map(|a| a.yuan)
            .filter(|sum| !sum.is_zero())
            .collect();
        let limit = Decimal::from(IMPLAUSIBLE);
        if sums.len() < ENOUGH || sums.iter().any(|sum| sum.abs() >= limit) {
            continue;
        }
        let Some(column) = table.columns.iter().position(|c| c.role == Role::Amount) else {
            continue;
        };
        let place = table.columns.get(column).and_then(|c| c.texts.last());
        out.push(
            Diagnostic::new(
                "unit.implausible",
                Severity::Warning,
                format!("all {} sums of this table are below {limit} yuan: they may have been printed in 万元", sums.len()),
                format!("本表{}项金额均不足{limit}元，疑以万元计", sums.len()),
            )
            .path(format!("/tables/{t}/columns/{column}/unit"))
            .at(place.and_then(|text| text.locations.first().cloned()))
            .help(
                "find out which unit is meant before the sums are used",
                "请先核实金额单位再使用数据",
            ),
        );
    }
    out
}
