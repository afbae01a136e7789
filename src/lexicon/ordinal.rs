//! Running numbers in every dress: 1, 01, 1., 1、, （1）, 一、, （一）, 十一, 廿, 壹, ①, ⑴, ㈠, Ⅰ, 1.1, A-01.

use super::fold;
use super::integer::{Script, integer};

/// How a running number is written. Numbers of one list are written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) numeral: Numeral,
    pub(crate) mark: Mark,
}

impl Style {
    /// How deep parts with such numbers stand in a paper: 一、 over （一） over 1. over （1） (GB/T 9704-2012 7.3.3).
    pub(crate) fn depth(self) -> u8 {
        let closed = matches!(self.mark, Mark::Bracket | Mark::Enclosed);
        2 * u8::from(self.numeral == Numeral::Arabic) + u8::from(closed)
    }
}

/// The numerals of a running number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Numeral {
    /// 1, 01, ①, ⑴, ⒈, 1.1.
    Arabic,
    /// 一, 十一, ㈠.
    Chinese,
    /// 壹.
    Capital,
    /// Ⅰ, IV.
    Roman,
}

/// What parts a running number from what it numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Nothing: 附件1.
    None,
    /// 1., 1．.
    Point,
    /// 1、.
    Comma,
    /// 1), （1）, 〔1〕.
    Bracket,
    /// A character that holds its own mark: ①, ⑴, ⒈, ㈠.
    Enclosed,
}

/// A running number at the start of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ordinal {
    /// The number itself, of several levels (1.2) the lowest.
    pub(crate) value: u32,
    pub(crate) style: Style,
    /// Where its numeral begins and ends, in characters of the text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Where what it numbers begins: behind the mark.
    pub(crate) rest: usize,
    /// Whether a point and another digit follow, so that it may be a sum or a share (1.5万元) unless a list needs it.
    pub(crate) decimal: bool,
}

impl Ordinal {
    /// Whether it can number what is named before it (附件一, 附件（一）): 附件1. and 附件一、 are followed by a list.
    pub(crate) fn is_label(&self) -> bool {
        !matches!(self.style.mark, Mark::Point | Mark::Comma)
    }

    /// Whether it is the number after another one in the same list: in the same numerals, though marks may be mixed up.
    pub(crate) fn follows(&self, before: &Self) -> bool {
        self.style.numeral == before.style.numeral
            && before.value.checked_add(1) == Some(self.value)
    }
}

/// Characters of the longest running number, with blanks, brackets and mark: （一百二十一）、 has eight, A-01.12、 too.
const LONGEST: usize = 16;
/// Most Arabic digits of a running number in a text: four are a year, and papers have fewer than a thousand parts. A table
/// may have more rows.
const FEW: usize = 3;

/// Whether what a label of numbers names is a code (项目编号：PTSL2023-07), too long for a running number.
pub(crate) fn is_code(key: &str) -> bool {
    key.chars().count() > FEW
}

/// Reads a running number with its mark at the start of a text: 1. 1、 （1） 1） 一、 （一） ① ㈠. White space may stand before
/// it and inside.
pub(crate) fn marked(text: impl IntoIterator<Item = char>) -> Option<Ordinal> {
    read(text, FEW).filter(|o| o.style.mark != Mark::None)
}

/// Reads the running number of an entry in a list at the start of a text: with its mark, or as 一是, 二是 do.
pub(crate) fn listed(text: &[char]) -> Option<Ordinal> {
    let number = read(text.iter().copied(), FEW)?;
    if number.style.mark != Mark::None {
        return Some(number);
    }
    let said = number.style.numeral == Numeral::Chinese && text.get(number.end) == Some(&'是');
    said.then(|| Ordinal {
        rest: number.end + 1,
        ..number
    })
}

