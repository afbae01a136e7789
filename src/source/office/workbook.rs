//! What the readers of all workbooks share: cells as they are stored, made into a sheet as it is seen.

mod boxes;
mod heads;
mod lattice;
mod over;
mod ranges;
mod said;
mod seen;
mod style;

use foldhash::HashMap;

use super::number_format::NumberFormat;
use super::{Cell, Node, Paragraph, Run, Table};
use crate::accounts::Place;
use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::lexicon::money::unit;
use crate::location::Location;
pub(super) use heads::texts as texts_of_head;
use lattice::Lattice;
pub(super) use over::{Anchor, Kind, Reach};
use ranges::{Covers, Ranges};
use said::Hidden;
pub(super) use said::{by_rule, hidden_cells, hidden_sheet, rounded};
pub(super) use seen::Seen;
pub(super) use style::Style;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Number(f64),
    Text(Vec<Run>),
    /// A formula whose value was never computed.
    Missing,
    /// A text that the file does not hold.
    Lost,
}

/// A sheet being read: its cells with something in them, where others are merged, and what is hidden.
#[derive(Debug)]
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
    /// Cells that hold zero and show nothing.
    zeros: Vec<(u32, u32)>,
    /// Text boxes that lie over the cells: where, if that is known, and what they say.
    boxes: Vec<(Option<Anchor>, String)>,
    /// Units of sums that its tab states, or its printed pages at their head or foot.
    units: Vec<String>,
    /// Pictures, objects and filled shapes that lie over them.
    over: Vec<(Anchor, Kind)>,
    /// Cells that show a picture and nothing else.
    pictures: Vec<(u32, u32)>,
    /// How high its rows are and how wide its columns.
    rows: Lattice,
    columns: Lattice,
}

/// Area of a picture in square millimetres, from which on it may hold a table: a seal has forty millimetres across.
pub(super) const LARGE: u64 = 5_000;
/// Units of drawings to a millimetre (ECMA-376-1, 20.1.2.1).
pub(super) const EMU: u64 = 36_000;
/// The same to a point, a 72nd of an inch.
pub(super) const POINT: f64 = 12_700.0;
/// A row and a column of a new sheet in units of drawings: 15 points, and 64 pixels of a 96th of an inch.
const CELL: (f64, f64) = (190_500.0, 609_600.0);

/// Whether a formula, or what it gives, stands for a picture in the cell: functions that other programs do not know.
pub(super) fn is_picture(formula: &str) -> bool {
    let name = formula.trim_start_matches("_xlfn.");
    name.starts_with("DISPIMG(") || name.starts_with("IMAGE(")
}

#[derive(Debug)]
struct Stored {
    row: u32,
    col: u32,
    runs: Vec<Run>,
    doubts: Vec<Diagnostic>,
    seen: Seen,
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
        self.cells += sheet.places();
        self.characters = self.characters.saturating_add(sheet.characters);
        ctx.check_limit("pages", count(self.nodes.len() + 1), limits.pages)?;
        ctx.check_limit("cells", self.cells, limits.cells)?;
        ctx.check_limit("glyphs", self.characters, limits.glyphs)?;
        ctx.check_time()?;
        let node = sheet.finish(ctx)?;
        self.nodes.push(node);
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

impl Sheet {
    pub(super) fn new(name: String, ctx: &mut Context<'_>) -> Self {
        // Its tab may state the unit: 项目表（单位：万元）.
        let unit = unit::stated_in(&name).map(str::to_owned);
        Self {
            number: ctx.accounts.sheet(&name),
            name,
            cells: Vec::new(),
            characters: 0,
            merged: Vec::new(),
            hidden_rows: Ranges::default(),
            hidden_columns: Ranges::default(),
            hides_zeros: false,
            unseen: Vec::new(),
            zeros: Vec::new(),
            boxes: Vec::new(),
            units: unit.into_iter().collect(),
            over: Vec::new(),
            pictures: Vec::new(),
            rows: Lattice::new(CELL.0),
            columns: Lattice::new(CELL.1),
        }
    }

    /// How many places it holds something of.
    fn places(&self) -> u64 {
        let cells = self.cells.len() + self.unseen.len() + self.pictures.len();
        let all = cells + self.merged.len() + self.boxes.len();
        u64::try_from(all).unwrap_or(u64::MAX)
    }

