//! Paragraphs and tables of an HTML page → lines and grids; spans are exact.

use std::collections::HashMap;
use std::ops::Range;

mod arranged;
mod boxes;
mod copies;
mod sheet;

use arranged::{
    headed, is_issuer_mark, is_labelled, is_menu, is_prose, leads_on, names_columns,
    tells_purchaser,
};
use copies::Again;

use super::{in_cells, leftovers, pages, pipes, short};
use crate::accounts::{Aside, Char, CharId, Discard, Place};
use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::lexicon::{dates, fold, footnote, papers, web};
use crate::location::BBox;
use crate::source::html::{Cell, Node, Printed, Standing, Table};
use crate::table::{Block, Evidence, Grid, GridCell, assemble};
use crate::text::Line;
use crate::text::plain::{EM, LEADING, in_grid};

/// The blocks of a page.
pub(crate) fn blocks(nodes: &[Node], ctx: &mut Context<'_>) -> Result<Vec<Block>, Error> {
    let mut reader = Reader {
        row: 0,
        cells: 0,
        asides: Vec::new(),
        tables: HashMap::new(),
        again: Vec::new(),
        all_small: false,
        #[cfg(feature = "office")]
        alone: is_alone(nodes),
        ctx,
    };
    let mut out = Vec::new();
    reader.nodes(nodes, &mut out)?;
    let out = copies::left_out(out, &reader.again, reader.ctx);
    by_lines(out, reader.ctx)
}

/// What stands outside a page's tables is read as the text that a browser copies of it: its rows may be boxes, or lines.
fn by_lines(blocks: Vec<Block>, ctx: &mut Context<'_>) -> Result<Vec<Block>, Error> {
    let alone = blocks.iter().all(|b| matches!(b, Block::Line(_)));
    let mut out = Vec::with_capacity(blocks.len());
    let mut lines: Vec<Line> = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line) => lines.push(line),
            other => {
                out.extend(super::read(std::mem::take(&mut lines), ctx)?);
                out.push(other);
            }
        }
    }
    if alone {
        return super::blocks(lines, ctx);
    }
    out.extend(super::read(lines, ctx)?);
    Ok(out)
}

struct Reader<'c, 'o> {
    /// Lines so far: each gets a height of its own, so that geometry keeps the reading order.
    row: u32,
    cells: u64,
    /// Signs and struck text of the open line or cell that nothing stands beside yet.
    asides: Vec<(Char, Aside)>,
    /// What the tables with sums say, and which blocks each is: the same once more is the page's for narrow screens.
    tables: HashMap<String, Range<usize>>,
    again: Vec<Again>,
    /// Whether all of the open line or cell is raised or lowered: then it is its text.
    all_small: bool,
    /// Whether a list is all that the page shows.
    #[cfg(feature = "office")]
    alone: bool,
    ctx: &'c mut Context<'o>,
}

impl Reader<'_, '_> {
    fn nodes(&mut self, nodes: &[Node], out: &mut Vec<Block>) -> Result<(), Error> {
        let apart = boxes::apart(nodes);
        let nodes = apart.as_deref().unwrap_or(nodes);
        let headed = headed(nodes);
        let nodes = headed.as_deref().unwrap_or(nodes);
        let mut open: Vec<Printed> = Vec::new();
        // Characters of the open line that no link holds.
        let mut plain: Vec<char> = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text) => {
                    open.extend(text);
                    plain.extend(text.iter().map(|p| p.ch));
                }
                Node::Link(text) => open.extend(text),
                Node::Chrome(text) | Node::Field(text) | Node::Picture(text) => {
                    self.discard(text, Discard::PageChrome);
                }
                Node::Hidden(text) => self.discard(text, Discard::Invisible),
                Node::Seam => {}
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

    fn discard(&mut self, text: &[Printed], why: Discard) {
        let chars: Vec<Char> = text
            .iter()
            .map(|p| self.register(p, BBox::default()))
            .collect();
        self.ctx.accounts.discard(&chars, why);
    }

