//! What lies over the cells of a sheet: text boxes, shapes and pictures (ODF 1.3-3, 10.3 and 10.4).

use crate::context::Context;
use crate::error::Error;
use crate::source::office::length::millimetres;
use crate::source::office::xml::{Tag, Token, Tokens};

/// Width and height in millimetres.
type Size = (u64, u64);

/// The texts of the shapes in an element whose start tag was read last, and width and height of its pictures.
pub(super) fn read(
    tag: Option<&Tag<'_>>,
    tokens: &mut Tokens<'_>,
    ctx: &Context<'_>,
) -> Result<(Vec<String>, Vec<Size>), Error> {
    let outside = tokens.depth().saturating_sub(1);
    let mut out = Vec::new();
    let (mut pictures, mut size) = (Vec::new(), tag.and_then(size));
    // A chart's frame holds a picture of it, too.
    let mut object = false;
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
            Some(Token::Start(tag)) if tag.name() == "frame" => {
                (size, object) = (self::size(&tag), false);
            }
            Some(Token::Start(tag)) if tag.name() == "image" => {
                pictures.extend(size.take().filter(|_| !object));
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
                {
                    out.extend(open.take().map(|(_, words)| words));
                }
            }
            None => break,
        }
    }
    out.extend(open.map(|(_, words)| words));
    Ok((out, pictures))
}

/// Width and height of a frame in millimetres.
fn size(tag: &Tag<'_>) -> Option<Size> {
    let side = |name: &str| {
        // Sheets are no wider than that.
        let length = millimetres(&tag.attribute(name)?)?.clamp(0.0, 100_000.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let length = length as u64;
        Some(length)
    };
    side("width").zip(side("height"))
}
