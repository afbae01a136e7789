//! A drawn notice in every form.

use unicode_width::UnicodeWidthStr;

use crate::tables::drawing::Rules;

use super::draw::{Drawn, narrow};
use super::html::html;
use super::pages;
use super::table::{Line, Sort, header_rows};
use super::words::Kind;

/// A form in which a notice's table is printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Form {
    Tabs,
    Bars,
    Csv,
    Html,
    Markdown,
    /// As a browser gives the text of cells that hold paragraphs.
    Paragraphs,
    /// Columns aligned by blanks.
    Aligned,
    /// One cell a line, an empty line for a blank cell.
    Lines,
    /// One cell a line, blank cells gone.
    LinesDropped,
    /// Tabs, blank cells gone.
    TabsDropped,
    /// A project a line, its values behind the names of their columns; blank cells, other rows gone.
    Labelled,
    /// A PDF file, its table ruled so.
    Pages(Rules),
}

impl Form {
    pub(super) const ALL: &[Self] = &[
        Self::Tabs,
        Self::Bars,
        Self::Csv,
        Self::Html,
        Self::Markdown,
        Self::Paragraphs,
        Self::Aligned,
        Self::Lines,
        Self::LinesDropped,
        Self::TabsDropped,
        Self::Labelled,
        Self::Pages(Rules::All),
        Self::Pages(Rules::Three),
        Self::Pages(Rules::None),
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Tabs => "tabs",
            Self::Bars => "bars",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Paragraphs => "paragraphs",
            Self::Aligned => "aligned",
            Self::Lines => "lines",
            Self::LinesDropped => "lines-dropped",
            Self::TabsDropped => "tabs-dropped",
            Self::Labelled => "labelled",
            Self::Pages(Rules::All) => "pages-ruled",
            Self::Pages(Rules::Three) => "pages-three-rules",
            Self::Pages(Rules::None) => "pages-no-rules",
        }
    }

    /// Whether cells are marked off from each other, so that nothing of the content is in doubt.
    pub(super) const fn is_delimited(self) -> bool {
        matches!(
            self,
            Self::Tabs | Self::Bars | Self::Csv | Self::Html | Self::Markdown | Self::Paragraphs
        )
    }

    /// Whether a finding at a cell is as good as its value: which rows a name stands for may be in doubt without rules.
    pub(super) const fn leaves_doubt(self) -> bool {
        self.drops_blanks() || matches!(self, Self::Pages(Rules::Three | Rules::None))
    }

    /// Whether blank cells leave no trace.
    pub(super) const fn drops_blanks(self) -> bool {
        matches!(self, Self::LinesDropped | Self::TabsDropped)
    }
}

/// The notice as text, HTML or PDF.
pub(super) fn print(drawn: &Drawn, form: Form) -> Vec<u8> {
    match form {
        Form::Html => html(drawn).into_bytes(),
        Form::Pages(rules) => pages::print(drawn, rules),
        _ => text(drawn, form).into_bytes(),
    }
}

fn text(drawn: &Drawn, form: Form) -> String {
    let mut lines = Vec::new();
    let paragraphs = |lines: &mut Vec<String>, texts: &[String]| {
        for text in texts {
            lines.extend([text.clone(), String::new()]);
        }
    };
    paragraphs(&mut lines, &drawn.mark);
    paragraphs(&mut lines, std::slice::from_ref(&drawn.number));
    let mark = if form == Form::Markdown { "# " } else { "" };
    paragraphs(&mut lines, &[format!("{mark}{}", drawn.title)]);
    paragraphs(&mut lines, &[recipients(drawn)]);
    paragraphs(&mut lines, &drawn.body);
    let end = signature(drawn);
    let title = drawn.caption_above();
    match drawn.attachment {
        Some(label) => {
            paragraphs(&mut lines, &[format!("附件：{}", drawn.caption)]);
            paragraphs(&mut lines, &end);
            paragraphs(&mut lines, &[label.to_owned()]);
            paragraphs(&mut lines, &title);
            table(drawn, form, &mut lines);
        }
        None => {
            paragraphs(&mut lines, &title);
            table(drawn, form, &mut lines);
            lines.push(String::new());
            paragraphs(&mut lines, &end);
        }
    }
    lines.join("\n") + "\n"
}

pub(super) fn recipients(drawn: &Drawn) -> String {
    let half = drawn.wording.get(Kind::Brackets) == "half";
    let text = drawn.recipients.join("，") + "：";
    if half { narrow(&text) } else { text }
}

pub(super) fn signature(drawn: &Drawn) -> Vec<String> {
    let mut lines = drawn.issuers.clone();
    lines.push(drawn.date.clone());
    lines
}

