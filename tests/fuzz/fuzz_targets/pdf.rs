//! PDF: objects, fonts, content streams, pages, the tables found on them, and the page that shows them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use putuo_notice::output::review;

fuzz_target!(|bytes: &[u8]| {
    let mut file = Vec::from(*b"%PDF-1.7\n");
    file.extend_from_slice(bytes.strip_prefix(b"%PDF-1.7\n").unwrap_or(bytes));
    putuo_notice_fuzz::read(&file);
    if let Ok(inspection) = putuo_notice_fuzz::parser().inspect(&file) {
        let _ = review::render(&[inspection], review::Lang::Zh);
    }
});
