//! The words beside a number, and what they say about it.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::model::{Settlement, Stage, Tax, Unknown};

use super::bounds::{self, Place};
use crate::lexicon::fold;
use crate::lexicon::index::Index;

const ACTUAL: &[&str] = &[
    "按实",
    "据实",
    "以实际",
    "依实际",
    "实际结算",
    "实际发生",
    "实际产生",
    "实际支出",
    "实际列支",
    "实际使用",
    "实际完成",
    "实际金额",
    "实际费用",
    "实际用量",
    "实际数量",
    "实际工作量",
    "实际中标",
    "审计结果",
    "审定",
    "多退少补",
    "实报实销",
];
const PENDING: &[&str] = &[
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
    "序号",
    "并入",
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
const TOTAL: &[&str] = &["合计", "共计", "总计", "总额", "总价", "合价", "合共"];

/// 按实施方案 and 数据实时 hold the words for settling by what was spent.
const NOT_ACTUAL: &[&str] = &[
    "按实施",
    "按实物",
    "按实名",
    "按实地",
    "按实验",
    "据实施",
    "数据",
    "依据实",
];

/// Words with 待 that wait for nothing.
const NOT_WAITING: &[&str] = &[
    "接待", "招待", "等待", "期待", "优待", "对待", "善待", "看待", "虐待", "待遇", "待业", "待产",
    "待岗", "待命", "待机", "待客", "待诊", "待查",
];

const UNIT_PRICE: &[&str] = &["单价包干", "按次计费", "按单价", "按次结算", "按量结算"];
const LUMP_SUM: &[&str] = &["包干", "定额", "固定总价", "一口价"];

/// Nearly every cell of a table is asked whether it holds one of these, and hardly any does.
static SETTLES: LazyLock<Index<&str>> =
    LazyLock::new(|| Index::by_first([UNIT_PRICE, ACTUAL, LUMP_SUM].concat()));
static WITHHOLDS: LazyLock<Index<&str>> =
    LazyLock::new(|| Index::by_first([ELSEWHERE, PENDING, &["待"]].concat()));

pub(crate) fn any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|w| word.contains(w))
}

/// A word without some of its parts, where nothing else may grow together.
pub(crate) fn without<'w>(word: &'w str, parts: &[&str]) -> Cow<'w, str> {
    let own = |word: Cow<'w, str>, part: &&str| match word.contains(part) {
        true => Cow::Owned(word.replace(part, " ")),
        false => word,
    };
    parts.iter().fold(Cow::Borrowed(word), own)
}

