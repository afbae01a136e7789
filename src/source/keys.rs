//! Keys of dictionaries that have lost a letter to damage, and the bytes that words of a PDF are made of.

use hayro_syntax::object::Dict;
use memchr::memmem;

/// Whether a dictionary lacks a key and one byte in its text makes the difference: another letter, a stroke that is none, a
/// blank within, none behind. What the key was to name is there, and nobody finds it.
pub(crate) fn is_misspelt(dict: &Dict<'_>, key: &[u8]) -> bool {
    // One of a letter (W, for widths) is like every other.
    if key.len() <= 3 || dict.contains_key(key) {
        return false;
    }
    let data = dict.data();
    let wanted = [b"/", key].concat();
    // Where one byte is another, one half is as it should be.
    let (first, second) = wanted.split_at(wanted.len() / 2);
    let by_second = memmem::find_iter(data, second).filter_map(|at| at.checked_sub(first.len()));
    memmem::find_iter(data, first).chain(by_second).any(|at| {
        let Some(found) = data.get(at..at + wanted.len()) else {
            return false;
        };
        let mut others = found.iter().zip(&wanted).filter(|(a, b)| a != b);
        match (others.next(), others.next()) {
            // FontFile goes on in FontFile2.
            (None, _) => data
                .get(at + wanted.len())
                .is_some_and(|b| is_regular(*b) && !b.is_ascii_digit()),
            (Some((_, b'/')), None) => !ends_in_name(data.get(..=at).unwrap_or_default()),
            // FontFile2 and FontFile3 are two keys.
            (Some((_, wanted)), None) => !wanted.is_ascii_digit(),
            _ => false,
        }
    })
}

/// Whether a text ends within a name.
fn ends_in_name(text: &[u8]) -> bool {
    let word = text.iter().rev().take_while(|b| is_regular(**b)).count();
    word > 0 && text.len().checked_sub(word + 1).and_then(|at| text.get(at)) == Some(&b'/')
}

/// Whether a byte is white space (ISO 32000-1, table 1).
pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

/// Whether a byte may stand in a name or a number: neither white space nor a delimiter.
pub(crate) fn is_regular(byte: u8) -> bool {
    let delimiter = matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    );
    !(is_blank(byte) || delimiter)
}

#[cfg(test)]
mod tests {
    use hayro_syntax::object::FromBytes as _;

    use super::*;

    #[test]
    fn a_key_with_a_byte_changed_is_seen() {
        let of = |text: &'static str, key: &[u8]| {
            is_misspelt(&Dict::from_bytes(text.as_bytes()).unwrap(), key)
        };
        for text in [
            "<< /Type /Page /Con.ents 5 0 R >>",
            "<< /Co2tents 5 0 R >>",
            "<< /Contents5 5 0 R /Con/ents 5 >>",
            "<< /Type /Page xContents 5 0 R >>",
            "<< /Parent 1 0 RxContents 5 0 R >>",
            "<< /Contentsx11 0 R /MediaBox [0 0 1 1] >>",
        ] {
            assert!(of(text, b"Contents"), "{text}");
        }
        for text in [
            "<< /Type /Page >>",
            "<< /Contents 5 0 R /Contexts 1 >>",
            "<< /MyContents 5 >>",
            "<< /Annots [<< /Contents (note) >>] >>",
        ] {
            assert!(!of(text, b"Contents"), "{text}");
        }
        for other in ["<< /FontFile3 5 0 R >>", "<< /FontFile 5 0 R >>"] {
            assert!(!of(other, b"FontFile2"), "{other}");
            assert!(
                other.contains("FontFile ") || !of(other, b"FontFile"),
                "{other}"
            );
        }
    }
}
