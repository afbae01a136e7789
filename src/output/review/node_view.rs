//! An office file as its program shows it: sheets and tables as tables, paragraphs between them.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::escape;
use crate::accounts::Place;
use crate::location::{Location, cell_name, column_name};
use crate::model::{Notice, Origin};
use crate::source::office::{Cell, Look, Node, Paragraph, Table};

/// Writes the file; what holds a cell names it, and so does what a finding is about.
pub(super) fn write(html: &mut String, nodes: &[Node], notice: &Notice) {
    let mut view = View {
        html,
        cells: HashMap::new(),
        findings: HashMap::new(),
        sheet: String::new(),
    };
    for (t, table) in notice.tables.iter().enumerate() {
        for (r, row) in table.rows.iter().enumerate() {
            for (c, cell) in row.cells.iter().enumerate() {
                if matches!(cell.origin, Origin::Merged | Origin::Carried) {
                    continue;
                }
                for key in cell.locations.iter().filter_map(Key::of) {
                    view.cells
                        .entry(key)
                        .or_default()
                        .push(format!("{t}.{r}.{c}"));
                }
            }
        }
    }
    for (d, finding) in notice.diagnostics.iter().enumerate() {
        if let Some(key) = finding.location.as_ref().and_then(Key::of) {
            view.findings
                .entry(key)
                .or_insert((d, finding.severity.as_str()));
        }
    }
    view.nodes(nodes);
}

/// A place, for looking up.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Cell(String, String),
    Paragraph(u32),
}

impl Key {
    fn of(location: &Location) -> Option<Self> {
        match location {
            Location::Cell { sheet, cell } => Some(Self::Cell(sheet.clone(), cell.clone())),
            Location::Paragraph { paragraph, .. } => Some(Self::Paragraph(*paragraph)),
            Location::Page { .. } | Location::Text { .. } => None,
        }
    }
}

struct View<'h> {
    html: &'h mut String,
    cells: HashMap<Key, Vec<String>>,
    findings: HashMap<Key, (usize, &'static str)>,
    /// The sheet that is written.
    sheet: String,
}

