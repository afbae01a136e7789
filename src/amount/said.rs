//! What the words of a cell say, and what is left beside its sums.

use crate::lexicon::fold;
use crate::lexicon::money::bounds::{self, Place};
use crate::lexicon::money::rates::rate;
use crate::lexicon::money::scan::{Sum, Token};
use crate::lexicon::money::{unit, words};
use crate::lexicon::numeral;
use crate::model::Currency;

/// The words of a level and of its brackets, in printed order. A bracket with a number stays whole.
pub(super) fn spoken(tokens: &[Token]) -> Vec<String> {
    let mut out = Vec::new();
    let chinese = tokens
        .iter()
        .any(|t| matches!(t, Token::Sum(s) if s.chinese));
    for token in tokens {
        match token {
            Token::Word(w) => out.push(w.clone()),
            Token::Sum(Sum { more: Some(c), .. }) => out.push(c.to_string()),
            Token::Bracket(inner, text) => match inner.as_slice() {
                [Token::Sum(s)] if s.chinese != chinese || s.own => {}
                _ if inner.iter().any(|t| matches!(t, Token::Sum(_))) => out.push(text.clone()),
                _ => out.extend(spoken(inner)),
            },
            _ => {}
        }
    }
    out
}

/// As [`spoken`], without brackets that have a number of their own.
pub(super) fn own_words(tokens: &[Token]) -> Vec<String> {
    let own: Vec<Token> = tokens
        .iter()
        .filter(|t| !matches!(t, Token::Bracket(inner, _) if inner.iter().any(|t| matches!(t, Token::Sum(_)))))
        .cloned()
        .collect();
    spoken(&own)
}

/// The words that [`own_words`] has, each with its place beside the sum it may speak of. A bracket without a number parts
/// nothing: 10万元（含）以上.
pub(super) fn placed(tokens: &[Token]) -> Vec<(Place, String)> {
    let wordy = |t: &&Token| matches!(t, Token::Bracket(inner, _) if !inner.iter().any(|t| matches!(t, Token::Sum(_))));
    let is_sum = |t: Option<&Token>| matches!(t, Some(Token::Sum(_)));
    let mut out = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let (before, behind) = tokens.split_at_checked(i).unwrap_or_default();
        let next = is_sum(behind.iter().skip(1).find(|t| !wordy(t)));
        let last = is_sum(before.iter().rev().find(|t| !wordy(t)));
        let one = std::slice::from_ref(token);
        let place = match (token, next, last) {
            (Token::Word(_), true, _) | (Token::Bracket(..), true, false) => Place::Before,
            (Token::Word(_), _, true) => Place::After,
            _ => Place::Alone,
        };
        out.extend(own_words(one).into_iter().map(|w| (place, w)));
    }
    out
}

/// Without the numbers that count something else beside a sum of money: the sum has a unit of money of its own, they have
/// a word behind them that speaks of none (120元/课时，共100课时). They become words. Also a word behind such a number that
/// is not known to count: whether the number is money stays in doubt.
pub(super) fn without_counts(tokens: Vec<Token>) -> (Vec<Token>, Option<String>) {
    if !tokens.iter().any(|t| matches!(t, Token::Sum(s) if s.yuan)) {
        return (tokens, None);
    }
    counts_as_words(tokens)
}

/// As [`without_counts`], whatever the other sums are.
pub(super) fn counts_as_words(tokens: Vec<Token>) -> (Vec<Token>, Option<String>) {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut doubt = None;
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        match (&token, rest.peek()) {
            (Token::Sum(sum), Some(Token::Word(behind))) if !sum.yuan && counts(sum, behind) => {
                if !words::measure(behind) {
                    doubt.get_or_insert_with(|| behind.clone());
                }
                let mut words = match out.pop_if(|t| matches!(t, Token::Word(_))) {
                    Some(Token::Word(before)) => before,
                    _ => String::new(),
                };
                words.push_str(&sum.text);
                words.push_str(behind);
                rest.next();
                out.push(Token::Word(words));
            }
            _ => out.push(token),
        }
    }
    (out, doubt)
}

