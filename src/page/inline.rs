//! Pictures that stand in a content stream itself (ISO 32000-1, 8.9.7), taken out of it before it is interpreted.
//!
//! `hayro-syntax` seeks the end of each up to the end of the content, and tries what follows as content, in which it may find
//! pictures again: time grows with the square of their number, or doubles with each. Where they are is all that is needed
//! of them here, so a mark takes their place.

use std::borrow::Cow;

use memchr::memmem;

use crate::source::keys::{is_blank, is_regular};

/// Names in the marks that stand for pictures (`/Inline MP`, a marked-content point of no meaning of its own): of those that
/// hide what is under them, and of those that it may show through.
const OPAQUE: &[u8] = b"Inline";
const MASKED: &[u8] = b"InlineMask";

/// Whether nothing shows through the picture that a mark stands for; none if it stands for none.
pub(crate) fn picture_of(mark: &[u8]) -> Option<bool> {
    match mark {
        OPAQUE => Some(true),
        MASKED => Some(false),
        _ => None,
    }
}

/// Bytes behind an `EI` that must be text for it to be the end: operators and numbers follow. pdf.js looks at as many.
const BEHIND: usize = 15;

/// Content with a mark in place of each picture.
pub(crate) fn marked(content: Vec<u8>) -> Vec<u8> {
    match replaced(&content) {
        Cow::Borrowed(_) => content,
        Cow::Owned(replaced) => replaced,
    }
}

fn replaced(content: &[u8]) -> Cow<'_, [u8]> {
    if memmem::find(content, b"BI").is_none() {
        return Cow::Borrowed(content);
    }
    let mut out: Option<Vec<u8>> = None;
    // Up to where the content has been taken over, and where it is looked at.
    let (mut taken, mut at) = (0, 0);
    // Whether ends are still to come: where one picture has none, none behind it has.
    let mut ends = true;
    while let Some(&byte) = content.get(at) {
        match byte {
            b'(' => match string(content, at) {
                Some(end) => at = end,
                // Nothing behind a string that has no end is read.
                None => break,
            },
            b'%' => {
                let rest = content.get(at..).unwrap_or_default();
                let line = rest.iter().position(|b| matches!(b, b'\n' | b'\r'));
                at = line.map_or(content.len(), |l| at + l);
            }
            b'/' => at = word(content, at + 1),
            b if is_regular(b) => {
                let end = word(content, at);
                let token = content.get(at..end).unwrap_or_default();
                if token.ends_with(b"BI") {
                    let out = out.get_or_insert_with(|| Vec::with_capacity(content.len()));
                    out.extend_from_slice(content.get(taken..end - 2).unwrap_or_default());
                    let behind = ends.then(|| picture(content, end, &mut ends)).flatten();
                    if let Some((_, opaque)) = behind {
                        out.extend_from_slice(b" /");
                        out.extend_from_slice(if opaque { OPAQUE } else { MASKED });
                        out.extend_from_slice(b" MP ");
                    } else {
                        out.push(b' ');
                    }
                    taken = behind.map_or(end, |(end, _)| end);
                    at = taken;
                } else {
                    at = end;
                }
            }
            _ => at += 1,
        }
    }
    match out {
        Some(mut out) => {
            out.extend_from_slice(content.get(taken..).unwrap_or_default());
            Cow::Owned(out)
        }
        None => Cow::Borrowed(content),
    }
}

/// Where a string that begins here ends.
fn string(content: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match content.get(at)? {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

fn word(content: &[u8], start: usize) -> usize {
    let rest = content.get(start..).unwrap_or_default();
    start + rest.iter().take_while(|b| is_regular(**b)).count()
}

/// Where a picture ends whose entries begin here, and whether nothing shows through it; none if it has no data or no end.
fn picture(content: &[u8], start: usize, ends: &mut bool) -> Option<(usize, bool)> {
    let mut at = start;
    // Whether the word before names what makes a picture a stencil if it is true.
    let (mut stencil, mut opaque) = (false, true);
    // Its entries are a handful of names and numbers.
    let data = loop {
        match content.get(at)? {
            b'(' => at = string(content, at)?,
            b if is_regular(*b) => {
                let end = word(content, at);
                match content.get(at..end)? {
                    b"ID" => break end + 1,
                    // Another begins: this one is none.
                    b"BI" => return None,
                    value => {
                        opaque &= !(std::mem::take(&mut stencil) && value == b"true");
                        at = end;
                    }
                }
            }
            b'/' => {
                let end = word(content, at + 1);
                let name = content.get(at + 1..end)?;
                stencil = matches!(name, b"IM" | b"ImageMask");
                opaque &= !matches!(name, b"Mask" | b"SMask" | b"SMaskInData");
                at = end;
            }
            _ => at += 1,
        }
    };
    let rest = content.get(data..)?;
    let end = memmem::find_iter(rest, b"EI")
        .map(|found| data + found + 2)
        .find(|end| is_end(content, *end));
    *ends = end.is_some();
    Some((end?, opaque))
}

/// Whether an `EI` that ends here is followed by content, not by more of the picture.
fn is_end(content: &[u8], end: usize) -> bool {
    let rest = content.get(end..).unwrap_or_default();
    let text = |b: &u8| matches!(b, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    rest.first().is_none_or(|b| is_blank(*b)) && rest.iter().take(BEHIND).all(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(content: &str) -> String {
        String::from_utf8_lossy(&replaced(content.as_bytes())).into_owned()
    }

    #[test]
    fn pictures_become_marks() {
        assert_eq!(
            of("q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"),
            "q 9 0 0 9 0 0 cm  /Inline MP  Q"
        );
        assert_eq!(of("BI ID a EI BI ID b EI\n"), " /Inline MP   /Inline MP \n");
        // What looks like an end and is followed by more of the picture is none.
        let binary = replaced(b"BI ID x EI \x01\x02\xff EI Q");
        assert_eq!(binary.as_ref(), b" /Inline MP  Q");
    }

    #[test]
    fn marks_say_what_shows_through() {
        assert_eq!(of("BI /IM true /W 1 ID x EI Q"), " /InlineMask MP  Q");
        assert_eq!(of("BI/ImageMask true ID x EI Q"), " /InlineMask MP  Q");
        assert_eq!(of("BI /IM false /I true ID x EI Q"), " /Inline MP  Q");
        assert_eq!(of("BI /Mask [0 1] ID x EI Q"), " /InlineMask MP  Q");
        assert_eq!(picture_of(b"Inline"), Some(true));
        assert_eq!(picture_of(b"InlineMask"), Some(false));
        assert_eq!(picture_of(b"Other"), None);
    }

    #[test]
    fn what_only_looks_like_a_picture_stays() {
        for content in [
            "(BI ID x EI) Tj",
            "/BI gs",
            "% BI ID EI\nQ",
            "<424945> Tj",
            "BIG",
            "(open BI ID EI",
        ] {
            assert_eq!(of(content), content);
        }
    }

    #[test]
    fn a_picture_without_an_end_is_none() {
        assert_eq!(of("BI /W 1 ID x Q"), "  /W 1 ID x Q");
        assert_eq!(of("BI BI BI Q"), "      Q");
        assert_eq!(of("1BI ID x EI Q"), "1 /Inline MP  Q");
    }
}
