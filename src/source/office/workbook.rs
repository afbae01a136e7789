//! What the readers of all workbooks share: cells as they are stored, made into a sheet as it is seen.

mod said;

use foldhash::HashMap;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::colour::Colour;
use super::number_format::NumberFormat;
use super::{Cell, Look, Node, Paragraph, Run, Table};
use crate::accounts::Place;
use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::location::Location;
use said::Hidden;
pub(super) use said::{by_rule, hidden_sheet, rounded};

/// How a cell's characters look, and how its numbers are printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// `None`: as they are stored.
    pub(super) format: Option<Rc<NumberFormat>>,
    /// The code of a format that cannot be read.
    pub(super) unread: Option<String>,
    pub(super) look: Look,
    /// The colour of its letters, where one is named.
    pub(super) ink: Option<Colour>,
    /// What they stand on, if it is of one colour.
    pub(super) ground: Option<Colour>,
}

impl Style {
    /// Whether letters of a colour cannot be seen.
    pub(super) fn hides(&self, ink: Option<Colour>) -> bool {
        ink.is_some() && ink == self.ground
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Number(f64),
    Text(Vec<Run>),
    /// A formula whose value was never computed.
    Missing,
}

/// A sheet being read: its cells with something in them, where others are merged, and what is hidden.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Number of the sheet in the accounts.
    pub(super) number: u32,
    pub(super) name: String,
    cells: Vec<Stored>,
    /// How many characters they hold.
    characters: u64,
    /// First row and column, last row and column.
    merged: Vec<[u32; 4]>,
    hidden_rows: Ranges,
    hidden_columns: Ranges,
    /// Whether cells that hold zero show nothing.
    hides_zeros: bool,
    /// Cells that show nothing of what they hold.
    unseen: Vec<(u32, u32)>,
    /// Text boxes that lie over the cells: row and column where they begin, if that is known, and what they say.
    boxes: Vec<(Option<(u32, u32)>, String)>,
    /// Pictures that may hold text: how many, and where the first lies, if that is known.
    pictures: (u32, Option<(u32, u32)>),
}

/// Area of a picture in square millimetres, from which on it may hold a table: a seal has forty millimetres across.
pub(super) const LARGE: u64 = 5_000;
/// Units of drawings to a millimetre (ECMA-376-1, 20.1.2.1).
pub(super) const EMU: u64 = 36_000;
/// A column and a row of a new sheet in millimetres: 64 pixels of a 96th of an inch, and 14 points.
const CELL: (u64, u64) = (17, 5);

/// Whether a formula, or what it gives, stands for a picture in the cell: a function of WPS, which other programs do not know.
pub(super) fn is_picture(formula: &str) -> bool {
    let name = formula.trim_start_matches("_xlfn.");
    name.starts_with("DISPIMG(")
}

#[derive(Debug)]
struct Stored {
    row: u32,
    col: u32,
    runs: Vec<Run>,
    doubts: Vec<Diagnostic>,
}

/// The sheets that were read, and what they cost together.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    nodes: Vec<Node>,
    cells: u64,
    characters: u64,
}

impl Sheets {
    /// Adds a sheet that was read.
    pub(super) fn push(&mut self, sheet: Sheet, ctx: &mut Context<'_>) -> Result<(), Error> {
        let limits = &ctx.options.limits;
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        self.cells += count(sheet.cells.len() + sheet.merged.len() + sheet.boxes.len());
        self.characters = self.characters.saturating_add(sheet.characters);
        ctx.check_limit("pages", count(self.nodes.len() + 1), limits.pages)?;
        ctx.check_limit("cells", self.cells, limits.cells)?;
        ctx.check_limit("glyphs", self.characters, limits.glyphs)?;
        ctx.check_time()?;
        self.nodes.push(sheet.finish(ctx));
        Ok(())
    }

    pub(super) fn into_nodes(self) -> Vec<Node> {
        self.nodes
    }
}

