//! Text of more lines than its cell has room for: it is set in the middle, and runs over the rules above and below.

use std::cell::LazyCell;

use foldhash::{HashMap, HashSet};

use super::Place;
use super::crossing::{OVER, doubt, is_one};
use crate::page::Glyph;
use crate::table::Grid;

/// Lines of one text stand so far apart at least and at most, in ems: they touch, or are two ems apart (GB/T 9704-2012 sets print
/// of 16 points 28 apart).
const APART: std::ops::Range<f32> = 0.8..2.0;
/// How even they stand, and how alike they begin or end, in ems: by rounding alone.
const EVEN: f32 = 0.05;
/// Print that a character is held against: no page has so much on the three lines that it may lie over.
const COMPARED: usize = 1_024;
/// Two lines may stand so by chance.
const LEAST: usize = 3;

/// A line of print in one cell, in the order of print.
struct Run<'r, 'g> {
    glyphs: &'r [(usize, &'g Glyph)],
    place: (usize, usize),
    x0: f32,
    x1: f32,
}

impl Run<'_, '_> {
    fn y(&self) -> f32 {
        self.glyphs.first().map_or(0.0, |(_, g)| g.y)
    }

    fn size(&self) -> f32 {
        self.glyphs.first().map_or(1.0, |(_, g)| g.size.max(1.0))
    }

    /// How far below the other it stands, in ems, if they are set alike.
    fn below(&self, above: &Self) -> Option<f32> {
        let apart = (self.y() - above.y()) / self.size();
        (self.is_set_as(above) && APART.contains(&apart)).then_some(apart)
    }

    fn is_set_as(&self, other: &Self) -> bool {
        let alike = |a: f32, b: f32| (a - b).abs() < EVEN * self.size();
        let middle = |r: &Self| f32::midpoint(r.x0, r.x1);
        let set = alike(self.x0, other.x0) || alike(middle(self), middle(other));
        set && alike(self.size(), other.size())
    }

    /// Whether it is set as the lines of a text are, and stands over or below them.
    fn is_over_or_below(&self, text: &[Self]) -> bool {
        let ends = [text.first(), text.last()].map(|end| end.map_or(0.0, Self::y));
        let outside =
            self.y() < ends[0] - EVEN * self.size() || self.y() > ends[1] + EVEN * self.size();
        outside && text.first().is_some_and(|first| self.is_set_as(first))
    }
}

/// Gives each text whose lines stand evenly in several cells, one below the other, to the cell that holds most of them, if
/// one of them lies on a rule or on other print.
pub(super) fn settle(glyphs: &[Glyph], places: &mut [Place], tables: &mut [Grid]) {
    if tables.is_empty() {
        return;
    }
    let inked = glyphs.iter().enumerate();
    let inked = inked.filter(|(_, g)| !g.char.ch.is_whitespace() && !g.vertical && g.angle == 0.0);
    let inked: Vec<(usize, &Glyph)> = inked.collect();
    let runs = inked.chunk_by(|(i, a), (j, b)| is_one(a, b) && places.get(*i) == places.get(*j));
    let runs: Vec<Run<'_, '_>> = runs.filter_map(|run| to_run(run, places)).collect();
    // Few pages have such a text.
    let by_height = LazyCell::new(|| {
        let mut by_height: Vec<(f32, usize)> = inked.iter().map(|(i, g)| (g.y, *i)).collect();
        by_height.sort_by(|a, b| a.0.total_cmp(&b.0));
        by_height
    });
    let by_place = LazyCell::new(|| {
        let mut by_place: HashMap<(usize, usize), Vec<&Run<'_, '_>>> = HashMap::default();
        for run in &runs {
            by_place.entry(run.place).or_default().push(run);
        }
        by_place
    });
    let mut before: Option<f32> = None;
    let texts = runs.chunk_by(|above, below| {
        let apart = below.below(above);
        let even = |apart: f32| before.is_none_or(|b| (b - apart).abs() < EVEN);
        let goes_on = apart.is_some_and(even);
        before = apart.filter(|_| goes_on);
        goes_on
    });
    let mut moves: Vec<(usize, (usize, usize))> = Vec::new();
    for text in texts.filter(|text| text.len() >= LEAST) {
        let Some(owner) = owner(text) else { continue };
        let others = || text.iter().filter(|run| run.place != owner);
        if others().next().is_none() {
            continue;
        }
        let own: HashSet<usize> = text
            .iter()
            .flat_map(|r| r.glyphs.iter().map(|(i, _)| *i))
            .collect();
        let over = |run: &Run<'_, '_>| {
            let cell = tables
                .get(run.place.0)
                .and_then(|t| t.cells.get(run.place.1));
            let on_rule = |g: &Glyph| {
                let over = OVER * g.size;
                let bbox = &g.char.bbox;
                cell.is_some_and(|c| {
                    c.bbox.bottom < bbox.bottom - over || c.bbox.top > bbox.top + over
                })
            };
            let on_print = |g: &Glyph| {
                let near = |y: f32| by_height.partition_point(|(at, _)| *at < y);
                let near = by_height.get(near(g.y - g.size)..near(g.y + g.size));
                near.into_iter().flatten().take(COMPARED).any(|(_, other)| {
                    let bbox = glyphs.get(*other).map(|g| g.char.bbox);
                    !own.contains(other)
                        && bbox.is_some_and(|b| {
                            g.char.bbox.contains(b.center_x(), b.center_y())
                                || b.contains(g.char.bbox.center_x(), g.char.bbox.center_y())
                        })
                })
            };
            run.glyphs.iter().any(|(_, g)| on_rule(g) || on_print(g))
        };
        // Lines of one cell stand evenly: what stands apart in it from another text and goes on in the next cell is of that one.
        let mut places: Vec<_> = others().map(|run| run.place).collect();
        places.dedup();
        let apart = |place: &(usize, usize)| {
            let mut own = by_place.get(place).into_iter().flatten();
            own.any(|run| run.is_over_or_below(text))
        };
        if text.iter().any(over) || places.iter().any(apart) {
            moves.extend(others().flat_map(|run| run.glyphs.iter().map(|(i, _)| (*i, owner))));
        }
    }
    for (index, place) in moves {
        if let Some(slot) = places.get_mut(index) {
            *slot = Some(place);
        }
        let cell = tables
            .get_mut(place.0)
            .and_then(|t| t.cells.get_mut(place.1));
        if let Some(cell) = cell.filter(|c| !c.doubts.contains(&doubt())) {
            cell.doubts.push(doubt());
        }
    }
}

fn to_run<'r, 'g>(run: &'r [(usize, &'g Glyph)], places: &[Place]) -> Option<Run<'r, 'g>> {
    let (first, last) = (run.first()?, run.last()?);
    Some(Run {
        place: places.get(first.0).copied().flatten()?,
        x0: first.1.char.bbox.x0,
        x1: last.1.char.bbox.x1,
        glyphs: run,
    })
}

/// The cell that holds more of a text's lines than any other.
fn owner(text: &[Run<'_, '_>]) -> Option<(usize, usize)> {
    let mut held: HashMap<(usize, usize), usize> = HashMap::default();
    for run in text {
        *held.entry(run.place).or_default() += 1;
    }
    let (most, count) = held.iter().max_by_key(|(_, count)| **count)?;
    let alone = held
        .iter()
        .all(|(place, other)| place == most || other < count);
    alone.then_some(*most)
}
