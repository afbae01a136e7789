//! Kinds of rows: items, totals, headings, notes.

use std::collections::BTreeSet;

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
/// sum it is theirs, where they have sums.
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
    let mut out = Vec::with_capacity(rows.len());
    // From the end: whether a row below, down to the next over others, has a sum.
    let mut below = false;
    let mut followed = false;
    let mut code_below: Option<&str> = None;
    for ((row, own), code) in rows.iter().zip(own).zip(&codes).rev() {
        let paid = is_paid(row, columns);
        let goes_on = code
            .as_deref()
            .zip(code_below)
            .is_some_and(|(code, below)| below.len() > code.len() && below.starts_with(code));
        code_below = code.as_deref().or(code_below);
        out.push(match own {
            Some(kind) => kind,
            None if lies_across(row) => RowKind::Heading,
            None if goes_on => RowKind::Subtotal,
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
    let number = text.chars().any(|c| c.is_ascii_digit()) && !labels::is_note(&text);
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

fn lies_across(row: &PieceRow) -> bool {
    row.cells.split_first().is_some_and(|(first, rest)| {
        !first.is_blank() && !rest.is_empty() && rest.iter().all(|c| c.cover == Cover::Right)
    })
}

/// Whether a row has a sum.
fn is_paid(row: &PieceRow, columns: &[WholeColumn]) -> bool {
    let is_money = |c: &WholeColumn| matches!(c.role, Role::Amount | Role::AmountOther);
    let mut cells = row.cells.iter().zip(columns);
    cells.any(|(cell, column)| is_money(column) && cell.key().chars().any(|c| c.is_ascii_digit()))
}

/// Of each row, its code in a classification whose classes contain each other: 201, 20102, 2010201. A column holds codes if all
/// its texts are figures of three digits or more, of more than one length and in order; it stands before the names.
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
        let mut texts = texts.filter(|t| !t.is_empty());
        let (mut lengths, mut last) = (BTreeSet::new(), Key::default());
        texts.all(|t| {
            lengths.insert(t.len());
            let rises = last <= t;
            last = t;
            rises && is_code(&last)
        }) && lengths.len() > 1
    });
    let code = |row| of_codes.and_then(|col| text(row, col)).filter(is_code);
    rows.iter().map(code).collect()
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
