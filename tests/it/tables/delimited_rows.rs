//! Rows between separators that lost cells, run over several lines or stand below other tables.

use super::{has_rows, notice, reads, reads_with, rows_of, says, sums_of};

#[test]
fn rows_that_lost_cells_go_on_behind_a_page_break() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老服务\t2\n2\t助餐服务\t3\n3\t区教育局\t校车接送\t4\n\n4\t游泳课程\t5\n5\t区司法局\t法律援助\t6\n",
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区民政局 <carried> | 助餐服务 | 30000",
            "item 3 | 区教育局 | 校车接送 | 40000",
            "item 4 | 区教育局 <carried> | 游泳课程 | 50000",
            "item 5 | 区司法局 | 法律援助 | 60000",
        ],
    );
}

#[test]
fn every_row_may_be_broken_in_another_cell() {
    let table = "序号\t企业名称\t项目名称\t政策\n条款\t拟奖励金额\n（万元）\n1\t东港重工\n有限公司\t产线改造\t第三条\t86.40\n2\t海纳检测\n\
                 有限公司\t国家级认可奖励\t第五条\n第二款\t30.00\n3\t望潮食品公司\t水产品加工\n冷链项目\t第三条\t112.75\n合计\t\t\t\t229.15";
    reads(
        table,
        &[
            "item 1 | 东港重工有限公司 | 产线改造 | 第三条 | 864000",
            "item 2 | 海纳检测有限公司 | 国家级认可奖励 | 第五条第二款 | 300000",
            "item 3 | 望潮食品公司 | 水产品加工冷链项目 | 第三条 | 1127500",
            "total 合计 | _ | _ | _ | 2291500",
        ],
    );
}

#[test]
fn lists_side_by_side_are_told_by_names_that_are_said_again() {
    for place in ["镇乡", "片区名录"] {
        let table = format!(
            "{place}\t预拨金额（万元）\t{place}\t预拨金额（万元）\n甲镇\t12\t丙镇\t66\n乙镇\t98.5\t丁镇\t27\n合计\t\t\t203.5"
        );
        let notice = notice(&table);
        assert_eq!(
            sums_of(&notice),
            ["120000", "985000", "660000", "270000"],
            "{table}"
        );
    }
}

#[test]
fn a_total_that_lost_its_blank_cells_below_a_page_break_keeps_its_sum() {
    let rows = |last: &str| {
        format!(
            "序号\t购买主体\t项目名称\t购买方式\t金额（元）\t资金来源\n1\t区民政局\t养老服务\t直接委托\t97500\t上级补助\n\n\
             2\t区残联\t辅具适配\t竞争性磋商\t75000\t一般公共预算\n3\t团区委\t送戏下乡\t直接委托\t17500\t福彩公益金\n{last}"
        )
    };
    let items = [
        "item 1 | 区民政局 | 养老服务 | 直接委托 | 97500 | 上级补助",
        "item 2 | 区残联 | 辅具适配 | 竞争性磋商 | 75000 | 一般公共预算",
        "item 3 | 团区委 | 送戏下乡 | 直接委托 | 17500 | 福彩公益金",
    ];
    for label in ["合计", "总金额", "共计"] {
        let total = format!("total {label} | _ | _ | _ | 190000 | _");
        let [a, b, c] = items;
        reads(&rows(&format!("{label}\t190000")), &[a, b, c, &total]);
    }
}

