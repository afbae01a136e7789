//! The parts of a ZIP archive, inflated under a cap.
//!
//! Parts are looked up by name and inflated into memory; no name leads to a path of the file system.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::context::Context;
use crate::error::{Error, ErrorKind};

/// An archive, and how much of its parts was inflated.
pub(crate) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Where the parts are, by their names in small letters with slashes: names of parts have no case (ECMA-376-2, 6.3.5),
    /// and some programs write the separators of their own system.
    parts: HashMap<String, usize>,
    inflated: u64,
}

impl std::fmt::Debug for Archive<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive")
            .field("inflated", &self.inflated)
            .finish()
    }
}

/// Bytes inflated between two looks at the clock.
const PIECE: u64 = 1 << 20;

impl<'b> Archive<'b> {
    /// Opens an archive: reads its directory.
    pub(crate) fn open(bytes: &'b [u8], ctx: &Context<'_>) -> Result<Self, Error> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let entries = u64::try_from(zip.len()).unwrap_or(u64::MAX);
        ctx.check_limit("objects", entries, ctx.options.limits.objects)?;
        let names = zip
            .file_names_raw()
            .map(|n| key(&String::from_utf8_lossy(n)));
        let parts = names.enumerate().map(|(index, name)| (name, index));
        // Of two parts of one name the first is it.
        let mut all = HashMap::new();
        for (name, index) in parts {
            all.entry(name).or_insert(index);
        }
        Ok(Self {
            parts: all,
            zip,
            inflated: 0,
        })
    }

    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// A part by its name; `None` if there is none. A leading slash is that of the package, not of a path.
    pub(crate) fn part(&mut self, name: &str, ctx: &Context<'_>) -> Result<Option<Vec<u8>>, Error> {
        let limits = &ctx.options.limits;
        let Some(index) = self.parts.get(&key(name)) else {
            return Ok(None);
        };
        let file = self.zip.by_index(*index).map_err(damaged)?;
        // What the directory says of a part's size is not to be trusted.
        let mut rest = file.take(limits.stream_bytes.saturating_add(1));
        let mut out = Vec::new();
        loop {
            let read = rest.by_ref().take(PIECE).read_to_end(&mut out);
            let read = read.map_err(|e| damaged(ZipError::Io(e)))?;
            if read == 0 {
                break;
            }
            let read = u64::try_from(read).unwrap_or(u64::MAX);
            self.inflated = self.inflated.saturating_add(read);
            let length = u64::try_from(out.len()).unwrap_or(u64::MAX);
            ctx.check_limit("stream_bytes", length, limits.stream_bytes)?;
            ctx.check_limit("inflated_bytes", self.inflated, limits.inflated_bytes)?;
            ctx.check_time()?;
        }
        Ok(Some(out))
    }

    /// As [`part`](Self::part), decoded.
    pub(crate) fn text(&mut self, name: &str, ctx: &Context<'_>) -> Result<Option<String>, Error> {
        let bytes = self.part(name, ctx)?;
        Ok(bytes.map(super::xml::decode))
    }
}

/// The name that a part is looked up by. References and names alike may write signs beyond ASCII as bytes in percent
/// (ECMA-376-2, 6.2.2 and 7.3.4).
fn key(name: &str) -> String {
    let name = name.replace('\\', "/").to_ascii_lowercase();
    let name = unescaped(name.trim_start_matches('/'));
    name.to_ascii_lowercase()
}

/// A name whose bytes in percent are what they stand for.
fn unescaped(name: &str) -> String {
    let mut parts = name.split('%');
    let mut out: Vec<u8> = parts.next().unwrap_or_default().into();
    for part in parts {
        let byte = part.get(..2).map(|hex| u8::from_str_radix(hex, 16));
        match (byte, part.get(2..)) {
            (Some(Ok(byte)), Some(rest)) => {
                out.push(byte);
                out.extend_from_slice(rest.as_bytes());
            }
            _ => {
                out.push(b'%');
                out.extend_from_slice(part.as_bytes());
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn damaged(error: ZipError) -> Error {
    let kind = match &error {
        ZipError::UnsupportedArchive(what) if what.contains("assword") => {
            ErrorKind::EncryptedOffice
        }
        _ => ErrorKind::DamagedOffice,
    };
    Error::new(kind).detail(error.to_string())
}
