//! Script level: signs printed raised or lowered beside a text, and words with a line through them. Both stay with the
//! character they are printed at, and are no part of its text.

mod aslant;

use std::ops::RangeInclusive;

use crate::accounts::{Aside, Char, Discard};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::fold;
use crate::location::{BBox, Location};
use crate::page::squares::Squares;
use crate::page::{Direction, Glyph, Page, PageDoubt, Ruling};

/// Largest size of a raised or lowered sign, as a part of its neighbour's: writers use 58 % (`LibreOffice`), two thirds (Word)
/// and five sixths (browsers).
const SMALL: f32 = 0.87;
/// From which size on a sign that is hardly smaller than its neighbour is as large: some writers make it by 3 %.
const AS_LARGE: f32 = 0.98;
/// How far the baseline of such a sign lies above its neighbour's or below it, in ems of that: what centring makes of letters of
/// other sizes is less. Lines lie farther apart.
const CLEARLY: f32 = 0.2;
/// How far such a sign stands from its neighbour, in ems: right beside it.
const BESIDE: f32 = 0.15;
/// How far a sign's baseline lies off, in ems of its neighbour: a seventh to a half. A tenth is more than what centring
/// smaller letters in a line makes.
const OFF: f32 = 0.1;
/// How far below its neighbour's baseline that of a lowered sign lies at least: letters are centred in a line by being
/// raised, so that less than [`OFF`] tells.
const BELOW: f32 = 0.06;
/// No further than digits are high, and a little more: the line above lies an em higher.
const FARTHEST: f32 = 0.9;
/// How far a lowered sign lies below.
const LOWEST: f32 = 0.4;
/// How far a sign stands from its neighbour, in ems of that.
const NEAR: f32 = 0.35;
/// Ends of glyphs in a row of squares that a sign is held against: print of five points has half as many there.
const COMPARED: usize = 256;
/// Characters of a mark: `[12]`, `(a)`.
const LONGEST: usize = 5;
/// Brackets round a mark.
const OPEN: [char; 4] = ['[', '(', '（', '〔'];
const CLOSE: [char; 4] = [']', ')', '）', '〕'];

/// Takes marks and struck words out of the pages' text.
pub(crate) fn take(pages: &mut [Page], ctx: &mut Context<'_>) {
    for page in pages {
        struck(page, ctx);
        raised(page, ctx);
    }
}

/// Where a glyph stands along its line, and its baseline across it.
fn place(glyph: &Glyph, angle: f32) -> (f32, f32) {
    if angle == 0.0 {
        return (glyph.x, glyph.y);
    }
    let (sin, cos) = angle.to_radians().sin_cos();
    (glyph.x * cos + glyph.y * sin, glyph.y * cos - glyph.x * sin)
}

/// Glyphs printed one after another on one line in one size.
struct Run {
    from: usize,
    to: usize,
    count: usize,
    size: f32,
}

fn runs(glyphs: &[Glyph]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut before: Option<&Glyph> = None;
    for (index, glyph) in glyphs.iter().enumerate() {
        let blank = glyph.char.ch.is_whitespace();
        let goes_on = before.is_some_and(|b| {
            let (x, y) = place(b, b.angle);
            let (to, at) = place(glyph, b.angle);
            (b.size - glyph.size).abs() < 0.02 * b.size
                && b.angle == glyph.angle
                && (y - at).abs() < 0.02 * b.size
                && (to - x - b.advance).abs() < 0.5 * b.size
        });
        match out.last_mut() {
            Some(run) if goes_on || blank => run.to = index + 1,
            _ => out.push(Run {
                from: index,
                to: index + 1,
                count: 0,
                size: glyph.size,
            }),
        }
        if let (Some(run), false) = (out.last_mut(), blank) {
            run.count += 1;
            before = Some(glyph);
        }
    }
    out
}

