//! Lines and tables → the parts of a 公文 (GB/T 9704-2012, 7.2 to 7.4).
//!
//! The notice is taken apart from its ends: what stands before the first attachment or table is the main part
//! ([`head`] to the recipients, [`body`] after them); the rest is attachments and imprint ([`attachments`]).

mod attachments;
mod body;
mod correct;
mod declared;
mod files;
mod head;
mod items;
mod lost;
pub(crate) mod main_column;
mod metadata;
mod noted;
mod number;
mod purchaser;
mod repeats;
mod span;
mod words;

pub(crate) use correct::correct;
pub(crate) use files::{attach, not_read};

use crate::accounts::Discard;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::lexicon::{attachment, dates, papers};
use crate::model::{DocumentNumber, Format, Notice, SCHEMA, Source};
use crate::table::Flow;
use crate::text::Line;

/// Builds the notice from its lines and tables. Amounts are filled in by the next stage.
///
/// Each step takes time that grows with the length of the text; between them, and where one has many things to do, the
/// time is looked at.
pub(crate) fn build(
    flow: Vec<Flow>,
    source: Source,
    ctx: &mut Context<'_>,
) -> Result<Notice, Error> {
    let mut notice = Notice {
        schema: SCHEMA.into(),
        source,
        ..Notice::default()
    };
    let mut flow = metadata::take(flow, &mut notice, ctx);
    for part in flow.drain(repeats::footer(&flow)..) {
        if let Flow::Line(line) = part {
            ctx.accounts.discard(&line.chars, Discard::PageChrome);
        }
    }
    let flow: Vec<Flow> = flow
        .into_iter()
        .filter(|part| !is_chrome(part, ctx))
        .collect();
    let mut flow = noted::joined(without_last_label(flow, ctx));
    ctx.check_time()?;
    several(&flow, ctx);
    let end = if is_table_alone(&flow, notice.source.format) {
        0
    } else {
        end_of_main(&flow)
    };
    let rest = flow.split_off(end);
    let main: Vec<Line> = flow
        .into_iter()
        .filter_map(|f| match f {
            Flow::Line(line) if !line.is_blank() => Some(line),
            _ => None,
        })
        .collect();
    let main = main.iter().flat_map(lost::unglue).collect();
    ctx.check_time()?;
    let (main, twice) = repeats::leave_out(main, ctx);
    ctx.check_time()?;
    lost::report(&main, ctx);
    let main = metadata::restore(main, &notice, ctx);
    ctx.check_time()?;
    let main = body::with_whole_signer(head::part_mark(main));
    // A title above the table is a letter's: who signs below it signs the letter.
    let alone = main.is_empty();
    let start = head::read(&main, twice, &mut notice, ctx);
    ctx.check_time()?;
    let main = main.get(start..).unwrap_or_default();
    let tail = body::read(main, &mut notice, ctx)?;
    let after = tail.into_iter().map(Flow::Line).chain(rest);
    attachments::read(after, body::Margins::of(main), alone, &mut notice, ctx)?;
    purchaser::of_document(&mut notice);
    lost::doubts(&notice, ctx);
    ctx.check_time()?;
    notice.declared = declared::find(&notice);
    ctx.check_time()?;
    notice.cited = cited(&notice, ctx)?;
    Ok(notice)
}

/// 附件： at the very end of a page names files that are no text: it begins no attachment.
fn without_last_label(mut flow: Vec<Flow>, ctx: &mut Context<'_>) -> Vec<Flow> {
    let filled = |f: &Flow| !matches!(f, Flow::Line(line) if line.is_blank());
    let Some(at) = flow.iter().rposition(filled) else {
        return flow;
    };
    let names = |line: &Line| {
        attachment::label(&words::plain(line)).is_some_and(|l| l.colon && l.title.is_empty())
    };
    if let Some(Flow::Line(line)) = flow.get(at)
        && line.page == 0
        && names(line)
    {
        ctx.accounts.discard(&line.chars, Discard::PageChrome);
        flow.truncate(at);
    }
    flow
}

/// Whether a line is a web page's own; it is left out then.
fn is_chrome(part: &Flow, ctx: &mut Context<'_>) -> bool {
    match part {
        Flow::Line(line) if line.page == 0 && repeats::is_chrome(&words::plain(line)) => {
            ctx.accounts.discard(&line.chars, Discard::PageChrome);
            true
        }
        _ => false,
    }
}

