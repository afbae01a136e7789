//! Rows from their numbers where white space does not part them: in each row the cells are set in its middle, or all at its
//! top, and the number shows where that is.

use std::collections::BTreeMap;

use super::bands::{self, Band};
use super::columns::{Columns, Piece};
use super::weights::anchored::{CUTS, OFF, REST, TORN, UNNUMBERED};
use super::weights::bands::LEADING;
use super::weights::rows::LEVEL;
use super::weights::tables::FILLED;
use crate::lexicon::key::{Key, is_unclosed};
use crate::lexicon::money::{self, bounds, scan, unit};
use crate::lexicon::{numeral, office, ordinal};
use crate::model::Role;
use crate::text::compose;

/// Heights of the running numbers, top to bottom; none without a column of them.
pub(super) fn numbers(pieces: &[&Piece], columns: &Columns) -> Vec<(f32, f32)> {
    let Some(sequence) = columns.sequence() else {
        return Vec::new();
    };
    let mut lines: Vec<(f32, f32, Key)> = pieces
        .iter()
        .filter(|p| p.first == sequence && p.last == sequence)
        .filter(|p| !p.sums)
        .map(|p| (p.top, p.bottom, p.key.clone()))
        .collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let value = |text: &str| ordinal::whole(text).map(|o| o.value);
    let counts = |a: Option<u32>, b: Option<u32>| {
        a.and_then(|a| a.checked_add(1))
            .is_some_and(|a| Some(a) == b)
    };
    let mut out: Vec<(f32, f32, String)> = Vec::new();
    for (top, bottom, text) in lines {
        let before = out.len().checked_sub(2).and_then(|i| out.get(i));
        let expected = before.and_then(|(_, _, t)| value(t));
        let goes_on = |last: &(f32, f32, String)| {
            let both = value(&format!("{}{}", last.2, &*text));
            let next = counts(value(&last.2), value(&text));
            // Numbers of parts (一) and of rows within them (1) are written in other numerals.
            let numeral = |text: &str| ordinal::whole(text).map(|o| o.style.numeral);
            let (upper, lower) = (numeral(&last.2), numeral(&text));
            let other = upper.is_some() && lower.is_some() && upper != lower;
            let begins = other || text.starts_with('(') || next && !counts(expected, both);
            is_unfinished(&last.2) || top - last.1 < LEADING * columns.em && !begins
        };
        // A number of two lines is one number, unless it counts on from the one above.
        match out.last_mut().filter(|last| goes_on(last)) {
            Some(last) => {
                last.1 = bottom;
                last.2.push_str(&text);
            }
            None => out.push((top, bottom, text.to_string())),
        }
    }
    // The bracket of a number is none by itself.
    out.retain(|(_, _, text)| text.chars().any(char::is_alphanumeric));
    out.into_iter()
        .map(|(top, bottom, _)| (top, bottom))
        .collect()
}

