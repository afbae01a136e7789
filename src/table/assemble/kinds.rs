//! Kinds of rows: items, totals, headings, notes.

use std::collections::BTreeSet;
use std::ops::Range;

use rust_decimal::Decimal;

use super::rows::{Cover, PieceCell, PieceRow};
use crate::lexicon::key::Key;
use crate::lexicon::ordinal::{self, Mark, Numeral};
use crate::lexicon::{labels, numeral, office};
use crate::model::{Role, RowKind};
use crate::table::WholeColumn;

/// Kind of a row that is no item, by the words in its cells up to the project's, or to the first sum's.
pub(super) fn kind(row: &PieceRow, columns: &[WholeColumn]) -> Option<RowKind> {
    let at = |role| columns.iter().position(|c| c.role == role);
    let numbered = at(Role::Sequence)
        .and_then(|c| row.cells.get(c))
        .map(PieceCell::key)
        // 合计3项 has a number, and is none.
        .is_some_and(|t| t.chars().any(|c| c.is_ascii_digit()) && labels::summary(&t).is_none());
    if numbered {
        return None;
    }
    // A label that is merged over the columns before the sum stands in their middle.
    let last = match (at(Role::Project), at(Role::Amount)) {
        (project, Some(amount)) if amount > 0 => project.unwrap_or(0).max(amount - 1),
        (project, _) => project.unwrap_or(2),
    };
    let label = |cell: &PieceCell| labels::summary_of_row(&cell.key());
    row.cells.iter().take(last + 1).find_map(label)
}

/// Kinds of the rows: those that their own words tell, and those over others. One of these lies across the table with its one
/// text, is numbered 一、 where the rows below are numbered 1 or （一）, or has a code (201) that those below it go on (20102). With a
/// sum it is theirs, where they have sums. And a class may stand as on stairs: its row ends where theirs begin, and its sum is
/// what theirs add up to.
pub(super) fn kinds(rows: &[PieceRow], columns: &[WholeColumn]) -> Vec<RowKind> {
    let over = over(rows, columns);
    let sample = |row: &PieceRow| {
        row.cells
            .first()
            .is_some_and(|c| labels::is_sample(&c.key()))
    };
    let noted = |row: &PieceRow| {
        sample(row)
            || alone(row, columns).is_some_and(|text| labels::is_note(&text))
            || is_signed(row)
    };
    let mut own: Vec<Option<RowKind>> = rows.iter().map(|row| kind(row, columns)).collect();
    if let Some(kind) = whole_area(rows, &own, columns).and_then(|at| own.get_mut(at)) {
        *kind = Some(RowKind::Total);
    }
    parts(rows, &mut own, columns);
    let codes = codes(rows, &own, columns);
    let mut stairs = stairs(rows, &own, columns);
    for (stair, level) in stairs.iter_mut().zip(levels(rows, &own, columns)) {
        *stair |= level;
    }
    for (stair, whole) in stairs.iter_mut().zip(wholes(rows, &own, columns)) {
        *stair |= whole;
    }
    for (stair, body) in stairs.iter_mut().zip(bodies(rows, &own, columns)) {
        *stair |= body;
    }
    for at in unfilled(rows, &own, columns) {
        if let Some(kind) = own.get_mut(at) {
            *kind = Some(RowKind::Note);
        }
    }
    let groups = groups(rows, &own, columns);
    let mut out = Vec::with_capacity(rows.len());
    // From the end, at each depth: whether a row below, down to the next over others that is as high, has a sum.
    let mut below = [false; DEPTHS];
    let mut followed = false;
    let mut code_below: Option<&str> = None;
    let told = rows.iter().zip(own).zip(&codes).zip(&stairs).zip(&groups);
    for (((((row, own), code), stair), group), over) in told.zip(over).rev() {
        let paid = is_paid(row, columns);
        let goes_on = code
            .as_deref()
            .zip(code_below)
            .is_some_and(|(code, below)| below.len() > code.len() && below.starts_with(code));
        code_below = code.as_deref().or(code_below);
        out.push(match own {
            Some(kind) => kind,
            // A note heads nothing, however it stands.
            None if noted(row) => RowKind::Note,
            None if lies_across(row) => RowKind::Heading,
            None if group.is_some() => group.unwrap_or(RowKind::Heading),
            None if goes_on || *stair => RowKind::Subtotal,
            None if over.is_some() && !paid => RowKind::Heading,
            None if over.is_some_and(|depth| below.get(depth) == Some(&true)) => RowKind::Subtotal,
            None => match alone(row, columns) {
                // A name over rows has rows below it.
                Some(_) if !followed => RowKind::Note,
                Some(_) => RowKind::Heading,
                None => RowKind::Item,
            },
        });
        followed |= out.last() == Some(&RowKind::Item);
        for (depth, paid_below) in below.iter_mut().enumerate() {
            *paid_below =
                over.is_none_or(|over| depth < over) && (*paid_below || own.is_none() && paid);
        }
    }
    out.reverse();
    out
}

