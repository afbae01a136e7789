//! Upper names of a header, over rules that several of them share.

use super::unnamed::{print, rows};
use super::{Print, grid, texts};
use crate::page::Direction;
use crate::table::find::tests::rule;
use crate::text::Line;

/// The rule runs on over all lower names; the middle one of three stands right below its upper name.
#[test]
fn names_over_one_rule_share_the_columns_under_it() {
    let print: Print<'_> = drawn![
        100.0: 155.0 "项目", 340.0 "经费(万元)";
        112.0: 50.0 "序号";
        125.0: 110.0 "名称", 190.0 "内容", 280.0 "区级资金", 350.0 "镇级资金", 420.0 "自筹资金";
        150.0: 50.0 "1", 100.0 "海岛助餐", 180.0 "每天送餐", 290.0 "5", 360.0 "3", 430.0 "2";
        180.0: 50.0 "2", 100.0 "社区普法", 180.0 "每月讲座", 290.0 "8", 360.0 "1", 430.0 "4";
    ];
    let across = |y: f32| rule(Direction::Horizontal, y, 45.0, 470.0);
    let mut rules = [85.0, 132.0, 190.0].map(across).to_vec();
    rules.push(rule(Direction::Horizontal, 108.0, 95.0, 470.0));
    let found = grid(print, &rules);
    let spans: Vec<(usize, usize)> = found
        .cells
        .iter()
        .filter(|c| c.row == 0 && c.col_span > 1)
        .map(|c| (c.col, c.col_span))
        .collect();
    assert_eq!(spans, [(1, 2), (3, 3)]);
    let texts = texts(&found);
    assert_eq!(
        texts.last().map(|r| r.join("|")).as_deref(),
        Some("2|社区普法|每月讲座|8|1|4")
    );
}

/// The rows' sums are set to the right and the names in the middle: the upper name lies over the sums of the one column, and
/// the name of the other stands apart from its own.
#[test]
fn a_name_between_two_others_stands_over_both_columns() {
    let print: Print<'_> = drawn![
        100.0: 160.0 "购", 200.0 "是否专", 292.0 "年度安排资金";
        112.0: 50.0 "序号", 100.0 "项目", 160.0 "买", 200.0 "门面向", 430.0 "来源";
        124.0: 160.0 "方", 200.0 "中小企";
        136.0: 160.0 "式", 210.0 "业", 260.0 "财政资金", 340.0 "自筹资金";
        165.0: 50.0 "01", 90.0 "就业帮扶", 160.0 "询", 210.0 "是", 260.0 "15800.5", 362.0 "1200.5", 430.0 "预算";
    ];
    let found = grid(print, &[]);
    let spans: Vec<(usize, usize)> = found
        .cells
        .iter()
        .filter(|c| c.row == 0 && c.col_span > 1)
        .map(|c| (c.col, c.col_span))
        .collect();
    assert_eq!(spans, [(4, 2)]);
    let texts = texts(&found);
    assert_eq!(texts[1][4..6], ["财政资金", "自筹资金"]);
    assert_eq!(texts[2][4..6], ["15800.5", "1200.5"]);
}

/// The columns are not of one width: the gap between them stands under the name, but not under its middle, and print of the
/// rows stands under it too. The lines of the row's cells are at heights of their own.
#[test]
fn a_name_between_two_others_may_have_print_under_it() {
    let print: Print<'_> = drawn![
        100.0: 117.0 "项目情况", 220.0 "受益对", 290.0 "资金预";
        107.0: 20.0 "行次";
        114.0: 93.0 "名称", 161.0 "内容", 220.0 "象", 290.0 "算";
        140.0: 68.0 "和美乡村困境儿";
        147.0: 146.0 "按实际参加", 220.0 "个体户";
        153.0: 20.0 "01", 68.0 "童环境整治服务", 290.0 "500";
        160.0: 146.0 "人数安排";
        167.0: 93.0 "项目";
    ];
    let rules = [85.0, 122.0, 180.0].map(|y| rule(Direction::Horizontal, y, 15.0, 330.0));
    let texts = texts(&grid(print, &rules));
    let own = |text: &str| texts.iter().flatten().any(|t| t == text);
    assert!(own("和美乡村困境儿童环境整治服务项目"), "{texts:?}");
    assert!(own("按实际参加人数安排"), "{texts:?}");
}

