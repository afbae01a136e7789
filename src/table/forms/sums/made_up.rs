//! Entries that a stated total, or a colon, tells to be a list.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Entry, entry, is_mark, sum, without_brackets};
use crate::accounts::Char;
use crate::lexicon::key::Key;
use crate::lexicon::money::words;
use crate::lexicon::{labels, money, office, role};
use crate::text::Line;

/// Sentences of a sum each, below one that states what they come to and says 其中 or ends in a colon, or above one that states
/// it (共计32.55万元): entries if they do. Below a colon names of organs, or of who is given money, and nothing else are
/// entries whether or not a total is stated.
pub(super) fn made_up(lines: &[Line], above: &Line) -> Option<Vec<(usize, Entry)>> {
    let total = whole(above);
    let leads = above
        .chars
        .last()
        .is_some_and(|c| matches!(c.ch, ':' | '：'));
    if total.is_none() && !leads {
        return None;
    }
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    let mut all = Decimal::ZERO;
    for (at, line) in lines.iter().enumerate() {
        let Some(entry) = entry(line, true) else {
            break;
        };
        // 中央资金300万元，省级资金200万元 says whose money it is, not what for.
        let name = line.chars.get(entry.project.clone())?;
        let name: String = name.iter().map(|c| c.ch).collect();
        if words::made_of_money(&name) {
            return None;
        }
        all = all.checked_add(sum(line.chars.get(entry.sum.clone())?)?)?;
        entries.push((at, entry));
        if total == Some(all) {
            return Some(entries);
        }
    }
    let mut own = entries.iter().zip(lines);
    let told = match lines.get(entries.len()).and_then(adds_up) {
        Some(told) => told == all,
        None => own.all(|((_, entry), line)| gives(entry, line)),
    };
    (leads && told).then_some(entries)
}

/// Whether an entry is a name and its sum, and nothing else: of a body, 城关街道12.6万元, or set apart from the sum as no words of a
/// sentence are, 文化礼堂 15万元.
fn gives(entry: &Entry, line: &Line) -> bool {
    let text = |range: Range<usize>| -> String {
        let chars = line.chars.get(range).unwrap_or_default();
        chars.iter().map(|c| c.ch).collect()
    };
    let name = text(entry.project.clone());
    let between = text(entry.project.end..entry.sum.start);
    let apart = |c: char| c.is_whitespace() || matches!(c, '：' | ':');
    entry.purchaser.is_none()
        && entry.rest.is_empty()
        && (office::is_organ(&name)
            || office::is_office(&name)
            || !between.is_empty()
                && between.chars().all(apart)
                && role::may_be_name(&name)
                && !role::is_of_money(&Key::of(&name)))
}

/// What a clause says that all before it come to: 共计32.55万元。
pub(super) fn adds_up(line: &Line) -> Option<Decimal> {
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    let range = money::only_sum(&chars)?;
    let label: String = chars.get(..range.start)?.iter().collect();
    labels::summary(&label)?;
    sum(line.chars.get(range)?)
}

/// The sum that a line states of which it says 其中 at its end, or that ends in a colon.
fn whole(line: &Line) -> Option<Decimal> {
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    let end = chars
        .iter()
        .rposition(|c| !is_mark(*c) && !matches!(c, ':' | '：'))?
        + 1;
    let colon = chars.get(end..)?.iter().any(|c| matches!(c, ':' | '：'));
    let clause = chars.get(..end)?;
    let clause = match clause.strip_suffix(&['其', '中']) {
        Some(before) => before,
        None if colon => clause,
        None => return None,
    };
    // 共1850万元。其中，… goes on with a sentence of its own.
    let mark = |c: &char| is_mark(*c) || matches!(c, '(' | '（');
    let end = clause.iter().rposition(|c| !mark(c))? + 1;
    let clause = clause.get(..end)?;
    let from = clause
        .iter()
        .rposition(|c| matches!(c, '。' | '；'))
        .map_or(0, |at| at + 1);
    let clause = clause.get(from..)?;
    let range = money::only_sum(clause).or_else(|| money::only_sum(&without_brackets(clause)))?;
    let own: Vec<Char> = line.chars.get(from..)?.get(range)?.to_vec();
    sum(&own)
}
