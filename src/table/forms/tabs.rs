//! Tab-separated lines, as pasted from a web page or a word processor.

use super::aligned::fits;
use super::{Tried, csv, levels, page_gap, residue, rests, stretch};
use crate::context::Context;
use crate::lexicon::money::{self, unit};
use crate::lexicon::{labels, ordinal, role, standing};
use crate::model::Role;
use crate::table::{Grid, assemble};
use crate::text::Line;

type Row = Vec<Vec<Line>>;

/// Where a row begins, and how many lines it takes if it is quoted.
type Place = (usize, Option<usize>);

/// Most lines of a cell that has line breaks, quoted or not: a page has hardly more.
const CELL_LINES: usize = 50;
/// Most rows of sums that end a page, or begin the next: 小计, 本页合计, 过次页.
const SUMS: usize = 3;
/// Most rows of a header, with a title above it.
const HEADER_ROWS: usize = 4;
/// Rows above the first blank line where such lines part all rows: the names on two levels, and the first row.
const HEAD: usize = 3;
/// Most lines of a header whose names are broken: the longest met have some ten.
const HEADER_LINES: usize = 10;

/// Reads the lines up to the first without a tab: a blank line (a page break in pasted text) ends the piece, unless blank
/// lines part all rows. Lines of a cell that a browser breaks stand between.
pub(super) fn read(
    lines: &[Line],
    tried: &mut Tried,
    ctx: &mut Context<'_>,
) -> Option<(Grid, usize)> {
    if super::are_lone(lines, cells) {
        return None;
    }
    let mut places: Vec<Place> = Vec::new();
    let mut used = 0;
    // A tab may also indent a line of prose; a table has text on both sides of one.
    let mut divided = false;
    let mut names = None;
    // Blank lines after every row; below the names of the columns they may begin with the second.
    let mut spaced = true;
    // What stands below is known to be none of it.
    let mut ends = false;
    while let Some(line) = lines.get(used) {
        if !divided && tried.undivided.contains(&(lines.len() - used)) {
            break;
        }
        let text = line.raw();
        let rest = lines.get(used..).unwrap_or_default();
        let quoted = quoted(rest).filter(|_| text.contains('\t') || text.starts_with('"'));
        if !text.contains('\t') && quoted.is_none() {
            if heads_rows(lines, &places, used, &mut names) {
                places.push((used, None));
                used += 1;
                continue;
            }
            // A page number between two rows is a row of its own, so that those below it are known to be of this table.
            match page_gap(rest).filter(|_| divided) {
                Some((number, length)) if goes_on(rest.get(length..).unwrap_or_default()) => {
                    places.push((used + number, None));
                    used += length;
                    continue;
                }
                _ => {}
            }
            let gap = rest.iter().take_while(|l| l.is_blank()).count();
            let headed =
                places.len() == 1 && lines.first().is_some_and(|l| residue::is_header(&cells(l)));
            if divided
                && (1..=2).contains(&gap)
                && ((headed
                    || spaced && parts_rows(lines, &places, used + gap)
                    || counts_on(lines, &places, used + gap))
                    && goes_on(rest.get(gap..).unwrap_or_default())
                    || heads_rows(lines, &places, used + gap, &mut names))
            {
                used += gap;
                continue;
            }
            break;
        }
        if divided && places.len() > 1 && super::stands_below(rest, cells) {
            ends = true;
            break;
        }
        spaced &= places.len() < HEAD || lines.get(used - 1).is_some_and(Line::is_blank);
        divided |= text.split('\t').filter(|t| !t.trim().is_empty()).count() > 1;
        places.push((used, quoted));
        used += quoted.unwrap_or(1);
    }
    if !divided {
        let left = places.iter().map(|(at, _)| lines.len() - at);
        tried.undivided.extend(left);
        return None;
    }
    let lines = lines.get(..used).filter(|_| ends).unwrap_or(lines);
    if let Some((mut grid, used)) = broken(lines, &places, used, ctx) {
        rests::doubt_last(&mut grid, lines.get(used..).unwrap_or_default(), cells);
        return Some((grid, used));
    }
    let mut rows = rows(lines, &places, ctx)?;
    residue::without_blank_edges(&mut rows);
    if rows
        .iter()
        .flatten()
        .flatten()
        .filter(|l| !l.is_blank())
        .all(is_labelled)
    {
        return None;
    }
    let (mut grid, _) = residue::mend(rows, ctx)?;
    rests::doubt_last(&mut grid, lines.get(used..).unwrap_or_default(), cells);
    Some((grid, used))
}

