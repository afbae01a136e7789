//! XLS workbooks of Excel 97 to 2003 (MS-XLS, BIFF8), also by WPS (ET).

mod conditions;
mod formula;
mod looks;
mod records;
mod strings;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::rc::Rc;

use super::colour::{self, Colour};
use super::conditions::{Held, Rules};
use super::number_format::{NumberFormat, built_in};
use super::workbook::{self, Kind, POINT, Sheet, Sheets, Style, Value};
use super::{Node, SEEN, is_unseen};
use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind};
use looks::{AUTOMATIC, Font, NO_FILL, fill, fits, font, is_filled, palette, place};
use records::{Bytes, Record, Records};

/// Record types (MS-XLS 2.3).
mod kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000A;
    pub(super) const HEAD: u16 = 0x0014;
    pub(super) const FOOT: u16 = 0x0015;
    pub(super) const DATE_1904: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002F;
    pub(super) const FONT: u16 = 0x0031;
    pub(super) const CONTINUE: u16 = 0x003C;
    pub(super) const OBJECT: u16 = 0x005D;
    pub(super) const COL_INFO: u16 = 0x007D;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const MUL_RK: u16 = 0x00BD;
    pub(super) const PALETTE: u16 = 0x0092;
    pub(super) const RSTRING: u16 = 0x00D6;
    pub(super) const XF: u16 = 0x00E0;
    pub(super) const MERGE_CELLS: u16 = 0x00E5;
    pub(super) const SST: u16 = 0x00FC;
    pub(super) const LABEL_SST: u16 = 0x00FD;
    pub(super) const DRAWING: u16 = 0x00EC;
    pub(super) const RULES: u16 = 0x01B0;
    pub(super) const RULE: u16 = 0x01B1;
    pub(super) const TEXT_OBJECT: u16 = 0x01B6;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOL_ERR: u16 = 0x0205;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const ARRAY: u16 = 0x0221;
    pub(super) const DEFAULT_ROW_HEIGHT: u16 = 0x0225;
    pub(super) const WINDOW_2: u16 = 0x023E;
    pub(super) const RK: u16 = 0x027E;
    pub(super) const TABLE: u16 = 0x0236;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const SHARED_FORMULA: u16 = 0x04BC;
    pub(super) const BOF: u16 = 0x0809;
}

/// How wide a character of the usual letters is, in points.
const CHARACTER: f64 = 5.25;

/// Reads a workbook: its visible sheets, in their order.
pub(super) fn read(bytes: &[u8], ctx: &mut Context<'_>) -> Result<Vec<Node>, Error> {
    let stream = stream(bytes, ctx)?;
    let book = Book::read(&stream, ctx)?;
    let mut out = Sheets::default();
    for bound in &book.sheets {
        if bound.hidden {
            workbook::hidden_sheet(&bound.name, ctx);
            continue;
        }
        let Some(rest) = stream.get(bound.at..) else {
            return Err(damaged("a sheet lies behind the end of the file"));
        };
        let reader = Reader {
            sheet: Sheet::new(bound.name.clone(), ctx),
            book: &book,
            rules: Rules::default(),
        };
        out.push(reader.read(rest, ctx)?, ctx)?;
    }
    Ok(out.into_nodes())
}

fn damaged(what: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::DamagedOffice).detail(what.to_string())
}

/// The stream that holds the workbook.
fn stream(bytes: &[u8], ctx: &Context<'_>) -> Result<Vec<u8>, Error> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let stream = file.open_stream("Workbook").map_err(damaged)?;
    let cap = ctx.options.limits.stream_bytes;
    let mut out = Vec::new();
    let mut capped = stream.take(cap.saturating_add(1));
    capped.read_to_end(&mut out).map_err(damaged)?;
    let length = u64::try_from(out.len()).unwrap_or(u64::MAX);
    ctx.check_limit("stream_bytes", length, cap)?;
    Ok(out)
}

/// What all sheets share.
struct Book {
    sheets: Vec<Bound>,
    styles: Vec<Style>,
    fonts: Vec<Font>,
    /// The file's own colours.
    palette: Vec<Colour>,
    strings: Vec<strings::Rich>,
    /// Codes of number formats by their numbers.
    codes: HashMap<u16, String>,
    from_1904: bool,
    /// Whether a formula has a value: then an empty one is empty text. Some programs write all of them so, uncomputed.
    computed: bool,
}