    fn line(&mut self, open: &mut Vec<Printed>, plain: &mut Vec<char>, out: &mut Vec<Block>) {
        let text: String = open.iter().map(|p| p.ch).collect();
        let only_links = plain.iter().all(|c| is_between_links(*c));
        let dated = plain.len() < text.chars().count() && is_day_of_entry(plain);
        plain.clear();
        if only_links && is_navigation(text.trim()) || dated && !web::names_file(&text) {
            self.discard(open, Discard::PageChrome);
            open.clear();
            return;
        }
        self.all_small = open.iter().all(is_small);
        let line = self.make(open);
        open.clear();
        self.let_go();
        if !line.is_blank() {
            out.push(Block::Line(pipes::without_heading_marks(&line, self.ctx)));
        }
    }

    fn register(&mut self, printed: &Printed, bbox: BBox) -> Char {
        let (ch, place) = (printed.ch, Place::Text(printed.line, printed.column));
        let id = self.ctx.accounts.register(ch, place);
        Char { ch, id, bbox }
    }

    /// The characters of a line; signs and what is struck through are hung on the character that they stand beside.
    fn make(&mut self, text: &[Printed]) -> Line {
        let top = self.row as f32 * LEADING;
        self.row += 1;
        let (mut x, mut chars) = (0.0, Vec::<Char>::with_capacity(text.len()));
        for run in text.chunk_by(|a, b| (a.standing, a.struck) == (b.standing, b.struck)) {
            let aside = self.aside(&chars, run);
            for printed in run {
                let char = self.register(printed, BBox::new(x, top, x + EM, top + EM));
                if fold::printed(char.ch).is_none() {
                    self.ctx.accounts.discard([&char], Discard::ZeroWidth);
                    continue;
                }
                if let Some(how) = aside {
                    self.asides.push((char, how));
                    continue;
                }
                x += EM;
                chars.push(char);
            }
            if let Some(beside) = chars.iter().rfind(|c| !c.ch.is_whitespace()) {
                self.hang(beside.id);
            }
        }
        in_grid(chars, top, x)
    }

    /// How a stretch stands beside the text before it, if it is no part of that.
    fn aside(&self, before: &[Char], run: &[Printed]) -> Option<Aside> {
        let first = run.first()?;
        let raised = match first.standing {
            _ if first.struck => return Some(Aside::Struck),
            Standing::OnLine => return None,
            _ if self.all_small => return None,
            Standing::Raised => true,
            Standing::Lowered => false,
        };
        // As many characters as a word before a sign has that tells what the sign is.
        let from = before.len().saturating_sub(8);
        let before: String = before.iter().skip(from).map(|c| c.ch).collect();
        let small: String = run.iter().map(|p| p.ch).collect();
        footnote::is_sign(&before, &small, raised).then_some(Aside::Mark)
    }

    fn hang(&mut self, beside: CharId) {
        for (char, how) in self.asides.drain(..) {
            self.ctx.accounts.set_aside(char.id, beside, how);
        }
    }

    /// Gives up what nothing stands beside.
    fn let_go(&mut self) {
        for (char, _) in self.asides.drain(..) {
            self.ctx.accounts.discard([&char], Discard::Struck);
        }
    }

