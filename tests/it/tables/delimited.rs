//! Cells between tabs, bars and commas, and rules drawn with characters.

use super::{columns_of, grid, has_rows, notice, reads, reads_with, rows_of};

const THREE: [&str; 3] = [
    "item 1 | 区民政局 | 养老服务 | 20000",
    "item 2 | 区民政局 <carried> | 助餐服务 | 30000",
    "total 合计 | _ | _ | 50000",
];

#[test]
fn tabs_part_cells() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n\
         1\t区民政局\t养老服务\t2\n\
         2\t\t助餐服务\t3\n\
         合计\t\t\t5",
        &THREE,
    );
}

#[test]
fn bars_part_cells_whether_or_not_they_close_the_row() {
    reads(
        "| 序号 | 购买主体 | 项目名称 | 金额（万元） |\n\
         | 1 | 区民政局 | 养老服务 | 2 |\n\
         | 2 | | 助餐服务 | 3 |\n\
         | 合计 | | | 5 |",
        &THREE,
    );
    reads(
        "序号 | 购买主体 | 项目名称 | 金额（万元）\n\
         1 | 区民政局 | 养老服务 | 2\n\
         2 | | 助餐服务 | 3\n\
         合计 | | | 5",
        &THREE,
    );
    reads(
        "｜序号｜购买主体｜项目名称｜金额（万元）｜\n\
         ｜1｜区民政局｜养老服务｜2｜\n\
         ｜2｜｜助餐服务｜3｜\n\
         ｜合计｜｜｜5｜",
        &THREE,
    );
}

#[test]
fn a_blank_first_cell_before_a_bar_is_a_cell() {
    reads(
        "购买主体 | 项目 | 金额（元）\n\
         区民政局 | 养老 | 200\n \
         | 助餐 | 300",
        &[
            "item 区民政局 | 养老 | 200",
            "item 区民政局 <carried> | 助餐 | 300",
        ],
    );
}

#[test]
fn commas_part_cells_and_quotation_marks_keep_them_together() {
    reads(
        "序号,购买主体,项目名称,金额（万元）\n\
         1,区民政局,\"养老,助餐\",2\n\
         2,,\"助\"\"洁\"\"\",\"1,200.5\"\n\
         合计,,,1202.5",
        &[
            "item 1 | 区民政局 | 养老,助餐 | 20000",
            "item 2 | 区民政局 <carried> | 助\"洁\" | 12005000",
            "total 合计 | _ | _ | 12025000",
        ],
    );
}

#[test]
fn a_quoted_cell_may_go_over_several_lines() {
    let rows = ["item 1 | 养老服务 | 200", "item 2 | 助餐 | 300"];
    reads(
        "序号,项目,金额（元）\n1,\"养老\n服务\",200\n2,助餐,300",
        &rows,
    );
    reads(
        "序号\t项目\t金额（元）\n1\t\"养老\n服务\"\t200\n2\t助餐\t300",
        &rows,
    );
}

#[test]
fn cells_that_a_row_lacks_at_its_end_are_blank() {
    let rows = ["item 1 | 养老 | blank", "item 2 | 助餐 | 300"];
    reads("序号\t项目\t金额（元）\n1\t养老\n2\t助餐\t300", &rows);
    reads("序号,项目,金额（元）\n1,养老\n2,助餐,300", &rows);
}

#[test]
fn the_sum_of_a_row_that_lost_its_blank_cells_moves_under_the_sums() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n\
         1\t区民政局\t养老服务\t2\n\
         2\t\t助餐服务\t3\n\
         合计\t5",
        &THREE,
    );
}

#[test]
fn a_cell_that_slid_over_a_blank_purchaser_moves_back() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n\
         1\t区民政局\t养老服务\t2\n\
         2\t助餐服务\t3\n\
         合计\t\t\t5",
        &THREE,
    );
}

#[test]
fn a_line_of_markdown_below_the_header_is_no_row() {
    reads(
        "| 序号 | 项目名称 | 金额（万元） |\n\
         |---|:--|--:|\n\
         | 1 | **养老服务** | 2 |\n\
         | 2 | 助餐<br>服务 | 3 |",
        &["item 1 | 养老服务 | 20000", "item 2 | 助餐服务 | 30000"],
    );
}

#[test]
fn an_escaped_bar_belongs_to_its_cell() {
    reads(
        "| 序号 | 项目名称 | 金额（万元） |\n\
         |---|---|---|\n\
         | 1 | A\\|B | 2 |\n\
         | 2 | 助餐 | 3 |",
        &["item 1 | A|B | 20000", "item 2 | 助餐 | 30000"],
    );
}

