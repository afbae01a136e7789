//! Kinds of rows: items, totals, headings, notes.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::rows::{Cover, PieceCell, PieceRow};
use crate::lexicon::key::Key;
use crate::lexicon::ordinal::{self, Mark, Numeral};
use crate::lexicon::{labels, numeral};
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
    let label = |cell: &PieceCell| labels::summary(&cell.key());
    row.cells.iter().take(last + 1).find_map(label)
}

/// Kinds of the rows: those that their own words tell, and those over others. One of these lies across the table with its one
/// text, is numbered 一、 where the rows below are numbered 1, or has a code (201) that those below it go on (20102). With a
/// sum it is theirs, where they have sums. And a class may stand as on stairs: its row ends where theirs begin, and its sum is
/// what theirs add up to.
pub(super) fn kinds(rows: &[PieceRow], columns: &[WholeColumn]) -> Vec<RowKind> {
    let first = |row: &PieceRow| row.cells.first().map(PieceCell::key).unwrap_or_default();
    let numbered = rows.iter().any(|row| numeral::is_figures(&first(row)));
    // Names may have their numbers with them: 一、财政拨款 over 1.一般公共预算.
    let project = columns.iter().position(|c| c.role == Role::Project);
    let name = |row: &PieceRow| {
        project
            .and_then(|c| row.cells.get(c))
            .map(PieceCell::key)
            .unwrap_or_default()
    };
    let named = rows.iter().any(|row| is_numbered_within(&name(row)));
    let over = |row: &PieceRow| {
        numbered && is_chinese_number(&first(row)) || named && is_chinese_number(&name(row))
    };
    let own: Vec<Option<RowKind>> = rows.iter().map(|row| kind(row, columns)).collect();
    let codes = codes(rows, &own, columns);
    let stairs = stairs(rows, &own, columns);
    let mut out = Vec::with_capacity(rows.len());
    // From the end: whether a row below, down to the next over others, has a sum.
    let mut below = false;
    let mut followed = false;
    let mut code_below: Option<&str> = None;
    for (((row, own), code), stair) in rows.iter().zip(own).zip(&codes).zip(&stairs).rev() {
        let paid = is_paid(row, columns);
        let goes_on = code
            .as_deref()
            .zip(code_below)
            .is_some_and(|(code, below)| below.len() > code.len() && below.starts_with(code));
        code_below = code.as_deref().or(code_below);
        out.push(match own {
            Some(kind) => kind,
            None if lies_across(row) => RowKind::Heading,
            None if goes_on || *stair => RowKind::Subtotal,
            None if over(row) && !paid => RowKind::Heading,
            None if over(row) && below => RowKind::Subtotal,
            None => match alone(row, columns) {
                // A name over rows has rows below it.
                Some(text) if labels::is_note(&text) || !followed => RowKind::Note,
                Some(_) => RowKind::Heading,
                None => RowKind::Item,
            },
        });
        followed |= out.last() == Some(&RowKind::Item);
        below = !over(row) && (below || own.is_none() && paid);
    }
    out.reverse();
    out
}

/// The text of a row that has no other, where no item's would stand alone: at the left of the table, in no merged cell, and
/// neither a running number nor a project's name. The number's column may be left blank beside it.
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
        Some(sequence) if col == sequence => !number && !is_chinese_number(&text),
        Some(sequence) => col <= sequence + 1,
        None => col == 0,
    };
    let project = columns.get(col).is_some_and(|c| c.role == Role::Project);
    let below = |c: &PieceCell| matches!(c.cover, Cover::Below(_));
    let apart = row.cells.len() > 2 && !row.cells.iter().any(below);
    (apart && at_left && (!project || labels::is_note(&text))).then_some(text)
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
/// the names.
fn codes(
    rows: &[PieceRow],
    kinds: &[Option<RowKind>],
    columns: &[WholeColumn],
) -> Vec<Option<Key>> {
    let is_code = |t: &Key| t.len() >= 3 && t.bytes().all(|b| b.is_ascii_digit());
    let before = columns
        .iter()
        .position(|c| matches!(c.role, Role::Project | Role::Amount | Role::AmountOther))
        .unwrap_or(columns.len());
    let text = |row: &PieceRow, col: usize| row.cells.get(col).map(PieceCell::key);
    let of_codes = (0..before).find(|col| {
        let items = rows.iter().zip(kinds).filter(|(_, kind)| kind.is_none());
        let texts = items.filter_map(|(row, _)| text(row, *col));
        let texts: Vec<Key> = texts.filter(|t| !t.is_empty()).collect();
        let lengths: BTreeSet<usize> = texts.iter().map(|t| t.len()).collect();
        texts.iter().all(is_code) && lengths.len() > 1 && (texts.is_sorted() || nest(&texts))
    });
    let code = |row| of_codes.and_then(|col| text(row, col)).filter(is_code);
    rows.iter().map(code).collect()
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