/// The rows of a form that was not filled up: several below the last that is, each with its running number and nothing else.
fn unfilled(rows: &[PieceRow], own: &[Option<RowKind>], columns: &[WholeColumn]) -> Range<usize> {
    let Some(sequence) = columns.iter().position(|c| c.role == Role::Sequence) else {
        return 0..0;
    };
    let end = own
        .iter()
        .rposition(Option::is_none)
        .map_or(0, |last| last + 1);
    let bare = |row: &PieceRow| {
        let mut cells = row.cells.iter().enumerate();
        cells.all(|(col, cell)| match col == sequence {
            true => ordinal::whole(&cell.key()).is_some() || numeral::is_figures(&cell.key()),
            false => cell.is_blank(),
        })
    };
    let told = rows.iter().zip(own).take(end).rev();
    let count = told
        .take_while(|(row, kind)| kind.is_none() && bare(row))
        .count();
    let filled = end - count;
    // One may have lost what it says; of a list of blank rows nothing tells that they are none.
    if count > 1 && filled > 0 {
        filled..end
    } else {
        0..0
    }
}

/// Whether a row says by whom and when a form was filled in.
fn is_signed(row: &PieceRow) -> bool {
    let keys = row.cells.iter().map(PieceCell::key);
    labels::are_signed(keys.filter(|key| !key.is_empty()))
}

/// How many depths rows over others are numbered at: 一 and （一）.
const DEPTHS: usize = 2;

/// Of each row that is numbered as those over others are, how deep.
fn over(rows: &[PieceRow], columns: &[WholeColumn]) -> Vec<Option<usize>> {
    let project = columns.iter().position(|c| c.role == Role::Project);
    let key = |row: &PieceRow, col: Option<usize>| {
        let cell = col.and_then(|c| row.cells.get(c));
        cell.map(PieceCell::key).unwrap_or_default()
    };
    let keys = rows
        .iter()
        .map(|row| (key(row, Some(0)), key(row, project)));
    let keys: Vec<(Key, Key)> = keys.collect();
    let numbered = keys.iter().any(|(first, _)| numeral::is_figures(first));
    // Names may have their numbers with them: 一、财政拨款 over 1.一般公共预算.
    let named = keys.iter().any(|(_, name)| is_numbered_within(name));
    // 一 over （一）, as deep as a paper's parts.
    let depth = |(first, _): &(Key, Key)| {
        let chinese = is_chinese_number(first);
        let number = chinese.then(|| ordinal::whole(first)).flatten();
        (chinese, number.map(|n| n.style.depth()))
    };
    let depths: Vec<(bool, Option<u8>)> = keys.iter().map(depth).collect();
    let deeper = depths.iter().any(|(_, depth)| *depth > Some(0));
    let over = |((_, name), (chinese, depth)): (&(Key, Key), &(bool, Option<u8>))| {
        let over =
            numbered && *chinese || deeper && *depth == Some(0) || named && is_chinese_number(name);
        over.then(|| usize::from(depth.unwrap_or(0)).min(DEPTHS - 1))
    };
    keys.iter().zip(&depths).map(over).collect()
}

