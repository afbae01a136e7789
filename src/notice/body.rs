//! From below the recipients to the date: paragraphs, 附件说明, 署名, 成文日期, 附注 (GB/T 9704-2012 7.3.3 to 7.3.7).

use std::collections::HashSet;

use super::span::Span;
use super::{lost, words};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::lexicon::integer::is_part;
use crate::lexicon::ordinal::{self, Numeral, Ordinal};
use crate::lexicon::{attachment, dates, labels, office, papers, web};
use crate::model::{AttachmentNote, Date, DateText, Notice, Text};
use crate::text::Line;

/// Reads the body; returns the lines after the date that are neither signature nor remark.
pub(super) fn read(
    lines: &[Line],
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) -> Result<Vec<Line>, Error> {
    let plain: Vec<String> = lines.iter().map(words::plain).collect();
    let text = |i: usize| plain.get(i).map_or("", String::as_str);
    let imprint = (0..lines.len())
        .find(|&i| labels::is_imprint(text(i)))
        .unwrap_or(lines.len());
    let above = lines.get(..imprint).unwrap_or_default();
    let date_at = day_of_signing(above, &plain)
        .or_else(|| lost::date_line(plain.get(..imprint).unwrap_or_default()));
    let names = |i: usize| {
        let told = || date_at == Some(i + 1) && is_told(text(i), notice);
        lines.get(i).is_some_and(words::names_offices) || told()
    };
    let mut sign = date_at.unwrap_or(imprint);
    // Without a date, names at the end are a signature if they are the issuers'.
    let issuers: HashSet<&str> = notice.issuers.iter().map(|i| i.text.as_str()).collect();
    // Each who signs may have a date of their own below the name.
    let dated = |i: usize| is_below_names(lines, i, text(i));
    while sign > 0 {
        let signed = names(sign - 1) && (date_at.is_some() || issuers.contains(text(sign - 1)));
        if !(signed || date_at.is_some() && dated(sign - 1)) {
            break;
        }
        sign -= 1;
    }
    ctx.check_time()?;
    let note_at = (0..sign).find(|&i| is_note(text(i)));
    if let Some(note_at) = note_at
        && date_at.is_none()
    {
        sign = sign.min(signers_below(note_at, imprint, lines, &plain));
    }
    let body_end = note_at.unwrap_or(sign);
    let body = lines.get(..body_end).unwrap_or_default();
    for paragraph in Margins::of(body).paragraphs(body) {
        ctx.check_time()?;
        notice.body.push(paragraph.compose(ctx));
    }
    if let Some(at) = note_at {
        // Text that a PDF tool has put out of order may have the 附注 among them.
        let all = lines.get(at..sign).unwrap_or_default().iter();
        let (remarks, own): (Vec<Line>, Vec<Line>) = all
            .cloned()
            .partition(|l| papers::is_release(&words::plain(l)));
        // Where the names end, the attachment itself may begin, with its title once more: it has sentences, and no name has.
        let named = own.split_at_checked(end_of_notes(&own)).unwrap_or_default();
        notes(named.0, notice, ctx);
        for paragraph in Margins::of(named.1).paragraphs(named.1) {
            notice.body.push(paragraph.compose(ctx));
        }
        let remarks = remarks.iter().map(|l| Span::of(std::slice::from_ref(l)));
        notice.remarks.extend(remarks.map(|r| r.compose(ctx)));
    }
    let Some(date_at) = date_at else {
        for line in lines.get(sign..imprint).unwrap_or_default() {
            signatories(line, notice, ctx);
        }
        return Ok(lines.get(imprint..).unwrap_or_default().to_vec());
    };
    ctx.check_time()?;
    let end = close(lines, sign, date_at, notice, ctx);
    let mut rest = Vec::new();
    for (i, line) in lines.iter().enumerate().skip(end) {
        if words::is_remark(text(i)) || papers::is_release(text(i)) {
            notice
                .remarks
                .push(Span::of(std::slice::from_ref(line)).compose(ctx));
        } else {
            rest.push(line.clone());
        }
    }
    Ok(rest)
}

