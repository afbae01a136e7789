//! A page → lines and grids.

mod cells;
mod crossing;
mod hanging;
mod lost_columns;
mod lost_rows;
mod marked;
mod rules;
mod slashed;
mod tall;
mod turned;
mod underlines;
mod unframed;
mod unseen;
mod white;

pub(crate) use white::Before;

use rules::Sliver;

use crate::context::Context;
use crate::error::Error;
use crate::location::BBox;
use crate::page::{Direction, Glyph, Page, Ruling};
use crate::table::{Block, Grid, GridCell};
use crate::text::lines;

/// Finds the tables of a page; everything else becomes lines, in reading order.
///
/// `before` is what is known of the table before, which the page may go on with.
pub(crate) fn blocks(
    page: &Page,
    before: &mut Before,
    ctx: &mut Context<'_>,
) -> Result<Vec<Block>, Error> {
    before.set_at(page.frame().x0);
    let Some(parts) = turned::parts(page) else {
        return upright(page, before, ctx);
    };
    let mut blocks = Vec::new();
    for part in parts {
        blocks.append(&mut upright(&part, before, ctx)?);
    }
    Ok(blocks)
}

/// The blocks of a page whose print stands upright.
fn upright(page: &Page, before: &mut Before, ctx: &mut Context<'_>) -> Result<Vec<Block>, Error> {
    let mut rulings = marked::left_out(underlines::left_out(&page.rulings, &page.glyphs));
    rules::doubles::join(&mut rulings, &page.glyphs);
    let slivers = rules::slivers(&rulings, &page.glyphs);
    let mut grids = Vec::new();
    let mut cells = 0_u64;
    for frame in rules::frames(&rulings, &slivers, &before.rules) {
        before.rules.clone_from(&frame.xs);
        ctx.check_time()?;
        cells += (frame.xs.len() * frame.ys.len()) as u64;
        ctx.check_limit("cells", cells, ctx.options.limits.cells)?;
        grids.extend(cells::grid(&frame, page.number));
    }
    // A frame inside a cell of another (a box round a word) is no table of its own.
    grids.sort_by(|a, b| {
        a.bbox
            .top
            .total_cmp(&b.bbox.top)
            .then(b.bbox.height().total_cmp(&a.bbox.height()))
    });
    let mut tables: Vec<Grid> = Vec::new();
    for grid in grids {
        if !tables
            .iter()
            .any(|t| t.bbox.contains(grid.bbox.center_x(), grid.bbox.center_y()))
        {
            tables.push(grid);
        }
    }
    let mut outside = fill(&mut tables, page, &rulings, &slivers, before);
    let blank = tables.extract_if(.., |t| t.cells.is_empty());
    let blank: Vec<BBox> = blank.map(|t| t.bbox).collect();
    unseen::outlines(&blank, page, ctx);
    unframed::adopt(&mut tables, &mut outside, page.number);
    unframed::adopt_below(&mut tables, &mut outside, page.number);
    outside.sort_by_key(|g| g.char.id);
    let free: Vec<Ruling> = rulings
        .iter()
        .filter(|r| !tables.iter().any(|t| holds(t, r)))
        .copied()
        .collect();
    let (spaced, outside) = white::take(
        lines::lines(&outside, page.number),
        &free,
        before,
        page.number,
        ctx,
    )?;
    unframed::adopt_rows(&mut tables, spaced);
    tables.iter_mut().for_each(unseen::end_lines);
    unseen::say(&mut tables, page, ctx);
    let mut blocks: Vec<(f32, Block)> = outside
        .into_iter()
        .filter(|l| !l.is_blank())
        .map(|l| (l.bbox.center_y(), Block::Line(l)))
        .chain(
            tables
                .into_iter()
                .map(|t| (t.bbox.center_y(), Block::Grid(t))),
        )
        .collect();
    blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
    side_by_side(&mut blocks);
    Ok(blocks.into_iter().map(|(_, block)| block).collect())
}

/// Of two tables side by side, the left one is read first, however far each goes down.
fn side_by_side(blocks: &mut [(f32, Block)]) {
    let right_first = |a: &Block, b: &Block| match (a, b) {
        (Block::Grid(a), Block::Grid(b)) => {
            let (a, b) = (&a.bbox, &b.bbox);
            a.x0 >= b.x1 && a.top < b.bottom && b.top < a.bottom
        }
        _ => false,
    };
    // Each pass brings every left table past one at its right; more than a handful do not stand side by side.
    let tables = blocks.iter().filter(|b| matches!(b.1, Block::Grid(_)));
    for _ in 1..tables.count().min(8) {
        for at in 0..blocks.len() {
            if let Some([a, b]) = blocks.get_mut(at..at + 2)
                && right_first(&a.1, &b.1)
            {
                std::mem::swap(a, b);
            }
        }
    }
}

/// Whether a ruling is part of a table.
fn holds(table: &Grid, ruling: &Ruling) -> bool {
    let middle = f32::midpoint(ruling.start, ruling.end);
    let (x, y) = match ruling.direction {
        Direction::Horizontal => (middle, ruling.position),
        Direction::Vertical => (ruling.position, middle),
    };
    table.bbox.contains(x, y)
}

