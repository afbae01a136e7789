//! Declared counts and running numbers against the rows found.

use std::collections::{BTreeSet, HashMap};

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::ordinal::{Numeral, Ordinal, whole};
use crate::lexicon::papers;
use crate::model::{Attachment, CellText, Declared, DeclaredWhat, Item, Notice, Role, RowKind};
use crate::validate::items_of;

/// `count.items`: a declared number of projects equals the items of the notice, or of one of its tables; if it is said of
/// one attachment, those of that attachment.
pub(super) fn items(notice: &Notice) -> Vec<Diagnostic> {
    declared(
        notice,
        DeclaredWhat::Items,
        |items| items.len(),
        (codes::COUNT_ITEMS, "projects", "个项目"),
    )
}

/// `count.purchasers`: a declared number of purchasers equals the different purchasers, likewise; asked where any is named.
pub(super) fn purchasers(notice: &Notice) -> Vec<Diagnostic> {
    // Where no column names purchasers, what a notice says of its units is not about the rows.
    let all: Vec<&Item> = notice.items.iter().collect();
    if !all.is_empty() && different(&all) == 0 {
        return Vec::new();
    }
    let mut found = declared(
        notice,
        DeclaredWhat::Purchasers,
        different,
        (codes::COUNT_PURCHASERS, "purchasers", "个单位"),
    );
    // 由4家单位实施 counts those in the column 实施单位.
    let told = |d: &Declared| {
        let equals = |n: usize| u64::try_from(n) == Ok(d.count);
        let all_named = |role: Role| match role {
            Role::Provider => equals(names(&all, |i| i.provider.as_ref())),
            Role::Beneficiary => equals(names(&all, |i| i.beneficiary.as_ref())),
            _ => false,
        };
        let columns = notice.tables.iter().flat_map(|t| &t.columns);
        let mut does = columns.filter(|c| all_named(c.role)).filter_map(|c| {
            c.header
                .strip_suffix(&*d.of)
                .filter(|does| !does.is_empty())
        });
        d.attachment.is_none()
            && does.any(|does| clause_of(notice, d).is_some_and(|c| c.contains(does)))
    };
    let told: Vec<String> = (0..)
        .zip(&notice.declared)
        .filter(|(_, d)| told(d))
        .map(|(i, _): (usize, _)| format!("/declared/{i}"))
        .collect();
    found.retain(|d| !told.contains(&d.path));
    found
}

/// `item.no_purchaser`: a notice of what one body means to buy has it in no row and in no place that was understood.
pub(super) fn unbought(notice: &Notice) -> Vec<Diagnostic> {
    let mut texts = notice.title.iter().chain(&notice.body);
    if !texts.any(|t| papers::speaks_of_intention(&t.text)) {
        return Vec::new();
    }
    let named = |item: &Item| item.purchaser.as_ref().is_some_and(|p| !p.is_blank());
    let items = (0..).zip(&notice.items).filter(|(_, item)| !named(item));
    let said = items.map(|(index, _): (usize, _)| {
        Diagnostic::new(
            codes::ITEM_NO_PURCHASER,
            Severity::Warning,
            "whoever means to buy this was not found: a name that is masked, or was not known as one",
            "未能识别该采购意向的采购单位，名称可能被隐去或未被识别",
        )
        .path(format!("/items/{index}/purchaser"))
        .help("enter the purchaser by hand", "请手工补录采购单位")
    });
    said.collect()
}

/// The clause of the body in which a count is declared.
fn clause_of<'n>(notice: &'n Notice, declared: &Declared) -> Option<&'n str> {
    let phrase = declared.text.text.as_str();
    let mut clauses = notice
        .body
        .iter()
        .flat_map(|t| t.text.split(['。', '；', '，', ';', ',']));
    clauses.find(|c| c.contains(phrase))
}

/// How many different purchasers items have.
fn different(items: &[&Item]) -> usize {
    names(items, |i| i.purchaser.as_ref())
}

/// How many different names a column has.
fn names(items: &[&Item], of: impl Fn(&Item) -> Option<&CellText>) -> usize {
    items
        .iter()
        .filter_map(|i| of(i))
        .filter(|p| !p.is_blank())
        .map(|p| p.text.as_str())
        .collect::<BTreeSet<_>>()
        .len()
}

/// The items in the tables of the attachment with a number; the only one needs none printed.
fn of_attachment(notice: &Notice, number: u32) -> Option<Vec<&Item>> {
    let numbered = |a: &Attachment| a.number == Some(number);
    let index = notice.attachments.iter().position(numbered).or_else(|| {
        let first = notice.attachments.first()?;
        (number == 1 && first.number.is_none()).then_some(0)
    })?;
    let tables = notice.tables.iter().enumerate();
    let own = tables.filter(|(_, table)| table.attachment == Some(index));
    let items: Vec<&Item> = own
        .flat_map(|(t, _)| items_of(notice, t).map(|(_, item)| item))
        .collect();
    (!items.is_empty()).then_some(items)
}

