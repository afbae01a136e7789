//! The formats and looks of cells (`styles.xml`), and the colours of the theme.

use foldhash::HashMap;
use std::rc::Rc;

use super::strings::{is_raised, is_set};
use crate::context::Context;
use crate::error::Error;
use crate::source::office::Look;
use crate::source::office::colour::{self, Colour};
use crate::source::office::conditions::Over;
use crate::source::office::number_format::{NumberFormat, built_in};
use crate::source::office::symbols::Signs;
use crate::source::office::workbook::{Style, check_length};
use crate::source::office::xml::{Tag, Token, Tokens};

/// The styles that cells refer to by their index, and those that rules lay over them.
#[derive(Debug, Default)]
pub(super) struct Styles {
    pub(super) cells: Vec<Style>,
    pub(super) over: Vec<Rc<Over>>,
    pub(super) colours: Colours,
}

/// The colours that a workbook names by number.
#[derive(Debug, Default)]
pub(super) struct Colours {
    theme: Vec<Option<Colour>>,
    palette: Vec<Colour>,
}

impl Colours {
    /// The colours of a theme, in the order in which styles count them (ECMA-376-1, 20.1.6.2): light before dark.
    pub(super) fn read(theme: &str, ctx: &Context<'_>) -> Result<Self, Error> {
        const ORDER: [&str; 12] = [
            "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5",
            "accent6", "hlink", "folHlink",
        ];
        let mut all = vec![None; ORDER.len()];
        if let [light, dark, ..] = all.as_mut_slice() {
            (*light, *dark) = (Some(colour::WHITE), Some(colour::BLACK));
        }
        let mut tokens = Tokens::new(theme);
        let mut open = None;
        while let Some(token) = tokens.next(ctx)? {
            let Token::Start(tag) = token else { continue };
            match tag.name() {
                "srgbClr" | "sysClr" => {
                    let value = tag.attribute("lastClr").or_else(|| tag.attribute("val"));
                    if let Some(slot) = open.take().and_then(|at: usize| all.get_mut(at)) {
                        *slot = value.and_then(|v| colour::of_hex(&v)).or(*slot);
                    }
                }
                "fontScheme" | "fmtScheme" => break,
                name => open = ORDER.iter().position(|o| *o == name).or(open),
            }
        }
        let palette = Vec::new();
        Ok(Self {
            theme: all,
            palette,
        })
    }

    /// The colour that a tag names; none if it is left to the program, or unknown.
    pub(super) fn of(&self, tag: &Tag<'_>) -> Option<Colour> {
        let base = if let Some(text) = tag.attribute("rgb") {
            colour::of_hex(&text)
        } else if let Some(index) = tag.number::<usize>("theme") {
            self.theme.get(index).copied().flatten()
        } else if let Some(index) = tag.number::<usize>("indexed") {
            colour::indexed(index, &self.palette)
        } else {
            None
        };
        let tint = tag.number::<f64>("tint").unwrap_or(0.0);
        base.map(|base| colour::tinted(base, tint))
    }
}

/// A fill being read: what it paints, if it is known to be one colour.
#[derive(Clone, Copy, Debug, Default)]
struct Fill {
    pattern: Pattern,
    front: Option<Colour>,
    back: Option<Colour>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Pattern {
    #[default]
    None,
    Solid,
    Other,
}

impl Fill {
    fn ground(self) -> Option<Colour> {
        match self.pattern {
            Pattern::None => Some(colour::WHITE),
            Pattern::Solid => self.front,
            Pattern::Other => None,
        }
    }

    /// What a rule paints: the back of its pattern, which is solid unless it says something else (18.8.32).
    fn over(self) -> Option<Colour> {
        let solid = self.pattern != Pattern::Other;
        self.back.or(self.front).filter(|_| solid)
    }

