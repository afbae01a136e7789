//! What is said of a workbook: what it does not show, and cells that show something else than they hold.

use super::{Sheet, Style};
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};

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
                    "sheet.hidden_rows",
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
                    "sheet.hidden_columns",
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
        if let Some((row, col)) = self.cells.first() {
            let count = self.cells.len();
            let named = named(&self.cells, |(r, c)| crate::location::cell_name(*r, *c));
            ctx.diagnostics.push(
                Diagnostic::new(
                    "sheet.hidden_cells",
                    Severity::Warning,
                    format!("{count} cells of the sheet {name} hold what their format or colour does not show, or a merged cell covers, and were left out: {named}"),
                    format!("工作表“{name}”有{count}个单元格的内容因格式、字体颜色或被合并单元格遮盖而不显示，未予读取：{named}"),
                )
                .at(Some(sheet.at(*row, *col)))
                .help(
                    "give the cells a format and a colour that show them, or split the merged cells, if they belong to the notice",
                    "如属通知内容，请更改其数字格式或字体颜色、取消合并后重新读取",
                ),
            );
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
pub(super) fn pictures(sheet: &Sheet, ctx: &mut Context<'_>) {
    let (count, first) = sheet.pictures;
    if count > 0 {
        let name = &sheet.name;
        ctx.diagnostics.push(
            Diagnostic::new(
                "sheet.picture",
                Severity::Warning,
                format!("{count} pictures in the sheet {name} may hold text, which was not read"),
                format!("工作表“{name}”内有{count}幅图片，图中文字未能读取"),
            )
            .at(first.map(|(row, col)| sheet.at(row, col)))
            .help(
                "look at the pictures; print them to PDF and add a text layer with an OCR program",
                "请查看图片；可转为PDF后用OCR软件识别",
            ),
        );
    }
}

/// Says that a sheet is hidden.
pub(in crate::source::office) fn hidden_sheet(name: &str, ctx: &mut Context<'_>) {
    ctx.name("sheet.hidden", [name.to_owned()], |name| {
        Diagnostic::new(
            "sheet.hidden",
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

pub(super) fn uncomputed() -> Diagnostic {
    Diagnostic::new(
        "cell.uncomputed",
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
        "cell.rounded",
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
        "cell.format",
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
        "cell.conditional",
        Severity::Warning,
        "a conditional format may hide the cell or show something else; it was read as it is without",
        "该单元格可能因条件格式而隐藏或改变显示，按无条件格式读取",
    )
    .help(
        "compare with what a spreadsheet program shows",
        "请对照表格软件中的显示核实",
    )
}
