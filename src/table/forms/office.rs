//! Paragraphs, tables and sheets of an office file → lines and grids; spans are exact.

mod sheet;

#[cfg(feature = "html")]
pub(super) use sheet::take_apart;

use std::collections::HashSet;

use super::{Tried, in_cells, pages, tabs};
use crate::accounts::{Aside, Char, CharId, Discard};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::lexicon::key::Key;
use crate::lexicon::{fold, labels, money, office, value};
use crate::location::BBox;
use crate::source::office::{Cell, Look, Node, Paragraph, Run, Table};
use crate::table::assemble::header::are_names;
use crate::table::{Block, Evidence, Grid, GridCell};
use crate::text::Line;
use crate::text::plain::{EM, LEADING, in_grid};

/// The blocks of a file.
pub(crate) fn blocks(nodes: &[Node], ctx: &mut Context<'_>) -> Result<Vec<Block>, Error> {
    let mut lower = Lower {
        row: 0,
        cells: 0,
        characters: 0,
        ctx,
    };
    let mut out = Vec::new();
    lower.nodes(nodes, &mut out)?;
    lower.check()?;
    Ok(super::listed(tabbed(out, ctx), ctx))
}

/// Paragraphs whose cells stand behind tabs, under names of columns, are a table as in a text.
fn tabbed(blocks: Vec<Block>, ctx: &mut Context<'_>) -> Vec<Block> {
    let divided = |b: &Block| matches!(b, Block::Line(l) if tabs::heads(l));
    if !blocks.iter().any(divided) {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len());
    let mut lines: Vec<Line> = Vec::new();
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        match block {
            Block::Line(line) if !lines.is_empty() || tabs::heads(&line) => lines.push(line),
            other => out.push(other),
        }
        if blocks.peek().is_some_and(|b| matches!(b, Block::Line(_))) {
            continue;
        }
        let mut rest = lines.as_slice();
        while let Some(line) = rest.first() {
            let found = tabs::heads(line).then(|| tabs::read(rest, &mut Tried::default(), ctx));
            let used = match found.flatten() {
                Some((grid, used)) => {
                    out.extend(pages::parts(grid).into_iter().map(Block::Grid));
                    used
                }
                None => {
                    out.push(Block::Line(line.clone()));
                    1
                }
            };
            rest = rest.get(used..).unwrap_or_default();
        }
        lines.clear();
    }
    out
}

struct Lower<'c, 'o> {
    /// Lines so far: each gets a height of its own, so that geometry keeps the reading order.
    row: u32,
    /// Places for cells so far.
    cells: u64,
    /// Characters so far.
    characters: u64,
    ctx: &'c mut Context<'o>,
}

impl Lower<'_, '_> {
    fn nodes(&mut self, nodes: &[Node], out: &mut Vec<Block>) -> Result<(), Error> {
        for node in nodes {
            self.check()?;
            match node {
                Node::Paragraph(paragraph) => {
                    let lines = self.lines(paragraph);
                    out.extend(lines.into_iter().map(Block::Line));
                }
                Node::Table(table) => self.table(table, out)?,
                Node::Sheet { name, table } => self.sheet(name, table, out)?,
            }
        }
        Ok(())
    }

    /// A table that holds tables arranges the page, and so does one of a single column or row before any other; its cells'
    /// content stands in order.
    fn table(&mut self, table: &Table, out: &mut Vec<Block>) -> Result<(), Error> {
        let holds = |c: &Cell| c.nodes.iter().any(|n| matches!(n, Node::Table(_)));
        let nested = table.cells.iter().any(holds) && !names_columns(table);
        let single = table
            .cells
            .iter()
            .all(|c| c.col == 0 && c.col_span >= table.cols);
        let first = table.rows == 1
            && !out.iter().any(|b| matches!(b, Block::Grid(_)))
            && !names_columns(table);
        if nested || single || first || is_issuer_mark(table) || is_imprint(table) {
            for cell in &table.cells {
                self.nodes(&cell.nodes, out)?;
            }
            return Ok(());
        }
        if let Some(mut grid) = self.grid(table)? {
            let begins = names_columns(table) || !out.iter().any(|b| matches!(b, Block::Grid(_)));
            grid.narrow_alone(sheet::holds, begins);
            out.extend(pages::parts(grid).into_iter().map(Block::Grid));
        }
        Ok(())
    }

