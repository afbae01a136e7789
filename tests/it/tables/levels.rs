//! Names of columns on two levels: what stands below tells under which upper name the lower ones belong, and what each adds up.

use super::{columns_of, findings_of, notice, projects_of, says, says_not, sums_of};

#[test]
fn lower_names_stand_where_the_sum_under_one_of_them_is_what_the_others_come_to() {
    for (header, row, more, main) in [
        (
            "总投资（万元）\t本次下达投资\t责任人\n合计\t中央投资\t地方投资",
            "90\t24\t18\t6\t李某",
            "100\t30\t24\t6\t张某",
            "本次下达投资/合计",
        ),
        (
            "垃圾分类\t公厕改造\t奖补合计（元）\n户数\t奖补（元）\t座数\t奖补（元）",
            "32\t1600\t2\t4000\t5600",
            "18\t900\t1\t2000\t2900",
            "奖补合计（元）",
        ),
    ] {
        let read = notice(&format!("村名\t{header}\n甲村\t{row}\n乙村\t{more}"));
        let main = format!("{main}: amount");
        assert!(columns_of(&read).contains(&main), "{:?}", columns_of(&read));
        let doubts = findings_of(&read);
        let doubtful = |f: &&String| f.starts_with("form.") || f.starts_with("table.");
        assert_eq!(doubts.iter().find(doubtful), None);
    }
}

#[test]
fn a_sum_that_may_as_well_stand_under_another_name_is_in_doubt() {
    let read = notice(
        "镇街\t总投资（万元）\t本次下达（万元）\n中央\t地方\n甲镇\t90\t24\t18\n乙镇\t80\t30\t20",
    );
    says(&read, "form.ambiguous_cells");
}

#[test]
fn a_total_under_a_name_adds_up_what_stands_there_beside_it() {
    let read = notice(
        "镇街;总投资（万元）;本次下达（万元）;;\n;;合计;中央;地方\n甲镇;90;24;18;6\n乙镇;80;50;30;20"
            .replace(';', "\t")
            .as_str(),
    );
    let main = "本次下达（万元）/合计: amount".to_owned();
    assert!(columns_of(&read).contains(&main), "{:?}", columns_of(&read));
}

/// The cells of a table, one a line.
fn cells(rows: &[&str]) -> String {
    rows.join(";").replace(';', "\n")
}

#[test]
fn in_a_list_of_a_cell_a_line_names_stand_where_sums_add_up_too() {
    for (header, row, more, main) in [
        (
            "序号;总投资（万元）;本次下达投资;合计;中央投资;地方投资",
            "1;90;24;18;6",
            "2;100;30;24;6",
            "本次下达投资/合计",
        ),
        (
            "序号;人数;补助金额（元）;生活补助;交通补助;合计",
            "1;32;960;64;1024",
            "2;18;540;36;576",
            "补助金额（元）/合计",
        ),
        (
            "村名;垃圾分类;公厕改造;奖补合计（元）;户数;奖补（元）;座数;奖补（元）",
            "甲村;32;1600;2;4000;5600",
            "乙村;18;900;1;2000;2900\n丙村;9;450;0;0;450",
            "奖补合计（元）",
        ),
    ] {
        let read = notice(&cells(&[header, row, more]));
        let main = format!("{main}: amount");
        assert!(columns_of(&read).contains(&main), "{:?}", columns_of(&read));
        says_not(&read, "form.ambiguous_cells");
    }
}

#[test]
fn in_a_list_of_a_cell_a_line_a_sum_that_may_stand_under_another_name_is_in_doubt() {
    let read = notice(&cells(&[
        "序号;镇街;总投资（万元）;本次下达（万元）;中央;地方",
        "1;甲镇;90;24;18",
        "2;乙镇;80;30;20",
    ]));
    says(&read, "form.ambiguous_cells");
}

