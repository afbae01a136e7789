//! Units of money and currencies, as headers, unit lines and cells name them.

use std::sync::LazyLock;

use regex::Regex;

use super::scan::multiplier;
use crate::lexicon::index::Index;
use crate::lexicon::key::Key;
use crate::lexicon::{office, role};
use crate::model::{Currency, Unit};

/// What bare numbers are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Denomination {
    /// How many of the currency's own unit one is.
    pub(crate) unit: Unit,
    pub(crate) currency: Currency,
}

impl Denomination {
    /// The unit, if it is one of yuan.
    pub(crate) fn yuan(self) -> Option<Unit> {
        (self.currency == Currency::Cny).then_some(self.unit)
    }
}

impl From<Unit> for Denomination {
    fn from(unit: Unit) -> Self {
        Self {
            unit,
            currency: Currency::Cny,
        }
    }
}

/// Names and signs of currencies, in simplified and half-width characters. Whose dollar `$` is, it does not say.
const CURRENCIES: &[(&str, Currency)] = &[
    ("人民币", Currency::Cny),
    ("RMB", Currency::Cny),
    ("CNY", Currency::Cny),
    ("¥", Currency::Cny),
    ("美元", Currency::Usd),
    ("美金", Currency::Usd),
    ("USD", Currency::Usd),
    ("US$", Currency::Usd),
    ("港元", Currency::Hkd),
    ("港币", Currency::Hkd),
    ("HKD", Currency::Hkd),
    ("HK$", Currency::Hkd),
    ("欧元", Currency::Eur),
    ("EUR", Currency::Eur),
    ("€", Currency::Eur),
    ("日元", Currency::Jpy),
    ("日圆", Currency::Jpy),
    ("JPY", Currency::Jpy),
    ("英镑", Currency::Gbp),
    ("GBP", Currency::Gbp),
    ("£", Currency::Gbp),
    ("韩元", Currency::Krw),
    ("韩圆", Currency::Krw),
    ("KRW", Currency::Krw),
    ("新台币", Currency::Twd),
    ("台币", Currency::Twd),
    ("TWD", Currency::Twd),
    ("澳门元", Currency::Mop),
    ("澳门币", Currency::Mop),
    ("MOP", Currency::Mop),
    ("新加坡元", Currency::Sgd),
    ("SGD", Currency::Sgd),
    ("澳元", Currency::Aud),
    ("AUD", Currency::Aud),
    ("加元", Currency::Cad),
    ("CAD", Currency::Cad),
    ("瑞士法郎", Currency::Chf),
    ("CHF", Currency::Chf),
    ("卢布", Currency::Rub),
    ("RUB", Currency::Rub),
    ("泰铢", Currency::Thb),
    ("THB", Currency::Thb),
    ("法郎", Currency::Other),
    ("外币", Currency::Other),
    ("外汇", Currency::Other),
    ("$", Currency::Other),
];

/// What names of currencies begin with: this is asked of every character of every cell.
static FIRSTS: LazyLock<Index<&str>> =
    LazyLock::new(|| Index::by_first(CURRENCIES.iter().map(|(name, _)| *name)));

/// Whether a character is the sign of a currency, as it stands before a sum.
pub(crate) fn is_sign(c: char) -> bool {
    matches!(c, '$' | '¥' | '￥' | '€' | '£')
}

/// The currency whose name begins here, and how many characters that has. `before` is the character before it.
pub(crate) fn currency_at(chars: &[char], before: Option<char>) -> Option<(Currency, usize)> {
    // 节日元旦 and 追加元 name no currency, nor do letters that go on as a word.
    let first = *chars.first().filter(|c| FIRSTS.at(**c).next().is_some())?;
    let (name, currency) = CURRENCIES
        .iter()
        .filter(|(name, _)| name.starts_with(first))
        .find(|(name, _)| {
            let mut rest = chars.iter();
            name.chars().all(|c| rest.next() == Some(&c))
        })?;
    let length = name.chars().count();
    let after = chars.get(length).copied();
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let holiday = name.ends_with('元') && matches!(after, Some('旦' | '宵'));
    let added = *currency == Currency::Cad && matches!(before, Some('追' | '增' | '附' | '添'));
    let word = first.is_ascii_alphabetic() && (letter(before) || letter(after));
    (!(holiday || added || word)).then_some((*currency, length))
}

