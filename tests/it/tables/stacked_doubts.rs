//! One cell a line: what tells names and rows that could be others, and what is said where nothing does.

use super::{columns_of, notice, projects_of, reads, says, says_at, says_not, sums_of};

const FIVE: &str = "序号\n购买主体\n项目名称\n服务内容\n金额（万元）\n";

#[test]
fn a_name_like_a_body_s_below_a_merged_purchaser_is_said() {
    let rows = "1 区民政局 社区食堂 运营 30 2 区社会福利院 食堂外包 12 3 区教育局 课后服务 托管 45";
    let notice = notice(&format!("{FIVE}{}", rows.replace(' ', "\n")));
    for at in ["/items/1/purchaser", "/items/1/project"] {
        assert!(notice.diagnostics.iter().any(|d| d.path == at), "{at}");
    }
}

#[test]
fn numbers_may_begin_anew_below_a_heading_without_one() {
    let rows = "区级项目 1 区民政局 社区食堂 运营 30 2 养老评估 评估 12 街镇项目 1 长寿路街道 楼组安保 派驻 45 2 河道保洁 保洁 8";
    let notice = notice(&format!("{FIVE}{}", rows.replace(' ', "\n")));
    assert_eq!(
        projects_of(&notice),
        ["社区食堂", "养老评估", "楼组安保", "河道保洁"]
    );
    assert_eq!(columns_of(&notice).len(), 5);
}

#[test]
fn a_name_broken_between_two_characters_is_one() {
    let rows = "1 区民政局 社区食堂 30 无 2 区教育局 课后服务 45 无 3 区卫健委 签约宣传 8 无";
    let names = "序\n号\n购买主体\n项目名称\n金额\n（万元）\n备\n注\n";
    let notice = notice(&format!("{names}{}", rows.replace(' ', "\n")));
    let columns = columns_of(&notice);
    assert!(
        columns[0].contains("序号") || columns[0].contains("序\n号"),
        "{columns:?}"
    );
    assert_eq!(columns.len(), 5, "{columns:?}");
}

#[test]
fn the_total_is_told_by_rows_that_are_not_in_doubt() {
    let names = "序号\n购买主体\n项目名称\n资金（万元）\n合计\n区级\n自筹\n";
    let rows = "1 区民政局 社区食堂 30 20 10 2 区教育局 课后服务 45 45 3 区教育局 校园安保 100 100";
    let notice = notice(&format!("{names}{}", rows.replace(' ', "\n")));
    let sum = |at: usize| {
        notice.items[at]
            .amount
            .as_ref()
            .and_then(|a| a.yuan.map(|y| y.to_string()))
    };
    assert_eq!(sum(0).as_deref(), Some("300000"));
    says(&notice, "form.ambiguous_cells");
}

#[test]
fn a_row_that_is_left_below_a_list_is_said() {
    for (names, rows) in [
        (
            "购买主体\n项目名称\n数量\n金额（万元）\n",
            "区民政局 社区食堂 2 30 养老评估 15 12 区教育局 课后服务 3 45 校园安保 100",
        ),
        (
            FIVE,
            "1 区民政局 社区食堂 堂食 30 2 区教育局 课后服务 托管 2 45 3 区卫健委 签约宣传 讲座 8",
        ),
    ] {
        let rows = rows.replace(' ', "\n");
        let notice = notice(&format!("{names}{rows}\n普陀区财政局\n2025年3月1日\n"));
        says(&notice, "table.unread");
    }
    // A page number, or the title of another table, is no row.
    for below in [
        "2\n普陀区财政局\n2025年3月1日",
        "三、工作要求\n2\n",
        "特此公告。\n2\n",
    ] {
        let rows = "1 区民政局 社区食堂 堂食 30 2 区教育局 课后服务 托管 45".replace(' ', "\n");
        let notice = notice(&format!("{FIVE}{rows}\n{below}\n"));
        says_not(&notice, "table.unread");
    }
}

/// A merged class stands once, so that the first rows have three cells and two in turn, and five names seem to stand above.
#[test]
fn cells_of_the_first_rows_are_no_names_where_a_row_would_begin_with_a_sum() {
    let read = notice(
        "类别\n项目\n金额（万元）\n教育\n校车运行\n56\n课后服务\n120\n卫生\n村医补助\n33.6\n家庭医生签约\n41\n疫苗接种点改造\n12.75",
    );
    let wrong = |i: &putuo_notice::Item| i.others.values().any(|c| c.text == "村医补助");
    assert!(!read.items.iter().any(wrong));
    let whole = read.items.len() == 5;
    assert!(whole || read.diagnostics.iter().any(|d| d.code == "table.unread"));
}

#[test]
fn a_list_of_two_rows_is_said_where_some_of_its_names_are_unknown() {
    for rows in [
        "融合教育 区特教学校 50000 图书角 区图书馆 23000",
        "融合教育 区特教学校 伍万元整 图书角 区图书馆 贰万叁仟元整",
    ] {
        let rows = rows.replace(' ', "\n");
        let read = notice(&format!("项目\n资助去向\n资助金额\n{rows}"));
        says(&read, "table.unread");
    }
}

