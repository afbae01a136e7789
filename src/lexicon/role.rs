//! What a column holds, from its header.

mod digits;
mod glued;
mod words;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::LazyLock;

use super::index::Index;
use super::key::{Key, outside_brackets};
use super::labels;
use super::money::{self, unit};
use super::{office, parties};
use crate::model::Role;
pub(crate) use digits::digit_place;
pub(crate) use glued::{
    begins_glued_table, begins_with_names, behind_purchaser, holds_glued_table, says_only_money,
};
use words::{NO_ROLE, WHOLE_PURCHASERS, WORDS};

/// What a header says of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Role(Role, Fit),
    /// A known name of a column that has no role: 姓名, 数量.
    NoRole,
    Unknown,
}

impl Meaning {
    pub(crate) fn role(self) -> Option<Role> {
        match self {
            Self::Role(role, _) => Some(role),
            Self::NoRole | Self::Unknown => None,
        }
    }
}

/// How well a header names its role: of two columns with one role, the better keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// Told by how the name is built alone: 培训机关, 采购名称.
    Built,
    /// A known word ends in it.
    Contains,
    /// It is a known word.
    Exact,
}

/// The role that a header names, if it names one.
pub(crate) fn of_header(header: &str) -> Option<Role> {
    meaning(header).role()
}

/// The longest name in use, 受益对象（服务对象）及人数, has thirteen characters with its brackets.
const LONGEST: usize = 13;

/// Whether a stretch of text can be the name of a column, and not words of a cell that speak of the same things: it ends
/// in the word that names the role (发放补助工作 does not), and what stands outside its brackets is no longer than names
/// are.
pub(crate) fn is_name(text: &str) -> bool {
    is_key_of_name(&Key::of(text))
}

/// Whether a text with this key can be the name of a column.
pub(crate) fn is_key_of_name(key: &Key) -> bool {
    let bare = without_unit(key);
    let outside = outside_brackets(&bare);
    let ends = |name: &str| {
        is_whole_purchaser(name)
            || ending(name).any(|(w, role)| role.is_some() && name.ends_with(w))
    };
    outside.chars().count() <= LONGEST
        && (readings(&outside, &bare).any(ends)
            || built(&outside).is_some()
            || unit::of_key(key).is_some())
        && meaning_of(key).role().is_some()
}

/// Whether a text can be the name of a column that is known, whether it has a role or none (姓名, 数量); likewise.
pub(crate) fn is_known_name(text: &str) -> bool {
    is_key_of_known_name(&Key::of(text))
}

/// Whether a text with this key can be the name of a column that is known.
pub(crate) fn is_key_of_known_name(key: &Key) -> bool {
    let bare = without_unit(key);
    let outside = outside_brackets(&bare);
    let ends = |name: &str| ending(name).any(|(w, role)| role.is_none() && name.ends_with(w));
    // Eight characters: 社会组织等级 and 绩效目标 with a word before; longer ones are what a cell says.
    let length = outside.chars().count();
    is_key_of_name(key) || length <= 8 && ends(&outside) || length <= LONGEST && asks(&bare)
}

/// Whether a column headed 单位 holds units of measure (台, 平方米), not organisations: none of its cells (blank ones left out)
/// is longer than those are, nor the name of an organ.
pub(crate) fn is_of_measures(header: &str, texts: &[Key]) -> bool {
    // 平方米 and 立方米 are the longest in use.
    let measure = |t: &Key| t.chars().count() <= 3 && !office::is_organ(t);
    &*Key::of(header) == "单位" && !texts.is_empty() && texts.iter().all(measure)
}

/// Whether a header that is not known may stand above sums: it does not end as names of counts and shares do (床位数, 面积,
/// 完成率), nor in another unit: (人), 面积/亩.
pub(crate) fn may_be_money(header: &str) -> bool {
    let key = Key::of(header);
    let bare = match key.rsplit_once('/') {
        Some((_, unit)) if unit.chars().count() <= 3 && unit::of_key(&key).is_none() => {
            return false;
        }
        _ => &*key,
    };
    meaning(header) == Meaning::Unknown
        && !bare.ends_with(['数', '量', '率', '比', '重', '积', ')'])
        && !bare.is_empty()
}

