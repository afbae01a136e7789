//! Tables under one header that was not read alike.

use std::collections::{HashMap, HashSet};

use super::key_of;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::role;
use crate::table::{Flow, WholeTable};

/// Doubts every row of tables whose headers say the same, character for character, and were parted into other columns: a
/// page that shows too little of the gaps, so that one of the readings at least has columns that are none.
pub(super) fn doubt(flow: &mut [Flow]) {
    let read: Vec<Option<(String, Vec<Key>)>> = flow.iter().map(header).collect();
    let mut ways: HashMap<&str, HashSet<&[Key]>> = HashMap::new();
    for (says, columns) in read.iter().flatten() {
        ways.entry(says).or_default().insert(columns);
    }
    let differs = |(says, _): &(String, Vec<Key>)| ways.get(&**says).is_some_and(|w| w.len() > 1);
    let mut others: Vec<&[Key]> = Vec::new();
    for (_, columns) in read.iter().flatten() {
        if others.len() < HEADERS && !others.contains(&columns.as_slice()) {
            others.push(columns);
        }
    }
    let cut = |(_, own): &(String, Vec<Key>)| others.iter().any(|other| is_cut(own, other));
    for (part, own) in flow.iter_mut().zip(&read) {
        let Some(own) = own else { continue };
        let doubt: fn() -> Diagnostic = if differs(own) {
            parted_otherwise
        } else if cut(own) {
            cut_off
        } else {
            continue;
        };
        if let Flow::Table(table) = part {
            let rows = table.rows.iter_mut();
            for cell in rows.filter_map(|row| row.cells.first_mut()) {
                cell.doubts.push(doubt());
            }
        }
    }
}

/// Different headers that a table's is held against: notices have a handful.
const HEADERS: usize = 64;

/// Whether names of a table are the ends of those that another table's columns have, which are known, and say nothing themselves (式
/// of 购买方式), while most others are the same.
fn is_cut(own: &[Key], other: &[Key]) -> bool {
    if own.len() != other.len() {
        return false;
    }
    let ends = |a: &Key, b: &Key| b.ends_with(&**a) || b.starts_with(&**a);
    let pairs = || own.iter().zip(other);
    let same = pairs().filter(|(a, b)| a == b).count();
    let cut = |(a, b): (&Key, &Key)| {
        a != b && ends(a, b) && role::is_known_name(b) && !role::is_known_name(a)
    };
    same * 2 > own.len() && pairs().any(cut) && pairs().all(|(a, b)| ends(a, b) || ends(b, a))
}

/// What a table's header says, its characters in order of themselves, and what of it stands above each column.
fn header(part: &Flow) -> Option<(String, Vec<Key>)> {
    let Flow::Table(WholeTable { columns, .. }) = part else {
        return None;
    };
    let own = columns.iter().map(|c| c.own.iter().flatten().cloned());
    let keys: Vec<Key> = own
        .map(|lines| key_of(&lines.collect::<Vec<_>>()))
        .collect();
    let mut chars: Vec<char> = keys.iter().flat_map(|key| key.chars()).collect();
    chars.sort_unstable();
    (!chars.is_empty()).then(|| (chars.into_iter().collect(), keys))
}

fn cut_off() -> Diagnostic {
    Diagnostic::new(
        codes::TABLE_COLUMNS_DIFFER,
        Severity::Warning,
        "names of this table's columns are parts of those that the same columns have on another page",
        "本表列名只是另一页同一列列名的一部分",
    )
    .help("compare the row with the printed page", "请对照原页核实此行")
}

fn parted_otherwise() -> Diagnostic {
    Diagnostic::new(
        codes::TABLE_COLUMNS_DIFFER,
        Severity::Warning,
        "the same header is read with other columns on another page: no rules part them, and their white space is too narrow",
        "同一表头在另一页被分为不同的列：列间无框线且间隔过窄",
    )
    .help("compare the row with the printed page", "请对照原页核实此行")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_parts_of_others_are_told() {
        let keys = |names: [&str; 4]| names.map(Key::of);
        let whole = keys(["编号", "项目名称", "购买方式", "预算资金财政预算"]);
        assert!(is_cut(
            &keys(["编号", "项目名称", "式", "预算资金财政预算"]),
            &whole
        ));
        assert!(!is_cut(
            &whole,
            &keys(["编号", "项目名称", "式", "预算资金财政预算"])
        ));
        // What is a name itself stands under another on the first page alone.
        for other in [
            ["编号", "项目名称", "购买方式", "财政预算"],
            ["编号", "项目名称", "式样", "预算资金财政预算"],
        ] {
            assert!(!is_cut(&keys(other), &whole), "{other:?}");
        }
    }
}
