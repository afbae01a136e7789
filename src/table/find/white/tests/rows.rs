//! Rows, and the header's, by white space, rules and numbers.

use super::{Print, codes, found, grid, texts};
use crate::page::{Direction, Ruling};
use crate::table::Block;
use crate::table::find::tests::rule;

/// Names of one, two and four lines, each in the middle of its cell: seven heights, one header.
#[test]
fn a_header_whose_names_have_different_heights_is_one_row() {
    let found = grid(
        drawn![
            100.0: 90.0 "主";
            107.0: 50.0 "序", 290.0 "金额";
            112.0: 90.0 "管";
            113.0: 130.0 "项目名称", 200.0 "服务对象";
            119.0: 50.0 "号", 280.0 "（万元）";
            124.0: 90.0 "部";
            136.0: 90.0 "门";
            160.0: 50.0 "1", 80.0 "民政局", 130.0 "助餐", 200.0 "老人", 290.0 "5";
            180.0: 50.0 "2", 80.0 "司法局", 130.0 "普法", 200.0 "居民", 290.0 "8";
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

/// Lines of a cell stand as near to each other as to the next row's; each cell is in the middle of its row.
#[test]
fn rows_without_white_space_between_are_parted_by_their_numbers() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "项目名称", 180.0 "服务内容", 300.0 "金额";
        130.0: 180.0 "每天送餐一次并";
        142.0: 50.0 "1", 90.0 "海岛助餐", 180.0 "登门看望独居老", 300.0 "5";
        154.0: 180.0 "人代购日用品";
        166.0: 180.0 "每月开展讲座";
        172.0: 50.0 "2", 90.0 "社区普法", 300.0 "8";
        178.0: 180.0 "并解答来信";
        190.0: 50.0 "3", 90.0 "渔民关爱", 180.0 "走访渔民家庭", 300.0 "3";
        202.0: 50.0 "合计", 300.0 "16";
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
        drawn![
            100.0: 50.0 "序号", 90.0 "项目名称", 180.0 "服务内容", 300.0 "金额";
            130.0: 180.0 "每天送餐一次并";
            136.0: 50.0 "1", 90.0 "海岛助餐", 300.0 "5";
            142.0: 180.0 "登门看望独居老";
            154.0: 180.0 "人代购日用品";
            166.0: 180.0 "每月开展讲座";
            178.0: 180.0 "并解答来信";
            183.0: 50.0 "2", 90.0 "社区普法", 300.0 "8";
            190.0: 180.0 "走访渔民家庭";
        ],
        &[],
    );
    let said: Vec<&str> = (0..found.rows).flat_map(|row| codes(&found, row)).collect();
    assert_eq!(said, ["row.limits", "row.limits"]);
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
        drawn![
            100.0: 50.0 "序号", 90.0 "项目名称", 180.0 "金额（元）";
            120.0: 50.0 "1", 90.0 "海岛助餐", 180.0 "5";
            132.0: 50.0 "2", 90.0 "社区普法", 180.0 "8";
            144.0: 50.0 "3", 90.0 "渔民关爱", 180.0 "3";
            156.0: 50.0 "合计", 180.0 "16";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts.len(), 5);
    assert_eq!(texts[2], ["2", "社区普法", "8"]);
    assert_eq!(texts[4], ["合计", "", "16"]);
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
        drawn![
            100.0: 50.0 "10", 90.0 "海岛助餐", 180.0 "5";
            124.0: 50.0 "11", 90.0 "社区普法", 180.0 "8";
            148.0: 50.0 "1", 90.0 "渔民家庭关爱", 180.0 "每月走访";
            166.0: 50.0 "2", 90.0 "帮扶行动", 180.0 "一次";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts.len(), 3);
    assert_eq!(texts[2], ["12", "渔民家庭关爱帮扶行动", "每月走访一次"]);
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
        drawn![
            100.0: 50.0 "项目名称", 140.0 "服务内容", 260.0 "金额（元）";
            122.0: 140.0 "每天送餐一次并";
            128.0: 50.0 "海岛助餐", 260.0 "500";
            134.0: 140.0 "登门看望老人";
            146.0: 140.0 "每月开展讲座";
            152.0: 50.0 "社区普法", 260.0 "800";
            158.0: 140.0 "并解答来信";
            178.0: 50.0 "渔民关爱", 140.0 "走访渔民家庭", 260.0 "300";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts[1], ["海岛助餐", "每天送餐一次并登门看望老人", "500"]);
    assert_eq!(texts[2], ["社区普法", "每月开展讲座并解答来信", "800"]);
    assert_eq!(texts[3], ["渔民关爱", "走访渔民家庭", "300"]);
}

/// Rules above, below the header and below the last row; the signature stands as near as a row.
#[test]
fn what_signs_below_the_last_rule_is_no_row() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "项目名称", 180.0 "金额";
        116.0: 50.0 "1", 90.0 "助餐", 180.0 "5";
        132.0: 50.0 "2", 90.0 "普法", 180.0 "8";
        150.0: 150.0 "区民政局";
    ];
    let rules = [88.0, 104.0, 137.0].map(|y| rule(Direction::Horizontal, y, 45.0, 215.0));
    let blocks = found(print, &rules);
    let [Block::Grid(table), Block::Line(line)] = blocks.as_slice() else {
        panic!("{blocks:?}");
    };
    assert_eq!(texts(table)[2], ["2", "普法", "8"]);
    assert_eq!((table.rows, line.raw().as_str()), (3, "区民政局"));
}

