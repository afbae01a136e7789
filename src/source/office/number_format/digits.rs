//! Numbers in placeholders for digits.

use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Part, Section};

/// The number as its fifteen significant digits say it: what is beyond them is noise of binary numbers, which no
/// spreadsheet shows. `None` for numbers of more digits than sums have.
pub(super) fn decimal(value: f64) -> Option<Decimal> {
    // Below what twenty-eight decimals hold.
    if value.abs() < 1e-20 {
        return Some(Decimal::ZERO);
    }
    if value.abs() < 1e15 {
        if value.fract() == 0.0
            && let Some(whole) = value.to_i64()
        {
            return Some(Decimal::from(whole));
        }
        if let Some(short) = short(value) {
            return short.parse().ok();
        }
    }
    let number = Decimal::from_scientific(&format!("{value:.14e}")).ok()?;
    Some(number.normalize())
}

/// A number below 10^15 in the fewest digits that tell it from all others, if those are its first fifteen: no two decimals of so
/// many are one binary number (`f64::DIGITS`).
fn short(value: f64) -> Option<String> {
    const WITH_POINT: usize = f64::DIGITS as usize + 1;
    Some(value.to_string()).filter(|digits| digits.len() <= WITH_POINT)
}

/// A number that is not negative, in as many digits as it needs.
pub(super) fn general(value: f64) -> String {
    // Beyond fifteen digits, and before the tenth decimal, it is shown by its power of ten.
    if value != 0.0 && !(1e-9..1e15).contains(&value) {
        return scientific(value);
    }
    if let Some(short) = short(value) {
        return short;
    }
    decimal(value).map_or_else(|| scientific(value), |d| d.to_string())
}

fn scientific(value: f64) -> String {
    let text = format!("{value:.5E}");
    let (mantissa, exponent) = text.split_once('E').unwrap_or((&text, "0"));
    let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
    let (sign, digits) = match exponent.strip_prefix('-') {
        Some(digits) => ('-', digits),
        None => ('+', exponent),
    };
    format!("{mantissa}E{sign}{digits:0>2}")
}

/// Prints a number into a section with placeholders, and says whether all of it is shown.
pub(super) fn print(section: &Section, value: f64) -> Option<(String, bool)> {
    let mut number = decimal(value)?.abs();
    for _ in 0..section.percents {
        number = number.checked_mul(Decimal::ONE_HUNDRED)?;
    }
    for _ in 0..section.thousands {
        number = number.checked_div(Decimal::ONE_THOUSAND)?;
    }
    let parts = section.parts.as_slice();
    let exponent = parts.iter().position(|p| matches!(p, Part::Exponent(_)));
    if parts.contains(&Part::Slash) {
        return fraction(parts, number, value < 0.0);
    }
    let (mantissa, power) = parts.split_at(exponent.unwrap_or(parts.len()));
    let point = mantissa.iter().position(|p| *p == Part::Point);
    let (whole, decimals) = mantissa.split_at(point.unwrap_or(mantissa.len()));
    let places = u32::try_from(count(decimals)).ok()?;
    let mut shift = 0;
    if exponent.is_some() {
        (number, shift) = shifted(number, count(whole).max(1), places)?;
    }
    let whole_number = number;
    let number = round(number, places);
    let text = number.to_string();
    let (digits, rest) = text.split_once('.').unwrap_or((&text, ""));
    let digits = digits.trim_start_matches('0');
    let mut out = String::new();
    if value < 0.0 {
        out.push('-');
    }
    out.push_str(&whole_digits(whole, digits, section.grouped));
    out.push_str(&decimal_digits(decimals, rest));
    let mut out = in_numerals(&out, section.numerals, false);
    if let Some((Part::Exponent(sign), rest)) = power.split_first() {
        out.push('E');
        out.push_str(match (shift < 0, sign) {
            (true, _) => "-",
            (false, '+') => "+",
            _ => "",
        });
        out.push_str(&whole_digits(
            rest,
            &shift.unsigned_abs().to_string(),
            false,
        ));
    }
    Some((out, number == whole_number))
}

fn round(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places.min(28), RoundingStrategy::MidpointAwayFromZero)
}

fn count(parts: &[Part]) -> usize {
    parts.iter().filter(|p| matches!(p, Part::Digit(_))).count()
}

/// A number with so many digits before its point, or a multiple of them fewer, and the power of ten that was taken from it.
fn shifted(mut number: Decimal, width: usize, places: u32) -> Option<(Decimal, i32)> {
    let width = i32::try_from(width).ok()?;
    let ten = Decimal::TEN;
    let mut shift = 0_i32;
    if number.is_zero() {
        return Some((number, 0));
    }
    while number >= ten {
        (number, shift) = (number.checked_div(ten)?, shift + 1);
    }
    while number < Decimal::ONE {
        (number, shift) = (number.checked_mul(ten)?, shift - 1);
    }
    if round(number, places) >= ten {
        (number, shift) = (number.checked_div(ten)?, shift + 1);
    }
    let more = shift.rem_euclid(width);
    for _ in 0..more {
        number = number.checked_mul(ten)?;
    }
    Some((number, shift - more))
}

