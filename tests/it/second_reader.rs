//! A second reader: agreement is silent, disagreement is said with its place, failure is said and costs nothing.
#![cfg(feature = "second-reader")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::path::Path;

use putuo_notice::{Location, Notice, ParseOptions, Parser, SecondReader, SecondReading};

fn fixture(path: &str) -> Vec<u8> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    std::fs::read(fixtures.join(path)).unwrap()
}

fn read(bytes: &[u8], reader: SecondReader) -> Notice {
    let mut options = ParseOptions::default();
    options.second_reader = Some(reader);
    Parser::new(options).parse(bytes).unwrap()
}

/// Code, page and English words of what is said of the second reading.
fn said(notice: &Notice) -> Vec<(String, Option<u32>, String)> {
    let ours = notice
        .diagnostics
        .iter()
        .filter(|d| d.code.starts_with("second_reader."));
    ours.map(|d| {
        let page = d.location.as_ref().and_then(Location::page);
        (d.code.to_string(), page, d.message.clone())
    })
    .collect()
}

/// What `pdf-extract` reads, changed.
fn changed(change: impl Fn(&mut SecondReading) + Send + Sync + 'static) -> SecondReader {
    SecondReader::new(move |task| {
        let mut reading = SecondReader::in_process().read(task)?;
        change(&mut reading);
        Ok(reading)
    })
}

#[test]
fn readers_of_unrelated_code_agree() {
    for name in [
        "seed/libreoffice",
        "seed/typst",
        "seed/chromium",
        "pdf/rotated",
        "pdf/landscape",
    ] {
        let bytes = fixture(&format!("{name}/input.pdf"));
        let notice = read(&bytes, SecondReader::in_process());
        assert_eq!(said(&notice), [], "{name}");
        assert_eq!(notice, Parser::default().parse(&bytes).unwrap(), "{name}");
    }
}

#[test]
fn another_digit_is_said_with_its_page_and_place() {
    let bytes = fixture("seed/typst/input.pdf");
    let reader = changed(|reading| {
        let page = reading.pages[1].as_mut().unwrap();
        *page = page.replacen('7', "1", 1);
    });
    let notice = read(&bytes, reader);
    let said = said(&notice);
    let [(code, Some(2), words)] = &said[..] else {
        panic!("{said:?}");
    };
    assert_eq!(code, "second_reader.disagrees");
    assert!(
        words.contains("only the first reads \"7\", only the second \"1\""),
        "{words}"
    );
    let found = notice.diagnostics.iter().find(|d| d.code == *code).unwrap();
    let Some(Location::Page { bbox, .. }) = found.location else {
        panic!("{found:?}");
    };
    assert!(bbox.width() > 0.0 && bbox.width() < 595.0);
}

#[test]
fn what_cannot_be_read_twice_is_said_and_costs_nothing() {
    let bytes = fixture("seed/typst/input.pdf");
    let without = Parser::default().parse(&bytes).unwrap();
    for (reader, words) in [
        (
            SecondReader::new(|_| Err("it is on holiday".to_owned())),
            "the second reading failed (it is on holiday)",
        ),
        (
            changed(|reading| reading.pages.truncate(1)),
            "the second reading failed (it found 1 pages, not",
        ),
        (
            changed(|reading| reading.pages[1] = None),
            "the second reading failed on 1 of",
        ),
    ] {
        let mut notice = read(&bytes, reader);
        let said = said(&notice);
        assert!(
            matches!(&said[..], [(code, None, message)] if code == "second_reader.failed" && message.starts_with(words)),
            "{said:?}"
        );
        notice
            .diagnostics
            .retain(|d| !d.code.starts_with("second_reader."));
        assert_eq!(notice, without);
    }
}

#[test]
fn it_reads_only_what_the_first_has_opened() {
    let reader = SecondReader::new(|_| panic!("asked to read a damaged file"));
    let mut options = ParseOptions::default();
    options.second_reader = Some(reader);
    let parser = Parser::new(options);
    assert!(parser.parse(b"%PDF-1.7 and nothing after it").is_err());
    assert!(parser.parse("关于公布项目的通知").is_ok());
}
