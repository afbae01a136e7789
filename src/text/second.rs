//! What two readers make of the same page, character by character.
//!
//! Readers differ in order, blanks and compatibility forms without either being wrong, so letters, digits and decimal
//! points are counted, in ordinary form. What one of them says it cannot read is no disagreement.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::fold;
use crate::location::{BBox, Location};
use crate::page::{Page, Printed};
use crate::second_reader::SecondTask;
use crate::source::pdf::PdfFile;

/// A character that is printed but not known.
const UNKNOWN: char = '\u{fffd}';
/// Characters shown of a difference: enough to find it by.
const SHOWN: usize = 20;

/// Has the pages read a second time, if that is asked for, and says where the readers disagree.
pub(crate) fn compare(pages: &[Page], file: &PdfFile, ctx: &mut Context<'_>) {
    let Some(reader) = &ctx.options.second_reader else {
        return;
    };
    let password = ctx.options.password.as_deref();
    // The other half of the time is for the rest of the notice.
    let task = SecondTask::new(file.bytes(), password, ctx.time_left() / 2);
    let found = match reader.read(&task) {
        Ok(reading) if reading.pages.len() != pages.len() => {
            let count = reading.pages.len();
            Err(format!("it found {count} pages, not {}", pages.len()))
        }
        found => found,
    };
    match found {
        Ok(reading) => {
            let read: Vec<_> = pages.iter().zip(&reading.pages).collect();
            let missed: Vec<u32> = read
                .iter()
                .filter(|(_, second)| second.is_none())
                .map(|(page, _)| page.number)
                .collect();
            ctx.diagnostics.extend(unread(&missed, pages.len()));
            let differences = read
                .iter()
                .filter_map(|(page, second)| {
                    Some((page, Difference::of(&page.printed, second.as_deref()?)?))
                })
                .map(|(page, difference)| difference.said(page));
            ctx.diagnostics.extend(differences);
        }
        Err(why) => ctx.diagnostics.push(failed(
            &format!("the second reading failed ({why}): the characters were read once only"),
            "第二次读取未成功，文字仅读取一次，未经比对",
        )),
    }
}

fn failed(message: &str, message_zh: &str) -> Diagnostic {
    Diagnostic::new(
        codes::SECOND_READER_FAILED,
        Severity::Info,
        message,
        message_zh,
    )
    .help(
        "nothing is wrong with the notice; compare with the printed page as usual",
        "通知本身没有问题；请照常对照原页核对",
    )
}

/// Says which pages could not be read a second time.
fn unread(missed: &[u32], count: usize) -> Option<Diagnostic> {
    let list: Vec<String> = missed.iter().take(SHOWN).map(u32::to_string).collect();
    let mut list = list.join(", ");
    if missed.len() > SHOWN {
        list += ", …";
    }
    (!missed.is_empty()).then(|| {
        failed(
            &format!(
                "the second reading failed on {} of {count} pages ({list}): their characters were read once only",
                missed.len()
            ),
            &format!(
                "{count}页中有{}页（{list}）第二次读取未成功，文字仅读取一次，未经比对",
                missed.len()
            ),
        )
    })
}

/// What each of the readers reads that the other does not.
#[derive(Debug, PartialEq)]
struct Difference {
    first: String,
    second: String,
    bbox: Option<BBox>,
}

type Counts = BTreeMap<char, i64>;

impl Difference {
    /// `None` if they agree.
    fn of(first: &Printed, second: &str) -> Option<Self> {
        let mut counts = Counts::new();
        let mut blind = 0_i64;
        let compared = |c: &char| !first.gbk || !may_be_gbk(*c);
        for c in second.chars().filter(compared) {
            blind += i64::from(c == UNKNOWN);
            count(&mut counts, c, -1);
        }
        let mut unknown = 0_i64;
        for (c, _) in first.content.iter().filter(|(c, _)| compared(c)) {
            unknown += i64::from(*c == UNKNOWN);
            count(&mut counts, *c, 1);
        }
        // What may be read or not settles what the second reader has more.
        let mut beside = Counts::new();
        for c in &first.beside {
            count(&mut beside, *c, 1);
        }
        for (c, more) in counts.iter_mut().filter(|(_, n)| **n < 0) {
            *more = (*more + beside.get(c).copied().unwrap_or(0)).min(0);
        }
        let sum = |sign: i64| -> i64 {
            let part = counts.values().filter(|n| **n * sign > 0);
            part.sum::<i64>().abs()
        };
        let (more, less) = (sum(1), sum(-1));
        // As many as a reader says it does not know may be any characters.
        if more <= blind && less <= unknown {
            return None;
        }
        let list = |sign: i64| -> String {
            let found = counts.iter().filter(|(_, n)| **n * sign > 0);
            found
                .flat_map(|(c, n)| (0..n.abs()).map(|_| *c))
                .take(SHOWN)
                .collect()
        };
        let only_first = |c: char| folded(c).any(|c| counts.get(&c).is_some_and(|n| *n > 0));
        let boxes = first.content.iter().filter(|(c, _)| only_first(*c));
        Some(Self {
            first: list(1),
            second: list(-1),
            bbox: boxes.map(|(_, bbox)| *bbox).reduce(|a, b| a.union(&b)),
        })
    }

