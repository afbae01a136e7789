//! Sums that a cell works out: 100元×50人=5000元, 10+5.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::scan::plain;
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
    if !folded.contains(['+', '×', '*', 'x', 'X']) {
        return None;
    }
    let (left, right) = match folded.split_once('=') {
        Some((left, right)) => (left, Some(right)),
        None => (folded.as_str(), None),
    };
    let (sum, own) = total(left)?;
    let words = text
        .split(['=', '＝'])
        .next()
        .unwrap_or(text)
        .trim()
        .to_owned();
    let Some(right) = right else {
        return Some(Worked {
            value: sum,
            own,
            instead: None,
            stated: false,
            words,
            remark: None,
        });
    };
    let result = factor(right).filter(|f| !f.of)?;
    let value = result
        .number
        .checked_mul(result.scale.unwrap_or(Decimal::ONE))?
        .normalize();
    // Both sides in yuan, as far as their units are known.
    let of_unit = unit.map_or(Decimal::ONE, Unit::yuan);
    let left = sum.checked_mul(if own { Decimal::ONE } else { of_unit })?;
    let in_yuan = value.checked_mul(if result.scale.is_some() {
        Decimal::ONE
    } else {
        of_unit
    })?;
    // A result may be rounded to its last printed digit.
    let step = result.scale.unwrap_or(of_unit);
    let places = Decimal::try_new(5, result.number.scale().checked_add(1)?).ok()?;
    let holds = (left - in_yuan).abs() <= step.checked_mul(places)? || sum == value;
    let own_result = result.scale.is_some();
    Some(Worked {
        value,
        own: own_result,
        instead: (!holds).then(|| {
            if own_result {
                left.normalize()
            } else {
                (left / of_unit).normalize()
            }
        }),
        stated: true,
        words,
        remark: None,
    })
}

/// What the left side comes to, and whether it is in yuan. Every term must be money, or every term bare.
fn total(left: &str) -> Option<(Decimal, bool)> {
    let mut sum = Decimal::ZERO;
    let mut all_own = None;
    let mut terms = 0;
    let mut factors = 0;
    for term in left.split('+') {
        let (product, own, n) = product(term)?;
        if *all_own.get_or_insert(own) != own {
            return None;
        }
        sum = sum.checked_add(product)?;
        terms += 1;
        factors += n;
    }
    (terms > 1 || factors > 1).then_some((sum.normalize(), all_own?))
}

/// A product: one factor is money, or none is and one of them is a bare number.
fn product(term: &str) -> Option<(Decimal, bool, usize)> {
    let (mut product, mut money, mut bare, mut count) = (Decimal::ONE, 0, 0, 0);
    for part in term.split(['×', '*', 'x', 'X']) {
        let factor = factor(part)?;
        product = product.checked_mul(factor.number)?;
        if let Some(scale) = factor.scale {
            product = product.checked_mul(scale)?;
            money += 1;
        } else if !factor.of {
            bare += 1;
        }
        count += 1;
    }
    match (money, bare) {
        (1, _) => Some((product, true, count)),
        (0, 1..) => Some((product, false, count)),
        _ => None,
    }
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
