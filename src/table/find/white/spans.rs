//! Which rows a text belongs to that is printed once for several: by its height among them.

use std::ops::Range;

use super::weights::rows::LEVEL;
use super::weights::spans::{BLANK, LINES, RAN_ON, ROWS, RUNS_ON, STATES};
/// A share of the rows, with the blocks or lines of print that stand in it (none: the rest of a cell from the page before).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Share {
    pub(super) rows: Range<usize>,
    pub(super) lines: Range<usize>,
    /// How far the print stands from the middle of its rows, in points.
    pub(super) off: f32,
}

/// Shares rows out among blocks of print that are centred in their cells. `rows` and `blocks` are heights; `open` says
/// whether the cells at the two ends may go on over the page's edge, `rest` how many rows at the top are the rest of one
/// that the page break cut. None if a block stands outside all rows.
///
/// The sum of the distances from the middles is made least. A cell that goes on over the page's edge need not be
/// centred, but costs more than print that is.
pub(super) fn centred(
    rows: &[(f32, f32)],
    blocks: &[(f32, f32)],
    open: (bool, bool),
    rest: usize,
) -> Option<Vec<Share>> {
    let n = rows.len();
    let mut heights: Vec<f32> = rows.iter().map(|r| r.1 - r.0).collect();
    heights.sort_by(f32::total_cmp);
    let row = heights.get(n / 2).copied()?;
    let penalty = RUNS_ON * row;
    // Of each block, with which rows its cell may begin, and after which it may end: those that its middle is not above or
    // below. Between two blocks stand few rows, so there are few of either.
    let reach: Vec<(usize, usize)> = blocks
        .iter()
        .map(|b| {
            let middle = f32::midpoint(b.0, b.1);
            let begins = rows.partition_point(|r| r.0 < middle);
            (begins, rows.partition_point(|r| r.1 <= middle) + 1)
        })
        .collect();
    let latest = |m: usize| reach.get(m).map_or(n, |r| r.0.saturating_sub(1));
    // The first m blocks stand in the first j rows, at what cost, with the number of rows before the last of them.
    let mut best: Vec<Level> = Vec::with_capacity(blocks.len() + 1);
    best.push(Level {
        from: 0,
        steps: (0..=latest(0))
            .map(|lead| match lead {
                _ if lead == rest => Some((0.0, 0)),
                0 => Some((penalty, 0)),
                _ if open.0 => Some((RAN_ON * row, 0)),
                _ => None,
            })
            .collect(),
    });
    for (m, block) in blocks.iter().enumerate() {
        let last = m + 1 == blocks.len();
        let before = best.last()?;
        let from = if last { n } else { reach.get(m)?.1 };
        let steps = (from..=latest(m + 1))
            .map(|j| {
                (before.from..=latest(m).min(j.saturating_sub(1)))
                    .filter_map(|i| {
                        let off = off(rows, i, j, *block)?;
                        let cost = if last && j == n && open.1 {
                            off.min(penalty)
                        } else {
                            off
                        };
                        Some((before.get(i)?.0 + cost, i))
                    })
                    .min_by(|a, b| a.0.total_cmp(&b.0))
            })
            .collect();
        best.push(Level { from, steps });
    }
    let mut shares = Vec::new();
    let mut end = n;
    for m in (0..blocks.len()).rev() {
        let (_, start) = best.get(m + 1)?.get(end)?;
        shares.push(Share {
            rows: start..end,
            lines: m..m + 1,
            off: off(rows, start, end, *blocks.get(m)?)?,
        });
        end = start;
    }
    if end > 0 {
        shares.push(Share {
            rows: 0..end,
            lines: 0..0,
            off: 0.0,
        });
    }
    shares.reverse();
    Some(shares)
}

/// Costs by the number of rows, from the least on that may be.
struct Level {
    from: usize,
    steps: Vec<Option<(f32, usize)>>,
}

impl Level {
    fn get(&self, rows: usize) -> Option<(f32, usize)> {
        self.steps
            .get(rows.checked_sub(self.from)?)
            .copied()
            .flatten()
    }
}

/// Rows, by their heights.
pub(super) struct Rows<'a> {
    pub(super) heights: &'a [(f32, f32)],
    /// Of the print that shows where their cells are set.
    pub(super) prints: &'a [(f32, f32)],
    /// Which of them add up others.
    pub(super) adds_up: &'a [bool],
}

