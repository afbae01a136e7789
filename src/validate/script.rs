//! Which script a Chinese character belongs to, by the character sets of both.

/// The script that alone uses a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Simplified,
    Traditional,
}

/// Which script alone uses a character: GB 2312 (1980) holds the simplified script, the first level of Big5 the ordinary
/// characters of the traditional one.
pub(super) fn script(c: char) -> Option<Script> {
    // Back in the simplified script since 通用规范汉字表 (2013), for names.
    if !HAN.contains(&c) || "昇甯邨瞭皙喆堃蹚勠讎".contains(c) {
        return None;
    }
    if !GB2312.holds(c) {
        return BIG5.0.holds(c).then_some(Script::Traditional);
    }
    let common = BIG5.0.holds(c) || BIG5.1.holds(c);
    (!common).then_some(Script::Simplified)
}

/// Whether a text has a character that GB 2312 lacks: without one, nothing in it is traditional.
pub(super) fn may_be_traditional(text: &str) -> bool {
    text.chars().any(|c| HAN.contains(&c) && !GB2312.holds(c))
}

const HAN: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// A set of Han characters, a bit each. Made once and kept as a file: to make them anew by decoding every character took a
/// twentieth of the time of a short notice, and to ask an encoder about each character half of it. A test compares them
/// with the encodings.
struct Set(&'static [u8]);

/// Bytes of a set: 20,992 characters.
const BYTES: usize = 2_624;
static SETS: &[u8; 3 * BYTES] = include_bytes!("script.bin");

/// The Han characters of GB 2312: rows 16 to 87.
const GB2312: Set = Set::at(0);
/// The characters of Big5: those of its first level, and the others.
const BIG5: (Set, Set) = (Set::at(1), Set::at(2));

impl Set {
    const fn at(number: usize) -> Self {
        let (_, behind) = SETS.split_at(number * BYTES);
        Self(behind.split_at(BYTES).0)
    }

    fn holds(&self, c: char) -> bool {
        let index = u32::from(c).checked_sub(u32::from(*HAN.start()));
        let byte = index.and_then(|i| self.0.get(usize::try_from(i / 8).ok()?));
        byte.is_some_and(|b| b & (1 << (index.unwrap_or(0) % 8)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GBK};

    use super::{HAN, SETS, Script, script};

    /// The bytes of a character in GB 2312 or Big5.
    fn bytes(c: char, set: &'static encoding_rs::Encoding) -> Option<[u8; 2]> {
        let text = c.to_string();
        let (bytes, _, lacks) = set.encode(&text);
        <[u8; 2]>::try_from(&*bytes).ok().filter(|_| !lacks)
    }

    fn in_gb2312(c: char) -> bool {
        matches!(bytes(c, GBK), Some([0xb0..=0xf7, 0xa1..=0xfe]))
    }

    fn in_big5(c: char) -> (bool, bool) {
        let all = bytes(c, BIG5);
        let first = matches!(all, Some([0xa4..=0xc6, _]));
        (first, all.is_some() && !first)
    }

    #[test]
    fn the_sets_are_those_of_their_encodings() {
        let tests: [fn(char) -> bool; 3] = [in_gb2312, |c| in_big5(c).0, |c| in_big5(c).1];
        let mut expected = Vec::new();
        for test in tests {
            let of: Vec<bool> = HAN.map(test).collect();
            expected.extend(of.chunks(8).map(|bits| {
                bits.iter()
                    .rev()
                    .fold(0, |byte, bit| byte << 1 | u8::from(*bit))
            }));
        }
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/validate/script.bin");
            std::fs::write(path, &expected).unwrap();
        }
        assert!(expected == SETS, "run with UPDATE_FIXTURES=1");
    }

    #[test]
    fn scripts_of_characters() {
        for (c, expected) in [
            ('学', Some(Script::Simplified)),
            ('學', Some(Script::Traditional)),
            ('民', None),
            ('甯', None),
            ('a', None),
        ] {
            assert_eq!(script(c), expected, "{c}");
        }
    }
}
