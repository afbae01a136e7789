//! The content of pages and forms, decoded and charged.

use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::object::{Array, Dict, Number, Object, Stream};
use hayro_syntax::page::Resources;

use super::{Content, Interpreter};
use crate::error::{Error, ErrorKind};
use crate::page::damage::{Part, Wrong};
use crate::page::inline;
use crate::source::inflate::{self, Flaw};
use crate::source::keys;

/// Bytes of forms that are kept decoded: those of real files have some thousands.
const KEPT: usize = 32 << 20;

/// A word put behind all content, which no operator is: what cannot be read ends before it, and nobody says so.
const END: &[u8] = b"\nthe.end";

/// Content as it is run.
fn made_ready(content: Vec<u8>) -> Vec<u8> {
    let mut content = inline::marked(content);
    content.extend_from_slice(END);
    content
}

impl<'a> Interpreter<'a, '_, '_> {
    /// Runs content that was made ready.
    pub(super) fn run(&mut self, content: &[u8], resources: &Resources<'a>) -> Result<(), Error> {
        let mut operators = TypedIter::new(content);
        self.ended = false;
        while let Some(op) = operators.next() {
            self.count_operator()?;
            self.operator(op, resources)?;
            self.check_glyphs()?;
        }
        if !std::mem::take(&mut self.ended) {
            self.canvas.damaged(self.part(), Wrong::Data(Flaw::Cut));
        }
        Ok(())
    }

    /// Takes note of a word that is no operator.
    pub(super) fn unknown(&mut self, word: &[u8]) {
        self.ended = END.ends_with(word) && END.len() == word.len() + 1;
        // What is left behind a picture in the content itself may end with its end again.
        if !self.ended && self.extended == 0 && word != b"EI" {
            self.canvas.damaged(self.part(), Wrong::Words);
        }
    }

    /// What is run now.
    fn part(&self) -> Part {
        if self.open.is_empty() {
            Part::Content
        } else {
            Part::Form
        }
    }

    /// Refuses a stream that would inflate beyond the limit, or cannot be decoded at all.
    pub(super) fn guard(&self, stream: &Stream<'_>) -> Result<(), Error> {
        if !inflate::is_sound(stream) {
            return Err(Error::from(ErrorKind::DamagedPdf)
                .detail("rows of one of its streams have no size that can be"));
        }
        let cap = self.ctx.options.limits.stream_bytes;
        let over = inflate::exceeds(stream, cap);
        self.ctx
            .check_limit("stream_bytes", if over { u64::MAX } else { 0 }, cap)
    }

    /// A page's content streams, joined. Each is charged before it is put to the others: an array may name one of them
    /// any number of times.
    pub(super) fn content(&mut self, page: &Dict<'a>) -> Result<Vec<u8>, Error> {
        let mut joined = Vec::new();
        for stream in contents(page) {
            self.ctx.check_time()?;
            let Some(stream) = stream else {
                self.canvas.damaged(Part::Content, Wrong::Missing);
                continue;
            };
            self.guard(&stream)?;
            let limit = self.ctx.options.limits.stream_bytes;
            let (data, flaw) = inflate::decode(&stream, limit);
            if let Some(flaw) = flaw {
                self.canvas.damaged(Part::Content, Wrong::Data(flaw));
            }
            let data = data.unwrap_or_default();
            self.inflated(data.len())?;
            let bytes = u64::try_from(joined.len() + data.len()).unwrap_or(u64::MAX);
            self.ctx.check_limit("stream_bytes", bytes, limit)?;
            if joined.is_empty() {
                joined = data.into_owned();
            } else {
                joined.extend_from_slice(&data);
            }
            // What one stream ends with and the next begins with are two words.
            joined.push(b' ');
        }
        Ok(made_ready(joined))
    }

