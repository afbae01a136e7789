//! Rows by their numbers, in whatever way these are written.

use super::{Print, grid, texts};
use crate::page::{Direction, Ruling};
use crate::table::find::tests::rule;

fn rules(heights: &[f32]) -> Vec<Ruling> {
    let rule = |y: &f32| rule(Direction::Horizontal, *y, 48.0, 340.0);
    heights.iter().map(rule).collect()
}

const HEAD: (f32, &[(f32, &str)]) = (
    100.0,
    &[
        (50.0, "序号"),
        (100.0, "项目名称"),
        (180.0, "服务内容"),
        (300.0, "金额"),
    ],
);

/// Both lines of a number in Chinese numerals could be one by themselves.
#[test]
fn a_number_in_brackets_on_two_lines_between_rules_is_one_row() {
    let print: Print<'_> = &[
        HEAD,
        (130.0, &[(180.0, "每天送餐一次并")]),
        (145.0, &[(50.0, "（十"), (100.0, "海岛助餐"), (300.0, "5")]),
        (160.0, &[(50.0, "一）"), (180.0, "登门看望独居老")]),
        (190.0, &[(180.0, "每月开展讲座并")]),
        (205.0, &[(50.0, "（"), (100.0, "社区普法"), (300.0, "8")]),
        (220.0, &[(50.0, "12）"), (180.0, "解答来信来访")]),
    ];
    let found = grid(print, &rules(&[85.0, 110.0, 170.0, 230.0]));
    let texts = texts(&found);
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert_eq!(
        texts[1],
        ["（十一）", "海岛助餐", "每天送餐一次并登门看望独居老", "5"]
    );
    assert_eq!(
        texts[2],
        ["（12）", "社区普法", "每月开展讲座并解答来信来访", "8"]
    );
}

#[test]
fn numbers_with_letters_or_in_words_count_on_in_rows_close_together() {
    let row = |numbers: [&'static str; 3]| {
        let rows: Vec<[(f32, &str); 4]> = numbers
            .iter()
            .map(|n| {
                [
                    (50.0, *n),
                    (100.0, "海岛助餐"),
                    (180.0, "每天"),
                    (300.0, "5"),
                ]
            })
            .collect();
        let lines: Vec<(f32, &[(f32, &str)])> = [HEAD]
            .into_iter()
            .chain([(120.0, &rows[0][..]), (134.0, &rows[1]), (148.0, &rows[2])])
            .chain([(174.0, &[(50.0, "4"), (100.0, "社区普法"), (300.0, "8")][..])])
            .chain([(188.0, &[(100.0, "宣讲")][..])])
            .collect();
        texts(&grid(&lines, &[]))
    };
    for numbers in [
        ["A-01", "A-02", "A-03"],
        ["（一）", "（二）", "（三）"],
        ["①", "②", "③"],
    ] {
        let texts = row(numbers);
        assert_eq!(texts.len(), 5, "{texts:?}");
        let own: Vec<&str> = texts[1..4].iter().map(|r| r[0].as_str()).collect();
        assert_eq!(own, numbers);
    }
}

/// Cells are set at the top or at the bottom; below the last row there is no rule.
#[test]
fn a_row_that_the_pages_end_cut_has_all_that_stands_below_its_rule() {
    let print: Print<'_> = &[
        HEAD,
        (130.0, &[(100.0, "海岛助餐"), (180.0, "每天送餐一次")]),
        (145.0, &[(180.0, "并看望老人")]),
        (175.0, &[(50.0, "1"), (300.0, "5")]),
        (200.0, &[(100.0, "社区普法"), (180.0, "每月开展讲座")]),
        (215.0, &[(180.0, "并解答来信")]),
        (236.0, &[(50.0, "2")]),
        (290.0, &[(300.0, "8")]),
    ];
    let found = grid(print, &rules(&[85.0, 110.0, 180.0]));
    let texts = texts(&found);
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert_eq!(texts[1], ["1", "海岛助餐", "每天送餐一次并看望老人", "5"]);
    assert_eq!(texts[2], ["2", "社区普法", "每月开展讲座并解答来信", "8"]);
}

