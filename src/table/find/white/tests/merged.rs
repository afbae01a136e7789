//! Which rows a text covers.

use super::{Print, codes, covers, grid, spans, texts};
use crate::diagnostic::Severity;
use crate::page::Direction;
use crate::table::find::tests::rule;

/// A column filled in most rows, whose cells are merged here and there: those stand between rows.
#[test]
fn merged_cells_of_a_column_that_is_mostly_filled_are_told() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "项目名称", 180.0 "服务对象", 300.0 "金额";
            120.0: 50.0 "1", 90.0 "海岛助餐", 300.0 "5";
            130.0: 180.0 "独居老人";
            140.0: 50.0 "2", 90.0 "社区普法", 300.0 "8";
            160.0: 50.0 "3", 90.0 "渔民关爱", 180.0 "渔民", 300.0 "3";
            180.0: 50.0 "4", 90.0 "心理辅导", 180.0 "学生", 300.0 "3";
            200.0: 50.0 "5", 90.0 "技能培训", 180.0 "居民", 300.0 "3";
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
        drawn![
            100.0: 50.0 "序号", 90.0 "购买主体", 180.0 "项目名称", 300.0 "金额";
            124.0: 180.0 "海岛独居老人";
            130.0: 50.0 "1", 90.0 "区民政局", 300.0 "5";
            136.0: 180.0 "助餐";
            160.0: 50.0 "2", 180.0 "社区普法", 300.0 "8";
            184.0: 180.0 "渔民家庭关爱";
            190.0: 50.0 "3", 90.0 "区司法局", 300.0 "3";
            196.0: 180.0 "行动";
            220.0: 50.0 "4", 180.0 "技能培训", 300.0 "3";
            250.0: 50.0 "5", 180.0 "心理辅导", 300.0 "3";
        ],
        &[],
    );
    let texts = texts(&found);
    let names: Vec<&str> = texts.iter().map(|r| r[1].as_str()).collect();
    assert_eq!(names, ["购买主体", "区民政局", "", "区司法局", "", ""]);
    assert!(spans(&found, 1).iter().all(|s| s.1 == 1));
}

/// Each name stands beside a row, and one in the middle of three as well: whose the first of these is cannot be seen.
#[test]
fn a_blank_row_that_the_name_below_may_cover_is_doubted() {
    let found = grid(
        drawn![
            100.0: 50.0 "购买主体", 140.0 "项目名称", 250.0 "金额";
            124.0: 50.0 "区档案馆", 140.0 "海岛助餐", 250.0 "33";
            160.0: 50.0 "区教育局", 140.0 "技能提升", 250.0 "29";
            190.0: 140.0 "档案整理", 250.0 "757";
            216.0: 50.0 "区信访局", 140.0 "老人巡防", 250.0 "69";
            242.0: 140.0 "社区矫治", 250.0 "2.5";
            272.0: 50.0 "区科协", 140.0 "法律咨询", 250.0 "1172";
        ],
        &[],
    );
    let doubted = (0..found.rows).filter(|row| {
        let own = found.cells.iter().filter(|c| (c.row, c.col) == (*row, 0));
        own.flat_map(|c| &c.doubts)
            .any(|d| d.severity == Severity::Warning)
    });
    assert_eq!(doubted.collect::<Vec<_>>(), [3]);
}

/// The same; the white space between the rows is not even, so that the limits between them are known less exactly.
#[test]
fn a_blank_row_that_the_name_below_may_cover_is_doubted_though_rows_stand_unevenly() {
    let found = grid(
        drawn![
            100.0: 50.0 "购买主体", 140.0 "项目名称", 250.0 "金额";
            124.0: 50.0 "区档案馆", 140.0 "海岛助餐", 250.0 "33";
            160.0: 50.0 "区教育局", 140.0 "技能提升", 250.0 "29";
            190.0: 140.0 "档案整理", 250.0 "757";
            216.0: 50.0 "区信访局", 140.0 "老人巡防", 250.0 "69";
            242.0: 140.0 "社区矫治", 250.0 "2.5";
            277.0: 50.0 "区科协", 140.0 "法律咨询", 250.0 "1172";
        ],
        &[],
    );
    assert_eq!(codes(&found, 3), ["span.by_centring"]);
}

