//! Numbers of which a part is not seen.

use std::ops::Range;

use crate::accounts::Discard;
use crate::location::BBox;
use crate::page::cover::Cover;
use crate::page::raw::Raw;
use crate::page::seen::middle;
use crate::page::squares::Squares;
use crate::page::{Glyph, Page, cut, hidden};

/// How far off a glyph is looked for again, in points: the same print never is.
const NEAR: f32 = 8.0;
/// Glyphs in a row of squares that another is compared with: a few stand side by side there, and each a few times over.
const COMPARED: usize = 256;

/// How much of a glyph's ink is covered: places of it, eight by eight, and how many glyphs were printed before the last cover.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Partly {
    places: u64,
    before: usize,
}

impl Partly {
    const SIDE: u8 = 8;
    /// Places from which it is not known what a digit is: a quarter of its width holds the stroke that tells 8 from 3.
    const DOUBTFUL: u32 = 16;

    /// Adds what a cover hides of an ink.
    pub(super) fn add(&mut self, cover: &Cover, ink: &BBox, before: usize) {
        let at = |n: u8| (f32::from(n) + 0.5) / f32::from(Self::SIDE);
        for place in 0..Self::SIDE * Self::SIDE {
            let x = ink.x0 + at(place % Self::SIDE) * ink.width();
            let y = ink.top + at(place / Self::SIDE) * ink.height();
            if cover.has(x, y) {
                self.places |= 1 << place;
                self.before = self.before.max(before);
            }
        }
    }
}

/// Where the ink of a digit or a decimal point is: digits are seven tenths of an em high, and blank by a twelfth at their
/// sides; points a tenth.
pub(super) fn ink(glyph: &Glyph) -> Option<BBox> {
    let high = match glyph.char.ch {
        '0'..='9' => 0.7,
        '.' => 0.1,
        _ => return None,
    };
    let bbox = glyph.char.bbox;
    let (dx, dy) = (bbox.width() / 12.0, bbox.height() / 6.0);
    let (x0, x1) = (bbox.x0 + dx, bbox.x1 - dx);
    if glyph.angle == 0.0 && !glyph.vertical {
        return Some(BBox::new(x0, glyph.y - high * glyph.size, x1, glyph.y));
    }
    // Turned, its box tells where it is as well, and a point is anywhere in it.
    let digit = glyph.char.ch != '.';
    digit.then(|| BBox::new(bbox.x0 + dy, bbox.top + dy, bbox.x1 - dy, bbox.bottom - dy))
}

/// Says of numbers that a part of a digit is covered, too small for it to be taken for one that is not seen, and so large that
/// a reader may take it for another.
pub(super) fn half_covered(glyphs: &[Raw], partly: &[Partly], page: &mut Page) {
    if partly
        .iter()
        .all(|p| p.places.count_ones() < Partly::DOUBTFUL)
    {
        return;
    }
    let inked = glyphs.iter().enumerate().filter(|(_, r)| !r.invisible);
    let places = inked.map(|(at, r)| ((r.glyph.x, r.glyph.y), at));
    let squares = Squares::of(page, places);
    let again = |glyph: &Glyph, before: usize| {
        let reach = 0.1 * glyph.size;
        let same = |at: &usize| {
            let other = glyphs.get(*at).map(|r| &r.glyph);
            *at >= before
                && other.is_some_and(|o| {
                    o.char.ch == glyph.char.ch && (o.x - glyph.x).hypot(o.y - glyph.y) < reach
                })
        };
        let mut rows = squares.near((glyph.x, glyph.y), reach.min(NEAR));
        rows.any(|row| row.iter().rev().take(COMPARED).any(same))
    };
    let doubtful = |at: usize| {
        let own = partly
            .get(at)
            .filter(|p| p.places.count_ones() >= Partly::DOUBTFUL);
        own.zip(glyphs.get(at)).is_some_and(|(own, raw)| {
            raw.fate.is_none() && !raw.invisible && !again(&raw.glyph, own.before)
        })
    };
    for range in numbers(glyphs) {
        if !range.clone().any(doubtful) {
            continue;
        }
        let run = glyphs.get(range).unwrap_or_default();
        let text: String = run.iter().map(|r| r.glyph.char.ch).collect();
        let boxes = run.iter().map(|r| r.glyph.char.bbox);
        if let Some(area) = boxes.reduce(|a, b| a.union(&b)) {
            page.doubts
                .push(hidden::half_covered(&text, area, page.number));
        }
    }
}

