//! Every notation of `fixtures/amounts`, and the way back: an amount written out reads as the same amount.

// A test says by panicking that it failed.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use putuo_notice::{Amount, Settlement, Tax, Unit, Unknown};
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
    /// Of a sum in another currency.
    currency: Option<String>,
    value: Option<String>,
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
    let settled = match case.settlement.as_deref() {
        None => true,
        Some("none") => a.settlement.is_none(),
        said => word(&a.settlement).as_deref() == said,
    };
    let taxed = case.tax.is_none() || word(&a.tax) == case.tax;
    let currency = case.currency.as_deref().unwrap_or("CNY");
    let foreign = a.currency.as_str() == currency && a.value.map(|d| d.to_string()) == case.value;
    let parted = case.parts.is_none_or(|n| n == a.parts.len());
    (!(same && settled && taxed && parted && foreign && a.text == case.text)).then(|| {
        format!(
            "{:?} ({}):\n  expected {expected:?}\n  found    {found:?}",
            case.text, case.from
        )
    })
}

#[test]
fn every_notation_reads_as_it_is_meant() {
    let mut cases: Vec<Case> = Vec::new();
    for file in [
        include_str!("../../fixtures/amounts/notations.toml"),
        include_str!("../../fixtures/amounts/variants.toml"),
        include_str!("../../fixtures/amounts/beside.toml"),
        include_str!("../../fixtures/amounts/lists.toml"),
        include_str!("../../fixtures/amounts/traps.toml"),
    ] {
        cases.extend(toml::from_str::<File>(file).unwrap().case);
    }
    assert!(cases.len() > 1000);
    let wrong: Vec<String> = cases.iter().filter_map(wrong).collect();
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

/// A sum in 大写 by the rules for bills: one 零 for a run of inner zeros, 整 where no 分 follows.
fn capitals(cents: u64) -> String {
    const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
    let digit = |n: u64| DIGITS.get(usize::try_from(n).unwrap()).copied().unwrap();
    let (yuan, jiao, fen) = (cents / 100, cents / 10 % 10, cents % 10);
    let mut out = String::new();
    let mut zero = false;
    let digits = yuan.to_string();
    let n = digits.len();
    let mut section = false;
    for (i, c) in digits.chars().enumerate() {
        let place = n - 1 - i;
        let d = u64::from(c.to_digit(10).unwrap());
        if d == 0 {
            zero = !out.is_empty();
        } else {
            if std::mem::take(&mut zero) {
                out.push('零');
            }
            out.push(digit(d));
            out.push_str(["", "拾", "佰", "仟"].get(place % 4).copied().unwrap());
            section = true;
        }
        if place % 4 == 0 && place > 0 && std::mem::take(&mut section) {
            out.push(if place == 4 { '万' } else { '亿' });
        }
    }
    if yuan > 0 {
        out.push('元');
    }
    match (jiao, fen) {
        (0, 0) => out.push('整'),
        (0, f) => {
            if yuan > 0 {
                out.push('零');
            }
            out.extend([digit(f), '分']);
        }
        (j, 0) => out.extend([digit(j), '角', '整']),
        (j, f) => out.extend([digit(j), '角', digit(f), '分']),
    }
    out
}

/// An amount with a change.
fn but(base: &Amount, change: impl FnOnce(&mut Amount)) -> Amount {
    let mut amount = base.clone();
    change(&mut amount);
    amount
}

/// Every notation of one sum of so many cents, and the unit its column states.
fn notations(cents: u64) -> Vec<(String, Unit)> {
    let (whole, rest) = (cents / 100, cents % 100);
    let plain = format!("{whole}.{rest:02}");
    let comma = format!("{}.{rest:02}", grouped(whole));
    let wan = format!("{}.{:06}", cents / 1_000_000, cents % 1_000_000);
    let yi = format!("{}.{:010}", cents / 10_000_000_000, cents % 10_000_000_000);
    let capital = capitals(cents);
    let mut out: Vec<(String, Unit)> =
        vec![(plain.clone(), Unit::Yuan), (comma.clone(), Unit::Yuan)];
    out.push((full_width(&comma), Unit::Yuan));
    out.push((format!("￥{plain}"), Unit::Yuan));
    for unit in [Unit::Yuan, Unit::TenThousand, Unit::HundredMillion] {
        for text in [
            format!("{plain}元"),
            format!("{comma} 元整"),
            full_width(&format!("{comma}元")),
            format!("人民币{plain}元"),
            format!("￥{plain}元"),
            format!("{wan}万元"),
            format!("{wan}万"),
            format!("{yi}亿元"),
            format!("{}万{}.{rest:02}元", whole / 10_000, whole % 10_000),
            capital.clone(),
            format!("人民币{capital}"),
            format!("{capital}（￥{comma}）"),
            format!("{plain}元（大写：人民币{capital}）"),
            format!("{plain}元×1次={plain}元"),
        ] {
            out.push((text, unit));
        }
    }
    out.push((wan, Unit::TenThousand));
    out.push((yi, Unit::HundredMillion));
    out
}

proptest! {
    // Each case is some hundreds of texts.
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_amount_in_each_notation_it_allows_reads_back_the_same(
        cents in 1_u64..10_000_000_000_000, more in 1_u64..1_000_000_000,
    ) {
        let yuan = |cents: u64| Some((rust_decimal::Decimal::from(cents) / rust_decimal::Decimal::from(100)).normalize());
        let value = yuan(cents);
        for (text, unit) in notations(cents) {
            let plain = but(&Amount::default(), |a| a.yuan = value);
            // What the words beside a sum make of it.
            let worded: [(String, Amount); 9] = [
                (text.clone(), plain.clone()),
                (format!("约{text}"), but(&plain, |a| a.approximate = true)),
                (format!("{text}左右"), but(&plain, |a| a.approximate = true)),
                (format!("{text}（按实结算）"), but(&plain, |a| a.settlement = Some(Settlement::Actual))),
                (format!("{text}（包干）"), but(&plain, |a| a.settlement = Some(Settlement::LumpSum))),
                (format!("{text}（含税）"), but(&plain, |a| a.tax = Some(Tax::Included))),
                (format!("{text}（不含税）"), but(&plain, |a| a.tax = Some(Tax::Excluded))),
                (format!("不超过{text}"), but(&Amount::default(), |a| a.upper = value)),
                (format!("{text}以上"), but(&Amount::default(), |a| a.lower = value)),
            ];
            for (i, (text, meant)) in worded.into_iter().enumerate() {
                // A sum that is worked out stands alone or before a bracket.
                if i > 0 && text.contains('×') && !(3..7).contains(&i) {
                    continue;
                }
                let (found, findings) = Amount::parse(&text, Some(unit));
                prop_assert_eq!(
                    (found.yuan, found.lower, found.upper, found.approximate, found.settlement, found.tax, found.per, found.unknown),
                    (meant.yuan, meant.lower, meant.upper, meant.approximate, meant.settlement, meant.tax, meant.per, meant.unknown),
                    "{}", text
                );
                prop_assert!(findings.is_empty(), "{} {:?}", text, findings);
                prop_assert_eq!(found.text, text);
            }
        }
        for ((low, unit), (high, _)) in notations(cents).into_iter().zip(notations(cents + more)) {
            // A range is between two sums in one notation; one written twice over, or with its sum, has no ends to join.
            if low.contains(['（', '×']) {
                continue;
            }
            for to in ["-", "—", "～", "至"] {
                let text = format!("{low}{to}{high}");
                let (found, findings) = Amount::parse(&text, Some(unit));
                prop_assert_eq!((found.yuan, found.lower, found.upper), (None, value, yuan(cents + more)), "{}", text);
                prop_assert!(findings.is_empty(), "{} {:?}", text, findings);
            }
        }
        for (text, unit) in notations(cents).into_iter().filter(|(t, _)| !t.contains(['（', '×'])) {
            for (text, per) in [(format!("{text}/年"), "年"), (format!("{text}/人·次"), "人·次"), (format!("每场{text}"), "场")] {
                let (found, _) = Amount::parse(&text, Some(unit));
                prop_assert_eq!((found.yuan, found.per.as_deref()), (value, Some(per)), "{}", text);
            }
        }
    }

}

proptest! {
    #[test]
    fn any_unknown_reads_back_as_itself(unit in prop::sample::select(vec![None, Some(Unit::Yuan), Some(Unit::TenThousand)])) {
        for (unknown, texts) in [
            (Unknown::Blank, vec!["", " ", "　"]),
            (Unknown::Dash, vec!["-", "—", "——", "－", "无", "免费"]),
            (Unknown::Slash, vec!["/", "／", "\\"]),
            (Unknown::Pending, vec!["待定", "另行安排", "面议", "按实结算", "以合同为准"]),
            (Unknown::SeeElsewhere, vec!["见附件", "详见附件2", "见备注"]),
            (Unknown::Redacted, vec!["***", "******.**", "××万元"]),
        ] {
            for text in texts {
                let (found, findings) = Amount::parse(text, unit);
                prop_assert_eq!((found.yuan, found.unknown), (None, Some(unknown)), "{}", text);
                prop_assert!(findings.is_empty(), "{}", text);
            }
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in "[0-9０-９.,，．（）()万亿元角分约余/ 壹拾零至~—-]{0,24}|.{0,24}") {
        let (amount, _) = Amount::parse(&text, Some(Unit::TenThousand));
        prop_assert_eq!(amount.text, text);
    }
}
