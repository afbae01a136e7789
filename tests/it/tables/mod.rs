//! Tables, text in and rows out.
//!
//! These tests know nothing of the modules that read a table: a table goes in as it would be pasted, printed or saved, and
//! comes out as [`rows`] of a notice, or as the cells that [`Parser::tables`] gives ([`grid`]). An ignored test states what
//! is right where the program is still wrong, and names the fault: `cargo test --test it tables -- --ignored` lists them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod aligned;
mod between;
mod carried;
mod counted_up;
mod delimited;
mod delimited_rows;
#[cfg(feature = "pdf")]
pub(crate) mod drawing;
mod edges;
#[cfg(feature = "pdf")]
mod feet;
mod forms;
mod gaps;
#[cfg(feature = "pdf")]
mod halves;
mod headers;
#[cfg(feature = "html")]
mod html;
mod kinds;
mod labelled;
mod levels;
#[cfg(feature = "pdf")]
mod lost_rules;
mod lots;
mod marks;
mod pages;
mod paragraphs;
#[cfg(feature = "pdf")]
mod pdf;
mod pieces;
mod rests;
mod sentences;
mod stacked;
mod stacked_doubts;
mod stacked_ends;
mod units;
mod whose;

use putuo_notice::{
    Amount, CellText, Column, Item, Notice, Parser, Role, Row, Table, parse_notice,
};

/// What stands above the table of every case: the least that makes a notice of it.
const FRAME: &str = "关于公布项目的通知\n\n\
                     各单位：\n现将项目予以公布。\n\n\
                     舟山市普陀区民政局\n2023年4月11日\n\n\
                     附件\n项目表\n";

/// The notice that has this table as its attachment.
fn notice(table: &str) -> Notice {
    parse_notice(format!("{FRAME}{table}")).unwrap()
}

/// The rows of all tables, each as its kind and its cells: `item 1 | 区民政局 | 养老 | 20000`. A money cell is its sum in
/// yuan, whatever its unit; `_` is a blank cell; `<carried>` tells that a cell did not print its own value.
fn rows_of(notice: &Notice) -> Vec<String> {
    let tables = notice.tables.iter();
    tables
        .flat_map(|table| table.rows.iter().map(|row| row_of(table, row)))
        .collect()
}

/// The projects of the items that have one.
fn projects_of(notice: &Notice) -> Vec<&str> {
    let named = notice.items.iter().filter_map(|i| i.project.as_ref());
    named.map(|p| p.text.as_str()).collect()
}

/// Who buys, of the items that say so.
fn owners_of(notice: &Notice) -> Vec<&str> {
    let bought = notice.items.iter().filter_map(|i| i.purchaser.as_ref());
    bought.map(|p| p.text.as_str()).collect()
}

/// Sums of the items.
fn sums_of(notice: &Notice) -> Vec<String> {
    let sum = |i: &Item| i.amount.as_ref().map(money).unwrap_or_default();
    notice.items.iter().map(sum).collect()
}

/// Sums of the items of a notice, and what they are for.
fn listed(notice: &Notice) -> Vec<(String, String)> {
    let items = notice.items.iter();
    let entry = |i: &Item| {
        let project = i.project.as_ref().unwrap().text.clone();
        (project, money(i.amount.as_ref().unwrap()))
    };
    items.map(entry).collect()
}

fn row_of(table: &Table, row: &Row) -> String {
    let cells = table.columns.iter().zip(&row.cells).map(|(column, cell)| {
        let amount = row.amounts.get(&column.header);
        amount.map_or_else(|| cell_of(cell), |amount| money(amount))
    });
    let cells: Vec<String> = cells.collect();
    format!("{} {}", word(&row.kind), cells.join(" | "))
}

fn cell_of(cell: &CellText) -> String {
    let text = if cell.text.is_empty() {
        "_"
    } else {
        &cell.text
    };
    let origin = word(&cell.origin);
    let origin = match origin.as_str() {
        "own" => String::new(),
        other => format!(" <{other}>"),
    };
    let joined = if cell.joined { " <joined>" } else { "" };
    format!("{text}{origin}{joined}")
}

