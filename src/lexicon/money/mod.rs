//! Money as it is written: characters → sums, words and brackets, and what the words beside a sum say of it.

pub(crate) mod bounds;
pub(crate) mod equation;
pub(crate) mod rates;
pub(crate) mod scan;
pub(crate) mod unit;
pub(crate) mod words;

use std::ops::Range;

use super::key::{Key, outside_brackets};
use super::{fold, numeral};
use crate::model::Unknown;
use bounds::Place;
use scan::{Scanner, Token};

/// What a cell in a column of sums says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number of money, if perhaps a damaged one: 5, 3万元（按实结算）, 不超过5万, 1,2.
    Number,
    /// A mark or a word for nothing: —, /, 无, ***.
    Mark,
    /// Words for a sum that is set later or elsewhere: 按实结算, 待定, 见附件.
    Words,
}

/// Most characters of a text that may be a cell of sums: a sum that is worked out, with a remark, has some thirty
/// (3500元/人·月×12人×12月（据实结算）); a sentence with a sum in it is longer.
const LONGEST: usize = 40;

/// What a text says if it stands in a column of sums; `None` if it cannot stand in one. Blank is no text.
pub(crate) fn kind(text: &str) -> Option<Kind> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    match unstated(text) {
        Some(Unknown::Blank) => return None,
        Some(_) => return Some(Kind::Mark),
        None => {}
    }
    if is_telephone(text) {
        return None;
    }
    // Whatever figures, points and commas come to, they are a number, as most sums are.
    if numeral::is_figures(text) {
        return Some(Kind::Number);
    }
    let numeric = |c: char| {
        fold::matching(c).is_some_and(|c| c.is_ascii_digit()) || numeral::is_digit(c) || c == '十'
    };
    if text.contains(numeric) && states_number(text) {
        return Some(Kind::Number);
    }
    (text.chars().count() <= 12 && words::unknown(text).is_some() && instead(text))
        .then_some(Kind::Words)
}

/// Whether a text is what a spreadsheet program shows where it could compute nothing, or has no room: #DIV/0!, Err:502, ####.
pub(crate) fn is_error(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['#', '＃']) || text.starts_with("Err:")
}

/// Whether stars stand behind a number: 6** may be six with a note, or six hundred and more with two figures masked.
pub(crate) fn is_masked(text: &str) -> bool {
    let stars = |c: char| matches!(c, '*' | '＊');
    let figures = text.trim_end_matches(stars);
    text.chars()
        .rev()
        .take_while(|c| stars(*c))
        .nth(1)
        .is_some()
        && numeral::is_figures(figures)
}

/// Whether the signs of what is left out stand right behind a number, or one right before it: the rest of it was cut off (86…,
/// 15……, 1523...). Dots before a number lead to it, and between two they are a range.
pub(crate) fn is_cut_off(text: &str) -> bool {
    let signs = |c: char| matches!(c, '…' | '⋯' | '‥');
    let dots = |c: char| matches!(c, '.' | '．' | '。');
    let digit = |c: char| fold::matching(c).is_some_and(|c| c.is_ascii_digit());
    let cut = |rest: &str| {
        let after = rest.trim_start_matches(signs);
        let after = match after.len() == rest.len() {
            true if rest.chars().take_while(|c| dots(*c)).nth(1).is_some() => {
                rest.trim_start_matches(dots)
            }
            true => return false,
            false => after,
        };
        !after.trim_start().starts_with(digit)
    };
    let text = text.trim();
    let mut behind = text.char_indices().filter(|(_, c)| digit(*c));
    let ends = behind.any(|(at, c)| text.get(at + c.len_utf8()..).is_some_and(cut));
    let begins = text
        .strip_prefix(['…', '⋯'])
        .or_else(|| text.strip_prefix("..."));
    ends || begins.is_some_and(|rest| rest.starts_with(digit))
}

/// 0580-3000000: the code of an area, of three digits or four, and a number of seven or eight.
fn is_telephone(text: &str) -> bool {
    let digits = |t: &str, least: usize| {
        (least..=least + 1).contains(&t.len()) && t.chars().all(|c| c.is_ascii_digit())
    };
    let parts = text.split_once(['-', '—', '－']);
    parts.is_some_and(|(area, own)| area.starts_with('0') && digits(area, 3) && digits(own, 7))
}

