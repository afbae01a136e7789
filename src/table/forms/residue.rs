//! What is left of merged cells when a web page's table was turned to text: rows with fewer cells than there are columns.
//!
//! Three leftovers are put right where only one way is possible: a header of two rows whose lower names have slid to the
//! left, a row of a sum whose numbers follow its word directly, and a row whose blank cells are gone.

use std::rc::Rc;

use super::levels::{self, filled};
use super::{
    exceeds, grid, is_page_row, is_summary, merged, pairs::beside, roles, stacked, too_large,
};
use crate::accounts::Discard;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::{labels, money, numeral, ordinal, role, value};
use crate::model::Role;
use crate::table::align::{self, Fragment, Kind, Other, Separator};
use crate::table::assemble::header::{are_names, name_sums};
use crate::table::schema::{Facts, Schema};
use crate::table::{Grid, GridCell, assemble};
use crate::text::Line;

type Row = Vec<Vec<Line>>;

/// Rows of cells as a grid, leftovers of merged cells and of breaks in cells put right; and how many of the rows it takes.
pub(super) fn mend(rows: Vec<Row>, ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let count = rows.len();
    let again = headers_again(&rows);
    let mut printed: Vec<usize> = Vec::with_capacity(count);
    let mut kept: Vec<Row> = Vec::with_capacity(count);
    for (at, row) in rows.into_iter().enumerate() {
        if again.binary_search(&at).is_ok() {
            let chars = row.iter().flatten().flat_map(|l| &l.chars);
            ctx.accounts.discard(chars, Discard::RepeatedHeader);
        } else if !is_spacer(&row) {
            printed.push(at);
            kept.push(row);
        }
    }
    let rows = kept;
    // Rows of labels and values have as many cells as they say, and their first is no header.
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if rows.iter().any(|r| r.len() < width)
        && !exceeds(rows.len(), width, ctx)
        && let Some(form) = grid(rows.clone()).filter(|g| beside::is_form(g, ctx))
    {
        return Some((form, count));
    }
    let (grid, used) = mended(rows, ctx)?;
    let used = printed.get(used).copied().unwrap_or(count);
    Some((grid, used))
}

/// Leaves out what begins or ends every row and holds nothing: a mark at the end of each line, a column beside the table that was
/// copied with it. (Rows are of several lengths where cells are gone.)
pub(super) fn without_blank_edges(rows: &mut [Row]) {
    let blank = |c: &&Vec<Line>| c.iter().all(Line::is_blank);
    let last = |row: &Row| row.iter().rev().take_while(blank).count();
    if let Some(count) = rows.iter().map(last).min().filter(|_| rows.len() > 1) {
        rows.iter_mut()
            .for_each(|row| row.truncate(row.len() - count));
    }
    let first = |row: &Row| row.iter().take_while(blank).count();
    if let Some(count) = rows.iter().map(first).min().filter(|_| rows.len() > 1) {
        rows.iter_mut().for_each(|row| drop(row.drain(..count)));
    }
    without_marks_behind(rows);
}

/// Likewise what ends some rows alone, where it is surely no blank sum: one stands right before it, under the name of something else.
fn without_marks_behind(rows: &mut [Row]) {
    let Some((header, rest)) = rows.split_first_mut().filter(|(h, _)| is_header(h)) else {
        return;
    };
    let [.., Some(before), Some(Role::Amount)] = roles(header)[..] else {
        return;
    };
    if matches!(before, Role::Amount | Role::Sequence | Role::Note) {
        return;
    }
    for row in rest.iter_mut().filter(|row| row.len() == header.len()) {
        if let [.., sum, blank] = row.as_slice()
            && blank.iter().all(Line::is_blank)
            && money::is_sum(&assemble::key_of(sum))
        {
            row.pop();
        }
    }
}

/// The rows of a header of several rows that is said again in the middle of its table, as pages begin with it. Below a line of its
/// own it begins another.
fn headers_again(rows: &[Row]) -> Vec<usize> {
    let mut out = Vec::new();
    let Some(first) = rows.iter().take(5).position(is_header) else {
        return out;
    };
    let uppers: Vec<Key> = rows.get(first).into_iter().flat_map(keys).collect();
    // An entry may be said again below the names, too: it has figures, or as many cells as these.
    let names = |row: &Row| {
        let own = || keys(row).filter(|key| !key.is_empty());
        !own().any(|key| value::has_figures(&key))
            && (own().count() < uppers.len() || own().any(|key| uppers.contains(&key)))
    };
    let same = |at: usize, row: usize| {
        let own = rows.get(first + row).filter(|r| r.len() > 1);
        let own = own.filter(|r| row == 0 || names(r));
        own.zip(rows.get(at + row))
            .is_some_and(|(a, b)| keys(a).eq(keys(b)))
    };
    let height = |at: usize| (0..LEVELS).take_while(|row| same(at, *row)).count();
    let mut at = first + 1;
    while at < rows.len() {
        let height = height(at);
        let apart = rows
            .get(at - 1)
            .is_some_and(|r| r.len() == 1 && !is_page_row(r));
        if height > 1 && first + height <= at && !apart {
            out.extend(at..at + height);
        }
        at += height.max(1);
    }
    out
}

