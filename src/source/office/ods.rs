//! ODS workbooks (OASIS ODF 1.3, part 3): each cell holds what its program showed, in words.

mod styles;

use super::archive::Archive;
use super::number_format::NumberFormat;
use super::workbook::{self, Sheet, Sheets, Style, Value};
use super::xml::{Tag, Token, Tokens};
use super::{Look, Node, Run};
use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind};
use styles::Styles;

/// Reads a workbook: its visible sheets, in their order.
pub(super) fn read(bytes: &[u8], ctx: &mut Context<'_>) -> Result<Vec<Node>, Error> {
    let mut archive = Archive::open(bytes, ctx)?;
    let manifest = archive.text("META-INF/manifest.xml", ctx)?;
    if manifest.is_some_and(|m| m.contains("encryption-data")) {
        return Err(ErrorKind::EncryptedOffice.into());
    }
    let Some(content) = archive.text("content.xml", ctx)? else {
        return Err(Error::new(ErrorKind::DamagedOffice).detail("there is no content.xml"));
    };
    let common = archive.text("styles.xml", ctx)?.unwrap_or_default();
    let mut styles = Styles::default();
    styles.read(&common, ctx)?;
    styles.read(&content, ctx)?;
    let mut tokens = Tokens::new(&content);
    let mut out = Sheets::default();
    while let Some(token) = tokens.next(ctx)? {
        let Token::Start(tag) = token else { continue };
        match tag.name() {
            // Deleted rows, styles, macros' buttons.
            "tracked-changes" | "automatic-styles" | "forms" | "scripts" => tokens.skip(ctx)?,
            "table" => {
                let name = tag.attribute("name").unwrap_or_default();
                let hidden = tag
                    .attribute("style-name")
                    .is_some_and(|s| styles.hides_table(&s));
                let hidden = hidden || tag.attribute("display").is_some_and(|d| d == "false");
                if hidden {
                    workbook::hidden_sheet(&name, ctx);
                    tokens.skip(ctx)?;
                    continue;
                }
                let reader = Reader {
                    sheet: Sheet::new(name, ctx),
                    styles: &styles,
                    columns: Vec::new(),
                    row: 0,
                };
                out.push(reader.read(&mut tokens, ctx)?, ctx)?;
            }
            _ => {}
        }
    }
    Ok(out.into_nodes())
}

struct Reader<'a> {
    sheet: Sheet,
    styles: &'a Styles,
    /// Of columns one behind the other how many there are and the style of their cells.
    columns: Vec<(u32, Option<String>)>,
    row: u32,
}

/// A cell, as often as it stands behind itself.
struct Found {
    col: u32,
    times: u32,
    spans: (u32, u32),
    value: Value,
    doubts: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read(mut self, tokens: &mut Tokens<'_>, ctx: &mut Context<'_>) -> Result<Sheet, Error> {
        let outside = tokens.depth().saturating_sub(1);
        let mut col = 0_u32;
        while tokens.depth() > outside {
            let Some(token) = tokens.next(ctx)? else {
                break;
            };
            let Token::Start(tag) = token else { continue };
            match tag.name() {
                "table-column" => {
                    let times = times(&tag, "number-columns-repeated");
                    if is_hidden(&tag) {
                        self.sheet.hide_columns(col, col.saturating_add(times - 1));
                    }
                    col = col.saturating_add(times);
                    self.columns
                        .push((times, tag.attribute("default-cell-style-name")));
                }
                "table-row" => self.row(&tag, tokens, ctx)?,
                "shapes" => {
                    for text in boxes(tokens, ctx)? {
                        self.sheet.put_box(None, &text, ctx)?;
                    }
                }
                // Groups and headers of rows and columns hold these; all else is beside the cells.
                "table-row-group"
                | "table-rows"
                | "table-header-rows"
                | "table-column-group"
                | "table-columns"
                | "table-header-columns" => {}
                _ => tokens.skip(ctx)?,
            }
        }
        Ok(self.sheet)
    }

