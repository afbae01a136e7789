//! Columns by their gaps and their header.

use super::{codes, grid, texts};
use crate::page::Direction;
use crate::table::find::tests::rule;

/// The blank half of a mark is no print: a full line that ends in one stands a gap away from the next column.
#[test]
fn a_full_width_mark_beside_the_next_column_leaves_a_gap() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "购买方式", 172.0 "资金来源";
            120.0: 50.0 "1", 90.0 "（服务类购）", 151.0 "（公益金用）";
            140.0: 50.0 "2", 90.0 "（服务类购）", 151.0 "（公益金用）";
            160.0: 50.0 "3", 90.0 "询价", 172.0 "自筹";
            180.0: 50.0 "4", 90.0 "询价", 172.0 "自筹";
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(texts[1], ["1", "（服务类购）", "（公益金用）"]);
    assert_eq!(texts[4], ["4", "询价", "自筹"]);
}

/// Two columns three points apart whose lines are at different heights: no line shows a gap, the cells side by side do.
#[test]
fn columns_are_told_by_cells_whose_lines_are_at_different_heights() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "项目名称", 150.0 "服务内容";
            120.0: 143.0 "为老年人每天送餐";
            126.0: 50.0 "1", 90.0 "海岛助餐服";
            132.0: 143.0 "一次并登门看望";
            150.0: 143.0 "每月开展法律讲座";
            156.0: 50.0 "2", 90.0 "社区普法讲";
            162.0: 143.0 "并解答来信来电";
            180.0: 143.0 "组织义工走访渔民";
            186.0: 50.0 "3", 90.0 "渔民关爱行";
            192.0: 143.0 "家庭和困境儿童";
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(
        texts[1],
        ["1", "海岛助餐服", "为老年人每天送餐一次并登门看望"]
    );
    assert_eq!(
        texts[3],
        ["3", "渔民关爱行", "组织义工走访渔民家庭和困境儿童"]
    );
}

/// The header in the middle of its cell, the numbers at the left, and between them white space as wide as a column's.
#[test]
fn a_header_set_apart_from_its_column_belongs_to_it() {
    let found = grid(
        drawn![
            100.0: 70.0 "序号", 130.0 "项目名称", 250.0 "金额";
            120.0: 50.0 "1", 130.0 "海岛助餐", 250.0 "5";
            140.0: 50.0 "2", 130.0 "社区普法", 250.0 "8";
            160.0: 50.0 "3", 130.0 "渔民关爱", 250.0 "3";
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(texts[0], ["序号", "项目名称", "金额"]);
    assert_eq!(texts[3], ["3", "渔民关爱", "3"]);
}

/// A name of three lines ends as near above the first row as lines of one cell stand.
#[test]
fn what_stands_far_below_a_whole_name_is_none_of_it() {
    let found = grid(
        drawn![
            100.0: 250.0 "购买";
            112.0: 50.0 "序号", 110.0 "服务内容", 310.0 "金额";
            124.0: 250.0 "方式";
            138.0: 110.0 "上门看望老人";
            150.0: 50.0 "1", 110.0 "每月走访两次", 250.0 "招标", 310.0 "5";
            162.0: 110.0 "节日办活动";
            180.0: 50.0 "2", 110.0 "法律援助", 250.0 "磋商", 310.0 "8";
            198.0: 50.0 "3", 110.0 "心理辅导", 250.0 "磋商", 310.0 "3";
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(texts[0], ["序号", "服务内容", "购买方式", "金额"]);
    assert_eq!(texts[1][1], "上门看望老人每月走访两次节日办活动");
}

/// Joined one by one, three hundred of them took minutes.
#[test]
fn each_of_many_headers_set_apart_belongs_to_its_column() {
    let wide = |count: usize| -> Vec<(f32, String)> {
        (0..count)
            .map(|c| {
                (
                    50.0 + 60.0 * c as f32,
                    ["项目名称", "金额"][c % 2].to_owned(),
                )
            })
            .collect()
    };
    let heads = wide(40);
    let line = |y: f32, row: usize| -> (f32, Vec<(f32, String)>) {
        let cells = heads.iter().enumerate();
        let text = |c: usize| {
            if c.is_multiple_of(2) {
                "甲".to_owned()
            } else {
                format!("{row}")
            }
        };
        (y, cells.map(|(c, (x, _))| (x + 42.0, text(c))).collect())
    };
    let mut lines = vec![(100.0, heads.clone())];
    lines.extend((1..6).map(|row| line(100.0 + 20.0 * row as f32, row)));
    let words: Vec<(f32, Vec<(f32, &str)>)> = lines
        .iter()
        .map(|(y, words)| (*y, words.iter().map(|(x, t)| (*x, t.as_str())).collect()))
        .collect();
    let print: Vec<(f32, &[(f32, &str)])> = words.iter().map(|(y, w)| (*y, w.as_slice())).collect();
    let found = grid(&print, &[]);
    assert_eq!(found.cols, 40);
    assert_eq!(texts(&found)[0][2..4], ["项目名称", "金额"]);
    assert_eq!(texts(&found)[5][2..4], ["甲", "5"]);
}

/// Two cells' text without a gap between, in a row where other columns have theirs.
#[test]
fn text_over_an_edge_without_a_gap_is_doubted() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "购买方式", 172.0 "资金来源", 250.0 "金额";
            120.0: 50.0 "1", 90.0 "询价", 172.0 "自筹", 250.0 "5";
            140.0: 50.0 "2", 90.0 "公开招标并竞争性磋商区级", 250.0 "8";
            160.0: 50.0 "3", 90.0 "询价", 172.0 "自筹", 250.0 "3";
            180.0: 50.0 "4", 90.0 "询价", 172.0 "自筹", 250.0 "3";
        ],
        &[],
    );
    assert_eq!(codes(&found, 2), ["text.crosses_columns"]);
    assert_eq!(texts(&found)[2][1], "公开招标并竞争性磋商区级");
}

/// The last mark of a full line is hung by its whole width over the edge, beside a blank cell.
#[test]
fn a_mark_hung_over_the_edge_covers_no_other_column() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "服务内容", 152.0 "服务对象", 230.0 "金额";
            120.0: 50.0 "1", 90.0 "助餐每周五次", 152.0 "独居老人", 230.0 "5";
            140.0: 50.0 "2", 90.0 "讲座每月一次。", 230.0 "8";
            160.0: 50.0 "3", 90.0 "走访每月两次", 152.0 "渔民", 230.0 "3";
            180.0: 50.0 "4", 90.0 "辅导每月两次", 152.0 "学生", 230.0 "3";
        ],
        &[],
    );
    assert_eq!(texts(&found)[2], ["2", "讲座每月一次。", "", "8"]);
}

