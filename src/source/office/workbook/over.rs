//! What lies over the cells of a sheet: pictures, objects and shapes, and which cells they are seen in place of.

use std::collections::BTreeMap;

use super::{EMU, LARGE, Sheet, said};
use crate::accounts::Place;
use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::source::office::pixels::{Through, through};
use crate::source::office::{Cell, Node, Paragraph};

/// A place on a sheet: row and column, and how far into them.
type Spot = (f64, f64);

/// What lies over cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source::office) enum Kind {
    /// A picture, through which nothing is seen.
    Picture,
    /// A picture with nothing in large parts of it: a seal.
    SeeThrough,
    /// A picture of which that is not known.
    Unknown,
    /// A filled shape: it says nothing, but hides what lies under it.
    Shape,
}

impl Kind {
    /// The kind of a picture, by its file.
    pub(in crate::source::office) fn of(bytes: &[u8], ctx: &Context<'_>) -> Result<Self, Error> {
        Ok(match through(bytes, ctx)? {
            Through::Nothing => Self::Picture,
            Through::Much => Self::SeeThrough,
            Through::Unknown => Self::Unknown,
        })
    }
}

/// Where something lies: the row and column where it begins, and how far into them in units of drawings.
#[derive(Clone, Copy, Debug)]
pub(in crate::source::office) struct Anchor {
    pub(in crate::source::office) cell: (u32, u32),
    pub(in crate::source::office) offset: (f64, f64),
    pub(in crate::source::office) reach: Reach,
}

/// How far something reaches.
#[derive(Clone, Copy, Debug)]
pub(in crate::source::office) enum Reach {
    /// To a row and column, and how far into them.
    To((u32, u32), (f64, f64)),
    /// Height and width.
    Size(f64, f64),
    /// To a row and column; offsets, those of the start too, are parts of a row or column.
    Parts((u32, u32), (f64, f64)),
}

/// Of a cell or of what lies over it, whichever is smaller, how much one takes of the other if they belong together.
const MOST: f64 = 0.5;
/// How much of a cell is covered, in height and width, if nothing of what it holds is seen. Programs leave some pixels free
/// between a cell's edge and its text.
const WHOLE: f64 = 0.9;
/// And from which on a part of it may be. A number stands at the right edge, a line takes most of a row's height.
const PART: f64 = 0.25;
/// Most millimetres that a seal has across: that of the State Council has sixty, others fifty at most (国发〔1999〕25号).
const SEAL: f64 = 60.0;
/// Units of drawings to a millimetre.
const MILLIMETRE: f64 = EMU as f64;

/// From a first to behind a last row or column, as shown.
type Span = (usize, usize);

/// How much of a range is covered, and how much of the range or the cover, whichever is smaller.
fn covered((first, end): Span, (from, to): (f64, f64)) -> (f64, f64) {
    // No sheet has as many rows as a float holds exactly.
    #[allow(clippy::cast_precision_loss)]
    let (first, end) = (first as f64, end as f64);
    let length = to.min(end) - from.max(first);
    let of_cell = length / (end - first).max(1.0);
    let smaller = (end - first).min(to - from).max(f64::MIN_POSITIVE);
    (of_cell, length / smaller)
}

/// What lies over cells, as shown.
struct Extent {
    down: (f64, f64),
    across: (f64, f64),
    /// In millimetres.
    width: f64,
    /// In square millimetres.
    area: f64,
}

impl Extent {
    /// How much it takes of rows, and of columns.
    fn of(&self, (row, rows): (usize, usize), (col, cols): (usize, usize)) -> [(f64, f64); 2] {
        [
            covered((row, row + rows), self.down),
            covered((col, col + cols), self.across),
        ]
    }

    fn of_cell(&self, cell: &Cell) -> [(f64, f64); 2] {
        self.of((cell.row, cell.row_span), (cell.col, cell.col_span))
    }

    /// Of numbers in order, those that it reaches.
    fn reached(range: (f64, f64), all: &[usize]) -> &[usize] {
        let (from, to) = (index(range.0) as usize, index(range.1) as usize);
        let start = all.partition_point(|n| *n < from);
        let end = all.partition_point(|n| *n <= to);
        all.get(start..end).unwrap_or_default()
    }
}

/// Where cells with text stand.
struct Filled {
    rows: Vec<usize>,
    cols: Vec<usize>,
    /// Of the cells, those that span several rows.
    tall: Vec<usize>,
}

impl Filled {
    fn new(cells: &[Cell]) -> Self {
        let filled = || cells.iter().filter(|c| shows(c));
        let mut rows: Vec<usize> = filled().map(|c| c.row).collect();
        rows.sort_unstable();
        rows.dedup();
        let mut cols: Vec<usize> = filled().map(|c| c.col).collect();
        cols.sort_unstable();
        cols.dedup();
        let cells = cells.iter().enumerate();
        let tall = cells
            .filter(|(_, c)| c.row_span > 1)
            .map(|(index, _)| index);
        let tall = tall.collect();
        Self { rows, cols, tall }
    }

