//! Text that hangs out of the last row over the table's lower edge, where the page ended before the cell did.

use crate::page::Glyph;
use crate::table::{Grid, GridCell};
use crate::text::lines;

/// How far a line may be off the height at which the cell's next one stands, in ems: lines of one cell are evenly set.
const EVEN: f32 = 0.1;

/// Takes the glyphs that go on with a cell of the last row out of those outside all tables, each with the index of its cell:
/// they stand in its columns, set alike, one line below the other as far apart as the lines above them are. Nothing else may
/// stand on their line: a note below a table is wider than a column, or not set as near.
pub(super) fn take(table: &Grid, outside: &mut Vec<Glyph>, page: u32) -> Vec<(usize, Glyph)> {
    let near = |g: &Glyph| g.y > table.bbox.bottom - g.size && !g.char.ch.is_whitespace();
    if !outside.iter().any(near) {
        return Vec::new();
    }
    let mut taken = Vec::new();
    let mut found: Vec<(usize, Ends)> = Vec::new();
    for (index, cell) in table.cells.iter().enumerate() {
        if cell.row + cell.row_span == table.rows
            && let Some(ends) = Ends::of(cell).or_else(|| Ends::beside(cell, table))
        {
            found.push((index, ends));
        }
    }
    let below: Vec<Glyph> = outside.iter().filter(|g| near(g)).copied().collect();
    for line in lines::lines(&below, page) {
        let on_line = |g: &&Glyph| (g.y - line.baseline).abs() < EVEN * g.size;
        let owner = |g: &Glyph| {
            found.iter().position(|(index, ends)| {
                let cell = table.cells.get(*index);
                cell.is_some_and(|c| ends.goes_on(c, g))
            })
        };
        let own: Option<Vec<(usize, Glyph)>> = below
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
    /// Where its next line stands, and the one after that.
    next: f32,
    leading: f32,
    size: f32,
}

impl Ends {
    /// By the cell's own lines.
    fn of(cell: &GridCell) -> Option<Self> {
        let [.., above, last] = cell.lines.as_slice() else {
            return None;
        };
        let leading = last.baseline - above.baseline;
        // Lines of one cell are at most two ems apart (GB/T 9704-2012 sets print of 16 points 28 apart).
        (leading > 0.5 * last.size && leading < 2.0 * last.size).then_some(Self {
            next: last.baseline + leading,
            leading,
            size: last.size,
        })
    }

    /// Of a cell with one line: as those beside it are set.
    fn beside(cell: &GridCell, table: &Grid) -> Option<Self> {
        let [line] = cell.lines.as_slice() else {
            return None;
        };
        let others = table.cells.iter().rev().filter_map(Self::of);
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
