//! What the cells of a sheet hold and do not show: letters of the colour of their ground, formats and rules that show nothing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;

use crate::sheets::{codes, hidden, ods_row, package, read, rows, said, sheet};

const HEADER: &[&str] = &["序号", "购买主体", "项目名称", "金额（万元）"];

/// A workbook of one sheet with these styles, and a table's part if there is one.
fn book(styles: &str, xml: &str, table: &str) -> Vec<u8> {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{KIND}/{kind}" Target="{target}"/>"#)
    };
    let types = r#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    let relations = |inner: String| format!("<Relationships>{inner}</Relationships>");
    package(&[
        ("[Content_Types].xml", types),
        (
            "_rels/.rels",
            &relations(relation("a", "officeDocument", "xl/workbook.xml")),
        ),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="表" sheetId="1" r:id="s"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(
                relation("s", "worksheet", "worksheets/s.xml")
                    + &relation("t", "styles", "styles.xml"),
            ),
        ),
        (
            "xl/styles.xml",
            &format!("<styleSheet>{styles}</styleSheet>"),
        ),
        (
            "xl/worksheets/s.xml",
            &format!("<worksheet>{xml}</worksheet>"),
        ),
        (
            "xl/worksheets/_rels/s.xml.rels",
            &relations(if table.is_empty() {
                String::new()
            } else {
                relation("x", "table", "../tables/t.xml")
            }),
        ),
        ("xl/tables/t.xml", table),
    ])
}

/// Fonts: of the program's colour, white, grey. Fills: none, a pattern, white, grey, dark. Style n has the font and fill named
/// here, `dxfs` are the styles that rules lay over cells.
fn styles(dxfs: &str) -> String {
    let colours = [
        "",
        r#"<color rgb="FFFFFFFF"/>"#,
        r#"<color theme="0" tint="-0.05"/>"#,
    ];
    let fonts: String = colours
        .iter()
        .map(|c| format!("<font>{c}</font>"))
        .collect();
    let fills = [
        r#"<patternFill patternType="none"/>"#,
        r#"<patternFill patternType="gray125"/>"#,
        r#"<patternFill patternType="solid"><fgColor indexed="9"/></patternFill>"#,
        r#"<patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill>"#,
        r#"<patternFill patternType="solid"><fgColor theme="1"/></patternFill>"#,
    ];
    let fills: String = fills.iter().map(|f| format!("<fill>{f}</fill>")).collect();
    let xf = |font: u8, fill: u8| format!(r#"<xf numFmtId="0" fontId="{font}" fillId="{fill}"/>"#);
    let all = [(0, 0), (1, 0), (1, 1), (1, 2), (2, 3), (1, 4), (0, 4)];
    let xfs: String = all.iter().map(|(font, fill)| xf(*font, *fill)).collect();
    format!(
        "<fonts>{fonts}</fonts><fills>{fills}</fills><cellXfs>{xfs}</cellXfs><dxfs>{dxfs}</dxfs>"
    )
}

#[test]
fn letters_of_the_colour_of_their_ground_are_not_seen() {
    let rich = r#"<c t="inlineStr"><is><r><t>戊</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr><t>暗记</t></r><r><rPr><b/></rPr><t>项目</t></r></is></c>"#;
    let xml = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲", "=5@1"],
        &["=2", "区民政局", "乙", "=6@2"],
        &["=3", "区民政局", "丙", "=7@3"],
        &["=4", "区民政局", "丁", "=8@4"],
        &["=5", "区民政局", rich, "=9@5"],
        &["=6", "区民政局", "己", "=10@6"],
    ]);
    let notice = read(&book(&styles(""), &xml, ""));
    assert_eq!(
        rows(&notice),
        [
            "1|区民政局|甲|",
            "2|区民政局|乙|6",
            "3|区民政局|丙|",
            "4|区民政局|丁|",
            "5|区民政局|戊项目|9",
            "6|区民政局|己|",
        ]
    );
    assert_eq!(
        hidden(&notice),
        [
            "/items/0/amount D2",
            "/items/2/amount D4",
            "/items/3/amount D5",
            "/items/4/project C6",
            // Letters without a colour of their own are black on black, too.
            "/items/5/amount D7",
        ]
    );
    // A style of tables may paint the ground.
    let table = r#"<table ref="A1:D7"><tableStyleInfo name="TableStyleMedium2"/></table>"#;
    let notice = read(&book(&styles(""), &xml, table));
    assert_eq!(rows(&notice)[0], "1|区民政局|甲|5");
}

