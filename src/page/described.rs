//! Fonts that need not be loaded: their dictionaries give codes, advances and Unicode.
//!
//! `hayro-font` loads the program of an embedded font to draw it. Reading what is printed needs of the program only the
//! characters it gives its glyphs, and those stand at its start ([`Program::peek`]). Whatever goes beyond (encodings of the
//! file's own, codes without Unicode or width, programs that must be read whole) is left to `hayro-font`, and the rules here
//! are the ones it has.

use std::cell::OnceCell;
use std::sync::Arc;

use hayro_cmap::{BfString, CMap, CMapName};
use hayro_font::GlyphId;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use crate::page::cmaps;
use crate::page::collection::is_ucs2;
use crate::page::face::{FILES, Loader};
use crate::page::program::Program;
use crate::source::start::Start;

/// CIDs that a map of glyphs can tell apart: those of two bytes.
const CIDS: usize = 1 << 16;

/// A font by its dictionary.
pub(crate) struct Described {
    codes: Codes,
    to_unicode: Option<CMap>,
}

enum Codes {
    Simple(Simple),
    Composite(Composite),
}

/// Codes of one byte (ISO 32000-1, 9.6.2).
struct Simple {
    first: u32,
    widths: Vec<f32>,
    missing: f32,
}

/// Codes that stand for CIDs (ISO 32000-1, 9.7.4).
struct Composite {
    cids: Cids,
    vertical: bool,
    widths: ByCid<1>,
    default: f32,
    /// Of vertical writing: the advance, and the origin as seen from that of horizontal writing.
    heights: ByCid<3>,
    default_height: [f32; 2],
    /// Glyphs by CID; `None` if they are the same.
    glyphs: Option<Vec<u16>>,
}

/// How codes become CIDs.
enum Cids {
    /// They are the CIDs, of two bytes.
    Identity,
    /// By a predefined `CMap`. It is read when it is first asked; a font all of whose codes are equally wide never does.
    Predefined(Vec<u8>, OnceCell<Option<Arc<CMap>>>),
}

impl Described {
    /// What the dictionary says, and what the program does; `None` if the font has to be loaded.
    pub(crate) fn of(dict: &Dict<'_>, loader: &Loader<'_>) -> Option<(Self, Program)> {
        let to_unicode = match dict.get::<Object<'_>>(b"ToUnicode") {
            None => None,
            Some(Object::Stream(map)) => {
                let data = loader.decode(&map)?;
                loader.spend(data.len()).ok()?;
                Some(CMap::parse(&data, cmaps::load)?)
            }
            Some(_) => return None,
        };
        let (codes, program) = match dict.get::<Name<'_>>(b"Subtype")?.as_ref() {
            b"TrueType" => {
                to_unicode.as_ref()?;
                let descriptor = dict.get::<Dict<'_>>(b"FontDescriptor")?;
                let codes = Simple::of(dict, &descriptor)?;
                let file = descriptor.get::<Stream<'_>>(b"FontFile2")?;
                let program = Program::peek(&mut Start::of(&file)?)?;
                // Which glyph a code is depends on tables of the program: it must have nothing to say of any.
                (
                    Codes::Simple(codes),
                    Some(program).filter(Program::is_silent)?,
                )
            }
            b"Type0" => {
                let encoding = dict.get::<Name<'_>>(b"Encoding")?;
                let descendant = dict
                    .get::<Array<'_>>(b"DescendantFonts")?
                    .iter::<Dict<'_>>()
                    .next()?;
                let mut codes = Composite::of(&descendant, encoding.as_ref())?;
                codes.glyphs = glyphs(&descendant, loader)?;
                let program = program(&descendant)?;
                loader.spend(codes.bytes() + program.bytes()).ok()?;
                (Codes::Composite(codes), program)
            }
            _ => return None,
        };
        Some((Self { codes, to_unicode }, program))
    }

    /// Whether all that can be known of a code is known.
    pub(crate) fn knows(&self, code: u32) -> bool {
        match self.codes {
            Codes::Simple(_) => self.unicode(code).is_some(),
            Codes::Composite(_) => true,
        }
    }

    /// The code at the start of `bytes` and its length, where they are not always two bytes.
    pub(crate) fn read_code(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        match &self.codes {
            Codes::Composite(font) => font.cids.read_code(bytes),
            Codes::Simple(_) => None,
        }
    }

    pub(crate) fn is_vertical(&self) -> bool {
        matches!(&self.codes, Codes::Composite(c) if c.vertical)
    }

    /// Thousandths of an em along the line of writing.
    pub(crate) fn advance(&self, code: u32) -> f64 {
        f64::from(match &self.codes {
            Codes::Simple(font) => font.advance(code),
            Codes::Composite(font) if font.vertical => font.height(code)[0],
            Codes::Composite(font) => font.width(code),
        })
    }

    /// Where the glyph's origin lies from the pen, in thousandths of an em.
    pub(crate) fn offset(&self, code: u32) -> (f64, f64) {
        match &self.codes {
            Codes::Composite(font) if font.vertical => {
                let [_, x, y] = font.height(code);
                (f64::from(-x), f64::from(-y))
            }
            _ => (0.0, 0.0),
        }
    }

    pub(crate) fn unicode(&self, code: u32) -> Option<BfString> {
        self.to_unicode.as_ref()?.lookup_bf_string(code)
    }

    /// The glyph of a code, where the program knows characters of glyphs.
    pub(crate) fn glyph(&self, code: u32) -> Option<GlyphId> {
        match &self.codes {
            Codes::Simple(_) => None,
            Codes::Composite(font) => Some(font.glyph(code)),
        }
    }
}

