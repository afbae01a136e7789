//! Paths: what is drawn with them, as rulings and filled areas.

use crate::location::BBox;
use crate::page::clip::{Clip, Shape};
use crate::page::cover::Cover;
use crate::page::matrix::Matrix;
use crate::page::seen::is_paper;
use crate::page::state::{Paint, Space, State, intersect};
use crate::page::{Direction, Fill, Ruling, Slanted};

/// A filled box up to this thin is a ruling: 3 pt; the heaviest line of a 公文 (the red line under its head) is 2 to 3 pt.
const THIN: f32 = 3.2;
/// How far from horizontal or vertical a line may lie, in points over its length: half a hairline.
pub(crate) const SLANT: f64 = 0.3;
/// Dots of dotted lines are about as long as wide.
const DOT: f32 = 3.2;

/// Into how many straight lines a curve is cut: enough to tell what lies inside a rounded clip.
const CURVE: u8 = 6;
/// Straight sides of a part with curves that are rulings, in points: the sides of a box with round corners, which is at
/// least a line of text high, and not the strokes of letters drawn as outlines.
const SIDE: f64 = 12.0;

/// Points up to which an area's outline is looked into: a box with round corners has thirty.
const CORNERS: usize = 128;

/// Height and width from which a shape that is no box may be meant to hide something: those of a line of text.
const LARGE: f32 = 8.0;

/// The middle line of a box, and its width.
type Axis = ((f64, f64), (f64, f64), f32);

/// One part of a path, on the page.
#[derive(Clone, Debug, Default)]
struct Part {
    points: Vec<(f64, f64)>,
    /// For each point, whether a straight line leads to it.
    straight: Vec<bool>,
    curved: bool,
    closed: bool,
}

/// The path under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Path {
    parts: Vec<Part>,
    used: usize,
    /// The path is to narrow the clip, by the rule named.
    pub(crate) clip: Option<Rule>,
}

/// What counts as the inside of a path (ISO 32000-1, 8.5.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    NonZero,
    EvenOdd,
}

/// Where drawn lines and areas go.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawn {
    pub(crate) rulings: Vec<Ruling>,
    pub(crate) fills: Vec<Fill>,
    /// Areas that hide what was printed before them, until they are taken.
    pub(crate) covers: Vec<Cover>,
    /// Straight lines that lie aslant, as from a page laid in askew.
    pub(crate) slanted: Vec<Slanted>,
    /// Boxes round what is drawn with curves or slanted lines: letters as outlines, ticks, seals.
    pub(crate) inks: Vec<BBox>,
    /// How many glyphs the page has so far.
    pub(crate) glyphs: usize,
}

impl Drawn {
    /// How many rulings, areas, drawings and slanted lines there are.
    pub(crate) fn lengths(&self) -> [usize; 4] {
        [
            self.rulings.len(),
            self.fills.len(),
            self.inks.len(),
            self.slanted.len(),
        ]
    }

    /// Forgets what was drawn after there were so many.
    pub(crate) fn cut(&mut self, [rulings, fills, inks, slanted]: [usize; 4]) {
        self.rulings.truncate(rulings);
        self.fills.truncate(fills);
        self.inks.truncate(inks);
        self.slanted.truncate(slanted);
    }

    /// Adds an area.
    pub(crate) fn area(&mut self, bbox: BBox, paint: Paint, whole: bool) {
        if bbox.width() > 0.0 && bbox.height() > 0.0 {
            self.fills.push(Fill {
                bbox,
                color: paint.color,
                alpha: paint.alpha,
                whole: whole && matches!(paint.space, Space::Gray | Space::Rgb | Space::Cmyk),
                after: self.glyphs,
            });
        }
    }
}

impl Path {
    fn parts(&self) -> &[Part] {
        self.parts.get(..self.used).unwrap_or_default()
    }

    fn last(&mut self) -> Option<&mut Part> {
        self.used
            .checked_sub(1)
            .and_then(|at| self.parts.get_mut(at))
    }