/// Where those who sign without a date begin below 附件说明, which begins at a line: names of offices, several on one line
/// or below a title that has its last word.
fn signers_below(note_at: usize, end: usize, lines: &[Line], plain: &[String]) -> usize {
    let below = lines.get(note_at + 1..end).unwrap_or_default();
    let names = below
        .iter()
        .rev()
        .take_while(|l| words::names_offices(l))
        .count();
    let from = end - names;
    let several = |l: &Line| words::offices(l).len() > 1;
    let titles = plain.get(note_at..from).unwrap_or_default().concat();
    let whole = papers::ends_title(&titles) || web::file_offered(&titles).is_some();
    let signed = whole || lines.get(from..end).unwrap_or_default().iter().any(several);
    if signed { from } else { end }
}

/// Puts a name together that stands broken over two lines above the day: 中共某区委农村 / 工作领导小组办公室.
pub(super) fn with_whole_signer(mut lines: Vec<Line>) -> Vec<Line> {
    let plain: Vec<String> = lines.iter().map(words::plain).collect();
    let halves = |w: &[String]| {
        let [upper, lower, day] = w else { return false };
        let placed = |t: &str| t.contains(['省', '市', '县', '区', '州', '旗']);
        (is_date_line(day) || dates::is_day(day))
            && office::is_office(lower)
            && !placed(lower)
            && placed(upper)
            && upper.chars().all(char::is_alphabetic)
            && !office::is_office(upper)
            && office::is_office(&format!("{upper}{lower}"))
    };
    if let Some(at) = plain.windows(3).rposition(halves) {
        let lower = lines.remove(at + 1);
        if let Some(upper) = lines.get_mut(at) {
            upper.chars.extend(lower.chars);
            upper.bbox = upper.bbox.union(&lower.bbox);
        }
    }
    lines
}

/// Signature and date that stand below a table within the body; returns the lines before and after them.
pub(super) fn closing(
    mut lines: Vec<Line>,
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) -> (Vec<Line>, Vec<Line>) {
    let plain: Vec<String> = lines.iter().map(words::plain).collect();
    let named = |at: &usize| {
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        above.is_some_and(words::names_offices)
    };
    let lost = || lost::date_line(&plain).filter(named);
    let Some(date_at) = day_of_signing(&lines, &plain).or_else(lost) else {
        return (Vec::new(), lines);
    };
    let names = lines.iter().zip(&plain).take(date_at).rev().enumerate();
    let signs = |(up, (line, text)): &(usize, (&Line, &String))| {
        words::names_offices(line) || *up == 0 && is_told(text, notice)
    };
    let sign = date_at - names.take_while(signs).count();
    let end = close(&lines, sign, date_at, notice, ctx);
    let after = lines.split_off(end.min(lines.len()));
    lines.truncate(sign);
    (lines, after)
}

/// Whether a text right above the day is who signs though it does not end as names of bodies do (公路养护段): the title begins with
/// it, or the paper says that it publishes what it means to buy.
fn is_told(name: &str, notice: &Notice) -> bool {
    let titled = |t: &Text| t.text.starts_with(name) && t.text != name;
    let titled = notice.title.as_ref().is_some_and(titled);
    let mut body = notice.body.iter();
    // Names of bodies have four characters and more, but for the shortest (区政府).
    name.chars().nth(3).is_some()
        && (titled || body.any(|t| papers::whose_intention(&t.text) == Some(name)))
}

/// Whether a line gives the day below who signs. In figures it is that of signing only there: web pages have others.
pub(super) fn is_day_below(who: &Line, day: &str) -> bool {
    words::names_offices(who) && (is_date_line(day) || dates::is_day(day))
}

fn is_below_names(lines: &[Line], at: usize, day: &str) -> bool {
    let above = at.checked_sub(1).and_then(|above| lines.get(above));
    above.is_some_and(|who| is_day_below(who, day))
}

