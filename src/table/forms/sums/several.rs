//! Entries that state several sums of one body: 1．区民政局：养老35万元、助餐18万元, with a number or none.

use super::parts::clauses;
use super::{entry, is_mark, stretch};
use crate::lexicon::money::words;
use crate::lexicon::{office, ordinal};
use crate::text::Line;

/// Such an entry as lines of a sum each, the first with the number and the body.
pub(super) fn parted(line: &Line) -> Option<Vec<Line>> {
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    let number = ordinal::listed(&chars);
    let start = number.as_ref().map_or(0, |n| n.rest);
    let colon = chars.iter().position(|c| matches!(c, ':' | '：'))?;
    let name: String = chars.get(start..colon)?.iter().collect();
    // Without a number nothing but the name tells an entry.
    let name = name.trim();
    if !office::is_office(name) && (number.is_none() || !office::is_body_named(name)) {
        return None;
    }
    // The mark that ends the entry parts no clauses.
    let end = chars.iter().rposition(|c| !is_mark(*c))? + 1;
    let mut pieces = clauses(line, line.chars.get(colon + 1..end)?)?;
    let last = pieces.last_mut()?;
    last.chars.extend_from_slice(line.chars.get(end..)?);
    let one = |piece: &Line| {
        let name = entry(piece, true).filter(|e| e.number.is_none() && e.rest.is_empty());
        let name = name.and_then(|e| piece.chars.get(e.project));
        let name: String = name.into_iter().flatten().map(|c| c.ch).collect();
        !name.is_empty() && !words::made_of_money(&name)
    };
    if pieces.len() < 2 || !pieces.iter().all(one) {
        return None;
    }
    let first = colon + 1 + pieces.first()?.chars.len();
    let rest = pieces.into_iter().skip(1);
    let head = stretch(line, line.chars.get(..first)?);
    Some(std::iter::once(head).chain(rest).collect())
}

/// Whether a line is another part of the entry that the line above it is the first part of.
pub(super) fn goes_on(above: &Line, line: &Line) -> bool {
    let place = |l: &Line| (l.page, l.baseline.to_bits());
    place(above) == place(line)
}
