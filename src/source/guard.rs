//! What opening a PDF would cost, told before it is opened: `hayro-syntax` decodes its object and cross-reference
//! streams without a cap, and keeps them.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, FromBytes as _, Name, Stream};
use memchr::memmem;

use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::source::inflate::{self, Flaw};
use crate::source::keys::is_blank;

/// Places where a stream's dictionary may begin that are tried before one keyword `stream`. The dictionaries of real
/// streams have a handful of dictionaries in them.
const TRIES: usize = 64;
/// More objects than any limit is about: a stated number is not trusted further.
const MANY: u64 = 1 << 40;
/// How many objects between two looks at the clock.
const OBJECTS_A_LOOK: u64 = 256;

/// A stream that stands in the file, with its object's number.
struct Found<'b> {
    number: Option<u32>,
    stream: Stream<'b>,
}

/// What object and cross-reference streams cost together.
struct Spent {
    bytes: u64,
    objects: u64,
    /// What is wrong with one of them.
    flaw: Option<Flaw>,
}

/// Whether the streams that hold the objects of a file are sound, as far as it can be told before it is opened.
#[derive(Debug, Default)]
pub(crate) struct Containers {
    /// What is wrong with one of them.
    pub(crate) flaw: Option<Flaw>,
    /// Those that are encrypted, by their objects' numbers.
    pub(crate) encrypted: Vec<u32>,
}

/// Refuses a file whose opening would go beyond the limits. What is encrypted cannot be measured before it is opened.
pub(crate) fn check(bytes: &[u8], ctx: &Context<'_>) -> Result<Containers, Error> {
    if !streams_end(bytes) {
        return Err(ErrorKind::DamagedPdf.into());
    }
    let streams = streams(bytes, ctx)?;
    let mut spent = Spent {
        bytes: 0,
        objects: 0,
        flaw: None,
    };
    let mut containers = HashSet::new();
    for found in &streams {
        ctx.check_time()?;
        if let Some(widths) = cross_references(found.stream.dict()) {
            spent.add(&found.stream, ctx)?;
            spent.entries(&found.stream, widths, &mut containers, ctx)?;
        }
    }
    if memmem::find(bytes, b"/Encrypt").is_some() {
        return Ok(Containers {
            flaw: spent.flaw,
            encrypted: containers.into_iter().collect(),
        });
    }
    for found in &streams {
        ctx.check_time()?;
        let dict = found.stream.dict();
        let named = found.number.is_some_and(|n| containers.contains(&n));
        if (named || holds_objects(dict)) && cross_references(dict).is_none() {
            spent.add(&found.stream, ctx)?;
            let count = dict.get::<usize>(b"N").unwrap_or(0);
            spent.objects += u64::try_from(count).unwrap_or(u64::MAX).min(MANY);
            ctx.check_limit("objects", spent.objects, ctx.options.limits.objects)?;
        }
    }
    Ok(Containers {
        flaw: spent.flaw,
        encrypted: Vec::new(),
    })
}

impl Spent {
    fn add(&mut self, stream: &Stream<'_>, ctx: &Context<'_>) -> Result<(), Error> {
        if !inflate::is_sound(stream) {
            return Err(Error::from(ErrorKind::DamagedPdf)
                .detail("rows of its object streams have no size that can be"));
        }
        let cap = ctx.options.limits.object_bytes;
        let left = cap.saturating_sub(self.bytes);
        let found = inflate::measure(stream, left);
        let bytes = found.map_or(u64::MAX, |(bytes, _)| self.bytes.saturating_add(bytes));
        ctx.check_limit("object_bytes", bytes, cap)?;
        self.bytes = bytes;
        self.flaw = self.flaw.or(found.and_then(|(_, flaw)| flaw));
        Ok(())
    }

    /// Counts the entries of a cross-reference stream, and notes the object streams that they name.
    fn entries(
        &mut self,
        stream: &Stream<'_>,
        [kind, second, third]: [u8; 3],
        containers: &mut HashSet<u32>,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        let Ok(data) = stream.decoded_data() else {
            return Ok(());
        };
        let (kind, second) = (usize::from(kind.min(1)), usize::from(second));
        let entries = data.chunks_exact((kind + second + usize::from(third)).max(1));
        self.objects += u64::try_from(entries.len()).unwrap_or(u64::MAX);
        ctx.check_limit("objects", self.objects, ctx.options.limits.objects)?;
        for entry in entries.filter(|e| kind == 1 && e.first() == Some(&2)) {
            let number = entry.get(kind..kind + second).unwrap_or_default();
            let number = number.iter().fold(0_u64, |n, b| (n << 8) | u64::from(*b));
            containers.extend(u32::try_from(number).ok());
        }
        Ok(())
    }
}

