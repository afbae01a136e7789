//! Which lines of a header are one name together: the way that costs least.

use std::ops::Range;
use std::rc::Rc;

use super::names::{ELSEWHERE, LINES, ends_names, worth};
use super::{Column, Stack};
use crate::lexicon::{labels, role};
use crate::model::Role;
use crate::table::align::Fragment;
use crate::table::schema::{Facts, Gain, NEVER, Schema};

/// What is lost where a line goes on that names a column by itself, and what if it only adds a word.
const JOINED: (Gain, Gain) = (-8, -2);

/// The ways to join lines that name the columns and that the cells below them fit, and what each gains: the best first, then those that
/// part the lines elsewhere and gain nearly as much.
pub(super) fn joined_names(
    stack: &mut Stack<'_>,
    lines: Range<usize>,
    cells: &[Rc<Facts>],
) -> Vec<(Gain, Vec<Column>)> {
    let start = lines.start;
    let Some(gains) = gains(stack, lines.clone(), cells) else {
        return Vec::new();
    };
    let Some(best) = cheapest(&gains, &lines, None) else {
        return Vec::new();
    };
    let ends = best.1.iter().skip(1).map(|column| column.name - start);
    let others = ends.filter_map(|end| cheapest(&gains, &lines, Some(end)));
    let others: Vec<_> = others
        .filter(|(gain, _)| gain + ELSEWHERE > best.0)
        .collect();
    std::iter::once(best).chain(others).collect()
}

/// Of each column and each line, what is gained if that line and so many of those behind it name the column.
fn gains(
    stack: &mut Stack<'_>,
    lines: Range<usize>,
    cells: &[Rc<Facts>],
) -> Option<Vec<Vec<Vec<Gain>>>> {
    let mut out = vec![vec![Vec::new(); lines.len()]; cells.len()];
    for (from, at) in lines.clone().enumerate() {
        // 万元 in brackets is what the name above it is counted in.
        if stack.get(at)?.facts.key.starts_with('(') {
            continue;
        }
        for to in at + 1..=(at + LINES).min(lines.end) {
            let name = stack.joined(at..to)?;
            let schema = Schema::of_names([(&*name, role::of_header(&name))]);
            let Some(joined) = joined(stack, at..to) else {
                break;
            };
            let named = worth(&name) + joined;
            for (of, facts) in out.iter_mut().zip(cells) {
                // Where the running number stands is known.
                let fits = match schema.at(Role::Sequence) {
                    Some(_) => 0,
                    None => schema.cell(0, facts, None),
                };
                of.get_mut(from)?.push(named + fits);
            }
        }
    }
    Some(out)
}

/// The way that gains the most, and what it gains. `whole`: a line that begins no name.
fn cheapest(
    gains: &[Vec<Vec<Gain>>],
    lines: &Range<usize>,
    whole: Option<usize>,
) -> Option<(Gain, Vec<Column>)> {
    let (start, length) = (lines.start, lines.len());
    // Of so many columns named by so many lines: the most that is gained, and how many the last takes.
    let mut best = vec![vec![(NEVER, 0); length + 1]; gains.len() + 1];
    best.first_mut().and_then(|b| b.first_mut())?.0 = 0;
    for (col, of) in gains.iter().enumerate() {
        for (from, own) in of.iter().enumerate().filter(|(at, _)| whole != Some(*at)) {
            let here = best.get(col)?.get(from)?.0;
            if here <= NEVER / 2 {
                continue;
            }
            for (count, gain) in (1..).zip(own) {
                let slot = best.get_mut(col + 1)?.get_mut(from + count)?;
                if slot.0 < here + gain {
                    *slot = (here + gain, count);
                }
            }
        }
    }
    let all = best.get(gains.len())?.get(length)?.0;
    let mut columns = Vec::with_capacity(gains.len());
    let mut to = length;
    for col in (1..=gains.len()).rev() {
        let (gain, lines) = *best.get(col)?.get(to)?;
        if gain <= NEVER / 2 {
            return None;
        }
        to -= lines;
        columns.push(Column {
            lines,
            ..Column::plain(start + to)
        });
    }
    columns.reverse();
    Some((all, columns)).filter(|_| all > NEVER / 2)
}

/// What is lost by joining lines: nothing where one opens a bracket. 序号, 合计 and 备注 are whole names.
pub(super) fn joined(stack: &mut Stack<'_>, lines: Range<usize>) -> Option<Gain> {
    let mut gain = 0;
    // 合计 stands beside 区级 and 自筹, but 合计 / 金额 is one name.
    let adds = |key: &str| labels::summary(key).is_some();
    let first = stack.get(lines.start).map(|f| f.facts.key.clone());
    let first = first.is_some_and(|first| adds(&first));
    let whole = lines.len() > 1 && !(first && adds(&stack.joined(lines.clone())?));
    if whole
        && lines
            .clone()
            .any(|at| stack.get(at).is_some_and(|f| adds(&f.facts.key)))
    {
        return None;
    }
    for at in lines.clone() {
        let key = &stack.get(at)?.facts.key;
        let whole = matches!(role::of_header(key), Some(Role::Note | Role::Sequence));
        // A unit ends a name, on a line of its own or not.
        let ends_in_unit = |f: &Fragment| f.facts.key.ends_with(')');
        let behind =
            at > lines.start && stack.get(at - 1).is_some_and(ends_in_unit) && !is_unit(stack, at);
        let key = &stack.get(at)?.facts.key;
        // 序 | 号 is one name that is broken.
        let whole = whole && key.chars().nth(1).is_some();
        if behind || whole && lines.len() > 1 && role::is_word(key) {
            return None;
        }
        // A name's last word says what it names: 设备 / 名称.
        let ends = at + 1 == lines.end || is_unit(stack, at + 1);
        let key = &stack.get(at)?.facts.key.clone();
        gain += match () {
            // 拨付金额 is a name without what stands above it, too.
            () if ends && at > lines.start && key.chars().count() > 2 && role::is_name(key) => -1,
            () if ends || key.starts_with('(') => 0,
            // No name has one character.
            () if key.chars().nth(1).is_none() => -1,
            // 设备 / 名称, 单位 / 名称.
            () if at + 2 == lines.end && stack.get(at + 1).is_some_and(ends_names) => JOINED.1,
            () if role::is_known_name(key) => JOINED.0,
            () => JOINED.1,
        };
    }
    Some(gain)
}

/// Whether a line of the names is what brackets add to the one above it.
pub(super) fn is_unit(stack: &mut Stack<'_>, at: usize) -> bool {
    stack.get(at).is_some_and(|f| f.facts.key.starts_with('('))
}