    /// Whether it is within the limits so far, for readers of formats that repeat a cell with a word.
    pub(super) fn check_places(&self, ctx: &Context<'_>) -> Result<(), Error> {
        ctx.check_limit("cells", self.places(), ctx.options.limits.cells)
    }

    pub(super) fn merge(&mut self, range: [u32; 4]) {
        let [top, left, bottom, right] = range;
        if bottom >= top && right >= left && (bottom > top || right > left) {
            self.merged.push(range);
        }
    }

    /// Hides rows: they take no room.
    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        self.hidden_rows.add(first, last);
        self.rows.set(first, last, 0.0);
    }

    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.add(first, last);
        self.columns.set(first, last, 0.0);
    }

    /// Adds the text of a box that lies over the cells.
    pub(super) fn put_box(
        &mut self,
        at: Option<Anchor>,
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

    /// Adds what lies over the cells and is no text.
    pub(super) fn put_over(
        &mut self,
        at: Anchor,
        kind: Kind,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        self.over.push((at, kind));
        check_length(self.over.len(), ctx)
    }

    /// Says that pictures lie somewhere on the sheet.
    pub(super) fn say_pictures(&self, count: u32, ctx: &mut Context<'_>) {
        said::pictures(self, count, None, ctx);
    }

    /// Notes a picture that is all that a cell shows.
    pub(super) fn put_picture_in(&mut self, at: (u32, u32)) {
        self.pictures.push(at);
    }

    /// A cell, or a part of what it holds, is not seen.
    pub(super) fn hide_cell(&mut self, at: (u32, u32)) {
        if self.unseen.last() != Some(&at) {
            self.unseen.push(at);
        }
    }

    /// A cell holds zero, which is not shown.
    pub(super) fn hide_zero(&mut self, at: (u32, u32)) {
        self.zeros.push(at);
    }

    /// How high rows are, in units of drawings, and how wide columns.
    pub(super) fn rows(&mut self) -> &mut Lattice {
        &mut self.rows
    }

    pub(super) fn columns(&mut self) -> &mut Lattice {
        &mut self.columns
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
        let mut seen = Seen::default();
        if let Value::Number(number) = value
            && style.hides(style.ink_of(number))
        {
            self.hide_cell((row, col));
            return Ok(());
        }
        let runs = match value {
            Value::Missing => {
                doubts.push(said::uncomputed().at(Some(self.at(row, col))));
                Vec::new()
            }
            Value::Lost => {
                doubts.push(said::lost().at(Some(self.at(row, col))));
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
            Value::Number(0.0) if self.hides_zeros => {
                self.hide_zero((row, col));
                Vec::new()
            }
            Value::Number(number) => {
                let shown = match &style.format {
                    Some(format) => format.number(number, from_1904),
                    None if style.unread.is_some() => None,
                    None => NumberFormat::general(number)
                        .map(|shown| NumberFormat::in_cell(number, shown)),
                };
                let stored = || {
                    let general = NumberFormat::general(number);
                    general.map(|s| s.text).unwrap_or_default()
                };
                let text = match shown {
                    Some(shown) if shown.text.is_empty() => {
                        match shown.exact {
                            true => self.hide_zero((row, col)),
                            false => self.hide_cell((row, col)),
                        }
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
                seen = Seen::of(number, &text, style);
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
            seen,
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

    /// Notes what is seen of the number that was put last, if it was in this cell.
    pub(super) fn note_seen(&mut self, at: (u32, u32), seen: Seen) {
        if let Some(cell) = self.cells.last_mut().filter(|c| (c.row, c.col) == at) {
            cell.seen = seen;
        }
    }

    /// Whether a range has no room for a number's `needs`, in columns that someone gave their widths. These are in characters of the
    /// workbook's usual letters: seven pixels of a 96th of an inch in new ones, eight in those of Chinese programs.
    fn is_narrow(&self, [_, left, _, right]: [u32; 4], needs: f64) -> bool {
        const WIDEST: f64 = 8.0 / 7.0;
        let columns = &self.columns;
        let own = columns.has_own(left) && columns.has_own(right);
        let room = || columns.between(f64::from(left), f64::from(right) + 1.0);
        needs > 0.0 && own && needs > room() * WIDEST
    }

    /// The sheet as it is seen. What is left out because it is hidden is said.
    fn finish(mut self, ctx: &mut Context<'_>) -> Result<Node, Error> {
        self.hidden_rows.settle();
        self.hidden_columns.settle();
        self.rows.settle();
        self.columns.settle();
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
        for mut cell in cells {
            if covers.covers((cell.row, cell.col)) {
                if self
                    .place([cell.row, cell.col, cell.row, cell.col])
                    .is_some()
                {
                    hidden.note_cell((cell.row, cell.col));
                }
                continue;
            }
            let range = merged
                .remove(&(cell.row, cell.col))
                .unwrap_or([cell.row, cell.col, cell.row, cell.col]);
            match self.place(range) {
                Some(place) => {
                    if self.is_narrow(range, cell.seen.room) {
                        cell.doubts.push(said::narrow(&self, &cell));
                    }
                    if let Some(scale) = cell.seen.scale {
                        let name = crate::location::cell_name(cell.row, cell.col);
                        ctx.scaled.insert((self.name.clone(), name), scale);
                    }
                    out.push(self.cell(place, cell));
                }
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
                        seen: Seen::default(),
                    },
                ));
            }
        }
        out.sort_by_key(|c| (c.row, c.col));
        covers.rewind();
        self.say_at_cells(&mut out, &mut covers, &mut hidden);
        hidden.say(&self, ctx);
        self.lay_over(&mut out, ctx)?;
        self.lay_boxes(&mut out, ctx)?;
        self.lay_heads(&mut out);
        let rows = out.iter().map(|c| c.row + c.row_span).max().unwrap_or(0);
        let cols = out.iter().map(|c| c.col + c.col_span).max().unwrap_or(0);
        Ok(Node::Sheet {
            name: self.name,
            table: Table {
                rows,
                cols,
                cells: out,
            },
        })
    }

    /// Says at the cells which of them hold what they do not show, or show a picture: whether they are part of a table is
    /// known later. Those that a merged cell covers have no place of their own.
    fn say_at_cells(&mut self, out: &mut Vec<Cell>, covers: &mut Covers, hidden: &mut Hidden) {
        self.unseen.sort_unstable();
        self.unseen.dedup();
        self.pictures.sort_unstable();
        self.pictures.dedup();
        let mut said = self.unseen.iter().map(|at| (*at, said::unseen(self, *at)));
        let pictures = self.pictures.iter().map(|at| (*at, said::shown(self, *at)));
        let zeros = self.zeros.iter().map(|at| (*at, said::zero(self, *at)));
        let mut said: Vec<((u32, u32), Diagnostic)> =
            said.by_ref().chain(pictures).chain(zeros).collect();
        said.sort_by_key(|(at, _)| *at);
        let count = out.len();
        for ((row, col), doubt) in said {
            let Some([top, left, ..]) = self.place([row, col, row, col]) else {
                continue;
            };
            if covers.covers((row, col)) {
                if doubt.code != said::ZERO {
                    hidden.note_cell((row, col));
                }
                continue;
            }
            let cells = out.get(..count).unwrap_or_default();
            match cells.binary_search_by_key(&(top, left), |c| (c.row, c.col)) {
                Ok(index) => {
                    if let Some(cell) = out.get_mut(index) {
                        cell.doubts.push(doubt);
                    }
                }
                Err(_) => out.push(self.blank((top, left), (row, col), doubt)),
            }
        }
        out.sort_by_key(|c| (c.row, c.col));
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

/// A text in a format that has a section for texts: what that prints before it and behind it, or in place of it.
fn in_format(mut runs: Vec<Run>, format: &NumberFormat) -> Vec<Run> {
    match (runs.as_mut_slice(), format.around_text()) {
        (_, None) | ([], _) => {}
        ([run], Some(_)) => run.text = format.text(&run.text),
        ([first, .., last], Some((before, behind, true))) => {
            first.text.insert_str(0, &before);
            last.text.push_str(&behind);
        }
        ([first, ..], Some((instead, _, false))) => {
            first.text = instead;
            runs.truncate(1);
        }
    }
    runs
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