/// Words that say that nothing is paid.
pub(crate) fn none(word: &str) -> bool {
    /// Characters of the longest of them.
    const LONGEST: usize = 4;
    if word.chars().nth(LONGEST).is_some() {
        return false;
    }
    let word = &*fold::simple(word);
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
pub(crate) fn stray_unit(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let rest = word.trim_start_matches(['十', '百', '千', '万', '亿']);
    rest.starts_with('元') || (rest.is_empty() && !word.is_empty())
}

pub(crate) fn total(word: &str) -> bool {
    let word = &*fold::simple(word);
    // 公共 names services, not a total.
    any(word, TOTAL) || word == "计" || word.ends_with('共') && !word.ends_with("公共")
}

/// Whether a word says that the sum behind it is what those before it come to.
pub(crate) fn adds_up(word: &str) -> bool {
    let word = &*fold::simple(word);
    matches!(word, "合计" | "共计" | "总计" | "合共" | "计" | "共")
}

pub(crate) fn settlement(word: &str) -> Option<Settlement> {
    let word = &*fold::simple(word);
    if !SETTLES.stand_in(word) {
        None
    } else if any(word, UNIT_PRICE) {
        Some(Settlement::UnitPrice)
    } else if any(&without(word, NOT_ACTUAL), ACTUAL) {
        Some(Settlement::Actual)
    } else if any(word, LUMP_SUM) {
        Some(Settlement::LumpSum)
    } else {
        None
    }
}

pub(crate) fn tax(word: &str) -> Option<Tax> {
    let word = &*fold::simple(word);
    if any(word, &["不含税", "未含税", "不含增值税", "除税"]) {
        Some(Tax::Excluded)
    } else if word.contains('含') && word.contains('税') {
        Some(Tax::Included)
    } else {
        None
    }
}

/// （略）, 不公开: a word for what is not shown, in brackets or not.
pub(crate) fn left_out(word: &str) -> bool {
    let bracket = |c: char| {
        matches!(
            c,
            '（' | '）' | '(' | ')' | '【' | '】' | '[' | ']' | '〔' | '〕'
        )
    };
    let word = word.trim_matches(|c: char| bracket(c) || c.is_whitespace());
    matches!(
        word,
        "略" | "从略" | "省略" | "已省略" | "不公开" | "不予公开" | "保密" | "涉密" | "隐去"
    )
}

/// Why a cell of words only has no number.
pub(crate) fn unknown(word: &str) -> Option<Unknown> {
    let word = &*fold::simple(word);
    if !WITHHOLDS.stand_in(word) && !SETTLES.stand_in(word) {
        None
    } else if any(word, ELSEWHERE) {
        Some(Unknown::SeeElsewhere)
    } else if any(word, PENDING)
        || without(word, NOT_WAITING).contains('待')
        || settlement(word).is_some()
    {
        Some(Unknown::Pending)
    } else {
        None
    }
}

/// The step of a purchase that a column's header or a label names.
pub(crate) fn stage(word: &str) -> Option<Stage> {
    let word = &*fold::simple(word);
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

/// What money is of, or does: 12区级配套, 5一次性补助. One of these in a longer word says nothing (5补助站点).
const MONEY: &[&str] = &[
    "中央",
    "国家",
    "省级",
    "市级",
    "区级",
    "县级",
    "镇级",
    "乡级",
    "村级",
    "本级",
    "上级",
    "各级",
    "省",
    "市",
    "区",
    "县",
    "镇",
    "乡",
    "村",
    "街道",
    "社区",
    "部门",
    "单位",
    "企业",
    "个人",
    "社会",
    "集体",
    "配套",
    "自筹",
    "财政",
    "资金",
    "补助",
    "补贴",
    "奖补",
    "奖励",
    "经费",
    "费用",
    "费",
    "款",
    "钱",
    "专项",
    "一般",
    "追加",
    "一次性",
    "不等",
    "其中",
    "另计",
    "另付",
    "另加",
    "调整",
    "新增",
    "结转",
    "结余",
    "上年",
    "本年",
    "本次",
    "本批",
    "年度",
    "暂缓",
    "打包",
    "拨付",
    "支付",
    "拨款",
    "增补",
    "其他",
    "总",
    "价",
    "额",
    "金",
    "数",
    "租金",
    "薪",
    "工资",
    "预算",
    "计划",
    "概算",
    "中标",
    "成交",
    "合同",
    "结算",
    "审定",
    "核定",
    "投资",
    "投入",
    "承担",
    "统筹",
    "负担",
    "安排",
    "下达",
    "解决",
    "列支",
    "由",
    "从",
    "中",
    "为",
    "及",
    "和",
    "的",
    "含",
    "内",
    "已",
    "拟",
    "福利",
    "彩票",
    "福彩",
    "体彩",
    "公益金",
    "慈善",
    "捐赠",
    "捐款",
    "采购",
    "优惠",
];

/// Whether words behind a bare number speak of money. Others may be what the number counts (5公里巡护), whatever the
/// language has for counting.
pub(crate) fn of_money(word: &str) -> bool {
    let word = &*fold::simple(word);
    bounds::about(word, Place::After)
        || bounds::at_most(word, Place::After)
        || bounds::at_least(word, Place::After)
        || bounds::deduction(word, Place::After)
        || settlement(word).is_some()
        || tax(word).is_some()
        || unknown(word).is_some()
        || any(word, TOTAL)
        || made_of_money(word)
}

/// Whether nothing but words of money, and years, makes up a word.
pub(crate) fn made_of_money(word: &str) -> bool {
    let mut rest = word;
    let mut said = 0;
    while !rest.is_empty() {
        let longest = MONEY
            .iter()
            .filter(|w| rest.starts_with(**w))
            .max_by_key(|w| w.len());
        let n = match longest {
            Some(w) => w.len(),
            None => match rest.chars().next() {
                Some(c) if c.is_ascii_digit() || "年%：:/".contains(c) => c.len_utf8(),
                _ => return false,
            },
        };
        // Another character alone may be anything: 5区, 5中.
        said += usize::from(n > 3 || matches!(word, "费" | "款" | "钱"));
        rest = rest.get(n..).unwrap_or_default();
    }
    said > 0
}

/// Words for counting that a number's word may begin with, apart from the characters of [`counter`]. Characters that
/// begin words of money, too (本级, 支付), are not among them.
const MEASURES: &[&str] = &[
    "课时",
    "学时",
    "小时",
    "分钟",
    "工作日",
    "公里",
    "千米",
    "海里",
    "平方",
    "平米",
    "立方",
    "公顷",
    "学期",
    "点位",
    "站点",
    "处",
    "只",
    "艘",
    "张",
    "间",
    "例",
    "盏",
    "尾",
    "羽",
    "粒",
    "幅",
    "桌",
];

/// Whether a word counts what the number before it is of: 100课时.
pub(crate) fn measure(word: &str) -> bool {
    let word = &*fold::simple(word);
    word.starts_with(counter) || MEASURES.iter().any(|m| word.starts_with(m))
}

/// Whether a bare number before this character counts things, not money.
pub(crate) fn counter(c: char) -> bool {
    "场次人个户名年月日天册份期批套台件辆亩项家所村班节岁元旦级位床篇部平倍%‰＋+×轮组周季条趟口块栋幢株棵吨米克斤座站\
     場個戶冊輛畝項歲篇輪組週條塊棟噸"
        .contains(c)
        && c != '元'
}
