//! What the names of a list's columns may be: a line each, in several lines (本年度 / 计划投资 / （万元）), or on two levels.

use std::ops::Range;
use std::rc::Rc;

use super::joined::{is_unit, joined, joined_names};
use super::tiers::tiers;
use super::whole::{even_rows, headed_rows, numbered_rows};
use super::{COLUMNS, Column, Header, NAMES, Name, Stack};

use crate::lexicon::key::Key;
use crate::lexicon::{labels, office, role, standing, value};
use crate::model::Role;
use crate::table::align::{Fragment, Other};
use crate::table::schema::{Facts, Gain};

/// Most names that stand under one: 中央, 省级, 市级, 区级.
pub(super) const LOWER: usize = 4;
/// Rows that are looked at for how many cells they have, a blank one making a row shorter: as many as a page has.
const ROWS: usize = 30;
/// Rows that must have the very same number of cells before names that are not known are believed: two have by chance.
const EVEN: usize = 2;
/// Rows that must hold words and numbers at the same places before they tell where a header ends: as many as a list without
/// running numbers must have.
const ROWS_ALIKE: usize = super::ROWS;
/// Most lines of a name: 一般公共 / 预算拨款 / （万元）.
pub(super) const LINES: usize = 4;

/// What is lost at most where lines are parted elsewhere for the names to be in doubt: a little more than one that is not known loses
/// against one that is.
pub(super) const ELSEWHERE: Gain = 25;

/// What a text is worth as the name of a column.
pub(super) fn worth(name: &str) -> Gain {
    // （万元） is what the name above it is counted in.
    if name.starts_with('(') {
        -6
    } else if role::is_name(name) {
        12
    } else if role::is_known_name(name) || value::names_year(name) || standing::is_of_which(name) {
        6
    } else {
        -6
    }
}

/// The headers of a list with running numbers: what stands before the first, in one row or in two. A row that adds up all
/// others may stand above theirs, and what heads the first below that.
pub(super) fn numbered_headers(stack: &mut Stack<'_>) -> Vec<Header> {
    let Some(first) = (2..NAMES).find(|at| {
        stack
            .get(*at)
            .is_some_and(|f| f.facts.number.is_some_and(|(_, n)| n == 1))
    }) else {
        return Vec::new();
    };
    // Names before that of the running numbers have a cell each before the first: 购买主体, 序号.
    let leading = (0..first).find(|at| {
        let role = |f: &Fragment| role::of_header(&f.facts.key);
        stack.get(*at).and_then(role) == Some(Role::Sequence)
    });
    let leading = leading.unwrap_or(0);
    let row = first - leading;
    let total = (2..row).find(|at| {
        let sums = |f: &Fragment| f.facts.sum.is_some();
        let heads =
            |f: &Fragment| f.other == Other::Heading || labels::group_end(&f.facts.key).is_some();
        let end = row - usize::from(stack.get(row - 1).is_some_and(heads));
        stack.get(*at).is_some_and(|f| f.facts.summary)
            && (at + 1..end).all(|i| stack.get(i).is_some_and(sums))
            && at + 1 < end
    });
    let length = total.unwrap_or(row);
    if length < 3.max(leading + 2) {
        return Vec::new();
    }
    let mut out: Vec<Header> = Header::plain(stack, length).into_iter().collect();
    if leading == 0 {
        out.extend(wrapped(stack, length, first));
    }
    // A heading over the first rows (一、养老服务类, 区级项目, 区民政局) stands behind the names, and is none of them.
    let mut roles = (0..length).map(|at| role::of_header(&stack.get(at)?.facts.key));
    let last = roles.next_back().flatten();
    let again = last.is_some() && roles.any(|role| role == last);
    let heads = |end: &Fragment| {
        let text = &end.facts.key;
        let named = labels::group_end(text).is_some() || office::heads_rows(text).is_some();
        (end.other == Other::Heading || named) && (again || !role::is_known_name(text))
    };
    if length > 3 && stack.get(length - 1).is_some_and(heads) {
        out.extend(Header::plain(stack, length - 1));
    }
    for lower in 2..=LOWER {
        out.extend(two_levels(stack, length, lower));
    }
    out.extend(groups(stack, length));
    out.retain(|header| header.is_known(stack) || is_even(stack, header, first));
    if leading == 0 {
        let rows = numbered_rows(stack, first);
        let width = rows.first().map_or(0, Vec::len);
        // A row that adds up the others may have the name of a place where they have their number.
        let above = first.checked_sub(width).filter(|at| at + 1 == length);
        let lengths: Vec<usize> = [Some(length), above].into_iter().flatten().collect();
        out.extend(tiers(stack, &lengths, &rows));
    }
    out
}

