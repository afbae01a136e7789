//! Other formats of spreadsheets, and damaged files.

use super::*;

/// A workbook of one sheet, as ODF has it.
pub(crate) fn ods(styles: &str, table: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>
        <table:tracked-changes><table:deletion><table:table-cell><text:p>删</text:p></table:table-cell></table:deletion></table:tracked-changes>
        {table}</office:spreadsheet></office:body></office:document-content>"#
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest/>"),
    ])
}

pub(crate) fn ods_row(attributes: &str, cells: &[&str]) -> String {
    let cell = |c: &&str| {
        if c.starts_with('<') {
            (*c).to_owned()
        } else {
            format!(
                r#"<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>"#
            )
        }
    };
    let cells: String = cells.iter().map(cell).collect();
    format!("<table:table-row {attributes}>{cells}</table:table-row>")
}

#[test]
fn an_ods_shows_what_its_program_showed() {
    let styles = r#"<style:style style:name="s" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
        <style:style style:name="u" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
        <style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    let number = |shown: &str, value: &str| {
        format!(
            r#"<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell>"#
        )
    };
    let rows_of = [
        ods_row("", HEADER),
        ods_row(
            "",
            &[
                &number("1", "1"),
                r#"<table:table-cell table:number-rows-spanned="2" office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation><text:p>区<text:s/>民政局</text:p></table:table-cell>"#,
                "甲项目",
                r#"<table:table-cell office:value-type="string"><text:p><text:span text:style-name="s">15</text:span>12<text:span text:style-name="u">①</text:span></text:p></table:table-cell>"#,
            ],
        ),
        ods_row(
            "",
            &[
                &number("2", "2"),
                "<table:covered-table-cell/>",
                "乙<text:line-break/>项目",
                &number("12.35", "12.3534"),
            ],
        ),
        ods_row(
            r#"table:visibility="filter""#,
            &["3", "区民政局", "未获批项目", "5"],
        ),
        ods_row(
            "",
            &[
                &number("4", "4"),
                "区财政局",
                "丙项目",
                &number("3万元", "30000"),
            ],
        ),
        ods_row(
            r#"table:number-rows-repeated="1048000""#,
            &[r#"<table:table-cell table:number-columns-repeated="16384"/>"#],
        ),
    ];
    let columns = r#"<table:table-column table:number-columns-repeated="4"/>"#;
    let hidden = r#"<table:table table:name="草稿" table:style-name="h"><table:table-row><table:table-cell><text:p>草稿</text:p></table:table-cell></table:table-row></table:table>"#;
    let table = format!(
        r#"{hidden}<table:table table:name="表">{columns}{}</table:table>"#,
        rows_of.concat()
    );
    let notice = read(&ods(styles, &table));
    assert_eq!(
        rows(&notice),
        [
            "1|区民政局|甲项目|12^①~15",
            "2|区民政局|乙项目|12.35",
            "4|区财政局|丙项目|3万元"
        ]
    );
    assert_eq!(notice.items[1].purchaser.as_ref().unwrap().text, "区民政局");
    assert_eq!(codes(&notice)[..2], ["sheet.hidden", "sheet.hidden_rows"]);
    assert!(codes(&notice).contains(&"cell.rounded"));
    assert_eq!(notice.source.format, Format::Ods);
}

#[test]
fn files_that_are_not_read_are_refused_by_their_right_name() {
    let kind = |bytes: &[u8]| Parser::default().parse(bytes).unwrap_err();
    let whole = book(
        &[("表", &sheet(&[HEADER, &["=1", "区民政局", "甲项目", "=5"]]))],
        &[],
        "",
    );
    assert_eq!(
        kind(&whole[..whole.len() * 6 / 10]).kind(),
        &ErrorKind::DamagedOffice
    );
    let bomb =
        sheet(&[HEADER]).replace("</sheetData>", "") + &" ".repeat(70 << 20) + "</sheetData>";
    let error = kind(&book(&[("表", &bomb)], &[], ""));
    assert!(error.to_string().contains("limit stream_bytes"), "{error}");
    let entity = r#"<!DOCTYPE x [<!ENTITY a "aaaa">]><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData>"#;
    let error = kind(&book(&[("表", entity)], &[], ""));
    assert!(error.to_string().contains("document type"), "{error}");
    let cells = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell></table:table-row>";
    let error = kind(&ods("", &format!("<table:table>{cells}</table:table>")));
    assert!(error.to_string().contains("limit cells"), "{error}");
    let long = format!("<si><t>{}</t></si>", "长".repeat(400_000));
    let shared = r#"<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row></sheetData>"#;
    let error = kind(&book(&[("表", shared)], &[], &long));
    assert!(error.to_string().contains("limit glyphs"), "{error}");
    let old = kind(b"{\\rtf1\\ansi 1}");
    assert!(matches!(
        old.kind(),
        ErrorKind::OldOffice {
            save_as: "docx",
            ..
        }
    ));
    assert!(old.help().contains("soffice"), "{}", old.help());
    for (kind_of, name) in [("spreadsheet", "FODS"), ("text", "FODT")] {
        let flat = format!(
            r#"<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.{kind_of}"/>"#
        );
        assert!(kind(flat.as_bytes()).to_string().contains(name));
    }
    let drawing = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.graphics"),
        ("content.xml", "x"),
        ("META-INF/manifest.xml", "x"),
    ]);
    assert!(kind(&drawing).to_string().contains("ODG"));
    let link = kind("ID;PWXL;N;E\r\nC;Y1;X1;K\"序号\"\r\nE\r\n".as_bytes());
    assert!(link.to_string().contains("SYLK"), "{link}");
    let locked = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "x"),
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
    ]);
    assert_eq!(kind(&locked).kind(), &ErrorKind::EncryptedOffice);
}

