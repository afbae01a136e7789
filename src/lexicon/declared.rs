//! What sentences say of all rows together: how many purchasers and projects there are (共十个单位、26个项目), and what they
//! come to (合计人民币壹拾贰万元整, 下达资金12万元).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::integer::{Integer, Script, integer, is_part};
use super::{ordinal, standing};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    Purchasers,
    Items,
}

/// A count of all there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) value: u64,
    pub(crate) what: Counted,
    /// Number, measure word and what is counted, in bytes.
    pub(crate) phrase: Range<usize>,
    /// The word for what is counted; where none stands beside the number, the measure word.
    pub(crate) of: Range<usize>,
    /// The number of the attachment that it is said of: 3个单位，见附件1.
    pub(crate) attachment: Option<u32>,
}

/// Words for organs that buy. A count of them has 个 or 家.
const PURCHASERS: &[&str] = &[
    "单位",
    "部门",
    "主体",
    "机关",
    "镇（街道）",
    "镇(街道)",
    "乡镇（街道）",
    "乡镇(街道)",
    "镇街",
    "乡镇",
    "街道",
];
/// What may stand before them. Those who provide, apply or gain (承接, 申报, 受益) are counted too, but are no purchasers.
const OF_PURCHASERS: &[&str] = &[
    "购买", "采购", "预算", "需求", "主管", "责任", "牵头", "主办", "用款", "项目", "区级", "市级",
    "县级", "区直", "市直", "县直", "区属", "直属", "行政", "事业", "机关", "政府", "服务", "相关",
    "有关",
];
/// What is listed. A count of it has 个 or 项.
const ITEMS: &[&str] = &["项目"];
/// What may stand before it.
const OF_ITEMS: &[&str] = &[
    "政府", "购买", "采购", "服务", "公共", "社会", "民生", "实事", "重点", "专项", "补助", "资助",
    "扶持", "奖补", "建设", "养老", "救助", "公益", "创投", "培训", "文化", "支出", "新增", "年度",
    "子",
];

/// What may follow a count that is one. Another word makes it a count of something else (12个月, 3个项目经理) or a vague one
/// (3个项目以上).
const GOES_ON: &[&str] = &[
    "予以",
    "印发",
    "进行",
    "公布",
    "公示",
    "公告",
    "通报",
    "下达",
    "下发",
    "转发",
    "安排",
    "列入",
    "纳入",
    "实施",
    "开展",
    "采购",
    "购买",
    "立项",
    "入选",
    "通过",
    "名单",
    "清单",
    "目录",
    "明细",
    "具体",
    "如下",
    "资金",
    "预算",
    "金额",
    "经费",
    "总",
    "共",
    "合计",
    "涉及",
    "投入",
    "由",
    "已",
    "经区",
    "经市",
    "经县",
    "经审",
    "经评",
    "经核",
    "经批",
    "经研究",
    "的",
    "及",
    "和",
    "与",
    "给",
    "为",
    "申报",
    "获",
];
/// What stands right before a number that is no exact count, or one of some only.
const VAGUE: &[&str] = &[
    "第", "近", "约", "超", "超过", "逾", "余", "前", "后", "首", "另", "另有", "其中", "剩余",
    "至", "到", "达到", "-", "－", "—", "–", "~", "～", ".", "．", "/", "几", "数", "上", "好",
    "多", "任", "同", "某", "这", "该", "那", "哪",
];
/// Words that make every count of their clause one of each, or a bound.
const OF_EACH: &[&str] = &[
    "每",
    "单个",
    "平均",
    "限报",
    "不得",
    "不少",
    "不低",
    "不超",
    "至少",
    "至多",
    "最多",
    "最少",
    "原则上",
];
/// Words that make the counts of their clause those of who gains: 惠及2000户、3个街道.
const OF_THOSE_WHO_GAIN: &[&str] = &["惠及", "受益", "受惠"];
/// Words that say that a number takes in all.
const ALL: &[&str] = &["共计", "总计", "合计", "总共", "一共", "共有", "共"];
/// What may stand between a word for what is counted and its number.
const LINKS: &[&str] = &["为", "有", "总数", "数量", "数"];
/// What a number of purchasers may stand behind, where their name comes first: 涉及单位10家.
const VERBS: &[&str] = &["涉及", "包括", "安排", "覆盖", "下达"];
/// Of what a sentence speaks that a bare 共4项 counts.
const SUBJECTS: &[&str] = &["项目", "服务", "购买", "采购"];

