//! Pages as government sites print them (`fixtures/sites/`): menus, paths and page data around a paper, lists of intentions,
//! award notices, tables of labels and values, cells with marks and form fields, text as stored and as a browser copies it.
//!
//! Beside each input stands `truth.toml`, written by hand from the input alone: what a person reads there. It names only
//! what the page is about. A case that is not yet read so is ignored and names its fault; `cargo test --all-features --test
//! it sites -- --ignored` shows what comes out instead.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use putuo_notice::{Item, Notice, ParseOptions, Parser, Row, Text};
use serde::Deserialize;
use serde_json::Value;

/// What a person reads on a page. What is left out is not judged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Truth {
    /// `""`: the page gives none.
    title: Option<String>,
    document_number: Option<String>,
    issuers: Option<Vec<String>>,
    recipients: Option<Vec<String>>,
    /// How each paragraph begins.
    body: Option<Vec<String>>,
    attachment_notes: Option<Vec<String>>,
    signatories: Option<Vec<String>>,
    date: Option<String>,
    remarks: Option<Vec<String>>,
    /// Titles of the attachments.
    attachments: Option<Vec<String>>,
    attachment_labels: Option<Vec<String>>,
    /// Notes of all attachments.
    notes: Option<Vec<String>>,
    /// Keys of the page's own data, others aside.
    page_data: Option<Vec<String>>,
    /// How many tables there are.
    tables: Option<usize>,
    table_titles: Option<Vec<String>>,
    /// `table,row,column = text`, counted from 0.
    cells: Option<Vec<String>>,
    /// Where the purchasers of all items come from.
    purchaser_origin: Option<String>,
    /// A sum of each total row, in yuan.
    totals: Option<Vec<String>>,
    /// `sequence | purchaser | project | yuan`: `_` is none, `*` is not judged; a sum may also be `redacted`, or `several`
    /// where a cell prints more than one and none is the row's; likewise where it prints a dash or nothing.
    items: Option<Vec<String>>,
}

