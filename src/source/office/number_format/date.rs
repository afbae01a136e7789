//! Days and times in number formats.

use super::{Part, digits};

/// A part of a day or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DatePart {
    /// With so many digits, two or four.
    Year(usize),
    /// `m`, `mm`, `mmm` (Jan), `mmmm` (January), `mmmmm` (J).
    Month(usize),
    /// `d`, `dd`.
    Day(usize),
    /// `ddd` (Mon), `dddd` (Monday).
    Weekday(usize),
    /// `aaa` (一), `aaaa` (星期一).
    ChineseWeekday(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    /// Digits behind the second's point.
    Fraction(usize),
    /// `AM/PM`, `A/P`: which of the two, and whether in Chinese.
    Half(HalfName),
    /// Hours, minutes, seconds that have gone by: `[h]`.
    Elapsed(char, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HalfName {
    Long,
    Short,
    Chinese,
}

/// The part that begins at a character, and how many characters it has.
pub(super) fn part(chars: &[char], at: usize) -> Option<(DatePart, usize)> {
    let rest = chars.get(at..)?;
    let first = rest.first()?.to_ascii_lowercase();
    let begins = |text: &str| {
        let mut rest = rest.iter();
        text.chars()
            .all(|c| rest.next().is_some_and(|r| r.eq_ignore_ascii_case(&c)))
    };
    for (text, name) in [
        ("AM/PM", HalfName::Long),
        ("A/P", HalfName::Short),
        ("上午/下午", HalfName::Chinese),
    ] {
        if begins(text) {
            return Some((DatePart::Half(name), text.chars().count()));
        }
    }
    let length = rest
        .iter()
        .take_while(|c| c.to_ascii_lowercase() == first)
        .count();
    let part = match first {
        'y' if length > 2 => DatePart::Year(4),
        'y' => DatePart::Year(2),
        'e' => DatePart::Year(4),
        'm' => DatePart::Month(length),
        'd' if length > 2 => DatePart::Weekday(length),
        'd' => DatePart::Day(length),
        'a' if length > 2 => DatePart::ChineseWeekday(length),
        'h' => DatePart::Hour(length),
        's' => DatePart::Second(length),
        '.' if rest.get(1) == Some(&'0') => {
            let zeros = rest.iter().skip(1).take_while(|c| **c == '0').count();
            return Some((DatePart::Fraction(zeros), zeros + 1));
        }
        _ => return None,
    };
    Some((part, length))
}

/// `[h]`, `[mm]`, `[ss]`.
pub(super) fn elapsed(inside: &str) -> Option<DatePart> {
    let first = inside.chars().next()?.to_ascii_lowercase();
    let same = inside.chars().all(|c| c.eq_ignore_ascii_case(&first));
    (same && matches!(first, 'h' | 'm' | 's')).then_some(DatePart::Elapsed(first, inside.len()))
}

/// The long date of a Chinese system: 2023年4月1日.
pub(super) fn long_date() -> Vec<Part> {
    vec![
        Part::Date(DatePart::Year(4)),
        Part::Literal("年".into()),
        Part::Date(DatePart::Month(1)),
        Part::Literal("月".into()),
        Part::Date(DatePart::Day(1)),
        Part::Literal("日".into()),
    ]
}

/// The time of a Chinese system: 9:05:00.
pub(super) fn long_time() -> Vec<Part> {
    vec![
        Part::Date(DatePart::Hour(1)),
        Part::Literal(":".into()),
        Part::Date(DatePart::Minute(2)),
        Part::Literal(":".into()),
        Part::Date(DatePart::Second(2)),
    ]
}

/// Tells minutes from months: they stand behind hours or before seconds.
pub(super) fn settle(parts: &mut [Part]) {
    let dates: Vec<(usize, DatePart)> = parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| match part {
            Part::Date(date) => Some((at, *date)),
            _ => None,
        })
        .collect();
    for (index, (at, date)) in dates.iter().enumerate() {
        let DatePart::Month(length @ 1..=2) = *date else {
            continue;
        };
        let before = index.checked_sub(1).and_then(|i| dates.get(i)).map(|d| d.1);
        let behind = dates.get(index + 1).map(|d| d.1);
        let hour = matches!(before, Some(DatePart::Hour(_) | DatePart::Elapsed('h', _)));
        let second = matches!(
            behind,
            Some(DatePart::Second(_) | DatePart::Elapsed('s', _))
        );
        if (hour || second)
            && let Some(part) = parts.get_mut(*at)
        {
            *part = Part::Date(DatePart::Minute(length));
        }
    }
}

/// Days from 1 March of the year 0 to day 0 of each count.
const BEFORE_1900: i64 = 693_900;
const BEFORE_1904: i64 = 695_361;

/// The serial number of a day.
pub(super) fn serial((year, month, day): (i64, i64, i64), from_1904: bool) -> Option<f64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1_800..=9_999).contains(&year) {
        return None;
    }
    // Days since 1 March of the year 0 (proleptic Gregorian).
    let year = if month < 3 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days =
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let serial = if from_1904 {
        days - BEFORE_1904
    } else {
        let serial = days - BEFORE_1900;
        // The day that 1900 did not have.
        if serial > 59 { serial + 1 } else { serial }
    };
    i32::try_from(serial).ok().map(f64::from)
}

/// The day of a serial number.
fn day(serial: i64, from_1904: bool) -> Option<(i64, u8, u8)> {
    // The first spreadsheet took 1900 for a leap year, and all others after it: day 60 is 29 February.
    let days = match (from_1904, serial) {
        (true, _) => BEFORE_1904 + serial,
        (false, 0) => return Some((1900, 1, 0)),
        (false, 60) => return Some((1900, 2, 29)),
        (false, 1..60) => BEFORE_1900 + serial,
        (false, _) => BEFORE_1900 + serial - 1,
    };
    Some(civil(days))
}

