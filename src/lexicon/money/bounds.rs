//! Words that make a sum an estimate, a bound or a deduction. They speak of the sum that they stand next to: 不超过5万元 is
//! a bound, 5万元（不足部分自筹） and 5万元（60岁以上老人） are none.

use super::unit;
use super::words::{any, without};
use crate::lexicon::fold;
use crate::lexicon::key::Key;

/// Where a word stands to the sum that it may speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Before,
    After,
    /// In brackets, or parted from the sum by a comma.
    Alone,
}

/// What may stand between such a word and its number, or its end: 预计投入5万元, 最高补助5万元, 上限金额为5万元, 暂估价.
const FILLERS: &[&str] = &[
    "人民币",
    "为",
    "是",
    "至",
    "达",
    "可",
    "需",
    "需要",
    "给予",
    "予以",
    "补助",
    "补贴",
    "奖励",
    "奖补",
    "资助",
    "支付",
    "安排",
    "拨付",
    "投入",
    "投资",
    "下达",
    "额度",
    "额",
    "价格",
    "造价",
    "价",
    "标准",
    "费用",
    "费",
    "资金",
    "经费",
    "款项",
    "款",
    "预算",
    "总",
    "数",
    "金",
    "结余",
    "剩余",
    "上年",
    "年度",
    "专项",
    "一次性",
    "共",
    "计",
    "等于",
    "或",
    "：",
    ":",
];
/// Before a number these approximate it whatever stands between.
const ABOUT_BEFORE: &[&str] = &[
    "约", "预计", "估算", "暂定", "概算", "估计", "大概", "暂估", "预估", "暂列", "暂按", "接近",
];
const ABOUT: &[&str] = &[
    "约", "大约", "预计", "估算", "暂定", "概算", "估计", "大概", "暂估", "预估", "暂列", "估",
];
const ABOUT_WHOLE: &[&str] = &["近", "将近", "余", "多", "≈", "~", "～"];
const ABOUT_AFTER: &[&str] = &["左右", "上下", "有余", "出头"];
/// A contract (约定) and a saving (节约) approximate nothing.
const NOT_ABOUT: &[&str] = &[
    "约定",
    "节约",
    "签约",
    "预约",
    "违约",
    "合约",
    "契约",
    "公约",
    "特约",
    "条约",
    "履约",
    "续约",
    "解约",
    "制约",
    "约束",
    "约谈",
    "约请",
    "邀约",
    "左右岸",
    "左右侧",
    "上下游",
    "上下班",
    "上下学",
];
const NOT: &[&str] = &["不", "未", "不得", "不能", "不可", "不应", "不宜", "没有"];
/// There is no such bound: 上不封顶, 不设上限.
const NO_BOUND: &[&str] = &["不", "未", "无", "不设", "未设", "没有"];
const OVER: &[&str] = &["超过", "超出", "高于", "大于", "多于", "突破"];
/// Parts of many words: only alone they compare.
const OVER_WHOLE: &[&str] = &["超", "满", "逾"];
const UNDER: &[&str] = &["低于", "少于", "小于"];
const SHORT_OF: &[&str] = &["不足", "不到", "未到", "未达", "不超", "未超", "不满"];
const HIGHEST: &[&str] = &[
    "上限",
    "最高",
    "最多",
    "至多",
    "封顶",
    "控制在",
    "控制价",
    "最高限价",
    "限价",
    "限额",
    "≤",
    "<",
    "＜",
];
const LOWEST: &[&str] = &["至少", "最低", "最少", "下限", "起步", "≥", ">", "＞"];
/// Those of them that say by themselves what they are: 5万元（采购最高限价）.
const NOUNS: &[&str] = &["上限", "封顶", "控制价", "限价", "限额", "下限", "起步"];
/// 内 alone is short for 以内; 以下 and 以上 after a number are bounds that include it, unless the notice says （不含）.
const AT_MOST_AFTER: &[&str] = &["以内", "以下", "为限"];
const AT_MOST_WHOLE: &[&str] = &["内", "不到"];
/// 限 alone says that the sum behind it is not to be passed; in other words it is a part.
const AT_MOST_BEFORE: &[&str] = &["限", "限于"];
const AT_LEAST_AFTER: &[&str] = &["以上"];
const AT_LEAST_WHOLE: &[&str] = &["起"];
/// Before a number it is a sign: +5.
const AND_MORE: &[&str] = &["+", "＋"];
const DEDUCTION: &[&str] = &[
    "扣回", "扣减", "扣除", "抵扣", "调减", "核减", "追减", "压减", "冲减", "缴回", "收回", "减少",
    "退回", "退还",
];
/// Money is their only object: 扣回上年多拨5万元. What is left 核减后 is none.
const DEDUCTION_OF_MONEY: &[&str] = &[
    "扣回", "扣减", "扣除", "抵扣", "调减", "核减", "追减", "压减", "冲减", "缴回",
];
const DEDUCTION_WHOLE: &[&str] = &["减", "负"];
/// They stand for minus before a number in accounts; behind one they may be the signs of a note.
const MINUS: &[&str] = &["▲", "△"];

