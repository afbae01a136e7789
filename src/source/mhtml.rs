//! Web pages saved in one file (MIME HTML, RFC 2557): the page, and the files that it carries.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders as _};

use super::text::{self, Decoded};
use crate::context::Context;
use crate::error::{Error, ErrorKind};

/// A saved page.
#[derive(Clone, Debug)]
pub(crate) struct Saved {
    pub(crate) page: Decoded,
    /// Files of other formats, and frames with tables, by name.
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

/// Bytes of a header in which the type of a saved page is looked for: browsers write some five hundred.
const HEADER: usize = 8 << 10;

/// Whether the bytes are a message with a web page: a header that says so stands first.
pub(crate) fn is_mhtml(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEADER)).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let end = ["\r\n\r\n", "\n\n"].iter().filter_map(|e| head.find(e));
    let header = head.get(..end.min().unwrap_or(head.len()));
    let header = header.unwrap_or_default().to_ascii_lowercase();
    let begins = header.lines().next().is_some_and(|line| {
        let name = line.split(':').next().unwrap_or_default();
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        line.contains(':') && !name.is_empty() && name.chars().all(is_name)
    });
    begins
        && header.contains("mime-version:")
        && (header.contains("multipart/related")
            || header.contains("multipart/alternative")
            || header.contains("text/html"))
}

/// Reads a saved page.
pub(crate) fn read(bytes: &[u8], ctx: &mut Context<'_>) -> Result<Saved, Error> {
    let start = bytes.iter().position(|b| b.is_ascii_graphic());
    let bytes = start.and_then(|s| bytes.get(s..)).unwrap_or_default();
    let message = MessageParser::new().parse(bytes);
    let message = message.ok_or(ErrorKind::UnknownFormat)?;
    let parts = u64::try_from(message.parts.len()).unwrap_or(u64::MAX);
    ctx.check_limit("objects", parts, ctx.options.limits.objects)?;
    let mut page = None;
    let mut strip = None;
    let mut files = Vec::new();
    let mut size = 0_u64;
    for part in &message.parts {
        ctx.check_time()?;
        let kind = kind(part);
        let is_page = kind == "text/html";
        let is_other = ["image/", "text/css", "font/", "audio/", "video/"];
        let is_script = kind.contains("javascript") || kind.contains("font");
        if is_other.iter().any(|k| kind.starts_with(k))
            || is_script
            || kind.starts_with("multipart/")
        {
            continue;
        }
        let content = content(&message, part);
        size = size.saturating_add(u64::try_from(content.len()).unwrap_or(u64::MAX));
        ctx.check_limit("inflated_bytes", size, ctx.options.limits.inflated_bytes)?;
        if is_page && page.is_none() {
            let decoded = decode(part, &content)?;
            text::report(&decoded, content.len(), ctx)?;
            strip = self::strip(&decoded.text);
            page = Some(decoded);
        } else if is_page && strip.as_ref() == Some(&name(part)) {
            // Its words are the names of the sheets.
        } else if is_page && is_hidden_sheet(&content) {
            crate::source::office::hidden_sheet(&name(part), ctx);
        } else if is_page {
            // Frames hold advertisements and counters; the few that matter have a table.
            if contains(&content, b"<table") || contains(&content, b"<TABLE") {
                files.push((name(part), content));
            }
        } else if is_document(&content) {
            files.push((name(part), content));
        }
    }
    match page {
        Some(page) => Ok(Saved { page, files }),
        None => Err(Error::from(ErrorKind::UnknownFormat).detail("a saved page without a page")),
    }
}

/// `text/html`, in small letters.
fn kind(part: &MessagePart<'_>) -> String {
    let Some(kind) = part.content_type() else {
        return String::new();
    };
    let sub = kind.subtype().unwrap_or_default();
    format!("{}/{sub}", kind.ctype()).to_ascii_lowercase()
}

