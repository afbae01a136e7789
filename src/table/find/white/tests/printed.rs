//! Reports as offices print them: dots that lead to figures, typewriters' blanks, headings in the middle, headers in a frame.

use super::unnamed::{print, rows};
use super::{Print, found, grid, texts};
use crate::context::Context;
use crate::options::ParseOptions;
use crate::page::Direction::{Horizontal, Vertical};
use crate::page::{Glyph, Page};
use crate::table::find::tests::{rule, word};
use crate::table::find::{Before, blocks};
use crate::table::{Block, Grid};

/// Where a cell lies over several columns: row, column, how many.
fn across(grid: &Grid) -> Vec<(usize, usize, usize)> {
    let wide = grid.cells.iter().filter(|c| c.col_span > 1);
    wide.map(|c| (c.row, c.col, c.col_span)).collect()
}

/// They begin and end at the same places in all rows, as a column does.
#[test]
fn dots_that_lead_to_figures_are_no_column() {
    let own: Print<'_> = drawn![
        100.0: 250.0 "All", 300.0 "Part";
        114.0: 50.0 "Oats", 120.0 ".", 140.0 ".", 160.0 ".", 180.0 ".", 200.0 ".", 250.0 "12", 310.0 "3";
        128.0: 50.0 "Hay", 120.0 ".", 140.0 ".", 160.0 ".", 180.0 ".", 200.0 ".", 250.0 "15", 310.0 "4";
        142.0: 50.0 "Wheat", 120.0 ".....", 180.0 "...", 250.0 "18", 310.0 "6";
        156.0: 50.0 "Rye", 120.0 "........", 250.0 "21", 310.0 "7";
    ];
    let texts = texts(&grid(own, &[]));
    assert_eq!(texts[0], ["", "All", "Part"]);
    assert_eq!(texts[1], ["Oats . . . . .", "12", "3"]);
    assert_eq!(texts[3], ["Wheat ..... ...", "18", "6"]);
}

#[test]
fn dots_that_lead_to_figures_end_a_label() {
    let own = rows(&[
        &["", "All", "Rate"],
        &["Wheat.....", "12", "3.4"],
        &["West", "", ""],
        &["Hay.......", "1", "2.2"],
        &["East", "", ""],
        &["Rye.......", "3", "4.2"],
        &["All", "", ""],
        &["Corn for", "", ""],
        &["grain.....", "7", "5.6"],
    ]);
    let texts = texts(&grid(&print(&own), &[]));
    let labels: Vec<&str> = texts.iter().map(|r| r[0].as_str()).collect();
    let right = [
        "",
        "Wheat.....",
        "West",
        "Hay.......",
        "East",
        "Rye.......",
        "All",
        "Corn forgrain.....",
    ];
    assert_eq!(labels, right);
}

/// Characters six points wide in print of ten, with a blank as wide between the words of each name.
#[test]
fn a_typewriters_blank_parts_no_name() {
    let options = ParseOptions::default();
    let mut ctx = Context::new(&options);
    let mut page = Page {
        number: 1,
        width: 500.0,
        height: 500.0,
        ..Page::default()
    };
    for (y, texts) in [
        (100.0, ["Item", "Full time", "Not paid"]),
        (114.0, ["Oats", "12", "3"]),
        (128.0, ["Hay", "15", "4"]),
        (142.0, ["Rye", "21", "7"]),
    ] {
        for (x, text) in [50.0_f32, 150.0, 250.0].into_iter().zip(texts) {
            // Figures stand under the first word.
            let from = page.glyphs.len();
            word(text, x, y, &mut ctx, &mut page);
            let narrower = |(at, g): (usize, &mut Glyph)| {
                g.x = x + 6.0 * at as f32;
                (g.char.bbox.x0, g.char.bbox.x1) = (g.x, g.x + 6.0);
                g.advance = 6.0;
            };
            page.glyphs
                .iter_mut()
                .skip(from)
                .enumerate()
                .for_each(narrower);
        }
    }
    let blocks = blocks(&page, &mut Before::default(), &mut ctx).unwrap();
    let [Block::Grid(grid)] = blocks.as_slice() else {
        panic!("{blocks:?}");
    };
    assert_eq!(texts(grid)[0], ["Item", "Full time", "Not paid"]);
}

