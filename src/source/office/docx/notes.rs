//! Footnotes and endnotes: their numbers, and where they stand.

use super::tree::Element;
use crate::lexicon::list_number;
use crate::source::office::Node;

/// The two kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Footnotes,
    Endnotes,
}

/// How notes of a kind are numbered, and how far.
#[derive(Clone, Debug)]
struct Count {
    next: u32,
    format: String,
}

/// The numbers of notes.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    footnotes: Count,
    endnotes: Count,
}

impl Counts {
    /// What the document's settings say, and its first section that says otherwise.
    pub(super) fn read(settings: Option<&Element>, document: &Element) -> Self {
        let mut sections = Vec::new();
        collect(document, &mut sections);
        let count = |name: &str, format: &str| {
            let properties = sections
                .iter()
                .copied()
                .chain(settings)
                .filter_map(|e| e.child(name));
            let properties: Vec<&Element> = properties.collect();
            let stated = properties.iter().find_map(|p| p.child_value("numFmt"));
            let start = properties.iter().find_map(|p| p.child_number("numStart"));
            Count {
                next: start.unwrap_or(1),
                format: stated.unwrap_or(format).to_owned(),
            }
        };
        Self {
            footnotes: count("footnotePr", "decimal"),
            endnotes: count("endnotePr", "lowerRoman"),
        }
    }

    /// The sign of the next note of a kind.
    pub(super) fn next(&mut self, part: Part) -> String {
        let count = match part {
            Part::Footnotes => &mut self.footnotes,
            Part::Endnotes => &mut self.endnotes,
        };
        let sign = list_number::print(count.next, &count.format);
        count.next = count.next.saturating_add(1);
        sign
    }
}

/// The properties of all sections, in order.
pub(super) fn collect<'d>(element: &'d Element, out: &mut Vec<&'d Element>) {
    for child in element.elements() {
        match child.name() {
            "sectPr" => out.push(child),
            // Sections end in paragraphs of the body, which may stand in wrappers.
            "r" | "tbl" => {}
            _ => collect(child, out),
        }
    }
}

/// Longest line that says that a table goes on: 续表, （续）, 附件1（续）.
const CONTINUED: usize = 10;

/// Puts notes behind what they are about. Those of a table that is cut in several stand below the last piece, those of a
/// letter at the very end.
pub(super) fn place(nodes: Vec<Node>, notes: Vec<(usize, Vec<Node>)>) -> Vec<Node> {
    let mut at: Vec<(usize, Vec<Node>)> = Vec::new();
    for (behind, notes) in notes {
        let last = behind.checked_sub(1).and_then(|i| nodes.get(i));
        let place = match last {
            Some(Node::Table(table)) => end_of_table(&nodes, behind, table.cols),
            _ => nodes.len(),
        };
        at.push((place, notes));
    }
    let mut out = Vec::new();
    let count = nodes.len();
    for (index, node) in nodes.into_iter().enumerate() {
        take(&mut at, index, &mut out);
        out.push(node);
    }
    take(&mut at, count, &mut out);
    out
}

fn take(at: &mut [(usize, Vec<Node>)], index: usize, out: &mut Vec<Node>) {
    for (_, notes) in at.iter_mut().filter(|(place, _)| *place == index) {
        out.append(notes);
    }
}

/// Behind the last piece of a table that goes on below.
fn end_of_table(nodes: &[Node], behind: usize, cols: usize) -> usize {
    let mut end = behind;
    for (index, node) in nodes.iter().enumerate().skip(behind) {
        match node {
            Node::Table(next) if next.cols == cols => end = index + 1,
            Node::Paragraph(p) => {
                let characters = p.runs.iter().flat_map(|r| r.text.chars());
                if characters.filter(|c| !c.is_whitespace()).count() > CONTINUED {
                    break;
                }
            }
            _ => break,
        }
    }
    end
}
