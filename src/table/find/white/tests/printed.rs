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
