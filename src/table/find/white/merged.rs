//! Which rows each text of a column belongs to, where no rules show it.

use std::ops::Range;

use super::bands::{self, Row};
use super::cells::Draft;
use super::columns::{Columns, Piece};
use super::spans::{self, Share};
use super::weights::bands::LEADING;
use super::weights::merged::{EXACT, OFF};
use super::weights::rows::LEVEL;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::{labels, office};
use crate::model::{Role, RowKind};

/// What is known of the rows before merged cells are told.
pub(super) struct Known {
    /// Height of the print in each row that shows where its cells are set: of its number, project and sum, or else of all
    /// columns that tell rows apart.
    prints: Vec<(f32, f32)>,
    /// Where the highest print in each row begins, of the columns that tell rows apart.
    tops: Vec<f32>,
    /// Height of the print of each row's sums.
    sums: Vec<(f32, f32)>,
    /// Which rows have a running number, and which add up others.
    numbered: Vec<bool>,
    adds_up: Vec<bool>,
    /// White space between the lines of a cell, in the columns that have one in every row; none if all have one line.
    leading: Option<f32>,
    /// Whether rules close each cell, for they leave out now these columns and now others: no column is left out everywhere.
    closed: bool,
}

impl Known {
    pub(super) fn new(
        rows: &[Row],
        by_column: &[Vec<(usize, Piece)>],
        columns: &Columns,
        adds_up: &[Option<RowKind>],
    ) -> Self {
        let mut numbered = vec![false; rows.len()];
        let sequence = columns.sequence().and_then(|s| by_column.get(s));
        for (row, _) in sequence.into_iter().flatten() {
            if let Some(slot) = numbered.get_mut(*row) {
                *slot = true;
            }
        }
        let (prints, tops) = prints(rows, by_column, columns);
        let mut sums = vec![(f32::INFINITY, f32::NEG_INFINITY); rows.len()];
        let amounts = by_column.iter().zip(&columns.roles);
        let amounts = amounts.filter(|(_, role)| **role == Some(Role::Amount));
        for (row, piece) in amounts.flat_map(|(own, _)| own) {
            if let Some(print) = sums.get_mut(*row) {
                *print = (print.0.min(piece.top), print.1.max(piece.bottom));
            }
        }
        Self {
            prints,
            tops,
            sums,
            numbered,
            adds_up: adds_up.iter().map(Option::is_some).collect(),
            leading: leading(rows, by_column, columns),
            closed: are_closed(rows),
        }
    }

    /// A column's print with its rows: what goes on beside a row that adds up, from a cell that is higher than the others of
    /// its row, is of that row. In a column that tells rows apart, and from the row below, what is clear of the sum of the row
    /// that adds up. Nothing goes on over a rule.
    pub(super) fn of_rows_beside(
        &self,
        col: usize,
        mut own: Vec<(usize, Piece)>,
        (columns, rows): (&Columns, &[Row]),
    ) -> Vec<(usize, Piece)> {
        let Some(leading) = self.leading.or_else(|| within_rows(&own)) else {
            return own;
        };
        let tells = columns.tells_rows.get(col) != Some(&false);
        let slack = EXACT * columns.em;
        let near = |upper: &Piece, lower: &Piece| lower.top - upper.bottom <= leading + slack;
        let adds_up = |row: usize| self.adds_up.get(row) == Some(&true);
        let parted = |row: usize| rows.get(row).is_some_and(|r| r.is_closed_in(col));
        let sum = |row: usize| self.sums.get(row).filter(|s| s.0.is_finite());
        own.sort_by(|a, b| a.1.top.total_cmp(&b.1.top));
        for at in 1..own.len() {
            if let Some([(before, upper), (row, piece)]) = own.get_mut(at - 1..=at)
                && adds_up(*row)
                && *before + 1 == *row
                && !parted(*before)
                && near(upper, piece)
                && (!tells || sum(*row).is_some_and(|sum| piece.bottom <= sum.0 + slack))
            {
                *row = *before;
            }
        }
        for at in (1..own.len()).rev() {
            if let Some([(row, piece), (after, lower)]) = own.get_mut(at - 1..=at)
                && adds_up(*row)
                && *row + 1 == *after
                && !parted(*row)
                && near(piece, lower)
                && sum(*row).is_some_and(|sum| piece.top >= sum.1 - slack)
            {
                *row = *after;
            }
        }
        own
    }
}

