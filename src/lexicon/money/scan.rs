//! Characters → sums, words and brackets.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::{unit, words};
use crate::lexicon::fold;
use crate::lexicon::numeral;
use crate::model::Currency;

/// A sum as it stands in a cell, its unit not yet taken from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sum {
    /// Yuan if `own`, else the bare number.
    pub(crate) value: Decimal,
    /// Whether a unit (万, 元, …) stands with it.
    pub(crate) own: bool,
    /// Whether 元 ends it: 5万 may yet be 5万 of something else.
    pub(crate) yuan: bool,
    /// What one of its last unit is in yuan; spreads left in a range.
    pub(crate) scale: Decimal,
    /// Whether a sign or name of a currency stands before it.
    pub(crate) sign: bool,
    /// The currency that stands with it; 元 names none.
    pub(crate) currency: Option<Currency>,
    /// Whether it is written in Chinese numerals.
    pub(crate) chinese: bool,
    /// 余 or 多 between number and unit.
    pub(crate) more: Option<char>,
    /// Whether blanks stand around its point: 1 0 . 6.
    pub(crate) spread: bool,
    /// As printed.
    pub(crate) text: String,
}

/// A piece of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    Sum(Sum),
    /// Words, as printed.
    Word(String),
    /// Between the ends of a range: - ~ 至.
    To,
    /// 、 ， ； 和 between sums or words.
    Separator,
    /// What stands in brackets, and as printed.
    Bracket(Vec<Self>, String),
    /// Looks like a sum and is none.
    Broken(String),
}

/// A cell's characters: folded for reading, printed for keeping.
pub(crate) struct Scanner {
    folded: Rc<[char]>,
    printed: Rc<[char]>,
    at: usize,
}

impl Scanner {
    pub(crate) fn new(text: &str) -> Self {
        let (mut folded, mut printed): (Vec<char>, Vec<char>) = (Vec::new(), Vec::new());
        let chars: Vec<char> = text.chars().collect();
        for (i, &c) in chars.iter().enumerate() {
            let Some(f) = fold::matching(c).map(fold::simplified).map(plain) else {
                continue;
            };
            // A blank is kept only inside a number, where it may part two numbers.
            let numeric = |c: Option<&char>| {
                c.and_then(|c| fold::matching(*c))
                    .is_some_and(|c| c.is_ascii_digit() || c == '.')
            };
            if f.is_whitespace() {
                let inside =
                    folded.last().is_some_and(|l| numeric(Some(l))) && numeric(chars.get(i + 1));
                if !inside {
                    continue;
                }
            }
            folded.push(f);
            printed.push(c);
        }
        Self {
            folded: folded.into(),
            printed: printed.into(),
            at: 0,
        }
    }

    fn rest(&self) -> &[char] {
        self.folded.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.folded.get(self.at).copied()
    }

    /// The currency whose name stands here, and how many characters that has.
    fn currency(&self) -> Option<(Currency, usize)> {
        let before = self.at.checked_sub(1).and_then(|i| self.folded.get(i));
        unit::currency_at(self.rest(), before.copied())
    }

    /// Steps over the name of a foreign currency behind a number: 5万美元.
    fn foreign(&mut self) -> Option<Currency> {
        let (currency, length) = self.currency().filter(|(c, _)| *c != Currency::Cny)?;
        self.at += length;
        Some(currency)
    }

    fn printed_from(&self, start: usize) -> String {
        let text: String = self
            .printed
            .get(start..self.at)
            .unwrap_or_default()
            .iter()
            .collect();
        text.trim().to_owned()
    }

    /// Every token up to the end, or to the bracket that closes this level.
    pub(crate) fn tokens(&mut self, inside: bool) -> Vec<Token> {
        let mut out = Vec::new();
        while let Some(c) = self.peek() {
            let start = self.at;
            if closes(c) {
                self.at += 1;
                if inside {
                    break;
                }
                continue;
            }
            if opens(c) {
                self.at += 1;
                // Deeper brackets are words: no notice nests sums.
                if inside {
                    continue;
                }
                let tokens = self.tokens(true);
                let mut text = self.printed_from(start + 1);
                if text.ends_with(['）', ')', '〕', ']', '】']) {
                    text.pop();
                }
                out.push(Token::Bracket(tokens, text));
            } else if let Some(token) = self.sum(out.last()) {
                out.push(token);
            } else if c == '='
                && matches!(out.last(), Some(Token::Bracket(inner, _)) if inner.iter().any(|t| matches!(t, Token::Sum(_))))
            {
                // (300元×20人)=6000: no equation took it.
                self.at += 1;
                out.push(Token::Broken(self.printed_from(start)));
            } else if matches!(c, '、' | ',' | ';' | '；' | '。' | '=')
                || (c == '/' && !out.is_empty() && self.parts_numbers())
            {
                self.at += 1;
                out.push(Token::Separator);
            } else if behind_sum(&out) && self.range() {
                out.push(Token::To);
            } else {
                self.word(&mut out);
            }
        }
        out
    }

