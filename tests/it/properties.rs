//! Whatever the bytes are, a notice or an error comes of them, and the ledger balances.
#![cfg(all(feature = "pdf", feature = "html"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;

use proptest::prelude::*;
use putuo_notice::Parser;

/// A change to a file: where, and what is done there.
#[derive(Clone, Debug)]
enum Change {
    Set(usize, u8),
    Cut(usize),
    Remove(usize, usize),
    Repeat(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        1 => any::<usize>().prop_map(Change::Cut),
        1 => (any::<usize>(), 1_usize..2000).prop_map(|(at, n)| Change::Remove(at, n)),
        1 => (any::<usize>(), 1_usize..2000).prop_map(|(at, n)| Change::Repeat(at, n)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        if bytes.is_empty() {
            break;
        }
        let len = bytes.len();
        match *change {
            Change::Set(at, byte) => bytes[at % len] = byte,
            Change::Cut(at) => bytes.truncate(at % len),
            Change::Remove(at, n) => {
                let at = at % len;
                bytes.drain(at..(at + n).min(len));
            }
            Change::Repeat(at, n) => {
                let at = at % len;
                let part = bytes[at..(at + n).min(len)].to_vec();
                bytes.splice(at..at, part);
            }
        }
    }
    bytes
}

fn read(bytes: &[u8]) {
    if let Ok(notice) = Parser::default().parse(bytes) {
        let ledger = &notice.ledger;
        let unplaced: usize = ledger.unplaced.iter().map(|u| u.text.chars().count()).sum();
        let discarded: u64 = ledger.discarded.values().sum();
        assert_eq!(
            ledger.characters,
            ledger.placed + discarded + unplaced as u64
        );
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        read(&bytes);
    }

    #[test]
    fn any_text(text in "[\\PC\t\n|,]{0,400}") {
        read(text.as_bytes());
    }

    #[test]
    fn changed_files(which in 0_usize..4, changes in prop::collection::vec(change(), 1..20)) {
        let name = [
            "seed/text/input.txt", "web/spans/input.html", "pdf/rules_left_out/input.pdf",
            "seed/three_rules/input.pdf",
        ][which];
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
        read(&changed(std::fs::read(path).unwrap(), &changes));
    }
}