/// The names of two purchasers stand no farther apart than the lines of one.
#[test]
fn names_close_together_are_parted_by_the_rows_they_are_centred_on() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "购买主体", 180.0 "项目名称", 300.0 "金额";
            120.0: 50.0 "1", 180.0 "海岛助餐", 300.0 "5";
            122.0: 90.0 "区大数据";
            134.0: 90.0 "管理局";
            136.0: 50.0 "2", 180.0 "社区普法", 300.0 "8";
            152.0: 50.0 "3", 90.0 "区司法局", 180.0 "渔民关爱", 300.0 "3";
            168.0: 50.0 "4", 90.0 "区妇联", 180.0 "技能培训", 300.0 "3";
        ],
        &[],
    );
    let names: Vec<(usize, usize, String)> = spans(&found, 1);
    assert_eq!(names[1], covers(1, 2, "区大数据管理局"));
    assert_eq!(names[2], covers(3, 1, "区司法局"));
    assert_eq!(names[3], covers(4, 1, "区妇联"));
}

/// Names of several lines, higher than the rest of their rows, each beside the first of its rows: no line goes to a row below.
#[test]
fn a_high_name_beside_a_row_stays_in_it() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "购买主体", 180.0 "项目名称", 300.0 "金额";
            124.0: 90.0 "区大数据";
            130.0: 180.0 "海岛独居老人";
            136.0: 50.0 "1", 90.0 "发展", 300.0 "5";
            142.0: 180.0 "助餐";
            148.0: 90.0 "管理局";
            170.0: 50.0 "2", 180.0 "社区普法", 300.0 "8";
            192.0: 50.0 "3", 90.0 "区司法局", 180.0 "渔民关爱", 300.0 "3";
            214.0: 50.0 "4", 180.0 "技能培训", 300.0 "3";
            236.0: 50.0 "5", 180.0 "文艺巡演", 300.0 "3";
        ],
        &[],
    );
    let names: Vec<String> = spans(&found, 1).into_iter().map(|s| s.2).collect();
    assert_eq!(
        names,
        ["购买主体", "区大数据发展管理局", "", "区司法局", "", ""]
    );
}

/// Rows as near to each other as lines, each with a name of its own: together they would stand in the middle of the rows.
#[test]
fn names_of_rows_close_together_are_not_one() {
    let names = ["区档案馆", "区司法局", "区妇联", "区司法局"];
    let lines: Vec<(f32, [(f32, &str); 4])> = names
        .iter()
        .enumerate()
        .map(|(row, name)| {
            let number = ["1", "2", "3", "4"][row];
            let words = [
                (50.0, number),
                (90.0, *name),
                (180.0, "社区普法"),
                (300.0, "5"),
            ];
            (116.0 + 14.0 * row as f32, words)
        })
        .collect();
    let header: [(f32, &str); 4] = [
        (50.0, "序号"),
        (90.0, "购买主体"),
        (180.0, "项目名称"),
        (300.0, "金额"),
    ];
    let mut print: Vec<(f32, &[(f32, &str)])> = vec![(100.0, &header)];
    print.extend(lines.iter().map(|(y, words)| (*y, words.as_slice())));
    let found = grid(&print, &[]);
    let expected: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(row, name)| covers(row + 1, 1, name))
        .collect();
    assert_eq!(spans(&found, 1)[1..], expected);
}