/// Where the names end of which lower ones may be, remarks behind them apart, and the places of those that may stand over others: names
/// of sums, and 其中.
fn uppers(stack: &mut Stack<'_>, length: usize) -> (usize, Vec<(usize, bool)>) {
    let mut found = Vec::new();
    let mut end = length;
    for at in 0..length {
        let Some(key) = stack.get(at).map(|f| f.facts.key.clone()) else {
            continue;
        };
        let of_which = standing::is_of_which(&key);
        match role::of_header(&key) {
            Some(Role::Amount | Role::Source) => found.push((at, of_which)),
            Some(Role::Note) if at + 1 == length => end = at,
            _ if of_which => found.push((at, of_which)),
            _ => {}
        }
    }
    (end, found)
}

/// Names that stand under another.
fn under(upper: usize, names: Range<usize>) -> impl Iterator<Item = Column> {
    names.map(move |name| Column {
        upper: Some(Name {
            at: upper,
            lines: 1,
        }),
        ..Column::plain(name)
    })
}

/// The columns if the last names stand under a name of a sum before them, of where it comes from, or under 其中; or 名称 and what
/// else is said of a project under 项目.
fn two_levels(stack: &mut Stack<'_>, length: usize, lower: usize) -> Vec<Header> {
    let (end, mut uppers) = uppers(stack, length);
    let Some(upper) = end.checked_sub(lower) else {
        return Vec::new();
    };
    let of_codes = lower == 2 && stack.get(end - 1).is_some_and(ends_names);
    let mut role = |at: usize| stack.get(at).and_then(|f| role::of_header(&f.facts.key));
    let lowers: Vec<Option<Role>> = (upper..end).map(&mut role).collect();
    if lowers.first() == Some(&Some(Role::Project)) {
        // 养老服务类项目 behind them heads the first rows.
        if lowers.last() == lowers.first() {
            return Vec::new();
        }
        let projects = (1..upper).filter(|at| role(*at) == Some(Role::Project));
        uppers = projects.map(|at| (at, false)).collect();
    } else if of_codes && lowers.first() == Some(&None) {
        // 编码 | 名称 stand under what has codes: 功能分类科目.
        let classes = (1..upper).filter(|at| role(*at).is_none());
        uppers = classes.map(|at| (at, false)).collect();
    } else if !lowers.iter().all(is_of_sums) {
        // Parts of a sum have names of sums or none that is known; 备注 at the end is a column that every row leaves blank.
        return Vec::new();
    }
    let headers = uppers.into_iter().filter(|(at, _)| *at < upper);
    let headers = headers.map(|(sum, _)| {
        let before = (0..sum).map(Column::plain).chain(under(sum, upper..end));
        let behind = (sum + 1..upper).chain(end..length);
        before.chain(behind.map(Column::plain)).collect()
    });
    let headers: Vec<Vec<Column>> = headers.collect();
    let headers = headers.into_iter().filter_map(|columns| {
        let columns = with_units(stack, columns);
        Header::of(stack, columns, length)
    });
    headers.collect()
}

/// Columns with the units that stand on lines of their own behind their names.
fn with_units(stack: &mut Stack<'_>, columns: Vec<Column>) -> Vec<Column> {
    let mut out: Vec<Column> = Vec::with_capacity(columns.len());
    for column in columns {
        match out.last_mut() {
            Some(above) if above.fragments().end == column.name && is_unit(stack, column.name) => {
                above.lines += 1;
            }
            _ => out.push(column),
        }
    }
    out
}

