//! Columns aligned with blanks: two or more between cells, the same gaps on every line.

use super::pages::repeats;
use super::words::{self, ends_in_remarks, in_columns, with_label};
use super::{
    Tried, counted, grid, is_header, is_ruler, is_spaced, is_summary, rests, roles, stretch, tokens,
};
use crate::codes;
use std::collections::BTreeSet;

use crate::accounts::Char;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::money::{self, unit};
use crate::lexicon::{ordinal, role};
use crate::model::Role;
use crate::table::{Grid, assemble};
use crate::text::Line;

/// Reads a table that begins with a line of column names. Nothing is read where the lines do not keep to columns: text
/// laid out by a PDF tool shifts from line to line, and a cell in the wrong column would be a wrong value.
pub(super) fn read(lines: &[Line], tried: &mut Tried) -> Option<(Grid, usize)> {
    let header = lines.first()?;
    let names = cells_of(header);
    if let Some(found) = words::read(lines, names.len(), tried) {
        return Some(found);
    }
    let known = is_whole_header(&names) && !names.iter().any(|n| holds_names(n));
    if !known && !may_be_header(&names) || lines.get(1).is_some_and(goes_on) {
        return None;
    }
    // Where few names are known, every row must have all its cells: three rows and three columns are no chance.
    if !known && (names.len() < 3 || Tried::ahead(tried.stretches, lines)) {
        return None;
    }
    let used = match extent(lines, (!known).then_some(names.len())) {
        Ok(used) => used,
        Err(at) => {
            tried.stretches = Some(lines.len() - at);
            return None;
        }
    };
    let counted = |tried: &mut Tried| known.then(|| counted::read(lines, &names, tried)).flatten();
    by_width(lines, used, &names, known)
        .or_else(|| counted(tried))
        .or_else(|| by_order(lines, used, names.len()))
}

/// Rows without a number that may stand one below the other: headings of three levels.
pub(super) const HEADINGS: usize = 3;

/// Whether a line is no row: blank, a page number, or a rule.
pub(super) fn is_gap(line: &Line) -> bool {
    super::is_gap(line) || is_ruler(line)
}

/// A table whose columns lie nowhere one below the other, if its total alone has fewer cells than there are names.
fn by_order(lines: &[Line], used: usize, count: usize) -> Option<(Grid, usize)> {
    let table: Vec<&Line> = lines.get(..used)?.iter().filter(|l| !is_gap(l)).collect();
    let rows = by_count(&table, count, true).filter(|rows| rows.len() > 2)?;
    grid(rows).map(|g| (g, used))
}

/// A table whose columns lie one below the other where characters have their widths.
fn by_width(
    lines: &[Line],
    used: usize,
    names: &[Vec<Line>],
    known: bool,
) -> Option<(Grid, usize)> {
    let table: Vec<&Line> = lines.get(..used)?.iter().filter(|l| !is_gap(l)).collect();
    if table.len() < 2 || !known && table.len() < 4 {
        return None;
    }
    // A heading alone on its line (（一）养老服务类) may run over the columns, and says nothing of them.
    let told = table.iter().filter(|l| tokens(l).len() > 1);
    let told: Vec<&Line> = told.copied().collect();
    let (columns, widths) = [Widths::Narrow, Widths::Wide]
        .into_iter()
        .map(|widths| (columns(&told, widths), widths))
        .max_by_key(|(c, _)| c.len())?;
    let rows = if columns.len() < names.len() {
        by_count(&table, names.len(), false).or_else(|| by_overlap(&table, names.len()))?
    } else {
        let place = |line: &&Line| match heading(line, &columns, widths) {
            Some(row) => row,
            None => cells(line, &columns, widths),
        };
        let rows: Vec<Vec<Vec<Line>>> = table.iter().map(place).collect();
        // Two cells below one name do not stand where the names do; then their order may say which is which.
        let crowded = rows.iter().flatten().flatten().any(|l| tokens(l).len() > 1);
        let by_order = || by_count(&table, names.len(), true).filter(|_| crowded);
        by_order().unwrap_or(rows)
    };
    let (rows, wrapped) = joined(rows);
    let mut grid = grid(rows)?;
    for cell in grid
        .cells
        .iter_mut()
        .filter(|c| wrapped.contains(&c.row) && !c.lines.iter().all(Line::is_blank))
    {
        cell.doubts.push(doubt());
    }
    Some((grid, used))
}