/// A name over the middle one of three is wider than it is, and nearer to those beside it than columns are.
#[test]
fn a_name_over_the_middle_one_of_three_closes_no_gap() {
    let print: Print<'_> = drawn![
        100.0: 214.0 "资金安排（元）";
        107.0: 50.0 "项目名称", 380.0 "购买主体";
        114.0: 160.0 "区级资金", 229.0 "镇级资金", 300.0 "自筹资金";
        140.0: 50.0 "文化传承", 160.0 "75000", 229.0 "181000", 300.0 "192000", 380.0 "区民政局";
    ];
    let rules = [85.0, 122.0, 180.0].map(|y| rule(Direction::Horizontal, y, 45.0, 430.0));
    let texts = texts(&grid(print, &rules));
    assert_eq!(
        texts.last().map(|r| r.join("|")).as_deref(),
        Some("文化传承|75000|181000|192000|区民政局")
    );
}

/// The first line of a name is no name over those beside it, whose one line stands lower.
#[test]
fn the_first_line_of_a_name_stands_over_no_others() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "采购方", 170.0 "预算资金(万";
        106.0: 120.0 "代码", 242.0 "资金渠道";
        112.0: 50.0 "式", 200.0 "元)";
        140.0: 50.0 "询价", 120.0 "A020", 174.0 "1004.9", 237.0 "上级补助";
        160.0: 50.0 "委托", 120.0 "A020", 174.0 "6.5555", 237.0 "上级补助";
        180.0: 50.0 "委托", 120.0 "A021", 184.0 "75.55", 237.0 "专项资金";
    ];
    let texts = texts(&grid(print, &[]));
    assert_eq!(texts[1], ["询价", "A020", "1004.9", "上级补助"]);
}

/// The first line of a name may end within a bracket, behind its colon.
#[test]
fn a_colon_in_a_bracket_is_that_of_a_name() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "采购预算（单位：";
        106.0: 150.0 "购买单位", 220.0 "购买服务事项", 350.0 "目录代码";
        113.0: 80.0 "元）";
        135.0: 70.0 "800.5", 150.0 "区民政局", 220.0 "海岛助餐服务", 350.0 "A0101";
        155.0: 70.0 "320.0", 150.0 "区工商联", 220.0 "社区普法讲座", 350.0 "A0102";
    ];
    let texts = texts(&grid(print, &[]));
    assert_eq!(texts[0][0], "采购预算（单位：元）");
    assert_eq!(texts.len(), 3);
}

/// Its cell has ample padding, and no other name is on its lines.
#[test]
fn a_name_of_two_lines_over_a_rule_is_one() {
    let print: Print<'_> = drawn![
        104.0: 200.0 "预算资金（万";
        118.0: 220.0 "元）";
        129.0: 50.0 "序号", 110.0 "项目名称";
        150.0: 195.0 "区级资金", 255.0 "镇级资金";
        190.0: 50.0 "1", 110.0 "海岛助餐", 220.0 "7", 260.0 "30";
    ];
    let mut rules = [80.0, 165.0, 200.0]
        .map(|y| rule(Direction::Horizontal, y, 45.0, 300.0))
        .to_vec();
    rules.push(rule(Direction::Horizontal, 133.0, 185.0, 300.0));
    let texts = texts(&grid(print, &rules));
    assert_eq!(texts[0][2], "预算资金（万元）");
    assert_eq!(texts[1][2..], ["区级资金", "镇级资金"]);
    assert_eq!(texts[2], ["1", "海岛助餐", "7", "30"]);
}

/// The name over three columns stands right over that of the middle one; the other names are in the middle of both lines.
#[test]
fn a_name_over_the_middle_one_of_three_columns_covers_them() {
    let print: Print<'_> = drawn![
        100.0: 220.0 "资金安排", 350.0 "主要";
        112.0: 50.0 "序号", 90.0 "项目名称", 350.0 "内容";
        124.0: 150.0 "区级资金", 220.0 "镇级资金", 290.0 "自筹资金", 350.0 "内容";
        150.0: 50.0 "1", 90.0 "助餐", 155.0 "73万", 225.0 "98万", 295.0 "13万", 350.0 "送餐";
        170.0: 50.0 "2", 90.0 "普法", 155.0 "28万", 225.0 "65万", 295.0 "97万", 350.0 "讲座";
    ];
    let found = grid(print, &[]);
    let spans = found.cells.iter().filter(|c| c.row == 0 && c.col_span > 1);
    let spans: Vec<(usize, usize)> = spans.map(|c| (c.col, c.col_span)).collect();
    assert_eq!(spans, [(2, 3)]);
}

