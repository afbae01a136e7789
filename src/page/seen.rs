//! Which glyphs are seen: invisible text, doubles, watermarks.

use std::cell::LazyCell;

use foldhash::HashMap;
use foldhash::fast::RandomState;

use crate::accounts::Discard;
use crate::location::BBox;
use crate::page::cover::{Cover, OPAQUE};
use crate::page::numbers::Partly;
use crate::page::raw::Raw;
use crate::page::{Fill, Glyph, Image, Page, hidden, numbers, overlays};

/// Two equal glyphs this near, in ems, are one printed twice to look bold. Fake bold shifts by about a thirtieth of an
/// em; the narrowest letters that can stand side by side are a quarter of an em wide.
const DOUBLE: f32 = 0.1;
/// How far a shadow falls, in ems.
const SHADOW: f32 = 0.3;
/// From how much of a page under images it is a scan.
const SCAN: f32 = 0.5;
/// How much larger than usual on the page a watermark's text is; titles (二号 over 三号) are 1.4 times as large.
const LARGE: f32 = 1.5;
/// Lightness from which ink is pale, and opacity below which it is.
pub(super) const PALE: f32 = 0.6;
/// Lightness below which an area is dark enough for pale letters on it to be meant to be read.
const DARK: f32 = 0.5;
/// Components of a colour from which it is as white as the paper.
const WHITE: u8 = 250;
/// Difference of components up to which no eye tells two colours apart: 3 %.
const ALIKE: u8 = 8;
/// Contrast up to which letters are hardly there: white on the palest row colours in use (#EEEEFF) has 1.14, the palest grey that
/// people write in (#CCCCCC) has 1.6 on white. WCAG asks for 4.5.
const CONTRAST: f32 = 1.2;
/// Share of a page's invisible characters that its visible ones do not account for, from which the invisible text is
/// another one: a recognised text differs from the printed one in a few of a hundred characters.
const OTHER: f32 = 0.2;

/// Names the fate of glyphs that are not seen, or seen a second time.
pub(crate) fn settle(glyphs: &mut [Raw], covers: &[(Cover, usize)], page: &mut Page) {
    let (scan, partly) = covered_up(glyphs, covers, page);
    page.recognised = scan;
    same_colour(glyphs, page);
    page.recognised |= invisible(glyphs, page);
    doubles(glyphs);
    seals(glyphs);
    watermarks(glyphs, page);
    repeated(glyphs, page);
    overlays::leave_out(glyphs);
    faint(glyphs, page);
    numbers::half_covered(glyphs, &partly, page);
    numbers::cut(glyphs, page);
    hidden::note(glyphs, page);
}