/// The row of a line's only stretch, if it runs over the edge of a column: it stands in no column, and so in the first.
fn heading(line: &Line, columns: &[(usize, usize)], widths: Widths) -> Option<Vec<Vec<Line>>> {
    let [own] = tokens(line).try_into().ok()?;
    let mut inked = places(line, widths).filter(|(.., c)| !c.ch.is_whitespace());
    let (first, end, _) = inked.next()?;
    let end = inked.last().map_or(end, |(_, end, _)| end);
    let within = |(from, to): &(usize, usize)| *from <= first && end <= *to;
    (!columns.iter().any(within)).then(|| {
        let mut row = vec![Vec::new(); columns.len()];
        if let Some(cell) = row.first_mut() {
            *cell = vec![stretch(line, own)];
        }
        row
    })
}

/// How wide a program took the characters to be that aligned a text: what fits is right.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Widths {
    /// All the same, as PDF tools do that count characters.
    Equal,
    /// Ideographs two columns, “”—± one.
    Narrow,
    /// Those two columns as well.
    Wide,
}

impl Widths {
    fn of(self, ch: char) -> usize {
        use unicode_width::UnicodeWidthChar as _;
        let width = match self {
            Self::Equal => Some(1),
            Self::Narrow => ch.width(),
            Self::Wide => ch.width_cjk(),
        };
        width.unwrap_or(1)
    }
}

/// Names with one blank between them, as far as two of them are known.
fn holds_names(stretch: &[Line]) -> bool {
    let text: String = stretch.iter().map(Line::raw).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    // The characters of one name may be spaced too: 乡 镇; and its unit may stand behind it: 金额 （万元）.
    let unit = |w: &str| unit::of_cell(w.trim_matches(['（', '）', '(', ')'])).is_some();
    words.len() > 1
        && words.iter().all(|w| w.chars().count() > 1)
        && words
            .iter()
            .filter(|w| role::is_name(w) && !unit(w))
            .count()
            > 1
}

/// Whether sums stand below the names of sums.
pub(super) fn fits(row: &[Vec<Line>], roles: &[Option<Role>]) -> bool {
    let mut cells = row.iter().zip(roles);
    cells.all(|(cell, role)| *role != Some(Role::Amount) || money::is_sum(&assemble::key_of(cell)))
}

/// Rows that have a cell for every name, all of them: then their order says which is which, wherever they stand. A short
/// total leaves out what has no sum.
fn by_count(table: &[&Line], count: usize, short: bool) -> Option<Vec<Vec<Vec<Line>>>> {
    let mut rows: Vec<Vec<Vec<Line>>> = Vec::with_capacity(table.len());
    let names = table.first().map(|line| cells_of(line))?;
    let roles = roles(&names);
    let noted = ends_in_remarks(&names, &roles);
    let sum = |cell: Option<&Vec<Line>>| cell.is_some_and(|c| money::is_sum(&assemble::key_of(c)));
    for line in table {
        let mut row = with_label(line, cells_of(line));
        if noted && row.len() + 1 == count && sum(row.last()) {
            row.push(Vec::new());
        }
        if short && row.len() < count {
            let total = row.first().map(std::slice::from_ref);
            total.filter(|label| is_summary(label))?;
            row = in_columns(&row, &rows, &roles)?;
        }
        let mut stated = row.iter().take(count.saturating_sub(usize::from(noted)));
        let placed = stated.any(Vec::is_empty);
        let even = rows.is_empty() || placed || fits(&row, &roles) || repeats(&row, &names);
        if row.len() != count || !even {
            return None;
        }
        rows.push(row);
    }
    Some(rows)
}

/// Rows of a text whose blanks are too wide to keep columns exactly, as ideographic ones are beside narrow digits. Rows
/// that have all their cells say where columns are; each cell of another row must lie over one column alone.
fn by_overlap(table: &[&Line], count: usize) -> Option<Vec<Vec<Vec<Line>>>> {
    let extent =
        |t: &[Char]| -> Option<(f32, f32)> { Some((t.first()?.bbox.x0, t.last()?.bbox.x1)) };
    let mut extents: Vec<(f32, f32)> = vec![(f32::INFINITY, 0.0); count];
    let rows: Vec<Vec<&[Char]>> = table.iter().map(|l| tokens(l)).collect();
    for row in rows.iter().filter(|r| r.len() == count) {
        for (column, (x0, x1)) in extents.iter_mut().zip(row.iter().filter_map(|t| extent(t))) {
            *column = (column.0.min(x0), column.1.max(x1));
        }
    }
    if extents.windows(2).any(|w| matches!(w, [a, b] if a.1 > b.0)) {
        return None;
    }
    let place = |line: &Line, row: &[&[Char]]| -> Option<Vec<Vec<Line>>> {
        let mut cells = vec![Vec::new(); count];
        for token in row {
            let (x0, x1) = extent(token)?;
            // Where a cell reaches into the next column, the one it begins under counts: ideographic blanks shift a
            // line by half a character for every narrow one before.
            let first = extents.partition_point(|(_, to)| *to <= x0);
            let reached = extents.iter().enumerate().skip(first);
            let reached: Vec<usize> = reached
                .take_while(|(_, (from, _))| *from < x1)
                .map(|(c, _)| c)
                .collect();
            let begins = |c: &usize| {
                extents
                    .get(*c)
                    .is_some_and(|(from, _)| (x0 - from).abs() <= line.size * 2.0)
            };
            let one = reached.len() == 1;
            let mut over = reached.into_iter().filter(|c| one || begins(c));
            let (Some(column), None) = (over.next(), over.next()) else {
                return None;
            };
            let cell = cells.get_mut(column)?;
            if !cell.is_empty() {
                return None;
            }
            cell.push(stretch(line, token));
        }
        Some(cells)
    };
    table
        .iter()
        .zip(&rows)
        .map(|(line, row)| place(line, row))
        .collect()
}

