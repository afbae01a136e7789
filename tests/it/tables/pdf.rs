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

/// Where money comes from is a word of headers, too; sums stand behind it as behind a label.
#[test]
fn rows_of_a_list_on_the_next_page_are_no_labels_with_values() {
    let first = "项目名称|服务内容|资金来源|金额（万元）\n养老服务|为老人送餐|区级财政|2";
    let second = "家庭教育讲座|开展四场|上级补助|3\n校车接送|每日两次|专项资金|4";
    let second = Page::default().table(70.0, &EDGES, Rules::All, second);
    let notice = over_two_pages(first, second);
    let projects = notice.items.iter().map(|i| i.project.as_ref());
    let projects: Vec<&str> = projects.flatten().map(|p| p.text.as_str()).collect();
    assert_eq!(projects, ["养老服务", "家庭教育讲座", "校车接送"]);
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

/// One cell of the row has a rest there; the header is said once more above the next row.
#[test]
fn the_rest_of_one_cell_between_two_headers_of_two_rows_is_no_part_of_either() {
    let edges = [70.0, 120.0, 220.0, 320.0, 420.0, 520.0];
    let head = "序号|购买主体|项目名称|金额（万元）|<\n^|^|^|区级|镇级";
    let first = format!("{head}\n1|区民政局|养老服|2|5");
    let mut second = Page::default().table(
        60.0,
        &edges,
        Rules::All,
        "|||金额（万元）|<\n^|^|^||\n^|^|^|^|^",
    );
    for (x, y, name) in [
        (edges[0], 77.0, "序号"),
        (edges[1], 77.0, "购买主体"),
        (edges[2], 77.0, "项目名称"),
        (edges[3], 101.0, "区级"),
        (edges[4], 101.0, "镇级"),
    ] {
        second = second.text(x + 4.0, y, 12.0, name);
    }
    let second = second.text(edges[2] + 4.0, 125.0, 12.0, "务").table(
        132.0,
        &edges,
        Rules::All,
        &format!("{head}\n2|区教育局|校车接送|3|4"),
    );
    let first = Page::of_notice().table(TOP, &edges, Rules::All, &first);
    has_rows(
        &parse_notice(pdf(vec![first, second])).unwrap(),
        &[
            "item 1 | 区民政局 | 养老服务 <joined> | 20000 | 50000",
            "item 2 | 区教育局 | 校车接送 | 30000 | 40000",
        ],
    );
}

#[test]
fn a_row_without_its_sum_goes_on_under_a_header_that_no_rule_closes() {
    let edges = &EDGES[1..];
    let bottom = TOP + 2.0 * 24.0;
    let first = Page::of_notice()
        .table(
            TOP,
            edges,
            Rules::All,
            "购买主体|项目名称|金额（万元）\n区教育局|校车接送|3",
        )
        .uprights(edges, bottom, bottom + 20.0)
        .text(edges[1] + 4.0, bottom + 15.0, 12.0, "养老");
    let mut second = Page::default().table(60.0, edges, Rules::All, "||\n^|^|^");
    for (x, name) in edges.iter().zip(["购买主体", "项目名称", "金额（万元）"]) {
        second = second.text(x + 4.0, 77.0, 12.0, name);
    }
    for (x, rest) in edges.iter().zip(["区民政局", "服务", "2"]) {
        second = second.text(x + 4.0, 101.0, 12.0, rest);
    }
    let second = second.table(108.0, edges, Rules::All, "区司法局|法律援助|4");
    has_rows(
        &parse_notice(pdf(vec![first, second])).unwrap(),
        &[
            "item 区教育局 | 校车接送 | 30000",
            "item 区民政局 | 养老服务 <joined> | 20000",
            "item 区司法局 | 法律援助 | 40000",
        ],
    );
}

#[test]
fn a_bracket_that_the_page_cuts_off_a_number_is_no_number() {
    let first =
        "序号|购买主体|项目名称|金额（万元）\n（一）|区民政局|养老服务|2\n（二|区教育局|校车接|3";
    let second = "）||送|\n（三）|区司法局|法律援助|4";
    has_rows(
        &over_two_pages(
            first,
            Page::default().table(70.0, &EDGES, Rules::All, second),
        ),
        &[
            "item （一） | 区民政局 | 养老服务 | 20000",
            "item （二） <joined> | 区教育局 | 校车接送 <joined> | 30000",
            "item （三） | 区司法局 | 法律援助 | 40000",
        ],
    );
}

/// The projects of a table whose last row on the first page is this high, in rows, its name's column this wide, and whose next page begins with a row
/// that has a name and no sum.
fn projects_over_an_edge(height: usize, width: f32) -> Vec<String> {
    let edges = &[120.0, 240.0, 240.0 + width, 360.0 + width];
    let more = "\n^|^|^".repeat(height - 1);
    let first =
        format!("购买主体|项目名称|金额（万元）\n区教育局|校车接送|3\n区民政局|养老服务|2{more}");
    let second = "区司法局|法律援助|\n区财政局|审计服务|4";
    let file = pdf(vec![
        Page::of_notice().table(TOP, edges, Rules::All, &first),
        Page::default().table(70.0, edges, Rules::All, second),
    ]);
    let names = parse_notice(file).unwrap().items.into_iter();
    names.filter_map(|i| Some(i.project?.text)).collect()
}

#[test]
fn what_had_room_above_the_pages_edge_was_not_cut_there() {
    let whole = ["校车接送", "养老服务", "法律援助", "审计服务"];
    assert_eq!(projects_over_an_edge(3, 60.0), whole);
    // The name's line has room for more of it.
    assert_eq!(projects_over_an_edge(1, 160.0), whole);
    assert_eq!(projects_over_an_edge(1, 60.0)[1], "养老服务法律援助");
}

/// Three lines are left above and below the two of the name, none of them for a third: it is padding.
#[test]
fn what_wide_padding_left_no_room_for_was_cut_at_the_pages_edge() {
    let edges = &[120.0, 240.0, 300.0, 420.0];
    let first = "购买主体|项目名称|金额（万元）\n区教育局|校车接送|3\n区民政局||2\n^|^|^";
    let mut page = Page::of_notice().table(TOP, edges, Rules::All, first);
    for (y, line) in [(68.0, "海岛渔民助"), (78.0, "餐养老关爱")] {
        page = page.text(edges[1] + 4.0, TOP + y, 9.0, line);
    }
    let second = "|服务行动|\n区财政局|审计服务|4";
    let file = pdf(vec![
        page,
        Page::default().table(70.0, edges, Rules::All, second),
    ]);
    let names = parse_notice(file).unwrap().items.into_iter();
    let names: Vec<String> = names.filter_map(|i| Some(i.project?.text)).collect();
    assert_eq!(
        names,
        ["校车接送", "海岛渔民助餐养老关爱服务行动", "审计服务"]
    );
}

#[test]
fn a_header_read_with_other_columns_on_the_next_page_is_said_at_every_row() {
    let first = "序号|购买主体|项目名称|金额（万元）\n1|区民政局|养老服务|2\n2|区教育局|校车接送|3";
    let second = "序号|购买主体|项目名称金额（万元）\n3|区司法局|法律援助4";
    let page = Page::default().table(70.0, &[70.0, 120.0, 240.0, 520.0], Rules::All, second);
    let notice = over_two_pages(first, page);
    let said = notice.diagnostics.iter();
    let said = said.filter(|d| d.code == "table.columns_differ");
    assert_eq!(said.count(), 3, "{:?}", findings_of(&notice));
}

#[test]
fn a_line_that_ends_between_capitals_and_figures_is_said() {
    for (lines, said) in [
        (["参照DB", "33/T标准"], 1),
        (["参照DB33/", "T标准"], 0),
        (["参照标准", "33/T执行"], 0),
    ] {
        let table = "序号|购买主体|项目名称|金额（万元）\n1|区民政局||2\n^|^|^|^";
        let mut page = Page::of_notice().table(TOP, &EDGES, Rules::All, table);
        for (n, line) in lines.into_iter().enumerate() {
            page = page.text(EDGES[2] + 4.0, TOP + 45.0 + 16.0 * n as f32, 12.0, line);
        }
        let notice = parse_notice(pdf(vec![page])).unwrap();
        let found = notice.diagnostics.iter();
        let found = found.filter(|d| (&*d.code, &*d.path) == ("word.line_end", "/items/0/project"));
        assert_eq!(found.count(), said, "{lines:?}");
    }
}

#[test]
fn a_mark_hung_over_the_edge_shows_no_room_for_a_number_that_goes_on() {
    let table = "序号|购买主体|项目名称|金额（万元）\n1|区民政局||2\n^|^|^|^";
    let mut page = Page::of_notice().table(TOP, &EDGES, Rules::All, table);
    // Twelve characters fill the cell, and the comma hangs over its edge.
    let lines = [
        "全年服务老人累计共达12",
        "34人次，覆盖全区各社区，",
        "含海岛",
    ];
    for (n, line) in lines.into_iter().enumerate() {
        page = page.text(EDGES[2] + 4.0, TOP + 37.0 + 14.0 * n as f32, 12.0, line);
    }
    let text = lines.concat();
    has_rows(
        &parse_notice(pdf(vec![page])).unwrap(),
        &[&format!("item 1 | 区民政局 | {text} | 20000")],
    );
}

#[test]
fn a_number_goes_on_where_a_bracket_or_a_wide_padding_left_no_room() {
    // What a cell 120 points wide says in lines of so many points, from so far within it.
    let text_of = |lines: [&str; 2], size: f32, padding: f32| {
        let table = "序号|购买主体|项目名称|金额（万元）\n1|||2\n^|^|^|^";
        let mut page = Page::of_notice().table(TOP, &EDGES, Rules::All, table);
        for (n, line) in lines.into_iter().enumerate() {
            let y = TOP + 40.0 + 1.3 * size * n as f32;
            page = page.text(EDGES[1] + padding, y, size, line);
        }
        let notice = parse_notice(pdf(vec![page])).unwrap();
        let purchaser = notice.items[0].purchaser.clone();
        purchaser.map_or_else(String::new, |p| p.text)
    };
    // The program breaks before the character that is before the bracket.
    assert_eq!(
        text_of(["区机关全部7", "6（按实）"], 12.0, 5.0),
        "区机关全部76（按实）"
    );
    assert_eq!(
        text_of(["区机关7", "6（按实）"], 12.0, 5.0),
        "区机关7 6（按实）"
    );
}

#[test]
fn what_is_left_of_a_clipped_header_in_the_row_below_goes_with_it() {
    let (header, rows) = FULL.split_once('\n').unwrap();
    let second = Page::default()
        .table(
            70.0,
            &EDGES,
            Rules::All,
            "序号|购买主|项目名称|金额（万元）\n2||校车接送|3\n3|区司法局|法律援助|4\n合计|||9",
        )
        .text(EDGES[1] + 4.0, 104.0, 8.0, "体")
        .text(EDGES[1] + 4.0, 114.0, 8.0, "区教育局");
    let first = format!("{header}\n{}", rows.lines().next().unwrap());
    has_rows(&over_two_pages(&first, second), &ROWS);
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

/// The program prints merged cells' texts again: who buys, and so the sum of the first two rows.
#[test]
fn a_merged_sum_printed_again_on_the_next_page_is_no_other_and_that_is_said() {
    let first = "序号|购买主体|项目名称|金额（万元）\n1|区民政局|养老服务|9\n2|^|助餐服务|^";
    let second = "3|区民政局|送餐服务|9\n4|区教育局|校车接送|3";
    let second = Page::default().table(70.0, &EDGES, Rules::All, second);
    let notice = over_two_pages(first, second);
    let sums: Vec<Option<String>> = notice
        .items
        .iter()
        .map(|i| Some(i.amount.as_ref()?.yuan?.to_string()))
        .collect();
    let sum = |yuan: &str| Some(yuan.to_owned());
    assert_eq!(sums, [sum("90000"), None, None, sum("30000")]);
    let said = |d: &&putuo_notice::Diagnostic| d.path == "/items/2/amount";
    assert!(notice.diagnostics.iter().any(|d| said(&d)));
}

/// No rules show the merged cells: blank ones below a name do.
#[test]
fn a_name_of_several_lines_that_the_page_cuts_in_two_is_one_without_rules_too() {
    let rows =
        "序号|购买主体|项目名称|金额（万元）\n1|区民政局|养老服务|2\n2||助餐服务|1\n3||校车接送|3";
    let first = Page::of_notice().table(TOP, &EDGES, Rules::None, rows);
    let (x, y) = (EDGES[1] + 4.0, TOP + 88.8);
    let first = first
        .text(x, y, 12.0, "区退")
        .text(x, y + 13.0, 12.0, "役军");
    let second = "4|人事务局|送餐服务|4\n5|区教育局|夜校|5";
    let second = Page::default().table(70.0, &EDGES, Rules::None, second);
    let notice = parse_notice(pdf(vec![first, second])).unwrap();
    let owner = |i: usize| notice.items[i].purchaser.as_ref().map(|p| p.text.as_str());
    assert_eq!(owner(2), Some("区退役军人事务局"));
    assert_eq!(owner(3), Some("区退役军人事务局"));
    assert_eq!(owner(4), Some("区教育局"));
    let said = |d: &&putuo_notice::Diagnostic| d.path == "/items/2/purchaser";
    assert!(notice.diagnostics.iter().any(|d| said(&d)));
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
fn a_name_of_the_next_page_is_doubted_at_each_row_that_took_it() {
    let first =
        "序号|购买主体|项目名称|金额（万元）\n1|区教育局|校车接送|3\n2||养老服务|2\n3|^|午餐|1";
    let second = "4|区民政局|助餐服务|4\n5|区财政局|审计服务|5";
    let notice = over_two_pages(
        first,
        Page::default().table(70.0, &EDGES, Rules::All, second),
    );
    let found = notice.diagnostics.iter();
    let found = found.filter(|d| d.code == "carry.from_next_page");
    let paths: Vec<&str> = found.map(|d| d.path.as_str()).collect();
    assert_eq!(paths, ["/items/1/purchaser", "/items/2/purchaser"]);
}

/// Its name runs over a rule; the cell goes on on the next page.
#[test]
fn what_is_doubtful_of_a_merged_cell_is_said_at_its_rows_on_the_next_page_too() {
    let first =
        "序号|购买主体|项目名称|金额（万元）\n1|区民政局社会福利和慈善促进中心|养老|2\n2|^|助餐|1";
    let second = "3||助洁服务|4\n4|^|助行服务|5";
    let notice = over_two_pages(
        first,
        Page::default().table(70.0, &EDGES, Rules::All, second),
    );
    let found = notice.diagnostics.iter();
    let found = found.filter(|d| d.code == "text.crosses_rule");
    let paths: Vec<&str> = found.map(|d| d.path.as_str()).collect();
    let rows = [0, 1, 2, 3].map(|i| format!("/items/{i}/purchaser"));
    assert_eq!(paths, rows);
}

#[test]
fn a_row_with_any_sum_is_no_rest_of_the_row_before_the_page() {
    let edges = [70.0, 170.0, 270.0, 390.0, 520.0];
    let first = "购买主体|项目名称|区级资金（万元）|镇级资金（万元）\n区教育局|校车接送|3|1\n区民政局|养老服务|2|1";
    let second = "区司法局|法律援助||5\n区财政局|审计服务|4|";
    let notice = parse_notice(pdf(vec![
        Page::of_notice().table(TOP, &edges, Rules::All, first),
        Page::default().table(70.0, &edges, Rules::All, second),
    ]))
    .unwrap();
    assert_eq!(
        super::projects_of(&notice),
        ["校车接送", "养老服务", "法律援助", "审计服务"]
    );
}

#[test]
fn halves_of_a_row_that_have_what_the_other_lacks_are_one() {
    let edges = [70.0, 170.0, 270.0, 390.0, 520.0];
    let first = "项目名称|服务内容|区级资金（万元）|镇级资金（万元）\n校车接送|每天接送|3|1\n养老服务|上门看望||1";
    let second = "|和代购|2|\n法律援助|接待来访|5|2";
    let notice = parse_notice(pdf(vec![
        Page::of_notice().table(TOP, &edges, Rules::All, first),
        Page::default().table(70.0, &edges, Rules::All, second),
    ]))
    .unwrap();
    assert_eq!(
        super::projects_of(&notice),
        ["校车接送", "养老服务", "法律援助"]
    );
    let contents = notice.items.iter().filter_map(|i| i.content.as_ref());
    let contents: Vec<&str> = contents.map(|c| c.text.as_str()).collect();
    assert_eq!(contents, ["每天接送", "上门看望和代购", "接待来访"]);
}

#[test]
fn the_unit_of_a_sum_that_the_page_cuts_off_is_no_sum() {
    let edges = &[120.0, 240.0, 285.0, 405.0];
    let first = "购买主体|项目|金额\n区教育局|校车|3万元\n区民政局|蓝海|35.27";
    let second = "|豚服务|万元\n区财政局|审计|4万元";
    let file = pdf(vec![
        Page::of_notice().table(TOP, edges, Rules::All, first),
        Page::default().table(70.0, edges, Rules::All, second),
    ]);
    let notice = parse_notice(file).unwrap();
    let projects = super::projects_of(&notice);
    assert_eq!(projects, ["校车", "蓝海豚服务", "审计"]);
    let sum = notice.items[1].amount.as_ref().unwrap();
    assert_eq!(sum.text, "35.27万元");
}

#[test]
fn a_line_clipped_at_the_lower_edge_of_its_cell_is_said_there() {
    let table = "序号|购买主体|项目名称|金额（万元）\n1|区民政局||2\n2|区司法局||3";
    let line = |y: f32, text| Page::default().text(EDGES[2] + 4.0, TOP + y, 12.0, text);
    // The second line begins above the rule at 48 and is clipped there.
    let page = Page::of_notice()
        .table(TOP, &EDGES, Rules::All, table)
        .clipped(TOP + 24.0, TOP + 48.0, line(40.0, "校车接送"))
        .clipped(TOP + 24.0, TOP + 48.0, line(56.0, "不含海岛"));
    let notice = parse_notice(pdf(vec![page])).unwrap();
    let said = findings_of(&notice).join(" ");
    assert!(said.contains("cell.hidden_text /items/0"), "{said}");
}

#[test]
fn a_page_that_has_rules_across_alone_is_no_picture() {
    let codes = |rules| {
        let last = Page::default().table(70.0, &EDGES, rules, "|||\n|||");
        findings_of(&over_two_pages(FULL, last)).join(" ")
    };
    assert!(!codes(Rules::Three).contains("page.no_text_layer"));
    assert!(codes(Rules::All).contains("page.no_text_layer"));
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
    // Below the table attached to the first, on its page.
    let both = Page::of_notice()
        .text(230.0, 100.0, 14.0, "舟普民〔2023〕1号")
        .table(TOP, &EDGES, Rules::All, FULL)
        .text(150.0, 450.0, 18.0, "关于下达海岛服务资金的通知")
        .text(230.0, 475.0, 14.0, "舟普教〔2023〕2号")
        .text(70.0, 500.0, 14.0, "各镇人民政府：")
        .table(540.0, &EDGES, Rules::All, FULL);
    super::says(&parse_notice(pdf(vec![both])).unwrap(), "notice.several");
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
