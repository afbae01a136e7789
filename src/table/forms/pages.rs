//! A table whose header is said again, as printed pages do: each part is a piece of it; below another header stands another.

use crate::lexicon::role;
use crate::table::{Grid, GridCell, assemble};
use crate::text::Line;

/// Rows that may stand above a header: 附件, the title, the unit line.
const ABOVE: usize = 3;

/// The grid, cut at every row that says its header again.
pub(super) fn parts(grid: Grid) -> Vec<Grid> {
    let cuts = cuts(&grid);
    grid.cut(&cuts)
}

/// Rows at which the header is said again or another stands, or the unit line right above it: sums of what follows may be in
/// another unit. None that a cell from above reaches into.
fn cuts(grid: &Grid) -> Vec<usize> {
    let rows = grid.filled_rows();
    let above = rows.iter().take(ABOVE + 1);
    let Some(header) = above.into_iter().position(|(row, _)| {
        let keys: Vec<_> = row.iter().map(|c| assemble::key_of(&c.lines)).collect();
        assemble::header::are_names(&keys)
    }) else {
        return Vec::new();
    };
    let names = rows
        .get(header)
        .map(|(row, _)| row.clone())
        .unwrap_or_default();
    let mut last = header;
    let says_unit = |row: usize| match rows.get(row) {
        Some((cells, false)) => match cells.as_slice() {
            [cell] => cell.lines.iter().any(assemble::is_unit_line),
            _ => false,
        },
        _ => false,
    };
    (header + 1..grid.rows)
        .filter(|&row| {
            let again = rows
                .get(row)
                .is_some_and(|(cells, reached)| {
                    !reached && (are_same(cells, &names) || is_header(cells))
                })
                // A header has a row below it.
                && row > last + 1;
            last = if again { row } else { last };
            again
        })
        .map(|row| if says_unit(row - 1) { row - 1 } else { row })
        .collect()
}

/// Whether a row among others is a header by its words alone: known names, all of them.
fn is_header(cells: &[&GridCell]) -> bool {
    let keys: Vec<_> = cells.iter().map(|c| assemble::key_of(&c.lines)).collect();
    // Names of columns are few: hardly any row is asked for more.
    keys.len() > 2
        && assemble::header::are_names(&keys)
        && keys.iter().all(role::is_key_of_known_name)
}

fn are_same(cells: &[&GridCell], names: &[&GridCell]) -> bool {
    let mut pairs = cells.iter().zip(names);
    cells.len() == names.len()
        && pairs.all(|(a, b)| a.col == b.col && assemble::same(&a.lines, &b.lines))
}

/// Whether a row of cells says the header again.
pub(super) fn repeats(row: &[Vec<Line>], header: &[Vec<Line>]) -> bool {
    let mut cells = row.iter().zip(header);
    row.len() == header.len() && cells.all(|(a, b)| assemble::same(a, b))
}