#[test]
fn what_was_spent_is_a_sum_beside_what_was_planned_under_each_year() {
    let read = notice(
        "单位：万元\n学校\t2023年\t\t2024年\t\n\t预算\t决算\t预算\t决算\n甲学校\t120\t118.5\t130\t129\n乙学校\t88\t88\t90\t86.2",
    );
    let sums = columns_of(&read)
        .iter()
        .filter(|c| c.contains("amount"))
        .count();
    assert_eq!(sums, 4, "{:?}", columns_of(&read));
    says(&read, "amount.main_column");
}

#[test]
fn a_total_under_the_name_of_the_whole_is_not_what_is_given_now() {
    let names = "<tr><th rowspan=2>镇街<th colspan=3>总投资（万元）";
    let read = |given: &str, lower: &str, sums: [&str; 2]| {
        notice(&format!(
            "<html><table>{names}{given}<tr><th>合计<th>中央<th>地方{lower}\
             <tr><td>甲镇<td>10<td>6<td>4{}<tr><td>乙镇<td>20<td>12<td>8{}</table></html>",
            sums[0], sums[1]
        ))
    };
    let whole = "总投资（万元）/合计: amount".to_owned();
    let one = read("<th rowspan=2>本次下达（万元）", "", ["<td>2", "<td>3"]);
    let two = read(
        "<th colspan=2>本次下达（万元）",
        "<th>中央<th>地方",
        ["<td>2<td>1", "<td>3<td>2"],
    );
    for read in [one, two] {
        assert!(
            !columns_of(&read).contains(&whole),
            "{:?}",
            columns_of(&read)
        );
    }
}

#[test]
fn lists_side_by_side_are_headed_each() {
    let notice = notice(
        "收入\t支出\n项目\t预算数（元）\t项目\t预算数（元）\n财政拨款\t820\t教育支出\t760\n事业收入\t40\t住房保障支出\t100\n\
         本年收入合计\t860\t本年支出合计\t860",
    );
    assert_eq!(
        projects_of(&notice),
        ["财政拨款", "事业收入", "教育支出", "住房保障支出"]
    );
    assert_eq!(sums_of(&notice), ["820", "40", "760", "100"]);
}

/// Few of the names are known; the numbers behind 合计 come to it in one way only.
#[test]
fn what_adds_up_tells_which_names_stand_under_which() {
    let read = notice(
        "单位:万元\n区 | 合计 | 自然村 | 产业路 | 公路 桥梁 | 路网改善 |\n实际 安排 | 计划 安排 | 奖励数 | 扣减数 |\n\
         合计 | 4919 | 3460 | 3460 | | | 928 | 531 | |\n城东区 | 1641 | 1220 | 1220 | | | 218 | 203 | |\n\
         柳林区 | 1582 | 960 | 960 | | | 416 | 206 | |\n石桥区 | 1696 | 1280 | 1280 | | | 294 | 122 | |",
    );
    assert_eq!(sums_of(&read), ["16410000", "15820000", "16960000"]);
    let columns = columns_of(&read);
    let names: Vec<&str> = columns
        .iter()
        .map(|c| c.split(':').next().unwrap_or_default())
        .collect();
    assert_eq!(
        names,
        [
            "区",
            "合计",
            "自然村/实际安排",
            "自然村/计划安排",
            "自然村/奖励数",
            "自然村/扣减数",
            "产业路",
            "公路桥梁",
            "路网改善"
        ]
    );
}

