//! Places on a page by the square that each lies in, so that what is near one is found without looking at all.

use crate::page::Page;

/// Side of a square in points: as much as one or two characters of print take.
const SIDE: f32 = 16.0;
/// Squares along a side of the page at most: places of a larger page lie in larger squares.
const MOST: f32 = 512.0;

/// Numbered places, row by row of squares: those of neighbouring squares of a row stand together.
pub(crate) struct Squares {
    side: f32,
    columns: usize,
    rows: usize,
    /// Where each square begins among `numbers`, and where the last ends.
    begins: Vec<usize>,
    numbers: Vec<usize>,
}

impl Squares {
    /// Places on a page, each with a number. Those off the page lie in the squares at its edge.
    pub(crate) fn of(page: &Page, places: impl Iterator<Item = ((f32, f32), usize)>) -> Self {
        let side = SIDE.max(page.width / MOST).max(page.height / MOST);
        let count = |length: f32| (length / side).clamp(0.0, MOST) as usize + 1;
        let mut out = Self {
            side,
            columns: count(page.width),
            rows: count(page.height),
            begins: Vec::new(),
            numbers: Vec::new(),
        };
        let placed: Vec<(usize, usize)> = places
            .map(|((x, y), number)| (out.row(y) * out.columns + out.column(x), number))
            .collect();
        // How many lie in each, then where each ends: every place moves the end of its square to its beginning.
        out.begins = vec![0; out.columns * out.rows + 1];
        for (square, _) in &placed {
            if let Some(count) = out.begins.get_mut(*square) {
                *count += 1;
            }
        }
        let mut ends = 0;
        for count in &mut out.begins {
            ends += *count;
            *count = ends;
        }
        out.numbers = vec![0; placed.len()];
        for (square, number) in placed.into_iter().rev() {
            if let Some(at) = out.begins.get_mut(square) {
                *at -= 1;
                if let Some(slot) = out.numbers.get_mut(*at) {
                    *slot = number;
                }
            }
        }
        out
    }

    fn column(&self, x: f32) -> usize {
        ((x / self.side).max(0.0) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f32) -> usize {
        ((y / self.side).max(0.0) as usize).min(self.rows - 1)
    }

    /// The numbers of all places in the squares that reach so far around one, square by square of each row in their order.
    pub(crate) fn near(&self, (x, y): (f32, f32), reach: f32) -> impl Iterator<Item = &[usize]> {
        let (from, to) = (self.column(x - reach), self.column(x + reach));
        (self.row(y - reach)..=self.row(y + reach)).filter_map(move |row| {
            let begin = *self.begins.get(row * self.columns + from)?;
            let end = *self.begins.get(row * self.columns + to + 1)?;
            self.numbers.get(begin..end)
        })
    }
}
