//! Lists printed side by side (序号 项目 金额 | 序号 项目 金额) → one list.

use std::collections::HashMap;

use super::rows::{Cover, PieceCell, PieceRow};
use crate::lexicon::key;
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
                    || named && leaves.is_some_and(|(a, b)| key::same(a.chars(), b.chars()))
            };
            known >= 2 && parts.all(|part| first.iter().zip(part).all(|(a, b)| alike(a, b)))
        })
        .unwrap_or(1)
}

/// Rows put one under the other, with the place that each pair of old row and group has now.
pub(super) struct Unfolded {
    pub(super) rows: Vec<PieceRow>,
    pub(super) places: HashMap<(usize, usize), usize>,
}

/// Unfolds the rows of each page: down the first group and then the next, or from group to group, whichever keeps the
/// running numbers in order; without numbers, down.
pub(super) fn rows(
    rows: Vec<PieceRow>,
    breaks: &[usize],
    columns: &[WholeColumn],
    groups: usize,
) -> Unfolded {
    let width = columns.len() / groups.max(1);
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
            let numbers: Vec<u64> = order
                .iter()
                .filter_map(|&(r, g)| {
                    let cell = rows.get(r)?.cells.get(g * width + sequence?)?;
                    cell.key().parse().ok()
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
