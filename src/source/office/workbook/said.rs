//! What is said of a workbook: what it does not show, and cells that show something else than they hold.

use super::{Sheet, Stored, Style};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::location::Location;

/// Rows, columns and cells with something in them that are not shown.
#[derive(Default)]
pub(super) struct Hidden {
    rows: Vec<u32>,
    columns: Vec<u32>,
    /// By their format or colour, or because a merged cell covers them.
    cells: Vec<(u32, u32)>,
}

impl Hidden {
    pub(super) fn note(&mut self, sheet: &Sheet, (row, col): (u32, u32)) {
        if sheet.hidden_columns.before(col).1 {
            self.columns.push(col);
        } else if self.rows.last() != Some(&row) {
            self.rows.push(row);
        }
    }

    /// A cell of a row and a column that are shown, and what it holds is not.
    pub(super) fn note_cell(&mut self, at: (u32, u32)) {
        self.cells.push(at);
    }

    pub(super) fn say(mut self, sheet: &Sheet, ctx: &mut Context<'_>) {
        self.columns.sort_unstable();
        self.columns.dedup();
        let name = &sheet.name;
        if let Some(first) = self.rows.first() {
            let count = self.rows.len();
            let named = named(&self.rows, |r| (r + 1).to_string());
            ctx.diagnostics.push(
                Diagnostic::new(
                    codes::SHEET_HIDDEN_ROWS,
                    Severity::Warning,
                    format!("{count} rows of the sheet {name} are hidden, by hand or by a filter, and were left out: {named}"),
                    format!("工作表“{name}”有{count}行被隐藏或筛选，未予读取：第{named}行"),
                )
                .at(Some(sheet.at(*first, 0)))
                .help(
                    "show all rows and clear the filter if they belong to the notice",
                    "如属通知内容，请取消隐藏和筛选后重新读取",
                ),
            );
        }
        if let Some(first) = self.columns.first() {
            let count = self.columns.len();
            let named = named(&self.columns, |c| crate::location::column_name(*c));
            ctx.diagnostics.push(
                Diagnostic::new(
                    codes::SHEET_HIDDEN_COLUMNS,
                    Severity::Warning,
                    format!(
                        "{count} columns of the sheet {name} are hidden and were left out: {named}"
                    ),
                    format!("工作表“{name}”有{count}列被隐藏，未予读取：{named}列"),
                )
                .at(Some(sheet.at(0, *first)))
                .help(
                    "show all columns if they belong to the notice",
                    "如属通知内容，请取消隐藏后重新读取",
                ),
            );
        }
        self.cells.sort_unstable();
        self.cells.dedup();
        if let Some((row, col)) = self.cells.first() {
            let cells = self.cells.iter();
            let cells: Vec<String> = cells
                .map(|(row, col)| crate::location::cell_name(*row, *col))
                .collect();
            let at = Some(sheet.at(*row, *col));
            ctx.diagnostics.push(hidden_cells(&sheet.name, &cells, at));
        }
    }
}

/// The first ten, which tell where to look.
fn named<T>(all: &[T], name: impl Fn(&T) -> String) -> String {
    const NAMED: usize = 10;
    let named: Vec<String> = all.iter().take(NAMED).map(name).collect();
    let more = if all.len() > NAMED { ", …" } else { "" };
    named.join(", ") + more
}

/// Says which pictures may hold text.
pub(super) fn pictures(sheet: &Sheet, count: u32, at: Option<(u32, u32)>, ctx: &mut Context<'_>) {
    let name = &sheet.name;
    ctx.diagnostics.push(
        Diagnostic::new(
            codes::SHEET_PICTURE,
            Severity::Warning,
            format!("{count} pictures in the sheet {name} may hold text, which was not read"),
            format!("工作表“{name}”内有{count}幅图片，图中文字未能读取"),
        )
        .at(at.map(|(row, col)| sheet.at(row, col)))
        .help(
            "look at the pictures; print them to PDF and add a text layer with an OCR program",
            "请查看图片；可转为PDF后用OCR软件识别",
        ),
    );
}