    /// A table that holds tables arranges the page, and so does one of links, of a single row or column, or of paragraphs;
    /// its cells' content stands in order.
    fn table(&mut self, table: &Table, out: &mut Vec<Block>) -> Result<(), Error> {
        for node in &table.hidden {
            self.leave_out(node);
        }
        if table.is_sheet && table.hidden.iter().any(says_something) {
            self.ctx.diagnostics.push(sheet::hidden_rows());
        }
        let head = names_columns(table);
        let nested = is_nested(table);
        #[cfg(feature = "office")]
        if (table.is_sheet || self.alone) && !nested {
            return self.sheet(table, out);
        }
        let rows = table.rows.iter().filter(|r| !r.iter().all(is_blank));
        let rows: Vec<&Vec<Cell>> = rows.collect();
        let single = rows.iter().all(|r| r.len() < 2);
        let lone = rows.len() == 1 && !goes_on(rows.first(), out);
        if is_menu(&rows) && !out.iter().any(|b| matches!(b, Block::Grid(_))) {
            for cell in table.rows.iter().flatten() {
                for node in &cell.nodes {
                    self.leave_out(node);
                }
            }
            return Ok(());
        }
        let arranges =
            nested && !head || single || lone || is_prose(table) && !head || is_labelled(&rows);
        if arranges || leads_on(table) || is_issuer_mark(table) {
            self.nodes(&table.caption, out)?;
            for row in &table.rows {
                let cells = row.iter().map(|cell| cell.nodes.as_slice());
                if tells_purchaser(row) {
                    self.nodes(&cells.collect::<Vec<_>>().concat(), out)?;
                    continue;
                }
                for nodes in cells {
                    self.nodes(nodes, out)?;
                }
            }
            return Ok(());
        }
        let Some(mut grid) = self.grid(table)? else {
            return Ok(());
        };
        let begins = head || !out.iter().any(|b| matches!(b, Block::Grid(_)));
        grid.narrow_alone(|c| !c.is_blank(), begins);
        let says = says(&grid);
        let figures = says.contains(|c: char| c.is_ascii_digit());
        let start = out.len();
        out.extend(pages::parts(short::said(grid)).into_iter().map(Block::Grid));
        let own = start..out.len();
        match self.tables.get(&says).filter(|_| figures) {
            Some(first) => self.again.push(Again {
                first: first.clone(),
                second: own,
            }),
            None => {
                self.tables.insert(says, own);
            }
        }
        Ok(())
    }

    /// The page of a spreadsheet program, or a table that one is to open, is a sheet, with what stands over its tables and below them in cells, too.
    #[cfg(feature = "office")]
    fn sheet(&mut self, table: &Table, out: &mut Vec<Block>) -> Result<(), Error> {
        match self.grid(table)?.map(sheet::without_blanks) {
            Some((grid, gaps)) => {
                super::office::take_apart(short::said(grid), &gaps, Vec::new(), out, self.ctx)
            }
            None => Ok(()),
        }
    }

    fn leave_out(&mut self, node: &Node) {
        match node {
            Node::Text(text)
            | Node::Link(text)
            | Node::Chrome(text)
            | Node::Field(text)
            | Node::Picture(text) => self.discard(text, Discard::PageChrome),
            Node::Hidden(text) => self.discard(text, Discard::Invisible),
            Node::Table(table) => {
                let cells = table.rows.iter().flatten().flat_map(|c| &c.nodes);
                for node in cells.chain(&table.caption).chain(&table.hidden) {
                    self.leave_out(node);
                }
            }
            Node::Seam | Node::Break => {}
        }
    }

