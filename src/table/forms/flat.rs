//! One cell a line, as a table comes when it is pasted as plain text: blank cells are gone.
//!
//! The running numbers part the rows. A row with as many lines as there are columns is certain. From a shorter one the
//! blank cells are found by what each column can hold; where that leaves a choice, each cell concerned says so.

use std::collections::HashSet;

use super::{SUMMARY, grid, stretch};
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Role;
use crate::table::{Grid, GridCell, assemble, role};
use crate::text::Line;

/// Most blank cells that are looked for in a row: three of six or seven leave nothing to be certain of.
const BLANKS: usize = 2;

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
    let used = lines.iter().take_while(|l| !l.is_blank()).count();
    let block = lines.get(..used)?;
    let start = block.iter().position(|l| number(l) == Some(1))?;
    let names = block.get(..start)?;
    let known = names
        .iter()
        .filter(|l| role::of_header(&text(l)).is_some())
        .count();
    if names.len() < 3 || known * 2 < names.len() {
        return None;
    }
    let body = block.get(start..)?;
    let columns = columns(names, body)?;
    let records = records(body, columns.len());
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
    if full == names.len() {
        return Some(names.iter().map(plain).collect());
    }
    let (upper, lower) = names.split_at(names.len().checked_sub(2)?);
    let sum = upper
        .iter()
        .rposition(|l| role::of_header(&text(l)) == Some(Role::Amount))?;
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
    let choices: Vec<Vec<usize>> = blanks(count, count - record.len())
        .into_iter()
        .filter(|blank| fits(record, columns, blank, seen))
        .collect();
    match choices.as_slice() {
        [] => (filled(&(record.len()..count).collect::<Vec<_>>()), all),
        [only] => (filled(only), Vec::new()),
        [.., last] => {
            // A blank purchaser is the commonest; else columns farther right are blank more often.
            let purchaser = columns.iter().position(|c| c.role == Some(Role::Purchaser));
            let first = choices
                .iter()
                .find(|c| purchaser.is_some_and(|p| c.contains(&p)))
                .unwrap_or(last);
            // What stands in the same place whichever cells are blank is certain.
            let row = filled(first);
            let differs =
                |col: &usize| choices.iter().any(|c| filled(c).get(*col) != row.get(*col));
            let doubtful = all.into_iter().filter(differs).collect();
            (row, doubtful)
        }
    }
}

/// Every choice of so many blank cells; the running number is never blank.
fn blanks(count: usize, missing: usize) -> Vec<Vec<usize>> {
    match missing {
        1 => (1..count).map(|a| vec![a]).collect(),
        2 => (1..count)
            .flat_map(|a| (a + 1..count).map(move |b| vec![a, b]))
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether each line can stand in its column if these are blank.
fn fits(record: &[Line], columns: &[Column<'_>], blank: &[usize], seen: &HashSet<String>) -> bool {
    let mut lines = record.iter();
    columns.iter().enumerate().all(|(col, column)| {
        if blank.contains(&col) {
            return !matches!(column.role, Some(Role::Project | Role::Sequence));
        }
        let Some(line) = lines.next() else {
            return false;
        };
        let text = text(line);
        match column.role {
            Some(Role::Amount) => is_sum(&text),
            Some(Role::Purchaser) => seen.contains(&text) || role::is_organ(&text),
            Some(Role::Project | Role::Content | Role::Beneficiary) => {
                !is_sum(&text) && !seen.contains(&text)
            }
            _ => true,
        }
    })
}

/// Whether a text can stand in a column of sums: a number of money, a bound, or a word for what is settled later.
fn is_sum(text: &str) -> bool {
    let words = [
        "实结算",
        "实列支",
        "实拨付",
        "实核销",
        "待定",
        "面议",
        "另行",
        "见附",
    ];
    let marks = ["/", "—", "－", "-", "——"];
    // The longest notation in use, 不超过3万元（按实结算）, has fourteen characters.
    if text.chars().count() > 16 {
        return false;
    }
    if marks.contains(&text) || words.iter().any(|w| text.contains(w)) {
        return true;
    }
    // Without what stands in brackets and the words of sums, hardly anything is left of one: 8000余户老人 is none.
    let (mut rest, mut depth, mut digits) = (0, 0_i32, 0);
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ if depth > 0 => {}
            _ if c.is_numeric() || "壹贰叁肆伍陆柒捌玖".contains(c) => digits += 1,
            _ if SUM.contains(c) => {}
            _ => rest += 1,
        }
    }
    digits > 0 && rest <= 1
}

/// Characters of units, bounds and rates.
const SUM: &str = "拾佰仟百千万亿元圆角分整正人民币￥¥约余左右近不超过以内低于至少每年月日次天小时学节课场个/.,，·~～-—―至到上下限高最含税价单 ";

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

fn doubt() -> Diagnostic {
    Diagnostic::new(
        "form.ambiguous_cells",
        Severity::Warning,
        "this row has fewer lines than the table has columns; which cell was blank cannot be known from text",
        "该行缺少单元格，纯文本中无法确定空白的是哪一格",
    )
    .help("compare with the printed page", "请对照原页核实")
}
