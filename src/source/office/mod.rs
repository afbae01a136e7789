//! Office files → what a person sees who opens them: paragraphs, and tables of cells, in order.
//!
//! The readers know their formats and nothing of notices. What is hidden, deleted or not shown is in no node; a reader
//! says so by a finding. What is struck through or raised is shown, but is no part of a text: its run says how it
//! [looks](Look). One lowering ([`crate::table::forms::office`]) makes lines and grids of the nodes of every format.

pub(crate) mod archive;
mod colour;
mod conditions;
pub(crate) mod detect;
mod docx;
mod length;
mod number_format;
mod ods;
mod pixels;
mod relations;
mod symbols;
mod workbook;
mod xls;
mod xlsx;
pub(crate) mod xml;
mod xml2003;

use std::borrow::Cow;

use crate::accounts::Place;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::{Error, ErrorKind};
use crate::location::Location;
use crate::model::Format;

/// Height of a row or width of a column, in points, below which nothing in it is seen: the smallest print of tables has three times
/// that.
const SEEN: f64 = 2.0;

/// Height of letters, in points, up to which nothing is seen of them: that is the smallest that Word and Excel offer, a tenth of what
/// tables are printed in.
const UNSEEN: f64 = 1.0;

/// Whether letters so high, in points, are too small for anything to be seen of them.
fn is_unseen(points: Option<f64>) -> bool {
    points.is_some_and(|p| p <= UNSEEN)
}

/// What stands in a file, in order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Paragraph(Paragraph),
    /// A table of a word processor's document.
    Table(Table),
    /// A sheet of a workbook, whole: what stands above and below its table is in it. Each cell holds one paragraph.
    Sheet {
        name: String,
        table: Table,
    },
}

/// A paragraph, or what a sheet's cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paragraph {
    /// Where its characters stand.
    pub(crate) place: Place,
    /// Left to right. A line feed in them ends a line.
    pub(crate) runs: Vec<Run>,
}

/// Characters that look alike.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) look: Look,
}

/// How characters stand beside the text around them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    #[default]
    Plain,
    /// Raised or lowered, as footnote signs are.
    Raised,
    /// With a line through it.
    Struck,
}

/// A table, its cells in order of row, then column. No two overlap; positions that none covers are blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    pub(crate) rows: usize,
    pub(crate) cols: usize,
    pub(crate) cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    pub(crate) row: usize,
    pub(crate) col: usize,
    pub(crate) row_span: usize,
    pub(crate) col_span: usize,
    /// Paragraphs, and in a word processor's document tables.
    pub(crate) nodes: Vec<Node>,
    /// What is doubtful about it: shown and stored value differ, a formula was never computed.
    pub(crate) doubts: Vec<Diagnostic>,
}

/// Of a cell that a picture or an object is seen in place of, or beside the number of.
pub(crate) fn picture_in_place() -> Diagnostic {
    Diagnostic::new(
        codes::CELL_INK_WITHOUT_TEXT,
        Severity::Warning,
        "a picture or an object is in this cell or lies over it and may be what the cell says, or a part of it: what it shows was not read",
        "该格内或其上有图片或对象，可能就是该格内容或其一部分，图中内容未能读取",
    )
    .help(
        "look at the file: if it is a number or a word, put it in by hand",
        "请查看原文件；若为数字或文字，请手工补入",
    )
}

/// Says that a sheet is hidden.
#[cfg(feature = "html")]
pub(crate) fn hidden_sheet(name: &str, ctx: &mut Context<'_>) {
    workbook::hidden_sheet(name, ctx);
}

/// Says which cells of a sheet outside of its tables hold what is not shown.
pub(crate) fn hidden_cells(sheet: &str, cells: &[String], at: Option<Location>) -> Diagnostic {
    workbook::hidden_cells(sheet, cells, at)
}

/// Whether something is said of a cell that makes it no part of a table by itself: what lies over it, or what it does not show.
pub(crate) fn is_beside(doubt: &Diagnostic) -> bool {
    matches!(
        &*doubt.code,
        codes::CELL_INK_WITHOUT_TEXT
            | codes::CELL_COVERED_NUMBER
            | codes::CELL_HIDDEN_ZERO
            | codes::SHEET_HIDDEN_CELLS
            | codes::SHEET_PICTURE
    )
}

