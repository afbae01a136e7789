//! A grid as title, header, rows and notes.

use super::heads::Head;
use super::matrix::Matrix;
use super::{header, key_of};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::money::unit::Denomination;
use crate::lexicon::{labels, money, office, ordinal, standing};
use crate::model::Role;
use crate::table::{Evidence, Grid, GridCell, WholeColumn};
use crate::text::Line;

/// How a position of a row is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cover {
    /// A cell begins here; it runs over so many rows.
    Anchor(usize),
    /// The cell that began in an earlier row (index in the rows of the same list) runs on.
    Below(usize),
    /// The cell at the left runs on.
    Right,
}

/// A row of a piece.
#[derive(Clone, Debug, Default)]
pub(super) struct PieceRow {
    pub(super) cells: Vec<PieceCell>,
}

impl PieceRow {
    /// Whether it is a row of its own that holds nothing.
    pub(super) fn is_blank(&self) -> bool {
        let blank = |c: &PieceCell| c.is_blank() && c.cover == Cover::Anchor(1);
        self.cells.iter().all(blank)
    }
}

/// A position of a row.
#[derive(Clone, Debug)]
pub(super) struct PieceCell {
    pub(super) lines: Vec<Line>,
    pub(super) cover: Cover,
    pub(super) doubts: Vec<Diagnostic>,
}

impl PieceCell {
    /// What lies under the cell that began in an earlier row.
    pub(super) fn below(owner: usize) -> Self {
        Self {
            lines: Vec::new(),
            cover: Cover::Below(owner),
            doubts: Vec::new(),
        }
    }

    /// A cell that begins in its row.
    pub(super) fn own(lines: Vec<Line>) -> Self {
        Self {
            lines,
            cover: Cover::Anchor(1),
            doubts: Vec::new(),
        }
    }

    /// Whether something is known to stand in it, or nothing on purpose, though no text does: then it says nothing of the cells
    /// above or below.
    pub(super) fn is_taken(&self) -> bool {
        const TAKEN: [&str; 2] = [codes::CELL_CROSSED, codes::CELL_INK_WITHOUT_TEXT];
        self.is_blank() && self.doubts.iter().any(|d| TAKEN.contains(&&*d.code))
    }

    pub(super) fn key(&self) -> Key {
        key_of(&self.lines)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.lines.iter().all(Line::is_blank)
    }
}

/// A page's part of a table, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) title: Vec<Line>,
    pub(super) unit_line: Option<(Denomination, Line)>,
    /// One for each column; empty if the piece has no header.
    pub(super) columns: Vec<WholeColumn>,
    pub(super) rows: Vec<PieceRow>,
    pub(super) notes: Vec<Line>,
    /// Lines of the header wherever it is said again.
    pub(super) again: Vec<Line>,
    /// Lines that say nothing but that the table goes on.
    pub(super) marks: Vec<Line>,
    /// Of each column, how the cells of the first row begin, and how those of the last row end.
    pub(super) above: Vec<Edge>,
    pub(super) below: Vec<Edge>,
    pub(super) evidence: Evidence,
    pub(super) cols: usize,
}

/// What is known of a cell at the edge of a piece.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Edge {
    /// No rule closes it.
    pub(super) open: bool,
    /// Height and width of the cell, in points; 0 where no rules tell.
    pub(super) height: f32,
    pub(super) width: f32,
    /// How far down its page the cell ends.
    pub(super) at: f32,
}

/// Takes a table, or its first piece, apart.
pub(super) fn read(grid: &Grid) -> Piece {
    let mut piece = Piece::of(grid);
    let rest = piece.take_marks(grid, false);
    let grid = rest.as_ref().unwrap_or(grid);
    let rest = piece.take_numbers(grid);
    let grid = rest.as_ref().unwrap_or(grid);
    let matrix = Matrix::new(grid);
    let mut first = 0;
    // A list begins with its row of names, which is blank: what stands below heads entries.
    let listed = grid.evidence == Evidence::Listed;
    while let Some(cells) = lead(&matrix, first).filter(|_| !listed) {
        cells.into_iter().for_each(|cell| piece.lead(cell));
        first += 1;
    }
    let last = piece.take_notes(&matrix, first + 1);
    let height = match grid.evidence {
        Evidence::Listed => 1.min(last),
        // Names of groups stand above those of their columns, and other names beside both.
        Evidence::Paired => {
            let spans = matrix.anchors(first).map(|c| c.row_span);
            spans.max().unwrap_or(1).min(last)
        }
        _ => header::height(&matrix, first, last),
    };
    piece.columns = header::columns(&matrix, first, height);
    let start = first + height;
    let head = Head::of(&piece.columns);
    if head.first(grid, start..last).is_some() {
        let mut rest = grid.clone();
        let (again, gone) = head.take_out(&mut rest, start);
        piece.again.extend(again);
        piece.take_rows(&Matrix::new(&rest), start, last - gone);
    } else {
        piece.take_rows(&matrix, start, last);
    }
    piece
}

