//! A notice as a short Markdown text that a person can check against the input in a minute.
//!
//! Every value of the notice changes it (a test below sees to that). What is content stands in it as words: header fields,
//! one a line; each table as rows, each cell with the mark of how it came to its value (`^carried`, `^merged`, `^repeated`,
//! `^ditto`, `+joined`) and each sum with what was read from it (`15.8 = 158000 (column)`); the sums of each purchaser; the
//! findings; the ledger. Long paragraphs are cut short, and what only says where and how something was printed is left to
//! checksums, so that it cannot change unseen.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use putuo_notice::{
    Amount, AmountPart, CellText, Currency, DateText, DocumentNumber, Item, Ledger, Notice, Origin,
    Role, Row, Source, Sums, Table, Text,
};
use serde::Serialize;
use serde_json::Value;

/// The view of a case: everything in the notice.
pub(crate) fn of(notice: &Notice) -> String {
    let mut out = String::new();
    let source = &notice.source;
    let _ = writeln!(out, "# {}\n", source.name.as_deref().unwrap_or("?"));
    line(&mut out, "schema", &notice.schema);
    line(&mut out, "format", &word(source.format));
    option(&mut out, "encoding", source.encoding.as_deref());
    option(&mut out, "pages", source.pages);
    content(&mut out, notice, true);
    sums(&mut out, notice);
    out += "\n## Findings\n\n";
    for d in &notice.diagnostics {
        let path = if d.path.is_empty() { "/" } else { &d.path };
        let _ = writeln!(
            out,
            "- {} `{}` {path} — {}",
            d.severity.as_str(),
            d.code,
            flat(&d.message)
        );
    }
    ledger(&mut out, notice);
    out
}

/// Only what [`Notice::same_content`] compares, paragraphs in full: what differs between two of these differs in content.
pub(crate) fn of_content(notice: &Notice) -> String {
    let mut value = serde_json::to_value(notice).unwrap();
    without_provenance(&mut value);
    let mut bare: Notice = serde_json::from_value(value).unwrap();
    bare.source = Source::default();
    bare.ledger = Ledger::default();
    bare.diagnostics.clear();
    for column in bare.tables.iter_mut().flat_map(|t| &mut t.columns) {
        column.texts.clear();
    }
    let mut out = String::new();
    content(&mut out, &bare, false);
    out
}

