//! Sums that something is painted over, all of them or a part.

use super::cells::{read, said, sums};

#[test]
fn what_a_picture_covers_is_said_at_its_cell() {
    let notice = read(0.0, |sheet, x, y| {
        sheet.text(x, y, 10.5, "12");
        sheet.raw(&format!(
            "q 30 0 0 14 {} {} cm /I Do Q",
            x - 2.0,
            842.0 - y - 3.0
        ));
    });
    assert_eq!(sums(&notice), ["-", "30000"]);
    assert!(
        said(&notice).contains(&"cell.hidden_text"),
        "{:?}",
        said(&notice)
    );
}

#[test]
fn letters_hardly_lighter_or_darker_than_their_ground_are_not_there() {
    for (ground, letters, seen) in [
        ("0.93 0.93 1 rg", "1 g", false),
        ("1 g", "0.955 g", false),
        ("0.1 0.1 0.4 rg", "0.1 0.1 0.45 rg", false),
        ("0.1 0.1 0.4 rg", "1 g", true),
        ("1 g", "0.8 g", true),
    ] {
        let notice = read(0.0, |sheet, x, y| {
            sheet.fill(ground, x - 4.0, y - 12.0, 60.0, 16.0);
            sheet.raw(letters);
            sheet.text(x, y, 10.5, "12");
            sheet.raw("0 g");
        });
        let sum = if seen { "120000" } else { "-" };
        assert_eq!(sums(&notice), [sum, "30000"], "{letters} on {ground}");
        assert_eq!(
            said(&notice).contains(&"cell.hidden_text"),
            !seen,
            "{letters} on {ground}"
        );
    }
}

#[test]
fn a_number_that_is_partly_covered_has_no_value() {
    for (at, digits) in [(0.0, "1 of 12"), (5.3, "2 of 12")] {
        let notice = read(0.0, |sheet, x, y| {
            sheet.text(x, y, 10.5, "12");
            sheet.fill("1 1 1 rg", x + at - 0.2, y - 9.0, 5.4, 11.0);
        });
        assert_eq!(sums(&notice), ["-", "30000"], "{digits}");
        assert!(
            said(&notice).contains(&"cell.covered_number"),
            "{digits}: {:?}",
            said(&notice)
        );
    }
}

/// The left side of an 8, the lower half of a digit, its upper half in strips, a decimal point: the sum is read, and that a part
/// of it is covered is said.
#[test]
fn a_digit_that_is_covered_in_part_is_said() {
    for (text, covers) in [
        ("18", &[(5.0, -9.0, 2.0, 11.0)][..]),
        ("18", &[(4.0, -3.5, 12.0, 6.0)]),
        ("18", &[(0.0, -7.5, 9.0, 1.0), (0.0, -5.5, 9.0, 1.4)]),
        ("1.8", &[(4.9, -2.5, 5.6, 4.0)]),
    ] {
        let draw = |again: bool| {
            read(0.0, |sheet, x, y| {
                sheet.text(x, y, 10.5, text);
                for (left, top, width, height) in covers {
                    sheet.fill("1 1 1 rg", x + left, y + top, *width, *height);
                }
                if again {
                    sheet.text(x, y, 10.5, text);
                }
            })
        };
        let notice = draw(false);
        assert_eq!(
            sums(&notice)[0],
            if text == "18" { "180000" } else { "18000" }
        );
        assert!(
            said(&notice).contains(&"cell.covered_number"),
            "{covers:?}: {:?}",
            said(&notice)
        );
        // Printed once more over the cover, nothing of it is missing.
        assert!(said(&draw(true)).is_empty(), "{covers:?}");
    }
}

/// A shade behind the next column and a white rule that only touch the blank edge of a digit.
#[test]
fn what_touches_a_digit_hides_nothing_of_it() {
    let notice = read(0.0, |sheet, x, y| {
        sheet.text(x, y, 10.5, "18");
        sheet.fill("0.9 g", x + 9.6, y - 9.0, 20.0, 11.0);
        sheet.fill("1 g", x - 2.0, y - 0.5, 20.0, 2.0);
    });
    assert_eq!(sums(&notice), ["180000", "30000"]);
    assert!(said(&notice).is_empty(), "{:?}", said(&notice));
}

#[test]
fn a_sum_under_an_opaque_picture_or_a_marker_has_no_value() {
    // The sum stands at 406, 344 from above: 498 from below.
    for over in [
        "q 40 0 0 16 404 490 cm /I Do Q",
        "q 40 0 0 16 404 490 cm /J Do Q",
        "q /C gs 0 g 404 490 40 16 re f Q",
        "q 14 w 1 1 1 RG 404 500 m 440 500 l S Q",
        "q 14 w 0 0 0 RG 404 500 m 440 500 l S Q",
    ] {
        let notice = read(0.0, |sheet, x, y| {
            sheet.text(x, y, 10.5, "12");
            sheet.raw(over);
        });
        assert_eq!(sums(&notice), ["-", "30000"], "{over}");
        assert!(!said(&notice).is_empty(), "{over}");
    }
}

#[test]
fn what_is_covered_in_the_head_is_said_there() {
    let titled = |hidden: bool| {
        let notice = read(0.0, |sheet, x, y| {
            sheet.text(x, y, 10.5, "12");
            // Below all else, under a white box that the title is printed on again.
            if hidden {
                sheet.text(160.0, 80.0, 18.0, "旧");
                sheet.fill("1 1 1 rg", 150.0, 62.0, 200.0, 22.0);
                sheet.text(150.0, 80.0, 18.0, "关于公布项目的通知");
            }
        });
        let found = notice.diagnostics.iter().find(|d| d.code == "text.hidden");
        found.map(|d| d.path.clone())
    };
    assert_eq!(titled(false), None);
    assert_eq!(titled(true).as_deref(), Some("/title"));
}
