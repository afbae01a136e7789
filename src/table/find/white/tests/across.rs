//! Headings and remarks across a table between its rows, and text right above it.

use super::pages::across;
use super::{Print, covers, found, grid, spans, texts};
use crate::table::{Block, Grid};

const HEAD: &[(f32, &str)] = &[
    (50.0, "序号"),
    (110.0, "责任单位"),
    (200.0, "项目名称"),
    (300.0, "金额（元）"),
];

/// The text of each row that is one cell over all columns.
fn over_all(grid: &Grid) -> Vec<(usize, String)> {
    let own = grid.cells.iter().filter(|c| c.col_span == grid.cols);
    own.map(|c| (c.row, c.lines.iter().map(|l| l.raw()).collect()))
        .collect()
}

#[test]
fn a_numbered_heading_in_the_middle_is_none_of_the_next_row() {
    let print: Print<'_> = &[
        (100.0, HEAD),
        (119.0, &[(170.0, "（一）教育类")]),
        (
            138.0,
            &[
                (60.0, "1"),
                (110.0, "区教育局"),
                (200.0, "课桌"),
                (320.0, "260"),
            ],
        ),
        (
            157.0,
            &[
                (60.0, "2"),
                (110.0, "区教育局"),
                (200.0, "食堂"),
                (320.0, "180"),
            ],
        ),
        (176.0, &[(170.0, "（二）医疗类")]),
        (
            195.0,
            &[
                (60.0, "3"),
                (110.0, "区卫健局"),
                (200.0, "诊疗车"),
                (320.0, "95"),
            ],
        ),
        (
            214.0,
            &[
                (60.0, "4"),
                (110.0, "区人民医院"),
                (200.0, "设备"),
                (320.0, "310"),
            ],
        ),
    ];
    let found = grid(print, &across(&[88.0, 105.0, 222.0]));
    let headings = [
        (1, "（一）教育类".to_owned()),
        (4, "（二）医疗类".to_owned()),
    ];
    assert_eq!(over_all(&found), headings);
    let rows: Vec<String> = texts(&found).iter().map(|r| r.join("|")).collect();
    assert_eq!(rows[2], "1|区教育局|课桌|260");
    assert_eq!(rows[3], "2|区教育局|食堂|180");
    assert_eq!(rows[6], "4|区人民医院|设备|310");
}

/// The remark runs over all columns, on two lines; the rule below the last row shows that the table goes on.
#[test]
fn a_remark_between_rows_ends_no_table_that_a_rule_closes_below() {
    let print: Print<'_> = &[
        (100.0, HEAD),
        (
            119.0,
            &[
                (60.0, "1"),
                (110.0, "区水利局"),
                (200.0, "巡查"),
                (320.0, "25"),
            ],
        ),
        (
            138.0,
            &[(50.0, "注：以上项目按季度拨付，由区级财政安排，结余资金收")],
        ),
        (152.0, &[(50.0, "回，以下为上年结转。")]),
        (
            171.0,
            &[
                (60.0, "2"),
                (110.0, "区司法局"),
                (200.0, "调解"),
                (320.0, "40"),
            ],
        ),
        (
            190.0,
            &[
                (60.0, "3"),
                (110.0, "区教育局"),
                (200.0, "安保"),
                (320.0, "18"),
            ],
        ),
    ];
    let found = grid(print, &across(&[88.0, 105.0, 198.0]));
    let rows: Vec<String> = texts(&found).iter().map(|r| r.join("|")).collect();
    assert_eq!(rows[1], "1|区水利局|巡查|25");
    assert_eq!(rows[rows.len() - 2], "2|区司法局|调解|40");
    assert_eq!(rows[rows.len() - 1], "3|区教育局|安保|18");
    let remark: String = over_all(&found).into_iter().map(|(_, text)| text).collect();
    assert!(
        remark.ends_with("结余资金收回，以下为上年结转。"),
        "{remark}"
    );
}

