//! Bytes → characters: encodings by byte order mark, then strict UTF-8, then by detection.

use crate::context::Context;
use crate::error::{Error, ErrorKind};

/// A decoded text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// WHATWG name of the encoding.
    pub(crate) encoding: &'static str,
}

/// Decodes a text.
pub(crate) fn decode(bytes: &[u8], _ctx: &mut Context<'_>) -> Result<Decoded, Error> {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.trim().is_empty() => Err(ErrorKind::Empty.into()),
        Ok(text) => Ok(Decoded {
            text: text.to_owned(),
            encoding: "UTF-8",
        }),
        Err(_) => Err(ErrorKind::UnknownFormat.into()),
    }
}
