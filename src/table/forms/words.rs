//! Columns with one blank between some of their cells: as many words a row as there are names.

use super::aligned::{HEADINGS, fits, is_gap, is_whole_header};
use super::pages::repeats;
use super::{Tried, grid, is_summary, rests, roles, stretch};
use crate::accounts::Char;
use crate::lexicon::{labels, money, ordinal, role, standing, value};
use crate::model::Role;
use crate::table::{Grid, assemble};
use crate::text::Line;

/// A table with one blank between some of its cells: rows of as many words as there are names, all of them, up to a blank
/// line or what stands below the total. The order says which is which; a total may leave out what has no sum.
pub(super) fn read(lines: &[Line], stretches: usize, tried: &mut Tried) -> Option<(Grid, usize)> {
    if Tried::ahead(tried.words, lines) {
        return None;
    }
    let names = words(lines.first()?);
    // 序　号, 张　三: single characters are no words of a name or a person set wide. 村 is one by itself.
    let set_wide = |name: &Vec<Line>| {
        let key = assemble::key_of(name);
        key.chars().nth(1).is_none() && role::of_header(&key) != Some(Role::Purchaser)
    };
    if names.len() <= stretches || !is_whole_header(&names) || names.iter().any(set_wide) {
        return None;
    }
    let roles = roles(&names);
    let noted = ends_in_remarks(&names, &roles);
    let mut rows: Vec<Vec<Vec<Line>>> = Vec::new();
    let (mut used, mut summed) = (0, false);
    // Where remarks are left out behind a time, that has figures.
    let timed = |row: &[Vec<Line>]| {
        let period = roles.iter().position(|r| *r == Some(Role::Period));
        let last = row.last().filter(|_| period == Some(row.len() - 1));
        last.is_none_or(|cell| value::has_figures(&assemble::key_of(cell)))
    };
    let whole = |row: &[Vec<Line>]| {
        let short = usize::from(noted && row.len() < names.len() && timed(row));
        row.len() + short == names.len() && fits(row, &roles)
    };
    // A page may end between two rows.
    let goes_on = |above: &[Vec<Vec<Line>>], next: &[Vec<Line>]| {
        let numbered = roles.first() == Some(&Some(Role::Sequence));
        let number =
            |row: &[Vec<Line>]| Some(ordinal::whole(&assemble::key_of(row.first()?))?.value);
        let counts_on = || {
            let last = above
                .iter()
                .rev()
                .take(HEADINGS + 1)
                .find_map(|row| number(row));
            let next = number(next).zip(last);
            next.is_some_and(|(n, last)| n == last + 1)
        };
        let counts_on = !numbered || above.len() < 2 || counts_on();
        let total = || {
            let label = next
                .first()
                .is_some_and(|c| is_summary(std::slice::from_ref(c)));
            label && in_columns(next, above, &roles).is_some()
        };
        repeats(next, &names)
            || whole(next) && roles.contains(&Some(Role::Amount)) && counts_on
            || total()
    };
    for (at, line) in lines.iter().enumerate() {
        if is_gap(line) {
            if used < at {
                continue;
            }
            let mut rest = lines.get(at..).unwrap_or_default().iter();
            let next = rest.find(|l| !is_gap(l)).map(words).unwrap_or_default();
            if summed || !goes_on(&rows, &next) {
                break;
            }
            continue;
        }
        let mut row = words(line);
        // 合计金额小写：5元 says what the whole comes to, and is no row.
        let label = |cell: &Vec<Line>| {
            let key = assemble::key_of(cell);
            let label = key.split_once(':').map(|(label, _)| label);
            label.is_some_and(|l| labels::summary(l).is_some())
        };
        if rows.len() > 1 && row.first().is_some_and(label) {
            break;
        }
        let below = || lines.get(at + 1).map(words).unwrap_or_default();
        // （一）水利 heads the rows below it.
        if at > 0 && row.len() == 1 && super::may_head_rows(line) && whole(&below()) {
            row.resize(names.len(), Vec::new());
            rows.push(row);
            used = at + 1;
            continue;
        }
        let total = row
            .first()
            .is_some_and(|c| is_summary(std::slice::from_ref(c)));
        if total && row.len() < names.len() {
            row = in_columns(&row, &rows, &roles)?;
        } else if noted && row.len() + 1 == names.len() && timed(&row) {
            row.push(Vec::new());
        }
        if row.len() != names.len() {
            // Who signs, or what else the paper says, may stand right below the last row.
            let key = line.key();
            let sentence = || rests::is_own(key) || key.ends_with('。');
            if summed || row.len() < 2 && sentence() {
                break;
            }
            tried.words = Some(lines.len() - at);
            return None;
        }
        if at > 0 && !total && !fits(&row, &roles) && !repeats(&row, &names) {
            return None;
        }
        summed = total;
        rows.push(row);
        used = at + 1;
    }
    // A single row is one where it has the first running number, and its sum.
    let alone = || {
        let row = rows
            .get(1)
            .filter(|_| roles.first() == Some(&Some(Role::Sequence)));
        let number = row.and_then(|row| ordinal::whole(&assemble::key_of(row.first()?)));
        number.is_some_and(|n| n.value == 1) && roles.contains(&Some(Role::Amount))
    };
    (rows.len() > 2 || alone())
        .then(|| grid(rows))?
        .map(|g| (g, used))
}

