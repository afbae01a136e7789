//! What is left of merged cells when a web page's table was turned to text: rows with fewer cells than there are columns.
//!
//! Three leftovers are put right where only one way is possible: a header of two rows whose lower names have slid to the
//! left, a row of a sum whose numbers follow its word directly, and a row whose blank cells are gone.

use std::collections::{HashMap, HashSet};

use super::fit;
use super::pages::repeats;
use super::{exceeds, flat, grid, is_page_row, is_summary, roles, too_large};
use crate::context::Context;
use crate::lexicon::key::Key;
use crate::lexicon::{labels, money, numeral, role, standing};
use crate::model::Role;
use crate::table::{Grid, assemble};
use crate::text::Line;

type Row = Vec<Vec<Line>>;

/// Rows of cells as a grid, leftovers of merged cells put right.
pub(super) fn mend(mut rows: Vec<Row>, ctx: &Context<'_>) -> Option<Grid> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if exceeds(rows.len(), width, ctx) {
        return Some(too_large(rows.len(), width));
    }
    let Some(at) = rows.iter().take(5).position(is_header) else {
        return grid(rows);
    };
    let two = two_rows(&rows, at);
    if let Some(group) = &two {
        spread(&mut rows, at, group);
    }
    let height = 1 + usize::from(two.is_some());
    let roles = column_roles(&rows, at, two.as_ref());
    let seen = purchasers(&rows, at + height, &roles);
    let added = added(rows.get(at..).unwrap_or_default(), height, &roles);
    let mut doubts: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, row) in rows.iter_mut().enumerate().skip(at + height) {
        if is_page_row(row) {
            continue;
        }
        if is_summary(row) {
            shift(row, roles.len(), &added);
        } else if let Some(doubtful) = fill(row, &roles, &seen) {
            doubts.insert(index, doubtful);
        }
    }
    let mut grid = grid(rows)?;
    if let Some(group) = two {
        span(&mut grid, at, &group);
    }
    for cell in &mut grid.cells {
        let doubtful = doubts.get(&cell.row);
        if doubtful.is_some_and(|cols| cols.binary_search(&cell.col).is_ok()) {
            cell.doubts.push(flat::doubt());
        }
    }
    Some(grid)
}

fn texts(row: &Row) -> Vec<String> {
    row.iter().map(|c| assemble::key_of(c).into()).collect()
}

/// Columns up to the last filled cell.
fn filled(row: &Row) -> usize {
    texts(row)
        .iter()
        .rposition(|t| !t.is_empty())
        .map_or(0, |i| i + 1)
}

/// Names of columns side by side from the left edge, no number among them; where few are known, one of a sum, and none blank.
pub(super) fn is_header(row: &Row) -> bool {
    let texts = texts(row);
    let named = texts.iter().filter(|t| role::is_name(t)).count();
    let of_sum = |t: &String| role::is_name(t) && role::of_header(t) == Some(Role::Amount);
    let whole = texts.len() > 2 && texts.iter().all(|t| !t.is_empty() && !money::is_sum(t));
    (named >= 2 && named * 2 >= filled(row) || whole && texts.iter().any(of_sum))
        && !texts.iter().any(|t| numeral::is_figures(t))
}

/// Lower names that stand under one upper name: which, and how many.
struct Group {
    upper: usize,
    width: usize,
}

