//! What was read: header fields, sums by purchaser, the rows, the findings and the account of characters.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::findings::{self, Findings};
use super::{Inspection, both, escape};
use crate::model::{Amount, CellText, Item, Notice, Origin, Row, RowKind, Sums, Table, Text};
use crate::output::rows::origin;

/// Writes everything that stands beside the pages.
pub(super) fn write(html: &mut String, inspection: &Inspection) {
    let notice = &inspection.notice;
    head(html, notice);
    html.push_str("<ul class=\"made\"></ul>");
    findings::write(html, inspection);
    sums(html, notice);
    let about = Findings::of(notice);
    for (index, table) in notice.tables.iter().enumerate() {
        table_of(html, index, table, notice, &about);
    }
    ledger(html, notice);
}

/// Header fields with what a correction of each would change.
fn head(html: &mut String, notice: &Notice) {
    let title = notice.title.as_ref().map_or("", |t| t.text.as_str());
    let name = notice.source.name.as_deref().unwrap_or("");
    let edit = if notice.title.is_some() {
        " data-path=\"/title/text\" tabindex=\"0\""
    } else {
        ""
    };
    let _ = write!(
        html,
        "<p class=\"file\">{}</p><h1{edit}>{}</h1><dl class=\"head\">",
        escape(name),
        escape(title)
    );
    let one = |text: &str, path: &str| vec![(text.to_owned(), path.to_owned())];
    let list = |texts: &[Text], name: &str| -> Vec<(String, String)> {
        (0..)
            .zip(texts)
            .map(|(n, t): (usize, _)| (t.text.clone(), format!("/{name}/{n}/text")))
            .collect()
    };
    let number = notice.document_number.as_ref();
    let date = notice.date.as_ref();
    let fields = [
        (
            "Document number",
            "发文字号",
            number.map_or_else(Vec::new, |n| one(&n.text, "/document_number/text")),
        ),
        ("Issuers", "发文机关", list(&notice.issuers, "issuers")),
        (
            "Recipients",
            "主送机关",
            list(&notice.recipients, "recipients"),
        ),
        (
            "Signatories",
            "署名",
            list(&notice.signatories, "signatories"),
        ),
        (
            "Date",
            "成文日期",
            date.map_or_else(Vec::new, |d| one(&d.text.to_string(), "/date/text")),
        ),
    ];
    for (english, chinese, values) in fields {
        let _ = write!(html, "<dt>{}</dt><dd>", both(english, chinese));
        if values.is_empty() {
            html.push_str(&both("not found", "未见"));
        }
        for (value, path) in values {
            let _ = write!(
                html,
                "<span data-path=\"{path}\" tabindex=\"0\">{}</span>",
                escape(&value)
            );
        }
        html.push_str("</dd>");
    }
    html.push_str("</dl>");
}

/// Sums by purchaser as bars. Rates, bounds and what has no sum are counted apart.
fn sums(html: &mut String, notice: &Notice) {
    let summary = notice.summary();
    let total = |sums: &Sums| sums.total().unwrap_or_default();
    let mut rows: Vec<_> = summary.purchasers.iter().collect();
    rows.sort_by(|a, b| total(b.1).cmp(&total(a.1)).then(a.0.cmp(b.0)));
    let largest = rows.iter().map(|(_, sums)| total(sums)).max();
    let Some(largest) = largest.filter(|m| !m.is_zero()) else {
        return;
    };
    let all = &summary.all;
    let mut apart = String::new();
    for (english, chinese, sum) in [
        ("exact", "确定", all.exact),
        ("approximate", "约数", all.approximate),
        ("settled as actual", "按实结算", all.actual),
    ] {
        if !sum.is_zero() {
            let _ = write!(apart, " {} {}", both(english, chinese), yuan_text(sum));
        }
    }
    for (english, chinese, count) in [
        ("rates", "单价", all.rates),
        ("with bounds only", "仅有区间", all.bounded),
        ("without a sum", "未列金额", all.unknown),
    ] {
        if count > 0 {
            let counted = both(
                &format!("{count} {english}"),
                &format!("{chinese}{count}项"),
            );
            let _ = write!(apart, " {counted}");
        }
    }
    let _ = write!(
        html,
        "<details class=\"sums\" open><summary>{} <b>{}</b>{apart}</summary><table>",
        both("Sum of the stated amounts", "所列金额合计"),
        yuan_text(total(all)),
    );
    for (name, sums) in rows {
        let yuan = total(sums);
        let percent = yuan
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|p| p.checked_div(largest))
            .unwrap_or_default();
        let _ = write!(
            html,
            "<tr><th>{}</th><td class=\"n\">{} 项</td><td class=\"n\">{}</td>\
             <td class=\"bar\"><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\"><path d=\"M0 0H{:.1}V8H0z\"/></svg></td></tr>",
            escape(name),
            sums.items,
            yuan_text(yuan),
            percent
        );
    }
    html.push_str("</table></details>");
}

