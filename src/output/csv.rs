//! Items as comma-separated values (RFC 4180), one row an item.

use crate::model::{Amount, CellText, Notice, Origin};

/// Columns of the items table, in order.
pub const COLUMNS: &[&str] = &[
    "notice",
    "document_number",
    "date",
    "item",
    "sequence",
    "purchaser",
    "purchaser_origin",
    "project",
    "content",
    "beneficiary",
    "provider",
    "method",
    "source",
    "period",
    "note",
    "amount_text",
    "amount_yuan",
    "amount_lower",
    "amount_upper",
    "amount_approximate",
    "amount_settlement",
    "amount_per",
    "amount_tax",
    "amount_unknown",
    "amount_qualifiers",
    "others",
    "doubts",
];

/// How a CSV file is written.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct CsvOptions {
    /// Byte order mark and CRLF, without which Excel garbles Chinese. Default: off.
    pub excel: bool,
}

/// The items of notices as CSV, with a header line.
///
/// # Errors
/// When a record cannot be written; memory is the only way for that to happen.
pub fn items(notices: &[Notice], options: CsvOptions) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    if options.excel {
        out.extend_from_slice("\u{feff}".as_bytes());
    }
    let terminator = if options.excel {
        ::csv::Terminator::CRLF
    } else {
        ::csv::Terminator::Any(b'\n')
    };
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(terminator)
        .from_writer(&mut out);
    writer.write_record(COLUMNS)?;
    for notice in notices {
        for index in 0..notice.items.len() {
            writer.write_record(record(notice, index))?;
        }
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

fn record(notice: &Notice, index: usize) -> Vec<String> {
    let Some(item) = notice.items.get(index) else {
        return Vec::new();
    };
    let text =
        |cell: &Option<CellText>| cell.as_ref().map(|c| guarded(&c.text)).unwrap_or_default();
    let amount = item.amount.clone().unwrap_or_default();
    let pointer = format!("/items/{index}/");
    let own = pointer.trim_end_matches('/').to_owned();
    let doubts: Vec<&str> = notice
        .diagnostics
        .iter()
        .filter(|d| d.path == own || d.path.starts_with(&pointer))
        .map(|d| d.code.as_ref())
        .collect();
    let others: Vec<String> = item
        .others
        .iter()
        .map(|(h, c)| format!("{h}：{}", c.text))
        .collect();
    vec![
        notice
            .source
            .name
            .clone()
            .map(|n| guarded(&n))
            .unwrap_or_default(),
        notice
            .document_number
            .as_ref()
            .map(|n| n.text.clone())
            .unwrap_or_default(),
        notice
            .date
            .as_ref()
            .map(|d| d.text.to_string())
            .unwrap_or_default(),
        (index + 1).to_string(),
        text(&item.sequence),
        text(&item.purchaser),
        item.purchaser
            .as_ref()
            .map_or("", |p| origin(p.origin))
            .to_owned(),
        text(&item.project),
        text(&item.content),
        text(&item.beneficiary),
        text(&item.provider),
        text(&item.method),
        text(&item.source),
        text(&item.period),
        text(&item.note),
        guarded(&amount.text),
        decimal(amount.yuan),
        decimal(amount.lower),
        decimal(amount.upper),
        if amount.approximate { "true" } else { "false" }.to_owned(),
        word(&amount, |a| a.settlement.map(serde_json::to_value)),
        amount.per.clone().unwrap_or_default(),
        word(&amount, |a| a.tax.map(serde_json::to_value)),
        word(&amount, |a| a.unknown.map(serde_json::to_value)),
        amount.qualifiers.join("；"),
        guarded(&others.join("；")),
        doubts.join(" "),
    ]
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

fn decimal(value: Option<rust_decimal::Decimal>) -> String {
    value.map(|v| v.normalize().to_string()).unwrap_or_default()
}

type Named = Option<Result<serde_json::Value, serde_json::Error>>;

/// The word of the JSON contract for an enum.
fn word(amount: &Amount, field: impl Fn(&Amount) -> Named) -> String {
    field(amount)
        .and_then(Result::ok)
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Own => "own",
        Origin::Merged => "merged",
        Origin::Carried => "carried",
        Origin::Repeated => "repeated",
        Origin::Ditto => "ditto",
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