/// Whether a list of a file, of strings or styles, is longer than one may be.
pub(super) fn check_length(length: usize, ctx: &Context<'_>) -> Result<(), Error> {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    ctx.check_limit("objects", length, ctx.options.limits.objects)
}

/// Ranges of rows or columns.
#[derive(Debug, Default)]
struct Ranges {
    all: Vec<(u32, u32)>,
    /// Whether those before the first and between all are hidden, too: of each range, how many lie before it.
    before: Vec<u32>,
}

impl Ranges {
    fn add(&mut self, first: u32, last: u32) {
        match self.all.last_mut() {
            // Most come in order, one behind the other.
            Some((_, end)) if first > *end && first - *end == 1 => *end = last.max(*end),
            _ => self.all.push((first, last.max(first))),
        }
    }

    /// Puts them in order, without overlaps.
    fn settle(&mut self) {
        self.all.sort_unstable();
        let mut out: Vec<(u32, u32)> = Vec::with_capacity(self.all.len());
        for &(first, last) in &self.all {
            match out.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => out.push((first, last)),
            }
        }
        let mut sum = 0;
        self.before.clear();
        for (first, last) in &out {
            self.before.push(sum);
            sum += last - first + 1;
        }
        self.all = out;
    }

    /// How many of them lie before a place, and whether it is one of them.
    fn before(&self, at: u32) -> (u32, bool) {
        let index = self.all.partition_point(|(first, _)| *first <= at);
        let Some(index) = index.checked_sub(1) else {
            return (0, false);
        };
        let (Some((first, last)), Some(before)) = (self.all.get(index), self.before.get(index))
        else {
            return (0, false);
        };
        let inside = at <= *last;
        (before + at.min(last + 1) - first, inside)
    }

    /// Where a range stands among what is shown, and how much of it is.
    fn shown(&self, first: u32, last: u32) -> (usize, usize) {
        let start = first - self.before(first).0;
        let end = last.saturating_add(1) - self.before(last.saturating_add(1)).0;
        (start as usize, end.saturating_sub(start) as usize)
    }
}

/// Merged ranges, asked in the order of rows. Of a merged range the first cell alone is shown (ECMA-376-1, 18.3.1.55);
/// what programs left in the others is not: merging by a copied format leaves it.
#[derive(Debug, Default)]
struct Covers {
    /// By first row and column.
    all: Vec<[u32; 4]>,
    /// How many of them begin above or in the row that was asked for last.
    begun: usize,
    /// Those that may reach into it, by their first column. No two of them overlap in a row.
    open: BTreeMap<u32, [u32; 4]>,
}

impl Covers {
    /// Adds a range; `false` if its first cell is covered by another one.
    fn add(&mut self, range: [u32; 4]) -> bool {
        let [top, left, ..] = range;
        let free = self.over(top, left).is_none();
        if free {
            self.open.insert(left, range);
            self.all.push(range);
        }
        free
    }

    fn rewind(&mut self) {
        self.open.clear();
        self.begun = 0;
    }

    /// The range that a cell lies in, its first cell included, as far as those that may reach there are open.
    fn over(&mut self, row: u32, col: u32) -> Option<[u32; 4]> {
        while let Some((&left, &range)) = self.open.range(..=col).next_back() {
            if range[2] >= row {
                return (range[3] >= col).then_some(range);
            }
            self.open.remove(&left);
        }
        None
    }

    /// Whether a cell lies in a range and is not its first.
    fn covers(&mut self, (row, col): (u32, u32)) -> bool {
        while let Some(&range) = self.all.get(self.begun).filter(|r| r[0] <= row) {
            self.open.insert(range[1], range);
            self.begun += 1;
        }
        let range = self.over(row, col);
        range.is_some_and(|r| (r[0], r[1]) != (row, col))
    }
}

impl Sheet {
    pub(super) fn new(name: String, ctx: &mut Context<'_>) -> Self {
        Self {
            number: ctx.accounts.sheet(&name),
            name,
            ..Self::default()
        }
    }

