//! What the cells of a sheet hold and other things hide or change: merged cells, rows without height, rules, pictures.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;

use putuo_notice::{Notice, Parser};

use crate::sheets::{codes, hidden, ods_row, package, read, rows, sheet};

const HEADER: &[&str] = &["序号", "购买主体", "项目名称", "金额（万元）"];
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet, which lies in a part of this name, and more parts.
fn book(xml: &str, part: &str, target: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let relations = |inner: &str| format!("<Relationships>{inner}</Relationships>");
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{KIND}/{kind}" Target="{target}"/>"#)
    };
    let root = relations(&relation("a", "officeDocument", "xl/workbook.xml"));
    let rich = relation("b", "rdRichValueStructure", "rich.xml");
    let own = relations(&(relation("s", "worksheet", target) + &rich));
    let sheet = format!("<worksheet>{xml}</worksheet>");
    let types = r#"<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    let mut parts = vec![
        ("[Content_Types].xml", types),
        ("_rels/.rels", root.as_str()),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="表" r:id="s"/></sheets></workbook>"#,
        ),
        ("xl/_rels/workbook.xml.rels", own.as_str()),
        (part, sheet.as_str()),
    ];
    parts.extend_from_slice(more);
    package(&parts)
}

fn of(xml: &str, more: &[(&str, &str)]) -> Notice {
    read(&book(xml, "xl/s.xml", "s.xml", more))
}

/// A workbook as ODF has it, its styles in the part of its cells.
fn ods(styles: &str, rows: &[String]) -> Notice {
    let rows = rows.concat();
    let content = format!(
        r#"<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="表">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    read(&package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest/>"),
    ]))
}

#[test]
fn of_merged_cells_the_first_is_seen() {
    let cells = sheet(&[
        &["2024年项目表", "", "旧标题"],
        HEADER,
        &["=1", "区民政局", "甲", "=5"],
        &["=2", "旧名", "乙", "=6"],
        &["=3", "区教育局", "丙", "=7"],
    ]);
    let merged = |all: &[&str]| -> String {
        let all: String = all
            .iter()
            .map(|r| format!(r#"<mergeCell ref="{r}"/>"#))
            .collect();
        format!("<mergeCells>{all}</mergeCells>")
    };
    let seen = ["1|区民政局|甲|5", "2|区民政局|乙|6", "3|区教育局|丙|7"];
    let notice = of(&(cells.clone() + &merged(&["B3:B4", "A1:D1"])), &[]);
    assert_eq!(rows(&notice), seen);
    let said = &notice.diagnostics[0];
    assert_eq!(said.code, "sheet.hidden_cells");
    assert!(said.message.ends_with("C1, B4"), "{}", said.message);
    // A range that begins under another one covers nothing; the first of two from one cell counts.
    let overlapping = merged(&["B3:B4", "A1:D1", "B4:C4", "A1:A2"]);
    assert_eq!(rows(&of(&(cells + &overlapping), &[])), seen);
}

/// Rows and columns of numbers that no sheet has.
#[test]
fn rows_and_columns_repeated_without_end_are_read() {
    let row = |number: &str| ods_row("", &[number, "区民政局", "甲", "5"]);
    let hidden = r#"<table:table-column table:visibility="collapse" table:number-columns-repeated="4294967295"/>"#;
    let often = r#"table:visibility="collapse" table:number-rows-repeated="4294967295""#;
    let below = ods_row(often, &[]);
    let notice = ods(
        "",
        &[
            format!(r#"<table:table-column table:number-columns-repeated="4"/>{hidden}{hidden}"#),
            ods_row("", HEADER),
            row("1"),
            row("2"),
            below.clone(),
            below,
        ],
    );
    assert_eq!(rows(&notice), ["1|区民政局|甲|5", "2|区民政局|甲|5"]);
    // Blank cells that cover others, and rows of them.
    let spans = r#"<table:table-cell table:number-rows-spanned="2" table:number-columns-repeated="4294967295"/>"#;
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table>{}</table:table></office:spreadsheet></office:body></office:document-content>"#,
        ods_row(r#"table:number-rows-repeated="4294967295""#, &[spans])
    );
    let spanned = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest/>"),
    ]);
    let limit = Parser::default().parse(&spanned).unwrap_err();
    assert!(limit.to_string().contains("cells"), "{limit}");
    let cell = |text: &&str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let row = |cells: &[&str]| cells.iter().map(cell).collect::<String>();
    let notice = read(format!(
        r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table><Row>{}</Row><Row>{}</Row><Row>{}</Row><Row ss:Hidden="1" ss:Index="5" ss:Span="4294967295"/><Row ss:Hidden="1" ss:Index="1" ss:Span="4294967295"/></Table></Worksheet></Workbook>"#,
        row(HEADER), row(&["1", "区民政局", "甲", "5"]), row(&["2", "区民政局", "乙", "5"])
    ).as_bytes());
    assert!(codes(&notice).contains(&"sheet.hidden_rows"));
}

#[test]
fn names_of_parts_may_be_written_in_percent() {
    let xml = sheet(&[
        HEADER,
        &["=1", "区民政局", "甲", "=5"],
        &["=2", "区教育局", "乙", "=6"],
    ]);
    for (part, target) in [
        ("xl/表1.xml", "%E8%A1%A81.xml"),
        ("xl/%e8%a1%a81.xml", "表1.xml"),
        ("xl/a%zz%.xml", "a%zz%.xml"),
    ] {
        let notice = read(&book(&xml, part, target, &[]));
        assert_eq!(rows(&notice).len(), 2, "{part}");
    }
}

#[test]
fn pictures_in_cells_are_said() {
    let cells = |cell: &str| {
        let head = &["序号", "项目名称", "金额（万元）", "照片"];
        sheet(&[head, &["=1", "甲", "=5", cell], &["=2", "乙", "=6", cell]])
    };
    let wps = r#"<c t="str"><f>_xlfn.DISPIMG("ID_0A",1)</f><v>=DISPIMG("ID_0A",1)</v></c>"#;
    let notice = of(&cells(wps), &[]);
    assert_eq!(rows(&notice), ["1|甲|5", "2|乙|6"].map(|r| format!("{r}|")));
    assert_eq!(codes(&notice)[0], "sheet.picture");
    let rich = r#"<c t="e" vm="1"><v>#VALUE!</v></c>"#;
    let structure = r#"<rvStructures><s t="_localImage"/></rvStructures>"#;
    let notice = of(&cells(rich), &[("xl/rich.xml", structure)]);
    assert_eq!(rows(&notice), ["1|甲|5|", "2|乙|6|"]);
    assert_eq!(codes(&notice)[0], "sheet.picture");
    // Other errors are what they are.
    assert_eq!(rows(&of(&cells(rich), &[]))[0], "1|甲|5|#VALUE!");
}

/// The same table, saved as XLSX, XLS and ODS (`fixtures/sheets/make.py`).
#[test]
fn every_format_leaves_out_what_is_covered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets");
    for name in ["covered.xlsx", "covered.xls", "covered.ods"] {
        let notice = read(&std::fs::read(folder.join(name)).unwrap());
        assert_eq!(
            rows(&notice),
            [
                "1|区民政局|海岛助餐|12.5",
                "2|区民政局|上门探访|8",
                "3|区教育局|课后托管|6.4",
                "4|区教育局|研学护航|20",
            ],
            "{name}"
        );
        // One is covered by a merged cell, one not shown in its own.
        assert_eq!(hidden(&notice), [" B3", "/items/3/purchaser B5"], "{name}");
        assert_eq!(
            codes(&notice),
            ["sheet.hidden_cells", "sheet.picture", "sheet.hidden_cells"],
            "{name}"
        );
    }
}