/// The day that lies so many days after 1 March of the year 0 (proleptic Gregorian).
fn civil(days: i64) -> (i64, u8, u8) {
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (
        year,
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )
}

/// Prints a day and time; `None` for those before the first day or after the year 9999.
pub(super) fn print(
    parts: &[Part],
    value: f64,
    from_1904: bool,
    numerals: Option<u8>,
) -> Option<String> {
    // The last day that spreadsheets know is 31 December 9999.
    const LAST: f64 = 2_958_466.0;
    if !(0.0..LAST).contains(&value) {
        return None;
    }
    let places = parts.iter().find_map(|p| match p {
        Part::Date(DatePart::Fraction(places)) => Some((*places).min(3)),
        _ => None,
    });
    // In units of what is printed last, so that 23:59:59.9 is the next day.
    let scale = 10_f64.powi(i32::try_from(places.unwrap_or(0)).ok()?);
    let has_second = parts.iter().any(|p| {
        matches!(
            p,
            Part::Date(DatePart::Second(_) | DatePart::Elapsed('s', _))
        )
    });
    let seconds = value * 86_400.0;
    let units = if has_second {
        (seconds * scale).round() / scale
    } else {
        (seconds + 1e-4).floor()
    };
    let whole = units.floor();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "within the range that was looked at"
    )]
    let (total, fraction) = (whole as i64, units - whole);
    let (days, second_of_day) = (total.div_euclid(86_400), total.rem_euclid(86_400));
    let (year, month, day) = day(days, from_1904)?;
    let (hour, minute, second) = (
        second_of_day / 3_600,
        second_of_day / 60 % 60,
        second_of_day % 60,
    );
    let twelve = parts
        .iter()
        .any(|p| matches!(p, Part::Date(DatePart::Half(_))));
    let pad = |n: i64, width: usize| format!("{n:0width$}", width = width.min(2));
    let spoken = |n: i64, width: usize| match numerals {
        Some(_) => chinese(n, numerals),
        None => pad(n, width),
    };
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Literal(text) => out.push_str(text),
            Part::Date(date) => match *date {
                DatePart::Year(2) => out.push_str(&digits::in_numerals(
                    &pad(year.rem_euclid(100), 2),
                    numerals,
                    false,
                )),
                DatePart::Year(_) => {
                    out.push_str(&digits::in_numerals(&format!("{year:04}"), numerals, false));
                }
                DatePart::Month(length @ 1..=2) => out.push_str(&spoken(i64::from(month), length)),
                DatePart::Month(length) => out.push_str(&name_of_month(month, length)),
                DatePart::Day(length) => out.push_str(&spoken(i64::from(day), length)),
                DatePart::Weekday(length) => out.push_str(name_of_day(days, from_1904, length)?),
                DatePart::ChineseWeekday(length) => {
                    if length > 3 {
                        out.push_str("星期");
                    }
                    let name = "日一二三四五六"
                        .chars()
                        .nth(usize::try_from(weekday(days, from_1904)).ok()?);
                    out.extend(name);
                }
                DatePart::Hour(length) => {
                    let hour = if twelve { (hour + 11) % 12 + 1 } else { hour };
                    out.push_str(&spoken(hour, length));
                }
                DatePart::Minute(length) => out.push_str(&spoken(minute, length)),
                DatePart::Second(length) => out.push_str(&spoken(second, length)),
                DatePart::Fraction(places) => {
                    let text = format!("{fraction:.places$}");
                    out.push_str(text.get(1..).unwrap_or_default());
                }
                DatePart::Half(name) => out.push_str(match (name, hour < 12) {
                    (HalfName::Long, true) => "AM",
                    (HalfName::Long, false) => "PM",
                    (HalfName::Short, true) => "A",
                    (HalfName::Short, false) => "P",
                    (HalfName::Chinese, true) => "上午",
                    (HalfName::Chinese, false) => "下午",
                }),
                DatePart::Elapsed(unit, width) => {
                    let gone = match unit {
                        'h' => total / 3_600,
                        'm' => total / 60,
                        _ => total,
                    };
                    out.push_str(&format!("{gone:0width$}", width = width.min(9)));
                }
            },
            _ => {}
        }
    }
    Some(out)
}

/// A number up to sixty as days and hours are said: 十二, 二十一.
fn chinese(n: i64, numerals: Option<u8>) -> String {
    let spoken = digits::in_numerals(&n.to_string(), numerals, true);
    // 一十二 is how sums are written, not days.
    match spoken.strip_prefix('一') {
        Some(rest) if (10..20).contains(&n) => rest.to_owned(),
        _ => spoken,
    }
}

/// 0 for Sunday.
fn weekday(days: i64, from_1904: bool) -> i64 {
    // 1 January 1904 was a Friday; spreadsheets take day 1 of 1900 for a Sunday.
    (days + if from_1904 { 5 } else { 6 }).rem_euclid(7)
}

fn name_of_day(days: i64, from_1904: bool, length: usize) -> Option<&'static str> {
    const NAMES: [&str; 7] = [
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
    ];
    let name = NAMES.get(usize::try_from(weekday(days, from_1904)).ok()?)?;
    if length > 3 {
        Some(name)
    } else {
        name.get(..3)
    }
}

fn name_of_month(month: u8, length: usize) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = NAMES
        .get(usize::from(month).saturating_sub(1))
        .copied()
        .unwrap_or_default();
    let most = match length {
        3 => 3,
        5 => 1,
        _ => name.len(),
    };
    name.chars().take(most).collect()
}
