//! Sheets with two or four pages on them.

use crate::lexicon::page_number::{Form, page_number};
use crate::location::BBox;
use crate::page::{Direction, Glyph, Page};

/// White space between two pages on a sheet, as a share of its width or height: margins of a centimetre each on A4.
const GUTTER: f32 = 0.03;

/// The pages as a reader takes them: a sheet with two or four is cut between them. All keep the number of their sheet, and
/// places on it.
pub(crate) fn cut(pages: Vec<Page>) -> Vec<Page> {
    pages.into_iter().flat_map(parts).collect()
}

/// The sheets again as they were.
pub(crate) fn whole(pages: Vec<Page>) -> Vec<Page> {
    let mut out: Vec<Page> = Vec::with_capacity(pages.len());
    for page in pages {
        match out.last_mut().filter(|last| last.number == page.number) {
            Some(last) => {
                last.part = None;
                last.glyphs.extend(page.glyphs);
                last.rulings.extend(page.rulings);
            }
            None => out.push(page),
        }
    }
    out
}

fn parts(page: Page) -> Vec<Page> {
    let numbered = [(2, 2), (1, 2), (2, 1)]
        .map(|(columns, rows)| Grid { columns, rows })
        .into_iter()
        .find(|grid| grid.is_apart(&page) && grid.is_numbered(&page));
    let halves = Grid {
        columns: 2,
        rows: 1,
    };
    match numbered.or_else(|| are_halves(&page, halves).then_some(halves)) {
        Some(grid) => grid.cut(&page),
        None => vec![page],
    }
}

/// How pages lie on a sheet, in the order of reading.
#[derive(Clone, Copy, Debug)]
struct Grid {
    columns: u8,
    rows: u8,
}

impl Grid {
    /// In which of its parts a place lies.
    fn part(self, page: &Page, x: f32, y: f32) -> u8 {
        let at = |v: f32, size: f32, parts: u8| u8::from(parts == 2 && v >= size / 2.0);
        at(y, page.height, self.rows) * self.columns + at(x, page.width, self.columns)
    }

    /// Whether nothing is printed between its parts.
    fn is_apart(self, page: &Page) -> bool {
        let apart = |low: f32, high: f32, size: f32, parts: u8| {
            let (middle, gutter) = (size / 2.0, size * GUTTER / 2.0);
            parts == 1 || high <= middle - gutter || low >= middle + gutter
        };
        let is_apart = |x0: f32, x1: f32, top: f32, bottom: f32| {
            apart(x0, x1, page.width, self.columns) && apart(top, bottom, page.height, self.rows)
        };
        printed(page).all(|g| {
            let bbox = g.char.bbox;
            is_apart(bbox.x0, bbox.x1, bbox.top, bbox.bottom)
        }) && page.rulings.iter().all(|r| match r.direction {
            Direction::Horizontal => is_apart(r.start, r.end, r.position, r.position),
            Direction::Vertical => is_apart(r.position, r.position, r.start, r.end),
        })
    }

    /// Whether its parts end with page numbers, one after the other, as words or ornaments make them: of those with anything
    /// on them all but one (a title page has none), and two at least, one of them in the upper row.
    fn is_numbered(self, page: &Page) -> bool {
        let (mut filled, mut numbers) = (0, Vec::new());
        for part in 0..self.columns * self.rows {
            let own = || printed(page).filter(|g| self.part(page, g.x, g.y) == part);
            let Some(last) = own().max_by(|a, b| a.y.total_cmp(&b.y)) else {
                continue;
            };
            filled += 1;
            let mut line: Vec<&Glyph> = own().filter(|g| g.y > last.y - 0.5 * last.size).collect();
            line.sort_by(|a, b| a.x.total_cmp(&b.x));
            let found = page_number(line.iter().map(|g| g.char.ch));
            numbers.extend(
                found
                    .filter(|n| n.form == Form::Certain)
                    .map(|n| (part, n.number)),
            );
        }
        let one_after_the_other = numbers
            .windows(2)
            .all(|w| matches!(w, [(a, one), (b, other)] if one + u32::from(b - a) == *other));
        numbers.len() >= 2
            && numbers.len() + 1 >= filled
            && one_after_the_other
            && numbers
                .first()
                .is_some_and(|(part, _)| *part < self.columns)
    }

    fn cut(self, page: &Page) -> Vec<Page> {
        let within = |bbox: &BBox| self.part(page, bbox.center_x(), bbox.center_y());
        let part = |number: u8| {
            let mut part = page.clone();
            let width = page.width / f32::from(self.columns);
            let height = page.height / f32::from(self.rows);
            let x0 = width * f32::from(number % self.columns);
            let top = height * f32::from(number / self.columns);
            part.part = Some(BBox::new(x0, top, x0 + width, top + height));
            part.glyphs.retain(|g| within(&g.char.bbox) == number);
            part.doubts.retain(|d| within(&d.bbox) == number);
            part.rulings.retain(|r| {
                let (x, y) = match r.direction {
                    Direction::Horizontal => (r.start, r.position),
                    Direction::Vertical => (r.position, r.start),
                };
                self.part(page, x, y) == number
            });
            part
        };
        let parts = (0..self.columns * self.rows).map(part);
        let (mut filled, empty): (Vec<Page>, Vec<Page>) =
            parts.partition(|part| printed(part).next().is_some());
        if let Some(last) = filled.last_mut() {
            for part in empty {
                last.doubts.extend(part.doubts);
                last.rulings.extend(part.rulings);
            }
        }
        filled
    }
}

fn printed(page: &Page) -> impl Iterator<Item = &Glyph> {
    page.glyphs.iter().filter(|g| !g.char.ch.is_whitespace())
}

/// Whether two pages without numbers lie side by side.
fn are_halves(page: &Page, halves: Grid) -> bool {
    // Two upright pages lie in a landscape sheet.
    if page.width < 1.2 * page.height || !halves.is_apart(page) {
        return false;
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for glyph in printed(page) {
        if glyph.char.bbox.center_x() < page.width / 2.0 {
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
    least >= 3 && left.iter().filter(near).count() * 2 <= least
}

/// The distinct heights of lines, from the top down.
fn heights(mut all: Vec<f32>) -> Vec<f32> {
    all.sort_by(f32::total_cmp);
    all.dedup_by(|b, a| *b - *a < 1.0);
    all
}
