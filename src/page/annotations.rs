//! Annotations: what is typed or stamped on a page beside its own content.

use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};

use crate::error::Error;
use crate::location::BBox;
use crate::page::interpret::Interpreter;
use crate::page::marked::text_string;
use crate::page::matrix::Matrix;
use crate::page::raw::Layer;

/// Bits of `/F` (ISO 32000-1, table 165): hidden, not to be viewed.
const UNSEEN: i32 = 0b10_0010;
/// How far up the tree of form fields an inherited entry is looked for.
const FIELD_DEPTH: usize = 16;

impl<'a> Interpreter<'a, '_, '_> {
    /// Prints the appearances of a page's annotations. Their glyphs are read, as a reader of the page sees them; their
    /// lines and areas are frames, highlights and underlines, and no rulings of a table.
    pub(crate) fn annotations(&mut self, page: &hayro_syntax::page::Page<'a>) -> Result<(), Error> {
        let Some(annotations) = page.raw().get::<Array<'a>>(b"Annots") else {
            return Ok(());
        };
        let start = self.state.clone();
        let drawn = self.canvas.drawn.lengths();
        for annotation in annotations.iter::<Dict<'a>>() {
            self.count_operator()?;
            let Some(layer) = layer(&annotation) else {
                continue;
            };
            self.note_areas(&annotation, layer);
            let Some(stream) = appearance(&annotation) else {
                if let Some(value) = unshown(&annotation, layer) {
                    self.spent.glyphs += value.chars().count() as u64;
                    self.check_glyphs()?;
                    self.canvas.unshown.push(value);
                }
                continue;
            };
            self.state = start.clone();
            self.state.ctm = self.state.ctm.after(&fit(&annotation, &stream));
            let hidden = self.layers.hides(&annotation, b"OC");
            self.begin_mark(None, hidden);
            self.layer = layer;
            let done = self.form(&stream, None);
            self.layer = Layer::Content;
            self.end_mark();
            done?;
        }
        self.state = start;
        self.canvas.drawn.cut(drawn);
        Ok(())
    }

    /// The box round points that are given as x and y in turn.
    fn around(&self, points: &Array<'_>) -> Option<BBox> {
        let numbers: Vec<f64> = points.iter::<f64>().collect();
        let (points, _) = numbers.as_chunks::<2>();
        let boxes = points
            .iter()
            .map(|[x, y]| self.state.ctm.bbox(*x, *y, *x, *y));
        boxes.reduce(|a, b| a.union(&b))
    }

    /// Takes note of what an annotation strikes out, and of where a field lies or something is written by hand.
    fn note_areas(&mut self, annotation: &Dict<'a>, layer: Layer) {
        let Some([x0, y0, x1, y1]) = annotation.get::<[f64; 4]>(b"Rect") else {
            return;
        };
        let whole = self.state.ctm.bbox(x0, y0, x1, y1);
        if layer == Layer::Field {
            self.canvas.fields.push(whole);
        }
        let kind = annotation.get::<Name<'_>>(b"Subtype");
        match kind.as_ref().map_or(&b""[..], |n| n.as_ref()) {
            b"StrikeOut" => {}
            // A seal is larger than any cell; what a cell holds whole may be its sum.
            b"Stamp" => return self.canvas.fields.push(whole),
            b"Ink" => {
                let lines = annotation.get::<Array<'_>>(b"InkList");
                let lines = lines.iter().flat_map(|l| l.iter::<Array<'_>>());
                let written = lines.filter_map(|points| self.around(&points));
                let whole = written.reduce(|a, b| a.union(&b)).unwrap_or(whole);
                return self.canvas.fields.push(whole);
            }
            b"Line" => {
                let ends = annotation.get::<Array<'_>>(b"L");
                if let Some(line) = ends.and_then(|ends| self.around(&ends)).filter(is_level) {
                    let (top, bottom) = (line.top - THROUGH, line.bottom + THROUGH);
                    let area = BBox::new(line.x0, top, line.x1, bottom);
                    self.canvas.strikes.push(area);
                }
                return;
            }
            _ => return,
        }
        let points = annotation.get::<Array<'_>>(b"QuadPoints");
        let points: Vec<f64> = points.map_or_else(Vec::new, |p| p.iter::<f64>().collect());
        let (quads, _) = points.as_chunks::<8>();
        let before = self.canvas.strikes.len();
        for q in quads {
            let [ax, ay, bx, by, cx, cy, dx, dy] = *q;
            let (low, high) = (ax.min(bx).min(cx).min(dx), ax.max(bx).max(cx).max(dx));
            let (down, up) = (ay.min(by).min(cy).min(dy), ay.max(by).max(cy).max(dy));
            self.canvas
                .strikes
                .push(self.state.ctm.bbox(low, down, high, up));
        }
        if self.canvas.strikes.len() == before {
            self.canvas.strikes.push(whole);
        }
    }
}

