//! Paragraphs and tables of an HTML page → lines and grids; spans are exact.

use super::pages;
use crate::accounts::{Char, Discard, Place};
use crate::context::Context;
use crate::error::Error;
use crate::lexicon::key::Key;
use crate::lexicon::{fold, office, papers};
use crate::location::BBox;
use crate::source::html::{Cell, Node, Printed, Table};
use crate::table::{Block, Evidence, Grid, GridCell};
use crate::text::plain::{EM, LEADING};
use crate::text::{FILES, Line};

/// The blocks of a page.
pub(crate) fn blocks(nodes: &[Node], ctx: &mut Context<'_>) -> Result<Vec<Block>, Error> {
    let mut reader = Reader {
        row: 0,
        cells: 0,
        ctx,
    };
    let mut out = Vec::new();
    reader.nodes(nodes, &mut out)?;
    Ok(out)
}

struct Reader<'c, 'o> {
    /// Lines so far: each gets a height of its own, so that geometry keeps the reading order.
    row: u32,
    cells: u64,
    ctx: &'c mut Context<'o>,
}

impl Reader<'_, '_> {
    fn nodes(&mut self, nodes: &[Node], out: &mut Vec<Block>) -> Result<(), Error> {
        let mut open: Vec<Printed> = Vec::new();
        // Characters of the open line that no link holds.
        let mut plain: Vec<char> = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text) => {
                    open.extend(text);
                    plain.extend(text.iter().map(|(c, ..)| *c));
                }
                Node::Link(text) => open.extend(text),
                Node::Chrome(text) => self.discard(text),
                Node::Break => self.line(&mut open, &mut plain, out),
                Node::Table(table) => {
                    self.line(&mut open, &mut plain, out);
                    self.table(table, out)?;
                }
            }
        }
        self.line(&mut open, &mut plain, out);
        Ok(())
    }

    fn discard(&mut self, text: &[Printed]) {
        let line = self.make(text);
        self.ctx.accounts.discard(&line.chars, Discard::PageChrome);
    }

    fn line(&mut self, open: &mut Vec<Printed>, plain: &mut Vec<char>, out: &mut Vec<Block>) {
        let text: String = open.iter().map(|(c, ..)| *c).collect();
        let only_links = plain.iter().all(|c| is_between_links(*c));
        plain.clear();
        if only_links && is_navigation(text.trim()) {
            self.discard(open);
            open.clear();
            return;
        }
        let line = self.make(open);
        open.clear();
        if !line.is_blank() {
            out.push(Block::Line(line));
        }
    }

    fn make(&mut self, text: &[Printed]) -> Line {
        let top = self.row as f32 * LEADING;
        self.row += 1;
        let (mut x, mut chars) = (0.0, Vec::with_capacity(text.len()));
        for &(ch, line, column) in text {
            let id = self.ctx.accounts.register(ch, Place::Text(line, column));
            let char = Char {
                ch,
                id,
                bbox: BBox::new(x, top, x + EM, top + EM),
            };
            if fold::printed(ch).is_none() {
                self.ctx.accounts.discard([&char], Discard::ZeroWidth);
                continue;
            }
            x += EM;
            chars.push(char);
        }
        Line {
            chars,
            page: 0,
            bbox: BBox::new(0.0, top, x, top + EM),
            baseline: top + EM,
            size: EM,
        }
    }

    /// A table that holds tables arranges the page, and so does one of links, or of a single row before any other; its cells'
    /// content stands in order.
    fn table(&mut self, table: &Table, out: &mut Vec<Block>) -> Result<(), Error> {
        let nested = table
            .rows
            .iter()
            .flatten()
            .any(|c| c.nodes.iter().any(|n| matches!(n, Node::Table(_))));
        let single = table.rows.iter().all(|r| r.len() < 2);
        let first = table.rows.len() == 1 && !out.iter().any(|b| matches!(b, Block::Grid(_)));
        if nested || single || first || leads_on(table) || is_issuer_mark(table) {
            for cell in table.rows.iter().flatten() {
                self.nodes(&cell.nodes, out)?;
            }
            return Ok(());
        }
        if let Some(grid) = self.grid(table)? {
            out.extend(pages::parts(grid).into_iter().map(Block::Grid));
        }
        Ok(())
    }

    /// Cells in their places: each takes the first free position of its row (HTML, forming a table).
    fn grid(&mut self, table: &Table) -> Result<Option<Grid>, Error> {
        let rows = table.rows.len();
        // For each column, the first row in which it is free again.
        let mut free: Vec<usize> = Vec::new();
        let mut cells: Vec<GridCell> = Vec::new();
        for (row, list) in table.rows.iter().enumerate() {
            let mut col = 0;
            for cell in list {
                while free.get(col).is_some_and(|f| *f > row) {
                    col += 1;
                }
                let row_span = cell.row_span.min(rows - row);
                if free.len() < col + cell.col_span {
                    free.resize(col + cell.col_span, 0);
                }
                for slot in free.iter_mut().skip(col).take(cell.col_span) {
                    *slot = row + row_span;
                }
                self.cells += (row_span * cell.col_span) as u64;
                self.ctx
                    .check_limit("cells", self.cells, self.ctx.options.limits.cells)?;
                cells.push(self.cell(cell, row, col, row_span));
                col += cell.col_span;
            }
        }
        let cols = free.len();
        if cells.is_empty() {
            return Ok(None);
        }
        let bbox = cells
            .iter()
            .filter(|c| !c.lines.is_empty())
            .map(|c| c.bbox)
            .reduce(|a, b| a.union(&b));
        Ok(Some(Grid {
            page: 0,
            bbox: bbox.unwrap_or_default(),
            rows,
            cols,
            cells,
            evidence: Evidence::Markup,
        }))
    }

    fn cell(&mut self, cell: &Cell, row: usize, col: usize, row_span: usize) -> GridCell {
        let mut lines = Vec::new();
        let mut open: Vec<Printed> = Vec::new();
        for node in &cell.nodes {
            match node {
                Node::Text(text) | Node::Link(text) => open.extend(text),
                Node::Chrome(text) => self.discard(text),
                Node::Break | Node::Table(_) => {
                    lines.push(self.make(&open));
                    open.clear();
                }
            }
        }
        lines.push(self.make(&open));
        lines.retain(|l| !l.is_blank());
        let bbox = lines
            .iter()
            .map(|l| l.bbox)
            .reduce(|a, b| a.union(&b))
            .unwrap_or_default();
        GridCell {
            row,
            col,
            row_span,
            col_span: cell.col_span,
            bbox,
            lines,
            doubts: Vec::new(),
        }
    }
}