/// Reports a second notice in the file: a number of its own near a title, on a later page; or, with recipients below it, behind a
/// table or, in a text, the day of the first. Below an attachment's label it is what the notice passes on, but not below the
/// attached table.
fn several(flow: &[Flow], ctx: &mut Context<'_>) {
    let (mut part, mut page) = (0, 0);
    let mut lines: Vec<(&Line, String, u32)> = Vec::new();
    for piece in flow {
        let Flow::Line(line) = piece else {
            part += 1;
            continue;
        };
        if !line.is_blank() {
            let text = words::plain(line);
            let day = line.page == 0 && dates::closing(&text).is_some();
            part += u32::from(line.page > page);
            page = page.max(line.page);
            lines.push((line, text, part));
            part += u32::from(day);
        }
    }
    let numbers = lines
        .iter()
        .enumerate()
        .filter(|(_, (_, text, _))| number::whole(text).is_some());
    let mut numbers = numbers.map(|(at, (line, _, part))| (at, *line, *part));
    let Some((_, head, first)) = numbers.next() else {
        return;
    };
    // A mark of several issuers and a title may stand over the number, and a title below it.
    const NEAR: usize = 6;
    let second = numbers.find(|(at, line, part)| {
        let (mut around, mut attached, mut addressed) =
            (String::new(), false, line.page > head.page);
        let near = lines
            .iter()
            .enumerate()
            .take(at + NEAR)
            .skip(at.saturating_sub(NEAR));
        for (i, (_, text, _)) in near.filter(|(_, (.., other))| other == part) {
            around.push_str(text);
            attached |= i < *at && attachment::label(text).is_some();
            addressed |= i > *at && text.ends_with(['：', ':']);
        }
        *part > first && around.contains("关于") && addressed && !attached
    });
    let Some((_, line, _)) = second else { return };
    let number: String = line.raw().trim().into();
    let (place, place_zh) = if line.page > 0 {
        let page = line.page;
        (format!("on page {page}"), format!("第{page}页起"))
    } else {
        (
            format!("with the number {number}"),
            format!("自“{number}”起"),
        )
    };
    ctx.diagnostics.push(
        Diagnostic::new(
            codes::NOTICE_SEVERAL,
            Severity::Warning,
            format!("a second notice begins {place}; head and body are those of the first"),
            format!("{place_zh}另有一份公文，文头和正文取自第一份"),
        )
        .at(ctx.accounts.locate(&line.chars).first().cloned())
        .help(
            "split the file and read each notice alone",
            "请拆分文件后分别读取",
        ),
    );
}

/// Where the main part ends: at the first attachment's label, or at the first table and the line that names it.
fn end_of_main(flow: &[Flow]) -> usize {
    let end = flow.iter().position(ends_main).unwrap_or(flow.len());
    let text = |i: usize| match flow.get(i) {
        Some(Flow::Line(line)) => words::plain(line),
        _ => String::new(),
    };
    if !matches!(flow.get(end), Some(Flow::Table(_))) {
        return end;
    }
    let above = (0..end).rev().find(|i| !text(*i).is_empty());
    // The title of the notice may end in 目录 too: before the name of a table stands a sentence.
    let sentence = |i: usize| text(i).ends_with(['。', '：', ':']);
    above
        .filter(|at| {
            papers::is_table_title(&text(*at))
                && !body::begins_item(&text(*at))
                && (0..*at).any(sentence)
        })
        .unwrap_or(end)
}

/// Lines that stand over a table without a letter before it: 附件, the title in two lines, the unit, who fills it in.
const OVER: usize = 5;

/// Whether there is a table and no letter: what stands above is the table's.
fn is_table_alone(flow: &[Flow], format: Format) -> bool {
    let Some(table) = flow.iter().position(|f| matches!(f, Flow::Table(_))) else {
        return false;
    };
    let above = flow.iter().take(table).filter_map(|f| match f {
        Flow::Line(line) if !line.is_blank() => Some(words::plain(line)),
        _ => None,
    });
    let above: Vec<String> = above.collect();
    let letter = |t: &String| papers::names_letter(t) || number::whole(t).is_some();
    if above.iter().any(letter) {
        return false;
    }
    // Sheets of instructions stand before others, too.
    if matches!(format, Format::Xlsx | Format::Xls | Format::Ods) {
        return true;
    }
    let sentence = |t: &String| t.ends_with(['。', '：', ':', '；']);
    above.len() <= OVER
        && !is_signed(flow)
        && !above.iter().any(sentence)
        && above.iter().any(|t| papers::is_table_title(t))
}

/// Whether offices sign below the last table, with the day: what stands above is the title of what they sign.
fn is_signed(flow: &[Flow]) -> bool {
    let below = flow.iter().rev().filter_map(|f| match f {
        Flow::Line(line) if line.is_blank() => None,
        other => Some(other),
    });
    let below = below.map_while(|f| match f {
        Flow::Line(line) => Some(line),
        _ => None,
    });
    let below: Vec<&Line> = below.collect();
    let mut both = below.iter().zip(below.iter().skip(1));
    both.any(|(day, who)| body::is_day_below(who, &words::plain(day)))
}

/// The main part ends at the first attachment's label or at the first table.
fn ends_main(flow: &Flow) -> bool {
    match flow {
        Flow::Line(line) => {
            attachment::label(&words::plain(line)).is_some_and(|l| l.title.is_empty())
        }
        Flow::Table(_) => true,
        Flow::Break => false,
    }
}

/// Numbers of other documents that the body names.
fn cited(notice: &Notice, ctx: &mut Context<'_>) -> Result<Vec<DocumentNumber>, Error> {
    let own = notice.document_number.as_ref().map(|n| n.text.as_str());
    let mut out = Vec::new();
    for paragraph in &notice.body {
        for mut number in number::all(&paragraph.text) {
            if Some(number.text.as_str()) != own {
                ctx.repeat(number.text.len() + size_of_val(paragraph.locations.as_slice()))?;
                number.locations.clone_from(&paragraph.locations);
                out.push(number);
            }
        }
    }
    Ok(out)
}
