//! Columns that few lines show.

use super::pages::grids;
use super::{Print, grid, texts};
use crate::page::Direction;
use crate::table::find::tests::rule;
use crate::text::Line;

/// Four points between the header's names, which begin at different heights; a dash and a sum stand far apart below.
#[test]
fn a_dash_far_from_the_figures_of_the_next_column_is_no_sign() {
    let rules = [85.0, 130.0, 165.0].map(|y| rule(Direction::Horizontal, y, 45.0, 400.0));
    let found = grid(
        drawn![
            100.0: 190.0 "评价";
            106.0: 50.0 "项目名称", 120.0 "绩效目标", 214.0 "区级资金", 270.0 "备注";
            112.0: 190.0 "等次";
            150.0: 50.0 "海岛助餐", 120.0 "满意为主", 190.0 "—", 216.0 "700", 270.0 "新增";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(
        texts[0],
        ["项目名称", "绩效目标", "评价等次", "区级资金", "备注"]
    );
    assert_eq!(texts[1][2..4], ["—", "700"]);
}

/// Less than half an em between two names; the longer one, set on five lines, has no two lines at the height of the other's.
#[test]
fn a_name_of_five_lines_stands_beside_one_of_two() {
    let rules = [75.0, 150.0, 195.0].map(|y| rule(Direction::Horizontal, y, 45.0, 400.0));
    let found = grid(
        drawn![
            90.0: 244.3 "是否";
            102.0: 244.3 "专门";
            108.0: 220.0 "购买";
            114.0: 50.0 "项目名称", 120.0 "服务内容", 244.3 "面向", 300.0 "金额";
            120.0: 220.0 "方式";
            126.0: 244.3 "中小";
            138.0: 244.3 "企业";
            165.0: 50.0 "海岛助餐", 120.0 "每天送餐一次", 220.0 "询价", 249.0 "是", 300.0 "500";
            180.0: 50.0 "社区普法", 120.0 "每月开展讲座", 220.0 "委托", 249.0 "否", 300.0 "800";
            194.0: 50.0 "环境整治", 120.0 "每周清理街道", 220.0 "询价", 249.0 "是", 300.0 "900";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts[0][2..4], ["购买方式", "是否专门面向中小企业"]);
    assert_eq!(texts[1][2..4], ["询价", "是"]);
}

/// The line with the widest project runs over a gap of another column, which a list and its centred header leave.
#[test]
fn a_line_over_a_gap_in_one_column_shows_the_others_nevertheless() {
    let rules = [85.0, 112.0, 160.0, 200.0].map(|y| rule(Direction::Horizontal, y, 45.0, 470.0));
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 85.0 "单位", 160.0 "项目", 287.0 "服务内容", 350.0 "方式", 390.0 "数量", 430.0 "金额";
            124.0: 80.0 "民", 150.0 "普法", 260.0 "每月开展讲座";
            150.0: 50.0 "1", 80.0 "政", 260.0 "两次", 350.0 "询价", 390.0 "3", 430.0 "5";
            174.0: 80.0 "司", 110.0 "六十周岁以上老年人入户核查活", 260.0 "每天送餐一次";
            190.0: 50.0 "2", 80.0 "法", 160.0 "动", 350.0 "询价", 390.0 "4", 430.0 "8";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(
        texts[2],
        [
            "2",
            "司法",
            "六十周岁以上老年人入户核查活动",
            "每天送餐一次",
            "询价",
            "4",
            "8"
        ]
    );
}

/// A name ends over the edge of its column, a quarter of an em before the text of the next.
#[test]
fn a_text_that_runs_into_the_column_of_the_next_is_in_its_own() {
    let rows: Vec<(f32, [(f32, &str); 3])> = (0..6)
        .map(|n| {
            let y = 120.0 + 20.0 * n as f32;
            (
                y,
                [
                    (50.0, "海岛老人助餐"),
                    (120.0, "每天送餐一次"),
                    (250.0, "500"),
                ],
            )
        })
        .collect();
    let header = [(50.0, "项目名称"), (120.0, "服务内容"), (250.0, "金额")];
    let wide = [
        (48.5, "渔民家庭关爱会"),
        (121.0, "走访渔民家庭"),
        (250.0, "700"),
    ];
    let mut print: Vec<(f32, &[(f32, &str)])> = vec![(100.0, &header)];
    print.extend(rows.iter().map(|(y, row)| (*y, row.as_slice())));
    print.push((240.0, &wide));
    let found = texts(&grid(&print, &[]));
    assert_eq!(found[7], ["渔民家庭关爱会", "走访渔民家庭", "700"]);
}

/// Half an em between the longest names, and more between all others.
#[test]
fn a_row_of_the_longest_names_ends_no_table() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 75.0 "购买主体", 160.0 "项目名称", 244.0 "金额（万元）";
            115.0: 50.0 "1", 75.0 "区民政局", 160.0 "居家养老", 244.0 "25";
            130.0: 50.0 "2", 75.0 "区退役军人事务局", 159.5 "军人心理疏导服务", 244.0 "8.5";
            145.0: 50.0 "3", 75.0 "区司法局", 160.0 "社区矫正", 244.0 "11";
        ],
        &[],
    );
    assert_eq!(texts(&found).len(), 4);
    assert_eq!(
        texts(&found)[2],
        ["2", "区退役军人事务局", "军人心理疏导服务", "8.5"]
    );
}

