//! Tables of statistics: names over columns, labels that wrap, signs apart from their sums, notes below.

use super::unnamed::{print, rows};
use super::{Print, found, grid, texts};
use crate::page::Direction::{Horizontal, Vertical};
use crate::table::find::tests::rule;
use crate::table::{Block, Grid};

/// Where a cell lies over several columns: row, column, how many.
fn across(grid: &Grid) -> Vec<(usize, usize, usize)> {
    let wide = grid.cells.iter().filter(|c| c.col_span > 1);
    wide.map(|c| (c.row, c.col, c.col_span)).collect()
}

fn labels(texts: &[Vec<String>]) -> Vec<&str> {
    texts.iter().map(|r| r[0].as_str()).collect()
}

/// Two columns of numbers, some of which are not given, and a heading over the rule between the columns.
#[test]
fn rows_between_upright_rules_have_headings_in_the_middle() {
    let own: Print<'_> = drawn![
        114.0: 50.0 "Item", 160.0 "All", 260.0 "Part";
        132.0: 50.0 "Oats", 160.0 "(D)", 260.0 "31";
        146.0: 172.0 "West";
        160.0: 50.0 "Hay and";
        172.0: 50.0 "rye", 160.0 "15", 260.0 "(D)";
        186.0: 50.0 "Wheat", 160.0 "21", 260.0 "73";
        200.0: 50.0 "Corn", 160.0 "21", 260.0 "73";
        214.0: 50.0 "Flax", 160.0 "21", 260.0 "73";
    ];
    let mut rules = [100.0, 118.0, 220.0]
        .map(|y| rule(Horizontal, y, 45.0, 345.0))
        .to_vec();
    rules.extend([45.0, 145.0, 245.0, 345.0].map(|x| rule(Vertical, x, 100.0, 220.0)));
    let found = grid(own, &rules);
    assert_eq!(found.rows, 7);
    assert_eq!(across(&found), [(2, 0, 3)]);
    assert_eq!(texts(&found)[3], ["Hay andrye", "15", "(D)"]);
}

/// Upper names hold two columns together, so that the remark seems to run over few.
#[test]
fn a_text_over_several_columns_that_rows_show_closes_none() {
    let own: Print<'_> = drawn![
        100.0: 135.0 "East", 235.0 "West";
        114.0: 50.0 "Item", 110.0 "2000", 160.0 "2001", 210.0 "2000", 260.0 "2001", 320.0 "2002", 370.0 "2003", 420.0 "2004";
        128.0: 50.0 "Peas", 120.0 "12", 170.0 "31", 220.0 "12", 270.0 "12", 330.0 "31", 380.0 "12", 430.0 "15";
        142.0: 50.0 "Hay", 120.0 "12", 170.0 "31", 220.0 "12", 270.0 "12", 330.0 "31", 380.0 "12", 430.0 "15";
        156.0: 50.0 "Rye", 120.0 "12", 170.0 "31", 220.0 "12", 270.0 "12", 330.0 "31", 380.0 "12", 430.0 "15";
        170.0: 50.0 "Corn", 120.0 "12", 170.0 "31", 220.0 "12", 270.0 "12", 330.0 "31", 380.0 "12", 430.0 "15";
        184.0: 50.0 "Flax", 120.0 "12", 170.0 "31", 220.0 "12", 270.0 "12", 330.0 "31", 380.0 "12", 430.0 "15";
        198.0: 50.0 "Oats", 120.0 "12", 170.0 "31", 220.0 "12", 270.0 "12", 330.0 "31", 380.0 "12", 430.0 "15";
        212.0: 50.0 "Bean", 120.0 "12", 170.0 "31", 220.0 "12", 270.0 "12", 330.0 "31", 380.0 "12", 430.0 "15";
        226.0: 50.0 "Figures.of.the.last.yea";
    ];
    let found = found(own, &[]);
    let Some(Block::Grid(grid)) = found.first() else {
        panic!("{found:?}");
    };
    assert_eq!(grid.cols, 8);
    assert_eq!(texts(grid)[1][1..4], ["2000", "2001", "2000"]);
}

