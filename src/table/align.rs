//! Fragments → rows and columns: the cheapest assignment, and what the second cheapest says of it.
//!
//! A table is a run of fragments with separators between them, a schema, and rows that repeat. Which fragments make up a
//! row, and in which columns of it they stand, is chosen for the whole run at once: rows are laid over the run one behind
//! the other, and within each row fragments over columns, so that the gains of all cells add up to the most. A fragment
//! that stands elsewhere in an assignment nearly as good is doubtful, and so are the cells that differ.

mod cells;

use foldhash::HashMap;
use std::rc::Rc;

use super::schema::{Facts, Gain, NEVER, Number, Schema};
use crate::lexicon::key::Key;
use crate::lexicon::role;
use crate::model::Role;

/// What parts a fragment from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// A mark between two cells of a row: a tab, a bar.
    Cell,
    /// The end of a line, as between most fragments.
    Line,
    /// More than what stands between most: blank lines.
    Break,
}

/// A piece of text that fills a cell, or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Fragment {
    pub(super) facts: Rc<Facts>,
    pub(super) separator: Separator,
    /// What it is beside a cell.
    pub(super) other: Other,
    /// The column that it stands in by its place among the marks of its line, where they part all cells of a row.
    pub(super) home: Option<usize>,
}

/// What a fragment may be that is no cell of an item's row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Other {
    #[default]
    Nothing,
    /// A page number, if nothing speaks against it.
    PageNumber,
    /// A page number and no cell.
    CertainPageNumber,
    /// The heading of a group of rows.
    Heading,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Item,
    Total,
    Heading,
    /// The header, said again.
    Header,
    PageNumber,
}

/// A row: its fragments, and which stand in each column.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) from: usize,
    pub(super) to: usize,
    /// Of each column, its fragments.
    pub(super) cells: Vec<std::ops::Range<usize>>,
    pub(super) doubtful: Vec<usize>,
}

/// How the fragments were laid.
#[derive(Clone, Debug)]
pub(super) struct Alignment {
    pub(super) rows: Vec<Row>,
    pub(super) gain: Gain,
}

impl Alignment {
    /// Fragments that it takes.
    pub(super) fn used(&self) -> usize {
        self.rows.last().map_or(0, |r| r.to)
    }

    pub(super) fn items(&self) -> usize {
        self.rows.iter().filter(|r| r.kind == Kind::Item).count()
    }
}

/// An assignment that gains so much less than the best may be meant as well: a cell that holds what its column should
/// gains 20.
const MARGIN: Gain = 25;
/// Where all assignments have lost so much against the best end so far, the table has ended: more than a row with a blank
/// sum loses.
const LOST: Gain = 150;
/// What is lost if a table ends although the next running number follows.
const LEFT: Gain = 60;
/// What is lost by a row whose fragments cannot be laid, but whose running number and that of the next row are known.
const LOOSE: Gain = -90;
/// What a heading without a number of its own loses: as much as a cell gains that holds what its column should, so that it is one
/// only where a row has no place for it.
const UNMARKED: Gain = -20;
/// Most lines of a cell: the longest met have some ten, but those stand in forms that show where a cell ends.
const WRAPPED: usize = 4;
/// Most running numbers that a row may be thought to have: the next one and others that are sums.
const STATES: usize = 4;

/// Lays fragments, as far as they make up rows. `header`: the names as they are printed.
pub(super) fn align(
    fragments: &mut dyn FnMut(usize) -> Option<Fragment>,
    header: &[Key],
    schema: &mut Schema,
) -> Option<Alignment> {
    let mut run = Run {
        source: fragments,
        read: Vec::new(),
        joined: HashMap::default(),
        header,
    };
    let first = run.lay(schema)?;
    // Where marks part the cells, a row that lost blank ones says as much of the others, if it is certain.
    let marked = schema.marked;
    let note = schema.at(Role::Note);
    let says = |r: &&Row| {
        r.kind == Kind::Item
            && if marked {
                r.doubtful.is_empty() && r.cells.iter().all(|c| c.len() <= 1)
            } else {
                // Remarks may be blank in all rows.
                let filled = |(col, c): (usize, &std::ops::Range<usize>)| {
                    c.len() == 1 || c.is_empty() && note == Some(col) && r.doubtful.is_empty()
                };
                // Without running numbers a row in doubt may have taken a cell of the next.
                (!schema.paced || schema.numbered || r.doubtful.is_empty())
                    && r.cells.iter().enumerate().all(filled)
            }
    };
    let whole: Vec<Vec<Rc<Facts>>> = first
        .rows
        .iter()
        .filter(says)
        .map(|r| {
            let mut cell = |c: &std::ops::Range<usize>| c.clone().next().map(|at| run.facts(at));
            r.cells
                .iter()
                .map(|c| cell(c).unwrap_or_default())
                .collect()
        })
        .collect();
    if whole.is_empty() {
        return Some(first);
    }
    let rows: Vec<Vec<&Facts>> = whole
        .iter()
        .map(|r| r.iter().map(|f| &**f).collect())
        .collect();
    schema.learn(&rows);
    let mut found = run.lay(schema)?;
    // Where every numbered row has a text for each column, none has one that is blank and another that is broken. What is said of the
    // last alone may be that the list goes on.
    let own = |r: &&Row| r.kind == Kind::Item;
    let exact = |r: &Row| r.cells.iter().all(|c| c.len() == 1);
    if schema.numbered && found.items() >= EXACT && found.rows.iter().filter(own).all(exact) {
        let mut last = found.rows.iter().rev().filter(own).map(|r| &r.doubtful);
        let alone = last.next() != last.next();
        let keep = found.rows.len() - usize::from(alone);
        found
            .rows
            .iter_mut()
            .take(keep)
            .for_each(|row| row.doubtful.clear());
    }
    Some(found)
}

