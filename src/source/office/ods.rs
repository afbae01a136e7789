//! ODS workbooks (OASIS ODF 1.3, part 3): each cell holds what its program showed, in words.

mod boxes;
mod conditions;
mod data_styles;
mod paragraph;
mod styles;

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::archive::Archive;
use super::conditions::{Held, Rule, Rules};
use super::number_format::NumberFormat;
use super::workbook::{self, Seen, Sheet, Sheets, Style, Value};
use super::xml::{Tag, Token, Tokens};
use super::{Look, Node, Run};
use crate::context::Context;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind};
use boxes::{Anchored, lie_over};
use paragraph::push;
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
    let settings = archive.text("settings.xml", ctx)?.unwrap_or_default();
    let zeros = Zeros::read(&settings, ctx)?;
    let mut rules = conditions::read(&content, &styles, ctx)?;
    let ruled = styles.have_rules();
    let mut tokens = Tokens::new(&content);
    let mut out = Sheets::default();
    while let Some(token) = tokens.next(ctx)? {
        let Token::Start(tag) = token else { continue };
        match tag.name() {
            // Deleted rows, styles, macros' buttons, what other files held when they were last asked (ODF 1.3-3, 9.8).
            "tracked-changes" | "automatic-styles" | "forms" | "scripts" | "dde-links" => {
                tokens.skip(ctx)?;
            }
            "table" => {
                let name = tag.attribute("name").unwrap_or_default();
                let style = tag.attribute("style-name").unwrap_or_default();
                let hidden = styles.hides_table(&style)
                    || tag.attribute("display").is_some_and(|d| d == "false");
                if hidden {
                    workbook::hidden_sheet(&name, ctx);
                    tokens.skip(ctx)?;
                    continue;
                }
                let rules = Rules::new(rules.remove(&name).unwrap_or_default());
                let mut sheet = Sheet::new(name.clone(), ctx);
                styles
                    .heads(&style)
                    .iter()
                    .for_each(|line| sheet.put_head(line));
                let reader = Reader {
                    ruled: ruled || !rules.is_empty(),
                    hides_zeros: zeros.hidden_in(&name),
                    sheet,
                    styles: &styles,
                    columns: Vec::new(),
                    row: 0,
                    rules,
                    looks: HashMap::new(),
                    drawn: Vec::new(),
                };
                if let Some((mut sheet, drawn)) = reader.read(&mut tokens, ctx)? {
                    lie_over(drawn, &styles, &mut archive, &mut sheet, ctx)?;
                    out.push(sheet, ctx)?;
                }
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
    /// Whether cells that hold zero show nothing.
    hides_zeros: bool,
    /// The sheet's own rules, and what cells hold, for these and those of styles.
    rules: Rules,
    /// Whether there are any.
    ruled: bool,
    /// Styles of cells by name, with their rules.
    looks: HashMap<String, (Rc<Style>, Rc<[Rule]>)>,
    /// What lies over the cells, and the cell that it belongs to.
    drawn: Vec<Anchored>,
}

/// Whether zeros are shown: the programs of this format keep that beside the document, for all sheets and for each.
#[derive(Debug, Default)]
struct Zeros {
    shown: Option<bool>,
    of_sheets: Vec<(String, bool)>,
}

impl Zeros {
    fn read(settings: &str, ctx: &Context<'_>) -> Result<Self, Error> {
        let mut out = Self::default();
        let mut tokens = Tokens::new(settings);
        // The entry that is read, by name, and whether its value comes next.
        let (mut sheet, mut next) = (None::<String>, false);
        while let Some(token) = tokens.next(ctx)? {
            match token {
                Token::Start(tag) => {
                    let name = tag.attribute("name");
                    match tag.name() {
                        "config-item-set" => sheet = None,
                        "config-item-map-entry" => sheet = name,
                        "config-item" => next = name.as_deref() == Some("ShowZeroValues"),
                        _ => {}
                    }
                }
                Token::Text(text) if next => {
                    let shown = text.trim() != "false";
                    match &sheet {
                        Some(sheet) => out.of_sheets.push((sheet.clone(), shown)),
                        None => out.shown = Some(shown),
                    }
                    workbook::check_length(out.of_sheets.len(), ctx)?;
                }
                Token::Text(_) => {}
                Token::End => next = false,
            }
        }
        Ok(out)
    }

    fn hidden_in(&self, sheet: &str) -> bool {
        let own = self.of_sheets.iter().find(|(name, _)| name == sheet);
        own.map(|(_, shown)| *shown).or(self.shown) == Some(false)
    }
}

/// A cell, as often as it stands behind itself.
struct Found {
    col: u32,
    times: u32,
    spans: (u32, u32),
    value: Value,
    doubts: Vec<Diagnostic>,
    seen: Seen,
}

impl Reader<'_> {
    /// The sheet and what lies over it; none of one that says what others would hold (ODF 1.3-3, 9.2.7): it has no tab.
    fn read(
        mut self,
        tokens: &mut Tokens<'_>,
        ctx: &mut Context<'_>,
    ) -> Result<Option<(Sheet, Vec<Anchored>)>, Error> {
        let outside = tokens.depth().saturating_sub(1);
        let mut scenario = false;
        let mut col = 0_u32;
        while tokens.depth() > outside {
            let Some(token) = tokens.next(ctx)? else {
                break;
            };
            let Token::Start(tag) = token else { continue };
            match tag.name() {
                "table-column" => {
                    let times = times(&tag, "number-columns-repeated");
                    let last = col.saturating_add(times - 1);
                    if self.is_hidden(&tag, "table-column") {
                        self.sheet.hide_columns(col, last);
                    } else if let Some(size) = self.size(&tag, "table-column") {
                        self.sheet.columns().set(col, last, size);
                    }
                    col = col.saturating_add(times);
                    self.columns
                        .push((times, tag.attribute("default-cell-style-name")));
                }
                "table-row" => self.row(&tag, tokens, ctx)?,
                "scenario" => {
                    scenario = true;
                    tokens.skip(ctx)?;
                }
                "shapes" => {
                    let drawn = boxes::read(None, tokens, ctx)?;
                    self.drawn.extend(drawn.into_iter().map(|d| ((0, 0), d)));
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
        if scenario {
            workbook::hidden_sheet(&self.sheet.name, ctx);
            return Ok(None);
        }
        self.sheet.columns().set_usual_by_last();
        Ok(Some((self.sheet, self.drawn)))
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
        let last = self.row.saturating_sub(1);
        if self.is_hidden(tag, "table-row") {
            self.sheet.hide_rows(first, last);
        } else if let Some(size) = self.size(tag, "table-row") {
            self.sheet.rows().set(first, last, size);
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
                    let style = self.look(style.as_deref().unwrap_or("Default"));
                    if let Some(cell) = self.cell(&tag, (first, col), &style, tokens, ctx)? {
                        found.push(Found { times, ..cell });
                    }
                    col = col.saturating_add(times);
                }
                // What stands below a merged cell is not shown.
                "covered-table-cell" => {
                    if self.covered((first, col), tokens, ctx)? {
                        self.sheet.hide_cell((first, col));
                    }
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
                    self.sheet.note_seen((row, col), cell.seen);
                }
                self.sheet.check_places(ctx)?;
            }
            ctx.check_time()?;
        }
        Ok(())
    }

    /// Whether a row or column is not shown: by what it says, or because its style gives it no size (ODF 1.3-3, 20.219
    /// and 20.397).
    fn is_hidden(&self, tag: &Tag<'_>, family: &str) -> bool {
        let says = tag.attribute("visibility");
        says.is_some_and(|v| v == "collapse" || v == "filter")
            || tag
                .attribute("style-name")
                .is_some_and(|s| self.styles.flattens(family, &s))
    }

    /// How high a row is or how wide a column, in units of drawings, if its style says so.
    fn size(&self, tag: &Tag<'_>, family: &str) -> Option<f64> {
        let style = tag.attribute("style-name");
        let size = style.and_then(|s| self.styles.size(family, &s));
        #[allow(clippy::cast_precision_loss)]
        let emu = workbook::EMU as f64;
        size.map(|size| size * emu)
    }

    /// A style by its name, and its rules.
    fn look(&mut self, name: &str) -> (Rc<Style>, Rc<[Rule]>) {
        if let Some(found) = self.looks.get(name) {
            return found.clone();
        }
        let found = (
            Rc::new(self.styles.cell(name)),
            Rc::from(self.styles.rules(name)),
        );
        self.looks.insert(name.to_owned(), found.clone());
        found
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
        (style, rules): &(Rc<Style>, Rc<[Rule]>),
        tokens: &mut Tokens<'_>,
        ctx: &Context<'_>,
    ) -> Result<Option<Found>, Error> {
        let look = style.look;
        let spans = (
            times(tag, "number-rows-spanned"),
            times(tag, "number-columns-spanned"),
        );
        let outside = tokens.depth().saturating_sub(1);
        let mut runs: Vec<Run> = Vec::new();
        let mut paragraphs = 0;
        let mut hidden = false;
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
                    hidden |= self.paragraph(&mut runs, style, tokens, ctx)?;
                }
                name if matches!(name, "frame" | "g") || boxes::is_shape(name) => {
                    let drawn = boxes::read(Some(&inner), tokens, ctx)?;
                    self.drawn
                        .extend(drawn.into_iter().map(|d| ((row, col), d)));
                }
                // What holds paragraphs: a list, a table within the cell.
                "list" | "list-item" | "list-header" | "table" | "table-row" | "table-cell" => {}
                // Comments stand beside the cell.
                _ => tokens.skip(ctx)?,
            }
        }
        let number = tag
            .attribute("value")
            .and_then(|v| v.trim().parse::<f64>().ok());
        let mut doubts = Vec::new();
        let is_number = tag.attribute("value-type").is_some_and(|t| t != "string");
        let zero = is_number && number == Some(0.0);
        let value = if paragraphs == 0 {
            match stored(tag, number, style) {
                Some(_) if zero && self.hides_zeros => Value::Text(Vec::new()),
                Some(text) => Value::Text(vec![Run { text, look }]),
                None if tag.attribute("formula").is_some() => Value::Missing,
                None if spans != (1, 1) => Value::Text(Vec::new()),
                None => return Ok(None),
            }
        } else if zero && self.hides_zeros {
            Value::Text(Vec::new())
        } else {
            if number.is_some_and(|n| is_number && style.hides(style.ink_of(n))) {
                runs.clear();
            }
            let text: String = runs.iter().map(|r| r.text.as_str()).collect();
            let number = number.filter(|_| is_number && !hidden);
            if number.is_some_and(|n| n != 0.0) && text.trim().is_empty() {
                hidden = true;
            } else if let Some(stored) = number.and_then(|n| differs(n, &text)) {
                doubts.push(workbook::rounded(&text, &stored).at(Some(self.sheet.at(row, col))));
            }
            Value::Text(runs)
        };
        let mut value = value;
        if self.ruled {
            ctx.check_time()?;
            let held = match (number.filter(|_| is_number), &value) {
                (Some(number), _) => Held::Number(number),
                (None, Value::Text(runs)) => Held::Text(runs.iter().map(|r| &*r.text).collect()),
                (None, _) => Held::Blank,
            };
            let own = Cow::Borrowed(&**style);
            let (ruled, perhaps) = self.rules.styled((row, col), held, own, rules);
            if perhaps {
                doubts.push(workbook::by_rule().at(Some(self.sheet.at(row, col))));
            }
            if let Value::Text(runs) = &mut value {
                hidden |= under(runs, &ruled, style, number.filter(|_| is_number));
            }
        }
        let shown: String = match &value {
            Value::Text(runs) if is_number => runs.iter().map(|r| r.text.as_str()).collect(),
            _ => String::new(),
        };
        if hidden {
            self.sheet.hide_cell((row, col));
        } else if zero && shown.trim().is_empty() {
            self.sheet.hide_zero((row, col));
        }
        Ok(Some(Found {
            col,
            times: 1,
            spans,
            value,
            doubts,
            seen: Seen::of(number.unwrap_or_default(), &shown, style),
        }))
    }

    /// Whether there is text in a cell below a merged one, whose start tag was read last. What lies over it is seen.
    fn covered(
        &mut self,
        at: (u32, u32),
        tokens: &mut Tokens<'_>,
        ctx: &Context<'_>,
    ) -> Result<bool, Error> {
        let outside = tokens.depth().saturating_sub(1);
        let mut found = false;
        while tokens.depth() > outside {
            match tokens.next(ctx)? {
                Some(Token::Start(tag)) => match tag.name() {
                    "annotation" => tokens.skip(ctx)?,
                    name if matches!(name, "frame" | "g") || boxes::is_shape(name) => {
                        let drawn = boxes::read(Some(&tag), tokens, ctx)?;
                        self.drawn.extend(drawn.into_iter().map(|d| (at, d)));
                    }
                    _ => {}
                },
                Some(Token::Text(text)) => found |= !text.trim().is_empty(),
                Some(Token::End) => {}
                None => break,
            }
        }
        Ok(found)
    }
}

