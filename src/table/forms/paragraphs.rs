//! Cells that hold paragraphs, as a browser gives the text of a page (`innerText`): a tab parts two cells, two line ends stand around
//! each paragraph, and one more parts two rows. Other cells of a row may stand beside their tabs.

use super::{residue, rests, stacked, stretch};
use crate::accounts::Char;
use crate::context::Context;
use crate::lexicon::key::Key;
use crate::lexicon::{dates, labels, office, papers, role};
use crate::table::Grid;
use crate::text::Line;

/// A line of a cell: where it stands, and how many line ends before it.
struct Piece {
    text: Line,
    at: usize,
    breaks: usize,
}

type Row = Vec<Vec<Piece>>;

/// Line ends between two paragraphs of a cell; more are between two rows.
const WITHIN: usize = 2;

/// Reads the rows from a line on.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let mixed = begins(lines)?;
    let even = |rows: &[Row]| {
        rows.windows(2)
            .all(|pair| matches!(pair, [a, b] if a.len() == b.len()))
    };
    // One line end breaks a paragraph, or parts two rows that have none at their ends; and where blank lines were made one, that
    // parts all rows.
    let ways: [Ends; 3] = match mixed {
        true => [one_or_more, more, any_blank],
        false => [more, any_blank, one_or_more],
    };
    let beside = if mixed { one_or_more } else { more };
    let mut ways = ways.iter().map(|between| rows(lines, *between, beside));
    let first = ways.next()?;
    let mut rows = match first.len() > 1 && even(&first) {
        true => first,
        false => ways.find(|w| w.len() > 1 && even(w)).unwrap_or(first),
    };
    if rows.len() < 2 {
        return None;
    }
    let doubtful = end(&mut rows);
    let ends: Vec<usize> = rows.iter().map(ends).collect();
    let cell = |cell: Vec<Piece>| {
        let lines = cell.into_iter().map(|piece| piece.text);
        lines.filter(|l| !l.is_blank()).collect()
    };
    let rows: Vec<Vec<Vec<Line>>> = rows
        .into_iter()
        .map(|row| row.into_iter().map(cell).collect())
        .collect();
    let (mut grid, taken) = residue::mend(rows, ctx)?;
    let last = (grid.rows.saturating_sub(1), grid.cols.saturating_sub(1));
    let cells = grid.cells.iter_mut().filter(|c| (c.row, c.col) == last);
    for cell in cells.filter(|_| doubtful && taken == ends.len()) {
        cell.doubts.push(stacked::doubt());
    }
    Some((grid, *ends.get(taken.checked_sub(1)?)?))
}

/// Whether two rows are parted by so many line ends.
type Ends = fn(usize) -> bool;

fn more(ends: usize) -> bool {
    ends > WITHIN
}

fn one_or_more(ends: usize) -> bool {
    ends == 1 || more(ends)
}

fn any_blank(ends: usize) -> bool {
    ends > 1
}

/// Most lines of the first name, and of a cell: a page has hardly more.
const LINES: usize = 4;
const CELL_LINES: usize = 50;

/// Most cells of a row: four times as many as the widest lists met have.
const COLUMNS: usize = 60;

/// Lines that are looked at for a paragraph between tabs: more than a header has, and the first row.
const FIRST: usize = 60;

/// Paragraphs at ends of rows that tell of such rows.
const ENOUGH: usize = 2;

/// Whether such rows begin with a line, and if so whether some of their cells stand beside their tabs.
fn begins(lines: &[Line]) -> Option<bool> {
    let first = lines.first().filter(|l| !is_gap(l))?;
    let begin = lines.iter().take(LINES + 1);
    let text = begin.take_while(|l| !is_gap(l) && !has_tab(l)).count();
    let next = lines.iter().skip(text).find(|l| !l.is_blank() || is_tab(l));
    // A name may be broken in its cell (序 | 号); what else stands right above it is none of it.
    let name: String = lines
        .iter()
        .take(text)
        .map(|l| l.key().to_string())
        .collect();
    let alone = (1..=LINES).contains(&text) && (text == 1 || role::is_word(&name));
    if alone && next.is_some_and(is_tab) {
        return Some(false);
    }
    // A tab stands before a blank line, or behind one, beside a paragraph.
    let filled = |l: &&Line| !l.is_blank() || has_tab(l);
    let opens = |l: &Line| l.chars.first().is_some_and(|c| c.ch == '\t');
    let closes = |l: &Line| l.chars.last().is_some_and(|c| c.ch == '\t');
    // A menu has tabs, too.
    let mut cells = first.chars.split(|c| c.ch == '\t');
    let mut named = || cells.any(|cell| role::is_known_name(stretch(first, cell).key()));
    if !(has_tab(first) && named() || alone && next.is_some_and(opens)) {
        return None;
    }
    let seen = lines.get(..FIRST).unwrap_or(lines);
    let own: Vec<(usize, &Line)> = seen.iter().enumerate().filter(|(_, l)| filled(l)).collect();
    // Between two tabs it is certain; beside one, at a row's end, other text may stand so once.
    let seen = own.windows(3).map(|three| match three {
        [(a, above), (b, line), (c, below)] if !has_tab(line) => {
            let before = closes(above) && b - a == WITHIN;
            let behind = opens(below) && c - b == WITHIN;
            let ends = |apart: usize| apart == WITHIN + 1;
            match (before, behind) {
                (true, true) => ENOUGH,
                _ if before && ends(c - b) || behind && ends(b - a) => 1,
                _ => 0,
            }
        }
        _ => 0,
    });
    let between = seen.sum::<usize>() >= ENOUGH;
    between.then_some(true)
}

