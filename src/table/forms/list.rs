//! A list instead of a table: a numbered line names the project, labelled values follow (投资：500万元 实施单位：某局).

use std::collections::HashMap;
use std::ops::Range;

use super::{exceeds, grid, is_gap, stretch, too_large};
use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::lexicon::key::Key;
use crate::lexicon::money;
use crate::lexicon::ordinal::{self, Ordinal};
use crate::lexicon::role;
use crate::model::Role;
use crate::table::{Evidence, Grid};
use crate::text::Line;

/// Most lines of a paragraph on what is done, blank ones among them: of the pages looked at the longest had three.
const TOLD: usize = 10;

/// An entry as ranges of characters in its lines.
struct Entry {
    number: Ordinal,
    project: Range<usize>,
    /// The lines that say what is done, without a label.
    content: Range<usize>,
    fields: Vec<Field>,
    /// Lines it takes.
    used: usize,
}

/// A labelled value.
struct Field {
    name: Key,
    line: usize,
    label: Range<usize>,
    value: Range<usize>,
}

/// Reads entries that carry the same labels, a sum among them.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    let mut at = 0;
    while let Some(entry) = lines
        .get(at..)
        .and_then(|rest| entry(rest, entries.last().map(|(_, e)| e)))
    {
        let start = at;
        at += entry.used;
        entries.push((start, entry));
        at += lines.get(at..)?.iter().take_while(|l| is_gap(l)).count();
    }
    // One entry is a sentence; two with the same labels are a list.
    let (last, entry) = entries.last()?;
    let used = last + entry.used;
    if entries.len() < 2 {
        return None;
    }
    // Names of projects stand behind the numbers, or behind a label as all else does.
    let bare = entries.iter().any(|(_, e)| !e.project.is_empty());
    let told = entries.iter().any(|(_, e)| !e.content.is_empty());
    let content = 1 + usize::from(bare);
    let first = content + usize::from(told);
    let mut names: HashMap<&str, usize> = HashMap::new();
    for field in entries.iter().flat_map(|(_, e)| &e.fields) {
        let next = names.len() + first;
        names.entry(&field.name).or_insert(next);
    }
    let (height, width) = (entries.len() + 1, names.len() + first);
    if exceeds(height, width, ctx) {
        return Some((too_large(height, width), used));
    }
    let mut rows = vec![vec![Vec::new(); width]];
    for (start, entry) in &entries {
        let line = lines.get(*start)?;
        let mut row = vec![Vec::new(); width];
        let mut put = |col: usize, line: &Line, range: &Range<usize>| {
            if let (Some(cell), Some(chars)) = (row.get_mut(col), line.chars.get(range.clone())) {
                cell.push(stretch(line, chars));
            }
        };
        put(0, line, &(entry.number.start..entry.number.end));
        if bare {
            put(1, line, &entry.project);
        }
        let told = lines.iter().skip(start + entry.content.start);
        for line in told.take(entry.content.len()).filter(|l| !is_gap(l)) {
            put(content, line, &(0..line.chars.len()));
        }
        let opening = line.chars.get(..entry.number.start).unwrap_or_default();
        ctx.accounts.discard(
            opening.iter().filter(|c| !c.ch.is_whitespace()),
            Discard::Markup,
        );
        let mark = line.chars.get(entry.number.end..entry.project.start);
        let after = line.chars.get(entry.project.end..).unwrap_or_default();
        let after = after.iter().take_while(|c| is_mark(c) || c.ch == '—');
        ctx.accounts.discard(
            mark.unwrap_or_default().iter().chain(after),
            Discard::Markup,
        );
        for field in &entry.fields {
            let line = lines.get(start + field.line)?;
            let col = *names.get(&*field.name)?;
            put(col, line, &field.value);
            let label = line.chars.get(field.label.clone()).unwrap_or_default();
            let between = line.chars.get(field.label.end..field.value.start);
            ctx.accounts
                .discard(between.unwrap_or_default(), Discard::Markup);
            let head = rows.first_mut().and_then(|r| r.get_mut(col))?;
            if head.is_empty() {
                head.push(stretch(line, label));
            } else {
                ctx.accounts.discard(label, Discard::RepeatedHeader);
            }
            let end = line.chars.get(field.value.end..).unwrap_or_default();
            let mark = end.iter().take_while(|c| is_mark(c));
            ctx.accounts.discard(mark, Discard::Markup);
        }
        rows.push(row);
    }
    let mut grid = grid(rows)?;
    grid.evidence = Evidence::Listed;
    Some((grid, used))
}

fn is_mark(c: &Char) -> bool {
    matches!(c.ch, '；' | ';' | '，' | ',' | '。')
}

/// Whether a line has labelled values, a sum among them, as the entries of a list do.
pub(in crate::table) fn is_entry(line: &Line) -> bool {
    let fields = fields(line, 0, 0);
    fields.len() > 1
        && fields.iter().any(|f| {
            role::of_header(&f.name) == Some(Role::Amount) && money::is_sum(&text(line, &f.value))
        })
}