/// Where a glyph begins and ends on the page.
fn ends(glyph: &Glyph) -> [(f32, f32); 2] {
    if glyph.angle == 0.0 {
        return [(glyph.x, glyph.y), (glyph.x + glyph.advance, glyph.y)];
    }
    let (sin, cos) = glyph.angle.to_radians().sin_cos();
    [
        (glyph.x, glyph.y),
        (glyph.x + glyph.advance * cos, glyph.y + glyph.advance * sin),
    ]
}

/// What becomes of a small run.
enum Found {
    /// A mark of the glyph with this index.
    Mark(usize),
    /// Text all the same, on the baseline of the glyph with this index: m², H₂O.
    Text(usize),
}

/// Signs that are clearly smaller than their neighbour and off its baseline.
fn raised(page: &mut Page, ctx: &mut Context<'_>) {
    let inked = || page.glyphs.iter().filter(|g| !g.char.ch.is_whitespace());
    let largest = inked().map(|g| g.size).fold(0.0, f32::max);
    if !inked().any(|g| g.size <= AS_LARGE * largest) {
        return;
    }
    let small: Vec<Run> = runs(&page.glyphs)
        .into_iter()
        .filter(|r| r.count > 0 && r.count <= LONGEST && r.size <= AS_LARGE * largest)
        .collect();
    if small.is_empty() {
        return;
    }
    let least = small.iter().map(|r| r.size).fold(f32::INFINITY, f32::min);
    // A page's number is often all that is small: what stands at the small runs is looked at, and no more.
    let boxes = small
        .iter()
        .filter_map(|r| page.glyphs.get(r.from..r.to))
        .flatten()
        .map(|g| g.char.bbox);
    let Some(around) = boxes.reduce(|a, b| a.union(&b)) else {
        return;
    };
    let reach = 2.0 * largest;
    let near = |(x, y): (f32, f32)| {
        (around.x0 - reach..=around.x1 + reach).contains(&x)
            && (around.top - reach..=around.bottom + reach).contains(&y)
    };
    let parents =
        page.glyphs.iter().enumerate().filter(|(_, g)| {
            g.size * AS_LARGE >= least && !g.char.ch.is_whitespace() && !g.vertical
        });
    let places = parents.flat_map(|(index, glyph)| ends(glyph).map(|at| (at, index)));
    let places = places.filter(|(at, _)| near(*at));
    let squares = Squares::of(page, places);
    // Where the last mark ends with its bracket open, and what it is a mark of: what closes it may be of another font.
    let mut open: Option<(usize, usize)> = None;
    let mut found: Vec<(Run, Found)> = Vec::new();
    for run in small {
        let text = page.glyphs.get(run.from..run.to).unwrap_or_default();
        let closes = text.first().is_some_and(|g| CLOSE.contains(&g.char.ch));
        let rest = open.filter(|(end, _)| *end == run.from && closes);
        let of = neighbour(&run, page, &squares, largest).or(rest.map(|(_, at)| Found::Mark(at)));
        let mut brackets = text.iter().rev().map(|g| g.char.ch);
        let last = brackets.find(|ch| OPEN.contains(ch) || CLOSE.contains(ch));
        open = match of {
            Some(Found::Mark(at)) if last.is_some_and(|ch| OPEN.contains(&ch)) => {
                Some((run.to, at))
            }
            _ => None,
        };
        found.extend(of.map(|of| (run, of)));
    }
    let mut gone = vec![
        false;
        if found.is_empty() {
            0
        } else {
            page.glyphs.len()
        }
    ];
    for (run, found) in found {
        match found {
            Found::Mark(at) => {
                let Some(parent) = page.glyphs.get(at).map(|g| g.char) else {
                    continue;
                };
                let chars = page.glyphs.get(run.from..run.to).unwrap_or_default();
                for glyph in chars {
                    ctx.accounts
                        .set_aside(glyph.char.id, parent.id, Aside::Mark);
                }
                for flag in gone.iter_mut().take(run.to).skip(run.from) {
                    *flag = true;
                }
            }
            Found::Text(at) => {
                let Some(y) = page.glyphs.get(at).map(|g| g.y) else {
                    continue;
                };
                for glyph in page.glyphs.iter_mut().take(run.to).skip(run.from) {
                    glyph.y = y;
                }
            }
        }
    }
    remove(page, &gone);
}