/// 项目编号 set down the page has as many lines as a header of two levels with its units, and 服务项目 stands beside the third.
#[test]
fn a_name_set_down_the_page_is_one_line_of_the_header() {
    let rows: [&[(f32, &str)]; 3] = [
        &[
            (44.0, "（1）蒲公英心理疏导"),
            (200.0, "提供支持"),
            (300.0, "12000"),
        ],
        &[
            (44.0, "（2）青年文化传承工作"),
            (200.0, "讲座和展览"),
            (300.0, "33000"),
        ],
        &[
            (44.0, "（3）孤独症儿童服务"),
            (200.0, "测评"),
            (300.0, "59000"),
        ],
    ];
    let mut print: Vec<(f32, &[(f32, &str)])> = vec![
        (100.0, &[(52.0, "项")]),
        (110.0, &[(52.0, "目")]),
        (
            115.0,
            &[
                (110.0, "服务项目"),
                (200.0, "购买内容"),
                (300.0, "经费预算"),
            ],
        ),
        (120.0, &[(52.0, "编")]),
        (130.0, &[(52.0, "号")]),
    ];
    print.extend((0..3).map(|n| (160.0 + 30.0 * n as f32, rows[n])));
    let rules = [85.0, 140.0, 170.0, 200.0, 230.0];
    let rules = rules.map(|y| rule(Direction::Horizontal, y, 40.0, 350.0));
    let texts = texts(&grid(&print, &rules));
    let names: Vec<&str> = texts.iter().map(|r| r[1].as_str()).collect();
    assert_eq!(
        names[1..],
        ["蒲公英心理疏导", "青年文化传承工作", "孤独症儿童服务"]
    );
}

/// A table of one row: the lower name of the sums stands below that of their source, which is four points away.
#[test]
fn one_row_parts_columns_whose_names_stand_at_different_heights() {
    let rules = [85.0, 138.0].map(|y| rule(Direction::Horizontal, y, 45.0, 470.0));
    let found = grid(
        drawn![
            100.0: 338.0 "金额";
            106.0: 424.0 "资金";
            118.0: 50.0 "序号", 90.0 "项目名称", 424.0 "来源";
            124.0: 300.0 "财政资金", 375.0 "自筹资金";
            155.0: 50.0 "1", 90.0 "海岛助餐", 270.0 "1790.25", 350.0 "2800.74", 424.0 "区级";
            167.0: 424.0 "财政";
        ],
        &rules,
    );
    let last = texts(&found).pop();
    let last = last.as_deref().map(|row| row.join("|"));
    assert_eq!(last.as_deref(), Some("1|海岛助餐|1790.25|2800.74|区级财政"));
}

