//! Merged cells over a page's edge.

use super::{Open, absorb, closes, has_place, padding, pitch, room, says_again};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::{labels, office};
use crate::model::Role;
use crate::table::Evidence;
use crate::table::assemble::rows::{Cover, Edge, PieceCell, PieceRow};
use crate::table::assemble::{key_of, kinds};
use crate::text::Line;

/// Cells that show what a column is like: lists have some hundred rows, and this is asked at every page's edge.
const CELLS: usize = 500;

impl Open {
    /// Merged cells that run on over a page's edge are one cell, whichever piece holds the text. All pages must be known.
    pub(super) fn run_on(&mut self, ctx: &mut Context<'_>) {
        let between = std::mem::take(&mut self.between);
        for (index, (first, edges)) in between.iter().enumerate() {
            let first = *first;
            // None does over a row of totals, but for one of the page.
            let adds_up = |row: &PieceRow| kinds::kind(row, &self.table.columns).is_some();
            let (before, after) = self.rows.split_at(first.min(self.rows.len()));
            let of_page = |row: &&PieceRow| adds_up(row) && is_of_page(row);
            let last = before.len() - before.iter().rev().take_while(of_page).count();
            let ends = before
                .get(..last)
                .and_then(<[_]>::last)
                .is_some_and(adds_up);
            if last == 0 || ends || after.first().is_some_and(adds_up) {
                continue;
            }
            // Some programs print a merged cell's text again on the next page: its sum too, then.
            let mut columns = self.table.columns.iter();
            let buys = columns.position(|c| c.role == Role::Purchaser);
            let again_with = buys.is_some_and(|col| self.says_again_below((last, first), col));
            for (col, (above, below)) in edges.iter().copied().enumerate() {
                let role = self.table.columns.get(col).map(|c| c.role);
                let runs_on = match role {
                    None | Some(Role::Sequence | Role::Project) => false,
                    // One sum for two projects.
                    Some(Role::Amount | Role::AmountOther) => {
                        self.is_open(above, below) && self.is_half((last, first), col)
                            || again_with && self.says_again_below((last, first), col)
                    }
                    Some(_) => true,
                };
                // What no rule parts from the next page is the next page's, if one parts it from the page before.
                let next = between.get(index + 1);
                let waits = !self.is_open(above, below)
                    && next.is_some_and(|(end, edges)| self.waits(col, (first, *end), edges));
                // Where no rules show merged cells, blank ones below a text do.
                let merged = self.spans.get(col) == Some(&true)
                    || self.evidence == Evidence::Space && self.has_blanks(col);
                if runs_on && !waits && merged {
                    let row = last.checked_sub(1).and_then(|row| self.rows.get(row));
                    let ends = edges.iter().map(|(end, _)| *end);
                    let padding = row.map(|row| padding(row, ends)).filter(|p| p.is_finite());
                    let edge = (above, below, padding.unwrap_or(0.0));
                    self.run_on_column(col, (last, first), edge, ctx);
                }
            }
        }
    }

    /// Whether a blank cell runs down to the next page's edge, where no rule parts it from a text.
    fn waits(&self, col: usize, (first, end): (usize, usize), edges: &[(Edge, Edge)]) -> bool {
        let cell = |row: usize| self.rows.get(row).and_then(|r| r.cells.get(col));
        let blank = cell(first).is_some_and(|c| {
            matches!(c.cover, Cover::Anchor(span) if first + span == end) && c.is_blank()
        });
        let open = edges.get(col).is_some_and(|(a, b)| self.is_open(*a, *b));
        blank && open && cell(end).is_some_and(|c| !c.is_blank())
    }

    /// Whether of two cells at a page's edge one is blank.
    fn is_half(&self, (last, first): (usize, usize), col: usize) -> bool {
        let blank = |row: usize| {
            let cell = self.rows.get(row).and_then(|r| r.cells.get(col));
            cell.is_some_and(PieceCell::is_blank)
        };
        last > 0 && blank(self.anchor(last - 1, col)) != blank(first)
    }

