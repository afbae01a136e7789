//! The data that web pages print round a notice: 索引号, 文号, 成文日期, 来源, when it was published and how often read, as lines
//! or as a small table; the path to the page above it, the files below.

use super::span::Span;
use super::{number, repeats, words};
use crate::accounts::{Char, Discard};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::{attachment, dates, fold, office, ordinal, web};
use crate::model::{DateText, Metadata, Notice};
use crate::table::{Flow, WholeTable};
use crate::text::Line;

/// How far from the top, or from the path to the page, the block may reach, in lines.
const DEEPEST: usize = 40;
/// How far down a page copied with all its menus has the path.
const PATH: usize = 400;
/// How far from the bottom it may print more, in lines.
const BELOW: usize = 15;
/// Most characters of a value on a line of its own: a day with its time, or the name of an office (one of the longest,
/// 舟山市普陀区文化和广电旅游体育局, has sixteen).
const VALUE: usize = 20;
/// Most characters of a line that signs: names of two offices and a day.
const SIGNING: usize = 60;

/// Takes the data out of the flow into the notice.
pub(super) fn take(flow: Vec<Flow>, notice: &mut Notice, ctx: &mut Context<'_>) -> Vec<Flow> {
    let mut out = Vec::with_capacity(flow.len());
    let path = flow.iter().take(PATH).position(|f| web::is_path(&plain(f)));
    let menus = path.filter(|at| flow.iter().take(*at).all(is_menu));
    let deepest = DEEPEST + path.unwrap_or(0);
    let flow = joined(parted(flow, deepest), deepest);
    let length = flow.len();
    // A day alone is the page's only above the first sentence and the first table.
    let mut begun = false;
    // Among such data a label may have no value.
    let mut among = false;
    for (index, part) in flow.into_iter().enumerate() {
        let upper = index < deepest;
        match part {
            Flow::Line(line) if menus.is_some_and(|at| index <= at) => {
                ctx.accounts.discard(&line.chars, Discard::PageChrome);
            }
            Flow::Table(table) if notice.items.is_empty() && upper => match pairs(&table) {
                Some(pairs) => pairs.into_iter().for_each(|(key, label, value)| {
                    Span::of(&label).place(ctx);
                    set(&key, &value, notice, ctx);
                }),
                None => {
                    begun = true;
                    out.push(Flow::Table(table));
                }
            },
            Flow::Line(line) if line.page == 0 && (upper || index + BELOW >= length) => {
                let blank = |p: &Piece| matches!(p, Piece::Labelled(.., value) if value.is_blank());
                let of_page =
                    |p: &Vec<Piece>| are_of_page(p, upper, begun) || among && p.iter().any(blank);
                let listed = || listed(&line).filter(|_| among);
                let pieces = pieces(&line).filter(of_page).or_else(listed);
                among = upper && (pieces.is_some() || line.is_blank() && among);
                begun |= line.chars.iter().any(|c| c.ch == '。');
                match pieces {
                    Some(pieces) => pieces.into_iter().for_each(|p| p.keep(notice, ctx)),
                    None => out.push(Flow::Line(line)),
                }
            }
            other => out.push(other),
        }
    }
    files(out, notice, ctx)
}

/// Cuts what a page says of itself from the title that stands before it on its line: 关于…的通知　2024-05-06 来源：区民政局.
fn parted(flow: Vec<Flow>, deepest: usize) -> Vec<Flow> {
    let data = |text: &str| {
        let label = text.find(['：', ':']).and_then(|at| text.get(..at));
        dates::numeric(text).is_some() || label.is_some_and(|label| web::label(label).is_some())
    };
    let behind_title = |line: &Line| {
        let mut blanks = line.chars.iter().enumerate();
        blanks.find_map(|(at, c)| {
            let (title, rest) = line
                .chars
                .split_at_checked(at)
                .filter(|_| c.ch.is_whitespace())?;
            let [title, rest] = [title, rest].map(|part| {
                part.iter()
                    .map(|c| c.ch)
                    .filter(|c| !c.is_whitespace())
                    .collect::<String>()
            });
            (repeats::is_heading(&title) && data(&rest)).then(|| title.chars().count())
        })
    };
    let mut out = Vec::with_capacity(flow.len());
    for (index, part) in flow.into_iter().enumerate() {
        match part {
            Flow::Line(line) if line.page == 0 && index < deepest => match behind_title(&line) {
                Some(length) => out.extend(words::cut(&line, length).map(Flow::Line)),
                None => out.push(Flow::Line(line)),
            },
            other => out.push(other),
        }
    }
    out
}