    pub(crate) fn move_to(&mut self, ctm: &Matrix, x: f64, y: f64) {
        if self.used == self.parts.len() {
            self.parts.push(Part::default());
        }
        self.used += 1;
        let point = ctm.apply(x, y);
        if let Some(part) = self.last() {
            part.points.clear();
            part.straight.clear();
            part.push(point, true);
            (part.curved, part.closed) = (false, false);
        }
    }

    pub(crate) fn line_to(&mut self, ctm: &Matrix, x: f64, y: f64) {
        self.reopen();
        let point = ctm.apply(x, y);
        match self.last() {
            Some(part) => part.push(point, true),
            None => self.move_to(ctm, x, y),
        }
    }

    /// A Bézier curve, as the points it passes; without a first control point that is where it begins.
    pub(crate) fn curve_to(
        &mut self,
        ctm: &Matrix,
        first: Option<(f64, f64)>,
        second: (f64, f64),
        end: (f64, f64),
    ) {
        self.reopen();
        let apply = |(x, y): (f64, f64)| ctm.apply(x, y);
        let Some(start) = self.last().and_then(|p| p.points.last().copied()) else {
            self.move_to(ctm, end.0, end.1);
            return;
        };
        let (first, second, end) = (first.map_or(start, apply), apply(second), apply(end));
        if let Some(part) = self.last() {
            part.curved = true;
            for step in 1..=CURVE {
                let t = f64::from(step) / f64::from(CURVE);
                let u = 1.0 - t;
                let mix = |a: f64, b: f64, c: f64, d: f64| {
                    u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
                };
                let x = mix(start.0, first.0, second.0, end.0);
                part.push((x, mix(start.1, first.1, second.1, end.1)), false);
            }
        }
    }

    /// After `h`, a line goes on from where the part began.
    fn reopen(&mut self) {
        let Some(start) = self
            .last()
            .filter(|p| p.closed)
            .and_then(|p| p.points.first().copied())
        else {
            return;
        };
        self.move_to(&Matrix::IDENTITY, start.0, start.1);
    }

    pub(crate) fn close(&mut self) {
        if let Some(part) = self.last()
            && !part.closed
        {
            part.closed = true;
            if let Some(&first) = part.points.first() {
                part.push(first, true);
            }
        }
    }

    pub(crate) fn rect(&mut self, ctm: &Matrix, x: f64, y: f64, w: f64, h: f64) {
        self.move_to(ctm, x, y);
        self.line_to(ctm, x + w, y);
        self.line_to(ctm, x + w, y + h);
        self.line_to(ctm, x, y + h);
        self.close();
    }

    /// Its parts, and a part for each of so many points.
    pub(crate) fn size(&self) -> usize {
        /// Points that take as much as a part.
        const POINTS: usize = 8;
        let points = self.parts().last().map_or(0, |p| p.points.len());
        self.used + points / POINTS
    }

    pub(crate) fn clear(&mut self) {
        /// Parts whose room is kept for the next path.
        const KEPT: usize = 1_024;
        self.parts.truncate(KEPT);
        self.used = 0;
        self.clip = None;
    }

    /// Box round the path.
    pub(crate) fn bbox(&self) -> BBox {
        self.parts()
            .iter()
            .map(Part::bbox)
            .reduce(|a, b| a.union(&b))
            .unwrap_or_default()
    }

    /// Narrows a clip to the path.
    pub(crate) fn narrow(&self, rule: Rule, clip: &mut Clip) {
        let bbox = self.bbox();
        match self.parts() {
            [part] if part.is_rectangle() => clip.narrow(&bbox),
            parts => {
                let polygons = parts.iter().map(|p| p.points.clone()).collect();
                let even_odd = rule == Rule::EvenOdd;
                clip.narrow_to(&bbox, Shape { polygons, even_odd });
            }
        }
    }

    /// Strokes the path.
    pub(crate) fn stroke(&self, state: &State, out: &mut Drawn) {
        if state.stroke.alpha <= 0.0 {
            return;
        }
        let width = state.line_width * state.ctm.mean_scale();
        for part in self.parts() {
            if (part.curved || part.is_slanted()) && !part.is_rounded() {
                out.inks.push(intersect(&part.bbox(), &state.clip.bbox));
            }
            if part.is_rounded() {
                for [from, to] in part.frame() {
                    line(from, to, width, state, out);
                }
                continue;
            }
            let pairs = part.points.windows(2);
            for (pair, straight) in pairs.zip(part.straight.iter().skip(1)) {
                if let (&[from, to], true) = (pair, straight)
                    && (!part.curved || (to.0 - from.0).hypot(to.1 - from.1) >= SIDE)
                {
                    line(from, to, width, state, out);
                }
            }
        }
    }