    fn is_of_sums(&self, col: usize) -> bool {
        let role = self.table.columns.get(col).map(|c| c.role);
        matches!(role, Some(Role::Amount | Role::AmountOther))
    }

    /// Whether a cell that begins below a page's edge says again what the one of several rows above it says.
    fn says_again_below(&self, (last, first): (usize, usize), col: usize) -> bool {
        let above = last.checked_sub(1).map(|row| self.anchor(row, col));
        let Some(above) = above.filter(|above| above + 1 < last) else {
            return false;
        };
        let cell = |row: usize| self.rows.get(row).and_then(|r| r.cells.get(col));
        match (cell(above), cell(first)) {
            (Some(owner), Some(below)) => says_again(owner, below),
            _ => false,
        }
    }

    fn run_on_column(
        &mut self,
        col: usize,
        (last, first): (usize, usize),
        (end, start, padding): (Edge, Edge, f32),
        ctx: &mut Context<'_>,
    ) {
        let Some(above) = last.checked_sub(1).map(|row| self.anchor(row, col)) else {
            return;
        };
        let cell = |row: usize| self.rows.get(row).and_then(|r| r.cells.get(col));
        let (Some(owner), Some(below)) = (cell(above), cell(first)) else {
            return;
        };
        let Cover::Anchor(span) = below.cover else {
            return;
        };
        if owner.is_taken() || below.is_taken() {
            return;
        }
        let open = self.is_open(end, start);
        let buys = self.table.columns.get(col).map(|c| c.role) == Some(Role::Purchaser);
        let mut doubt = None;
        match (owner.is_blank(), below.is_blank()) {
            (false, false) if says_again(owner, below) => {
                // A name is carried with what it says again; a sum is that of all its rows.
                if !self.is_of_sums(col) {
                    return;
                }
                doubt = Some(said_again());
            }
            (false, false) if !open => {
                let rest = || self.is_rest_of_name(col, below);
                let begins = || rest() && self.begins_name(col, owner);
                let branch = || self.is_branch(col, below);
                let full = is_full(&owner.lines, &below.lines, end, padding);
                let severity = if self.is_said_whole(col, owner, below) {
                    // The middle of a cell that the page cuts may be anywhere in its parts.
                    if full {
                        Severity::Info
                    } else {
                        Severity::Warning
                    }
                } else if let Some(severity) = cut(
                    &owner.lines,
                    &below.lines,
                    full,
                    buys,
                    (begins, rest, branch),
                ) {
                    severity
                } else if !self.are_two(col, owner, below)
                    && (self.ends_below(col, owner, below) || self.is_in_step(col, first))
                {
                    Severity::Warning
                } else {
                    return;
                };
                doubt = Some(name_cut(severity));
            }
            (false, false)
                if self.are_two(col, owner, below)
                    || open && had_room(&owner.lines, &below.lines, end, padding) =>
            {
                return;
            }
            (true, false) if !open && self.has_blanks(col) => return,
            // Where no rules show cells, none shows that a blank one is part of the one on the other page.
            (true, false) if self.evidence == Evidence::Space && !buys => return,
            (false, true) if self.evidence == Evidence::Space => return,
            (true, false) => {
                // The middle of a cell lies in its longer part, and so does what is printed there.
                let known = end.height > 0.0 && start.height > 0.0;
                doubt = Some(owner_below(
                    if open || known && start.height >= end.height {
                        Severity::Info
                    } else {
                        Severity::Warning
                    },
                ));
            }
            _ => {}
        }
        let Some(below) = self.rows.get_mut(first).and_then(|r| r.cells.get_mut(col)) else {
            return;
        };
        let below = std::mem::replace(below, PieceCell::below(above));
        for index in first..first + span {
            if let Some(cell) = self.rows.get_mut(index).and_then(|r| r.cells.get_mut(col)) {
                cell.cover = Cover::Below(above);
            }
        }
        // What may be another row's value is said at each that has it, unless it is printed there.
        let printed = self
            .rows
            .get(above)
            .and_then(|r| r.cells.get(col))
            .is_some_and(PieceCell::is_blank);
        let end = if printed { first } else { first + span };
        if let Some(warned) = doubt.as_ref().filter(|d| d.severity > Severity::Info) {
            for row in self.rows.iter_mut().take(end).skip(above + 1) {
                if let Some(cell) = row.cells.get_mut(col) {
                    cell.doubts.push(warned.clone());
                }
            }
        }
        if let Some(owner) = self.rows.get_mut(above).and_then(|r| r.cells.get_mut(col)) {
            absorb(owner, below, ctx);
            owner.doubts.extend(doubt);
        }
    }