/// Whether a text may be the name of a column though no word of it is known, in a header that is told by what stands below it:
/// short, without marks, no sum. The longest header in use, 受益对象（服务对象）及人数, has thirteen characters; a word may be added
/// to it. A part of what the column before it states is named so: 其中：日常养护.
pub(crate) fn may_be_name(key: &str) -> bool {
    let own = key.strip_prefix("其中:").unwrap_or(key);
    (1..=15).contains(&own.chars().count()) && is_unmarked(own)
}

/// Whether a text is neither a sum nor has the marks of sentences and labels: a name of any length.
pub(crate) fn is_unmarked(key: &str) -> bool {
    !key.is_empty() && !key.contains([':', '。', ',', ';', '|']) && !money::is_sum(key)
}

/// Whether a text is a known name of a column, and nothing else.
pub(crate) fn is_word(text: &str) -> bool {
    /// Longer than a name with its unit: most cells are sentences.
    const LONG: usize = 40;
    if text.chars().nth(LONG).is_some() {
        return false;
    }
    let plain = Key::of(text);
    let bare = without_unit(&plain);
    let bare = outside_brackets(&bare);
    is_whole_purchaser(&bare) || ending(&bare).any(|(word, _)| *word == bare)
}

/// What a header says of its column.
pub(crate) fn meaning(header: &str) -> Meaning {
    meaning_of(&Key::of(header))
}

fn meaning_of(key: &Key) -> Meaning {
    let bare = without_unit(key);
    let outside = outside_brackets(&bare);
    // A stretch of body text has words of headers, too. It has parts of sentences, or is much longer than a name: the
    // longest header in use has thirteen characters, and half as many may be added to it.
    if outside.contains(['。', ',', ';']) || outside.chars().count() > 20 {
        return Meaning::Unknown;
    }
    // A header with a unit of money is money whatever else it says: 资金规模（万元）, 镇街（元）.
    let money = unit::of_key(key).is_some();
    // 县区名称, 镇名 say no more than 县区 and 镇.
    let own = |h: &str| {
        let named = h.strip_suffix("名称").or_else(|| h.strip_suffix('名'));
        is_whole_purchaser(named.unwrap_or(h))
    };
    if !money && (own(&bare) || own(&outside)) {
        return Meaning::Role(Role::Purchaser, Fit::Exact);
    }
    // A question about the row (是否面向中小企业) is none of its parts, nor is a share (预算执行率, 完成预算%) of a sum.
    // 预付30%（万元） is a sum.
    let share = || outside.ends_with(['率', '%']) || bare.ends_with("(%)");
    if asks(&bare) || !money && share() {
        return Meaning::NoRole;
    }
    // Of two things in one column (服务对象及人数) the first names it. What brackets add does not, unless nothing else does.
    let word = readings(&outside, &bare).find_map(named);
    // 购买服务单位 buys, though 服务单位 alone provides; 施工企业 builds, though 企业 alone are given money.
    let party = parties::role(&outside);
    // 受益对象（户） says who they are, too.
    let names_people = |word| {
        let people = bare.ends_with("(户)") || bare.ends_with("(人)");
        let counted = first_of(&outside).ends_with('数');
        matches!(word, Meaning::Role(Role::Beneficiary, _)) && people && !counted
    };
    match word {
        // 拨付单位 and 采购需求单位 are bodies, whatever is done with the money and whatever is wanted.
        Some(Meaning::Role(Role::Amount | Role::Content, Fit::Contains)) if party.is_some() => {
            Meaning::Role(party.unwrap_or(Role::Other), Fit::Built)
        }
        // 奖励企业户数 counts, whatever is given to those.
        Some(Meaning::Role(Role::Amount, Fit::Contains)) if !money && in_counters(&outside) => {
            Meaning::NoRole
        }
        Some(word @ Meaning::Role(Role::Amount, _)) => word,
        Some(word) if !money && counts(&outside, &bare) && !names_people(word) => Meaning::NoRole,
        Some(Meaning::Role(Role::Provider, Fit::Contains)) if party == Some(Role::Purchaser) => {
            Meaning::Role(Role::Purchaser, Fit::Built)
        }
        Some(Meaning::Role(Role::Beneficiary, Fit::Contains)) if party.is_some() => {
            party.map_or(Meaning::Unknown, |of| Meaning::Role(of, Fit::Built))
        }
        _ if money => Meaning::Role(Role::Amount, Fit::Contains),
        Some(word) => word,
        None => built(&outside).unwrap_or(Meaning::Unknown),
    }
}