/// Whether a text can stand in a column of sums.
pub(crate) fn is_sum(text: &str) -> bool {
    kind(text).is_some()
}

/// Cells without a number or a word: blank, a dash, a slash, a mask; also behind the sign of a currency.
pub(crate) fn unstated(text: &str) -> Option<Unknown> {
    // ¥ - is how accounts print nothing.
    let text = text.trim();
    let bare = text.strip_prefix(unit::is_sign).map_or(text, str::trim);
    let text = if bare.is_empty() { text } else { bare };
    let all = |set: &[char]| text.chars().all(|c| set.contains(&c) || c.is_whitespace());
    if text.is_empty() {
        Some(Unknown::Blank)
    } else if words::none(text) || all(&['-', '—', '－', '–', '―', '─', '−']) {
        Some(Unknown::Dash)
    } else if all(&['/', '／', '\\', '＼']) {
        Some(Unknown::Slash)
    } else if text.contains("**")
        || masked(text)
        || all(&['*', '＊', '×', '.', '．', ';', '；', ',', '，'])
        || words::left_out(text)
    {
        Some(Unknown::Redacted)
    } else {
        None
    }
}

/// ××万元: letters or crosses in place of the digits; or .万元（人民币）, which sites that strip digits leave.
fn masked(text: &str) -> bool {
    let points = |c: char| matches!(c, '.' | '．' | ',' | '，');
    let behind = text.trim_start_matches(points);
    if behind.len() < text.len() {
        return unit::of_cell(&outside_brackets(&Key::of(behind))).is_some();
    }
    if !text.contains(['×', 'X', 'x', '＊', '□', '_']) {
        return false;
    }
    let masks = ["××", "XX", "xx", "＊＊", "□□", "__"];
    masks.iter().any(|m| text.contains(m)) && !text.chars().any(|c| c.is_ascii_digit())
}

/// Whether a text is a number of money, or several, and words of money: 8000余户老人 and 5公里 count something else.
fn states_number(text: &str) -> bool {
    if equation::read(text, None).is_some() {
        return true;
    }
    let tokens = Scanner::new(text).tokens(false);
    let number = |t: &Token| matches!(t, Token::Sum(_) | Token::Broken(_));
    let own = |t: &Token| matches!(t, Token::Sum(s) if s.own || s.sign);
    // 按实结算（5万元）; （3） alone numbers something.
    let in_brackets = |t: &Token| matches!(t, Token::Bracket(inner, _) if inner.iter().any(own));
    let any = tokens.iter().any(number);
    let before_number = |i: usize| tokens.get(i + 1).is_some_and(number);
    (any || tokens.iter().any(in_brackets))
        && tokens.iter().enumerate().all(|(i, token)| match token {
            Token::Word(word) => speaks_of_money(word, before_number(i)),
            _ => true,
        })
}

/// Whether a word can stand beside a sum in its cell.
fn speaks_of_money(word: &str, before_number: bool) -> bool {
    // Signs beside a number are footnotes (5*) or what is left of a second value (5//, 5万元/无), letters may be digits
    // misread (3O.5, l2).
    let rest = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let misread = |c: char| c.is_ascii_digit() || "OoIlSBZ.,".contains(c);
    if rest.chars().all(misread) || rest.len() < word.len() && words::none(rest) {
        return true;
    }
    if rates::rate(word).is_some() || unit::foreign_in(word).is_some() || words::total(word) {
        return true;
    }
    if !before_number {
        return words::of_money(word) || rates::for_one(word).is_some();
    }
    // 附件2 and 见表1: what is counted is not money.
    let about = [
        bounds::about,
        bounds::at_most,
        bounds::at_least,
        bounds::deduction,
    ];
    about.iter().any(|test| test(word, Place::Before))
        || rates::by_time(word).is_some()
        || words::made_of_money(word)
}

