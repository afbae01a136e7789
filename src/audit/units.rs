//! Units of money that contradict each other, or that the sums make implausible.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{items, tables};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::money::unit;
use crate::model::{Amount, Notice, Role, Text, Unit, UnitFrom};

/// No project of a public notice costs less than this, in yuan: prices and rates aside, the smallest sum of the lists at hand
/// is 300 yuan. A list all below it was printed in 万元.
const IMPLAUSIBLE: u32 = 100;

/// The greatest sums of district lists, in yuan, are some tens of millions, and smaller ones stand beside them. A list all above
/// this, ten thousand 万元, was printed in 元.
const HUGE: u32 = 100_000_000;

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
                    codes::UNIT_CONTRADICTED,
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
    let notes = notice.attachments.iter();
    let notes = notes.flat_map(|a| a.title.iter().chain(&a.notes));
    let names = notice.tables.iter().filter_map(|t| t.title.as_ref());
    let texts = notice
        .title
        .iter()
        .chain(&notice.body)
        .chain(notes)
        .chain(names);
    texts
        .flat_map(|text| {
            let units = unit::statements(&text.text);
            units.filter_map(move |unit| Some((unit.yuan()?, text)))
        })
        .collect()
}

/// `unit.implausible`: the sums of a list are below a hundred yuan, or above a hundred million.
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
        let (least, most) = (Decimal::from(IMPLAUSIBLE), Decimal::from(HUGE));
        let all = |odd: fn(&Decimal, &Decimal) -> bool, limit: &Decimal| {
            sums.len() >= ENOUGH && sums.iter().all(|sum| odd(&sum.abs(), limit))
        };
        // A few may be larger: 8, 15.6 and 120.
        let small = sums.iter().filter(|sum| sum.abs() < least).count();
        let larger = Decimal::from(10 * IMPLAUSIBLE);
        let (odd, odd_zh, unit) = if 2 * small > sums.len() && all(Decimal::lt, &larger) {
            ("below 100 yuan or hardly above", "不足100元或略高", "万元")
        } else if all(Decimal::ge, &most) {
            ("a hundred million yuan and more", "达1亿元以上", "元")
        } else {
            continue;
        };
        let Some(column) = table.columns.iter().position(|c| c.role == Role::Amount) else {
            continue;
        };
        let place = table.columns.get(column).and_then(|c| c.texts.last());
        out.push(
            Diagnostic::new(
                codes::UNIT_IMPLAUSIBLE,
                Severity::Warning,
                format!(
                    "all {} sums of this table are {odd}: they may have been printed in {unit}",
                    sums.len()
                ),
                format!("本表{}项金额均{odd_zh}，疑以{unit}计", sums.len()),
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

/// How many times below the least of its neighbours' a sum is one of another unit: in 42 draws of some eighty lists each no right
/// sum was so far from the others.
const SLIP: u32 = 30;

/// `amount.slip`: a sum is far below all others of its column, and would stand among them were it of 万元: the sign may be
/// missing in print.
pub(super) fn slips(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let (slip, ten_thousand) = (Decimal::from(SLIP), Decimal::from(10_000));
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        let mut columns: BTreeMap<&str, Vec<(usize, Decimal, &Amount)>> = BTreeMap::new();
        for (i, item, _) in &rows {
            for (column, amount) in item.amounts.iter().filter(|(_, a)| a.per.is_none()) {
                let sums = [amount.yuan, amount.lower, amount.upper];
                let sums = sums.into_iter().flatten().filter(|s| *s > Decimal::ZERO);
                let of = columns.entry(column.as_str()).or_default();
                of.extend(sums.map(|sum| (*i, sum, amount.as_ref())));
            }
        }
        for (column, sums) in columns {
            // A range has two ends.
            let mut ordered = sums.clone();
            ordered.sort_unstable_by_key(|(_, sum, _)| *sum);
            let Some((first, ..)) = ordered.first().copied() else {
                continue;
            };
            let own = ordered.iter().filter(|(i, ..)| *i == first);
            let mut others = ordered.iter().filter(|(i, ..)| *i != first);
            if others.clone().count() < ENOUGH {
                continue;
            }
            let (Some((_, least, _)), Some((_, most, _))) = (others.next(), others.next_back())
            else {
                continue;
            };
            let mut slipped = own.filter(|(_, sum, _)| {
                let meant = sum.checked_mul(ten_thousand);
                sum.checked_mul(slip).is_some_and(|s| s <= *least)
                    && meant.is_some_and(|m| *least <= m && m <= *most)
            });
            let Some((i, sum, amount)) = slipped.next_back() else {
                continue;
            };
            out.push(
                Diagnostic::new(
                    codes::AMOUNT_SLIP,
                    Severity::Warning,
                    format!("{sum} yuan is far below all others under “{column}”, of which the least is {least}; 10,000 times that would be among them"),
                    format!("{sum}元远低于“{column}”其余各项（最低{least}元），疑脱“万”字"),
                )
                .path(format!("/items/{i}/amount"))
                .at(amount.locations.first().cloned())
                .help(
                    "check whether the sum is one of 万元",
                    "请核对该金额是否以万元计",
                ),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Item, Row, Table};

    #[test]
    fn a_sum_that_only_ten_thousand_times_it_would_stand_among_its_column_is_said() {
        let found = |sums: [u32; 5]| -> Vec<String> {
            let mut notice = Notice::default();
            notice.tables.push(Table::default());
            for (row, sum) in sums.into_iter().enumerate() {
                let amount = Amount {
                    upper: Some(Decimal::from(sum)),
                    ..Amount::default()
                };
                notice.items.push(Item {
                    row,
                    amounts: [("资金预算".to_owned(), Box::new(amount))].into(),
                    ..Item::default()
                });
                let rows = &mut notice.tables[0].rows;
                rows.push(Row::default());
            }
            slips(&notice).into_iter().map(|d| d.path).collect()
        };
        assert_eq!(
            found([520_000, 670, 140_000, 6_780_000, 70_000]),
            ["/items/1/amount"]
        );
        assert_eq!(
            found([520_000, 2_000, 140_000, 46_780_000, 70_000]),
            ["/items/1/amount"]
        );
        // Nor would it stand among the others, and the least of a list is not far from the next.
        assert!(found([520_000, 670, 140_000, 680_000, 70_000]).is_empty());
        assert!(found([520_000, 670, 14_000, 6_780_000, 70_000]).is_empty());
    }
}