    fn row(
        &mut self,
        tag: &Tag<'_>,
        tokens: &mut Tokens<'_>,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        let times = times(tag, "number-rows-repeated");
        let first = self.row;
        self.row = first.saturating_add(times);
        if is_hidden(tag) {
            self.sheet.hide_rows(first, self.row.saturating_sub(1));
        }
        let default = tag.attribute("default-cell-style-name");
        let outside = tokens.depth().saturating_sub(1);
        let mut col = 0_u32;
        let mut found: Vec<Found> = Vec::new();
        while tokens.depth() > outside {
            let Some(token) = tokens.next(ctx)? else {
                break;
            };
            let Token::Start(tag) = token else { continue };
            let times = self::times(&tag, "number-columns-repeated");
            match tag.name() {
                "table-cell" => {
                    let style = tag.attribute("style-name").or_else(|| default.clone());
                    let style = style.or_else(|| self.style_of(col));
                    let look = style.map_or(Look::Plain, |s| self.styles.look_of_cell(&s));
                    if let Some(cell) = self.cell(&tag, (first, col), look, tokens, ctx)? {
                        found.push(Found { times, ..cell });
                    }
                    col = col.saturating_add(times);
                }
                // What stands below a merged cell is not shown.
                "covered-table-cell" => {
                    tokens.skip(ctx)?;
                    col = col.saturating_add(times);
                }
                _ => tokens.skip(ctx)?,
            }
        }
        for row in first..self.row {
            if found.is_empty() {
                break;
            }
            for cell in &found {
                let (rows, cols) = cell.spans;
                for col in (cell.col..).take(cell.times as usize) {
                    let bottom = row.saturating_add(rows - 1);
                    self.sheet
                        .merge([row, col, bottom, col.saturating_add(cols - 1)]);
                    let value = cell.value.clone();
                    self.sheet
                        .put((row, col), value, &Style::default(), false, ctx)?;
                    self.sheet.doubt((row, col), &cell.doubts);
                }
            }
            ctx.check_time()?;
        }
        Ok(())
    }

    /// The style of a column's cells.
    fn style_of(&self, col: u32) -> Option<String> {
        let mut before = 0_u32;
        let found = self.columns.iter().find(|(times, _)| {
            before = before.saturating_add(*times);
            col < before
        });
        found.and_then(|(_, style)| style.clone())
    }

    /// A cell whose start tag was read last; `None` if there is nothing in it and it covers no other.
    fn cell(
        &mut self,
        tag: &Tag<'_>,
        (row, col): (u32, u32),
        look: Look,
        tokens: &mut Tokens<'_>,
        ctx: &Context<'_>,
    ) -> Result<Option<Found>, Error> {
        let spans = (
            times(tag, "number-rows-spanned"),
            times(tag, "number-columns-spanned"),
        );
        let outside = tokens.depth().saturating_sub(1);
        let mut runs: Vec<Run> = Vec::new();
        let mut paragraphs = 0;
        let mut boxed: Vec<String> = Vec::new();
        while tokens.depth() > outside {
            let Some(token) = tokens.next(ctx)? else {
                break;
            };
            let Token::Start(inner) = token else { continue };
            match inner.name() {
                "p" | "h" => {
                    if paragraphs > 0 {
                        push(&mut runs, "\n", look);
                    }
                    paragraphs += 1;
                    self.paragraph(&mut runs, look, tokens, ctx)?;
                }
                "frame" | "custom-shape" | "rect" | "g" => boxed.extend(boxes(tokens, ctx)?),
                // Comments stand beside the cell.
                _ => tokens.skip(ctx)?,
            }
        }
        for text in boxed {
            self.sheet.put_box(Some((row, col)), &text, ctx)?;
        }
        let number = tag
            .attribute("value")
            .and_then(|v| v.trim().parse::<f64>().ok());
        let mut doubts = Vec::new();
        let value = if paragraphs == 0 {
            match stored(tag, number) {
                Some(text) => Value::Text(vec![Run { text, look }]),
                None if tag.attribute("formula").is_some() => Value::Missing,
                None if spans != (1, 1) => Value::Text(Vec::new()),
                None => return Ok(None),
            }
        } else {
            let text: String = runs.iter().map(|r| r.text.as_str()).collect();
            let is_number = tag.attribute("value-type").is_some_and(|t| t != "string");
            if let Some(stored) = number.filter(|_| is_number).and_then(|n| differs(n, &text)) {
                doubts.push(workbook::rounded(&text, &stored).at(Some(self.sheet.at(row, col))));
            }
            Value::Text(runs)
        };
        Ok(Some(Found {
            col,
            times: 1,
            spans,
            value,
            doubts,
        }))
    }

