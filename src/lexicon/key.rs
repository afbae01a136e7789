//! The one form of a text that words are looked up in and texts are compared by.

use std::borrow::{Borrow, Cow};
use std::ops::Deref;
use std::rc::Rc;

use super::fold;

/// A text for matching: radicals and compatibility ideographs made ordinary, full-width forms half-width, traditional
/// characters simplified, white space and zero-width characters left out.
///
/// Two texts that a reader takes for the same name have the same key: `金额（万元）`, `金额(万元)` and `金 額（萬元）`.
///
/// Each question about a cell takes its key anew: a copy costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key(Rc<str>);

impl Key {
    pub(crate) fn of(text: &str) -> Self {
        let mut key = String::with_capacity(text.len());
        key.extend(folded(text.chars()));
        Self(key.into())
    }

    pub(crate) fn of_chars(chars: impl Iterator<Item = char>) -> Self {
        /// Bytes of a Han character in UTF-8.
        const HAN_BYTES: usize = 3;
        let most = chars.size_hint().1.unwrap_or(0);
        let mut key = String::with_capacity(most.saturating_mul(HAN_BYTES));
        key.extend(folded(chars));
        Self(key.into())
    }
}

/// Whether two texts have the same key, told at the first character that differs.
pub(crate) fn same(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> bool {
    folded(a).eq(folded(b))
}

/// Whether a text's key is empty.
pub(crate) fn is_blank(chars: impl Iterator<Item = char>) -> bool {
    folded(chars).next().is_none()
}

/// Whether a text's key has one of these characters. Most texts are no label of any kind, and are told so without a key.
pub(crate) fn has_any(text: &str, characters: &[char]) -> bool {
    folded(text.chars()).any(|c| characters.contains(&c))
}

/// Whether a bracket is opened and not closed. One that closes none may be of a number: 1）, a).
pub(crate) fn is_unclosed(text: &str) -> bool {
    let open = text.chars().fold(0_u32, |open, c| match c {
        '（' | '(' | '《' | '〔' | '【' => open + 1,
        '）' | ')' | '》' | '〕' | '】' => open.saturating_sub(1),
        _ => open,
    });
    open > 0
}

/// A key without what stands in brackets.
pub(crate) fn outside_brackets(key: &str) -> Cow<'_, str> {
    let opens = |c: char| matches!(c, '(' | '[' | '【' | '〔');
    let closes = |c: char| matches!(c, ')' | ']' | '】' | '〕');
    if !key.contains(|c| opens(c) || closes(c)) {
        return Cow::Borrowed(key);
    }
    let mut depth = 0_u32;
    let outside = key.chars().filter(|c| {
        if opens(*c) {
            depth += 1;
            return false;
        }
        if closes(*c) {
            depth = depth.saturating_sub(1);
            return false;
        }
        depth == 0
    });
    outside.collect()
}

fn folded(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    chars.filter_map(|ch| match ch {
        // What nearly all characters are.
        '!'..='~' => Some(ch),
        '\u{4e00}'..='\u{9fff}' => Some(fold::simplified(ch)),
        ' ' => None,
        _ => fold::matching(ch)
            .filter(|c| !c.is_whitespace())
            .map(fold::simplified),
    })
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        (*key.0).to_owned()
    }
}

impl Deref for Key {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_read_the_same_have_the_same_key() {
        for same in [
            "金额(万元)",
            "金 額（萬元）",
            "金\u{200b}额（万元\u{ff09}",
            "⾦额（万元）",
        ] {
            assert_eq!(Key::of("金额（万元）"), Key::of(same), "{same}");
        }
        assert_ne!(Key::of("金额（元）"), Key::of("金额（万元）"));
    }
}
