//! One cell a line, as text copied from a page often is: nothing but the cells themselves says where a row ends.

use super::{columns_of, has_rows, notes_of, notice, reads, rows_of, says, says_not};

const HEADER: &str = "序号\n购买主体\n项目名称\n金额（万元）\n";

fn under_header(cells: &str) -> String {
    format!("{HEADER}{}", cells.replace(' ', "\n"))
}

#[test]
fn running_numbers_begin_rows() {
    reads(
        &under_header("1 区民政局 养老服务 2 2 区司法局 法律援助 3"),
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区司法局 | 法律援助 | 30000",
        ],
    );
}

#[test]
fn blank_lines_between_cells_change_nothing() {
    reads(
        "序号\n\n项目\n\n金额（元）\n\n1\n\n养老\n\n200\n\n2\n\n助餐\n\n300",
        &["item 1 | 养老 | 200", "item 2 | 助餐 | 300"],
    );
}

#[test]
fn a_purchaser_that_is_left_out_is_the_one_above() {
    reads(
        &under_header("1 区民政局 养老服务 2 2 助餐服务 3 3 区司法局 法律援助 4"),
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区民政局 <carried> | 助餐服务 | 30000",
            "item 3 | 区司法局 | 法律援助 | 40000",
        ],
    );
}

#[test]
fn a_remark_that_is_left_out_leaves_its_cell_blank() {
    reads(
        "序号\n项目\n金额（元）\n备注\n1\n养老\n200\n2\n助餐\n300\n续签\n3\n助洁\n400",
        &[
            "item 1 | 养老 | 200 | _",
            "item 2 | 助餐 | 300 | 续签",
            "item 3 | 助洁 | 400 | _",
        ],
    );
}

#[test]
fn a_total_has_only_its_word_and_its_sum() {
    let notice = notice(&under_header(
        "1 区民政局 养老服务 2 2 区司法局 法律援助 3 合计 5",
    ));
    let total = notice.tables[0].rows.last().unwrap();
    assert_eq!(super::word(&total.kind), "total");
    assert_eq!(super::money(&total.amounts["金额（万元）"]), "50000");
    assert_eq!(notice.items.len(), 2);
}

#[test]
fn a_wrong_total_is_found_whatever_its_word() {
    for word in ["合计", "总计", "共计"] {
        let notice = notice(&under_header(&format!(
            "1 区民政局 养老服务 2 2 区司法局 法律援助 3 {word} 9"
        )));
        says(&notice, "sum.total");
    }
}

#[test]
fn a_wrong_total_is_found_whatever_its_rarer_word() {
    for word in [
        "累计",
        "总合计",
        "金额合计",
        "合计金额",
        "合计（万元）",
        "总金额",
    ] {
        let notice = notice(&under_header(&format!(
            "1 区民政局 养老服务 2 2 区司法局 法律援助 3 {word} 9"
        )));
        assert_eq!(notice.items.len(), 2, "{word}");
        says(&notice, "sum.total");
    }
}

#[test]
fn a_header_said_again_is_left_out() {
    let again = format!(
        "{HEADER}1\n区民政局\n养老服务\n2\n2\n区司法局\n法律援助\n3\n{HEADER}3\n区教育局\n校车接送\n4"
    );
    reads(
        &again,
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区司法局 | 法律援助 | 30000",
            "item 3 | 区教育局 | 校车接送 | 40000",
        ],
    );
}

#[test]
fn a_header_said_again_with_other_brackets_is_left_out() {
    let again = HEADER.replace('（', "(").replace('）', ")");
    reads(
        &format!(
            "{HEADER}1\n区民政局\n养老服务\n2\n2\n区司法局\n法律援助\n3\n{again}3\n区教育局\n校车接送\n4"
        ),
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区司法局 | 法律援助 | 30000",
            "item 3 | 区教育局 | 校车接送 | 40000",
        ],
    );
}

#[test]
fn a_header_of_two_rows_is_known_by_its_upper_name() {
    let notice =
        notice("序号\n项目\n资金（万元）\n区级\n镇级\n1\n养老\n2\n1\n2\n助餐\n3\n1\n3\n校车\n3\n2");
    assert_eq!(
        columns_of(&notice)[2..],
        [
            "资金（万元）/区级: amount",
            "资金（万元）/镇级: amount_other"
        ]
    );
    has_rows(
        &notice,
        &[
            "item 1 | 养老 | 20000 | 10000",
            "item 2 | 助餐 | 30000 | 10000",
            "item 3 | 校车 | 30000 | 20000",
        ],
    );
}