/// As sites turn a table to text: of merged cells nothing is left but bars at the end of the row, or nothing at all.
#[test]
fn bars_that_fill_a_short_row_up_are_no_cells() {
    for fill in ["||", " |", "|", ""] {
        reads(
            &format!(
                "序号 | 购买主体 | 项目名称 | 金额（元） |\n\
                 1 | 区民政局 | 养老服务 | 200 |\n\
                 2 | 助餐服务 | 300 |{fill}\n\
                 3 | 助洁服务 | 400 |{fill}\n\
                 4 | 区司法局 | 法律援助 | 500 |"
            ),
            &[
                "item 1 | 区民政局 | 养老服务 | 200",
                "item 2 | 区民政局 <carried> | 助餐服务 | 300",
                "item 3 | 区民政局 <carried> | 助洁服务 | 400",
                "item 4 | 区司法局 | 法律援助 | 500",
            ],
        );
    }
    // Which of two sums is blank cannot be known; the names are not those of others.
    reads_with(
        "序号 | 购买主体 | 项目名称 | 申报金额（元） | 核定金额（元） |\n\
         1 | 区民政局 | 养老服务 | 200 | 900 |\n\
         2 | 助餐服务 | 300 | ||\n\
         3 | 区司法局 | 法律援助 | 500 | 400 |",
        "form.ambiguous_cells",
        &[
            "item 1 | 区民政局 | 养老服务 | 200 | 900",
            "item 2 | 区民政局 <carried> | 助餐服务 | 300 | blank",
            "item 3 | 区司法局 | 法律援助 | 500 | 400",
        ],
    );
    // Without names to go by, the bars alone tell: a column of counts would hold the sum.
    reads(
        "序号 | 购买主体 | 项目名称 | 人数 | 金额（元） | 备注 |\n\
         1 | 区民政局 | 养老服务 | 12 | 200 | 已验收 |\n\
         2 | 区司法局 | 法律援助 | 15 | 500 | 已验收 |\n\
         合计 | 700 |||||",
        &[
            "item 1 | 区民政局 | 养老服务 | 12 | 200 | 已验收",
            "item 2 | 区司法局 | 法律援助 | 15 | 500 | 已验收",
            "total 合计 | _ | _ | _ | 700 | _",
        ],
    );
}

#[test]
fn a_list_in_the_last_cell_goes_on_below_its_row() {
    let notice = notice(
        "序号\t购买主体\t项目名称\t金额（万元）\t服务内容\n\
         1\t区民政局\t养老服务\t12\t1.上门探访；\n2.助浴；\n3.助餐。\n小计\t12\t\n\
         2\t区教育局\t校车服务\t30\t接送学生\n小计\t30\t",
    );
    let contents = notice.items.iter().map(|i| i.content.as_ref());
    let contents: Vec<_> = contents
        .map(|c| c.map_or("", |c| c.text.as_str()))
        .collect();
    assert_eq!(contents, ["1.上门探访；2.助浴；3.助餐。", "接送学生"]);
}

#[test]
fn a_heading_alone_on_its_line_stands_between_whole_rows() {
    let table = |mark: &str, heading: &str| {
        format!("序号|购买主体|项目名称|金额（万元）\n{heading}\n1|区民政局|养老服务|12\n2||助餐|3\n第二批\n3|区教育局|校车服务|30")
            .replace('|', mark)
    };
    for mark in ["\t", "|"] {
        for heading in ["第一批", "\n第一批", "区级项目"] {
            let notice = notice(&table(mark, heading));
            assert_eq!(notice.tables.len(), 1, "{mark:?} {heading:?}");
            assert_eq!(
                sums_of(&notice),
                ["120000", "30000", "300000"],
                "{mark:?} {heading:?}"
            );
        }
    }
}

#[test]
fn a_sum_of_the_page_before_stands_at_the_head_of_the_next() {
    let notice = notice(
        "序号\t购买主体\t项目名称\t服务对象\t金额（万元）\n1\t区教育局\t社区矫正\t困境儿童\t6.75\n\n承前页\t6.75\n\
         2\t文明劝导\t困境儿童\t14.25\n3\t区民政局\t养老\t老年人\t5",
    );
    assert_eq!(sums_of(&notice), ["67500", "142500", "50000"]);
    assert_eq!(
        super::projects_of(&notice),
        ["社区矫正", "文明劝导", "养老"]
    );
}

