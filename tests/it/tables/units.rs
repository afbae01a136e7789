//! The unit of a sum, and sums by their unit.

use putuo_notice::{Severity, parse_notice};

use super::{columns_of, has_rows, notice, reads, reads_with};

const SUMS: [&str; 2] = ["item 1 | 养老 | 20000", "item 2 | 助餐 | 30000"];
const ROWS: &str = "1\t养老\t2\n2\t助餐\t3";

/// A letter of this paragraph with the table attached.
fn paper(text: &str, table: &str) -> putuo_notice::Notice {
    notice(&format!(
        "关于下达专项资金的通知\n\n各有关单位：\n\n{text}\n\n区财政局\n2023年5月4日\n\n附件1\n\n{table}"
    ))
}

#[test]
fn a_header_names_the_unit() {
    for header in [
        "金额（万元）",
        "金额(万元)",
        "金额/万元",
        "补贴资金/万元",
        "金额（单位：万元）",
        "金额[万元]",
    ] {
        reads(&format!("序号\t项目\t{header}\n{ROWS}"), &SUMS);
    }
}

#[test]
fn a_header_may_name_the_unit_without_brackets() {
    for header in ["金额万元", "金额 万元", "金额（万）"] {
        reads(&format!("序号\t项目\t{header}\n{ROWS}"), &SUMS);
    }
}

#[test]
fn a_line_above_the_table_names_the_unit() {
    for line in [
        "单位：万元",
        "（单位：万元）",
        "金额单位：万元",
        "单位:万元",
        "\t\t单位：万元",
    ] {
        reads(&format!("{line}\n序号\t项目\t金额\n{ROWS}"), &SUMS);
    }
}

#[test]
fn without_a_unit_the_sum_is_unknown_and_that_is_said() {
    let notice = notice(&format!("序号\t项目\t金额\n{ROWS}"));
    assert!(
        notice
            .items
            .iter()
            .all(|i| i.amount.as_ref().unwrap().yuan.is_none())
    );
    super::says(&notice, "amount.no_unit");
}

#[test]
fn the_units_of_two_columns_are_kept_apart() {
    reads_with(
        "序号\t项目\t预算（万元）\t补助（元）\n1\t养老\t2\t200\n2\t助餐\t3\t300\n合计\t\t5\t500",
        "amount.main_column",
        &[
            "item 1 | 养老 | 20000 | 200",
            "item 2 | 助餐 | 30000 | 300",
            "total 合计 | _ | 50000 | 500",
        ],
    );
}

#[test]
fn a_unit_in_the_cell_comes_before_the_column_s() {
    reads_with(
        "序号\t项目\t金额（万元）\n1\t养老\t2\n2\t助餐\t3000元",
        "amount.own_unit",
        &[SUMS[0], "item 2 | 助餐 | 3000"],
    );
}

#[test]
fn a_cell_says_more_than_a_number() {
    has_rows(
        &notice(
            "序号\t项目\t金额（万元）\n\
             1\t甲\t约2\n2\t乙\t不超过3\n3\t丙\t5-8\n4\t丁\t按实结算\n5\t戊\t2（按实结算）\n\
             6\t己\t0.5万/年\n7\t庚\t0\n8\t辛\t/\n9\t壬\t待定",
        ),
        &[
            "item 1 | 甲 | ~20000",
            "item 2 | 乙 | ..30000",
            "item 3 | 丙 | 50000..80000",
            "item 4 | 丁 | pending actual",
            "item 5 | 戊 | 20000 actual",
            "item 6 | 己 | 5000/年",
            "item 7 | 庚 | 0",
            "item 8 | 辛 | slash",
            "item 9 | 壬 | pending",
        ],
    );
}

#[test]
fn a_part_without_unit_behind_a_sum_with_one_is_no_warning() {
    let severity = |sum: &str| {
        let rows = format!("1\t养老\t{sum}\n2\t助餐\t5万元\n3\t助医\t6万元");
        let notice = notice(&format!("序号\t项目\t金额\n{rows}"));
        let said = notice.diagnostics.iter();
        let mut said = said.filter(|d| d.code == "amount.no_unit");
        said.next().map(|d| d.severity)
    };
    assert_eq!(severity("16万元（区级配套9）"), Some(Severity::Info));
    assert_eq!(severity("16（区级配套9）"), Some(Severity::Warning));
}

