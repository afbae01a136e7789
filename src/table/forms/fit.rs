//! What can stand in a column, by its role: how blank cells are found that a text form has dropped.

use std::collections::HashSet;

use crate::lexicon::{money, numeral, office, value};
use crate::model::Role;

/// Most blank cells that are looked for in a row of so many columns: three of six or seven leave nothing to be certain of.
/// Measured: rows of nine columns do have three; a limit from three to nine columns reads all other texts at hand alike.
/// In a row of more than fifteen columns, which the widest lists met have, none is: the ways to choose grow with the cube
/// of the columns.
pub(super) fn most_blanks(columns: usize) -> usize {
    match columns {
        0..9 => 2,
        9..=15 => 3,
        _ => 0,
    }
}

/// Where the blank cells of a row are, and which columns are in doubt.
#[derive(Debug, PartialEq)]
pub(super) struct Choice {
    pub(super) blank: Vec<usize>,
    pub(super) doubtful: Vec<usize>,
    /// Whether the cells can stand so by what their columns hold.
    pub(super) found: bool,
}

/// Finds the blank cells of a row that has fewer texts than there are columns.
pub(super) fn choose(texts: &[String], roles: &[Option<Role>], seen: &HashSet<String>) -> Choice {
    let count = roles.len();
    let cells = Cells::of(texts, roles, seen);
    let choices: Vec<Vec<usize>> = blanks(roles, count.saturating_sub(texts.len()))
        .into_iter()
        .filter(|blank| cells.fit(blank))
        .collect();
    match choices.as_slice() {
        [] => Choice {
            blank: (texts.len()..count).collect(),
            doubtful: (0..count).collect(),
            found: false,
        },
        [only] => Choice {
            blank: only.clone(),
            doubtful: Vec::new(),
            found: true,
        },
        [.., last] => {
            // A blank purchaser, or name of a group at the left, is the commonest, a blank sum the rarest; else columns
            // farther right are blank more often.
            let is = |col: &usize, role| roles.get(*col) == Some(&Some(role));
            let named = |r: &Option<Role>| matches!(r, Some(Role::Project | Role::Content));
            let first = roles.iter().position(named).unwrap_or(0);
            let likely = |blank: &&Vec<usize>| {
                let bought = blank.iter().any(|c| is(c, Role::Purchaser));
                let grouped = blank
                    .iter()
                    .any(|c| *c < first && roles.get(*c) == Some(&None));
                (bought, grouped, !blank.iter().any(|c| is(c, Role::Amount)))
            };
            let first = choices.iter().max_by_key(likely).unwrap_or(last);
            // What stands in the same place whichever cells are blank is certain.
            let text = |blank: &[usize], col: usize| {
                (!blank.contains(&col)).then(|| col - blank.iter().filter(|b| **b < col).count())
            };
            let differs = |col: &usize| choices.iter().any(|c| text(c, *col) != text(first, *col));
            Choice {
                blank: first.clone(),
                doubtful: (0..count).filter(differs).collect(),
                found: true,
            }
        }
    }
}

/// Whether the texts can be the cells of a row, whoever its purchaser is.
pub(super) fn possible(texts: &[String], roles: &[Option<Role>]) -> bool {
    let Some(missing) = roles.len().checked_sub(texts.len()) else {
        return false;
    };
    // A purchaser is a name, as a project is.
    let roles: Vec<Option<Role>> = roles
        .iter()
        .map(|r| {
            r.map(|r| {
                if r == Role::Purchaser {
                    Role::Content
                } else {
                    r
                }
            })
        })
        .collect();
    let none = HashSet::new();
    if missing > most_blanks(roles.len()) {
        return false;
    }
    let full = (missing == 0).then(Vec::new);
    let cells = Cells::of(texts, &roles, &none);
    blanks(&roles, missing)
        .iter()
        .chain(&full)
        .any(|blank| cells.fit(blank))
}