/// Two rows: the sum of one ends four points before who provides, and none does in the other.
#[test]
fn two_rows_part_columns_whose_names_stand_far_apart() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "项目名称", 210.0 "预算", 300.0 "承接主体", 400.0 "验收方式";
            130.0: 50.0 "1", 90.0 "海岛助餐", 226.0 "43", 250.0 "海岛救援志愿服务队", 400.0 "书面验收";
            160.0: 50.0 "2", 90.0 "社区普法", 206.0 "1351", 400.0 "现场验收";
        ],
        &[85.0, 112.0, 142.0, 172.0].map(|y| rule(Direction::Horizontal, y, 45.0, 450.0)),
    );
    let texts = texts(&found);
    assert_eq!(texts[1][2..4], ["43", "海岛救援志愿服务队"]);
    assert_eq!(texts[2][2..4], ["1351", ""]);
}

/// The names' lines stand at heights of their own, and marks hung over the edge touch the next column's words.
#[test]
fn names_of_many_lines_beside_each_other_part_columns_that_touch() {
    let found = grid(
        drawn![
            100.0: 100.0 "主要";
            112.0: 100.0 "服务";
            118.0: 50.0 "项目", 141.0 "受益", 180.0 "补助";
            124.0: 100.0 "内容";
            130.0: 50.0 "名称", 141.0 "对象", 180.0 "资金";
            136.0: 100.0 "及目";
            148.0: 105.0 "标";
            180.0: 100.0 "开展";
            192.0: 50.0 "助餐", 100.0 "政策宣、", 140.0 "在编", 180.0 "500";
            204.0: 100.0 "民意收、", 140.0 "教师";
            216.0: 100.0 "培训。";
            250.0: 100.0 "组织";
            262.0: 50.0 "普法", 100.0 "讲座、", 140.0 "渔民", 180.0 "800";
            274.0: 100.0 "座谈。";
        ],
        &[85.0, 160.0, 230.0, 290.0].map(|y| rule(Direction::Horizontal, y, 45.0, 220.0)),
    );
    let texts = texts(&found);
    assert_eq!(texts[0][1..3], ["主要服务内容及目标", "受益对象"]);
    assert_eq!(texts[1][1..3], ["开展政策宣、民意收、培训。", "在编教师"]);
}

/// Neither name is of a role, and their lines are at one height; those of the cells are at heights of their own.
#[test]
fn names_that_are_known_and_have_no_role_part_columns() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "项目名称", 180.0 "绩效目", 215.5 "验收", 280.0 "金额";
            112.0: 190.0 "标", 215.5 "方式";
            140.0: 180.0 "按期完", 280.0 "5";
            146.0: 50.0 "1", 90.0 "海岛助餐", 214.2 "书面";
            152.0: 180.0 "成率高";
            158.0: 214.2 "验收";
            180.0: 180.0 "满意度", 280.0 "8";
            186.0: 50.0 "2", 90.0 "社区普法", 214.2 "现场";
            192.0: 180.0 "有提升";
            198.0: 214.2 "验收";
            220.0: 180.0 "建立长", 214.2 "书面", 280.0 "3";
            232.0: 50.0 "3", 90.0 "渔民关爱", 180.0 "效机制", 214.2 "验收";
        ],
        &[85.0, 125.0, 168.0, 208.0, 245.0].map(|y| rule(Direction::Horizontal, y, 45.0, 300.0)),
    );
    let texts = texts(&found);
    assert_eq!(texts[0][2..4], ["绩效目标", "验收方式"]);
    assert_eq!(texts[1][2..4], ["按期完成率高", "书面验收"]);
}

/// The colon has a blank half, and below it two columns part.
#[test]
fn an_upper_name_is_not_parted_within_its_brackets() {
    let rules = [75.0, 130.0, 200.0].map(|y| rule(Direction::Horizontal, y, 45.0, 400.0));
    let found = grid(
        drawn![
            90.0: 231.0 "经费（单位：万元）";
            104.0: 50.0 "序号", 110.0 "项目名称";
            118.0: 210.0 "本年预算", 300.0 "上年预算";
            150.0: 50.0 "1", 110.0 "海岛助餐", 222.0 "1906.38", 310.0 "18";
            170.0: 50.0 "2", 110.0 "社区普法", 232.0 "170.50", 310.0 "12";
        ],
        &rules,
    );
    let cells = found.cells.iter().filter(|c| c.row == 0 && c.col_span > 1);
    let names: Vec<String> = cells
        .map(|c| c.lines.iter().map(Line::raw).collect())
        .collect();
    assert_eq!(names, ["经费（单位：万元）"]);
}