/// The least white space between the lines that a column has in one row.
fn within_rows(own: &[(usize, Piece)]) -> Option<f32> {
    let mut own: Vec<(usize, f32, f32)> = own.iter().map(|(r, p)| (*r, p.top, p.bottom)).collect();
    own.sort_by(|a, b| a.1.total_cmp(&b.1));
    let gaps = own.windows(2).filter_map(|w| match w {
        [a, b] if a.0 == b.0 => Some(b.1 - a.2),
        _ => None,
    });
    gaps.reduce(f32::min)
}

fn are_closed(rows: &[Row]) -> bool {
    let below = rows.iter().filter(|r| !r.header);
    let mut partly = below.filter_map(|r| r.ruled.as_ref().filter(|c| c.contains(&false)));
    partly
        .next()
        .is_some_and(|first| partly.any(|c| c != first))
}

fn prints(
    rows: &[Row],
    by_column: &[Vec<(usize, Piece)>],
    columns: &Columns,
) -> (Vec<(f32, f32)>, Vec<f32>) {
    let none = (f32::INFINITY, f32::NEG_INFINITY);
    let mut keys = vec![none; rows.len()];
    let mut all = keys.clone();
    for (col, own) in by_column.iter().enumerate() {
        let tells = columns.tells_rows.get(col).copied().unwrap_or(true);
        for (row, piece) in own.iter().filter(|_| tells) {
            let key = columns.is_key(col).then_some(&mut keys);
            for list in key.into_iter().chain([&mut all]) {
                if let Some(print) = list.get_mut(*row) {
                    *print = (print.0.min(piece.top), print.1.max(piece.bottom));
                }
            }
        }
    }
    let tops = all.iter().map(|print| print.0).collect();
    let own = keys.into_iter().zip(all);
    let prints = own.map(|(key, all)| if key.0.is_finite() { key } else { all });
    (prints.collect(), tops)
}

fn leading(rows: &[Row], by_column: &[Vec<(usize, Piece)>], columns: &Columns) -> Option<f32> {
    let mut gaps: Vec<f32> = Vec::new();
    let keys = by_column
        .iter()
        .enumerate()
        .filter(|(col, _)| columns.is_key(*col));
    for (_, own) in keys {
        let mut sorted: Vec<&(usize, Piece)> = own
            .iter()
            .filter(|(row, _)| rows.get(*row).is_some_and(|r| !r.header))
            .collect();
        sorted.sort_by(|a, b| a.1.top.total_cmp(&b.1.top));
        gaps.extend(sorted.windows(2).filter_map(|w| match w {
            [(a, upper), (b, lower)] if a == b => Some(lower.top - upper.bottom),
            _ => None,
        }));
    }
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied()
}

/// A column between two rules, or the table's ends.
struct Stretch<'a> {
    columns: &'a Columns,
    col: usize,
    /// Heights of its rows, and of the print that shows where their cells are set.
    rows: Vec<(f32, f32)>,
    prints: &'a [(f32, f32)],
    tops: &'a [f32],
    /// Its print, from the top.
    pieces: Vec<Piece>,
    lines: Vec<(f32, f32)>,
    leading: Option<f32>,
    /// Whether the cells at the two ends may go on over the page's edge, whether the first may be that of the page before by
    /// the header (there is none, or that one again), and how many rows at the top are the rest of one that the page break cut.
    open: (bool, bool),
    goes_on: bool,
    rest: usize,
    /// Which of its rows add up others.
    adds_up: &'a [bool],
    /// Whether rules elsewhere on each row's edge leave this column out, so that the rows are one cell or more of them.
    drawn: bool,
    /// Whether the limits of its rows are doubtful themselves.
    doubtful: bool,
}

