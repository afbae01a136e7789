//! Header cells that a slanted line parts in two (斜线表头): the upper name is said of the columns beside, the lower one of the
//! rows below.

use super::set;
use crate::location::BBox;
use crate::page::{Glyph, Slanted};
use crate::table::{Grid, GridCell};

/// How near to the corners of its cell a line begins and ends, as a share of the cell's width and height: drawn by hand it may
/// miss them by some points.
const CORNER: f32 = 0.15;
/// Rows of a table in which a header stands.
const HEADER: usize = 3;

/// Parts the header cells of a table that slanted lines part, in two rows.
pub(super) fn part(table: &mut Grid, glyphs: &mut Vec<Vec<Glyph>>, slanted: &[Slanted], page: u32) {
    if slanted.is_empty() {
        return;
    }
    let mut from = 0;
    while let Some((index, upper, lower)) = find(table, glyphs, slanted, from) {
        let Some(cell) = table.cells.get(index) else {
            return;
        };
        // Those before it no line parts.
        from = index + 1;
        let row = cell.row;
        if cell.row_span == 1 {
            table.rows += 1;
            for (at, other) in table.cells.iter_mut().enumerate() {
                if other.row > row {
                    other.row += 1;
                } else if other.row + other.row_span > row && at != index {
                    other.row_span += 1;
                }
            }
        }
        let Some(cell) = table.cells.get_mut(index) else {
            return;
        };
        let mut below = GridCell {
            row: row + 1,
            row_span: cell.row_span.max(2) - 1,
            ..cell.clone()
        };
        let middle = cell.bbox.center_y();
        cell.row_span = 1;
        (cell.bbox.bottom, below.bbox.top) = (middle, middle);
        (cell.open_below, below.open_above) = (false, false);
        // Cells stand in the order of their rows.
        let behind = |c: &GridCell| (c.row, c.col) > (below.row, below.col);
        let at = table.cells.iter().position(behind);
        let at = at.unwrap_or(table.cells.len());
        table.cells.insert(at, below);
        glyphs.insert(at, lower);
        if let Some(own) = glyphs.get_mut(index) {
            *own = upper;
        }
        for index in [index, at] {
            if let (Some(cell), Some(own)) = (table.cells.get_mut(index), glyphs.get_mut(index)) {
                set(cell, own, page);
            }
        }
    }
}

/// The first header cell from `from` on that a line parts, with what stands above and below it.
fn find(
    table: &Grid,
    glyphs: &[Vec<Glyph>],
    slanted: &[Slanted],
    from: usize,
) -> Option<(usize, Vec<Glyph>, Vec<Glyph>)> {
    let cells = table.cells.iter().zip(glyphs).enumerate().skip(from);
    let header = cells.filter(|(_, (c, own))| c.row < HEADER && own.len() > 1);
    header.into_iter().find_map(|(index, (cell, own))| {
        let mut lines = slanted.iter().filter(|l| crosses(l, &cell.bbox));
        let line = lines.next()?;
        let (above, below): (Vec<Glyph>, Vec<Glyph>) =
            own.iter().copied().partition(|g| is_above(g, line));
        let inked = |glyphs: &[Glyph]| glyphs.iter().any(|g| !g.char.ch.is_whitespace());
        (lines.next().is_none() && inked(&above) && inked(&below)).then_some((index, above, below))
    })
}

/// Whether a line runs from one corner of a cell to the opposite one.
#[allow(clippy::cast_possible_truncation)] // points of a page
pub(super) fn crosses(line: &Slanted, cell: &BBox) -> bool {
    let ends = [line.from, line.to].map(|(x, y)| (x as f32, y as f32));
    let [a, b] = ends.map(|(x, y)| BBox::new(x, y, x, y));
    spans(&a.union(&b), cell)
}

/// Whether the box of a line that lies aslant reaches from corner to corner of a cell.
pub(super) fn spans(line: &BBox, cell: &BBox) -> bool {
    let near = |a: f32, edge: f32, size: f32| (a - edge).abs() < CORNER * size;
    let wide = |a, b| near(a, cell.x0, cell.width()) && near(b, cell.x1, cell.width());
    let high = |a, b| near(a, cell.top, cell.height()) && near(b, cell.bottom, cell.height());
    wide(line.x0, line.x1) && high(line.top, line.bottom)
}

/// Whether the middle of a glyph's ink lies above a line.
fn is_above(glyph: &Glyph, line: &Slanted) -> bool {
    let (x, y) = glyph.middle();
    let (x, y) = (f64::from(x), f64::from(y));
    let slope = (line.to.1 - line.from.1) / (line.to.0 - line.from.0);
    y < line.from.1 + (x - line.from.0) * slope
}
