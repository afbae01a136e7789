//! Tables whose cells all stand on one line, parted by bars or by blanks: each cell becomes a line, as tables of one cell a line
//! have them.

use super::pipes::is_pipe;
use super::{stacked, stretch};
use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::lexicon::key::Key;
use crate::lexicon::money::{self, unit};
use crate::lexicon::{ordinal, role};
use crate::model::Role;
use crate::text::Line;

/// Fewest cells of a table on one line: a header and two rows of three.
const CELLS: usize = 9;
/// Fewest names of columns that tell a header.
const NAMES: usize = 3;
/// Most names of columns of a table on one line: the widest met have twelve.
const WIDEST: usize = 20;
/// Most words of the name of a column: 乡镇 (街道).
const WORDS: usize = 3;

/// The lines, those that hold a whole table parted.
pub(super) fn parted(lines: Vec<Line>, ctx: &mut Context<'_>) -> Vec<Line> {
    let lines = names_and_sums(behind_text(lines, ctx));
    let lines: Vec<Line> = lines.into_iter().flat_map(blanks).collect();
    let bars = |l: &Line| l.chars.iter().filter(|c| is_pipe(c)).count();
    if !lines.iter().any(|l| bars(l) >= CELLS) {
        return lines;
    }
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
        // A line with the names of columns and rows that fit them is a table whatever stands above and below it.
        let rows = mark.and_then(|m| ruled(line, m, ctx).or_else(|| streamed(line, m, ctx)));
        if let Some(rows) = rows {
            out.extend(rows);
            continue;
        }
        match mark {
            Some(mark) if alone(at) && holds_table(line, mark) => {
                let marks = line.chars.iter().filter(|c| c.ch == mark);
                ctx.accounts.discard(marks, Discard::Markup);
                let mut cells = line.chars.split(|c| c.ch == mark);
                let first = cells.next().unwrap_or_default();
                let (before, name) = first.split_at(name_start(line, first));
                let before = Some(before).filter(|b| !b.is_empty());
                let all = before.into_iter().chain([name]).chain(cells);
                out.extend(all.map(|cell| stretch(line, cell)));
            }
            _ => out.push(line.clone()),
        }
    }
    out
}

/// Lines of a name with a number right behind it, below the names of two columns glued together, the second with a unit of money
/// (区县资金额（万元） / 定海区700 / 普陀区2900): each cell a line.
fn names_and_sums(lines: Vec<Line>) -> Vec<Line> {
    let mut out = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let Some(at) = glued_names(&line) else {
            out.push(line);
            continue;
        };
        let mut rows = Vec::new();
        while let Some(row) = lines.next_if(|row| row.is_blank() || before_number(row).is_some()) {
            rows.push(row);
        }
        // One may be a line of another kind.
        let filled = rows.iter().filter(|row| !row.is_blank()).count();
        let part = |line: &Line, at: usize| -> Vec<Line> {
            let (name, sum) = line.chars.split_at(at);
            vec![stretch(line, name), stretch(line, sum)]
        };
        if filled < 2 {
            out.push(line);
            out.extend(rows);
            continue;
        }
        out.extend(part(&line, at));
        out.extend(
            rows.iter()
                .filter_map(|row| Some(part(row, before_number(row)?)))
                .flatten(),
        );
    }
    out
}

/// Where in a line the name of sums begins, behind that of who gets them.
fn glued_names(line: &Line) -> Option<usize> {
    // The longest header in use has thirteen characters, and a unit.
    let short = (4..=20).contains(&line.chars.len());
    let ended = line
        .chars
        .last()
        .is_some_and(|c| matches!(c.ch, ')' | '）'));
    if !short || !ended || line.chars.iter().any(|c| c.ch.is_whitespace()) {
        return None;
    }
    (2..line.chars.len()).find(|at| {
        let (name, sum) = line.chars.split_at(*at);
        let (name, sum) = (stretch(line, name), stretch(line, sum));
        role::of_header(name.key()) == Some(Role::Purchaser)
            && role::is_key_of_known_name(name.key())
            && role::of_header(sum.key()) == Some(Role::Amount)
            && unit::of_header(sum.key()).is_some()
    })
}

