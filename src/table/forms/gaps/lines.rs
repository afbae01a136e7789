//! A cell a line: more blank lines than part two cells are blank cells.

use super::{ROWS, Row, fits, is_number, kinds};
use crate::lexicon::{labels, role};
use crate::model::Role;
use crate::table::forms::{grid, roles, stacked, stretch};
use crate::table::{Grid, assemble};
use crate::text::Line;

/// Most columns of a list of a cell a line.
const COLUMNS: usize = 15;

/// A line with text, where it stands, and how many lines below the one above it.
struct Piece<'l> {
    line: &'l Line,
    at: usize,
    gap: usize,
}

fn pieces(lines: &[Line]) -> impl Iterator<Item = Piece<'_>> {
    let filled = lines.iter().enumerate().filter(|(_, l)| !l.is_blank());
    filled.scan(None, |last: &mut Option<usize>, (at, line)| {
        let gap = at - last.replace(at).unwrap_or(at);
        Some(Piece { line, at, gap })
    })
}

fn cell(piece: &Piece<'_>) -> Vec<Line> {
    vec![stretch(piece.line, &piece.line.chars)]
}

/// Reads a list that begins with its names, in which some cell is blank.
pub(super) fn read(lines: &[Line]) -> Option<(Grid, usize)> {
    let first = lines.first().filter(|l| !l.is_blank())?;
    // Running numbers tell rows of other lists, too.
    if !role::is_key_of_known_name(first.key())
        || role::of_header(first.key()) == Some(Role::Sequence)
    {
        return None;
    }
    let names: Vec<Piece<'_>> = pieces(lines)
        .take(2 * COLUMNS)
        .take_while(|p| role::may_be_name(p.line.key()) || p.line.key().starts_with('('))
        .collect();
    let base = names.get(1)?.gap;
    let even = names.iter().skip(1).take_while(|p| p.gap == base).count() + 1;
    let number = pieces(lines)
        .take(2 * COLUMNS)
        .position(|p| is_number(&cell(&p)))?;
    // One name or two stand before the first number of a row.
    let mut found = (number.saturating_sub(2)..number)
        .filter(|length| *length > 2 && *length <= even)
        .filter_map(|length| laid(lines, length, base));
    let table = found.next()?;
    // Where both may be, nothing is known.
    found.next().is_none().then_some(table)
}

/// The table if so many lines are names.
fn laid(lines: &[Line], length: usize, base: usize) -> Option<(Grid, usize)> {
    let mut header: Row = Vec::new();
    for piece in pieces(lines).take(length) {
        match header
            .last_mut()
            .filter(|_| piece.line.key().starts_with('('))
        {
            Some(name) => name.extend(cell(&piece)),
            None => header.push(cell(&piece)),
        }
    }
    let width = header.len();
    let known = header
        .iter()
        .filter(|n| role::is_key_of_known_name(&assemble::key_of(n)));
    if !(3..=COLUMNS).contains(&width) || known.count() * 2 < width {
        return None;
    }
    let noted = roles(&header).last() == Some(&Some(Role::Note));
    let mut rows: Vec<Row> = Vec::new();
    let (mut row, mut used, mut shown): (Row, usize, usize) = (Vec::new(), 0, 0);
    let mut ended = false;
    let mut rest = pieces(lines).skip(length).peekable();
    while let Some(piece) = rest.peek() {
        if row.is_empty() && !begins(&cell(piece)) || stacked::is_outside(piece.line) {
            break;
        }
        row.push(cell(piece));
        let at = piece.at;
        rest.next();
        // What stands behind it: blank cells, up to the end of the row.
        let gap = rest.peek().map_or(base, |p| p.gap);
        let blank = gap.checked_sub(base)?;
        let left = width - row.len();
        if rest.peek().is_none() && left > 0 || blank > left && left > 0 && row.len() < 2 {
            break;
        }
        shown += blank.min(left);
        row.resize(row.len() + blank.min(left), Vec::new());
        if row.len() < width {
            continue;
        }
        let own = std::mem::take(&mut row);
        if !own.iter().skip(1).any(|c| is_number(c)) {
            break;
        }
        rows.push(own);
        used = at + 1;
        // More than a row has room for parts it from what follows.
        ended = blank > left;
        if ended {
            break;
        }
    }
    // Blank lines below the last row are no cells of it, but for remarks.
    let last = rows.last()?;
    let end = last.iter().rev().take_while(|c| c.is_empty()).count();
    if end > usize::from(noted) {
        return None;
    }
    let total = is_total(last);
    let numbers = || rest.take(ROWS).any(|p| is_number(&cell(&p)));
    if shown == 0 || !row.is_empty() && !total || !ended && !total && numbers() {
        return None;
    }
    let items: Vec<Row> = rows.iter().filter(|r| !is_total(r)).cloned().collect();
    let kinds = kinds(&items, width, noted)?;
    if items.len() < ROWS || !rows.iter().all(|row| fits(row, &kinds)) {
        return None;
    }
    rows.insert(0, header);
    grid(rows).map(|g| (g, used))
}

fn is_total(row: &[Vec<Line>]) -> bool {
    let first = row.first().map(|c| assemble::key_of(c));
    first.is_some_and(|key| labels::summary(&key).is_some())
}

/// Whether a row may begin with this cell.
fn begins(cell: &[Line]) -> bool {
    role::may_be_name(&assemble::key_of(cell)) && !is_number(cell)
}