    /// A frame drawn as one area, whose parts begin at `at`: a box, and the box cut out of it, whichever is drawn first.
    fn frame_at<'b>(
        &self,
        at: usize,
        rule: Rule,
        boxes: &'b [BBox],
    ) -> Option<(&'b BBox, &'b BBox)> {
        let [a, b] = boxes.get(at..at + 2)? else {
            return None;
        };
        let (outer, hole) = if frames(a, b, f32::INFINITY) {
            (a, b)
        } else {
            (b, a)
        };
        let [first, second] = self.parts().get(at..at + 2)? else {
            return None;
        };
        // A zero is drawn as one round shape cut out of another.
        let round = |part: &Part| part.curved && !part.is_rounded();
        if frames(outer, hole, THIN) && !round(first) && !round(second) {
            return Some((outer, hole));
        }
        let cut = rule == Rule::EvenOdd || first.turns_left() != second.turns_left();
        let boxes = first.is_rectangle() && second.is_rectangle();
        (cut && boxes && frames(outer, hole, f32::INFINITY)).then_some((outer, hole))
    }

    /// Fills the path.
    pub(crate) fn fill(&self, rule: Rule, state: &State, out: &mut Drawn) {
        if state.fill.alpha <= 0.0 {
            return;
        }
        let boxes: Vec<BBox> = self.parts().iter().map(Part::bbox).collect();
        let mut inner = vec![false; boxes.len()];
        for (at, outer) in boxes.iter().enumerate() {
            if inner.get(at).copied().unwrap_or(false) {
                continue;
            }
            if let Some((outer, hole)) = self.frame_at(at, rule, &boxes) {
                if let Some(flag) = inner.get_mut(at + 1) {
                    *flag = true;
                }
                for side in sides(outer, hole) {
                    area(side, state, false, out);
                }
                continue;
            }
            let part = self.parts().get(at);
            if let Some((from, to, width)) = part.and_then(Part::slanted_rule) {
                out.slanted.push(Slanted {
                    from,
                    to,
                    width,
                    color: state.fill.color,
                });
                continue;
            }
            let dot = part.is_some_and(|p| p.curved);
            if boxes.len() == 1 && outer.width().min(outer.height()) > THIN && state.covers() {
                let bbox = intersect(outer, &state.clip.bbox);
                let shape = part.filter(|p| !p.is_rectangle()).map(|p| Shape {
                    polygons: vec![p.points.clone()],
                    even_odd: false,
                });
                // Letters drawn as outlines, and drawings of thousands of points, hide nothing that is looked for.
                let large = shape.is_none() || bbox.width().min(bbox.height()) >= LARGE;
                if large && part.is_some_and(|p| p.points.len() <= CORNERS) {
                    out.covers.push(Cover {
                        bbox,
                        image: false,
                        thin: false,
                        shape,
                    });
                }
            }
            if part.is_some_and(|p| p.is_box() || (dot && outer.width().max(outer.height()) <= DOT))
            {
                area(*outer, state, false, out);
            } else {
                area(*outer, state, true, out);
                out.inks.push(intersect(outer, &state.clip.bbox));
            }
        }
    }
}

impl Part {
    fn push(&mut self, point: (f64, f64), straight: bool) {
        self.points.push(point);
        self.straight.push(straight);
    }

    fn bbox(&self) -> BBox {
        Matrix::IDENTITY.bbox_of(&self.points)
    }

    /// Which way round its points go.
    fn turns_left(&self) -> bool {
        let next = self.points.iter().cycle().skip(1);
        let pairs = self.points.iter().zip(next);
        pairs.map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() > 0.0
    }

