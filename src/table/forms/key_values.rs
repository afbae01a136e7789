//! A table of labels and values (项目名称 | … | 采购预算（元） | …) → a header of the labels above one row of the values.

use std::collections::HashSet;

use crate::lexicon::{role, web};
use crate::model::Role;
use crate::table::{Evidence, Grid, GridCell, assemble};
use crate::text::Line;

/// The table turned, if it is one of labels and values that tell of one project and its sum.
pub(super) fn turned(grid: &Grid) -> Option<Grid> {
    let mut rows: Vec<Vec<&GridCell>> = vec![Vec::new(); grid.rows];
    for cell in &grid.cells {
        rows.get_mut(cell.row)?.push(cell);
    }
    let mut pairs: Vec<(&GridCell, Option<&GridCell>)> = Vec::new();
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for row in &rows {
        let blank = row.iter().all(|c| is_blank(c));
        if blank {
            continue;
        }
        let alone = row.iter().filter(|c| !is_blank(c)).count() == 1 && !is_label(row.first()?);
        if alone {
            let rest = if pairs.is_empty() {
                &mut above
            } else {
                &mut below
            };
            rest.extend(row.iter().filter(|c| !is_blank(c)).copied());
            continue;
        }
        // A merged label of several rows (项目概况) begins rows that go on below it.
        if row.iter().any(|c| c.row_span > 1) {
            return None;
        }
        for pair in row.chunks(2) {
            let [label, value @ ..] = pair else { continue };
            if is_blank(label) && value.iter().all(|c| is_blank(c)) {
                continue;
            }
            if is_blank(label) {
                return None;
            }
            pairs.push((label, value.first().copied()));
        }
    }
    // A list has its names in one row, and a form repeats some of them.
    let named = |c: &GridCell| role::of_header(&label_of(c));
    let labels: Vec<Option<Role>> = pairs.iter().map(|(label, _)| named(label)).collect();
    let known = pairs.iter().filter(|(label, _)| is_label(label)).count();
    let spoken = |(_, value): &(&GridCell, Option<&GridCell>)| {
        value.is_some_and(|v| !is_blank(v) && is_label(v) && role::is_word(&label_of(v)))
    };
    let has = |roles: &[Role]| labels.iter().flatten().any(|r| roles.contains(r));
    let mut seen = HashSet::new();
    let distinct = pairs.iter().all(|(label, _)| seen.insert(label_of(label)));
    let sum = pairs.iter().zip(&labels).any(|((_, value), role)| {
        let text = value
            .map(|v| assemble::key_of(&v.lines))
            .unwrap_or_default();
        *role == Some(Role::Amount) && text.contains(|c: char| c.is_ascii_digit() || c == '*')
    });
    let whose = [
        Role::Project,
        Role::Purchaser,
        Role::Provider,
        Role::Content,
    ];
    let whole = pairs.len() >= 3
        && rows.len() >= 2
        && sum
        && has(&whose)
        && distinct
        && known * 2 >= pairs.len()
        && !pairs.iter().any(spoken);
    whole.then(|| turn(grid, &above, pairs, &below))
}

fn turn(
    grid: &Grid,
    above: &[&GridCell],
    pairs: Vec<(&GridCell, Option<&GridCell>)>,
    below: &[&GridCell],
) -> Grid {
    let cols = pairs.len();
    let mut cells = Vec::new();
    let mut row = 0;
    let wide = |cell: &GridCell, row: usize| GridCell {
        row,
        col: 0,
        row_span: 1,
        col_span: cols,
        ..cell.clone()
    };
    for cell in above {
        cells.push(wide(cell, row));
        row += 1;
    }
    let at = |cell: Option<&GridCell>, row: usize, col: usize| GridCell {
        row,
        col,
        row_span: 1,
        col_span: 1,
        ..cell.cloned().unwrap_or_default()
    };
    for (col, (label, _)) in pairs.iter().enumerate() {
        cells.push(at(Some(label), row, col));
    }
    for (col, (_, value)) in pairs.iter().enumerate() {
        cells.push(at(*value, row + 1, col));
    }
    row += 2;
    for cell in below {
        cells.push(wide(cell, row));
        row += 1;
    }
    Grid {
        page: grid.page,
        bbox: grid.bbox,
        rows: row,
        cols,
        cells,
        evidence: Evidence::Markup,
    }
}

fn is_blank(cell: &GridCell) -> bool {
    cell.lines.iter().all(Line::is_blank)
}

fn label_of(cell: &GridCell) -> String {
    let text = assemble::key_of(&cell.lines);
    text.trim_end_matches(['：', ':']).to_owned()
}

/// Whether a cell is a label: it ends in a colon, or is the name of a column.
fn is_label(cell: &GridCell) -> bool {
    let text = assemble::key_of(&cell.lines);
    text.ends_with(['：', ':'])
        || role::is_known_name(&text)
        || web::label_in_table(&text).is_some()
}