/// `20000`, `50000..80000`, `..30000`, `~20000`, `20000 actual`, `5000/年`; without a sum why there is none: `dash`.
fn money(amount: &Amount) -> String {
    let bound =
        |sum: Option<_>| sum.map_or(String::new(), |s: rust_decimal::Decimal| s.to_string());
    let mut out = if let Some(yuan) = amount.yuan {
        yuan.to_string()
    } else if amount.lower.is_some() || amount.upper.is_some() {
        format!("{}..{}", bound(amount.lower), bound(amount.upper))
    } else if let Some(unknown) = &amount.unknown {
        word(unknown)
    } else {
        "unknown".to_owned()
    };
    if amount.approximate {
        out.insert(0, '~');
    }
    if let Some(per) = &amount.per {
        out = format!("{out}/{per}");
    }
    if let Some(settlement) = &amount.settlement {
        out = format!("{out} {}", word(settlement));
    }
    out
}

/// An enum's name in JSON.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value).unwrap() {
        serde_json::Value::String(word) => word,
        other => panic!("{other} is no word"),
    }
}

/// The columns of all tables: `金额（万元）: amount`.
fn columns_of(notice: &Notice) -> Vec<String> {
    let columns = notice.tables.iter().flat_map(|t| &t.columns);
    let column = |c: &Column| match c.role {
        Role::Other => c.header.clone(),
        role => format!("{}: {}", c.header, word(&role)),
    };
    columns.map(column).collect()
}

/// The notes below the tables.
fn notes_of(notice: &Notice) -> Vec<String> {
    let notes = notice.attachments.iter().flat_map(|a| &a.notes);
    notes.map(|n| n.text.clone()).collect()
}

/// Codes of what the notice's findings are, each with its path.
fn findings_of(notice: &Notice) -> Vec<String> {
    let finding = |d: &putuo_notice::Diagnostic| format!("{} {}", d.code, d.path);
    notice.diagnostics.iter().map(finding).collect()
}

/// Asks for these rows and shows both readings line by line where they differ.
#[track_caller]
fn has_rows(notice: &Notice, expected: &[&str]) {
    let read = rows_of(notice);
    assert!(
        read == expected,
        "expected:\n  {}\nread:\n  {}\nfindings: {:?}",
        expected.join("\n  "),
        read.join("\n  "),
        findings_of(notice)
    );
}

/// Reads a table and asks for these rows, and that nothing was found wrong or doubtful.
#[track_caller]
fn reads(table: &str, expected: &[&str]) {
    let notice = notice(table);
    has_rows(&notice, expected);
    assert_eq!(findings_of(&notice), [""; 0], "nothing is doubtful here");
}

/// Reads a table and asks for these rows, and for a finding with this code.
#[track_caller]
fn reads_with(table: &str, code: &str, expected: &[&str]) {
    let notice = notice(table);
    has_rows(&notice, expected);
    says(&notice, code);
}

/// Asks for a finding with this code.
#[track_caller]
fn says(notice: &Notice, code: &str) {
    assert!(
        notice.diagnostics.iter().any(|d| d.code == code),
        "{code} is not among {:?}",
        findings_of(notice)
    );
}

/// Asks for no finding with this code.
#[track_caller]
fn says_not(notice: &Notice, code: &str) {
    assert!(
        notice.diagnostics.iter().all(|d| d.code != code),
        "{code} is among {:?}",
        findings_of(notice)
    );
}

/// Asks for a finding at this place, or within it.
#[track_caller]
fn says_at(notice: &Notice, path: &str) {
    assert!(
        notice.diagnostics.iter().any(|d| d.path.starts_with(path)),
        "{path} is not among {:?}",
        findings_of(notice)
    );
}

/// The cells of all tables as they were found, a line a row, before any meaning is read: `单位 | 金额`. A cell that covers
/// others says so: `区民政局 2x1` is two rows high; what it covers is left out.
fn grid(input: impl AsRef<[u8]>) -> Vec<String> {
    let mut out = Vec::new();
    for table in Parser::default().tables(input).unwrap() {
        let mut lines: Vec<Vec<String>> = Vec::new();
        for cell in table.cells {
            let span = match (cell.rowspan, cell.colspan) {
                (1, 1) => String::new(),
                (rows, columns) => format!(" {rows}x{columns}"),
            };
            let text = if cell.text.is_empty() {
                "_"
            } else {
                &cell.text
            };
            lines.resize_with(lines.len().max(cell.row + 1), Vec::new);
            lines[cell.row].push(format!("{text}{span}"));
        }
        out.extend(lines.iter().map(|line| line.join(" | ")));
    }
    out
}