#[test]
fn names_that_are_broken_are_put_together_by_what_ends_a_name() {
    let names = "序号\n文保单位\n名称\n所在地\n安排经费\n（元）\n备注\n";
    let rows = "1\n沈家门老街渔行旧址\n沈家门街道\n60000\n\n2\n葛洪炼丹井\n桃花镇\n15000\n日常巡查\n3\n沉船纪念碑\n东极镇\n28000\n\n合计\n\n\n103000\n\n";
    let notice = notice(&format!("{names}{rows}"));
    assert_eq!(
        columns_of(&notice)[1].replace('\n', ""),
        "文保单位名称: purchaser"
    );
    says_not(&notice, "form.ambiguous_cells");
}

#[test]
fn names_that_may_be_broken_elsewhere_are_said() {
    let names = "序号\n文保单位\n名称\n所属片\n安排经费\n（元）\n备注\n";
    let rows = "1 沈家门老街渔行旧址 沈家门街道 60000 急修 2 葛洪炼丹井 桃花镇 15000 日常巡查";
    let notice = notice(&format!("{names}{}", rows.replace(' ', "\n")));
    says(&notice, "form.ambiguous_cells");
}

#[test]
fn what_is_said_to_be_the_same_as_a_doubtful_purchaser_is_doubtful() {
    let rows = "1 区民政局 社区食堂 运营 30 2 区社会福利院 食堂外包 12 3 同上 课后服务 托管 45";
    let notice = notice(&format!("{FIVE}{}", rows.replace(' ', "\n")));
    assert_eq!(projects_of(&notice)[2], "课后服务");
    let at = "/items/2/purchaser";
    assert!(notice.diagnostics.iter().any(|d| d.path == at), "{at}");
}

#[test]
fn numbered_rows_with_a_text_for_every_column_are_certain() {
    reads(
        "序号\n乡镇\n村\n项目名称\n奖补资金（万元）\n1\n零阳镇\n双云村\n道路硬化\n15\n2\n零阳镇\n万福村\n文化广场\n12.8\n3\n江垭镇\n凤凰村\n安全饮水\n20",
        &[
            "item 1 | 零阳镇 | 双云村 | 道路硬化 | 150000",
            "item 2 | 零阳镇 <repeated> | 万福村 | 文化广场 | 128000",
            "item 3 | 江垭镇 | 凤凰村 | 安全饮水 | 200000",
        ],
    );
    // Here the last row may go on with another line.
    let notice = notice(
        "序号\n项目名称\n需求概况\n政策\n预算金额（万元）\n采购时间\n备注\n1\n道路保洁\n保洁服务1年\n无\n860\n2025年8月\n—\n\
         2\n建筑测绘\n测绘15处\n无\n36.5\n2025年9月\n—\n3\n燃气检查\n检查5000户，\n出具报告\n无\n49.8\n2025年7月\n—",
    );
    says_at(&notice, "/items/2");
}

#[test]
fn a_total_goes_on_with_no_name_above_it() {
    let notice = notice(
        "序号\n项目名称\n实施单位\n资金来源\n财政资金\n自筹\n合计\n市级\n区级\n街道\n1\n片区改造\n区更新中心\n200\n150\n50\n100\n500\n\
         2\n加装电梯\n北门街道\n0\n36\n12\n24\n72\n3\n消防整治\n区文旅投\n80\n20\n0\n60\n160",
    );
    assert!(!columns_of(&notice).iter().any(|c| c.contains("自筹合计")));
}

#[test]
fn two_whole_names_are_not_joined() {
    let names = "序号\n服务对象\n项目名称\n购买主体\n购买方式\n服务内容\n承接主体\n建设地点\n资金预算\n备注\n";
    let rows = [
        "退役军人\n应急演练课堂\n区经信局\n开展垃圾分类督导\n安正咨询有限公司\n小湖社区\n8万元",
        "老年人\n居家养老\n区民政局\n上门探访和照料\n银龄养老公司\n东港社区\n5万元",
    ];
    let rows = rows.iter().zip(1..).map(|(row, n)| format!("{n}\n{row}\n"));
    let notice = notice(&format!("{names}{}", rows.collect::<String>()));
    assert!(
        !columns_of(&notice)
            .iter()
            .any(|c| c.contains("建设地点资金预算"))
    );
}

#[test]
fn codes_and_what_they_stand_for_are_named_below_a_class() {
    let notice = notice(
        "序号\n地区\n功能分类科目\n任务数（户）\n下达金额\n（万元）\n编码\n名称\n1\n延平区\n2210105\n农村危房改造\n86\n137.6\n\
         2\n光泽县\n2210105\n农村危房改造\n45\n72\n3\n顺昌县\n2210105\n农村危房改造\n20\n32",
    );
    assert_eq!(
        columns_of(&notice)[2..4],
        ["功能分类科目/编码", "功能分类科目/名称: project"]
    );
    assert_eq!(sums_of(&notice), ["1376000", "720000", "320000"]);
}

/// Where the unit of the sums is said and no column has any, the columns were cut off where these began.
#[test]
fn a_list_without_sums_is_said_where_their_unit_is() {
    let list =
        "No.\n\n购买主体\n\n项目名称\n\n承接主体\n\n01\n\n区民政局\n\n社区食堂\n\n普陀医院\n";
    let with_unit = notice(&format!("单位:万元\n\n{list}"));
    says(&with_unit, "item.table_in_doubt");
    says_at(&with_unit, "/items/0");
    says_not(&notice(list), "item.table_in_doubt");
}