/// The names of the columns, below a title or not.
fn names(lines: &[Line], places: &[Place]) -> Option<Row> {
    let rows = places.iter().take(2).filter_map(|(at, _)| lines.get(*at));
    rows.map(cells).find(residue::is_header)
}

/// The roles of the columns, whether one row names them or several.
fn columns(lines: &[Line], places: &[Place]) -> Option<Vec<Option<Role>>> {
    let header = |(at, _): &&Place| {
        lines
            .get(*at)
            .map(cells)
            .is_some_and(|row| residue::is_header(&row))
    };
    let (at, _) = places.iter().take(2).find(header)?;
    let rows = lines.get(*at..)?.iter().take(HEADER_LINES).map(cells);
    // Lines that head rows stand among them.
    let rows: Vec<Row> = rows.filter(|row| row.len() > 1).collect();
    let levels = levels::read(&rows, 0).map(|levels| levels.roles);
    levels.or_else(|| rows.first().map(|names| super::roles(names)))
}

/// Whether the line at `at` stands alone between two rows that have all their cells, so that it is no rest of one of theirs: it
/// heads those below it, which have sums where the header says so.
///
/// `known`: the roles of the columns, which are looked for once.
fn heads_rows(
    lines: &[Line],
    places: &[Place],
    at: usize,
    known: &mut Option<Vec<Option<Role>>>,
) -> bool {
    let row = |at: usize| lines.get(at).map(cells).unwrap_or_default();
    let own = lines.get(at);
    if !own.is_some_and(|l| super::may_head_rows(l) && cells(l).len() == 1) {
        return false;
    }
    if known.is_none() {
        *known = columns(lines, places);
    }
    let (Some(roles), Some((last, None))) = (known.as_ref(), places.last()) else {
        return false;
    };
    let whole = |row: &Row| row.len() == roles.len();
    let blank = lines.get(at + 1).is_some_and(Line::is_blank);
    let below = row(at + 1 + usize::from(blank));
    let last = row(*last);
    // The header is among the first rows, below a title or not, and its lowest names are fewer than there are columns.
    let keys = |row: &Row| row.iter().map(|c| assemble::key_of(c)).collect::<Vec<_>>();
    let names = || places.iter().take(HEADER_ROWS).map(|(at, _)| row(*at));
    let is_names = |last: &Row| {
        let figures = keys(last).iter().any(|key| money::is_sum(key));
        !figures && names().any(|own| own.len() > 1 && keys(&own) == keys(last))
    };
    (whole(&last) || is_names(&last))
        && whole(&below)
        && fits(&below, roles)
        && !residue::is_header(&below)
}

/// Whether blank lines before `next` part rows as they do above it; where no others do yet, one above has as many cells.
fn parts_rows(lines: &[Line], places: &[Place], next: usize) -> bool {
    let count = |at: usize| lines.get(at).map(|l| cells(l).len());
    let even = || places.iter().any(|(at, _)| count(*at) == count(next));
    places.len() > HEAD || places.len() > 1 && even()
}

/// Whether the line at `next` goes on with a table that has lost cells, sums of the pages between them or not: it has the running
/// number after the last one above it, or where none has one, all cells and sums below the names of sums. What the other rows
/// say of the columns tells which cells were lost.
fn counts_on(lines: &[Line], places: &[Place], next: usize) -> bool {
    let row = |at: usize| lines.get(at).map(cells).unwrap_or_default();
    let Some(names) = names(lines, places) else {
        return false;
    };
    let below = lines.get(next..).unwrap_or_default().iter();
    let below = below.take(super::BELOW).map(cells);
    let mut below = below.take_while(|row| row.len() > 1);
    let first = below
        .by_ref()
        .take(SUMS + 1)
        .find(|row| !super::is_summary(row));
    let next = first.unwrap_or_default();
    let above = || places.iter().rev().map(|(at, _)| row(*at));
    let last = above().take(SUMS + 1).find(|row| !super::is_summary(row));
    let lost = |row: &Row| (2..names.len()).contains(&row.len()) && !super::is_summary(row);
    if !lost(&next)
        && !below.any(|row| lost(&row))
        && !above().take(super::BELOW).any(|row| lost(&row))
    {
        return false;
    }
    match (last.and_then(|row| number(&row)), number(&next)) {
        (None, None) => next.len() == names.len() && fits(&next, &super::roles(&names)),
        (last, next) => last.is_some() && last.map(|n| n + 1) == next,
    }
}