/// Most rows of parts below 其中, one a source of money: 中央, 省级, 市级, 区级.
const PARTS: usize = 4;

/// The rows below 其中：中央资金 that go on with it (省级资金): they have no number and no purchaser of their own, and all of them
/// together come to the sum of the row above.
fn parts(rows: &[PieceRow], kinds: &mut [Option<RowKind>], columns: &[WholeColumn]) {
    let Some(money) = columns.iter().position(|c| c.role == Role::Amount) else {
        return;
    };
    let paid = |at: usize| sum(&rows.get(at)?.cells.get(money)?.key());
    let own = |c: &(usize, &WholeColumn)| matches!(c.1.role, Role::Sequence | Role::Purchaser);
    let cell = |at: usize, col: usize| rows.get(at).and_then(|row| row.cells.get(col));
    let label = |at: usize| (0..money).find(|col| cell(at, *col).is_some_and(|c| !c.is_blank()));
    // The names of parts stand one below the other.
    let goes_on = |at: usize, names: Option<usize>| {
        let mut cells = columns.iter().enumerate().filter(own);
        cells.all(|(col, _)| match cell(at, col) {
            Some(cell) if Some(col) == names => ordinal::whole(&cell.key()).is_none(),
            cell => cell.is_none_or(PieceCell::is_blank),
        })
    };
    let of_which =
        |kinds: &[Option<RowKind>], at: usize| kinds.get(at) == Some(&Some(RowKind::OfWhich));
    for at in 1..rows.len() {
        if !of_which(kinds, at) || of_which(kinds, at - 1) {
            continue;
        }
        let (Some(whole), Some(mut parts)) = (paid(at - 1), paid(at)) else {
            continue;
        };
        for more in at + 1..(at + PARTS).min(rows.len()) {
            let (Some(part), true) = (paid(more), goes_on(more, label(at))) else {
                break;
            };
            parts += part;
            if parts == whole {
                let rest = kinds.iter_mut().take(more + 1).skip(at + 1);
                rest.for_each(|kind| *kind = Some(RowKind::OfWhich));
            }
            if parts >= whole {
                break;
            }
        }
    }
}

/// Of a table without running numbers whose first column is that of names: rows of a name and nothing else among rows that are
/// full. Such a name heads the rows below it, and what says 单位负责人：张某 below all of them is a note.
fn groups(
    rows: &[PieceRow],
    kinds: &[Option<RowKind>],
    columns: &[WholeColumn],
) -> Vec<Option<RowKind>> {
    let none = || vec![None; rows.len()];
    let has = |role| columns.iter().any(|c| c.role == role);
    let names = columns.first().is_some_and(|c| c.role == Role::Project);
    if !names || has(Role::Sequence) || !has(Role::Amount) || columns.len() < 3 {
        return none();
    }
    let own = |c: &PieceCell| !c.is_blank() || matches!(c.cover, Cover::Below(_));
    // Remarks are few, and who buys is said once for several rows.
    let full = |row: &PieceRow| {
        let mut cells = row.cells.iter().zip(columns);
        cells.all(|(cell, c)| own(cell) || matches!(c.role, Role::Note | Role::Purchaser))
    };
    let lone = |row: &PieceRow| {
        let mut cells = row.cells.iter();
        cells.next().is_some_and(|c| !c.is_blank()) && !cells.any(own)
    };
    let told = || rows.iter().zip(kinds).filter(|(_, kind)| kind.is_none());
    let others = || told().filter(|(row, _)| !lone(row));
    if !others().all(|(row, _)| full(row)) || others().count() < 2 {
        return none();
    }
    let ends = |at: usize| rows.iter().skip(at + 1).all(lone);
    let below = |at: usize| rows.get(at + 1).is_some_and(full) && kinds.get(at + 1) == Some(&None);
    let of = |(at, (row, kind)): (usize, (&PieceRow, &Option<RowKind>))| {
        let text = row.cells.first().map(PieceCell::key)?;
        match kind.is_none() && lone(row) {
            true if below(at) => Some(RowKind::Heading),
            true if ends(at) && text.contains(':') => Some(RowKind::Note),
            _ => None,
        }
    };
    rows.iter().zip(kinds).enumerate().map(of).collect()
}

