//! The entries of a list as a grid.

use std::collections::HashMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::{Entry, Found, sum};
use crate::accounts::{Char, Discard};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::money;
use crate::table::forms::{grid, stretch};
use crate::table::{Evidence, Grid, GridCell};
use crate::text::Line;

/// What the lists of a text hold, so that a sentence is known which says it again: names and sums that the entries of a list
/// then state one by one, or what they come to by class.
#[derive(Default)]
pub(in crate::table::forms) struct Again {
    /// How often each name stands with its sum.
    names: HashMap<(Key, Decimal), usize>,
    /// What the numbered entries come to.
    numbered: Decimal,
}

impl Again {
    /// Takes the entries of some lines.
    pub(in crate::table::forms) fn add(&mut self, found: &Found, lines: &[Line]) {
        for (name, sum) in found.names(lines) {
            self.numbered += match found.is_unnumbered() {
                true => Decimal::ZERO,
                false => sum,
            };
            *self.names.entry((name, sum)).or_default() += 1;
        }
    }

    /// Takes the rows of a list, with the last sum of each.
    pub(in crate::table::forms) fn add_rows(&mut self, grid: &Grid) {
        for row in grid.cells.chunk_by(|a, b| a.row == b.row) {
            let text = |cell: &GridCell| {
                let chars = cell.lines.iter().flat_map(|l| &*l.chars);
                Key::of_chars(chars.map(|c| c.ch))
            };
            // Who does it may stand behind the sum.
            let value =
                |key: Key| money::value(&key).or_else(|| money::sums(&key).first().copied());
            let sum = row.iter().rev().find_map(|c| value(text(c)));
            let Some(sum) = sum.map(|s| s.normalize()) else {
                continue;
            };
            self.numbered += sum;
            for cell in row.iter().filter(|c| !c.is_blank()) {
                *self.names.entry((text(cell), sum)).or_default() += 1;
            }
        }
    }

    /// Whether entries without numbers say what others do; then they count no more.
    pub(in crate::table::forms) fn takes(&mut self, found: &Found, lines: &[Line]) -> bool {
        let own = found.names(lines);
        let twice = |name: &(Key, Decimal)| self.names.get(name).is_some_and(|n| *n > 1);
        let all: Decimal = own.iter().map(|(_, sum)| *sum).sum();
        let again = own.iter().all(twice) || all == self.numbered;
        if !found.is_unnumbered() || !again {
            return false;
        }
        for name in own {
            self.names.entry(name).and_modify(|n| *n -= 1);
        }
        true
    }
}

fn doubt() -> Diagnostic {
    Diagnostic::new(
        codes::FORM_UNPROVEN,
        Severity::Warning,
        "a sentence counts up this sum and others, and states no sum that they come to: some may be missing, or be part of another",
        "本句列举的各项金额与文中所述总额不一致或未述总额，可能有遗漏或重复",
    )
    .help(
        "read the sentence, and put right what is missing",
        "请阅读原句并补正",
    )
}

impl Found {
    /// What each entry is named and its sum.
    fn names(&self, lines: &[Line]) -> Vec<(Key, Decimal)> {
        let own = self.entries.iter().filter_map(|(at, entry)| {
            let line = lines.get(*at)?;
            let name = line.chars.get(entry.project.clone())?;
            let sum = sum(line.chars.get(entry.sum.clone())?)?.normalize();
            Some((Key::of_chars(name.iter().map(|c| c.ch)), sum))
        });
        own.collect()
    }

    /// Whether no number tells its entries.
    fn is_unnumbered(&self) -> bool {
        self.entries.iter().all(|(_, e)| e.number.is_none())
    }