/// What the program of a composite font says, if it has one.
fn program(descendant: &Dict<'_>) -> Option<Program> {
    let descriptor = descendant.get::<Dict<'_>>(b"FontDescriptor");
    let Some(descriptor) = descriptor.filter(|d| FILES.iter().any(|key| d.contains_key(key)))
    else {
        return Some(Program::default());
    };
    let file = FILES
        .iter()
        .find_map(|key| descriptor.get::<Stream<'_>>(key))?;
    Program::peek(&mut Start::of(&file)?)
}

/// The glyphs of CIDs, if they have numbers of their own; `None` if they cannot be read.
fn glyphs(descendant: &Dict<'_>, loader: &Loader<'_>) -> Option<Option<Vec<u16>>> {
    let Some(Object::Stream(map)) = descendant.get::<Object<'_>>(b"CIDToGIDMap") else {
        return Some(None);
    };
    let data = loader.decode(&map)?;
    // All of it was decoded, more than is kept.
    loader.spend(data.len()).ok()?;
    let (pairs, _) = data.as_chunks::<2>();
    let glyphs = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
    Some(Some(glyphs.take(CIDS).collect()))
}

impl Cids {
    fn of(encoding: &[u8]) -> Option<Self> {
        match CMapName::from_bytes(encoding) {
            CMapName::IdentityH | CMapName::IdentityV => Some(Self::Identity),
            CMapName::Custom(_) => None,
            name if is_ucs2(name) => None,
            _ => Some(Self::Predefined(encoding.to_vec(), OnceCell::new())),
        }
    }

    fn map(&self) -> Option<&CMap> {
        let Self::Predefined(name, map) = self else {
            return None;
        };
        map.get_or_init(|| cmaps::predefined(CMapName::from_bytes(name)))
            .as_deref()
    }

    fn cid(&self, code: u32) -> u32 {
        match self {
            Self::Identity => code,
            Self::Predefined(..) => self
                .map()
                .and_then(|map| (1..=4).find_map(|len| map.lookup_cid_code(code, len)))
                .unwrap_or(0),
        }
    }

    fn read_code(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        let map = self.map()?;
        let mut code = 0;
        for (len, byte) in (1_u8..=4).zip(bytes) {
            code = (code << 8) | u32::from(*byte);
            if map.lookup_cid_code(code, len).is_some() {
                return Some((code, usize::from(len)));
            }
        }
        Some((0, 1))
    }
}

impl Simple {
    fn of(dict: &Dict<'_>, descriptor: &Dict<'_>) -> Option<Self> {
        let first = dict.get::<u8>(b"FirstChar")?;
        let last = dict.get::<u8>(b"LastChar")?;
        let count = usize::from(last.checked_sub(first)?) + 1;
        let widths = dict.get::<Array<'_>>(b"Widths")?;
        Some(Self {
            first: u32::from(first),
            widths: widths.iter::<f32>().take(count).collect(),
            missing: descriptor.get::<f32>(b"MissingWidth").unwrap_or(0.0),
        })
    }