/// The text of a row that has no other, where no item's would stand alone: at the left of the table, in no merged cell, and
/// neither a running number nor a project's name, unless that is the name of a body. The number's column may be left blank
/// beside it.
fn alone(row: &PieceRow, columns: &[WholeColumn]) -> Option<Key> {
    let mut filled = row.cells.iter().enumerate().filter(|(_, c)| !c.is_blank());
    let (Some((col, cell)), None) = (filled.next(), filled.next()) else {
        return None;
    };
    let text = cell.key();
    let sequence = columns.iter().position(|c| c.role == Role::Sequence);
    let number =
        text.chars().any(|c| c.is_ascii_digit()) && !labels::is_note(&text) && !says_more(&text);
    let at_left = match sequence {
        Some(sequence) if col == sequence => !number && ordinal::whole(&text).is_none(),
        Some(sequence) => col <= sequence + 1,
        None => col == 0,
    };
    let project = columns.get(col).is_some_and(|c| c.role == Role::Project);
    let below = |c: &PieceCell| matches!(c.cover, Cover::Below(_));
    let apart = !row.cells.iter().any(below);
    let heads = row.cells.len() > 2 && (!project || labels::is_note(&text));
    let body = || project && office::heads_rows(&text).is_some();
    (apart && at_left && (heads || body())).then_some(text)
}

/// Whether a text with a figure says more than which one of several it is: 2023年续建项目, 数据截至6月30日, but not 第3标段.
fn says_more(text: &str) -> bool {
    let word = |c: &char| !c.is_ascii() && c.is_alphabetic();
    text.chars().filter(word).count() > NUMBER_WORDS
}

/// Most characters of the words about a running number: 第 and 标段.
const NUMBER_WORDS: usize = 3;

pub(super) fn lies_across(row: &PieceRow) -> bool {
    row.cells.split_first().is_some_and(|(first, rest)| {
        !first.is_blank() && !rest.is_empty() && rest.iter().all(|c| c.cover == Cover::Right)
    })
}

/// Whether a row has a sum in its first list: where lists stand side by side, names follow sums, and those of the others are
/// not of this row's name.
fn is_paid(row: &PieceRow, columns: &[WholeColumn]) -> bool {
    let is_money = |c: &WholeColumn| matches!(c.role, Role::Amount | Role::AmountOther);
    let named = |c: &WholeColumn| matches!(c.role, Role::Project | Role::Content | Role::Other);
    let first = columns.iter().position(is_money).unwrap_or(0);
    let after = columns.iter().skip(first).position(named);
    let end = after.map_or(columns.len(), |at| first + at);
    let mut cells = row.cells.iter().zip(columns).take(end);
    cells.any(|(cell, column)| is_money(column) && cell.key().chars().any(|c| c.is_ascii_digit()))
}

/// Of each row, its code in a classification whose classes contain each other: 201, 20102, 2010201. A column holds codes if all
/// its texts are figures of three digits or more, of more than one length, in order or each below its class; it stands before
/// the names, or is theirs, each name behind its code: 2130104事业运行.
fn codes(
    rows: &[PieceRow],
    kinds: &[Option<RowKind>],
    columns: &[WholeColumn],
) -> Vec<Option<Key>> {
    let is_code = |t: &Key| t.len() >= 3 && t.bytes().all(|b| b.is_ascii_digit());
    let before = before_names(columns);
    let text = |row: &PieceRow, col: usize| row.cells.get(col).map(PieceCell::key);
    // The code that a name stands behind. 2024年 is none.
    let led = |row: &PieceRow, col: usize| {
        let text = text(row, col)?;
        let end = text.find(|c: char| !c.is_ascii_digit())?;
        let next = text.get(end..)?.chars().next()?;
        (next.is_alphabetic() && next != '年').then(|| Key::of(text.get(..end).unwrap_or_default()))
    };
    let items = || rows.iter().zip(kinds).filter(|(_, kind)| kind.is_none());
    let classify = |texts: Vec<Key>| {
        let lengths: BTreeSet<usize> = texts.iter().map(|t| t.len()).collect();
        texts.iter().all(is_code) && lengths.len() > 1 && (texts.is_sorted() || nest(&texts))
    };
    let of_codes = (0..before).find(|col| {
        let texts = items().filter_map(|(row, _)| text(row, *col));
        classify(texts.filter(|t| !t.is_empty()).collect())
    });
    let of_both = (0..columns.len().min(before + 1)).find(|col| {
        let all: Option<Vec<Key>> = items().map(|(row, _)| led(row, *col)).collect();
        all.is_some_and(|all| nest(&all) && classify(all))
    });
    let code = |row| match (of_codes, of_both) {
        (Some(col), _) => text(row, col).filter(is_code),
        (None, Some(col)) => led(row, col),
        (None, None) => None,
    };
    rows.iter().map(code).collect()
}