/// The line that gives the day of signing.
fn day_of_signing(lines: &[Line], plain: &[String]) -> Option<usize> {
    let in_figures = |at: &usize| {
        plain
            .get(*at)
            .is_some_and(|t| is_below_names(lines, *at, t))
    };
    let own = plain.iter().take(lines.len());
    let last = { own }.rposition(|t| is_date_line(t));
    last.or_else(|| (0..lines.len()).rev().find(in_figures))
}

/// Takes the names from `sign` on and the date; returns the index after them.
fn close(
    lines: &[Line],
    sign: usize,
    date_at: usize,
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) -> usize {
    // A page's own data may have given a date already; what is printed goes before it.
    let stated = notice.date.take();
    for line in lines.get(sign..date_at).unwrap_or_default() {
        let text = words::plain(line);
        if is_date_line(&text) || dates::is_day(&text) {
            date(line, notice, ctx);
        } else {
            signatories(line, notice, ctx);
        }
    }
    let mut end = date_at + 1;
    if let Some(line) = lines.get(date_at) {
        date(line, notice, ctx);
    }
    // The date may also stand above the names.
    while notice.signatories.is_empty() || end > date_at + 1 {
        match lines.get(end) {
            Some(line) if words::names_offices(line) => signatories(line, notice, ctx),
            _ => break,
        }
        end += 1;
    }
    notice.date = notice.date.take().or(stated);
    end
}

/// A line that is a date, or offices and a date, or dates side by side.
pub(super) fn is_date_line(text: &str) -> bool {
    let text = text.strip_suffix('。').unwrap_or(text);
    dates::closing(text).is_some_and(|(dates, start)| {
        start == 0
            || dates.len() == 1 && office::is_office(&text.chars().take(start).collect::<String>())
    })
}

fn is_note(text: &str) -> bool {
    attachment::label(text).is_some_and(|l| l.colon && !l.title.is_empty())
}

fn signatories(line: &Line, notice: &mut Notice, ctx: &mut Context<'_>) {
    let names = Span::of(std::slice::from_ref(line)).cut(&words::offices(line));
    for name in names.iter().filter(|n| !n.is_empty()) {
        notice.signatories.push(name.compose(ctx));
    }
}

fn date(line: &Line, notice: &mut Notice, ctx: &mut Context<'_>) {
    let text = words::plain(line);
    let closing = dates::closing(text.strip_suffix('。').unwrap_or(&text))
        .or_else(|| Some((vec![dates::numeric_line(&text)?], 0)));
    let Some((dates, start)) = closing else {
        lost::date(line, notice, ctx);
        return;
    };
    let (names, printed) = Span::of(std::slice::from_ref(line)).split_at(start);
    if !names.is_empty() {
        for name in names.cut(&office::glued(&names.plain())) {
            notice.signatories.push(name.compose(ctx));
        }
    }
    let printed = printed.compose(ctx);
    let before = notice.date.take();
    let earlier = before.as_ref().map(|d| d.text);
    let all = || dates.iter().copied().chain(earlier);
    let Some(latest) = all().max() else {
        return;
    };
    if all().any(|d| d != latest) {
        let place = printed.locations.first().cloned();
        ctx.diagnostics.push(several(latest).at(place));
    }
    let (mut raw, mut locations) = before.map_or_else(Default::default, |d| (d.raw, d.locations));
    if !raw.is_empty() {
        raw.push(' ');
    }
    raw.push_str(&printed.raw);
    locations.extend(printed.locations);
    notice.date = Some(DateText {
        text: latest,
        raw,
        locations,
        seen: None,
    });
}

/// A paper of several organs has the date on which the last of them signed (党政机关公文处理工作条例, art. 9).
fn several(latest: Date) -> Diagnostic {
    Diagnostic::new(
        codes::DATE_SEVERAL,
        Severity::Warning,
        format!("the signature has several dates; the last, {latest}, was taken"),
        format!("落款有多个日期，取最后签发的{latest}"),
    )
    .path("/date")
    .help("compare with the original", "请对照原文")
}

