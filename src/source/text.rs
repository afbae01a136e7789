//! Bytes → characters: encodings by byte order mark, then strict UTF-8, then by detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::words;
use crate::codes;
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
    /// Whether bytes were no characters.
    faulty: bool,
}

/// Decodes a text.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    let encoding = encoding(bytes).ok_or(ErrorKind::UnknownFormat)?;
    decode_as(encoding, bytes)
}

/// Decodes a text whose encoding is known.
pub(crate) fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, Error> {
    let (text, faulty) = encoding.decode_with_bom_removal(bytes);
    let text = with_line_feeds(&text);
    let text = words::cells(text);
    if text.trim().is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    Ok(Decoded {
        text,
        encoding: encoding.name(),
        faulty,
    })
}

/// Bytes of text to each zero byte at least, where these are strays of the program that wrote it and nothing but UTF-8 stands
/// round them: a line of print has some sixty.
const STRAY: usize = 60;

/// Every end of a line as a line feed: old programs write a carriage return alone, web editors U+2028, U+2029 or U+0085. What
/// no editor shows, a stray zero, is a blank.
fn with_line_feeds(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\0' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

fn encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Some(encoding);
    }
    // Text has no control characters but white space: anything else is a file of another kind.
    // Those of a word processor's text are separators.
    let stray = bytes.iter().filter(|b| **b == 0).count();
    let stray = stray > 0 && stray * STRAY < bytes.len() && std::str::from_utf8(bytes).is_ok();
    let control = |b: &u8| {
        *b < 0x20
            && (*b != 0 || !stray)
            && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a)
            && !words::SEPARATORS.contains(b)
    };
    if bytes.iter().any(control) {
        return None;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Some(UTF_8);
    }
    let head = head(bytes);
    if is_damaged_utf8(head) {
        return Some(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    // The notices are Chinese: the hint decides between encodings that share byte patterns.
    let found = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    // GBK is a part of GB18030; the wider one also reads the rare characters. One damaged byte makes the detector give
    // an encoding up: what is neither UTF-8 nor Big5 is taken for the national one, and undecodable bytes are reported.
    Some(if found == BIG5 || is_big5(head) {
        BIG5
    } else {
        GB18030
    })
}

/// Whether nine in ten characters beside Latin ones are UTF-8: other encodings have its sequences of bytes by chance only.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let lost = text.chars().filter(|c| *c == '\u{fffd}').count();
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    lost * 10 < wide
}

/// The first lines, as many as tell the encoding: long notices stay below this size, and no file changes its encoding.
fn head(bytes: &[u8]) -> &[u8] {
    const ENOUGH: usize = 1 << 20;
    let head = bytes.get(..ENOUGH).unwrap_or(bytes);
    let whole_lines = || head.get(..=head.iter().rposition(|b| *b == b'\n')?);
    match whole_lines() {
        Some(lines) if head.len() < bytes.len() => lines,
        _ => head,
    }
}

/// Big5 read as GB18030 gives characters for private use, which no text has; short texts are known by that.
fn is_big5(bytes: &[u8]) -> bool {
    let private = |t: &str| t.chars().any(|c| ('\u{e000}'..='\u{f8ff}').contains(&c));
    let (national, _) = GB18030.decode_without_bom_handling(bytes);
    let (text, faulty) = BIG5.decode_without_bom_handling(bytes);
    private(&national) && !faulty && !private(&text)
}

/// UTF-16 text without a mark: its line ends, blanks, digits and Latin letters have a byte of zero. Read with the right
/// byte order nearly every character is one that Chinese text has.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) || !bytes.contains(&0) {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|guess| {
        // A program or picture may have zeros too, but it does not decode to text.
        let (text, faulty) = guess.decode_without_bom_handling(bytes);
        let control = |c: char| {
            let separator = u8::try_from(c).is_ok_and(|b| words::SEPARATORS.contains(&b));
            c.is_control() && !c.is_whitespace() && !separator
        };
        let usual = text.chars().filter(|c| is_usual(*c)).count();
        // Nine in ten: names have rare characters, and a wrong order makes most characters strange.
        !faulty && !text.contains(control) && usual * 10 >= text.chars().count() * 9
    })
}

