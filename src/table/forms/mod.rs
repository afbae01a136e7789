//! Lines of a text → lines and grids, by what the lines look like: tabs, tabs between paragraphs, pipes, commas, aligned columns, a cell a line,
//! entries with labelled values.

mod aligned;
pub(crate) mod approved;
mod between;
mod counted;
mod csv;
mod gaps;
mod glued;
#[cfg(feature = "html")]
pub(crate) mod html;
#[cfg(any(feature = "html", feature = "office"))]
mod in_cells;
mod labelled;
mod leftovers;
mod levels;
mod list;
mod marks;
mod merged;
#[cfg(feature = "office")]
pub(crate) mod office;
mod pages;
pub(crate) mod pairs;
mod paragraphs;
mod pieces;
mod pipes;
mod residue;
mod rests;
#[cfg(feature = "html")]
mod short;
mod stacked;
mod sums;
mod tabs;
mod turned;
mod words;

pub(in crate::table) use list::{begins_entry, is_entry};
pub(in crate::table) use stacked::is_heading;
pub(in crate::table) use sums::counts_up;

use std::collections::{HashMap, HashSet};
use std::ops::Deref;

use crate::accounts::{Char, Discard};
use crate::context::Context;
#[cfg(any(feature = "html", feature = "office"))]
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::lexicon::page_number::Form;
use crate::lexicon::{attachment, labels, numeral, papers, role, standing, value};
use crate::location::BBox;
use crate::model::Role;
use crate::table::{Block, Evidence, Grid, GridCell, assemble};
use crate::text::Line;

/// Finds the tables of a text by its content.
pub(crate) fn blocks(lines: Vec<Line>, ctx: &mut Context<'_>) -> Result<Vec<Block>, Error> {
    let blocks = read(lines, ctx)?;
    Ok(listed(blocks, ctx))
}

/// Likewise, of a part of a text.
fn read(lines: Vec<Line>, ctx: &mut Context<'_>) -> Result<Vec<Block>, Error> {
    let lines = lines.into_iter().map(|l| {
        let line = leftovers::without(l, ctx);
        marks::without_emphasis(line, ctx)
    });
    let lines = glued::parted(lines.collect(), ctx);
    let lines = between::without_page_numbers(lines, ctx);
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    let mut cells = 0_u64;
    let mut tried = Tried::default();
    let mut above = sums::Above::default();
    while let Some(line) = rest.first() {
        ctx.check_time()?;
        let found = paragraphs::read(rest, ctx)
            .or_else(|| tabs::read(rest, &mut tried, ctx))
            .or_else(|| labelled::between_bars(rest, ctx))
            .or_else(|| pipes::read(rest, ctx))
            .or_else(|| csv::read(rest, ctx))
            .or_else(|| aligned::read(rest, &mut tried))
            .or_else(|| gaps::read(rest, ctx))
            .or_else(|| turned::read(rest))
            .or_else(|| stacked::read(rest, &mut tried, ctx))
            .or_else(|| entries(rest, &above, ctx));
        let list = |(grid, _): &(Grid, usize)| grid.evidence == Evidence::Listed;
        above.go_on(line, found.as_ref().is_some_and(list));
        let used = match found {
            Some((grid, used)) => {
                let places = grid.rows.saturating_mul(grid.cols);
                cells = cells.saturating_add(places as u64);
                ctx.check_limit("cells", cells, ctx.options.limits.cells)?;
                // What a reader took for a cell all the same is placed later.
                for line in rest.iter().take(used) {
                    if stands_between_pages(line) {
                        ctx.accounts.discard(&line.chars, Discard::PageNumber);
                    } else if is_ruler(line) {
                        ctx.accounts.discard(&line.chars, Discard::Markup);
                    }
                }
                let first = !blocks.iter().any(|b| matches!(b, Block::Grid(_)));
                if first && grid.rows == 1 && !is_labelled(&grid) {
                    // A menu above the title; a single row after a table may be its last.
                    blocks.extend(rest.iter().take(used).cloned().map(Block::Line));
                } else if has_rows(&grid) {
                    blocks.extend(pages::parts(grid).into_iter().map(Block::Grid));
                } else {
                    let lines = grid.cells.into_iter().flat_map(|c| c.lines);
                    blocks.extend(lines.filter(|l| !l.is_blank()).map(Block::Line));
                }
                used
            }
            None if stands_between_pages(line) => {
                ctx.accounts.discard(&line.chars, Discard::PageNumber);
                1
            }
            None => {
                let above = lines.get(..lines.len() - rest.len());
                let beside = [above.and_then(<[Line]>::last), rest.get(1)];
                for line in csv::without_padding(line, beside, ctx) {
                    blocks.push(Block::Line(pipes::without_heading_marks(&line, ctx)));
                }
                1
            }
        };
        rest = rest.get(used.max(1)..).unwrap_or_default();
    }
    Ok(blocks)
}

