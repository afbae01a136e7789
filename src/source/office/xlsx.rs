//! XLSX workbooks (ECMA-376-1, 18), Strict ones too.

mod conditions;
mod drawing;
mod strings;
mod styles;

use foldhash::{HashMap, HashSet};
use std::borrow::Cow;

use super::archive::Archive;
use super::conditions::{Held, Rules};
use super::relations::Relations;
use super::workbook::{self, Anchor, Kind, POINT, Sheet, Sheets, Style, Value};
use super::xml::{Tag, Token, Tokens};
use super::{Look, Node, Run, SEEN};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use strings::{Piece, rich_text, shared_strings, unescape};
use styles::{Colours, Styles};

/// Reads a workbook: its visible sheets, in their order.
pub(super) fn read(bytes: &[u8], ctx: &mut Context<'_>) -> Result<Vec<Node>, Error> {
    let mut archive = Archive::open(bytes, ctx)?;
    let main = Relations::of(&mut archive, "", ctx)?
        .by_kind("officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), str::to_owned);
    let Some(text) = archive.text(&main, ctx)? else {
        return Err(Error::new(ErrorKind::DamagedOffice).detail(format!("there is no {main}")));
    };
    let relations = Relations::of(&mut archive, &main, ctx)?;
    let book = book(&text, ctx)?;
    let styles = match relations.by_kind("styles") {
        Some(part) => archive.text(part, ctx)?,
        None => None,
    };
    let theme = match relations.by_kind("theme") {
        Some(part) => archive.text(part, ctx)?,
        None => None,
    };
    let colours = Colours::read(theme.as_deref().unwrap_or_default(), ctx)?;
    let styles = styles::read(styles.as_deref().unwrap_or_default(), colours, ctx)?;
    let strings = match relations.by_kind("sharedStrings") {
        Some(part) => archive.text(part, ctx)?,
        None => None,
    };
    let strings = shared_strings(strings.as_deref().unwrap_or_default(), &styles.colours, ctx)?;
    // Pictures in cells: older programs show an error for them.
    let pictures = match relations.by_kind("rdRichValueStructure") {
        Some(part) => {
            let kinds = archive.text(part, ctx)?.unwrap_or_default();
            kinds.contains("_localImage") || kinds.contains("_webimage")
        }
        // What else it may stand for is described.
        None => true,
    };
    let mut out = Sheets::default();
    for (name, id, hidden) in book.sheets {
        // Sheets of charts and of old macros hold no cells.
        let Some(part) = relations.by_id(&id, "worksheet") else {
            continue;
        };
        if hidden {
            workbook::hidden_sheet(&name, ctx);
            continue;
        }
        let Some(text) = archive.text(part, ctx)? else {
            return Err(Error::new(ErrorKind::DamagedOffice).detail(format!("there is no {part}")));
        };
        let mut reader = Reader {
            sheet: Sheet::new(name, ctx),
            styles: &styles,
            strings: &strings,
            from_1904: book.from_1904,
            uncomputed: book.computes && is_uncomputed(&text),
            rules: conditions::read(&text, &styles, ctx)?,
            painted: Vec::new(),
            pictures,
        };
        let own = Relations::of(&mut archive, part, ctx)?;
        for part in own.all_of_kind("table") {
            let text = archive.text(part, ctx)?.unwrap_or_default();
            reader.painted.extend(painted(&text, ctx)?);
        }
        let (mut sheet, foreign) = reader.read(&text, ctx)?;
        lie_over(&mut archive, &own, foreign, &mut sheet, ctx)?;
        out.push(sheet, ctx)?;
    }
    Ok(out.into_nodes())
}

/// Reads what lies over the cells of a sheet: what boxes say, and where pictures, objects and shapes are.
fn lie_over(
    archive: &mut Archive<'_>,
    own: &Relations,
    foreign: Foreign,
    sheet: &mut Sheet,
    ctx: &mut Context<'_>,
) -> Result<(), Error> {
    if let Some(part) = own.by_kind("drawing")
        && let Some(text) = archive.text(part, ctx)?
    {
        let pictures = drawing::read(&text, sheet, ctx)?;
        let relations = Relations::of(archive, part, ctx)?;
        let mut known: HashMap<&str, Kind> = HashMap::default();
        for picture in pictures {
            let pixels = match (picture.kind, &picture.blip) {
                (Kind::Picture, Some(id)) => relations.by_id(id, "image"),
                _ => None,
            };
            let kind = match pixels {
                Some(part) => match known.get(part) {
                    Some(kind) => *kind,
                    None => {
                        let kind = Kind::of(&archive.part(part, ctx)?.unwrap_or_default(), ctx)?;
                        known.insert(part, kind);
                        kind
                    }
                },
                None => picture.kind,
            };
            sheet.put_over(picture.at, kind, ctx)?;
        }
    }
    let old = match &foreign.old {
        Some(id) => own.by_id(id, "vmlDrawing"),
        None => None,
    };
    let old = match old {
        Some(part) => archive.text(part, ctx)?.unwrap_or_default(),
        None => String::new(),
    };
    let mut places = Vec::new();
    match drawing::old(&old, &mut places, ctx) {
        // Parts of the old kind are not always well formed: what programs show of them is a picture at most.
        Err(error) if *error.kind() != ErrorKind::DamagedOffice => return Err(error),
        _ => {}
    }
    // An object is a picture of the old kind, too: newer programs say twice where it lies.
    let shapes: HashSet<u32> = places.iter().filter_map(|(shape, _)| *shape).collect();
    let mut nowhere = 0_u32;
    for (shape, place) in foreign.objects {
        match place {
            _ if shape.is_some_and(|s| shapes.contains(&s)) => {}
            Some(place) => places.push((shape, place)),
            None => nowhere = nowhere.saturating_add(1),
        }
    }
    if nowhere > 0 {
        sheet.say_pictures(nowhere, ctx);
    }
    for (_, anchor) in places {
        sheet.put_over(anchor, Kind::Unknown, ctx)?;
    }
    Ok(())
}

/// What a sheet says of pictures that no drawing holds: objects of other programs, and the part of the old kind.
#[derive(Debug, Default)]
struct Foreign {
    objects: Vec<drawing::Placed<Option<Anchor>>>,
    old: Option<String>,
}

struct Book {
    from_1904: bool,
    /// Whether programs are to compute all formulas when they open it.
    computes: bool,
    /// Name, id of the part, and whether it is hidden.
    sheets: Vec<(String, String, bool)>,
}

fn book(text: &str, ctx: &Context<'_>) -> Result<Book, Error> {
    let mut tokens = Tokens::new(text);
    let mut book = Book {
        from_1904: false,
        computes: false,
        sheets: Vec::new(),
    };
    while let Some(token) = tokens.next(ctx)? {
        let Token::Start(tag) = token else { continue };
        match tag.name() {
            "calcPr" => book.computes = tag.is_on("fullCalcOnLoad"),
            "workbookPr" => book.from_1904 = tag.is_on("date1904"),
            "sheet" => {
                let hidden = tag.attribute("state").is_some_and(|s| s != "visible");
                let name = tag.attribute("name").unwrap_or_default();
                let id = tag.attribute("id").unwrap_or_default();
                book.sheets.push((name, id, hidden));
                workbook::check_length(book.sheets.len(), ctx)?;
            }
            // What other programs' extensions say of sheets.
            "extLst" => tokens.skip(ctx)?,
            _ => {}
        }
    }
    Ok(book)
}

/// A sheet being read.
struct Reader<'a> {
    sheet: Sheet,
    styles: &'a Styles,
    strings: &'a [Vec<Piece>],
    from_1904: bool,
    /// Whether no formula was ever computed.
    uncomputed: bool,
    rules: Rules,
    /// Ranges whose ground a style of tables may paint.
    painted: Vec<[u32; 4]>,
    /// Whether an error of a cell may stand for a picture in it.
    pictures: bool,
}

