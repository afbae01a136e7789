//! A drawn notice in every form.

use unicode_width::UnicodeWidthStr;

use super::draw::{Cell, Drawn, Line, Sort, narrow};
use super::words::Kind;

/// A form in which a notice's table is printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Form {
    Tabs,
    Bars,
    Csv,
    Html,
    Markdown,
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
}

impl Form {
    pub(super) const ALL: &[Self] = &[
        Self::Tabs,
        Self::Bars,
        Self::Csv,
        Self::Html,
        Self::Markdown,
        Self::Aligned,
        Self::Lines,
        Self::LinesDropped,
        Self::TabsDropped,
        Self::Labelled,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Tabs => "tabs",
            Self::Bars => "bars",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Aligned => "aligned",
            Self::Lines => "lines",
            Self::LinesDropped => "lines-dropped",
            Self::TabsDropped => "tabs-dropped",
            Self::Labelled => "labelled",
        }
    }

    /// Whether cells are marked off from each other, so that nothing of the content is in doubt.
    pub(super) const fn is_delimited(self) -> bool {
        matches!(
            self,
            Self::Tabs | Self::Bars | Self::Csv | Self::Html | Self::Markdown
        )
    }

    /// Whether blank cells leave no trace, so that a finding at a cell is as good as its value.
    pub(super) const fn drops_blanks(self) -> bool {
        matches!(self, Self::LinesDropped | Self::TabsDropped)
    }
}

