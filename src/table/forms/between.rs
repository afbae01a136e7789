//! Page numbers between two rows of a table, without ornaments or beside what heads rows: that they stand alone among rows of
//! several cells tells them.

use super::{assemble, tokens};
use crate::accounts::Discard;
use crate::context::Context;
use crate::lexicon::ordinal;
use crate::lexicon::page_number::Form;
use crate::text::Line;

/// Fewest cells of a row that nothing but a page number interrupts: two stand side by side by chance.
const CELLS: usize = 3;

/// The lines without such page numbers, and without the blank ones round them: what a page cut goes on.
pub(super) fn without_page_numbers(lines: Vec<Line>, ctx: &mut Context<'_>) -> Vec<Line> {
    if !lines.iter().any(|l| l.page_number().is_some()) {
        return lines;
    }
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut rest = lines.as_slice();
    while let Some(line) = rest.first() {
        if let Some((above, below)) = between(line, &out, rest.get(1..).unwrap_or_default()) {
            ctx.accounts.discard(&line.chars, Discard::PageNumber);
            out.truncate(above);
            rest = rest.get(1 + below..).unwrap_or_default();
            continue;
        }
        out.push(line.clone());
        rest = rest.get(1..).unwrap_or_default();
    }
    out
}

/// Whether a line is a number between two rows that have all their cells, and not that of a row between theirs: how many
/// lines above it end with the one, and how many stand before the other.
fn between(line: &Line, above: &[Line], below: &[Line]) -> Option<(usize, usize)> {
    let page = line.page_number()?;
    let number = page.number;
    let filled = |l: &Line| !l.is_blank();
    let end = above.iter().rposition(filled)?;
    let gap = below.iter().position(filled)?;
    let (own, next) = (Row::of(above.get(end)?), Row::of(below.get(gap)?));
    // What heads rows may stand above or below it.
    let headed = own.is_none() || next.is_none();
    // One with ornaments is known anywhere else.
    if page.form != Form::Bare && !headed {
        return None;
    }
    let own = own.or_else(|| {
        let row = above.get(..end)?.iter().rfind(|l| filled(l))?;
        Row::of(row).filter(|_| next.is_some())
    })?;
    let next = next.or_else(|| {
        below
            .get(gap + 1..)?
            .iter()
            .find(|l| filled(l))
            .and_then(Row::of)
    })?;
    let after = own.number.and_then(|n| n.checked_add(1));
    let counts_on = after.is_some() && after == next.number;
    let whole = counts_on || own.cells == next.cells && !headed;
    let between = own.mark == next.mark && whole && own.closed && after != Some(number);
    // Beside what heads rows blank lines stand as they do elsewhere.
    let end = if headed { above.len() } else { end + 1 };
    between.then_some((end, gap))
}

/// A line of several cells.
struct Row {
    mark: Option<char>,
    cells: usize,
    number: Option<u32>,
    /// Whether its last cell is filled: below a blank one its text may stand.
    closed: bool,
}

impl Row {
    fn of(line: &Line) -> Option<Self> {
        let marks = ['\t', '|', '｜'];
        let count = |mark: &char| line.chars.iter().filter(|c| c.ch == *mark).count();
        let mark = marks.into_iter().find(|mark| count(mark) + 1 >= CELLS);
        let cells: Vec<&[_]> = match mark {
            Some(mark) => line.chars.split(|c| c.ch == mark).collect(),
            None => tokens(line),
        };
        let text = |cell: &&[_]| assemble::key_of(&[super::stretch(line, cell)]);
        let first = cells.iter().map(text).find(|key| !key.is_empty())?;
        (cells.len() >= CELLS).then(|| Self {
            mark,
            cells: cells.len(),
            number: ordinal::whole(&first).map(|o| o.value),
            // A bar ends the line, too.
            closed: mark.is_some_and(|m| m == '|' || m == '｜')
                || cells.last().is_some_and(|c| !text(c).is_empty()),
        })
    }
}
