//! The words beside a number, and what they say about it.

use crate::model::{Settlement, Stage, Tax, Unknown};

const ABOUT: &[&str] = &[
    "约", "预计", "估算", "暂定", "概算", "估计", "左右", "上下", "大概", "暂估", "预估", "暂列",
    "接近",
];
const AT_MOST: &[&str] = &[
    "不超",
    "未超",
    "小于",
    "低于",
    "少于",
    "不足",
    "不到",
    "不高于",
    "不大于",
    "不多于",
    "上限",
    "最高",
    "最多",
    "封顶",
    "控制在",
    "以内",
    "以下",
    "控制价",
    "限价",
    "限额",
    "≤",
    "<",
    "＜",
];
const AT_LEAST: &[&str] = &[
    "不低于",
    "不少于",
    "不小于",
    "至少",
    "最低",
    "下限",
    "以上",
    "起步",
    "高于",
    "大于",
    "超过",
    "≥",
    ">",
    "＞",
];
const ACTUAL: &[&str] = &[
    "按实",
    "据实",
    "实际",
    "审计结果",
    "审定",
    "多退少补",
    "实报实销",
];
const PENDING: &[&str] = &[
    "待",
    "另行",
    "另议",
    "面议",
    "未定",
    "未明确",
    "未确定",
    "尚未",
    "暂无",
    "为准",
    "按合同",
    "合同约定",
    "按中标",
    "协商",
    "视情",
    "视实际",
    "按需",
    "按规定",
    "按标准",
];
const ELSEWHERE: &[&str] = &[
    "见附",
    "附件",
    "附表",
    "详见",
    "见合同",
    "另见",
    "见备注",
    "见表",
    "见下",
    "见上",
    "同上",
];
const DEDUCTION: &[&str] = &[
    "扣回", "扣减", "调减", "核减", "收回", "减少", "退回", "退还", "缴回",
];
const TOTAL: &[&str] = &["合计", "共计", "总计", "总额", "总价", "合共"];

fn any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|w| word.contains(w))
}

pub(super) fn about(word: &str) -> bool {
    // A contract (约定) and a saving (节约) approximate nothing.
    let plain = word.replace("约定", "").replace("节约", "");
    any(&plain, ABOUT) || matches!(word, "近" | "余" | "多" | "将近" | "估" | "≈" | "~" | "～")
}

/// 内 alone is short for 以内; 以下 and 以上 after a number are bounds that include it, unless the notice says （不含）.
pub(super) fn at_most(word: &str) -> bool {
    let plain = word
        .replace("不低于", "")
        .replace("不少于", "")
        .replace("不小于", "");
    any(&plain, AT_MOST) || matches!(word, "内" | "为限")
}

pub(super) fn at_least(word: &str) -> bool {
    let plain = ["不超", "不高于", "不大于", "不多于", "未超"]
        .iter()
        .fold(word.to_owned(), |w, not| w.replace(not, ""));
    any(&plain, AT_LEAST) || matches!(plain.as_str(), "起" | "满" | "超")
}

pub(super) fn deduction(word: &str) -> bool {
    // ▲ and △ stand for minus in accounts.
    any(word, DEDUCTION) || matches!(word, "减" | "负" | "▲" | "△")
}

/// Words that say that nothing is paid.
pub(super) fn none(word: &str) -> bool {
    matches!(
        word,
        "无" | "没有"
            | "无金额"
            | "免费"
            | "免费提供"
            | "无偿"
            | "零成本"
            | "N/A"
            | "n/a"
            | "NA"
    )
}

/// A word that ends a unit without its number: 5，万元 or 1O万元.
pub(super) fn stray_unit(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let rest = word.trim_start_matches(['十', '百', '千', '万', '亿']);
    rest.starts_with('元') || (rest.is_empty() && !word.is_empty())
}

/// Money other than yuan.
pub(super) fn foreign(word: &str) -> bool {
    any(
        word,
        &["美元", "港元", "港币", "欧元", "日元", "$", "€", "USD"],
    )
}

pub(super) fn total(word: &str) -> bool {
    any(word, TOTAL) || word == "计" || word.ends_with('共')
}

pub(super) fn settlement(word: &str) -> Option<Settlement> {
    if any(
        word,
        &["单价包干", "按次计费", "按单价", "按次结算", "按量结算"],
    ) {
        Some(Settlement::UnitPrice)
    } else if any(word, ACTUAL) {
        Some(Settlement::Actual)
    } else if any(word, &["包干", "定额", "固定总价", "一口价"]) {
        Some(Settlement::LumpSum)
    } else {
        None
    }
}

pub(super) fn tax(word: &str) -> Option<Tax> {
    if any(word, &["不含税", "未含税", "不含增值税", "除税"]) {
        Some(Tax::Excluded)
    } else if word.contains('含') && word.contains('税') {
        Some(Tax::Included)
    } else {
        None
    }
}

/// Why a cell of words only has no number.
pub(super) fn unknown(word: &str) -> Option<Unknown> {
    if any(word, ELSEWHERE) {
        Some(Unknown::SeeElsewhere)
    } else if any(word, PENDING) || settlement(word).is_some() {
        Some(Unknown::Pending)
    } else {
        None
    }
}

/// The step of a purchase that a column's header or a label names.
pub(super) fn stage(word: &str) -> Option<Stage> {
    if any(
        word,
        &["结算价", "审定", "审核价", "决算", "结算金额", "结算审核"],
    ) {
        Some(Stage::Settlement)
    } else if any(word, &["中标", "成交", "合同价", "合同金额", "合同额"]) {
        Some(Stage::Award)
    } else if any(word, &["预算", "补助", "计划", "概算"]) {
        Some(Stage::Budget)
    } else {
        None
    }
}

/// What money is of, or does, in words behind a bare number: 12区级配套, 5一次性补助.
const MONEY: &[&str] = &[
    "级",
    "配套",
    "自筹",
    "财政",
    "资金",
    "补助",
    "补贴",
    "奖补",
    "经费",
    "费用",
    "追加",
    "一次性",
    "不等",
    "其中",
    "含",
    "另",
    "调整",
    "新增",
    "结转",
    "暂",
    "打包",
    "拨付",
    "增补",
    "其他",
    "总价",
];

/// Whether words behind a bare number speak of money. Others may be what the number counts (5公里巡护), whatever the
/// language has for counting.
pub(super) fn of_money(word: &str) -> bool {
    about(word)
        || at_most(word)
        || at_least(word)
        || deduction(word)
        || total(word)
        || settlement(word).is_some()
        || tax(word).is_some()
        || unknown(word).is_some()
        || stage(word).is_some()
        || any(word, MONEY)
}

/// Whether a bare number before this character counts things, not money.
pub(super) fn counter(c: char) -> bool {
    "场次人个户名年月日天册份期批套台件辆亩项家所村班节岁元旦级位床篇部平倍%‰＋+×轮组周季条趟口块栋幢株棵吨米克斤座站\
     場個戶冊輛畝項歲篇輪組週條塊棟噸"
        .contains(c)
        && c != '元'
}
