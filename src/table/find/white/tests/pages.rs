//! Columns and rows that go on from the page before, and print that hangs over their edges.

use super::{Print, covers, drawn, found, grid, spans, texts};
use crate::page::{Direction, Ruling};
use crate::table::find::tests::rule;
use crate::table::find::white::columns::begin;
use crate::table::find::{Before, blocks};
use crate::table::{Block, Grid};

/// The grids of pages that follow each other.
pub(super) fn grids(pages: &[(Print<'_>, &[Ruling])]) -> Vec<Grid> {
    let mut before = Before::default();
    let grid = |(print, rules): &(Print<'_>, &[Ruling])| {
        let (page, mut ctx) = drawn(print, rules);
        let blocks = blocks(&page, &mut before, &mut ctx).unwrap();
        match blocks.as_slice() {
            [Block::Grid(grid)] => grid.clone(),
            other => panic!("{other:?}"),
        }
    };
    pages.iter().map(grid).collect()
}

pub(super) fn across(heights: &[f32]) -> Vec<Ruling> {
    let rule = |y: &f32| rule(Direction::Horizontal, *y, 45.0, 400.0);
    heights.iter().map(rule).collect()
}

/// The bracket's box reaches into the next column, its ink does not.
#[test]
fn a_mark_hung_over_the_edge_is_its_own_columns() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "项目名称", 118.0 "服务内容", 250.0 "金额（元）";
        120.0: 50.0 "海岛渔民助", 118.0 "每天送餐一次，", 250.0 "500";
        132.0: 50.0 "餐行动（二期）", 118.0 "登门看望";
        160.0: 50.0 "社区普法宣讲", 118.0 "每月开展讲座", 250.0 "800";
        190.0: 50.0 "老年大学教学", 118.0 "每周开课两次", 250.0 "900";
    ];
    let found = texts(&grid(print, &across(&[85.0, 107.0, 140.0, 170.0, 200.0])));
    assert_eq!(
        found[1],
        ["海岛渔民助餐行动（二期）", "每天送餐一次，登门看望", "500"]
    );
}

pub(super) const HEAD: (f32, &[(f32, &str)]) = (
    100.0,
    &[
        (50.0, "项目名称"),
        (118.0, "服务内容"),
        (220.0, "类别"),
        (330.0, "金额"),
    ],
);

/// On the second page a sum begins where the first had white space, and a full stop stands in the gap between two columns.
#[test]
fn an_edge_moves_within_the_white_space_that_it_stood_in() {
    let first: Print<'_> = &[
        HEAD,
        (
            120.0,
            &[
                (50.0, "海岛助餐"),
                (118.0, "每天送餐一次"),
                (220.0, "养老"),
                (330.0, "500"),
            ],
        ),
        (
            150.0,
            &[
                (50.0, "社区普法"),
                (118.0, "每月开展讲座"),
                (220.0, "普法"),
                (330.0, "800"),
            ],
        ),
    ];
    let second: Print<'_> = drawn![
        120.0: 50.0 "老年大学教学", 118.0 "每周开课两次", 220.0 "养老", 250.0 "不超过900.50元";
        132.0: 50.0 "（二期）", 118.0 "满意度不低于九成。";
        160.0: 50.0 "渔民关爱", 118.0 "登门看望", 205.0 "关爱服务", 330.0 "700";
    ];
    let rules = across(&[85.0, 140.0, 170.0]);
    let pages = grids(&[
        (first, &across(&[85.0, 107.0, 130.0, 160.0])),
        (second, &rules),
    ]);
    assert_eq!(
        texts(&pages[1]),
        [
            [
                "老年大学教学（二期）",
                "每周开课两次满意度不低于九成。",
                "养老",
                "不超过900.50元"
            ],
            ["渔民关爱", "登门看望", "关爱服务", "700"],
        ]
    );
}

