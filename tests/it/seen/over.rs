//! What is drawn over or beside a table: frames of a reader's, columns in boxes of their own, letters as outlines.

use putuo_notice::{Notice, Severity, parse_notice};

use super::cells::{said, sums};
use super::drawing::Sheet;

const HEADER: [&str; 4] = ["序号", "购买主体", "项目名称", "金额（万元）"];
const NAMES: [[&str; 3]; 4] = [
    ["1", "区民政局", "养老服务"],
    ["2", "区教育局", "校车接送"],
    ["3", "区妇联", "家庭教育讲座"],
    ["4", "区残联", "辅具适配"],
];
const SUMS: [&str; 4] = ["12", "3", "7", "0.5"];
const YUAN: [&str; 4] = ["120000", "30000", "70000", "5000"];

fn drawn(sheet: &mut Sheet) {
    sheet.names(HEADER, &NAMES);
    for (row, sum) in (1..).zip(SUMS) {
        let (x, y) = sheet.at(row, 3);
        sheet.text(x, y, 10.5, sum);
    }
}

fn read(sheet: &Sheet) -> Notice {
    parse_notice(sheet.file(0.0)).unwrap()
}

#[test]
fn a_coloured_frame_round_a_row_or_a_sum_parts_nothing() {
    for (x0, x1, rows) in [(-8.0, 8.0, 3.0), (300.0, 6.0, 2.0), (310.0, -20.0, 2.0)] {
        let mut sheet = Sheet::new(10.5, 24.0);
        drawn(&mut sheet);
        sheet.rules(5, |_, _| true);
        let (left, _) = sheet.at(0, 0);
        let (last, y) = sheet.at(1, 3);
        let (x0, x1) = (left - 6.0 + x0, last + 80.0 + x1);
        let (top, bottom) = (y + 10.0, y + 10.0 + 22.0 * (rows - 1.0));
        sheet.raw(&format!(
            "q 1 0 0 RG {x0} {} {} {} re S Q",
            842.0 - bottom,
            x1 - x0,
            bottom - top
        ));
        let notice = read(&sheet);
        assert_eq!(sums(&notice), YUAN, "{x0} {x1}");
        let names = notice
            .items
            .iter()
            .map(|i| &i.project.as_ref().unwrap().text);
        assert!(names.eq(NAMES.iter().map(|n| n[2])));
    }
}

#[test]
fn a_column_in_a_box_of_its_own_is_the_tables() {
    let mut sheet = Sheet::new(10.5, 24.0);
    drawn(&mut sheet);
    // The rules end before the last column, and begin again twelve points further on.
    let (last, y) = sheet.at(0, 3);
    let (left, _) = sheet.at(0, 0);
    let (top, start) = (y - 15.7, left - 6.0);
    let ends = [
        start,
        sheet.at(0, 1).0 - 6.0,
        sheet.at(0, 2).0 - 6.0,
        last - 14.0,
    ];
    for row in 0..=5 {
        let y = top + 24.0 * row as f32;
        sheet.line((start, y), (last - 14.0, y));
        sheet.line((last - 2.0, y), (last + 90.0, y));
    }
    for x in ends.into_iter().chain([last - 2.0, last + 90.0]) {
        sheet.line((x, top), (x, top + 120.0));
    }
    let notice = read(&sheet);
    assert_eq!(sums(&notice), YUAN);
}

#[test]
fn a_unit_that_is_drawn_in_part_is_none() {
    let mut sheet = Sheet::new(10.5, 24.0);
    sheet.names(["序号", "购买主体", "项目名称", "金额（　元）"], &NAMES);
    sheet.rules(5, |_, _| true);
    for (row, sum) in (1..).zip(SUMS) {
        let (x, y) = sheet.at(row, 3);
        sheet.text(x, y, 10.5, sum);
    }
    let (x, y) = sheet.at(0, 3);
    let (x, y) = (x + 3.0 * 10.5 + 0.6, 842.0 - y);
    // 万, in a few strokes.
    sheet.raw(&format!(
        "0 g {x} {} m {} {} l {} {} l {} {} l {} {} l {x} {y} l h f",
        y + 8.0,
        x + 9.0,
        y + 8.4,
        x + 9.2,
        y + 7.0,
        x + 4.5,
        y + 6.0,
        x + 8.0,
        y + 0.4
    ));
    let notice = read(&sheet);
    assert_eq!(sums(&notice), ["-"; 4]);
    assert!(said(&notice).contains(&"amount.no_unit"));
}

#[test]
fn a_table_whose_letters_are_all_outlines_is_said() {
    let mut sheet = Sheet::new(10.5, 24.0);
    sheet.rules(5, |_, _| true);
    for row in 0..5 {
        for column in 0..4 {
            let (x, y) = sheet.at(row, column);
            let y = 842.0 - y;
            sheet.raw(&format!(
                "0 g {x} {y} m {} {} {} {} {} {y} c h f",
                x + 2.0,
                y + 9.0,
                x + 7.0,
                y + 9.0,
                x + 8.0
            ));
        }
    }
    let notice = read(&sheet);
    let found = notice
        .diagnostics
        .iter()
        .find(|d| d.code == "table.outlines");
    assert_eq!(found.map(|d| d.severity), Some(Severity::Error));
}
