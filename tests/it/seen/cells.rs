//! One thing at a time put on a drawn table, and what comes of it.

use putuo_notice::{Notice, parse_notice};

use super::drawing::Sheet;

pub(super) const NAMES: [[&str; 3]; 2] =
    [["1", "区民政局", "养老服务"], ["2", "区教育局", "校车接送"]];

/// A table of two rows; the sum of the first is drawn by `first`, that of the second is 3.
pub(super) fn read(skew: f32, first: impl FnOnce(&mut Sheet, f32, f32)) -> Notice {
    let mut sheet = Sheet::new(10.5, 36.0);
    sheet.table(&NAMES);
    let (x, y) = sheet.at(2, 3);
    sheet.text(x, y, 10.5, "3");
    let (x, y) = sheet.at(1, 3);
    first(&mut sheet, x, y);
    parse_notice(sheet.file(skew)).unwrap()
}

/// The sums of both rows.
pub(super) fn sums(notice: &Notice) -> Vec<String> {
    let amounts = notice.items.iter().map(|i| i.amount.as_ref());
    let yuan = amounts.map(|a| a.and_then(|a| a.yuan));
    yuan.map(|y| y.map_or("-".to_owned(), |y| y.to_string()))
        .collect()
}

/// The codes of findings at the first row.
pub(super) fn said(notice: &Notice) -> Vec<&str> {
    let at = notice
        .diagnostics
        .iter()
        .filter(|d| d.path.starts_with("/items/0"));
    at.map(|d| d.code.as_ref()).collect()
}

#[test]
fn a_raised_sign_is_a_mark_and_no_digit() {
    for (sign, size, rise) in [
        ("1", 6.0, 4.0),
        ("[1]", 7.0, 2.0),
        ("①", 6.0, 3.5),
        ("2", 6.0, -2.0),
        // Hardly smaller, and as high as digits are.
        ("1", 10.2, 5.2),
        ("1", 9.4, 5.0),
        ("2", 7.3, 8.4),
        ("1", 9.4, -3.0),
        ("(2)", 9.6, 4.0),
    ] {
        let notice = read(0.0, |sheet, x, y| {
            sheet.text(x, y, 10.5, "12");
            sheet.text(x + 11.0, y - rise, size, sign);
        });
        assert_eq!(sums(&notice), ["120000", "30000"], "{sign}");
        assert_eq!(notice.tables[0].rows[0].cells[3].marks, [sign]);
        assert!(notice.ledger.unplaced.is_empty());
    }
}

/// The bracket that closes a sign is of another font, which is a little larger.
#[test]
fn a_raised_sign_in_two_fonts_is_one_mark() {
    for size in [6.0, 6.3, 7.0] {
        let notice = read(0.0, |sheet, x, y| {
            sheet.text(x, y, 10.5, "12");
            sheet.text(x + 11.0, y - 4.0, 6.0, "[2");
            sheet.text(x + 17.0, y - 4.0, size, "]");
        });
        assert_eq!(sums(&notice), ["120000", "30000"], "{size}");
        let marks = notice.tables[0].rows[0].cells[3].marks.concat();
        assert_eq!(marks, "[2]", "{size}");
    }
}

#[test]
fn units_and_formulas_stay_text() {
    let notice = read(0.0, |sheet, x, y| {
        sheet.text(x, y, 10.5, "12");
        let (x, y) = (246.0 + 4.0 * 10.5, sheet.at(1, 2).1);
        sheet.text(x, y, 10.5, "8m");
        sheet.text(x + 10.6, y - 4.0, 6.0, "2");
    });
    assert_eq!(
        notice.items[0].project.as_ref().unwrap().text,
        "养老服务8m2"
    );
}

#[test]
fn a_sum_with_a_line_through_it_is_struck() {
    let notice = read(0.0, |sheet, x, y| {
        sheet.text(x, y, 10.5, "12");
        sheet.line((x - 1.0, y - 3.5), (x + 11.5, y - 3.5));
        sheet.text(x + 16.0, y, 10.5, "15");
    });
    assert_eq!(sums(&notice), ["150000", "30000"]);
    assert_eq!(notice.tables[0].rows[0].cells[3].struck, ["12"]);
    assert_eq!(said(&notice), ["text.struck"]);
}

