//! What is left in the text of a cell of the marks that other programs print it with: of a web page (`&nbsp;`, `<b>`), and of
//! formulas, which readers of pictures make of numbers (`$1 2 . 5$`, `\(22000\)`, `$\mathbf{8}$`).

use super::stretch;
use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::lexicon::web;
use crate::text::Line;

/// Most characters of a tag with its attributes, and of a number set as a formula: more is no leftover.
const LONGEST: usize = 80;

/// A line without them.
pub(super) fn without(line: Line, ctx: &mut Context<'_>) -> Line {
    let marks = |c: &Char| matches!(c.ch, '&' | '<' | '$' | '\\');
    // Letters with the marks of tones.
    let spelt = |c: &&Char| is_toned(c.ch);
    let spelt = line.chars.iter().filter(spelt).nth(SPELT - 1).is_some();
    if !spelt && !line.chars.iter().any(marks) {
        return line;
    }
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    // Of each character, whether it stays.
    let mut kept = vec![true; chars.len()];
    let mut at = 0;
    while let Some(rest) = chars.get(at..).filter(|r| !r.is_empty()) {
        let before = at.checked_sub(1).and_then(|b| chars.get(b)).copied();
        let gone = entity(rest)
            .or_else(|| tag(rest))
            .map(|length| vec![false; length])
            .or_else(|| formula(rest, before))
            .or_else(|| {
                reading(rest, before)
                    .filter(|_| spelt)
                    .map(|n| vec![false; n])
            });
        let Some(gone) = gone else {
            at += 1;
            continue;
        };
        let slots = kept.iter_mut().skip(at).zip(&gone);
        slots.for_each(|(slot, stays)| *slot = *stays);
        at += gone.len();
    }
    if !kept.contains(&false) {
        return line;
    }
    let told = || line.chars.iter().zip(&kept);
    let marks = told().filter(|(c, stays)| !**stays && !c.ch.is_whitespace());
    ctx.accounts.discard(marks.map(|(c, _)| c), Discard::Markup);
    let own: Vec<Char> = told().filter(|(_, s)| **s).map(|(c, _)| *c).collect();
    stretch(&line, &own)
}

/// Fewest readings in a line that are some program's: one alone may be printed behind a rare character, 涪(fú)陵.
const SPELT: usize = 3;

/// Whether a letter has the mark of a tone, as those of readings do.
fn is_toned(c: char) -> bool {
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ".contains(c)
}

/// Characters of the reading of the character before, which pages for learners and copies of pages hold: 萬(wàn).
fn reading(text: &[char], before: Option<char>) -> Option<usize> {
    /// Most letters of a syllable: zhuāng.
    const LETTERS: usize = 6;
    let ['(' | '（', rest @ ..] = text else {
        return None;
    };
    before.filter(|c| c.is_alphabetic() && !c.is_ascii())?;
    let length = rest
        .iter()
        .take(LETTERS + 1)
        .position(|c| matches!(c, ')' | '）'))?;
    let own = rest.get(..length)?;
    let letter = |c: &char| c.is_ascii_lowercase() || is_toned(*c) || *c == 'ü';
    let toned = own.iter().filter(|c| is_toned(**c)).count();
    (own.iter().all(letter) && toned == 1).then_some(length + 2)
}

/// Characters of the blank that these begin with: `&nbsp;`, `&#160;`.
fn entity(text: &[char]) -> Option<usize> {
    web::BLANKS.iter().find_map(|name| {
        let own = text.iter().map(char::to_ascii_lowercase);
        own.take(name.len()).eq(name.chars()).then_some(name.len())
    })
}