/// A row goes on from the page before in one of its cells: each of its lines was an item.
#[test]
fn the_rest_of_a_row_between_two_rules_is_one_row() {
    let rules = [88.0, 104.0, 148.0, 164.0].map(|y| rule(Direction::Horizontal, y, 45.0, 265.0));
    let found = grid(
        drawn![
            100.0: 50.0 "项目名称", 120.0 "服务内容", 230.0 "金额";
            116.0: 120.0 "督导入户宣传";
            130.0: 120.0 "覆盖六个海岛";
            144.0: 120.0 "上门探访";
            160.0: 50.0 "助餐", 120.0 "每天送餐", 230.0 "5";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts[1], ["", "督导入户宣传覆盖六个海岛上门探访", ""]);
    assert_eq!(texts[2], ["助餐", "每天送餐", "5"]);
}

/// A name set from the top down goes on for two lines below the other names; what its last line but one adds makes no
/// name yet.
#[test]
fn a_name_set_from_the_top_down_needs_more_lines_than_the_others() {
    let first = [
        (130.0, "公益类"),
        (180.0, "海岛助餐"),
        (240.0, "300人次"),
        (330.0, "5"),
    ];
    let last = [
        (50.0, "2"),
        (95.0, "同上"),
        (130.0, "公益类"),
        (180.0, "社区普法"),
        (240.0, "12场"),
        (330.0, "8"),
    ];
    let found = grid(
        &[
            (100.0, &[(95.0, "购")]),
            (111.2, &[(95.0, "买")]),
            (122.4, &[(95.0, "主")]),
            (
                127.0,
                &[
                    (50.0, "序号"),
                    (130.0, "类别"),
                    (180.0, "项目名称"),
                    (240.0, "服务数量"),
                    (320.0, "金额"),
                ],
            ),
            (133.6, &[(95.0, "体")]),
            (144.8, &[(95.0, "名")]),
            (156.0, &[(95.0, "称")]),
            (177.0, &[(95.0, "区")]),
            (182.6, &[(50.0, "1")]),
            (182.6, &first),
            (188.2, &[(95.0, "委")]),
            (220.0, &last),
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(texts[0][1], "购买主体名称");
    assert_eq!(texts[1][1], "区委");
    assert_eq!(texts.len(), 3);
}

/// A number and its brackets, each on a line of its own, are one number: one row.
#[test]
fn a_number_set_from_the_top_down_is_one_row() {
    let found = grid(
        drawn![
            100.0: 50.0 "编号", 90.0 "单位", 130.0 "项目名称", 240.0 "金额";
            130.0: 55.0 "（", 95.0 "虾", 130.0 "助餐", 240.0 "5";
            142.0: 55.0 "一", 95.0 "峙";
            154.0: 55.0 "）", 95.0 "镇";
            190.0: 55.0 "（", 95.0 "气", 130.0 "普法", 240.0 "8";
            202.0: 55.0 "二", 95.0 "象";
            214.0: 55.0 "）", 95.0 "局";
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(texts[1], ["（一）", "虾峙镇", "助餐", "5"]);
    assert_eq!(texts[2], ["（二）", "气象局", "普法", "8"]);
    assert_eq!(texts.len(), 3);
}

/// Below the header a rule leaves the merged owner out: so it parts rows, and what stands between two of them is one row.
#[test]
fn a_rule_that_leaves_a_merged_cell_out_parts_all_rows() {
    let rules = [85.0, 105.0, 160.0]
        .map(|y| rule(Direction::Horizontal, y, 45.0, 400.0))
        .into_iter()
        .chain([
            rule(Direction::Horizontal, 135.0, 45.0, 110.0),
            rule(Direction::Horizontal, 135.0, 170.0, 400.0),
        ]);
    let found = grid(
        drawn![
            100.0: 50.0 "资金", 120.0 "购买主体", 180.0 "受益人群", 260.0 "购买方式", 320.0 "项目";
            117.0: 120.0 "区住建", 180.0 "儿童", 260.0 "公开招", 320.0 "法律咨询";
            129.0: 120.0 "局", 260.0 "标";
            147.0: 50.0 "65.5", 260.0 "竞争性", 320.0 "环境整治";
            157.0: 260.0 "磋商";
        ],
        &rules.collect::<Vec<_>>(),
    );
    let texts = texts(&found);
    assert_eq!(texts[1], ["", "区住建局", "儿童", "公开招标", "法律咨询"]);
    assert_eq!(texts[2][3..], ["竞争性磋商", "环境整治"]);
    assert_eq!(texts.len(), 3);
}

/// Rules end at the edges of cells, far from the middle of the white space beside a wide merged one.
#[test]
fn a_rule_under_all_print_of_a_column_parts_its_rows() {
    let rules = [85.0, 105.0, 165.0]
        .map(|y| rule(Direction::Horizontal, y, 45.0, 480.0))
        .into_iter()
        .chain([125.0, 145.0].into_iter().flat_map(|y| {
            [(45.0, 155.0), (330.0, 480.0)].map(|(x0, x1)| rule(Direction::Horizontal, y, x0, x1))
        }));
    let found = grid(
        drawn![
            100.0: 50.0 "资金", 110.0 "目录代码", 230.0 "购买主体", 340.0 "项目名称";
            119.0: 50.0 "571", 110.0 "B01", 340.0 "渔民关爱";
            139.0: 50.0 "41", 110.0 "B02", 230.0 "区残联", 340.0 "法律咨询";
            159.0: 50.0 "20", 110.0 "C03", 340.0 "环境整治";
        ],
        &rules.collect::<Vec<_>>(),
    );
    let texts = texts(&found);
    let codes: Vec<&str> = texts.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(codes, ["目录代码", "B01", "B02", "C03"]);
    let owner = found.cells.iter().find(|c| (c.row, c.col) == (1, 2));
    assert_eq!(owner.map(|c| c.row_span), Some(3));
}

/// The rest of one cell on the last page, its lines as far apart as rows.
#[test]
fn what_fills_one_column_between_two_rules_is_one_row() {
    let rules = [85.0, 110.0, 170.0].map(|y| rule(Direction::Horizontal, y, 45.0, 340.0));
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "项目名称", 180.0 "服务人群", 300.0 "金额";
            124.0: 180.0 "（社";
            144.0: 180.0 "区）应急";
            164.0: 180.0 "队员";
        ],
        &rules,
    );
    assert_eq!(texts(&found)[1], ["", "", "（社区）应急队员", ""]);
    assert_eq!(found.rows, 2);
}

/// A row and what it adds up to stand as near to each other as rows do; the label is in the column of purchasers, which says
/// nothing of rows. The second page's numbers have no header above them.
#[test]
fn a_subtotal_below_each_row_is_a_row_of_its_own() {
    let header: &[(f32, &str)] = &[
        (50.0, "序号"),
        (90.0, "项目名称"),
        (180.0, "购买主体"),
        (260.0, "实施时间"),
        (340.0, "金额"),
    ];
    let subtotal: &[(f32, &str)] = &[(220.0, "小计"), (340.0, "5")];
    let rows: Vec<Vec<(f32, &str)>> = [("1", "助餐"), ("2", "普法"), ("3", "巡防")]
        .map(|(number, project)| {
            let own = [
                (50.0, number),
                (90.0, project),
                (180.0, "民政局"),
                (260.0, "全年"),
                (340.0, "5"),
            ];
            own.to_vec()
        })
        .to_vec();
    for head in [Some(header), None] {
        let mut print: Vec<(f32, &[(f32, &str)])> = head.map(|h| (100.0, h)).into_iter().collect();
        for (n, row) in rows.iter().enumerate() {
            print.push((120.0 + 40.0 * n as f32, row));
            print.push((140.0 + 40.0 * n as f32, subtotal));
        }
        let rows = texts(&grid(&print, &[]));
        let names: Vec<&str> = rows.iter().map(|r| r[1].as_str()).collect();
        assert_eq!(
            names[names.len() - 6..],
            ["助餐", "", "普法", "", "巡防", ""]
        );
    }
}

/// The unit, a remark, the end of a range: lines of one sum, however far apart, in a frame that shows its columns.
#[test]
fn what_is_said_of_a_sum_on_its_next_line_is_no_row() {
    let across = [85.0, 110.0, 160.0, 185.0].map(|y| rule(Direction::Horizontal, y, 45.0, 320.0));
    let down = [45.0, 120.0, 220.0, 320.0].map(|x| rule(Direction::Vertical, x, 85.0, 185.0));
    let rules: Vec<Ruling> = across.into_iter().chain(down).collect();
    for (first, second) in [
        ("5.5", "万元"),
        ("5.5", "（含税）"),
        ("5（区级", "配套2）"),
        ("5至", "6万元"),
        ("80元/小", "时"),
    ] {
        let found = grid(
            &[
                (
                    100.0,
                    &[(50.0, "购买主体"), (130.0, "项目名称"), (230.0, "金额")],
                ),
                (126.0, &[(50.0, "区民政"), (130.0, "助餐"), (230.0, first)]),
                (147.0, &[(50.0, "局"), (130.0, "服务"), (230.0, second)]),
                (176.0, &[(50.0, "司法局"), (130.0, "普法"), (230.0, "8")]),
            ],
            &rules,
        );
        let texts = texts(&found);
        assert_eq!(texts.len(), 3, "{first} | {second}");
        assert_eq!(
            texts[1],
            ["区民政局", "助餐服务", &format!("{first}{second}")]
        );
    }
}

/// A name that no list of words knows, set in the middle of the header: its last line is below all others.
#[test]
fn the_last_line_of_a_header_set_in_the_middle_is_no_row() {
    let found = grid(
        drawn![
            100.0: 130.0 "是否";
            112.0: 130.0 "专门";
            124.0: 50.0 "项目名称", 130.0 "面向", 180.0 "承接主体", 260.0 "金额";
            136.0: 130.0 "中小";
            148.0: 130.0 "企业";
            170.0: 50.0 "海岛助餐", 130.0 "是", 180.0 "甲公司", 260.0 "500";
            190.0: 50.0 "社区普法", 130.0 "否", 180.0 "乙公司", 260.0 "800";
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(
        texts[0],
        ["项目名称", "是否专门面向中小企业", "承接主体", "金额"]
    );
    assert_eq!(texts[1], ["海岛助餐", "是", "甲公司", "500"]);
}

/// The row below the last rule prints in several columns, lower down than its first lines: the page's end cut it.
#[test]
fn a_row_cut_below_the_last_rule_is_the_tables() {
    let found = grid(
        &[
            (
                100.0,
                &[
                    (50.0, "序号"),
                    (90.0, "项目名称"),
                    (200.0, "服务内容"),
                    (330.0, "金额"),
                ],
            ),
            (
                130.0,
                &[
                    (50.0, "1"),
                    (90.0, "海岛助餐"),
                    (200.0, "每天送餐"),
                    (330.0, "5"),
                ],
            ),
            (
                160.0,
                &[
                    (50.0, "2"),
                    (90.0, "社区普法"),
                    (200.0, "每月讲座"),
                    (330.0, "8"),
                ],
            ),
            (184.0, &[(200.0, "上门看望老人")]),
            (196.0, &[(200.0, "和渔民家属，")]),
            (
                208.0,
                &[
                    (50.0, "3"),
                    (90.0, "渔民关爱"),
                    (200.0, "陪同看病并"),
                    (330.0, "3"),
                ],
            ),
        ],
        &[80.0, 110.0, 140.0, 170.0].map(|y| rule(Direction::Horizontal, y, 45.0, 360.0)),
    );
    let last = texts(&found).pop().map(|row| row.join("|"));
    assert_eq!(
        last.as_deref(),
        Some("3|渔民关爱|上门看望老人和渔民家属，陪同看病并|3")
    );
}

/// Cells of one line stand between the lines of those of two, and the boxes of all three touch.
#[test]
fn lines_at_three_heights_between_rules_are_one_row() {
    let found = grid(
        drawn![
            100.0: 50.0 "编号", 90.0 "项目名称", 150.0 "服务对象", 210.0 "金额";
            122.0: 50.0 "（", 90.0 "海岛渔民";
            131.5: 150.0 "老人", 210.0 "5";
            141.0: 50.0 "1）", 90.0 "助餐";
            172.0: 50.0 "（", 90.0 "社区普法";
            181.5: 150.0 "居民", 210.0 "8";
            191.0: 50.0 "2）", 90.0 "讲座";
            222.0: 50.0 "（", 90.0 "校车早晚";
            231.5: 150.0 "学生", 210.0 "3";
            241.0: 50.0 "3）", 90.0 "接送";
        ],
        &[85.0, 108.0, 150.0, 200.0, 250.0].map(|y| rule(Direction::Horizontal, y, 45.0, 240.0)),
    );
    let rows: Vec<String> = texts(&found)
        .iter()
        .skip(1)
        .map(|row| row.join("|"))
        .collect();
    assert_eq!(
        rows,
        [
            "（1）|海岛渔民助餐|老人|5",
            "（2）|社区普法讲座|居民|8",
            "（3）|校车早晚接送|学生|3"
        ]
    );
}

/// Above it a total's label is set wide, in the middle of several columns: it shows none of its own.
#[test]
fn a_row_cut_below_the_last_rule_may_stand_under_a_wide_label_of_totals() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "项目名称", 230.0 "服务内容", 400.0 "金额";
            130.0: 300.0 "合", 320.0 "计", 400.0 "16";
            160.0: 50.0 "1", 90.0 "海岛助餐", 230.0 "每天送餐", 400.0 "8";
            190.0: 200.0 "为独居老人代购日常用品和药品", 400.0 "8";
        ],
        &[80.0, 110.0, 140.0, 170.0].map(|y| rule(Direction::Horizontal, y, 45.0, 430.0)),
    );
    let last = texts(&found).pop().map(|row| row.join("|"));
    assert_eq!(last.as_deref(), Some("||为独居老人代购日常用品和药品|8"));
}

/// The lines of the other names stand at heights between, and the table's middle is that of the column.
#[test]
fn a_name_of_many_lines_in_the_middle_of_the_table_is_no_title() {
    let found = grid(
        drawn![
            100.0: 170.0 "是否";
            112.0: 170.0 "专门";
            118.0: 50.0 "项目", 100.0 "购买";
            124.0: 170.0 "面向", 230.0 "金额", 290.0 "备注";
            130.0: 50.0 "名称", 100.0 "主体";
            136.0: 170.0 "中小";
            148.0: 170.0 "企业";
            180.0: 50.0 "海岛助餐", 100.0 "区民政局", 170.0 "是", 230.0 "5", 290.0 "新增";
            210.0: 50.0 "社区普法", 100.0 "区司法局", 170.0 "否", 230.0 "8", 290.0 "延续";
        ],
        &[],
    );
    assert_eq!(
        texts(&found)[0],
        [
            "项目名称",
            "购买主体",
            "是否专门面向中小企业",
            "金额",
            "备注"
        ]
    );
}

/// More white space than lines of a cell have between the two: its bracket is open.
#[test]
fn a_number_with_an_open_bracket_goes_on_however_far_below() {
    let found = grid(
        drawn![
            100.0: 50.0 "编号", 90.0 "项目名称", 150.0 "服务对象", 210.0 "金额";
            122.0: 50.0 "（十", 150.0 "老人";
            132.0: 210.0 "5";
            142.0: 50.0 "一）", 90.0 "海岛助餐";
            172.0: 50.0 "（十", 150.0 "居民";
            182.0: 210.0 "8";
            192.0: 50.0 "二）", 90.0 "社区普法";
            222.0: 50.0 "（十", 150.0 "学生";
            232.0: 210.0 "3";
            242.0: 50.0 "三）", 90.0 "校车接送";
        ],
        &[85.0, 108.0, 152.0, 202.0, 252.0].map(|y| rule(Direction::Horizontal, y, 45.0, 240.0)),
    );
    let rows: Vec<String> = texts(&found)
        .iter()
        .skip(1)
        .map(|row| row.join("|"))
        .collect();
    assert_eq!(
        rows,
        [
            "（十一）|海岛助餐|老人|5",
            "（十二）|社区普法|居民|8",
            "（十三）|校车接送|学生|3"
        ]
    );
}
