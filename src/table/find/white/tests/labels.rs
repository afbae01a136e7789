//! Labels of totals, one character wide or beside other columns, and rows that have one sum between two rules.

use super::{Print, codes, covers, grid, spans, texts};
use crate::page::{Direction, Ruling};
use crate::table::find::tests::rule;

fn across(heights: &[f32]) -> Vec<Ruling> {
    let rule = |y: &f32| rule(Direction::Horizontal, *y, 45.0, 400.0);
    heights.iter().map(rule).collect()
}

/// 计 is a line of 区审计局 in a column one character wide; rows stand no farther apart than lines.
#[test]
fn a_character_of_a_name_is_no_label_of_totals() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "购买", 130.0 "项目名称", 250.0 "金额";
        112.0: 90.0 "主体";
        140.0: 50.0 "1", 95.0 "区", 130.0 "非遗传承，在渡", 250.0 "12";
        152.0: 95.0 "审", 130.0 "口循环播放，在";
        164.0: 95.0 "计", 130.0 "码头宣讲";
        176.0: 95.0 "局";
        192.0: 50.0 "2", 95.0 "区", 130.0 "社区普法", 250.0 "8";
        204.0: 95.0 "残";
        216.0: 95.0 "联";
    ];
    let found = texts(&grid(print, &across(&[85.0, 122.0, 225.0])));
    let rows: Vec<String> = found.iter().skip(1).map(|r| r.join("|")).collect();
    assert_eq!(
        rows,
        [
            "1|区审计局|非遗传承，在渡口循环播放，在码头宣讲|12",
            "2|区残联|社区普法|8"
        ]
    );
}

/// A label set in two lines, each in the middle, beside a sum of two lines, between two rules.
#[test]
fn a_label_of_two_lines_is_one_row() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "项目名称", 250.0 "金额";
        130.0: 50.0 "1.", 90.0 "养老", 250.0 "1,138万";
        142.0: 90.0 "服务", 250.0 "元";
        170.0: 53.0 "小", 250.0 "1,138万";
        182.0: 56.0 "计", 250.0 "元";
        210.0: 50.0 "2.", 90.0 "普法", 250.0 "8万元";
    ];
    let rules = across(&[85.0, 110.0, 150.0, 190.0, 220.0]);
    let found = texts(&grid(print, &rules));
    let rows: Vec<String> = found.iter().skip(1).map(|r| r.join("|")).collect();
    assert_eq!(
        rows,
        ["1.|养老服务|1,138万元", "小计||1,138万元", "2.|普法|8万元"]
    );
}

/// Rows are as tight as lines, and rules part them: what stands right above the next row's number is none of it.
#[test]
fn a_label_of_two_lines_does_not_go_on_over_a_rule() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "项目名称", 250.0 "金额";
        116.0: 50.0 "1", 90.0 "海岛养老", 250.0 "1,138万元";
        128.0: 90.0 "服务";
        143.0: 50.0 "小", 250.0 "1,138万元";
        155.0: 50.0 "计";
        170.0: 50.0 "2", 90.0 "社区普法", 250.0 "8万元";
        182.0: 90.0 "宣讲";
    ];
    let rules = across(&[89.0, 104.0, 131.0, 158.0, 185.0]);
    let found = texts(&grid(print, &rules));
    let rows: Vec<String> = found.iter().skip(1).map(|r| r.join("|")).collect();
    assert_eq!(
        rows,
        [
            "1|海岛养老服务|1,138万元",
            "小计||1,138万元",
            "2|社区普法宣讲|8万元"
        ]
    );
}

/// The sum of a label of three lines stands beside the second.
#[test]
fn a_label_of_three_lines_is_one_row() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "编号", 90.0 "项目名称", 250.0 "金额";
        130.0: 50.0 "1", 90.0 "海岛养老", 250.0 "30";
        160.0: 50.0 "2", 90.0 "社区普法", 250.0 "8";
        190.0: 90.0 "总计", 250.0 "38";
        220.0: 50.0 "其中：";
        232.0: 50.0 "区级资", 250.0 "19";
        244.0: 50.0 "金";
    ];
    let found = texts(&grid(print, &[]));
    assert_eq!(found.last().unwrap().join("|"), "其中：区级资金||19");
    assert_eq!(found.len(), 5);
}

