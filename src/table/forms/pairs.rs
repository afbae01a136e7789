//! Labels and values, one below the other: 项目名称：食堂配送, 预算金额：132万元, as award notices have them; or side by side
//! in a table of two columns. Each block of labels is a row.

use std::ops::Range;

use super::{grid, stretch};
use crate::accounts::Discard;
use crate::context::Context;
use crate::lexicon::key::Key;
use crate::lexicon::money::{self, unit};
use crate::lexicon::{role, web};
use crate::model::Role;
use crate::table::{Block, Evidence, Grid, assemble};
use crate::text::Line;

/// Fewest labels of a row: two are a sentence's.
const LABELS: usize = 3;

/// Most characters of the name of a part of what is bought: 第一包, 标段二.
const PART: usize = 5;

/// A label and its value.
struct Pair {
    label: Vec<Line>,
    value: Vec<Line>,
}

/// Makes rows of labels and values where no other table stands, and turns tables of labels and values.
pub(super) fn read(blocks: Vec<Block>, ctx: &mut Context<'_>) -> Vec<Block> {
    let has_grid = blocks.iter().any(|b| matches!(b, Block::Grid(_)));
    if has_grid {
        let turn = |block| match block {
            Block::Grid(grid) => turned(&grid).unwrap_or_else(|| vec![Block::Grid(grid)]),
            line => vec![line],
        };
        return blocks.into_iter().flat_map(turn).collect();
    }
    let found: Vec<(usize, Range<usize>, usize)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match block {
            Block::Line(line) => label(line).map(|(label, value)| (at, label, value)),
            Block::Grid(_) | Block::Break => None,
        })
        .collect();
    let cut = |(at, label, value): &(usize, Range<usize>, usize)| {
        let Some(Block::Line(line)) = blocks.get(*at) else {
            return None;
        };
        let own = |range: Option<&[_]>| vec![stretch(line, range.unwrap_or_default())];
        Some(Pair {
            label: own(line.chars.get(label.clone())),
            value: own(line.chars.get(*value..)),
        })
    };
    let pairs: Vec<Pair> = found.iter().filter_map(cut).collect();
    let Some((table, repeated)) = rows(&pairs) else {
        return blocks;
    };
    for (at, label, value) in &found {
        if let Some(Block::Line(line)) = blocks.get(*at) {
            let own = line.chars.get(..*value).unwrap_or_default();
            let rest = |i: &usize| !label.contains(i);
            let marks = (0..own.len()).filter(rest).filter_map(|i| own.get(i));
            ctx.accounts
                .discard(marks.filter(|c| !c.ch.is_whitespace()), Discard::Markup);
        }
    }
    let again = repeated.iter().flat_map(|l| &l.chars);
    ctx.accounts.discard(again, Discard::RepeatedHeader);
    let mut table = Some(table);
    let last = found.last().map(|(at, ..)| *at);
    let taken = |at: usize| found.iter().any(|(i, ..)| *i == at);
    let mut out = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        if !taken(at) {
            out.push(block);
        }
        if Some(at) == last {
            out.extend(table.take().map(Block::Grid));
        }
    }
    out
}

/// Where a line's label stands and where its value begins. What a page says of itself is none of the paper's labels.
fn label(line: &Line) -> Option<(Range<usize>, usize)> {
    // 单位：万元 labels a table.
    if unit::of_unit_line(&line.key()).is_some() {
        return None;
    }
    let colon = |from: usize| {
        let mut rest = line.chars.iter().enumerate().skip(from);
        rest.find(|(_, c)| matches!(c.ch, ':' | '：'))
            .map(|(at, _)| at)
    };
    let name = |range: Range<usize>| {
        let chars = line.chars.get(range).unwrap_or_default();
        Key::of_chars(chars.iter().map(|c| c.ch))
    };
    let first = colon(0)?;
    let own = name(0..first);
    if web::label_in_table(&own).is_some() || web::is_chrome(&line.key()) {
        return None;
    }
    // 项目编号：PTSL2023-07 is a code, no running number: those have three digits at most.
    let code = role::of_header(&own) == Some(Role::Sequence)
        && name(first + 1..line.chars.len()).chars().count() > 3;
    if role::is_name(&own) && !code {
        return Some((0..first, first + 1));
    }
    // 第一包：中标供应商：某公司.
    let second = colon(first + 1).filter(|_| own.chars().count() <= PART)?;
    role::is_name(&name(first + 1..second)).then_some((first + 1..second, second + 1))
}

