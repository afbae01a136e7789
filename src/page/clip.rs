//! What painting is clipped to: a box, and within it shapes that are no boxes.

use std::rc::Rc;

use crate::location::BBox;
use crate::page::Direction;
use crate::page::state::intersect;

/// Corners up to which shapes that clip together are followed; beyond it (drawings, text as outlines) a shape's box stands
/// for it. A box with round corners has thirty, a table's cells in one path a few hundred.
pub(crate) const CORNERS: usize = 1_024;

/// What a clip leaves of a digit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shown {
    #[default]
    Whole,
    /// Its left, or its right, is clipped away.
    WithoutLeft,
    WithoutRight,
    Partly,
    Nothing,
}

/// Where painting shows.
#[derive(Clone, Debug)]
pub(crate) struct Clip {
    /// Box round all of it.
    pub(crate) bbox: BBox,
    /// What is painted shows within every one of these.
    shapes: Vec<Rc<Shape>>,
}

/// The inside of closed polygons.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) polygons: Vec<Vec<(f64, f64)>>,
    pub(crate) even_odd: bool,
}

impl Clip {
    /// A box.
    pub(crate) const fn new(bbox: BBox) -> Self {
        Self {
            bbox,
            shapes: Vec::new(),
        }
    }

    /// Narrows it to a box.
    pub(crate) fn narrow(&mut self, to: &BBox) {
        self.bbox = intersect(&self.bbox, to);
    }

    /// Narrows it to a shape within a box.
    pub(crate) fn narrow_to(&mut self, to: &BBox, shape: Shape) {
        self.narrow(to);
        let shapes = self.shapes.iter().map(Rc::as_ref).chain([&shape]);
        let corners: usize = shapes.flat_map(|s| &s.polygons).map(Vec::len).sum();
        if corners <= CORNERS {
            self.shapes.push(Rc::new(shape));
        }
    }

    /// Whether all of its box shows.
    pub(crate) fn is_box(&self) -> bool {
        self.shapes.is_empty()
    }

    /// Whether a point shows.
    pub(crate) fn shows(&self, x: f32, y: f32) -> bool {
        self.bbox.contains(x, y) && self.shapes.iter().all(|s| s.contains(x, y))
    }

    /// Whether all of a box shows; of shapes its corners are asked.
    pub(crate) fn holds(&self, of: &BBox) -> bool {
        let clip = &self.bbox;
        (clip.x0 <= of.x0 && of.x1 <= clip.x1)
            && (clip.top <= of.top && of.bottom <= clip.bottom)
            && (self.is_box()
                || [of.x0, of.x1]
                    .iter()
                    .all(|x| self.shows(*x, of.top) && self.shows(*x, of.bottom)))
    }

    /// Whether a glyph with ink in this box shows: its middle does, and no sliver of it only.
    pub(crate) fn shows_most(&self, of: &BBox) -> bool {
        /// Share of a glyph's width and height by which it is still told.
        const TOLD: f32 = 0.4;
        let shown = intersect(of, &self.bbox);
        self.shows(of.center_x(), of.center_y())
            && shown.width() >= TOLD * of.width()
            && shown.height() >= TOLD * of.height()
    }

    /// What the clip leaves of a digit's ink, slivers aside.
    pub(crate) fn leaves(&self, of: &BBox) -> Shown {
        /// Share of a digit's width and height that it may lack on any side and be told from all others: a 7 without a third
        /// of its bar is a 1, an 8 without two fifths on the left a 3.
        const SLIVER: f32 = 0.15;
        let (dx, dy) = (SLIVER * of.width(), SLIVER * of.height());
        let (left, right) = (of.x0 + dx, of.x1 - dx);
        if self.bbox.x0 >= of.x1 || self.bbox.x1 <= of.x0 {
            return Shown::Nothing;
        }
        match (self.bbox.x0 > left, self.bbox.x1 < right) {
            (true, false) => return Shown::WithoutLeft,
            (false, true) => return Shown::WithoutRight,
            _ => {}
        }
        let shows = |x: &f32| self.shows(*x, of.top + dy) && self.shows(*x, of.bottom - dy);
        if [left, right].iter().all(shows) {
            Shown::Whole
        } else {
            Shown::Partly
        }
    }