/// No line begins with a small letter, but each without figures stands below one that had no room for its first word.
#[test]
fn lines_below_full_ones_are_all_of_their_labels() {
    let own = rows(&[
        &["", "All", "Rate"],
        &["Corn For", "12", "3.4"],
        &["Grains", "", ""],
        &["Hay", "1", "2.2"],
        &["Rye Of", "3", "4.2"],
        &["Kinds", "", ""],
        &["Oats", "3", "4.2"],
        &["Wheat", "7", "5.6"],
        &["Spring", "", ""],
    ]);
    let texts = texts(&grid(&print(&own), &[]));
    let right = [
        "",
        "Corn ForGrains",
        "Hay",
        "Rye OfKinds",
        "Oats",
        "WheatSpring",
    ];
    assert_eq!(labels(&texts), right);
}

/// Farther left than the rows that it heads, below a label that fills its column.
#[test]
fn a_heading_that_begins_farther_left_is_none_of_the_label_above() {
    let own: Print<'_> = drawn![
        100.0: 190.0 "All", 280.0 "Rate";
        114.0: 60.0 "Corn-for-x", 200.0 "12", 300.0 "34";
        128.0: 50.0 "West";
        142.0: 60.0 "Hay-and-xx", 200.0 "15", 300.0 "22";
        156.0: 50.0 "East";
        170.0: 60.0 "Rye-of-any", 200.0 "15", 300.0 "22";
        184.0: 50.0 "North";
        198.0: 60.0 "Oats-for";
        212.0: 60.0 "feeding", 200.0 "15", 300.0 "22";
    ];
    let texts = texts(&grid(own, &[]));
    let right = [
        "",
        "Corn-for-x",
        "West",
        "Hay-and-xx",
        "East",
        "Rye-of-any",
        "North",
        "Oats-forfeeding",
    ];
    assert_eq!(labels(&texts), right);
}

#[test]
fn a_full_line_above_a_label_with_dots_is_of_it() {
    let own = rows(&[
        &["", "All", "Rate"],
        &["Wheat.....", "12", "3.4"],
        &["Corn-Of", "", ""],
        &["Alaska....", "7", "5.6"],
        &["Hay.......", "1", "2.2"],
    ]);
    let texts = texts(&grid(&print(&own), &[]));
    assert_eq!(
        labels(&texts),
        ["", "Wheat.....", "Corn-OfAlaska....", "Hay......."]
    );
}

/// The sign stands nearer to the figures of the column before than to its own.
#[test]
fn a_sign_right_behind_a_number_is_the_next_ones() {
    let own: Print<'_> = drawn![
        100.0: 50.0 "Item", 150.0 "All", 220.0 "Rate", 300.0 "Part";
        114.0: 50.0 "Oats", 160.0 "12", 183.0 "$", 240.0 "31";
        128.0: 50.0 "Hay", 160.0 "15", 240.0 "42", 320.0 "12";
        142.0: 50.0 "Rye", 160.0 "21", 240.0 "73", 320.0 "12";
        156.0: 50.0 "Corn", 160.0 "21", 240.0 "73", 320.0 "12";
        170.0: 50.0 "Flax", 160.0 "21", 240.0 "73", 320.0 "12";
        184.0: 50.0 "Wheat", 160.0 "21", 240.0 "73", 320.0 "12";
    ];
    let texts = texts(&grid(own, &[]));
    assert_eq!(texts[1], ["Oats", "12", "$31", ""]);
}

/// Right above the name of the first column.
#[test]
fn what_figures_are_counted_in_is_no_name_of_the_labels() {
    let own: Print<'_> = drawn![
        100.0: 50.0 "[Tons]";
        112.0: 200.0 "Rye", 280.0 "Meal";
        124.0: 50.0 "Item", 200.0 "all", 280.0 "all";
        138.0: 50.0 "Northern", 210.0 "12", 300.0 "31";
        152.0: 50.0 "East", 210.0 "15", 300.0 "42";
        166.0: 50.0 "West", 210.0 "21", 300.0 "73";
    ];
    let found = found(own, &[]);
    let Some(Block::Grid(grid)) = found.iter().find(|b| matches!(b, Block::Grid(_))) else {
        panic!("{found:?}");
    };
    assert_eq!(texts(grid)[0][0], "Item");
}

