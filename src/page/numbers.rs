//! Numbers of which a part is not seen.

use std::ops::Range;

use foldhash::HashMap;

use crate::accounts::Discard;
use crate::location::BBox;
use crate::page::cover::Cover;
use crate::page::raw::Raw;
use crate::page::seen::middle;
use crate::page::{Glyph, Page, hidden};

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
    /// Width of the places in which a glyph is looked for again, in points: wider than the same print is ever off.
    const NEAR: f32 = 8.0;
    let bin = |v: f32| (v / NEAR).floor() as i32;
    if partly
        .iter()
        .all(|p| p.places.count_ones() < Partly::DOUBTFUL)
    {
        return;
    }
    // The last glyph of each character in each place.
    let mut last: HashMap<(char, i32, i32), usize> = HashMap::default();
    for (index, raw) in glyphs.iter().enumerate().filter(|(_, r)| !r.invisible) {
        let glyph = &raw.glyph;
        last.insert((glyph.char.ch, bin(glyph.x), bin(glyph.y)), index);
    }
    let again = |glyph: &Glyph, before: usize| {
        let (x, y) = (bin(glyph.x), bin(glyph.y));
        let mut around = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        around.any(|(x, y)| {
            let other = last.get(&(glyph.char.ch, x, y)).filter(|at| **at >= before);
            let other = other.and_then(|at| glyphs.get(*at)).map(|r| &r.glyph);
            other.is_some_and(|o| (o.x - glyph.x).hypot(o.y - glyph.y) < 0.1 * glyph.size)
        })
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
    let printed = Shown::of(glyphs);
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
            .filter(|at| glyphs.get(*at).is_some_and(|raw| is_covered(raw, &printed)))
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
            let edge = if raw.glyph.x < area.x0 {
                area.x0
            } else {
                area.x1
            };
            let bbox = &mut raw.glyph.char.bbox;
            (bbox.x0, bbox.x1, raw.glyph.x, raw.glyph.advance) = (edge, edge, edge, 0.0);
        }
        page.doubts.push(hidden::cut(&text, area, page.number));
    }
}

/// Where glyphs are seen: the middles of some in each square of the page.
struct Shown(HashMap<(i32, i32), Vec<(f32, f32)>>);

impl Shown {
    /// Side of the squares, in points: a few digits.
    const SIDE: f32 = 16.0;
    /// Middles that are kept of a square: as many as can be read there, and those printed over them.
    const KEPT: usize = 64;

    fn of(glyphs: &[Raw]) -> Self {
        let mut out = Self(HashMap::default());
        for raw in glyphs.iter().filter(|r| r.fate.is_none()) {
            let (x, y) = middle(&raw.glyph.char.bbox);
            let square = out.0.entry(Self::square(x, y)).or_default();
            if square.len() < Self::KEPT {
                square.push((x, y));
            }
        }
        out
    }

    fn square(x: f32, y: f32) -> (i32, i32) {
        (
            (x / Self::SIDE).floor() as i32,
            (y / Self::SIDE).floor() as i32,
        )
    }

    /// Whether the middle of a glyph lies in a box, of a size that digits have.
    fn within(&self, bbox: &BBox) -> bool {
        let ((x0, y0), (x1, y1)) = (
            Self::square(bbox.x0, bbox.top),
            Self::square(bbox.x1, bbox.bottom),
        );
        // Squares that a digit of 64 points lies in.
        let (x1, y1) = (x1.min(x0.saturating_add(4)), y1.min(y0.saturating_add(4)));
        let squares = (x0..=x1).flat_map(|x| (y0..=y1).map(move |y| (x, y)));
        let mut found = squares.filter_map(|at| self.0.get(&at)).flatten();
        found.any(|(x, y)| bbox.contains(*x, *y))
    }
}

/// Whether a digit is covered, and nothing is printed over the cover in its place.
fn is_covered(raw: &Raw, shown: &Shown) -> bool {
    raw.fate == Some(Discard::Covered)
        && raw.glyph.char.ch.is_ascii_digit()
        && !shown.within(&raw.glyph.char.bbox)
}

/// Whether a glyph follows another on its line without a gap.
fn follows(a: &Glyph, b: &Glyph) -> bool {
    (a.y - b.y).abs() < 0.1 * a.size && (b.x - a.x - a.advance).abs() < 0.3 * a.size
}
