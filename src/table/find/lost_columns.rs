//! Upright rules that were lost between two cells of some rows and stand in those above and below.

use super::lost_rows::lost;
use crate::accounts::Char;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::table::{Grid, GridCell};

/// How far apart two texts stand between which a rule was lost, in ems.
const APART: f32 = 0.5;

/// Rows one below the other in which a rule may be lost; more are as good a reason to take the cells for merged ones.
const LOST: usize = 3;
/// How far the edges or middles of two texts set alike may be apart, in ems: a mark that closes has half a blank.
const ALIKE: f32 = 0.5;

/// Parts a cell over two columns where the rows above and below have a rule, and its text a gap there: with a number behind,
/// or with both its parts set in their columns as the texts above or below are.
pub(super) fn part(table: &mut Grid) {
    fn row(at: usize, col: usize, cells: &[GridCell]) -> Option<&GridCell> {
        cells
            .iter()
            .find(|c| (c.row..c.row + c.row_span).contains(&at) && c.col == col)
            .filter(|c| c.col_span == 1)
    }
    let mut parted = Vec::new();
    for (index, cell) in table.cells.iter().enumerate() {
        if cell.col_span != 2 || cell.row == 0 || cell.lines.is_empty() {
            continue;
        }
        // The rule may be lost in several rows.
        let near = |col: usize| {
            let above = (0..cell.row).rev();
            let below = cell.row + cell.row_span..table.rows;
            [
                above.take(LOST).find_map(|at| row(at, col, &table.cells)),
                below.take(LOST).find_map(|at| row(at, col, &table.cells)),
            ]
        };
        let last = cell.row + cell.row_span >= table.rows;
        let [Some(above), below] = near(cell.col + 1) else {
            continue;
        };
        if below.is_none() && !last {
            continue;
        }
        let x = above.bbox.x0;
        let clear = cell.lines.iter().all(|line| {
            let side = |left: bool| {
                let chars = line.chars.iter().filter(|c| !c.ch.is_whitespace());
                chars.filter(move |c| (c.bbox.center_x() < x) == left)
            };
            let end = side(true)
                .map(|c| c.bbox.x1)
                .fold(f32::NEG_INFINITY, f32::max);
            let start = side(false).map(|c| c.bbox.x0).fold(f32::INFINITY, f32::min);
            end <= x && start >= x && start - end >= APART * line.size
        });
        let chars = || cell.lines.iter().flat_map(|l| &l.chars);
        let right = || chars().filter(|c| c.bbox.center_x() >= x && !c.ch.is_whitespace());
        let number =
            right().any(|c| c.ch.is_ascii_digit()) && !right().any(|c| c.ch.is_alphabetic());
        let text = chars().any(|c| c.bbox.center_x() < x && c.ch.is_alphabetic());
        let left = || chars().filter(|c| c.bbox.center_x() < x && !c.ch.is_whitespace());
        let set = || is_set_as(left(), near(cell.col)) && is_set_as(right(), near(cell.col + 1));
        let of_number = number && text;
        if clear && (of_number || set()) {
            parted.push((index, x, of_number));
        }
    }
    for (index, x, of_number) in parted.into_iter().rev() {
        let Some(cell) = table.cells.get_mut(index) else {
            continue;
        };
        let mut right = cell.clone();
        (cell.col_span, right.col_span) = (1, 1);
        right.col += 1;
        (cell.bbox.x1, right.bbox.x0) = (x, x);
        for (cell, left) in [(&mut *cell, true), (&mut right, false)] {
            for line in &mut cell.lines {
                line.chars.retain(|c| (c.bbox.center_x() < x) == left);
                let boxes = line
                    .chars
                    .iter()
                    .filter(|c| !c.ch.is_whitespace())
                    .map(|c| c.bbox);
                line.bbox = boxes.reduce(|a, b| a.union(&b)).unwrap_or_default();
            }
            cell.lines.retain(|l| !l.is_blank());
            cell.doubts.push(lost_rule(of_number));
        }
        table.cells.insert(index + 1, right);
    }
}

/// Whether characters begin, end or have their middle where the text of a cell above or below does.
fn is_set_as<'c>(chars: impl Iterator<Item = &'c Char>, near: [Option<&GridCell>; 2]) -> bool {
    let Some(own) = chars.map(|c| c.bbox).reduce(|a, b| a.union(&b)) else {
        return false;
    };
    near.into_iter().flatten().any(|cell| {
        let lines = cell.lines.iter();
        let text = lines.clone().map(|l| l.bbox).reduce(|a, b| a.union(&b));
        let size = lines.map(|l| l.size).fold(0.0, f32::max);
        text.is_some_and(|text| {
            let off = [
                own.x0 - text.x0,
                own.x1 - text.x1,
                own.center_x() - text.center_x(),
            ];
            off.iter().any(|d| d.abs() < ALIKE * size)
        })
    })
}

/// `of_number`: beside a number, which no merged cell has behind its text; two texts may have been meant as one.
fn lost_rule(of_number: bool) -> Diagnostic {
    if of_number {
        return Diagnostic::new(
            codes::CELL_RULE_LOST,
            Severity::Info,
            "no rule is drawn between a text and a number here, as there is in the rows above and below: they were parted",
            "此行文字与数字之间缺少框线，已按上下行分开",
        );
    }
    lost(
        "no rule is drawn between two texts here, as there is in the rows above and below: they were parted",
        "此行两段文字之间缺少框线，已按上下行分开",
    )
}