#[test]
fn rows_and_columns_without_size_are_not_seen_in_an_ods() {
    let styles = r##"<style:style style:name="flat" style:family="table-row"><style:table-row-properties style:row-height="0cm"/></style:style>
        <style:style style:name="thin" style:family="table-column"><style:table-column-properties style:column-width="0.00in"/></style:style>
        <style:style style:name="white" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>"##;
    let white = r#"<table:table-cell office:value-type="string"><text:p>乙<text:span text:style-name="white">暗</text:span></text:p></table:table-cell>"#;
    let columns = r#"<table:table-column table:number-columns-repeated="3"/><table:table-column table:style-name="thin"/><table:table-column/>"#;
    let row = |cells: [&str; 4]| ods_row("", &[cells[0], cells[1], cells[2], "内", cells[3]]);
    let notice = ods(
        styles,
        &[
            columns.to_owned(),
            row(["序号", "购买主体", "项目名称", "金额（万元）"]),
            row(["1", "区民政局", "甲", "5"]),
            ods_row(
                r#"table:style-name="flat""#,
                &["9", "某局", "密", "内", "99"],
            ),
            row(["2", "区教育局", white, "6"]),
        ],
    );
    assert_eq!(rows(&notice), ["1|区民政局|甲|5", "2|区教育局|乙|6"]);
    let said = codes(&notice);
    for code in [
        "sheet.hidden_rows",
        "sheet.hidden_columns",
        "sheet.hidden_cells",
    ] {
        assert!(said.contains(&code), "{code}: {said:?}");
    }
}

