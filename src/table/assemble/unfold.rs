//! Lists printed side by side (序号 项目 金额 | 序号 项目 金额) → one list.

use std::collections::HashMap;

use super::rows::{Cover, PieceCell, PieceRow};
use crate::lexicon::{key, labels, ordinal};
use crate::model::Role;
use crate::table::WholeColumn;

/// How many equal groups of columns stand side by side; 1 if it is one list.
pub(super) fn groups(columns: &[WholeColumn]) -> usize {
    let count = columns.len();
    (2..=count / 2)
        .rev()
        .filter(|k| count.is_multiple_of(*k))
        .find(|k| {
            let mut parts = columns.chunks(count / k);
            let Some(first) = parts.next() else {
                return false;
            };
            // A list has a name and something to it: two known columns.
            let known = first
                .iter()
                .filter(|c| c.role != Role::Other && !c.path.is_empty())
                .count();
            // 收入 and 支出 may stand over the same names of what and how much.
            let things = |c: &WholeColumn| matches!(c.role, Role::Project | Role::Purchaser);
            let named = first.iter().any(things) && first.iter().any(|c| c.role == Role::Amount);
            let alike = |a: &WholeColumn, b: &WholeColumn| {
                let leaves = a.path.last().zip(b.path.last());
                a.has_header_of(b)
                    || named && a.role == b.role && leaves.is_some_and(|(a, b)| differ_before(a, b))
                    || named && leaves.is_some_and(|(a, b)| key::same(a.chars(), b.chars()))
            };
            // Where all names are said again, those of one list need not be known.
            let printed = first.iter().all(|c| !c.path.is_empty());
            let sums = first.iter().any(|c| c.role == Role::Amount);
            let again = || {
                let mut parts = columns.chunks(count / k).skip(1);
                printed
                    && sums
                    && parts.all(|p| first.iter().zip(p).all(|(a, b)| a.has_header_of(b)))
            };
            (known >= 2 || again())
                && parts.all(|part| first.iter().zip(part).all(|(a, b)| alike(a, b)))
        })
        .unwrap_or(1)
}

/// Whether two names are of the same thing, with another word before it in each: 收入项目 and 支出项目, but not 项目 and
/// 子项目.
fn differ_before(a: &str, b: &str) -> bool {
    let (a, b) = (key::Key::of(a), key::Key::of(b));
    let same = a.chars().rev().zip(b.chars().rev());
    let same = same.take_while(|(a, b)| a == b).count();
    // Names of things have two characters.
    same >= 2 && [a, b].iter().all(|t| t.chars().count() > same)
}

/// Takes out the columns that stand between lists side by side and hold nothing, and says how many they are.
pub(super) fn close_gaps(columns: &mut Vec<WholeColumn>, rows: &mut [PieceRow]) -> usize {
    let gaps = gaps(columns, rows);
    for col in gaps.iter().rev() {
        columns.remove(*col);
        let rows = rows.iter_mut().filter(|r| *col < r.cells.len());
        rows.for_each(|row| drop(row.cells.remove(*col)));
    }
    gaps.len()
}

/// Columns with no name and nothing in them that stand between lists side by side.
fn gaps(columns: &[WholeColumn], rows: &[PieceRow]) -> Vec<usize> {
    let blank = |col: &usize| {
        let named = columns.get(*col).is_none_or(|c| !c.path.is_empty());
        let mut cells = rows.iter().filter_map(|r| r.cells.get(*col));
        !named && cells.all(|c| c.is_blank() && c.doubts.is_empty() && c.cover == Cover::Anchor(1))
    };
    let gaps: Vec<usize> = (1..columns.len().saturating_sub(1)).filter(blank).collect();
    let own = (0..columns.len()).filter(|col| gaps.binary_search(col).is_err());
    let own: Vec<WholeColumn> = own.filter_map(|col| columns.get(col).cloned()).collect();
    // Each gap lies where a list ends.
    let groups = groups(&own);
    let width = own.len() / groups.max(1);
    let at_end = |(before, col): (usize, &usize)| (col - before).is_multiple_of(width.max(1));
    match groups > 1 && gaps.len() == groups - 1 && gaps.iter().enumerate().all(at_end) {
        true => gaps,
        false => Vec::new(),
    }
}

