//! What hides what was printed before it.

use crate::location::BBox;
use crate::page::clip::Shape;

/// Opacity from which nothing shows through: what does is paler than any pale print.
pub(crate) const OPAQUE: f32 = 0.95;

/// An area that hides what was printed before it.
#[derive(Clone, Debug)]
pub(crate) struct Cover {
    pub(crate) bbox: BBox,
    /// It is a picture.
    pub(crate) image: bool,
    /// It is a line in the colour of paper, which hides a part of a letter at most.
    pub(crate) thin: bool,
    /// Its outline, if it is no box.
    pub(crate) shape: Option<Shape>,
}

impl Cover {
    /// Whether it hides a point.
    pub(crate) fn has(&self, x: f32, y: f32) -> bool {
        let shape = self.shape.as_ref();
        self.bbox.contains(x, y) && shape.is_none_or(|s| s.contains(x, y))
    }

    /// Whether its box shares something with another.
    pub(crate) fn touches(&self, of: &BBox) -> bool {
        let own = &self.bbox;
        own.x0 < of.x1 && own.x1 > of.x0 && own.top < of.bottom && own.bottom > of.top
    }

    /// Whether it hides what has this box: its middle, and, where the area is no box, its corners.
    pub(crate) fn hides(&self, of: &BBox) -> bool {
        let (x, y) = (of.center_x(), of.center_y());
        if !self.bbox.contains(x, y) {
            return false;
        }
        let Some(shape) = &self.shape else {
            return true;
        };
        let (dx, dy) = (of.width() / 4.0, of.height() / 4.0);
        [(0.0, 0.0), (-dx, -dy), (dx, -dy), (-dx, dy), (dx, dy)]
            .iter()
            .all(|(dx, dy)| shape.contains(x + dx, y + dy))
    }
}
