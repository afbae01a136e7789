//! Lines → one text, joined the way Chinese is written.

use crate::accounts::Char;
use crate::context::Context;
use crate::lexicon::fold;
use crate::model::Text;
use crate::text::Line;

/// Makes a text of the model from printed lines, and marks their characters as placed.
pub(crate) fn text(lines: &[Line], ctx: &mut Context<'_>) -> Text {
    let chars = stretches(lines);
    place(&chars, join_stretches(lines, &chars), ctx)
}

/// As [`text`], from stretches of running text.
pub(crate) fn text_of(lines: &[&[Char]], ctx: &mut Context<'_>) -> Text {
    place(lines, join(lines), ctx)
}

fn place(lines: &[&[Char]], joined: Joined, ctx: &mut Context<'_>) -> Text {
    for _ in 0..joined.inserted {
        ctx.accounts.insert_blank();
    }
    let all = || lines.iter().flat_map(|l| l.iter());
    ctx.accounts.place(all());
    let (marks, struck) = ctx.accounts.asides(all());
    Text {
        text: joined.text,
        raw: joined.raw,
        locations: ctx.accounts.locate(all()),
        marks,
        struck,
        ..Text::default()
    }
}

/// The characters of a line as they are read, without any white space.
pub(crate) fn plain(line: &[Char]) -> String {
    let mut out = String::with_capacity(line.len() * HAN_BYTES);
    out.extend(
        line.iter()
            .filter_map(|c| fold::printed(c.ch))
            .filter(|c| !c.is_whitespace()),
    );
    out
}

/// Bytes of a Han character in UTF-8: what a text is reserved by.
const HAN_BYTES: usize = 3;

/// Joined text, without accounts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Joined {
    pub(crate) text: String,
    pub(crate) raw: String,
    pub(crate) inserted: u64,
}

/// Joins the lines of a cell, as [`join`] does; those of a text input are broken where its writer broke them, between words.
pub(crate) fn join_lines(lines: &[Line]) -> Joined {
    join_stretches(lines, &stretches(lines))
}

fn stretches(lines: &[Line]) -> Vec<&[Char]> {
    lines.iter().map(|l| l.chars.as_slice()).collect()
}

fn join_stretches(lines: &[Line], chars: &[&[Char]]) -> Joined {
    let full = |at: usize| lines.get(at).is_none_or(|l| l.page > 0 && !l.ended);
    join_broken(chars, lines.iter().any(|l| l.page > 0), full)
}

/// Joins lines: nothing between Han characters, one blank between two other characters, except between digits, at a hyphen
/// or slash, or within a word. White space beside a CJK character is removed, other white space becomes one blank.
pub(crate) fn join(lines: &[&[Char]]) -> Joined {
    join_broken(lines, true, |_| true)
}

/// As [`join`]; `in_words`: lines were broken where they were full, within words and numbers too, and where a writer broke them
/// no digit goes on from the line above; `full`: which lines were full, so that a number may go on in the next.
fn join_broken(lines: &[&[Char]], in_words: bool, full: impl Fn(usize) -> bool) -> Joined {
    let (mut out, mut text) = (Joined::default(), String::new());
    for (at, line) in lines.iter().enumerate() {
        let line = trim(line);
        if line.is_empty() {
            continue;
        }
        if !out.raw.is_empty() {
            out.raw.push('\n');
        }
        out.raw.reserve(line.len() * HAN_BYTES);
        out.raw.extend(line.iter().map(|c| c.ch));
        let mut folded = line.iter().filter_map(|c| fold::printed(c.ch)).peekable();
        let mut before = text.chars().rev();
        if let (Some(last), Some(after)) = (before.next(), folded.peek().copied())
            && (blank_between(before.next(), last, after) && !bracket_of_han(folded.clone())
                || last.is_ascii_digit()
                    && after.is_ascii_digit()
                    && !(in_words && full(at.saturating_sub(1))))
            && !(in_words && in_a_word(&text, folded.clone()))
        {
            text.push(' ');
            out.inserted += 1;
        }
        text.reserve(line.len() * HAN_BYTES);
        text.extend(folded);
    }
    out.text = if text.contains(char::is_whitespace) {
        squeeze(&text)
    } else {
        text
    };
    out
}

/// How wide a line's first character is with what is not parted from it: the rest of its number or word, the marks behind it,
/// and a bracket with the character that it opens before, for no line ends with one (some programs break before the character
/// that is before the bracket); quotation marks are parted from neither side (UAX #14, LB19).
pub(crate) fn unit(chars: &[Char]) -> f32 {
    let mut inked = chars.iter().filter(|c| !c.ch.is_whitespace()).peekable();
    let first = inked.next();
    let mut width = first.map_or(0.0, |c| c.bbox.width());
    let word = |c: &Char| c.ch.is_ascii_alphanumeric();
    if first.is_some_and(word) {
        while let Some(next) = inked.next_if(|c| word(c)) {
            width += next.bbox.width();
        }
    }
    let closes =
        |c: &Char| fold::closes(c.ch) || matches!(c.ch, '%' | '％' | ')' | '℃' | '‰' | ',' | '.');
    let ties = |c: &Char| fold::opens(c.ch) || matches!(c.ch, '(' | '”' | '’');
    while let Some(mark) = inked.next_if(|c| closes(c) || ties(c)) {
        width += mark.bbox.width();
        if ties(mark) {
            width += inked.next().map_or(0.0, |c| c.bbox.width());
        }
    }
    width
}

