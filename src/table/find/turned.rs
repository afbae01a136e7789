//! A table turned by a quarter or a half on an upright page: the piece of the page that it takes up is read as a page of its
//! own, turned upright. The places of its characters stay those of the page as it is.

use crate::location::BBox;
use crate::page::{Direction, Fill, Glyph, Page, Ruling, Slanted};

/// Characters from which turned print is a piece of its own; less is a name turned in its cell.
const CHARACTERS: usize = 30;
/// How far the rules of a table reach beyond its characters, in points.
const MARGIN: f32 = 12.0;

/// What stands above a turned piece, the piece turned upright, and what stands below it.
pub(super) fn parts(page: &Page) -> Option<[Page; 3]> {
    if page.glyphs.iter().all(|g| g.angle == 0.0) {
        return None;
    }
    let quarter = [Quarter::Right, Quarter::Half, Quarter::Left]
        .into_iter()
        .max_by_key(|q| turned(page, *q).count())?;
    if turned(page, quarter).count() < CHARACTERS {
        return None;
    }
    let area = turned(page, quarter).map(|g| g.char.bbox);
    let area = area.reduce(|a, b| a.union(&b))?;
    let area = with_rules(page, &area);
    let other = page.glyphs.iter().filter(|g| {
        let inked = !g.char.ch.is_whitespace() && !quarter.has(g);
        inked && area.contains(g.char.bbox.center_x(), g.char.bbox.center_y())
    });
    // Upright print among it: these are cells of an upright table.
    if other.count() * 10 > turned(page, quarter).count() {
        return None;
    }
    Some(cut(page, quarter, &area))
}

/// An area and what the rules reach that begin in it: a table's edge columns may be far wider than what is in them.
fn with_rules(page: &Page, area: &BBox) -> BBox {
    let beside = |b: &BBox| {
        BBox::new(
            b.x0 - MARGIN,
            b.top - MARGIN,
            b.x1 + MARGIN,
            b.bottom + MARGIN,
        )
    };
    let mut area = beside(area);
    // Once for the rules that its characters stand between, once for those that these end at.
    for _ in 0..2 {
        let reached = page.rulings.iter().filter_map(|r| {
            let rule = match r.direction {
                Direction::Horizontal => BBox::new(r.start, r.position, r.end, r.position),
                Direction::Vertical => BBox::new(r.position, r.start, r.position, r.end),
            };
            let apart = rule.x1 < area.x0
                || rule.x0 > area.x1
                || rule.bottom < area.top
                || rule.top > area.bottom;
            (!apart).then(|| beside(&rule))
        });
        area = reached.fold(area, |a, b| a.union(&b));
    }
    area
}

fn turned(page: &Page, quarter: Quarter) -> impl Iterator<Item = &Glyph> {
    page.glyphs
        .iter()
        .filter(move |g| quarter.has(g) && !g.char.ch.is_whitespace())
}

