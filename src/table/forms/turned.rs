//! One cell a line, and the projects side by side: each name of a row (项目名称, 主管部门, 总投资), and below it what each project has there.

use super::grid;
use crate::lexicon::{money, role};
use crate::model::Role;
use crate::table::Grid;
use crate::text::Line;

/// Most projects side by side, one more than which lines are looked through for the second name: fifteen columns, as the widest
/// lists have.
const COLUMNS: usize = 15;
/// Fewest rows: with fewer, names and values take turns by chance.
const ROWS: usize = 3;

/// Reads rows that begin with a known name, as many lines from each to the next, one of them of sums.
pub(super) fn read(lines: &[Line]) -> Option<(Grid, usize)> {
    let known = |at: usize| {
        let line = lines.get(at).filter(|l| !l.is_blank())?;
        Some(role::is_key_of_known_name(line.key()))
    };
    let first = lines.first().map(|l| role::of_header(l.key()))?;
    if first != Some(Role::Project) {
        return None;
    }
    let width = (1..=COLUMNS + 1).find(|at| known(*at) != Some(false))?;
    let row = |at: usize| {
        let own = lines.get(at..at + width)?;
        let values = (at + 1..at + width).all(|at| known(at) == Some(false));
        (known(at) == Some(true) && values).then_some(own)
    };
    let rows: Vec<&[Line]> = (0..).map_while(|index| row(index * width)).collect();
    let paid = |row: &&[Line]| {
        let (name, values) = row.split_first()?;
        let sums = values.iter().all(|l| money::is_sum(l.key()));
        (role::of_header(name.key()) == Some(Role::Amount) && sums).then_some(())
    };
    if width < 3 || rows.len() < ROWS || rows.iter().find_map(paid).is_none() {
        return None;
    }
    let used = rows.len() * width;
    let cells = |row: &[Line]| row.iter().map(|line| vec![line.clone()]).collect();
    grid(rows.into_iter().map(cells).collect()).map(|g| (g, used))
}
