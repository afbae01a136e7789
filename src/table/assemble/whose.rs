//! Tables that stand one for each purchaser, with its name over them and no column for it: 一、区民政局（2项，50万元）.

use super::is_unit_line;
use crate::lexicon::money::unit;
use crate::lexicon::{labels, office, ordinal, papers, role};
use crate::model::Role;
use crate::table::{Flow, WholeTable};
use crate::text::Line;

/// A body that a line over tables names.
#[derive(Clone)]
struct Over {
    name: String,
    line: Line,
    /// Whether the line says that it heads what follows, by a number or a label: a name alone may be who signs above it.
    said: bool,
}

/// Tells each table without purchasers whose rows it has, where a line right over it does, or one over the headings between
/// (一、区民政局 over （一）养老服务). Names alone count where they part the tables: two at least differ.
pub(super) fn tell(flow: &mut [Flow]) {
    let over = over(flow);
    let mut bare = over.iter().flatten().filter(|o| !o.said).map(|o| &o.name);
    let first = bare.next();
    let parted = bare.any(|name| Some(name) != first);
    for (part, own) in flow.iter_mut().zip(over) {
        if let (Flow::Table(table), Some(own)) = (part, own)
            && (own.said || parted)
        {
            table.whose = Some(Box::new((own.name, own.line)));
        }
    }
}

/// What stands over each part of the flow, if it is a table.
fn over(flow: &[Flow]) -> Vec<Option<Over>> {
    let mut open: Option<Over> = None;
    let mut out = Vec::with_capacity(flow.len());
    for part in flow {
        let mut own = None;
        match part {
            Flow::Line(line) => open = below(open, line),
            Flow::Break => open = None,
            Flow::Table(table) => {
                let lines = table.title.iter().chain(&table.unit_line);
                let within = lines.fold(open.clone(), below);
                let column = table.columns.iter().any(|c| c.role == Role::Purchaser);
                own = within.filter(|_| !column);
                // Only a number tells that what stands below the table is of the same part.
                open = open.filter(|o| number(&o.line).is_some());
            }
        }
        out.push(own);
    }
    out
}

/// What stands over the tables below a line.
fn below(open: Option<Over>, line: &Line) -> Option<Over> {
    if let Some((name, said)) = named(line) {
        let line = line.clone();
        return Some(Over { name, line, said });
    }
    let text = line.key();
    // The unit, the table's title, what it is labelled and notes may stand between.
    let passed = || {
        line.is_blank()
            || is_unit_line(line)
            || role::is_word(text)
            || labels::is_note(text)
            || papers::is_table_title(text)
    };
    open.filter(|over| match (number(line), number(&over.line)) {
        (Some(own), Some(above)) => own > above && !text.contains('。'),
        (Some(_), None) => false,
        (None, _) => passed(),
    })
}

/// How deep the number is that a line begins with.
fn number(line: &Line) -> Option<u8> {
    ordinal::marked(line.key().chars()).map(|n| n.style.depth())
}

/// The body that a line names as the one whose rows stand below, and whether it says so.
fn named(line: &Line) -> Option<(String, bool)> {
    let key = line.key();
    let own = unit::parted(key).filter(|_| is_unit_line(line));
    let text = own.map_or(&**key, |(before, _)| before);
    let name = office::heads_rows(text)?;
    let said = number(line).is_some()
        || role::behind_purchaser(text).is_some()
        || office::means_to_buy(text).is_some();
    // A sentence that begins with a body is about it.
    (said && !text.contains('。') || text == name).then(|| (name.to_owned(), said))
}

/// Whether the line of the unit over a later part names another purchaser than the one over the table.
pub(super) fn differs(table: &WholeTable, line: &Line) -> bool {
    let own = table.unit_line.iter().chain(&table.title);
    let name = |line: &Line| Some(named(line)?.0);
    name(line).is_some_and(|other| !own.filter_map(name).any(|own| own == other))
}