/// Takes a later piece of a table apart, which begins within a row if that is `cut`; none if it has a header, and another.
pub(super) fn go_on(grid: &Grid, head: &Head, cut: bool) -> Option<Piece> {
    let mut piece = Piece::of(grid);
    let rest = piece.take_marks(grid, true);
    let grid = rest.as_ref().unwrap_or(grid);
    let rest = piece.take_numbers(grid);
    let grid = rest.as_ref().unwrap_or(grid);
    let matrix = Matrix::new(grid);
    // As many rows as may stand above a header.
    let first = head.first(grid, 0..grid.rows.min(ABOVE + 1));
    if let Some(first) = first {
        for row in 0..first {
            piece.lead(matrix.lone(row)?);
        }
    } else if !cut && header::is_named(&matrix) {
        return None;
    }
    let mut rest = grid.clone();
    rest.leave_out(&(0..first.unwrap_or(0)).collect::<Vec<_>>());
    let (again, _) = head.take_out(&mut rest, 0);
    piece.again.extend(again);
    let matrix = Matrix::new(&rest);
    let last = piece.take_notes(&matrix, 1);
    piece.take_rows(&matrix, 0, last);
    Some(piece)
}

/// Rows that may stand above a header: 附件, the title, the unit line.
const ABOVE: usize = 3;

impl Piece {
    fn of(grid: &Grid) -> Self {
        Self {
            title: Vec::new(),
            unit_line: None,
            columns: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
            again: Vec::new(),
            marks: Vec::new(),
            above: Vec::new(),
            below: Vec::new(),
            evidence: grid.evidence,
            cols: grid.cols,
        }
    }

    /// Takes rows at the edges that say nothing but that the table goes on (续上表, 接下页): the last, and of a later piece
    /// the first.
    fn take_marks(&mut self, grid: &Grid, later: bool) -> Option<Grid> {
        let matrix = Matrix::new(grid);
        let last = grid.rows.checked_sub(1).filter(|last| *last > 0)?;
        let first = later.then_some(0);
        let marks = |row: &usize| {
            let cell = matrix.lone(*row)?;
            labels::is_continued(&key_of(&cell.lines)).then_some(cell)
        };
        let gone: Vec<usize> = first
            .into_iter()
            .chain([last])
            .filter(|r| marks(r).is_some())
            .collect();
        let cells = gone.iter().filter_map(marks);
        self.marks
            .extend(cells.flat_map(|c| c.lines.iter().cloned()));
        let mut rest = (!gone.is_empty()).then(|| grid.clone())?;
        rest.leave_out(&gone);
        Some(rest)
    }

    /// Takes rows that number the columns, as stand below the names of columns wherever these are printed.
    fn take_numbers(&mut self, grid: &Grid) -> Option<Grid> {
        let matrix = Matrix::new(grid);
        let gone: Vec<usize> = (1..grid.rows)
            .filter(|row| numbers_columns(&matrix, *row))
            .collect();
        let mut rest = (!gone.is_empty()).then(|| grid.clone())?;
        let cells = gone.iter().flat_map(|row| matrix.anchors(*row));
        self.again
            .extend(cells.flat_map(|c| c.lines.iter().cloned()));
        rest.leave_out(&gone);
        Some(rest)
    }

    /// Takes the lines of a cell that stands above the header.
    fn lead(&mut self, cell: &GridCell) {
        for line in &cell.lines {
            match super::unit_line(line) {
                Some(unit) => self.unit_line = Some((unit, line.clone())),
                None => self.title.push(line.clone()),
            }
        }
    }

    /// Takes the notes below the rows, of which some stay; gives the row after the last.
    fn take_notes(&mut self, matrix: &Matrix<'_>, least: usize) -> usize {
        let mut last = matrix.grid.rows;
        while last > least
            && let Some(cells) = note(matrix, last - 1, !self.notes.is_empty())
        {
            let lines = cells.iter().rev().flat_map(|c| sentences(&c.lines));
            self.notes.extend(lines);
            last -= 1;
        }
        self.notes.reverse();
        last
    }