#[test]
fn rules_drawn_with_characters_are_no_cells() {
    let box_of_one_kind = "┌──┬────┬────┬───┐\n\
                           │序号│购买主体│项目名称│金额（万元）│\n\
                           ├──┼────┼────┼───┤\n\
                           │1│区民政局│养老服务│2│\n\
                           ├──┼────┼────┼───┤\n\
                           │2││助餐服务│3│\n\
                           ├──┼────┼────┼───┤\n\
                           │合计│││5│\n\
                           └──┴────┴────┴───┘";
    reads(box_of_one_kind, &THREE);
    let box_of_another = "+----+--------+--------+------+\n\
                          | 序号 | 购买主体 | 项目名称 | 金额（万元） |\n\
                          +----+--------+--------+------+\n\
                          | 1 | 区民政局 | 养老服务 | 2 |\n\
                          +----+--------+--------+------+\n\
                          | 2 | | 助餐服务 | 3 |\n\
                          +----+--------+--------+------+\n\
                          | 合计 | | | 5 |\n\
                          +----+--------+--------+------+";
    reads(box_of_another, &THREE);
}

#[test]
fn lines_between_two_drawn_rules_are_one_row() {
    reads(
        "+----+------+------+\n\
         | 序号 | 项目名称 | 金额（万元） |\n\
         +----+------+------+\n\
         | 1 | 养老 | 2 |\n\
         | | 服务 | |\n\
         +----+------+------+\n\
         | 2 | 助餐 | 3 |\n\
         +----+------+------+",
        &["item 1 | 养老服务 | 20000", "item 2 | 助餐 | 30000"],
    );
}

#[test]
fn cells_a_line_each_closed_by_bars_are_put_in_rows() {
    reads(
        "序号 |\n购买主体 |\n项目名称 |\n金额（万元） |\n|\n\
         1 |\n区民政局 |\n养老服务 |\n2 |\n|\n\
         2 |\n|\n助餐服务 |\n3 |",
        &THREE[..2],
    );
}

#[test]
fn prose_between_tabs_and_commas_is_no_table() {
    let indented = notice("\t本次共安排三个项目。\n\t请各单位抓紧实施。");
    assert!(indented.tables.is_empty());
    let commas = notice("一,养老服务由区民政局购买,\n二,助餐服务由街道购买,\n三,助洁服务由镇购买,");
    assert!(commas.tables.is_empty());
}

#[test]
fn one_row_above_the_title_is_a_menu() {
    let found = grid("首页\t政务公开\t机构\n关于公布项目的通知\n各单位：\n现将项目予以公布。");
    assert_eq!(found, [""; 0]);
}

#[test]
fn contacts_are_no_projects() {
    for line in [
        "联系人：张三\t电话：0580-1234567\n地址：东港\t邮编：316100",
        "联系人：张三｜电话：0580-1234567\n地址：东港｜邮编：316100",
    ] {
        let notice = notice(line);
        assert!(notice.items.is_empty(), "{:?}", rows_of(&notice));
    }
}

#[test]
fn full_width_commas_and_semicolons_part_cells() {
    let rows = [
        "item 1 | 区民政局 | 养老 | 20000",
        "item 2 | 区司法局 | 助洁 | 30000",
    ];
    for mark in ["，", ";", "；"] {
        let table = "序号,购买主体,项目名称,金额（万元）\n1,区民政局,养老,2\n2,区司法局,助洁,3";
        reads(&table.replace(',', mark), &rows);
    }
}

#[test]
fn a_row_of_blank_cells_is_no_project() {
    let notice = notice("序号,项目,金额（元）\n1,养老,200\n2,助餐,300\n,,");
    assert_eq!(notice.items.len(), 2, "{:?}", rows_of(&notice));
}

#[test]
fn a_column_without_name_and_content_is_kept_as_it_is() {
    let notice = notice("序号,项目,金额（元）,\n1,养老,200,\n2,助餐,300,");
    assert_eq!(
        columns_of(&notice),
        ["序号: sequence", "项目: project", "金额（元）: amount", ""]
    );
}

#[test]
fn text_is_found_as_a_grid_of_single_cells() {
    assert_eq!(
        grid("序号\t项目\t金额（元）\n1\t养老\t200\n2\t\t300"),
        ["序号 | 项目 | 金额（元）", "1 | 养老 | 200", "2 | _ | 300"]
    );
}