/// Entries one below the other that are no table's rows: a list in place of one.
fn entries(
    lines: &[Line],
    above: &sums::Above<'_>,
    ctx: &mut Context<'_>,
) -> Option<(Grid, usize)> {
    if above.tells_sources(lines.first()?) {
        return None;
    }
    let list = list::read(lines, ctx).or_else(|| labelled::read(lines, ctx));
    list.or_else(|| {
        let found = sums::find(lines, above)?;
        found.grid(lines, ctx).map(|grid| (grid, found.used))
    })
}

/// Makes grids of the lists of a text or page that has no table of sums; beside one, a list says again what it is for.
fn listed(blocks: Vec<Block>, ctx: &mut Context<'_>) -> Vec<Block> {
    let of_sums = |cell: &GridCell| {
        let key = assemble::key_of(&cell.lines);
        key.contains('元') || role::of_header(&key) == Some(Role::Amount)
    };
    let other = |b: &Block| match b {
        Block::Line(_) => false,
        Block::Grid(grid) => grid.evidence != Evidence::Listed && grid.cells.iter().any(of_sums),
        Block::Break => true,
    };
    if blocks.iter().any(other) {
        return blocks;
    }
    let mut again = sums::Again::default();
    let mut out = Vec::with_capacity(blocks.len());
    let mut lines: Vec<Line> = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line) => lines.push(line),
            Block::Grid(grid) => {
                let mut above = std::mem::take(&mut lines);
                // What stands just above a table is its name: 三、旅游厕所（115.4万元）.
                let last = above.iter().rposition(|l| !l.is_blank());
                let heads = |at: &usize| above.get(*at).is_some_and(sums::may_be_heading);
                let last = last.filter(|at| grid.evidence != Evidence::Listed && heads(at));
                let over = above.split_off(last.unwrap_or(above.len()));
                out.push(lists(above, &mut again, ctx));
                let own = (0..over.len()).map(Part::Line).collect();
                out.push((over, own));
                again.add_rows(&grid);
                out.push((Vec::new(), vec![Part::Grid(grid)]));
            }
            Block::Break => {}
        }
    }
    out.push(lists(lines, &mut again, ctx));
    let mut blocks = Vec::new();
    for (lines, parts) in out {
        for part in parts {
            let (start, found) = match part {
                Part::Grid(grid) => {
                    blocks.push(Block::Grid(grid));
                    continue;
                }
                Part::Line(at) => {
                    blocks.extend(lines.get(at).cloned().map(Block::Line));
                    continue;
                }
                Part::Sums(start, found) => (start, found),
            };
            let rest = lines.get(start..).unwrap_or_default();
            let twice = again.takes(&found, rest);
            let grid = (!twice).then(|| found.grid(rest, ctx)).flatten();
            match grid {
                Some(grid) => blocks.push(Block::Grid(grid)),
                None => blocks.extend(rest.iter().take(found.used).cloned().map(Block::Line)),
            }
        }
    }
    blocks
}

/// What a text's lines are, where they may be lists.
enum Part {
    Grid(Grid),
    /// Sums from this line on.
    Sums(usize, sums::Found),
    Line(usize),
}

