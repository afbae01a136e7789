//! Running heads and feet. They are no part of the notice, but for the issuer's mark on the first page, and the unit of sums where it
//! is stated nowhere else.

use std::collections::{HashMap, HashSet};

use super::body::Around;
use super::tree::{Element, Node as Xml};
use super::{Reader, notes};
use crate::accounts::Discard;
use crate::error::Error;
use crate::lexicon::key::Key;
use crate::lexicon::money::unit;
use crate::lexicon::office;
use crate::source::office::{Node, Paragraph, Table};

/// What a document's heads and feet say, a paragraph a line.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// The issuer's mark, and what stands around it.
    mark: Vec<String>,
    others: Vec<String>,
    /// Of each section the units that they state, until it has begun.
    units: std::vec::IntoIter<Vec<String>>,
    /// Those of the section that is read.
    current: Vec<String>,
    /// Those that were put above tables.
    placed: HashSet<String>,
}

/// Units that a head states at most.
const UNITS: usize = 2;

/// Rows of a table in which its own unit may stand, above and below the names of its columns.
const TOP: usize = 4;

impl<'d> Reader<'d, '_, '_, '_> {
    /// Reads the heads and feet of all sections. One that says nothing of its own has those of the section before.
    pub(super) fn heads(
        &mut self,
        document: &'d Element,
        settings: Option<&Element>,
    ) -> Result<Heads, Error> {
        let even = settings.and_then(|s| s.switch("evenAndOddHeaders")) == Some(true);
        let mut sections = Vec::new();
        notes::collect(document, &mut sections);
        let mut out = Heads::default();
        let mut units = Vec::new();
        let mut of_parts: HashMap<String, Vec<String>> = HashMap::new();
        // By kind the part that holds.
        let mut held: Vec<([&str; 2], String)> = Vec::new();
        for (index, section) in sections.iter().enumerate() {
            let own_first = section.switch("titlePg") == Some(true);
            for reference in section.elements() {
                if !reference.is("headerReference") && !reference.is("footerReference") {
                    continue;
                }
                let id = reference.attribute("id").unwrap_or_default();
                let Some(name) = self.package.relation(id).map(|r| r.target.clone()) else {
                    continue;
                };
                let stated = reference.attribute("type");
                let mut kinds = ["first", "even"].into_iter();
                let kind = kinds.find(|kind| stated == Some(*kind));
                let kind = [reference.name(), kind.unwrap_or("default")];
                held.retain(|(k, _)| *k != kind);
                held.push((kind, name.clone()));
                if of_parts.contains_key(&name) {
                    continue;
                }
                let lines = match self.package.tree(&name, self.ctx)? {
                    Some(root) => self.head_lines(&root)?,
                    None => Vec::new(),
                };
                let first = index == 0 && own_first && kind == ["headerReference", "first"];
                let own = lines.iter().filter_map(|l| unit::stated_in(l));
                let own = own.take(UNITS).map(str::to_owned);
                of_parts.insert(name, own.collect());
                if first && lines.iter().any(|l| is_mark(l)) {
                    out.mark.extend(lines);
                } else {
                    out.others.extend(lines);
                }
            }
            // The first page and those on the left have heads of their own where that is switched on (17.10.6, 17.10.1).
            let shown = |kind: &str| match kind {
                "first" => own_first,
                "even" => even,
                _ => true,
            };
            let shown = held.iter().filter(|([_, kind], _)| shown(kind));
            let own = shown.filter_map(|(_, name)| of_parts.get(name));
            let mut own: Vec<String> = own.flatten().cloned().collect();
            own.sort_unstable();
            own.dedup();
            units.push(own);
        }
        out.units = units.into_iter();
        out.current = out.units.next().unwrap_or_default();
        Ok(out)
    }

    /// Puts the unit that the pages state above the tables that `node` added to what was read, from one place on, where they and what
    /// stands above them state none: what stands nearer holds.
    pub(super) fn state_units(
        &mut self,
        heads: &mut Heads,
        node: &Xml,
        from: usize,
        out: &mut Vec<Node>,
    ) {
        let mut at = from;
        while let Some(node) = out.get(at).filter(|_| !heads.current.is_empty()) {
            if let Node::Table(table) = node
                && table.rows > 1
                // Of two columns are tables of labels and values, and those that arrange the issuers' marks and the imprint.
                && table.cols > 2
                && !states_unit(out.get(..at).unwrap_or_default(), table)
            {
                heads.placed.extend(heads.current.iter().cloned());
                let place = self.place();
                let units = heads.current.iter();
                let units = units.map(|unit| Node::Paragraph(Paragraph::plain(unit, place)));
                let units: Vec<Node> = units.collect();
                let count = units.len();
                out.splice(at..at, units);
                at += count;
            }
            at += 1;
        }
        if let Xml::Element(element) = node {
            let mut ended = Vec::new();
            notes::collect(element, &mut ended);
            for _ in ended {
                heads.current = heads.units.next().unwrap_or_default();
            }
        }
    }

    /// The issuer's mark. All else is left out by name.
    pub(super) fn mark(&mut self, heads: Heads) -> Vec<Node> {
        let place = self.place();
        let mark = heads.mark.into_iter();
        let mark = mark.map(|line| Node::Paragraph(Paragraph::plain(line, place)));
        let mark = mark.collect();
        for line in &heads.others {
            let unit = unit::stated_in(line).filter(|unit| heads.placed.contains(*unit));
            let rest = unit.map_or_else(|| line.clone(), |unit| line.replacen(unit, "", 1));
            self.discard(rest.chars(), Discard::RunningHead);
        }
        mark
    }

    /// What stands in a head, a paragraph a line.
    fn head_lines(&mut self, root: &Element) -> Result<Vec<String>, Error> {
        let mut reader = Reader::new(
            &mut *self.package,
            self.styles,
            self.notes.clone(),
            &mut *self.ctx,
        );
        reader.cells = self.cells;
        let nodes = reader.blocks(&root.nodes, Around::default())?;
        let mut lines = Vec::new();
        lines_of(&nodes, &mut lines);
        Ok(lines)
    }
}

/// Whether a table, or what stands above it below the one before, states the unit of its sums.
fn states_unit(before: &[Node], table: &Table) -> bool {
    let mut lines = Vec::new();
    for node in before.iter().rev() {
        match node {
            Node::Table(_) => break,
            node => lines_of(std::slice::from_ref(node), &mut lines),
        }
    }
    for cell in table.cells.iter().take_while(|c| c.row < TOP) {
        lines_of(&cell.nodes, &mut lines);
    }
    lines.iter().any(|line| unit::stated_in(line).is_some())
}

/// The paragraphs of nodes as lines, those of tables too.
pub(super) fn lines_of(nodes: &[Node], out: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Paragraph(paragraph) if paragraph.is_blank() => {}
            Node::Paragraph(paragraph) => out.push(paragraph.text()),
            Node::Table(table) => {
                for cell in &table.cells {
                    lines_of(&cell.nodes, out);
                }
            }
            Node::Sheet { .. } => {}
        }
    }
}

/// Whether a line names the organ that issues the paper, as the mark at the head does.
fn is_mark(line: &str) -> bool {
    let key = Key::of(line);
    let organ = key.strip_suffix("文件").unwrap_or(&key);
    office::is_organ(organ)
}
