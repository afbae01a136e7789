//! Words crossed out by hand: a line aslant, two of them, or a wave through the middle.

use super::{BEYOND, THROUGH};
use crate::location::BBox;
use crate::page::{Glyph, Page, Slanted};

/// How far apart two glyphs of a word stand at most, in ems: less than a blank has.
const NEAR: f32 = 0.2;
/// How high a wave through words is at most, in ems; a ring round them is higher than they are.
const WAVE: f32 = 0.5;

/// The glyphs that lines aslant and waves cross out: the words that they cross, where they reach little beyond them. The line of
/// a cell that holds two names, or none, runs to its corners. What crosses them out is no ink without text.
pub(super) fn crossed(page: &mut Page) -> Vec<usize> {
    if page.slanted.is_empty() && page.inks.is_empty() {
        return Vec::new();
    }
    let upright = |g: &Glyph| g.angle == 0.0 && !g.vertical && !g.char.ch.is_whitespace();
    let glyphs: Vec<(usize, &Glyph)> = page
        .glyphs
        .iter()
        .enumerate()
        .filter(|(_, g)| upright(g))
        .collect();
    // By where they begin, to look at those that begin at a word only.
    let mut lines: Vec<(f32, f32, &Slanted)> = page
        .slanted
        .iter()
        .map(|line| {
            let (x0, x1) = ends(line);
            (x0, x1, line)
        })
        .collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut inks: Vec<&BBox> = page.inks.iter().collect();
    inks.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let (mut gone, mut words) = (Vec::new(), Vec::new());
    for word in glyphs.chunk_by(|a, b| is_one(a.1, b.1)) {
        let boxes = word.iter().map(|(_, g)| g.char.bbox);
        let (Some(bbox), Some((_, first))) = (boxes.reduce(|a, b| a.union(&b)), word.first())
        else {
            continue;
        };
        let (x0, x1) = (bbox.x0 - BEYOND * first.size, bbox.x1 + BEYOND * first.size);
        let from = lines.partition_point(|line| line.0 < x0);
        let near = lines.iter().skip(from).take_while(|line| line.0 <= x1);
        let by_line = near
            .filter(|line| line.1 <= x1)
            .any(|(.., line)| word.iter().any(|(_, g)| crosses(line, g)));
        let from = inks.partition_point(|ink| ink.x0 < x0);
        let mut near = inks.iter().skip(from).take_while(|ink| ink.x0 <= x1);
        let by_wave = near.any(|ink| {
            let up = (first.y - ink.center_y()) / first.size.max(1.0);
            ink.x1 <= x1
                && ink.height() <= WAVE * first.size
                && ink.width() >= 0.8 * bbox.width()
                && THROUGH.contains(&up)
        });
        if by_line || by_wave {
            gone.extend(word.iter().map(|(at, _)| *at));
            words.push(bbox);
        }
    }
    page.inks.retain(|ink| {
        let (x, y) = (ink.center_x(), ink.center_y());
        !words.iter().any(|word| word.contains(x, y))
    });
    gone
}

/// Whether one glyph follows the other in a word.
fn is_one(a: &Glyph, b: &Glyph) -> bool {
    let gap = (b.char.bbox.x0 - a.char.bbox.x1) / a.size.max(1.0);
    (a.y - b.y).abs() < 0.1 * a.size && (-NEAR..=NEAR).contains(&gap)
}

#[allow(clippy::cast_possible_truncation)] // points of a page
fn ends(line: &Slanted) -> (f32, f32) {
    let (a, b) = (line.from.0 as f32, line.to.0 as f32);
    (a.min(b), a.max(b))
}

/// Whether a line runs through the body of a glyph.
#[allow(clippy::cast_possible_truncation)]
fn crosses(line: &Slanted, glyph: &Glyph) -> bool {
    let bbox: &BBox = &glyph.char.bbox;
    let (from, to) = (line.from, line.to);
    let x = f64::from(bbox.center_x());
    if x < from.0.min(to.0) || x > from.0.max(to.0) {
        return false;
    }
    let y = from.1 + (x - from.0) * (to.1 - from.1) / (to.0 - from.0);
    let up = (glyph.y - y as f32) / glyph.size.max(1.0);
    // Digits are 0.7 of an em high.
    (0.05..0.7).contains(&up)
}
