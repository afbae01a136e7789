//! Tables with rules on some sides of their cells only: a frame and the columns, or the rows alone.

use super::columns::{self, Columns, Piece};
use super::weights::narrow::LEAST;
use super::weights::partly::GAP;
use super::{Before, MOST_LINES, anchored, bands, cells, runs, total, unnamed};
use crate::lexicon::fold::is_ideograph;
use crate::lexicon::numeral::figure;
use crate::lexicon::ordinal;
use crate::page::Ruling;
use crate::table::{Grid, GridCell};
use crate::text::Line;

/// Whether rules part only some of the columns, so that white space must part the others: in half the rows, a cell holds
/// several. Where rules do not part the rows either, each line counts.
pub(in crate::table::find) fn lacks_columns(grid: &Grid) -> bool {
    let (mut filled, mut partly) = (0_usize, 0_usize);
    let rows = |cells: &[&GridCell]| {
        let lines = cells.iter().map(|c| c.lines.len()).max().unwrap_or(0);
        if lines < LEAST { lines.min(1) } else { lines }
    };
    for row in 0..grid.rows {
        let mut cells = filled_cells(grid, row);
        filled += rows(&cells);
        cells.retain(|c| holds_columns(c));
        partly += rows(&cells);
    }
    partly * 2 >= filled && partly > 1
}

/// A frame with more rows, none of which white space parts, has rules between all of them: a header and one row.
const ROWS_RULED: usize = 2;

/// The table with its rows parted by white space, if rules part its columns but not all its rows.
pub(in crate::table::find) fn with_rows(
    grid: &Grid,
    rules: &[Ruling],
    before: &mut Before,
) -> Option<Grid> {
    let edges = edges(grid)?;
    let ruled = columns::are_same(&edges, &before.rows_ruled);
    let parted = parted(grid, edges.clone(), rules, ruled, before);
    if parted.is_none() && grid.rows > ROWS_RULED {
        before.rows_ruled = edges;
    } else if parted.is_some() && !ruled {
        before.rows_ruled.clear();
    }
    parted
}

/// The same. `ruled`: whether the frame before is of this table, and has rules between all its rows.
fn parted(
    grid: &Grid,
    edges: Vec<f32>,
    rules: &[Ruling],
    ruled: bool,
    before: &mut Before,
) -> Option<Grid> {
    // A cell with one line holds one row.
    if grid.cells.iter().all(|c| c.lines.len() < 2) {
        return None;
    }
    let lines: Vec<&Line> = grid.cells.iter().flat_map(|c| &c.lines).collect();
    if lines.len() > MOST_LINES * grid.cols {
        return None;
    }
    let mut columns = Columns::of_edges(edges, &lines);
    columns.drawn = true;
    columns.rows_drawn = ruled;
    columns.take_edges(before.columns.as_ref());
    let mut pieces: Vec<Piece> = grid.cells.iter().flat_map(pieces).collect();
    total::stacked(&mut pieces, columns.em);
    let inside: Vec<Ruling> = rules
        .iter()
        .filter(|r| super::super::holds(grid, r))
        .copied()
        .collect();
    columns.learn(&pieces, &inside, before.columns.as_ref());
    if !(0..grid.rows).any(|row| holds_rows(grid, row, &columns)) {
        return None;
    }
    if !columns.named() {
        unnamed::cover_alone(&mut pieces, &columns);
    }
    let rows = bands::rows(&pieces, &mut columns, &inside);
    let parted = cells::grid(pieces, &columns, &rows, grid.page)?;
    before.columns = Some(columns);
    Some(parted)
}

fn filled_cells(grid: &Grid, row: usize) -> Vec<&GridCell> {
    let own = |c: &&GridCell| c.row == row && !c.lines.is_empty();
    grid.cells.iter().filter(own).collect()
}

/// The edges of a grid's columns, left to right.
fn edges(grid: &Grid) -> Option<Vec<f32>> {
    let mut out: Vec<f32> = (0..grid.cols)
        .map(|col| grid.cells.iter().find(|c| c.col == col).map(|c| c.bbox.x0))
        .collect::<Option<_>>()?;
    out.push(grid.bbox.x1);
    Some(out)
}

fn pieces(cell: &GridCell) -> impl Iterator<Item = Piece> + '_ {
    let last = cell.col + cell.col_span - 1;
    cell.lines
        .iter()
        .map(move |line| Piece::new(cell.col, last, line.clone()))
}

/// Whether every line of a cell has the same gap in it.
fn holds_columns(cell: &GridCell) -> bool {
    let mut free: Option<Vec<(f32, f32)>> = None;
    for line in &cell.lines {
        let gaps: Vec<(f32, f32)> = runs(line, GAP)
            .windows(2)
            .filter_map(|w| match w {
                [a, b] => Some((a.x1, b.x0)),
                _ => None,
            })
            .collect();
        let both = match free {
            None => gaps,
            Some(before) => before
                .iter()
                .flat_map(|f| gaps.iter().map(|g| (f.0.max(g.0), f.1.min(g.1))))
                .filter(|(x0, x1)| x1 - x0 > GAP * line.size)
                .collect(),
        };
        if both.is_empty() {
            return false;
        }
        free = Some(both);
    }
    free.is_some()
}

