//! Dates as printed: `2023 年 4 月 11 日`, `二○○八年五月六日`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::Date;

/// A printed date; white space must be gone. Chinese digits with every zero in use: 〇 ○ Ｏ O o 0 零.
static DATE: LazyLock<Result<Regex, regex::Error>> = LazyLock::new(|| {
    Regex::new(
        r"(?P<y>[0-9０-９]{4}|[〇○ＯOo0零一二三四五六七八九]{4})年(?P<m>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月(?P<d>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})日",
    )
});

/// The first date in a text, and where it starts and ends in characters.
pub(super) fn find(text: &str) -> Option<(Date, usize, usize)> {
    let (date, place) = first(text)?;
    Some((date, count(text, place.start), count(text, place.end)))
}

/// How many characters a text has before a byte.
fn count(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |t| t.chars().count())
}

/// The first date in a text, and its bytes.
fn first(text: &str) -> Option<(Date, Range<usize>)> {
    if !['年', '月', '日'].iter().all(|c| text.contains(*c)) {
        return None;
    }
    let captures = DATE.as_ref().ok()?.captures(text)?;
    let whole = captures.get(0)?;
    let field = |name: &str| captures.name(name).map(|m| m.as_str());
    let year = digits(field("y")?)?;
    let date = Date::new(
        year,
        u8::try_from(number(field("m")?)?).ok()?,
        u8::try_from(number(field("d")?)?).ok()?,
    )?;
    Some((date, whole.range()))
}

/// The dates at the end of a text, one after another up to its end, and where the first of them starts; papers that
/// several organs sign have one for each.
pub(super) fn closing(text: &str) -> Option<(Vec<Date>, usize)> {
    let (date, place) = first(text)?;
    let mut dates = vec![date];
    let mut rest = text.get(place.end..)?;
    while !rest.is_empty() {
        let (date, place) = first(rest).filter(|(_, place)| place.start == 0)?;
        dates.push(date);
        rest = rest.get(place.end..)?;
    }
    Some((dates, count(text, place.start)))
}

/// Where the last date in a text starts and ends, in characters.
pub(super) fn last(text: &str) -> Option<(usize, usize)> {
    let (mut out, mut from) = (None, 0);
    while let Some((_, place)) = text.get(from..).and_then(first) {
        out = Some((from + place.start, from + place.end));
        from += place.end;
    }
    out.map(|(start, end)| (count(text, start), count(text, end)))
}

fn digit(ch: char) -> Option<u16> {
    match ch {
        '〇' | '○' | 'Ｏ' | 'O' | 'o' | '零' => Some(0),
        '0'..='9' => ch.to_digit(10).and_then(|d| u16::try_from(d).ok()),
        '０'..='９' => u16::try_from(ch as u32 - '０' as u32).ok(),
        _ => "一二三四五六七八九"
            .chars()
            .position(|c| c == ch)
            .and_then(|i| u16::try_from(i + 1).ok()),
    }
}

/// Digits one by one: 二○○八.
fn digits(text: &str) -> Option<u16> {
    text.chars()
        .try_fold(0_u16, |n, c| n.checked_mul(10)?.checked_add(digit(c)?))
}

/// A number under a hundred: 11, 十一, 二十.
fn number(text: &str) -> Option<u16> {
    match text.split_once('十') {
        None => digits(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digits(tens)? };
            let ones = if ones.is_empty() { 0 } else { digits(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{closing, find};

    #[test]
    fn digits_of_either_script() {
        for (text, date) in [
            ("2023年4月11日", "2023-04-11"),
            ("二○○八年五月六日", "2008-05-06"),
            ("二OO九年十二月二十一日", "2009-12-21"),
            ("二〇二三年十月十日", "2023-10-10"),
            ("２０２３年４月１日", "2023-04-01"),
        ] {
            assert_eq!(find(text).unwrap().0.to_string(), date, "{text}");
        }
        assert!(find("2023年13月1日").is_none());
    }

    #[test]
    fn a_date_for_each_who_signs() {
        let read = |text: &str| {
            let (dates, start) = closing(text)?;
            let dates = dates.iter().map(ToString::to_string).collect::<Vec<_>>();
            Some((dates.join(" "), start))
        };
        let is = |dates: &str, start| Some((dates.to_owned(), start));
        assert_eq!(
            read("2024年2月18日2024年2月20日"),
            is("2024-02-18 2024-02-20", 0)
        );
        assert_eq!(read("区民政局2024年2月18日"), is("2024-02-18", 4));
        assert_eq!(read("2024年2月18日至2024年2月20日"), None);
        assert_eq!(read("2024年2月18日起"), None);
    }
}