/// 是否专门面向 is no name that is known; its lines are set in the middle of the header's height, as the names beside them
/// are, but not those that stand below the name of two columns.
#[test]
fn a_name_set_from_the_top_down_ends_in_the_middle_of_the_header() {
    let row = |y: f32| -> Vec<(f32, Vec<(f32, &str)>)> {
        vec![(
            y,
            vec![
                (50.0, "海岛助餐行动"),
                (150.0, "是"),
                (200.0, "送餐"),
                (300.0, "5"),
                (380.0, "3"),
            ],
        )]
    };
    let mut print: Vec<(f32, Vec<(f32, &str)>)> = vec![
        (100.0, vec![(150.0, "是")]),
        (112.0, vec![(150.0, "否")]),
        (118.0, vec![(330.0, "金额")]),
        (124.0, vec![(150.0, "专")]),
        (130.0, vec![(50.0, "服务项目"), (200.0, "服务内容")]),
        (136.0, vec![(150.0, "门")]),
        (142.0, vec![(290.0, "财政资金"), (370.0, "自筹资金")]),
        (148.0, vec![(150.0, "面")]),
        (160.0, vec![(150.0, "向")]),
    ];
    for y in [190.0, 220.0, 250.0] {
        print.extend(row(y));
    }
    let print: Vec<(f32, &[(f32, &str)])> = print
        .iter()
        .map(|(y, words)| (*y, words.as_slice()))
        .collect();
    let found = texts(&grid(&print, &[]));
    let last = found.iter().rev().take(3).map(|r| r.join("|"));
    assert_eq!(
        last.collect::<Vec<_>>(),
        vec!["海岛助餐行动|是|送餐|5|3"; 3]
    );
    assert!(
        found.iter().any(|r| r.concat().contains("是否专门面向")),
        "{found:?}"
    );
}

/// Half an em stands between a sum and its unit, at both columns, and the upper name stands over all of it.
#[test]
fn a_blank_before_a_unit_parts_no_columns() {
    let print: Print<'_> = drawn![
        100.0: 210.0 "预算资金（万元）";
        110.0: 50.0 "单位", 100.0 "项目名称";
        120.0: 200.0 "区级预算", 280.0 "镇街自筹";
        150.0: 50.0 "镇政府", 100.0 "海岛助餐", 207.0 "1002", 309.0 "131.3";
        180.0: 50.0 "区妇联", 100.0 "社区普法", 195.0 "3.9", 230.0 "万元", 290.0 "24.4", 335.0 "万元";
    ];
    let across = |y: f32| rule(Direction::Horizontal, y, 45.0, 370.0);
    let found = texts(&grid(print, &[85.0, 132.0, 190.0].map(across)));
    assert_eq!(
        found.last().unwrap(),
        &["区妇联", "社区普法", "3.9万元", "24.4万元"]
    );
    assert_eq!(found[found.len() - 2][2..], ["1002", "131.3"]);
}

/// Two lower names leave room for all of the upper one between them, where no column has print.
#[test]
fn a_name_in_the_gap_between_two_lower_ones_covers_both() {
    let found = grid(
        drawn![
            100.0: 300.0 "资金安排";
            110.0: 50.0 "购买主体", 130.0 "项目名称", 440.0 "备注";
            120.0: 240.0 "财政资金", 360.0 "自筹资金";
            150.0: 50.0 "桃花镇", 130.0 "海岛助餐", 250.0 "8.43", 370.0 "2.00";
            170.0: 50.0 "虾峙镇", 130.0 "社区普法", 250.0 "2.00", 370.0 "5.49", 440.0 "新增";
        ],
        &[80.0, 130.0, 180.0].map(|y| rule(Direction::Horizontal, y, 45.0, 480.0)),
    );
    assert_eq!(found.cols, 5);
    let upper = found
        .cells
        .iter()
        .find(|c| (c.row, c.col) == (0, 2))
        .unwrap();
    assert_eq!(
        (upper.col_span, upper.lines[0].raw().as_str()),
        (2, "资金安排")
    );
    assert_eq!(texts(&found)[2].join("|"), "桃花镇|海岛助餐|8.43|2.00|");
}

