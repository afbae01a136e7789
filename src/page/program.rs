//! Embedded font programs: which character a glyph stands for by the font's own `cmap` table or glyph names.
//!
//! This is the last resort where the PDF says nothing of a code, and a witness where it does: a map that calls a glyph
//! by another letter than its font does is wrong, or made to deceive.

use hayro_font::GlyphId;
use skrifa::MetadataProvider as _;
use skrifa::raw::FontRef;
use skrifa::raw::ps::agl;
use skrifa::raw::ps::cff::CffFontRef;
use unicode_normalization::UnicodeNormalization as _;

use crate::page::unicode;

/// Characters of the glyphs of a font program.
#[derive(Debug, Default)]
pub(crate) struct Program {
    /// By glyph, those of one glyph in the font's order.
    chars: Vec<(u32, char)>,
}

impl Program {
    /// Reads a TrueType, OpenType or CFF program; one that says nothing of its glyphs gives no characters.
    pub(crate) fn read(data: &[u8]) -> Self {
        let mut program = Self::default();
        if let Ok(font) = FontRef::new(data) {
            program.read_cmap(&font);
            if program.chars.is_empty() {
                program.read_names(&font);
            }
        } else if let Ok(cff) = CffFontRef::new(data, 0, None) {
            program.read_cff(&cff);
        }
        program.chars.sort_by_key(|(glyph, _)| *glyph);
        program
    }

    fn add(&mut self, glyph: u32, ch: char) {
        // Glyph 0 stands for whatever the font lacks.
        if glyph != 0
            && let Some(ch) = unicode::accept_char(ch)
        {
            self.chars.push((glyph, ch));
        }
    }

    fn read_cmap(&mut self, font: &FontRef<'_>) {
        let charmap = font.charmap();
        // The codes of a symbol font are its own.
        if !charmap.is_symbol() {
            for (code, glyph) in charmap.mappings() {
                if let Some(ch) = char::from_u32(code) {
                    self.add(glyph.to_u32(), ch);
                }
            }
        }
    }

    fn read_names(&mut self, font: &FontRef<'_>) {
        for (glyph, name) in font.glyph_names().iter() {
            if let Some(ch) = agl::name_to_char(name.as_str()) {
                self.add(glyph.to_u32(), ch);
            }
        }
    }

    fn read_cff(&mut self, cff: &CffFontRef<'_>) {
        let Some(charset) = cff.charset().filter(|_| !cff.is_cid()) else {
            return;
        };
        for (glyph, sid) in charset.iter() {
            let name = cff.string(sid).and_then(|n| std::str::from_utf8(n).ok());
            if let Some(ch) = name.and_then(agl::name_to_char) {
                self.add(glyph.to_u32(), ch);
            }
        }
    }

    fn chars(&self, glyph: GlyphId) -> impl Iterator<Item = char> {
        let glyph = glyph.to_u32();
        let start = self.chars.partition_point(|(g, _)| *g < glyph);
        let from = self.chars.get(start..).unwrap_or_default();
        from.iter()
            .take_while(move |(g, _)| *g == glyph)
            .map(|(_, ch)| *ch)
    }

    /// The character of a glyph: an ideograph rather than the radical that looks like it.
    pub(crate) fn char(&self, glyph: GlyphId) -> Option<char> {
        let ordinary = self.chars(glyph).find(|c| !unicode::is_radical(*c));
        ordinary.or_else(|| self.chars(glyph).next())
    }

    /// The character that the program gives a glyph, if it is another one than `ch` and a witness: two digits, two Latin
    /// letters or two ideographs that are not forms of one another; or an ideograph where the map has a letter, a digit
    /// or a sign of ASCII, as a map does that only repeats the codes. (Subsets that number their glyphs as if they were
    /// Latin letters are common, and say nothing of ideographs.)
    pub(crate) fn contradicts(&self, glyph: GlyphId, ch: char) -> Option<Contradiction> {
        let same = |other: char| {
            other == ch || std::iter::once(other).nfkc().eq(std::iter::once(ch).nfkc())
        };
        if self.chars(glyph).any(same) {
            return None;
        }
        let kind = Kind::of(ch);
        let of = |kind: Kind| self.chars(glyph).find(|c| Kind::of(*c) == Some(kind));
        let ideograph = of(Kind::Ideograph).filter(|_| ch.is_ascii());
        let believed = ideograph.is_some();
        let program = ideograph.or_else(|| of(kind?))?;
        Some(Contradiction {
            map: ch,
            program,
            believed,
        })
    }
}

/// A map says one thing of a glyph, the font another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contradiction {
    pub(crate) map: char,
    pub(crate) program: char,
    /// The font is believed, not the map.
    pub(crate) believed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digit,
    Latin,
    Ideograph,
}

impl Kind {
    fn of(ch: char) -> Option<Self> {
        match ch {
            '0'..='9' => Some(Self::Digit),
            'A'..='Z' | 'a'..='z' => Some(Self::Latin),
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => Some(Self::Ideograph),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(chars: &[(u32, char)]) -> Program {
        let mut program = Program::default();
        for &(glyph, ch) in chars {
            program.add(glyph, ch);
        }
        program
    }

    #[test]
    fn the_ideograph_goes_before_the_radical() {
        let program = program(&[(5, '⼦'), (5, '子'), (6, '⺠'), (7, '\u{e123}')]);
        assert_eq!(program.char(GlyphId::new(5)), Some('子'));
        assert_eq!(program.char(GlyphId::new(6)), Some('⺠'));
        assert_eq!(program.char(GlyphId::new(7)), None);
    }

    #[test]
    fn another_digit_or_ideograph_is_a_contradiction_another_form_is_none() {
        let program = program(&[(5, '5'), (6, '万'), (7, 'A'), (8, '⼦'), (8, '子')]);
        let says = |glyph, ch| {
            let found = program.contradicts(GlyphId::new(glyph), ch)?;
            Some((found.program, found.believed))
        };
        assert_eq!(says(5, '8'), Some(('5', false)));
        assert_eq!(says(6, '方'), Some(('万', false)));
        assert_eq!(says(6, '!'), Some(('万', true)));
        assert_eq!(says(7, '方'), None);
        assert_eq!(says(8, '子'), None);
        assert_eq!(says(9, '子'), None);
    }
}