/// Numbers and the next column stand three points apart, the header of the latter names nothing known.
#[test]
fn numbers_have_a_column_to_themselves() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 73.0 "一级目录", 130.0 "项目名称", 210.0 "金额";
            120.0: 60.0 "1", 73.0 "养老服务", 130.0 "海岛助餐", 210.0 "5";
            140.0: 60.0 "2", 73.0 "社会治理", 130.0 "社区普法", 210.0 "8";
            160.0: 60.0 "3", 73.0 "文化体育", 130.0 "文艺巡演", 210.0 "3";
        ],
        &[],
    );
    assert_eq!(texts(&found)[3], ["3", "文化体育", "文艺巡演", "3"]);
}

/// Two columns of which most lines run into each other: the header shows that they are two.
#[test]
fn a_column_with_two_names_is_doubted() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "购买方式", 172.0 "资金来源", 250.0 "金额";
            120.0: 50.0 "1", 90.0 "公开招标并竞争性磋商区级", 250.0 "5";
            140.0: 50.0 "2", 90.0 "公开招标并竞争性磋商区级", 250.0 "8";
            160.0: 50.0 "3", 90.0 "公开招标并竞争性磋商区级", 250.0 "3";
            180.0: 50.0 "4", 90.0 "询价", 172.0 "自筹", 250.0 "3";
        ],
        &[],
    );
    assert!((1..5).all(|row| codes(&found, row) == ["text.crosses_columns"]));
}

/// Names of other columns are set on more lines than the two that stand side by side: those are read below the fourth line.
#[test]
fn a_header_is_read_where_other_names_have_more_lines() {
    let found = grid(
        drawn![
            92.0: 220.0 "验";
            96.0: 250.0 "预";
            98.0: 280.0 "方";
            100.0: 220.0 "收";
            104.0: 151.0 "服务对", 250.0 "算";
            110.0: 50.0 "序号", 78.0 "服务内容和标准", 220.0 "方", 280.0 "式";
            116.0: 151.0 "象";
            118.0: 220.0 "式";
            150.0: 50.0 "1", 78.0 "为老年人每天送", 151.0 "老年人", 220.0 "书", 250.0 "8", 280.0 "甲";
            162.0: 78.0 "餐";
            190.0: 50.0 "2", 78.0 "每月开展法律讲", 151.0 "居民", 220.0 "书", 250.0 "9", 280.0 "乙";
            202.0: 78.0 "座";
            230.0: 50.0 "3", 78.0 "组织走访渔民家", 151.0 "渔民", 220.0 "书", 250.0 "7", 280.0 "丙";
            242.0: 78.0 "庭";
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(texts[1][1..3], ["为老年人每天送餐", "老年人"]);
    assert_eq!(texts[3][1..3], ["组织走访渔民家庭", "渔民"]);
}

/// Where the label of a total stands says nothing of the columns: it is centred over several, and may be set wide.
#[test]
fn the_label_of_a_total_makes_no_column() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 100.0 "村", 200.0 "项目名称", 300.0 "金额";
            120.0: 50.0 "1", 100.0 "干施岙村", 200.0 "巡防", 300.0 "28";
            140.0: 50.0 "2", 100.0 "茶山村", 200.0 "夏令营", 300.0 "6";
            160.0: 155.0 "小", 175.0 "计", 300.0 "34";
            180.0: 50.0 "3", 100.0 "湖泥村", 200.0 "探访", 300.0 "5";
            200.0: 65.0 "合", 85.0 "计", 300.0 "39";
        ],
        &[],
    );
    assert_eq!(found.cols, 4);
    let texts = texts(&found);
    assert_eq!(texts[1], ["1", "干施岙村", "巡防", "28"]);
    assert!(texts[3].contains(&"小计".to_owned()), "{texts:?}");
    assert!(texts[5].contains(&"合计".to_owned()), "{texts:?}");
}

