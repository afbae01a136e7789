//! The table of findings names every code that the reader gives, and no other.

// A test says by panicking that it failed.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

const TABLE: &str = include_str!("../../src/codes.md");

/// Code as it stands in the sources: no tests, no comments.
fn sources(folder: &Path, out: &mut String) {
    for entry in std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
    {
        if entry.ends_with("tests") || entry.ends_with("tests.rs") {
            continue;
        }
        if entry.is_dir() {
            sources(&entry, out);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&entry).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
}

/// What stands between quotation marks in the sources and has the shape `area.what`.
fn literals(code: &str) -> BTreeSet<String> {
    let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    // Which of the marks open is not told, since `'"'` is a mark too.
    code.split('"')
        .filter(|l| {
            l.split_once('.')
                .is_some_and(|(area, what)| word(area) && word(what))
        })
        .map(str::to_owned)
        .collect()
}

/// Names and codes of the constants.
fn constants() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("../../src/codes.rs").lines();
    lines
        .filter_map(|l| {
            let (name, code) = l.strip_prefix("pub const ")?.split_once(": &str = \"")?;
            Some((name, code.strip_suffix("\";")?))
        })
        .collect()
}

/// Codes of the table, with their severities.
fn table() -> Vec<(&'static str, &'static str)> {
    TABLE
        .lines()
        .filter_map(|l| {
            let mut cells = l.strip_prefix("| `")?.split('|').map(str::trim);
            Some((cells.next()?.trim_end_matches('`'), cells.next()?))
        })
        .collect()
}

#[test]
fn every_code_is_in_the_table_and_every_code_of_the_table_is_given() {
    let mut code = String::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&src, &mut code);
    let listed: BTreeSet<String> = table().iter().map(|(c, _)| (*c).to_owned()).collect();
    let named: BTreeSet<String> = constants().iter().map(|(_, c)| (*c).to_owned()).collect();
    assert_eq!(named, listed, "src/codes.rs and src/codes.md");
    for (name, code) in constants() {
        assert_eq!(name, code.replace('.', "_").to_uppercase());
    }
    let unused: Vec<&str> = constants()
        .into_iter()
        .filter(|(name, _)| {
            let path = format!("codes::{name}");
            let mut places = code.split(path.as_str()).skip(1);
            // CELL_FIELD begins no other name.
            !places.any(|rest| !rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '_'))
        })
        .map(|(_, code)| code)
        .collect();
    assert!(unused.is_empty(), "never given: {unused:?}");
    // A code is written by its name only.
    let mut own = String::new();
    for entry in std::fs::read_dir(&src).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() {
            sources(&entry, &mut own);
        }
    }
    let area = |code: &str| code.split('.').next().unwrap_or_default().to_owned();
    let areas: BTreeSet<String> = listed.iter().map(|code| area(code)).collect();
    let written: Vec<String> = literals(&own)
        .into_iter()
        .filter(|l| areas.contains(&area(l)))
        .collect();
    assert!(written.is_empty(), "as strings: {written:?}");
    assert_eq!(table().len(), listed.len(), "a code stands twice");
    for (code, severity) in table() {
        assert!(
            ["info", "warning", "error"].contains(&severity),
            "{code}: {severity}"
        );
    }
}