    /// The grid of a table, positions that no cell covers filled with blank ones; none of a table without text.
    fn grid(&mut self, table: &Table) -> Result<Option<Grid>, Error> {
        let places = table.rows.saturating_mul(table.cols);
        self.cells = self.cells.saturating_add(places as u64);
        let allowed = self.ctx.options.limits.cells;
        self.ctx.check_limit("cells", self.cells, allowed)?;
        let gone = self.struck_rows(table);
        let mut covered = vec![false; places];
        let mut cells = Vec::with_capacity(table.cells.len());
        for cell in &table.cells {
            let (rows, cols) = (
                table.rows - cell.row.min(table.rows),
                table.cols - cell.col.min(table.cols),
            );
            let (row_span, col_span) = (
                cell.row_span.clamp(1, rows.max(1)),
                cell.col_span.clamp(1, cols.max(1)),
            );
            for row in cell.row..cell.row + row_span {
                for col in cell.col..cell.col + col_span {
                    if let Some(place) = covered.get_mut(row * table.cols + col) {
                        *place = true;
                    }
                }
            }
            let lines: Vec<Line> = self.cell_lines(&cell.nodes);
            self.check()?;
            let struck =
                struck(&cell.nodes).filter(|_| lines.is_empty() && !gone.contains(&cell.row));
            cells.push(GridCell {
                row: cell.row,
                col: cell.col,
                row_span,
                col_span,
                bbox: bbox(&lines),
                lines,
                doubts: cell
                    .doubts
                    .iter()
                    .cloned()
                    .chain(nested(cell))
                    .chain(struck.map(|said| super::all_struck(&said)))
                    .collect(),
                ..GridCell::default()
            });
        }
        if cells.iter().all(|c| c.lines.is_empty()) {
            return Ok(None);
        }
        let blank = covered.iter().enumerate().filter(|(_, covered)| !**covered);
        cells.extend(blank.map(|(at, _)| GridCell {
            row: at / table.cols,
            col: at % table.cols,
            row_span: 1,
            col_span: 1,
            ..GridCell::default()
        }));
        cells.sort_by_key(|c| (c.row, c.col));
        let lines = cells.iter().flat_map(|c| &c.lines);
        let bbox = lines.map(|l| l.bbox).reduce(|a, b| a.union(&b));
        Ok(Some(in_cells::apart(Grid {
            page: 0,
            bbox: bbox.unwrap_or_default(),
            rows: table.rows,
            cols: table.cols,
            cells,
            evidence: Evidence::Markup,
        })))
    }

    /// The rows of which all that begins there is struck out, each said: they are no items.
    fn struck_rows(&mut self, table: &Table) -> HashSet<usize> {
        let mut gone = HashSet::new();
        for row in table.cells.chunk_by(|a, b| a.row == b.row) {
            let shows = |c: &&Cell| !c.nodes.iter().all(Node::is_blank);
            let own: Vec<&Cell> = row.iter().filter(shows).collect();
            let all = own
                .iter()
                .map(|c| struck(&c.nodes).filter(|_| is_struck(c)));
            let Some(said) = all.collect::<Option<Vec<_>>>() else {
                continue;
            };
            let (Some(first), true) = (own.first(), said.len() > 1) else {
                continue;
            };
            gone.insert(first.row);
            let at = first.nodes.iter().find_map(|n| match n {
                Node::Paragraph(paragraph) => self.ctx.accounts.location(paragraph.place),
                _ => None,
            });
            let row = said.join(" | ");
            self.ctx.diagnostics.push(
                Diagnostic::new(
                    codes::TEXT_STRUCK,
                    Severity::Warning,
                    format!("a whole row of a table has a line through it and was left out: {row}"),
                    format!("表中一行已被整行划去，未予读取：{row}"),
                )
                .at(at)
                .help(
                    "look at the original whether it was meant to be struck out",
                    "请对照原文核对是否确已划去",
                ),
            );
        }
        gone
    }

