//! What lies over the cells of a sheet: text boxes, shapes and pictures (ECMA-376-1, 20.5).

use super::{LAST_COLUMN, LAST_ROW};
use crate::context::Context;
use crate::error::Error;
use crate::source::office::workbook::{EMU, Sheet};
use crate::source::office::xml::{Token, Tokens};

/// Where something lies, and what is known of it.
#[derive(Debug, Default)]
struct Anchor {
    from: (u32, u32),
    to: Option<(u32, u32)>,
    /// Width and height.
    size: Option<(u64, u64)>,
    picture: bool,
    hidden: bool,
}

impl Anchor {
    fn close(&self, sheet: &mut Sheet) {
        if self.picture && !self.hidden {
            match (self.size, self.to) {
                (Some((width, height)), _) => {
                    sheet.put_picture(self.from, width / EMU, height / EMU);
                }
                (None, Some(to)) => sheet.put_picture_over(self.from, to),
                (None, None) => {}
            }
        }
    }
}

/// Adds them to their sheet: what boxes say, and which pictures may hold text.
pub(super) fn read(text: &str, sheet: &mut Sheet, ctx: &mut Context<'_>) -> Result<(), Error> {
    let mut tokens = Tokens::new(text);
    let mut anchor = Anchor::default();
    let mut ends = false;
    // The place that is read.
    let mut open = "";
    while let Some(token) = tokens.next(ctx)? {
        match token {
            Token::Start(tag) => {
                open = "";
                match tag.name() {
                    "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                        anchor.close(sheet);
                        anchor = Anchor::default();
                    }
                    "from" => ends = false,
                    "to" => {
                        ends = true;
                        anchor.to = Some((0, 0));
                    }
                    "Fallback" => tokens.skip(ctx)?,
                    "col" => open = "col",
                    "row" => open = "row",
                    "cNvPr" => anchor.hidden = tag.is_on("hidden"),
                    "pic" => anchor.picture = true,
                    "ext" => {
                        let size = tag.number::<u64>("cx").zip(tag.number::<u64>("cy"));
                        let size = size.filter(|(width, height)| *width > 0 && *height > 0);
                        anchor.size = size.or(anchor.size);
                    }
                    "txBody" => {
                        let words = words(&mut tokens, ctx)?;
                        if !anchor.hidden {
                            sheet.put_box(Some(anchor.from), &words, ctx)?;
                        }
                    }
                    _ => {}
                }
            }
            Token::Text(text) => {
                let number = text.trim().parse::<u32>().unwrap_or(0);
                let place = match &mut anchor.to {
                    Some(to) if ends => to,
                    _ => &mut anchor.from,
                };
                match open {
                    "row" => place.0 = number.min(LAST_ROW),
                    "col" => place.1 = number.min(LAST_COLUMN),
                    _ => {}
                }
            }
            Token::End => open = "",
        }
    }
    anchor.close(sheet);
    Ok(())
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
