//! Tables with rules on some sides of their cells only: a frame and the columns, or the rows alone.

use super::runs;
use crate::table::{Grid, GridCell};

/// A gap between two columns where a rule should stand, in ems: clearly more than a blank or an indent of one.
const GAP: f32 = 1.5;

/// Whether rules part only some of the rows or columns, so that white space must part the others: in half the rows, a
/// cell holds several columns or all cells hold several rows.
pub(in crate::table::find) fn is_partly_ruled(grid: &Grid) -> bool {
    let (mut filled, mut partly, mut tall) = (0_usize, 0_usize, false);
    for row in 0..grid.rows {
        let cells: Vec<&GridCell> = grid
            .cells
            .iter()
            .filter(|c| c.row == row && !c.lines.is_empty())
            .collect();
        if cells.is_empty() {
            continue;
        }
        filled += 1;
        partly += usize::from(cells.iter().any(|c| holds_columns(c)));
        tall |= holds_rows(&cells);
    }
    tall || (partly * 2 >= filled && partly > 1)
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

/// Whether the cells of a row have their lines on the same baselines, three or more: three lines of each column, a
/// number's among them, are three rows and not one that wraps.
fn holds_rows(cells: &[&GridCell]) -> bool {
    let [first, rest @ ..] = cells else {
        return false;
    };
    let single = cells.iter().all(|c| c.row_span == 1);
    let numbers = cells.iter().any(|c| {
        c.lines
            .iter()
            .all(|l| l.chars.iter().any(|c| c.ch.is_ascii_digit()))
    });
    let same = |c: &&GridCell| {
        let shared = c
            .lines
            .iter()
            .filter(|l| {
                first
                    .lines
                    .iter()
                    .any(|f| (f.baseline - l.baseline).abs() < 0.3 * l.size)
            })
            .count();
        // One position in five may be blank.
        shared >= 3 && shared * 5 >= first.lines.len().max(c.lines.len()) * 4
    };
    single && numbers && !rest.is_empty() && rest.iter().all(same)
}