/// A row without a name between names that are centred over theirs: it is none's, and that is doubted there, and at the
/// names, for not all of them stand in the middle of their rows.
#[test]
fn a_row_that_no_merged_cell_covers_is_doubted() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "购买主体", 180.0 "项目名称", 300.0 "金额";
            120.0: 50.0 "1", 90.0 "区民政局", 180.0 "海岛助餐", 300.0 "5";
            140.0: 50.0 "2", 180.0 "社区普法", 300.0 "8";
            160.0: 50.0 "3", 180.0 "渔民关爱", 300.0 "3";
            170.0: 90.0 "区司法局";
            180.0: 50.0 "4", 180.0 "心理辅导", 300.0 "3";
        ],
        &[],
    );
    let expected = [
        covers(0, 1, "购买主体"),
        covers(1, 1, "区民政局"),
        covers(2, 1, ""),
        covers(3, 2, "区司法局"),
    ];
    assert_eq!(spans(&found, 1), expected);
    let warned = |row: usize| {
        let own = found.cells.iter().find(|c| (c.row, c.col) == (row, 1));
        own.is_some_and(|c| c.doubts.iter().any(|d| d.severity == Severity::Warning))
    };
    assert_eq!([1, 2, 3].map(warned), [false, true, true]);
}

/// Names set at the top of their cells, all else in the middle of its row.
const AT_TOP: Print<'_> = drawn![
    100.0: 50.0 "购买主体", 110.0 "项目名称", 180.0 "服务内容", 300.0 "金额";
    130.0: 50.0 "民政局", 180.0 "每天送餐一次";
    142.0: 110.0 "海岛助餐", 180.0 "并登门看望和", 300.0 "500";
    154.0: 180.0 "代购各日用品";
    180.0: 180.0 "每月开展讲座";
    186.0: 110.0 "社区普法", 300.0 "800";
    192.0: 180.0 "并且解答来信";
    218.0: 50.0 "司法局", 180.0 "组织义工走访";
    230.0: 110.0 "渔民关爱", 180.0 "渔民家庭以及", 300.0 "300";
    242.0: 180.0 "在校困境儿童";
    268.0: 110.0 "心理辅导", 180.0 "开展活动", 300.0 "400";
];

#[test]
fn names_at_the_top_of_their_cells_are_in_the_first_of_their_rows() {
    let found = grid(AT_TOP, &[]);
    let names = [
        covers(0, 1, "购买主体"),
        covers(1, 1, "民政局"),
        covers(2, 1, ""),
        covers(3, 1, "司法局"),
        covers(4, 1, ""),
    ];
    assert_eq!(spans(&found, 0), names);
}

/// A name higher than all else in its row begins above the row's other print, and ends nearer to the next name than names of
/// rows mostly stand.
const HIGH_AT_TOP: Print<'_> = drawn![
    100.0: 50.0 "编号", 90.0 "购买主体", 180.0 "项目名称", 300.0 "金额";
    130.0: 50.0 "1", 90.0 "区公安", 180.0 "海岛助餐", 300.0 "5";
    143.0: 90.0 "分局";
    149.0: 50.0 "2", 180.0 "社区普法", 300.0 "8";
    168.0: 50.0 "3", 180.0 "渔民关爱", 300.0 "3";
    187.0: 50.0 "4", 90.0 "区档案", 180.0 "心理辅导", 300.0 "4";
    200.0: 90.0 "馆";
    206.0: 50.0 "5", 180.0 "应急演练", 300.0 "6";
    225.0: 90.0 "区人力";
    238.0: 90.0 "资源和";
    251.0: 50.0 "6", 90.0 "社会保", 180.0 "就业帮扶", 300.0 "7";
    264.0: 90.0 "障局服";
    277.0: 90.0 "务中心";
    295.0: 50.0 "7", 90.0 "区妇联", 180.0 "亲子阅读", 300.0 "2";
    314.0: 50.0 "8", 180.0 "家庭教育", 300.0 "1";
];

#[test]
fn a_high_name_among_names_at_the_top_of_their_cells_is_in_its_row() {
    let names = spans(&grid(HIGH_AT_TOP, &[]), 1);
    let expected = [
        covers(0, 1, "购买主体"),
        covers(1, 1, "区公安分局"),
        covers(2, 1, ""),
        covers(3, 1, ""),
        covers(4, 1, "区档案馆"),
        covers(5, 1, ""),
        covers(6, 1, "区人力资源和社会保障局服务中心"),
        covers(7, 1, "区妇联"),
        covers(8, 1, ""),
    ];
    assert_eq!(names, expected);
}

