//! Names of columns that stand one right behind the other, or right before what they name.

use std::sync::LazyLock;

use super::words::{WHOLE_PURCHASERS, WORDS};
use super::{BY_LAST, is_of_payments, is_whole_purchaser, of_header, unit};
use crate::lexicon::index::Index;
use crate::model::Role;

/// Whether a text begins with the names of four columns, one glued to the next, as a table that lost all its marks does:
/// 序号项目名称建设内容总投资. Three may begin a sentence.
pub(crate) fn begins_with_names(key: &str) -> bool {
    std::iter::successors(Some(key), |rest| behind_name(rest))
        .nth(4)
        .is_some()
}

/// What stands behind the label of who buys that a text begins with, a mark between them or none: 采购单位：区民政局, and 采购单位 and
/// 区民政局 in cells side by side. 社区 begins other names, too, as 主管部门 and 科室 do: 主管部门联席会议办公室.
pub(crate) fn behind_purchaser(text: &str) -> Option<&str> {
    let buys = |label: &str| of_header(label) == Some(Role::Purchaser);
    if let Some((label, rest)) = text.split_once(['：', ':']) {
        return buys(label).then_some(rest);
    }
    let rest = behind_name(text)?;
    let label = text.strip_suffix(rest)?;
    let begins_names =
        is_whole_purchaser(label) || label.ends_with("部门") || label.ends_with("科室");
    (buys(label) && !begins_names).then_some(rest)
}

/// What stands behind the name of a column that a text begins with, and a unit in brackets.
fn behind_name(text: &str) -> Option<&str> {
    let mut words = BY_FIRST.at(text.chars().next()?);
    let after = words.find_map(|word| text.strip_prefix(*word))?;
    let unit = after.strip_prefix('(').and_then(|t| t.split_once(')'));
    Some(match unit {
        Some((unit, behind)) if unit.chars().count() <= UNIT => behind,
        _ => after,
    })
}

/// Whether a text that ends in a word for money says nothing else: 补助资金, 安排资金; 村医补助 says what for.
pub(crate) fn says_only_money(key: &str) -> bool {
    let verb = key.char_indices().nth(2).map_or(key.len(), |(at, _)| at);
    let (verb, rest) = key.split_at(verb);
    let own = if is_of_payments(verb) { rest } else { key };
    let mut words = std::iter::successors(Some(own), |rest| behind_name(rest));
    words.any(str::is_empty)
}

/// Whether a text holds such a table in its middle, as a page does that is one line: the name of running numbers and two others
/// glued together, and three figures behind them.
pub(crate) fn holds_glued_table(key: &str) -> bool {
    let numbers = WORDS
        .iter()
        .filter(|(role, _)| *role == Role::Sequence)
        .flat_map(|(_, words)| words.iter())
        .filter(|word| word.chars().nth(1).is_some());
    let is_digit = |c: char| c.is_ascii_digit();
    let mut before_figures = key;
    for _ in 0..3 {
        let run = before_figures.trim_end_matches(|c| !is_digit(c));
        before_figures = run.trim_end_matches(is_digit);
    }
    if before_figures.is_empty() {
        return false;
    }
    numbers
        .flat_map(|word| key.match_indices(*word))
        .any(|(at, word)| {
            let names = std::iter::successors(key.get(at..), |rest| behind_name(rest)).nth(3);
            names.is_some_and(|rest| key.len() - rest.len() <= before_figures.len())
                || key.get(at + word.len()..).is_some_and(heads_glued_rows)
        })
}

/// Whether names of columns go on behind that of running numbers, one with a unit of money in brackets before the first figure, and
/// figures follow.
fn heads_glued_rows(key: &str) -> bool {
    let end = key.find(|c: char| c.is_ascii_digit()).unwrap_or(key.len());
    let (names, rows) = key.split_at(end);
    let mut figures = rows.split(|c: char| !c.is_ascii_digit());
    let sums = names
        .split_inclusive(')')
        .any(|name| name.contains('(') && unit::of_header(name).is_some());
    sums && !names.contains(['。', ',', ';', ':'])
        && figures.by_ref().filter(|f| !f.is_empty()).nth(1).is_some()
}

/// Whether a text is a table that has lost all its marks, names nobody knows among those of its columns: it begins with the name of
/// running numbers, names a unit of money in brackets before its first figure, and has no marks of a sentence.
pub(crate) fn begins_glued_table(key: &str) -> bool {
    let words = key.chars().next().into_iter().flat_map(|c| BY_FIRST.at(c));
    let numbered =
        |word: &&&str| key.starts_with(**word) && of_header(word) == Some(Role::Sequence);
    let Some(word) = { words }.find(numbered) else {
        return false;
    };
    let rest = key.get(word.len()..).unwrap_or_default();
    heads_glued_rows(rest) && !key.contains(['。', ';', ':'])
}

/// Most characters in the brackets behind a name: 万元, 单位：万元.
const UNIT: usize = 8;

/// All known words by their first character, the longest first.
static BY_FIRST: LazyLock<Index<&str>> = LazyLock::new(|| {
    let known = BY_LAST.all().map(|(word, _)| *word);
    Index::by_first(known.chain(WHOLE_PURCHASERS.iter().copied()))
});