#[test]
fn a_note_below_is_not_the_last_cell() {
    let notice = notice(&under_header(
        "1 区民政局 养老服务 2 2 区司法局 法律援助 3 注：金额以合同为准。",
    ));
    assert_eq!(notes_of(&notice), ["注：金额以合同为准。"]);
    assert_eq!(super::findings_of(&notice), [""; 0]);
}

#[test]
fn a_note_below_with_a_rarer_word_is_not_the_last_cell() {
    for note in [
        "附注：以合同为准",
        "资料来源：区财政局",
        "注1：以合同为准",
        "填表说明：以合同为准",
    ] {
        let notice = notice(&under_header(&format!(
            "1 区民政局 养老服务 2 2 区司法局 法律援助 3 {note}"
        )));
        assert_eq!(notes_of(&notice), [note]);
    }
}

#[test]
fn a_mark_for_no_sum_is_a_cell() {
    let table = under_header("1 区民政局 养老服务 / 2 区司法局 法律援助 3");
    let rows = [
        "item 1 | 区民政局 | 养老服务 | slash",
        "item 2 | 区司法局 | 法律援助 | 30000",
    ];
    reads(&table, &rows);
}

#[test]
fn other_marks_for_no_sum_are_cells_too() {
    for mark in ["--", "–", "———", "无"] {
        let notice = notice(&under_header(&format!(
            "1 区民政局 养老服务 {mark} 2 区司法局 法律援助 3"
        )));
        assert_eq!(super::findings_of(&notice), [""; 0], "{mark}");
    }
}

#[test]
fn which_cell_is_blank_is_said_where_it_cannot_be_known() {
    let notice = notice(
        "序号\n购买主体\n项目名称\n服务内容\n金额（万元）\n\
         1\n区民政局\n养老\n上门\n2\n2\n助餐\n送餐\n3\n3\n区司法局\n普法\n4",
    );
    says(&notice, "form.ambiguous_cells");
}

#[test]
fn without_running_numbers_rows_of_equal_kinds_take_turns() {
    reads(
        "单位\n项目\n金额（万元）\n\
         沈家门街道\n养老\n15\n东港街道\n助餐\n21\n六横镇\n校车\n4\n合计\n40",
        &[
            "item 沈家门街道 | 养老 | 150000",
            "item 东港街道 | 助餐 | 210000",
            "item 六横镇 | 校车 | 40000",
            "total 合计 | _ | 400000",
        ],
    );
}

#[test]
fn without_running_numbers_a_blank_purchaser_is_told_by_the_sums() {
    reads(
        "单位\n项目\n金额（万元）\n沈家门街道\n养老\n15\n助餐\n21\n六横镇\n校车\n4\n东港街道\n助浴\n5",
        &[
            "item 沈家门街道 | 养老 | 150000",
            "item 沈家门街道 <carried> | 助餐 | 210000",
            "item 六横镇 | 校车 | 40000",
            "item 东港街道 | 助浴 | 50000",
        ],
    );
}

#[test]
fn without_running_numbers_an_organ_in_place_of_a_project_is_doubted() {
    let notice = notice(
        "单位\n项目\n金额（万元）\n沈家门街道\n养老\n15\n助餐\n21\n六横镇\n校车\n4\n东港街道\n5\n东极镇\n助浴\n6",
    );
    let said = |path: &str| {
        let mut findings = notice.diagnostics.iter();
        findings.any(|d| d.code == "form.ambiguous_cells" && d.path == path)
    };
    assert!(
        notice.items.is_empty() || said("/items/3/project"),
        "{:?}",
        rows_of(&notice)
    );
}

#[test]
fn the_title_directly_above_the_header_is_no_cell() {
    reads(
        "2023年项目表\n序号\n项目\n金额（元）\n1\n养老\n200\n2\n助餐\n300",
        &["item 1 | 养老 | 200", "item 2 | 助餐 | 300"],
    );
}

#[test]
fn a_number_that_leaves_one_out_leaves_the_table_unread_and_said() {
    let notice = notice("序号\n项目\n金额（元）\n1\n养老\n200\n3\n助餐\n300");
    assert!(notice.items.is_empty(), "{:?}", rows_of(&notice));
    says(&notice, "table.unread");
}

#[test]
fn a_blank_line_more_shows_a_blank_last_cell() {
    reads(
        "序号\n\n乡镇\n\n分配金额（万元）\n\n备注\n\n1\n\n城关镇\n\n36.5\n\n\n2\n\n东河乡\n\n24\n\n\n\
         3\n\n西山乡\n\n19.8\n\n含补发\n\n4\n\n南塘镇\n\n63\n\n\n合计\n\n143.3",
        &[
            "item 1 | 城关镇 | 365000 | _",
            "item 2 | 东河乡 | 240000 | _",
            "item 3 | 西山乡 | 198000 | 含补发",
            "item 4 | 南塘镇 | 630000 | _",
            "total _ | 合计 | 1433000 | _",
        ],
    );
}