/// A header's second row that has slid to the left edge; the rows below say under which name it belongs.
fn two_rows(rows: &[Row], at: usize) -> Option<Group> {
    let (upper, lower) = (rows.get(at)?, rows.get(at + 1)?);
    let (names, width) = (filled(upper), filled(lower));
    let lower_texts = texts(lower);
    let lower_names = lower_texts.get(..width)?;
    let plausible = (2..names).contains(&width)
        && texts(upper).iter().take(names).all(|t| !t.is_empty())
        && lower_names
            .iter()
            .all(|t| !t.is_empty() && !money::is_sum(t) && labels::summary(t).is_none());
    let items: Vec<Vec<String>> = rows
        .iter()
        .skip(at + 2)
        .filter(|r| !is_summary(r))
        .map(texts)
        .collect();
    let columns = names + width - 1;
    // Rows that have lost a merged cell say nothing of where the others belong.
    let whole = |t: &Vec<String>| t.len() >= columns;
    let items: Vec<Vec<String>> = if items.iter().any(whole) {
        items.into_iter().filter(whole).collect()
    } else {
        items
    };
    let longest = items
        .iter()
        .map(|t| t.iter().rposition(|t| !t.is_empty()).map_or(0, |i| i + 1))
        .max()?;
    // The rows are wider than the upper names by what stands under one of them, a blank last column aside.
    if !plausible || longest <= names || longest > columns {
        return None;
    }
    let upper_roles = roles(upper);
    let held: Vec<Held> = (0..columns).map(|col| Held::of(&items, col)).collect();
    let fits = |col: usize, role: Option<Role>| held.get(col).is_some_and(|h| h.fits(role));
    let role = |name: usize| upper_roles.get(name).copied().flatten();
    // How many columns from the left fit the names above them where they stand, how many are sums up to each, and how
    // many from the right fit where the names are moved by the width of the lower ones.
    let left = (0..names).take_while(|c| fits(*c, role(*c))).count();
    let moved = |name: &usize| fits(name + width - 1, role(*name));
    let right = (0..names).rev().take_while(moved).count();
    let mut sums = vec![0_usize];
    sums.extend(held.iter().scan(0, |sum, h| {
        *sum += usize::from(h.fits(Some(Role::Amount)));
        Some(*sum)
    }));
    let mut fitting = (0..names).filter(|&start| {
        let heads = matches!(role(start), Some(Role::Amount | Role::Source));
        let under = sums.get(start + width).zip(sums.get(start));
        heads
            && start <= left
            && under.is_some_and(|(to, from)| to - from == width)
            && names - start - 1 <= right
    });
    match (fitting.next(), fitting.next()) {
        (Some(upper), None) => Some(Group { upper, width }),
        _ => None,
    }
}

/// What the cells of a column that are not blank hold.
struct Held {
    sums: bool,
    words: bool,
}

impl Held {
    fn of(items: &[Vec<String>], col: usize) -> Self {
        let cells = items.iter().filter_map(|row| row.get(col));
        let mut cells = cells.filter(|t| !t.is_empty()).map(|t| money::is_sum(t));
        let first = cells.next();
        let even = first.is_none_or(|f| cells.all(|c| c == f));
        Self {
            sums: even && first != Some(false),
            words: even && first != Some(true),
        }
    }

    /// Whether they can stand below a name of this role.
    fn fits(&self, role: Option<Role>) -> bool {
        match role {
            Some(Role::Amount) => self.sums,
            Some(Role::Source | Role::Project | Role::Content | Role::Purchaser) => self.words,
            _ => true,
        }
    }
}

/// Moves the names to where they belong.
fn spread(rows: &mut [Row], at: usize, group: &Group) {
    let blanks = || std::iter::repeat_with(Vec::new);
    if let Some(row) = rows.get_mut(at) {
        row.truncate(filled(row));
        row.splice(
            group.upper + 1..group.upper + 1,
            blanks().take(group.width - 1),
        );
    }
    if let Some(row) = rows.get_mut(at + 1) {
        row.truncate(group.width);
        row.splice(0..0, blanks().take(group.upper));
    }
    let columns = rows.get(at).map_or(0, Vec::len);
    for row in rows.iter_mut().skip(at + 2) {
        let keep = filled(row).max(columns);
        row.truncate(keep);
    }
}

/// Gives the cells of a header of two rows their spans.
fn span(grid: &mut Grid, at: usize, group: &Group) {
    let under = |col: usize| (group.upper..group.upper + group.width).contains(&col);
    grid.cells.retain(|c| {
        let covered = (c.row == at && under(c.col) && c.col != group.upper)
            || (c.row == at + 1 && !under(c.col));
        !covered
    });
    for cell in grid.cells.iter_mut().filter(|c| c.row == at) {
        if cell.col == group.upper {
            cell.col_span = group.width;
        } else {
            cell.row_span = 2;
        }
    }
}

fn column_roles(rows: &[Row], at: usize, two: Option<&Group>) -> Vec<Option<Role>> {
    let mut roles = rows.get(at).map(|r| roles(r)).unwrap_or_default();
    if let Some(group) = two {
        for role in roles.iter_mut().skip(group.upper).take(group.width) {
            *role = Some(Role::Amount);
        }
    }
    roles
}