/// A table of nothing but offices and the word 文件 sets the issuer mark: the names of joint issuers one below the other, 文件 at
/// their right (GB/T 9704-2012 7.2.4).
fn is_issuer_mark(table: &Table) -> bool {
    let text = |cell: &Cell| -> String {
        let texts = cell.nodes.iter().filter_map(|n| match n {
            Node::Text(text) | Node::Link(text) => Some(text),
            _ => None,
        });
        texts.flatten().map(|(c, ..)| *c).collect()
    };
    let mut texts = table
        .rows
        .iter()
        .flatten()
        .map(text)
        .map(|t| Key::of(&t))
        .filter(|t| !t.is_empty())
        .peekable();
    texts.peek().is_some() && texts.all(|t| &*t == "文件" || office::is_organ(&t))
}

/// Whether a table has nothing but links: a menu.
fn leads_on(table: &Table) -> bool {
    let mut nodes = table.rows.iter().flatten().flat_map(|c| &c.nodes);
    nodes.all(|node| match node {
        Node::Text(text) => text.iter().all(|(c, ..)| is_between_links(*c)),
        _ => true,
    })
}

/// Marks that pages put between links.
fn is_between_links(c: char) -> bool {
    c.is_whitespace() || ">|/»›·-—＞｜".contains(c)
}

/// A line that is links and nothing else leads to other pages, unless it is a title or the name of an attachment.
fn is_navigation(text: &str) -> bool {
    // A menu in one line has some fifty characters.
    !text.is_empty()
        && text.chars().count() <= 60
        && !papers::names_paper(text)
        && !FILES.iter().any(|w| text.contains(w))
}
