//! Text laid over the page's own: what is hardly there, or lies across other letters, is no text of the cells under it.

use crate::accounts::Discard;
use crate::page::raw::Raw;
use crate::page::seen::{self, PALE};

/// Opacity below which text is hardly there: writers of pages print nothing so that is to be read.
const FAINT: f32 = 0.35;
/// Texts that are looked at: of one page's, a watermark has hundreds at most. Those beyond are told by being said again.
const TEXTS: usize = 256;

/// Transparent text over a page whose own is not: a watermark where it is faint, or lies across other letters. It is doubtful
/// where it lies over none.
pub(super) fn leave_out(glyphs: &mut [Raw]) {
    let level = |r: &Raw| seen::counts(r) && !r.slanted();
    let clear = |r: &Raw| level(r) && r.glyph.alpha < PALE;
    let own = glyphs.iter().filter(|r| level(r) && !clear(r)).count();
    let over = glyphs.iter().filter(|r| clear(r)).count();
    if over == 0 || over > own {
        return;
    }
    let mut gone: Vec<(usize, usize, bool)> = Vec::new();
    let mut from = 0;
    let looks = glyphs.chunk_by(|a, b| {
        a.glyph.alpha == b.glyph.alpha
            && a.glyph.color == b.glyph.color
            && (a.glyph.size - b.glyph.size).abs() < 0.02 * a.glyph.size
            && (a.glyph.y - b.glyph.y).abs() < 0.1 * a.glyph.size
    });
    let lower = Level::of(glyphs, |r| level(r) && !clear(r));
    let mut left = TEXTS;
    for text in looks {
        let start = from;
        from += text.len();
        if left == 0 || !text.iter().any(clear) {
            continue;
        }
        left -= 1;
        let across = text.iter().filter(|r| clear(r)).any(|over| {
            let bbox = &over.glyph.char.bbox;
            let reach = lower.tallest.max(bbox.height());
            let mut own = lower.near(bbox.center_y(), reach);
            own.any(|own| crosses(over, own))
        });
        let faint = text.iter().all(|r| r.glyph.alpha < FAINT);
        if across || faint {
            gone.push((start, from, !across));
        }
    }
    for (from, to, doubtful) in gone {
        // Its blanks are no blanks of what it lies over.
        for raw in glyphs.iter_mut().take(to).skip(from) {
            if raw.fate.is_none() {
                (raw.fate, raw.doubtful) = (Some(Discard::Watermark), doubtful);
            }
        }
    }
}

/// Glyphs by the height of their middle.
pub(super) struct Level<'g> {
    glyphs: Vec<&'g Raw>,
    tallest: f32,
}

impl<'g> Level<'g> {
    pub(super) fn of(glyphs: &'g [Raw], which: impl Fn(&Raw) -> bool) -> Self {
        let mut glyphs: Vec<&Raw> = glyphs.iter().filter(|r| which(r)).collect();
        glyphs.sort_by(|a, b| Self::at(a).total_cmp(&Self::at(b)));
        let heights = glyphs.iter().map(|r| r.glyph.char.bbox.height());
        let tallest = heights.fold(0.0, f32::max);
        Self { glyphs, tallest }
    }

    fn at(raw: &Raw) -> f32 {
        raw.glyph.char.bbox.center_y()
    }

    /// Those whose middle is no farther than so much above or below a height.
    fn near(&self, y: f32, reach: f32) -> impl Iterator<Item = &'g Raw> + '_ {
        let from = self.glyphs.partition_point(|r| Self::at(r) < y - reach);
        let rest = self.glyphs.iter().skip(from).copied();
        rest.take_while(move |r| Self::at(r) <= y + reach)
    }
}

/// Whether two letters lie one over the other: the middle of either within the other's box.
fn crosses(a: &Raw, b: &Raw) -> bool {
    let (a, b) = (&a.glyph.char.bbox, &b.glyph.char.bbox);
    a.contains(b.center_x(), b.center_y()) || b.contains(a.center_x(), a.center_y())
}

/// Whether a text stands right beside the page's own on its line each time: `texts` are the indexes of its glyphs each time,
/// `own` the page's own. What stands in a cell by itself may be meant.
pub(super) fn is_beside(texts: &[&[usize]], glyphs: &[Raw], own: &Level<'_>) -> bool {
    /// How far the next letters on the line are, in ems: cells of a column of numbers are farther apart.
    const NEAR: f32 = 1.0;
    texts.iter().all(|text| {
        let at = |index: Option<&usize>| index.and_then(|i| glyphs.get(*i)).map(|r| &r.glyph);
        let (Some(first), Some(last)) = (at(text.first()), at(text.last())) else {
            return false;
        };
        let (start, end) = (first.x, last.x + last.advance);
        let middle = first.char.bbox.center_y();
        let reach = own.tallest + first.char.bbox.height() + 0.5 * first.size;
        let near = own.near(middle, reach);
        near.map(|r| &r.glyph).any(|own| {
            let gap = (own.x - end).max(start - own.x - own.advance);
            (own.y - first.y).abs() < 0.5 * first.size && gap < NEAR * first.size
        })
    })
}