#[test]
fn another_currency_is_no_yuan() {
    let notice = notice("序号\t项目\t金额（万美元）\n1\t养老\t2\n2\t助餐\t3");
    assert!(
        notice
            .items
            .iter()
            .all(|i| i.amount.as_ref().unwrap().yuan.is_none())
    );
}

#[test]
fn a_unit_line_above_a_header_said_again_is_for_what_follows() {
    let rows = [
        "单位：万元,,",
        "序号,购买主体,金额",
        "1,区商务局,10",
        "2,区民政局,20",
        "单位：元,,",
        "序号,购买主体,金额",
        "1,区司法局,50",
        "2,区教育局,60",
    ];
    let cell = |text: &&str| format!("<td>{text}</td>");
    let html: String = rows
        .iter()
        .map(|row| {
            let cells: String = row
                .split(',')
                .collect::<Vec<_>>()
                .iter()
                .map(cell)
                .collect();
            format!("<tr>{cells}</tr>")
        })
        .collect();
    let yuan = |input: &str| -> Vec<String> {
        let notice = parse_notice(input).unwrap();
        let sums = notice.items.iter().filter_map(|i| i.amount.as_ref()?.yuan);
        sums.map(|yuan| yuan.to_string()).collect()
    };
    let expected = ["100000", "200000", "50", "60"];
    assert_eq!(yuan(&rows.join("\n")), expected);
    assert_eq!(yuan(&format!("<table>{html}</table>")), expected);
    // The same unit is said again where a list goes on.
    let same = rows.join("\n").replace("单位：元", "单位：万元");
    assert_eq!(yuan(&same), ["100000", "200000", "500000", "600000"]);
    assert_eq!(parse_notice(&same).unwrap().tables.len(), 1);
}

#[test]
fn a_unit_in_one_header_is_that_of_sums_as_large_beside_it() {
    let read = notice(
        "乡镇\t项目名称\t批复资金（万元）\t已拨付\t本次拨付\n甲镇\t果园\t120\t80\t40\n乙镇\t大棚\t66\t30\t30",
    );
    has_rows(
        &read,
        &[
            "item 甲镇 | 果园 | 1200000 | 800000 | 400000",
            "item 乙镇 | 大棚 | 660000 | 300000 | 300000",
        ],
    );
    let apart = notice(
        "乡镇\t项目名称\t总投资（万元）\t补助资金\n甲镇\t果园\t120\t400000\n乙镇\t大棚\t66\t300000",
    );
    super::says(&apart, "amount.no_unit");
}

#[test]
fn a_picture_beside_a_number_or_in_a_unit_may_be_part_of_it() {
    let page = |header: &str, sum: &str| {
        let row = |n: u8, sum: &str| format!("<tr><td>{n}<td>养老{n}<td>{sum}");
        let rows = format!("{}{}", row(1, sum), row(2, "3"));
        notice(&format!(
            "<table><tr><td>序号<td>项目<td>{header}{rows}</table>"
        ))
    };
    let yuan = |read: &putuo_notice::Notice| {
        let sums = read
            .items
            .iter()
            .map(|i| i.amount.as_ref().and_then(|a| a.yuan));
        sums.map(|y| y.map_or("-".to_owned(), |y| y.to_string()))
            .collect::<Vec<_>>()
    };
    assert_eq!(yuan(&page("金额（万元）", "20")), ["200000", "30000"]);
    let digit = page("金额（万元）", "<img src=1.gif>20");
    assert_eq!(yuan(&digit), ["-", "30000"]);
    super::says(&digit, "cell.ink_without_text");
    let unit = page("金额（<img src=w.gif>元）", "20");
    assert_eq!(yuan(&unit), ["-", "-"]);
    super::says(&unit, "amount.no_unit");
    // Beside words it shows none of them.
    let new = notice(
        "<table><tr><td>序号<td>项目<td>金额（万元）<tr><td>1<td>养老<img src=new.gif><td>2<tr><td>2<td>助餐<td>3</table>",
    );
    assert_eq!(yuan(&new), ["20000", "30000"]);
    assert!(
        new.diagnostics
            .iter()
            .all(|d| d.code != "cell.ink_without_text")
    );
}