/// What an area was painted over is not seen: a correction, a redaction. It is doubtful unless the page says the same again.
/// Text under a picture of most of the page is a scan's, and read: whether there is any. Gives also how much of each glyph is
/// covered; nothing where none is.
fn covered_up(glyphs: &mut [Raw], covers: &[(Cover, usize)], page: &Page) -> (bool, Vec<Partly>) {
    /// Comparisons that are made, the last areas first: a page of a shaded table needs some millions.
    const COMPARED: usize = 50_000_000;
    let count = glyphs.len();
    let most = COMPARED / count.max(1);
    let (mut any, mut scan) = (false, false);
    let mut partly: Vec<Partly> = Vec::new();
    for (area, before) in covers.iter().rev().take(most) {
        let share = area.bbox.width() * area.bbox.height() / (page.width * page.height).max(1.0);
        if area.image && share >= SCAN {
            let under = |r: &&Raw| counts(r) && area.hides(&r.glyph.char.bbox);
            scan |= glyphs.iter().take(*before).any(|r| under(&r));
            continue;
        }
        let under = glyphs.iter_mut().take(*before).enumerate();
        for (index, raw) in under.filter(|(_, r)| r.fate.is_none()) {
            if !area.thin && area.hides(&raw.glyph.char.bbox) {
                raw.fate = Some(Discard::Covered);
                any = true;
            } else if let Some(ink) = numbers::ink(&raw.glyph).filter(|ink| area.touches(ink)) {
                partly.resize(count, Partly::default());
                if let Some(own) = partly.get_mut(index) {
                    own.add(area, &ink, *before);
                }
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
    (scan, partly)
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

/// Whether a colour is as white as the paper.
pub(crate) fn is_paper(color: [u8; 3]) -> bool {
    color.iter().all(|v| *v >= WHITE)
}

/// Letters in the colour of what they stand on (white ones on white paper) are as invisible as those without ink.
fn same_colour(glyphs: &mut [Raw], page: &Page) {
    let like = |a: [u8; 3], b: [u8; 3]| {
        let near = |(a, b): (&u8, &u8)| a.abs_diff(*b) <= ALIKE;
        is_paper(a) && is_paper(b) || a.iter().zip(&b).all(near)
    };
    on_their_like(glyphs, page, like, |raw| raw.invisible = true);
}

/// Letters that hardly differ in lightness from what they stand on (white ones on a pale row) are there for nobody.
fn faint(glyphs: &mut [Raw], page: &Page) {
    let hardly = |a: [u8; 3], b: [u8; 3]| {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05) < CONTRAST
    };
    on_their_like(glyphs, page, hardly, |raw| {
        if counts(raw) {
            raw.fate = Some(Discard::Invisible);
            raw.doubtful = true;
        }
    });
}

/// Relative luminance of a colour (WCAG 2.2, 1.4.3), from 0 to 1.
fn luminance(color: [u8; 3]) -> f32 {
    let part = |c: u8| (f32::from(c) / 255.0).powf(2.2);
    let [r, g, b] = color.map(part);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Marks the letters whose colour is like that of what they stand on.
fn on_their_like(
    glyphs: &mut [Raw],
    page: &Page,
    like: impl Fn([u8; 3], [u8; 3]) -> bool,
    mark: impl Fn(&mut Raw),
) {
    /// Colours of areas that are looked for among the letters: shaded tables have a handful.
    const COLOURS: usize = 64;
    const PAPER: [u8; 3] = [255; 3];
    let mut colours: Vec<[u8; 3]> = vec![PAPER];
    for fill in areas(page).filter(|f| f.whole && f.alpha >= OPAQUE) {
        if colours.len() < COLOURS && !colours.contains(&fill.color) {
            colours.push(fill.color);
        }
    }
    // Nearly all letters of a page have one colour.
    let mut last: Option<([u8; 3], bool)> = None;
    for (index, raw) in glyphs.iter_mut().enumerate() {
        let color = raw.glyph.color;
        let any = match last {
            Some((of, any)) if of == color => any,
            _ => colours.iter().any(|other| like(color, *other)),
        };
        last = Some((color, any));
        if !any {
            continue;
        }
        let (x, y) = middle(&raw.glyph.char.bbox);
        let under = areas(page).find(|f| f.after <= index && f.bbox.contains(x, y));
        let same = match under {
            Some(f) if f.whole && f.alpha >= OPAQUE => like(color, f.color),
            // What is painted with curves may leave paper between them.
            Some(f) => is_paper(color) && is_paper(f.color),
            None => like(color, PAPER),
        };
        let mut pictures = page.images.iter().rev().take(AREAS);
        if same && !pictures.any(|i| i.bbox.contains(x, y)) {
            mark(raw);
        }
    }
}

/// Areas that a letter may stand on, the last painted first. Pages with shaded tables have hundreds; the thousands of a
/// drawing would cost more time than they tell.
pub(crate) const AREAS: usize = 1_024;

fn areas(page: &Page) -> impl Iterator<Item = &Fill> {
    page.fills.iter().rev().take(AREAS)
}

pub(super) fn middle(bbox: &BBox) -> (f32, f32) {
    (bbox.center_x(), bbox.center_y())
}

/// Text without ink is what is printed if the page is a picture; otherwise it is not printed at all, and it is doubtful
/// if it is not the visible text once more.
///
/// Whether the page is such a picture with text.
fn invisible(glyphs: &mut [Raw], page: &Page) -> bool {
    let unseen = |r: &Raw| counts(r) && r.invisible;
    let seen = |r: &Raw| counts(r) && !r.invisible;
    let (mut hidden, mut shown) = (0_usize, 0_usize);
    for raw in glyphs.iter().filter(|r| counts(r)) {
        *(if raw.invisible {
            &mut hidden
        } else {
            &mut shown
        }) += 1;
    }
    let scan = covered(&page.images, page.width * page.height) >= SCAN && hidden > shown;
    if hidden == 0 || scan {
        return scan;
    }
    let doubtful = differs(glyphs, unseen, seen);
    for raw in glyphs
        .iter_mut()
        .filter(|r| r.invisible && r.fate.is_none())
    {
        raw.fate = Some(Discard::Invisible);
        raw.doubtful = doubtful;
    }
    false
}

/// Whether a glyph is one of the text that is, or might be, seen.
pub(super) fn counts(raw: &Raw) -> bool {
    raw.fate.is_none() && !raw.glyph.char.ch.is_whitespace()
}

/// Share of a page under images; overlaps count twice, which harms nothing here.
fn covered(images: &[Image], page: f32) -> f32 {
    let area = |b: &BBox| b.width() * b.height();
    images.iter().map(|i| area(&i.bbox)).sum::<f32>() / page.max(1.0)
}

/// Glyphs of one character in one bin of the page, by index: the first, and the others, which are rare.
type Bins = HashMap<(char, i32, i32), (usize, Vec<usize>)>;

/// A glyph that is printed again in the same place (bold), or a little off it in another colour (a shadow), counts once: the
/// darker one.
fn doubles(glyphs: &mut [Raw]) {
    /// Width of the bins that positions fall into, in points: wider than any shift that is looked for.
    const BIN: f32 = 8.0;
    /// Glyphs of one character in a bin, the last first, that another is compared with: of any size that is read, a few
    /// stand side by side there, and each a few times over.
    const COMPARED: usize = 256;
    let mut inked = glyphs.iter().filter(|r| counts(r));
    let first = inked.next().map(|r| (r.glyph.color, r.glyph.alpha));
    let shadows = inked.any(|r| Some((r.glyph.color, r.glyph.alpha)) != first);
    let mut bins: Bins = HashMap::with_capacity_and_hasher(glyphs.len(), RandomState::default());
    for index in 0..glyphs.len() {
        let Some(raw) = glyphs.get(index).filter(|r| counts(r)) else {
            continue;
        };
        let glyph = &raw.glyph;
        let ch = glyph.char.ch;
        let reach = (glyph.size * if shadows { SHADOW } else { DOUBLE }).min(BIN);
        // Towards zero: the bin on both sides of it is twice as wide, which harms nothing.
        let bin = |v: f32| (v / BIN) as i32;
        let twice = |other: &usize| {
            glyphs
                .get(*other)
                .is_some_and(|o| o.fate.is_none() && is_double(&o.glyph, glyph))
        };
        let found = (bin(glyph.x - reach)..=bin(glyph.x + reach)).find_map(|bx| {
            (bin(glyph.y - reach)..=bin(glyph.y + reach)).find_map(|by| {
                let (first, others) = bins.get(&(ch, bx, by))?;
                std::iter::once(first)
                    .chain(others.iter().rev().take(COMPARED))
                    .find(|o| twice(o))
                    .copied()
            })
        });
        let key = (ch, bin(glyph.x), bin(glyph.y));
        let paler = |other: &Raw| {
            let ink = |g: &Raw| lightness(g.glyph.color) - g.glyph.alpha;
            ink(other) > ink(raw) + 0.05
        };
        let replaced = found.filter(|o| glyphs.get(*o).is_some_and(paler));
        if found.is_none() || replaced.is_some() {
            bins.entry(key)
                .and_modify(|(_, others)| others.push(index))
                .or_insert_with(|| (index, Vec::new()));
        }
        if let Some(gone) = replaced.or(found.map(|_| index))
            && let Some(raw) = glyphs.get_mut(gone)
        {
            raw.fate = Some(Discard::DoubledGlyph);
        }
    }
}

/// Whether a glyph is printed a second time, or one is the shadow of the other.
fn is_double(a: &Glyph, b: &Glyph) -> bool {
    if (a.size - b.size).abs() > 0.2 * a.size {
        return false;
    }
    let (dx, dy) = ((a.x - b.x).abs(), (a.y - b.y).abs());
    let within = |reach: f32| dx <= reach * b.size && dy <= reach * b.size;
    let other_ink = a.color != b.color || a.alpha != b.alpha;
    // A shadow falls aside and down; side by side on one line stand the letters of a word.
    within(DOUBLE) || other_ink && within(SHADOW) && dx.min(dy) > 0.02 * b.size
}

/// Red letters set round a circle are those of a seal, and so are red ones within it.
fn seals(glyphs: &mut [Raw]) {
    /// Directions of letters from which they are set round a circle: a seal has a dozen.
    const DIRECTIONS: usize = 4;
    let red = |r: &Raw| {
        let [r, g, b] = r.glyph.color;
        r >= 160 && g <= 110 && b <= 110
    };
    let round = |r: &Raw| counts(r) && r.slanted() && red(r);
    let mut angles: Vec<i32> = glyphs
        .iter()
        .filter(|r| round(r))
        .map(|r| r.glyph.angle.round() as i32)
        .collect();
    angles.sort_unstable();
    angles.dedup();
    if angles.len() < DIRECTIONS {
        return;
    }
    let boxes = glyphs
        .iter()
        .filter(|r| round(r))
        .map(|r| r.glyph.char.bbox);
    let Some(area) = boxes.reduce(|a, b| a.union(&b)) else {
        return;
    };
    for raw in glyphs.iter_mut().filter(|r| counts(r) && red(r)) {
        let (x, y) = middle(&raw.glyph.char.bbox);
        if raw.slanted() || area.contains(x, y) {
            raw.fate = Some(Discard::Seal);
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
    if sizes.is_empty() {
        return;
    }
    let half = sizes.len() / 2;
    let (_, &mut usual, _) = sizes.select_nth_unstable_by(half, f32::total_cmp);
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

/// Pale text of one look that says the same again and again is a watermark, whatever its size: it is doubtful unless it is
/// transparent, for writers of pages seldom print content so.
fn repeated(glyphs: &mut [Raw], page: &Page) {
    /// How often it stands on a page at least, and how many texts of one look there may be (two lines of one watermark).
    const TIMES: usize = 3;
    const TEXTS: usize = 2;
    let is_pale = |r: &Raw| r.glyph.alpha < PALE || is_pale(r, page);
    let pale = |r: &Raw| counts(r) && is_pale(r);
    let all = glyphs.iter().filter(|r| counts(r)).count();
    let indices: Vec<usize> = (0..glyphs.len())
        .filter(|i| glyphs.get(*i).is_some_and(pale))
        .collect();
    if indices.len() < TIMES {
        return;
    }
    let glyph = |i: &usize| glyphs.get(*i).map(|r| r.glyph);
    let at_edge = |i: &usize| {
        glyph(i).is_some_and(|g| {
            let b = g.char.bbox;
            let least = b.x0.min(b.top).min(page.width - b.x1);
            least.min(page.height - b.bottom) < g.size
        })
    };
    let one = |a: &usize, b: &usize| match (glyph(a), glyph(b)) {
        (Some(a), Some(b)) => {
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            let (sin, cos) = a.angle.to_radians().sin_cos();
            let gap = dx * cos + dy * sin - a.advance;
            a.color == b.color
                && a.alpha == b.alpha
                && (a.size - b.size).abs() < 0.02 * a.size
                && (dy * cos - dx * sin).abs() < 0.1 * a.size
                && (-0.5 * a.size..1.5 * a.size).contains(&gap)
        }
        _ => false,
    };
    // By colour, opacity and size; texts with the indexes of their glyphs each time.
    type Look = ([u8; 3], u32, i32);
    type Said<'i> = (String, Vec<&'i [usize]>);
    let mut looks: HashMap<Look, Vec<Said<'_>>> = HashMap::default();
    for run in indices.chunk_by(one) {
        let Some(first) = run.first().and_then(glyph) else {
            continue;
        };
        let text: String = run.iter().filter_map(glyph).map(|g| g.char.ch).collect();
        let look = (
            first.color,
            first.alpha.to_bits(),
            (first.size * 10.0) as i32,
        );
        let texts = looks.entry(look).or_default();
        let room = texts.len() <= TEXTS;
        // A sum that ends as another does is none that the page's edge cuts.
        let whole = !text.contains(char::is_alphabetic) && !run.iter().any(at_edge);
        let same = |t: &str| text == t || !whole && is_same(&text, t);
        match texts.iter_mut().find(|(t, _)| same(t)) {
            Some((longest, found)) => {
                found.push(run);
                if text.len() > longest.len() {
                    *longest = text;
                }
            }
            None if room => texts.push((text, vec![run])),
            None => {}
        }
    }
    let few = || looks.values().filter(|t| t.len() <= TEXTS).flatten();
    // Where most text is pale, said again or not, it is the page's own; transparent text may be laid over all of it.
    let again = few().map(|(text, found)| {
        let all: usize = found.iter().map(|run| run.len()).sum();
        all.saturating_sub(text.chars().count())
    });
    let again: usize = again.sum();
    let own = (indices.len() - again) * 5 > (all - again) * 3;
    let number = |text: &str| text.chars().all(|c| !c.is_alphabetic());
    let lower = LazyCell::new(|| overlays::Level::of(glyphs, |r| counts(r) && !is_pale(r)));
    let mut gone: Vec<(usize, bool)> = Vec::new();
    for (text, found) in few() {
        let all = || found.iter().copied().flatten();
        let transparent = all().filter_map(glyph).all(|g| g.alpha < PALE);
        // A number is one of a table's, unless it stands in cells that have their own each time.
        let beside = || overlays::is_beside(found, glyphs, &lower);
        if found.len() >= TIMES && (transparent || !own && (!number(text) || beside())) {
            gone.extend(all().map(|index| (*index, !transparent)));
            // Its blanks are no blanks of what it lies over.
            let ink = |i: &usize| glyph(i).map(|g| (g.color, g.alpha.to_bits()));
            let blank = |i: &usize| glyph(i).is_some_and(|g| g.char.ch.is_whitespace());
            for w in all().collect::<Vec<_>>().windows(2) {
                let [a, b] = *w else { continue };
                let between = (a + 1..*b).filter(|i| blank(i) && ink(i) == ink(a));
                gone.extend(between.map(|index| (index, false)));
            }
        }
    }
    for (index, doubtful) in gone {
        if let Some(raw) = glyphs.get_mut(index) {
            (raw.fate, raw.doubtful) = (Some(Discard::Watermark), doubtful);
        }
    }
}

/// Whether two texts are one said twice: the edge of the page cuts some, and a character that lies right over the same one of
/// the page's own text counts as its shadow and is gone.
fn is_same(text: &str, other: &str) -> bool {
    let part = |a: &str, of: &str| {
        let mut of = of.chars();
        a.chars().all(|c| of.any(|o| o == c))
    };
    let half = |a: &str, of: &str| a.len() * 2 >= of.len() && part(a, of);
    other.starts_with(text) || other.ends_with(text) || half(text, other) || half(other, text)
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

/// How light a colour is to an eye (Rec. 601): 0 is black, 1 white.
pub(crate) fn lightness([r, g, b]: [u8; 3]) -> f32 {
    (0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b)) / 255.0
}