fn rows(lines: &[Line], places: &[Place], ctx: &mut Context<'_>) -> Option<Vec<Vec<Vec<Line>>>> {
    let mut rows = Vec::with_capacity(places.len());
    for (at, quoted) in places {
        rows.push(match quoted {
            Some(count) => csv::record(lines.get(*at..at + count)?, '\t', ctx).0,
            None => cells(lines.get(*at)?),
        });
    }
    Some(rows)
}

/// 联系人：某某: a label with its value, which stands beside others on a line of its own, and not in a table.
fn is_labelled(line: &Line) -> bool {
    let colon = line.chars.iter().position(|c| matches!(c.ch, '：' | ':'));
    colon.is_some_and(|at| at > 0 && at + 1 < line.chars.len())
}

/// A table whose cells are broken over lines: lines without a tab stand between those with.
fn broken(
    lines: &[Line],
    places: &[Place],
    used: usize,
    ctx: &mut Context<'_>,
) -> Option<(Grid, usize)> {
    let (mut places, mut used) = (places.to_vec(), used);
    // Those that a tab may still follow, and then the rest of the last cell. The label of what adds up has none.
    let mut end = used;
    let total = |places: &[Place]| {
        let last = places.last().and_then(|(at, _)| lines.get(*at));
        last.is_some_and(|line| super::is_summary(&cells(line)))
    };
    let mut open: Vec<Place> = Vec::new();
    let mut divided = false;
    while let Some(line) = lines.get(end).filter(|l| !l.is_blank()) {
        if !line.chars.iter().any(|c| c.ch == '\t') {
            if open.len() == CELL_LINES || super::stacked::is_outside(line) {
                break;
            }
            open.push((end, None));
        } else {
            let row = cells(line);
            // The rest of a row may end in a word for money, too: of names of columns most are known, with a role or without
            // (姓名).
            if residue::is_header(&row) && super::known(&row) * 2 > row.len() {
                break;
            }
            places.append(&mut open);
            places.push((end, None));
            used = end + 1;
            divided = true;
        }
        end += 1;
    }
    let seen = places.iter().take(HEADER_LINES + 3);
    let seen = seen.map(|(at, _)| lines.get(*at).map(cells).unwrap_or_default());
    let header = header(&with_units(seen.collect()).0);
    // Below the last row, its list may go on.
    let lists_on = |names: Row| {
        let last = places.last().and_then(|(at, _)| lines.get(*at));
        let rest: Vec<Row> = open
            .iter()
            .filter_map(|(at, _)| lines.get(*at))
            .map(cells)
            .collect();
        last.is_some_and(|l| rests::listed_below(&cells(l), &rest, names.len()) > 0)
    };
    if !divided && header.is_none() && !names(lines, &places).is_some_and(lists_on) {
        return None;
    }
    if !total(&places) {
        places.extend(open);
    }
    let (mut own, mut lines_of) = with_units(rows(lines, &places, ctx)?);
    if let Some(count) = header {
        let rest = own.split_off(count);
        own = std::iter::once(joined(own)).chain(rest).collect();
        let rest = lines_of.split_off(count);
        lines_of = std::iter::once(lines_of.iter().sum()).chain(rest).collect();
    }
    let names = own.first().filter(|r| residue::is_header(r))?.len();
    let names = levels::read(&own, 0).map_or(names, |levels| levels.names.len());
    let (own, taken_by) = rests::led(&own, names).unwrap_or_else(|| rejoined(own, names));
    let mut lines_of = lines_of.into_iter();
    let taken_by = taken_by
        .iter()
        .map(|count| lines_of.by_ref().take(*count).sum());
    let taken_by: Vec<usize> = taken_by.collect();
    // The cells of a table whose breaks are put right make up whole rows.
    let whole = own.iter().filter(|r| r.len() == names).count();
    if names < 3 || whole < 2 && own.len() > 3 {
        return None;
    }
    let (grid, taken) = residue::mend(own, ctx)?;
    let taken: usize = taken_by.iter().take(taken).sum();
    let last = places.get(taken.checked_sub(1)?)?.0;
    (last + 1 >= used).then_some((grid, last + 1))
}