/// Most rows of a header: budget books have three.
const LEVELS: usize = 3;

/// Whether a row has no text. It is no entry, and what stands above is not said of it.
pub(super) fn is_spacer(row: &Row) -> bool {
    row.iter().flatten().all(Line::is_blank)
}

fn mended(mut rows: Vec<Row>, ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let count = rows.len();
    if exceeds(count, width, ctx) {
        return Some((too_large(count, width), count));
    }
    // Names that are not known are told from the rows below them.
    let of_levels = || (0..rows.len().min(5)).find(|at| levels::heads(&rows, *at));
    let header = rows.iter().take(5).position(is_header);
    let Some(at) = header.or_else(of_levels) else {
        let doubtful = totals(&mut rows, width);
        let mut grid = grid(rows)?;
        for cell in grid.cells.iter_mut().filter(|c| doubtful.contains(&c.row)) {
            cell.doubts.push(stacked::doubt());
        }
        return Some((grid, count));
    };
    let above = at.checked_sub(1);
    let above = above.filter(|above| head_lists(&rows, *above) || levels::heads(&rows, *above));
    let at = above.unwrap_or(at);
    let slid = slid(&mut rows, at);
    let levels = match levels::said_again(&mut rows, at) {
        Some((levels, left_out)) => {
            let chars = left_out.iter().flat_map(|l| &l.chars);
            ctx.accounts.discard(chars, Discard::RepeatedHeader);
            Some(levels)
        }
        None => levels::placed::take(&mut rows, at)
            .or_else(|| levels::placed::take_lower(&mut rows, at))
            .or_else(|| levels::read(&rows, at)),
    };
    if let Some(levels) = &levels {
        levels.spread(&mut rows, at);
    }
    let (height, names) = match (&levels, levels::in_place(&rows, at)) {
        (Some(levels), _) => {
            let names = levels.names.iter().cloned();
            (levels.height(), names.zip(levels.roles.clone()).collect())
        }
        (None, Some(names)) => (2, names),
        (None, None) => (1, rows.get(at).map(names).unwrap_or_default()),
    };
    let mut body = rows.split_off((at + height).min(rows.len()));
    let moved = merged::moved(&mut body, names.len());
    let (body, mut doubts, used) = lay(body, &names);
    doubts.extend(moved);
    let begin = rows.len();
    rows.extend(body);
    let mut grid = grid(rows)?;
    if let Some(levels) = levels {
        levels.span(&mut grid, at);
        let concerned = |c: &&mut GridCell| c.row >= begin && levels.doubtful.contains(&c.col);
        for cell in grid.cells.iter_mut().filter(concerned) {
            cell.doubts.push(levels::doubt());
        }
    }
    let below = grid.cells.iter_mut().filter(|c| slid && c.row >= begin);
    for cell in below {
        cell.doubts.push(slid_header());
    }
    for (row, cols) in doubts {
        let concerned = |c: &&mut GridCell| c.row == begin + row && cols.contains(&c.col);
        for cell in grid.cells.iter_mut().filter(concerned) {
            cell.doubts.push(stacked::doubt());
        }
    }
    Some((grid, begin + used))
}

/// Whether a row heads lists side by side, whose names below it are the same in each: 收入 | 支出 over 项目 | 预算数 | 项目 | 预算数.
fn head_lists(rows: &[Row], at: usize) -> bool {
    let names = |at: usize| -> Vec<Key> {
        let row = rows.get(at);
        row.into_iter()
            .flat_map(|r| keys(r).take(filled(r)))
            .collect()
    };
    let (upper, lower) = (names(at), names(at + 1));
    let name = |key: &Key| role::may_be_name(key) && !value::has_figures(key);
    let each = lower.len() / upper.len().max(1);
    upper.len() > 1
        && each > 1
        && each * upper.len() == lower.len()
        && upper.iter().all(name)
        && lower.chunks(each).all(|own| lower.get(..each) == Some(own))
}

