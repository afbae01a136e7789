//! One cell a line, as a table comes when it is pasted as plain text: blank cells are gone.
//!
//! The running numbers part the rows. A row with as many lines as there are columns is certain. From a shorter one the
//! blank cells are found by what each column can hold; where that leaves a choice, each cell concerned says so.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::fit;
use super::{exceeds, grid, is_gap, is_page_number, stands_between_pages, stretch, too_large};
use crate::accounts::Discard;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::{labels, money, numeral, role, standing};
use crate::model::Role;
use crate::table::{Grid, GridCell};
use crate::text::Line;

/// A column of the list.
struct Column<'l> {
    upper: Option<&'l Line>,
    name: &'l Line,
    role: Option<Role>,
}

/// Most lines that a list's first number is looked for in: the widest lists met have fifteen columns; twice as many leave
/// room for names of two levels.
const NAMES: usize = 30;

/// Reads a list that begins with its column names, the running number's first.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let first = lines.first()?;
    if role::of_header(&first.key()) != Some(Role::Sequence) {
        return None;
    }
    let mut near = lines.iter().filter(|l| !l.is_blank()).take(NAMES);
    if !near.any(|l| number(l) == Some(1)) {
        return None;
    }
    let Block {
        lines: block,
        at,
        left_out,
    } = block(lines);
    let start = block.iter().position(|l| number(l) == Some(1))?;
    let names = block.get(..start)?;
    let known = names.iter().filter(|l| role::is_name(&l.key())).count();
    if names.len() < 3 || known * 2 < names.len() {
        return None;
    }
    let body = block.get(start..)?;
    ctx.check_time().ok()?;
    let columns = columns(names, body)?;
    ctx.check_time().ok()?;
    // A table that was written out column by column begins like a list too; its rows are none.
    let items = records(body, &columns);
    let items = items
        .iter()
        .filter(|r| r.first().is_some_and(|l| number(l).is_some()));
    if rows_that_fit(body, &columns) * 2 < items.count() {
        return None;
    }
    ctx.check_time().ok()?;
    let mut records = records(body, &columns);
    // Blank lines between all cells do not show where the list ends: what is more than a row is text below it.
    let spaced = lines.get(1).is_some_and(Line::is_blank);
    let mut more = 0;
    if let Some(last) = records.last_mut().filter(|_| spaced) {
        let length = extent(last, columns.len());
        more = last.len() - length;
        *last = last.get(..length)?;
    }
    let used = at.get(block.len() - more - 1)? + 1;
    let seen = purchasers(&records, &columns);
    let numeric = numeric(&records, &columns);
    let two = columns.iter().any(|c| c.upper.is_some());
    let mut rows = header(&columns, two);
    let mut doubts: HashMap<usize, Vec<usize>> = HashMap::new();
    for record in records {
        let (row, doubtful) = place(record, &columns, &numeric, &seen);
        if !doubtful.is_empty() {
            doubts.insert(rows.len(), doubtful);
        }
        rows.push(row);
    }
    if exceeds(rows.len(), columns.len(), ctx) {
        return Some((too_large(rows.len(), columns.len()), used));
    }
    let mut grid = grid(rows)?;
    if two {
        span(&mut grid, &columns);
    }
    let concerned = |c: &GridCell| doubts.get(&c.row).is_some_and(|cols| cols.contains(&c.col));
    for cell in grid.cells.iter_mut().filter(|c| concerned(c)) {
        cell.doubts.push(doubt());
    }
    for (at, line, why) in left_out {
        if at < used {
            ctx.accounts.discard(&line.chars, why);
        }
    }
    ctx.check_time().ok()?;
    Some((grid, used))
}

/// How many of the last row's lines can be its own.
fn extent(row: &[Line], columns: usize) -> usize {
    let sum = row.first().is_some_and(|l| number(l).is_none());
    let sums = row.iter().skip(1).take_while(|l| money::is_sum(&l.key()));
    row.len().min(if sum { 1 + sums.count() } else { columns })
}

/// Whether a line can only be the paper's, not a cell: the label of an attachment, the imprint, a note.
fn is_outside(line: &Line) -> bool {
    let text = line.key();
    let label = text
        .strip_prefix("附件")
        .is_some_and(|t| t.trim_end_matches(':').chars().all(|c| c.is_ascii_digit()));
    label || labels::is_note(&text) || labels::is_distribution(&text)
}