/// The lists of some lines, which are parted where they count up sums.
fn lists(
    lines: Vec<Line>,
    again: &mut sums::Again,
    ctx: &mut Context<'_>,
) -> (Vec<Line>, Vec<Part>) {
    let lines = sums::parted(labelled::parted(lines, ctx));
    let mut parts = Vec::with_capacity(lines.len());
    let mut at = 0;
    let mut above = sums::Above::default();
    while let Some((line, rest)) = lines.get(at).zip(lines.get(at..)) {
        let sources = above.tells_sources(line);
        let list = || list::read(rest, ctx).or_else(|| labelled::read(rest, ctx));
        let list = (!sources).then(list).flatten();
        let sums = || sums::find(rest, &above).filter(|_| !sources);
        let (part, used) = match list {
            Some((grid, used)) => (Part::Grid(grid), used),
            None => sums().map_or((Part::Line(at), 1), |found| {
                let used = found.used;
                again.add(&found, rest);
                (Part::Sums(at, found), used)
            }),
        };
        above.go_on(line, !matches!(part, Part::Line(_)));
        parts.push(part);
        at += used.max(1);
    }
    (lines, parts)
}

/// What readers found out of lines farther down, so that not every line is tried up to there again. Lines are known by how
/// many are left from them on.
#[derive(Default)]
struct Tried {
    /// Rows between tabs of which none below up to the end of the piece has two cells.
    undivided: HashSet<usize>,
    /// Of a line that may be the name of a column, the role that it names.
    names: HashMap<usize, Option<Option<Role>>>,
    /// The next line that has another number of words than all before it.
    words: Option<usize>,
    /// Likewise of stretches between gaps.
    stretches: Option<usize>,
    /// Where the lines end that are no table by counted characters.
    counted: Option<usize>,
}

impl Tried {
    /// Whether a line that was found out to be uneven is still to come.
    fn ahead(uneven: Option<usize>, lines: &[Line]) -> bool {
        uneven.is_some_and(|left| left < lines.len())
    }
}

/// Whether a line of one text may head the rows below it, by what it says: short as a name, and nothing that stands outside
/// tables.
fn may_head_rows(line: &Line) -> bool {
    !line.is_blank() && !stacked::is_outside(line) && role::may_be_name(line.key())
}

/// Most lines below a table that are looked at for where they end: notes, and the title of the next.
const BELOW: usize = 50;

/// Whether rows of a single cell, filled up with blank ones as spreadsheets do, stand below a table and are none of it: notes, or
/// what stands over another header. The first says so: an entry may have no more than its name.
fn stands_below(lines: &[Line], cells: impl Fn(&Line) -> Vec<Vec<Line>>) -> bool {
    let text = lines.first().map(&cells).unwrap_or_default();
    let text = text.first().map(|cell| assemble::key_of(cell));
    text.is_some_and(|t| {
        labels::is_note(&t) || attachment::is_label(&t) || papers::is_table_title(&t)
    }) && are_lone(lines, cells)
}

/// Whether several rows of a single cell stand at the end, or some over a header.
fn are_lone(lines: &[Line], cells: impl Fn(&Line) -> Vec<Vec<Line>>) -> bool {
    let mut lone = 0;
    for line in lines.iter().take(BELOW).filter(|l| !l.is_blank()) {
        let row = cells(line);
        let filled = row.iter().flatten().filter(|l| !l.is_blank()).count();
        if filled == 1 && row.len() > 1 && !is_summary(&row) {
            lone += 1;
        } else if filled > 0 {
            return lone > 0 && residue::is_header(&row);
        }
    }
    lone > 1
}

/// Whether a cell is a label (文号：), whose value stands beside it.
fn is_labelled(grid: &Grid) -> bool {
    let mut lines = grid.cells.iter().flat_map(|c| &c.lines);
    lines.any(|l| l.chars.iter().any(|c| matches!(c.ch, '：' | ':')))
}