/// The foreign currency that a text names.
pub(crate) fn foreign_in(text: &str) -> Option<Currency> {
    let key: Vec<char> = Key::of(text).chars().collect();
    currencies(&key).find(|c| *c != Currency::Cny)
}

fn currencies(chars: &[char]) -> impl Iterator<Item = Currency> + '_ {
    (0..chars.len()).filter_map(move |at| {
        let before = at.checked_sub(1).and_then(|i| chars.get(i));
        Some(currency_at(chars.get(at..)?, before.copied())?.0)
    })
}

/// A unit in a text.
struct Found {
    end: usize,
    times: u64,
    currency: Option<Currency>,
}

/// The unit that begins here: 万元, 美元, 万美元, 港币万元, W元.
fn unit_at(chars: &[char], at: usize) -> Option<Found> {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied();
    let named = |at: usize, before| currency_at(chars.get(at..)?, before);
    let (mut times, mut end) = (1, at);
    let mut currency = named(at, before);
    if currency.is_none() {
        (times, end) = multiples(chars, at)?;
        currency = named(end, before.filter(|_| end == at));
    }
    if let Some((_, length)) = currency {
        let (more, after) = multiples(chars, end + length)?;
        (times, end) = (times.checked_mul(more)?, after);
    }
    let currency = currency.map(|(currency, _)| currency);
    let yuan = matches!(chars.get(end), Some('元' | '圆'))
        && !matches!(chars.get(end + 1), Some('旦' | '宵'))
        && !(end == at && matches!(before, Some('单' | '多' | '公' | '纪' | '状')));
    // Other currencies are units by their names, 人民币 is none.
    let foreign = currency.is_some_and(|c| c != Currency::Cny);
    (yuan || foreign).then(|| Found {
        end: end + usize::from(yuan),
        times,
        currency,
    })
}

/// The product of 十, 百, 千, 万, 亿 that stand here, and where it ends.
fn multiples(chars: &[char], at: usize) -> Option<(u64, usize)> {
    let rest = chars.get(at..)?;
    let times = rest.iter().map_while(|c| multiplier(*c));
    times
        .enumerate()
        .try_fold((1_u64, at), |(product, _), (i, times)| {
            Some((product.checked_mul(times)?, at + i + 1))
        })
}

fn units(chars: &[char], from: usize) -> Vec<Found> {
    let (mut out, mut at) = (Vec::new(), from);
    while at < chars.len() {
        match unit_at(chars, at) {
            Some(found) => {
                at = found.end;
                out.push(found);
            }
            None => at += 1,
        }
    }
    out
}

/// The unit of money that a header or a unit line names: `金额（万元）`, `单位：万元`, `预算金额/元`, `金额万元`, `金额（亿）`, also as a
/// rate: `元/人`.
pub(crate) fn of_header(text: &str) -> Option<Denomination> {
    of_key(&Key::of(text))
}

