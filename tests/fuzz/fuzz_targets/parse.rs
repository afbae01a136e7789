//! Whatever the bytes are, a notice or an error comes of them, and the ledger of a notice balances.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(notice) = putuo_notice::parse_notice(bytes) else {
        return;
    };
    let ledger = &notice.ledger;
    let unplaced: usize = ledger.unplaced.iter().map(|u| u.text.chars().count()).sum();
    let discarded: u64 = ledger.discarded.values().sum();
    assert_eq!(
        ledger.characters,
        ledger.placed + discarded + unplaced as u64
    );
});