/// Takes glyphs out of a page's text.
fn remove(page: &mut Page, gone: &[bool]) {
    if gone.iter().any(|g| *g) {
        let mut flags = gone.iter();
        let (aside, glyphs) = std::mem::take(&mut page.glyphs)
            .into_iter()
            .partition(|_| flags.next() == Some(&true));
        page.glyphs = glyphs;
        page.aside.extend::<Vec<Glyph>>(aside);
    }
}

/// The larger glyph that a small run stands at, off its baseline.
fn neighbour(run: &Run, page: &Page, squares: &Squares, largest: f32) -> Option<Found> {
    let chars = page.glyphs.get(run.from..run.to)?;
    let inked = || chars.iter().filter(|g| !g.char.ch.is_whitespace());
    let (first, last) = (inked().next()?, inked().next_back()?);
    if first.vertical {
        return None;
    }
    let angle = first.angle;
    let (start, across) = place(first, angle);
    let end = place(last, angle).0 + last.advance;
    let ideographs = inked().filter(|g| fold::is_cjk(g.char.ch) && g.char.ch.is_alphabetic());
    let ideographs = ideographs.count();
    // Distance, its index, and whether the run stands behind it.
    let mut best: Option<(f32, usize, bool)> = None;
    let places = [(ends(first)[0], true), (ends(last)[1], false)];
    for (at, behind) in places {
        // Off its baseline and along it, together less than an em of the glyph that it is a sign of.
        let near = squares.near(at, largest);
        for &index in near.flat_map(|row| row.iter().take(COMPARED)) {
            let Some(glyph) = page.glyphs.get(index) else {
                continue;
            };
            if run.size > AS_LARGE * glyph.size {
                continue;
            }
            let (at, base) = place(glyph, angle);
            let up = (base - across) / glyph.size;
            let (below, above, near) = if run.size <= SMALL * glyph.size {
                (BELOW, OFF, NEAR)
            } else {
                (CLEARLY, CLEARLY, BESIDE)
            };
            let off = if up < 0.0 {
                -LOWEST..=-below
            } else {
                above..=FARTHEST
            };
            let gap = if behind {
                start - at - glyph.advance
            } else {
                at - end
            };
            let fits = (glyph.angle - angle).abs() < 1.0
                && off.contains(&up)
                && gap.abs() <= near * glyph.size
                && (ideographs == 0 || up >= 0.25 && ideographs <= 2);
            let far = gap.abs() + if behind { 0.0 } else { glyph.size };
            if fits && best.is_none_or(|(b, ..)| far < b) && !parted(first, glyph, &page.rulings) {
                best = Some((far, index, behind));
            }
        }
    }
    let (_, index, behind) = best?;
    let parent = page.glyphs.get(index)?.char.ch;
    let digits = inked().all(|g| g.char.ch.is_ascii_digit() || matches!(g.char.ch, '+' | '-'));
    // Units and formulas: m², H₂O; and the smaller digits of prices behind their point.
    let formula = behind && digits && (parent.is_ascii_alphabetic() || matches!(parent, '.' | ','));
    Some(if formula {
        Found::Text(index)
    } else {
        Found::Mark(index)
    })
}

/// Whether a vertical rule stands between two glyphs.
fn parted(a: &Glyph, b: &Glyph, rulings: &[Ruling]) -> bool {
    let (low, high) = (
        a.char.bbox.center_x().min(b.char.bbox.center_x()),
        a.char.bbox.center_x().max(b.char.bbox.center_x()),
    );
    rulings.iter().any(|r| {
        r.direction == Direction::Vertical
            && (low..=high).contains(&r.position)
            && (r.start..=r.end).contains(&b.char.bbox.center_y())
    })
}