impl Drawn {
    /// The line above the table that names it.
    pub(super) fn caption_above(&self) -> Vec<String> {
        match self.wording.get(Kind::Caption) {
            "above the table" => vec![self.caption.clone()],
            _ => vec![],
        }
    }

    /// The table's lines as cells, with the row of its name and its header.
    pub(super) fn printed(&self) -> Vec<Printed> {
        let mut lines = Vec::new();
        if self.wording.get(Kind::Caption) == "as its first row" {
            let mut cells = vec![String::new(); self.columns.len()];
            cells[0] = self.caption.clone();
            lines.push(Printed::Row(cells, None));
        }
        let header = |rows: Vec<Vec<String>>| rows.into_iter().map(|row| Printed::Row(row, None));
        lines.extend(header(header_rows(&self.columns)));
        let spacing = self.wording.get(Kind::Spacing);
        if spacing == "below the header" {
            lines.push(Printed::Blank);
        }
        for line in &self.lines {
            match line {
                Line::Row(row) => {
                    let cells = row.cells.iter().map(|c| c.printed.clone()).collect();
                    lines.push(Printed::Row(cells, Some(row.kind)));
                    if spacing == "between all rows" {
                        lines.push(Printed::Blank);
                    }
                }
                Line::Header(rows) => lines.extend(header(rows.clone())),
                Line::PageNumber(text) => lines.push(Printed::Alone(text.clone())),
                Line::Blank => lines.push(Printed::Blank),
            }
        }
        if self.wording.get(Kind::Heading).contains("alone") {
            for line in &mut lines {
                if let Printed::Row(cells, Some(Sort::Heading)) = line {
                    *line = Printed::Alone(cells.swap_remove(0));
                }
            }
        }
        lines
    }
}

/// A line of a table.
pub(super) enum Printed {
    Row(Vec<String>, Option<Sort>),
    /// A text that is no row.
    Alone(String),
    Blank,
}

fn table(drawn: &Drawn, form: Form, out: &mut Vec<String>) {
    out.extend(drawn.unit_line.clone());
    let apart = matches!(form, Form::Markdown | Form::Paragraphs);
    if apart && drawn.unit_line.is_some() {
        out.push(String::new());
    }
    let printed = drawn.printed();
    match form {
        Form::Markdown => markdown(drawn, &printed, out),
        Form::Paragraphs => paragraphs(&printed, out),
        Form::Aligned => aligned(drawn, &printed, out),
        Form::Labelled => labelled(drawn, out),
        _ => {
            for line in &printed {
                match line {
                    Printed::Row(cells, _) => row(drawn, cells, form, out),
                    Printed::Alone(text) => out.push(text.clone()),
                    // An empty line is a blank cell there.
                    Printed::Blank if form == Form::Lines => {}
                    Printed::Blank => out.push(String::new()),
                }
            }
        }
    }
    if apart && !drawn.notes_below.is_empty() {
        out.push(String::new());
    }
    out.extend(drawn.notes_below.iter().cloned());
}

/// Two line ends stand around each cell's paragraph, a tab between two cells, and a line end between two rows.
fn paragraphs(printed: &[Printed], out: &mut Vec<String>) {
    let cell = |text: &String| match text.as_str() {
        "" => String::new(),
        text => format!("\n\n{text}\n\n"),
    };
    let row = |cells: &[String]| cells.iter().map(cell).collect::<Vec<_>>().join("\t");
    let rows = printed.iter().filter_map(|line| match line {
        Printed::Row(cells, _) => Some(row(cells)),
        Printed::Alone(text) => Some(row(std::slice::from_ref(text))),
        Printed::Blank => None,
    });
    let text = rows.collect::<Vec<_>>().join("\n");
    out.extend(text.trim_matches('\n').lines().map(str::to_owned));
}

