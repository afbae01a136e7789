//! Word documents (DOCX): what a person sees who opens one in Word, all changes accepted.
//!
//! Deleted and hidden text is not there; the results of fields are, not their codes; automatic numbers stand before their
//! paragraphs. Only parts of the package itself are read, found by its relationships; what lies outside is never opened.

mod body;
mod chunk;
mod conditional;
mod fields;
mod heads;
mod notes;
mod numbering;
mod package;
mod pictures;
mod styles;
mod table;
mod tree;
mod wrappers;

use std::collections::HashSet;

use body::{Around, Left, Open};
use fields::Field;
use notes::{Counts, Part};
use numbering::Numbering;
use package::Package;
use pictures::Seen;
use styles::Styles;
use tree::Element;

use super::Node;
use crate::accounts::{Char, Discard, Place};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::{Error, ErrorKind};
use crate::location::BBox;

/// Reads a document.
pub(crate) fn read(bytes: &[u8], ctx: &mut Context<'_>) -> Result<Vec<Node>, Error> {
    let mut package = Package::open(bytes, ctx)?;
    let document = package.document(ctx)?;
    let styles = related(&mut package, "styles", ctx)?;
    let styles = styles.as_ref().map(Styles::read).unwrap_or_default();
    let numbering = related(&mut package, "numbering", ctx)?;
    let numbering = numbering.map(|n| Numbering::read(&n, &styles));
    let settings = related(&mut package, "settings", ctx)?;
    let footnotes = related(&mut package, "footnotes", ctx)?;
    let endnotes = related(&mut package, "endnotes", ctx)?;
    let Some(body) = document.child("body") else {
        return Err(damaged("a document without a body"));
    };
    let mut reader = Reader::new(
        &mut package,
        &styles,
        Counts::read(settings.as_ref(), &document),
        ctx,
    );
    reader.numbering = numbering.unwrap_or_default();
    reader.parts = [footnotes.as_ref(), endnotes.as_ref()];
    let around = Around {
        // On a coloured page white letters are seen.
        backed: document.child("background").is_some(),
        ..Around::default()
    };
    let (mut open, mut out, mut notes) = (Open::default(), Vec::new(), Vec::new());
    let mut heads = reader.heads(&document, settings.as_ref())?;
    for node in &body.nodes {
        let before = out.len();
        reader.add_blocks(std::slice::from_ref(node), around, &mut open, &mut out)?;
        reader.state_units(&mut heads, node, before, &mut out);
        if !reader.collected.is_empty() {
            notes.push((out.len(), std::mem::take(&mut reader.collected)));
        }
    }
    reader.close(&mut open, &mut out);
    let head = reader.mark(heads);
    reader.report();
    if out.iter().all(Node::is_blank) {
        let error = Error::from(ErrorKind::Empty);
        return Err(if reader.pictures + reader.objects > 0 {
            error.detail("the document shows nothing but pictures")
        } else {
            error
        });
    }
    let mut nodes = notes::place(out, notes);
    nodes.splice(..0, head);
    Ok(nodes)
}

/// The first part of a kind that the document refers to.
fn related(
    package: &mut Package<'_>,
    kind: &str,
    ctx: &Context<'_>,
) -> Result<Option<Element>, Error> {
    match package.related(kind).map(str::to_owned) {
        Some(name) => package.tree(&name, ctx),
        None => Ok(None),
    }
}

/// A document being read.
struct Reader<'d, 'b, 'c, 'o> {
    package: &'c mut Package<'b>,
    styles: &'d Styles,
    numbering: Numbering,
    /// Footnotes and endnotes.
    parts: [Option<&'d Element>; 2],
    notes: Counts,
    /// Notes that have been read: one that is referred to twice stands once.
    noted: HashSet<(bool, String)>,
    /// The sign of the note that is being read.
    sign: Option<String>,
    /// Notes read since the last piece of the body ended.
    collected: Vec<Node>,
    /// Fields that are open, outermost first.
    fields: Vec<Field>,
    /// Paragraphs so far.
    paragraphs: u32,
    /// Places for cells so far.
    cells: u64,
    /// What was left out: why, and how many characters.
    left: Vec<(Left, usize)>,
    rows_left: Vec<Left>,
    /// Objects of other programs, which are shown as pictures.
    objects: usize,
    /// Pictures that may hold text.
    pictures: usize,
    /// What is seen in the cell that is read, beside its text.
    seen: Seen,
    /// How many fields have counted paragraphs.
    counted: u32,
    /// Fields that print a number which is not counted here.
    uncounted: u32,
    ctx: &'c mut Context<'o>,
}

impl<'d, 'b, 'c, 'o> Reader<'d, 'b, 'c, 'o> {
    /// At the beginning of a part, with no lists and no notes to refer to.
    fn new(
        package: &'c mut Package<'b>,
        styles: &'d Styles,
        notes: Counts,
        ctx: &'c mut Context<'o>,
    ) -> Self {
        Self {
            package,
            styles,
            numbering: Numbering::default(),
            parts: [None, None],
            notes,
            noted: HashSet::new(),
            sign: None,
            collected: Vec::new(),
            fields: Vec::new(),
            paragraphs: 0,
            cells: 0,
            left: Vec::new(),
            rows_left: Vec::new(),
            objects: 0,
            pictures: 0,
            seen: Seen::Nothing,
            counted: 0,
            uncounted: 0,
            ctx,
        }
    }

