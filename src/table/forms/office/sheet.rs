//! A sheet: what stands above its tables, the tables, and what stands below.
//!
//! A sheet is one great grid to its program; a person sees a title over a table with notes below it, blank rows and
//! columns between them, sometimes a second table farther down, or a whole letter with a sentence a row.

mod beside;

use std::collections::HashMap;

use super::{Lower, are_imprint};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::lexicon::key::Key;
use crate::lexicon::money::unit;
use crate::lexicon::{attachment, labels, money, numeral, office, ordinal, papers, role, value};
use crate::location::{BBox, Location};
use crate::model::Role;
use crate::source::office::{Table, hidden_cells, is_beside};
use crate::table::assemble::{self, header, header::are_names, matrix::Matrix};
use crate::table::forms::{pages, pairs};
use crate::table::{Block, Grid, GridCell};
use crate::text::Line;

impl Lower<'_, '_> {
    /// The blocks of a sheet; none of a blank one. Tables side by side, each with its title, follow one another.
    pub(super) fn sheet(
        &mut self,
        name: &str,
        table: &Table,
        out: &mut Vec<Block>,
    ) -> Result<(), Error> {
        match beside::parts(table) {
            Some(parts) => parts.iter().try_for_each(|part| self.part(name, part, out)),
            None => match beside::choices(table) {
                Some(parts) => parts.iter().try_for_each(|part| self.part(name, part, out)),
                None => self.part(name, table, out),
            },
        }
    }

    fn part(&mut self, name: &str, table: &Table, out: &mut Vec<Block>) -> Result<(), Error> {
        let (table, gaps, lost) = table.without_blanks();
        let Some(grid) = self.grid(&table)? else {
            say(lost, self.ctx);
            return Ok(());
        };
        say_tab(name, &grid, self.ctx);
        take_apart(grid, &gaps, lost, out, self.ctx)
    }
}

/// The blocks of a sheet's grid; of each row, `gaps` says whether blank ones stand above it, and `lost` is what was said of cells
/// that are no more.
pub(in crate::table::forms) fn take_apart(
    mut grid: Grid,
    gaps: &[bool],
    mut lost: Vec<Diagnostic>,
    out: &mut Vec<Block>,
    ctx: &mut Context<'_>,
) -> Result<(), Error> {
    // Its rows are names of columns with their values, and no tables.
    if pairs::stand_across(&grid) {
        say(lost, ctx);
        out.extend([Block::Grid(grid), Block::Break]);
        return Ok(());
    }
    let beside = take_beside(&mut grid);
    let stretches = stretches(&grid, gaps);
    let mut cuts: Vec<usize> = stretches.iter().map(|s| s.from).skip(1).collect();
    cuts.retain(|cut| *cut < grid.rows);
    for (mut part, stretch) in grid.cut(&cuts).into_iter().zip(&stretches) {
        ctx.check_time()?;
        if stretch.is_table {
            // Columns that only what stands above or below it uses are none of its own.
            lost.extend(part.narrow(holds, true));
            let rows = part.rows;
            for cell in &mut part.cells {
                cell.row_span = cell.row_span.min(rows.saturating_sub(cell.row)).max(1);
            }
            out.extend(pages::parts(part).into_iter().map(Block::Grid));
        } else {
            let mut before: Option<usize> = None;
            for cell in part.cells {
                lost.extend(cell.doubts.into_iter().filter(is_beside));
                if cell.lines.is_empty() {
                    continue;
                }
                let mut lines = cell.lines.into_iter();
                // A label's value may stand in the next cell: 单位： | 万元.
                if before == Some(cell.row)
                    && let Some(Block::Line(label)) = out.last_mut()
                    && is_open(label)
                    && let Some(value) = lines.next()
                {
                    append(label, value);
                }
                before = Some(cell.row);
                out.extend(lines.map(Block::Line));
            }
        }
    }
    out.extend(beside.into_iter().map(Block::Line));
    say(lost, ctx);
    out.push(Block::Break);
    Ok(())
}