/// How many columns stand before the names and the sums.
fn before_names(columns: &[WholeColumn]) -> usize {
    columns
        .iter()
        .position(|c| matches!(c.role, Role::Project | Role::Amount | Role::AmountOther))
        .unwrap_or(columns.len())
}

/// Whether each row is a class by its code, which stands in a column for each level (类 | 款 | 项): the next row's code reaches
/// farther. The first level has three digits, the others two.
fn levels(rows: &[PieceRow], kinds: &[Option<RowKind>], columns: &[WholeColumn]) -> Vec<bool> {
    let text = |row: &PieceRow, col: usize| row.cells.get(col).map(PieceCell::key);
    let items = || rows.iter().zip(kinds).filter(|(_, kind)| kind.is_none());
    let holds = |col: usize, digits: usize| {
        let of = |t: &Key| t.len() == digits && t.bytes().all(|b| b.is_ascii_digit());
        let texts = items().filter_map(|(row, _)| text(row, col));
        let texts: Vec<Key> = texts.filter(|t| !t.is_empty()).collect();
        !texts.is_empty() && texts.iter().all(of)
    };
    let before = before_names(columns);
    let first = (0..before).find(|col| holds(*col, 3) && col + 1 < before && holds(col + 1, 2));
    let Some(first) = first else {
        return vec![false; rows.len()];
    };
    let end = (first + 1..before)
        .find(|col| !holds(*col, 2))
        .unwrap_or(before);
    let depth = |at: usize| {
        let (row, kind) = rows.get(at).zip(kinds.get(at))?;
        let filled = |col: &usize| text(row, *col).is_some_and(|t| !t.is_empty());
        (first..end).rev().find(filled).filter(|_| kind.is_none())
    };
    (0..rows.len())
        .map(|at| {
            depth(at)
                .zip(depth(at + 1))
                .is_some_and(|(own, next)| next > own)
        })
        .collect()
}

/// Whether every code but the shortest stands below one that it goes on, in whatever order within it.
fn nest(codes: &[Key]) -> bool {
    let shortest = codes.iter().map(|t| t.len()).min().unwrap_or(0);
    let mut above: Vec<&Key> = Vec::new();
    codes.iter().all(|code| {
        let within = |class: &Key| {
            code.strip_prefix(&**class)
                .is_some_and(|rest| !rest.is_empty())
        };
        while above.last().is_some_and(|class| !within(class)) {
            above.pop();
        }
        let placed = code.len() == shortest || !above.is_empty();
        above.push(code);
        placed
    })
}