/// Without the header of the page before, the lines of the first row would be rows.
#[test]
fn a_longer_text_in_the_last_column_is_of_the_same_table() {
    let first: Print<'_> = drawn![
        100.0: 50.0 "编号", 90.0 "项目名称", 180.0 "服务内容", 280.0 "期限";
        120.0: 50.0 "A-1", 90.0 "海岛助餐", 180.0 "每天送餐一次", 280.0 "全年";
        150.0: 50.0 "A-2", 90.0 "社区普法", 180.0 "每月开展讲座", 280.0 "全年";
    ];
    let second: Print<'_> = drawn![
        120.0: 50.0 "A-3", 90.0 "老年大学", 180.0 "每周开课两次", 280.0 "2024年5月至12月";
        132.0: 90.0 "教学", 180.0 "不少于八月", 280.0 "底";
        160.0: 50.0 "A-4", 90.0 "渔民关爱", 180.0 "登门看望", 280.0 "全年";
    ];
    let rules = across(&[85.0, 140.0, 170.0]);
    let pages = grids(&[
        (first, &across(&[85.0, 107.0, 130.0, 160.0])),
        (second, &rules),
    ]);
    let texts = texts(&pages[1]);
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert_eq!(
        texts[0],
        [
            "A-3",
            "老年大学教学",
            "每周开课两次不少于八月",
            "2024年5月至12月底"
        ]
    );
}

/// A rule right below the header leaves the merged cell out: above it is what the page's end left of a row.
#[test]
fn the_rest_of_a_cut_row_without_print_is_a_row() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 100.0 "项目名称", 200.0 "备注", 300.0 "金额";
        130.0: 50.0 "2", 100.0 "社区普法", 300.0 "8";
        143.0: 200.0 "项目";
        155.0: 50.0 "3", 100.0 "渔民关爱", 300.0 "3";
        180.0: 50.0 "4", 100.0 "老年大学", 200.0 "新增", 300.0 "2";
    ];
    let mut rules = across(&[85.0, 107.0, 163.0, 190.0]);
    for y in [112.0, 138.0] {
        rules.push(rule(Direction::Horizontal, y, 45.0, 180.0));
        rules.push(rule(Direction::Horizontal, y, 280.0, 400.0));
    }
    let found = grid(print, &rules);
    assert_eq!(
        spans(&found, 2),
        [
            covers(0, 1, "备注"),
            covers(1, 3, "项目"),
            covers(4, 1, "新增")
        ]
    );
    assert_eq!(texts(&found)[1], ["", "", "项目", ""]);
}

/// Both name the same kinds of columns; the second has more white space where the first had an edge.
#[test]
fn a_table_with_another_header_has_its_own_columns() {
    let first: Print<'_> = drawn![
        100.0: 50.0 "项次", 130.0 "购买主体", 200.0 "项目名称", 330.0 "经费";
        120.0: 50.0 "1", 130.0 "区教育局", 200.0 "校车接送", 330.0 "500";
        140.0: 50.0 "2", 130.0 "区民政局", 200.0 "海岛助餐", 330.0 "800";
    ];
    let second: Print<'_> = drawn![
        100.0: 55.0 "序号", 130.0 "购买主体", 220.0 "项目名称", 330.0 "资金";
        130.0: 50.0 "1", 80.0 "区残联", 200.0 "社区普法", 330.0 "900";
        160.0: 50.0 "2", 80.0 "区医疗保障分局", 200.0 "渔民关爱行动", 330.0 "700";
    ];
    let pages = grids(&[(first, &[]), (second, &[])]);
    let texts = texts(&pages[1]);
    assert_eq!(texts[1], ["1", "区残联", "社区普法", "900"]);
    assert_eq!(texts[2], ["2", "区医疗保障分局", "渔民关爱行动", "700"]);
}