/// Puts the sums that follow the word of a total directly, in rows that go on with a table above, where the full rows have
/// theirs; the rows of which that is not known.
fn totals(rows: &mut [Row], width: usize) -> Vec<usize> {
    let is_sum = |cell: &Vec<Line>| numeral::is_figures(&assemble::key_of(cell));
    let full = || {
        rows.iter()
            .filter(|r| filled(r) > 2 && r.len() == width && !is_summary(r))
    };
    let money: Vec<usize> = (1..width)
        .filter(|col| full().all(|r| r.get(*col).is_some_and(is_sum)))
        .collect();
    if full().next().is_none() {
        return Vec::new();
    }
    let mut doubtful = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let end = filled(row);
        let (Some(label), Some(sums)) = (row.first(), row.get(1..end)) else {
            continue;
        };
        let adds_up = labels::summary(&assemble::key_of(label)).is_some();
        if !adds_up || sums.is_empty() || !sums.iter().all(is_sum) || end == width {
            continue;
        }
        if sums.len() != money.len() {
            doubtful.push(at);
            continue;
        }
        let sums = sums.to_vec();
        row.truncate(1);
        row.resize(width, Vec::new());
        for (col, sum) in money.iter().zip(sums) {
            if let Some(cell) = row.get_mut(*col) {
                *cell = sum;
            }
        }
    }
    doubtful
}

/// Puts right a header that has slid one column to the left of the cells below it, or these to the right of it, if so. It tells that
/// running numbers, or nothing at all, stand below another name at the left edge, and that with a column between sums stand
/// below the name of sums.
fn slid(rows: &mut [Row], at: usize) -> bool {
    let Some(header) = rows.get(at) else {
        return false;
    };
    let (count, roles) = (filled(header), roles(header));
    let named: Vec<bool> = keys(header).take(count).map(|t| !t.is_empty()).collect();
    let sums = roles.iter().position(|r| *r == Some(Role::Amount));
    let body = || rows.iter().skip(at + 1).filter(|r| !is_page_row(r));
    let key = |row: &Row, col: usize| {
        row.get(col)
            .map(|c| assemble::key_of(c))
            .unwrap_or_default()
    };
    let Some(sums) = sums.filter(|_| named.iter().all(|n| *n)) else {
        return false;
    };
    let fits = |row: &Row| row.len() > count && money::is_sum(&key(row, sums + 1));
    if body().count() < 2 || !body().all(fits) {
        return false;
    }
    let numbered = || {
        let mut items = (1..).zip(body().filter(|r| !is_summary(r)));
        items.all(|(n, row)| ordinal::whole(&key(row, 0)).is_some_and(|o| o.value == n))
    };
    let empty = || body().all(|row| key(row, 0).is_empty());
    if !roles.contains(&Some(Role::Sequence)) && numbered() {
        if let Some(header) = rows.get_mut(at) {
            header.insert(0, Vec::new());
            header.truncate(count + 1);
        }
        return true;
    }
    let wider = body().any(|row| filled(row) > count);
    if !wider || !empty() {
        return false;
    }
    for row in rows.iter_mut().skip(at + 1).filter(|r| r.len() > 1) {
        row.remove(0);
    }
    true
}

/// Said of every cell below a header that has slid.
fn slid_header() -> Diagnostic {
    Diagnostic::new(
        codes::FORM_AMBIGUOUS_CELLS,
        Severity::Warning,
        "the header stands one column beside its cells, and was moved",
        "表头与下方单元格错开一列，已按内容对齐",
    )
    .help("compare with the printed page", "请对照原页核实")
}

/// Of a row, its columns in doubt.
type Doubts = Vec<(usize, Vec<usize>)>;

