//! What codes of a font are: by its dictionary, or by `hayro-font` where the font had to be loaded.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

use hayro_cmap::{BfString, CMapName};
use hayro_font::kurbo::Shape as _;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, GlyphId};
use hayro_syntax::object::{Array, Dict, Object, Stream};

use crate::page::cmaps;
use crate::page::collection::is_ucs2;
use crate::page::described::Described;
use crate::page::program::Program;
use crate::source::inflate::{self, Flaw};
use crate::source::keys;

/// What of a font goes beyond the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// A stream inflates to more than a stream may, or the fonts hold more than that together.
    Data,
    /// Widths are given to codes that no two-byte font has.
    Widths,
}

/// The source of codes, advances and Unicode.
pub(crate) enum Face<'a> {
    Described(Box<Described>),
    Loaded(Font<'a>),
    /// The font could not be read, or may not.
    Absent,
}

/// Loads fonts with `hayro-font`.
pub(crate) struct Loader<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    cmaps: CMapResolverFn,
    /// What one stream of a font may inflate to.
    stream_bytes: u64,
    /// What fonts may still hold: together as much as a stream.
    left: Cell<u64>,
    /// What is wrong with the streams read since it was last asked for.
    flaws: RefCell<Vec<Flaw>>,
}

impl<'a> Loader<'a> {
    pub(crate) fn new(stream_bytes: u64) -> Self {
        Self {
            cache: FontCache::new(),
            // Any program will do for a font that is not embedded: only codes and widths are read.
            programs: Arc::new(|query: &FontQuery| {
                Some(match query {
                    FontQuery::Standard(standard) => standard.get_font_data(),
                    FontQuery::Fallback(fallback) => fallback.pick_standard_font().get_font_data(),
                })
            }),
            cmaps: Arc::new(|name: CMapName<'_>| {
                (!is_ucs2(name)).then(|| cmaps::load(name)).flatten()
            }),
            stream_bytes,
            left: Cell::new(stream_bytes),
            flaws: RefCell::default(),
        }
    }

    /// Counts what a font holds. After one that holds too much, none may hold anything.
    pub(crate) fn spend(&self, bytes: usize) -> Result<(), Refused> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(Refused::Data)
    }

    /// Whether fonts hold as much as they may.
    pub(crate) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    pub(crate) fn is_bomb(&self, stream: &Stream<'_>) -> bool {
        !inflate::is_sound(stream) || inflate::exceeds(stream, self.stream_bytes)
    }

    /// Decodes a stream of a font.
    pub(crate) fn decode<'s>(&self, stream: &Stream<'s>) -> Option<Cow<'s, [u8]>> {
        let (data, flaw) = inflate::decode(stream, self.stream_bytes);
        self.flaws.borrow_mut().extend(flaw);
        data
    }

    /// Looks whether a font's program is sound; that costs as much as decoding it.
    pub(crate) fn check_program(&self, dict: &Dict<'_>) {
        let descriptor = holder(dict).get::<Dict<'_>>(b"FontDescriptor");
        let files = FILES
            .iter()
            .filter_map(|key| descriptor.as_ref()?.get::<Stream<'_>>(key));
        let flaws = files.filter_map(|file| inflate::flaw(&file, self.stream_bytes));
        self.flaws.borrow_mut().extend(flaws);
    }

    /// The program of a TrueType font, without what else loading the font takes; `None` if it may not be held.
    pub(crate) fn true_type(&self, dict: &Dict<'a>) -> Option<Cow<'a, [u8]>> {
        let descriptor = holder(dict).get::<Dict<'a>>(b"FontDescriptor")?;
        let data = self.decode(&descriptor.get::<Stream<'a>>(FILES[0])?)?;
        self.spend(data.len()).ok()?;
        Some(data)
    }

    /// What was wrong with the streams read since it was last asked for.
    pub(crate) fn take_flaws(&self) -> Vec<Flaw> {
        self.flaws.take()
    }

    /// Loads a font that has been read without its program. One that cannot be held takes nothing from what others may.
    pub(crate) fn load_besides(&self, dict: &Dict<'a>) -> Option<Face<'a>> {
        let left = self.left.get();
        let loaded = self.load(dict).ok();
        if loaded.is_none() {
            self.left.set(left);
        }
        loaded
    }

    /// Loads a font, its program with it.
    pub(crate) fn load(&self, dict: &Dict<'a>) -> Result<Face<'a>, Refused> {
        let holder = holder(dict);
        let descriptor = holder
            .get::<Dict<'_>>(b"FontDescriptor")
            .unwrap_or_default();
        let encoding = dict.get::<Stream<'_>>(b"Encoding");
        // It may go on from a predefined map, and then each font has a copy of that.
        let copied = if encoding.is_some() { CODES } else { 0 };
        let streams = FILES.iter().map(|key| descriptor.get::<Stream<'_>>(key));
        let maps = [
            dict.get::<Stream<'_>>(b"ToUnicode"),
            encoding,
            holder.get::<Stream<'_>>(b"CIDToGIDMap"),
        ];
        for stream in streams.chain(maps).flatten() {
            let found = inflate::measure(&stream, self.stream_bytes);
            let found = found.filter(|_| inflate::is_sound(&stream));
            let (bytes, flaw) = found.ok_or(Refused::Data)?;
            self.flaws.borrow_mut().extend(flaw);
            let bytes = usize::try_from(bytes);
            self.spend(bytes.unwrap_or(usize::MAX))?;
        }
        let codes = codes_with_widths(&holder).ok_or(Refused::Widths)?;
        self.spend((codes + copied) * CODE_BYTES)?;
        let font = self.cache.font(dict, &self.programs, &self.cmaps);
        Ok(font.map_or(Face::Absent, Face::Loaded))
    }
}

/// Codes of a two-byte font.
const CODES: usize = 1 << 16;
/// What `hayro-font` holds for a code: it and its width, or its CID, in a table that is half full.
const CODE_BYTES: usize = 16;

/// How many codes `/W` and `/W2` give widths to by their ranges; `None` if it is more than there are, or others, or if
/// `/FirstChar` is no code of one byte. That is an attack, and `hayro-font` would fill them in one by one.
pub(crate) fn codes_with_widths(holder: &Dict<'_>) -> Option<usize> {
    if holder.get::<i64>(b"FirstChar").is_some_and(|c| c > 255) {
        return None;
    }
    let mut all = 0;
    for (key, values) in [(&b"W"[..], 1), (b"W2", 3)] {
        let Some(array) = holder.get::<Array<'_>>(key) else {
            continue;
        };
        let (mut numbers, mut named) = (Vec::with_capacity(8), 0);
        for object in array.iter::<Object<'_>>() {
            match object {
                Object::Array(_) => numbers.clear(),
                Object::Number(n) => numbers.push(n.as_i64()),
                _ => return None,
            }
            if let [first, last, ..] = numbers[..]
                && numbers.len() == 2 + values
            {
                let (first, last) = (usize::try_from(first).ok()?, usize::try_from(last).ok()?);
                if last >= CODES {
                    return None;
                }
                named += (last + 1).checked_sub(first)?;
                numbers.clear();
            }
        }
        all += Some(named).filter(|named| *named <= CODES)?;
    }
    Some(all)
}

/// Where a descriptor may hold the font's program, in the order in which `hayro-font` looks for that of a composite font.
pub(crate) const FILES: [&[u8]; 3] = [b"FontFile2", b"FontFile3", b"FontFile"];

/// The font that a composite font is made of, or the simple font itself.
pub(crate) fn holder<'a>(dict: &Dict<'a>) -> Dict<'a> {
    dict.get::<Array<'a>>(b"DescendantFonts")
        .and_then(|fonts| fonts.iter::<Dict<'a>>().next())
        .unwrap_or_else(|| dict.clone())
}

/// Whether a font names a part of itself that is not in the file.
pub(crate) fn lacks_parts(dict: &Dict<'_>) -> bool {
    const OWN: [&[u8]; 5] = [
        b"ToUnicode",
        b"Encoding",
        b"DescendantFonts",
        b"CharProcs",
        b"Widths",
    ];
    const DESCENDANT: [&[u8]; 3] = [b"FontDescriptor", b"W", b"CIDToGIDMap"];
    let lacks = |dict: &Dict<'_>, keys: &[&[u8]]| {
        keys.iter().any(|key| {
            // None of them is a number, a string or nothing: those are left of references.
            let value = dict.get::<Object<'_>>(key);
            let names = matches!(
                value,
                Some(Object::Array(_) | Object::Dict(_) | Object::Stream(_) | Object::Name(_))
            );
            dict.contains_key(key) && !names || keys::is_misspelt(dict, key)
        })
    };
    let holder = holder(dict);
    let nothing = dict
        .get::<Array<'_>>(b"DescendantFonts")
        .is_some_and(|fonts| fonts.iter::<Dict<'_>>().next().is_none());
    let descriptor = holder.get::<Dict<'_>>(b"FontDescriptor");
    // The word `stream` may be what is damaged: the dictionary alone is left.
    let bare = |dict: &Dict<'_>, keys: &[&[u8]]| {
        keys.iter().any(|key| {
            let length = dict
                .get::<Dict<'_>>(key)
                .filter(|d| d.contains_key(b"Length"));
            length.is_some() && dict.get::<Stream<'_>>(key).is_none()
        })
    };
    nothing
        || lacks(dict, &OWN)
        || lacks(&holder, &DESCENDANT)
        || bare(dict, &[b"ToUnicode", b"Encoding"])
        || bare(&holder, &[b"CIDToGIDMap"])
        || descriptor.is_some_and(|d| lacks(&d, &FILES) || bare(&d, &FILES))
        || has_other_widths(dict)
}

/// Widths beyond this, in thousandths of an em, are none that a letter has: the widest, a dash, has three ems.
const WIDEST: f32 = 10_000.0;

/// Whether a font has other than numbers among its widths, fewer than it names codes, or one that no letter has.
fn has_other_widths(dict: &Dict<'_>) -> bool {
    let odd = |object: &Object<'_>| match object {
        Object::Number(n) => n.as_f32().abs() > WIDEST,
        _ => true,
    };
    let own = dict.get::<Array<'_>>(b"Widths").is_some_and(|widths| {
        let code = |key: &[u8]| dict.get::<u32>(key);
        let named = code(b"LastChar").zip(code(b"FirstChar"));
        let named =
            named.and_then(|(last, first)| usize::try_from(last.checked_sub(first)? + 1).ok());
        let mut count = 0;
        let mut objects = widths.iter::<Object<'_>>().inspect(|_| count += 1);
        objects.any(|object| odd(&object)) || named.is_some_and(|n| count < n)
    });
    // Of `first last width` the first two are codes.
    let of_cids = holder(dict).get::<Array<'_>>(b"W").is_some_and(|widths| {
        let mut objects = widths.iter::<Object<'_>>();
        objects.any(|object| match object {
            Object::Array(each) => each.iter::<Object<'_>>().any(|object| odd(&object)),
            Object::Number(_) => false,
            _ => true,
        })
    });
    own || of_cids
}