/// What reads as a line of the unit is a name of columns where rules as wide as the table close it in.
#[test]
fn a_name_over_a_rule_of_its_own_is_no_unit_line_and_covers_names_of_two_lines() {
    let across = |y: f32| rule(Direction::Horizontal, y, 45.0, 480.0);
    let mut rules = [85.0, 165.0, 200.0].map(across).to_vec();
    rules.push(rule(Direction::Horizontal, 116.0, 290.0, 480.0));
    let found = grid(
        drawn![
            105.0: 355.0 "资金（万元）";
            125.0: 50.0 "序号", 130.0 "购买项目";
            132.0: 410.0 "镇街自";
            140.0: 310.0 "区级预算";
            148.0: 420.0 "筹";
            185.0: 50.0 "1", 130.0 "海岛助餐", 340.0 "22", 455.0 "5";
        ],
        &rules,
    );
    let expected = [
        "序号|购买项目|资金（万元）|",
        "||区级预算|镇街自筹",
        "1|海岛助餐|22|5",
    ];
    let texts: Vec<String> = texts(&found).iter().map(|row| row.join("|")).collect();
    assert_eq!(texts, expected);
}

/// One rule runs on below both; years stand below it.
#[test]
fn two_names_over_one_rule_cover_years() {
    let mut lines = rows(&[
        &["", "", "", "", ""],
        &["Area", "2008", "2009", "2008", "2009"],
        &["East", "12", "34", "56", "78"],
        &["West", "23", "45", "67", "89"],
    ]);
    lines[0].1 = vec![(215.0, "Spent"), (420.0, "Raised")];
    for line in &mut lines[1..] {
        for (col, place) in (1..).zip(&mut line.1[1..]) {
            let right = [200.0, 290.0, 400.0, 490.0][col - 1];
            place.0 = right - 10.0 * place.1.len() as f32;
        }
    }
    let rules = [
        rule(Direction::Horizontal, 88.0, 45.0, 495.0),
        rule(Direction::Horizontal, 103.0, 150.0, 495.0),
        rule(Direction::Horizontal, 117.0, 45.0, 495.0),
        rule(Direction::Horizontal, 146.0, 45.0, 495.0),
    ];
    let grid = grid(&print(&lines), &rules);
    let upper = grid.cells.iter().filter(|c| c.row == 0 && c.col_span == 2);
    assert_eq!(upper.count(), 2, "{grid:?}");
}

/// The column of names is so narrow that its own name has two lines; the next is so wide that the upper name is over it alone.
#[test]
fn a_name_over_names_of_one_line_and_of_two_covers_both() {
    let print: Print<'_> = drawn![
        121.0: 330.0 "项目";
        138.0: 56.0 "项次", 107.0 "购买主体名称", 497.0 "资金(元)";
        141.0: 203.0 "名";
        148.0: 342.0 "内容";
        155.0: 203.0 "称";
        176.0: 203.0 "助";
        190.0: 203.0 "餐";
        197.0: 60.0 "1.", 107.0 "区民政局", 223.0 "每天为五十名老人送餐两次，节日加菜，每周上门探访", 520.0 "92000";
        204.0: 203.0 "服";
        218.0: 203.0 "务";
    ];
    let rules = [110.0, 165.0, 226.0].map(|y| rule(Direction::Horizontal, y, 35.0, 560.0));
    let found = grid(print, &rules);
    let spans: Vec<(usize, usize)> = found
        .cells
        .iter()
        .filter(|c| c.row == 0 && c.col_span > 1)
        .map(|c| (c.col, c.col_span))
        .collect();
    assert_eq!(spans, [(2, 2)]);
    assert_eq!(texts(&found)[1][2..4], ["名称", "内容"]);
}

