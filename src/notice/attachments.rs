//! After the main part: attachments with their titles, tables and notes, and the 版记 (GB/T 9704-2012 7.3.8, 7.4).

use std::collections::HashSet;

use super::body::Margins;
use super::span::Span;
use super::{items, repeats, words};
use crate::accounts::Discard;
use crate::context::Context;
use crate::error::Error;
use crate::lexicon::attachment::{self, Label};
use crate::lexicon::{dates, fold, labels, office, ordinal, papers};
use crate::model::{Attachment, AttachmentNote, DateText, Imprint, Notice};
use crate::table::Flow;
use crate::text::Line;

/// Reads everything after the main part, whose lines keep to these margins; `alone`: there is none.
pub(super) fn read(
    flow: impl Iterator<Item = Flow>,
    margins: Margins,
    alone: bool,
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) -> Result<(), Error> {
    let mut open: Option<usize> = None;
    let mut lines: Vec<Line> = Vec::new();
    let mut copying: Option<Span> = None;
    let margins = Around { margins, alone };
    for part in flow {
        ctx.check_time()?;
        match part {
            Flow::Line(line) if line.is_blank() => {}
            Flow::Break => {
                finish_copying(&mut copying, notice, ctx);
                // A letter on a sheet has who signs below its table.
                if open.is_none() {
                    signed(&mut lines, open, margins, notice, ctx);
                }
                below(&mut lines, open, margins, notice, ctx);
            }
            Flow::Line(line) => {
                let mut text = words::plain(&line);
                let mut line = vec![line];
                // The line of 印发 may itself be broken.
                let above = lines.last().map(words::plain).unwrap_or_default();
                if !labels::is_imprint(&text) && dates::ends_in_printing(&format!("{above}{text}"))
                {
                    text.insert_str(0, &above);
                    line.splice(0..0, lines.pop());
                }
                if repeats::is_download(&text, notice, ctx) {
                    for line in &line {
                        ctx.accounts.discard(&line.chars, Discard::PageChrome);
                    }
                } else if labels::is_imprint(&text) || copying.is_some() {
                    let by = printer(&mut lines, &text);
                    imprint(&line, &text, &mut copying, notice, ctx);
                    if let (Some(by), Some(imprint)) = (by, notice.imprint.as_mut()) {
                        imprint.printed_by = Some(Span::of(&[by]).compose(ctx));
                    }
                } else if let Some(label) = attachment::label(&text) {
                    // A table in the body has who signs below it.
                    if open.is_none() {
                        signed(&mut lines, open, margins, notice, ctx);
                    }
                    let title = over_label(&mut lines, &label, notice);
                    below(&mut lines, open, margins, notice, ctx);
                    open = line.first().map(|l| begin(l, &label, notice, ctx)).or(open);
                    let begun = open.and_then(|i| notice.attachments.get_mut(i));
                    if let Some((title, attachment)) = title.zip(begun) {
                        attachment.title = Some(title.compose(ctx));
                    }
                } else {
                    lines.extend(line);
                }
            }
            Flow::Table(mut table) => {
                finish_copying(&mut copying, notice, ctx);
                for line in std::mem::take(&mut table.title) {
                    match attachment::label(&words::plain(&line)) {
                        Some(label) => {
                            below(&mut lines, open, margins, notice, ctx);
                            open = Some(begin(&line, &label, notice, ctx));
                        }
                        None if is_open(open, notice) => lines.push(line),
                        None => table.title.push(line),
                    }
                }
                open = open.or_else(|| noted(&mut lines, margins, notice, ctx));
                above(&mut lines, open, &mut table, notice, ctx);
                let notes = std::mem::take(&mut table.notes);
                items::add(table, open, notice, ctx)?;
                lines.extend(notes);
            }
        }
    }
    finish_copying(&mut copying, notice, ctx);
    signed(&mut lines, open, margins, notice, ctx);
    below(&mut lines, open, margins, notice, ctx);
    ctx.check_time()
}

/// Takes signature and date out of lines below a table, if nobody has signed yet.
fn signed(
    lines: &mut Vec<Line>,
    open: Option<usize>,
    margins: Around,
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) {
    if !notice.signatories.is_empty() || margins.alone {
        return;
    }
    let (before, after) = super::body::closing(std::mem::take(lines), notice, ctx);
    // What stands in brackets above the signature is the body's; a remark (附注) stands below the date.
    match open {
        None => {
            let paragraphs = margins.margins.paragraphs(&before);
            notice
                .body
                .extend(paragraphs.iter().map(|p| p.compose(ctx)));
        }
        Some(_) => below(&mut { before }, open, margins, notice, ctx),
    }
    *lines = after;
}