/// Ends of clauses, and of sentences.
const CLAUSES: [char; 9] = ['，', '。', '；', '：', ',', ';', ':', '！', '？'];
const SENTENCES: [char; 5] = ['。', '；', ';', '！', '？'];

/// Characters beside a count that may be of its clause: seven lines of a page (GB/T 9704-2012, 5.2.3), more than any has.
const CLAUSE: usize = 200;

/// The counts of a paragraph in simplified characters.
pub(crate) fn counts(text: &str) -> Vec<Count> {
    let mut out: Vec<Count> = Vec::new();
    // Most paragraphs count nothing.
    if !text.contains(['个', '家', '项']) {
        return out;
    }
    let mut at = 0;
    while let Some((start, number)) = next_number(text, at) {
        at = start + number.1;
        let Some(read) = number.0 else { continue };
        if let Some(count) = count(text, start..at, read, out.last()) {
            at = at.max(count.phrase.end);
            out.push(count);
        }
    }
    out
}

/// Where the next run of numerals stands, the number that all of it is, and its bytes.
fn next_number(text: &str, from: usize) -> Option<(usize, (Option<Integer>, usize))> {
    let rest = text.get(from..)?;
    let (at, first) = rest
        .char_indices()
        .find(|(_, c)| is_part(*c, true) || is_part(*c, false))?;
    let arabic = is_part(first, true);
    let own = rest.get(at..)?;
    let run = |c: char| is_part(c, arabic) || arabic && c == ',';
    let length = own.find(|c| !run(c)).unwrap_or(own.len());
    let whole = own.get(..length)?.trim_end_matches(',');
    let characters = whole.chars().count();
    let number = integer(whole.chars()).filter(|n| n.length == characters);
    Some((from + at, (number, whole.len().max(1))))
}

fn count(
    text: &str,
    place: Range<usize>,
    number: Integer,
    before: Option<&Count>,
) -> Option<Count> {
    let behind = text.get(place.end..)?;
    let blanks = behind.len() - behind.trim_start().len();
    let behind = behind.trim_start();
    let measure = behind.chars().next().filter(|c| "个家项".contains(*c))?;
    let after = behind.get(measure.len_utf8()..)?;
    let end = place.end + blanks + measure.len_utf8();
    let clause = clause(text, place.start);
    let all = ALL.iter().any(|w| clause.ends_with(w));
    // 一个项目 is any one of them, unless it begins a count of all: 一家单位、三个项目.
    let one = number.value == 1 && number.script != Script::Arabic;
    let (what, start, of) = if let Some((what, length)) = noun_behind(after, measure) {
        (what, place.start, end..end + length)
    } else if let Some((what, of)) = noun_before(text, &clause, place.start, measure, before) {
        // What follows is looked at all the more closely: 项目12个月.
        let marked = after.chars().next().is_none_or(|c| !c.is_alphabetic());
        let linked = of.end < place.start - trailing_blanks(&clause);
        if !(marked || linked && goes_on(after)) {
            return None;
        }
        (what, of.start, of)
    } else if measure == '项' && all && is_subject(text, &clause, place.start) {
        let marked = after.chars().next().is_none_or(|c| !c.is_alphabetic());
        marked.then_some((Counted::Items, place.start, end - measure.len_utf8()..end))?
    } else {
        return None;
    };
    let phrase = start.min(of.start)..end.max(of.end);
    let rest = text.get(phrase.end..)?;
    let begins = || {
        let next = rest.strip_prefix(['、', '，']).unwrap_or_default();
        clause.trim().is_empty() && next_number(next, 0).is_some_and(|(at, _)| at == 0)
    };
    if one && !all && !begins() {
        return None;
    }
    // 其中，改造项目30个；新建项目3个: all that follows in a sentence are parts.
    let sentence = self::before(text, start).rsplit('。').next();
    let part = sentence.is_some_and(|s| s.contains("其中"));
    (!part && !is_vague(&clause) && goes_on(rest)).then(|| Count {
        value: number.value,
        what,
        attachment: attachment(text, &phrase),
        phrase,
        of,
    })
}