#[test]
fn a_name_over_all_columns_but_the_first_is_no_title() {
    let own: Print<'_> = drawn![
        100.0: 190.0 "Labor-force-of-all";
        112.0: 50.0 "Item", 160.0 "2000", 260.0 "2001", 360.0 "2002";
        130.0: 50.0 "Oats", 180.0 "12", 280.0 "31", 380.0 "12";
        144.0: 50.0 "Hay", 180.0 "15", 280.0 "42", 380.0 "12";
        158.0: 50.0 "Rye", 180.0 "21", 280.0 "73", 380.0 "12";
        172.0: 50.0 "Corn", 180.0 "21", 280.0 "73", 380.0 "12";
        186.0: 50.0 "Flax", 180.0 "21", 280.0 "73", 380.0 "12";
        200.0: 50.0 "Wheat", 180.0 "21", 280.0 "73", 380.0 "12";
    ];
    let found = grid(own, &[]);
    assert!(across(&found).contains(&(0, 1, 3)));
}

/// In the middle of the columns of figures, over more than half of the gaps between all.
#[test]
fn a_long_heading_right_below_the_names_does_not_end_the_table() {
    let own: Print<'_> = drawn![
        100.0: 50.0 "Year", 160.0 "Area", 260.0 "Crop", 360.0 "Rest";
        114.0: 180.0 "In-thousands-of-tons";
        128.0: 50.0 "1995", 180.0 "12", 280.0 "31", 380.0 "12";
        142.0: 50.0 "1996", 180.0 "15", 280.0 "42", 380.0 "24";
        156.0: 50.0 "1997", 180.0 "21", 280.0 "73", 380.0 "35";
        170.0: 50.0 "1998", 180.0 "21", 280.0 "73", 380.0 "35";
        184.0: 50.0 "1999", 180.0 "21", 280.0 "73", 380.0 "35";
    ];
    let found = grid(own, &[]);
    assert_eq!(texts(&found)[0], ["Year", "Area", "Crop", "Rest"]);
    assert_eq!(across(&found), [(1, 1, 3)]);
}

#[test]
fn a_heading_may_stand_between_a_framed_header_and_the_first_figures() {
    let own: Print<'_> = drawn![
        114.0: 50.0 "Item", 160.0 "2000", 260.0 "2001";
        130.0: 50.0 "West";
        144.0: 50.0 "Oats", 170.0 "12", 270.0 "31";
        158.0: 50.0 "Hay", 170.0 "15", 270.0 "42";
        172.0: 50.0 "Rye", 170.0 "21", 270.0 "73";
    ];
    let mut rules = [100.0, 118.0, 178.0]
        .map(|y| rule(Horizontal, y, 45.0, 345.0))
        .to_vec();
    rules.extend([45.0, 145.0, 245.0, 345.0].map(|x| rule(Vertical, x, 100.0, 118.0)));
    let texts = texts(&grid(own, &rules));
    assert_eq!(labels(&texts), ["Item", "West", "Oats", "Hay", "Rye"]);
}

/// The head's two texts stand as far apart as two columns do, and the text below begins at the left one.
#[test]
fn a_head_of_the_page_is_no_header_of_the_text_below() {
    let own: Print<'_> = drawn![
        50.0: 50.0 "Report", 440.0 "12";
        80.0: 50.0 "The-figures-of-the-year-are-as-those-before";
        94.0: 50.0 "and-those-of-this-year-as-they-are-below";
        120.0: 50.0 "Item", 160.0 "2000", 260.0 "2001";
        134.0: 50.0 "Oats", 170.0 "12", 270.0 "31";
        148.0: 50.0 "Hay", 170.0 "15", 270.0 "42";
        162.0: 50.0 "Rye", 170.0 "21", 270.0 "73";
    ];
    let found = found(own, &[]);
    let grids = found.iter().filter_map(|b| match b {
        Block::Grid(grid) => Some(texts(grid)),
        _ => None,
    });
    let grids: Vec<_> = grids.collect();
    assert_eq!(grids.len(), 1);
    assert_eq!(grids[0][1], ["Oats", "12", "31"]);
}

/// Rules close both tables; what stands far below a note is none of the table above.
#[test]
fn a_table_below_the_note_of_another_is_another() {
    let own: Print<'_> = drawn![
        100.0: 50.0 "Item", 160.0 "2000", 260.0 "2001";
        118.0: 50.0 "Oats", 170.0 "12", 270.0 "31";
        132.0: 50.0 "Hay", 170.0 "15", 270.0 "42";
        152.0: 50.0 "*figures-of-all";
        222.0: 50.0 "Table-two";
        250.0: 50.0 "Kind", 160.0 "2003", 260.0 "2004";
        268.0: 50.0 "Oats", 170.0 "12", 270.0 "31";
        282.0: 50.0 "Hay", 170.0 "15", 270.0 "42";
    ];
    let rules = [88.0, 105.0, 138.0, 238.0, 255.0, 288.0];
    let rules = rules.map(|y| rule(Horizontal, y, 45.0, 335.0));
    let found = found(own, &rules);
    let grids = found.iter().filter_map(|b| match b {
        Block::Grid(grid) => Some((grid.rows, grid.cols)),
        _ => None,
    });
    assert_eq!(grids.collect::<Vec<_>>(), [(3, 3), (3, 3)]);
}

