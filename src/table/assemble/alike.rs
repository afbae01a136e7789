//! Tables under one header that was not read alike.

use std::collections::{HashMap, HashSet};

use super::key_of;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
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
    for (part, own) in flow.iter_mut().zip(&read) {
        if let Flow::Table(table) = part
            && own.as_ref().is_some_and(differs)
        {
            let rows = table.rows.iter_mut();
            for cell in rows.filter_map(|row| row.cells.first_mut()) {
                cell.doubts.push(parted_otherwise());
            }
        }
    }
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

fn parted_otherwise() -> Diagnostic {
    Diagnostic::new(
        "table.columns_differ",
        Severity::Warning,
        "the same header is read with other columns on another page: no rules part them, and their white space is too narrow",
        "同一表头在另一页被分为不同的列：列间无框线且间隔过窄",
    )
    .help("compare the row with the printed page", "请对照原页核实此行")
}