#[test]
fn a_table_without_header_is_read_by_what_its_cells_hold_and_that_is_said() {
    reads_with(
        "1\t区民政局\t养老服务\t20万元\n2\t区司法局\t法律援助\t40万元\n3\t区教育局\t校车接送\t40万元",
        "table.no_header",
        &[
            "item 1 | 区民政局 | 养老服务 | 200000",
            "item 2 | 区司法局 | 法律援助 | 400000",
            "item 3 | 区教育局 | 校车接送 | 400000",
        ],
    );
}

#[test]
fn a_line_break_in_a_cell_parts_no_row() {
    reads(
        "序号\t购买主体\t项目名称\t服务内容\t金额（万元）\n1\t区民政局\t居家养老\n服务\t助餐、助洁、\n探访\t38.5\n\
         2\t区妇联\t家庭教育\t家长课堂\t12\n3\t区司法局\t法律援助\t普法\n调解\t6.8",
        &[
            "item 1 | 区民政局 | 居家养老服务 | 助餐、助洁、探访 | 385000",
            "item 2 | 区妇联 | 家庭教育 | 家长课堂 | 120000",
            "item 3 | 区司法局 | 法律援助 | 普法调解 | 68000",
        ],
    );
}

#[test]
fn a_line_break_in_a_name_parts_no_header() {
    reads(
        "序号\t购买\n主体\t项目名称\t金额\n（万元）\n1\t区民政局\t养老服务\t2\n2\t区司法局\t法律援助\t3",
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区司法局 | 法律援助 | 30000",
        ],
    );
}

#[test]
fn blank_lines_between_all_rows_change_nothing() {
    for mark in ["\t", " | "] {
        let rows = [
            "序号|项目|金额（元）",
            "1|养老|200",
            "2|助餐|300",
            "合计||500",
        ];
        let table: Vec<String> = rows.iter().map(|r| r.replace('|', mark)).collect();
        reads(
            &table.join("\n\n"),
            &[
                "item 1 | 养老 | 200",
                "item 2 | 助餐 | 300",
                "total 合计 | _ | 500",
            ],
        );
    }
}

#[test]
fn a_table_with_bars_on_one_line_is_read() {
    let notice = notice(
        "补助金汇总表 乡镇 (街道) | 人数 | 补助金额(元) | 甲镇 | 1 | 1469 | 乙镇 | 4 | 5876 | 丙镇 | 3 | 4407 | 合计 | 8 | 11752 |",
    );
    has_rows(
        &notice,
        &[
            "item 甲镇 | 1 | 1469",
            "item 乙镇 | 4 | 5876",
            "item 丙镇 | 3 | 4407",
            "total 合计 | 8 | 11752",
        ],
    );
}

#[test]
fn every_cell_may_stand_in_quotation_marks() {
    let rows = [
        "item 1 | 区民政局 | “养老”\"助餐\" | 20000",
        "item 2 | 区司法局 | 普法 | 30000",
    ];
    for mark in ["\t", ","] {
        let text = [
            "\"附件\"",
            "\"项目清单\"",
            "\"序号\"|\"购买主体\"|\"项目名称\"|\"金额（万元）\"",
            "\"1\"|\"区民政局\"|\"“养老”\"\"助餐\"\"\"|\"2\"",
            "\"2\"|\"区司法局\"|\"普法\"|\"3\"",
        ];
        let text = text.join("\n").replace('|', mark);
        reads(&text, &rows);
        let alone = putuo_notice::parse_notice(&text).unwrap();
        assert!(alone.body.is_empty() && alone.ledger.unplaced.is_empty());
        assert_eq!(alone.attachments.len(), 1);
    }
}

#[test]
fn a_row_without_text_is_no_entry() {
    reads(
        "序号 | 购买主体 | 项目名称 | 金额（万元） |\n\
         1 | 区民政局 | 养老服务 | 2 |\n\
         | | | |\n\
         2 | | 助餐服务 | 3 |\n\
         合计 | | | 5 |",
        &THREE,
    );
}

#[test]
fn what_markdown_escapes_is_text() {
    reads(
        "| 序号 | 购买主体 | 项目名称 | 金额（元） |\n|---|---|---|---|\n\
         | 1 | 区教育局 | AI \\| 机器人社团 | 15000 |\n\
         | 2 | 区教育局 | 张\\*\\*名师工作室 | 8000 |",
        &[
            "item 1 | 区教育局 | AI |机器人社团 | 15000",
            "item 2 | 区教育局 <repeated> | 张**名师工作室 | 8000",
        ],
    );
}