/// Of a cell that is a picture.
pub(super) fn shown(sheet: &Sheet, (row, col): (u32, u32)) -> Diagnostic {
    Diagnostic::new(
        codes::SHEET_PICTURE,
        Severity::Warning,
        "the cell shows a picture and no text: what it shows was not read",
        "该单元格为图片，图中文字未能读取",
    )
    .at(Some(sheet.at(row, col)))
    .help(LOOK.0, LOOK.1)
}

/// What to do about a picture in the place of a text.
const LOOK: (&str, &str) = (
    "look at the sheet: if it is a number or a word, put it in by hand",
    "请查看原表；若为数字或文字，请手工补入",
);

/// Of a blank cell that a picture or an object is seen in place of.
pub(super) fn in_place(sheet: &Sheet, (row, col): (u32, u32)) -> Diagnostic {
    super::super::picture_in_place().at(Some(sheet.at(row, col)))
}

/// Of a blank cell over which a text box lies.
pub(super) fn boxed(sheet: &Sheet, (row, col): (u32, u32), text: &str) -> Diagnostic {
    // Enough to find it by.
    let text: String = text.chars().take(40).collect();
    Diagnostic::new(
        codes::CELL_BOX,
        Severity::Warning,
        format!("the cell is blank, and a text box lies over it that says {text}; that was read"),
        format!("该单元格为空，其上的文本框写有“{text}”，已按此读取"),
    )
    .at(Some(sheet.at(row, col)))
    .help("compare with the sheet", "请对照原表核实")
}

/// Of a cell that holds what it does not show.
pub(super) fn unseen(sheet: &Sheet, (row, col): (u32, u32)) -> Diagnostic {
    Diagnostic::new(
        codes::SHEET_HIDDEN_CELLS,
        Severity::Warning,
        "the cell holds what its format or colour does not show, which was left out",
        "该单元格的内容因格式或颜色而不显示，未予读取",
    )
    .at(Some(sheet.at(row, col)))
    .help(
        "give the cell a format and a colour that show it, if it belongs to the notice",
        "如属通知内容，请更改其数字格式或颜色后重新读取",
    )
}

/// Of a cell that holds zero and shows nothing.
pub(super) const ZERO: &str = codes::CELL_HIDDEN_ZERO;

pub(super) fn zero(sheet: &Sheet, (row, col): (u32, u32)) -> Diagnostic {
    Diagnostic::new(
        ZERO,
        Severity::Info,
        "the cell holds 0, which its sheet or format does not show; it was read as blank",
        "该单元格存储为0，因工作表或格式设置不显示，按空白读取",
    )
    .at(Some(sheet.at(row, col)))
    .help(
        "decide whether nothing is meant, or nothing said",
        "请核实系零值还是未填",
    )
}

/// Of a number that its column has no room for.
pub(super) fn narrow(sheet: &Sheet, cell: &Stored) -> Diagnostic {
    let text: String = cell.runs.iter().map(|r| r.text.as_str()).collect();
    Diagnostic::new(
        codes::CELL_NARROW,
        Severity::Warning,
        format!("the column is too narrow for {text}: programs show #### or fewer digits; all of it was read"),
        format!("列宽不足，表格软件中显示为####或位数不全；已按完整数值{text}读取"),
    )
    .at(Some(sheet.at(cell.row, cell.col)))
    .help(
        "widen the column in the sheet and compare",
        "请在原表中加宽该列后核实",
    )
}

/// Of a cell that something lies over: `whole` if nothing is seen of it.
pub(super) fn under(sheet: &Sheet, (row, col): (u32, u32), whole: bool) -> Diagnostic {
    let (code, what, what_zh) = if whole {
        (
            codes::SHEET_HIDDEN_CELLS,
            "a picture or a shape lies over the cell and hides what it holds, which was left out",
            "该单元格被图片或图形遮盖，其内容不可见，未予读取",
        )
    } else {
        (
            codes::CELL_COVERED_NUMBER,
            "a picture or a shape lies over a part of the cell and may hide some of what was read",
            "该单元格部分被图片或图形遮盖，所读内容可能不可见",
        )
    };
    Diagnostic::new(code, Severity::Warning, what, what_zh)
        .at(Some(sheet.at(row, col)))
        .help(
            "move the picture or shape aside and look at the cell",
            "请移开图片或图形后核实",
        )
}