/// Set to the right, the last line is wider than its column and reaches into the one before.
#[test]
fn a_remark_in_brackets_is_the_cell_s_in_which_most_of_it_lies() {
    let rules = [85.0, 115.0, 210.0].map(|y| rule(Direction::Horizontal, y, 45.0, 400.0));
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 100.0 "项目名称", 190.0 "区级资金", 250.0 "自筹资金";
            130.0: 250.0 "捌拾贰万";
            142.0: 50.0 "1", 100.0 "海岛助餐", 190.0 "58", 270.0 "元整";
            154.0: 210.0 "（821277）";
            180.0: 50.0 "2", 100.0 "社区普法", 190.0 "17", 270.0 "8";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts[1][2..], ["58", "捌拾贰万元整（821277）"]);
}

/// 方 of the one name and 式 of the other stand on one line, as if 方式 were set wide over both columns.
#[test]
fn characters_of_two_names_side_by_side_are_no_name_over_both() {
    let print: Print<'_> = drawn![
        100.0: 200.0 "采";
        107.0: 50.0 "序号", 90.0 "项目", 290.0 "金额(万元)";
        115.0: 200.0 "购", 224.0 "验收方";
        130.0: 200.0 "方", 234.0 "式";
        145.0: 200.0 "式";
        180.0: 50.0 "1", 90.0 "海岛助餐", 200.0 "委", 224.0 "书面验", 300.0 "5";
        195.0: 200.0 "托", 234.0 "收";
        230.0: 50.0 "2", 90.0 "社区普法", 200.0 "询", 224.0 "现场验", 300.0 "8";
        245.0: 200.0 "价", 234.0 "收";
    ];
    let across = |y: f32| rule(Direction::Horizontal, y, 45.0, 350.0);
    let found = grid(print, &[85.0, 160.0, 212.0, 260.0].map(across));
    assert_eq!(
        texts(&found)
            .iter()
            .map(|r| r.join("|"))
            .collect::<Vec<_>>(),
        [
            "序号|项目|采购方式|验收方式|金额(万元)",
            "1|海岛助餐|委托|书面验收|5",
            "2|社区普法|询价|现场验收|8"
        ]
    );
}

/// The name stands in the middle of its cell, the sums at its right end; what follows fills its own cell.
#[test]
fn the_name_over_sums_that_nearly_touch_the_next_column_is_theirs() {
    let print: Print<'_> = drawn![
        95.0: 330.0 "资金来";
        102.0: 50.0 "序号", 90.0 "项目", 220.0 "预算", 400.0 "备注";
        109.0: 340.0 "源";
        140.0: 330.0 "就业补";
        147.0: 50.0 "1", 90.0 "海岛助餐", 266.0 "最高1136", 400.0 "新增";
        154.0: 330.0 "助资金";
        180.0: 330.0 "一般公";
        187.0: 50.0 "2", 90.0 "社区普法", 306.0 "17", 400.0 "延续";
        194.0: 330.0 "共预算";
        220.0: 330.0 "上级补";
        227.0: 50.0 "3", 90.0 "心理辅导", 276.0 "3.5以内", 400.0 "新增";
        234.0: 330.0 "助";
    ];
    let across = |y: f32| rule(Direction::Horizontal, y, 45.0, 425.0);
    let found = grid(print, &[80.0, 120.0, 245.0].map(across));
    assert_eq!(
        texts(&found)
            .iter()
            .map(|r| r.join("|"))
            .collect::<Vec<_>>(),
        [
            "序号|项目|预算|资金来源|备注",
            "1|海岛助餐|最高1136|就业补助资金|新增",
            "2|社区普法|17|一般公共预算|延续",
            "3|心理辅导|3.5以内|上级补助|新增",
        ]
    );
}