#[test]
fn a_cell_of_two_lines_is_one_and_said() {
    let notice = notice(
        "序号\n项目名称\n承担单位\n金额（万元）\n1\n海水淡化膜关键技术\n某大学海洋学院\n20\n2\n基于物联网的智慧渔港、\n\
         建设与示范\n某科技有限公司\n15\n3\n贝类病害防控\n某海洋研究所\n10",
    );
    has_rows(
        &notice,
        &[
            "item 1 | 海水淡化膜关键技术 | 某大学海洋学院 | 200000",
            "item 2 | 基于物联网的智慧渔港、建设与示范 | 某科技有限公司 | 150000",
            "item 3 | 贝类病害防控 | 某海洋研究所 | 100000",
        ],
    );
}

#[test]
fn numbers_that_are_no_money_stand_in_their_column() {
    reads(
        "乡镇\n养护里程（公里）\n补助金额（万元）\n城关镇\n35.6\n17.8\n东河乡\n42.1\n21.05\n西山乡\n18\n9\n合计\n95.7\n47.85",
        &[
            "item 城关镇 | 35.6 | 178000",
            "item 东河乡 | 42.1 | 210500",
            "item 西山乡 | 18 | 90000",
            "total 合计 | 95.7 | 478500",
        ],
    );
}

#[test]
fn cells_that_word_closes_are_cells() {
    reads(
        "序号\u{7}购买主体\u{7}项目名称\u{7}金额（万元）\u{7}\u{7}1\u{7}区民政局\u{7}养老服务\u{7}2\u{7}\u{7}\
         2\u{7}区司法局\u{7}法律援助\u{7}3\u{7}\u{7}",
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区司法局 | 法律援助 | 30000",
        ],
    );
}

#[test]
fn where_the_label_of_a_total_stands_is_no_doubt() {
    let notice = notice(
        "序号\n购买主体\n项目名称\n金额（万元）\n备注\n1\n区民政局\n助餐服务\n12\n新增\n2\n区教育局\n校园保安\n20\n续签\n合计\n\n\n32",
    );
    says_not(&notice, "form.ambiguous_cells");
}

#[test]
fn names_without_a_role_are_names_of_columns() {
    reads(
        "单位：元\n序号\n姓名\n数量（台）\n性别\n品目\n补贴总额\n1\n杨*国\n2\n男\n耕地机\n2600\n2\n周*娥\n3\n女\n微耕机\n1500",
        &[
            "item 1 | 杨*国 | 2 | 男 | 耕地机 | 2600",
            "item 2 | 周*娥 | 3 | 女 | 微耕机 | 1500",
        ],
    );
}

#[test]
fn names_in_several_lines_are_joined_as_the_cells_below_tell() {
    let read = notice(
        "序号\n项目名称\n建设单位\n总投资\n（万元）\n本年度\n计划投资\n（万元）\n开工时间\n1\n国道改建\n区交通局\n156,000\n42,000\n2022.03\n2\n客运中心\n区管委会\n8,650\n3,200\n2024.05\n合计\n164,650\n45,200\n",
    );
    assert_eq!(
        columns_of(&read),
        [
            "序号: sequence",
            "项目名称: project",
            "建设单位: purchaser",
            "总投资（万元）: amount_other",
            "本年度计划投资（万元）: amount",
            "开工时间: period",
        ]
    );
    has_rows(
        &read,
        &[
            "item 1 | 国道改建 | 区交通局 | 1560000000 | 420000000 | 2022.03",
            "item 2 | 客运中心 | 区管委会 | 86500000 | 32000000 | 2024.05",
            "total _ | 合计 | _ | 1646500000 | 452000000 | _",
        ],
    );
}

#[test]
fn a_unit_below_a_name_belongs_to_it() {
    reads(
        "村名\n改造户数\n补助金额\n（元）\n红旗村\n3\n36000\n东坑村\n1\n12500\n馒头山村\n2\n8000\n合计\n6\n56500",
        &[
            "item 红旗村 | 3 | 36000",
            "item 东坑村 | 1 | 12500",
            "item 馒头山村 | 2 | 8000",
            "total 合计 | 6 | 56500",
        ],
    );
}

#[test]
fn rows_of_as_many_cells_tell_a_header_with_unknown_names() {
    let read = notice(
        "单位：元\n序号\n户主\n住房状况\n核发\n金额\n1\n王某\n危房\n新建\n36000\n2\n李某\n无房\n租住\n12500\n3\n陈某\n危房\n修缮\n8000\n",
    );
    assert_eq!(columns_of(&read).last().unwrap(), "金额: amount");
    assert_eq!(read.items.len(), 3);
    assert_eq!(read.items[2].amount.as_ref().unwrap().text, "8000");
}

