//! The formats and looks of cells (`styles.xml`).

use std::collections::HashMap;
use std::rc::Rc;

use super::{is_raised, is_set};
use crate::context::Context;
use crate::error::Error;
use crate::source::office::Look;
use crate::source::office::number_format::{NumberFormat, built_in};
use crate::source::office::workbook::{Style, check_length};
use crate::source::office::xml::{Token, Tokens};

/// The styles that cells refer to by their index.
pub(super) fn read(text: &str, ctx: &Context<'_>) -> Result<Vec<Style>, Error> {
    let mut tokens = Tokens::new(text);
    let mut codes: HashMap<u16, String> = HashMap::new();
    let mut fonts: Vec<Look> = Vec::new();
    // Number format and font of each style.
    let mut styles: Vec<(u16, usize)> = Vec::new();
    let mut list = String::new();
    while let Some(token) = tokens.next(ctx)? {
        let Token::Start(tag) = token else { continue };
        match tag.name() {
            "numFmt" if list != "dxfs" => {
                if let (Some(id), Some(code)) =
                    (tag.number("numFmtId"), tag.attribute("formatCode"))
                {
                    codes.insert(id, code);
                }
            }
            "fonts" | "cellXfs" | "cellStyleXfs" | "dxfs" | "fills" | "borders" => {
                tag.name().clone_into(&mut list);
            }
            "font" if list == "fonts" => fonts.push(Look::Plain),
            "strike" if list == "fonts" && is_set(&tag) => {
                if let Some(font) = fonts.last_mut() {
                    *font = Look::Struck;
                }
            }
            "vertAlign" if list == "fonts" && is_raised(&tag) => {
                if let Some(font) = fonts.last_mut().filter(|f| **f == Look::Plain) {
                    *font = Look::Raised;
                }
            }
            "xf" if list == "cellXfs" => {
                styles.push((
                    tag.number("numFmtId").unwrap_or(0),
                    tag.number("fontId").unwrap_or(0),
                ));
                check_length(styles.len(), ctx)?;
            }
            "extLst" => tokens.skip(ctx)?,
            _ => {}
        }
    }
    // Thousands of styles share a few formats.
    let mut formats: HashMap<u16, Option<Rc<NumberFormat>>> = HashMap::new();
    let styles = styles.into_iter().map(|(id, font)| {
        let code = codes.get(&id).map_or_else(|| built_in(id), String::as_str);
        let read = || {
            (code != "General")
                .then(|| NumberFormat::read(code).map(Rc::new))
                .flatten()
        };
        let format = formats.entry(id).or_insert_with(read).clone();
        Style {
            unread: (format.is_none() && code != "General").then(|| code.to_owned()),
            format,
            look: fonts.get(font).copied().unwrap_or_default(),
        }
    });
    Ok(styles.collect())
}