#[test]
fn an_ods_without_words_shows_what_its_styles_make_of_values() {
    let styles = r#"<number:number-style style:name="N1"><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><number:text>万元</number:text></number:number-style>
        <number:percentage-style style:name="N2"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
        <number:date-style style:name="N3"><number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text></number:date-style>
        <number:number-style style:name="N4P0"><number:number number:decimal-places="0" number:min-integer-digits="1"/><number:text>元</number:text></number:number-style>
        <number:number-style style:name="N4"><number:number number:decimal-places="1" number:min-integer-digits="1" number:display-factor="1000"/><number:text>千元</number:text><style:map style:condition="value()&lt;1000" style:apply-style-name="N4P0"/></number:number-style>
        <number:number-style style:name="N5"><number:scientific-number number:decimal-places="2"/></number:number-style>
        <style:page-layout style:name="p"/>"#;
    let cells: String = (1..=5)
        .map(|n| format!(r#"<style:style style:name="c{n}" style:family="table-cell" style:data-style-name="N{n}"/>"#))
        .collect();
    let number = |style: &str, value: &str| {
        format!(
            r#"<table:table-cell table:style-name="{style}" office:value-type="float" office:value="{value}"/>"#
        )
    };
    let day = r#"<table:table-cell table:style-name="c3" office:value-type="date" office:date-value="2023-05-08"/>"#;
    let row = |sequence: &str, amount: &str, share: &str| {
        let share = number("c2", share).replace("float", "percentage");
        ods_row("", &[sequence, "甲", amount, &share, day])
    };
    let notice = ods(
        &(styles.to_owned() + &cells),
        &[
            ods_row("", &["序号", "项目名称", "金额", "占比", "完成时间"]),
            row("1", &number("c1", "1234.5"), "0.125"),
            row("2", &number("c4", "12500"), "0.5"),
            row("3", &number("c4", "500"), "0.5"),
            row("4", &number("c5", "7.5"), "0.5"),
        ],
    );
    assert_eq!(
        rows(&notice),
        [
            "1|甲|1,234.50万元|12.5%|2023年5月",
            "2|甲|12.5千元|50.0%|2023年5月",
            "3|甲|500元|50.0%|2023年5月",
            "4|甲|7.5|50.0%|2023年5月",
        ]
    );
}

#[test]
fn rules_of_an_ods_hide_and_print() {
    let styles = r##"<number:text-style style:name="N0"/>
        <number:number-style style:name="N1"><number:text>无</number:text></number:number-style>
        <style:style style:name="none" style:family="table-cell" style:data-style-name="N0"/>
        <style:style style:name="word" style:family="table-cell" style:data-style-name="N1"/>
        <style:style style:name="white" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>
        <style:style style:name="a" style:family="table-cell"><style:map style:condition="cell-content()=0" style:apply-style-name="none" style:base-cell-address="表.C2"/><style:map style:condition="cell-content-is-between(90,99)" style:apply-style-name="word" style:base-cell-address="表.C2"/></style:style>
        <style:style style:name="b" style:family="table-cell"><style:map style:condition="is-true-formula([.B2]=[.B1])" style:apply-style-name="white" style:base-cell-address="表.B2"/></style:style>
        <style:style style:name="c" style:family="table-cell"><style:map style:condition="is-true-formula(MOD(ROW();2)=0)" style:apply-style-name="white" style:base-cell-address="表.B2"/></style:style>"##;
    let row = |sequence: &str, style: &str, buyer: &str, amount: &str| {
        let buyer = format!(
            r#"<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{buyer}</text:p></table:table-cell>"#
        );
        let amount = format!(
            r#"<table:table-cell table:style-name="a" office:value-type="float" office:value="{amount}"><text:p>{amount}</text:p></table:table-cell>"#
        );
        ods_row("", &[sequence, &buyer, &amount])
    };
    let notice = ods(
        styles,
        &[
            ods_row("", &["序号", "购买主体", "金额（万元）"]),
            row("1", "b", "区民政局", "5"),
            row("2", "b", "区民政局", "0"),
            row("3", "c", "区教育局", "95"),
        ],
    );
    assert_eq!(
        rows(&notice),
        ["1|区民政局|5", "2|区民政局|", "3|区教育局|无"]
    );
    let said = codes(&notice);
    assert!(said.contains(&"sheet.hidden_cells"), "{said:?}");
    let doubts = notice.diagnostics.iter();
    let doubts: Vec<&str> = doubts
        .filter(|d| d.code == "cell.conditional")
        .map(|d| d.path.as_str())
        .collect();
    assert_eq!(doubts, ["/items/2/purchaser"]);
}

#[test]
fn a_rule_of_an_ods_asks_cells_that_have_none() {
    let styles = r##"<style:style style:name="white" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>
        <style:style style:name="b" style:family="table-cell"><style:map style:condition="is-true-formula([.B3]=[.B2])" style:apply-style-name="white" style:base-cell-address="表.B3"/></style:style>"##;
    let same = r#"<table:table-cell table:style-name="b" office:value-type="string"><text:p>区民政局</text:p></table:table-cell>"#;
    let notice = ods(
        styles,
        &[
            ods_row("", &["序号", "购买主体", "金额（万元）"]),
            ods_row("", &["1", "区民政局", "5"]),
            ods_row("", &["2", same, "6"]),
        ],
    );
    assert_eq!(hidden(&notice), ["/items/1/purchaser B3"]);
}

#[test]
fn what_other_files_held_is_no_sheet_of_an_ods() {
    let table = |name: &str, item: &str| {
        let rows = [
            ods_row("", &["序号", "项目名称", "金额（万元）"]),
            ods_row("", &["1", item, "5"]),
        ];
        format!(
            r#"<table:table table:name="{name}">{}</table:table>"#,
            rows.concat()
        )
    };
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{}<table:dde-links><table:dde-link><office:dde-source/>{}</table:dde-link></table:dde-links></office:spreadsheet></office:body></office:document-content>",
        table("表", "甲"),
        table("旧", "乙"),
    );
    let notice = read(&package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest/>"),
    ]));
    assert_eq!(rows(&notice), ["1|甲|5"]);
}

