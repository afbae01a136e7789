//! Boxes side by side in lines of their own, which a page shows as the rows of a table, or as labels with their values behind a gap:
//! `<li><span>甲公司</span><span>5万元</span></li>`.

use super::{is_blank, text_of};
use crate::lexicon::key::Key;
use crate::lexicon::{labels, role};
use crate::model::Role;
use crate::source::html::{Cell, Node, Printed, Table};
use crate::table::assemble::header::are_names;

/// Fewest lines of boxes that are a table: a row below its names.
const LINES: usize = 2;

/// The nodes with tables in place of such lines, and gaps between labels and values.
pub(super) fn apart(nodes: &[Node]) -> Option<Vec<Node>> {
    if !nodes.contains(&Node::Seam) {
        return None;
    }
    let lines: Vec<Vec<Cell>> = nodes.split(|n| *n == Node::Break).map(boxes).collect();
    let mut out = Vec::with_capacity(nodes.len());
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        out.push(Node::Break);
        let named = first.len() > 1 && are_names(&keys(first));
        let rows = if named { rows(rest) } else { Vec::new() };
        if rows.len() >= LINES {
            let used = rows.last().map_or(1, |(at, _)| at + 1);
            let own = rows.into_iter().map(|(_, row)| row);
            out.push(Node::Table(Table::of(own.collect())));
            rest = rest.get(used..).unwrap_or_default();
            continue;
        }
        let labelled = is_labelled(first);
        for (index, cell) in first.iter().enumerate() {
            if labelled && index > 0 {
                out.extend(gap(cell));
            }
            out.extend_from_slice(&cell.nodes);
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    Some(out)
}

/// The gap that a page shows before a box: what two blanks are in print.
fn gap(cell: &Cell) -> Option<Node> {
    let text = cell.nodes.iter().find_map(|node| match node {
        Node::Text(text) | Node::Link(text) => text.first(),
        _ => None,
    });
    text.map(|first| Node::Text(vec![Printed { ch: ' ', ..*first }; 2]))
}

/// The boxes of a line.
fn boxes(line: &[Node]) -> Vec<Cell> {
    let cell = |nodes: &[Node]| Cell {
        row_span: 1,
        col_span: 1,
        nodes: nodes.to_vec(),
    };
    line.split(|n| *n == Node::Seam).map(cell).collect()
}

/// The lines from the first on that have as many boxes as that, blank ones left out, and where each stands. A sum of those above may
/// have a box across the columns before that of the sums.
fn rows(lines: &[Vec<Cell>]) -> Vec<(usize, Vec<Cell>)> {
    let names = lines.first().map(|row| keys(row)).unwrap_or_default();
    let paid = names.last().map(|name| role::of_header(name)) == Some(Some(Role::Amount));
    let own = |row: &Vec<Cell>| -> Option<Vec<Cell>> {
        let table = |n: &Node| matches!(n, Node::Table(_));
        if row.iter().flat_map(|c| &c.nodes).any(table) {
            return None;
        }
        if row.len() == names.len() {
            return Some(row.clone());
        }
        let adds_up = || {
            keys(row)
                .first()
                .is_some_and(|k| labels::summary(k).is_some())
        };
        let [label, sum] = row.as_slice() else {
            return None;
        };
        let across = Cell {
            col_span: names.len().checked_sub(1).filter(|_| paid && adds_up())?,
            ..label.clone()
        };
        Some(vec![across, sum.clone()])
    };
    let filled = lines.iter().enumerate();
    let filled = filled.filter(|(_, row)| !row.iter().all(is_blank));
    filled
        .map_while(|(at, row)| Some((at, own(row)?)))
        .collect()
}

fn keys(row: &[Cell]) -> Vec<Key> {
    row.iter().map(|cell| Key::of(&text_of(cell))).collect()
}

/// Whether a line is a label and its value, and no colon stands between.
fn is_labelled(row: &[Cell]) -> bool {
    let [label, value] = row else { return false };
    let (label, value) = (Key::of(&text_of(label)), Key::of(&text_of(value)));
    !value.is_empty() && !value.starts_with(':') && role::is_key_of_known_name(&label)
}
