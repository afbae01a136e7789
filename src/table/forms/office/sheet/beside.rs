//! Tables that stand side by side on a sheet, each below its title.

use std::collections::HashSet;

use super::names_table;
use crate::lexicon::key::Key;
use crate::lexicon::{role, value};
use crate::model::Role;
use crate::source::office::{Cell, Node, Table};
use crate::table::assemble::header::are_names;
use crate::table::forms::office::{NAMES, text};

/// The tables, if a row holds nothing but titles and each has names of columns below it, or if blank columns part lists that each name
/// projects of their own. What stands above the titles, and what reaches over several tables, is the first one's.
pub(super) fn parts(table: &Table) -> Option<Vec<Table>> {
    let cells: Vec<&Cell> = table.cells.iter().filter(|c| shows(c)).collect();
    let rows: Vec<&[&Cell]> = cells.chunk_by(|a, b| a.row == b.row).collect();
    let titled = rows.windows(2).take(NAMES).find_map(|pair| match pair {
        [titles, names] if titles.len() > 1 => {
            let cuts: Vec<usize> = titles.iter().skip(1).map(|c| c.col).collect();
            let named = named(names, &cuts);
            (are_titles(titles) && named.is_some() || named == Some(true)).then_some((cuts, titles))
        }
        _ => None,
    });
    let gapped = || {
        let cuts = gaps(&cells, table.cols);
        let mut rows = rows.iter().take(NAMES);
        let names = rows.find(|row| !cuts.is_empty() && named(row, &cuts) == Some(true))?;
        Some((cuts, names))
    };
    let (cuts, first) = titled.or_else(gapped)?;
    let below = first.first()?.row;
    // A row of one table reaches into no other.
    let crosses = |c: &Cell| part_of(&cuts, c.col) != part_of(&cuts, c.col + c.col_span.max(1) - 1);
    let torn = rows
        .iter()
        .filter(|row| row.len() > 1 && row.first().is_some_and(|c| c.row >= below));
    if torn.flat_map(|row| row.iter()).any(|c| crosses(c)) {
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

/// Whether columns are named in each part of a row, and then whether each part names projects, by other words than the others, or adds
/// up what the first lists, by who buys (购买主体 | 合计): several lists with the same names are one that was folded.
fn named(row: &[&Cell], cuts: &[usize]) -> Option<bool> {
    let parts = row.chunk_by(|a, b| part_of(cuts, a.col) == part_of(cuts, b.col));
    let keys = |cells: &[&Cell]| -> Vec<Key> { cells.iter().map(|c| Key::of(&text(c))).collect() };
    let parts: Vec<Vec<Key>> = parts.map(keys).collect();
    let has = |keys: &[Key], role: Role| keys.iter().any(|key| role::of_header(key) == Some(role));
    let first = parts.first().map(Vec::as_slice).unwrap_or_default();
    let bought = [Role::Project, Role::Purchaser];
    let listed = bought.iter().all(|role| has(first, *role));
    let projects = |keys: &Vec<Key>| {
        let adds_up = has(keys, Role::Purchaser) && keys.len() < first.len();
        has(keys, Role::Project) || listed && adds_up
    };
    let other = parts.windows(2).any(|pair| pair.first() != pair.last());
    let all = parts.len() == cuts.len() + 1 && parts.iter().all(|keys| are_names(keys));
    all.then(|| other && parts.iter().all(projects))
}

/// Where a column stands behind a blank one.
fn gaps(cells: &[&Cell], cols: usize) -> Vec<usize> {
    let mut used = vec![false; cols];
    // Titles and notes reach over blank columns; rows of a list do not.
    let narrow = cells.iter().filter(|c| c.col_span < 2);
    for cell in narrow {
        if let Some(used) = used.get_mut(cell.col) {
            *used = true;
        }
    }
    let behind = used.windows(2).enumerate();
    let behind = behind.filter(|(at, pair)| *pair == [false, true] && *at > 0);
    behind.map(|(at, _)| at + 1).collect()
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
