//! Double rules set wide apart: where no print on the page is low enough to stand between, they are one.

use std::cell::LazyCell;

use crate::page::{Direction, Glyph, Ruling};
use crate::table::find::rules::{DOUBLE, SNAP};

/// The widest double rule, in points: word processors draw them up to some six, typists to eight.
const WIDEST: f32 = 8.5;
/// Height of print, in ems: digits have 0.7.
const HEIGHT: f32 = 0.85;

/// Sets both parts of wide double rules in their middle. What is narrower than those is one anyway.
pub(crate) fn join(rulings: &mut [Ruling], glyphs: &[Glyph]) {
    let inked = || glyphs.iter().filter(|g| !g.char.ch.is_whitespace());
    let least = inked().map(|g| g.size).fold(f32::INFINITY, f32::min);
    let limit = WIDEST.min(HEIGHT * least);
    if limit <= DOUBLE {
        return;
    }
    for direction in [Direction::Horizontal, Direction::Vertical] {
        // From where to where the rules go that stand at some place, and how much of that they leave out: both parts of a
        // double rule are drawn at the same cells.
        let extent = |first: f32, last: f32| {
            let own = rulings.iter().filter(|r| r.direction == direction);
            let there = own.filter(|r| (first..=last).contains(&r.position));
            let mut ends: Vec<(f32, f32)> = there.map(|r| (r.start, r.end)).collect();
            ends.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (start, mut end) = *ends.first()?;
            let mut left_out = 0.0;
            for (from, to) in ends {
                left_out += (from - end).max(0.0);
                end = end.max(to);
            }
            Some((start, end, left_out))
        };
        let alike = |((a, b, c), (d, e, f)): ((f32, f32, f32), (f32, f32, f32))| {
            [a - d, b - e, c - f].iter().all(|off| off.abs() < SNAP)
        };
        // Where print stands across the rules, and along them.
        let print = LazyCell::new(|| {
            let places = inked().map(Glyph::middle).map(|(x, y)| match direction {
                Direction::Horizontal => (y, x),
                Direction::Vertical => (x, y),
            });
            let mut print: Vec<(f32, f32)> = places.collect();
            print.sort_by(|a, b| a.0.total_cmp(&b.0));
            print
        });
        let between = |a: f32, b: f32, (start, end, _): (f32, f32, f32)| {
            let from = print.partition_point(|(at, _)| *at <= a);
            let rest = print.iter().skip(from);
            rest.take_while(|(at, _)| *at < b)
                .any(|(_, along)| (start..=end).contains(along))
        };
        let own = rulings.iter().filter(|r| r.direction == direction);
        let mut at: Vec<f32> = own.map(|r| r.position).collect();
        at.sort_by(f32::total_cmp);
        let lines: Vec<(f32, f32)> = at
            .chunk_by(|a, b| b - a < SNAP)
            .filter_map(|same| Some((*same.first()?, *same.last()?)))
            .collect();
        let pairs = lines.windows(2).filter_map(|pair| match pair {
            [(first, a), (b, last)] => Some((*first, *a, *b, *last)),
            _ => None,
        });
        let apart = |(first, a, b, last): &(f32, f32, f32, f32)| {
            let ends = || extent(*first, *a).zip(extent(*b, *last));
            (DOUBLE..limit).contains(&(b - a))
                && ends().is_some_and(|ends| alike(ends) && !between(*a, *b, ends.0))
        };
        let mut joined: Vec<(f32, f32)> = Vec::new();
        for (first, _, _, last) in pairs.filter(apart) {
            // Three are a pair and one more.
            if joined.last().is_none_or(|(_, before)| *before < first) {
                joined.push((first, last));
            }
        }
        for ruling in rulings.iter_mut().filter(|r| r.direction == direction) {
            let of = joined.partition_point(|(_, last)| *last < ruling.position);
            if let Some((first, last)) = joined
                .get(of)
                .filter(|(first, _)| *first <= ruling.position)
            {
                ruling.position = f32::midpoint(*first, *last);
            }
        }
    }
}
