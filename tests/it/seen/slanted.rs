//! Lines aslant in a table, however the page lies.

use putuo_notice::{Notice, parse_notice};

use super::cells::{NAMES, sums};
use super::drawing::Sheet;

#[test]
fn a_header_cell_that_a_slanted_line_parts_has_two_names() {
    // Down from the left corner, and up from it; the page askew, or a quarter turned.
    for (rises, turn) in [
        (false, 0.0),
        (true, 0.0),
        (false, 4.0),
        (true, -4.0),
        (false, 90.0),
        (true, -90.0),
    ] {
        for (upper, lower) in [("栏目", "购买主体"), ("内容", "单位"), ("项目", "乡镇")]
        {
            let mut sheet = Sheet::new(9.0, 36.0);
            sheet.table_under(["序号", "", "项目名称", "金额（万元）"], &NAMES);
            let (left, right) = if rises {
                (290.0 + 36.0, 290.0)
            } else {
                (290.0, 290.0 + 36.0)
            };
            sheet.line((120.0, left), (240.0, right));
            let (low, high) = (sheet.width(lower), sheet.width(upper));
            let (x_up, x_low) = if rises {
                (123.0, 237.0 - low)
            } else {
                (237.0 - high, 123.0)
            };
            sheet.text(x_up, 301.0, 9.0, upper);
            sheet.text(x_low, 322.0, 9.0, lower);
            for (row, sum) in [(1, "12"), (2, "3")] {
                let (x, y) = sheet.at(row, 3);
                sheet.text(x, y, 9.0, sum);
            }
            let notice = parse_notice(sheet.file(turn)).unwrap();
            let texts: Vec<&str> = notice.tables[0].columns[1]
                .texts
                .iter()
                .map(|t| t.text.as_str())
                .collect();
            assert_eq!(texts, [upper, lower], "rises: {rises}, {turn}");
            assert_eq!(notice.items[0].purchaser.as_ref().unwrap().text, "区民政局");
            assert_eq!(sums(&notice), ["120000", "30000"], "rises: {rises}, {turn}");
            assert!(notice.ledger.unplaced.is_empty());
        }
    }
}

/// A table whose second row has no purchaser, with something put over that cell; the page is turned.
fn blank(turn: f32, put: impl FnOnce(&mut Sheet, f32, f32)) -> Notice {
    let rows = [
        ["1", "区民政局", "养老服务"],
        ["2", "", "校车接送"],
        ["3", "区妇联", "普法讲座"],
    ];
    let mut sheet = Sheet::new(10.5, 36.0);
    sheet.table(&rows);
    for row in 1..=3 {
        let (x, y) = sheet.at(row, 3);
        sheet.text(x, y, 10.5, "12");
    }
    let (x, _) = sheet.at(2, 1);
    put(&mut sheet, x - 6.0, 290.0 + 72.0);
    parse_notice(sheet.file(turn)).unwrap()
}

fn says(notice: &Notice, code: &str) -> bool {
    notice.diagnostics.iter().any(|d| d.code == code)
}

#[test]
fn a_line_across_a_blank_cell_is_told_however_the_page_lies() {
    for turn in [0.0, 3.0, -3.0, 90.0, -90.0] {
        let notice = blank(turn, |sheet, x, y| {
            sheet.line((x, y), (x + 120.0, y + 36.0));
        });
        assert!(says(&notice, "cell.crossed"), "{turn}");
        let purchaser = notice.items[1].purchaser.as_ref();
        assert_eq!(purchaser.map_or("", |p| &p.text), "", "{turn}");
    }
}

#[test]
fn a_cell_that_was_blotted_out_is_said_in_a_turned_table() {
    for turn in [0.0, 90.0, -90.0] {
        let notice = blank(turn, |sheet, x, y| {
            sheet.fill("0 g", x + 8.0, y + 10.0, 60.0, 14.0);
        });
        assert!(says(&notice, "cell.ink_without_text"), "{turn}");
    }
}

/// What a reader drew over the page is none of its own lines.
#[test]
fn a_line_that_an_annotation_draws_crosses_no_cell() {
    let notice = blank(0.0, |sheet, _, _| {
        let square = "/Subtype /Square /Rect [120 444 240 480] /AP << /N 12 0 R >>";
        sheet.annotations.push(square);
    });
    assert!(!says(&notice, "cell.crossed"));
    assert_eq!(notice.items[1].purchaser.as_ref().unwrap().text, "区民政局");
}
