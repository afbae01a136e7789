//! Page numbers and running heads: printed on the page, but no part of the notice.

use foldhash::HashMap;

use crate::accounts::{Char, CharId, Discard};
use crate::context::Context;
use crate::lexicon::page_number::{Form, page_number};
use crate::page::{Direction, Glyph, Page};
use crate::text::Line;
use crate::text::lines::lines;

/// Share of the page's height, at head and foot, in which page numbers and running heads stand: the margins of
/// GB/T 9704-2012 (5.2.1: head 37 mm, foot 35 mm of 297 mm) less the line nearest to the text.
const MARGIN: f32 = 0.115;
/// Running heads stand higher than any text of the page.
const HEAD: f32 = 0.08;

/// Takes page numbers and running heads off the pages.
pub(crate) fn leave_out(pages: &mut [Page], ctx: &mut Context<'_>) {
    let found: Vec<Vec<Line>> = pages
        .iter()
        .map(|p| lines(&near_edges(p), p.number))
        .collect();
    let mut gone: HashMap<CharId, Discard> = HashMap::default();
    numbers(pages, &found, &mut gone);
    numbers_over_print(pages, &found, &mut gone);
    heads(pages, &found, &mut gone);
    artifacts(pages, &mut gone);
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

/// What the file itself marks as no content of its own, unless most of a page is marked so: writers of tagged files mark
/// running heads and watermarks, others everything.
fn artifacts(pages: &[Page], gone: &mut HashMap<CharId, Discard>) {
    for page in pages.iter().filter(|p| p.glyphs.iter().any(|g| g.artifact)) {
        let left = |g: &&Glyph| !g.char.ch.is_whitespace() && !gone.contains_key(&g.char.id);
        // A table's header that is printed again is marked so, too, and is told with its table.
        // Its rows may be closed by the colour of their ground alone, with upright rules between the columns.
        let ends = page.rulings.iter().map(|r| match r.direction {
            Direction::Horizontal => (r.position, r.position),
            Direction::Vertical => (r.start, r.end),
        });
        let (top, bottom) = ends.fold((f32::INFINITY, f32::NEG_INFINITY), |all, own| {
            (all.0.min(own.0), all.1.max(own.1))
        });
        let in_table = |g: &&Glyph| (top..=bottom).contains(&g.y);
        let all = page.glyphs.iter().filter(left).count();
        let marked: Vec<CharId> = page
            .glyphs
            .iter()
            .filter(left)
            .filter(|g| g.artifact && !in_table(g))
            .map(|g| g.char.id)
            .collect();
        if marked.len() * 2 < all {
            gone.extend(marked.into_iter().map(|id| (id, Discard::Artifact)));
        }
    }
}

/// The glyphs whose lines may stand in the margins: those near head and foot, whole lines of them, and all that run down.
fn near_edges(page: &Page) -> Vec<Glyph> {
    /// Ems by which glyphs of one line may lie apart, and more.
    const LINE: f32 = 2.0;
    let (margin, frame) = (margin(page, MARGIN), page.frame());
    let near = |g: &&Glyph| {
        let (at, room) = (&g.char.bbox, margin + LINE * g.size);
        let near = at.top <= frame.top + room || at.bottom >= frame.bottom - room;
        near || g.vertical || g.angle != 0.0
    };
    page.glyphs.iter().filter(near).copied().collect()
}

/// How wide a margin is. It is measured on the sheet, whichever way that lies.
fn margin(page: &Page, share: f32) -> f32 {
    let frame = page.frame();
    frame.height().max(frame.width()) * share
}

/// Whether a line stands in the margins: at head or foot, or, if it runs down the page (a landscape table in an upright
/// document keeps the page number where the bound volume has it), at a side.
fn in_margin(page: &Page, line: &Line, share: f32) -> bool {
    let (area, frame) = (line.bbox, page.frame());
    let margin = margin(page, share);
    let foot = area.bottom <= frame.top + margin || area.top >= frame.bottom - margin;
    let side = area.x1 <= frame.x0 + margin || area.x0 >= frame.x1 - margin;
    foot || (side && area.height() > area.width() && line.chars.len() > 1)
}

/// Page numbers in the margins; bare ones where the number and the page keep step over at least two pages.
fn numbers(pages: &[Page], found: &[Vec<Line>], gone: &mut HashMap<CharId, Discard>) {
    let mut bare: Vec<(i64, &Line)> = Vec::new();
    for (page, lines) in pages.iter().zip(found) {
        for line in lines.iter().filter(|l| in_margin(page, l, MARGIN)) {
            let Some(number) = line.page_number() else {
                continue;
            };
            if number.form != Form::Bare {
                take(line, Discard::PageNumber, gone);
            } else if outside_rulings(page, line) {
                bare.push((i64::from(number.number) - i64::from(page.number), line));
            }
        }
    }
    // By how far number and page are apart: the first page with it, and whether it is the only one.
    let mut steps: HashMap<i64, (u32, bool)> = HashMap::default();
    for (step, line) in &bare {
        let (page, alone) = steps.entry(*step).or_insert((line.page, true));
        *alone &= *page == line.page;
    }
    for (step, line) in &bare {
        let kept = steps.get(step).is_some_and(|(_, alone)| !alone);
        if kept || (pages.len() == 1 && *step == 0) {
            take(line, Discard::PageNumber, gone);
        }
    }
}

/// Where the page numbers of other pages stand.
struct Place {
    form: Form,
    /// How far number and page are apart.
    step: i64,
    /// From the foot of the page to the baseline.
    up: f32,
    /// Middles of what is printed apart there: writers may set the first dash as the mark of a list, at the left of the page.
    parts: Vec<f32>,
}

impl Place {
    fn parts(line: &Line) -> Vec<f32> {
        let inked: Vec<&Char> = line
            .chars
            .iter()
            .filter(|c| !c.ch.is_whitespace())
            .collect();
        let parts = inked.chunk_by(|a, b| b.bbox.x0 - a.bbox.x1 < APART * line.size);
        let ends = parts.filter_map(|part| part.first().zip(part.last()));
        ends.map(|(a, b)| f32::midpoint(a.bbox.x0, b.bbox.x1))
            .collect()
    }
}

/// Ems between what is printed apart: two blanks part the dashes from the number.
const APART: f32 = 2.0;

/// Page numbers that are printed over other text, such as a table's that runs on below the margin: on the baseline and in the
/// middle of those of other pages, and printed in one go, or in as many.
fn numbers_over_print(pages: &[Page], found: &[Vec<Line>], gone: &mut HashMap<CharId, Discard>) {
    /// Points by which what stands at one place on two pages may be apart: writers round to a tenth or less.
    const OFF: f32 = 0.5;
    /// Left and right pages have one each, and wider numbers stand a little aside: as many as there are of both, twice.
    const PLACES: usize = 16;
    let number = |gone: &HashMap<CharId, Discard>, line: &Line| {
        let first = line.chars.iter().find(|c| gone.contains_key(&c.id))?;
        (gone.get(&first.id) == Some(&Discard::PageNumber)).then(|| line.page_number())?
    };
    let mut places: Vec<Place> = Vec::new();
    let mut without: Vec<&Page> = Vec::new();
    for (page, lines) in pages.iter().zip(found) {
        let own = lines.iter().filter_map(|line| {
            let number = number(gone, line)?;
            let id = line.chars.first()?.id;
            let glyph = page.glyphs.iter().find(|g| g.char.id == id)?;
            Some(Place {
                form: number.form,
                step: i64::from(number.number) - i64::from(page.number),
                up: page.frame().bottom - glyph.y,
                parts: Place::parts(line),
            })
        });
        let mut none = true;
        for place in own {
            none = false;
            let same = |p: &Place| {
                let mut apart = p.parts.iter().zip(&place.parts);
                (p.form, p.step, p.parts.len()) == (place.form, place.step, place.parts.len())
                    && (p.up - place.up).abs() < OFF
                    && apart.all(|(a, b)| (a - b).abs() < OFF)
            };
            if places.len() < PLACES && !places.iter().any(same) {
                places.push(place);
            }
        }
        if none {
            without.push(page);
        }
    }
    for page in without {
        for place in &places {
            let y = page.frame().bottom - place.up;
            let on_line = |g: &Glyph| (g.y - y).abs() < OFF && g.angle == 0.0;
            let goes_on = |a: &Glyph, b: &Glyph| {
                let gap = b.x - (a.x + a.advance);
                on_line(a) == on_line(b) && a.font == b.font && gap.abs() < APART * a.size
            };
            let runs = page.glyphs.chunk_by(goes_on);
            let runs: Vec<&[Glyph]> = runs
                .filter(|run| run.first().is_some_and(on_line))
                .collect();
            let there = |at: &f32| {
                let near = |run: &&[Glyph]| {
                    let ends = run.first().zip(run.last());
                    ends.is_some_and(|(first, last)| {
                        let center = f32::midpoint(first.char.bbox.x0, last.char.bbox.x1);
                        (center - at).abs() < first.size
                    })
                };
                runs.iter()
                    .copied()
                    .filter(near)
                    .min_by_key(|run| run.len())
            };
            let Some(parts) = place.parts.iter().map(there).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let own = || parts.iter().copied().flatten();
            let read = page_number(own().map(|g| g.char.ch));
            let same = read.is_some_and(|n| {
                n.form == place.form && i64::from(n.number) - i64::from(page.number) == place.step
            });
            // A bare number may be all that a cell holds.
            let over = |first: &Glyph| {
                let (x, y) = (first.char.bbox.center_x(), first.char.bbox.center_y());
                let mut others = page.glyphs.iter().filter(|g| g.char.id != first.char.id);
                others.any(|g| g.char.bbox.contains(x, y))
            };
            if same && (place.form != Form::Bare || own().next().is_some_and(over)) {
                gone.extend(own().map(|g| (g.char.id, Discard::PageNumber)));
            }
        }
    }
}

fn outside_rulings(page: &Page, line: &Line) -> bool {
    use crate::page::Direction::Vertical;
    !page.rulings.iter().any(|r| {
        r.direction == Vertical && r.start < line.bbox.center_y() && r.end > line.bbox.center_y()
    })
}

/// Running heads and feet: the same text in the margin of two pages or more, whatever their margins and orientation, with the
/// page's number in it or not (民政办 — 1 —, 内部资料 注意保存 1/4).
fn heads(pages: &[Page], found: &[Vec<Line>], gone: &mut HashMap<CharId, Discard>) {
    let mut seen: HashMap<String, Vec<&Line>> = HashMap::default();
    for (page, lines) in pages.iter().zip(found) {
        for line in lines {
            if in_margin(page, line, HEAD) && outside_rulings(page, line) && !line.is_blank() {
                for text in with_number(line.key(), page.number) {
                    seen.entry(text).or_default().push(line);
                }
            }
        }
    }
    for same in seen.values() {
        let first = same.first().map(|l| l.page);
        if same.iter().any(|l| Some(l.page) != first) {
            for line in same {
                take(line, Discard::RunningHead, gone);
            }
        }
    }
}

/// Most characters of a running head with the page's number in it: a line of the sheet's width holds some forty.
const LONGEST: usize = 80;

/// A text, and the same with each of its numbers as what is left of it less the page's: on another page, where the number
/// keeps step, that is the same.
fn with_number(text: &str, page: u32) -> Vec<String> {
    let mut out = vec![text.to_owned()];
    // A line of text has some forty characters; each number of a longer one would make a copy of it.
    if text.chars().nth(LONGEST).is_some() {
        return out;
    }
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest.get(start..).unwrap_or_default();
        let end = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        let after = digits.get(end..).unwrap_or_default();
        // A page's number has at most four digits.
        if let Some(number) = digits.get(..end).filter(|d| d.len() <= 4)
            && let Ok(number) = number.parse::<i64>()
        {
            let before = text.len() - rest.len() + start;
            let before = text.get(..before).unwrap_or_default();
            out.push(format!("{before}#{}#{after}", number - i64::from(page)));
        }
        rest = after;
    }
    out
}

