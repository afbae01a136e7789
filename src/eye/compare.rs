//! What the eye sees, held against what the text says.

use crate::eye_reader::LineReading;
use crate::lexicon::{figures, fold};

/// What came of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Seen {
    /// The same, with the confidence of its weakest character.
    Same(f32),
    /// There is nothing to compare: no number in the text, and none in the picture.
    Nothing,
    /// All that the text says and more, or something where the text is blank.
    More(Sight),
    /// Something else; also nothing where the text says something.
    Other(Sight),
}

impl Seen {
    /// Whether it is the same and no character of it is in doubt.
    pub(super) fn is_sure(&self) -> bool {
        matches!(self, Self::Same(confidence) if *confidence >= SURE)
    }
}

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sight {
    pub(super) text: String,
    /// Of the weakest character that counts.
    pub(super) confidence: f32,
}

/// In a blank cell the recogniser sees strokes of rules and scratches as such characters.
const STROKES: &str = "一丨丿丶|/\\-—_.,'`·:;lI!()（）[]~^\"，。、：；．";
/// And a lone upright stroke as a 1, if it is not sure of it.
const SURE: f32 = 0.9;
/// What is recognised with less is a guess at ink that is no character.
const GUESS: f32 = 0.5;

/// Compares a value's text with the lines that were recognised, letters as well as figures if `whole`.
pub(super) fn compare(text: &str, lines: &[LineReading], whole: bool) -> Seen {
    let mut read: Vec<(char, f32)> = Vec::new();
    for line in lines {
        if !read.is_empty() {
            read.push((' ', 1.0));
        }
        read.extend_from_slice(&line.characters);
    }
    let wanted: Vec<char> = text.chars().collect();
    let chars: Vec<char> = read.iter().map(|(c, _)| *c).collect();
    if wanted.iter().all(|c| c.is_whitespace()) {
        let telling = |(c, sure): &(char, f32)| {
            *sure >= if *c == '1' { SURE } else { GUESS }
                && !STROKES.contains(*c)
                && !c.is_whitespace()
        };
        let sight = sight(&read, &(0..read.len()).collect::<Vec<_>>());
        return if read.iter().any(telling) {
            Seen::More(sight)
        } else {
            Seen::Nothing
        };
    }
    let form = |chars: &[char]| {
        if whole {
            letters(chars)
        } else {
            figures::figures(chars)
        }
    };
    let (expected, found) = (form(&wanted), form(&chars));
    let places: Vec<usize> = found.iter().map(|(i, _)| *i).collect();
    let [expected, found]: [Vec<char>; 2] =
        [expected, found].map(|f| f.into_iter().map(|(_, c)| c).collect());
    let sight = sight(&read, &places);
    if expected == found {
        return if expected.is_empty() {
            Seen::Nothing
        } else {
            Seen::Same(sight.confidence)
        };
    }
    // What is a guess at ink beside the characters is none of them.
    let sure: Vec<(char, f32)> = read.iter().copied().filter(|(_, c)| *c >= GUESS).collect();
    let chars: Vec<char> = sure.iter().map(|(c, _)| *c).collect();
    let places = form(&chars);
    if !expected.is_empty() && places.iter().map(|(_, c)| *c).eq(expected.iter().copied()) {
        let places: Vec<usize> = places.iter().map(|(i, _)| *i).collect();
        return Seen::Same(self::sight(&sure, &places).confidence);
    }
    // A mark (/, —) is a stroke, too.
    if expected.is_empty() && found == ['1'] && sight.confidence < SURE {
        return Seen::Nothing;
    }
    if !expected.is_empty() && holds(&found, &expected) {
        Seen::More(sight)
    } else {
        Seen::Other(sight)
    }
}

/// Lines that the text joins, seen one by one.
pub(super) fn apart(lines: &[LineReading], confidence: f32) -> Sight {
    let line = |l: &LineReading| l.characters.iter().map(|(c, _)| *c).collect::<String>();
    Sight {
        text: lines.iter().map(line).collect::<Vec<_>>().join(" / "),
        confidence,
    }
}

