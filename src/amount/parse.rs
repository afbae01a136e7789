//! One cell's text → an amount.

mod brackets;

use rust_decimal::Decimal;

use super::parts;
use super::said::{
    between, counts, currency, labels, own_words, placed, rated, rests, spoken, without_counts,
    words_after,
};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::money::bounds::{self, Place};
use crate::lexicon::money::equation::{self, Worked};
use crate::lexicon::money::rates::{by_time, for_one, rate};
use crate::lexicon::money::scan::{self, Scanner, Sum, Token};
use crate::lexicon::money::{self, words};
use crate::lexicon::{fold, numeral, ordinal};
use crate::model::{Amount, AmountPart, Currency, Unit, UnitFrom, Unknown};

/// Most characters of a cell that is read as a sum: those met with a sum worked out and remarks have some fifty. What is
/// read again for each of its characters must not be long.
const LONGEST: usize = 500;

/// Characters of such a cell that are said: enough to find it.
const SHOWN: usize = 30;

impl Amount {
    /// Reads the text of one cell. `unit` is the unit that the column, the table or the notice states for bare numbers;
    /// a unit printed with the number wins over it and is applied once.
    ///
    /// A notation that is not understood never gives a number: [`unknown`](Self::unknown) says `unreadable`, and a
    /// diagnostic says what was expected and found.
    ///
    /// # Examples
    /// ```
    /// use putuo_notice::{Amount, Unit};
    /// let (amount, findings) = Amount::parse("2 万元（按实结算）", Some(Unit::TenThousand));
    /// assert_eq!(amount.yuan.unwrap().to_string(), "20000");
    /// assert_eq!(amount.qualifiers, ["按实结算"]);
    /// assert!(findings.is_empty());
    /// ```
    #[must_use]
    pub fn parse(text: &str, unit: Option<Unit>) -> (Self, Vec<Diagnostic>) {
        Self::parse_in(text, unit, Currency::Cny)
    }

    /// As [`Amount::parse`], where header or caption name the currency of bare numbers, too.
    pub(super) fn parse_in(
        text: &str,
        unit: Option<Unit>,
        currency: Currency,
    ) -> (Self, Vec<Diagnostic>) {
        let mut reader = Reader {
            amount: Self {
                text: text.to_owned(),
                currency,
                ..Self::default()
            },
            unit,
            findings: Vec::new(),
        };
        if money::is_masked(text) || money::is_error(text) {
            reader.unreadable(text);
        } else if let Some(unknown) = money::unstated(text) {
            reader.amount.unknown = Some(unknown);
            if words::none(text.trim()) {
                reader.amount.qualifiers.push(text.trim().to_owned());
            }
        } else if text.contains('\u{fffd}') && text.contains(|c: char| c.is_ascii_digit()) {
            // What is not known may be a digit or a sign.
            reader.unreadable(text);
        } else if money::is_cut_off(text) {
            reader.unreadable(text);
        } else if text.chars().nth(LONGEST).is_some() {
            let start: String = text.chars().take(SHOWN).collect();
            reader.unreadable(&format!("{start}…"));
        } else if let Some(worked) = equation::read(text, unit) {
            reader.worked(worked);
        } else {
            let tokens = Scanner::new(text).tokens(false);
            reader.read(&tokens);
        }
        reader.of_currency(currency);
        (reader.amount, reader.findings)
    }
}

struct Reader {
    amount: Amount,
    unit: Option<Unit>,
    findings: Vec<Diagnostic>,
}

