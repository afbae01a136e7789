//! A table of labels and values side by side, several pairs in a row, with names of groups before some of them.

use super::{LABELS, Pair, table};
use crate::accounts::Discard;
use crate::context::Context;
use crate::lexicon::{money, role, web};
use crate::table::{Evidence, Grid, GridCell, assemble};
use crate::text::Line;

/// Pairs after which a table with a label in fewer than one of four is none of labels and values: the forms met have up to
/// twenty, half of which are labels wherever one looks.
const SEEN: usize = 20;

/// A table of labels and values side by side, turned; what stands alone above and below them stays there.
pub(super) fn turned(own: &Grid, ctx: &mut Context<'_>) -> Option<Grid> {
    let (turned, repeated) = turned_with(own, ctx)?;
    let again = repeated.iter().flat_map(|l| &l.chars);
    ctx.accounts.discard(again, Discard::RepeatedHeader);
    Some(turned)
}

/// Whether a table is one of labels and values side by side, and has no header.
pub(in crate::table::forms) fn is_form(grid: &Grid, ctx: &Context<'_>) -> bool {
    turned_with(grid, ctx).is_some()
}

/// Whether each cell of the first row is a name: no value stands beside one, it is the header of a list.
pub(super) fn is_list(grid: &Grid) -> bool {
    let Some(row) = grid.cells.iter().find(|c| !c.is_blank()).map(|c| c.row) else {
        return true;
    };
    let first = || grid.cells.iter().filter(|c| c.row == row);
    let is_name = |c: &GridCell| role::is_key_of_name(&assemble::key_of(&c.lines));
    first().count() > 2 && first().all(is_name)
}

/// As [`turned`], with the labels that are said again.
fn turned_with(own: &Grid, ctx: &Context<'_>) -> Option<(Grid, Vec<Line>)> {
    if own.rows < 2 || own.evidence == Evidence::Listed || is_list(own) {
        return None;
    }
    let mut rows: Vec<Vec<&GridCell>> = vec![Vec::new(); own.rows];
    for cell in &own.cells {
        rows.get_mut(cell.row)?.push(cell);
    }
    let mut pairs: Vec<(Option<&GridCell>, &GridCell, Option<&GridCell>)> = Vec::new();
    let (mut above, mut below): (Vec<GridCell>, Vec<GridCell>) = (Vec::new(), Vec::new());
    let mut group: Option<&GridCell> = None;
    // A matrix of indicators below the labels has sums of nobody in it: its rows are said as they stand.
    let (mut matrix, mut known) = (false, 0);
    for (index, row) in rows.iter().enumerate() {
        // A form has its labels from the first row on: a list of thousands of rows is known by the first.
        if pairs.len() > SEEN && known * 4 < pairs.len() {
            return None;
        }
        matrix |= names_indicators(row);
        if matrix {
            let mut filled = row.iter().filter(|c| !c.is_blank()).copied();
            below.extend(filled.next().cloned().map(|mut first| {
                first.lines.extend(filled.flat_map(|c| c.lines.clone()));
                first
            }));
            continue;
        }
        group = group_of(row, rows.get(index + 1), group);
        let row = match row.first() {
            Some(first) if group.is_some() && first.col == 0 => row.get(1..).unwrap_or_default(),
            _ => row.as_slice(),
        };
        let mut filled = row.iter().filter(|c| !c.is_blank());
        let (Some(lone), next) = (filled.next(), filled.next()) else {
            continue;
        };
        // 一、项目基本情况 above the first label may end as names do.
        let title = || pairs.is_empty() && !assemble::key_of(&lone.lines).ends_with(':');
        if next.is_none() && (!is_label(row.first()?) || title()) {
            let rest = if pairs.is_empty() {
                &mut above
            } else {
                &mut below
            };
            rest.push((**lone).clone());
            continue;
        }
        // Other merged cells are no labels with values beside them.
        if row.iter().any(|c| c.row_span > 1) {
            return None;
        }
        for pair in row.chunks(2) {
            let [label, value @ ..] = pair else { continue };
            let value = value.first().copied();
            match (label.is_blank(), value.is_none_or(GridCell::is_blank)) {
                (true, true) => {}
                (true, false) => return None,
                // A list has its names in one row, and a form repeats some of them; sums are values.
                _ if value.is_some_and(is_word) || is_sum(label) => return None,
                _ => {
                    known += usize::from(is_label(label));
                    pairs.push((group, label, value));
                }
            }
        }
    }
    if known * 2 < pairs.len() {
        return None;
    }
    let lines = |cell: Option<&GridCell>| cell.map(|c| c.lines.clone()).unwrap_or_default();
    let pairs = pairs.into_iter().map(|(group, label, value)| {
        Pair::new(lines(Some(label)), lines(value)).within(lines(group))
    });
    let pairs: Vec<Pair> = pairs.collect();
    let made = table(&pairs, |block| block.len() >= LABELS, ctx);
    // What is said of the whole has no other place in a table.
    let made = made.filter(|made| made.left.is_empty())?;
    let (table, repeated) = (made.grid, made.repeated);
    let (cols, down) = (table.cols, above.len());
    let wide = |(row, cell): (usize, GridCell)| GridCell {
        row,
        col: 0,
        row_span: 1,
        col_span: cols,
        ..cell
    };
    let mut cells: Vec<GridCell> = (0..).zip(above).map(wide).collect();
    let end = down + table.rows;
    cells.extend(table.cells.into_iter().map(|cell| GridCell {
        row: cell.row + down,
        ..cell
    }));
    let rows = end + below.len();
    cells.extend((end..).zip(below).map(wide));
    let turned = Grid {
        rows,
        cells,
        bbox: own.bbox,
        ..table
    };
    Some((turned, repeated))
}

