//! What a stream would make when decoded, told before it is: `hayro-syntax` decodes without a cap, and gives up (panics)
//! on predictors that cannot be.

use std::io::{Read, Write};

use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream};

/// Most that deflate can make of a byte (RFC 1951: 258 bytes from two bits).
const DEFLATE_RATIO: u64 = 1_032;
/// Most that LZW can make of a byte: 3,837 bytes (the longest string of a full table) from 9 bits.
const LZW_RATIO: u64 = 3_411;
/// Most that `RunLengthDecode` can make of a byte: 128 bytes from two.
const RUN_RATIO: u64 = 64;
/// Most that `ASCII85Decode` can make of a byte: four zeros from a `z`.
const ASCII_RATIO: u64 = 4;

/// Most columns of a row of samples: more than any picture or table has.
const COLUMNS: i64 = 1 << 24;

/// Whether a stream inflates to more than `cap` bytes.
pub(crate) fn exceeds(stream: &Stream<'_>, cap: u64) -> bool {
    let filters = stream.filters();
    if filters.is_empty() {
        return false;
    }
    let bound = filters.iter().fold(size(&stream.raw_data()), |bytes, f| {
        bytes.saturating_mul(ratio(*f))
    });
    bound > cap && length(stream, cap).is_none()
}

/// How many bytes a stream inflates to; `None` if more than `cap`.
pub(crate) fn length(stream: &Stream<'_>, cap: u64) -> Option<u64> {
    let filters = stream.filters();
    // Images are not decoded at all.
    if filters.iter().any(|f| ratio(*f) == 0) {
        return Some(0);
    }
    let mut data = stream.raw_data();
    let mut rest = filters.iter().copied().peekable();
    while let Some(filter) = rest.next() {
        match filter {
            Filter::FlateDecode if rest.peek().is_some() => {
                let mut made = Vec::new();
                let (_, unsure) = inflate(&data, cap, &mut made)?;
                if unsure {
                    return None;
                }
                data = made.into();
            }
            Filter::FlateDecode => {
                return inflate(&data, cap, &mut std::io::sink()).map(|(made, _)| made);
            }
            Filter::LzwDecode if rest.peek().is_none() => return lzw(&data, early(stream), cap),
            // The others stand before Flate in sound files, and make little of much.
            filter => {
                let bound = rest
                    .by_ref()
                    .fold(size(&data).saturating_mul(ratio(filter)), |bytes, f| {
                        bytes.saturating_mul(ratio(f))
                    });
                return bounded(stream, &data, bound, cap);
            }
        }
    }
    Some(size(&data)).filter(|size| *size <= cap)
}

/// For filters whose making is not followed step by step.
fn bounded(stream: &Stream<'_>, data: &[u8], bound: u64, cap: u64) -> Option<u64> {
    if bound <= cap {
        return Some(bound);
    }
    // Text encodings round deflated data, as old files have: at most 4 bytes of one, then followed.
    let filters = stream.filters();
    let [
        Filter::Ascii85Decode | Filter::AsciiHexDecode,
        Filter::FlateDecode,
    ] = filters[..]
    else {
        return None;
    };
    if size(data).saturating_mul(ASCII_RATIO) > cap {
        return None;
    }
    let name: &[u8] = match filters.first() {
        Some(Filter::AsciiHexDecode) => b"ASCIIHexDecode",
        _ => b"ASCII85Decode",
    };
    let mut alone = [b"<< /Filter /", name].concat();
    alone.extend(format!(" /Length {} >>\nstream\n", data.len()).into_bytes());
    alone.extend_from_slice(data);
    alone.extend_from_slice(b"\nendstream");
    let alone = <Stream<'_> as hayro_syntax::object::FromBytes<'_>>::from_bytes(&alone)?;
    let data = alone.decoded_data().ok()?;
    inflate(&data, cap, &mut std::io::sink()).map(|(made, _)| made)
}

fn size(data: &[u8]) -> u64 {
    u64::try_from(data.len()).unwrap_or(u64::MAX)
}

/// Most that a filter makes of a byte; 0 for filters of images.
fn ratio(filter: Filter) -> u64 {
    match filter {
        Filter::FlateDecode => DEFLATE_RATIO,
        Filter::LzwDecode => LZW_RATIO,
        Filter::RunLengthDecode => RUN_RATIO,
        Filter::Ascii85Decode | Filter::AsciiHexDecode => ASCII_RATIO,
        Filter::Crypt => 1,
        Filter::CcittFaxDecode | Filter::Jbig2Decode | Filter::DctDecode | Filter::JpxDecode => 0,
    }
}