impl Reader {
    fn read(&mut self, tokens: &[Token]) {
        let words: Vec<String> = spoken(tokens);
        self.amount.qualifiers = words.clone();
        if let Some(broken) = tokens.iter().find_map(|t| match t {
            Token::Broken(text) => Some(text.clone()),
            _ => None,
        }) {
            return self.unreadable(&broken);
        }
        match currency(tokens, &words) {
            Some(Ok(own)) if own != self.amount.currency => {
                // What header or caption say of other money does not hold here.
                (self.amount.currency, self.unit) = (own, None);
            }
            Some(Err(())) => {
                let text = self.amount.text.clone();
                return self.unreadable(&text);
            }
            _ => {}
        }
        // 另见附件2: the number counts attachments.
        let stated = |t: &Token| matches!(t, Token::Sum(s) if s.own || s.sign);
        let elsewhere = |w: &String| words::unknown(w) == Some(Unknown::SeeElsewhere);
        let first = labels(tokens).into_iter().next().flatten();
        if !tokens.iter().any(stated) && first.as_ref().is_some_and(elsewhere) {
            self.amount.qualifiers = vec![self.amount.text.trim().to_owned()];
            self.amount.unknown = Some(Unknown::SeeElsewhere);
            return;
        }
        let main = if tokens.iter().any(|t| matches!(t, Token::Sum(_))) {
            tokens.to_vec()
        } else {
            // 按实结算（5万元）: the one sum stands in brackets.
            tokens
                .iter()
                .flat_map(|t| match t {
                    Token::Bracket(inner, _) => inner.clone(),
                    other => vec![other.clone()],
                })
                .collect()
        };
        let (main, doubt) = without_counts(main);
        let only_bracket = matches!(tokens, [Token::Bracket(inner, _)] if matches!(inner.as_slice(), [Token::Sum(_)]));
        if main.len() != tokens.len() || only_bracket {
            self.amount.qualifiers = spoken(&main);
        }
        if rests(&main) {
            let text = self.amount.text.clone();
            return self.unreadable(&text);
        }
        if let Some(word) = doubt {
            self.doubt_of(&word);
        }
        self.flags(&main, tokens);
        let sums: Vec<Sum> = main
            .iter()
            .filter_map(|t| match t {
                Token::Sum(s) => Some(s.clone()),
                _ => None,
            })
            .collect();
        match sums.as_slice() {
            [] => self.without_number(&words),
            [one] => {
                self.one(one, &main, only_bracket);
                self.counted(&main);
            }
            [low, high] if main.contains(&Token::To) => self.range(low, high),
            [low, high] if words_after(&main).is_some_and(|w| between(&w)) => self.range(low, high),
            [a, b] if a.chinese != b.chinese && labels(&main).iter().all(Option::is_none) => {
                self.both_scripts(a, b);
            }
            _ => self.several(&main, &sums),
        }
        self.in_brackets(tokens, &sums);
        self.halves(!sums.is_empty());
    }

