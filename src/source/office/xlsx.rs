//! XLSX workbooks (ECMA-376-1, 18), Strict ones too.

mod styles;

use std::collections::HashMap;

use super::archive::Archive;
use super::workbook::{self, Sheet, Sheets, Style, Value};
use super::xml::{Tag, Token, Tokens};
use super::{Look, Node, Run};
use crate::context::Context;
use crate::error::{Error, ErrorKind};

/// Reads a workbook: its visible sheets, in their order.
pub(super) fn read(bytes: &[u8], ctx: &mut Context<'_>) -> Result<Vec<Node>, Error> {
    let mut archive = Archive::open(bytes, ctx)?;
    let main = Relations::of(&mut archive, "", ctx)?
        .by_kind("officeDocument")
        .unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let Some(text) = archive.text(&main, ctx)? else {
        return Err(Error::new(ErrorKind::DamagedOffice).detail(format!("there is no {main}")));
    };
    let relations = Relations::of(&mut archive, &main, ctx)?;
    let book = book(&text, ctx)?;
    let styles = match relations.by_kind("styles") {
        Some(part) => archive.text(&part, ctx)?,
        None => None,
    };
    let styles = styles::read(styles.as_deref().unwrap_or_default(), ctx)?;
    let strings = match relations.by_kind("sharedStrings") {
        Some(part) => archive.text(&part, ctx)?,
        None => None,
    };
    let strings = shared_strings(strings.as_deref().unwrap_or_default(), ctx)?;
    let mut out = Sheets::default();
    for (name, id, hidden) in book.sheets {
        // Sheets of charts and of old macros hold no cells.
        let Some(part) = relations.by_id(&id, "worksheet") else {
            continue;
        };
        if hidden {
            workbook::hidden_sheet(&name, ctx);
            continue;
        }
        let Some(text) = archive.text(&part, ctx)? else {
            return Err(Error::new(ErrorKind::DamagedOffice).detail(format!("there is no {part}")));
        };
        let reader = Reader {
            sheet: Sheet::new(name, ctx),
            styles: &styles,
            strings: &strings,
            from_1904: book.from_1904,
            uncomputed: book.computes && is_uncomputed(&text),
        };
        let mut sheet = reader.read(&text, ctx)?;
        if let Some(part) = Relations::of(&mut archive, &part, ctx)?.by_kind("drawing")
            && let Some(text) = archive.text(&part, ctx)?
        {
            boxes(&text, &mut sheet, ctx)?;
        }
        out.push(sheet, ctx)?;
    }
    Ok(out.into_nodes())
}

/// What a part refers to: by id, the kind and the part.
struct Relations(HashMap<String, (String, String)>);

impl Relations {
    /// Those of a part; of the package itself, if it has no name.
    fn of(archive: &mut Archive<'_>, part: &str, ctx: &Context<'_>) -> Result<Self, Error> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let dash = if folder.is_empty() { "" } else { "/" };
        let text = archive
            .text(&format!("{folder}{dash}_rels/{name}.rels"), ctx)?
            .unwrap_or_default();
        let mut tokens = Tokens::new(&text);
        let mut all = HashMap::new();
        while let Some(token) = tokens.next(ctx)? {
            let Token::Start(tag) = token else { continue };
            // What lies outside the package is never opened.
            let outside = tag.attribute("TargetMode").is_some_and(|m| m == "External");
            if let (Some(id), Some(kind), Some(target), false) = (
                tag.attribute("Id"),
                tag.attribute("Type"),
                tag.attribute("Target"),
                outside,
            ) {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                all.insert(id, (kind, resolved(folder, &target)));
                workbook::check_length(all.len(), ctx)?;
            }
        }
        Ok(Self(all))
    }

    fn by_kind(&self, kind: &str) -> Option<String> {
        let mut all = self.0.values();
        all.find(|(k, _)| k == kind).map(|(_, part)| part.clone())
    }

    fn by_id(&self, id: &str, kind: &str) -> Option<String> {
        self.0
            .get(id)
            .filter(|(k, _)| k == kind)
            .map(|(_, part)| part.clone())
    }
}

/// The name of a part, from the folder of the one that refers to it.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|s| !s.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

