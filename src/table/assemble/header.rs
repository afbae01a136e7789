//! Which rows of a grid are its header, and what they say of each column.

use std::collections::BTreeSet;

use super::key_of;
use super::matrix::Matrix;
use crate::lexicon::key::Key;
use crate::lexicon::labels;
use crate::lexicon::money;
use crate::lexicon::money::unit;
use crate::lexicon::numeral;
use crate::lexicon::{role, value};
use crate::model::Role;
use crate::table::WholeColumn;
use crate::text::{Line, compose};

/// Most characters of a header's cell, with what brackets add: every row, and every column that the cell covers, says it
/// again. Headers in use have thirteen characters at most, so that this bounds hostile files alone.
const LONGEST: usize = 500;

/// How many rows, from `first`, are the header; 0 if there is none.
pub(in crate::table) fn height(matrix: &Matrix<'_>, first: usize, last: usize) -> usize {
    match named_height(matrix, first, last) {
        0 if names_groups(matrix, first) => match named_height(matrix, first + 1, last) {
            0 => 0,
            lower => lower + 1,
        },
        height => height,
    }
}

/// Whether a later page begins with a header, or names of groups over one. Its first row may be any row of the table: two
/// cells must be names to the letter, not just built like names (“老兵驿站”服务项目).
pub(super) fn is_named(matrix: &Matrix<'_>) -> bool {
    let words = |row: usize| {
        let cells = matrix
            .anchors(row)
            .filter(|c| role::is_word(&key_of(&c.lines)));
        cells.count() > 1 && names_columns(matrix, row)
    };
    words(0) || names_groups(matrix, 0) && words(1)
}

/// Whether a row may name groups of columns (收入 | 支出) whose own names stand below it: several short names that no word list
/// need know, one of them over several columns.
fn names_groups(matrix: &Matrix<'_>, row: usize) -> bool {
    let texts: Vec<Key> = matrix.anchors(row).map(|c| key_of(&c.lines)).collect();
    let filled = texts.iter().filter(|t| !t.is_empty()).count();
    // 2022年 | 2023年 are groups, too.
    let year = |t: &Key| value::is_period(t.trim_end_matches('度'));
    let short = |t: &Key| t.chars().count() <= 15 && (year(t) || !value::has_figures(t));
    let begun_above =
        (0..matrix.grid.cols).any(|c| matrix.cell(row, c).is_some_and(|g| g.row < row));
    filled > 1
        && !begun_above
        && texts.iter().all(short)
        && (matrix.anchors(row).any(|c| c.col_span > 1) || stands_over_again(matrix, row))
}

/// Whether each name of a row stands over the same lower names, and blank cells in place of what it covers (text shows no spans):
/// 收入 | | 支出 | over 项目 | 金额 | 项目 | 金额.
fn stands_over_again(matrix: &Matrix<'_>, row: usize) -> bool {
    let text = |row: usize, col: usize| {
        let own = matrix.cell(row, col).filter(|c| c.row == row);
        own.map(|c| key_of(&c.lines)).unwrap_or_default()
    };
    let cols = matrix.grid.cols;
    let width = (1..cols).find(|col| !text(row, *col).is_empty());
    let Some(width) = width.filter(|w| *w > 1 && cols.is_multiple_of(*w)) else {
        return false;
    };
    let again = |col: usize| {
        let lower = text(row + 1, col);
        text(row, col).is_empty() != col.is_multiple_of(width)
            && !lower.is_empty()
            && lower == text(row + 1, col % width)
    };
    (0..cols).all(again)
}

/// The header's height if its first row names columns.
fn named_height(matrix: &Matrix<'_>, first: usize, last: usize) -> usize {
    if !names_columns(matrix, first) && !heads_sums(matrix, first, last) {
        return 0;
    }
    let spanned = matrix.anchors(first).map(|c| c.row_span).max().unwrap_or(1);
    let height = if spanned > 1 {
        spanned
    } else if second_row(matrix, first, last)
        || is_row_of_units(matrix, first, last)
        || goes_on(matrix, first, last)
    {
        2
    } else {
        1
    };
    height.min(last.saturating_sub(first))
}

