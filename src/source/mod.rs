//! Bytes → what is in them: text in a known encoding, an HTML tree, or an opened PDF.

#[cfg(feature = "html")]
pub(crate) mod html;
#[cfg(feature = "pdf")]
pub(crate) mod pdf;
pub(crate) mod text;

use crate::context::Context;
use crate::error::Error;

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
}

/// Tells the format by content and opens it.
pub(crate) fn open(bytes: &[u8], ctx: &mut Context<'_>) -> Result<Input, Error> {
    let decoded = text::decode(bytes, ctx)?;
    #[cfg(feature = "html")]
    if html::is_html(&decoded.text) {
        return Ok(Input::Html(decoded));
    }
    Ok(Input::Text(decoded))
}
