//! Faults put into notices on purpose, and the share of them that the checks notice.
//!
//! `cargo test --all-features faults -- --nocapture` prints the share by fault.

// A test says by panicking that it failed; its table is for people.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeMap;

use putuo_notice::{Severity, parse_notice};

const NOTICES: [&str; 2] = [
    include_str!("../../fixtures/checks/seed/input.txt"),
    include_str!("../../fixtures/checks/totals/input.txt"),
];

/// Findings above info, by code: a fault is noticed if it adds one.
fn findings(text: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for d in parse_notice(text).unwrap().diagnostics {
        if d.severity > Severity::Info {
            *out.entry(d.code.to_string()).or_default() += 1;
        }
    }
    out
}

fn joined(lines: &[String]) -> String {
    lines.join("\n")
}

/// Lines of rows that begin with a running number.
fn rows(lines: &[String]) -> Vec<usize> {
    let numbered = |l: &String| {
        l.split_once('\t')
            .is_some_and(|(n, _)| n.trim().parse::<u32>().is_ok())
    };
    (0..lines.len())
        .filter(|&i| lines.get(i).is_some_and(numbered))
        .collect()
}

/// Every variant of a notice that has one fault of each kind.
fn faults(text: &str) -> Vec<(&'static str, String)> {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let rows = rows(&lines);
    let mut out = Vec::new();
    for &r in &rows {
        let mut dropped = lines.clone();
        dropped.remove(r);
        out.push(("row dropped", joined(&dropped)));
        let mut doubled = lines.clone();
        doubled.insert(r, lines.get(r).unwrap().clone());
        out.push(("row doubled", joined(&doubled)));
        let cells: Vec<String> = lines
            .get(r)
            .unwrap()
            .split('\t')
            .map(str::to_owned)
            .collect();
        let mut digit = lines.clone();
        if let Some(c) = cells
            .iter()
            .skip(1)
            .position(|c| c.trim().parse::<f64>().is_ok())
        {
            let mut cells = cells.clone();
            cells.get_mut(c + 1).unwrap().insert(0, '9');
            *digit.get_mut(r).unwrap() = cells.join("\t");
            out.push(("digit added to an amount", joined(&digit)));
        }
    }
    for pair in rows.windows(2) {
        let (&[a, b], mut swapped) = (<&[usize; 2]>::try_from(pair).unwrap(), lines.clone());
        swapped.swap(a, b);
        out.push(("rows swapped", joined(&swapped)));
    }
    for cut in rows.chunks(5).filter(|c| c.len() == 5) {
        let rest = lines.iter().enumerate().filter(|(i, _)| !cut.contains(i));
        let rest: Vec<String> = rest.map(|(_, l)| l.clone()).collect();
        out.push(("page of five rows cut", joined(&rest)));
    }
    out
}

#[test]
fn faults_that_the_notice_itself_reveals_are_noticed() {
    let mut shares: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for notice in NOTICES {
        let before = findings(notice);
        for (fault, text) in faults(notice) {
            let share = shares.entry(fault).or_default();
            share.1 += 1;
            let new = findings(&text)
                .iter()
                .any(|(code, n)| n > before.get(code).unwrap_or(&0));
            share.0 += usize::from(new);
        }
    }
    println!("{:<28}noticed  of", "fault");
    for (fault, (noticed, of)) in &shares {
        println!("{fault:<28}{noticed:>7}{of:>4}");
    }
    // Counts and running numbers reveal every one of these.
    for fault in [
        "row dropped",
        "row doubled",
        "rows swapped",
        "page of five rows cut",
    ] {
        let (noticed, of) = shares.get(fault).unwrap();
        assert!(*of > 0);
        assert_eq!(noticed, of, "{fault}");
    }
}
