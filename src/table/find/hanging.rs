//! Text that hangs out of the last row over the table's lower edge, where the page ended before the cell did, or out of the
//! first row over the upper edge, where it is set in the middle of what the page before left of its cell.

use crate::page::Glyph;
use crate::table::{Grid, GridCell};
use crate::text::lines;

/// How far a line may be off the height at which the cell's next one stands, in ems: lines of one cell are evenly set.
const EVEN: f32 = 0.1;

/// Which edge of the table text hangs over.
#[derive(Clone, Copy, PartialEq)]
enum Edge {
    Upper,
    Lower,
}

impl Edge {
    /// Which way lines go on over it.
    fn way(self) -> f32 {
        match self {
            Self::Upper => -1.0,
            Self::Lower => 1.0,
        }
    }

    /// Whether a cell stands at it. Above a rule there is a title, or a unit; none is drawn where a page goes on with a row.
    fn has(self, cell: &GridCell, table: &Grid) -> bool {
        match self {
            Self::Upper => cell.row == 0 && cell.open_above,
            Self::Lower => cell.row + cell.row_span == table.rows,
        }
    }

    /// Whether a glyph stands near enough to it, or beyond.
    fn is_near(self, glyph: &Glyph, table: &Grid) -> bool {
        match self {
            Self::Upper => glyph.y < table.bbox.top + glyph.size,
            Self::Lower => glyph.y > table.bbox.bottom - glyph.size,
        }
    }
}

/// Takes the glyphs that go on with a cell of the last row, or of the first, out of those outside all tables, each with the
/// index of its cell.
pub(super) fn take(table: &Grid, outside: &mut Vec<Glyph>, page: u32) -> Vec<(usize, Glyph)> {
    let mut taken = over(table, Edge::Lower, outside, page);
    taken.extend(over(table, Edge::Upper, outside, page));
    taken
}

/// Those over one edge: they stand in a cell's columns, set alike, one line below the other as far apart as the lines of the
/// cell are. Nothing else may stand on their line: a note below a table is wider than a column, or not set as near.
fn over(table: &Grid, edge: Edge, outside: &mut Vec<Glyph>, page: u32) -> Vec<(usize, Glyph)> {
    let near = |g: &Glyph| edge.is_near(g, table) && !g.char.ch.is_whitespace();
    if !outside.iter().any(near) {
        return Vec::new();
    }
    let mut taken = Vec::new();
    let mut found: Vec<(usize, Ends)> = Vec::new();
    for (index, cell) in table.cells.iter().enumerate() {
        if edge.has(cell, table)
            && let Some(ends) = Ends::of(cell, edge).or_else(|| Ends::beside(cell, table, edge))
        {
            found.push((index, ends));
        }
    }
    let beyond: Vec<Glyph> = outside.iter().filter(|g| near(g)).copied().collect();
    let mut hanging = lines::lines(&beyond, page);
    if edge == Edge::Upper {
        hanging.reverse();
    }
    for line in hanging {
        let on_line = |g: &&Glyph| (g.y - line.baseline).abs() < EVEN * g.size;
        let owner = |g: &Glyph| {
            found.iter().position(|(index, ends)| {
                let cell = table.cells.get(*index);
                cell.is_some_and(|c| ends.goes_on(c, g))
            })
        };
        let own: Option<Vec<(usize, Glyph)>> = beyond
            .iter()
            .filter(on_line)
            .map(|g| Some((owner(g)?, *g)))
            .collect();
        let Some(own) = own.filter(|own| !own.is_empty()) else {
            break;
        };
        for (at, glyph) in own {
            if let Some((index, ends)) = found.get_mut(at) {
                ends.next = glyph.y + ends.leading;
                taken.push((*index, glyph));
            }
        }
    }
    outside.retain(|g| !taken.iter().any(|(_, t)| t.char.id == g.char.id));
    taken
}

/// How the print of a cell ends.
struct Ends {
    /// Where its next line stands, and how far on the one after that.
    next: f32,
    leading: f32,
    size: f32,
}

impl Ends {
    /// By the cell's own lines.
    fn of(cell: &GridCell, edge: Edge) -> Option<Self> {
        let (inner, end) = match (edge, cell.lines.as_slice()) {
            (Edge::Upper, [first, second, ..]) => (second, first),
            (Edge::Lower, [.., above, last]) => (above, last),
            _ => return None,
        };
        let leading = end.baseline - inner.baseline;
        // Lines of one cell are at most two ems apart (GB/T 9704-2012 sets print of 16 points 28 apart).
        let apart = leading * edge.way() / end.size;
        (apart > 0.5 && apart < 2.0).then_some(Self {
            next: end.baseline + leading,
            leading,
            size: end.size,
        })
    }

    /// Of a cell with one line: as those beside it are set. A line that leaves room for more goes on in no other.
    fn beside(cell: &GridCell, table: &Grid, edge: Edge) -> Option<Self> {
        let [line] = cell.lines.as_slice() else {
            return None;
        };
        // Two ems for what is not parted, and half an em of padding at either side.
        let room = (cell.bbox.x1 - cell.bbox.x0) - (line.bbox.x1 - line.bbox.x0);
        if edge == Edge::Lower && room > 3.0 * line.size {
            return None;
        }
        let others = table.cells.iter().rev();
        let others = others.filter_map(|cell| Self::of(cell, edge));
        let alike = |e: &Self| (e.size - line.size).abs() < EVEN * line.size;
        others
            .filter(alike)
            .map(|e| e.leading)
            .next()
            .map(|leading| Self {
                next: line.baseline + leading,
                leading,
                size: line.size,
            })
    }

    fn goes_on(&self, cell: &GridCell, glyph: &Glyph) -> bool {
        let slack = EVEN * glyph.size;
        // A glyph of the line that was just found stands a line above.
        let at = |y: f32| (glyph.y - y).abs() < slack;
        (at(self.next) || at(self.next - self.leading))
            && (glyph.size - self.size).abs() < slack
            && glyph.char.bbox.x0 > cell.bbox.x0 - slack
            && glyph.char.bbox.x1 < cell.bbox.x1 + slack
    }
}
