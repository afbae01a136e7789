//! Comma-separated values (RFC 4180) pasted into a text.

use super::{named, page_gap, residue, stretch};
use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::lexicon::money;
use crate::lexicon::role;
use crate::table::{Grid, assemble};
use crate::text::Line;

/// Reads a table that begins with a line of column names.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let header = lines.first()?;
    let commas = header.chars.iter().filter(|c| c.ch == ',').count();
    // Prose has commas too; a header of three columns is mostly names of columns, and no cell is a sentence.
    if commas < 2 {
        return None;
    }
    let names: Vec<_> = header
        .chars
        .split(|c| c.ch == ',')
        .map(|cell| {
            let bare: Vec<Char> = cell.iter().copied().filter(|c| c.ch != '"').collect();
            vec![stretch(header, &bare)]
        })
        .collect();
    if !names.iter().all(|n| is_name(n)) {
        return None;
    }
    if named(&names) * 2 < names.len() && !is_even(lines, &names) {
        return None;
    }
    // A sentence with commas stands alone; a header has a record below it.
    if !lines.get(1)?.chars.iter().any(|c| c.ch == ',') {
        return None;
    }
    let mut rows = Vec::new();
    let mut used = 0;
    while let Some(rest) = lines.get(used..).filter(|r| !r.is_empty()) {
        // A page number between two records is a row of its own, so that those below it are known to be of this table.
        let gap = page_gap(rest).filter(|_| !rows.is_empty());
        let (number, length) = gap.unwrap_or_default();
        let below = rest.get(length..).unwrap_or_default();
        if below.first().is_none_or(Line::is_blank) {
            break;
        }
        let (row, lines) = record(below, ',', ctx);
        if row.len() < 2 || gap.is_some() && residue::is_header(&row) {
            break;
        }
        if gap.is_some() {
            rows.extend(rest.get(number).map(|l| vec![vec![l.clone()]]));
        }
        used += length + lines;
        rows.push(row);
    }
    if rows.len() < 2 {
        return None;
    }
    residue::mend(rows, ctx).map(|(g, _)| (g, used))
}

/// A line above or below the records that spreadsheets pad to their number of fields (附件1,,,,): its only field.
pub(super) fn without_padding(line: &Line, ctx: &mut Context<'_>) -> Line {
    let padding = line.chars.iter().rev().take_while(|c| c.ch == ',').count();
    let (field, commas) = line.chars.split_at(line.chars.len() - padding);
    // A sentence does not end in two commas. A quoted field may hold some.
    let quoted = matches!(field, [first, .., last] if first.ch == '"' && last.ch == '"');
    if padding < 2 || field.is_empty() || !quoted && field.iter().any(|c| c.ch == ',') {
        return line.clone();
    }
    ctx.accounts.discard(commas, Discard::Markup);
    if quoted {
        let (fields, _) = record(std::slice::from_ref(line), ',', ctx);
        let first = fields.into_iter().next().and_then(|f| f.into_iter().next());
        return first.unwrap_or_else(|| line.clone());
    }
    stretch(line, field)
}

/// Where few names are known: whether two records of as many fields follow, and a name is known after all, or all are names
/// of what has no role, or a field is a number in both. A paragraph with half-width commas has none of these.
fn is_even(lines: &[Line], names: &[Vec<Line>]) -> bool {
    let Some(next) = lines.get(1..3) else {
        return false;
    };
    let texts: Vec<String> = next
        .iter()
        .map(|l| assemble::plain(std::slice::from_ref(l)))
        .collect();
    let records: Vec<Vec<&str>> = texts.iter().map(|t| t.split(',').collect()).collect();
    let as_many = records.iter().all(|r| r.len() == names.len());
    let prose = texts.iter().any(|t| t.ends_with('。'));
    let known = |n: &Vec<Line>| role::is_known_name(&assemble::plain(n));
    let number = |c: usize| {
        let mut fields = records.iter().filter_map(|r| r.get(c));
        fields.all(|f| money::is_sum(f.trim_matches('"')))
    };
    as_many
        && !prose
        && (named(names) > 0 || names.iter().all(known) || (0..names.len()).any(number))
}

/// A column name is short and no sentence; the longest in use has thirteen characters, and half as
/// many may be added to it.
fn is_name(cell: &[Line]) -> bool {
    let text = assemble::plain(cell);
    text.chars().count() <= 20
        && !text.contains(['。', '；', ';', '，'])
        && !text.ends_with(['：', ':'])
}

/// One record: a quoted field may run over lines.
pub(super) fn record(
    lines: &[Line],
    separator: char,
    ctx: &mut Context<'_>,
) -> (Vec<Vec<Line>>, usize) {
    let mut fields: Vec<Vec<Line>> = Vec::new();
    let mut field: Vec<Line> = Vec::new();
    let mut quoted = false;
    let mut marks: Vec<Char> = Vec::new();
    let mut used = 0;
    for line in lines {
        used += 1;
        let mut open: Vec<Char> = Vec::new();
        let mut chars = line.chars.iter().peekable();
        while let Some(&c) = chars.next() {
            match c.ch {
                '"' if quoted && chars.peek().is_some_and(|n| n.ch == '"') => {
                    marks.push(c);
                    open.extend(chars.next());
                }
                '"' if quoted || open.is_empty() => {
                    quoted = !quoted;
                    marks.push(c);
                }
                ch if ch == separator && !quoted => {
                    // A tab is white space, which is not accounted for.
                    marks.extend((!ch.is_whitespace()).then_some(c));
                    field.push(stretch(line, &open));
                    open.clear();
                    fields.push(std::mem::take(&mut field));
                }
                _ => open.push(c),
            }
        }
        field.push(stretch(line, &open));
        if !quoted {
            break;
        }
    }
    fields.push(field);
    if fields.len() > 1 {
        ctx.accounts.discard(&marks, Discard::Markup);
    }
    (fields, used)
}