    fn advance(&self, code: u32) -> f32 {
        let index = code.checked_sub(self.first);
        let width = index.and_then(|i| self.widths.get(usize::try_from(i).ok()?));
        width.copied().unwrap_or(self.missing)
    }
}

impl Composite {
    fn of(descendant: &Dict<'_>, encoding: &[u8]) -> Option<Self> {
        let read = |key: &[u8]| descendant.get::<Array<'_>>(key);
        Some(Self {
            cids: Cids::of(encoding)?,
            vertical: encoding.ends_with(b"V"),
            widths: read(b"W").map_or_else(ByCid::default, |w| ByCid::of(&w)),
            default: descendant.get::<f32>(b"DW").unwrap_or(1000.0),
            heights: read(b"W2").map_or_else(ByCid::default, |w| ByCid::of(&w)),
            default_height: descendant
                .get::<[f32; 2]>(b"DW2")
                .unwrap_or([880.0, -1000.0]),
            glyphs: None,
        })
    }

    /// Roughly what its widths hold.
    fn bytes(&self) -> usize {
        self.widths.bytes() + self.heights.bytes()
    }

    fn width(&self, code: u32) -> f32 {
        if self.widths.ranges.is_empty() {
            return self.default;
        }
        let width = self.widths.get(self.cids.cid(code));
        width.map_or(self.default, |[width]| width)
    }

    fn height(&self, code: u32) -> [f32; 3] {
        if let Some(own) = self.heights.get(self.cids.cid(code)) {
            return own;
        }
        let [origin, advance] = self.default_height;
        [advance, self.width(code) / 2.0, origin]
    }

    fn glyph(&self, code: u32) -> GlyphId {
        let cid = self.cids.cid(code);
        GlyphId::new(match &self.glyphs {
            None => cid,
            Some(glyphs) => usize::try_from(cid)
                .ok()
                .and_then(|cid| glyphs.get(cid))
                .map_or(0, |glyph| u32::from(*glyph)),
        })
    }
}

/// The numbers that a `/W` or `/W2` array gives CIDs: `first [n …]` one for each, `first last n` the same for all.
#[derive(Default)]
struct ByCid<const N: usize> {
    /// By their first CIDs.
    ranges: Vec<Range>,
    values: Vec<[f32; N]>,
}

struct Range {
    first: u32,
    last: u32,
    /// Index of the value of the first CID.
    at: usize,
    /// Whether each CID has a value of its own.
    each: bool,
}

impl<const N: usize> ByCid<N> {
    fn of(array: &Array<'_>) -> Self {
        let mut found = Self {
            ranges: Vec::new(),
            values: Vec::new(),
        };
        let mut objects = array.iter::<Object<'_>>();
        while found.read(&mut objects).is_some() {}
        found.ranges.sort_by_key(|range| range.first);
        found
    }