    /// Steps over a sign of range if a number follows it.
    fn range(&mut self) -> bool {
        let n = self.rest().iter().take_while(|c| is_of_range(**c)).count();
        if n > 0 && n <= 2 && self.clone_sum(n).is_some() {
            self.at += n;
            return true;
        }
        false
    }

    /// Whether a number that counts nothing follows the slash here: 10/5, but not 30万元/3年.
    fn parts_numbers(&self) -> bool {
        let rest = self.rest().get(1..).unwrap_or_default();
        let digits = rest
            .iter()
            .take_while(|c| c.is_ascii_digit() || **c == '.')
            .count();
        digits > 0 && !rest.get(digits).is_some_and(|c| words::counter(*c))
    }

    /// Whether a sum with a unit of its own begins here.
    fn money(&self) -> bool {
        matches!(self.clone_sum(0), Some(Token::Sum(s)) if s.own || s.sign)
    }

    /// A word runs to the next bracket, separator or sum; `/人·次` and `含6%增值税` keep their digits.
    fn word(&mut self, out: &mut Vec<Token>) {
        let mut start = self.at;
        let rate = self.peek() == Some('/');
        let mut in_number = false;
        while let Some(c) = self.peek() {
            // 500元/（户·年）.
            if rate && opens(c) && self.at == start + 1 {
                let inside = self.rest().iter().take_while(|c| !closes(**c)).count();
                self.at += inside + 1;
                break;
            }
            let stop = opens(c) || closes(c) || matches!(c, '、' | ',' | ';' | '；' | '。' | '=');
            // A number that is part of a word is one whole: no sum begins within it.
            let ends = self.at > start && !in_number;
            if stop
                || (ends
                    && if rate {
                        self.money()
                    } else {
                        self.clone_sum(0).is_some()
                    })
            {
                break;
            }
            in_number = c.is_ascii_digit() || (in_number && c == '.');
            self.at += 1;
        }
        // 预算10万元/中标9万元: the slash parts two sums.
        if rate && !out.is_empty() && self.money() {
            out.push(Token::Separator);
            start += 1;
        }
        let text = self.printed_from(start);
        let text = text.trim_matches([':', '：']).to_owned();
        let core = text.trim_start_matches("人民币");
        // 五到八万元: a range whose first number has no unit of its own.
        let half = text.strip_suffix(is_of_range);
        let half = half.is_some_and(|t| t.chars().next_back().is_some_and(numeral::is_digit));
        if half && self.clone_sum(0).is_some() {
            out.push(Token::Broken(text));
        } else if matches!(core, "大写" | "小写") {
            // Which script a sum is in shows by itself.
        } else if matches!(text.as_str(), "和" | "及" | "与") {
            out.push(Token::Separator);
        } else if let Some(Token::Word(before)) = out.last_mut() {
            before.push_str(&text);
        } else if !text.is_empty() && !matches!(text.as_str(), "整" | "正" | "人民币") {
            out.push(Token::Word(text));
        }
    }

    /// The sum so many characters on.
    fn clone_sum(&self, on: usize) -> Option<Token> {
        Self {
            folded: Rc::clone(&self.folded),
            printed: Rc::clone(&self.printed),
            at: self.at + on,
        }
        .sum(None)
    }

