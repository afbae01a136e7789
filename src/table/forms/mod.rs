//! Lines of a text → lines and grids, by what the lines look like: tabs, pipes, commas, aligned columns, a cell a line,
//! entries with labelled values.

mod aligned;
mod csv;
mod cycle;
mod fit;
mod flat;
#[cfg(feature = "html")]
pub(crate) mod html;
mod labelled;
mod list;
mod pages;
mod pipes;
mod residue;
mod tabs;

pub(in crate::table) use fit::is_sum;
pub(in crate::table) use list::{begins_entry, is_entry};

use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::error::Error;
use crate::location::BBox;
use crate::model::Role;
use crate::table::{Block, Evidence, Grid, GridCell, assemble, role};
use crate::text::{Line, compose};

/// Finds the tables of a text by its content.
pub(crate) fn blocks(lines: Vec<Line>, ctx: &mut Context<'_>) -> Result<Vec<Block>, Error> {
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    let mut cells = 0_u64;
    while let Some(line) = rest.first() {
        ctx.check_time()?;
        let found = tabs::read(rest, ctx)
            .or_else(|| pipes::read(rest, ctx))
            .or_else(|| csv::read(rest, ctx))
            .or_else(|| aligned::read(rest))
            .or_else(|| flat::read(rest, ctx))
            .or_else(|| cycle::read(rest))
            .or_else(|| list::read(rest, ctx))
            .or_else(|| labelled::read(rest, ctx));
        let used = match found {
            Some((grid, used)) => {
                cells += grid.cells.len() as u64;
                ctx.check_limit("cells", cells, ctx.options.limits.cells)?;
                if has_rows(&grid) {
                    blocks.extend(pages::parts(grid).into_iter().map(Block::Grid));
                } else {
                    let lines = grid.cells.into_iter().flat_map(|c| c.lines);
                    blocks.extend(lines.filter(|l| !l.is_blank()).map(Block::Line));
                }
                used
            }
            None if is_page_number(line) => {
                ctx.accounts.discard(&line.chars, Discard::PageNumber);
                1
            }
            None => {
                blocks.push(Block::Line(pipes::without_heading_marks(line, ctx)));
                1
            }
        };
        rest = rest.get(used.max(1)..).unwrap_or_default();
    }
    Ok(blocks)
}

/// Whether any row has two cells with text: separators without are what a web page's empty cells leave.
fn has_rows(grid: &Grid) -> bool {
    (0..grid.rows).any(|row| {
        let filled = |c: &&GridCell| c.row == row && !c.lines.iter().all(Line::is_blank);
        grid.cells.iter().filter(filled).count() > 1
    })
}

/// — 2 —, - 2 -, 第 2 页, 第 3 页 共 5 页, alone on a line.
fn is_page_number(line: &Line) -> bool {
    let text: String = line.raw().chars().filter(|c| !c.is_whitespace()).collect();
    let dash = |c: char| matches!(c, '—' | '-' | '－' | '–' | '─' | '~' | '·');
    let core = text.trim_matches(dash);
    let dashed = core.len() < text.len() && text.starts_with(dash) && text.ends_with(dash);
    let number =
        |s: &str| !s.is_empty() && s.chars().count() <= 4 && s.chars().all(|c| c.is_ascii_digit());
    let worded = text.strip_prefix('第').is_some_and(|t| {
        t.split_once('页').is_some_and(|(n, rest)| {
            let rest = rest.trim_matches(|c: char| "，,/共".contains(c));
            number(n) && (rest.is_empty() || rest.strip_suffix('页').is_some_and(number))
        })
    });
    (dashed && number(core)) || worded
}

/// The lines of a delimited table as a grid: every cell in a row and column of its own.
fn grid(rows: Vec<Vec<Vec<Line>>>) -> Option<Grid> {
    let cols = rows.iter().map(Vec::len).max().filter(|c| *c > 1)?;
    let mut cells = Vec::with_capacity(rows.len() * cols);
    let (count, mut bbox): (usize, Option<BBox>) = (rows.len(), None);
    for (row, mut texts) in rows.into_iter().enumerate() {
        texts.resize_with(cols, Vec::new);
        for (col, lines) in texts.into_iter().enumerate() {
            let own = lines
                .iter()
                .map(|l| l.bbox)
                .reduce(|a, b| a.union(&b))
                .unwrap_or_default();
            if !lines.is_empty() {
                bbox = Some(bbox.map_or(own, |b| b.union(&own)));
            }
            cells.push(GridCell {
                row,
                col,
                row_span: 1,
                col_span: 1,
                bbox: own,
                lines,
                doubts: Vec::new(),
            });
        }
    }
    Some(Grid {
        page: 0,
        bbox: bbox.unwrap_or_default(),
        rows: count,
        cols,
        cells,
        evidence: Evidence::Delimited,
    })
}

/// A stretch of a line as a line of its own, white space at both ends left off.
fn stretch(line: &Line, chars: &[Char]) -> Line {
    let blank = |c: &Char| c.ch.is_whitespace();
    let start = chars.iter().position(|c| !blank(c)).unwrap_or(chars.len());
    let end = chars
        .iter()
        .rposition(|c| !blank(c))
        .map_or(start, |e| e + 1);
    let chars = chars.get(start..end).unwrap_or_default().to_vec();
    let bbox = chars
        .iter()
        .map(|c| c.bbox)
        .reduce(|a, b| a.union(&b))
        .unwrap_or(line.bbox);
    Line {
        chars,
        page: line.page,
        bbox,
        baseline: line.baseline,
        size: line.size,
    }
}

/// The stretches of a line between two blanks or more.
fn tokens(line: &Line) -> Vec<&[Char]> {
    let mut out = Vec::new();
    let (mut start, mut blanks) = (None, 0);
    for (index, c) in line.chars.iter().enumerate() {
        // An ideographic blank is as wide as two.
        if c.ch.is_whitespace() {
            blanks += if c.ch == '\u{3000}' { 2 } else { 1 };
            continue;
        }
        match start {
            Some(from) if blanks >= 2 => {
                out.extend(line.chars.get(from..index));
                start = Some(index);
            }
            None => start = Some(index),
            Some(_) => {}
        }
        blanks = 0;
    }
    out.extend(start.and_then(|from| line.chars.get(from..)));
    out
}

/// The roles that a header's cells name.
fn roles(header: &[Vec<Line>]) -> Vec<Option<Role>> {
    header
        .iter()
        .map(|cell| role::of_header(&assemble::plain(cell)))
        .collect()
}

/// Words of rows that add up others.
const SUMMARY: [&str; 5] = ["小计", "合计", "总计", "共计", "其中"];

/// Whether a row adds up others.
fn is_summary(row: &[Vec<Line>]) -> bool {
    row.iter()
        .any(|cell| SUMMARY.contains(&assemble::matched(cell).trim_end_matches(['：', ':'])))
}

/// How many of the texts are names of columns.
fn named(texts: &[Vec<Line>]) -> usize {
    let text = |lines: &[Line]| compose::join_lines(lines).text;
    texts.iter().filter(|t| role::is_name(&text(t))).count()
}