/// Rows that a header has at most, as in books of budgets.
const HEADER: usize = 3;

/// Takes out what stands beside a table, alone in its columns, from its header down over more rows than that has: how it is to be
/// filled in.
fn take_beside(grid: &mut Grid) -> Vec<Line> {
    let matrix = Matrix::new(grid);
    let mut named: HashMap<usize, bool> = HashMap::new();
    let mut names = |row: usize| {
        *named
            .entry(row)
            .or_insert_with(|| names_columns(&matrix, row))
    };
    // Of each column, how many cells with something in them cover it.
    let mut filled = vec![0_usize; grid.cols];
    let cells = || grid.cells.iter().enumerate().filter(|(_, c)| holds(c));
    for (_, cell) in cells() {
        let own = filled.get_mut(cell.col..cell.col + cell.col_span);
        own.unwrap_or_default()
            .iter_mut()
            .for_each(|count| *count += 1);
    }
    let beside = cells().filter(|(_, cell)| {
        let own = filled.get(cell.col..cell.col + cell.col_span);
        let mut rows = cell.row..(cell.row + cell.row_span).min(cell.row + HEADER);
        cell.row_span > HEADER
            && own.unwrap_or_default().iter().all(|count| *count == 1)
            && rows.any(&mut names)
    });
    let beside: Vec<usize> = beside.map(|(at, _)| at).collect();
    let mut lines = Vec::new();
    for at in beside {
        if let Some(cell) = grid.cells.get_mut(at) {
            lines.append(&mut cell.lines);
        }
    }
    lines
}

/// Whether a cell holds something, or is said to in its place.
pub(super) fn holds(cell: &GridCell) -> bool {
    !cell.lines.iter().all(Line::is_blank) || !cell.doubts.iter().all(is_beside)
}

/// Says of a sheet that its tab names a body, where no column of its table names who buys and no line over it is that of the tab: a
/// sheet for each body has its name nowhere else.
fn say_tab(tab: &str, grid: &Grid, ctx: &mut Context<'_>) {
    let tab = Key::of(tab);
    if !office::is_organ(&tab) && !office::is_office(&tab) {
        return;
    }
    let matrix = Matrix::new(grid);
    let keys = |row: usize| matrix.anchors(row).map(|c| assemble::key_of(&c.lines));
    let Some(head) = (0..grid.rows).find(|row| names_columns(&matrix, *row)) else {
        return;
    };
    let buys = |name: Key| role::of_header(&name) == Some(Role::Purchaser);
    let across = pairs::stand_across(grid);
    let mut first = (head..grid.rows).filter_map(|row| matrix.cell(row, 0));
    let named = keys(head).any(buys) || across && first.any(|c| buys(assemble::key_of(&c.lines)));
    if named || (0..head).flat_map(keys).any(|text| text.contains(&*tab)) {
        return;
    }
    let chars = matrix.anchors(head).flat_map(|c| &c.lines);
    let at = ctx.accounts.locate(chars.flat_map(|l| &l.chars));
    ctx.diagnostics.push(
        Diagnostic::new(
            codes::TABLE_PURCHASER_ABOVE,
            Severity::Warning,
            format!("the tab of this sheet is {}, which no column names: if it buys what stands in the sheet, the rows were not given it", &*tab),
            format!("工作表名为“{}”，表内无购买主体列；如即购买主体，各行未予填入", &*tab),
        )
        .at(at.into_iter().next())
        .help(
            "put it in by a correction, or add a column to the sheet",
            "请用更正文件补入，或在表内增加该列",
        ),
    );
}

