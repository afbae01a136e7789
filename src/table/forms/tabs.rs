//! Tab-separated lines, as pasted from a web page or a word processor.

use super::{Tried, csv, page_gap, residue, stretch};
use crate::context::Context;
use crate::table::Grid;
use crate::text::Line;

/// Reads the lines up to the first without a tab: a blank line (a page break in pasted text) ends the piece.
pub(super) fn read(
    lines: &[Line],
    tried: &mut Tried,
    ctx: &mut Context<'_>,
) -> Option<(Grid, usize)> {
    // Where each row begins, and how many lines it takes if it is quoted.
    let mut places: Vec<(usize, Option<usize>)> = Vec::new();
    let mut used = 0;
    // A tab may also indent a line of prose; a table has text on both sides of one.
    let mut divided = false;
    while let Some(line) = lines.get(used) {
        if !divided && tried.undivided.contains(&(lines.len() - used)) {
            break;
        }
        let text = line.raw();
        let rest = lines.get(used..).unwrap_or_default();
        let quoted = quoted(rest).filter(|_| text.contains('\t') || text.starts_with('"'));
        if !text.contains('\t') && quoted.is_none() {
            // A page number between two rows is a row of its own, so that those below it are known to be of this table.
            match page_gap(rest).filter(|_| divided) {
                Some((number, length)) if goes_on(rest.get(length..).unwrap_or_default()) => {
                    places.push((used + number, None));
                    used += length;
                    continue;
                }
                _ => break,
            }
        }
        divided |= text.split('\t').filter(|t| !t.trim().is_empty()).count() > 1;
        places.push((used, quoted));
        used += quoted.unwrap_or(1);
    }
    if !divided {
        let left = places.iter().map(|(at, _)| lines.len() - at);
        tried.undivided.extend(left);
        return None;
    }
    let mut rows = Vec::with_capacity(places.len());
    for (at, quoted) in places {
        rows.push(match quoted {
            Some(count) => csv::record(lines.get(at..at + count)?, '\t', ctx).0,
            None => {
                let line = lines.get(at)?;
                cells(line)
            }
        });
    }
    residue::mend(rows, ctx).map(|g| (g, used))
}

fn cells(line: &Line) -> Vec<Vec<Line>> {
    let cells = line.chars.split(|c| c.ch == '\t');
    cells.map(|cell| vec![stretch(line, cell)]).collect()
}

/// Whether another row follows, and not the header of a table.
fn goes_on(rest: &[Line]) -> bool {
    rest.first().is_some_and(|line| {
        let row = cells(line);
        row.iter().flatten().filter(|c| !c.is_blank()).count() > 1 && !residue::is_header(&row)
    })
}

/// Lines of a cell pasted from a spreadsheet, which quotes a cell that has line breaks: a page's cells have hardly more.
const QUOTED_LINES: usize = 50;

/// How many lines a row takes whose first line leaves a quoted cell open, up to the line that closes the last one.
fn quoted(lines: &[Line]) -> Option<usize> {
    let (mut open, mut tabs) = (false, false);
    for (index, line) in lines.iter().enumerate().take(QUOTED_LINES) {
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
            (0, false) => return None,
            (_, false) => return (tabs || text.contains('\t')).then_some(index + 1),
            _ => tabs |= text.contains('\t'),
        }
    }
    None
}
