//! Tables that list something, and those that only arrange a page.

use super::{is_between_links, is_blank, text_of};
use crate::lexicon::key::Key;
use crate::lexicon::{office, papers, role};
use crate::model::Role;
use crate::source::html::{Cell, Node, Table};
use crate::table::assemble::header::are_names;

/// Rows in which a header is looked for: a title and a unit line may stand above it.
const ABOVE: usize = 4;

/// Whether a table is a list: one of its first rows names two columns at least, and none of its cells holds a table.
pub(super) fn names_columns(table: &Table) -> bool {
    let names = |row: &&Vec<Cell>| {
        let holds = |c: &Cell| c.nodes.iter().any(|n| matches!(n, Node::Table(_)));
        let keys: Vec<Key> = row.iter().map(|c| Key::of(&text_of(c))).collect();
        are_names(&keys) && !row.iter().any(holds)
    };
    let filled = table.rows.iter().filter(|r| !r.iter().all(is_blank));
    filled.take(ABOVE).any(|r| names(&r))
}

/// The nodes with tables of nothing but names put above the rows that they name: a page that lets rows move below their header makes
/// two tables of them.
pub(super) fn headed(nodes: &[Node]) -> Option<Vec<Node>> {
    let names = |node: &Node| match node {
        Node::Table(table) => lone_names(table),
        _ => None,
    };
    nodes.iter().find_map(names)?;
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    // The last node that shows anything.
    let mut above: Option<usize> = None;
    for node in nodes {
        let white = |n: &Node| match n {
            Node::Text(text) => text.iter().all(|p| p.ch.is_whitespace()),
            other => *other == Node::Break,
        };
        let width = above.and_then(|at| out.get(at)).and_then(names);
        let goes_on = |table: &Table| {
            let mut rows = table
                .rows
                .iter()
                .filter(|r| !r.iter().all(is_blank))
                .peekable();
            !names_columns(table) && rows.peek().is_some_and(|r| Some(r.len()) == width)
        };
        match (above.and_then(|at| out.get_mut(at)), node) {
            (Some(Node::Table(head)), Node::Table(table)) if goes_on(table) => {
                head.rows.extend(table.rows.iter().cloned());
                head.hidden.extend(table.hidden.iter().cloned());
            }
            _ => {
                above = if white(node) { above } else { Some(out.len()) };
                out.push(node.clone());
            }
        }
    }
    Some(out)
}

/// How many columns a table names that says nothing else.
fn lone_names(table: &Table) -> Option<usize> {
    let mut rows = table.rows.iter().filter(|r| !r.iter().all(is_blank));
    let row = rows
        .next()
        .filter(|_| rows.next().is_none() && table.caption.is_empty())?;
    (row.len() > 1 && names_columns(table)).then_some(row.len())
}

/// Most characters of what a menu offers.
const OFFER: usize = 8;

/// Whether the cells of a single row are a menu: three short words or more, none of them the name of an organ.
pub(super) fn is_menu(rows: &[&Vec<Cell>]) -> bool {
    let [row] = rows else { return false };
    let word = |c: &Cell| {
        let text = Key::of(&text_of(c));
        let length = text.chars().count();
        (1..=OFFER).contains(&length)
            && !text.contains(|c: char| c.is_ascii_digit() || c == ':')
            && !office::is_organ(&text)
            && !papers::names_paper(&text)
    };
    row.len() >= 3 && row.iter().all(word)
}

/// Whether cells hold paragraphs: such a table arranges a page.
pub(super) fn is_prose(table: &Table) -> bool {
    let cells = || table.rows.iter().flatten().filter(|c| !is_blank(c));
    let prose = |c: &&Cell| {
        let text = text_of(c);
        let breaks = c.nodes.iter().filter(|n| **n == Node::Break).count();
        // A paper's paragraph ends in 。 and is longer than two lines of print (28 characters).
        breaks >= 3 && text.contains('。') && text.chars().count() > 56
    };
    cells().filter(prose).count() * 2 >= cells().count()
}

/// Whether each cell holds a label and its value (索引号：K24-0031): lines side by side.
pub(super) fn is_labelled(rows: &[&Vec<Cell>]) -> bool {
    let mut cells = rows.iter().flat_map(|r| r.iter()).filter(|c| !is_blank(c));
    cells.all(|cell| {
        let text = Key::of(&text_of(cell));
        let parts = text.split_once(':');
        parts.is_some_and(|(label, value)| !label.is_empty() && !value.is_empty())
    })
}

/// Whether a row is a label of who buys and the name beside it: one line.
pub(super) fn tells_purchaser(row: &[Cell]) -> bool {
    let mut texts = row.iter().filter(|c| !is_blank(c)).map(text_of);
    match (texts.next(), texts.next(), texts.next()) {
        (Some(label), Some(name), None) => {
            let label = Key::of(&label);
            let label = label.trim_end_matches(':');
            role::is_word(label)
                && role::of_header(label) == Some(Role::Purchaser)
                && office::is_office(&name)
        }
        _ => false,
    }
}

/// Whether a table arranges the issuer mark.
pub(super) fn is_issuer_mark(table: &Table) -> bool {
    let cells = table.rows.iter().flatten();
    office::is_issuer_mark(cells.map(text_of))
}

/// Whether a table has nothing but links: a menu.
pub(super) fn leads_on(table: &Table) -> bool {
    let mut nodes = table.rows.iter().flatten().flat_map(|c| &c.nodes);
    nodes.all(|node| match node {
        Node::Text(text) => text.iter().all(|p| is_between_links(p.ch)),
        Node::Field(_) | Node::Picture(_) => false,
        _ => true,
    })
}
