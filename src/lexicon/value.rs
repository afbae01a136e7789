//! Kinds of a cell's value that are told by words: ways of purchase, periods.

use super::integer::integer;

/// Whether a text answers what a column asks (是否面向中小企业): yes or no, in words or by a mark.
pub(crate) fn is_answer(text: &str) -> bool {
    const ANSWERS: &[&str] = &["是", "否", "有", "无", "√", "✓", "×", "✗"];
    ANSWERS.contains(&text)
}

/// Whether a text is a way of purchase (政府采购法 art. 26, and what is used below its limits) and nothing else.
pub(crate) fn is_method(text: &str) -> bool {
    let ways = [
        "招标",
        "磋商",
        "谈判",
        "询价",
        "单一来源",
        "采购",
        "委托",
        "比选",
    ];
    // 公开招标, 竞争性磋商, 单一来源采购, 网上超市采购 are the longest.
    text.chars().count() <= 6 && ways.iter().any(|w| text.ends_with(w))
}

/// Whether a text is the whole name of a way of purchase that the law knows (政府采购法 art. 26; 财政部令第74号, 第110号).
pub(crate) fn is_legal_method(text: &str) -> bool {
    matches!(
        text,
        "公开招标" | "邀请招标" | "竞争性谈判" | "竞争性磋商" | "单一来源采购" | "框架协议采购"
    )
}

/// Whether a text is a day, a month or a span of them and nothing else: 2024年9月, 7-8月, 2024年7月—2025年6月.
pub(crate) fn is_period(text: &str) -> bool {
    text.chars().any(char::is_numeric)
        && text.contains(['年', '月', '日'])
        && text
            .chars()
            .all(|c| c.is_numeric() || "年月日至到-—－~～.底前".contains(c))
}

/// Whether a text has figures beside those of years, which name columns as words do: 2023年 | 2024年, 2024年预算安排.
pub(crate) fn has_figures(text: &str) -> bool {
    let year = |digits: &str| {
        digits
            .parse()
            .is_ok_and(|year| (1990..=2099).contains(&year))
    };
    let mut rest = text;
    while let Some(at) = rest.find(char::is_numeric) {
        let from = rest.get(at..).unwrap_or_default();
        match from.get(..4).zip(from.get(4..)) {
            Some((digits, behind)) if year(digits) && behind.starts_with('年') => rest = behind,
            _ => return true,
        }
    }
    false
}

/// How many of the names side by side are of years: 2023年 | 2024年, 2024年预算安排 | 2023年结转. One alone may be a cell that says when.
pub(crate) fn names_of_years<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.filter(|name| names_year(name)).count()
}

/// How many of the names side by side are of months or quarters: 1月 | 2月 | 3月; fewer than three may be cells that say from when
/// until when.
pub(crate) fn names_of_months<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    let month = |name: &str| {
        let own = name.strip_prefix('第').unwrap_or(name);
        let own = own.trim_end_matches('份');
        let number = own.strip_suffix('月').or_else(|| own.strip_suffix("季度"));
        number.is_some_and(|n| integer(n.chars()).is_some_and(|i| i.length == n.chars().count()))
    };
    match names.filter(|name| month(name)).count() {
        count @ 3.. => count,
        _ => 0,
    }
}

/// Whether a text, if it is a name of a column, names a year. The longest name of a column in use has thirteen characters.
pub(crate) fn names_year(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_digit()) && !has_figures(key) && key.chars().count() <= 13
}

/// Whether a text may be a month or a day in figures, though it may be a number: 2024.05, 2023.11.30.
pub(crate) fn may_be_day(text: &str) -> bool {
    let mut parts = text.split(['.', '-', '/']);
    let mut part = |length: usize, range: std::ops::RangeInclusive<u16>| {
        let part = parts.next()?;
        let own = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        let value = part.parse::<u16>().ok()?;
        Some(own && range.contains(&value))
    };
    let month = part(4, 1990..=2099) == Some(true) && part(2, 1..=12) == Some(true);
    month && part(2, 1..=31) != Some(false) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_and_periods_are_told_from_names() {
        for method in ["公开招标", "竞争性磋商", "询价", "单一来源采购"] {
            assert!(is_method(method), "{method}");
        }
        assert!(!is_method("政府采购评审专家库") && !is_method("招标代理"));
        for period in ["2024年9月", "7-8月", "2024年7月—2025年6月", "2024年底前"] {
            assert!(is_period(period), "{period}");
        }
        assert!(!has_figures("2023年") && !has_figures("2022年结转2023年") && !has_figures("预算"));
        assert!(has_figures("2023年12月") && has_figures("30万") && has_figures("2023"));
        assert!(may_be_day("2024.05") && may_be_day("2023.11.30") && may_be_day("2024-05"));
        assert!(!may_be_day("2024.5") && !may_be_day("2024.13") && !may_be_day("1202.05"));
        assert!(!is_period("2024") && !is_period("2024年度审计") && !is_period("年底前"));
    }

    #[test]
    fn months_side_by_side_name_columns() {
        let count = |names: &[&str]| names_of_months(names.iter().copied());
        assert_eq!(count(&["项目", "1月", "2月份", "十二月"]), 3);
        assert_eq!(count(&["一季度", "第二季度", "3季度", "合计"]), 3);
        assert_eq!(count(&["道路", "3月", "11月", "2024年3月"]), 0);
    }
}
