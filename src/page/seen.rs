//! Which glyphs are seen: invisible text, doubles, watermarks.

use foldhash::HashMap;
use foldhash::fast::RandomState;

use crate::accounts::Discard;
use crate::location::BBox;
use crate::page::raw::Raw;
use crate::page::{Fill, Image, Page};

/// Two equal glyphs this near, in ems, are one printed twice to look bold. Fake bold shifts by about a thirtieth of an
/// em; the narrowest letters that can stand side by side are a quarter of an em wide.
const DOUBLE: f32 = 0.1;
/// From how much of a page under images it is a scan.
const SCAN: f32 = 0.5;
/// How much larger than usual on the page a watermark's text is; titles (二号 over 三号) are 1.4 times as large.
const LARGE: f32 = 1.5;
/// Lightness from which ink is pale, and opacity below which it is.
const PALE: f32 = 0.6;
/// Lightness below which an area is dark enough for pale letters on it to be meant to be read.
const DARK: f32 = 0.5;
/// Components of a colour from which it is as white as the paper.
const WHITE: u8 = 250;
/// Share of a page's invisible characters that its visible ones do not account for, from which the invisible text is
/// another one: a recognised text differs from the printed one in a few of a hundred characters.
const OTHER: f32 = 0.2;

/// Names the fate of glyphs that are not seen, or seen a second time.
pub(crate) fn settle(glyphs: &mut [Raw], covers: &[(BBox, usize)], page: &Page) {
    covered_up(glyphs, covers);
    white(glyphs, page);
    invisible(glyphs, page);
    doubles(glyphs);
    watermarks(glyphs, page);
}

/// What an area was painted over is not seen: a correction, a redaction. It is doubtful unless the page says the same again.
fn covered_up(glyphs: &mut [Raw], covers: &[(BBox, usize)]) {
    /// Comparisons that are made, the last areas first: a page of a shaded table needs some millions.
    const COMPARED: usize = 50_000_000;
    let most = COMPARED / glyphs.len().max(1);
    let mut any = false;
    for (area, before) in covers.iter().rev().take(most) {
        for raw in glyphs.iter_mut().take(*before).filter(|r| r.fate.is_none()) {
            let (x, y) = middle(&raw.glyph.char.bbox);
            if area.contains(x, y) {
                raw.fate = Some(Discard::Covered);
                any = true;
            }
        }
    }
    if any {
        // A watermark runs under shaded cells.
        let under = |r: &Raw| r.fate == Some(Discard::Covered) && !r.slanted();
        let doubtful = differs(glyphs, under, |r| counts(r) && !r.invisible);
        for raw in glyphs.iter_mut().filter(|r| under(r)) {
            raw.doubtful = doubtful;
        }
    }
}

/// Whether text that is not seen is another than the text that is, by how often each character stands in both: one more
/// digit is enough.
fn differs(glyphs: &[Raw], unseen: impl Fn(&Raw) -> bool, seen: impl Fn(&Raw) -> bool) -> bool {
    let mut left: HashMap<char, usize> = HashMap::default();
    for raw in glyphs.iter().filter(|r| seen(r)) {
        *left.entry(raw.glyph.char.ch).or_default() += 1;
    }
    let (mut all, mut other) = (0_usize, 0_usize);
    let letters = |r: &&Raw| unseen(r) && !r.glyph.char.ch.is_whitespace();
    for raw in glyphs.iter().filter(letters) {
        all += 1;
        match left.get_mut(&raw.glyph.char.ch) {
            Some(more) if *more > 0 => *more -= 1,
            _ if raw.glyph.char.ch.is_ascii_digit() => return true,
            _ => other += 1,
        }
    }
    #[allow(clippy::cast_precision_loss)] // a share of a page's characters
    let share = other as f32 / all.max(1) as f32;
    share > OTHER
}

/// White letters on white paper are as invisible as those without ink.
fn white(glyphs: &mut [Raw], page: &Page) {
    let paper = |c: &[u8; 3]| c.iter().all(|v| *v >= WHITE);
    for raw in glyphs.iter_mut().filter(|r| paper(&r.glyph.color)) {
        let (x, y) = middle(&raw.glyph.char.bbox);
        let on = |b: &BBox| b.contains(x, y);
        let coloured = areas(page).any(|f| !paper(&f.color) && on(&f.bbox));
        raw.invisible |= !coloured && !page.images.iter().any(|i| on(&i.bbox));
    }
}

/// Areas that a letter may stand on, the last painted first. Pages with shaded tables have hundreds; the thousands of a
/// drawing would cost more time than they tell.
fn areas(page: &Page) -> impl Iterator<Item = &Fill> {
    page.fills.iter().rev().take(1_024)
}

fn middle(bbox: &BBox) -> (f32, f32) {
    (bbox.center_x(), bbox.center_y())
}