/// Where the number begins that stands right behind a name without figures, if a line is no more.
fn before_number(line: &Line) -> Option<usize> {
    let figure = |c: &Char| c.ch.is_ascii_digit();
    let at = line.chars.iter().position(figure)?;
    let (name, number) = line.chars.split_at(at);
    let word = |c: &Char| c.ch.is_alphabetic() || matches!(c.ch, '(' | ')' | '（' | '）');
    let named = name.iter().filter(|c| c.ch.is_alphabetic()).count() >= 2 && name.iter().all(word);
    let bare = || money::bare(stretch(line, number).key()).is_some();
    (named && bare()).then_some(at)
}

/// Lines of a table between bars whose names and first row stand behind other text (…计划表 序号 | 项目 | 金额 | 备注 | 1 | 养老 | 5 |): the
/// text, the names and each row a line. The bar that closes a blank cell at the end of a row begins the line of the next.
fn behind_text(lines: Vec<Line>, ctx: &mut Context<'_>) -> Vec<Line> {
    let mut out = Vec::with_capacity(lines.len());
    // The running number of the row above, in such a table.
    let mut above: Option<u32> = None;
    for line in lines {
        let number = |cell: &[Char]| {
            let number = ordinal::whole(stretch(&line, cell).key())?;
            Some(number.value)
        };
        if let Some(Behind { before, names, row }) = names_behind(&line) {
            let first = before.iter().map(|part| stretch(&line, part));
            out.extend(first.filter(|part| !part.is_blank()));
            out.extend([names, row].map(|part| stretch(&line, part)));
            above = Some(1);
            continue;
        }
        let bar = line.chars.iter().position(|c| !c.ch.is_whitespace());
        let bar = bar.filter(|at| line.chars.get(*at).is_some_and(is_pipe));
        let rest = bar.and_then(|at| line.chars.get(at + 1..));
        let own = rest.and_then(|rest| number(rest.split(is_pipe).next()?));
        match (rest, bar.and_then(|at| line.chars.get(at))) {
            (Some(rest), Some(bar)) if above.is_some() && own == above.map(|n| n + 1) => {
                ctx.accounts.discard([bar], Discard::Markup);
                out.push(stretch(&line, rest));
                above = own;
            }
            _ => {
                if bar.is_none() {
                    above = None;
                }
                out.push(line);
            }
        }
    }
    out
}

/// A line whose names and first row stand behind other text.
struct Behind<'l> {
    /// The text, what says the unit apart.
    before: Vec<&'l [Char]>,
    /// The first of them is that of the running numbers.
    names: &'l [Char],
    row: &'l [Char],
}

fn names_behind(line: &Line) -> Option<Behind<'_>> {
    let mut bars = line.chars.iter().enumerate().filter(|(_, c)| is_pipe(c));
    let first = line.chars.get(..bars.next()?.0)?;
    // Where the last word of a text begins.
    let last = |text: &[Char]| {
        let end = text.iter().rposition(|c| !c.ch.is_whitespace())?;
        let blank = text.get(..end)?.iter().rposition(|c| c.ch.is_whitespace());
        blank.map(|at| at + 1)
    };
    let begin = last(first).unwrap_or(0);
    let (before, name) = first.split_at_checked(begin)?;
    let unit = last(before).and_then(|at| before.split_at_checked(at));
    let unit = unit.filter(|(_, word)| unit::of_caption(stretch(line, word).key()).is_some());
    let before = unit.map_or(vec![before], |(text, word)| vec![text, word]);
    if !Word::of(stretch(line, name).key()).numbers {
        return None;
    }
    let mut from = first.len() + 1;
    let (mut names, mut known) = (1, 0);
    for (at, _) in bars {
        let cell = line.chars.get(from..at)?;
        let word = Word::of(stretch(line, cell).key());
        if word.value == Some(1) && names > 2 && known * 2 >= names {
            let (header, row) = line.chars.split_at_checked(from)?;
            // Several rows on one line are all of the table.
            if row.iter().filter(|c| is_pipe(c)).count() > names {
                return None;
            }
            let names = header.get(begin..)?;
            return Some(Behind { before, names, row });
        }
        if word.sum || names > stacked::NAMES {
            return None;
        }
        names += 1;
        known += usize::from(word.known);
        from = at + 1;
    }
    None
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

