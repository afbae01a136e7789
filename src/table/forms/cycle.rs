//! One cell a line without running numbers: the column names, then the same number of lines for every row.
//!
//! Nothing parts the rows but what the cells hold, so every row must be complete: in every column either all cells are
//! sums or none is.

use std::ops::Range;

use super::{Tried, grid, is_page_number, residue, roles, stretch};
use crate::lexicon::key::Key;
use crate::lexicon::{labels, money, role};
use crate::model::Role;
use crate::table::Grid;
use crate::text::Line;

/// Rows that must keep to the columns before they are believed: with fewer, names and sums take turns by chance.
const ROWS: usize = 3;
/// Most columns: three pairs side by side have six, the widest lists fifteen.
const COLUMNS: usize = 15;

/// Lines that hold cells, read as far as they are asked for: most lines of a text begin no list.
struct Cells<'a> {
    lines: &'a [Line],
    /// Lines looked at so far.
    seen: usize,
    /// Numbers of the lines that hold cells, and their texts.
    read: Vec<(usize, Key)>,
}

impl Cells<'_> {
    /// The text of a cell, unless the list has ended before.
    fn get(&mut self, at: usize) -> Option<&str> {
        while self.read.len() <= at {
            let line = self.lines.get(self.seen)?;
            if !line.is_blank() && !is_page_number(line) {
                let text = line.key();
                // A sentence ends the list.
                if text.ends_with('。') {
                    return None;
                }
                self.read.push((self.seen, text));
            }
            self.seen += 1;
        }
        self.read.get(at).map(|(_, text)| &**text)
    }

    /// The role that a cell names if it may be the name of a column. Each is asked once for all lists that it may be in.
    fn name(&mut self, at: usize, tried: &mut Tried) -> Option<Option<Role>> {
        self.get(at)?;
        let (line, text) = self.read.get(at)?;
        let left = self.lines.len() - line;
        let role = || is_name(text).then(|| role::of_header(text));
        *tried.names.entry(left).or_insert_with(role)
    }

    /// The texts of a row.
    fn row(&mut self, range: Range<usize>) -> Option<Vec<&str>> {
        self.get(range.end.checked_sub(1)?)?;
        let row = self.read.get(range)?;
        Some(row.iter().map(|(_, text)| &**text).collect())
    }

    fn line(&self, at: usize) -> Option<&Line> {
        self.read.get(at).and_then(|(i, _)| self.lines.get(*i))
    }
}

/// Reads a list that begins with its column names.
pub(super) fn read(lines: &[Line], tried: &mut Tried) -> Option<(Grid, usize)> {
    let mut cells = Cells {
        lines,
        seen: 0,
        read: Vec::new(),
    };
    let names = names(&mut cells, tried);
    let (columns, used) = (2..=names.len()).find_map(|n| {
        let used = rows(&mut cells, names.get(..n)?)?;
        Some((n, used))
    })?;
    let cell = |at: usize| {
        cells
            .line(at)
            .filter(|_| at < used)
            .map(|l| vec![stretch(l, &l.chars)])
            .unwrap_or_default()
    };
    let mut rows: Vec<Vec<Vec<Line>>> = (0..used.div_ceil(columns))
        .map(|r| (r * columns..(r + 1) * columns).map(cell).collect())
        .collect();
    // The row of the sum has no blank cells to hold its numbers in place.
    let roles = rows.first().map(|header| roles(header)).unwrap_or_default();
    let added = residue::added(&rows, 1, &roles);
    if let Some(last) = rows.last_mut().filter(|_| !used.is_multiple_of(columns)) {
        residue::shift(last, columns, &added);
    }
    let end = cells.read.get(used.checked_sub(1)?)?.0 + 1;
    grid(rows).map(|g| (g, end))
}

/// What stands below a name: sums, words, or either.
#[derive(Clone, Copy, PartialEq)]
enum Below {
    Sums,
    Words,
    Any,
}

/// Of each cell at the beginning that may be the name of a column, what stands below it. The running number's is the first
/// of its table: what stands above it is the table's title.
fn names(cells: &mut Cells<'_>, tried: &mut Tried) -> Vec<Below> {
    if cells.lines.first().is_none_or(Line::is_blank) {
        return Vec::new();
    }
    (0..COLUMNS)
        .map_while(|at| {
            let role = cells.name(at, tried)?;
            (at == 0 || role != Some(Role::Sequence)).then(|| below(role))
        })
        .collect()
}

fn below(role: Option<Role>) -> Below {
    match role {
        Some(Role::Amount) => Below::Sums,
        Some(
            Role::Project
            | Role::Content
            | Role::Purchaser
            | Role::Provider
            | Role::Beneficiary
            | Role::Method
            | Role::Source,
        ) => Below::Words,
        _ => Below::Any,
    }
}

/// A column name: short, without marks, no number.
fn is_name(text: &str) -> bool {
    // The longest header in use, 受益对象（服务对象）及人数, has thirteen characters; a word may be added to it.
    (1..=15).contains(&text.chars().count())
        && !money::is_sum(text)
        && !text.contains([':', '。', ',', ';'])
        && labels::summary(text).is_none()
}

/// How many cells belong to the list if it has these columns.
fn rows(cells: &mut Cells<'_>, names: &[Below]) -> Option<usize> {
    let columns = names.len();
    if !names.contains(&Below::Sums) || names.first() == Some(&Below::Sums) {
        return None;
    }
    let kinds = |row: Vec<&str>| -> Vec<bool> { row.iter().map(|t| money::is_sum(t)).collect() };
    let first = kinds(cells.row(columns..2 * columns)?);
    // Sums stand under names of sums; other columns may hold numbers too (户数), the first has names.
    let fits = names.iter().zip(&first).all(|(name, is)| match name {
        Below::Sums => *is,
        Below::Words => !is,
        Below::Any => true,
    });
    if !fits || first.first() == Some(&true) {
        return None;
    }
    let mut used = 2 * columns;
    while let Some(row) = cells.row(used..used + columns)
        && kinds(row) == first
    {
        used += columns;
    }
    if used < (ROWS + 1) * columns {
        return None;
    }
    // The row of the sum may have nothing but its word and the sums.
    if columns > 2
        && cells
            .get(used)
            .is_some_and(|t| labels::summary(t).is_some())
    {
        let sums = (1..=columns)
            .take_while(|n| cells.get(used + n).is_some_and(money::is_sum))
            .count();
        if sums > 0 && sums < columns {
            used += sums + 1;
        }
    }
    Some(used)
}