/// The page before holds the merged cell's name and the header; a rule that leaves the merged cell out has no name above it.
#[test]
fn a_rule_below_the_rest_of_a_row_does_not_make_it_a_header() {
    let print: Print<'_> = drawn![
        100.0: 230.0 "随访服务对象";
        130.0: 50.0 "A-06", 150.0 "海岛助餐", 230.0 "每天送餐一次", 350.0 "5万元";
        160.0: 50.0 "A-07", 150.0 "社区普法", 230.0 "每月开展讲座", 350.0 "8万元";
        190.0: 50.0 "A-08", 150.0 "渔民关爱", 230.0 "走访渔民家庭", 350.0 "3万元";
    ];
    let parts = |y: f32| {
        [
            rule(Direction::Horizontal, y, 48.0, 95.0),
            rule(Direction::Horizontal, y, 145.0, 400.0),
        ]
    };
    let mut rules = [108.0, 138.0, 168.0].map(parts).concat();
    rules.push(rule(Direction::Horizontal, 88.0, 48.0, 400.0));
    let found = grid(print, &rules);
    let texts = texts(&found);
    assert_eq!(texts[0], ["", "", "随访服务对象", ""]);
    assert_eq!(texts[1], ["A-06", "海岛助餐", "每天送餐一次", "5万元"]);
    assert_eq!(texts[2], ["A-07", "社区普法", "每月开展讲座", "8万元"]);
    assert_eq!(texts[3], ["A-08", "渔民关爱", "走访渔民家庭", "3万元"]);
}

/// Now one column has no rule, and now another: each that has none is one cell there, however far apart its lines stand.
#[test]
fn what_no_rule_parts_is_one_cell_where_rules_close_each() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 100.0 "类别", 160.0 "购买主体", 250.0 "项目名称", 340.0 "金额";
        130.0: 50.0 "1", 250.0 "海岛助餐", 340.0 "5";
        132.0: 160.0 "区人社", 100.0 "社会";
        154.0: 160.0 "局", 100.0 "救助";
        155.0: 50.0 "2", 250.0 "社区普法", 340.0 "8";
        180.0: 50.0 "3", 160.0 "区妇联", 250.0 "渔民关爱", 340.0 "3";
    ];
    let across = |y: f32, from: f32, to: f32| rule(Direction::Horizontal, y, from, to);
    let mut rules = [85.0, 110.0, 190.0]
        .map(|y| across(y, 45.0, 400.0))
        .to_vec();
    rules.extend([across(138.0, 45.0, 90.0), across(138.0, 240.0, 400.0)]);
    rules.extend([across(163.0, 45.0, 90.0), across(163.0, 150.0, 400.0)]);
    let found = grid(print, &rules);
    assert_eq!(spans(&found, 1)[1..], [covers(1, 3, "社会救助")]);
    assert_eq!(
        spans(&found, 2)[1..],
        [covers(1, 2, "区人社局"), covers(3, 1, "区妇联")]
    );
}