    fn take_rows(&mut self, matrix: &Matrix<'_>, start: usize, last: usize) {
        self.rows = (start..last)
            .map(|row| self::row(matrix, row, start, &self.columns))
            .collect();
        let ruled = self.evidence == Evidence::Ruled;
        let edges = |row: usize, open: fn(&GridCell) -> bool| -> Vec<Edge> {
            let edge = |cell: &GridCell| Edge {
                open: open(cell),
                height: if ruled { cell.bbox.height() } else { 0.0 },
                width: if ruled { cell.bbox.width() } else { 0.0 },
                at: cell.bbox.bottom,
            };
            let cells = (0..matrix.grid.cols).map(|col| matrix.cell(row, col));
            cells
                .map(|cell| cell.map(edge).unwrap_or_default())
                .collect()
        };
        self.above = edges(start, |c| c.open_above);
        self.below = edges(last.saturating_sub(1), |c| c.open_below);
    }
}

/// Whether a row numbers the columns from the first on: 1 | 2 | 3 | 4=2+3, ① | ② | ③ | ④; 甲 | 乙 | 1, those of words by letters or
/// dashes; behind 栏次. That of remarks may be left out. No row of names and sums is that by chance; a lot's running number, its
/// count and sum are, where the row below has the next number (乙).
fn numbers_columns(matrix: &Matrix<'_>, row: usize) -> bool {
    let cols = matrix.grid.cols;
    let key = |row: usize, col: usize| matrix.cell(row, col).map(|c| key_of(&c.lines));
    if cols < 3 || matrix.is_reached(row) || matrix.anchors(row).count() != cols {
        return false;
    }
    // How many columns have letters so far, and how many numbers.
    let (mut words, mut numbers) = (0, 0);
    for col in 0..cols {
        let Some(key) = key(row, col) else {
            return false;
        };
        let number = key.split('=').next().and_then(labels::column_number);
        if number == Some(numbers + 1) {
            numbers += 1;
        } else if numbers > 0 {
            if col + 1 < cols || !key.is_empty() {
                return false;
            }
        } else if col == 0 && labels::is_column_number(&key)
            || labels::is_column_letter(&key, words)
        {
            words += 1;
        } else {
            return false;
        }
    }
    let first = key(row, 0).unwrap_or_default();
    let counts_on = || key(row + 1, 0).is_some_and(|below| labels::counts_on(&first, &below));
    // A row of three numbers below which nothing stands may be the one row of a list.
    let told = words > 0 || cols > 3 || row + 1 < matrix.grid.rows;
    numbers > 0 && words + numbers as usize > 2 && told && !counts_on()
}

/// A row above the header that holds one text across the table, a title or a unit line; or labels with their values side by
/// side (填报单位：区民政局 | 单位：元).
fn lead<'g>(matrix: &Matrix<'g>, row: usize) -> Option<Vec<&'g GridCell>> {
    let Some(cell) = matrix.lone(row) else {
        let cells = filled(matrix, row)?;
        let said = |c: &&GridCell| {
            let text = key_of(&c.lines);
            let label = text.split_once(':').map(|(label, _)| label.chars().count());
            // 填报单位（盖章）, the longest of such labels, has eight characters.
            label.is_some_and(|length| (2..=8).contains(&length))
        };
        let headed = header::height(matrix, row + 1, matrix.grid.rows) > 0;
        return (headed && cells.iter().all(said)).then_some(cells);
    };
    let whole = cell.col == 0 && cell.col_span == matrix.grid.cols;
    let unit = cell.lines.iter().any(|l| super::unit_line(l).is_some());
    // The row below must be a header: else the lone cell is a row of its own (a group heading, a row with one cell).
    let headed = (row + 1..(row + 1 + ABOVE).min(matrix.grid.rows))
        .any(|r| header::height(matrix, r, matrix.grid.rows) > 0);
    (matrix.grid.cols > 1 && headed && (whole || unit || cell.col == 0)).then(|| vec![cell])
}

/// The cells of a row that have text, several of them, if none reaches into it from above.
fn filled<'g>(matrix: &Matrix<'g>, row: usize) -> Option<Vec<&'g GridCell>> {
    let cells = matrix.anchors(row).filter(|c| !c.is_blank());
    let cells: Vec<&GridCell> = cells.collect();
    (!matrix.is_reached(row) && cells.len() > 1).then_some(cells)
}

