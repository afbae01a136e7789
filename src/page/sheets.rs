//! Sheets with two pages side by side.

use crate::page::{Direction, Glyph, Page};

/// White space between two pages on a sheet, as a share of its width: margins of a centimetre each on A4.
const GUTTER: f32 = 0.03;

/// The pages as a reader takes them: a sheet with two is cut in its middle. Both keep the number of their sheet, and places on
/// it.
pub(crate) fn cut(pages: Vec<Page>) -> Vec<Page> {
    pages
        .into_iter()
        .flat_map(|page| match halves(&page) {
            Some((left, right)) => vec![left, right],
            None => vec![page],
        })
        .collect()
}

/// The sheets again as they were.
pub(crate) fn whole(pages: Vec<Page>) -> Vec<Page> {
    let mut out: Vec<Page> = Vec::with_capacity(pages.len());
    for page in pages {
        match out.last_mut().filter(|last| last.number == page.number) {
            Some(last) => {
                last.glyphs.extend(page.glyphs);
                last.rulings.extend(page.rulings);
            }
            None => out.push(page),
        }
    }
    out
}

fn halves(page: &Page) -> Option<(Page, Page)> {
    // Two upright pages lie in a landscape sheet.
    if page.width < 1.2 * page.height {
        return None;
    }
    let middle = page.width / 2.0;
    let gutter = page.width * GUTTER / 2.0;
    let apart = |x0: f32, x1: f32| x1 <= middle - gutter || x0 >= middle + gutter;
    let printed = |g: &&Glyph| !g.char.ch.is_whitespace();
    let is_apart = page
        .glyphs
        .iter()
        .filter(printed)
        .all(|g| apart(g.char.bbox.x0, g.char.bbox.x1))
        && page.rulings.iter().all(|r| match r.direction {
            Direction::Horizontal => apart(r.start, r.end),
            Direction::Vertical => apart(r.position, r.position),
        });
    if !is_apart {
        return None;
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for glyph in page.glyphs.iter().filter(printed) {
        if glyph.char.bbox.center_x() < middle {
            left.push(glyph.y);
        } else {
            right.push(glyph.y);
        }
    }
    // The columns of one table or list stand on the same lines, two pages by chance only: at most half of the lines of the
    // side that has fewer. A page has three lines at least.
    let (left, right) = (heights(left), heights(right));
    let least = left.len().min(right.len());
    let near = |y: &&f32| {
        let at = right.partition_point(|r| *r < **y - 1.0);
        right.get(at).is_some_and(|r| *r <= **y + 1.0)
    };
    if least < 3 || left.iter().filter(near).count() * 2 > least {
        return None;
    }
    let part = |of_left: bool| {
        let mut half = page.clone();
        half.glyphs
            .retain(|g| (g.char.bbox.center_x() < middle) == of_left);
        half.rulings.retain(|r| {
            let x = match r.direction {
                Direction::Horizontal => r.start,
                Direction::Vertical => r.position,
            };
            (x < middle) == of_left
        });
        half
    };
    Some((part(true), part(false)))
}

/// The distinct heights of lines, from the top down.
fn heights(mut all: Vec<f32>) -> Vec<f32> {
    all.sort_by(f32::total_cmp);
    all.dedup_by(|b, a| *b - *a < 1.0);
    all
}