/// Names set at the top of the first of their rows, which go on beside the rows below, or up to the next name.
#[test]
fn names_at_the_top_of_their_rows_are_not_torn_and_not_joined() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "单位", 90.0 "项目名称", 180.0 "服务内容", 300.0 "金额";
        130.0: 50.0 "区红", 90.0 "渔民退役军人", 180.0 "垃圾分类督导";
        136.0: 300.0 "5";
        143.0: 50.0 "十字", 90.0 "应急演练", 180.0 "入户宣传";
        156.0: 50.0 "会";
        163.0: 90.0 "中小学生推广", 180.0 "安装反诈中心";
        169.0: 300.0 "8";
        176.0: 90.0 "服务项目", 180.0 "上门探访";
        196.0: 50.0 "区委", 180.0 "举办成果展示";
        209.0: 50.0 "政法", 90.0 "数据采集", 180.0 "协助做好排查", 300.0 "3";
        222.0: 50.0 "委", 180.0 "按实际安排";
        242.0: 50.0 "区残", 180.0 "对家庭核查";
        255.0: 50.0 "联", 90.0 "议事协商", 180.0 "配备安全员", 300.0 "3";
        268.0: 180.0 "设置兑换点";
        288.0: 180.0 "开展政策宣讲";
        301.0: 90.0 "技能提升", 180.0 "发放宣传册", 300.0 "3";
        314.0: 180.0 "提供心理疏导";
    ];
    let found = texts(&grid(print, &[]));
    let names: Vec<&str> = found.iter().map(|r| r[0].as_str()).collect();
    assert_eq!(
        names,
        ["单位", "区红十字会", "", "区委政法委", "区残联", ""]
    );
}

/// The name of the first row is higher than all else in it, so that the rows look as if they began farther up.
#[test]
fn a_name_a_character_wide_is_not_torn_whatever_fits() {
    let head = [
        (50.0, "序号"),
        (90.0, "单位"),
        (150.0, "项目名称"),
        (230.0, "服务内容"),
        (300.0, "金额"),
    ];
    let mut print: Vec<(f32, Vec<(f32, &str)>)> = vec![(100.0, head.to_vec())];
    let name = |y: f32, text: &'static str| {
        let chars = text.char_indices().zip(0_u8..);
        chars.map(move |((at, c), n)| {
            (
                y + 13.0 * f32::from(n),
                vec![(95.0, &text[at..at + c.len_utf8()])],
            )
        })
    };
    print.extend(name(135.0, "区综合行政执法局"));
    print.extend(name(306.0, "区退役军人事务局"));
    for (n, y) in ["1", "2", "3", "4", "5"]
        .into_iter()
        .zip([175.0, 265.0, 325.0, 385.0, 445.0])
    {
        print.push((y, vec![(50.0, n), (150.0, "海岛助餐行动"), (300.0, "500")]));
        print.extend([-19.0, -6.0, 7.0, 20.0].map(|off| (y + off, vec![(230.0, "送餐上门")])));
    }
    print.sort_by(|a, b| a.0.total_cmp(&b.0));
    let print: Vec<(f32, &[(f32, &str)])> = print.iter().map(|(y, w)| (*y, w.as_slice())).collect();
    let names = spans(&grid(&print, &[]), 1);
    let whole: Vec<&str> = names
        .iter()
        .map(|n| n.2.as_str())
        .filter(|n| !n.is_empty())
        .collect();
    assert_eq!(whole, ["单位", "区综合行政执法局", "区退役军人事务局"]);
}

/// A name of more lines than the other cells of its row, beside a row that adds up below it and one above it.
#[test]
fn what_of_a_name_stands_beside_rows_that_add_up_is_of_its_own_row() {
    let sums: &[(f32, &str)] = &[(90.0, "小计"), (300.0, "5")];
    let mut print: Vec<(f32, &[(f32, &str)])> = vec![
        (
            100.0,
            &[
                (50.0, "序号"),
                (90.0, "项目名称"),
                (300.0, "金额"),
                (350.0, "购买主体"),
            ],
        ),
        (
            125.0,
            &[
                (50.0, "1"),
                (90.0, "海岛助餐"),
                (300.0, "5"),
                (350.0, "区民政局"),
            ],
        ),
        (150.0, sums),
    ];
    let name: Vec<String> = "区委宣传部（区精神文明建设指导中心）"
        .chars()
        .map(String::from)
        .collect();
    let name: Vec<[(f32, &str); 1]> = name.iter().map(|c| [(350.0, c.as_str())]).collect();
    for (n, line) in name.iter().enumerate() {
        print.push((168.0 + 12.0 * n as f32, line));
    }
    print.push((270.1, &[(50.0, "2"), (90.0, "社区普法"), (300.0, "8")]));
    print.push((394.0, sums));
    let last: &[(f32, &str)] = &[
        (50.0, "3"),
        (90.0, "渔民关爱"),
        (300.0, "3"),
        (350.0, "区科协"),
    ];
    print.push((419.0, last));
    print.push((444.0, sums));
    print.sort_by(|a, b| a.0.total_cmp(&b.0));
    let found = texts(&grid(&print, &[]));
    let names: Vec<&str> = found.iter().map(|row| row[3].as_str()).collect();
    let expected = [
        "购买主体",
        "区民政局",
        "",
        "区委宣传部（区精神文明建设指导中心）",
        "",
        "区科协",
        "",
    ];
    assert_eq!(names, expected);
}