/// Lines of a cell stand as far apart as an em: what is beside a sum's two lines goes on from one to the other.
#[test]
fn a_sum_beside_texts_that_go_on_is_one() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "项目名称", 110.0 "主要内容", 180.0 "承接主体", 250.0 "资金来源", 320.0 "金额";
        140.0: 50.0 "海岛助餐", 110.0 "每天送餐", 180.0 "老年协会", 250.0 "区级财政", 320.0 "7.5";
        180.0: 50.0 "银龄守护", 110.0 "建设便民", 180.0 "渔民画协", 250.0 "一般公共", 320.0 "150";
        200.0: 50.0 "中小学生", 110.0 "服务圈", 180.0 "会", 250.0 "预算", 320.0 "元/人次";
        220.0: 50.0 "文化传承";
        260.0: 50.0 "社区普法", 110.0 "每月开展", 180.0 "蒲公英志", 250.0 "自有资金", 320.0 "12.9";
        280.0: 50.0 "宣讲", 110.0 "讲座", 180.0 "愿者", 320.0 "万元";
        320.0: 50.0 "老年大学", 110.0 "每周开课", 180.0 "老年大学", 250.0 "区级财政", 320.0 "9";
    ];
    let rules = across(&[85.0, 112.0, 152.0, 232.0, 292.0, 332.0]);
    let found = texts(&grid(print, &rules));
    assert_eq!(found.len(), 5, "{found:?}");
    assert_eq!(
        found[2].join("|"),
        "银龄守护中小学生文化传承|建设便民服务圈|渔民画协会|一般公共预算|150元/人次"
    );
    // Two short texts, one below the other, each with its sum, are two rows.
    let two: Print<'_> = drawn![
        100.0: 50.0 "项目名称", 110.0 "主要内容", 180.0 "承接主体", 250.0 "资金来源", 320.0 "金额";
        140.0: 50.0 "海岛助餐", 110.0 "每天送餐", 180.0 "老年协会", 250.0 "区级财政", 320.0 "7.5";
        180.0: 50.0 "助老", 110.0 "送餐", 180.0 "工会", 250.0 "自筹", 320.0 "150";
        200.0: 50.0 "中小学生", 110.0 "教学", 180.0 "残联", 250.0 "专项资金", 320.0 "20";
        240.0: 50.0 "社区普法", 110.0 "每月开展", 180.0 "蒲公英志", 250.0 "自有资金", 320.0 "12.9";
        280.0: 50.0 "老年大学", 110.0 "每周开课", 180.0 "老年大学", 250.0 "区级财政", 320.0 "9";
    ];
    let rules = across(&[85.0, 112.0, 152.0, 212.0, 252.0, 292.0]);
    assert_eq!(texts(&grid(two, &rules)).len(), 6);
}

/// Rules part the rows, none has a number, and most columns have lines at the same two heights.
#[test]
fn what_has_one_sum_between_two_rules_is_one_row() {
    let row = |y: f32, sum: &'static str| -> [(f32, Vec<(f32, &'static str)>); 3] {
        [
            (y, vec![(50.0, "志愿者法"), (270.0, sum)]),
            (
                y + 12.0,
                vec![
                    (50.0, "律咨询课"),
                    (110.0, "按实际参"),
                    (180.0, "蒲公英志"),
                    (340.0, "延续"),
                ],
            ),
            (
                y + 24.0,
                vec![
                    (50.0, "堂"),
                    (110.0, "加人数"),
                    (180.0, "愿者"),
                    (340.0, "项目"),
                ],
            ),
        ]
    };
    let header = vec![
        (50.0, "项目名称"),
        (110.0, "主要内容"),
        (180.0, "承接主体"),
        (270.0, "金额"),
        (340.0, "备注"),
    ];
    let lines: Vec<_> = [(100.0, header)]
        .into_iter()
        .chain(
            [("20", 140.0), ("1,126", 190.0), ("69", 240.0)]
                .into_iter()
                .flat_map(|(s, y)| row(y, s)),
        )
        .collect();
    let print: Vec<(f32, &[(f32, &str)])> = lines.iter().map(|(y, l)| (*y, &**l)).collect();
    let rules = across(&[85.0, 112.0, 175.0, 225.0, 275.0]);
    let found = texts(&grid(&print, &rules));
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(
        found[1].join("|"),
        "志愿者法律咨询课堂|按实际参加人数|蒲公英志愿者|20|延续项目"
    );
}

/// When it is done stands in the second of three rows; its middle is that of the three rows and a total too.
#[test]
fn what_is_no_purchaser_covers_no_row_of_totals() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "项目名称", 180.0 "金额（元）", 300.0 "实施时间";
        130.0: 50.0 "1", 90.0 "养老服务", 180.0 "20";
        150.0: 100.0 "小计", 180.0 "20";
        170.0: 50.0 "2", 90.0 "社区普法", 180.0 "30", 300.0 "上半年";
        190.0: 100.0 "小计", 180.0 "30";
        210.0: 50.0 "3", 90.0 "海岛助餐", 180.0 "40";
    ];
    let found = grid(print, &[]);
    let own = spans(&found, 3);
    assert!(own.contains(&covers(3, 1, "上半年")), "{own:?}");
}

