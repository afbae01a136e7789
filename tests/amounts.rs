//! Every notation of `fixtures/amounts`, and the way back: an amount written out reads as the same amount.

// A test says by panicking that it failed.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use putuo_notice::{Amount, Unit};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    unit: Option<Unit>,
    from: String,
    yuan: Option<String>,
    lower: Option<String>,
    upper: Option<String>,
    #[serde(default)]
    approximate: bool,
    per: Option<String>,
    unknown: Option<String>,
    settlement: Option<String>,
    tax: Option<String>,
    #[serde(default)]
    qualifiers: Vec<String>,
    finding: Option<String>,
    parts: Option<usize>,
}

fn word<T: serde::Serialize>(value: &Option<T>) -> Option<String> {
    value.as_ref().map(|v| {
        serde_json::to_value(v)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned()
    })
}

/// What the reader makes of a case that differs from what the case states.
fn wrong(case: &Case) -> Option<String> {
    let (a, findings) = Amount::parse(&case.text, case.unit);
    let found = (
        a.yuan.map(|d| d.to_string()),
        a.lower.map(|d| d.to_string()),
        a.upper.map(|d| d.to_string()),
        a.approximate,
        a.per.clone(),
        word(&a.unknown),
        a.qualifiers.clone(),
        findings.first().map(|d| d.code.to_string()),
    );
    let expected = (
        case.yuan.clone(),
        case.lower.clone(),
        case.upper.clone(),
        case.approximate,
        case.per.clone(),
        case.unknown.clone(),
        case.qualifiers.clone(),
        case.finding.clone(),
    );
    // An unreadable cell's words may be cut anyhow; its text is kept whole.
    let same = if case.unknown.as_deref() == Some("unreadable") {
        (found.0.as_ref(), &found.5, &found.7) == (None, &expected.5, &expected.7)
    } else {
        found == expected
    };
    let settled = case.settlement.is_none() || word(&a.settlement) == case.settlement;
    let taxed = case.tax.is_none() || word(&a.tax) == case.tax;
    let parted = case.parts.is_none_or(|n| n == a.parts.len());
    (!(same && settled && taxed && parted && a.text == case.text)).then(|| {
        format!(
            "{:?} ({}):\n  expected {expected:?}\n  found    {found:?}",
            case.text, case.from
        )
    })
}

#[test]
fn every_notation_reads_as_it_is_meant() {
    let path = std::env::var("AMOUNT_CASES").unwrap_or_else(|_| {
        concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/fixtures/amounts/notations.toml"
        )
        .into()
    });
    let file: File = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(file.case.len() > 200);
    let wrong: Vec<String> = file.case.iter().filter_map(wrong).collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Thousands separators put in.
fn grouped(whole: u64) -> String {
    let digits = whole.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' => char::from_u32(c as u32 + 0xfee0).unwrap(),
            '.' => '．',
            ',' => '，',
            c => c,
        })
        .collect()
}

proptest! {
    #[test]
    fn a_sum_written_in_any_notation_reads_back(cents in 1_u64..10_000_000_000_000) {
        let (whole, rest) = (cents / 100, cents % 100);
        let plain = format!("{whole}.{rest:02}");
        let wan = format!("{}.{:06}", cents / 1_000_000, cents % 1_000_000);
        let expected = Amount::parse(&format!("{plain}元"), None).0.yuan.unwrap();
        prop_assert_eq!(expected * rust_decimal::Decimal::from(100), rust_decimal::Decimal::from(cents));
        let comma = format!("{}.{rest:02}", grouped(whole));
        for text in [
            plain.clone(), format!("{plain}元"), format!("￥{plain}"), comma.clone(), format!("{comma}元整"),
            full_width(&comma), format!("人民币{plain}元"), format!("{wan}万元"), format!("{wan} 万元（按实结算）"),
            format!("约{plain}"), format!("{plain}（含税）"), format!("{plain}元/年"),
        ] {
            let (amount, findings) = Amount::parse(&text, Some(Unit::Yuan));
            prop_assert_eq!(amount.yuan, Some(expected), "{}", text);
            prop_assert!(findings.is_empty(), "{} {:?}", text, findings);
        }
        let (amount, _) = Amount::parse(&wan, Some(Unit::TenThousand));
        prop_assert_eq!(amount.yuan, Some(expected));
    }

    #[test]
    fn bounds_read_back(low in 1_u32..1_000_000, more in 1_u32..1_000_000) {
        let high = low + more;
        for text in [format!("{low}-{high}"), format!("{low}～{high}"), format!("{low}至{high}元")] {
            let (amount, _) = Amount::parse(&text, Some(Unit::Yuan));
            prop_assert_eq!((amount.lower, amount.upper), (Some(low.into()), Some(high.into())), "{}", text);
        }
        let (amount, _) = Amount::parse(&format!("不超过{high}"), Some(Unit::Yuan));
        prop_assert_eq!((amount.yuan, amount.lower, amount.upper), (None, None, Some(high.into())));
    }

    #[test]
    fn any_text_is_read_without_panic(text in "[0-9０-９.,，．（）()万亿元角分约余/ 壹拾零至~—-]{0,24}|.{0,24}") {
        let (amount, _) = Amount::parse(&text, Some(Unit::TenThousand));
        prop_assert_eq!(amount.text, text);
    }
}