/// A name as high as its three rows: it stands nearer to the middle of the second than to the top of the first.
#[test]
fn a_name_beside_the_print_of_several_rows_begins_in_the_first() {
    let row = |n, name, sum| vec![(50.0, n), (180.0, name), (300.0, sum)];
    let mut print: Vec<(f32, Vec<(f32, &str)>)> = vec![
        (
            100.0,
            vec![
                (50.0, "序号"),
                (90.0, "购买主体"),
                (180.0, "项目名称"),
                (300.0, "金额"),
            ],
        ),
        (130.0, row("1", "海岛助餐", "5")),
        (130.0, vec![(90.0, "区科技")]),
        (142.0, vec![(90.0, "局")]),
        (163.0, row("2", "社区普法", "8")),
        (196.0, row("3", "渔民关爱", "3")),
        (231.0, row("4", "技能培训", "3")),
        (266.0, row("5", "心理辅导", "3")),
        (299.0, row("6", "文化传承", "2")),
        (299.0, vec![(90.0, "区信访")]),
        (311.0, vec![(90.0, "局")]),
    ];
    let name = [
        "区人力",
        "资源和",
        "社会保",
        "障局就",
        "业管理",
        "服务中",
        "心",
    ];
    let name = name.iter().enumerate();
    print.extend(name.map(|(n, line)| (195.0 + 12.0 * n as f32, vec![(90.0, *line)])));
    print.sort_by(|a, b| a.0.total_cmp(&b.0));
    let print: Vec<(f32, &[(f32, &str)])> = print.iter().map(|(y, t)| (*y, t.as_slice())).collect();
    let texts = texts(&grid(&print, &[]));
    let names: Vec<&str> = texts.iter().map(|r| r[1].as_str()).collect();
    assert_eq!(names[1..3], ["区科技局", ""]);
    assert_eq!(names[3], "区人力资源和社会保障局就业管理服务中心");
}

/// A name higher than its row begins right below the header, nearer to it than to its row's other print.
#[test]
fn what_stands_below_the_header_is_none_of_it() {
    let mut print: Vec<(f32, &[(f32, &str)])> = vec![(
        100.0,
        &[
            (50.0, "序号"),
            (90.0, "单位"),
            (180.0, "项目名称"),
            (300.0, "金额"),
        ],
    )];
    print.push((119.0, &[(90.0, "区")]));
    print.push((133.0, &[(90.0, "老")]));
    print.push((147.0, &[(90.0, "年")]));
    print.push((154.0, &[(50.0, "1"), (180.0, "海岛助餐"), (300.0, "5")]));
    print.push((161.0, &[(90.0, "服")]));
    print.push((175.0, &[(90.0, "中")]));
    print.push((189.0, &[(90.0, "心")]));
    let last: &[(f32, &str)] = &[
        (50.0, "2"),
        (90.0, "科协"),
        (180.0, "社区普法"),
        (300.0, "8"),
    ];
    print.push((215.0, last));
    let texts = texts(&grid(&print, &[]));
    let names: Vec<&str> = texts.iter().map(|r| r[1].as_str()).collect();
    assert_eq!(names, ["单位", "区老年服中心", "科协"]);
}

