//! Page numbers and running heads: printed on the page, but no part of the notice.

use foldhash::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::accounts::{CharId, Discard};
use crate::context::Context;
use crate::lexicon::fold;
use crate::page::Page;
use crate::text::Line;
use crate::text::lines::lines;

/// A page number with its ornaments: — 1 —, - 2 -, ·3·, 第 3 页 共 5 页, 共 5 页 第 3 页, 第 3 页（共 5 页）, 第三页, 3/5, Page 3 of 5.
static ORNATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:[-—–−―─━－_~·•]+(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,5}|[ivxIVX]{1,6})[-—–−―─━－_~·•]+|第(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,5})页(?:[,/(|]?共[0-9]{1,4}页[)]?)?|共[0-9]{1,4}页[,/(|]?第[0-9]{1,4}页[)]?|[0-9]{1,4}/[0-9]{1,4}页?|[Pp](?:age|\.)[0-9]{1,4}(?:(?:of|/)[0-9]{1,4})?)$").ok()
});

/// Share of the page's height, at head and foot, in which page numbers and running heads stand: the margins of
/// GB/T 9704-2012 (5.2.1: head 37 mm, foot 35 mm of 297 mm) less the line nearest to the text.
const MARGIN: f32 = 0.115;
/// Running heads stand higher than any text of the page.
const HEAD: f32 = 0.08;

/// Takes page numbers and running heads off the pages.
pub(crate) fn leave_out(pages: &mut [Page], ctx: &mut Context<'_>) {
    let found: Vec<Vec<Line>> = pages.iter().map(|p| lines(&p.glyphs, p.number)).collect();
    let mut gone: HashMap<CharId, Discard> = HashMap::default();
    numbers(pages, &found, &mut gone);
    numbered_feet(pages, &found, &mut gone);
    heads(pages, &found, &mut gone);
    if gone.is_empty() {
        return;
    }
    for page in pages {
        page.glyphs.retain(|g| match gone.get(&g.char.id) {
            Some(&why) => {
                ctx.accounts.discard([&g.char], why);
                false
            }
            None => true,
        });
    }
}

fn plain(line: &Line) -> String {
    line.chars
        .iter()
        .filter_map(|c| fold::matching(c.ch))
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// Whether a line stands in the margins: at head or foot, or, if it runs down the page (a landscape table in an upright
/// document keeps the page number where the bound volume has it), at a side.
fn in_margin(page: &Page, line: &Line, share: f32) -> bool {
    let area = line.bbox;
    let foot = area.bottom <= page.height * share || area.top >= page.height * (1.0 - share);
    let side = area.x1 <= page.width * share || area.x0 >= page.width * (1.0 - share);
    foot || (side && area.height() > area.width() && line.chars.len() > 1)
}

/// Ornate numbers in the margins; bare ones where the number and the page keep step over at least two pages.
fn numbers(pages: &[Page], found: &[Vec<Line>], gone: &mut HashMap<CharId, Discard>) {
    let mut bare: Vec<(i64, &Line)> = Vec::new();
    for (page, lines) in pages.iter().zip(found) {
        for line in lines.iter().filter(|l| in_margin(page, l, MARGIN)) {
            let text = plain(line);
            if ORNATE.as_ref().is_some_and(|r| r.is_match(&text)) {
                take(line, Discard::PageNumber, gone);
            } else if text.len() <= 4
                && let Ok(number) = text.parse::<i64>()
                && outside_rulings(page, line)
            {
                bare.push((number - i64::from(page.number), line));
            }
        }
    }
    for (step, line) in &bare {
        let kept = bare
            .iter()
            .any(|(other, l)| other == step && l.page != line.page);
        if kept || (pages.len() == 1 && *step == 0) {
            take(line, Discard::PageNumber, gone);
        }
    }
}

/// An office's name beside the page number: 民政办 — 1 —, on two pages or more, the number keeping step.
static NUMBERED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("[-—–―]+([0-9]{1,4})[-—–―]+$").ok());

fn numbered_feet(pages: &[Page], found: &[Vec<Line>], gone: &mut HashMap<CharId, Discard>) {
    let mut seen: HashMap<(String, i64), Vec<&Line>> = HashMap::default();
    for (page, lines) in pages.iter().zip(found) {
        for line in lines.iter().filter(|l| in_margin(page, l, MARGIN)) {
            let text = plain(line);
            let parts = NUMBERED.as_ref().and_then(|r| r.captures(&text));
            if let Some((name, number)) = parts.and_then(|c| {
                let name = text.get(..c.get(0)?.start())?;
                let number: i64 = c.get(1)?.as_str().parse().ok()?;
                // The longest name of an office has some twenty characters.
                (1..=20)
                    .contains(&name.chars().count())
                    .then(|| (name.to_owned(), number))
            }) {
                let step = number - i64::from(page.number);
                seen.entry((name, step)).or_default().push(line);
            }
        }
    }
    for same in seen.values().filter(|s| s.len() >= 2) {
        for line in same {
            take(line, Discard::RunningHead, gone);
        }
    }
}

fn outside_rulings(page: &Page, line: &Line) -> bool {
    use crate::page::Direction::Vertical;
    !page.rulings.iter().any(|r| {
        r.direction == Vertical && r.start < line.bbox.center_y() && r.end > line.bbox.center_y()
    })
}

/// The same line at the same height, above or below all else, on two pages or more.
fn heads(pages: &[Page], found: &[Vec<Line>], gone: &mut HashMap<CharId, Discard>) {
    let mut seen: HashMap<(String, i32), Vec<&Line>> = HashMap::default();
    for (page, lines) in pages.iter().zip(found) {
        for line in lines {
            if in_margin(page, line, HEAD) && outside_rulings(page, line) && !line.is_blank() {
                #[allow(clippy::cast_possible_truncation)]
                let height = (line.baseline / 2.0).round() as i32;
                seen.entry((plain(line), height)).or_default().push(line);
            }
        }
    }
    for same in seen.values().filter(|s| s.len() >= 2) {
        for line in same {
            take(line, Discard::RunningHead, gone);
        }
    }
}

fn take(line: &Line, why: Discard, gone: &mut HashMap<CharId, Discard>) {
    for char in line.chars.iter().filter(|c| c.id != CharId::INSERTED) {
        gone.entry(char.id).or_insert(why);
    }
}