/// Inflates up to `cap` bytes into `out` and says how many; `None` if there may be more. Also whether the data is damaged,
/// so that another decoder might make something else of it.
fn inflate(data: &[u8], cap: u64, out: &mut impl Write) -> Option<(u64, bool)> {
    let mut zlib = Counted::new(ZlibDecoder::new(data).take(cap + 1));
    let mut error = std::io::copy(&mut zlib, out).err();
    let (mut made, mut used) = (zlib.bytes, zlib.inner.get_ref().total_in());
    if made == 0 {
        let mut deflate = Counted::new(DeflateDecoder::new(data).take(cap + 1));
        error = std::io::copy(&mut deflate, out).err();
        (made, used) = (deflate.bytes, deflate.inner.get_ref().total_in());
    }
    let damaged = error.is_some_and(|e| e.kind() != std::io::ErrorKind::UnexpectedEof);
    if damaged {
        // Other decoders go on behind the damage.
        made += size(data)
            .saturating_sub(used)
            .saturating_mul(DEFLATE_RATIO);
    }
    (made <= cap).then_some((made, damaged))
}

/// Counts what is read, also when it ends in an error.
struct Counted<R> {
    inner: R,
    bytes: u64,
}

impl<R> Counted<R> {
    fn new(inner: R) -> Self {
        Self { inner, bytes: 0 }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(out)?;
        self.bytes += u64::try_from(read).unwrap_or(u64::MAX);
        Ok(read)
    }
}

/// How many bytes LZW data makes: only lengths are followed.
fn lzw(data: &[u8], early: bool, cap: u64) -> Option<u64> {
    const CLEAR: usize = 256;
    const FULL: usize = 4_096;
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut lengths: Vec<u64> = vec![1; 258];
    let mut before: Option<u64> = None;
    let mut total = 0_u64;
    for byte in data {
        (bits, held) = ((bits << 8) | u32::from(*byte), held + 8);
        let width = match lengths.len() + usize::from(early) {
            2_048.. => 12,
            1_024.. => 11,
            512.. => 10,
            _ => 9,
        };
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        bits &= (1 << held) - 1;
        match (code, before) {
            (CLEAR, _) => {
                lengths.truncate(258);
                before = None;
                continue;
            }
            (257, _) => break,
            _ => {}
        }
        let new = before.map(|length| length + 1);
        let length = match lengths.get(code) {
            Some(length) => *length,
            None => new?,
        };
        if let Some(new) = new.filter(|_| lengths.len() < FULL) {
            lengths.push(new);
        }
        total += length;
        if total > cap {
            return None;
        }
        before = Some(length);
    }
    Some(total)
}

fn parameters<'a>(dict: &Dict<'a>) -> Vec<Dict<'a>> {
    [&b"DecodeParms"[..], b"DP"]
        .iter()
        .flat_map(|key| match dict.get::<Object<'a>>(key) {
            Some(Object::Dict(one)) => vec![one],
            Some(Object::Array(several)) => dicts(&several),
            _ => Vec::new(),
        })
        .collect()
}

fn dicts<'a>(array: &Array<'a>) -> Vec<Dict<'a>> {
    array
        .iter::<Object<'a>>()
        .filter_map(Object::into_dict)
        .collect()
}

/// `/EarlyChange` of LZW (ISO 32000-1, table 8).
fn early(stream: &Stream<'_>) -> bool {
    parameters(stream.dict())
        .iter()
        .all(|p| p.get::<i64>(b"EarlyChange") != Some(0))
}

/// Whether decoding a stream ends with undoing a predictor.
pub(crate) fn has_predictor(stream: &Stream<'_>) -> bool {
    parameters(stream.dict())
        .iter()
        .any(|p| !matches!(p.get::<i64>(b"Predictor"), None | Some(1)))
}