    fn read<'a>(&mut self, objects: &mut impl Iterator<Item = Object<'a>>) -> Option<()> {
        let number = |object: Option<Object<'a>>| match object {
            Some(Object::Number(number)) => Some(number),
            _ => None,
        };
        let first = u32::try_from(number(objects.next())?.as_i64()).ok()?;
        let at = self.values.len();
        let (last, each) = match objects.next()? {
            Object::Array(each) => {
                let numbers: Vec<f32> = each.iter::<f32>().collect();
                self.values.extend_from_slice(numbers.as_chunks::<N>().0);
                let more = self.values.len().checked_sub(at + 1);
                let Some(more) = more else { return Some(()) };
                (first.checked_add(u32::try_from(more).ok()?)?, true)
            }
            last => {
                let last = u32::try_from(number(Some(last))?.as_i64()).ok()?;
                let mut values = [0.0; N];
                for value in &mut values {
                    *value = number(objects.next())?.as_f32();
                }
                self.values.push(values);
                (last, false)
            }
        };
        self.ranges.push(Range {
            first,
            last,
            at,
            each,
        });
        Some(())
    }

    fn get(&self, cid: u32) -> Option<[f32; N]> {
        let behind = self.ranges.partition_point(|range| range.first <= cid);
        let range = self.ranges.get(behind.checked_sub(1)?)?;
        let offset = cid.checked_sub(range.first).filter(|_| cid <= range.last)?;
        let offset = if range.each {
            usize::try_from(offset).ok()?
        } else {
            0
        };
        self.values.get(range.at + offset).copied()
    }

    fn bytes(&self) -> usize {
        size_of_val(self.ranges.as_slice()) + size_of_val(self.values.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use hayro_syntax::object::FromBytes as _;

    use super::*;

    fn dict(text: &str) -> Dict<'_> {
        Dict::from_bytes(text.as_bytes()).unwrap()
    }

    #[test]
    fn widths_of_cids() {
        let font = dict("<< /W [1 [500 600.5] 10 12 250 12 [7]] /DW 900 >>");
        let font = Composite::of(&font, b"Identity-H").unwrap();
        let widths = [0, 1, 2, 3, 10, 11, 12, 13].map(|cid| font.width(cid));
        assert_eq!(
            widths,
            [900.0, 500.0, 600.5, 900.0, 250.0, 250.0, 7.0, 900.0]
        );
    }

    #[test]
    fn heights_of_cids() {
        let font = dict("<< /W [2 [500]] /W2 [1 [-900 450 800] 5 6 -1 2 3] /DW2 [700 -800] >>");
        let codes = Codes::Composite(Composite::of(&font, b"Identity-V").unwrap());
        let font = Described {
            codes,
            to_unicode: None,
        };
        let of = |cid| (font.advance(cid), font.offset(cid));
        assert_eq!(of(1), (-900.0, (-450.0, -800.0)));
        assert_eq!(of(2), (-800.0, (-250.0, -700.0)));
        assert_eq!(of(6), (-1.0, (-2.0, -3.0)));
    }

    #[test]
    fn codes_of_a_predefined_cmap() {
        // 814 is the first half-width letter, 940 is 啊.
        let font = dict("<< /W [814 [500] 940 [900]] >>");
        let font = Composite::of(&font, b"GBK-EUC-H").unwrap();
        assert_eq!(font.cids.read_code(b"!x"), Some((0x21, 1)));
        assert_eq!(font.cids.read_code(b"\xb0\xa1!"), Some((0xb0a1, 2)));
        assert_eq!(font.cids.read_code(b"\xff"), Some((0, 1)));
        assert_eq!(
            [0x21, 0xb0a1, 0xb0a2].map(|c| font.width(c)),
            [500.0, 900.0, 1000.0]
        );
        // Where all codes are equally wide, it is not read.
        let font = Composite::of(&dict("<< /DW 800 >>"), b"GBK-EUC-V").unwrap();
        assert_eq!((font.width(0xb0a1), font.vertical), (800.0, true));
        assert!(matches!(font.cids, Cids::Predefined(_, map) if map.get().is_none()));
        for unknown in [&b"Adobe-GB1-UCS2"[..], b"Own-H"] {
            assert!(Composite::of(&dict("<< >>"), unknown).is_none());
        }
    }

    #[test]
    fn an_array_that_breaks_off_gives_what_it_has() {
        for (text, known) in [
            ("<< /W [1 [5] 2] >>", true),
            ("<< /W [1 [5] 2 3] >>", true),
            ("<< /W [1 [5] /Name 2 [6]] >>", true),
            ("<< /W [-1 [5]] >>", false),
        ] {
            let font = Composite::of(&dict(text), b"Identity-H").unwrap();
            assert_eq!(font.widths.get(1).is_some(), known, "{text}");
            assert_eq!(font.widths.get(2), None, "{text}");
        }
    }

    #[test]
    fn widths_of_one_byte_codes() {
        let font = dict("<< /FirstChar 3 /LastChar 5 /Widths [10 20 30 40] >>");
        let descriptor = dict("<< /MissingWidth 7 >>");
        let font = Simple::of(&font, &descriptor).unwrap();
        let widths = [2, 3, 4, 5, 6].map(|code| font.advance(code));
        assert_eq!(widths, [7.0, 10.0, 20.0, 30.0, 7.0]);
        for text in [
            "<< /FirstChar 5 /LastChar 3 /Widths [1] >>",
            "<< /FirstChar 0 /LastChar 3000000000 /Widths [1] >>",
            "<< /FirstChar 0 /LastChar 3 >>",
        ] {
            assert!(Simple::of(&dict(text), &descriptor).is_none(), "{text}");
        }
    }
}
