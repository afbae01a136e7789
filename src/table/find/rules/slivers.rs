//! Columns dragged to almost nothing: their rules stand nearer than a character is wide, or as near as a double rule's, and
//! their text runs over into the next.

use crate::page::{Direction, Glyph, Ruling};

/// How far before the middle of its column's rule a glyph's box may begin: half of a thick rule.
const EDGE: f32 = 0.5;
/// The largest print of a table: that of the body, 三号 (GB/T 9704-2012, 5.2.2).
const LARGEST: f32 = 16.0;
/// Gap within a run, in ems: cells have padding.
const RUN: f32 = 0.02;
/// Pairs of rules that stand so near on a page, at most: tables of double rules have some forty, hatched drawings thousands.
const MOST: usize = 64;
/// Lines of print that begin there: one text may run over a double rule by chance.
const LINES: usize = 2;

/// A column narrower than its print: where its rules stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sliver {
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// How far both rules go.
    top: f32,
    bottom: f32,
}

impl Sliver {
    fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Whether a glyph begins between the rules and runs over the right one.
    pub(crate) fn begins(&self, glyph: &Glyph) -> bool {
        let bbox = &glyph.char.bbox;
        (self.left - EDGE..self.right).contains(&bbox.x0)
            && bbox.x1 > self.right
            && self.width() < glyph.size
            && (self.top..self.bottom).contains(&glyph.y)
    }

    /// Whether its rules are these, or stand between them.
    pub(super) fn parts(&self, left: f32, right: f32) -> bool {
        left <= self.left && self.right <= right
    }
}

/// The text that begins in slivers, glyph by glyph in the order of print.
pub(crate) struct Begun<'s> {
    slivers: &'s [Sliver],
    /// The sliver that the last glyph belongs to, and where that ends.
    open: Option<(&'s Sliver, f32, f32)>,
}

impl<'s> Begun<'s> {
    pub(crate) fn new(slivers: &'s [Sliver]) -> Self {
        Self {
            slivers,
            open: None,
        }
    }

    /// Where a glyph stands, if it belongs to a sliver: it begins there, or goes on with what does, without any gap.
    pub(crate) fn place(&mut self, glyph: &Glyph) -> Option<f32> {
        let goes_on = |(_, end, baseline): &(&Sliver, f32, f32)| {
            (glyph.char.bbox.x0 - end).abs() < RUN * glyph.size && *baseline == glyph.y
        };
        let begins = self.slivers.iter().find(|s| s.begins(glyph));
        let own = begins.or(self.open.filter(goes_on).map(|(s, ..)| s));
        self.open = own.map(|s| (s, glyph.char.bbox.x1, glyph.y));
        own.map(|s| f32::midpoint(s.left, s.right))
    }
}

/// The columns of a page that are narrower than their print.
pub(crate) fn slivers(rulings: &[Ruling], glyphs: &[Glyph]) -> Vec<Sliver> {
    let upright = rulings
        .iter()
        .filter(|r| r.direction == Direction::Vertical);
    let mut upright: Vec<Ruling> = upright.copied().collect();
    upright.sort_by(|a, b| a.position.total_cmp(&b.position));
    // A rule may be drawn cell by cell.
    upright.dedup_by(|again, rule| {
        let same = (again.position - rule.position).abs() < f32::EPSILON;
        if same {
            rule.start = rule.start.min(again.start);
            rule.end = rule.end.max(again.end);
        }
        same
    });
    let pairs = upright.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((a, b)),
        _ => None,
    });
    // Rules of one line that touch leave no room between them.
    let apart = pairs.filter(|(a, b)| {
        let gap = b.position - a.position;
        gap < LARGEST && gap > f32::midpoint(a.width, b.width)
    });
    let slivers: Vec<Sliver> = apart
        .map(|(a, b)| Sliver {
            left: a.position,
            right: b.position,
            top: a.start.max(b.start),
            bottom: a.end.min(b.end),
        })
        .take(MOST + 1)
        .collect();
    if slivers.len() > MOST {
        return Vec::new();
    }
    let (begun, bare): (Vec<Sliver>, Vec<Sliver>) = slivers.into_iter().partition(|sliver| {
        let own = glyphs.iter().filter(|g| {
            !g.char.ch.is_whitespace() && !g.vertical && g.angle == 0.0 && sliver.begins(g)
        });
        let mut lines: Vec<f32> = own.map(|g| g.y).collect();
        lines.sort_by(f32::total_cmp);
        lines.dedup();
        lines.len() >= LINES
    });
    // Where more pairs stand as near to each other and nothing begins in them, all rules are double, and print that its cell
    // is too narrow for runs over one.
    let double = |sliver: &Sliver| {
        let alike = |of: &[Sliver]| {
            let near = of
                .iter()
                .filter(|s| (s.width() - sliver.width()).abs() < EDGE);
            near.count()
        };
        alike(&bare) > alike(&begun)
    };
    begun.iter().filter(|s| !double(s)).copied().collect()
}