/// Says what was said of cells that are part of no table. What lies over blank ones there is a logo or a seal, a zero that is not
/// shown says nothing there, and of what else is not shown one finding tells.
fn say(lost: Vec<Diagnostic>, ctx: &mut Context<'_>) {
    let mut hidden: Vec<(String, Diagnostic)> = Vec::new();
    for doubt in lost {
        match (&*doubt.code, &doubt.location) {
            (
                codes::CELL_INK_WITHOUT_TEXT | codes::CELL_COVERED_NUMBER | codes::CELL_HIDDEN_ZERO,
                _,
            ) => {}
            (codes::SHEET_HIDDEN_CELLS, Some(Location::Cell { cell, .. })) => {
                hidden.push((cell.clone(), doubt));
            }
            _ => ctx.diagnostics.push(doubt),
        }
    }
    let cells: Vec<String> = hidden.iter().map(|(cell, _)| cell.clone()).collect();
    if let Some((_, first)) = hidden.into_iter().next()
        && let Some(Location::Cell { sheet, .. }) = &first.location
    {
        let said = hidden_cells(sheet, &cells, first.location.clone());
        ctx.diagnostics.push(said);
    }
}

/// Whether a line is a label whose value is still to come.
fn is_open(line: &Line) -> bool {
    let last = line.chars.iter().rfind(|c| !c.ch.is_whitespace());
    last.is_some_and(|c| matches!(c.ch, ':' | '：'))
}

/// Puts a line behind another one.
fn append(line: &mut Line, more: Line) {
    let (across, down) = (line.bbox.x1 - more.bbox.x0, line.bbox.top - more.bbox.top);
    line.chars.extend(more.chars.into_iter().map(|mut c| {
        c.bbox = BBox::new(
            c.bbox.x0 + across,
            c.bbox.top + down,
            c.bbox.x1 + across,
            c.bbox.bottom + down,
        );
        c
    }));
    line.bbox.x1 = more.bbox.x1 + across;
}

/// Rows one below the other that are a table, or none.
#[derive(Debug, PartialEq)]
struct Stretch {
    from: usize,
    is_table: bool,
}

/// Takes a sheet apart into tables and what stands between them. Of each row, `gaps` says whether blank ones stand above it.
fn stretches(grid: &Grid, gaps: &[bool]) -> Vec<Stretch> {
    // Lines one below the other: a letter, instructions.
    if grid.cols < 2 {
        let from = 0;
        let is_table = false;
        return vec![Stretch { from, is_table }];
    }
    let matrix = Matrix::new(grid);
    let lone = |row: usize| matrix.lone(row);
    let mut heads: Vec<usize> = Vec::new();
    let mut row = 0;
    while row < grid.rows {
        let may = (heads.is_empty() || names_columns(&matrix, row))
            && beside_unit(&matrix, row).is_none();
        if heads
            .last()
            .is_some_and(|head| begins_anew(&matrix, gaps, *head, row))
        {
            heads.push(row);
            row += 1;
            continue;
        }
        match may.then(|| header::height(&matrix, row, grid.rows)) {
            None | Some(0) => row += 1,
            Some(height) => {
                heads.push(row);
                row += height;
            }
        }
    }
    if heads.is_empty() {
        // Names that no one knows: a table begins with the first row of several cells.
        let several =
            |row: &usize| matrix.anchors(*row).filter(|c| !c.lines.is_empty()).count() > 1;
        heads.extend((0..grid.rows).find(several));
    }
    let mut out = Vec::new();
    let mut done = 0;
    for (index, &head) in heads.iter().enumerate() {
        // A header that is said again, and no title over it, is no other table.
        if index > 0 && done > head {
            continue;
        }
        let next = |head: usize| {
            let mut rest = heads.iter().skip(index + 1).copied();
            rest.find(|&next| {
                !says_again(&matrix, head, next) || has_own_title(&matrix, head, next)
            })
        };
        let next = next(head);
        let end = next.map_or(grid.rows, |next| begins(&matrix, gaps, head, next));
        if head > done {
            out.push(Stretch {
                from: done,
                is_table: false,
            });
        }
        out.push(Stretch {
            from: head,
            is_table: true,
        });
        let mut last = end;
        let below = |row: usize, last: usize| {
            lone(row).is_some_and(|cell| {
                let gap = gaps.get(row) == Some(&true);
                is_below(cell, gap) && (gap || !is_entry(&matrix, head, row))
                    || assemble::signs(&cell.lines, last < end)
            }) || is_signed(&matrix, row)
                || is_imprint(&matrix, row)
        };
        while last > head + 1 && below(last - 1, last) {
            last -= 1;
        }
        if last < end {
            out.push(Stretch {
                from: last,
                is_table: false,
            });
        }
        done = end;
        if next.is_none() {
            break;
        }
    }
    if done < grid.rows {
        out.push(Stretch {
            from: done,
            is_table: false,
        });
    }
    out
}