/// Whether each row is a class that those below it stand in as on stairs: 货物 50 | 会议费 50 | 印刷品 20 | 场租 30, each name
/// one column farther right and blank beside it.
fn stairs(rows: &[PieceRow], kinds: &[Option<RowKind>], columns: &[WholeColumn]) -> Vec<bool> {
    let none = || vec![false; rows.len()];
    let at = |row: &PieceRow, col: usize| sum(&row.cells.get(col)?.key());
    // A column that nothing but its numbers shows to be of sums gets its role later.
    let figures = |col: &usize| {
        let mut own = rows.iter().zip(kinds).filter(|(_, kind)| kind.is_none());
        own.all(|(row, _)| at(row, *col).is_some())
    };
    let paid = columns.iter().position(|c| c.role == Role::Amount);
    let Some(paid) = paid.or_else(|| (1..columns.len()).rev().find(figures)) else {
        return none();
    };
    // Of each row, its first and last name before the sum, and the sum.
    let steps: Option<Vec<_>> = rows
        .iter()
        .zip(kinds)
        .map(|(row, kind)| {
            if kind.is_some() {
                return Some(None);
            }
            let own = |c: &PieceCell| !c.is_blank() && !matches!(c.cover, Cover::Below(_));
            let names = row.cells.iter().take(paid).enumerate();
            let mut names = names.filter(|(_, c)| own(c)).map(|(col, _)| col);
            let first = names.next()?;
            Some(Some((
                first,
                names.next_back().unwrap_or(first),
                at(row, paid)?,
            )))
        })
        .collect();
    // Where every row is as in a class, each has a sum.
    let Some(steps) = steps else { return none() };
    let is_class = |at: usize| {
        let &(_, last, own) = steps.get(at)?.as_ref()?;
        let below = steps.iter().skip(at + 1).map_while(Option::as_ref);
        let below: Vec<_> = below.take_while(|(first, ..)| *first > last).collect();
        let nearest = below.iter().map(|(_, last, _)| *last).min()?;
        let theirs = below.iter().filter(|(_, last, _)| *last == nearest);
        let all = theirs
            .map(|(.., sum)| *sum)
            .try_fold(Decimal::ZERO, Decimal::checked_add);
        Some(all == Some(own) && !own.is_zero())
    };
    (0..rows.len())
        .map(|at| is_class(at) == Some(true))
        .collect()
}

/// The row of the whole area (全市) whose parts the others are: all its numbers are what theirs come to, and it names no project
/// that none of them does.
fn whole_area(
    rows: &[PieceRow],
    kinds: &[Option<RowKind>],
    columns: &[WholeColumn],
) -> Option<usize> {
    let buys = columns.iter().position(|c| c.role == Role::Purchaser)?;
    let key = |row: usize, col: usize| Some(rows.get(row)?.cells.get(col)?.key());
    let items = || (0..rows.len()).filter(|row| kinds.get(*row) == Some(&None));
    let named = |row: &usize| key(*row, buys).is_some_and(|key| labels::is_whole_area(&key));
    let whole = items().find(named)?;
    let project = columns.iter().position(|c| c.role == Role::Project);
    let project = project.and_then(|col| Some((col, key(whole, col)?)));
    if let Some((col, own)) = project.filter(|(_, own)| !own.is_empty()) {
        let mut others = items().filter(|row| *row != whole);
        others.find(|row| key(*row, col).as_ref() == Some(&own))?;
    }
    let of = |row: usize, col: usize| sum(&key(row, col)?);
    let comes_to = |(col, own): (usize, Decimal)| {
        let mut all = items().map(|row| of(row, col).unwrap_or_default());
        all.try_fold(Decimal::ZERO, Decimal::checked_add) == own.checked_add(own)
    };
    let own = (buys + 1..columns.len()).filter_map(|col| Some((col, of(whole, col)?)));
    let paid = own.clone().any(|(_, sum)| !sum.is_zero());
    (items().count() > 2 && paid && own.clone().all(comes_to)).then_some(whole)
}