/// How far beyond the words that it strikes out a line may reach, in ems.
const BEYOND: f32 = 0.6;

/// Where a line through a letter lies above its baseline, in its size: from a fifth to a half; of Chinese ones in the middle.
const THROUGH: RangeInclusive<f32> = 0.15..=0.55;

/// Words with a line through them: a rule at the middle of their height that reaches little beyond them, a line aslant, or an
/// annotation.
fn struck(page: &mut Page, ctx: &mut Context<'_>) {
    let mut gone = Vec::new();
    let mut lines = Vec::new();
    let sizes = page.glyphs.iter().map(|g| g.size);
    let largest = sizes.fold(0.0, f32::max);
    let turned = page.glyphs.iter().any(|g| g.angle != 0.0);
    let joints = Joints::of(page);
    let mut heights: Vec<(f32, usize)> = Vec::new();
    for (index, ruling) in page.rulings.iter().enumerate() {
        // No stroke is thicker than those of letters, and none ends at the rules of a table but one through a whole row.
        if ruling.width > 0.2 * largest
            || ruling.dashed
            || ruling.direction == Direction::Vertical && !turned
        {
            continue;
        }
        let joint = joints.has(ruling);
        if joint && ruling.direction == Direction::Vertical {
            continue;
        }
        if heights.is_empty() {
            heights.extend(page.glyphs.iter().enumerate().map(|(at, g)| (g.y, at)));
            heights.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        let under = through(page, ruling, &heights, largest);
        let Some(extent) = extent(page, &under, ruling.direction) else {
            continue;
        };
        let reach = BEYOND
            * under
                .iter()
                .filter_map(|i| page.glyphs.get(*i))
                .map(|g| g.size)
                .fold(0.0, f32::max);
        let within = ruling.start >= extent.0 - reach && ruling.end <= extent.1 + reach;
        let cells = if joint { 3 } else { 2 };
        if within && !joint || joints.cells_under(ruling, &under, page, &heights) >= cells {
            lines.push(index);
            gone.resize(page.glyphs.len(), false);
            for at in under {
                if let Some(flag) = gone.get_mut(at) {
                    *flag = true;
                }
            }
        }
    }
    for area in &page.strikes {
        for (at, glyph) in page.glyphs.iter().enumerate() {
            let bbox = &glyph.char.bbox;
            if area.contains(bbox.center_x(), bbox.center_y()) {
                gone.resize(page.glyphs.len(), false);
                if let Some(flag) = gone.get_mut(at) {
                    *flag = true;
                }
            }
        }
    }
    for at in aslant::crossed(page) {
        gone.resize(page.glyphs.len(), false);
        if let Some(flag) = gone.get_mut(at) {
            *flag = true;
        }
    }
    if !gone.contains(&true) {
        return;
    }
    let mut at = 0..;
    page.rulings
        .retain(|_| at.next().is_none_or(|index| !lines.contains(&index)));
    set_beside(page, &gone, ctx);
    remove(page, &gone);
}

/// Rules by their places, to tell at which of them another ends.
struct Joints<'p> {
    horizontal: Vec<&'p Ruling>,
    vertical: Vec<&'p Ruling>,
    /// How far from its baseline the box of any glyph reaches.
    tallest: f32,
}

impl<'p> Joints<'p> {
    fn of(page: &'p Page) -> Self {
        let reach = |g: &Glyph| (g.y - g.char.bbox.top).max(g.char.bbox.bottom - g.y);
        let sorted = |direction| {
            let rulings = page.rulings.iter().filter(|r| r.direction == direction);
            let mut rulings: Vec<&Ruling> = rulings.collect();
            rulings.sort_by(|a, b| a.position.total_cmp(&b.position));
            rulings
        };
        Self {
            horizontal: sorted(Direction::Horizontal),
            vertical: sorted(Direction::Vertical),
            tallest: page.glyphs.iter().map(reach).fold(0.0, f32::max),
        }
    }

