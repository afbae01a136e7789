//! A decoded text as lines in a fixed-width grid.
//!
//! A wide character is [`EM`] wide, a narrow one half of it, a line [`LEADING`] high. So text that was aligned with
//! blanks looks to the table stage like a page printed in one fixed-width font.

use crate::accounts::{Char, Discard, Place};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::{fold, labels, web};
use crate::location::BBox;
use crate::text::{Line, compose};

/// Width of a wide character, in the unit of the grid.
pub(crate) const EM: f32 = 10.0;
/// Height of a line.
pub(crate) const LEADING: f32 = 12.0;

/// The lines of a text, blank ones included; tabs stay as characters.
pub(crate) fn lines(text: &str, ctx: &mut Context<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = (1_u32..)
        .zip(text.lines())
        .map(|(number, line)| self::line(line, number, ctx))
        .collect();
    leave_out_heads(&mut lines, ctx);
    leave_out_aslant(&mut lines, ctx);
    leave_out_foot(&mut lines, ctx);
    lines
}

/// Most lines that a page copied from a browser has below its text, and characters of such a line: two lines of print (28,
/// GB/T 9704-2012 5.2.3).
const FOOT: usize = 15;
const FOOT_LINE: usize = 56;

/// Leaves out what a page prints below its text, from the words that begin it to the end: a table just above has no row more.
fn leave_out_foot(lines: &mut [Line], ctx: &mut Context<'_>) {
    let mut begin = None;
    let filled = lines
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, l)| !l.is_blank());
    for (index, line) in filled.take(FOOT) {
        let text = compose::plain(&line.chars);
        // A sentence is the paper's, and so are its day and what ends it.
        let own = text.contains('。') || text.ends_with('日') || labels::is_distribution(&text);
        if own || text.chars().count() > FOOT_LINE || has_gaps(line) {
            break;
        }
        if web::begins_footer(&text) || begin.is_some() && web::may_begin_footer(&text) {
            begin = Some(index);
        }
    }
    for line in begin.map_or(&mut [][..], |at| lines.get_mut(at..).unwrap_or_default()) {
        ctx.accounts.discard(&line.chars, Discard::PageChrome);
        line.chars.clear();
    }
}

/// Fewest characters of a watermark that is known by its slant: two stand in a slanting line always.
const ASLANT: usize = 3;

/// Leaves out the characters of a watermark that runs aslant over a page: PDF tools put each on a line of its own, below blank
/// lines, every one farther to the left, or to the right, than the one before. A form feed begins a page.
fn leave_out_aslant(lines: &mut [Line], ctx: &mut Context<'_>) {
    let mut page: Vec<(usize, f32)> = Vec::new();
    let mut aslant: Vec<usize> = Vec::new();
    let mut blanks = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.chars.first().is_some_and(|c| c.ch == '\u{c}') {
            take_aslant(&mut page, &mut aslant);
        }
        if blanks > 1 {
            page.extend(lone(line).map(|x| (index, x)));
        }
        blanks = if line.is_blank() { blanks + 1 } else { 0 };
    }
    take_aslant(&mut page, &mut aslant);
    if aslant.is_empty() {
        return;
    }
    let mut text = String::new();
    let mut place = None;
    for index in aslant {
        if let Some(line) = lines.get_mut(index) {
            text.push_str(line.raw().trim());
            place = place.or(ctx.accounts.locate(line.chars.iter()).first().cloned());
            ctx.accounts.discard(&line.chars, Discard::Watermark);
            line.chars.clear();
        }
    }
    ctx.diagnostics.push(
        Diagnostic::new(
            codes::PAGE_SLANTED_TEXT,
            Severity::Warning,
            format!("single characters in a slanting line were left out as a watermark: {text}"),
            format!("斜排的单字按水印略去：{text}"),
        )
        .at(place)
        .help("compare with the printed page", "请对照原页核实"),
    );
}

/// Fewest pages that show a running head: two may begin with the same line by chance.
const PAGES: usize = 3;

/// Characters that no title and no issuer's mark is short of: a shorter running head is none of them on the first page either.
const SHORT: usize = 8;

