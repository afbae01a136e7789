//! A result with nothing in it.

use crate::diagnostic::{Diagnostic, Severity};
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
            "notice.empty",
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
