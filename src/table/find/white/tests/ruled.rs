//! Frames without rules between their rows, after others and with double rules.

use super::pages::{HEAD, across, grids};
use super::{Print, grid, texts};
use crate::page::{Direction, Ruling};
use crate::table::find::tests::rule;

/// A frame of four columns with rules at these heights.
fn frame(heights: &[f32], edges: [f32; 5]) -> Vec<Ruling> {
    let (top, bottom) = (heights[0], heights[heights.len() - 1]);
    let across = heights
        .iter()
        .map(|y| (Direction::Horizontal, *y, 45.0, 400.0));
    let upright = edges.iter().map(|x| (Direction::Vertical, *x, top, bottom));
    let rules = across.chain(upright);
    rules
        .map(|(d, at, from, to)| rule(d, at, from, to))
        .collect()
}

/// Rows with no more between them than lines have, half of their cells blank.
const TIGHT: Print<'_> = drawn![
    100.0: 50.0 "项目名称", 150.0 "服务内容", 250.0 "人数", 330.0 "备注";
    120.0: 50.0 "海岛助餐", 250.0 "10";
    132.0: 50.0 "社区普法", 250.0 "20";
    144.0: 50.0 "渔民关爱", 250.0 "30";
];
const EDGES: [f32; 5] = [45.0, 145.0, 245.0, 320.0, 400.0];

/// The frame before has rules between all its rows; this one has other columns, and none between its rows.
#[test]
fn rows_are_not_taken_for_ruled_because_another_tables_are() {
    let ruled: Print<'_> = drawn![
        100.0: 50.0 "序号", 80.0 "单位", 150.0 "地址", 300.0 "电话";
        120.0: 50.0 "1", 80.0 "民政局", 150.0 "东街", 300.0 "11";
        140.0: 50.0 "2", 80.0 "司法局", 150.0 "西街", 300.0 "12";
    ];
    let pages = grids(&[
        (
            ruled,
            &frame(
                &[88.0, 108.0, 128.0, 148.0],
                [45.0, 75.0, 145.0, 290.0, 400.0],
            ),
        ),
        (TIGHT, &frame(&[88.0, 108.0, 150.0], EDGES)),
    ]);
    assert_eq!(pages[1].rows, 4);
}

/// Its lines stand as far apart as rows do: the words before a sum and the sum are one cell.
#[test]
fn words_before_a_sum_are_no_sum_of_another_row() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "项目名称", 150.0 "服务内容", 250.0 "金额", 330.0 "备注";
        120.0: 50.0 "海岛助餐", 150.0 "每天送餐", 250.0 "10", 330.0 "新增";
        140.0: 50.0 "社区普法", 150.0 "每月开展", 250.0 "不低于", 330.0 "延";
        159.5: 150.0 "讲座", 250.0 "65.55", 330.0 "续";
    ];
    let edges = [45.0, 145.0, 245.0, 320.0, 400.0];
    let rules = frame(&[88.0, 108.0, 128.0, 170.0], edges);
    let rows = texts(&grid(print, &rules));
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[2], ["社区普法", "每月开展讲座", "不低于65.55", "延续"]);
}

/// A double rule is one: that below the header and that between two groups of rows are no two rules each.
#[test]
fn double_rules_of_a_frame_part_no_rows() {
    let more: Print<'_> = &[
        (172.0, &[(50.0, "老年大学"), (250.0, "40")]),
        (184.0, &[(50.0, "助残出行"), (250.0, "50")]),
        (196.0, &[(50.0, "园区绿化"), (250.0, "60")]),
    ];
    let print = [TIGHT, more].concat();
    let rules = frame(&[88.0, 103.0, 110.0, 151.0, 158.0, 202.0], EDGES);
    let pages = grids(&[(&print, &rules)]);
    assert_eq!(pages[0].rows, 7);
}

