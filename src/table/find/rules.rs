//! Rulings → frames: positions snapped, pieces joined, and what touches belongs together.

pub(super) mod doubles;
mod parted;
mod slivers;

pub(super) use slivers::{Begun, Sliver, slivers};

use crate::page::{Direction, Ruling};

/// Ends and crossings of rules may be off by so much: a thick rule's width.
pub(super) const SNAP: f32 = 3.0;
/// Parallel rules nearer than this are one, double or drawn below print: no row or column of print is narrower.
const DOUBLE: f32 = 5.0;

/// A straight rule of a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// Index in the frame's `xs` (of a vertical rule) or `ys`.
    pub(super) at: usize,
    pub(super) start: f32,
    pub(super) end: f32,
}

/// Rules that touch each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    /// Distances of the vertical rules, left to right; heights of the horizontal ones, top to bottom.
    pub(super) xs: Vec<f32>,
    pub(super) ys: Vec<f32>,
    pub(super) vertical: Vec<Rule>,
    pub(super) horizontal: Vec<Rule>,
}

/// Horizontal and vertical rules that touch each other.
type Group = (Vec<Ruling>, Vec<Ruling>);

/// The frames that rulings form, with two rules each way at least. `before`: where the columns of the frame before stand,
/// which the page may go on with.
pub(super) fn frames(rulings: &[Ruling], slivers: &[Sliver], before: &[f32]) -> Vec<Frame> {
    let of = |direction| {
        let mut found: Vec<Ruling> = rulings
            .iter()
            .filter(|r| r.direction == direction)
            .copied()
            .collect();
        joined(&mut found, slivers)
    };
    let (horizontal, vertical) = (of(Direction::Horizontal), of(Direction::Vertical));
    let mut groups = groups(&horizontal, &vertical);
    let whole = parted::join(&mut groups, before);
    let (lone, mut groups): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|(h, _)| h.is_empty());
    for rule in lone.into_iter().flat_map(|(_, v)| v) {
        if let Some(group) = beside(&rule, &mut groups) {
            group.1.push(rule);
        }
    }
    let frames = groups
        .into_iter()
        .filter_map(|(h, v)| frame(&h, &v, slivers, None))
        .chain(whole.and_then(|(h, v)| frame(&h, &v, slivers, Some(before))))
        .collect();
    with_columns_apart(frames)
}

/// Joins a column that is ruled as a box of its own, a little to the right of its table: spreadsheets leave a narrow column
/// between them. Its rows are the table's.
fn with_columns_apart(mut frames: Vec<Frame>) -> Vec<Frame> {
    /// Widest such gap, in points: two characters of a table.
    const GAP: f32 = 24.0;
    /// Rows from which it is no chance that those of two boxes stand level.
    const ROWS: usize = 3;
    /// Boxes that are held against each other: a page has a few tables.
    const FRAMES: usize = 64;
    let mut at = 0;
    while at < frames.len() && frames.len() <= FRAMES {
        let apart = |table: &Frame, box_: &Frame| {
            let (&[.., end], &[start, _]) = (table.xs.as_slice(), box_.xs.as_slice()) else {
                return false;
            };
            let level = table
                .ys
                .iter()
                .zip(&box_.ys)
                .all(|(a, b)| (a - b).abs() < SNAP);
            let rows = table.ys.len() == box_.ys.len() && table.ys.len() > ROWS;
            level && rows && table.xs.len() > 3 && (0.0..GAP).contains(&(start - end))
        };
        let found = frames.get(at).and_then(|own| {
            let mut others = frames.iter();
            others.position(|table| apart(table, own))
        });
        let Some(table) = found else {
            at += 1;
            continue;
        };
        let own = frames.remove(at);
        let table = if table > at { table - 1 } else { table };
        if let (Some(table), Some(right)) = (frames.get_mut(table), own.xs.last()) {
            let (last, end) = (table.xs.len(), table.xs.last().copied().unwrap_or_default());
            table.xs.push(*right);
            let side = own.vertical.iter().filter(|r| r.at == 1);
            table.vertical.extend(side.map(|r| Rule { at: last, ..*r }));
            let across = own.horizontal.iter().map(|r| Rule { start: end, ..*r });
            table.horizontal.extend(across);
        }
    }
    frames
}

