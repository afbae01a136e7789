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
#[ignore = "an escaped bar in Markdown parts the cell"]
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
#[ignore = "two lines between drawn rules are read as two rows"]
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
#[ignore = "two lines of contacts between tabs or bars become projects"]
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
#[ignore = "full-width commas and semicolons are not known to part cells, and nothing says that a table was lost"]
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
#[ignore = "a blank row of a spreadsheet becomes a project without anything"]
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
