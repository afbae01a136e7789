//! Headers of several rows whose merged cells are gone: the lower names have slid to the left edge, and the rows below say
//! under which upper names they belong.

mod fit;
pub(super) mod placed;
mod ways;

use ways::{Leaf, leaves, splits};

use super::{is_summary, roles};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::money::{self, unit};
use crate::lexicon::{labels, role, standing, value};
use crate::model::Role;
use crate::table::schema::{Facts, Gain};
use crate::table::{Grid, assemble};
use crate::text::Line;

type Row = Vec<Vec<Line>>;

/// Which upper names have lower ones.
#[derive(Debug)]
pub(super) struct Levels {
    /// Rows that the header takes.
    height: usize,
    /// Of each upper name, how many columns stand under it.
    under: Vec<usize>,
    /// Of each name of a middle row, likewise; empty where there is none.
    middle: Vec<usize>,
    pub(super) roles: Vec<Option<Role>>,
    pub(super) names: Vec<String>,
    /// Of each column, whether its name is what is counted in it (户, 人).
    counts: Vec<bool>,
    /// Of each column, whether it adds up others: 合计.
    totals: Vec<bool>,
    /// How many names of sums stand under that of a body, a project or a count.
    misplaced: usize,
    /// Columns that another way to lay the names, which fits nearly as well, gives another role.
    pub(super) doubtful: Vec<usize>,
}

/// Most upper names, lower ones, and upper ones with lower ones of a header that is looked at: the ways to choose grow fast,
/// and the widest lists met have fifteen columns.
const MOST: (usize, usize, usize) = (16, 12, 3);
/// Rows that are held against the names: more say the same.
const ROWS: usize = 5;
/// A way to lay the names that fits so much better than the next is certain: one cell that cannot stand where it does. Where
/// they differ, every row is in doubt.
const CERTAIN: Gain = 20;

/// The cells of a row up to the last filled one.
pub(super) fn filled(row: &Row) -> usize {
    row.iter()
        .rposition(|c| !c.iter().all(Line::is_blank))
        .map_or(0, |i| i + 1)
}

fn texts(row: &Row) -> Vec<String> {
    row.iter().map(|c| assemble::key_of(c).into()).collect()
}

