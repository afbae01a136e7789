//! Tables with cells between pipes: Markdown, and bare ones of web pages turned to text.

use super::{grid, stretch};
use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::table::Grid;
use crate::text::Line;

/// Reads the lines up to the first without a pipe.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let used = lines.iter().take_while(|l| pipes(l) > 0).count();
    // One line with a pipe is prose; a table has two, and more than one column.
    let table = lines.get(..used).filter(|t| t.len() > 1)?;
    let mut rows = Vec::new();
    for line in table {
        if is_rule(line) {
            ctx.accounts.discard(&line.chars, Discard::Markup);
            continue;
        }
        rows.push(cells(line, ctx));
    }
    drop_trailing_column(&mut rows);
    grid(rows).map(|g| (g, used))
}

fn is_pipe(c: &Char) -> bool {
    matches!(c.ch, '|' | '｜' | '│')
}

fn pipes(line: &Line) -> usize {
    line.chars.iter().filter(|c| is_pipe(c)).count()
}

/// `| --- | :--: |`
fn is_rule(line: &Line) -> bool {
    let marks =
        |c: &Char| is_pipe(c) || matches!(c.ch, '-' | ':' | '+' | '=') || c.ch.is_whitespace();
    line.chars.iter().all(marks) && line.chars.iter().any(|c| c.ch == '-')
}

/// The cells of a line; the bars, also a leading one, are marks.
fn cells(line: &Line, ctx: &mut Context<'_>) -> Vec<Vec<Line>> {
    ctx.accounts
        .discard(line.chars.iter().filter(|c| is_pipe(c)), Discard::Markup);
    let first = line
        .chars
        .iter()
        .position(|c| !c.ch.is_whitespace())
        .unwrap_or(0);
    let leading = line.chars.get(first).is_some_and(is_pipe);
    let chars = line
        .chars
        .get(first + usize::from(leading)..)
        .unwrap_or_default();
    chars
        .split(is_pipe)
        .map(|cell| broken(line, cell, ctx))
        .collect()
}

/// A cell's lines: `<br>` ends one.
fn broken(line: &Line, cell: &[Char], ctx: &mut Context<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut rest = cell;
    loop {
        let text: Vec<char> = rest.iter().map(|c| c.ch.to_ascii_lowercase()).collect();
        let found = ["<br/>", "<br />", "<br>"].iter().find_map(|mark| {
            let mark: Vec<char> = mark.chars().collect();
            text.windows(mark.len())
                .position(|w| w == mark)
                .map(|at| (at, mark.len()))
        });
        let Some((at, length)) = found else { break };
        lines.push(stretch(line, rest.get(..at).unwrap_or_default()));
        ctx.accounts.discard(
            rest.get(at..at + length).unwrap_or_default(),
            Discard::Markup,
        );
        rest = rest.get(at + length..).unwrap_or_default();
    }
    lines.push(stretch(line, rest));
    lines
}

/// A bar at the end of every line makes a last column without text.
fn drop_trailing_column(rows: &mut [Vec<Vec<Line>>]) {
    let cols = rows.iter().map(Vec::len).max().unwrap_or(0);
    let empty = |row: &Vec<Vec<Line>>| {
        row.get(cols.saturating_sub(1))
            .is_none_or(|c| c.iter().all(Line::is_blank))
    };
    if cols > 1 && rows.iter().all(empty) {
        for row in rows {
            row.truncate(cols - 1);
        }
    }
}

/// `## 标题` without its marks.
pub(super) fn without_heading_marks(line: &Line, ctx: &mut Context<'_>) -> Line {
    let marks = line.chars.iter().take_while(|c| c.ch == '#').count();
    // Markdown knows six levels; the marks are followed by a blank.
    if !(1..=6).contains(&marks) || line.chars.get(marks).is_none_or(|c| c.ch != ' ') {
        return line.clone();
    }
    ctx.accounts
        .discard(line.chars.get(..marks).unwrap_or_default(), Discard::Markup);
    stretch(line, line.chars.get(marks..).unwrap_or_default())
}