/// Whether a number that no 元 closes counts what the word behind it names. Signs are footnotes (5*); a rate says itself
/// what it is for one of.
pub(super) fn counts(sum: &Sum, behind: &str) -> bool {
    !(sum.yuan || sum.sign)
        && behind.chars().any(fold::is_ideograph)
        && !words::of_money(behind)
        && rate(behind).is_none()
}

/// Whether a bracket holds a bare number alone beside a sum, perhaps with a sign: a year, a note's number, a change or
/// another sum.
pub(super) fn lone(bracket: &[Token], beside: &Sum) -> bool {
    let bare = |s: &Sum| !s.own && !s.sign && s.chinese == beside.chinese;
    match bracket {
        [Token::Sum(s)] => bare(s),
        [Token::Word(sign), Token::Sum(s)] => matches!(sign.as_str(), "+" | "＋" | "±") && bare(s),
        _ => false,
    }
}

/// Whether something is left beside a sum that makes it doubtful what the sum is.
pub(super) fn rests(tokens: &[Token]) -> bool {
    let bare = tokens.iter().any(|t| matches!(t, Token::Sum(s) if !s.own));
    let is_sum = |t: &Token| matches!(t, Token::Sum(_));
    tokens.iter().enumerate().any(|(i, token)| {
        let Token::Word(word) = token else {
            return false;
        };
        let rest = Rest {
            word,
            before: i.checked_sub(1).and_then(|i| tokens.get(i)),
            after: tokens.get(i + 1),
        };
        let sum = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(is_sum);
        let parted = matches!(rest.before, Some(Token::Separator)) && sum(i.checked_sub(2));
        rest.is_dangling()
            || rest.has_letters()
            || parted && rest.is_group_of_digits()
            || rest.is_either_way()
            || rest.is_reckoned()
            || rest.lacks_digits()
            || rest.is_half_a_sum()
            // 5? is a doubt of whoever wrote it.
            || word.contains(['?', '？'])
            || (bare && words::stray_unit(word))
            || (rest.follows() && bounds::of_a_share(word))
    })
}

/// A word among the pieces of a cell.
struct Rest<'t> {
    word: &'t str,
    before: Option<&'t Token>,
    after: Option<&'t Token>,
}

impl Rest<'_> {
    /// Whether a sum stands before it.
    fn follows(&self) -> bool {
        matches!(self.before, Some(Token::Sum(_)))
    }

    /// Whether a sum stands behind it.
    fn precedes(&self) -> bool {
        matches!(self.after, Some(Token::Sum(_)))
    }

    /// Whether its character next to a sum is such a one.
    fn touches(&self, test: impl Fn(char) -> bool) -> bool {
        self.follows() && self.word.starts_with(&test)
            || self.precedes() && self.word.ends_with(&test)
    }

    /// Whether it is a mark that another value belongs to: 5//, 5-, 5万元/无. A minus behind its number would make it a
    /// deduction.
    fn is_dangling(&self) -> bool {
        // ～5 is about 5, 5～ lacks its end.
        let left = self.follows();
        let value = self
            .word
            .trim_start_matches(|c| is_mark(c) || left && matches!(c, '~' | '～'));
        let marked = value.len() < self.word.len();
        (left || self.precedes()) && marked && (value.is_empty() || left && words::none(value))
    }

    /// Whether it makes the number behind it go either way: ±5.
    fn is_either_way(&self) -> bool {
        self.precedes() && !self.follows() && self.word.ends_with('±')
    }

    /// Letters may be digits misread, and a point beside a sum is part of a number: 5O, l2, 25.3б, .5. Behind a dash they may
    /// be a month, as spreadsheets make of 12-6: 12-Jun.
    fn has_letters(&self) -> bool {
        let letter = |c: char| {
            let folded = fold::matching(c).unwrap_or(c);
            folded == '.' || folded.is_alphabetic() && !fold::is_cjk(folded)
        };
        let behind = self.word.trim_start_matches(is_dash);
        self.touches(letter) || self.follows() && behind.starts_with(letter)
    }

    /// Three letters or digits that a comma parts from a sum: 3,OOO.
    fn is_group_of_digits(&self) -> bool {
        let letters = self.word.chars().take_while(char::is_ascii_alphanumeric);
        letters.count() == 3
    }

    /// Whether it reckons with the sums beside it, in a way that no equation took. 5* and *5 are footnotes.
    fn is_reckoned(&self) -> bool {
        let worked = |t: Option<&Token>| matches!(t, Some(Token::Bracket(inner, _)) if inner.iter().any(|t| matches!(t, Token::Sum(_))));
        let digits = self.word.chars().any(|c| c.is_ascii_digit());
        let (left, right) = (self.follows(), self.precedes());
        let between = (left || right) && (digits || left && right);
        // (5000+3000)×2: the bracket is a factor.
        let factor = left && worked(self.after) || right && worked(self.before);
        self.word
            .contains(['*', '＊', '×', '+', '＋', '^', '\'', '='])
            && (between || factor)
    }

    /// Whether the number goes on in it: 5○○○ has lost digits, 数十万元 and 廿二万 begin before what was read.
    fn lacks_digits(&self) -> bool {
        let numeral = matches!(self.after, Some(Token::Sum(s)) if s.chinese);
        self.follows() && self.word.starts_with(['○', '〇', '●', '□'])
            || numeral
                && self
                    .word
                    .ends_with(['廿', '卅', '数', '几', '十', '百', '千'])
    }

    /// Whether the sum beside it is half of one: 五点五万, 5点5万, but not 每个站点5万; -5-; 结余-5.
    fn is_half_a_sum(&self) -> bool {
        let negative = matches!(self.before, Some(Token::Sum(s)) if s.value.is_sign_negative());
        let minus = self.word.chars().count() > 1 && self.word.ends_with(is_dash);
        let point = self.word.strip_suffix('点').is_some_and(|before| {
            let digit = |c: char| c.is_ascii_digit() || numeral::is_digit(c);
            before.is_empty() && self.follows() || before.ends_with(digit)
        });
        negative && self.word.chars().all(is_dash) || self.precedes() && (minus || point)
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '—' | '–')
}