/// Yuan with the thousands apart: `6 280 770 元`.
fn yuan_text(yuan: Decimal) -> String {
    let text = yuan.normalize().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    let digits = whole.trim_start_matches('-').len();
    for (index, ch) in whole.chars().enumerate() {
        let left = digits + usize::from(whole.starts_with('-')) - index;
        if index > usize::from(whole.starts_with('-')) && left % 3 == 0 {
            out.push('\u{202f}');
        }
        out.push(ch);
    }
    if !fraction.is_empty() {
        let _ = write!(out, ".{fraction}");
    }
    // No break between a sum and its unit.
    out.push_str("\u{a0}元");
    out
}

fn table_of(html: &mut String, index: usize, table: &Table, notice: &Notice, about: &Findings) {
    let _ = write!(html, "<table class=\"rows\" data-table=\"{index}\">");
    if let Some(title) = &table.title {
        let _ = write!(html, "<caption>{}</caption>", escape(&title.text));
    }
    html.push_str("<thead><tr>");
    for column in &table.columns {
        let _ = write!(html, "<th>{}</th>", escape(&column.header));
    }
    html.push_str("</tr></thead><tbody>");
    let items: BTreeMap<usize, (usize, &Item)> = notice
        .items
        .iter()
        .enumerate()
        .filter(|(_, i)| i.table == index)
        .map(|(n, i)| (i.row, (n, i)))
        .collect();
    for (r, row) in table.rows.iter().enumerate() {
        row_of(html, (index, r), row, table, items.get(&r).copied(), about);
    }
    html.push_str("</tbody></table>");
}

fn row_of(
    html: &mut String,
    (t, r): (usize, usize),
    row: &Row,
    table: &Table,
    item: Option<(usize, &Item)>,
    about: &Findings,
) {
    let kind = match row.kind {
        RowKind::Item => "item",
        RowKind::Subtotal => "subtotal",
        RowKind::Total => "total",
        RowKind::OfWhich => "of_which",
        RowKind::Heading => "heading",
        RowKind::Note => "note",
    };
    let number = item
        .map(|(n, _)| format!(" data-item=\"{n}\""))
        .unwrap_or_default();
    let look = item.is_some_and(|(_, item)| item.needs_review);
    let class = if look { " look" } else { "" };
    let _ = write!(html, "<tr class=\"{kind}{class}\"{number}>");
    for (c, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
        let owner = owner_row(table, r, c);
        let said = about.at(t, r, c);
        let _ = write!(
            html,
            "<td class=\"{}{}{}\" data-cell=\"{t}.{owner}.{c}\"{}>{}",
            origin(cell.origin),
            if cell.joined { " joined" } else { "" },
            if said.doubt { " doubt" } else { "" },
            said.attribute(),
            escape(&cell.text)
        );
        mark(html, cell);
        if look && c == 0 {
            let words = both("look at this row", "此行需核对");
            let _ = write!(html, "<small class=\"look\">⚑ {words}</small>");
        }
        html.push_str(&said.words());
        if let Some(amount) = row.amounts.get(&column.header) {
            let _ = write!(html, "<small>{}</small>", escape(&reading(amount)));
        }
        html.push_str("</td>");
    }
    html.push_str("</tr>");
}

