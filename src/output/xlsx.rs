//! An Excel workbook: sheets 项目, 通知 and 疑点.

use std::borrow::Cow;
use std::io::Write;

use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::rows::{self, Field, Kind, Value};
use crate::model::{Notice, Origin};

/// The author that a workbook names, by which one of this program is known.
pub const AUTHOR: &str = "putuo-notice";

/// How a workbook is written.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct XlsxOptions {
    /// Show a purchaser that is printed once for several projects as one merged cell. Default: off, so that rows can be
    /// sorted and filtered; then memory stays the same however many rows there are.
    pub merged: bool,
    /// Headings in Chinese. Default: the stable names, as in CSV.
    pub chinese: bool,
}

/// Writes the three sheets, notice by notice.
#[allow(missing_debug_implementations)] // the writer's own types have none
pub struct Book {
    workbook: Workbook,
    next: [u32; 3],
    options: XlsxOptions,
    wrapped: Format,
    money: Format,
}

/// The tables in the order of their sheets, with the sheets' names.
const SHEETS: [(&str, &[Field]); 3] = [
    ("items", rows::ITEMS),
    ("notices", rows::NOTICES),
    ("diagnostics", rows::DIAGNOSTICS),
];

impl Book {
    /// Begins a workbook.
    ///
    /// # Errors
    /// When a temporary file cannot be made.
    pub fn new(options: XlsxOptions) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        // A fixed date: the same notices give the same bytes.
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(
            &DocProperties::new()
                .set_author(AUTHOR)
                .set_creation_datetime(&date),
        );
        let bold = Format::new().set_bold();
        for (index, (name, fields)) in SHEETS.into_iter().enumerate() {
            if options.merged {
                workbook.add_worksheet();
            } else {
                workbook.add_worksheet_with_constant_memory()?;
            }
            let sheet = workbook.worksheet_from_index(index)?;
            sheet.set_name(name)?.set_freeze_panes(1, 0)?;
            for (col, field) in (0_u16..).zip(fields) {
                sheet.set_column_width(col, width(field))?;
            }
            for (col, field) in (0_u16..).zip(fields) {
                let title = if options.chinese {
                    field.title
                } else {
                    field.name
                };
                sheet.write_string_with_format(0, col, title, &bold)?;
            }
        }
        Ok(Self {
            workbook,
            next: [1; 3],
            options,
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            money: Format::new()
                .set_num_format("#,##0.00")
                .set_align(FormatAlign::Top),
        })
    }

    /// Adds a notice.
    ///
    /// # Errors
    /// When a sheet is full (1,048,576 rows) or the disk is.
    pub fn notice(&mut self, notice: &Notice) -> Result<(), XlsxError> {
        let [first, ..] = self.next;
        for row in rows::items(notice) {
            self.row(0, &row)?;
        }
        if self.options.merged {
            self.merge(notice, first)?;
        }
        self.row(1, &rows::notice(notice))?;
        for row in rows::diagnostics(notice) {
            self.row(2, &row)?;
        }
        Ok(())
    }

    /// Adds a file that could not be read.
    ///
    /// # Errors
    /// As [`notice`](Self::notice).
    pub fn failure(&mut self, name: &str, why: &str) -> Result<(), XlsxError> {
        self.row(1, &rows::failure(name, why))
    }

    /// Writes the workbook.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(
        mut self,
        out: &mut (impl Write + std::io::Seek + Send),
    ) -> Result<(), XlsxError> {
        for (index, (_, fields)) in SHEETS.iter().enumerate() {
            let rows = self.next.get(index).copied().unwrap_or(1);
            let last = u16::try_from(fields.len().saturating_sub(1)).unwrap_or(0);
            self.workbook.worksheet_from_index(index)?.autofilter(
                0,
                0,
                rows.saturating_sub(1).max(1),
                last,
            )?;
        }
        self.workbook.save_to_writer(out)
    }

    fn row(&mut self, sheet: usize, row: &[Value]) -> Result<(), XlsxError> {
        let Some(next) = self.next.get_mut(sheet) else {
            return Ok(());
        };
        let at = *next;
        *next += 1;
        let worksheet = self.workbook.worksheet_from_index(sheet)?;
        let fields = SHEETS.get(sheet).map_or(&[][..], |s| s.1);
        for ((col, value), field) in (0_u16..).zip(row).zip(fields) {
            write(worksheet, at, col, value, field, &self.money, &self.wrapped)?;
        }
        Ok(())
    }

    /// Merges the purchaser's cells of rows that share one.
    fn merge(&mut self, notice: &Notice, first: u32) -> Result<(), XlsxError> {
        let Some(col) = rows::ITEMS.iter().position(|f| f.name == "purchaser") else {
            return Ok(());
        };
        let col = u16::try_from(col).unwrap_or(0);
        let worksheet = self.workbook.worksheet_from_index(0)?;
        let shares = |index: usize| {
            let origin = notice
                .items
                .get(index)
                .and_then(|i| i.purchaser.as_ref())
                .map(|p| p.origin);
            matches!(origin, Some(Origin::Merged | Origin::Carried))
        };
        let mut start = 0;
        for end in 1..=notice.items.len() {
            if end < notice.items.len() && shares(end) {
                continue;
            }
            let name = notice
                .items
                .get(start)
                .and_then(|i| i.purchaser.as_ref())
                .map_or("", |p| p.text.as_str());
            if end - start > 1 {
                let row = |i: usize| first + u32::try_from(i).unwrap_or(u32::MAX - first);
                worksheet.merge_range(row(start), col, row(end - 1), col, name, &self.wrapped)?;
            }
            start = end;
        }
        Ok(())
    }
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    col: u16,
    value: &Value,
    field: &Field,
    money: &Format,
    wrapped: &Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Empty => {}
        Value::Text(text) => {
            sheet.write_string_with_format(row, col, fitting(text).as_ref(), wrapped)?;
        }
        Value::Bool(value) => {
            sheet.write_boolean(row, col, *value)?;
        }
        Value::Number(number) => match number.to_f64() {
            // Fifteen digits are what a spreadsheet holds exactly.
            Some(float) if number.mantissa().unsigned_abs() < 1_000_000_000_000_000 => {
                if field.kind == Kind::Money {
                    sheet.write_number_with_format(row, col, float, money)?;
                } else {
                    sheet.write_number(row, col, float)?;
                }
            }
            _ => {
                sheet.write_string_with_format(row, col, number.to_string(), wrapped)?;
            }
        },
    }
    Ok(())
}