#[test]
fn lines_between_two_rules_of_a_box_are_one_row_where_the_second_has_words_only() {
    reads(
        "┏━━┳━━━━┳━━━━━━┳━━━┓\n\
         ┃序号┃购买主体┃项目名称┃金额（元）┃\n\
         ┣━━╋━━━━╋━━━━━━╋━━━┫\n\
         ┃1┃区民政局┃居家养老服务┃20000┃\n\
         ┃┃┃（二期）┃┃\n\
         ┃2┃区妇联┃家庭教育┃3000┃\n\
         ┗━━┻━━━━┻━━━━━━┻━━━┛",
        &[
            "item 1 | 区民政局 | 居家养老服务（二期） | 20000",
            "item 2 | 区妇联 | 家庭教育 | 3000",
        ],
    );
}

#[test]
fn rows_broken_in_two_cells_are_put_together_under_names_of_two_levels() {
    reads_with(
        "序号\t项目名称\t建设地点\t主要内容\t资金来源（万元）\t\t\t项目单位\n\
         \t\t\t\t合计\t省级\t区级\t\n\
         1\t排灌渠维修\t双河村\t维修渠道2.4公里\t86.2\t40\t46.2\t双河镇人民政府\n\
         2\t加工车间\t柳树乡\n大湾村\t新建厂房1500㎡，\n配套设备4台\t300\t300\t0\t柳树乡人民政府\n\
         3\t道路硬化\t三合村\t硬化道路3.1公里\t100\t80\t20\t区交通运输局",
        "amount.main_column",
        &[
            "item 1 | 排灌渠维修 | 双河村 | 维修渠道2.4公里 | 862000 | 400000 | 462000 | 双河镇人民政府",
            "item 2 | 加工车间 | 柳树乡大湾村 | 新建厂房1500㎡，配套设备4台 | 3000000 | 3000000 | 0 | 柳树乡人民政府",
            "item 3 | 道路硬化 | 三合村 | 硬化道路3.1公里 | 1000000 | 800000 | 200000 | 区交通运输局",
        ],
    );
}

#[test]
fn counts_are_not_carried_down() {
    reads_with(
        "学校名称 | 学生数（人） | 维修项目 | 安排资金（元） |\n\
         县第一中学 | 2860 | 屋面防水 | 277500 |\n\
         | | 运动场围栏 | 86000 |\n\
         城关镇中心校 | 1204 | 厕所改造 | 219000 |",
        "carry.left_blank",
        &[
            "item 县第一中学 | 2860 | 屋面防水 | 277500",
            "item 县第一中学 <carried> | _ | 运动场围栏 | 86000",
            "item 城关镇中心校 | 1204 | 厕所改造 | 219000",
        ],
    );
}

#[test]
fn a_part_behind_a_sum_is_money_and_not_the_main_one() {
    reads_with(
        "单位：万元\n区县,里程（公里）,补助资金,其中：日常养护,其中：养护工程\n\
         东昌区,102.1,415.3,315.3,100\n河口县,310.8,1398,1018,380",
        "amount.main_column",
        &[
            "item 东昌区 | 102.1 | 4153000 | 3153000 | 1000000",
            "item 河口县 | 310.8 | 13980000 | 10180000 | 3800000",
        ],
    );
}

#[test]
fn two_columns_of_csv_are_a_table() {
    reads(
        "项目名称,补助资金（万元）\n“乐龄课堂”监测计划,1139.865\n乡村振兴宣传活动,14.303",
        &[
            "item “乐龄课堂”监测计划 | 11398650",
            "item 乡村振兴宣传活动 | 143030",
        ],
    );
}

#[test]
fn csv_goes_on_over_headings_and_blank_lines() {
    let rows = [
        "item 1 | 区民政局 | 养老服务 | 20000",
        "item 2 | 区妇联 | 家庭教育 | 30000",
    ];
    reads(
        "序号,购买主体,项目名称,金额（万元）\n\n1,区民政局,养老服务,2\n\n2,区妇联,家庭教育,3",
        &rows,
    );
    let text = "序号,购买主体,项目名称,金额（万元）\n一、养老服务类\n1,区民政局,养老服务,2\n2,区妇联,家庭教育,3";
    let notice = putuo_notice::parse_notice(text).unwrap();
    assert_eq!(notice.items.len(), 2);
    assert_eq!(
        notice.tables[0].rows[0].kind,
        putuo_notice::RowKind::Heading
    );
}