    /// The stretches of a line that show. A line on the very edge of a shape shows, as half of its width does.
    pub(crate) fn cut(
        &self,
        direction: Direction,
        position: f32,
        width: f32,
        (start, end): (f32, f32),
    ) -> Vec<(f32, f32)> {
        let clip = &self.bbox;
        let (low, high, across_low, across_high) = match direction {
            Direction::Horizontal => (clip.x0, clip.x1, clip.top, clip.bottom),
            Direction::Vertical => (clip.top, clip.bottom, clip.x0, clip.x1),
        };
        let half = width / 2.0;
        let (start, end) = (start.max(low), end.min(high));
        if end <= start || position + half < across_low || position - half > across_high {
            return Vec::new();
        }
        // A hairline has no width of its own; a tenth of a point is less than any rule that is meant to be seen.
        let aside = half.max(0.1) * 0.9;
        let mut shown = vec![(start, end)];
        for shape in &self.shapes {
            let mut inside: Vec<(f32, f32)> = [position - aside, position, position + aside]
                .iter()
                .flat_map(|at| shape.along(direction, *at))
                .collect();
            inside.sort_by(|a, b| a.0.total_cmp(&b.0));
            shown = common(&shown, &inside);
        }
        shown
    }
}

impl Shape {
    fn edges(&self) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
        self.polygons.iter().flat_map(|polygon| {
            let after = polygon.iter().cycle().skip(1);
            polygon.iter().copied().zip(after.copied())
        })
    }

    pub(crate) fn contains(&self, x: f32, y: f32) -> bool {
        self.along(Direction::Horizontal, y)
            .iter()
            .any(|&(from, to)| (from..=to).contains(&x))
    }

    /// The stretches of an endless line that lie inside.
    #[allow(clippy::cast_possible_truncation)] // points of a page: f32 holds a thousandth of a point
    fn along(&self, direction: Direction, at: f32) -> Vec<(f32, f32)> {
        let at = f64::from(at);
        let turned = |(x, y): (f64, f64)| match direction {
            Direction::Horizontal => (x, y),
            Direction::Vertical => (y, x),
        };
        let mut crossings: Vec<(f64, i32)> = self
            .edges()
            .map(|(a, b)| (turned(a), turned(b)))
            .filter(|(a, b)| (a.1 <= at) != (b.1 <= at))
            .map(|(a, b)| {
                let x = a.0 + (at - a.1) / (b.1 - a.1) * (b.0 - a.0);
                (x, if a.1 < b.1 { 1 } else { -1 })
            })
            .collect();
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut winding = 0;
        let mut count = 0;
        let mut out = Vec::new();
        for pair in crossings.windows(2) {
            if let &[(from, turn), (to, _)] = pair {
                (winding, count) = (winding + turn, count + 1);
                let inside = if self.even_odd {
                    count % 2 == 1
                } else {
                    winding != 0
                };
                if inside && to > from {
                    out.push((from as f32, to as f32));
                }
            }
        }
        out
    }
}

/// What two lists of stretches, each in order of their starts, share; overlapping stretches of `b` are one.
fn common(a: &[(f32, f32)], b: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let mut joined: Vec<(f32, f32)> = Vec::with_capacity(b.len());
    for &(from, to) in b {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    a.iter()
        .flat_map(|&(from, to)| {
            joined
                .iter()
                .map(move |&(low, high)| (from.max(low), to.min(high)))
        })
        .filter(|(from, to)| to > from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares side by side with a gap between them.
    fn squares() -> Clip {
        let square = |x: f64| vec![(x, 0.0), (x + 10.0, 0.0), (x + 10.0, 10.0), (x, 10.0)];
        let mut clip = Clip::new(BBox::new(0.0, 0.0, 100.0, 100.0));
        let shape = Shape {
            polygons: vec![square(0.0), square(20.0)],
            even_odd: false,
        };
        clip.narrow_to(&BBox::new(0.0, 0.0, 30.0, 10.0), shape);
        clip
    }

    #[test]
    fn what_lies_between_the_parts_of_a_clip_does_not_show() {
        let clip = squares();
        assert!(clip.shows(5.0, 5.0) && clip.shows(25.0, 5.0));
        assert!(!clip.shows(15.0, 5.0));
    }

    #[test]
    fn lines_are_cut_at_the_clip_and_kept_on_its_edge() {
        let cut = |at| squares().cut(Direction::Horizontal, at, 0.5, (-5.0, 22.0));
        assert_eq!(cut(5.0), [(0.0, 10.0), (20.0, 22.0)]);
        assert_eq!(cut(10.0), [(0.0, 10.0), (20.0, 22.0)]);
        assert_eq!(cut(11.0), []);
    }

    #[test]
    fn a_hole_does_not_show() {
        let ring = |even_odd| {
            let square = |a: f64, b: f64| vec![(a, a), (b, a), (b, b), (a, b)];
            let mut clip = Clip::new(BBox::new(0.0, 0.0, 30.0, 30.0));
            let polygons = vec![square(0.0, 30.0), square(10.0, 20.0)];
            clip.narrow_to(
                &BBox::new(0.0, 0.0, 30.0, 30.0),
                Shape { polygons, even_odd },
            );
            clip
        };
        assert!(!ring(true).shows(15.0, 15.0));
        assert!(ring(false).shows(15.0, 15.0));
        assert!(ring(true).shows(5.0, 15.0));
    }
}