    /// Whether something may be rows in a picture: it begins below the first row and takes most of the columns.
    fn may_go_on_in(&self, extent: &Extent) -> bool {
        let (Some(top), Some(left), Some(right)) =
            (self.rows.first(), self.cols.first(), self.cols.last())
        else {
            return false;
        };
        let (of_columns, _) = covered((*left, right + 1), extent.across);
        let below = index(extent.down.0) as usize > *top;
        below && left < right && of_columns >= MOST && extent.width > SEAL
    }

    /// Cells that something may reach: those of its rows, and those that reach into them from above.
    fn near(&self, cells: &[Cell], (from, to): (usize, usize)) -> Vec<usize> {
        let start = cells.partition_point(|c| c.row < from);
        let end = cells.partition_point(|c| c.row <= to);
        let above = self.tall.iter().copied().take_while(|at| *at < start);
        above.chain(start..end).collect()
    }

    /// What cells take of a row, in order.
    fn across(&self, cells: &[Cell], row: usize) -> Vec<Span> {
        let near = self.near(cells, (row, row)).into_iter();
        let cells = near.filter_map(|at| cells.get(at));
        let cells = cells.filter(|c| c.row + c.row_span > row);
        let mut out: Vec<Span> = cells.map(|c| (c.col, c.col + c.col_span)).collect();
        out.sort_unstable();
        out
    }
}

impl Sheet {
    /// Puts what lies over the cells at them: blank ones that it is seen in place of, and those that it hides. The cells are in
    /// order.
    pub(super) fn lay_over(
        &self,
        cells: &mut Vec<Cell>,
        ctx: &mut Context<'_>,
    ) -> Result<(), Error> {
        if self.over.is_empty() {
            return Ok(());
        }
        let filled = Filled::new(cells);
        // Places where something is seen and no text: each cell's number, if there is one.
        let mut blank: BTreeMap<(usize, usize), Option<usize>> = BTreeMap::new();
        let mut large = (0, None);
        for (anchor, kind) in &self.over {
            ctx.check_time()?;
            let extent = self.extent(anchor);
            let mut hides: Vec<(usize, bool)> = Vec::new();
            let mut seen_in: Vec<usize> = Vec::new();
            let rows = (index(extent.down.0) as usize, index(extent.down.1) as usize);
            for at in filled.near(cells, rows) {
                let Some(cell) = cells.get(at) else { continue };
                let [down, across] = extent.of_cell(cell);
                if down.0 <= 0.0 || across.0 <= 0.0 {
                    continue;
                }
                if shows(cell) {
                    let whole = down.0 >= WHOLE && across.0 >= WHOLE;
                    if whole || down.0 >= MOST && across.0 >= PART {
                        hides.push((at, whole));
                    }
                } else if down.1 >= MOST && across.1 >= MOST {
                    seen_in.push(at);
                }
            }
            // A seal lies over text, and what is seen in place of a text does not.
            let seal = match kind {
                Kind::SeeThrough => !hides.is_empty(),
                Kind::Unknown => hides.len() > 1,
                Kind::Picture | Kind::Shape => false,
            };
            if seal {
                continue;
            }
            // Far below what a float holds exactly.
            #[allow(clippy::cast_precision_loss)]
            let large_one = extent.area >= LARGE as f64 || filled.may_go_on_in(&extent);
            if *kind != Kind::Shape && large_one {
                large.0 += 1;
                large.1.get_or_insert(anchor.cell);
            }
            for (at, whole) in hides {
                if let Some(cell) = cells.get_mut(at) {
                    self.hide(cell, whole && *kind != Kind::Unknown);
                }
            }
            if *kind == Kind::Shape {
                continue;
            }
            for at in seen_in {
                if let Some(cell) = cells.get(at) {
                    // Blank merged cells are one place.
                    blank.insert((cell.row, cell.col), Some(at));
                }
            }
            for row in Extent::reached(extent.down, &filled.rows) {
                ctx.check_time()?;
                let taken = filled.across(cells, *row);
                for col in Extent::reached(extent.across, &filled.cols) {
                    let [down, across] = extent.of((*row, 1), (*col, 1));
                    let before = taken.partition_point(|(first, _)| first <= col);
                    let before = before.checked_sub(1).and_then(|at| taken.get(at));
                    let free = before.is_none_or(|(_, end)| end <= col);
                    if down.1 >= MOST && across.1 >= MOST && free {
                        blank.entry((*row, *col)).or_insert(None);
                    }
                }
                ctx.check_limit("cells", blank.len() as u64, ctx.options.limits.cells)?;
            }
        }
        for ((row, col), at) in blank {
            let place = (
                self.hidden_rows.stored(row),
                self.hidden_columns.stored(col),
            );
            match at.and_then(|at| cells.get_mut(at)) {
                Some(cell) => {
                    let place = place_of(cell).unwrap_or(place);
                    cell.doubts.push(said::in_place(self, place));
                }
                None => cells.push(self.blank((row, col), place, said::in_place(self, place))),
            }
        }
        cells.sort_by_key(|c| (c.row, c.col));
        if large.0 > 0 {
            said::pictures(self, large.0, large.1, ctx);
        }
        Ok(())
    }

