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
