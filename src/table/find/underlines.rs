//! Rules that underline a cell's text from one side of its column to the other, and part no rows.

use std::cell::LazyCell;

use super::rules::SNAP;
use crate::page::{Direction, Glyph, Ruling};

/// How far below its baseline, in ems, text is underlined at most; the rule of a cell stands further off.
const BELOW: f32 = 0.35;

/// The rulings of a page without underlines.
pub(super) fn left_out(rulings: &[Ruling], glyphs: &[Glyph]) -> Vec<Ruling> {
    let of = |direction| rulings.iter().filter(move |r| r.direction == direction);
    let mut horizontal: Vec<&Ruling> = of(Direction::Horizontal).collect();
    horizontal.sort_by(|a, b| a.position.total_cmp(&b.position));
    let mut vertical: Vec<&Ruling> = of(Direction::Vertical).collect();
    vertical.sort_by(|a, b| a.position.total_cmp(&b.position));
    // Few rules stand apart from others and are held against the text.
    let printed = LazyCell::new(|| {
        let mut printed: Vec<&Glyph> = glyphs
            .iter()
            .filter(|g| !g.char.ch.is_whitespace())
            .collect();
        printed.sort_by(|a, b| a.y.total_cmp(&b.y));
        printed
    });
    let between = |from: f32, to: f32| {
        let start = printed.partition_point(|g| g.y < from);
        let end = printed.partition_point(|g| g.y <= to);
        printed.get(start..end).unwrap_or_default()
    };
    // Whether each horizontal rule crosses an upright one, and so lies over more than one column.
    let crosses: Vec<bool> = horizontal
        .iter()
        .map(|r| {
            let from = vertical.partition_point(|v| v.position <= r.start + SNAP);
            let to = vertical.partition_point(|v| v.position < r.end - SNAP);
            let mut inner = vertical.get(from..to).into_iter().flatten();
            inner.any(|v| v.start < r.position + SNAP && v.end > r.position - SNAP)
        })
        .collect();
    let is_underline = |rule: &Ruling| {
        let at = horizontal.partition_point(|r| r.position < rule.position - SNAP);
        let mut beside = horizontal
            .iter()
            .zip(&crosses)
            .skip(at)
            .take_while(|(r, _)| r.position < rule.position + SNAP);
        // The other line of a double underline.
        let doubles =
            |r: &Ruling| (r.start - rule.start).abs() < SNAP && (r.end - rule.end).abs() < SNAP;
        // The rules of a row go on in the next column, or beyond one with a merged cell: there over more than one column,
        // since another cell's underline may stand as high.
        let goes_on = beside.any(|(r, crosses)| {
            let touches = r.start < rule.end + SNAP && r.end > rule.start - SNAP;
            !doubles(r) && (touches || *crosses)
        });
        let walled = |x: f32| {
            let at = vertical.partition_point(|v| v.position < x - SNAP);
            let mut near = vertical
                .iter()
                .skip(at)
                .take_while(|v| v.position < x + SNAP);
            near.any(|v| v.start < rule.position - SNAP && v.end > rule.position + SNAP)
        };
        let inside = |g: &&Glyph| {
            let x = g.char.bbox.center_x();
            x > rule.start && x < rule.end
        };
        if goes_on || !walled(rule.start) || !walled(rule.end) {
            return false;
        }
        let of_column = |r: &&&Ruling| r.start < rule.end - SNAP && r.end > rule.start + SNAP;
        let at = horizontal.partition_point(|r| r.position < rule.position + SNAP);
        let next = horizontal.iter().skip(at).find(of_column);
        // Forty points: the largest print has a line within them.
        let text = between(rule.position - 40.0 * BELOW, rule.position + SNAP);
        let mut text = text.iter().copied().filter(inside);
        let is_under = |position: f32, g: &Glyph| {
            let off = position - g.y;
            off < BELOW * g.size && off > -0.1 * g.size
        };
        next.is_some_and(|next| {
            // The second line of two is as near to the first as that is to the text.
            let is_near = |g: &Glyph| {
                let first = |r: &Ruling| {
                    let below = rule.position - r.position;
                    below > 0.0 && below < BELOW * g.size && doubles(r) && is_under(r.position, g)
                };
                let near = || {
                    let low = rule.position - BELOW * g.size;
                    let from = horizontal.partition_point(|r| r.position <= low);
                    horizontal.get(from..at).into_iter().flatten()
                };
                is_under(rule.position, g) || near().any(|r| first(r))
            };
            // Between it and the cell's rule no line of text has room.
            let is_low = |g: &Glyph| {
                let off = rule.position - g.y;
                (0.0..g.size).contains(&off) && next.position - rule.position < g.size
            };
            text.any(|g| is_near(g) || is_low(g))
                && !between(rule.position + SNAP, next.position)
                    .iter()
                    .any(inside)
        })
    };
    rulings
        .iter()
        .filter(|r| r.direction == Direction::Vertical || !is_underline(r))
        .copied()
        .collect()
}
