//! XML spreadsheets of Excel 2003 (`SpreadsheetML`), which sites offer by the name of .xls.

use std::collections::HashMap;
use std::rc::Rc;

use super::colour;
use super::number_format::NumberFormat;
use super::symbols::Signs;
use super::workbook::{self, Sheet, Sheets, Style, Value, check_length};
use super::xml::{Tag, Token, Tokens};
use super::{Look, Node, Run, SEEN};
use crate::context::Context;
use crate::error::Error;

/// Whether a text is such a spreadsheet.
pub(crate) fn is(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(2_000).collect();
    head.starts_with("<?xml") && head.contains("urn:schemas-microsoft-com:office:spreadsheet")
}

/// Reads a workbook: its visible sheets, in their order.
pub(super) fn read(text: &str, ctx: &mut Context<'_>) -> Result<Vec<Node>, Error> {
    let mut tokens = Tokens::new(text);
    let mut styles: HashMap<String, Style> = HashMap::new();
    let mut out = Sheets::default();
    while let Some(token) = tokens.next(ctx)? {
        let Token::Start(tag) = token else { continue };
        match tag.name() {
            "Style" => {
                let id = tag.attribute("ID").unwrap_or_default();
                let parent = tag
                    .attribute("Parent")
                    .and_then(|p| styles.get(&p))
                    .cloned();
                let style = style(parent.unwrap_or_else(plain), &mut tokens, ctx)?;
                styles.insert(id, style);
                check_length(styles.len(), ctx)?;
            }
            "Worksheet" => {
                let name = tag.attribute("Name").unwrap_or_default();
                let reader = Reader {
                    sheet: Sheet::new(name.clone(), ctx),
                    styles: &styles,
                    columns: HashMap::new(),
                    at: (0, 0),
                    hidden: false,
                };
                match reader.read(&mut tokens, ctx)? {
                    Some(sheet) => out.push(sheet, ctx)?,
                    None => workbook::hidden_sheet(&name, ctx),
                }
            }
            _ => {}
        }
    }
    Ok(out.into_nodes())
}

/// A style that says nothing: black on white.
fn plain() -> Style {
    Style {
        ink: Some(colour::BLACK),
        ground: Some(colour::WHITE),
        ..Style::default()
    }
}

/// A style whose start tag was read last.
fn style(mut style: Style, tokens: &mut Tokens<'_>, ctx: &Context<'_>) -> Result<Style, Error> {
    let outside = tokens.depth().saturating_sub(1);
    while tokens.depth() > outside {
        let Some(token) = tokens.next(ctx)? else {
            break;
        };
        let Token::Start(tag) = token else { continue };
        match tag.name() {
            "Font" => {
                let raised = tag
                    .attribute("VerticalAlign")
                    .is_some_and(|v| v == "Superscript" || v == "Subscript");
                style.look = match (tag.is_on("StrikeThrough"), raised) {
                    (true, _) => Look::Struck,
                    (_, true) => Look::Raised,
                    _ => Look::Plain,
                };
                style.signs = tag.attribute("FontName").and_then(|f| Signs::named(&f));
                if let Some(ink) = tag.attribute("Color") {
                    style.ink = colour::of_hex(&ink);
                }
            }
            "Interior" => {
                style.ground = match tag.attribute("Pattern").as_deref() {
                    Some("None") | None => Some(colour::WHITE),
                    Some("Solid") => tag.attribute("Color").and_then(|c| colour::of_hex(&c)),
                    Some(_) => None,
                };
            }
            "NumberFormat" => {
                let code = tag.attribute("Format").unwrap_or_default();
                let code = by_name(&code);
                style.format = (code != "General")
                    .then(|| NumberFormat::read(code).map(Rc::new))
                    .flatten();
                style.unread =
                    (style.format.is_none() && code != "General").then(|| code.to_owned());
            }
            _ => {}
        }
    }
    Ok(style)
}

/// The code of a format that has a name.
fn by_name(name: &str) -> &str {
    match name {
        "" | "General" | "General Number" => "General",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        "Currency" => "\"¥\"#,##0.00",
        "Short Date" => "yyyy/m/d",
        "Medium Date" => "d-mmm-yy",
        "Long Date" => "yyyy\"年\"m\"月\"d\"日\"",
        "General Date" => "yyyy/m/d h:mm",
        "Short Time" => "h:mm",
        "Long Time" => "h:mm:ss",
        "Medium Time" => "h:mm AM/PM",
        code => code,
    }
}

struct Reader<'a> {
    sheet: Sheet,
    styles: &'a HashMap<String, Style>,
    /// Styles of whole columns.
    columns: HashMap<u32, String>,
    /// Row and column of the next cell.
    at: (u32, u32),
    /// Whether the sheet is not shown.
    hidden: bool,
}

