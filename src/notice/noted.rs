//! 附件： on a line of its own, with the list of what is attached below it: the note of a letter, and no attachment.

use super::{body, words};
use crate::lexicon::{attachment, ordinal};
use crate::table::Flow;
use crate::text::Line;

/// Puts the label and the first entry on one line, as most letters have them, where entries that count up stand below it, and who
/// signs or the day below these.
pub(super) fn joined(mut flow: Vec<Flow>) -> Vec<Flow> {
    let found = (0..flow.len()).find_map(|at| Some((at, first_entry(&flow, at)?)));
    if let Some((at, first)) = found {
        let entry = flow.remove(first);
        flow.drain(at + 1..first);
        if let (Some(Flow::Line(label)), Flow::Line(entry)) = (flow.get_mut(at), entry) {
            label.chars.extend(entry.chars.iter().copied());
            label.bbox = label.bbox.union(&entry.bbox);
        }
    }
    flow
}

/// Where the first entry stands below a label.
fn first_entry(flow: &[Flow], at: usize) -> Option<usize> {
    let line = |at: usize| match flow.get(at) {
        Some(Flow::Line(line)) => Some(line),
        _ => None,
    };
    let next = |at: usize| (at..flow.len()).find(|i| line(*i).is_none_or(|l| !l.is_blank()));
    let label = attachment::label(&words::plain(line(at)?))?;
    if !label.colon || !label.title.is_empty() || label.number.is_some() {
        return None;
    }
    let number = |line: &Line| ordinal::marked(words::plain(line).chars()).map(|n| n.value);
    let first = next(at + 1)?;
    let (mut below, mut count) = (first, 0);
    while number(line(below)?) == Some(count + 1) {
        count += 1;
        below = next(below + 1)?;
    }
    let closes =
        |line: &Line| words::names_offices(line) || body::is_date_line(&words::plain(line));
    (count > 0 && closes(line(below)?)).then_some(first)
}