/// The entry that begins with the first line, if its number is the next after the entry before.
fn entry(lines: &[Line], before: Option<&Entry>) -> Option<Entry> {
    let first = lines.first()?;
    let numeral = number(first).filter(|n| match before {
        Some(before) => n.follows(&before.number),
        None => n.value == 1,
    })?;
    let start = numeral.rest;
    let mut entry = Entry {
        number: numeral,
        project: 0..0,
        content: 1..1,
        fields: Vec::new(),
        used: 1,
    };
    let own = fields(first, start, 0);
    let end = own.first().map_or(first.chars.len(), |f| f.label.start);
    let name = first.chars.get(start..end)?;
    let trailing = name
        .iter()
        .rev()
        .take_while(|c| is_mark(c) || c.ch == '—' || c.ch.is_whitespace());
    entry.project = start..end - trailing.count();
    entry.fields = own;
    // A paragraph may say what is done before the labels begin.
    let below = lines
        .iter()
        .skip(1)
        .take(if entry.fields.is_empty() { TOLD } else { 0 });
    let told = below.take_while(|l| number(l).is_none() && !begins_with_label(l));
    let told = told.count();
    let mut paragraph = lines.iter().skip(1).take(told).rev();
    let whole = paragraph.find(|l| !is_gap(l)).is_some_and(is_sentence);
    if whole && lines.get(1 + told).is_some_and(begins_with_label) {
        entry.content = 1..1 + told;
        entry.used = 1 + told;
    }
    for (at, line) in lines.iter().enumerate().skip(entry.used) {
        if is_gap(line) {
            continue;
        }
        if !begins_with_label(line) {
            break;
        }
        entry.used = at + 1;
        entry.fields.extend(fields(line, 0, at));
    }
    let sums = entry.fields.iter().any(|f| {
        let line = lines.get(f.line);
        role::of_header(&f.name) == Some(Role::Amount)
            && line.is_some_and(|l| money::is_sum(&text(l, &f.value)))
    });
    // The name of a project is no sentence.
    let labelled = |f: &Field| role::of_header(&f.name) == Some(Role::Project);
    let named = if entry.project.is_empty() {
        entry.fields.iter().any(labelled)
    } else {
        !text(first, &entry.project).contains('。')
    };
    (sums && named).then_some(entry)
}

/// Whether a line is a paragraph: it ends as a sentence does, and no number begins it.
fn is_sentence(line: &Line) -> bool {
    let last = line.chars.iter().rfind(|c| !c.ch.is_whitespace());
    last.is_some_and(|c| c.ch == '。') && number(line).is_none()
}

/// Whether a labelled value stands at the beginning of a line.
fn begins_with_label(line: &Line) -> bool {
    fields(line, 0, 0).first().is_some_and(|f| {
        let before = line.chars.get(..f.label.start).unwrap_or_default();
        before.iter().all(|c| c.ch.is_whitespace())
    })
}

/// Whether a line begins with a running number, or with a mark in place of one.
pub(in crate::table) fn begins_entry(line: &Line) -> bool {
    let chars: Vec<char> = line.chars.iter().take(8).map(|c| c.ch).collect();
    number(line).is_some() || ordinal::bullet(&chars).is_some()
}

/// The running number that a line begins with.
fn number(line: &Line) -> Option<Ordinal> {
    ordinal::marked(line.chars.iter().map(|c| c.ch))
}

fn text(line: &Line, range: &Range<usize>) -> Key {
    let chars = line.chars.get(range.clone()).unwrap_or_default();
    Key::of_chars(chars.iter().map(|c| c.ch))
}

/// The labelled values of a line: a label is a column's name between a boundary and a colon.
fn fields(line: &Line, from: usize, index: usize) -> Vec<Field> {
    let mut out: Vec<Field> = Vec::new();
    for (at, _) in line
        .chars
        .iter()
        .enumerate()
        .skip(from)
        .filter(|(_, c)| matches!(c.ch, ':' | '：'))
    {
        let before = line.chars.get(from..at).unwrap_or_default();
        // 预算金额（万元）：18
        let unit = match before.last() {
            Some(c) if matches!(c.ch, ')' | '）') => before
                .iter()
                .rev()
                .position(|c| matches!(c.ch, '(' | '（'))
                .map_or(0, |open| open + 1),
            _ => 0,
        };
        let name = before.iter().rev().skip(unit);
        let length = unit + name.take_while(|c| c.ch.is_alphabetic()).count();
        let label = at - length..at;
        let bounded = line
            .chars
            .get(..label.start)
            .and_then(<[Char]>::last)
            .is_none_or(|c| {
                label.start == from
                    || c.ch.is_whitespace()
                    || is_mark(c)
                    || matches!(c.ch, ')' | '）')
            });
        let name = text(line, &label);
        // 注 and 序 alone are words of sentences.
        // Behind a semicolon a known name without a role (建设地点) is a label, too.
        let parts = line.chars.get(..label.start).and_then(<[Char]>::last);
        let parted = parts.is_some_and(|c| matches!(c.ch, '；' | ';')) && !out.is_empty();
        let is_label = role::is_key_of_name(&name) || parted && role::is_known_name(&name);
        if !bounded || length < 2 || !is_label {
            continue;
        }
        if let Some(open) = out.last_mut() {
            open.value.end = label.start;
        }
        out.push(Field {
            name,
            line: index,
            label,
            value: at + 1..line.chars.len(),
        });
    }
    for field in &mut out {
        let value = line.chars.get(field.value.clone()).unwrap_or_default();
        let trailing = value
            .iter()
            .rev()
            .take_while(|c| is_mark(c) || c.ch.is_whitespace());
        field.value.end -= trailing.count();
    }
    out
}
