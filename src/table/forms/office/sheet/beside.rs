//! Tables that stand side by side on a sheet, each below its title.

use super::names_table;
use crate::lexicon::key::Key;
use crate::source::office::{Cell, Node, Table};
use crate::table::assemble::header::are_names;
use crate::table::forms::office::{NAMES, text};

/// The tables, if a row holds nothing but titles and each has names of columns below it. What stands above the titles, and what
/// reaches over several tables, is the first one's.
pub(super) fn parts(table: &Table) -> Option<Vec<Table>> {
    let shows = |cell: &&Cell| {
        let mut nodes = cell.nodes.iter();
        nodes.any(|n| !matches!(n, Node::Paragraph(p) if p.is_blank()))
    };
    let cells: Vec<&Cell> = table.cells.iter().filter(shows).collect();
    let rows: Vec<&[&Cell]> = cells.chunk_by(|a, b| a.row == b.row).collect();
    let (titles, names) = rows.windows(2).take(NAMES).find_map(|pair| match pair {
        [titles, names] if are_titles(titles) => Some((*titles, *names)),
        _ => None,
    })?;
    let cuts: Vec<usize> = titles.iter().skip(1).map(|c| c.col).collect();
    let named = (0..=cuts.len()).all(|part| {
        let own = names.iter().filter(|c| part_of(&cuts, c.col) == part);
        let keys: Vec<Key> = own.map(|c| Key::of(&text(c))).collect();
        are_names(&keys)
    });
    let below = titles.first()?.row;
    // A row of one table reaches into no other.
    let crosses = |c: &Cell| part_of(&cuts, c.col) != part_of(&cuts, c.col + c.col_span.max(1) - 1);
    let torn = rows
        .iter()
        .filter(|row| row.len() > 1 && row.first().is_some_and(|c| c.row >= below));
    if !named || torn.flat_map(|row| row.iter()).any(|c| crosses(c)) {
        return None;
    }
    let mut out = vec![Table::default(); cuts.len() + 1];
    for cell in &table.cells {
        let part = if cell.row < below || crosses(cell) {
            0
        } else {
            part_of(&cuts, cell.col)
        };
        let own = out.get_mut(part)?;
        own.cells.push(cell.clone());
        own.rows = own.rows.max(cell.row + cell.row_span);
        own.cols = own.cols.max(cell.col + cell.col_span);
    }
    Some(out)
}

/// Which table a column is part of.
fn part_of(cuts: &[usize], col: usize) -> usize {
    cuts.partition_point(|cut| *cut <= col)
}

fn are_titles(cells: &[&Cell]) -> bool {
    cells.len() > 1 && cells.iter().all(|c| names_table(&Key::of(&text(c))))
}