    /// Charges characters that the file names once and that are made as often as it uses them.
    pub(crate) fn made(&mut self, characters: usize) -> Result<(), Error> {
        let characters = u64::try_from(characters).unwrap_or(u64::MAX);
        self.spent.made = self.spent.made.saturating_add(characters);
        let limits = &self.ctx.options.limits;
        self.ctx
            .check_limit("glyphs", self.spent.made, limits.glyphs)
    }

    pub(super) fn inflated(&mut self, bytes: usize) -> Result<(), Error> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let limits = &self.ctx.options.limits;
        self.ctx
            .check_limit("stream_bytes", bytes, limits.stream_bytes)?;
        self.spent.inflated += bytes;
        self.ctx
            .check_limit("inflated_bytes", self.spent.inflated, limits.inflated_bytes)
    }

    pub(super) fn decoded(&mut self, stream: &Stream<'a>) -> Result<Option<Rc<[u8]>>, Error> {
        let id = stream.obj_id();
        let (content, flaw) = match self.forms.get(&id) {
            Some(known) => known.clone(),
            None => self.form_content(stream)?,
        };
        if let Some(flaw) = flaw {
            self.canvas.damaged(Part::Form, Wrong::Data(flaw));
        }
        Ok(content)
    }

    /// Decodes a form. What is not kept is decoded, and charged, each time that it is printed.
    fn form_content(&mut self, stream: &Stream<'a>) -> Result<Content, Error> {
        self.guard(stream)?;
        let (content, flaw) = inflate::decode(stream, self.ctx.options.limits.stream_bytes);
        self.inflated(content.as_ref().map_or(0, |c| c.len()))?;
        let content: Option<Rc<[u8]>> = content.map(|c| made_ready(c.into_owned()).into());
        let size = content.as_ref().map_or(0, |c| c.len());
        if self.kept.saturating_add(size) <= KEPT {
            self.kept += size;
            self.forms.insert(stream.obj_id(), (content.clone(), flaw));
        }
        Ok((content, flaw))
    }
}

/// The content streams of a page; `None` stands for one that is named and not there.
fn contents<'a>(page: &Dict<'a>) -> Vec<Option<Stream<'a>>> {
    let mut found = streams(page);
    // Without them the page is shown elsewhere, or turned.
    const FRAME: [&[u8]; 3] = [b"MediaBox", b"CropBox", b"Rotate"];
    let odd = |key: &&[u8]| {
        page.get::<Array<'_>>(key).is_some_and(|sides| {
            sides.iter::<Number>().count() != 4 || sides.raw_iter().count() != 4
        })
    };
    if FRAME.iter().any(|key| keys::is_misspelt(page, key)) || FRAME.iter().any(odd) {
        found.push(None);
    }
    found
}

fn streams<'a>(page: &Dict<'a>) -> Vec<Option<Stream<'a>>> {
    match page.get::<Object<'a>>(b"Contents") {
        Some(Object::Stream(stream)) => vec![Some(stream)],
        Some(Object::Array(array)) if array.raw_iter().next().is_some() => {
            let named = array.raw_iter().count();
            let found = array.iter::<Stream<'a>>().map(Some);
            let mut streams: Vec<_> = found.collect();
            streams.resize_with(named.max(streams.len()), || None);
            streams
        }
        None if page.contains_key(b"Contents") || keys::is_misspelt(page, b"Contents") => {
            vec![None]
        }
        None | Some(Object::Array(_)) if names_what_it_draws(page) => vec![None],
        None | Some(Object::Array(_)) => Vec::new(),
        Some(_) => vec![None],
    }
}

/// Whether a page has fonts, forms or pictures of its own: one that draws with them had content. A blank page may have none.
fn names_what_it_draws(page: &Dict<'_>) -> bool {
    let resources = page.get::<Dict<'_>>(b"Resources").unwrap_or_default();
    [&b"Font"[..], b"XObject"].iter().any(|key| {
        let named = resources.get::<Dict<'_>>(key);
        named.is_some_and(|named| !named.is_empty())
    })
}