/// Whether texts side by side are names of columns: two of them name a role, half of those printed are known, and no number is
/// among them.
pub(in crate::table) fn are_names(keys: &[Key]) -> bool {
    // Rows are asked, too, and most of them have a number, with its unit or without (23万元 ends as names of sums do).
    let paid = |t: &Key| t.starts_with(|c: char| c.is_ascii_digit()) && t.ends_with('元');
    if keys.iter().any(|t| numeral::is_figures(t) || paid(t)) {
        return false;
    }
    let mut names = keys.iter().filter(|t| role::is_key_of_name(t)).count();
    let years = value::names_of_years(keys.iter().map(|t| &**t));
    if names > 0 && years > 1 {
        names += years;
    }
    if names > 0 {
        names += value::names_of_months(keys.iter().map(|t| &**t));
    }
    // Merged cells leave blank ones beside their name.
    let printed = keys.iter().filter(|t| !t.is_empty()).count();
    let known = || {
        keys.iter()
            .filter(|t| role::is_key_of_known_name(t))
            .count()
    };
    names >= 2 && (names * 2 >= printed || known() * 2 >= printed)
}

/// Whether texts between marks are names of columns though few are known: one is of a sum, none is blank and none a number.
pub(in crate::table) fn name_sums(keys: &[Key]) -> bool {
    // 月补金额合计 names a column, too: no figure stands beside it, as would beside the label of a total.
    let of_sum = |t: &Key| {
        role::of_header(t) == Some(Role::Amount)
            && (role::is_key_of_name(t) || labels::summary(t).is_some())
    };
    let name = |t: &Key| !t.is_empty() && !money::is_sum(t) && !numeral::is_figures(t);
    keys.len() > 2 && keys.iter().all(name) && keys.iter().any(of_sum)
}

/// Whether words tell a row to be a header: its texts are names of columns, none a sentence. Names without a role (姓名, 职务)
/// stand in cells too: all must be known, in a row that is full.
fn names_columns(matrix: &Matrix<'_>, row: usize) -> bool {
    let texts: Vec<Key> = matrix
        .anchors(row)
        .map(|c| key_of(&c.lines))
        .filter(|t| !t.is_empty())
        .collect();
    let full = || texts.len() > 1 && texts.len() == matrix.grid.cols;
    texts
        .iter()
        .all(|t| t.chars().count() <= LONGEST && !numeral::is_figures(t))
        && (are_names(&texts) || full() && texts.iter().all(role::is_key_of_known_name))
}

/// Whether a row with few known names is a header nevertheless: one of its cells names a sum, or all its cells are short
/// names; and below such a cell there is nothing but numbers.
fn heads_sums(matrix: &Matrix<'_>, first: usize, last: usize) -> bool {
    let texts: Vec<Key> = matrix.anchors(first).map(|c| key_of(&c.lines)).collect();
    let texts: Vec<Key> = texts.into_iter().filter(|t| !t.is_empty()).collect();
    let figures = |t: &Key| t.chars().count() > LONGEST || numeral::is_figures(t);
    if texts.len() < 2 || texts.iter().any(figures) {
        return false;
    }
    // A cell of an item may say 按实结算 above numbers, so the first row of a table alone, titles aside, and none of its cells a
    // sum, can be known as names that way.
    let name = |t: &Key| role::may_be_name(t) && !value::has_figures(t);
    let distinct = texts.iter().collect::<BTreeSet<_>>().len() == texts.len();
    // A column without a name of its own has a lower one.
    let whole = (0..matrix.grid.cols).all(|col| {
        let named = |row: usize| {
            let cell = matrix.cell(row, col).filter(|c| c.row >= first);
            cell.is_some_and(|c| name(&key_of(&c.lines)))
        };
        named(first) || named(first + 1)
    });
    let title = |row: usize| matrix.anchors(row).filter(|c| !c.is_blank()).count() < 2;
    let names = (0..first).all(title) && distinct && whole && texts.iter().all(name);
    let is_amount = |t: &Key| role::of_header(t) == Some(Role::Amount);
    if names && texts.iter().any(is_amount) && is_blank_below(matrix, first + 1, last) {
        return true;
    }
    let height = matrix.anchors(first).map(|c| c.row_span).max().unwrap_or(1);
    matrix.anchors(first).any(|head| {
        let sum = role::of_header(&key_of(&head.lines)) == Some(Role::Amount);
        let mut below = (first + height..last)
            .filter_map(|row| matrix.cell(row, head.col))
            .map(|c| key_of(&c.lines))
            .filter(|t| !t.is_empty());
        let mut count = 0;
        (sum || names)
            && below.all(|t| {
                count += 1;
                numeral::is_figures(&t) || sum && money::kind(&t) == Some(money::Kind::Number)
            })
            // One number is enough below a name of sums among names.
            && count > usize::from(!(sum && names))
    })
}