    /// Whether two cells say what the column says elsewhere of each, or are the names of two bodies: no rule is drawn between them
    /// where no cell is closed at the page's edge.
    fn are_two(&self, col: usize, above: &PieceCell, below: &PieceCell) -> bool {
        let (first, second) = (above.key(), below.key());
        let says = |text: &str| self.whole_cells(col).any(|cell| *cell.key() == *text);
        let named = |text: &Key| office::begins_name(text) && office::is_body_named(text);
        says(&first) && says(&second) || [&first, &second].into_iter().all(named)
    }

    /// Whether a column says elsewhere what two cells say together, and nowhere else what either says alone.
    fn is_said_whole(&self, col: usize, above: &PieceCell, below: &PieceCell) -> bool {
        let (first, rest) = (above.key(), below.key());
        let whole = format!("{}{}", &*first, &*rest);
        let says = |text: &str| self.whole_cells(col).any(|cell| *cell.key() == *text);
        says(&whole) && !says(&first) && !says(&rest)
    }

    /// Whether the values of a column end in few ways, each of them several, and of two cells the one below ends so and that above
    /// in no way (公益慈 | 善类, where all others are of a 类); nor begins a value as it does, and together they are
    /// no longer than one.
    fn ends_below(&self, col: usize, above: &PieceCell, below: &PieceCell) -> bool {
        /// Two values may end alike by chance.
        const LEAST: usize = 3;
        let cells = self.whole_cells(col).take(CELLS);
        let mut values: Vec<Key> = cells.map(PieceCell::key).collect();
        values.sort_unstable();
        values.dedup();
        let length = |text: &Key| text.chars().count();
        let longest = values.iter().map(length).max().unwrap_or(0);
        let end = |text: &Key| text.chars().next_back();
        let ends: Vec<char> = values.iter().filter_map(end).collect();
        let several = |own: &char| ends.iter().filter(|end| *end == own).count() > 1;
        let known = |text: &Key| end(text).is_some_and(|end| ends.contains(&end));
        ends.len() >= LEAST
            && ends.iter().all(several)
            && known(&below.key())
            && !known(&above.key())
            && length(&above.key()) + length(&below.key()) <= longest
            && !self.begins_name(col, below)
    }

    /// Whether who buys goes on over the edge above a row, and the cells of another column cover the same rows as theirs wherever no
    /// edge cuts them, several of them more than one: then what is printed there goes on, too.
    fn is_in_step(&self, col: usize, first: usize) -> bool {
        /// Two cells may be as high as others by chance.
        const LEAST: usize = 2;
        let mut columns = self.table.columns.iter();
        let Some(buys) = columns.position(|c| c.role == Role::Purchaser) else {
            return false;
        };
        let cover = |row: &PieceRow, col: usize| row.cells.get(col).map(|c| c.cover);
        let goes_on = self.rows.get(first).and_then(|row| cover(row, buys));
        if !matches!(goes_on, Some(Cover::Below(_))) {
            return false;
        }
        let mut merged = 0;
        for (index, row) in self.rows.iter().take(CELLS).enumerate() {
            let (own, other) = match (cover(row, col), cover(row, buys)) {
                (Some(Cover::Anchor(own)), Some(Cover::Anchor(other))) => (own, other),
                (Some(Cover::Anchor(span)), _) | (_, Some(Cover::Anchor(span))) => (span, 0),
                _ => continue,
            };
            if self.is_at_edge(index) || self.is_at_edge(index + own.max(other)) {
                continue;
            }
            if own != other {
                return false;
            }
            merged += usize::from(own > 1);
        }
        merged >= LEAST
    }