#[test]
fn a_table_on_one_line_is_parted_at_its_blanks() {
    reads(
        "关于项目资金安排的公示 发布时间：2024-07-03 单位：万元 序号 乡镇 项目名称 建设内容 补助资金 1 安民乡 古道修复 修复古道2.3公里 38 2 枫坪乡 机耕路硬化 硬化1200米 26.5 3 玉岩镇 红色驿站 新建120平方米 54 合计 118.5",
        &[
            "item 1 | 安民乡 | 古道修复 | 修复古道2.3公里 | 380000",
            "item 2 | 枫坪乡 | 机耕路硬化 | 硬化1200米 | 265000",
            "item 3 | 玉岩镇 | 红色驿站 | 新建120平方米 | 540000",
            "total _ | _ | 合计 | _ | 1185000",
        ],
    );
}

#[test]
fn which_sums_stand_under_one_name_is_told_by_what_they_come_to() {
    let header = "单位：万元\n序号\n乡镇\n养护里程（公里）\n资金来源\n合计\n省补\n县配套\n";
    let read = notice(&format!(
        "{header}1\n阜山乡\n35.6\n17.8\n7.12\n24.92\n2\n仁庄镇\n48.2\n24.1\n9.64\n33.74\n"
    ));
    assert_eq!(
        super::money(read.items[0].amount.as_ref().unwrap()),
        "249200"
    );
    let read = notice(&format!(
        "{header}1\n阜山乡\n35.6\n24.92\n17.8\n7.12\n2\n仁庄镇\n48.2\n33.74\n24.1\n9.64\n"
    ));
    assert_eq!(
        super::money(read.items[0].amount.as_ref().unwrap()),
        "249200"
    );
}

#[test]
fn names_in_several_lines_may_stand_on_two_levels() {
    let read = notice(
        "单位：万元\n序号\n小区名称\n建筑面积\n（万㎡）\n计划\n总投资\n资金筹措\n中央\n区级\n1\n海滨新村\n3.6\n1260\n500\n760\n2\n檀枫二期\n2.45\n905.5\n350\n555.5\n3\n香园小区\n4.1\n1500\n620\n880\n",
    );
    assert_eq!(
        super::money(&read.items[1].amounts["计划总投资"]),
        "9055000"
    );
    assert!(columns_of(&read).contains(&"资金筹措/区级: amount_other".to_owned()));
    // Nothing tells which of them is the sum.
    says(&read, "amount.main_column");
}

#[test]
fn days_counted_in_a_column_are_no_dates() {
    reads(
        "标段\n项目名称\n中标单位\n中标价（元）\n工期（天）\nⅠ标段\n沙滩修复\n某海建公司\n12856331\n180\nⅡ标段\n环岛绿道\n某市政公司\n8470209.55\n240\nⅢ标段\n观景平台\n某建设公司\n3661000\n120\n",
        &[
            "item Ⅰ标段 | 沙滩修复 | 某海建公司 | 12856331 | 180",
            "item Ⅱ标段 | 环岛绿道 | 某市政公司 | 8470209.55 | 240",
            "item Ⅲ标段 | 观景平台 | 某建设公司 | 3661000 | 120",
        ],
    );
}

#[test]
fn the_last_word_of_a_name_says_what_it_names_and_remarks_may_be_blank() {
    let read = notice(
        "序号\n船名\n设备\n名称\n补助\n金额\n（元）\n备注\n1\n浙渔12\n北斗终端\n4800\n2\n浙渔33\n救生筏\n6200\n3\n浙渔54\n对讲机\n3500\n",
    );
    assert_eq!(
        columns_of(&read),
        [
            "序号: sequence",
            "船名",
            "设备名称: project",
            "补助金额（元）: amount",
            "备注: note",
        ]
    );
    assert_eq!(super::money(read.items[2].amount.as_ref().unwrap()), "3500");
}

/// Beside the label of a total, and where several columns are blank, more blank lines stand than a paper parts its lists with.
#[test]
fn blank_lines_are_blank_cells_up_to_the_sum() {
    reads(
        "序号\n购买主体\n项目名称\n服务内容\n服务对象\n采购方式\n金额（万元）\n1\n区民政局\n养老\n\n\n\n2\n2\n区水利局\n保洁\n清淤\n沿河居民\n招标\n3\n\
         合计\n\n\n\n\n\n5\n",
        &[
            "item 1 | 区民政局 | 养老 | _ | _ | _ | 20000",
            "item 2 | 区水利局 | 保洁 | 清淤 | 沿河居民 | 招标 | 30000",
            "total _ | _ | 合计 | _ | _ | _ | 50000",
        ],
    );
}

