//! Cells that hold paragraphs, as a browser gives the text of a page (`innerText`): a tab on a line of its own parts two cells,
//! blank lines stand around each paragraph, and one line end more parts two rows.

use super::{residue, rests};
use crate::context::Context;
use crate::lexicon::role;
use crate::table::Grid;
use crate::text::Line;

/// A line of a cell: where it stands, and how many line ends before it.
type Piece = (usize, usize);
type Row = Vec<Vec<Piece>>;

/// Line ends between two paragraphs of a cell; more are between two rows. Where blank lines were made one, there is one less.
const WITHIN: usize = 2;

/// Reads the rows from a line on that a tab follows.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let begin = lines.iter().take(LINES + 1);
    let text = begin.take_while(|l| !is_gap(l)).count();
    let tab = lines.iter().skip(text).find(|l| !l.is_blank() || is_tab(l));
    // A name may be broken in its cell (序 | 号); what else stands right above it is none of it.
    let name: String = lines
        .iter()
        .take(text)
        .map(|l| l.key().to_string())
        .collect();
    if !(1..=LINES).contains(&text) || !tab.is_some_and(is_tab) || text > 1 && !role::is_word(&name)
    {
        return None;
    }
    let mut rows = rows(lines, WITHIN);
    let even = |rows: &[Row]| {
        rows.windows(2)
            .all(|pair| matches!(pair, [a, b] if a.len() == b.len()))
    };
    if rows.len() < 2 || !even(&rows) {
        let closer = self::rows(lines, WITHIN - 1);
        if closer.len() > 1 && even(&closer) {
            rows = closer;
        }
    }
    let last = rows.last_mut().and_then(|row| row.last_mut());
    last.into_iter().for_each(|cell| end(lines, cell));
    let ends: Vec<usize> = rows.iter().map(ends).collect();
    let line = |(at, _): &Piece| lines.get(*at).filter(|l| !l.is_blank()).cloned();
    let cell = |cell: &Vec<Piece>| cell.iter().filter_map(line).collect();
    let rows: Vec<Vec<Vec<Line>>> = rows
        .iter()
        .map(|row| row.iter().map(cell).collect())
        .collect();
    let (grid, taken) = residue::mend(rows, ctx).filter(|_| ends.len() > 1)?;
    let used = ends.get(taken.checked_sub(1)?)?;
    Some((grid, *used))
}

/// Most lines of the first name, and of a cell: a page has hardly more.
const LINES: usize = 4;
const CELL_LINES: usize = 50;

/// All rows up to the last that has a tab, the last cell with all that stands below the table.
fn rows(lines: &[Line], within: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut row, mut cell): (Row, Vec<Piece>) = (Vec::new(), vec![(0, 0)]);
    // Line ends since the last text or tab, and whether that was a tab.
    let (mut breaks, mut tab) = (1, false);
    let mut width = 0;
    for (at, line) in lines.iter().enumerate().skip(1) {
        let parts = is_tab(line);
        if is_gap(line) && !parts {
            breaks += 1;
            continue;
        }
        // Between two tabs nothing has blank lines around it.
        let most = match (tab, parts) {
            (true, true) => 0,
            (false, false) => within,
            _ => WITHIN,
        };
        if breaks > most {
            row.push(std::mem::take(&mut cell));
            width = row.len().max(width);
            rows.push(std::mem::take(&mut row));
        }
        if parts {
            // Paragraphs below a table, and the first cell of the next.
            if rows.len() > 1 && row.len() + 1 == width && cell.len() > 1 {
                break;
            }
            for _ in line.chars.iter().filter(|c| c.ch == '\t') {
                row.push(std::mem::take(&mut cell));
            }
        } else if line.chars.iter().any(|c| c.ch == '\t') || cell.len() == CELL_LINES {
            break;
        } else {
            cell.push((at, breaks));
        }
        (breaks, tab) = (1, parts);
    }
    row.push(cell);
    rows.push(row);
    rows.truncate(
        rows.iter()
            .rposition(|r| r.len() > 1)
            .map_or(0, |at| at + 1),
    );
    rows
}

/// Leaves of the last cell what is surely its own: paragraphs below the table stand as those of a cell do.
fn end(lines: &[Line], cell: &mut Vec<Piece>) {
    let key = |at: usize| lines.get(at).map(|l| l.key().clone()).unwrap_or_default();
    let goes_on = |pair: &&[Piece]| match pair {
        [(above, _), (at, breaks)] => {
            *breaks < WITHIN || rests::surely_goes_on(&key(*above), &key(*at))
        }
        _ => false,
    };
    let more = cell.windows(2).take_while(goes_on).count();
    cell.truncate(1 + more);
}

/// Where the line stands that follows a row.
fn ends(row: &Row) -> usize {
    let last = row.iter().flatten().map(|(at, _)| at + 1);
    last.max().unwrap_or_default()
}

/// Whether a line has nothing but tabs.
fn is_tab(line: &Line) -> bool {
    line.is_blank() && line.chars.iter().any(|c| c.ch == '\t')
}

/// Whether a line is none of a cell. A cell that is left blank has a blank that keeps its place.
fn is_gap(line: &Line) -> bool {
    line.is_blank() && line.chars.iter().all(|c| c.ch != '\u{a0}')
}