    /// Whether it is a rectangle, or the whole so thin that it does not matter (mitred borders).
    fn is_box(&self) -> bool {
        let bbox = self.bbox();
        if bbox.width().min(bbox.height()) <= THIN {
            // A one or a stroke drawn as an outline has more corners than a border.
            return !self.curved && (self.points.len() <= 6 || !self.is_slanted());
        }
        self.is_rectangle()
    }

    /// Whether it is a box with round corners: straight sides lie on each edge of its box.
    fn is_rounded(&self) -> bool {
        /// How much of an edge is straight at least.
        const STRAIGHT: f64 = 0.35;
        if !self.curved || self.points.len() > CORNERS {
            return false;
        }
        self.frame().into_iter().all(|[from, to]| {
            let length = (to.0 - from.0).hypot(to.1 - from.1);
            let pairs = self.points.windows(2).zip(self.straight.iter().skip(1));
            let on = |p: (f64, f64)| {
                let (x, y) = ((p.0 - from.0).abs(), (p.1 - from.1).abs());
                if from.0 == to.0 { x < SLANT } else { y < SLANT }
            };
            let straight = pairs.filter_map(|(pair, straight)| match pair {
                &[a, b] if *straight && on(a) && on(b) => Some((b.0 - a.0).hypot(b.1 - a.1)),
                _ => None,
            });
            length > f64::from(THIN) && straight.sum::<f64>() >= STRAIGHT * length
        })
    }

    /// A thin box that lies aslant: its middle line, and its width.
    fn slanted_rule(&self) -> Option<Axis> {
        let (&[a, b, c, d], false) = (self.points.get(..4)?, self.curved) else {
            return None;
        };
        if self.points.len() > 5 || !self.is_slanted() {
            return None;
        }
        let side = |p: (f64, f64), q: (f64, f64)| (q.0 - p.0).hypot(q.1 - p.1);
        let middle =
            |p: (f64, f64), q: (f64, f64)| (f64::midpoint(p.0, q.0), f64::midpoint(p.1, q.1));
        let (long, wide) = (side(a, b), side(b, c));
        let (from, to, length, width) = if long >= wide {
            (middle(a, d), middle(b, c), long, wide)
        } else {
            (middle(a, b), middle(c, d), wide, long)
        };
        (length >= SIDE && width <= f64::from(THIN)).then_some((from, to, width as f32))
    }

    /// The edges of its box.
    fn frame(&self) -> [[(f64, f64); 2]; 4] {
        let b = self.bbox();
        let [x0, top, x1, bottom] = [b.x0, b.top, b.x1, b.bottom].map(f64::from);
        [
            [(x0, top), (x1, top)],
            [(x0, bottom), (x1, bottom)],
            [(x0, top), (x0, bottom)],
            [(x1, top), (x1, bottom)],
        ]
    }

    /// Whether a side is neither horizontal nor vertical.
    fn is_slanted(&self) -> bool {
        self.points.windows(2).any(|pair| match pair {
            &[(x0, y0), (x1, y1)] => (x0 - x1).abs() >= SLANT && (y0 - y1).abs() >= SLANT,
            _ => false,
        })
    }

    /// Whether every side is horizontal or vertical.
    fn is_rectangle(&self) -> bool {
        !self.curved
            && self.points.len() <= 6
            && self.points.windows(2).all(|pair| match pair {
                &[(x0, y0), (x1, y1)] => (x0 - x1).abs() < SLANT || (y0 - y1).abs() < SLANT,
                _ => false,
            })
    }
}

/// Whether one box stands in another, at each side nearer than `width`.
fn frames(outer: &BBox, hole: &BBox, width: f32) -> bool {
    let gaps = [
        hole.x0 - outer.x0,
        hole.top - outer.top,
        outer.x1 - hole.x1,
        outer.bottom - hole.bottom,
    ];
    gaps.iter().all(|g| (-0.01..=width).contains(g)) && gaps.iter().any(|g| *g > 0.0)
}

fn sides(outer: &BBox, hole: &BBox) -> impl Iterator<Item = BBox> {
    [
        BBox::new(outer.x0, outer.top, outer.x1, hole.top),
        BBox::new(outer.x0, hole.bottom, outer.x1, outer.bottom),
        BBox::new(outer.x0, outer.top, hole.x0, outer.bottom),
        BBox::new(hole.x1, outer.top, outer.x1, outer.bottom),
    ]
    .into_iter()
    .filter(|b| b.width() > 0.01 && b.height() > 0.01)
}