#[test]
fn a_sentence_right_above_a_table_is_no_part_of_its_header() {
    let print: Print<'_> = drawn![
        100.0: 50.0 "各单位：";
        114.0: 50.0 "现通知如下。";
        130.0: 50.0 "单位", 150.0 "项目名称", 300.0 "金额（元）";
        148.0: 50.0 "东极镇", 150.0 "垃圾清运", 320.0 "456";
        166.0: 50.0 "白沙岛", 150.0 "基地维护", 320.0 "88";
    ];
    let blocks = found(print, &[]);
    let [Block::Line(_), Block::Line(_), Block::Grid(table)] = blocks.as_slice() else {
        panic!("{blocks:?}");
    };
    assert_eq!(texts(table)[0], ["单位", "项目名称", "金额（元）"]);
}

/// The title stands in the middle of the page, and so over one column, less than two lines above the header.
#[test]
fn a_title_above_the_first_rule_is_no_row() {
    let print: Print<'_> = &[
        (84.0, &[(230.0, "项目清单")]),
        (100.0, HEAD),
        (
            119.0,
            &[
                (60.0, "1"),
                (110.0, "区水利局"),
                (200.0, "巡查"),
                (320.0, "25"),
            ],
        ),
        (
            138.0,
            &[
                (60.0, "2"),
                (110.0, "区司法局"),
                (200.0, "调解"),
                (320.0, "40"),
            ],
        ),
        (
            157.0,
            &[
                (60.0, "3"),
                (110.0, "区教育局"),
                (200.0, "安保"),
                (320.0, "18"),
            ],
        ),
    ];
    let blocks = found(print, &across(&[88.0, 105.0, 165.0]));
    let [Block::Line(title), Block::Grid(table)] = blocks.as_slice() else {
        panic!("{blocks:?}");
    };
    assert_eq!(title.raw(), "项目清单");
    assert_eq!(table.rows, 4);
}

/// The second line runs over two columns.
#[test]
fn facts_with_a_colon_above_a_table_are_no_names() {
    let print: Print<'_> = drawn![
        100.0: 70.0 "采购人：普陀区水利局";
        114.0: 70.0 "项目名称：海塘监理服务";
        130.0: 50.0 "标段", 150.0 "中标单位", 300.0 "中标价（元）";
        148.0: 50.0 "一标段", 150.0 "水建监理公司", 320.0 "456";
        166.0: 50.0 "二标段", 150.0 "江海咨询公司", 320.0 "88";
    ];
    let blocks = found(print, &[]);
    let [Block::Line(_), Block::Line(_), Block::Grid(table)] = blocks.as_slice() else {
        panic!("{blocks:?}");
    };
    assert_eq!(texts(table)[0], ["标段", "中标单位", "中标价（元）"]);
}

/// Each line of a merged cell stands nearly on the line of a row, but for the white space that cells have more than lines.
#[test]
fn lines_of_a_cell_nearly_beside_rows_are_one_where_they_stand_in_their_middle() {
    let found = grid(
        drawn![
            100.0: 50.0 "序号", 90.0 "项目名称", 180.0 "类别", 300.0 "金额";
            120.0: 50.0 "1", 90.0 "海岛助餐", 300.0 "5";
            122.5: 180.0 "公益";
            135.5: 180.0 "慈善类";
            138.0: 50.0 "2", 90.0 "社区普法", 300.0 "8";
            156.0: 50.0 "3", 90.0 "渔民关爱", 180.0 "养老类", 300.0 "3";
            174.0: 50.0 "4", 90.0 "心理辅导", 300.0 "3";
            176.5: 180.0 "社会";
            189.5: 180.0 "救助类";
            192.0: 50.0 "5", 90.0 "技能培训", 300.0 "3";
        ],
        &[],
    );
    let expected = [
        covers(0, 1, "类别"),
        covers(1, 2, "公益慈善类"),
        covers(3, 1, "养老类"),
        covers(4, 2, "社会救助类"),
    ];
    assert_eq!(spans(&found, 2), expected);
}
