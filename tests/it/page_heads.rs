//! What the pages of an office file say at their head and foot: it is no part of the notice, but for a unit of sums that is stated
//! nowhere else.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;

use putuo_notice::Notice;

use crate::sheets::{book, package, read, rows, sheet};

const HEADER: &[&str] = &["序号", "购买主体", "项目名称", "金额"];

fn yuan(notice: &Notice) -> Vec<String> {
    let sums = notice.items.iter().map(|i| i.amount.as_ref()?.yuan);
    sums.map(|y| y.map_or_else(|| "-".to_owned(), |y| y.to_string()))
        .collect()
}

/// The same table, saved as XLSX, XLS and ODS (`fixtures/sheets/make.py`).
#[test]
fn a_unit_at_the_head_of_a_sheets_pages_is_that_of_its_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets");
    for name in ["heads.xlsx", "heads.xls", "heads.ods"] {
        let notice = read(&std::fs::read(folder.join(name)).unwrap());
        assert_eq!(
            rows(&notice),
            ["1|区民政局|海岛助餐|12.5", "2|区教育局|课后托管|8"],
            "{name}"
        );
        assert_eq!(yuan(&notice), ["125000", "80000"], "{name}");
        assert_eq!(
            notice.tables[0].title.as_ref().unwrap().text,
            "2024年政府购买服务项目安排表"
        );
        assert!(notice.ledger.unplaced.is_empty(), "{name}");
    }
}

#[test]
fn a_unit_on_the_sheet_is_nearer_than_one_at_the_head_of_its_pages() {
    let head = |code: &str| format!("<headerFooter><oddHeader>{code}</oddHeader></headerFooter>");
    let read = |above: &[&str], code: &str| {
        let cells = sheet(&[above, HEADER, &["=1", "区民政局", "甲", "=5"]]);
        read(&book(&[("表", &(cells + &head(code)))], &[], ""))
    };
    assert_eq!(yuan(&read(&["单位：元"], "&amp;R单位：万元")), ["5"]);
    assert_eq!(
        yuan(&read(&["项目表"], "&amp;L附件&amp;R&amp;10（单位：万元）")),
        ["50000"]
    );
    assert_eq!(
        yuan(&read(&["项目表"], "&amp;C附件1  金额单位：万元")),
        ["50000"]
    );
    // Pages on the left and the first have heads of their own where that is switched on.
    let switched = |code: &str, on: &str| {
        let cells = sheet(&[&["项目表"], HEADER, &["=1", "区民政局", "甲", "=5"]]);
        let heads = "<evenHeader>单位：元</evenHeader><firstHeader>单位：元</firstHeader>";
        let head =
            format!("<headerFooter {on}><oddHeader>{code}</oddHeader>{heads}</headerFooter>");
        crate::sheets::read(&book(&[("表", &(cells + &head))], &[], ""))
    };
    assert_eq!(yuan(&switched("单位：万元", "")), ["50000"]);
    assert_eq!(yuan(&switched("", r#"differentFirst="1""#)), ["5"]);
    // Whose table it is, and the title with the number of the page.
    for other in ["&amp;R编制单位：区财政局", "&amp;C项目表 第&amp;P页"] {
        assert_eq!(yuan(&read(&["项目表"], other)), ["-"], "{other}");
    }
}

fn word(body: &str, head: &str) -> Notice {
    let relation = |id: &str, kind: &str, to: &str| {
        format!(r#"<Relationship Id="{id}" Type="x/{kind}" Target="{to}"/>"#)
    };
    let relations = |inner: String| format!("<Relationships>{inner}</Relationships>");
    read(&package(&[
        (
            "_rels/.rels",
            &relations(relation("a", "officeDocument", "word/document.xml")),
        ),
        (
            "word/document.xml",
            &format!("<document><body>{body}</body></document>"),
        ),
        (
            "word/_rels/document.xml.rels",
            &relations(relation("h", "header", "header1.xml")),
        ),
        ("word/header1.xml", &format!("<hdr>{head}</hdr>")),
    ]))
}

fn p(text: &str) -> String {
    format!("<p><r><t>{text}</t></r></p>")
}

fn table(header: &[&str], sum: &str) -> String {
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|c| format!("<tc>{}</tc>", p(c))).collect();
        format!("<tr>{cells}</tr>")
    };
    format!(
        "<tbl>{}{}</tbl>",
        row(header),
        row(&["1", "区民政局", "甲", sum])
    )
}

#[test]
fn a_unit_in_a_running_head_is_that_of_the_tables_on_its_pages() {
    const ENDS: &str =
        r#"<p><pPr><sectPr><headerReference type="default" id="h"/></sectPr></pPr></p>"#;
    const WITHOUT: &str = "<sectPr/>";
    let head = p("附件1　　　　单位：万元");
    let own = table(&["序号", "购买主体", "项目名称", "金额（元）"], "5");
    let above = p("单位：元") + &table(HEADER, "5");
    let plain = table(HEADER, "5");
    let all = [
        p("附件1"),
        p("项目表"),
        plain.clone(),
        own,
        above,
        plain.clone(),
    ]
    .concat();
    // The next section goes on with the same head.
    let notice = word(&(all + ENDS + &plain + WITHOUT), &head);
    assert_eq!(yuan(&notice), ["50000", "5", "5", "50000", "50000"]);
    assert!(notice.ledger.unplaced.is_empty());
    // A head of a later section says nothing of tables before.
    let last = r#"<sectPr><headerReference type="default" id="h"/></sectPr>"#;
    let first = plain.clone() + "<p><pPr><sectPr/></pPr></p>";
    assert_eq!(yuan(&word(&(first + &plain + last), &head)), ["-", "50000"]);
}