/// The same table, saved as XLSX, XLS and ODS (`fixtures/sheets/make.py`).
#[test]
fn every_format_says_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets");
    let open = |name: &str| read(&std::fs::read(folder.join(name)).unwrap());
    let first = open("libreoffice.xlsx");
    assert!(first.items.len() > 4);
    for name in ["libreoffice.xls", "libreoffice.ods"] {
        let other = open(name);
        assert_eq!(rows(&other), rows(&first), "{name}");
        assert!(first.same_content(&other), "{name}");
        assert_eq!(codes(&other), codes(&first), "{name}");
    }
}

#[test]
fn an_xml_spreadsheet_of_excel_2003_is_a_workbook() {
    let cell =
        |kind: &str, data: &str| format!(r#"<Cell><Data ss:Type="{kind}">{data}</Data></Cell>"#);
    let header: String = HEADER.iter().map(|h| cell("String", h)).collect();
    let xml = format!(
        r##"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Styles><Style ss:ID="Default"/><Style ss:ID="f"><NumberFormat ss:Format="Fixed"/></Style>
        <Style ss:ID="s"><Font ss:FontName="Wingdings 2"/></Style><Style ss:ID="w"><Font ss:Color="#FFFFFF"/></Style></Styles>
        <Worksheet ss:Name="草稿"><Table><Row>{}</Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
        <Worksheet ss:Name="表"><Table><Row ss:Index="2">{header}</Row>
        <Row>{}<Cell ss:MergeDown="1"><Data ss:Type="String">区民政局</Data></Cell>{}<Cell ss:StyleID="f"><Data ss:Type="Number">5</Data></Cell></Row>
        <Row>{}<Cell ss:Index="3"><Data ss:Type="String">乙项目</Data></Cell><Cell><ss:Data ss:Type="String"><S>4</S>3<Sup>①</Sup></ss:Data></Cell></Row>
        <Row><Cell><Data ss:Type="Number">3</Data></Cell><Cell ss:StyleID="s"><Data ss:Type="String">R</Data></Cell><Cell><Data ss:Type="String">丙项目</Data></Cell><Cell ss:StyleID="w"><Data ss:Type="Number">9</Data></Cell></Row>
        <Row ss:Hidden="1">{}</Row></Table></Worksheet></Workbook>"##,
        cell("String", "勿发"),
        cell("Number", "1"),
        cell("String", "甲项目"),
        cell("Number", "2"),
        cell("String", "未获批项目"),
    );
    let notice = read(xml.as_bytes());
    assert_eq!(
        rows(&notice),
        [
            "1|区民政局|甲项目|5.00",
            "2|区民政局|乙项目|3^①~4",
            "3|☑|丙项目|"
        ]
    );
    assert_eq!(
        codes(&notice),
        ["sheet.hidden", "sheet.hidden_rows", "sheet.hidden_cells"]
    );
    assert_eq!(notice.source.format, Format::Xls);
}

/// Numbers by chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most.max(1)).unwrap()).unwrap()
    }
}

/// Damages bytes as transmission, faulty writers and attackers do.
fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(3) {
        let at = chance.below(bytes.len());
        let length = chance.below(40).min(bytes.len() - at);
        match chance.below(5) {
            0 => drop(bytes.drain(at..at + length)),
            1 => {
                let again: Vec<u8> = bytes[at..at + length].to_vec();
                bytes.splice(at..at, again);
            }
            2 => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
            3 => {
                // A number that is another, or huge.
                let digits = bytes[at..].iter().position(u8::is_ascii_digit);
                if let Some(digit) = digits {
                    let huge: &[u8] = [
                        b"0".as_slice(),
                        b"4294967295",
                        b"-1",
                        b"1e308",
                        b"99999999999999999999",
                    ][chance.below(5)];
                    bytes.splice(at + digit..=at + digit, huge.iter().copied());
                }
            }
            _ => bytes[at..at + length].fill(0xFF),
        }
        if bytes.is_empty() {
            return;
        }
    }
}