/// Less than half an em between the columns, no line of the one at the height of a line of the other, and one name that is not known
/// on four lines around the other.
#[test]
fn a_name_of_several_lines_stands_around_the_middle_of_that_beside_it() {
    let rules = [75.0, 150.0, 250.0].map(|y| rule(Direction::Horizontal, y, 45.0, 400.0));
    let found = grid(
        drawn![
            90.0: 100.0 "所在";
            102.0: 105.0 "村";
            108.0: 50.0 "序号", 136.0 "服务项目名称", 280.0 "金额";
            114.0: 100.0 "社区";
            126.0: 100.0 "名称";
            170.0: 123.0 "养老护理";
            174.0: 100.0 "湖泥";
            176.0: 50.0 "1", 280.0 "5";
            182.0: 123.0 "和助餐";
            186.0: 105.0 "村";
            216.0: 123.0 "上门看望";
            222.0: 100.0 "塘头", 50.0 "2", 280.0 "8";
            228.0: 123.0 "老人";
            234.0: 105.0 "村";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts[0], ["序号", "所在村社区名称", "服务项目名称", "金额"]);
    assert_eq!(texts[1], ["1", "湖泥村", "养老护理和助餐", "5"]);
}

/// The bracket that closes a full cell is hung over the edge, and the text beside it begins before its box ends.
#[test]
fn what_begins_in_the_blank_half_of_a_mark_is_of_another_column() {
    let across = |y: f32| rule(Direction::Horizontal, y, 45.0, 350.0);
    let rules = [85.0, 125.0, 165.0].map(across);
    let first: Print<'_> = drawn![
        100.0: 50.0 "序号", 90.0 "项目名称", 176.0 "服务内容", 300.0 "金额(万元)";
        140.0: 50.0 "1", 90.0 "海岛居民助餐服务", 176.0 "按实际参加人数安排", 300.0 "5";
        152.0: 90.0 "（二期）", 176.0 "形成报告";
    ];
    let rest: Print<'_> = drawn![
        100.0: 50.0 "2", 90.0 "海岛居民（全区）。", 176.0 "培训村民议事员制定", 300.0 "8";
        112.0: 90.0 "巡防服务（含物料）", 176.0 "村规民约组建队伍";
        140.0: 50.0 "3", 90.0 "渔民关爱", 176.0 "看望", 300.0 "3";
    ];
    let found = grids(&[(first, &rules), (rest, &rules)]);
    let last = texts(found.last().unwrap());
    assert_eq!(
        last.iter().map(|r| r.join("|")).collect::<Vec<_>>(),
        [
            "2|海岛居民（全区）。巡防服务（含物料）|培训村民议事员制定村规民约组建队伍|8",
            "3|渔民关爱|看望|3"
        ]
    );
}

/// The header is said again over two lines of one cell alone: between the names stands more than a gap.
#[test]
fn the_rest_of_one_cell_leaves_the_columns_of_the_page_before_where_they_were() {
    let rules = [85.0, 115.0, 170.0].map(|y| rule(Direction::Horizontal, y, 45.0, 430.0));
    let first: Print<'_> = drawn![
        100.0: 50.0 "项目名称", 150.0 "预算（元）", 275.0 "服务内容", 380.0 "备注";
        130.0: 50.0 "海岛居民助餐", 154.0 "13,436", 220.0 "开展政策宣讲民意收集能力提升培", 380.0 "新增";
        142.0: 220.0 "训为辖区高龄独居老人提供上门探";
        154.0: 220.0 "访对精神障碍患者进行随";
    ];
    let rest: Print<'_> = drawn![
        100.0: 50.0 "项目名称", 150.0 "预算（元）", 275.0 "服务内容", 380.0 "备注";
        130.0: 233.0 "访（含节假日），参照";
        142.0: 255.0 "行业标准。";
    ];
    let found = grids(&[(first, &rules), (rest, &rules)]);
    let last = texts(found.last().unwrap());
    assert_eq!(
        last.iter().map(|r| r.join("|")).collect::<Vec<_>>(),
        [
            "项目名称|预算（元）|服务内容|备注",
            "||访（含节假日），参照行业标准。|"
        ]
    );
}

