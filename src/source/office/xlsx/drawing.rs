//! What lies over the cells of a sheet: text boxes, shapes and pictures (ECMA-376-1, 20.5).

use super::{LAST_COLUMN, LAST_ROW};
use crate::context::Context;
use crate::error::Error;
use crate::source::office::workbook::{Anchor, Kind, Reach, Sheet, check_length};
use crate::source::office::xml::{Tag, Token, Tokens};

/// A corner: row and column, and how far into them.
type Corner = ((u32, u32), (f64, f64));

/// Something that lies over cells, as far as it has been read.
#[derive(Debug, Default)]
struct Drawn {
    from: Corner,
    to: Option<Corner>,
    /// What of which corner is read.
    ends: bool,
    open: &'static str,
    /// Height and width.
    size: Option<(f64, f64)>,
    hidden: bool,
    /// Whether it is a picture, and the relation that leads to its pixels.
    picture: bool,
    blip: Option<String>,
    /// Whether something is seen through it, as a mark or a colour is made clear.
    faded: bool,
    /// Of a shape, whether it is filled: by itself, or as its style says.
    shape: bool,
    filled: Option<bool>,
    styled: bool,
}

impl Drawn {
    fn anchor(&self) -> Option<Anchor> {
        let (cell, offset) = self.from;
        let reach = match (self.to, self.size) {
            (Some((cell, offset)), _) => Reach::To(cell, offset),
            (None, Some((height, width))) => Reach::Size(height, width),
            (None, None) => return None,
        };
        Some(Anchor {
            cell,
            offset,
            reach,
        })
    }

    fn close(self, out: &mut Vec<Picture>) {
        let Some(at) = self.anchor().filter(|_| !self.hidden) else {
            return;
        };
        let kind = if self.picture {
            if self.faded {
                Some(Kind::SeeThrough)
            } else {
                Some(Kind::Picture)
            }
        } else {
            let filled = self.filled.unwrap_or(self.styled);
            (self.shape && filled && !self.faded).then_some(Kind::Shape)
        };
        out.extend(kind.map(|kind| Picture {
            at,
            kind,
            blip: self.blip,
        }));
    }

    /// Notes a tag of its corners.
    fn corner(&mut self, tag: &Tag<'_>) {
        self.open = match tag.name() {
            "row" => "row",
            "col" => "col",
            "rowOff" => "rowOff",
            "colOff" => "colOff",
            _ => "",
        };
        match tag.name() {
            "from" => self.ends = false,
            "to" => {
                self.ends = true;
                self.to = Some(Corner::default());
            }
            _ => {}
        }
    }

    /// Sets what a text says of a corner.
    fn put(&mut self, text: &str) {
        let number = || text.trim().parse::<u32>().unwrap_or(0);
        let offset = || text.trim().parse::<f64>().unwrap_or(0.0);
        let corner = match &mut self.to {
            Some(to) if self.ends => to,
            _ => &mut self.from,
        };
        match self.open {
            "row" => corner.0.0 = number().min(LAST_ROW),
            "col" => corner.0.1 = number().min(LAST_COLUMN),
            "rowOff" => corner.1.0 = offset(),
            "colOff" => corner.1.1 = offset(),
            _ => {}
        }
    }

    /// Notes what a tag within says of how it looks.
    fn look(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "cNvPr" => self.hidden = tag.is_on("hidden"),
            "pic" | "contentPart" => self.picture = true,
            "sp" => self.shape = true,
            "blip" => self.blip = tag.attribute("embed").or(self.blip.take()),
            // A colour of the picture that is made clear; all of it made pale.
            "clrChange" => self.faded = true,
            // All of it, if it says nothing (20.1.8.6).
            "alphaModFix" => {
                self.faded |= tag.number::<u32>("amt").is_some_and(|v| v < 100_000);
            }
            "alpha" => {
                // Half and half, in thousandths of a percent (ECMA-376-1, 20.1.2.3.1).
                self.faded |= tag.number::<u32>("val").is_some_and(|v| v < 50_000);
            }
            "solidFill" | "gradFill" | "pattFill" | "blipFill" => self.filled = Some(true),
            "noFill" => self.filled = Some(false),
            "fillRef" => self.styled = tag.number::<u32>("idx").is_some_and(|idx| idx > 0),
            "prstGeom" => {
                // A line has nothing to fill.
                let line = tag.attribute("prst").is_some_and(|p| p == "line");
                self.shape &= !line;
            }
            _ => {}
        }
    }
}

/// What lies over cells and is no text.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) at: Anchor,
    pub(super) kind: Kind,
    /// The relation that leads to its pixels.
    pub(super) blip: Option<String>,
}

/// Adds to their sheet what boxes say; returns what else lies over the cells.
pub(super) fn read(
    text: &str,
    sheet: &mut Sheet,
    ctx: &mut Context<'_>,
) -> Result<Vec<Picture>, Error> {
    let mut tokens = Tokens::new(text);
    let mut out = Vec::new();
    let mut drawn = Drawn::default();
    while let Some(token) = tokens.next(ctx)? {
        match token {
            Token::Start(tag) => {
                drawn.corner(&tag);
                match tag.name() {
                    "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                        std::mem::take(&mut drawn).close(&mut out);
                        check_length(out.len(), ctx)?;
                    }
                    "Fallback" | "ln" | "effectLst" | "graphicFrame" => tokens.skip(ctx)?,
                    "pos" => {
                        let side = |name: &str| tag.number::<f64>(name).unwrap_or(0.0);
                        drawn.from = ((0, 0), (side("y"), side("x")));
                    }
                    "ext" if drawn.size.is_none() => {
                        let size = tag.number::<f64>("cy").zip(tag.number::<f64>("cx"));
                        drawn.size = size.filter(|(height, width)| *width > 0.0 && *height > 0.0);
                    }
                    "txBody" => {
                        let words = words(&mut tokens, ctx)?;
                        if !drawn.hidden {
                            sheet.put_box(drawn.anchor().or(start(&drawn)), &words, ctx)?;
                        }
                    }
                    _ => drawn.look(&tag),
                }
            }
            Token::Text(text) => drawn.put(&text),
            Token::End => drawn.open = "",
        }
    }
    drawn.close(&mut out);
    Ok(out)
}

