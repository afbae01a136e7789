//! Glyphs as the file prints them, before it is known which of them are seen.

use crate::accounts::{Char, CharId, Discard};
use crate::location::BBox;
use crate::page::Glyph;

/// A glyph and what is known of its being seen.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) glyph: Glyph,
    /// Why it is left out.
    pub(crate) fate: Option<Discard>,
    /// Printed without ink (render mode 3, or fully transparent).
    pub(crate) invisible: bool,
}

/// Puts `text` in place of the glyphs from `from` on, if it says anything else than they do.
pub(crate) fn replace(glyphs: &mut Vec<Raw>, from: usize, text: &str) {
    let Some(stretch) = glyphs.get(from..) else {
        return;
    };
    let printed = || stretch.iter().map(|r| r.glyph.char.ch);
    let (Some(first), false) = (stretch.first(), text.trim().is_empty()) else {
        return;
    };
    if printed().eq(text.chars()) {
        return;
    }
    let count = text.chars().count();
    if count == stretch.len() {
        for (raw, ch) in glyphs.iter_mut().skip(from).zip(text.chars()) {
            raw.glyph.char.ch = ch;
        }
        return;
    }
    let bbox = stretch
        .iter()
        .map(|r| r.glyph.char.bbox)
        .reduce(|a, b| a.union(&b))
        .unwrap_or_default();
    let model = Raw {
        fate: first.fate,
        ..first.clone()
    };
    glyphs.truncate(from);
    spread(glyphs, &model, bbox, text.chars(), count);
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