/// Puts labels of the page's data together with their values, where these stand on the line below: 来源： / 区民政局.
fn joined(flow: Vec<Flow>, deepest: usize) -> Vec<Flow> {
    let mut out: Vec<Flow> = Vec::with_capacity(flow.len());
    let mut sentences = false;
    for (index, part) in flow.into_iter().enumerate() {
        if index >= deepest || sentences {
            out.push(part);
            continue;
        }
        let text = plain(&part);
        sentences |= text.contains('。');
        let label = match out.last_mut() {
            Some(Flow::Line(line)) if line.page == 0 => Some(line),
            _ => None,
        };
        let labels = |line: &Line| {
            let own = words::plain(line);
            let name = own.strip_suffix(['：', ':']);
            let known = |n| web::label(n).is_some() || web::label_by_value(n, &text).is_some();
            name.is_some_and(known)
        };
        let value = (1..=VALUE).contains(&text.chars().count()) && !text.ends_with(['：', ':']);
        match (label, part) {
            (Some(above), Flow::Line(line)) if value && !sentences && labels(above) => {
                above.chars.extend(line.chars);
            }
            (_, part) => out.push(part),
        }
    }
    out
}

/// What stands on a line of a text or web page, without white space.
fn plain(part: &Flow) -> String {
    match part {
        Flow::Line(line) if line.page == 0 => words::plain(line),
        _ => String::new(),
    }
}

/// Whether a part of what stands above the path to a page may be one of its menus: a short line, and nothing of a paper.
fn is_menu(part: &Flow) -> bool {
    let Flow::Line(line) = part else { return false };
    let text = words::plain(line);
    // Two lines of print (28 characters): all that a menu offers may stand on one line.
    text.chars().count() <= 56
        && line.page == 0
        && !text.contains(['。', '；'])
        && !text.ends_with(['：', ':'])
        && !repeats::is_heading(&text)
        && number::whole(&text).is_none()
}

