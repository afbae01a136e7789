//! Running text near tables.

use super::unnamed::{print, rows};
use super::{Print, found, texts};
use crate::page::Ruling;
use crate::table::Block;

/// The texts of each table.
fn tables(print: Print<'_>, rules: &[Ruling]) -> Vec<Vec<Vec<String>>> {
    let blocks = found(print, rules);
    let texts = |block: &Block| match block {
        Block::Grid(grid) => Some(texts(grid)),
        _ => None,
    };
    blocks.iter().filter_map(texts).collect()
}

/// Words set so many points apart.
fn set<'a>(y: f32, words: &[&'a str], apart: f32) -> (f32, Vec<(f32, &'a str)>) {
    let mut x = 50.0;
    let words = words.iter().map(|word| {
        let at = x;
        x += 10.0 * word.len() as f32 + apart;
        (at, *word)
    });
    (y, words.collect())
}

const ROWS: &[&[&str]] = &[
    &["Area", "All", "Rate"],
    &["East", "12", "3.4"],
    &["West", "7", "5.6"],
    &["North", "1", "2.2"],
];

const WORDS: &[&str] = &[
    "Of", "all", "these", "few", "at", "most", "were", "seen", "there",
];

fn read(words: (f32, Vec<(f32, &'static str)>)) -> Vec<Vec<Vec<String>>> {
    let mut lines = rows(ROWS);
    lines.push(words);
    tables(&print(&lines), &[])
}

#[test]
fn a_justified_line_is_no_row_of_the_table_above() {
    for apart in [4.0, 6.0, 8.0] {
        assert_eq!(read(set(157.0, WORDS, apart)), [ROWS], "{apart}");
    }
}

#[test]
fn justified_lines_are_no_table() {
    let lines: Vec<_> = (0..8)
        .map(|at| set(100.0 + 14.0 * at as f32, WORDS, 7.0))
        .collect();
    assert!(tables(&print(&lines), &[]).is_empty());
}