fn row(drawn: &Drawn, cells: &[String], form: Form, out: &mut Vec<String>) {
    let filled = || cells.iter().filter(|c| !c.is_empty()).cloned();
    let mut cells = cells.to_vec();
    if drawn.wording.get(Kind::Remark).contains("cut off") && form.is_delimited() {
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
    }
    match form {
        Form::Tabs => out.push(cells.join(match drawn.wording.get(Kind::Tab) {
            "beside blanks" => " \t ",
            _ => "\t",
        })),
        Form::TabsDropped => out.push(filled().collect::<Vec<_>>().join("\t")),
        Form::Bars => out.push(match drawn.wording.get(Kind::Bar) {
            "| |" => format!("| {} |", cells.join(" | ")),
            bar => cells.join(bar),
        }),
        Form::Csv => {
            let style = drawn.wording.get(Kind::Csv);
            let cells = cells.iter().map(|c| quoted(c, style == "all quoted"));
            // A blank before a quotation mark would make the mark part of the cell (RFC 4180).
            let spaced = |c: String| {
                if c.starts_with('"') {
                    c
                } else {
                    format!(" {c}")
                }
            };
            out.push(if style == "blanks behind commas" {
                cells
                    .map(spaced)
                    .collect::<Vec<_>>()
                    .join(",")
                    .trim()
                    .to_owned()
            } else {
                cells.collect::<Vec<_>>().join(",")
            });
        }
        Form::Lines => out.extend(cells),
        Form::LinesDropped => out.extend(filled()),
        _ => unreachable!(),
    }
}

fn quoted(cell: &str, always: bool) -> String {
    if always || cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// The columns' widths; a cell alone in its row runs on over the next ones.
fn widths(printed: &[Printed], columns: usize) -> Vec<usize> {
    let mut widths = vec![0; columns];
    for line in printed {
        if let Printed::Row(cells, _) = line
            && cells.iter().filter(|c| !c.is_empty()).count() > 1
        {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.width());
            }
        }
    }
    widths
}

/// Every line is a row: an empty line, or one without bars, would end the table.
fn markdown(drawn: &Drawn, printed: &[Printed], out: &mut Vec<String>) {
    let style = drawn.wording.get(Kind::Markdown);
    let widths = match style {
        "aligned" => widths(printed, drawn.columns.len()),
        _ => vec![0; drawn.columns.len()],
    };
    let rule = if style == "colons" {
        " :---: |"
    } else {
        " --- |"
    };
    let mut first = true;
    for line in printed {
        let (mut cells, is_bold) = match line {
            Printed::Row(cells, kind) => (
                cells.clone(),
                matches!(kind, None | Some(Sort::Total | Sort::Subtotal)) && style == "bold",
            ),
            Printed::Alone(text) => (vec![text.clone()], false),
            Printed::Blank => continue,
        };
        cells.resize(widths.len(), String::new());
        for (cell, width) in cells.iter_mut().zip(&widths) {
            if is_bold && !cell.is_empty() {
                *cell = format!("**{cell}**");
            }
            cell.push_str(&" ".repeat(width.saturating_sub(cell.width())));
        }
        out.push(format!("| {} |", cells.join(" | ")));
        if std::mem::take(&mut first) {
            out.push(format!("|{}", rule.repeat(widths.len())));
        }
    }
}

fn aligned(drawn: &Drawn, printed: &[Printed], out: &mut Vec<String>) {
    let widths = widths(printed, drawn.columns.len());
    let style = drawn.wording.get(Kind::Gap);
    let gap = if style == "four" { 4 } else { 2 };
    let blanks = |n: usize| match style {
        "full-width blanks" => " ".repeat(n % 2) + &"　".repeat(n / 2),
        _ => " ".repeat(n),
    };
    let indent = if style == "indented" { "  " } else { "" };
    for line in printed {
        match line {
            Printed::Row(cells, _) => {
                let mut text = indent.to_owned();
                for ((cell, width), column) in cells.iter().zip(&widths).zip(&drawn.columns) {
                    let fill = width.saturating_sub(cell.width());
                    if style == "numbers to the right" && column.role.starts_with("amount") {
                        text.push_str(&(blanks(fill) + cell + &blanks(gap)));
                    } else {
                        text.push_str(&(cell.clone() + &blanks(fill + gap)));
                    }
                }
                out.push(text.trim_end().to_owned());
            }
            Printed::Alone(text) => out.push(text.clone()),
            Printed::Blank => out.push(String::new()),
        }
    }
}

fn labelled(drawn: &Drawn, out: &mut Vec<String>) {
    let half = drawn.wording.get(Kind::Brackets) != "full";
    let [colon, semicolon] = if half { [":", ";"] } else { ["：", "；"] };
    for line in &drawn.lines {
        match line {
            Line::Row(row) if row.kind == Sort::Item => {
                let cells = drawn
                    .columns
                    .iter()
                    .zip(&row.cells)
                    .filter(|(_, c)| !c.meant.is_empty());
                let fields = cells.map(|(column, c)| format!("{}{colon}{}", column.name, c.meant));
                out.push(fields.collect::<Vec<_>>().join(semicolon) + "。");
            }
            Line::PageNumber(text) => out.push(text.clone()),
            Line::Blank => out.push(String::new()),
            Line::Row(_) | Line::Header(_) => {}
        }
    }
}
