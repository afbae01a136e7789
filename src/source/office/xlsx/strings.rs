//! Texts in several fonts: the shared strings of a workbook, and those that stand in their cells.

use super::styles::Colours;
use crate::context::Context;
use crate::error::Error;
use crate::source::office::colour::{self, Colour};
use crate::source::office::symbols::Signs;
use crate::source::office::workbook;
use crate::source::office::xml::{Tag, Token, Tokens};
use crate::source::office::{Look, Run, is_unseen};

/// A stretch of a text in one font.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) run: Run,
    /// The colour of its letters, where it has a font of its own: some colour, or the program's.
    pub(super) ink: Option<Option<Colour>>,
    /// Whether that font is too small to be seen.
    pub(super) small: bool,
}

pub(super) fn shared_strings(
    text: &str,
    colours: &Colours,
    ctx: &Context<'_>,
) -> Result<Vec<Vec<Piece>>, Error> {
    let mut tokens = Tokens::new(text);
    let mut out = Vec::new();
    while let Some(token) = tokens.next(ctx)? {
        if let Token::Start(tag) = token
            && tag.name() == "si"
        {
            out.push(rich_text(&mut tokens, colours, ctx)?);
            workbook::check_length(out.len(), ctx)?;
        }
    }
    Ok(out)
}

/// The pieces of a text (`si`, `is`) whose start tag was read last. Those that name no font of their own have the cell's.
pub(super) fn rich_text(
    tokens: &mut Tokens<'_>,
    colours: &Colours,
    ctx: &Context<'_>,
) -> Result<Vec<Piece>, Error> {
    let outside = tokens.depth().saturating_sub(1);
    // Nearly every text is of one.
    let mut pieces: Vec<Piece> = Vec::with_capacity(1);
    let mut look = Look::Plain;
    let mut ink = None;
    let mut small = false;
    let mut signs = None;
    let mut inside = false;
    while tokens.depth() > outside {
        match tokens.next(ctx)? {
            Some(Token::Start(tag)) => match tag.name() {
                "r" => (look, ink, small, signs) = (Look::Plain, None, false, None),
                // Letters without a colour of their own are black on any ground.
                "rPr" => ink = Some(Some(colour::BLACK)),
                "color" => {
                    let auto = tag.is_on("auto").then_some(colour::BLACK);
                    ink = Some(colours.of(&tag).or(auto));
                }
                "rFont" => signs = tag.attribute("val").and_then(|name| Signs::named(&name)),
                "sz" => small = is_unseen(tag.number("val")),
                "t" => inside = true,
                "strike" if is_set(&tag) => look = Look::Struck,
                "vertAlign" if look == Look::Plain && is_raised(&tag) => look = Look::Raised,
                // How to read Japanese names.
                "rPh" | "phoneticPr" => tokens.skip(ctx)?,
                _ => {}
            },
            Some(Token::Text(text)) if inside => {
                let mut text = text.into_owned();
                if let Some(signs) = signs {
                    signs.print(&mut text);
                }
                match pieces.last_mut() {
                    Some(piece)
                        if (piece.run.look, piece.ink, piece.small) == (look, ink, small) =>
                    {
                        piece.run.text.push_str(&text);
                    }
                    _ => {
                        let run = Run { text, look };
                        pieces.push(Piece { run, ink, small });
                    }
                }
            }
            Some(Token::End) => inside = false,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    for piece in &mut pieces {
        unescape(&mut piece.run.text);
    }
    Ok(pieces)
}

/// Whether a property is there and not switched off.
pub(super) fn is_set(tag: &Tag<'_>) -> bool {
    tag.attribute("val")
        .is_none_or(|v| !matches!(&*v, "0" | "false"))
}

pub(super) fn is_raised(tag: &Tag<'_>) -> bool {
    tag.attribute("val")
        .is_some_and(|v| v == "superscript" || v == "subscript")
}

/// `_x000D_` and the like are characters that XML has no room for (ECMA-376-1, 22.9.2.19). All but line ends and tabs go.
pub(super) fn unescape(text: &mut String) {
    if !text.contains("_x") && !text.contains('\r') {
        return;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let code = behind.get(2..6).filter(|_| behind.get(6..7) == Some("_"));
        let char = code
            .and_then(|c| u32::from_str_radix(c, 16).ok())
            .and_then(char::from_u32);
        match char {
            Some(c) => {
                if !c.is_control() || matches!(c, '\n' | '\t') {
                    out.push(c);
                }
                rest = behind.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = behind.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    *text = out.replace("\r\n", "\n").replace('\r', "\n");
}