/// Names one character a line, some of which say the same as above: no white space parts them, but each is beside its row.
#[test]
fn what_says_the_same_as_above_is_a_name_of_its_own_row() {
    let rows: [(f32, &str, &str); 6] = [
        (176.0, "1", "区商务局"),
        (222.0, "2", "团区委"),
        (256.0, "3", "同上"),
        (295.0, "4", "区人社局"),
        (328.0, "5", "同上"),
        (355.0, "6", "区残联"),
    ];
    let header: &[(f32, &str)] = &[
        (50.0, "序号"),
        (90.0, "单位"),
        (180.0, "项目名称"),
        (300.0, "金额"),
    ];
    let mut print: Vec<(f32, Vec<(f32, String)>)> = Vec::new();
    let own = |texts: &[(f32, &str)]| texts.iter().map(|(x, t)| (*x, (*t).to_owned())).collect();
    print.push((130.0, own(header)));
    for (y, number, name) in rows {
        print.push((y - 5.5, own(&[(180.0, "海岛")])));
        print.push((y, own(&[(50.0, number), (300.0, "5")])));
        print.push((y + 5.5, own(&[(180.0, "助餐")])));
        let top = y - 5.5 * (name.chars().count() - 1) as f32;
        let lines = name.chars().enumerate();
        print.extend(lines.map(|(n, c)| (top + 11.0 * n as f32, vec![(90.0, c.to_string())])));
    }
    print.sort_by(|a, b| a.0.total_cmp(&b.0));
    let borrowed: Vec<(f32, Vec<(f32, &str)>)> = print
        .iter()
        .map(|(y, texts)| (*y, texts.iter().map(|(x, t)| (*x, t.as_str())).collect()))
        .collect();
    let print: Vec<(f32, &[(f32, &str)])> =
        borrowed.iter().map(|(y, t)| (*y, t.as_slice())).collect();
    let texts = texts(&grid(&print, &[]));
    let names: Vec<&str> = texts.iter().map(|r| r[1].as_str()).collect();
    assert_eq!(names[1..], rows.map(|r| r.2));
}

/// Set at the top beside the first of its rows, it goes on beside the second, line by line; no part of it is a name before its end.
#[test]
fn a_long_name_in_a_narrow_column_is_not_torn_between_rows() {
    let lines = [
        "区人", "力资", "源和", "社会", "保障", "局就", "业管", "理服", "务中", "心",
    ];
    let names: Vec<[(f32, &str); 1]> = lines.iter().map(|l| [(420.0, *l)]).collect();
    let mut print: Vec<(f32, Vec<(f32, &str)>)> = vec![
        (
            100.0,
            vec![
                (50.0, "购买项目"),
                (150.0, "服务内容"),
                (330.0, "资金预算"),
                (420.0, "部门"),
            ],
        ),
        (
            120.0,
            vec![
                (50.0, "慈善矫治"),
                (150.0, "培训议事员；"),
                (330.0, "1403万元"),
            ],
        ),
        (134.0, vec![(50.0, "服务项目"), (150.0, "编印图册。")]),
        (
            190.0,
            vec![(50.0, "海上枫桥"), (150.0, "服务半径。"), (330.0, "90万元")],
        ),
        (204.0, vec![(50.0, "法律咨询")]),
    ];
    for (n, name) in names.iter().enumerate() {
        let y = 120.0 + 14.0 * n as f32;
        match print.iter_mut().find(|(at, _)| *at == y) {
            Some((_, texts)) => texts.extend(name),
            None => print.push((y, name.to_vec())),
        }
    }
    print.sort_by(|a, b| a.0.total_cmp(&b.0));
    let print: Vec<(f32, &[(f32, &str)])> = print.iter().map(|(y, t)| (*y, t.as_slice())).collect();
    let found = grid(&print, &[]);
    let names: Vec<String> = spans(&found, 3).into_iter().map(|s| s.2).collect();
    assert_eq!(names[1], lines.concat());
    assert!(names[2..].iter().all(String::is_empty), "{names:?}");
}