#[test]
fn characters_printed_one_over_another_are_said_at_their_cell() {
    // Half a line lower they are as illegible; other print may come between.
    for lower in [1.0, 5.0] {
        let notice = read(0.0, |sheet, x, y| {
            sheet.text(x - 11.0, y - lower, 10.5, "高");
            sheet.text(x + 2.0, y, 10.5, "12");
            sheet.text(x - 11.0, y, 10.5, "龄");
        });
        let at_row = |d: &putuo_notice::Diagnostic| d.path.starts_with("/items/0");
        let mut all = notice.diagnostics.iter();
        assert!(
            all.any(|d| d.code == "cell.overlap" && at_row(d)),
            "{lower} {:?}",
            notice.diagnostics
        );
    }
}

#[test]
fn two_numbers_one_below_the_other_are_not_one() {
    let notice = read(0.0, |sheet, x, y| {
        sheet.text(x, y - 7.0, 10.5, "12");
        sheet.text(x, y + 7.0, 10.5, "6.8");
    });
    assert_eq!(sums(&notice)[1], "30000");
    assert_ne!(sums(&notice)[0], "1260000");
    assert!(!said(&notice).is_empty());
}

#[test]
fn print_that_lies_askew_is_read_as_if_it_did_not() {
    for skew in [-5.0, -1.3, 0.2, 2.0, 4.9] {
        let notice = read(skew, |sheet, x, y| sheet.text(x, y, 10.5, "12"));
        assert_eq!(sums(&notice), ["120000", "30000"], "{skew}");
        assert_eq!(
            notice.items[1].purchaser.as_ref().unwrap().text,
            "区教育局",
            "{skew}"
        );
    }
}

#[test]
fn sums_turned_in_their_cells_are_read_in_their_direction() {
    for angle in [90.0, 180.0, 270.0] {
        let notice = read(0.0, |sheet, x, y| {
            sheet.turned(x + 20.0, y, 10.5, angle, "38");
        });
        assert_eq!(sums(&notice), ["380000", "30000"], "{angle}");
    }
}

#[test]
fn a_minus_drawn_as_a_line_is_said() {
    let notice = read(0.0, |sheet, x, y| {
        sheet.line((x, y - 3.2), (x + 5.2, y - 3.2));
        sheet.text(x + 6.5, y, 10.5, "12");
    });
    assert_ne!(sums(&notice)[0], "120000");
    assert!(said(&notice).contains(&"cell.ink_without_text"));
}

#[test]
fn digits_drawn_as_outlines_with_straight_sides_are_said() {
    // The 1 of 12, no wider than a heavy rule.
    let notice = read(0.0, |sheet, x, y| {
        let (x0, y0) = (x, 842.0 - y);
        sheet.raw(&format!(
            "0 g {} {} m {} {} l {} {} l {} {} l {} {} l {} {} l {} {} l h f",
            x0,
            y0 + 5.0,
            x0 + 1.8,
            y0 + 7.0,
            x0 + 2.6,
            y0 + 7.0,
            x0 + 2.6,
            y0,
            x0 + 1.6,
            y0,
            x0 + 1.6,
            y0 + 5.6,
            x0 + 0.4,
            y0 + 4.6
        ));
        sheet.text(x + 5.2, y, 10.5, "2");
    });
    assert_eq!(sums(&notice), ["-", "30000"]);
    assert!(said(&notice).contains(&"cell.ink_without_text"));
}

#[test]
fn words_drawn_with_straight_strokes_are_said() {
    for (strokes, says) in [
        // 土; a dash, which says that nothing stands here.
        (
            &[
                (0.0, 3.0, 8.0, 3.0),
                (0.0, 8.0, 8.0, 8.0),
                (4.0, 0.0, 4.0, 8.0),
            ][..],
            true,
        ),
        (&[(0.0, 4.0, 8.0, 4.0)], false),
    ] {
        let notice = read(0.0, |sheet, x, y| {
            for (x0, y0, x1, y1) in strokes {
                sheet.line((x + x0, y - 8.0 + y0), (x + x1, y - 8.0 + y1));
            }
        });
        assert_eq!(sums(&notice), ["-", "30000"]);
        assert_eq!(said(&notice).contains(&"cell.ink_without_text"), says);
    }
}

