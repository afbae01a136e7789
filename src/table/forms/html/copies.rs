//! Tables that a page has twice, once for narrow screens, and what stands round them twice.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::accounts::Discard;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::papers;
use crate::table::{Block, Grid};
use crate::text::Line;

/// Most lines of its own that a copy for narrow screens has, or lacks, between two that it says again: time and source, in
/// one line or two.
const OWN: usize = 2;

/// Lines above a table in which its title is looked for: title, number, recipients and the sentence that leads to the table,
/// over a line or two each.
const HEAD: usize = 8;

/// A table that stands twice, cell for cell: the blocks of both.
pub(super) struct Again {
    pub(super) first: Range<usize>,
    pub(super) second: Range<usize>,
}

/// Leaves out second copies of tables and what stands round them as it does round the first. A table that another title stands
/// over is a list of its own, whatever it says.
pub(super) fn left_out(blocks: Vec<Block>, again: &[Again], ctx: &mut Context<'_>) -> Vec<Block> {
    let key = |at: usize| match blocks.get(at) {
        Some(Block::Line(line)) => Some(line.key()),
        _ => None,
    };
    let same = |(a, b): (usize, usize)| key(a).is_some_and(|own| Some(own) == key(b));
    // Where each line stands first and last.
    let mut places: HashMap<&Key, (usize, usize)> = HashMap::new();
    if !again.is_empty() {
        for (at, key) in (0..blocks.len()).filter_map(|at| Some((at, key(at)?))) {
            places.entry(key).or_insert((at, at)).1 = at;
        }
    }
    let mut copies: HashSet<usize> = HashSet::new();
    let mut said: HashSet<usize> = HashSet::new();
    for Again { first, second } in again {
        // A copy may have lines of its own, and lack some.
        let near = |from: (usize, usize), step: &dyn Fn(usize, usize) -> Option<usize>| {
            let ways = (0..=OWN * 2).flat_map(|sum| (0..=sum).map(move |own| (own, sum - own)));
            let mut places = ways.filter(|(own, copy)| *own <= OWN && *copy <= OWN);
            places.find_map(|(own, copy)| {
                let place = (step(from.0, own)?, step(from.1, copy)?);
                let inside = place.1 >= first.end && place.0 < second.start;
                (inside && same(place)).then_some(place)
            })
        };
        let up = |at: usize, n: usize| at.checked_sub(n + 1);
        let above = near((first.start, second.start), &up);
        let stands_around = |k: &Key| {
            places
                .get(k)
                .is_some_and(|(from, to)| *from < first.start || *to >= second.end)
        };
        let between = (first.end..second.start).rev().filter_map(key);
        let head = between.filter(|k| !k.is_empty()).take(HEAD);
        let mut own = head.filter(|k| !stands_around(k));
        let titled = own.any(|k| papers::names_paper(k) || papers::is_table_title(k));
        let (Some(of_first), Some(of_second)) = (grid(&blocks, first), grid(&blocks, second))
        else {
            continue;
        };
        if titled {
            ctx.diagnostics.push(counted_twice(of_second, ctx));
            continue;
        }
        if said.insert(first.start) {
            ctx.diagnostics.push(counted_once(of_first, ctx));
        }
        copies.extend(second.clone());
        let mut next = above;
        while let Some(place) = next {
            copies.insert(place.1);
            next = near(place, &up);
        }
        let down = |at: usize, n: usize| Some(at + n);
        let mut place = (first.end, second.end);
        while let Some(found) = near(place, &down).filter(|(own, _)| !copies.contains(own)) {
            copies.insert(found.1);
            place = (found.0 + 1, found.1 + 1);
        }
    }
    let mut out = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.into_iter().enumerate() {
        if !copies.contains(&at) {
            out.push(block);
            continue;
        }
        for line in lines(&block) {
            ctx.accounts.discard(&line.chars, Discard::PageChrome);
        }
    }
    out
}

fn grid<'a>(blocks: &'a [Block], of: &Range<usize>) -> Option<&'a Grid> {
    match blocks.get(of.start) {
        Some(Block::Grid(grid)) => Some(grid),
        _ => None,
    }
}

fn lines(block: &Block) -> Vec<&Line> {
    match block {
        Block::Line(line) => vec![line],
        Block::Grid(grid) => grid.cells.iter().flat_map(|c| &c.lines).collect(),
        Block::Break => Vec::new(),
    }
}

/// What tells people which table is meant: its first words.
fn begins(grid: &Grid) -> String {
    let cells = grid.cells.iter().filter(|c| !c.lines.is_empty()).take(3);
    let words: Vec<String> = cells
        .map(|c| c.lines.iter().map(|l| l.key().to_string()).collect())
        .collect();
    words.join("|")
}

fn counted_once(grid: &Grid, ctx: &Context<'_>) -> Diagnostic {
    let words = begins(grid);
    repeated(
        Severity::Info,
        format!(
            "the page has the table \u{201c}{words}\u{201d} a second time, cell for cell and under the same title or none; it counts once"
        ),
        format!("页面中“{words}”一表重复出现，内容与标题相同，只计一次"),
        grid,
        ctx,
    )
}

fn counted_twice(grid: &Grid, ctx: &Context<'_>) -> Diagnostic {
    let words = begins(grid);
    repeated(
        Severity::Warning,
        format!(
            "the table \u{201c}{words}\u{201d} says cell for cell what one above it says, under another title; both count"
        ),
        format!("“{words}”一表与前表内容完全相同而标题不同，两表均已计入"),
        grid,
        ctx,
    )
}

fn repeated(
    severity: Severity,
    message: String,
    message_zh: String,
    grid: &Grid,
    ctx: &Context<'_>,
) -> Diagnostic {
    let first = grid.cells.iter().flat_map(|c| &c.lines).next();
    let place = first.and_then(|l| ctx.accounts.locate(&l.chars).into_iter().next());
    Diagnostic::new(codes::TABLE_REPEATED, severity, message, message_zh)
        .at(place)
        .help(
            "look whether the page shows one list or two",
            "请核对页面所示为一份清单还是两份",
        )
}