    /// The grid of the entries of some lines.
    pub(in crate::table::forms) fn grid(
        &self,
        lines: &[Line],
        ctx: &mut Context<'_>,
    ) -> Option<Grid> {
        let (entries, headings) = (&self.entries, &self.headings);
        let bought = entries
            .iter()
            .any(|(_, e)| e.purchaser.is_some() || e.by.is_some());
        let noted = |e: &Entry| !e.rest.is_empty() || !e.more.is_empty();
        let noted = entries.iter().any(|(_, e)| noted(e));
        let labelled = entries.iter().any(|(_, e)| e.label.is_some());
        let width = 3 + usize::from(bought) + usize::from(noted) + usize::from(labelled);
        // A list has no names of columns.
        let mut rows: Vec<Vec<Vec<Line>>> = vec![vec![Vec::new(); width]];
        for (index, (at, entry)) in entries.iter().enumerate() {
            let from = headings.partition_point(|(above, _)| *above < index);
            let own = headings
                .iter()
                .skip(from)
                .take_while(|(above, _)| *above == index);
            for line in own.filter_map(|(_, at)| lines.get(*at)) {
                let mut row = vec![Vec::new(); width];
                row.first_mut()?.push(line.clone());
                rows.push(row);
            }
            let line = lines.get(*at)?;
            let number = entry.number.as_ref().map(|n| n.start..n.end);
            let mut ranges = vec![number, Some(entry.project.clone())];
            ranges.extend(bought.then(|| entry.purchaser.clone()));
            ranges.extend(labelled.then(|| entry.label.clone()));
            ranges.extend(noted.then(|| Some(entry.rest.clone())));
            // The sum stands last: what follows it in print may state another.
            ranges.push(Some(entry.sum.clone()));
            let cell = |range: Option<Range<usize>>| -> Vec<Line> {
                let chars = range
                    .filter(|r| !r.is_empty())
                    .and_then(|r| line.chars.get(r));
                chars
                    .map(|chars| stretch(line, chars))
                    .into_iter()
                    .collect()
            };
            let kept = |index: usize| ranges.iter().flatten().any(|r| r.contains(&index));
            let marks = line
                .chars
                .iter()
                .enumerate()
                .filter(|(i, c)| !kept(*i) && !c.ch.is_whitespace());
            ctx.accounts.discard(marks.map(|(_, c)| c), Discard::Markup);
            let mut row: Vec<Vec<Line>> = ranges.iter().cloned().map(cell).collect();
            if let Some((at, name)) = &entry.by
                && let Some(below) = lines.get(*at)
                && let Some(cell) = row.get_mut(2)
            {
                let (own, label) = below
                    .chars
                    .iter()
                    .enumerate()
                    .partition::<Vec<_>, _>(|(i, _)| name.contains(i));
                let own: Vec<Char> = own.into_iter().map(|(_, c)| *c).collect();
                ctx.accounts.discard(
                    label
                        .into_iter()
                        .map(|(_, c)| c)
                        .filter(|c| !c.ch.is_whitespace()),
                    Discard::Markup,
                );
                cell.push(stretch(below, &own));
            }
            let notes = width.checked_sub(2).and_then(|at| row.get_mut(at));
            if let Some(cell) = notes.filter(|_| noted) {
                cell.extend(entry.more.iter().filter_map(|at| lines.get(*at)).cloned());
            }
            rows.push(row);
        }
        let mut grid = grid(rows)?;
        grid.evidence = Evidence::Listed;
        // A heading lies across the columns; the names' row, which is blank, stands above all.
        let headed: Vec<usize> = headings
            .iter()
            .enumerate()
            .map(|(i, (above, _))| 1 + i + above)
            .collect();
        grid.cells
            .retain(|c| c.col == 0 || headed.binary_search(&c.row).is_err());
        let first = |c: &&mut GridCell| headed.binary_search(&c.row).is_ok();
        for cell in grid.cells.iter_mut().filter(first) {
            cell.col_span = width;
        }
        let sums = grid
            .cells
            .iter_mut()
            .filter(|c| c.col + 1 == width && c.row > 0);
        sums.filter(|_| self.doubted)
            .for_each(|c| c.doubts.push(doubt()));
        Some(grid)
    }
}
