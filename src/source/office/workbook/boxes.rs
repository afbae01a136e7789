//! Text boxes that lie over the cells of a sheet.

use super::over::Anchor;
use super::{Sheet, said};
use crate::accounts::Place;
use crate::context::Context;
use crate::error::Error;
use crate::source::office::{Cell, Look, Node, Paragraph, Run};

impl Sheet {
    /// Puts the texts of boxes where they are seen: one that lies in a blank cell is what that cell shows, and said there; one
    /// above the table, beside its title, stands there. All others stand below the cells, a row each: what they say is no
    /// cell's.
    pub(super) fn lay_boxes(&self, cells: &mut Vec<Cell>, ctx: &Context<'_>) -> Result<(), Error> {
        if self.boxes.is_empty() {
            return Ok(());
        }
        let begins = begins(cells);
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for (at, text) in &self.boxes {
            ctx.check_time()?;
            let Some(anchor) = at else {
                below.push((at, text));
                continue;
            };
            let (mut row, mut taken) = (self.row_of(anchor), false);
            // Below merged cells, not within them. Those put in cells of a table stand behind all others, which are in order.
            for cell in cells.iter().take_while(|c| c.row < begins) {
                if (cell.row..cell.row + cell.row_span).contains(&row) {
                    (row, taken) = (cell.row + cell.row_span - 1, true);
                }
            }
            if row < begins {
                above.push((row, taken, at, text));
            } else if !self.put_in_cell(anchor, text, cells, begins) {
                below.push((at, text));
            }
        }
        above.sort_by_key(|(row, ..)| *row);
        // Each is a row of its own, behind the one where it lies.
        let shift = |row: usize| above.partition_point(|(r, ..)| *r < row);
        for cell in cells.iter_mut() {
            let (from, to) = (shift(cell.row), shift(cell.row + cell.row_span - 1));
            cell.row += from;
            cell.row_span += to - from;
        }
        let last = cells.iter().map(|c| c.row + c.row_span).max();
        let above = above.iter().enumerate();
        let above = above.map(|(before, (row, taken, at, text))| {
            (row + before + usize::from(*taken), *at, *text)
        });
        // A blank row parts the others from the cells.
        let below = (last.map_or(0, |l| l + 1)..).zip(below);
        let all: Vec<_> = above
            .chain(below.map(|(row, (at, text))| (row, at, text)))
            .collect();
        for (row, at, text) in all {
            cells.push(self.boxed(row, at.as_ref(), text));
        }
        cells.sort_by_key(|c| (c.row, c.col));
        Ok(())
    }

    /// A row for what a box says.
    pub(super) fn boxed(&self, row: usize, at: Option<&Anchor>, text: &str) -> Cell {
        let (top, left) = at.map(|a| a.cell).unwrap_or_default();
        Cell {
            row,
            col: 0,
            row_span: 1,
            col_span: 1,
            nodes: vec![Node::Paragraph(Paragraph::plain(
                text,
                Place::Cell(self.number, top, left),
            ))],
            doubts: Vec::new(),
        }
    }

    /// Puts a text in the blank cell of a table that its box lies in.
    fn put_in_cell(
        &self,
        anchor: &Anchor,
        text: &str,
        cells: &mut Vec<Cell>,
        begins: usize,
    ) -> bool {
        let Some((row, col)) = self.holder(anchor) else {
            return false;
        };
        let is_in = |c: &Cell| {
            (c.row..c.row + c.row_span).contains(&row) && (c.col..c.col + c.col_span).contains(&col)
        };
        let is_beside = |c: &&Cell| c.row == row && c.col != col && !blank(c);
        let is_above = |c: &&Cell| c.col == col && (begins..row).contains(&c.row) && !blank(c);
        if row <= begins
            || !cells.iter().any(|c| is_beside(&c))
            || !cells.iter().any(|c| is_above(&c))
        {
            return false;
        }
        let place = (
            self.hidden_rows.stored(row),
            self.hidden_columns.stored(col),
        );
        let doubt = said::boxed(self, place, text);
        match cells.iter_mut().find(|c| is_in(c)) {
            Some(cell) if !blank(cell) => return false,
            Some(cell) => {
                for node in &mut cell.nodes {
                    if let Node::Paragraph(paragraph) = node {
                        paragraph.runs = vec![Run {
                            text: text.to_owned(),
                            look: Look::Plain,
                        }];
                    }
                }
                cell.doubts.push(doubt);
            }
            None => {
                let mut cell = self.blank((row, col), place, doubt);
                let place = Place::Cell(self.number, place.0, place.1);
                cell.nodes = vec![Node::Paragraph(Paragraph::plain(text, place))];
                cells.push(cell);
            }
        }
        true
    }
}

/// The first row of several cells: a table begins there at the latest.
pub(super) fn begins(cells: &[Cell]) -> usize {
    let filled = cells.iter().filter(|c| !blank(c));
    let mut rows: Vec<usize> = filled.map(|c| c.row).collect();
    rows.sort_unstable();
    let begins = rows.windows(2).find_map(|w| match w {
        [a, b] if a == b => Some(*a),
        _ => None,
    });
    begins.or_else(|| rows.first().copied()).unwrap_or_default()
}

pub(super) fn blank(cell: &Cell) -> bool {
    let mut nodes = cell.nodes.iter();
    nodes.all(|n| matches!(n, Node::Paragraph(p) if p.is_blank()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::super::over::{Anchor, Reach};
    use super::super::{Sheet, Style, Value};
    use crate::context::Context;
    use crate::options::ParseOptions;
    use crate::source::office::{Cell, Look, Node, Run};

    /// Whether two cells share a place.
    fn overlap(a: &Cell, b: &Cell) -> bool {
        let apart = |a: (usize, usize), b: (usize, usize)| a.0 + a.1 <= b.0 || b.0 + b.1 <= a.0;
        !apart((a.row, a.row_span), (b.row, b.row_span))
            && !apart((a.col, a.col_span), (b.col, b.col_span))
    }

    #[test]
    fn a_box_over_a_merged_title_stands_in_none_of_its_cells() {
        let options = ParseOptions::default();
        let mut ctx = Context::new(&options);
        for row in 0..3 {
            let mut sheet = Sheet::new("表".into(), &mut ctx);
            // The title spans two rows.
            sheet.merge([0, 0, 1, 3]);
            for at in [(0, 0), (3, 0), (3, 1), (4, 0), (4, 1)] {
                let text = "字".into();
                let look = Look::Plain;
                let value = Value::Text(vec![Run { text, look }]);
                sheet
                    .put(at, value, &Style::default(), false, &ctx)
                    .unwrap();
            }
            let at = Anchor {
                cell: (row, 2),
                offset: (0.0, 0.0),
                reach: Reach::To((row, 3), (9_000.0, 9_000.0)),
            };
            sheet.put_box(Some(at), "单位：万元", &ctx).unwrap();
            let Node::Sheet { table, .. } = sheet.finish(&mut ctx).unwrap() else {
                panic!("no sheet");
            };
            assert_eq!(table.cells.len(), 6);
            for (index, cell) in table.cells.iter().enumerate() {
                for other in table.cells.iter().skip(index + 1) {
                    assert!(!overlap(cell, other), "{row}: {cell:?} {other:?}");
                }
            }
        }
    }
}
