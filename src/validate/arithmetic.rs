//! Arithmetic that a cell states, done again.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::amount::escape;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::fold;
use crate::model::{CellText, Notice, Origin};

type Pattern = LazyLock<Result<Regex, regex::Error>>;

/// 80元×20次=1600元, 2296+317+236=2849.
static EQUATION: Pattern = LazyLock::new(|| {
    Regex::new(r"([0-9.]+)[^0-9.+×*=%]{0,3}((?:[+×*][0-9.]+[^0-9.+×*=%]{0,3})+)=([0-9.]+)")
});
/// A further term of an equation.
static TERM: Pattern = LazyLock::new(|| Regex::new(r"([+×*])([0-9.]+)"));
/// 30%(855户): a share of the counts named before.
static SHARE: Pattern = LazyLock::new(|| Regex::new(r"([0-9.]+)%\(([0-9]+)[户人个名]"));
/// 2296户: a count.
static COUNT: Pattern = LazyLock::new(|| Regex::new(r"([0-9]+)[户人个名]"));

/// `cell.arithmetic`: a sum, a product or a share that a project's cell works out comes out as printed.
pub(super) fn stated(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (i, item) in notice.items.iter().enumerate() {
        let named = [
            ("project", &item.project),
            ("content", &item.content),
            ("beneficiary", &item.beneficiary),
            ("note", &item.note),
        ];
        let named = named
            .into_iter()
            .filter_map(|(field, cell)| Some((field.to_owned(), cell.as_ref()?)));
        let others = item
            .others
            .iter()
            .map(|(header, cell)| (format!("others/{}", escape(header)), cell));
        for (field, cell) in named.chain(others) {
            // What is carried down is worked out once, where it is printed.
            if matches!(cell.origin, Origin::Carried | Origin::Merged) {
                continue;
            }
            // Most cells work nothing out: a look for the signs costs less than a pattern.
            let chars = || cell.text.chars().filter_map(fold::matching);
            if !chars().any(|c| matches!(c, '=' | '%')) {
                continue;
            }
            let plain: String = chars().filter(|c| !c.is_whitespace()).collect();
            for (expected, printed) in equations(&plain).into_iter().chain(shares(&plain)) {
                out.push(finding(i, &field, cell, expected, printed));
            }
        }
    }
    out
}

fn finding(
    item: usize,
    field: &str,
    cell: &CellText,
    expected: Decimal,
    printed: Decimal,
) -> Diagnostic {
    let expected = expected.normalize();
    Diagnostic::new(
        codes::CELL_ARITHMETIC,
        Severity::Warning,
        format!("the cell's own figures give {expected}, it says {printed}"),
        format!("按单元格内数字应为{expected}，实为{printed}"),
    )
    .path(format!("/items/{item}/{field}"))
    .at(cell.locations.first().cloned())
    .help("do the cell's sum again", "请复核单元格内的计算")
}

fn number(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).ok()
}

/// Equations that do not hold: expected, printed.
fn equations(text: &str) -> Vec<(Decimal, Decimal)> {
    if !text.contains('=') {
        return Vec::new();
    }
    let (Ok(equation), Ok(term)) = (EQUATION.as_ref(), TERM.as_ref()) else {
        return Vec::new();
    };
    equation
        .captures_iter(text)
        .filter_map(|c| {
            let printed = number(c.get(3)?.as_str())?;
            // Products first, as everywhere.
            let (mut sum, mut product) = (Decimal::ZERO, number(c.get(1)?.as_str())?);
            for t in term.captures_iter(c.get(2)?.as_str()) {
                let next = number(t.get(2)?.as_str())?;
                if t.get(1)?.as_str() == "+" {
                    sum = sum.checked_add(product)?;
                    product = next;
                } else {
                    product = product.checked_mul(next)?;
                }
            }
            let expected = sum.checked_add(product)?;
            (expected.round_dp(printed.scale()) != printed).then_some((expected, printed))
        })
        .collect()
}

/// Shares that are neither of the last count named before nor of all of them, rounded to a whole either way.
fn shares(text: &str) -> Vec<(Decimal, Decimal)> {
    if !text.contains('%') {
        return Vec::new();
    }
    let (Ok(share), Ok(count)) = (SHARE.as_ref(), COUNT.as_ref()) else {
        return Vec::new();
    };
    let counts = count.captures_iter(text).filter_map(|n| {
        let (whole, digits) = (n.get(0)?, n.get(1)?);
        Some((whole.end(), number(digits.as_str())?))
    });
    let mut counts = counts.peekable();
    // The last count named so far, and all of them.
    let (mut last, mut sum) = (None, Some(Decimal::ZERO));
    share
        .captures_iter(text)
        .filter_map(|c| {
            let start = c.get(0)?.start();
            while let Some((_, n)) = counts.next_if(|(end, _)| *end <= start) {
                (last, sum) = (Some(n), sum.and_then(|s| s.checked_add(n)));
            }
            let (percent, printed) = (number(c.get(1)?.as_str())?, number(c.get(2)?.as_str())?);
            let of = |base: Decimal| {
                base.checked_mul(percent)
                    .and_then(|p| p.checked_div(Decimal::ONE_HUNDRED))
            };
            let all = sum.and_then(of)?;
            let last = of(last?)?;
            let holds = |x: Decimal| (x - printed).abs() < Decimal::ONE;
            let whole = all.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
            (!holds(all) && !holds(last)).then_some((whole, printed))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{equations, shares};

    #[test]
    fn sums_products_and_shares_are_done_again() {
        assert!(equations("2296+317+236=2849").is_empty());
        assert!(equations("80元×20次=1600元").is_empty());
        assert_eq!(equations("80元×20次=1700元").len(), 1);
        assert!(shares("2296户、317户和236人,对其中30%(855户)").is_empty());
        assert_eq!(shares("2296户、317户和236人,对其中30%(885户)").len(), 1);
    }
}
