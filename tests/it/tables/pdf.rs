//! Tables printed on pages, with rules, with some and with none.

use putuo_notice::{Notice, parse_notice};

use super::drawing::{Page, Rules, pdf};
use super::{columns_of, findings_of, grid, has_rows};

/// Edges of four columns: number, purchaser, project, sum.
const EDGES: [f32; 5] = [70.0, 120.0, 240.0, 400.0, 520.0];
const TOP: f32 = 290.0;
const FULL: &str = "序号|购买主体|项目名称|金额（万元）\n\
                    1|区民政局|养老服务|2\n\
                    2|区教育局|校车接送|3\n\
                    3|区司法局|法律援助|4\n\
                    合计|||9";
const ROWS: [&str; 4] = [
    "item 1 | 区民政局 | 养老服务 | 20000",
    "item 2 | 区教育局 | 校车接送 | 30000",
    "item 3 | 区司法局 | 法律援助 | 40000",
    "total 合计 | _ | _ | 90000",
];

fn file(rules: Rules, table: &str) -> Vec<u8> {
    pdf(vec![Page::of_notice().table(TOP, &EDGES, rules, table)])
}

fn read(rules: Rules, table: &str) -> Notice {
    parse_notice(file(rules, table)).unwrap()
}

#[test]
fn rules_part_cells() {
    let notice = read(Rules::All, FULL);
    has_rows(&notice, &ROWS);
    assert_eq!(findings_of(&notice), [""; 0]);
}

#[test]
fn three_rules_are_a_table() {
    has_rows(&read(Rules::Three, FULL), &ROWS);
}

#[test]
fn white_space_alone_parts_cells() {
    has_rows(&read(Rules::None, FULL), &ROWS);
}

#[test]
fn a_cell_covers_the_rows_and_columns_that_no_rule_parts_from_it() {
    let table = "序号|购买主体|项目名称|金额（万元）\n\
                 1|区民政局|养老服务|2\n\
                 2|^|助餐服务|3\n\
                 合计|<|<|5";
    assert_eq!(
        grid(file(Rules::All, table)),
        [
            "序号 | 购买主体 | 项目名称 | 金额（万元）",
            "1 | 区民政局 2x1 | 养老服务 | 2",
            "2 | 助餐服务 | 3",
            "合计 1x3 | 5",
        ]
    );
    has_rows(
        &read(Rules::All, table),
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区民政局 <merged> | 助餐服务 | 30000",
            "total 合计 | _ | _ | 50000",
        ],
    );
}

#[test]
fn a_header_of_two_rows_is_read_from_its_rules() {
    let notice = read(
        Rules::All,
        "序号|项目名称|资金（万元）|<\n^|^|区级|镇级\n1|养老服务|2|1\n2|助餐服务|3|1",
    );
    assert_eq!(
        columns_of(&notice)[2..],
        [
            "资金（万元）/区级: amount",
            "资金（万元）/镇级: amount_other"
        ]
    );
    has_rows(
        &notice,
        &[
            "item 1 | 养老服务 | 20000 | 10000",
            "item 2 | 助餐服务 | 30000 | 10000",
        ],
    );
}

#[test]
fn without_rules_a_name_in_the_middle_of_rows_covers_them_and_that_is_said() {
    let notice = read(
        Rules::None,
        "序号|购买主体|项目名称|金额（万元）\n\
         1|区民政局|养老服务|2\n2|^|助餐服务|3\n3|^|助洁服务|1\n\
         4|区司法局|法律援助|4\n5|^|社区矫正|5\n6|^|人民调解|6",
    );
    let purchasers = notice
        .items
        .iter()
        .map(|i| i.purchaser.as_ref().unwrap().text.as_str());
    let expected = ["区民政局"; 3].into_iter().chain(["区司法局"; 3]);
    assert!(purchasers.eq(expected), "{:?}", super::rows_of(&notice));
}

#[test]
#[ignore = "a name printed in the first of its rows is taken for the middle of the rows round it, the total's among them"]
fn without_rules_a_total_belongs_to_no_purchaser_above_it() {
    let notice = read(
        Rules::None,
        "序号|购买主体|项目名称|金额（万元）\n\
         1|区民政局|养老服务|2\n2||助餐服务|3\n3|区司法局|法律援助|4\n合计|||9",
    );
    assert!(super::rows_of(&notice)[3].starts_with("total 合计 | _ | _"));
}