    fn said(&self, page: &Page) -> Diagnostic {
        let Self {
            first,
            second,
            bbox,
        } = self;
        let number = page.number;
        Diagnostic::new(
            codes::SECOND_READER_DISAGREES,
            Severity::Warning,
            format!("two readers disagree on page {number}: only the first reads {first:?}, only the second {second:?}"),
            format!("第{number}页两次读取结果不一致：仅第一次读到“{first}”，仅第二次读到“{second}”"),
        )
        .at(Location::Page {
            page: number,
            bbox: bbox.unwrap_or(BBox::new(0.0, 0.0, page.width, page.height)),
        })
        .help(
            "the notice holds what the first reads; look for these characters on the page itself",
            "结果采用第一次读取的文字；请在原页上核对这些字",
        )
    }
}

fn count(counts: &mut Counts, c: char, by: i64) {
    for c in folded(c) {
        let n = counts.entry(c).or_insert(0);
        *n += by;
    }
}

/// The letters, digits and points that a character stands for.
fn folded(c: char) -> impl Iterator<Item = char> {
    let ordinary = fold::matching(c).into_iter().nfkc();
    ordinary.filter(|c| c.is_alphanumeric() || *c == '.')
}

/// Letters that bytes of GBK are where nothing says that they are GBK (its digits and points are those of ASCII).
fn may_be_gbk(c: char) -> bool {
    c < '\u{2e80}' && c != UNKNOWN && c != '.' && !c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(content: &str, beside: &str) -> Printed {
        let at = |i: usize| BBox::new(i as f32, 0.0, i as f32 + 1.0, 1.0);
        let content = content.chars().enumerate().map(|(i, c)| (c, at(i)));
        Printed {
            content: content.collect(),
            beside: beside.chars().collect(),
            gbk: false,
        }
    }

    #[test]
    fn order_blanks_and_forms_are_no_difference() {
        for (first, second) in [
            ("金额 5.20", "5.20金额"),
            ("⾦额（１）", "金额(1)"),
            ("ﬁnal ①", "1final"),
            ("金额", "金\u{fffd}"),
            ("金\u{fffd}", "金额"),
        ] {
            assert_eq!(Difference::of(&printed(first, ""), second), None, "{first}");
        }
        assert_eq!(Difference::of(&printed("金", "额"), "金"), None);
        assert_eq!(Difference::of(&printed("金", "额"), "金额"), None);
    }

    #[test]
    fn a_digit_more_or_less_or_another_is_one() {
        let bbox = |x: f32| Some(BBox::new(x, 0.0, x + 1.0, 1.0));
        for (first, second, only_first, only_second, at) in [
            ("金额5", "金额6", "5", "6", bbox(2.0)),
            ("金额5", "金额", "5", "", bbox(2.0)),
            ("金额", "金额5", "", "5", None),
            ("1.5", "15", ".", "", bbox(1.0)),
        ] {
            let expected = Difference {
                first: only_first.into(),
                second: only_second.into(),
                bbox: at,
            };
            assert_eq!(Difference::of(&printed(first, ""), second), Some(expected));
        }
    }

    #[test]
    fn latin_in_place_of_gbk_is_none() {
        let mut first = printed("项目5", "");
        first.gbk = true;
        let found = Difference::of(&first, "Ïî³²Ä¿6").map(|d| d.second);
        assert_eq!(found.as_deref(), Some("6"));
    }
}
