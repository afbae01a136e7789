//! Totals that do not say so, or that stand under other rows than they name.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::{items, tables, whole};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::{labels, money};
use crate::location::Location;
use crate::model::{CellText, Item, Notice, Role, Row, RowKind};

/// Two sums may add up to a third by chance.
const ENOUGH: usize = 3;

/// Fewest figures of a sum that is hardly that of others by chance: lists are of round sums, and 10 is 5, 3 and 2.
const FIGURES: u32 = 4;

/// `item.total`, in a list that no names of columns stand over, as sentences make it: an item has the sum of those right below it. It
/// is what they are parts of.
pub(super) fn with_parts(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        if table.columns.iter().any(|c| !c.texts.is_empty()) {
            continue;
        }
        let rows = items(notice, t);
        let sum = |item: &Item| item.amount.as_ref()?.yuan.filter(|y| !y.is_sign_negative());
        // What the items up to each come to; the last of those that come to as much.
        let mut up_to = vec![Decimal::ZERO];
        for (_, item, _) in &rows {
            let last = up_to.last().copied().unwrap_or_default();
            up_to.push(last.saturating_add(sum(item).unwrap_or_default()));
        }
        let last: HashMap<Decimal, usize> =
            up_to.iter().enumerate().map(|(n, s)| (*s, n)).collect();
        for (n, (i, item, _)) in rows.iter().enumerate() {
            let Some((own, before)) = sum(item).zip(up_to.get(n + 1)) else {
                continue;
            };
            let parts = last
                .get(&before.saturating_add(own))
                .map_or(0, |end| end.saturating_sub(n + 1));
            if parts < 2 || money::figures(own).0 < FIGURES {
                continue;
            }
            let place = item
                .amount
                .as_ref()
                .and_then(|a| a.locations.first().cloned());
            out.push(total(*i, place, format!("this item's {own} yuan are the sum of the {parts} items below it: they are its parts, perhaps"), format!("此项金额{own}元等于其下{parts}项之和，疑为各该项的合计")));
        }
    }
    out
}

/// Says of an item that it seems to be a total.
fn total(item: usize, place: Option<Location>, english: String, chinese: String) -> Diagnostic {
    Diagnostic::new(codes::ITEM_TOTAL, Severity::Warning, english, chinese)
        .path(format!("/items/{item}"))
        .at(place)
        .help(
            "if the row is a total, do not count it as a project",
            "如为合计行，请勿计作项目",
        )
}

/// `item.total`: the first or the last item of a table has the sum of all the others. It is a total that was counted as a
/// project.
pub(super) fn unlabelled(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        let sum = |item: &Item| item.amount.as_ref()?.yuan;
        let sums: Vec<(usize, Decimal)> = rows
            .iter()
            .filter_map(|(i, item, _)| Some((*i, sum(item)?)))
            .collect();
        if sums.len() <= ENOUGH {
            continue;
        }
        let whole = sums
            .iter()
            .try_fold(Decimal::ZERO, |all, (_, sum)| all.checked_add(*sum));
        let Some(whole) = whole else { continue };
        for end in [sums.first(), sums.last()].into_iter().flatten() {
            let (i, own) = end;
            if own.is_zero() || own.checked_add(*own) != Some(whole) {
                continue;
            }
            let place = rows
                .iter()
                .find(|(at, _, _)| at == i)
                .and_then(|(_, item, _)| item.amount.as_ref()?.locations.first().cloned());
            out.push(total(*i, place, format!("this item's {own} yuan are the sum of the table's other items: a total, perhaps"), format!("此项金额{own}元等于本表其余各项之和，疑为合计")));
        }
    }
    out
}

/// `sum.unlabelled`: a line of text is a number and nothing more, and that is what the items of a table come to, in one unit
/// or another: the table's total, whose label was lost.
pub(super) fn alone(notice: &Notice) -> Vec<Diagnostic> {
    let wholes: Vec<Decimal> = tables(notice)
        .filter_map(|(t, _)| {
            let rows = items(notice, t);
            let sums = rows.iter().map(|(_, item, _)| item.amount.as_ref()?.yuan);
            let whole = whole(sums)?;
            (rows.len() > 1 && !whole.is_zero()).then_some(whole)
        })
        .collect();
    let texts = notice.attachments.iter().enumerate();
    let notes = texts.flat_map(|(i, a)| {
        let notes = a.notes.iter().enumerate();
        notes.map(move |(j, text)| (format!("/attachments/{i}/notes/{j}"), text))
    });
    let body = notice.body.iter().enumerate();
    let body = body.map(|(i, text)| (format!("/body/{i}"), text));
    let is_whole = |number: Decimal| {
        let units = UNITS
            .iter()
            .filter_map(|unit| number.checked_mul(Decimal::from(*unit)));
        units.into_iter().any(|sum| wholes.contains(&sum))
    };
    notes
        .chain(body)
        .filter(|(_, text)| money::value(text.text.trim()).is_some_and(is_whole))
        .map(|(path, text)| {
            Diagnostic::new(
                codes::SUM_UNLABELLED,
                Severity::Warning,
                format!("“{}” stands alone on a line and is what the items of a table come to: its total, perhaps, without a label", text.text),
                format!("“{}”单独成行，恰为表中各项之和，疑为缺少名称的合计", text.text),
            )
            .path(path)
            .at(text.locations.first().cloned())
            .help(
                "compare with the printed table whether a row of totals stands there",
                "请对照原表核对该处是否为合计行",
            )
        })
        .collect()
}