#[test]
fn a_table_goes_on_over_a_page_break() {
    let (header, rows) = FULL.split_once('\n').unwrap();
    let (first, second) = rows.split_at(rows.find("3|").unwrap());
    for again in [format!("{header}\n"), String::new()] {
        let file = pdf(vec![
            Page::of_notice().table(TOP, &EDGES, Rules::All, &format!("{header}\n{first}")),
            Page::default().table(70.0, &EDGES, Rules::All, &format!("{again}{second}")),
        ]);
        let notice = parse_notice(file).unwrap();
        has_rows(&notice, &ROWS);
        assert_eq!(notice.tables.len(), 1);
    }
}

#[test]
fn a_merged_cell_goes_on_over_a_page_break() {
    let header = "序号|购买主体|项目名称|金额（万元）";
    let file = pdf(vec![
        Page::of_notice().table(
            TOP,
            &EDGES,
            Rules::All,
            &format!("{header}\n1|区民政局|养老服务|2\n2|^|助餐服务|3"),
        ),
        Page::default().table(
            70.0,
            &EDGES,
            Rules::All,
            "3||助洁服务|4\n4|区司法局|法律援助|5",
        ),
    ]);
    let notice = parse_notice(file).unwrap();
    has_rows(
        &notice,
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区民政局 <merged> | 助餐服务 | 30000",
            "item 3 | 区民政局 <merged> | 助洁服务 | 40000",
            "item 4 | 区司法局 | 法律援助 | 50000",
        ],
    );
}

/// A notice whose table has a piece on each of two pages.
fn over_two_pages(first: &str, second: Page) -> Notice {
    let first = Page::of_notice().table(TOP, &EDGES, Rules::All, first);
    parse_notice(pdf(vec![first, second])).unwrap()
}

#[test]
fn a_total_alone_on_the_last_page_has_the_columns_of_the_table() {
    let (rows, _) = FULL.rsplit_once('\n').unwrap();
    let total = Page::default().table(70.0, &[70.0, 400.0, 520.0], Rules::All, "合计|9");
    has_rows(&over_two_pages(rows, total), &ROWS);
}

#[test]
fn a_title_and_a_unit_said_again_on_the_next_page_do_not_end_a_table() {
    let (rows, total) = FULL.rsplit_once('\n').unwrap();
    for title in ["项目表", "项目表（续）", "续表"] {
        let page = Page::default().text(230.0, 60.0, 14.0, title);
        let notice = over_two_pages(rows, page.table(70.0, &EDGES, Rules::All, total));
        has_rows(&notice, &ROWS);
    }
}

#[test]
fn no_rule_below_a_header_said_again_parts_it_from_the_rest_of_a_row() {
    let first = "序号|购买主体|项目名称|金额（万元）\n1|区民政局|养老服|2";
    let mut second = Page::default().table(60.0, &EDGES, Rules::All, "|||\n^|^|^|^");
    for (x, name) in EDGES
        .iter()
        .zip(["序号", "购买主体", "项目名称", "金额（万元）"])
    {
        second = second.text(x + 4.0, 77.0, 12.0, name);
    }
    let second = second.text(EDGES[2] + 4.0, 101.0, 12.0, "务").table(
        108.0,
        &EDGES,
        Rules::All,
        "2|区教育局|校车接送|3",
    );
    has_rows(
        &over_two_pages(first, second),
        &[
            "item 1 | 区民政局 | 养老服务 <joined> | 20000",
            "item 2 | 区教育局 | 校车接送 | 30000",
        ],
    );
}

#[test]
fn a_header_said_again_in_the_middle_of_a_page_is_no_row() {
    let (header, rows) = FULL.split_once('\n').unwrap();
    let (first, second) = rows.split_at(rows.find("2|").unwrap());
    let again = format!("{header}\n{first}{header}\n{second}");
    has_rows(&read(Rules::All, &again), &ROWS);
}

#[test]
fn a_name_in_both_parts_of_a_cell_is_said_once() {
    let first = "序号|购买主体|项目名称|金额（万元）\n1|区教育局|校车接送|3\n2|区民政局|养老服|2";
    let second = "|区民政局|务|\n3|^|助餐服务|4";
    has_rows(
        &over_two_pages(
            first,
            Page::default().table(70.0, &EDGES, Rules::All, second),
        ),
        &[
            "item 1 | 区教育局 | 校车接送 | 30000",
            "item 2 | 区民政局 | 养老服务 <joined> | 20000",
            "item 3 | 区民政局 <merged> | 助餐服务 | 40000",
        ],
    );
}