    pub(super) fn merge(&mut self, range: [u32; 4]) {
        let [top, left, bottom, right] = range;
        if bottom >= top && right >= left && (bottom > top || right > left) {
            self.merged.push(range);
        }
    }

    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        self.hidden_rows.add(first, last);
    }

    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.add(first, last);
    }

    /// Adds the text of a box that lies over the cells.
    pub(super) fn put_box(
        &mut self,
        at: Option<(u32, u32)>,
        text: &str,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        if !text.trim().is_empty() {
            let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
            self.characters = self.characters.saturating_add(length);
            ctx.check_limit("glyphs", self.characters, ctx.options.limits.glyphs)?;
            self.boxes.push((at, text.trim().to_owned()));
        }
        Ok(())
    }

    /// Notes a picture of a width and height in millimetres, if it may hold text.
    pub(super) fn put_picture(&mut self, at: (u32, u32), width: u64, height: u64) {
        if width.saturating_mul(height) >= LARGE {
            self.put_picture_in(at);
        }
    }

    /// Notes a picture that reaches from one cell to another one.
    pub(super) fn put_picture_over(&mut self, from: (u32, u32), to: (u32, u32)) {
        let columns = u64::from(to.1.saturating_sub(from.1));
        let rows = u64::from(to.0.saturating_sub(from.0));
        self.put_picture(from, columns * CELL.0, rows * CELL.1);
    }

    /// Notes a picture that is all that a cell shows.
    pub(super) fn put_picture_in(&mut self, at: (u32, u32)) {
        self.pictures.0 = self.pictures.0.saturating_add(1);
        self.pictures.1.get_or_insert(at);
    }

    /// A cell, or a part of what it holds, is not seen.
    pub(super) fn hide_cell(&mut self, at: (u32, u32)) {
        if self.unseen.last() != Some(&at) {
            self.unseen.push(at);
        }
    }

    pub(super) fn hide_zeros(&mut self) {
        self.hides_zeros = true;
    }

    /// Where a cell stands, for findings.
    pub(super) fn at(&self, row: u32, col: u32) -> Location {
        Location::Cell {
            sheet: self.name.clone(),
            cell: crate::location::cell_name(row, col),
        }
    }

    /// Adds a cell, as it is shown in its style.
    pub(super) fn put(
        &mut self,
        (row, col): (u32, u32),
        value: Value,
        style: &Style,
        from_1904: bool,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        let mut doubts = Vec::new();
        if let Value::Number(_) = value
            && style.hides(style.ink)
        {
            self.hide_cell((row, col));
            return Ok(());
        }
        let runs = match value {
            Value::Missing => {
                doubts.push(said::uncomputed().at(Some(self.at(row, col))));
                Vec::new()
            }
            Value::Text(runs) => match &style.format {
                Some(format) => {
                    let held = !is_blank(&runs);
                    let runs = in_format(runs, format);
                    if held && is_blank(&runs) {
                        self.hide_cell((row, col));
                    }
                    runs
                }
                None => runs,
            },
            Value::Number(0.0) if self.hides_zeros => Vec::new(),
            Value::Number(number) => {
                let shown = match &style.format {
                    Some(format) => format.number(number, from_1904),
                    None if style.unread.is_some() => None,
                    None => NumberFormat::general().number(number, from_1904),
                };
                let stored = || {
                    let general = NumberFormat::general().number(number, from_1904);
                    general.map(|s| s.text).unwrap_or_default()
                };
                let text = match shown {
                    Some(shown) if shown.text.is_empty() && !shown.exact => {
                        self.hide_cell((row, col));
                        shown.text
                    }
                    Some(shown) => {
                        if !shown.exact {
                            let at = self.at(row, col);
                            doubts.push(rounded(&shown.text, &stored()).at(Some(at)));
                        }
                        shown.text
                    }
                    None => {
                        let at = self.at(row, col);
                        doubts.push(said::unprintable(style, &stored()).at(Some(at)));
                        stored()
                    }
                };
                vec![Run {
                    text,
                    look: style.look,
                }]
            }
        };
        if is_blank(&runs) && doubts.is_empty() {
            return Ok(());
        }
        // Cells may share one long text.
        let length: usize = runs.iter().map(|r| r.text.chars().count()).sum();
        self.characters += u64::try_from(length).unwrap_or(u64::MAX);
        ctx.check_limit("glyphs", self.characters, ctx.options.limits.glyphs)?;
        self.cells.push(Stored {
            row,
            col,
            runs,
            doubts,
        });
        let count = u64::try_from(self.cells.len()).unwrap_or(u64::MAX);
        ctx.check_limit("cells", count, ctx.options.limits.cells)
    }

    /// Adds what is doubtful of the cell that was put last, if it was this one.
    pub(super) fn doubt(&mut self, at: (u32, u32), doubts: &[Diagnostic]) {
        if let Some(cell) = self.cells.last_mut().filter(|c| (c.row, c.col) == at) {
            cell.doubts.extend_from_slice(doubts);
        }
    }

    /// The sheet as it is seen. What is left out because it is hidden is said.
    fn finish(mut self, ctx: &mut Context<'_>) -> Node {
        self.hidden_rows.settle();
        self.hidden_columns.settle();
        self.cells.sort_by_key(|c| (c.row, c.col));
        // A cell that is there twice is what it was last.
        self.cells.reverse();
        self.cells.dedup_by_key(|c| (c.row, c.col));
        self.cells.reverse();
        let mut covers = Covers::default();
        let mut merged: HashMap<(u32, u32), [u32; 4]> = HashMap::default();
        // Of two from one cell the first counts.
        self.merged.sort_by_key(|range| (range[0], range[1]));
        for range in std::mem::take(&mut self.merged) {
            if covers.add(range) {
                merged.insert((range[0], range[1]), range);
            }
        }
        let mut out: Vec<Cell> = Vec::with_capacity(self.cells.len());
        let mut hidden = Hidden::default();
        let cells = std::mem::take(&mut self.cells);
        covers.rewind();
        for cell in cells {
            if covers.covers((cell.row, cell.col)) {
                self.unseen.push((cell.row, cell.col));
                continue;
            }
            let range = merged
                .remove(&(cell.row, cell.col))
                .unwrap_or([cell.row, cell.col, cell.row, cell.col]);
            match self.place(range) {
                Some(place) => out.push(self.cell(place, cell)),
                None => hidden.note(&self, (cell.row, cell.col)),
            }
        }
        // Merged blank cells cover what they cover.
        for range in merged.values() {
            if let Some(place) = self.place(*range) {
                out.push(self.cell(
                    place,
                    Stored {
                        row: range[0],
                        col: range[1],
                        runs: Vec::new(),
                        doubts: Vec::new(),
                    },
                ));
            }
        }
        self.unseen.sort_unstable();
        self.unseen.dedup();
        for (row, col) in &self.unseen {
            if self.place([*row, *col, *row, *col]).is_some() {
                hidden.note_cell((*row, *col));
            }
        }
        hidden.say(&self, ctx);
        said::pictures(&self, ctx);
        out.sort_by_key(|c| (c.row, c.col));
        self.lay_boxes(&mut out);
        let rows = out.iter().map(|c| c.row + c.row_span).max().unwrap_or(0);
        let cols = out.iter().map(|c| c.col + c.col_span).max().unwrap_or(0);
        Node::Sheet {
            name: self.name,
            table: Table {
                rows,
                cols,
                cells: out,
            },
        }
    }

    /// Puts the texts of boxes above or below the cells, a row each: what they say is no cell's.
    fn lay_boxes(&self, cells: &mut Vec<Cell>) {
        let first = cells.first().map(|c| c.row);
        let is_above = |at: &Option<(u32, u32)>| {
            let place = at.and_then(|(row, col)| self.place([row, col, row, col]));
            place
                .zip(first)
                .is_some_and(|([row, ..], first)| row < first)
        };
        let (above, below): (Vec<_>, Vec<_>) = self.boxes.iter().partition(|(at, _)| is_above(at));
        for cell in cells.iter_mut() {
            cell.row += above.len();
        }
        let last = cells.iter().map(|c| c.row + c.row_span).max();
        // A blank row parts them from the cells.
        let rows = (0..).take(above.len()).chain(last.map_or(0, |l| l + 1)..);
        for (row, (at, text)) in rows.zip(above.iter().chain(&below)) {
            let (top, left) = at.unwrap_or_default();
            let paragraph = Paragraph {
                place: Place::Cell(self.number, top, left),
                runs: vec![Run {
                    text: text.clone(),
                    look: Look::Plain,
                }],
            };
            cells.push(Cell {
                row,
                col: 0,
                row_span: 1,
                col_span: 1,
                nodes: vec![Node::Paragraph(paragraph)],
                doubts: Vec::new(),
            });
        }
        cells.sort_by_key(|c| (c.row, c.col));
    }

    /// Row, column and spans of a range among what is shown; `None` if nothing of it is.
    fn place(&self, [top, left, bottom, right]: [u32; 4]) -> Option<[usize; 4]> {
        let (row, rows) = self.hidden_rows.shown(top, bottom);
        let (col, cols) = self.hidden_columns.shown(left, right);
        (rows > 0 && cols > 0).then_some([row, col, rows, cols])
    }

    fn cell(&self, [row, col, row_span, col_span]: [usize; 4], stored: Stored) -> Cell {
        let place = Place::Cell(self.number, stored.row, stored.col);
        let runs = stored.runs;
        Cell {
            row,
            col,
            row_span,
            col_span,
            nodes: vec![Node::Paragraph(Paragraph { place, runs })],
            doubts: stored.doubts,
        }
    }
}

