//! Marked content: hidden layers, and text that stands for glyphs (`ActualText`).

use hayro_syntax::object::{Dict, Name, Object, String as PdfString};
use hayro_syntax::page::Resources;

use crate::error::Error;
use crate::page::interpret::Interpreter;
use crate::page::raw;

/// An open stretch of marked content.
#[derive(Debug)]
pub(crate) struct Mark {
    pub(crate) hidden: bool,
    /// What is printed in it is no content of the page's own.
    pub(crate) artifact: bool,
    actual: Option<String>,
    /// How many glyphs stood on the page when it began.
    from: usize,
}

impl<'a> Interpreter<'a, '_, '_> {
    /// Begins what is marked by an operator of the content. What is printed in it is no content of the page's own if its tag
    /// says so (ISO 32000-1, 14.8.2.2).
    pub(crate) fn open_mark(&mut self, tag: &Name<'_>, actual: Option<String>, hidden: bool) {
        if self.marks.len() < OPEN {
            self.begin_mark(actual, hidden);
            if let Some(mark) = self.marks.last_mut() {
                mark.artifact = tag.as_ref() == b"Artifact";
            }
        } else {
            self.deeper += 1;
        }
    }

    pub(crate) fn begin_mark(&mut self, actual: Option<String>, hidden: bool) {
        self.marks.push(Mark {
            hidden,
            artifact: false,
            actual,
            from: self.canvas.glyphs.len(),
        });
    }

    pub(crate) fn begin_marked(
        &mut self,
        tag: &Name<'_>,
        properties: &Object<'_>,
        resources: &Resources<'a>,
    ) -> Result<(), Error> {
        let (actual, hidden) = match properties {
            Object::Dict(dict) => (self.actual_text(dict)?, false),
            Object::Name(name) => {
                let named = resources.properties.get::<Dict<'_>>(name.as_ref());
                (
                    named.map_or(Ok(None), |d| self.actual_text(&d))?,
                    tag.as_ref() == b"OC"
                        && self.layers.hides(&resources.properties, name.as_ref()),
                )
            }
            _ => (None, false),
        };
        self.open_mark(tag, actual, hidden);
        Ok(())
    }

    /// The text that a stretch stands for. One text may be named by any number of stretches, and is made anew for each.
    fn actual_text(&mut self, dict: &Dict<'_>) -> Result<Option<String>, Error> {
        let Some(text) = dict.get::<PdfString<'_>>(b"ActualText") else {
            return Ok(None);
        };
        let bytes = text.as_bytes();
        // Two bytes a character, as all but Latin text is written.
        self.made(bytes.len() / 2)?;
        Ok(Some(text_string(bytes)))
    }

    pub(crate) fn end_mark(&mut self) {
        let Some(mark) = self.marks.pop() else {
            return;
        };
        if let Some(text) = mark.actual {
            // Only to be compared with what another reader reads; stretches within stretches are the same glyphs again.
            if self.ctx.options.second_reader.is_some() && self.canvas.under.len() < MOST_UNDER {
                let glyphs = self.canvas.glyphs.get(mark.from..).unwrap_or_default();
                let under = glyphs.iter().map(|r| r.glyph.char.ch);
                self.canvas.under.extend(under);
            }
            let before = self.canvas.glyphs.len();
            let replaced = raw::replace(&mut self.canvas.glyphs, mark.from, &text);
            self.canvas.replaced.extend(replaced);
            // The limit on them is looked at after each operator.
            let more = self.canvas.glyphs.len().saturating_sub(before);
            self.spent.glyphs += u64::try_from(more).unwrap_or(u64::MAX);
        }
    }
}

/// Marks that may be open, one in another: those of real files are a handful.
const OPEN: usize = 512;
/// Characters of a page kept for another reader: more than are printed on any.
const MOST_UNDER: usize = 1_000_000;

/// A text string (ISO 32000-1, 7.9.2.2); `PDFDocEncoding` is taken as Latin-1, with which it agrees on all letters.
pub(crate) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&b| char::from(b)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::text_string;

    #[test]
    fn text_strings_in_every_encoding() {
        assert_eq!(text_string(b"\xfe\xff\x98\x79"), "项");
        assert_eq!(text_string("\u{feff}项".as_bytes()), "项");
        assert_eq!(text_string(b"4A"), "4A");
    }
}