/// Characters of the tag that these begin with, if it says no more than how its text looks. What is struck or raised by
/// its tag is not as other text is, and keeps it.
fn tag(text: &[char]) -> Option<usize> {
    let ['<', rest @ ..] = text else { return None };
    let end = rest.iter().take(LONGEST).position(|c| *c == '>')?;
    let inside = rest.get(..end)?;
    let inside = inside.strip_prefix(&['/']).unwrap_or(inside);
    let name = inside.iter().take_while(|c| c.is_ascii_alphanumeric());
    let name: String = name.map(char::to_ascii_lowercase).collect();
    let behind = inside.get(name.len()).copied();
    let bounded = behind.is_none_or(|c| c.is_whitespace() || c == '/');
    (bounded && web::LOOKS.contains(&name.as_str())).then_some(end + 2)
}

/// Which characters of the formula that these begin with stay: those of a number or a word set as one, its blanks left out. Sums
/// in dollars have one sign, and none behind them.
fn formula(text: &[char], before: Option<char>) -> Option<Vec<bool>> {
    let (open, close): (&[char], &[char]) = match text {
        ['$', ..] if before.is_none_or(|c| !c.is_ascii_alphanumeric()) => (&['$'], &['$']),
        ['\\', '(', ..] => (&['\\', '('], &['\\', ')']),
        _ => return None,
    };
    let rest = text.get(open.len()..)?;
    let ends = |at: &usize| rest.get(*at..).is_some_and(|r| r.starts_with(close));
    let length = (0..rest.len().min(LONGEST)).find(ends)?;
    let behind = rest.get(length + close.len());
    if behind.is_some_and(char::is_ascii_digit) {
        return None;
    }
    let inside = rest.get(..length)?;
    let mut stays: Vec<bool> = Vec::with_capacity(length);
    while let Some(own) = inside.get(stays.len()..).filter(|r| !r.is_empty()) {
        match own {
            // \mathbf and its like set what the braces behind them hold; \, is a blank.
            ['\\', c, ..] if c.is_ascii_alphabetic() => {
                let name = own.iter().skip(1).take_while(|c| c.is_ascii_alphabetic());
                let name: String = name.collect();
                if !web::SETTINGS.contains(&name.as_str()) {
                    return None;
                }
                stays.extend(vec![false; 1 + name.len()]);
            }
            ['\\', '%', ..] => stays.extend([false, true]),
            ['\\', ',' | ';' | ' ', ..] => stays.extend([false, false]),
            ['{' | '}' | '~', ..] => stays.push(false),
            [c, ..] if *c == ' ' => stays.push(false),
            [c, ..] if c.is_alphanumeric() || matches!(c, '.' | ',' | '%' | '-') => {
                stays.push(true);
            }
            _ => return None,
        }
    }
    let some = stays.contains(&true);
    let around = |marks: &[char]| vec![false; marks.len()];
    some.then(|| [around(open), stays, around(close)].concat())
}

#[cfg(test)]
mod tests {
    use super::without;
    use crate::table::forms::marks::tests::bare;

    fn plain(text: &str) -> String {
        bare(text, without)
    }

    #[test]
    fn marks_round_texts_are_left_out() {
        for (text, expected) in [
            ("区交通局&nbsp;", "区交通局"),
            ("<p>区公路段</p>", "区公路段"),
            ("<b>3.5</b>", "3.5"),
            ("<span style=\"color:red\">除雪</span>", "除雪"),
            ("$12.5$", "12.5"),
            ("$1 2 . 5$", "12.5"),
            ("\\(22000\\)", "22000"),
            ("$\\mathbf{8}$", "8"),
            ("$15\\%$", "15%"),
            ("| $1$ | 甲 | $2 . 6$ |", "| 1 | 甲 | 2.6 |"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn signs_of_money_and_of_less_and_more_stay() {
        for kept in [
            "US$5万",
            "$5万",
            "$100 | $200",
            "$100 $200",
            "3<5且7>6",
            "<2024>",
            "A&B",
            "$CO_2$",
            "<s>12</s>",
            "甲<br/>乙",
        ] {
            assert_eq!(plain(kept), kept);
        }
    }
}