/// The unit of money that a header's key names.
pub(crate) fn of_key(key: &Key) -> Option<Denomination> {
    // Most texts that are asked about name none.
    let may = |c: char| {
        matches!(
            c,
            '元' | '圆'
                | '万'
                | '亿'
                | '币'
                | '金'
                | '镑'
                | '郎'
                | '铢'
                | '布'
                | '汇'
                | '$'
                | '€'
                | '£'
                | 'A'..='Z'
        )
    };
    // What is not known beside 元 may be 万.
    if !key.contains(may) || key.contains(char::REPLACEMENT_CHARACTER) {
        return None;
    }
    let chars: Vec<char> = key.chars().collect();
    let opens = chars.iter().position(|c| "([/:【".contains(*c));
    let mut found = opens.map_or_else(Vec::new, |at| units(&chars, at));
    if found.is_empty() {
        found = behind(key, &chars, opens);
    }
    let times = found.iter().map(|f| f.times).max()?;
    let foreign = currencies(&chars).find(|c| *c != Currency::Cny);
    Some(Denomination {
        unit: Unit::of_yuan(times)?,
        currency: foreign.unwrap_or(Currency::Cny),
    })
}

/// The unit behind a header's words without brackets (金额万元), or with neither 元 nor another currency (金额（亿）). The words
/// must speak of money: 人口（万） counts people, and 3万元 is a cell.
fn behind(key: &str, chars: &[char], opens: Option<usize>) -> Vec<Found> {
    let head = |end: usize| -> String { chars.iter().take(end).collect() };
    let end = chars.len();
    let found = match opens {
        Some(opens) => {
            let inside: Vec<char> = key.trim_end_matches([')', ']', '】']).chars().collect();
            // （w） may be anything.
            multiples(&inside, opens + 1)
                .filter(|(times, at)| *at == inside.len() && *times > 1)
                .filter(|_| !inside.iter().skip(opens + 1).any(char::is_ascii))
                .map(|(times, _)| (opens, times, None))
        }
        None => (0..end)
            .filter_map(|at| Some((at, unit_at(chars, at)?)))
            .find(|(_, found)| found.end == end)
            .map(|(at, found)| (at, found.times, found.currency)),
    };
    let spoken = |at: usize| at == 0 && opens.is_none() || role::is_of_money(&head(at));
    let found = found.filter(|(at, ..)| spoken(*at));
    found.map_or_else(Vec::new, |(_, times, currency)| {
        vec![Found {
            end,
            times,
            currency,
        }]
    })
}

/// Names of units of yuan, the longest first.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    Unit::ALL.iter().rev().map(|unit| unit.as_str())
}

/// The unit at the end of a table's name, in brackets or not: 资金分配表（单位：万元）, 计划表单位：万元.
pub(crate) fn of_caption(text: &str) -> Option<Denomination> {
    let bracket = text.rsplit_once(['（', '(']).map(|(_, unit)| unit);
    let label = || of_unit_line(text.get(text.rfind("单位")?..)?);
    bracket.and_then(of_unit_line).or_else(label)
}

/// The unit that a line names, if it is a unit line: 单位：万元, （金额单位：人民币万元）, also behind whose table it is:
/// 部门：某某局 单位：万元, 县水利局 单位：万元.
pub(crate) fn of_unit_line(text: &str) -> Option<Denomination> {
    // Most characters of such a line: an organ's full name has some thirty, the two labels and the unit some fifteen.
    if text.chars().nth(60).is_some() {
        return None;
    }
    let key = Key::of(text);
    let line = key.trim_matches(['(', ')']);
    // 金额：万元.
    let of_sums = line.strip_prefix("金额:");
    if of_sums.is_some_and(|unit| names().any(|name| unit == name)) {
        return of_header(line);
    }
    let (before, of_unit) = parted(line)?;
    // What stands before is labelled, too, or an organ's name; a sentence that speaks of units is neither.
    let labelled = before
        .split_once(':')
        .is_some_and(|(label, _)| label.chars().count() <= 6)
        || office::is_office(before);
    let of_whom = labelled && names().any(|name| line.ends_with(name));
    let found = of_header(of_unit).filter(|_| before.is_empty() || of_whom)?;
    // 币种：澳门元 单位：万元.
    let currency = before
        .split_once(':')
        .filter(|(label, _)| names_units(label))
        .and_then(|(_, name)| currency_of_cell(name.trim_end_matches([',', ';'])));
    Some(Denomination {
        currency: currency.unwrap_or(found.currency),
        ..found
    })
}

