//! Streams that would inflate beyond their limit, told before they are decoded: `hayro-syntax` inflates without a cap.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;

/// Most that deflate can make of a byte (RFC 1951: 258 bytes from two bits).
const DEFLATE_RATIO: u64 = 1_032;

/// Whether a stream inflates to more than `cap` bytes.
pub(crate) fn exceeds(stream: &Stream<'_>, cap: u64) -> bool {
    let filters = stream.filters();
    let deflated = filters
        .iter()
        .filter(|f| matches!(f, Filter::FlateDecode))
        .count();
    let raw = stream.raw_data();
    let size = u64::try_from(raw.len()).unwrap_or(u64::MAX);
    if deflated == 0 || (deflated == 1 && size.saturating_mul(DEFLATE_RATIO) <= cap) {
        return false;
    }
    let mut data = raw.into_owned();
    for filter in &filters {
        if !matches!(filter, Filter::FlateDecode) {
            return false;
        }
        match inflate(&data, cap) {
            Some(inflated) => data = inflated,
            None => return true,
        }
    }
    false
}

/// Inflates up to `cap` bytes; `None` if there are more.
fn inflate(data: &[u8], cap: u64) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    // Damaged ends are kept as far as they go.
    let _ = ZlibDecoder::new(data).take(cap + 1).read_to_end(&mut out);
    if out.is_empty() {
        let _ = DeflateDecoder::new(data)
            .take(cap + 1)
            .read_to_end(&mut out);
    }
    (u64::try_from(out.len()).unwrap_or(u64::MAX) <= cap).then_some(out)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::inflate;

    #[test]
    fn stops_at_the_cap() {
        let mut bomb = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
        let bomb = bomb.finish().unwrap();
        assert_eq!(inflate(&bomb, 1 << 19), None);
        assert_eq!(inflate(&bomb, 1 << 20).map(|d| d.len()), Some(1 << 20));
    }
}
