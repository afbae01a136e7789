//! Rows between marks whose merged cell is gone, so that what stands behind it has slid to the left and blank ones stand at the
//! end instead: 某县 | 某公司 | 4176 | 补40%, and below it 某厂 | 4670 | 补50% |.

use foldhash::HashSet;

use super::is_summary;
use crate::table::assemble;
use crate::table::schema::Facts;
use crate::text::Line;

type Row = Vec<Vec<Line>>;

/// Rows that have all their cells before those tell what each column holds: one may be a total, or have slid itself.
const WHOLE: usize = 2;
/// Characters at the end of a name that say what it names: 公司, 街道.
const END: usize = 2;

/// What a column holds in all rows that have all their cells.
struct Column {
    numbers: bool,
    words: bool,
    /// How the names in it end.
    ends: HashSet<String>,
}

/// Moves the cells of rows that have slid to where they fit; gives the columns of each row in doubt.
pub(super) fn moved(rows: &mut [Row], width: usize) -> Vec<(usize, Vec<usize>)> {
    let facts = |row: &Row| -> Vec<Facts> {
        let own = row.iter().map(|c| Facts::of(assemble::key_of(c)));
        own.collect()
    };
    let mut doubts = Vec::new();
    let all: Vec<Vec<Facts>> = rows.iter().map(facts).collect();
    let full = |(row, own): &(&Row, &Vec<Facts>)| {
        own.len() == width && !is_summary(row) && own.iter().all(|f| !f.is_empty())
    };
    let whole: Vec<&Vec<Facts>> = rows
        .iter()
        .zip(&all)
        .filter(full)
        .map(|(_, own)| own)
        .collect();
    if whole.len() < WHOLE {
        return doubts;
    }
    let column = |col: usize| {
        let own = || whole.iter().filter_map(|row| row.get(col));
        Column {
            numbers: own().all(Facts::counts),
            words: !own().any(Facts::counts),
            ends: own().map(end).collect(),
        }
    };
    let columns: Vec<Column> = (0..width).map(column).collect();
    for (index, (row, own)) in rows.iter_mut().zip(&all).enumerate() {
        let filled = own
            .iter()
            .rposition(|f| !f.is_empty())
            .map_or(0, |at| at + 1);
        let cells = own.get(..filled).unwrap_or_default();
        let gone = width.saturating_sub(filled);
        // Where cells are blank between others, they are shown.
        if own.len() < width || gone == 0 || filled < 2 || cells.iter().any(Facts::is_empty) {
            continue;
        }
        // A number below words, and words below numbers; a dash and what else stands for a sum are none.
        let misfits = |at: usize| -> (bool, bool) {
            let laid = cells.iter().enumerate().filter_map(|(cell, facts)| {
                let col = if cell < at { cell } else { cell + gone };
                columns.get(col).map(|column| (column, facts))
            });
            laid.fold((false, false), |(number, words), (column, facts)| {
                let word = !facts.counts() && facts.sum.is_none();
                (
                    number || column.words && facts.counts(),
                    words || column.numbers && word,
                )
            })
        };
        let fits = |at: usize| misfits(at) == (false, false);
        if is_summary(row) || misfits(filled) != (true, true) {
            continue;
        }
        let mut ways: Vec<usize> = (0..filled).filter(|at| fits(*at)).collect();
        // Of several, that in which the name behind the blank ends as others in its column do, and not as those where it stands now.
        let ends_so = |col: usize, facts: &Facts| {
            columns
                .get(col)
                .is_some_and(|c| c.ends.contains(&end(facts)))
        };
        let named = |at: &usize| {
            let facts = cells.get(*at);
            facts.is_some_and(|f| !f.counts() && ends_so(at + gone, f) && !ends_so(*at, f))
        };
        let told: Vec<usize> = ways.iter().copied().filter(named).collect();
        if told.len() == 1 {
            ways = told;
        }
        let (Some(first), Some(last)) = (ways.first().copied(), ways.last().copied()) else {
            continue;
        };
        if last > first {
            doubts.push((index, (first..last + gone).collect()));
        }
        row.truncate(filled);
        let behind = row.split_off(first);
        row.extend((0..gone).map(|_| Vec::new()));
        row.extend(behind);
    }
    doubts
}

fn end(facts: &Facts) -> String {
    let own: Vec<char> = facts.key.chars().rev().take(END).collect();
    own.into_iter().rev().collect()
}
