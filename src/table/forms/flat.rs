//! One cell a line, as a table comes when it is pasted as plain text: blank cells are gone.
//!
//! The running numbers part the rows. A row with as many lines as there are columns is certain. From a shorter one the
//! blank cells are found by what each column can hold; where that leaves a choice, each cell concerned says so.

use std::collections::HashSet;

use super::fit::{self, BLANKS};
use super::{SUMMARY, grid, stretch};
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Role;
use crate::table::{Grid, GridCell, assemble, role};
use crate::text::Line;

/// A column of the list.
struct Column<'l> {
    upper: Option<&'l Line>,
    name: &'l Line,
    role: Option<Role>,
}

/// Reads a list that begins with its column names, the running number's first.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let first = lines.first()?;
    if role::of_header(&text(first)) != Some(Role::Sequence) {
        return None;
    }
    let (block, at) = block(lines);
    let start = block.iter().position(|l| number(l) == Some(1))?;
    let names = block.get(..start)?;
    let known = names.iter().filter(|l| role::is_name(&text(l))).count();
    if names.len() < 3 || known * 2 < names.len() {
        return None;
    }
    let body = block.get(start..)?;
    let columns = columns(names, body)?;
    let mut records = records(body, columns.len());
    // Blank lines between all cells do not show where the list ends: what is more than a row is text below it.
    let spaced = lines.get(1).is_some_and(Line::is_blank);
    let mut more = 0;
    if let Some(last) = records
        .last_mut()
        .filter(|r| spaced && r.len() > columns.len())
    {
        more = last.len() - columns.len();
        *last = last.get(..columns.len())?;
    }
    let used = at.get(block.len() - more - 1)? + 1;
    let seen = purchasers(&records, &columns);
    let two = columns.iter().any(|c| c.upper.is_some());
    let mut rows = header(&columns, two);
    let mut doubts: Vec<(usize, Vec<usize>)> = Vec::new();
    for record in records {
        let (row, doubtful) = place(record, &columns, &seen);
        if !doubtful.is_empty() {
            doubts.push((rows.len(), doubtful));
        }
        rows.push(row);
    }
    let mut grid = grid(rows)?;
    if two {
        span(&mut grid, &columns);
    }
    for (row, cols) in doubts {
        let concerned = |c: &&mut GridCell| c.row == row && cols.contains(&c.col);
        for cell in grid.cells.iter_mut().filter(concerned) {
            cell.doubts.push(doubt());
        }
    }
    ctx.check_time().ok()?;
    Some((grid, used))
}

/// The lines of the list and where each stands: up to a blank line, or, if a blank line parts every two cells, up to two.
fn block(lines: &[Line]) -> (Vec<Line>, Vec<usize>) {
    let spaced = lines.get(1).is_some_and(Line::is_blank);
    let (mut block, mut at, mut blanks) = (Vec::new(), Vec::new(), 0);
    for (index, line) in lines.iter().enumerate() {
        blanks = if line.is_blank() { blanks + 1 } else { 0 };
        if blanks > usize::from(spaced) {
            break;
        }
        if blanks == 0 {
            block.push(line.clone());
            at.push(index);
        }
    }
    (block, at)
}

fn text(line: &Line) -> String {
    assemble::plain(std::slice::from_ref(line))
}

fn number(line: &Line) -> Option<u32> {
    let text = text(line);
    (text.len() <= 4).then(|| text.parse().ok()).flatten()
}

/// The columns that the names stand for. A header of two rows comes with its lower names last: then the rows are one
/// shorter than there are names, and the last two names stand under the name of a sum.
fn columns<'l>(names: &'l [Line], body: &[Line]) -> Option<Vec<Column<'l>>> {
    let plain = |name: &'l Line| Column {
        upper: None,
        name,
        role: role::of_header(&text(name)),
    };
    let full = longest(body, names.len());
    let one_level = || Some(names.iter().map(plain).collect());
    if full == names.len() {
        return one_level();
    }
    let (upper, lower) = names.split_at(names.len().checked_sub(2)?);
    let sum = upper
        .iter()
        .rposition(|l| role::of_header(&text(l)) == Some(Role::Amount));
    // Parts of a sum have names of sums or none that is known; 备注 at the end is a column that every row leaves blank.
    let parts = lower.iter().all(|l| {
        matches!(
            role::of_header(&text(l)),
            None | Some(Role::Amount | Role::Source)
        )
    });
    let Some(sum) = sum.filter(|_| parts) else {
        return one_level().filter(|_| full + BLANKS >= names.len());
    };
    (full + 1 == names.len()).then(|| {
        upper
            .iter()
            .enumerate()
            .flat_map(|(index, name)| {
                if index == sum {
                    let under = |l: &'l Line| Column {
                        upper: Some(name),
                        name: l,
                        role: Some(Role::Amount),
                    };
                    lower.iter().map(under).collect()
                } else {
                    vec![plain(name)]
                }
            })
            .collect()
    })
}