fn without_provenance(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match key.as_str() {
                    "raw" => *value = "".into(),
                    "locations" => *value = Value::Array(Vec::new()),
                    "joined" => *value = false.into(),
                    "origin" if value == "own" || value == "corrected" => *value = "own".into(),
                    "origin" => *value = "merged".into(),
                    _ => without_provenance(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(without_provenance),
        _ => {}
    }
}

fn content(out: &mut String, notice: &Notice, short: bool) {
    let paragraph = |text: &str| if short { shortened(text) } else { flat(text) };
    option(out, "kind", notice.kind.as_ref().map(|k| k.as_str()));
    texts(out, "issuer", &notice.issuers);
    if let Some(n) = &notice.document_number {
        line(out, "number", &number(n));
    }
    texts(out, "copy number", &notice.copy_number);
    texts(out, "classification", &notice.classification);
    texts(out, "urgency", &notice.urgency);
    texts(out, "signer", &notice.signers);
    texts(out, "title", &notice.title);
    texts(out, "recipient", &notice.recipients);
    for text in &notice.body {
        line(out, "body", &paragraph(&text.text));
    }
    for note in &notice.attachment_notes {
        let number = numbered(note.number);
        line(out, "attachment note", &(number + &note.title.text));
    }
    texts(out, "signatory", &notice.signatories);
    if let Some(day) = &notice.date {
        line(out, "date", &date(day));
    }
    for text in &notice.remarks {
        line(out, "remark", &paragraph(&text.text));
    }
    if let Some(imprint) = &notice.imprint {
        line(out, "imprint", "there is one");
        texts(out, "imprint, copied to", &imprint.copied_to);
        texts(out, "imprint, printed by", &imprint.printed_by);
        if let Some(day) = &imprint.printed_on {
            line(out, "imprint, printed on", &date(day));
        }
    }
    for m in &notice.metadata {
        line(out, &format!("metadata {}", m.key), &m.value.text);
    }
    for d in &notice.declared {
        let of = d.attachment;
        let of = of.map_or_else(String::new, |n| format!(" of attachment {n}"));
        let value = format!(
            "{} {} ({}){of} in “{}”",
            d.count,
            d.of,
            word(d.what),
            d.text.text
        );
        line(out, "declared", &value);
    }
    for d in &notice.declared_sums {
        let value = format!("{} in “{}”", amount(&d.amount, ""), d.text.text);
        line(out, "declared sum", &value);
    }
    for n in &notice.cited {
        line(out, "cited", &number(n));
    }
    for (i, a) in (1..).zip(&notice.attachments) {
        let name = format!("attachment {i}");
        if let Some(file) = &a.source {
            let read = file.name.as_deref().unwrap_or("?");
            line(
                out,
                &format!("{name}, file"),
                &format!("{read}, {}", word(file.format)),
            );
            option(out, &format!("{name}, encoding"), file.encoding.as_deref());
            option(out, &format!("{name}, pages"), file.pages);
        }
        line(out, &name, numbered(a.number).trim_end());
        texts(out, &format!("{name}, label"), &a.label);
        texts(out, &format!("{name}, title"), &a.title);
        for text in &a.notes {
            line(out, &format!("{name}, note"), &paragraph(&text.text));
        }
    }
    for c in &notice.corrections {
        let value = format!("{} “{}” → “{}”", c.path, c.before, c.after);
        line(out, "correction", &value);
    }
    for (i, t) in (1..).zip(&notice.tables) {
        table(out, i, t);
    }
    items(out, notice);
}

fn table(out: &mut String, index: usize, table: &Table) {
    let _ = writeln!(out, "\n## Table {index}\n");
    option(out, "attachment", table.attachment.map(|a| a + 1));
    texts(out, "title", &table.title);
    option(out, "unit", table.unit.map(|u| u.as_str()));
    texts(out, "unit line", &table.unit_text);
    // Sums that stand under no header of the table are told below it.
    let headers: Vec<&str> = table.columns.iter().map(|c| c.header.as_str()).collect();
    let mut astray = Vec::new();
    let mut head = "\n| row | kind |".to_owned();
    for column in &table.columns {
        let unit = column
            .unit
            .map_or(String::new(), |u| format!(" {}", u.as_str()));
        let printed: Vec<&str> = column.texts.iter().map(|t| t.text.as_str()).collect();
        let printed = match printed.join("/") {
            same if same == column.header || printed.is_empty() => String::new(),
            other => format!(" “{other}”"),
        };
        let _ = write!(
            head,
            " {} ‹{}{unit}{printed}› |",
            in_cell(&column.header),
            word(column.role)
        );
    }
    let _ = writeln!(out, "{head}\n|{}", "---|".repeat(table.columns.len() + 2));
    for (r, row) in (1..).zip(&table.rows) {
        let _ = write!(out, "| {r} | {} |", word(row.kind));
        for (c, cell) in row.cells.iter().enumerate() {
            let sum = headers.get(c).and_then(|h| row.amounts.get(*h));
            let text = match sum {
                Some(sum) => {
                    format!("{} = {}", self::cell(cell), amount(sum, &cell.text))
                }
                None => self::cell(cell),
            };
            let _ = write!(out, " {} |", in_cell(text.trim()));
        }
        out.push('\n');
        let met = |h: &String| {
            let at = headers.iter().position(|k| *k == h.as_str());
            at.is_some_and(|c| c < row.cells.len())
        };
        for (header, sum) in row.amounts.iter().filter(|(h, _)| !met(h)) {
            astray.push(format!("row {r}, {header}: {}", amount(sum, "")));
        }
    }
    if !astray.is_empty() {
        out.push('\n');
    }
    for text in astray {
        line(out, "sum without a cell", &text);
    }
}

/// Items are rows in another shape: only what is not as the rows say is told.
fn items(out: &mut String, notice: &Notice) {
    let of_rows: Vec<(usize, usize)> = notice
        .tables
        .iter()
        .enumerate()
        .flat_map(|(t, table)| {
            let items = |(_, row): &(usize, &Row)| word(row.kind) == "item";
            let rows = table.rows.iter().enumerate().filter(items);
            rows.map(move |(r, _)| (t, r)).collect::<Vec<_>>()
        })
        .collect();
    let at: Vec<(usize, usize)> = notice.items.iter().map(|i| (i.table, i.row)).collect();
    let _ = writeln!(out, "\n## Items\n");
    let all = if at == of_rows {
        format!("{}, every row of kind item", at.len())
    } else {
        let places = at.iter().map(|(t, r)| format!("{}:{}", t + 1, r + 1));
        let places: Vec<String> = places.collect();
        format!(
            "{}, in rows (table:row) {}",
            at.len(),
            or_none(&places.join(" "))
        )
    };
    line(out, "items", &all);
    for (i, item) in (1..).zip(&notice.items) {
        let table = notice.tables.get(item.table);
        let row = table.and_then(|t| t.rows.get(item.row));
        let expected = table.zip(row).map(|(t, r)| as_row_says(t, r));
        for (field, value) in unlike(item, &expected.unwrap_or_default()) {
            line(out, &format!("item {i}, {field}"), &value);
        }
    }
}

/// The item that a row is: the first column of each role, and the others by header.
fn as_row_says(table: &Table, row: &Row) -> Item {
    let mut item = Item::default();
    item.amounts = row.amounts.clone();
    for (column, cell) in table.columns.iter().zip(&row.cells) {
        let first = slot(&mut item, column.role).filter(|s| s.is_none());
        let money = matches!(column.role, Role::Amount | Role::AmountOther);
        if let Some(first) = first {
            *first = Some(cell.clone());
        } else if !money {
            item.others.insert(column.header.clone(), cell.clone());
        } else if column.role == Role::Amount && item.amount.is_none() {
            item.amount = row.amounts.get(&column.header).map(|a| (**a).clone());
        }
    }
    item
}

fn slot(item: &mut Item, role: Role) -> Option<&mut Option<CellText>> {
    Some(match role {
        Role::Sequence => &mut item.sequence,
        Role::Purchaser => &mut item.purchaser,
        Role::Project => &mut item.project,
        Role::Content => &mut item.content,
        Role::Beneficiary => &mut item.beneficiary,
        Role::Provider => &mut item.provider,
        Role::Method => &mut item.method,
        Role::Source => &mut item.source,
        Role::Period => &mut item.period,
        Role::Note => &mut item.note,
        _ => return None,
    })
}

/// The fields of an item that are not as expected, with their values.
fn unlike(item: &Item, expected: &Item) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut item = item.clone();
    let mut expected = expected.clone();
    for role in [
        Role::Sequence,
        Role::Purchaser,
        Role::Project,
        Role::Content,
        Role::Beneficiary,
        Role::Provider,
        Role::Method,
        Role::Source,
        Role::Period,
        Role::Note,
    ] {
        let (is, was) = (slot(&mut item, role), slot(&mut expected, role));
        if is != was {
            let value = is.and_then(|c| c.as_ref()).map(|c| or_blank(&cell(c)));
            found.push((word(role), value.unwrap_or("none".to_owned())));
        }
    }
    let sum = |a: &Amount| amount(a, "");
    if item.amount != expected.amount {
        let value = item.amount.as_ref().map_or("none".to_owned(), sum);
        found.push(("amount".to_owned(), value));
    }
    different(
        &mut found,
        "amounts",
        &item.amounts,
        &expected.amounts,
        |a| sum(a),
    );
    different(&mut found, "others", &item.others, &expected.others, |c| {
        or_blank(&cell(c))
    });
    if !item.corrected.is_empty() {
        found.push(("corrected".to_owned(), item.corrected.join(", ")));
    }
    found
}

