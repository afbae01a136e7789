//! Fonts of a document: how their strings become codes, advances and Unicode.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use encoding_rs::Encoding;
use foldhash::HashMap;
use hayro_syntax::object::{Dict, Name, Object, Stream};
use hayro_syntax::page::Resources;

use crate::page::FontInfo;
use crate::page::collection::Collection;
use crate::page::damage::Wrong;
use crate::page::described::Described;
use crate::page::face::{self, FILES, Face, Loader, Refused};
use crate::page::program::{self, Contradiction, Program};
use crate::page::type3;
use crate::page::unicode::{self, Named};

/// Ascent and descent of an em where the font does not say: the em box of CJK fonts.
const ASCENT: f64 = 0.88;
const DESCENT: f64 = -0.12;

/// What a code prints.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Printed {
    Char(char),
    Several(Rc<str>),
    /// No way to tell.
    Unknown,
}

/// A code of a font.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) printed: Printed,
    /// In ems; along the line of writing.
    pub(crate) advance: f64,
    /// Where the glyph's origin lies from the pen, in ems (vertical writing).
    pub(crate) offset: (f64, f64),
    /// Horizontal width in ems, for the box of a glyph written vertically.
    pub(crate) width: f64,
}

/// A font, with what was found out about its codes.
pub(crate) struct LoadedFont<'a> {
    face: Face<'a>,
    /// Loads the font once its dictionary no longer suffices.
    loader: Rc<Loader<'a>>,
    dict: Dict<'a>,
    named: Option<Named>,
    has_to_unicode: bool,
    collection: Option<Collection>,
    /// Strings of a simple font are GBK: two bytes a Han character.
    gbk: bool,
    composite: bool,
    /// The names of the glyphs of a Type 3 font, by code.
    type3: Option<HashMap<u32, String>>,
    /// A simple TrueType font that is embedded and names no encoding: its codes are the font's own.
    builtin: bool,
    /// The embedded program, once a code has been looked up or its start was enough.
    program: Option<Program>,
    /// What the map says and what the program says, where the two are different letters or digits.
    pub(crate) contradicted: Vec<Contradiction>,
    /// Characters that were read by the standard encoding for want of any other.
    pub(crate) guessed: Vec<char>,
    codes: HashMap<(u32, u8), Code>,
    /// Where the ink of the glyphs of codes is, where it was asked for.
    ink: HashMap<u32, Option<[f64; 4]>>,
    /// The font with its program, where it is otherwise read without and ink was asked for.
    outlines: Option<Face<'a>>,
    /// The program of a TrueType font, if it was asked for and may be held.
    true_type: Option<Option<Cow<'a, [u8]>>>,
    /// What of it is damaged or missing.
    pub(crate) wrong: Vec<Wrong>,
    /// Whether its program has been looked through for damage.
    checked: bool,
    /// Why the font's own data was not read: an attack, or damage.
    pub(crate) refused: Option<Refused>,
    pub(crate) vertical: bool,
    pub(crate) ascent: f64,
    pub(crate) descent: f64,
    /// Size of what it prints for each point of its nominal size; 1 but for Type 3 fonts, whose units are their own.
    pub(crate) em: f64,
    pub(crate) info: FontInfo,
}

/// The fonts of one document, each read once, when something is first shown in it: many a page selects one that it never uses.
pub(crate) struct Fonts<'a> {
    loader: Rc<Loader<'a>>,
    pub(crate) loaded: Vec<LoadedFont<'a>>,
    /// Those that were selected, each with its place in `loaded` once it has been read.
    selected: Vec<(Dict<'a>, Option<usize>)>,
    /// Places in `selected`, by the bytes of the dictionary.
    by_data: HashMap<Vec<u8>, usize>,
    /// By the dictionary that names it (where its bytes lie, which is the same as long as the document is open) and the
    /// name: a page selects its fonts once for every few characters.
    by_name: HashMap<usize, HashMap<Vec<u8>, Option<usize>>>,
    stream_bytes: u64,
}

impl<'a> Fonts<'a> {
    pub(crate) fn new(stream_bytes: u64) -> Self {
        Self {
            loader: Rc::new(Loader::new(stream_bytes)),
            stream_bytes,
            loaded: Vec::new(),
            selected: Vec::new(),
            by_data: HashMap::default(),
            by_name: HashMap::default(),
        }
    }

