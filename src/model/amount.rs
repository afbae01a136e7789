//! Amounts of money.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::location::Location;

/// How a sum is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Settlement {
    /// By what was really spent: 按实结算, 据实列支, 多退少补.
    Actual,
    /// A fixed total: 包干, 定额.
    LumpSum,
    /// A fixed price for each unit: 单价包干, 按次计费.
    UnitPrice,
}

/// Whether tax is in the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Tax {
    /// 含税.
    Included,
    /// 不含税.
    Excluded,
}

/// Why there is no number. Zero is a number, not an unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Unknown {
    /// Nothing is printed.
    Blank,
    /// — or －.
    Dash,
    /// / or ／.
    Slash,
    /// Yet to be set: 待定, 另议, or 按实结算 alone.
    Pending,
    /// Stated somewhere else: 见附表, 详见合同.
    SeeElsewhere,
    /// Masked or stripped: `******`.
    Redacted,
    /// A notation that is not understood; the printed text is kept and a diagnostic says what was expected.
    Unreadable,
}

/// A unit of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Unit {
    /// 元.
    #[serde(rename = "元")]
    Yuan,
    /// 百元.
    #[serde(rename = "百元")]
    Hundred,
    /// 千元.
    #[serde(rename = "千元")]
    Thousand,
    /// 万元.
    #[serde(rename = "万元")]
    TenThousand,
    /// 十万元.
    #[serde(rename = "十万元")]
    HundredThousand,
    /// 百万元.
    #[serde(rename = "百万元")]
    Million,
    /// 千万元.
    #[serde(rename = "千万元")]
    TenMillion,
    /// 亿元.
    #[serde(rename = "亿元")]
    HundredMillion,
}

impl Unit {
    /// From the smallest to the largest.
    pub(crate) const ALL: [Self; 8] = [
        Self::Yuan,
        Self::Hundred,
        Self::Thousand,
        Self::TenThousand,
        Self::HundredThousand,
        Self::Million,
        Self::TenMillion,
        Self::HundredMillion,
    ];

    const fn times(self) -> u64 {
        match self {
            Self::Yuan => 1,
            Self::Hundred => 100,
            Self::Thousand => 1_000,
            Self::TenThousand => 10_000,
            Self::HundredThousand => 100_000,
            Self::Million => 1_000_000,
            Self::TenMillion => 10_000_000,
            Self::HundredMillion => 100_000_000,
        }
    }

    /// How many yuan one of it is.
    #[must_use]
    pub fn yuan(self) -> Decimal {
        Decimal::from(self.times())
    }

    /// The unit that is so many yuan.
    pub(crate) fn of_yuan(times: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.times() == times)
    }

    /// The Chinese word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::Hundred => "百元",
            Self::Thousand => "千元",
            Self::TenThousand => "万元",
            Self::HundredThousand => "十万元",
            Self::Million => "百万元",
            Self::TenMillion => "千万元",
            Self::HundredMillion => "亿元",
        }
    }
}

/// A currency, by its code of ISO 4217.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Currency {
    /// 人民币.
    #[default]
    Cny,
    /// 美元.
    Usd,
    /// 港元.
    Hkd,
    /// 欧元.
    Eur,
    /// 日元.
    Jpy,
    /// 英镑.
    Gbp,
    /// 韩元.
    Krw,
    /// 新台币.
    Twd,
    /// 澳门元.
    Mop,
    /// 新加坡元.
    Sgd,
    /// 澳元.
    Aud,
    /// 加元.
    Cad,
    /// 瑞士法郎.
    Chf,
    /// 卢布.
    Rub,
    /// 泰铢.
    Thb,
    /// Another one than the yuan, and no more is said: `$`, 外币.
    #[serde(rename = "XXX")]
    Other,
}

impl Currency {
    /// The code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cny => "CNY",
            Self::Usd => "USD",
            Self::Hkd => "HKD",
            Self::Eur => "EUR",
            Self::Jpy => "JPY",
            Self::Gbp => "GBP",
            Self::Krw => "KRW",
            Self::Twd => "TWD",
            Self::Mop => "MOP",
            Self::Sgd => "SGD",
            Self::Aud => "AUD",
            Self::Cad => "CAD",
            Self::Chf => "CHF",
            Self::Rub => "RUB",
            Self::Thb => "THB",
            Self::Other => "XXX",
        }
    }
}

/// Where the unit of an amount was stated; the nearest statement wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum UnitFrom {
    /// In the cell itself.
    Cell,
    /// In the column's header: 金额（万元）.
    Column,
    /// In a line of the table: 单位：万元.
    Table,
    /// Elsewhere in the notice.
    Document,
}

/// At which step of a purchase a sum stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Stage {
    /// Planned: 预算, 补助.
    Budget,
    /// Agreed: 中标价, 成交价, 合同价.
    Award,
    /// Paid out after review: 结算价, 审定价.
    Settlement,
}

/// One of several sums printed in a cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AmountPart {
    /// The word before the sum: 总投资, 本次.
    pub label: Option<String>,
    /// The sum as printed.
    pub text: String,
    /// The sum in yuan.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub yuan: Option<Decimal>,
    /// The step of the purchase that the label names.
    pub stage: Option<Stage>,
}

/// A sum of money as it was meant, with its printed text. Sums are exact decimals in yuan; there is no float. Of another
/// currency only [`value`](Self::value) is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Amount {
    /// The cell's text.
    pub text: String,
    /// The one sum stated, in yuan; `null` for bounds, ranges and unknowns.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub yuan: Option<Decimal>,
    /// The currency; header, caption or cell may name another one than the yuan.
    #[serde(default)]
    pub currency: Currency,
    /// The one sum stated, in a currency that is not the yuan.
    #[serde(default, with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub value: Option<Decimal>,
    /// Lower bound in yuan: 不低于, or the left end of a range.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub lower: Option<Decimal>,
    /// Upper bound in yuan: 不超过, or the right end of a range.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub upper: Option<Decimal>,
    /// Whether the sum is said to be approximate: 约, 左右, 余.
    pub approximate: bool,
    /// How it is settled.
    pub settlement: Option<Settlement>,
    /// What the sum is for one of: `年`, `人·次`. Such a rate is never added to totals.
    pub per: Option<String>,
    /// Whether tax is in it.
    pub tax: Option<Tax>,
    /// Why there is no number.
    pub unknown: Option<Unknown>,
    /// Where the unit was stated; `null` if there is no number or no unit was found.
    pub unit_from: Option<UnitFrom>,
    /// Every printed word beside number, unit, currency sign, 整 and 人民币, without brackets.
    pub qualifiers: Vec<String>,
    /// The sums, where the cell holds several.
    pub parts: Vec<AmountPart>,
    /// The step of the purchase, where the column or the cell names it.
    pub stage: Option<Stage>,
    /// Where it is printed.
    pub locations: Vec<Location>,
    /// Whether it was read again from its picture, and the two readings agree; nothing where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<bool>,
}
