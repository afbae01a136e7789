//! How the program and the processes it starts talk to each other: stretches of bytes, each after its length.

use std::io::{Error, ErrorKind, Read, Result, Write};

use serde::{Serialize, de::DeserializeOwned};

/// Longest stretch that is believed: more than any file that is read and any result of it.
const LONGEST: u64 = 1 << 32;

/// Writes bytes.
pub(crate) fn put(out: &mut impl Write, bytes: &[u8]) -> Result<()> {
    let length = u64::try_from(bytes.len()).map_err(Error::other)?;
    /// Up to this size both are sent at once.
    const SHORT: usize = 64 << 10;
    let length = length.to_le_bytes();
    if bytes.len() <= SHORT {
        out.write_all(&[&length[..], bytes].concat())?;
    } else {
        out.write_all(&length)?;
        out.write_all(bytes)?;
    }
    out.flush()
}

/// Writes a value as JSON.
pub(crate) fn put_value(out: &mut impl Write, value: &impl Serialize) -> Result<()> {
    put(out, &serde_json::to_vec(value)?)
}

/// Reads bytes; `None` at the end of what is sent.
pub(crate) fn take(from: &mut impl Read) -> Result<Option<Vec<u8>>> {
    match length(from) {
        Err(e) if e.kind() == ErrorKind::UnexpectedEof => Ok(None),
        length => bytes(from, length?).map(Some),
    }
}

/// Reads how long the next stretch is.
pub(crate) fn length(from: &mut impl Read) -> Result<u64> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > LONGEST {
        return Err(ErrorKind::InvalidData.into());
    }
    Ok(length)
}

/// Reads a stretch whose length is known.
pub(crate) fn bytes(from: &mut impl Read, length: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).ok() != Some(length) {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

/// Reads a value.
pub(crate) fn take_value<T: DeserializeOwned>(from: &mut impl Read) -> Result<Option<T>> {
    take(from)?
        .map(|bytes| serde_json::from_slice(&bytes).map_err(Error::other))
        .transpose()
}