/// A full line's mark is hung up to the next column, whose print begins with one: between them there is ink of neither.
#[test]
#[ignore = "a mark's box, not its ink, is what parts columns: the two are read as one"]
fn marks_hung_between_two_columns_do_not_join_them() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "购买内容", 145.0 "受益人群", 220.0 "金额";
            130.0: 90.0 "走访海岛，";
            136.0: 50.0 "1", 142.0 "“三无”", 220.0 "5";
            142.0: 90.0 "代购物品";
            170.0: 90.0 "宣传法律；";
            176.0: 50.0 "2", 142.0 "“两新”", 220.0 "8";
            182.0: 90.0 "解答来信";
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(texts[1], ["1", "走访海岛，代购物品", "“三无”", "5"]);
    assert_eq!(texts[2], ["2", "宣传法律；解答来信", "“两新”", "8"]);
}

/// The header stands in the middle of its column, what is below it at the left, and a total's label in the middle of both.
#[test]
fn a_label_of_totals_parts_no_header_from_its_column() {
    let found = grid(
        drawn![
            100.0: 50.0 "单位", 200.0 "项目名称", 300.0 "金额";
            120.0: 50.0 "甲局", 80.0 "海岛助餐", 300.0 "500";
            140.0: 50.0 "乙局", 80.0 "社区普法宣讲", 300.0 "800";
            160.0: 195.0 "共计", 300.0 "1300";
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(texts[0], ["单位", "项目名称", "金额"]);
    assert_eq!(texts[1], ["甲局", "海岛助餐", "500"]);
}

/// Two columns less than a column's gap apart, whose names and cells have different numbers of lines: no line has print in
/// both. A word that names no role heads the second.
#[test]
fn columns_whose_lines_are_never_at_one_height_are_two() {
    let found = grid(
        drawn![
            100.0: 95.0 "购买";
            106.0: 50.0 "序号", 130.0 "村（社区）", 200.0 "项目名称", 280.0 "金额";
            112.0: 95.0 "部门";
            134.0: 95.0 "普陀";
            140.0: 50.0 "1", 119.0 "杜庄村", 200.0 "海岛助餐", 280.0 "500";
            146.0: 95.0 "山镇";
            168.0: 95.0 "区商";
            174.0: 50.0 "2", 119.0 "蛟头村", 200.0 "社区普法", 280.0 "800";
            180.0: 95.0 "务局";
            202.0: 95.0 "区财";
            208.0: 50.0 "3", 119.0 "台门村", 200.0 "渔民关爱", 280.0 "300";
            214.0: 95.0 "政局";
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(
        texts[0],
        ["序号", "购买部门", "村（社区）", "项目名称", "金额"]
    );
    assert_eq!(texts[1], ["1", "普陀山镇", "杜庄村", "海岛助餐", "500"]);
    assert_eq!(texts.len(), 4);
}

/// The white space before the columns under an upper name is wide, and the edge in it lies beyond the end of the name's rule.
#[test]
fn a_column_before_the_end_of_an_upper_names_rule_is_not_under_it() {
    let found = grid(
        drawn![
            100.0: 311.0 "预算资金";
            109.0: 50.0 "项目名称", 220.0 "绩效";
            118.0: 300.0 "区级", 360.0 "市级";
            140.0: 50.0 "海岛助餐", 210.0 "达标良好", 305.0 "5", 365.0 "8";
            160.0: 50.0 "社区普法", 210.0 "达标良好", 305.0 "6", 365.0 "9";
        ],
        &[
            rule(Direction::Horizontal, 88.0, 45.0, 400.0),
            rule(Direction::Horizontal, 104.0, 262.0, 400.0),
            rule(Direction::Horizontal, 124.0, 45.0, 400.0),
            rule(Direction::Horizontal, 166.0, 45.0, 400.0),
        ],
    );
    let upper = found
        .cells
        .iter()
        .find(|c| c.lines.iter().any(|l| l.raw() == "预算资金"));
    assert_eq!(
        upper.map(|c| (c.col, c.col_span)),
        Some((2, 2)),
        "{:?}",
        texts(&found)
    );
}
