//! Type 3 fonts: glyphs that are little drawings, in units of their own.

use hayro_syntax::object::{Dict, Name, Stream};

use crate::page::matrix::Matrix;
use crate::source::inflate;

/// Glyphs that are asked for their boxes.
const ASKED: usize = 256;
/// Bytes of a glyph's drawing within which the operator with its box stands: it comes first.
const HEAD: usize = 256;

/// How far the glyphs reach above and below the baseline, in units of the font's size; `None` of other fonts, and of
/// one that does not say.
pub(crate) fn extent(font: &Dict<'_>, stream_bytes: u64) -> Option<(f64, f64)> {
    if font.get::<Name<'_>>(b"Subtype")?.as_ref() != b"Type3" {
        return None;
    }
    let matrix = font
        .get::<[f64; 6]>(b"FontMatrix")
        .map_or(Matrix([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]), Matrix);
    let declared = font
        .get::<[f64; 4]>(b"FontBBox")
        .map(|[_, low, _, high]| (low, high))
        .filter(|(low, high)| high > low);
    let (low, high) = declared.or_else(|| drawn(font, stream_bytes))?;
    let (a, b) = (matrix.apply(0.0, low).1, matrix.apply(0.0, high).1);
    (a != b).then(|| (a.max(b), a.min(b)))
}

/// Lower and upper edge of the boxes that glyphs name with `d1`.
fn drawn(font: &Dict<'_>, stream_bytes: u64) -> Option<(f64, f64)> {
    let drawings = font.get::<Dict<'_>>(b"CharProcs")?;
    drawings
        .keys()
        .take(ASKED)
        .filter_map(|name| drawings.get::<Stream<'_>>(name.as_ref()))
        .filter(|stream| !inflate::exceeds(stream, stream_bytes))
        .filter_map(|stream| edges(stream.decoded_data().ok()?.as_ref()))
        .filter(|(low, high)| high > low)
        .reduce(|(a, b), (low, high)| (a.min(low), b.max(high)))
}

fn edges(drawing: &[u8]) -> Option<(f64, f64)> {
    let head = String::from_utf8_lossy(drawing.get(..HEAD).unwrap_or(drawing));
    let words: Vec<&str> = head.split_whitespace().take(7).collect();
    match words[..] {
        [_, _, _, low, _, high, "d1"] => Some((low.parse().ok()?, high.parse().ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::edges;

    #[test]
    fn the_box_of_a_drawing() {
        assert_eq!(
            edges(b"50 0 0 -12 48 88 d1\n0 0 48 88 re f"),
            Some((-12.0, 88.0))
        );
        assert_eq!(edges(b"50 0 d0 0 0 48 88 re f"), None);
    }
}