/// A cell hidden for two reasons is named once; what is said names all reasons that there are.
#[test]
fn a_hidden_cell_is_named_once() {
    let rich = r#"<c t="inlineStr" s="1"><is><r><rPr><color rgb="FFFFFFFF"/></rPr><t>暗记</t></r><r><rPr><color rgb="FF000000"/></rPr><t>项目</t></r></is></c>"#;
    let cells = sheet(&[
        &["2024年项目表", rich],
        HEADER,
        &["=1", "区民政局", "甲", "=5"],
        &["=2", "区民政局", "乙", "=5"],
    ]);
    let merged = r#"<mergeCells><mergeCell ref="A1:B1"/></mergeCells>"#;
    let notice = read(&book(&styles(""), &format!("{cells}{merged}"), ""));
    let mut found = notice.diagnostics.iter();
    let found = found.find(|d| d.code == "sheet.hidden_cells").unwrap();
    let message = &found.message;
    assert!(message.starts_with("1 cells"), "{message}");
    assert!(message.contains("picture"), "{message}");
}

#[test]
fn rules_lay_another_style_over_cells() {
    let dxfs = r#"<dxf><numFmt numFmtId="170" formatCode=";;;"/></dxf><dxf><font><color rgb="FFFFFFFF"/></font></dxf>
        <dxf><numFmt numFmtId="171" formatCode="0.0&quot;万元&quot;"/></dxf><dxf><fill><patternFill><bgColor rgb="FFFFFF00"/></patternFill></fill></dxf>"#;
    let rule = |range: &str, rule: &str| {
        format!(r#"<conditionalFormatting sqref="{range}">{rule}</conditionalFormatting>"#)
    };
    let rules = [
        rule(
            "D2:D9",
            r#"<cfRule type="cellIs" dxfId="0" priority="1" operator="equal"><formula>0</formula></cfRule><cfRule type="cellIs" dxfId="2" priority="2" operator="greaterThan"><formula>10</formula></cfRule>"#,
        ),
        rule(
            "B2:B9",
            r#"<cfRule type="expression" dxfId="1" priority="3"><formula>B2=B1</formula></cfRule><cfRule type="expression" dxfId="3" priority="4"><formula>LEN(B2)&gt;9</formula></cfRule>"#,
        ),
        rule(
            "C2:C9",
            r#"<cfRule type="expression" dxfId="1" priority="5"><formula>MOD(ROW(),2)=0</formula></cfRule>"#,
        ),
    ];
    let cells = |third: &str| {
        sheet(&[
            HEADER,
            &["=1", "区民政局", "甲", "=5"],
            &["=2", "区民政局", "乙", "=0"],
            &["=3", "区教育局", third, "=12"],
        ])
    };
    let two: String = rules[..2].concat();
    let notice = read(&book(&styles(dxfs), &(cells("丙") + &two), ""));
    assert_eq!(
        rows(&notice),
        [
            "1|区民政局|甲|5",
            "2|区民政局|乙|",
            "3|区教育局|丙|12.0万元"
        ]
    );
    // The name that is not shown again is taken from above.
    assert_eq!(codes(&notice)[0], "sheet.hidden_cells");
    assert!(!codes(&notice).contains(&"cell.conditional"));
    // What is not computed here is said where it would hide something.
    let notice = read(&book(&styles(dxfs), &(cells("丙") + &rules.concat()), ""));
    let said = notice.diagnostics.iter();
    let said: Vec<&str> = said
        .filter(|d| d.code == "cell.conditional")
        .map(|d| d.path.as_str())
        .collect();
    assert_eq!(
        said,
        ["/items/0/project", "/items/1/project", "/items/2/project"]
    );
}

/// The same table, saved as XLSX, XLS and ODS (`fixtures/sheets/make.py`).
#[test]
fn every_format_hides_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets");
    for name in ["unseen.xlsx", "unseen.xls", "unseen.ods"] {
        let notice = read(&std::fs::read(folder.join(name)).unwrap());
        assert_eq!(
            rows(&notice),
            [
                "1|区民政局|海岛助餐|12.5|3|三月十五日|",
                "2|区教育局|课后托管|8||三月十六日|核1",
                "3|区财政局|绩效评价|6.4||三月十七日|",
                "4|区民政局|上门探访|20|5|三月十八日|",
            ],
            "{name}"
        );
        assert_eq!(codes(&notice)[0], "sheet.hidden_cells", "{name}");
    }
}