/// A border drawn as the area between two boxes, the inner one first, is no ground of its colour.
#[test]
fn text_in_a_border_drawn_as_an_area_is_seen() {
    for (first, second, fill) in [
        ("30 16 re", "32 18 re", "f*"),
        ("32 18 re", "30 16 re", "f*"),
        ("24 10 re", "40 26 re", "f*"),
    ] {
        let notice = read(0.0, |sheet, x, y| {
            let at = |size: &str| {
                let width: f32 = size.split(' ').next().unwrap().parse().unwrap();
                format!(
                    "{} {}",
                    x + 20.0 - width / 2.0,
                    842.0 - y + 12.0 - width / 2.0
                )
            };
            let (one, other) = (at(first), at(second));
            sheet.raw(&format!("0 g {one} {first} {other} {second} {fill}"));
            sheet.text(x + 12.0, y, 10.5, "12");
        });
        assert_eq!(sums(&notice), ["120000", "30000"], "{first} {second}");
    }
}

#[test]
fn letters_drawn_as_outlines_are_seen() {
    let notice = read(0.0, |sheet, x, y| {
        sheet.raw("q 2 Tr 1 1 1 rg 0 0 0 RG 0.25 w");
        sheet.text(x, y, 10.5, "12");
        sheet.raw("Q");
    });
    assert_eq!(sums(&notice), ["120000", "30000"]);
}

/// A column narrower than a digit, before the sums: what begins in it is no digit of them.
#[test]
fn a_column_dragged_to_almost_nothing_keeps_its_text() {
    for left in [398.6, 396.0, 394.5] {
        let notice = read(0.0, |sheet, _, y| {
            sheet.line((left, 290.0), (left, 398.0));
            sheet.text(left + 0.2, y, 10.5, "2");
            sheet.text(left + 0.2, y + 36.0, 10.5, "2");
            sheet.text(402.0, y, 10.5, "12");
        });
        assert_eq!(sums(&notice), ["120000", "30000"], "{left}");
        assert_eq!(notice.tables[0].columns.len(), 5);
    }
}

/// All rules are double, and lines that a cell is too narrow for begin between two.
#[test]
fn text_that_runs_over_a_double_rule_stays_in_its_cell() {
    let notice = read(0.0, |sheet, _, y| {
        for x in [70.0, 120.0, 240.0, 400.0, 520.0] {
            sheet.line((x + 1.7, 290.0), (x + 1.7, 398.0));
        }
        sheet.text(400.6, y, 10.5, "12");
        sheet.text(400.6, y + 12.0, 10.5, "（不超过）");
    });
    assert_eq!(notice.tables[0].columns.len(), 4);
    let amount = notice.items[0].amount.as_ref().unwrap();
    assert_eq!(amount.text, "12（不超过）");
}

/// Four lines in a cell as high as three: set in its middle, the first lies on the rule above and the last on that below.
#[test]
fn text_higher_than_its_cell_stays_in_it_and_that_is_said() {
    let rows = [
        ["1", "区民政局", "养老服务"],
        ["2", "区教育局", ""],
        ["3", "区妇联", "家庭教育讲座"],
    ];
    let mut sheet = Sheet::new(10.5, 36.0);
    sheet.table(&rows);
    let (x, y) = sheet.at(2, 2);
    for (at, line) in ["海岛校车", "接送服务", "早晚各一", "次全年"]
        .iter()
        .enumerate()
    {
        sheet.text(x, y + 13.5 * (at as f32 - 1.5), 10.5, line);
    }
    let notice = parse_notice(sheet.file(0.0)).unwrap();
    let projects = notice.items.iter().filter_map(|i| i.project.as_ref());
    let projects: Vec<&str> = projects.map(|p| p.text.as_str()).collect();
    assert_eq!(
        projects,
        ["养老服务", "海岛校车接送服务早晚各一次全年", "家庭教育讲座"]
    );
    let said = |d: &putuo_notice::Diagnostic| d.code == "text.crosses_rule";
    assert!(notice.diagnostics.iter().any(said));
}

/// More of a pale text than of any other, for it stands all over the page, the last cut by its edge.
#[test]
fn pale_text_all_over_the_page_is_no_text_of_cells() {
    let notice = read(0.0, |sheet, x, y| {
        sheet.raw("q 0.88 g");
        for row in 0..40 {
            for column in 0..5 {
                let (x, y) = (10.0 + column as f32 * 118.0, 20.0 + row as f32 * 20.0);
                sheet.text(
                    x,
                    y,
                    10.0,
                    if column == 4 {
                        "征求意"
                    } else {
                        "征求意见稿"
                    },
                );
            }
        }
        sheet.raw("Q");
        sheet.text(x, y, 10.5, "12");
    });
    assert_eq!(sums(&notice), ["120000", "30000"]);
    assert_eq!(notice.items[0].project.as_ref().unwrap().text, "养老服务");
}

