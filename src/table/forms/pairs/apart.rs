//! Labels and values on lines of their own, one below the other, as a browser copies a form or a list of definitions.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{LABELS, LONGEST, line_of};
use crate::lexicon::key::Key;
use crate::lexicon::money::unit;
use crate::lexicon::{attachment, role, web};
use crate::table::Block;
use crate::text::Line;

/// Most lines of a value: cells wrap over five.
const LINES: usize = 5;

/// A label and the lines of its value.
pub(super) struct Apart {
    /// Where the label stands among the blocks, and what of its line it is.
    pub(super) at: usize,
    pub(super) label: Range<usize>,
    pub(super) values: Range<usize>,
    name: Key,
}

/// What a line may be the label of, and where that stands.
type Named = (Key, Range<usize>);

/// Labels that take turns with values. What a label is, its word says, or that it stands in each of several entries.
pub(super) fn find(blocks: &[Block]) -> Vec<Apart> {
    let names: Vec<Option<Named>> = (0..blocks.len())
        .map(|at| line_of(blocks, at).and_then(name))
        .collect();
    let mut times: HashMap<&Key, usize> = HashMap::new();
    for (name, _) in names.iter().flatten() {
        *times.entry(name).or_default() += 1;
    }
    let mut out = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let run = run(blocks, &names, at, &times);
        let known = run.iter().filter(|a| role::is_key_of_name(&a.name));
        let told = known.count() >= LABELS;
        at = run.last().filter(|_| told).map_or(at + 1, |a| a.values.end);
        out.extend(run.into_iter().filter(|_| told));
    }
    out
}

/// The labels and values from a line on.
fn run(
    blocks: &[Block],
    names: &[Option<Named>],
    start: usize,
    times: &HashMap<&Key, usize>,
) -> Vec<Apart> {
    let own = |at: usize| names.get(at).and_then(Option::as_ref);
    let Some((first, _)) = own(start).filter(|(name, _)| role::is_key_of_name(name)) else {
        return Vec::new();
    };
    let entries = times.get(first).copied().unwrap_or_default();
    let is_label = |name: &Key| {
        let comes_again = entries > 1 && times.get(name) == Some(&entries);
        comes_again || role::is_known_name(name)
    };
    let mut seen: HashSet<&Key> = HashSet::new();
    let mut out = Vec::new();
    let mut at = start;
    while let Some((name, label)) = own(at).filter(|(name, _)| is_label(name)) {
        seen.insert(name);
        let from = at + 1;
        let is_met = |at: usize| own(at).is_some_and(|(name, _)| seen.contains(&name));
        // The names of columns stand one below the other, too; values may be built like names.
        let word = || own(from).is_some_and(|(name, _)| role::is_word(name));
        if line_of(blocks, from).is_none_or(Line::is_blank) || is_met(from) || word() {
            break;
        }
        // A value goes on up to a label that has been met: what stands below the last one is none of it.
        let ends = |at: &usize| {
            line_of(blocks, *at).is_none_or(Line::is_blank)
                || own(*at).is_some_and(|(name, _)| is_label(name))
        };
        let end = (from + 1..=from + LINES).find(ends);
        let values = from..end.filter(|end| is_met(*end)).unwrap_or(from + 1);
        at = values.end;
        out.push(Apart {
            at: from - 1,
            label: label.clone(),
            values,
            name: name.clone(),
        });
    }
    out
}

/// What a line may be the label of: its name, and where that stands.
fn name(line: &Line) -> Option<Named> {
    let ink = line.chars.iter().filter(|c| !c.ch.is_whitespace());
    // Sentences are left before anything is looked up; of what is counted here, a key drops a few.
    if line.page > 0 || ink.take(2 * LONGEST + 1).count() > 2 * LONGEST {
        return None;
    }
    let key = line.key();
    let name = Key::of(key.trim_end_matches(':'));
    let mut inked = line
        .chars
        .iter()
        .enumerate()
        .filter(|(_, c)| !c.ch.is_whitespace() && !matches!(c.ch, ':' | '：'));
    let (start, _) = inked.next()?;
    let end = inked.next_back().map_or(start, |(at, _)| at);
    let sign = |c: char| "，,。；;、《》“”【[".contains(c);
    let may = (2..=LONGEST).contains(&name.chars().count())
        && !name.contains(sign)
        && !name.chars().any(char::is_numeric)
        && !attachment::is_label(&name)
        && unit::of_unit_line(key).is_none()
        && web::label_in_table(&name).is_none()
        && !web::is_chrome(key);
    may.then_some((name, start..end + 1))
}
