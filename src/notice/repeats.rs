//! What a web page prints round and before the notice's own head: its name again, and the page's own words.

use super::{attachments, files, number, words};
use crate::accounts::{CharId, Discard};
use crate::context::Context;
use crate::lexicon::{attachment, dates, labels, office, ordinal, papers, web};
use crate::model::{Notice, Text};
use crate::table::Flow;
use crate::text::Line;

/// How far from the top the page's own heading may stand from the title, in lines.
const HEAD: usize = 40;
/// Most lines that a title is broken over: GB/T 9704-2012 sets it in size 2, some eighteen characters a line.
const TITLE: usize = 5;
/// Fewest characters of a title that is known again: 关于…的通知 has six without its subject.
const SHORTEST: usize = 7;

/// Most characters of a page's own line: twice a line of a body (28, GB/T 9704-2012 5.2.3). Measured: from 30 to 200 all
/// pages at hand read alike.
const OWN_LINE: usize = 56;

/// Whether a line is the page's own (white space must be gone); such lines are short.
pub(super) fn is_chrome(plain: &str) -> bool {
    plain.chars().count() <= OWN_LINE && web::is_chrome(plain)
}

/// Most lines of a page below the text: service lines, two neighbours, organs, numbers of registration, contacts.
const FOOTER_LINES: usize = 15;

/// Where the page's own lines below the text begin: from there on no line is a sentence, or the day of signing.
pub(super) fn footer(flow: &[Flow]) -> usize {
    let (mut begin, mut lines) = (flow.len(), 0);
    for (index, part) in flow.iter().enumerate().rev() {
        let Flow::Line(line) = part else { break };
        if line.is_blank() {
            continue;
        }
        let text = words::plain(line);
        let own = line.page == 0
            && text.chars().count() <= OWN_LINE
            && !text.contains('。')
            && !labels::is_imprint(&text)
            && attachment::label(&text).is_none()
            && dates::find(&text).is_none_or(|(_, _, end)| end != text.chars().count());
        lines += 1;
        if !own || lines > FOOTER_LINES {
            break;
        }
        if web::begins_footer(&text) || begin < flow.len() && web::may_begin_footer(&text) {
            begin = index;
        }
    }
    begin
}

/// Whether a line offers the notice, or an attachment that stands in it or was given as a file, as a file.
pub(super) fn is_download(text: &str, notice: &Notice, ctx: &Context<'_>) -> bool {
    let label = attachment::label(text);
    let name = label.as_ref().map_or(text, |l| l.title.as_str());
    let after = ordinal::marked(name.chars()).map_or(0, |n| n.rest);
    let unnumbered: String = name.chars().skip(after).collect();
    if files::is_attached(name, ctx) || files::is_attached(&unnumbered, ctx) {
        return true;
    }
    let Some(stem) = stem(text) else {
        return false;
    };
    let same = |title: &Text| attachments::bare(&title.text).eq(stem.chars());
    let listed = notice.attachment_notes.iter().map(|n| &n.title);
    // What is given as a file may bear another name there than on the page.
    let listed = listed.filter(|_| !ctx.attached.is_empty());
    let titles = notice.attachments.iter().filter_map(|a| a.title.as_ref());
    let mut titles = titles.chain(&notice.title).chain(listed);
    titles.any(same)
}

/// The name of the file that a line offers, without label, number and what files end in.
pub(super) fn stem(text: &str) -> Option<&str> {
    let name = web::file_offered(text)?;
    let after = |text: &str, count: usize| {
        let end = text.char_indices().nth(count);
        end.map_or(text.len(), |(at, _)| at)
    };
    let label = attachment::label(name).map_or(0, |l| l.length);
    let name = name.get(after(name, label)..)?;
    let number = ordinal::marked(name.chars()).map_or(0, |o| o.rest);
    let name = name.get(after(name, number)..)?;
    let (stem, _) = name.rsplit_once('.')?;
    (!stem.is_empty()).then_some(stem)
}

