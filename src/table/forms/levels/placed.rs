//! Headers of three rows that stand in their places, as a spreadsheet gives them: blank cells beside and below each merged name.

use std::ops::Range;

use super::ways::stand_under;
use super::{Levels, Row, filled, laid, texts};
use crate::lexicon::money;
use crate::model::Role;
use crate::table::forms::roles;
use crate::text::Line;

/// Reads three rows of names whose merged cells have left blank ones, and takes these out, so that the names stand as those of
/// other headers do.
pub(in crate::table::forms) fn take(rows: &mut [Row], at: usize) -> Option<Levels> {
    let own = [at, at + 1, at + 2].map(|row| rows.get(row).map(texts).unwrap_or_default());
    let [upper, middle, lower] = &own;
    let width = own.iter().map(Vec::len).max()?;
    // Lower names have blanks at their left: a row of the table begins with a name or a number.
    let below_left = |names: &[String]| {
        names.first().is_some_and(String::is_empty)
            && names.iter().any(|t| !t.is_empty())
            && !names.iter().any(|t| money::is_sum(t))
    };
    if !below_left(middle) || !below_left(lower) {
        return None;
    }
    let under = widths(upper, middle, 0..width)?;
    let mut from = 0;
    let mut below = Vec::new();
    for count in &under {
        let own = from..from + (*count).max(1);
        from = own.end;
        match count {
            0 if !is_blank(lower, own.start) => return None,
            0 => {}
            _ => below.extend(widths(middle, lower, own)?),
        }
    }
    let blank = |cell: &Vec<Line>| cell.iter().all(Line::is_blank);
    for row in rows.iter_mut().skip(at).take(3) {
        row.retain(|cell| !blank(cell));
    }
    let (upper, middle, lower) = (rows.get(at)?, rows.get(at + 1)?, rows.get(at + 2)?);
    let leaves = stand_under(&texts(middle), &below, &texts(lower));
    let mut levels = laid(&texts(upper), &roles(upper), &leaves, under, 3);
    levels.middle = below;
    Some(levels)
}

/// Reads two rows of names of which the upper ones have lost the blank cells beside merged ones and the lower ones have kept those
/// below names that stand alone, which tell under which they belong; takes these out.
pub(in crate::table::forms) fn take_lower(rows: &mut [Row], at: usize) -> Option<Levels> {
    let (upper, lower) = (texts(rows.get(at)?), texts(rows.get(at + 1)?));
    let count = filled(rows.get(at)?);
    let upper = upper.get(..count)?;
    let lower = lower.get(..filled(rows.get(at + 1)?))?;
    let alone = |names: &[String]| names.iter().all(|t| !t.is_empty());
    if !alone(upper) || alone(lower) || lower.iter().any(|t| money::is_sum(t)) {
        return None;
    }
    let mut under: Vec<usize> = Vec::new();
    let mut beside = false;
    for name in lower {
        match under.last_mut().filter(|_| beside && !name.is_empty()) {
            Some(own) => *own += 1,
            None => under.push(usize::from(!name.is_empty())),
        }
        beside = !name.is_empty();
    }
    if under.len() > count || under.contains(&1) {
        return None;
    }
    under.resize(count, 0);
    // The rows have as many cells as the names, but for a last column that is blank in all.
    let width: usize = under.iter().map(|own| (*own).max(1)).sum();
    let longest = rows.iter().skip(at + 2).map(Vec::len).max()?;
    let blank = longest + 1 == width && under.last() == Some(&0);
    let names = roles(rows.get(at)?.get(..count)?);
    if longest != width && !(blank && names.last() != Some(&Some(Role::Amount))) {
        return None;
    }
    for row in rows.iter_mut().skip(at).take(2) {
        row.retain(|cell| !cell.iter().all(Line::is_blank));
    }
    let lower = texts(rows.get(at + 1)?);
    let leaves = stand_under(&lower, &vec![0; lower.len()], &[]);
    Some(laid(upper, &names, &leaves, under, 2))
}

fn is_blank(names: &[String], col: usize) -> bool {
    names.get(col).is_none_or(String::is_empty)
}

/// Of each name in some columns, over how many it stands if there are lower ones below it; nothing if a column has no name, or one
/// that is merged has none below.
fn widths(names: &[String], below: &[String], cols: Range<usize>) -> Option<Vec<usize>> {
    let starts: Vec<usize> = cols.clone().filter(|col| !is_blank(names, *col)).collect();
    if starts.first() != Some(&cols.start) {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([cols.end]);
    let own =
        starts
            .iter()
            .zip(ends)
            .map(|(from, end)| match (end - from, is_blank(below, *from)) {
                (1, true) => Some(0),
                (width, false) => Some(width),
                _ => None,
            });
    own.collect()
}