/// Whether a header says how many there are of what it names: 项目数, 项目（个）, 年度任务（户）. 服务对象及人数 names them, too.
fn counts(outside: &str, bare: &str) -> bool {
    let inside = bare.strip_suffix(')').and_then(|b| b.rsplit_once('('));
    first_of(outside).ends_with('数') || inside.is_some_and(|(_, by)| is_counted(by))
}

/// Whether a name ends in what is counted: 户数, 人数, 个数.
fn in_counters(outside: &str) -> bool {
    let by = outside
        .strip_suffix('数')
        .and_then(|h| h.chars().next_back());
    by.is_some_and(|by| labels::COUNTERS.contains(&by))
}

/// Whether a header says how many there are, and nothing else: 户数, 年度任务（户）, 人.
pub(crate) fn is_count(header: &str) -> bool {
    let key = Key::of(header);
    let outside = outside_brackets(&key);
    is_counted(header) || meaning_of(&key).role().is_none() && counts(&outside, &key)
}

/// Whether a header asks something of the row, which is answered by yes or no.
pub(crate) fn asks(header: &str) -> bool {
    header.starts_with("是否")
}

/// Whether a header names whose money it is by a word that does so only as a whole: 单位, 镇街, or kinds of places side by side,
/// 市(州), 旗县区, 镇(街), 实施乡镇. (所属镇街 says where another is.)
fn is_whole_purchaser(header: &str) -> bool {
    let lead = header.strip_prefix("实施");
    WHOLE_PURCHASERS.contains(&header)
        || kinds_of_places(header) > 1
        || lead.is_some_and(|own| kinds_of_places(own) > 0)
}

/// How many kinds of places make up a header, if nothing else does. One alone may be a cell (市).
fn kinds_of_places(header: &str) -> usize {
    let (mut rest, mut kinds) = (header, 0);
    while let Some(behind) = behind_kind_of_place(rest) {
        rest = behind.trim_start_matches(['(', ')', '、', '/', '及', '和']);
        kinds += 1;
    }
    if rest.is_empty() { kinds } else { 0 }
}

/// What stands behind the kind of places that a text begins with.
fn behind_kind_of_place(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let behind = chars.as_str();
    match first {
        '街' => behind.strip_prefix('道').or(Some(behind)),
        '社' | '地' => behind.strip_prefix('区'),
        '市' | '州' | '盟' | '县' | '旗' | '区' | '乡' | '镇' | '村' => Some(behind),
        _ => None,
    }
}

/// The role of a name that no word list knows, by how Chinese builds such names: what is done, and who or what does it.
fn built(outside: &str) -> Option<Meaning> {
    // 幼儿园名称, as 学校名称 does, names bodies.
    let bodies = || outside.strip_suffix("名称").is_some_and(office::is_organ);
    let thing = || names_a_thing(outside) || labels::is_lot(outside);
    let role = parties::role(outside)
        .or_else(|| bodies().then_some(Role::Purchaser))
        .or_else(|| thing().then_some(Role::Project))?;
    Some(Meaning::Role(role, Fit::Built))
}

