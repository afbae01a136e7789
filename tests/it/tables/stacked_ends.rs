//! One cell a line: what stands where the last cell of a row is blank.

use super::{has_rows, notice, projects_of, says, says_at, says_not, sums_of};

/// A list with remarks, which no row has: the lines stand below its last row.
fn with_below(lines: &str) -> String {
    format!(
        "序号\n购买主体\n项目名称\n金额（万元）\n备注\n1\n区民政局\n社区助餐\n30\n2\n区教育局\n课后服务\n45\n3\n区卫健委\n签约宣传\n8\n{lines}\n"
    )
}

/// Likewise; the lines stand between its second and its third row.
fn with_between(lines: &str) -> String {
    with_below("").replace("\n3\n", &format!("\n{lines}\n3\n"))
}

/// The same lists with the signature below.
fn signed(list: &str) -> String {
    format!("{list}普陀区财政局\n2025年3月1日\n")
}

const ROWS: [&str; 3] = [
    "item 1 | 区民政局 | 社区助餐 | 300000 | _",
    "item 2 | 区教育局 | 课后服务 | 450000 | _",
    "item 3 | 区卫健委 | 签约宣传 | 80000 | _",
];

#[test]
fn what_a_paper_says_below_a_list_is_no_remark_of_its_last_row() {
    for below in [
        "特此公告。",
        "以上项目由区财政局负责解释。",
        "以上资金由区财政局统筹，请各单位\n认真执行。",
        "附件：1.项目说明",
        "（联系人：张三；联系电话：52564588）",
        "（此件公开发布）",
    ] {
        let notice = notice(&signed(&with_below(below)));
        has_rows(&notice, &ROWS);
        assert!(notice.date.is_some(), "{below}");
    }
    for below in [
        "2025年3月1日",
        "普陀区财政局（盖章）\n2025年3月1日",
        "普陀区民政局\n普陀区财政局\n2025年3月1日",
    ] {
        let notice = notice(&with_below(below));
        has_rows(&notice, &ROWS);
        says_not(&notice, "form.ambiguous_cells");
    }
}

#[test]
fn a_name_with_a_remark_stands_under_those_of_bodies_where_a_cell_is_blank() {
    let list = "序号\n项目名称\n金额（万元）\n类别\n购买主体\n1\n社区助餐\n30\n养老服务类\n区民政局\n2\n课后服务\n45\n教育类\n区教育局\n3\n签约宣传\n8\n区委宣传部（区文明中心）\n";
    let notice = notice(&signed(list));
    let names = notice.items.iter().map(|i| i.purchaser.as_ref());
    let names: Vec<&str> = names.map(|p| p.map_or("", |p| p.text.as_str())).collect();
    assert_eq!(names, ["区民政局", "区教育局", "区委宣传部（区文明中心）"]);
}

#[test]
fn sentences_are_remarks_where_other_rows_have_such() {
    let list = with_below("按年支付。").replace("30\n", "30\n按季支付。\n");
    let notice = notice(&signed(&list));
    assert!(
        notice.items[2]
            .note
            .as_ref()
            .is_some_and(|n| n.text == "按年支付。")
    );
}

#[test]
fn what_may_be_a_remark_or_not_is_said() {
    for below in ["区财政局补助50%。", "联系电话：52564588", "2", "区财政局"] {
        let notice = notice(&signed(&with_below(below)));
        says(&notice, "form.ambiguous_cells");
        says_at(&notice, "/items/2/note");
    }
}

#[test]
fn a_heading_like_that_above_the_first_rows_is_no_remark() {
    let list = with_between("街镇项目").replace("备注\n1\n", "备注\n区级项目\n1\n");
    let notice = notice(&signed(&list));
    let noted = |i: &putuo_notice::Item| i.note.as_ref().is_some_and(|n| !n.text.is_empty());
    assert_eq!(projects_of(&notice), ["社区助餐", "课后服务", "签约宣传"]);
    assert!(!notice.items.iter().any(noted));
    // Without the first, it may be either.
    for between in ["街镇项目", "2"] {
        let notice = super::notice(&signed(&with_between(between)));
        says_at(&notice, "/items/1/note");
    }
}

