//! A rule that is missing in one row, or those between all rows.

use putuo_notice::{Notice, parse_notice};

use super::drawing::{Page, ROW, Rules, SIZE, pdf};
use super::{findings_of, has_rows};

const EDGES: [f32; 5] = [70.0, 120.0, 240.0, 400.0, 520.0];
const TOP: f32 = 290.0;

/// A table in which the text of a cell without the rule at its left stands where the others of its column do.
fn read(table: &str, texts: &[(usize, usize, &str)]) -> Notice {
    let mut page = Page::of_notice().table(TOP, &EDGES, Rules::All, table);
    for (row, column, text) in texts {
        let y = TOP + (*row as f32 + 0.5) * ROW + SIZE * 0.4;
        page = page.text(EDGES[*column] + 4.0, y, SIZE, text);
    }
    parse_notice(pdf(vec![page])).unwrap()
}

#[test]
fn two_texts_set_in_their_columns_are_two_cells() {
    let notice = read(
        "序号|购买主体|项目名称|金额（万元）\n1|区民政局|养老服务|2\n2|区教育局|<|3\n3|区体育局|<|4\n4|区司法局|法律援助|5",
        &[(2, 2, "校车接送"), (3, 2, "游泳")],
    );
    has_rows(
        &notice,
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区教育局 | 校车接送 | 30000",
            "item 3 | 区体育局 | 游泳 | 40000",
            "item 4 | 区司法局 | 法律援助 | 50000",
        ],
    );
    let found = findings_of(&notice);
    assert!(
        found
            .iter()
            .any(|f| f.contains("cell.rule_lost") && f.contains("/items/1")),
        "{found:?}"
    );
}

#[test]
fn a_text_in_the_middle_of_a_merged_cell_is_one() {
    let notice = read(
        "序号|购买主体|项目名称|金额（万元）\n1|区民政局|养老服务|2\n合计||<|2",
        &[],
    );
    has_rows(
        &notice,
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "total 合计 | _ | _ | 20000",
        ],
    );
}

/// Its two lines stand as far apart as those of another cell do, and as high as the texts beside them.
#[test]
fn the_lines_of_a_merged_cell_are_one_text_where_lines_of_cells_stand_as_far_apart() {
    let table = "序号|购买主体|项目名称|金额（万元）\n1|区民政局||2\n2||校车接送|3\n3|^|游泳|4";
    let mut page = Page::of_notice().table(TOP, &EDGES, Rules::All, table);
    for (column, y, text) in [
        (2, 30.0, "养老"),
        (2, 50.0, "服务"),
        (1, 66.8, "区农业农村"),
        (1, 86.8, "局"),
    ] {
        page = page.text(EDGES[column] + 4.0, TOP + y, SIZE, text);
    }
    let notice = parse_notice(pdf(vec![page])).unwrap();
    has_rows(
        &notice,
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区农业农村局 | 校车接送 | 30000",
            "item 3 | 区农业农村局 <merged> | 游泳 | 40000",
        ],
    );
}

/// Cells whose lines are neither in the middle of their rows nor at the top: the page does not say whose they are, nor how many rows
/// there are.
#[test]
fn every_row_of_a_table_whose_rows_nothing_parts_is_in_doubt() {
    let mut page = Page::of_notice();
    for (y, texts) in [
        (
            290.0,
            &[
                (70.0, "序号"),
                (110.0, "购买主体"),
                (200.0, "服务项目"),
                (320.0, "金额（万元）"),
            ][..],
        ),
        (320.0, &[(200.0, "每天送餐一次并")]),
        (326.0, &[(70.0, "1"), (110.0, "区民政局"), (320.0, "5")]),
        (332.0, &[(200.0, "登门看望独居老")]),
        (344.0, &[(200.0, "人代购日用品")]),
        (356.0, &[(200.0, "每月开展讲座")]),
        (368.0, &[(200.0, "并解答来信")]),
        (373.0, &[(70.0, "2"), (110.0, "区司法局"), (320.0, "8")]),
        (380.0, &[(200.0, "走访渔民家庭")]),
        (
            410.0,
            &[
                (70.0, "3"),
                (110.0, "区妇联"),
                (200.0, "关爱"),
                (320.0, "3"),
            ],
        ),
    ] {
        for (x, text) in texts {
            page = page.text(*x, y, 10.0, text);
        }
    }
    let notice = parse_notice(pdf(vec![page])).unwrap();
    let found = findings_of(&notice);
    let says = |code: &str, path: &str| found.iter().any(|f| f.contains(code) && f.contains(path));
    assert!(says("row.limits", "/items/1"), "{found:?}");
    assert!(says("item.table_in_doubt", "/items/2"), "{found:?}");
    assert!(says("table.in_doubt", "/tables/0"), "{found:?}");
}