/// It stands between the columns, where no other line has print.
#[test]
fn a_heading_in_the_middle_is_no_column() {
    let own: Print<'_> = drawn![
        100.0: 310.0 "All", 360.0 "Part";
        114.0: 50.0 "Oats", 320.0 "12", 380.0 "31";
        128.0: 205.0 "West";
        142.0: 50.0 "Hay", 320.0 "15", 380.0 "42";
        156.0: 50.0 "Rye", 320.0 "21", 380.0 "73";
        170.0: 205.0 "East";
        184.0: 50.0 "Wheat", 320.0 "18", 380.0 "64";
    ];
    let found = grid(own, &[]);
    assert_eq!((found.rows, found.cols), (7, 3));
    assert_eq!(texts(&found)[2], ["West", "", ""]);
    assert_eq!(across(&found), [(2, 0, 3), (5, 0, 3)]);
}

#[test]
fn lines_of_a_name_that_end_at_one_place_are_of_one_column() {
    let own: Print<'_> = drawn![
        100.0: 160.0 "Not-in-the", 400.0 "Share of";
        112.0: 50.0 "Item", 210.0 "force", 300.0 "Duty", 440.0 "them";
        130.0: 50.0 "Oats", 240.0 "12", 320.0 "31", 460.0 "12";
        144.0: 50.0 "Hay", 240.0 "15", 320.0 "42", 460.0 "24";
        158.0: 50.0 "Rye", 240.0 "21", 320.0 "73", 460.0 "35";
    ];
    let rules = [88.0, 118.0, 164.0].map(|y| rule(Horizontal, y, 45.0, 485.0));
    let found = grid(own, &rules);
    assert_eq!(across(&found), []);
    assert_eq!(texts(&found)[0][1], "Not-in-theforce");
}

/// The lowest line of the names under the rule is more than three lines below it.
#[test]
fn a_name_over_a_rule_covers_names_at_the_bottom_of_a_high_row() {
    let own: Print<'_> = drawn![
        100.0: 170.0 "Those";
        112.0: 180.0 "all", 300.0 "Gross";
        130.0: 300.0 "home";
        142.0: 300.0 "made";
        154.0: 50.0 "Item", 150.0 "2000", 210.0 "2001", 300.0 "goods";
        172.0: 50.0 "Oats", 160.0 "12", 220.0 "31", 320.0 "12";
        186.0: 50.0 "Hay", 160.0 "15", 220.0 "42", 320.0 "24";
        200.0: 50.0 "Rye", 160.0 "21", 220.0 "73", 320.0 "35";
    ];
    let mut rules = [88.0, 160.0, 206.0]
        .map(|y| rule(Horizontal, y, 45.0, 355.0))
        .to_vec();
    rules.push(rule(Horizontal, 116.0, 148.0, 252.0));
    let found = grid(own, &rules);
    let texts = texts(&found);
    assert_eq!(texts[0][1], "Thoseall");
    assert_eq!(texts[1][1..3], ["2000", "2001"]);
    assert!(across(&found).contains(&(0, 1, 2)));
}

#[test]
fn a_header_in_a_frame_heads_the_rows_below_it() {
    let own: Print<'_> = drawn![
        114.0: 50.0 "Item", 160.0 "2000", 260.0 "2001";
        130.0: 50.0 "Oats", 170.0 "12", 270.0 "31";
        144.0: 50.0 "Hay", 170.0 "15", 270.0 "42";
        158.0: 50.0 "Rye", 170.0 "21", 270.0 "73";
    ];
    let mut rules = [100.0, 118.0, 164.0]
        .map(|y| rule(Horizontal, y, 45.0, 345.0))
        .to_vec();
    rules.extend([45.0, 145.0, 245.0, 345.0].map(|x| rule(Vertical, x, 100.0, 118.0)));
    let found = found(own, &rules);
    let [Block::Grid(grid)] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(texts(grid)[0], ["Item", "2000", "2001"]);
    assert_eq!(texts(grid)[3], ["Rye", "21", "73"]);
}

/// Labels have more lines than there are numbers.
#[test]
fn numbers_side_by_side_are_rows_though_labels_wrap() {
    let own: Print<'_> = drawn![
        114.0: 50.0 "Item", 160.0 "All", 260.0 "Part";
        132.0: 50.0 "Oats and";
        144.0: 50.0 "rye", 160.0 "12", 260.0 "31";
        158.0: 50.0 "Hay of";
        170.0: 50.0 "all kinds", 160.0 "15", 260.0 "42";
        184.0: 50.0 "Wheat for";
        196.0: 50.0 "bread", 160.0 "21", 260.0 "73";
    ];
    let mut rules = [100.0, 118.0, 204.0]
        .map(|y| rule(Horizontal, y, 45.0, 345.0))
        .to_vec();
    rules.extend([45.0, 145.0, 245.0, 345.0].map(|x| rule(Vertical, x, 100.0, 204.0)));
    let texts = texts(&grid(own, &rules));
    assert_eq!(texts.len(), 4);
    assert_eq!(texts[2], ["Hay ofall kinds", "15", "42"]);
}
