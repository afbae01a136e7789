//! Bytes → characters: encodings by byte order mark, then strict UTF-8, then by detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::{Error, ErrorKind};
use crate::location::Location;

/// A decoded text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// WHATWG name of the encoding.
    pub(crate) encoding: &'static str,
}

/// Decodes a text.
pub(crate) fn decode(bytes: &[u8], ctx: &mut Context<'_>) -> Result<Decoded, Error> {
    let encoding = encoding(bytes).ok_or(ErrorKind::UnknownFormat)?;
    let (text, faulty) = encoding.decode_with_bom_removal(bytes);
    if text.trim().is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    if faulty {
        report(&text, bytes.len(), encoding, ctx)?;
    }
    Ok(Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
    })
}

fn encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Some(encoding);
    }
    // Text has no control characters but white space: anything else is a file of another kind.
    let control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    if bytes.iter().any(control) {
        return None;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Some(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // The notices are Chinese: the hint decides between encodings that share byte patterns.
    let found = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    // GBK is a part of GB18030; the wider one also reads the rare characters. One damaged byte makes the detector give
    // an encoding up: what is neither UTF-8 nor Big5 is taken for the national one, and undecodable bytes are reported.
    Some(if found == BIG5 { found } else { GB18030 })
}

/// UTF-16 text without a mark: every second byte of its line ends, blanks, digits and Latin letters is zero, always on
/// the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut zeros = [0_usize; 2];
    for (index, byte) in bytes.iter().enumerate() {
        if let Some(count) = zeros.get_mut(index % 2).filter(|_| *byte == 0) {
            *count += 1;
        }
    }
    let guess = match zeros {
        _ if !bytes.len().is_multiple_of(2) => return None,
        [0, n] if n > 0 => UTF_16LE,
        [n, 0] if n > 0 => UTF_16BE,
        _ => return None,
    };
    // A program or picture may have zeros on one side too, but it does not decode to text.
    let (text, faulty) = guess.decode_without_bom_handling(bytes);
    let control = |c: char| c.is_control() && !c.is_whitespace();
    (!faulty && !text.contains(control)).then_some(guess)
}

/// Says where bytes could not be decoded. Where most could not, the input is no text.
fn report(
    text: &str,
    bytes: usize,
    encoding: &'static Encoding,
    ctx: &mut Context<'_>,
) -> Result<(), Error> {
    let lost = text.chars().filter(|c| *c == '\u{fffd}').count();
    // One in fifty: a few bytes may be damaged on the way; more means a wrong format.
    if lost * 50 > bytes {
        return Err(ErrorKind::UnknownFormat.into());
    }
    let lines = (1_u32..).zip(text.lines());
    for (line, column) in lines.flat_map(|(n, l)| {
        l.chars()
            .zip(1_u32..)
            .filter(|(c, _)| *c == '\u{fffd}')
            .map(move |(_, c)| (n, c))
    }) {
        ctx.diagnostics.push(
            Diagnostic::new(
                "source.undecodable",
                Severity::Warning,
                format!(
                    "expected {} text, found bytes that are none; U+FFFD stands in their place",
                    encoding.name()
                ),
                format!("此处字节不是有效的{}编码，以U+FFFD代替", encoding.name()),
            )
            .at(Location::Text {
                line,
                column,
                end_line: line,
                end_column: column + 1,
            })
            .help("compare with the original", "请对照原文"),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::ParseOptions;

    #[test]
    fn encodings_of_chinese_text() {
        let text = "舟山市普陀区民政局文件\n2023年4月11日，各镇人民政府：\n";
        let options = ParseOptions::default();
        let mut utf16 = vec![0xff, 0xfe];
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let gb = GB18030.encode(text).0.into_owned();
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (utf16, "UTF-16LE"),
            (bare, "UTF-16BE"),
            (gb, "gb18030"),
        ] {
            let mut ctx = Context::new(&options);
            let decoded = decode(&bytes, &mut ctx).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, name));
        }
    }

    #[test]
    fn damaged_bytes_are_located() {
        let options = ParseOptions::default();
        let mut ctx = Context::new(&options);
        let mut bytes = GB18030
            .encode(&"舟山市普陀区民政局关于公布购买服务项目的通知。\n".repeat(20))
            .0
            .into_owned();
        bytes.insert(0, 0xff);
        decode(&bytes, &mut ctx).unwrap();
        assert_eq!(
            ctx.diagnostics[0].location,
            Some(Location::Text {
                line: 1,
                column: 1,
                end_line: 1,
                end_column: 2
            })
        );
        assert!(decode(&[0x00, 0x01, 0x02, 0x80], &mut ctx).is_err());
    }
}