fn is_blank(runs: &[Run]) -> bool {
    let blank = |r: &Run| r.text.chars().all(char::is_whitespace);
    runs.iter().all(blank)
}

/// A text in a format that has a section for texts.
fn in_format(runs: Vec<Run>, format: &NumberFormat) -> Vec<Run> {
    match runs.as_slice() {
        [run] => vec![Run {
            text: format.text(&run.text),
            look: run.look,
        }],
        _ => runs,
    }
}

/// Whether a cell lies in one of ranges.
pub(super) fn is_inside(ranges: &[[u32; 4]], (row, col): (u32, u32)) -> bool {
    let mut ranges = ranges.iter();
    ranges.any(|[top, left, bottom, right]| {
        (*top..=*bottom).contains(&row) && (*left..=*right).contains(&col)
    })
}

/// The serial number of a day in ISO 8601, as Strict files store it: 2023-04-11, 2023-04-11T09:30:00.
pub(super) fn serial(text: &str, from_1904: bool) -> Option<f64> {
    let text = text.trim().trim_end_matches('Z');
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (Some(day), Some(time)),
        None if text.contains(':') => (None, Some(text)),
        None => (Some(text), None),
    };
    let days = match day {
        Some(day) => {
            let mut parts = day.splitn(3, '-').map(|p| p.parse::<i64>().ok());
            let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
            NumberFormat::serial_of((year, month, day), from_1904)?
        }
        None => 0.0,
    };
    let mut seconds = 0.0;
    if let Some(time) = time {
        let mut parts = time.splitn(3, ':').map(|p| p.parse::<f64>().ok());
        let (hour, minute) = (parts.next()??, parts.next()??);
        seconds = hour * 3_600.0 + minute * 60.0 + parts.next().flatten().unwrap_or(0.0);
    }
    Some(days + seconds / 86_400.0)
}