#[test]
fn a_title_or_a_page_number_above_names_said_again_is_no_remark() {
    for between in ["街镇项目表", "附件2\n街镇项目表", "2", "第二批"] {
        let names = "序号\n购买主体\n项目名称\n金额（万元）\n备注";
        let notice = notice(&signed(&with_between(&format!("{between}\n{names}"))));
        assert_eq!(projects_of(&notice), ["社区助餐", "课后服务", "签约宣传"]);
        let noted = |i: &putuo_notice::Item| i.note.as_ref().is_some_and(|n| !n.text.is_empty());
        assert!(!notice.items.iter().any(noted), "{between}");
        says_not(&notice, "form.ambiguous_cells");
    }
}

#[test]
fn a_remark_above_a_row_whose_purchaser_is_merged_is_one() {
    let list = with_between("跨年项目").replace("区卫健委\n", "");
    let notice = notice(&signed(&list));
    assert_eq!(
        notice.items[1].note.as_ref().map(|n| n.text.as_str()),
        Some("跨年项目")
    );
    says_not(&notice, "form.ambiguous_cells");
}

#[test]
fn a_number_below_the_name_of_words_is_said() {
    let list = "序号\n购买主体\n项目名称\n金额（万元）\n服务内容\n1\n区民政局\n社区助餐\n30\n堂食\n2\n区教育局\n课后服务\n45\n2\n3\n区卫健委\n签约宣传\n8\n讲座\n";
    let notice = notice(&signed(list));
    says_at(&notice, "/items/1/content");
}

/// 其中 stands over the last names, and with 合计 under the name of the sum.
#[test]
fn parts_stand_under_of_which_with_a_cell_a_line() {
    let row = |n: usize, cells: &str| format!("{n}\n青田县\n堤防加固{n}期\n{cells}\n");
    let table = |names: &str, cells: [&str; 3]| {
        let rows: String = (1..).zip(cells).map(|(n, own)| row(n, own)).collect();
        format!("序号\n县（市、区）\n项目名称\n{names}\n{rows}")
    };
    for (names, cells, columns) in [
        (
            "总投资（万元）\n其中\n建设年限\n财政资金\n自筹资金",
            [
                "620\n400\n220\n2024年",
                "350\n200\n150\n2024年",
                "200\n100\n100\n2025年",
            ],
            [
                "总投资（万元）",
                "其中/财政资金",
                "其中/自筹资金",
                "建设年限",
            ],
        ),
        (
            "补助资金（万元）\n备注\n合计\n其中\n中央\n省级",
            [
                "620\n400\n220\n续建",
                "350\n200\n150\n新建",
                "200\n100\n100\n新建",
            ],
            [
                "补助资金（万元）/合计",
                "补助资金（万元）/其中/中央",
                "补助资金（万元）/其中/省级",
                "备注",
            ],
        ),
        (
            "补助资金（万元）\n合计\n其中\n中央\n省级\n市级",
            ["620\n400\n150\n70", "350\n200\n100\n50", "200\n100\n60\n40"],
            [
                "补助资金（万元）/合计",
                "补助资金（万元）/其中/中央",
                "补助资金（万元）/其中/省级",
                "补助资金（万元）/其中/市级",
            ],
        ),
    ] {
        let read = notice(&table(names, cells));
        assert_eq!(sums_of(&read), ["6200000", "3500000", "2000000"], "{names}");
        let own: Vec<&str> = read.tables[0].columns[3..]
            .iter()
            .map(|c| c.header.as_str())
            .collect();
        assert_eq!(own, columns, "{names}");
        let warns = |d: &putuo_notice::Diagnostic| d.severity == putuo_notice::Severity::Warning;
        assert!(
            !read.diagnostics.iter().any(warns),
            "{:?}",
            super::findings_of(&read)
        );
    }
}

#[test]
fn names_that_begin_alike_stand_under_several_with_a_cell_a_line() {
    let read = notice(
        "序号\n单位\n2022年（万元）\n2023年（万元）\n备注\n预算\n执行\n预算\n安排\n1\n区文化馆\n80\n78\n85\n84\n无\n\
         2\n区博物馆\n120\n119\n130\n128\n新馆\n3\n区图书馆\n66\n64\n70\n69\n无\n",
    );
    let table = &read.tables[0];
    let names: Vec<&str> = table.columns.iter().map(|c| c.header.as_str()).collect();
    assert_eq!(
        names,
        [
            "序号",
            "单位",
            "2022年（万元）/预算",
            "2022年（万元）/执行",
            "2023年（万元）/预算",
            "2023年（万元）/安排",
            "备注"
        ]
    );
    let cells: Vec<&str> = table.rows[1]
        .cells
        .iter()
        .map(|c| c.text.as_str())
        .collect();
    assert_eq!(cells, ["2", "区博物馆", "120", "119", "130", "128", "新馆"]);
}