#[test]
fn a_heading_without_a_number_is_no_name_and_no_cell() {
    let read = notice(
        "序号\n购买主体\n项目名称\n金额（万元）\n区级项目\n1\n区民政局\n养老\n2\n2\n区水利局\n保洁\n3\n镇级项目\n3\n六横镇\n绿化\n4\n合计\n9\n",
    );
    assert_eq!(read.tables[0].columns.len(), 4);
    let kinds: Vec<String> = read.tables[0]
        .rows
        .iter()
        .map(|r| super::word(&r.kind))
        .collect();
    assert_eq!(
        kinds,
        ["heading", "item", "item", "heading", "item", "total"]
    );
}

#[test]
fn a_column_that_every_row_leaves_blank_is_none_of_the_first_row_s_words() {
    let notice = notice(
        "镇（街道）\n低保人数\n分配金额（万元）\n备注\n城关街道\n312\n46.8\n北渡镇\n508\n76.2\n柳林镇\n275\n41.25\n合计\n1095\n164.25",
    );
    has_rows(
        &notice,
        &[
            "item 城关街道 | 312 | 468000 | _",
            "item 北渡镇 | 508 | 762000 | _",
            "item 柳林镇 | 275 | 412500 | _",
            "total 合计 | 1095 | 1642500 | _",
        ],
    );
}

#[test]
fn names_in_several_lines_are_told_by_rows_that_hold_words_and_numbers_at_the_same_places() {
    let notice = notice(
        "乡镇\n名称\n奖补\n资金\n（万元）\n其中：\n综合考评\n备注\n北渡镇\n56\n20\n柳林镇\n48\n16\n石桥乡\n33.5\n12.5",
    );
    has_rows(
        &notice,
        &[
            "item 北渡镇 | 560000 | 200000 | _",
            "item 柳林镇 | 480000 | 160000 | _",
            "item 石桥乡 | 335000 | 125000 | _",
        ],
    );
}

#[test]
fn a_unit_on_its_own_line_is_no_column_where_a_cell_is_broken_too() {
    let notice = notice(
        "编号\n文物名称\n管理单位\n批准经费\n（万元）\n01\n祖印寺\n市民族宗教\n事务局\n25\n02\n都神殿\n昌国街道办事处\n18\n03\n姚公殿\n环南街道办事处\n12.5",
    );
    let sums = notice.items.iter().map(|i| i.amount.as_ref()?.yuan);
    let sums: Vec<_> = sums.flatten().map(|s| s.to_string()).collect();
    assert_eq!(sums, ["250000", "180000", "125000"]);
}

#[test]
fn a_heading_above_the_first_rows_is_no_name_of_a_column() {
    for remark in ["", "\n备注"] {
        let table = format!(
            "项目单位\n项目名称\n补助资金（万元）{remark}\n一、渔港建设类\n渔港管理处\n码头维修\n45\n水产推广站\n\
             视频监控\n12.6\n小计\n57.6\n二、减船转产类\n东极镇人民政府\n渔民培训\n18\n小计\n18\n合计\n75.6"
        );
        let notice = notice(&table);
        assert_eq!(
            super::projects_of(&notice),
            ["码头维修", "视频监控", "渔民培训"],
            "{table}"
        );
        assert_eq!(
            super::sums_of(&notice),
            ["450000", "126000", "180000"],
            "{table}"
        );
    }
}

#[test]
fn titles_above_the_names_are_none_of_them() {
    for title in [
        "三、资金分配情况表\n",
        "市级专项资金分配表\n",
        "三、资金分配情况表\n市级专项资金分配表\n",
    ] {
        let table = format!(
            "{title}县区名称\n资金分配额（万元）\n备注\n合计\n2045\n乐安区\n819\n民丰县\n1226\n监督电话\n0972-8610000"
        );
        let notice = notice(&table);
        assert_eq!(super::sums_of(&notice), ["8190000", "12260000"], "{table}");
    }
}

#[test]
fn a_row_total_tells_sums_whose_names_are_not_known() {
    let notice = notice(
        "单位：元\n单位名称\n基本公卫\n签约服务\n小计\n备注\n城东卫生院\n3560\n480\n4040\n城西卫生院\n2985\n362\n3347\n\
         含冷链\n大展卫生院\n1120\n98\n1218\n合计\n7665\n940\n8605",
    );
    has_rows(
        &notice,
        &[
            "item 城东卫生院 | 3560 | 480 | 4040 | _",
            "item 城西卫生院 | 2985 | 362 | 3347 | 含冷链",
            "item 大展卫生院 | 1120 | 98 | 1218 | _",
            "total 合计 | 7665 | 940 | 8605 | _",
        ],
    );
}

