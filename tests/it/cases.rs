//! The cases of `fixtures/`, each a test of its own: an input, and the notice that must come out of it.
//!
//! `fixtures/<area>/<case>/` holds `input.*`, `expected.md` (the notice as [`view`](crate::view) shows it) and, in cases
//! chosen for breadth, `expected.json`, the whole notice. `cargo test --all-features --test it cases::text` runs an area.
//! `UPDATE_FIXTURES=1` writes the expectations of the cases that run: read the difference before you commit it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use putuo_notice::{Notice, ParseOptions, Parser};

use crate::{diff, view};

macro_rules! cases {
    ($($area:ident { $($case:ident),* $(,)? })*) => {
        const LISTED: &[(&str, &[&str])] = &[$((stringify!($area), &[$(stringify!($case)),*])),*];
        $(mod $area {
            $(#[test]
            fn $case() {
                super::check(stringify!($area), stringify!($case));
            })*
        })*
    };
}

cases! {
    seed {
        text, compatibility, libreoffice, chromium, typst, stacked, three_rules, word, word_saved, workbook,
    }
    twin {
        aligned, bars, csv, dropped, ideographic, markdown, page, pages, repeated, returns, spaced,
        stacked, tabs, utf16,
    }
    levels {
        aligned, bars, csv, drawn_box, emphasis, markdown, page, pages, quoted, spaced, tabs, utf16,
        word, wrapped,
    }
    text {
        aligned, bars_levels, broken_between_bars, broken_cell, commas, contract_on_lines, counted_blank_cell, counted_merged_name,
        counted_two_line_cells, counted_two_tables, csv, cut_header, drawn_box, emphasis,
        header_again_aligned, header_again_bars, layout, markdown, names_to_the_left, names_without_roles, one_blank, one_blank_short_total,
        one_blank_spaced_total, open_row, quoted,
        side_by_side, signed_below_total, tabs, title_again_bars, traditional, two_boxes,
    }
    stacked {
        big5, closed_by_bars, header_again, levels, note_cells, paced, pairs, rates, title_above,
        wide,
    }
    entries {
        bracketed_numerals, chinese_numerals, labels_twice, numbered, row_a_line, sentences_between,
        sentences_with_sums, two_on_a_line, wrapped_label, wrapped_value,
    }
    web {
        article, blank_form, footer, nested_tables, own_contacts, own_heading, own_imprint, pasted,
        spans, whole_page, word_processor,
    }
    pdf {
        content_cut, continued_owner, cut_number, encrypted, gbk, hanging, header_on_gradient, landscape,
        long_rows, no_rules, note_below, page_cuts, posts_above, rest_of_row, rotated, rules_left_out,
        two_tables, upper_name,
    }
    word {
        boxes, changes, changes_saved, fields, hidden, notes, notes_saved, numbers, pieces,
    }
    head {
        broken_lines, joint_dates, joint_lines, number_without_code, report, signed_by_no_bureau,
        signers,
    }
    body {
        plain, running_heads, watermark,
    }
    columns {
        few_names, measures, shares, unknown_names,
    }
    money {
        levels_html, levels_text, unit_in_title, unit_line,
    }
    rows {
        dropped_names, group_sums, groups_alone, headings, same_name,
    }
    checks {
        seed, totals,
    }
    damage {
        dropped_cells, glued, lost_characters, slid_header,
    }
}

/// Folders that hold no cases of this kind.
const OTHER: &[&str] = &[
    "amounts", "attached", "hostile", "pages", "review", "scale", "sites",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn update() -> bool {
    std::env::var_os("UPDATE_FIXTURES").is_some()
}

/// The input of a case.
pub(crate) fn input(area: &str, case: &str) -> PathBuf {
    let folder = root().join(area).join(case);
    std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|e| e.unwrap().path())
        .find(|p| p.file_stem().is_some_and(|s| s == "input"))
        .unwrap_or_else(|| panic!("{} has no input.*", folder.display()))
}

/// What is read from the input of a case.
pub(crate) fn read(area: &str, case: &str) -> Notice {
    let input = input(area, case);
    let mut options = ParseOptions::default();
    options.name = input.file_name().map(|n| n.to_string_lossy().into_owned());
    Parser::new(options)
        .parse(std::fs::read(&input).unwrap())
        .unwrap_or_else(|e| panic!("{}: {e}", input.display()))
}

