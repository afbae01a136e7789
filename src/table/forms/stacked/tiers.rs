//! Headers of two or three levels whose names stand a line each: which stand over others, how many, and which lines are one name,
//! the rows below tell. As many columns as a row has cells, names of counts and of sums over numbers, and numbers that come to
//! the one under 合计, or to the one that their group follows, in every row.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::joined::{is_unit, joined};
use super::{Column, Header, Name, Stack, names};
use crate::lexicon::key::Key;
use crate::lexicon::money::{self, unit};
use crate::lexicon::{labels, role, standing, value};
use crate::model::Role;
use crate::table::schema::{Facts, Gain, NEVER, Schema};

/// Names that are laid: as many as are looked through for a list's first row.
const NAMES: usize = super::NAMES;
/// Most lines that go on with the name above them, units apart: two of them met in one header.
const JOINTS: usize = 2;
/// Most names that are laid before a header is given up: those met take some hundreds, and no text takes long.
const STEPS: usize = 150_000;
/// What is gained by numbers that come to another in all rows, which does not happen by chance: more than any names.
const PROVES: Gain = 60;
/// What is lost by a name of a total whose number is none.
const FAILS: Gain = -40;
/// What is lost by a third level, where a name over others may as well be the beginning of the next: 计划 | 总投资.
const THIRD: Gain = -30;
/// What is lost by a line that goes on with the one above it, where nothing says so.
const JOINT: Gain = 10;
/// What is gained by a group that ends in the same name as the one before it, or begins with a count as that does: 户数 | 奖补 | 座数 |
/// 奖补.
const ALIKE: Gain = 14;
/// Most names that may stand where none of their kind should: with more, no way is worth looking at.
const MISPLACED: usize = 2;
/// Below this a text cannot stand under a name.
const MISFIT: Gain = -30;
/// Ways that are kept, the best first: those that fit nearly as well tell what is doubtful.
const WAYS: usize = 8;
/// A way that fits so much better than the next is certain: one name that cannot stand where it does.
const CERTAIN: Gain = 20;
/// What a name gains at most by what stands below it: more would tell only whether it is known.
const FITS: Gain = 10;

/// A column whose number is what those of others come to.
#[derive(Clone)]
pub(super) struct Sum {
    pub(super) whole: usize,
    pub(super) parts: Vec<usize>,
}

/// One way to lay the names.
#[derive(Clone)]
struct Way {
    gain: Gain,
    /// What numbers that come to others add to it.
    proofs: Gain,
    sums: Vec<Sum>,
    length: usize,
    columns: Vec<Column>,
}

/// The headers if the names before the first row stand on several levels.
///
/// `rows`: rows that have all their cells.
pub(super) fn tiers(
    stack: &mut Stack<'_>,
    lengths: &[usize],
    rows: &[Vec<Rc<Facts>>],
) -> Option<Header> {
    let width = rows.first().map_or(0, Vec::len);
    let mut search = Search {
        rows,
        width,
        steps: STEPS,
        length: 0,
        ways: Vec::new(),
    };
    for length in lengths {
        let mut parts: Vec<Name> = Vec::new();
        for at in 0..*length {
            match parts.last_mut() {
                Some(above) if is_unit(stack, at) => above.lines += 1,
                _ => parts.push(Name { at, lines: 1 }),
            }
        }
        if width < 3 || rows.len() < 2 || parts.len() <= width || parts.len() > NAMES {
            continue;
        }
        search.length = *length;
        for joints in 0..=JOINTS.min(parts.len() - width - 1) {
            search.join(stack, &parts, joints, 0, 0);
        }
    }
    // Where not all ways were looked at, another may fit as well.
    let mut ways = search.ways.into_iter().filter(|_| search.steps > 0);
    let best = ways.next()?;
    let near = ways.filter(|w| w.gain + CERTAIN > best.gain);
    let others: Vec<Header> = near
        .filter_map(|w| Header::of(stack, w.columns, w.length))
        .collect();
    let mut header = Header::of(stack, best.columns, best.length)?;
    header.gain += best.proofs;
    header.sums = best.sums;
    header.doubtful = header.differs(others.iter());
    (best.proofs > 0 || header.is_known(stack)).then_some(header)
}