/// 采购名称, 事项, 培训项目名: what is bought, if no party is named (供应商名称 is told before, 代理机构信息/名称 is none), nor
/// a class of what is bought (指导性目录名称).
fn names_a_thing(outside: &str) -> bool {
    let body = outside.strip_suffix("名称");
    let body = body.map(|body| body.strip_suffix("信息").unwrap_or(body));
    let classes = |body: &str| CLASSES.iter().any(|end| body.ends_with(end));
    !body.is_some_and(|body| office::is_organ(body) || classes(body))
        && ["名称", "事项", "项目名"]
            .iter()
            .any(|end| outside.ends_with(end))
}

/// Whether a text says that something is a name, but not of what.
pub(crate) fn only_names(key: &str) -> bool {
    matches!(key, "名称" | "名")
}

/// The first of the things that a header names.
fn first_of(outside: &str) -> &str {
    outside.split(['及', '和', '与', '、']).next().unwrap_or("")
}

/// What a header is looked up as, each once: the first of the things that it names, what stands outside its brackets, and all of it.
fn readings<'h>(outside: &'h str, bare: &'h str) -> impl Iterator<Item = &'h str> {
    let first = first_of(outside);
    // Each is a part of the next one: if it is as long, it is the same.
    let longer = |text: &'h str, than: &str| (text.len() > than.len()).then_some(text);
    std::iter::once(first)
        .chain(longer(outside, first))
        .chain(longer(bare, outside))
}

/// What the last, longest known word of a header names.
fn named(bare: &str) -> Option<Meaning> {
    // 注 and 序 are headers as whole words only.
    let fits = |text: &str, word: &str| {
        text.ends_with(word) && (word == bare || word.chars().nth(1).is_some())
    };
    bare.char_indices().rev().find_map(|(at, last)| {
        let text = bare.get(..at + last.len_utf8())?;
        let (word, role) = BY_LAST.at(last).find(|(word, _)| fits(text, word))?;
        // 项目内容 is a project only where there is no other name of one.
        let fit = if *role == Some(Role::Project) && word.ends_with("内容") {
            Fit::Built
        } else if *word == bare {
            Fit::Exact
        } else {
            Fit::Contains
        };
        Some(role.map_or(Meaning::NoRole, |role| Meaning::Role(role, fit)))
    })
}

/// A word of headers and what it names, if any column that is looked for.
type Word = (&'static str, Option<Role>);

/// Known words by their last character, the longest first: a document has many words to be looked up, most of them none.
static BY_LAST: LazyLock<Index<Word>> = LazyLock::new(|| {
    let known = WORDS
        .iter()
        .flat_map(|(role, words)| words.iter().map(|w| (*w, Some(*role))));
    let known = known.chain(NO_ROLE.iter().map(|w| (*w, None)));
    let last = |word: &str| word.chars().next_back().unwrap_or_default();
    Index::by_rank(known.map(|word| (last(word.0), word)), |(word, _)| {
        word.len()
    })
});

/// Known words that end in the last character of a name, the longest first.
fn ending(name: &str) -> impl Iterator<Item = &'static Word> {
    let last = name.chars().next_back();
    last.into_iter().flat_map(|c| BY_LAST.at(c))
}

/// Whether a lower name only says by what is counted below it: 户, 人.
pub(crate) fn is_counted(leaf: &str) -> bool {
    let key = Key::of(leaf);
    key.strip_prefix(labels::COUNTERS) == Some("")
}