/// The cells of a column between two rules (or the table's ends). `drawn`: rules elsewhere on each row's edge leave this
/// column out.
pub(super) fn cells(
    col: usize,
    stretch: Range<usize>,
    inside: Vec<(usize, Piece)>,
    drawn: bool,
    known: (&Columns, &[Row], &Known),
) -> Vec<Draft> {
    let (columns, rows, known) = known;
    let draft = |rows: Range<usize>, pieces: Vec<Piece>, doubts: Vec<Diagnostic>| Draft {
        rows,
        cols: col..=col,
        pieces,
        doubts,
    };
    let header = rows.get(stretch.start).is_some_and(|r| r.header);
    let mut pieces: Vec<Piece> = inside.iter().map(|(_, p)| p.clone()).collect();
    pieces.sort_by(|a, b| a.top.total_cmp(&b.top));
    let lines: Vec<(f32, f32)> = pieces.iter().map(|p| (p.top, p.bottom)).collect();
    let few = || header || known.closed || blocks(&lines, known.leading, columns.em).len() < 2;
    if stretch.len() == 1 || (drawn && few()) {
        return vec![draft(stretch, pieces, Vec::new())];
    }
    let first_body = rows.iter().position(|r| !r.header).unwrap_or(0);
    let open = (stretch.start == first_body, stretch.end == rows.len());
    let own = rows.get(stretch.clone()).unwrap_or_default();
    let numbered = known.numbered.get(stretch.clone()).unwrap_or_default();
    let rest = match columns.sequence() {
        Some(_) if open.0 => numbered.iter().take_while(|n| !**n).count(),
        _ => 0,
    };
    let column = Stretch {
        columns,
        col,
        rows: own.iter().map(|r| (r.top, r.bottom)).collect(),
        prints: known.prints.get(stretch.clone()).unwrap_or_default(),
        tops: known.tops.get(stretch.clone()).unwrap_or_default(),
        pieces,
        lines,
        leading: known.leading,
        open,
        goes_on: open.0 && (first_body == 0 || columns.again),
        rest,
        adds_up: known.adds_up.get(stretch.clone()).unwrap_or_default(),
        drawn,
        doubtful: own.iter().any(|r| r.doubtful),
    };
    let mut unsure: Vec<usize> = Vec::new();
    let shares = if header {
        None
    } else {
        column.shares(&mut unsure)
    };
    let unsure = |row: usize| unsure.contains(&row).then(|| doubt(true));
    match shares {
        Some((shares, doubtful)) => {
            // A row without a name beside names centred over several: whose it is cannot be seen.
            let several = |s: &Share| s.rows.len() > 1 && !s.lines.is_empty();
            let merged = column.is_of_names() && !drawn && shares.iter().any(several);
            let rest = 0..rest;
            let is_left_out =
                |share: &Share| share.lines.is_empty() && !rest.contains(&share.rows.start);
            // Then not all names stand in the middle of their rows, and none is sure to.
            let mixed = merged && shares.iter().any(is_left_out);
            let of = |share: Share| {
                let rows = share.rows.start + stretch.start..share.rows.end + stretch.start;
                let part = column.is_part(&share);
                if merged && is_left_out(&share) {
                    return draft(rows, Vec::new(), vec![left_out()]);
                }
                let doubted = part || !share.lines.is_empty() && rows.len() > 1;
                let loose = doubtful || mixed || share.off > OFF * columns.em;
                let off = part || loose || column.is_in_step(&share);
                let own = column.pieces.get(share.lines).map(<[_]>::to_vec);
                let first = unsure(share.rows.start);
                let doubts = doubted.then(|| doubt(off)).or(first).into_iter().collect();
                draft(rows, own.unwrap_or_default(), doubts)
            };
            shares.into_iter().map(of).collect()
        }
        None => {
            let mut out: Vec<Draft> = stretch
                .clone()
                .map(|r| {
                    let doubts = unsure(r - stretch.start).into_iter().collect();
                    draft(r..r + 1, Vec::new(), doubts)
                })
                .collect();
            for (row, piece) in inside {
                if let Some(d) = out.get_mut(row - stretch.start) {
                    d.pieces.push(piece);
                }
            }
            out
        }
    }
}