pub(crate) fn about(word: &str, place: Place) -> bool {
    let word = &*fold::simple(word);
    ABOUT_WHOLE.contains(&word)
        || cores(word).any(|w| ABOUT.contains(&w))
        || ABOUT_AFTER.contains(&beside_rate(word))
        || match place {
            Place::Before => any(&without(word, NOT_ABOUT), ABOUT_BEFORE),
            Place::After => begins(&without(word, NOT_ABOUT), ABOUT_AFTER),
            Place::Alone => false,
        }
}

pub(crate) fn at_most(word: &str, place: Place) -> bool {
    let word = &*fold::simple(word);
    let compares = || {
        cores(word).any(|w| {
            AT_MOST_BEFORE.contains(&w)
                || ends(w, SHORT_OF)
                || compared(w, UNDER, false)
                || compared(w, OVER, true)
        }) || compared_by_name(word, OVER)
    };
    place == Place::Before && compares()
        || AT_MOST_WHOLE.contains(&beside_rate(word))
        || named(beside_rate(word), place, HIGHEST)
        || follows(word, place, AT_MOST_AFTER)
}

pub(crate) fn at_least(word: &str, place: Place) -> bool {
    let word = &*fold::simple(word);
    let compares = || {
        OVER_WHOLE.contains(&word)
            || cores(word).any(|w| compared(w, OVER, false) || compared(w, UNDER, true))
            || compared_by_name(word, UNDER)
    };
    place == Place::Before && compares()
        || AT_LEAST_WHOLE.contains(&beside_rate(word))
        || place == Place::After && AND_MORE.contains(&word)
        || named(beside_rate(word), place, LOWEST)
        || follows(word, place, AT_LEAST_AFTER)
}

/// Whether a word says that the sum behind it is none exactly: 约, 不低于, 最高.
pub(crate) fn leads(word: &str) -> bool {
    let before = Place::Before;
    about(word, before) || at_most(word, before) || at_least(word, before)
}

pub(crate) fn deduction(word: &str, place: Place) -> bool {
    let word = &*fold::simple(word);
    let said = ["已", "应", "需", "拟", "将", "予以"]
        .iter()
        .find_map(|w| word.strip_prefix(w))
        .unwrap_or(word);
    DEDUCTION_WHOLE.contains(&word)
        || place == Place::Before && MINUS.contains(&word)
        || match place {
            Place::Before => {
                any(word, DEDUCTION_OF_MONEY) && !word.contains('后')
                    || cores(word).any(|w| ends(w, DEDUCTION))
            }
            Place::After | Place::Alone => cores(said).any(|w| DEDUCTION.contains(&w)),
        }
}

/// What a header makes of every sum below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    AtMost,
    AtLeast,
}

/// The bound that a header states: 金额（不超过，万元）, 补助上限（万元）. A price is no bound, though it be the highest that may be
/// offered (最高限价): it is the sum that the list is of.
pub(crate) fn of_header(header: &str) -> Option<Bound> {
    let key = Key::of(header);
    // The bound may stand beside the unit: 万元以内, ≤万元.
    let parts = key.split(|c| "()[]【】/,，、;:".contains(c)).map(|part| {
        unit::names()
            .find_map(|unit| part.strip_prefix(unit).or(part.strip_suffix(unit)))
            .unwrap_or(part)
    });
    let parts: Vec<&str> = parts
        .filter(|part| !part.is_empty() && !part.ends_with('价'))
        .collect();
    let says = |test: fn(&str, Place) -> bool| parts.iter().any(|part| test(part, Place::Before));
    match (says(at_most), says(at_least)) {
        (true, false) => Some(Bound::AtMost),
        (false, true) => Some(Bound::AtLeast),
        _ => None,
    }
}

