//! Labels and values on pages: tables of them that go on over several, and lines.

use super::{across, beside};
use crate::context::Context;
use crate::table::{Block, Grid, GridCell};

/// Turns tables of labels and values, each with what of it stands on the pages after.
pub(super) fn turned(blocks: Vec<Block>, ctx: &mut Context<'_>) -> Vec<Block> {
    let mut turn = |grid: &Grid| across::turned(grid).or_else(|| beside::turned(grid, ctx));
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let Block::Grid(first) = block else {
            out.push(block);
            continue;
        };
        let mut parts = vec![first];
        let goes_on = |parts: &[Grid], block: &Block| match (parts.last(), block) {
            (Some(last), Block::Grid(next)) => goes_on(last, next),
            _ => false,
        };
        while let Some(Block::Grid(next)) = blocks.next_if(|b| goes_on(&parts, b)) {
            parts.push(next);
        }
        let whole = whole(&parts).and_then(|whole| turn(&whole));
        match whole {
            Some(whole) => out.push(Block::Grid(whole)),
            None => {
                // What goes on with a list are its rows, though these may have words of labels at every other place.
                let mut labelled = true;
                for grid in parts {
                    let turned = labelled.then(|| turn(&grid)).flatten();
                    labelled = turned.is_some();
                    out.push(Block::Grid(turned.unwrap_or(grid)));
                }
            }
        }
    }
    out
}

/// Whether a grid stands next on the page after another, and has its columns.
fn goes_on(last: &Grid, next: &Grid) -> bool {
    last.page > 0 && next.page == last.page + 1 && next.cols == last.cols
}

/// The parts of a table as one; none if there is but one, or they are a list's. A row without a label at the top of a page is
/// more of the one before.
fn whole(parts: &[Grid]) -> Option<Grid> {
    let (first, others) = parts.split_first()?;
    if others.is_empty() || beside::is_list(first) {
        return None;
    }
    let mut whole = first.clone();
    for part in others {
        let (rest, own): (Vec<&GridCell>, Vec<&GridCell>) =
            part.cells.iter().partition(|c| c.row == 0);
        let last = whole.rows.checked_sub(1)?;
        let cut = rest
            .first()
            .is_some_and(|c| c.is_blank() && c.row_span == 1);
        let mut down = whole.rows;
        if cut {
            down = last;
            for cell in rest.into_iter().filter(|c| !c.is_blank()) {
                let above = |c: &&mut GridCell| c.col == cell.col && c.row + c.row_span > last;
                let above = whole.cells.iter_mut().find(above)?;
                above.lines.extend(cell.lines.iter().cloned());
                above.doubts.extend(cell.doubts.iter().cloned());
            }
        } else {
            let rows = rest
                .into_iter()
                .cloned()
                .map(|c| GridCell { row: down, ..c });
            whole.cells.extend(rows);
        }
        let rows = own.into_iter().cloned();
        whole.cells.extend(rows.map(|c| GridCell {
            row: c.row + down,
            ..c
        }));
        whole.rows = down + part.rows;
    }
    Some(whole)
}

/// Whether each labelled line holds its whole value: one on a page may go on in the next, if that has no label and this one
/// is not shorter than another by two characters.
pub(super) fn are_whole(blocks: &[Block], labelled: impl Iterator<Item = usize>) -> bool {
    let printed = || {
        blocks.iter().filter_map(|b| match b {
            Block::Line(line) if line.page > 0 && !line.is_blank() => Some(line),
            _ => None,
        })
    };
    let right = printed().map(|l| l.bbox.x1).fold(0.0, f32::max);
    let labelled: Vec<usize> = labelled.collect();
    labelled.iter().all(|at| match blocks.get(*at) {
        Some(Block::Line(line)) if line.page > 0 => {
            labelled.binary_search(&(at + 1)).is_ok() || line.bbox.x1 < right - 2.0 * line.size
        }
        _ => true,
    })
}