/// What stands for a value that is not there.
fn is_mark(c: char) -> bool {
    is_dash(c) || matches!(c, '/' | '／' | '\\' | '＼' | '_')
}

/// The words after each of two sums: 5万元以上8万元以下.
pub(super) fn words_after(tokens: &[Token]) -> Option<[String; 2]> {
    let kept: Vec<&Token> = tokens
        .iter()
        .filter(|t| !matches!(t, Token::Separator))
        .collect();
    match kept.as_slice() {
        [Token::Sum(_), Token::Word(a), Token::Sum(_), Token::Word(b)] => {
            Some([a.clone(), b.clone()])
        }
        _ => None,
    }
}

pub(super) fn between([low, high]: &[String; 2]) -> bool {
    bounds::at_least(low, Place::After) && bounds::at_most(high, Place::After)
}

/// The word before each sum.
pub(super) fn labels(tokens: &[Token]) -> Vec<Option<String>> {
    let (mut out, mut last) = (Vec::new(), None);
    for token in tokens {
        match token {
            Token::Word(w) if rate(w).is_none() => last = Some(w.clone()),
            Token::Sum(_) => out.push(last.take()),
            _ => {}
        }
    }
    out
}

pub(super) fn rate_word(token: &Token) -> Option<String> {
    match token {
        Token::Word(w) => rate(w),
        _ => None,
    }
}

/// Whether one of several sums is a rate.
pub(super) fn rated(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| rate_word(t).is_some())
}

/// The one currency that a cell names, if it names any; `Err` where it names several, or in brackets what the sum is worth
/// in another one.
pub(super) fn currency(tokens: &[Token], words: &[String]) -> Option<Result<Currency, ()>> {
    let sums = tokens.iter().filter_map(|t| match t {
        Token::Sum(s) => s.currency,
        _ => None,
    });
    let foreign = words.iter().filter_map(|w| unit::foreign_in(w));
    let in_brackets = tokens.iter().any(|t| matches!(t, Token::Bracket(inner, _) if inner.iter().any(|t| matches!(t, Token::Sum(s) if s.currency.is_some_and(|c| c != Currency::Cny)))));
    let mut all = sums.chain(foreign);
    let first = all.next();
    if in_brackets || all.any(|c| Some(c) != first) {
        return Some(Err(()));
    }
    first.map(Ok)
}
