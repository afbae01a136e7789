//! What a line is, by its words.

use std::borrow::Cow;

use crate::lexicon::{fold, office};
use crate::text::{Line, compose};

/// Text of a line for comparing: without any white space, in simplified characters.
pub(super) fn plain(line: &Line) -> String {
    let text = compose::plain(&line.chars);
    match fold::simple(&text) {
        Cow::Owned(simple) => simple,
        Cow::Borrowed(_) => text,
    }
}

/// （此件公开发布）: a line that is one remark in brackets.
pub(super) fn is_remark(plain: &str) -> bool {
    plain.starts_with(['（', '('])
        && plain.ends_with(['）', ')'])
        && plain.chars().count() > 4
        && super::number::whole(plain).is_none()
}

/// Whether a line is the name of an office, or of several side by side, however long together.
pub(super) fn names_offices(line: &Line) -> bool {
    office::is_office(bare(&plain(line))) || offices(line).len() > 1
}

/// A name without the word in brackets behind it that says which of a body's offices it is: 街道办事处（本级）.
fn bare(name: &str) -> &str {
    let own = office::without_remark(name);
    let remark = name.get(own.len()..).unwrap_or_default();
    // Two characters in brackets; what has more, or counts, says something of it.
    let word = remark.chars().count() == 4 && !remark.chars().any(char::is_numeric);
    if word { own } else { name }
}

/// The pieces of a line that names several offices, as counts of printed characters; one piece if it names one.
pub(super) fn offices(line: &Line) -> Vec<usize> {
    office::offices_in(&line.raw())
}

/// A line cut after so many printed characters.
pub(super) fn cut(line: &Line, printed: usize) -> [Line; 2] {
    let mut seen = 0;
    let at = line
        .chars
        .iter()
        .position(|c| {
            let full = seen == printed;
            seen += usize::from(!c.ch.is_whitespace());
            full
        })
        .unwrap_or(line.chars.len());
    let (first, second) = line.chars.split_at(at);
    [first, second].map(|chars| Line {
        chars: chars.to_vec().into(),
        ..line.clone()
    })
}
