//! What stands in brackets beside a cell's own sum: its parts, or the sum once more.

use rust_decimal::Decimal;

use super::super::parts;
use super::super::said::{counts_as_words, labels, lone, rate_word, rated, rests};
use super::Reader;
use crate::codes;
use crate::diagnostic::Severity;
use crate::lexicon::money::equation;
use crate::lexicon::money::scan::{Sum, Token};
use crate::lexicon::money::words;
use crate::model::{AmountPart, Unit};

impl Reader {
    /// Sums in brackets beside the cell's own: 15（区级配套5） keeps the 5 as a part, capitals and figures are compared.
    pub(super) fn in_brackets(&mut self, tokens: &[Token], sums: &[Sum]) {
        let Some(main) = sums
            .first()
            .filter(|_| tokens.iter().any(|t| matches!(t, Token::Sum(_))))
        else {
            return;
        };
        for token in tokens {
            let Token::Bracket(inner, text) = token else {
                continue;
            };
            // 5（3+2）.
            let worked = equation::read(text, self.unit).map(|w| {
                let scale = self
                    .unit
                    .filter(|_| !w.own)
                    .map_or(Decimal::ONE, Unit::yuan);
                w.value.checked_mul(scale)
            });
            if worked.is_some_and(|w| w.is_some() && w == self.amount.yuan) {
                continue;
            }
            let broken = inner.iter().any(|t| matches!(t, Token::Broken(_)));
            let (counted, doubt) = counts_as_words(inner.clone());
            if rests(inner) || broken || doubt.is_some() || lone(inner, main) {
                self.find(
                    codes::AMOUNT_UNREAD_BESIDE,
                    Severity::Warning,
                    format!(
                        "the number in brackets in {} is not understood",
                        self.amount.text
                    ),
                    format!("{}中括号内的数字无法识别", self.amount.text),
                );
                continue;
            }
            let inner = counted.as_slice();
            let (before, unknown) = (self.amount.parts.len(), self.amount.unknown);
            for (sum, label) in inner
                .iter()
                .filter_map(|t| match t {
                    // 3万元（￥30,000）: a sign beside a sum with its unit is a unit, too.
                    Token::Sum(s) => Some(Sum {
                        own: s.own || s.sign && main.own,
                        ..s.clone()
                    }),
                    _ => None,
                })
                .zip(labels(inner))
            {
                if main.chinese != sum.chinese && sums.len() == 1 && label.is_none() {
                    let mut other = sum.clone();
                    other.own |= other.sign;
                    if let (Some(a), Some(b)) = (self.yuan(main), self.yuan(&other))
                        && a != b
                    {
                        let (capital, figures) = if main.chinese { (a, b) } else { (b, a) };
                        self.amount.yuan = Some(capital);
                        self.capital_differs(capital, figures);
                    }
                } else if inner.iter().all(|t| rate_word(t).is_none())
                    && label.as_deref().is_none_or(|l| !l.ends_with('注'))
                {
                    let yuan = self.yuan(&sum);
                    self.amount.parts.push(AmountPart {
                        stage: label.as_deref().and_then(words::stage),
                        label,
                        text: text.clone(),
                        yuan,
                    });
                }
            }
            // The whole is known though a part has no unit, and nothing is said of what the part comes to.
            if self.amount.yuan.is_some() {
                self.amount.unknown = unknown;
                for finding in &mut self.findings {
                    if finding.code == codes::AMOUNT_NO_UNIT {
                        finding.severity = Severity::Info;
                    }
                }
            }
            let parts = self.amount.parts.get(before..).unwrap_or_default().to_vec();
            if parts.len() > 1 {
                self.check_parts(&parts, rated(inner));
            }
        }
    }

    /// Says that the parts of the sum come to something else.
    pub(super) fn check_parts(&mut self, parts: &[AmountPart], rated: bool) {
        let whole = self.amount.yuan.filter(|_| !rated);
        if let Some((whole, sum)) = whole.and_then(|w| Some((w, parts::come_to_else(w, parts)?))) {
            self.find(
                codes::AMOUNT_PARTS,
                Severity::Warning,
                format!(
                    "the parts in {} come to {sum} yuan, not {whole}",
                    self.amount.text
                ),
                format!("{}中各部分之和为{sum}元，而非{whole}元", self.amount.text),
            );
        }
    }
}
