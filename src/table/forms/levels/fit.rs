//! How well names of several levels fit the rows below them.

use super::{CERTAIN, Leaf, Levels, ROWS, Row, is_summary, texts};
use crate::lexicon::money;
use crate::model::Role;
use crate::table::assemble;
use crate::table::forms::roles;
use crate::table::schema::{Facts, Gain, Schema};

/// What is gained by a row in which the sum under 合计 is what others come to, and lost by one in which it is not: as much as by a
/// cell that fits its column.
const ADDS_UP: Gain = 20;

/// How well rows fit columns with such names.
fn gain(names: &[String], roles: &[Option<Role>], counts: &[bool], rows: &[Vec<Facts>]) -> Gain {
    let named = names.iter().zip(roles);
    let mut schema = Schema::of_names(named.map(|(n, r)| (n.as_str(), *r)));
    schema.marked = true;
    schema.set_counts(counts);
    let cell = |col: usize, facts: &Facts| schema.cell(col, facts, None);
    rows.iter()
        .flat_map(|row| row.iter().enumerate().filter(|(_, f)| !f.is_empty()))
        .map(|(col, facts)| cell(col, facts))
        .sum()
}

impl Levels {
    /// How well rows that have all their cells fit.
    pub(super) fn gain(&self, rows: &[Vec<Facts>]) -> Gain {
        let misplaced = Gain::try_from(self.misplaced).unwrap_or(Gain::MAX);
        gain(&self.names, &self.roles, &self.counts, rows) + self.adds_up(rows)
            - CERTAIN.saturating_mul(misplaced)
    }

    /// What it tells for or against the names that the sum under 合计 is what the others come to: those beside it under one name, or
    /// all, if it stands under none.
    fn adds_up(&self, rows: &[Vec<Facts>]) -> Gain {
        let of_money = |col: &usize| self.roles.get(*col) == Some(&Some(Role::Amount));
        let total = |col: &usize| self.totals.get(*col) == Some(&true);
        let sum = |row: &Vec<Facts>, col: usize| row.get(col).and_then(|f| money::value(&f.key));
        let (mut from, mut gain) = (0, 0);
        for count in &self.under {
            let group = from..from + (*count).max(1);
            from = group.end;
            let beside = if *count > 0 {
                group.clone()
            } else {
                0..self.roles.len()
            };
            let Some(whole) = group.clone().find(total) else {
                continue;
            };
            let parts: Vec<usize> = beside.filter(|c| *c != whole).filter(of_money).collect();
            let told = rows.iter().filter(|_| parts.len() > 1).map(|row| {
                let own = parts.iter().map(|c| sum(row, *c).unwrap_or_default());
                if sum(row, whole) == Some(own.sum()) {
                    ADDS_UP
                } else {
                    -ADDS_UP
                }
            });
            gain += told.sum::<Gain>();
        }
        gain
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
/// fit as well it tells.
pub(super) fn regular(lower: &[Leaf], under: &[usize]) -> Gain {
    let mut rest = lower;
    let groups = under.iter().filter(|count| **count > 0);
    let regular = groups.filter(|count| {
        let (own, after) = rest.split_at_checked(**count).unwrap_or((rest, &[]));
        rest = after;
        let again = own
            .iter()
            .skip(1)
            .position(|leaf| own.first().is_some_and(|first| first.name == leaf.name));
        let period = again.map_or(own.len(), |at| at + 1);
        let names = |part: &[Leaf]| part.iter().map(|l| l.name.clone()).collect::<Vec<_>>();
        own.chunks(period.max(1))
            .all(|part| Some(names(part)) == own.get(..period).map(names))
    });
    Gain::try_from(regular.count()).unwrap_or(0)
}
