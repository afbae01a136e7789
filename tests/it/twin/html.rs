//! A drawn notice as a web page.

use super::draw::Drawn;
use super::print::{recipients, signature};
use super::table::{Cell, Column, Line, Row, Sort, header_rows};
use super::words::Kind;

pub(super) fn html(drawn: &Drawn) -> String {
    let mut page = Page {
        drawn,
        style: drawn.wording.get(Kind::Markup),
        out: String::from("<html><head><meta charset=\"utf-8\"></head><body>\n"),
    };
    page.all();
    page.out + "</body></html>\n"
}

struct Page<'a> {
    drawn: &'a Drawn,
    style: &'static str,
    out: String,
}

impl Page<'_> {
    fn all(&mut self) {
        let drawn = self.drawn;
        self.paragraphs(&drawn.mark);
        self.paragraphs(&[&drawn.number]);
        self.out
            .push_str(&format!("<h1>{}</h1>\n", escaped(&drawn.title)));
        self.paragraphs(&[recipients(drawn)]);
        self.paragraphs(&drawn.body);
        if let Some(label) = drawn.attachment {
            self.paragraphs(&[format!("附件：{}", drawn.caption)]);
            self.paragraphs(&signature(drawn));
            self.paragraphs(&[label]);
        }
        self.paragraphs(&drawn.caption_above());
        self.paragraphs(&drawn.unit_line.iter().collect::<Vec<_>>());
        self.table();
        self.paragraphs(&drawn.notes_below);
        if drawn.attachment.is_none() {
            self.paragraphs(&signature(drawn));
        }
    }

    fn paragraphs(&mut self, texts: &[impl AsRef<str>]) {
        for text in texts {
            self.out
                .push_str(&format!("<p>{}</p>\n", escaped(text.as_ref())));
        }
    }

    fn table(&mut self) {
        let drawn = self.drawn;
        self.out.push_str("<table border=\"1\">\n");
        if drawn.wording.get(Kind::Caption) == "as its first row" {
            self.whole(&drawn.caption);
        }
        let thead = self.style == "thead";
        self.out.push_str(if thead { "<thead>" } else { "" });
        self.header(
            &header_rows(&drawn.columns),
            if thead { "th" } else { "td" },
        );
        self.out
            .push_str(if thead { "</thead><tbody>" } else { "" });
        for (at, line) in drawn.lines.iter().enumerate() {
            match line {
                Line::Row(row) if matches!(row.kind, Sort::Heading | Sort::Note) => {
                    self.whole(&row.cells[0].printed);
                }
                Line::Row(row) => self.row(at, row),
                Line::Header(rows) => self.header(rows, "td"),
                Line::PageNumber(text) => self.whole(text),
                Line::Blank => {}
            }
        }
        self.out.push_str(if thead {
            "</tbody></table>\n"
        } else {
            "</table>\n"
        });
    }

    fn cell(&mut self, tag: &str, text: &str, spans: &str) {
        let text = match self.style {
            "no-break spaces" if text.is_empty() => "&nbsp;".to_owned(),
            "paragraphs" => format!("<p>{}</p>", escaped(text)),
            "bold" if !text.is_empty() => format!("<strong>{}</strong>", escaped(text)),
            "line breaks" => broken(text),
            _ => escaped(text),
        };
        self.out.push_str(&format!("<{tag}{spans}>{text}</{tag}>"));
    }

    /// A row of one cell.
    fn whole(&mut self, text: &str) {
        let columns = self.drawn.columns.len();
        self.out.push_str("<tr>");
        if self.style == "blank instead of merged" {
            self.cell("td", text, "");
            (1..columns).for_each(|_| self.cell("td", "", ""));
        } else {
            self.cell("td", text, &format!(" colspan=\"{columns}\""));
        }
        self.out.push_str("</tr>\n");
    }

    fn header(&mut self, rows: &[Vec<String>], tag: &str) {
        let drawn = self.drawn;
        let merged = self.style != "blank instead of merged";
        for (i, row) in rows.iter().enumerate() {
            self.out.push_str("<tr>");
            for (name, column) in row.iter().zip(&drawn.columns) {
                let spans = match (&column.group, i) {
                    _ if !merged || rows.len() == 1 => String::new(),
                    (None, 0) => " rowspan=\"2\"".to_owned(),
                    (None, _) => continue,
                    (Some(_), 0) if name.is_empty() => continue,
                    (Some(_), 0) => {
                        let same = |c: &&Column| c.group == column.group;
                        format!(" colspan=\"{}\"", drawn.columns.iter().filter(same).count())
                    }
                    (Some(_), _) => String::new(),
                };
                self.cell(tag, name, &spans);
            }
            self.out.push_str("</tr>\n");
        }
    }

    fn row(&mut self, at: usize, row: &Row) {
        let drawn = self.drawn;
        let merged = self.style != "blank instead of merged";
        let across =
            merged && drawn.wording.get(Kind::TotalPlace) == "across" && row.kind != Sort::Item;
        let money = drawn
            .columns
            .iter()
            .position(|c| c.role.starts_with("amount"))
            .unwrap_or(0);
        let is_covered = |c: &Cell| merged && c.is_carried() && c.printed.is_empty();
        let is_row = |line: &Line| matches!(line, Line::Row(_));
        self.out.push_str("<tr>");
        for (i, cell) in row.cells.iter().enumerate() {
            if across && i < money {
                if i == 0 {
                    self.cell("td", &cell.printed, &format!(" colspan=\"{money}\""));
                }
                continue;
            }
            if is_covered(cell) && at > 0 && is_row(&drawn.lines[at - 1]) {
                continue;
            }
            let covered =
                |line: &&Line| matches!(line, Line::Row(row) if is_covered(&row.cells[i]));
            let spans = match drawn.lines[at + 1..].iter().take_while(covered).count() {
                0 => String::new(),
                n => format!(" rowspan=\"{}\"", n + 1),
            };
            self.cell("td", &cell.printed, &spans);
        }
        self.out.push_str("</tr>\n");
    }
}

/// The text with a line break in its middle, if it stands between two Han characters there.
fn broken(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_han = |c: &char| ('\u{4e00}'..'\u{a000}').contains(c);
    match chars.split_at(chars.len() / 2) {
        ([before @ .., a], [b, after @ ..]) if is_han(a) && is_han(b) => {
            let [before, after] = [before, after].map(|part| part.iter().collect::<String>());
            format!("{}{a}<br>{b}{}", escaped(&before), escaped(&after))
        }
        _ => escaped(text),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