    /// Of how many cells a rule goes through the words, and touches none otherwise: a whole row is struck out. The rules of a
    /// table go through none.
    fn cells_under(
        &self,
        ruling: &Ruling,
        under: &[usize],
        page: &Page,
        heights: &[(f32, usize)],
    ) -> usize {
        if ruling.direction == Direction::Vertical {
            return 0;
        }
        let crossing = self.vertical.iter().filter(|v| {
            (ruling.start..=ruling.end).contains(&v.position)
                && (v.start..=v.end).contains(&ruling.position)
        });
        let edges: Vec<f32> = crossing.map(|v| v.position).collect();
        let cell = |g: &Glyph| edges.partition_point(|x| *x < g.char.bbox.center_x());
        let mut cells: Vec<usize> = under
            .iter()
            .filter_map(|at| page.glyphs.get(*at))
            .map(cell)
            .collect();
        cells.sort_unstable();
        cells.dedup();
        // One cell tells nothing, whatever else it touches.
        if cells.len() < 2 {
            return cells.len();
        }
        let over = |g: &Glyph| {
            let bbox = &g.char.bbox;
            !g.char.ch.is_whitespace()
                && (ruling.start..=ruling.end).contains(&bbox.center_x())
                && (bbox.top..=bbox.bottom).contains(&ruling.position)
        };
        let from = heights.partition_point(|(y, _)| *y < ruling.position - self.tallest);
        let to = heights.partition_point(|(y, _)| *y <= ruling.position + self.tallest);
        let near = heights.get(from..to).into_iter().flatten();
        let near = near.filter_map(|(_, at)| page.glyphs.get(*at));
        let touched = near.filter(|g| over(g)).count();
        if touched == under.len() {
            cells.len()
        } else {
            0
        }
    }

    /// Whether a rule ends at others, as the rules of a table do at both ends.
    fn has(&self, ruling: &Ruling) -> bool {
        /// How near ends are to the rules that they touch, in points: half of the width of a bold rule.
        const TOUCH: f32 = 1.5;
        let across = match ruling.direction {
            Direction::Horizontal => &self.vertical,
            Direction::Vertical => &self.horizontal,
        };
        [ruling.start, ruling.end].iter().all(|end| {
            let from = across.partition_point(|r| r.position < end - TOUCH);
            let rest = across.iter().skip(from);
            rest.take_while(|r| r.position <= end + TOUCH)
                .any(|r| (r.start - TOUCH..=r.end + TOUCH).contains(&ruling.position))
        })
    }
}

/// The glyphs that a rule goes through at the middle of their height; `heights` are those of all baselines, in order.
fn through(page: &Page, ruling: &Ruling, heights: &[(f32, usize)], largest: f32) -> Vec<usize> {
    let along = |g: &Glyph| match ruling.direction {
        Direction::Horizontal => (g.char.bbox.center_x(), (g.y - ruling.position) / g.size),
        Direction::Vertical if (g.angle - 90.0).abs() < 1.0 => {
            (g.char.bbox.center_y(), (ruling.position - g.x) / g.size)
        }
        Direction::Vertical => (g.char.bbox.center_y(), (g.x - ruling.position) / g.size),
    };
    let turned = |g: &Glyph| {
        let turned = (g.angle.rem_euclid(180.0) - 90.0).abs() < 1.0;
        turned == (ruling.direction == Direction::Vertical) && !g.vertical
    };
    let hit = |g: &Glyph| {
        let (at, up) = along(g);
        (ruling.start..=ruling.end).contains(&at) && THROUGH.contains(&up)
    };
    let near = match ruling.direction {
        Direction::Horizontal => {
            let from = heights.partition_point(|(y, _)| *y < ruling.position);
            let to = ruling.position + THROUGH.end() * largest;
            let rest = heights.get(from..).unwrap_or_default();
            rest.get(..rest.partition_point(|(y, _)| *y <= to))
        }
        Direction::Vertical => Some(heights),
    };
    let mut hit: Vec<usize> = near
        .into_iter()
        .flatten()
        .filter_map(|(_, index)| Some((*index, page.glyphs.get(*index)?)))
        .filter(|(_, g)| hit(g) && turned(g) && !g.char.ch.is_whitespace())
        .map(|(index, _)| index)
        .collect();
    hit.sort_unstable();
    hit
}

