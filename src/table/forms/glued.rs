//! Tables whose cells all stand on one line, parted by bars or by blanks: each cell becomes a line, as tables of one cell a line
//! have them.

use super::{stacked, stretch};
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
    let bars = |l: &Line| l.chars.iter().filter(|c| several(c)).count();
    // Blank lines may part the rows of a table, which have as many bars each.
    let alone = |at: usize| {
        let own = lines.get(at).map_or(0, bars);
        let apart = |next: Option<&Line>, mut beyond: Box<dyn Iterator<Item = &Line> + '_>| {
            let next = next.map_or(0, bars);
            next == 0 && beyond.find(|l| !l.is_blank()).map_or(0, bars) != own
        };
        let (above, below) = lines.split_at_checked(at).unwrap_or((&[], &[]));
        let below = below.get(1..).unwrap_or_default();
        apart(above.last(), Box::new(above.iter().rev()))
            && apart(below.first(), Box::new(below.iter()))
    };
    let mut out = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let by = |mark: char| line.chars.iter().filter(|c| c.ch == mark).count() >= CELLS;
        let mark = ['|', '｜'].into_iter().find(|m| by(*m));
        if let Some(rows) = mark.filter(|_| alone(at)).and_then(|m| ruled(line, m)) {
            out.extend(rows);
            continue;
        }
        match mark {
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
    let words = || {
        let words = line.chars.split(|c| c.ch.is_whitespace());
        words.filter(|w| !w.is_empty())
    };
    if words().count() < CELLS
        || !counts_on(words()) && !may_take_turns(&words().collect::<Vec<_>>())
    {
        return vec![line];
    }
    // 二、项目安排：序号 项目名称: a mark ends what stands before the names.
    let marked = |w: &[Char]| {
        let at = w.iter().rposition(|c| matches!(c.ch, ':' | '：' | '。'))? + 1;
        let name = stretch(&line, w.get(at..)?);
        let name = name.key();
        let numbers = role::of_header(name) == Some(Role::Sequence) && role::is_name(name);
        numbers.then_some(at)
    };
    let words = words().flat_map(|w| {
        let (before, own) = w.split_at(marked(w).unwrap_or(0));
        [before, own].into_iter().filter(|w| !w.is_empty())
    });
    let words: Vec<Line> = words.map(|w| stretch(&line, w)).collect();
    // Each word is asked once.
    let told: Vec<Word> = words.iter().map(|w| Word::of(w.key())).collect();
    if takes_turns(&told) {
        return words;
    }
    let holds = told.iter().enumerate().any(|(at, word)| {
        if !word.numbers {
            return false;
        }
        // The names, and rows enough to see that they are some.
        let rest = told.get(at + 1..).unwrap_or_default();
        let rest = rest.get(..3 * stacked::NAMES).unwrap_or(rest);
        let names = rest.iter().take_while(|w| w.value != Some(1)).count();
        let (own, rows) = rest.split_at(names);
        let known = own.iter().filter(|w| w.known).count();
        // The next running number stands as many words on as there are names, or a few more.
        let mut next = rows.iter().skip(2).take(2 * names + 2);
        names >= 2
            && known >= 2
            && known * 2 >= names
            && next.any(|w| w.value == Some(2))
            && rows.iter().filter(|w| w.sum).count() >= 2
    });
    if holds { words } else { vec![line] }
}

/// Whether a word may be the second row's running number, behind three names and the two first words of a row: looked at before
/// any name is, as most lines of many words are a single row.
fn counts_on<'a>(words: impl Iterator<Item = &'a [Char]>) -> bool {
    let mut behind = words.skip(5);
    behind.any(|w| {
        let key = Key::of_chars(w.iter().map(|c| c.ch));
        ordinal::whole(&key).is_some_and(|o| o.value == 2)
    })
}

/// Whether the last words may be a name and a sum by turns, looked at before any is read.
fn may_take_turns(words: &[&[Char]]) -> bool {
    let digits = |w: &&[Char]| w.iter().any(|c| c.ch.is_numeric());
    matches!(words, [.., a, b, c, d, e] if digits(a) && !digits(b) && digits(c) && !digits(d) && digits(e))
}

/// Whether names of columns, one of them of a sum, stand in a row, and behind them to the end a name and a sum by turns: 单位 金额
/// 合计 400 东镇 100 西镇 300.
fn takes_turns(words: &[Word]) -> bool {
    let from = words.iter().position(|w| w.known).unwrap_or(words.len());
    let own = words.get(from..).unwrap_or_default();
    let names = own.iter().take_while(|w| w.known && !w.sum).count();
    let (header, rows) = own.split_at(names);
    let turns = rows
        .chunks(2)
        .all(|two| matches!(two, [a, b] if !a.sum && b.sum));
    names >= 2 && header.iter().any(|w| w.money) && rows.len() >= CELLS - 3 && turns
}

/// What a word of a line may be.
struct Word {
    /// The name of the running numbers' column, and any name that is known.
    numbers: bool,
    known: bool,
    /// The name of sums.
    money: bool,
    /// The running number that it is.
    value: Option<u32>,
    sum: bool,
}

impl Word {
    fn of(key: &Key) -> Self {
        Self {
            numbers: role::of_header(key) == Some(Role::Sequence) && role::is_name(key),
            known: role::is_key_of_known_name(key),
            money: role::of_header(key) == Some(Role::Amount),
            value: ordinal::whole(key).map(|o| o.value),
            sum: money::is_sum(key),
        }
    }
}

/// The rows of a table in Markdown that stands on one line, each with its bars, and what stands before it. The rule
/// below its header (| --- | --- |) says how many cells a row has; between two rows stands a blank.
fn ruled(line: &Line, mark: char) -> Option<Vec<Line>> {
    let indexed = line.chars.iter().enumerate();
    let bars: Vec<usize> = indexed
        .filter(|(_, c)| c.ch == mark)
        .map(|(at, _)| at)
        .collect();
    let cell = |at: usize| line.chars.get(bars.get(at)? + 1..*bars.get(at + 1)?);
    let is_rule = |at: &usize| {
        let mut own = cell(*at)
            .unwrap_or_default()
            .iter()
            .filter(|c| !c.ch.is_whitespace());
        let mut dashes = 0;
        own.all(|c| {
            dashes += usize::from(c.ch == '-');
            matches!(c.ch, '-' | ':')
        }) && dashes > 0
    };
    let from = (0..bars.len()).find(is_rule)?;
    let width = (from..bars.len()).take_while(|at| is_rule(at)).count();
    // The header has as many cells, and a blank behind them.
    let stride = width + 1;
    if width < 2 || from != stride {
        return None;
    }
    let blank = |at: usize| cell(at).is_none_or(|c| c.iter().all(|c| c.ch.is_whitespace()));
    if !(width..bars.len()).step_by(stride).all(blank) {
        return None;
    }
    let first = *bars.first()?;
    let mut rows = vec![stretch(line, line.chars.get(..first)?)];
    for row in bars.chunks(stride) {
        let (open, close) = (row.first()?, row.last()?);
        rows.push(stretch(line, line.chars.get(*open..=*close)?));
    }
    let end = *bars.last()?;
    rows.push(stretch(line, line.chars.get(end + 1..)?));
    rows.retain(|l| !l.is_blank());
    Some(rows)
}

/// Whether the cells of a line are names of columns and sums.
fn holds_table(line: &Line, mark: char) -> bool {
    let cells: Vec<_> = line
        .chars
        .split(|c| c.ch == mark)
        .map(|c| stretch(line, c).key().clone())
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
        role::is_known_name(stretch(line, rest).key())
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
