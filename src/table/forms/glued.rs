//! Tables whose cells all stand on one line, parted by bars: each cell becomes a line, as tables of one cell a line have them.

use super::stretch;
use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::lexicon::{money, role};
use crate::text::Line;

/// Fewest cells of a table on one line: a header and two rows of three.
const CELLS: usize = 9;
/// Most words of the name of a column: 乡镇 (街道).
const WORDS: usize = 3;

/// The lines, those that hold a whole table parted.
pub(super) fn parted(lines: Vec<Line>, ctx: &mut Context<'_>) -> Vec<Line> {
    let several = |c: &Char| matches!(c.ch, '|' | '｜');
    if !lines
        .iter()
        .any(|l| l.chars.iter().filter(|c| several(c)).count() >= CELLS)
    {
        return lines;
    }
    let barred = |l: Option<&Line>| l.is_some_and(|l| l.chars.iter().any(several));
    let alone = |at: usize| {
        !barred(lines.get(at + 1)) && !at.checked_sub(1).is_some_and(|a| barred(lines.get(a)))
    };
    let mut out = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let by = |mark: char| line.chars.iter().filter(|c| c.ch == mark).count() >= CELLS;
        match ['|', '｜'].into_iter().find(|m| by(*m)) {
            Some(mark) if alone(at) && holds_table(line, mark) => {
                let marks = line.chars.iter().filter(|c| c.ch == mark);
                ctx.accounts.discard(marks, Discard::Markup);
                let mut cells = line.chars.split(|c| c.ch == mark);
                out.extend(
                    cells
                        .next()
                        .map(|first| headed(line, first))
                        .into_iter()
                        .flatten(),
                );
                out.extend(cells.map(|cell| stretch(line, cell)));
            }
            _ => out.push(line.clone()),
        }
    }
    out
}

/// Whether the cells of a line are names of columns and sums.
fn holds_table(line: &Line, mark: char) -> bool {
    let cells: Vec<_> = line
        .chars
        .split(|c| c.ch == mark)
        .map(|c| stretch(line, c).key())
        .collect();
    let names = cells.iter().filter(|c| role::is_known_name(c)).count();
    names >= 2 && cells.iter().filter(|c| money::is_sum(c)).count() >= 2
}

/// The first cell, and what stands before it on its line.
fn headed(line: &Line, first: &[Char]) -> Vec<Line> {
    let blanks = first
        .iter()
        .enumerate()
        .filter(|(_, c)| c.ch.is_whitespace());
    let cuts = blanks.rev().take(WORDS).map(|(at, _)| at);
    let name = |at: &usize| {
        let rest = first.get(*at..).unwrap_or_default();
        role::is_known_name(&stretch(line, rest).key())
    };
    match cuts.filter(name).last() {
        Some(at) => [first.get(..at), first.get(at..)]
            .into_iter()
            .flatten()
            .map(|c| stretch(line, c))
            .collect(),
        None => vec![stretch(line, first)],
    }
}