/// 元, 百元, 千元, 万元, 亿元.
const UNITS: [i64; 5] = [1, 100, 1_000, 10_000, 100_000_000];

/// `sum.group_name`: a subtotal names a purchaser of its table, and an item of the group that it ends is another's: names
/// or rows changed places.
pub(super) fn groups(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let ends_group = |row: &Row| matches!(row.kind, RowKind::Subtotal | RowKind::Total);
        let first = table
            .rows
            .iter()
            .find(|r| r.kind == RowKind::Item || ends_group(r));
        if first.is_none_or(ends_group) {
            continue;
        }
        let rows: Vec<(usize, Key)> = items(notice, t)
            .into_iter()
            .filter_map(|(_, item, _)| Some((item.row, Key::of(&item.cell(Role::Purchaser)?.text))))
            .collect();
        let names: HashSet<&str> = rows.iter().map(|(_, name)| &**name).collect();
        let mut from = 0;
        for (r, row) in table
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| ends_group(row))
        {
            let group =
                rows.partition_point(|(at, _)| *at < from)..rows.partition_point(|(at, _)| *at < r);
            from = r + 1;
            if row.kind != RowKind::Subtotal {
                continue;
            }
            let Some((label, key)) = label(row) else {
                continue;
            };
            let Some(named) = named(&key, &names) else {
                continue;
            };
            let group = rows.get(group).unwrap_or_default();
            // What belongs to it is named by it: 区民政局福利院.
            if group.iter().any(|(_, name)| !name.contains(named)) {
                out.push(another(t, r, label));
            }
        }
    }
    out
}

/// The longest of the names that a label holds. Labels are short, and names may be as many as rows.
fn named<'k>(label: &'k str, names: &HashSet<&str>) -> Option<&'k str> {
    let ends = || label.char_indices().map(|(at, c)| at + c.len_utf8());
    let parts = label.char_indices().flat_map(|(from, _)| {
        let own = ends().filter_map(move |to| label.get(from..to));
        own.filter(|part| names.contains(part))
    });
    parts.max_by_key(|part| part.len())
}

/// The cell of a row that says that the row adds up others, and its text for matching.
fn label(row: &Row) -> Option<(&CellText, Key)> {
    let label = row
        .cells
        .iter()
        .find(|c| labels::summary(&c.text).is_some())?;
    Some((label, Key::of(&label.text)))
}

fn another(t: usize, r: usize, label: &CellText) -> Diagnostic {
    Diagnostic::new(
        codes::SUM_GROUP_NAME,
        Severity::Warning,
        format!(
            "“{}” names a purchaser, and items of the group above it are another's",
            label.text
        ),
        format!("“{}”所列单位与其上各项的购买主体不一致", label.text),
    )
    .path(format!("/tables/{t}/rows/{r}"))
    .at(label.locations.first().cloned())
    .help(
        "compare the purchasers of the group with the printed table",
        "请对照原表核对该组各项的购买主体",
    )
}

/// `item.class`: every item of a table is a class or stands in one: the class has the sum of those below it, up to the next.
/// These are classes that were counted as projects.
pub(super) fn classes(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        let sum = |item: &Item| item.amount.as_ref()?.yuan.filter(|y| !y.is_zero());
        let (mut classes, mut left) = (Vec::new(), Decimal::ZERO);
        let all = rows.iter().all(|(i, item, _)| {
            let Some(own) = sum(item) else { return false };
            if left.is_zero() {
                classes.push((*i, *item));
                left = own;
                return true;
            }
            left -= own;
            left >= Decimal::ZERO
        });
        // With two to a class, equal sums would do.
        if !all || !left.is_zero() || classes.len() < 2 || rows.len() <= 2 * classes.len() {
            continue;
        }
        out.extend(classes.into_iter().map(|(i, item)| {
            let amount = item.amount.as_ref();
            let place = amount.and_then(|a| a.locations.first().cloned());
            Diagnostic::new(
                codes::ITEM_CLASS,
                Severity::Warning,
                "this item's sum is that of the items below it, and so it goes on down the table: a class of them, perhaps",
                "此项金额等于其下若干项之和，全表皆如此，疑为分类小计",
            )
            .path(format!("/items/{i}"))
            .at(place)
            .help(
                "if the row is the sum of those below it, do not count it as a project",
                "如为其下各项的小计，请勿计作项目",
            )
        }));
    }
    out
}