/// Most rows of a table that are looked at for what its columns hold.
const LOOKED: usize = 20;

/// Whether a row of words behind a blank one, or behind a lone title below that, heads a table of its own: columns that held nothing
/// but figures have words now (时间 | 事项 below 序号 | 项目名称), and more rows follow.
fn begins_anew(matrix: &Matrix<'_>, gaps: &[bool], head: usize, row: usize) -> bool {
    let gap = |row: usize| gaps.get(row) == Some(&true);
    let titled = || row > head + 1 && gap(row - 1) && matrix.lone(row - 1).is_some();
    if !gap(row) && !titled() || gap(row + 1) {
        return false;
    }
    let filled = |row: usize| {
        let cells = matrix.anchors(row).filter(|c| !c.is_blank());
        cells.map(|c| (c.col, assemble::key_of(&c.lines)))
    };
    let words = |key: &Key| !value::has_figures(key) && labels::summary_of_row(key).is_none();
    let end = if gap(row) { row } else { row - 1 };
    let figures = |col: usize| {
        let above = (head + 1..end).rev().take(LOOKED);
        let above = above.filter_map(|row| matrix.cell(row, col).filter(|c| !c.is_blank()));
        let keys = above.map(|c| assemble::key_of(&c.lines));
        let mut own = keys.filter(|key| labels::summary_of_row(key).is_none());
        own.clone().nth(1).is_some() && own.all(|key| value::has_figures(&key))
    };
    filled(row).count() > 1
        && filled(row + 1).count() > 1
        && filled(row).all(|(_, key)| words(&key))
        && filled(row).any(|(col, _)| figures(col))
}

/// Whether a row below a table's header names columns anew, beyond doubt: most of its texts do, and none is a number or sum. In a
/// form every other text does, with its value beside it.
fn names_columns(matrix: &Matrix<'_>, row: usize) -> bool {
    let mut keys: Vec<Key> = Vec::new();
    for cell in matrix.anchors(row) {
        let key = assemble::key_of(&cell.lines);
        // As nearly every row has a number.
        if numeral::is_figures(&key) {
            return false;
        }
        keys.push(key);
    }
    let names = |key: &&Key| role::is_key_of_name(key);
    let labels = keys.iter().step_by(2);
    let mut values = keys.iter().skip(1).step_by(2);
    let form = keys.len() > 2 && labels.clone().all(|k| names(&k)) && !values.any(|k| names(&k));
    are_names(&keys) && !form && !keys.iter().any(|k| money::is_sum(k))
}

/// The title, if a row is one with the unit of sums beside it, over a table: 一、区级项目 | 单位：万元.
fn beside_unit<'g>(matrix: &Matrix<'g>, row: usize) -> Option<&'g GridCell> {
    let mut cells = matrix.anchors(row).filter(|c| !c.lines.is_empty());
    let (title, unit) = (cells.next()?, cells.next()?);
    let stated = unit::of_unit_line(&assemble::key_of(&unit.lines)).is_some();
    (stated && cells.next().is_none()).then_some(title)
}

/// Whether two rows hold the same texts in the same columns.
fn says_again(matrix: &Matrix<'_>, a: usize, b: usize) -> bool {
    let mut cells = matrix.anchors(a);
    let mut others = matrix.anchors(b);
    loop {
        match (cells.next(), others.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a.col == b.col && assemble::same(&a.lines, &b.lines) => {}
            _ => return false,
        }
    }
}