/// Shares rows out among lines of print that are centred in their cells, whatever white space is between these. The lines
/// of a cell are no farther apart than lines are (`known`: by what is known of other cells, with how many rows at the top
/// are the rest of one that the page break cut), and of two that are (`two`) none. A share may be one row without print. None if that cannot be done with
/// every cell's print less than `off` ems out of its place.
///
/// The distances from the middles are made least; a blank row has its cost, or one with print where it adds up others, and a
/// row taken into a merged cell costs a twentieth of an em, so that rows with print of their own stay single.
pub(super) fn by_lines(
    rows: &Rows<'_>,
    lines: &[(f32, f32)],
    two: impl Fn(usize) -> bool,
    known: (Option<f32>, usize),
    (most, em): (f32, f32),
) -> Option<Vec<Share>> {
    let (leading, rest) = known;
    let Rows {
        heights: rows,
        prints,
        adds_up,
    } = *rows;
    let (n, count) = (rows.len(), lines.len());
    if n.saturating_mul(count) > STATES {
        return None;
    }
    let gap = |w: &[(f32, f32)]| match w {
        [a, b] => b.0 - a.1,
        _ => 0.0,
    };
    let least = || lines.windows(2).map(gap).reduce(f32::min);
    // A tenth of an em: boxes of print are not more exact.
    let leading = leading.or_else(least).unwrap_or(0.0) + 0.1 * em;
    // How far lines `p..q` are off rows `i..j`.
    let out_of_place = |i: usize, j: usize, p: usize, q: usize| -> Option<f32> {
        let block = (lines.get(p)?.0, lines.get(q.checked_sub(1)?)?.1);
        let middle = off(rows, i, j, block)?;
        let single = prints.get(i).filter(|p| j - i == 1 && p.0.is_finite());
        let off = single.map_or(middle, |print| beside(block, *print).min(middle));
        (off <= most * em).then_some(off)
    };
    let mut best = Best(vec![vec![None; count + 1]; n + 1]);
    best.offer((0, 0), (0.0, 0, 0));
    for i in 0..n {
        for p in 0..=count {
            let Some((cost, ..)) = best.get(i, p) else {
                continue;
            };
            let adds_up = adds_up.get(i) == Some(&true);
            let (blank, single) = match adds_up {
                true => (0.0, BLANK * em),
                false => (if i < rest { 0.0 } else { BLANK * em }, 0.0),
            };
            best.offer((i + 1, p), (cost + blank, i, p));
            for q in p + 1..=count.min(p + LINES) {
                let last = q.checked_sub(2).filter(|l| *l >= p);
                if last
                    .and_then(|l| lines.get(l..q))
                    .is_some_and(|w| gap(w) > leading)
                    || last.is_some() && two(q - 1)
                {
                    break;
                }
                for j in i + 1..=n.min(i + ROWS) {
                    if let Some(off) = out_of_place(i, j, p, q) {
                        let merged = match j - i - 1 {
                            0 => single,
                            more => 0.05 * em * more as f32,
                        };
                        best.offer((j, q), (cost + off + merged, i, p));
                    }
                }
            }
        }
    }
    let mut out = Vec::new();
    let (mut j, mut q) = (n, count);
    while j > 0 {
        let (_, i, p) = best.get(j, q)?;
        out.push(Share {
            rows: i..j,
            lines: p..q,
            off: out_of_place(i, j, p, q).unwrap_or(0.0),
        });
        (j, q) = (i, p);
    }
    out.reverse();
    Some(out)
}

/// Cost of the first so many rows with the first so many lines, and the rows and lines before the last share.
struct Best(Vec<Vec<Option<Step>>>);

type Step = (f32, usize, usize);

impl Best {
    fn get(&self, rows: usize, lines: usize) -> Option<Step> {
        self.0.get(rows)?.get(lines).copied().flatten()
    }

    fn offer(&mut self, at: (usize, usize), new: Step) {
        if let Some(slot) = self.0.get_mut(at.0).and_then(|b| b.get_mut(at.1))
            && slot.is_none_or(|old| new.0 < old.0)
        {
            *slot = Some(new);
        }
    }
}

/// How far a cell's print is off the row's, set in the middle like it or at the top.
fn beside(block: (f32, f32), print: (f32, f32)) -> f32 {
    let middle = (f32::midpoint(block.0, block.1) - f32::midpoint(print.0, print.1)).abs();
    middle.min((block.0 - print.0).abs())
}