/// Whether a table is printed empty: in its rows there is nothing but labels of totals.
fn is_blank_below(matrix: &Matrix<'_>, from: usize, last: usize) -> bool {
    let mut cells = (from..last).flat_map(|row| matrix.anchors(row));
    from < last
        && cells.all(|cell| {
            let text = key_of(&cell.lines);
            text.is_empty() || labels::summary(&text).is_some()
        })
}

/// Whether the row below holds lower headers though no cell spans both rows (text forms cannot show spans): it fills just the
/// columns that share an upper header, which is printed over the first of them and leaves the next blank.
fn second_row(matrix: &Matrix<'_>, first: usize, last: usize) -> bool {
    let row = first + 1;
    if row >= last {
        return false;
    }
    let text = |r: usize, c: usize| {
        matrix
            .cell(r, c)
            .filter(|g| g.row == r && g.col == c)
            .map(|g| key_of(&g.lines))
            .unwrap_or_default()
    };
    let cols = matrix.grid.cols;
    let upper: Vec<bool> = (0..cols).map(|c| !text(first, c).is_empty()).collect();
    let is_upper = |c: usize| upper.get(c) == Some(&true);
    // A column without an upper name stands under the one at its left, and so does the column of that name itself.
    let shared = |c: usize| !is_upper(c) || c + 1 < cols && !is_upper(c + 1);
    let lower: Vec<Key> = (0..cols).map(|c| text(row, c)).collect();
    let fills = lower
        .iter()
        .enumerate()
        .all(|(c, t)| t.is_empty() != shared(c));
    let sum = |t: &Key| money::kind(t).is_some() && role::digit_place(t).is_none();
    let sums = lower.iter().any(sum);
    is_upper(0) && lower.iter().any(|t| !t.is_empty()) && fills && !sums
}

/// Whether the row below holds nothing but units of money, each below a name: 金额, and （万元） in the cell below it.
fn is_row_of_units(matrix: &Matrix<'_>, first: usize, last: usize) -> bool {
    let row = first + 1;
    if row >= last {
        return false;
    }
    let is_unit = |t: &Key| unit::of_cell(t.trim_matches(['(', ')', '[', ']'])).is_some();
    let named = |col: usize| matrix.cell(first, col).is_some_and(|c| !c.is_blank());
    let cells = matrix.anchors(row).filter(|c| !c.is_blank());
    let mut cells = cells.map(|c| (c.col, key_of(&c.lines))).peekable();
    cells.peek().is_some() && cells.all(|(col, text)| is_unit(&text) && named(col))
}

