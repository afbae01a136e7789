//! What an approval says in a sentence that all of its one project costs (三、项目概算总投资5万元，其中工程费4万元…) → a row of it. The project's
//! name stands elsewhere: in the title, or in the request that is answered.

use rust_decimal::Decimal;

use super::{grid, stretch};
use crate::accounts::Discard;
use crate::context::Context;
use crate::lexicon::approvals::{self, Approval};
use crate::lexicon::{money, ordinal};
use crate::table::{Block, Evidence, assemble};
use crate::text::Line;

/// Makes the row where nothing else is a list or a table of sums, and all that is said of the whole is one sum.
pub(crate) fn read(blocks: Vec<Block>, ctx: &mut Context<'_>) -> Vec<Block> {
    let other = |block: &Block| match block {
        Block::Line(_) => false,
        Block::Grid(grid) => {
            matches!(grid.evidence, Evidence::Listed | Evidence::Paired)
                || assemble::names_sums(grid)
        }
        Block::Break => true,
    };
    let lines = || {
        blocks
            .iter()
            .enumerate()
            .filter_map(|(at, block)| match block {
                Block::Line(line) => Some((at, line)),
                Block::Grid(_) | Block::Break => None,
            })
    };
    let told = lines().fold(Approval::default(), |told, (_, l)| told.then(&l.raw()));
    if !told.holds() || blocks.iter().any(other) {
        return blocks;
    }
    let mut told = lines().filter_map(|(at, line)| Some((at, sum(line)?)));
    let Some((first, whole)) = told.next() else {
        return blocks;
    };
    if told.any(|(_, other)| other != whole) {
        return blocks;
    }
    let mut out = Vec::with_capacity(blocks.len() + 2);
    for (at, block) in blocks.into_iter().enumerate() {
        match block {
            Block::Line(line) if at == first => out.extend(parted(line, ctx)),
            block => out.push(block),
        }
    }
    out
}

fn chars(line: &Line) -> Vec<char> {
    line.chars.iter().map(|c| c.ch).collect()
}

/// What a line says that the whole costs, a number, or what of it is not masked.
fn sum(line: &Line) -> Option<(Option<Decimal>, String)> {
    let chars = chars(line);
    let (_, sum) = approvals::whole(&chars)?;
    let text: String = chars.get(sum)?.iter().collect();
    let value = money::value(&text);
    Some(match value {
        Some(_) => (value, String::new()),
        None => (None, text),
    })
}

/// The line as what stands before the label, the row, and what follows the sentence.
fn parted(line: Line, ctx: &mut Context<'_>) -> Vec<Block> {
    let text = chars(&line);
    let Some((label, sum)) = approvals::whole(&text) else {
        return vec![Block::Line(line)];
    };
    let from_sum = text.get(sum.start..).unwrap_or_default();
    let length = from_sum.iter().position(|c| *c == '。');
    let end = length.map_or(text.len(), |at| sum.start + at);
    let part = |range| stretch(&line, line.chars.get(range).unwrap_or_default());
    // What the whole is made up of is said beside it. The project stands elsewhere.
    let own = text.get(sum.start..end).unwrap_or_default();
    let parts = own.windows(2).position(|w| w == ['其', '中']);
    let parts = sum.start + parts.unwrap_or(own.len());
    let own = text.get(sum.start..parts).unwrap_or_default();
    let mark = |c: &&char| c.is_whitespace() || "，,；;".contains(**c);
    let value = parts - own.iter().rev().take_while(mark).count();
    let rows = vec![
        vec![Vec::new(), vec![part(label.clone())], Vec::new()],
        vec![
            Vec::new(),
            vec![part(sum.start..value)],
            vec![part(parts..end)],
        ],
    ];
    let Some(mut grid) = grid(rows) else {
        return vec![Block::Line(line)];
    };
    grid.evidence = Evidence::Paired;
    // A number alone before the label, and what leads from it to the sum, is said by the row.
    let number = ordinal::marked(text.iter().copied()).map_or(0, |n| n.rest);
    let bare = label.start <= number;
    let rest = end + usize::from(length.is_some());
    let between = line.chars.get(label.end..sum.start).unwrap_or_default();
    let before = line.chars.get(..label.start).unwrap_or_default();
    let stop = line.chars.get(end..rest).unwrap_or_default();
    let within = line.chars.get(value..parts).unwrap_or_default();
    let marks = between.iter().chain(within).chain(stop);
    let marks = marks.chain(before.iter().filter(|_| bare));
    ctx.accounts
        .discard(marks.filter(|c| !c.ch.is_whitespace()), Discard::Markup);
    let lead = (!bare).then(|| part(0..label.start));
    let rest = part(rest..text.len());
    let mut out: Vec<Block> = lead.map(Block::Line).into_iter().collect();
    out.push(Block::Grid(grid));
    out.extend((!rest.is_blank()).then_some(Block::Line(rest)));
    out
}