impl Face<'_> {
    /// Whether a code may mean more when the font is loaded.
    pub(crate) fn wants_loading(&self, code: u32) -> bool {
        matches!(self, Self::Described(font) if !font.knows(code))
    }

    pub(crate) fn is_vertical(&self) -> bool {
        match self {
            Self::Described(font) => font.is_vertical(),
            Self::Loaded(font) => !font.is_horizontal(),
            Self::Absent => false,
        }
    }

    /// The code at the start of `bytes` and its length, where a code of the font says so.
    pub(crate) fn read_code(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        match self {
            Self::Described(font) => font.read_code(bytes),
            Self::Loaded(font) => Some(font.read_code(bytes, 0)),
            Self::Absent => None,
        }
    }

    /// Thousandths of an em along the line of writing.
    pub(crate) fn advance(&self, code: u32) -> Option<f64> {
        match self {
            Self::Described(font) => Some(font.advance(code)),
            Self::Loaded(font) => {
                let v = font.code_advance(code);
                Some(if font.is_horizontal() { v.x } else { v.y })
            }
            Self::Absent => None,
        }
    }

    /// Where the glyph's origin lies from the pen, in thousandths of an em (vertical writing).
    pub(crate) fn offset(&self, code: u32) -> (f64, f64) {
        match self {
            Self::Described(font) => font.offset(code),
            Self::Loaded(font) => {
                let v = font.origin_displacement(code);
                (v.x, v.y)
            }
            Self::Absent => (0.0, 0.0),
        }
    }

    /// The glyph of a code in the font's program.
    pub(crate) fn glyph(&self, code: u32) -> Option<GlyphId> {
        match self {
            Self::Described(font) => font.glyph(code),
            Self::Loaded(font) => match font.glyph(font.map_code(code), code) {
                FontGlyph::Outline(outline) => Some(outline.glyph_id()),
                FontGlyph::Type3(_) => None,
            },
            Self::Absent => None,
        }
    }

    /// The box round the ink of a code's glyph in its font's program, in thousandths of an em: left, lower, right, upper.
    pub(crate) fn ink(&self, code: u32) -> Option<[f64; 4]> {
        let Self::Loaded(font) = self else {
            return None;
        };
        let FontGlyph::Outline(glyph) = font.glyph(font.map_code(code), code) else {
            return None;
        };
        let outline = glyph.outline();
        let ink = outline.bounding_box();
        (!outline.is_empty()).then_some([ink.x0, ink.y0, ink.x1, ink.y1])
    }

    /// Unicode by the font's `ToUnicode` or the names of its glyphs.
    pub(crate) fn unicode(&self, code: u32) -> Option<BfString> {
        match self {
            Self::Described(font) => font.unicode(code),
            Self::Loaded(font) => match font.glyph(font.map_code(code), code) {
                FontGlyph::Outline(outline) => outline.as_unicode(),
                FontGlyph::Type3(glyph) => glyph.as_unicode(),
            },
            Self::Absent => None,
        }
    }

    /// The characters that the program of a loaded font gives its glyphs; `None` if it has no outlines.
    pub(crate) fn program(&self) -> Option<Program> {
        let Self::Loaded(font) = self else {
            return None;
        };
        match font.glyph(GlyphId::NOTDEF, 0) {
            FontGlyph::Outline(outline) => Some(
                outline
                    .font_data()
                    .map_or_else(Program::default, |d| Program::read((*d.data).as_ref())),
            ),
            FontGlyph::Type3(_) => None,
        }
    }
}
