//! Tables that stand side by side on a sheet, each below its title.

use std::collections::HashSet;

use super::names_table;
use crate::lexicon::key::Key;
use crate::lexicon::value;
use crate::source::office::{Cell, Node, Table};
use crate::table::assemble::header::are_names;
use crate::table::forms::office::{NAMES, text};

/// The tables, if a row holds nothing but titles and each has names of columns below it. What stands above the titles, and what
/// reaches over several tables, is the first one's.
pub(super) fn parts(table: &Table) -> Option<Vec<Table>> {
    let cells: Vec<&Cell> = table.cells.iter().filter(|c| shows(c)).collect();
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

/// The table, and lists apart from it of what its cells may hold, from which they are picked: columns without text part them, no
/// figure is in them, and they have rows where the table has none.
pub(super) fn choices(table: &Table) -> Option<[Table; 2]> {
    let shown: Vec<&Cell> = table.cells.iter().filter(|c| shows(c)).collect();
    let mut used = vec![false; table.cols];
    for cell in &shown {
        let own = cell.col..(cell.col + cell.col_span.max(1)).min(table.cols);
        let own = used.get_mut(own).unwrap_or_default();
        own.iter_mut().for_each(|used| *used = true);
    }
    let last = used.iter().rposition(|used| *used)?;
    let gap = used.iter().take(last).rposition(|used| !used)?;
    let (own, lists): (Vec<&Cell>, Vec<&Cell>) = shown.into_iter().partition(|c| c.col < gap);
    let rows = |c: &&Cell| c.row..c.row + c.row_span.max(1);
    let rows: HashSet<usize> = own.iter().flat_map(rows).collect();
    let beside = lists.iter().filter(|c| rows.contains(&c.row)).count();
    let wide = own.iter().any(|c| c.col > 0);
    let words = lists.iter().all(|c| !value::has_figures(&text(c)));
    if !wide || !words || beside == 0 || beside == lists.len() {
        return None;
    }
    let mut out = [Table::default(), Table::default()];
    let [own, apart] = &mut out;
    for cell in &table.cells {
        let part = if cell.col < gap {
            &mut *own
        } else {
            &mut *apart
        };
        part.cells.push(cell.clone());
        part.rows = part.rows.max(cell.row + cell.row_span);
        part.cols = part.cols.max(cell.col + cell.col_span);
    }
    Some(out)
}

fn shows(cell: &Cell) -> bool {
    let mut nodes = cell.nodes.iter();
    nodes.any(|n| !matches!(n, Node::Paragraph(p) if p.is_blank()))
}

/// Which table a column is part of.
fn part_of(cuts: &[usize], col: usize) -> usize {
    cuts.partition_point(|cut| *cut <= col)
}

fn are_titles(cells: &[&Cell]) -> bool {
    cells.len() > 1 && cells.iter().all(|c| names_table(&Key::of(&text(c))))
}
