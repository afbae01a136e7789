//! A table whose header is said again, as printed pages do: each part is a piece of it.

use super::named;
use crate::location::BBox;
use crate::table::{Grid, GridCell, assemble};
use crate::text::Line;

/// Rows that may stand above a header: 附件, the title, the unit line.
const ABOVE: usize = 3;

/// The grid, cut at every row that says its header again.
pub(super) fn parts(grid: Grid) -> Vec<Grid> {
    let cuts = cuts(&grid);
    if cuts.is_empty() {
        return vec![grid];
    }
    let part = |row: usize| cuts.partition_point(|cut| *cut <= row);
    let mut out: Vec<Grid> = (0..=cuts.len())
        .map(|index| {
            let from = index.checked_sub(1).and_then(|i| cuts.get(i)).copied();
            let to = cuts.get(index).copied().unwrap_or(grid.rows);
            Grid {
                rows: to - from.unwrap_or(0),
                cells: Vec::new(),
                bbox: BBox::default(),
                ..grid
            }
        })
        .collect();
    for mut cell in grid.cells {
        let index = part(cell.row);
        let from = index.checked_sub(1).and_then(|i| cuts.get(i));
        if let Some(grid) = out.get_mut(index) {
            cell.row -= from.copied().unwrap_or(0);
            grid.cells.push(cell);
        }
    }
    for grid in &mut out {
        let filled = grid.cells.iter().filter(|c| !c.lines.is_empty());
        let areas = filled.map(|c| c.bbox);
        grid.bbox = areas.reduce(|a, b| a.union(&b)).unwrap_or_default();
    }
    out
}

/// Rows at which the header is said again; none that a cell from above reaches into.
fn cuts(grid: &Grid) -> Vec<usize> {
    let mut rows: Vec<Vec<&GridCell>> = vec![Vec::new(); grid.rows];
    let mut reached = vec![false; grid.rows];
    for cell in &grid.cells {
        if let Some(row) = rows.get_mut(cell.row).filter(|_| !is_blank(&cell.lines)) {
            row.push(cell);
        }
        let below = cell.row + 1..(cell.row + cell.row_span).min(grid.rows);
        for row in below {
            reached.get_mut(row).into_iter().for_each(|r| *r = true);
        }
    }
    let Some(header) = rows.iter().take(ABOVE + 1).position(|r| is_header(r)) else {
        return Vec::new();
    };
    let names = rows.get(header).cloned().unwrap_or_default();
    let mut last = header;
    (header + 1..grid.rows)
        .filter(|&row| {
            let again = rows.get(row).is_some_and(|cells| are_same(cells, &names))
                && reached.get(row) == Some(&false)
                // A header has a row below it.
                && row > last + 1;
            last = if again { row } else { last };
            again
        })
        .collect()
}

fn is_blank(lines: &[Line]) -> bool {
    lines.iter().all(Line::is_blank)
}

fn is_header(cells: &[&GridCell]) -> bool {
    let texts: Vec<Vec<Line>> = cells.iter().map(|c| c.lines.clone()).collect();
    let named = named(&texts);
    named >= 2 && named * 2 >= cells.len()
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