/// Whether all values of formulas are zero: so they stand where a program that computes nothing wrote them.
fn is_uncomputed(text: &str) -> bool {
    // Hardly another tag ends in this letter, and one letter is found at once.
    let mut ends = text.match_indices('f').filter_map(|(at, _)| {
        let (before, behind) = text.split_at_checked(at)?;
        let value = behind.strip_prefix("f><v>")?;
        before.ends_with("</").then_some(value)
    });
    ends.all(|value| value.starts_with("0<") || value.starts_with('<'))
}

/// Units of drawings to the width of a digit in the usual letters: 7 pixels of a 96th of an inch.
const CHARACTER: f64 = 66_675.0;
/// The last row and column that a sheet has.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

impl Reader<'_> {
    fn read(mut self, text: &str, ctx: &mut Context<'_>) -> Result<(Sheet, Foreign), Error> {
        let mut foreign = Foreign::default();
        let (mut left, mut first) = (false, false);
        let mut tokens = Tokens::new(text);
        // Row and column of the next cell that does not say where it stands.
        let (mut row, mut col) = (0_u32, 0_u32);
        // Rows that the file does not speak of are hidden where the sheet says so; those that it speaks of say themselves.
        let mut hidden_else = false;
        let mut spoken: u32 = 0;
        while let Some(token) = tokens.next(ctx)? {
            let Token::Start(tag) = token else { continue };
            match tag.name() {
                "sheetView" => {
                    let zeros = tag.attribute("showZeros");
                    if zeros.is_some_and(|v| matches!(&*v, "0" | "false")) {
                        self.sheet.hide_zeros();
                    }
                }
                "sheetFormatPr" => {
                    hidden_else = tag.is_on("zeroHeight");
                    if let Some(height) = tag.number::<f64>("defaultRowHeight") {
                        self.sheet.rows().set_usual(height * POINT);
                    }
                    if let Some(width) = tag.number::<f64>("defaultColWidth") {
                        self.sheet.columns().set_usual(width * CHARACTER);
                    }
                }
                "col" => {
                    let width = tag.number::<f64>("width");
                    let hidden =
                        tag.is_on("hidden") || width.is_some_and(|w| w * CHARACTER < SEEN * POINT);
                    if let Some((first, last)) = tag.number("min").zip(tag.number("max")) {
                        let zero_based = |n: u32| n.saturating_sub(1).min(LAST_COLUMN);
                        let (first, last) = (zero_based(first), zero_based(last));
                        if hidden {
                            self.sheet.hide_columns(first, last);
                        } else if let Some(width) = width {
                            self.sheet.columns().set(first, last, width * CHARACTER);
                        }
                    }
                }
                "row" => {
                    row = match tag.number::<u32>("r") {
                        Some(number) => number.saturating_sub(1).min(LAST_ROW),
                        None => spoken,
                    };
                    if hidden_else && row > spoken {
                        self.sheet.hide_rows(spoken, row - 1);
                    }
                    spoken = row + 1;
                    col = 0;
                    let height = tag.number::<f64>("ht");
                    let hidden = tag.is_on("hidden") || height.is_some_and(|h| h < SEEN);
                    if hidden {
                        self.sheet.hide_rows(row, row);
                    } else if let Some(height) = height {
                        self.sheet.rows().set(row, row, height * POINT);
                    }
                }
                "c" => {
                    let head = CellHead::of(&tag);
                    let (at_row, at_col) = head.place.unwrap_or((row, col));
                    let at = (at_row.min(LAST_ROW), at_col.min(LAST_COLUMN));
                    col = at.1 + 1;
                    self.cell(at, &head, &mut tokens, ctx)?;
                }
                "mergeCell" => {
                    let range = tag.attribute("ref").and_then(|r| range(&r));
                    if let Some(range) = range {
                        self.sheet.merge(range);
                    }
                }
                // Pages on the left and the first have heads of their own where that is switched on (18.3.1.46).
                "headerFooter" => {
                    (left, first) = (tag.is_on("differentOddEven"), tag.is_on("differentFirst"));
                }
                "evenHeader" | "evenFooter" if !left => {}
                "firstHeader" | "firstFooter" if !first => {}
                "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
                | "firstFooter" => {
                    if let Some(Token::Text(code)) = tokens.next(ctx)? {
                        for text in workbook::texts_of_head(&code) {
                            self.sheet.put_head(&text);
                        }
                    }
                }
                "oleObjects" => foreign.objects.extend(drawing::objects(&mut tokens, ctx)?),
                "legacyDrawing" => foreign.old = tag.attribute("id"),
                _ => {}
            }
        }
        Ok((self.sheet, foreign))
    }

    fn cell<'x>(
        &mut self,
        at: (u32, u32),
        head: &CellHead<'_>,
        tokens: &mut Tokens<'x>,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        let kind = &*head.kind;
        let outside = tokens.depth().saturating_sub(1);
        let (mut value, mut formula, mut text) = (Cow::<'x, str>::default(), false, None);
        let mut calls = false;
        let mut inside = false;
        while tokens.depth() > outside {
            match tokens.next(ctx)? {
                Some(Token::Start(tag)) => match tag.name() {
                    "v" => inside = true,
                    "f" => {
                        formula = true;
                        // What an error stands for is said by what gives it alone.
                        match tokens.next(ctx)? {
                            Some(Token::Text(text)) if kind == "e" => {
                                calls = workbook::is_picture(&text);
                            }
                            Some(Token::End) => continue,
                            _ => {}
                        }
                        while tokens.depth() > outside + 1 {
                            if tokens.next(ctx)?.is_none() {
                                break;
                            }
                        }
                    }
                    "is" => text = Some(rich_text(tokens, &self.styles.colours, ctx)?),
                    _ => tokens.skip(ctx)?,
                },
                Some(Token::Text(more)) if inside => value += more,
                Some(Token::End) => inside = false,
                Some(Token::Text(_)) => {}
                None => break,
            }
        }
        // What is shared is not copied before it is known how it looks.
        let plain = |text: String| {
            let look = Look::Plain;
            vec![Piece {
                run: Run { text, look },
                ink: None,
                small: false,
            }]
        };
        let raw = match (kind, text) {
            (_, Some(pieces)) => Raw::Text(Cow::Owned(pieces)),
            ("s", None) => {
                let index = value.trim().parse::<usize>().ok();
                let pieces = index.and_then(|i| self.strings.get(i));
                pieces.map_or(Raw::Lost, |p| Raw::Text(Cow::Borrowed(p)))
            }
            ("str", None) => {
                let mut value = value.into_owned();
                unescape(&mut value);
                Raw::Text(Cow::Owned(plain(value)))
            }
            ("e", None) => Raw::Error(value.into_owned()),
            ("b", None) => Raw::Text(Cow::Owned(plain(
                if value.trim() == "1" { "TRUE" } else { "FALSE" }.into(),
            ))),
            (_, None) if value.trim().is_empty() => {
                if !formula {
                    return Ok(());
                }
                Raw::Missing
            }
            (_, None) if formula && self.uncomputed && value.trim() == "0" => Raw::Missing,
            ("d", None) => match workbook::serial(&value, self.from_1904) {
                Some(serial) => Raw::Number(serial),
                None => Raw::Text(Cow::Owned(plain(value.into_owned()))),
            },
            (_, None) => match value.trim().parse::<f64>() {
                Ok(number) => Raw::Number(number),
                Err(_) => Raw::Text(Cow::Owned(plain(value.into_owned()))),
            },
        };
        let fallback = Style::default();
        let mut style = Cow::Borrowed(self.styles.cells.get(head.style).unwrap_or(&fallback));
        if style.ink.is_some() && workbook::is_inside(&self.painted, at) {
            style.to_mut().ground = None;
        }
        let mut doubt = None;
        let own = style.look;
        if !self.rules.is_empty() {
            let (seen, perhaps) = self.rules.styled(at, raw.held(), style, &[]);
            style = seen;
            if perhaps {
                doubt = Some(workbook::by_rule().at(Some(self.sheet.at(at.0, at.1))));
            }
        }
        let ruled = style.look != own;
        let mut raw = raw;
        let rich = self.pictures && head.rich;
        if formula && is_picture(&raw) || (rich || calls) && matches!(raw, Raw::Error(_)) {
            self.sheet.put_picture_in(at);
            raw = Raw::Text(Cow::Borrowed(&[]));
        }
        let value = match raw {
            Raw::Number(number) => Value::Number(number),
            Raw::Missing => Value::Missing,
            Raw::Lost => Value::Lost,
            Raw::Error(text) => Value::Text(self.seen(at, plain(text), &style, ruled)),
            Raw::Text(pieces) => Value::Text(self.seen(at, pieces.into_owned(), &style, ruled)),
        };
        self.sheet.put(at, value, &style, self.from_1904, ctx)?;
        self.sheet.doubt(at, doubt.as_slice());
        Ok(())
    }

    /// The runs of a text that are seen in a cell of a style, whose look holds where they have none of their own.
    fn seen(&mut self, at: (u32, u32), pieces: Vec<Piece>, style: &Style, ruled: bool) -> Vec<Run> {
        let seen = pieces.into_iter().filter_map(|piece| {
            let Piece {
                mut run,
                ink,
                small,
            } = piece;
            let hidden = small || style.hides(ink.unwrap_or(style.ink));
            if hidden && !run.text.trim().is_empty() {
                self.sheet.hide_cell(at);
                return None;
            }
            // A stretch with a font of its own is not in the cell's; what a rule lays over the cell holds for it, too.
            let own = ink.is_some() && !ruled;
            run.look = match run.look {
                Look::Plain if !own => style.look,
                look => look,
            };
            if let Some(signs) = style.signs.filter(|_| ink.is_none()) {
                signs.print(&mut run.text);
            }
            Some(run)
        });
        seen.collect()
    }
}