/// Leaves out the line that every page begins or ends with, where form feeds part pages, as PDF tools put them.
fn leave_out_heads(lines: &mut [Line], ctx: &mut Context<'_>) {
    let mut pages: Vec<Vec<usize>> = vec![Vec::new()];
    for (index, line) in lines.iter().enumerate() {
        if line.chars.first().is_some_and(|c| c.ch == '\u{c}') {
            pages.push(Vec::new());
        }
        if let Some(page) = pages.last_mut().filter(|_| !line.is_blank()) {
            page.push(index);
        }
    }
    pages.retain(|p| !p.is_empty());
    if pages.len() < PAGES {
        return;
    }
    let heads = pages.iter().map(|p| [p.first(), p.get(1)]);
    let feet = pages.iter().map(|p| {
        let mut last = p.iter().rev();
        [last.next(), last.next()]
    });
    let ends = |[outer, inner]: [Option<&usize>; 2]| Some([*outer?, *inner?]);
    let heads: Vec<[usize; 2]> = heads.filter_map(ends).collect();
    let feet: Vec<[usize; 2]> = feet.filter_map(ends).collect();
    for ends in [heads, feet] {
        if ends.len() < pages.len() || !is_running(&ends, lines) {
            continue;
        }
        let first = ends.first().and_then(|[outer, _]| lines.get(*outer));
        let long = first.is_some_and(|l| compose::plain(&l.chars).chars().count() >= SHORT);
        // A long one may be the title, or the mark, where it stands first.
        for [outer, _] in ends.into_iter().skip(usize::from(long)) {
            if let Some(line) = lines.get_mut(outer) {
                ctx.accounts.discard(&line.chars, Discard::RunningHead);
                line.chars.clear();
            }
        }
    }
}

/// Whether the outermost lines of all pages are the same, and not the first of several that are, which repeat the header
/// of a table, nor a header's names apart on one line.
fn is_running(ends: &[[usize; 2]], lines: &[Line]) -> bool {
    let same = |of: fn(&[usize; 2]) -> usize| {
        let mut texts = ends.iter().map(|end| {
            let line = lines.get(of(end));
            line.map(|l| compose::plain(&l.chars))
        });
        let first = texts.next();
        texts.all(|t| Some(t) == first)
    };
    let outer = ends.first().and_then(|[outer, _]| lines.get(*outer));
    same(|[outer, _]| *outer) && !same(|[_, inner]| *inner) && !outer.is_some_and(has_gaps)
}

/// Whether two blanks or more, or a tab, part what stands on a line.
fn has_gaps(line: &Line) -> bool {
    let text = line.raw();
    let text = text.trim();
    text.contains(['\t', '\u{3000}']) || text.contains("  ")
}

/// Where the only character of a line stands, if that is an ideograph.
fn lone(line: &Line) -> Option<f32> {
    let mut printed = line.chars.iter().filter(|c| !c.ch.is_whitespace());
    match (printed.next(), printed.next()) {
        (Some(c), None) => matches!(c.ch, '\u{3400}'..='\u{9fff}').then_some(c.bbox.x0),
        _ => None,
    }
}

/// Adds the lines of a page's lone characters to those left out, if they stand aslant.
fn take_aslant(page: &mut Vec<(usize, f32)>, out: &mut Vec<usize>) {
    let runs = |sign: f32| page.is_sorted_by(|a, b| (b.1 - a.1) * sign > 0.0);
    if page.len() >= ASLANT && (runs(1.0) || runs(-1.0)) {
        out.extend(page.iter().map(|(index, _)| *index));
    }
    page.clear();
}

fn line(text: &str, number: u32, ctx: &mut Context<'_>) -> Line {
    let top = (number - 1) as f32 * LEADING;
    let (mut x, mut chars) = (0.0, Vec::with_capacity(text.len() / 2));
    for (ch, column) in text.chars().zip(1_u32..) {
        let width = unicode_width::UnicodeWidthChar::width_cjk(ch).unwrap_or(1) as f32 * EM / 2.0;
        let id = ctx.accounts.register(ch, Place::Text(number, column));
        let char = Char {
            ch,
            id,
            bbox: BBox::new(x, top, x + width, top + EM),
        };
        if fold::printed(ch).is_none() {
            ctx.accounts.discard([&char], Discard::ZeroWidth);
            continue;
        }
        chars.push(char);
        x += width;
    }
    in_grid(chars, top, x)
}

/// A line of the grid, from its top and to its right edge.
pub(crate) fn in_grid(chars: Vec<Char>, top: f32, right: f32) -> Line {
    Line {
        chars: chars.into(),
        page: 0,
        bbox: BBox::new(0.0, top, right, top + EM),
        baseline: top + EM,
        size: EM,
        ended: false,
    }
}