fn doubt() -> Diagnostic {
    Diagnostic::new(
        codes::FORM_WRAPPED,
        Severity::Warning,
        "lines without a number stand beside this row; which row they belong to cannot be known from text",
        "该行附近有未编号的续行，纯文本中无法确定其归属",
    )
    .help("compare with the printed page", "请对照原页核实")
}

/// The stretches of a line between gaps, as cells.
pub(super) fn cells_of(line: &Line) -> Vec<Vec<Line>> {
    let stretches = tokens(line).into_iter();
    stretches.map(|t| vec![stretch(line, t)]).collect()
}

/// Whether the stretches of a line between gaps are names of columns, and whole ones.
pub(super) fn is_whole_header(names: &[Vec<Line>]) -> bool {
    is_header(names) && !names.iter().any(|n| is_cut(n))
}

/// Whether the stretches may be names that are not known: short, without marks or numbers.
fn may_be_header(names: &[Vec<Line>]) -> bool {
    let name = |n: &Vec<Line>| {
        let text = assemble::key_of(n);
        role::may_be_name(&text) && !text.chars().any(|c| c.is_numeric() || c == '、')
    };
    names.len() > 2 && names.iter().all(name)
}

/// Whether the line below a header is the rest of its names: 序|号, 金额（万|元）, 金额|（万元）. No row has nothing else.
fn goes_on(line: &Line) -> bool {
    let names = cells_of(line);
    let rest = |name: &Vec<Line>| {
        let text = assemble::key_of(name);
        let one = text.chars().count() == 1 && !text.chars().any(char::is_numeric);
        // （一）养老服务类 heads the rows below.
        one || is_cut(name) || text.starts_with('(') && text.ends_with(')')
    };
    !names.is_empty() && names.iter().all(rest)
}

/// Whether a name goes on in another line: 金额（万, 元）. Such a header is not on one line, and its columns are not either.
fn is_cut(name: &[Line]) -> bool {
    let text = assemble::key_of(name);
    text.matches('(').count() != text.matches(')').count()
}

/// Lines up to the table's end: a blank line or a page number ends it unless a line of three cells or more follows, as after a page
/// break, or a total.
/// If every line must have so many cells, the first that has not is the error.
fn extent(lines: &[Line], even: Option<usize>) -> Result<usize, usize> {
    let mut end = 0;
    let (mut blank, mut summed) = (false, false);
    for (index, line) in lines.iter().enumerate() {
        if is_gap(line) {
            blank = true;
            continue;
        }
        let cells = tokens(line).len();
        let label = with_label(line, cells_of(line)).into_iter().next();
        let sums = cells > 1 && is_summary(label.as_slice());
        // Between the names, or a sum, and a row stands what heads rows, and nothing else.
        let heads = || {
            let next = lines.get(index + 1);
            next.is_some_and(|l| tokens(l).len() > 2)
        };
        // Between blank lines it heads rows that count on, and none of another table.
        let counts_on = || heads_next(lines.get(..end)?, lines.get(index + 1..)?);
        let headed = match end > 1 {
            true => super::may_head_rows(line) && counts_on().is_some(),
            false => heads(),
        };
        let apart = blank && cells < 3 && !sums && !headed;
        // Who signs, or what else the paper says, stands right below the last row, as below the total.
        let own = || cells < 2 && rests::is_own(line.key());
        if apart || (summed && cells < 2 && !headed || end > 1 && own()) && !heads() {
            break;
        }
        summed = sums;
        if even.is_some_and(|e| e != cells) {
            return Err(index);
        }
        (end, blank) = (index + 1, false);
    }
    Ok(end)
}