/// The first line of a name set from the top down stands over more lines of the same name, however high the names beside it are.
#[test]
fn the_first_line_of_a_name_set_from_the_top_down_covers_no_other_columns() {
    let rules = [85.0, 146.0, 190.0, 220.0].map(|y| rule(Direction::Horizontal, y, 15.0, 330.0));
    let found = grid(
        drawn![
            100.0: 130.0 "购", 160.0 "验";
            111.0: 130.0 "买", 160.0 "收", 190.0 "评价等", 240.0 "合同金额";
            116.0: 50.0 "序号", 80.0 "项目名称", 300.0 "备注";
            122.0: 130.0 "方", 160.0 "方", 200.0 "次", 240.0 "（万元）";
            133.0: 130.0 "式", 160.0 "式";
            168.0: 50.0 "1", 80.0 "助餐", 130.0 "询", 160.0 "书", 190.0 "合格", 240.0 "992.5", 300.0 "新增";
            205.0: 50.0 "2", 80.0 "普法", 130.0 "托", 160.0 "现", 190.0 "—", 240.0 "373.0", 300.0 "延续";
        ],
        &rules,
    );
    assert_eq!(
        texts(&found)[0],
        [
            "序号",
            "项目名称",
            "购买方式",
            "验收方式",
            "评价等次",
            "合同金额（万元）",
            "备注"
        ]
    );
}

/// The rest of a name over two columns is narrow enough for one.
#[test]
fn what_closes_the_bracket_of_a_name_covers_its_columns() {
    let rules = [110.0, 184.0, 226.0].map(|y| rule(Direction::Horizontal, y, 60.0, 532.0));
    let found = grid(
        drawn![
            125.9: 398.1 "预算资金（万";
            140.9: 422.1 "元）";
            144.4: 489.9 "预算单";
            151.9: 72.9 "序号", 136.5 "名称";
            159.4: 501.9 "位";
            162.9: 394.9 "本年预", 450.7 "上年";
            177.9: 406.9 "算", 450.7 "预算";
            202.4: 489.0 "区审计";
            209.9: 78.9 "一", 136.5 "邻里食堂", 396.9 "9万元", 460.4 "2";
            217.4: 489.0 "局";
        ],
        &rules,
    );
    let wide = found.cells.iter().filter(|c| c.col_span > 1);
    let heads: Vec<String> = wide
        .map(|c| c.lines.iter().map(Line::raw).collect())
        .collect();
    assert_eq!(heads, ["预算资金（万元）"], "{:?}", texts(&found));
}

/// Of the lower names, one has two lines and the other stands at the middle of them, with less than a column's gap between;
/// the upper one goes on in a second line, and a unit is cut at the end of its.
#[test]
fn a_name_of_two_lines_over_lower_ones_of_unlike_height_covers_both() {
    let found = grid(
        drawn![
            100.0: 204.8 "预算资金（人民", 420.0 "资";
            113.5: 50.0 "序号", 90.0 "购买服务", 219.8 "币万元）", 300.0 "对象", 360.0 "承接主", 420.0 "金";
            127.0: 90.0 "事项", 247.8 "自筹资", 370.0 "体", 420.0 "来";
            133.7: 200.0 "财政资金";
            140.5: 257.8 "金", 420.0 "源";
            170.0: 90.0 "数据采集", 257.8 "23";
            180.2: 50.0 "1", 202.5 "67", 227.5 "万", 300.0 "渔民", 360.0 "协会", 420.0 "预算";
            183.5: 90.0 "志愿服务", 257.8 "万元";
            193.7: 215.0 "元";
            224.0: 90.0 "就业", 257.8 "51";
            231.0: 50.0 "2", 227.5 "8", 300.0 "居民", 360.0 "学会", 420.0 "预算";
            237.5: 90.0 "帮扶", 257.8 "万元";
        ],
        &[],
    );
    let rows: Vec<String> = texts(&found).iter().map(|r| r.join("|")).collect();
    assert_eq!(
        rows,
        [
            "序号|购买服务事项|预算资金（人民币万元）||对象|承接主体|资金来源",
            "||财政资金|自筹资金|||",
            "1|数据采集志愿服务|67万元|23万元|渔民|协会|预算",
            "2|就业帮扶|8|51万元|居民|学会|预算",
        ]
    );
}