struct Bound {
    name: String,
    at: usize,
    hidden: bool,
}

impl Book {
    fn read(stream: &[u8], ctx: &Context<'_>) -> Result<Self, Error> {
        let mut records = Records::new(stream);
        let begins = records.next().filter(|r| r.kind == kind::BOF);
        let version = begins.and_then(|r| Bytes(r.data).u16());
        if version != Some(0x0600) {
            return Err(ErrorKind::OldOffice {
                found: "an Excel 5.0/95 workbook (XLS)",
                save_as: "xlsx",
            }
            .into());
        }
        let mut book = Self {
            sheets: Vec::new(),
            styles: Vec::new(),
            fonts: Vec::new(),
            palette: Vec::new(),
            strings: Vec::new(),
            codes: HashMap::new(),
            from_1904: false,
            computed: false,
        };
        let mut codes: HashMap<u16, String> = HashMap::new();
        let mut formats: Vec<(usize, u16, Bytes<'_>)> = Vec::new();
        while let Some(record) = records.next() {
            let mut data = Bytes(record.data);
            match record.kind {
                kind::EOF => break,
                kind::FILE_PASS => return Err(ErrorKind::EncryptedOffice.into()),
                kind::DATE_1904 => book.from_1904 = data.u16() == Some(1),
                kind::FONT => book.fonts.push(font(data).unwrap_or_default()),
                kind::FORMAT => {
                    if let (Some(id), Some(code)) = (data.u16(), strings::long(&mut data)) {
                        codes.insert(id, code);
                    }
                }
                kind::XF => {
                    let font = usize::from(data.u16().unwrap_or(0));
                    formats.push((font, data.u16().unwrap_or(0), data));
                }
                kind::PALETTE => book.palette = palette(data),
                kind::BOUND_SHEET => book.sheets.extend(bound(data)),
                kind::SST => book.strings = strings::shared(record.data, &mut records, ctx)?,
                _ => {}
            }
            ctx.check_time()?;
        }
        let mut read: HashMap<u16, Option<Rc<NumberFormat>>> = HashMap::new();
        for (font, id, rest) in formats {
            let code = codes.get(&id).map_or_else(|| built_in(id), String::as_str);
            let general = code.eq_ignore_ascii_case("General");
            let parsed = || {
                (!general)
                    .then(|| NumberFormat::read(code).map(Rc::new))
                    .flatten()
            };
            let format = read.entry(id).or_insert_with(parsed).clone();
            let font = book.font(font);
            let style = Style {
                unread: (format.is_none() && !general).then(|| code.to_owned()),
                format,
                look: font.look,
                // Letters without a colour of their own are black on any ground.
                ink: match font.ink {
                    AUTOMATIC => Some(colour::BLACK),
                    number => book.colour(number),
                },
                ground: match fill(rest) {
                    Some(NO_FILL) => Some(colour::WHITE),
                    Some(number) => book.colour(number),
                    None => None,
                },
                signs: font.signs,
                points: None,
            };
            let fits = fits(rest) != Some(false);
            book.styles.push(style.in_letters(font.points, fits));
        }
        book.codes = codes;
        book.computed =
            Records::new(stream).any(|r| r.kind == kind::FORMULA && is_computed(r.data));
        Ok(book)
    }

    /// A font; there is no font 4 (MS-XLS 2.5.129).
    fn font(&self, font: usize) -> Font {
        let index = if font > 4 { font - 1 } else { font };
        self.fonts.get(index).copied().unwrap_or_default()
    }

    /// A colour by its number; none if it is left to the program.
    fn colour(&self, number: u16) -> Option<Colour> {
        colour::indexed(number.into(), &self.palette)
    }

    /// How a stretch of text in a font looks in a cell of a style; none if it is not seen.
    fn look_in(&self, style: &Style, font: usize) -> Option<strings::Letters> {
        let font = self.font(font);
        let ink = match font.ink {
            AUTOMATIC => Some(colour::BLACK),
            number => self.colour(number),
        };
        let hidden = is_unseen(font.points) || style.hides(ink);
        (!hidden).then_some((font.look, font.signs))
    }
}

fn bound(mut data: Bytes<'_>) -> Option<Bound> {
    let at = usize::try_from(data.u32()?).ok()?;
    let hidden = data.u8()? & 0b11 != 0;
    // Charts and macros hold no cells.
    let sheet = data.u8()? == 0;
    let name = strings::short(&mut data)?;
    sheet.then_some(Bound { name, at, hidden })
}

/// Whether a formula's value is anything but empty text.
fn is_computed(data: &[u8]) -> bool {
    !matches!(data.get(6..14), Some([3, _, _, _, _, _, 0xFF, 0xFF]))
}

struct Reader<'a> {
    sheet: Sheet,
    book: &'a Book,
    rules: Rules,
}

