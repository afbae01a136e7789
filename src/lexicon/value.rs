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
        assert!(!is_period("2024") && !is_period("2024年度审计") && !is_period("年底前"));
    }
}
