//! How well names of several levels fit the rows below them.

use rust_decimal::Decimal;

use super::ways::Leaf;
use super::{CERTAIN, Levels, ROWS, Row, is_summary, texts};
use crate::lexicon::money;
use crate::model::Role;
use crate::table::assemble;
use crate::table::forms::roles;
use crate::table::schema::{Facts, Gain, Schema};

/// What is gained by a row in which the sum under 合计 is what others come to, and lost by one in which it is not: as much as by a
/// cell that fits its column.
const ADDS_UP: Gain = 20;
/// Likewise, of several that are not zero: it does not happen by chance.
const PROVES: Gain = 60;

/// How well rows fit columns with such names.
fn gain(names: &[String], roles: &[Option<Role>], counts: &[bool], rows: &[Vec<Facts>]) -> Gain {
    let named = names.iter().zip(roles);
    let mut schema = Schema::of_names(named.map(|(n, r)| (n.as_str(), *r)));
    schema.marked = true;
    // What is not known by its name is told by what stands below it.
    let own: Vec<Vec<&Facts>> = rows.iter().map(|row| row.iter().collect()).collect();
    schema.learn(&own);
    schema.set_counts(counts);
    let cell = |col: usize, facts: &Facts| schema.cell(col, facts, None);
    rows.iter()
        .flat_map(|row| row.iter().enumerate().filter(|(_, f)| !f.is_empty()))
        .map(|(col, facts)| cell(col, facts))
        .sum()
}

/// The number in a cell.
fn number(row: &[Facts], col: usize) -> Option<Decimal> {
    row.get(col).and_then(|f| money::value(&f.key))
}

/// What it is worth that the numbers in several columns come to a sum, if they do.
fn worth(row: &[Facts], parts: &[usize], sum: Option<Decimal>) -> Option<Gain> {
    let own = || parts.iter().filter_map(|c| number(row, *c));
    let filled = own().filter(|n| !n.is_zero()).count();
    let adds_up = parts.len() > 1 && sum == Some(own().sum());
    adds_up.then_some(if filled > 1 { PROVES } else { ADDS_UP })
}

impl Levels {
    /// How well rows that have all their cells fit.
    pub(super) fn gain(&self, rows: &[Vec<Facts>]) -> Gain {
        let misplaced = self.misplaced.saturating_mul(rows.len().max(1));
        let misplaced = Gain::try_from(misplaced).unwrap_or(Gain::MAX);
        gain(&self.names, &self.roles, &self.counts, rows) + self.adds_up(rows)
            - CERTAIN.saturating_mul(misplaced)
    }

    /// What it tells for or against the names that the number under 合计 is what the others come to: those beside it under one name, or
    /// all, if it stands under none.
    fn adds_up(&self, rows: &[Vec<Facts>]) -> Gain {
        let of_money = |col: &usize| self.roles.get(*col) == Some(&Some(Role::Amount));
        let total = |col: &usize| self.totals.get(*col) == Some(&true);
        let (mut from, mut gain) = (0, 0);
        for count in &self.under {
            let group = from..from + (*count).max(1);
            from = group.end;
            let Some(whole) = group.clone().find(total) else {
                continue;
            };
            let beside = |col: &usize| *col != whole;
            let parts: Vec<usize> = match count {
                0 => (0..self.roles.len())
                    .filter(beside)
                    .filter(of_money)
                    .collect(),
                _ => group.filter(beside).collect(),
            };
            let behind: Vec<usize> = match count {
                0 => self.behind(whole),
                _ => Vec::new(),
            };
            let told = rows.iter().map(|row| {
                let sum = number(row, whole);
                match (worth(row, &parts, sum), worth(row, &behind, sum)) {
                    (Some(own), other) | (other, Some(own)) => own.max(other.unwrap_or(own)),
                    _ if parts.len() < 2 || sum.is_none() && *count > 0 => 0,
                    _ => -ADDS_UP,
                }
            });
            gain += told.sum::<Gain>();
        }
        gain
    }

    /// The columns behind a total, of each group the first, which is what that comes to; none if there are no groups.
    fn behind(&self, whole: usize) -> Vec<usize> {
        let (mut from, mut several) = (0, false);
        let mut out = Vec::new();
        for count in &self.under {
            if from > whole {
                out.push(from);
                several |= *count > 0;
            }
            from += (*count).max(1);
        }
        out.retain(|_| several);
        out
    }

    /// Whether the rows below a header fit its two levels better than one row of names, in which the last of the upper ones and the
    /// first of the lower are one that is broken.
    pub(in crate::table::forms) fn fit_better(
        &self,
        rows: &[Row],
        at: usize,
        joined: &Row,
    ) -> bool {
        let below = rows.iter().skip(at + self.height);
        let whole = below.filter(|r| r.len() == joined.len() && !is_summary(r));
        let whole: Vec<Vec<Facts>> = whole
            .take(ROWS)
            .map(|r| r.iter().map(|c| Facts::of(assemble::key_of(c))).collect())
            .collect();
        self.gain(&whole) > gain(&texts(joined), &roles(joined), &[], &whole)
    }
}

/// How many groups have each of their names once, or all of them equally often: 户, 人, 金额, 户, 人, 金额. Between ways that
/// fit as well it tells; a group that says one name twice and not the others is none.
pub(super) fn regular(lower: &[Leaf], under: &[usize]) -> Gain {
    let mut rest = lower;
    let groups = under.iter().copied().filter(|count| *count > 0);
    let regular = groups.map(|count| {
        let (own, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = after;
        let again = own
            .iter()
            .skip(1)
            .position(|leaf| own.first().is_some_and(|first| first.name == leaf.name));
        let period = again.map_or(own.len(), |at| at + 1);
        let names = |part: &[Leaf]| part.iter().map(|l| l.name.clone()).collect::<Vec<_>>();
        let mut parts = own.chunks(period.max(1));
        match parts.all(|part| Some(names(part)) == own.get(..period).map(names)) {
            true => 1,
            false => -CERTAIN,
        }
    });
    regular.sum()
}