    /// What something takes of the rows and columns that are shown.
    fn extent(&self, anchor: &Anchor) -> Extent {
        let (from, to) = self.spots(anchor);
        let (height, width) = (
            self.rows.between(from.0, to.0) / MILLIMETRE,
            self.columns.between(from.1, to.1) / MILLIMETRE,
        );
        let rows = |at: f64| shown(&self.hidden_rows, at);
        let columns = |at: f64| shown(&self.hidden_columns, at);
        Extent {
            down: (rows(from.0), rows(to.0)),
            across: (columns(from.1), columns(to.1)),
            width,
            area: height.max(0.0) * width.max(0.0),
        }
    }

    fn spots(&self, anchor: &Anchor) -> (Spot, Spot) {
        let ((row, col), (down, across)) = (anchor.cell, anchor.offset);
        let place = |(row, col), (down, across)| {
            (self.rows.place(row, down), self.columns.place(col, across))
        };
        let part = |(row, col): (u32, u32), (down, across): (f64, f64)| {
            (f64::from(row) + down, f64::from(col) + across)
        };
        match anchor.reach {
            Reach::To(cell, offset) => (place((row, col), (down, across)), place(cell, offset)),
            Reach::Size(height, width) => {
                let end = (down + height.max(0.0), across + width.max(0.0));
                (place((row, col), (down, across)), place((row, col), end))
            }
            Reach::Parts(cell, offset) => (part((row, col), (down, across)), part(cell, offset)),
        }
    }

    /// The cell that something lies in, as shown, if it reaches out of none.
    pub(super) fn holder(&self, anchor: &Anchor) -> Option<(usize, usize)> {
        let extent = self.extent(anchor);
        let middle = |(from, to): (f64, f64)| index(f64::midpoint(from, to)) as usize;
        let (row, col) = (middle(extent.down), middle(extent.across));
        let [down, across] = extent.of((row, 1), (col, 1));
        let inside = |(of_cell, of_smaller): (f64, f64), (from, to): (f64, f64)| {
            // Most of the box, not only of the cell.
            of_smaller >= MOST && of_cell >= MOST * (to - from)
        };
        (inside(down, extent.down) && inside(across, extent.across)).then_some((row, col))
    }

    /// The row that something begins in, as shown.
    pub(super) fn row_of(&self, anchor: &Anchor) -> usize {
        index(self.extent(anchor).down.0) as usize
    }

    /// A blank cell that something is said of.
    pub(super) fn blank(
        &self,
        (row, col): (usize, usize),
        place: (u32, u32),
        doubt: Diagnostic,
    ) -> Cell {
        let place = Place::Cell(self.number, place.0, place.1);
        Cell {
            row,
            col,
            row_span: 1,
            col_span: 1,
            nodes: vec![Node::Paragraph(Paragraph {
                place,
                runs: Vec::new(),
            })],
            doubts: vec![doubt],
        }
    }

    /// Says that a cell is covered; what nobody can see is taken out of it.
    fn hide(&self, cell: &mut Cell, whole: bool) {
        let place = place_of(cell).unwrap_or((0, 0));
        if whole {
            for node in &mut cell.nodes {
                if let Node::Paragraph(paragraph) = node {
                    paragraph.runs.clear();
                }
            }
            cell.doubts.clear();
        }
        cell.doubts.push(said::under(self, place, whole));
    }
}

/// A place among what is shown.
fn shown(ranges: &super::Ranges, at: f64) -> f64 {
    let number = index(at);
    let (before, inside) = ranges.before(number);
    let rest = if inside { 0.0 } else { at - f64::from(number) };
    f64::from(number - before) + rest
}

fn index(at: f64) -> u32 {
    // No sheet has as many rows.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let found = at.clamp(0.0, 2_000_000.0) as u32;
    found
}

fn shows(cell: &Cell) -> bool {
    let mut nodes = cell.nodes.iter();
    nodes.any(|n| !matches!(n, Node::Paragraph(p) if p.is_blank()))
}

/// Where a cell stands in the file.
fn place_of(cell: &Cell) -> Option<(u32, u32)> {
    let mut nodes = cell.nodes.iter();
    nodes.find_map(|node| match node {
        Node::Paragraph(paragraph) => match paragraph.place {
            Place::Cell(_, row, col) => Some((row, col)),
            _ => None,
        },
        _ => None,
    })
}
