//! Whether a PDF's structure is whole: its table of cross-references leads to its objects, its tree of pages to its pages.
//!
//! `hayro-syntax` mends what it can and leaves out what it cannot, and says neither.

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, FromBytes as _, MaybeRef, Name, ObjectIdentifier, Stream};
use memchr::memmem;

use crate::source::inflate::Flaw;
use crate::source::keys::is_blank;

/// What is wrong with a file as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// Its objects were found by searching it, for its table of cross-references does not lead to them.
    Repaired,
    /// A stream that holds objects.
    Objects(Flaw),
    /// The tree of pages names a page, as the one with this number, that is not there.
    PageMissing(u32),
    /// It names one page twice, the second time at this number; a page that was meant there is not read.
    PageTwice(u32),
    /// It says how many pages it has, and has fewer.
    Pages { stated: u32, found: u32 },
}

/// Updates of a file that are gone through, and levels of its tree of pages: real files have a few of each.
const DEEPEST: usize = 256;
/// Entries of tables of cross-references that are looked up.
const ENTRIES: usize = 1 << 20;

/// What is wrong with an opened file.
pub(crate) fn damage(pdf: &Pdf) -> Vec<Damage> {
    let mut found = Vec::new();
    if References::default()
        .lead(pdf.data().as_ref(), None)
        .is_none()
    {
        found.push(Damage::Repaired);
    }
    let mut tree = Tree {
        pdf,
        visited: HashSet::new(),
        pages: 0,
        damage: Vec::new(),
    };
    let root: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    match root.and_then(|r| r.get::<Dict<'_>>(b"Pages")) {
        Some(pages) => {
            tree.visited.extend(pages.obj_id());
            tree.walk(&pages, 0);
            let stated = pages.get::<u32>(b"Count").unwrap_or(0);
            let met = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
            if stated > met && tree.damage.is_empty() {
                let found = met;
                tree.damage.push(Damage::Pages { stated, found });
            }
        }
        None => found.push(Damage::Repaired),
    }
    found.append(&mut tree.damage);
    found.dedup();
    found
}

/// The tree of pages (ISO 32000-1, 7.7.3), as far as it was gone through.
struct Tree<'p> {
    pdf: &'p Pdf,
    visited: HashSet<ObjectIdentifier>,
    pages: u32,
    damage: Vec<Damage>,
}

impl Tree<'_> {
    fn walk(&mut self, node: &Dict<'_>, depth: usize) {
        let Some(kids) = node.get::<Array<'_>>(b"Kids").filter(|_| depth < DEEPEST) else {
            self.damage.push(Damage::PageMissing(self.pages + 1));
            return;
        };
        for kid in kids.raw_iter() {
            let dict = match kid {
                MaybeRef::Ref(reference) => {
                    let id = ObjectIdentifier::from(reference);
                    if !self.visited.insert(id) {
                        self.damage.push(Damage::PageTwice(self.pages + 1));
                        continue;
                    }
                    self.pdf.xref().get::<Dict<'_>>(id)
                }
                MaybeRef::NotRef(object) => object.into_dict(),
            };
            if let Some(node) = dict.as_ref().filter(|d| is(d, b"Pages")) {
                self.walk(node, depth + 1);
                continue;
            }
            self.pages += 1;
            if !dict.is_some_and(|d| is_page(&d)) {
                self.damage.push(Damage::PageMissing(self.pages));
            }
        }
    }
}

fn is(dict: &Dict<'_>, kind: &[u8]) -> bool {
    dict.get::<Name<'_>>(b"Type")
        .is_some_and(|n| n.as_ref() == kind)
}

/// Whether a dictionary is a page's, whatever it says of its type.
fn is_page(dict: &Dict<'_>) -> bool {
    is(dict, b"Page")
        || [&b"Contents"[..], b"MediaBox", b"Resources"]
            .iter()
            .any(|key| dict.contains_key(key))
}

/// Tables of cross-references (ISO 32000-1, 7.5.4 and 7.5.8), the last one first.
#[derive(Default)]
struct References {
    /// Where they begin.
    visited: HashSet<usize>,
    /// Objects that have been looked up: a later table replaces the entries of earlier ones.
    known: HashSet<u32>,
}

impl References {
    /// Whether every entry leads to its object, from the table at `start` on, or the last of the file.
    fn lead(&mut self, bytes: &[u8], start: Option<usize>) -> Option<()> {
        let mut next = Some(match start {
            Some(at) => at,
            None => {
                let at = memmem::rfind(bytes, b"startxref")?;
                number(bytes, at + b"startxref".len())?.0
            }
        });
        while let Some(at) = next {
            if !self.visited.insert(at) || self.visited.len() > DEEPEST {
                return None;
            }
            let (_, begin) = skip(bytes, at)?;
            let trailer = if bytes.get(begin..)?.starts_with(b"xref") {
                let (trailer, hidden) = self.table(bytes, begin + 4)?;
                if let Some(hidden) = hidden.filter(|at| !self.visited.contains(at)) {
                    self.lead(bytes, Some(hidden))?;
                }
                trailer
            } else {
                self.stream(bytes, begin)?
            };
            next = trailer
                .get::<i64>(b"Prev")
                .map(usize::try_from)
                .transpose()
                .ok()?
                .filter(|at| !self.visited.contains(at));
        }
        Some(())
    }

