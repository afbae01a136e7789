//! Rows as comma-separated values (RFC 4180).

use std::io::{Result, Write};

use super::rows::{self, Field, Value};
use crate::lexicon::unseen::is_unseen;
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
/// When a record cannot be written; which happens only when memory runs out.
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

/// A cell that a spreadsheet would run as a formula is shown as text: one that begins, what is not seen aside, with a sign that begins
/// one (of full width, too, which some take for the same), and is no plain number; and one that begins with a tab or a line
/// end, which a spreadsheet may leave out before it looks.
fn guarded(text: &str) -> String {
    let unseen = |c: char| c.is_whitespace() || c == '\u{feff}' || c.is_control() || is_unseen(c);
    let begins = text.trim_start_matches(unseen);
    let formula = begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if text.starts_with(['\t', '\r', '\n']) || (formula && !is_number(begins)) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A sign, digits and a decimal point; a percentage.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all(whole) && all(part)
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn formulas_are_defused_and_negative_numbers_kept() {
        for text in [
            "=HYPERLINK(1)",
            "+1+cmd|'/C calc'!A0",
            "-2+3",
            "-(1+1)",
            "+.5+A1",
            "@SUM(1)",
            " =1+1",
            "\u{feff}=1",
            "\u{2066}=1+1",
            "\t5",
            "\r5",
            "＝1+1",
            "-",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["-1.2", "+5", "-12%", "—", "5-8", "项目=甲", ""] {
            assert_eq!(guarded(text), text);
        }
    }
}