/// The numbers of a page that are shown or might be.
fn numbers(glyphs: &[Raw]) -> Vec<Range<usize>> {
    runs(glyphs, |r| r.fate.is_none() || is_hidden(r))
}

/// Digits and their marks, one behind the other, of those glyphs that are taken.
pub(super) fn runs(glyphs: &[Raw], taken: impl Fn(&Raw) -> bool) -> Vec<Range<usize>> {
    let part = |r: &Raw| {
        let ch = r.glyph.char.ch;
        (ch.is_ascii_digit() || matches!(ch, '.' | ',' | '-')) && taken(r)
    };
    let mut out = Vec::new();
    let mut from = 0;
    for run in glyphs.chunk_by(|a, b| part(a) && part(b) && follows(&a.glyph, &b.glyph)) {
        if run.first().is_some_and(part) {
            out.push(from..from + run.len());
        }
        from += run.len();
    }
    out
}

fn is_hidden(raw: &Raw) -> bool {
    matches!(raw.fate, Some(Discard::Clipped | Discard::Covered))
}

/// A number of which the clip leaves a part only is no other number: all of it is read, where its rest is seen, and said. Of
/// one that is partly covered nobody knows what it says: a character that is not known stands for each digit under the cover.
pub(super) fn cut(glyphs: &mut [Raw], page: &mut Page) {
    if !glyphs.iter().any(is_hidden) {
        return;
    }
    let seen = shown(glyphs, page);
    for range in numbers(glyphs) {
        let run = glyphs.get(range.clone()).unwrap_or_default();
        let shown = run.iter().filter(|r| r.fate.is_none());
        let area = shown.map(|r| r.glyph.char.bbox).reduce(|a, b| a.union(&b));
        let Some(area) = area.filter(|_| run.iter().any(is_hidden)) else {
            continue;
        };
        let text: String = run.iter().map(|r| r.glyph.char.ch).collect();
        let covered: Vec<usize> = range
            .clone()
            .filter(|at| {
                glyphs
                    .get(*at)
                    .is_some_and(|raw| is_covered(raw, glyphs, &seen))
            })
            .collect();
        if !covered.is_empty() {
            page.doubts.push(hidden::covered(&text, area, page.number));
        }
        for at in covered {
            if let Some(raw) = glyphs.get_mut(at) {
                (raw.fate, raw.glyph.char.ch) = (None, char::REPLACEMENT_CHARACTER);
            }
        }
        let clipped = |r: &Raw| r.fate == Some(Discard::Clipped);
        let run = glyphs.get_mut(range).unwrap_or_default();
        if !run.iter().any(clipped) {
            continue;
        }
        for raw in run.iter_mut().filter(|r| clipped(r)) {
            raw.fate = None;
            // One between digits that are seen, cut by the edge above or below, stays in its place.
            let edge = match raw.glyph.char.bbox.center_x() {
                x if x < area.x0 => area.x0,
                x if x > area.x1 => area.x1,
                _ => continue,
            };
            let bbox = &mut raw.glyph.char.bbox;
            (bbox.x0, bbox.x1, raw.glyph.x, raw.glyph.advance) = (edge, edge, edge, 0.0);
        }
        page.doubts.push(cut::doubt(run, &text, area, page.number));
    }
}

/// Where glyphs are seen, by the squares of the page that their middles lie in.
fn shown(glyphs: &[Raw], page: &Page) -> Squares {
    let seen = glyphs.iter().enumerate().filter(|(_, r)| r.fate.is_none());
    Squares::of(page, seen.map(|(at, r)| (middle(&r.glyph.char.bbox), at)))
}

/// Whether a digit is covered, and nothing is printed over the cover in its place.
fn is_covered(raw: &Raw, glyphs: &[Raw], shown: &Squares) -> bool {
    let bbox = &raw.glyph.char.bbox;
    let over = |at: &usize| {
        let other = glyphs.get(*at).map(|r| middle(&r.glyph.char.bbox));
        other.is_some_and(|(x, y)| bbox.contains(x, y))
    };
    // Half a digit of any size that is read.
    let reach = (bbox.width().max(bbox.height()) / 2.0).min(4.0 * NEAR);
    let mut rows = shown.near(middle(bbox), reach);
    raw.fate == Some(Discard::Covered)
        && raw.glyph.char.ch.is_ascii_digit()
        && !rows.any(|row| row.iter().take(COMPARED).any(over))
}

/// Whether a glyph follows another on its line without a gap.
fn follows(a: &Glyph, b: &Glyph) -> bool {
    (a.y - b.y).abs() < 0.1 * a.size && (b.x - a.x - a.advance).abs() < 0.3 * a.size
}
