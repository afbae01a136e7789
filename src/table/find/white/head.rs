//! A region's header: how far down it goes, and what it says of each column.

use super::bands;
use super::columns::{Columns, Piece, joined};
use crate::model::Role;
use crate::page::Ruling;
use crate::table::role;

/// A header may fall into several bands, for its cells' lines are not at one height: a name of four lines in a narrow
/// column beside names of one, two and three lines has seven.
const BANDS: usize = 8;

/// A header.
pub(super) struct Head {
    pub(super) roles: Vec<Option<Role>>,
    /// The height below which it ends.
    pub(super) bottom: f32,
}

/// What the print above a height says.
struct Reading {
    roles: Vec<Option<Role>>,
    /// Columns whose whole text is a name.
    names: Vec<bool>,
    filled: usize,
}

impl Reading {
    /// None if there is a number: a row of data has one of its own, which no header cell is.
    fn new(pieces: &[Piece], columns: &Columns, bottom: f32) -> Option<Self> {
        let above: Vec<&Piece> = pieces.iter().filter(|p| p.middle() < bottom).collect();
        if above.iter().any(|p| role::is_number(&p.text())) {
            return None;
        }
        let texts: Vec<String> = (0..columns.count())
            .map(|col| {
                let own: Vec<&Piece> = above
                    .iter()
                    .copied()
                    .filter(|p| p.first <= col && col <= p.last)
                    .collect();
                joined(&own)
            })
            .collect();
        Some(Self {
            roles: texts.iter().map(|t| role::of_header(t)).collect(),
            names: texts.iter().map(|t| role::is_name(t)).collect(),
            filled: texts.iter().filter(|t| !t.is_empty()).count(),
        })
    }

    fn known(&self) -> usize {
        self.roles.iter().flatten().count()
    }

    fn named(&self) -> usize {
        self.names.iter().filter(|n| **n).count()
    }

    /// Two columns at least, and half of those that are filled.
    fn is_header(&self) -> bool {
        self.known() >= 2 && self.known() * 2 >= self.filled
    }
}

/// The header of a region.
pub(super) fn find(pieces: &[Piece], columns: &Columns, rules: &[Ruling]) -> Option<Head> {
    let (reading, bottom) = closed(pieces, columns, rules).or_else(|| open(pieces, columns))?;
    Some(Head {
        roles: reading.roles,
        bottom,
    })
}

/// The header that the first rule over all columns closes.
fn closed(pieces: &[Piece], columns: &Columns, rules: &[Ruling]) -> Option<(Reading, f32)> {
    let top = pieces.iter().map(Piece::middle).reduce(f32::min)?;
    let bottom = bands::own_rules(pieces, columns, rules)
        .into_iter()
        .find(|(y, covered)| *y > top && covered.iter().all(|c| *c))?
        .0;
    let reading = Reading::new(pieces, columns, bottom)?;
    // What the rule closes may be the whole table: then few texts are names.
    (reading.is_header() && reading.named() * 2 >= reading.filled).then_some((reading, bottom))
}

/// The header without such a rule: the first bands that name columns, and those below that complete the names.
fn open(pieces: &[Piece], columns: &Columns) -> Option<(Reading, f32)> {
    let mut found: Option<(Reading, f32)> = None;
    let mut upper = f32::NEG_INFINITY;
    for (top, bottom) in bands::loose(pieces, columns.em).into_iter().take(BANDS) {
        let Some(reading) = Reading::new(pieces, columns, bottom) else {
            break;
        };
        let goes_on = match &found {
            None => reading.is_header(),
            Some((before, _)) => {
                let added = |col: usize| {
                    pieces.iter().any(|p| {
                        p.middle() > top && p.middle() < bottom && p.first <= col && col <= p.last
                    })
                };
                let names = |n: &Reading, col: usize| n.names.get(col).copied().unwrap_or(false);
                let touched: Vec<usize> = (0..columns.count()).filter(|c| added(*c)).collect();
                top - upper < bands::LEADING * columns.em
                    && touched.iter().any(|c| names(&reading, *c))
                    && touched
                        .iter()
                        .all(|c| names(&reading, *c) || !names(before, *c))
            }
        };
        upper = bottom;
        if goes_on {
            found = Some((reading, bottom));
        } else if found.is_some() {
            break;
        }
    }
    found
}
