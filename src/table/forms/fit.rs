//! What can stand in a column, by its role: how blank cells are found that a text form has dropped.

use std::collections::HashSet;

use crate::model::Role;
use crate::table::role;

/// Most blank cells that are looked for in a row: three of six or seven leave nothing to be certain of.
pub(super) const BLANKS: usize = 2;

/// Where the blank cells of a row are, and which columns are in doubt.
#[derive(Debug, PartialEq)]
pub(super) struct Choice {
    pub(super) blank: Vec<usize>,
    pub(super) doubtful: Vec<usize>,
}

/// Finds the blank cells of a row that has fewer texts than there are columns.
pub(super) fn choose(texts: &[String], roles: &[Option<Role>], seen: &HashSet<String>) -> Choice {
    let count = roles.len();
    let choices: Vec<Vec<usize>> = blanks(count, count.saturating_sub(texts.len()))
        .into_iter()
        .filter(|blank| fits(texts, roles, blank, seen))
        .collect();
    match choices.as_slice() {
        [] => Choice {
            blank: (texts.len()..count).collect(),
            doubtful: (0..count).collect(),
        },
        [only] => Choice {
            blank: only.clone(),
            doubtful: Vec::new(),
        },
        [.., last] => {
            // A blank purchaser is the commonest; else columns farther right are blank more often.
            let purchaser = roles.iter().position(|r| *r == Some(Role::Purchaser));
            let first = choices
                .iter()
                .find(|c| purchaser.is_some_and(|p| c.contains(&p)))
                .unwrap_or(last);
            // What stands in the same place whichever cells are blank is certain.
            let text = |blank: &[usize], col: usize| {
                (!blank.contains(&col)).then(|| col - blank.iter().filter(|b| **b < col).count())
            };
            let differs = |col: &usize| choices.iter().any(|c| text(c, *col) != text(first, *col));
            Choice {
                blank: first.clone(),
                doubtful: (0..count).filter(differs).collect(),
            }
        }
    }
}

/// Every choice of so many blank cells; the running number is never blank.
fn blanks(count: usize, missing: usize) -> Vec<Vec<usize>> {
    match missing {
        1 => (1..count).map(|a| vec![a]).collect(),
        2 => (1..count)
            .flat_map(|a| (a + 1..count).map(move |b| vec![a, b]))
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether each text can stand in its column if these are blank.
pub(super) fn fits(
    texts: &[String],
    roles: &[Option<Role>],
    blank: &[usize],
    seen: &HashSet<String>,
) -> bool {
    let mut texts = texts.iter();
    let unpaid = blank
        .iter()
        .any(|b| roles.get(*b) == Some(&Some(Role::Amount)));
    roles.iter().enumerate().all(|(col, role)| {
        if blank.contains(&col) {
            return !matches!(role, Some(Role::Project | Role::Sequence));
        }
        let Some(text) = texts.next() else {
            return false;
        };
        match role {
            Some(Role::Amount) => is_sum(text),
            Some(Role::Purchaser) => seen.contains(text) || role::is_organ(text),
            Some(Role::Project | Role::Content | Role::Beneficiary) => {
                !is_sum(text) && !seen.contains(text)
            }
            // A sum stands under the sums, not among the notes beside a blank.
            Some(Role::Note) => !(unpaid && is_sum(text)),
            _ => true,
        }
    })
}

/// Whether a text can stand in a column of sums: a number of money, a bound, or a word for what is settled later.
pub(super) fn is_sum(text: &str) -> bool {
    let words = [
        "实结算",
        "实列支",
        "实拨付",
        "实核销",
        "待定",
        "面议",
        "另行",
        "见附",
    ];
    let marks = ["/", "—", "－", "-", "——"];
    // The longest notation in use, 不超过3万元（按实结算）, has fourteen characters.
    if text.chars().count() > 16 {
        return false;
    }
    if marks.contains(&text) || words.iter().any(|w| text.contains(w)) {
        return true;
    }
    // Without what stands in brackets and the words of sums, hardly anything is left of one: 8000余户老人 is none.
    let (mut rest, mut depth, mut digits) = (0, 0_i32, 0);
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ if depth > 0 => {}
            _ if c.is_numeric() || "壹贰叁肆伍陆柒捌玖".contains(c) => digits += 1,
            _ if SUM.contains(c) => {}
            _ => rest += 1,
        }
    }
    digits > 0 && rest <= 1
}

/// Characters of units, bounds and rates.
const SUM: &str = "拾佰仟百千万亿元圆角分整正人民币￥¥约余左右近不超过以内低于至少每年月日次天小时学节课场个/.,，·~～-—―至到上下限高最含税价单 ";

/// Words of rows that add up others, blanks inside left out.
pub(super) fn is_summary_word(text: &str) -> bool {
    super::SUMMARY.contains(&text)
}