/// The one name is set down the page; those in two levels beside it are not in its middle, and a rule below them runs no further.
#[test]
fn a_question_set_down_the_page_is_of_the_header_to_its_end() {
    let mut rules = [85.0, 260.0]
        .map(|y| rule(Direction::Horizontal, y, 45.0, 460.0))
        .to_vec();
    rules.push(rule(Direction::Horizontal, 188.0, 195.0, 370.0));
    let print: Print<'_> = drawn![
        100.0: 150.0 "是", 280.0 "经费";
        113.0: 150.0 "否";
        126.0: 150.0 "面", 200.0 "区级资", 260.0 "镇级资";
        133.0: 50.0 "序号", 90.0 "项目", 320.0 "自筹资金", 420.0 "备注";
        139.0: 150.0 "向", 210.0 "金", 270.0 "金";
        152.0: 150.0 "中";
        165.0: 150.0 "小";
        178.0: 150.0 "微";
        209.0: 90.0 "海岛助";
        216.0: 50.0 "1", 150.0 "否", 200.0 "544", 260.0 "37", 330.0 "73", 420.0 "延续";
        222.0: 90.0 "餐";
        244.0: 50.0 "2", 90.0 "普法", 150.0 "是", 200.0 "12", 260.0 "17", 330.0 "25", 420.0 "新增";
    ];
    let found = grid(print, &rules);
    let rows: Vec<String> = texts(&found).iter().map(|r| r.join("|")).collect();
    assert_eq!(
        rows[rows.len() - 2..],
        ["1|海岛助餐|否|544|37|73|延续", "2|普法|是|12|17|25|新增"]
    );
    assert!(rows[0].contains("是否面向中小微"), "{rows:?}");
}

/// Two of the names need a second line, and mean no more than that they are known then: 项目 | 类别.
#[test]
fn a_name_goes_on_to_one_without_a_role() {
    let mut rules = [85.0, 240.0]
        .map(|y| rule(Direction::Horizontal, y, 45.0, 460.0))
        .to_vec();
    rules.push(rule(Direction::Horizontal, 150.0, 45.0, 285.0));
    let print: Print<'_> = drawn![
        100.0: 155.0 "项目";
        107.0: 300.0 "购买", 350.0 "项目", 400.0 "资金预算";
        121.0: 300.0 "方式", 350.0 "类别", 405.0 "(万元)";
        124.0: 80.0 "名称", 220.0 "内容";
        170.0: 50.0 "退捕渔民政策", 160.0 "安装国家反诈中心；完成", 300.0 "自行", 350.0 "社会", 400.0 "8";
        184.0: 50.0 "宣讲", 160.0 "样本", 300.0 "采购", 350.0 "工作类";
        210.0: 50.0 "渔歌调解志愿", 160.0 "每周开放", 300.0 "定点", 350.0 "公益", 400.0 "2";
        224.0: 50.0 "服务", 300.0 "采购", 350.0 "慈善类";
    ];
    let found = grid(print, &rules);
    let rows: Vec<String> = texts(&found).iter().map(|r| r.join("|")).collect();
    assert_eq!(
        rows,
        [
            "项目||购买方式|项目类别|资金预算(万元)",
            "名称|内容|||",
            "退捕渔民政策宣讲|安装国家反诈中心；完成样本|自行采购|社会工作类|8",
            "渔歌调解志愿服务|每周开放|定点采购|公益慈善类|2",
        ]
    );
}

/// Its second line stands above the middle one, on which the names beside it stand, and in their middle.
#[test]
fn a_line_within_a_name_of_many_is_no_name_over_those_beside_it() {
    let rules = [
        (75.0, 45.0, 500.0),
        (95.0, 100.0, 220.0),
        (140.0, 45.0, 500.0),
        (190.0, 45.0, 500.0),
    ];
    let rules = rules.map(|(y, from, to)| rule(Direction::Horizontal, y, from, to));
    let found = grid(
        drawn![
            88.0: 150.0 "项目", 318.0 "是否";
            99.0: 318.0 "专门";
            110.0: 50.0 "序号", 236.0 "受益", 274.0 "采购方式", 318.0 "面向", 390.0 "项目预算";
            118.0: 110.0 "名称", 170.0 "内容";
            121.0: 318.0 "中小";
            132.0: 318.0 "企业";
            155.0: 50.0 "1", 110.0 "助餐", 170.0 "送餐", 236.0 "老人", 274.0 "委托", 324.0 "是", 400.0 "5";
            175.0: 50.0 "2", 110.0 "普法", 170.0 "讲座", 236.0 "居民", 274.0 "询价", 324.0 "否", 400.0 "8";
        ],
        &rules,
    );
    let wide = found.cells.iter().filter(|c| c.row < 2 && c.col_span > 1);
    let wide: Vec<String> = wide
        .map(|c| c.lines.iter().map(Line::raw).collect())
        .collect();
    assert_eq!(wide, ["项目"]);
}