    /// Whether each name in a column ends as those of bodies do, and none begins as a text does: then that is the rest of one.
    fn is_rest_of_name(&self, col: usize, rest: &PieceCell) -> bool {
        let names = self.whole_cells(col).map(PieceCell::key);
        let names: Vec<Key> = names.filter(|name| !name.is_empty()).collect();
        let bodies = !names.is_empty() && names.iter().all(|name| office::is_body_named(name));
        bodies && !self.begins_name(col, rest)
    }

    /// Whether a text is the name of a branch alone, where every other in a column has its body before it.
    fn is_branch(&self, col: usize, rest: &PieceCell) -> bool {
        let mut names = self.whole_cells(col).map(PieceCell::key);
        office::is_branch_alone(&rest.key()) && !names.any(|name| office::is_branch_alone(&name))
    }

    /// Whether some name in a column begins as a text does.
    fn begins_name(&self, col: usize, text: &PieceCell) -> bool {
        let initial = |text: &Key| text.chars().next();
        let own = initial(&text.key());
        let mut names = self.whole_cells(col).map(PieceCell::key);
        own.is_some() && names.any(|name| initial(&name) == own)
    }

    /// The cells of a column that no page's edge cuts: at others may stand halves.
    fn whole_cells(&self, col: usize) -> impl Iterator<Item = &PieceCell> {
        let rows = self.rows.iter().enumerate();
        rows.filter_map(move |(row, r)| {
            let cell = r.cells.get(col)?;
            let Cover::Anchor(span) = cell.cover else {
                return None;
            };
            let whole = !self.is_at_edge(row) && !self.is_at_edge(row + span);
            (whole && kinds::kind(r, &self.table.columns).is_none()).then_some(cell)
        })
    }

    /// Whether a page's edge stands above a row, or within it.
    fn is_at_edge(&self, row: usize) -> bool {
        self.breaks.binary_search(&row).is_ok() || self.joined.binary_search(&row).is_ok()
    }

    /// Whether a column has blank cells that no page's edge cuts: then they are blank in this table, and what is printed on
    /// the next page begins anew.
    fn has_blanks(&self, col: usize) -> bool {
        self.rows.iter().enumerate().any(|(index, row)| {
            let own = row.cells.get(col).filter(|cell| cell.is_blank());
            let Some(Cover::Anchor(span)) = own.map(|cell| cell.cover) else {
                return false;
            };
            index > 0
                && !self.is_at_edge(index)
                && !self.is_at_edge(index + span)
                && kinds::kind(row, &self.table.columns).is_none()
        })
    }
}

/// Whether a row adds up those of its page alone.
fn is_of_page(row: &PieceRow) -> bool {
    let mut texts = row.cells.iter().map(PieceCell::key);
    texts.any(|text| labels::adds_up_page(&text))
}