/// What the main part was like.
#[derive(Clone, Copy)]
struct Around {
    margins: Margins,
    alone: bool,
}

/// Whether there is an attachment that has no title yet.
fn is_open(open: Option<usize>, notice: &Notice) -> bool {
    open.and_then(|i| notice.attachments.get(i))
        .is_some_and(|a| a.title.is_none())
}

/// A title that the body's attachment notes name, and that no attachment has yet; and its number there.
fn named(line: &Line, notice: &Notice) -> Option<(Span, Option<u32>)> {
    let title = Span::of(std::slice::from_ref(line));
    let plain = title.plain();
    let same = |t: &str| bare(t).eq(plain.chars());
    let mut notes = notice.attachment_notes.iter();
    let number = notes.find(|n| same(&n.title.text))?.number;
    let taken = |a: &Attachment| a.title.as_ref().is_some_and(|t| same(&t.text));
    (!notice.attachments.iter().any(taken)).then_some((title, number))
}

/// The title of an attachment in the line over its label: a box over the two may hold it.
fn over_label(lines: &mut Vec<Line>, label: &Label, notice: &Notice) -> Option<Span> {
    let (title, number) = named(lines.last()?, notice)?;
    // Names of several attachments may stand as a list there.
    let only = notice.attachment_notes.len() == 1 || (number.is_some() && label.number == number);
    let over = only && label.title.is_empty();
    over.then(|| {
        lines.pop();
        title
    })
}

/// An attachment without a label: the line above the table is a title that the body's attachment notes name.
fn noted(
    lines: &mut Vec<Line>,
    margins: Around,
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) -> Option<usize> {
    let (title, number) = named(lines.last()?, notice)?;
    lines.pop();
    below(lines, None, margins, notice, ctx);
    notice.attachments.push(Attachment {
        label: None,
        number,
        title: Some(title.compose(ctx)),
        ..Attachment::default()
    });
    Some(notice.attachments.len() - 1)
}

fn begin(line: &Line, label: &Label, notice: &mut Notice, ctx: &mut Context<'_>) -> usize {
    let (mark, title) = Span::of(std::slice::from_ref(line)).split_at(label.length);
    notice.attachments.push(Attachment {
        label: Some(mark.compose(ctx)),
        number: label.number,
        title: (!title.is_empty()).then(|| title.compose(ctx)),
        ..Attachment::default()
    });
    notice.attachments.len() - 1
}

/// Lines above a table: the attachment's title if it has none yet; else the table's own, after notes to the one before.
fn above(
    lines: &mut Vec<Line>,
    open: Option<usize>,
    table: &mut crate::table::WholeTable,
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) {
    let (said, lines) = said_of_table(std::mem::take(lines));
    for line in &said {
        let text = Span::of(std::slice::from_ref(line)).compose(ctx);
        match open.and_then(|i| notice.attachments.get_mut(i)) {
            Some(attachment) => attachment.notes.push(text),
            None => notice.remarks.push(text),
        }
    }
    if lines.is_empty() {
        return;
    }
    match open.and_then(|i| notice.attachments.get_mut(i)) {
        Some(attachment) if attachment.title.is_none() => {
            let named = titled(&lines, &notice.attachment_notes);
            let own = |l: &Line| numbers_table(&words::plain(l));
            let count = named
                .or_else(|| lines.iter().skip(1).position(own).map(|at| at + 1))
                .unwrap_or(lines.len());
            let (title, rest) = lines.split_at(count);
            attachment.title = Some(Span::of(title).compose(ctx));
            table
                .title
                .splice(0..0, rest.iter().cloned())
                .for_each(drop);
        }
        _ => table.title.splice(0..0, lines).for_each(drop),
    }
}

/// Lines below a title that say something of the table and are none of its words: 填报单位：区民政局, 填表日期：….
fn said_of_table(lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let mut first = true;
    lines.into_iter().partition(|line| {
        let text = words::plain(line);
        let (label, value) = text.split_once(['：', ':']).unwrap_or_default();
        // 填报单位（盖章）, the longest of such labels, has eight characters.
        let says = !first && (2..=8).contains(&label.chars().count()) && !value.is_empty();
        first = false;
        says && !numbers_table(&text)
    })
}