/// The bytes of a part.
fn content(message: &Message<'_>, part: &MessagePart<'_>) -> Vec<u8> {
    let (from, to) = (part.offset_body as usize, part.offset_end as usize);
    let raw = message.raw_message.get(from..to).unwrap_or_default();
    let decoded = match part.encoding {
        Encoding::None => None,
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    decoded.unwrap_or_else(|| match &part.body {
        // What is damaged is read as far as it goes.
        mail_parser::PartType::Binary(b) | mail_parser::PartType::InlineBinary(b) => b.to_vec(),
        mail_parser::PartType::Html(t) | mail_parser::PartType::Text(t)
            if part.encoding != Encoding::None =>
        {
            t.as_bytes().to_vec()
        }
        _ => raw.to_vec(),
    })
}

/// A page's characters: by the encoding that its header names, if it names one.
fn decode(part: &MessagePart<'_>, content: &[u8]) -> Result<Decoded, Error> {
    let named = part.content_type().and_then(|t| t.attribute("charset"));
    let named = named.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    match named {
        Some(encoding) => text::decode_as(encoding, content),
        None => text::decode(content),
    }
}

/// The name of a part: of its file, or the last step of its address.
fn name(part: &MessagePart<'_>) -> String {
    if let Some(name) = part.attachment_name() {
        return name.to_owned();
    }
    file_of(part.content_location().unwrap_or_default())
}

/// The name of the file at an address.
fn file_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit('/').next();
    unescape(last.unwrap_or_default())
}

/// `%E9%99%84` → 附.
fn unescape(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).filter(|_| *first == b'%');
        let hex = hex.and_then(|h| std::str::from_utf8(h).ok());
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// The file with the strip of a workbook's sheets, at the foot of the page that a spreadsheet program saved.
fn strip(page: &str) -> Option<String> {
    let frames = page.split("<frame ").skip(1);
    let mut tags = frames.filter_map(|f| f.split('>').next());
    let (_, address) = tags.find(|t| t.contains("frTabs"))?.split_once("src=")?;
    let address = address.trim_start_matches(['"', '\'']);
    let address = address.split(['"', '\'', ' ']).next();
    address.map(file_of).filter(|name| !name.is_empty())
}

/// Whether a file is a sheet that its workbook does not show.
fn is_hidden_sheet(content: &[u8]) -> bool {
    contains(content, b"<x:Visible>SheetHidden<")
        || contains(content, b"<x:Visible>SheetVeryHidden<")
}

/// Whether bytes are of an office file or a PDF.
fn is_document(bytes: &[u8]) -> bool {
    let begins: [&[u8]; 3] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"];
    begins.iter().any(|b| bytes.starts_with(b))
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::ParseOptions;

    const SAVED: &str = "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?=E9=80=9A?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----b\"\r\n\r\n\
        ------b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://www.putuo.gov.cn/a.html\r\n\r\n\
        <p class=3D\"a\">=E9=80=9A=E7=\r\n=9F=A5</p>\r\n\
        ------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\
        ------b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\
        Content-Location: https://www.putuo.gov.cn/%E9%99%84.xlsx\r\n\r\nUEsDBA==\r\n------b--\r\n";

    #[test]
    fn the_page_is_read_and_files_are_named() {
        assert!(is_mhtml(SAVED.as_bytes()));
        let options = ParseOptions::default();
        let saved = read(SAVED.as_bytes(), &mut Context::new(&options)).unwrap();
        assert_eq!(saved.page.text.trim(), "<p class=\"a\">通知</p>");
        let names: Vec<&str> = saved.files.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["附.xlsx"]);
    }

    #[test]
    fn the_encoding_that_the_header_names_is_that_of_the_page() {
        let head = b"MIME-Version: 1.0\nContent-Type: text/html; charset=\"gb2312\"\n\n";
        let (page, ..) = encoding_rs::GBK.encode("<p>舟山市普陀区</p>");
        let bytes = [head.as_slice(), &page].concat();
        let options = ParseOptions::default();
        let saved = read(&bytes, &mut Context::new(&options)).unwrap();
        assert_eq!(saved.page.text.trim(), "<p>舟山市普陀区</p>");
    }

    #[test]
    fn a_text_that_speaks_of_such_files_is_none() {
        assert!(!is_mhtml(
            "MIME-Version: 1.0 是邮件的标记\n\n正文".as_bytes()
        ));
        assert!(!is_mhtml("<html>mime-version: text/html</html>".as_bytes()));
    }
}
