//! A header that stands above the rules of its table: on a coloured ground that is its frame, or on none.

use crate::lexicon::key::Key;
use crate::lexicon::role;
use crate::location::BBox;
use crate::page::Glyph;
use crate::table::assemble::key_of;
use crate::table::{Evidence, Grid, GridCell};
use crate::text::{Line, lines};

/// How far apart lines of the header may stand, and the last one and the table, in ems: as rows with ample padding do.
const NEAR: f32 = 1.5;

/// Makes the lines right above each table its first row, if they name its columns and nothing in it does.
pub(super) fn adopt(tables: &mut [Grid], outside: &mut Vec<Glyph>, page: u32) {
    for table in tables.iter_mut().filter(|t| t.cols > 2) {
        let first: Vec<Key> = row(table, 0).map(|c| key_of(&c.lines)).collect();
        if names(first.iter()) > 1 {
            continue;
        }
        let Some(edges) = edges(table) else {
            continue;
        };
        let above: Vec<Glyph> = outside
            .iter()
            .filter(|g| g.y < table.bbox.top && g.y > table.bbox.top - HIGHEST * g.size)
            .copied()
            .collect();
        let mut floor = table.bbox.top;
        let mut taken: Vec<Vec<Glyph>> = vec![Vec::new(); table.cols];
        for line in lines::lines(&above, page).iter().rev() {
            if floor - line.baseline > NEAR * line.size {
                break;
            }
            let own: Vec<Glyph> = above
                .iter()
                .filter(|g| {
                    (g.y - line.baseline).abs() < 0.1 * g.size && !g.char.ch.is_whitespace()
                })
                .copied()
                .collect();
            let places: Option<Vec<usize>> = own.iter().map(|g| column(&edges, g)).collect();
            let Some(places) = places else {
                break;
            };
            for (col, glyph) in places.into_iter().zip(own) {
                if let Some(slot) = taken.get_mut(col) {
                    slot.push(glyph);
                }
            }
            floor = line.baseline - line.size;
        }
        let cells: Vec<Vec<Line>> = taken.iter().map(|g| lines::lines(g, page)).collect();
        let texts: Vec<Key> = cells.iter().map(|c| key_of(c)).collect();
        // A line of facts about the table (单位：万元) has a colon.
        let all = texts.iter().all(|t| !t.is_empty() && !t.contains(':'));
        if !all || names(texts.iter()) < 2 {
            continue;
        }
        outside.retain(|g| !taken.iter().flatten().any(|t| t.char.id == g.char.id));
        prepend(table, cells, &edges, floor);
    }
}

/// Most lines of a header, in ems of its print: four lines set wide.
const HIGHEST: f32 = 8.0;

/// How many texts are names of columns.
fn names<'t>(texts: impl Iterator<Item = &'t Key>) -> usize {
    texts.filter(|t| role::of_header(t).is_some()).count()
}

fn row(table: &Grid, at: usize) -> impl Iterator<Item = &GridCell> {
    table.cells.iter().filter(move |c| c.row == at)
}

/// Edges of the columns, if rules draw them all.
fn edges(table: &Grid) -> Option<Vec<f32>> {
    if table.evidence != Evidence::Ruled {
        return None;
    }
    let start = |col| table.cells.iter().find(|c| c.col == col).map(|c| c.bbox.x0);
    let mut out: Vec<f32> = (0..table.cols).map(start).collect::<Option<_>>()?;
    out.push(table.bbox.x1);
    Some(out)
}

/// The column that a glyph stands in, none if it stands over an edge.
fn column(edges: &[f32], glyph: &Glyph) -> Option<usize> {
    let bbox = &glyph.char.bbox;
    let slack = 0.1 * glyph.size;
    edges.windows(2).position(
        |w| matches!(w, [x0, x1] if bbox.x0 > x0 - slack && bbox.x1 < x1 + slack && bbox.center_x() < *x1),
    )
}

fn prepend(table: &mut Grid, header: Vec<Vec<Line>>, edges: &[f32], top: f32) {
    let bottom = table.bbox.top;
    for cell in &mut table.cells {
        cell.row += 1;
        cell.open_above = false;
    }
    let cells = header.into_iter().zip(edges.windows(2)).enumerate();
    let first = cells.filter_map(|(col, (lines, edge))| match edge {
        [x0, x1] => Some(GridCell {
            col,
            row_span: 1,
            col_span: 1,
            bbox: BBox::new(*x0, top, *x1, bottom),
            lines,
            ..GridCell::default()
        }),
        _ => None,
    });
    let first: Vec<GridCell> = first.collect();
    table.cells.splice(0..0, first);
    table.rows += 1;
    table.bbox.top = top;
}