/// Rows below their names, laid into the columns where they are short or broken; the columns of each that are in doubt; how
/// many of the rows were taken.
fn lay(rows: Vec<Row>, names: &[(String, Option<Role>)]) -> (Vec<Row>, Doubts, usize) {
    let (width, count) = (names.len(), rows.len());
    // Where numbers follow the word of a sum directly, blank cells between them were lost, and those at the end say nothing.
    let slid = |row: &Row| {
        let own = row.get(1..filled(row)).unwrap_or_default();
        let sums = own.iter().all(|c| money::is_sum(&assemble::key_of(c)));
        let label = row
            .first()
            .is_some_and(|c| labels::summary(&assemble::key_of(c)).is_some());
        label && sums && !own.is_empty() && filled(row) < width
    };
    // Blank cells at the end fill a row up whose merged cells are gone, where a sum stands below the name of words, none below
    // that of sums.
    let padded = |row: &Row| {
        let fits = |wanted: fn(Role) -> bool, sum: bool| {
            let mut own = row.iter().zip(names);
            own.any(|(cell, (_, role))| {
                role.is_some_and(wanted) && money::is_sum(&assemble::key_of(cell)) == sum
            })
        };
        let words = |r| matches!(r, Role::Purchaser | Role::Project | Role::Content);
        row.len() == width
            && filled(row) < width
            && fits(words, true)
            && fits(|r| r == Role::Amount, false)
    };
    let slid = |row: &Row| slid(row) || padded(row);
    let short = |r: &Row| (r.len() < width || slid(r)) && !is_page_row(r);
    if !rows.iter().any(short) || rows.iter().any(|r| filled(r) > width) {
        return (rows, Vec::new(), count);
    }
    let mut schema = Schema::of_names(names.iter().map(|(n, r)| (n.as_str(), *r)));
    schema.marked = true;
    let lengths: Vec<(usize, bool)> = rows
        .iter()
        .map(|row| match slid(row) {
            true => (filled(row), false),
            false => (row.len().min(width), row.len() >= width),
        })
        .collect();
    // Of each cell, its row and where it stands there.
    let places: Vec<(usize, usize)> = lengths
        .iter()
        .enumerate()
        .flat_map(|(at, (length, _))| (0..*length).map(move |cell| (at, cell)))
        .collect();
    let mut source = |at: usize| {
        let (row, cell) = *places.get(at)?;
        let own = rows.get(row)?;
        let page = is_page_row(own);
        let lone = own.iter().filter(|c| !c.iter().all(Line::is_blank)).count() == 1;
        Some(Fragment {
            facts: Rc::new(Facts::of(
                own.get(cell)
                    .map(|c| assemble::key_of(c))
                    .unwrap_or_default(),
            )),
            separator: if cell > 0 {
                Separator::Cell
            } else {
                Separator::Line
            },
            other: match (page, lone && cell == 0) {
                (true, _) => Other::CertainPageNumber,
                (_, true) => Other::Heading,
                _ => Other::Nothing,
            },
            home: lengths.get(row).filter(|(_, whole)| *whole).map(|_| cell),
        })
    };
    // Below a line of its own the same header begins another table: 合同包2.
    let header: Vec<Key> = names.iter().map(|(name, _)| Key::of(name)).collect();
    let again = |pair: &[Row]| match pair {
        [above, row] => {
            above.len() == 1 && !is_page_row(above) && keys(row).eq(header.iter().cloned())
        }
        _ => false,
    };
    let header = if rows.windows(2).any(again) {
        &[]
    } else {
        header.as_slice()
    };
    let Some(found) = align::align(&mut source, header, &mut schema) else {
        return (rows, Vec::new(), count);
    };
    let after = places.get(found.used()).map_or(count, |(row, _)| *row);
    let mut out = Vec::new();
    let mut doubts = Vec::new();
    for row in &found.rows {
        let cell = |range: &std::ops::Range<usize>| -> Vec<Line> {
            let own = places.get(range.clone()).unwrap_or_default();
            let cells = own
                .iter()
                .filter_map(|(row, cell)| rows.get(*row)?.get(*cell));
            cells.flatten().filter(|l| !l.is_blank()).cloned().collect()
        };
        if !row.doubtful.is_empty() {
            doubts.push((out.len(), row.doubtful.clone()));
        }
        let printed = || rows.get(places.get(row.from)?.0).cloned();
        out.push(match row.kind {
            Kind::Header => printed().unwrap_or_default(),
            _ => row.cells.iter().map(cell).collect(),
        });
    }
    // Rows between marks are the table's, if they cannot be laid; single lines below it are not.
    let rest = rows.get(after..).unwrap_or_default();
    let kept = rest
        .iter()
        .rposition(|r| r.len() > 1)
        .map_or(0, |at| at + 1);
    for row in rest.iter().take(kept) {
        doubts.push((out.len(), (0..width).collect()));
        out.push(row.clone());
    }
    (out, doubts, after + kept)
}

fn keys(row: &Row) -> impl Iterator<Item = Key> + '_ {
    row.iter().map(|c| assemble::key_of(c))
}

/// Whether a row between marks is a header.
pub(super) fn is_header(row: &Row) -> bool {
    // Merged cells that are gone leave blank ones at its end.
    let keys: Vec<Key> = keys(row).take(filled(row)).collect();
    are_names(&keys) || name_sums(&keys)
}

/// What the columns are called, and the roles that the names have.
fn names(row: &Row) -> Vec<(String, Option<Role>)> {
    keys(row).map(String::from).zip(roles(row)).collect()
}