/// Where lines begin and end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Margins {
    left: f32,
    right: f32,
}

impl Margins {
    pub(super) fn of(lines: &[Line]) -> Self {
        Self {
            left: lines.iter().map(start_of).fold(f32::INFINITY, f32::min),
            right: usual_end(lines),
        }
    }

    /// Lines put together to paragraphs. A new one begins where a line is indented, or after a line that ends short of
    /// the margin; in a text input every line is a paragraph, unless lines break at a margin in mid-sentence.
    pub(super) fn paragraphs(self, lines: &[Line]) -> Vec<Span> {
        let own = Self::of(lines);
        let (left, right) = (self.left.min(own.left), self.right.max(own.right));
        let pages = lines.iter().all(|l| l.page > 0);
        if !pages && indents_begin(lines) {
            return by_indent(lines);
        }
        if !pages && !breaks_at_margin(lines, own.left, own.right) {
            return lines
                .iter()
                .map(|l| Span::of(std::slice::from_ref(l)))
                .collect();
        }
        // A text that has lost its indents shows the end of a paragraph only by the mark at the end of a line.
        let flush = !pages && lines.iter().all(|l| start_of(l) <= left + l.size * 0.9);
        let mut out: Vec<Span> = Vec::new();
        let mut before: Option<&Line> = None;
        let mut began = false;
        for line in lines {
            // Where indents are lost, the first line of a paragraph ends two characters early (GB/T 9704-2012, 7.3.3).
            let lost = if flush && began { 2.0 * line.size } else { 0.0 };
            let indented = start_of(line) > left + line.size * 0.9;
            let text = words::plain(line);
            let fresh = before.is_none_or(|b| {
                // A line is full if what begins the next would not have fitted; one em for hanging marks.
                let short = end_of(b) + lost + first_unit(line) < right - b.size;
                let closed = is_closed(&words::plain(b));
                // On a page lines may hang below the mark of an item.
                let sets_off = indented && !pages && start_of(b) != start_of(line);
                short
                    || sets_off
                    || (indented || begins_item(&text) || flush) && closed
                    || !pages && is_labelled(&text)
            });
            match out.last_mut().filter(|_| !fresh) {
                Some(open) => open.push(line),
                None => out.push(Span::of(std::slice::from_ref(line))),
            }
            (before, began) = (Some(line), fresh);
        }
        out
    }
}

/// Width of what no line break may part at the beginning of a line: a number or word of narrow characters with the mark
/// before it, or an ideograph, and the marks behind, which begin no line.
fn first_unit(line: &Line) -> f32 {
    let narrow = |c: char| c.is_ascii_graphic() || "（《“〔".contains(c);
    let start = start_of(line);
    let chars = || line.chars.iter().skip_while(|c| c.ch.is_whitespace());
    let word = chars().take_while(|c| narrow(c.ch)).count().max(1);
    let marks = chars()
        .skip(word)
        .take_while(|c| "，。、；：！？）》”〕".contains(c.ch));
    let unit = word + marks.count();
    let end = chars().take(unit).map(|c| c.bbox.x1).fold(start, f32::max);
    (end - start).max(line.size)
}

fn is_indented(line: &Line) -> bool {
    line.chars.first().is_some_and(|c| c.ch.is_whitespace())
}

/// Whether in a text every paragraph is indented, and its lines break after about as many characters each: then a line
/// without indent goes on with the one above.
fn indents_begin(lines: &[Line]) -> bool {
    let length = |l: &Line| l.chars.len();
    let longest = lines.iter().map(length).max().unwrap_or(0);
    let mut broken = 0;
    let goes_on = lines.windows(2).all(|pair| {
        let [above, line] = pair else { return true };
        if is_indented(line) {
            return true;
        }
        broken += 1;
        let text = words::plain(line);
        // Five characters: what is kept together at a line's end, a number or a mark with the word before it.
        length(above) + 5 >= longest && !words::plain(above).ends_with('。') && !begins_item(&text)
    });
    broken > 0 && goes_on && lines.first().is_some_and(is_indented)
}