/// Their boxes overlap, for the mark has no ink there.
#[test]
fn a_full_stop_and_a_dash_that_touch_stand_in_two_columns() {
    let head: (f32, &[(f32, &str)]) = (
        100.0,
        &[
            (50.0, "项目名称"),
            (130.0, "服务内容"),
            (205.0, "等次"),
            (280.0, "金额"),
        ],
    );
    let first: Print<'_> = &[
        head,
        (
            120.0,
            &[
                (50.0, "海岛助餐"),
                (130.0, "每天送餐一次"),
                (196.0, "良好"),
                (280.0, "500"),
            ],
        ),
        (
            150.0,
            &[
                (50.0, "社区普法"),
                (130.0, "每月开展讲座"),
                (196.0, "优秀"),
                (280.0, "800"),
            ],
        ),
        (
            180.0,
            &[
                (50.0, "老年大学"),
                (130.0, "每周开课两次"),
                (196.0, "良好"),
                (280.0, "900"),
            ],
        ),
    ];
    let second: Print<'_> = &[
        head,
        (
            120.0,
            &[
                (50.0, "渔民关爱"),
                (130.0, "登门看望老人。"),
                (196.0, "—"),
                (280.0, "500"),
            ],
        ),
        (
            150.0,
            &[
                (50.0, "技能培训"),
                (130.0, "每月开展讲座"),
                (196.0, "优秀"),
                (280.0, "800"),
            ],
        ),
        (
            180.0,
            &[
                (50.0, "心理辅导"),
                (130.0, "每周开课两次"),
                (196.0, "良好"),
                (280.0, "900"),
            ],
        ),
        (
            210.0,
            &[
                (50.0, "就业指导"),
                (130.0, "每月开展讲座"),
                (196.0, "优秀"),
                (280.0, "800"),
            ],
        ),
        (
            240.0,
            &[
                (50.0, "法律援助"),
                (130.0, "每周开课两次"),
                (196.0, "良好"),
                (280.0, "900"),
            ],
        ),
    ];
    let rules = across(&[85.0, 107.0, 130.0, 160.0, 190.0, 220.0, 250.0]);
    let pages = grids(&[(first, &rules), (second, &rules)]);
    assert_eq!(
        texts(&pages[1])[1],
        ["渔民关爱", "登门看望老人。", "—", "500"]
    );
}

/// No rule parts it from the header said again above it, which may have the rest of a row below it.
#[test]
fn a_row_set_at_its_bottom_is_one() {
    let head: &[(f32, &[(f32, &str)])] = drawn![
        100.0: 50.0 "项目名称", 130.0 "服务内容", 220.0 "方式", 280.0 "金额";
    ];
    let row = |y: f32, n: usize| -> Vec<(f32, &'static [(f32, &'static str)])> {
        let lines: [&[(f32, &str)]; 5] = [
            &[(130.0, "每天送餐")],
            &[(130.0, "登门看望")],
            &[(130.0, "代购药品"), (220.0, "委托")],
            &[(50.0, "海岛"), (130.0, "打扫卫生")],
            &[(50.0, "助餐"), (130.0, "陪同就医"), (280.0, "500")],
        ];
        let height = |i: usize| y + 14.0 * i as f32;
        let own = lines.into_iter().enumerate().take(n);
        own.map(|(i, line)| (height(i), line)).collect()
    };
    let first: Vec<_> = head.iter().copied().chain(row(130.0, 5)).collect();
    let rules = across(&[85.0, 195.0]);
    let pages = grids(&[(&first, &rules), (&first, &rules)]);
    for page in &pages {
        let texts = texts(page);
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert_eq!(texts[1][0], "海岛助餐");
    }
}

/// The edge is that of the page before, where no sum was as wide; the note beside it stands in its own column.
#[test]
fn a_sum_over_the_edge_of_the_page_before_is_not_the_next_columns_too() {
    let header: &[(f32, &str)] = &[
        (50.0, "项目名称"),
        (103.0, "服务内容"),
        (175.0, "金额（元）"),
        (250.0, "备注"),
    ];
    let row: &[(f32, &str)] = &[
        (50.0, "海岛渔民助"),
        (103.0, "每天送餐一次"),
        (185.0, "500"),
        (250.0, "含资料费"),
    ];
    let wide: &[(f32, &str)] = &[
        (50.0, "海岛渔民助"),
        (103.0, "每天送餐一次"),
        (182.0, "1165（据"),
        (250.0, "含资料费"),
    ];
    let print = |second| {
        let rows = (1..8).map(|i| 100.0 + 40.0 * i as f32);
        let mut print = vec![(100.0, header)];
        print.extend(rows.map(|y| (y, if y == 180.0 { second } else { row })));
        print.insert(3, (192.0, &[(185.0, "实）")]));
        print
    };
    let (first, second) = (print(row), print(wide));
    let found = grids(&[(&first, &[]), (&second, &[])]);
    assert_eq!(
        texts(&found[1])[2],
        ["海岛渔民助", "每天送餐一次", "1165（据实）", "含资料费"]
    );
}

