//! One named check a function.

mod arithmetic;
mod counts;
mod magnitude;
mod parts;
mod rows;
mod script;
mod sums;
mod words;

use std::sync::Arc;

use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::model::{Item, Notice};

/// A check of a finished notice: the built-in ones have this shape, and users can write their own and have a
/// [`Parser`](crate::Parser) run them ([`Parser::check`](crate::Parser::check)). A function or closure is a check too.
///
/// # Examples
/// ```
/// use putuo_notice::{Check, Diagnostic, Notice, Severity};
/// struct NeedsNumber;
/// impl Check for NeedsNumber {
///     fn check(&self, notice: &Notice) -> Vec<Diagnostic> {
///         let found = notice.document_number.is_some();
///         let finding = || Diagnostic::new("own.number", Severity::Warning, "no document number", "无发文字号");
///         (!found).then(finding).into_iter().collect()
///     }
/// }
/// let notice = putuo_notice::parse_notice("关于某事的通知").unwrap();
/// assert_eq!(NeedsNumber.check(&notice).len(), 1);
/// ```
pub trait Check {
    /// What this check finds. It changes nothing.
    fn check(&self, notice: &Notice) -> Vec<Diagnostic>;
}

impl<F: Fn(&Notice) -> Vec<Diagnostic>> Check for F {
    fn check(&self, notice: &Notice) -> Vec<Diagnostic> {
        self(notice)
    }
}

const CHECKS: &[fn(&Notice) -> Vec<Diagnostic>] = &[
    counts::items,
    counts::purchasers,
    counts::sequence,
    counts::unbought,
    sums::totals,
    sums::subtotals,
    sums::of_which,
    sums::declared,
    rows::relations,
    magnitude::outliers,
    arithmetic::stated,
    words::stutter,
    words::line_ends,
    words::traditional,
    words::compatibility,
    words::unseen,
    words::beneficiary_is_purchaser,
    words::several_bodies,
    words::duplicate,
    words::years,
    words::title_year,
    parts::attachment_titles,
    parts::attachments_missing,
    parts::signatories,
    parts::title,
    parts::date,
    parts::plausible,
    parts::printed,
    parts::unplaced,
];

/// Runs every check, then the user's own, and adds what they find.
pub(crate) fn run(
    notice: &mut Notice,
    own: &[Arc<dyn Check + Send + Sync>],
    ctx: &Context<'_>,
) -> Result<(), Error> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let built_in = CHECKS.iter().map(|c| c as &dyn Check);
    let own = own.iter().map(|c| c.as_ref() as &dyn Check);
    for check in built_in.chain(own) {
        ctx.check_time()?;
        found.append(&mut check.check(notice));
    }
    notice.diagnostics.extend(found);
    Ok(())
}

/// Switches findings off or raises them, as the options say.
pub(crate) fn settle(notice: &mut Notice, ctx: &Context<'_>) {
    let checks = &ctx.options.checks;
    notice
        .diagnostics
        .retain(|d| checks.get(d.code.as_ref()) != Some(&None));
    for d in &mut notice.diagnostics {
        if let Some(Some(severity)) = checks.get(d.code.as_ref()) {
            d.severity = *severity;
        }
    }
}

/// The items of a table, with their places among all; they stand in the order of the tables.
fn items_of(notice: &Notice, table: usize) -> impl Iterator<Item = (usize, &Item)> {
    let first = notice.items.partition_point(|i| i.table < table);
    let items = notice.items.iter().enumerate().skip(first);
    items.take_while(move |(_, i)| i.table == table)
}