    /// A table in plain text, its trailer, and the table in a stream that it names.
    fn table<'b>(&mut self, bytes: &'b [u8], mut at: usize) -> Option<(Dict<'b>, Option<usize>)> {
        loop {
            let (byte, begin) = skip(bytes, at)?;
            if !byte.is_ascii_digit() {
                let rest = bytes.get(begin..)?.strip_prefix(b"trailer")?;
                let (_, from) = skip(rest, 0)?;
                let trailer = Dict::from_bytes(rest.get(from..)?)?;
                let hidden = trailer.get::<i64>(b"XRefStm");
                return Some((trailer, hidden.and_then(|at| usize::try_from(at).ok())));
            }
            let (first, after) = number(bytes, begin)?;
            let (count, after) = number(bytes, after)?;
            (_, at) = skip(bytes, after)?;
            for entry in 0..count.min(ENTRIES) {
                let (offset, after) = number(bytes, at)?;
                let (generation, after) = number(bytes, after)?;
                let (kind, from) = skip(bytes, after)?;
                let object = u32::try_from(first + entry).ok()?;
                match kind {
                    b'n' if self.known.insert(object) => {
                        // An entry for an object that was never written leads nowhere and is read as free.
                        if offset > 0 {
                            leads(bytes, offset, object, generation)?;
                        }
                    }
                    b'f' => {
                        self.known.insert(object);
                    }
                    b'n' => {}
                    _ => return None,
                }
                at = from + 1;
            }
        }
    }

    /// A table in a stream, and its dictionary.
    fn stream<'b>(&mut self, bytes: &'b [u8], at: usize) -> Option<Dict<'b>> {
        let (_, after) = number(bytes, at)?;
        let (_, after) = number(bytes, after)?;
        let (_, after) = skip(bytes, after)?;
        let rest = bytes.get(after..)?.strip_prefix(b"obj")?;
        let (_, from) = skip(rest, 0)?;
        let stream = Stream::from_bytes(rest.get(from..)?)?;
        let dict = stream.dict().clone();
        let widths = dict.get::<[u8; 3]>(b"W")?.map(usize::from);
        let size = dict.get::<usize>(b"Size")?;
        let index = dict.get::<Array<'_>>(b"Index");
        let index: Vec<usize> = index.map_or(vec![0, size], |i| i.iter::<usize>().collect());
        let data = stream.decoded_data().ok()?;
        let mut entries = data.chunks_exact(widths.iter().sum::<usize>().max(1));
        let fields = |entry: &[u8]| {
            let mut rest = entry;
            widths.map(|width| {
                let (field, after) = rest.split_at(width.min(rest.len()));
                rest = after;
                field
                    .iter()
                    .fold(0_usize, |n, b| (n << 8) | usize::from(*b))
            })
        };
        let (pairs, _) = index.as_chunks::<2>();
        for &[first, count] in pairs {
            for (entry, object) in entries.by_ref().take(count).zip(first..) {
                let object = u32::try_from(object).ok()?;
                let [kind, offset, generation] = fields(entry);
                let kind = if widths.first() == Some(&0) { 1 } else { kind };
                if self.known.insert(object) && kind == 1 && offset > 0 {
                    leads(bytes, offset, object, generation)?;
                }
            }
        }
        Some(dict)
    }
}

/// Whether an object begins at an offset.
fn leads(bytes: &[u8], offset: usize, object: u32, generation: usize) -> Option<()> {
    let (found, after) = number(bytes, offset)?;
    let (of, after) = number(bytes, after)?;
    let (_, after) = skip(bytes, after)?;
    let begins = bytes.get(after..)?.starts_with(b"obj");
    (begins && u32::try_from(found) == Ok(object) && of == generation).then_some(())
}

/// The first byte from `at` on that is no white space, and where it stands.
fn skip(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = bytes.get(at..)?;
    let found = rest.iter().position(|b| !is_blank(*b))?;
    Some((*rest.get(found)?, at + found))
}

/// The whole number from `at` on, and where it ends.
fn number(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let (_, at) = skip(bytes, at)?;
    let rest = bytes.get(at..)?;
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let number = std::str::from_utf8(rest.get(..digits)?).ok()?;
    Some((number.parse().ok()?, at + digits))
}