/// Sums set to the right stand under the upper name, and reach it alone; 序号 and 项目, at the middle of both lines, show that
/// it is no name of a column.
#[test]
fn a_name_above_the_middle_of_the_header_stands_over_others() {
    let print: Print<'_> = drawn![
        100.0: 275.0 "资金安排";
        106.0: 50.0 "序号", 120.0 "项目";
        112.0: 220.0 "区级预算", 335.0 "镇街自筹";
        135.0: 50.0 "1", 100.0 "就业帮扶", 268.0 "5000", 330.0 "71200";
        155.0: 50.0 "2", 100.0 "应急演练", 278.0 "300", 335.0 "2400";
        175.0: 50.0 "3", 100.0 "社区普法", 268.0 "8100", 335.0 "1200";
    ];
    let rules = [85.0, 118.0, 185.0].map(|y| rule(Direction::Horizontal, y, 45.0, 400.0));
    let found = grid(print, &rules);
    let texts = texts(&found);
    assert_eq!(texts[1].join("|"), "||区级预算|镇街自筹");
    assert_eq!(texts[2].join("|"), "1|就业帮扶|5000|71200");
}

/// The lower names have two lines each, and those that stand over none the middle of all three.
#[test]
fn a_name_stands_over_three_of_two_lines() {
    let print: Print<'_> = drawn![
        90.0: 210.0 "资金安排";
        99.0: 50.0 "序号", 90.0 "项目";
        105.0: 150.0 "区级资", 215.0 "镇级资", 280.0 "自筹资";
        116.0: 160.0 "金", 225.0 "金", 290.0 "金";
        135.0: 50.0 "1", 85.0 "就业帮扶", 160.0 "317", 228.0 "7", 292.0 "1";
        155.0: 50.0 "2", 85.0 "应急演练", 155.0 "1090", 228.0 "1", 288.0 "89";
        175.0: 50.0 "3", 85.0 "社区普法", 165.0 "4", 224.0 "27", 288.0 "76";
    ];
    let rules = [78.0, 121.0, 185.0].map(|y| rule(Direction::Horizontal, y, 45.0, 320.0));
    let found = grid(print, &rules);
    let wide = found.cells.iter().filter(|c| c.row == 0 && c.col_span > 1);
    let wide: Vec<(usize, usize)> = wide.map(|c| (c.col, c.col_span)).collect();
    assert_eq!(wide, [(2, 3)]);
}

/// The upper name stands in the middle of the whole table, as a title does; but its line reaches below the top of the next one.
#[test]
fn a_name_beside_which_others_reach_up_is_no_title() {
    let print: Print<'_> = drawn![
        100.0: 220.0 "资金安排";
        105.0: 50.0 "项目", 380.0 "资金来";
        112.0: 120.0 "服务内容";
        119.0: 50.0 "单位", 380.0 "源";
        125.0: 180.0 "区级资金", 260.0 "镇级资金";
        150.0: 50.0 "工会", 120.0 "助餐", 180.0 "49000", 260.0 "12987", 380.0 "公益金";
        175.0: 50.0 "司法局", 120.0 "普法", 180.0 "39510", 260.0 "43000", 380.0 "公益金";
        200.0: 50.0 "商务局", 120.0 "培训", 180.0 "66000", 260.0 "24723", 380.0 "财政";
    ];
    let found = grid(print, &[]);
    let over = found.cells.iter().find(|c| c.row == 0 && c.col_span > 1);
    let own = over.map(|c| {
        (
            c.col,
            c.col_span,
            c.lines.iter().map(Line::raw).collect::<String>(),
        )
    });
    assert_eq!(own, Some((2, 2, "资金安排".to_owned())));
}
