//! Sums that are others' sum, and do not say so.

use rust_decimal::Decimal;

use super::{items, tables};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Item, Notice};

/// Two sums may add up to a third by chance.
const ENOUGH: usize = 3;

/// `item.total`: the first or the last item of a table has the sum of all the others. It is a total that was counted as a
/// project.
pub(super) fn unlabelled(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        let sum = |item: &Item| item.amount.as_ref()?.yuan;
        let sums: Vec<(usize, Decimal)> = rows
            .iter()
            .filter_map(|(i, item, _)| Some((*i, sum(item)?)))
            .collect();
        if sums.len() <= ENOUGH {
            continue;
        }
        let whole = sums
            .iter()
            .try_fold(Decimal::ZERO, |all, (_, sum)| all.checked_add(*sum));
        let Some(whole) = whole else { continue };
        for end in [sums.first(), sums.last()].into_iter().flatten() {
            let (i, own) = end;
            if own.is_zero() || own.checked_add(*own) != Some(whole) {
                continue;
            }
            let place = rows
                .iter()
                .find(|(at, _, _)| at == i)
                .and_then(|(_, item, _)| item.amount.as_ref()?.locations.first().cloned());
            out.push(
                Diagnostic::new(
                    "item.total",
                    Severity::Warning,
                    format!("this item's {own} yuan are the sum of the table's other items: a total, perhaps"),
                    format!("此项金额{own}元等于本表其余各项之和，疑为合计"),
                )
                .path(format!("/items/{i}"))
                .at(place)
                .help(
                    "if the row is a total, do not count it as a project",
                    "如为合计行，请勿计作项目",
                ),
            );
        }
    }
    out
}

/// `item.class`: every item of a table is a class or stands in one: the class has the sum of those below it, up to the next.
/// These are classes that were counted as projects.
pub(super) fn classes(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        let sum = |item: &Item| item.amount.as_ref()?.yuan.filter(|y| !y.is_zero());
        let (mut classes, mut left) = (Vec::new(), Decimal::ZERO);
        let all = rows.iter().all(|(i, item, _)| {
            let Some(own) = sum(item) else { return false };
            if left.is_zero() {
                classes.push((*i, *item));
                left = own;
                return true;
            }
            left -= own;
            left >= Decimal::ZERO
        });
        // With two to a class, equal sums would do.
        if !all || !left.is_zero() || classes.len() < 2 || rows.len() <= 2 * classes.len() {
            continue;
        }
        out.extend(classes.into_iter().map(|(i, item)| {
            let amount = item.amount.as_ref();
            let place = amount.and_then(|a| a.locations.first().cloned());
            Diagnostic::new(
                "item.class",
                Severity::Warning,
                "this item's sum is that of the items below it, and so it goes on down the table: a class of them, perhaps",
                "此项金额等于其下若干项之和，全表皆如此，疑为分类小计",
            )
            .path(format!("/items/{i}"))
            .at(place)
            .help(
                "if the row is the sum of those below it, do not count it as a project",
                "如为其下各项的小计，请勿计作项目",
            )
        }));
    }
    out
}