/// What a cell of a workbook can hold: 32,767 UTF-16 units. A longer text is cut and says so, for one such text must not
/// cost the whole workbook.
fn fitting(text: &str) -> Cow<'_, str> {
    const CELL: usize = 32_767;
    const CUT: &str = "…（超出单元格上限，全文见 CSV；cut here, see CSV）";
    if text.encode_utf16().count() <= CELL {
        return Cow::Borrowed(text);
    }
    let mut room = CELL - CUT.encode_utf16().count();
    let kept = text.chars().take_while(|c| {
        let fits = room >= c.len_utf16();
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    Cow::Owned(kept.chain(CUT.chars()).collect())
}

/// Width in characters, by what the field usually holds.
fn width(field: &Field) -> f64 {
    match (field.kind, field.name) {
        (_, "content" | "message" | "message_zh" | "help" | "help_zh" | "title") => 48.0,
        (_, "project" | "notice" | "issuers" | "recipients" | "failure" | "others") => 28.0,
        (Kind::Text, _) => 16.0,
        _ => 14.0,
    }
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_and_says_so() {
        let whole = "项".repeat(32_767);
        assert_eq!(fitting(&whole), whole);
        let cut = fitting(&"𠮷".repeat(16_384)).into_owned();
        assert!(cut.encode_utf16().count() <= 32_767 && cut.ends_with("see CSV）"));
    }
}
