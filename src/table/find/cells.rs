//! A frame → cells: elementary cells, joined wherever no rule separates them.

use super::rules::{Frame, SNAP, root, union};
use crate::location::BBox;
use crate::table::{Evidence, Grid, GridCell};

/// The grid of a frame.
pub(super) fn grid(frame: &Frame, page: u32) -> Option<Grid> {
    let (rows, cols) = (
        frame.ys.len().checked_sub(1)?,
        frame.xs.len().checked_sub(1)?,
    );
    let right = walls(&frame.vertical, &frame.ys, cols + 1);
    let below = walls(&frame.horizontal, &frame.xs, rows + 1);
    let mut parent: Vec<usize> = (0..rows * cols).collect();
    for row in 0..rows {
        for col in 0..cols {
            let here = row * cols + col;
            if col + 1 < cols && !has(&right, col + 1, row) {
                union(&mut parent, here, here + 1);
            }
            if row + 1 < rows && !has(&below, row + 1, col) {
                union(&mut parent, here, here + cols);
            }
        }
    }
    let mut cells = rectangles(&mut parent, rows, cols, frame);
    for cell in &mut cells {
        let drawn = |line| (cell.col..cell.col + cell.col_span).any(|col| has(&below, line, col));
        (cell.open_above, cell.open_below) = (
            cell.row == 0 && !drawn(0),
            cell.row + cell.row_span == rows && !drawn(rows),
        );
    }
    let bbox = BBox::new(
        *frame.xs.first()?,
        *frame.ys.first()?,
        *frame.xs.last()?,
        *frame.ys.last()?,
    );
    Some(Grid {
        page,
        bbox,
        rows,
        cols,
        cells,
        evidence: Evidence::Ruled,
    })
}

/// For each line of the grid, which of its stretches a rule covers.
fn walls(rules: &[super::rules::Rule], across: &[f32], lines: usize) -> Vec<Vec<bool>> {
    let stretches = across.len().saturating_sub(1);
    let mut covered = vec![vec![0.0_f32; stretches]; lines];
    for rule in rules {
        let Some(line) = covered.get_mut(rule.at) else {
            continue;
        };
        for (slot, ends) in line.iter_mut().zip(across.windows(2)) {
            if let [start, end] = ends {
                *slot += (rule.end.min(*end) - rule.start.max(*start)).max(0.0);
            }
        }
    }
    covered
        .into_iter()
        .map(|line| {
            // More than half: a rule may fall short of its corner by the thickness of the crossing one, an overshoot of
            // the neighbour's rule is a point or two.
            line.into_iter()
                .zip(across.windows(2))
                .map(|(c, ends)| matches!(ends, [s, e] if c > (e - s) * 0.5 || c > e - s - SNAP))
                .collect()
        })
        .collect()
}

fn has(walls: &[Vec<bool>], line: usize, stretch: usize) -> bool {
    walls
        .get(line)
        .and_then(|l| l.get(stretch))
        .copied()
        .unwrap_or(true)
}

/// First row and column, last row and column of a joined shape, and how many elementary cells it has.
type Bound = (usize, usize, usize, usize, usize);

/// The joined cells as rectangles. A joined shape that is none (a rule is missing on one side) is cut into its rows.
fn rectangles(parent: &mut [usize], rows: usize, cols: usize, frame: &Frame) -> Vec<GridCell> {
    let mut bounds: Vec<Option<Bound>> = vec![None; rows * cols];
    for row in 0..rows {
        for col in 0..cols {
            let id = root(parent, row * cols + col);
            if let Some(slot) = bounds.get_mut(id) {
                let (top, left, bottom, right, count) = slot.unwrap_or((row, col, row, col, 0));
                *slot = Some((
                    top.min(row),
                    left.min(col),
                    bottom.max(row),
                    right.max(col),
                    count + 1,
                ));
            }
        }
    }
    let mut cells = Vec::new();
    for (id, bound) in bounds.iter().enumerate() {
        let Some((top, left, bottom, right, count)) = *bound else {
            continue;
        };
        if (bottom - top + 1) * (right - left + 1) == count {
            cells.push(cell(frame, top, left, bottom, right));
            continue;
        }
        for row in top..=bottom {
            let mut col = left;
            while col <= right {
                let start = col;
                while col <= right && root(parent, row * cols + col) == id {
                    col += 1;
                }
                if col > start {
                    cells.push(cell(frame, row, start, row, col - 1));
                } else {
                    col += 1;
                }
            }
        }
    }
    cells.sort_by_key(|c| (c.row, c.col));
    cells
}

fn cell(frame: &Frame, top: usize, left: usize, bottom: usize, right: usize) -> GridCell {
    let at = |list: &[f32], i: usize| list.get(i).copied().unwrap_or_default();
    GridCell {
        row: top,
        col: left,
        row_span: bottom - top + 1,
        col_span: right - left + 1,
        bbox: BBox::new(
            at(&frame.xs, left),
            at(&frame.ys, top),
            at(&frame.xs, right + 1),
            at(&frame.ys, bottom + 1),
        ),
        ..GridCell::default()
    }
}