#[test]
fn an_ods_hides_zeros_where_its_settings_say_so() {
    let cell = |value: &str| {
        format!(
            r#"<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>"#
        )
    };
    let rows_of = [
        ods_row("", HEADER),
        ods_row("", &[&cell("1"), "区民政局", "甲", &cell("5")]),
        ods_row("", &[&cell("2"), "区民政局", "乙", &cell("0")]),
    ]
    .concat();
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="表">{rows_of}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let setting = |zeros: &str| {
        format!(
            r#"<office:document-settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name="表"><config:config-item config:name="ShowZeroValues" config:type="boolean">{zeros}</config:config-item></config:config-item-map-entry></config:config-item-map-named></config:config-item-set></office:document-settings>"#
        )
    };
    let shown = |zeros: &str| {
        let notice = read(&package(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", &content),
            ("settings.xml", &setting(zeros)),
            ("META-INF/manifest.xml", "<manifest/>"),
        ]));
        (rows(&notice)[1].clone(), said(&notice, "cell.hidden_zero"))
    };
    assert_eq!(shown("true"), ("2|区民政局|乙|0".into(), Vec::new()));
    let hidden = vec!["/items/1/amount D3".to_owned()];
    assert_eq!(shown("false"), ("2|区民政局|乙|".into(), hidden));
}

#[test]
fn rows_that_say_who_filled_in_a_form_are_no_rows_of_it() {
    let xml = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲", "=5"],
        &["=2", "区教育局", "乙", "=6"],
        &["合计", "", "", "=11"],
        &["说明：1.资金按季度拨付。"],
        &["2.项目名称以合同为准。"],
        &["填表人：张三", "", "联系电话：", "0580-3010000"],
    ]);
    let notice = read(&book(&styles(""), &xml, ""));
    assert_eq!(notice.items.len(), 2);
    assert_eq!(rows(&notice).len(), 3);
    assert!(notice.ledger.unplaced.is_empty());
}