#[test]
fn a_table_without_numbers_may_stand_on_one_line() {
    let notice = notice(
        "资金分配表 县区名称 分配额（万元） 备注 合计 2145 乐安区 819 平川区 100 民丰县 1226",
    );
    assert_eq!(super::sums_of(&notice), ["8190000", "1000000", "12260000"]);
}

#[test]
fn what_stands_before_the_names_on_their_line_is_none_of_them() {
    for mark in ["：", ":", "。"] {
        let text = format!(
            "二、项目安排{mark}序号 项目名称 实施单位 资金（万元） 地点 1 道路硬化 张家乡人民政府 85 张家村 2 文化礼堂 李家乡人民政府 120 李家村 \
             合计 205"
        );
        let notice = notice(&text);
        assert_eq!(
            super::projects_of(&notice),
            ["道路硬化", "文化礼堂"],
            "{text}"
        );
        assert_eq!(super::sums_of(&notice), ["850000", "1200000"], "{text}");
    }
}

#[test]
fn bars_behind_single_cells_are_none_of_them() {
    let table = "项目资金分配表 |\n|||||\n序号 |\n项目名称 |\n建设地点 |\n建设内容 |\n投资 规模 |\n责任 单位 |\n1 |\n道路硬化 |\n周营村 |\n\
                 拆除地面596平方米。 |\n20万元 |\n彰北街道 |\n2 |\n饮水工程 |\n屈王村 |\n新建水池 |\n73.5万元 |\n柏桥镇 |\n|\n|\n|\n|\n|\n|";
    let notice = notice(table);
    assert_eq!(super::projects_of(&notice), ["道路硬化", "饮水工程"]);
    assert_eq!(super::sums_of(&notice), ["200000", "735000"]);
}

#[test]
fn a_broken_cell_between_bars_and_what_stands_above_the_names_shift_nothing() {
    let table = "附表： |\n资金分配表 |\n|||\n单位：万元 |||\n学校 |\n资金用途 |\n下达金额 |\n备注 |\n机关幼儿园 |\n园舍维修 |\n35 |\n|\n\
                 中心幼儿园 |\n园舍维修\n及厕所改建 |\n48 |\n含结转3万元 |\n合计 |\n|\n83 |\n|";
    let notice = notice(table);
    assert_eq!(super::sums_of(&notice), ["350000", "480000"]);
    assert_eq!(notice.items[1].note.as_ref().unwrap().text, "含结转3万元");
}

#[test]
fn a_cell_worded_like_a_note_ends_no_list_that_goes_on() {
    let table = "序号\n购买主体\n项目名称\n服务内容\n金额（万元）\n1\n区民政局\n养老服务\n注：上门服务\n12\n2\n区残联\n辅具适配\n注：含维修\n8\n合计\n20";
    reads(
        table,
        &[
            "item 1 | 区民政局 | 养老服务 | 注：上门服务 | 120000",
            "item 2 | 区残联 | 辅具适配 | 注：含维修 | 80000",
            "total _ | _ | 合计 | _ | 200000",
        ],
    );
}

#[test]
fn names_set_wide_are_names_of_a_table_that_is_not_read() {
    let notice = notice("县市区\n奖补资金\n备 注\n东河县\n58");
    says(&notice, "table.unread");
}

#[test]
fn who_signs_above_the_day_is_no_cell_of_the_last_row() {
    for signed in ["普陀区财政局", "普陀区财政局\n普陀区民政局"] {
        let notice = notice(&format!(
            "序号\n购买主体\n项目名称\n金额（万元）\n备注\n1\n区民政局\n助餐\n30\n2\n区教育局\n课后服务\n45\n重点\n\
             3\n区卫健委\n宣传\n8\n{signed}\n2025年3月1日"
        ));
        let last = notice.items.last().unwrap().note.as_ref();
        assert_eq!(last.map_or("", |n| n.text.as_str()), "", "{signed}");
    }
}

#[test]
fn remarks_may_stand_behind_names_on_two_levels() {
    let notice = notice(
        "序号\n购买主体\n项目名称\n资金（万元）\n合计\n区级\n自筹\n备注\n1\n区民政局\n助餐\n30\n20\n10\n\
         2\n区民政局\n评估\n12\n6\n6\n3\n区教育局\n课后服务\n45\n40\n5\n重点",
    );
    assert_eq!(super::sums_of(&notice), ["300000", "120000", "450000"]);
}

