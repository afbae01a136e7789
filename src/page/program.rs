//! Embedded font programs: which character a glyph stands for by the font's own `cmap` table or glyph names.
//!
//! This is the last resort where the PDF says nothing of a code, and a witness where it does: a map that calls a glyph
//! by another letter than its font does is wrong, or made to deceive.

use hayro_font::GlyphId;
use skrifa::raw::ps::agl;
use skrifa::raw::ps::cff::dict::{Entry, entries};
use skrifa::raw::ps::cff::{CffFontRef, v1::Cff};
use skrifa::raw::tables::glyf::Glyph;
use skrifa::raw::{FontRead as _, FontRef, TableProvider as _};
use skrifa::{MetadataProvider as _, Tag};
use unicode_normalization::UnicodeNormalization as _;

use crate::page::unicode;
use crate::source::start::Start;

/// Most characters that are read of a program: twice as many as it can have glyphs. No font has as many.
const MAPPINGS: usize = 1 << 17;
/// Length of a `post` table that holds no names.
const BARE_POST: u32 = 32;
/// Bytes of a bare CFF program in which its top dictionary is looked for, first and at most: what stands before its
/// glyphs is a few hundred bytes, a thousand with long notices of copyright.
const CFF_STARTS: [usize; 2] = [1 << 10, 8 << 10];

/// Characters of the glyphs of a font program.
#[derive(Debug, Default)]
pub(crate) struct Program {
    /// By glyph, those of one glyph in the font's order.
    chars: Vec<(u32, char)>,
}

/// Which glyph a code of a simple font without an encoding is; `None` if the program's maps differ in it.
pub(crate) fn glyph_of_code(data: &[u8], code: u32) -> Option<GlyphId> {
    let cmap = FontRef::new(data).ok()?.cmap().ok()?;
    let maps = cmap.encoding_records().iter();
    let maps = maps.filter_map(|record| record.subtable(cmap.offset_data()).ok());
    // Maps of symbol fonts have their codes from U+F000 on.
    let glyphs = maps.flat_map(|map| [code, 0xF000 | code].map(|code| map.map_codepoint(code)));
    let mut glyphs = glyphs
        .flatten()
        .map(skrifa::GlyphId::to_u32)
        .filter(|g| *g > 0);
    let first = glyphs.next()?;
    glyphs.all(|g| g == first).then(|| GlyphId::new(first))
}

