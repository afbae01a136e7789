//! Tables whose blank cells are shown by line breaks alone.

use super::{columns_of, findings_of, has_rows, notice, sums_of};

const TWO_LEVELS: &str = "序号 乡镇 C级 D级 无房户 合计\n\
    户数 金额(万元) 户数 金额(万元) 户数 金额(万元) 总户数 金额(万元)\n\
    1 城关镇\n\n2 4.2\n\n2 4.2\n\
    2 柳林镇 1 0.75 2 4.2\n\n3 4.95\n\
    3 石桥乡\n\n\n\n1 2.1 1 2.1\n\
    4 双河乡 1 0.75\n\n2 4.2 3 4.95\n\
    合  计 2 1.5 4 8.4 3 6.3 9 16.2";

#[test]
fn each_line_break_within_a_row_is_a_blank_cell() {
    let read = notice(TWO_LEVELS);
    has_rows(
        &read,
        &[
            "item 1 | 城关镇 | _ | blank | 2 | 42000 | _ | blank | 2 | 42000",
            "item 2 | 柳林镇 | 1 | 7500 | 2 | 42000 | _ | blank | 3 | 49500",
            "item 3 | 石桥乡 | _ | blank | _ | blank | 1 | 21000 | 1 | 21000",
            "item 4 | 双河乡 | 1 | 7500 | _ | blank | 2 | 42000 | 3 | 49500",
            "total 合计 | _ | 2 | 15000 | 4 | 84000 | 3 | 63000 | 9 | 162000",
        ],
    );
    assert_eq!(sums_of(&read), ["42000", "49500", "21000", "49500"]);
    assert!(read.items.iter().all(|item| !item.needs_review));
}

#[test]
fn a_row_whose_cells_cannot_be_counted_out_is_not_read() {
    for broken in [
        TWO_LEVELS.replace("2 柳林镇 1 0.75 2", "2 柳林镇 1 2"),
        TWO_LEVELS.replace("3 石桥乡\n\n\n\n1", "3 石桥乡\n\n\n1"),
    ] {
        let read = notice(&broken);
        assert!(read.items.is_empty(), "{:?}", sums_of(&read));
        assert!(
            findings_of(&read)
                .iter()
                .any(|f| f.starts_with("table.unread"))
        );
    }
}

#[test]
fn remarks_that_are_blank_are_not_shown() {
    let read = notice(
        "县区 小计(万元) 中央 省级 备注\n城东区 30\n30 整村推进\n柳林县 22 12 10\n石桥县 8 8\n\n双河县 15\n15\n合计 75 20 55",
    );
    has_rows(
        &read,
        &[
            "item 城东区 | 300000 | _ | 30 | 整村推进",
            "item 柳林县 | 220000 | 12 | 10 | _",
            "item 石桥县 | 80000 | 8 | _ | _",
            "item 双河县 | 150000 | _ | 15 | _",
            "total 合计 | 750000 | 20 | 55 | _",
        ],
    );
}

#[test]
fn three_rows_of_names_stand_over_such_rows() {
    let read = notice(
        "序号 单位 受灾情况 下达资金(万元) 备注\n倒塌房屋 损坏房屋 转移安置(人)\n户数 间数 户数 间数\n\
         1 城关街道\n\n2 4 1 2.5\n2 柳林街道 1 1 2 2 5 3.7\n3 石桥镇\n\n1 3\n0.9 已通知\n4 双河镇 1 4 2 2\n5.1\n合计 2 5 7 11 6 12.2",
    );
    assert_eq!(
        columns_of(&read),
        [
            "序号: sequence",
            "单位: purchaser",
            "受灾情况/倒塌房屋/户数",
            "受灾情况/倒塌房屋/间数",
            "受灾情况/损坏房屋/户数",
            "受灾情况/损坏房屋/间数",
            "受灾情况/转移安置(人)",
            "下达资金(万元): amount",
            "备注: note",
        ]
    );
    assert_eq!(sums_of(&read), ["25000", "37000", "9000", "51000"]);
}

#[test]
fn a_subtotal_tells_how_many_names_stand_under_each() {
    let read = notice(
        "镇街 年度任务(户) 第一批已拨付(万元) 本次应拨付资金(万元) 备注\n小计 C级 D级 无房 C级 D级 无房 小计 C级 D级 无房\n\
         城关街道 8 1 7 0 0.75 0 0 24.5 0 24.5 0\n柳林街道 5 0 5 0 0 7 0 10.5 0 10.5 0 另行追减\n石桥镇 6 2 3 1 1.5 7 3.5 3.5 0 3.5 0",
    );
    assert_eq!(sums_of(&read), ["245000", "105000", "35000"]);
    let columns = columns_of(&read);
    assert_eq!(
        columns.get(4).map(String::as_str),
        Some("年度任务(户)/无房")
    );
    assert_eq!(
        columns.get(7).map(String::as_str),
        Some("第一批已拨付(万元)/无房: amount_other")
    );
}

const A_CELL_A_LINE: &str = "市县名称\n\n资金合计(万元)\n\n中央资金\n\n省级资金\n\n市级资金\n\n备注\n\n城东市\n\n 154\n\n\n\n 154\n\n\n\
    柳林县\n\n89\n\n50\n\n\n39\n\n\n石桥县\n\n24\n\n\n\n24\n\n\n合计\n\n 267\n\n50\n\n\n 217\n\n\n五、监督电话\n\n电话:0375-2686000。";

#[test]
fn more_blank_lines_than_part_two_cells_are_blank_cells() {
    let read = notice(A_CELL_A_LINE);
    has_rows(
        &read,
        &[
            "item 城东市 | 1540000 | blank | blank | 1540000 | _",
            "item 柳林县 | 890000 | 500000 | blank | 390000 | _",
            "item 石桥县 | 240000 | blank | blank | 240000 | _",
            "total 合计 | 2670000 | 500000 | blank | 2170000 | _",
        ],
    );
}

#[test]
fn a_list_whose_blank_lines_do_not_come_to_its_cells_is_not_read() {
    let read =
        notice(&A_CELL_A_LINE.replace("柳林县\n\n89\n\n50\n\n\n39", "柳林县\n\n89\n\n50\n\n39"));
    assert!(read.items.iter().all(|item| item.needs_review));
}

#[test]
fn a_title_that_the_page_says_twice_is_one() {
    let title = "某县2024年第一批农村低收入群体等重点对象危旧房改造专项补助资金计划表";
    let read = putuo_notice::parse_notice(format!(
        "{title}\n\n日期:2024-12-15\n\n{title}\n{TWO_LEVELS}"
    ))
    .unwrap();
    let own = read.tables[0].title.as_ref().map(|t| t.text.as_str());
    assert_eq!(own, Some(title));
    assert!(read.items.iter().all(|item| !item.needs_review));
}

#[test]
fn counts_below_each_other_are_no_halves_of_a_count() {
    let read = notice(
        "乡镇 户数 间数 补助资金(万元)\n城关镇 1 2 3.5\n柳林镇 2 4 7\n石桥镇 12 24 42\n双河镇 4 2 7\n合计 19 32 59.5",
    );
    assert_eq!(sums_of(&read).len(), 4);
    assert!(
        !findings_of(&read)
            .iter()
            .any(|f| f.starts_with("cell.halved"))
    );
}
