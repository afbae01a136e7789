//! Civil dates.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::location::Location;

/// A day of the civil calendar; serialised as `2023-04-11`.
///
/// # Examples
/// ```
/// use putuo_notice::Date;
/// let date = Date::new(2023, 4, 11).unwrap();
/// assert_eq!(date.to_string(), "2023-04-11");
/// assert!(Date::new(2023, 2, 30).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A date, if the calendar has it.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=last)
            .contains(&day)
            .then_some(Self { year, month, day })
    }

    /// Year of the common era.
    #[must_use]
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// Month, from 1.
    #[must_use]
    pub const fn month(&self) -> u8 {
        self.month
    }

    /// Day of the month, from 1.
    #[must_use]
    pub const fn day(&self) -> u8 {
        self.day
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("expected a date as YYYY-MM-DD, found {s:?}");
        let mut parts = s.splitn(3, '-');
        let mut next = || {
            parts
                .next()
                .filter(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
        };
        let (year, month, day) = (next(), next(), next());
        let (Some(year), Some(month), Some(day)) = (year, month, day) else {
            return Err(wrong());
        };
        match (year.parse(), month.parse(), day.parse()) {
            (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day).ok_or_else(wrong),
            _ => Err(wrong()),
        }
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

/// A date with its printed form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DateText {
    /// The day.
    pub text: Date,
    /// As printed: `2023 年 4 月 11 日`, `二○○八年五月六日`.
    pub raw: String,
    /// Where it stands.
    pub locations: Vec<Location>,
    /// Whether it was read again from its picture, and the two readings agree; nothing where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<bool>,
}