/// From where to where glyphs stand along a rule.
fn extent(page: &Page, which: &[usize], direction: Direction) -> Option<(f32, f32)> {
    let boxes = which.iter().filter_map(|i| page.glyphs.get(*i));
    let bbox = boxes.map(|g| g.char.bbox).reduce(|a, b| a.union(&b))?;
    Some(match direction {
        Direction::Horizontal => (bbox.x0, bbox.x1),
        Direction::Vertical => (bbox.top, bbox.bottom),
    })
}

/// Gives each stretch of struck glyphs to the nearest glyph of its line that is not struck; one that stands alone is left out,
/// and said.
fn set_beside(page: &mut Page, gone: &[bool], ctx: &mut Context<'_>) {
    let flagged: Vec<(usize, &Glyph)> = page
        .glyphs
        .iter()
        .enumerate()
        .filter(|(i, _)| gone.get(*i) == Some(&true))
        .collect();
    let mut doubts = Vec::new();
    for stretch in flagged.chunk_by(|a, b| {
        let (x, y) = place(a.1, a.1.angle);
        let (to, at) = place(b.1, a.1.angle);
        (y - at).abs() < 0.2 * a.1.size && (to - x - a.1.advance).abs() < a.1.size
    }) {
        let chars: Vec<Char> = stretch.iter().map(|(_, g)| g.char).collect();
        let (Some((_, first)), Some((_, last))) = (stretch.first(), stretch.last()) else {
            continue;
        };
        let (start, across) = place(first, first.angle);
        let end = place(last, first.angle).0 + last.advance;
        let near = page.glyphs.iter().enumerate().filter_map(|(index, g)| {
            let (at, base) = place(g, first.angle);
            let gap = (at - end).max(start - at - g.advance);
            let fits = gone.get(index) == Some(&false)
                && !g.char.ch.is_whitespace()
                && (g.angle - first.angle).abs() < 1.0
                && (base - across).abs() < 0.75 * first.size
                && (-0.3 * first.size..2.0 * first.size).contains(&gap)
                && !parted(first, g, &page.rulings);
            fits.then_some((gap, g.char))
        });
        let near = near.min_by(|a, b| a.0.total_cmp(&b.0));
        let text: String = chars.iter().map(|c| c.ch).collect();
        let bbox = chars.iter().map(|c| c.bbox).reduce(|a, b| a.union(&b));
        match near {
            Some((_, parent)) => {
                for char in &chars {
                    ctx.accounts.set_aside(char.id, parent.id, Aside::Struck);
                }
            }
            None => ctx.accounts.discard(&chars, Discard::Struck),
        }
        doubts.push(said(&text, page.number, bbox.unwrap_or_default()));
    }
    page.doubts.append(&mut doubts);
}

fn said(text: &str, page: u32, bbox: BBox) -> PageDoubt {
    let diagnostic = Diagnostic::new(
        codes::TEXT_STRUCK,
        Severity::Warning,
        format!("{text:?} has a line through it on page {page} and was left out of the text"),
        format!("第{page}页“{text}”已被划去，未计入文字"),
    )
    .at(Location::Page { page, bbox })
    .help(
        "look at the page whether it was meant to be struck out",
        "请对照原页核对是否确已划去",
    );
    PageDoubt {
        bbox,
        diagnostic,
        in_cells_only: false,
    }
}