    /// Cells in their places: each takes the first free position of its row (HTML, forming a table). A caption is a row
    /// above the others.
    fn grid(&mut self, table: &Table) -> Result<Option<Grid>, Error> {
        let caption = Cell {
            row_span: 1,
            col_span: 1,
            nodes: table.caption.clone(),
        };
        let titled = usize::from(!is_blank(&caption));
        let rows = table.rows.len() + titled;
        // For each column, the first row in which it is free again.
        let mut free: Vec<usize> = Vec::new();
        let mut cells: Vec<GridCell> = Vec::new();
        let (mut shown, mut hidden) = (Vec::new(), false);
        if table.hidden_columns.contains(&true) {
            shown = sheet::shown(&table.hidden_columns);
        }
        if titled == 1 {
            cells.push(self.cell(&caption, 0, 0, 1));
        }
        for (row, list) in (titled..).zip(&table.rows) {
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
                let (from, span) = sheet::place(&shown, col, cell.col_span);
                col += cell.col_span;
                if span == 0 {
                    hidden |= !is_blank(cell);
                    for node in &cell.nodes {
                        self.leave_out(node);
                    }
                    continue;
                }
                let mut placed = self.cell(cell, row, from, row_span);
                placed.col_span = span;
                cells.push(placed);
            }
        }
        if hidden {
            self.ctx.diagnostics.push(sheet::hidden_columns());
        }
        let (_, cols) = sheet::place(&shown, 0, free.len());
        if cells.is_empty() || cols == 0 {
            return Ok(None);
        }
        if let Some(caption) = cells.first_mut().filter(|_| titled == 1) {
            caption.col_span = cols;
        }
        let bbox = cells
            .iter()
            .filter(|c| !c.lines.is_empty())
            .map(|c| c.bbox)
            .reduce(|a, b| a.union(&b));
        Ok(Some(in_cells::apart(Grid {
            page: 0,
            bbox: bbox.unwrap_or_default(),
            rows,
            cols,
            cells,
            evidence: Evidence::Markup,
        })))
    }

    fn cell(&mut self, cell: &Cell, row: usize, col: usize, row_span: usize) -> GridCell {
        let mut content = Content::default();
        self.all_small = cell.nodes.iter().all(|n| match n {
            Node::Text(text) | Node::Link(text) => text.iter().all(is_small),
            _ => true,
        });
        self.content(&cell.nodes, &mut content);
        content.end_line(self);
        let struck = self.asides.iter().filter(|(_, how)| *how == Aside::Struck);
        let struck: String = struck.map(|(c, _)| c.ch).collect();
        self.let_go();
        let ctx = &mut *self.ctx;
        let lines = content.lines.into_iter();
        let mut lines: Vec<Line> = lines.map(|l| leftovers::without(l, ctx)).collect();
        lines.retain(|l| !l.is_blank());
        if content.pictured && lines.is_empty() {
            content.doubts.push(sheet::picture());
        }
        if content.hidden && lines.is_empty() {
            content.doubts.push(sheet::hidden());
        }
        if !struck.trim().is_empty() && lines.is_empty() {
            content.doubts.push(super::all_struck(struck.trim()));
        }
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
            doubts: content.doubts,
            ..GridCell::default()
        }
    }

    fn content(&mut self, nodes: &[Node], out: &mut Content) {
        for node in nodes {
            match node {
                Node::Text(text) | Node::Link(text) => out.open.extend(text),
                Node::Picture(text) if text.is_empty() => {
                    out.pictured = true;
                    out.pictures.push(out.open.len());
                }
                Node::Field(text) | Node::Picture(text) => {
                    let said: String = text.iter().map(|p| p.ch).collect();
                    if !said.trim().is_empty() {
                        let field = matches!(node, Node::Field(_));
                        out.doubts.push(sheet::not_printed(said.trim(), field));
                    }
                    out.open.extend(text);
                }
                Node::Chrome(text) => self.discard(text, Discard::PageChrome),
                Node::Hidden(text) => {
                    out.hidden |= text.iter().any(|p| p.ch.is_ascii_digit());
                    self.discard(text, Discard::Invisible);
                }
                Node::Seam => {}
                Node::Break => out.end_line(self),
                // A table in a cell of a list: its rows are lines of the cell.
                Node::Table(table) => {
                    if sheet::is_list(table) {
                        out.doubts.push(super::table_in_cell());
                    }
                    self.content(&[Node::Break], out);
                    self.content(&table.hidden, out);
                    self.content(&table.caption, out);
                    for row in &table.rows {
                        self.content(&[Node::Break], out);
                        for cell in row {
                            self.content(&cell.nodes, out);
                        }
                    }
                    self.content(&[Node::Break], out);
                }
            }
        }
    }
}

/// What a cell holds.
#[derive(Default)]
struct Content {
    lines: Vec<Line>,
    open: Vec<Printed>,
    doubts: Vec<Diagnostic>,
    /// Whether it shows a picture that nothing is said of, and where such ones stand in the open line.
    pictured: bool,
    pictures: Vec<usize>,
    /// Whether it holds figures that are not seen.
    hidden: bool,
}