/// Parts a page in what is in the piece and what is above and below.
fn cut(page: &Page, quarter: Quarter, area: &BBox) -> [Page; 3] {
    let [mut above, mut piece, mut below] = [(); 3].map(|()| Page {
        number: page.number,
        width: page.width,
        height: page.height,
        fonts: page.fonts.clone(),
        ..Page::default()
    });
    let middle = area.center_y();
    let side = |y: f32| y < middle;
    for glyph in &page.glyphs {
        if quarter.has(glyph) {
            piece.glyphs.push(quarter.glyph(glyph, page));
        } else if side(glyph.y) {
            above.glyphs.push(*glyph);
        } else {
            below.glyphs.push(*glyph);
        }
    }
    for ruling in &page.rulings {
        let at = f32::midpoint(ruling.start, ruling.end);
        let (x, y) = match ruling.direction {
            Direction::Horizontal => (at, ruling.position),
            Direction::Vertical => (ruling.position, at),
        };
        if area.contains(x, y) {
            piece.rulings.push(quarter.ruling(ruling, page));
        } else if side(y) {
            above.rulings.push(*ruling);
        } else {
            below.rulings.push(*ruling);
        }
    }
    for doubt in &page.doubts {
        let mut doubt = doubt.clone();
        if area.contains(doubt.bbox.center_x(), doubt.bbox.center_y()) {
            doubt.bbox = quarter.bbox(&doubt.bbox, page);
            piece.doubts.push(doubt);
        } else if side(doubt.bbox.center_y()) {
            above.doubts.push(doubt);
        } else {
            below.doubts.push(doubt);
        }
    }
    for fill in &page.fills {
        let (x, y) = (fill.bbox.center_x(), fill.bbox.center_y());
        if area.contains(x, y) {
            let bbox = quarter.bbox(&fill.bbox, page);
            piece.fills.push(Fill { bbox, ..*fill });
        } else if side(y) {
            above.fills.push(*fill);
        } else {
            below.fills.push(*fill);
        }
    }
    let images = page.images.iter().map(|i| i.bbox);
    for ink in page.inks.iter().copied().chain(images) {
        if area.contains(ink.center_x(), ink.center_y()) {
            piece.inks.push(quarter.bbox(&ink, page));
        } else if side(ink.center_y()) {
            above.inks.push(ink);
        } else {
            below.inks.push(ink);
        }
    }
    for line in &page.slanted {
        let (x, y) = (line.from.0 + line.to.0, line.from.1 + line.to.1);
        let (x, y) = ((x / 2.0) as f32, (y / 2.0) as f32);
        if area.contains(x, y) {
            piece.slanted.push(quarter.slanted(line, page));
        } else if side(y) {
            above.slanted.push(*line);
        } else {
            below.slanted.push(*line);
        }
    }
    if quarter != Quarter::Half {
        (piece.width, piece.height) = (page.height, page.width);
    }
    [above, piece, below]
}

/// How print is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quarter {
    /// Clockwise: it runs down the page.
    Right,
    Half,
    /// Anticlockwise: it runs up the page.
    Left,
}

impl Quarter {
    fn has(self, glyph: &Glyph) -> bool {
        let angle = match self {
            Self::Right => 90.0,
            Self::Half => 180.0,
            Self::Left => 270.0,
        };
        !glyph.vertical && (glyph.angle.rem_euclid(360.0) - angle).abs() < 1.0
    }

    /// Where a point of the page lies when it is turned upright.
    fn point(self, x: f32, y: f32, page: &Page) -> (f32, f32) {
        match self {
            Self::Right => (y, page.width - x),
            Self::Half => (page.width - x, page.height - y),
            Self::Left => (page.height - y, x),
        }
    }

    fn bbox(self, b: &BBox, page: &Page) -> BBox {
        let (ax, ay) = self.point(b.x0, b.top, page);
        let (bx, by) = self.point(b.x1, b.bottom, page);
        BBox::new(ax.min(bx), ay.min(by), ax.max(bx), ay.max(by))
    }

    fn glyph(self, glyph: &Glyph, page: &Page) -> Glyph {
        let mut upright = *glyph;
        (upright.x, upright.y) = self.point(glyph.x, glyph.y, page);
        upright.char.bbox = self.bbox(&glyph.char.bbox, page);
        upright.angle = 0.0;
        upright
    }

    fn slanted(self, line: &Slanted, page: &Page) -> Slanted {
        let end = |(x, y): (f64, f64)| {
            let (x, y) = self.point(x as f32, y as f32, page);
            (f64::from(x), f64::from(y))
        };
        Slanted {
            from: end(line.from),
            to: end(line.to),
            ..*line
        }
    }

    fn ruling(self, ruling: &Ruling, page: &Page) -> Ruling {
        let ends = match ruling.direction {
            Direction::Horizontal => [
                (ruling.start, ruling.position),
                (ruling.end, ruling.position),
            ],
            Direction::Vertical => [
                (ruling.position, ruling.start),
                (ruling.position, ruling.end),
            ],
        };
        let [a, b] = ends.map(|(x, y)| self.point(x, y, page));
        let across = (b.0 - a.0).abs() >= (b.1 - a.1).abs();
        let (direction, position, start, end) = if across {
            (Direction::Horizontal, a.1, a.0.min(b.0), a.0.max(b.0))
        } else {
            (Direction::Vertical, a.0, a.1.min(b.1), a.1.max(b.1))
        };
        Ruling {
            direction,
            position,
            start,
            end,
            ..*ruling
        }
    }
}