/// Whether words fill a cell of sums instead of a number: 按实列支, 以审计结果为准, 详见附件2. No pattern is made for them: tables have
/// few such cells, and it would take as long as a small table.
fn instead(text: &str) -> bool {
    const SETTLED: &[&str] = &[
        "结算", "列支", "拨付", "核销", "支付", "报销", "支出", "计算", "发放", "为准",
    ];
    const BY: &[&str] = &["按照", "按", "据", "依据", "依", "以", "根据"];
    const OPEN: &[&str] = &["待定", "未定", "面议", "另议", "包干"];
    let text = &*fold::simple(text.trim());
    let few = |text: &str, most: usize| text.chars().nth(most).is_none();
    let some = |text: &str, least: usize, most: usize| {
        few(text, most) && text.chars().nth(least - 1).is_some()
    };
    // What stands before and behind each place of a word.
    let around = |word| {
        let found = text.match_indices(word);
        found.filter_map(|(at, word)| Some((text.get(..at)?, text.get(at + word.len()..)?)))
    };
    let ends = |behind: &str, most: usize| {
        let mut rests = SETTLED.iter().filter_map(|end| behind.strip_suffix(end));
        few(behind, most) || rests.any(|rest| few(rest, most))
    };
    let actual = |(before, behind): (&str, &str)| {
        let mut rests = BY.iter().filter_map(|by| before.strip_suffix(by));
        let period = behind.strip_prefix('际').is_some_and(|rest| ends(rest, 6));
        rests.any(|rest| few(rest, 4)) && (period || ends(behind, 0))
    };
    let mut open = OPEN.iter().filter_map(|end| text.strip_suffix(end));
    let refers = text.strip_prefix(['详', '另']).unwrap_or(text);
    let criterion = text.strip_prefix('以').and_then(|t| t.strip_suffix("为准"));
    matches!(text, "多退少补" | "实报实销" | "暂无" | "同上")
        || around("实").any(actual)
        || around("待").any(|(before, behind)| few(before, 3) && some(behind, 1, 6))
        || around("另行").any(|(before, behind)| few(before, 4) && few(behind, 4))
        || open.any(|rest| few(rest, 4))
        || refers
            .strip_prefix('见')
            .is_some_and(|rest| some(rest, 1, 8))
        || criterion.is_some_and(|rest| some(rest, 2, 9))
}

/// Most characters of a sum before its 元 that a sentence is searched for: 233,333,333,434.344万 has twenty.
const BEFORE_YUAN: usize = 20;

/// How many figures a sum has, its last zeros aside, and what one of the last is: five and 1000 of 38093000.
pub(crate) fn figures(sum: rust_decimal::Decimal) -> (u32, Option<rust_decimal::Decimal>) {
    let mut figures = sum.mantissa().unsigned_abs();
    let mut last = Some(rust_decimal::Decimal::new(1, sum.scale()));
    while figures != 0 && figures.is_multiple_of(10) {
        figures /= 10;
        last = last.and_then(|last| last.checked_mul(rust_decimal::Decimal::TEN));
    }
    (figures.checked_ilog10().map_or(0, |most| most + 1), last)
}

/// Whether blanks part the figures of a number: 150 120.
pub(crate) fn is_grouped_by_blanks(number: &str) -> bool {
    let mut chars = number.chars().peekable();
    let mut figure = false;
    while let Some(c) = chars.next() {
        let blank = figure && c.is_whitespace();
        if blank && chars.peek().is_some_and(char::is_ascii_digit) {
            return true;
        }
        figure = c.is_ascii_digit();
    }
    false
}

/// Whether a sentence states a sum of money: a number before 元 or its multiples.
pub(crate) fn is_stated_in(text: &str) -> bool {
    text.match_indices('元').any(|(at, yuan)| {
        let before = text.get(..at).unwrap_or_default();
        let start = before.char_indices().rev().take(BEFORE_YUAN).last();
        let start = start.map_or(at, |(i, _)| i);
        let part = text.get(start..at + yuan.len()).unwrap_or_default();
        let tokens = Scanner::new(part).tokens(false);
        let last = match tokens.last() {
            // 残疾人事业（15.9万元）
            Some(Token::Bracket(inside, _)) => inside.last(),
            last => last,
        };
        matches!(last, Some(Token::Sum(s)) if s.yuan)
    })
}

/// The sums with 元 that a text states, in yuan.
pub(crate) fn sums(text: &str) -> Vec<rust_decimal::Decimal> {
    let mut out = Vec::new();
    if text.contains('元') {
        take(Scanner::new(text).tokens(false), &mut out);
    }
    out
}

