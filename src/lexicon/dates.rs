//! Dates as printed: `2023 年 4 月 11 日`, `二○○八年五月六日`.

use std::ops::Range;

use super::integer::{integer, year};
use crate::model::Date;

/// The first date in a text, and where it starts and ends in characters.
pub(crate) fn find(text: &str) -> Option<(Date, usize, usize)> {
    let (date, place) = first(text)?;
    Some((date, count(text, place.start), count(text, place.end)))
}

/// How many characters a text has before a byte.
fn count(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |t| t.chars().count())
}

/// The first date in a text without white space, and its bytes.
fn first(text: &str) -> Option<(Date, Range<usize>)> {
    if !text.contains('月') || !text.contains('日') {
        return None;
    }
    text.match_indices('年').find_map(|(at, _)| {
        let (before, after) = (text.get(..at)?, text.get(at..)?);
        let start = before.char_indices().rev().nth(3)?.0;
        let digits = before.get(start..)?.chars();
        let year = year(digits.clone()).or_else(|| year(digits.map(zero)))?;
        let (month, rest) = number(after.strip_prefix('年')?)?;
        let (day, rest) = number(rest.strip_prefix('月')?)?;
        let rest = rest.strip_prefix('日')?;
        let date = Date::new(u16::try_from(year.value).ok()?, month, day)?;
        Some((date, start..text.len() - rest.len()))
    })
}

/// A date in figures at the start of a text, as web pages have it: 2020-03-20, 2020/3/20, 2020.3.20 10:15.
pub(crate) fn numeric(text: &str) -> Option<Date> {
    let mark = |c: char| matches!(c, '-' | '/' | '.' | '－' | '／' | '．');
    let mut parts = text.splitn(3, mark);
    let year = year(parts.next()?.chars())?.value;
    let month = parts.next()?;
    let day = parts.next()?;
    let (month, rest) = number(month)?;
    let (day, _) = number(day).filter(|_| rest.is_empty())?;
    Date::new(u16::try_from(year).ok()?, month, day)
}

/// A date in figures that fills a line.
pub(crate) fn numeric_line(text: &str) -> Option<Date> {
    // 2024-05-08 has ten characters.
    let whole = text.chars().count() <= 10 && text.ends_with(|c: char| c.is_numeric());
    numeric(text).filter(|_| whole)
}

/// Letters and Arabic digits stand for the zero of a year in Chinese digits: 二OO九年, 二00九年.
fn zero(c: char) -> char {
    if matches!(c, 'Ｏ' | 'O' | 'o' | '0' | '０') {
        '〇'
    } else {
        c
    }
}

/// The number of a month or day at the start of a text, and what follows it.
fn number(text: &str) -> Option<(u8, &str)> {
    if let Some(rest) = text.strip_prefix('元') {
        // 元月 is January.
        return rest.starts_with('月').then_some((1, rest));
    }
    let read = integer(text.chars())?;
    let rest = text.char_indices().nth(read.length);
    let rest = rest.map_or("", |(at, _)| text.get(at..).unwrap_or_default());
    Some((u8::try_from(read.value).ok()?, rest))
}

/// The dates at the end of a text, one after another up to its end, and where the first of them starts; papers that
/// several organs sign have one for each. They may stand in brackets: （二○二四年五月六日）.
pub(crate) fn closing(text: &str) -> Option<(Vec<Date>, usize)> {
    let inside = text.strip_suffix([')', '）']);
    let printed = inside.unwrap_or(text);
    let (date, place) = first(printed)?;
    let mut start = printed.get(..place.start)?;
    if inside.is_some() {
        start = start.strip_suffix(['(', '（'])?;
    }
    let mut dates = vec![date];
    let mut rest = printed.get(place.end..)?;
    while !rest.is_empty() {
        let (date, place) = first(rest).filter(|(_, place)| place.start == 0)?;
        dates.push(date);
        rest = rest.get(place.end..)?;
    }
    Some((dates, start.chars().count()))
}

