//! Damage to a PDF is said, or it changes nothing, or the file is refused.

use std::path::Path;

use putuo_notice::{Diagnostic, Location, Notice, Severity, parse_notice};

use crate::tables::drawing::{Page, pdf};
use crate::twin::random::Random;

/// Files that a changed byte is looked for in: of several producers, with and without streams of objects, encrypted.
const FILES: [&str; 11] = [
    "pages/cff.pdf",
    "pages/emb-gbk-notu.pdf",
    "pages/enc-aes256-gbk-euc-h.pdf",
    "pages/font-cmap.pdf",
    "pages/page-boxes.pdf",
    "pdf/gbk/input.pdf",
    "pdf/rotated/input.pdf",
    "seed/chromium/input.pdf",
    "seed/libreoffice/input.pdf",
    "seed/three_rules/input.pdf",
    "seed/typst/input.pdf",
];

pub(super) fn bytes(file: &str) -> Vec<u8> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    std::fs::read(fixtures.join(file)).unwrap()
}

/// What the values of a notice are: everything but where they stand and what was found.
fn values(notice: &Notice) -> String {
    let mut value = serde_json::to_value(notice).unwrap();
    for key in ["diagnostics", "ledger", "source"] {
        value.as_object_mut().unwrap().remove(key);
    }
    strip(&mut value);
    value.to_string()
}