/// The rest of a row stands at the left of its column, whose name stands in the middle; below it a full line touches the next
/// column. The rules leave the merged purchaser out.
#[test]
fn a_full_line_below_a_rule_that_leaves_a_column_out_ends_no_table() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "单位", 150.0 "项目", 270.0 "服务内容";
        125.0: 205.0 "少于五场";
        150.0: 130.0 "海岛渔民助餐行", 204.0 "每天送餐上门共计二十八场次";
        157.0: 50.0 "19";
        164.0: 150.0 "动", 205.0 "全年";
        190.0: 50.0 "20", 130.0 "社区普法宣讲", 205.0 "每月讲座";
        215.0: 50.0 "21", 130.0 "渔船船员宣传", 205.0 "登船看望";
    ];
    let mut rules: Vec<Ruling> = vec![];
    for y in [85.0, 107.0, 225.0] {
        rules.push(rule(Direction::Horizontal, y, 45.0, 345.0));
    }
    for y in [132.0, 172.0, 198.0] {
        rules.push(rule(Direction::Horizontal, y, 45.0, 80.0));
        rules.push(rule(Direction::Horizontal, y, 128.0, 345.0));
    }
    let found = texts(&grid(print, &rules));
    let numbers: Vec<&str> = found.iter().map(|r| r[0].as_str()).collect();
    assert_eq!(numbers, ["序号", "", "19", "20", "21"]);
}

/// The rows stand on the next page, on other edges: their texts are wider than the names.
#[test]
fn a_header_between_two_rules_heads_the_rows_of_the_next_page() {
    let rows: Print<'_> = drawn![
        50.0: 40.0 "海岛助餐行动", 118.0 "每天送餐一次", 220.0 "助老", 330.0 "500";
        80.0: 40.0 "社区普法宣讲", 118.0 "每月开展讲座", 220.0 "普法", 330.0 "800";
    ];
    let found = grids(&[
        (&[HEAD], &across(&[85.0, 107.0])),
        (rows, &across(&[60.0, 90.0])),
    ]);
    assert_eq!(texts(&found[0]), [["项目名称", "服务内容", "类别", "金额"]]);
    assert_eq!(
        texts(&found[1])[1],
        ["社区普法宣讲", "每月开展讲座", "普法", "800"]
    );
}

/// What stands below the last rule is a row that the page's end cut, if the rule is the lower one of a header said again.
#[test]
fn a_row_below_a_header_said_again_is_the_tables() {
    let again = |y: f32| (y, HEAD.1);
    let print: Print<'_> = &[
        HEAD,
        (
            120.0,
            &[
                (50.0, "海岛助餐行动"),
                (118.0, "每天送餐一次"),
                (220.0, "助老"),
                (330.0, "500"),
            ],
        ),
        (
            140.0,
            &[
                (50.0, "社区普法宣讲"),
                (118.0, "每月开展讲座"),
                (220.0, "普法"),
                (330.0, "800"),
            ],
        ),
        again(160.0),
        (180.0, &[(118.0, "每周开课两次")]),
    ];
    let found = texts(&grid(print, &across(&[85.0, 107.0, 127.0, 147.0, 167.0])));
    assert_eq!(found.last().unwrap()[1], "每周开课两次");
}

/// 十一 in a column one character wide is no row 10 with a row 1 below it.
#[test]
fn a_chinese_number_of_two_lines_is_one() {
    let rows: Print<'_> = drawn![
        100.0: 50.0 "序号", 150.0 "项目名称", 250.0 "内容", 330.0 "金额";
        122.0: 50.0 "十", 150.0 "海岛助餐", 250.0 "送餐", 330.0 "5";
        150.0: 50.0 "十", 150.0 "社区", 250.0 "每月", 330.0 "8";
        172.0: 50.0 "一", 150.0 "普法", 250.0 "讲座";
        200.0: 50.0 "十", 150.0 "渔民", 250.0 "上门", 330.0 "3";
        222.0: 50.0 "二", 150.0 "关爱", 250.0 "看望";
    ];
    let found = grid(rows, &frame(&[80.0, 110.0, 130.0, 180.0, 230.0], EDGES));
    let numbers: Vec<String> = texts(&found).into_iter().map(|r| r[0].clone()).collect();
    assert_eq!(numbers, ["序号", "十", "十一", "十二"]);
}

