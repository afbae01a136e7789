//! Offices within the entries of a list of sums.

use std::ops::Range;

use super::{Entry, is_mark, trimmed};
use crate::accounts::Char;
use crate::lexicon::key::Key;
use crate::lexicon::{office, role};
use crate::model::Role;
use crate::text::Line;

/// Parts names of offices from those of projects where all entries begin with one: 区水利局农村饮水项目.
///
/// Where all have a blank or a dash and most have the name of one before it, it parts them: 区特教学校 - 送教上门.
///
/// Beside entries with a body and what it is given money for, a body whose money alone is named (沈家门街道：补助资金13万元) is one, too.
pub(super) fn name(lines: &[Line], entries: &mut [(usize, Entry)]) {
    let bought = entries.iter().any(|(_, e)| e.purchaser.is_some());
    for (at, entry) in entries
        .iter_mut()
        .filter(|(_, e)| bought && e.purchaser.is_none())
    {
        let own = lines
            .get(*at)
            .and_then(|l| l.chars.get(entry.project.clone()));
        let own: String = own.into_iter().flatten().map(|c| c.ch).collect();
        if (office::is_organ(&own) || office::is_office(&own))
            && let Some(label) = entry.label.take()
        {
            entry.purchaser = Some(std::mem::replace(&mut entry.project, label));
        }
    }
    let gap = |c: &Char| c.ch.is_whitespace() || matches!(c.ch, '-' | '－' | '–');
    // Where the office ends, where the project begins, and where that ends.
    let parted = |(at, entry): &(usize, Entry)| {
        let own = lines.get(*at)?.chars.get(entry.project.clone())?;
        let last = own.iter().rposition(|c| !gap(c))? + 1;
        let own = own.get(..last)?;
        let end = own.iter().position(gap)?;
        let blanks = own.iter().skip(end).take_while(|c| gap(c)).count();
        let one = entry.purchaser.is_none() && end > 0 && !own.iter().skip(end + blanks).any(gap);
        let from = entry.project.start;
        one.then_some((from + end, from + end + blanks..from + last))
    };
    let organ = |((at, entry), (end, _)): &(&(usize, Entry), &(usize, Range<usize>))| {
        let own = lines
            .get(*at)
            .and_then(|l| l.chars.get(entry.project.start..*end));
        let own: String = own.unwrap_or_default().iter().map(|c| c.ch).collect();
        office::is_organ(&own)
    };
    let cuts: Option<Vec<(usize, Range<usize>)>> = entries.iter().map(parted).collect();
    if let Some(cuts) = cuts
        && entries.iter().zip(&cuts).filter(organ).count() * 2 > entries.len()
    {
        for ((_, entry), (end, project)) in entries.iter_mut().zip(cuts) {
            entry.purchaser = Some(entry.project.start..end);
            entry.project = project;
        }
        return;
    }
    let office = |(at, entry): &(usize, Entry)| {
        let own = lines.get(*at)?.chars.get(entry.project.clone())?;
        let own: Vec<char> = own.iter().map(|c| c.ch).collect();
        let length = office::leading(&own).filter(|_| entry.purchaser.is_none())?;
        Some(entry.project.start + length)
    };
    let Some(ends) = entries.iter().map(office).collect::<Option<Vec<_>>>() else {
        return;
    };
    for ((_, entry), end) in entries.iter_mut().zip(ends) {
        entry.purchaser = Some(entry.project.start..end);
        entry.project.start = end;
    }
}

/// Who does it, if a line says so behind a label: 责任单位：区农业局.
pub(super) fn labelled(line: &Line) -> Option<Range<usize>> {
    labelled_last(line)
        .filter(|(label, _)| *label == 0)
        .map(|(_, name)| name)
}

/// Likewise, the last clause of a line: where the label begins, and the name behind it.
pub(super) fn labelled_last(line: &Line) -> Option<(usize, Range<usize>)> {
    let colon = line
        .chars
        .iter()
        .rposition(|c| matches!(c.ch, ':' | '：'))?;
    let before = line.chars.get(..colon)?;
    let label = before
        .iter()
        .rposition(|c| is_mark(c.ch))
        .map_or(0, |at| at + 1);
    let text = |chars: &[Char]| -> String { chars.iter().map(|c| c.ch).collect() };
    let role = role::of_header(&Key::of(&text(before.get(label..)?)));
    if !matches!(role, Some(Role::Purchaser | Role::Provider)) {
        return None;
    }
    let name = trimmed(&line.chars, colon + 1..line.chars.len());
    let own = text(line.chars.get(name.clone())?);
    let one = !own.is_empty() && !own.contains(['。', '；', ';', '，', ',']);
    one.then_some((label, name))
}

/// A name and the organ that brackets at its end hold: 社区养老服务（区民政局）.
pub(super) fn in_brackets(
    chars: &[char],
    name: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
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
