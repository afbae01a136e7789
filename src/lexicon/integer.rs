//! Whole numbers at the start of a text, in Arabic or Chinese numerals.

use std::iter::Peekable;

use super::fold;
use super::numeral::{digit, place};

/// The numerals that a number is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// 1, １.
    Arabic,
    /// 一, 十一, 廿.
    Chinese,
    /// 壹, 拾壹: the capitals of bills and receipts (大写).
    Capital,
}

/// A whole number that a text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Integer {
    pub(crate) value: u64,
    pub(crate) script: Script,
    /// Characters of the numeral.
    pub(crate) length: usize,
}

/// Reads the number at the start of a text. Arabic digits may have commas where thousands separators stand. In Chinese
/// numerals the places must fall (一百零五, 十一, 廿三); several digits without a place between them are a way to say "three or
/// four" (三四个) or the digits of a year, see [`year`], and no number here.
pub(crate) fn integer(chars: impl IntoIterator<Item = char>) -> Option<Integer> {
    let mut chars = chars.into_iter().peekable();
    if arabic_digit(*chars.peek()?).is_some() {
        arabic(chars)
    } else {
        chinese(chars)
    }
}

/// Reads a year at the start of a text, four digits spelled one by one: 2023, 二〇二三.
pub(crate) fn year(chars: impl IntoIterator<Item = char>) -> Option<Integer> {
    const DIGITS: usize = 4;
    let mut script = None;
    let mut value = 0_u64;
    let mut length = 0;
    for c in chars.into_iter().take(DIGITS) {
        let (d, own) = match arabic_digit(c) {
            Some(d) => (d, Script::Arabic),
            None => (chinese_digit(c)?.0, Script::Chinese),
        };
        if *script.get_or_insert(own) != own {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(d)?;
        length += 1;
    }
    Some(Integer {
        value,
        script: script.filter(|_| length == DIGITS)?,
        length,
    })
}

/// Whether a character can be part of a number in the same numerals as another.
pub(crate) fn is_part(c: char, arabic: bool) -> bool {
    if arabic {
        arabic_digit(c).is_some()
    } else {
        chinese_digit(c).is_some() || place_of(c).is_some()
    }
}

fn arabic_digit(c: char) -> Option<u64> {
    fold::matching(c)?.to_digit(10).map(u64::from)
}

fn chinese_digit(c: char) -> Option<(u64, bool)> {
    digit(c).map(|(d, capital)| (u64::from(d), capital && d > 0))
}

/// What a character multiplies the digit before it by, and the digit that it has in itself: 廿 is two tens.
fn place_of(c: char) -> Option<(u64, Option<u64>)> {
    match c {
        '廿' | '卄' => Some((10, Some(2))),
        '卅' => Some((10, Some(3))),
        '卌' => Some((10, Some(4))),
        _ => Some((u64::try_from(place(c)?).ok()?, None)),
    }
}

fn arabic(mut chars: Peekable<impl Iterator<Item = char>>) -> Option<Integer> {
    // Eighteen digits are the most that any number of 64 bits holds.
    const MOST: usize = 18;
    let (mut value, mut count) = (0_u64, 0);
    while let Some(d) = next_digit(&mut chars) {
        (value, count) = (value * 10 + d, count + 1);
        if count > MOST {
            return None;
        }
    }
    let mut length = count;
    // 1,200: groups of exactly three digits behind one of up to three.
    let mut grouped = count <= 3;
    while grouped && chars.next_if_eq(&',').is_some() {
        let (mut group, mut own) = (0_u64, 0);
        while own < 4
            && let Some(d) = next_digit(&mut chars)
        {
            (group, own) = (group * 10 + d, own + 1);
        }
        grouped = own == 3 && count + 3 <= MOST;
        if grouped {
            (value, count, length) = (value * 1_000 + group, count + 3, length + 4);
        }
    }
    Some(Integer {
        value,
        script: Script::Arabic,
        length,
    })
}

fn next_digit(chars: &mut Peekable<impl Iterator<Item = char>>) -> Option<u64> {
    let digit = arabic_digit(*chars.peek()?)?;
    chars.next();
    Some(digit)
}

fn chinese(chars: impl Iterator<Item = char>) -> Option<Integer> {
    let (mut value, mut open, mut last) = (0_u64, None::<u64>, u64::MAX);
    let (mut length, mut capitals, mut zero) = (0, false, false);
    for c in chars {
        if let Some((d, capital)) = chinese_digit(c) {
            // Digits side by side: 三四.
            if open.is_some_and(|o| o > 0 || d == 0) {
                return None;
            }
            zero |= d == 0 && length > 0;
            capitals |= capital;
            open = Some(d);
        } else if let Some((factor, own)) = place_of(c) {
            capitals |= matches!(c, '拾' | '佰' | '仟');
            let times = match (own, open.take()) {
                (Some(own), None | Some(0)) => own,
                (None, Some(d)) if d > 0 => d,
                // 十一, 一百十一: a ten without a digit is one; a hundred is not.
                (None, None) if factor == 10 => 1,
                _ => return None,
            };
            if factor >= last {
                return None;
            }
            value = value.checked_add(times * factor)?;
            (last, zero) = (factor, false);
        } else {
            break;
        }
        length += 1;
    }
    // 一百二 may be 120 or 102; 一百零二 and 十二 are clear. A zero at the end is no number but for zero itself.
    let clear = match open {
        None => true,
        Some(0) => length == 1,
        Some(_) => last == u64::MAX || last == 10 || zero,
    };
    let script = if capitals {
        Script::Capital
    } else {
        Script::Chinese
    };
    (length > 0 && clear).then(|| Integer {
        value: value + open.unwrap_or(0),
        script,
        length,
    })
}

#[cfg(test)]
mod tests {
    use super::{Script, integer, year};

    #[test]
    fn numbers_of_every_script() {
        for (text, value, script, length) in [
            ("0", 0, Script::Arabic, 1),
            ("01、", 1, Script::Arabic, 2),
            ("１２个", 12, Script::Arabic, 2),
            ("1,200家", 1200, Script::Arabic, 5),
            ("1,2", 1, Script::Arabic, 1),
            ("1,2000", 1, Script::Arabic, 1),
            ("一", 1, Script::Chinese, 1),
            ("十", 10, Script::Chinese, 1),
            ("十一、", 11, Script::Chinese, 2),
            ("二十", 20, Script::Chinese, 2),
            ("廿一日", 21, Script::Chinese, 2),
            ("卅", 30, Script::Chinese, 1),
            ("九十九", 99, Script::Chinese, 3),
            ("一百零五个", 105, Script::Chinese, 4),
            ("一百一十", 110, Script::Chinese, 4),
            ("一百十一", 111, Script::Chinese, 4),
            ("两个", 2, Script::Chinese, 1),
            ("壹拾贰", 12, Script::Capital, 3),
            ("拾", 10, Script::Capital, 1),
        ] {
            let read = integer(text.chars()).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (read.value, read.script, read.length),
                (value, script, length),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_whole_number() {
        for text in [
            "",
            "个",
            "三四个",
            "二三十个",
            "十二五规划",
            "百家",
            "一百二",
            "十百",
            "二十零",
            "1234567890123456789",
        ] {
            assert_eq!(integer(text.chars()), None, "{text}");
        }
    }

    #[test]
    fn digits_one_by_one() {
        let year = |text: &str| year(text.chars()).map(|n| n.value);
        assert_eq!(year("2023年"), Some(2023));
        assert_eq!(year("二〇二三年"), Some(2023));
        assert_eq!(year("二○零八年"), Some(2008));
        assert_eq!(year("二0二三年"), None);
        assert_eq!(year("二十三年"), None);
        assert_eq!(year("202"), None);
    }
}
