//! Holds the result against what is printed, and says what the result does not account for.
//!
//! The auditor knows the notice, the places of its texts, and the vocabulary; how a value was read it does not know. Other
//! stages check what the notice says of itself (`validate`): sums against totals, rows against declared counts. Here stands
//! what a person sees who lays the result beside the paper: rows without what their neighbours have, print inside a table
//! that no row holds, units that contradict each other, a result with nothing in it.

mod apart;
mod breaks;
mod columns;
mod doubtful;
mod empty;
mod names;
mod neighbours;
mod overlaps;
mod places;
mod review;
mod sums;
mod totals;
mod units;
mod unseen;

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::location::Location;
#[cfg(test)]
use crate::model::{CellText, Column};
use crate::model::{Item, Notice, Row, Table};

const CHECKS: &[fn(&Notice) -> Vec<Diagnostic>] = &[
    empty::nothing,
    empty::attachments,
    apart::halves,
    breaks::brackets,
    breaks::dates,
    breaks::interleaved,
    breaks::lines,
    breaks::numbers,
    breaks::page_numbers,
    breaks::two_values,
    columns::elsewhere,
    columns::names_in_rows,
    columns::two_names,
    names::halved,
    names::halves_of_values,
    names::odd,
    names::of_money,
    names::several,
    neighbours::sums,
    neighbours::names,
    neighbours::remarks,
    neighbours::pieces,
    neighbours::rests,
    neighbours::unnamed,
    neighbours::slid,
    neighbours::errors,
    neighbours::unfilled,
    overlaps::cells,
    places::print_inside_tables,
    places::print_between_pages,
    places::two_rows_in_one,
    places::rows_said_twice,
    sums::unaccounted,
    sums::in_names,
    totals::unlabelled,
    totals::with_parts,
    totals::classes,
    totals::alone,
    totals::groups,
    units::contradicted,
    units::implausible,
    units::slips,
];

/// Runs every check and adds what it finds.
pub(crate) fn run(notice: &mut Notice, ctx: &Context<'_>) -> Result<(), Error> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for check in CHECKS {
        ctx.check_time()?;
        found.append(&mut check(notice));
    }
    found.append(&mut unseen::heads(notice, &ctx.unseen));
    add(notice, found);
    ctx.check_time()?;
    // It goes by what is said of the rows.
    let rows = doubtful::rows(notice);
    add(notice, rows);
    Ok(())
}

/// Adds what was found. A value that is complained of already is not complained of twice.
fn add(notice: &mut Notice, mut found: Vec<Diagnostic>) {
    let mut said: HashMap<&str, Severity> = HashMap::new();
    for old in &notice.diagnostics {
        let worst = said.entry(&old.path).or_insert(old.severity);
        *worst = old.severity.max(*worst);
    }
    found.retain(|new| {
        let old = said.get(new.path.as_str());
        new.path.is_empty() || old.is_none_or(|old| *old < new.severity)
    });
    notice.diagnostics.append(&mut found);
}

pub(crate) use review::mark;

/// The items of a table with their indexes, and the rows they stand in.
fn items(notice: &Notice, table: usize) -> Vec<(usize, &Item, &Row)> {
    let rows = notice.tables.get(table).map_or(&[][..], |t| &t.rows);
    // They stand in the order of the tables.
    let first = notice.items.partition_point(|item| item.table < table);
    let items = notice.items.iter().enumerate().skip(first);
    items
        .take_while(|(_, item)| item.table == table)
        .filter_map(|(i, item)| Some((i, item, rows.get(item.row)?)))
        .collect()
}

/// The first and last line of a place in a text.
fn lines(place: Option<&Location>) -> Option<(u32, u32)> {
    match place? {
        Location::Text { line, end_line, .. } => Some((*line, *end_line)),
        _ => None,
    }
}

/// What sums come to; none if one is not known, or together they are more than a number holds.
fn whole(mut sums: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    sums.try_fold(Decimal::ZERO, |all, sum| all.checked_add(sum?))
}

fn tables(notice: &Notice) -> impl Iterator<Item = (usize, &Table)> {
    notice.tables.iter().enumerate()
}

/// A notice of one table, each of whose rows is an item, for tests.
#[cfg(test)]
fn listed(columns: Vec<Column>, rows: impl IntoIterator<Item = Vec<CellText>>) -> Notice {
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|cells| Row {
            cells,
            ..Row::default()
        })
        .collect();
    let items = (0..rows.len()).map(|row| Item {
        row,
        ..Item::default()
    });
    Notice {
        items: items.collect(),
        tables: vec![Table {
            columns,
            rows,
            ..Table::default()
        }],
        ..Notice::default()
    }
}