    /// The font that resources give a name, for [`Self::shown`].
    pub(crate) fn named(&mut self, resources: &Resources<'a>, name: &Name<'_>) -> Option<usize> {
        let place = resources.fonts.data().as_ptr() as usize;
        let known = self.by_name.get(&place);
        if let Some(known) = known.and_then(|names| names.get(name.as_ref())) {
            return *known;
        }
        let found = resources.get_font(name).map(|dict| self.select(dict));
        let names = self.by_name.entry(place).or_default();
        names.insert(name.as_ref().to_vec(), found);
        found
    }

    /// A font by its dictionary, for [`Self::shown`].
    pub(crate) fn select(&mut self, dict: Dict<'a>) -> usize {
        if let Some(&index) = self.by_data.get(dict.data()) {
            return index;
        }
        let index = self.selected.len();
        self.by_data.insert(dict.data().to_vec(), index);
        self.selected.push((dict, None));
        index
    }

    /// A font that was selected, and its index in [`Self::loaded`].
    pub(crate) fn shown(&mut self, selected: usize) -> Option<(usize, &mut LoadedFont<'a>)> {
        let (dict, read) = self.selected.get(selected)?;
        let index = match *read {
            Some(index) => index,
            None => {
                let font = self.read(dict);
                let index = self.loaded.len();
                self.loaded.push(font);
                self.selected.get_mut(selected)?.1 = Some(index);
                index
            }
        };
        Some((index, self.loaded.get_mut(index)?))
    }

    fn read(&self, dict: &Dict<'a>) -> LoadedFont<'a> {
        let composite = dict
            .get::<Name<'_>>(b"Subtype")
            .is_some_and(|n| n.as_ref() == b"Type0");
        let holder = face::holder(dict);
        let descriptor = holder
            .get::<Dict<'_>>(b"FontDescriptor")
            .unwrap_or_default();
        let kind = dict.get::<Name<'_>>(b"Subtype");
        // A Type 3 font's glyphs are drawings in the file.
        let drawn = kind.is_some_and(|n| n.as_ref() == b"Type3");
        let embedded = drawn || FILES.iter().any(|key| descriptor.contains_key(key));
        let base = dict.get::<Name<'_>>(b"BaseFont");
        let base = base.as_ref().map_or(&b""[..], |n| n.as_ref());
        let (name, name_is_gbk) = unicode::font_name(base);
        let has_to_unicode = dict.contains_key(b"ToUnicode");
        let named = match dict.get::<Object<'_>>(b"Encoding") {
            Some(Object::Name(n)) if composite => Named::of(n.as_ref()),
            _ => None,
        };
        let maps = [
            dict.get::<Stream<'_>>(b"ToUnicode"),
            dict.get::<Stream<'_>>(b"Encoding"),
            holder.get::<Stream<'_>>(b"CIDToGIDMap"),
        ];
        let bomb = self.loader.is_spent() || maps.iter().flatten().any(|s| self.loader.is_bomb(s));
        let (found, program) = if bomb {
            (Err(Refused::Data), None)
        } else if face::codes_with_widths(&holder).is_none() {
            (Err(Refused::Widths), None)
        } else if let Some((font, program)) = Described::of(dict, &self.loader) {
            (Ok(Face::Described(Box::new(font))), Some(program))
        } else {
            (self.loader.load(dict), None)
        };
        let refused = found.as_ref().err().copied();
        let face = found.unwrap_or(Face::Absent);
        let collection = composite
            .then(|| Collection::of(dict, &holder, refused != Some(Refused::Data)))
            .flatten();
        let type3 = type3::extent(dict, self.stream_bytes);
        let (ascent, descent) = type3.unwrap_or_else(|| extent(&descriptor));
        let truetype = dict
            .get::<Name<'_>>(b"Subtype")
            .is_some_and(|n| n.as_ref() == b"TrueType");
        let gbk = !composite && !embedded && !has_to_unicode && name_is_gbk;
        let wrong = self.loader.take_flaws().into_iter().map(Wrong::Data);
        let wrong = wrong.chain(face::lacks_parts(dict).then_some(Wrong::Missing));
        let bold = name.contains("Bold") || name.contains("Black") || name.contains("Heavy");
        LoadedFont {
            vertical: face.is_vertical(),
            face,
            loader: self.loader.clone(),
            dict: dict.clone(),
            named,
            has_to_unicode,
            collection,
            gbk,
            composite,
            builtin: truetype && embedded && !dict.contains_key(b"Encoding"),
            program,
            contradicted: Vec::new(),
            guessed: Vec::new(),
            codes: HashMap::default(),
            ink: HashMap::default(),
            outlines: None,
            true_type: None,
            type3: type3.is_some().then(|| type3::names(dict)),
            wrong: wrong.collect(),
            checked: false,
            refused,
            ascent,
            descent,
            em: type3.map_or(1.0, |(up, down)| up - down),
            info: FontInfo {
                name,
                embedded,
                bold,
                gbk,
            },
        }
    }
}

