//! Parts in other formats that Word imports when it opens a document: `w:altChunk` (ECMA-376-1, 17.17.2).

use super::Reader;
use super::tree::Element;
use crate::accounts::Place;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::source::office::{Node, Paragraph};
use crate::source::text;

impl<'d> Reader<'d, '_, '_, '_> {
    /// Says that a file beside the document is a part of it (ECMA-376-1, 17.17.2.1): nothing outside is opened.
    pub(super) fn say_subdocument(&mut self) {
        self.ctx.diagnostics.push(
            Diagnostic::new(
                codes::DOCX_SUBDOCUMENT,
                Severity::Warning,
                "the document takes in another file, which Word shows as a part of it and which was not read",
                "该文档为主控文档，所引用的子文档未能读取",
            )
            .help(
                "read that file, too, or save the document with it in Word",
                "请一并读取子文档，或在 Word 中展开并取消链接后另存",
            ),
        );
    }

    /// What an imported part holds: web pages and text are read, others said.
    pub(super) fn chunk(&mut self, element: &Element, out: &mut Vec<Node>) -> Result<(), Error> {
        let relation = element
            .attribute("id")
            .and_then(|id| self.package.relation(id));
        let name = relation.filter(|r| !r.external).map(|r| r.target.clone());
        let bytes = match name {
            Some(name) => self.package.part(&name, self.ctx)?,
            None => None,
        };
        let readable = bytes
            .as_deref()
            .filter(|b| !b.starts_with(b"PK") && !b.starts_with(b"{\\rtf"));
        let Some(decoded) = readable.and_then(|bytes| text::decode(bytes).ok()) else {
            self.ctx.diagnostics.push(
                Diagnostic::new(
                    codes::DOCX_IMPORTED_PART,
                    Severity::Warning,
                    "a part that Word imports from another format when it opens the file was not read",
                    "文档内嵌入的其他格式内容未能读取",
                )
                .help(
                    "open the file in Word and save it anew, which makes the part its own",
                    "请用 Word 打开并另存，使嵌入内容转为正文",
                ),
            );
            return Ok(());
        };
        self.paragraphs += 1;
        let place = self.place();
        #[cfg(feature = "html")]
        if crate::source::html::is_html(&decoded.text) {
            let nodes = crate::source::html::read(&decoded.text, self.ctx)?;
            html::add(&nodes, place, out);
            return Ok(());
        }
        add_lines(&decoded.text, place, out);
        Ok(())
    }
}

fn add_lines(text: &str, place: Place, out: &mut Vec<Node>) {
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    out.extend(lines.map(|l| Node::Paragraph(Paragraph::plain(l, place))));
}

#[cfg(feature = "html")]
mod html {
    use super::add_lines;
    use crate::accounts::Place;
    use crate::source::html::{Node as Html, Table as HtmlTable};
    use crate::source::office::{Cell, Node, Table};

    /// The nodes of a page as those of a document.
    pub(super) fn add(nodes: &[Html], place: Place, out: &mut Vec<Node>) {
        let mut open = String::new();
        for node in nodes {
            match node {
                Html::Text(text) | Html::Link(text) | Html::Field(text) => {
                    open.extend(text.iter().map(|p| p.ch));
                }
                Html::Chrome(_) | Html::Hidden(_) | Html::Picture(_) | Html::Seam => {}
                Html::Break => add_lines(&std::mem::take(&mut open), place, out),
                Html::Table(table) => {
                    add_lines(&std::mem::take(&mut open), place, out);
                    out.push(Node::Table(self::table(table, place)));
                }
            }
        }
        add_lines(&open, place, out);
    }

    /// Each cell takes the first free position of its row (HTML, forming a table).
    fn table(html: &HtmlTable, place: Place) -> Table {
        let mut table = Table {
            rows: html.rows.len(),
            ..Table::default()
        };
        let mut free: Vec<usize> = Vec::new();
        for (row, cells) in html.rows.iter().enumerate() {
            let mut col = 0;
            for cell in cells {
                while free.get(col).is_some_and(|f| *f > row) {
                    col += 1;
                }
                let row_span = cell.row_span.min(table.rows - row);
                if free.len() < col + cell.col_span {
                    free.resize(col + cell.col_span, 0);
                }
                for slot in free.iter_mut().skip(col).take(cell.col_span) {
                    *slot = row + row_span;
                }
                let mut nodes = Vec::new();
                add(&cell.nodes, place, &mut nodes);
                table.cells.push(Cell {
                    row,
                    col,
                    row_span,
                    col_span: cell.col_span,
                    nodes,
                    doubts: Vec::new(),
                });
                col += cell.col_span;
            }
        }
        table.cols = free.len();
        table
    }
}