impl Stretch<'_> {
    /// Which rows each text has, and whether that is doubtful; none if each row has what is printed in it. Notes which rows
    /// another text than the one above would have if all of them were set in the middle, as they may be.
    fn shares(&self, unsure: &mut Vec<usize>) -> Option<(Vec<Share>, bool)> {
        let em = self.columns.em;
        if self.tells_rows() {
            // A column that has a cell in nearly every row may have merged ones nevertheless: they stand between rows.
            let single = self.columns.is_key(self.col)
                || self.doubtful
                || !self.columns.named()
                || spans::are_single(&self.rows, self.prints, &self.lines, EXACT * em);
            return if single {
                None
            } else {
                Some((self.by_lines()?, false))
            };
        }
        // A note on the line of a row is that row's, and so is what stands under no known name.
        let note = self.columns.roles.get(self.col) == Some(&Some(Role::Note));
        if (note || self.col > 0 && !self.columns.named())
            && spans::are_single(&self.rows, self.prints, &self.lines, OFF * em)
        {
            return None;
        }
        let blocks = self.blocks();
        let extents: Vec<(f32, f32)> = blocks
            .iter()
            .filter_map(|b| Some((self.lines.get(b.start)?.0, self.lines.get(b.end - 1)?.1)))
            .collect();
        let shares = spans::centred(&self.rows, &extents, self.open, self.rest)?;
        let shares: Vec<Share> = shares
            .into_iter()
            .map(|s| Share {
                lines: blocks
                    .get(s.lines.start)
                    .filter(|_| !s.lines.is_empty())
                    .cloned()
                    .unwrap_or(0..0),
                ..s
            })
            .collect();
        // A name is not torn, whatever fits.
        let tears = |finer: &Vec<Share>| self.is_of_names() && !self.parts_names(finer, &shares);
        // Whichever the print is nearer to; set at the top or beside the first row, the rows below are blank and take the
        // value from above.
        let off: f32 = shares.iter().map(|s| s.off).sum();
        let known = (self.prints, self.tops);
        let first = spans::at_first(&self.rows, known, &extents, self.goes_on, em);
        // What both fit is ambiguous; most tables are set in the middle, and the doubt is a warning.
        let slack = EXACT * em;
        let set = first.as_ref().map(|(set, _)| *set);
        if let Some((set, places)) = first
            && !self.drawn
            && set + slack < off
        {
            // Limits between rows are not drawn; whose a row is, is said sooner than what else stands in it.
            let most = if self.is_of_names() { OFF * em } else { slack };
            let several = |s: &&Share| s.rows.len() > 1;
            let exact = |s: Share| s.off <= most;
            if shares.iter().all(|s| s.off <= OFF * em)
                && shares.iter().filter(several).cloned().all(exact)
            {
                let named = shares.iter().filter(|s| !s.lines.is_empty());
                let above = named.zip(&places);
                unsure.extend(above.flat_map(|(share, place)| share.rows.start..*place));
            }
            let single = |shares: &Vec<Share>| shares.iter().all(|s| s.rows.len() == 1);
            let by_lines = self.by_lines().filter(single).filter(|f| !tears(f));
            return Some((by_lines.or_else(|| self.at(&places, &blocks))?, false));
        }
        let ambiguous = set.is_some_and(|set| (set - off).abs() <= slack);
        // Text of one cell may stand as near to the next one's as its own lines.
        let fits = shares.iter().all(|s| s.off <= OFF * em);
        match self.by_lines() {
            Some(finer) if (self.is_of_names() || !fits) && !tears(&finer) => {
                Some((finer, ambiguous))
            }
            _ => Some((shares, ambiguous)),
        }
    }

    /// Whether a text over several rows has as many lines, each beside the print of one: they may be as many texts.
    fn is_in_step(&self, share: &Share) -> bool {
        let middle = |(top, bottom): &(f32, f32)| f32::midpoint(*top, *bottom);
        let lines = self.lines.get(share.lines.clone()).unwrap_or_default();
        let prints = self.prints.get(share.rows.clone()).unwrap_or_default();
        let beside = |(a, b)| (middle(a) - middle(b)).abs() < EXACT * self.columns.em;
        lines.len() > 1 && lines.len() == prints.len() && lines.iter().zip(prints).all(beside)
    }

    /// The blocks of lines. Names beside two rows are two, however near these stand, if they are the same or the upper one does
    /// not fill its line.
    fn blocks(&self) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        for block in blocks(&self.lines, self.leading, self.columns.em) {
            let mut start = block.start;
            let own = self
                .pieces
                .get(block.clone())
                .filter(|_| self.is_of_names());
            let begins = own.map(beginnings).unwrap_or_default();
            for at in block.start + 1..block.end {
                if self.are_two(at) || begins.binary_search(&(at - block.start)).is_ok() {
                    out.push(start..at);
                    start = at;
                }
            }
            out.push(start..block.end);
        }
        out
    }

    /// Whether a line and the one above it are names of their own, each beside the print of a row.
    fn are_two(&self, at: usize) -> bool {
        let Some(pair) = at.checked_sub(1).and_then(|a| self.pieces.get(a..=at)) else {
            return false;
        };
        let [above, below] = pair else { return false };
        // A label of sums is a cell by itself.
        if below.sums {
            return true;
        }
        let beside = |p: &Piece| {
            let near = |print: &(f32, f32)| {
                (f32::midpoint(print.0, print.1) - p.middle()).abs() < OFF * self.columns.em
            };
            self.prints.iter().any(near)
        };
        // A line has room for the next character if it is shorter by one than another of its column.
        let (left, right) = self
            .columns
            .print
            .get(self.col)
            .copied()
            .unwrap_or_default();
        let room = right - left - above.line.bbox.width() > 0.9 * self.columns.em;
        let two = above.key == below.key || room && !below.key.starts_with('(');
        self.is_of_names() && two && pair.iter().all(beside)
    }

    /// Each block in its row alone, if some reach over the rows below and no line of them begins with one of these; where a
    /// name begins so that is one by itself, it is that row's.
    fn at(&self, places: &[usize], blocks: &[Range<usize>]) -> Option<Vec<Share>> {
        let within = |line: &(f32, f32), row: usize| {
            let own = self.rows.get(row);
            own.is_some_and(|r| f32::midpoint(line.0, line.1) < r.1)
        };
        let begins = |line: &(f32, f32), row: usize| {
            let near = |top: f32| (line.0 - top).abs() < LEVEL * self.columns.em;
            let below = self.prints.iter().zip(self.tops).enumerate().skip(row + 1);
            let mut below = below.filter(|(_, (print, top))| near(print.0) || near(**top));
            below.next().map(|(row, _)| row)
        };
        let mut shares: Vec<Share> = (0..self.rows.len())
            .map(|row| Share {
                rows: row..row + 1,
                lines: 0..0,
                off: 0.0,
            })
            .collect();
        let mut reaches = false;
        for (row, block) in places.iter().zip(blocks) {
            let (mut row, mut start) = (*row, block.start);
            let lines = self.lines.get(block.clone())?;
            let over = !lines.iter().all(|line| within(line, row));
            for (at, line) in block.clone().zip(lines).skip(1).filter(|_| over) {
                let Some(below) = begins(line, row) else {
                    continue;
                };
                if !self.is_of_names() {
                    return None;
                }
                if self.is_name(start..at) && self.is_name(at..block.end) {
                    shares.get_mut(row)?.lines = start..at;
                    (row, start) = (below, at);
                }
            }
            reaches |= over;
            shares.get_mut(row)?.lines = start..block.end;
        }
        reaches.then_some(shares)
    }

    /// Whether texts that stand close together are names of their own in a column of such: each that is parted is no name,
    /// or all its parts are.
    fn parts_names(&self, finer: &[Share], shares: &[Share]) -> bool {
        let within = |part: &&Share, whole: &Share| {
            !part.lines.is_empty()
                && part.lines.start >= whole.lines.start
                && part.lines.end <= whole.lines.end
        };
        let organ = |share: &Share| self.is_name(share.lines.clone());
        shares.iter().filter(|s| !s.lines.is_empty()).all(|whole| {
            let parts: Vec<&Share> = finer.iter().filter(|p| within(p, whole)).collect();
            parts.len() < 2 || !organ(whole) || parts.into_iter().all(organ)
        })
    }

    fn tells_rows(&self) -> bool {
        let tells = self.columns.tells_rows.get(self.col);
        tells.copied().unwrap_or(true)
    }

    fn by_lines(&self) -> Option<Vec<Share>> {
        let known = (self.leading, self.rest);
        let rows = spans::Rows {
            heights: &self.rows,
            prints: self.prints,
            adds_up: self.adds_up,
        };
        spans::by_lines(
            &rows,
            &self.lines,
            |at| self.are_two(at),
            known,
            (OFF, self.columns.em),
        )
    }

    /// Whether a text is no whole name, where a column is of such, and goes on in a line as near as lines are: it was cut.
    fn is_part(&self, share: &Share) -> bool {
        let gap = |upper: usize| match self.lines.get(upper..upper + 2) {
            Some([a, b]) => b.0 - a.1 < LEADING * self.columns.em,
            _ => false,
        };
        let above = share.lines.start.checked_sub(1).is_some_and(gap);
        let below = share.lines.end.checked_sub(1).is_some_and(gap);
        !share.lines.is_empty()
            && self.is_of_names()
            && (above || below)
            && !self.is_name(share.lines.clone())
    }

    fn is_of_names(&self) -> bool {
        self.columns.roles.get(self.col) == Some(&Some(Role::Purchaser))
    }

    /// Whether lines are the name of an organ, or say that it is the one above.
    fn is_name(&self, lines: Range<usize>) -> bool {
        let own = self.pieces.get(lines).unwrap_or_default();
        let chars = own.iter().flat_map(|p| &p.line.chars);
        let name = Key::of_chars(chars.map(|c| c.ch));
        office::is_body_named(&name) || labels::is_ditto(&name)
    }
}