/// The words of a line as cells.
pub(super) fn words(line: &Line) -> Vec<Vec<Line>> {
    let blank = |c: &Char| c.ch.is_whitespace();
    let own = line.chars.split(blank).filter(|w| !w.is_empty());
    with_label(line, own.map(|w| vec![stretch(line, w)]).collect())
}

/// The cells of a line; the label of a total may be spaced: 合 计.
pub(super) fn with_label(line: &Line, mut cells: Vec<Vec<Line>>) -> Vec<Vec<Line>> {
    if let [first, second, ..] = cells.as_slice() {
        let one = |cell: &Vec<Line>| assemble::key_of(cell).chars().count() == 1;
        let both: Vec<Line> = first.iter().chain(second).cloned().collect();
        if one(first) && one(second) && is_summary(std::slice::from_ref(&both)) {
            let mut inked = (0..)
                .zip(&line.chars)
                .filter(|(_, c)| !c.ch.is_whitespace());
            let end = inked.nth(1).map_or(0, |(at, _)| at + 1);
            let label = stretch(line, line.chars.get(..end).unwrap_or_default());
            cells.splice(..2, [vec![label]]);
        }
    }
    cells
}

/// A total that states a sum for each column of figures, or for each of money, and nothing for the others; the columns are
/// those of the rows above.
pub(super) fn in_columns(
    total: &[Vec<Line>],
    rows: &[Vec<Vec<Line>>],
    roles: &[Option<Role>],
) -> Option<Vec<Vec<Line>>> {
    let (label, sums) = total.split_first()?;
    let figures =
        |cell: &Vec<Line>| money::kind(&assemble::key_of(cell)) == Some(money::Kind::Number);
    if !sums.iter().all(figures) {
        return None;
    }
    let of_figures = |col: &usize| {
        // What heads rows has no cell here.
        let own = rows.iter().skip(1).filter_map(|row| row.get(*col));
        let mut cells = own.filter(|cell| !cell.is_empty());
        let number = roles.get(*col) == Some(&Some(Role::Sequence));
        !number && cells.clone().any(figures) && cells.all(|c| money::is_sum(&assemble::key_of(c)))
    };
    let of_money = |col: &usize| roles.get(*col) == Some(&Some(Role::Amount));
    let of_price = |col: &usize| {
        let name = rows.first().and_then(|names| names.get(*col));
        name.is_some_and(|name| standing::is_price(&assemble::key_of(name)))
    };
    let all: Vec<usize> = (0..roles.len()).filter(of_figures).collect();
    // Prices are not added up.
    let added: Vec<usize> = all.iter().copied().filter(|c| !of_price(c)).collect();
    let paid: Vec<usize> = added.iter().copied().filter(of_money).collect();
    let cols = [all, added, paid]
        .into_iter()
        .find(|c| c.len() == sums.len())?;
    let mut row = vec![Vec::new(); roles.len()];
    // Its label has a column before the first sum.
    row.first_mut()
        .filter(|_| cols.first() > Some(&0))?
        .clone_from(label);
    for (col, sum) in cols.into_iter().zip(sums) {
        row.get_mut(col)?.clone_from(sum);
    }
    Some(row)
}

/// Whether remarks stand behind sums, or behind these and a time, which rows may leave out: where another cell was, its place would
/// hold no sum.
pub(super) fn ends_in_remarks(names: &[Vec<Line>], roles: &[Option<Role>]) -> bool {
    if matches!(
        roles,
        [.., Some(Role::Amount), Some(Role::Period), Some(Role::Note)]
    ) {
        return true;
    }
    let [.., before, Some(Role::Note)] = roles else {
        return false;
    };
    let last = names.len().checked_sub(2).and_then(|at| names.get(at));
    *before == Some(Role::Amount) || last.is_some_and(|name| is_summary(std::slice::from_ref(name)))
}
