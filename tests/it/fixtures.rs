//! What cases of `fixtures/` have in common: several forms of one notice say the same, whatever they are written in.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use putuo_notice::{Notice, Parser};

use crate::{cases, diff, view};

/// Cases that must say the same once they are put in this form; the first is what the others are compared with.
fn say_the_same(cases: &[(&str, &str)], form: impl Fn(Notice) -> Notice) {
    let read = |(area, case): &(&str, &str)| form(cases::read(area, case));
    let (first, rest) = cases.split_first().unwrap();
    let expected = read(first);
    let name = |(area, case): &(&str, &str)| format!("{area}/{case}");
    let mut wrong = String::new();
    for other in rest {
        let found = read(other);
        if !expected.same_content(&found) {
            wrong += &unlike(&expected, &found, &name(first), &name(other));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What two notices that should say the same differ in.
fn unlike(one: &Notice, other: &Notice, name: &str, other_name: &str) -> String {
    let found = diff::views(&view::of_content(one), &view::of_content(other));
    let report = diff::report(&found, (name, other_name), diff::SHOWN);
    format!("{other_name} does not say what {name} says.\n{report}")
}

fn all_of(area: &'static str) -> Vec<(&'static str, &'static str)> {
    let cases = cases::of_area(area);
    cases.iter().map(|case| (area, *case)).collect()
}

/// Text, text with compatibility characters, PDF of three producers, PDF with three rules only, and text with a cell a line
/// from which blank cells are gone; a Word document, the same saved again by `LibreOffice`, a workbook.
#[test]
fn every_form_of_the_founding_notice_says_the_same() {
    let forms = all_of("seed");
    assert_eq!(forms.len(), 10);
    say_the_same(&forms, |notice| notice);
}

/// PDF without rules, PDF in landscape with all rules, columns aligned with blanks. How the rows of sums are covered by
/// merged cells is lost in text and without rules, so the rows of the tables are left aside; every project is compared.
#[test]
fn every_form_of_a_list_with_subtotals_has_the_same_projects() {
    let forms = [
        ("pdf", "no_rules"),
        ("pdf", "landscape"),
        ("text", "aligned"),
    ];
    say_the_same(&forms, |mut notice| {
        notice.tables.clear();
        notice
    });
}

/// Tabs with blank and with repeated names, with page numbers and headers between, columns aligned with blanks narrow and
/// ideographic, bars, Markdown, rows from which a merged name was dropped, CSV in GB18030, a cell a line with and without
/// blank lines, a web page with all that sites put round a notice, UTF-16, carriage returns alone.
#[test]
fn every_text_form_of_a_notice_says_the_same() {
    let forms = all_of("twin");
    assert_eq!(forms.len(), 14);
    say_the_same(&forms, |notice| notice);
}

/// Likewise a joint notice of four organs, its table with a header of two rows, subtotals and blank sums: tabs as printed and
/// as a spreadsheet quotes cells, bars, drawn rules, Markdown with and without emphasis, CSV, columns aligned with blanks, lines
/// broken in the body, a web page and what a word processor makes one of.
#[test]
fn every_text_form_of_a_notice_with_subtotals_says_the_same() {
    let forms = all_of("levels");
    assert_eq!(forms.len(), 14);
    say_the_same(&forms, |notice| notice);
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
    for (area, name) in [("text", "markdown"), ("twin", "tabs"), ("twin", "page")] {
        let text = std::fs::read_to_string(cases::input(area, name)).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        let markup = name == "page";
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
            assert!(
                first.same_content(&other),
                "{}",
                unlike(&first, &other, name, way)
            );
        }
        for (way, blank) in [("NBSP", "\u{a0}"), ("ideographic blanks", "\u{3000}")] {
            if !markup {
                let other = parser.parse(text.replace(' ', blank)).unwrap();
                assert!(
                    first.same_content(&other),
                    "{}",
                    unlike(&first, &other, name, way)
                );
            }
        }
    }
}
