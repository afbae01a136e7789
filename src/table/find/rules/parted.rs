//! The rules of one table that do not touch: a cell that is merged over the whole page and goes on at both its ends has no
//! rule drawn across it, and parts the table in two; where all cells go on, no rule is drawn across the page at all.

use super::{Group, SNAP};

/// Rules of fewer columns may stand where those of another table do by chance.
const LEAST: usize = 3;

/// Takes the groups out that make up one table together, as one: their upright rules are equally high and stand where the
/// inner ones of the table before do, every one of which is there.
pub(super) fn join(groups: &mut Vec<Group>, before: &[f32]) -> Option<Group> {
    let [left, inner @ .., right] = before else {
        return None;
    };
    if inner.len() + 1 < LEAST {
        return None;
    }
    let near = |a: f32, b: f32| (a - b).abs() < SNAP;
    let fits = |(horizontal, vertical): &Group| {
        vertical
            .iter()
            .all(|v| before.iter().any(|x| near(*x, v.position)))
            && horizontal
                .iter()
                .all(|h| h.start > left - SNAP && h.end < right + SNAP)
    };
    let heights: Vec<(f32, f32)> = groups
        .iter()
        .filter(|g| fits(g))
        .filter_map(height)
        .collect();
    heights.into_iter().find_map(|(top, bottom)| {
        let own =
            |g: &Group| fits(g) && height(g).is_some_and(|(t, b)| near(t, top) && near(b, bottom));
        let all = || groups.iter().filter(|g| own(g));
        let drawn = |x: &f32| all().flat_map(|g| &g.1).any(|v| near(v.position, *x));
        if all().count() < 2 || !inner.iter().all(drawn) {
            return None;
        }
        let (mut whole, mut rest) = (Group::default(), Vec::new());
        for group in groups.drain(..) {
            if own(&group) {
                whole.0.extend(group.0);
                whole.1.extend(group.1);
            } else {
                rest.push(group);
            }
        }
        *groups = rest;
        Some(whole)
    })
}

/// Upper and lower end of a group's upright rules.
fn height((_, vertical): &Group) -> Option<(f32, f32)> {
    let ends = vertical.iter().map(|v| (v.start, v.end));
    ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::page::Direction::{Horizontal, Vertical};
    use crate::page::Ruling;
    use crate::table::find::rules::frames;
    use crate::table::find::tests::rule;

    const BEFORE: [f32; 6] = [50.0, 100.0, 150.0, 200.0, 250.0, 300.0];

    fn upright() -> impl Iterator<Item = Ruling> {
        [100.0, 150.0, 200.0, 250.0]
            .map(|x| rule(Vertical, x, 60.0, 160.0))
            .into_iter()
    }

    #[test]
    fn a_cell_that_goes_on_at_both_ends_does_not_part_the_table() {
        let across = [
            rule(Horizontal, 110.0, 50.0, 150.0),
            rule(Horizontal, 110.0, 200.0, 300.0),
        ];
        let rules: Vec<Ruling> = upright().chain(across).collect();
        let [frame] = frames(&rules, &[], &BEFORE).try_into().unwrap();
        assert_eq!(frame.xs, BEFORE);
        assert_eq!(frame.ys, [60.0, 110.0, 160.0]);
        // Where nothing is known of a table before, they may be two.
        assert_eq!(frames(&rules, &[], &[]).len(), 2);
    }

    #[test]
    fn where_all_cells_go_on_upright_rules_are_enough() {
        let rules: Vec<Ruling> = upright().collect();
        let [frame] = frames(&rules, &[], &BEFORE).try_into().unwrap();
        assert_eq!(
            (frame.xs.as_slice(), frame.ys.as_slice()),
            (&BEFORE[..], &[60.0, 160.0][..])
        );
        assert!(frames(rules.get(1..).unwrap_or_default(), &[], &BEFORE).is_empty());
    }
}