/// The role of a header path: the lower header decides if it names one, else the upper.
/// Under an upper header of money every column is money, whatever its name (资金（万元）/自筹).
pub(crate) fn of_path(path: &[String]) -> Meaning {
    let upper_money = path.split_last().is_some_and(|(_, upper)| {
        upper
            .iter()
            .any(|u| matches!(of_header(u), Some(Role::Amount | Role::Source)))
    });
    // 户 and 人 count, whatever stands above them.
    if path.len() > 1 && path.last().is_some_and(|leaf| is_counted(leaf)) {
        return Meaning::NoRole;
    }
    // Nor is what adds up, or says for how much each is counted, a sum of money under the name of a count: 奖励企业户数 over 10万元,
    // 20万元 and 小计.
    let of_count = |leaf: &String| {
        let counted = path.iter().rev().skip(1).any(|upper| is_count(upper));
        counted && (labels::summary(leaf).is_some() || money::is_sum(leaf))
    };
    if !upper_money && path.last().is_some_and(of_count) {
        return Meaning::NoRole;
    }
    // 采购单位 over 名称 and 联系人: whose name it is, the upper one says.
    if let Some((leaf, upper)) = path.split_last()
        && only_names(&Key::of(leaf))
        && let Some(of) = upper
            .iter()
            .rev()
            .map(|u| meaning(u))
            .find(|m| m.role().is_some())
    {
        return of;
    }
    let leaf = path.last().map_or(Meaning::Unknown, |l| meaning(l));
    let money = matches!(
        leaf,
        // 镇街 beside 区级 under 资金 is the part that they pay.
        Meaning::Unknown | Meaning::Role(Role::Amount | Role::Source | Role::Purchaser, _)
    );
    if upper_money && money {
        return Meaning::Role(Role::Amount, Fit::Contains);
    }
    match leaf {
        Meaning::Unknown => path
            .iter()
            .rev()
            .map(|p| meaning(p))
            .find(|m| m.role().is_some())
            .unwrap_or(Meaning::Unknown),
        known => known,
    }
}

/// How well a column's header names its role, for choosing between two of one role: a known word before a built name, and
/// both before a word for any place or office (村 beside 购买服务主体); of known words that which is listed first, the bare
/// word before one that is added to.
pub(crate) fn fit(path: &[String]) -> Option<(u8, Reverse<usize>, Fit)> {
    let leaf = path.last()?;
    let Meaning::Role(role, fit) = of_path(path) else {
        return None;
    };
    let key = Key::of(leaf);
    let outside = outside_brackets(&key);
    let (_, words) = WORDS.iter().find(|(of, _)| *of == role)?;
    let ends = |(_, word): &(usize, &&str)| outside.ends_with(**word);
    let longest = words
        .iter()
        .enumerate()
        .filter(ends)
        .max_by_key(|(_, word)| word.len());
    let place = longest.map_or(usize::MAX, |(place, _)| place);
    let rank = match fit {
        _ if is_whole_purchaser(&outside) => 0,
        Fit::Built => 1,
        _ => 2,
    };
    Some((rank, Reverse(place), fit))
}

/// Words for classes of what is bought.
const CLASSES: &[&str] = &["目录", "类别", "类型", "种类", "品目"];

/// Whether a header classes what is bought: 三级目录, 服务类别, 品目名称.
pub(crate) fn names_a_class(header: &str) -> bool {
    let key = Key::of(header);
    let outside = outside_brackets(&key);
    let mut ends = CLASSES.iter().chain(&["名称"]);
    ends.any(|end| outside.ends_with(end))
}

/// Words for what money is used, or given, for.
const USES: &[&str] = &["用途", "事由", "理由", "原因"];

/// Whether a header says what money is used or given for: 用途, 资金用途, 奖补事由.
pub(crate) fn names_a_use(header: &str) -> bool {
    let key = Key::of(header);
    let outside = outside_brackets(&key);
    USES.iter().any(|end| outside.ends_with(end))
}

/// Whether a header says by what is done with money that it is money: 本次下达, 已拨付, 应发放额. Brackets behind it would
/// say what else is counted (发放（册）).
pub(crate) fn is_of_payments(header: &str) -> bool {
    let key = Key::of(header);
    let bare = key.strip_suffix(['数', '额']).unwrap_or(&key);
    PAYS.iter().any(|verb| bare.ends_with(verb))
}

/// What is done with money.
const PAYS: &[&str] = &[
    "下达", "下拨", "安排", "拨付", "分配", "兑现", "发放", "结算", "清算", "核定", "批复",
];

/// Whether words of a sentence say that money is handed out: 本次应拨付, 安排资金.
pub(crate) fn speaks_of_payments(words: &str) -> bool {
    let key = Key::of(words);
    PAYS.iter().any(|verb| key.contains(verb))
}

