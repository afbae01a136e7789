//! Pictures that may hold text: a page that was scanned, a table as a picture.

use super::tree::Element;
use crate::source::office::length::millimetres;
use crate::source::office::workbook::{EMU, LARGE};

/// Whether a drawing is a picture that may hold text.
pub(super) fn is_large_picture(drawing: &Element) -> bool {
    if drawing.is("pict") {
        return drawing.elements().any(is_large_shape);
    }
    let placed = drawing
        .elements()
        .find(|e| e.is("inline") || e.is("anchor"));
    let Some((placed, extent)) = placed.and_then(|p| Some((p, p.child("extent")?))) else {
        return false;
    };
    let side = |name: &str| extent.number::<u64>(name).unwrap_or(0) / EMU;
    side("cx").saturating_mul(side("cy")) >= LARGE && holds(placed, "blip")
}

/// Whether a shape in VML, or a group of them, is large and holds a picture (ECMA-376-4, 19.1.2.11 and 19.1.2.19).
fn is_large_shape(shape: &Element) -> bool {
    let style = shape.attribute("style").unwrap_or_default();
    let side = |name: &str| {
        let mut all = style.split(';').filter_map(|p| p.split_once(':'));
        let (_, value) = all.find(|(n, _)| n.trim().eq_ignore_ascii_case(name))?;
        millimetres(value)
    };
    let area = side("width").zip(side("height")).map(|(w, h)| w * h);
    // Far below what a float holds exactly.
    #[allow(clippy::cast_precision_loss)]
    let large = area.is_some_and(|area| area >= LARGE as f64);
    large && holds(shape, "imagedata")
}

fn holds(element: &Element, name: &str) -> bool {
    let mut all = element.elements();
    all.any(|child| child.is(name) || holds(child, name))
}