/// How many lines make up a title that the body's attachment notes name.
fn titled(lines: &[Line], notes: &[AttachmentNote]) -> Option<usize> {
    let titles: HashSet<String> = notes
        .iter()
        .map(|n| bare(&n.title.text).collect())
        .collect();
    // Only a text as long as a title is looked up: lines go on growing together.
    let lengths: HashSet<usize> = titles.iter().map(String::len).collect();
    let longest = lengths.iter().max().copied()?;
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        text.push_str(&words::plain(line));
        if lengths.contains(&text.len()) && titles.contains(&text) {
            return Some(index + 1);
        }
        if text.len() > longest {
            break;
        }
    }
    None
}

/// A title without white space, in simplified characters, for comparing.
pub(super) fn bare(title: &str) -> impl Iterator<Item = char> + '_ {
    title
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(fold::simplified)
}

/// 表1 社会保险补贴: the name of one of several tables.
fn numbers_table(text: &str) -> bool {
    text.strip_prefix('表')
        .is_some_and(|rest| ordinal::leading(rest.chars()).is_some())
}

/// Lines with no table below them: the title of an attachment without table, or notes; below its table stands no title.
fn below(
    lines: &mut Vec<Line>,
    open: Option<usize>,
    margins: Around,
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) {
    let mut lines = std::mem::take(lines);
    let has_table = notice.tables.last().is_some_and(|t| t.attachment == open);
    if let Some(attachment) = open.and_then(|i| notice.attachments.get_mut(i))
        && attachment.title.is_none()
        && !has_table
        && !lines.is_empty()
    {
        let count = titled(&lines, &notice.attachment_notes).unwrap_or(1);
        let title: Vec<Line> = lines.drain(..count).collect();
        attachment.title = Some(Span::of(&title).compose(ctx));
    }
    for paragraph in margins.margins.paragraphs(&lines) {
        let text = paragraph.compose(ctx);
        match open.and_then(|i| notice.attachments.get_mut(i)) {
            _ if papers::is_release(&text.text) => notice.remarks.push(text),
            Some(attachment) => attachment.notes.push(text),
            // What stands below a table without a letter is no body.
            None if margins.alone || words::is_remark(&text.text) => notice.remarks.push(text),
            None => notice.body.push(text),
        }
    }
}

/// 抄送 may run over lines until the line of 印发, or until it ends in 。 (GB/T 9704-2012 7.4.2).
fn imprint(
    line: &[Line],
    text: &str,
    copying: &mut Option<Span>,
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) {
    if dates::ends_in_printing(text) {
        finish_copying(copying, notice, ctx);
        printed_on(line, text, notice, ctx);
        return;
    }
    let open = copying.get_or_insert_default();
    line.iter().for_each(|l| open.push(l));
    if text.ends_with('。') {
        finish_copying(copying, notice, ctx);
    }
}

fn finish_copying(copying: &mut Option<Span>, notice: &mut Notice, ctx: &mut Context<'_>) {
    let Some(span) = copying.take() else { return };
    let (label, names) = span.split_at(3);
    label.place(ctx);
    let (names, marks) = names.split(|c| matches!(c, '，' | ',' | '、' | '；' | '。'));
    marks.place(ctx);
    let names: Vec<_> = names.iter().map(|n| n.compose(ctx)).collect();
    notice
        .imprint
        .get_or_insert_with(Imprint::default)
        .copied_to
        .extend(names);
}

/// The office of the imprint, where the day stands on a line of its own below it.
fn printer(lines: &mut Vec<Line>, text: &str) -> Option<Line> {
    let above = lines.last().map(words::plain)?;
    (dates::is_printing(text) && office::is_office(&above))
        .then(|| lines.pop())
        .flatten()
}

fn printed_on(line: &[Line], text: &str, notice: &mut Notice, ctx: &mut Context<'_>) {
    let Some((date, start, _)) = dates::find(text) else {
        return;
    };
    let (by, rest) = Span::of(line).split_at(start);
    let (printed, word) = rest.split_at(rest.plain().chars().count().saturating_sub(2));
    word.place(ctx);
    let printed = printed.compose(ctx);
    let by = (!by.is_empty()).then(|| by.compose(ctx));
    let imprint = notice.imprint.get_or_insert_with(Imprint::default);
    imprint.printed_by = by;
    imprint.printed_on = Some(DateText {
        text: date,
        raw: printed.raw,
        locations: printed.locations,
        seen: None,
    });
}