/// How sure it is that a text was cut by the page's end though a rule is drawn there, if it was: what opens a bracket above
/// closes it below; or what fills its cell to the end is followed by a bracket alone, or is no name, and with what stands
/// below it is (of two single lines, neither is one alone, or none in the column `begins` as the second does), or a word that names bodies is parted there, or a
/// branch stands below without its body, or neither is as long as a name.
fn cut(
    above: &[Line],
    below: &[Line],
    is_full: bool,
    is_name: bool,
    (begins, is_rest, is_branch): (impl Fn() -> bool, impl Fn() -> bool, impl Fn() -> bool),
) -> Option<Severity> {
    let (first, rest) = (key_of(above), key_of(below));
    if closes(&first, &rest) {
        return Some(Severity::Info);
    }
    // What stands in brackets alone says more of what is before it.
    let inner = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')'));
    if inner.is_some_and(|inner| !inner.contains(['(', ')'])) && is_full {
        return Some(Severity::Warning);
    }
    let whole = format!("{}{}", &*first, &*rest);
    let named =
        office::is_organ(&first) || office::is_office(&first) || office::is_body_named(&first);
    let single = above.len() == 1 && below.len() == 1;
    // No name has less than three characters (团区委).
    let alone = || rest.chars().nth(2).is_some() && office::is_body_named(&rest) && !begins();
    let named = named || single && alone();
    // A name that ends as none known does may be whole.
    let short = |text: &str| text.chars().nth(2).is_none();
    let stubs = !named && short(&first) && short(&rest);
    let torn = office::is_torn(&first, &rest) || single && stubs;
    let body = office::is_office(&whole) || office::is_body_named(&whole);
    // One character alone names no body: set down the page, it is the first of a name.
    let single_character = first.chars().nth(1).is_none();
    let stub = || single_character || short(&first) && is_full && begins();
    // With room for a line, too, which may be padding.
    let parted = || !named && office::is_end(&rest) && above.len() > 1;
    // 区退役军 | 人事务局, where all others are bodies' and none begins with 人.
    let piece = || !named && above.len() > 1 && is_rest();
    let branch = || is_full && is_branch();
    let cut =
        is_name && (torn || is_full && !named || stub() || parted() || piece() || branch()) && body;
    cut.then_some(Severity::Warning)
}

/// Whether two lines more fit below those of a cell, where its page ends: what stands on the next page is another text then.
fn had_room(lines: &[Line], rest: &[Line], end: Edge, padding: f32) -> bool {
    let (Some(last), Some(next)) = (lines.last(), rest.first()) else {
        return false;
    };
    let pitch = pitch(lines).or_else(|| pitch(rest));
    let left = end.at - last.baseline - padding;
    let known = end.height > 0.0 && next.page == last.page + 1;
    known && left >= 2.0 * pitch.unwrap_or(1.5 * last.size)
}

/// Whether no other line fits in a cell of this height. Of one line alone, unless what may be its rest has several, nothing
/// tells how far lines are apart, an em and a half mostly: it must be as wide as its cell too. What the fullest cell of the row
/// leaves may be padding: then a cell that leaves no more, but for half a line, is as full.
fn is_full(lines: &[Line], rest: &[Line], end: Edge, padding: f32) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return false;
    };
    let known = pitch(lines).or_else(|| pitch(rest));
    let pitch = known.unwrap_or(1.5 * last.size);
    let room = room(lines, pitch, end);
    first.page == last.page
        && end.height > 0.0
        && (known.is_some() || !has_place(last, rest, end.width))
        && (room < 1.0 || room - padding / pitch < 0.5)
}

fn name_cut(severity: Severity) -> Diagnostic {
    Diagnostic::new(
        codes::CARRY_CUT,
        severity,
        "a rule is drawn at the page's edge, but the text above it is not whole without what is printed on the next page",
        "跨页处虽有框线，但前一页文字不完整，已与后一页文字合并",
    )
    .help("compare with the printed page", "请对照原页核实")
}

fn owner_below(severity: Severity) -> Diagnostic {
    Diagnostic::new(
        codes::CARRY_FROM_NEXT_PAGE,
        severity,
        "the merged cell has no text on its first page; what is printed on the next page was taken for the whole of it",
        "合并单元格在前一页无文字，取后一页所印文字",
    )
    .help("compare with the printed page", "请对照原页核实")
}

fn said_again() -> Diagnostic {
    Diagnostic::new(
        codes::CARRY_CUT,
        Severity::Warning,
        "the sum of a merged cell is printed again on the next page, as who buys is; it was taken for that of one cell",
        "跨页合并单元格的金额在次页重复印出，已视为同一格",
    )
    .help("compare with the printed page", "请对照原页核实")
}