fn different<T: PartialEq>(
    found: &mut Vec<(String, String)>,
    name: &str,
    is: &BTreeMap<String, T>,
    expected: &BTreeMap<String, T>,
    shown: impl Fn(&T) -> String,
) {
    for (header, value) in is {
        if expected.get(header) != Some(value) {
            found.push((format!("{name} {header}"), shown(value)));
        }
    }
    for header in expected.keys().filter(|h| !is.contains_key(*h)) {
        found.push((format!("{name} {header}"), "none".to_owned()));
    }
}

fn cell(cell: &CellText) -> String {
    let mut out = flat(&cell.text);
    if cell.origin != Origin::Own {
        let _ = write!(out, " ^{}", word(cell.origin));
    }
    if cell.joined {
        out += " +joined";
    }
    out
}

/// What was read from a sum, and its printed text where that is not what is shown beside it.
fn amount(sum: &Amount, shown: &str) -> String {
    let mut out = Vec::new();
    if sum.text != shown {
        out.push(format!("“{}”", flat(&sum.text)));
    }
    let about = if sum.approximate { "~" } else { "" };
    out.extend(sum.yuan.map(|y| format!("{about}{y}")));
    if sum.currency != Currency::Cny || sum.value.is_some() {
        let value = sum.value.map_or("?".to_owned(), |v| v.to_string());
        out.push(format!("{}{value} {}", about, sum.currency.as_str()));
    }
    if sum.lower.is_some() || sum.upper.is_some() {
        let bound =
            |d: Option<_>| d.map_or(String::new(), |d: rust_decimal::Decimal| d.to_string());
        out.push(format!("{about}{}..{}", bound(sum.lower), bound(sum.upper)));
    } else if sum.yuan.is_none() && sum.approximate {
        out.push(about.to_owned());
    }
    out.extend(sum.unknown.map(|u| format!("?{}", word(u))));
    out.extend(sum.per.as_ref().map(|p| format!("per {p}")));
    out.extend(sum.settlement.map(|s| format!("settled:{}", word(s))));
    out.extend(sum.tax.map(|t| format!("tax:{}", word(t))));
    out.extend(sum.stage.map(|s| format!("stage:{}", word(s))));
    out.extend(sum.unit_from.map(|u| format!("({})", word(u))));
    if !sum.qualifiers.is_empty() {
        out.push(format!("[{}]", sum.qualifiers.join("; ")));
    }
    if !sum.parts.is_empty() {
        let parts: Vec<String> = sum.parts.iter().map(part).collect();
        out.push(format!("{{{}}}", parts.join("; ")));
    }
    out.join(" ")
}