/// Reads the levels of the header that begins in a row, if it has several.
pub(super) fn read(rows: &[Row], at: usize) -> Option<Levels> {
    let upper = texts(rows.get(at)?);
    let count = filled(rows.get(at)?);
    let upper = upper
        .get(..count)
        .filter(|u| u.iter().all(|t| !t.is_empty()))?;
    let depth = rows
        .iter()
        .skip(at + 1)
        .take(2)
        .take_while(|r| names_lower(r))
        .count();
    let own = |row: &Row| texts(row).into_iter().take(filled(row)).collect();
    let lower: Vec<String> = rows.get(at + depth).filter(|_| depth > 0).map(own)?;
    let middle: Vec<String> = match depth {
        2 => rows.get(at + 1).map(own)?,
        _ => Vec::new(),
    };
    let items: Vec<&Row> = rows
        .iter()
        .skip(at + 1 + depth)
        .filter(|r| !is_summary(r))
        .collect();
    // Rows that have as many cells as each other tell it, blank ones at their ends among them.
    let even = items
        .windows(2)
        .all(|two| matches!(two, [a, b] if a.len() == b.len()));
    let longest = items.iter().map(|r| if even { r.len() } else { filled(r) });
    let longest = longest.max()?;
    let upper_roles = roles(rows.get(at)?.get(..count)?);
    // The rows are wider than the upper names; where they have more cells, a blank last column may be among those.
    let last_is_blank = longest == count
        && items.iter().all(|r| r.len() > count)
        && upper_roles.last() == Some(&Some(Role::Note));
    if longest < count
        || longest == count && !last_is_blank
        || count > MOST.0
        || lower.len() > MOST.1
    {
        return None;
    }
    // Those that fit best, and nearly as well.
    let mut ways: Vec<(Gain, Levels)> = Vec::new();
    let mut most = 0;
    let near = |gain: Gain, most: Gain| gain.saturating_add(CERTAIN) > most;
    let leaves = leaves(&middle, &lower);
    let lowest: Vec<Leaf> = lower.iter().map(|name| Leaf::of("", name)).collect();
    for (blank, (middle, lower)) in (0..2).flat_map(|b| leaves.iter().map(move |l| (b, l))) {
        let groups = (count + lower.len()).saturating_sub(longest + blank);
        // Names over names over names stand in one group: the ways to choose among more are too many.
        let most_groups = if middle.is_empty() { count } else { 1 };
        // No sum is left blank by all, nor what adds up others.
        let adds = upper
            .last()
            .is_some_and(|name| labels::summary(name).is_some());
        let spare = blank == 0 || upper_roles.last() != Some(&Some(Role::Amount)) && !adds;
        if longest + blank <= count || !(1..=most_groups).contains(&groups) || !spare {
            continue;
        }
        let whole: Vec<Vec<Facts>> = items
            .iter()
            .filter(|r| r.len().max(filled(r) + blank) >= longest)
            .take(ROWS)
            .map(|r| r.iter().map(|c| Facts::of(assemble::key_of(c))).collect())
            .collect();
        // 其中 says that its names stand below it, and 序号 and 备注 have none.
        let fits = |under: &Vec<usize>| {
            let mut names = upper.iter().zip(&upper_roles).zip(under);
            names.all(|((name, role), below)| match role {
                _ if standing::is_of_which(name) => *below > 0,
                Some(Role::Sequence | Role::Note) => *below == 0,
                _ => true,
            })
        };
        for under in splits(count, groups, lower.len()).into_iter().filter(fits) {
            let regular = fit::regular(lower, &under) + fit::regular(&lowest, middle);
            let mut levels = laid(upper, &upper_roles, lower, under, 1 + depth);
            levels.middle.clone_from(middle);
            let gain = levels.gain(&whole) + regular - if blank > 0 { 10 } else { 0 };
            if near(gain, most) {
                most = most.max(gain);
                ways.push((gain, levels));
            }
        }
    }
    ways.retain(|(gain, _)| near(*gain, most));
    let best = ways
        .iter()
        .position(|(gain, _)| *gain == most && most > 0)?;
    let (_, mut best) = ways.swap_remove(best);
    // A sum under another name is another sum.
    let own = |levels: &Levels, col: usize| {
        let role = levels.roles.get(col).copied().flatten();
        let name = levels.names.get(col).filter(|_| role == Some(Role::Amount));
        (role, name.cloned())
    };
    let differs = |col: &usize| {
        let mut others = ways.iter();
        others.any(|(_, other)| own(other, *col) != own(&best, *col))
    };
    best.doubtful = (0..longest).filter(differs).collect();
    Some(best)
}

/// Whether a header of several rows begins in a row, whatever its names: none of these has a figure, and all rows below have as many
/// cells as each other, with some column of numbers among them.
pub(super) fn heads(rows: &[Row], at: usize) -> bool {
    let name = |cell: &Vec<Line>| {
        let key = assemble::key_of(cell);
        role::may_be_name(&key) && !value::has_figures(&key)
    };
    let own = |at: usize| rows.get(at).and_then(|row| row.get(..filled(row)));
    let names = |at: usize| own(at).is_some_and(|row| row.len() > 1 && row.iter().all(name));
    if !names(at) || !names(at + 1) {
        return false;
    }
    let Some(levels) = read(rows, at) else {
        return false;
    };
    let width = levels.names.len();
    let below = || rows.iter().skip(at + levels.height());
    let sum = |row: &Row, col: usize| {
        row.get(col)
            .is_some_and(|c| money::is_sum(&assemble::key_of(c)))
    };
    let items = || below().filter(|r| !is_summary(r));
    items().count() > 1
        && below().all(|row| row.len() == width || is_summary(row))
        && (1..width).any(|col| items().all(|row| sum(row, col)))
}