/// The pairs as a table, a row for each block of labels: one begins where a label comes again. Also the labels that are
/// said again.
fn rows(pairs: &[Pair]) -> Option<(Grid, Vec<Line>)> {
    let mut names: Vec<(Key, Vec<Line>)> = Vec::new();
    let mut blocks: Vec<Vec<(usize, Vec<Line>)>> = vec![Vec::new()];
    let mut repeated = Vec::new();
    for pair in pairs {
        let name = assemble::key_of(&pair.label);
        let col = names.iter().position(|(n, _)| *n == name);
        match col {
            Some(_) => repeated.extend(pair.label.iter().cloned()),
            None => names.push((name, pair.label.clone())),
        }
        let col = col.unwrap_or(names.len() - 1);
        let again = blocks
            .last()
            .is_some_and(|b| b.iter().any(|(c, _)| *c == col));
        if again {
            blocks.push(Vec::new());
        }
        blocks.last_mut()?.push((col, pair.value.clone()));
    }
    let roles: Vec<Option<Role>> = names.iter().map(|(n, _)| role::of_header(n)).collect();
    let has = |block: &[(usize, Vec<Line>)], role| {
        block
            .iter()
            .any(|(c, _)| roles.get(*c) == Some(&Some(role)))
    };
    let sum = |block: &[(usize, Vec<Line>)]| {
        block.iter().any(|(c, v)| {
            roles.get(*c) == Some(&Some(Role::Amount)) && money::is_sum(&assemble::key_of(v))
        })
    };
    let whole = |b: &Vec<(usize, Vec<Line>)>| {
        b.len() >= LABELS && sum(b) && (has(b, Role::Project) || has(b, Role::Sequence))
    };
    if !blocks.iter().all(whole) {
        return None;
    }
    let mut table = vec![names.iter().map(|(_, l)| l.clone()).collect::<Vec<_>>()];
    for block in blocks {
        let mut row = vec![Vec::new(); names.len()];
        for (col, value) in block {
            if let Some(cell) = row.get_mut(col) {
                *cell = value;
            }
        }
        table.push(row);
    }
    grid(table).map(|g| (g, repeated))
}

/// A table whose first column has the names and the second the values, turned; lone cells above are lines.
fn turned(own: &Grid) -> Option<Vec<Block>> {
    if own.cols != 2 || own.rows < LABELS || own.evidence == Evidence::Listed {
        return None;
    }
    let cell = |row: usize, col: usize| {
        let mut cells = own.cells.iter();
        cells
            .find(|c| c.row == row && c.col == col)
            .map(|c| c.lines.clone())
            .unwrap_or_default()
    };
    let is_blank = |lines: &[Line]| lines.iter().all(Line::is_blank);
    let mut out = Vec::new();
    let mut pairs = Vec::new();
    for row in 0..own.rows {
        let (label, value) = (cell(row, 0), cell(row, 1));
        if is_blank(&value) && pairs.is_empty() {
            out.extend(label.into_iter().map(Block::Line));
        } else {
            pairs.push(Pair { label, value });
        }
    }
    // Names of columns side by side head a list.
    let name = |lines: &[Line]| role::is_known_name(&assemble::key_of(lines));
    if pairs.iter().any(|p| name(&p.label) && name(&p.value)) {
        return None;
    }
    let (table, repeated) = rows(&pairs)?;
    out.push(Block::Grid(table));
    repeated.is_empty().then_some(out)
}