struct Book {
    from_1904: bool,
    /// Whether programs are to compute all formulas when they open it.
    computes: bool,
    /// Name, id of the part, and whether it is hidden.
    sheets: Vec<(String, String, bool)>,
}

fn book(text: &str, ctx: &Context<'_>) -> Result<Book, Error> {
    let mut tokens = Tokens::new(text);
    let mut book = Book {
        from_1904: false,
        computes: false,
        sheets: Vec::new(),
    };
    while let Some(token) = tokens.next(ctx)? {
        let Token::Start(tag) = token else { continue };
        match tag.name() {
            "calcPr" => book.computes = tag.is_on("fullCalcOnLoad"),
            "workbookPr" => book.from_1904 = tag.is_on("date1904"),
            "sheet" => {
                let hidden = tag.attribute("state").is_some_and(|s| s != "visible");
                let name = tag.attribute("name").unwrap_or_default();
                let id = tag.attribute("id").unwrap_or_default();
                book.sheets.push((name, id, hidden));
                workbook::check_length(book.sheets.len(), ctx)?;
            }
            // What other programs' extensions say of sheets.
            "extLst" => tokens.skip(ctx)?,
            _ => {}
        }
    }
    Ok(book)
}

fn shared_strings(text: &str, ctx: &Context<'_>) -> Result<Vec<Vec<Run>>, Error> {
    let mut tokens = Tokens::new(text);
    let mut out = Vec::new();
    while let Some(token) = tokens.next(ctx)? {
        if let Token::Start(tag) = token
            && tag.name() == "si"
        {
            out.push(rich_text(&mut tokens, ctx)?);
            workbook::check_length(out.len(), ctx)?;
        }
    }
    Ok(out)
}