/// Names of two rows in which merged cells have left blank ones: the lower names stand below their upper one, which is blank
/// beside itself, and every other name is blank below. Gives what each column is called, and its role.
pub(super) fn in_place(rows: &[Row], at: usize) -> Option<Vec<(String, Option<Role>)>> {
    let (upper, lower) = (texts(rows.get(at)?), texts(rows.get(at + 1)?));
    let name = |t: &String| {
        role::digit_place(t).is_some() || !money::is_sum(t) && !t.contains([',', '。', ':'])
    };
    if lower.len() > upper.len() || !lower.iter().all(|t| t.is_empty() || name(t)) {
        return None;
    }
    let mut group = "";
    let mut below = 0;
    let mut out = Vec::with_capacity(upper.len());
    for (col, own) in upper.iter().enumerate() {
        let leaf = lower.get(col).map_or("", String::as_str);
        let merged = upper.get(col + 1).is_some_and(|t| t.is_empty());
        match (own.is_empty(), leaf.is_empty()) {
            // Neither row names the column, or both do although nothing is merged.
            (true, true) => return None,
            (false, false) if !merged => return None,
            (false, true) => group = "",
            (false, false) => group = own,
            (true, false) => {}
        }
        if leaf.is_empty() {
            out.push((own.clone(), role::of_header(own)));
            continue;
        }
        if group.is_empty() {
            return None;
        }
        below += 1;
        let path = [group.to_owned(), leaf.to_owned()];
        out.push((path.concat(), role::of_path(&path).role()));
    }
    (below > 1).then_some(out)
}

/// Two rows of names in which those of merged cells are said in each: what the second says again of the first, and what the
/// first says twice, is left out, and the lines of it are given.
pub(super) fn said_again(rows: &mut [Row], at: usize) -> Option<(Levels, Vec<Line>)> {
    let (upper, lower) = (texts(rows.get(at)?), texts(rows.get(at + 1)?));
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (col, name) in upper.iter().enumerate() {
        match runs
            .last_mut()
            .filter(|(from, _)| upper.get(*from) == Some(name))
        {
            Some((_, count)) => *count += 1,
            None => runs.push((col, 1)),
        }
    }
    // Of names that stand alone, each is said again below; of those side by side, none.
    let again = |(from, count): &(usize, usize)| {
        let below = lower.get(*from..from + count).unwrap_or_default();
        let same = below
            .iter()
            .filter(|t| Some(*t) == upper.get(*from))
            .count();
        !upper.get(*from).is_none_or(|t| t.is_empty()) && (same == 1) == (*count == 1) && same < 2
    };
    if lower.len() != upper.len() || runs.len() == upper.len() || !runs.iter().all(again) {
        return None;
    }
    let [Some(above), Some(below)] = [rows.get(at), rows.get(at + 1)].map(|r| r.cloned()) else {
        return None;
    };
    let mut left_out: Vec<Line> = Vec::new();
    let (mut names, mut leaves) = (Vec::new(), Vec::new());
    for (col, (name, leaf)) in above.into_iter().zip(below).enumerate() {
        let (from, count) = *runs.iter().rfind(|(from, _)| *from <= col)?;
        if from == col {
            names.push(name);
        } else {
            left_out.extend(name);
        }
        if count > 1 {
            leaves.push(leaf);
        } else {
            left_out.extend(leaf);
        }
    }
    let under = runs.iter().map(|(_, n)| if *n > 1 { *n } else { 0 });
    let lowest = ways::leaves(&[], &texts(&leaves)).pop()?.1;
    let levels = laid(&texts(&names), &roles(&names), &lowest, under.collect(), 2);
    *rows.get_mut(at)? = names;
    *rows.get_mut(at + 1)? = leaves;
    Some((levels, left_out))
}

/// Whether a row below a header's first can be names: short, none blank between, no sums. A row that adds up others has its label
/// and figures; 小计 | 省级 | 市级 and 合计 | 其中 have none.
fn names_lower(row: &Row) -> bool {
    let texts = texts(row);
    let texts = texts.get(..filled(row)).unwrap_or_default();
    let name = |t: &String| !t.is_empty() && t.chars().count() <= 15 && !money::is_sum(t);
    let label =
        |t: &String| labels::summary(t).is_some() && role::meaning(t) == role::Meaning::Unknown;
    let adds_up = texts.iter().any(label);
    let beside = |t: &String| {
        standing::is_of_which(t) || !label(t) && !t.chars().any(|c| c.is_ascii_digit())
    };
    texts.len() > 1 && texts.iter().all(name) && (!adds_up || texts.iter().any(beside))
}

