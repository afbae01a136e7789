//! What the cells of a Word table show beside their text, or hold and do not show.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use putuo_notice::Notice;

use crate::sheets::{package, read, rows, said};

/// A document of one table; a cell is a text or the runs of its paragraph.
fn of(cells: &[&[&str]]) -> Notice {
    let cell = |c: &&str| {
        let runs = if c.starts_with('<') {
            (*c).to_owned()
        } else {
            format!("<r><t>{c}</t></r>")
        };
        match runs.split_once("</tcPr>") {
            Some((properties, runs)) => format!("<tc>{properties}</tcPr><p>{runs}</p></tc>"),
            None => format!("<tc><p>{runs}</p></tc>"),
        }
    };
    let row = |r: &&[&str]| format!("<tr>{}</tr>", r.iter().map(cell).collect::<String>());
    let rows: String = cells.iter().map(row).collect();
    of_body(&format!("<tbl>{rows}</tbl>"))
}

fn of_body(body: &str) -> Notice {
    let document = format!("<document><body>{body}</body></document>");
    read(&package(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#,
        ),
        ("word/document.xml", &document),
    ]))
}

const HEADER: &[&str] = &["序号", "购买主体", "项目名称", "金额（万元）"];

fn with(amount: &str) -> Notice {
    of(&[
        HEADER,
        &["1", "区民政局", "甲", "5"],
        &["2", "区教育局", "乙", amount],
        &["3", "区财政局", "丙", "7"],
    ])
}

fn drawing(placed: &str, size: u32) -> String {
    format!(
        r#"<r><drawing><{placed}><extent cx="{size}" cy="{size}"/><graphic><pic><blip embed="x"/></pic></graphic></{placed}></drawing></r>"#
    )
}

#[test]
fn a_picture_in_place_of_a_value_is_said_there() {
    let old =
        r#"<r><pict><shape style="width:30pt;height:12pt"><imagedata id="x"/></shape></pict></r>"#;
    let object =
        r#"<r><object><shape><imagedata id="x"/></shape><OLEObject ProgID="x"/></object></r>"#;
    for picture in [
        &drawing("inline", 400_000),
        &drawing("anchor", 400_000),
        old,
        object,
    ] {
        let notice = with(picture);
        assert_eq!(rows(&notice)[1], "2|区教育局|乙|", "{picture}");
        let found = said(&notice, "cell.ink_without_text");
        assert_eq!(found, ["/items/1/amount "], "{picture}");
    }
    // Beside a number it may be a digit of it.
    let beside = drawing("inline", 400_000) + "<r><t>30</t></r>";
    let found = said(&with(&beside), "cell.ink_without_text");
    assert_eq!(found, ["/items/1/amount "]);
    // A seal over a number, a picture that no one sees.
    let seal = drawing("anchor", 400_000) + "<r><t>30</t></r>";
    for other in [&seal, &drawing("inline", 9_000)] {
        assert_eq!(said(&with(other), "cell.ink_without_text").len(), 0);
    }
}

#[test]
fn rows_between_tabs_are_rows() {
    let line = |cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(|c| format!("<t>{c}</t>")).collect();
        format!("<p><r>{}</r></p>", cells.join("<tab/>"))
    };
    let notice = of_body(
        &[
            line(&["关于公布项目的通知"]),
            line(&["各单位：", "现予公布。"]),
            line(&["附件"]),
            line(HEADER),
            line(&["1", "区民政局", "甲", "5"]),
            line(&["2", "区教育局", "乙", "6"]),
            line(&["注：以合同为准。"]),
        ]
        .concat(),
    );
    assert_eq!(rows(&notice), ["1|区民政局|甲|5", "2|区教育局|乙|6"]);
    assert_eq!(said(&notice, "table.unread").len(), 0);
}