/// Rows among the names with the units that stand on lines of their own behind the name above: 下达金额 | （万元）; and how many
/// lines each takes.
fn with_units(rows: Vec<Row>) -> (Vec<Row>, Vec<usize>) {
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    let mut taken: Vec<usize> = Vec::with_capacity(rows.len());
    for row in rows {
        let unit = row.len() == 1 && begins_in_brackets(Some(row.clone())) && names_unit(&row);
        match (out.last_mut(), taken.last_mut()) {
            (Some(above), Some(count)) if unit && *count == 1 && residue::is_header(above) => {
                above
                    .last_mut()
                    .into_iter()
                    .for_each(|cell| cell.extend(row.iter().flatten().cloned()));
                *count += 1;
            }
            _ => {
                out.push(row);
                taken.push(1);
            }
        }
    }
    (out, taken)
}

/// Whether a cell says what sums are counted in, and nothing else.
fn names_unit(row: &Row) -> bool {
    row.iter()
        .all(|cell| unit::of_header(&assemble::key_of(cell)).is_some())
}

/// Rows one cell of which is broken over several lines, where their cells before and behind the break make up a whole row,
/// and the sum stands behind it; and how many lines each row takes.
fn rejoined(rows: Vec<Row>, width: usize) -> (Vec<Row>, Vec<usize>) {
    // Where a merged purchaser is said once, the rows below it are a cell shorter.
    let shorter = rows
        .iter()
        .any(|r| r.len() + 1 == width && has_sum_behind(r));
    // A sum alone stands below the row that leaves it blank at its end, where the last column is one of sums.
    let roles = rows
        .first()
        .map(|names| super::roles(names))
        .unwrap_or_default();
    let ends_in_sums = roles.last() == Some(&Some(Role::Amount));
    let hangs = |row: &Row, below: Option<&Row>| {
        let blank = row.last().is_some_and(|c| c.iter().all(Line::is_blank));
        let alone = below.filter(|b| b.len() == 1).and_then(|b| b.first());
        ends_in_sums
            && row.len() == width
            && blank
            && alone.is_some_and(|cell| money::is_sum(&assemble::key_of(cell)))
    };
    let mut taken: Vec<usize> = Vec::new();
    let mut rest = rows.as_slice();
    while let [row, after @ ..] = rest {
        if hangs(row, after.first()) {
            taken.push(2);
            rest = after.get(1..).unwrap_or_default();
            continue;
        }
        let more = rests::listed_below(row, after, width);
        if more > 0 {
            taken.push(1 + more);
            rest = after.get(more..).unwrap_or_default();
            continue;
        }
        let broken = || lines_of_broken(rest, (roles.len(), || roles.clone()), shorter);
        let counted = || lines_of_row(rest, width);
        let count = broken().or_else(counted).unwrap_or(1);
        taken.push(count);
        rest = rest.get(count..).unwrap_or_default();
    }
    let mut rows = rows.into_iter();
    let out = taken
        .iter()
        .map(|count| joined(rows.by_ref().take(*count).collect()));
    (out.collect(), taken)
}

/// Whether a sum stands behind the first cell.
fn has_sum_behind(cells: &[Vec<Line>]) -> bool {
    let mut cells = cells.iter().skip(1);
    cells.any(|c| money::is_sum(&assemble::key_of(c)))
}