/// The clause before a place, as far as it can reach.
fn clause(text: &str, at: usize) -> String {
    let before = before(text, at);
    let clause = before.rsplit(CLAUSES).next().unwrap_or(before);
    clause.to_owned()
}

/// What stands before a place, as far as a clause can reach.
fn before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let nearest = before.char_indices().rev().nth(CLAUSE);
    nearest.map_or(before, |(from, _)| before.get(from..).unwrap_or_default())
}

/// Likewise what stands behind it.
fn behind(text: &str, at: usize) -> &str {
    let behind = text.get(at..).unwrap_or_default();
    let last = behind.char_indices().nth(CLAUSE);
    last.map_or(behind, |(to, _)| behind.get(..to).unwrap_or_default())
}

fn trailing_blanks(clause: &str) -> usize {
    clause.len() - clause.trim_end().len()
}

/// Whether the number behind a clause is no exact count of all.
fn is_vague(clause: &str) -> bool {
    let clause = clause.trim_end();
    // 现将各单位26个项目予以公布 counts all; 各单位2个项目 may count those of each.
    let of_each = OF_EACH.iter().any(|w| clause.contains(w))
        || clause.contains('各') && !clause.contains('将') && !clause.contains('共');
    let of_others = OF_THOSE_WHO_GAIN.iter().any(|w| clause.contains(w));
    of_each || of_others || VAGUE.iter().any(|w| clause.ends_with(w))
}

/// Whether what stands behind a count leaves it one.
fn goes_on(behind: &str) -> bool {
    let behind = behind.trim_start();
    behind
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphabetic() || is_part(c, false))
        || GOES_ON.iter().any(|w| behind.starts_with(w))
}

/// What is counted, if it stands behind the measure word, and its bytes.
fn noun_behind(after: &str, measure: char) -> Option<(Counted, usize)> {
    // Two words before it are the most met: 政府购买服务项目 has three.
    const MOST: usize = 4;
    let purchasers = || {
        let length = noun(after, OF_PURCHASERS, PURCHASERS, MOST)?;
        Some((Counted::Purchasers, length))
    };
    let items = || Some((Counted::Items, noun(after, OF_ITEMS, ITEMS, MOST)?));
    match measure {
        '家' => purchasers(),
        '项' => items(),
        // 项目单位 is an organ.
        _ => match (purchasers(), items()) {
            (Some(p), Some(i)) => Some(if p.1 > i.1 { p } else { i }),
            (one, other) => one.or(other),
        },
    }
}

/// Bytes of a word with so many words before it at most; the longest there is.
fn noun(text: &str, before: &[&str], words: &[&str], most: usize) -> Option<usize> {
    let longer = most.checked_sub(1).and_then(|most| {
        let rest = before.iter().filter_map(|w| {
            let rest = text.strip_prefix(w)?;
            Some(w.len() + noun(rest, before, words, most)?)
        });
        rest.max()
    });
    let own = words.iter().filter(|w| text.starts_with(**w));
    longer.max(own.map(|w| w.len()).max())
}

/// What is counted, if it stands before the number (项目共4项, 涉及单位10家, 项目4个单位6个), and where.
fn noun_before(
    text: &str,
    clause: &str,
    at: usize,
    measure: char,
    before: Option<&Count>,
) -> Option<(Counted, Range<usize>)> {
    let from = at - clause.len();
    // 项目4个单位6个: what was counted last is no name for this number, the projects are.
    let bare = clause.trim_end();
    if let Some(before) = before
        && before.phrase.start >= from
        && text
            .get(before.phrase.end..at)
            .is_some_and(|t| t.chars().all(|c| c == '、' || c.is_whitespace()))
    {
        let named = text
            .get(from..before.phrase.start)
            .and_then(|t| t.rfind("项目"));
        let named = named.filter(|_| before.what == Counted::Purchasers && measure != '家');
        return named.map(|n| (Counted::Items, from + n..from + n + "项目".len()));
    }
    let mut name = bare;
    // 项目共计4项, 项目总数为4个.
    while let Some(shorter) = LINKS
        .iter()
        .chain(ALL)
        .find_map(|w| name.strip_suffix(w))
        .map(str::trim_end)
    {
        name = shorter;
    }
    let words = |words: &[&str]| {
        words
            .iter()
            .filter(|w| name.ends_with(**w))
            .map(|w| w.len())
            .max()
    };
    if measure != '家'
        && let Some(length) = words(ITEMS)
    {
        let end = from + name.len();
        return Some((Counted::Items, end - length..end));
    }
    let length = words(PURCHASERS).filter(|_| measure != '项')?;
    let end = from + name.len();
    let mut head = name.get(..name.len() - length)?;
    while let Some(shorter) = OF_PURCHASERS.iter().find_map(|w| head.strip_suffix(w)) {
        head = shorter;
    }
    let bounded = head.chars().next_back().is_none_or(|c| !c.is_alphabetic())
        || ALL.iter().chain(VERBS).any(|w| head.ends_with(w));
    bounded.then_some((Counted::Purchasers, end - length..end))
}

