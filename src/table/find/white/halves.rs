//! Columns whose header and print are apart: a name set in the middle of its cell, over print at a side of it.

use super::columns::{Columns, Piece};
use super::{Run, narrow, upper};
use crate::text::Line;

impl Columns {
    /// Joins each column that has a header alone with the one beside it that has everything but: the header stands in the
    /// middle of its cell, the print at a side. Whether there was one; then pieces are to be cut anew. A name that stands over
    /// two others (`between`) is no header of the column that it stands in.
    pub(super) fn join_halves(
        &mut self,
        pieces: &[Piece],
        lines: &[&Line],
        between: &[(usize, Run)],
    ) -> bool {
        if self.header_bottom.is_none() {
            return false;
        }
        let mut touching: Vec<Vec<&Piece>> = vec![Vec::new(); self.count()];
        let own = |p: &&Piece| !(self.heads(p) && upper::is_between(p, lines, between));
        for piece in pieces.iter().filter(own) {
            for slot in touching
                .get_mut(piece.first..=piece.last)
                .into_iter()
                .flatten()
            {
                slot.push(piece);
            }
        }
        let halves = |a: usize, b: usize| {
            self.is_half(&touching, a, b, true) && self.is_half(&touching, b, a, false)
        };
        let mut gone: Vec<usize> = Vec::new();
        let mut col = 0;
        while col < self.count() {
            // An edge that is gone has made the column at its right a part of this one.
            let left = col
                .checked_sub(1)
                .filter(|l| !gone.contains(l) && halves(col, *l));
            let right = Some(col + 1).filter(|r| halves(col, *r));
            let edge = match (left, right) {
                (Some(l), Some(r)) if distance(&touching, col, r) < distance(&touching, l, col) => {
                    Some(r)
                }
                (Some(_), _) => Some(col),
                (None, right) => right,
            };
            gone.extend(edge);
            col = edge.map_or(col, |e| e.max(col)) + 1;
        }
        for edge in gone.iter().rev() {
            self.edges.remove(*edge);
        }
        !gone.is_empty() || self.move_edge(&touching, lines)
    }

    /// Moves the edge behind a column that has a header alone, where the print below it was taken into the next column, for
    /// between the two it leaves but a narrow gap: there the two names show where the edge is. Whether there was one.
    ///
    /// Columns of the page before have shown there where their print is: a page may hold no more than the rest of one cell.
    fn move_edge(&mut self, touching: &[Vec<&Piece>], lines: &[&Line]) -> bool {
        if self.held {
            return false;
        }
        for col in 1..self.count() {
            let Some([x0, edge, x1]) = self.edges.get(col - 1..col + 2) else {
                continue;
            };
            if !self.is_half(touching, col - 1, col, true) {
                continue;
            }
            let place = narrow::place(*x0, *x1, lines, self.em);
            if let Some(x) = place.filter(|x| *x > edge + self.em)
                && let Some(slot) = self.edges.get_mut(col)
            {
                *slot = x;
                return true;
            }
        }
        false
    }

    /// Whether a column has print of its own in the header alone, there or where it is said again, or below it alone, and no
    /// other but what runs over the one beside it too. A label of totals stands in the middle of several columns, and says
    /// nothing of the one it is in.
    fn is_half(&self, touching: &[Vec<&Piece>], col: usize, beside: usize, head: bool) -> bool {
        let of_column = touching.get(col).map_or(&[] as &[&Piece], Vec::as_slice);
        let names = || of_column.iter().filter(|p| self.heads(p));
        let heads = |p: &Piece| self.heads(p) || names().any(|n| n.key == p.key);
        let mut own = of_column
            .iter()
            .filter(|p| !(p.first <= beside && beside <= p.last))
            .filter(|p| self.heads(p) || !p.sums)
            .peekable();
        own.peek().is_some() && own.all(|p| p.first == p.last && heads(p) == head)
    }
}

/// The white space between the print of two columns.
fn distance(touching: &[Vec<&Piece>], a: usize, b: usize) -> f32 {
    let of = |col: usize| {
        let own = touching.get(col).into_iter().flatten();
        own.filter(move |p| (p.first, p.last) == (col, col))
    };
    let end = of(a)
        .map(|p| p.line.bbox.x1)
        .fold(f32::NEG_INFINITY, f32::max);
    let start = of(b).map(|p| p.line.bbox.x0).fold(f32::INFINITY, f32::min);
    start - end
}
