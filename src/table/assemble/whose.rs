//! Tables that stand one for each purchaser, with its name over them and no column for it: 一、区民政局（2项，50万元）.

use super::is_unit_line;
use crate::lexicon::money::unit;
use crate::lexicon::{office, ordinal, papers, role};
use crate::model::Role;
use crate::table::{Flow, WholeTable};
use crate::text::Line;

/// A body that a line over a table names.
struct Over {
    table: usize,
    name: String,
    line: Line,
    /// Whether the line says that it heads what follows, by a number or a label: a name alone may be who signs above.
    said: bool,
}

/// Tells each table without purchasers whose rows it has, where the line right over it does. Names alone count where they part
/// the tables: two at least differ.
pub(super) fn tell(flow: &mut [Flow]) {
    let over: Vec<Over> = (0..flow.len()).filter_map(|at| over(flow, at)).collect();
    let mut bare = over.iter().filter(|o| !o.said).map(|o| &o.name);
    let first = bare.next();
    let parted = bare.any(|name| Some(name) != first);
    for own in over {
        if let Some(Flow::Table(table)) = flow.get_mut(own.table)
            && (own.said || parted)
        {
            table.whose = Some(Box::new((own.name, own.line)));
        }
    }
}

fn over(flow: &[Flow], at: usize) -> Option<Over> {
    let Some(Flow::Table(table)) = flow.get(at) else {
        return None;
    };
    if table.columns.iter().any(|c| c.role == Role::Purchaser) {
        return None;
    }
    let above = flow.get(..at)?.iter().rev().map_while(|part| match part {
        Flow::Line(line) => Some(line),
        Flow::Table(_) | Flow::Break => None,
    });
    // The unit and the table's title may stand between.
    let passed = |line: &Line| is_unit_line(line) || papers::is_table_title(&line.key());
    let own = table.unit_line.iter().chain(table.title.iter().rev());
    let mut lines = own.chain(above).filter(|l| !l.is_blank());
    let (name, line, said) = lines.find_map(|line| match named(line) {
        Some((name, said)) => Some(Some((name, line, said))),
        None if passed(line) => None,
        None => Some(None),
    })??;
    Some(Over {
        table: at,
        name,
        line: line.clone(),
        said,
    })
}

/// The body that a line names as the one whose rows stand below, and whether it says so.
fn named(line: &Line) -> Option<(String, bool)> {
    let key = line.key();
    let own = unit::parted(&key).filter(|_| is_unit_line(line));
    let text = own.map_or(&*key, |(before, _)| before);
    let name = office::heads_rows(text)?;
    let numbered = ordinal::marked(text.chars()).is_some();
    let said = numbered || text.split_once(':').is_some_and(|(label, _)| buys(label));
    // A sentence that begins with a body is about it.
    (said && !text.contains('。') || text == name).then(|| (name.to_owned(), said))
}

fn buys(label: &str) -> bool {
    role::of_header(label) == Some(Role::Purchaser)
}

/// Whether the line of the unit over a later part names another purchaser than the one over the table.
pub(super) fn differs(table: &WholeTable, line: &Line) -> bool {
    let own = table.unit_line.iter().chain(&table.title);
    let name = |line: &Line| Some(named(line)?.0);
    name(line).is_some_and(|other| !own.filter_map(name).any(|own| own == other))
}