/// Where the text of an entry begins that a mark and no number leads up to: - 虹桥社区, ● 育才社区. A minus has no blank
/// behind it, nor has the star of a masked name.
pub(crate) fn bullet(text: &[char]) -> Option<usize> {
    let at = text.iter().position(|c| !c.is_whitespace())?;
    let mark = *text.get(at)?;
    let blanks = text
        .iter()
        .skip(at + 1)
        .take_while(|c| c.is_whitespace())
        .count();
    let drawn = matches!(
        mark,
        '•' | '●' | '○' | '■' | '□' | '◆' | '◇' | '▪' | '➢' | '★'
    );
    (drawn || blanks > 0 && matches!(mark, '-' | '*' | '+' | '·')).then_some(at + 1 + blanks)
}

/// Reads a running number at the start of a text, whether a mark follows or not: 附件十一, 表1.
pub(crate) fn leading(text: impl IntoIterator<Item = char>) -> Option<Ordinal> {
    read(text, FEW)
}

/// Reads a text that is a running number and nothing else, as a cell below 序号 is: also 1.1, A-01, Ⅱ.
pub(crate) fn whole(text: &str) -> Option<Ordinal> {
    let chars: Vec<char> = text.chars().take(LONGEST + 1).collect();
    // 1.2: of several levels the last counts. A-01: letters say which list it is.
    let from = prefix(&chars);
    let mut ordinal = read(chars.get(from..)?.iter().copied(), 9)?;
    let all = chars.get(from + ordinal.rest..)?;
    let plain = ordinal.style.mark == Mark::None || from == 0;
    ordinal.start += from;
    ordinal.end += from;
    ordinal.rest += from;
    (plain && all.iter().all(|c| c.is_whitespace())).then_some(ordinal)
}

/// Characters of the upper levels (1.2.) or of the letters (A-) before a running number.
fn prefix(chars: &[char]) -> usize {
    let half = |at: usize| chars.get(at).copied().and_then(fold::matching);
    let letters = (0..3)
        .take_while(|at| half(*at).is_some_and(|c| c.is_ascii_uppercase()))
        .count();
    if letters > 0 {
        let dash = usize::from(matches!(half(letters), Some('-' | '–' | '—')));
        // Roman numerals are letters too: no digit follows them.
        let digit = half(letters + dash).is_some_and(|c| c.is_ascii_digit());
        return if digit { letters + dash } else { 0 };
    }
    let mut from = 0;
    loop {
        let digits = (from..from + 3)
            .take_while(|at| half(*at).is_some_and(|c| c.is_ascii_digit()))
            .count();
        let next = from + digits;
        let goes_on = matches!(half(next), Some('.' | '-'))
            && half(next + 1).is_some_and(|c| c.is_ascii_digit());
        if digits == 0 || !goes_on {
            return from;
        }
        from = next + 1;
    }
}

fn read(text: impl IntoIterator<Item = char>, digits: usize) -> Option<Ordinal> {
    let mut chars = text.into_iter().peekable();
    let mut blank = 0;
    while chars.next_if(|c| c.is_whitespace()).is_some() {
        blank += 1;
    }
    // Most texts begin with an ordinary character.
    if !begins(*chars.peek()?) {
        return None;
    }
    let mut room = ['\0'; LONGEST];
    let length = room.iter_mut().zip(chars).map(|(at, c)| *at = c).count();
    let chars = room.get(..length)?;
    let at = |i: usize| chars.get(i).copied();
    let skip = |from: usize| {
        let white = chars.iter().skip(from).take_while(|c| c.is_whitespace());
        from + white.count()
    };
    let opened = at(0).and_then(closing);
    let start = if opened.is_some() { skip(1) } else { 0 };
    let (numeral, value, length, enclosed) = numeral(chars.get(start..)?, digits)?;
    let end = start + length;
    let mut rest = end;
    let mark = match (at(skip(end)), opened) {
        (Some(c), Some(close)) if c == close => {
            rest = skip(end) + 1;
            // （一）、
            rest += usize::from(at(rest) == Some('、'));
            Mark::Bracket
        }
        // A bracket that does not close is none of a number.
        (_, Some(_)) => return None,
        _ if enclosed => {
            rest += usize::from(matches!(at(rest), Some('、' | '.' | '．')));
            Mark::Enclosed
        }
        (Some(c), None) => match c {
            '.' | '．' => Mark::Point,
            '、' => Mark::Comma,
            ')' | '）' => Mark::Bracket,
            _ => Mark::None,
        },
        (None, None) => Mark::None,
    };
    if opened.is_none() && !enclosed && mark != Mark::None {
        rest = skip(end) + 1;
    }
    let after = chars.get(rest..).unwrap_or_default();
    let decimal = mark == Mark::Point
        && numeral == Numeral::Arabic
        && after.first().is_some_and(|c| is_arabic(*c))
        && !is_year(after);
    Some(Ordinal {
        value,
        style: Style { numeral, mark },
        start: blank + start,
        end: blank + end,
        rest: blank + rest,
        decimal,
    })
}