/// What a line says of the unit of sums at its end: 单位：万元 in 附件1　　（单位：万元）. A label stands at the start of the line or behind a
/// blank or bracket.
#[cfg(feature = "office")]
pub(crate) fn stated_in(line: &str) -> Option<&str> {
    let line = line.trim();
    if of_unit_line(line).is_some() {
        return Some(line);
    }
    let (before, _) = parted(line)?;
    let parts = |c: char| c.is_whitespace() || matches!(c, '(' | '（');
    let rest = line.get(before.len()..)?.trim_end_matches([')', '）']);
    (before.ends_with(parts) && of_unit_line(rest).is_some()).then_some(rest)
}

/// The key of a unit line, parted before the label of the unit: 部门：某某局 | 单位：万元.
pub(crate) fn parted(line: &str) -> Option<(&str, &str)> {
    let (before, of_unit) = line.split_at(line.rfind("单位")?);
    let mut labels = ["金额", "计量", "货币"].iter();
    let bare = labels.find_map(|word| before.strip_suffix(word));
    Some((bare.unwrap_or(before), of_unit))
}

/// The unit that a clause states for sums: 表中金额单位均为元, 以上金额以万元计, 金额单位：万元.
pub(crate) fn of_statement(text: &str) -> Option<Denomination> {
    // 以上各表所列预算金额及其变动情况的计量单位均统一为人民币万元 is as long as such a clause gets.
    if text.chars().nth(40).is_some() {
        return None;
    }
    if let Some(found) = of_unit_line(text) {
        return Some(found);
    }
    let key = Key::of(text);
    let named = |rest: &str, ends: &[&str]| {
        let chars: Vec<char> = rest.trim_start_matches("人民币").chars().collect();
        let found = unit_at(&chars, 0)?;
        let behind: String = chars.get(found.end..)?.iter().collect();
        let unit = Unit::of_yuan(found.times)?;
        ends.contains(&behind.as_str()).then_some(Denomination {
            unit,
            currency: found.currency.unwrap_or(Currency::Cny),
        })
    };
    let verb = key.rsplit_once("单位").and_then(|(_, rest)| {
        let rest = rest.trim_start_matches(['均', '都', '皆', '统', '一', '全', '部']);
        rest.strip_prefix(['为', '是', ':'])
    });
    if let Some(found) = verb.and_then(|rest| named(rest, &["", "。"])) {
        return Some(found);
    }
    let (before, rest) = key.rsplit_once('以')?;
    let of_money = ["金额", "资金", "数额", "款"]
        .iter()
        .any(|w| before.contains(w));
    named(rest, &["计", "计价", "为单位", "计算", "列示"]).filter(|_| of_money)
}

/// 单位：万元 within other words: 表一 单位：万元 序号.
static LABELLED: LazyLock<Result<Regex, regex::Error>> =
    LazyLock::new(|| Regex::new(r"单 *位 *(?:[:：]|均?为) *[^，。；、:：（）() ]{1,8}"));

/// The units that the clauses of a text state for sums, each where [`of_statement`] reads it.
pub(crate) fn statements(text: &str) -> impl Iterator<Item = Denomination> + '_ {
    // Most texts state none.
    let may = text.contains(['元', '圆', '币', '$', '€', '£']) && text.contains(['位', '以']);
    let text = if may { text } else { "" };
    let clauses = text.split(['，', '。', '；', '（', '）', '(', ')']);
    clauses.filter_map(|clause| {
        of_statement(clause)
            .or_else(|| of_statement(LABELLED.as_ref().ok()?.find(clause)?.as_str()))
    })
}

/// The unit of money that a cell names and that is all it says: 万元.
pub(crate) fn of_cell(text: &str) -> Option<Denomination> {
    let chars: Vec<char> = Key::of(text).chars().collect();
    let found = unit_at(&chars, 0).filter(|f| f.end == chars.len())?;
    Some(Denomination {
        unit: Unit::of_yuan(found.times)?,
        currency: found.currency.unwrap_or_default(),
    })
}

