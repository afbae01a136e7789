//! XML parts, as a stream of tags or as a tree.
//!
//! No entity is known but the five of XML and references to characters, and a part with a document type declaration is
//! refused: neither OOXML (ECMA-376-2, 8.1.4) nor ODF has one. So nothing can expand.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};

use crate::context::Context;
use crate::error::{Error, ErrorKind};

/// How deep elements may nest: spreadsheets nest some ten deep.
const DEEPEST: usize = 250;
/// Tokens between two looks at the clock.
const TOKENS_A_LOOK: u64 = 1 << 14;

/// The text of a part: UTF-8 or UTF-16, told by its mark or its first sign; or what it declares, if it is not the UTF-8 that it
/// should be.
pub(crate) fn decode(bytes: Vec<u8>) -> String {
    let mark = encoding_rs::Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    let first = match bytes.get(..2) {
        Some(b"<\0") => Some(encoding_rs::UTF_16LE),
        Some(b"\0<") => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = mark.or(first) {
        return encoding.decode_with_bom_removal(&bytes).0.into_owned();
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bytes = error.as_bytes();
            let encoding = declared(bytes).unwrap_or(encoding_rs::UTF_8);
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// The encoding that the declaration of a part names.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let end = bytes.iter().position(|b| *b == b'>')?;
    let declaration = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let (_, named) = declaration.strip_prefix("<?xml")?.split_once("encoding")?;
    let name = named
        .trim_start()
        .strip_prefix('=')?
        .split(['"', '\''])
        .nth(1)?;
    encoding_rs::Encoding::for_label(name.as_bytes())
}

/// What comes next in a part.
#[derive(Debug)]
pub(crate) enum Token<'x> {
    /// A start tag. An empty one is followed by its end, too.
    Start(Tag<'x>),
    /// An end tag.
    End,
    /// A stretch of text; one text may come in several.
    Text(Cow<'x, str>),
}

/// A start tag.
#[derive(Clone, Debug)]
pub(crate) struct Tag<'x>(BytesStart<'x>);

impl Tag<'_> {
    /// Its name, without prefix: each part that is read has one vocabulary, or names that are told apart without.
    pub(crate) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// The value of an attribute, by its name without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        self.value(name).map(Cow::into_owned)
    }

    /// As [`attribute`](Self::attribute), not copied.
    pub(crate) fn value(&self, name: &str) -> Option<Cow<'_, str>> {
        // Values of others are not looked at: a sheet asks for some of each of its rows and cells.
        self.raw().find_map(|attribute| {
            let prefix = attribute.key.into_inner().strip_suffix(name)?;
            if !prefix.is_empty() && !prefix.ends_with(':') {
                return None;
            }
            normalized(&attribute)
        })
    }

    /// A number in an attribute.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.value(name)?.trim().parse().ok()
    }

    /// A switch: `1`, `true`, `on`.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.value(name)
            .is_some_and(|v| matches!(&*v, "1" | "true" | "on" | "t"))
    }

    /// Its attributes by their names without prefix; those that cannot be read are left out.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.raw().filter_map(|attribute| {
            let value = normalized(&attribute)?;
            Some((local(attribute.key.into_inner()), value))
        })
    }

    fn raw(&self) -> impl Iterator<Item = Attribute<'_>> {
        let mut attributes = self.0.attributes();
        // Comparing each with all before takes the square of their number.
        attributes.with_checks(false);
        attributes.filter_map(Result::ok)
    }
}

fn normalized<'x>(attribute: &Attribute<'x>) -> Option<Cow<'x, str>> {
    attribute.normalized_value(XmlVersion::Implicit1_0).ok()
}

fn local(name: &str) -> &str {
    let prefix = name.bytes().rposition(|b| b == b':');
    prefix.map_or(name, |at| name.get(at + 1..).unwrap_or(name))
}

/// A part being read from the front.
pub(crate) struct Tokens<'x> {
    reader: Reader<&'x [u8]>,
    /// Whether the last start tag was of an empty element, whose end is still to come.
    empty: bool,
    depth: usize,
    count: u64,
}

impl<'x> Tokens<'x> {
    pub(crate) fn new(text: &'x str) -> Self {
        Self {
            reader: Reader::from_str(text),
            empty: false,
            depth: 0,
            count: 0,
        }
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The next token; `None` at the end.
    pub(crate) fn next(&mut self, ctx: &Context<'_>) -> Result<Option<Token<'x>>, Error> {
        if std::mem::take(&mut self.empty) {
            self.depth = self.depth.saturating_sub(1);
            return Ok(Some(Token::End));
        }
        loop {
            self.count += 1;
            if self.count.is_multiple_of(TOKENS_A_LOOK) {
                ctx.check_time()?;
            }
            let event = self.reader.read_event().map_err(damaged)?;
            return Ok(Some(match event {
                Event::Start(tag) => {
                    self.deeper()?;
                    Token::Start(Tag(tag))
                }
                Event::Empty(tag) => {
                    self.deeper()?;
                    self.empty = true;
                    Token::Start(Tag(tag))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::End
                }
                Event::Text(text) => Token::Text(text.xml10_content()),
                Event::CData(text) => Token::Text(text.xml10_content()),
                Event::GeneralRef(name) => {
                    let char = name.resolve_char_ref().map_err(damaged)?;
                    let known = || quick_xml::escape::resolve_predefined_entity(&name);
                    match (char, known()) {
                        (Some(char), _) => Token::Text(char.to_string().into()),
                        (None, Some(text)) => Token::Text(text.into()),
                        (None, None) => return Err(damaged("an entity that is not XML's own")),
                    }
                }
                Event::DocType(_) => return Err(damaged("a document type declaration")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof if self.depth > 0 => return Err(damaged("elements that never end")),
                Event::Eof => return Ok(None),
            }));
        }
    }

    /// Passes over what stands in the element that was begun last, its end too.
    pub(crate) fn skip(&mut self, ctx: &Context<'_>) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next(ctx)?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn deeper(&mut self) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(damaged("elements nested too deep"));
        }
        Ok(())
    }
}

fn damaged(what: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::DamagedOffice).detail(what.to_string())
}

#[cfg(test)]
mod tests {
    #[test]
    fn parts_in_whatever_encoding() {
        let text = "<?xml version=\"1.0\" encoding='GBK'?><t>养老服务</t>";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [
            text.as_bytes().to_vec(),
            wide,
            encoding_rs::GBK.encode(text).0.into_owned(),
        ] {
            assert_eq!(super::decode(bytes), text);
        }
        assert_eq!(super::decode(b"<t>\xff</t>".to_vec()), "<t>\u{fffd}</t>");
    }
}
