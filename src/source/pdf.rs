//! An opened PDF file.

/// A PDF file, opened, decrypted, its size checked.
#[derive(Debug)]
pub(crate) struct PdfFile {}