/// Digits into the placeholders before the point, from the right; those that are left stand before the first.
fn whole_digits(parts: &[Part], digits: &str, grouped: bool) -> String {
    let mut rest: Vec<char> = digits.chars().collect();
    let mut out: Vec<char> = Vec::new();
    let mut places = count(parts);
    let mut printed = 0;
    let put = |c: char, printed: &mut usize, out: &mut Vec<char>| {
        if grouped && *printed > 0 && printed.is_multiple_of(3) {
            out.push(',');
        }
        *printed += 1;
        out.push(c);
    };
    if places == 0 {
        return parts
            .iter()
            .filter_map(Part::literal)
            .chain([digits])
            .collect();
    }
    for part in parts.iter().rev() {
        match part {
            Part::Digit(kind) => {
                match (rest.pop(), kind) {
                    (Some(digit), _) => put(digit, &mut printed, &mut out),
                    (None, '0') => put('0', &mut printed, &mut out),
                    // Room for a digit is no text.
                    (None, _) => {}
                }
                places -= 1;
                if places == 0 {
                    while let Some(digit) = rest.pop() {
                        put(digit, &mut printed, &mut out);
                    }
                }
            }
            other => out.extend(other.literal().unwrap_or_default().chars().rev()),
        }
    }
    out.iter().rev().collect()
}

/// Digits into the placeholders behind the point, which is the first part.
fn decimal_digits(parts: &[Part], digits: &str) -> String {
    let mut out = String::new();
    let mut left = digits.trim_end_matches('0').chars();
    for part in parts {
        match part {
            Part::Point => out.push('.'),
            Part::Digit(kind) => match (left.next(), kind) {
                (Some(digit), _) => out.push(digit),
                (None, '0') => out.push('0'),
                (None, _) => {}
            },
            other => out.push_str(other.literal().unwrap_or_default()),
        }
    }
    out
}

/// `# ?/?`: the whole, and the nearest fraction with as many digits below as there are placeholders, or with the number
/// that stands there; and whether it is the number.
fn fraction(parts: &[Part], number: Decimal, negative: bool) -> Option<(String, bool)> {
    let slash = parts.iter().position(|p| *p == Part::Slash)?;
    let (above, below) = parts.split_at(slash);
    let below = below.get(1..)?;
    let fixed: String = below.iter().filter_map(Part::literal).collect();
    let fixed = fixed.trim().parse::<u32>().ok().filter(|n| *n > 0);
    let digits = u32::try_from(count(below)).ok()?.min(4);
    if fixed.is_none() && digits == 0 {
        return None;
    }
    // Placeholders in two groups: the whole and what is above the line.
    let groups: Vec<usize> = {
        let groups = above.split(|p| matches!(p, Part::Literal(_)));
        groups.map(count).filter(|n| *n > 0).collect()
    };
    let mixed = groups.len() > 1;
    let whole = if mixed { number.trunc() } else { Decimal::ZERO };
    let part = (number - whole).to_f64()?;
    let whole = whole.to_u64()?;
    let (mut top, bottom) = match fixed {
        Some(bottom) => ((part * f64::from(bottom)).round(), bottom),
        None => nearest(part, 10_u32.pow(digits) - 1),
    };
    // As near as the digits that a number holds tell.
    let exact = (part - top / f64::from(bottom)).abs() < 1e-14;
    let mut whole = whole;
    if mixed && top >= f64::from(bottom) {
        (whole, top) = (whole + 1, top - f64::from(bottom));
    }
    let sign = if negative { "-" } else { "" };
    let text = match (mixed, top == 0.0) {
        (true, true) => format!("{sign}{whole}"),
        (true, false) if whole == 0 => format!("{sign}{top}/{bottom}"),
        (true, false) => format!("{sign}{whole} {top}/{bottom}"),
        (false, _) => format!("{sign}{top}/{bottom}"),
    };
    Some((text, exact))
}

/// The fraction nearest to a number, its lower part no more than `most`.
fn nearest(number: f64, most: u32) -> (f64, u32) {
    let mut best = (number.round(), 1);
    let mut off = (number - best.0).abs();
    for bottom in 2..=most {
        let top = (number * f64::from(bottom)).round();
        let this = (number - top / f64::from(bottom)).abs();
        if this + 1e-12 < off {
            (best, off) = ((top, bottom), this);
        }
    }
    best
}

/// A printed number in other numerals; `spoken`: with words for ten, hundred and so on between them, as `General` has.
pub(super) fn in_numerals(number: &str, numerals: Option<u8>, spoken: bool) -> String {
    let (digits, tens) = match numerals {
        Some(1) => ("〇一二三四五六七八九", "十百千"),
        Some(2) => ("零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
        Some(3) => ("０１２３４５６７８９", "十百千"),
        _ => return number.to_owned(),
    };
    let digit = |c: char| {
        let value = c.to_digit(10).and_then(|d| digits.chars().nth(d as usize));
        value.unwrap_or(c)
    };
    let plain = number
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    if !spoken || !plain {
        return number.chars().map(digit).collect();
    }
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    let mut out = spoken_whole(whole, &digit, tens);
    if !rest.is_empty() {
        out.push('.');
        out.extend(rest.chars().map(digit));
    }
    out
}

/// 12050 → 壹万贰仟零伍拾.
fn spoken_whole(digits: &str, digit: &dyn Fn(char) -> char, tens: &str) -> String {
    let chars: Vec<char> = digits.chars().collect();
    let mut out = String::new();
    let mut zero = false;
    let mut group = false;
    for (index, &c) in chars.iter().enumerate() {
        let place = chars.len() - 1 - index;
        let (ten, unit) = (place % 4, place / 4);
        if c == '0' {
            zero = !out.is_empty();
        } else {
            if zero {
                out.push(digit('0'));
            }
            zero = false;
            group = true;
            out.push(digit(c));
            out.extend(ten.checked_sub(1).and_then(|t| tens.chars().nth(t)));
        }
        if ten == 0 {
            if group {
                out.push_str(match unit {
                    1 => "万",
                    2 => "亿",
                    3 => "万亿",
                    _ => "",
                });
            }
            group = false;
        }
    }
    if out.is_empty() {
        out.push(digit('0'));
    }
    out
}