/// Most lines of a row that a list is looked through for its next number: the widest lists met have fifteen columns.
const LONGEST: usize = 15;

/// Whether the list goes on after its numbers so far: the next running number follows before another list begins.
fn goes_on(numbers: &HashSet<u32>, rest: &[Line]) -> bool {
    let is_header = |l: &&Line| role::of_header(&l.key()) == Some(Role::Sequence);
    let rest = rest.iter().filter(|l| !l.is_blank()).take(LONGEST);
    let mut near = rest.take_while(|l| !is_header(l)).filter_map(number);
    near.any(|n| !numbers.contains(&n) && n.checked_sub(1).is_some_and(|b| numbers.contains(&b)))
}

/// The lines of a list.
struct Block<'l> {
    lines: Vec<Line>,
    /// Where each stands.
    at: Vec<usize>,
    /// Lines that the pages of the list begin and end with, where they stand, and what they are.
    left_out: Vec<(usize, &'l Line, Discard)>,
}

/// The lines of the list: up to a blank line, or, if a blank line parts every two cells, up to two. Page numbers are none of
/// them, nor names of columns that are said again.
fn block(lines: &[Line]) -> Block<'_> {
    let spaced = lines.get(1).is_some_and(Line::is_blank);
    let (mut block, mut at, mut blanks) = (Vec::new(), Vec::new(), 0);
    let (mut left_out, mut again) = (Vec::new(), 0);
    let mut numbers = HashSet::new();
    let mut resumes = 0;
    for (index, line) in lines.iter().enumerate() {
        if index >= resumes {
            resumes = index + page_break(&block, &numbers, lines.get(index..).unwrap_or_default());
        }
        if index < resumes {
            if !line.is_blank() {
                left_out.push((index, line, Discard::PageNumber));
            }
            continue;
        }
        blanks = if line.is_blank() { blanks + 1 } else { 0 };
        let rest = lines.get(index + 1..).unwrap_or_default();
        if blanks > usize::from(spaced) || is_outside(line) && !goes_on(&numbers, rest) {
            break;
        }
        if blanks > 0 {
            continue;
        }
        if again == 0 {
            again = names_again(&block, lines.get(index..).unwrap_or_default());
        }
        if again > 0 {
            left_out.push((index, line, Discard::RepeatedHeader));
            again -= 1;
        } else if is_page_number(line) {
            left_out.push((index, line, Discard::PageNumber));
        } else {
            numbers.extend(number(line));
            block.push(line.clone());
            at.push(index);
        }
    }
    Block {
        lines: block,
        at,
        left_out,
    }
}

/// How many lines, blank ones and a page number among them, part two pages of the list, if the next do and it goes on below.
fn page_break(block: &[Line], numbers: &HashSet<u32>, rest: &[Line]) -> usize {
    let length = rest.iter().take_while(|l| is_gap(l)).count();
    let (gap, below) = rest.split_at(length);
    if length == 0 || !gap.iter().any(stands_between_pages) || !goes_on(numbers, below) {
        return 0;
    }
    // 2/3 may be a cell, unless it stands between two rows and no others near it have one.
    let certain = gap.iter().all(|l| l.is_blank() || is_page_number(l));
    let next = below.first().and_then(number);
    let between = next.is_some_and(|n| n.checked_sub(1).is_some_and(|b| numbers.contains(&b)));
    let near = block.iter().rev().take(LONGEST);
    let near = near.chain(below.iter().take(LONGEST));
    let alone = || !near.into_iter().any(stands_between_pages);
    if certain || between && alone() {
        length
    } else {
        0
    }
}

/// How many lines say all the names of the columns again, if the next do.
fn names_again(block: &[Line], rest: &[Line]) -> usize {
    let (Some(first), Some(next)) = (block.first(), rest.first()) else {
        return 0;
    };
    if first.key() != next.key() {
        return 0;
    }
    let names = block.iter().take_while(|l| number(l) != Some(1));
    let mut rest = rest.iter().filter(|l| !l.is_blank());
    let count = names.clone().count();
    let all = names
        .into_iter()
        .all(|n| rest.next().is_some_and(|l| l.key() == n.key()));
    if all && count < block.len() { count } else { 0 }
}

fn number(line: &Line) -> Option<u32> {
    let text = line.key();
    (text.len() <= 4).then(|| text.parse().ok()).flatten()
}

