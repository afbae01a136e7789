//! What tells one file from all others.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// SHA-256 of bytes.
pub(crate) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-256 of bytes in hexadecimal, as [`Source::sha256`](crate::Source::sha256) has it.
///
/// # Examples
/// ```
/// let of = putuo_notice::sha256("abc");
/// assert_eq!(of, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
/// ```
#[must_use]
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    digest(bytes.as_ref())
        .iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            // Writing to a string cannot fail.
            let _ = write!(out, "{byte:02x}");
            out
        })
}
