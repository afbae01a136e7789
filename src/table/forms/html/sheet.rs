//! Tables that a spreadsheet program wrote as a page: columns that it hides and a browser would show; and pictures and tables in
//! place of what a cell says.

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::money::unit;
use crate::lexicon::numeral;
use crate::source::html::{Printed, Table};
#[cfg(feature = "office")]
use crate::table::Grid;

/// The grid of a sheet without blank rows and columns; of each row that is left, whether blank ones stood above it.
#[cfg(feature = "office")]
pub(super) fn without_blanks(mut grid: Grid) -> (Grid, Vec<bool>) {
    let (mut rows, mut cols) = (vec![false; grid.rows], vec![false; grid.cols]);
    for cell in grid.cells.iter().filter(|c| !c.is_blank()) {
        for (used, at) in [(&mut rows, cell.row), (&mut cols, cell.col)] {
            used.get_mut(at).into_iter().for_each(|used| *used = true);
        }
    }
    // Of each row or column how many before it are used, and of all.
    let before = |used: &[bool]| -> Vec<usize> {
        let counts = used.iter().scan(0, |count, used| {
            *count += usize::from(*used);
            Some(*count)
        });
        std::iter::once(0).chain(counts).collect()
    };
    let (above, left) = (before(&rows), before(&cols));
    let kept = |all: &[usize], from: usize, span: usize| {
        let place = |at: usize| all.get(at).or(all.last()).copied().unwrap_or_default();
        (place(from), place(from + span) - place(from))
    };
    grid.cells.retain_mut(|cell| {
        (cell.row, cell.row_span) = kept(&above, cell.row, cell.row_span);
        (cell.col, cell.col_span) = kept(&left, cell.col, cell.col_span);
        cell.row_span > 0 && cell.col_span > 0
    });
    (grid.rows, grid.cols) = (
        above.last().copied().unwrap_or_default(),
        left.last().copied().unwrap_or_default(),
    );
    let mut blank = false;
    let gaps = rows.iter().filter_map(|used| {
        let gap = used.then_some(blank);
        blank = !used;
        gap
    });
    (grid, gaps.collect())
}

/// For each of the first columns, and for the one behind them, how many before it are shown.
pub(super) fn shown(hidden: &[bool]) -> Vec<usize> {
    let mut count = 0;
    let before = hidden.iter().map(|hidden| {
        let before = count;
        count += usize::from(!hidden);
        before
    });
    let mut all: Vec<usize> = before.collect();
    all.push(count);
    all
}

/// Where a cell of some columns stands among those that are shown, and how many of its own are; no list: all are.
pub(super) fn place(shown: &[usize], col: usize, span: usize) -> (usize, usize) {
    let before = |col: usize| match (shown.get(col), shown.last()) {
        (Some(before), _) => *before,
        (None, Some(last)) => last + col + 1 - shown.len(),
        (None, None) => col,
    };
    let from = before(col);
    (from, before(col + span).saturating_sub(from))
}

pub(super) fn hidden_rows() -> Diagnostic {
    Diagnostic::new(
        codes::SHEET_HIDDEN_ROWS,
        Severity::Warning,
        "rows of the sheet are hidden, by hand or by a filter, and were left out",
        "工作表有行被隐藏或筛选，未予读取",
    )
    .help(
        "show all rows and clear the filter if they belong to the notice",
        "如属通知内容，请取消隐藏和筛选后重新读取",
    )
}

pub(super) fn hidden_columns() -> Diagnostic {
    Diagnostic::new(
        codes::SHEET_HIDDEN_COLUMNS,
        Severity::Warning,
        "columns of the sheet are hidden and were left out",
        "工作表有列被隐藏，未予读取",
    )
    .help(
        "show all columns if they belong to the notice",
        "如属通知内容，请取消隐藏后重新读取",
    )
}

pub(super) fn picture() -> Diagnostic {
    Diagnostic::new(
        codes::CELL_INK_WITHOUT_TEXT,
        Severity::Warning,
        "a picture is in this cell, alone, beside a number or in a unit: what it shows was not read",
        "该格内有图片，图中内容未能读取",
    )
    .help(
        "look at the page: if it is a number or a word, put it in by hand",
        "请查看原页；若为数字或文字，请手工补入",
    )
}

/// Puts a character that is not known where a picture stands beside a number or in the name of a unit: it may show a digit, or
/// 万. Whether there is such a one.
pub(super) fn put_pictures(line: &mut Vec<Printed>, at: &[usize]) -> bool {
    if at.is_empty() {
        return false;
    }
    let text: String = line.iter().map(|p| p.ch).collect();
    let number = text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
    if !number && unit::of_header(&text).is_none() {
        return false;
    }
    for at in at.iter().rev() {
        let beside = line.get(*at).or_else(|| line.last()).copied();
        if let Some(beside) = beside.filter(|_| *at <= line.len()) {
            let ch = char::REPLACEMENT_CHARACTER;
            line.insert(*at, Printed { ch, ..beside });
        }
    }
    true
}

/// Whether a table in a cell has rows of its own: two side by side that state figures.
pub(super) fn is_list(table: &Table) -> bool {
    let wide = table.rows.iter().filter(|row| row.len() > 1);
    let figures = wide.filter(|row| {
        let mut texts = row.iter().map(super::text_of);
        texts.any(|text| numeral::is_figures(&Key::of(&text)))
    });
    figures.count() > 0 && table.rows.len() > 1
}

/// Of a blank cell that holds a number which is not seen.
pub(super) fn hidden() -> Diagnostic {
    Diagnostic::new(
        codes::CELL_HIDDEN_TEXT,
        Severity::Warning,
        "all that the cell holds is hidden, or of the colour of its ground, and was left out",
        "该单元格的文字被隐藏或与底色相同，未予读取",
    )
    .help("look for it in the page's source", "请查看网页源码核实")
}

/// A value that is no text of the cell's.
pub(super) fn not_printed(said: &str, field: bool) -> Diagnostic {
    // Enough to find it by.
    let said: String = said.chars().take(40).collect();
    let (code, what, what_zh) = if field {
        (
            codes::CELL_FIELD,
            "is a field of a form, preset to",
            "表单控件，预设值为",
        )
    } else {
        (
            codes::CELL_PICTURE,
            "is a picture, described as",
            "图片，替代文字为",
        )
    };
    Diagnostic::new(
        code,
        Severity::Warning,
        format!("the cell {what} {said}; that was read"),
        format!("该格为{what_zh}“{said}”，已按此读取"),
    )
    .help("compare with the page", "请对照网页核实")
}

#[cfg(test)]
mod tests {
    use super::{place, shown};

    #[test]
    fn cells_stand_among_the_columns_that_are_shown() {
        let shown = shown(&[false, true, false]);
        for (cell, expected) in [
            ((0, 1), (0, 1)),
            ((1, 1), (1, 0)),
            ((2, 1), (1, 1)),
            ((0, 4), (0, 3)),
            ((3, 2), (2, 2)),
        ] {
            assert_eq!(place(&shown, cell.0, cell.1), expected, "{cell:?}");
        }
        assert_eq!(place(&[], 2, 3), (2, 3));
    }
}