/// Whether a name that has this role may stand under one of a sum.
fn is_of_sums(role: &Option<Role>) -> bool {
    matches!(role, None | Some(Role::Amount | Role::Source))
}

/// The columns if the last names stand under several before them, as many under each, and one of them comes again in each: 2023年 |
/// 2024年 over 预算 | 执行 | 预算 | 安排, or over 户数 | 奖补 | 座数 | 奖补.
fn groups(stack: &mut Stack<'_>, length: usize) -> Vec<Header> {
    let (end, _) = uppers(stack, length);
    let mut key = |at: usize| stack.get(at).map(|f| f.facts.key.clone());
    let keys: Vec<Option<Key>> = (0..end).map(&mut key).collect();
    let mut out = Vec::new();
    for (count, each) in [(2, 2), (2, 3), (3, 2), (3, 3)] {
        let Some(lower) = end.checked_sub(count * each) else {
            continue;
        };
        let alike = (lower..lower + each).any(|name| {
            let mut own = (name..end).step_by(each);
            own.all(|at| keys.get(at) == keys.get(name))
        });
        for first in (1..lower.saturating_sub(count) + 1).filter(|_| alike && lower > count) {
            let own = (0..count).flat_map(|group| {
                let from = lower + group * each;
                under(first + group, from..from + each)
            });
            let behind = (first + count..lower).chain(end..length);
            let columns = (0..first).map(Column::plain).chain(own);
            let columns = columns.chain(behind.map(Column::plain)).collect();
            if let Some(mut header) = Header::of(stack, columns, length) {
                header.gain += ALIKE;
                out.push(header);
            }
        }
    }
    out
}

/// What is gained by a name that comes again in each group, which nothing else explains: as much as by a name that is known.
const ALIKE: Gain = 12;

/// The headers that a list without running numbers may have: as many names as leave sums below the names of sums.
pub(super) fn headers(stack: &mut Stack<'_>) -> Vec<Header> {
    let mut out = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    for at in 0..2 * COLUMNS {
        let Some(key) = stack.get(at).map(|f| f.facts.key.clone()) else {
            break;
        };
        // A unit in brackets belongs to the name above it.
        match columns.last_mut() {
            Some(above) if key.starts_with('(') => above.lines += 1,
            _ => columns.push(Column::plain(at)),
        }
        if columns.len() > COLUMNS {
            break;
        }
        if !role::may_be_name(&key) {
            break;
        }
        let length = at + 1;
        if columns.len() < 2 {
            continue;
        }
        let Some(header) = Header::of(stack, columns.clone(), length) else {
            break;
        };
        let count = columns.len();
        let note = header
            .roles
            .iter()
            .position(|r| *r == Some(Role::Note))
            .unwrap_or(count);
        let sums: Vec<usize> = (0..note.min(count))
            .filter(|c| header.roles.get(*c) == Some(&Some(Role::Amount)))
            .collect();
        // A row does not begin with the very word for a column: 备注 behind the sums is one that all rows leave blank.
        if stack
            .get(length)
            .is_some_and(|f| role::is_word(&f.facts.key))
        {
            continue;
        }
        let total = stack.get(length).is_some_and(|f| f.facts.summary);
        // A heading may stand over the first rows.
        let heads = |f: &Fragment| f.other == Other::Heading;
        let first = length + usize::from(stack.get(length).is_some_and(heads));
        let fits = sums
            .iter()
            .all(|c| stack.get(first + c).is_some_and(|f| f.facts.sum.is_some()));
        // Where the first row would begin with a sum, what seem to be the last names are its cells: 类别 | 项目 | 金额, 教育 | 校车运行 | 56.
        let behind = sums.last().map_or(length, |at| at + 1);
        let cells = stack.get(first).is_some_and(|f| f.facts.sum.is_some())
            && columns.get(behind..).unwrap_or_default().iter().any(|c| {
                let name = stack.joined(c.fragments());
                name.is_some_and(|name| !role::is_known_name(&name))
            });
        if !sums.is_empty() && sums.first() != Some(&0) && (fits || total) && !cells {
            out.push(header);
        }
    }
    out.extend(alternating(stack));
    out
}