/// Padding as high as a line above and below the rule under the header: more white space than ends a table.
#[test]
fn white_space_at_a_rule_within_a_table_does_not_end_it() {
    let print: Print<'_> = &[
        HEAD,
        (
            146.0,
            &[
                (50.0, "海岛助餐"),
                (118.0, "每天送餐一次"),
                (220.0, "养老"),
                (330.0, "500"),
            ],
        ),
        (
            186.0,
            &[
                (50.0, "社区普法"),
                (118.0, "每月开展讲座"),
                (220.0, "普法"),
                (330.0, "800"),
            ],
        ),
    ];
    let found = texts(&grid(print, &across(&[80.0, 120.0, 162.0, 204.0])));
    assert_eq!(found.len(), 3);
}

/// Under the header said again only what is left of one cell is printed, to the page's end.
#[test]
fn print_of_one_column_alone_under_the_header_of_a_later_page_is_one_row() {
    let first: Print<'_> = &[
        HEAD,
        (
            120.0,
            &[
                (50.0, "海岛助餐"),
                (118.0, "每天送餐一次"),
                (220.0, "养老"),
                (330.0, "500"),
            ],
        ),
        (132.0, &[(118.0, "为独居老人")]),
    ];
    let second: Print<'_> = &[
        HEAD,
        (120.0, &[(118.0, "上门探访并")]),
        (132.0, &[(118.0, "代购日常用")]),
        (144.0, &[(118.0, "品和药品")]),
    ];
    let rules = across(&[85.0, 107.0]);
    let found = grids(&[(first, &rules), (second, &rules)]);
    let rows = texts(&found[1]);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(rows[1][1], "上门探访并代购日常用品和药品");
}

#[test]
fn names_of_a_clipped_header_begin_as_those_of_the_page_before() {
    let names = |names: [&str; 3]| names.map(str::to_owned);
    let whole = names(["序号", "购买主体", "项目名称"]);
    assert!(begin(&whole, &whole));
    assert!(begin(&names(["序号", "购买主", "项目名称"]), &whole));
    // The rest of a row stands below a name.
    assert!(begin(&names(["序号", "购买主体", "项目名称续表"]), &whole));
    assert!(!begin(&names(["序号", "", "项目名称"]), &whole));
    assert!(!begin(&names(["序", "购买", "项目名称"]), &whole));
    assert!(!begin(&names(["序号", "采购主体", "项目名称"]), &whole));
}

/// Padding above and below the rule that closes what is left of a row: more white space than there is above a header.
#[test]
fn the_rest_of_a_row_stands_above_a_rule_with_ample_padding() {
    const ROW: &[(f32, &str)] = &[(90.0, "海岛助餐"), (160.0, "每天送餐一次"), (330.0, "500")];
    let first: Print<'_> = &[
        (
            100.0,
            &[(90.0, "项目名称"), (160.0, "服务内容"), (330.0, "金额")],
        ),
        (140.0, ROW),
        (180.0, ROW),
    ];
    let second: Print<'_> = &[
        (60.0, &[(160.0, "上门探访老人")]),
        (72.0, &[(160.0, "代购日常用品")]),
        (108.0, ROW),
        (148.0, ROW),
        (188.0, ROW),
        (228.0, ROW),
    ];
    let found = grids(&[
        (first, &across(&[80.0, 120.0, 160.0])),
        (second, &across(&[86.0, 128.0, 168.0, 208.0, 248.0])),
    ]);
    let rows = texts(&found[1]);
    assert_eq!(rows[0], ["", "上门探访老人代购日常用品", ""]);
    assert_eq!(rows.len(), 5);
}