/// Said of a cell whose column has another role if the names are laid in another way that fits nearly as well.
pub(super) fn doubt() -> Diagnostic {
    Diagnostic::new(
        codes::FORM_AMBIGUOUS_CELLS,
        Severity::Warning,
        "the header has lost its merged cells; which of its names stands above this cell cannot be known from text",
        "表头合并单元格已丢失，纯文本中无法确定该格对应哪一列名",
    )
    .help("compare with the printed page", "请对照原页核实")
}

/// The columns if the lower names stand so.
fn laid(
    upper: &[String],
    upper_roles: &[Option<Role>],
    lower: &[Leaf],
    under: Vec<usize>,
    height: usize,
) -> Levels {
    let (mut roles, mut names, mut counted) = (Vec::new(), Vec::new(), Vec::new());
    let mut totals = Vec::new();
    let mut misplaced = 0;
    let mut leaves = lower.iter();
    let mut before = "";
    for ((name, role), count) in upper.iter().zip(upper_roles).zip(&under) {
        // 总投资 | 其中: the parts are of what stands before them.
        let group = if standing::is_of_which(name) {
            before
        } else {
            name
        };
        before = name;
        if *count == 0 {
            roles.push(*role);
            names.push(name.clone());
            counted.push(role::is_count(name));
            totals.push(labels::summary(name).is_some());
        }
        for leaf in leaves.by_ref().take(*count) {
            let mut path = vec![group.to_owned(), leaf.upper.clone(), leaf.name.clone()];
            path.retain(|name| !name.is_empty());
            let of_year = role.filter(|_| value::names_year(name) && !role::is_counted(&leaf.name));
            let own = role::of_path(&path).role().or(of_year);
            // No sum stands under the name of a count: 应补助人数.
            let counts = role::meaning(name) == role::Meaning::NoRole;
            let sums = role.is_some_and(|r| matches!(r, Role::Amount | Role::Source))
                || role::meaning(name) == role::Meaning::Unknown;
            let of_sum = role::of_header(&leaf.name) == Some(Role::Amount);
            // What names the thing that a code stands for is none of a sum.
            let of_code = role::only_names(&leaf.name);
            // Nor does a count under what is paid (下达资金（万元）), nor what adds up under the name of words.
            let count = role::is_count(&leaf.name);
            let counted_money = unit::of_header(name).is_some() && count;
            let adds = labels::summary(&leaf.name).is_some()
                && role.is_some_and(|r| matches!(r, Role::Sequence | Role::Purchaser | Role::Note));
            misplaced += usize::from(of_sum && !sums || counted_money || adds);
            roles.push(own.filter(|own| !(counts || of_code) || *own != Role::Amount));
            names.push(path.concat());
            counted.push(count || counts && own != Some(Role::Amount));
            totals.push(labels::summary(&leaf.name).is_some());
        }
    }
    Levels {
        height,
        under,
        middle: Vec::new(),
        roles,
        names,
        counts: counted,
        totals,
        misplaced,
        doubtful: Vec::new(),
    }
}

impl Levels {
    pub(super) fn height(&self) -> usize {
        match self.middle.as_slice() {
            [] => self.height.min(2),
            _ => self.height,
        }
    }

    /// Moves the names to where they belong.
    pub(super) fn spread(&self, rows: &mut Vec<Row>, at: usize) {
        // Names between the uppermost and the lowest go with the last upper name that has enough below it, if they do not stand
        // above lower ones.
        if !self.middle.is_empty() {
            self.spread_middle(rows, at);
            return;
        }
        for _ in 2..self.height {
            let between = rows.remove(at + 1);
            let own = filled(&between);
            let group = self.under.iter().rposition(|u| *u >= own);
            let cell = rows.get_mut(at).and_then(|r| r.get_mut(group.unwrap_or(0)));
            if let Some(cell) = cell {
                cell.extend(between.into_iter().flatten().filter(|l| !l.is_blank()));
            }
        }
        let [Some(upper), Some(lower)] = [rows.get(at), rows.get(at + 1)].map(|r| r.cloned())
        else {
            return;
        };
        let (above, below) = apart(upper, lower, &self.under);
        let width = above.len();
        for (index, row) in [above, below].into_iter().enumerate() {
            if let Some(slot) = rows.get_mut(at + index) {
                *slot = row;
            }
        }
        for row in rows.iter_mut().skip(at + 2) {
            let keep = filled(row).max(width);
            row.truncate(keep);
        }
    }