/// A row below the last that holds a note across the table, or says who filled it in and when, side by side; or who signs, and
/// when, above others of these.
fn note<'g>(matrix: &Matrix<'g>, row: usize, above_others: bool) -> Option<Vec<&'g GridCell>> {
    let cells = match matrix.lone(row) {
        Some(cell) => vec![cell],
        None => filled(matrix, row)?,
    };
    let (first, others) = cells.split_first()?;
    let says = labels::is_note(&key_of(&first.lines))
        || others.is_empty() && signs(&first.lines, above_others);
    let sum = |c: &&GridCell| money::is_sum(&key_of(&c.lines));
    (matrix.grid.cols > 1 && says && !others.iter().any(sum)).then_some(cells)
}

/// The lines of a note from the last to the first, those of one sentence as one: in the cell of a page or document that has no
/// lines of its own it may be broken anywhere. What begins an entry, or says something of its own (填表人：王某), goes on with nothing.
fn sentences(lines: &[Line]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines.iter().rev() {
        let ends = |line: &Line| line.key().ends_with(['。', ';', ':']);
        let begins =
            |line: &Line| line.key().contains(':') || ordinal::marked(line.key().chars()).is_some();
        // 以下 | 空白 says what its parts do not.
        let one = |below: &Line| {
            let whole = Key::of(&[&**line.key(), below.key()].concat());
            labels::is_note(&whole) && !labels::is_note(line.key())
        };
        match out.last_mut() {
            Some(below)
                if line.page == 0
                    && (below.key().ends_with('。') || one(below))
                    && !begins(below)
                    && !ends(line) =>
            {
                let mut whole = line.clone();
                whole.chars.extend(below.chars.iter().copied());
                whole.bbox = whole.bbox.union(&below.bbox);
                *below = whole;
            }
            _ => out.push(line.clone()),
        }
    }
    out
}

/// Whether a cell's lines say who signs, and when, if that is not `dated` below.
pub(in crate::table) fn signs(lines: &[Line], dated: bool) -> bool {
    let keys = lines
        .iter()
        .map(Line::key)
        .filter(|k| !k.is_empty())
        .cloned();
    office::signs(&keys.collect::<Vec<_>>(), dated)
}

/// What a merged cell says, and whether it covers a row, is as doubtful in each row below its first as there.
fn merged_doubts(cell: &GridCell) -> Vec<Diagnostic> {
    let warned = |d: &&Diagnostic| d.severity >= Severity::Warning;
    cell.doubts.iter().filter(warned).cloned().collect()
}

/// The column that a cell stands in: its first, or where several of sums are merged that of the sum of the others, or in force.
fn own_column(cell: &GridCell, columns: &[WholeColumn]) -> usize {
    let covered = cell.col..cell.col + cell.col_span;
    let merged = columns.get(covered.clone()).unwrap_or_default();
    if merged.len() < 2 || cell.is_blank() || !merged.iter().all(|c| c.role == Role::Amount) {
        return cell.col;
    }
    let standing = |c: &WholeColumn| standing::of_path(&c.path, None);
    let own = covered.zip(merged).min_by_key(|(_, c)| standing(c));
    own.map_or(cell.col, |(col, _)| col)
}

fn row(matrix: &Matrix<'_>, row: usize, start: usize, columns: &[WholeColumn]) -> PieceRow {
    // Of the cell at the left, where it begins, and its own column.
    let mut last = None;
    let cells = (0..matrix.grid.cols)
        .map(|col| {
            let Some(cell) = matrix.cell(row, col) else {
                return PieceCell {
                    lines: Vec::new(),
                    cover: Cover::Anchor(1),
                    doubts: Vec::new(),
                };
            };
            // A cell that begins in the header and runs into the rows counts from the first row.
            let anchor_row = cell.row.max(start);
            let own = match last {
                Some((from, own)) if from == cell.col => own,
                _ => own_column(cell, columns),
            };
            last = Some((cell.col, own));
            if col != own {
                PieceCell {
                    lines: Vec::new(),
                    cover: Cover::Right,
                    doubts: Vec::new(),
                }
            } else if row > anchor_row {
                PieceCell {
                    lines: Vec::new(),
                    cover: Cover::Below(anchor_row - start),
                    doubts: merged_doubts(cell),
                }
            } else {
                PieceCell {
                    lines: if cell.row < start {
                        Vec::new()
                    } else {
                        cell.lines.clone()
                    },
                    cover: Cover::Anchor(cell.row + cell.row_span - anchor_row),
                    doubts: cell.doubts.clone(),
                }
            }
        })
        .collect();
    PieceRow { cells }
}