#[test]
fn what_numbers_come_to_tells_their_unit_where_the_text_states_that_sum() {
    let table =
        "序号\t单位\t项目\t金额\n1\t甲镇\t果园\t660\n2\t乙镇\t大棚\t251.5\n3\t丙镇\t水渠\t88.5";
    let yuan = |read: &putuo_notice::Notice| {
        let sums = read.items.iter().map(|i| i.amount.as_ref()?.yuan);
        sums.collect::<Option<Vec<_>>>().map(|sums| {
            sums.iter()
                .sum::<rust_decimal::Decimal>()
                .normalize()
                .to_string()
        })
    };
    for (text, sum) in [
        ("现将专项资金1000万元下达给你们。", "10000000"),
        (
            "现将资金（共1,000.00万元，其中中央资金700万元）下达。",
            "10000000",
        ),
        ("现将专项资金1000元下达给你们。", "1000"),
    ] {
        let read = paper(text, table);
        assert_eq!(yuan(&read).as_deref(), Some(sum), "{text}");
        let said = |d: &&putuo_notice::Diagnostic| d.code == "amount.unit_by_sum";
        assert_eq!(read.diagnostics.iter().filter(said).count(), 1, "{text}");
    }
    // Its total may be printed, and rows of it missing.
    let total = table.replace("3\t丙镇\t水渠\t88.5", "合计\t\t\t1000");
    let read = paper("现将专项资金1000万元下达给你们。", &total);
    assert_eq!(yuan(&read).as_deref(), Some("9115000"));
    // Sums as large beside them are in the same unit.
    let beside = "序号\t单位\t项目\t总投资\t补助资金\n1\t甲镇\t果园\t80\t60\n2\t乙镇\t大棚\t70\t40";
    let read = paper("现将专项资金100万元下达给你们。", beside);
    let amounts = read.items.iter().flat_map(|i| i.amounts.values());
    assert!(amounts.clone().count() == 4 && amounts.clone().all(|a| a.yuan.is_some()));
    // The text may state the sum in fewer figures; few of them are so by chance.
    let yuans = table.replace("660", "660123.4");
    let read = paper("现将专项资金66.046万元下达给你们。", &yuans);
    assert_eq!(yuan(&read).as_deref(), Some("660463.4"));
    super::says(
        &paper("现将专项资金66万元下达给你们。", &yuans),
        "amount.no_unit",
    );
    // A row alone tells it by a number of three figures.
    let alone = "序号\t单位\t项目\t金额\n1\t甲镇\t果园\t241.3";
    let read = paper("本次下达资金241.3万元。", alone);
    assert_eq!(yuan(&read).as_deref(), Some("2413000"));
    // Another sum, the same figures in two units, or a row of fewer figures tell nothing.
    for (text, table) in [
        ("现将专项资金900万元下达给你们。", table),
        ("现将专项资金1000万元下达给你们，每户1000元。", table),
        (
            "现将专项资金660万元下达给你们。",
            "序号\t单位\t项目\t金额\n1\t甲镇\t果园\t660",
        ),
    ] {
        super::says(&paper(text, table), "amount.no_unit");
    }
    // Sums with units of their own need none.
    let own = "序号\t单位\t项目\t金额\n1\t甲镇\t果园\t600万元\n2\t乙镇\t大棚\t400万元";
    let read = paper("现将专项资金1000万元下达给你们。", own);
    assert!(
        read.diagnostics
            .iter()
            .all(|d| d.code != "amount.unit_by_sum")
    );
}

#[test]
fn what_a_subtotal_adds_up_is_money_whatever_its_name() {
    let read = notice(
        "单位：万元\n序号\t小计\t区级\t自筹\t镇街\t项目名称\n1\t34.75\t11.5\t23.25\t沈家门街道\t送戏下乡\n2\t27.75\t11.75\t16\t东极镇\t助餐\n3\t8.25\t3.75\t4.5\t六横镇\t助洁\n合计\t70.75\t27\t43.75\t\t",
    );
    assert_eq!(
        columns_of(&read)[1..4],
        ["小计: amount", "区级: amount_other", "自筹: amount_other"]
    );
    assert_eq!(
        super::money(read.items[0].amount.as_ref().unwrap()),
        "347500"
    );
}

#[test]
fn a_unit_may_stand_behind_the_title_in_its_cell() {
    let notice = notice(
        "投资项目计划下达表 单位：万元 | | |\n序号 | 项目名称 | 建设单位 | 计划投资 |\n1 | 小学扩建 | 区教育局 | 2800 |\n2 | 绿道 | 区住建局 | 1200 |",
    );
    assert_eq!(super::sums_of(&notice), ["28000000", "12000000"]);
}

