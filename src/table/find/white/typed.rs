//! Print of a typewriter, or of a font like it: all its characters are as wide, and its blanks too.

use super::weights::typed::{BLANK, EVEN, LEAST, MOST};
use crate::accounts::Char;
use crate::text::Line;

/// How wide a blank of a line is, in ems, if all its print is as wide: narrow letters as others are.
pub(super) fn blank(line: &Line) -> Option<f32> {
    let printed = || line.chars.iter().filter(|c| !c.ch.is_whitespace());
    let wide = |c: &Char| c.bbox.x1 - c.bbox.x0;
    let first = printed().next().map(wide)?;
    let alike = (LEAST * line.size..MOST * line.size).contains(&first)
        && printed().all(|c| (wide(c) - first).abs() < EVEN * line.size);
    if !alike {
        return None;
    }
    // Figures are as wide as each other in most fonts, capital letters in some.
    let narrow = |c: char| {
        matches!(
            c,
            'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | '(' | ')'
        )
    };
    let narrow = printed().filter(|c| narrow(c.ch)).count();
    let both = narrow > 0 && narrow < printed().count();
    both.then_some(BLANK * first / line.size)
}