/// The purchasers of rows that have all their cells.
fn purchasers(rows: &[Row], from: usize, roles: &[Option<Role>]) -> HashSet<String> {
    let Some(at) = roles.iter().position(|r| *r == Some(Role::Purchaser)) else {
        return HashSet::new();
    };
    rows.iter()
        .skip(from)
        .filter(|r| r.len() >= roles.len())
        .filter_map(|r| r.get(at).map(|c| assemble::key_of(c).into()))
        .filter(|t: &String| !t.is_empty())
        .collect()
}

/// Columns whose numbers are added up: those of sums, and those that hold a number in every row that has all its cells;
/// prices and rates are none. The header takes the first rows.
pub(super) fn added(rows: &[Row], height: usize, roles: &[Option<Role>]) -> [Vec<usize>; 2] {
    let names: Vec<String> = (0..roles.len())
        .map(|c| {
            let cells = rows.iter().take(height).filter_map(|r| r.get(c));
            cells
                .map(|cell| String::from(assemble::key_of(cell)))
                .collect()
        })
        .collect();
    let items: Vec<Vec<String>> = rows
        .iter()
        .skip(height)
        .filter(|r| !is_summary(r) && r.len() >= roles.len())
        .filter(|r| !rows.first().is_some_and(|names| repeats(r, names)))
        .map(texts)
        .collect();
    let role = |c: usize| roles.get(c).copied().flatten();
    let rate = |c: usize| {
        names
            .get(c)
            .is_some_and(|n| standing::is_price(&Key::of(n)))
    };
    let number = |c: usize| {
        let mut cells = items.iter().filter_map(|r| r.get(c));
        role(c) != Some(Role::Sequence)
            && !items.is_empty()
            && cells.all(|t| numeral::is_figures(t))
    };
    let sums = |c: &usize| role(*c) == Some(Role::Amount) && !rate(*c);
    let all = 0..roles.len();
    [
        all.clone().filter(|c| sums(c)).collect(),
        all.filter(|c| sums(c) || number(*c) && !rate(*c)).collect(),
    ]
}

/// A row of a sum whose numbers follow its word: they belong to the columns that are added up, if there are as many.
pub(super) fn shift(row: &mut Row, width: usize, added: &[Vec<usize>]) {
    let texts = texts(row);
    let end = filled(row);
    let sums = end > 1 && texts.iter().take(end).skip(1).all(|t| money::is_sum(t));
    let as_many = |c: &&Vec<usize>| c.len() + 1 == end && c.first().is_some_and(|s| *s >= 1);
    let Some(columns) = added.iter().find(as_many).filter(|_| sums) else {
        return;
    };
    let cells = std::mem::take(row);
    row.resize_with(width, Vec::new);
    let places = std::iter::once(0).chain(columns.iter().copied());
    for (at, cell) in places.zip(cells) {
        if let Some(slot) = row.get_mut(at) {
            *slot = cell;
        }
    }
}

/// A row with too few cells. Blank cells at the end are the commonest; if the cells do not fit so, others are blank.
/// Returns the columns in doubt.
fn fill(row: &mut Row, roles: &[Option<Role>], seen: &HashSet<String>) -> Option<Vec<usize>> {
    if row.len() >= roles.len() || row.len() < 2 {
        return None;
    }
    let texts = texts(row);
    let at_end: Vec<usize> = (texts.len()..roles.len()).collect();
    let paid = !at_end
        .iter()
        .any(|c| roles.get(*c) == Some(&Some(Role::Amount)));
    let choice = fit::choose(&texts, roles, seen);
    if paid && fit::fits(&texts, roles, &at_end, seen) {
        // Where no sum holds the cells in place, a merged cell may as well be gone; notes at the end are blank all the time.
        let note = roles.last() == Some(&Some(Role::Note));
        if note || choice.doubtful.is_empty() || !choice.found {
            return None;
        }
    }
    // A purchaser may have a name that is not known as one: if the cells can stand in no other way, they stand so.
    let mut named = seen.clone();
    let purchaser = roles.iter().position(|r| *r == Some(Role::Purchaser));
    named.extend(purchaser.and_then(|p| texts.get(p)).cloned());
    if !choice.found && paid && fit::fits(&texts, roles, &at_end, &named) {
        return None;
    }
    let mut cells = std::mem::take(row).into_iter();
    *row = (0..roles.len())
        .map(|col| {
            if choice.blank.contains(&col) {
                Vec::new()
            } else {
                cells.next().unwrap_or_default()
            }
        })
        .collect();
    (!choice.doubtful.is_empty()).then_some(choice.doubtful)
}