/// Whether the next line below, blank ones apart, is a row that goes on with those above: it has the running number after that of
/// the last one, or has a cell for each name where none has a number.
fn heads_next(above: &[Line], below: &[Line]) -> Option<()> {
    /// Sums of the rows above, what heads them, and blank lines may stand between two numbers: some ten lines.
    const NEAR: usize = 12;
    let number = |line: &Line| {
        let first = tokens(line).into_iter().next()?;
        ordinal::whole(stretch(line, first).key()).map(|o| o.value)
    };
    let next = below
        .iter()
        .find(|l| !is_gap(l))
        .filter(|l| tokens(l).len() > 2)?;
    let goes_on = match above.iter().rev().take(NEAR).find_map(number) {
        Some(last) => number(next)? == last + 1,
        None => {
            let (names, row) = (cells_of(above.first()?), cells_of(next));
            names.len() == row.len() && fits(&row, &roles(&names)) && !is_header(&row)
        }
    };
    goes_on.then_some(())
}

/// The half-widths that a line covers: from where each character stands to where it ends, and whether it is a blank.
pub(super) fn places(line: &Line, widths: Widths) -> impl Iterator<Item = (usize, usize, &Char)> {
    let mut at = 0;
    line.chars.iter().map(move |c| {
        let start = at;
        at += widths.of(c.ch);
        (start, at, c)
    })
}

/// Where columns begin and end: between them two half-widths or more are blank on every line.
pub(super) fn columns(table: &[&Line], widths: Widths) -> Vec<(usize, usize)> {
    let mut inked: Vec<bool> = Vec::new();
    for line in table {
        for (index, (start, end, c)) in places(line, widths).enumerate() {
            if inked.len() < end {
                inked.resize(end, false);
            }
            if !c.ch.is_whitespace() || is_spaced(line, index + 1) {
                inked
                    .iter_mut()
                    .take(end)
                    .skip(start)
                    .for_each(|i| *i = true);
            }
        }
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (at, _) in inked.iter().enumerate().filter(|(_, i)| **i) {
        match out.last_mut() {
            Some((_, end)) if at < *end + 2 => *end = at + 1,
            _ => out.push((at, at + 1)),
        }
    }
    out
}

pub(super) fn cells(line: &Line, columns: &[(usize, usize)], widths: Widths) -> Vec<Vec<Line>> {
    let mut out: Vec<Vec<Char>> = vec![Vec::new(); columns.len()];
    let mut at = 0;
    for (start, end, c) in places(line, widths) {
        while columns.get(at).is_some_and(|(_, to)| *to < end) {
            at += 1;
        }
        let within = columns.get(at).is_some_and(|(from, _)| *from <= start);
        if let Some(chars) = out.get_mut(at).filter(|_| within) {
            chars.push(*c);
        }
    }
    out.iter().map(|chars| vec![stretch(line, chars)]).collect()
}

/// Wrapped cells: a line without a running number and without a sum goes on with the row above, where the table has both.
fn joined(rows: Vec<Vec<Vec<Line>>>) -> (Vec<Vec<Vec<Line>>>, BTreeSet<usize>) {
    let mut wrapped = BTreeSet::new();
    let Some(header) = rows.first() else {
        return (rows, wrapped);
    };
    let roles = roles(header);
    let at = |role| roles.iter().position(|r| *r == Some(role));
    let (Some(number), Some(sum)) = (at(Role::Sequence), at(Role::Amount)) else {
        return (rows, wrapped);
    };
    let filled = |row: &Vec<Vec<Line>>, col: usize| {
        row.get(col)
            .is_some_and(|c| !assemble::key_of(c).is_empty())
    };
    let mut out: Vec<Vec<Vec<Line>>> = Vec::with_capacity(rows.len());
    for row in rows {
        let begun = out
            .last()
            .zip(out.first())
            .is_some_and(|(above, names)| filled(above, number) && !repeats(above, names))
            && !filled(&row, number)
            && !filled(&row, sum)
            && !is_summary(&row);
        match out.last_mut().filter(|_| begun) {
            Some(above) => {
                for (cell, more) in above.iter_mut().zip(row) {
                    cell.extend(more.into_iter().filter(|l| !l.is_blank()));
                }
                // The line may as well be the first of the row below, if cells are set in the middle.
                wrapped.extend([out.len() - 1, out.len()]);
            }
            None => out.push(row),
        }
    }
    (out, wrapped)
}