/// One of its letters lies a little aside of the same one in a cell, as a shadow would.
#[test]
fn a_watermark_that_shares_a_letter_with_a_cell_is_none_of_its_text() {
    let notice = read(0.0, |sheet, x, y| {
        sheet.raw("q /T gs");
        for row in 0..20 {
            for column in 0..3 {
                let (dx, dy) = (column as f32 * 150.0, row as f32 * 20.0);
                sheet.text(x - 320.5 + dx, y - 199.5 + dy, 10.5, "wang 2026-04-09");
            }
        }
        sheet.raw("Q");
        sheet.text(x, y, 10.5, "12");
    });
    assert_eq!(sums(&notice), ["120000", "30000"]);
}

/// What is painted as a group has the opacity of the group, whatever is said within.
#[test]
fn a_group_of_little_opacity_over_a_sum_is_none_of_its_digits() {
    for (dx, dy) in [(0.0, 0.0), (-8.0, 3.0), (4.0, -12.0), (-90.0, 0.0)] {
        let notice = read(0.0, |sheet, x, y| {
            sheet.text(x, y, 10.5, "12");
            sheet.raw(&format!(
                "q /T gs 1 0 0 1 {} {} cm /G Do Q",
                x + dx,
                842.0 - y + dy
            ));
        });
        assert_eq!(sums(&notice), ["120000", "30000"], "{dx}, {dy}");
        let project = notice.items[0].project.as_ref().unwrap();
        assert_eq!(project.text, "养老服务", "{dx}, {dy}");
    }
}

/// It says the same before the sums of all rows, and lies over none of them.
#[test]
fn pale_numbers_beside_the_sums_of_all_rows_are_none_of_their_digits() {
    let rows = [
        ["1", "区民政局", "养老服务"],
        ["2", "区教育局", "校车接送"],
        ["3", "区妇联", "普法讲座"],
    ];
    let mut sheet = Sheet::new(10.5, 36.0);
    sheet.table(&rows);
    for row in 1..=3 {
        let (x, y) = sheet.at(row, 3);
        sheet.raw("q 0.87 g");
        sheet.text(x, y, 9.0, "2025");
        sheet.raw("Q");
        sheet.text(x + 20.0, y, 10.5, "12");
    }
    let notice = parse_notice(sheet.file(0.0)).unwrap();
    assert_eq!(sums(&notice), ["120000"; 3]);
    let codes: Vec<&str> = notice.diagnostics.iter().map(|d| d.code.as_ref()).collect();
    assert!(codes.contains(&"page.pale_text"), "{codes:?}");
}

/// Each is a part of the first one, as of a watermark that an edge cuts, and stands in the middle of the page.
#[test]
fn pale_sums_that_share_digits_are_no_watermark() {
    let rows = [
        ["1", "区民政局", "养老服务"],
        ["2", "区教育局", "校车接送"],
        ["3", "区妇联", "普法讲座"],
        ["4", "区司法局", "法律援助"],
    ];
    let mut sheet = Sheet::new(10.5, 36.0);
    sheet.table(&rows);
    sheet.raw("q /H gs");
    for (row, sum) in (1..).zip(["312", "12", "31", "32"]) {
        let (x, y) = sheet.at(row, 3);
        sheet.text(x, y, 10.5, sum);
    }
    sheet.raw("Q");
    let notice = parse_notice(sheet.file(0.0)).unwrap();
    assert_eq!(sums(&notice), ["3120000", "120000", "310000", "320000"]);
}

/// An accountant's double line, over the whole cell or nearly, near the sum or near the cell's rule.
#[test]
fn two_lines_under_a_sum_part_no_rows() {
    for (offs, inset) in [([2.0, 4.0], 0.0), ([3.0, 6.0], 1.0), ([5.0, 8.5], 0.0)] {
        let notice = read(0.0, |sheet, x, y| {
            sheet.text(x, y, 10.5, "12");
            for off in offs {
                sheet.line((400.0 + inset, y + off), (520.0 - inset, y + off));
            }
        });
        assert_eq!(sums(&notice), ["120000", "30000"], "{offs:?}");
        assert!(said(&notice).is_empty());
    }
}

