//! Footnote signs on the line of what they mark, as text without raised signs has them: 区总工会*, 25②.

use std::collections::HashMap;

use crate::accounts::{Aside, Char};
use crate::context::Context;
use crate::lexicon::{footnote, labels};
use crate::table::{Flow, WholeTable};
use crate::text::Line;

/// Takes the signs out of cells where one note below the table begins with the same: they are no part of the name or sum.
pub(super) fn set_aside(flow: &mut [Flow], ctx: &mut Context<'_>) {
    // From the last up: what stands below each table, to the next.
    let mut below: HashMap<String, usize> = HashMap::new();
    for part in flow.iter_mut().rev() {
        match part {
            Flow::Break => below.clear(),
            Flow::Line(line) => note(line, &mut below),
            Flow::Table(table) => {
                table.notes.iter().for_each(|line| note(line, &mut below));
                // Several lines that begin with one sign are a list.
                below.retain(|_, times| *times == 1);
                if !below.is_empty() {
                    from_cells(table, &below, ctx);
                }
                below.clear();
            }
        }
    }
}

fn note(line: &Line, found: &mut HashMap<String, usize>) {
    let text = line.raw();
    // 注：*含下属单位；①首年试点。
    let label = text.find(['：', ':']).filter(|_| labels::is_note(&text));
    let own = label.and_then(|at| text.get(at..)).unwrap_or(&text);
    let pieces = own.split(['：', ':', '；', ';', '。']).map(str::trim);
    for sign in pieces.filter_map(footnote::begins_note) {
        *found.entry(sign.to_owned()).or_default() += 1;
    }
}

fn from_cells(table: &mut WholeTable, signs: &HashMap<String, usize>, ctx: &mut Context<'_>) {
    let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
    for line in cells.filter_map(|cell| cell.lines.last_mut()) {
        let text = line.raw();
        let Some((own, sign)) = footnote::ends_in_sign(text.trim_end()) else {
            continue;
        };
        if !signs.contains_key(sign) {
            continue;
        }
        let mut chars: Vec<Char> = line.chars.to_vec();
        let marks = chars.split_off(own.chars().count());
        if let Some(beside) = chars.last() {
            for mark in marks.iter().filter(|c| !c.ch.is_whitespace()) {
                ctx.accounts.set_aside(mark.id, beside.id, Aside::Mark);
            }
            line.chars = chars.into();
        }
    }
}
