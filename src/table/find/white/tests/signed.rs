//! Who signs, and when, right below the last row.

use super::{Print, found, texts};
use crate::table::{Block, Grid};

/// The grids, and the lines that stand in none.
fn read(print: Print<'_>) -> (Vec<Grid>, Vec<String>) {
    let (mut grids, mut lines) = (Vec::new(), Vec::new());
    for block in found(print, &[]) {
        match block {
            Block::Grid(grid) => grids.push(grid),
            Block::Line(line) => lines.push(line.raw()),
            Block::Break => {}
        }
    }
    (grids, lines)
}

/// Rows as near as lines, without numbers; `below` stands right below the last of them.
fn listed<'a>(below: &[(f32, &'a [(f32, &'a str)])]) -> (Vec<Grid>, Vec<String>) {
    let rows: [(f32, &[(f32, &str)]); 5] = [
        (
            100.0,
            &[
                (50.0, "购买主体"),
                (160.0, "项目名称"),
                (300.0, "金额（元）"),
            ],
        ),
        (
            115.0,
            &[(50.0, "区教育局"), (160.0, "校园安保"), (330.0, "3,000")],
        ),
        (
            130.0,
            &[(50.0, "区民政局"), (160.0, "助餐配送"), (320.0, "10,000")],
        ),
        (
            145.0,
            &[(50.0, "区司法局"), (160.0, "法律援助"), (320.0, "31,000")],
        ),
        (
            160.0,
            &[(50.0, "六横镇"), (160.0, "河道巡查"), (320.0, "66,000")],
        ),
    ];
    let print: Vec<(f32, &[(f32, &str)])> = rows.into_iter().chain(below.iter().copied()).collect();
    read(&print)
}

#[test]
fn a_signature_right_below_the_last_row_is_no_row() {
    for below in [
        &[
            (178.0, &[(300.0, "区财政局")][..]),
            (194.0, &[(290.0, "2025年3月12日")]),
        ][..],
        &[(178.0, &[(230.0, "区财政局"), (290.0, "2025年3月12日")])],
        &[
            (178.0, &[(210.0, "区财政局"), (300.0, "区民政局")]),
            (194.0, &[(240.0, "2025年3月12日")]),
            (210.0, &[(70.0, "联系人：张三"), (240.0, "电话：3012345")]),
        ],
        // Two organs, and their day in the middle below them.
        &[
            (178.0, &[(290.0, "舟山市财政局")]),
            (194.0, &[(290.0, "舟山市民政局")]),
            (210.0, &[(290.0, "2025年3月12日")]),
        ],
    ] {
        let (grids, lines) = listed(below);
        assert_eq!(grids.len(), 1);
        let texts = texts(&grids[0]);
        assert_eq!(texts.len(), 5, "{texts:?}");
        assert_eq!(texts[4], ["六横镇", "河道巡查", "66,000"]);
        assert_eq!(lines.len(), below.len(), "{lines:?}");
    }
}

/// A day that is one of the cells' texts has no organ over it at the right, or rows below.
#[test]
fn an_organ_and_a_day_with_a_row_below_sign_nothing() {
    let (grids, lines) = listed(drawn![
        172.0: 300.0 "区财政局";
        184.0: 290.0 "2025年3月12日";
        199.0: 50.0 "区水利局", 160.0 "水库看护", 320.0 "12,000";
    ]);
    assert!(lines.is_empty(), "{lines:?}");
    assert_eq!(grids.len(), 1);
}
