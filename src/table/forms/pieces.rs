//! Rows between bars whose lines were broken within them, as a page's text has them where its cells hold line breaks: each cell
//! is closed by a bar, so that the bars of the header tell how many lines a row goes on over.

use super::pipes::{self, is_closed, is_rule, parted};
use super::{is_gap, roles, stacked, stretch};
use crate::lexicon::key::Key;
use crate::lexicon::{money, role, value};
use crate::model::Role;
use crate::table::assemble;
use crate::text::Line;

/// Most lines that a row goes on over: the longest cells met have some ten.
const LINES: usize = 12;

/// The header of a table whose cells are each closed by a bar.
pub(super) struct Pieces {
    /// How many lines it is in.
    header: usize,
    roles: Vec<Option<Role>>,
}

impl Pieces {
    /// The header that lines begin with, if it names a sum. It may be broken where a row has as many cells as all its lines have names,
    /// or one less at its end: a remark that is blank.
    pub(super) fn of(lines: &[Line]) -> Option<Self> {
        let first = lines.first().filter(|l| closes_cells(l))?;
        // A caption has blank cells beside it.
        let blank = |cell: &Vec<Line>| cell.iter().all(Line::is_blank);
        let names = Some(cells(first)).filter(|names| !names.iter().any(blank))?;
        let own = |header: usize, names: &[Vec<Line>]| {
            let roles = roles(names);
            let money = roles.contains(&Some(Role::Amount));
            money.then_some(Self { header, roles })
        };
        let name = |cell: &Vec<Line>| {
            let key = assemble::key_of(cell);
            role::may_be_name(&key) && !value::has_figures(&key)
        };
        let mut whole = names.clone();
        let broken = (2..=LINES).find_map(|header| {
            let line = lines.get(header - 1).filter(|l| closes_cells(l));
            let more = line.map(cells).filter(|cells| cells.iter().all(name));
            // No line behind one that is none is of the names.
            let Some(more) = more else {
                whole.clear();
                return None;
            };
            if whole.is_empty() {
                return None;
            }
            whole.extend(more);
            let last = whole.last().map(|c| assemble::key_of(c));
            let remark = last.is_some_and(|k| role::of_header(&k) == Some(Role::Note));
            let below = lines.get(header..)?;
            let found = own(header, &whole)?;
            // A rule or a row says how many cells there are, or a row that is broken, too.
            let told = |line: &Line| {
                let width = pipes::pipes(line);
                // Bars behind a lone cell fill it up to any number.
                let filled = cells(line).iter().filter(|c| !blank(c)).count() > 1;
                let fits = whole.len() == width || whole.len() == width + 1 && remark;
                width > names.len() && filled && fits
            };
            // Where each line is a cell, any number of them fits.
            let row = || header == 2 && found.row(below).is_some();
            (below.iter().take(LINES).any(told) || row()).then_some(found)
        });
        broken.or_else(|| own(1, &names))
    }

    /// How many lines the header is in, or the row that begins with the first of these.
    pub(super) fn length(&self, lines: &[Line], top: bool) -> usize {
        match top {
            true => self.header,
            false => self.row(lines).unwrap_or(1),
        }
    }

    /// How many lines the row is in that begins with the first, if it is in several: none by itself, all together they have as
    /// many cells as the header, the sum among those of the later ones, below its name.
    fn row(&self, lines: &[Line]) -> Option<usize> {
        let width = self.roles.len();
        let first = lines.first().filter(|l| closes_cells(l))?;
        let sum = self.roles.iter().position(|r| *r == Some(Role::Amount))?;
        let own = pipes::pipes(first);
        if own == 0 || own > sum {
            return None;
        }
        let mut count = own;
        let more = lines.iter().skip(1).take(LINES);
        for (at, line) in (2..).zip(more) {
            let bars = pipes::pipes(line);
            // A note below the table has no bar.
            let outside = || bars == 0 && stacked::is_outside(line);
            if is_gap(line) || is_rule(line) || outside() {
                return None;
            }
            count += bars;
            if count > width {
                return None;
            }
            if count == width && is_closed(line) {
                return lines.get(..at).filter(|l| self.fits(l)).map(|_| at);
            }
        }
        None
    }

    /// Whether the cells of lines fit the names: a sum stands below the name of one, and none below that of words.
    fn fits(&self, lines: &[Line]) -> bool {
        let keys: Vec<Key> = joined(lines).iter().map(|c| assemble::key_of(c)).collect();
        let own = || keys.iter().zip(&self.roles);
        let paid =
            |(key, role): (&Key, &Option<Role>)| *role == Some(Role::Amount) && money::is_sum(key);
        let words = |(key, role): (&Key, &Option<Role>)| {
            let word = matches!(role, Some(Role::Purchaser | Role::Project | Role::Content));
            // Masked words are some.
            !word || !money::is_sum(key) || money::unstated(key).is_some()
        };
        own().any(paid) && own().all(words)
    }
}

/// The cells of lines that are pieces of one row, without the bars.
pub(super) fn joined(lines: &[Line]) -> Vec<Vec<Line>> {
    let mut out: Vec<Vec<Line>> = vec![Vec::new()];
    for line in lines {
        for (at, part) in parted(&line.chars).into_iter().enumerate() {
            if at > 0 {
                out.push(Vec::new());
            }
            let own = stretch(line, part);
            if let Some(cell) = out.last_mut().filter(|_| !own.is_blank()) {
                cell.push(own);
            }
        }
    }
    // Nothing stands behind the last bar.
    out.pop();
    out
}

/// The cells of a line that closes each by a bar.
fn cells(line: &Line) -> Vec<Vec<Line>> {
    joined(std::slice::from_ref(line))
}

/// Whether a line closes each of its cells by a bar and opens none by one.
fn closes_cells(line: &Line) -> bool {
    let first = line.chars.iter().find(|c| !c.ch.is_whitespace());
    is_closed(line) && !first.is_some_and(|c| matches!(c.ch, '|' | '｜'))
}