/// Whether a word says that the sum before it is the edge of a share: 5万元以上部分由镇承担.
pub(crate) fn of_a_share(word: &str) -> bool {
    let rest = ["以上", "以下", "以内", "以外", "之外"]
        .iter()
        .find_map(|w| word.strip_prefix(w));
    rest.is_some_and(|r| begins(r, &["部分", "的"]))
}

/// Whether a word that compares ends the text, with a 不 before it or without.
fn compared(text: &str, words: &[&str], negated: bool) -> bool {
    words
        .iter()
        .filter_map(|w| text.strip_suffix(w))
        .any(|before| ends(before, NOT) == negated)
}

/// Whether the sum that is not to be passed has a name between: 不超过财政评审价12万元, but not 不超过低保标准的家庭500元.
fn compared_by_name(text: &str, words: &[&str]) -> bool {
    words
        .iter()
        .filter_map(|w| text.rsplit_once(w))
        .any(|(before, name)| {
            ends(before, NOT)
                && !name.contains(['的', '者'])
                && !name.ends_with("部分")
                && !name.chars().any(char::is_numeric)
        })
}

/// Whether a word is or names a bound.
fn named(word: &str, place: Place, names: &[&str]) -> bool {
    let nouns = || NOUNS.iter().filter(|n| names.contains(n));
    let none = |w: &str| {
        let before = names.iter().filter_map(|n| w.strip_suffix(n));
        before.into_iter().any(|before| ends(before, NO_BOUND))
    };
    if cores(word).any(none) {
        return false;
    }
    match place {
        Place::Before => cores(word).any(|w| ends(w, names)),
        Place::After => {
            cores(word).any(|w| names.contains(&w)) || nouns().any(|n| word.starts_with(n))
        }
        // A sentence with a number of its own speaks of that.
        Place::Alone => {
            cores(word).any(|w| names.contains(&w))
                || !word.chars().any(|c| c.is_ascii_digit())
                    && cores(word).any(|w| nouns().any(|n| w.ends_with(n)))
        }
    }
}

/// Whether a word follows its number as a bound: 及以上.
fn follows(word: &str, place: Place, words: &[&str]) -> bool {
    let word = beside_rate(word).trim_start_matches(['及', '或', '含']);
    words.contains(&word) || place == Place::After && begins(word, words)
}

/// What stands beside the thing that a rate is for one of, before it (80元起/次) or behind (200元/人以内).
fn beside_rate(word: &str) -> &str {
    let Some((before, of)) = word.split_once(['/', '／']) else {
        return word;
    };
    let words = [
        AT_MOST_AFTER,
        AT_LEAST_AFTER,
        AT_LEAST_WHOLE,
        ABOUT_AFTER,
        NOUNS,
    ];
    // 500元/起 is for one case.
    let behind = |b: &&&str| before.is_empty() && of.len() > b.len() && of.ends_with(**b);
    words
        .into_iter()
        .flatten()
        .find(behind)
        .copied()
        .unwrap_or(before)
}

fn begins(word: &str, list: &[&str]) -> bool {
    list.iter().any(|w| word.starts_with(w))
}

fn ends(word: &str, list: &[&str]) -> bool {
    list.iter().any(|w| word.ends_with(w))
}

/// A word, and what remains of it as one after another filler, or 每 with what it counts, is taken off its end.
fn cores(word: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(word), |word| {
        let filler = FILLERS.iter().filter_map(|f| word.strip_suffix(f));
        // 每人, 每学期: three characters are the longest that are counted in the notices' rates.
        let each = word
            .rsplit_once('每')
            .filter(|(_, of)| of.chars().count() <= 3)
            .map(|(before, _)| before);
        filler.chain(each).min_by_key(|w| w.len())
    })
    .take_while(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_may_bound_their_sums() {
        for most in [
            "金额（不超过，万元）",
            "不超过金额（万元）",
            "补助上限（元）",
            "金额(≤万元)",
            "金额（万元以内）",
        ] {
            assert_eq!(of_header(most), Some(Bound::AtMost), "{most}");
        }
        assert_eq!(of_header("金额（不低于，元）"), Some(Bound::AtLeast));
        for none in [
            "金额（万元）",
            "最高限价（万元）",
            "60岁以上老人数",
            "超标准面积",
            "预算控制价（元）",
            "每户内补助",
        ] {
            assert_eq!(of_header(none), None, "{none}");
        }
    }
}