/// What the tag of a cell says.
#[derive(Default)]
struct CellHead<'x> {
    place: Option<(u32, u32)>,
    kind: Cow<'x, str>,
    style: usize,
    /// Whether it has a value of the rich kind.
    rich: bool,
}

impl<'x> CellHead<'x> {
    fn of(tag: &'x Tag<'_>) -> Self {
        let mut out = Self::default();
        for (name, value) in tag.attributes() {
            match name {
                "r" => out.place = crate::location::cell_place(&value),
                "s" => out.style = value.trim().parse().unwrap_or(0),
                "t" => out.kind = value,
                "vm" => out.rich = true,
                _ => {}
            }
        }
        out
    }
}

/// What a cell holds.
enum Raw<'s> {
    Number(f64),
    Text(Cow<'s, [Piece]>),
    Error(String),
    Missing,
    Lost,
}

impl Raw<'_> {
    /// For comparing.
    fn held(&self) -> Held {
        match self {
            Self::Number(number) => Held::Number(*number),
            Self::Text(pieces) => Held::Text(pieces.iter().map(|p| &*p.run.text).collect()),
            Self::Error(_) => Held::Error,
            Self::Missing | Self::Lost => Held::Blank,
        }
    }
}

/// Whether a formula's text is that of a picture in the cell, as WPS stores it.
fn is_picture(raw: &Raw<'_>) -> bool {
    match raw {
        Raw::Text(pieces) => {
            let text = pieces.first().map(|p| p.run.text.trim_start_matches('='));
            text.is_some_and(workbook::is_picture)
        }
        _ => false,
    }
}

/// The range of a table, if a style of tables paints it (ECMA-376-1, 18.5.1.2).
fn painted(text: &str, ctx: &Context<'_>) -> Result<Option<[u32; 4]>, Error> {
    let mut tokens = Tokens::new(text);
    let (mut place, mut styled) = (None, false);
    while let Some(token) = tokens.next(ctx)? {
        let Token::Start(tag) = token else { continue };
        match tag.name() {
            "table" => place = tag.attribute("ref").and_then(|r| range(&r)),
            "tableStyleInfo" => styled = tag.attribute("name").is_some(),
            _ => {}
        }
    }
    Ok(place.filter(|_| styled))
}

/// `B5:B7`.
fn range(text: &str) -> Option<[u32; 4]> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (top, left) = crate::location::cell_place(first)?;
    let (bottom, right) = crate::location::cell_place(last)?;
    Some([
        top.min(bottom),
        left.min(right),
        top.max(bottom).min(LAST_ROW),
        left.max(right).min(LAST_COLUMN),
    ])
}
