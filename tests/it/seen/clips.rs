//! Digits of which a clip leaves a part.

use putuo_notice::parse_notice;

use super::cells::{read, said, sums};
use super::damage::{bytes, instead};

/// The first sum and the findings at it where a clip leaves a part of its last digit: from left to right in shares of its
/// width, from below to above in ems from the base line.
fn clipped([left, right]: [f32; 2], [low, high]: [f32; 2], sum: &str) -> (String, Vec<String>) {
    let notice = read(0.0, |sheet, x, y| {
        let last = x + (sum.len() - 1) as f32 * 5.25;
        let from = if left == 0.0 {
            x - 3.0
        } else {
            last + left * 5.25
        };
        let (to, y0) = (last + right * 5.25, 842.0 - y + low * 10.5);
        let (width, height) = (to - from, (high - low) * 10.5);
        sheet.raw(&format!("q {from} {y0} {width} {height} re W n"));
        sheet.text(x, y, 10.5, sum);
        sheet.raw("Q");
    });
    let codes = said(&notice).iter().map(|c| (*c).to_owned()).collect();
    (sums(&notice).swap_remove(0), codes)
}

#[test]
fn a_digit_is_cut_where_its_ink_is() {
    let all = [-0.3, 1.0];
    // Nothing but white space on its sides, below and above it; or a sliver.
    for (across, up) in [
        ([0.06, 0.94], all),
        ([0.0, 0.9], all),
        ([0.0, 1.0], [0.0, 0.68]),
        ([0.0, 1.0], [-0.02, 0.6]),
    ] {
        let found = clipped(across, up, "8");
        assert_eq!(found, ("80000".to_owned(), vec![]), "{across:?} {up:?}");
    }
    let cut = "cell.clipped_number".to_owned();
    // Where its end is cut through, more may have stood beyond.
    for (across, up, known) in [
        ([0.0, 0.5], all, false),
        ([0.0, 0.7], all, false),
        ([0.5, 1.0], all, false),
        ([0.0, 1.0], [-0.3, 0.4], true),
        ([0.0, 1.0], [0.25, 1.0], true),
    ] {
        for (printed, yuan) in [("8", "80000"), ("12", "120000")] {
            let (sum, codes) = clipped(across, up, printed);
            // Of 12 the 1 is clipped away where the 2 is cut on its left, and both are read.
            let known = known || printed == "12" && across == [0.5, 1.0];
            let yuan = if known { yuan } else { "-" };
            assert_eq!(sum, yuan, "{printed} {across:?} {up:?}");
            assert!(
                codes.contains(&cut),
                "{codes:?} {printed} {across:?} {up:?}"
            );
        }
    }
}

#[test]
fn the_font_says_where_the_ink_of_its_digits_is() {
    // Its 5 is a square 0.85 em high: more than digits usually are. The clip ends above the base line at 660.
    let sound = bytes("pages/cff.pdf");
    let read = |height: &str| {
        let clip = format!("60 600 100 {height} re W n");
        let clip = format!("{clip:<52}");
        let line = "BT /F1 16 Tf  1 0 0 1 72 700 Tm <000100020003> Tj ET";
        let notice = parse_notice(instead(&sound, line, &clip)).unwrap();
        let mut codes = notice.diagnostics.iter().map(|d| d.code.as_ref());
        codes.any(|c| c == "cell.clipped_number")
    };
    assert!(!read("73") && !read("72"));
    assert!(read("71"));
}

/// The edge of a row leaves less of one digit than of the next.
#[test]
fn a_digit_between_others_that_is_clipped_away_stays_in_its_place() {
    for gone in 0..4 {
        let notice = read(0.0, |sheet, x, y| {
            for (at, digit) in ["1", "2", "5", "7"].into_iter().enumerate() {
                let left = x + at as f32 * 5.25;
                let low = if at == gone { 0.5 } else { 0.1 };
                let (y0, height) = (842.0 - y + low * 10.5, (1.0 - low) * 10.5);
                sheet.raw(&format!("q {left} {y0} 5.25 {height} re W n"));
                sheet.text(left, y, 10.5, digit);
                sheet.raw("Q");
            }
        });
        assert_eq!(sums(&notice).swap_remove(0), "12570000", "{gone}");
        assert!(said(&notice).contains(&"cell.clipped_number"), "{gone}");
    }
}