/// Where in lines that stand together a body's name begins below the end of another: what stands above is a whole name, and what
/// stands below begins as the names of offices do and is one, too.
fn beginnings(pieces: &[Piece]) -> Vec<usize> {
    /// Lines of one name, set down the page.
    const MOST: usize = 40;
    let named = |own: Option<&[Piece]>| {
        let name: String = own.into_iter().flatten().map(|p| &*p.key).collect();
        name.chars().nth(2).is_some() && office::is_organ(&name)
    };
    let mut out = Vec::new();
    let mut start = 0;
    for (at, below) in pieces.iter().enumerate().skip(1) {
        let from = at.saturating_sub(MOST).max(start);
        let mut ends = at + 1..=pieces.len().min(at + MOST);
        if office::begins_name(&below.key)
            && named(pieces.get(from..at))
            && ends.any(|end| named(pieces.get(at..end)))
        {
            out.push(at);
            start = at;
        }
    }
    out
}

/// Lines of one cell stand together: as near as lines of a cell do here, if those of two cells are clearly farther apart.
fn blocks(lines: &[(f32, f32)], leading: Option<f32>, em: f32) -> Vec<Range<usize>> {
    // A tenth of an em: boxes of print are not more exact.
    let widest = (LEADING * em).max(leading.unwrap_or(0.0) + EXACT * em);
    let least = bands::leading(lines, em).map_or(widest, |own| own.min(widest));
    let mut out: Vec<Range<usize>> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let near = index
            .checked_sub(1)
            .and_then(|i| lines.get(i))
            .is_some_and(|before| line.0 - before.1 < least);
        match out.last_mut().filter(|_| near) {
            Some(block) => block.end = index + 1,
            None => out.push(index..index + 1),
        }
    }
    out
}

fn doubt(off: bool) -> Diagnostic {
    let severity = if off {
        Severity::Warning
    } else {
        Severity::Info
    };
    Diagnostic::new(
        codes::SPAN_BY_CENTRING,
        severity,
        "no rules are drawn round this merged cell; which rows it covers was read from its vertical middle",
        "该合并单元格四周没有框线，所辖行按文字的垂直居中位置推定",
    )
    .help(
        "compare with the printed page",
        "请对照原页核实",
    )
}

fn left_out() -> Diagnostic {
    Diagnostic::new(
        codes::SPAN_BY_CENTRING,
        Severity::Warning,
        "no merged cell of this column was found to cover this row, by their vertical middles; no rules are drawn round them",
        "该列合并单元格四周没有框线，按文字的垂直居中位置推定，此行不在任何一格之内",
    )
    .help(
        "compare with the printed page",
        "请对照原页核实",
    )
}