/// The headers in several lines that a list without running numbers may have: rows that hold words and numbers at the same
/// places tell how many lines a row has, and where the first begins.
fn alternating(stack: &mut Stack<'_>) -> Vec<Header> {
    for length in 3..2 * COLUMNS {
        // What brackets add to a name may be long: (一般村庄2.5万元/个,贫困村8.2万元/个).
        let name = |key: &Key| {
            let added = key.starts_with('(') && key.ends_with(')');
            role::may_be_name(key) || standing::is_of_which(key) || added
        };
        if !stack.get(length - 1).is_some_and(|f| name(&f.facts.key)) {
            break;
        }
        for width in 2..length {
            let mut counts = |at: usize| stack.get(length + at).map(|f| f.facts.counts());
            let row: Vec<Option<bool>> = (0..width).map(&mut counts).collect();
            let again = (width..ROWS_ALIKE * width).all(|at| {
                let own = counts(at);
                own.is_some() && row.get(at % width) == Some(&own)
            });
            if again && row.first() == Some(&Some(false)) && row.contains(&Some(true)) {
                let rows = even_rows(stack, length, width);
                let mut of_tiers = tiers(stack, &[length], &rows);
                let headed = row.iter().skip(1).all(|counts| *counts == Some(true));
                if let Some(header) = &mut of_tiers {
                    header.headed = headed && !header.sums.is_empty();
                }
                let mut out = joined_to(stack, length, length, width);
                let of_groups = groups(stack, length).into_iter();
                out.extend(of_groups.filter(|header| header.columns.len() == width));
                out.retain(|header| header.is_known(stack));
                // A title above the names is not to be joined to them.
                lose_joints(stack, &mut out);
                out.extend(of_tiers);
                return out;
            }
        }
        let rows = headed_rows(stack, length);
        if !rows.is_empty() {
            let header = tiers(stack, &[length], &rows).filter(|h| !h.sums.is_empty());
            let header = header.map(|header| Header {
                headed: true,
                ..header
            });
            return header.into_iter().collect();
        }
    }
    Vec::new()
}

/// The headers if lines of the names are joined so that as many are left as a row has cells, on one level or on two.
///
/// `length`: lines that the names take; `first`: where the first row begins.
fn wrapped(stack: &mut Stack<'_>, length: usize, first: usize) -> Vec<Header> {
    let mut out = Vec::new();
    // A unit belongs to the name above it however wide the rows are: a cell of theirs may be broken over lines.
    let mut units: Vec<Column> = Vec::new();
    for at in 0..length {
        let opens = is_unit(stack, at);
        match units.last_mut() {
            Some(above) if opens => above.lines += 1,
            _ => units.push(Column::plain(at)),
        }
    }
    if units.len() < length {
        out.extend(Header::of(stack, units, length));
    }
    // Where one row has a cell for each line, the lines are a column each: other rows have blank cells.
    let widest = widest(stack, first);
    if widest.is_none_or(|w| w >= length) {
        return out;
    }
    if let Some(width) = widest.filter(|w| *w >= 3) {
        let mut joined = joined_to(stack, length, first, width);
        lose_joints(stack, &mut joined);
        out.extend(joined);
    }
    out
}

/// Takes off what headers gain what is lost by joining lines.
fn lose_joints(stack: &mut Stack<'_>, headers: &mut [Header]) {
    for header in headers {
        let own = header.columns.iter().filter(|c| c.lines > 1);
        let costs = own.filter_map(|c| joined(stack, c.fragments()));
        header.gain += costs.sum::<Gain>();
    }
}