#[test]
fn in_a_table_with_blank_cells_a_name_on_the_next_page_begins_anew() {
    let first = "序号|购买主体|项目名称|金额（万元）\n1|区民政局||2\n2||养老服务|1\n3|^|助餐服务|1";
    let second = "4|区教育局||3\n5||校车接送|3";
    let notice = over_two_pages(
        first,
        Page::default().table(70.0, &EDGES, Rules::All, second),
    );
    let owner = |i: usize| notice.items[i].purchaser.as_ref().map(|p| p.text.as_str());
    assert_ne!(owner(1), Some("区教育局"));
    assert_ne!(owner(2), Some("区教育局"));
    assert_eq!(owner(3), Some("区教育局"));
}

#[test]
fn a_name_on_the_next_page_is_that_of_the_whole_cell_and_that_is_said() {
    let first =
        "序号|购买主体|项目名称|金额（万元）\n1|区教育局|校车接送|3\n2|^|午餐|1\n3||养老服务|2";
    let second = "4|区民政局|助餐服务|4\n5|^|助洁服务|5";
    let notice = over_two_pages(
        first,
        Page::default().table(70.0, &EDGES, Rules::All, second),
    );
    let owner = notice.items[2].purchaser.as_ref().unwrap();
    assert_eq!(owner.text, "区民政局");
    super::says(&notice, "carry.from_next_page");
}

#[test]
fn rules_drawn_twice_part_no_rows() {
    // Three points and a half: more than rules are off, less than a row of print.
    let twice = Page::of_notice().table(TOP, &EDGES, Rules::All, FULL);
    let edges = EDGES.map(|x| x + 3.5);
    let blank = FULL.replace(|c: char| !"|\n".contains(c), "");
    let file = pdf(vec![twice.table(TOP + 3.5, &edges, Rules::All, &blank)]);
    has_rows(&parse_notice(file).unwrap(), &ROWS);
}

#[test]
fn codes_that_others_go_on_are_subtotals() {
    let table = "科目编码|科目名称|金额（万元）\n|合计|9\n201|公共服务|6\n20102|政协事务|6\n\
                 2010201|行政运行|4\n2010202|会议|2\n208|社会保障|3";
    let file = pdf(vec![Page::of_notice().table(
        TOP,
        &[70.0, 150.0, 300.0, 420.0],
        Rules::All,
        table,
    )]);
    let notice = parse_notice(file).unwrap();
    has_rows(
        &notice,
        &[
            "total _ | 合计 | 90000",
            "subtotal 201 | 公共服务 | 60000",
            "subtotal 20102 | 政协事务 | 60000",
            "item 2010201 | 行政运行 | 40000",
            "item 2010202 | 会议 | 20000",
            "item 208 | 社会保障 | 30000",
        ],
    );
    let sums = findings_of(&notice);
    assert!(!sums.iter().any(|f| f.contains("sum.")), "{sums:?}");
}

#[test]
fn a_table_that_names_no_projects_beside_a_list_makes_no_items() {
    let list = "序号|项目名称|金额（万元）\n1|养老服务|2\n2|助餐服务|3";
    let page = Page::of_notice()
        .table(TOP, &[60.0, 110.0, 220.0, 310.0], Rules::All, list)
        .table(
            TOP,
            &[340.0, 400.0, 450.0, 540.0],
            Rules::All,
            "岗位|人数|标准（元）\n护理员|3|4500",
        );
    let notice = parse_notice(pdf(vec![page])).unwrap();
    assert_eq!(notice.tables.len(), 2, "{:?}", super::rows_of(&notice));
    assert_eq!(notice.items.len(), 2, "{:?}", super::rows_of(&notice));
    super::says(&notice, "table.aside");
}

#[test]
fn a_second_notice_in_the_file_is_said() {
    let second = Page::of_notice().text(230.0, 100.0, 14.0, "舟普教〔2023〕2号");
    let first = Page::of_notice().text(230.0, 100.0, 14.0, "舟普民〔2023〕1号");
    let both = [first, second].map(|p| p.table(TOP, &EDGES, Rules::All, FULL));
    let notice = parse_notice(pdf(both.into())).unwrap();
    super::says(&notice, "notice.several");
}

#[test]
fn a_table_printed_empty_has_a_header_that_is_carried_nowhere() {
    let table = "功能科目代码|功能科目名称|金额\n|合计|\n||\n||\n||";
    let edges = [70.0, 180.0, 340.0, 460.0];
    let file = pdf(vec![Page::of_notice().table(
        TOP,
        &edges,
        Rules::All,
        table,
    )]);
    let notice = parse_notice(file).unwrap();
    assert_eq!(
        columns_of(&notice)
            .first()
            .map(|c| c.contains("功能科目代码")),
        Some(true)
    );
    let blank = "item _ | _ | blank";
    has_rows(&notice, &["total _ | 合计 | blank", blank, blank, blank]);
}
