//! Tables drawn word by word; a character is ten points wide.

use crate::context::Context;
use crate::options::ParseOptions;
use crate::page::{Page, Ruling};
use crate::table::find::tests::{rule, word};
use crate::table::find::{Before, blocks};
use crate::table::{Block, Grid};
use crate::text::Line;

/// Lines of a page: height of the baseline, and words with where they begin.
type Print<'a> = &'a [(f32, &'a [(f32, &'a str)])];

fn grid(print: Print<'_>, rules: &[Ruling]) -> Grid {
    let options = ParseOptions::default();
    let mut ctx = Context::new(&options);
    let mut page = Page {
        number: 1,
        width: 500.0,
        height: 500.0,
        rulings: rules.to_vec(),
        ..Page::default()
    };
    for (y, words) in print {
        for (x, text) in *words {
            word(text, *x, *y, &mut ctx, &mut page);
        }
    }
    let found = blocks(&page, &mut Before::default(), &mut ctx).unwrap();
    match found.as_slice() {
        [Block::Grid(grid)] => grid.clone(),
        other => panic!("{other:?}"),
    }
}

/// Text of each position, row by row; a cell's text stands where it begins.
fn texts(grid: &Grid) -> Vec<Vec<String>> {
    let mut out = vec![vec![String::new(); grid.cols]; grid.rows];
    for cell in &grid.cells {
        out[cell.row][cell.col] = cell.lines.iter().map(Line::raw).collect();
    }
    out
}