/// Text without ink is what is printed if the page is a picture; otherwise it is not printed at all, and it is doubtful
/// if it is not the visible text once more.
fn invisible(glyphs: &mut [Raw], page: &Page) {
    let unseen = |r: &Raw| counts(r) && r.invisible;
    let seen = |r: &Raw| counts(r) && !r.invisible;
    let count = |which: &dyn Fn(&Raw) -> bool| glyphs.iter().filter(|r| which(r)).count();
    let (hidden, shown) = (count(&unseen), count(&seen));
    let scan = covered(&page.images, page.width * page.height) >= SCAN && hidden > shown;
    if hidden == 0 || scan {
        return;
    }
    let doubtful = differs(glyphs, unseen, seen);
    for raw in glyphs
        .iter_mut()
        .filter(|r| r.invisible && r.fate.is_none())
    {
        raw.fate = Some(Discard::Invisible);
        raw.doubtful = doubtful;
    }
}

/// Whether a glyph is one of the text that is, or might be, seen.
fn counts(raw: &Raw) -> bool {
    raw.fate.is_none() && !raw.glyph.char.ch.is_whitespace()
}

/// Share of a page under images; overlaps count twice, which harms nothing here.
fn covered(images: &[Image], page: f32) -> f32 {
    let area = |b: &BBox| b.width() * b.height();
    images.iter().map(|i| area(&i.bbox)).sum::<f32>() / page.max(1.0)
}

/// Origin and size of the glyphs of one character in one bin of the page: the first, and the others, which are rare.
type Bins = HashMap<(char, i32, i32), (Place, Vec<Place>)>;
type Place = (f32, f32, f32);

#[allow(clippy::cast_possible_truncation)]
fn doubles(glyphs: &mut [Raw]) {
    /// Width of the bins that positions fall into, in points: wider than any shift that is looked for.
    const BIN: f32 = 8.0;
    let mut bins: Bins = HashMap::with_capacity_and_hasher(glyphs.len(), RandomState::default());
    for raw in glyphs.iter_mut().filter(|r| r.fate.is_none()) {
        let glyph = &raw.glyph;
        let ch = glyph.char.ch;
        if ch.is_whitespace() {
            continue;
        }
        let reach = (glyph.size * DOUBLE).min(BIN);
        // Towards zero: the bin on both sides of it is twice as wide, which harms nothing.
        let bin = |v: f32| (v / BIN) as i32;
        let twice = (bin(glyph.x - reach)..=bin(glyph.x + reach)).any(|bx| {
            (bin(glyph.y - reach)..=bin(glyph.y + reach)).any(|by| {
                bins.get(&(ch, bx, by)).is_some_and(|(first, others)| {
                    std::iter::once(first).chain(others).any(|&(x, y, size)| {
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
            let place = (glyph.x, glyph.y, glyph.size);
            bins.entry((ch, bin(glyph.x), bin(glyph.y)))
                .and_modify(|(_, others)| others.push(place))
                .or_insert_with(|| (place, Vec::new()));
        }
    }
}

/// Text across the page, and large pale text, is a watermark. It is doubtful where it might be content: letters aslant
/// that are neither pale nor large (a slanted table head), and level ones that are opaque and lie over nothing else.
fn watermarks(glyphs: &mut [Raw], page: &Page) {
    let mut sizes: Vec<f32> = glyphs
        .iter()
        .filter(|r| r.fate.is_none() && !r.slanted())
        .map(|r| r.glyph.size)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let Some(&usual) = sizes.get(sizes.len() / 2) else {
        return;
    };
    let mut level: Option<BBox> = None;
    for raw in glyphs.iter_mut().filter(|r| r.fate.is_none()) {
        let pale = raw.glyph.alpha < PALE || is_pale(raw, page);
        let large = raw.glyph.size >= LARGE * usual;
        if raw.slanted() {
            raw.fate = Some(Discard::Watermark);
            raw.doubtful = !pale && !large;
        } else if pale && large {
            raw.fate = Some(Discard::Watermark);
            raw.doubtful = raw.glyph.alpha >= PALE;
            let bbox = raw.glyph.char.bbox;
            level = Some(level.map_or(bbox, |b| b.union(&bbox)));
        }
    }
    let lies_over = level.is_some_and(|area| {
        glyphs.iter().filter(|r| counts(r)).any(|r| {
            let (x, y) = middle(&r.glyph.char.bbox);
            area.contains(x, y)
        })
    });
    if lies_over {
        for raw in glyphs.iter_mut().filter(|r| !r.slanted()) {
            raw.doubtful &= raw.fate != Some(Discard::Watermark);
        }
    }
}

/// Whether a glyph's ink is pale, and not meant to stand out from a dark area.
fn is_pale(raw: &Raw, page: &Page) -> bool {
    if lightness(raw.glyph.color) <= PALE {
        return false;
    }
    let (x, y) = middle(&raw.glyph.char.bbox);
    let under = areas(page).find(|f| f.bbox.contains(x, y));
    under.is_none_or(|f| lightness(f.color) >= DARK)
}

fn lightness([r, g, b]: [u8; 3]) -> f32 {
    // Rec. 601: what an eye makes of it.
    (0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b)) / 255.0
}
