//! Keys of dictionaries that have lost a letter to damage.

use hayro_syntax::object::Dict;

/// Whether a dictionary lacks a key and has another that differs from it in one byte: what it was to name is there, and
/// nobody finds it.
pub(crate) fn is_misspelt(dict: &Dict<'_>, key: &[u8]) -> bool {
    let differs = |name: &[u8]| {
        let mut others = name.iter().zip(key).filter(|(a, b)| a != b);
        // FontFile2 and FontFile3 are two keys.
        let digits = |(a, b): (&u8, &u8)| a.is_ascii_digit() && b.is_ascii_digit();
        let letter = others.next().is_some_and(|pair| !digits(pair));
        name.len() == key.len() && letter && others.next().is_none()
    };
    // One of a letter (W, for widths) is like every other.
    key.len() > 3 && !dict.contains_key(key) && dict.keys().any(|name| differs(name.as_ref()))
}

#[cfg(test)]
mod tests {
    use hayro_syntax::object::FromBytes as _;

    use super::*;

    #[test]
    fn a_key_with_a_letter_changed_is_seen() {
        let of = |text: &'static str| Dict::from_bytes(text.as_bytes()).unwrap();
        assert!(is_misspelt(
            &of("<< /Type /Page /Con.ents 5 0 R >>"),
            b"Contents"
        ));
        assert!(is_misspelt(&of("<< /Co2tents 5 0 R >>"), b"Contents"));
        assert!(!is_misspelt(&of("<< /Type /Page >>"), b"Contents"));
        assert!(!is_misspelt(&of("<< /FontFile3 5 0 R >>"), b"FontFile2"));
        assert!(!is_misspelt(
            &of("<< /Contents 5 0 R /Contexts 1 >>"),
            b"Contents"
        ));
    }
}