fn part(part: &AmountPart) -> String {
    let label = part
        .label
        .as_ref()
        .map_or(String::new(), |l| format!("{l}: "));
    let yuan = part.yuan.map_or("?".to_owned(), |y| y.to_string());
    let stage = part
        .stage
        .map_or(String::new(), |s| format!(" stage:{}", word(s)));
    format!("{label}{} = {yuan}{stage}", part.text)
}

fn sums(out: &mut String, notice: &Notice) {
    let summary = notice.summary();
    if summary.all.items == 0 {
        return;
    }
    *out += "\n## Sums\n\n| purchaser | items | exact | approximate | actual | rates | bounds | unknown |\n";
    *out += "|---|---|---|---|---|---|---|---|\n";
    let mut row = |name: &str, s: &Sums| {
        let counts = format!("{} | {} | {}", s.rates, s.bounded, s.unknown);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {counts} |",
            in_cell(name),
            s.items,
            s.exact,
            s.approximate,
            s.actual
        );
    };
    for (name, sums) in &summary.purchasers {
        row(if name.is_empty() { "(none)" } else { name }, sums);
    }
    row("**all**", &summary.all);
}

fn ledger(out: &mut String, notice: &Notice) {
    let ledger = &notice.ledger;
    *out += "\n## Ledger\n\n";
    line(out, "characters", &ledger.characters.to_string());
    line(out, "placed", &ledger.placed.to_string());
    for (name, count) in &ledger.discarded {
        line(out, &format!("discarded {name}"), &count.to_string());
    }
    texts(out, "unplaced", &ledger.unplaced);
    line(out, "inserted", &ledger.inserted.to_string());
    let value = serde_json::to_value(notice).unwrap();
    for (name, keys) in [
        ("printed forms", &["raw"][..]),
        ("places", &["locations", "location"]),
        (
            "findings in Chinese, help",
            &["message_zh", "help", "help_zh"],
        ),
    ] {
        let mut all = String::new();
        gather(&value, "", keys, &mut all);
        line(out, name, &format!("#{:08x}", checksum(&all)));
    }
}