/// The frame at whose side a vertical rule stands that touches no other: as high as the frame's own rules. It closes a cell
/// that is merged over the whole page and goes on at both its ends, so that no rule is drawn across it.
fn beside<'g>(rule: &Ruling, groups: &'g mut [Group]) -> Option<&'g mut Group> {
    let same = |(_, vertical): &&mut Group| {
        vertical
            .iter()
            .any(|v| (v.start - rule.start).abs() < SNAP && (v.end - rule.end).abs() < SNAP)
    };
    let distance = |(horizontal, _): &Group| {
        let ends = horizontal.iter().flat_map(|h| [h.start, h.end]);
        ends.map(|x| (x - rule.position).abs())
            .fold(f32::INFINITY, f32::min)
    };
    groups
        .iter_mut()
        .filter(same)
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// Rulings on one line whose ends meet or nearly meet, as one.
fn joined(rulings: &mut [Ruling], slivers: &[Sliver]) -> Vec<Ruling> {
    rulings.sort_by(|a, b| {
        a.position
            .total_cmp(&b.position)
            .then(a.start.total_cmp(&b.start))
    });
    let mut out: Vec<Ruling> = Vec::new();
    let near = |a: &Ruling, b: &Ruling| {
        let parted =
            |s: &Sliver| a.direction == Direction::Vertical && s.parts(a.position, b.position);
        b.position - a.position < SNAP && !slivers.iter().any(parted)
    };
    for same in rulings.chunk_by_mut(near) {
        same.sort_by(|a, b| a.start.total_cmp(&b.start));
        let mut open: Option<Ruling> = None;
        for ruling in same {
            match open.as_mut().filter(|o| ruling.start <= o.end + SNAP) {
                Some(o) => o.end = o.end.max(ruling.end),
                None => out.extend(open.replace(*ruling)),
            }
        }
        out.extend(open);
    }
    out
}

/// Rules that cross or touch, directly or through others.
fn groups(horizontal: &[Ruling], vertical: &[Ruling]) -> Vec<Group> {
    let count = horizontal.len() + vertical.len();
    let mut parent: Vec<usize> = (0..count).collect();
    for (i, h) in horizontal.iter().enumerate() {
        for (j, v) in vertical.iter().enumerate() {
            let touch = v.position >= h.start - SNAP
                && v.position <= h.end + SNAP
                && h.position >= v.start - SNAP
                && h.position <= v.end + SNAP;
            if touch {
                union(&mut parent, i, horizontal.len() + j);
            }
        }
    }
    let mut out: std::collections::BTreeMap<usize, (Vec<Ruling>, Vec<Ruling>)> =
        std::collections::BTreeMap::new();
    for (i, h) in horizontal.iter().enumerate() {
        out.entry(root(&mut parent, i)).or_default().0.push(*h);
    }
    for (j, v) in vertical.iter().enumerate() {
        out.entry(root(&mut parent, horizontal.len() + j))
            .or_default()
            .1
            .push(*v);
    }
    out.into_values().collect()
}

/// Representative of a set in a union-find forest, with path halving.
pub(super) fn root(parent: &mut [usize], mut i: usize) -> usize {
    while let Some(&p) = parent.get(i).filter(|p| **p != i) {
        let grand = parent.get(p).copied().unwrap_or(p);
        if let Some(slot) = parent.get_mut(i) {
            *slot = grand;
        }
        i = grand;
    }
    i
}

/// Puts two sets together; the lower index represents them.
pub(super) fn union(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    if let Some(slot) = parent.get_mut(a.max(b)) {
        *slot = a.min(b);
    }
}

/// `columns`: where they stand, if that is known.
fn frame(
    horizontal: &[Ruling],
    vertical: &[Ruling],
    slivers: &[Sliver],
    columns: Option<&[f32]>,
) -> Option<Frame> {
    let mut xs = columns.map_or_else(|| positions(vertical, slivers), <[f32]>::to_vec);
    let mut ys = positions(horizontal, &[]);
    // Rules that run on past the outermost crossing rule end at an edge that was not drawn. Ten points: a column with
    // one character of print is wider, an overshoot narrower.
    edges(&mut xs, horizontal, 10.0);
    edges(&mut ys, vertical, 10.0);
    if xs.len() < 2 || ys.len() < 2 {
        return None;
    }
    let rules = |rulings: &[Ruling], at: &[f32]| {
        rulings
            .iter()
            .map(|r| Rule {
                at: nearest(at, r.position),
                start: r.start,
                end: r.end,
            })
            .collect()
    };
    Some(Frame {
        vertical: rules(vertical, &xs),
        horizontal: rules(horizontal, &ys),
        xs,
        ys,
    })
}

/// Snapped positions: the mean of those that stand together.
fn positions(rulings: &[Ruling], slivers: &[Sliver]) -> Vec<f32> {
    let mut all: Vec<f32> = rulings.iter().map(|r| r.position).collect();
    all.sort_by(f32::total_cmp);
    all.chunk_by(|a, b| b - a < DOUBLE && !slivers.iter().any(|s| s.parts(*a, *b)))
        .map(|same| same.iter().sum::<f32>() / same.len() as f32)
        .collect()
}

fn edges(at: &mut Vec<f32>, crossing: &[Ruling], least: f32) {
    let start = crossing
        .iter()
        .map(|r| r.start)
        .fold(f32::INFINITY, f32::min);
    let end = crossing
        .iter()
        .map(|r| r.end)
        .fold(f32::NEG_INFINITY, f32::max);
    if at.first().is_none_or(|first| start < first - least) && start.is_finite() {
        at.insert(0, start);
    }
    if at.last().is_none_or(|last| end > last + least) && end.is_finite() {
        at.push(end);
    }
}

fn nearest(at: &[f32], position: f32) -> usize {
    let after = at.partition_point(|p| *p < position);
    let distance = |i: usize| at.get(i).map_or(f32::INFINITY, |p| (p - position).abs());
    match after.checked_sub(1) {
        Some(before) if distance(before) <= distance(after) => before,
        _ => after,
    }
}