/// Cells over two rows stand between these; below them a text beside each of two rows, as near to each other as lines of one.
#[test]
fn lines_that_each_stand_beside_a_row_are_doubted_as_one_text() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "所在村", 180.0 "项目名称", 300.0 "金额";
            120.0: 50.0 "1", 180.0 "海岛助餐", 300.0 "5";
            126.5: 90.0 "杜庄村";
            133.0: 50.0 "2", 180.0 "社区普法", 300.0 "8";
            146.0: 50.0 "3", 180.0 "渔民关爱", 300.0 "3";
            152.5: 90.0 "大岙村";
            159.0: 50.0 "4", 180.0 "心理辅导", 300.0 "3";
            172.0: 180.0 "独居老人助医";
            178.0: 50.0 "5", 300.0 "2";
            184.0: 180.0 "项目";
            191.0: 90.0 "大干社区";
            197.0: 50.0 "6", 180.0 "技能培训", 300.0 "4";
            210.0: 50.0 "7", 180.0 "安全宣传", 300.0 "4";
            223.0: 50.0 "8", 90.0 "海兴社区", 180.0 "安全巡查", 300.0 "6";
            236.0: 50.0 "9", 90.0 "南岙村", 180.0 "志愿服务", 300.0 "7";
            249.0: 50.0 "10", 90.0 "外厂村", 180.0 "夏令营", 300.0 "9";
            262.0: 50.0 "11", 180.0 "数据采集", 300.0 "1";
            275.0: 50.0 "12", 90.0 "杜庄村", 180.0 "文化传承", 300.0 "1";
            288.0: 50.0 "13", 180.0 "文明劝导", 300.0 "1";
        ],
        &[],
    );
    let own = found.cells.iter().filter(|c| c.col == 1 && c.row > 0);
    for cell in own {
        let loud = cell.doubts.iter().any(|d| d.severity > Severity::Info);
        assert_eq!(loud, cell.lines.len() == 3, "row {}", cell.row);
    }
    assert_eq!(spans(&found, 1)[4], covers(8, 3, "海兴社区南岙村外厂村"));
}

/// Two names, set down the page one right below the other, each in the middle of its rows.
#[test]
fn a_name_that_begins_right_below_another_is_one_of_its_own() {
    let found = grid(
        drawn![
            100.0: 50.0 "单位", 100.0 "项目名称", 250.0 "金额";
            120.0: 55.0 "区";
            130.0: 55.0 "教";
            140.0: 55.0 "育", 100.0 "海岛助餐", 250.0 "33";
            150.0: 55.0 "局";
            160.0: 55.0 "区", 100.0 "技能提升", 250.0 "29";
            170.0: 55.0 "司";
            180.0: 55.0 "法";
            190.0: 55.0 "局", 100.0 "档案整理", 250.0 "757";
        ],
        &[],
    );
    let texts = texts(&found);
    let names: Vec<&str> = texts.iter().map(|r| r[0].as_str()).collect();
    assert_eq!(names, ["单位", "区教育局", "区司法局", ""]);
}

/// All other cells have one line, so that only the names' own lines tell how near those of a cell stand.
#[test]
fn the_last_line_of_a_name_above_a_total_is_the_names() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "购买主体", 180.0 "项目名称", 330.0 "金额";
        124.0: 50.0 "1", 90.0 "区海洋与渔业", 180.0 "海岛助餐", 330.0 "5";
        137.5: 115.0 "局";
        158.0: 50.0 "2", 90.0 "区民政局", 180.0 "社区普法", 330.0 "8";
        178.5: 50.0 "3", 90.0 "舟山市普陀区", 180.0 "渔民关爱", 330.0 "3";
        192.0: 90.0 "关心下一代工";
        205.5: 90.0 "作委员会办公";
        219.0: 115.0 "室";
        239.5: 220.0 "总计", 330.0 "16";
    ];
    let found = texts(&grid(print, &[]));
    let names: Vec<&str> = found.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(
        names,
        [
            "购买主体",
            "区海洋与渔业局",
            "区民政局",
            "舟山市普陀区关心下一代工作委员会办公室",
            ""
        ]
    );
}
