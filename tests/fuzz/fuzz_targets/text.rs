//! Plain text: the readers of tables in text, sums, notes, heads and signatures.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // A title first, so that it is neither a page nor a PDF.
    putuo_notice_fuzz::read(format!("关于公布项目的通知\n{text}").as_bytes());
});
