//! A decoded text as lines in a fixed-width grid.
//!
//! A wide character is [`EM`] wide, a narrow one half of it, a line [`LEADING`] high. So text that was aligned with
//! blanks looks to the table stage like a page printed in one fixed-width font.

use crate::accounts::{Char, Discard, Place};
use crate::context::Context;
use crate::location::BBox;
use crate::text::{Line, fold};

/// Width of a wide character, in the unit of the grid.
pub(crate) const EM: f32 = 10.0;
/// Height of a line.
pub(crate) const LEADING: f32 = 12.0;

/// The lines of a text, blank ones included; tabs stay as characters.
pub(crate) fn lines(text: &str, ctx: &mut Context<'_>) -> Vec<Line> {
    (1_u32..)
        .zip(text.lines())
        .map(|(number, line)| self::line(line, number, ctx))
        .collect()
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