/// Whether a bare 共4项 counts what the sentence is about: nothing else stands before it in its clause.
fn is_subject(text: &str, clause: &str, at: usize) -> bool {
    let mut own = clause.trim();
    while let Some(shorter) = ALL.iter().find_map(|w| own.strip_suffix(w)) {
        own = shorter.trim_end();
    }
    let before = before(text, at);
    let sentence = before.rsplit(SENTENCES).next().unwrap_or(before);
    let bounded = own.is_empty() || own.ends_with(['（', '(', '、']);
    bounded && SUBJECTS.iter().any(|w| sentence.contains(w))
}

/// The attachment that a phrase is said of: within its brackets, or else in its sentence, before it or, with 见, behind it.
fn attachment(text: &str, phrase: &Range<usize>) -> Option<u32> {
    let before = before(text, phrase.start);
    let behind = behind(text, phrase.end);
    let bracket = |c: char| matches!(c, '（' | '(' | '）' | ')');
    let opened = before.rfind(bracket);
    let inside = opened.filter(|at| {
        before
            .get(*at..)
            .is_some_and(|t| t.starts_with(['（', '(']))
    });
    let (before, behind) = match inside {
        Some(at) => (
            before.get(at..)?,
            behind.get(..behind.find(bracket).unwrap_or(behind.len()))?,
        ),
        None => (
            before.rsplit(SENTENCES).next()?,
            behind.split(SENTENCES).next()?,
        ),
    };
    let number = |at: usize, text: &str| {
        let rest = text.get(at..)?.strip_prefix("附件")?;
        ordinal::leading(rest.chars()).map(|o| o.value)
    };
    let referred = || {
        let at = behind.find("附件")?;
        let word = behind.get(..at)?;
        let seen = ["见", "如", "列"].iter().any(|w| word.ends_with(w));
        seen.then(|| number(at, behind)).flatten()
    };
    before
        .rfind("附件")
        .and_then(|at| number(at, before))
        .or_else(referred)
}

type Pattern = LazyLock<Result<Regex, regex::Error>>;

/// A sum with a unit of its own, in figures, Chinese numerals or capitals, and what bounds it.
const SUM: &str = "(?P<sum>(?:不超过|不高于|不低于|不少于|最高|至少|约|近)?(?:[0-9][0-9,，.]* *[百千万亿]*|[零〇一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾][零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]*)[元圆](?:[零一二三四五六七八九壹贰叁肆伍陆柒捌玖]角)?(?:[零一二三四五六七八九壹贰叁肆伍陆柒捌玖]分)?[整正]?(?:以内|以下|以上|左右|余)?)";

/// 总金额628.077万元, 补助资金共计126.478392万元, 合计人民币壹拾贰万元整: a word of total, then a sum.
static TOTAL: Pattern = LazyLock::new(|| {
    Regex::new(&format!(
        "(?:总金额|总投资|总投入|总资金|总预算|总经费|总额|(?:资金|经费|金额|预算|补助|投资)总量|合计|共计|总计|累计|共安排|共投入|共下达|共拨付)(?:[:：]|[^0-9，。；：、（）]{{0,6}}?){SUM}"
    ))
});

/// 下达资金12万元, 拨付2024年度补助经费80万元: money that the paper itself hands out, then its sum. What is planned or spent
/// (安排, 投入) may be another's.
static HANDED_OUT: Pattern = LazyLock::new(|| {
    Regex::new(&format!(
        "(?:下达|拨付|划拨|下拨|核拨|分配)[^，。；：、（）]{{0,14}}?(?:资金|经费|补助|补贴|预算|款)(?:共|计|为|人民币){{0,2}}{SUM}"
    ))
});

