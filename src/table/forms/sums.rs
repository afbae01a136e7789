//! Sentences that state a sum each, one below the other: 1、敬老院取暖补助1.5万元,用于维修; 一是安排养老项目50万元;
//! 区教育局：校车服务 50万元.

use std::ops::Range;

use super::{grid, is_gap, stretch};
use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::lexicon::ordinal::{self, Ordinal};
use crate::lexicon::{labels, money, office};
use crate::table::{Evidence, Grid};
use crate::text::Line;

/// Fewest entries: two sums one below the other may be two rules of a paper.
const ENTRIES: usize = 3;
/// Most characters of a line that is one entry: more is a paragraph.
const LONGEST: usize = 120;

/// An entry as ranges of characters of its line.
struct Entry {
    number: Option<Ordinal>,
    purchaser: Option<Range<usize>>,
    project: Range<usize>,
    sum: Range<usize>,
    rest: Range<usize>,
}

/// Reads entries that are numbered one after the other, or that all begin with the name of an organ.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if is_gap(line) && !entries.is_empty() {
            at += 1;
            continue;
        }
        let Some(entry) = entry(line).filter(|e| follows(e, entries.last().map(|(_, e)| e))) else {
            break;
        };
        entries.push((at, entry));
        at += 1;
    }
    if entries.len() < ENTRIES {
        return None;
    }
    let bought = entries.iter().any(|(_, e)| e.purchaser.is_some());
    let used = entries.last()?.0 + 1;
    let noted = entries.iter().any(|(_, e)| !e.rest.is_empty());
    let width = 3 + usize::from(bought) + usize::from(noted);
    // A list has no names of columns.
    let mut rows: Vec<Vec<Vec<Line>>> = vec![vec![Vec::new(); width]];
    for (at, entry) in &entries {
        let line = lines.get(*at)?;
        let number = entry.number.as_ref().map(|n| n.start..n.end);
        let mut ranges = vec![number, Some(entry.project.clone())];
        ranges.extend(bought.then(|| entry.purchaser.clone()));
        ranges.push(Some(entry.sum.clone()));
        ranges.extend(noted.then(|| Some(entry.rest.clone())));
        let cell = |range: Option<Range<usize>>| -> Vec<Line> {
            let chars = range
                .filter(|r| !r.is_empty())
                .and_then(|r| line.chars.get(r));
            chars
                .map(|chars| stretch(line, chars))
                .into_iter()
                .collect()
        };
        let kept = |index: usize| ranges.iter().flatten().any(|r| r.contains(&index));
        let marks = line
            .chars
            .iter()
            .enumerate()
            .filter(|(i, c)| !kept(*i) && !c.ch.is_whitespace());
        ctx.accounts.discard(marks.map(|(_, c)| c), Discard::Markup);
        rows.push(ranges.iter().cloned().map(cell).collect());
    }
    let mut grid = grid(rows)?;
    grid.evidence = Evidence::Listed;
    Some((grid, used))
}

/// Whether an entry goes on with the one above, or begins a list.
fn follows(entry: &Entry, before: Option<&Entry>) -> bool {
    match (before.map(|b| &b.number), &entry.number) {
        (None, Some(number)) => number.value == 1,
        (None, None) => true,
        (Some(Some(before)), Some(number)) => number.follows(before),
        (Some(None), None) => true,
        _ => false,
    }
}

/// The entry that a line is: what is numbered or whose organ stands first, and one sum.
fn entry(line: &Line) -> Option<Entry> {
    if line.chars.len() > LONGEST || !line.chars.iter().any(|c| c.ch == '元') {
        return None;
    }
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    let number = ordinal::listed(&chars);
    let start = number.as_ref().map_or(0, |n| n.rest);
    let body = chars.get(start..)?;
    let sum = money::only_sum(body)?;
    let sum = sum.start + start..sum.end + start;
    let text = |range: &Range<usize>| -> String {
        chars
            .get(range.clone())
            .unwrap_or_default()
            .iter()
            .collect()
    };
    // What stands before the sum, between marks.
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut from = start;
    let mut named = None;
    for at in start..=sum.start {
        let mark = chars.get(at).filter(|_| at < sum.start);
        if mark.is_some_and(|c| !is_mark(*c) && !matches!(c, ':' | '：')) {
            continue;
        }
        let part = trimmed(&line.chars, from..at);
        if mark.is_some_and(|c| matches!(c, ':' | '：')) && parts.is_empty() {
            named = Some(part.clone()).filter(|p| office::is_office(&text(p)));
        }
        parts.extend((!part.is_empty()).then_some(part));
        from = at + 1;
    }
    let organ = parts
        .iter()
        .position(|p| office::is_organ(&text(p)) || Some(p) == named.as_ref());
    let organ = organ.filter(|_| parts.len() > 1);
    let project = parts
        .iter()
        .enumerate()
        .find(|(i, _)| Some(*i) != organ)
        .map(|(_, p)| p.clone())?;
    let purchaser = organ.and_then(|at| parts.get(at).cloned());
    let (project, purchaser) = match (purchaser, in_brackets(&chars, &project)) {
        (None, Some((name, organ))) => (name, Some(organ)),
        (purchaser, _) => (project, purchaser),
    };
    // Without a number, an organ with a colon tells an entry from a sentence.
    if number.is_none() && named.is_none() || labels::summary(&text(&project)).is_some() {
        return None;
    }
    // More parts than a name and an organ are a sentence's.
    if parts.len() > 1 + usize::from(organ.is_some()) {
        return None;
    }
    let rest = trimmed(&line.chars, sum.end..chars.len());
    Some(Entry {
        number,
        purchaser,
        project,
        sum,
        rest,
    })
}

/// A name and the organ that brackets at its end hold: 社区养老服务（区民政局）.
fn in_brackets(chars: &[char], name: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let own = chars.get(name.clone())?;
    let end = own
        .len()
        .checked_sub(1)
        .filter(|at| matches!(own.get(*at), Some(')' | '）')))?;
    let open = own
        .iter()
        .rposition(|c| matches!(c, '(' | '（'))
        .filter(|at| *at > 0)?;
    let inside: String = own.get(open + 1..end)?.iter().collect();
    let at = name.start;
    office::is_organ(&inside).then_some((at..at + open, at + open + 1..at + end))
}

fn is_mark(c: char) -> bool {
    matches!(c, '；' | ';' | '，' | ',' | '。' | '…' | '.' | '·')
}

/// A range without marks and blanks at its ends.
fn trimmed(chars: &[Char], range: Range<usize>) -> Range<usize> {
    let own = chars.get(range.clone()).unwrap_or_default();
    let loose = |c: &&Char| is_mark(c.ch) || c.ch.is_whitespace();
    let start = own.iter().take_while(loose).count();
    let end = own.iter().rev().take_while(loose).count();
    range.start + start..(range.end - end).max(range.start + start)
}