    /// The lines of a cell, those of tables in it one after another.
    fn cell_lines(&mut self, nodes: &[Node]) -> Vec<Line> {
        if let [Node::Paragraph(only)] = nodes {
            return self.lines(only);
        }
        let mut lines = Vec::new();
        for node in nodes {
            match node {
                Node::Paragraph(paragraph) => lines.extend(self.lines(paragraph)),
                Node::Table(table) | Node::Sheet { table, .. } => {
                    for cell in &table.cells {
                        lines.extend(self.cell_lines(&cell.nodes));
                    }
                }
            }
        }
        lines
    }

    /// Whether the file is within the limits so far.
    fn check(&self) -> Result<(), Error> {
        let allowed = self.ctx.options.limits.glyphs;
        self.ctx.check_limit("glyphs", self.characters, allowed)?;
        self.ctx.check_time()
    }

    /// The lines of a paragraph that are not blank. What is struck or raised is in none: it stands beside the character
    /// before it, or behind, and is left out where there is none.
    fn lines(&mut self, paragraph: &Paragraph) -> Vec<Line> {
        let plain = |r: &Run| r.look == Look::Plain && r.text.chars().any(|c| !c.is_whitespace());
        let length: usize = paragraph.runs.iter().map(|r| r.text.chars().count()).sum();
        self.characters = self.characters.saturating_add(length as u64);
        // Whoever asked for it looks at the clock next, and at the limits again.
        let allowed = self.ctx.options.limits.glyphs;
        let within = self.ctx.check_limit("glyphs", self.characters, allowed);
        if within.is_err() {
            return Vec::new();
        }
        // A sign that stands alone is what the cell says.
        let alone = !paragraph.runs.iter().any(plain);
        // Nearly every paragraph is one.
        let mut lines = Vec::with_capacity(1);
        let mut open: Vec<Char> = Vec::with_capacity(length);
        let mut aside: Vec<(Char, Aside)> = Vec::new();
        let mut last: Option<CharId> = None;
        for run in &paragraph.runs {
            let how = match run.look {
                Look::Plain => None,
                Look::Raised if alone || is_unit(&run.text, &open) => None,
                Look::Raised => Some(Aside::Mark),
                Look::Struck => Some(Aside::Struck),
            };
            for ch in run.text.chars() {
                if ch == '\n' {
                    if how.is_none() {
                        lines.extend(self.line(std::mem::take(&mut open)));
                    }
                    continue;
                }
                let id = self.ctx.accounts.register(ch, paragraph.place);
                let char = Char {
                    ch,
                    id,
                    bbox: BBox::default(),
                };
                if fold::printed(ch).is_none() {
                    self.ctx.accounts.discard([&char], Discard::ZeroWidth);
                    continue;
                }
                match (how, last) {
                    (None, _) => {
                        if !ch.is_whitespace() {
                            for (char, how) in aside.drain(..) {
                                self.ctx.accounts.set_aside(char.id, id, how);
                            }
                            last = Some(id);
                        }
                        open.push(char);
                    }
                    (Some(how), Some(beside)) => self.ctx.accounts.set_aside(id, beside, how),
                    (Some(how), None) => aside.push((char, how)),
                }
            }
        }
        for (char, _) in &aside {
            self.ctx.accounts.discard([char], Discard::Struck);
        }
        lines.extend(self.line(open));
        lines
    }

    fn line(&mut self, mut chars: Vec<Char>) -> Option<Line> {
        if chars.iter().all(|c| c.ch.is_whitespace()) {
            return None;
        }
        let top = self.row as f32 * LEADING;
        self.row += 1;
        let mut x = 0.0;
        for char in &mut chars {
            char.bbox = BBox::new(x, top, x + EM, top + EM);
            x += EM;
        }
        Some(in_grid(chars, top, x))
    }
}