/// Height above the base line, in ems, of the upper third of digits and ideographs (which reach from -0.12 to 0.88).
const UPPER: f32 = 0.6;

/// Gives every glyph to the cell that holds its middle, or its upper third where a page ends in the middle of a line: what stands
/// below a table reaches no higher than its edge; returns those outside all tables, and those of frames that
/// turn out to hold no table.
fn fill(
    tables: &mut [Grid],
    page: &Page,
    rulings: &[Ruling],
    slivers: &[Sliver],
    before: &mut Before,
) -> Vec<Glyph> {
    let mut outside = Vec::new();
    let mut inside: Vec<Vec<Vec<Glyph>>> = tables
        .iter()
        .map(|t| vec![Vec::new(); t.cells.len()])
        .collect();
    let index: Vec<CellIndex> = tables.iter().map(CellIndex::new).collect();
    let mut of_slivers = rules::Begun::new(slivers);
    let mut places: Vec<Place> = page
        .glyphs
        .iter()
        .map(|glyph| {
            let (x, y) = glyph.middle();
            let x = of_slivers.place(glyph).unwrap_or(x);
            let at = |y: f32| {
                let mut own = tables.iter().zip(&index).enumerate();
                own.find_map(|(t, (table, index))| {
                    let inside = table.bbox.contains(x, y);
                    let cell = inside.then(|| index.find(&table.cells, x, y)).flatten()?;
                    Some((t, cell))
                })
            };
            at(y).or_else(|| at(glyph.y - UPPER * glyph.size))
        })
        .collect();
    crossing::settle(&page.glyphs, &mut places, tables);
    tall::settle(&page.glyphs, &mut places, tables);
    for (glyph, place) in page.glyphs.iter().zip(places) {
        match place.and_then(|(t, c)| inside.get_mut(t)?.get_mut(c)) {
            Some(cell) => cell.push(*glyph),
            None => outside.push(*glyph),
        }
    }
    for (table, mut glyphs) in tables.iter_mut().zip(inside) {
        for (cell, glyphs) in table.cells.iter_mut().zip(&mut glyphs) {
            set(cell, glyphs, page.number);
        }
        for (index, glyph) in hanging::take(table, &mut outside, page.number) {
            if let (Some(cell), Some(own)) = (table.cells.get_mut(index), glyphs.get_mut(index)) {
                own.push(glyph);
                set(cell, own, page.number);
            }
        }
        slashed::part(table, &mut glyphs, &page.slanted, page.number);
        lost_rows::part(table);
        lost_columns::part(table);
        let chart = |cell: &GridCell| !white::scales(&cell.lines).is_empty();
        let chart = table.cells.iter().any(chart);
        if chart || !is_ruled_table(&glyphs, table) || white::lacks_columns(table) {
            outside.extend(glyphs.into_iter().flatten());
            table.cells.clear();
        } else if let Some(parted) = white::with_rows(table, rulings, before) {
            *table = parted;
        }
    }
    outside
}

/// Sets a cell's glyphs in lines.
fn set(cell: &mut GridCell, glyphs: &mut [Glyph], page: u32) {
    lines::set_upright_columns(glyphs);
    cell.lines = lines::lines(glyphs, page)
        .into_iter()
        .filter(|l| !l.is_blank())
        .collect();
}

/// Table and cell that a glyph stands in.
type Place = Option<(usize, usize)>;

/// A frame with text in two cells at least (one box round a paragraph is no table), or with three columns: the rest of a
/// row may stand alone on the last page.
fn is_ruled_table(glyphs: &[Vec<Glyph>], table: &Grid) -> bool {
    let filled = glyphs
        .iter()
        .filter(|g| g.iter().any(|g| !g.char.ch.is_whitespace()))
        .count();
    table.cols > 1 && (filled > 1 || (filled > 0 && table.cols > 2))
}

/// Cells by height, so that a glyph looks at the cells of its row only.
struct CellIndex {
    /// Height of a band, and the cells that reach into each.
    band: f32,
    top: f32,
    bands: Vec<Vec<usize>>,
}

impl CellIndex {
    fn new(table: &Grid) -> Self {
        let count = table.rows.max(1);
        let band = (table.bbox.height() / count as f32).max(1.0);
        let mut bands = vec![Vec::new(); count + 1];
        for (index, cell) in table.cells.iter().enumerate() {
            let at = |y: f32| (((y - table.bbox.top) / band).max(0.0) as usize).min(count);
            for slot in bands
                .iter_mut()
                .take(at(cell.bbox.bottom) + 1)
                .skip(at(cell.bbox.top))
            {
                slot.push(index);
            }
        }
        Self {
            band,
            top: table.bbox.top,
            bands,
        }
    }

    fn find(&self, cells: &[GridCell], x: f32, y: f32) -> Option<usize> {
        let band = self
            .bands
            .get(((y - self.top) / self.band).max(0.0) as usize)?;
        band.iter()
            .copied()
            .find(|i| cells.get(*i).is_some_and(|c| c.bbox.contains(x, y)))
    }
}

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