/// Leaves out the page's own heading, which the title below repeats, and cuts a number from what stands beside it; where the line
/// begins that says a heading again, by whatever name papers of its kind go.
pub(super) fn leave_out(lines: Vec<Line>, ctx: &mut Context<'_>) -> (Vec<Line>, Option<CharId>) {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for (index, line) in lines.into_iter().enumerate() {
        match number_before_more(&line).filter(|_| index < HEAD) {
            Some(length) => out.extend(words::cut(&line, length)),
            None => out.push(line),
        }
    }
    let plain: Vec<String> = out.iter().map(|l| bare(&words::plain(l))).collect();
    let numbers: Vec<usize> = (0..plain.len().min(HEAD))
        .filter(|i| plain.get(*i).is_some_and(|t| number::whole(t).is_some()))
        .collect();
    // What a window is named by has the site's name behind the title: 关于…的通知-某区人民政府网.
    let sited = |at: usize| {
        let text = plain.get(at).map_or("", String::as_str);
        let mut marks = text.match_indices(['-', '_', '|', '－', '—', '–']);
        marks.any(|(end, _)| {
            let title = text.get(..end).filter(|t| is_heading(t));
            let mut below = plain.iter().take(HEAD).skip(at + 1);
            title.is_some_and(|title| below.any(|line| line == title))
        })
    };
    let again = |at: usize| {
        let Some(text) = plain.get(at).filter(|t| is_heading(t)) else {
            return sited(at);
        };
        // The title itself may name the issuers before what the page's heading says, and below its number need not.
        let titles = |run: &[String]| ends(run, text) && !run.iter().any(|l| l.contains('。'));
        let numbered = |from: usize| numbers.iter().any(|n| (at..from).contains(n));
        let titled = |from: usize| {
            let title = plain
                .get(from)
                .filter(|t| t.starts_with("关于") && is_heading(t));
            numbered(from) && title.is_some_and(|title| text.ends_with(title.as_str()))
        };
        (at + 1..plain.len().min(HEAD)).any(|from| {
            titled(from)
                || (1..=TITLE).any(|count| plain.get(from..from + count).is_some_and(titles))
        })
    };
    // The first line, said again right below or behind what the page says of itself, heads a text of any kind.
    let of_web = out.first().is_some_and(|line| line.page == 0);
    let first = plain.first().filter(|t| of_web && is_name(t));
    let twice = first.and_then(|first| {
        let mut below = plain.iter().take(NEAR).enumerate().skip(1);
        below.find(|(_, line)| *line == first).map(|(at, _)| at)
    });
    let repeated = |i: usize| i < HEAD && (again(i) || i == 0 && twice.is_some());
    let repeated: Vec<bool> = (0..out.len()).map(repeated).collect();
    let twice = twice.and_then(|at| Some(out.get(at)?.chars.first()?.id));
    let lines = out
        .into_iter()
        .zip(repeated)
        .filter_map(|(line, repeated)| {
            if repeated {
                ctx.accounts.discard(&line.chars, Discard::PageChrome);
            }
            (!repeated).then_some(line)
        });
    (lines.collect(), twice)
}

/// Lines of a page among which its heading is said again: what it says of itself stands between.
const NEAR: usize = 6;

/// Whether a line may name a text: neither a sentence nor what a form says.
fn is_name(text: &str) -> bool {
    // A title has at most five lines of some eighteen characters.
    (SHORTEST..=5 * 18).contains(&text.chars().count())
        && !text.ends_with(['：', ':', '；', '，'])
        && !text.contains('。')
        && !office::is_office(text)
}

/// Whether lines put together end in a text.
fn ends(run: &[String], text: &str) -> bool {
    let mut rest = text;
    for line in run.iter().rev() {
        match rest.strip_suffix(line.as_str()) {
            Some(before) => rest = before,
            // 项目名称：… says the title again behind a label.
            None => {
                let before = line.strip_suffix(rest);
                return before.is_some_and(|b| !b.ends_with([':', '：']));
            }
        }
    }
    rest.is_empty()
}

/// A title that stands whole on its line.
pub(super) fn is_heading(text: &str) -> bool {
    text.chars().count() >= SHORTEST && !text.contains('。') && papers::kind(text).is_some()
}

/// Without quotation marks, which a page's heading often drops or changes, and without the word that it puts before: 【公示】.
fn bare(text: &str) -> String {
    let kind = text.strip_prefix('【').and_then(|t| t.split_once('】'));
    let text = kind.map_or(text, |(_, rest)| rest);
    text.chars()
        .filter(|c| !"《》〈〉“”\"‘’'".contains(*c))
        .collect()
}

/// Printed characters of a number that stands before the title (舟普民〔2020〕7号 关于…的通知) or before the 签发人
/// (GB/T 9704-2012 7.2.6).
fn number_before_more(line: &Line) -> Option<usize> {
    let text = words::plain(line);
    let found = number::all(&text).into_iter().next()?;
    let rest = text.strip_prefix(found.text.as_str())?;
    let title = rest.contains("关于") && papers::kind(rest).is_some();
    (title || rest.starts_with("签发人")).then(|| found.text.chars().count())
}