/// A stretch of a line of page data.
enum Piece {
    /// Label, as known; its characters; its value.
    Labelled(String, Line, Line),
    /// A time or an organ without a label, which says what it is.
    Bare(&'static str, Line),
    /// What readers press.
    Tool(Line),
}

impl Piece {
    fn keep(self, notice: &mut Notice, ctx: &mut Context<'_>) {
        match self {
            Self::Labelled(key, label, value) => {
                Span::of(&[label]).place(ctx);
                set(&key, &[value], notice, ctx);
            }
            Self::Bare(key, value) => set(key, &[value], notice, ctx),
            Self::Tool(line) => ctx.accounts.discard(&line.chars, Discard::PageChrome),
        }
    }
}

/// Whether the pieces of a line are the page's: above the text a value, or a time of day; below it what no paper says of
/// itself.
fn are_of_page(pieces: &[Piece], upper: bool, begun: bool) -> bool {
    let (mut said, mut labels, mut counts, mut timed, mut published) =
        (false, 0, false, false, false);
    for piece in pieces {
        match piece {
            Piece::Labelled(key, _, value) => {
                labels += 1;
                counts |= web::counts_readers(key);
                said |= !value.is_blank();
            }
            Piece::Bare(key, value) => {
                published |= *key == web::PUBLISHED_AT;
                timed |= value.chars.iter().any(|c| is_colon(c.ch));
            }
            Piece::Tool(_) => {}
        }
    }
    let nothing = labels == 0 && !published;
    if upper {
        said || counts || timed || (published || nothing) && !begun
    } else {
        said && labels > 1 || counts
    }
}

/// A line of pairs: a label, white space or a colon, and a value; pages print several on one line, with times, and with
/// words to press, between. Nothing, if anything else stands on the line.
fn pieces(line: &Line) -> Option<Vec<Piece>> {
    let part = |chars: &[Char]| Line {
        chars: chars.to_vec().into(),
        ..line.clone()
    };
    let (mut out, mut rest) = (Vec::new(), line.chars.as_slice());
    // Pairs may stand in a list.
    let text: Vec<char> = rest.iter().map(|c| c.ch).collect();
    if let Some((mark, own)) = ordinal::bullet(&text).and_then(|at| rest.split_at_checked(at)) {
        out.push(Piece::Tool(part(mark)));
        rest = own;
    }
    let (mut meant, mut known) = (false, 0);
    // Words to press alone, or with the sizes that they offer.
    let (mut pressed, mut more) = (false, false);
    loop {
        let gap = rest.iter().take_while(|c| is_between(c.ch)).count();
        let (between, behind) = rest.split_at(gap);
        if !between.is_empty() {
            out.push(Piece::Tool(part(between)));
        }
        if behind.is_empty() {
            break;
        }
        let (length, piece) = if let Some((key, at)) = label(behind) {
            let end = at + value(behind.get(at..)?);
            let (label, value) = (behind.get(..at)?, behind.get(at..end)?);
            known += 1;
            (
                end,
                Piece::Labelled(key.to_owned(), part(label), part(value)),
            )
        } else if let Some((key, at)) = unknown(behind).filter(|_| known > 1) {
            let end = at + value(behind.get(at..)?);
            let (label, value) = (behind.get(..at)?, behind.get(at..end)?);
            (end, Piece::Labelled(key, part(label), part(value)))
        } else if let Some(at) = tool(behind) {
            let end = at + value(behind.get(at..)?);
            (pressed, more) = (true, more || end > at);
            (end, Piece::Tool(part(behind.get(..end)?)))
        } else {
            let (key, end) = bare(behind, meant)?;
            (end, Piece::Bare(key, part(behind.get(..end)?)))
        };
        meant |= !matches!(piece, Piece::Tool(_));
        out.push(piece);
        rest = behind.get(length..)?;
    }
    (meant || pressed && !more).then_some(out)
}

/// An entry of a list of pairs whose label names what a body speaks of, too: - 标题：关于…的通知.
fn listed(line: &Line) -> Option<Vec<Piece>> {
    let text: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    let (mark, own) = line.chars.split_at_checked(ordinal::bullet(&text)?)?;
    let colon = own.iter().position(|c| is_colon(c.ch))?;
    let (label, value) = own.split_at_checked(colon + 1)?;
    let name: String = label.iter().map(|c| c.ch).collect();
    let key = web::label_in_table(&name)?.to_owned();
    let part = |chars: &[Char]| Line {
        chars: chars.to_vec().into(),
        ..line.clone()
    };
    let pair = Piece::Labelled(key, part(label), part(value));
    Some(vec![Piece::Tool(part(mark)), pair])
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

/// Marks that stand between pieces of page data.
fn is_between(c: char) -> bool {
    c.is_whitespace() || "|｜/／·•【】[]［］〖〗（）()".contains(c)
}

/// How long a value is: up to the next label or word to press, behind a blank or bracket or, where a colon follows the
/// label, anywhere.
fn value(chars: &[Char]) -> usize {
    let ends = |at: usize| {
        let before = at.checked_sub(1).and_then(|b| chars.get(b));
        let apart = before.is_none_or(|c| is_between(c.ch));
        let rest = chars.get(at..).unwrap_or_default();
        match label(rest) {
            Some((_, end)) => apart || rest.get(end - 1).is_some_and(|c| is_colon(c.ch)),
            None => apart && tool(rest).is_some(),
        }
    };
    let blank = |at: &usize| chars.get(*at).is_some_and(|c| c.ch.is_whitespace());
    let end = (0..chars.len()).find(|at| !blank(at) && ends(*at));
    end.unwrap_or(chars.len())
}

/// The word to press that a stretch begins with, and all the sizes of letters behind it.
fn tool(chars: &[Char]) -> Option<usize> {
    let text: String = chars.iter().take(16).map(|c| c.ch).collect();
    let length = web::tool(&text)?;
    let more = |c: &&Char| is_between(c.ch) || is_colon(c.ch) || web::is_size(c.ch);
    Some(length + chars.iter().skip(length).take_while(more).count())
}

/// A label of data that no word list knows, in a line that has others: as short as the longest known, with a colon.
fn unknown(chars: &[Char]) -> Option<(String, usize)> {
    let at = chars.iter().take(10).position(|c| is_colon(c.ch))?;
    let name: String = chars.get(..at)?.iter().map(|c| c.ch).collect();
    let word = name.chars().count() > 1 && name.chars().all(char::is_alphabetic);
    word.then_some((name, at + 1))
}

/// A time or, beside another piece, the name of an organ, without a label.
fn bare(chars: &[Char], behind: bool) -> Option<(&'static str, usize)> {
    let run = |from: usize, of: fn(char) -> bool| -> String {
        let rest = chars.iter().skip(from).map(|c| c.ch);
        rest.take_while(|c| of(*c)).collect()
    };
    let figures = run(0, |c| c.is_ascii_digit() || "-/.年月日".contains(c));
    let printed = dates::find(&figures).filter(|(_, start, _)| *start == 0);
    // 2024-5-8 has eight characters.
    let numeric = figures.len() >= 8 && dates::numeric(&figures).is_some();
    if numeric || printed.is_some() {
        let mut end = figures.chars().count();
        let clock = |c: char| c.is_ascii_digit() || c == ':';
        let blanks = run(end, |c| c.is_whitespace() || c == 'T').chars().count();
        let time = run(end + blanks, clock);
        if time.contains(':') {
            end += blanks + time.len();
        } else if printed.is_some() {
            // A paper says its days so, too; none has a time of day.
            return None;
        }
        return Some((web::PUBLISHED_AT, end));
    }
    let word = run(0, |c| !c.is_whitespace());
    let length = word.chars().count();
    // Before a time stands who published it.
    let timed = || {
        let blanks = chars
            .iter()
            .skip(length)
            .take_while(|c| c.ch.is_whitespace());
        let rest = chars.get(length + blanks.count()..).unwrap_or_default();
        bare(rest, false).is_some_and(|(key, _)| key == web::PUBLISHED_AT)
    };
    (office::is_office(&word) && (behind || timed())).then_some((web::FROM, length))
}

/// The label that a stretch begins with, and where its value starts.
fn label(chars: &[Char]) -> Option<(&'static str, usize)> {
    let mut printed = String::new();
    for (index, c) in chars.iter().enumerate() {
        let blank = c.ch.is_whitespace();
        if blank || is_colon(c.ch) {
            // The longest time in figures has nineteen characters.
            let value = chars.iter().skip(index).take(24);
            let value: String = value.map(|c| c.ch).collect();
            let found = web::label(&printed).or_else(|| web::label_by_value(&printed, &value));
            if let Some(key) = found {
                // A blank may stand before the colon.
                let rest = chars.get(index..).unwrap_or_default();
                let blanks = rest.iter().take_while(|c| c.ch.is_whitespace()).count();
                let colon = rest.get(blanks).is_some_and(|c| is_colon(c.ch));
                return Some((key, index + if colon { blanks } else { 0 } + 1));
            }
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

/// Takes out the files that a page offers below the text, and the words above them. A file that says again what stands on
/// another line is that, once more.
fn files(flow: Vec<Flow>, notice: &mut Notice, ctx: &mut Context<'_>) -> Vec<Flow> {
    let texts: Vec<String> = flow.iter().map(plain).collect();
    if !texts.iter().any(|t| web::file_offered(t).is_some()) {
        return flow;
    }
    let signed = texts.iter().rposition(|t| {
        let text = t.strip_suffix('。').unwrap_or(t);
        text.chars().count() <= SIGNING && dates::closing(text).is_some()
    });
    let below = |at: usize| signed.is_some_and(|signed| at > signed);
    let offered = |at: usize| {
        texts
            .get(at)
            .is_some_and(|t| web::file_offered(t).is_some())
    };
    let mut out = Vec::with_capacity(flow.len());
    for (index, (part, text)) in flow.into_iter().zip(&texts).enumerate() {
        match part {
            Flow::Line(line) if offered(index) => {
                let stem = repeats::stem(text).unwrap_or(text);
                let again = |t: &String| t.ends_with(stem);
                if texts.iter().take(index).any(again) {
                    ctx.accounts.discard(&line.chars, Discard::PageChrome);
                } else if below(index) {
                    set(web::FILE, &[line], notice, ctx);
                } else {
                    out.push(Flow::Line(line));
                }
            }
            Flow::Line(line) if below(index) && offered(index + 1) && heads_files(text) => {
                ctx.accounts.discard(&line.chars, Discard::PageChrome);
            }
            other => out.push(other),
        }
    }
    out
}

/// Whether a line does nothing but lead up to files: 附件：, 附件下载：.
fn heads_files(plain: &str) -> bool {
    let label = attachment::label(plain);
    label.is_some_and(|l| l.title.is_empty() && l.colon) || repeats::is_chrome(plain)
}

/// Label, its lines, and those of its value.
type Pair = (String, Vec<Line>, Vec<Line>);

/// A table of labels and values: in each row they take turns. Its header, if one was taken for such, is a row too. Most
/// labels are known; others end in a colon.
fn pairs(table: &WholeTable) -> Option<Vec<Pair>> {
    let header: Vec<Vec<Line>> = table.columns.iter().map(|c| c.own.concat()).collect();
    let rows = table
        .rows
        .iter()
        .map(|r| r.cells.iter().map(|c| c.lines.clone()).collect());
    let mut known = 0;
    let mut out = Vec::new();
    let label_of = |lines: &[Line]| web::label_in_table(&Span::of(lines).plain());
    for row in std::iter::once(header).chain(rows) {
        let blank = |c: &Vec<Line>| c.iter().all(Line::is_blank);
        let mut cells = row.into_iter().skip_while(blank).peekable();
        while let Some(label) = cells.next() {
            let text = Span::of(&label).plain();
            let found = label_of(&label);
            known += usize::from(found.is_some());
            let key = found.map(str::to_owned).or_else(|| {
                let name = text.strip_suffix([':', '：'])?;
                // As short as the longest that is known: 规范性文件统一编号.
                (name.chars().count() <= 9).then(|| name.to_owned())
            })?;
            // A label may run over two columns, and its value may be blank: then the next label follows.
            let is_value = |c: &Vec<Line>| !blank(c) && label_of(c).is_none();
            while cells.next_if(blank).is_some() {}
            let value = cells.next_if(is_value).unwrap_or_default();
            while cells.next_if(blank).is_some() {}
            out.push((key, label, value));
        }
    }
    (out.len() > 1 && known * 2 >= out.len()).then_some(out)
}

/// Keeps a pair; the number and the day are the notice's own if nothing printed says them.
fn set(key: &str, value: &[Line], notice: &mut Notice, ctx: &mut Context<'_>) {
    let value = Span::of(value).compose(ctx);
    if value.text.is_empty() {
        return;
    }
    let plain: String = value.text.chars().filter(|c| !c.is_whitespace()).collect();
    if web::is_of_number(key)
        && let Some(mut found) = number::whole(&plain)
            .or_else(|| number::bare(&plain))
            // What no label is known of may stand behind it.
            .or_else(|| number::whole(plain.split_inclusive('号').next()?))
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
            seen: None,
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
                codes::NUMBER_RESTORED,
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
