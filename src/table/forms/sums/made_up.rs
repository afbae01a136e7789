//! Entries that a stated total, or a colon, tells to be a list.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{ENTRIES, Entry, MORE, Told, entry, is_mark, several, stated, sum};
use crate::lexicon::key::Key;
use crate::lexicon::money::{self, words};
use crate::lexicon::{approvals, labels, office, role, sources};
use crate::text::Line;

/// Most bodies and places of such a list: a province has some hundred counties, and no sentence names more.
const PLACES: usize = 120;

/// What tells that sentences of a sum each are a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// They come to a sum that is stated.
    Whole,
    /// Each is a name and its sum, below a colon.
    Names,
    /// Words lead up to them, and they come to no sum that is stated: some may be missing, or be no parts.
    Words,
}

/// Sentences of a sum each, below one that states what they come to and says 其中 or ends in a colon, or above one that states
/// it (共计32.55万元): entries if they do, and then it is proven that they are all. Below a colon names of organs, or of who is given
/// money, and nothing else are entries whether or not a total is stated, and so are, in doubt, clauses of one sentence
/// behind words that lead up to them. `told`: sums that the text states farther above.
pub(super) fn made_up(
    lines: &[Line],
    above: &Line,
    told: &Told,
) -> Option<(Vec<(usize, Entry)>, Proof)> {
    // Where nothing leads up to them, what bodies and places are given must come to a sum that is told above.
    let totals = wholes(above);
    let bare = totals.is_none();
    if bare && told.sums.is_empty() {
        return None;
    }
    let totals = totals.unwrap_or_default();
    let leads = leads(above);
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    let mut all = Decimal::ZERO;
    let mut proven = 0;
    // 其中：扶贫发展资金1861万元，少数民族发展资金400万元 says what money there is, 其中：工程费用40万元，预备费2万元 what one project costs.
    let mut kinds = true;
    // What leads up to the parts of another sum is none of these, nor what they come to.
    let begins_others = |at: usize| {
        let pair = lines.get(at).zip(lines.get(at + 1));
        pair.is_some_and(|(line, next)| leads_up_to(line, next))
    };
    for (at, line) in lines.iter().enumerate() {
        let Some(entry) = entry(line, true) else {
            break;
        };
        let numbered = |e: &Entry| e.number.is_some();
        let alike = |(_, first): &(usize, Entry)| numbered(first) == numbered(&entry);
        if begins_others(at) || !entries.first().is_none_or(alike) {
            break;
        }
        if bare && (entries.len() == PLACES || !gives(&entry, line)) {
            break;
        }
        // 中央资金300万元，省级资金200万元 says whose money it is, not what for.
        let name = line.chars.get(entry.project.clone())?;
        let used: Vec<char> = name.iter().map(|c| c.ch).collect();
        let name: String = used.iter().collect();
        if sources::names_money(&name) {
            return None;
        }
        kinds &= sources::names_kind_of_money(&name)
            || sources::names_balance(&name)
            || approvals::names_cost(&name);
        all = all.checked_add(sum(line.chars.get(entry.sum.clone())?)?)?;
        entries.push((at, entry));
        let whole = totals.contains(&all) || told.sums.contains(&all);
        // 支出40万元，其中：用于建设场地40万元: a single part is all of it, where that is what is stated just before.
        let before = totals.last().or(told.last.as_ref());
        let one = || !bare && before == Some(&all) && labels::use_of(&used).is_some();
        if whole && (entries.len() >= MORE || one()) {
            proven = entries.len();
        }
    }
    if kinds {
        return None;
    }
    let below = lines.get(entries.len());
    let below = below.filter(|_| !begins_others(entries.len()));
    if let Some(told) = below.and_then(adds_up) {
        return (leads && told == all && entries.len() >= MORE).then_some((entries, Proof::Whole));
    }
    if proven > 0 {
        entries.truncate(proven);
        return Some((entries, Proof::Whole));
    }
    let mut own = entries.iter().zip(lines);
    if leads && own.all(|((_, entry), line)| gives(entry, line)) {
        return Some((entries, Proof::Names));
    }
    let whole = totals.last().or(told.last.as_ref());
    let entries = may_be_parts(entries, lines, whole.filter(|_| !bare))?;
    Some((entries, Proof::Words))
}

/// Of entries that come to no stated sum, those of the first sentence, if each is a name and its sum and they are no more than the whole:
/// 其中A项目5万元；B项目6万元；C项目8万元.
fn may_be_parts(
    mut entries: Vec<(usize, Entry)>,
    lines: &[Line],
    whole: Option<&Decimal>,
) -> Option<Vec<(usize, Entry)>> {
    let first = lines.first()?;
    let same = |(at, _): &&(usize, Entry)| {
        let own = lines.get(*at);
        own.is_some_and(|line| several::goes_on(first, line))
    };
    let length = entries.iter().take_while(same).count();
    entries.truncate(length);
    let mut all = Decimal::ZERO;
    for (at, entry) in &entries {
        let line = lines.get(*at)?;
        let name: String = line
            .chars
            .get(entry.project.clone())?
            .iter()
            .map(|c| c.ch)
            .collect();
        let money = words::made_of_money(&name) || role::is_of_payments(&name);
        if money || sources::names_balance(&name) || !entry.rest.is_empty() {
            return None;
        }
        all = all.checked_add(sum(line.chars.get(entry.sum.clone())?)?)?;
    }
    // 1.6亿元 may be rounded.
    let most = whole.and_then(|w| w.checked_add(money::figures(*w).1?))?;
    (length >= ENTRIES && all < most).then_some(entries)
}

/// Whether an entry is a name and its sum, and nothing else: of a body or a place, 城关街道12.6万元, or set apart from the sum as no
/// words of a sentence are, 文化礼堂 15万元.
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
            || office::is_place(&name)
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

/// Whether a line ends in a colon: it leads up to what stands below it.
pub(super) fn leads(line: &Line) -> bool {
    let last = line.chars.iter().rfind(|c| !c.ch.is_whitespace());
    last.is_some_and(|c| matches!(c.ch, ':' | '：'))
}

/// Whether a line is cut off behind what leads up to parts, and another is the first of them.
pub(super) fn leads_up_to(line: &Line, next: &Line) -> bool {
    several::goes_on(line, next) && wholes(line).is_some()
}

/// The sums that a line states of which it says 其中 at its end, or that ends in a colon: what its parts come to may be any of
/// them. None if it does neither.
fn wholes(line: &Line) -> Option<Vec<Decimal>> {
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    let mark = |c: &char| is_mark(*c) || matches!(c, ':' | '：' | '(' | '（');
    let end = chars.iter().rposition(|c| !mark(c)).map_or(0, |at| at + 1);
    let (lead, marks) = chars.split_at(end);
    let colon = marks.iter().any(|c| matches!(c, ':' | '：'));
    let comma = marks.iter().any(|c| matches!(c, ',' | '，'));
    (colon || labels::ends_before_parts(lead, comma)).then(|| stated(line).collect())
}
