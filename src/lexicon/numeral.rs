//! Numbers as notices print them: figures with thousands separators, and Chinese numerals.

use rust_decimal::Decimal;

use super::fold;

/// Reads figures at the start of `chars`: the number and how many characters it took. A comma counts as thousands
/// separator only between groups of exactly three digits; a point may be followed by digits only. `None` where no digit
/// stands; `Some(Err(n))` where the `n` characters look like a number but group wrongly or are too long to hold exactly.
pub(crate) fn figures(chars: &[char]) -> Option<Result<(Decimal, usize), usize>> {
    let run = chars
        .iter()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' '))
        .count();
    let end = chars
        .iter()
        .take(run)
        .rposition(char::is_ascii_digit)
        .map(|p| p + 1)?;
    let chars = chars.get(..end)?;
    if !chars.first()?.is_ascii_digit() {
        return None;
    }
    let text: String = chars.iter().collect();
    let (whole, fraction) = match text.split_once('.') {
        Some((w, f)) => (w, Some(f)),
        None => (text.as_str(), None),
    };
    // Blanks between all characters of a decimal (1 0 . 6), or on both sides of its point (38 . 6), are the typesetter's. Any other blank inside a number may part
    // two things: two numbers (1 0), a number of a list from its sum (1. 5万元), a month from a sum (2023.12 5万元).
    let single = |part: &str| part.trim().split(' ').all(|g| g.len() == 1);
    let around =
        |f: &str| f.starts_with(' ') && !whole.trim().contains(' ') && !f.trim().contains(' ');
    let spread =
        fraction.is_some_and(|f| whole.ends_with(' ') && (single(whole) && single(f) || around(f)));
    let ungrouped = if spread {
        ungroup(&whole.split(' ').collect::<String>())
    } else {
        ungroup(whole)
    };
    let Some(mut plain) = ungrouped else {
        return Some(Err(end));
    };
    if let Some(fraction) = fraction {
        if fraction.contains(' ') && !spread {
            return Some(Err(end));
        }
        let fraction: String = fraction.split(' ').collect();
        if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Err(end));
        }
        plain.push('.');
        plain.push_str(&fraction);
    }
    Some(
        Decimal::from_str_exact(&plain)
            .map(|n| (n.normalize(), end))
            .map_err(|_| end),
    )
}

/// Whether a text is nothing but digits with points and separators: 5, 1,200.00, ８.
pub(crate) fn is_figures(text: &str) -> bool {
    let mut digits = 0;
    let figures = text.chars().all(|c| {
        let c = fold::matching(c).unwrap_or(c);
        digits += usize::from(c.is_ascii_digit());
        c.is_ascii_digit() || matches!(c, '.' | ',')
    });
    figures && digits > 0
}

/// What a cell that counts something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Figure {
    /// Four figures that may be a year, as names of columns are: 2009.
    Year,
    Number,
}

/// What a cell's text counts, if it is more figures than letters, or stands for a number that is not given: --, (X), (NA).
pub(crate) fn figure(text: &str) -> Option<Figure> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let stands_for_one = text.starts_with('(') && text.ends_with(')') && letters <= 2;
    if text.is_empty() || digits == 0 && letters > 0 && !stands_for_one || digits > 0 && letters > 1
    {
        return None;
    }
    let year = text.len() == 4 && digits == 4 && (text.starts_with("19") || text.starts_with("20"));
    Some(if year { Figure::Year } else { Figure::Number })
}

/// Digits without their separators, if these stand where thousands separators stand.
fn ungroup(whole: &str) -> Option<String> {
    let whole = whole.trim();
    let mut groups = whole.split([',', ' ']);
    let first = groups.next()?;
    // 0580 is a telephone number or a month, no sum; 00 is a way to write nothing.
    if first.len() > 1 && first.starts_with('0') && first.bytes().any(|b| b != b'0') {
        return None;
    }
    let rest: Vec<&str> = groups.collect();
    let digits = |g: &str| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit());
    let grouped = rest.iter().all(|g| g.len() == 3 && digits(g));
    (digits(first) && grouped && (rest.is_empty() || first.len() <= 3))
        .then(|| format!("{first}{}", rest.concat()))
}

/// The digit that a Chinese numeral stands for, and whether it is one of the 大写 set.
pub(super) fn digit(c: char) -> Option<(u32, bool)> {
    Some(match c {
        '零' => (0, true),
        '〇' | '○' => (0, false),
        '壹' | '壱' => (1, true),
        '贰' | '貳' | '弍' => (2, true),
        '叁' | '叄' | '参' | '參' => (3, true),
        '肆' => (4, true),
        '伍' => (5, true),
        '陆' | '陸' => (6, true),
        '柒' => (7, true),
        '捌' => (8, true),
        '玖' => (9, true),
        '一' => (1, false),
        '二' | '两' => (2, false),
        '三' => (3, false),
        '四' => (4, false),
        '五' => (5, false),
        '六' => (6, false),
        '七' => (7, false),
        '八' => (8, false),
        '九' => (9, false),
        _ => return None,
    })
}

