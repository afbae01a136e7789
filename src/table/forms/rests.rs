//! Lines of a row's last cell that stand below it, between marks or behind them: nothing but what they say tells that they are its
//! rest.

use super::{is_summary, stacked};
use crate::lexicon::key::Key;
use crate::lexicon::{dates, office, ordinal, papers, role};
use crate::model::Role;
use crate::table::{Grid, assemble};
use crate::text::Line;

type Row = Vec<Vec<Line>>;

/// How many lines of one cell go on with what the last cell of a whole row lists: it ends in a mark that more follows, or the
/// next number of its list begins them (1.…；2.…). Another row stands below them; or nothing that is one, and then only what
/// surely goes on is its rest.
pub(super) fn listed_below(row: &Row, below: &[Row], width: usize) -> usize {
    if row.len() != width {
        return 0;
    }
    let open = |above: &Key| above.ends_with([';', ',', '、', ':']);
    let lone = below.iter().take_while(|r| r.len() == 1);
    let keys: Vec<Key> = lone
        .map_while(|r| r.first())
        .map(|c| assemble::key_of(c))
        .collect();
    if keys.is_empty() {
        return 0;
    }
    let last = below.iter().all(|r| r.len() == 1);
    let mut above = row.last().map(|c| assemble::key_of(c)).unwrap_or_default();
    for (count, key) in keys.iter().enumerate() {
        // Below the last row other text may stand.
        let goes_on = surely_goes_on(&above, key) || !last && open(&above);
        if !goes_on {
            return if last { count } else { 0 };
        }
        above = key.clone();
    }
    keys.len()
}

/// Whether a line goes on with a cell whatever stands below it: it has the next number of its list, or the cell ends in the
/// middle of a sentence.
pub(super) fn surely_goes_on(above: &Key, line: &Key) -> bool {
    let both = ordinal::marked(above.chars()).zip(ordinal::marked(line.chars()));
    both.is_some_and(|(a, b)| a.style == b.style && b.value == a.value + 1)
        || above.ends_with([',', '、']) && !is_own(line)
}

/// Rows with the lines that go on with their last cells.
pub(super) fn joined(rows: Vec<Row>, width: usize) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    let mut rest = rows.as_slice();
    while let [row, below @ ..] = rest {
        let count = listed_below(row, below, width);
        let mut row = row.clone();
        let (own, after) = below.split_at_checked(count).unwrap_or((below, &[]));
        if let Some(cell) = row.last_mut() {
            cell.extend(own.iter().flatten().flatten().cloned());
        }
        out.push(row);
        rest = after;
    }
    out
}

/// Rows with the lines above them that their first cells begin with, as a browser copies them where the first name of each row is
/// broken; and how many rows each is made of. None where a row has none, or a number: then such lines head rows.
pub(super) fn led(rows: &[Row], width: usize) -> Option<(Vec<Row>, Vec<usize>)> {
    let (names, below) = rows.split_first()?;
    let (mut out, mut taken) = (vec![names.clone()], vec![1]);
    let mut open: Row = Vec::new();
    let mut items = 0;
    for row in below {
        if row.len() == 1 && !is_summary(row) {
            open.extend(row.iter().cloned());
            continue;
        }
        let own = row.first().map(|c| assemble::key_of(c))?;
        let item = row.len() == width && !is_summary(row);
        if item == open.is_empty() || item && ordinal::whole(&own).is_some() {
            return None;
        }
        items += usize::from(item);
        taken.push(1 + open.len());
        let mut row = row.clone();
        let first = row.first_mut()?;
        let lines = open.drain(..).flatten().chain(first.drain(..));
        *first = lines.collect();
        out.push(row);
    }
    taken.extend(open.iter().map(|_| 1));
    out.extend(open.into_iter().map(|cell| vec![cell]));
    (items > 1).then_some((out, taken))
}

/// Marks the last cell of a table below which a few words stand that may be its rest; `cells`: the cells of a line.
pub(super) fn doubt_last(grid: &mut Grid, below: &[Line], cells: fn(&Line) -> Row) {
    let Some(line) = below.first().filter(|l| !l.is_blank()) else {
        return;
    };
    let key = line.key();
    let next = below.get(1).filter(|l| !l.is_blank());
    let heads = next.is_some_and(|l| cells(l).len() > 1) || stacked::is_heading(line);
    if heads
        || cells(line).len() > 1
        || is_own(key)
        || stacked::is_outside(line)
        || !role::may_be_name(key)
        || line.page_number().is_some()
    {
        return;
    }
    let (row, col) = (grid.rows.saturating_sub(1), grid.cols.saturating_sub(1));
    let text = |row: usize| {
        let cell = grid.cells.iter().find(|c| c.row == row && c.col == col);
        cell.map(|c| assemble::key_of(&c.lines)).unwrap_or_default()
    };
    let words = matches!(
        role::of_header(&text(0)),
        Some(Role::Project | Role::Content | Role::Beneficiary | Role::Note)
    );
    if !words || text(row).is_empty() {
        return;
    }
    let last = grid.cells.iter_mut();
    for cell in last.filter(|c| c.row == row && c.col == col) {
        cell.doubts.push(stacked::doubt());
    }
}

/// Whether a text below a table is the paper's: who signs, the day, a title, what it says of the list.
pub(super) fn is_own(text: &Key) -> bool {
    office::is_body_named(text)
        || dates::is_day(text)
        || papers::closes(text)
        || papers::ends_title(text)
        || papers::is_release(text)
}