/// Heights of the sums in the first column of them, where there are no running numbers: a sum of two lines has them close
/// together, a row has another. `bands` are what white space parts.
pub(super) fn sums(pieces: &[&Piece], columns: &Columns, bands: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let column = columns.roles.iter().position(|r| *r == Some(Role::Amount));
    let mut lines: Vec<&Piece> = pieces
        .iter()
        .filter(|p| Some(p.first) == column && Some(p.last) == column)
        .copied()
        .collect();
    lines.sort_by(|a, b| a.top.total_cmp(&b.top));
    if are_rows(&lines, pieces, columns.em) {
        return lines.iter().map(|p| (p.top, p.bottom)).collect();
    }
    let (left, right) = column
        .and_then(|at| columns.print.get(at).copied())
        .unwrap_or_default();
    let is_row = |band: &&(f32, f32)| bands::is_row(pieces, columns, &[], **band);
    let full: Vec<&(f32, f32)> = bands.iter().filter(is_row).collect();
    let mut out: Vec<(f32, f32)> = Vec::new();
    let mut text = String::new();
    let mut above: Option<&Piece> = None;
    for line in lines {
        let key = &line.key;
        let own = || {
            above.is_some_and(|above| {
                // A number goes on below where its line has no room for the next digit.
                let short = right - above.line.bbox.x1 + above.line.bbox.x0 - left > columns.em;
                let row = |p: &Piece| is_whole_row(p, pieces, columns, short);
                row(above) && row(line)
            })
        };
        // White space between two rows that are filled parts their sums too.
        let parted = || {
            let of = |y: f32| full.iter().position(|b| b.0 <= y && y <= b.1);
            let whole = above.filter(|above| is_whole_sum(&above.key));
            whole.is_some_and(|above| match (of(above.middle()), of(line.middle())) {
                (Some(a), Some(b)) => a != b,
                _ => false,
            })
        };
        match out.last_mut() {
            Some(last)
                if line.top - last.1 < LEADING * columns.em && !own() && !parted()
                    || is_unfinished(&text)
                    || adds_to_sum(key) && !parted()
                    || above.is_some_and(|above| goes_on(above, line, pieces, columns)) =>
            {
                last.1 = line.bottom;
            }
            _ => {
                out.push((line.top, line.bottom));
                text.clear();
            }
        }
        text.push_str(key);
        above = Some(line);
    }
    out
}

/// Whether what stands beside a sum's line goes on beside the next, where rules part the rows: of the columns with print beside both,
/// all but one perhaps have no room in the upper line for what the lower one begins with, and none has two sums there. Texts of
/// two rows seldom fill their columns.
fn goes_on(above: &Piece, below: &Piece, pieces: &[&Piece], columns: &Columns) -> bool {
    /// Lines of one text stand less than an em and a half apart, double spaced, too.
    const APART: f32 = 1.5;
    if !columns.rows_drawn || below.top - above.bottom > APART * columns.em {
        return false;
    }
    let beside = |own: &Piece| {
        let level = |p: &&Piece| (p.middle() - own.middle()).abs() <= LEVEL * columns.em;
        let own = pieces.iter().copied().filter(level);
        let own = own.filter(|p| p.first == p.last && p.first != above.first);
        own.map(|p| (p.first, p))
            .collect::<BTreeMap<usize, &Piece>>()
    };
    let (upper, lower) = (beside(above), beside(below));
    let (mut all, mut full) = (0, 0);
    for (col, piece) in upper {
        let print = columns.print.get(col).copied();
        if let (Some(next), Some((left, right))) = (lower.get(&col), print) {
            let paid = columns.roles.get(col) == Some(&Some(Role::Amount));
            if paid && [piece, next].into_iter().all(|p| is_whole_sum(&p.key)) {
                return false;
            }
            let room = right - left - piece.line.bbox.width();
            all += 1;
            full += usize::from(room < compose::unit(&next.line.chars));
        }
    }
    full > 1 && full + 1 >= all
}

/// Whether a sum stands on the baseline of a whole row: most columns are filled there, and it is a whole one (`short`), or has
/// another sum or who buys beside it. The second line of a cell has few others beside it.
fn is_whole_row(sum: &Piece, pieces: &[&Piece], columns: &Columns, short: bool) -> bool {
    if !is_whole_sum(&sum.key) {
        return false;
    }
    let beside = |p: &&Piece| (p.middle() - sum.middle()).abs() <= LEVEL * columns.em;
    let own: Vec<&Piece> = pieces.iter().copied().filter(beside).collect();
    let mut filled: Vec<usize> = own.iter().map(|p| p.first).collect();
    filled.sort_unstable();
    filled.dedup();
    let mut others = own.iter().filter(|p| p.first != sum.first);
    filled.len() as f32 >= FILLED * columns.count() as f32
        && (short || others.any(|p| money::is_sum(&p.key) || office::is_organ(&p.key)))
}

