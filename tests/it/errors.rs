//! What gives no notice: each a kind of its own, with what was found and what to do.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use putuo_notice::{ErrorKind, parse_notice};

#[test]
fn every_unreadable_input_has_its_own_error() {
    let pdf = include_bytes!("../../fixtures/seed/typst/input.pdf");
    let blank = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    let cases: [(&[u8], ErrorKind); 5] = [
        (b"", ErrorKind::Empty),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            ErrorKind::UnsupportedFormat {
                found: "a picture (PNG)",
            },
        ),
        (
            b"PK\x03\x04\x14\0\0\0word/document.xml",
            ErrorKind::DamagedOffice,
        ),
        (&pdf[..200], ErrorKind::DamagedPdf),
        (blank, ErrorKind::NoTextLayer { pages: vec![1] }),
    ];
    for (bytes, kind) in cases {
        let error = parse_notice(bytes).unwrap_err();
        assert_eq!(error.kind(), &kind);
        assert!(error.help().len() > 20, "{error}: says what to do");
    }
}

#[test]
fn a_pdf_cut_anywhere_gives_a_notice_or_an_error() {
    let pdf = include_bytes!("../../fixtures/seed/typst/input.pdf");
    for end in (0..pdf.len()).step_by(pdf.len() / 40) {
        let _ = parse_notice(&pdf[..end]);
    }
}
