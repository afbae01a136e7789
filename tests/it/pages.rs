//! What is read from PDFs, each made for one trait of fonts, printing, pages or files (`fixtures/pages`).
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;

use putuo_notice::{ErrorKind, Location, ParseOptions, Parser};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    file: String,
    why: String,
    text: Vec<String>,
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    discarded: BTreeMap<String, u64>,
}

fn bytes(file: &str) -> Vec<u8> {
    let folder = env!("CARGO_MANIFEST_DIR");
    std::fs::read(format!("{folder}/fixtures/pages/{file}.pdf")).unwrap()
}

/// Lines without the white space in them.
fn lines(page: &str) -> Vec<String> {
    let lines = page.lines().map(|l| l.split_whitespace().collect());
    lines.filter(|l: &String| !l.is_empty()).collect()
}

#[test]
fn every_trait_is_read_as_stated() {
    let cases = include_str!("../../fixtures/pages/cases.toml");
    for case in toml::from_str::<Cases>(cases).unwrap().case {
        let name = format!("{}: {}", case.file, case.why);
        let file = bytes(&case.file);
        let pages = Parser::default().text(&file).unwrap();
        let found: Vec<_> = pages.iter().map(|p| lines(p)).collect();
        let expected: Vec<_> = case.text.iter().map(|p| lines(p)).collect();
        assert_eq!(found, expected, "{name}");
        let notice = Parser::default().parse(&file).unwrap();
        let said = notice.diagnostics.iter().map(|d| d.code.as_ref());
        let said: Vec<_> = said.filter(|c| c.starts_with("page.")).collect();
        assert_eq!(said, case.says, "{name}");
        assert_eq!(notice.ledger.discarded, case.discarded, "{name}");
    }
}

#[test]
fn gbk_fonts_without_a_map_are_read() {
    let files = [
        "gbk-euc-h",
        "rot90-gbk",
        "enc-aes256-gbk-euc-h",
        "emb-gbk-notu",
        "simple-gbk-songti",
    ];
    for file in files {
        let pages = Parser::default().text(bytes(file)).unwrap();
        let text: String = pages.concat().split_whitespace().collect();
        assert_eq!(
            text, "国务院办公厅关于印发通知发〔2024〕15号总投资12,345.67万元序号项目名称主管部门",
            "{file}"
        );
    }
}

#[test]
fn an_unknown_glyph_is_named_by_font_page_and_box() {
    let notice = Parser::default().parse(bytes("unknown")).unwrap();
    let found = notice
        .diagnostics
        .iter()
        .find(|d| d.code == "page.unknown_glyph")
        .unwrap();
    assert!(
        found
            .message
            .starts_with("3 glyphs of font \"FZXBSJW\" on page 1")
    );
    let Some(Location::Page { page: 1, bbox }) = found.location else {
        panic!("{:?}", found.location);
    };
    // Three glyphs of 16 points, from 72 points, on the baseline 842 - 660 points down.
    let expected = [72.0, 182.0 - 0.88 * 16.0, 120.0, 182.0 + 0.12 * 16.0];
    let edges = [bbox.x0, bbox.top, bbox.x1, bbox.bottom];
    assert!(
        edges
            .iter()
            .zip(expected)
            .all(|(a, b)| (a - b).abs() < 0.01)
    );
}

/// The same word stands at the same place of every page as it is seen, however the page is turned, cut and scaled.
#[test]
fn boxes_are_those_of_the_page_as_seen() {
    let notice = Parser::default().parse(bytes("page-boxes")).unwrap();
    let texts = notice
        .body
        .iter()
        .chain(&notice.title)
        .chain(&notice.issuers);
    let places: Vec<_> = texts.flat_map(|t| &t.locations).collect();
    assert_eq!(places.len(), 5);
    for place in places {
        let Location::Page { bbox, .. } = place else {
            panic!("{place:?}");
        };
        assert!((bbox.x0 - 100.0).abs() < 0.01, "{place:?}");
        assert!((bbox.x1 - 132.0).abs() < 0.01, "{place:?}");
        assert!((bbox.top - (150.0 - 0.88 * 16.0)).abs() < 0.01, "{place:?}");
    }
}

#[test]
fn a_ruling_ends_where_it_is_clipped_away() {
    let tables = Parser::default().tables(bytes("clip")).unwrap();
    assert_eq!(tables.len(), 1);
    let cells: Vec<_> = tables[0].cells.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(cells, ["甲", "乙", "丁", "戊"]);
    assert!((tables[0].bbox.x1 - 272.0).abs() < 0.6);
}

#[test]
fn pictures_with_nothing_but_page_numbers_have_no_text_layer() {
    let error = Parser::default().parse(bytes("scan-numbered")).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::NoTextLayer { pages: vec![1, 2] });
}

#[test]
fn a_password_opens_the_file_and_a_wrong_or_missing_one_says_so() {
    for file in ["password-aes256", "password-rc4"] {
        let with = |password: Option<&str>| {
            let mut options = ParseOptions::default();
            options.password = password.map(str::to_owned);
            Parser::new(options).text(bytes(file))
        };
        assert_eq!(with(Some("secret")).unwrap(), ["项目"], "{file}");
        let kind = |password| with(password).unwrap_err().kind().clone();
        assert_eq!(kind(Some("geheim")), ErrorKind::WrongPassword, "{file}");
        assert_eq!(kind(None), ErrorKind::PasswordRequired, "{file}");
    }
}