fn strip(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            for key in ["locations", "location", "raw"] {
                map.remove(key);
            }
            map.values_mut().for_each(strip);
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Doubts that say something went wrong, each by its code.
fn doubts(notice: &Notice) -> Vec<&str> {
    let grave = |d: &&Diagnostic| d.severity >= Severity::Warning;
    let found = notice.diagnostics.iter().filter(grave);
    found.map(|d| d.code.as_ref()).collect()
}

/// Stretches of a file: the data of deflated streams, or all that is no stream's data and no comment.
fn stretches(file: &[u8], data: bool) -> Vec<usize> {
    let find = |needle: &[u8], from: usize| {
        let rest = &file[from..];
        rest.windows(needle.len())
            .position(|w| w == needle)
            .map(|at| from + at)
    };
    let (mut streams, mut structure, mut from) = (Vec::new(), Vec::new(), 0);
    while let Some(begin) = find(b"stream", from) {
        let Some(end) = find(b"endstream", begin) else {
            break;
        };
        let start = begin
            + 6
            + file[begin + 6..]
                .iter()
                .take_while(|b| matches!(b, b'\r' | b'\n'))
                .count();
        let dictionary = &file[begin.saturating_sub(600).max(from)..begin];
        let dictionary = dictionary.rsplit(|b| *b == b'j').next().unwrap_or_default();
        if dictionary.windows(11).any(|w| w == b"FlateDecode") {
            streams.extend(start..end.saturating_sub(1).max(start));
        }
        structure.extend(from..start);
        from = end + 9;
    }
    structure.extend(from..file.len());
    // The lines that name the version, and what follows the end, are read by no one.
    structure.retain(|at| *at > 20);
    if data { streams } else { structure }
}

/// Changes single bytes and says which changes gave other values without a word.
fn silent(count: usize, seed: u64, data: bool) -> Vec<String> {
    let mut random = Random::new(seed);
    let mut silent = Vec::new();
    let each = count.div_ceil(FILES.len());
    for file in FILES {
        let sound = bytes(file);
        let Ok(notice) = parse_notice(&sound) else {
            continue;
        };
        let (expected, said) = (values(&notice), doubts(&notice));
        let places = stretches(&sound, data);
        for _ in 0..if places.is_empty() { 0 } else { each } {
            let mut changed = sound.clone();
            let at = places[random.below(places.len())];
            let new = (usize::from(changed[at]) + 1 + random.below(255)) as u8;
            let old = std::mem::replace(&mut changed[at], new);
            let Ok(found) = parse_notice(&changed) else {
                continue;
            };
            if values(&found) != expected && doubts(&found) == said {
                let shown = |b: &[u8]| String::from_utf8_lossy(b).escape_debug().to_string();
                let around = &sound[at.saturating_sub(30)..(at + 20).min(sound.len())];
                silent.push(format!(
                    "{file} at {at}: {} for {}, in {}",
                    shown(&[new]),
                    shown(&[old]),
                    shown(around)
                ));
            }
        }
    }
    silent
}

#[test]
fn damaged_data_is_said() {
    assert_eq!(silent(60, 1, true), [""; 0]);
}

#[test]
#[ignore = "twenty thousand files; run with --release"]
fn damaged_data_is_said_twenty_thousand_times() {
    assert_eq!(silent(20_000, 2, true), [""; 0]);
}

/// At most three of a thousand change a value without a word: numbers that nothing contradicts (a width, a place).
#[test]
#[ignore = "five thousand files; run with --release"]
fn damaged_structure_is_said() {
    let found = silent(5_000, 3, false);
    // With --nocapture each is shown, to be explained.
    println!("{}", found.join("\n"));
    assert!(found.len() <= 15, "{}: {}", found.len(), found.join("\n"));
}

/// A text put in place of another that stands in a file once, as long as it.
pub(super) fn instead(file: &[u8], old: &str, new: &str) -> Vec<u8> {
    assert_eq!(old.len(), new.len(), "{new}");
    let mut places = file.windows(old.len()).enumerate();
    let (at, _) = places.find(|(_, w)| *w == old.as_bytes()).unwrap();
    let mut changed = file.to_vec();
    changed[at..at + new.len()].copy_from_slice(new.as_bytes());
    changed
}

/// The doubts of one severity at pages, each as its code and the page's number.
fn of(severity: Severity, file: &[u8]) -> Vec<String> {
    let notice = parse_notice(file).unwrap();
    let found = notice.diagnostics.iter().filter_map(|d| {
        let page = match d.location.as_ref()? {
            Location::Page { page, .. } => page,
            _ => return None,
        };
        (d.code.starts_with("page.") && d.severity == severity)
            .then(|| format!("{} {page}", d.code))
    });
    found.collect()
}

fn at_pages(file: &[u8]) -> Vec<String> {
    of(Severity::Error, file)
}

#[test]
fn a_page_that_lost_its_content_is_said_to_be_damaged() {
    let sound = bytes("seed/three_rules/input.pdf");
    assert_eq!(at_pages(&sound), [""; 0]);
    for lost in [
        // Another object, one that is none, and no object.
        "/Contents  1 0 R",
        "/Contents 90 0 R",
        "/Contents (12 0)",
        "/Contents [    ]",
        "/Contents [90 0]",
        // Another key, and none.
        "/Kontentz 12 0 R",
        "/Contend  12 0 R",
        " Contents 12 0 R",
        "xContents 12 0 R",
        "/Con/ents 12 0 R",
        "/Con(ents 12)0 R",
        "/Contentsx12 0 R",
        "                ",
    ] {
        let found = at_pages(&instead(&sound, "/Contents 12 0 R", lost));
        assert_eq!(found, ["page.missing_object 2"], "{lost}");
    }
}

#[test]
fn a_page_may_say_that_it_has_nothing() {
    let page = Page::of_notice().text(70.0, 300.0, 12.0, "1");
    let sound = String::from_utf8(pdf(vec![page, Page::default()])).unwrap();
    assert_eq!(at_pages(sound.as_bytes()), [""; 0]);
    // No filter makes anything of nothing.
    let blank = sound.replace("/Length 0 ", "/Length 0 /Filter /FlateDecode ");
    assert_ne!(blank, sound);
    assert_eq!(at_pages(blank.as_bytes()), [""; 0]);
}

#[test]
fn content_that_is_none_is_said_to_be_damaged() {
    let second = Page::default()
        .text(70.0, 100.0, 12.0, "附件")
        .uprights(&[70.0, 120.0], 200.0, 300.0)
        .text(70.0, 400.0, 12.0, "甲乙丙");
    let sound = pdf(vec![Page::of_notice(), second]);
    assert_eq!(at_pages(&sound), [""; 0]);
    for (old, new) in [
        // A word that is no operator; a corner that lacks a number, behind which nothing is read; a string without an end.
        (" Td <75324e594e19>", " Tx <75324e594e19>"),
        ("120 642 m 120 542 l S", "    642 m 120 542 l S"),
        (" Td <75324e594e19>", " Td (75324e594e19>"),
    ] {
        let found = at_pages(&instead(&sound, old, new));
        assert_eq!(found, ["page.damaged 2"], "{new}");
    }
    // What a newer reader may know is between BX and EX.
    let known = ("120 642 m 120 542 l S", "BX 542 new EX 1 w    ");
    assert_eq!(at_pages(&instead(&sound, known.0, known.1)), [""; 0]);
}

#[test]
fn data_of_another_length_than_the_file_says_is_said() {
    let page = || Page::of_notice().text(70.0, 300.0, 12.0, "1");
    let plain = pdf(vec![page()]);
    let length = String::from_utf8_lossy(&plain);
    let length = length.split("/Length ").nth(1).unwrap();
    let length = &length[..length.find(' ').unwrap()];
    let deflated = bytes("seed/three_rules/input.pdf");
    for (sound, old, new) in [
        (
            &plain,
            format!("/Length {length}"),
            format!("/Length {}", "9".repeat(length.len())),
        ),
        (
            &plain,
            format!("/Length {length}"),
            format!("/Length {}", "1".repeat(length.len())),
        ),
        (
            &deflated,
            "/Length 2894".to_owned(),
            "/Length 2294".to_owned(),
        ),
    ] {
        let changed = instead(sound, &old, &new);
        let read = |file: &[u8]| values(&parse_notice(file).unwrap());
        assert_eq!(of(Severity::Warning, sound), [""; 0]);
        assert_eq!(of(Severity::Warning, &changed).len(), 1, "{new}");
        assert_eq!(read(&changed), read(sound));
    }
}

#[test]
fn text_outside_the_page_and_a_page_of_odd_size_are_said() {
    let sound = pdf(vec![Page::of_notice().text(70.0, 400.0, 12.0, "甲乙丙")]);
    let lower = instead(&sound, "[0 0 595 842]", "[0 0 595 642]");
    assert_eq!(of(Severity::Warning, &sound), [""; 0]);
    assert_eq!(of(Severity::Warning, &lower), ["page.outside_text 1"]);
    // A number that falls in two shifts the others.
    let two = pdf(vec![Page::of_notice(), Page::of_notice()]);
    let odd = instead(&two, "[0 0 595 842]", "[0 0 595 8 2]");
    assert_eq!(at_pages(&odd), ["page.missing_object 1"]);
}

#[test]
fn a_number_in_place_of_a_part_of_a_font_is_damage() {
    let sound = pdf(vec![Page::of_notice()]);
    let file = instead(&sound, "/FontDescriptor 5 0 R", "/FontDescriptor 5 0  ");
    assert_eq!(at_pages(&file), ["page.missing_object 1"]);
}
