//! Codes → Unicode, where the font does not say it outright.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS};
use hayro_cmap::BfString;
use unicode_normalization::UnicodeNormalization as _;

use crate::page::fonts::Printed;

/// A predefined `CMap` whose codes are characters of a known encoding (ISO 32000-1, table 118).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Utf16,
    /// In use, though the table does not list it.
    Utf8,
    Utf32,
    Legacy(&'static Encoding),
}

impl Named {
    /// By the name of the `CMap`.
    pub(crate) fn of(name: &[u8]) -> Option<Self> {
        let name = std::str::from_utf8(name).ok()?;
        let has = |part: &str| name.contains(part);
        Some(if has("UCS2") || has("UTF16") {
            Self::Utf16
        } else if has("UTF8") {
            Self::Utf8
        } else if has("UTF32") {
            Self::Utf32
        } else if has("GBK2K") {
            Self::Legacy(GB18030)
        } else if has("GBK") || name.starts_with("GB-EUC") || name.starts_with("GBpc-EUC") {
            Self::Legacy(GBK)
        } else if has("B5") || has("HKscs") {
            Self::Legacy(BIG5)
        } else if has("RKSJ") {
            Self::Legacy(SHIFT_JIS)
        } else if has("KSC") {
            Self::Legacy(EUC_KR)
        } else if matches!(name, "EUC-H" | "EUC-V") {
            Self::Legacy(EUC_JP)
        } else {
            return None;
        })
    }

    /// Length of the code that `bytes` begin with; `None` leaves it to the `CMap`.
    pub(crate) fn length(self, bytes: &[u8]) -> Option<usize> {
        let wanted = match self {
            Self::Utf16 => match bytes {
                [0xd8..=0xdb, _, 0xdc..=0xdf, _, ..] => 4,
                _ => 2,
            },
            Self::Utf8 => match bytes.first()? {
                0xc0..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xff => 4,
                _ => 1,
            },
            Self::Utf32 => 4,
            Self::Legacy(encoding) if encoding == GBK => gbk_len(bytes),
            Self::Legacy(_) => return None,
        };
        Some(wanted.min(bytes.len()))
    }

    /// The characters of a code.
    pub(crate) fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Utf16 => {
                let units = bytes.chunks(2).map(|pair| match pair {
                    &[hi, lo] => u16::from_be_bytes([hi, lo]),
                    _ => 0xfffd,
                });
                char::decode_utf16(units).collect::<Result<_, _>>().ok()
            }
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Self::Utf32 => {
                let code = bytes.iter().fold(0_u32, |c, &b| (c << 8) | u32::from(b));
                char::from_u32(code).map(String::from)
            }
            Self::Legacy(encoding) => {
                let (text, _, bad) = encoding.decode(bytes);
                (!bad).then(|| text.into_owned())
            }
        }
    }
}

/// Length of a GBK code: two bytes after a lead byte.
pub(crate) fn gbk_len(bytes: &[u8]) -> usize {
    match bytes {
        [0x81..=0xfe, 0x40..=0xfe, ..] => 2,
        _ => 1,
    }
}

/// A font's name, decoded, without the subset's prefix, and whether its raw bytes are GBK for Chinese characters.
pub(crate) fn font_name(raw: &[u8]) -> (String, bool) {
    let raw = match raw {
        [a, b, c, d, e, f, b'+', rest @ ..]
            if [a, b, c, d, e, f].iter().all(|b| b.is_ascii_uppercase()) =>
        {
            rest
        }
        _ => raw,
    };
    if raw.is_ascii() {
        return (String::from_utf8_lossy(raw).into_owned(), false);
    }
    if let Ok(name) = std::str::from_utf8(raw) {
        return (name.to_owned(), true);
    }
    let (name, _, bad) = GBK.decode(raw);
    (name.into_owned(), !bad)
}

/// Whether a character is a Kangxi or CJK radical.
pub(crate) const fn is_radical(ch: char) -> bool {
    matches!(ch, '\u{2e80}'..='\u{2fdf}')
}

/// A string of the font's, unless it says nothing: nothing, controls, private use, U+FFFD.
pub(crate) fn accept(found: BfString) -> Option<Printed> {
    match found {
        BfString::Char(ch) => accept_char(ch).map(Printed::Char),
        BfString::String(text) => accept_text(&text),
    }
}

