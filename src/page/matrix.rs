//! Affine maps, as PDF writes them: `[a b c d e f]`.

use crate::location::BBox;

/// `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Matrix(pub(crate) [f64; 6]);

impl Matrix {
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(crate) const fn translate(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// The map that does `first`, then `self`.
    pub(crate) fn after(&self, first: &Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, first.0);
        Self([
            a * g + c * h,
            b * g + d * h,
            a * i + c * j,
            b * i + d * j,
            a * k + c * l + e,
            b * k + d * l + f,
        ])
    }

    pub(crate) fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How long a unit along the first axis becomes.
    pub(crate) fn scale_x(&self) -> f64 {
        let [a, b, ..] = self.0;
        length(a, b)
    }

    /// How long a unit along the second axis becomes.
    pub(crate) fn scale_y(&self) -> f64 {
        let [_, _, c, d, ..] = self.0;
        length(d, c)
    }

    /// Mean scale: what a line's width is multiplied by.
    pub(crate) fn mean_scale(&self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }

    /// The box round a mapped rectangle.
    #[allow(clippy::cast_possible_truncation)] // points of a page: f32 holds a thousandth of a point
    pub(crate) fn bbox(&self, x0: f64, y0: f64, x1: f64, y1: f64) -> BBox {
        let corners = [
            self.apply(x0, y0),
            self.apply(x1, y0),
            self.apply(x0, y1),
            self.apply(x1, y1),
        ];
        let fold = |pick: fn(&(f64, f64)) -> f64| {
            corners
                .iter()
                .map(pick)
                .fold((f64::MAX, f64::MIN), |(lo, hi), v| (lo.min(v), hi.max(v)))
        };
        let ((left, right), (top, bottom)) = (fold(|p| p.0), fold(|p| p.1));
        BBox::new(left as f32, top as f32, right as f32, bottom as f32)
    }
}

/// Length of a vector. Most run along the page's edges, and need no root.
fn length(along: f64, across: f64) -> f64 {
    if across == 0.0 {
        along.abs()
    } else {
        along.hypot(across)
    }
}
