//! Tables drawn word by word; a character is ten points wide.

/// Lines of a page, one a row: the height of the baseline, and words with where they begin.
macro_rules! drawn {
    ($($y:literal: $($x:literal $text:literal),+;)+) => {
        &[$(($y, &[$(($x, $text)),+])),+]
    };
}

mod across;
mod columns;
mod labels;
mod merged;
mod narrow;
mod numbers;
mod pages;
mod printed;
mod prose;
mod reports;
mod rows;
mod ruled;
mod signed;
mod statistics;
mod unnamed;
mod upper;

use std::sync::LazyLock;

use crate::context::Context;
use crate::options::ParseOptions;
use crate::page::{Page, Ruling};
use crate::table::find::tests::word;
use crate::table::find::{Before, blocks};
use crate::table::{Block, Grid};
use crate::text::Line;

/// What [`drawn`] gives.
pub(super) type Print<'a> = &'a [(f32, &'a [(f32, &'a str)])];

pub(super) fn grid(print: Print<'_>, rules: &[Ruling]) -> Grid {
    match found(print, rules).as_slice() {
        [Block::Grid(grid)] => grid.clone(),
        other => panic!("{other:?}"),
    }
}

pub(super) fn found(print: Print<'_>, rules: &[Ruling]) -> Vec<Block> {
    let (page, mut ctx) = drawn(print, rules);
    blocks(&page, &mut Before::default(), &mut ctx).unwrap()
}

fn drawn(print: Print<'_>, rules: &[Ruling]) -> (Page, Context<'static>) {
    static OPTIONS: LazyLock<ParseOptions> = LazyLock::new(ParseOptions::default);
    let mut ctx = Context::new(&OPTIONS);
    let mut page = Page {
        number: 1,
        width: 500.0,
        height: 500.0,
        rulings: rules.to_vec(),
        ..Page::default()
    };
    for (y, words) in print {
        for (x, text) in *words {
            word(text, *x, *y, &mut ctx, &mut page);
        }
    }
    (page, ctx)
}

/// Text of each position, row by row; a cell's text stands where it begins.
pub(super) fn texts(grid: &Grid) -> Vec<Vec<String>> {
    let mut out = vec![vec![String::new(); grid.cols]; grid.rows];
    for cell in &grid.cells {
        out[cell.row][cell.col] = cell.lines.iter().map(Line::raw).collect();
    }
    out
}

pub(super) fn codes(grid: &Grid, row: usize) -> Vec<&str> {
    let own = grid.cells.iter().filter(|c| c.row == row);
    own.flat_map(|c| &c.doubts)
        .map(|d| d.code.as_ref())
        .collect()
}

/// Rows that each cell of a column covers, with its text.
pub(super) fn spans(grid: &Grid, col: usize) -> Vec<(usize, usize, String)> {
    let own = grid.cells.iter().filter(|c| c.col == col);
    own.map(|c| {
        let text = c.lines.iter().map(Line::raw).collect();
        (c.row, c.row_span, text)
    })
    .collect()
}

pub(super) fn covers(row: usize, rows: usize, text: &str) -> (usize, usize, String) {
    (row, rows, text.to_owned())
}
