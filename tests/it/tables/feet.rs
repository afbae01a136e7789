//! Tables that go on over a page's edge though something stands below their parts.

use putuo_notice::{Notice, parse_notice};

use super::drawing::{Page, ROW, Rules, pdf};
use super::{has_rows, rows_of};

const EDGES: [f32; 5] = [70.0, 120.0, 240.0, 400.0, 520.0];
const TOP: f32 = 290.0;
const HEADER: &str = "序号|购买主体|项目名称|金额（万元）\n";
const FIRST: &str = "1|区民政局|养老服务|2\n2|^|助餐服务|3";
const SECOND: &str = "3||助洁服务|4\n4|区司法局|法律援助|5";
const ROWS: [&str; 4] = [
    "item 1 | 区民政局 | 养老服务 | 20000",
    "item 2 | 区民政局 <merged> | 助餐服务 | 30000",
    "item 3 | 区民政局 <merged> | 助洁服务 | 40000",
    "item 4 | 区司法局 | 法律援助 | 50000",
];

/// A table of three rows and one of two, with lines below each.
fn read(foot: &[&str], first: &str, second: &str) -> Notice {
    let feet = |page: Page, rows: &str, top: f32| {
        let bottom = top + rows.lines().count() as f32 * 24.0;
        let lines = foot.iter().enumerate();
        lines.fold(page, |page, (at, text)| {
            page.text(72.0, bottom + 14.0 + 12.0 * at as f32, 9.0, text)
        })
    };
    let pages = [
        (Page::of_notice(), TOP, format!("{HEADER}{first}")),
        (Page::default(), 70.0, second.to_owned()),
    ];
    let pages =
        pages.map(|(page, top, rows)| feet(page.table(top, &EDGES, Rules::All, &rows), &rows, top));
    parse_notice(pdf(pages.into())).unwrap()
}

#[test]
fn what_stands_below_its_part_on_a_page_ends_no_table_that_counts_on() {
    let feet: [&[&str]; 8] = [
        &["制表人：王某    审核人：李某"],
        &["第 1 页，共 2 页"],
        &["（接下页）"],
        &["数据来源：预算管理一体化系统"],
        &["打印时间：2025-04-09 10:12  操作员：007"],
        &["注：金额含税。", "制表：王某"],
        &["以上项目由区财政局审核"],
        &["转下页"],
    ];
    for foot in feet {
        for second in [SECOND.to_owned(), format!("{HEADER}{SECOND}")] {
            let notice = read(foot, FIRST, &second);
            has_rows(&notice, &ROWS);
            assert_eq!(notice.tables.len(), 1, "{foot:?}");
            assert!(notice.ledger.unplaced.is_empty(), "{foot:?}");
        }
    }
}

#[test]
fn a_table_counts_on_in_numbers_with_marks() {
    for [open, close] in [["（", "）"], ["", "."], ["", "、"]] {
        let marked = |rows: &str| {
            let mark = |row: &str| {
                let (number, rest) = row.split_once('|').unwrap();
                format!("{open}{number}{close}|{rest}")
            };
            rows.lines().map(mark).collect::<Vec<_>>().join("\n")
        };
        let notice = read(&["注：金额含税。"], &marked(FIRST), &marked(SECOND));
        assert_eq!(notice.tables.len(), 1, "{close}");
        assert_eq!(notice.items.len(), 4, "{close}");
    }
}

#[test]
fn what_is_no_row_at_the_edge_of_a_page_ends_no_table_that_counts_on() {
    for (last, first) in [
        ("\n注：金额含税|<|<|<", ""),
        ("\n接下页|||", "续上表|||\n"),
        ("\n（转下页）|<|<|<", "（续表）|<|<|<\n"),
    ] {
        let notice = read(&[], &format!("{FIRST}{last}"), &format!("{first}{SECOND}"));
        has_rows(&notice, &ROWS);
    }
    let notice = read(&[], &format!("{FIRST}\n本页小计|||5"), SECOND);
    let rows = rows_of(&notice);
    assert_eq!(rows[3], ROWS[2]);
    assert!(rows[2].starts_with("subtotal 本页小计"), "{}", rows[2]);
}

#[test]
fn what_stands_below_a_table_ends_it_where_the_next_counts_anew() {
    for header in ["", HEADER] {
        let notice = read(
            &["注：金额含税。"],
            FIRST,
            &format!("{header}1||助洁服务|4\n2|区司法局|法律援助|5"),
        );
        assert_eq!(notice.tables.len(), 2);
        assert!(
            notice.items[2]
                .purchaser
                .as_ref()
                .is_none_or(|p| p.text.is_empty())
        );
    }
    // Nor does a subtotal of a purchaser's let that run on.
    let notice = read(&[], &format!("{FIRST}\n小计|||5"), SECOND);
    assert!(
        rows_of(&notice)[3].starts_with("item 3 | _ |"),
        "{:?}",
        rows_of(&notice)
    );
}

/// Two characters of a name stand in the middle of each part of its cell.
#[test]
fn a_name_torn_into_stubs_by_the_page_is_whole_and_that_is_said() {
    let first = FIRST.replace("区民政局", "区民");
    let notice = read(&[], &first, &SECOND.replace("3||", "3|政局|"));
    has_rows(&notice, &ROWS);
    super::says(&notice, "carry.cut");
    let notice = read(
        &[],
        &FIRST.replace("区民政局", "妇联"),
        &SECOND.replace("3||", "3|残联|"),
    );
    assert!(rows_of(&notice)[2].starts_with("item 3 | 残联"));
}

