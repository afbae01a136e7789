//! Sums that a cell works out: 100元×50人=5000元, 10+5.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::scan::plain;
use super::unit;
use crate::lexicon::fold;
use crate::model::Unit;

type Pattern = LazyLock<Result<Regex, regex::Error>>;

/// A factor: a number, perhaps money (100元, 1.5万), perhaps with what it is of (/人, 50人), or a share (50%). What follows a number is a
/// counted word of a few characters; a sentence is no factor.
static FACTOR: Pattern = LazyLock::new(|| {
    Regex::new(
        r"^(?P<n>[0-9]+(?:,[0-9]{3})*(?:[.][0-9]+)?)(?P<unit>[十百千万亿]*元|[百千]?[万亿]|)(?P<of>/?[^0-9/()，。、；：,;:=]{0,8}(?:/[^0-9/()，。、；：,;:=]{1,4})?)$",
    )
});

/// A sum that a cell works out.
pub(crate) struct Worked {
    /// What the cell says it comes to, or what it does come to if the cell does not say. In yuan if `own`.
    pub(crate) value: Decimal,
    /// Whether a unit stands with it.
    pub(crate) own: bool,
    /// What it does come to, where the cell says something else; likewise.
    pub(crate) instead: Option<Decimal>,
    /// Whether the cell says what it comes to.
    pub(crate) stated: bool,
    /// The sum as printed, without its result.
    pub(crate) words: String,
    /// What stands in brackets after it.
    pub(crate) remark: Option<String>,
}

struct Factor {
    number: Decimal,
    /// What one of its unit is in yuan.
    scale: Option<Decimal>,
    of: bool,
}

/// Reads a text that is nothing but a sum or product, perhaps with its result and a remark in brackets.
pub(crate) fn read(text: &str, unit: Option<Unit>) -> Option<Worked> {
    let bracket = text
        .trim_end()
        .strip_suffix(['）', ')'])
        .and_then(|t| t.rsplit_once(['（', '(']));
    let Some((sum, remark)) = bracket else {
        return bare(text, unit);
    };
    let worked = bare(sum, unit)?;
    Some(Worked {
        remark: Some(remark.trim().to_owned()).filter(|r| !r.is_empty()),
        ..worked
    })
}

fn bare(text: &str, unit: Option<Unit>) -> Option<Worked> {
    // A blank between two digits may part two numbers.
    let digits = |w: &[char]| matches!(w, [a, ' ', b] if a.is_ascii_digit() && b.is_ascii_digit());
    let folded: Vec<char> = text.chars().filter_map(fold::matching).map(plain).collect();
    if folded.windows(3).any(digits) {
        return None;
    }
    let folded: String = folded.into_iter().filter(|c| !c.is_whitespace()).collect();
    if !folded.contains(['+', '×', '*', 'x', 'X']) || unit::foreign_in(text).is_some() {
        return None;
    }
    let (left, right) = match folded.split_once('=') {
        Some((left, right)) => (left, Some(right)),
        None => (folded.as_str(), None),
    };
    let left = total(left)?;
    let own = left.scale.is_some();
    let words = text
        .split(['=', '＝'])
        .next()
        .unwrap_or(text)
        .trim()
        .to_owned();
    let worked = |value: Decimal, own: bool| Worked {
        value: value.normalize(),
        own,
        instead: None,
        stated: right.is_some(),
        words: words.clone(),
        remark: None,
    };
    let Some(right) = right else {
        return Some(worked(left.sum, own));
    };
    let result = factor(right).filter(|f| !f.of)?;
    let of_column = unit.map_or(Decimal::ONE, Unit::yuan);
    let comes_to = match left.scale {
        Some(_) => left.sum,
        None => left.sum.checked_mul(of_column)?,
    };
    // A result without a unit is in its operands' (5000元/月×12月=60000), or in whichever other one makes it hold: the
    // column's (5000元/月×12月=6 under 万元), or yuan.
    let units = match (result.scale, left.scale) {
        (Some(own), _) => vec![own],
        (None, Some(operands)) => vec![operands, of_column, Decimal::ONE],
        (None, None) => vec![of_column],
    };
    // It may be rounded to its last printed digit.
    let places = Decimal::try_new(5, result.number.scale().checked_add(1)?).ok()?;
    let holds = |unit: &&Decimal| {
        let (of, step) = (result.number.checked_mul(**unit), unit.checked_mul(places));
        of.zip(step)
            .is_some_and(|(of, step)| (comes_to - of).abs() <= step)
    };
    let meant = units.iter().find(holds);
    let scale = meant.or(units.first())?;
    let own = own || result.scale.is_some();
    let value = |number: Decimal| {
        if own {
            number.checked_mul(*scale)
        } else {
            Some(number)
        }
    };
    let instead = if own { comes_to } else { left.sum };
    Some(Worked {
        instead: meant.is_none().then(|| instead.normalize()),
        ..worked(value(result.number)?, own)
    })
}