/// How far, in points, a line drawn by hand through text passes its middle.
const THROUGH: f32 = 2.0;

/// Whether a line is drawn across, and not from above to below.
fn is_level(line: &BBox) -> bool {
    line.height() < 0.2 * line.width()
}

/// What an annotation puts on the page, if it is seen.
fn layer(annotation: &Dict<'_>) -> Option<Layer> {
    let kind = annotation.get::<Name<'_>>(b"Subtype");
    let flags = annotation.get::<i32>(b"F").unwrap_or(0);
    if flags & UNSEEN != 0 {
        return None;
    }
    match kind.as_ref().map_or(&b""[..], |n| n.as_ref()) {
        b"Popup" | b"Link" | b"Text" => None,
        b"Stamp" => Some(Layer::Seal),
        // An electronic seal is the appearance of a signature.
        b"Widget" if inherited_name(annotation, b"FT").as_deref() == Some(b"Sig") => {
            Some(Layer::Seal)
        }
        b"Widget" => Some(Layer::Field),
        _ => Some(Layer::Note),
    }
}

fn inherited<'a, T>(field: &Dict<'a>, find: impl Fn(&Dict<'a>) -> Option<T>) -> Option<T> {
    let mut field = field.clone();
    for _ in 0..FIELD_DEPTH {
        if let Some(found) = find(&field) {
            return Some(found);
        }
        field = field.get::<Dict<'a>>(b"Parent")?;
    }
    None
}

fn inherited_name(field: &Dict<'_>, key: &[u8]) -> Option<Vec<u8>> {
    inherited(field, |f| {
        f.get::<Name<'_>>(key).map(|n| n.as_ref().to_vec())
    })
}

/// The value of a form field, or the words of a note, that the file gives no appearance: a viewer may show it.
fn unshown(annotation: &Dict<'_>, layer: Layer) -> Option<String> {
    let key: &[u8] = match layer {
        Layer::Field => b"V",
        Layer::Note => b"Contents",
        _ => return None,
    };
    let kind = annotation.get::<Name<'_>>(b"Subtype")?;
    if layer == Layer::Note && kind.as_ref() != b"FreeText" {
        return None;
    }
    let value = inherited(annotation, |f| {
        f.get::<PdfString<'_>>(key)
            .map(|s| text_string(s.as_bytes()))
    })?;
    (!value.trim().is_empty()).then_some(value)
}

/// The normal appearance of an annotation, in its present state.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    let appearances = annotation.get::<Dict<'a>>(b"AP")?;
    match appearances.get::<Object<'a>>(b"N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => states.get::<Stream<'a>>(annotation.get::<Name<'a>>(b"AS")?),
        _ => None,
    }
}

/// Maps an appearance's box to the annotation's rectangle (ISO 32000-1, 12.5.5, algorithm 8.1).
fn fit(annotation: &Dict<'_>, stream: &Stream<'_>) -> Matrix {
    let dict = stream.dict();
    let (Some([x0, y0, x1, y1]), Some([b0, b1, b2, b3])) = (
        annotation.get::<[f64; 4]>(b"Rect"),
        dict.get::<[f64; 4]>(b"BBox"),
    ) else {
        return Matrix::IDENTITY;
    };
    let inner = dict
        .get::<[f64; 6]>(b"Matrix")
        .map_or(Matrix::IDENTITY, Matrix);
    let from = inner.bbox(b0, b1, b2, b3);
    let scale = |to: f64, from: f32| {
        if from > 0.0 {
            to / f64::from(from)
        } else {
            1.0
        }
    };
    let (sx, sy) = (
        scale((x1 - x0).abs(), from.width()),
        scale((y1 - y0).abs(), from.height()),
    );
    Matrix([
        sx,
        0.0,
        0.0,
        sy,
        x0.min(x1) - f64::from(from.x0) * sx,
        y0.min(y1) - f64::from(from.top) * sy,
    ])
}