    /// Likewise, of three rows.
    fn spread_middle(&self, rows: &mut [Row], at: usize) {
        let [Some(upper), Some(middle), Some(lower)] =
            [at, at + 1, at + 2].map(|row| rows.get(row).cloned())
        else {
            return;
        };
        let (middle, lower) = apart(middle, lower, &self.middle);
        let (above, middle) = apart(upper.clone(), middle, &self.under);
        let (_, below) = apart(upper, lower, &self.under);
        for (row, own) in rows.iter_mut().skip(at).zip([above, middle, below]) {
            *row = own;
        }
    }

    /// Gives the cells of the header their spans.
    pub(super) fn span(&self, grid: &mut Grid, at: usize) {
        if !self.middle.is_empty() {
            self.span_middle(grid, at);
            return;
        }
        // Of each column, where its group begins and how wide it is.
        let mut groups = Vec::new();
        for count in &self.under {
            let from = groups.len();
            groups.extend((0..(*count).max(1)).map(|_| (from, *count)));
        }
        let group = |col: usize| groups.get(col).copied().unwrap_or((col, 0));
        grid.cells.retain(|c| {
            let (from, width) = group(c.col);
            !(c.row == at && width > 0 && c.col != from || c.row == at + 1 && width == 0)
        });
        for cell in grid.cells.iter_mut().filter(|c| c.row == at) {
            match group(cell.col) {
                (_, 0) => cell.row_span = 2,
                (_, width) => cell.col_span = width,
            }
        }
    }

    /// Likewise, of three rows.
    fn span_middle(&self, grid: &mut Grid, at: usize) {
        // Of each column, where its upper name begins and how wide it is, and its middle one.
        let mut uppers: Vec<(usize, usize)> = Vec::new();
        let mut middles: Vec<(usize, usize)> = Vec::new();
        let mut rest = self.middle.iter();
        for count in &self.under {
            let from = uppers.len();
            uppers.extend((0..(*count).max(1)).map(|_| (from, *count)));
            while *count > 0 && middles.len() < uppers.len() {
                let (from, own) = (middles.len(), rest.next().copied().unwrap_or(0));
                middles.extend((0..own.max(1)).map(|_| (from, own)));
            }
            middles.resize(uppers.len(), (from, 0));
        }
        let upper = |col: usize| uppers.get(col).copied().unwrap_or((col, 0));
        let middle = |col: usize| middles.get(col).copied().unwrap_or((col, 0));
        grid.cells.retain(|c| match c.row.checked_sub(at) {
            Some(0) => upper(c.col).1 == 0 || upper(c.col).0 == c.col,
            Some(1) => upper(c.col).1 > 0 && (middle(c.col).1 == 0 || middle(c.col).0 == c.col),
            Some(2) => upper(c.col).1 > 0 && middle(c.col).1 > 0,
            _ => true,
        });
        for cell in &mut grid.cells {
            match (
                cell.row.checked_sub(at),
                upper(cell.col).1,
                middle(cell.col).1,
            ) {
                (Some(0), 0, _) => cell.row_span = 3,
                (Some(0), width, _) => cell.col_span = width,
                (Some(1), _, 0) => cell.row_span = 2,
                (Some(1), _, width) => cell.col_span = width,
                _ => {}
            }
        }
    }
}

/// Two rows of names, the lower ones laid below the upper: of each upper name, how many.
fn apart(upper: Row, lower: Row, under: &[usize]) -> (Row, Row) {
    let (mut upper, mut lower) = (upper.into_iter(), lower.into_iter());
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for count in under {
        above.extend(upper.next());
        above.extend((1..*count).map(|_| Vec::new()));
        match count {
            0 => below.push(Vec::new()),
            _ => below.extend(lower.by_ref().take(*count)),
        }
    }
    (above, below)
}
