//! Print that lies askew (a page laid into a scanner by hand, a table turned by a degree): set upright again, before its rules
//! and lines are told. The places of its characters stay those of the page as it is.

use foldhash::HashSet;

use crate::location::BBox;
use crate::page::path::SLANT;
use crate::page::{Direction, Glyph, Page, Ruling, Slanted};

/// Largest angle that is an accident, in degrees; what lies further over was meant to.
const MOST: f32 = 5.5;
/// Smallest angle that matters: over a line of 500 pt it makes a twentieth of one.
const LEAST: f32 = 0.01;
/// How much angles of one piece of print differ: numbers in files have a few digits.
const ALIKE: f32 = 0.12;
/// Characters from which it is a piece of print: a small table has as many.
const CHARACTERS: usize = 12;
/// How far beyond its characters the rules of a table reach, in points.
const MARGIN: f32 = 60.0;
/// Pieces of one page that are set upright.
const PIECES: usize = 4;

/// Sets upright what lies askew; gives the lines among `slanted` that are rules then. The others are left to the page.
pub(crate) fn undo(page: &mut Page, mut slanted: Vec<Slanted>) -> Vec<Ruling> {
    let mut rules = Vec::new();
    for _ in 0..PIECES {
        let Some(angle) = common(&page.glyphs) else {
            break;
        };
        let own = |g: &Glyph| (off(g.angle) - angle).abs() <= ALIKE && off(g.angle).abs() > LEAST;
        let boxes = page.glyphs.iter().filter(|g| own(g)).map(|g| g.char.bbox);
        let Some(area) = boxes.reduce(|a, b| a.union(&b)) else {
            break;
        };
        let turn = Turn::new(&area, -angle);
        for glyph in page.glyphs.iter_mut().filter(|g| own(g)) {
            turn.glyph(glyph);
        }
        let around = BBox::new(
            area.x0 - MARGIN,
            area.top - MARGIN,
            area.x1 + MARGIN,
            area.bottom + MARGIN,
        );
        // A rule is no drawing, as it was taken for while it lay aslant.
        let mut drawn: HashSet<[u32; 4]> = HashSet::default();
        let place = |b: &BBox| [b.x0, b.top, b.x1, b.bottom].map(f32::to_bits);
        slanted.retain(|line| match turn.rule(line, angle, &around) {
            Some(rule) => {
                rules.push(rule);
                let [a, b] = ends(line).map(|(x, y)| BBox::new(x, y, x, y));
                drawn.insert(place(&a.union(&b)));
                false
            }
            None => true,
        });
        page.inks.retain(|ink| !drawn.contains(&place(ink)));
        for line in &mut slanted {
            turn.slanted(line, &area);
        }
        for ruling in &mut page.rulings {
            turn.short(ruling, &area);
        }
        for doubt in &mut page.doubts {
            turn.small(&mut doubt.bbox, &area);
        }
        for ink in &mut page.inks {
            turn.small(ink, &area);
        }
    }
    page.slanted = slanted;
    rules
}

/// How far a direction lies off the nearest of the four.
fn off(angle: f32) -> f32 {
    let off = angle.rem_euclid(90.0);
    if off > 45.0 { off - 90.0 } else { off }
}

/// The angle that most characters that lie askew have.
fn common(glyphs: &[Glyph]) -> Option<f32> {
    let mut angles: Vec<f32> = glyphs
        .iter()
        .filter(|g| g.angle != 0.0 && !g.char.ch.is_whitespace())
        .map(|g| off(g.angle))
        .filter(|a| (LEAST..=MOST).contains(&a.abs()))
        .collect();
    angles.sort_by(f32::total_cmp);
    let most = angles
        .chunk_by(|a, b| b - a <= ALIKE / 2.0)
        .max_by_key(|alike| alike.len())
        .filter(|alike| alike.len() >= CHARACTERS)?;
    most.get(most.len() / 2).copied()
}

#[allow(clippy::cast_possible_truncation)] // points of a page: f32 holds a thousandth of a point
fn ends(line: &Slanted) -> [(f32, f32); 2] {
    [line.from, line.to].map(|(x, y)| (x as f32, y as f32))
}

/// A turn about the middle of an area.
struct Turn {
    x: f32,
    y: f32,
    sin: f32,
    cos: f32,
    angle: f32,
}

