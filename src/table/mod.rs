//! Rules or white space → grid → cells with spans → header → joined over pages → carried cells.
//!
//! Two steps. Finding: a page, or the lines of a text, becomes [`Block`]s: lines, and [`Grid`]s as printed in one place.
//! Assembling ([`assemble`]): grids become [`WholeTable`]s over all their pages, with header, carried cells and row kinds.

mod align;
pub(crate) mod assemble;
mod cut;
pub(crate) mod find;
pub(crate) mod forms;
mod schema;

use crate::accounts::Accounts;
use crate::diagnostic::Diagnostic;
use crate::lexicon::key;
use crate::location::BBox;
use crate::model::{FoundCell, FoundTable, Origin, Role, RowKind, Unit};
use crate::text::{Line, compose};

/// What stands next in reading order: a line outside any table, or a table's part on this page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    Line(Line),
    Grid(Grid),
    /// The end of a sheet: what stands below belongs to nothing above.
    #[cfg_attr(not(feature = "office"), allow(dead_code, reason = "only sheets end"))]
    Break,
}

/// What a grid's structure was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Rules on all sides of the cells.
    Ruled,
    /// White space between columns or rows.
    Space,
    /// Separators of a text form: tabs, pipes, commas.
    Delimited,
    /// HTML table markup.
    Markup,
    /// Labels of a list's entries; the first two columns, without names, are the entry's number and the project.
    Listed,
    /// Labels beside values, turned: one row of labels is the header.
    Paired,
}

/// A table, or a page's part of one, as printed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grid {
    /// Page from 1; 0 in a text input.
    pub(crate) page: u32,
    pub(crate) bbox: BBox,
    pub(crate) rows: usize,
    pub(crate) cols: usize,
    /// In order of row, then column, of their upper left corner. No two overlap; every position is covered.
    pub(crate) cells: Vec<GridCell>,
    pub(crate) evidence: Evidence,
}

/// A cell of a grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct GridCell {
    pub(crate) row: usize,
    pub(crate) col: usize,
    pub(crate) row_span: usize,
    pub(crate) col_span: usize,
    pub(crate) bbox: BBox,
    /// Whether it lies at the upper or lower edge of a grid of rules, and none is drawn there.
    pub(crate) open_above: bool,
    pub(crate) open_below: bool,
    /// Top to bottom.
    pub(crate) lines: Vec<Line>,
    /// What is doubtful about extent or content.
    pub(crate) doubts: Vec<Diagnostic>,
}

impl GridCell {
    /// Whether nothing is printed in it, or nothing but what is not seen.
    pub(crate) fn is_blank(&self) -> bool {
        key::is_blank(self.lines.iter().flat_map(|l| &l.chars).map(|c| c.ch))
    }
}

/// What stands next, tables whole.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Flow {
    Line(Line),
    Table(WholeTable),
    /// As [`Block::Break`].
    Break,
}

/// A table over all its pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct WholeTable {
    /// Lines that stood inside the grid but belong above it: a title row.
    pub(crate) title: Vec<Line>,
    /// The unit line (单位：万元), from inside the grid or beside it.
    pub(crate) unit_line: Option<Line>,
    /// Unit that line names.
    pub(crate) unit: Option<Unit>,
    pub(crate) columns: Vec<WholeColumn>,
    pub(crate) rows: Vec<WholeRow>,
    /// Lines that stood inside the grid but belong below it: notes.
    pub(crate) notes: Vec<Line>,
    /// The purchaser of its rows that the line over it names, and that line.
    pub(crate) whose: Option<Box<(String, Line)>>,
    /// Whether it names no projects where another table does, or nothing tells what it lists: it makes no items.
    pub(crate) aside: bool,
    /// Whether it was made of labels and their values.
    pub(crate) paired: bool,
    /// What is doubtful about the table as a whole.
    pub(crate) doubts: Vec<Diagnostic>,
}

/// A column with its header.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct WholeColumn {
    /// Header cells from the top row down, each with its lines. A merged header cell's lines stand at its first column
    /// only (`own`), so that no character is placed twice; `path` has its text for every column it covers.
    pub(crate) own: Vec<Vec<Line>>,
    /// Header texts from the top row down.
    pub(crate) path: Vec<String>,
    pub(crate) role: Role,
    pub(crate) unit: Option<Unit>,
}

impl WholeColumn {
    /// Whether two columns are headed alike, brackets of another width aside.
    pub(crate) fn has_header_of(&self, other: &Self) -> bool {
        let mut names = self.path.iter().zip(&other.path);
        self.path.len() == other.path.len() && names.all(|(a, b)| key::same(a.chars(), b.chars()))
    }
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct WholeRow {
    pub(crate) kind: RowKind,
    /// One for each column.
    pub(crate) cells: Vec<WholeCell>,
}

/// A cell of a whole table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct WholeCell {
    /// What is printed in it, top to bottom, pieces of both pages if it was cut; empty for a covered or carried cell.
    pub(crate) lines: Vec<Line>,
    /// Row whose cell this one takes its value from, for every origin but `own` (and `repeated`, which prints its own).
    pub(crate) owner: Option<usize>,
    pub(crate) origin: Origin,
    pub(crate) joined: bool,
    pub(crate) doubts: Vec<Diagnostic>,
}

/// A grid as it is shown to users.
pub(crate) fn found(grid: &Grid, accounts: &Accounts) -> FoundTable {
    let cells = grid.cells.iter().map(|cell| {
        // What is raised or lowered beside the text has no field of its own here.
        let (marks, _) = accounts.asides(cell.lines.iter().flat_map(|l| &l.chars));
        FoundCell {
            row: cell.row,
            col: cell.col,
            rowspan: cell.row_span,
            colspan: cell.col_span,
            text: compose::join_lines(&cell.lines).text + &marks.concat(),
        }
    });
    FoundTable {
        page: grid.page,
        bbox: grid.bbox,
        cells: cells.collect(),
    }
}
