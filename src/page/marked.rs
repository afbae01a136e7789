//! Marked content: hidden layers, and text that stands for glyphs (`ActualText`).

use hayro_syntax::object::{Dict, Name, Object, String as PdfString};
use hayro_syntax::page::Resources;

use crate::page::interpret::Interpreter;
use crate::page::raw;

/// An open stretch of marked content.
#[derive(Debug)]
pub(crate) struct Mark {
    pub(crate) hidden: bool,
    actual: Option<String>,
    /// How many glyphs stood on the page when it began.
    from: usize,
}

impl<'a> Interpreter<'a, '_, '_> {
    pub(crate) fn begin_mark(&mut self, actual: Option<String>, hidden: bool) {
        self.marks.push(Mark {
            hidden,
            actual,
            from: self.canvas.glyphs.len(),
        });
    }

    pub(crate) fn begin_marked(
        &mut self,
        tag: &Name<'_>,
        properties: &Object<'_>,
        resources: &Resources<'a>,
    ) {
        let (actual, hidden) = match properties {
            Object::Dict(dict) => (actual_text(dict), false),
            Object::Name(name) => (
                resources
                    .properties
                    .get::<Dict<'_>>(name.as_ref())
                    .and_then(|d| actual_text(&d)),
                tag.as_ref() == b"OC" && self.layers.hides(&resources.properties, name.as_ref()),
            ),
            _ => (None, false),
        };
        self.begin_mark(actual, hidden);
    }

    pub(crate) fn end_mark(&mut self) {
        let Some(mark) = self.marks.pop() else {
            return;
        };
        if let Some(text) = mark.actual {
            let glyphs = self.canvas.glyphs.get(mark.from..).unwrap_or_default();
            let under = glyphs.iter().map(|r| r.glyph.char.ch);
            self.canvas.under.extend(under);
            let replaced = raw::replace(&mut self.canvas.glyphs, mark.from, &text);
            self.canvas.replaced.extend(replaced);
        }
    }
}

fn actual_text(dict: &Dict<'_>) -> Option<String> {
    Some(text_string(
        dict.get::<PdfString<'_>>(b"ActualText")?.as_bytes(),
    ))
}

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