/// The rows of a table with a bar before and behind each that stands on one line, and what stands before and behind it. The rule
/// below its header (| --- | --- |) says how many cells a row has, or else the names; between two rows stands a blank.
fn ruled(line: &Line, mark: char, ctx: &mut Context<'_>) -> Option<Vec<Line>> {
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
    let blank = |at: usize| cell(at).is_none_or(|c| c.iter().all(|c| c.ch.is_whitespace()));
    let width = match (0..bars.len()).find(is_rule) {
        Some(from) => {
            let width = (from..bars.len()).take_while(|at| is_rule(at)).count();
            // The header has as many cells, and a blank behind them.
            (from == width + 1).then_some(width)?
        }
        None => {
            let width = (0..bars.len()).take_while(|at| !blank(*at)).count();
            if 2 * width >= bars.len() {
                return None;
            }
            let key = |at: usize| cell(at).map(|c| stretch(line, c).key().clone());
            let names: Vec<Key> = (0..width).filter_map(key).collect();
            let sums = names
                .iter()
                .position(|k| role::of_header(k) == Some(Role::Amount))?;
            let known = names.iter().filter(|k| role::is_known_name(k)).count();
            let rows = (width + 1..bars.len()).step_by(width + 1);
            let mut rows = rows.filter(|at| at + width < bars.len());
            // Each row has its sum below the name of sums.
            let paid = |at: usize| key(at + sums).is_some_and(|k| money::is_sum(&k));
            (known >= NAMES && rows.clone().next().is_some() && rows.all(paid)).then_some(width)?
        }
    };
    let stride = width + 1;
    // Behind the last row more may stand, a bar behind it or none.
    let apart = |at: usize| blank(at) || at + stride >= bars.len();
    if width < 2 || !(width..bars.len()).step_by(stride).all(apart) {
        return None;
    }
    let first = *bars.first()?;
    let mut rows = vec![stretch(line, line.chars.get(..first)?)];
    let whole = bars.chunks_exact(stride);
    let behind: Vec<usize> = whole.remainder().to_vec();
    let mut from = first;
    for row in whole {
        let (open, close) = (row.first()?, row.last()?);
        rows.push(stretch(line, line.chars.get(*open..=*close)?));
        from = close + 1;
    }
    let marks = behind.iter().filter_map(|at| line.chars.get(*at));
    ctx.accounts.discard(marks, Discard::Markup);
    let ends = behind.iter().copied().chain([line.chars.len()]);
    for end in ends {
        rows.push(stretch(line, line.chars.get(from..end)?));
        from = end + 1;
    }
    rows.retain(|l| !l.is_blank());
    Some(rows)
}

