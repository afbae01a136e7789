//! Running numbers as word processors print them before the paragraphs of a list (ECMA-376-1, 17.18.59 and 17.18.60).

/// Prints a number in a format named as the standard names it. A number that a format has no sign for is printed in
/// figures, as programs do; so is every number in a format for scripts that no notice is written in.
pub(crate) fn print(number: u32, format: &str) -> String {
    sign(number, format).unwrap_or_else(|| number.to_string())
}

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Numerals written with signs for ten, hundred, thousand and ten thousand.
struct Counting {
    digits: [char; 10],
    /// Of ten, hundred, thousand, ten thousand.
    steps: [char; 4],
    /// What stands where steps are left out: 一百零一.
    gap: Option<char>,
    /// Whether a single ten has no one before it: 十一, but 壹拾壹.
    bare_ten: bool,
    /// Whether a single hundred has none either: 百一.
    bare_hundred: bool,
}

const CHINESE: Counting = Counting {
    digits: DIGITS,
    steps: ['十', '百', '千', '万'],
    gap: Some('零'),
    bare_ten: true,
    bare_hundred: false,
};
const TAIWANESE: Counting = Counting {
    steps: ['十', '百', '千', '萬'],
    ..CHINESE
};
const JAPANESE: Counting = Counting {
    gap: None,
    bare_hundred: true,
    ..CHINESE
};
const LEGAL: Counting = Counting {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    steps: ['拾', '佰', '仟', '萬'],
    gap: Some('零'),
    bare_ten: false,
    bare_hundred: false,
};
const LEGAL_TRADITIONAL: Counting = Counting {
    digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    ..LEGAL
};
const LEGAL_JAPANESE: Counting = Counting {
    digits: ['〇', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'],
    gap: None,
    ..LEGAL
};

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

fn sign(number: u32, format: &str) -> Option<String> {
    match format {
        "none" | "bullet" => Some(String::new()),
        "decimalZero" => Some(format!("{number:02}")),
        "numberInDash" => Some(format!("- {number} -")),
        "hex" => Some(format!("{number:X}")),
        "ordinal" => Some(ordinal(number)),
        "cardinalText" => words(number).map(|w| capital(&w)),
        "ordinalText" => words(number).map(|w| capital(&ordinal_word(&w))),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|r| r.to_ascii_lowercase()),
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        "chicago" => repeated(number, &['*', '†', '‡', '§']),
        "decimalFullWidth" | "decimalFullWidth2" => Some(wide(number)),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => of_twenty(number, '①'),
        "decimalEnclosedParen" => of_twenty(number, '⑴'),
        "decimalEnclosedFullstop" => of_twenty(number, '⒈'),
        "ideographEnclosedCircle" => above('㊀', number, 10),
        "ideographTraditional" => nth(STEMS, number),
        "ideographZodiac" => nth(BRANCHES, number),
        "ideographZodiacTraditional" => sexagenary(number),
        "ideographDigital" | "japaneseDigitalTenThousand" => Some(by_digits(number, '〇')),
        "koreanDigital2" => Some(by_digits(number, '零')),
        "taiwaneseDigital" => Some(by_digits(number, '○')),
        // Both count up to ninety-nine, and say larger numbers digit by digit.
        "chineseCounting" | "taiwaneseCounting" if number >= 100 => Some(by_digits(number, '○')),
        "chineseCounting" | "taiwaneseCounting" | "chineseCountingThousand" => {
            counted(number, &CHINESE)
        }
        "taiwaneseCountingThousand" => counted(number, &TAIWANESE),
        "japaneseCounting" => counted(number, &JAPANESE),
        "chineseLegalSimplified" => counted(number, &LEGAL),
        "ideographLegalTraditional" => counted(number, &LEGAL_TRADITIONAL),
        "japaneseLegal" => counted(number, &LEGAL_JAPANESE),
        _ => None,
    }
}

