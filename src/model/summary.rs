//! What a notice adds up to.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::amount::{Amount, Settlement};
use super::notice::Notice;

/// Sums of main amounts, in yuan. Rates, bounds, unknowns and sums in other currencies are counted, never added.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sums {
    /// Items.
    pub items: u64,
    /// Sums that are not settled by what was really spent.
    #[serde(with = "rust_decimal::serde::str")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub firm: Decimal,
    /// Of the firm sums, those that are exact: neither said to be approximate nor settled by unit prices.
    #[serde(default, with = "rust_decimal::serde::str")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub exact: Decimal,
    /// Of the firm sums, the others.
    #[serde(default, with = "rust_decimal::serde::str")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub approximate: Decimal,
    /// Sums that are settled by what was really spent (按实结算).
    #[serde(with = "rust_decimal::serde::str")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub actual: Decimal,
    /// Items whose amount is a rate.
    pub rates: u64,
    /// Items of which only bounds are known.
    pub bounded: u64,
    /// Items without a sum.
    pub unknown: u64,
}

impl Sums {
    /// Adds a sum where it belongs; `None` if it cannot be held exactly.
    fn add(&mut self, amount: &Amount, yuan: Decimal) -> Option<()> {
        if amount.settlement == Some(Settlement::Actual) {
            self.actual = self.actual.checked_add(yuan)?.normalize();
            return Some(());
        }
        let firm = self.firm.checked_add(yuan)?.normalize();
        let by_price = amount.settlement == Some(Settlement::UnitPrice);
        let part = if amount.approximate || by_price {
            &mut self.approximate
        } else {
            &mut self.exact
        };
        *part = part.checked_add(yuan)?.normalize();
        self.firm = firm;
        Some(())
    }

    /// Firm and settled-as-actual sums together.
    ///
    /// `None` if the sum is too large to be held exactly.
    #[must_use]
    pub fn total(&self) -> Option<Decimal> {
        self.firm.checked_add(self.actual).map(|d| d.normalize())
    }
}

/// Sums of the whole notice and of each purchaser.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Of all items.
    pub all: Sums,
    /// By purchaser, as printed; items without one are under the empty name.
    pub purchasers: BTreeMap<String, Sums>,
    /// Values that were read again from their pictures, and both readings agree.
    #[serde(default)]
    pub seen: u64,
    /// Values that were read again from their pictures, and the readings differ.
    #[serde(default)]
    pub seen_otherwise: u64,
}

impl Notice {
    /// Adds up the items' main amounts.
    ///
    /// # Examples
    /// ```
    /// let notice = putuo_notice::parse_notice("关于某事的通知").unwrap();
    /// assert_eq!(notice.summary().all.items, 0);
    /// ```
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut out = Summary::default();
        for seen in self.seen() {
            *if seen {
                &mut out.seen
            } else {
                &mut out.seen_otherwise
            } += 1;
        }
        for item in &self.items {
            let buyer = item.purchaser.as_ref().map_or("", |p| p.text.as_str());
            let amount = item.amount.as_ref();
            let of_buyer = out.purchasers.entry(buyer.to_owned()).or_default();
            for sums in [&mut out.all, of_buyer] {
                sums.items += 1;
                let Some(a) = amount else {
                    sums.unknown += 1;
                    continue;
                };
                if a.per.is_some() {
                    sums.rates += 1;
                } else if let Some(yuan) = a.yuan {
                    if sums.add(a, yuan).is_none() {
                        sums.unknown += 1;
                    }
                } else if a.lower.is_some() || a.upper.is_some() {
                    sums.bounded += 1;
                } else {
                    sums.unknown += 1;
                }
            }
        }
        out
    }

    /// What came of each value that was read again from its picture.
    fn seen(&self) -> impl Iterator<Item = bool> {
        let rows = self.tables.iter().flat_map(|t| &t.rows);
        let cells = rows.flat_map(|r| &r.cells).map(|c| c.seen);
        let head = self.document_number.iter().map(|n| n.seen);
        let date = self.date.iter().map(|d| d.seen);
        let declared = self.declared.iter().map(|d| d.text.seen);
        let sums = self.declared_sums.iter().map(|d| d.text.seen);
        cells
            .chain(head)
            .chain(date)
            .chain(declared)
            .chain(sums)
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use crate::parse_notice;

    #[test]
    fn only_exact_sums_are_exact() {
        let rows = "5\n约2\n3（按实结算）\n不超过4\n300元/人\n待定\n1万美元\n6（按单价结算）";
        let rows: String = rows
            .lines()
            .enumerate()
            .map(|(i, sum)| format!("{0}\t区民政局\t第{0}项服务\t{sum}\n", i + 1))
            .collect();
        let text = format!("关于某事的通知\n\n序号\t购买主体\t项目名称\t金额（万元）\n{rows}");
        let sums = parse_notice(text.as_bytes()).unwrap().summary().all;
        let [exact, about, actual, firm] = [sums.exact, sums.approximate, sums.actual, sums.firm];
        assert_eq!(exact.to_string(), "50000");
        assert_eq!(about.to_string(), "80000");
        assert_eq!(actual.to_string(), "30000");
        assert_eq!(firm, exact + about);
        assert_eq!((sums.rates, sums.bounded, sums.unknown), (1, 1, 2));
    }
}