/// Latin, ideographs, and the marks and full-width forms that go with them.
fn is_usual(c: char) -> bool {
    matches!(c, '\0'..='\u{ff}' | '\u{2000}'..='\u{206f}' | '\u{2460}'..='\u{24ff}' | '\u{3000}'..='\u{303f}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Of bytes that are none of an encoding.
pub(crate) fn undecodable(encoding: &str) -> Diagnostic {
    Diagnostic::new(
        codes::SOURCE_UNDECODABLE,
        Severity::Warning,
        format!(
            "expected {encoding} text, found bytes that are none; U+FFFD stands in their place"
        ),
        format!("此处字节不是有效的{encoding}编码，以U+FFFD代替"),
    )
    .help("compare with the original", "请对照原文")
}

/// Says where bytes could not be decoded. Where most could not, the input is no text.
pub(crate) fn report(decoded: &Decoded, bytes: usize, ctx: &mut Context<'_>) -> Result<(), Error> {
    if !decoded.faulty {
        return Ok(());
    }
    let (text, encoding) = (&decoded.text, decoded.encoding);
    let lost = text.chars().filter(|c| *c == '\u{fffd}').count();
    // One in fifty: a few bytes may be damaged on the way; more means a wrong format.
    if lost * 50 > bytes {
        return Err(ErrorKind::UnknownFormat.into());
    }
    let lines = (1_u32..).zip(text.lines());
    let places = lines.flat_map(|(line, l)| {
        let columns = l.chars().zip(1_u32..).filter(|(c, _)| *c == '\u{fffd}');
        columns.map(move |(_, column)| (line, column))
    });
    ctx.name(codes::SOURCE_UNDECODABLE, places, |(line, column)| {
        undecodable(encoding)
            .at(Location::Text {
                line,
                column,
                end_line: line,
                end_column: column + 1,
            })
            .help("compare with the original", "请对照原文")
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::ParseOptions;

    #[test]
    fn encodings_of_chinese_text() {
        let text = "舟山市普陀区民政局文件\n2023年4月11日，各镇人民政府：\n";
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
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, name));
        }
    }

    #[test]
    fn less_usual_encodings() {
        // An ideographic space has its zero on the other side than a Latin letter.
        let blanks = "　　关于公布2023年项目的通知\n　　各镇：\n";
        let low: Vec<u8> = blanks.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let traditional = "舟山市普陀區民政局\n關於公布項目的通知\n各鄉鎮人民政府：\n";
        let big5 = BIG5.encode(traditional).0.into_owned();
        for (bytes, name, text) in [(low, "UTF-16LE", blanks), (big5, "Big5", traditional)] {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.encoding, decoded.text.as_str()), (name, text));
        }
    }

    #[test]
    fn ends_of_lines() {
        for end in ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}"] {
            let text = ["通知", "各镇：", "完"].join(end);
            let decoded = decode(text.as_bytes()).unwrap();
            assert_eq!(decoded.text, "通知\n各镇：\n完", "{end:?}");
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
        report(&decode(&bytes).unwrap(), bytes.len(), &mut ctx).unwrap();
        assert_eq!(
            ctx.diagnostics[0].location,
            Some(Location::Text {
                line: 1,
                column: 1,
                end_line: 1,
                end_column: 2
            })
        );
        assert!(decode(&[0x00, 0x01, 0x02, 0x80]).is_err());
    }

    #[test]
    fn utf8_with_a_bad_byte_or_cut_at_its_end_stays_utf8() {
        let text = "舟山市普陀区民政局\n关于公布购买服务项目的通知\n".repeat(3);
        let mut bytes = text.as_bytes().to_vec();
        bytes.insert(27, 0xff);
        bytes.extend(&"完".as_bytes()[..2]);
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.faulty), ("UTF-8", true));
        let read = decoded.text.replace('\u{fffd}', "");
        assert_eq!(read, text);
        let options = ParseOptions::default();
        let mut ctx = Context::new(&options);
        report(&decoded, bytes.len(), &mut ctx).unwrap();
        assert_eq!(ctx.diagnostics.len(), 2);
    }

    #[test]
    fn the_encoding_of_a_long_text_is_told_by_its_first_lines() {
        let line = BIG5
            .encode("舟山市普陀區民政局關於公布購買服務項目的通知。\n")
            .0;
        let decoded = decode(&line.repeat(40_000)).unwrap();
        assert_eq!((decoded.encoding, decoded.faulty), ("Big5", false));
        assert_eq!(head(&line.repeat(40_000)).len() % line.len(), 0);
    }

    #[test]
    fn much_damage_is_told_in_short() {
        let options = ParseOptions::default();
        let mut ctx = Context::new(&options);
        let line = GB18030
            .encode("舟山市普陀区民政局关于公布购买服务项目的通知。\n")
            .0;
        let bytes = [&[0xff], line.repeat(2).as_slice()].concat().repeat(1_500);
        report(&decode(&bytes).unwrap(), bytes.len(), &mut ctx).unwrap();
        let found = ctx.take_diagnostics();
        assert_eq!(found.len(), 1_001);
        assert!(found[1_000].message.starts_with("500 findings more"));
    }
}