impl Reader<'_> {
    /// The sheet whose start tag was read last; `None` if it is hidden.
    fn read(
        mut self,
        tokens: &mut Tokens<'_>,
        ctx: &mut Context<'_>,
    ) -> Result<Option<Sheet>, Error> {
        let outside = tokens.depth().saturating_sub(1);
        let mut column = 0_u32;
        while tokens.depth() > outside {
            let Some(token) = tokens.next(ctx)? else {
                break;
            };
            let Token::Start(tag) = token else { continue };
            match tag.name() {
                "Column" => {
                    column = index(&tag).unwrap_or(column);
                    let last = column
                        .saturating_add(tag.number("Span").unwrap_or(0))
                        .min(16_383);
                    if is_hidden(&tag, "Width") {
                        self.sheet.hide_columns(column, last);
                    }
                    if let Some(style) = tag.attribute("StyleID") {
                        ctx.check_time()?;
                        self.columns
                            .extend((column..=last).map(|c| (c, style.clone())));
                    }
                    column = last.saturating_add(1);
                }
                "Row" => self.row(&tag, tokens, ctx)?,
                "Visible" => {
                    if let Some(Token::Text(text)) = tokens.next(ctx)? {
                        self.hidden = text != "SheetVisible";
                    }
                }
                _ => {}
            }
        }
        Ok((!self.hidden).then_some(self.sheet))
    }

    fn row(
        &mut self,
        tag: &Tag<'_>,
        tokens: &mut Tokens<'_>,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        let row = index(tag).unwrap_or(self.at.0);
        let last = row.saturating_add(tag.number("Span").unwrap_or(0));
        if is_hidden(tag, "Height") {
            self.sheet.hide_rows(row, last);
        }
        self.at = (row, 0);
        let own = tag.attribute("StyleID");
        let outside = tokens.depth().saturating_sub(1);
        while tokens.depth() > outside {
            let Some(token) = tokens.next(ctx)? else {
                break;
            };
            let Token::Start(tag) = token else { continue };
            if tag.name() == "Cell" {
                self.cell(&tag, own.as_deref(), tokens, ctx)?;
            } else {
                tokens.skip(ctx)?;
            }
        }
        self.at = (last.saturating_add(1), 0);
        Ok(())
    }

    fn cell(
        &mut self,
        tag: &Tag<'_>,
        row_style: Option<&str>,
        tokens: &mut Tokens<'_>,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        let (row, col) = (self.at.0, index(tag).unwrap_or(self.at.1));
        let across: u32 = tag.number("MergeAcross").unwrap_or(0);
        let down: u32 = tag.number("MergeDown").unwrap_or(0);
        self.at.1 = col.saturating_add(across).saturating_add(1);
        self.sheet.merge([
            row,
            col,
            row.saturating_add(down),
            col.saturating_add(across),
        ]);
        let id = tag
            .attribute("StyleID")
            .or_else(|| row_style.map(str::to_owned));
        let id = id
            .or_else(|| self.columns.get(&col).cloned())
            .unwrap_or_else(|| "Default".into());
        let style = self.styles.get(&id).cloned().unwrap_or_default();
        let mut value = tag.attribute("Formula").is_some().then_some(Value::Missing);
        let outside = tokens.depth().saturating_sub(1);
        while tokens.depth() > outside {
            let Some(token) = tokens.next(ctx)? else {
                break;
            };
            let Token::Start(tag) = token else { continue };
            if tag.name() == "Data" {
                let kind = tag.attribute("Type").unwrap_or_default();
                let mut runs = runs(style.look, tokens, ctx)?;
                if let Some(signs) = style.signs {
                    runs.iter_mut().for_each(|r| signs.print(&mut r.text));
                }
                value = Some(of_kind(&kind, runs));
            } else {
                tokens.skip(ctx)?;
            }
        }
        if let Some(Value::Text(runs)) = &mut value
            && style.hides(style.ink)
            && !runs.is_empty()
        {
            runs.clear();
            self.sheet.hide_cell((row, col));
        }
        match value {
            Some(value) => self.sheet.put((row, col), value, &style, false, ctx),
            None => Ok(()),
        }
    }
}

fn of_kind(kind: &str, runs: Vec<Run>) -> Value {
    let text: String = runs.iter().map(|r| r.text.as_str()).collect();
    let number = match kind {
        "Number" => text.trim().parse::<f64>().ok(),
        "DateTime" => workbook::serial(&text, false),
        _ => None,
    };
    match (number, kind) {
        (Some(number), _) => Value::Number(number),
        (None, "Boolean") => {
            let text = if text.trim() == "1" { "TRUE" } else { "FALSE" };
            Value::Text(vec![Run {
                text: text.into(),
                look: Look::Plain,
            }])
        }
        (None, _) => Value::Text(runs),
    }
}

/// The runs of a cell's data whose start tag was read last, in the markup of HTML.
fn runs(cell: Look, tokens: &mut Tokens<'_>, ctx: &Context<'_>) -> Result<Vec<Run>, Error> {
    let outside = tokens.depth().saturating_sub(1);
    let mut looks = vec![cell];
    let mut out: Vec<Run> = Vec::new();
    while tokens.depth() > outside {
        let Some(token) = tokens.next(ctx)? else {
            break;
        };
        let look = looks.last().copied().unwrap_or_default();
        match token {
            Token::Start(tag) => looks.push(match tag.name() {
                "S" => Look::Struck,
                "Sup" | "Sub" if look == Look::Plain => Look::Raised,
                _ => look,
            }),
            Token::End => {
                looks.pop();
            }
            Token::Text(text) => match out.last_mut() {
                Some(run) if run.look == look => run.text.push_str(&text),
                _ => out.push(Run {
                    text: text.into_owned(),
                    look,
                }),
            },
        }
    }
    Ok(out)
}

/// The row or column that a tag names, counted from 0.
fn index(tag: &Tag<'_>) -> Option<u32> {
    tag.number::<u32>("Index").map(|n| n.saturating_sub(1))
}

fn is_hidden(tag: &Tag<'_>, size: &str) -> bool {
    tag.is_on("Hidden") || tag.number::<f64>(size).is_some_and(|s| s < SEEN)
}