/// Whether a text is a unit of money, or what one begins with whose 元 stands on the next line: 万 | 元.
pub(crate) fn begins(text: &str) -> bool {
    of_cell(text).is_some() || of_cell(&format!("{text}元")).is_some()
}

/// The currency that a cell names and that is all it says: 美元, 人民币.
pub(crate) fn currency_of_cell(text: &str) -> Option<Currency> {
    let chars: Vec<char> = Key::of(text).chars().collect();
    let (currency, length) = currency_at(&chars, None)?;
    (length == chars.len()).then_some(currency)
}

/// Whether a header names the units or the currencies of the sums beside it.
pub(crate) fn names_units(header: &str) -> bool {
    let own = ["单位", "金额单位", "计量单位", "计价单位", "货币单位"];
    let currency = ["币种", "币别", "货币", "货币种类", "货币名称"];
    let key = Key::of(header);
    own.iter().chain(&currency).any(|name| **name == *key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&'static str, &'static str)> {
        of_header(text).map(|d| (d.unit.as_str(), d.currency.as_str()))
    }

    #[test]
    fn headers_name_units_with_brackets_and_without() {
        for (text, unit) in [
            ("金额（万元）", "万元"),
            ("单位：元", "元"),
            ("补助标准（元/人）", "元"),
            ("预算金额/元", "元"),
            ("金额万元", "万元"),
            ("金额（W元）", "万元"),
            ("金额（千万元）", "千万元"),
            ("金额（亿）", "亿元"),
            ("预算金额（万）", "万元"),
            ("金额（不超过，万元）", "万元"),
            ("年度投資金額（萬元）", "万元"),
            ("资金元", "元"),
            ("万元", "万元"),
            ("补贴资金/万元", "万元"),
            ("金额 万元", "万元"),
        ] {
            let expected = (!unit.is_empty()).then_some((unit, "CNY"));
            assert_eq!(read(text), expected, "{text}");
        }
        for none in [
            "金额（w）",
            "金额（人民币）",
            "人口（万）",
            "服务单元",
            "元旦慰问",
            "项目名称",
            "面积/亩",
            "百万行动",
            "人数（万）",
            "3万元",
            "约5万元",
            "公元",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn unit_lines() {
        for line in [
            "单位：万元",
            "（金额单位：人民币万元）",
            "部门：某某区民政局 单位：万元",
            "填报单位：某某局　　金额单位：万元",
            "普陀区水利局　　　单位：万元",
        ] {
            assert_eq!(
                of_unit_line(line).and_then(Denomination::yuan),
                Some(Unit::TenThousand),
                "{line}"
            );
        }
        for line in [
            "填报单位：某某局",
            "购买单位：区民政局，经费万元",
            "各单位：现将补助万元",
        ] {
            assert_eq!(of_unit_line(line), None, "{line}");
        }
    }

    #[test]
    fn other_currencies_are_no_yuan() {
        for (text, unit, currency) in [
            ("金额（万美元）", "万元", "USD"),
            ("金额（港币万元）", "万元", "HKD"),
            ("单位：千美元", "千元", "USD"),
            ("单位：万元 币种：欧元", "万元", "EUR"),
            ("（币种：澳门元 单位：万元）", "万元", "MOP"),
            ("预算（USD）", "元", "USD"),
            ("合同价（日元）", "元", "JPY"),
            ("金额（外币）", "元", "XXX"),
            ("金额（人民币万元）", "万元", "CNY"),
        ] {
            assert_eq!(read(text), Some((unit, currency)), "{text}");
        }
        assert_eq!(foreign_in("节日元旦慰问"), None);
        assert_eq!(foreign_in("折合美金"), Some(Currency::Usd));
    }
}