/// 资金80万元下达: the money and its sum, then that it is handed out.
static TO_HAND_OUT: Pattern = LazyLock::new(|| {
    Regex::new(&format!(
        "(?:资金|经费|补助|补贴|预算|款)(?:共|计|为|人民币){{0,2}}{SUM} *(?:予以|已|一次性)?(?:下达|拨付|划拨|下拨|核拨)"
    ))
});

/// Where a sum that the body declares stands: the phrase, and the sum in it, in bytes.
pub(crate) type Sum = (Range<usize>, Range<usize>);

/// The totals that a paragraph in simplified characters states.
pub(crate) fn totals(text: &str) -> Vec<Sum> {
    // 代理服务收费标准：按规定收取，共计2.4万元 is what a rate comes to.
    let rate = |(phrase, _): &Sum| {
        let before = text.get(..phrase.start).unwrap_or_default();
        let label = before.split_once(['：', ':']).map(|(label, _)| label);
        label.is_some_and(|l| !l.contains(['。', '，']) && standing::is_price(l))
    };
    if text.contains(['元', '圆']) && text.contains(['总', '合', '共', '累']) {
        let mut out = found(&TOTAL, text);
        let own = Own::of(text);
        out.retain(|sum| !rate(sum) && own.has(sum.1.start));
        out
    } else {
        Vec::new()
    }
}

/// Words that begin a sentence about what has come together up to a day.
const UP_TO: &[&str] = &["截至", "截止"];
/// Words of a whole that the notice hands out a part of, and how that part is named behind it.
const LARGER: &[&str] = &["全国", "全省", "全市"];
const OWN_PART: &[&str] = &["我区", "我县", "我市", "本区", "本县", "本市"];

/// What tells the notice's own sums in a paragraph from those of an earlier year or of a larger body:
/// 2022年共下达30万元。现下达2023年资金.
struct Own<'a> {
    text: &'a str,
    /// The latest year that the paragraph names.
    year: Option<u16>,
    /// Where it names the notice's own part of a larger sum for the last time.
    part: Option<usize>,
}

impl<'a> Own<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            year: standing::years(text).max(),
            part: OWN_PART.iter().filter_map(|word| text.rfind(word)).max(),
        }
    }

    /// Whether the sum at this place is one of them.
    fn has(&self, at: usize) -> bool {
        let clause = clause(self.text, at);
        let any = |text: &str, words: &[&str]| words.iter().any(|w| text.contains(w));
        let year = standing::years(&clause).max();
        let earlier = year.is_some() && year < self.year;
        let sentence = before(self.text, at).rsplit(['。', '；']).next();
        let larger = || any(&clause, LARGER) && self.part.is_some_and(|part| part >= at);
        !(earlier
            || sentence.is_some_and(|s| any(s, UP_TO))
            || any(&clause, standing::EARLIER)
            || larger())
    }
}

/// The sums that a paragraph in simplified characters says are handed out, none of them by or for each, nor part of another.
pub(crate) fn handed_out(text: &str) -> Vec<Sum> {
    if !text.contains(['元', '圆']) {
        return Vec::new();
    }
    let mut out = found(&HANDED_OUT, text);
    for sum in found(&TO_HAND_OUT, text) {
        if !out.iter().any(|(_, known)| known.start == sum.1.start) {
            out.push(sum);
        }
    }
    let own = Own::of(text);
    out.retain(|(phrase, sum)| {
        let clause = clause(text, sum.start);
        let before = text.get(phrase.clone()).unwrap_or_default();
        let part = ["其中", "标准", "人均", "已"]
            .iter()
            .any(|w| clause.contains(w));
        let rate = text
            .get(sum.end..)
            .is_some_and(|t| t.starts_with(['/', '／', '每', '的']));
        !part && !rate && !is_vague(&clause) && !before.contains('每') && own.has(sum.start)
    });
    out.sort_by_key(|(_, sum)| sum.start);
    out
}

fn found(pattern: &Pattern, text: &str) -> Vec<Sum> {
    let Ok(pattern) = pattern.as_ref() else {
        return Vec::new();
    };
    pattern
        .captures_iter(text)
        .filter_map(|c| Some((c.get(0)?.range(), c.name("sum")?.range())))
        .collect()
}
