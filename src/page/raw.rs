//! Glyphs as the file prints them, before it is known which of them are seen.

use crate::accounts::{Char, CharId, Discard};
use crate::location::BBox;
use crate::page::Glyph;
use crate::page::clip::Shown;

/// What prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Layer {
    /// The page itself.
    #[default]
    Content,
    /// A form field filled in.
    Field,
    /// A note typed on the page, or another mark of a reader's.
    Note,
    /// A stamp, or the seal of an electronic signature.
    Seal,
}

/// A glyph and what is known of its being seen.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) glyph: Glyph,
    /// Why it is left out.
    pub(crate) fate: Option<Discard>,
    /// Printed without ink (render mode 3, or fully transparent).
    pub(crate) invisible: bool,
    pub(crate) layer: Layer,
    /// It is left out, and may be content all the same.
    pub(crate) doubtful: bool,
    /// What the clip leaves of its ink, if it is a digit's.
    pub(crate) cut: Shown,
    /// Another reader may leave it out: an annotation's, an `ActualText`'s, by an operator that few writers use.
    pub(crate) beside: bool,
}

/// Slant from which text lies across the page, in degrees: scanned text layers lie within 3.
const ACROSS: f32 = 8.0;

impl Raw {
    /// Neither along nor down nor up the page.
    pub(crate) fn slanted(&self) -> bool {
        if self.glyph.angle == 0.0 {
            return false;
        }
        let off = self.glyph.angle.rem_euclid(90.0);
        off.min(90.0 - off) > ACROSS
    }
}

/// What glyphs say and what the file says they mean, where these differ in letters or digits.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Replaced {
    pub(crate) printed: String,
    pub(crate) meant: String,
    pub(crate) bbox: BBox,
}

/// Puts `text` in place of the glyphs from `from` on, if it says anything else than they do. Returns what was replaced
/// if a reader of the page would read other letters or digits.
pub(crate) fn replace(glyphs: &mut Vec<Raw>, from: usize, text: &str) -> Option<Replaced> {
    let stretch = glyphs.get(from..)?;
    let printed = || stretch.iter().map(|r| r.glyph.char.ch);
    let first = stretch.first().filter(|_| !text.trim().is_empty())?;
    if printed().eq(text.chars()) {
        return None;
    }
    let replaced = differs(printed(), text).then(|| Replaced {
        printed: printed().collect(),
        meant: text.to_owned(),
        bbox: stretch
            .iter()
            .map(|r| r.glyph.char.bbox)
            .reduce(|a, b| a.union(&b))
            .unwrap_or_default(),
    });
    let count = text.chars().count();
    if count == stretch.len() {
        for (raw, ch) in glyphs.iter_mut().skip(from).zip(text.chars()) {
            raw.glyph.char.ch = ch;
            raw.beside = true;
        }
        return replaced;
    }
    let bbox = stretch
        .iter()
        .map(|r| r.glyph.char.bbox)
        .reduce(|a, b| a.union(&b))
        .unwrap_or_default();
    let model = Raw {
        fate: first.fate,
        beside: true,
        ..first.clone()
    };
    glyphs.truncate(from);
    spread(glyphs, &model, bbox, text.chars(), count);
    replaced
}

/// Whether two texts differ in letters or digits, compatibility forms (ligatures, radicals, full-width digits) alike. A
/// glyph that no map knows says nothing, and one that a map calls a radical (U+2E80 to U+2FDF) means the ideograph.
fn differs(printed: impl Iterator<Item = char> + Clone, meant: &str) -> bool {
    use unicode_normalization::UnicodeNormalization as _;
    if printed
        .clone()
        .any(|c| matches!(c, '\u{fffd}' | '\u{2e80}'..='\u{2fdf}'))
    {
        return false;
    }
    let letters = |c: &char| c.is_alphanumeric();
    !printed
        .nfkc()
        .filter(letters)
        .eq(meant.chars().nfkc().filter(letters))
}

/// Adds a glyph for each character, side by side in one box.
pub(crate) fn spread(
    glyphs: &mut Vec<Raw>,
    model: &Raw,
    bbox: BBox,
    chars: impl Iterator<Item = char>,
    count: usize,
) {
    let share = 1.0 / count.max(1) as f32;
    let down = model.glyph.vertical || bbox.height() > 4.0 * bbox.width();
    for (ch, at) in chars.zip(0_u16..) {
        let (lo, hi) = (f32::from(at) * share, f32::from(at + 1) * share);
        let part = if down {
            let top = |v: f32| bbox.top + v * bbox.height();
            BBox::new(bbox.x0, top(lo), bbox.x1, top(hi))
        } else {
            let x = |v: f32| bbox.x0 + v * bbox.width();
            BBox::new(x(lo), bbox.top, x(hi), bbox.bottom)
        };
        let mut raw = model.clone();
        raw.glyph.char = Char {
            ch,
            id: CharId::INSERTED,
            bbox: part,
        };
        if !down {
            raw.glyph.x = part.x0;
            raw.glyph.advance = part.width();
        }
        glyphs.push(raw);
    }
}

#[cfg(test)]
mod tests {
    use super::differs;

    #[test]
    fn only_other_letters_and_digits_are_said() {
        assert!(differs("5".chars(), "50"));
        assert!(differs("项目".chars(), "项日"));
        assert!(!differs("ﬁ".chars(), "fi"));
        assert!(!differs("-".chars(), "\u{ad}"));
        assert!(!differs("\u{fffd}".chars(), "项"));
        assert!(!differs("⺠".chars(), "民"));
    }
}
