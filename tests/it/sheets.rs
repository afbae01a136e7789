//! Sheets, read as a person sees them. Each file is written here in its own XML, so that a case shows what it is about;
//! those of `fixtures/sheets` were saved by spreadsheet programs.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod formats;

use std::io::Write as _;
use std::path::Path;

pub(crate) use formats::ods;
pub(crate) use formats::ods_row;
use putuo_notice::{Diagnostic, ErrorKind, Format, Location, Notice, Parser};
use zip::write::SimpleFileOptions;

/// A package of parts.
pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;

const ROOT: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// Styles 1 and up have these formats; style 0 is General. Behind a colon may stand `strike` or `superscript`.
fn styles(formats: &[&str]) -> String {
    let (mut codes, mut fonts, mut styles) = (
        String::new(),
        String::from("<font/>"),
        String::from(r#"<xf numFmtId="0" fontId="0"/>"#),
    );
    for (index, format) in formats.iter().enumerate() {
        let (code, look) = format.split_once("::").unwrap_or((format, ""));
        let id = match code.strip_prefix('#').and_then(|n| n.parse::<u16>().ok()) {
            Some(id) => id,
            None => {
                let code = code
                    .replace('&', "&amp;")
                    .replace('"', "&quot;")
                    .replace('<', "&lt;")
                    .replace('>', "&gt;");
                let id = 164 + u16::try_from(index).unwrap();
                codes.push_str(&format!(r#"<numFmt numFmtId="{id}" formatCode="{code}"/>"#));
                id
            }
        };
        fonts.push_str(match look {
            "strike" => "<font><strike/></font>",
            "superscript" => r#"<font><vertAlign val="superscript"/></font>"#,
            _ => "<font/>",
        });
        styles.push_str(&format!(r#"<xf numFmtId="{id}" fontId="{}"/>"#, index + 1));
    }
    format!(
        "<styleSheet><numFmts>{codes}</numFmts><fonts>{fonts}</fonts><cellXfs>{styles}</cellXfs></styleSheet>"
    )
}

/// A workbook of sheets, each its name, with `!` before it if it is hidden, and its XML.
pub(crate) fn book(sheets: &[(&str, &str)], formats: &[&str], strings: &str) -> Vec<u8> {
    let (mut list, mut relations) = (String::new(), String::new());
    let mut parts: Vec<(String, String)> = Vec::new();
    for (index, (name, xml)) in sheets.iter().enumerate() {
        let (state, name) = name
            .strip_prefix('!')
            .map_or(("visible", *name), |n| ("hidden", n));
        list.push_str(&format!(
            r#"<sheet name="{name}" sheetId="{index}" state="{state}" r:id="s{index}"/>"#
        ));
        relations.push_str(&format!(
            r#"<Relationship Id="s{index}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/s{index}.xml"/>"#
        ));
        parts.push((
            format!("xl/worksheets/s{index}.xml"),
            format!("<worksheet>{xml}</worksheet>"),
        ));
    }
    for part in ["styles", "sharedStrings"] {
        relations.push_str(&format!(
            r#"<Relationship Id="{part}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{part}" Target="/xl/{part}.xml"/>"#
        ));
    }
    let all = [
        ("[Content_Types].xml".to_owned(), TYPES.to_owned()),
        ("_rels/.rels".to_owned(), ROOT.to_owned()),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook><sheets>{list}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships>{relations}</Relationships>"),
        ),
        ("xl/styles.xml".to_owned(), styles(formats)),
        (
            "xl/sharedStrings.xml".to_owned(),
            format!("<sst>{strings}</sst>"),
        ),
    ];
    let parts: Vec<(&str, &str)> = all
        .iter()
        .chain(&parts)
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    package(&parts)
}

/// Rows of cells: a text, a number after `=` with its style after `@`, or XML. A row may begin with attributes and a colon.
pub(crate) fn sheet(rows: &[&[&str]]) -> String {
    let mut out = String::from("<sheetData>");
    for (index, row) in rows.iter().enumerate() {
        let (attributes, cells) = match row.split_first() {
            Some((first, rest)) if first.starts_with("row ") => {
                (first.strip_prefix("row ").unwrap(), rest)
            }
            _ => ("", *row),
        };
        out.push_str(&format!(r#"<row r="{}" {attributes}>"#, index + 1));
        for (col, cell) in cells.iter().enumerate() {
            let at = format!(
                "{}{}",
                char::from(b'A' + u8::try_from(col).unwrap()),
                index + 1
            );
            if let Some(number) = cell.strip_prefix('=') {
                let (number, style) = number.split_once('@').unwrap_or((number, "0"));
                out.push_str(&format!(r#"<c r="{at}" s="{style}"><v>{number}</v></c>"#));
            } else if let Some(xml) = cell.strip_prefix("<c") {
                out.push_str(&format!(r#"<c r="{at}"{xml}"#));
            } else if !cell.is_empty() {
                out.push_str(&format!(
                    r#"<c r="{at}" t="inlineStr"><is><t>{cell}</t></is></c>"#
                ));
            }
        }
        out.push_str("</row>");
    }
    out + "</sheetData>"
}

const HEADER: &[&str] = &["序号", "购买主体", "项目名称", "金额（万元）"];

pub(crate) fn read(bytes: &[u8]) -> Notice {
    Parser::default().parse(bytes).unwrap()
}

/// The rows of all tables as strings; marks behind ^, struck words behind ~.
pub(crate) fn rows(notice: &Notice) -> Vec<String> {
    let cell = |c: &putuo_notice::CellText| {
        let marks: String = c.marks.iter().map(|m| format!("^{m}")).collect();
        let struck: String = c.struck.iter().map(|s| format!("~{s}")).collect();
        format!("{}{marks}{struck}", c.text)
    };
    let row = |r: &putuo_notice::Row| r.cells.iter().map(cell).collect::<Vec<_>>().join("|");
    notice
        .tables
        .iter()
        .flat_map(|t| t.rows.iter().map(row))
        .collect()
}

/// Where what is not shown is said: the value's path and the cell.
pub(crate) fn hidden(notice: &Notice) -> Vec<String> {
    said(notice, "sheet.hidden_cells")
}

/// Where a code is said: the value's path and the cell.
pub(crate) fn said(notice: &Notice, code: &str) -> Vec<String> {
    let found = notice.diagnostics.iter().filter(|d| d.code == code);
    let place = |d: &Diagnostic| match &d.location {
        Some(Location::Cell { cell, .. }) => cell.clone(),
        _ => String::new(),
    };
    found.map(|d| format!("{} {}", d.path, place(d))).collect()
}

pub(crate) fn codes(notice: &Notice) -> Vec<&str> {
    notice.diagnostics.iter().map(|d| d.code.as_ref()).collect()
}

/// The amount cell of one row with this cell in it.
fn amount(cell: &str, formats: &[&str], strings: &str) -> (String, Option<String>, Vec<String>) {
    let xml = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲项目", cell],
        &["=2", "区民政局", "乙项目", "=3"],
    ]);
    let notice = read(&book(&[("附件1", &xml)], formats, strings));
    let cell = rows(&notice)[0].split('|').nth(3).unwrap().to_owned();
    let yuan = notice.items[0]
        .amount
        .as_ref()
        .and_then(|a| a.yuan)
        .map(|y| y.to_string());
    let codes = codes(&notice).into_iter().map(str::to_owned).collect();
    (cell, yuan, codes)
}

#[test]
fn a_cell_is_what_its_format_shows() {
    for (cell, format, text, yuan) in [
        ("=5@1", "0.00", "5.00", "50000"),
        ("=5@1", "0.0\"万元\"", "5.0万元", "50000"),
        ("=12.600000000000001", "", "12.6", "126000"),
        (
            "=50000@1",
            "[>=10000]0!.0,\"万元\";0\"元\"",
            "5.0万元",
            "50000",
        ),
        (
            "=30000@1",
            "[DBNum2][$-804]General\"元整\"",
            "叁万元整",
            "30000",
        ),
        ("=1234.5@1", "#43", "1,234.50", "12345000"),
        ("=5@1", "[Red]0.0_);(0.0)", "5.0", "50000"),
    ] {
        let (found, sum, codes) = amount(cell, &[format], "");
        assert_eq!(
            (found.as_str(), sum.as_deref()),
            (text, Some(yuan)),
            "{cell} {format}"
        );
        assert!(codes.is_empty(), "{codes:?}");
    }
}

#[test]
fn what_is_rounded_or_cannot_be_printed_is_said() {
    let (text, yuan, codes) = amount("=12.3534@1", &["0.00"], "");
    assert_eq!((text.as_str(), yuan.as_deref()), ("12.35", Some("123500")));
    assert_eq!(codes, ["cell.rounded"]);
    let (text, _, codes) = amount("=-5@1", &["[>=0]0.0"], "");
    assert_eq!(
        (text.as_str(), codes.contains(&"cell.format".to_owned())),
        ("-5", true)
    );
    let (text, yuan, codes) = amount("<c><f>1+1</f><v></v></c>", &[], "");
    assert_eq!((text.as_str(), yuan), ("", None));
    assert!(codes.contains(&"cell.uncomputed".to_owned()), "{codes:?}");
}

#[test]
fn struck_words_and_raised_signs_stand_beside_the_text() {
    let strings = r#"<si><r><rPr><strike/></rPr><t>15</t></r><r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>①</t></r></si>
        <si><t>12</t><rPh sb="0" eb="1"><t>じゅう</t></rPh></si><si><r><rPr><strike val="0"/></rPr><t>7</t></r></si>"#;
    let shared = |index: usize| format!(r#"<c t="s"><v>{index}</v></c>"#);
    let (text, yuan, _) = amount(&shared(0), &[], strings);
    assert_eq!(
        (text.as_str(), yuan.as_deref()),
        ("12^①~15", Some("120000"))
    );
    assert_eq!(amount(&shared(1), &[], strings).0, "12");
    assert_eq!(amount(&shared(2), &[], strings).0, "7");
    // The font of a stretch counts, not that of its cell, which LibreOffice takes from the first.
    let style = ["0::strike"];
    let cell = r#"<c t="s" s="1"><v>0</v></c>"#;
    let strings =
        r#"<si><r><rPr><strike/></rPr><t>15</t></r><r><rPr><sz val="10"/></rPr><t>12</t></r></si>"#;
    let (text, yuan, _) = amount(cell, &style, strings);
    assert_eq!((text.as_str(), yuan.as_deref()), ("12~15", Some("120000")));
    let strings = r#"<si><r><t>15</t></r><r><rPr><sz val="10"/></rPr><t>12</t></r></si>"#;
    assert_eq!(amount(cell, &style, strings).0, "12~15");
    // Square metres are no mark.
    let unit =
        r#"<si><r><t>30m</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si>"#;
    assert_eq!(amount(&shared(0), &[], unit).0, "30m2");
    // A whole cell that is struck holds nothing.
    let (text, yuan, codes) = amount("=12@1", &["0::strike"], "");
    assert_eq!((text.as_str(), yuan), ("", None));
    assert!(codes.contains(&"text.struck".to_owned()), "{codes:?}");
}

/// A row of which nothing is left is no item, and that is said.
#[test]
fn a_row_that_is_struck_whole_is_left_out_and_said() {
    let text = |t: &str| format!(r#"<c t="inlineStr" s="1"><is><t>{t}</t></is></c>"#);
    let (organ, project) = (text("区教育局"), text("乙"));
    let gone = ["=2@1", &organ, &project, "=6@1"];
    let xml = sheet(&[HEADER, &["=1", "区民政局", "甲", "=5"], &gone]);
    let notice = putuo_notice::parse_notice(book(&[("表", &xml)], &["0::strike"], "")).unwrap();
    assert_eq!(notice.items.len(), 1);
    let said: Vec<&str> = notice
        .diagnostics
        .iter()
        .map(|d| d.message.as_str())
        .collect();
    assert!(said[0].ends_with("2 | 区教育局 | 乙 | 6"), "{said:?}");
}

#[test]
fn a_format_prints_round_a_text_of_several_stretches() {
    let rich = r#"<c t="inlineStr" s="1"><is><r><t>按实</t></r><r><rPr><b/></rPr><t>结算</t></r></is></c>"#;
    for (code, text) in [
        (r#"0;0;0;"（"@"）""#, "（按实结算）"),
        (r#"0;0;0;"另行通知""#, "另行通知"),
        ("0.00", "按实结算"),
    ] {
        assert_eq!(amount(rich, &[code], "").0, text, "{code}");
    }
    let (text, _, codes) = amount(rich, &[";;;"], "");
    assert_eq!(
        (text.as_str(), codes),
        ("", vec!["sheet.hidden_cells".to_owned()])
    );
}

#[test]
fn numbers_that_a_format_prints_in_white_are_not_seen() {
    for code in ["[White]0.00", "0.00;[白色]-0.00", "[<10][Color2]0;0"] {
        let number = if code.contains('-') { "=-5@1" } else { "=5@1" };
        let (text, _, codes) = amount(number, &[code], "");
        assert_eq!(text, "", "{code}");
        assert!(
            codes.contains(&"sheet.hidden_cells".to_owned()),
            "{codes:?}"
        );
    }
    assert_eq!(amount("=12@1", &["[<10][Color2]0;0"], "").0, "12");
}

#[test]
fn bytes_that_are_no_characters_are_said() {
    let (text, _, codes) = amount("按\u{fffd}结算", &[], "");
    assert_eq!(text, "按\u{fffd}结算");
    assert!(
        codes.contains(&"source.undecodable".to_owned()),
        "{codes:?}"
    );
}

#[test]
fn a_text_that_the_file_does_not_hold_is_said() {
    let (text, _, codes) = amount(r#"<c t="s"><v>7</v></c>"#, &[], "<si><t>甲</t></si>");
    assert_eq!(text, "");
    assert!(codes.contains(&"cell.lost_text".to_owned()), "{codes:?}");
}

#[test]
fn other_kinds_of_cells() {
    for (cell, text) in [
        (r#"<c t="str"><f>A1</f><v>按实结算</v></c>"#, "按实结算"),
        (r#"<c t="e"><v>#DIV/0!</v></c>"#, "#DIV/0!"),
        (r#"<c t="b"><v>1</v></c>"#, "TRUE"),
        (
            r#"<c t="inlineStr"><is><t>3_x000D_
万元</t></is></c>"#,
            "3万元",
        ),
        (
            r#"<c t="d" s="1"><v>2023-04-11T00:00:00</v></c>"#,
            "2023年4月11日",
        ),
        (r#"<c t="str"><f>""</f><v></v></c>"#, ""),
        ("<c/>", ""),
    ] {
        assert_eq!(amount(cell, &["#31"], "").0, text, "{cell}");
    }
}

#[test]
fn what_is_hidden_is_left_out_and_said() {
    let xml = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲项目", "=5"],
        &[r#"row hidden="1""#, "=9", "区民政局", "未获批项目", "=99"],
        &[
            r#"row ht="0" customHeight="1""#,
            "=9",
            "区民政局",
            "未获批项目",
            "=99",
        ],
        &["=2", "区财政局", "乙项目", "=3"],
    ]);
    let columns = r#"<cols><col min="2" max="2" width="9" hidden="1"/></cols>"#;
    let hidden = sheet(&[HEADER, &["=1", "草稿", "草稿", "=1"]]);
    let bytes = book(
        &[("!草稿", &hidden), ("表", &format!("{columns}{xml}"))],
        &[],
        "",
    );
    let notice = read(&bytes);
    assert_eq!(rows(&notice), ["1|甲项目|5", "2|乙项目|3"]);
    assert_eq!(
        codes(&notice)[..3],
        ["sheet.hidden", "sheet.hidden_rows", "sheet.hidden_columns"]
    );
    // Dragged together all but shut, they are as good as hidden.
    let shut = |text: &str| {
        let row = text.replace(r#"ht="0""#, r#"ht="1.5""#);
        row.replace(r#"width="9" hidden="1""#, r#"width="0.3""#)
    };
    let sheets = [("表", &*shut(&format!("{columns}{xml}")))];
    let notice = read(&book(&sheets, &[], ""));
    assert_eq!(rows(&notice), ["1|甲项目|5", "2|乙项目|3"]);
    assert_eq!(
        codes(&notice)[..2],
        ["sheet.hidden_rows", "sheet.hidden_columns"]
    );
    // Rows that the file does not speak of are hidden with this.
    let zero = format!(r#"<sheetFormatPr zeroHeight="1"/>{xml}"#);
    assert_eq!(rows(&read(&book(&[("表", &zero)], &[], ""))).len(), 2);
}

#[test]
fn zeros_of_a_program_that_computes_nothing_are_no_values() {
    let xml = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲项目", "<c><f>2*3</f><v>0</v></c>"],
        &["=2", "区民政局", "乙项目", "=3"],
    ]);
    let with = |calc: &str, xml: &str| {
        let parts = [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", ROOT),
            (
                "xl/workbook.xml",
                &*format!(
                    r#"<workbook><sheets><sheet name="表" r:id="s"/></sheets><calcPr {calc}/></workbook>"#
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<Relationships><Relationship Id="s" Type="x/worksheet" Target="s.xml"/></Relationships>"#,
            ),
            ("xl/s.xml", &*format!("<worksheet>{xml}</worksheet>")),
        ];
        let notice = read(&package(&parts));
        (
            rows(&notice)[0].clone(),
            codes(&notice).contains(&"cell.uncomputed"),
        )
    };
    assert_eq!(
        with(r#"fullCalcOnLoad="1""#, &xml),
        ("1|区民政局|甲项目|".into(), true)
    );
    assert_eq!(with("", &xml), ("1|区民政局|甲项目|0".into(), false));
    let computed = xml
        .replace("=3", "<c><f>1+2</f><v>3</v></c>")
        .replace(r#"<v>3</v>"#, r#"<f>1+2</f><v>3</v>"#);
    assert_eq!(
        with(r#"fullCalcOnLoad="1""#, &computed),
        ("1|区民政局|甲项目|0".into(), false)
    );
}

#[test]
fn zeros_may_be_hidden_and_names_of_parts_written_otherwise() {
    let view = r#"<sheetViews><sheetView showZeros="0"/></sheetViews>"#;
    let xml = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲项目", "=0"],
        &["=2", "区民政局", "乙项目", "=3"],
    ]);
    let bytes = book(&[("表", &format!("{view}{xml}"))], &[], "");
    assert_eq!(rows(&read(&bytes))[0], "1|区民政局|甲项目|");
    let text = |old: &str, new: &str| -> Vec<u8> {
        let mut bytes = bytes.clone();
        let (old, new) = (old.as_bytes(), new.as_bytes());
        for at in 0..bytes.len() - old.len() {
            if &bytes[at..at + old.len()] == old {
                bytes[at..at + old.len()].copy_from_slice(new);
            }
        }
        bytes
    };
    assert_eq!(
        rows(&read(&text(
            "xl/worksheets/s0.xml",
            "xl\\Worksheets\\s0.xml"
        )))
        .len(),
        2
    );
}

#[test]
fn a_merged_cell_shows_where_its_first_row_is_hidden() {
    let xml = sheet(&[
        HEADER,
        &[r#"row hidden="1""#, "=1", "区民政局", "未获批项目", "=5"],
        &["=2", "", "甲项目", "=5"],
        &["=3", "区财政局", "乙项目", "=3"],
    ]);
    let merged = format!(r#"{xml}<mergeCells><mergeCell ref="B2:B3"/></mergeCells>"#);
    let notice = read(&book(&[("表", &merged)], &[], ""));
    assert_eq!(notice.items[0].purchaser.as_ref().unwrap().text, "区民政局");
    assert_eq!(rows(&notice).len(), 2);
}

#[test]
fn the_title_over_a_table_is_the_tables() {
    let titled = sheet(&[
        &["2024年政府购买服务项目表"],
        &["单位：万元", "", "填报单位：区民政局"],
        &["填表日期：2024年5月6日"],
        &["序号", "购买主体", "项目名称", "金额"],
        &["=1", "区民政局", "甲项目", "=5"],
        &["=2", "区民政局", "乙项目", "=3"],
        &["注：按实结算。"],
    ]);
    let notice = read(&book(&[("表", &titled)], &[], ""));
    assert_eq!(notice.title, None);
    assert!(notice.body.is_empty() && notice.signatories.is_empty() && notice.date.is_none());
    let title = notice.tables[0].title.as_ref().unwrap();
    assert!(
        title.text.starts_with("2024年政府购买服务项目表"),
        "{title:?}"
    );
    assert_eq!(
        notice.items[1]
            .amount
            .as_ref()
            .unwrap()
            .yuan
            .unwrap()
            .to_string(),
        "30000"
    );
    let said: Vec<&str> = notice.remarks.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(
        said,
        [
            "填报单位：区民政局",
            "填表日期：2024年5月6日",
            "注：按实结算。"
        ]
    );
    assert!(codes(&notice).is_empty(), "{:?}", codes(&notice));
    assert_eq!(notice.source.format, Format::Xlsx);
    let place = Location::Cell {
        sheet: "表".into(),
        cell: "C5".into(),
    };
    assert_eq!(notice.items[0].project.as_ref().unwrap().locations, [place]);
}

#[test]
fn every_sheet_is_a_table_and_instructions_are_notes() {
    let table = |label: &str, title: &str, project: &str| {
        sheet(&[
            &[label],
            &[title],
            HEADER,
            &["=1", "区民政局", project, "=5"],
            &["=2", "区民政局", "乙项目", "=3"],
        ])
    };
    let first = table("附件1", "新增项目表", "甲项目");
    let second = table("附件2", "延续项目表", "丙项目");
    let help = sheet(&[
        &["填报说明"],
        &["1.金额以万元为单位。"],
        &["2.购买主体须填写全称。"],
    ]);
    let bytes = book(
        &[
            ("说明", &help),
            ("一", &first),
            ("空", "<sheetData/>"),
            ("二", &second),
        ],
        &[],
        "",
    );
    let notice = read(&bytes);
    let titles: Vec<&str> = notice
        .attachments
        .iter()
        .map(|a| a.title.as_ref().unwrap().text.as_str())
        .collect();
    assert_eq!(titles, ["新增项目表", "延续项目表"]);
    assert_eq!(notice.tables.len(), 2);
    assert_eq!(notice.items.len(), 4);
    assert!(notice.body.is_empty() && notice.title.is_none());
}

#[test]
fn blank_rows_and_columns_are_no_part_of_a_table() {
    let xml = sheet(&[
        &[],
        &["", "", "附件"],
        &["", "", "2024年项目表"],
        &[],
        &["", "", "序号", "购买主体", "", "项目名称", "金额（万元）"],
        &["", "", "=1", "区民政局", "", "甲项目", "=5"],
        &[],
        &["", "", "=2", "区民政局", "", "乙项目", "=3"],
        &[],
        &["", "", "注：按实结算。"],
    ]);
    let far = xml.replace("</sheetData>", r#"<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row></sheetData>"#);
    let notice = read(&book(&[("表", &far)], &[], ""));
    assert_eq!(
        rows(&notice),
        ["1|区民政局|甲项目|5", "2|区民政局|乙项目|3"]
    );
    assert_eq!(notice.attachments[0].notes[0].text, "注：按实结算。");
}

#[test]
fn boxes_over_the_cells_are_read_beside_them() {
    let xml = sheet(&[
        &[],
        &[],
        HEADER,
        &["=1", "区民政局", "甲项目", "=5"],
        &["=2", "区民政局", "乙项目", "=3"],
    ]);
    let shape = |row: u32, text: &str, hidden: &str| {
        format!(
            r#"<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>{row}</xdr:row></xdr:from><xdr:to><xdr:col>5</xdr:col><xdr:row>9</xdr:row></xdr:to>
            <xdr:sp><xdr:nvSpPr><xdr:cNvPr name="a"{hidden}/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"#
        )
    };
    let drawing = format!(
        "<xdr:wsDr>{}{}{}</xdr:wsDr>",
        shape(0, "2024年项目表", ""),
        shape(3, "本表由区财政局制作", ""),
        shape(0, "草稿", " hidden=\"1\"")
    );
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="表" r:id="s"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="s" Type="x/worksheet" Target="s.xml"/></Relationships>"#,
        ),
        ("xl/s.xml", &*format!("<worksheet>{xml}</worksheet>")),
        (
            "xl/_rels/s.xml.rels",
            r#"<Relationships><Relationship Id="d" Type="x/drawing" Target="d.xml"/></Relationships>"#,
        ),
        ("xl/d.xml", &drawing),
    ];
    let notice = read(&package(&parts));
    assert_eq!(rows(&notice).len(), 2);
    assert_eq!(
        notice.tables[0].title.as_ref().unwrap().text,
        "2024年项目表"
    );
    assert_eq!(notice.remarks[0].text, "本表由区财政局制作");
    let table = format!(
        r#"<table:table table:name="表"><table:shapes><draw:frame><draw:text-box><text:p>本表由区财政局</text:p><text:p>制作</text:p></draw:text-box></draw:frame></table:shapes>{}{}{}</table:table>"#,
        ods_row("", HEADER),
        ods_row("", &["1", "区民政局", "甲项目", "5"]),
        ods_row("", &["2", "区民政局", "乙项目", "3"]),
    );
    let notice = read(&ods("", &table));
    assert_eq!(rows(&notice).len(), 2);
    assert_eq!(
        notice
            .remarks
            .iter()
            .map(|r| r.text.as_str())
            .collect::<String>(),
        "本表由区财政局制作"
    );
}

#[test]
fn two_tables_on_a_sheet_are_two() {
    let xml = sheet(&[
        &["附件1"],
        &["甲类项目表"],
        HEADER,
        &["=1", "区民政局", "甲项目", "=5"],
        &["=2", "区民政局", "乙项目", "=3"],
        &[],
        &["附件2"],
        &["乙类项目表"],
        &["序号", "项目名称", "承接主体", "金额（元）"],
        &["=1", "丙项目", "某某中心", "=500"],
        &["=2", "丁项目", "某某中心", "=300"],
    ]);
    let notice = read(&book(&[("表", &xml)], &[], ""));
    assert_eq!(notice.tables.len(), 2);
    assert_eq!(
        notice.items[2]
            .amount
            .as_ref()
            .unwrap()
            .yuan
            .unwrap()
            .to_string(),
        "500"
    );
    let titles: Vec<&str> = notice
        .attachments
        .iter()
        .map(|a| a.title.as_ref().unwrap().text.as_str())
        .collect();
    assert_eq!(titles, ["甲类项目表", "乙类项目表"]);
}