/// `MUTATIONS=20000 cargo test …` tries as many.
#[test]
fn a_damaged_workbook_gives_a_notice_or_an_error() {
    let times: usize = std::env::var("MUTATIONS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(40);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets");
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let forms = ["xlsx", "ods", "xls"];
    let names = ["libreoffice", "covered"].map(|name| forms.map(|form| format!("{name}.{form}")));
    for name in names.iter().flatten() {
        let whole = std::fs::read(folder.join(name)).unwrap();
        let parts: Vec<(String, Vec<u8>)> = match zip::ZipArchive::new(std::io::Cursor::new(&whole))
        {
            Ok(mut zip) => (0..zip.len())
                .map(|index| {
                    let mut file = zip.by_index(index).unwrap();
                    let mut bytes = Vec::new();
                    std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
                    (file.name().unwrap().into_owned(), bytes)
                })
                .collect(),
            Err(_) => Vec::new(),
        };
        for _ in 0..times {
            let mut bytes = whole.clone();
            if parts.is_empty() || chance.below(8) == 0 {
                damage(&mut bytes, &mut chance);
            } else {
                let chosen = chance.below(parts.len());
                let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
                for (index, (name, part)) in parts.iter().enumerate() {
                    let mut part = part.clone();
                    if index == chosen && !part.is_empty() {
                        damage(&mut part, &mut chance);
                    }
                    zip.start_file(name.as_str(), SimpleFileOptions::default())
                        .unwrap();
                    zip.write_all(&part).unwrap();
                }
                bytes = zip.finish().unwrap().into_inner();
            }
            if let Ok(notice) = Parser::default().parse(&bytes) {
                let ledger = &notice.ledger;
                let unplaced: usize = ledger.unplaced.iter().map(|u| u.text.chars().count()).sum();
                let discarded: u64 = ledger.discarded.values().sum();
                assert_eq!(
                    ledger.characters,
                    ledger.placed + discarded + u64::try_from(unplaced).unwrap()
                );
            }
        }
    }
}

#[test]
fn the_main_part_tells_what_a_package_is() {
    let kind = |name: &str| format!("application/vnd.openxmlformats-officedocument.{name}");
    let (sheets, words) = (
        kind("spreadsheetml.sheet.main+xml"),
        kind("wordprocessingml.document.main+xml"),
    );
    let of = |main: &str, kind: &str, more: &str| {
        let types =
            format!(r#"<Types>{more}<Override PartName="/{main}" ContentType="{kind}"/></Types>"#);
        let root = format!(
            r#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="{main}"/></Relationships>"#
        );
        let text =
            "<document><body><p><r><t>某区财政局关于购买服务的通知</t></r></p></body></document>";
        let book = r#"<workbook><sheets><sheet name="表" id="s"/></sheets></workbook>"#;
        let parts = [
            ("[Content_Types].xml", &*types),
            ("_rels/.rels", &*root),
            (main, if main.ends_with("w.xml") { text } else { book }),
            (
                "xl/_rels/b.xml.rels",
                r#"<Relationships><Relationship Id="s" Type="x/worksheet" Target="s.xml"/></Relationships>"#,
            ),
            (
                "xl/s.xml",
                &*format!(
                    "<worksheet>{}</worksheet>",
                    sheet(&[HEADER, &["=1", "区民政局", "甲", "=5"]])
                ),
            ),
        ];
        read(&package(&parts)).source.format
    };
    // A document may hold a workbook, and a workbook a document.
    let default = |extension: &str, kind: &str| {
        format!(r#"<Default Extension="{extension}" ContentType="{kind}"/>"#)
    };
    let holds = default("xlsx", &kind("spreadsheetml.sheet"));
    assert_eq!(of("word/w.xml", &words, &holds), Format::Docx);
    let holds = default("docx", &kind("wordprocessingml.document"));
    assert_eq!(of("xl/b.xml", &sheets, &holds), Format::Xlsx);
    let with_macros = "application/vnd.ms-word.document.macroEnabled.main+xml";
    let holds = default("xlsx", &kind("spreadsheetml.sheet"));
    assert_eq!(of("word/w.xml", with_macros, &holds), Format::Docx);
}
