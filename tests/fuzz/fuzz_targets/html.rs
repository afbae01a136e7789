//! Web pages and fragments of them.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    putuo_notice_fuzz::read(format!("<html>{text}").as_bytes());
});