/// Paragraphs of a text whose lines without indent go on.
fn by_indent(lines: &[Line]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for line in lines {
        match out.last_mut().filter(|_| !is_indented(line)) {
            Some(open) => open.push(line),
            None => out.push(Span::of(std::slice::from_ref(line))),
        }
    }
    out
}

/// Where lines end. In a text one line in ten may have run together with the next, and ends its paragraph: such lines do
/// not count if the others are as long as lines of print (fifteen ems; a 公文 has 28, GB/T 9704-2012, 5.2.3).
fn usual_end(lines: &[Line]) -> f32 {
    let longest = lines.iter().map(end_of).fold(0.0, f32::max);
    if lines.iter().any(|l| l.page > 0) {
        return longest;
    }
    let mut ends: Vec<(f32, &Line)> = lines.iter().map(|l| (end_of(l), l)).collect();
    ends.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let (longer, others) = ends.split_at(ends.len() / 10);
    match others.first() {
        Some(&(usual, line)) if usual >= line.size * 15.0 => {
            let whole =
                |&(end, l): &(f32, &Line)| end <= usual + l.size || is_closed(&words::plain(l));
            if longer.iter().all(whole) {
                usual
            } else {
                longest
            }
        }
        _ => longest,
    }
}

/// Whether the lines of a text break in mid-sentence at a common margin, as a printed page's do.
fn breaks_at_margin(lines: &[Line], left: f32, right: f32) -> bool {
    lines.windows(2).any(|pair| {
        let [line, next] = pair else { return false };
        // Fifty ems: a line of a 公文 has 28 characters, one on a landscape page hardly more than fifty; what runs on
        // beyond that is a paragraph without any break.
        right - left <= line.size * 50.0
            && end_of(line) + first_unit(next) >= right - line.size
            && !is_closed(&words::plain(line))
            && !is_labelled(&words::plain(next))
            && !begins_item(&words::plain(next))
    })
}

fn is_closed(text: &str) -> bool {
    text.ends_with(['。', '：', ':', '；', ';', '！', '？'])
}

/// 责任单位：…: a line that begins with a label is a paragraph of its own.
fn is_labelled(text: &str) -> bool {
    text.find(['：', ':']).is_some_and(|at| {
        let label = text.get(..at).unwrap_or_default();
        // Labels are short words: 资金来源, 申报截止时间.
        (2..=8).contains(&label.chars().count()) && label.chars().all(char::is_alphanumeric)
    })
}

/// 一、 （一） 1. : levels of the body (GB/T 9704-2012 7.3.3).
pub(super) fn begins_item(text: &str) -> bool {
    ordinal::marked(text.chars()).is_some_and(|o| !o.decimal)
}

fn start_of(line: &Line) -> f32 {
    line.chars
        .iter()
        .find(|c| !c.ch.is_whitespace())
        .map_or(line.bbox.x0, |c| c.bbox.x0)
}

fn end_of(line: &Line) -> f32 {
    line.chars
        .iter()
        .rev()
        .find(|c| !c.ch.is_whitespace())
        .map_or(line.bbox.x1, |c| c.bbox.x1)
}

/// How many lines, 附件说明 first, are names of attachments.
fn end_of_notes(lines: &[Line]) -> usize {
    let plain: Vec<String> = lines.iter().map(words::plain).collect();
    let prose = |text: &String| {
        let clauses = text.contains(['，', ',']) && text.ends_with(['：', ':']);
        clauses || text.trim_end_matches('。').contains('。')
    };
    let ends = |at: usize| {
        let (before, rest) = plain.split_at_checked(at).unwrap_or_default();
        rest.first().is_some_and(|own| {
            // A list of several names goes on below a name that it has twice.
            let again = || before.iter().any(|l| l.ends_with(own.as_str()));
            prose(own) || again() && rest.get(1).is_some_and(prose)
        })
    };
    let end = (1..plain.len()).find(|at| ends(*at));
    end.unwrap_or(plain.len())
}