/// Ascent and descent in ems, if the descriptor's are those of a text font.
fn extent(descriptor: &Dict<'_>) -> (f64, f64) {
    let read = |key: &[u8]| descriptor.get::<f32>(key).map(|v| f64::from(v) / 1000.0);
    match (read(b"Ascent"), read(b"Descent")) {
        (Some(up), Some(down)) if (0.5..=1.3).contains(&up) && (-0.6..=0.0).contains(&down) => {
            (up, down)
        }
        _ => (ASCENT, DESCENT),
    }
}

impl LoadedFont<'_> {
    /// Reads the code at the start of `bytes`: its length, and what is known of it.
    pub(crate) fn next(&mut self, bytes: &[u8]) -> (usize, Code) {
        let (code, len) = self.split(bytes);
        let key = (code, u8::try_from(len).unwrap_or(u8::MAX));
        if let Some(known) = self.codes.get(&key) {
            return (len, known.clone());
        }
        let found = self.look_up(code, bytes.get(..len).unwrap_or(bytes));
        self.codes.insert(key, found.clone());
        (len, found)
    }

    fn split(&self, bytes: &[u8]) -> (u32, usize) {
        let be = |n: usize| {
            bytes
                .iter()
                .take(n)
                .fold(0_u32, |code, &b| (code << 8) | u32::from(b))
        };
        if self.gbk {
            let len = unicode::gbk_len(bytes);
            return (be(len), len);
        }
        if self.composite
            && let Some(len) = self.named.and_then(|n| n.length(bytes))
        {
            return (be(len), len);
        }
        match self.face.read_code(bytes) {
            // An unmapped code of a two-byte font is still two bytes long.
            None | Some((0, 1)) if self.composite && bytes.len() >= 2 => (be(2), 2),
            None => (be(1), 1),
            Some(found) => found,
        }
    }

    fn look_up(&mut self, code: u32, bytes: &[u8]) -> Code {
        if self.face.wants_loading(code) {
            self.load();
        }
        let usual = if self.composite { 1000.0 } else { 500.0 };
        let one = |code: u32| self.face.advance(code).unwrap_or(usual);
        let advance = if self.gbk {
            bytes.iter().map(|&b| one(u32::from(b))).sum::<f64>()
        } else {
            one(code)
        };
        let (x, y) = self.face.offset(code);
        let offset = (x / 1000.0, y / 1000.0);
        let printed = self.printed(code, bytes);
        Code {
            printed,
            advance: advance / 1000.0,
            offset,
            width: if self.vertical {
                -2.0 * offset.0
            } else {
                advance / 1000.0
            },
        }
    }

    /// Whether the glyph of a code has ink.
    pub(crate) fn has_ink(&mut self, code: u32) -> bool {
        // In every encoding that has a name 32 is a blank: the map and the font's encoding agree.
        let named = || self.dict.get::<Name<'_>>(b"Encoding").is_some();
        (self.composite || code != 32 || !named())
            && self
                .placed(code)
                .unwrap_or_else(|| self.ink(code).is_some())
    }

    /// Whether the glyph of a code has ink, where the font's dictionary or the program's map says which glyph it is and the
    /// program's table of places that it has none or some: that is read in half the time that loading the font takes.
    fn placed(&mut self, code: u32) -> Option<bool> {
        let glyph = self.face.glyph(code);
        if glyph.is_none() && !self.builtin || self.outlines.is_some() {
            return None;
        }
        if self.true_type.is_none() {
            self.true_type = Some(self.loader.true_type(&self.dict));
            self.note_flaws();
        }
        let data = self.true_type.as_ref()?.as_deref()?;
        let glyph = glyph.or_else(|| program::glyph_of_code(data, code))?;
        program::has_ink(data, glyph)
    }

    /// The box round the ink of a code's glyph, in ems from its origin: left, lower, right, upper. The font is read with its
    /// program for it, once; what one that is not in the file shows is not known.
    pub(crate) fn ink(&mut self, code: u32) -> Option<[f64; 4]> {
        if !self.info.embedded {
            return None;
        }
        if let Some(known) = self.ink.get(&code) {
            return *known;
        }
        if matches!(self.face, Face::Described(_)) && self.outlines.is_none() {
            let loaded = self.loader.load_besides(&self.dict);
            self.outlines = Some(loaded.unwrap_or(Face::Absent));
            self.note_flaws();
        }
        let ink = self.outlines.as_ref().unwrap_or(&self.face).ink(code);
        let ink = ink.map(|sides| sides.map(|side| side / 1000.0));
        self.ink.insert(code, ink);
        ink
    }

    /// Reads the font with its program.
    fn load(&mut self) {
        self.program = None;
        self.face = self.loader.load(&self.dict).unwrap_or_else(|refused| {
            self.refused = Some(refused);
            Face::Absent
        });
        self.checked = true;
        self.note_flaws();
    }

    /// Takes note of what was wrong with the streams just read.
    fn note_flaws(&mut self) {
        let flaws = self.loader.take_flaws().into_iter().map(Wrong::Data);
        self.wrong.extend(flaws);
    }

    /// The Unicode of a code, by the first source that knows it: `ToUnicode`; the encoding, where it is one of
    /// characters (GBK, UCS-2 …); glyph names; the font program; the collection's CIDs.
    fn printed(&mut self, code: u32, bytes: &[u8]) -> Printed {
        if self.gbk {
            return decode(encoding_rs::GBK, bytes);
        }
        if self.info.embedded && self.program.is_none() {
            let program = self.face.program();
            // One that is too much says nothing, and is not read again.
            self.program = program.map(|p| match self.loader.spend(p.bytes()) {
                Ok(()) => p,
                Err(_) => Program::default(),
            });
        }
        // Which glyph it is matters only to a program that knows some.
        let program = self.program.as_ref().filter(|p| !p.is_silent());
        let id = program.and_then(|_| self.face.glyph(code));
        let by_font = || unicode::accept(self.face.unicode(code)?);
        let by_encoding = || unicode::accept_text(&self.named?.decode(bytes)?);
        let asked = Cell::new(false);
        let by_program = || {
            let found = program?.char(id?).map(Printed::Char)?;
            asked.set(true);
            Some(found)
        };
        let by_collection = || unicode::accept(self.collection.as_ref()?.char(code, bytes.len())?);
        let found = if self.has_to_unicode {
            by_font()
                .or_else(by_encoding)
                .or_else(by_program)
                .or_else(by_collection)
        } else if self.builtin {
            by_program()
        } else {
            by_encoding()
                .or_else(|| if self.composite { by_program() } else { None })
                .or_else(by_font)
                .or_else(by_program)
                .or_else(by_collection)
        };
        // Where the program alone says what a code is, it must be sound.
        let unchecked = asked.get() && !self.checked;
        let by_name = || {
            let name = self.type3.as_ref()?.get(&code)?;
            type3::named_by_code(name, code).map(Printed::Char)
        };
        let by_sign = || unicode::sign(&self.info.name, code).map(Printed::Char);
        let found = found.or_else(by_sign);
        let guess = if found.is_none() && self.builtin {
            by_font()
        } else if found.is_none() {
            by_name()
        } else {
            None
        };
        if let (Some(Printed::Char(ch)), Some(program), Some(id)) = (&found, program, id)
            && let Some(contradiction) = program.contradicts(id, *ch)
        {
            self.contradicted.push(contradiction);
            if contradiction.believed {
                return Printed::Char(contradiction.program);
            }
        }
        if unchecked {
            self.checked = true;
            self.loader.check_program(&self.dict);
            self.note_flaws();
        }
        if let Some(Printed::Char(ch)) = guess {
            self.guessed.push(ch);
        }
        found.or(guess).unwrap_or(Printed::Unknown)
    }
}

fn decode(encoding: &'static Encoding, bytes: &[u8]) -> Printed {
    let (text, _, bad) = encoding.decode(bytes);
    if bad {
        Printed::Unknown
    } else {
        unicode::accept_text(&text).unwrap_or(Printed::Unknown)
    }
}

/// Whether a dictionary's stream is an image.
pub(crate) fn is_image(stream: &Stream<'_>) -> bool {
    stream
        .dict()
        .get::<Name<'_>>(b"Subtype")
        .is_some_and(|n| n.as_ref() == b"Image")
}