#[test]
fn the_last_name_is_a_column_that_most_rows_leave_blank() {
    let read = notice(
        "序号\n项目名称\n区级资金（万元）\n自筹资金（万元）\n购买主体\n项目类型\n1\n送戏下乡\n4.63\n56.28\n区文广旅体局\n试点\n\
         2\n社区助餐\n81.09\n20\n区民政局\n3\n课后服务\n66\n13.44\n区教育局\n4\n签约宣传\n27.64\n83.15\n区卫健委\n常态\n\
         5\n防汛演练\n12.5\n8\n区应急管理局\n",
    );
    let kinds: Vec<&str> = read.tables[0]
        .rows
        .iter()
        .map(|row| row.cells[5].text.as_str())
        .collect();
    assert_eq!(kinds, ["试点", "", "", "常态", ""]);
    assert_eq!(
        sums_of(&read),
        ["46300", "810900", "660000", "276400", "125000"]
    );
}

/// 村（社区） may name who buys, as the name before it does.
#[test]
fn a_last_name_with_the_role_of_another_heads_no_rows() {
    let read = notice(
        "序号\n项目名称\n中标单位\n金额（万元）\n购买主体\n村（社区）\n1\n送戏下乡\n渔民画协会\n4.63\n区文广旅体局\n大岙村\n\
         2\n社区助餐\n心理卫生协会\n81.09\n3\n课后服务\n社会工作站\n66\n金沙村\n4\n签约宣传\n医联体\n27.64\n5\n防汛演练\n\
         志愿者协会\n12.5\n塘头村\n",
    );
    let table = &read.tables[0];
    assert_eq!((table.columns.len(), table.rows.len()), (6, 5));
    assert!(read.items.iter().all(|item| {
        item.purchaser
            .as_ref()
            .is_some_and(|p| p.text == "区文广旅体局")
    }));
}

#[test]
fn words_for_a_sum_are_a_remark_where_the_sum_stands_before_them() {
    let list = with_below("").replace("45\n", "45\n据实核销\n");
    let mut rows = ROWS.map(str::to_owned);
    rows[1] = "item 2 | 区教育局 | 课后服务 | 450000 | 据实核销".to_owned();
    has_rows(&notice(&list), &rows.each_ref().map(String::as_str));
}

#[test]
fn what_stands_under_the_name_of_projects_is_known_by_its_own_name() {
    let read = notice(
        "序号\n购买主体\n项目\n验收方式\n采购金额（万元）\n名称\n内容\n1\n区民政局\n社区助餐\n每周开放不少于22小时\n书面验收\n30\n\
         2\n区教育局\n课后服务\n覆盖6个偏远海岛\n现场验收\n45\n3\n区卫健委\n签约宣传\n满意度不低于84%\n书面验收\n8\n",
    );
    assert_eq!(projects_of(&read), ["社区助餐", "课后服务", "签约宣传"]);
    assert_eq!(sums_of(&read), ["300000", "450000", "80000"]);
    let content = read.items[1].content.as_ref().map(|c| c.text.as_str());
    assert_eq!(content, Some("覆盖6个偏远海岛"));
}

