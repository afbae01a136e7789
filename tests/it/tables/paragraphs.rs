//! Tables whose cells hold paragraphs, as a browser gives the text of a page: tabs on lines of their own between cells.

use super::{has_rows, notice, reads, rows_of, says, says_not};

/// Rows of cells as a browser gives their text: `|` between cells, `/` between the paragraphs of one.
fn page(rows: &[&str]) -> String {
    let cell = |cell: &str| match cell {
        "" => String::new(),
        cell => format!("\n\n{}\n\n", cell.replace('/', "\n\n")),
    };
    let row = |row: &&str| row.split('|').map(cell).collect::<Vec<_>>().join("\t");
    let rows: Vec<String> = rows.iter().map(row).collect();
    rows.join("\n").trim_matches('\n').to_owned()
}

#[test]
fn tabs_on_lines_of_their_own_part_cells() {
    reads(
        &page(&[
            "序号|购买主体|项目名称|服务内容|金额/（万元）|备注",
            "1|区民政局|养老服务|上门/助餐|2|",
            "2||助餐服务|堂食|3|续建",
            "合计||||5|\u{a0}",
        ]),
        &[
            "item 1 | 区民政局 | 养老服务 | 上门助餐 | 20000 | _",
            "item 2 | 区民政局 <carried> | 助餐服务 | 堂食 | 30000 | 续建",
            "total 合计 | _ | _ | _ | 50000 | _",
        ],
    );
}

#[test]
fn the_first_name_may_be_broken_and_the_first_cell_of_a_row_be_blank() {
    let table = page(&[
        "序号|项目名称|金额（万元）",
        "1|会诊平台|88",
        "2|采血车|65",
        "|合计|153",
    ]);
    let read = notice(&table.replace("序号", "序\n号"));
    let rows = [
        "item 1 | 会诊平台 | 880000",
        "item 2 | 采血车 | 650000",
        "total _ | 合计 | 1530000",
    ];
    has_rows(&read, &rows);
}

#[test]
fn paragraphs_below_such_a_table_are_none_of_its_last_cell_and_another_may_follow() {
    let one = page(&[
        "购买主体|项目名称|金额（元）",
        "区民政局|养老|200",
        "区残联|托养|300",
    ]);
    let two = page(&[
        "姓名|村名|补助（元）|备注",
        "王某|中岙村|300|五保户",
        "张某|大岙村|400|",
        "李某|小岙村|500|低保户",
    ]);
    let read = notice(&format!(
        "{one}\n\n另有补助如下：\n\n{two}\n\n监督电话：0580-3010000\n\n特此公示。"
    ));
    has_rows(
        &read,
        &[
            "item 区民政局 | 养老 | 200",
            "item 区残联 | 托养 | 300",
            "item 王某 | 中岙村 | 300 | 五保户",
            "item 张某 | 大岙村 | 400 | _",
            "item 李某 | 小岙村 | 500 | 低保户",
        ],
    );
    says_not(&read, "form.ambiguous_cells");
}

/// Where the last cell is blank, the paragraph below the table stands as it would.
#[test]
fn who_signs_below_such_a_table_is_no_cell_of_its_last_row() {
    for (rows, last) in [
        (
            ["1|会诊平台|88|续建", "2|采血车|65|", "合计||153|"],
            "total 合计 | _ | 1530000 | _",
        ),
        (
            ["1|会诊平台|88|", "2|采血车|65|", "3|救护车|40|"],
            "item 3 | 救护车 | 400000 | _",
        ),
        (
            [
                "1|会诊平台|88|区医院",
                "2|采血车|65|区血站",
                "3|救护车|40|区医院",
            ],
            "item 3 | 救护车 | 400000 | 区医院",
        ),
    ] {
        let table = page(&[&["序号|项目名称|金额（万元）|备注"], rows.as_slice()].concat());
        let read = notice(&format!("{table}\n\n区财政局\n\n2025年3月20日"));
        assert_eq!(rows_of(&read).last().map(String::as_str), Some(last));
        says_not(&read, "form.ambiguous_cells");
    }
    let table = page(&[
        "序号|项目名称|金额（万元）|备注",
        "1|会诊平台|88|",
        "2|采血车|65|",
    ]);
    says(
        &notice(&format!("{table}\n\n两年内完成\n\n请各单位知悉。")),
        "form.ambiguous_cells",
    );
}

#[test]
fn cells_without_paragraphs_stand_beside_their_tabs() {
    let header = "序号\t项目名称\t金额（万元）\t备注\n";
    let rows = [
        "item 1 | 会诊平台 | 880000 | 续建",
        "item 2 | 采血车 | 650000 | _",
        "total 合计 | _ | 1530000 | _",
    ];
    let within = "1\t\n\n会诊平台\n\n\t88\t续建\n2\t\n\n采血车\n\n\t65\t\n合计\t\t153\t";
    reads(&format!("{header}{within}"), &rows);
    let last =
        "1\t会诊平台\t88\t\n\n分两年\n\n\n2\t采血车\t65\t\n\n一次\n\n\n3\t救护车\t40\t\n\n一次";
    reads(
        &format!("{header}{last}"),
        &[
            "item 1 | 会诊平台 | 880000 | 分两年",
            "item 2 | 采血车 | 650000 | 一次",
            "item 3 | 救护车 | 400000 | 一次",
        ],
    );
}

#[test]
fn tables_of_one_row_stand_one_below_the_other() {
    let one = page(&["序号|姓名|补助（元）", "1|张某|100"]);
    let two = page(&["序号|姓名|补助（元）", "1|李某|200"]);
    let read = notice(&format!("{one}\n\n说明如下。\n\n{two}"));
    has_rows(&read, &["item 1 | 张某 | 100", "item 1 | 李某 | 200"]);
}

#[test]
fn what_may_be_a_second_paragraph_of_the_last_cell_is_in_doubt() {
    let two = page(&[
        "序号|项目名称|金额（万元）|内容",
        "1|会诊平台|88|平台/终端",
        "2|采血车|65|车辆/冷柜",
    ]);
    says(&notice(&two), "form.ambiguous_cells");
    let one = two.replace("\n\n冷柜", "");
    says_not(&notice(&one), "form.ambiguous_cells");
}

#[test]
fn a_menu_with_tabs_above_is_no_row_of_such_a_table() {
    let table = page(&[
        "项目名称|购买主体|金额（元）",
        "居家养老|区民政局|500",
        "助残|区残联|600",
    ]);
    for above in [
        "首页\t政务公开\t办事服务\n\n项目公示",
        "首页\t政务公开\t办事服务\n项目公示",
    ] {
        reads(
            &format!("{above}\n\n{table}"),
            &["item 居家养老 | 区民政局 | 500", "item 助残 | 区残联 | 600"],
        );
    }
}

#[test]
fn a_note_in_the_last_row_is_read_once() {
    let notice = notice(&page(&[
        "序号|购买主体|项目名称|金额（万元）",
        "第一批",
        "1|区民政局|养老服务|2",
        "2||助餐服务|3",
        "第二批",
        "3|区教育局|课后服务|4",
        "合计|||9",
        "※以上项目按实际完成情况结算。|||",
    ]));
    assert_eq!(super::notes_of(&notice), ["※以上项目按实际完成情况结算。"]);
    assert_eq!(rows_of(&notice).len(), 6);
}
