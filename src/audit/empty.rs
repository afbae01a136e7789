//! A result with nothing in it, or an attachment.

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::papers;
use crate::model::Notice;

/// `notice.empty`: neither a title, nor a number, nor a row: nothing that a notice has was found. What was read may be the
/// cover of a file whose contents lie elsewhere, or no notice.
pub(super) fn nothing(notice: &Notice) -> Vec<Diagnostic> {
    let rows = notice.tables.iter().any(|t| !t.rows.is_empty());
    if rows || notice.title.is_some() || notice.document_number.is_some() {
        return Vec::new();
    }
    let printed = notice.ledger.characters;
    vec![
        Diagnostic::new(
            codes::NOTICE_EMPTY,
            Severity::Error,
            format!(
                "expected a title, a document number or a table; found none of them in {printed} characters"
            ),
            format!("未见标题、发文字号或表格（全文{printed}字），可能不是公文"),
        )
        .help(
            "open the file: its contents may lie in an attachment or in pictures, or it is no notice",
            "请打开原件核对：内容可能在附件或图片中，或并非公文",
        ),
    ]
}

/// `table.unread`, where nothing that looks like a table was found: an attachment is called one, and lines stand below its
/// title.
pub(super) fn attachments(notice: &Notice) -> Vec<Diagnostic> {
    let unread = |d: &Diagnostic| d.code == codes::TABLE_UNREAD;
    if notice.diagnostics.iter().any(unread) {
        return Vec::new();
    }
    let has_table = |i: usize| notice.tables.iter().any(|t| t.attachment == Some(i));
    let all = notice.attachments.iter().enumerate();
    let without = all.filter(|(i, a)| !a.notes.is_empty() && !has_table(*i));
    without
        .filter_map(|(i, a)| {
            let title = a.title.as_ref().filter(|t| papers::is_table_title(&t.text))?;
            let lines = a.notes.len();
            Some(
                Diagnostic::new(
                    codes::TABLE_UNREAD,
                    Severity::Warning,
                    format!(
                        "expected the table that the attachment is called, “{}”; found none in its {lines} lines, which are kept as text",
                        title.text
                    ),
                    format!("附件“{}”中未读出表格，其{lines}行文字按原样保留", title.text),
                )
                .path(format!("/attachments/{i}"))
                .at(title.locations.first().cloned())
                .help(
                    "use the PDF or the web page itself, where the cells still have their places",
                    "请改用PDF或网页原件，其中单元格位置尚存",
                ),
            )
        })
        .collect()
}
