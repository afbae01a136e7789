//! What a column holds, from its header.

mod words;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::key::Key;
use super::{fold, money};
use crate::model::{Role, Unit};
use words::{NO_ROLE, WHOLE_PURCHASERS, WORDS};

/// The role that a header names, if it names one.
pub(crate) fn of_header(header: &str) -> Option<Role> {
    meant(header).flatten()
}

/// Whether a stretch of text can be the name of a column, and not words of a cell that speak of the same things: it ends
/// in the word that names the role (发放补助工作 does not), and what stands outside its brackets is no longer than names
/// are. The longest in use, 受益对象（服务对象）及人数, has thirteen characters with its brackets.
pub(crate) fn is_name(text: &str) -> bool {
    let plain = Key::of(text);
    let bare = without_unit(&plain);
    let outside = outside_brackets(&bare);
    let ends = |name: &str| {
        let words = name.chars().next_back().and_then(|c| BY_LAST.get(&c));
        let mut words = words.into_iter().flatten();
        WHOLE_PURCHASERS.contains(&name)
            || words.any(|(w, role)| role.is_some() && name.ends_with(w))
    };
    outside.chars().count() <= 13
        && (ends(first_of(&outside)) || ends(&outside) || ends(&bare) || unit(text).is_some())
        && of_header(text).is_some()
}

/// Whether a text can be the name of a column that is known, whether it has a role or none (姓名, 数量); likewise.
pub(crate) fn is_known_name(text: &str) -> bool {
    let plain = Key::of(text);
    let bare = without_unit(&plain);
    let outside = outside_brackets(&bare);
    let ends = |name: &str| {
        let words = name.chars().next_back().and_then(|c| BY_LAST.get(&c));
        words
            .into_iter()
            .flatten()
            .any(|(w, role)| role.is_none() && name.ends_with(w))
    };
    // Eight characters: 社会组织等级 and 绩效目标 with a word before; longer ones are what a cell says.
    is_name(text) || outside.chars().count() <= 8 && ends(&outside)
}

/// Whether a column headed 单位 holds units of measure (台, 平方米), not organisations: none of its cells (blank ones left out)
/// is longer than those are, nor the name of an organ.
pub(crate) fn is_of_measures(header: &str, texts: &[String]) -> bool {
    // 平方米 and 立方米 are the longest in use. One character alone (部) is no organ.
    let measure = |t: &String| {
        let length = t.chars().count();
        length == 1 || length <= 3 && !is_organ(t)
    };
    &*Key::of(header) == "单位" && !texts.is_empty() && texts.iter().all(measure)
}

/// Whether a header that is not known may stand above sums: it does not end as names of counts and shares do (床位数, 面积,
/// 完成率), nor in another unit (人).
pub(crate) fn may_be_money(header: &str) -> bool {
    let bare = Key::of(header);
    meant(header).is_none()
        && !bare.ends_with(['数', '量', '率', '比', '重', '积', ')'])
        && !bare.is_empty()
}

/// Whether a text is a known name of a column, and nothing else.
pub(crate) fn is_word(text: &str) -> bool {
    let plain = Key::of(text);
    let bare = without_unit(&plain);
    let bare = outside_brackets(&bare);
    let words = bare.chars().next_back().and_then(|c| BY_LAST.get(&c));
    WHOLE_PURCHASERS.contains(&bare.as_ref())
        || words.into_iter().flatten().any(|(word, _)| *word == bare)
}

/// What a header names: a role, or (`Some(None)`) something known that has none.
fn meant(header: &str) -> Option<Option<Role>> {
    let plain = Key::of(header);
    let bare = without_unit(&plain);
    let outside = outside_brackets(&bare);
    if [&bare, &outside]
        .iter()
        .any(|h| WHOLE_PURCHASERS.contains(&h.as_ref()))
    {
        return Some(Some(Role::Purchaser));
    }
    // A stretch of body text has words of headers, too. It has parts of sentences, or is much longer than a name: the
    // longest header in use has thirteen characters, and half as many may be added to it.
    if outside.contains(['。', ',', '，', ';', '；']) || outside.chars().count() > 20 {
        return None;
    }
    // A question about the row (是否面向中小企业) is none of its parts, nor is a share (预算执行率, 完成预算%) of a sum.
    if bare.starts_with("是否") || outside.ends_with(['率', '%']) || bare.ends_with("(%)") {
        return Some(None);
    }
    // Of two things in one column (服务对象及人数) the first names it. What brackets add does not, unless nothing else does.
    named(first_of(&outside))
        .or_else(|| named(&outside))
        .or_else(|| named(&bare))
        .or_else(|| unit(header).map(|_| Some(Role::Amount)))
}

