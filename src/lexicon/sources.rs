//! Parts of a paper that say where its money comes from (一、资金来源): what they count up is paid for nothing.

use super::key::Key;
use super::money::{self, words};
use super::ordinal::{self, Style};
use super::role;
use crate::model::Role;

/// Whether lines, one after the other, stand in such a part.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sources {
    /// The number of the heading that the part begins with, if it has one.
    heading: Option<Option<Style>>,
}

impl Sources {
    /// Likewise with the next line, which ends the part if its number goes on with the heading's. A part without a number goes on
    /// while sums are stated.
    pub(crate) fn then(self, line: &str) -> Self {
        let text = line.trim();
        if text.is_empty() {
            return self;
        }
        let number = ordinal::marked(text.chars());
        let from = number.as_ref().map_or(0, |n| n.rest);
        let name: String = text.chars().skip(from).collect();
        let name = name.trim_end_matches([':', '：', '。']);
        if role::of_header(&Key::of(name)) == Some(Role::Source) {
            return Self {
                heading: Some(number.map(|n| n.style)),
            };
        }
        let within = match self.heading {
            Some(Some(style)) => number.is_none_or(|n| n.style != style),
            Some(None) => money::is_stated_in(text),
            None => false,
        };
        if within { self } else { Self::default() }
    }

    pub(crate) fn holds(self) -> bool {
        self.heading.is_some()
    }
}

/// Whether the name of a sum says whose money it is and not what for: 中央资金, 省级财政衔接资金, 上年结转.
pub(crate) fn names_money(name: &str) -> bool {
    if words::made_of_money(name) || says_who_pays(name) {
        return true;
    }
    let chars: Vec<char> = Key::of(name).chars().collect();
    let money = |chars: Option<&[char]>| {
        let text: String = chars.unwrap_or_default().iter().collect();
        words::made_of_money(&text)
    };
    // Between whose it is and that it is money may stand what it is called: 衔接, 扶贫.
    const CALLED: usize = 2;
    let level = match chars.as_slice() {
        ['中', '央', ..] | ['上' | '省' | '市' | '县' | '区' | '镇' | '本', '级', ..] => {
            2
        }
        ['自', '治', '区', '级', ..] => 4,
        _ => return false,
    };
    let rest = chars.get(level..).unwrap_or_default();
    let ends = rest.len().checked_sub(2).and_then(|at| rest.get(at..));
    money(ends) && (money(rest.get(..2)) || rest.len() <= 2 + CALLED)
}

/// Whether a name says who pays or spends a share, or that it is to be paid, and not what for: 市补, 市财政到位, 体育部门支出, 应补.
fn says_who_pays(name: &str) -> bool {
    const PAID: &[&str] = &[
        "承担", "负担", "到位", "安排", "拨付", "补助", "配套", "出资", "支出", "补", "拨", "付",
    ];
    const LEVELS: &[&str] = &[
        "中央", "省", "市", "区", "县", "镇", "乡", "村", "省级", "市级", "区级", "县级",
    ];
    let Some(who) = PAID.iter().find_map(|verb| name.strip_suffix(verb)) else {
        return false;
    };
    let bare = who.trim_end_matches(['应', '已', '拟', '尚', '需']);
    let due = bare.is_empty() && !who.is_empty();
    // 企业补贴支出 is what for.
    let whose = LEVELS.contains(&bare) || bare.ends_with("部门");
    whose || !name.ends_with("支出") && (due || words::made_of_money(bare))
}

/// Whether a name is that of an entry of accounts, which is spent on nothing: 利息收入, 年末结余, 上年结转.
pub(crate) fn names_balance(name: &str) -> bool {
    let key = Key::of(name);
    ["收入", "结余", "结转", "余额", "销售额", "销量"]
        .iter()
        .any(|end| key.ends_with(end))
}

/// Whether a name is that of a kind of money: 扶贫发展资金, 福利彩票公益金. What a paper says that it received is parted so.
pub(crate) fn names_kind_of_money(name: &str) -> bool {
    let key = Key::of(name);
    ["资金", "公益金"].iter().any(|end| key.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{Sources, names_money};

    #[test]
    fn a_name_may_say_whose_money_it_is() {
        for name in [
            "中央资金",
            "中央财政衔接资金",
            "省级财政专项扶贫资金",
            "县级衔接资金",
            "市补",
            "区应补",
            "市财政到位",
            "应补",
            "体育部门支出",
        ] {
            assert!(names_money(name), "{name}");
        }
        for name in [
            "区级养老机构建设补助资金",
            "中央公园改造",
            "省级公路",
            "东河区安排",
        ] {
            assert!(!names_money(name), "{name}");
        }
    }

    fn within(lines: &[&str]) -> Vec<bool> {
        let mut sources = Sources::default();
        let each = lines.iter().map(|line| {
            sources = sources.then(line);
            sources.holds()
        });
        each.collect()
    }

    #[test]
    fn money_comes_from_what_a_part_about_its_sources_counts_up() {
        let lines = [
            "现公示如下：",
            "一、资金来源：",
            "1.省级资金40万元",
            "（一）中央资金",
            "",
            "以上合计40万元。",
            "二、分配原则",
            "1.某项目5万元",
        ];
        let expected = [false, true, true, true, true, true, false, false];
        assert_eq!(within(&lines), expected);
    }

    #[test]
    fn a_part_without_a_number_ends_where_no_sum_is_stated() {
        let lines = [
            "资金来源：",
            "省级资金40万元",
            "分配方案如下",
            "东港街道5万元",
        ];
        assert_eq!(within(&lines), [true, true, false, false]);
    }

    #[test]
    fn what_a_project_is_paid_from_begins_no_part() {
        assert_eq!(
            within(&["资金来源：省级资金40万元", "1.某项目5万元"]),
            [false, false]
        );
    }
}
