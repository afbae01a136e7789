//! Which of the sums that an entry states is its own.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{before_parts, without_brackets};
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
    // What brackets add may be a part of the sum, 12.4万元（其中党建经费3万元）, and what follows 其中 is.
    let whole = |text: &[char]| only(text).or_else(|| only(before_parts(text)));
    let outside = without_brackets(text);
    whole(text)
        .or_else(|| whole(&outside))
        .or_else(|| of_sentence(&outside))
}

fn only(text: &[char]) -> Option<Own> {
    let all = money::stated(text);
    let (plain, rates): (Vec<Stated>, Vec<Stated>) = all.into_iter().partition(|s| s.plain);
    let [own] = plain.as_slice() else {
        return None;
    };
    let rates: Vec<Stated> = rates.into_iter().filter(|s| s.yuan).collect();
    let proven = |rate: &Stated| works_out(text, rate, own).is_some();
    rates.iter().all(proven).then(|| Own {
        range: own.range.clone(),
        worked_out: !rates.is_empty(),
    })
}

fn value(text: &[char], sum: &Stated) -> Option<Decimal> {
    let own: String = text.get(sum.range.clone())?.iter().collect();
    money::value(&own)
}

/// Whether a sum is so many times a rate as the text counts.
fn works_out(text: &[char], rate: &Stated, whole: &Stated) -> Option<()> {
    let times = value(text, whole)?.checked_div(value(text, rate)?)?;
    let times = times.normalize().to_string();
    let mut numbers = text
        .split(|c| !c.is_ascii_digit())
        .map(|n| n.iter().collect::<String>());
    numbers.any(|n| n == times).then_some(())
}

fn of_sentence(text: &[char]) -> Option<Own> {
    let end = text.iter().position(|c| matches!(c, '。' | '；' | ';'))?;
    let (first, rest) = text.split_at(end);
    let own = only(first)?;
    let whole = money::value(&first.get(own.range.clone())?.iter().collect::<String>())?;
    let behind = money::stated(rest);
    let behind: Option<Vec<Decimal>> = behind
        .iter()
        .filter(|s| s.plain)
        .map(|s| value(rest, s))
        .collect();
    let behind = behind?;
    let again = behind.iter().all(|sum| *sum == whole);
    (again || behind.into_iter().sum::<Decimal>() == whole).then_some(own)
}
