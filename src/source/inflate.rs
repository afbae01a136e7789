//! What a stream would make when decoded, told before it is: `hayro-syntax` decodes without a cap, and gives up (panics)
//! on predictors that cannot be. It also decodes what is damaged as far as it goes and says nothing; [`decode`] says it.

use std::borrow::Cow;
use std::io::Write;

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream};

use crate::source::keys;

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

/// What is wrong with the data of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Its checksum is that of other data, or its codes cannot be.
    Corrupt,
    /// It ends before its end.
    Cut,
    /// A filter that no reader knows, or a predictor of rows that cannot be.
    Filter,
    /// It is not as long as the file says; it was read up to where it ends.
    Length,
}

/// Decodes a stream as far as it goes, and says what is wrong with it.
pub(crate) fn decode<'a>(stream: &Stream<'a>, cap: u64) -> (Option<Cow<'a, [u8]>>, Option<Flaw>) {
    let filters = stream.filters();
    if filters.len() < named_filters(stream.dict()) {
        return (None, Some(Flaw::Filter));
    }
    if is_empty(stream) {
        return (Some(Cow::Borrowed(&[])), None);
    }
    let raw = stream.raw_data();
    // Deflated data is followed as it is decoded; what is not sound is left to the decoder of other readers.
    let deflated = match filters.as_slice() {
        _ if has_predictor(stream) => None,
        [Filter::FlateDecode] => Some(Cow::Borrowed(raw.as_ref())),
        _ => text_round(stream, &raw, cap).map(Cow::Owned),
    };
    if let Some(deflated) = deflated {
        let mut made = Vec::new();
        if let Some(Inflated {
            end: End::Sound, ..
        }) = inflate(&deflated, cap, &mut made)
        {
            return (Some(made.into()), other_length(stream, &raw));
        }
    }
    let flaw = flaw(stream, cap);
    let data = stream.decoded_data().ok();
    let undecoded = data.is_none().then_some(Flaw::Corrupt);
    (data, flaw.or(undecoded))
}

/// What is wrong with the data of a stream, where it can be told: deflated data has a checksum.
pub(crate) fn flaw(stream: &Stream<'_>, cap: u64) -> Option<Flaw> {
    if stream.filters().len() < named_filters(stream.dict()) {
        return Some(Flaw::Filter);
    }
    let (_, flaw) = measure(stream, cap)?;
    flaw.or_else(|| other_length(stream, &stream.raw_data()))
}

/// Whether a stream has another length than the file says. That of encrypted data is not its own.
#[allow(clippy::ptr_arg)] // data of its own is what was decrypted
fn other_length(stream: &Stream<'_>, raw: &Cow<'_, [u8]>) -> Option<Flaw> {
    let Cow::Borrowed(raw) = raw else {
        return None;
    };
    let stated = stream.dict().get::<usize>(b"Length");
    (stated != Some(raw.len())).then_some(Flaw::Length)
}

/// Whether a stream says that it has no data, and has none, as blank pages have: no filter makes anything of it.
fn is_empty(stream: &Stream<'_>) -> bool {
    stream.dict().get::<u32>(b"Length") == Some(0) && stream.raw_data().is_empty()
}

/// How many filters a stream's dictionary names, known ones or not.
fn named_filters(dict: &Dict<'_>) -> usize {
    let found = dict.get::<Object<'_>>(b"Filter");
    match found.or_else(|| dict.get::<Object<'_>>(b"F")) {
        Some(Object::Name(_)) => 1,
        Some(Object::Array(names)) => names.iter::<Object<'_>>().count(),
        _ => usize::from(keys::is_misspelt(dict, b"Filter")),
    }
}

/// How many bytes a stream inflates to; `None` if more than `cap`.
pub(crate) fn length(stream: &Stream<'_>, cap: u64) -> Option<u64> {
    measure(stream, cap).map(|(bytes, _)| bytes)
}