    fn place(&self) -> Place {
        Place::Paragraph(self.paragraphs)
    }

    /// Leaves characters out by name.
    fn leave_out(&mut self, why: Left, text: &str) {
        let chars = text.chars().filter(|c| !c.is_whitespace());
        let reason = match why {
            Left::Deleted => Discard::Deleted,
            Left::Hidden => Discard::Hidden,
        };
        let count = self.discard(chars, reason);
        if count > 0 {
            self.left.push((why, count));
        }
    }

    fn discard(&mut self, chars: impl Iterator<Item = char>, reason: Discard) -> usize {
        let place = self.place();
        let mut count = 0;
        for ch in chars {
            let char = Char {
                ch,
                id: self.ctx.accounts.register(ch, place),
                bbox: BBox::default(),
            };
            self.ctx.accounts.discard([&char], reason);
            count += 1;
        }
        count
    }

    /// Says what was left out.
    fn report(&mut self) {
        let count = |why: Left| -> usize {
            let of = self.left.iter().filter(|(w, _)| *w == why);
            of.map(|(_, count)| count).sum()
        };
        let rows = |why: Left| self.rows_left.iter().filter(|w| **w == why).count();
        let (deleted, hidden) = (count(Left::Deleted), count(Left::Hidden));
        let (deleted_rows, hidden_rows) = (rows(Left::Deleted), rows(Left::Hidden));
        if deleted + deleted_rows > 0 {
            self.ctx.diagnostics.push(
                Diagnostic::new(
                    codes::DOCX_DELETED,
                    Severity::Info,
                    format!(
                        "tracked deletions were left out: {deleted} characters, {deleted_rows} rows of tables"
                    ),
                    format!("修订中已删除的内容未读取：{deleted}字，表格{deleted_rows}行"),
                )
                .help(
                    "if the changes are not accepted, reject them in Word first",
                    "如修订未被接受，请先在 Word 中拒绝修订",
                ),
            );
        }
        if self.pictures > 0 {
            let count = self.pictures;
            self.ctx.diagnostics.push(
                Diagnostic::new(
                    codes::DOCX_PICTURE,
                    Severity::Warning,
                    format!("{count} large pictures in the document may hold text, which was not read"),
                    format!("文档内有{count}幅较大的图片，图中文字未能读取"),
                )
                .help(
                    "look at the pictures; print them to PDF and add a text layer with an OCR program",
                    "请查看图片；可转为PDF后用OCR软件识别",
                ),
            );
        }
        if self.objects > 0 {
            let count = self.objects;
            self.ctx.diagnostics.push(
                Diagnostic::new(
                    codes::DOCX_OBJECT,
                    Severity::Warning,
                    format!("{count} objects (a workbook, a formula, a chart, a diagram) are drawn in the document and were not read"),
                    format!("文档内嵌有{count}个对象（工作簿、公式、图表、图示等），未能读取"),
                )
                .help(
                    "save the object as a file and give it with `--attach`",
                    "请将对象另存为文件后作为附件读取",
                ),
            );
        }
        if self.uncounted > 0 {
            let count = self.uncounted;
            self.ctx.diagnostics.push(
                Diagnostic::new(
                    codes::DOCX_NUMBER,
                    Severity::Warning,
                    format!("{count} numbers that Word computes from fields (LISTNUM, AUTONUMOUT) are not in the file and were left out"),
                    format!("文档内有{count}个由域（LISTNUM、AUTONUMOUT）生成的编号，文件中未存其值，未能读取"),
                )
                .help(
                    "print the document to PDF, or turn the fields to text in Word (Ctrl+Shift+F9)",
                    "请转为PDF，或在 Word 中将域转为文本（Ctrl+Shift+F9）",
                ),
            );
        }
        if hidden + hidden_rows > 0 {
            self.ctx.diagnostics.push(
                Diagnostic::new(
                    codes::DOCX_HIDDEN,
                    Severity::Info,
                    format!("hidden text was left out: {hidden} characters, {hidden_rows} rows of tables"),
                    format!("隐藏内容未读取：{hidden}字，表格{hidden_rows}行"),
                )
                .help("show it in Word to check", "请在 Word 中显示隐藏文字核对"),
            );
        }
    }

    /// Reads a note that is referred to; it stands once.
    fn note(&mut self, part: Part, id: &str, sign: Option<String>) -> Result<(), Error> {
        let [footnotes, endnotes] = self.parts;
        let (root, kind) = match part {
            Part::Footnotes => (footnotes, "footnote"),
            Part::Endnotes => (endnotes, "endnote"),
        };
        let mut all = root.into_iter().flat_map(Element::elements);
        let found = all.find(|e| e.is(kind) && e.attribute("id") == Some(id));
        let new = self.noted.insert((part == Part::Footnotes, id.to_owned()));
        let Some(note) = found.filter(|_| new) else {
            return Ok(());
        };
        let fields = std::mem::take(&mut self.fields);
        let before = std::mem::replace(&mut self.sign, sign);
        let mut nodes = self.blocks(&note.nodes, Around::default())?;
        self.sign = before;
        self.fields = fields;
        nodes.retain(|node| !matches!(node, Node::Paragraph(p) if p.is_blank()));
        self.collected.append(&mut nodes);
        Ok(())
    }
}

fn damaged(what: &str) -> Error {
    Error::new(ErrorKind::DamagedOffice).detail(what)
}

#[cfg(test)]
mod tests;
