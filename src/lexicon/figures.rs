//! The figures of a printed text, in the form in which two readings of one print are compared: digits, numerals, points
//! and signs; widths and look-alikes folded, all else left out.

use crate::lexicon::fold;
use crate::lexicon::ordinal::{self, Numeral};

/// The figures of a text, each with its place among the characters.
///
/// What a reader of pictures cannot tell apart, or what says nothing of a number's value, is one form here: `—`, `－` and
/// `一` before a digit, `·` and `．` between digits, `〇` and `0`. Commas are left out.
pub(crate) fn figures(chars: &[char]) -> Vec<(usize, char)> {
    let folded: Vec<(usize, char)> = chars
        .iter()
        .enumerate()
        .filter_map(|(i, c)| Some((i, fold::matching(*c)?)))
        .filter(|(_, c)| !c.is_whitespace())
        .collect();
    let at = |i: Option<usize>| i.and_then(|i| folded.get(i)).map(|(_, c)| *c);
    let mut out: Vec<(usize, char)> = Vec::new();
    for (n, &(place, c)) in folded.iter().enumerate() {
        let before = at(n.checked_sub(1));
        let after = at(Some(n + 1));
        let beside = |is: fn(char) -> bool| (before.is_some_and(is), after.is_some_and(is));
        // A reader of pictures gives ⑥ without its circle.
        if let Some((Numeral::Arabic, number)) = ordinal::enclosed(c) {
            out.extend(number.to_string().chars().map(|digit| (place, digit)));
            continue;
        }
        let kept = match shape(c) {
            Shape::Figure(figure) => Some(figure),
            Shape::Letter(figure) => {
                let (left, right) = beside(is_figure);
                (left || right || folded.len() == 1).then_some(figure)
            }
            Shape::Power(power) => before.is_some_and(counts).then_some(power),
            Shape::Point => (after.is_some_and(is_figure)).then_some('.'),
            Shape::Dash => (after.is_some_and(is_figure)).then_some('-'),
            Shape::Other => None,
        };
        out.extend(kept.map(|figure| (place, figure)));
    }
    out
}

/// What a character may be in a number.
enum Shape {
    Figure(char),
    /// A letter that looks like a digit, and is one beside digits or alone.
    Letter(char),
    /// 万: part of a number behind one.
    Power(char),
    Point,
    Dash,
    Other,
}

fn shape(c: char) -> Shape {
    match fold::simplified(c) {
        '0'..='9' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '两' => {
            Shape::Figure(c)
        }
        '〇' | '○' | '◯' => Shape::Figure('0'),
        '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '零' => {
            Shape::Figure(fold::simplified(c))
        }
        'O' | 'o' => Shape::Letter('0'),
        'l' | 'I' => Shape::Letter('1'),
        'Z' | 'z' => Shape::Letter('2'),
        'S' | 's' => Shape::Letter('5'),
        'B' => Shape::Letter('8'),
        '十' | '拾' | '百' | '佰' | '千' | '仟' | '万' | '亿' => {
            Shape::Power(fold::simplified(c))
        }
        '.' | '·' | '•' | '・' | '。' | '˙' => Shape::Point,
        '-' | '−' | '–' | '—' | '―' | '─' | '一' | 'ー' | '﹣' | '~' | '∼' | '〜' | '∽' => {
            Shape::Dash
        }
        _ => Shape::Other,
    }
}

fn is_figure(c: char) -> bool {
    matches!(shape(c), Shape::Figure(_))
}

fn counts(c: char) -> bool {
    matches!(shape(c), Shape::Figure(_) | Shape::Power(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        figures(&chars).into_iter().map(|(_, c)| c).collect()
    }

    #[test]
    fn widths_and_look_alikes_are_one_form() {
        for (one, other) in [
            ("２９．０", "29·0"),
            ("—", "-"),
            ("—5", "－5"),
            ("１，２３４．５", "1234.5"),
            ("二〇二三年", "二○二三年"),
            ("12O", "120"),
            ("S", "5"),
            ("贰拾萬元整", "贰拾万元整"),
            ("5～8", "5-8"),
            ("5～8", "5〜8"),
            ("⑩", "10"),
            ("（5）", "(5)"),
            ("38.5 ", "38.5。"),
        ] {
            assert_eq!(of(one), of(other), "{one} {other}");
        }
    }

    #[test]
    fn what_changes_a_number_is_kept() {
        for (one, other) in [
            ("38.5", "385"),
            ("-5", "5"),
            ("2万元", "2亿元"),
            ("12", "12000"),
            ("1,234", "1.234"),
            ("壹拾", "贰拾"),
        ] {
            assert_ne!(of(one), of(other), "{one} {other}");
        }
        assert_eq!(of("舟普民基〔2023〕1号"), "20231");
        assert_eq!(of("按实结算，NGO 组织"), "");
    }
}