/// Whether the lines in a column of numbers are one number that wraps, by the row above or below it: it counts on.
fn is_one_number(grid: &Grid, row: usize, col: usize) -> bool {
    let number = |row: Option<usize>| -> Option<u32> {
        let cell = grid
            .cells
            .iter()
            .find(|c| (Some(c.row), c.col) == (row, col))?;
        let text: String = cell.lines.iter().map(|l| l.key().to_string()).collect();
        ordinal::whole(&text).map(|o| o.value)
    };
    let follows = |a: Option<u32>, b: Option<u32>| {
        a.and_then(|a| a.checked_add(1))
            .is_some_and(|a| Some(a) == b)
    };
    let own = number(Some(row));
    follows(number(row.checked_sub(1)), own) || follows(own, number(row.checked_add(1)))
}

/// Whether the cells of a row hold several rows: numbers or sums stand one below the other, or the lines side by side.
fn holds_rows(grid: &Grid, row: usize, columns: &Columns) -> bool {
    let cells = filled_cells(grid, row);
    counts_on(&cells, grid, columns) || sums_apart(&cells, columns) || side_by_side(&cells)
}

/// Whether a column of numbers has several, or labels of sums among them, and another cell has as many lines at least.
fn counts_on(cells: &[&GridCell], grid: &Grid, columns: &Columns) -> bool {
    let as_long = |cell: &GridCell, count: usize| {
        cells
            .iter()
            .any(|c| c.col != cell.col && c.row_span == 1 && c.lines.len() >= count)
    };
    let several = |cell: &&GridCell| {
        let count = if columns.sequence() == Some(cell.col) {
            let own: Vec<Piece> = pieces(cell).filter(|p| !columns.heads(p)).collect();
            anchored::anchors(&own.iter().collect::<Vec<_>>(), columns, &[]).len()
        } else if columns.sequence().is_none() && counts_by_one(cell) {
            cell.lines.len()
        } else {
            0
        };
        count > 1 && as_long(cell, count) && !is_one_number(grid, cell.row, cell.col)
    };
    cells.iter().copied().any(|c| several(&c))
}

/// Whether a cell has running numbers on lines of their own.
fn counts_by_one(cell: &GridCell) -> bool {
    let numbers: Option<Vec<u32>> = cell.lines.iter().map(|l| l.key().parse().ok()).collect();
    numbers.is_some_and(|n| n.windows(2).all(|w| matches!(w, [a, b] if *b == a + 1)))
}

/// Whether a column of sums has several, farther apart than lines of one cell.
fn sums_apart(cells: &[&GridCell], columns: &Columns) -> bool {
    if columns.sequence().is_some() {
        return false;
    }
    let own: Vec<Piece> = cells.iter().copied().flat_map(pieces).collect();
    let body: Vec<&Piece> = own.iter().filter(|p| !columns.heads(p)).collect();
    anchored::sums(&body, columns, &[]).len() > 1
}

/// Whether the cells of a row have their lines on the same baselines, three or more: three lines of each column, a
/// number's among them, are three rows and not one that wraps. Where several columns hold numbers, one a line, labels beside
/// them may wrap.
fn side_by_side(cells: &[&GridCell]) -> bool {
    // One position in five may be blank, or hold words.
    let of_numbers = |c: &&&GridCell| {
        let number = |l: &&Line| figure(l.key()).is_some() && !l.key().chars().any(is_ideograph);
        c.lines.iter().filter(number).count() * 5 >= c.lines.len() * 4
    };
    let numbers: Vec<&GridCell> = cells.iter().filter(of_numbers).copied().collect();
    let several = numbers.len() > 1;
    // Labels stand beside all numbers.
    let Some(first) = cells.iter().max_by_key(|c| c.lines.len()) else {
        return false;
    };
    let cells = if several { &numbers } else { cells };
    let most = cells.iter().map(|c| c.lines.len()).max().unwrap_or(0);
    let single = cells.iter().all(|c| c.row_span == 1);
    let numbers = several
        || cells.iter().any(|c| {
            c.lines
                .iter()
                .all(|l| l.chars.iter().any(|c| c.ch.is_ascii_digit()))
        });
    let same = |c: &&GridCell| {
        let beside = |l: &&Line| {
            let level = |f: &Line| (f.baseline - l.baseline).abs() < 0.3 * l.size;
            first.lines.iter().any(level)
        };
        let shared = c.lines.iter().filter(beside).count();
        // Of numbers, half the positions may be.
        let own = c.lines.len();
        let whole = if several {
            own * 2 >= most
        } else {
            shared * 5 >= most * 4
        };
        shared >= 3 && shared * 5 >= own * 4 && whole
    };
    single && numbers && cells.len() > 1 && cells.iter().all(same)
}
