//! Type 3 fonts: glyphs that are little drawings, in units of their own.

use foldhash::HashMap;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use crate::page::matrix::Matrix;
use crate::source::inflate;
use crate::source::start::Start;

/// Glyphs that are asked for their boxes.
const ASKED: usize = 256;
/// Bytes of a glyph's drawing within which the operator with its box stands: it comes first.
const HEAD: usize = 256;
/// Most bytes of a drawing that is decoded whole for want of a start: a bitmap of a character has a few thousand.
const DRAWING: u64 = 64 << 10;

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

/// The names that a font's encoding gives its codes (ISO 32000-1, 9.6.6.1).
pub(crate) fn names(font: &Dict<'_>) -> HashMap<u32, String> {
    let mut names = HashMap::default();
    let encoding = font.get::<Dict<'_>>(b"Encoding");
    let Some(differences) = encoding.and_then(|e| e.get::<Array<'_>>(b"Differences")) else {
        return names;
    };
    let mut code = 0_u32;
    for object in differences.iter::<Object<'_>>() {
        match object {
            Object::Number(number) => code = u32::try_from(number.as_i64()).unwrap_or(0),
            Object::Name(name) => {
                let name = String::from_utf8_lossy(name.as_ref()).into_owned();
                names.insert(code, name);
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    names
}

/// The character of a glyph whose name is its code, as old writers have it: `/a97`, `/32`.
pub(crate) fn named_by_code(name: &str, code: u32) -> Option<char> {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = name.len() - digits.len();
    let said: u32 = digits.parse().ok()?;
    let ch = char::from_u32(said).filter(|c| c.is_ascii_graphic() || *c == ' ')?;
    (said == code && letters <= 1).then_some(ch)
}

/// Lower and upper edge of the boxes that glyphs name with `d1`.
fn drawn(font: &Dict<'_>, stream_bytes: u64) -> Option<(f64, f64)> {
    let drawings = font.get::<Dict<'_>>(b"CharProcs")?;
    drawings
        .keys()
        .take(ASKED)
        .filter_map(|name| drawings.get::<Stream<'_>>(name.as_ref()))
        .filter(|stream| !inflate::exceeds(stream, stream_bytes))
        .filter_map(|stream| match Start::of(&stream) {
            // All of a drawing may be as long as a stream may, and there are many.
            Some(mut start) => edges(start.up_to(HEAD)),
            None if inflate::exceeds(&stream, DRAWING) => None,
            None => edges(stream.decoded_data().ok()?.as_ref()),
        })
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
    use super::{edges, named_by_code};

    #[test]
    fn names_that_are_codes() {
        assert_eq!(named_by_code("a97", 97), Some('a'));
        assert_eq!(named_by_code("32", 32), Some(' '));
        assert_eq!(named_by_code("g5", 97), None);
        assert_eq!(named_by_code("uni5", 5), None);
    }

    #[test]
    fn the_box_of_a_drawing() {
        assert_eq!(
            edges(b"50 0 0 -12 48 88 d1\n0 0 48 88 re f"),
            Some((-12.0, 88.0))
        );
        assert_eq!(edges(b"50 0 d0 0 0 48 88 re f"), None);
    }
}