fn declared(
    notice: &Notice,
    what: DeclaredWhat,
    count: impl Fn(&[&Item]) -> usize,
    (code, english, chinese): (&'static str, &str, &str),
) -> Vec<Diagnostic> {
    // Attachments published as files of their own hold what is counted here: nothing is lost, only not at hand.
    let elsewhere = notice.tables.is_empty()
        && notice.attachments.is_empty()
        && !notice.attachment_notes.is_empty();
    let severity = if elsewhere {
        Severity::Warning
    } else {
        Severity::Error
    };
    let all = count(&notice.items.iter().collect::<Vec<_>>());
    let per_table: Vec<usize> = (0..notice.tables.len())
        .map(|t| {
            count(
                &items_of(notice, t)
                    .map(|(_, item)| item)
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    let mut out = Vec::new();
    let own = notice.declared.iter().enumerate();
    for (i, d) in own.filter(|(_, d)| d.what == what) {
        let equals = |n: usize| u64::try_from(n) == Ok(d.count);
        let attachment = d.attachment.and_then(|n| of_attachment(notice, n));
        let found = attachment.as_ref().map_or(all, |items| count(items));
        if equals(found) || attachment.is_none() && per_table.iter().any(|&n| equals(n)) {
            continue;
        }
        let (of, wherein) = match d.attachment.filter(|_| attachment.is_some()) {
            Some(n) => (format!(" in attachment {n}"), format!("附件{n}")),
            None => (String::new(), String::new()),
        };
        out.push(
            Diagnostic::new(
                code,
                severity,
                format!(
                    "the notice declares {} {english}{of}, {found} were found",
                    d.count
                ),
                format!("通知称{wherein}{}{chinese}，实得{found}", d.count),
            )
            .path(format!("/declared/{i}"))
            .at(d.text.locations.first().cloned())
            .help(
                "look for rows lost, split or doubled at a page break",
                "查找分页处遗漏、拆分或重复的行",
            ),
        );
    }
    out
}

/// Whether an item is the only one below its heading: there is nothing to number.
fn is_alone_in_group(notice: &Notice, item: usize) -> bool {
    let item = notice.items.get(item);
    let rows = item.and_then(|item| Some((notice.tables.get(item.table)?, item.row)));
    let Some((table, row)) = rows else {
        return false;
    };
    let kind = |at: usize| table.rows.get(at).map(|r| r.kind);
    let above = row.checked_sub(1).and_then(kind);
    above == Some(RowKind::Heading) && kind(row + 1).is_none_or(|k| k == RowKind::Heading)
}

/// `sequence.order`: running numbers begin at one and rise by one within a table. Numbering that begins again at 1 (a new
/// group) or goes on from the table before is in order, and each kind of numerals counts for itself (一, 1, 2, 二, 3). Where
/// every other row has a number, one without is a doubt.
pub(super) fn sequence(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut last: HashMap<Numeral, u32> = HashMap::new();
    for t in 0..notice.tables.len() {
        let rows: Vec<(usize, Option<Ordinal>)> = items_of(notice, t)
            .map(|(i, item)| (i, item.sequence.as_ref().and_then(|s| whole(&s.text))))
            .collect();
        if are_codes(notice, &rows) {
            last.clear();
            continue;
        }
        let unnumbered = rows.iter().filter(|(_, n)| n.is_none()).count();
        let mut first = true;
        // After a row without number anything may come.
        let mut unknown = false;
        for (i, now) in rows.iter().cloned() {
            let Some(now) = now else {
                // One among several: a table may well number its groups only.
                if unnumbered == 1 && rows.len() > 3 && !is_alone_in_group(notice, i) {
                    out.push(out_of_order(
                        notice,
                        i,
                        "this row alone has no number".into(),
                        "仅此行没有序号".into(),
                    ));
                }
                last.clear();
                (first, unknown) = (false, true);
                continue;
            };
            let (now, numeral) = (now.value, now.style.numeral);
            let before = last.insert(numeral, now);
            let next = before.map_or(1, |n| n.saturating_add(1));
            if !(unknown && before.is_none()) && now != next && now != 1 {
                let (english, chinese) = match before {
                    Some(before) if before == now => (
                        format!("number {now} stands twice"),
                        format!("序号{now}重复"),
                    ),
                    Some(before) if !first => (
                        format!("expected number {next} after {before}, found {now}"),
                        format!("序号{before}之后应为{next}，实为{now}"),
                    ),
                    _ => (
                        format!("the first number of the table is {now}, not 1"),
                        format!("本表序号从{now}开始，而非1"),
                    ),
                };
                out.push(out_of_order(notice, i, english, chinese));
            }
            first = false;
        }
    }
    out
}

/// Whether numbers are codes (X201, X205, Y118) and count no rows: each has a letter, none is the first, and none the next after
/// the one above it.
fn are_codes(notice: &Notice, rows: &[(usize, Option<Ordinal>)]) -> bool {
    let lettered = |(i, _): &(usize, Option<Ordinal>)| {
        let number = notice.items.get(*i).and_then(|item| item.sequence.as_ref());
        number.is_some_and(|n| n.text.contains(|c: char| c.is_ascii_alphabetic()))
    };
    let values: Option<Vec<u32>> = rows.iter().map(|(_, n)| Some(n.as_ref()?.value)).collect();
    let next = |pair: &[u32]| matches!(pair, [a, b] if a.checked_add(1) == Some(*b) || a == b);
    rows.iter().all(lettered)
        && values.is_some_and(|v| v.len() > 1 && !v.contains(&1) && !v.windows(2).any(next))
}

fn out_of_order(notice: &Notice, i: usize, english: String, chinese: String) -> Diagnostic {
    let item = notice.items.get(i);
    let place = item
        .and_then(|i| i.sequence.as_ref())
        .and_then(|s| s.locations.first())
        .or_else(|| item.and_then(|i| i.project.as_ref()?.locations.first()));
    Diagnostic::new(codes::SEQUENCE_ORDER, Severity::Warning, english, chinese)
        .path(format!("/items/{i}/sequence"))
        .at(place.cloned())
        .help(
            "look for a row lost, doubled or moved here",
            "查找此处遗漏、重复或移位的行",
        )
}
