//! A decoded text as lines in a fixed-width grid.
//!
//! A wide character is [`EM`] wide, a narrow one half of it, a line [`LEADING`] high. So text that was aligned with
//! blanks looks to the table stage like a page printed in one fixed-width font.

use crate::accounts::{Char, Discard, Place};
use crate::context::Context;
use crate::location::BBox;
use crate::text::{Line, compose, fold};

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
    lines
}

/// Characters that no title and no issuer's mark is short of: what is shorter, on the first page too, is none of them.
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
    if pages.len() < 2 {
        return;
    }
    let heads = pages.iter().filter_map(|p| p.first()).copied().collect();
    let feet = pages.iter().filter_map(|p| p.last()).copied().collect();
    let ends: [Vec<usize>; 2] = [heads, feet];
    for at in ends {
        let texts: Vec<String> = at
            .iter()
            .filter_map(|i| lines.get(*i))
            .map(|l| compose::plain(&l.chars))
            .collect();
        let Some(text) = texts.first().filter(|t| texts.iter().all(|o| o == *t)) else {
            continue;
        };
        // A longer one may be the title, or the mark, where it stands first.
        let kept = usize::from(text.chars().count() >= SHORT);
        for index in at.into_iter().skip(kept) {
            if let Some(line) = lines.get_mut(index) {
                ctx.accounts.discard(&line.chars, Discard::RunningHead);
                line.chars.clear();
            }
        }
    }
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
    Line {
        chars,
        page: 0,
        bbox: BBox::new(0.0, top, x, top + EM),
        baseline: top + EM,
        size: EM,
    }
}