#[test]
fn below_another_header_stands_another_table() {
    for mark in ["\t", "|", ","] {
        let notice = notice(
            &"序号|购买主体|项目名称|金额（万元）\n1|区民政局|助餐|30\n2|区民政局|评估|12\n\
              序号|购买主体|项目名称|金额（元）\n3|区教育局|课后服务|456000\n4|区教育局|安保|1000000"
                .replace('|', mark),
        );
        assert_eq!(
            sums_of(&notice),
            ["300000", "120000", "456000", "1000000"],
            "{mark:?}"
        );
    }
}

#[test]
fn a_title_above_records_is_padded_with_quoted_fields_too() {
    let table = "\"2023年项目汇总表\",\"\",\"\",\"\"\n\"序号\",\"购买主体\",\"项目名称\",\"金额（万元）\"\n\"1\",\"区民政局\",\"养老\",\"2\"\n\"2\",\"区教育局\",\"助学\",\"3\"\n";
    let notice = putuo_notice::parse_notice(super::FRAME.replace("项目表\n", table)).unwrap();
    let title = notice.attachments[0].title.as_ref();
    assert_eq!(title.map(|t| t.text.as_str()), Some("2023年项目汇总表"));
}

#[test]
fn blank_lines_part_all_rows_but_the_first_from_its_header() {
    for (mark, names) in [
        ("\t", "序号\t购买主体\t项目名称\t金额（万元）"),
        (",", "序号,购买主体,项目名称,金额（万元）"),
        (
            "\t",
            "序号\t购买主体\t项目名称\t资金（万元）\t\n\t\t\t区级\t自筹",
        ),
        (",", "序号,购买主体,项目名称,资金（万元）,\n,,,区级,自筹"),
    ] {
        let sums = if names.contains("区级") { "2|1" } else { "2" };
        let blank = if names.contains("区级") {
            "||||"
        } else {
            "|||"
        };
        let rows = [
            format!("1|区民政局|养老|{sums}"),
            format!("2||助餐|{sums}"),
            format!("第二批{blank}"),
            format!("3|区教育局|助学|{sums}"),
        ];
        let table = format!("{names}\n{}\n", rows.join("\n\n").replace('|', mark));
        let notice = notice(&table);
        assert_eq!(notice.tables.len(), 1, "{table}");
        assert_eq!(
            super::projects_of(&notice),
            ["养老", "助餐", "助学"],
            "{table}"
        );
    }
}

#[test]
fn a_row_of_many_bars_between_blank_lines_is_no_table_on_one_line() {
    let table = "序号|购买主体|项目名称|服务内容|服务人群|实施主体|采购方式|金额（元）|资金来源|实施时间\n\
                 1|区民政局|养老|上门|老人|某中心|单一来源|45000|自筹|一年\n\n\
                 2||助餐|堂食|老人|某中心|询价|77500|上级补助|一年\n\n\
                 3|区教育局|助学|托管|学生|某中心|询价|90000|自筹|全年\n";
    let notice = notice(table);
    assert_eq!(super::projects_of(&notice), ["养老", "助餐", "助学"]);
    assert_eq!(notice.tables.len(), 1);
}

#[test]
fn a_note_between_bars_below_rows_without_their_last_cell_is_kept() {
    let notice = notice(
        "| 序号 | 项目名称 | 金额（万元） | 备注 |\n| 1 | 养老 | 2 | 续签 |\n| 2 | 助餐 | 3 |\n| 合计 |  | 5 |\n| 注：按实结算。 |\n",
    );
    assert_eq!(super::notes_of(&notice), ["注：按实结算。"]);
    assert_eq!(rows_of(&notice).len(), 3);
}

#[test]
fn the_unit_of_a_name_stands_above_lower_names_on_a_line_of_its_own() {
    let notice = notice(
        "序号\t地区\t功能分类科目\t任务数（户）\t下达金额\n（万元）\n编码\t名称\n1\t延平区\t2210105\t农村危房改造\t86\t137.6\n\
         2\t光泽县\t2210105\t农村危房改造\t45\t72\n3\t顺昌县\t2210105\t农村危房改造\t20\t32",
    );
    assert_eq!(sums_of(&notice), ["1376000", "720000", "320000"]);
}