#[test]
fn a_cell_broken_over_many_lines_is_one_cell() {
    let breaks: String = (2..=16)
        .map(|n| format!("\n{n}、按实际人数安排；"))
        .collect();
    let table = format!(
        "序号\t项目名称\t服务内容\t金额（万元）\t备注\n\
         1\t养老助餐\t1、送餐；{breaks}\t92\t延续\n\
         2\t海岛巡诊\t1、巡诊；{breaks}\t40\t\n\
         3\t普法宣传\t讲座\t5\t\n\
         区民政局办公室　　2023年10月24日印发\n"
    );
    let rows = rows_of(&notice(&table));
    assert_eq!(rows.len(), 3, "{rows:?}");
    for (row, sum) in rows.iter().zip(["920000", "400000", "50000"]) {
        assert!(row.contains(&format!(" | {sum} | ")), "{row}");
    }
}

#[test]
fn a_sum_alone_on_its_line_is_that_of_the_row_above_that_leaves_it_blank() {
    reads(
        "序号\t企业\t扶持内容\t兑现金额（元）\n1\t甲公司\t参展\t68,432.00\n2\t乙公司\t商标\t\n9,600.00\n3\t丙公司\t物流\t300",
        &[
            "item 1 | 甲公司 | 参展 | 68432",
            "item 2 | 乙公司 | 商标 | 9600",
            "item 3 | 丙公司 | 物流 | 300",
        ],
    );
}

#[test]
fn marks_of_emphasis_may_hold_a_break_or_stand_alone() {
    let notice = notice(
        "| **序号** | *购买主体* | 项目名称 | **金额<br>（万元）** |\n|---|---|---|---|\n| 1 | 区民政局 | *养老服务* | **12** |\n| 2 | 区残联 | 助餐 | 8 |",
    );
    assert_eq!(columns_of(&notice)[3], "金额（万元）: amount");
    has_rows(
        &notice,
        &[
            "item 1 | 区民政局 | 养老服务 | 120000",
            "item 2 | 区残联 | 助餐 | 80000",
        ],
    );
}

#[test]
fn sums_with_their_units_are_no_names_of_columns() {
    let notice = notice(
        "序号\t项目名称\t购买内容\t服务对象\t财政预算\t公益金\t自筹资金\t购买主体\n1\t夏令营\t一是覆盖7个海岛；\n二是参与率达到81%；\n三是制作音频。\t矫正对象\t0 万元\t23 万元\t87万元\t区科技局\n2\t助餐\t送餐\t老人\t86万元\t78万元\t9万元\t区民政局",
    );
    has_rows(
        &notice,
        &[
            "item 1 | 夏令营 | 一是覆盖7个海岛；二是参与率达到81%；三是制作音频。 | 矫正对象 | 0 | 230000 | 870000 | 区科技局",
            "item 2 | 助餐 | 送餐 | 老人 | 860000 | 780000 | 90000 | 区民政局",
        ],
    );
}

#[test]
fn figures_kept_as_text_and_a_line_that_names_the_separator_are_the_exporters() {
    reads(
        "sep=;\n序号;单位;项目名称;金额（元）\n=\"1\";甲局;助餐;=\"500\"\n=\"2\";乙局;\"助洁\";600\n",
        &["item 1 | 甲局 | 助餐 | 500", "item 2 | 乙局 | 助洁 | 600"],
    );
}

#[test]
fn a_quoted_sum_is_one_field_where_few_names_are_known() {
    let read = notice(
        "序号,姓名,所在村,种植面积,补贴金额（元）\n1,王某,柳树湾村,126.5,\"12,650.00\"\n2,陈某,河口村,88,\"8,800.00\"",
    );
    has_rows(
        &read,
        &[
            "item 1 | 王某 | 柳树湾村 | 126.5 | 12650",
            "item 2 | 陈某 | 河口村 | 88 | 8800",
        ],
    );
}

#[test]
fn semicolons_part_fields_without_a_line_that_names_them() {
    let read = notice(
        "采购人;项目名称;预算金额;采购方式\n区教体局;校服采购;\"1,280,000元\";公开招标\n区医院;彩超维保;25.5万元;单一来源",
    );
    has_rows(
        &read,
        &[
            "item 区教体局 | 校服采购 | 1280000 | 公开招标",
            "item 区医院 | 彩超维保 | 255000 | 单一来源",
        ],
    );
}

/// A box that no rule closes goes on below a page number or a blank line.
#[test]
fn a_box_goes_on_on_the_next_page() {
    for gap in ["- 2 -", "", "\u{3000}\n- 2 -"] {
        let notice = notice(&format!(
            "┌──┬────┬────┐\n│序号│项目名称│金额（元）│\n├──┼────┼────┤\n│1│养老服务│200│\n{gap}\n├──┼────┼────┤\n│2│助餐服务│1300│\n└──┴────┴────┘"
        ));
        assert_eq!(super::sums_of(&notice), ["200", "1300"], "{gap:?}");
    }
}