impl Table {
    /// The sheet without blank rows and columns; of each row that is left, whether blank ones stood above it; and what was said
    /// of cells that are left out.
    pub(crate) fn without_blanks(&self) -> (Cow<'_, Self>, Vec<bool>, Vec<Diagnostic>) {
        let shows = |cell: &Cell| {
            let mut paragraphs = cell.nodes.iter();
            !cell.doubts.iter().all(is_beside)
                || paragraphs.any(|n| !matches!(n, Node::Paragraph(p) if p.is_blank()))
        };
        let shown = || self.cells.iter().filter(|c| shows(c));
        let mut rows: Vec<usize> = shown().map(|c| c.row).collect();
        rows.sort_unstable();
        rows.dedup();
        let mut cols: Vec<usize> = shown().map(|c| c.col).collect();
        cols.sort_unstable();
        cols.dedup();
        // Most sheets are as they are: none of their cells is copied.
        let is_kept = |cell: &Cell| {
            shows(cell) || cell.row_span * cell.col_span > 1 || !cell.doubts.is_empty()
        };
        if rows.len() == self.rows && cols.len() == self.cols && self.cells.iter().all(is_kept) {
            return (Cow::Borrowed(self), vec![false; rows.len()], Vec::new());
        }
        let kept = |all: &[usize], from: usize, span: usize| {
            let start = all.partition_point(|i| *i < from);
            (start, all.partition_point(|i| *i < from + span) - start)
        };
        let mut lost = Vec::new();
        let cells = self.cells.iter().filter_map(|cell| {
            let (row, row_span) = kept(&rows, cell.row, cell.row_span);
            let (col, col_span) = kept(&cols, cell.col, cell.col_span);
            // A merged blank cell covers others all the same.
            let used = row_span > 0 && col_span > 0;
            if !used {
                lost.extend(cell.doubts.iter().cloned());
            }
            let says = || !cell.doubts.is_empty() || shows(cell);
            (used && (row_span * col_span > 1 || says())).then(|| Cell {
                row,
                col,
                row_span,
                col_span,
                nodes: cell.nodes.clone(),
                doubts: cell.doubts.clone(),
            })
        });
        let cells = cells.collect();
        let mut above = None;
        let gap = |row: &usize| {
            let gap = above.is_some_and(|above| above + 1 < *row);
            above = Some(*row);
            gap
        };
        let gaps = rows.iter().map(gap).collect();
        let table = Self {
            rows: rows.len(),
            cols: cols.len(),
            cells,
        };
        (Cow::Owned(table), gaps, lost)
    }
}

impl Node {
    /// Whether it shows nothing.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Paragraph(paragraph) => paragraph.is_blank(),
            Self::Table(table) => table
                .cells
                .iter()
                .all(|c| c.nodes.iter().all(Self::is_blank)),
            Self::Sheet { .. } => false,
        }
    }
}

impl Paragraph {
    /// A paragraph of one plain run.
    pub(crate) fn plain(text: impl Into<String>, place: Place) -> Self {
        let run = Run {
            text: text.into(),
            look: Look::Plain,
        };
        Self {
            place,
            runs: vec![run],
        }
    }

    /// What it shows.
    pub(crate) fn text(&self) -> String {
        self.runs.iter().map(|r| r.text.as_str()).collect()
    }

    /// Whether it shows nothing.
    pub(crate) fn is_blank(&self) -> bool {
        let blank = |r: &Run| r.text.chars().all(char::is_whitespace);
        self.runs.iter().all(blank)
    }
}

/// Reads a file of a format that [`crate::source::open`] told.
pub(crate) fn read(
    format: Format,
    bytes: &[u8],
    ctx: &mut Context<'_>,
) -> Result<Vec<Node>, Error> {
    let nodes = read_format(format, bytes, ctx)?;
    if nodes.iter().any(is_undecoded) {
        ctx.diagnostics
            .push(crate::source::text::undecodable("UTF-8"));
    }
    Ok(nodes)
}

/// Whether bytes in it were no characters.
fn is_undecoded(node: &Node) -> bool {
    match node {
        Node::Paragraph(paragraph) => paragraph.runs.iter().any(|r| r.text.contains('\u{fffd}')),
        Node::Table(table) | Node::Sheet { table, .. } => {
            let mut nodes = table.cells.iter().flat_map(|c| &c.nodes);
            nodes.any(is_undecoded)
        }
    }
}

fn read_format(format: Format, bytes: &[u8], ctx: &mut Context<'_>) -> Result<Vec<Node>, Error> {
    match format {
        Format::Docx => docx::read(bytes, ctx),
        Format::Xlsx => xlsx::read(bytes, ctx),
        Format::Xls if !detect::is_compound(bytes) => {
            xml2003::read(&crate::source::text::decode(bytes)?.text, ctx)
        }
        Format::Xls => xls::read(bytes, ctx),
        Format::Ods => ods::read(bytes, ctx),
        _ => Err(ErrorKind::UnknownFormat.into()),
    }
}

/// What a person sees, a string a sheet, or one for a document: cells of a row behind one another, tabs between them.
pub(crate) fn text(nodes: &[Node]) -> Vec<String> {
    let mut out = Vec::new();
    let mut open = String::new();
    for node in nodes {
        write(node, &mut open);
        if matches!(node, Node::Sheet { .. }) {
            out.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        out.push(open);
    }
    out
}

fn write(node: &Node, out: &mut String) {
    match node {
        Node::Paragraph(paragraph) => {
            for run in paragraph.runs.iter().filter(|r| r.look != Look::Struck) {
                out.push_str(&run.text);
            }
            out.push('\n');
        }
        Node::Table(table) | Node::Sheet { table, .. } => {
            let mut row = None;
            for cell in &table.cells {
                match row {
                    Some(above) if above < cell.row => out.push('\n'),
                    Some(_) => out.push('\t'),
                    None => {}
                }
                row = Some(cell.row);
                let mut texts = String::new();
                cell.nodes.iter().for_each(|node| write(node, &mut texts));
                out.push_str(&texts.trim_end().replace('\n', " "));
            }
            out.push('\n');
        }
    }
}