/// The first of the things that a header names.
fn first_of(outside: &str) -> &str {
    outside.split(['及', '和', '与', '、']).next().unwrap_or("")
}

/// What the last, longest known word of a header names; likewise.
fn named(bare: &str) -> Option<Option<Role>> {
    // 注 and 序 are headers as whole words only.
    let fits = |text: &str, word: &str| {
        text.ends_with(word) && (word == bare || word.chars().nth(1).is_some())
    };
    bare.char_indices().rev().find_map(|(at, last)| {
        let text = bare.get(..at + last.len_utf8())?;
        let words = BY_LAST.get(&last)?;
        let (_, role) = words.iter().find(|(word, _)| fits(text, word))?;
        Some(*role)
    })
}

/// A word of headers and what it names, if any column that is looked for.
type Word = (&'static str, Option<Role>);

/// Known words by their last character, the longest first: a document has many words to be looked up, most of them none.
static BY_LAST: LazyLock<HashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let known = WORDS
        .iter()
        .flat_map(|(role, words)| words.iter().map(|w| (*w, Some(*role))));
    let mut out: HashMap<char, Vec<_>> = HashMap::new();
    for (word, role) in known.chain(NO_ROLE.iter().map(|w| (*w, None))) {
        let last = word.chars().next_back().unwrap_or_default();
        out.entry(last).or_default().push((word, role));
    }
    for words in out.values_mut() {
        words.sort_by_key(|(word, _)| Reverse(word.len()));
    }
    out
});