impl Reader<'_> {
    fn read(mut self, rest: &[u8], ctx: &mut Context<'_>) -> Result<Sheet, Error> {
        let mut records = Records::new(rest);
        let begins = records.next().is_some_and(|r| r.kind == kind::BOF);
        if !begins {
            return Err(damaged("a sheet does not begin where it should"));
        }
        // How the window shows the sheet is said below its cells.
        let mut windows = records.clone().filter(|r| r.kind == kind::WINDOW_2);
        let flags = windows.next().and_then(|r| Bytes(r.data).u16());
        if flags.is_some_and(|f| f & 0x0010 == 0) {
            self.sheet.hide_zeros();
        }
        self.rules = conditions::read(records.clone(), self.book, ctx)?;
        // Charts within the sheet.
        let mut inner = 0_usize;
        let mut hidden_else = false;
        let mut spoken = 0_u32;
        // A formula whose text follows.
        let mut open: Option<(u32, u32, u16)> = None;
        let mut count = 0_u32;
        let mut is_box = false;
        let mut drawn: &[u8] = &[];
        while let Some(record) = records.next() {
            count = count.wrapping_add(1);
            if count.is_multiple_of(1 << 12) {
                ctx.check_time()?;
            }
            match record.kind {
                kind::BOF => inner += 1,
                kind::EOF if inner == 0 => break,
                kind::EOF => inner -= 1,
                _ if inner > 0 => {}
                kind::DEFAULT_ROW_HEIGHT => {
                    hidden_else = Bytes(record.data).u16().is_some_and(|f| f & 0x02 != 0);
                }
                kind::ROW => {
                    if let Some((row, hidden)) = row(record.data) {
                        if hidden_else && row > spoken {
                            self.sheet.hide_rows(spoken, row - 1);
                        }
                        spoken = spoken.max(row + 1);
                        if hidden {
                            self.sheet.hide_rows(row, row);
                        }
                    }
                }
                // A text box or shape; comments are such objects, too.
                kind::OBJECT => {
                    let what = record.data.get(4..6).and_then(|b| Bytes(b).u16());
                    is_box = what.is_some_and(is_shape);
                    let lies = match what {
                        Some(PICTURE) => Some(Kind::Unknown),
                        Some(what) if is_shape(what) && is_filled(drawn) => Some(Kind::Shape),
                        _ => None,
                    };
                    if let Some((kind, at)) = lies.zip(place(drawn)) {
                        self.sheet.put_over(at, kind, ctx)?;
                    }
                }
                // It says where the object lies that follows.
                kind::DRAWING if place(record.data).is_some() => drawn = record.data,
                kind::DRAWING => {}
                kind::TEXT_OBJECT => {
                    let count = record.data.get(10..12).and_then(|b| Bytes(b).u16());
                    let text = strings::of_object(count.unwrap_or(0), &mut records);
                    if is_box {
                        self.sheet.put_box(place(drawn), &text, ctx)?;
                    }
                }
                kind::HEAD | kind::FOOT => {
                    let code = strings::long(&mut Bytes(record.data)).unwrap_or_default();
                    for text in workbook::texts_of_head(&code) {
                        self.sheet.put_head(&text);
                    }
                }
                kind::COL_INFO => self.columns(record.data),
                kind::MERGE_CELLS => self.merged(record.data),
                kind::STRING => {
                    if let Some((row, col, style)) = open.take() {
                        let text = strings::of_record(record.data, &mut records);
                        self.text((row, col), style, text, ctx)?;
                    }
                }
                // These stand between a formula and its text.
                kind::ARRAY | kind::TABLE | kind::SHARED_FORMULA => {}
                _ => open = self.cell(&record, ctx)?,
            }
        }
        Ok(self.sheet)
    }

    fn columns(&mut self, data: &[u8]) {
        let mut data = Bytes(data);
        let (Some(first), Some(last)) = (data.u16(), data.u16()) else {
            return;
        };
        let (width, _, flags) = (data.u16(), data.u16(), data.u16());
        // In parts of 256 of a character, which is some five points wide.
        let width = width.map(|w| f64::from(w) / 256.0 * CHARACTER);
        if flags.is_some_and(|f| f & 1 != 0) || width.is_some_and(|w| w < SEEN) {
            self.sheet.hide_columns(first.into(), last.into());
        } else if let Some(width) = width {
            let columns = self.sheet.columns();
            columns.set(first.into(), last.into(), width * POINT);
            // Of 256 columns the last ones are as no one made them.
            if last >= 255 {
                columns.set_usual(width * POINT);
            }
        }
    }

    fn merged(&mut self, data: &[u8]) {
        let mut data = Bytes(data);
        let count = data.u16().unwrap_or(0);
        for _ in 0..count {
            let (Some(top), Some(bottom), Some(left), Some(right)) =
                (data.u16(), data.u16(), data.u16(), data.u16())
            else {
                return;
            };
            self.sheet
                .merge([top.into(), left.into(), bottom.into(), right.into()]);
        }
    }

    fn style(&self, index: u16) -> Style {
        self.book
            .styles
            .get(usize::from(index))
            .cloned()
            .unwrap_or_default()
    }

    fn text(
        &mut self,
        at: (u32, u32),
        style: u16,
        text: String,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        let fonts = Vec::new();
        self.rich(at, &strings::Rich { text, fonts }, style, ctx)
    }

    fn rich(
        &mut self,
        at: (u32, u32),
        rich: &strings::Rich,
        style: u16,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        let held = || Held::Text(rich.text.clone());
        let (style, doubt) = self.ruled(at, held, style);
        let own = (!style.hides(style.ink)).then_some((style.look, style.signs));
        let book = self.book;
        let (runs, hidden) = rich.runs(own, |font| book.look_in(&style, font));
        if hidden {
            self.sheet.hide_cell(at);
        }
        let mut value = Value::Text(runs);
        if workbook::is_picture(rich.text.trim_start_matches('=')) && rich.text.starts_with('=') {
            self.sheet.put_picture_in(at);
            value = Value::Text(Vec::new());
        }
        self.sheet
            .put(at, value, &style, self.book.from_1904, ctx)?;
        self.sheet.doubt(at, doubt.as_slice());
        Ok(())
    }

    /// The style of a cell as rules leave it, and what is doubtful about that.
    fn ruled(
        &mut self,
        at: (u32, u32),
        held: impl Fn() -> Held,
        style: u16,
    ) -> (Style, Option<Diagnostic>) {
        let style = self.style(style);
        if self.rules.is_empty() {
            return (style, None);
        }
        let (style, perhaps) = self.rules.styled(at, held(), Cow::Owned(style), &[]);
        let doubt = perhaps.then(|| workbook::by_rule().at(Some(self.sheet.at(at.0, at.1))));
        (style.into_owned(), doubt)
    }

    fn put(
        &mut self,
        at: (u32, u32),
        value: Value,
        style: u16,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        let held = || match value {
            Value::Number(number) => Held::Number(number),
            _ => Held::Blank,
        };
        let (style, doubt) = self.ruled(at, held, style);
        self.sheet
            .put(at, value, &style, self.book.from_1904, ctx)?;
        self.sheet.doubt(at, doubt.as_slice());
        Ok(())
    }

    /// A record that may be a cell's; returns where the text belongs that may follow a formula.
    fn cell(
        &mut self,
        record: &Record<'_>,
        ctx: &Context<'_>,
    ) -> Result<Option<(u32, u32, u16)>, Error> {
        let mut data = Bytes(record.data);
        let (Some(row), Some(col), Some(index)) = (data.u16(), data.u16(), data.u16()) else {
            return Ok(None);
        };
        let at = (u32::from(row), u32::from(col));
        match record.kind {
            kind::NUMBER => {
                if let Some(number) = data.f64() {
                    self.put(at, Value::Number(number), index, ctx)?;
                }
            }
            kind::RK => {
                if let Some(number) = data.rk() {
                    self.put(at, Value::Number(number), index, ctx)?;
                }
            }
            kind::MUL_RK => {
                let mut data = Bytes(record.data);
                data.skip(4);
                let mut at = at;
                // The last two bytes are the last column.
                while data.0.len() >= 8 {
                    let (Some(index), Some(number)) = (data.u16(), data.rk()) else {
                        break;
                    };
                    self.put(at, Value::Number(number), index, ctx)?;
                    at.1 += 1;
                }
            }
            kind::LABEL_SST => {
                let rich = data
                    .u32()
                    .and_then(|i| self.book.strings.get(usize::try_from(i).ok()?));
                match rich {
                    Some(rich) => self.rich(at, rich, index, ctx)?,
                    None => self.put(at, Value::Lost, index, ctx)?,
                }
            }
            kind::LABEL | kind::RSTRING => {
                if let Some(text) = strings::long(&mut data) {
                    let rich = strings::Rich {
                        text,
                        fonts: if record.kind == kind::RSTRING {
                            strings::fonts(&mut data)
                        } else {
                            Vec::new()
                        },
                    };
                    self.rich(at, &rich, index, ctx)?;
                }
            }
            kind::BOOL_ERR => {
                if let (Some(value), Some(is_error)) = (data.u8(), data.u8()) {
                    self.text(at, index, word(value, is_error != 0).into(), ctx)?;
                }
            }
            kind::FORMULA => {
                let Some(value) = data.0.get(..8) else {
                    return Ok(None);
                };
                match *value {
                    [0, _, _, _, _, _, 0xFF, 0xFF] => {}
                    [1, _, value, _, _, _, 0xFF, 0xFF] => {
                        self.text(at, index, word(value, false).into(), ctx)?;
                    }
                    [2, _, value, _, _, _, 0xFF, 0xFF] => {
                        self.text(at, index, word(value, true).into(), ctx)?;
                    }
                    [_, _, _, _, _, _, 0xFF, 0xFF] if self.book.computed => {}
                    [_, _, _, _, _, _, 0xFF, 0xFF] => {
                        self.put(at, Value::Missing, index, ctx)?;
                    }
                    // No text follows where a program left zero for one.
                    [0, 0, 0, 0, 0, 0, 0, 0] => {
                        match formula::gives(data.0.get(16..).unwrap_or_default()) {
                            formula::Gives::Text(text) => self.text(at, index, text, ctx)?,
                            formula::Gives::SomeText => {
                                self.put(at, Value::Missing, index, ctx)?;
                            }
                            formula::Gives::Other => {
                                self.put(at, Value::Number(0.0), index, ctx)?;
                            }
                        }
                    }
                    _ => {
                        if let Some(number) = data.f64() {
                            self.put(at, Value::Number(number), index, ctx)?;
                        }
                    }
                }
                // Its text may follow whatever the value says: some programs say zero.
                return Ok(Some((at.0, at.1, index)));
            }
            _ => {}
        }
        Ok(None)
    }
}

/// What an object is (MS-XLS 2.5.143): a picture, or a program's object, which is shown as one.
const PICTURE: u16 = 0x08;

/// Whether an object is a shape that may hold text: rectangle, oval, text box, polygon, label, or of another form.
fn is_shape(what: u16) -> bool {
    matches!(what, 0x02 | 0x03 | 0x06 | 0x09 | 0x0E | 0x1E)
}

/// A row, and whether it is not shown (MS-XLS 2.4.249).
fn row(data: &[u8]) -> Option<(u32, bool)> {
    let mut data = Bytes(data);
    let row = data.u16()?;
    data.skip(4)?;
    let height = data.u16()?;
    data.skip(4)?;
    let flags = data.u16()?;
    // A height of its own, in twentieths of a point, which is as good as none.
    let flat = f64::from(height & 0x7FFF) / 20.0 < SEEN && flags & 0x40 != 0;
    Some((row.into(), flags & 0x20 != 0 || flat))
}

/// A truth value or an error as it is shown.
fn word(value: u8, is_error: bool) -> &'static str {
    match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    }
}