/// Where a clause says that whom it begins with is given money: 某公司|获资助, 某合作社|获得奖补资金, 某镇|安排.
pub(crate) fn gets(clause: &[char]) -> Option<usize> {
    // Such verbs have two characters.
    if let Some(at) = clause.len().checked_sub(2) {
        let (body, verb) = clause.split_at_checked(at)?;
        let text = |chars: &[char]| chars.iter().collect::<String>();
        if is_of_payments(&text(verb)) && office::is_organ(&text(body)) {
            return Some(at);
        }
    }
    let at = clause.iter().rposition(|c| matches!(c, '获' | '獲'))?;
    let verb: String = clause.get(at..)?.iter().collect();
    (at > 1 && is_getting(&verb)).then_some(at)
}

/// Whether a text says that money is given, and nothing else: 获资助, 获得奖补资金.
pub(crate) fn is_getting(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['获', '獲']) else {
        return false;
    };
    let rest = rest.strip_prefix(['得', '批']).unwrap_or(rest);
    let paid = rest.is_empty() || is_of_grants(rest) || is_of_payments(rest) || is_of_money(rest);
    // The longest of such words have four characters: 奖补资金.
    paid && rest.chars().count() <= 4
}

/// Whether words of a sentence name a project, and more than 该项目: 堤防加固工程, “护河”行动, 厂房建设项目计划投资.
pub(crate) fn is_project(words: &str) -> bool {
    let named = |name: &str| {
        let before = words.split_once(name).map(|(before, _)| before);
        before.is_some_and(|before| before.chars().count() > 2)
    };
    ["项目", "工程", "行动"].into_iter().any(named)
}

/// Whether a header names bodies and says nothing of what they do: 单位, 部门名称.
pub(crate) fn names_any_body(header: &str) -> bool {
    let key = Key::of(header);
    let outside = outside_brackets(&key);
    matches!(
        outside.strip_suffix("名称").unwrap_or(&outside),
        "单位" | "部门"
    )
}

/// Whether a header says what people are or how they are called: 姓名, 职务, 联系电话, 电话号码.
pub(crate) fn tells_of_people(header: &str) -> bool {
    let key = Key::of(header);
    let outside = outside_brackets(&key);
    names_people(header)
        || ["职务", "电话", "手机", "号码"]
            .iter()
            .any(|end| outside.ends_with(end))
}

/// Whether a header says that people are named below it: 姓名, 姓名（户主）. Of whom others are named (经办人姓名), it says.
pub(crate) fn names_people(header: &str) -> bool {
    outside_brackets(&Key::of(header)) == "姓名"
}

/// Whether a header names money that is given and buys nothing: 补助金额, 拟奖补资金（万元）, 兑付金额.
pub(crate) fn is_of_grants(header: &str) -> bool {
    let grants = [
        "补助", "补贴", "奖补", "奖励", "资助", "扶持", "奖金", "贴息", "兑付", "兑现",
    ];
    let key = Key::of(header);
    grants
        .iter()
        .any(|word| outside_brackets(&key).contains(word))
}

/// Whether a header speaks of what is bought: 采购项目名称, 购买内容, 目录代码 (of the catalogue of what may be bought).
pub(crate) fn is_of_purchases(header: &str) -> bool {
    ["采购", "购买", "目录代码", "品目"]
        .iter()
        .any(|word| header.contains(word))
}

/// Whether a line's key speaks of those who buy, or of what they do, as papers on purchases do and those on grants do not.
pub(crate) fn speaks_of_buying(key: &str) -> bool {
    key.contains("购买服务") || key.contains("购买主体")
}

/// Whether a header's key names a level of indicators, or what they say: 一级指标, 指标值, 指标名称.
pub(crate) fn is_of_indicators(key: &str) -> bool {
    key.ends_with("指标") || key.starts_with("指标")
}

/// Whether a text, as a header's key, names sums of money.
pub(crate) fn is_of_money(key: &str) -> bool {
    matches!(named(key), Some(Meaning::Role(Role::Amount, _)))
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