#[test]
fn without_running_numbers_no_first_row_is_taken_for_names() {
    // A cell over two lines, and remarks that may be who buys.
    for rows in [
        "区民政局\n助餐\n1.堂食；\n2.送餐\n30\n区民政局\n评估\n等级评估\n12\n区教育局\n课后服务\n课后托管\n45\n区卫健委\n宣传\n印制\n8",
        "区民政局\n助餐\n提供助餐\n30\n重点\n评估\n等级评估\n12\n一般\n区教育局\n课后服务\n课后托管\n45",
    ] {
        let notice = notice(&format!(
            "购买主体\n项目名称\n服务内容\n金额（万元）\n备注\n{rows}"
        ));
        let bought = |i: &putuo_notice::Item| i.purchaser.as_ref().map(|p| p.text.clone());
        let right =
            |b: &Option<String>| matches!(b.as_deref(), Some("区民政局" | "区教育局" | "区卫健委"));
        let said = notice.diagnostics.iter().any(|d| d.code == "table.unread");
        assert!(
            said || notice.items.iter().map(bought).all(|b| right(&b)),
            "{rows}"
        );
    }
}

#[test]
fn projects_may_stand_side_by_side() {
    reads(
        "项目名称\n水库加固\n河流治理\n灌区改造\n主管部门\n市水务局\n市水务局\n市灌溉中心\n总投资（万元）\n3200\n1860\n955",
        &[
            "item 水库加固 | 市水务局 | 32000000",
            "item 河流治理 | 市水务局 <repeated> | 18600000",
            "item 灌区改造 | 市灌溉中心 | 9550000",
        ],
    );
}

/// Yes and no answer what a column asks, so that the blank cell behind one is the purchaser's.
#[test]
fn an_answer_stands_in_the_column_that_asks() {
    let text = "附件\n采购项目清单\n\n序号\n服务对象\n项目名称\n服务内容\n是否专门面向中小企业\n购买主体\n金额（元）\n1\n村民\n非遗监测\n形成季度监测报告\n否\n区侨联\n143660\n2\n低保家庭\n社区普法\n开展垃圾分类督导\n是\n840000\n3\n创业青年\n应急演练\n委托第三方机构实地评估\n否\n2520000\n";
    let notice = notice(text);
    let doubts = notice.diagnostics.iter();
    let doubts: Vec<_> = doubts
        .filter(|d| d.code == "form.ambiguous_cells")
        .collect();
    assert_eq!(doubts, Vec::<&putuo_notice::Diagnostic>::new());
    let purchasers = notice
        .items
        .iter()
        .map(|i| i.purchaser.as_ref().map(|p| p.text.as_str()));
    assert_eq!(purchasers.collect::<Vec<_>>(), [Some("区侨联"); 3]);
}

#[test]
fn tables_on_lines_of_their_own_one_below_the_other_are_two() {
    let goods = "序号 | 标的名称 | 采购品目 | 型号规格 | 数量单位 | 数量 | 总价（元） |";
    let sums = "合计金额小写：874300元 合计金额大写：捌拾柒万肆仟叁佰元整 |";
    for text in [
        format!("{goods} 1 | 智慧停车维护 | 运行维护服务 | 无 | 年 | 1 | 874300 | {sums}"),
        format!("| {goods} | 1 | 智慧停车维护 | 运行维护服务 | 无 | 年 | 1 | 874300 | {sums}"),
        format!("一、标的信息 {goods} 1 | 智慧停车维护 | 运行维护服务 | 无 | 年 | 1 | 874300"),
    ] {
        assert_eq!(
            rows_of(&notice(&text)),
            ["item 1 | 智慧停车维护 | 运行维护服务 | 无 | 年 | 1 | 874300"],
            "{text}"
        );
        let more = "金额明细：?? 项目名称 | 服务范围 | 数量 | 金额（元） | 停车场一处 | 全年 | 1 | 874,000.00 | 停车场二处 | 全年 | 1 | 300.00 | 合计金额大写：捌拾柒万肆仟叁佰元整";
        let both = notice(&format!("{text}\n{more}"));
        assert_eq!(
            rows_of(&both),
            [
                "item 1 | 智慧停车维护 | 运行维护服务 | 无 | 年 | 1 | 874300",
                "item 停车场一处 | 全年 | 1 | 874000",
                "item 停车场二处 | 全年 | 1 | 300"
            ],
            "{text}"
        );
    }
    let rows = "| 1 | 滨江公园养护 | 养护 | 绿化维护 | 项 | 1 | 1025826.73 | | 2 | 街心公园养护 | 养护 | 绿化维护 | 项 | 1 | ****** |";
    assert_eq!(
        rows_of(&notice(&format!("| {goods} {rows}"))),
        [
            "item 1 | 滨江公园养护 | 养护 | 绿化维护 | 项 | 1 | 1025826.73",
            "item 2 | 街心公园养护 | 养护 | 绿化维护 | 项 | 1 | redacted"
        ]
    );
}

