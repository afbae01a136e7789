//! Which rows a text belongs to that is printed once for several: by its height among them.

use std::ops::Range;

/// A share of the rows, with the blocks of print that stand in it (none: the rest of a cell from the page before).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Share {
    pub(super) rows: Range<usize>,
    pub(super) block: Option<usize>,
    /// How far the block stands from the middle of its rows, in points.
    pub(super) off: f32,
}

/// Shares rows out among blocks of print that are centred in their cells. `rows` and `blocks` are heights; `open` says
/// whether the cells at the two ends may go on over the page's edge, `rest` how many rows at the top are the rest of one
/// that the page break cut. None if a block stands outside all rows.
///
/// The sum of the distances from the middles is made least. A cell that goes on over the page's edge need not be
/// centred; it costs a quarter of a row, more than centred print is ever off (half a point), less than one row too many
/// or too few (half a row).
pub(super) fn centred(
    rows: &[(f32, f32)],
    blocks: &[(f32, f32)],
    open: (bool, bool),
    rest: usize,
) -> Option<Vec<Share>> {
    let n = rows.len();
    let mut heights: Vec<f32> = rows.iter().map(|r| r.1 - r.0).collect();
    heights.sort_by(f32::total_cmp);
    let penalty = heights.get(n / 2).copied()? / 4.0;
    // best[m][j]: the first m blocks stand in the first j rows; with the number of rows before the last of them.
    let mut best: Vec<Vec<Option<(f32, usize)>>> = Vec::with_capacity(blocks.len() + 1);
    best.push(
        (0..=n)
            .map(|lead| match lead {
                _ if lead == rest => Some((0.0, 0)),
                0 => Some((penalty, 0)),
                _ if open.0 => Some((penalty, 0)),
                _ => None,
            })
            .collect(),
    );
    for (m, block) in blocks.iter().enumerate() {
        let last = m + 1 == blocks.len();
        let row: Vec<Option<(f32, usize)>> = (0..=n)
            .map(|j| {
                (0..j)
                    .filter_map(|i| {
                        let before = best.last()?.get(i).copied().flatten()?.0;
                        let off = off(rows, i, j, *block)?;
                        let cost = if last && j == n && open.1 {
                            off.min(penalty)
                        } else {
                            off
                        };
                        Some((before + cost, i))
                    })
                    .min_by(|a, b| a.0.total_cmp(&b.0))
            })
            .collect();
        best.push(row);
    }
    let mut shares = Vec::new();
    let mut end = n;
    for m in (0..blocks.len()).rev() {
        let (_, start) = best.get(m + 1)?.get(end).copied().flatten()?;
        shares.push(Share {
            rows: start..end,
            block: Some(m),
            off: off(rows, start, end, *blocks.get(m)?)?,
        });
        end = start;
    }
    if end > 0 {
        shares.push(Share {
            rows: 0..end,
            block: None,
            off: 0.0,
        });
    }
    shares.reverse();
    Some(shares)
}

/// How far a block stands from the middle of rows `i..j`; none if it does not stand within them.
fn off(rows: &[(f32, f32)], i: usize, j: usize, block: (f32, f32)) -> Option<f32> {
    let (top, bottom) = (rows.get(i)?.0, rows.get(j.checked_sub(1)?)?.1);
    let middle = f32::midpoint(block.0, block.1);
    (middle > top && middle < bottom).then(|| (middle - f32::midpoint(top, bottom)).abs())
}

/// How far blocks printed at the top of their cells are off the first lines of the rows they begin with, in all; each
/// goes to that row, and the rows below it are left without. None if a block begins with no row, or the first row is
/// without (`open`: it may be).
pub(super) fn at_top(
    rows: &[(f32, f32)],
    tops: &[f32],
    blocks: &[(f32, f32)],
    open: bool,
    em: f32,
) -> Option<f32> {
    let (mut sum, mut last) = (0.0, None);
    for block in blocks {
        let row = rows
            .iter()
            .position(|r| block.0 + 0.3 * em > r.0 && block.0 < r.1)?;
        let off = (tops.get(row)? - block.0).abs();
        // A third of an em: the same baseline in another font.
        if off > 0.34 * em || last.is_some_and(|l| l >= row) || (last.is_none() && row > 0 && !open)
        {
            return None;
        }
        sum += off;
        last = Some(row);
    }
    Some(sum)
}
