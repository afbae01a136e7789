//! What must hold of whatever a reader makes of any bytes.
#![allow(clippy::panic)] // a finding of the fuzzer is a panic

use putuo_notice::{Notice, ParseOptions, Parser};

/// A parser whose limits let the fuzzer try many inputs a second.
pub fn parser() -> Parser {
    let mut options = ParseOptions::default();
    options.limits.time_ms = 2_000;
    Parser::new(options)
}

/// Every way of reading ends in a result or an error; a notice's ledger balances, and its JSON is read back as it was.
pub fn read(bytes: &[u8]) {
    let parser = parser();
    let _ = parser.text(bytes);
    let _ = parser.tables(bytes);
    if let Ok(notice) = parser.parse(bytes) {
        check(&notice);
    }
}

/// What holds of every notice.
pub fn check(notice: &Notice) {
    let ledger = &notice.ledger;
    let unplaced: usize = ledger.unplaced.iter().map(|u| u.text.chars().count()).sum();
    let discarded: u64 = ledger.discarded.values().sum();
    assert_eq!(
        ledger.characters,
        ledger.placed + discarded + unplaced as u64
    );
    let json = serde_json::to_string(notice).expect("a notice is written as JSON");
    let back: Notice = serde_json::from_str(&json).expect("its JSON is read");
    // Not the notices: a place on a page may be no number.
    assert_eq!(serde_json::to_string(&back).expect("and written again"), json);
    let _ = putuo_notice::output::markdown(notice);
    let mut options = putuo_notice::output::CsvOptions::default();
    options.excel = true;
    let table = putuo_notice::output::csv_items(std::slice::from_ref(notice), options);
    table.expect("rows are written");
}