#[test]
fn a_page_on_one_line_that_holds_a_table_is_said() {
    let page = |table: &str| {
        format!(
            "新河区学校物业服务合同公告\n2.合同标的及金额 {table} 合计金额小写：424500元 3.履行期限：一年。 3.1 履行地点：学校。"
        )
    };
    // Not all names are known, and the cells have run together.
    for table in [
        "序号标的名称政府采购品目型号规格数量单位数量总价（元） 1物业服务物业管理服务校园内保洁、维修等服务项1424500",
        "序号标的名称政府采购品目总价（元） 1物业服务物业管理424500 2保安服务物业管理5000",
    ] {
        let notice = putuo_notice::parse_notice(page(table)).unwrap();
        says(&notice, "table.unread");
    }
    // Rows that are not as long as the names, below a table that was read.
    let goods = "序号 | 标的名称 | 采购品目 | 总价（元） | 1 | 停车维护 | 维护 | 874300 | 合计金额小写：874300元 |";
    let more = "金额明细：?? | 序号 | 项目名称 | 单位 | 工程量 | 金额（元） | 备注 | | | 一 | 绿化部分 | 项 | | 847624.30 | | | 1 | 绿化维护 | 576889.25 |";
    let notice = putuo_notice::parse_notice(format!("采购合同\n{goods}\n{more}\n")).unwrap();
    says(&notice, "table.unread");
    // No column is a sum's, and a row has a word less than there are names.
    let rates = "序号 标的名称 采购品目 型号规格 数量单位 数量 优惠率（%）\n1 市容整治 公共设施管理 详见参数 1 0.8";
    let notice =
        putuo_notice::parse_notice(format!("新河区合同公告\n一、标的信息\n{rates}\n")).unwrap();
    says(&notice, "table.unread");
    let notice = putuo_notice::parse_notice(page("序号1的标的物业服务（元）")).unwrap();
    says_not(&notice, "table.unread");
}

#[test]
fn a_unit_line_over_names_a_line_begins_what_was_not_read() {
    let read = notice(
        "单位:万元\n县区\n本次下达中央财政补助金额\n合计\n一般预算\n彩票公益金\n小计\n常规分配\n贫困县 定向分配\n合计\n726\n496\n228\n268\n230\n甲区\n377.61\n254.54\n122.54\n132\n123.07\n",
    );
    assert!(read.items.iter().all(|i| i.needs_review));
    says(&read, "table.unread");
}

#[test]
fn a_name_and_its_sum_may_be_glued_below_glued_names() {
    reads(
        "区县资金额（万元）\n定海区700\n普陀区2,900.5\n岱山县800\n合计4400.5",
        &[
            "item 定海区 | 7000000",
            "item 普陀区 | 29005000",
            "item 岱山县 | 8000000",
            "total 合计 | 44005000",
        ],
    );
    // A number may be a part of the name, or count something else.
    for other in [
        "区县户数（户）\n定海区700\n普陀区2900",
        "区县资金额（万元）\n定海区700",
    ] {
        assert!(notice(other).items.is_empty(), "{other}");
    }
}

/// A year is not added up, so that the sum of a total stands under the name of sums.
#[test]
fn beside_the_label_of_a_total_no_year_stands() {
    let read = notice(
        "序号 |\n年度 |\n项目名称 |\n承担单位 |\n总投资(万元) |\n1 |\n2023 |\n水质监测项目 |\n区环境局 |\n125 |\n合计 |\n125 |\n",
    );
    assert_eq!(super::sums_of(&read), ["1250000"]);
    assert!(
        !read.items[0].needs_review,
        "{:?}",
        super::findings_of(&read)
    );
}

/// Whose rows begin is no name of a column, so that no names are put together in its place: 人数标准金额.
#[test]
fn a_street_below_the_names_is_none_of_them() {
    let read = notice(
        "镇(街)\n\n类别\n\n人数\n\n标准\n\n金额\n\n罗星街道\n\n城镇低保\n\n190\n\n500\n\n95000\n\n农村低保\n\n28\n\n500\n\n14000\n\n小计\n\n218\n\n500\n\n \n\n\
         马尾镇\n\n城镇低保\n\n282\n\n500\n\n141000\n\n农村低保\n\n40\n\n500\n\n20000\n\n小计\n\n324\n\n500\n",
    );
    assert!(read.items.iter().all(|item| item.needs_review));
}