fn sight(read: &[(char, f32)], counted: &[usize]) -> Sight {
    let confidences = counted.iter().filter_map(|i| read.get(*i)).map(|(_, c)| *c);
    let weakest = confidences.fold(f32::INFINITY, f32::min);
    let text: String = read.iter().map(|(c, _)| *c).collect();
    Sight {
        text: text.trim().to_owned(),
        confidence: if weakest.is_finite() { weakest } else { 0.0 },
    }
}

/// Letters, figures and ideographs in their plainest form.
fn letters(chars: &[char]) -> Vec<(usize, char)> {
    let plain = |(i, c): (usize, &char)| {
        let c = fold::simplified(fold::matching(*c)?);
        let c = match c {
            'O' | 'o' | '〇' | '○' => '0',
            'l' | 'I' => '1',
            c => c,
        };
        c.is_alphanumeric().then_some((i, c))
    };
    chars.iter().enumerate().filter_map(plain).collect()
}

/// Whether `all` holds `some` in order, among others.
fn holds(all: &[char], some: &[char]) -> bool {
    let mut all = all.iter();
    some.iter().all(|c| all.any(|a| a == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<LineReading> {
        let line = |text: &&str| LineReading {
            characters: text.chars().map(|c| (c, 0.97)).collect(),
        };
        texts.iter().map(line).collect()
    }

    fn what(text: &str, seen: &[&str]) -> &'static str {
        match compare(text, &lines(seen), false) {
            Seen::Same(_) => "same",
            Seen::Nothing => "nothing",
            Seen::More(_) => "more",
            Seen::Other(_) => "other",
        }
    }

    #[test]
    fn figures_are_compared_and_words_are_not() {
        assert_eq!(what("38.5", &["38.5"]), "same");
        assert_eq!(what("２万元（按实结算）", &["2万元", "(按实结算)"]), "same");
        assert_eq!(what("约38.5万元", &["的38.5万元"]), "same");
        assert_eq!(what("38.5", &["49.6"]), "other");
        assert_eq!(what("38.5", &[]), "other");
        assert_eq!(what("-5", &["5"]), "other");
        assert_eq!(what("按实结算", &["按实结算"]), "nothing");
        assert_eq!(what("—", &["一"]), "nothing");
        assert_eq!(what("—", &["12"]), "other");
    }

    #[test]
    fn more_than_the_text_says_is_unread() {
        assert_eq!(what("38", &["38.5"]), "more");
        assert_eq!(what("12", &["120"]), "more");
        assert_eq!(what("", &["120"]), "more");
        assert_eq!(what("", &["—"]), "nothing");
        assert_eq!(what("", &["|"]), "nothing");
        assert_eq!(what("12000", &["12"]), "other");
    }

    #[test]
    fn the_weakest_figure_says_how_sure_the_eye_is() {
        let line = LineReading {
            characters: vec![('约', 0.2), ('3', 0.9), ('8', 0.6)],
        };
        assert_eq!(compare("38", &[line], false), Seen::Same(0.6));
    }

    #[test]
    fn a_stroke_is_a_1_only_if_the_eye_is_sure() {
        let line = |sure| LineReading {
            characters: vec![('1', sure)],
        };
        assert_eq!(compare("/", &[line(0.51)], false), Seen::Nothing);
        assert!(matches!(compare("/", &[line(0.97)], false), Seen::Other(_)));
        assert!(matches!(compare("2", &[line(0.51)], false), Seen::Other(_)));
    }

    #[test]
    fn a_guess_beside_the_number_is_none_of_it() {
        let line = |guess| LineReading {
            characters: vec![('八', guess), ('1', 0.9), (')', 0.9)],
        };
        assert_eq!(compare("（1）", &[line(0.3)], false), Seen::Same(0.9));
        assert!(matches!(
            compare("（1）", &[line(0.8)], false),
            Seen::More(_)
        ));
    }

    #[test]
    fn whole_cells_are_compared_by_letters_too() {
        let same = |a: &str, b: &str| matches!(compare(a, &lines(&[b]), true), Seen::Same(_));
        assert!(same("区民政局（本级）", "区民政局(本级)"));
        assert!(!same("区民政局", "区财政局"));
        assert!(same("4A 级", "4A级"));
    }
}