    /// Says that a bracket is left open, or that a sign of range, of a list or of reckoning has nothing at its other side (~6,
    /// 3、, ×4): what is missing may be a part of the sum.
    fn halves(&mut self, stated: bool) {
        let text = self.amount.text.trim().to_owned();
        let count = |is: fn(char) -> bool| {
            text.chars()
                .filter_map(fold::matching)
                .filter(|c| is(*c))
                .count()
        };
        let halves = count(scan::opens) != count(scan::closes);
        // 1）5万元 is numbered.
        let length = text.chars().count();
        let numbered = ordinal::marked(text.chars()).is_some_and(|o| o.rest < length);
        let open = halves && !numbered;
        let bare = |mut rest: std::str::Chars<'_>| {
            matches!(rest.next().map(scan::plain), Some('~' | '至' | '到'))
                && numeral::is_figures(rest.as_str().trim())
        };
        let joins = |c: char| matches!(c, '、' | '=' | '＝' | '×' | '÷');
        // 5万元、 is closed by its unit.
        let figures = text
            .strip_suffix(joins)
            .is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()));
        // A decimal may have lost what stood behind its point, though spreadsheets print 5 as 5., too.
        let point = text.trim_end_matches(['元', '万', '亿']).ends_with('.');
        let joined = figures || text.starts_with(|c| joins(c) && c != '、');
        if stated && (open || point || joined || bare(text.chars())) {
            self.find(
                codes::AMOUNT_UNREAD_BESIDE,
                Severity::Warning,
                format!("something may be missing in {text}: a bracket, a range, a list or a decimal has one half"),
                format!("“{text}”中括号、区间、并列或小数不完整，可能有缺漏"),
            );
        }
    }

    /// What the words say. Words in a bracket with a number of its own speak of that number.
    fn flags(&mut self, main: &[Token], all: &[Token]) {
        for (place, word) in placed(main) {
            self.amount.approximate |= bounds::about(&word, place);
            let beside = || match place {
                Place::Before => by_time(&word),
                Place::After => for_one(&word),
                Place::Alone => None,
            };
            if let Some(per) = rate(&word).or_else(beside) {
                self.amount.per = Some(per);
            }
        }
        for word in own_words(main).into_iter().chain(own_words(all)) {
            self.amount.tax = self.amount.tax.or(words::tax(&word));
            self.amount.stage = self.amount.stage.or(words::stage(&word));
        }
        for word in spoken(all) {
            self.amount.settlement = self.amount.settlement.or(words::settlement(&word));
        }
    }

    /// A sum or product that the cell works out: its result is the cell's sum.
    fn worked(&mut self, worked: Worked) {
        let sum = Sum {
            value: worked.value,
            own: worked.own,
            scale: Decimal::ONE,
            yuan: worked.own,
            sign: false,
            currency: None,
            chinese: false,
            more: None,
            spread: false,
            text: String::new(),
        };
        self.amount.qualifiers.push(worked.words);
        if let Some(remark) = worked.remark {
            self.amount.settlement = words::settlement(&remark);
            self.amount.tax = words::tax(&remark);
            self.amount.approximate = bounds::about(&remark, Place::Alone);
            self.amount.qualifiers.push(remark);
        }
        self.amount.yuan = self.yuan(&sum);
        let text = self.amount.text.clone();
        if let Some(instead) = worked.instead {
            self.find(
                codes::AMOUNT_ARITHMETIC,
                Severity::Warning,
                format!("{text} comes to {instead}, not {}", worked.value),
                format!("{text}应得{instead}，而非{}", worked.value),
            );
        } else if !worked.stated && self.amount.yuan.is_some() {
            self.find(
                codes::AMOUNT_WORKED_OUT,
                Severity::Warning,
                format!("{text} states no result; {} was worked out", worked.value),
                format!("{text}未写结果，按算式得{}", worked.value),
            );
        }
    }

    fn without_number(&mut self, words: &[String]) {
        let unknown = words.iter().find_map(|w| words::unknown(w));
        match unknown {
            Some(unknown) => self.amount.unknown = Some(unknown),
            None => {
                let text = self.amount.text.clone();
                self.unreadable(&text);
            }
        }
    }

    fn one(&mut self, sum: &Sum, main: &[Token], only_bracket: bool) {
        let Some(mut yuan) = self.yuan(sum) else {
            return;
        };
        let words = placed(main);
        let says = |test: fn(&str, Place) -> bool| words.iter().any(|(place, w)| test(w, *place));
        if says(bounds::deduction) || (only_bracket && !sum.own && !sum.sign) {
            yuan.set_sign_negative(!yuan.is_zero());
            if only_bracket {
                self.find(codes::AMOUNT_BRACKETED, Severity::Warning,
                    format!("the number {} stands in brackets alone and is read as a deduction, as in accounts", self.amount.text),
                    format!("数字{}仅在括号内，按会计惯例读作减项", self.amount.text));
            }
        }
        match (says(bounds::at_most), says(bounds::at_least)) {
            (true, false) => self.amount.upper = Some(yuan),
            (false, true) => self.amount.lower = Some(yuan),
            (true, true) => {
                let text = self.amount.text.clone();
                self.unreadable(&text);
            }
            (false, false) => self.amount.yuan = Some(yuan),
        }
    }

    /// Says that a number may count something else than money.
    fn counted(&mut self, main: &[Token]) {
        let strange = main.windows(2).find_map(|pair| match pair {
            [Token::Sum(sum), Token::Word(word)] if counts(sum, word) => Some(word),
            _ => None,
        });
        if let Some(word) = strange {
            self.doubt_of(word);
        }
    }

    fn doubt_of(&mut self, word: &str) {
        self.find(
            codes::AMOUNT_COUNTED,
            Severity::Warning,
            format!("{word} behind a number is no word known of money: in {} it may count something else", self.amount.text),
            format!("数字后的“{word}”不是常见的金额用语，“{}”所计可能并非金额", self.amount.text),
        );
    }

    /// The right end's unit spreads left: 5～8万元.
    fn range(&mut self, low: &Sum, high: &Sum) {
        let mut low = low.clone();
        if !low.own && high.own {
            let Some(value) = low.value.checked_mul(high.scale) else {
                let text = self.amount.text.clone();
                return self.unreadable(&text);
            };
            (low.value, low.own) = (value.normalize(), true);
        }
        let one_sided = low.own && !high.own;
        let (Some(a), Some(b)) = (self.yuan(&low), self.yuan(high)) else {
            return;
        };
        // -5-8 is no range of deductions that anyone prints.
        if one_sided || a > b || a.is_sign_negative() {
            let text = self.amount.text.clone();
            return self.unreadable(&text);
        }
        (self.amount.lower, self.amount.upper) = (Some(a), Some(b));
    }

    /// 叁万伍仟元整（¥35000.00）: one sum twice.
    fn both_scripts(&mut self, a: &Sum, b: &Sum) {
        let (capital, figures) = if a.chinese { (a, b) } else { (b, a) };
        let mut figures = figures.clone();
        // With the capitals beside it a sign of currency means yuan.
        figures.own |= figures.sign;
        let (Some(capital), Some(figures)) = (self.yuan(capital), self.yuan(&figures)) else {
            return;
        };
        self.amount.yuan = Some(capital);
        if capital != figures {
            self.capital_differs(capital, figures);
        }
    }

    fn capital_differs(&mut self, capital: Decimal, figures: Decimal) {
        self.find(
            codes::AMOUNT_CAPITAL_DIFFERS,
            Severity::Error,
            format!("the sum in Chinese capitals is {capital} yuan, in figures {figures}"),
            format!("大写金额为{capital}元，小写金额为{figures}元"),
        );
    }

    /// Several sums: kept with their labels. One is the cell's own only where a word says so.
    fn several(&mut self, main: &[Token], sums: &[Sum]) {
        let labels = labels(main);
        let spread = sums.last().filter(|s| s.own).map(|s| s.scale);
        let mut parts: Vec<AmountPart> = Vec::new();
        for (i, sum) in sums.iter().enumerate() {
            let mut sum = sum.clone();
            if let (false, Some(scale)) = (sum.own, spread) {
                let Some(value) = sum.value.checked_mul(scale) else {
                    continue;
                };
                (sum.value, sum.own) = (value.normalize(), true);
            }
            let label = labels.get(i).cloned().flatten();
            let yuan = self.yuan(&sum);
            parts.push(AmountPart {
                stage: label.as_deref().and_then(words::stage),
                text: label.clone().unwrap_or_default() + &sum.text,
                label,
                yuan,
            });
        }
        let bound = |test: fn(&str) -> bool| {
            let mut found = parts
                .iter()
                .filter(|p| p.label.as_deref().is_some_and(test));
            found
                .next()
                .filter(|_| found.next().is_none())
                .and_then(|p| p.yuan)
        };
        match (
            bound(|w| bounds::at_least(w, Place::Before)),
            bound(|w| bounds::at_most(w, Place::Before)),
            bound(words::total),
        ) {
            (Some(low), Some(high), None) if parts.len() == 2 && low <= high => {
                (self.amount.lower, self.amount.upper) = (Some(low), Some(high));
                return;
            }
            // A rate beside it is one of the parts.
            (_, _, Some(total)) => {
                (self.amount.yuan, self.amount.per) = (Some(total), None);
                let is_sum = |p: &AmountPart| p.label.as_deref().is_some_and(words::adds_up);
                if parts.iter().any(is_sum) {
                    let others = parts.iter().filter(|p| !is_sum(p));
                    let others: Vec<AmountPart> = others.cloned().collect();
                    self.check_parts(&others, rated(main));
                }
            }
            _ => {
                if parts::first_is_whole(&parts) {
                    self.amount.yuan = parts.first().and_then(|p| p.yuan);
                    self.check_parts(parts.get(1..).unwrap_or_default(), rated(main));
                } else {
                    self.find(
                        codes::AMOUNT_SEVERAL,
                        Severity::Warning,
                        format!(
                            "{} sums stand in one cell and no word says which is the sum: {}",
                            parts.len(),
                            self.amount.text
                        ),
                        format!(
                            "一格内有{}个金额，未说明以何者为准：{}",
                            parts.len(),
                            self.amount.text
                        ),
                    );
                }
            }
        }
        self.amount.stage = None;
        self.amount.parts = parts;
    }

    /// A sum in yuan, and where its unit came from.
    fn yuan(&mut self, sum: &Sum) -> Option<Decimal> {
        if sum.more.is_some() {
            self.amount.approximate = true;
        }
        if sum.spread {
            self.find(
                codes::AMOUNT_SPACED,
                Severity::Warning,
                format!("blanks stand inside the number {}", sum.text),
                format!("数字{}中间有空格", sum.text),
            );
        }
        if sum.own {
            self.amount.unit_from.get_or_insert(UnitFrom::Cell);
            return Some(sum.value.normalize());
        }
        if sum.chinese && !sum.value.is_zero() && self.unit.is_some_and(|u| u != Unit::Yuan) {
            // 叁拾 under 万元 may be thirty yuan or thirty times ten thousand.
            let text = self.amount.text.clone();
            self.unreadable(&text);
            return None;
        }
        if let Some(unit) = self.unit {
            // 150 120 under 万元: in the unit of large sums numbers of four figures and more are few.
            if unit != Unit::Yuan && !sum.spread && money::is_grouped_by_blanks(&sum.text) {
                self.find(
                    codes::AMOUNT_SPACED,
                    Severity::Warning,
                    format!("a blank stands inside {}, which was read as one number; two may stand side by side", sum.text),
                    format!("{}中间有空格，已按一个数读取，也可能是两个数并列", sum.text),
                );
            }
            if sum.sign && unit != Unit::Yuan {
                self.find(codes::AMOUNT_SIGN_UNDER_UNIT, Severity::Warning,
                    format!("the currency sign in {} usually means yuan, the column says {}: read in {}", self.amount.text, unit.as_str(), unit.as_str()),
                    format!("{}带货币符号，而单位为{}：按{}计", self.amount.text, unit.as_str(), unit.as_str()));
            }
            self.amount.unit_from.get_or_insert(UnitFrom::Column);
            let yuan = sum.value.checked_mul(unit.yuan()).map(|d| d.normalize());
            if yuan.is_none() {
                let text = self.amount.text.clone();
                self.unreadable(&text);
            }
            return yuan;
        }
        if sum.sign || sum.value.is_zero() {
            if sum.sign {
                self.amount.unit_from.get_or_insert(UnitFrom::Cell);
            }
            return Some(sum.value.normalize());
        }
        self.amount.unknown = Some(Unknown::Unreadable);
        self.find(
            codes::AMOUNT_NO_UNIT,
            Severity::Warning,
            format!(
                "expected a unit for {}, found none in cell, header, table or notice",
                self.amount.text
            ),
            format!(
                "{}未注明单位（单元格、表头、表、正文均无）",
                self.amount.text
            ),
        );
        None
    }

    /// Of another currency there are no yuan: the one sum is kept as it is. Where the cell itself names the currency, that
    /// is said here.
    fn of_currency(&mut self, stated: Currency) {
        let currency = self.amount.currency;
        if currency == Currency::Cny {
            return;
        }
        self.amount.value = self.amount.yuan.take();
        (self.amount.lower, self.amount.upper) = (None, None);
        for part in &mut self.amount.parts {
            part.yuan = None;
        }
        if currency != stated {
            let code = currency.as_str();
            self.find(
                codes::AMOUNT_CURRENCY,
                Severity::Warning,
                format!(
                    "{} is in {code}, not in yuan; it is added to nothing",
                    self.amount.text
                ),
                format!("{}为{code}，并非人民币，不计入合计", self.amount.text),
            );
        }
    }

    fn unreadable(&mut self, what: &str) {
        (self.amount.yuan, self.amount.lower, self.amount.upper) = (None, None, None);
        self.amount.unknown = Some(Unknown::Unreadable);
        self.find(
            codes::AMOUNT_UNREADABLE,
            Severity::Warning,
            format!("expected a sum such as 5, 1,200.00, 3万元 or 5-8, found {what:?}"),
            format!("应为金额（如5、1,200.00、3万元、5-8），实为“{what}”"),
        );
    }

    fn find(&mut self, code: &'static str, severity: Severity, english: String, chinese: String) {
        if self.findings.iter().any(|d| d.code == code) {
            return;
        }
        self.findings
            .push(Diagnostic::new(code, severity, english, chinese).help(
                "compare with the printed cell before using the sum",
                "使用前请核对原件该单元格",
            ));
    }
}
