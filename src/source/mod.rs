//! Bytes → what is in them: text in a known encoding, an HTML tree, or an opened PDF.

pub(crate) mod digest;
#[cfg(feature = "pdf")]
mod guard;
#[cfg(feature = "html")]
pub(crate) mod html;
#[cfg(feature = "pdf")]
pub(crate) mod inflate;
#[cfg(feature = "pdf")]
pub(crate) mod keys;
#[cfg(all(feature = "office", feature = "html"))]
pub(crate) mod mhtml;
#[cfg(feature = "office")]
pub(crate) mod office;
#[cfg(feature = "pdf")]
pub(crate) mod pdf;
#[cfg(feature = "pdf")]
pub(crate) mod start;
#[cfg(feature = "pdf")]
pub(crate) mod structure;
pub(crate) mod text;
mod words;

use crate::context::Context;
use crate::error::{Error, ErrorKind};
#[cfg(feature = "office")]
use crate::model::Format;

/// What is in the bytes.
#[derive(Debug)]
pub(crate) enum Input {
    /// Text, decoded.
    Text(text::Decoded),
    /// HTML, decoded, not yet parsed.
    #[cfg(feature = "html")]
    Html(text::Decoded),
    /// A PDF, opened and within the limits.
    #[cfg(feature = "pdf")]
    Pdf(pdf::PdfFile),
    /// A file of an office program, of a format that is read.
    #[cfg(feature = "office")]
    Office(Format),
    /// A web page saved in one file.
    #[cfg(all(feature = "office", feature = "html"))]
    Mhtml(mhtml::Saved),
}

/// Tells the format by content and opens it.
pub(crate) fn open(bytes: &[u8], ctx: &mut Context<'_>) -> Result<Input, Error> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    ctx.check_limit("input_bytes", size, ctx.options.limits.input_bytes)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ErrorKind::Empty.into());
    }
    if is_pdf(bytes) {
        #[cfg(feature = "pdf")]
        return Ok(Input::Pdf(pdf::open(bytes, ctx)?));
        #[cfg(not(feature = "pdf"))]
        return Err(ErrorKind::FeatureDisabled {
            format: "PDF",
            feature: "pdf",
        }
        .into());
    }
    #[cfg(feature = "office")]
    if let Some(format) = office::detect::format(bytes, ctx)? {
        return Ok(Input::Office(format));
    }
    #[cfg(not(feature = "office"))]
    if let Some(format) = packaged(bytes) {
        let feature = "office";
        return Err(ErrorKind::FeatureDisabled { format, feature }.into());
    }
    if let Some(found) = foreign(bytes) {
        return Err(ErrorKind::UnsupportedFormat { found }.into());
    }
    #[cfg(all(feature = "office", feature = "html"))]
    if mhtml::is_mhtml(bytes) {
        return Ok(Input::Mhtml(mhtml::read(bytes, ctx)?));
    }
    let decoded = text::decode(bytes)?;
    #[cfg(feature = "office")]
    if let Some(format) = office::detect::format_of_text(&decoded.text)? {
        return Ok(Input::Office(format));
    }
    #[cfg(feature = "html")]
    if html::is_html(&decoded.text) {
        text::report(&decoded, bytes.len(), ctx)?;
        return Ok(Input::Html(decoded));
    }
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let limits = &ctx.options.limits;
    let characters = count(decoded.text.chars().count());
    ctx.check_limit("glyphs", characters, limits.glyphs)?;
    ctx.check_limit("lines", count(decoded.text.lines().count()), limits.lines)?;
    text::report(&decoded, bytes.len(), ctx)?;
    Ok(Input::Text(decoded))
}

/// `%PDF-` within the first kilobyte: readers accept leading rubbish up to there (ISO 32000-1, implementation note 13);
/// but a text that only speaks of `%PDF-` is a text, so what stands before must be no readable text line.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
    match head.windows(5).position(|w| w == b"%PDF-") {
        Some(0) => true,
        Some(at) => {
            head.get(..at)
                .is_some_and(|before| before.iter().all(|b| !b.is_ascii_graphic()))
                || bytes.windows(9).any(|w| w == b"startxref")
        }
        None => false,
    }
}

/// The known formats that are not read, by their first bytes.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "an Office document (DOC, XLS or WPS)",
        ),
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"\xff\xd8\xff", "a picture (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"II*\0", "a picture (TIFF)"),
        (b"MM\0*", "a picture (TIFF)"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"PK\x05\x06", "a ZIP archive"),
        (b"{\\rtf", "an RTF document"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"%!PS", "a PostScript file"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90\0", "a program"),
    ];
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("a picture (WebP)");
    }
    SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
        .map(|&(_, name)| name)
}

/// The formats that the feature `office` reads: by the names of members, which stand uncompressed in an archive.
#[cfg(not(feature = "office"))]
fn packaged(bytes: &[u8]) -> Option<&'static str> {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|w| w == name);
    let package = bytes.starts_with(b"PK\x03\x04");
    if package && has(b"word/document.xml") {
        Some("DOCX")
    } else if package && has(b"xl/workbook") {
        Some("XLSX")
    } else if package && has(b"opendocument.spreadsheet") {
        Some("ODS")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::ParseOptions;

    fn kind(bytes: &[u8]) -> ErrorKind {
        let options = ParseOptions::default();
        let mut ctx = Context::new(&options);
        open(bytes, &mut ctx).unwrap_err().kind().clone()
    }

    #[test]
    fn foreign_formats_are_named() {
        let cases: [(&[u8], &str); 2] = [
            (b"\x89PNG\r\n\x1a\n....", "a picture (PNG)"),
            (b"%!PS-Adobe-3.0", "a PostScript file"),
        ];
        for (bytes, found) in cases {
            assert_eq!(kind(bytes), ErrorKind::UnsupportedFormat { found });
        }
    }

    #[test]
    fn nothing_but_blanks_is_empty_and_half_a_pdf_is_damaged() {
        assert_eq!(kind(b""), ErrorKind::Empty);
        assert_eq!(kind(b" \r\n\t"), ErrorKind::Empty);
        #[cfg(feature = "pdf")]
        assert_eq!(kind(b"%PDF-1.7\n1 0 obj <<"), ErrorKind::DamagedPdf);
    }
}
