//! Headings over the entries of a list.

use rust_decimal::Decimal;

use super::{Entry, entry, is_gap, is_only_money, sum};
use crate::lexicon::key::outside_brackets;
use crate::lexicon::money;
use crate::lexicon::ordinal::{self, Numeral, Ordinal};
use crate::lexicon::{office, role, sources};
use crate::text::Line;

/// Whether a list begins with the heading of its first entries: it names whose they are, or states what they come to.
pub(super) fn begin(lines: &[Line]) -> bool {
    let Some(line) = lines.first().filter(|l| is_one(l)) else {
        return false;
    };
    let text = line.raw();
    let next = lines.iter().skip(1).find(|l| !is_gap(l));
    if names_organ(line) && next.is_some_and(|l| of_organ(l).is_some()) {
        return true;
    }
    let next = next.and_then(|l| entry(l, false)?.number);
    next.is_some_and(|n| n.value == 1)
        && (money::is_stated_in(&text) || office::heads_rows(&text).is_some())
}

/// Whether a line with a sum stands over entries by its number: that is written otherwise than the next line's, which goes on with the entries
/// above, or begins: （一）产业类2个，共42万元 over （1）种植类1个 over 1.大棚42万元.
pub(super) fn over_numbers(lines: &[Line], at: usize, before: Option<&Ordinal>) -> bool {
    // What the heading states need be no entry: 种植类2个，共计42万元.
    let states = |l: &&Line| l.chars.len() <= LONGEST_HEADING && money::is_stated_in(&l.raw());
    let own = lines.get(at).filter(states);
    let own = own.and_then(|l| ordinal::marked(l.chars.iter().map(|c| c.ch)));
    let Some(own) = own else {
        return false;
    };
    let next = lines.iter().skip(at + 1).find(|l| !is_gap(l));
    let number = |l: &Line| match entry(l, false) {
        Some(entry) => entry.number,
        // Another heading may stand between.
        None => Some(l)
            .filter(|l| states(l))
            .and_then(|l| ordinal::marked(l.chars.iter().map(|c| c.ch))),
    };
    let Some(next) = next.and_then(number) else {
        return false;
    };
    let alike = |other: &Ordinal| other.style == next.style;
    let goes_on = match before {
        Some(before) => alike(before) && (next.follows(before) || next.value == 1),
        None => next.value == 1,
    };
    own.style != next.style && goes_on
}

/// Whether a line is a heading over a single entry without a number, whose sum it states: （一）儿童福利类70万元 over 资助孤儿助学70万元.
pub(super) fn over_one(lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at).filter(|l| is_one(l)) else {
        return false;
    };
    let next = lines.iter().skip(at + 1).find(|l| !is_gap(l));
    next.is_some_and(|l| of_one(line, l).is_some())
}

/// The entry that a line below the name of its organ is: a name and its sum, and no number.
pub(super) fn of_organ(line: &Line) -> Option<Entry> {
    let own = |e: &Entry| e.number.is_none() && e.rest.is_empty();
    entry(line, true).filter(own)
}

/// Whether a line is the name of an organ whose entries stand below it, perhaps with a number before, and how many they are or
/// what they come to in brackets and a colon behind.
pub(super) fn names_organ(line: &Line) -> bool {
    let text = outside_brackets(line.key().trim_end_matches(':'));
    let name = office::heads_rows(&text);
    let ends = name.is_some_and(|name| {
        let number = ordinal::marked(text.chars()).map_or(0, |n| n.rest);
        text.chars().count() == number + name.chars().count()
    });
    line.chars.len() <= LONGEST_HEADING && (ends || office::means_to_buy(line.key()).is_some())
}