/// Whether names go on in the row below, all columns filled in both (购买 above 主体, 项目 above 名称): most of them are known
/// together, and no other way.
fn goes_on(matrix: &Matrix<'_>, first: usize, last: usize) -> bool {
    let row = first + 1;
    if row >= last {
        return false;
    }
    let own = |r: usize, c: usize| {
        let cell = matrix.cell(r, c).filter(|g| (g.row, g.col) == (r, c));
        cell.map(|g| key_of(&g.lines)).filter(|t| !t.is_empty())
    };
    let (mut known, mut columns) = (0, 0);
    for col in 0..matrix.grid.cols {
        let (Some(upper), Some(lower)) = (own(first, col), own(row, col)) else {
            return false;
        };
        if lower.chars().any(char::is_numeric) || lower.chars().count() > PART {
            return false;
        }
        let joined = format!("{}{}", &*upper, &*lower);
        known += usize::from(role::is_known_name(&joined));
        columns += 1;
    }
    known >= 2 && known * 2 > columns
}

/// Most characters of the lower part of a name, with its unit: （万元）.
const PART: usize = 6;

/// One column for each of the grid's; none without a header.
pub(super) fn columns(matrix: &Matrix<'_>, first: usize, height: usize) -> Vec<WholeColumn> {
    if height == 0 {
        return Vec::new();
    }
    // Of each row of the header, its last filled cell so far.
    let mut filled: Vec<Option<(usize, String)>> = vec![None; height];
    let mut out = Vec::with_capacity(matrix.grid.cols);
    for col in 0..matrix.grid.cols {
        out.push(column(matrix, first, height, col, &filled));
        for (row, filled) in (first..).zip(&mut filled) {
            let text = matrix.cell(row, col).map(|g| printed(&g.lines));
            if let Some(text) = text.filter(|t| !t.is_empty()) {
                *filled = Some((col, text));
            }
        }
    }
    out
}

fn column(
    matrix: &Matrix<'_>,
    first: usize,
    height: usize,
    col: usize,
    filled: &[Option<(usize, String)>],
) -> WholeColumn {
    let mut column = WholeColumn::default();
    let mut seen = None;
    for row in first..first + height {
        let Some(cell) = matrix.cell(row, col) else {
            continue;
        };
        let id = (cell.row, cell.col);
        if seen == Some(id) {
            continue;
        }
        seen = Some(id);
        let mut text = printed(&cell.lines);
        if cell.col == col && cell.row >= first {
            column.own.push(cell.lines.clone());
        }
        if text.is_empty() && row + 1 < first + height {
            let left = filled.get(row - first).and_then(Option::as_ref);
            text = left_upper(matrix, first, height, row, col, left).unwrap_or_default();
        }
        if !text.is_empty() {
            column.path.push(text);
        }
    }
    // A name that is cut in two: what stands over several columns is whole.
    let spans = |row: usize| matrix.cell(row, col).is_some_and(|c| c.col_span > 1);
    if let [upper, lower] = column.path.as_slice()
        && !(first..first + height).any(spans)
        && role::of_header(lower).is_none()
        && role::of_header(upper).is_none()
        && role::is_known_name(&format!("{upper}{lower}"))
    {
        column.path = vec![format!("{upper}{lower}")];
    }
    column.role = role::of_path(&column.path).role().unwrap_or_default();
    let named = |text: &String| unit::of_header(text);
    let unit = column.path.iter().rev().find_map(named);
    column.unit = unit.and_then(unit::Denomination::yuan);
    column
}

/// The upper header that a blank upper cell belongs to, in forms that cannot show spans: the nearest filled one at the
/// left, if it has lower headers too.
fn left_upper(
    matrix: &Matrix<'_>,
    first: usize,
    height: usize,
    row: usize,
    col: usize,
    left: Option<&(usize, String)>,
) -> Option<String> {
    let lower = |c: usize| {
        (row + 1..first + height).any(|r| {
            matrix
                .cell(r, c)
                .is_some_and(|g| g.row > row && !g.is_blank())
        })
    };
    if !lower(col) {
        return None;
    }
    left.filter(|(c, _)| lower(*c))
        .map(|(_, text)| text.clone())
}

/// A name as the model shows it: without the line ends and blanks that it is printed with.
fn printed(name: &[Line]) -> String {
    name.iter().map(|l| compose::plain(&l.chars)).collect()
}