/// Both lines of the only row's content have a blank at nearly one place, between the ends of a name over two columns and of the
/// name of the second: these stand one over the other.
#[test]
fn a_name_over_others_is_beside_none_of_them() {
    let rules = [85.0, 140.0, 180.0].map(|y| rule(Direction::Horizontal, y, 45.0, 480.0));
    let found = grid(
        drawn![
            98.0: 228.0 "项目";
            105.0: 50.0 "序号", 420.0 "金额";
            120.0: 130.0 "名称", 270.0 "内容";
            155.0: 50.0 "1", 110.0 "老人心理疏导", 200.0 "配合景区做", 253.0 "级迎检活动共十二场次";
            168.0: 110.0 "工程", 197.4 "率达到百分", 250.4 "以上";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts[1], ["", "名称", "内容", ""]);
    assert_eq!(texts[2][2], "配合景区做级迎检活动共十二场次率达到百分以上");
}

/// The blank before the unit is narrower than the gap to the next column, and both are narrow.
#[test]
fn a_unit_behind_its_sum_is_no_column() {
    let found = grid(
        drawn![
            100.0: 50.0 "项目名称", 200.0 "采购预算", 272.0 "服务群体", 340.0 "备注";
            120.0: 50.0 "海岛助餐", 190.0 "302229", 253.0 "元", 267.0 "残疾人", 340.0 "新增";
            150.0: 50.0 "社区普法", 190.0 "170451", 253.0 "元", 267.0 "渔民群众", 340.0 "新增";
            180.0: 50.0 "渔民关爱", 190.0 "143398", 253.0 "元", 340.0 "延续";
            186.0: 267.0 "渔船船员";
            210.0: 50.0 "技能培训", 190.0 "172315", 253.0 "元", 340.0 "延续";
            216.0: 267.0 "妇女";
        ],
        &[],
    );
    let texts = texts(&found);
    assert_eq!(texts[0][1..3], ["采购预算", "服务群体"]);
    assert_eq!(texts[1][1..3], ["302229元", "残疾人"]);
}

/// A name in the middle of a wide column whose print stands at the left, four points from the column before: one line alone reaches it.
#[test]
fn an_edge_that_one_line_shows_gives_way_to_one_that_all_others_show() {
    let rules = [85.0, 107.0, 240.0].map(|y| rule(Direction::Horizontal, y, 45.0, 345.0));
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 100.0 "项目名称", 200.0 "资金来源", 300.0 "期限";
            120.0: 50.0 "1", 100.0 "海岛助餐", 200.0 "专项资金", 244.0 "七至八月";
            145.0: 50.0 "2", 100.0 "社区普法", 200.0 "财政补助", 244.0 "节假日";
            170.0: 50.0 "3", 100.0 "技能培训", 200.0 "区级财政", 244.0 "第二季度";
            195.0: 50.0 "4", 100.0 "法律咨询", 200.0 "自筹资金", 244.0 "节假日";
            220.0: 50.0 "5", 100.0 "渔民关爱", 200.0 "就业补助", 244.0 "三月至", 276.6 "十一", 299.2 "月份";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts[0][2..], ["资金来源", "期限"]);
    assert_eq!(texts[1][2..], ["专项资金", "七至八月"]);
    assert_eq!(texts[5][2..], ["就业补助", "三月至十一月份"]);
}

/// 镇, 区 and 村 stand on one line, the last characters of three names set down the page.
#[test]
fn characters_of_cells_far_apart_are_no_name_set_wide() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "序号", 85.0 "单位", 120.0 "社区", 160.0 "项目名称", 260.0 "服务内容", 350.0 "地点", 400.0 "金额";
        130.0: 260.0 "每周开放，";
        136.0: 90.0 "普", 125.0 "平", 355.0 "干";
        142.0: 260.0 "提供心理疏";
        148.0: 90.0 "陀", 125.0 "峧", 160.0 "海岛助餐", 355.0 "施";
        154.0: 50.0 "1", 260.0 "导、法律咨", 400.0 "8";
        160.0: 90.0 "山", 125.0 "社", 160.0 "行动", 355.0 "岙";
        166.0: 260.0 "询，协助做";
        172.0: 90.0 "镇", 125.0 "区", 355.0 "村";
        178.0: 260.0 "好排查";
        210.0: 50.0 "2", 85.0 "残联", 120.0 "村社", 160.0 "社区普法", 260.0 "每月讲座", 350.0 "东街", 400.0 "5";
    ];
    let found = texts(&grid(print, &[]));
    assert_eq!(found.len(), 3);
    assert_eq!(
        found[1].join("|"),
        "1|普陀山镇|平峧社区|海岛助餐行动|每周开放，提供心理疏导、法律咨询，协助做好排查|干施岙村|8"
    );
}