/// It is as high as the row that the page's end cut: a rule that leaves the merged cell beside it out closes it.
#[test]
fn the_rest_of_a_row_may_be_higher_than_the_white_space_that_ends_a_table() {
    let print: Print<'_> = &[
        HEAD,
        (120.0, &[(118.0, "上门探访并")]),
        (
            195.0,
            &[(50.0, "海岛助餐"), (118.0, "每天送餐一次"), (330.0, "500")],
        ),
        (
            225.0,
            &[(50.0, "社区普法"), (118.0, "每月开展讲座"), (330.0, "800")],
        ),
    ];
    let mut rules = across(&[85.0, 107.0, 240.0]);
    for y in [180.0, 210.0] {
        rules.push(rule(Direction::Horizontal, y, 45.0, 215.0));
        rules.push(rule(Direction::Horizontal, y, 300.0, 400.0));
    }
    let rows = texts(&grid(print, &rules));
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert_eq!(rows[1][1], "上门探访并");
}

/// A label of totals stands over the edge between two columns of the page before.
#[test]
fn the_last_row_and_the_total_alone_on_a_page_are_of_the_table() {
    let first: Print<'_> = &[
        HEAD,
        (
            120.0,
            &[
                (50.0, "助餐"),
                (118.0, "送餐"),
                (220.0, "养老"),
                (330.0, "500"),
            ],
        ),
        (
            150.0,
            &[
                (50.0, "普法"),
                (118.0, "讲座"),
                (220.0, "法律"),
                (330.0, "800"),
            ],
        ),
        (
            180.0,
            &[
                (50.0, "助浴"),
                (118.0, "上门"),
                (220.0, "养老"),
                (330.0, "300"),
            ],
        ),
    ];
    let second: Print<'_> = &[
        (
            100.0,
            &[
                (50.0, "评估驿站"),
                (118.0, "实地"),
                (220.0, "培训"),
                (330.0, "900"),
            ],
        ),
        (112.0, &[(118.0, "评估")]),
        (140.0, &[(97.0, "共计"), (330.0, "2500")]),
    ];
    let above = across(&[85.0, 107.0]);
    let below = across(&[150.0]);
    let found = grids(&[(first, &above), (second, &below)]);
    let rows: Vec<String> = texts(&found[1]).iter().map(|r| r.join("|")).collect();
    assert_eq!(rows[0], "评估驿站|实地评估|培训|900");
    assert!(
        rows[1].contains("共计") && rows[1].ends_with("2500"),
        "{rows:?}"
    );
}

/// Below the table's title, with all its rows on the next page.
#[test]
fn a_header_of_one_line_between_two_rules_is_a_table() {
    let rules = [110.0, 140.0].map(|y| rule(Direction::Horizontal, y, 45.0, 460.0));
    let title: Print<'_> = drawn![
        60.0: 50.0 "附件1";
        95.0: 200.0 "公益服务项目安排表";
        128.0: 60.0 "编号", 120.0 "单位名称", 210.0 "项目名称", 300.0 "采购方式", 380.0 "资金";
    ];
    let tables = |rules: &[_]| {
        let blocks = found(title, rules);
        blocks
            .iter()
            .filter(|b| matches!(b, Block::Grid(_)))
            .count()
    };
    assert_eq!(tables(&rules), 1);
    assert_eq!(tables(&rules[..1]), 0);
}