/// Whether any row has two cells with text: separators without are what a web page's empty cells leave.
fn has_rows(grid: &Grid) -> bool {
    let filled = grid
        .cells
        .iter()
        .filter(|c| !c.lines.iter().all(Line::is_blank));
    let mut seen = HashSet::new();
    filled.map(|c| c.row).any(|row| !seen.insert(row))
}

/// Most places for cells of which blank ones at the ends of rows are made, too: ten times what a notice may have by
/// default. A table with more is refused, or was asked for.
const FILLED: usize = 1_000_000;

/// Whether so many places for cells are more than a notice may have: they need not be filled.
fn exceeds(rows: usize, cols: usize, ctx: &Context<'_>) -> bool {
    let places = rows.saturating_mul(cols) as u64;
    places > ctx.options.limits.cells
}

/// A grid that has too many places to be filled, which whoever counts them refuses.
fn too_large(rows: usize, cols: usize) -> Grid {
    Grid {
        page: 0,
        bbox: BBox::default(),
        rows,
        cols,
        cells: Vec::new(),
        evidence: Evidence::Delimited,
    }
}

/// Whether a line is a page number beyond doubt. A cell may be 2/3 too.
fn is_page_number(line: &Line) -> bool {
    line.page_number().is_some_and(|n| n.form == Form::Certain)
}

/// Whether a line that holds no cell is a page number: there 2/3 is one too.
fn stands_between_pages(line: &Line) -> bool {
    line.page_number().is_some_and(|n| n.form != Form::Bare)
}

/// Whether a row is nothing but a page number.
fn is_page_row(row: &[Vec<Line>]) -> bool {
    let mut filled = row.iter().flatten().filter(|l| !l.is_blank());
    match (filled.next(), filled.next()) {
        (Some(line), None) => stands_between_pages(line),
        _ => false,
    }
}

/// Lines that part two pages of a table, a page number and blank ones: where the number stands, and how many they are.
fn page_gap(lines: &[Line]) -> Option<(usize, usize)> {
    let length = lines.iter().take_while(|l| is_gap(l)).count();
    let at = lines.iter().take(length).position(stands_between_pages)?;
    Some((at, length))
}

/// Whether a line among rows that have several cells a line is none of them: blank, or a page number.
fn is_gap(line: &Line) -> bool {
    line.is_blank() || stands_between_pages(line)
}

/// Whether a line is a rule drawn with characters, below the names of columns or round a table: ----  --------.
fn is_ruler(line: &Line) -> bool {
    let rule = |c: char| matches!(c, '-' | '=' | '_' | '─' | '━' | '═' | '—');
    let inked = line.chars.iter().filter(|c| !c.ch.is_whitespace());
    // Three may be a blank cell.
    inked.clone().count() > 3 && inked.clone().all(|c| rule(c.ch))
}

/// The lines of a delimited table as a grid: every cell in a row and column of its own.
fn grid(rows: Vec<Vec<Vec<Line>>>) -> Option<Grid> {
    let cols = rows.iter().map(Vec::len).max().filter(|c| *c > 1)?;
    let mut cells = Vec::new();
    let (count, mut bbox): (usize, Option<BBox>) = (rows.len(), None);
    let filled = count.saturating_mul(cols) <= FILLED;
    for (row, mut texts) in rows.into_iter().enumerate() {
        if filled {
            texts.resize_with(cols, Vec::new);
        }
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
                ..GridCell::default()
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
        chars: chars.into(),
        page: line.page,
        bbox,
        baseline: line.baseline,
        size: line.size,
        ended: line.ended,
    }
}