/// Every value under one of the keys, with its JSON pointer.
fn gather(value: &Value, path: &str, keys: &[&str], out: &mut String) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if keys.contains(&key.as_str()) {
                    let _ = writeln!(out, "{path}/{key} {value}");
                } else {
                    gather(value, &format!("{path}/{key}"), keys, out);
                }
            }
        }
        Value::Array(values) => {
            for (i, value) in values.iter().enumerate() {
                gather(value, &format!("{path}/{i}"), keys, out);
            }
        }
        _ => {}
    }
}

/// FNV-1a: the same on every machine and with every compiler.
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Characters of a paragraph that are shown: a line of a printed page (GB/T 9704-2012, 5.2.3).
const SHOWN: usize = 28;

fn shortened(text: &str) -> String {
    let count = text.chars().count();
    if count <= SHOWN + 10 {
        return flat(text);
    }
    let start: String = text.chars().take(SHOWN).collect();
    let sum = checksum(text);
    format!("{}… ({count} characters, #{sum:08x})", flat(&start))
}

fn number(n: &DocumentNumber) -> String {
    let code = n.code.as_deref().unwrap_or("–");
    let year = n.year.map_or("–".to_owned(), |y| y.to_string());
    let serial = n.serial.map_or("–".to_owned(), |s| s.to_string());
    format!("{} (code {code}, year {year}, serial {serial})", n.text)
}

fn date(date: &DateText) -> String {
    date.text.to_string()
}

fn numbered(number: Option<u32>) -> String {
    number.map_or(String::new(), |n| format!("({n}) "))
}

fn line(out: &mut String, key: &str, value: &str) {
    let text = format!("- {}: {}", flat(key), flat(value));
    let _ = writeln!(out, "{}", text.trim_end());
}

fn option(out: &mut String, key: &str, value: Option<impl ToString>) {
    if let Some(value) = value {
        line(out, key, &value.to_string());
    }
}

fn texts<'a>(out: &mut String, key: &str, texts: impl IntoIterator<Item = &'a Text>) {
    for text in texts {
        line(out, key, &text.text);
    }
}

fn or_none(text: &str) -> String {
    if text.is_empty() { "none" } else { text }.to_owned()
}

fn or_blank(text: &str) -> String {
    if text.is_empty() { "blank" } else { text }.to_owned()
}

fn flat(text: &str) -> String {
    text.replace('\n', "⏎")
}

fn in_cell(text: &str) -> String {
    flat(text).replace('|', "\\|")
}

/// The word of the JSON contract for a value that is one.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value).unwrap() {
        Value::String(word) => word,
        other => other.to_string(),
    }
}

mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    /// Values that a leaf may be changed to; the first that the model takes, and that is another, is taken.
    fn others(key: &str, value: &Value) -> Vec<Value> {
        let words: &[&str] = match key {
            "format" => &["text", "pdf"],
            "kind" => &["甲", "total", "item"],
            "role" => &["project", "content"],
            "unit" => &["元", "万元"],
            "origin" => &["carried", "ditto"],
            "what" => &["items", "other"],
            "settlement" => &["actual", "lump_sum"],
            "tax" => &["included", "excluded"],
            "unknown" => &["blank", "dash"],
            "currency" => &["CNY", "USD"],
            "unit_from" => &["cell", "column"],
            "stage" => &["budget", "award"],
            "severity" => &["info", "error"],
            _ => &[],
        };
        let mut out: Vec<Value> = words.iter().map(|w| Value::from(*w)).collect();
        match value {
            Value::String(text) => out.push(format!("{text}甲").into()),
            Value::Number(number) => out.push((number.as_u64().unwrap_or(0) + 1).into()),
            Value::Bool(truth) => out.push((!truth).into()),
            _ => {}
        }
        let text = json!({"text": "甲", "raw": "甲", "locations": []});
        let cell =
            json!({"text": "甲", "raw": "", "locations": [], "origin": "own", "joined": false});
        let place = json!({"line": 1, "column": 1, "end_line": 1, "end_column": 2});
        out.extend([
            "甲".into(),
            1.into(),
            "1".into(),
            "1999-01-01".into(),
            text.clone(),
            cell.clone(),
            json!({"甲": cell}),
            json!({"text": "1999-01-01", "raw": "", "locations": []}),
            json!({"text": "甲", "code": null, "year": null, "serial": null, "locations": []}),
            json!({"name": "甲", "format": "text", "encoding": null, "pages": null}),
            json!({"copied_to": [], "printed_by": null, "printed_on": null}),
            place.clone(),
            json!([text]),
            json!([place]),
            json!(["甲"]),
            json!([{"label": null, "text": "甲", "yuan": null, "stage": null}]),
            json!([{"path": "", "before": "", "after": "甲"}]),
        ]);
        out
    }

    /// A pointer to a leaf of each kind, `null` and empty lists among them, by the same pointer with `*` for every index.
    fn leaves(value: &Value, path: &str, kind: &str, out: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                for (key, value) in fields {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    // Headers are keys here, and as many as there are columns.
                    let of_header = kind.ends_with("amounts") || kind.ends_with("others");
                    let same = if of_header { "*" } else { &key };
                    leaves(
                        value,
                        &format!("{path}/{key}"),
                        &format!("{kind}/{same}"),
                        out,
                    );
                }
            }
            Value::Array(values) if !values.is_empty() => {
                for (i, value) in values.iter().enumerate() {
                    leaves(value, &format!("{path}/{i}"), &format!("{kind}/*"), out);
                }
            }
            _ => drop(out.insert(kind.to_owned(), path.to_owned())),
        }
    }

    /// Of long lists, the start: a value of each kind is enough, and each is read and shown many times.
    fn shorten(value: &mut Value) {
        match value {
            Value::Object(fields) => fields.values_mut().for_each(shorten),
            Value::Array(values) => {
                values.truncate(4);
                values.iter_mut().for_each(shorten);
            }
            _ => {}
        }
    }

    #[test]
    fn every_value_of_a_notice_is_in_its_view() {
        let mut never = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for json in crate::cases::whole_expectations() {
            let mut value: Value = serde_json::from_str(&json).unwrap();
            shorten(&mut value);
            let view = of(&serde_json::from_value(value.clone()).unwrap());
            let mut all = BTreeMap::new();
            leaves(&value, "", "", &mut all);
            // A file's SHA-256 is no part of a view: it changes with each byte of the input, and nothing follows from it. That a
            // value is to be looked at follows from the findings, which are shown.
            let shown = |kind: &str| kind != "/source/sha256" && !kind.ends_with("/needs_review");
            all.retain(|kind, _| !seen.contains(kind) && shown(kind));
            for (kind, path) in all {
                let old = value.pointer(&path).unwrap();
                let key = path.rsplit('/').next().unwrap();
                let changed = others(key, old).into_iter().find_map(|new| {
                    let mut value = value.clone();
                    *value.pointer_mut(&path)? = new;
                    let notice: Notice = serde_json::from_value(value).ok()?;
                    // Some types read more than one writing: it counts only if it is another value.
                    let again = serde_json::to_value(&notice).ok()?;
                    (again.pointer(&path)? != old).then_some(notice)
                });
                match changed {
                    Some(notice) => {
                        assert_ne!(of(&notice), view, "{path} can change unseen");
                        seen.insert(kind);
                    }
                    None => drop(never.insert(kind)),
                }
            }
        }
        // What was an empty list in one notice was changed in another that fills it.
        let below = |kind: &String| seen.iter().any(|s| s.starts_with(&format!("{kind}/")));
        never.retain(|kind| !seen.contains(kind) && !below(kind));
        assert!(
            never.is_empty(),
            "these were changed in no way, add one to `others`: {never:#?}"
        );
        assert!(seen.len() > 100, "{seen:#?}");
    }
}