impl Content {
    fn end_line(&mut self, reader: &mut Reader<'_, '_>) {
        let mut open = std::mem::take(&mut self.open);
        if sheet::put_pictures(&mut open, &std::mem::take(&mut self.pictures)) {
            self.doubts.push(sheet::picture());
        }
        self.lines.push(reader.make(&open));
    }
}

fn is_small(printed: &Printed) -> bool {
    printed.standing != Standing::OnLine || printed.ch.is_whitespace()
}

/// Whether a page shows a list and nothing else, as programs that keep lists write one for a spreadsheet program.
#[cfg(feature = "office")]
fn is_alone(nodes: &[Node]) -> bool {
    let shown = |node: &&Node| match node {
        Node::Text(t) | Node::Link(t) => t.iter().any(|p| !p.ch.is_whitespace()),
        Node::Table(_) => true,
        _ => false,
    };
    let mut shown = nodes.iter().filter(shown);
    match (shown.next(), shown.next()) {
        (Some(Node::Table(table)), None) => names_columns(table) && !is_nested(table),
        _ => false,
    }
}

/// Whether cells of a table hold tables.
fn is_nested(table: &Table) -> bool {
    let mut nodes = table.rows.iter().flatten().flat_map(|c| &c.nodes);
    nodes.any(|n| matches!(n, Node::Table(_)))
}

/// Whether characters stand in what is not displayed.
fn says_something(node: &Node) -> bool {
    match node {
        Node::Text(t) | Node::Link(t) | Node::Hidden(t) => t.iter().any(|p| !p.ch.is_whitespace()),
        _ => false,
    }
}

fn is_blank(cell: &Cell) -> bool {
    cell.nodes.iter().all(|node| match node {
        Node::Text(t) | Node::Link(t) | Node::Field(t) | Node::Picture(t) => {
            t.iter().all(|p| p.ch.is_whitespace())
        }
        Node::Table(_) => false,
        Node::Chrome(_) | Node::Hidden(_) | Node::Seam | Node::Break => true,
    })
}

/// What is printed in a cell, tables inside it aside.
fn text_of(cell: &Cell) -> String {
    let texts = cell.nodes.iter().filter_map(|n| match n {
        Node::Text(text) | Node::Link(text) => Some(text),
        _ => None,
    });
    texts.flatten().map(|p| p.ch).collect()
}

/// What all cells of a grid say, one after another.
fn says(grid: &Grid) -> String {
    let cells = grid.cells.iter();
    cells.fold(String::new(), |all, c| {
        all + "|" + &assemble::key_of(&c.lines)
    })
}

/// Whether a table of one row has as many columns as the table before it, whose last it may be.
fn goes_on(row: Option<&&Vec<Cell>>, out: &[Block]) -> bool {
    let columns = row.map_or(0, |r| r.iter().map(|c| c.col_span).sum());
    matches!(out.last(), Some(Block::Grid(grid)) if grid.cols == columns && columns > 1)
}

/// Marks that pages put between links.
fn is_between_links(c: char) -> bool {
    c.is_whitespace() || ">|/»›·-—＞｜".contains(c)
}

/// Whether what stands beside links is the day of another paper that they lead to, in a list of such: 2025-03-01, [2025-03-01].
fn is_day_of_entry(plain: &[char]) -> bool {
    let plain: String = plain.iter().collect();
    let day = plain.trim_matches(|c: char| c.is_whitespace() || "[]()（）【】".contains(c));
    dates::numeric_line(day).is_some()
}

/// A line that is links and nothing else leads to other pages, unless it is a title or the name of an attachment.
fn is_navigation(text: &str) -> bool {
    // The bare word leads to another part of the page.
    if text == "附件" {
        return true;
    }
    // A menu in one line has some fifty characters.
    !text.is_empty()
        && text.chars().count() <= 60
        && !papers::names_paper(text)
        && !web::names_file(text)
}