/// 附件：1.… 2.… (GB/T 9704-2012 7.3.4): each on a line of its own, longer ones over several lines, or all on one; or each with
/// the word before its number (附件2：…).
fn notes(lines: &[Line], notice: &mut Notice, ctx: &mut Context<'_>) {
    let labelled = |line: &Line| {
        let label = attachment::label(&words::plain(line))?;
        (label.colon && !label.title.is_empty()).then_some(label.number?)
    };
    let mut groups: Vec<&[Line]> = Vec::new();
    let mut rest = lines;
    // The next label begins a note of its own.
    while let Some(at) = rest.iter().skip(1).position(|l| labelled(l).is_some()) {
        let (group, behind) = rest.split_at(at + 1);
        groups.push(group);
        rest = behind;
    }
    groups.push(rest);
    let several = groups.len() > 1;
    for group in groups {
        let before = notice.attachment_notes.len();
        labelled_notes(group, notice, ctx);
        let added = notice.attachment_notes.get_mut(before..);
        if let [note] = added.unwrap_or_default()
            && several
        {
            note.number = note.number.or(group.first().and_then(labelled));
        }
    }
}

/// The notes below one label.
fn labelled_notes(lines: &[Line], notice: &mut Notice, ctx: &mut Context<'_>) {
    let whole = Span::of(lines);
    let text = whole.plain();
    let Some(label) = attachment::label(&text) else {
        return;
    };
    let (mark, rest) = whole.split_at(label.length);
    mark.place(ctx);
    let text: Vec<char> = rest.plain().chars().collect();
    let starts: HashSet<usize> = lines
        .iter()
        .scan(0, |end, line| {
            *end += words::plain(line).chars().count();
            end.checked_sub(label.length)
        })
        .collect();
    // Of each entry its number, the length of the number's mark, and its own.
    let mut entries: Vec<(Option<u32>, usize, usize)> = Vec::new();
    let (mut at, mut number) = (0, ordinal::marked(text.iter().copied()));
    loop {
        let skip = number.as_ref().map_or(0, |n| n.rest);
        let next = number
            .as_ref()
            .and_then(|n| next(&text, n, at + skip, &starts));
        let length = next.as_ref().map_or(usize::MAX, |(to, _)| to - at);
        entries.push((number.map(|n| n.value), skip, length));
        let Some((to, following)) = next else { break };
        (at, number) = (to, Some(following));
    }
    let lengths: Vec<usize> = entries.iter().map(|(_, _, length)| *length).collect();
    for ((number, skip, _), entry) in entries.into_iter().zip(rest.cut(&lengths)) {
        let (mark, title) = entry.split_at(skip);
        mark.place(ctx);
        // GB/T 9704 has no mark after the name; where one is printed it is no part of the name.
        let named = title.plain();
        let name = named.strip_suffix(['。', '；', ';']).unwrap_or(&named);
        // What ends the name of a file that was given is no part of the title either.
        let name = super::files::stem(name, ctx);
        let (title, mark) = title.split_at(name.chars().count());
        mark.place(ctx);
        if !title.is_empty() {
            notice.attachment_notes.push(AttachmentNote {
                number,
                title: title.compose(ctx),
            });
        }
    }
}

/// Where the number after another one stands in a text, and itself. At the start of a line its mark may differ.
fn next(
    text: &[char],
    number: &Ordinal,
    after: usize,
    starts: &HashSet<usize>,
) -> Option<(usize, Ordinal)> {
    (after..text.len()).find_map(|at| {
        let found = ordinal::marked(text.get(at..)?.iter().copied())?;
        // 十二、 has no 二、, 12. no 2.
        let arabic = found.style.numeral == Numeral::Arabic;
        let inside = at
            .checked_sub(1)
            .and_then(|before| text.get(before))
            .is_some_and(|c| is_part(*c, arabic));
        let alike = found.style == number.style && !found.decimal && !inside;
        (found.follows(number) && (alike || starts.contains(&at))).then_some((at, found))
    })
}