/// What the first cell of a row names, if it is no label but names a group of them, each with a value behind it: 项目资金 |
/// 年度资金总额 | 620. It is merged over their rows, or blank in the later ones.
fn group_of<'g>(
    row: &[&'g GridCell],
    next: Option<&Vec<&'g GridCell>>,
    open: Option<&'g GridCell>,
) -> Option<&'g GridCell> {
    let first = row.first()?;
    let goes_on = |row: &[&GridCell]| {
        let behind = row.get(1).is_some_and(|c| !c.is_blank());
        row.first()
            .is_some_and(|c| c.col > 0 || c.is_blank() && behind)
    };
    if goes_on(row) {
        return open;
    }
    let filled = row.iter().take_while(|c| !c.is_blank()).count();
    let known = row.iter().skip(1).step_by(2).any(|c| is_label(c));
    let over = first.row_span > 1 || filled % 2 == 1 && next.is_some_and(|r| goes_on(r));
    let begins = filled > 2 && (over || filled % 2 == 1 && known);
    (begins && !role::is_word(&assemble::key_of(&row.get(2)?.lines))).then_some(*first)
}

/// Whether a row names the levels of a matrix of indicators: 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值.
fn names_indicators(row: &[&GridCell]) -> bool {
    let named = row
        .iter()
        .filter(|c| role::is_of_indicators(&assemble::key_of(&c.lines)));
    named.count() > 2
}

/// Whether a cell is the name of a column and nothing else.
fn is_word(cell: &GridCell) -> bool {
    role::is_word(assemble::key_of(&cell.lines).trim_end_matches(':'))
}

fn is_sum(cell: &GridCell) -> bool {
    money::is_sum(&assemble::key_of(&cell.lines))
}

/// Whether a cell is a label: it ends in a colon, or is the name of a column.
pub(super) fn is_label(cell: &GridCell) -> bool {
    let text = assemble::key_of(&cell.lines);
    text.ends_with(':') || role::is_known_name(&text) || web::label_in_table(&text).is_some()
}
