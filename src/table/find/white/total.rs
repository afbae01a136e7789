//! Labels of totals: set in the middle of a cell that is merged over several columns, so that where they stand says nothing
//! of the columns.

use super::{Run, runs};
use crate::lexicon::labels;
use crate::text::Line;

/// The label that a line of totals begins with, if it does: its stretches as one, for it may be set wide (小　计), and how
/// many they are among those that gaps of so many ems part. A name in a header (小计 beside 区级) has no figures beside it;
/// figures of two lines stand above and below a label set wide.
pub(super) fn label(line: &Line, gap: f32) -> Option<(Run, usize)> {
    let runs = runs(line, gap);
    let chars = |run: &Run| line.chars.get(run.start..run.end).unwrap_or_default();
    let count = |run: &Run| chars(run).iter().filter(|c| !c.ch.is_whitespace()).count();
    let wide = runs.iter().take_while(|r| count(r) == 1).count();
    // The longest word for adding up has three characters.
    for end in 1..=wide.clamp(1, 3) {
        let (own, others) = runs.split_at_checked(end)?;
        let text: String = own.iter().flat_map(&chars).map(|c| c.ch).collect();
        let figures = |r: &Run| chars(r).iter().any(|c| c.ch.is_ascii_digit());
        if let [first, ..] = own
            && let [.., last] = own
            && (others.iter().any(figures) || others.is_empty() && end > 1)
            && labels::summary(&text).is_some()
        {
            let label = Run {
                start: first.start,
                end: last.end,
                x0: first.x0,
                x1: last.x1,
            };
            return Some((label, end));
        }
    }
    None
}