/// Most names that stand under one: 中央, 省级, 市级, 区级.
const LOWER: usize = 4;

/// The columns that the names stand for. A header of two rows comes with its lower names last, and they stand under the
/// name of a sum; the rows then have one cell less than there are names. What more rows can be is right.
fn columns<'l>(names: &'l [Line], body: &[Line]) -> Option<Vec<Column<'l>>> {
    let one_level: Vec<Column<'_>> = names.iter().map(plain).collect();
    let full = longest(body, &one_level);
    if full == names.len() {
        return Some(one_level);
    }
    let two_levels = (2..=LOWER).rev().filter_map(|n| two_levels(names, n));
    let mut best: Option<(usize, Vec<Column<'_>>)> = None;
    for columns in two_levels {
        let rows = rows_that_fit(body, &columns);
        if rows > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((rows, columns));
        }
    }
    match best {
        Some((rows, columns)) if rows >= rows_that_fit(body, &one_level) => Some(columns),
        _ => (full + fit::most_blanks(names.len()) >= names.len()).then_some(one_level),
    }
}

fn plain(name: &Line) -> Column<'_> {
    Column {
        upper: None,
        name,
        role: role::of_header(&name.key()),
    }
}

/// The columns if the last names stand under the last name of a sum before them.
fn two_levels(names: &[Line], lower: usize) -> Option<Vec<Column<'_>>> {
    let (upper, lower) = names.split_at(names.len().checked_sub(lower)?);
    let role = |l: &Line| role::of_header(&l.key());
    let sum = upper
        .iter()
        .rposition(|l| matches!(role(l), Some(Role::Amount | Role::Source)))?;
    // Parts of a sum have names of sums or none that is known; 备注 at the end is a column that every row leaves blank.
    let part = |l: &Line| matches!(role(l), None | Some(Role::Amount | Role::Source));
    let under = |name| Column {
        upper: upper.get(sum),
        name,
        role: Some(Role::Amount),
    };
    lower.iter().all(part).then(|| {
        let (before, after) = (upper.iter().take(sum), upper.iter().skip(sum + 1));
        before
            .map(plain)
            .chain(lower.iter().map(under))
            .chain(after.map(plain))
            .collect()
    })
}

fn roles(columns: &[Column<'_>]) -> Vec<Option<Role>> {
    columns.iter().map(|c| c.role).collect()
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|l| l.key().into()).collect()
}