#[test]
fn a_row_printed_again_with_the_mark_that_it_goes_on_is_one() {
    for mark in ["2（续）", "2(续)"] {
        let second =
            format!("{mark}|区民政局|助餐服务|\n3|区民政局|助洁服务|4\n4|区司法局|法律援助|5");
        let notice = read(&[], "1|区民政局|养老服务|2\n2|区民政局|助餐服务|3", &second);
        assert_eq!(notice.items.len(), 4, "{:?}", rows_of(&notice));
        assert_eq!(notice.items[1].sequence.as_ref().unwrap().text, "2");
        assert_eq!(notice.items[1].project.as_ref().unwrap().text, "助餐服务");
    }
}

#[test]
fn a_table_of_signatures_below_the_list_is_none_of_its_rows() {
    let edges = [70.0, 120.0, 240.0, 290.0, 400.0];
    for rows in ["制表||审核|", "经办人||负责人|\n日期||电话|"] {
        let page = Page::of_notice()
            .table(TOP, &EDGES, Rules::All, &format!("{HEADER}{FIRST}"))
            .table(TOP + 110.0, &edges, Rules::All, rows);
        let notice = parse_notice(pdf(vec![page])).unwrap();
        assert_eq!(notice.items.len(), 2, "{:?}", rows_of(&notice));
    }
}

#[test]
fn the_label_of_the_next_attachment_is_no_rest_of_a_row() {
    let edges = [70.0, 114.0, 240.0, 400.0, 520.0];
    let header = "序号|购买主体|项目名称|金额（万元）";
    let first = Page::of_notice()
        .table(
            290.0,
            &edges,
            Rules::All,
            &format!("{header}\n|区民政局|养老服务|2"),
        )
        .text(74.0, 290.0 + ROW + 11.0, 12.0, "（二十")
        .text(74.0, 290.0 + 2.0 * ROW - 1.0, 12.0, "一）");
    let next = Page::default()
        .text(74.0, 80.0, 12.0, "附件2")
        .text(230.0, 110.0, 14.0, "物资表")
        .table(
            130.0,
            &edges,
            Rules::All,
            &format!("{header}\n（一）|区教育局|校车接送|3"),
        );
    let notice = parse_notice(pdf(vec![first, next])).unwrap();
    has_rows(
        &notice,
        &[
            "item （二十一） | 区民政局 | 养老服务 | 20000",
            "item （一） | 区教育局 | 校车接送 | 30000",
        ],
    );
}

/// As where no rules stand between columns: the upper name is printed in the second cell of the two.
#[test]
fn a_header_said_again_is_none_though_its_upper_name_stands_over_another_of_its_columns() {
    let edges = [70.0, 120.0, 220.0, 320.0, 420.0, 520.0];
    let rows = "序号|购买主体|项目|<|金额（万元）\n^|^|名称|内容|^\n1|区教育局|校车|接送|3\n2|区民政局|助餐|送餐|2\n序号|购买主体||项目|金额（万元）\n^|^|名称|内容|^\n3|区司法局|普法|讲座|5";
    let page = Page::of_notice().table(290.0, &edges, Rules::All, rows);
    let notice = parse_notice(pdf(vec![page])).unwrap();
    let names = notice.items.iter().map(|i| i.project.as_ref());
    let names: Vec<&str> = names.map(|p| p.map_or("", |p| p.text.as_str())).collect();
    assert_eq!(names, ["校车", "助餐", "普法"]);
}

/// A header is higher where it is printed again, and its last lines are clipped away there: they are missing from no row.
#[test]
fn what_is_clipped_of_a_header_said_again_is_missing_from_no_row() {
    let edges = [70.0, 120.0, 220.0, 340.0, 520.0];
    let first = "序号||项目名称|金额（万元）\n^|^|^|^\n1|区教育局|校车|3\n2|区民政局|助餐|2";
    let name = |top: f32, lines: &[&str]| {
        let texts = lines.iter().enumerate();
        texts.fold(Page::default(), |page, (n, line)| {
            page.text(edges[1] + 4.0, top + 12.0 + 13.0 * n as f32, 12.0, line)
        })
    };
    let page = Page::of_notice()
        .table(TOP, &edges, Rules::All, first)
        .clipped(TOP, TOP + 2.0 * ROW, name(TOP, &["购买", "服务", "主体"]));
    let second = "序号||项目名称|金额（万元）\n3|区司法局|普法|5";
    let second = Page::default()
        .table(70.0, &edges, Rules::All, second)
        .clipped(70.0, 70.0 + ROW, name(70.0, &["购买", "服务", "主体"]));
    let notice = parse_notice(pdf(vec![page, second])).unwrap();
    let names = notice.items.iter().map(|i| i.purchaser.as_ref());
    let names: Vec<&str> = names.map(|p| p.map_or("", |p| p.text.as_str())).collect();
    assert_eq!(names, ["区教育局", "区民政局", "区司法局"]);
    let mut found = notice.diagnostics.iter();
    assert!(
        found.all(|d| d.code != "cell.hidden_text"),
        "{:?}",
        notice.diagnostics
    );
}