/// Two lines in three columns of many, between nothing and the rule that closes the row on the page before.
#[test]
fn the_rest_of_a_row_alone_on_its_page_is_of_its_table() {
    let first: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "项目名称", 180.0 "内容", 260.0 "单位", 330.0 "金额";
        130.0: 50.0 "1", 90.0 "海岛助餐", 180.0 "送餐", 260.0 "某站", 330.0 "5";
        160.0: 50.0 "2", 90.0 "社区普法", 180.0 "讲座", 260.0 "某所", 330.0 "8";
        190.0: 50.0 "3", 90.0 "渔民关爱", 180.0 "看望", 260.0 "某社", 330.0 "3";
        220.0: 50.0 "4", 90.0 "文化", 180.0 "演出和", 260.0 "某馆", 330.0 "2";
    ];
    let rest: Print<'_> = &[(60.0, &[(90.0, "传承"), (180.0, "展览")])];
    let rules =
        [80.0, 110.0, 140.0, 170.0, 200.0].map(|y| rule(Direction::Horizontal, y, 45.0, 400.0));
    let closing = [rule(Direction::Horizontal, 70.0, 45.0, 400.0)];
    let found = grids(&[(first, &rules), (rest, &closing)]);
    assert_eq!(texts(&found[1]), [["", "传承", "展览", "", ""]]);
}

/// One rule parts the groups of columns, none the rows.
#[test]
fn rules_between_groups_of_columns_leave_the_columns_to_white_space() {
    let print: Print<'_> = drawn![
        100.0: 190.0 "Given", 300.0 "Remaining";
        114.0: 50.0 "Age", 150.0 "All", 240.0 "%", 300.0 "All", 380.0 "%";
        132.0: 50.0 "Young", 150.0 "348", 230.0 "19", 300.0 "925", 370.0 "28";
        146.0: 50.0 "Grown", 150.0 "535", 230.0 "42", 300.0 "587", 370.0 "89";
        160.0: 50.0 "Old", 150.0 "402", 230.0 "27", 300.0 "304", 370.0 "71";
    ];
    let mut rules = across(&[88.0, 119.0, 168.0]);
    for x in [140.0, 280.0] {
        rules.push(rule(Direction::Vertical, x, 88.0, 168.0));
    }
    let texts = texts(&grid(print, &rules));
    let last = texts.last().map(|r| r.join("|"));
    assert_eq!(last.as_deref(), Some("Old|402|27|304|71"));
}

/// Rules between rows leave two merged cells out. Where they end there is an edge, though print is nearer than columns are, and
/// never at one height.
#[test]
fn rules_end_at_the_edges_of_columns() {
    let print: Print<'_> = drawn![
        92.0: 300.0 "资金";
        100.0: 50.0 "序号", 100.0 "项目", 170.0 "服务内容", 350.0 "实施期限";
        108.0: 300.0 "来源";
        140.0: 170.0 "每天送餐上门，", 322.0 "2024年全年";
        152.0: 50.0 "1", 100.0 "海岛助餐", 170.0 "含节假日。";
        164.0: 170.0 "每周一次。", 300.0 "补助";
        190.0: 50.0 "2", 100.0 "社区普法", 170.0 "每月讲座", 300.0 "自有";
        220.0: 50.0 "3", 100.0 "就业帮扶", 170.0 "每季招聘", 300.0 "专项";
    ];
    let mut rules = [82.0, 118.0, 230.0]
        .map(|y| rule(Direction::Horizontal, y, 45.0, 430.0))
        .to_vec();
    rules.push(rule(Direction::Horizontal, 174.0, 45.0, 321.0));
    rules.push(rule(Direction::Horizontal, 202.0, 45.0, 321.0));
    let texts = texts(&grid(print, &rules));
    assert_eq!(texts[0].join("|"), "序号|项目|服务内容|资金来源|实施期限");
    assert_eq!(
        texts[1].join("|"),
        "1|海岛助餐|每天送餐上门，含节假日。每周一次。|补助|2024年全年"
    );
}