macro_rules! sites {
    ($($(#[ignore = $fault:literal])? $case:ident),* $(,)?) => {
        const LISTED: &[&str] = &[$(stringify!($case)),*];
        $(#[test]
        $(#[ignore = $fault])?
        fn $case() {
            check(stringify!($case));
        })*
    };
}

sites! {
    applicants_page,
    attachment_links,
    award_labelled,
    award_lots_copied,
    award_lots_named,
    award_page,
    award_parts_below_budget,
    award_sections,
    award_whole_and_lots,
    boxes_page,
    broken_cells_and_tail,
    bullets,
    cells_by_line,
    codes_in_bars,
    contract_labelled,
    copy_for_phones,
    counted_up_by_class,
    counted_up_in_names,
    counted_up_page,
    counted_up_with_parts,
    currency_column,
    definitions_page,
    form_copied,
    form_groups_copied,
    form_groups_page,
    form_fields,
    heading_of_page,
    headings_with_years,
    heavy_box,
    index_cells_first,
    index_table_page,
    index_table_stored,
    intention_by_line,
    #[ignore = "the sentence below the table goes on with its last cell, which is said to be doubtful"]
    intention_copied,
    intention_divs,
    intention_page,
    intention_stored,
    key_value_page,
    #[ignore = "a heading that names no kind of paper is no title; a part of the sum is taken for it"]
    label_value_grid,
    layout_tables,
    layout_wrapped,
    lines_unit_item_sum,
    list_numbered,
    list_signed,
    lists_side_by_side_page,
    made_up_of,
    markdown_escapes,
    markdown_marks_in_cells,
    markdown_with_html,
    marked_up_cells,
    masked_persons,
    names_above_labels,
    of_which_copied,
    page_copied,
    #[ignore = "two blanks between cells are no table"]
    page_data_first,
    raw_word_cells,
    recipients_bare,
    #[ignore = "one blank between cells, and a total row of fewer words: said to be unread"]
    recognised_text,
    schools_short_rows,
    sheet_as_commas,
    sheet_quoted,
    sheet_total_first,
    sizes_by_label,
    table_own_title,
    table_twice,
    three_level_header,
    total_first_by_line,
    towns_and_villages,
    unit_of_sums,
    two_level_broken,
    two_level_header,
}

fn check(case: &str) {
    let folder = root().join(case);
    let truth = std::fs::read_to_string(folder.join("truth.toml")).unwrap();
    let truth: Truth = toml::from_str(&truth).unwrap_or_else(|e| panic!("{case}: {e}"));
    let input = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.file_stem().is_some_and(|s| s == "input"))
        .unwrap();
    let mut options = ParseOptions::default();
    options.name = input.file_name().map(|n| n.to_string_lossy().into_owned());
    let read = Parser::new(options).parse(std::fs::read(&input).unwrap());
    let notice = read.unwrap_or_else(|e| panic!("{case}: {e}"));
    let mut faults = String::new();
    head(&truth, &notice, &mut faults);
    tables(&truth, &notice, &mut faults);
    let ledger = &notice.ledger;
    if !ledger.unplaced.is_empty() {
        let _ = writeln!(faults, "no place for {:?}", ledger.unplaced);
    }
    assert!(
        faults.is_empty(),
        "\nfixtures/sites/{case} is not read as its truth.toml says:\n{faults}"
    );
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sites"))
}

/// Texts are compared without white space: where a page breaks its lines means nothing.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

fn texts<'a>(texts: impl IntoIterator<Item = &'a Text>) -> Vec<String> {
    texts.into_iter().map(|t| bare(&t.text)).collect()
}

fn compare<T: PartialEq + std::fmt::Debug>(
    field: &str,
    expected: &T,
    read: &T,
    faults: &mut String,
) {
    if expected != read {
        let _ = writeln!(
            faults,
            "{field}\n  expected: {expected:?}\n  read:     {read:?}"
        );
    }
}

fn head(truth: &Truth, notice: &Notice, faults: &mut String) {
    let one = |text: Option<&str>| bare(text.unwrap_or_default());
    let title = notice.title.as_ref().map(|t| t.text.as_str());
    let number = notice.document_number.as_ref().map(|n| n.text.as_str());
    let date = notice
        .date
        .as_ref()
        .map(|d| serde_json::to_value(d).unwrap());
    let date = date.as_ref().and_then(|d| d["text"].as_str());
    for (field, expected, read) in [
        ("title", &truth.title, title),
        ("document_number", &truth.document_number, number),
        ("date", &truth.date, date),
    ] {
        if let Some(expected) = expected {
            compare(field, &bare(expected), &one(read), faults);
        }
    }
    let attachments = &notice.attachments;
    let of_notes = notice.attachment_notes.iter().map(|n| &n.title);
    let untitled = Text::default();
    let titles = attachments
        .iter()
        .map(|a| a.title.as_ref().unwrap_or(&untitled));
    let tables = notice.tables.iter();
    let lists = [
        ("issuers", &truth.issuers, texts(&notice.issuers)),
        ("recipients", &truth.recipients, texts(&notice.recipients)),
        ("attachment_notes", &truth.attachment_notes, texts(of_notes)),
        (
            "signatories",
            &truth.signatories,
            texts(&notice.signatories),
        ),
        ("remarks", &truth.remarks, texts(&notice.remarks)),
        ("attachments", &truth.attachments, texts(titles)),
        (
            "attachment_labels",
            &truth.attachment_labels,
            texts(attachments.iter().filter_map(|a| a.label.as_ref())),
        ),
        (
            "notes",
            &truth.notes,
            texts(attachments.iter().flat_map(|a| &a.notes)),
        ),
        (
            "table_titles",
            &truth.table_titles,
            texts(tables.map(|t| t.title.as_ref().unwrap_or(&untitled))),
        ),
    ];
    for (field, expected, read) in lists {
        if let Some(expected) = expected {
            let expected: Vec<String> = expected.iter().map(|e| bare(e)).collect();
            compare(field, &expected, &read, faults);
        }
    }
    if let Some(beginnings) = &truth.body {
        let read = texts(&notice.body);
        let begins = |(read, expected): (&String, &String)| read.starts_with(&bare(expected));
        if read.len() != beginnings.len() || !read.iter().zip(beginnings).all(begins) {
            compare("body", beginnings, &read, faults);
        }
    }
    let keys: BTreeSet<String> = notice.metadata.iter().map(|m| bare(&m.key)).collect();
    for key in truth.page_data.iter().flatten() {
        if !keys.contains(key) {
            let _ = writeln!(faults, "page data: no {key} in {keys:?}");
        }
    }
}

fn tables(truth: &Truth, notice: &Notice, faults: &mut String) {
    if let Some(count) = &truth.tables {
        compare("tables", count, &notice.tables.len(), faults);
    }
    for cell in truth.cells.iter().flatten() {
        let (place, expected) = cell.split_once(" = ").unwrap();
        let place: Vec<usize> = place.split(',').map(|n| n.parse().unwrap()).collect();
        let row = notice
            .tables
            .get(place[0])
            .and_then(|t| t.rows.get(place[1]));
        let read = row.and_then(|r| r.cells.get(place[2]));
        let read = read.map_or_else(String::new, |c| bare(&c.text));
        compare(cell, &bare(expected), &read, faults);
    }
    if let Some(expected) = &truth.totals {
        let rows = notice.tables.iter().flat_map(|t| &t.rows);
        let totals: Vec<&Row> = rows.filter(|r| word(&r.kind) == "total").collect();
        let sums = |row: &Row| -> Vec<Option<rust_decimal::Decimal>> {
            row.amounts.values().map(|a| a.yuan).collect()
        };
        let holds = |(row, sum): (&&Row, &String)| sums(row).contains(&Some(sum.parse().unwrap()));
        if totals.len() != expected.len() || !totals.iter().zip(expected).all(holds) {
            let read: Vec<_> = totals.iter().map(|r| sums(r)).collect();
            let _ = writeln!(
                faults,
                "totals\n  expected: {expected:?}\n  read:     {read:?}"
            );
        }
    }
    let Some(expected) = &truth.items else {
        return;
    };
    let read: Vec<String> = notice.items.iter().map(item).collect();
    let same = |(expected, read): (&String, &String)| {
        let expected: Vec<String> = expected.split(" | ").map(bare).collect();
        let read: Vec<String> = read.split(" | ").map(bare).collect();
        expected.len() == read.len() && expected.iter().zip(&read).all(|(e, r)| e == "*" || e == r)
    };
    if read.len() != expected.len() || !expected.iter().zip(&read).all(same) {
        let _ = writeln!(
            faults,
            "items\n  expected: {}\n  read:     {}",
            expected.join("\n            "),
            read.join("\n            ")
        );
    }
    if let Some(origin) = &truth.purchaser_origin {
        for item in &notice.items {
            let read = item
                .purchaser
                .as_ref()
                .map_or(String::new(), |p| word(&p.origin));
            compare("purchaser_origin", origin, &read, faults);
        }
    }
}

fn item(item: &Item) -> String {
    let none = || "_".to_owned();
    let cell = |cell: &Option<putuo_notice::CellText>| {
        let text = cell.as_ref().map(|c| bare(&c.text));
        text.filter(|t| !t.is_empty()).unwrap_or_else(none)
    };
    let sum = item.amount.as_ref().map_or_else(none, |a| {
        let redacted = a.unknown.as_ref().is_some_and(|u| word(u) == "redacted");
        match a.yuan {
            Some(yuan) => yuan.normalize().to_string(),
            None if redacted => "redacted".to_owned(),
            None => "several".to_owned(),
        }
    });
    [
        cell(&item.sequence),
        cell(&item.purchaser),
        cell(&item.project),
        sum,
    ]
    .join(" | ")
}

/// An enum's name in JSON.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value).unwrap() {
        Value::String(word) => word,
        other => panic!("{other} is no word"),
    }
}

#[test]
fn every_page_is_listed() {
    let folders = std::fs::read_dir(root()).unwrap();
    let folders = folders.map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    let folders: BTreeSet<String> = folders.collect();
    let listed: BTreeSet<String> = LISTED.iter().map(|&c| c.to_owned()).collect();
    assert_eq!(folders, listed, "fixtures/sites and tests/it/sites.rs");
}