#[test]
fn the_first_name_of_every_row_may_be_broken() {
    reads(
        "企业名称\t奖补类别\t拟奖补资金\n（万元）\n恒越新材料\n股份有限公司\t技改补贴\t86.3\n鑫联电子\n科技有限公司\t研发奖励\t50\n合计\t\t136.3",
        &[
            "item 恒越新材料股份有限公司 | 技改补贴 | 863000",
            "item 鑫联电子科技有限公司 | 研发奖励 | 500000",
            "total 合计 | _ | 1363000",
        ],
    );
}

/// A browser shows an ideographic blank in a paragraph of its own as it does any other paragraph of a cell.
#[test]
fn a_paragraph_of_a_blank_is_of_its_cell() {
    let text = "主管部门\t项目名称\t项目内容\t\n\n预算\n\n（万元）\n\n\t完成时限\n区住建局\t\n\n背街小巷整治\n\n\t路面修复\t350\t\n\n2025年12月\n\n\n危房解危\t\n\nC、D级危房12幢\n\n\u{3000}\n\n\t86.4\t\n\n2025年10月\n\n\n区交通局\t\n\n农村公路养护\n\n\t养护里程\t412\t全年\n";
    let notice = notice(text);
    let projects: Vec<_> = notice
        .items
        .iter()
        .map(|i| i.project.as_ref().unwrap().text.as_str())
        .collect();
    assert_eq!(projects, ["背街小巷整治", "危房解危", "农村公路养护"]);
}

/// Of lists side by side one may end above a page's number: the next row of the other is no rest of the last.
#[test]
fn a_list_beside_one_that_has_ended_goes_on_on_the_next_page() {
    let notice = notice(
        "单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n财政拨款\t125\t教育支出\t60\n事业收入\t35\t卫生支出\t90\n— 2 —\n\t\t住房支出\t10\n收入合计\t160\t支出合计\t160",
    );
    assert_eq!(
        sums_of(&notice),
        ["1250000", "350000", "600000", "900000", "100000"]
    );
}

/// A tab at the end of every line, and a blank column that was copied with the table, hold no place of a cell that is gone.
#[test]
fn blank_cells_at_the_edge_of_all_rows_are_none() {
    let rows = [
        "序号\t项目单位\t项目名称\t债券资金（万元）",
        "已发行\t本次安排\t合计",
        "1\t县城投公司\t老城管网改造\t3000\t2000\t5000",
        "2\t污水厂提标\t1500\t800\t2300",
        "3\t县医院\t门诊楼迁建\t0\t6000\t6000",
    ];
    for (before, behind) in [("", ""), ("\t", ""), ("", "\t"), ("\t", "\t\t")] {
        let lines: Vec<String> = rows
            .iter()
            .map(|r| format!("{before}{r}{behind}"))
            .collect();
        let notice = notice(&lines.join("\n"));
        assert_eq!(sums_of(&notice), ["50000000", "23000000", "60000000"]);
        let whose: Vec<_> = notice
            .items
            .iter()
            .map(|i| i.purchaser.as_ref().unwrap().text.as_str())
            .collect();
        assert_eq!(whose, ["县城投公司", "县城投公司", "县医院"]);
    }
}

/// A tab may end some lines alone. Where a sum stands before it, under the name of something else, no cell is blank there.
#[test]
fn a_tab_at_the_end_of_a_short_row_is_no_blank_sum() {
    let notice = notice(
        "部门\t项目名称\t承接方式\t预算金额（元）\n市民政局\t救助中心运营\t公开招标\t1280000\t\n福利宣传\t定向委托\t96000\n第三方核查\t竞争性谈判\t458000\t\n市统计局\t住户调查\t公开招标\t312500",
    );
    assert_eq!(sums_of(&notice), ["1280000", "96000", "458000", "312500"]);
    let whose: Vec<_> = notice
        .items
        .iter()
        .map(|i| i.purchaser.as_ref().unwrap().text.as_str())
        .collect();
    assert_eq!(whose, ["市民政局", "市民政局", "市民政局", "市统计局"]);
}

