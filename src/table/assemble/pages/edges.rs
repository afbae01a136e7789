//! Where the columns of a table's parts stand.

use super::Open;
use crate::table::{Evidence, Grid, GridCell};

/// How far edges are off, as a share of the table's width: a hundredth is some five points on A4, more than rules are off and less
/// than the narrowest column.
const OFF: f32 = 0.01;

impl Open {
    /// Whether the columns of a grid stand where the table's do, as far as rules show where.
    pub(super) fn has_edges_of(&self, grid: &Grid) -> bool {
        let other = edges(grid);
        let near = |(a, b): (&f32, &f32)| (a - b).abs() < OFF;
        other.is_empty()
            || other.len() == self.edges.len() && self.edges.iter().zip(&other).all(near)
    }

    /// A piece with fewer columns in those of the table, if each of its rules stands where one of the table's does: the cells
    /// of a last row alone on its page may all be merged over columns. Or, as wide as the table was, without an outer column:
    /// all the page may stand beside a merged cell that no rule closes there.
    pub(super) fn fit(&self, grid: &Grid) -> Option<Grid> {
        let place = |x: &f32| self.edges.iter().position(|e| (e - x).abs() < OFF);
        let places = |own: Vec<f32>| own.iter().map(place).collect::<Option<Vec<usize>>>();
        let places = places(edges(grid)).or_else(|| places(edges_in(grid, self.across)))?;
        let rising = places.windows(2).all(|w| matches!(w, [a, b] if a < b));
        if places.len() != grid.cols + 1 || !rising {
            return None;
        }
        let mut grid = grid.clone();
        for cell in &mut grid.cells {
            let start = *places.get(cell.col)?;
            cell.col_span = places.get(cell.col + cell.col_span)? - start;
            cell.col = start;
        }
        let outer = (0..*places.first()?).chain(*places.last()?..self.cols);
        let beside = outer.map(|col| GridCell {
            col,
            row_span: grid.rows,
            col_span: 1,
            bbox: grid.bbox,
            open_above: true,
            open_below: true,
            ..GridCell::default()
        });
        let beside: Vec<GridCell> = beside.collect();
        grid.cells.extend(beside);
        grid.cells.sort_by_key(|c| (c.row, c.col));
        grid.cols = self.cols;
        Some(grid)
    }
}

/// Edges of a grid's columns, as shares of its width; none if no rules draw them.
pub(super) fn edges(grid: &Grid) -> Vec<f32> {
    edges_in(grid, (grid.bbox.x0, grid.bbox.x1))
}

/// As shares of a width on the page.
fn edges_in(grid: &Grid, (left, right): (f32, f32)) -> Vec<f32> {
    if grid.evidence != Evidence::Ruled {
        return Vec::new();
    }
    let mut edges = vec![None; grid.cols + 1];
    let share = |x: f32| (x - left) / (right - left).max(1.0);
    for GridCell {
        col,
        col_span,
        bbox,
        ..
    } in &grid.cells
    {
        for (edge, x) in [(*col, bbox.x0), (col + col_span, bbox.x1)] {
            if let Some(slot) = edges.get_mut(edge) {
                *slot = Some(share(x));
            }
        }
    }
    edges.into_iter().collect::<Option<_>>().unwrap_or_default()
}