/// Takes the sums of a text, those in brackets too: 共118万元（其中：甲镇26万元、乙镇92万元）.
fn take(tokens: Vec<Token>, out: &mut Vec<rust_decimal::Decimal>) {
    for token in tokens {
        match token {
            Token::Sum(sum) if sum.yuan => out.push(sum.value.normalize()),
            Token::Bracket(inner, _) => take(inner, out),
            _ => {}
        }
    }
}

/// What a text comes to that is one sum and nothing else, as it is printed: in its own unit, or as a bare number.
pub(crate) fn value(text: &str) -> Option<rust_decimal::Decimal> {
    let mut tokens = Scanner::new(text).tokens(false).into_iter();
    match (tokens.next()?, tokens.next()) {
        (Token::Sum(sum), None) => Some(sum.value),
        _ => None,
    }
}

/// The number that a text is, without a unit or a multiplier of its own.
pub(crate) fn bare(text: &str) -> Option<rust_decimal::Decimal> {
    let own = |c| matches!(fold::simplified(c), '元' | '圆' | '万' | '亿' | '千' | '百');
    value(text).filter(|_| !text.contains(own))
}

/// A sum of money as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stated {
    /// Its characters, from its figures to its unit.
    pub(crate) range: Range<usize>,
    /// Whether it is a sum of its own: no rate (每人500元, 500元/月) and no bound (500元以下).
    pub(crate) plain: bool,
    /// Whether 元 ends it. 150万 may count people: what stands around it must tell.
    pub(crate) yuan: bool,
}

/// The sums of money in a text, in their order: numbers before 元, and those in 万 that end a clause.
pub(crate) fn stated(text: &[char]) -> Vec<Stated> {
    let own = |c: &char| {
        let c = fold::simplified(fold::matching(*c).unwrap_or(*c));
        c.is_ascii_digit()
            || matches!(
                c,
                '.' | ',' | '万' | '亿' | '千' | '百' | '十' | '仟' | '佰' | '拾'
            )
            || numeral::is_digit(c)
    };
    let ends = |at: usize| {
        let mut behind = text.iter().skip(at + 1).skip_while(|c| c.is_whitespace());
        behind.next().is_none_or(|c| {
            matches!(
                c,
                '，' | ',' | '。' | '；' | ';' | '、' | '(' | '（' | ')' | '）' | '和' | '及'
            )
        })
    };
    let mut out: Vec<Stated> = Vec::new();
    for (end, c) in text.iter().enumerate() {
        let yuan = *c == '元';
        let bare = matches!(fold::simplified(*c), '万' | '亿') && ends(end);
        if !(yuan || bare) {
            continue;
        }
        let from = out.last().map_or(0, |s| s.range.end);
        let before = text.get(from..end).unwrap_or_default();
        // 元和街道, 单元: what no figure stands before is part of a name.
        if !before.iter().rfind(|c| !c.is_whitespace()).is_some_and(own) {
            continue;
        }
        // A blank may part the figures from the unit: 9.8 万元.
        let mut unit = true;
        let length = before
            .iter()
            .rev()
            .take(BEFORE_YUAN)
            .take_while(|c| {
                let figure = fold::matching(**c).is_some_and(|c| c.is_ascii_digit());
                unit &= !figure;
                own(c) || unit && c.is_whitespace()
            })
            .count();
        let mark = |c: &&char| {
            let c = fold::simplified(**c);
            c.is_whitespace() || matches!(c, '.' | ',' | '，' | '万' | '亿' | '千' | '百')
        };
        let start = end - length;
        let digits = text.get(start..end).unwrap_or_default().iter();
        let start = start + digits.take_while(mark).count();
        let sum: String = text.get(start..=end).unwrap_or_default().iter().collect();
        if !yuan && !sum.starts_with(|c| fold::matching(c).is_some_and(|c| c.is_ascii_digit())) {
            continue;
        }
        let number = start < end && kind(&sum) == Some(Kind::Number);
        out.push(Stated {
            range: start..end + 1,
            plain: number && stands_alone(text, start, end + 1, from),
            yuan,
        });
    }
    out
}

/// Words that compare a sum with an earlier one.
const COMPARED: &[&str] = &[
    "同比",
    "环比",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "比上一年",
];