/// The page was scanned or bound the wrong way round; the edge columns are far wider than their text.
#[test]
fn a_page_that_stands_on_its_head_is_read_as_a_reader_turns_it() {
    let notice = read(180.0, |sheet, x, y| sheet.text(x + 60.0, y, 10.5, "12"));
    assert_eq!(sums(&notice), ["120000", "30000"]);
    assert_eq!(notice.items[0].project.as_ref().unwrap().text, "养老服务");
    assert_eq!(notice.signatories[0].text, "舟山市普陀区民政局");
}

#[test]
fn a_sum_crossed_out_by_hand_is_struck() {
    type Stroke = ((f32, f32), (f32, f32));
    let lines: [&[Stroke]; 4] = [
        &[((-1.0, 1.0), (12.0, -8.0))],
        &[((-1.0, -5.0), (12.0, -3.0))],
        &[((-1.0, 1.0), (12.0, -8.0)), ((-1.0, -8.0), (12.0, 1.0))],
        &[],
    ];
    for strokes in lines {
        let notice = read(0.0, |sheet, x, y| {
            sheet.text(x, y, 10.5, "12");
            sheet.text(x + 16.0, y, 10.5, "15");
            for ((x0, y0), (x1, y1)) in strokes {
                sheet.line((x + x0, y + y0), (x + x1, y + y1));
            }
            if strokes.is_empty() {
                let (x, y) = (x - 1.0, 842.0 - y + 3.5);
                sheet.raw(&format!(
                    "{x} {y} m {} {} {} {} {} {y} c S",
                    x + 4.0,
                    y + 2.0,
                    x + 8.0,
                    y - 2.0,
                    x + 13.0
                ));
            }
        });
        assert_eq!(sums(&notice), ["150000", "30000"], "{strokes:?}");
        assert_eq!(
            notice.tables[0].rows[0].cells[3].struck,
            ["12"],
            "{strokes:?}"
        );
    }
}

#[test]
fn digits_that_are_drawings_leave_no_value() {
    let zero = |x: f32, y: f32| {
        let ring = |r: f32| {
            let (l, t) = (x - r, x + r);
            format!(
                "{l} {y} m {l} {} {t} {} {t} {y} c {t} {} {l} {} {l} {y} c h ",
                y + r * 1.8,
                y + r * 1.8,
                y - r * 1.8,
                y - r * 1.8
            )
        };
        format!("q 0 0 0 rg {} {} f* Q", ring(2.6), ring(1.6))
    };
    let notice = read(0.0, |sheet, x, y| {
        sheet.text(x, y, 10.5, "12");
        sheet.raw(&zero(x + 14.5, 842.0 - y + 3.6));
    });
    assert_eq!(sums(&notice), ["-", "30000"]);
    // A picture of a line's height, with paper round it.
    let notice = read(0.0, |sheet, x, y| {
        sheet.text(x, y, 10.5, "12");
        let (x, y) = (x + 11.5, 842.0 - y - 4.0);
        sheet.raw(&format!("q 6 0 0 17 {x} {y} cm /I Do Q"));
    });
    assert_eq!(sums(&notice), ["-", "30000"]);
}

#[test]
fn what_is_written_or_stamped_into_a_blank_cell_is_said() {
    for (annotation, black) in [
        (
            "/Subtype /Ink /Rect [400 480 460 510] /InkList [[410 505 410 492] [418 505 414 497 422 497]]",
            false,
        ),
        ("/Subtype /Stamp /Rect [408 488 440 506]", false),
        ("", true),
    ] {
        let notice = read(0.0, |sheet, x, y| {
            if black {
                sheet.fill("0 0 0 rg", x, y - 9.0, 22.0, 11.0);
            } else {
                sheet.annotations.push(annotation);
            }
        });
        assert_eq!(sums(&notice), ["-", "30000"]);
        assert!(
            said(&notice).contains(&"cell.ink_without_text"),
            "{annotation}"
        );
    }
}

