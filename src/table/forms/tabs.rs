//! Tab-separated lines, as pasted from a web page or a word processor.

use super::{residue, stretch};
use crate::context::Context;
use crate::table::Grid;
use crate::text::Line;

/// Reads the lines up to the first without a tab: a blank line (a page break in pasted text) ends the piece.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let used = lines
        .iter()
        .take_while(|l| l.chars.iter().any(|c| c.ch == '\t'))
        .count();
    let table = lines.get(..used).filter(|t| !t.is_empty())?;
    // A tab may also indent a line of prose; a table has text on both sides of one.
    let divides = |l: &Line| {
        let text = l.raw();
        text.split('\t').filter(|t| !t.trim().is_empty()).count() > 1
    };
    if !table.iter().any(divides) {
        return None;
    }
    let _ = ctx;
    let rows = table
        .iter()
        .map(|line| {
            line.chars
                .split(|c| c.ch == '\t')
                .map(|cell| vec![stretch(line, cell)])
                .collect()
        })
        .collect();
    residue::mend(rows).map(|g| (g, used))
}