/// Prints a number as a pattern of the first ones shows it: `001, 002, 003, ...`.
#[cfg(feature = "office")]
pub(crate) fn print_like(number: u32, pattern: &str) -> Option<String> {
    let first = pattern.split(',').next()?.trim();
    let digits = first.chars().all(|c| c.is_ascii_digit());
    (digits && !first.is_empty()).then(|| format!("{number:0width$}", width = first.len().min(9)))
}

/// A number in a circle, as fields overlay one with the other: ①, ㉑, ㊿.
#[cfg(feature = "office")]
pub(crate) fn encircled(number: u32) -> Option<char> {
    let from = match number {
        0 => return Some('⓪'),
        1..=20 => u32::from('①') - 1,
        21..=35 => u32::from('㉑') - 21,
        36..=50 => u32::from('㊱') - 36,
        _ => return None,
    };
    char::from_u32(from + number)
}

/// The sign so many above the first one, which stands for 1.
fn above(first: char, number: u32, most: u32) -> Option<String> {
    let known = (1..=most).contains(&number);
    let code = known.then(|| u32::from(first) + number - 1)?;
    char::from_u32(code).map(String::from)
}

fn of_twenty(number: u32, first: char) -> Option<String> {
    above(first, number, 20)
}

fn nth(signs: &str, number: u32) -> Option<String> {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    signs.chars().nth(at).map(String::from)
}

fn sexagenary(number: u32) -> Option<String> {
    let at = number.checked_sub(1).filter(|n| *n < 60)?;
    Some(nth(STEMS, at % 10 + 1)? + &nth(BRANCHES, at % 12 + 1)?)
}

fn by_digits(number: u32, zero: char) -> String {
    let digits = number.to_string();
    let digits = digits.bytes().map(|b| match b {
        b'0' => zero,
        b => DIGITS
            .get(usize::from(b - b'0'))
            .copied()
            .unwrap_or_default(),
    });
    digits.collect()
}

fn wide(number: u32) -> String {
    let digits = number.to_string();
    let digits = digits
        .chars()
        .filter_map(|c| char::from_u32(u32::from(c) + 0xfee0));
    digits.collect()
}