#[test]
fn what_heads_the_first_rows_is_no_name_and_ends_none() {
    let rows = "1\n区民政局\n社区助餐\n30\n2023年5月\n2\n区教育局\n课后服务\n45\n2023年6月\n";
    let last = "3\n区卫健委\n签约宣传\n8\n2023年5月\n4\n区司法局\n法律援助\n9\n2023年6月\n";
    let names = "序号\n购买主体\n项目名称\n金额（万元）\n实施期限\n";
    for (first, second) in [
        ("区级项目", "镇级项目"),
        ("养老服务类项目", "社区服务类项目"),
    ] {
        for total in ["", "合计\n92\n"] {
            let list = format!("{names}{total}{first}\n{rows}{second}\n{last}");
            let notice = notice(&signed(&list));
            let headers: Vec<&str> = notice.tables[0]
                .columns
                .iter()
                .map(|c| c.header.as_str())
                .collect();
            assert_eq!(headers.join("\n") + "\n", names, "{list}");
        }
    }
    let list = format!("{names}备注\n区级项目\n{rows}镇级项目\n{last}新增\n");
    let columns = notice(&signed(&list)).tables[0].columns.len();
    assert_eq!(columns, 6, "{list}");
    // Without a last column that all rows have.
    let list = "序号\n购买主体\n项目名称\n金额（万元）\n区级项目\n1\n区民政局\n社区助餐\n30\n2\n区教育局\n课后服务\n45\n镇级项目\n3\n区卫健委\n签约宣传\n8\n";
    let notice = notice(&signed(list));
    assert_eq!(notice.tables[0].columns.len(), 4);
    assert_eq!(projects_of(&notice), ["社区助餐", "课后服务", "签约宣传"]);
}

#[test]
fn what_stands_above_a_page_number_and_names_said_again_may_be_a_remark() {
    let names = "序号\n购买主体\n项目名称\n金额（万元）\n备注";
    let notice = notice(&signed(&with_between(&format!("新增项目\n第2页\n{names}"))));
    let note = notice.items[1].note.as_ref();
    assert_eq!(note.map(|n| n.text.as_str()), Some("新增项目"));
    says_at(&notice, "/items/1/note");
}

#[test]
fn where_blank_cells_are_shown_a_remark_without_any_behind_it_heads_no_rows() {
    let list = with_below("")
        .replace("备注\n1\n", "备注\n区级项目\n\n\n\n\n1\n")
        .replace("30\n2\n", "30\n\n2\n")
        .replace("45\n3\n", "45\n跨年项目\n3\n");
    let notice = notice(&signed(&list));
    let note = notice.items[1].note.as_ref();
    assert_eq!(note.map(|n| n.text.as_str()), Some("跨年项目"));
}

#[test]
fn what_heads_rows_below_a_sum_is_no_cell_of_its_row() {
    let notice = notice(&signed(
        "序号\n购买主体\n项目名称\n金额（万元）\n实施期限\n区级项目\n1\n区民政局\n社区助餐\n30\n2023年5月\n2\n课后服务\n45\n2023年6月\n小 计\n75\n\
         镇级项目\n3\n区卫健委\n签约宣传\n8\n2023年5月\n小 计\n8\n合计\n83\n",
    ));
    has_rows(
        &notice,
        &[
            "heading 区级项目 | _ | _ | blank | _",
            "item 1 | 区民政局 | 社区助餐 | 300000 | 2023年5月",
            "item 2 | 区民政局 <carried> | 课后服务 | 450000 | 2023年6月",
            "subtotal _ | _ | 小计 | 750000 | _",
            "heading 镇级项目 | _ | _ | blank | _",
            "item 3 | 区卫健委 | 签约宣传 | 80000 | 2023年5月",
            "subtotal _ | _ | 小计 | 80000 | _",
            "total _ | _ | 合计 | 830000 | _",
        ],
    );
}

#[test]
fn a_heading_among_remarks_is_in_doubt() {
    let list = with_between("街镇项目")
        .replace("备注\n1\n", "备注\n区级项目\n1\n")
        .replace("30\n", "30\n续签\n");
    let notice = notice(&signed(&list));
    assert_eq!(projects_of(&notice), ["社区助餐", "课后服务", "签约宣传"]);
    says_at(&notice, "/items/1/note");
}

#[test]
fn a_time_is_none_that_is_counted_where_its_name_says_how_to_write_it() {
    let notice = notice(
        "序号\n采购项目名称\n采购需求概况\n政策功能\n预算金额（万元）\n预计采购时间（填写到月）\n备注\n1\n道路保洁\n保洁120万平方米\n促进中小企业发展\n\
         860\n2025年8月\n—\n2\n建筑测绘\n测绘15处\n促进中小企业发展\n36.5\n2025年9月\n—\n3\n燃气检查\n检查用户5000户，\n出具报告\n无\n49.8\n\
         2025年7月\n—",
    );
    assert_eq!(sums_of(&notice), ["8600000", "365000", "498000"]);
}
