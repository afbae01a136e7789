//! A list whose projects stand side by side, a column each, and whose names stand in the first: 项目名称 | 甲 | 乙.

use super::{LABELS, beside::is_label};
use crate::lexicon::{money, numeral, role};
use crate::model::Role;
use crate::table::{Evidence, Grid, GridCell, assemble};

/// Such a list with a row for each project; what stands alone above it stays there. The row of sums tells it from labels and
/// values side by side: each cell of it is one.
pub(super) fn turned(own: &Grid) -> Option<Grid> {
    if own.evidence == Evidence::Listed || own.cols < 3 {
        return None;
    }
    let mut rows: Vec<Vec<&GridCell>> = vec![Vec::new(); own.rows];
    for cell in &own.cells {
        rows.get_mut(cell.row)?.push(cell);
    }
    let lone = |row: &&Vec<&GridCell>| row.iter().filter(|c| !c.is_blank()).count() < 2;
    let above = rows.iter().take_while(lone).count();
    let (titles, list) = rows.split_at(above);
    let whole = |c: &&GridCell| (c.row_span, c.col_span) == (1, 1);
    let roles: Option<Vec<Option<Role>>> = list
        .iter()
        .map(|row| {
            let (name, values) = row.split_first()?;
            let fits = row.len() == own.cols && row.iter().all(whole) && is_label(name);
            let role = role::of_header(&assemble::key_of(&name.lines));
            let sum = |c: &&GridCell| {
                let text = assemble::key_of(&c.lines);
                numeral::is_figures(&text) || money::is_sum(&text)
            };
            let paid = role != Some(Role::Amount) || values.iter().all(sum);
            // Names of projects may end as names of columns do: 人民调解服务项目.
            let other = values.iter().any(|c| match role {
                Some(Role::Project) => role::is_word(&assemble::key_of(&c.lines)),
                _ => is_label(c),
            });
            (fits && paid && !other).then_some(role)
        })
        .collect();
    let roles = roles?;
    let once = |role| roles.iter().filter(|r| **r == Some(role)).count() == 1;
    if roles.len() < LABELS || !once(Role::Project) || !once(Role::Amount) {
        return None;
    }
    let titles = titles.iter().flatten().filter(|c| !c.is_blank());
    let titles = titles.map(|cell| GridCell {
        col: 0,
        row_span: 1,
        col_span: list.len(),
        ..(*cell).clone()
    });
    let cells = list.iter().flatten().map(|cell| GridCell {
        row: above + cell.col,
        col: cell.row - above,
        ..(*cell).clone()
    });
    let mut cells: Vec<GridCell> = titles.chain(cells).collect();
    cells.sort_by_key(|c| (c.row, c.col));
    Some(Grid {
        rows: above + own.cols,
        cols: list.len(),
        cells,
        ..own.clone()
    })
}