/// How many rows their cells can make up.
fn rows_that_fit(body: &[Line], columns: &[Column<'_>]) -> usize {
    let roles = roles(columns);
    records(body, columns)
        .iter()
        .filter(|r| fit::possible(&texts(r), &roles))
        .count()
}

/// Lines of the longest row, at most as many as there are columns.
fn longest(body: &[Line], columns: &[Column<'_>]) -> usize {
    records(body, columns)
        .iter()
        .filter(|r| r.first().is_some_and(|l| number(l).is_some()))
        .map(|r| r.len())
        .filter(|n| *n <= columns.len())
        .max()
        .unwrap_or(0)
}

/// The lines of each row: a row begins with the next running number, or with the word of a sum.
fn records<'b>(body: &'b [Line], columns: &[Column<'_>]) -> Vec<&'b [Line]> {
    let cells = Cells {
        roles: roles(columns),
        texts: texts(body),
        numbers: body.iter().map(number).collect(),
    };
    let (mut out, mut start, mut next) = (Vec::new(), 0, 2);
    while start < body.len() {
        let end = cells.end(start, next);
        out.extend(body.get(start..end));
        next += u32::from(end < body.len() && !cells.adds_up(end));
        start = end;
    }
    out
}

/// The lines of a list, as what they may be.
struct Cells {
    roles: Vec<Option<Role>>,
    texts: Vec<String>,
    numbers: Vec<Option<u32>>,
}

impl Cells {
    /// Where a row ends. A sum in it may equal the next running number: of several such lines that one begins the next
    /// row which leaves two rows whose cells fit their columns.
    fn end(&self, start: usize, next: u32) -> usize {
        let least = if self.adds_up(start) {
            1
        } else {
            let columns = self.roles.len();
            columns.saturating_sub(fit::most_blanks(columns) + 1).max(2)
        };
        let near = self.numbered(start, least, next);
        let followed = |at: &usize| {
            let ends = self.numbered(*at, 1, next + 1);
            let rest = self.within(*at).end;
            ends.iter().chain([&rest]).any(|to| self.fits(*at, *to))
        };
        // The last row of all, or the last before a sum, has nothing after it: such a number is its own.
        let rest = self.within(start).end;
        let last = rest == self.texts.len() || self.adds_up(rest);
        if last && !near.iter().any(followed) && self.fits(start, rest) {
            return rest;
        }
        near.iter()
            .find(|at| self.fits(start, **at) && followed(at))
            .or_else(|| near.iter().find(|at| followed(at)))
            .or_else(|| near.iter().find(|at| self.fits(start, **at)))
            .or_else(|| near.first())
            .copied()
            // A row with more lines than columns has a wrapped cell; it ends at the first number that goes on.
            .or_else(|| {
                (start + least..self.texts.len())
                    .find(|at| self.adds_up(*at) || self.numbers.get(*at) == Some(&Some(next)))
            })
            .map_or(self.texts.len(), |at| {
                self.summary(start).unwrap_or(at).min(at)
            })
    }

    /// Whether a line is the word of a sum.
    fn adds_up(&self, at: usize) -> bool {
        self.texts
            .get(at)
            .is_some_and(|t| labels::summary(t).is_some())
    }

    /// The word of a sum that follows a row's beginning, no farther than a row is long.
    fn summary(&self, start: usize) -> Option<usize> {
        (start + 1..=start + self.roles.len()).find(|at| self.adds_up(*at))
    }

    /// The lines after a row's beginning that may be the row's, or the first of the next.
    fn within(&self, start: usize) -> Range<usize> {
        let last = self.summary(start).unwrap_or(start + self.roles.len());
        start + 1..last.min(self.texts.len())
    }

    /// Lines that are the wanted number, so many lines after a row's beginning at least.
    fn numbered(&self, start: usize, least: usize, wanted: u32) -> Vec<usize> {
        let lines = start + least..self.within(start).end + 1;
        lines
            .filter(|at| self.numbers.get(*at) == Some(&Some(wanted)))
            .collect()
    }

    /// Whether lines can be a row of a sum, or an item's.
    fn fits(&self, from: usize, to: usize) -> bool {
        let row = self.texts.get(from..to).unwrap_or_default();
        self.adds_up(from) || fit::possible(row, &self.roles)
    }
}

/// The purchasers of rows that have all their cells.
fn purchasers(records: &[&[Line]], columns: &[Column<'_>]) -> HashSet<String> {
    let Some(at) = columns.iter().position(|c| c.role == Some(Role::Purchaser)) else {
        return HashSet::new();
    };
    records
        .iter()
        .filter(|r| r.len() == columns.len())
        .filter_map(|r| r.get(at).map(|l| l.key().into()))
        .collect()
}

type Row = Vec<Vec<Line>>;

/// A row's lines in their columns, and the columns that are in doubt.
fn place(
    record: &[Line],
    columns: &[Column<'_>],
    numeric: &[bool],
    seen: &HashSet<String>,
) -> (Row, Vec<usize>) {
    let count = columns.len();
    let all: Vec<usize> = (0..count).collect();
    let filled = |blank: &[usize]| -> Row {
        let mut lines = record.iter();
        (0..count)
            .map(|col| {
                let own = if blank.contains(&col) {
                    None
                } else {
                    lines.next()
                };
                own.map(|l| vec![stretch(l, &l.chars)]).unwrap_or_default()
            })
            .collect()
    };
    if record.first().is_some_and(|l| number(l).is_none()) {
        return summary(record, columns, numeric);
    }
    if record.len() >= count {
        // More lines than columns: a cell was wrapped, and which cannot be known.
        let mut row = filled(&[]);
        if let Some(last) = row.last_mut() {
            last.extend(record.iter().skip(count).cloned());
        }
        // So are they if a cell is not what its column holds: one was blank, and another one wrapped.
        let certain = record.len() == count && fit::possible(&texts(record), &roles(columns));
        let doubtful = if certain { Vec::new() } else { all };
        return (row, doubtful);
    }
    let choice = fit::choose(&texts(record), &roles(columns), seen);
    (filled(&choice.blank), choice.doubtful)
}

/// A row of a sum: its word stands under the project, its sums under the columns of numbers, if there are as many.
fn summary(record: &[Line], columns: &[Column<'_>], numeric: &[bool]) -> (Row, Vec<usize>) {
    let mut row: Row = vec![Vec::new(); columns.len()];
    let at = |role| columns.iter().position(|c| c.role == Some(role));
    let label = at(Role::Project).unwrap_or(1);
    let which = |test: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..columns.len()).filter(|c| test(*c)).collect()
    };
    // Prices and rates are not added up.
    let added = |c: usize| {
        columns
            .get(c)
            .is_some_and(|c| !standing::is_price(&c.name.key()))
    };
    let money = |c: usize| columns.get(c).is_some_and(|c| c.role == Some(Role::Amount));
    let sums = which(&|c| money(c) && added(c));
    let numbers = which(&|c| numeric.get(c) == Some(&true) && added(c) || sums.contains(&c));
    let follow = record.len().saturating_sub(1);
    let certain = [&sums, &numbers].into_iter().find(|c| c.len() == follow);
    // What is more than there are numbers goes to the columns that are left, never two numbers into one cell.
    let left = which(&|c| c != label && Some(c) != at(Role::Sequence) && !numbers.contains(&c));
    let mut places = certain.unwrap_or(&numbers).iter().chain(&left).copied();
    let mut used = Vec::new();
    for (index, line) in record.iter().enumerate() {
        let col = match index {
            0 => label,
            _ => places.next().unwrap_or(columns.len() - 1),
        };
        if let Some(cell) = row.get_mut(col) {
            cell.push(stretch(line, &line.chars));
        }
        used.push(col);
    }
    let doubtful = match certain {
        Some(_) => Vec::new(),
        None => numbers.into_iter().chain(used).collect(),
    };
    (row, doubtful)
}

/// Of each column, whether every row that has all its cells holds a number there; the running number's is none.
fn numeric(records: &[&[Line]], columns: &[Column<'_>]) -> Vec<bool> {
    let whole: Vec<&&[Line]> = records
        .iter()
        .filter(|r| r.len() == columns.len())
        .collect();
    let number =
        |row: &&&[Line], col: usize| row.get(col).is_some_and(|l| numeral::is_figures(&l.key()));
    columns
        .iter()
        .enumerate()
        .map(|(col, column)| {
            column.role != Some(Role::Sequence)
                && !whole.is_empty()
                && whole.iter().all(|row| number(row, col))
        })
        .collect()
}

/// The header's rows.
fn header(columns: &[Column<'_>], two: bool) -> Vec<Row> {
    let cell = |line: &Line| vec![stretch(line, &line.chars)];
    if !two {
        return vec![columns.iter().map(|c| cell(c.name)).collect()];
    }
    let mut before: Option<&Line> = None;
    let upper = columns
        .iter()
        .map(|c| match c.upper {
            Some(line) if before.is_some_and(|b| std::ptr::eq(b, line)) => Vec::new(),
            Some(line) => {
                before = Some(line);
                cell(line)
            }
            None => cell(c.name),
        })
        .collect();
    let lower = columns
        .iter()
        .map(|c| c.upper.map(|_| cell(c.name)).unwrap_or_default())
        .collect();
    vec![upper, lower]
}

/// Gives the cells of a header of two rows their spans.
fn span(grid: &mut Grid, columns: &[Column<'_>]) {
    let under = |col: usize| columns.get(col).is_some_and(|c| c.upper.is_some());
    let first = (0..columns.len()).find(|c| under(*c)).unwrap_or(0);
    let wide = (0..columns.len()).filter(|c| under(*c)).count();
    grid.cells.retain(|c| {
        let covered =
            (c.row == 1 && !under(c.col)) || (c.row == 0 && under(c.col) && c.col != first);
        !covered
    });
    for cell in grid.cells.iter_mut().filter(|c| c.row == 0) {
        if cell.col == first {
            cell.col_span = wide;
        } else {
            cell.row_span = 2;
        }
    }
}

pub(super) fn doubt() -> Diagnostic {
    Diagnostic::new(
        "form.ambiguous_cells",
        Severity::Warning,
        "this row has fewer lines than the table has columns; which cell was blank cannot be known from text",
        "该行缺少单元格，纯文本中无法确定空白的是哪一格",
    )
    .help("compare with the printed page", "请对照原页核实")
}
