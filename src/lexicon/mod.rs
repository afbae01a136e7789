//! What words mean: headers of columns, units of money, labels of totals and notes, numerals.
//!
//! Ground: every stage may ask, and none keeps a word list of its own, so that a word is known everywhere or nowhere.

pub(crate) mod fold;
pub(crate) mod key;
pub(crate) mod labels;
pub(crate) mod money;
pub(crate) mod numeral;
pub(crate) mod office;
pub(crate) mod role;
pub(crate) mod standing;

/// Names of units of money, the longest first: 万元 ends in 元.
pub(crate) fn money_units() -> impl Iterator<Item = &'static str> {
    ["亿元", "百万元", "万元", "千元", "百元", "元"].into_iter()
}
