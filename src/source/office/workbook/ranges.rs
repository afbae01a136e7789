//! Ranges of a sheet: rows or columns that are hidden, cells that are merged.

use std::collections::BTreeMap;

/// Ranges of rows or columns.
#[derive(Debug, Default)]
pub(super) struct Ranges {
    /// First and last; and, when they are settled, how many lie before the first.
    all: Vec<(u32, u32, u32)>,
}

impl Ranges {
    pub(super) fn add(&mut self, first: u32, last: u32) {
        match self.all.last_mut() {
            // Most come in order, one behind the other.
            Some((_, end, _)) if first > *end && first - *end == 1 => *end = last.max(*end),
            _ => self.all.push((first, last.max(first), 0)),
        }
    }

    /// Puts them in order, without overlaps.
    pub(super) fn settle(&mut self) {
        self.all.sort_unstable();
        let mut out: Vec<(u32, u32, u32)> = Vec::with_capacity(self.all.len());
        for &(first, last, _) in &self.all {
            match out.last_mut() {
                Some((_, end, _)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => out.push((first, last, 0)),
            }
        }
        let mut sum = 0_u32;
        for (first, last, before) in &mut out {
            *before = sum;
            sum = sum.saturating_add((*last - *first).saturating_add(1));
        }
        self.all = out;
    }

    /// How many of them lie before a place, and whether it is one of them.
    pub(super) fn before(&self, at: u32) -> (u32, bool) {
        let index = self.all.partition_point(|(first, ..)| *first <= at);
        let range = index.checked_sub(1).and_then(|index| self.all.get(index));
        let Some((first, last, before)) = range else {
            return (0, false);
        };
        let inside = at.min(last.saturating_add(1)) - first;
        (before.saturating_add(inside), at <= *last)
    }

    /// The row or column of the file that is shown at a place.
    pub(super) fn stored(&self, shown: usize) -> u32 {
        let shown = u32::try_from(shown).unwrap_or(u32::MAX);
        // Between two ranges one is shown at least, so that these places rise.
        let behind = |(first, _, before): &(u32, u32, u32)| first - before <= shown;
        let index = self.all.partition_point(behind).checked_sub(1);
        let hidden = index.and_then(|index| self.all.get(index));
        let hidden = hidden.map_or(0, |(first, last, before)| {
            before.saturating_add((last - first).saturating_add(1))
        });
        shown.saturating_add(hidden)
    }

    /// Where a range stands among what is shown, and how much of it is.
    pub(super) fn shown(&self, first: u32, last: u32) -> (usize, usize) {
        let start = first - self.before(first).0;
        let end = last.saturating_add(1) - self.before(last.saturating_add(1)).0;
        (start as usize, end.saturating_sub(start) as usize)
    }
}

/// Merged ranges, asked in the order of rows. Of a merged range the first cell alone is shown (ECMA-376-1, 18.3.1.55);
/// what programs left in the others is not: merging by a copied format leaves it.
#[derive(Debug, Default)]
pub(super) struct Covers {
    /// By first row and column.
    all: Vec<[u32; 4]>,
    /// How many of them begin above or in the row that was asked for last.
    begun: usize,
    /// Those that may reach into it, by their first column. No two of them overlap in a row.
    open: BTreeMap<u32, [u32; 4]>,
}

impl Covers {
    /// Adds a range; `false` if its first cell is covered by another one.
    pub(super) fn add(&mut self, range: [u32; 4]) -> bool {
        let [top, left, ..] = range;
        let free = self.over(top, left).is_none();
        if free {
            self.open.insert(left, range);
            self.all.push(range);
        }
        free
    }

    pub(super) fn rewind(&mut self) {
        self.open.clear();
        self.begun = 0;
    }

    /// The range that a cell lies in, its first cell included, as far as those that may reach there are open.
    fn over(&mut self, row: u32, col: u32) -> Option<[u32; 4]> {
        while let Some((&left, &range)) = self.open.range(..=col).next_back() {
            if range[2] >= row {
                return (range[3] >= col).then_some(range);
            }
            self.open.remove(&left);
        }
        None
    }

    /// Whether a cell lies in a range and is not its first.
    pub(super) fn covers(&mut self, (row, col): (u32, u32)) -> bool {
        while let Some(&range) = self.all.get(self.begun).filter(|r| r[0] <= row) {
            self.open.insert(range[1], range);
            self.begun += 1;
        }
        let range = self.over(row, col);
        range.is_some_and(|r| (r[0], r[1]) != (row, col))
    }
}

#[cfg(test)]
mod tests {
    use super::Ranges;

    #[test]
    fn what_is_shown_is_found_in_the_file_and_back() {
        let mut ranges = Ranges::default();
        for (first, last) in [(7, 7), (2, 3), (0, 0), (u32::MAX, u32::MAX)] {
            ranges.add(first, last);
        }
        ranges.settle();
        for (shown, stored) in [(0, 1), (1, 4), (2, 5), (3, 6), (4, 8), (5, 9)] {
            assert_eq!(ranges.stored(shown), stored);
            assert_eq!(ranges.shown(stored, stored), (shown, 1));
        }
        assert_eq!(ranges.shown(2, 3).1, 0);
        // All of them.
        ranges.add(0, u32::MAX);
        ranges.settle();
        assert_eq!(ranges.shown(0, u32::MAX), (0, 0));
    }
}