/// Two columns of text right below a table, a line of the left one with blanks as wide as a gutter.
#[test]
fn text_in_two_columns_below_a_table_is_none() {
    let text = "of-the-figures-ab";
    let mut own = rows(&[
        &["Item", "2000", "2001", "2002"],
        &["Oats", "12", "31", "45"],
        &["Hay", "15", "42", "54"],
        &["Rye", "21", "73", "67"],
    ]);
    for (at, y) in (0_u8..8).map(|at| (at, 166.0 + 13.0 * f32::from(at))) {
        let left = match at {
            3 => vec![(50.0, "of-the"), (130.0, "figures-a")],
            _ => vec![(50.0, text)],
        };
        own.push((y, left.into_iter().chain([(240.0, text)]).collect()));
    }
    let found = found(&print(&own), &[]);
    let grids = found.iter().filter_map(|b| match b {
        Block::Grid(grid) => Some((grid.rows, grid.cols)),
        _ => None,
    });
    assert_eq!(grids.collect::<Vec<_>>(), [(4, 4)]);
}

#[test]
fn numbers_between_upright_rules_are_rows_though_some_are_blank() {
    let own: Print<'_> = drawn![
        114.0: 50.0 "Item", 160.0 "All", 260.0 "Part";
        132.0: 50.0 "Oats", 160.0 "17", 260.0 "31";
        146.0: 50.0 "Hay", 160.0 "15";
        160.0: 50.0 "Wheat", 160.0 "21", 260.0 "73";
        174.0: 50.0 "Corn", 260.0 "73";
        188.0: 50.0 "Flax", 160.0 "21";
        202.0: 50.0 "Rye", 160.0 "21", 260.0 "73";
    ];
    let mut rules = [100.0, 118.0, 208.0]
        .map(|y| rule(Horizontal, y, 45.0, 345.0))
        .to_vec();
    rules.extend([45.0, 145.0, 245.0, 345.0].map(|x| rule(Vertical, x, 100.0, 208.0)));
    let texts = texts(&grid(own, &rules));
    assert_eq!(texts.len(), 7);
    assert_eq!(texts[4], ["Corn", "", "73"]);
}

/// Names are wider than the numbers, and leave hardly any white space between them.
#[test]
fn numbers_of_one_length_are_columns_however_near_their_names() {
    let own: Print<'_> = drawn![
        100.0: 234.0 "Fed";
        112.0: 50.0 "Item", 183.0 "Est", 224.0 "Gover", 330.0 "Rest";
        126.0: 50.0 "Oats", 180.0 "3456", 233.0 "3456", 340.0 "12";
        140.0: 50.0 "Hay", 180.0 "3456", 233.0 "3456", 340.0 "12";
        154.0: 50.0 "Rye", 180.0 "3456", 233.0 "3456", 340.0 "12";
        168.0: 50.0 "Corn", 180.0 "3456", 233.0 "3456", 340.0 "12";
        182.0: 50.0 "Flax", 180.0 "3456", 233.0 "3456", 340.0 "12";
        196.0: 50.0 "Beet", 180.0 "3456", 233.0 "3456", 340.0 "12";
        210.0: 50.0 "Kale", 180.0 "3456", 233.0 "3456", 340.0 "12";
        224.0: 50.0 "Leek", 180.0 "3456", 233.0 "3456", 340.0 "12";
        238.0: 50.0 "Plum", 180.0 "3456", 233.0 "3456", 340.0 "12";
        252.0: 50.0 "Pear", 180.0 "3456", 233.0 "3456", 340.0 "12";
        266.0: 50.0 "Peas", 180.0 "3456", 233.0 "3456", 340.0 "12";
    ];
    let texts = texts(&grid(own, &[]));
    assert_eq!(texts.last().unwrap()[..], ["Peas", "3456", "3456", "12"]);
}
