//! The checks on the founding notice, and faults put into it on purpose.

// A test says by panicking that it failed.
#![allow(clippy::unwrap_used)]

use putuo_notice::{Notice, ParseOptions, Parser, Severity, parse_notice};

const SEED: &str = include_str!("../fixtures/checks_seed_001/input.txt");

fn loud(notice: &Notice) -> Vec<(String, String)> {
    notice
        .diagnostics
        .iter()
        .filter(|d| d.severity > Severity::Info)
        .map(|d| (d.code.to_string(), d.path.clone()))
        .collect()
}

#[test]
fn the_founding_notice_has_an_auditors_findings_and_no_other() {
    let expected = [
        ("word.stutter", "/items/8/project"),
        ("word.traditional", "/items/13/beneficiary"),
        ("party.same", "/items/5/beneficiary"),
        ("party.same", "/items/6/beneficiary"),
    ]
    .map(|(code, path)| (code.to_owned(), path.to_owned()));
    assert_eq!(loud(&parse_notice(SEED).unwrap()), expected);
}

#[test]
fn a_check_can_be_switched_off_or_raised() {
    let mut options = ParseOptions::default();
    options.checks.insert("party.same".into(), None);
    options
        .checks
        .insert("word.stutter".into(), Some(Severity::Error));
    let notice = Parser::new(options).parse(SEED).unwrap();
    assert!(notice.diagnostics.iter().all(|d| d.code != "party.same"));
    let stutter = notice.diagnostics.iter().find(|d| d.code == "word.stutter");
    assert_eq!(stutter.unwrap().severity, Severity::Error);
}

#[test]
fn a_row_dropped_is_noticed_by_count_and_number() {
    let without: String = SEED
        .lines()
        .filter(|l| !l.contains("茶文化项目"))
        .flat_map(|l| [l, "\n"])
        .collect();
    let codes: Vec<String> = loud(&parse_notice(without).unwrap())
        .into_iter()
        .map(|(code, _)| code)
        .collect();
    assert!(codes.contains(&"count.items".to_owned()), "{codes:?}");
    assert!(codes.contains(&"sequence.order".to_owned()), "{codes:?}");
}

#[test]
fn the_founding_notice_adds_up_by_purchaser() {
    let summary = parse_notice(SEED).unwrap().summary();
    assert_eq!(summary.all.firm.to_string(), "6220770");
    assert_eq!(summary.all.actual.to_string(), "60000");
    assert_eq!(summary.all.total().unwrap().to_string(), "6280770");
    assert_eq!((summary.all.items, summary.all.unknown), (26, 0));
    assert_eq!(summary.purchasers.len(), 10);
    let bureau = summary.purchasers.get("区民政局").unwrap();
    assert_eq!(
        (bureau.items, bureau.firm.to_string()),
        (8, "4310000".into())
    );
}