struct Search<'r> {
    rows: &'r [Vec<Rc<Facts>>],
    width: usize,
    steps: usize,
    /// Fragments that the names take.
    length: usize,
    ways: Vec<Way>,
}

/// A name, and how well it stands over each column.
struct Laid {
    name: Name,
    key: Key,
    fits: Vec<Gain>,
    /// Whether it may stand over others, and whether it has to.
    over: (bool, bool),
    total: bool,
    count: bool,
    /// Whether it is known and says nothing of sums: 户数, 面积.
    bare: bool,
    sum: bool,
    words: bool,
    /// Whether it says in what unit sums stand below it.
    unit: bool,
}

/// Where the names of each level end.
struct Ends {
    upper: usize,
    middle: usize,
}

/// How far names are laid: of each level the next, and the columns so far.
#[derive(Clone, Default)]
struct State {
    next: [usize; 3],
    gain: Gain,
    columns: Vec<(usize, [Option<usize>; 2])>,
    groups: usize,
    misplaced: usize,
}

impl Search<'_> {
    /// Joins so many lines to those above them, in all ways, and lays the names.
    fn join(
        &mut self,
        stack: &mut Stack<'_>,
        parts: &[Name],
        joints: usize,
        from: usize,
        cost: Gain,
    ) {
        if joints == 0 {
            self.lay(stack, parts, cost);
            return;
        }
        for at in from..parts.len().saturating_sub(1) {
            let (Some(one), Some(next)) = (parts.get(at), parts.get(at + 1)) else {
                return;
            };
            let lines = one.lines + next.lines;
            let of_which = |stack: &mut Stack<'_>, name: &Name| {
                let key = stack.joined(name.fragments());
                key.is_some_and(|key| standing::is_of_which(&key))
            };
            let whole = |stack: &mut Stack<'_>, name: &Name| {
                let key = stack.joined(name.fragments());
                let named = |key: &Key| names::worth(key) > 0 && key.chars().count() > 2;
                key.is_some_and(|key| named(&key) || role::is_count(&key))
            };
            // Two names that are known are two, and one that is goes on seldom.
            let known = whole(stack, one);
            let which = of_which(stack, one) || of_which(stack, next);
            if lines > names::LINES || which || known && whole(stack, next) {
                continue;
            }
            let Some(own) = joined(stack, one.at..one.at + lines) else {
                continue;
            };
            let own = own - if known { CERTAIN } else { JOINT };
            let mut with = parts.to_vec();
            with.remove(at + 1);
            if let Some(name) = with.get_mut(at) {
                name.lines = lines;
            }
            self.join(stack, &with, joints - 1, at, cost + own);
        }
    }

    fn lay(&mut self, stack: &mut Stack<'_>, parts: &[Name], cost: Gain) {
        let names: Option<Vec<Laid>> = parts.iter().map(|name| self.named(stack, *name)).collect();
        let Some(names) = names else { return };
        let worth: Gain = names.iter().map(|n| names::worth(&n.key)).sum();
        for upper in 2..names.len() - 1 {
            // The names of the third level are none where the second reaches to the end.
            for middle in (upper + 2..=names.len()).rev() {
                if middle + 1 == names.len() {
                    continue;
                }
                let third = if middle < names.len() { THIRD } else { 0 };
                let start = State {
                    next: [0, upper, middle],
                    gain: cost + worth + third,
                    ..State::default()
                };
                self.go_on(&names, &Ends { upper, middle }, &start);
            }
        }
    }

    /// A name held against each column.
    fn named(&self, stack: &mut Stack<'_>, name: Name) -> Option<Laid> {
        let key = stack.joined(name.fragments())?;
        let own = role::of_header(&key);
        let schema = Schema::of_names([(&*key, own)]);
        let count = role::is_count(&key);
        let fit = |col: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(col));
            let fits = cells.map(|facts| match own {
                Some(Role::Sequence) if col == 0 && facts.number.is_some() => 20,
                Some(Role::Sequence) => NEVER,
                _ if count && (!facts.counts() || facts.key.contains('.')) => NEVER,
                _ => schema.cell(0, facts, None),
            });
            fits.min().unwrap_or(NEVER).min(FITS)
        };
        // 其中 stands over what it says; running numbers and remarks stand over nothing.
        let of_which = standing::is_of_which(&key);
        let alone = matches!(own, Some(Role::Sequence | Role::Note));
        let adds = labels::summary(&key).is_some() || labels::of_total(&key).is_some();
        let total = adds && !standing::is_part(&key);
        Some(Laid {
            fits: (0..self.width).map(fit).collect(),
            over: (!alone, of_which),
            total,
            count,
            bare: count || role::meaning(&key) == role::Meaning::NoRole,
            sum: own == Some(Role::Amount) && !total && !money::is_sum(&key),
            words: own.is_some_and(|role| {
                !matches!(role, Role::Amount | Role::AmountOther | Role::Source)
            }),
            // 10万元/个 is a price.
            unit: unit::of_header(&key).is_some() && !value::has_figures(&key),
            name,
            key,
        })
    }

    /// Lays the next name of the upper level, as one of a column or over those of the next level.
    fn go_on(&mut self, names: &[Laid], ends: &Ends, state: &State) {
        let [at, below, lowest] = state.next;
        if at == ends.upper {
            let all = below == ends.middle && lowest == names.len();
            if all && state.columns.len() == self.width && state.groups > 0 {
                self.keep(names, state);
            }
            return;
        }
        if let Some(mut next) = self.leaf(names, state, at, [None, None]) {
            next.next[0] += 1;
            self.go_on(names, ends, &next);
        }
        if names.get(at).is_some_and(|n| n.over.0) {
            let mut group = state.clone();
            group.groups += 1;
            self.under(names, ends, &group, (at, 0));
        }
    }

    /// Lays the next name of the middle level under one of the upper, as one of a column or over those of the lowest.
    fn under(
        &mut self,
        names: &[Laid],
        ends: &Ends,
        state: &State,
        (upper, count): (usize, usize),
    ) {
        if count > 1 {
            let mut done = state.clone();
            done.next[0] += 1;
            self.go_on(names, ends, &done);
        }
        let at = state.next[1];
        if at >= ends.middle {
            return;
        }
        if let Some(mut next) = self.leaf(names, state, at, [None, Some(upper)]) {
            next.next[1] += 1;
            self.under(names, ends, &next, (upper, count + 1));
        }
        if ends.middle < names.len() && names.get(at).is_some_and(|n| n.over.0) {
            let mut group = state.clone();
            group.next[1] += 1;
            group.groups += 1;
            for lower in 1.. {
                let leaf = group.next[2];
                let Some(mut next) = self.leaf(names, &group, leaf, [Some(upper), Some(at)]) else {
                    break;
                };
                next.next[2] += 1;
                group = next;
                if lower > 1 {
                    // What stands below several names counts as one beside the others.
                    self.under(names, ends, &group, (upper, count + 1));
                }
            }
        }
    }

    /// With a name over the next column, if that can be.
    fn leaf(
        &mut self,
        names: &[Laid],
        state: &State,
        at: usize,
        above: [Option<usize>; 2],
    ) -> Option<State> {
        self.steps = self.steps.checked_sub(1)?;
        let name = names.get(at)?;
        let fit = name.fits.get(state.columns.len())?;
        if *fit < MISFIT || name.over.1 {
            return None;
        }
        let mut next = state.clone();
        next.gain += fit;
        // What is said behind 其中 stands under it.
        let before = state.columns.last().and_then(|(_, above)| above[1]);
        let of_which = |at: usize| names.get(at).is_some_and(|n| n.over.1);
        if before.is_some_and(|b| of_which(b) && above[1] != Some(b))
            && names_above(above).count() > 0
        {
            next.gain -= CERTAIN;
        }
        let above_it = above.iter().flatten().filter_map(|at| names.get(*at));
        for over in above_it {
            // No sum stands under the name of a count, no count under that of a sum in a unit of money, and neither 小计
            // nor the name of words over numbers.
            let misplaced = over.bare && name.sum
                || over.unit && name.count
                || over.total && !over.over.1
                || over.words && self.has_numbers(&[state.columns.len()]);
            next.misplaced += usize::from(misplaced);
            next.gain -= if misplaced { CERTAIN } else { 0 };
        }
        if next.misplaced > MISPLACED {
            return None;
        }
        next.columns.push((at, above));
        Some(next)
    }

    /// Takes a way in, if it is among the best.
    fn keep(&mut self, names: &[Laid], state: &State) {
        let (proofs, sums) = self.proofs(names, &state.columns);
        let upper = |(_, above): &(usize, [Option<usize>; 2])| above[1];
        let groups: Vec<_> = state
            .columns
            .chunk_by(|a, b| upper(a) == upper(b))
            .collect();
        // Two groups side by side end in the same name, or begin with a count each.
        let ends = |group: &[(usize, [Option<usize>; 2])]| {
            let name = |own: Option<&(usize, _)>| own.and_then(|(at, _)| names.get(*at));
            let grouped = group.first().is_some_and(|c| upper(c).is_some());
            let (first, last) = (name(group.first()), name(group.last()));
            first.zip(last).filter(|_| grouped)
        };
        let pairs = groups.windows(2).filter_map(|two| match two {
            [a, b] => ends(a).zip(ends(b)),
            _ => None,
        });
        let alike = pairs.map(|((first, last), (other, end))| {
            usize::from(last.key == end.key) + usize::from(first.count && other.count)
        });
        let alike: usize = alike.sum();
        let gain = state.gain + proofs + ALIKE * Gain::try_from(alike).unwrap_or(0);
        if self.ways.len() == WAYS && self.ways.last().is_some_and(|w| w.gain >= gain) {
            return;
        }
        let name = |at: &usize| names.get(*at).map(|n| n.name);
        let column = |(at, [top, upper]): &(usize, [Option<usize>; 2])| {
            let own = name(at)?;
            Some(Column {
                top: top.as_ref().and_then(name),
                upper: upper.as_ref().and_then(name),
                name: own.at,
                lines: own.lines,
            })
        };
        let Some(columns) = state.columns.iter().map(column).collect() else {
            return;
        };
        let at = self.ways.partition_point(|w| w.gain >= gain);
        let way = Way {
            gain,
            proofs,
            sums,
            length: self.length,
            columns,
        };
        self.ways.insert(at, way);
        self.ways.truncate(WAYS);
    }

    /// What it tells that numbers come to others.
    fn proofs(&self, names: &[Laid], columns: &[(usize, [Option<usize>; 2])]) -> (Gain, Vec<Sum>) {
        let key = |col: usize| columns.get(col).and_then(|(at, _)| names.get(*at));
        let path = |col: usize| columns.get(col).map_or([None, None], |(_, above)| *above);
        let (mut gain, mut sums) = (0, Vec::new());
        for (col, (at, above)) in columns.iter().enumerate() {
            let Some(own) = names.get(*at) else { continue };
            // Those that stand beside it, each with what is below it.
            let depth = above.iter().flatten().count();
            let within = |other: &usize| *other != col && shares(path(*other), *above, depth);
            let beside: Vec<usize> = (0..columns.len()).filter(within).collect();
            let node = |other: usize| branch(path(other), depth).map_or((1, other), |at| (0, at));
            let mut nodes: Vec<Vec<usize>> = Vec::new();
            for other in &beside {
                match nodes.last_mut() {
                    Some(last) if last.last().is_some_and(|l| node(*l) == node(*other)) => {
                        last.push(*other);
                    }
                    _ => nodes.push(vec![*other]),
                }
            }
            // Of what stands below one, that which is called alike, or adds the others up.
            let part = |cols: &Vec<usize>| -> Vec<usize> {
                let deep = |col: &usize| path(*col).iter().flatten().count();
                // What stands deeper is part of what is called so above it.
                let named = |test: &dyn Fn(&Laid) -> bool| -> Vec<usize> {
                    let own = cols.iter().copied();
                    let mut own: Vec<usize> = own.filter(|c| key(*c).is_some_and(test)).collect();
                    let least = own.iter().map(deep).min();
                    own.retain(|col| Some(deep(col)) == least);
                    own
                };
                let alike = named(&|other| alike(&own.key, &other.key));
                let totals = named(&|other| other.total);
                match () {
                    () if cols.len() == 1 => cols.clone(),
                    () if !alike.is_empty() => alike,
                    () if !totals.is_empty() => totals,
                    () => cols.clone(),
                }
            };
            let behind = nodes.iter().find(|n| n.first() == Some(&(col + 1)));
            let of_group = behind.filter(|n| n.len() > 1).map(part);
            if let Some(parts) = of_group.filter(|parts| self.comes_to(parts, col)) {
                // A sum is followed by what it comes of; what has no name of one may be part of another name.
                gain += PROVES - if own.sum || own.total { 0 } else { CERTAIN };
                sums.push(Sum { whole: col, parts });
                continue;
            }
            if !own.total {
                continue;
            }
            let flat = |nodes: &mut dyn Iterator<Item = &Vec<usize>>| -> Vec<usize> {
                nodes.flat_map(part).collect()
            };
            let number = |n: &&Vec<usize>| self.has_numbers(n);
            let after = |n: &&Vec<usize>| n.first().is_some_and(|c| *c > col);
            let like = |n: &&Vec<usize>| {
                n.len() > 1
                    || n.first()
                        .and_then(|c| key(*c))
                        .is_some_and(|k| alike(&own.key, &k.key))
            };
            let all = flat(&mut nodes.iter().filter(number));
            let tried = [
                all.clone(),
                flat(&mut nodes.iter().filter(number).filter(after)),
                flat(&mut nodes.iter().filter(number).filter(|n| !after(n))),
                flat(&mut nodes.iter().filter(number).filter(like)),
                flat(&mut nodes.iter().filter(number).filter(after).filter(like)),
            ];
            match tried.into_iter().find(|parts| self.comes_to(parts, col)) {
                Some(parts) => {
                    gain += PROVES;
                    sums.push(Sum { whole: col, parts });
                }
                None if all.len() > 1 => gain += FAILS,
                None => {}
            }
        }
        (gain, sums)
    }

    fn number(&self, row: usize, col: usize) -> Option<Decimal> {
        let facts = self.rows.get(row)?.get(col)?;
        money::value(&facts.key)
    }

    fn has_numbers(&self, cols: &[usize]) -> bool {
        let mut own = cols.iter();
        own.all(|col| (0..self.rows.len()).any(|row| self.number(row, *col).is_some()))
    }

    /// Whether the numbers of columns come to that of another in all rows, in two of them several of them.
    fn comes_to(&self, parts: &[usize], whole: usize) -> bool {
        let mut several = 0;
        let all = (0..self.rows.len()).all(|row| {
            let own = parts.iter().filter_map(|c| self.number(row, *c));
            let own: Vec<Decimal> = own.collect();
            several += usize::from(own.iter().filter(|n| !n.is_zero()).count() > 1);
            self.number(row, whole) == Some(own.iter().sum())
        });
        all && several > 1
    }
}

/// Whether a column stands below the same names as another, so many of them.
fn shares(path: [Option<usize>; 2], of: [Option<usize>; 2], depth: usize) -> bool {
    depth == 0
        || names_above(path)
            .take(depth)
            .eq(names_above(of).take(depth))
}

/// The name below so many others that a column stands under, if it is not its own.
fn branch(path: [Option<usize>; 2], depth: usize) -> Option<usize> {
    names_above(path).nth(depth)
}

fn names_above(path: [Option<usize>; 2]) -> impl Iterator<Item = usize> {
    path.into_iter().flatten()
}

/// Whether two names end in the same word: 奖补金额, 金额.
fn alike(one: &str, other: &str) -> bool {
    let bare = |name: &str| -> Vec<char> {
        let own = name.split('(').next().unwrap_or_default();
        let own = labels::of_total(own).unwrap_or(own);
        own.chars().rev().take(2).collect()
    };
    let (one, other) = (bare(one), bare(other));
    one.len() == 2 && one == other
}