/// How many bytes a stream inflates to, and what is wrong with it; `None` if more than `cap`.
pub(crate) fn measure(stream: &Stream<'_>, cap: u64) -> Option<(u64, Option<Flaw>)> {
    let filters = stream.filters();
    // Images are not decoded at all.
    if is_empty(stream) || filters.iter().any(|f| ratio(*f) == 0) {
        return Some((0, None));
    }
    let mut data = stream.raw_data();
    let mut rest = filters.iter().copied().peekable();
    while let Some(filter) = rest.next() {
        match filter {
            Filter::FlateDecode if rest.peek().is_some() => {
                let mut made = Vec::new();
                let found = inflate(&data, cap, &mut made)?;
                if found.end == End::Corrupt {
                    return None;
                }
                data = made.into();
            }
            Filter::FlateDecode => {
                let found = inflate(&data, cap, &mut std::io::sink())?;
                return Some((found.made, found.end.flaw()));
            }
            Filter::LzwDecode if rest.peek().is_none() => {
                let (bytes, ended) = lzw(&data, early(stream), cap)?;
                return Some((bytes, (!ended).then_some(Flaw::Cut)));
            }
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
    Some((size(&data), None)).filter(|(size, _)| *size <= cap)
}

/// For filters whose making is not followed step by step.
fn bounded(stream: &Stream<'_>, data: &[u8], bound: u64, cap: u64) -> Option<(u64, Option<Flaw>)> {
    if !is_text_round(stream) {
        return (bound <= cap).then_some((bound, unended(stream, data)));
    }
    if size(data).saturating_mul(ASCII_RATIO) > cap {
        return None;
    }
    let Some(data) = text_round(stream, data, cap) else {
        return Some((0, Some(Flaw::Corrupt)));
    };
    let found = inflate(&data, cap, &mut std::io::sink())?;
    Some((found.made, found.end.flaw()))
}

/// Whether text that encodes a stream lacks the sign of its end, without which nothing tells what is gone: text has no
/// checksum. Deflated data in it has one.
fn unended(stream: &Stream<'_>, data: &[u8]) -> Option<Flaw> {
    let sign = match stream.filters().first()? {
        Filter::Ascii85Decode => b'~',
        Filter::AsciiHexDecode => b'>',
        _ => return None,
    };
    (!data.contains(&sign)).then_some(Flaw::Cut)
}

/// Whether a text encoding stands round deflated data and nothing else does, as in old files.
fn is_text_round(stream: &Stream<'_>) -> bool {
    matches!(
        stream.filters()[..],
        [
            Filter::Ascii85Decode | Filter::AsciiHexDecode,
            Filter::FlateDecode,
        ]
    )
}

/// The deflated data that a text encoding stands round, if it does, is sound, and cannot be more than `cap`.
fn text_round(stream: &Stream<'_>, data: &[u8], cap: u64) -> Option<Vec<u8>> {
    // At most 4 bytes of one.
    if !is_text_round(stream) || size(data).saturating_mul(ASCII_RATIO) > cap {
        return None;
    }
    let name: &[u8] = match stream.filters().first() {
        Some(Filter::AsciiHexDecode) => b"ASCIIHexDecode",
        _ => b"ASCII85Decode",
    };
    let mut alone = [b"<< /Filter /", name].concat();
    alone.extend(format!(" /Length {} >>\nstream\n", data.len()).into_bytes());
    alone.extend_from_slice(data);
    alone.extend_from_slice(b"\nendstream");
    let alone = <Stream<'_> as hayro_syntax::object::FromBytes<'_>>::from_bytes(&alone)?;
    alone.decoded_data().ok().map(Cow::into_owned)
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

/// How deflated data ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// As it should.
    Sound,
    /// Too early.
    Cut,
    /// In codes that cannot be, or with the checksum of other data.
    Corrupt,
}

impl End {
    const fn flaw(self) -> Option<Flaw> {
        match self {
            Self::Sound => None,
            Self::Cut => Some(Flaw::Cut),
            Self::Corrupt => Some(Flaw::Corrupt),
        }
    }
}

/// What became of deflated data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Inflated {
    /// Most bytes that a decoder may make of it.
    made: u64,
    end: End,
}

/// Inflates up to `cap` bytes of zlib data (RFC 1950) into `out`, as far as it goes; `None` if there may be more. Data that
/// ends within its checksum is whole, and some writers leave out head and checksum.
fn inflate(data: &[u8], cap: u64, out: &mut impl Write) -> Option<Inflated> {
    let (mut made, mut used, mut end) = run(Decompress::new(true), data, cap, out)?;
    if made == 0 && end == End::Corrupt {
        (made, used, end) = run(Decompress::new(false), data, cap, out)?;
    }
    if end == End::Cut {
        let behind = data.get(HEAD..).unwrap_or_default();
        let (.., bare) = run(Decompress::new(false), behind, cap, &mut std::io::sink())?;
        if bare == End::Sound {
            end = bare;
        }
    }
    if end == End::Corrupt {
        // Other decoders go on behind the damage.
        let left = size(data).saturating_sub(used);
        made += left.saturating_mul(DEFLATE_RATIO);
    }
    (made <= cap).then_some(Inflated { made, end })
}

/// Bytes of the head of zlib data.
const HEAD: usize = 2;

/// Runs a decoder: bytes made, bytes used, and how it ended. `None` if it made more than `cap`.
fn run(
    mut state: Decompress,
    data: &[u8],
    cap: u64,
    out: &mut impl Write,
) -> Option<(u64, u64, End)> {
    /// What is made at a time.
    const ROOM: usize = 32 << 10;
    let mut room = vec![0; ROOM.min(data.len().saturating_mul(8)).max(64)];
    loop {
        let (used, made) = (state.total_in(), state.total_out());
        let rest = usize::try_from(used).ok().and_then(|at| data.get(at..));
        let status = state.decompress(rest.unwrap_or_default(), &mut room, FlushDecompress::None);
        let new = usize::try_from(state.total_out() - made).unwrap_or(usize::MAX);
        out.write_all(room.get(..new).unwrap_or_default()).ok()?;
        if state.total_out() > cap {
            return None;
        }
        let end = match status {
            Ok(Status::StreamEnd) => End::Sound,
            Ok(_) if state.total_in() == used && new == 0 => End::Cut,
            Ok(_) => continue,
            Err(_) => End::Corrupt,
        };
        return Some((state.total_out(), state.total_in(), end));
    }
}

/// How many bytes LZW data makes, only lengths being followed, and whether its end is marked.
fn lzw(data: &[u8], early: bool, cap: u64) -> Option<(u64, bool)> {
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
            (257, _) => return Some((total, true)),
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
    Some((total, false))
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
    fn data_that_ends_before_its_end_is_cut() {
        // Clear, A, end: codes of 9 bits.
        let lzw = [0b1000_0000, 0b0001_0000, 0b0110_0000, 0b0010_0000];
        let cases: [(&str, &[u8], usize); 4] = [
            ("/ASCII85Decode", b"87cURDZ~>", 5),
            ("/ASCIIHexDecode", b"4142434445>", 6),
            ("/RunLengthDecode", b"\x02ABC\x01DE\x80", 4),
            ("/LZWDecode", &lzw, 3),
        ];
        for (filter, data, end) in cases {
            let of = |data: &[u8]| {
                let bytes = stream(&format!("/Filter {filter}"), data);
                decode(&Stream::from_bytes(&bytes).unwrap(), 1 << 20).1
            };
            assert_eq!(of(data), None, "{filter}");
            assert!(of(&data[..end]).is_some(), "{filter}");
        }
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
