//! Which of the sums that an entry states is its own.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{before_parts, is_mark, without_brackets};
use crate::lexicon::labels;
use crate::lexicon::money::{self, Stated};

/// The sum of an entry.
pub(super) struct Own {
    pub(super) range: Range<usize>,
    /// Whether it is what a rate and a number of the same text come to: 共85家，每家奖励5万元，共下达425万元.
    pub(super) worked_out: bool,
}

/// Finds it: the only sum, what its parts and rates aside; or that of the first sentence, if those behind it state the same
/// (安置房项目70万元。安排资金70万元用于装修) or what it is made up of.
pub(super) fn of(text: &[char]) -> Option<Own> {
    let all = money::stated(text);
    if let Some(own) = only(text, all.iter()) {
        return Some(own);
    }
    // 发行债券资金0.6亿元，已使用0.55亿元: what of it is spent by now is none of its own.
    let spent = |s: &&Stated| {
        let before = text.get(..s.range.start).unwrap_or_default();
        let clause = before.rsplit(|c| is_mark(*c)).next();
        clause.is_some_and(labels::is_spent)
    };
    if let Some(own) = only(text, all.iter().filter(|s| !spent(s))) {
        return Some(own);
    }
    // What brackets add may be a part of the sum, 12.4万元（其中党建经费3万元）, and what follows 其中 is.
    let outside = without_brackets(text);
    let open = |s: &&Stated| outside.get(s.range.start).is_some_and(|c| *c != ' ');
    let parts = before_parts(text).len();
    let open_parts = before_parts(&outside).len();
    let before = |s: &&Stated, end: usize| s.range.end <= end;
    only(text, all.iter().filter(|s| before(s, parts)))
        .or_else(|| used_in_parts(text, &all))
        .or_else(|| only(text, all.iter().filter(open)))
        .or_else(|| {
            only(
                text,
                all.iter().filter(|s| open(s) && before(s, open_parts)),
            )
        })
        .or_else(|| {
            let end = outside
                .iter()
                .position(|c| matches!(c, '。' | '；' | ';'))?;
            let (first, rest): (Vec<&Stated>, Vec<&Stated>) =
                all.iter().filter(open).partition(|s| before(s, end));
            let own = only(text, first.into_iter())?;
            let whole = value(text, &own.range)?;
            let rest = rest.into_iter().filter(|s| s.plain);
            let rest: Option<Vec<Decimal>> = rest.map(|s| value(text, &s.range)).collect();
            let rest = rest?;
            let again = rest.iter().all(|sum| *sum == whole);
            (again || rest.into_iter().sum::<Decimal>() == whole).then_some(own)
        })
}

/// The first sum, where the words behind it say what it is used for and what of it for each (603.4万元：主要用于球场建设302.1万元、器材采购
/// 229.8万元). The parts are no more than the whole, and what is used for something else is none of them (甲10万元用于改造，乙5万元用于绿化).
fn used_in_parts(text: &[char], all: &[Stated]) -> Option<Own> {
    let (first, rest) = all.split_first()?;
    let behind = |at: usize| text.get(at..).unwrap_or_default();
    let mark = |c: &&char| is_mark(**c) || matches!(c, ':' | '：') || c.is_whitespace();
    let used = |s: &Stated| {
        let marks = behind(s.range.end).iter().take_while(mark).count();
        labels::use_of(behind(s.range.end + marks)).is_some()
    };
    let own = only(text, std::iter::once(first))?;
    let whole = value(text, &own.range)?;
    let parts = rest.iter().filter(|s| s.plain);
    let parts: Option<Vec<Decimal>> = parts.map(|s| value(text, &s.range)).collect();
    let fits = parts?.into_iter().sum::<Decimal>() <= whole;
    (used(first) && fits && !rest.iter().any(used)).then_some(own)
}

/// The only one of some sums that is no rate; what rates come to is proven.
fn only<'s>(text: &[char], sums: impl Iterator<Item = &'s Stated>) -> Option<Own> {
    let (mut own, mut rates) = (None, Vec::new());
    for sum in sums {
        match sum.plain {
            true if own.is_some() => return None,
            true => own = Some(sum),
            false => rates.extend(sum.yuan.then_some(sum)),
        }
    }
    let own = own?;
    let proven = |rate: &&Stated| works_out(text, rate, own).is_some();
    rates.iter().all(proven).then(|| Own {
        range: own.range.clone(),
        worked_out: !rates.is_empty(),
    })
}

fn value(text: &[char], range: &Range<usize>) -> Option<Decimal> {
    let own: String = text.get(range.clone())?.iter().collect();
    money::value(&own)
}

/// Whether a sum is so many times a rate as the text counts.
fn works_out(text: &[char], rate: &Stated, whole: &Stated) -> Option<()> {
    let times = value(text, &whole.range)?.checked_div(value(text, &rate.range)?)?;
    let times = times.normalize().to_string();
    let mut numbers = text
        .split(|c| !c.is_ascii_digit())
        .map(|n| n.iter().collect::<String>());
    numbers.any(|n| n == times).then_some(())
}
