//! Which office format the bytes are, by content: names of files lie.

use std::io::Cursor;

use super::archive::Archive;
use super::relations::Relations;
use super::xml::{Token, Tokens};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::model::Format;

/// What a compound file begins with.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether the bytes are a compound file (MS-CFB).
pub(super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(COMPOUND)
}

/// The format of a text that is a workbook, or not the text that it looks like.
pub(crate) fn format_of_text(text: &str) -> Result<Option<Format>, Error> {
    let start: String = text.trim_start().chars().take(2_000).collect();
    if super::xml2003::is(text) {
        return Ok(Some(Format::Xls));
    }
    if !start.starts_with("<?xml") {
        return Ok(None);
    }
    if start.contains("schemas.microsoft.com/office/word/2003/wordml") {
        return Err(old("a Word 2003 XML document", "docx"));
    }
    if start.contains("schemas.microsoft.com/office/2006/xmlPackage") {
        return Err(old("a Word document as flat XML", "docx"));
    }
    if start.contains("opendocument") && start.contains("<office:document") {
        return Err(if start.contains("opendocument.text") {
            old("an OpenDocument text as flat XML (FODT)", "docx")
        } else {
            old("an OpenDocument spreadsheet as flat XML (FODS)", "ods")
        });
    }
    Ok(None)
}

/// The format, if it is one that is read; `None` if the bytes are of no office program.
pub(crate) fn format(bytes: &[u8], ctx: &Context<'_>) -> Result<Option<Format>, Error> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package(bytes, ctx);
    }
    if is_compound(bytes) {
        return compound(bytes).map(Some);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(old("an RTF document", "docx"));
    }
    // A symbolic link file begins with its ID record.
    if bytes.starts_with(b"ID;P") {
        return Err(old("a spreadsheet as symbolic link file (SYLK)", "xlsx"));
    }
    // A BIFF file without a container: BOF of Excel 2, 3 and 4.
    let bof: [&[u8]; 3] = [
        b"\x09\x00\x04\x00",
        b"\x09\x02\x06\x00",
        b"\x09\x04\x06\x00",
    ];
    if bof.iter().any(|b| bytes.starts_with(b)) {
        return Err(old("an Excel workbook from before 1993 (XLS)", "xlsx"));
    }
    Ok(None)
}

fn old(found: &'static str, save_as: &'static str) -> Error {
    ErrorKind::OldOffice { found, save_as }.into()
}

/// A ZIP archive, by the parts it has.
fn package(bytes: &[u8], ctx: &Context<'_>) -> Result<Option<Format>, Error> {
    let mut archive = Archive::open(bytes, ctx)?;
    if archive.has("mimetype") {
        let kind = archive.text("mimetype", ctx)?.unwrap_or_default();
        let kind = kind
            .trim()
            .rsplit("opendocument.")
            .next()
            .unwrap_or_default();
        match kind {
            "spreadsheet" | "spreadsheet-template" => return Ok(Some(Format::Ods)),
            "text" | "text-template" | "text-master" | "text-web" => {
                return Err(old("an OpenDocument text (ODT)", "docx"));
            }
            "presentation" => return Err(old("an OpenDocument presentation (ODP)", "pdf")),
            "graphics" => return Err(old("an OpenDocument drawing (ODG)", "pdf")),
            _ => {}
        }
    }
    if archive.has("OFD.xml") {
        return Err(old("an OFD document", "pdf"));
    }
    if archive.has("xl/workbook.bin") {
        return Err(old("a binary Excel workbook (XLSB)", "xlsx"));
    }
    if archive.has("ppt/presentation.xml") {
        return Err(old("a PowerPoint presentation (PPTX)", "pdf"));
    }
    let types = archive
        .text("[Content_Types].xml", ctx)?
        .unwrap_or_default();
    // The main part may have any name (ECMA-376-2, 9.3): its content type tells. Those of other parts tell nothing: a
    // document may hold a workbook, and a workbook a document.
    if let Some(kind) = main_kind(&mut archive, &types, ctx)? {
        if kind.contains("spreadsheetml") || kind.contains("ms-excel") {
            return Ok(Some(Format::Xlsx));
        }
        if kind.contains("wordprocessingml") || kind.contains("ms-word") {
            return Ok(Some(Format::Docx));
        }
    }
    Ok(if archive.has("xl/workbook.xml") {
        Some(Format::Xlsx)
    } else if archive.has("word/document.xml") {
        Some(Format::Docx)
    } else if types.contains("spreadsheetml") {
        Some(Format::Xlsx)
    } else if types.contains("wordprocessingml") {
        Some(Format::Docx)
    } else if archive.has("content.xml") && archive.has("META-INF/manifest.xml") {
        Some(Format::Ods)
    } else {
        None
    })
}

/// The content type of the part that the package names as its main one: its own, or that of its extension.
fn main_kind(
    archive: &mut Archive<'_>,
    types: &str,
    ctx: &Context<'_>,
) -> Result<Option<String>, Error> {
    let relations = Relations::of(archive, "", ctx)?;
    let Some(main) = relations.by_kind("officeDocument") else {
        return Ok(None);
    };
    let extension = main.rsplit('.').next().unwrap_or_default();
    let mut tokens = Tokens::new(types);
    let (mut own, mut usual) = (None, None);
    while let Some(token) = tokens.next(ctx)? {
        let Token::Start(tag) = token else { continue };
        let is = |name: &str, value: &str| {
            let found = tag.attribute(name).unwrap_or_default();
            found.trim_start_matches('/').eq_ignore_ascii_case(value)
        };
        match tag.name() {
            "Override" if is("PartName", main) => own = tag.attribute("ContentType"),
            "Default" if is("Extension", extension) => usual = tag.attribute("ContentType"),
            _ => {}
        }
    }
    Ok(own.or(usual))
}

/// A compound file (MS-CFB), by the streams it has.
fn compound(bytes: &[u8]) -> Result<Format, Error> {
    let file = match cfb::CompoundFile::open(Cursor::new(bytes)) {
        Ok(file) => file,
        Err(error) => return Err(Error::new(ErrorKind::DamagedOffice).detail(error.to_string())),
    };
    let has = |name: &str| file.is_stream(name);
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Err(ErrorKind::EncryptedOffice.into());
    }
    if has("Workbook") {
        return Ok(Format::Xls);
    }
    Err(if has("Book") {
        old("an Excel 5.0/95 workbook (XLS)", "xlsx")
    } else if has("WordDocument") {
        old("a Word 97 or WPS document (DOC)", "docx")
    } else if has("PowerPoint Document") {
        old("a PowerPoint presentation (PPT)", "pdf")
    } else {
        old("an old Office document (DOC, XLS or WPS)", "pdf")
    })
}