/// Row in which the value of a covered or carried cell is printed.
fn owner_row(table: &Table, row: usize, column: usize) -> usize {
    let derived = |r: usize| {
        let cell = table.rows.get(r).and_then(|row| row.cells.get(column));
        cell.is_some_and(|c| matches!(c.origin, Origin::Merged | Origin::Carried))
    };
    (0..=row).rev().find(|&r| !derived(r)).unwrap_or(row)
}

/// Says in words how a cell came to its value, where it was not simply printed there.
fn mark(html: &mut String, cell: &CellText) {
    let words = match cell.origin {
        Origin::Own => None,
        Origin::Merged => Some(("merged cell", "合并单元格")),
        Origin::Carried => Some(("carried from above", "承上空格")),
        Origin::Repeated => Some(("printed again", "重复印出")),
        Origin::Ditto => Some(("ditto", "同上")),
        Origin::Document => Some(("from the notice itself", "取自正文")),
        Origin::Corrected => Some(("corrected", "已更正")),
    };
    if let Some((english, chinese)) = words {
        let _ = write!(html, "<em>{}</em>", both(english, chinese));
    }
    if cell.joined {
        let _ = write!(
            html,
            "<em>{}</em>",
            both("joined over a page break", "跨页拼接")
        );
    }
}

/// How an amount was read, in signs that need no language.
fn reading(amount: &Amount) -> String {
    let mut out = String::new();
    match (amount.yuan, amount.lower, amount.upper) {
        (Some(yuan), ..) => {
            let _ = write!(
                out,
                "{}\u{a0}{}",
                if amount.approximate { "≈" } else { "=" },
                yuan_text(yuan)
            );
        }
        (None, Some(lower), Some(upper)) => {
            let _ = write!(out, "{} – {}", yuan_text(lower), yuan_text(upper));
        }
        (None, Some(lower), None) => {
            let _ = write!(out, "≥ {}", yuan_text(lower));
        }
        (None, None, Some(upper)) => {
            let _ = write!(out, "≤ {}", yuan_text(upper));
        }
        (None, None, None) => match amount.value {
            Some(value) => {
                let _ = write!(out, "= {} {}", value.normalize(), amount.currency.as_str());
            }
            None => out.push('?'),
        },
    }
    if let Some(per) = &amount.per {
        let _ = write!(out, " / {per}");
    }
    for qualifier in &amount.qualifiers {
        let _ = write!(out, " · {qualifier}");
    }
    out
}

fn ledger(html: &mut String, notice: &Notice) {
    let ledger = &notice.ledger;
    let _ = write!(
        html,
        "<details class=\"ledger\"><summary>{}: {} = {} + {} + {}</summary><dl>",
        both(
            "Characters printed = placed + left out + without a place",
            "印出字符＝已归位＋已略去＋未归位"
        ),
        ledger.characters,
        ledger.placed,
        ledger.discarded.values().sum::<u64>(),
        ledger
            .unplaced
            .iter()
            .map(|t| t.text.chars().count())
            .sum::<usize>()
    );
    for (reason, count) in &ledger.discarded {
        let _ = write!(html, "<dt>{}</dt><dd>{count}</dd>", escape(reason));
    }
    for text in &ledger.unplaced {
        let _ = write!(
            html,
            "<dt>{}</dt><dd>{}</dd>",
            both("without a place", "未归位"),
            escape(&text.raw)
        );
    }
    html.push_str("</dl></details>");
}

#[cfg(test)]
mod tests {
    use super::yuan_text;
    use rust_decimal::Decimal;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(
            yuan_text(Decimal::from(6_280_770)),
            "6\u{202f}280\u{202f}770\u{a0}元"
        );
        assert_eq!(
            yuan_text(Decimal::new(-123_450, 2)),
            "-1\u{202f}234.5\u{a0}元"
        );
        assert_eq!(yuan_text(Decimal::from(100)), "100\u{a0}元");
    }
}
