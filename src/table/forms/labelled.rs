//! A row a line, every value behind the name of its column (序号：1；购买主体：区教育局；金额：5万元。): blank cells are left out.

use std::collections::HashMap;
use std::ops::Range;

use super::{grid, stretch};
use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::model::Role;
use crate::table::{Grid, role};
use crate::text::Line;

/// A labelled value as ranges of characters of its line.
struct Field {
    name: String,
    label: Range<usize>,
    value: Range<usize>,
}

/// Reads lines that carry the same labels, those of rows among them.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let top = lines.first()?;
    // Two labels are a sentence's; contacts have three, and none of a row. A comma stands within values where semicolons
    // part them.
    let (marks_between, first) = [&['；', ';'], &['，', ',']]
        .into_iter()
        .map(|between| (between, marks(top, between)))
        .find(|(_, fields)| fields.len() > 2)?;
    let mut rows: Vec<(&Line, Vec<Field>)> = Vec::new();
    let mut used = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.is_blank() {
            continue;
        }
        let fields = marks(line, marks_between);
        // A list ends with the first line that does not begin as the others do.
        let begins = |f: &Field| first.first().is_some_and(|a| a.name == f.name);
        if !fields.first().is_some_and(begins) {
            break;
        }
        rows.push((line, fields));
        used = index + 1;
    }
    if rows.len() < 2 {
        return None;
    }
    keep_labels(&mut rows);
    let names = order(&rows);
    let known = names.iter().filter(|n| role::is_name(n)).count();
    let of_row = |n: &&str| {
        matches!(
            role::of_header(n),
            Some(Role::Sequence | Role::Project | Role::Amount)
        )
    };
    // Three rows with the very same labels are no chance, whatever they are called.
    let even = rows.len() > 2 && rows.iter().all(|(_, fields)| fields.len() == names.len());
    let is_table = known * 2 >= names.len() || even;
    if names.len() < 3 || !is_table || !names.iter().any(of_row) {
        return None;
    }
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    cells(&rows, &names, ctx).map(|g| (g, used))
}

/// Every stretch of a line that may be a label, and what follows it up to the next.
fn marks(line: &Line, between: &[char]) -> Vec<Field> {
    let mut out: Vec<Field> = Vec::new();
    let mut start = line
        .chars
        .iter()
        .take_while(|c| c.ch.is_whitespace())
        .count();
    let mut depth = 0_u32;
    let mut colon = None;
    for (at, c) in line.chars.iter().enumerate().skip(start) {
        match c.ch {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            ':' | '：' if depth == 0 && colon.is_none() => {
                colon = Some(at);
                if let Some(field) = field(line, start..at) {
                    if let Some(open) = out.last_mut() {
                        open.value.end = start;
                    }
                    out.push(field);
                } else if out.is_empty() {
                    return out;
                }
            }
            c if depth == 0 && between.contains(&c) => (start, colon) = (at + 1, None),
            _ => {}
        }
    }
    out
}

fn field(line: &Line, label: Range<usize>) -> Option<Field> {
    let chars = line.chars.get(label.clone())?;
    let name: String = chars
        .iter()
        .map(|c| c.ch)
        .filter(|c| !c.is_whitespace())
        .collect();
    // The longest names in use have some fifteen characters.
    let short = (1..=15).contains(&name.chars().count());
    let value = label.end + 1..line.chars.len();
    (short && !name.contains(['。', '、', '《'])).then_some(Field { name, label, value })
}

/// What is a label in one line only, and no known name, is part of the value before it.
fn keep_labels(rows: &mut [(&Line, Vec<Field>)]) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for field in rows.iter().flat_map(|(_, fields)| fields) {
        *count.entry(field.name.clone()).or_default() += 1;
    }
    for (_, fields) in rows {
        let mut kept: Vec<Field> = Vec::with_capacity(fields.len());
        for field in fields.drain(..) {
            let twice = kept.iter().any(|k| k.name == field.name);
            let label = role::is_known_name(&field.name) || count.get(&field.name) > Some(&1);
            match kept.last_mut() {
                Some(open) if twice || !label => open.value.end = field.value.end,
                _ => kept.push(field),
            }
        }
        *fields = kept;
    }
}

/// The names in the order of the columns: one that an earlier row leaves out stands behind the one before it.
fn order<'r>(rows: &'r [(&Line, Vec<Field>)]) -> Vec<&'r str> {
    let mut out: Vec<&str> = Vec::new();
    for (_, fields) in rows {
        let mut next = 0;
        for field in fields {
            match out.iter().position(|n| *n == field.name) {
                Some(at) => next = at + 1,
                None => {
                    out.insert(next, &field.name);
                    next += 1;
                }
            }
        }
    }
    out
}

/// The grid: the labels of the first row that has each are the header, later ones repeat it.
fn cells(rows: &[(&Line, Vec<Field>)], names: &[String], ctx: &mut Context<'_>) -> Option<Grid> {
    let is_mark = |c: &Char| matches!(c.ch, '；' | ';' | '，' | ',' | '。') || c.ch.is_whitespace();
    let mut out = vec![vec![Vec::new(); names.len()]];
    for (line, fields) in rows {
        let mut row = vec![Vec::new(); names.len()];
        for field in fields {
            let col = names.iter().position(|n| *n == field.name)?;
            let label = line.chars.get(field.label.clone())?;
            let head = out.first_mut()?.get_mut(col)?;
            if head.is_empty() {
                head.push(stretch(line, label));
            } else {
                ctx.accounts.discard(label, Discard::RepeatedHeader);
            }
            let value = line.chars.get(field.value.clone())?;
            let end = value.len() - value.iter().rev().take_while(|c| is_mark(c)).count();
            let (value, marks) = value.split_at(end);
            let colon = line.chars.get(field.label.end..field.value.start)?;
            ctx.accounts
                .discard(colon.iter().chain(marks), Discard::Markup);
            row.get_mut(col)?.push(stretch(line, value));
        }
        out.push(row);
    }
    grid(out)
}
