//! Labels of rows that are no projects: totals, parts, notes.
//!
//! A label is told by how it is built, not by a list of all its forms: a word for adding up, with what such words are
//! qualified by before and after it.

use super::dates;
use super::integer::{integer, is_part};
use super::key::{Key, has_any, outside_brackets};
use super::money::{self, unit};
use super::{office, ordinal};
use crate::model::RowKind;

/// What a label says of its row, if it says that the row adds up others or is part of one.
///
/// 合计, 总计, 小计, 共计, 累计, 汇总, 总额 and their like, with whatever stands beside them: 本页小计, 合计金额, 合计（万元）,
/// 小计（区卫健局）, 共3个项目, X市合计, TOTAL, 【合计】, 合计（大写）：壹万元整.
pub(crate) fn summary(text: &str) -> Option<RowKind> {
    // Hostile cells are long, labels are not: the longest met, with an organ's full name in brackets, has some thirty.
    if text.chars().nth(LONGEST_CELL).is_some() || !has_any(text, ADDING_UP) {
        return None;
    }
    let key = Key::of(text);
    let outside = outside_brackets(&key);
    // 【合计】 is all in brackets; 合计（大写）：壹万元整 says its sum, too.
    let within = key.trim_matches(['【', '】', '[', ']', '(', ')']);
    let label: &str = if outside.is_empty() { within } else { &outside };
    let label = match label.split_once(':') {
        Some((label, sum)) if money::is_sum(sum) => label,
        _ => label.trim_end_matches(':'),
    };
    // 合计/总额: two words for one thing.
    if let Some((one, other)) = label.split_once('/') {
        return adding_up(one).filter(|_| adding_up(other).is_some());
    }
    // 合计 Total: beside its translation the label says nothing more.
    let own = label.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let label = if own.is_empty() { label } else { own };
    // Outside its brackets a label is short: the longest in use are names of places or organs with 小计 (X市小计).
    if label.is_empty() || label.chars().nth(LONGEST).is_some() {
        return None;
    }
    // （其中党建经费3万元） is a remark, and 其中补助地方30万元 states its sum itself.
    if label.starts_with("其中") && !outside.is_empty() && !money::is_stated_in(label) {
        return Some(RowKind::OfWhich);
    }
    if CARRIED.iter().any(|word| label.starts_with(word)) {
        return Some(RowKind::Subtotal);
    }
    // So spreadsheet programs name the rows that they add up by themselves.
    if label.strip_suffix("汇总").is_some_and(office::is_organ) {
        return Some(RowKind::Subtotal);
    }
    let all = || label == "计" || counts_all(label);
    let kind = adding_up(label).or_else(|| all().then_some(RowKind::Total))?;
    Some(if label.starts_with("本页") {
        RowKind::Subtotal
    } else {
        kind
    })
}

/// Whether the cell of a row's number says that the row shows how a list is to be filled in: 例.
pub(crate) fn is_sample(key: &str) -> bool {
    matches!(
        key,
        "例" | "例如" | "举例" | "示例" | "样例" | "范例" | "填写示例" | "填报示例"
    )
}

/// What the name of a column that ends in the word for a total adds up: 奖补金额合计.
pub(crate) fn of_total(name: &str) -> Option<&str> {
    let outside = name.split('(').next().unwrap_or_default();
    // Such words have two characters.
    let (at, _) = outside.char_indices().rev().nth(1)?;
    let (own, word) = outside.split_at(at);
    let adds_up = matches!(summary(word), Some(RowKind::Total | RowKind::Subtotal));
    adds_up.then_some(own)
}

/// Whether a label adds up a page, and ends no group of rows: 本页小计, 过次页.
pub(crate) fn adds_up_page(text: &str) -> bool {
    text.contains('页') && summary(text).is_some()
}

/// As [`summary`], of the label of a row. As names of columns 总预算 and 总价 are wholes, of which others are no parts.
pub(crate) fn summary_of_row(text: &str) -> Option<RowKind> {
    summary(text).or_else(|| {
        let key = Key::of(text);
        let label = outside_brackets(&key);
        let whole = WHOLES.contains(&label.trim_end_matches(':'));
        whole.then_some(RowKind::Total)
    })
}

const WHOLES: &[&str] = &["总预算", "总价"];

