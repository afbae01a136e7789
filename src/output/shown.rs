//! Text from outside, as people are shown it: on terminals and in pages, control characters could move the cursor, hide what
//! was said or forge a line, and marks of direction could turn it round.

use std::fmt::Write as _;

use crate::lexicon::unseen::is_unseen;

/// A text on one line, each character that is not seen as `\u{1b}`.
///
/// # Examples
/// ```
/// assert_eq!(putuo_notice::output::shown("甲\u{1b}[2J\n乙"), r"甲\u{1b}[2J\u{a}乙");
/// ```
#[must_use]
pub fn shown(text: &str) -> String {
    escaped(text, |_| false)
}

/// The same of a text of several lines: line ends and tabs stay.
#[must_use]
pub fn shown_lines(text: &str) -> String {
    escaped(text, |ch| matches!(ch, '\n' | '\t'))
}

fn escaped(text: &str, stays: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        if is_unseen(ch) && !stays(ch) {
            // Writing to a string cannot fail.
            let _ = write!(out, "{}", ch.escape_unicode());
        } else {
            out.push(ch);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_shown() {
        assert_eq!(shown("a\u{202e}txt.exe"), r"a\u{202e}txt.exe");
        assert_eq!(shown("\u{9b}31m"), r"\u{9b}31m");
        assert_eq!(shown_lines("a\tb\r\nc"), "a\tb\\u{d}\nc");
        assert_eq!(shown("项目　5万元"), "项目　5万元");
    }
}
