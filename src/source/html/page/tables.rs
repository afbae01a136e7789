//! The tables of a page: what opens and closes their parts.

use html5ever::tokenizer::Tag;

use super::{Frame, State};
use crate::source::html::css::declarations;
use crate::source::html::{Cell, Node, Table};

/// A table wider or higher than this is hostile: browsers stop at 1,000 columns and 65,534 rows too.
const WIDEST: usize = 1_000;
const HIGHEST: usize = 65_534;
/// Tables in cells of tables: layout pages nest three or four deep.
const DEEPEST: usize = 64;

/// What of a table a frame is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Part {
    #[default]
    Cell,
    Caption,
    /// A cell that has no place in the table, as it is not displayed.
    Hidden,
}

impl State<'_> {
    /// A column of a table, or several. A browser shows it whatever its style says, a spreadsheet program does not.
    pub(super) fn column(&mut self, tag: &Tag) {
        let style = tag.attrs.iter().find(|a| &*a.name.local == "style");
        let hidden = style.is_some_and(|style| {
            let (important, plain) = declarations(&style.value);
            important.hidden.or(plain.hidden) == Some(true)
        });
        let times = span(tag, "span", WIDEST);
        if let Some(table) = self.frames.last_mut().and_then(|f| f.table.as_mut())
            && table.is_sheet
            && table.hidden_columns.len() < WIDEST
        {
            table
                .hidden_columns
                .extend(std::iter::repeat_n(hidden, times));
        }
    }

    pub(super) fn open_table(&mut self) {
        self.push(Node::Break);
        // A table outside any cell while one is open: the open one was never closed.
        if self.frames.last().is_some_and(|f| f.table.is_some()) {
            self.close_table();
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.table = Some(Table {
                is_sheet: self.is_sheet,
                ..Table::default()
            });
        }
    }

    /// Tells the innermost table that is open.
    pub(super) fn of_table(&mut self, tell: impl FnOnce(&mut Table)) {
        self.close_cell();
        if let Some(table) = self.frames.last_mut().and_then(|f| f.table.as_mut()) {
            tell(table);
        }
    }

    pub(super) fn open_row(&mut self) {
        self.close_cell();
        let hidden = self.look().hidden;
        self.cells += 1;
        if let Some(table) = self
            .frames
            .last_mut()
            .and_then(|f| f.table.as_mut())
            .filter(|t| t.rows.len() < HIGHEST && !hidden)
        {
            table.rows.push(Vec::new());
        }
    }

    pub(super) fn open_caption(&mut self) {
        self.close_cell();
        let table = self.frames.last().is_some_and(|f| f.table.is_some());
        if table && self.frames.len() < DEEPEST {
            self.frames.push(Frame {
                part: Part::Caption,
                ..Frame::default()
            });
        }
    }

    pub(super) fn open_cell(&mut self, tag: &Tag) {
        self.close_cell();
        let hidden = self.look().hidden;
        self.cells += 1;
        let Some(table) = self.frames.last_mut().and_then(|f| f.table.as_mut()) else {
            return;
        };
        if table.rows.is_empty() && !hidden {
            table.rows.push(Vec::new());
        }
        if self.frames.len() < DEEPEST {
            let part = if hidden { Part::Hidden } else { Part::Cell };
            let spans = (span(tag, "rowspan", HIGHEST), span(tag, "colspan", WIDEST));
            self.frames.push(Frame {
                spans,
                part,
                ..Frame::default()
            });
        }
    }

    /// Closes the innermost cell, if no table is open inside it.
    pub(super) fn close_cell(&mut self) {
        if self.frames.len() < 2 || self.frames.last().is_none_or(|f| f.table.is_some()) {
            return;
        }
        let Some(frame) = self.frames.pop() else {
            return;
        };
        if frame.part != Part::Cell {
            if let Some(table) = self.frames.last_mut().and_then(|f| f.table.as_mut()) {
                match frame.part {
                    Part::Caption => table.caption.extend(frame.nodes),
                    _ => table.hidden.extend(frame.nodes),
                }
            }
            return;
        }
        let (row_span, col_span) = frame.spans;
        let cell = Cell {
            row_span,
            col_span,
            nodes: frame.nodes,
        };
        if let Some(row) = self
            .frames
            .last_mut()
            .and_then(|f| f.table.as_mut())
            .and_then(|t| t.rows.last_mut())
        {
            row.push(cell);
        }
    }

    pub(super) fn close_table(&mut self) {
        self.close_cell();
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if let Some(mut table) = frame.table.take() {
            table.close();
            frame.nodes.push(Node::Table(table));
        }
    }
}

fn span(tag: &Tag, name: &str, most: usize) -> usize {
    let value = tag.attrs.iter().find(|a| &*a.name.local == name);
    let value = value.map(|a| a.value.trim_start()).unwrap_or_default();
    // Browsers read the figures it begins with: 2px, 2;.
    let digits = value.trim_start_matches('+');
    let end = digits.find(|c: char| !c.is_ascii_digit());
    let figures = digits
        .get(..end.unwrap_or(digits.len()))
        .unwrap_or_default();
    match figures.parse::<usize>() {
        // To the end of the table.
        Ok(0) if name == "rowspan" => most,
        Ok(spans) => spans.clamp(1, most),
        Err(_) => 1,
    }
}