/// Whether a character is a digit of a Chinese numeral.
pub(crate) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

pub(super) fn place(c: char) -> Option<i64> {
    Some(match c {
        '拾' | '十' => 10,
        '佰' | '百' => 100,
        '仟' | '千' => 1_000,
        _ => return None,
    })
}

/// Whether a 大写 numeral can begin with this character.
fn is_capital(c: char) -> bool {
    digit(c).is_some_and(|(_, capital)| capital) || matches!(c, '拾' | '佰' | '仟')
}

/// Whether a text ends within a 大写 numeral: its last sign is one of them, and no 元 or 整 has ended it (捌拾捌万叁仟柒佰).
pub(crate) fn ends_within_capitals(text: &str) -> bool {
    let of_numeral = |c: &char| is_capital(*c) || matches!(c, '零' | '万' | '亿');
    let run = text.chars().rev().take_while(of_numeral);
    // One alone numbers something: 壹.
    run.filter(|c| is_capital(*c)).nth(1).is_some()
}

/// Whether a numeral says its unit: 元, 角, 分, or 万 and 亿, which stand for 万元 and 亿元.
pub(crate) fn says_unit(chars: &[char]) -> bool {
    chars.iter().any(|c| {
        matches!(
            c,
            '元' | '圆' | '圓' | '角' | '分' | '万' | '萬' | '亿' | '億'
        )
    })
}

/// Reads 人民币 in Chinese numerals at the start of `chars` (the rules of 正确填写票据和结算凭证的基本规定): yuan and the
/// number of characters. Both spellings of inner zeros are taken. Everyday numerals count only when 元, or 万 or 亿 with
/// nothing counted after it, ends them, since 一次, 三级 or 一万人 is no money. `None` where no such numeral stands,
/// `Some(Err(n))` where it breaks the rules.
pub(crate) fn chinese(chars: &[char]) -> Option<Result<(Decimal, usize), usize>> {
    let first = *chars.first()?;
    if digit(first).is_none() && place(first).is_none() {
        return None;
    }
    let run = chars
        .iter()
        .take_while(|&&c| {
            digit(c).is_some()
                || place(c).is_some()
                || matches!(
                    c,
                    '万' | '萬' | '亿' | '億' | '元' | '圆' | '圓' | '角' | '分'
                )
        })
        .count();
    let after = chars.get(run).copied();
    let counted = after.is_some_and(super::money::words::counter);
    let chars = chars.get(..run)?;
    let begins = digit(first).is_some() || first == '十';
    let large = says_unit(chars) && begins && run > 1 && !counted;
    let has_yuan = chars
        .iter()
        .any(|c| matches!(c, '元' | '圆' | '圓' | '角' | '分'));
    let capital = is_capital(first) && run > 1;
    // 五分之一 is a share.
    if !(has_yuan || capital || large)
        || after == Some('之')
        || !chars
            .iter()
            .any(|&c| digit(c).is_some() || place(c) == Some(10))
    {
        return None;
    }
    let mut n = Numeral::default();
    for &c in chars {
        if n.take(c).is_none() {
            return Some(Err(run));
        }
    }
    Some(n.finish().map(|d| (d.normalize(), run)).ok_or(run))
}

/// A numeral while it is read.
#[derive(Default)]
struct Numeral {
    /// Hundredths of a yuan already closed by 亿, 万, 元, 角.
    closed: i64,
    section: i64,
    digit: Option<i64>,
    /// The last place within the section: places only fall.
    last: Option<i64>,
    /// The last of 亿 (8), 万 (4), 元 (0), 角 (-1), 分 (-2): these only fall.
    level: Option<i8>,
    after_yuan: bool,
    /// Whether 零 was read since the last place.
    zero: bool,
}

impl Numeral {
    fn take(&mut self, c: char) -> Option<()> {
        if let Some((d, _)) = digit(c) {
            if self.digit.is_some_and(|old| old != 0) {
                return None;
            }
            self.digit = Some(i64::from(d));
            self.zero |= d == 0;
        } else if let Some(p) = place(c) {
            if self.last.is_some_and(|l| l <= p) || self.after_yuan {
                return None;
            }
            let d = match self.digit.take() {
                Some(0) | None if p == 10 => 1,
                Some(d) if d > 0 => d,
                _ => return None,
            };
            self.section = self.section.checked_add(d * p)?;
            (self.last, self.zero) = (Some(p), false);
        } else {
            let (level, scale) = match c {
                '亿' | '億' => (8, 10_000_000_000),
                '万' | '萬' => (4, 1_000_000),
                '元' | '圆' | '圓' => (0, 100),
                '角' => (-1, 10),
                _ => (-2, 1),
            };
            if self.level.is_some_and(|l| l <= level) {
                return None;
            }
            if self.open_digit() {
                return None;
            }
            let value = self.section + self.digit.take().unwrap_or(0);
            if value == 0 && level != 0 && !(self.after_yuan && level < 0) {
                return None;
            }
            self.closed = self.closed.checked_add(value.checked_mul(scale)?)?;
            (self.section, self.last, self.level) = (0, None, Some(level));
            (self.after_yuan, self.zero) = (level <= 0, false);
        }
        Some(())
    }