/// The rule at the end leaves out columns whose merged cells ended on the page before. White space parts the rows: one has no
/// sum.
#[test]
fn a_rule_at_the_end_parts_no_rows() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "目录代码", 120.0 "项目", 200.0 "内容", 300.0 "预算", 360.0 "类别";
        130.0: 50.0 "A01", 120.0 "海岛助餐", 200.0 "每天送餐上门，", 300.0 "15.2", 360.0 "养老";
        142.0: 200.0 "含节假日";
        165.0: 50.0 "A02", 120.0 "社区普法", 200.0 "每月一次讲座，", 360.0 "法律";
        177.0: 200.0 "含材料费";
        200.0: 50.0 "A03", 120.0 "就业帮扶", 200.0 "每季一场招聘，", 300.0 "8.5";
        212.0: 200.0 "含场地费";
    ];
    let mut rules = [85.0, 110.0]
        .map(|y| rule(Direction::Horizontal, y, 45.0, 400.0))
        .to_vec();
    rules.push(rule(Direction::Horizontal, 220.0, 45.0, 350.0));
    let texts = texts(&grid(print, &rules));
    let own: Vec<String> = texts.iter().skip(1).map(|r| r.join("|")).collect();
    assert_eq!(
        own,
        [
            "A01|海岛助餐|每天送餐上门，含节假日|15.2|养老",
            "A02|社区普法|每月一次讲座，含材料费||法律",
            "A03|就业帮扶|每季一场招聘，含场地费|8.5|",
        ]
    );
}

/// The last rule leaves out the purchaser, whose cell the page's end cuts: the last line of its name hangs below.
#[test]
fn what_hangs_below_the_last_rule_in_a_column_that_it_leaves_out_is_no_row() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "单位", 150.0 "项目", 270.0 "金额";
        125.0: 50.0 "1", 150.0 "海岛助餐", 270.0 "5";
        150.0: 50.0 "2", 90.0 "区退役", 150.0 "社区普法", 270.0 "8";
        162.0: 90.0 "军人事";
        174.0: 90.0 "务局";
    ];
    let mut rules: Vec<Ruling> = vec![];
    for y in [85.0, 107.0] {
        rules.push(rule(Direction::Horizontal, y, 45.0, 345.0));
    }
    for y in [132.0, 164.0] {
        rules.push(rule(Direction::Horizontal, y, 45.0, 80.0));
        rules.push(rule(Direction::Horizontal, y, 128.0, 345.0));
    }
    let found = grid(print, &rules);
    assert_eq!(found.rows, 3);
    assert_eq!(texts(&found)[1], ["1", "区退役军人事务局", "海岛助餐", "5"]);
}

/// Without numbers; the only sum stands in the middle of two rules, and cells beside it at their top, their middle and their foot.
#[test]
fn one_sum_in_the_middle_of_two_rules_is_that_of_one_row() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "单位", 100.0 "项目", 170.0 "金额", 220.0 "服务内容", 330.0 "对象", 390.0 "来源", 440.0 "地点";
        120.0: 50.0 "区残联", 100.0 "海岛渔民", 395.0 "上";
        134.0: 100.0 "助餐", 220.0 "每天送餐上门", 395.0 "级";
        141.0: 170.0 "67", 330.0 "渔民", 440.0 "东街";
        148.0: 220.0 "共计两次", 395.0 "补";
        162.0: 395.0 "助";
    ];
    let rules = [85.0, 107.0, 168.0].map(|y| rule(Direction::Horizontal, y, 45.0, 480.0));
    assert_eq!(
        texts(&grid(print, &rules))[1..],
        [[
            "区残联",
            "海岛渔民助餐",
            "67",
            "每天送餐上门共计两次",
            "渔民",
            "上级补助",
            "东街"
        ]]
    );
}