/// Whether a running number can begin with this character.
fn begins(c: char) -> bool {
    closing(c).is_some() || numeral(&[c], FEW).is_some() || matches!(c, '百' | '千')
}

/// The bracket that closes one around a number.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '(' => ')',
        '（' => '）',
        '〔' => '〕',
        '[' => ']',
        '【' => '】',
        _ => return None,
    })
}

/// The numeral at the start of some characters: its kind, value and length, and whether it is one character that holds its
/// own mark.
fn numeral(chars: &[char], digits: usize) -> Option<(Numeral, u32, usize, bool)> {
    let first = *chars.first()?;
    if let Some((numeral, value)) = enclosed(first) {
        return Some((numeral, value, 1, true));
    }
    if let Some((value, length)) = roman(chars) {
        return Some((Numeral::Roman, value, length, false));
    }
    let read = integer(chars.iter().copied())?;
    let (numeral, most) = match read.script {
        Script::Arabic => (Numeral::Arabic, digits),
        // 九百九十九 is the longest with three digits.
        Script::Chinese => (Numeral::Chinese, 7),
        Script::Capital => (Numeral::Capital, 7),
    };
    let value = u32::try_from(read.value).ok()?;
    (read.length <= most).then_some((numeral, value, read.length, false))
}

/// Numbers in circles, brackets and with points, as single characters (Unicode blocks Enclosed Alphanumerics, Dingbats,
/// Enclosed CJK Letters and Months): the first and the last of each row, and the value of the first.
const ENCLOSED: &[(char, char, u32, Numeral)] = &[
    ('①', '⑳', 1, Numeral::Arabic),
    ('⑴', '⒇', 1, Numeral::Arabic),
    ('⒈', '⒛', 1, Numeral::Arabic),
    ('⓵', '⓾', 1, Numeral::Arabic),
    ('❶', '❿', 1, Numeral::Arabic),
    ('➀', '➉', 1, Numeral::Arabic),
    ('➊', '➓', 1, Numeral::Arabic),
    ('㈠', '㈩', 1, Numeral::Chinese),
    ('㉑', '㉟', 21, Numeral::Arabic),
    ('㊀', '㊉', 1, Numeral::Chinese),
    ('㊱', '㊿', 36, Numeral::Arabic),
];

/// The number that such a character is.
pub(crate) fn enclosed(c: char) -> Option<(Numeral, u32)> {
    ENCLOSED
        .iter()
        .find(|(first, last, ..)| (*first..=*last).contains(&c))
        .map(|(first, _, value, numeral)| (*numeral, c as u32 - *first as u32 + value))
}

/// Roman numerals, as characters of their own (Ⅰ–Ⅻ, ⅰ–ⅻ) or as letters up to XXXIX, which the outlines of papers do not pass.
pub(crate) fn roman(chars: &[char]) -> Option<(u32, usize)> {
    let first = *chars.first()?;
    if let 'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ' = first {
        return Some(((first as u32 - 'Ⅰ' as u32) % 16 + 1, 1));
    }
    let letter = |c: &char| fold::matching(*c).filter(char::is_ascii_alphabetic);
    // Hardly any text begins with one.
    letter(&first)?;
    let letters: String = chars.iter().map_while(letter).collect();
    let upper = letters.to_ascii_uppercase();
    if upper != letters && upper.to_ascii_lowercase() != letters {
        return None;
    }
    let tens = upper.chars().take_while(|c| *c == 'X').count();
    let ones = upper.get(tens..)?;
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = ONES.iter().position(|o| *o == ones)?;
    let value = u32::try_from(tens * 10 + ones).ok()?;
    (tens < 4 && value > 0).then_some((value, letters.len()))
}