/// Whether a glyph of a TrueType program has ink; `None` if its table of places alone does not say.
pub(crate) fn has_ink(data: &[u8], glyph: GlyphId) -> Option<bool> {
    let font = FontRef::new(data).ok()?;
    let glyph = skrifa::GlyphId::new(glyph.to_u32());
    let outline = font.loca(None).ok()?.get_glyf(glyph, &font.glyf().ok()?);
    match outline.ok()? {
        None => Some(false),
        Some(Glyph::Simple(outline)) => Some(outline.number_of_contours() > 0),
        Some(Glyph::Composite(_)) => None,
    }
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

    /// What the start of a program tells of its glyphs, where the rest can tell nothing else; `None` if it may. (A `post`
    /// table of 32 bytes can say that the glyphs are those of a Macintosh, in their order. Subsets say so that are not.)
    pub(crate) fn peek(start: &mut Start<'_>) -> Option<Self> {
        match *start.bytes(4)? {
            [0, 1, 0, 0] | [b't', b'r', b'u', b'e'] | [b'O', b'T', b'T', b'O'] => {
                Self::peek_sfnt(start)
            }
            [1, ..] => Self::peek_cff(start),
            _ => None,
        }
    }

    fn peek_sfnt(start: &mut Start<'_>) -> Option<Self> {
        let tables = match *start.bytes(6)? {
            [.., hi, lo] => usize::from(u16::from_be_bytes([hi, lo])),
            _ => return None,
        };
        let directory = start.bytes(12 + 16 * tables)?;
        let font = FontRef::new(directory).ok()?;
        let table = |tag: &[u8; 4]| {
            let records = font.table_directory().table_records();
            let tag = Tag::new(tag);
            records.iter().find(|r| r.tag() == tag)
        };
        // Without it `hayro-font` numbers the glyphs as the CFF program within does.
        table(b"maxp")?;
        let names = table(b"post").is_some_and(|post| post.length() > BARE_POST)
            || table(b"CFF ").is_some();
        let end = table(b"cmap").map(|cmap| cmap.offset().checked_add(cmap.length()));
        let mut program = Self::default();
        if let Some(end) = end {
            let end = usize::try_from(end?).ok()?;
            program.read_cmap(&FontRef::new(start.bytes(end)?).ok()?);
        }
        if program.chars.is_empty() && names {
            return None;
        }
        program.chars.sort_by_key(|(glyph, _)| *glyph);
        Some(program)
    }

    /// The glyphs of a CID-keyed program have no names.
    fn peek_cff(start: &mut Start<'_>) -> Option<Self> {
        let keyed = |data: &[u8]| {
            let cff = Cff::read(data.into()).ok()?;
            let first = entries(cff.top_dicts().get(0)?, None).next()?;
            Some(matches!(first, Ok(Entry::Ros { .. })))
        };
        let keyed = CFF_STARTS
            .into_iter()
            .find_map(|len| keyed(start.bytes(len)?));
        keyed.filter(|keyed| *keyed).map(|_| Self::default())
    }

    /// Roughly what it holds.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(self.chars.as_slice())
    }

    /// Whether nothing is known of any glyph.
    pub(crate) fn is_silent(&self) -> bool {
        self.chars.is_empty()
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
            for (code, glyph) in charmap.mappings().take(MAPPINGS) {
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
    use hayro_syntax::object::{FromBytes as _, Stream};

    use super::*;
    use crate::source::inflate::tests::stream;

    fn program(chars: &[(u32, char)]) -> Program {
        let mut program = Program::default();
        for &(glyph, ch) in chars {
            program.add(glyph, ch);
        }
        program
    }

    /// A TrueType program of the given tables.
    fn sfnt(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
        let mut out = vec![0, 1, 0, 0, 0, tables.len() as u8, 0, 0, 0, 0, 0, 0];
        let mut at = 12 + 16 * tables.len() as u32;
        for (tag, data) in tables {
            out.extend_from_slice(*tag);
            for number in [0, at, data.len() as u32] {
                out.extend(number.to_be_bytes());
            }
            at += data.len() as u32;
        }
        tables.iter().for_each(|(_, data)| out.extend(data));
        out
    }

    /// A `cmap` table of one subtable (format 4) that maps one character to glyph 1.
    fn cmap([platform, encoding]: [u16; 2], ch: u16) -> Vec<u8> {
        let delta = 1_u16.wrapping_sub(ch);
        let subtable = [
            4, 32, 0, 4, 4, 1, 0, ch, 0xffff, 0, ch, 0xffff, delta, 1, 0, 0,
        ];
        let head = [0, 1, platform, encoding, 0, 12];
        let numbers = head.into_iter().chain(subtable);
        numbers.flat_map(u16::to_be_bytes).collect()
    }

    fn peek(data: &[u8]) -> Option<Program> {
        let bytes = stream("", data);
        let stream = Stream::from_bytes(&bytes)?;
        Program::peek(&mut Start::of(&stream)?)
    }

    #[test]
    fn the_start_of_a_program_is_enough_where_the_rest_can_tell_nothing() {
        let maxp = (b"maxp", vec![0; 6]);
        let post = |len| (b"post", vec![0; len]);
        let of = |tables: &[(&[u8; 4], Vec<u8>)]| peek(&sfnt(tables));
        let unicode = (b"cmap", cmap([3, 1], 0x9879));
        let known = of(&[unicode.clone(), maxp.clone(), post(40)]);
        assert_eq!(known.map(|p| p.char(GlyphId::new(1))), Some(Some('项')));
        let macintosh = (b"cmap", cmap([1, 0], 5));
        let silent = of(&[macintosh.clone(), maxp.clone(), post(32)]);
        assert!(silent.is_some_and(|p| p.is_silent()));
        assert!(of(std::slice::from_ref(&maxp)).is_some_and(|p| p.is_silent()));
        // Names may follow; glyphs may be numbered otherwise; the map lies too far behind.
        assert!(of(&[macintosh.clone(), maxp.clone(), post(40)]).is_none());
        assert!(of(&[macintosh, maxp.clone(), (b"CFF ", vec![0; 4])]).is_none());
        assert!(of(&[unicode.clone(), post(32)]).is_none());
        assert!(of(&[(b"glyf", vec![0; 1 << 17]), maxp, unicode]).is_none());
    }

    #[test]
    fn a_cid_keyed_program_has_no_names() {
        // Header, names (none), top dictionaries (one), strings and subroutines (none), then room.
        let cff = |top: &[u8]| {
            let mut out = vec![1, 0, 4, 1, 0, 0, 0, 1, 1, 1, 1 + top.len() as u8];
            out.extend_from_slice(top);
            out.resize(1 << 13, 0);
            out
        };
        let keyed = peek(&cff(&[139, 139, 139, 12, 30]));
        assert!(keyed.is_some_and(|p| p.is_silent()));
        assert!(peek(&cff(&[139, 0])).is_none());
        assert!(peek(b"%!PS-AdobeFont-1.0").is_none());
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