/// The cases of an area.
pub(crate) fn of_area(area: &str) -> &'static [&'static str] {
    let found = LISTED.iter().find(|(name, _)| *name == area);
    found.map_or(&[], |(_, cases)| cases)
}

/// The whole notices that are kept as JSON.
pub(crate) fn whole_expectations() -> Vec<String> {
    let all = LISTED.iter().flat_map(|(area, cases)| {
        let json = |case: &&str| root().join(area).join(case).join("expected.json");
        cases.iter().map(json).collect::<Vec<_>>()
    });
    all.filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
}

fn check(area: &str, case: &str) {
    let notice = read(area, case);
    let name = format!("{area}/{case}");
    let json = serde_json::to_string_pretty(&notice).unwrap() + "\n";
    survives_json(&name, &notice, &json);
    every_character_has_a_place(&name, &notice);
    let folder = root().join(area).join(case);
    let expectations = [
        ("expected.md", view::of(&notice), diff::views as Differ),
        ("expected.json", json, diff::json),
    ];
    let mut report = String::new();
    for (file, found, differ) in expectations {
        let path = folder.join(file);
        let actual = folder.join(format!("{file}.actual"));
        let whole = file == "expected.json";
        if whole && !path.exists() {
            continue;
        }
        if update() {
            std::fs::write(&path, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if expected == found {
            let _ = std::fs::remove_file(&actual);
            continue;
        }
        std::fs::write(&actual, &found).unwrap();
        // What the view has shown as cells is not shown again in full as values.
        let most = if report.is_empty() { diff::SHOWN } else { 3 };
        let sides = ("expected", "found");
        let differences = diff::report(&differ(&expected, &found), sides, most);
        report += &format!(
            "{name} is not as fixtures/{name}/{file} says.\n{differences}  All of it: fixtures/{name}/{file}.actual\n"
        );
    }
    if !report.is_empty() {
        let test = format!("cases::{area}::{case}");
        panic!(
            "\n{report}If what was found is right: UPDATE_FIXTURES=1 cargo test --all-features --test it {test} -- --exact\n"
        );
    }
}

type Differ = fn(&str, &str) -> Vec<diff::Difference>;

fn survives_json(name: &str, notice: &Notice, json: &str) {
    let again: Notice = serde_json::from_str(json).unwrap();
    // Boxes are written to hundredths of a point.
    let rounded: Notice = serde_json::from_value(serde_json::to_value(notice).unwrap()).unwrap();
    assert!(again == rounded, "{name} does not survive JSON");
}

fn every_character_has_a_place(name: &str, notice: &Notice) {
    let ledger = &notice.ledger;
    assert!(
        ledger.unplaced.is_empty(),
        "{name}: no place for {:?}",
        ledger.unplaced
    );
    let discarded: u64 = ledger.discarded.values().sum();
    assert_eq!(
        ledger.characters,
        ledger.placed + discarded,
        "{name}: the ledger does not balance"
    );
}

#[test]
fn every_folder_is_listed() {
    let folders = |path: &Path| -> BTreeSet<String> {
        std::fs::read_dir(path)
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| p.is_dir())
            .map(|p| p.file_name().unwrap().to_string_lossy().into_owned())
            .collect()
    };
    let mut wrong = Vec::new();
    let areas = folders(&root());
    for area in areas.iter().filter(|a| !OTHER.contains(&a.as_str())) {
        let cases = folders(&root().join(area));
        for case in &cases {
            if !of_area(area).contains(&case.as_str()) {
                wrong.push(format!(
                    "fixtures/{area}/{case} is no test: add `{case},` to `{area} {{ … }}`"
                ));
            }
        }
    }
    for (area, cases) in LISTED {
        for case in *cases {
            if !root().join(area).join(case).is_dir() {
                wrong.push(format!("fixtures/{area}/{case} is missing: put it back, or take `{case},` out of `{area} {{ … }}`"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "the list in tests/it/cases.rs is not what is in fixtures/:\n{}",
        wrong.join("\n")
    );
}