/// All rows up to the last that has a tab, the last cell with all that stands below the table.
///
/// `between`: what parts two rows between texts; `beside`: likewise, beside a tab.
fn rows(lines: &[Line], between: Ends, beside: Ends) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut row, mut cell): (Row, Vec<Piece>) = (Vec::new(), Vec::new());
    // Line ends since the last text or tab, and whether that was a tab.
    let (mut breaks, mut tab) = (0, false);
    let mut width = 0;
    'lines: for (at, line) in lines.iter().enumerate() {
        for (part, chars) in line.chars.split(|c| c.ch == '\t').enumerate() {
            if part > 0 {
                // Between two tabs nothing has blank lines around it.
                if at > 0 && (tab && breaks > 0 || beside(breaks)) {
                    row.push(std::mem::take(&mut cell));
                    width = row.len().max(width);
                    rows.push(std::mem::take(&mut row));
                }
                // Paragraphs below a table, and the first cell of the next. Below names alone, lower ones may make more columns.
                let name = || {
                    cell.last()
                        .is_some_and(|piece| role::is_known_name(piece.text.key()))
                };
                if row.len() + 1 == width && cell.len() > 1 && (rows.len() > 1 || name()) {
                    break 'lines;
                }
                row.push(std::mem::take(&mut cell));
                (breaks, tab) = (0, true);
            }
            let text = stretch(line, chars);
            if text.is_blank() && !chars.iter().any(keeps_place) {
                continue;
            }
            let parts = if tab { beside } else { between };
            if at > 0 && parts(breaks) {
                row.push(std::mem::take(&mut cell));
                if width > 1 && !heads_rows(&row, rows.last()) {
                    row.clear();
                    break 'lines;
                }
                width = row.len().max(width);
                rows.push(std::mem::take(&mut row));
            }
            if row.len() == COLUMNS {
                row.clear();
                break 'lines;
            }
            if cell.len() == CELL_LINES {
                break 'lines;
            }
            cell.push(Piece { text, at, breaks });
            (breaks, tab) = (0, false);
        }
        breaks += 1;
    }
    row.push(cell);
    rows.push(row);
    let last = rows.iter().rposition(|r| r.len() > 1);
    rows.truncate(last.map_or(0, |at| at + 1));
    rows
}

/// Whether a row has a tab, or is a line that may head those below it: other text ends the table.
fn heads_rows(row: &Row, above: Option<&Row>) -> bool {
    let alone = |row: &Row| row.len() == 1;
    let text = row.first().and_then(|cell| cell.first());
    !alone(row)
        || text.is_some_and(|piece| super::may_head_rows(&piece.text)) && !above.is_some_and(alone)
}

/// Leaves of the last cell what is surely its own: paragraphs below the table stand as those of a cell do, and where the last cell is
/// blank, in its place. Gives whether the cell may be otherwise all the same: it is blank in all rows above, or has several paragraphs in one.
fn end(rows: &mut [Row]) -> bool {
    let key = |piece: &Piece| piece.text.key().clone();
    let Some((row, above)) = rows.split_last_mut() else {
        return false;
    };
    // Who buys and a day may stand last, as in the row above.
    let label = row.iter().flatten().next().map(key).unwrap_or_default();
    let blank = |above: &&Row| above.last().is_some_and(Vec::is_empty);
    let listed = above
        .last()
        .is_some_and(|above| above.len() == row.len() && !blank(&above))
        && labels::summary(&label).is_none();
    // Behind the names of the columns.
    let whole = above
        .iter()
        .skip(1)
        .filter(|above| above.len() == row.len());
    let whole: Vec<&Row> = whole.collect();
    let unfilled = !whole.is_empty() && whole.iter().all(blank);
    let parted = |cell: &Vec<Piece>| cell.iter().skip(1).any(|piece| piece.breaks >= WITHIN);
    let several = whole.iter().any(|above| above.last().is_some_and(parted));
    let Some(cell) = row.last_mut() else {
        return false;
    };
    let keys: Vec<Key> = cell.iter().map(key).collect();
    let day = keys.iter().position(|key| dates::is_day(key));
    let signed = keys.get(..=day.unwrap_or(0)).unwrap_or_default();
    let signs = !listed && office::signs(signed, false);
    let told = |key: &Key| papers::closes(key) || papers::is_release(key);
    let line = cell.first().map(|piece| &piece.text);
    if line.is_some_and(stacked::is_outside) || keys.first().is_some_and(told) || signs {
        cell.clear();
    }
    let goes_on = |pair: &&[Piece]| match pair {
        [above, below] => below.breaks < WITHIN || rests::surely_goes_on(&key(above), &key(below)),
        _ => false,
    };
    let more = cell.windows(2).take_while(goes_on).count();
    let cut = cell.len() > 1 + more;
    cell.truncate(1 + more);
    (unfilled || several && cut) && !cell.is_empty()
}

/// Where the line stands that follows a row.
fn ends(row: &Row) -> usize {
    let last = row.iter().flatten().map(|piece| piece.at + 1);
    last.max().unwrap_or_default()
}

fn has_tab(line: &Line) -> bool {
    line.chars.iter().any(|c| c.ch == '\t')
}

/// Whether a line has nothing but tabs.
fn is_tab(line: &Line) -> bool {
    line.is_blank() && has_tab(line)
}

/// Whether a line is none of a cell. A cell, or a paragraph of one, that is left blank has a blank that keeps its place.
fn is_gap(line: &Line) -> bool {
    line.is_blank() && !line.chars.iter().any(keeps_place)
}

/// Whether a blank is one that browsers show as it is.
fn keeps_place(blank: &Char) -> bool {
    matches!(blank.ch, '\u{a0}' | '\u{3000}')
}
