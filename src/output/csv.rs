//! Rows as comma-separated values (RFC 4180).

use std::io::{Result, Write};

use super::rows::{self, Field, Value};
use crate::model::Notice;

/// How a CSV file is written.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct CsvOptions {
    /// Byte order mark and CRLF, without which Excel garbles Chinese. Default: off.
    pub excel: bool,
}

/// Writes one table, row by row.
#[derive(Debug)]
pub struct CsvTable<W: Write> {
    writer: ::csv::Writer<W>,
}

impl<W: Write> CsvTable<W> {
    /// Begins a table with its header line.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(mut out: W, fields: &[Field], options: CsvOptions) -> Result<Self> {
        if options.excel {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let terminator = if options.excel {
            ::csv::Terminator::CRLF
        } else {
            ::csv::Terminator::Any(b'\n')
        };
        let mut writer = ::csv::WriterBuilder::new()
            .terminator(terminator)
            .from_writer(out);
        writer.write_record(fields.iter().map(|f| f.name))?;
        Ok(Self { writer })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn row(&mut self, row: &[Value]) -> Result<()> {
        Ok(self.writer.write_record(row.iter().map(shown))?)
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(mut self) -> Result<()> {
        self.writer.flush()
    }
}

/// The items of notices as CSV, with a header line.
///
/// # Errors
/// When a record cannot be written; memory is the only way for that to happen.
pub fn items(notices: &[Notice], options: CsvOptions) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut table = CsvTable::new(&mut out, rows::ITEMS, options)?;
    for notice in notices {
        for row in rows::items(notice) {
            table.row(&row)?;
        }
    }
    table.finish()?;
    Ok(out)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => guarded(text),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
    }
}

/// A cell that a spreadsheet would run as a formula is shown as text.
fn guarded(text: &str) -> String {
    let formula = text.starts_with(['=', '@', '\t'])
        || (text.starts_with(['+', '-']) && text.chars().nth(1).is_some_and(char::is_alphabetic));
    if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn formulas_are_defused_and_negative_numbers_kept() {
        assert_eq!(guarded("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(guarded("-1.2"), "-1.2");
        assert_eq!(guarded("—"), "—");
    }
}
