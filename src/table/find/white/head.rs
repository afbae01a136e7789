//! A region's header: how far down it goes, and what it says of each column.

use super::bands;
use super::columns::{Columns, Piece};
use super::weights::bands::LEADING;
use super::weights::head::BANDS;
use crate::lexicon::key::Key;
use crate::lexicon::money;
use crate::lexicon::{numeral, role, value};
use crate::model::Role;
use crate::page::Ruling;

/// A header.
pub(super) struct Head {
    pub(super) roles: Vec<Option<Role>>,
    /// The height below which it ends.
    pub(super) bottom: f32,
}

/// What the print above a height says.
struct Reading {
    texts: Vec<Key>,
    roles: Vec<Option<Role>>,
    /// Columns whose whole text is a name.
    names: Vec<bool>,
    filled: usize,
}

impl Reading {
    /// None if there is a number: a row of data has one of its own, which no header cell is. What stands above `upper` has
    /// been read before: columns with nothing below it mean what they meant.
    fn new(
        pieces: &[Piece],
        columns: &Columns,
        bottom: f32,
        upper: Option<(&Self, f32)>,
    ) -> Option<Self> {
        let above: Vec<&Piece> = pieces.iter().filter(|p| p.middle() < bottom).collect();
        let top = upper.map_or(f32::NEG_INFINITY, |(_, top)| top);
        let mut added = above.iter().filter(|p| p.middle() >= top);
        if added.any(|p| numeral::is_figures(&p.key) || money::value(&p.key).is_some()) {
            return None;
        }
        let texts: Vec<Key> = (0..columns.count())
            .map(|col| {
                let own = above.iter().filter(|p| p.first <= col && col <= p.last);
                Key::of_chars(own.flat_map(|p| &p.line.chars).map(|c| c.ch))
            })
            .collect();
        let known = |(col, text): (usize, &Key)| {
            let (before, _) = upper?;
            let same = before.texts.get(col) == Some(text);
            same.then_some((*before.roles.get(col)?, *before.names.get(col)?))
        };
        let meanings = texts.iter().enumerate().map(|(col, text)| {
            known((col, text)).unwrap_or_else(|| (role::of_header(text), names(text)))
        });
        let (roles, names) = meanings.unzip();
        Some(Self {
            roles,
            names,
            filled: texts.iter().filter(|t| !t.is_empty()).count(),
            texts,
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

/// Whether a text names a column, or asks what its cells answer; with the first answer it does so no more.
fn names(text: &Key) -> bool {
    let answered = text
        .chars()
        .next_back()
        .is_some_and(|c| value::is_answer(c.encode_utf8(&mut [0; 4])));
    role::is_name(text) || role::asks(text) && !answered
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
    let reading = Reading::new(pieces, columns, bottom, None)?;
    // What the rule closes may be the whole table: then few texts are names.
    (reading.is_header() && reading.named() * 2 >= reading.filled).then_some((reading, bottom))
}

/// The header without such a rule: the first bands that name columns, and those below that complete the names. A name set
/// from the top down may need several of them.
fn open(pieces: &[Piece], columns: &Columns) -> Option<(Reading, f32)> {
    let mut found = false;
    let mut last: Option<(Reading, f32)> = None;
    let mut upper = f32::INFINITY;
    for (top, bottom) in bands::loose(pieces, columns.em).into_iter().take(BANDS) {
        let before = last.as_ref().map(|(reading, bottom)| (reading, *bottom));
        let Some(reading) = Reading::new(pieces, columns, bottom, before) else {
            break;
        };
        if found && top - upper >= LEADING * columns.em {
            break;
        }
        upper = bottom;
        let goes_on = match before.filter(|_| found) {
            Some((before, end)) => {
                let added = |col: &usize| {
                    pieces.iter().any(|p| {
                        p.middle() > end && p.middle() < bottom && p.first <= *col && col <= &p.last
                    })
                };
                let names = |n: &Reading, col: usize| n.names.get(col).copied().unwrap_or(false);
                let touched: Vec<usize> = (0..columns.count()).filter(added).collect();
                let named = touched.iter().any(|c| names(&reading, *c));
                // What a name goes on to need have no role (项目 | 类别), and what goes on with a whole one stands right below it.
                let known = |c: usize| reading.texts.get(c).is_some_and(role::is_key_of_known_name);
                let apart = |c: usize| stands_apart(pieces, (c, columns.em), (end, bottom));
                let free =
                    |c: usize| !names(before, c) || (names(&reading, c) || known(c)) && !apart(c);
                let middled =
                    |c: usize| becomes_middled(pieces, before, (c, columns.em), (end, bottom));
                named && touched.iter().all(|c| free(*c)) || touched.iter().all(|c| middled(*c))
            }
            None => reading.is_header(),
        };
        if goes_on || !found {
            last = Some((reading, bottom));
        }
        found |= goes_on;
    }
    last.filter(|_| found)
}

/// Whether the first line that a column has to itself between two heights stands further below its last one above them than lines
/// of one text do, and is no name itself: one may stand under another.
fn stands_apart(pieces: &[Piece], (col, em): (usize, f32), (end, bottom): (f32, f32)) -> bool {
    let own = || pieces.iter().filter(|p| (p.first, p.last) == (col, col));
    let above = own().filter(|p| p.middle() < end).map(|p| p.bottom);
    let below = own().filter(|p| (end..bottom).contains(&p.middle()));
    let below = below.min_by(|a, b| a.top.total_cmp(&b.top));
    match (above.reduce(f32::max), below) {
        (Some(above), Some(p)) => p.top - above >= LEADING * em && !role::is_name(&p.key),
        _ => false,
    }
}

/// Whether a column's header, of which no word is known, is set in the middle like the known names once what stands between
/// these heights is taken to it, and is not without.
fn becomes_middled(
    pieces: &[Piece],
    before: &Reading,
    (col, em): (usize, f32),
    (end, bottom): (f32, f32),
) -> bool {
    let middle = |col: usize, bottom: f32| {
        let own = pieces
            .iter()
            .filter(|p| (p.first, p.last) == (col, col) && p.middle() < bottom);
        let whole = own
            .map(|p| (p.top, p.bottom))
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        Some(f32::midpoint(whole.0, whole.1))
    };
    // A name below that of several columns is not set in the middle of the whole header.
    let below = |col: usize| {
        let wide = |p: &&Piece| p.first < p.last && p.middle() < end;
        pieces
            .iter()
            .filter(wide)
            .any(|p| (p.first..=p.last).contains(&col))
    };
    let names = before.names.iter().enumerate();
    let names = names.filter(|(col, name)| **name && !below(*col));
    let middles: Vec<f32> = names.filter_map(|(col, _)| middle(col, end)).collect();
    let (Some(now), Some(then), Some(first)) =
        (middle(col, bottom), middle(col, end), middles.first())
    else {
        return false;
    };
    // A tenth of an em: boxes of print are not more exact.
    let near = |y: f32| (y - first).abs() < 0.1 * em;
    middles.len() > 1 && middles.iter().all(|y| near(*y)) && near(now) && !near(then)
}