/// A rule of the sheet.
fn rule(inner: &str) -> String {
    format!(r#"<conditionalFormatting sqref="D2:D4">{inner}</conditionalFormatting>"#)
}

#[test]
fn bars_and_signs_in_place_of_numbers_show_no_numbers() {
    let cells = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲", "=5"],
        &["=2", "区民政局", "乙", "=6"],
        &["=3", "区民政局", "丙", "据实"],
    ]);
    let bar = r#"<cfRule type="dataBar" priority="1"><dataBar showValue="0"><cfvo type="min"/></dataBar></cfRule>"#;
    let signs = r#"<cfRule type="iconSet" priority="1"><iconSet showValue="0"><cfvo type="percent" val="0"/></iconSet></cfRule>"#;
    let newer = r#"<extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="iconSet" priority="1"><x14:iconSet showValue="0"/></x14:cfRule><xm:sqref>D2:D4</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"#;
    let white = newer.replace(
        r#"<x14:cfRule type="iconSet" priority="1"><x14:iconSet showValue="0"/></x14:cfRule>"#,
        r#"<x14:cfRule type="expression" priority="1"><xm:f>D2&lt;7</xm:f><x14:dxf><font><color rgb="FFFFFFFF"/></font></x14:dxf></x14:cfRule>"#,
    );
    for rules in [&rule(bar), &rule(signs), newer, &white] {
        let notice = read(&book(&styles(""), &(cells.clone() + rules), ""));
        assert_eq!(
            rows(&notice),
            ["1|区民政局|甲|", "2|区民政局|乙|", "3|区民政局|丙|据实"],
            "{rules}"
        );
        let found = hidden(&notice);
        assert_eq!(found, ["/items/0/amount D2", "/items/1/amount D3"]);
    }
    // Beside their numbers they say nothing.
    let beside = rule(&bar.replace(r#" showValue="0""#, ""));
    let notice = read(&book(&styles(""), &(cells + &beside), ""));
    assert_eq!(rows(&notice)[0], "1|区民政局|甲|5");
}

#[test]
fn a_number_without_a_format_has_eleven_characters() {
    let cells = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲", "=12.3456789012"],
        &["=2", "区民政局", "乙", "=12.600000000000001"],
        &["=3", "区民政局", "丙", "=123456789.12"],
    ]);
    let notice = read(&book(&styles(""), &cells, ""));
    assert_eq!(
        rows(&notice),
        [
            "1|区民政局|甲|12.3456789",
            "2|区民政局|乙|12.6",
            "3|区民政局|丙|123456789.1"
        ]
    );
    let found = said(&notice, "cell.rounded");
    assert_eq!(found, ["/items/0/amount D2", "/items/2/amount D4"]);
}

/// A zero that is not shown is no sum left open: the sheet hides all, a format its own.
#[test]
fn zeros_that_are_not_shown_are_said() {
    let cells = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲", "=5@1"],
        &["=2", "区民政局", "乙", "=0@1"],
        &["=3", "区民政局", "丙", "=0"],
        // Outside of the table they are nothing.
        &["", "", "", "", "=0@1"],
    ]);
    let styles = r##"<numFmts><numFmt numFmtId="164" formatCode="0.0;-0.0;"/></numFmts><fonts><font/></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>"##;
    let view = r#"<sheetViews><sheetView showZeros="0"/></sheetViews>"#;
    for (view, last, zeros) in [
        ("", "3|区民政局|丙|0", vec!["/items/1/amount D3"]),
        (
            view,
            "3|区民政局|丙|",
            vec!["/items/1/amount D3", "/items/2/amount D4"],
        ),
    ] {
        let notice = read(&book(styles, &format!("{view}{cells}"), ""));
        let row = |n: usize| rows(&notice)[n].clone();
        assert_eq!((row(1), row(2)), ("2|区民政局|乙|".into(), last.into()));
        assert_eq!(said(&notice, "cell.hidden_zero"), zeros);
        assert!(hidden(&notice).is_empty());
    }
}

/// Texts run over into the next cell, numbers are shown as `####`.
#[test]
fn numbers_that_their_column_has_no_room_for_are_said() {
    let cells = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲", "=1234567.25@1"],
        &["=2", "区民政局", "乙", "=12.25@1"],
        &["=3", "区民政局", "丙", "一百二十三万四千五百六十七元"],
        // Made to fit, in small letters, and merged with the next.
        &["=4", "区民政局", "丁", "=1234567.25@2"],
        &["=5", "区民政局", "戊", "=1234567.25@3"],
        &["=6", "区民政局", "己", "=1234567.25@1", ""],
    ]);
    let styles = r#"<fonts><font><sz val="11"/></font><font><sz val="6"/></font></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="4" fontId="0"/><xf numFmtId="4" fontId="0"><alignment shrinkToFit="1"/></xf><xf numFmtId="4" fontId="1"/></cellXfs>"#;
    let with = |columns: &str| {
        let merged = r#"<mergeCells><mergeCell ref="D7:E7"/></mergeCells>"#;
        let notice = read(&book(styles, &format!("{columns}{cells}{merged}"), ""));
        assert_eq!(rows(&notice)[0], "1|区民政局|甲|1,234,567.25");
        said(&notice, "cell.narrow")
    };
    let wide = |width: u8| format!(r#"<cols><col min="4" max="5" width="{width}"/></cols>"#);
    assert!(with(&wide(14)).is_empty());
    assert_eq!(with(&wide(6)), ["/items/0/amount D2"]);
    // Who gave no width has not looked at the sheet.
    let usual = r#"<sheetFormatPr defaultColWidth="6"/>"#;
    assert!(with(usual).is_empty());
}