/// Whether the words around a sum say that it is neither a rate, a bound nor what another grew by; `from` is where the sum before it ends.
fn stands_alone(text: &[char], start: usize, end: usize, from: usize) -> bool {
    let around = |range: Option<&[char]>| range.unwrap_or_default().iter().collect::<String>();
    let above = around(text.get(start.saturating_sub(4).max(from)..start));
    let below = around(text.get(end..(end + 2).min(text.len())));
    // 按每净增1家拨给经费2万元 and 同比增加2万元: the clause may say it.
    let before = text.get(from..start).unwrap_or_default();
    let mark = |c: &char| matches!(c, '，' | ',' | '。' | '；' | ';');
    let begins = before.iter().rposition(mark).map_or(0, |at| at + 1);
    let clause = around(before.get(begins..));
    !clause.contains('每')
        && !COMPARED.iter().any(|word| clause.contains(word))
        && !below.starts_with(['/', '／', '每'])
        && !bounds::at_most(&above, Place::Before)
        && !bounds::at_least(&above, Place::Before)
        && !bounds::at_most(&below, Place::After)
        && !bounds::at_least(&below, Place::After)
}

/// Where the only sum of money in a text stands, as a range of its characters, from its figures to 元. None if there is no
/// sum, or more than one, or if the words around it say that it is a rate (每人500元, 500元/月) or a bound (500元以下).
pub(crate) fn only_sum(text: &[char]) -> Option<Range<usize>> {
    let mut sums = stated(text).into_iter().filter(|s| s.yuan);
    match (sums.next(), sums.next()) {
        (Some(sum), None) if sum.plain => Some(sum.range),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, is_stated_in, kind, only_sum};

    #[test]
    fn the_only_sum_of_a_sentence_is_found() {
        let sum = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            only_sum(&chars).map(|r| chars.get(r).unwrap_or_default().iter().collect::<String>())
        };
        assert_eq!(sum("育才社区：9.8 万元").as_deref(), Some("9.8 万元"));
        assert_eq!(
            sum("敬老院取暖补助1.5万元，用于管道维修").as_deref(),
            Some("1.5万元")
        );
        assert_eq!(sum("安排养老项目五十万元").as_deref(), Some("五十万元"));
        assert_eq!(sum("教育助學80000萬元。").as_deref(), Some("80000萬元"));
        for other in [
            "每人500元",
            "补助500元/月",
            "处500元以下罚款",
            "先付5万元，再付3万元",
            "同比增加5万元",
            "元旦",
        ] {
            assert_eq!(sum(other), None, "{other}");
        }
    }

    #[test]
    fn a_cell_of_sums_is_told_from_other_cells() {
        let numbers = "5|1,200.00|￥5.60|12，345|3万元（按实结算）|不超过10万元|逾5万元|5-8|500元/场|\
                       3500元/人·月×12人×12月=504000元|壹万贰仟元整|美元5万|总投资50、本次预算40|按实结算（5万元）|1,2|3O.5|5*|5//|5万元/无|０．５";
        let marks = "—|-|/|无|****.**|××万元";
        let words = "按实结算|据实列支|待定|见附件2|以审计结果为准|另行安排|见表1";
        let others = "（3）|8000余户老人|5公里巡护|20次|2024年9月|7-8月|A3|30%|按需提供服务|待业人员培训|见习生补贴发放|\
                      免费接种服务|一次|区民政局|资金|附件2|序号3|";
        for (texts, expected) in [
            (numbers, Some(Kind::Number)),
            (marks, Some(Kind::Mark)),
            (words, Some(Kind::Words)),
            (others, None),
        ] {
            let wrong: Vec<&str> = texts.split('|').filter(|t| kind(t) != expected).collect();
            assert!(wrong.is_empty(), "not {expected:?}: {wrong:?}");
        }
    }

    #[test]
    fn sums_in_sentences_are_numbers_before_yuan() {
        assert!(is_stated_in(
            "一是安排老年助餐服务，经费50万元，由区民政局实施"
        ));
        assert!(is_stated_in("补助766725元"));
        assert!(is_stated_in("合计人民币壹拾贰万元整"));
        assert!(!is_stated_in("元旦期间开展2次慰问"));
        assert!(!is_stated_in("单位：万元"));
    }
}
