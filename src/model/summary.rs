//! What a notice adds up to.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::amount::Settlement;
use super::notice::Notice;

/// Sums of main amounts, in yuan. Rates, bounds and unknowns are counted, never added.
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
                    let part = if a.settlement == Some(Settlement::Actual) {
                        &mut sums.actual
                    } else {
                        &mut sums.firm
                    };
                    match part.checked_add(yuan) {
                        Some(sum) => *part = sum.normalize(),
                        None => sums.unknown += 1,
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
}