/// Two columns between the header's rule and the last, rows as near to each other as lines.
#[test]
fn sums_with_all_else_on_their_baselines_are_rows() {
    let rules = [85.0, 105.0, 168.0].map(|y| rule(Direction::Horizontal, y, 45.0, 400.0));
    let found = grid(
        drawn![
            100.0: 120.0 "购买项目", 300.0 "合同金额";
            117.0: 50.0 "档案整理", 290.0 "430,000";
            133.0: 50.0 "政策宣讲项目", 290.0 "87,000";
            149.0: 50.0 "监测", 290.0 "2,120,000";
            165.0: 50.0 "调解活动", 290.0 "15,286";
        ],
        &rules,
    );
    let texts = texts(&found);
    assert_eq!(texts.len(), 5);
    assert_eq!(texts[4], ["调解活动", "15,286"]);
}

/// Rows stand no farther apart than lines, without numbers, and cells are set at their top: each row says who buys.
#[test]
fn rows_of_one_line_among_higher_ones_are_told_by_what_stands_beside_their_sums() {
    let row = |y: f32, name, own, more| {
        (
            y,
            vec![
                (50.0, "区委组织部"),
                (130.0, name),
                (220.0, own),
                (290.0, more),
            ],
        )
    };
    let rest = |y: f32| (y, vec![(130.0, "服务项目")]);
    let print = [
        (
            100.0,
            vec![
                (50.0, "购买主体"),
                (130.0, "项目名称"),
                (220.0, "区级资金"),
                (290.0, "镇级资金"),
            ],
        ),
        row(120.0, "海岛康复训练", "98.1", "53.6"),
        rest(131.0),
        row(144.0, "数据采集行动", "485", "17"),
        row(157.0, "运营管理行动", "600", "723.2"),
        row(170.0, "就业帮扶行动", "511.1", "106"),
        rest(181.0),
        row(194.0, "退捕渔民探访", "19.4", "6.7"),
    ];
    let print: Vec<(f32, &[(f32, &str)])> = print.iter().map(|(y, w)| (*y, w.as_slice())).collect();
    let found = texts(&grid(&print, &[]));
    let sums: Vec<&str> = found.iter().skip(1).map(|r| r[2].as_str()).collect();
    assert_eq!(sums, ["98.1", "485", "600", "511.1", "19.4"]);
}

/// No number tells the rows, and no sum is an organ's by its name; the project of the first row has two lines.
#[test]
fn sums_that_leave_room_for_more_digits_are_two() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "单位名称", 180.0 "项目名称", 330.0 "金额（万元）";
        119.0: 150.0 "科普大篷车进渔村进";
        126.0: 50.0 "区科协", 380.0 "15";
        133.0: 180.0 "校园活动";
        151.0: 50.0 "活动中心", 170.0 "航模培训", 380.0 "8";
        169.0: 50.0 "气象学会", 170.0 "读本编印", 380.0 "3.6";
    ];
    let rows: Vec<String> = texts(&grid(print, &[]))
        .iter()
        .map(|r| r.join("|"))
        .collect();
    assert_eq!(rows[2], "活动中心|航模培训|8");
    assert_eq!(rows[3], "气象学会|读本编印|3.6");
}

/// Most cells of the second row have two lines, and the sum's first ends in its point.
#[test]
fn a_sum_that_ends_in_its_point_goes_on_in_the_next_line() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "项目名称", 130.0 "服务内容", 220.0 "资金（元）", 330.0 "资金来源";
        120.0: 50.0 "评估驿站", 130.0 "提供咨询", 220.0 "219315", 330.0 "自有资金";
        150.0: 50.0 "妇女技能", 130.0 "举办成果", 220.0 "2120000.", 330.0 "就业补";
        162.0: 50.0 "提升项目", 130.0 "展示会", 220.0 "46元", 330.0 "助资金";
        192.0: 50.0 "能力建设", 130.0 "开放窗口", 220.0 "45000", 330.0 "公共预算";
        222.0: 50.0 "心理疏导", 130.0 "编印图册", 220.0 "73000", 330.0 "区级财政";
    ];
    let found = texts(&grid(print, &[]));
    let sums: Vec<&str> = found.iter().skip(1).map(|r| r[2].as_str()).collect();
    assert_eq!(sums, ["219315", "2120000.46元", "45000", "73000"]);
}

