//! What stands in columns and is no table: lists whose entries are numbered, and lists of contents.

use crate::lexicon::key::Key;
use crate::lexicon::{fold, ordinal};
use crate::table::{Grid, GridCell};

/// Whether rows without a header are the entries of a list.
pub(super) fn is_list(grid: &Grid) -> bool {
    is_numbered(grid) || is_contents(grid)
}

/// Whether a number with its mark stands before each text, and one counts on after the other: 1. 2. 3.
fn is_numbered(grid: &Grid) -> bool {
    let numbers: Vec<_> = column(grid, 0)
        .map(|key| ordinal::marked(key.chars()).filter(|o| o.rest == key.chars().count()))
        .collect();
    let counts = |w: &[Option<ordinal::Ordinal>]| matches!(w, [Some(a), Some(b)] if b.follows(a));
    grid.cols == 2 && numbers.len() > 1 && numbers.windows(2).all(counts)
}

/// Whether a page's number stands behind each entry, and they go up. Sums of projects, in order, do so too: such a list is taken for
/// a table, of which it is said that it has no header, in the language of notices.
fn is_contents(grid: &Grid) -> bool {
    let pages: Option<Vec<u32>> = column(grid, grid.cols.saturating_sub(1))
        .map(|key| key.parse().ok())
        .collect();
    let pages = pages.unwrap_or_default();
    let words = column(grid, grid.cols.saturating_sub(2));
    let words = words
        .filter(|key| key.contains(char::is_alphabetic) && !key.contains(fold::is_ideograph))
        .count();
    let rises =
        pages.windows(2).all(|w| matches!(w, [a, b] if a <= b)) && pages.first() < pages.last();
    grid.cols > 1 && pages.len() == grid.rows && words == grid.rows && rises
}

/// The texts of a column's cells.
fn column(grid: &Grid, col: usize) -> impl Iterator<Item = Key> + '_ {
    let own = grid
        .cells
        .iter()
        .filter(move |c| c.col == col && !c.lines.is_empty());
    own.map(|c: &GridCell| Key::of_chars(c.lines.iter().flat_map(|l| &l.chars).map(|c| c.ch)))
}