/// Whether the entries below the heading that a list begins with come to the sum that it states.
pub(super) fn comes_to(
    lines: &[Line],
    headings: &[(usize, usize)],
    entries: &[(usize, Entry)],
) -> bool {
    let Some((0, at)) = headings.first() else {
        return false;
    };
    let end = headings.get(1).map_or(entries.len(), |(above, _)| *above);
    let own = || entries.iter().take(end);
    // 中央资金47万元 and 市级资金66万元 say whose money it is, not what for.
    let source = |(at, e): &(usize, Entry)| {
        let name = lines.get(*at).and_then(|l| l.chars.get(e.project.clone()));
        let name: String = name.into_iter().flatten().map(|c| c.ch).collect();
        sources::names_money(&name)
    };
    if own().any(source) {
        return false;
    }
    let sums = own().map(|(at, e)| sum(lines.get(*at)?.chars.get(e.sum.clone())?));
    let told = lines.get(*at).and_then(stated);
    let all: Option<Vec<Decimal>> = sums.collect();
    told.is_some() && all.map(|s| s.into_iter().sum()) == told
}

/// Whether a line heads entries of a list: a number other than theirs and a name (二、首台套装备奖励), perhaps with their sum.
pub(super) fn is_one(line: &Line) -> bool {
    let closes = || {
        let text = line.raw();
        let text = text.trim().trim_end_matches('。');
        text.contains(['。', '；', ';'])
    };
    number(line).is_some_and(|n| n.style.numeral == Numeral::Chinese)
        && may_be_one(line)
        && !closes()
        || names_organ(line)
}

/// Whether a line begins with the name of a column, without a number before it.
pub(super) fn begins_table(line: &Line) -> bool {
    let text = line.raw();
    let mut words = text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜'));
    let first = words.find(|w| !w.is_empty());
    number(line).is_none() && first.is_some_and(role::is_known_name)
}

/// Whether a line has a number and is short as headings are.
pub(in crate::table::forms) fn may_be_one(line: &Line) -> bool {
    number(line).is_some() && line.chars.len() <= LONGEST_HEADING
}

/// The running number that a line begins with.
pub(super) fn number(line: &Line) -> Option<Ordinal> {
    ordinal::marked(line.chars.iter().map(|c| c.ch))
}

/// Whether a line says more of the numbered entry above it: it has no number, and states the entry's sum again, or none of its own and
/// what is numbered next stands below it.
pub(super) fn says_more(lines: &[Line], (above, entry): (usize, &Entry), at: usize) -> bool {
    let sum_of = |(at, entry): (usize, &Entry)| sum(lines.get(at)?.chars.get(entry.sum.clone())?);
    let own = sum_of((above, entry));
    let (Some(line), Some(before)) = (lines.get(at), entry.number.as_ref()) else {
        return false;
    };
    let sentence = |l: &Line| l.chars.iter().any(|c| c.ch == '。') && number(l).is_none();
    // A line of print may end within the sentence of the entry.
    let last = lines
        .get(above)
        .and_then(|l| l.chars.iter().rfind(|c| !c.ch.is_whitespace()));
    let broken = last.is_some_and(|c| !matches!(c.ch, '。' | '；' | ';'));
    if !sentence(line) || !entry.rest.is_empty() && !broken {
        return false;
    }
    if let Some(first) = super::stated(line).next() {
        return Some(first) == own;
    }
    // As many as a page has lines below the longest heading (GB/T 9704-2012 5.2).
    const FEW: usize = 22;
    let mut below = lines.iter().skip(at + 1).take(FEW);
    let silent = |l: &Line| sentence(l) && super::stated(l).next().is_none();
    let next = below.find(|l| !is_gap(l) && !silent(l));
    next.and_then(number).is_some_and(|n| n.follows(before))
}

/// Most characters of a heading: as many as a line of print has (GB/T 9704-2012 7.1), with its number and its sum.
const LONGEST_HEADING: usize = 28 + 12;

/// The sum that a heading states.
fn stated(line: &Line) -> Option<Decimal> {
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    sum(line.chars.get(money::only_sum(&chars)?)?)
}

/// The entry that stands alone below a heading, without a number: its sum is all that the heading states.
pub(super) fn of_one(heading: &Line, line: &Line) -> Option<Entry> {
    let told = stated(heading)?;
    let entry = entry(line, true).filter(|e| e.number.is_none())?;
    // 安排资金70万元 says nothing of what for.
    let name = line.chars.get(entry.project.clone())?.iter();
    let name: String = name.map(|c| c.ch).collect();
    if sources::names_money(&name) || is_only_money(&name) {
        return None;
    }
    (sum(line.chars.get(entry.sum.clone())?) == Some(told)).then_some(entry)
}
