//! The lines of a list as fragments, up to where it can only have ended.

use std::rc::Rc;

use super::{APART, COLUMNS, names};
use crate::lexicon::key::Key;
use crate::lexicon::{attachment, dates, labels, money, office, ordinal, role};
use crate::model::Role;
use crate::table::align::{Fragment, Other, Separator};
use crate::table::forms::{is_page_number, stands_between_pages};
use crate::table::schema::Facts;
use crate::text::Line;

/// The lines that hold fragments, read as far as they are asked for.
pub(super) struct Stack<'l> {
    pub(super) lines: &'l [Line],
    looked: usize,
    /// Where each fragment stands, and what it is.
    pub(super) read: Vec<(usize, Fragment)>,
    /// How many blank lines part two cells.
    base: Option<usize>,
    ended: bool,
    /// Numbers met so far.
    numbers: Vec<u32>,
    /// Lines that are page numbers beyond doubt.
    pub(super) pages: Vec<usize>,
}

impl<'l> Stack<'l> {
    pub(super) fn of(lines: &'l [Line]) -> Self {
        Self {
            lines,
            looked: 0,
            read: Vec::new(),
            base: None,
            ended: false,
            numbers: Vec::new(),
            pages: Vec::new(),
        }
    }

    pub(super) fn get(&mut self, at: usize) -> Option<&Fragment> {
        while self.read.len() <= at && !self.ended {
            self.next();
        }
        self.read.get(at).map(|(_, f)| f)
    }

    fn next(&mut self) {
        let rest = self.lines.get(self.looked..).unwrap_or_default();
        let gap = rest.iter().take_while(|l| l.is_blank()).count();
        let at = self.looked + gap;
        let Some(line) = self.lines.get(at) else {
            self.ended = true;
            return;
        };
        let base = if self.read.is_empty() {
            0
        } else {
            *self.base.get_or_insert(gap)
        };
        if is_page_number(line) {
            self.pages.push(at);
            self.looked = at + 1;
            return;
        }
        let page = stands_between_pages(line);
        let facts = Rc::new(Facts::of(line.key().clone()));
        let below = self.lines.get(at + 1..).unwrap_or_default();
        let above = at.checked_sub(gap + 1);
        let parted = above.is_some_and(|a| self.pages.last() == Some(&a))
            || self
                .read
                .last()
                .is_some_and(|(_, f)| f.other == Other::PageNumber);
        let most = if facts.sum.is_some() {
            // A sum behind more of them stands behind blank cells: beside the label of a total most are blank.
            COLUMNS
        } else if self.numbers.is_empty() && role::may_be_name(&facts.key) {
            // Names on two levels: below each of the upper ones a cell is blank, and beside the one that has names below it, too.
            APART.max(self.read.len() + names::LOWER)
        } else {
            APART
        };
        let rest = self.lines.get(at..).unwrap_or_default();
        let apart = gap > base + most && !(gap <= base + COLUMNS && self.goes_on(rest));
        let outside = is_outside(line) || signs(line, below);
        if !page && !parted && apart || outside && !self.goes_on(below) {
            self.ended = true;
            return;
        }
        self.numbers.extend(facts.number.map(|(_, n)| n));
        let other = if page {
            Other::PageNumber
        } else if is_heading(line) {
            Other::Heading
        } else {
            Other::Nothing
        };
        let separator = if gap > base {
            Separator::Break
        } else {
            Separator::Line
        };
        self.read.push((
            at,
            Fragment {
                facts,
                separator,
                other,
                home: None,
            },
        ));
        self.looked = at + 1;
    }

    /// Whether the list goes on after its numbers so far: the next running number, or the label of a total and a sum, follow
    /// before another list begins.
    fn goes_on(&self, rest: &[Line]) -> bool {
        let rest = rest.iter().filter(|l| !l.is_blank()).take(COLUMNS);
        let keys = rest.map(Line::key);
        // The same header may be said again where a page begins.
        let own = self.read.first().map(|(_, f)| &f.facts.key);
        let keys: Vec<&Key> = keys
            .take_while(|key| own == Some(*key) || role::of_header(key) != Some(Role::Sequence))
            .collect();
        let has = |n: u32| self.numbers.contains(&n);
        let mut numbers = keys
            .iter()
            .filter_map(|key| ordinal::whole(key))
            .map(|o| o.value);
        let adds_up = |pair: &[&Key]| matches!(pair, [label, sum] if labels::summary(label).is_some() && money::is_sum(sum));
        numbers.any(|n| !has(n) && n.checked_sub(1).is_some_and(has))
            || !self.numbers.is_empty() && keys.windows(2).any(adds_up)
    }

    /// The texts of fragments as one.
    pub(super) fn joined(&mut self, fragments: std::ops::Range<usize>) -> Option<Key> {
        let mut own = fragments.map(|at| self.get(at).map(|f| f.facts.key.clone()));
        let first = own.next()??;
        own.try_fold(first, |before, next| {
            Some(Key::of(&format!("{}{}", &*before, &*next?)))
        })
    }

    pub(super) fn line(&self, fragment: usize) -> Option<&Line> {
        self.read
            .get(fragment)
            .and_then(|(at, _)| self.lines.get(*at))
    }
}

/// Whether a line can only be the paper's, not a cell: the label of an attachment, the imprint, a note.
pub(in crate::table::forms) fn is_outside(line: &Line) -> bool {
    let text = line.key();
    attachment::label(text).is_some()
        || labels::is_note(text)
        || labels::is_distribution(text)
        || dates::ends_in_printing(text)
}

/// Whether a line names who signs: a body right above the day. One above another may be a cell: who buys stands last, too.
fn signs(line: &Line, below: &[Line]) -> bool {
    let next = below.iter().find(|l| !l.is_blank());
    office::is_body_named(line.key()) && next.is_some_and(|l| dates::is_day(l.key()))
}

/// Whether a line may head a group of rows: it begins with a number that is no running number of a row (一、, （一）), or
/// counts what follows (第一批).
pub(in crate::table) fn is_heading(line: &Line) -> bool {
    let text = line.key();
    let numbered = ordinal::marked(text.chars()).is_some_and(|o| {
        o.style.numeral != ordinal::Numeral::Arabic && o.rest < text.chars().count()
    });
    let counted = text.strip_prefix('第').is_some_and(|t| {
        ordinal::leading(t.chars()).is_some_and(|o| o.end < 4) && text.chars().count() <= 10
    });
    numbered || counted
}