/// Lines of the longest row, at most as many as there are names.
fn longest(body: &[Line], names: usize) -> usize {
    records(body, names)
        .iter()
        .filter(|r| r.first().is_some_and(|l| number(l).is_some()))
        .map(|r| r.len())
        .filter(|n| *n <= names)
        .max()
        .unwrap_or(0)
}

/// The lines of each row: a row begins with the next running number, or with the word of a sum.
fn records(body: &[Line], columns: usize) -> Vec<&[Line]> {
    let mut out = Vec::new();
    let (mut start, mut next) = (0, 2);
    let mut index = 1;
    while let Some(line) = body.get(index) {
        let summary = SUMMARY.contains(&text(line).as_str());
        // A sum may equal the next number: a row has a name and a sum at least, and of two such lines in a row the
        // second begins the next row.
        let sums = body
            .get(start)
            .is_some_and(|l| SUMMARY.contains(&text(l).as_str()));
        let least = if sums {
            1
        } else {
            columns.saturating_sub(BLANKS + 1).max(2)
        };
        let begins = number(line) == Some(next) && index - start >= least;
        let later = body.get(index + 1).and_then(number) == Some(next) && index - start < columns;
        if summary || (begins && !later) {
            out.extend(body.get(start..index));
            start = index;
            next += u32::from(!summary);
        }
        index += 1;
    }
    out.extend(body.get(start..));
    out
}

/// The purchasers of rows that have all their cells.
fn purchasers(records: &[&[Line]], columns: &[Column<'_>]) -> HashSet<String> {
    let Some(at) = columns.iter().position(|c| c.role == Some(Role::Purchaser)) else {
        return HashSet::new();
    };
    records
        .iter()
        .filter(|r| r.len() == columns.len())
        .filter_map(|r| r.get(at).map(text))
        .collect()
}

type Row = Vec<Vec<Line>>;

/// A row's lines in their columns, and the columns that are in doubt.
fn place(record: &[Line], columns: &[Column<'_>], seen: &HashSet<String>) -> (Row, Vec<usize>) {
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
        return summary(record, columns);
    }
    if record.len() >= count {
        // More lines than columns: a cell was wrapped, and which cannot be known.
        let mut row = filled(&[]);
        if let Some(last) = row.last_mut() {
            last.extend(record.iter().skip(count).cloned());
        }
        let doubtful = if record.len() > count {
            all
        } else {
            Vec::new()
        };
        return (row, doubtful);
    }
    let texts: Vec<String> = record.iter().map(text).collect();
    let roles: Vec<Option<Role>> = columns.iter().map(|c| c.role).collect();
    let choice = fit::choose(&texts, &roles, seen);
    (filled(&choice.blank), choice.doubtful)
}

/// A row of a sum: its word stands under the project, its sums under those columns that are left.
fn summary(record: &[Line], columns: &[Column<'_>]) -> (Row, Vec<usize>) {
    let mut row: Row = vec![Vec::new(); columns.len()];
    let label = columns
        .iter()
        .position(|c| c.role == Some(Role::Project))
        .unwrap_or(1);
    let sums: Vec<usize> = (0..columns.len())
        .filter(|c| {
            columns
                .get(*c)
                .is_some_and(|c| c.role == Some(Role::Amount))
        })
        .collect();
    let mut put = |col: usize, line: &Line| {
        if let Some(cell) = row.get_mut(col) {
            cell.push(stretch(line, &line.chars));
        }
    };
    let mut lines = record.iter();
    if let Some(line) = lines.next() {
        put(label, line);
    }
    let certain = record.len() == sums.len() + 1;
    for (index, line) in lines.enumerate() {
        put(sums.get(index).copied().unwrap_or(columns.len() - 1), line);
    }
    let doubtful = if certain { Vec::new() } else { sums };
    (row, doubtful)
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