/// As the program writes rules for which styles have no words, behind the rows.
#[test]
fn rules_behind_the_rows_of_an_ods_hide_too() {
    let styles = r##"<style:style style:name="white_5f_1" style:display-name="white_1" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>"##;
    let condition = |value: &str| {
        format!(
            r#"<calcext:condition calcext:apply-style-name="white_1" calcext:value="{value}" calcext:base-cell-address="表.C2"/>"#
        )
    };
    let entry = r#"<calcext:formatting-entry calcext:show-value="false" calcext:value="0" calcext:type="percent"/>"#;
    let number = r#"<table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>"#;
    let of = |rule: &str| {
        ods(
            styles,
            &[
                ods_row("", &["序号", "项目名称", "金额（万元）"]),
                ods_row("", &["1", "甲", number]),
                ods_row("", &["2", "乙", "据实"]),
                format!(
                    r#"<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="表.C2:表.C3">{rule}</calcext:conditional-format></calcext:conditional-formats>"#
                ),
            ],
        )
    };
    for rule in [
        condition("=5"),
        condition("between(1,5)"),
        condition("formula-is([.C2]&lt;7)"),
        condition("not-contains-text(&quot;据&quot;)"),
        r#"<calcext:data-bar calcext:show-value="false"/>"#.to_owned(),
        format!(r#"<calcext:icon-set calcext:icon-set-type="3Arrows">{entry}</calcext:icon-set>"#),
    ] {
        let notice = of(&rule);
        assert_eq!(rows(&notice), ["1|甲|", "2|乙|据实"], "{rule}");
        assert_eq!(hidden(&notice), ["/items/0/amount C2"], "{rule}");
    }
    let beside = of(r#"<calcext:data-bar calcext:max-length="90"/>"#);
    assert_eq!(rows(&beside), ["1|甲|5", "2|乙|据实"]);
    let doubted = of(&condition("duplicate"));
    let said = codes(&doubted);
    assert!(said.contains(&"cell.conditional"), "{said:?}");
}

#[test]
fn what_holds_paragraphs_in_a_cell_of_an_ods_is_read_and_white_numbers_are_not_seen() {
    let styles = r##"<number:number-style style:name="N"><style:text-properties fo:color="#ffffff"/><number:number number:decimal-places="1" number:min-integer-digits="1"/></number:number-style>
        <style:style style:name="c" style:family="table-cell" style:data-style-name="N"/>"##;
    let list = "<table:table-cell><text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list></table:table-cell>";
    let within = "<table:table-cell><table:table><table:table-row><table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row></table:table></table:table-cell>";
    let white = r#"<table:table-cell table:style-name="c" office:value-type="float" office:value="6"><text:p>6.0</text:p></table:table-cell>"#;
    let notice = ods(
        styles,
        &[
            ods_row("", &["序号", "项目名称", "金额（万元）"]),
            ods_row("", &["1", list, "5"]),
            ods_row("", &["2", within, white]),
        ],
    );
    assert_eq!(rows(&notice), ["1|甲|5", "2|乙|"]);
    assert_eq!(hidden(&notice), ["/items/1/amount C3"]);
}

#[test]
fn letters_in_fonts_of_signs_are_the_signs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets");
    for name in ["signs.xlsx", "signs.xls", "signs.ods"] {
        let notice = read(&std::fs::read(folder.join(name)).unwrap());
        assert_eq!(
            rows(&notice),
            [
                "1|区民政局|海岛助餐1期|5|☑",
                "2|区民政局|海岛助餐2期|10|✓",
                "3|区民政局|海岛助餐3期|15|R",
                "4|区民政局|上门探访|8|☑R类",
            ],
            "{name}"
        );
    }
}
