//! Whatever stands in the parts of a Word document, a notice or an error comes of it, and the ledger of a notice balances.
//!
//! The parts are parted by a byte of zero: the document, then styles, lists, footnotes, settings; a part that does not begin as
//! XML is put into a body.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;

const KINDS: [&str; 4] = ["styles", "numbering", "footnotes", "settings"];
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|b| *b == 0);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut add = |name: &str, text: &[u8]| {
        zip.start_file(name, options).unwrap();
        zip.write_all(text).unwrap();
    };
    let root = |name: &str, inner: &[u8]| -> Vec<u8> {
        if inner.starts_with(b"<?xml") {
            return inner.to_vec();
        }
        let open = format!("<w:{name} xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONS}\">");
        [open.as_bytes(), inner, format!("</w:{name}>").as_bytes()].concat()
    };
    let document = parts.next().unwrap_or_default();
    let body = if document.starts_with(b"<?xml") {
        document.to_vec()
    } else {
        root(
            "document",
            &[b"<w:body>".as_slice(), document, b"</w:body>"].concat(),
        )
    };
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut relations = String::new();
    for (kind, part) in KINDS.iter().zip(parts) {
        relations += &format!(
            "<Relationship Id=\"{kind}\" Type=\"{RELATIONS}/{kind}\" Target=\"{kind}.xml\"/>"
        );
        add(&format!("word/{kind}.xml"), &root(kind, part));
    }
    add("[Content_Types].xml", b"<Types>wordprocessingml</Types>");
    add("word/document.xml", &body);
    let relations = format!("<Relationships xmlns=\"{package}\">{relations}</Relationships>");
    add("word/_rels/document.xml.rels", relations.as_bytes());
    let file = zip.finish().unwrap().into_inner();
    let Ok(notice) = putuo_notice::parse_notice(file) else {
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