/// Whether each row is a class whose sum is what those below it come to, up to the next class: every row of the table is one or stands
/// in one, there are several, one has several rows, and the total is what the classes come to.
fn wholes(rows: &[PieceRow], kinds: &[Option<RowKind>], columns: &[WholeColumn]) -> Vec<bool> {
    let mut out = vec![false; rows.len()];
    let paid = columns.iter().position(|c| c.role == Role::Amount);
    let at = |row: usize| sum(&rows.get(row)?.cells.get(paid?)?.key());
    let total = (0..rows.len()).find(|row| kinds.get(*row) == Some(&Some(RowKind::Total)));
    let items: Vec<usize> = (0..rows.len())
        .filter(|row| kinds.get(*row) == Some(&None))
        .collect();
    let sums: Option<Vec<Decimal>> = items.iter().map(|row| at(*row)).collect();
    let (Some(sums), Some(total)) = (sums, total.and_then(at)) else {
        return out;
    };
    let (mut classes, mut left) = (Vec::new(), Decimal::ZERO);
    for (row, own) in items.iter().zip(&sums) {
        if left.is_zero() {
            classes.push((*row, *own));
            left = *own;
        } else {
            left -= own;
        }
    }
    let mut own = classes.iter().map(|(_, own)| *own);
    let all = own.try_fold(Decimal::ZERO, Decimal::checked_add);
    if left.is_zero() && all == Some(total) && classes.len() > 1 && items.len() > 2 * classes.len()
    {
        for (row, _) in classes {
            if let Some(class) = out.get_mut(row) {
                *class = true;
            }
        }
    }
    out
}

/// Whether each row names a body that buys, in the column of what is bought, and adds up what it buys: every other row stands below
/// one, and its sum is what those come to, up to the next; or it alone has no running number.
fn bodies(rows: &[PieceRow], kinds: &[Option<RowKind>], columns: &[WholeColumn]) -> Vec<bool> {
    let none = || vec![false; rows.len()];
    let at = |role| columns.iter().position(|c| c.role == role);
    let (Some(names), Some(paid), None) =
        (at(Role::Project), at(Role::Amount), at(Role::Purchaser))
    else {
        return none();
    };
    // Of each body its row, its sum, and how many rows below it come to what.
    let mut found: Vec<(usize, Decimal, usize, Decimal)> = Vec::new();
    let mut numbered = at(Role::Sequence).is_some();
    let items = rows.iter().zip(kinds).enumerate();
    for (index, (row, _)) in items.filter(|(_, (_, kind))| kind.is_none()) {
        let key = |col: usize| row.cells.get(col).map(PieceCell::key).unwrap_or_default();
        let own = sum(&key(paid));
        let body = office::heads_rows(&key(names)).is_some();
        numbered &= at(Role::Sequence).is_some_and(|col| key(col).is_empty() == body);
        match (body, own, found.last_mut()) {
            (true, Some(own), _) => found.push((index, own, 0, Decimal::ZERO)),
            // What is settled later comes to nothing yet.
            (false, own, Some((_, _, count, all))) => {
                let more = own.and_then(|own| all.checked_add(own));
                (*count, *all) = (*count + 1, more.unwrap_or(*all));
            }
            _ => return none(),
        }
    }
    // One sum may be that of the one below it by chance.
    let several = found.iter().map(|(_, _, count, _)| count).sum::<usize>() > 1;
    let below = found.iter().all(|(_, _, count, _)| *count > 0);
    let equal = found.iter().all(|(_, own, _, all)| own == all);
    let mut out = none();
    if below && (numbered || several && equal) {
        for (index, ..) in found {
            if let Some(body) = out.get_mut(index) {
                *body = true;
            }
        }
    }
    out
}

/// The number that a cell of sums holds, if it holds nothing else.
fn sum(key: &Key) -> Option<Decimal> {
    let figures = numeral::is_figures(key).then(|| key.replace(',', ""));
    figures?.parse().ok()
}

/// Whether a name begins with a number as those have that stand within another: 1.一般公共预算, （1）…
fn is_numbered_within(text: &str) -> bool {
    ordinal::leading(text.chars())
        .is_some_and(|o| o.style.numeral == Numeral::Arabic && o.style.mark != Mark::None)
}

/// Whether a text is a number in Chinese numerals, or begins with one as headings do: 一, 一、, （一）, 一、养老服务类.
fn is_chinese_number(text: &str) -> bool {
    ordinal::leading(text.chars()).is_some_and(|o| {
        let alone = || text.chars().skip(o.rest).all(char::is_whitespace);
        matches!(o.style.numeral, Numeral::Chinese | Numeral::Capital)
            && (o.style.mark != Mark::None || alone())
    })
}