    /// A sum that begins here; leaves the place unchanged where there is none.
    fn sum(&mut self, before: Option<&Token>) -> Option<Token> {
        let start = self.at;
        let mut sign = None;
        while let Some((currency, length)) = self.currency() {
            sign = Some(currency);
            self.at += length;
            while self.peek() == Some(':') {
                self.at += 1;
            }
        }
        // Spreadsheets print ¥-5.00, too.
        let first = self.at == start || sign.is_some();
        let negative = first && before.is_none() && self.peek() == Some('-');
        self.at += usize::from(negative);
        let found = match numeral::chinese(self.rest()) {
            Some(Ok((value, n))) => {
                let numeral = self.rest().get(..n).unwrap_or_default();
                let own = numeral::says_unit(numeral);
                self.at += n;
                let foreign = self.foreign();
                Some(Token::Sum(Sum {
                    value,
                    own: own || foreign.is_some(),
                    yuan: false,
                    scale: Decimal::ONE,
                    sign: sign.is_some(),
                    currency: foreign.or(sign),
                    chinese: true,
                    more: self.more(),
                    spread: false,
                    text: String::new(),
                }))
            }
            Some(Err(n)) => {
                self.at += n;
                Some(Token::Broken(self.printed_from(start)))
            }
            None => self.figures(start, sign),
        };
        match found {
            Some(Token::Sum(mut sum)) => {
                if negative {
                    sum.value.set_sign_negative(true);
                }
                while matches!(self.peek(), Some('整' | '正')) {
                    self.at += 1;
                }
                let read = self.folded.get(start..self.at).unwrap_or_default();
                sum.yuan = read.iter().any(|c| matches!(c, '元' | '圆' | '圓'));
                sum.text = self.printed_from(start);
                Some(Token::Sum(sum))
            }
            Some(token) => Some(token),
            None => {
                self.at = start;
                None
            }
        }
    }

    /// Figures with their units, mixed ones summed: 3万5千元, 123元1角1分.
    fn figures(&mut self, start: usize, sign: Option<Currency>) -> Option<Token> {
        let mut sum = Sum {
            value: Decimal::ZERO,
            own: false,
            yuan: false,
            scale: Decimal::ONE,
            sign: sign.is_some(),
            currency: sign,
            chinese: false,
            more: None,
            spread: false,
            text: String::new(),
        };
        let mut last: Option<Decimal> = None;
        loop {
            let (n, len) = match numeral::figures(self.rest()) {
                Some(Ok(found)) => found,
                Some(Err(len)) => {
                    self.at += len;
                    return Some(Token::Broken(self.printed_from(start)));
                }
                None if last.is_some() => return Some(Token::Sum(sum)),
                None => return None,
            };
            let read = self.rest().get(..len).unwrap_or_default();
            sum.spread |= read
                .windows(2)
                .any(|w| matches!(w, [' ', '.'] | ['.', ' ']));
            let whole = !read.contains(&'.');
            self.at += len;
            // Spreadsheets print 5 as 5. where a format leaves out what stands behind the point.
            let next = self.rest().get(1);
            if whole && self.peek() == Some('.') && next.is_none_or(|c| "元万亿".contains(*c)) {
                self.at += 1;
            }
            sum.more = sum.more.or(self.more());
            let UnitHere {
                scale,
                closed,
                any,
                currency,
            } = self.unit()?;
            sum.currency = currency.or(sum.currency);
            // 5万亩, 5千米.
            if any && !closed && self.counted() {
                return None;
            }
            if !any && last.is_none() {
                // 首年3次年4: the next year's, not three times.
                let next_year = self.rest().starts_with(&['次', '年']);
                let counts = self.peek().is_some_and(words::counter) && !next_year;
                if counts || self.span_of_counted() {
                    return None;
                }
                sum.value = n;
                return Some(Token::Sum(sum));
            }
            // 13万2: the last digit's place is a matter of taste.
            if !any || last.is_some_and(|l| l <= scale) {
                return Some(Token::Broken(self.printed_from(start)));
            }
            let Some(value) = n.checked_mul(scale).and_then(|v| sum.value.checked_add(v)) else {
                return Some(Token::Broken(self.printed_from(start)));
            };
            (sum.value, sum.own, sum.scale) = (value.normalize(), true, scale);
            last = Some(scale);
            if !closed {
                sum.more = sum.more.or(self.more());
            }
            // 1万零500元.
            let zero =
                self.peek() == Some('零') && self.rest().get(1).is_some_and(char::is_ascii_digit);
            self.at += usize::from(zero);
            let goes_on = self.peek().is_some_and(|c| c.is_ascii_digit());
            if !goes_on || (closed && !self.coins_follow()) {
                return Some(Token::Sum(sum));
            }
        }
    }

    /// Steps over 余 or 多, and over the 元 that 5万余元 has behind it.
    fn more(&mut self) -> Option<char> {
        let next = self.rest().get(1).copied();
        let c = self.peek().filter(|c| {
            matches!(c, '余' | '多')
                || (*c == '来' && next.is_some_and(|n| n == '元' || multiplier(n).is_some()))
        })?;
        self.at += 1;
        let after_unit = self
            .folded
            .get(self.at.saturating_sub(2))
            .is_some_and(|c| !c.is_ascii_digit());
        self.at += usize::from(after_unit && self.peek() == Some('元'));
        Some(c)
    }