/// As [`accept`], of a text.
pub(crate) fn accept_text(text: &str) -> Option<Printed> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => None,
        (Some(ch), None) => accept_char(ch).map(Printed::Char),
        _ => {
            let text = distinct(text);
            match text.as_slice() {
                [] => None,
                [ch] => Some(Printed::Char(*ch)),
                several => Some(Printed::Several(several.iter().collect::<String>().into())),
            }
        }
    }
}

/// A map may give a glyph all its code points one after another: `⼦子`, `µμ`. It prints one of them, the ordinary
/// one; the same character twice (`ff`) is a ligature.
fn distinct(text: &str) -> Vec<char> {
    let ordinary = |c: char| accept_char(c).into_iter().nfkc().collect::<String>();
    let mut out: Vec<char> = Vec::new();
    for ch in text.chars().filter(|c| accept_char(*c).is_some()) {
        match out.last_mut() {
            Some(last) if *last != ch && ordinary(*last) == ordinary(ch) => {
                if ordinary(ch).chars().eq([ch]) {
                    *last = ch;
                }
            }
            _ => out.push(ch),
        }
    }
    out.into_iter().filter_map(accept_char).collect()
}

pub(crate) fn accept_char(ch: char) -> Option<char> {
    match ch {
        '\t' | '\n' | '\r' => Some(' '),
        // A hyphen that is printed is a hyphen, whatever its code point says of line breaks.
        '\u{ad}' => Some('-'),
        '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => None,
        _ if ch.is_control() => None,
        _ => Some(ch),
    }
}

/// Signs of Wingdings that stand for a word in tables (ticks, crosses, boxes), by the low byte of their codes.
pub(crate) fn sign(font: &str, code: u32) -> Option<char> {
    if !font.contains("Wingdings") || font.contains('2') || font.contains('3') {
        return None;
    }
    Some(match code & 0xff {
        0x6c => '●',
        0x6e => '■',
        0x6f | 0xa8 => '□',
        0x71 | 0x72 => '❑',
        0x75 => '◆',
        0xa1 => '○',
        0xa7 => '▪',
        0xab => '★',
        0xd8 => '➢',
        0xe0 => '→',
        0xfb => '✗',
        0xfc => '✓',
        0xfd => '☒',
        0xfe => '☑',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predefined_cmaps_of_characters() {
        let decode = |name: &[u8], bytes: &[u8]| Named::of(name).and_then(|n| n.decode(bytes));
        assert_eq!(decode(b"GBK-EUC-H", b"\xcf\xee").as_deref(), Some("项"));
        assert_eq!(decode(b"UniGB-UCS2-H", b"\x98\x79").as_deref(), Some("项"));
        assert_eq!(
            decode(b"UniGB-UTF8-H", "项".as_bytes()).as_deref(),
            Some("项")
        );
        assert_eq!(Named::of(b"Identity-H"), None);
        assert_eq!(Named::Utf8.length("项目".as_bytes()), Some(3));
        assert_eq!(Named::Legacy(GBK).length(b"5\xcf\xee"), Some(1));
    }

    #[test]
    fn names_of_fonts() {
        assert_eq!(font_name(b"ABCDEF+SimSun"), ("SimSun".to_owned(), false));
        assert_eq!(font_name(b"\xcb\xce\xcc\xe5"), ("宋体".to_owned(), true));
    }

    #[test]
    fn what_says_nothing_is_not_taken() {
        assert_eq!(accept(BfString::Char('\u{fffd}')), None);
        assert_eq!(accept(BfString::Char('\u{e123}')), None);
        assert_eq!(accept(BfString::Char('\u{ad}')), Some(Printed::Char('-')));
    }

    #[test]
    fn a_glyph_given_all_its_code_points_prints_one_of_them() {
        assert_eq!(accept_text("⼦子"), Some(Printed::Char('子')));
        assert_eq!(accept_text("子⼦"), Some(Printed::Char('子')));
        assert_eq!(accept_text("-\u{ad}"), Some(Printed::Char('-')));
        assert_eq!(accept_text("ff"), Some(Printed::Several("ff".into())));
    }
}