/// The blank half of a mark is no print: a full line that ends in one stands a gap away from the next column.
#[test]
fn a_full_width_mark_beside_the_next_column_leaves_a_gap() {
    let found = grid(
        &[
            (
                100.0,
                &[(50.0, "序号"), (90.0, "购买方式"), (172.0, "资金来源")],
            ),
            (
                120.0,
                &[(50.0, "1"), (90.0, "（服务类购）"), (151.0, "（公益金用）")],
            ),
            (
                140.0,
                &[(50.0, "2"), (90.0, "（服务类购）"), (151.0, "（公益金用）")],
            ),
            (160.0, &[(50.0, "3"), (90.0, "询价"), (172.0, "自筹")]),
            (180.0, &[(50.0, "4"), (90.0, "询价"), (172.0, "自筹")]),
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
        &[
            (
                100.0,
                &[(50.0, "序号"), (90.0, "项目名称"), (150.0, "服务内容")],
            ),
            (120.0, &[(143.0, "为老年人每天送餐")]),
            (126.0, &[(50.0, "1"), (90.0, "海岛助餐服")]),
            (132.0, &[(143.0, "一次并登门看望")]),
            (150.0, &[(143.0, "每月开展法律讲座")]),
            (156.0, &[(50.0, "2"), (90.0, "社区普法讲")]),
            (162.0, &[(143.0, "并解答来信来电")]),
            (180.0, &[(143.0, "组织义工走访渔民")]),
            (186.0, &[(50.0, "3"), (90.0, "渔民关爱行")]),
            (192.0, &[(143.0, "家庭和困境儿童")]),
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

fn codes(grid: &Grid, row: usize) -> Vec<&str> {
    let own = grid.cells.iter().filter(|c| c.row == row);
    own.flat_map(|c| &c.doubts)
        .map(|d| d.code.as_ref())
        .collect()
}

/// Names of one, two and four lines, each in the middle of its cell: seven heights, one header.
#[test]
fn a_header_whose_names_have_different_heights_is_one_row() {
    let found = grid(
        &[
            (100.0, &[(90.0, "主")]),
            (107.0, &[(50.0, "序"), (290.0, "金额")]),
            (112.0, &[(90.0, "管")]),
            (113.0, &[(130.0, "项目名称"), (200.0, "服务对象")]),
            (119.0, &[(50.0, "号"), (280.0, "（万元）")]),
            (124.0, &[(90.0, "部")]),
            (136.0, &[(90.0, "门")]),
            (
                160.0,
                &[
                    (50.0, "1"),
                    (80.0, "民政局"),
                    (130.0, "助餐"),
                    (200.0, "老人"),
                    (290.0, "5"),
                ],
            ),
            (
                180.0,
                &[
                    (50.0, "2"),
                    (80.0, "司法局"),
                    (130.0, "普法"),
                    (200.0, "居民"),
                    (290.0, "8"),
                ],
            ),
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(
        texts[0],
        ["序号", "主管部门", "项目名称", "服务对象", "金额（万元）"]
    );
    assert_eq!(texts[1], ["1", "民政局", "助餐", "老人", "5"]);
    assert_eq!(texts.len(), 3);
}

/// The header in the middle of its cell, the numbers at the left, and between them white space as wide as a column's.
#[test]
fn a_header_set_apart_from_its_column_belongs_to_it() {
    let found = grid(
        &[
            (
                100.0,
                &[(70.0, "序号"), (130.0, "项目名称"), (250.0, "金额")],
            ),
            (120.0, &[(50.0, "1"), (130.0, "海岛助餐"), (250.0, "5")]),
            (140.0, &[(50.0, "2"), (130.0, "社区普法"), (250.0, "8")]),
            (160.0, &[(50.0, "3"), (130.0, "渔民关爱"), (250.0, "3")]),
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(texts[0], ["序号", "项目名称", "金额"]);
    assert_eq!(texts[3], ["3", "渔民关爱", "3"]);
}

/// Lines of a cell stand as near to each other as to the next row's; each cell is in the middle of its row.
#[test]
fn rows_without_white_space_between_are_parted_by_their_numbers() {
    let print: Print<'_> = &[
        (
            100.0,
            &[
                (50.0, "序号"),
                (90.0, "项目名称"),
                (180.0, "服务内容"),
                (300.0, "金额"),
            ],
        ),
        (130.0, &[(180.0, "每天送餐一次并")]),
        (
            142.0,
            &[
                (50.0, "1"),
                (90.0, "海岛助餐"),
                (180.0, "登门看望独居老"),
                (300.0, "5"),
            ],
        ),
        (154.0, &[(180.0, "人代购日用品")]),
        (166.0, &[(180.0, "每月开展讲座")]),
        (172.0, &[(50.0, "2"), (90.0, "社区普法"), (300.0, "8")]),
        (178.0, &[(180.0, "并解答来信")]),
        (
            190.0,
            &[
                (50.0, "3"),
                (90.0, "渔民关爱"),
                (180.0, "走访渔民家庭"),
                (300.0, "3"),
            ],
        ),
        (202.0, &[(50.0, "合计"), (300.0, "16")]),
    ];
    let found = grid(print, &[]);
    let texts = texts(&found);
    assert_eq!(
        texts[1],
        [
            "1",
            "海岛助餐",
            "每天送餐一次并登门看望独居老人代购日用品",
            "5"
        ]
    );
    assert_eq!(texts[2], ["2", "社区普法", "每月开展讲座并解答来信", "8"]);
    assert_eq!(texts[3], ["3", "渔民关爱", "走访渔民家庭", "3"]);
    assert_eq!(texts[4], ["合计", "", "", "16"]);
    assert!((0..5).all(|row| codes(&found, row).is_empty()));
}

/// The same, but a cell's lines are neither in the middle nor at the top: the page does not say whose they are.
#[test]
fn rows_that_nothing_parts_are_doubted() {
    let found = grid(
        &[
            (
                100.0,
                &[
                    (50.0, "序号"),
                    (90.0, "项目名称"),
                    (180.0, "服务内容"),
                    (300.0, "金额"),
                ],
            ),
            (130.0, &[(180.0, "每天送餐一次并")]),
            (136.0, &[(50.0, "1"), (90.0, "海岛助餐"), (300.0, "5")]),
            (142.0, &[(180.0, "登门看望独居老")]),
            (154.0, &[(180.0, "人代购日用品")]),
            (166.0, &[(180.0, "每月开展讲座")]),
            (178.0, &[(180.0, "并解答来信")]),
            (183.0, &[(50.0, "2"), (90.0, "社区普法"), (300.0, "8")]),
            (190.0, &[(180.0, "走访渔民家庭")]),
        ],
        &[],
    );
    let said: Vec<&str> = (0..found.rows).flat_map(|row| codes(&found, row)).collect();
    assert_eq!(said, ["row.limits", "row.limits"]);
}

/// Two cells' text without a gap between, in a row where other columns have theirs.
#[test]
fn text_over_an_edge_without_a_gap_is_doubted() {
    let found = grid(
        &[
            (
                100.0,
                &[
                    (50.0, "序号"),
                    (90.0, "购买方式"),
                    (172.0, "资金来源"),
                    (250.0, "金额"),
                ],
            ),
            (
                120.0,
                &[(50.0, "1"), (90.0, "询价"), (172.0, "自筹"), (250.0, "5")],
            ),
            (
                140.0,
                &[
                    (50.0, "2"),
                    (90.0, "公开招标并竞争性磋商区级"),
                    (250.0, "8"),
                ],
            ),
            (
                160.0,
                &[(50.0, "3"), (90.0, "询价"), (172.0, "自筹"), (250.0, "3")],
            ),
            (
                180.0,
                &[(50.0, "4"), (90.0, "询价"), (172.0, "自筹"), (250.0, "3")],
            ),
        ],
        &[],
    );
    assert_eq!(codes(&found, 2), ["text.crosses_columns"]);
    assert_eq!(texts(&found)[2][1], "公开招标并竞争性磋商区级");
}

/// Rules part the header and the columns, nothing the rows; a number stands right below the other, and the sum below them.
#[test]
fn rows_close_together_between_rules_of_columns_are_parted() {
    use crate::page::Direction::{Horizontal, Vertical};
    let rules: Vec<Ruling> = [88.0, 108.0, 168.0]
        .map(|y| rule(Horizontal, y, 45.0, 330.0))
        .into_iter()
        .chain([45.0, 85.0, 170.0, 330.0].map(|x| rule(Vertical, x, 88.0, 168.0)))
        .collect();
    let found = grid(
        &[
            (
                100.0,
                &[(50.0, "序号"), (90.0, "项目名称"), (180.0, "金额（元）")],
            ),
            (120.0, &[(50.0, "1"), (90.0, "海岛助餐"), (180.0, "5")]),
            (132.0, &[(50.0, "2"), (90.0, "社区普法"), (180.0, "8")]),
            (144.0, &[(50.0, "3"), (90.0, "渔民关爱"), (180.0, "3")]),
            (156.0, &[(50.0, "合计"), (180.0, "16")]),
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts.len(), 5);
    assert_eq!(texts[2], ["2", "社区普法", "8"]);
    assert_eq!(texts[4], ["合计", "", "16"]);
}

/// Rows that each cell of a column covers, with its text.
fn spans(grid: &Grid, col: usize) -> Vec<(usize, usize, String)> {
    let own = grid.cells.iter().filter(|c| c.col == col);
    own.map(|c| {
        let text = c.lines.iter().map(Line::raw).collect();
        (c.row, c.row_span, text)
    })
    .collect()
}

fn covers(row: usize, rows: usize, text: &str) -> (usize, usize, String) {
    (row, rows, text.to_owned())
}

/// A column filled in most rows, whose cells are merged here and there: those stand between rows.
#[test]
fn merged_cells_of_a_column_that_is_mostly_filled_are_told() {
    let found = grid(
        &[
            (
                100.0,
                &[
                    (50.0, "序号"),
                    (90.0, "项目名称"),
                    (180.0, "服务对象"),
                    (300.0, "金额"),
                ],
            ),
            (120.0, &[(50.0, "1"), (90.0, "海岛助餐"), (300.0, "5")]),
            (130.0, &[(180.0, "独居老人")]),
            (140.0, &[(50.0, "2"), (90.0, "社区普法"), (300.0, "8")]),
            (
                160.0,
                &[
                    (50.0, "3"),
                    (90.0, "渔民关爱"),
                    (180.0, "渔民"),
                    (300.0, "3"),
                ],
            ),
            (
                180.0,
                &[
                    (50.0, "4"),
                    (90.0, "心理辅导"),
                    (180.0, "学生"),
                    (300.0, "3"),
                ],
            ),
            (
                200.0,
                &[
                    (50.0, "5"),
                    (90.0, "技能培训"),
                    (180.0, "居民"),
                    (300.0, "3"),
                ],
            ),
        ],
        &[],
    );
    let expected = [
        covers(0, 1, "服务对象"),
        covers(1, 2, "独居老人"),
        covers(3, 1, "渔民"),
        covers(4, 1, "学生"),
        covers(5, 1, "居民"),
    ];
    assert_eq!(spans(&found, 2), expected);
}

/// Names beside the middle of the first of their rows, whose projects have two lines; the rows below are blank.
#[test]
fn a_name_beside_the_first_of_its_rows_is_not_centred_over_them() {
    let found = grid(
        &[
            (
                100.0,
                &[
                    (50.0, "序号"),
                    (90.0, "购买主体"),
                    (180.0, "项目名称"),
                    (300.0, "金额"),
                ],
            ),
            (124.0, &[(180.0, "海岛独居老人")]),
            (130.0, &[(50.0, "1"), (90.0, "区民政局"), (300.0, "5")]),
            (136.0, &[(180.0, "助餐")]),
            (160.0, &[(50.0, "2"), (180.0, "社区普法"), (300.0, "8")]),
            (184.0, &[(180.0, "渔民家庭关爱")]),
            (190.0, &[(50.0, "3"), (90.0, "区司法局"), (300.0, "3")]),
            (196.0, &[(180.0, "行动")]),
            (220.0, &[(50.0, "4"), (180.0, "技能培训"), (300.0, "3")]),
            (250.0, &[(50.0, "5"), (180.0, "心理辅导"), (300.0, "3")]),
        ],
        &[],
    );
    let texts = texts(&found);
    let names: Vec<&str> = texts.iter().map(|r| r[1].as_str()).collect();
    assert_eq!(names, ["购买主体", "区民政局", "", "区司法局", "", ""]);
    assert!(spans(&found, 1).iter().all(|s| s.1 == 1));
}

/// The names of two purchasers stand no farther apart than the lines of one.
#[test]
fn names_close_together_are_parted_by_the_rows_they_are_centred_on() {
    let found = grid(
        &[
            (
                100.0,
                &[
                    (50.0, "序号"),
                    (90.0, "购买主体"),
                    (180.0, "项目名称"),
                    (300.0, "金额"),
                ],
            ),
            (120.0, &[(50.0, "1"), (180.0, "海岛助餐"), (300.0, "5")]),
            (122.0, &[(90.0, "区大数据")]),
            (134.0, &[(90.0, "管理局")]),
            (136.0, &[(50.0, "2"), (180.0, "社区普法"), (300.0, "8")]),
            (
                152.0,
                &[
                    (50.0, "3"),
                    (90.0, "区司法局"),
                    (180.0, "渔民关爱"),
                    (300.0, "3"),
                ],
            ),
            (
                168.0,
                &[
                    (50.0, "4"),
                    (90.0, "区妇联"),
                    (180.0, "技能培训"),
                    (300.0, "3"),
                ],
            ),
        ],
        &[],
    );
    let names: Vec<(usize, usize, String)> = spans(&found, 1);
    assert_eq!(names[1], covers(1, 2, "区大数据管理局"));
    assert_eq!(names[2], covers(3, 1, "区司法局"));
    assert_eq!(names[3], covers(4, 1, "区妇联"));
}

/// A number that wraps in a narrow column, between rules on all sides: it counts on from the row above.
#[test]
fn a_number_of_two_lines_between_rules_is_one_row() {
    use crate::page::Direction::{Horizontal, Vertical};
    let rules: Vec<Ruling> = [88.0, 112.0, 136.0, 172.0]
        .map(|y| rule(Horizontal, y, 45.0, 330.0))
        .into_iter()
        .chain([45.0, 85.0, 170.0, 330.0].map(|x| rule(Vertical, x, 88.0, 172.0)))
        .collect();
    let found = grid(
        &[
            (100.0, &[(50.0, "10"), (90.0, "海岛助餐"), (180.0, "5")]),
            (124.0, &[(50.0, "11"), (90.0, "社区普法"), (180.0, "8")]),
            (
                148.0,
                &[(50.0, "1"), (90.0, "渔民家庭关爱"), (180.0, "每月走访")],
            ),
            (166.0, &[(50.0, "2"), (90.0, "帮扶行动"), (180.0, "一次")]),
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts.len(), 3);
    assert_eq!(texts[2], ["12", "渔民家庭关爱帮扶行动", "每月走访一次"]);
}

/// The last mark of a full line is hung by its whole width over the edge, beside a blank cell.
#[test]
fn a_mark_hung_over_the_edge_covers_no_other_column() {
    let found = grid(
        &[
            (
                100.0,
                &[
                    (50.0, "序号"),
                    (90.0, "服务内容"),
                    (152.0, "服务对象"),
                    (230.0, "金额"),
                ],
            ),
            (
                120.0,
                &[
                    (50.0, "1"),
                    (90.0, "助餐每周五次"),
                    (152.0, "独居老人"),
                    (230.0, "5"),
                ],
            ),
            (
                140.0,
                &[(50.0, "2"), (90.0, "讲座每月一次。"), (230.0, "8")],
            ),
            (
                160.0,
                &[
                    (50.0, "3"),
                    (90.0, "走访每月两次"),
                    (152.0, "渔民"),
                    (230.0, "3"),
                ],
            ),
            (
                180.0,
                &[
                    (50.0, "4"),
                    (90.0, "辅导每月两次"),
                    (152.0, "学生"),
                    (230.0, "3"),
                ],
            ),
        ],
        &[],
    );
    assert_eq!(texts(&found)[2], ["2", "讲座每月一次。", "", "8"]);
}

/// No running numbers, and rules of columns only: each row has a sum, and cells of several lines in its middle.
#[test]
fn rows_between_rules_of_columns_without_numbers_are_parted_by_their_sums() {
    use crate::page::Direction::{Horizontal, Vertical};
    let rules: Vec<Ruling> = [88.0, 108.0, 190.0]
        .map(|y| rule(Horizontal, y, 45.0, 330.0))
        .into_iter()
        .chain([45.0, 130.0, 250.0, 330.0].map(|x| rule(Vertical, x, 88.0, 190.0)))
        .collect();
    let found = grid(
        &[
            (
                100.0,
                &[
                    (50.0, "项目名称"),
                    (140.0, "服务内容"),
                    (260.0, "金额（元）"),
                ],
            ),
            (122.0, &[(140.0, "每天送餐一次并")]),
            (128.0, &[(50.0, "海岛助餐"), (260.0, "500")]),
            (134.0, &[(140.0, "登门看望老人")]),
            (146.0, &[(140.0, "每月开展讲座")]),
            (152.0, &[(50.0, "社区普法"), (260.0, "800")]),
            (158.0, &[(140.0, "并解答来信")]),
            (
                178.0,
                &[(50.0, "渔民关爱"), (140.0, "走访渔民家庭"), (260.0, "300")],
            ),
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts[1], ["海岛助餐", "每天送餐一次并登门看望老人", "500"]);
    assert_eq!(texts[2], ["社区普法", "每月开展讲座并解答来信", "800"]);
    assert_eq!(texts[3], ["渔民关爱", "走访渔民家庭", "300"]);
}

/// Numbers and the next column stand three points apart, the header of the latter names nothing known.
#[test]
fn numbers_have_a_column_to_themselves() {
    let found = grid(
        &[
            (
                100.0,
                &[
                    (50.0, "序号"),
                    (73.0, "一级目录"),
                    (130.0, "项目名称"),
                    (210.0, "金额"),
                ],
            ),
            (
                120.0,
                &[
                    (60.0, "1"),
                    (73.0, "养老服务"),
                    (130.0, "海岛助餐"),
                    (210.0, "5"),
                ],
            ),
            (
                140.0,
                &[
                    (60.0, "2"),
                    (73.0, "社会治理"),
                    (130.0, "社区普法"),
                    (210.0, "8"),
                ],
            ),
            (
                160.0,
                &[
                    (60.0, "3"),
                    (73.0, "文化体育"),
                    (130.0, "文艺巡演"),
                    (210.0, "3"),
                ],
            ),
        ],
        &[],
    );
    assert_eq!(texts(&found)[3], ["3", "文化体育", "文艺巡演", "3"]);
}

/// Two columns of which most lines run into each other: the header shows that they are two.
#[test]
fn a_column_with_two_names_is_doubted() {
    let found = grid(
        &[
            (
                100.0,
                &[
                    (50.0, "序号"),
                    (90.0, "购买方式"),
                    (172.0, "资金来源"),
                    (250.0, "金额"),
                ],
            ),
            (
                120.0,
                &[
                    (50.0, "1"),
                    (90.0, "公开招标并竞争性磋商区级"),
                    (250.0, "5"),
                ],
            ),
            (
                140.0,
                &[
                    (50.0, "2"),
                    (90.0, "公开招标并竞争性磋商区级"),
                    (250.0, "8"),
                ],
            ),
            (
                160.0,
                &[
                    (50.0, "3"),
                    (90.0, "公开招标并竞争性磋商区级"),
                    (250.0, "3"),
                ],
            ),
            (
                180.0,
                &[(50.0, "4"), (90.0, "询价"), (172.0, "自筹"), (250.0, "3")],
            ),
        ],
        &[],
    );
    assert!((1..5).all(|row| codes(&found, row) == ["text.crosses_columns"]));
}