/// Its sums have units of their own, as headers name them.
#[test]
fn a_row_that_a_rule_closes_on_the_next_page_is_no_header() {
    let across = |y: f32| rule(Direction::Horizontal, y, 45.0, 460.0);
    let first = [85.0, 106.0, 126.0].map(across);
    let second = [85.0, 106.0, 126.0].map(across);
    let found = grids(&[
        (
            drawn![
                100.0: 50.0 "序号", 100.0 "购买主体", 160.0 "项目名称", 280.0 "财政预算", 340.0 "福彩金", 400.0 "自筹资金";
                120.0: 50.0 "（1）", 100.0 "区侨联", 160.0 "海岛独居老人助餐", 280.0 "68万元", 340.0 "72万元", 400.0 "16万元";
            ],
            &first,
        ),
        (
            drawn![
                100.0: 50.0 "（2）", 100.0 "区科协", 154.0 "红色港湾困境儿童档案", 280.0 "13万元", 340.0 "92万元", 400.0 "9万元";
                120.0: 50.0 "（3）", 100.0 "区生态环境", 154.0 "退捕渔民转岗就业帮扶", 280.0 "3万元", 340.0 "44万元", 400.0 "87万元";
            ],
            &second,
        ),
    ]);
    let rows: Vec<String> = texts(&found[1]).iter().map(|r| r.join("|")).collect();
    assert_eq!(
        rows,
        [
            "（2）|区科协|红色港湾困境儿童档案|13万元|92万元|9万元",
            "（3）|区生态环境|退捕渔民转岗就业帮扶|3万元|44万元|87万元"
        ]
    );
}

/// The print of a column reaches farther than on the page before, and that beside it has none here.
#[test]
fn columns_go_on_though_one_is_wider_and_the_one_beside_it_is_blank() {
    let first: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "项目名称", 200.0 "期限", 300.0 "备注";
        120.0: 50.0 "1", 90.0 "海岛助餐", 200.0 "全年", 300.0 "新增";
        140.0: 50.0 "2", 90.0 "社区普法", 200.0 "上半年", 300.0 "新增";
    ];
    let second: Print<'_> = drawn![
        60.0: 50.0 "3", 90.0 "渔民关爱", 200.0 "二〇二四年四月";
        80.0: 50.0 "4", 90.0 "技能培训", 200.0 "全年";
        100.0: 50.0 "5", 90.0 "法律咨询", 200.0 "上半年";
    ];
    let rules = |heights: &[f32]| across(heights);
    let pages = grids(&[
        (first, &rules(&[85.0, 107.0, 127.0, 147.0])),
        (second, &rules(&[45.0, 67.0, 87.0, 107.0])),
    ]);
    assert_eq!(texts(&pages[1])[0], ["3", "渔民关爱", "二〇二四年四月", ""]);
}

/// A page begins with lines of one column; those of the others are set in the middle beside them, half a line lower.
#[test]
fn lines_half_beside_others_at_the_head_of_a_page_are_of_the_same_row() {
    let first: Print<'_> = &[
        HEAD,
        (
            130.0,
            &[
                (50.0, "海岛助餐"),
                (118.0, "每天送餐一次"),
                (220.0, "养老"),
                (330.0, "500"),
            ],
        ),
        (
            160.0,
            &[
                (50.0, "社区普法"),
                (118.0, "每月开展讲座"),
                (220.0, "普法"),
                (330.0, "800"),
            ],
        ),
    ];
    let second: Print<'_> = &[
        (60.0, &[(118.0, "形成季度监测")]),
        (72.0, &[(118.0, "报告和年度综")]),
        (78.0, &[(50.0, "老年大学"), (220.0, "教育")]),
        (84.0, &[(118.0, "合报告，提供"), (330.0, "900")]),
        (90.0, &[(50.0, "教学"), (220.0, "类")]),
        (96.0, &[(118.0, "直播技术支持")]),
        (108.0, &[(118.0, "并组织志愿者")]),
        (
            140.0,
            &[
                (50.0, "渔民关爱"),
                (118.0, "上门看望渔民"),
                (220.0, "养老"),
                (330.0, "700"),
            ],
        ),
    ];
    let found = grids(&[
        (first, &across(&[85.0, 107.0, 172.0])),
        (second, &across(&[48.0, 150.0])),
    ]);
    assert_eq!(
        texts(&found[1]),
        [
            [
                "老年大学教学",
                "形成季度监测报告和年度综合报告，提供直播技术支持并组织志愿者",
                "教育类",
                "900"
            ],
            ["渔民关爱", "上门看望渔民", "养老", "700"]
        ]
    );
}