/// How many lines a row takes one cell of which is broken: the last one of its first line, whatever that says (1、按实际人数安排), up to
/// the line that makes up a whole row with it and has its sum. Two lines may be rows of their own, from which a merged cell is
/// gone: they are one where neither begins or ends as rows do and all sums stand below their names.
///
/// `shorter`: whether a row may have a cell less.
fn lines_of_broken(
    rows: &[Row],
    (width, roles): (usize, impl FnOnce() -> Vec<Option<Role>>),
    shorter: bool,
) -> Option<usize> {
    let (row, after) = rows.split_first()?;
    let (_, whole) = row.split_last()?;
    let lone = after.iter().take_while(|r| r.len() == 1).count();
    let end = after.get(lone)?;
    let both = row.len() + end.len();
    let is_whole = both == width + 1 || shorter && both == width;
    // Most rows are told by how many cells they have.
    if whole.is_empty() || end.len() < 2 || !is_whole || has_sum_behind(whole) {
        return None;
    }
    let one_row = || {
        let begins = number(end).is_some() || super::is_summary(end);
        let ends = row
            .last()
            .is_some_and(|c| money::is_sum(&assemble::key_of(c)));
        let row = joined(vec![row.clone(), end.clone()]);
        let roles = roles();
        let fits = row.len() == roles.len() && fits(&row, &roles);
        !begins && !ends && roles.contains(&Some(Role::Amount)) && fits
    };
    // A row with the next number is none's rest.
    let numbered = number(row).is_some() && number(end).is_some();
    (has_sum_behind(end) && !numbered && (lone > 0 || one_row())).then_some(lone + 2)
}

/// How many lines the names of the columns take if one of them is broken.
fn header(seen: &[Row]) -> Option<usize> {
    let own = |at: usize| seen.get(at).cloned();
    let first = own(0)?;
    // A form: labels and values line by line, and no running number below (项目名称 | 校园安防 / 主管部门 | 教育局).
    let named = |at: usize| {
        let row = own(at).filter(|r| r.len() == 2)?;
        Some(role::is_word(&assemble::key_of(row.first()?)))
    };
    let numbered = own(2).and_then(|r| Some(assemble::key_of(r.first()?)));
    let numbered = numbered.is_some_and(|key| ordinal::whole(&key).is_some());
    if named(0) == Some(true) && named(1) == Some(true) && !numbered {
        return None;
    }
    let count = (2..=HEADER_LINES).find(|count| {
        // A row below has as many cells, and none had before: where lines are joined, what ends one and begins the next is one.
        let above = seen.get(..*count).unwrap_or_default();
        let length = above
            .iter()
            .map(|r| r.len().saturating_sub(1))
            .sum::<usize>()
            + 1;
        let mut below = seen.iter().skip(*count).take(3);
        let rest = seen.get(*count..).unwrap_or_default();
        let row = joined(above.to_vec());
        let wider = row.len() > first.len() || begins_in_brackets(own(1));
        let broken = row.len() > 2 && own(1).is_some_and(|r| r.len() < row.len());
        if !wider || !broken {
            return false;
        }
        if !below.any(|r| r.len() == length)
            && lines_of_row(rest, length).is_none()
            && lines_of_broken(rest, (row.len(), || super::roles(&row)), false).is_none()
        {
            return false;
        }
        // 备注 | 财政奖补 are two names.
        let seams = above.iter().zip(above.iter().skip(1));
        if seams
            .into_iter()
            .any(|(a, b)| are_two_names(a.last(), b.first()))
        {
            return false;
        }
        if !residue::is_header(&row) {
            return false;
        }
        let levels = levels::read(seen, 0).filter(|l| l.height() == *count);
        !levels.is_some_and(|l| l.fit_better(seen, 0, &row))
    })?;
    // The unit of the last name may stand on a line of its own.
    let unit = own(count).is_some_and(|r| r.len() == 1) && begins_in_brackets(own(count));
    Some(count + usize::from(unit))
}

/// The running number that a row begins with.
fn number(row: &Row) -> Option<u32> {
    let first = row.first().map(|c| assemble::key_of(c));
    first.and_then(|key| ordinal::whole(&key)).map(|n| n.value)
}

/// How many lines a numbered row takes whose cells are broken: as many as make up a whole row, and what is left up to the next
/// number or the sum of all.
fn lines_of_row(rows: &[Row], width: usize) -> Option<usize> {
    let first = rows.first().filter(|row| row.len() < width)?;
    let own = number(first)?;
    let ends = |row: &Row| {
        let summary = row.first().map(|c| assemble::key_of(c));
        let summary = summary.is_some_and(|key| labels::summary(&key).is_some());
        number(row) == Some(own + 1) && row.len() > 1 || summary
    };
    let more = rows.iter().skip(1).take(HEADER_LINES);
    let count = 1 + more.take_while(|row| !ends(row)).count();
    let cells = rows.iter().take(count).map(|r| r.len() - 1);
    // Headings of rows have blank cells beside them, or stand alone.
    let mut more = rows.iter().take(count).skip(1);
    let filled = more.all(|row| {
        let mut lines = row.iter().flatten();
        let heads = row.len() == 1 && lines.clone().any(super::stacked::is_heading);
        !heads && !lines.any(Line::is_blank)
    });
    let whole = cells.sum::<usize>() + 1 == width && filled;
    (count > 1 && whole && rows.get(count).is_some_and(ends)).then_some(count)
}

