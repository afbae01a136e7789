//! Attachments that are files of their own: how a notice names them, and what they hold as part of the notice.

use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::lexicon::attachment;
use crate::lexicon::key::Key;
use crate::model::{Attachment, AttachmentNote, Notice, Text};

/// The last step of a path.
fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A file's name without what says its format.
fn without_end(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a text is the name of a file that was given with the notice.
pub(super) fn is_attached(text: &str, ctx: &Context<'_>) -> bool {
    if ctx.attached.is_empty() {
        return false;
    }
    let key = Key::of(text);
    let mut names = ctx.attached.iter();
    names.any(|name| Key::of(base(name)) == key)
}

/// The title that the name of a file stands for, where it was given with the notice: 项目清单.xlsx.
pub(super) fn stem<'t>(text: &'t str, ctx: &Context<'_>) -> &'t str {
    if is_attached(text, ctx) {
        without_end(text)
    } else {
        text
    }
}

/// What the name of a file says of the attachment in it: its number, and its title.
fn named(name: &str) -> (Option<u32>, String) {
    let mut plain = String::new();
    for part in without_end(base(name)).split_whitespace() {
        // White space may be all that parts a number from a year.
        let digits = plain.ends_with(|c: char| c.is_ascii_digit());
        if digits && part.starts_with(|c: char| c.is_ascii_digit()) {
            plain.push('_');
        }
        plain.push_str(part);
    }
    let (number, title) = attachment::of_file(&plain);
    (number, title.to_owned())
}

/// Makes a file's content part of the notice; what was found in it since `from` is about it.
pub(crate) fn attach(notice: &mut Notice, mut part: Notice, from: usize, ctx: &mut Context<'_>) {
    let file = part.source.name.clone().unwrap_or_default();
    let own = ctx.diagnostics.split_off(from.min(ctx.diagnostics.len()));
    part.diagnostics.splice(0..0, own);
    list(notice, &part, &file, ctx);
    let (first, tables) = (notice.attachments.len(), notice.tables.len());
    let items = notice.items.len();
    if part.attachments.is_empty() {
        let attachment = unlabelled(&mut part, &file, &notice.attachment_notes);
        part.attachments.push(attachment);
        for table in &mut part.tables {
            table.attachment = Some(0);
        }
    }
    let mut texts = texts(&mut part);
    if let Some(attachment) = part.attachments.first_mut() {
        texts.append(&mut attachment.notes);
        attachment.notes = texts;
    }
    for attachment in &mut part.attachments {
        attachment.source = Some(part.source.clone());
    }
    for table in &mut part.tables {
        table.attachment = Some(first + table.attachment.unwrap_or(0));
    }
    for item in &mut part.items {
        item.table += tables;
    }
    for finding in &mut part.diagnostics {
        finding.path = shifted(&finding.path, first, tables, items);
    }
    ctx.diagnostics.push(
        Diagnostic::new(
            codes::ATTACHMENT_JOINED,
            Severity::Info,
            format!("read from the file {file}"),
            format!("内容读自文件{file}"),
        )
        .path(format!("/attachments/{first}")),
    );
    notice.attachments.append(&mut part.attachments);
    notice.tables.append(&mut part.tables);
    notice.items.append(&mut part.items);
    ctx.diagnostics.append(&mut part.diagnostics);
    if let Some(imprint) = part.imprint {
        notice.imprint.get_or_insert(imprint);
    }
}

/// A page may list its files below the letter, each with a label: what was taken for an attachment there says which there
/// are, and stands among the notes.
fn list(notice: &mut Notice, part: &Notice, file: &str, ctx: &mut Context<'_>) {
    let (number, name) = named(file);
    let own = part.attachments.iter().filter_map(|a| a.title.as_ref());
    let own = own.chain(&part.title).map(|t| Key::of(&t.text));
    let own: Vec<Key> = own.chain([Key::of(&name)]).collect();
    let has_tables = |at: usize| notice.tables.iter().any(|t| t.attachment == Some(at));
    let found = notice.attachments.iter().enumerate().find(|(at, a)| {
        let title = a.title.as_ref().map(|t| Key::of(without_end(&t.text)));
        let same =
            title.is_some_and(|t| own.contains(&t)) || (number.is_some() && a.number == number);
        same && a.notes.is_empty() && a.source.is_none() && !has_tables(*at)
    });
    let Some(at) = found.map(|(at, _)| at) else {
        return;
    };
    let listed = notice.attachments.remove(at);
    for finding in &mut ctx.diagnostics {
        let place = finding.path.strip_prefix("/attachments/");
        let index = place.and_then(|p| p.split('/').next()?.parse::<usize>().ok());
        match index {
            Some(index) if index == at => {
                finding.path = format!("/attachment_notes/{}", notice.attachment_notes.len());
            }
            Some(index) if index > at => {
                let old = format!("/attachments/{index}");
                let new = format!("/attachments/{}", index - 1);
                finding.path = finding.path.replacen(&old, &new, 1);
            }
            _ => {}
        }
    }
    for table in &mut notice.tables {
        if let Some(of) = table.attachment.as_mut().filter(|of| **of > at) {
            *of -= 1;
        }
    }
    if let Some(title) = listed.title {
        notice.attachment_notes.push(AttachmentNote {
            number: listed.number,
            title,
        });
    }
}

/// Says that a file could not be read.
pub(crate) fn not_read(notice: &Notice, name: &str, error: &Error, ctx: &mut Context<'_>) {
    let (number, title) = named(name);
    let title = Key::of(&title);
    let note = notice
        .attachment_notes
        .iter()
        .position(|n| Key::of(&n.title.text) == title || (number.is_some() && n.number == number));
    let path = note.map_or_else(
        || "/attachments".to_owned(),
        |n| format!("/attachment_notes/{n}"),
    );
    ctx.diagnostics.push(
        Diagnostic::new(
            codes::ATTACHMENT_NOT_READ,
            Severity::Error,
            format!("the file {name} could not be read: {error}"),
            format!("附件文件{name}未能读取"),
        )
        .path(path)
        .help(error.help(), "请将该文件另存为可读取的格式"),
    );
}

/// An attachment without a label: its title is the file's own, or that of its first table where the notice or the file's
/// name calls the attachment so.
fn unlabelled(part: &mut Notice, file: &str, notes: &[AttachmentNote]) -> Attachment {
    let (number, name) = named(file);
    let key = Key::of(&name);
    let note_of = |title: &Key| notes.iter().find(|n| Key::of(&n.title.text) == *title);
    let mut title = part.title.take();
    if title.is_none() {
        let own = part.tables.first_mut().map(|t| &mut t.title);
        title = own.and_then(|own| {
            let is_named = own.as_ref().is_some_and(|t| {
                let own = Key::of(&t.text);
                own == key || note_of(&own).is_some()
            });
            own.take_if(|_| is_named)
        });
    }
    let of_title = title.as_ref().and_then(|t| note_of(&Key::of(&t.text)));
    let note = of_title.or_else(|| note_of(&key));
    Attachment {
        number: note.and_then(|n| n.number).or(number),
        title,
        ..Attachment::default()
    }
}

/// What stands in a file beside its attachments and tables, in the order of a letter.
fn texts(part: &mut Notice) -> Vec<Text> {
    let mut out = Vec::new();
    out.append(&mut part.issuers);
    if let Some(number) = part.document_number.take() {
        out.push(Text {
            raw: number.text.clone(),
            text: number.text,
            locations: number.locations,
            ..Text::default()
        });
    }
    out.extend(part.copy_number.take());
    out.extend(part.classification.take());
    out.extend(part.urgency.take());
    out.append(&mut part.signers);
    out.extend(part.title.take());
    out.append(&mut part.recipients);
    out.append(&mut part.body);
    out.extend(part.attachment_notes.drain(..).map(|n| n.title));
    out.append(&mut part.signatories);
    if let Some(date) = part.date.take() {
        out.push(Text {
            text: date.raw.clone(),
            raw: date.raw,
            locations: date.locations,
            ..Text::default()
        });
    }
    out.append(&mut part.remarks);
    out.extend(part.metadata.drain(..).map(|m| m.value));
    out
}

/// A path into the file's own notice as one into the whole.
fn shifted(path: &str, attachments: usize, tables: usize, items: usize) -> String {
    let lists = [
        ("/attachments/", attachments),
        ("/tables/", tables),
        ("/items/", items),
    ];
    for (list, by) in lists {
        let Some(rest) = path.strip_prefix(list) else {
            continue;
        };
        let end = rest.find('/').unwrap_or(rest.len());
        let (index, rest) = rest.split_at(end);
        if let Ok(index) = index.parse::<usize>() {
            return format!("{list}{}{rest}", index + by);
        }
    }
    format!("/attachments/{attachments}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_say_number_and_title() {
        let cases = [
            ("附件1.项目清单.xlsx", Some(1), "项目清单"),
            ("附件2：汇总表.docx", Some(2), "汇总表"),
            ("附件 项目清单.xls", None, "项目清单"),
            ("公告/1.项目清单.xlsx", Some(1), "项目清单"),
            ("2023年项目清单.xlsx", None, "2023年项目清单"),
        ];
        for (name, number, title) in cases {
            assert_eq!(named(name), (number, title.to_owned()), "{name}");
        }
    }

    #[test]
    fn paths_are_those_of_the_whole() {
        assert_eq!(shifted("/items/3/amount", 1, 2, 10), "/items/13/amount");
        assert_eq!(shifted("/tables/0", 1, 2, 10), "/tables/2");
        assert_eq!(shifted("/body/3", 1, 2, 10), "/attachments/1");
        assert_eq!(shifted("", 1, 2, 10), "/attachments/1");
    }
}