/// Fewest rows that tell so: in two a blank cell and a broken one may come together by chance.
const EXACT: usize = 3;

struct Run<'s> {
    source: &'s mut dyn FnMut(usize) -> Option<Fragment>,
    read: Vec<Fragment>,
    /// Facts of texts that are put together from several fragments: the first, and how many.
    joined: HashMap<(usize, usize), Rc<Facts>>,
    header: &'s [Key],
}

/// A place between two rows, under the running number of the row above.
#[derive(Clone, Copy, Debug)]
struct Node {
    number: Option<Number>,
    gain: Gain,
    /// Where the row above begins: its position and which of the nodes there; and what it is.
    back: Option<(usize, usize, Kind)>,
}

/// A row that may be.
struct Edge {
    from: (usize, usize),
    to: (usize, usize),
    kind: Kind,
    gain: Gain,
}

impl Run<'_> {
    fn get(&mut self, at: usize) -> Option<&Fragment> {
        while self.read.len() <= at {
            let next = (self.source)(self.read.len())?;
            self.read.push(next);
        }
        self.read.get(at)
    }

    fn facts(&mut self, at: usize) -> Rc<Facts> {
        self.get(at).map(|f| f.facts.clone()).unwrap_or_default()
    }

    fn lay(&mut self, schema: &Schema) -> Option<Alignment> {
        let mut nodes: Vec<Vec<Node>> = vec![vec![Node {
            number: None,
            gain: 0,
            back: None,
        }]];
        let mut edges: Vec<Edge> = Vec::new();
        let mut best: (Gain, (usize, usize)) = (0, (0, 0));
        let mut at = 0;
        while at < nodes.len() && self.get(at).is_some() {
            let here = nodes.get(at).cloned().unwrap_or_default();
            for (which, node) in here.iter().enumerate() {
                if node.gain + LOST < best.0 {
                    continue;
                }
                for (to, kind, gain, number) in self.rows(at, node.number, schema) {
                    if gain <= NEVER {
                        continue;
                    }
                    nodes.resize_with(nodes.len().max(to + 1), Vec::new);
                    let total = node.gain + gain;
                    let next = Node {
                        number,
                        gain: total,
                        back: Some((at, which, kind)),
                    };
                    let Some(slot) = put(nodes.get_mut(to)?, next) else {
                        continue;
                    };
                    edges.push(Edge {
                        from: (at, which),
                        to: (to, slot),
                        kind,
                        gain,
                    });
                    let end = total - self.left(to, number);
                    // A heading has rows below it.
                    if end > best.0 && kind != Kind::Heading {
                        best = (end, (to, slot));
                    }
                }
            }
            at += 1;
        }
        let rows = self.trace(&nodes, best.1, schema);
        let end = nodes.get(best.1.0).and_then(|n| n.get(best.1.1));
        let mut alignment = Alignment {
            rows,
            gain: end.map_or(0, |n| n.gain),
        };
        self.doubt(&mut alignment, &nodes, &edges, schema);
        (!alignment.rows.is_empty()).then_some(alignment)
    }

    /// The rows of the best way to a place.
    fn trace(&mut self, nodes: &[Vec<Node>], end: (usize, usize), schema: &Schema) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut place = end;
        while let Some(node) = nodes.get(place.0).and_then(|n| n.get(place.1))
            && let Some((at, which, kind)) = node.back
        {
            let number = nodes
                .get(at)
                .and_then(|n| n.get(which))
                .and_then(|n| n.number);
            rows.push(self.row(at, place.0, kind, number, schema));
            place = (at, which);
        }
        rows.reverse();
        rows
    }

    /// Marks the cells that differ in assignments nearly as good.
    fn doubt(
        &mut self,
        alignment: &mut Alignment,
        nodes: &[Vec<Node>],
        edges: &[Edge],
        schema: &Schema,
    ) {
        // What can be gained from a place on; the table may end anywhere.
        let mut rest: Vec<Vec<Gain>> = Vec::with_capacity(nodes.len());
        for (at, here) in nodes.iter().enumerate() {
            rest.push(here.iter().map(|n| -self.left(at, n.number)).collect());
        }
        for edge in edges.iter().rev() {
            let after = rest.get(edge.to.0).and_then(|r| r.get(edge.to.1));
            let through = after.copied().unwrap_or(0) + edge.gain;
            let slot = rest
                .get_mut(edge.from.0)
                .and_then(|r| r.get_mut(edge.from.1));
            if let Some(slot) = slot.filter(|s| **s < through) {
                *slot = through;
            }
        }
        let gain = |places: &[Vec<Gain>], at: (usize, usize)| -> Gain {
            places
                .get(at.0)
                .and_then(|r| r.get(at.1))
                .copied()
                .unwrap_or(NEVER)
        };
        let own: Vec<(usize, usize, Kind)> = alignment
            .rows
            .iter()
            .map(|r| (r.from, r.to, r.kind))
            .collect();
        for edge in edges {
            let (from, to) = (edge.from.0, edge.to.0);
            // A text that might head rows as well as fill a cell is no reason to doubt the cell.
            let may_head = edge.kind == Kind::Heading
                && self.get(from).is_some_and(|f| f.other != Other::Heading);
            if may_head || own.contains(&(from, to, edge.kind)) {
                continue;
            }
            let Some(node) = nodes.get(from).and_then(|n| n.get(edge.from.1)) else {
                continue;
            };
            if node.gain + edge.gain + gain(&rest, edge.to) + MARGIN < alignment.gain {
                continue;
            }
            let other = self.row(from, to, edge.kind, node.number, schema);
            // What heads rows here may be the rest of the row above.
            let heads = |at: usize| own.contains(&(at, at + 1, Kind::Heading));
            for row in alignment
                .rows
                .iter_mut()
                .filter(|r| r.from < to && r.to > from)
            {
                for at in row.from.max(from)..row.to.min(to) {
                    let (mine, theirs) = (row.column(at), other.column(at));
                    if mine != theirs || row.from != from {
                        row.doubtful
                            .extend(mine.into_iter().chain(theirs.filter(|_| row.from == from)));
                    }
                }
                if schema.marked && row.from == from && row.to < to && heads(row.to) {
                    row.doubtful.extend(other.column(row.to));
                }
            }
        }
        for row in &mut alignment.rows {
            row.doubtful.sort_unstable();
            row.doubtful.dedup();
        }
    }

    /// The rows that may begin here: where each ends, what it is, what it gains, and the running number after it.
    fn rows(
        &mut self,
        at: usize,
        number: Option<Number>,
        schema: &Schema,
    ) -> Vec<(usize, Kind, Gain, Option<Number>)> {
        let mut out = Vec::new();
        let Some(first) = self.get(at).cloned() else {
            return out;
        };
        if first.separator == Separator::Cell && at > 0 {
            return out;
        }
        match first.other {
            Other::CertainPageNumber => {
                out.push((at + 1, Kind::PageNumber, 0, number));
                return out;
            }
            Other::PageNumber => out.push((at + 1, Kind::PageNumber, -25, number)),
            _ => {}
        }
        if self.says_header(at) {
            out.push((at + self.header.len(), Kind::Header, 20, number));
        }
        if let Some((to, gain)) = self.heading(at, number, schema) {
            out.push((to, Kind::Heading, gain, number));
        }
        let begun = if first.separator == Separator::Break {
            8
        } else {
            0
        };
        let second = |run: &mut Self| run.get(at + 1).is_some_and(|f| f.facts.summary);
        let total = first.facts.summary || first.facts.number.is_none() && second(self);
        let kinds: &[Kind] = if first.facts.summary && !schema.repeated {
            &[Kind::Total]
        } else if total {
            &[Kind::Item, Kind::Total]
        } else {
            &[Kind::Item]
        };
        if let Some(to) = self.loose(at, number, schema) {
            out.push((to, Kind::Item, LOOSE, first.facts.number));
        }
        for kind in kinds {
            let table = self.table(at, *kind, number, schema);
            let mut after = number;
            if *kind == Kind::Item
                && schema
                    .columns
                    .first()
                    .is_some_and(|c| c.role == Some(Role::Sequence))
            {
                after = first.facts.number.or(number);
            }
            for (length, states) in table.iter().enumerate().skip(1) {
                // Between marks a row ends where its line does.
                let within = |f: &Fragment| f.separator == Separator::Cell;
                if self.get(at + length).is_some_and(within) {
                    continue;
                }
                let blank = self.ends_blank(at + length, schema);
                let end = states
                    .get(schema.width())
                    .map_or(NEVER, |s| s[0].gain.max(s[1].gain + blank));
                if end > NEVER / 2 {
                    out.push((at + length, *kind, end + begun, after));
                }
            }
        }
        out
    }

    /// Whether the next running number stands here.
    fn goes_on(&mut self, at: usize, number: Option<Number>) -> bool {
        let next = self.get(at).and_then(|f| f.facts.number);
        next.zip(number)
            .is_some_and(|(n, last)| n.0 == last.0 && n.1 == last.1 + 1)
    }

    /// What is lost if the table ends here: the next running number stands below a table, or a number, by chance only.
    fn left(&mut self, at: usize, number: Option<Number>) -> Gain {
        if self.goes_on(at, number) {
            return LEFT;
        }
        let counts = |f: &Fragment| f.facts.counts() && f.separator != Separator::Break;
        if self.get(at).is_some_and(counts) {
            LEFT / 2
        } else {
            0
        }
    }

    /// Where a row ends whose fragments cannot be laid: where the next running number follows, or a row that adds up.
    fn loose(&mut self, at: usize, number: Option<Number>, schema: &Schema) -> Option<usize> {
        let own = self.get(at)?.facts.number?;
        let follows = number.map_or(own.1 == 1, |last| own.0 == last.0 && own.1 == last.1 + 1);
        if !follows || schema.marked || !schema.numbered {
            return None;
        }
        (at + 2..at + 1 + 3 * schema.width()).find(|to| {
            self.goes_on(*to, Some(own)) || self.get(*to).is_some_and(|f| f.facts.summary)
        })
    }

    fn says_header(&mut self, at: usize) -> bool {
        let names = self.header;
        !names.is_empty()
            && names
                .iter()
                .enumerate()
                .all(|(i, name)| self.get(at + i).is_some_and(|f| f.facts.key == *name))
    }

    /// A heading of rows: one fragment, before a row that begins another list or goes on with this one. One without a number
    /// of its own (养老服务类) stands before the next running number, and is no organ: that buys.
    fn heading(
        &mut self,
        at: usize,
        number: Option<Number>,
        schema: &Schema,
    ) -> Option<(usize, Gain)> {
        let first = self.get(at)?.clone();
        let marked = first.other == Other::Heading;
        if first.facts.counts() || first.facts.summary || !marked && !schema.numbered {
            return None;
        }
        let mut to = at + 1;
        while self.get(to).is_some_and(|f| f.separator == Separator::Cell) {
            if !self.get(to).is_some_and(|f| f.facts.is_empty()) {
                return None;
            }
            to += 1;
        }
        if marked {
            return Some((to, 6));
        }
        let next = self.get(to).and_then(|f| f.facts.number);
        let before = number.map_or(0, |(_, n)| n);
        // Below each heading numbers may begin anew.
        let goes_on = next.is_some_and(|(_, n)| n == before + 1 || n == 1);
        let may_head = role::may_be_name(&first.facts.key) && !first.facts.organ;
        // Its row is shown to be blank but for it.
        let shown = |f: &Fragment| schema.shown && f.separator == Separator::Break;
        let gain = if self.get(to).is_some_and(shown) {
            0
        } else {
            UNMARKED
        };
        (goes_on && may_head).then_some((to, gain))
    }
}

impl Row {
    /// One that is no item and has no columns.
    pub(super) fn alone(kind: Kind, from: usize, to: usize) -> Self {
        Self {
            kind,
            from,
            to,
            cells: std::iter::once(from..to).collect(),
            doubtful: Vec::new(),
        }
    }

    /// The column that a fragment stands in.
    fn column(&self, fragment: usize) -> Option<usize> {
        self.cells.iter().position(|c| c.contains(&fragment))
    }
}

/// Puts a place among those at a position, if it is better than the one there under the same running number.
fn put(nodes: &mut Vec<Node>, node: Node) -> Option<usize> {
    if let Some(at) = nodes.iter().position(|n| n.number == node.number) {
        let there = nodes.get_mut(at)?;
        if there.gain < node.gain {
            *there = node;
        }
        return Some(at);
    }
    if nodes.len() == STATES {
        let (at, _) = nodes.iter().enumerate().min_by_key(|(_, n)| n.gain)?;
        let worst = nodes.get_mut(at)?;
        // Rows that begin there have not been looked at yet: those end farther on.
        return (worst.gain < node.gain).then(|| {
            *worst = node;
            at
        });
    }
    nodes.push(node);
    Some(nodes.len() - 1)
}