/// Whether what ends one line and what begins the next are names of columns, and not one put together.
fn are_two_names(above: Option<&Vec<Line>>, below: Option<&Vec<Line>>) -> bool {
    let (Some(above), Some(below)) = (above, below) else {
        return false;
    };
    let (above, below) = (assemble::key_of(above), assemble::key_of(below));
    // A unit ends a name; what stands behind 补助资金（万元） or before 其中 is the next.
    let ended = role::of_header(&above) == Some(Role::Note)
        || unit::of_header(&above).is_some() && above.ends_with(')')
        || standing::is_of_which(&below);
    ended && !below.starts_with('(')
}

/// Whether a line goes on with a unit or a remark in brackets: 金额 | （万元）.
fn begins_in_brackets(row: Option<Vec<Vec<Line>>>) -> bool {
    let first = row.iter().flatten().flatten().next();
    first.is_some_and(|l| {
        let text = l.key();
        // （一）养老服务类 heads rows.
        text.starts_with('(') && ordinal::marked(text.chars()).is_none()
    })
}

/// Lines of one row: what ends one and what begins the next is one cell.
fn joined(parts: Vec<Vec<Vec<Line>>>) -> Vec<Vec<Line>> {
    let mut out: Vec<Vec<Line>> = Vec::new();
    for part in parts {
        let mut part = part.into_iter();
        match out.last_mut() {
            Some(last) => last.extend(part.next().unwrap_or_default()),
            None => out.extend(part.next()),
        }
        out.extend(part);
    }
    out
}

/// Whether names of columns stand between the tabs of a line.
#[cfg(feature = "office")]
pub(super) fn heads(line: &Line) -> bool {
    line.chars.iter().any(|c| c.ch == '\t') && residue::is_header(&cells(line))
}

fn cells(line: &Line) -> Vec<Vec<Line>> {
    let cells = line.chars.split(|c| c.ch == '\t');
    cells.map(|cell| vec![stretch(line, cell)]).collect()
}

/// Whether another row follows, if a heading of rows with its blank cells, and not the header of a table.
fn goes_on(rest: &[Line]) -> bool {
    rest.first().is_some_and(|line| {
        let row = cells(line);
        let filled = row.iter().flatten().filter(|c| !c.is_blank()).count();
        (filled > 1 || filled == 1 && row.len() > 2) && !residue::is_header(&row)
    })
}

/// Whether each of several cells stands in quotation marks of its own.
fn is_quoted(row: &str) -> bool {
    let mut filled = row.split('\t').filter(|c| !c.is_empty());
    let quoted = |c: &str| c.len() > 1 && c.starts_with('"') && c.ends_with('"');
    row.contains('\t') && filled.clone().count() > 1 && filled.all(quoted)
}

/// How many lines a row takes whose first line leaves a quoted cell open, up to the line that closes the last one.
fn quoted(lines: &[Line]) -> Option<usize> {
    let (mut open, mut tabs) = (false, false);
    for (index, line) in lines.iter().enumerate().take(CELL_LINES) {
        let text = line.raw();
        for cell in text.split('\t') {
            let marks = cell.matches('"').count();
            open = match open {
                true => marks % 2 == 0,
                // 〃 is also typed as a quotation mark alone.
                false => cell.starts_with('"') && cell.len() > 1 && marks % 2 == 1,
            };
        }
        match (index, open) {
            // Some programs quote every cell, and so parted words are no words in quotation marks.
            (0, false) => return is_quoted(&text).then_some(1),
            (_, false) => return (tabs || text.contains('\t')).then_some(index + 1),
            _ => tabs |= text.contains('\t'),
        }
    }
    None
}
