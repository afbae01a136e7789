//! Which glyphs are seen: invisible text, doubles, watermarks.

use std::collections::HashMap;

use crate::accounts::Discard;
use crate::location::BBox;
use crate::page::raw::Raw;
use crate::page::{Image, Page};

/// Two equal glyphs this near, in ems, are one printed twice to look bold. Fake bold shifts by about a thirtieth of an
/// em; the narrowest letters that can stand side by side are a quarter of an em wide.
const DOUBLE: f32 = 0.1;
/// From how much of a page under images it is a scan.
const SCAN: f32 = 0.5;
/// How much larger than usual on the page a watermark's text is; titles (二号 over 三号) are 1.4 times as large.
const LARGE: f32 = 1.5;
/// Slant from which text lies across the page, in degrees: scanned text layers lie within 3.
const ACROSS: f32 = 8.0;
/// Lightness from which ink is pale.
const PALE: f32 = 0.6;

/// Names the fate of glyphs that are not seen, or seen a second time.
pub(crate) fn settle(glyphs: &mut [Raw], page: &Page) {
    invisible(glyphs, page);
    doubles(glyphs);
    watermarks(glyphs);
}

/// Text without ink is what is printed if the page is a picture; otherwise it is not printed at all.
fn invisible(glyphs: &mut [Raw], page: &Page) {
    let seen = |r: &&Raw| !r.invisible && r.fate.is_none() && !r.glyph.char.ch.is_whitespace();
    let visible = glyphs.iter().filter(seen).count();
    let unseen = glyphs
        .iter()
        .filter(|r| r.invisible && r.fate.is_none() && !r.glyph.char.ch.is_whitespace())
        .count();
    let scan = covered(&page.images, page.width * page.height) >= SCAN && unseen > visible;
    for raw in glyphs.iter_mut().filter(|r| r.invisible) {
        if !scan {
            raw.fate = raw.fate.or(Some(Discard::Invisible));
        }
    }
}

/// Share of a page under images; overlaps count twice, which harms nothing here.
fn covered(images: &[Image], page: f32) -> f32 {
    let area = |b: &BBox| b.width() * b.height();
    images.iter().map(|i| area(&i.bbox)).sum::<f32>() / page.max(1.0)
}

/// Origin and size of the glyphs of one character in one bin of the page.
type Bins = HashMap<(char, i32, i32), Vec<(f32, f32, f32)>>;

#[allow(clippy::cast_possible_truncation)]
fn doubles(glyphs: &mut [Raw]) {
    /// Width of the bins that positions fall into, in points: wider than any shift that is looked for.
    const BIN: f32 = 8.0;
    let mut bins: Bins = HashMap::with_capacity(glyphs.len());
    for raw in glyphs.iter_mut().filter(|r| r.fate.is_none()) {
        let glyph = &raw.glyph;
        let ch = glyph.char.ch;
        if ch.is_whitespace() {
            continue;
        }
        let reach = (glyph.size * DOUBLE).min(BIN);
        let bin = |v: f32| (v / BIN).floor() as i32;
        let twice = (bin(glyph.x - reach)..=bin(glyph.x + reach)).any(|bx| {
            (bin(glyph.y - reach)..=bin(glyph.y + reach)).any(|by| {
                bins.get(&(ch, bx, by)).is_some_and(|found| {
                    found.iter().any(|&(x, y, size)| {
                        (x - glyph.x).abs() <= reach
                            && (y - glyph.y).abs() <= reach
                            && (size - glyph.size).abs() <= 0.2 * size
                    })
                })
            })
        });
        if twice {
            raw.fate = Some(Discard::DoubledGlyph);
        } else {
            bins.entry((ch, bin(glyph.x), bin(glyph.y)))
                .or_default()
                .push((glyph.x, glyph.y, glyph.size));
        }
    }
}

fn watermarks(glyphs: &mut [Raw]) {
    let mut sizes: Vec<f32> = glyphs
        .iter()
        .filter(|r| r.fate.is_none() && !slanted(r))
        .map(|r| r.glyph.size)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let Some(&usual) = sizes.get(sizes.len() / 2) else {
        return;
    };
    for raw in glyphs.iter_mut().filter(|r| r.fate.is_none()) {
        let pale = raw.glyph.alpha < PALE || lightness(raw.glyph.color) > PALE;
        if slanted(raw) || (pale && raw.glyph.size >= LARGE * usual) {
            raw.fate = Some(Discard::Watermark);
        }
    }
}

/// Neither along nor down nor up the page.
fn slanted(raw: &Raw) -> bool {
    let off = raw.glyph.angle.rem_euclid(90.0);
    off.min(90.0 - off) > ACROSS
}

fn lightness([r, g, b]: [u8; 3]) -> f32 {
    // Rec. 601: what an eye makes of it.
    (0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b)) / 255.0
}