/// Without what stands in brackets.
fn outside_brackets(bare: &str) -> Cow<'_, str> {
    if !bare.contains(['(', '[', '【', ')', ']', '】']) {
        return Cow::Borrowed(bare);
    }
    let mut depth = 0_u32;
    bare.chars()
        .filter(|c| {
            match c {
                '(' | '[' | '【' => depth += 1,
                ')' | ']' | '】' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// The role of a header path: the lower header decides if it names one, else the upper.
/// Under an upper header of money every column is money, whatever its name (资金（万元）/自筹).
pub(crate) fn of_path(path: &[String]) -> Option<Role> {
    let upper_money = path.split_last().is_some_and(|(_, upper)| {
        upper
            .iter()
            .any(|u| matches!(of_header(u), Some(Role::Amount | Role::Source)))
    });
    let leaf = path.last().and_then(|l| meant(l));
    let money = matches!(leaf, None | Some(Some(Role::Amount | Role::Source)));
    if upper_money && money {
        return Some(Role::Amount);
    }
    match leaf {
        Some(known) => known,
        None => path.iter().rev().find_map(|p| of_header(p)),
    }
}

/// How far a money column is from being the main one of its table: what this notice hands out comes first, a sum of the
/// columns beside it next; a whole investment, and prices, earlier years and own shares come last.
pub(crate) fn rank(path: &[String]) -> u8 {
    let header: String = fold::simple(&path.concat());
    let leaf = fold::simple(path.last().map_or("", String::as_str));
    let any = |words: &[&str]| any_of(&header, words);
    if any(&["单价", "标准", "上年", "已", "自筹", "配套", "结余"]) {
        4
    } else if any(&["总投资", "概算"]) {
        3
    } else if any(&["本次", "本批", "此次"]) {
        0
    } else if any_of(&leaf, &["合计", "小计", "总计"]) {
        1
    } else {
        2
    }
}

/// Whether a column's numbers are prices or rates, which are not added up.
pub(crate) fn is_rate(header: &str) -> bool {
    any_of(&Key::of(header), &["单价", "标准", "元/"])
}

/// Whether a column of notes holds remarks, and not whom to ask.
pub(crate) fn is_remarks(header: &str) -> bool {
    any_of(&fold::simple(header), &["备注", "附注", "说明"]) || header == "注"
}

fn any_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| text.contains(w))
}

/// Unit of money that a header or a unit line names: `金额（万元）`, `单位：万元`, `预算金额/元`, also as a rate: `元/人`.
pub(crate) fn unit(text: &str) -> Option<Unit> {
    let plain = Key::of(text);
    let at = plain
        .find(['(', '[', '/', ':', '【'])
        .map_or("", |i| plain.get(i..).unwrap_or(""));
    // The longest words first: 万元 ends in 元.
    const UNITS: [(&str, Unit); 6] = [
        ("百万元", Unit::Million),
        ("亿元", Unit::HundredMillion),
        ("万元", Unit::TenThousand),
        ("千元", Unit::Thousand),
        ("百元", Unit::Hundred),
        ("元", Unit::Yuan),
    ];
    UNITS
        .iter()
        .find(|(word, _)| at.contains(word))
        .map(|(_, unit)| *unit)
}

/// The unit that a line without white space names, if it is nothing but a unit line.
pub(crate) fn of_unit_line(text: &str) -> Option<Unit> {
    let text = text.trim_matches(|c: char| "（）()".contains(c));
    // 金额单位：人民币万元 is the longest form in use.
    (text.starts_with("单位") || text.starts_with("金额单位") || text.starts_with("计量单位"))
        .then(|| unit(text))
        .flatten()
}

/// Ends of the names of organs and offices that buy.
const ORGANS: &[&str] = &[
    "局",
    "委",
    "办",
    "办公室",
    "部",
    "会",
    "院",
    "中心",
    "街道",
    "镇",
    "乡",
    "政府",
    "妇联",
    "残联",
    "侨联",
    "科协",
    "文联",
    "公司",
    "学校",
    "医院",
    "法院",
    "检察院",
    "馆",
];

/// Whether a text ends as the name of an organ or office does; one of the longest,
/// 舟山市普陀区文化和广电旅游体育局, has sixteen characters.
pub(crate) fn is_organ(text: &str) -> bool {
    if text.chars().take(17).count() > 16 {
        return false;
    }
    let text = fold::simple(text);
    ORGANS.iter().any(|o| text.ends_with(o))
}

/// The roles of columns without header, from their cells (blank ones left out); none unless there is a column of sums
/// and one of names. Six cells in ten must be of a kind: wrapped and merged rows leave rests.
pub(crate) fn by_content(columns: &[Vec<String>]) -> Option<Vec<Role>> {
    let most = |texts: &[String], test: &dyn Fn(&str) -> bool| {
        texts.len() > 1 && texts.iter().filter(|t| test(t)).count() * 10 >= texts.len() * 6
    };
    let mut roles = vec![Role::Other; columns.len()];
    let set = |roles: &mut Vec<Role>, at: Option<usize>, role| {
        if let Some(slot) = at.and_then(|i| roles.get_mut(i)) {
            *slot = role;
        }
        at
    };
    let rising = |texts: &Vec<String>| {
        let numbers: Vec<i64> = texts.iter().filter_map(|t| t.parse().ok()).collect();
        numbers.len() > 1
            && numbers.len() == texts.len()
            && numbers
                .windows(2)
                .all(|w| matches!(w, [a, b] if b - a == 1))
    };
    let sequence = set(&mut roles, columns.iter().position(rising), Role::Sequence);
    let sum = |t: &str| money::kind(t) == Some(money::Kind::Number);
    let amount = columns
        .iter()
        .enumerate()
        .filter(|(i, texts)| Some(*i) != sequence && most(texts, &sum))
        .map(|(i, _)| i)
        .next_back();
    set(&mut roles, amount, Role::Amount)?;
    let free = |roles: &[Role], i: usize| roles.get(i) == Some(&Role::Other);
    let purchaser = (0..columns.len())
        .find(|i| free(&roles, *i) && columns.get(*i).is_some_and(|t| most(t, &is_organ)));
    set(&mut roles, purchaser, Role::Purchaser);
    let name = |t: &str| t.chars().count() >= 3 && !sum(t);
    let project = (0..columns.len())
        .find(|i| free(&roles, *i) && columns.get(*i).is_some_and(|t| most(t, &name)));
    set(&mut roles, project, Role::Project)?;
    Some(roles)
}

/// Without brackets that hold a unit of money.
fn without_unit(plain: &str) -> Cow<'_, str> {
    if !plain.contains('(') {
        return Cow::Borrowed(plain);
    }
    let mut out = String::new();
    let mut rest = plain;
    while let Some((before, tail)) = rest.split_once('(') {
        let Some((inside, after)) = tail.split_once(')') else {
            break;
        };
        out.push_str(before);
        if !inside.ends_with('元') {
            out.push('(');
            out.push_str(inside);
            out.push(')');
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests;
