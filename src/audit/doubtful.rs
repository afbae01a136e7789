//! Rows of tables that are in doubt themselves.

use super::{items, review, tables};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::role;
use crate::location::Location;
use crate::model::{Column, Format, Item, Notice, Role, Row, Table};

/// `item.table_in_doubt`: in a text, where nothing but white space and line ends shows cells, an item's table has no header, or
/// one whose names were torn apart, or none of the running numbers that its header names, or cells slid in half of its items, or it stands in one attachment with print that seems to be a table and was not read, or anywhere below it: what could not be told
/// apart there may be wrong here too. What is said of an item already is enough.
pub(super) fn rows(notice: &Notice) -> Vec<Diagnostic> {
    if notice.source.format != Format::Text {
        return Vec::new();
    }
    let loud = notice
        .diagnostics
        .iter()
        .filter(|d| d.severity > Severity::Info);
    let loud: Vec<&Diagnostic> = loud.collect();
    let unread: Vec<u32> = loud
        .iter()
        .filter(|d| d.code == "table.unread")
        .filter_map(|d| lines(d.location.as_ref()).map(|l| l.0))
        .collect();
    let labels: Vec<u32> = notice
        .attachments
        .iter()
        .filter_map(|a| lines(a.label.as_ref()?.locations.first()).map(|l| l.0))
        .collect();
    let part = |line: u32| labels.iter().filter(|label| **label <= line).count();
    let said = review::needed(notice);
    let mut out = Vec::new();
    let miscounted = loud.iter().any(|d| d.code == "count.items");
    for (t, table) in tables(notice) {
        let path = format!("/tables/{t}");
        let unsure = || {
            loud.iter()
                .any(|d| d.path == path && d.code == "table.no_header")
        };
        let rows = items(notice, t);
        let end = rows
            .iter()
            .filter_map(|(_, _, row)| extent(row))
            .map(|l| l.1)
            .max();
        let near = |end: u32| {
            let mut unread = unread.iter();
            unread.any(|line| end + NEAR >= *line || part(end) == part(*line))
        };
        let unnumbered = || is_unnumbered(table, &rows, miscounted);
        // Where cells slid in half of the rows, what parts the columns of all is in doubt.
        let slid = || {
            let slid = |i: usize| {
                let own = format!("/items/{i}/");
                let mut found = loud.iter().filter(|d| d.code == "item.slid");
                found.any(|d| d.path.starts_with(&own))
            };
            rows.iter().filter(|(i, ..)| slid(*i)).count() * 2 >= rows.len()
        };
        if !end.is_some_and(near) && !unsure() && !unnumbered() && !has_torn_names(table) && !slid()
        {
            continue;
        }
        for (i, _, row) in rows {
            if said.get(i) == Some(&true) {
                continue;
            }
            out.push(
                Diagnostic::new(
                    "item.table_in_doubt",
                    Severity::Warning,
                    "rows and columns of the table that this row is from cannot be told apart for certain in this text",
                    "此行所在表格在文本中行列难以确定",
                )
                .path(format!("/items/{i}"))
                .at(row.cells.iter().find_map(|c| c.locations.first()).cloned())
                .help(
                    "use the PDF or the web page itself, where the cells still have their places",
                    "请改用PDF或网页原件，其中单元格位置尚存",
                ),
            );
        }
    }
    out
}

/// Whether names of columns were torn apart: a column has none in a table that names no sums, or two have but one character, which
/// says nothing.
fn has_torn_names(table: &Table) -> bool {
    // A name that comes again has its number behind a blank.
    let name = |c: &Column| c.header.split(' ').next().unwrap_or_default().to_owned();
    let paid = table.columns.iter().any(|c| c.role == Role::Amount);
    let unnamed = !paid && table.columns.iter().any(|c| name(c).is_empty());
    let torn = |c: &&Column| {
        let name = name(c);
        let mut chars = name.chars();
        chars.next().is_some_and(char::is_alphabetic)
            && chars.next().is_none()
            && !role::is_known_name(&name)
    };
    unnamed || table.columns.iter().filter(torn).count() > 1
}

/// Whether a table names a column of running numbers and its items have none there, or few of them where their count is not the
/// declared one: pieces of rows.
fn is_unnumbered(table: &Table, items: &[(usize, &Item, &Row)], miscounted: bool) -> bool {
    if !table.columns.iter().any(|c| c.role == Role::Sequence) {
        return false;
    }
    let has = |item: &Item| item.cell(Role::Sequence).is_some_and(|c| !c.is_blank());
    let numbered = items.iter().filter(|(_, item, _)| has(item)).count();
    numbered == 0 || miscounted && numbered * 2 < items.len()
}

/// A blank line, a heading and another blank one may stand between two parts of a table.
const NEAR: u32 = 3;

fn extent(row: &Row) -> Option<(u32, u32)> {
    let places = row.cells.iter().flat_map(|c| &c.locations);
    let places = places.filter_map(|place| lines(Some(place)));
    places.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

fn lines(place: Option<&Location>) -> Option<(u32, u32)> {
    match place? {
        Location::Text { line, end_line, .. } => Some((*line, *end_line)),
        _ => None,
    }
}
