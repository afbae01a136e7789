//! The block that web pages put before a notice: 索引号, 文号, 成文日期 …, as lines or as a small table.

use super::span::Span;
use super::{dates, number, words};
use crate::accounts::Char;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::{fold, web};
use crate::model::{DateText, Metadata, Notice};
use crate::table::{Flow, WholeTable};
use crate::text::Line;

/// How far from the top the block may reach, in lines.
const DEEPEST: usize = 40;

/// Takes the block out of the flow into the notice.
pub(super) fn take(flow: Vec<Flow>, notice: &mut Notice, ctx: &mut Context<'_>) -> Vec<Flow> {
    let mut out = Vec::with_capacity(flow.len());
    for (index, part) in flow.into_iter().enumerate() {
        match part {
            Flow::Table(table) if notice.items.is_empty() && index < DEEPEST => {
                match pairs(&table) {
                    Some(pairs) => pairs.into_iter().for_each(|(k, cells)| {
                        set(k, &cells, notice, ctx);
                    }),
                    None => out.push(Flow::Table(table)),
                }
            }
            Flow::Line(line) if index < DEEPEST => match split(&line) {
                Some(pairs) => pairs.into_iter().for_each(|(k, label, value)| {
                    Span::of(&[label]).place(ctx);
                    set(k, &[value], notice, ctx);
                }),
                None => out.push(Flow::Line(line)),
            },
            other => out.push(other),
        }
    }
    out
}

/// A line of pairs: a label, white space or a colon, and a value; pages print several on one line.
fn split(line: &Line) -> Option<Vec<(&'static str, Line, Line)>> {
    let part = |chars: &[Char]| Line {
        chars: chars.to_vec(),
        ..line.clone()
    };
    let (mut out, mut rest) = (Vec::new(), line.chars.as_slice());
    while let Some((found, end)) = label(rest) {
        let value = rest.get(end..)?;
        let next = (1..value.len()).find(|&at| {
            let blank = |at: usize| value.get(at).is_some_and(|c| c.ch.is_whitespace());
            blank(at - 1) && !blank(at) && value.get(at..).and_then(label).is_some()
        });
        let (value, more) = value.split_at(next.unwrap_or(value.len()));
        out.push((found, part(rest.get(..end)?), part(value)));
        rest = more;
    }
    let said = out.iter().any(|(_, _, value)| !value.is_blank());
    (said && rest.is_empty()).then_some(out)
}

/// The label that a line begins with, and where its value starts.
fn label(chars: &[Char]) -> Option<(&'static str, usize)> {
    let mut printed = String::new();
    for (index, c) in chars.iter().enumerate() {
        let blank = c.ch.is_whitespace();
        if (blank || matches!(c.ch, ':' | '：'))
            && let Some(key) = web::label(&printed)
        {
            return Some((key, index + 1));
        }
        if !blank {
            printed.push(fold::simplified(c.ch));
        }
        if !web::may_begin_label(&printed) {
            return None;
        }
    }
    None
}

type Pair = (&'static str, Vec<Line>);

/// A table of labels and values: in each row they take turns. Its header, if one was taken for such, is a row too.
fn pairs(table: &WholeTable) -> Option<Vec<Pair>> {
    let header: Vec<Vec<Line>> = table.columns.iter().map(|c| c.own.concat()).collect();
    let rows = table
        .rows
        .iter()
        .map(|r| r.cells.iter().map(|c| c.lines.clone()).collect());
    let mut out = Vec::new();
    for row in std::iter::once(header).chain(rows) {
        let blank = |c: &Vec<Line>| c.iter().all(Line::is_blank);
        let mut cells = row.into_iter().skip_while(blank).peekable();
        while let Some(label) = cells.next() {
            let found = web::label_in_table(&Span::of(&label).plain())?;
            // A label may run over two columns, and its value may be blank: then the next label follows.
            let is_value =
                |c: &Vec<Line>| !blank(c) && web::label_in_table(&Span::of(c).plain()).is_none();
            while cells.next_if(blank).is_some() {}
            let value = cells.next_if(is_value).unwrap_or_default();
            while cells.next_if(blank).is_some() {}
            // The label's own characters go with the value: both are of the block.
            out.push((found, [label, value].concat()));
        }
    }
    (out.len() > 1).then_some(out)
}

/// Keeps a pair; the number and the day are the notice's own if nothing printed says them. In a pair from a table the
/// first line is the label.
fn set(key: &'static str, cells: &[Line], notice: &mut Notice, ctx: &mut Context<'_>) {
    let (label, value) = match cells {
        [label, value @ ..]
            if !value.is_empty() && web::label_in_table(&words::plain(label)).is_some() =>
        {
            (std::slice::from_ref(label), value)
        }
        [label] if web::label_in_table(&words::plain(label)).is_some() => (cells, &[][..]),
        _ => (&[][..], cells),
    };
    Span::of(label).place(ctx);
    let value = Span::of(value).compose(ctx);
    if value.text.is_empty() {
        return;
    }
    let plain: String = value.text.chars().filter(|c| !c.is_whitespace()).collect();
    if web::is_of_number(key)
        && let Some(mut found) = number::whole(&plain).or_else(|| number::bare(&plain))
    {
        found.locations.clone_from(&value.locations);
        notice.document_number = Some(found);
    }
    if web::is_of_signing(key)
        && let Some(date) =
            dates::numeric(&plain).or_else(|| dates::find(&plain).map(|(date, _, _)| date))
    {
        notice.date = Some(DateText {
            text: date,
            raw: value.raw.clone(),
            locations: value.locations.clone(),
        });
    }
    let mut pair = Metadata::default();
    (pair.key, pair.value) = (key.to_owned(), value);
    notice.metadata.push(pair);
}

/// A printed number that has lost brackets and 号 (浦府〔20221) is the block's number if nothing else is missing.
pub(super) fn restore(lines: Vec<Line>, notice: &Notice, ctx: &mut Context<'_>) -> Vec<Line> {
    let Some(own) = &notice.document_number else {
        return lines;
    };
    let core = |text: &str| -> String {
        text.chars()
            .map(fold::simplified)
            .filter(|c| !"〔〕[]【】﹝﹞（）()［］号第".contains(*c) && !c.is_whitespace())
            .collect()
    };
    let (whole, wanted) = (fold::simple(&own.text), core(&own.text));
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let text = words::plain(&line);
        if text == whole || core(&text) != wanted {
            out.push(line);
            continue;
        }
        let placed = Span::of(&[line]).compose(ctx);
        ctx.diagnostics.push(
            Diagnostic::new(
                "number.restored",
                Severity::Info,
                format!("the printed number {text} has lost characters; it was read as {whole}, which the page's own data state"),
                format!("文号“{text}”缺字，已按网页信息读作“{whole}”"),
            )
            .path("/document_number")
            .at(placed.locations.first().cloned())
            .help("nothing need be done", "无需处理"),
        );
    }
    out
}
