//! Tables too wide for a page, whose other columns stand on the next beside the numbers of their rows.

use super::key_of;
use crate::accounts::Discard;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::labels;
use crate::model::Role;
use crate::table::{Flow, WholeColumn, WholeTable};
use crate::text::Line;

/// Fewest rows that are known again by their numbers.
const ROWS: usize = 2;

/// Puts the columns of such tables together: the second names nothing that the first does but the rows, all of them in order,
/// and has no name of its own.
pub(super) fn join(flow: Vec<Flow>, ctx: &mut Context<'_>) -> Vec<Flow> {
    let mut out: Vec<Flow> = Vec::with_capacity(flow.len());
    for part in flow {
        match part {
            Flow::Table(rest) => {
                let between = out.iter().rev();
                let between = between.take_while(|f| matches!(f, Flow::Line(l) if is_nothing(l)));
                let at = out.len().checked_sub(between.count() + 1);
                let first = at.and_then(|at| out.get_mut(at));
                match first {
                    Some(Flow::Table(table)) => match shared(table, &rest) {
                        Some(shared) => put_together(table, rest, &shared, ctx),
                        None => out.push(Flow::Table(rest)),
                    },
                    _ => out.push(Flow::Table(rest)),
                }
            }
            part => out.push(part),
        }
    }
    out
}

fn is_nothing(line: &Line) -> bool {
    line.is_blank() || labels::is_continued(line.key())
}

/// The columns of the second table that say again what one of the first does, if it is the other half of the first.
fn shared(first: &WholeTable, rest: &WholeTable) -> Option<Vec<bool>> {
    let has = |table: &WholeTable, role| table.columns.iter().any(|c| c.role == role);
    let page = |table: &WholeTable| {
        let cells = table.rows.iter().flat_map(|r| &r.cells);
        cells.flat_map(|c| &c.lines).map(|l| l.page).max()
    };
    let apart = page(first).is_some_and(|p| p > 0) && page(first) < page(rest);
    let named = !rest.title.is_empty() || !first.notes.is_empty();
    if !apart || named || !has(first, Role::Project) || first.paired || rest.paired {
        return None;
    }
    let kinds = |table: &WholeTable| table.rows.iter().map(|r| r.kind).collect::<Vec<_>>();
    if first.rows.len() < ROWS || kinds(first) != kinds(rest) {
        return None;
    }
    let texts = |table: &WholeTable, col: usize| -> Vec<_> {
        let cells = table.rows.iter().map(|r| r.cells.get(col));
        cells.map(|c| c.map(|c| key_of(&c.lines))).collect()
    };
    let own = |column: &WholeColumn| first.columns.iter().position(|c| c.has_header_of(column));
    let mut shared = Vec::with_capacity(rest.columns.len());
    for (col, column) in rest.columns.iter().enumerate() {
        match own(column) {
            // What both name says the same, or they are two tables.
            Some(at) if texts(first, at) == texts(rest, col) => shared.push(true),
            Some(_) => return None,
            None => shared.push(false),
        }
    }
    let counted = rest.columns.first().map(|c| c.role) == Some(Role::Sequence);
    let numbers = shared.first() == Some(&true) && counted;
    let new = |role| {
        let mut columns = rest.columns.iter().zip(&shared);
        columns.any(|(c, shared)| c.role == role && !shared)
    };
    let paid = has(first, Role::Amount) && new(Role::Amount);
    (numbers && shared.contains(&false) && !new(Role::Project) && !new(Role::Purchaser) && !paid)
        .then_some(shared)
}

fn put_together(first: &mut WholeTable, rest: WholeTable, shared: &[bool], ctx: &mut Context<'_>) {
    for (mut column, shared) in rest.columns.into_iter().zip(shared) {
        if *shared {
            for line in column.own.iter().flatten() {
                ctx.accounts.discard(&line.chars, Discard::RepeatedHeader);
            }
        } else {
            column.unit = column.unit.or(rest.unit);
            first.columns.push(column);
        }
    }
    for (row, more) in first.rows.iter_mut().zip(rest.rows) {
        for (cell, shared) in more.cells.into_iter().zip(shared) {
            if *shared {
                for line in &cell.lines {
                    ctx.accounts.discard(&line.chars, Discard::RepeatedCell);
                }
            } else {
                row.cells.push(cell);
            }
        }
    }
    match (&first.unit_line, rest.unit_line) {
        (Some(_), Some(line)) => ctx.accounts.discard(&line.chars, Discard::RepeatedHeader),
        (None, line) => first.unit_line = line,
        _ => {}
    }
    first.notes.extend(rest.notes);
    first.doubts.extend(rest.doubts);
    first.doubts.push(
        Diagnostic::new(
            codes::TABLE_COLUMNS_JOINED,
            Severity::Info,
            "the table on the next page has the same numbers and other columns: they were put beside these",
            "下页表格序号相同而栏目不同，已并作同一表的右侧各栏",
        )
        .help("compare with the printed page", "请对照原页核实"),
    );
}