/// The notice as text or HTML.
pub(super) fn print(drawn: &Drawn, form: Form) -> String {
    if form == Form::Html {
        return html(drawn);
    }
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

fn recipients(drawn: &Drawn) -> String {
    let half = drawn.wording.get(Kind::Brackets) == "half";
    let text = drawn.recipients.join("，") + "：";
    if half { narrow(&text) } else { text }
}

fn signature(drawn: &Drawn) -> Vec<String> {
    let mut lines = drawn.issuers.clone();
    lines.push(drawn.date.clone());
    lines
}

impl Drawn {
    /// The line above the table that names it.
    fn caption_above(&self) -> Vec<String> {
        match self.wording.get(Kind::Caption) {
            "above the table" => vec![self.caption.clone()],
            _ => vec![],
        }
    }

    /// The table's lines as cells, with the row of its name and its header.
    fn printed(&self) -> Vec<Printed> {
        let mut lines = Vec::new();
        if self.wording.get(Kind::Caption) == "as its first row" {
            let mut cells = vec![String::new(); self.columns.len()];
            cells[0] = self.caption.clone();
            lines.push(Printed::Row(cells, None));
        }
        lines.push(Printed::Row(
            self.columns.iter().map(|c| c.header.clone()).collect(),
            None,
        ));
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
                Line::Header(names) => lines.push(Printed::Row(names.clone(), None)),
                Line::PageNumber(text) => lines.push(Printed::Alone(text.clone())),
                Line::Blank => lines.push(Printed::Blank),
            }
        }
        if self.wording.get(Kind::HeadingPlace) == "alone on its line" {
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
enum Printed {
    Row(Vec<String>, Option<Sort>),
    /// A text that is no row.
    Alone(String),
    Blank,
}

fn table(drawn: &Drawn, form: Form, out: &mut Vec<String>) {
    out.extend(drawn.unit_line.clone());
    if form == Form::Markdown && drawn.unit_line.is_some() {
        out.push(String::new());
    }
    let printed = drawn.printed();
    match form {
        Form::Markdown => markdown(&printed, drawn.columns.len(), out),
        Form::Aligned => aligned(&printed, drawn.columns.len(), out),
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
    if form == Form::Markdown && !drawn.notes_below.is_empty() {
        out.push(String::new());
    }
    out.extend(drawn.notes_below.iter().cloned());
}

fn row(drawn: &Drawn, cells: &[String], form: Form, out: &mut Vec<String>) {
    let filled = || cells.iter().filter(|c| !c.is_empty()).cloned();
    match form {
        Form::Tabs => out.push(cells.join("\t")),
        Form::TabsDropped => out.push(filled().collect::<Vec<_>>().join("\t")),
        Form::Bars => out.push(match drawn.wording.get(Kind::Bar) {
            "| |" => format!("| {} |", cells.join(" | ")),
            bar => cells.join(bar),
        }),
        Form::Csv => {
            let always = drawn.wording.get(Kind::Quotes) == "all quoted";
            let cells: Vec<String> = cells.iter().map(|c| quoted(c, always)).collect();
            out.push(cells.join(","));
        }
        Form::Lines => out.extend(cells.iter().cloned()),
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

/// Every line is a row: an empty line, or one without bars, would end the table.
fn markdown(printed: &[Printed], columns: usize, out: &mut Vec<String>) {
    let mut first = true;
    for line in printed {
        let mut cells = match line {
            Printed::Row(cells, _) => cells.clone(),
            Printed::Alone(text) => vec![text.clone()],
            Printed::Blank => continue,
        };
        cells.resize(columns, String::new());
        out.push(format!("| {} |", cells.join(" | ")));
        if std::mem::take(&mut first) {
            out.push(format!("|{}", " --- |".repeat(columns)));
        }
    }
}

fn aligned(printed: &[Printed], columns: usize, out: &mut Vec<String>) {
    let mut widths = vec![0; columns];
    for line in printed {
        // A cell alone in its row runs on over the next columns.
        if let Printed::Row(cells, _) = line
            && cells.iter().filter(|c| !c.is_empty()).count() > 1
        {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.width());
            }
        }
    }
    for line in printed {
        match line {
            Printed::Row(cells, _) => {
                let mut text = String::new();
                for (cell, width) in cells.iter().zip(&widths) {
                    text.push_str(cell);
                    text.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
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
                let fields =
                    cells.map(|(column, c)| format!("{}{colon}{}", column.header, c.meant));
                out.push(fields.collect::<Vec<_>>().join(semicolon) + "。");
            }
            Line::PageNumber(text) => out.push(text.clone()),
            Line::Blank => out.push(String::new()),
            Line::Row(_) | Line::Header(_) => {}
        }
    }
}

fn html(drawn: &Drawn) -> String {
    let mut out = String::from("<html><head><meta charset=\"utf-8\"></head><body>\n");
    let p = |out: &mut String, text: &str| out.push_str(&format!("<p>{}</p>\n", escaped(text)));
    for text in &drawn.mark {
        p(&mut out, text);
    }
    p(&mut out, &drawn.number);
    out.push_str(&format!("<h1>{}</h1>\n", escaped(&drawn.title)));
    p(&mut out, &recipients(drawn));
    for text in &drawn.body {
        p(&mut out, text);
    }
    let end = signature(drawn);
    if let Some(label) = drawn.attachment {
        p(&mut out, &format!("附件：{}", drawn.caption));
        end.iter().for_each(|text| p(&mut out, text));
        p(&mut out, label);
    }
    drawn
        .caption_above()
        .iter()
        .for_each(|text| p(&mut out, text));
    drawn.unit_line.iter().for_each(|text| p(&mut out, text));
    out.push_str("<table border=\"1\">\n");
    html_rows(drawn, &mut out);
    out.push_str("</table>\n");
    drawn.notes_below.iter().for_each(|text| p(&mut out, text));
    if drawn.attachment.is_none() {
        end.iter().for_each(|text| p(&mut out, text));
    }
    out + "</body></html>\n"
}

fn html_rows(drawn: &Drawn, out: &mut String) {
    let columns = drawn.columns.len();
    let cell = |out: &mut String, text: &str, spans: &str| {
        out.push_str(&format!("<td{spans}>{}</td>", escaped(text)));
    };
    let whole = |out: &mut String, text: &str| {
        out.push_str(&format!(
            "<tr><td colspan=\"{columns}\">{}</td></tr>\n",
            escaped(text)
        ));
    };
    let header = |out: &mut String, names: &mut dyn Iterator<Item = &String>| {
        out.push_str("<tr>");
        names.for_each(|n| cell(out, n, ""));
        out.push_str("</tr>\n");
    };
    if drawn.wording.get(Kind::Caption) == "as its first row" {
        whole(out, &drawn.caption);
    }
    header(out, &mut drawn.columns.iter().map(|c| &c.header));
    let across = drawn.wording.get(Kind::TotalPlace) == "across";
    let money = drawn
        .columns
        .iter()
        .position(|c| c.role.starts_with("amount"))
        .unwrap_or(columns);
    for (at, line) in drawn.lines.iter().enumerate() {
        match line {
            Line::Row(row) if matches!(row.kind, Sort::Heading | Sort::Note) => {
                whole(out, &row.cells[0].printed);
            }
            Line::Row(row) => {
                out.push_str("<tr>");
                for (i, c) in row.cells.iter().enumerate() {
                    if row.kind != Sort::Item && across && i < money {
                        if i == 0 {
                            cell(out, &c.printed, &format!(" colspan=\"{money}\""));
                        }
                        continue;
                    }
                    let is_covered = |c: &Cell| c.is_carried() && c.printed.is_empty();
                    if is_covered(c)
                        && matches!(
                            at.checked_sub(1).map(|a| &drawn.lines[a]),
                            Some(Line::Row(_))
                        )
                    {
                        continue;
                    }
                    let below = drawn.lines[at + 1..].iter().take_while(
                        |line| matches!(line, Line::Row(row) if is_covered(&row.cells[i])),
                    );
                    let spans = match below.count() {
                        0 => String::new(),
                        n => format!(" rowspan=\"{}\"", n + 1),
                    };
                    cell(out, &c.printed, &spans);
                }
                out.push_str("</tr>\n");
            }
            Line::Header(names) => header(out, &mut names.iter()),
            Line::PageNumber(text) => whole(out, text),
            Line::Blank => {}
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