impl Turn {
    fn new(area: &BBox, angle: f32) -> Self {
        let (sin, cos) = angle.to_radians().sin_cos();
        Self {
            x: area.center_x(),
            y: area.center_y(),
            sin,
            cos,
            angle,
        }
    }

    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        let (dx, dy) = (x - self.x, y - self.y);
        (
            self.x + dx * self.cos - dy * self.sin,
            self.y + dx * self.sin + dy * self.cos,
        )
    }

    /// Turns a glyph; its box becomes that of the upright glyph round the same middle.
    fn glyph(&self, glyph: &mut Glyph) {
        let (x, y) = self.point(glyph.x, glyph.y);
        let bbox = glyph.char.bbox;
        let (cx, cy) = self.point(bbox.center_x(), bbox.center_y());
        // The box round a turned box of width w and height h is w·cos + h·sin wide and w·sin + h·cos high.
        let (sin, cos) = (self.sin.abs(), self.cos);
        let det = (cos * cos - sin * sin).max(0.5);
        let width = ((bbox.width() * cos - bbox.height() * sin) / det).max(0.0);
        let height = ((bbox.height() * cos - bbox.width() * sin) / det).max(0.0);
        glyph.char.bbox = BBox::new(
            cx - width / 2.0,
            cy - height / 2.0,
            cx + width / 2.0,
            cy + height / 2.0,
        );
        (glyph.x, glyph.y) = (x, y);
        let upright = glyph.angle + self.angle;
        glyph.angle = (upright / 90.0).round() * 90.0;
        if glyph.angle.rem_euclid(360.0) == 0.0 {
            glyph.angle = 0.0;
        }
    }

    /// Moves a rule as its middle moves, if it is so short (a minus drawn as a line) that it was taken for upright where it
    /// lies as askew as all else in an area.
    fn short(&self, ruling: &mut Ruling, area: &BBox) {
        let (length, middle) = (
            ruling.end - ruling.start,
            f32::midpoint(ruling.start, ruling.end),
        );
        let across = ruling.direction == Direction::Horizontal;
        let (cx, cy) = if across {
            (middle, ruling.position)
        } else {
            (ruling.position, middle)
        };
        let aslant = f64::from(length * self.sin.abs()) >= SLANT;
        if aslant || !area.contains(cx, cy) {
            return;
        }
        let (x, y) = self.point(cx, cy);
        let (along, position) = if across { (x, y) } else { (y, x) };
        ruling.position = position;
        ruling.start = along - length / 2.0;
        ruling.end = along + length / 2.0;
    }

    /// Turns a line that is none of the rules, and has its middle in an area.
    fn slanted(&self, line: &mut Slanted, area: &BBox) {
        let ends = ends(line);
        let [(x0, y0), (x1, y1)] = ends;
        if area.contains(f32::midpoint(x0, x1), f32::midpoint(y0, y1)) {
            let turned = ends.map(|(x, y)| self.point(x, y));
            [line.from, line.to] = turned.map(|(x, y)| (f64::from(x), f64::from(y)));
        }
    }

    /// Moves a small box as its middle moves, if it lies within an area.
    fn small(&self, bbox: &mut BBox, area: &BBox) {
        let (cx, cy) = (bbox.center_x(), bbox.center_y());
        if area.contains(cx, cy) {
            let (x, y) = self.point(cx, cy);
            let (dx, dy) = (x - cx, y - cy);
            *bbox = BBox::new(bbox.x0 + dx, bbox.top + dy, bbox.x1 + dx, bbox.bottom + dy);
        }
    }

    /// The rule that a line is when it is turned with the print that it stands in.
    fn rule(&self, line: &Slanted, angle: f32, around: &BBox) -> Option<Ruling> {
        let [(x0, y0), (x1, y1)] = ends(line);
        let direction = (y1 - y0).atan2(x1 - x0).to_degrees();
        let inside = around.contains(f32::midpoint(x0, x1), f32::midpoint(y0, y1));
        if !inside || (off(direction) - angle).abs() > 0.3 {
            return None;
        }
        let ((x0, y0), (x1, y1)) = (self.point(x0, y0), self.point(x1, y1));
        let across = (x1 - x0).abs() >= (y1 - y0).abs();
        Some(Ruling {
            direction: if across {
                Direction::Horizontal
            } else {
                Direction::Vertical
            },
            position: if across {
                f32::midpoint(y0, y1)
            } else {
                f32::midpoint(x0, x1)
            },
            start: if across { x0.min(x1) } else { y0.min(y1) },
            end: if across { x0.max(x1) } else { y0.max(y1) },
            width: line.width,
            color: line.color,
            dashed: false,
        })
    }
}