/// Whether the lines in each row are beside its print: cells of one row each.
pub(super) fn are_single(
    rows: &[(f32, f32)],
    prints: &[(f32, f32)],
    lines: &[(f32, f32)],
    most: f32,
) -> bool {
    rows.iter().zip(prints).all(|(row, print)| {
        let inside = |l: &&(f32, f32)| {
            let middle = f32::midpoint(l.0, l.1);
            middle > row.0 && middle <= row.1
        };
        let block = lines
            .iter()
            .filter(inside)
            .copied()
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        block.is_none_or(|b| beside(b, *print) <= most)
    })
}

/// How far a block stands from the middle of rows `i..j`; none if it does not stand within them.
fn off(rows: &[(f32, f32)], i: usize, j: usize, block: (f32, f32)) -> Option<f32> {
    let (top, bottom) = (rows.get(i)?.0, rows.get(j.checked_sub(1)?)?.1);
    let middle = f32::midpoint(block.0, block.1);
    (middle > top && middle < bottom).then(|| (middle - f32::midpoint(top, bottom)).abs())
}

/// How far blocks that stand in the first of their rows, beside its print or at its top, are off, in all, and which rows
/// these are; the rows below are left without. None if a block begins with no row, or the first row is without (`open`: it
/// may be).
pub(super) fn at_first(
    rows: &[(f32, f32)],
    (prints, tops): (&[(f32, f32)], &[f32]),
    blocks: &[(f32, f32)],
    open: bool,
    em: f32,
) -> Option<(f32, Vec<usize>)> {
    let (mut sum, mut places) = (0.0, Vec::with_capacity(blocks.len()));
    for block in blocks {
        // A text higher than the other print of its row begins above it, and goes on below.
        let off = |row: usize| -> Option<f32> {
            let at_top = (block.0 - *tops.get(row)?).abs();
            Some(beside(*block, *prints.get(row)?).min(at_top))
        };
        let begins = rows.partition_point(|r| r.1 <= block.0);
        let ends = rows.partition_point(|r| r.0 < block.1.max(block.0 + 0.3 * em));
        // What stands beside the print of several rows is set in the first of them, wherever its middle is.
        let beside = |row: &usize| {
            let middle = prints.get(*row).map(|p| f32::midpoint(p.0, p.1));
            middle.is_some_and(|m| m > block.0 && m < block.1)
        };
        let ends = (begins..ends).find(beside).map_or(ends, |row| row + 1);
        let (off, row) = (begins..ends)
            .filter_map(|row| Some((off(row)?, row)))
            .min_by(|a, b| a.0.total_cmp(&b.0))?;
        let last: Option<usize> = places.last().copied();
        if off > LEVEL * em
            || last.is_some_and(|l| l >= row)
            || (last.is_none() && row > 0 && !open)
        {
            return None;
        }
        sum += off;
        places.push(row);
    }
    Some((sum, places))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::centred;

    #[test]
    fn a_name_in_the_middle_of_its_rows_is_theirs_below_the_rest_of_the_cell_before() {
        let edges = [66.0_f32, 245.0, 312.0, 490.0, 658.0, 748.0];
        let rows: Vec<(f32, f32)> = edges.windows(2).map(|w| (w[0], w[1])).collect();
        let shares = centred(&rows, &[(519.0, 543.0)], (true, true), 0).unwrap();
        let rows: Vec<_> = shares.into_iter().map(|s| (s.rows, s.lines)).collect();
        assert_eq!(rows, [(0..2, 0..0), (2..5, 0..1)]);
    }

    #[test]
    fn names_between_two_rows_each_all_down_a_high_page() {
        // Looking at every pair of rows for every name would take minutes.
        let rows: Vec<(f32, f32)> = (0_u16..2_000)
            .map(|r| (f32::from(r) * 4.0, f32::from(r) * 4.0 + 4.0))
            .collect();
        let names: Vec<(f32, f32)> = (0_u16..1_000)
            .map(|n| (f32::from(n) * 8.0 + 3.0, f32::from(n) * 8.0 + 5.0))
            .collect();
        let shares = centred(&rows, &names, (true, true), 0).unwrap();
        assert_eq!(shares.len(), 1_000);
        for (n, share) in shares.iter().enumerate() {
            assert_eq!((share.rows.clone(), share.off), (2 * n..2 * n + 2, 0.0));
        }
    }
}