    fn read(&mut self, tag: &Tag<'_>, colours: &Colours) {
        match tag.name() {
            "patternFill" => {
                self.pattern = match tag.attribute("patternType").as_deref() {
                    Some("none") | None => Pattern::None,
                    Some("solid") => Pattern::Solid,
                    Some(_) => Pattern::Other,
                };
            }
            "gradientFill" => self.pattern = Pattern::Other,
            "fgColor" => self.front = colours.of(tag),
            "bgColor" => self.back = colours.of(tag),
            _ => {}
        }
    }
}

/// How the letters of a font look.
#[derive(Clone, Copy, Debug)]
struct Font {
    look: Look,
    ink: Option<Colour>,
    signs: Option<Signs>,
    points: Option<f64>,
}

impl Default for Font {
    fn default() -> Self {
        Self {
            look: Look::Plain,
            // Letters without a colour of their own are black on any ground.
            ink: Some(colour::BLACK),
            signs: None,
            points: None,
        }
    }
}

/// The style that a rule in an extension lays over cells, whose start tag was read last.
pub(super) fn over(
    tokens: &mut Tokens<'_>,
    colours: &Colours,
    ctx: &Context<'_>,
) -> Result<Over, Error> {
    let outside = tokens.depth().saturating_sub(1);
    let (mut over, mut fill) = (Over::default(), None::<Fill>);
    while tokens.depth() > outside {
        match tokens.next(ctx)? {
            Some(Token::Start(tag)) => match tag.name() {
                "border" => tokens.skip(ctx)?,
                "numFmt" => {
                    let code = tag.attribute("formatCode").unwrap_or_default();
                    over.format = NumberFormat::read(&code).map(Rc::new);
                }
                "strike" => over.struck = Some(is_set(&tag)),
                "color" => over.ink = colours.of(&tag),
                "fill" => fill = Some(Fill::default()),
                _ => {
                    if let Some(fill) = &mut fill {
                        fill.read(&tag, colours);
                    }
                }
            },
            Some(_) => {}
            None => break,
        }
    }
    let ground = fill.map(Fill::over);
    Ok(Over { ground, ..over })
}

/// The styles of a workbook.
pub(super) fn read(text: &str, colours: Colours, ctx: &Context<'_>) -> Result<Styles, Error> {
    let mut colours = colours;
    // A palette of the file's own stands behind what is painted with it.
    if let Some(at) = text.rfind("indexedColors>")
        && let Some(start) = text.get(..at).and_then(|t| t.find("indexedColors>"))
    {
        let stretch = text.get(start..at).unwrap_or_default();
        let values = stretch.split("rgb=\"").skip(1);
        let values = values.filter_map(|v| colour::of_hex(v.split('"').next()?));
        colours.palette = values.skip(colour::FIRST_OWN).collect();
    }
    let mut tokens = Tokens::new(text);
    let mut codes: HashMap<u16, String> = HashMap::default();
    let mut fonts: Vec<Font> = Vec::new();
    let mut fills: Vec<Fill> = Vec::new();
    // Number format, font and fill of each style, and whether numbers are made to fit or turned.
    let mut styles: Vec<(u16, usize, usize, bool)> = Vec::new();
    let mut over: Vec<(Over, Option<Fill>)> = Vec::new();
    let mut list = String::new();
    while let Some(token) = tokens.next(ctx)? {
        let Token::Start(tag) = token else { continue };
        match (tag.name(), list.as_str()) {
            ("numFmt", "dxfs") => {
                if let Some((over, _)) = over.last_mut() {
                    let code = tag.attribute("formatCode").unwrap_or_default();
                    over.format = NumberFormat::read(&code).map(Rc::new);
                }
            }
            ("numFmt", _) => {
                if let (Some(id), Some(code)) =
                    (tag.number("numFmtId"), tag.attribute("formatCode"))
                {
                    codes.insert(id, code);
                }
            }
            ("fonts" | "cellXfs" | "cellStyleXfs" | "dxfs" | "fills" | "borders" | "colors", _) => {
                tag.name().clone_into(&mut list);
            }
            ("dxf", "dxfs") => {
                over.push((Over::default(), None));
                check_length(over.len(), ctx)?;
            }
            ("strike", "dxfs") => {
                if let Some((over, _)) = over.last_mut() {
                    over.struck = Some(is_set(&tag));
                }
            }
            ("border", "dxfs") => tokens.skip(ctx)?,
            ("color", "dxfs") => {
                if let Some((over, _)) = over.last_mut() {
                    over.ink = colours.of(&tag);
                }
            }
            ("fill", "dxfs") => {
                if let Some((_, fill)) = over.last_mut() {
                    *fill = Some(Fill::default());
                }
            }
            ("patternFill" | "gradientFill" | "fgColor" | "bgColor", "dxfs") => {
                if let Some((_, Some(fill))) = over.last_mut() {
                    fill.read(&tag, &colours);
                }
            }
            ("font", "fonts") => fonts.push(Font::default()),
            ("strike", "fonts") if is_set(&tag) => {
                if let Some(font) = fonts.last_mut() {
                    font.look = Look::Struck;
                }
            }
            ("vertAlign", "fonts") if is_raised(&tag) => {
                if let Some(font) = fonts.last_mut().filter(|f| f.look == Look::Plain) {
                    font.look = Look::Raised;
                }
            }
            ("name", "fonts") => {
                if let Some(font) = fonts.last_mut() {
                    font.signs = tag.attribute("val").and_then(|name| Signs::named(&name));
                }
            }
            ("sz", "fonts") => {
                if let Some(font) = fonts.last_mut() {
                    font.points = tag.number("val");
                }
            }
            ("color", "fonts") => {
                if let Some(font) = fonts.last_mut() {
                    let auto = tag.is_on("auto").then_some(colour::BLACK);
                    font.ink = colours.of(&tag).or(auto);
                }
            }
            ("fill", "fills") => fills.push(Fill::default()),
            ("patternFill" | "gradientFill" | "fgColor" | "bgColor", "fills") => {
                if let Some(fill) = fills.last_mut() {
                    fill.read(&tag, &colours);
                }
            }
            ("xf", "cellXfs") => {
                styles.push((
                    tag.number("numFmtId").unwrap_or(0),
                    tag.number("fontId").unwrap_or(0),
                    tag.number("fillId").unwrap_or(0),
                    false,
                ));
                check_length(styles.len(), ctx)?;
            }
            ("alignment", "cellXfs") => {
                let turned = tag.number::<u32>("textRotation").is_some_and(|r| r != 0);
                if let Some((.., fits)) = styles.last_mut() {
                    *fits = turned || tag.is_on("shrinkToFit");
                }
            }
            ("extLst", _) => tokens.skip(ctx)?,
            _ => {}
        }
    }
    // Thousands of styles share a few formats.
    let mut formats: HashMap<u16, Option<Rc<NumberFormat>>> = HashMap::default();
    let cells = styles.into_iter().map(|(id, font, fill, fits)| {
        let code = codes.get(&id).map_or_else(|| built_in(id), String::as_str);
        let read = || {
            (code != "General")
                .then(|| NumberFormat::read(code).map(Rc::new))
                .flatten()
        };
        let format = formats.entry(id).or_insert_with(read).clone();
        let font = fonts.get(font).copied().unwrap_or_default();
        Style {
            unread: (format.is_none() && code != "General").then(|| code.to_owned()),
            format,
            look: font.look,
            ink: font.ink,
            ground: fills.get(fill).copied().unwrap_or_default().ground(),
            signs: font.signs,
            points: None,
        }
        .in_letters(font.points, fits)
    });
    let cells = cells.collect();
    let over = over.into_iter().map(|(over, fill)| {
        let ground = fill.map(Fill::over);
        Rc::new(Over { ground, ..over })
    });
    Ok(Styles {
        cells,
        over: over.collect(),
        colours,
    })
}