/// A header of two or three levels whose names stand a line each: which of them stand over others, the numbers below tell.
#[test]
fn in_a_list_of_a_cell_a_line_numbers_tell_the_levels_of_names() {
    for (table, columns, main) in [
        // Names of counts over whole numbers, and 小计 over what the next two come to; one name is broken over two lines.
        (
            "序号;县区;奖励企业户数;省级财政;资金;拨付金额;10万元;20万元;小计\n某市;全辖合计;31;32;63;475;950\n1;甲县;10;11;21;160;320\n2;乙县;4;5;9;70;140\n3;丙县;9;2;11;65;130\n4;丁县;8;14;22;180;360",
            "序号;县区;奖励企业户数/10万元;奖励企业户数/20万元;奖励企业户数/小计;省级财政资金;拨付金额",
            ["1600000", "700000", "650000", "1800000"],
        ),
        // Three levels; below them a row lacks a number, which the others tell.
        (
            "县区;本次下达中央财政补助金额;合计;一般预算;彩票公益金;小计;常规分配;贫困县定向分配\n合计;725.99;496;228;268;229.99\n甲区;377.61;254.54;122.54;132;123.07\n乙区;189.53;128.13;61.13;67;61.4\n丙区;134.2;101.53;32.53;69;32.67\n丁区;24.65;11.8;11.8;12.85",
            "县区;本次下达中央财政补助金额/合计;本次下达中央财政补助金额/一般预算/小计;本次下达中央财政补助金额/一般预算/常规分配;本次下达中央财政补助金额/一般预算/贫困县定向分配;本次下达中央财政补助金额/彩票公益金",
            ["3776100", "1895300", "1342000", "246500"],
        ),
        // Remarks under a name of another level than that of the sum behind them.
        (
            "序号;单位;公厕数量;拟建等级;拨付金额（万元）;一类;二类;三类;备注\n1;甲镇;18;0;1;17;2座未完工;58.285\n2;乙镇;6;1;2;3;无;15.37\n3;丙镇;2;0;1;1;无;5.49\n4;丁镇;5;1;2;2;无;12.07",
            "序号;单位;公厕数量;拟建等级/一类;拟建等级/二类;拟建等级/三类;拟建等级/备注;拨付金额（万元）",
            ["582850", "153700", "54900", "120700"],
        ),
        // Pairs of counts and sums below 其中, which a sum comes to.
        (
            "镇街;奖补金额合计;道路奖补;绿地奖补;条数;奖补金额;处数;奖补金额;其中;公园个数;金额;游园个数;金额\n合计;355.9;10;100;75;255.9;63;157.5;12;98.4\n甲镇;62.5;1;10;21;52.5;20;50;1;2.5\n乙镇;30.7;1;10;6;20.7;5;12.5;1;8.2\n丙镇;48.2;2;20;9;28.2;8;20;1;8.2\n丁镇;214.5;6;60;39;154.5;30;75;9;79.5",
            "镇街;奖补金额合计;道路奖补/条数;道路奖补/奖补金额;绿地奖补/处数;绿地奖补/奖补金额;绿地奖补/其中/公园个数;绿地奖补/其中/金额;绿地奖补/其中/游园个数;绿地奖补/其中/金额 (2)",
            ["625000", "307000", "482000", "2145000"],
        ),
    ] {
        let table: Vec<&str> = table.split('\n').collect();
        let read = notice(&format!("单位：万元\n{}", cells(&table)));
        let names: Vec<&str> = read.tables[0]
            .columns
            .iter()
            .map(|c| c.header.as_str())
            .collect();
        assert_eq!(names, columns.split(';').collect::<Vec<_>>());
        assert_eq!(sums_of(&read), main, "{columns}");
        assert!(
            read.items.iter().take(3).all(|item| !item.needs_review),
            "{:?}",
            findings_of(&read)
        );
    }
}

#[test]
fn in_a_list_of_a_cell_a_line_a_count_beside_a_sum_that_no_number_tells_apart_is_in_doubt() {
    let read = notice(&cells(&[
        "相关区;核定人数;下达资金（万元）;小计;常规扶持人数;特殊扶持人数;中央资金;市资金;2021年下达;2022年下达",
        "甲区;957;696;261;41.76;15.66;0",
        "乙区;684;537;147;32.22;6.66;2.16",
        "丙区;1026;813;213;48.78;12.78;0",
        "丁区;926;828;98;49.68;5.88;0",
    ]));
    let names: Vec<&str> = read.tables[0]
        .columns
        .iter()
        .map(|c| c.header.as_str())
        .collect();
    assert_eq!(
        names[1..4],
        [
            "核定人数/小计",
            "核定人数/常规扶持人数",
            "核定人数/特殊扶持人数"
        ]
    );
    // The years may stand under either of the two funds.
    says(&read, "form.ambiguous_cells");
}