/// The rows of a table that stands on one line with a bar between any two cells, the names of its columns first: each as long as
/// these, its sum below the name of sums, and running numbers that count on where it has some. What stands behind them is none.
fn streamed(line: &Line, mark: char, ctx: &mut Context<'_>) -> Option<Vec<Line>> {
    let indexed = line.chars.iter().enumerate();
    let bars: Vec<usize> = indexed
        .filter(|(_, c)| c.ch == mark)
        .map(|(at, _)| at)
        .collect();
    let begin = name_start(line, line.chars.get(..*bars.first()?)?);
    let starts = std::iter::once(begin).chain(bars.iter().map(|at| at + 1));
    let ends = bars.iter().copied().chain([line.chars.len()]);
    let cells: Vec<(usize, usize)> = starts.zip(ends).collect();
    let own =
        |(from, to): &(usize, usize)| stretch(line, line.chars.get(*from..*to).unwrap_or_default());
    let keys: Vec<Key> = cells.iter().map(|cell| own(cell).key().clone()).collect();
    // Most lines are rows of a table, and none begins with names.
    if !keys.iter().take(NAMES).any(|k| role::is_known_name(k)) {
        return None;
    }
    let number = |key: &Key| ordinal::whole(key).map(|o| o.value);
    let fits = |width: &usize| {
        let (names, rows) = keys.split_at_checked(*width)?;
        let roles: Vec<Option<Role>> = names.iter().map(|k| role::of_header(k)).collect();
        let known = names.iter().filter(|k| role::is_known_name(k)).count();
        let sums = roles.iter().position(|r| *r == Some(Role::Amount))?;
        let numbered = roles.first() == Some(&Some(Role::Sequence));
        let row = |(at, row): (u32, &[Key])| {
            let words = |(key, role): (&Key, &Option<Role>)| {
                let word = matches!(role, Some(Role::Purchaser | Role::Project | Role::Content));
                word && money::is_sum(key) && money::unstated(key).is_none()
            };
            let first = row.first().filter(|k| !k.is_empty());
            row.get(sums).is_some_and(|k| money::is_sum(k))
                && first.is_some_and(|k| !numbered || number(k).is_none_or(|n| n == at))
                && !row.iter().zip(&roles).any(words)
        };
        let rows = rows.chunks_exact(*width);
        let count = rows.len();
        let next = rows.remainder().first().and_then(number);
        let cut = numbered && next.is_some_and(|n| usize::try_from(n) == Ok(count + 1));
        let named = names.iter().all(|k| !k.is_empty());
        (named && known >= NAMES && known * 2 >= *width && count > 0 && (1..).zip(rows).all(row))
            .then_some((*width, count, cut))
    };
    let (width, count, cut) = (NAMES..=WIDEST).find_map(|width| fits(&width))?;
    let mut out = vec![stretch(line, line.chars.get(..begin)?)];
    let whole = width * (count + 1);
    // What is left of a last row is one, too.
    let rest = if cut { cells.len() } else { whole };
    for row in cells.get(..rest)?.chunks(width) {
        let ((from, _), (_, to)) = (row.first()?, row.last()?);
        let to = (to + 1).min(line.chars.len());
        out.push(stretch(line, line.chars.get(*from..to)?));
    }
    out.extend(cells.get(rest..)?.iter().map(own));
    let marks = bars.get(rest..).unwrap_or_default().iter();
    ctx.accounts
        .discard(marks.filter_map(|at| line.chars.get(*at)), Discard::Markup);
    out.retain(|l| !l.is_blank());
    Some(out)
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

/// Where the name begins that the first cell of a line ends in: other text may stand before it, a blank between, or a mark that
/// no name has.
fn name_start(line: &Line, first: &[Char]) -> usize {
    let ink = first.iter().rposition(|c| !c.ch.is_whitespace());
    let own = first.iter().enumerate().take(ink.unwrap_or(0));
    let blanks = own.filter(|(_, c)| c.ch.is_whitespace());
    let cuts = blanks.rev().take(WORDS).map(|(at, _)| at);
    let name = |at: &usize| {
        let rest = first.get(*at..).unwrap_or_default();
        role::is_known_name(stretch(line, rest).key())
    };
    let marked = |at: &usize| {
        let mut before = first.get(..*at).unwrap_or_default().iter();
        before.any(|c| matches!(c.ch, ':' | '：' | '。' | '?'))
    };
    let last = cuts.clone().next().filter(marked);
    cuts.filter(name).last().or(last).unwrap_or(0)
}