/// 12.3 under 万元 may be shown of 123000, as is done; under 元 it contradicts what the cell holds.
#[test]
fn a_format_that_divides_by_another_unit_than_is_stated_is_said() {
    let scaled = |unit: &str, code: &str| {
        let header = format!("金额（{unit}）");
        let cells = sheet(&[
            &["序号", "购买主体", "项目名称", &header],
            &["=1", "区民政局", "甲", "=123000@1"],
            &["=2", "区民政局", "乙", "=5"],
        ]);
        let code = code.replace('"', "&quot;");
        let styles = format!(
            r##"<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts><fonts><font/></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>"##
        );
        let notice = read(&book(&styles, &cells, ""));
        let shown = rows(&notice)[0].rsplit('|').next().unwrap().to_owned();
        (shown, !said(&notice, "cell.scaled").is_empty())
    };
    for (unit, code, shown, contradicts) in [
        ("元", "0!.0,", "12.3", true),
        ("万元", "0!.0,", "12.3", false),
        ("元", r#"0!.0,"万元""#, "12.3万元", false),
        ("万元", "#,##0,", "123", true),
        ("千元", "#,##0,", "123", false),
        ("元", "#,##0,", "123", true),
        ("元", "#,##0.00", "123,000.00", false),
    ] {
        assert_eq!(
            scaled(unit, code),
            (shown.into(), contradicts),
            "{unit} {code}"
        );
    }
}

/// Letters of one point are no letters to the eye; a stretch in letters of its own is seen.
#[test]
fn letters_too_small_to_be_seen_are_not_seen() {
    let rich = r#"<c s="1" t="inlineStr"><is><r><rPr><sz val="11"/></rPr><t>6</t></r></is></c>"#;
    let cells = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲", "=5@1"],
        &["=2", "区民政局", "乙", rich],
        &["=3", "区民政局", "丙", "=7@2"],
    ]);
    let styles = r#"<fonts><font/><font><sz val="1"/></font><font><sz val="6"/></font></fonts><cellXfs><xf/><xf fontId="1"/><xf fontId="2"/></cellXfs>"#;
    let notice = read(&book(styles, &cells, ""));
    let own = ["1|区民政局|甲|", "2|区民政局|乙|6", "3|区民政局|丙|7"];
    assert_eq!(rows(&notice), own);
    assert_eq!(hidden(&notice), ["/items/0/amount D2"]);
    let cell = r#"<table:table-cell table:style-name="s" office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>"#;
    let styles = r#"<style:style style:name="s" style:family="table-cell"><style:text-properties fo:font-size="1pt"/></style:style>"#;
    let row = |cell: &str| ods_row("", &["1", "区民政局", "甲", cell]);
    let table = [ods_row("", HEADER), row(cell), row("6")].concat();
    let table = format!(r#"<table:table table:name="表">{table}</table:table>"#);
    let notice = read(&crate::sheets::ods(styles, &table));
    assert_eq!(hidden(&notice), ["/items/0/amount D2"]);
    // A stretch of them within a text.
    let rich =
        r#"<c t="inlineStr"><is><r><t>6</t></r><r><rPr><sz val="1"/></rPr><t>9</t></r></is></c>"#;
    let cells = sheet(&[HEADER, &["=1", "区民政局", "甲", rich]]);
    let notice = read(&book("", &cells, ""));
    assert_eq!(rows(&notice), ["1|区民政局|甲|6"]);
    assert_eq!(hidden(&notice), ["/items/0/amount D2"]);
    let cell = r#"<table:table-cell office:value-type="string"><text:p>6<text:span text:style-name="t">9</text:span></text:p></table:table-cell>"#;
    let styles = styles.replace(
        r#"style:name="s" style:family="table-cell""#,
        r#"style:name="t" style:family="text""#,
    );
    let table = [ods_row("", HEADER), row(cell)].concat();
    let table = format!(r#"<table:table table:name="表">{table}</table:table>"#);
    let notice = read(&crate::sheets::ods(&styles, &table));
    assert_eq!(rows(&notice), ["1|区民政局|甲|6"]);
    assert_eq!(hidden(&notice), ["/items/0/amount D2"]);
}

/// What others would hold stands on sheets without a tab.
#[test]
fn scenarios_of_an_ods_are_no_sheets() {
    let row = |cell: &str| ods_row("", &["1", "区民政局", "甲", cell]);
    let table = |name: &str, sum: &str, more: &str| {
        let rows = [ods_row("", HEADER), row(sum)].concat();
        format!(r#"<table:table table:name="{name}">{more}{rows}</table:table>"#)
    };
    let scenario =
        r#"<table:scenario table:is-active="false" table:scenario-ranges="表.A1:表.D2"/>"#;
    let tables = table("表", "5", "") + &table("方案", "50", scenario);
    let notice = read(&crate::sheets::ods("", &tables));
    assert_eq!(rows(&notice), ["1|区民政局|甲|5"]);
    assert!(codes(&notice).contains(&"sheet.hidden"));
}

/// A column of zeros that are not printed is one decision, not one a row.
#[test]
fn zeros_of_a_column_that_are_not_shown_are_said_once() {
    let row = |n: &'static str| vec![n, "区民政局", "甲", "=0"];
    let cells: Vec<Vec<&str>> = ["=1", "=2", "=3"].into_iter().map(row).collect();
    let mut all: Vec<&[&str]> = vec![HEADER];
    all.extend(cells.iter().map(Vec::as_slice));
    let view = r#"<sheetViews><sheetView showZeros="0"/></sheetViews>"#;
    let notice = read(&book("", &format!("{view}{}", sheet(&all)), ""));
    assert_eq!(
        said(&notice, "cell.hidden_zero"),
        ["/tables/0/columns/3 D2"]
    );
    let found = notice
        .diagnostics
        .iter()
        .find(|d| d.code == "cell.hidden_zero");
    assert!(found.unwrap().message.contains("D2, D3, D4"));
}

/// What a page hides is no doubt beside text that is seen, or without figures.
#[cfg(feature = "html")]
#[test]
fn a_number_that_a_table_saved_as_a_page_does_not_show_is_said() {
    let cell = |text: &str| format!("<td>{text}</td>");
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|c| cell(c)).collect();
        format!("<tr>{cells}</tr>")
    };
    let hidden = |text: &str| format!(r#"<span style="display:none">{text}</span>"#);
    let (white, label) = (r#"<font color="white">5</font>"#, hidden("金额"));
    let beside = hidden("59") + "6";
    for (sum, told) in [
        (white, true),
        (&*hidden("5"), true),
        (&label, false),
        (&beside, false),
    ] {
        let rows =
            row(HEADER) + &row(&["1", "区民政局", "甲", sum]) + &row(&["2", "区教育局", "乙", "7"]);
        let page = format!("<html><head></head><body><table>{rows}</table></body></html>");
        let notice = read(page.as_bytes());
        let found = said(&notice, "cell.hidden_text");
        assert_eq!(found.len(), usize::from(told), "{sum}: {found:?}");
    }
}
