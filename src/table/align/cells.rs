//! One row: fragments → columns.

use std::ops::Range;
use std::rc::Rc;

use super::{Fragment, Kind, MARGIN, Other, Row, Run, Separator, WRAPPED};
use crate::lexicon::key::Key;
use crate::model::Role;
use crate::table::schema::{Facts, Gain, NEVER, Number, Schema};

/// What is lost by a blank cell that nothing shows where others are shown: as much as between marks; without running numbers,
/// more than makes a cell doubtful, as nothing else says where a row ends.
fn unshown(schema: &Schema) -> Gain {
    match (schema.shown, schema.numbered) {
        (false, _) => 0,
        (true, true) => -10,
        (true, false) => -MARGIN - 5,
    }
}

impl Run<'_> {
    /// What is lost if a row ends here with a blank cell.
    pub(super) fn ends_blank(&mut self, to: usize, schema: &Schema) -> Gain {
        let shown = |f: &Fragment| f.separator == Separator::Break;
        if self.get(to).is_none_or(shown) {
            0
        } else {
            unshown(schema)
        }
    }

    /// Facts of several fragments put together.
    fn put_together(&mut self, at: usize, count: usize) -> Rc<Facts> {
        if count == 1 {
            return self.facts(at);
        }
        if let Some(known) = self.joined.get(&(at, count)) {
            return known.clone();
        }
        let texts: String = (at..at + count)
            .map(|i| self.facts(i).key.to_string())
            .collect();
        let facts = Rc::new(Facts::of(Key::of(&texts)));
        self.joined.insert((at, count), facts.clone());
        facts
    }

    /// What is gained by taking several fragments for the lines of one cell.
    fn wrapped(&mut self, at: usize, count: usize, role: Option<Role>, schema: &Schema) -> Gain {
        let mut gain = 0;
        let within = if schema.marked { 6 } else { 22 };
        for i in at + 1..at + count {
            let Some(more) = self.get(i).cloned() else {
                return NEVER;
            };
            let above = self.facts(i - 1);
            // A sum and a number are cells of their own, unless a remark follows the sum.
            let remark = role == Some(Role::Amount) && more.facts.key.starts_with('(');
            if more.separator == Separator::Cell
                || more.facts.is_empty()
                || above.is_empty()
                || more.facts.summary
                || more.facts.counts() && !remark
                || above.counts() && !remark
                || more.other == Other::CertainPageNumber
            {
                return NEVER;
            }
            let open = above
                .key
                .ends_with(['、', '(', ',', ';', ':', '及', '和', '与', '的'])
                || more.facts.key.starts_with(['、', ')', ',', ';', '。']);
            gain -= match (more.separator, open) {
                (_, true) => 5,
                (Separator::Break, _) => 40,
                _ => within,
            };
        }
        gain
    }

    /// For each number of fragments from here on and each number of columns, the most that is gained by laying them so, and
    /// how many the last column takes.
    pub(super) fn table(
        &mut self,
        from: usize,
        kind: Kind,
        number: Option<Number>,
        schema: &Schema,
    ) -> Vec<Vec<[Cell; 2]>> {
        let width = schema.width();
        let longest = width + WRAPPED;
        let mut table: Vec<Vec<[Cell; 2]>> = vec![vec![[Cell::default(); 2]; width + 1]];
        if let Some(start) = table.get_mut(0).and_then(|r| r.get_mut(0)) {
            start[0].gain = 0;
        }
        for k in 0..=longest {
            // A row ends where the next begins by its marks, at the latest.
            table.resize_with(table.len().max(k + 1), || {
                vec![[Cell::default(); 2]; width + 1]
            });
            for col in 0..width {
                let Some(here) = table.get(k).and_then(|r| r.get(col)).copied() else {
                    continue;
                };
                for (skipped, cell) in here.iter().enumerate() {
                    if cell.gain <= NEVER / 2 {
                        continue;
                    }
                    let blank = match kind {
                        Kind::Total => schema.total_blank(col),
                        _ => schema.blank(col),
                    };
                    set(&mut table, (k, col + 1, 1), cell.gain + blank, (0, skipped));
                    for count in 1..=WRAPPED.min(longest + 1 - k) {
                        let Some(gain) =
                            self.place((from, k, count), col, skipped == 1, (kind, number), schema)
                        else {
                            break;
                        };
                        set(
                            &mut table,
                            (k + count, col + 1, 0),
                            cell.gain + gain,
                            (count, skipped),
                        );
                    }
                }
            }
        }
        table
    }

    /// What is gained by laying some fragments into a column; none if there are not so many.
    fn place(
        &mut self,
        (from, k, count): (usize, usize, usize),
        col: usize,
        skipped: bool,
        (kind, number): (Kind, Option<Number>),
        schema: &Schema,
    ) -> Option<Gain> {
        let first = self.get(from + k)?;
        let (separator, other, home) = (first.separator, first.other, first.home);
        self.get(from + k + count - 1)?;
        if other == Other::CertainPageNumber {
            return None;
        }
        let role = schema.columns.get(col).and_then(|c| c.role);
        let wrapped = if count > 1 {
            self.wrapped(from + k, count, role, schema)
        } else {
            0
        };
        if wrapped <= NEVER {
            return None;
        }
        let facts = self.put_together(from + k, count);
        let own = match kind {
            Kind::Total => schema.total(col, &facts),
            _ if facts.is_empty() => schema.shown_blank(col),
            _ if facts.summary && !schema.repeated => -60,
            _ if other == Other::Heading && !schema.marked => schema.cell(col, &facts, number) - 15,
            _ => schema.cell(col, &facts, number),
        };
        let before = match (separator, skipped) {
            _ if home.is_some_and(|h| h != col) => -100,
            _ if k == 0 => 0,
            (Separator::Cell, true) => -10,
            // Where marks part cells, the end of a line does not.
            (Separator::Line | Separator::Break, _) if schema.marked => -30,
            (Separator::Break, true) => -2,
            (Separator::Break, false) if schema.shown => -MARGIN,
            (Separator::Break, false) => -12,
            (Separator::Line, true) => unshown(schema),
            _ => 0,
        };
        Some(own + wrapped + before)
    }

    /// A row as it is laid best.
    pub(super) fn row(
        &mut self,
        from: usize,
        to: usize,
        kind: Kind,
        number: Option<Number>,
        schema: &Schema,
    ) -> Row {
        if !matches!(kind, Kind::Item | Kind::Total) {
            return Row::alone(kind, from, to);
        }
        let mut row = Row {
            kind,
            from,
            to,
            cells: Vec::new(),
            doubtful: Vec::new(),
        };
        let table = self.table(from, kind, number, schema);
        let length = to - from;
        let cell = |k: usize, col: usize, skipped: usize| {
            table
                .get(k)
                .and_then(|r| r.get(col))
                .and_then(|c| c.get(skipped))
                .copied()
                .unwrap_or_default()
        };
        let (mut k, mut col) = (length, schema.width());
        if cell(k, col, 0).gain.max(cell(k, col, 1).gain) <= NEVER / 2 {
            let last = col.saturating_sub(1);
            row.cells = (0..last)
                .map(|c| (from + c).min(to)..(from + c + 1).min(to))
                .chain(std::iter::once((from + last).min(to)..to))
                .collect();
            row.doubtful = (0..col).collect();
            return row;
        }
        let blank = cell(k, col, 1).gain + self.ends_blank(to, schema);
        let mut skipped = usize::from(blank > cell(k, col, 0).gain);
        while col > 0 {
            let here = cell(k, col, skipped);
            row.cells.push(from + k - here.taken..from + k);
            k -= here.taken;
            col -= 1;
            skipped = here.before;
        }
        row.cells.reverse();
        row.doubtful = self.alternatives(&row, &table, number, schema);
        row
    }

    fn is_blank(&mut self, fragments: &Range<usize>) -> bool {
        fragments.clone().all(|at| self.facts(at).is_empty())
    }

    /// The columns that hold something else in ways to lay the row that are nearly as good.
    fn alternatives(
        &mut self,
        row: &Row,
        table: &[Vec<[Cell; 2]>],
        number: Option<Number>,
        schema: &Schema,
    ) -> Vec<usize> {
        let (width, length) = (schema.width(), row.to - row.from);
        // From the end: what is gained by laying all but the first so many into the columns from one on.
        let mut rest = vec![vec![[NEVER; 2]; width + 1]; length + 1];
        if let Some(end) = rest.get_mut(length).and_then(|r| r.get_mut(width)) {
            *end = [0; 2];
        }
        let all = table
            .get(length)
            .and_then(|r| r.get(width))
            .map_or(NEVER, |c| c[0].gain.max(c[1].gain));
        let mut doubtful = Vec::new();
        for col in (0..width).rev() {
            let own = row.cells.get(col).cloned().unwrap_or_default();
            let blank = match row.kind {
                Kind::Total => schema.total_blank(col),
                _ => schema.blank(col),
            };
            for k in (0..=length).rev() {
                for skipped in 0..2 {
                    let before = table
                        .get(k)
                        .and_then(|r| r.get(col))
                        .map_or(NEVER, |c| c.get(skipped).map_or(NEVER, |c| c.gain));
                    if before <= NEVER / 2 {
                        continue;
                    }
                    let mut most = NEVER;
                    for count in 0..=WRAPPED.min(length - k) {
                        let gain = if count == 0 {
                            Some(blank)
                        } else {
                            self.place(
                                (row.from, k, count),
                                col,
                                skipped == 1,
                                (row.kind, number),
                                schema,
                            )
                        };
                        let Some(gain) = gain else { break };
                        let after = rest
                            .get(k + count)
                            .and_then(|r| r.get(col + 1))
                            .and_then(|r| r.get(usize::from(count == 0)))
                            .copied()
                            .unwrap_or(NEVER);
                        let through = gain + after;
                        most = most.max(through);
                        let taken = row.from + k..row.from + k + count;
                        let same = taken == own || self.is_blank(&taken) && self.is_blank(&own);
                        if !same && before + through + MARGIN >= all {
                            doubtful.push(col);
                        }
                    }
                    if let Some(slot) = rest
                        .get_mut(k)
                        .and_then(|r| r.get_mut(col))
                        .and_then(|r| r.get_mut(skipped))
                    {
                        *slot = most;
                    }
                }
            }
        }
        doubtful.sort_unstable();
        doubtful.dedup();
        doubtful
    }
}

/// The best way to lay so many fragments into so many columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) gain: Gain,
    /// How many fragments the last column takes.
    taken: usize,
    /// Whether the column before that is blank.
    before: usize,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            gain: NEVER,
            taken: 0,
            before: 0,
        }
    }
}

fn set(
    table: &mut Vec<Vec<[Cell; 2]>>,
    (k, col, skipped): (usize, usize, usize),
    gain: Gain,
    (taken, before): (usize, usize),
) {
    let width = table.first().map_or(0, Vec::len);
    table.resize_with(table.len().max(k + 1), || vec![[Cell::default(); 2]; width]);
    let cell = table
        .get_mut(k)
        .and_then(|r| r.get_mut(col))
        .and_then(|c| c.get_mut(skipped));
    if let Some(cell) = cell.filter(|c| c.gain < gain) {
        *cell = Cell {
            gain,
            taken,
            before,
        };
    }
}
