//! Pictures that may hold text: a page that was scanned, a table as a picture.

use super::tree::Element;
use crate::source::office::length::millimetres;
use crate::source::office::workbook::{EMU, LARGE};

/// What is seen in a place beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seen {
    #[default]
    Nothing,
    /// A picture that text flows round, or that lies over it or under it: a seal may, too.
    Floating,
    /// A picture or an object in the line, as a word is.
    InLine,
}

/// Sides of the smallest picture that is seen, in millimetres: half of what a digit of small print has.
const SMALLEST: f64 = 1.0;

/// What a drawing, a picture of the old kind, or an object of another program is to the eye.
pub(super) fn picture_in(drawing: &Element) -> Seen {
    if drawing.is("drawing") {
        let placed = drawing.elements();
        let mut placed = placed.filter(|e| e.is("inline") || e.is("anchor"));
        return placed.next().map_or(Seen::Nothing, placed_in);
    }
    let shown = drawing.is("object") || holds(drawing, "imagedata");
    let mut shapes = drawing.elements();
    let floats = shapes.any(|shape| {
        let style = shape.attribute("style").unwrap_or_default();
        style.replace(' ', "").contains("position:absolute")
    });
    match (shown, floats) {
        (false, _) => Seen::Nothing,
        (true, true) => Seen::Floating,
        (true, false) => Seen::InLine,
    }
}

fn placed_in(placed: &Element) -> Seen {
    let hidden = placed
        .child("docPr")
        .and_then(|p| p.attribute("hidden"))
        .is_some_and(|h| matches!(h, "1" | "true"));
    let small = placed.child("extent").is_some_and(|extent| {
        // Far below what a float holds exactly.
        #[allow(clippy::cast_precision_loss)]
        let side = |name: &str| extent.number::<f64>(name).unwrap_or(0.0) / EMU as f64;
        side("cx").max(side("cy")) < SMALLEST
    });
    let shown = holds(placed, "pic") || holds(placed, "blip") || holds(placed, "contentPart");
    match (shown && !hidden && !small, placed.is("inline")) {
        (false, _) => Seen::Nothing,
        (true, true) => Seen::InLine,
        (true, false) => Seen::Floating,
    }
}

/// Whether what is drawn is kept in a part of its own: an object of another program, a chart, a diagram (ECMA-376-1, 21.2.2.27
/// and 21.4.2.21).
pub(super) fn is_object(drawing: &Element) -> bool {
    let own = |e: &Element| e.is("chart") || e.is("relIds");
    drawing.child("OLEObject").is_some() || any(drawing, &own)
}

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
    any(element, &|child| child.is(name))
}

/// Whether something within an element is one of these.
fn any(element: &Element, of: &impl Fn(&Element) -> bool) -> bool {
    let mut all = element.elements();
    all.any(|child| of(child) || any(child, of))
}
