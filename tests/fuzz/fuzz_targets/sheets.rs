//! Whatever stands in the parts of a workbook, a notice or an error comes of it. The first byte tells the format; parts of a
//! package are parted by bytes of zero.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

const TYPES: &str = "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
const ROOT: &str = "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const BOOK: &str = "<workbook><sheets><sheet name=\"a\" r:id=\"s\"/></sheets></workbook>";
const RELATIONS: &str = "<Relationships><Relationship Id=\"s\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship Id=\"t\" \
    Type=\"x/styles\" Target=\"t.xml\"/><Relationship Id=\"u\" Type=\"x/sharedStrings\" Target=\"u.xml\"/></Relationships>";

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn compound(stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("Workbook").unwrap().write_all(stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let file = match kind % 4 {
        0 => {
            let mut parts = rest.splitn(3, |b| *b == 0);
            let mut next = || parts.next().unwrap_or_default();
            package(&[
                ("[Content_Types].xml", TYPES.as_bytes()),
                ("_rels/.rels", ROOT.as_bytes()),
                ("xl/workbook.xml", BOOK.as_bytes()),
                ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
                ("xl/s.xml", next()),
                ("xl/t.xml", next()),
                ("xl/u.xml", next()),
            ])
        }
        1 => package(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", rest),
        ]),
        2 => compound(rest),
        _ => rest.to_vec(),
    };
    let Ok(notice) = putuo_notice::parse_notice(&file) else {
        return;
    };
    let ledger = &notice.ledger;
    let unplaced: usize = ledger.unplaced.iter().map(|u| u.text.chars().count()).sum();
    let discarded: u64 = ledger.discarded.values().sum();
    assert_eq!(ledger.characters, ledger.placed + discarded + unplaced as u64);
});
