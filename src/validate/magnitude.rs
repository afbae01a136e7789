//! Sums that are out of all proportion: yuan printed under 万元, or the other way round.

use rust_decimal::Decimal;

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Notice, UnitFrom};
use crate::validate::items_of;

/// How many times the middle sum is out of proportion. A unit slip multiplies by 10,000; the sums of one list were seen to
/// differ by a few hundred times, so a thousand parts the two.
const OUT_OF_PROPORTION: u32 = 1_000;

/// With fewer sums there is no middle one.
const ENOUGH: usize = 3;

/// `amount.magnitude`: an item's sum is a thousand times the middle sum of its table, or a thousandth of it. The ends of
/// ranges, ceilings and floors are sums as well. Where the cell of a large one says its unit (5.8亿元), yuan cannot have been
/// printed under 万元: that is an info.
pub(super) fn outliers(notice: &Notice) -> Vec<Diagnostic> {
    (0..notice.tables.len())
        .flat_map(|table| in_table(notice, table))
        .collect()
}

fn in_table(notice: &Notice, table: usize) -> Vec<Diagnostic> {
    let sums: Vec<(usize, Decimal)> = items_of(notice, table)
        .filter_map(|(i, item)| Some((i, item.amount.as_ref().filter(|a| a.per.is_none())?)))
        .flat_map(|(i, amount)| {
            [amount.yuan, amount.lower, amount.upper].map(|sum| Some((i, sum?)))
        })
        .flatten()
        .filter(|(_, sum)| *sum > Decimal::ZERO)
        .collect();
    let mut ordered: Vec<Decimal> = sums.iter().map(|(_, y)| *y).collect();
    ordered.sort_unstable();
    let Some(middle) = ordered
        .get(ordered.len() / 2)
        .filter(|_| ordered.len() >= ENOUGH)
    else {
        return Vec::new();
    };
    let times = Decimal::from(OUT_OF_PROPORTION);
    let out = |a: Decimal, b: Decimal| b.checked_mul(times).is_some_and(|b| a >= b);
    sums.iter()
        .filter(|(_, y)| out(*y, *middle) || out(*middle, *y))
        .map(|(i, yuan)| {
            let amount = notice.items.get(*i).and_then(|item| item.amount.as_ref());
            let location = amount.and_then(|a| a.locations.first().cloned());
            let own = amount.is_some_and(|a| a.unit_from == Some(UnitFrom::Cell));
            Diagnostic::new(
                codes::AMOUNT_MAGNITUDE,
                if own && yuan > middle {
                    Severity::Info
                } else {
                    Severity::Warning
                },
                format!(
                    "{yuan} yuan is out of proportion to the table's middle sum, {middle} yuan"
                ),
                format!("{yuan}元与本表中位数{middle}元相差悬殊"),
            )
            .path(format!("/items/{i}/amount"))
            .at(location)
            .help(
                "check whether yuan were printed under 万元, or the other way round",
                "请核对是否元与万元混用",
            )
        })
        .collect()
}