/// Whether a line without white space is a day, or one for each of those who sign, and nothing else: 2023年4月11日, 2023-04-11.
pub(crate) fn is_day(text: &str) -> bool {
    in_full(text) || numeric_line(text).is_some()
}

/// Likewise in words: pages of the web have days in figures that close nothing.
pub(crate) fn in_full(text: &str) -> bool {
    closing(text).is_some_and(|(_, start)| start == 0)
}

/// Whether a text is a date whose figures are masked: ****年**月**日.
pub(crate) fn is_masked(text: &str) -> bool {
    let mut figures = text.split(['年', '月', '日']);
    let masked = |figures: &str| {
        let mut chars = figures.chars();
        (1..=4).contains(&figures.chars().count())
            && chars.all(|c| matches!(c, '*' | '＊' | '×' | 'X' | 'x'))
    };
    let all = figures.by_ref().take(3).filter(|f| masked(f)).count() == 3;
    all && figures.next() == Some("") && figures.next().is_none()
}

/// Where the last date in a text starts and ends, in characters.
pub(crate) fn last(text: &str) -> Option<(usize, usize)> {
    let (mut out, mut from) = (None, 0);
    while let Some((_, place)) = text.get(from..).and_then(first) {
        out = Some((from + place.start, from + place.end));
        from += place.end;
    }
    out.map(|(start, end)| (count(text, start), count(text, end)))
}

/// Whether a text ends in the day on which a paper was printed, as the last line of an imprint does (GB/T 9704-2012 7.4.3):
/// 区民政局办公室　2023年4月11日印发.
pub(crate) fn ends_in_printing(text: &str) -> bool {
    printing(text).is_some()
}

/// Whether a text is that day and nothing else.
pub(crate) fn is_printing(text: &str) -> bool {
    printing(text) == Some(0)
}

/// Where the day begins, in characters.
fn printing(text: &str) -> Option<usize> {
    let date = text.strip_suffix("印发")?;
    let (_, start, end) = find(date)?;
    (end == date.chars().count()).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::{closing, find, is_masked, numeric, numeric_line};

    #[test]
    fn digits_of_either_script() {
        for (text, date) in [
            ("2023年4月11日", "2023-04-11"),
            ("二○○八年五月六日", "2008-05-06"),
            ("二OO九年十二月二十一日", "2009-12-21"),
            ("二00九年三月一日", "2009-03-01"),
            ("二〇二三年十月十日", "2023-10-10"),
            ("２０２３年４月１日", "2023-04-01"),
            ("二零二四年六月廿三日", "2024-06-23"),
            ("二○二四年十二月卅一日", "2024-12-31"),
            ("2024年元月5日", "2024-01-05"),
            ("2024年06月08日", "2024-06-08"),
            ("于2023年13月1日、2023年4月11日", "2023-04-11"),
        ] {
            assert_eq!(find(text).unwrap().0.to_string(), date, "{text}");
        }
        assert!(find("2023年13月1日").is_none());
    }

    #[test]
    fn dates_in_figures() {
        let read = |text: &str| numeric(text).map(|d| d.to_string());
        for text in [
            "2020-03-20",
            "2020/3/20",
            "2020.3.20 10:15",
            "２０２０．３．２０",
        ] {
            assert_eq!(read(text).as_deref(), Some("2020-03-20"), "{text}");
        }
        for text in ["2020.3", "2020-13-01", "20-3-20", "3.20", "2020"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(numeric_line("2020.3.20").is_some() && numeric_line("2020.3.20.").is_none());
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
        assert_eq!(read("（二○二四年五月六日）"), is("2024-05-06", 0));
        assert_eq!(read("区民政局(2024年2月18日)"), is("2024-02-18", 4));
        assert_eq!(read("自2024年2月18日）"), None);
    }

    #[test]
    fn dates_with_masked_figures() {
        for text in ["****年**月**日", "××××年×月×日", "＊年＊月＊日"] {
            assert!(is_masked(text), "{text}");
        }
        for text in ["2024年**月**日", "年月日", "****年**月", "****年**月**日起"] {
            assert!(!is_masked(text), "{text}");
        }
    }
}
