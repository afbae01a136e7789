//! Declared counts and running numbers against the rows found.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{DeclaredWhat, Notice};

/// `count.items`: a declared number of projects equals the items of the notice, or of one of its tables.
pub(super) fn items(notice: &Notice) -> Vec<Diagnostic> {
    let per_table: Vec<usize> = (0..notice.tables.len())
        .map(|t| notice.items.iter().filter(|i| i.table == t).count())
        .collect();
    declared(
        notice,
        DeclaredWhat::Items,
        notice.items.len(),
        &per_table,
        ("count.items", "projects", "个项目"),
    )
}

/// `count.purchasers`: a declared number of purchasers equals the different purchasers, likewise.
pub(super) fn purchasers(notice: &Notice) -> Vec<Diagnostic> {
    let different = |table: Option<usize>| {
        notice
            .items
            .iter()
            .filter(|i| table.is_none_or(|t| i.table == t))
            .filter_map(|i| i.purchaser.as_ref())
            .filter(|p| !p.is_blank())
            .map(|p| p.text.as_str())
            .collect::<BTreeSet<_>>()
            .len()
    };
    let per_table: Vec<usize> = (0..notice.tables.len())
        .map(|t| different(Some(t)))
        .collect();
    declared(
        notice,
        DeclaredWhat::Purchasers,
        different(None),
        &per_table,
        ("count.purchasers", "purchasers", "个单位"),
    )
}

fn declared(
    notice: &Notice,
    what: DeclaredWhat,
    found: usize,
    per_table: &[usize],
    (code, english, chinese): (&'static str, &str, &str),
) -> Vec<Diagnostic> {
    notice
        .declared
        .iter()
        .enumerate()
        .filter(|(_, d)| d.what == what)
        .filter(|(_, d)| {
            let equals = |n: usize| u64::try_from(n) == Ok(d.count);
            !equals(found) && !per_table.iter().any(|&n| equals(n))
        })
        .map(|(i, d)| {
            Diagnostic::new(
                code,
                Severity::Error,
                format!(
                    "the notice declares {} {english}, {found} were found",
                    d.count
                ),
                format!("通知称{}{chinese}，实得{found}", d.count),
            )
            .path(format!("/declared/{i}"))
            .at(d.text.locations.first().copied())
            .help(
                "look for rows lost, split or doubled at a page break",
                "查找分页处遗漏、拆分或重复的行",
            )
        })
        .collect()
}

/// `sequence.order`: running numbers rise by one within a table, wherever two neighbours both have one. Numbering that
/// begins again at 1 (a new group) is in order.
pub(super) fn sequence(notice: &Notice) -> Vec<Diagnostic> {
    let number = |i: usize| -> Option<u64> {
        let text = &notice.items.get(i)?.sequence.as_ref()?.text;
        text.parse().ok()
    };
    let mut out = Vec::new();
    for (i, item) in notice.items.iter().enumerate().skip(1) {
        let same = notice
            .items
            .get(i - 1)
            .is_some_and(|b| b.table == item.table);
        let (Some(before), Some(now)) = (number(i - 1), number(i)) else {
            continue;
        };
        if same && now != before.saturating_add(1) && now != 1 {
            out.push(
                Diagnostic::new(
                    "sequence.order",
                    Severity::Warning,
                    format!(
                        "expected number {} after {before}, found {now}",
                        before.saturating_add(1)
                    ),
                    format!(
                        "序号{before}之后应为{}，实为{now}",
                        before.saturating_add(1)
                    ),
                )
                .path(format!("/items/{i}/sequence"))
                .at(item
                    .sequence
                    .as_ref()
                    .and_then(|s| s.locations.first().copied()))
                .help(
                    "look for a row lost or moved here",
                    "查找此处遗漏或移位的行",
                ),
            );
        }
    }
    out
}