/// What a side of an equation comes to: in yuan where `scale`, the unit of its sums of money, is known.
struct Total {
    sum: Decimal,
    scale: Option<Decimal>,
}

/// Adds up a side. Every term must be money, or every term bare.
fn total(side: &str) -> Option<Total> {
    let mut terms = Vec::new();
    let mut factors = 0;
    for term in side.split('+') {
        let (product, n) = product(term)?;
        factors += n;
        terms.push(product);
    }
    let first = terms.first()?.scale;
    if !(terms.len() > 1 || factors > 1)
        || terms.iter().any(|t| t.scale.is_some() != first.is_some())
    {
        return None;
    }
    let sum = terms
        .iter()
        .try_fold(Decimal::ZERO, |sum, t| sum.checked_add(t.sum))?;
    // Sums in several units are added up in yuan.
    let even = terms.iter().all(|t| t.scale == first);
    Some(Total {
        sum: sum.normalize(),
        scale: first.map(|scale| if even { scale } else { Decimal::ONE }),
    })
}

/// A product, and of how many factors: one factor is money, or none is and one of them is a bare number.
fn product(term: &str) -> Option<(Total, usize)> {
    let (mut sum, mut scale, mut bare, mut count) = (Decimal::ONE, None, 0, 0);
    for part in term.split(['×', '*', 'x', 'X']) {
        let factor = factor(part)?;
        sum = sum.checked_mul(factor.number)?;
        if let Some(of) = factor.scale {
            sum = sum.checked_mul(of)?;
            // Money times money is nothing.
            if scale.replace(of).is_some() {
                return None;
            }
        } else if !factor.of {
            bare += 1;
        }
        count += 1;
    }
    (scale.is_some() || bare > 0).then_some((Total { sum, scale }, count))
}

fn factor(text: &str) -> Option<Factor> {
    let found = FACTOR.as_ref().ok()?.captures(text)?;
    let number = Decimal::from_str_exact(&found.name("n")?.as_str().replace(',', "")).ok()?;
    let unit = found.name("unit")?.as_str();
    let scale = unit.chars().try_fold(Decimal::ONE, |scale, c| match c {
        '元' => Some(scale),
        c => scale.checked_mul(Decimal::from(super::scan::multiplier(c)?)),
    })?;
    let of = found.name("of")?.as_str();
    let share = match of {
        "%" => Decimal::new(1, 2),
        "‰" => Decimal::new(1, 3),
        // 50%补助: a share of what the cell does not say.
        _ if of.starts_with(['%', '‰']) => return None,
        _ => Decimal::ONE,
    };
    Some(Factor {
        number: number.checked_mul(share)?,
        scale: (!unit.is_empty()).then_some(scale),
        // 0.5/人 is a price all the same.
        of: share != Decimal::ONE || !of.is_empty() && !of.starts_with('/'),
    })
}