/// Says which cells outside of tables hold what is not shown.
pub(in crate::source::office) fn hidden_cells(
    sheet: &str,
    cells: &[String],
    at: Option<Location>,
) -> Diagnostic {
    let count = cells.len();
    let named = named(cells, Clone::clone);
    Diagnostic::new(
        codes::SHEET_HIDDEN_CELLS,
        Severity::Warning,
        format!("{count} cells of the sheet {sheet} hold what their format or colour does not show, or a merged cell, a picture or a shape covers, and were left out: {named}"),
        format!("工作表“{sheet}”有{count}个单元格的内容因格式、字体颜色或被合并单元格、图片、图形遮盖而不显示，未予读取：{named}"),
    )
    .at(at)
    .help(
        "give the cells a format and a colour that show them, split the merged cells or move what lies over them, if they belong to the notice",
        "如属通知内容，请更改其数字格式或字体颜色、取消合并或移开遮盖物后重新读取",
    )
}

/// Says that a sheet is hidden.
pub(in crate::source::office) fn hidden_sheet(name: &str, ctx: &mut Context<'_>) {
    ctx.name(codes::SHEET_HIDDEN, [name.to_owned()], |name| {
        Diagnostic::new(
            codes::SHEET_HIDDEN,
            Severity::Warning,
            format!("the sheet {name} is hidden and was left out"),
            format!("工作表“{name}”被隐藏，未予读取"),
        )
        .help(
            "show the sheet if it belongs to the notice",
            "如属通知内容，请取消隐藏后重新读取",
        )
    });
}

/// Of a cell whose text is missing in the file.
pub(super) fn lost() -> Diagnostic {
    Diagnostic::new(
        codes::CELL_LOST_TEXT,
        Severity::Warning,
        "the cell refers to a text that the file does not hold: the file is damaged",
        "该单元格引用的文字在文件中不存在，文件已损坏",
    )
    .help(
        "ask for the file again, or put the text in by hand",
        "请重新获取文件，或手工补入",
    )
}

pub(super) fn uncomputed() -> Diagnostic {
    Diagnostic::new(
        codes::CELL_UNCOMPUTED,
        Severity::Warning,
        "the cell holds a formula whose value was never computed; it was left blank",
        "该单元格为未经计算的公式，按空白读取",
    )
    .help(
        "open the file in a spreadsheet program, save it, and read it again",
        "请用表格软件打开并保存后重新读取",
    )
}

pub(in crate::source::office) fn rounded(shown: &str, stored: &str) -> Diagnostic {
    // Shares are rounded as a rule.
    let severity = if shown.ends_with('%') {
        Severity::Info
    } else {
        Severity::Warning
    };
    Diagnostic::new(
        codes::CELL_ROUNDED,
        severity,
        format!("the cell shows {shown}, but holds {stored}; what is shown was taken, as on paper"),
        format!("该单元格显示为{shown}，实际存储{stored}；按显示值读取"),
    )
    .help("decide which of the two is meant", "请核实以何者为准")
}

pub(super) fn unprintable(style: &Style, stored: &str) -> Diagnostic {
    let code = style
        .unread
        .as_deref()
        .unwrap_or("the cell's number format");
    Diagnostic::new(
        codes::CELL_FORMAT,
        Severity::Warning,
        format!("{code} cannot be printed here; the stored value {stored} was taken"),
        format!("该单元格的数字格式无法识别，按存储值{stored}读取"),
    )
    .help(
        "compare with what a spreadsheet program shows",
        "请对照表格软件中的显示核实",
    )
}

/// Of a cell that a rule may change which is not computed here.
pub(in crate::source::office) fn by_rule() -> Diagnostic {
    Diagnostic::new(
        codes::CELL_CONDITIONAL,
        Severity::Warning,
        "a conditional format may hide the cell or show something else; it was read as it is without",
        "该单元格可能因条件格式而隐藏或改变显示，按无条件格式读取",
    )
    .help(
        "compare with what a spreadsheet program shows",
        "请对照表格软件中的显示核实",
    )
}