impl View<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Paragraph(paragraph) => {
                    let marks = self.marks(&[paragraph]);
                    let _ = write!(self.html, "<p{marks}>");
                    self.runs(paragraph);
                    self.html.push_str("</p>");
                }
                Node::Table(table) => {
                    self.html.push_str("<table class=\"sheet\">");
                    self.rows(table, false);
                    self.html.push_str("</table>");
                }
                Node::Sheet { name, table } => {
                    name.clone_into(&mut self.sheet);
                    let (table, ..) = table.without_blanks();
                    let _ = write!(
                        self.html,
                        "<table class=\"sheet\"><caption>{}</caption>",
                        escape(name)
                    );
                    let columns = columns(&table);
                    self.html.push_str("<tr><th></th>");
                    for column in &columns {
                        let _ = write!(
                            self.html,
                            "<th>{}</th>",
                            column.map(column_name).unwrap_or_default()
                        );
                    }
                    self.html.push_str("</tr>");
                    self.rows(&table, true);
                    self.html.push_str("</table>");
                }
            }
        }
    }

    /// The rows of a table, in a sheet with their numbers.
    fn rows(&mut self, table: &Table, numbered: bool) {
        let mut cells = table.cells.iter().peekable();
        // Of each column, the first row in which it is free again.
        let mut free = vec![0_usize; table.cols];
        for row in 0..table.rows {
            self.html.push_str("<tr>");
            if numbered {
                let number = cells.peek().filter(|c| c.row == row).and_then(|c| place(c));
                let number = number
                    .map(|(row, _)| (row + 1).to_string())
                    .unwrap_or_default();
                let _ = write!(self.html, "<th>{number}</th>");
            }
            let mut col = 0;
            while col < table.cols {
                let covered = free.get(col).is_some_and(|f| *f > row);
                match cells.peek().filter(|c| (c.row, c.col) == (row, col)) {
                    Some(cell) if !covered => {
                        for slot in free.iter_mut().skip(col).take(cell.col_span) {
                            *slot = row + cell.row_span;
                        }
                        self.cell(cell);
                        cells.next();
                    }
                    Some(_) => {
                        cells.next();
                    }
                    None if !covered => self.html.push_str("<td></td>"),
                    None => {}
                }
                col += 1;
            }
            self.html.push_str("</tr>");
        }
    }

    fn cell(&mut self, cell: &Cell) {
        let paragraphs: Vec<&Paragraph> = cell
            .nodes
            .iter()
            .filter_map(|n| match n {
                Node::Paragraph(paragraph) => Some(paragraph),
                _ => None,
            })
            .collect();
        let marks = self.marks(&paragraphs);
        self.html.push_str("<td");
        if cell.row_span > 1 {
            let _ = write!(self.html, " rowspan=\"{}\"", cell.row_span);
        }
        if cell.col_span > 1 {
            let _ = write!(self.html, " colspan=\"{}\"", cell.col_span);
        }
        let _ = write!(self.html, "{marks}>");
        match cell.nodes.as_slice() {
            [Node::Paragraph(paragraph)] => self.runs(paragraph),
            nodes => {
                for node in nodes {
                    match node {
                        Node::Paragraph(paragraph) => {
                            self.html.push_str("<p>");
                            self.runs(paragraph);
                            self.html.push_str("</p>");
                        }
                        other => self.nodes(std::slice::from_ref(other)),
                    }
                }
            }
        }
        self.html.push_str("</td>");
    }

    fn runs(&mut self, paragraph: &Paragraph) {
        for run in &paragraph.runs {
            let text = escape(&run.text).replace('\n', "<br>");
            let _ = match run.look {
                Look::Plain => write!(self.html, "{text}"),
                Look::Raised => write!(self.html, "<sup>{text}</sup>"),
                Look::Struck => write!(self.html, "<s>{text}</s>"),
            };
        }
    }

    /// Which cells of the notice and which finding the paragraphs hold, as attributes.
    fn marks(&self, paragraphs: &[&Paragraph]) -> String {
        let keys = paragraphs.iter().filter_map(|p| match p.place {
            Place::Cell(_, row, col) => Some(Key::Cell(self.sheet.clone(), cell_name(row, col))),
            Place::Paragraph(number) => Some(Key::Paragraph(number)),
            Place::Page(..) | Place::Text(..) => None,
        });
        let keys: Vec<Key> = keys.collect();
        let mut out = String::new();
        let mut names: Vec<&str> = keys
            .iter()
            .filter_map(|k| self.cells.get(k))
            .flatten()
            .map(String::as_str)
            .collect();
        names.dedup();
        if !names.is_empty() {
            let _ = write!(out, " data-cells=\"{}\"", names.join(" "));
        }
        if let Some((finding, severity)) = keys.iter().find_map(|k| self.findings.get(k)) {
            let _ = write!(
                out,
                " class=\"finding {severity}\" data-finding=\"{finding}\""
            );
        }
        out
    }
}

/// Row and column of a cell in its sheet.
fn place(cell: &Cell) -> Option<(u32, u32)> {
    cell.nodes.iter().find_map(|n| match n {
        Node::Paragraph(paragraph) => match paragraph.place {
            Place::Cell(_, row, col) => Some((row, col)),
            _ => None,
        },
        _ => None,
    })
}

/// Of each column that is shown, which one of the sheet it is.
fn columns(table: &Table) -> Vec<Option<u32>> {
    let mut out = vec![None; table.cols];
    for cell in &table.cells {
        if let (Some(slot), Some((_, col))) = (out.get_mut(cell.col), place(cell)) {
            slot.get_or_insert(col);
        }
    }
    out
}