#[test]
fn numbers_below_a_unit_that_are_read_as_no_table_are_said() {
    for unit in ["（单位：万元）：", "。金额单位：万元"] {
        let text = format!(
            "调整函\n\n区教育局：\n同意调整如下{unit}\n校园安防升级：原批复120，调减20，现批复100\n营养餐补贴：原批复860，调增45，现批复905\n\n\
             区财政局\n2024年9月10日"
        );
        let notice = parse_notice(text).unwrap();
        assert!(notice.items.is_empty());
        super::says(&notice, "table.unread");
    }
}

/// 2023年 | 2024年: what is counted in each year is money where the table's unit says so.
#[test]
fn years_beside_each_other_name_columns_of_sums_in_every_form() {
    let rows = [
        ["单位", "2023年", "2024年"],
        ["白泉镇", "45.2", "48.6"],
        ["干览镇", "38.75", "40"],
        ["小沙街道", "29", "27.5"],
        ["合计", "112.95", "116.1"],
    ];
    let expected = [
        "item 白泉镇 | 452000 | 486000",
        "item 干览镇 | 387500 | 400000",
        "item 小沙街道 | 290000 | 275000",
        "total 合计 | 1129500 | 1161000",
    ];
    let joined = |cell: &str, row: &str| rows.map(|r| r.join(cell)).join(row);
    let page = format!(
        "<html><body><p>单位：万元</p><table><tr><td>{}</td></tr></table></body></html>",
        joined("</td><td>", "</td></tr><tr><td>")
    );
    for table in [
        format!("单位：万元\n{}", joined("\t", "\n")),
        format!("单位：万元\n{}", joined("\n", "\n")),
        format!("单位：万元\n{}", joined(" | ", " |\n")),
        page,
    ] {
        let read = notice(&table);
        has_rows(&read, &expected);
    }
}

#[test]
fn names_of_years_stand_over_parts_of_sums() {
    let read = notice(
        "单位：万元\n单位\t2024年预算安排\t2023年结转\n小计\t上级\t本级\t上级\t本级\n\
         区民政局\t300\t200\t100\t20\t10\n区残联\t80\t50\t30\t4\t5",
    );
    let sums: Vec<String> = super::sums_of(&read);
    assert_eq!(sums, ["3000000", "800000"]);
    let columns = columns_of(&read);
    assert_eq!(columns[5], "2023年结转/本级", "{columns:?}");
}

#[test]
fn a_table_that_adds_up_another_does_so_in_its_own_unit() {
    let list = "序号\t单位\t项目名称\t金额（万元）\n1\t区民政局\t养老服务\t2\n2\t区民政局\t课后托管\t4\n3\t区教育局\t校车接送\t6";
    for (header, sum, items) in [
        ("金额（千元）", "60", 3),
        ("金额（元）", "60000", 3),
        ("金额（亿元）", "0.0006", 3),
        ("金额（万元）", "6", 3),
        ("金额", "6", 3),
        ("金额", "60000", 3),
        // Sums of its own.
        ("金额（元）", "6", 5),
        ("金额（万元）", "60000", 5),
    ] {
        let table = format!("单位\t{header}\n区民政局\t{sum}\n区教育局\t{sum}");
        let read = notice(&format!("{list}\n\n{table}"));
        assert_eq!(read.items.len(), items, "{header} {sum}");
    }
}

#[test]
fn a_clause_of_the_letter_names_the_unit_or_the_currency() {
    let table = "序号\t单位\t项目\t金额\n1\t甲镇\t果园\t6.5\n2\t乙镇\t大棚\t25";
    let read = paper("现将资金下达，附表金额均以万元计价。", table);
    has_rows(
        &read,
        &[
            "item 1 | 甲镇 | 果园 | 65000",
            "item 2 | 乙镇 | 大棚 | 250000",
        ],
    );
    let read = paper("现将资金下达，附表金额均以美元计价。", table);
    super::says(&read, "amount.currency");
}

#[test]
fn a_blank_within_a_number_of_ten_thousands_is_said() {
    let table = |sum: &str, unit: &str| {
        format!("序号\t单位\t项目\t金额（{unit}）\n1\t甲镇\t果园\t{sum}\n2\t乙镇\t大棚\t25")
    };
    super::says(&notice(&table("150 120", "万元")), "amount.spaced");
    super::says_not(&notice(&table("150 120", "元")), "amount.spaced");
}