fn take(line: &Line, why: Discard, gone: &mut HashMap<CharId, Discard>) {
    for char in line.chars.iter().filter(|c| c.id != CharId::INSERTED) {
        gone.entry(char.id).or_insert(why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::BBox;
    use crate::options::ParseOptions;
    use crate::page::Ruling;

    fn print(
        text: &str,
        (x, y): (f32, f32),
        artifact: bool,
        page: &mut Page,
        ctx: &mut Context<'_>,
    ) {
        for (n, ch) in text.chars().enumerate() {
            let x = x + 10.0 * n as f32;
            let bbox = BBox::new(x, y - 8.8, x + 10.0, y + 1.2);
            let place = crate::accounts::Place::Page(page.number, bbox);
            let id = ctx.accounts.register(ch, place);
            page.glyphs.push(Glyph {
                char: Char { ch, id, bbox },
                x,
                y,
                advance: 10.0,
                size: 10.0,
                angle: 0.0,
                font: 0,
                color: [0; 3],
                alpha: 1.0,
                vertical: false,
                artifact,
            });
        }
    }

    /// The header's upper line is the edge of its coloured ground: only the rules between its columns reach that high.
    #[test]
    fn a_header_marked_as_an_artifact_between_upright_rules_stays() {
        let options = ParseOptions::default();
        let mut ctx = Context::new(&options);
        let mut page = Page {
            number: 2,
            width: 500.0,
            height: 500.0,
            rulings: vec![
                Ruling::black(Direction::Vertical, 200.0, 90.0, 160.0),
                Ruling::black(Direction::Horizontal, 130.0, 100.0, 300.0),
                Ruling::black(Direction::Horizontal, 160.0, 100.0, 300.0),
            ],
            ..Page::default()
        };
        print("内部资料", (200.0, 70.0), true, &mut page, &mut ctx);
        print("项目", (110.0, 110.0), true, &mut page, &mut ctx);
        print("金额", (210.0, 110.0), true, &mut page, &mut ctx);
        print(
            "海岛助餐服务项目",
            (110.0, 150.0),
            false,
            &mut page,
            &mut ctx,
        );
        print("五十万元", (210.0, 150.0), false, &mut page, &mut ctx);
        let mut pages = [page];
        leave_out(&mut pages, &mut ctx);
        let left: String = pages[0].glyphs.iter().map(|g| g.char.ch).collect();
        assert_eq!(left, "项目金额海岛助餐服务项目五十万元");
    }

    #[test]
    fn a_page_number_over_the_text_of_a_cell_is_none_of_it() {
        let options = ParseOptions::default();
        let mut ctx = Context::new(&options);
        let page = |number: u32, ctx: &mut Context<'_>| {
            let mut page = Page {
                number,
                width: 300.0,
                height: 500.0,
                ..Page::default()
            };
            let own = format!("- {number} -");
            if number == 2 {
                print(
                    "组建三十三人的义务监督员队伍",
                    (80.0, 480.0),
                    false,
                    &mut page,
                    ctx,
                );
                print("其他", (20.0, 300.0), false, &mut page, ctx);
            }
            print(&own, (125.0, 480.0), false, &mut page, ctx);
            page
        };
        let mut pages = [page(1, &mut ctx), page(2, &mut ctx)];
        leave_out(&mut pages, &mut ctx);
        let left = |page: &Page| -> String { page.glyphs.iter().map(|g| g.char.ch).collect() };
        assert_eq!(left(&pages[0]), "");
        assert_eq!(left(&pages[1]), "组建三十三人的义务监督员队伍其他");
        // Its first dash may stand apart.
        let pages = [1, 2].map(|number| {
            let mut page = page(number, &mut ctx);
            let moved = |g: &&mut Glyph| g.y == 480.0 && g.x == 125.0;
            for glyph in page
                .glyphs
                .iter_mut()
                .filter(moved)
                .filter(|g| g.char.ch == '-')
            {
                (glyph.char.ch, glyph.x) = ('•', 20.0);
                glyph.char.bbox = BBox::new(20.0, 471.2, 30.0, 481.2);
            }
            page
        });
        let mut pages = pages;
        leave_out(&mut pages, &mut ctx);
        assert_eq!(left(&pages[0]), "");
        assert_eq!(left(&pages[1]), "组建三十三人的义务监督员队伍其他");
        // A bare number may be all that a cell holds.
        for (text, expected) in [("组建三十三人的义务监督员队伍", ""), ("其他", "4")]
        {
            let mut pages = [1, 2, 3, 4].map(|number| Page {
                number,
                width: 300.0,
                height: 500.0,
                ..Page::default()
            });
            for (page, number) in pages.iter_mut().zip(["1", "2", "3"]) {
                print(number, (150.0, 480.0), false, page, &mut ctx);
            }
            print(text, (80.0, 480.0), false, &mut pages[3], &mut ctx);
            print("项目", (20.0, 300.0), false, &mut pages[3], &mut ctx);
            print("4", (150.0, 480.0), false, &mut pages[3], &mut ctx);
            leave_out(&mut pages, &mut ctx);
            assert_eq!(left(&pages[0]), "");
            assert_eq!(left(&pages[3]), format!("{text}项目{expected}"));
        }
        // Another number at that place is what the text says.
        let mut pages = [page(1, &mut ctx), page(2, &mut ctx)];
        pages[1].number = 7;
        leave_out(&mut pages, &mut ctx);
        assert!(left(&pages[1]).contains("- 2 -"));
    }

    #[test]
    fn numbers_that_keep_step_with_the_page_make_the_same_text() {
        let second = with_number("2024年文件第2页", 2);
        let third = with_number("2024年文件第3页", 3);
        assert!(second.iter().any(|t| third.contains(t)));
        // Long lines are no running heads: a copy for each of their numbers would grow with their square.
        assert_eq!(with_number(&"7,".repeat(100_000), 1).len(), 1);
    }
}
