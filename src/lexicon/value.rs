//! Kinds of a cell's value that are told by words: ways of purchase, periods.

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

/// Whether a text is a day, a month or a span of them and nothing else: 2024年9月, 7-8月, 2024年7月—2025年6月.
pub(crate) fn is_period(text: &str) -> bool {
    text.chars().any(char::is_numeric)
        && text.contains(['年', '月', '日'])
        && text
            .chars()
            .all(|c| c.is_numeric() || "年月日至到-—－~～.底前".contains(c))
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
        assert!(may_be_day("2024.05") && may_be_day("2023.11.30") && may_be_day("2024-05"));
        assert!(!may_be_day("2024.5") && !may_be_day("2024.13") && !may_be_day("1202.05"));
        assert!(!is_period("2024") && !is_period("2024年度审计") && !is_period("年底前"));
    }
}
