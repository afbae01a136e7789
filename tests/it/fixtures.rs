//! Every folder of `fixtures/` with an `input.*` and an `expected.json` is a case, found by itself.
//!
//! `UPDATE_FIXTURES=1 cargo test --all-features fixtures` writes the expectations anew: read the difference before you commit it.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

use putuo_notice::{Notice, ParseOptions, Parser};

fn fixtures() -> Vec<(PathBuf, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    for folder in std::fs::read_dir(root)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
    {
        let input = std::fs::read_dir(&folder)
            .unwrap()
            .map(|e| e.unwrap().path())
            .find(|p| p.file_stem().is_some_and(|s| s == "input"));
        let expected = folder.join("expected.json");
        found.extend(
            input
                .filter(|_| expected.exists() || update())
                .map(|i| (i, expected)),
        );
    }
    found.sort();
    found
}

fn update() -> bool {
    std::env::var_os("UPDATE_FIXTURES").is_some()
}

fn parse(input: &Path) -> Notice {
    let mut options = ParseOptions::default();
    options.name = input.file_name().map(|n| n.to_string_lossy().into_owned());
    Parser::new(options)
        .parse(std::fs::read(input).unwrap())
        .unwrap_or_else(|e| panic!("{}: {e}", input.display()))
}

#[test]
fn every_fixture_gives_what_is_expected_of_it() {
    let mut wrong = Vec::new();
    let cases = fixtures();
    assert!(cases.len() >= 5, "fixtures are missing");
    for (input, expected) in cases {
        let notice = parse(&input);
        let json = serde_json::to_string_pretty(&notice).unwrap() + "\n";
        let again: Notice = serde_json::from_str(&json).unwrap();
        assert_eq!(
            again,
            rounded(&notice),
            "{} does not survive JSON",
            input.display()
        );
        if update() {
            std::fs::write(&expected, &json).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap() != json {
            wrong.push(input);
        }
    }
    assert!(
        wrong.is_empty(),
        "these differ from their expected.json: {wrong:#?}"
    );
}

/// Boxes are written to hundredths of a point.
fn rounded(notice: &Notice) -> Notice {
    serde_json::from_value(serde_json::to_value(notice).unwrap()).unwrap()
}

#[test]
fn no_fixture_leaves_a_character_without_a_place() {
    for (input, _) in fixtures() {
        let ledger = parse(&input).ledger;
        assert!(
            ledger.unplaced.is_empty(),
            "{}: {:?}",
            input.display(),
            ledger.unplaced
        );
        let discarded: u64 = ledger.discarded.values().sum();
        assert_eq!(
            ledger.characters,
            ledger.placed + discarded,
            "{}",
            input.display()
        );
    }
}

/// The fixtures whose folder's name begins so, or is one of these.
fn forms(names: &[&str]) -> Vec<(PathBuf, Notice)> {
    fixtures()
        .into_iter()
        .filter(|(input, _)| {
            let folder = input.parent().and_then(Path::file_name).unwrap();
            let folder = folder.to_string_lossy();
            names.iter().any(|n| folder.starts_with(n))
        })
        .map(|(input, _)| (input.clone(), parse(&input)))
        .collect()
}

/// Text, PDF of three producers, PDF with three rules only, and text with a cell a line from which blank cells are gone.
#[test]
fn every_form_of_the_founding_notice_says_the_same() {
    let forms = forms(&["seed_", "table_three_lines_", "form_flat_"]);
    assert_eq!(forms.len(), 7);
    let (first, rest) = forms.split_first().unwrap();
    for (name, notice) in rest {
        assert!(
            first.1.same_content(notice),
            "{} and {} differ",
            first.0.display(),
            name.display()
        );
    }
}

/// PDF without rules, PDF in landscape with all rules, columns aligned with blanks. How the rows of sums are covered by
/// merged cells is lost in text and without rules, so the rows of the tables are left aside; every project is compared.
#[test]
fn every_form_of_a_list_with_subtotals_has_the_same_projects() {
    let forms = forms(&["table_no_rules_", "pdf_landscape_", "form_aligned_"]);
    assert_eq!(forms.len(), 3);
    let bare = |notice: &Notice| {
        let mut notice = notice.clone();
        notice.tables.clear();
        notice
    };
    let (first, rest) = forms.split_first().unwrap();
    for (name, notice) in rest {
        assert!(
            bare(&first.1).same_content(&bare(notice)),
            "{} and {} differ",
            first.0.display(),
            name.display()
        );
    }
}

/// Tabs with blank and with repeated names, with page numbers and headers between, columns aligned with blanks narrow and
/// ideographic, bars, Markdown, rows from which a merged name was dropped, CSV in GB18030, a cell a line with and without
/// blank lines, a web page with all that sites put round a notice, UTF-16, carriage returns alone.
#[test]
fn every_text_form_of_a_notice_says_the_same() {
    let forms = forms(&["twin_"]);
    assert_eq!(forms.len(), 14);
    let (first, rest) = forms.split_first().unwrap();
    for (name, notice) in rest {
        assert!(
            first.1.same_content(notice),
            "{} and {} differ",
            first.0.display(),
            name.display()
        );
    }
}

/// Likewise a joint notice of four organs, its table with a header of two rows, subtotals and blank sums: tabs as printed and
/// as a spreadsheet quotes cells, bars, drawn rules, Markdown with and without emphasis, CSV, columns aligned with blanks, lines
/// broken in the body, a web page and what a word processor makes one of.
#[test]
fn every_text_form_of_a_notice_with_subtotals_says_the_same() {
    let forms = forms(&["levels_"]);
    assert_eq!(forms.len(), 14);
    let (first, rest) = forms.split_first().unwrap();
    for (name, notice) in rest {
        assert!(
            first.1.same_content(notice),
            "{} and {} differ",
            first.0.display(),
            name.display()
        );
    }
}

#[test]
fn encodings_line_ends_and_invisible_characters_make_no_other_notice() {
    let between = |text: &str, mark: char| -> String {
        // Not beside tabs and line ends, and in no mark of the form: every seventh character of prose.
        text.chars()
            .enumerate()
            .flat_map(|(i, c)| {
                let prose = matches!(c, '\u{4e00}'..='\u{9fff}') && i % 7 == 0;
                std::iter::once(c).chain(prose.then_some(mark))
            })
            .collect()
    };
    let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    };
    let parser = Parser::default();
    for name in ["form_markdown_001", "twin_tabs_001", "twin_page_001"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(name);
        let file = ["input.txt", "input.html"]
            .map(|f| path.join(f))
            .into_iter()
            .find(|f| f.exists())
            .unwrap();
        let text = std::fs::read_to_string(file).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        let markup = name == "twin_page_001";
        let first = parser.parse(text).unwrap();
        let ways: Vec<(&str, Vec<u8>)> = vec![
            (
                "UTF-8 with its mark",
                format!("\u{feff}{text}").into_bytes(),
            ),
            ("UTF-16, little end first", utf16(text, u16::to_le_bytes)),
            ("UTF-16, big end first", utf16(text, u16::to_be_bytes)),
            ("CRLF", text.replace('\n', "\r\n").into_bytes()),
            ("zero-width spaces", between(text, '\u{200b}').into_bytes()),
            ("soft hyphens", between(text, '\u{ad}').into_bytes()),
            ("byte order marks", between(text, '\u{feff}').into_bytes()),
        ];
        for (way, bytes) in ways {
            let other = parser.parse(bytes).unwrap();
            assert!(first.same_content(&other), "{name}, {way}");
        }
        for (way, blank) in [("NBSP", "\u{a0}"), ("ideographic blanks", "\u{3000}")] {
            if !markup {
                let other = parser.parse(text.replace(' ', blank)).unwrap();
                assert!(first.same_content(&other), "{name}, {way}");
            }
        }
    }
}