/// Whether a row of samples, as a stream's parameters describe it, has a size that can be (ISO 32000-1, table 8).
pub(crate) fn is_sound(stream: &Stream<'_>) -> bool {
    parameters(stream.dict()).iter().all(|p| {
        if matches!(p.get::<i64>(b"Predictor"), None | Some(1)) {
            return true;
        }
        let number = |key: &[u8], usual: i64| match p.get::<Object<'_>>(key) {
            None => usual,
            Some(_) => p.get::<i64>(key).unwrap_or(-1),
        };
        let (colors, bits, columns) = (
            number(b"Colors", 1),
            number(b"BitsPerComponent", 8),
            number(b"Columns", 1),
        );
        // The format allows any number of colours; no picture has more than 32 channels of 8 bits.
        matches!(bits, 1 | 2 | 4 | 8 | 16)
            && (1..=255 / bits).contains(&colors)
            && (1..=COLUMNS).contains(&columns)
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use hayro_syntax::object::FromBytes as _;

    use super::*;

    /// A stream object.
    pub(crate) fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
        let mut out = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
        out.extend_from_slice(data);
        out.extend_from_slice(b"\nendstream");
        out
    }

    pub(crate) fn deflated(data: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(data).unwrap();
        out.finish().unwrap()
    }

    fn of(entries: &str, data: &[u8], cap: u64) -> Option<u64> {
        length(&Stream::from_bytes(&stream(entries, data)).unwrap(), cap)
    }

    #[test]
    fn flate_stops_at_the_cap() {
        let bomb = deflated(&[b' '; 1 << 20]);
        let flate = "/Filter /FlateDecode";
        assert_eq!(of(flate, &bomb, (1 << 20) - 1), None);
        assert_eq!(of(flate, &bomb, 1 << 20), Some(1 << 20));
        let twice = deflated(&bomb);
        let entries = "/Filter [/FlateDecode /FlateDecode]";
        assert_eq!(of(entries, &twice, (1 << 20) - 1), None);
        assert_eq!(of(entries, &twice, 1 << 20), Some(1 << 20));
    }

    #[test]
    fn damage_before_a_bomb_is_not_its_end() {
        // A block of a reserved type: zlib stops there, other decoders may not.
        let mut damaged = vec![0x78, 0x9c, 0b111];
        damaged.extend(deflated(&[b' '; 1 << 20]));
        assert_eq!(of("/Filter /FlateDecode", &damaged, 1 << 19), None);
        // A cut end is one.
        let bomb = deflated(&[b' '; 1 << 20]);
        assert!(of("/Filter /FlateDecode", &bomb[..bomb.len() - 8], 1 << 20).is_some());
    }

    #[test]
    fn lengths_of_lzw_are_those_of_its_decoder() {
        // 9-bit codes: clear, A, then each the string that is just being made.
        let mut codes = vec![256_u32, 65];
        codes.extend(258..258 + 2_000);
        let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u64, 0_u32);
        for (index, code) in codes.iter().enumerate() {
            // The first string is made with the third code.
            let size = 256 + index.max(2);
            let width = match size + 1 {
                2_048.. => 12,
                1_024.. => 11,
                512.. => 10,
                _ => 9,
            };
            (bits, held) = ((bits << width) | u64::from(*code), held + width);
            while held >= 8 {
                held -= 8;
                bytes.push((bits >> held) as u8);
                bits &= (1 << held) - 1;
            }
        }
        bytes.push((bits << (8 - held)) as u8);
        let bytes = stream("/Filter /LZWDecode", &bytes);
        let stream = Stream::from_bytes(&bytes).unwrap();
        let made = stream.decoded_data().unwrap().len() as u64;
        assert!(made > 1_900_000, "{made}");
        assert_eq!(length(&stream, made), Some(made));
        assert_eq!(length(&stream, made - 1), None);
    }

    #[test]
    fn text_round_deflated_data_is_followed() {
        let hex: String = deflated(&[b' '; 1 << 20])
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        let entries = "/Filter [/ASCIIHexDecode /FlateDecode]";
        assert_eq!(of(entries, hex.as_bytes(), 1 << 20), Some(1 << 20));
        assert_eq!(of(entries, hex.as_bytes(), 1 << 19), None);
    }

    #[test]
    fn rows_that_cannot_be_are_refused() {
        for parameters in [
            "/Predictor 2 /Columns 0",
            "/Predictor 2 /Colors 0",
            "/Predictor 12 /Colors 200 /BitsPerComponent 16",
            "/Predictor 15 /Columns 9000000000000000000",
            "/Predictor 15 /Columns 4 /BitsPerComponent 3",
        ] {
            let entries = format!("/Filter /FlateDecode /DecodeParms << {parameters} >>");
            let bytes = stream(&entries, &deflated(b"0123456789"));
            let stream = Stream::from_bytes(&bytes).unwrap();
            assert!(!is_sound(&stream), "{parameters}");
        }
    }
}