/// What stands in a cell without being text is not the purchaser above, and neither is a line that says that there is none.
#[test]
fn nothing_is_carried_into_a_cell_that_holds_ink_or_a_line_across() {
    let rows = [
        ["1", "区民政局", "养老服务"],
        ["2", "", "校车接送"],
        ["3", "区妇联", "普法讲座"],
    ];
    for (drawn, purchaser) in [
        ("", "区民政局"),
        ("/", ""),
        ("\\", ""),
        // By hand, an eighth of the cell off its corners.
        ("|", ""),
        ("picture", ""),
    ] {
        let mut sheet = Sheet::new(10.5, 36.0);
        sheet.table(&rows);
        let (left, top) = (sheet.at(2, 1).0 - 6.0, 290.0 + 72.0);
        match drawn {
            "/" => sheet.line((left + 1.0, top + 35.0), (left + 119.0, top + 1.0)),
            "\\" => sheet.line((left, top), (left + 120.0, top + 36.0)),
            "|" => sheet.line((left + 15.0, top + 31.5), (left + 105.0, top + 4.5)),
            "picture" => sheet.raw(&format!(
                "q 50 0 0 12 {} {} cm /I Do Q",
                left + 8.0,
                842.0 - top - 26.0
            )),
            _ => {}
        }
        for row in 1..=3 {
            let (x, y) = sheet.at(row, 3);
            sheet.text(x, y, 10.5, "12");
        }
        let notice = parse_notice(sheet.file(0.0)).unwrap();
        let found = notice.items[1].purchaser.as_ref();
        assert_eq!(found.map_or("", |p| &p.text), purchaser, "{drawn:?}");
        let codes: Vec<&str> = notice.diagnostics.iter().map(|d| d.code.as_ref()).collect();
        assert_eq!(
            codes.contains(&"cell.crossed"),
            drawn.len() == 1,
            "{drawn:?}"
        );
        assert_eq!(
            codes.contains(&"cell.ink_without_text"),
            drawn == "picture",
            "{drawn:?}"
        );
    }
}

/// From within the outer columns, from edge to edge, and through some cells only.
#[test]
fn a_row_struck_out_by_one_line_has_no_values() {
    let rows = [
        ["1", "区民政局", "养老服务"],
        ["2", "区教育局", "校车接送"],
        ["3", "区妇联", "普法讲座"],
    ];
    for (from, to) in [(75.0, 515.0), (70.0, 520.0), (60.0, 530.0), (240.0, 515.0)] {
        let mut sheet = Sheet::new(10.5, 36.0);
        sheet.table(&rows);
        for row in 1..=3 {
            let (x, y) = sheet.at(row, 3);
            sheet.text(x, y, 10.5, "12");
        }
        let y = 290.0 + 2.5 * 36.0;
        sheet.line((from, y), (to, y));
        let notice = parse_notice(sheet.file(0.0)).unwrap();
        assert_eq!(sums(&notice), ["120000", "-", "120000"], "{from}");
        assert_eq!(notice.items.len(), 3);
        assert!(
            notice.items[1]
                .project
                .as_ref()
                .is_none_or(|p| p.text.is_empty())
        );
        let struck = notice
            .diagnostics
            .iter()
            .filter(|d| d.code == "text.struck");
        assert!(struck.count() >= 2, "{from}");
    }
}

/// A name in columns of two or three characters each, printed column by column from the right.
#[test]
fn short_upright_columns_are_read_from_the_right() {
    for (columns, name) in [
        (["普陀", "区民", "政局"].as_slice(), "普陀区民政局"),
        (&["普陀区", "民政局"], "普陀区民政局"),
        (&["普陀区", "妇女联", "合会"], "普陀区妇女联合会"),
    ] {
        let rows = [["1", "", "养老服务"], ["2", "区教育局", "校车接送"]];
        let mut sheet = Sheet::new(10.5, 36.0);
        sheet.table(&rows);
        for (at, column) in columns.iter().enumerate() {
            for (below, sign) in column.chars().enumerate() {
                let (x, y) = (200.0 - 14.0 * at as f32, 335.5 + 11.0 * below as f32);
                sheet.text(x, y, 10.5, &sign.to_string());
            }
        }
        for row in 1..=2 {
            let (x, y) = sheet.at(row, 3);
            sheet.text(x, y, 10.5, "12");
        }
        let notice = parse_notice(sheet.file(0.0)).unwrap();
        assert_eq!(notice.items[0].purchaser.as_ref().unwrap().text, name);
    }
}
