//! The parts that a cell gives of its sum: 15（省级10，区级5）, 讲师费2，场地费3，合计5.

use rust_decimal::Decimal;

use crate::lexicon::money::bounds::{self, Place};
use crate::lexicon::money::words;
use crate::model::{AmountPart, Stage};

/// Whether the first of several sums is the whole that the others are parts of: each of them is said to be, or the second
/// is and they come to no more.
pub(super) fn first_is_whole(parts: &[AmountPart]) -> bool {
    let [whole, rest @ ..] = parts else {
        return false;
    };
    // 含税 names another price, no part.
    let part = |p: &AmountPart| {
        p.label.as_deref().is_some_and(|l| {
            l.starts_with("其中") || l.starts_with('含') && words::tax(l).is_none()
        })
    };
    let all = || {
        rest.iter()
            .try_fold(Decimal::ZERO, |sum, p| sum.checked_add(p.yuan?))
    };
    let labelled = rest.iter().all(|p| p.label.is_some());
    rest.iter().all(part)
        || labelled
            && rest.first().is_some_and(part)
            && all()
                .zip(whole.yuan)
                .is_some_and(|(all, whole)| all <= whole)
}

/// What the parts of a sum come to, if that is something else than the sum. Those that 其中 begins may be some of the parts
/// only; bounds and sums of other stages are no parts.
pub(super) fn come_to_else(whole: Decimal, parts: &[AmountPart]) -> Option<Decimal> {
    let label = |p: &AmountPart| p.label.clone().unwrap_or_default();
    let stage = parts.first()?.stage;
    let other = |p: &AmountPart| {
        let label = label(p);
        let bounds = [bounds::about, bounds::at_most, bounds::at_least];
        p.stage != stage
            || matches!(p.stage, Some(Stage::Award | Stage::Settlement))
            || bounds.iter().any(|test| test(&label, Place::Before))
            || words::tax(&label).is_some()
            || words::total(&label)
    };
    if parts.iter().any(other) {
        return None;
    }
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, p| {
        if bounds::deduction(&label(p), Place::Before) {
            sum.checked_sub(p.yuan?)
        } else {
            sum.checked_add(p.yuan?)
        }
    })?;
    let some_only = parts
        .first()
        .is_some_and(|p| label(p).starts_with(['其', '含']));
    (sum != whole && !(some_only && sum < whole)).then(|| sum.normalize())
}