/// Field widths of a cross-reference stream (ISO 32000-1, 7.5.8), which is not known by its type alone.
fn cross_references(dict: &Dict<'_>) -> Option<[u8; 3]> {
    dict.get::<Array<'_>>(b"W")?;
    dict.get::<[u8; 3]>(b"W")
        .filter(|[_, second, _]| *second > 0)
}

fn holds_objects(dict: &Dict<'_>) -> bool {
    dict.get::<Name<'_>>(b"Type")
        .is_some_and(|n| n.as_ref() == b"ObjStm")
}

/// Whether streams end before others begin. Looking for the end of one that has none goes through the rest of the file,
/// and thousands of such take time by the square of its size. Streams of real files lie side by side; sixteen times the
/// file leaves room for text that speaks of streams.
fn streams_end(bytes: &[u8]) -> bool {
    const ROOM: u64 = 16;
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let size = count(bytes.len());
    // Streams that have begun since the last end, and what they go through up to here.
    let (mut open, mut through, mut last) = (0_u64, 0_u64, 0);
    for at in memmem::find_iter(bytes, b"stream") {
        through = through.saturating_add(open.saturating_mul(count(at - last)));
        if through > size.saturating_mul(ROOM) {
            return false;
        }
        let ends = bytes.get(..at).is_some_and(|b| b.ends_with(b"end"));
        open = if ends { 0 } else { open + 1 };
        last = at;
    }
    let rest = open.saturating_mul(size.saturating_sub(count(last)));
    through.saturating_add(rest) <= size.saturating_mul(ROOM)
}

/// Every stream of a file: behind `obj`, and, for files that are repaired by searching them, before the keyword
/// `stream`.
fn streams<'b>(bytes: &'b [u8], ctx: &Context<'_>) -> Result<Vec<Found<'b>>, Error> {
    let mut found = Vec::new();
    let mut known = HashSet::new();
    let mut objects = 0;
    for at in memmem::find_iter(bytes, b"obj") {
        let (before, behind) = bytes.split_at(at);
        if before.ends_with(b"end") {
            continue;
        }
        objects += 1;
        if objects % OBJECTS_A_LOOK == 0 {
            ctx.check_limit("objects", objects, ctx.options.limits.objects)?;
            ctx.check_time()?;
        }
        let behind = behind.get(3..).unwrap_or_default();
        if let Some(stream) = Stream::from_bytes(skip_blanks(behind)) {
            known.insert(start(&stream));
            let number = number(before);
            found.push(Found { number, stream });
        }
    }
    for at in memmem::find_iter(bytes, b"stream") {
        let (before, _) = bytes.split_at(at);
        let data = bytes.get(at + 6..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        if before.ends_with(b"end") || known.contains(&(data.as_ptr() as usize)) {
            continue;
        }
        ctx.check_time()?;
        let starts = memmem::rfind_iter(before, b"<<").take(TRIES);
        let parsed = starts
            .filter_map(|from| Stream::from_bytes(bytes.get(from..)?))
            .find(|stream| start(stream) == data.as_ptr() as usize);
        found.extend(parsed.map(|stream| Found {
            number: None,
            stream,
        }));
    }
    Ok(found)
}

/// Where a stream's data lies.
fn start(stream: &Stream<'_>) -> usize {
    match stream.raw_data() {
        std::borrow::Cow::Borrowed(data) => data.as_ptr() as usize,
        std::borrow::Cow::Owned(_) => 0,
    }
}

/// White space and comments.
fn skip_blanks(mut bytes: &[u8]) -> &[u8] {
    loop {
        let blanks = bytes.iter().take_while(|b| is_blank(**b)).count();
        bytes = bytes.get(blanks..).unwrap_or_default();
        if bytes.first() != Some(&b'%') {
            return bytes;
        }
        let comment = bytes.iter().take_while(|b| !matches!(b, b'\n' | b'\r'));
        bytes = bytes.get(comment.count()..).unwrap_or_default();
    }
}

/// The object number before `G obj`.
fn number(before: &[u8]) -> Option<u32> {
    let last = |bytes: &'_ [u8]| {
        let trimmed = bytes.trim_ascii_end();
        let digits = trimmed.iter().rev().take_while(|b| b.is_ascii_digit());
        let digits = digits.count();
        trimmed.len() - digits
    };
    let generation = last(before);
    let before = before.get(..generation)?.trim_ascii_end();
    let digits = before.get(last(before)..)?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_obj() {
        assert_eq!(number(b"\n12 0 "), Some(12));
        assert_eq!(number(b"endobj\n7\n0\n"), Some(7));
        assert_eq!(number(b"0 "), None);
    }
}