/// Whether a text names all of an area, and nothing else: 全市, 全县. It may add up the bodies in it, or be where something is done.
pub(crate) fn is_whole_area(key: &str) -> bool {
    let area = key.strip_prefix('全').unwrap_or_default();
    [
        "国", "省", "市", "州", "盟", "县", "旗", "区", "乡", "镇", "街道",
    ]
    .contains(&area)
}

/// Letters of columns in a row that numbers them.
const COLUMN_LETTERS: [&str; 2] = ["甲乙丙丁戊己庚辛", "ABCDEFGH"];

/// Whether a text labels a row that numbers the columns.
pub(crate) fn is_column_number(key: &str) -> bool {
    key == "栏次"
}

/// Whether a text is the letter of a column of words, the next behind so many others, or a dash in its place.
pub(crate) fn is_column_letter(key: &str, before: usize) -> bool {
    let next = |letters: &str| {
        letters
            .chars()
            .nth(before)
            .is_some_and(|l| key.chars().eq([l]))
    };
    let dashes = !key.is_empty() && key.chars().all(|c| matches!(c, '-' | '—' | '–' | '/'));
    COLUMN_LETTERS.into_iter().any(next) || dashes
}

/// The number of a column: 3, （3）, ③.
pub(crate) fn column_number(key: &str) -> Option<u32> {
    let number = || ordinal::whole(key).filter(|n| n.style.numeral == ordinal::Numeral::Arabic);
    key.parse().ok().or_else(|| Some(number()?.value))
}

/// Whether the second is what stands below the first in rows that are numbered or lettered.
pub(crate) fn counts_on(first: &str, below: &str) -> bool {
    let number = column_number(first).map(|n| column_number(below) == n.checked_add(1));
    let letter = |letters: &str| {
        let at = letters.chars().position(|l| first.chars().eq([l]));
        at.is_some_and(|at| {
            letters
                .chars()
                .nth(at + 1)
                .is_some_and(|l| below.chars().eq([l]))
        })
    };
    number.unwrap_or_else(|| COLUMN_LETTERS.into_iter().any(letter))
}

/// One of these stands in each label of rows that add up others or are parts of them.
const ADDING_UP: &[char] = &[
    '计', '总', '共', '其', '页', 'T', 't', 'S', 's', '∑', 'Σ', 'σ',
];
const LONGEST_CELL: usize = 40;
const LONGEST: usize = 12;

/// What an account book carries from page to page (承前页 at the head, 过次页 at the foot).
const CARRIED: &[&str] = &[
    "承前页",
    "接前页",
    "承上页",
    "接上页",
    "过次页",
    "转次页",
    "过下页",
    "转下页",
    "上页结转",
    "上页转入",
    "结转下页",
    "转入下页",
];

/// Words for adding up, and whether any word may stand before them (普陀区合计) or only those that say of what the sum is:
/// 累计 and 汇总 end the names of projects, too (信息数据汇总).
const WORDS: &[(&str, RowKind, bool)] = &[
    ("小计", RowKind::Subtotal, true),
    ("合计", RowKind::Total, true),
    ("总计", RowKind::Total, true),
    ("共计", RowKind::Total, true),
    ("累计", RowKind::Total, false),
    ("汇总", RowKind::Total, false),
    ("总和", RowKind::Total, false),
    ("总额", RowKind::Total, false),
    ("总数", RowKind::Total, false),
    ("总金额", RowKind::Total, false),
    ("总经费", RowKind::Total, false),
    ("SUBTOTAL", RowKind::Subtotal, false),
    ("TOTAL", RowKind::Total, false),
    ("SUM", RowKind::Total, false),
    ("∑", RowKind::Total, false),
    ("Σ", RowKind::Total, false),
];

/// What a word for adding up is qualified by, before and after: of what the sum is, over what it goes.
const QUALIFIERS: &[&str] = &[
    "金额",
    "资金",
    "经费",
    "预算",
    "补助",
    "项目",
    "款项",
    "人民币",
    "大写",
    "小写",
    "总",
    "本页",
    "本表",
    "本次",
    "本批",
    "全部",
    "全区",
    "全市",
    "全县",
    "全省",
    "全镇",
    "各项",
    "以上",
    "年度",
    "GRAND",
    "数额",
    "数",
    "额",
    "款",
    "支出",
    "安排",
    "下达",
    "拨付",
    "发放",
    "分配",
    "兑现",
    "补贴",
    "奖补",
    "奖励",
];