    /// Whether the last digit may stand for ones or for the place below the one before it: 三万五, 伍万伍元.
    fn open_digit(&self) -> bool {
        let digit = self.digit.is_some_and(|d| d > 0);
        let first = self.last.is_none() && self.level.is_none();
        digit && !(self.zero || self.after_yuan || first || self.last == Some(10))
    }

    fn finish(self) -> Option<Decimal> {
        if self.after_yuan && self.digit.is_some_and(|d| d > 0) || self.open_digit() {
            return None;
        }
        let open = (self.section + self.digit.unwrap_or(0)).checked_mul(100)?;
        Some(Decimal::new(self.closed.checked_add(open)?, 2))
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, chinese, figure, figures};

    fn fig(s: &str) -> Option<Result<(String, usize), usize>> {
        figures(&s.chars().collect::<Vec<_>>()).map(|r| r.map(|(d, n)| (d.to_string(), n)))
    }

    fn cap(s: &str) -> Option<Result<(String, usize), usize>> {
        chinese(&s.chars().collect::<Vec<_>>()).map(|r| r.map(|(d, n)| (d.to_string(), n)))
    }

    #[test]
    fn separators_group_by_three_or_not_at_all() {
        assert_eq!(fig("1,200.00元"), Some(Ok(("1200".into(), 8))));
        assert_eq!(
            fig("233,333,333,434.344"),
            Some(Ok(("233333333434.344".into(), 19)))
        );
        assert_eq!(fig("1 0 . 6"), Some(Ok(("10.6".into(), 7))));
        assert_eq!(fig("38 . 6"), Some(Ok(("38.6".into(), 6))));
        assert_eq!(fig("1,238 . 65"), Some(Ok(("1238.65".into(), 10))));
        assert_eq!(fig("1. 5"), Some(Err(4)));
        assert_eq!(fig("2023.12 5"), Some(Err(9)));
        assert_eq!(fig("0580"), Some(Err(4)));
        assert_eq!(fig("1,5"), Some(Err(3)));
        assert_eq!(fig("1.2.3"), Some(Err(5)));
        assert_eq!(fig("1 500"), Some(Ok(("1500".into(), 5))));
        for parted in ["5 8", "1 0", "1 2 0", "3 8.5", "25. 36", "1 500 20"] {
            assert_eq!(fig(parted), Some(Err(parted.len())));
        }
        assert_eq!(fig("50 40"), Some(Err(5)));
        assert_eq!(fig("万"), None);
    }

    #[test]
    fn capitals_follow_the_rules_for_bills() {
        assert_eq!(
            cap("壹拾万柒仟元零伍角叁分"),
            Some(Ok(("107000.53".into(), 11)))
        );
        assert_eq!(
            cap("壹拾万零柒仟元伍角叁分"),
            Some(Ok(("107000.53".into(), 11)))
        );
        assert_eq!(cap("壹万贰仟元整"), Some(Ok(("12000".into(), 5))));
        assert_eq!(cap("零元整"), Some(Ok(("0".into(), 2))));
        assert_eq!(cap("三十五万元"), Some(Ok(("350000".into(), 5))));
        assert_eq!(cap("叁贰元"), Some(Err(3)));
        assert_eq!(cap("一次"), None);
        assert_eq!(cap("一万人"), None);
        assert_eq!(cap("五万"), Some(Ok(("50000".into(), 2))));
        assert_eq!(cap("三万五"), Some(Err(3)));
        assert_eq!(cap("伍万伍元整"), Some(Err(4)));
        assert_eq!(cap("伍万零伍元整"), Some(Ok(("50005".into(), 5))));
    }

    #[test]
    fn cells_that_count_hold_figures() {
        for text in [
            "1,200", "$36", "12.5%", "(1,204)", "-3.1", "--", "(X)", "(NA)", "5万",
        ] {
            assert_eq!(figure(text), Some(Figure::Number), "{text}");
        }
        assert_eq!(figure("2009"), Some(Figure::Year));
        for text in ["", "Total", "18 to 64 years", "FY2010", "(dollars)"] {
            assert_eq!(figure(text), None, "{text}");
        }
    }
}