fn counted(number: u32, system: &Counting) -> Option<String> {
    if number == 0 || number >= 100_000 {
        return None;
    }
    let mut out = String::new();
    let mut gap = false;
    for power in (0..5_u32).rev() {
        let digit = number / 10_u32.pow(power) % 10;
        if digit == 0 {
            gap |= !out.is_empty();
            continue;
        }
        if gap {
            out.extend(system.gap);
            gap = false;
        }
        let single = digit == 1 && out.is_empty();
        let bare = match power {
            1 => single && system.bare_ten,
            2 | 3 => single && system.bare_hundred,
            _ => false,
        };
        // 百十一: where no one stands before a hundred, none stands before a ten.
        let inner = power == 1 && digit == 1 && system.bare_hundred;
        if !bare && !inner {
            out.extend(system.digits.get(usize::try_from(digit).ok()?));
        }
        if let Some(step) = usize::try_from(power).ok().and_then(|p| p.checked_sub(1)) {
            out.extend(system.steps.get(step));
        }
    }
    Some(out)
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    // Above, the sign for a thousand would be repeated for ever.
    let mut rest = (1..4_000).contains(&number).then_some(number)?;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

/// A, B, … Z, AA, BB, …
fn letters(number: u32, first: char) -> Option<String> {
    // 780 is thirty times the alphabet: where Word starts anew.
    let at = number.checked_sub(1)? % 780;
    let letter = char::from_u32(u32::from(first) + at % 26)?;
    let times = usize::try_from(at / 26 + 1).ok()?;
    Some(std::iter::repeat_n(letter, times).collect())
}

fn repeated(number: u32, signs: &[char]) -> Option<String> {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    let times = at / signs.len() + 1;
    let sign = signs.get(at % signs.len()).filter(|_| times <= 10)?;
    Some(std::iter::repeat_n(*sign, times).collect())
}

fn ordinal(number: u32) -> String {
    let end = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

/// Below twenty, and the tens from twenty on.
const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// In English words, which programs print for every language that they have no others for: one hundred twenty-one.
fn words(number: u32) -> Option<String> {
    let at = |list: &[&str], index: u32| {
        let word = list.get(usize::try_from(index).ok()?)?;
        Some((*word).to_owned())
    };
    let (times, step) = match number {
        0..=19 => return at(&ONES, number),
        20..=99 => {
            let ten = at(&TENS, number / 10 - 2)?;
            let one = number % 10;
            return Some(if one == 0 {
                ten
            } else {
                ten + "-" + &words(one)?
            });
        }
        100..=999 => (100, " hundred"),
        1_000..=999_999 => (1_000, " thousand"),
        _ => return None,
    };
    let head = words(number / times)? + step;
    let rest = number % times;
    Some(if rest == 0 {
        head
    } else {
        head + " " + &words(rest)?
    })
}

/// The last of a number's words as it is said in order: twenty-first.
fn ordinal_word(words: &str) -> String {
    const OWN: [(&str, &str); 7] = [
        ("one", "first"),
        ("two", "second"),
        ("three", "third"),
        ("five", "fifth"),
        ("eight", "eighth"),
        ("nine", "ninth"),
        ("twelve", "twelfth"),
    ];
    let at = words.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (before, last) = words.split_at(at);
    let own = OWN.iter().find(|(word, _)| *word == last);
    match (own, last.strip_suffix('y')) {
        (Some((_, own)), _) => format!("{before}{own}"),
        (None, Some(ten)) => format!("{before}{ten}ieth"),
        (None, None) => format!("{words}th"),
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_lists_print_them() {
        let cases = [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("numberInDash", 3, "- 3 -"),
            ("decimalFullWidth", 10, "１０"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCounting", 100, "一○○"),
            ("chineseCountingThousand", 101, "一百零一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1_010, "一千零一十"),
            ("chineseCountingThousand", 10_001, "一万零一"),
            ("japaneseCounting", 12, "十二"),
            ("japaneseCounting", 111, "百十一"),
            ("ideographDigital", 20, "二〇"),
            ("taiwaneseCountingThousand", 20, "二十"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographLegalTraditional", 3, "參"),
            ("ideographTraditional", 4, "丁"),
            ("ideographTraditional", 11, "11"),
            ("ideographZodiac", 12, "亥"),
            ("ideographZodiacTraditional", 13, "丙子"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircleChinese", 1, "①"),
            ("decimalEnclosedCircle", 21, "21"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalEnclosedFullstop", 3, "⒊"),
            ("ideographEnclosedCircle", 2, "㊁"),
            ("upperRoman", 14, "XIV"),
            ("lowerRoman", 4, "iv"),
            ("upperLetter", 27, "AA"),
            ("lowerLetter", 2, "b"),
            ("ordinal", 12, "12th"),
            ("chicago", 5, "**"),
            ("cardinalText", 3, "Three"),
            ("cardinalText", 20, "Twenty"),
            ("cardinalText", 121, "One hundred twenty-one"),
            ("cardinalText", 2_000, "Two thousand"),
            ("ordinalText", 1, "First"),
            ("ordinalText", 12, "Twelfth"),
            ("ordinalText", 30, "Thirtieth"),
            ("ordinalText", 42, "Forty-second"),
            ("ordinalText", 100, "One hundredth"),
            ("koreanDigital2", 20, "二零"),
            ("none", 5, ""),
            ("ganada", 5, "5"),
        ];
        for (format, number, printed) in cases {
            assert_eq!(print(number, format), printed, "{format} {number}");
        }
        assert_eq!(print_like(7, "001, 002, 003, ...").as_deref(), Some("007"));
        assert_eq!(print_like(7, "a, b, c"), None);
        assert_eq!(encircled(21), Some('㉑'));
        assert_eq!(encircled(36), Some('㊱'));
    }
}
