//! Which script a Chinese character belongs to, by the character sets of both.

use std::sync::LazyLock;

use encoding_rs::{Encoding, GBK};

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

/// The Han characters of GB 2312: rows 16 to 87.
static GB2312: LazyLock<Set> = LazyLock::new(|| Set::of(GBK, 0xb0..=0xf7));
/// The characters of Big5: those of its first level, and the others.
static BIG5: LazyLock<(Set, Set)> = LazyLock::new(|| {
    let (before, after) = (0xa1..=0xa3, 0xc7..=0xfe);
    let level_1 = Set::of(encoding_rs::BIG5, 0xa4..=0xc6);
    let others = Set::of(encoding_rs::BIG5, before.chain(after));
    (level_1, others)
});

/// A set of Han characters, a bit each. Built by decoding, which is a look-up; asking an encoder about each character
/// is a search through all of its table, and took half the time of a short notice.
struct Set(Vec<u64>);

impl Set {
    /// The characters that stand in rows of a two-byte character set.
    fn of(set: &'static Encoding, rows: impl IntoIterator<Item = u8>) -> Self {
        // Second bytes of Big5; those below are no characters of GB 2312.
        let low = if set == encoding_rs::BIG5 {
            0x40..0x7f
        } else {
            0..0
        };
        let cells = low.chain(0xa1..0xff);
        let bytes: Vec<u8> = rows
            .into_iter()
            .flat_map(|row| cells.clone().flat_map(move |cell| [row, cell]))
            .collect();
        let mut bits = vec![0; HAN.count().div_ceil(64)];
        for c in set.decode_without_bom_handling(&bytes).0.chars() {
            let (word, bit) = place(c);
            if let Some(word) = word.and_then(|w| bits.get_mut(w)) {
                *word |= bit;
            }
        }
        Self(bits)
    }

    fn holds(&self, c: char) -> bool {
        let (word, bit) = place(c);
        let word = word.and_then(|w| self.0.get(w));
        word.is_some_and(|w| w & bit != 0)
    }
}

/// Word and bit of a Han character in a [`Set`].
fn place(c: char) -> (Option<usize>, u64) {
    let index = u32::from(c).checked_sub(u32::from(*HAN.start()));
    let word = index.and_then(|i| usize::try_from(i / 64).ok());
    (word, 1 << (index.unwrap_or(0) % 64))
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GBK};

    use super::{HAN, Script, script};

    #[test]
    fn the_sets_say_what_their_encodings_say() {
        for c in HAN {
            let text = c.to_string();
            let (gbk, _, no_gbk) = GBK.encode(&text);
            let (big5, _, no_big5) = BIG5.encode(&text);
            let simplified = !no_gbk && matches!(*gbk, [0xb0..=0xf7, 0xa1..=0xfe]);
            let traditional = !no_big5 && matches!(*big5, [0xa4..=0xc6, _]);
            let expected = match (simplified, traditional) {
                (true, _) if no_big5 => Some(Script::Simplified),
                (false, true) => Some(Script::Traditional),
                _ => None,
            };
            let named = "昇甯邨瞭皙喆堃蹚勠讎".contains(c);
            assert_eq!(script(c), expected.filter(|_| !named), "{c}");
        }
    }
}