/// Whether raised or lowered digits are part of a unit or a formula before them, and no mark: m², H₂O. A unit of money is none, however
/// it is set: 金额（万元）.
fn is_unit(raised: &str, before: &[Char]) -> bool {
    let bare = raised.trim_matches(|c: char| matches!(c, '(' | '（' | ')' | '）'));
    if money::unit::of_cell(bare).is_some() {
        return true;
    }
    let digits = raised.chars().all(|c| c.is_ascii_digit());
    digits && raised.len() <= 2 && before.last().is_some_and(|c| c.ch.is_ascii_alphabetic())
}

/// Says of a cell that a table with numbers stands in it, whose cells are one text here.
fn nested(cell: &Cell) -> Option<Diagnostic> {
    let shows = |c: &&Cell| c.nodes.iter().any(|n| !n.is_blank());
    let mut tables = cell.nodes.iter().filter_map(|node| match node {
        Node::Table(table) => Some(table),
        _ => None,
    });
    let holds = |table: &Table| {
        let mut cells = table.cells.iter().filter(shows);
        cells.clone().nth(1).is_some() && cells.any(|c| value::has_figures(&text(c)))
    };
    tables.any(holds).then(super::table_in_cell)
}

/// What is struck out in a cell.
fn struck(nodes: &[Node]) -> Option<String> {
    let runs = runs(nodes).filter(|r| r.look == Look::Struck);
    let text: String = runs.map(|r| r.text.as_str()).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether all that a cell shows is struck out.
fn is_struck(cell: &Cell) -> bool {
    let table = |n: &Node| !matches!(n, Node::Paragraph(_)) && !n.is_blank();
    let shown = |r: &&Run| !r.text.trim().is_empty();
    let mut shown = runs(&cell.nodes).filter(shown);
    !cell.nodes.iter().any(table) && shown.all(|r| r.look == Look::Struck)
}

/// What stands in a cell itself, tables in it left aside.
fn text(cell: &Cell) -> String {
    runs(&cell.nodes).map(|r| r.text.as_str()).collect()
}

fn runs(nodes: &[Node]) -> impl Iterator<Item = &Run> {
    let paragraphs = nodes.iter().filter_map(|n| match n {
        Node::Paragraph(paragraph) => Some(&paragraph.runs),
        _ => None,
    });
    paragraphs.flatten()
}

/// Whether a table arranges the issuer mark.
fn is_issuer_mark(table: &Table) -> bool {
    office::is_issuer_mark(table.cells.iter().map(text))
}

/// Whether a table arranges the imprint, with a line above each of its rows.
fn is_imprint(table: &Table) -> bool {
    let texts = table.cells.iter().map(|c| text(c).trim().to_owned());
    are_imprint(texts.filter(|t| !t.is_empty()))
}

/// Whether the texts of cells are those of an imprint (GB/T 9704-2012 7.4): to whom copies go, by whom it was printed and when.
fn are_imprint<T: std::ops::Deref<Target = str>>(texts: impl Iterator<Item = T>) -> bool {
    let mut found = false;
    let mut texts = texts;
    let all = texts.all(|t| {
        let own = labels::is_imprint(&t);
        found |= own;
        own || labels::is_distribution(&t) || office::is_office(&t)
    });
    all && found
}

/// Rows at the top of a table in which names of columns stand: a title and a unit may stand above them.
const NAMES: usize = 4;

/// Whether a row at the top of a table names columns: it is a list then, whatever its cells hold.
fn names_columns(table: &Table) -> bool {
    (0..NAMES).any(|row| {
        let cells = table.cells.iter().filter(|c| c.row == row);
        let keys: Vec<Key> = cells.map(|c| Key::of(&text(c))).collect();
        are_names(&keys)
    })
}

fn bbox(lines: &[Line]) -> BBox {
    let boxes = lines.iter().map(|l| l.bbox);
    boxes.reduce(|a, b| a.union(&b)).unwrap_or_default()
}