/// Both rows are filled, and white space parts them: what stands in the second below the sum of the first is none of it.
#[test]
fn a_word_before_the_next_rows_sum_is_none_of_the_one_above() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "采购人", 120.0 "项目名称", 210.0 "预算(万元)", 300.0 "承接主体";
        120.0: 300.0 "舟山会计师事";
        126.0: 50.0 "区渔业局", 120.0 "渔民采样", 240.0 "5";
        132.0: 300.0 "务所";
        152.0: 230.0 "预计";
        158.0: 50.0 "区宣传部", 120.0 "关爱项目", 300.0 "心理协会";
        164.0: 230.0 "1103";
    ];
    let across = [85.0, 106.0, 172.0].map(|y| rule(Direction::Horizontal, y, 45.0, 380.0));
    let found = texts(&grid(print, &across));
    let rows: Vec<String> = found.iter().skip(1).map(|r| r.join("|")).collect();
    assert_eq!(
        rows,
        [
            "区渔业局|渔民采样|5|舟山会计师事务所",
            "区宣传部|关爱项目|预计1103|心理协会"
        ]
    );
}

/// Every row stands between rules, and in one of them most cells have two lines as the sum in capitals has.
#[test]
fn a_sum_in_capitals_ends_with_its_unit_and_no_line_before() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "购买主体", 120.0 "项目名称", 220.0 "购买内容", 320.0 "承接主体", 400.0 "区级资金", 500.0 "镇级资金";
        120.0: 50.0 "区水利局", 120.0 "渔歌法律咨询", 220.0 "随访", 320.0 "社工站", 400.0 "593万元", 500.0 "94.76万元";
        140.0: 50.0 "区教育局", 120.0 "志愿者中小学生", 220.0 "发放宣传册三千", 320.0 "杭州智慧", 400.0 "捌拾捌万叁仟柒佰", 500.0 "18万元";
        154.0: 120.0 "法律咨询服务", 220.0 "五百份", 320.0 "云科技公司", 400.0 "零肆元整";
        168.0: 400.0 "（￥883704）";
        188.0: 50.0 "区民政局", 120.0 "孤独症儿童咨询", 220.0 "评估", 320.0 "心理协会", 400.0 "17.22万元", 500.0 "13万元";
    ];
    let found = texts(&grid(print, &rules(&[106.0, 126.0, 174.0, 194.0])));
    let sums: Vec<&str> = found.iter().skip(1).map(|r| r[4].as_str()).collect();
    assert_eq!(
        sums,
        [
            "593万元",
            "捌拾捌万叁仟柒佰零肆元整（￥883704）",
            "17.22万元"
        ]
    );
}

#[test]
fn numbers_of_parts_and_of_rows_are_two_in_other_numerals() {
    let print: Print<'_> = &[
        HEAD,
        (118.0, &[(60.0, "一"), (100.0, "市政类"), (300.0, "500")]),
        (136.0, &[(60.0, "1"), (100.0, "路灯改造"), (300.0, "300")]),
        (154.0, &[(60.0, "2"), (100.0, "管网清淤"), (300.0, "200")]),
        (172.0, &[(60.0, "二"), (100.0, "乡村类"), (300.0, "160")]),
        (190.0, &[(60.0, "3"), (100.0, "村道硬化"), (300.0, "160")]),
    ];
    let numbers: Vec<String> = texts(&grid(print, &rules(&[88.0, 104.0, 198.0])))
        .iter()
        .map(|r| r[0].clone())
        .collect();
    assert_eq!(numbers, ["序号", "一", "1", "2", "二", "3"]);
}