/// Blank cells hold a line break each, so that a row is as many lines as has bars together as its header has.
#[test]
fn rows_between_bars_are_broken_at_their_blank_cells() {
    let rows = [
        "item 疾控中心 | blank | 200000 | blank | 200000 | _",
        "item 白泉卫生院 | 20000 | blank | 10000 | 30000 | _",
        "item 岑港卫生院 | blank | blank | 10000 | 10000 | _",
        "item 小沙卫生院 | 40000 | blank | 10000 | 50000 | 含结转",
    ];
    let below = "疾控中心 |\n| 20 |\n| 20 |\n|\n白泉卫生院 | 2 |\n| 1 | 3 |\n|\n岑港卫生院 |\n|\n| 1 | 1 |\n|\n小沙卫生院 | 4 |\n| 1 | 5 | 含结转 |";
    let names =
        "卫生院 | 金额（万元） | 备注 | |||\n| 设备购置（含中医） | 事件处置 | 人才培养 | 小计 | |";
    for title in ["", "2018年补偿资金表 | |||||\n"] {
        let read = notice(&format!("{title}{names}\n{below}\n"));
        has_rows(&read, &rows);
        assert_eq!(sums_of(&read), ["200000", "30000", "10000", "50000"]);
    }
    // The excerpt ends within the last row.
    let read = notice(&format!("{names}\n{below}\n社区卫生"));
    assert_eq!(sums_of(&read).len(), 4);
}

#[test]
fn a_dash_before_a_bar_is_a_cell_and_names_behind_sums_begin_another_table() {
    let read = notice(
        "项目名称 |\n支出（万元） |\n减少（万元） |\n减少率 |\n公务接待费 |\n71.53 |\n- |\n- |\n公务用车费 |\n18 |\n2 |\n10% |\n2020年度使用情况\n使用项目 |\n数量 |\n公务用车购置数 |\n32 |\n公务用车保有量 |\n660 |\n",
    );
    let rows = rows_of(&read);
    assert_eq!(rows[0], "item 公务接待费 | 715300 | dash | -");
    assert_eq!(rows[1], "item 公务用车费 | 180000 | 20000 | 10%");
    assert_eq!(read.items.len(), 2);
}

#[test]
fn a_bar_on_a_line_of_its_own_parts_cells() {
    let read = notice(
        "单位：万元\n项 目\n|\n预 算 数\n|\n合 计\n|\n2.36\n|\n因公出国费\n|\n|\n公务接待费\n|\n0.36\n|\n公务用车费\n|\n2\n|\n说明如下。",
    );
    has_rows(
        &read,
        &[
            "total 合计 | 23600",
            "item 因公出国费 | blank",
            "item 公务接待费 | 3600",
            "item 公务用车费 | 20000",
        ],
    );
}

#[test]
fn names_and_the_first_row_may_stand_behind_other_text_on_their_line() {
    for (before, sums) in [
        (
            "某县2025年扶持项目计划表 单位(万元) ",
            ["447500", "475000", "422440"],
        ),
        ("", ["447500", "475000", "422440"]),
    ] {
        let unit = if before.is_empty() { "(万元)" } else { "" };
        let read = notice(&format!(
            "{before}序号 | 乡镇 (街道) | 村名 | 项目名称 | 拟补助资金{unit} | 备注 | 1 | 瓯南街道 | 白塔社区 | 白塔社区长廊工程 | 44.750 |\n| 2 | 三河街道 | 半岭村 | 半岭村护岸工程 | 47.500 |\n| 3 | 桥东镇 | 林下村 | 林下村道路工程 | 42.244 |\n",
        ));
        assert_eq!(sums_of(&read), sums, "{before}");
        assert_eq!(super::projects_of(&read)[1], "半岭村护岸工程");
        assert_eq!(super::columns_of(&read)[0], "序号: sequence");
    }
}