/// A stroked stretch.
#[allow(clippy::cast_possible_truncation)]
fn line(from: (f64, f64), to: (f64, f64), width: f64, state: &State, out: &mut Drawn) {
    let (dx, dy) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
    let direction = if dy <= SLANT && dx > dy {
        Direction::Horizontal
    } else if dx <= SLANT && dy > dx {
        Direction::Vertical
    } else {
        if dx.hypot(dy) >= SIDE && width <= f64::from(THIN) {
            out.slanted.push(Slanted {
                from,
                to,
                width: width as f32,
                color: state.stroke.color,
            });
        }
        return;
    };
    let bbox = Matrix::IDENTITY.bbox_of(&[from, to]);
    let half = (width / 2.0) as f32;
    let (length, width) = (dx.max(dy) as f32, width as f32);
    if width > THIN {
        // A wide stroke is an area; one much wider than long is a line the other way.
        let grown = match direction {
            Direction::Horizontal => {
                BBox::new(bbox.x0, bbox.top - half, bbox.x1, bbox.bottom + half)
            }
            Direction::Vertical => BBox::new(bbox.x0 - half, bbox.top, bbox.x1 + half, bbox.bottom),
        };
        if length <= THIN || width <= 2.0 * THIN {
            push(grown, state.stroke, state, None, out);
        } else {
            let shown = intersect(&grown, &state.clip.bbox);
            out.area(shown, state.stroke, true);
            if state.stroke_covers() {
                out.covers.push(Cover {
                    bbox: shown,
                    image: false,
                    thin: false,
                    shape: None,
                });
            }
        }
        return;
    }
    push(bbox, state.stroke, state, Some((direction, width)), out);
}

/// A filled box.
fn area(bbox: BBox, state: &State, odd: bool, out: &mut Drawn) {
    if !odd && bbox.width().min(bbox.height()) <= THIN {
        push(bbox, state.fill, state, None, out);
    } else {
        out.area(intersect(&bbox, &state.clip.bbox), state.fill, !odd);
    }
}

/// A ruling, cut at the clip.
fn push(bbox: BBox, paint: Paint, state: &State, line: Option<(Direction, f32)>, out: &mut Drawn) {
    let (direction, width) = line.unwrap_or(if bbox.width() >= bbox.height() {
        (Direction::Horizontal, bbox.height())
    } else {
        (Direction::Vertical, bbox.width())
    });
    let (position, start, end) = match direction {
        Direction::Horizontal => (bbox.center_y(), bbox.x0, bbox.x1),
        Direction::Vertical => (bbox.center_x(), bbox.top, bbox.bottom),
    };
    let shown = state.clip.cut(direction, position, width, (start, end));
    if is_paper(paint.color) && state.hides_by(paint.alpha) {
        let (low, high) = (position - width / 2.0, position + width / 2.0);
        let covers = shown.iter().map(|&(start, end)| Cover {
            bbox: match direction {
                Direction::Horizontal => BBox::new(start, low, end, high),
                Direction::Vertical => BBox::new(low, start, high, end),
            },
            image: false,
            thin: true,
            shape: None,
        });
        out.covers.extend(covers);
    }
    out.rulings
        .extend(shown.into_iter().map(|(start, end)| Ruling {
            direction,
            position,
            start,
            end,
            width,
            color: paint.color,
            dashed: state.dashed && line.is_some(),
        }));
}

impl Matrix {
    /// The box round points.
    #[allow(clippy::cast_possible_truncation)]
    fn bbox_of(&self, points: &[(f64, f64)]) -> BBox {
        let mut points = points.iter().map(|p| self.apply(p.0, p.1));
        let Some((x, y)) = points.next() else {
            return BBox::default();
        };
        let (x0, top, x1, bottom) = points.fold((x, y, x, y), |(a, b, c, d), (x, y)| {
            (a.min(x), b.min(y), c.max(x), d.max(y))
        });
        BBox::new(x0 as f32, top as f32, x1 as f32, bottom as f32)
    }
}
