//! Tables whose cells all stand on one line, parted by bars or by blanks: each cell becomes a line, as tables of one cell a line
//! have them.

use super::stretch;
use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::lexicon::key::Key;
use crate::lexicon::{money, ordinal, role};
use crate::model::Role;
use crate::text::Line;

/// Fewest cells of a table on one line: a header and two rows of three.
const CELLS: usize = 9;
/// Most words of the name of a column: 乡镇 (街道).
const WORDS: usize = 3;

/// The lines, those that hold a whole table parted.
pub(super) fn parted(lines: Vec<Line>, ctx: &mut Context<'_>) -> Vec<Line> {
    let lines: Vec<Line> = lines.into_iter().flat_map(blanks).collect();
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

/// A line with the names of three columns or more, one behind the other, the first of them that of running numbers, and rows of
/// them behind: a line for each stretch between blanks. Other lines stay as they are.
fn blanks(line: Line) -> Vec<Line> {
    let mut words = line.chars.split(|c| c.ch.is_whitespace());
    let enough = words.by_ref().filter(|w| !w.is_empty()).count() >= CELLS;
    if !enough {
        return vec![line];
    }
    let words = line.chars.split(|c| c.ch.is_whitespace());
    let words: Vec<Line> = words
        .filter(|w| !w.is_empty())
        .map(|w| stretch(&line, w))
        .collect();
    let keys: Vec<_> = words.iter().map(Line::key).collect();
    let holds = keys.iter().enumerate().any(|(at, key)| {
        let rest = || keys.iter().skip(at + 1);
        let first = |key: &Key| ordinal::whole(key).is_some_and(|o| o.value == 1);
        role::of_header(key) == Some(Role::Sequence) && role::is_name(key) && {
            let names = rest().take_while(|k| !first(k)).count();
            let known = rest()
                .take(names)
                .filter(|k| role::is_known_name(k))
                .count();
            // The next running number stands as many words on as there are names, or a few more.
            let rows: Vec<_> = rest().skip(names).collect();
            let second = |k: &&&Key| ordinal::whole(k).is_some_and(|o| o.value == 2);
            names >= 2
                && known >= 2
                && known * 2 >= names
                && rows.iter().skip(2).take(2 * names + 2).any(|k| second(&k))
                && rows.iter().filter(|k| money::is_sum(k)).count() >= 2
        }
    });
    if holds { words } else { vec![line] }
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