#[test]
fn a_text_that_ends_within_a_row_says_so_there() {
    let rows = "序号 | 项目名称 | 建设内容 | 金额（万元） | 责任单位 |\n1 | 道路提升 | 修路332米 | 20 | 交通运输局 |\n2 | 村道改造 | 修路1010米 | 75 | 水务局 |\n3 | 饮水工程 | 计划新";
    let read = notice(rows);
    assert_eq!(read.items.len(), 3);
    for path in ["/items/2/content", "/items/2/amount", "/items/2/purchaser"] {
        super::says_at(&read, path);
    }
    // A cell a line.
    let read = notice(&rows.replace(" | ", " |\n"));
    assert_eq!(
        super::projects_of(&read),
        ["道路提升", "村道改造", "饮水工程"]
    );
    super::says_at(&read, "/items/2/amount");
    let read = notice(&format!("{rows}建管道 | 5 | 水务局 |\n"));
    super::says_not(&read, "form.cut_off");
}

#[test]
fn a_caption_with_bars_behind_it_is_no_header() {
    let rows = "县区 | 户数 | 人数 | 金额（万元） |\n甲区 | 12 | 20 | 280 |\n乙区 | 9 | 14 | 75 |\n丙县 | 30 | 51 | 545 |\n丁县 | 8 | 9 | 720 |\n";
    for caption in ["2023年8月资金使用情况", "资金分配明细表", "补助标准"] {
        let read = notice(&format!("{caption} | |||\n{rows}"));
        let sums = ["2800000", "750000", "5450000", "7200000"];
        assert_eq!(sums_of(&read), sums, "{caption}");
    }
}

/// A merged cell that is gone leaves its row's others one column to the left, and a blank one at the end: what the columns hold tells.
#[test]
fn cells_that_slid_into_a_merged_cell_s_place_are_moved_back() {
    for (header, rows, expected) in [
        (
            "县区 | 企业名称 | 租赁面积 | 年租金（元） | 财政补贴（元） | 备注 |",
            "甲县 | 兴达材料有限公司 | 4176 | 202560 | 40512 | 补40% |\n凤鸣服装有限公司 | 4670 | 100000 | 25000 | 补50% | |\n金河光电有限公司 | 2468 | 148080 | 29616 | 补40% | |\n乙县 | 汉江建材有限公司 | 3600 | 349248 | 69849 | 补40% |",
            [
                ("甲县", "40512"),
                ("甲县", "25000"),
                ("甲县", "29616"),
                ("乙县", "69849"),
            ],
        ),
        (
            "序号 | 镇街 | 项目名称 | 面积（亩） | 补助（元） | 备注 |",
            "1 | 甲镇 | 沟渠清淤工程 | 30 | 45000 | 已完工 |\n2 | 机耕路修复工程 | 12 | 18000 | 已完工 | |\n3 | 乙街道 | 泵站更新工程 | 8 | 26000 | 在建 |\n4 | 丙街道 | 涵洞加固工程 | 5 | 9000 | 在建 |",
            [
                ("甲镇", "45000"),
                ("甲镇", "18000"),
                ("乙街道", "26000"),
                ("丙街道", "9000"),
            ],
        ),
    ] {
        let read = notice(&format!("{header}\n{rows}\n"));
        let own: Vec<(String, String)> = read
            .items
            .iter()
            .map(|item| {
                let buyer = item.purchaser.as_ref().map(|p| p.text.clone());
                (
                    buyer.unwrap_or_default(),
                    super::money(item.amount.as_ref().unwrap()),
                )
            })
            .collect();
        let expected = expected.map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(own, expected, "{header}");
    }
}

/// Where it may be either of two that is gone, both are in doubt.
#[test]
fn a_merged_cell_that_may_be_either_of_two_is_said() {
    let read = notice(
        "村名 | 户主姓名 | 面积（亩） | 补助（元） | 备注 |\n李家 | 王甲 | 30 | 4500 | 已付 |\n张乙 | 12 | 1800 | 已付 | |\n赵家 | 钱丙 | 8 | 1200 | 已付 |\n",
    );
    says(&read, "form.ambiguous_cells");
}