/// Every choice of so many blank cells; the running number is never blank.
fn blanks(roles: &[Option<Role>], missing: usize) -> Vec<Vec<usize>> {
    let count = roles.len();
    let first = usize::from(roles.first() == Some(&Some(Role::Sequence)));
    match missing {
        _ if missing > most_blanks(count) => Vec::new(),
        1 => (first..count).map(|a| vec![a]).collect(),
        2 => (first..count)
            .flat_map(|a| (a + 1..count).map(move |b| vec![a, b]))
            .collect(),
        3 => (first..count)
            .flat_map(|a| {
                (a + 1..count).flat_map(move |b| (b + 1..count).map(move |c| vec![a, b, c]))
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether each text can stand in its column if these are blank.
pub(super) fn fits(
    texts: &[String],
    roles: &[Option<Role>],
    blank: &[usize],
    seen: &HashSet<String>,
) -> bool {
    Cells::of(texts, roles, seen).fit(blank)
}

/// The texts of a row, as what each may be, under the roles of its columns: looked at once for all choices of blanks.
struct Cells<'r> {
    roles: &'r [Option<Role>],
    texts: Vec<Facts>,
    methods: bool,
    periods: bool,
}

/// What a text may be.
struct Facts {
    empty: bool,
    mark: bool,
    sum: bool,
    number: bool,
    organ: bool,
    method: bool,
    period: bool,
    year: bool,
    /// Whether it is the name of a purchaser known from other rows.
    seen: bool,
}

impl Facts {
    fn of(text: &String, seen: &HashSet<String>) -> Self {
        let sum = money::kind(text);
        Self {
            empty: text.is_empty(),
            mark: sum == Some(money::Kind::Mark),
            sum: sum.is_some(),
            number: numeral::is_figures(text),
            organ: office::is_organ(text),
            method: value::is_method(text),
            period: value::is_period(text),
            year: text.len() == 4 && (text.starts_with("19") || text.starts_with("20")),
            seen: seen.contains(text),
        }
    }
}

impl<'r> Cells<'r> {
    fn of(texts: &[String], roles: &'r [Option<Role>], seen: &HashSet<String>) -> Self {
        Self {
            roles,
            texts: texts.iter().map(|t| Facts::of(t, seen)).collect(),
            methods: roles.contains(&Some(Role::Method)),
            periods: roles.contains(&Some(Role::Period)),
        }
    }

    fn fit(&self, blank: &[usize]) -> bool {
        let mut texts = self.texts.iter();
        let unpaid = blank
            .iter()
            .any(|b| self.roles.get(*b) == Some(&Some(Role::Amount)));
        self.roles.iter().enumerate().all(|(col, role)| {
            let never = matches!(role, Some(Role::Project | Role::Sequence));
            if blank.contains(&col) {
                return !never;
            }
            match texts.next() {
                None => false,
                // Other forms show some blank cells as such.
                Some(text) if text.empty => !never,
                Some(text) => self.stands(text, *role, unpaid),
            }
        })
    }

    /// Whether a text can stand under a role, in a row whose sum is blank or not.
    fn stands(&self, text: &Facts, role: Option<Role>, unpaid: bool) -> bool {
        match role {
            Some(Role::Amount) => text.sum,
            Some(Role::Purchaser) => text.seen || text.organ,
            Some(Role::Project | Role::Content | Role::Beneficiary) => {
                (!text.sum || text.mark) && !text.seen
            }
            Some(Role::Method) => !text.number,
            Some(Role::Provider | Role::Source) => !text.number && !text.method,
            // A day or a span of time is no bare number, a year aside.
            Some(Role::Period) => text.year || !text.number,
            // A sum stands under the sums, not among the notes beside a blank.
            Some(Role::Note) => {
                let elsewhere = unpaid && text.sum
                    || self.methods && text.method
                    || self.periods && text.period;
                !elsewhere
            }
            _ => true,
        }
    }
}