fn adding_up(label: &str) -> Option<RowKind> {
    let upper = label.to_ascii_uppercase();
    WORDS.iter().find_map(|(word, kind, after_any)| {
        // Looking for a character is quick, for a word it is not; and hardly any cell has one of them.
        let (before, after) = if upper.contains(word.chars().next_back()?) {
            upper.rsplit_once(word)?
        } else {
            return None;
        };
        let before_fits = *after_any || only_qualifiers(before);
        (before_fits && (only_qualifiers(after) || counts(after))).then_some(*kind)
    })
}

fn only_qualifiers(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let known = QUALIFIERS
            .iter()
            .copied()
            .chain(unit::names())
            .find_map(|q| rest.strip_prefix(q));
        match known {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// Words that what is counted is counted by.
pub(super) const COUNTERS: [char; 9] = ['项', '个', '家', '户', '笔', '条', '所', '人', '批'];

/// 3项, 3个项目, 12家单位, 4户: a number with a measure word, and what is counted; also one after the other, 2家单位3个项目.
fn counts(text: &str) -> bool {
    let text = text.trim_start_matches([':', '共']);
    let Some(number) = integer(text.chars()) else {
        return false;
    };
    let rest = text.char_indices().nth(number.length);
    let rest = rest.map_or("", |(at, _)| text.get(at..).unwrap_or_default());
    let measured = rest.strip_prefix(COUNTERS);
    // 项目, 单位, 采购项目: what is counted has hardly more than four characters.
    measured.is_some_and(|of| {
        let next = of.find(|c| is_part(c, true) || is_part(c, false));
        let (of, more) = of.split_at(next.unwrap_or(of.len()));
        of.chars().count() <= 4 && (more.is_empty() || counts(more))
    })
}

/// 共3个项目, 总共12项: a row that counts all others adds them up.
fn counts_all(label: &str) -> bool {
    ["总共", "一共", "共"]
        .iter()
        .any(|word| label.strip_prefix(word).is_some_and(counts))
}

fn is_numeral(c: char) -> bool {
    is_part(c, true) || is_part(c, false)
}

/// Whether a line states what the agent of a purchase is paid or what bidders deposit, which no project costs: 代理服务收费标准及金额,
/// 招标代理费, 投标保证金.
pub(crate) fn is_of_procedure(text: &str) -> bool {
    let fee = |(_, behind): (&str, &str)| behind.chars().take(6).any(|c| c == '费');
    text.split_once("代理").is_some_and(fee) || text.contains("保证金")
}

/// How many characters at the beginning of a text say that the parts of a sum follow: 其中, 包括, 分别为.
pub(crate) fn leads_to_parts(text: &[char]) -> Option<usize> {
    const LEADS: &[&[char]] = &[
        &['其', '中'],
        &['包', '括'],
        &['分', '别', '为'],
        &['分', '别', '是'],
    ];
    let lead = LEADS.iter().find(|lead| text.starts_with(lead))?;
    Some(lead.len())
}

/// Whether a text ends in words that lead up to the parts of a sum: 其中, 分别为, and where a comma follows, 预算中.
pub(crate) fn ends_before_parts(text: &[char], comma: bool) -> bool {
    // The leads have two characters or three.
    let starts = [2, 3].into_iter().filter_map(|n| text.len().checked_sub(n));
    let mut ends = starts.filter_map(|at| text.get(at..));
    ends.any(|end| leads_to_parts(end) == Some(end.len())) || comma && text.ends_with(&['中'])
}

/// Words for what has been done with a sum by now, or is left of it.
const SPENT: &[&str] = &[
    "已",
    "现已",
    "截至",
    "截止",
    "目前",
    "累计",
    "剩余",
    "结余",
    "尚余",
    "实际使用",
    "实际支出",
];

/// Whether a clause says what of a sum is spent by now, or left: 已使用专项债券资金, 截至目前使用.
pub(crate) fn is_spent(clause: &[char]) -> bool {
    let own: String = clause.iter().filter(|c| !c.is_whitespace()).collect();
    SPENT.iter().any(|word| own.starts_with(word))
}

/// How many characters lead up to what a sum is used for: 用于礼堂新建, 主要用于戏台修缮, 资助孤儿助学.
pub(crate) fn use_of(text: &[char]) -> Option<usize> {
    const HOW: &[&str] = &["主要", "专项", "统筹", "重点", "全部", ""];
    const VERBS: &[&str] = &["用于", "资助", "支持"];
    let begins = |text: &[char], word: &str| {
        text.iter()
            .copied()
            .take(word.chars().count())
            .eq(word.chars())
    };
    let how = HOW.iter().find(|how| begins(text, how))?.chars().count();
    let verb = VERBS
        .iter()
        .find(|verb| begins(text.get(how..).unwrap_or_default(), verb))?;
    Some(how + verb.chars().count())
}

/// Whether a text is a remark below a table, or begins as one: 注：, 注1：, 备注：, 填表说明：, 资料来源：, 填表人：, （以下空白）.
///
/// A word of at most six characters that ends as names of remarks and of those who sign for a form do, a number perhaps,
/// and a colon.
pub(crate) fn is_note(text: &str) -> bool {
    if !has_any(text, &[':', '*', '※', '空']) {
        return false;
    }
    let key = Key::of_chars(text.chars().take(LONGEST_CELL));
    if key.trim_matches(['(', ')']) == "以下空白" {
        return true;
    }
    // A footnote under the table; names are masked with a star, too (*瑞明).
    if key.starts_with(['*', '※']) && key.chars().nth(5).is_some() {
        return true;
    }
    let Some((label, _)) = key.split_once(':') else {
        return false;
    };
    let label = label.trim_end_matches(is_numeral);
    label.chars().count() <= 6 && NOTES.iter().any(|end| label.ends_with(end))
}

/// The remark in a text that stands behind something else and begins with its bare label: 注：, 注1：, 说明：.
pub(crate) fn remark_behind(text: &str) -> Option<&str> {
    /// Names go on with these, too: 心理关注：青少年, （资金来源：区级）.
    const OTHERS: &[&str] = &["关注", "标注", "专注", "资金来源", "经费来源"];
    let mut colons = text.match_indices(['：', ':']);
    colons.find_map(|(at, _)| {
        let before = text.get(..at)?.trim_end_matches(is_numeral);
        let other = OTHERS.iter().any(|end| before.ends_with(end));
        let names = NOTES.iter().filter_map(|end| before.strip_suffix(end));
        let name = names.min_by_key(|name| name.len()).filter(|_| !other)?;
        text.get(name.len()..).filter(|_| !name.is_empty())
    })
}

/// Whether a row says by whom and when a form was filled in, in several cells: 单位负责人：某某 | 制表人：某某, 填表人：某某 | 联系电话：….
/// A label's value may stand in the next cell, and a place for the seal beside the day: （公章） | 2024年4月1日. The keys of its cells
/// that are not blank.
pub(crate) fn are_signed(keys: impl Iterator<Item = Key>) -> bool {
    const SEALS: [&str; 4] = ["(公章)", "(盖章)", "(签章)", "(签字)"];
    let (mut open, mut signed) = (false, false);
    for key in keys {
        let seal = SEALS.contains(&&*key);
        signed |= seal;
        if seal || dates::is_day(&key) {
            continue;
        }
        let beside = std::mem::replace(&mut open, key.ends_with(':'));
        if !beside && key.find(':').is_none_or(|at| at == 0) {
            return false;
        }
        signed |= is_note(&key);
    }
    signed
}

/// Ends of the labels of remarks, and of those by whom and when a form was filled in.
const NOTES: &[&str] = &[
    "注",
    "备注",
    "附注",
    "注释",
    "说明",
    "提示",
    "来源",
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "审核人",
    "复核人",
    "经办人",
    "填表日期",
    "填报日期",
    "制表日期",
    "填表时间",
    "填报时间",
    "制表时间",
];

/// Ends of what groups of rows are called, without a number before it: 区级项目, 养老服务类, 第二批, 长寿路街道.
const GROUPS: &[&str] = &[
    "项目", "工程", "类", "批", "级", "部分", "服务", "单位", "部门", "街道", "镇", "乡",
];

/// The word that a text ends in as what heads a group of rows may.
pub(crate) fn group_end(text: &str) -> Option<&'static str> {
    GROUPS.iter().copied().find(|end| text.ends_with(end))
}

/// Whether a line says to whom a paper goes: 主送：各镇人民政府, or copies of it: 抄送：区委办公室.
pub(crate) fn is_distribution(text: &str) -> bool {
    goes_to(text, &["主送"]) || goes_to(text, &COPIED)
}

/// Whether a line is one of an imprint (GB/T 9704-2012 7.4): to whom copies go, or when it was printed.
pub(crate) fn is_imprint(text: &str) -> bool {
    goes_to(text, &COPIED) || dates::ends_in_printing(text)
}

const COPIED: [&str; 3] = ["抄送", "抄报", "分送"];

fn goes_to(text: &str, labels: &[&str]) -> bool {
    if !has_any(text, &[':']) {
        return false;
    }
    let key = Key::of_chars(text.chars().take(LONGEST_CELL));
    let label = key.split_once(':').map(|(label, _)| label);
    label.is_some_and(|l| labels.contains(&l))
}

/// Whether a line says that a table goes on, as is printed over its later pages: 续表, （续表1）, 接上页, its title with （续） behind;
/// or below its earlier ones: （接下页）.
pub(crate) fn is_continued(text: &str) -> bool {
    let key = Key::of(text);
    if without_continued(&key) != &*key {
        return true;
    }
    // What closes a bracket that was opened before ends a text: （延 | 续）.
    let count = |mark: char| key.matches(mark).count();
    if count('(') != count(')') {
        return false;
    }
    let core = key.trim_matches(|c: char| "()[]【】".contains(c) || c.is_ascii_digit());
    ["续表", "续", "续上表", "接上表", "接上页", "续前表"].contains(&core) || is_to_go_on(core)
}

/// Whether what stands below a page's part of a table says that it goes on: 接下页.
fn is_to_go_on(core: &str) -> bool {
    let next = core.strip_suffix(['页', '表']).unwrap_or(core);
    ["接下", "续下", "转下", "见下", "下页续", "未完待续"].contains(&next)
}

/// A text without the mark that it goes on from the page before: 普陀区民政局（续）.
pub(crate) fn without_continued(text: &str) -> &str {
    let name = || {
        let (name, mark) = text.strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
        ["续", "续表"].contains(&mark).then_some(name)
    };
    name().unwrap_or(text)
}

/// Marks for what stands above.
const DITTO: &[&str] = &["〃", "″", "\"", "〞", "”", "同上", "↓", "-\"-"];

/// Whether a cell says that its text is that of the cell above.
pub(crate) fn is_ditto(text: &str) -> bool {
    // Four characters: no mark has more than three.
    text.chars().nth(4).is_none() && DITTO.contains(&&*Key::of(text))
}

/// What parts of what is bought are called.
const LOTS: &[&str] = &[
    "包",
    "分包",
    "合同包",
    "采购包",
    "标包",
    "包组",
    "包件",
    "标段",
    "标项",
    "分标",
];

/// Whether a text says by its number which part of what is bought is meant: 第一包, 标段二, 合同包1, A包.
pub(crate) fn is_lot(key: &str) -> bool {
    let which = |own: &str| {
        let own = own.strip_prefix('第').unwrap_or(own);
        let letter = matches!(own.as_bytes(), [b'A'..=b'Z']);
        letter || ordinal::whole(own).is_some()
    };
    LOTS.iter().any(|part| {
        let behind = key.strip_prefix(part).or_else(|| key.strip_suffix(part));
        behind.is_some_and(which)
    })
}

/// Whether a label is that of a part's name: 标项名称, 分包名称.
pub(crate) fn names_lot(key: &str) -> bool {
    let own = key.strip_suffix("名称");
    own.is_some_and(|own| LOTS.contains(&own))
}

/// Whether a heading says which part is meant, and more of it in brackets or behind a mark: 第一包（抢险救援消防车）.
pub(crate) fn heads_lot(key: &str) -> bool {
    let lot = key
        .find(['(', ':', ',', '、'])
        .and_then(|end| key.get(..end));
    lot.is_some_and(is_lot)
}

#[cfg(test)]
mod tests;