/// A line is so full that the next column's text touches it; the other lines of both stand apart.
#[test]
fn what_runs_into_the_next_column_is_parted_where_both_have_lines_and_that_is_said() {
    let print: Print<'_> = drawn![
        100.0: 60.0 "项目名称", 140.0 "服务内容", 260.0 "金额";
        130.0: 50.0 "银龄守护", 140.0 "协助排查", 260.0 "5";
        142.0: 50.0 "关爱行动（二期）", 131.0 "矛盾，上报";
        154.0: 50.0 "和慰问", 140.0 "信息";
        180.0: 50.0 "社区普法", 140.0 "每月讲座", 260.0 "8";
        200.0: 50.0 "海岛助餐", 140.0 "每日送餐", 260.0 "3";
        220.0: 50.0 "老年大学", 140.0 "每周教学", 260.0 "9";
        240.0: 50.0 "助浴服务", 140.0 "每周一次", 260.0 "9";
    ];
    let found = grid(
        print,
        &across(&[85.0, 112.0, 165.0, 188.0, 208.0, 228.0, 248.0]),
    );
    assert_eq!(
        texts(&found)[1].join("|"),
        "银龄守护关爱行动（二期）和慰问|协助排查矛盾，上报信息|5"
    );
    assert!(codes(&found, 2).is_empty());
}

/// Rules on all sides but between the last rows: a label of two lines beside a sum of two.
#[test]
fn a_label_of_two_lines_in_a_frame_is_one_row() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "项目名称", 250.0 "金额";
        130.0: 50.0 "1.", 90.0 "养老", 250.0 "1138万";
        142.0: 90.0 "服务", 250.0 "元";
        170.0: 55.0 "小", 250.0 "1138万";
        182.0: 55.0 "计", 250.0 "元";
    ];
    let mut rules = across(&[85.0, 110.0, 150.0, 190.0]);
    for x in [45.0, 80.0, 240.0, 400.0] {
        rules.push(rule(Direction::Vertical, x, 85.0, 190.0));
    }
    let found = texts(&grid(print, &rules));
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[2].join("|"), "小计||1138万元");
}

/// One-figure numbers stand at the left of their column, and 序 in its middle: also where the header is said again.
#[test]
fn a_name_said_again_beside_its_numbers_is_theirs() {
    let head: &[(f32, &str)] = &[(70.0, "序"), (120.0, "项目名称"), (240.0, "金额（元）")];
    let print: Print<'_> = &[
        (100.0, head),
        (
            120.0,
            &[(50.0, "1"), (120.0, "海岛助餐行动"), (240.0, "500")],
        ),
        (
            140.0,
            &[(50.0, "2"), (120.0, "社区普法宣讲"), (240.0, "800")],
        ),
        (160.0, head),
        (
            180.0,
            &[(50.0, "3"), (120.0, "老年大学教学"), (240.0, "900")],
        ),
        (
            200.0,
            &[(50.0, "4"), (120.0, "垃圾分类指导"), (240.0, "700")],
        ),
    ];
    let found = texts(&grid(print, &[]));
    assert_eq!(found[1], ["1", "海岛助餐行动", "500"]);
    assert_eq!(found.last().unwrap(), &["4", "垃圾分类指导", "700"]);
}

/// 项目合计 in the narrow column of the numbers: what its first line says is no number, nor its second a row.
#[test]
fn a_label_of_two_lines_is_one() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 120.0 "项目名称", 240.0 "金额（元）";
        120.0: 50.0 "1", 120.0 "海岛助餐行动", 240.0 "500";
        150.0: 50.0 "2", 120.0 "社区普法宣讲", 240.0 "800";
        174.0: 45.0 "项目合";
        180.0: 240.0 "1300";
        186.0: 55.0 "计";
    ];
    let found = texts(&grid(print, &[]));
    assert_eq!(found.last().unwrap(), &["项目合计", "", "1300"]);
    assert_eq!(found.len(), 4);
}

/// The two names stand in the middle of four rows, each beside one of them.
#[test]
fn the_same_name_beside_two_rows_is_no_merged_cell_of_four() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "编码", 130.0 "单位名称", 230.0 "项目名称", 330.0 "金额（元）";
        118.0: 50.0 "205", 230.0 "教育支出", 330.0 "300";
        136.0: 50.0 "20502", 130.0 "区教育局", 230.0 "义务教育", 330.0 "200";
        154.0: 50.0 "20503", 130.0 "区教育局", 230.0 "职业教育", 330.0 "100";
        172.0: 50.0 "208", 230.0 "社会保障", 330.0 "30";
        190.0: 50.0 "20802", 130.0 "区民政局", 230.0 "社区治理", 330.0 "30";
    ];
    let names: Vec<String> = texts(&grid(print, &[]))
        .iter()
        .map(|r| r[1].clone())
        .collect();
    assert_eq!(
        names,
        ["单位名称", "", "区教育局", "区教育局", "", "区民政局"]
    );
}

/// Three names, one of them no organ's by its words, beside three rows.
#[test]
fn short_names_beside_each_row_are_no_merged_cell() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "单位", 150.0 "项目名称", 300.0 "金额（元）";
        118.0: 50.0 "东极镇", 150.0 "垃圾清运", 320.0 "456";
        136.0: 50.0 "白沙岛", 150.0 "基地维护", 320.0 "88";
        154.0: 50.0 "东港街道", 150.0 "驿站运营", 320.0 "1204";
    ];
    let names: Vec<String> = texts(&grid(print, &[]))
        .iter()
        .map(|r| r[0].clone())
        .collect();
    assert_eq!(names, ["单位", "东极镇", "白沙岛", "东港街道"]);
}