    /// Whether what follows 万 counts things, not money: 5万亩, but 5万年度经费.
    fn counted(&self) -> bool {
        let word: String = self
            .rest()
            .iter()
            .take_while(|c| c.is_alphabetic())
            .collect();
        word.starts_with(words::counter) && !word.starts_with("人民币") && !words::of_money(&word)
    }

    /// Whether the number just read begins a span of counted things: 1-6月, 2022-2023年.
    fn span_of_counted(&self) -> bool {
        let rest = self.rest();
        let dash = rest.iter().take_while(|c| is_of_range(**c)).count();
        let digits = rest
            .iter()
            .skip(dash)
            .take_while(|c| c.is_ascii_digit() || **c == '.')
            .count();
        let counted = rest.get(dash + digits).is_some_and(|c| words::counter(*c));
        dash > 0 && digits > 0 && counted
    }

    /// Steps over the unit here. `None` if it is too large to hold.
    fn unit(&mut self) -> Option<UnitHere> {
        let start = self.at;
        // A unit in brackets of its own: 5（万元）.
        let bracket = self.peek().is_some_and(opens);
        self.at += usize::from(bracket);
        let (mut scale, mut any) = (Decimal::ONE, false);
        while let Some(m) = self.peek().and_then(multiplier) {
            // 5w is 5万; nobody writes both.
            let (latin, before) = (self.peek().is_some_and(|c| c.is_ascii()), any);
            if latin && before {
                break;
            }
            scale = scale.checked_mul(Decimal::from(m))?;
            any = true;
            self.at += 1;
        }
        let currency = self.foreign();
        let mut closed = currency.is_some();
        any |= closed;
        match self.peek() {
            _ if closed => {}
            // 元旦 is a day.
            Some('元') if matches!(self.rest().get(1), Some('旦' | '宵')) => {}
            Some('元' | '圆' | '圓' | '块') => {
                (any, closed) = (true, true);
                self.at += 1;
            }
            Some('角' | '毛') if !any => {
                (scale, any) = (Decimal::new(1, 1), true);
                self.at += 1;
                closed = true;
            }
            Some('分') if !any => {
                (scale, any) = (Decimal::new(1, 2), true);
                self.at += 1;
                closed = true;
            }
            _ => {}
        }
        if bracket {
            if any && self.peek().is_some_and(closes) {
                self.at += 1;
            } else if any && self.peek() == Some('/') {
                // 5（万元/年）: what the rate is for follows; its bracket's end means nothing more.
            } else {
                self.at = start;
                return Some(UnitHere::default());
            }
        }
        Some(UnitHere {
            scale,
            closed,
            any,
            currency,
        })
    }

    /// Whether 角 or 分 stands after the digits that begin here.
    fn coins_follow(&self) -> bool {
        let digits = self
            .rest()
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        matches!(self.rest().get(digits), Some('角' | '分'))
    }
}

/// The unit behind a number.
struct UnitHere {
    /// What one of it is in yuan, or in the other currency.
    scale: Decimal,
    /// Whether 元, or another currency's name, closed it.
    closed: bool,
    /// Whether there is any.
    any: bool,
    currency: Option<Currency>,
}

impl Default for UnitHere {
    fn default() -> Self {
        Self {
            scale: Decimal::ONE,
            closed: false,
            any: false,
            currency: None,
        }
    }
}

/// Whether the last piece is a sum, brackets behind it left out: 10万（含）-15万（不含）.
fn behind_sum(tokens: &[Token]) -> bool {
    let mut outer = tokens.iter().rev();
    let last = outer.find(|t| !matches!(t, Token::Bracket(..)));
    matches!(last, Some(Token::Sum(_)))
}

pub(crate) fn multiplier(c: char) -> Option<u64> {
    Some(match c {
        // As in everyday writing: 10w, 5k.
        'w' | 'W' => 10_000,
        'k' | 'K' => 1_000,
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// Marks and words between the two ends of a range, in the forms that [`plain`] gives.
pub(crate) fn is_of_range(c: char) -> bool {
    matches!(c, '-' | '~' | '至' | '到')
}

/// One character for each family that means the same in an amount.
pub(crate) fn plain(c: char) -> char {
    match c {
        '￥' => '¥',
        '–' | '—' | '−' | '―' | '─' | '－' => '-',
        '〜' | '～' | '∼' => '~',
        '／' => '/',
        _ => c,
    }
}

/// Whether a character opens a bracket, in the form that [`plain`] gives.
pub(crate) fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '〔' | '【')
}

/// Whether a character closes one.
pub(crate) fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '〕' | '】')
}
