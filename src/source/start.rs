//! The start of what a stream decodes to.
//!
//! A font program of half a megabyte says in its first kilobytes whether it says anything of characters; decoding all of
//! it would take longer than the rest of the page.

use std::io::{Cursor, Read};

use flate2::bufread::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;

use crate::source::inflate;

/// Most bytes of a start. It is not measured before it is decoded, so it must be little; the `cmap` of a subset of a
/// thousand characters, which the directory of a program puts before all big tables, has 13 KB (format 12).
const MOST: usize = 64 << 10;

/// Decodes a stream as far as it is asked for.
pub(crate) struct Start<'a> {
    rest: Box<dyn Read + 'a>,
    decoded: Vec<u8>,
}

impl<'a> Start<'a> {
    /// For streams that are not encoded, or deflated and nothing else.
    pub(crate) fn of(stream: &Stream<'a>) -> Option<Self> {
        let plain = !inflate::has_predictor(stream);
        let data = Cursor::new(stream.raw_data());
        let rest: Box<dyn Read + 'a> = match stream.filters()[..] {
            [] => Box::new(data),
            [Filter::FlateDecode] if plain => Box::new(ZlibDecoder::new(data)),
            _ => return None,
        };
        Some(Self {
            rest,
            decoded: Vec::new(),
        })
    }

    /// The first bytes, `len` of them if there are as many and they are sound.
    pub(crate) fn up_to(&mut self, len: usize) -> &[u8] {
        let _ = self.bytes(len);
        self.decoded.get(..len).unwrap_or(&self.decoded)
    }

    /// The first `len` bytes; `None` if there are fewer, or they are damaged, or more than a start has.
    pub(crate) fn bytes(&mut self, len: usize) -> Option<&[u8]> {
        let missing = len.saturating_sub(self.decoded.len());
        if len > MOST {
            return None;
        }
        if missing > 0 {
            let mut wanted = self.rest.by_ref().take(u64::try_from(missing).ok()?);
            wanted.read_to_end(&mut self.decoded).ok()?;
        }
        self.decoded.get(..len)
    }
}

#[cfg(test)]
mod tests {
    use hayro_syntax::object::FromBytes as _;

    use super::*;
    use crate::source::inflate::tests::{deflated, stream};

    fn start(bytes: &[u8]) -> Option<Start<'_>> {
        Start::of(&Stream::from_bytes(bytes).unwrap())
    }

    #[test]
    fn a_start_grows_as_it_is_asked_for() {
        let text: Vec<u8> = (0..=255).cycle().take(2 * MOST).collect();
        let deflated = deflated(&text);
        for bytes in [
            stream("", &text),
            stream("/Filter /FlateDecode", &deflated),
            stream("/Filter [/FlateDecode] /DecodeParms [null]", &deflated),
        ] {
            let mut start = start(&bytes).unwrap();
            for len in [0, 6, 3, 1_000, MOST] {
                assert_eq!(start.bytes(len), text.get(..len));
            }
            assert_eq!(start.bytes(MOST + 1), None);
        }
    }

    #[test]
    fn what_is_short_damaged_or_encoded_otherwise_has_no_start() {
        let short = stream("", b"four");
        assert_eq!(start(&short).unwrap().bytes(5), None);
        let damaged = stream("/Filter /FlateDecode", b"\x78\x9c\x07");
        assert_eq!(start(&damaged).unwrap().bytes(1), None);
        assert!(start(&stream("/Filter /ASCIIHexDecode", b"00>")).is_none());
        let rows = "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >>";
        assert!(start(&stream(rows, b"")).is_none());
    }
}