/// Whether a line has three stretches or more between gaps or bars, a number among them: a row, if it belongs to a table.
pub(in crate::table) fn may_be_row(line: &Line) -> bool {
    let bar = |c: &Char| matches!(c.ch, '|' | '｜');
    let cells = if line.chars.iter().any(bar) {
        line.chars.split(bar).collect()
    } else {
        tokens(line)
    };
    let number = |cell: &&[Char]| numeral::is_figures(stretch(line, cell).key());
    let marked = |cell: &&[Char]| {
        cell.iter()
            .any(|c| matches!(c.ch, '：' | ':' | '。' | '，'))
    };
    cells.len() > 2 && cells.iter().any(number) && !cells.iter().any(marked)
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
            Some(from) if blanks >= 2 && !is_spaced(line, index) => {
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

/// Whether one ideographic blank spaces the characters of one word (序　号, 合　计), the latter of which stands at `index`.
fn is_spaced(line: &Line, index: usize) -> bool {
    let at = |at: Option<usize>| line.chars.get(at?).map(|c| c.ch);
    let before = |back: usize| at(index.checked_sub(back));
    let apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !c.is_numeric());
    before(1) == Some('\u{3000}')
        && letter(before(2))
        && apart(before(3))
        && letter(at(Some(index)))
        && at(Some(index + 1)).is_none_or(|c| c.is_whitespace() || matches!(c, '（' | '('))
}

/// The roles that a header's cells name.
fn roles(header: &[Vec<Line>]) -> Vec<Option<Role>> {
    let names: Vec<_> = header.iter().map(|cell| assemble::key_of(cell)).collect();
    roles_of(&names)
}

/// Likewise, of the names. What stands under years beside each other is counted, as money or otherwise; for laying out rows it is
/// a sum, and so is 调整后 beside 原预算.
fn roles_of(names: &[impl Deref<Target = str>]) -> Vec<Option<Role>> {
    let years = value::names_of_years(names.iter().map(|name| &**name)) > 1;
    let mut own = names.iter().map(|name| role::of_header(name));
    let money = own.any(|role| role == Some(Role::Amount));
    let counted = |name: &str| {
        let is = years && value::names_year(name) || money && standing::is_state(name);
        is.then_some(Role::Amount)
    };
    let roles = names
        .iter()
        .map(|name| role::of_header(name).or_else(|| counted(name)));
    roles.collect()
}

/// Whether a row adds up others.
fn is_summary(row: &[Vec<Line>]) -> bool {
    row.iter()
        .any(|cell| labels::summary(&assemble::key_of(cell)).is_some())
}

/// Whether cells side by side are the names of columns.
fn is_header(cells: &[Vec<Line>]) -> bool {
    let keys: Vec<_> = cells.iter().map(|c| assemble::key_of(c)).collect();
    assemble::header::are_names(&keys)
}

/// How many of the texts are names of columns that are known, whether they have a role or none.
fn known(texts: &[Vec<Line>]) -> usize {
    let is_known = |t: &&Vec<Line>| role::is_key_of_known_name(&assemble::key_of(t));
    texts.iter().filter(is_known).count()
}

/// How many of the texts are names of columns.
fn named(texts: &[Vec<Line>]) -> usize {
    let is_name = |t: &&Vec<Line>| role::is_key_of_name(&assemble::key_of(t));
    texts.iter().filter(is_name).count()
}

/// Of a cell of a list that holds a table, whose cells are read as its lines.
#[cfg(any(feature = "html", feature = "office"))]
fn table_in_cell() -> Diagnostic {
    Diagnostic::new(
        crate::codes::CELL_TABLE,
        Severity::Warning,
        "the cell holds a table of its own; its rows were read as lines of the cell",
        "该格内另有表格，其各行按单元格内文字读取",
    )
    .help(
        "put in the rows of the inner table by hand",
        "请对照原文手工录入内层表格各行",
    )
}

/// A value that is struck out, where none is put in its place.
#[cfg(any(feature = "html", feature = "office"))]
fn all_struck(said: &str) -> Diagnostic {
    Diagnostic::new(
        crate::codes::TEXT_STRUCK,
        Severity::Warning,
        format!("all that the cell says, {said:?}, has a line through it and was left out"),
        format!("该格所示“{said}”已被划去，未予读取"),
    )
    .help(
        "look at the original whether it was meant to be struck out",
        "请对照原页核对是否确已划去",
    )
}
