//! XML parts, as a stream of tags or as a tree.
//!
//! No entity is known but the five of XML and references to characters, and a part with a document type declaration is
//! refused: neither OOXML (ECMA-376-2, 8.1.4) nor ODF has one. So nothing can expand.

use std::borrow::Cow;
use std::io::BufRead as _;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};

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
    /// A stretch of text; one text may come in several, where a comment parts it.
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
    whole: &'x str,
    reader: Reader<&'x [u8]>,
    /// What was met behind a text, and is still to come.
    ahead: Option<Event<'x>>,
    /// Whether the last start tag was of an empty element, whose end is still to come.
    empty: bool,
    depth: usize,
    count: u64,
}

impl<'x> Tokens<'x> {
    pub(crate) fn new(text: &'x str) -> Self {
        Self {
            whole: text,
            reader: Reader::from_str(text),
            ahead: None,
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
            let event = match self.ahead.take() {
                Some(event) => event,
                None => self.event(ctx)?,
            };
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
                Event::Text(text) => self.text(text.xml10_content(), ctx)?,
                Event::CData(text) => self.text(text.xml10_content(), ctx)?,
                Event::GeneralRef(name) => {
                    let mut text = String::new();
                    self.refer(&name, &mut text)?;
                    self.text(text.into(), ctx)?
                }
                Event::DocType(_) => return Err(damaged("a document type declaration")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof if self.depth > 0 => return Err(damaged("elements that never end")),
                Event::Eof => return Ok(None),
            }));
        }
    }

    fn event(&mut self, ctx: &Context<'_>) -> Result<Event<'x>, Error> {
        self.count += 1;
        if self.count.is_multiple_of(TOKENS_A_LOOK) {
            ctx.check_time()?;
        }
        self.reader.read_event().map_err(damaged)
    }

    /// A text whose beginning was read, with what follows of it.
    fn text(&mut self, begun: Cow<'x, str>, ctx: &Context<'_>) -> Result<Token<'x>, Error> {
        let mut text = begun;
        loop {
            match self.event(ctx)? {
                Event::GeneralRef(name) => self.refer(&name, text.to_mut())?,
                Event::Text(more) => text += more.xml10_content(),
                Event::CData(more) => text += more.xml10_content(),
                other => {
                    self.ahead = Some(other);
                    return Ok(Token::Text(text));
                }
            }
        }
    }

    /// Adds the character that a reference stands for, and the text behind it up to the next tag: some programs write each
    /// character of a sheet as a reference, which takes thrice the time one by one.
    fn refer(&mut self, name: &BytesRef<'_>, text: &mut String) -> Result<(), Error> {
        match name.resolve_char_ref().map_err(damaged)? {
            Some(char) => text.push(char),
            None => {
                let known = quick_xml::escape::resolve_predefined_entity(name);
                text.push_str(known.ok_or_else(|| damaged("an entity that is not XML's own"))?);
            }
        }
        let left = self.reader.get_ref().len();
        let rest = self.whole.get(self.whole.len().saturating_sub(left)..);
        let run = rest.and_then(|rest| rest.split('<').next());
        // Ends of lines are read by whoever knows them.
        if let Some(run) = run.filter(|run| !run.contains('\r')) {
            text.push_str(&quick_xml::escape::unescape(run).map_err(damaged)?);
            self.reader.stream().consume(run.len());
        }
        Ok(())
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
    #![allow(clippy::unwrap_used)]

    use super::{Token, Tokens};
    use crate::context::Context;
    use crate::options::ParseOptions;

    #[test]
    fn a_text_comes_in_one_piece_however_its_characters_are_written() {
        let options = ParseOptions::default();
        let ctx = Context::new(&options);
        let mut tokens = Tokens::new("<t>&#20859;&#x8001;&amp;服务<![CDATA[ <]]>&gt;<b/>项</t>");
        let mut out = Vec::new();
        while let Some(token) = tokens.next(&ctx).unwrap() {
            out.push(match token {
                Token::Start(tag) => format!("<{}", tag.name()),
                Token::Text(text) => text.into_owned(),
                Token::End => ">".to_owned(),
            });
        }
        assert_eq!(out, ["<t", "养老&服务 <>", "<b", ">", "项", ">"]);
        assert!(Tokens::new("甲&unknown;").next(&ctx).is_err());
    }

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