/// Where something begins of which nothing else is known.
fn start(drawn: &Drawn) -> Option<Anchor> {
    let (cell, offset) = drawn.from;
    Some(Anchor {
        cell,
        offset,
        reach: Reach::Size(0.0, 0.0),
    })
}

/// An object of another program, or a picture of the old kind: the number of its shape, and where it lies.
pub(super) type Placed<P> = (Option<u32>, P);

/// Reads the objects of other programs that a sheet lists, in the element that was begun last (ECMA-376-1, 18.3.1.59 and
/// 18.3.1.60): they are shown as pictures.
pub(super) fn objects(
    tokens: &mut Tokens<'_>,
    ctx: &Context<'_>,
) -> Result<Vec<Placed<Option<Anchor>>>, Error> {
    let outside = tokens.depth().saturating_sub(1);
    let mut out: Vec<Placed<Option<Anchor>>> = Vec::new();
    let mut drawn = Drawn::default();
    while tokens.depth() > outside {
        match tokens.next(ctx)? {
            Some(Token::Start(tag)) => {
                drawn.corner(&tag);
                match tag.name() {
                    "oleObject" => {
                        out.push((tag.number("shapeId"), None));
                        check_length(out.len(), ctx)?;
                        drawn = Drawn::default();
                    }
                    "Fallback" => tokens.skip(ctx)?,
                    _ => {}
                }
            }
            Some(Token::Text(text)) => drawn.put(&text),
            Some(Token::End) => {
                drawn.open = "";
                if let Some((_, place)) = out.last_mut() {
                    *place = drawn.anchor();
                }
            }
            None => break,
        }
    }
    Ok(out)
}

/// Where pictures of the old kind lie (ECMA-376-4, 19.4.2.3): columns and rows, and pixels into them. Comments are shapes of
/// this kind, too. Adds them as far as the part can be read.
pub(super) fn old(
    text: &str,
    out: &mut Vec<Placed<Anchor>>,
    ctx: &Context<'_>,
) -> Result<(), Error> {
    let mut tokens = Tokens::new(text);
    let (mut picture, mut open, mut shape) = (false, false, None);
    while let Some(token) = tokens.next(ctx)? {
        match token {
            Token::Start(tag) => {
                open = tag.name() == "Anchor";
                match tag.name() {
                    "shape" | "rect" => {
                        picture = false;
                        // `_x0000_s1025`: in a name of its own, if the shape has another one.
                        let id = tag.attribute("spid").or(tag.attribute("id"));
                        let number = id
                            .as_deref()
                            .and_then(|id| id.rsplit_once("_s")?.1.parse().ok());
                        shape = number;
                    }
                    "imagedata" => picture = true,
                    "ClientData" => {
                        picture &= tag.attribute("ObjectType").is_some_and(|t| t == "Pict");
                    }
                    _ => {}
                }
            }
            Token::Text(text) if open && picture => {
                out.extend(pixels(&text).map(|at| (shape, at)));
                check_length(out.len(), ctx)?;
            }
            Token::Text(_) => {}
            Token::End => open = false,
        }
    }
    Ok(())
}

/// Left column and pixels, top row and pixels, right column and pixels, bottom row and pixels.
fn pixels(text: &str) -> Option<Anchor> {
    /// Units of drawings to a 96th of an inch.
    const PIXEL: f64 = 9_525.0;
    let mut all = text.split(',').map(|n| n.trim().parse::<u32>().ok());
    let mut next = || all.next().flatten();
    let mut corner = || Some((next()?, f64::from(next()?) * PIXEL));
    let ((left, from_left), (top, from_top)) = (corner()?, corner()?);
    let ((right, to_right), (bottom, to_bottom)) = (corner()?, corner()?);
    let place = |row: u32, col: u32| (row.min(LAST_ROW), col.min(LAST_COLUMN));
    Some(Anchor {
        cell: place(top, left),
        offset: (from_top, from_left),
        reach: Reach::To(place(bottom, right), (to_bottom, to_right)),
    })
}

/// The paragraphs of a box whose start tag was read last.
fn words(tokens: &mut Tokens<'_>, ctx: &Context<'_>) -> Result<String, Error> {
    let outside = tokens.depth().saturating_sub(1);
    let mut words = String::new();
    let mut inside = false;
    while tokens.depth() > outside {
        match tokens.next(ctx)? {
            Some(Token::Start(tag)) => {
                inside = tag.name() == "t";
                if matches!(tag.name(), "p" | "br") && !words.is_empty() {
                    words.push('\n');
                }
            }
            Some(Token::Text(text)) if inside => words.push_str(&text),
            Some(Token::End) => inside = false,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    Ok(words)
}