/// Whether lines of sums are rows of one line each, however near to each other: three or more whole ones, or two with the
/// label of a total beside one, and all else stands on the baseline of one.
fn are_rows(sums: &[&Piece], pieces: &[&Piece], em: f32) -> bool {
    let beside = |p: &&&Piece| {
        let at = sums.partition_point(|s| s.middle() < p.middle() - LEVEL * em);
        sums.get(at)
            .is_some_and(|s| (s.middle() - p.middle()).abs() <= LEVEL * em)
    };
    let all = || pieces.iter().all(|p| beside(&p));
    let least = if pieces.iter().any(|p| p.sums) { 2 } else { 3 };
    let whole = |s: &&Piece| is_whole_sum(&s.key) && !is_unfinished(&s.key);
    sums.len() >= least && sums.iter().all(whole) && all()
}

/// Whether a line is a sum: 2,120,000. goes on in the next one.
fn is_whole_sum(line: &str) -> bool {
    money::is_sum(line) && !line.ends_with(['.', ','])
}

/// Whether a sum or a number goes on in the next line, however far below: a bracket is open, a range has no end, capitals have
/// none, or there are but words that stand before a sum.
fn is_unfinished(sum: &str) -> bool {
    // A dash alone is a sum that is not stated.
    let mut chars = sum.chars();
    let ranges = chars.next_back().is_some_and(scan::is_of_range) && !chars.as_str().is_empty();
    let leads = || bounds::leads(sum) && !sum.contains(|c: char| c.is_ascii_digit());
    is_unclosed(sum) || ranges || numeral::ends_within_capitals(sum) || leads()
}

/// Whether a line says more of the sum above it and is none itself, however far below: its unit, a remark in brackets, or the rest
/// of a word (80元/小 | 时).
fn adds_to_sum(line: &str) -> bool {
    let word = line.chars().nth(2).is_none() && !money::is_sum(line);
    unit::of_cell(line).is_some() || line.starts_with('(') && line.ends_with(')') || word
}

/// Heights of what each row has one of, top to bottom: running numbers, or else sums, and the labels of rows that add up
/// others.
pub(super) fn anchors(
    pieces: &[&Piece],
    columns: &Columns,
    bands: &[(f32, f32)],
) -> Vec<(f32, f32)> {
    let mut out = match columns.sequence() {
        Some(_) => numbers(pieces, columns),
        None => sums(pieces, columns, bands),
    };
    // Totals alone show nothing of the rows between them.
    if out.is_empty() {
        return out;
    }
    for piece in pieces {
        if piece.sums && !out.iter().any(|a| piece.top < a.1 && piece.bottom > a.0) {
            out.push((piece.top, piece.bottom));
        }
    }
    out.sort_by(|a, b| a.0.total_cmp(&b.0));
    out
}

/// Adds the bands that have print in as many columns as a row with a sum, if sums tell the rows: a sum may be blank.
fn add_without_sum(
    anchors: &mut Vec<(f32, f32)>,
    bands: &[(f32, f32)],
    pieces: &[&Piece],
    columns: &Columns,
) {
    if anchors.is_empty() || columns.sequence().is_some() {
        return;
    }
    let filled = |band: &(f32, f32)| {
        let inside = pieces
            .iter()
            .filter(|p| p.middle() > band.0 && p.middle() < band.1);
        let mut own: Vec<usize> = inside.map(|p| p.first).collect();
        own.sort_unstable();
        own.dedup();
        own.len()
    };
    // Of a sum on two lines each is in a band of its own, if these are parted there.
    let anchored = |band: &(f32, f32)| {
        let from = anchors.partition_point(|a| a.1 <= band.0 + OFF * columns.em);
        anchors
            .get(from)
            .is_some_and(|a| a.0 < band.1 - OFF * columns.em)
    };
    let counts: Vec<usize> = bands.iter().map(filled).collect();
    let adds_up = |band: &(f32, f32)| {
        let mut sums = pieces.iter().filter(|p| p.sums);
        sums.any(|p| p.middle() > band.0 && p.middle() < band.1)
    };
    let fewest = bands
        .iter()
        .zip(&counts)
        .filter(|(band, _)| anchored(band) && !adds_up(band));
    let Some(fewest) = fewest.map(|(_, n)| *n).min() else {
        return;
    };
    let own = bands
        .iter()
        .zip(&counts)
        .filter(|(band, n)| !anchored(band) && **n >= fewest.max(2));
    let own: Vec<(f32, f32)> = own.map(|(band, _)| *band).collect();
    anchors.extend(own);
    anchors.sort_by(|a, b| a.0.total_cmp(&b.0));
}