/// The runs of a text (`si`, `is`) whose start tag was read last. Those that name no font of their own are `None` for look:
/// they have the cell's.
fn rich_text(tokens: &mut Tokens<'_>, ctx: &Context<'_>) -> Result<Vec<Run>, Error> {
    let outside = tokens.depth().saturating_sub(1);
    let mut runs: Vec<Run> = Vec::new();
    let mut look = Look::Plain;
    let mut inside = false;
    while tokens.depth() > outside {
        match tokens.next(ctx)? {
            Some(Token::Start(tag)) => match tag.name() {
                "r" => look = Look::Plain,
                "t" => inside = true,
                "strike" if is_set(&tag) => look = Look::Struck,
                "vertAlign" if look == Look::Plain && is_raised(&tag) => look = Look::Raised,
                // How to read Japanese names.
                "rPh" | "phoneticPr" => tokens.skip(ctx)?,
                _ => {}
            },
            Some(Token::Text(text)) if inside => match runs.last_mut() {
                Some(run) if run.look == look => run.text.push_str(&text),
                _ => runs.push(Run {
                    text: text.into_owned(),
                    look,
                }),
            },
            Some(Token::End) => inside = false,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    for run in &mut runs {
        unescape(&mut run.text);
    }
    Ok(runs)
}

/// Whether a property is there and not switched off.
fn is_set(tag: &Tag<'_>) -> bool {
    tag.attribute("val")
        .is_none_or(|v| !matches!(&*v, "0" | "false"))
}

fn is_raised(tag: &Tag<'_>) -> bool {
    tag.attribute("val")
        .is_some_and(|v| v == "superscript" || v == "subscript")
}

/// `_x000D_` and the like are characters that XML has no room for (ECMA-376-1, 22.9.2.19). All but line ends and tabs go.
fn unescape(text: &mut String) {
    if !text.contains("_x") && !text.contains('\r') {
        return;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let code = behind.get(2..6).filter(|_| behind.get(6..7) == Some("_"));
        let char = code
            .and_then(|c| u32::from_str_radix(c, 16).ok())
            .and_then(char::from_u32);
        match char {
            Some(c) => {
                if !c.is_control() || matches!(c, '\n' | '\t') {
                    out.push(c);
                }
                rest = behind.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = behind.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    *text = out.replace("\r\n", "\n").replace('\r', "\n");
}

/// A sheet being read.
struct Reader<'a> {
    sheet: Sheet,
    styles: &'a [Style],
    strings: &'a [Vec<Run>],
    from_1904: bool,
    /// Whether no formula was ever computed.
    uncomputed: bool,
}

/// The text boxes and shapes that lie over a sheet (ECMA-376-1, 20.5).
fn boxes(text: &str, sheet: &mut Sheet, ctx: &Context<'_>) -> Result<(), Error> {
    let mut tokens = Tokens::new(text);
    let (mut at, mut hidden) = ((0, 0), false);
    // The place that is read.
    let mut open = "";
    while let Some(token) = tokens.next(ctx)? {
        match token {
            Token::Start(tag) => {
                open = "";
                match tag.name() {
                    "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => at = (0, 0),
                    "to" | "Fallback" => tokens.skip(ctx)?,
                    "col" => open = "col",
                    "row" => open = "row",
                    "cNvPr" => hidden = tag.is_on("hidden"),
                    "txBody" => {
                        let words = words_of_box(&mut tokens, ctx)?;
                        if !hidden {
                            sheet.put_box(Some(at), &words, ctx)?;
                        }
                    }
                    _ => {}
                }
            }
            Token::Text(text) => {
                let number = text.trim().parse::<u32>();
                match open {
                    "row" => at.0 = number.unwrap_or(0).min(LAST_ROW),
                    "col" => at.1 = number.unwrap_or(0).min(LAST_COLUMN),
                    _ => {}
                }
            }
            Token::End => open = "",
        }
    }
    Ok(())
}

/// The paragraphs of a box whose start tag was read last.
fn words_of_box(tokens: &mut Tokens<'_>, ctx: &Context<'_>) -> Result<String, Error> {
    let outside = tokens.depth().saturating_sub(1);
    let mut words = String::new();
    let mut inside = false;
    while tokens.depth() > outside {
        match tokens.next(ctx)? {
            Some(Token::Start(tag)) => {
                inside = tag.name() == "t";
                if matches!(tag.name(), "p" | "br") && !words.is_empty() {
                    words.push('\n');
                }
            }
            Some(Token::Text(text)) if inside => words.push_str(&text),
            Some(Token::End) => inside = false,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    Ok(words)
}

/// Whether all values of formulas are zero: so they stand where a program that computes nothing wrote them.
fn is_uncomputed(text: &str) -> bool {
    let mut values = text.match_indices("</f><v>").map(|(at, mark)| {
        let value = text.get(at + mark.len()..).unwrap_or_default();
        value.starts_with("0<") || value.starts_with('<')
    });
    values.all(|zero| zero)
}

/// The last row and column that a sheet has.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

impl Reader<'_> {
    fn read(mut self, text: &str, ctx: &mut Context<'_>) -> Result<Sheet, Error> {
        let mut tokens = Tokens::new(text);
        // Row and column of the next cell that does not say where it stands.
        let (mut row, mut col) = (0_u32, 0_u32);
        // Rows that the file does not speak of are hidden where the sheet says so; those that it speaks of say themselves.
        let mut hidden_else = false;
        let mut spoken: u32 = 0;
        while let Some(token) = tokens.next(ctx)? {
            let Token::Start(tag) = token else { continue };
            match tag.name() {
                "sheetView" => {
                    let zeros = tag.attribute("showZeros");
                    if zeros.is_some_and(|v| matches!(&*v, "0" | "false")) {
                        self.sheet.hide_zeros();
                    }
                }
                "sheetFormatPr" => hidden_else = tag.is_on("zeroHeight"),
                "col" => {
                    let hidden =
                        tag.is_on("hidden") || tag.number::<f64>("width").is_some_and(|w| w <= 0.0);
                    if let (true, Some(first), Some(last)) =
                        (hidden, tag.number::<u32>("min"), tag.number::<u32>("max"))
                    {
                        let last = last.min(LAST_COLUMN + 1);
                        self.sheet
                            .hide_columns(first.saturating_sub(1), last.saturating_sub(1));
                    }
                }
                "row" => {
                    row = match tag.number::<u32>("r") {
                        Some(number) => number.saturating_sub(1).min(LAST_ROW),
                        None => spoken,
                    };
                    if hidden_else && row > spoken {
                        self.sheet.hide_rows(spoken, row - 1);
                    }
                    spoken = row + 1;
                    col = 0;
                    let height = tag.number::<f64>("ht").is_some_and(|h| h <= 0.0);
                    if tag.is_on("hidden") || height {
                        self.sheet.hide_rows(row, row);
                    }
                }
                "c" => {
                    let place = tag
                        .attribute("r")
                        .and_then(|r| crate::location::cell_place(&r));
                    let (at_row, at_col) = place.unwrap_or((row, col));
                    let at = (at_row.min(LAST_ROW), at_col.min(LAST_COLUMN));
                    col = at.1 + 1;
                    self.cell(at, &tag, &mut tokens, ctx)?;
                }
                "mergeCell" => {
                    let range = tag.attribute("ref").and_then(|r| range(&r));
                    if let Some(range) = range {
                        self.sheet.merge(range);
                    }
                }
                _ => {}
            }
        }
        Ok(self.sheet)
    }

    fn cell(
        &mut self,
        at: (u32, u32),
        tag: &Tag<'_>,
        tokens: &mut Tokens<'_>,
        ctx: &Context<'_>,
    ) -> Result<(), Error> {
        let kind = tag.attribute("t").unwrap_or_default();
        let style = tag.number::<usize>("s").unwrap_or(0);
        let outside = tokens.depth().saturating_sub(1);
        let (mut value, mut formula, mut text) = (None::<String>, false, None::<Vec<Run>>);
        let mut inside = false;
        while tokens.depth() > outside {
            match tokens.next(ctx)? {
                Some(Token::Start(tag)) => match tag.name() {
                    "v" => {
                        inside = true;
                        value.get_or_insert_default();
                    }
                    "f" => {
                        formula = true;
                        tokens.skip(ctx)?;
                    }
                    "is" => text = Some(rich_text(tokens, ctx)?),
                    _ => tokens.skip(ctx)?,
                },
                Some(Token::Text(more)) if inside => {
                    if let Some(value) = &mut value {
                        value.push_str(&more);
                    }
                }
                Some(Token::End) => inside = false,
                Some(Token::Text(_)) => {}
                None => break,
            }
        }
        let fallback = Style::default();
        let style = self.styles.get(style).unwrap_or(&fallback);
        let plain = |text: String| {
            vec![Run {
                text,
                look: style.look,
            }]
        };
        let value = value.unwrap_or_default();
        let value = match (&*kind, text) {
            (_, Some(runs)) => Value::Text(looking(runs, style.look)),
            ("s", None) => {
                let index = value.trim().parse::<usize>().ok();
                let runs = index.and_then(|i| self.strings.get(i)).cloned();
                Value::Text(looking(runs.unwrap_or_default(), style.look))
            }
            ("str", None) => {
                let mut value = value;
                unescape(&mut value);
                Value::Text(plain(value))
            }
            ("e", None) => Value::Text(plain(value)),
            ("b", None) => Value::Text(plain(
                if value.trim() == "1" { "TRUE" } else { "FALSE" }.into(),
            )),
            (_, None) if value.trim().is_empty() => {
                if !formula {
                    return Ok(());
                }
                Value::Missing
            }
            (_, None) if formula && self.uncomputed && value.trim() == "0" => Value::Missing,
            ("d", None) => match workbook::serial(&value, self.from_1904) {
                Some(serial) => Value::Number(serial),
                None => Value::Text(plain(value)),
            },
            (_, None) => match value.trim().parse::<f64>() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Text(plain(value)),
            },
        };
        self.sheet.put(at, value, style, self.from_1904, ctx)
    }
}

/// Runs in a cell of another look: it holds where they have none of their own.
fn looking(mut runs: Vec<Run>, look: Look) -> Vec<Run> {
    if look != Look::Plain {
        for run in runs.iter_mut().filter(|r| r.look == Look::Plain) {
            run.look = look;
        }
    }
    runs
}

/// `B5:B7`.
fn range(text: &str) -> Option<[u32; 4]> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (top, left) = crate::location::cell_place(first)?;
    let (bottom, right) = crate::location::cell_place(last)?;
    Some([
        top.min(bottom),
        left.min(right),
        top.max(bottom).min(LAST_ROW),
        left.max(right).min(LAST_COLUMN),
    ])
}
