//! Any bytes, in whatever form they are taken for.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| putuo_notice_fuzz::read(bytes));