fn is_arabic(c: char) -> bool {
    fold::matching(c).is_some_and(|c| c.is_ascii_digit())
}

/// 2024年, as the names of projects and papers begin.
fn is_year(chars: &[char]) -> bool {
    let year = super::integer::year(chars.iter().copied());
    year.is_some_and(|y| (1900..2100).contains(&y.value)) && chars.get(4) == Some(&'年')
}

#[cfg(test)]
mod tests {
    use super::{Mark, Numeral, leading, marked, whole};

    #[test]
    fn numbers_with_their_marks() {
        use Numeral::{Arabic, Capital, Chinese, Roman};
        for (text, value, numeral, mark, rest) in [
            ("1.甲", 1, Arabic, Mark::Point, 2),
            ("１．甲", 1, Arabic, Mark::Point, 2),
            ("01、甲", 1, Arabic, Mark::Comma, 3),
            ("12）甲", 12, Arabic, Mark::Bracket, 3),
            ("（3）甲", 3, Arabic, Mark::Bracket, 3),
            ("( 3 )甲", 3, Arabic, Mark::Bracket, 5),
            ("  1 、甲", 1, Arabic, Mark::Comma, 5),
            ("一、甲", 1, Chinese, Mark::Comma, 2),
            ("十一、甲", 11, Chinese, Mark::Comma, 3),
            ("（廿）甲", 20, Chinese, Mark::Bracket, 3),
            ("（一）、甲", 1, Chinese, Mark::Bracket, 4),
            ("壹、甲", 1, Capital, Mark::Comma, 2),
            ("拾贰、甲", 12, Capital, Mark::Comma, 3),
            ("①甲", 1, Arabic, Mark::Enclosed, 1),
            ("⒒甲", 11, Arabic, Mark::Enclosed, 1),
            ("⑵、甲", 2, Arabic, Mark::Enclosed, 2),
            ("㈠甲", 1, Chinese, Mark::Enclosed, 1),
            ("㉑甲", 21, Arabic, Mark::Enclosed, 1),
            ("Ⅳ.甲", 4, Roman, Mark::Point, 2),
            ("ix、甲", 9, Roman, Mark::Comma, 3),
            ("1.2024年甲", 1, Arabic, Mark::Point, 2),
        ] {
            let o = marked(text.chars()).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (o.value, o.style.numeral, o.style.mark, o.rest, o.decimal),
                (value, numeral, mark, rest, false),
                "{text}"
            );
        }
        assert!(marked("1.5万元".chars()).is_some_and(|o| o.decimal));
        for text in [
            "2023、",
            "〔2023〕1号",
            "（一",
            "一批",
            "1项",
            "百、",
            "甲、",
            "",
            "(甲)",
        ] {
            assert_eq!(marked(text.chars()), None, "{text}");
        }
    }

    #[test]
    fn numbers_without_a_mark() {
        let read = |text: &str| leading(text.chars()).map(|o| (o.value, o.rest));
        assert_eq!(read("十一"), Some((11, 2)));
        assert_eq!(read("2甲表"), Some((2, 1)));
        assert_eq!(read("（二）：甲"), Some((2, 3)));
        assert_eq!(read("甲"), None);
    }

    #[test]
    fn cells_that_are_running_numbers() {
        for (text, value) in [
            ("1", 1),
            ("01", 1),
            ("１", 1),
            ("7.", 7),
            ("（8）", 8),
            ("②", 2),
            ("三", 3),
            ("（十二）", 12),
            ("1.1", 1),
            ("2.10", 10),
            ("1-3", 3),
            ("A-01", 1),
            ("B02", 2),
            ("XM-003", 3),
            ("Ⅲ", 3),
            ("1000", 1000),
        ] {
            assert_eq!(whole(text).map(|o| o.value), Some(value), "{text}");
        }
        for text in ["", "1个", "合计", "1.5万", "A", "甲", "一批", "2024-01"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
