//! Rows between bars that are printed in several lines, blank cells being line breaks.

use super::{Row, bars, broken, is_border, is_pipe, is_rule, parted, pipes, without_escapes};
use crate::accounts::Discard;
use crate::context::Context;
use crate::text::Line;

/// Where the row ends that begins with each line, if blank cells hold a line break each, so that a row is several lines: they have
/// as many bars together as the first line has, and each goes on behind a bar with one of its own. Nothing if rows are lines.
pub(super) fn rows(table: &[Line]) -> Vec<usize> {
    let width = table.first().map_or(0, pipes);
    // A title with a bar at its end, or one beside a cell, tells no width.
    if width < 3 || table.iter().any(|l| is_rule(l) || is_border(l)) {
        return Vec::new();
    }
    let edge = |l: &Line, last: bool| {
        let mut own = l.chars.iter().filter(|c| !c.ch.is_whitespace());
        let char = if last { own.next_back() } else { own.next() };
        char.is_some_and(is_pipe)
    };
    let mut ends = vec![0; table.len()];
    let (mut begun, mut bars) = (0, 0);
    let mut joined = false;
    for (at, line) in table.iter().enumerate() {
        bars += pipes(line);
        let above = at.checked_sub(1).filter(|_| at > begun);
        let above = above.and_then(|above| table.get(above));
        if above.is_some_and(|above| !edge(above, true) || !edge(line, false)) || bars > width {
            return Vec::new();
        }
        // A page number stands alone.
        if bars == width || bars == 0 {
            joined |= at > begun;
            if let Some(end) = ends.get_mut(begun) {
                *end = at + 1;
            }
            (begun, bars) = (at + 1, 0);
        }
    }
    // The last row may be cut.
    if let Some(end) = ends.get_mut(begun) {
        *end = table.len();
    }
    if joined { ends } else { Vec::new() }
}

/// The cells of a row that is several lines: only bars part them.
pub(super) fn across(lines: &[Line], ctx: &mut Context<'_>) -> Row {
    let mut row: Row = vec![Vec::new()];
    for line in lines {
        let marks = bars(&line.chars);
        let marks = marks.iter().filter_map(|at| line.chars.get(*at));
        ctx.accounts.discard(marks, Discard::Markup);
        for (at, own) in parted(&line.chars).into_iter().enumerate() {
            if at > 0 {
                row.push(Vec::new());
            }
            let own = without_escapes(own, ctx);
            let own = broken(line, &own, ctx);
            if let Some(cell) = row.last_mut() {
                cell.extend(own.into_iter().filter(|l| !l.is_blank()));
            }
        }
    }
    row
}
