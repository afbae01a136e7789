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

/// String literals of the shape `area.what`.
fn literals(code: &str) -> BTreeSet<String> {
    let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    // Every stretch between quotation marks: which of them open is not told, since `'"'` is a mark too.
    code.split('"')
        .filter(|l| {
            l.split_once('.')
                .is_some_and(|(area, what)| word(area) && word(what))
        })
        .map(str::to_owned)
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
    let given = literals(&code);
    let listed: BTreeSet<String> = table().iter().map(|(c, _)| (*c).to_owned()).collect();
    let areas: BTreeSet<&str> = listed
        .iter()
        .filter_map(|c| Some(c.split_once('.')?.0))
        .collect();
    // File names and media types have the same shape; codes are told by their areas, and by the call that makes them.
    let made: BTreeSet<String> = code
        .split("Diagnostic::new(")
        .skip(1)
        .filter_map(|rest| {
            let rest = rest.trim_start().strip_prefix('"')?;
            Some(rest.split('"').next()?.to_owned())
        })
        .collect();
    let missing: Vec<&String> = given
        .iter()
        .filter(|c| areas.contains(c.split('.').next().unwrap()))
        .chain(&made)
        .filter(|c| !listed.contains(*c))
        .collect();
    assert!(missing.is_empty(), "not in src/codes.md: {missing:?}");
    let unused: Vec<&String> = listed.difference(&given).collect();
    assert!(
        unused.is_empty(),
        "in src/codes.md, but never given: {unused:?}"
    );
    assert_eq!(table().len(), listed.len(), "a code stands twice");
    for (code, severity) in table() {
        assert!(
            ["info", "warning", "error"].contains(&severity),
            "{code}: {severity}"
        );
    }
}
