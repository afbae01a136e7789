//! Paragraphs in which entries stand one behind the other.

use super::{ENTRIES, Entry, MORE, adds_up, entry, is_mark, made_up, several};
use crate::accounts::Char;
use crate::lexicon::money;
use crate::lexicon::ordinal::{self, Ordinal};
use crate::table::forms::stretch;
use crate::text::Line;

/// Lines in which entries stand one behind the other (一是…50万元；二是…30万元；三是…), an entry a line.
pub(in crate::table::forms) fn parted(lines: Vec<Line>) -> Vec<Line> {
    // Beside paragraphs that state so many parts, one may state fewer.
    let enough = match lines.iter().any(|l| parts(l, ENTRIES).is_some()) {
        true => MORE,
        false => ENTRIES,
    };
    let part = |line: Line| {
        let found = pieces(&line).or_else(|| several::parted(&line));
        let found = found.or_else(|| parts(&line, enough));
        found.unwrap_or_else(|| vec![line])
    };
    lines.into_iter().flat_map(part).collect()
}

/// A paragraph that states a sum and, behind 其中 or a colon, what it is made up of: what leads up to the parts, each of them,
/// and what follows the sentence.
fn parts(line: &Line, enough: usize) -> Option<Vec<Line>> {
    let colon = line.chars.iter().position(|c| matches!(c.ch, ':' | '：'));
    let at = within(line).map(|at| at + 2).into_iter().chain(colon);
    at.filter_map(|at| parts_behind(line, at, enough)).next()
}

/// Where a line says 其中.
fn within(line: &Line) -> Option<usize> {
    let mut pairs = line.chars.windows(2);
    pairs.position(|w| matches!(w, [a, b] if (a.ch, b.ch) == ('其', '中')))
}

/// Likewise, behind a place in the line.
fn parts_behind(line: &Line, at: usize, enough: usize) -> Option<Vec<Line>> {
    let behind = line.chars.iter().enumerate().skip(at);
    let mut own = behind.skip_while(|(_, c)| is_mark(c.ch) || matches!(c.ch, ':' | '：'));
    let (from, _) = own.next()?;
    // The sentence ends, or the brackets that it stands in.
    let mut depth = 0_usize;
    let end = own.find(|(_, c)| {
        let closes = depth == 0 && matches!(c.ch, ')' | '）');
        match c.ch {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        closes || c.ch == '。'
    });
    let end = end.map_or(line.chars.len(), |(end, c)| end + usize::from(c.ch == '。'));
    let lead = stretch(line, line.chars.get(..from)?);
    let chars = line.chars.get(from..end)?;
    let pieces = clauses(line, chars)?;
    // A clause behind them may say what all come to, and others what else is to be said of it.
    let all = |e: &Vec<(usize, Entry)>| {
        let behind = pieces.get(e.len()..).unwrap_or_default();
        let stated = |l: &Line| money::is_stated_in(&l.raw());
        match behind {
            [] => true,
            [total, rest @ ..] => adds_up(total).is_some() && !rest.iter().any(stated),
        }
    };
    let entries = made_up(&pieces, &lead).filter(|e| e.len() >= enough && all(e));
    entries.map(|_| {
        let rest = stretch(line, line.chars.get(end..).unwrap_or_default());
        let rest = Some(rest).filter(|l| !l.is_blank());
        std::iter::once(lead).chain(pieces).chain(rest).collect()
    })
}

/// A sentence cut at its semicolons, which part clauses with commas of their own (A镇30万元，用于维修；B镇20万元，用于新建), else at
/// its commas. A sum may have commas within.
pub(super) fn clauses(line: &Line, chars: &[Char]) -> Option<Vec<Line>> {
    let semicolons = chars.iter().any(|c| matches!(c.ch, '；' | ';'));
    let digit = |at: usize| chars.get(at).is_some_and(|c| c.ch.is_ascii_digit());
    let mut pieces: Vec<Line> = Vec::new();
    let mut start = 0;
    for (at, c) in chars.iter().enumerate() {
        let parts = match c.ch {
            '；' | ';' | '。' => true,
            '，' | ',' | '、' => !semicolons,
            _ => false,
        };
        if parts && !(digit(at + 1) && at.checked_sub(1).is_some_and(digit)) {
            pieces.push(stretch(line, chars.get(start..=at)?));
            start = at + 1;
        }
    }
    pieces.push(stretch(line, chars.get(start..)?));
    pieces.retain(|p| !p.is_blank());
    Some(pieces)
}

/// Whether a paragraph counts up sums one behind the other, as a list does: numbered, or in clauses behind 其中.
pub(in crate::table) fn counts_up(line: &Line) -> bool {
    let paid = |p: &&Line| money::is_stated_in(&p.raw());
    let several = |pieces: &[Line]| pieces.iter().filter(paid).count() >= ENTRIES;
    let parts = || {
        let behind = line.chars.get(within(line)?..)?;
        let semicolons = behind.iter().any(|c| matches!(c.ch, '；' | ';'));
        clauses(line, behind).filter(|_| semicolons)
    };
    cut(line).is_some_and(|(_, pieces)| several(&pieces)) || parts().is_some_and(|p| several(&p))
}

/// The entries of a paragraph, and what leads up to them.
fn pieces(line: &Line) -> Option<Vec<Line>> {
    let (lead, mut pieces) = cut(line)?;
    // What follows the sentence of the last is none of it.
    let last = pieces.pop()?;
    let end = last.chars.iter().position(|c| c.ch == '。');
    let (own, rest) = last
        .chars
        .split_at(end.map_or(last.chars.len(), |at| at + 1));
    pieces.push(stretch(&last, own));
    if !pieces.iter().all(|p| entry(p, false).is_some()) {
        return None;
    }
    let all = std::iter::once(lead)
        .chain(pieces)
        .chain([stretch(&last, rest)]);
    Some(all.filter(|l| !l.is_blank()).collect())
}

/// A line cut where numbers of one list stand, and what stands before the first.
fn cut(line: &Line) -> Option<(Line, Vec<Line>)> {
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    let begins = |at: &usize| match at.checked_sub(1).and_then(|b| chars.get(b)) {
        Some(c) => matches!(c, '；' | ';' | '，' | ',' | '。' | '：' | ':'),
        None => true,
    };
    let mut starts: Vec<(usize, Ordinal)> = Vec::new();
    for at in (0..chars.len()).filter(begins) {
        let rest = chars.get(at..).unwrap_or_default();
        // The numeral stands in the first few characters.
        let Some(number) = ordinal::listed(rest).filter(|n| !n.decimal) else {
            continue;
        };
        let follows = match starts.last() {
            Some((_, before)) => number.follows(before),
            None => number.value == 1,
        };
        if follows {
            starts.push((at, number));
        }
    }
    if starts.len() < ENTRIES {
        return None;
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at);
    let ends = ends.chain(std::iter::once(chars.len()));
    let pieces = starts.iter().zip(ends).map(|((at, _), end)| {
        let own = line.chars.get(*at..end).unwrap_or_default();
        stretch(line, own)
    });
    let pieces: Vec<Line> = pieces.collect();
    let (first, _) = starts.first()?;
    Some((stretch(line, line.chars.get(..*first)?), pieces))
}