/// The headers if lines of the names are joined to so many as the first row, which begins at `first`, has cells.
fn joined_to(stack: &mut Stack<'_>, length: usize, first: usize, width: usize) -> Vec<Header> {
    let mut out = Vec::new();
    let mut cells = Vec::with_capacity(width);
    cells.extend((first..first + width).filter_map(|at| stack.get(at).map(|f| f.facts.clone())));
    if cells.len() < width {
        return out;
    }
    let mut add = |stack: &mut Stack<'_>, ways: Vec<(Gain, Vec<Column>)>| {
        for (at, (_, columns)) in ways.into_iter().enumerate() {
            let header = Header::of(stack, columns, length);
            out.extend(header.map(|header| Header {
                second: at > 0,
                ..header
            }));
        }
    };
    let plain = joined_names(stack, 0..length, &cells);
    add(stack, plain);
    // Remarks, which stand last, may be blank in all of them.
    let last = length - 1;
    let noted = stack
        .get(last)
        .is_some_and(|f| role::of_header(&f.facts.key) == Some(Role::Note));
    if noted {
        let mut ways = joined_names(stack, 0..last, &cells);
        for (_, columns) in &mut ways {
            columns.push(Column::plain(last));
        }
        add(stack, ways);
    }
    for lower in 2..=LOWER.min(width - 1) {
        out.extend(wrapped_levels(stack, length, &cells, lower));
    }
    out
}

/// The best way to join lines where the last names stand under one of those before them.
fn wrapped_levels(
    stack: &mut Stack<'_>,
    length: usize,
    cells: &[Rc<Facts>],
    lower: usize,
) -> Option<Header> {
    let upper = length.checked_sub(lower)?;
    // With no line to spare nothing is joined.
    if upper + lower <= cells.len() + 1 {
        return None;
    }
    let mut best: Option<(Gain, Vec<Column>)> = None;
    for sum in 1..upper {
        let role = stack.get(sum).and_then(|f| role::of_header(&f.facts.key));
        if !matches!(role, Some(Role::Amount | Role::Source)) {
            continue;
        }
        for at in 1..=sum.min(cells.len() - lower) {
            let (Some(own), Some(behind)) = (cells.get(..at), cells.get(at + lower..)) else {
                continue;
            };
            let sums = cells.get(at..at + lower).unwrap_or_default();
            if !sums.iter().all(|f| f.sum.is_some()) {
                continue;
            }
            let mut best_of = |lines, cells| joined_names(stack, lines, cells).into_iter().next();
            let Some((gain, mut columns)) = best_of(0..sum, own) else {
                continue;
            };
            let Some((more, after)) = best_of(sum + 1..upper, behind) else {
                continue;
            };
            if best.as_ref().is_some_and(|(most, _)| *most >= gain + more) {
                continue;
            }
            columns.extend(under(sum, upper..length));
            columns.extend(after);
            best = Some((gain + more, columns));
        }
    }
    Header::of(stack, best?.1, length)
}

/// How many lines the widest of the first rows takes, from one running number to the next.
fn widest(stack: &mut Stack<'_>, first: usize) -> Option<usize> {
    let mut number = |at: usize| stack.get(at).and_then(|f| f.facts.number);
    let mut widest = None;
    let (mut at, mut last) = (first, number(first)?);
    for _ in 0..ROWS {
        let next = (at + 2..at + NAMES)
            .find(|to| number(*to).is_some_and(|n| n.0 == last.0 && n.1 == last.1 + 1));
        let Some(to) = next else { break };
        widest = widest.max(Some(to - at));
        (at, last) = (to, (last.0, last.1 + 1));
    }
    widest
}

/// Whether so many cells stand from each running number to the next, and the row after them goes on: then what the names are called does
/// not matter.
fn is_even(stack: &mut Stack<'_>, header: &Header, first: usize) -> bool {
    let width = header.columns.len();
    let mut number = |at: usize| stack.get(at).and_then(|f| f.facts.number);
    let Some((numeral, start)) = number(first) else {
        return false;
    };
    let sums = |stack: &mut Stack<'_>, row: usize| {
        let mut own = first + row * width + 1..first + (row + 1) * width;
        own.any(|at| stack.get(at).is_some_and(|f| f.facts.sum.is_some()))
    };
    (1..=EVEN)
        .zip(start + 1..)
        .all(|(row, next)| number(first + row * width) == Some((numeral, next)))
        && (0..EVEN).all(|row| sums(stack, row))
}

/// Whether a line says that the one above it names something, and nothing else.
pub(super) fn ends_names(fragment: &Fragment) -> bool {
    role::only_names(&fragment.facts.key)
}