/// Where the cells of a row are set.
#[derive(Clone, Copy)]
enum Set {
    Middle,
    Top,
    Bottom,
}

impl Set {
    fn of(self, block: (f32, f32)) -> f32 {
        match self {
            Self::Middle => f32::midpoint(block.0, block.1),
            Self::Top => block.0,
            Self::Bottom => block.1,
        }
    }
}

/// The print of the columns that tell rows apart.
struct Stacks {
    /// Of each column its lines' heights, from the top.
    columns: Vec<Vec<(f32, f32)>>,
    em: f32,
}

impl Stacks {
    fn new(pieces: &[&Piece], columns: &Columns) -> Self {
        let sequence = columns.sequence();
        let mut out = vec![Vec::new(); columns.count()];
        for piece in pieces {
            let tells = columns.tells_rows.get(piece.first).copied().unwrap_or(true);
            if let Some(column) = out.get_mut(piece.first)
                && tells
                && piece.first == piece.last
                && Some(piece.first) != sequence
            {
                column.push((piece.top, piece.bottom));
            }
        }
        for column in &mut out {
            column.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        Self {
            columns: out,
            em: columns.em,
        }
    }

    /// Lines whose middle stands between two heights.
    fn inside(column: &[(f32, f32)], top: f32, bottom: f32) -> &[(f32, f32)] {
        let at = |y: f32| column.partition_point(|l| f32::midpoint(l.0, l.1) < y);
        column.get(at(top)..at(bottom)).unwrap_or_default()
    }

    /// How far each column's print between two heights is out of the place that the anchor shows.
    fn offs(&self, anchor: (f32, f32), rows: (f32, f32), set: Set) -> impl Iterator<Item = f32> {
        self.columns.iter().filter_map(move |column| {
            let lines = Self::inside(column, rows.0, rows.1);
            let block = (lines.first()?.0, lines.last()?.1);
            Some((set.of(block) - set.of(anchor)).abs())
        })
    }

    /// The same in all; print more than a line out of place is no worse than that.
    fn off(&self, anchor: (f32, f32), rows: (f32, f32), set: Set) -> f32 {
        self.offs(anchor, rows, set).map(|o| o.min(self.em)).sum()
    }

    /// Heights between two anchors at which the print can be parted.
    fn cuts(&self, from: f32, to: f32) -> Option<Vec<f32>> {
        let mut middles: Vec<f32> = self
            .columns
            .iter()
            .flat_map(|c| Self::inside(c, from, to))
            .map(|l| f32::midpoint(l.0, l.1))
            .collect();
        middles.push(from);
        middles.push(to);
        middles.sort_by(f32::total_cmp);
        // A twentieth of an em: lines of one height.
        middles.dedup_by(|a, b| *a - *b < 0.05 * self.em);
        (middles.len() <= CUTS).then(|| {
            middles
                .windows(2)
                .filter_map(|w| match w {
                    [a, b] => Some(f32::midpoint(*a, *b)),
                    _ => None,
                })
                .collect()
        })
    }

    /// Whether two rows stand no farther apart than lines do within their cells.
    fn is_near(&self, a: (f32, f32), b: (f32, f32)) -> bool {
        let apart = |lines: &[(f32, f32)]| {
            lines
                .windows(2)
                .filter_map(|w| match w {
                    [a, b] => Some(b.0 - a.1),
                    _ => None,
                })
                .fold(f32::NEG_INFINITY, f32::max)
        };
        let within = |band: (f32, f32)| {
            self.columns
                .iter()
                .map(|c| apart(Self::inside(c, band.0, band.1)))
                .fold(f32::NEG_INFINITY, f32::max)
        };
        // A tenth of an em: boxes of print are not more exact.
        a.0.max(b.0) - a.1.min(b.1) <= within(a).max(within(b)) + 0.1 * self.em
    }

    /// How many columns have lines at both sides of a height as near as their lines mostly are.
    fn torn(&self, y: f32) -> usize {
        let is_torn = |column: &&Vec<(f32, f32)>| {
            let at = column.partition_point(|l| f32::midpoint(l.0, l.1) < y);
            let gap = |w: &[(f32, f32)]| match w {
                [a, b] => b.0 - a.1,
                _ => 0.0,
            };
            let mut gaps: Vec<f32> = column.windows(2).map(gap).collect();
            let own = at.checked_sub(1).and_then(|i| gaps.get(i)).copied();
            gaps.sort_by(f32::total_cmp);
            // A tenth of an em: boxes of print are not more exact.
            let most = gaps.get(gaps.len() / 2).map_or(0.0, |m| m + 0.1 * self.em);
            own.is_some_and(|own| own <= most)
        };
        self.columns.iter().filter(is_torn).count()
    }

    fn is_blank(&self, top: f32, bottom: f32) -> bool {
        self.columns
            .iter()
            .all(|c| Self::inside(c, top, bottom).is_empty())
    }

    /// The limits between rows that put the cells nearest to their places, and how far they are out of them in all.
    fn best(&self, anchors: &[(f32, f32)], set: Set) -> Option<(f32, Vec<f32>)> {
        let first = Set::Middle.of(*anchors.first()?);
        let above = self
            .columns
            .iter()
            .flatten()
            .map(|l| l.0)
            .fold(first, f32::min);
        let mut starts: Vec<(f32, f32)> = vec![(f32::NEG_INFINITY, 0.0)];
        starts.extend(
            self.cuts(above, first)?
                .into_iter()
                .map(|y| (y, (REST + TORN * self.torn(y) as f32) * self.em))
                .filter(|(y, _)| !self.is_blank(f32::NEG_INFINITY, *y)),
        );
        // Of each height that may end the rows so far: the cost, and which one the row before it ended at.
        let mut levels: Vec<Vec<(f32, f32, usize)>> =
            vec![starts.into_iter().map(|(y, cost)| (y, cost, 0)).collect()];
        for (index, anchor) in anchors.iter().enumerate() {
            let ends = match anchors.get(index + 1) {
                Some(next) => self.cuts(Set::Middle.of(*anchor), Set::Middle.of(*next))?,
                None => vec![f32::INFINITY],
            };
            let before = levels.last()?;
            let level = ends
                .into_iter()
                .filter_map(|end| {
                    before
                        .iter()
                        .enumerate()
                        .map(|(i, (start, cost, _))| {
                            (cost + self.off(*anchor, (*start, end), set), i)
                        })
                        .min_by(|a, b| a.0.total_cmp(&b.0))
                        .map(|(cost, i)| (end, cost, i))
                })
                .collect();
            levels.push(level);
        }
        let mut at = 0;
        let total = levels.last()?.first()?.1;
        let mut limits = Vec::with_capacity(levels.len());
        for level in levels.iter().rev() {
            let (y, _, before) = level.get(at)?;
            limits.push(*y);
            at = *before;
        }
        limits.reverse();
        Some((total, limits))
    }

    /// What bands cost that white space parts, measured alike.
    fn cost(&self, bands: &[(f32, f32)], anchors: &[(f32, f32)], set: Set) -> f32 {
        let last = bands.len().saturating_sub(1);
        let of = |(index, band): (usize, &(f32, f32))| {
            let mut own = anchors.iter().filter(|a| {
                let middle = Set::Middle.of(**a);
                middle > band.0 && middle < band.1
            });
            match (own.next(), own.count()) {
                (Some(anchor), more) => {
                    self.off(*anchor, *band, set) + UNNUMBERED * self.em * more as f32
                }
                (None, _) if index == 0 || index == last => REST * self.em,
                (None, _) => UNNUMBERED * self.em,
            }
        };
        bands.iter().enumerate().map(of).sum()
    }
}

/// The rows of print between two rules, or on a page: as white space parts them, unless limits elsewhere put the cells
/// clearly nearer to where the numbers show that they belong.
pub(super) fn rows(bands: Vec<(f32, f32)>, pieces: &[&Piece], columns: &Columns) -> Vec<Band> {
    let mut anchors = anchors(pieces, columns, &bands);
    add_without_sum(&mut anchors, &bands, pieces, columns);
    let stacks = Stacks::new(pieces, columns);
    let sets = [Set::Middle, Set::Top, Set::Bottom];
    let best = sets
        .into_iter()
        .filter_map(|set| stacks.best(&anchors, set))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let spaced = sets
        .map(|set| stacks.cost(&bands, &anchors, set))
        .into_iter()
        .fold(f32::INFINITY, f32::min);
    let bands = match best {
        // A quarter of an em: what differs by less is as good. Measured: from 0.1 to 0.5 all tables at hand read alike.
        Some((cost, limits)) if cost + 0.25 * columns.em < spaced => {
            let starts = [f32::NEG_INFINITY]
                .into_iter()
                .chain(limits.iter().copied());
            starts
                .zip(&limits)
                .filter_map(|(start, end)| extent(pieces, columns, start, *end))
                .collect()
        }
        _ => bands,
    };
    let costs = sets.map(|set| (stacks.cost(&bands, &anchors, set), set));
    let set = costs.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
    let set = set.map_or(Set::Middle, |(_, set)| set);
    let doubtful = |index: usize| {
        let band = bands.get(index)?;
        let anchor = anchors
            .iter()
            .find(|a| Set::Middle.of(**a) > band.0 && Set::Middle.of(**a) < band.1)?;
        let off = stacks.offs(*anchor, *band, set).fold(0.0, f32::max);
        let beside = |other: Option<usize>| {
            other
                .and_then(|o| bands.get(o))
                .is_some_and(|o| stacks.is_near(*band, *o))
        };
        Some(off > OFF * columns.em && (beside(index.checked_sub(1)) || beside(Some(index + 1))))
    };
    (0..bands.len())
        .filter_map(|index| {
            Some(Band {
                height: *bands.get(index)?,
                doubtful: doubtful(index).unwrap_or(false),
            })
        })
        .collect()
}

/// The height of the print between two limits, in the columns that tell rows apart.
fn extent(pieces: &[&Piece], columns: &Columns, top: f32, bottom: f32) -> Option<(f32, f32)> {
    let tells =
        |p: &Piece| (p.first..=p.last).any(|c| columns.tells_rows.get(c).copied().unwrap_or(false));
    pieces
        .iter()
        .filter(|p| p.middle() > top && p.middle() < bottom && tells(p))
        .map(|p| (p.top.max(top), p.bottom.min(bottom)))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Whether what stands between two rules is one row: it has one number at most, and that stands in the middle or at the
/// top of them; or one sum where no numbers are, in the middle, and no two rows (`full`) are filled.
pub(super) fn is_one_row(
    pieces: &[&Piece],
    columns: &Columns,
    rules: (f32, f32),
    full: usize,
) -> bool {
    let numbered = columns.sequence().is_some();
    if !(numbered || full < 2) || !rules.0.is_finite() || !rules.1.is_finite() {
        return false;
    }
    let anchors = anchors(pieces, columns, &[]);
    let [anchor] = anchors.as_slice() else {
        return false;
    };
    let top = pieces.iter().map(|p| p.top).fold(f32::INFINITY, f32::min);
    let off = Set::Middle.of(*anchor) - f32::midpoint(rules.0, rules.1);
    // Half an em: padding above and below need not be alike, and is less than a line.
    off.abs() < 0.5 * columns.em || numbered && anchor.0 - top < OFF * columns.em
}
