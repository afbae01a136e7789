//! What lies over the cells of a sheet: text boxes, shapes and pictures (ODF 1.3-3, 10.3 and 10.4).

use std::collections::HashMap;

use super::styles::Styles;
use crate::context::Context;
use crate::error::Error;
use crate::source::office::archive::Archive;
use crate::source::office::length::millimetres;
use crate::source::office::workbook::{Anchor, EMU, Kind, Reach, Sheet, check_length};
use crate::source::office::xml::{Tag, Token, Tokens};

/// What lies over cells, and row and column of the one that it is anchored at.
pub(super) type Anchored = ((u32, u32), Drawn);

/// Something that lies over cells.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) frame: Frame,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Text(String),
    /// A picture, and the part that holds it.
    Picture(Option<String>),
    /// A shape, and the name of its style.
    Shape(Option<String>),
}

/// Where something lies, in units of drawings: how far from the cell or the sheet that it belongs to, and its height and width.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    pub(super) offset: (f64, f64),
    pub(super) size: Option<(f64, f64)>,
}

impl Frame {
    fn of(tag: &Tag<'_>) -> Self {
        let length = |name: &str| {
            // Sheets are no wider than that.
            let length = millimetres(&tag.attribute(name)?)?.clamp(-100_000.0, 100_000.0);
            #[allow(clippy::cast_precision_loss)]
            let length = length * EMU as f64;
            Some(length)
        };
        Self {
            offset: (
                length("y").unwrap_or_default(),
                length("x").unwrap_or_default(),
            ),
            size: length("height").zip(length("width")),
        }
    }
}

/// Whether an element is a shape, which may be filled.
pub(super) fn is_shape(name: &str) -> bool {
    matches!(
        name,
        "custom-shape" | "rect" | "ellipse" | "circle" | "polygon" | "path"
    )
}

/// What lies over the cells in an element whose start tag was read last: a shape, a frame, a group, or all of a sheet.
pub(super) fn read(
    tag: Option<&Tag<'_>>,
    tokens: &mut Tokens<'_>,
    ctx: &Context<'_>,
) -> Result<Vec<Drawn>, Error> {
    let outside = tokens.depth().saturating_sub(1);
    let mut out = Vec::new();
    let mut frame = Frame::default();
    if let Some(tag) = tag {
        frame = Frame::of(tag);
        out.extend(shape(tag, frame));
    }
    // A chart's frame holds a picture of it, too, and a frame may hold its picture in several forms.
    let (mut object, mut pictured) = (false, false);
    let mut open: Option<(usize, String)> = None;
    while tokens.depth() > outside {
        match tokens.next(ctx)? {
            Some(Token::Start(tag)) if matches!(tag.name(), "p" | "h") => {
                let words = open
                    .take()
                    .map(|(_, words)| words + "\n")
                    .unwrap_or_default();
                open = Some((tokens.depth(), words));
            }
            Some(Token::Start(tag)) if tag.name() == "frame" || is_shape(tag.name()) => {
                (frame, object, pictured) = (Frame::of(&tag), false, false);
                out.extend(shape(&tag, frame));
            }
            Some(Token::Start(tag)) if tag.name() == "image" => {
                if !object && !std::mem::replace(&mut pictured, true) {
                    let what = What::Picture(tag.attribute("href"));
                    out.push(Drawn { frame, what });
                }
                tokens.skip(ctx)?;
            }
            // Names of pictures, charts.
            Some(Token::Start(tag))
                if matches!(tag.name(), "title" | "desc" | "object" | "annotation") =>
            {
                object |= tag.name() == "object";
                tokens.skip(ctx)?;
            }
            Some(Token::Text(text)) => {
                if let Some((depth, words)) = &mut open
                    && tokens.depth() >= *depth
                {
                    words.push_str(&text);
                }
            }
            Some(_) => {
                // The paragraphs of one shape are one text.
                if let Some((depth, _)) = &open
                    && tokens.depth() + 1 < *depth
                    && let Some((_, words)) = open.take()
                {
                    let what = What::Text(words);
                    out.push(Drawn { frame, what });
                }
            }
            None => break,
        }
    }
    if let Some((_, words)) = open {
        let what = What::Text(words);
        out.push(Drawn { frame, what });
    }
    Ok(out)
}

fn shape(tag: &Tag<'_>, frame: Frame) -> Option<Drawn> {
    let what = What::Shape(tag.attribute("style-name"));
    is_shape(tag.name()).then_some(Drawn { frame, what })
}

/// Adds what lies over the cells of a sheet.
pub(super) fn lie_over(
    drawn: Vec<Anchored>,
    styles: &Styles,
    archive: &mut Archive<'_>,
    sheet: &mut Sheet,
    ctx: &Context<'_>,
) -> Result<(), Error> {
    check_length(drawn.len(), ctx)?;
    let mut known: HashMap<String, Kind> = HashMap::new();
    for (cell, Drawn { frame, what }) in drawn {
        let at = Anchor {
            cell,
            offset: frame.offset,
            reach: match frame.size {
                Some((height, width)) => Reach::Size(height, width),
                None => Reach::Size(0.0, 0.0),
            },
        };
        match what {
            What::Text(text) => {
                sheet.put_box(Some(at).filter(|_| frame.size.is_some()), &text, ctx)?;
            }
            What::Shape(style) => {
                let filled = style.and_then(|s| styles.fills(&s)).unwrap_or(true);
                if filled && frame.size.is_some() {
                    sheet.put_over(at, Kind::Shape, ctx)?;
                }
            }
            What::Picture(part) => {
                let part = part.unwrap_or_default();
                let kind = match known.get(&part) {
                    Some(kind) => *kind,
                    None => Kind::of(&archive.part(&part, ctx)?.unwrap_or_default(), ctx)?,
                };
                known.insert(part, kind);
                sheet.put_over(at, kind, ctx)?;
            }
        }
    }
    Ok(())
}