    /// The runs of a paragraph whose start tag was read last.
    fn paragraph(
        &self,
        runs: &mut Vec<Run>,
        cell: Look,
        tokens: &mut Tokens<'_>,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        let outside = tokens.depth().saturating_sub(1);
        // Of each open element how its text looks; of hidden text, nothing.
        let mut looks: Vec<Option<Look>> = vec![Some(cell)];
        while tokens.depth() > outside {
            let Some(token) = tokens.next(ctx)? else {
                break;
            };
            let look = looks.last().copied().flatten();
            match token {
                Token::Start(tag) => {
                    let mut inner = look;
                    match (tag.name(), look) {
                        ("span", Some(look)) => {
                            let style = tag.attribute("style-name").unwrap_or_default();
                            inner = self.styles.look_of_text(&style, look);
                        }
                        ("s", Some(look)) => {
                            let times = times(&tag, "c").min(MOST_BLANKS);
                            push(runs, &" ".repeat(times as usize), look);
                        }
                        ("tab", Some(look)) => push(runs, "\t", look),
                        ("line-break", Some(look)) => push(runs, "\n", look),
                        // How to read a name, comments, notes.
                        ("ruby-text" | "annotation" | "note" | "frame", _) => {
                            tokens.skip(ctx)?;
                            continue;
                        }
                        _ => {}
                    }
                    looks.push(inner);
                }
                Token::End => {
                    looks.pop();
                }
                Token::Text(text) => {
                    if let Some(look) = look {
                        let ended = runs.last().is_none_or(|r| r.text.ends_with([' ', '\n']));
                        push(runs, &collapsed(&text, ended), look);
                    }
                }
            }
        }
        Ok(())
    }
}

/// The texts of the shapes in an element whose start tag was read last.
fn boxes(tokens: &mut Tokens<'_>, ctx: &Context<'_>) -> Result<Vec<String>, Error> {
    let outside = tokens.depth().saturating_sub(1);
    let mut out = Vec::new();
    let mut open: Option<(usize, String)> = None;
    while tokens.depth() > outside {
        match tokens.next(ctx)? {
            Some(Token::Start(tag)) if matches!(tag.name(), "p" | "h") => {
                let words = open
                    .take()
                    .map(|(_, words)| words + "\n")
                    .unwrap_or_default();
                open = Some((tokens.depth(), words));
            }
            // Names of pictures, charts.
            Some(Token::Start(tag))
                if matches!(tag.name(), "title" | "desc" | "object" | "annotation") =>
            {
                tokens.skip(ctx)?;
            }
            Some(Token::Text(text)) => {
                if let Some((depth, words)) = &mut open
                    && tokens.depth() >= *depth
                {
                    words.push_str(&text);
                }
            }
            Some(_) => {
                // The paragraphs of one shape are one text.
                if let Some((depth, _)) = &open
                    && tokens.depth() + 1 < *depth
                {
                    out.extend(open.take().map(|(_, words)| words));
                }
            }
            None => break,
        }
    }
    out.extend(open.map(|(_, words)| words));
    Ok(out)
}

/// Blanks that `text:s` may stand for: a line has no more.
const MOST_BLANKS: u32 = 1_000;

/// White space as XML is written with it is one blank, and none at the start of a paragraph (ODF 1.3-3, 6.1.2).
fn collapsed(text: &str, mut blank: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        if matches!(ch, ' ' | '\t' | '\r' | '\n') {
            if !blank {
                out.push(' ');
            }
            blank = true;
        } else {
            out.push(ch);
            blank = false;
        }
    }
    out
}

fn push(runs: &mut Vec<Run>, text: &str, look: Look) {
    match runs.last_mut() {
        Some(run) if run.look == look => run.text.push_str(text),
        _ => runs.push(Run {
            text: text.to_owned(),
            look,
        }),
    }
}

fn times(tag: &Tag<'_>, name: &str) -> u32 {
    tag.number(name).unwrap_or(1).max(1)
}

/// Whether a row or column is not shown.
fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attribute("visibility")
        .is_some_and(|v| v == "collapse" || v == "filter")
}

/// What a cell holds whose words were not stored.
fn stored(tag: &Tag<'_>, number: Option<f64>) -> Option<String> {
    let general = |n: f64| NumberFormat::general().number(n, false).map(|s| s.text);
    let percent = |n: f64| {
        NumberFormat::read("0.##%")
            .and_then(|f| f.number(n, false))
            .map(|s| s.text)
    };
    match tag.attribute("value-type").as_deref() {
        Some("percentage") => percent(number?),
        Some("boolean") => Some(tag.attribute("boolean-value")?.to_ascii_uppercase()),
        Some("date") => tag.attribute("date-value"),
        Some("time") => tag.attribute("time-value"),
        Some("string") => tag.attribute("string-value"),
        _ => general(number?),
    }
}

/// The stored number, if it has other digits than are shown: 12.3534, shown as 12.35. Words, grouping, percent and powers
/// of ten are no difference.
fn differs(stored: f64, shown: &str) -> Option<String> {
    let general = NumberFormat::general().number(stored, false)?.text;
    let digits = |text: &str| -> String {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').to_owned()
    };
    let (own, seen) = (digits(&general), digits(shown));
    let says = shown.chars().any(|c| c.is_ascii_digit());
    let hidden = shown.trim().is_empty() && stored != 0.0;
    (says && own != seen || hidden).then_some(general)
}