/// Where what belongs to the table with the header in row `next` begins, below the one with the header in row `head`: its
/// label, title and unit above it, and every line down from a blank row.
fn begins(matrix: &Matrix<'_>, gaps: &[bool], head: usize, next: usize) -> usize {
    let mut first = next;
    let mut above = next;
    let over = |row: usize| matrix.lone(row).or_else(|| beside_unit(matrix, row));
    while above > head + 1 && over(above - 1).is_some() {
        if gaps.get(above) == Some(&true) {
            first = above;
        }
        above -= 1;
        let text = over(above)
            .map(|c| assemble::key_of(&c.lines))
            .unwrap_or_default();
        if names_table(&text)
            || beside_unit(matrix, above).is_some()
            || gaps.get(above) == Some(&true)
        {
            first = above;
        }
    }
    first
}

/// Whether a line is the name of a table below it: its title, or its label or number.
fn names_table(text: &str) -> bool {
    let numbered = || {
        let number = text.strip_prefix('表').map(|t| ordinal::leading(t.chars()));
        number.flatten().is_some_and(|n| n.is_label())
    };
    papers::is_table_title(text) || attachment::is_label(text) || numbered()
}

/// Whether a title of its own stands over a header that is the same as one above: another table. The same title once more is
/// printed again, as the header is.
fn has_own_title(matrix: &Matrix<'_>, head: usize, next: usize) -> bool {
    let line = |row: Option<usize>| {
        let cell = matrix.lone(row?).or_else(|| beside_unit(matrix, row?))?;
        Some(assemble::key_of(&cell.lines))
    };
    let above = next.checked_sub(1);
    let titled = above.is_some_and(|row| beside_unit(matrix, row).is_some());
    let own = line(above).filter(|text| titled || names_table(text));
    let mut above = (0..head).filter_map(|row| line(Some(row)));
    own.is_some_and(|own| !above.any(|text| text == own))
}

/// Whether the only cell of a row below a table's last is no row of it: a note, the imprint, a signature.
fn is_below(cell: &GridCell, after_gap: bool) -> bool {
    let text = assemble::key_of(&cell.lines);
    if labels::summary(&text).is_some() || numeral::is_figures(&text) {
        return false;
    }
    after_gap || cell.col == 0 || labels::is_note(&text)
}

/// Whether the first cell of a row, right below the one before, is the name of a project whose sum is left open: names of projects
/// stand first in the table.
fn is_entry(matrix: &Matrix<'_>, head: usize, row: usize) -> bool {
    let key = |row: usize| matrix.cell(row, 0).map(|c| assemble::key_of(&c.lines));
    let entitled = key(head).is_some_and(|name| role::of_header(&name) == Some(Role::Project));
    let narrow = matrix.cell(row, 0).is_some_and(|c| c.col_span == 1);
    let name = |text: &Key| {
        role::is_unmarked(text)
            && !labels::is_note(text)
            && !papers::speaks_of_list(text)
            && !attachment::is_label(text)
            && !papers::is_table_title(text)
            && !office::is_office(text)
    };
    entitled && narrow && key(row).is_some_and(|text| name(&text))
}

/// Whether a row says by whom and when a form was filled in.
fn is_signed(matrix: &Matrix<'_>, row: usize) -> bool {
    let texts = matrix.anchors(row).map(|c| assemble::key_of(&c.lines));
    !matrix.is_reached(row) && labels::are_signed(texts.filter(|t| !t.is_empty()))
}

/// Whether a row is one of the imprint, in several cells: 区财政局办公室 | 2023年3月18日印发.
fn is_imprint(matrix: &Matrix<'_>, row: usize) -> bool {
    let texts = matrix.anchors(row).map(|c| assemble::key_of(&c.lines));
    !matrix.is_reached(row) && are_imprint(texts.filter(|t| !t.is_empty()))
}