/// Without white space at both ends.
fn trim(line: &[Char]) -> &[Char] {
    let printed = |c: &Char| !c.ch.is_whitespace();
    let start = line.iter().position(printed).unwrap_or(line.len());
    let end = line.iter().rposition(printed).map_or(start, |at| at + 1);
    line.get(start..end).unwrap_or_default()
}

/// Whether a blank stands where a line ended in `before` (after `earlier`) and the next begins with `after`.
fn blank_between(earlier: Option<char>, before: char, after: char) -> bool {
    // A number that is broken at its point or comma: 2024.1 | .1, 1, | 200.
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let broken = matches!(before, '.' | ',') && digit(earlier) && digit(Some(after));
    // No blank stands before a mark that closes, nor after one that opens.
    let closes = matches!(
        after,
        '.' | ',' | ';' | ':' | '!' | '?' | '%' | ')' | ']' | '}'
    );
    // A slash joins what stands at its sides: DB33/ | T.
    let opens = matches!(before, '(' | '[' | '{' | '/');
    !(broken
        || closes
        || opens
        || fold::is_cjk(before)
        || fold::is_cjk(after)
        || before.is_whitespace()
        || after.is_whitespace()
        || (before.is_ascii_digit() && after.is_ascii_digit())
        || before == '-'
        || fold::is_sign(before)
        || matches!(after, '-' | '/'))
}

/// Whether a line begins with a bracket round Chinese text, 280.00 | (含税): it stands against what is before it, as a full-width
/// one does, whatever its form.
fn bracket_of_han(mut line: impl Iterator<Item = char>) -> bool {
    line.next() == Some('(') && line.next().is_some_and(fold::is_cjk)
}

/// Whether a line was broken within a word, as lines of mixed text are where they are full: no word is a capital alone that
/// the next letters go on from (S | mart), nor half of an abbreviation (AP | P). Four letters: the longest abbreviations in use.
/// Nor is one between a number and Chinese text: it says of what kind that is (4 | A级, 5 | G技术).
fn in_a_word(before: &str, mut after: impl Iterator<Item = char> + Clone) -> bool {
    if before.ends_with(|c: char| c.is_ascii_digit()) {
        let capital = after.next().is_some_and(|c| c.is_ascii_uppercase());
        return capital && after.next().is_some_and(fold::is_cjk);
    }
    let end = before
        .trim_end_matches(|c: char| c.is_ascii_alphabetic())
        .len();
    let left = before.get(end..).unwrap_or_default();
    let right: String = after.take_while(char::is_ascii_alphabetic).collect();
    let capitals = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_uppercase());
    let short = left.len() == 1 || right.len() == 1;
    let goes_on = right.starts_with(|c: char| c.is_ascii_lowercase());
    // A and I are words.
    let capital = left.len() == 1 && capitals(left) && !matches!(left, "A" | "I");
    capital && goes_on
        || short && capitals(left) && capitals(&right) && left.len() + right.len() <= 4
}

/// Removes white space beside CJK characters; other runs of white space become one blank.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pending = false;
    for ch in text.chars() {
        if ch.is_whitespace() {
            pending = true;
            continue;
        }
        if pending
            && out
                .chars()
                .last()
                .is_some_and(|l| !fold::is_cjk(l) && !fold::is_cjk(ch))
        {
            out.push(' ');
        }
        pending = false;
        out.push(ch);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{blank_between, bracket_of_han, in_a_word, squeeze};

    #[test]
    fn lines_are_broken_within_words() {
        for (before, after) in [
            ("（S", "mart-Care"),
            ("Smart-C", "are"),
            ("负责AP", "P（S"),
            ("普陀A", "BC传媒"),
            ("配合做好4", "A级景区"),
        ] {
            assert!(in_a_word(before, after.chars()), "{before} | {after}");
        }
        for (before, after) in [
            ("A", "plan"),
            ("Sma", "rt"),
            ("GROUP", "A"),
            ("V", "2.0"),
            ("Plan", "B"),
            ("", "A"),
            ("2024", "APP推广"),
            ("2024", "A class"),
        ] {
            assert!(!in_a_word(before, after.chars()), "{before} | {after}");
        }
        assert!(!blank_between(Some('3'), '3', '/'));
    }

    #[test]
    fn a_sign_stands_against_its_number_over_a_line_break() {
        assert!(!blank_between(None, '±', '3'));
        assert!(blank_between(None, 'a', '3'));
    }

    #[test]
    fn a_number_broken_at_its_point_is_one_number() {
        assert!(!blank_between(Some('4'), '.', '1') && !blank_between(Some('2'), '4', '.'));
        assert!(!blank_between(Some('1'), ',', '2') && !blank_between(Some('5'), '0', '%'));
        assert!(!blank_between(Some('a'), '(', '8') && !blank_between(Some('a'), '8', ')'));
        assert!(!blank_between(Some('3'), '/', 'T'));
        assert!(blank_between(Some('o'), '.', '5') && blank_between(Some('%'), ')', '4'));
    }

    #[test]
    fn a_bracket_round_chinese_text_stands_against_a_number_over_a_line_break() {
        assert!(bracket_of_han("(含税)".chars()) && !bracket_of_han("(2 户)".chars()));
        assert!(!bracket_of_han("含税".chars()));
    }

    #[test]
    fn white_space_goes_only_beside_cjk() {
        assert_eq!(squeeze(" 2023 年 4A 级 1 500 元 "), "2023年4A级1 500元");
        assert_eq!(squeeze("（按实 结算）"), "（按实结算）");
        assert_eq!(squeeze("30% (855 户)"), "30% (855户)");
    }
}