/// Rows put one under the other, with the place that each pair of old row and group has now.
pub(super) struct Unfolded {
    pub(super) rows: Vec<PieceRow>,
    pub(super) places: HashMap<(usize, usize), usize>,
}

/// Brings the one sum of a row that adds up all lists from the last of them to the word for it, which stands in the first.
fn total(row: &mut PieceRow, columns: &[WholeColumn], width: usize) {
    let label = |c: &PieceCell| labels::summary(&c.key()).is_some();
    if !row.cells.iter().take(width).any(label) {
        return;
    }
    let filled = row.cells.iter().enumerate();
    let mut others = filled.filter(|(_, c)| !c.is_blank() && !label(c));
    if let (Some((at, _)), None) = (others.next(), others.next())
        && columns.get(at).is_some_and(|c| c.role == Role::Amount)
    {
        row.cells.swap(at % width, at);
    }
}

/// Unfolds the rows of each page: down the first group and then the next, or from group to group, whichever keeps the
/// running numbers in order; without numbers, down.
pub(super) fn rows(
    mut rows: Vec<PieceRow>,
    breaks: &[usize],
    columns: &[WholeColumn],
    groups: usize,
) -> Unfolded {
    let width = columns.len() / groups.max(1);
    rows.iter_mut().for_each(|row| total(row, columns, width));
    let sequence = columns.iter().position(|c| c.role == Role::Sequence);
    let mut order: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for end in breaks.iter().copied().chain([rows.len()]) {
        let down: Vec<(usize, usize)> = (0..groups)
            .flat_map(|g| (start..end).map(move |r| (r, g)))
            .collect();
        let across: Vec<(usize, usize)> = (start..end)
            .flat_map(|r| (0..groups).map(move |g| (r, g)))
            .collect();
        let rising = |order: &[(usize, usize)]| {
            let numbers: Vec<u32> = order
                .iter()
                .filter_map(|&(r, g)| {
                    let cell = rows.get(r)?.cells.get(g * width + sequence?)?;
                    ordinal::whole(&cell.key()).map(|o| o.value)
                })
                .collect();
            numbers
                .windows(2)
                .filter(|w| matches!(w, [a, b] if a < b))
                .count()
        };
        let better = if rising(&across) > rising(&down) {
            across
        } else {
            down
        };
        order.extend(better);
        start = end;
    }
    let filled = |&(r, g): &(usize, usize)| {
        rows.get(r)
            .and_then(|row| row.cells.get(g * width..(g + 1) * width))
            .is_some_and(|cells| {
                cells
                    .iter()
                    .any(|c| !c.is_blank() || matches!(c.cover, Cover::Below(_)))
            })
    };
    order.retain(filled);
    let places: HashMap<(usize, usize), usize> = order
        .iter()
        .enumerate()
        .map(|(new, old)| (*old, new))
        .collect();
    let mut cells: HashMap<(usize, usize), Vec<PieceCell>> = HashMap::new();
    for (r, mut row) in rows.into_iter().enumerate() {
        for g in (0..groups).rev() {
            let part = row.cells.split_off((g * width).min(row.cells.len()));
            cells.insert((r, g), part);
        }
    }
    let rows = order
        .iter()
        .map(|key| {
            let mut part = cells.remove(key).unwrap_or_default();
            for (col, cell) in part.iter_mut().enumerate() {
                cell.cover = match cell.cover {
                    Cover::Below(owner) => places
                        .get(&(owner, key.1))
                        .map_or(Cover::Anchor(1), |new| Cover::Below(*new)),
                    Cover::Right if col == 0 => Cover::Anchor(1),
                    other => other,
                };
            }
            PieceRow { cells: part }
        })
        .collect();
    Unfolded { rows, places }
}