/// Lays what rules say over what a cell shows; returns whether something in it is seen no more.
fn under(runs: &mut Vec<Run>, ruled: &Style, style: &Style, number: Option<f64>) -> bool {
    let held = runs.iter().any(|r| !r.text.trim().is_empty());
    if ruled.hides(ruled.ink) {
        runs.clear();
    }
    if ruled.look == Look::Struck && style.look != Look::Struck {
        for run in runs.iter_mut() {
            run.look = ruled.look;
        }
    }
    if let (Some(number), Some(format)) = (number, &ruled.format)
        && ruled.format != style.format
        && let Some(shown) = format.number(number, false)
        && let [run] = runs.as_mut_slice()
    {
        run.text = shown.text;
    }
    held && runs.iter().all(|r| r.text.trim().is_empty())
}

/// How often an element stands; no sheet has more rows than a million or so (Excel and Calc have 1,048,576).
fn times(tag: &Tag<'_>, name: &str) -> u32 {
    const ROWS: u32 = 1 << 20;
    tag.number(name).unwrap_or(1).clamp(1, ROWS)
}

/// What a cell shows whose words were not stored: what its style makes of its value.
fn stored(tag: &Tag<'_>, number: Option<f64>, style: &Style) -> Option<String> {
    let general = |n: f64| NumberFormat::general(n).map(|s| s.text);
    let in_style = |n: f64| match &style.format {
        Some(format) => format.number(n, false).map(|s| s.text),
        None => general(n),
    };
    let percent = |n: f64| {
        NumberFormat::read("0.##%")
            .and_then(|f| f.number(n, false))
            .map(|s| s.text)
    };
    let moment = |name: &str| {
        let text = tag.attribute(name)?;
        let serial = style.format.as_ref().and(workbook::serial(&text, false));
        serial.and_then(in_style).or(Some(text))
    };
    match tag.attribute("value-type").as_deref() {
        Some("percentage") if style.format.is_none() => percent(number?),
        Some("boolean") => Some(tag.attribute("boolean-value")?.to_ascii_uppercase()),
        Some("date") => moment("date-value"),
        Some("time") => tag.attribute("time-value"),
        Some("string") => tag.attribute("string-value"),
        _ => in_style(number?).or_else(|| general(number?)),
    }
}

/// The stored number, if it has other digits than are shown: 12.3534, shown as 12.35. Words, grouping, percent and powers
/// of ten are no difference.
fn differs(stored: f64, shown: &str) -> Option<String> {
    let general = NumberFormat::general(stored)?.text;
    let digits = |text: &str| -> String {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').to_owned()
    };
    let (own, seen) = (digits(&general), digits(shown));
    let says = shown.chars().any(|c| c.is_ascii_digit());
    let hidden = shown.trim().is_empty() && stored != 0.0;
    (says && own != seen || hidden).then_some(general)
}