#[test]
fn charts_and_diagrams_are_said() {
    for inside in ["<chart id=\"x\"/>", "<relIds dm=\"x\"/>"] {
        let drawn = format!(
            "<p><r><drawing><inline><graphic><graphicData>{inside}</graphicData></graphic></inline></drawing></r></p>"
        );
        let notice = of_body(&format!("<p><r><t>关于公布项目的通知</t></r></p>{drawn}"));
        assert_eq!(said(&notice, "docx.object").len(), 1, "{inside}");
    }
}

#[test]
fn letters_of_the_colour_of_their_ground_are_not_seen() {
    let run = |properties: &str| format!("<r><rPr>{properties}</rPr><t>30</t></r>");
    let cell = |fill: &str, colour: &str| {
        format!(
            r#"<tcPr><shd val="clear" fill="{fill}"/></tcPr>{}"#,
            run(&format!(r#"<color val="{colour}"/>"#))
        )
    };
    for hidden in [
        run(r#"<color val="000000"/><highlight val="black"/>"#),
        run(r#"<highlight val="black"/>"#),
        run(r#"<color val="D9D9D9"/><shd val="clear" fill="d9d9d9"/>"#),
        run(r#"<color val="FFFFFF"/>"#),
        run("<vanish/>"),
        cell("000000", "000000"),
    ] {
        let notice = with(&hidden);
        assert_eq!(rows(&notice)[1], "2|区教育局|乙|", "{hidden}");
        let found = said(&notice, "cell.hidden_text");
        assert_eq!(found, ["/items/1/amount "], "{hidden}");
    }
    for seen in [
        run(r#"<highlight val="yellow"/>"#),
        run(r#"<color val="000000"/><shd val="clear" fill="D9D9D9"/>"#),
        // The program's colour turns white on a dark ground.
        run(r#"<color val="auto"/><shd val="clear" fill="000000"/>"#),
        cell("000000", "FFFFFF"),
    ] {
        assert_eq!(rows(&with(&seen))[1], "2|区教育局|乙|30", "{seen}");
    }
}

/// White letters on a ground that is not known: that of a style or a pattern within a cell that is white.
#[test]
fn letters_on_a_ground_of_their_own_are_seen() {
    let white = r#"<r><rPr><color val="FFFFFF"/></rPr><t>30</t></r>"#;
    let grounds = [
        r#"<tbl><tblPr><shd val="pct50" color="1F4E79" fill="FFFFFF"/></tblPr><tr><tc><p>RUN</p></tc></tr></tbl>"#,
        r#"<tbl><tblPr/><tr><tc><tcPr><shd val="pct50" color="1F4E79" fill="FFFFFF"/></tcPr><p>RUN</p></tc></tr></tbl>"#,
        r#"<tbl><tblPr><tblStyle val="s"/></tblPr><tr><tc><p>RUN</p></tc></tr></tbl>"#,
        r#"<p><pPr><shd val="clear" color="auto" fill="auto" themeFill="accent1"/></pPr>RUN</p>"#,
    ];
    for ground in grounds {
        let inner = ground.replace("RUN", white);
        let document = format!(
            r#"<document><body><tbl><tr><tc><tcPr><shd val="clear" fill="FFFFFF"/></tcPr><p><r><t>通知</t></r></p>{inner}<p/></tc></tr></tbl></body></document>"#
        );
        let notice = read(&package(&[
            (
                "_rels/.rels",
                r#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#,
            ),
            ("word/document.xml", &document),
            (
                "word/_rels/document.xml.rels",
                r#"<Relationships><Relationship Id="s" Type="x/styles" Target="styles.xml"/></Relationships>"#,
            ),
            (
                "word/styles.xml",
                r#"<styles><style type="table" styleId="s"><tblStylePr type="firstRow"><tcPr><shd val="clear" fill="1F4E79"/></tcPr></tblStylePr></style></styles>"#,
            ),
        ]));
        let words = serde_json::to_string(&notice).unwrap();
        assert!(words.contains("30"), "{ground}");
    }
}

#[test]
fn an_imprint_in_cells_is_no_table() {
    let imprint: [&[&str]; 2] = [
        &["抄送：区政府办公室。"],
        &["区财政局办公室", "2024年3月18日印发"],
    ];
    let word = of(&imprint);
    let list: [&[&str]; 3] = [
        HEADER,
        &["=1", "区民政局", "甲", "=5"],
        &["=2", "区教育局", "乙", "=7"],
    ];
    let sheet = crate::sheets_layout::of(&list.into_iter().chain(imprint).collect::<Vec<_>>());
    for (notice, rows) in [(word, 0), (sheet, 2)] {
        assert_eq!(crate::sheets::rows(&notice).len(), rows);
        let imprint = notice.imprint.unwrap();
        assert_eq!(imprint.copied_to[0].text, "区政府办公室");
        assert_eq!(imprint.printed_by.unwrap().text, "区财政局办公室");
        assert_eq!(imprint.printed_on.unwrap().raw, "2024年3月18日");
    }
}

#[test]
fn who_signs_in_the_last_rows_of_a_table_is_no_row_of_it() {
    let head = "<p><r><t>关于公布项目的通知</t></r></p><p><r><t>各街道：</t></r></p><p><r><t>现予公布。</t></r></p>";
    let row = |cells: &[&str]| {
        let cell = |c: &&str| format!("<tc><p><r><t>{c}</t></r></p></tc>");
        format!("<tr>{}</tr>", cells.iter().map(cell).collect::<String>())
    };
    let wide = |paragraphs: &[&str]| {
        let all = paragraphs
            .iter()
            .map(|p| format!("<p><r><t>{p}</t></r></p>"));
        let all: String = all.collect();
        format!("<tr><tc><tcPr><gridSpan val=\"4\"/></tcPr>{all}</tc></tr>")
    };
    let (name, day) = ("舟山市普陀区财政局", "2024年3月18日");
    for signed in [wide(&[name, day]), wide(&[name]) + &wide(&[day])] {
        let rows =
            row(HEADER) + &row(&["1", "区民政局", "甲", "5"]) + &row(&["2", "区教育局", "乙", "7"]);
        let notice = of_body(&format!("{head}<tbl>{rows}{signed}</tbl>"));
        assert_eq!(crate::sheets::rows(&notice).len(), 2);
        assert_eq!(notice.signatories[0].text, name);
        assert!(notice.date.is_some());
    }
}

/// A letter may list its projects, each a paragraph or several; beside a table a list says again what it is for.
#[test]
fn a_list_of_projects_is_read_in_a_document_too() {
    let paragraph = |text: &str| format!("<p><r><t>{text}</t></r></p>");
    let head = paragraph("关于下达项目的通知") + &paragraph("现将项目印发给你们。");
    let one = ["甲", "乙"].map(|name| {
        let number = if name == "甲" { 1 } else { 2 };
        paragraph(&format!(
            "{number}.项目名称：{name}；购买主体：区民政局；金额：5万元。"
        ))
    });
    let several = ["1.甲", "2.乙"].map(|name| {
        let parts = [name, "购买主体：区民政局", "金额：5万元"];
        parts.map(paragraph).concat()
    });
    for list in [one.concat(), several.concat()] {
        let notice = of_body(&(head.clone() + &list));
        let projects = notice.items.iter().map(|i| {
            let text = |c: &Option<putuo_notice::CellText>| c.as_ref().unwrap().text.clone();
            let yuan = i.amount.as_ref().unwrap().yuan.unwrap();
            (text(&i.project), text(&i.purchaser), yuan.to_string())
        });
        let own = |name: &str| (name.into(), "区民政局".into(), "50000".into());
        assert_eq!(projects.collect::<Vec<_>>(), [own("甲"), own("乙")]);
        let row = "<tr><tc><p><r><t>甲</t></r></p></tc><tc><p><r><t>5</t></r></p></tc></tr>";
        let names = row.replace('甲', "项目名称").replace('5', "金额（万元）");
        let table = format!("<tbl>{names}{row}</tbl>");
        assert_eq!(of_body(&(head.clone() + &list + &table)).items.len(), 1);
    }
}

/// A first table of one row arranges the page, unless it names columns: the rows may stand in tables of their own.
#[test]
fn the_names_of_columns_may_stand_in_a_table_of_their_own() {
    let cell = |text: &&str| format!("<tc><p><r><t>{text}</t></r></p></tc>");
    let row = |cells: &[&str]| format!("<tr>{}</tr>", cells.iter().map(cell).collect::<String>());
    let table = |rows: String| format!("<tbl>{rows}</tbl><p/>");
    let (one, two) = (["1", "区民政局", "甲", "5"], ["2", "区教育局", "乙", "6"]);
    let names = table(row(HEADER));
    for rest in [
        table(row(&one)) + &table(row(&two)),
        table(row(&one) + &row(&two)),
    ] {
        let notice = of_body(&(names.clone() + &rest));
        assert_eq!(rows(&notice), [one.join("|"), two.join("|")]);
        assert_eq!(notice.items.len(), 2);
    }
}

/// Of alternatives Word shows the first that it knows; what another program calls its own it does not.
#[test]
fn alternatives_of_other_programs_are_not_shown() {
    let of_program = |program: &str| {
        let runs = format!(
            r#"<AlternateContent><Choice Requires="{program}"><r><t>9</t></r></Choice><Fallback><r><t>6</t></r></Fallback></AlternateContent>"#
        );
        rows(&with(&runs))[1].clone()
    };
    assert_eq!(of_program("wpsCustomData"), "2|区教育局|乙|6");
    for own in ["wps", "wp14", "w16se", "wpg wps"] {
        assert_eq!(of_program(own), "2|区教育局|乙|9", "{own}");
    }
}

/// Converters of pages set texts into columns of their own: a name printed over two, of which one is blank, names the other.
#[test]
fn a_blank_column_below_the_name_of_another_is_none() {
    let wide = |text: &str| format!("<tcPr><gridSpan w:val=\"2\"/></tcPr><r><t>{text}</t></r>");
    let header: Vec<String> = HEADER.iter().map(|name| wide(name)).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let (office, project) = (wide("区民政局"), wide("丙"));
    let notice = of(&[
        &header,
        &["1", "", &office, "甲", "", "", "5"],
        &["2", "", &office, "乙", "", "", "6"],
        &["3", "", &office, &project, "", "7"],
    ]);
    assert_eq!(
        rows(&notice),
        ["1|区民政局|甲|5", "2|区民政局|乙|6", "3|区民政局|丙|7"]
    );
    let columns = notice.tables[0].columns.iter();
    let columns: Vec<&str> = columns.map(|c| c.header.as_str()).collect();
    assert_eq!(columns[0], "序号");
    assert_eq!(columns[columns.len() - 1], "金额（万元）");
}

#[test]
fn a_table_in_a_cell_is_said_there_if_it_has_numbers_in_several_cells() {
    let cell = |text: &str| format!("<tc><p><r><t>{text}</t></r></p></tc>");
    let row = |cells: &[&str]| {
        let cells: String = cells
            .iter()
            .map(|c| match c.strip_prefix('<') {
                Some(_) => format!("<tc>{c}<p/></tc>"),
                None => cell(c),
            })
            .collect();
        format!("<tr>{cells}</tr>")
    };
    let table = |rows: &[String]| format!("<tbl>{}</tbl>", rows.concat());
    for (inner, told) in [
        (table(&[row(&["养老", "5"]), row(&["助餐", "6"])]), true),
        (table(&[row(&["养老", "5"])]), true),
        (table(&[row(&["养老"])]), false),
        (table(&[row(&["养老", "助餐"])]), false),
    ] {
        let rows = [
            row(&["购买主体", "项目名称", "金额（万元）"]),
            row(&["区民政局", &inner, "5"]),
            row(&["区教育局", "校园保安", "7"]),
        ];
        let notice = of_body(&table(&rows));
        let found = said(&notice, "cell.table");
        assert_eq!(found.len(), usize::from(told), "{inner}");
        assert!(
            found.iter().all(|f| f.starts_with("/items/0/project")),
            "{found:?}"
        );
    }
}
