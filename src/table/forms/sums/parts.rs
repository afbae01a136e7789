//! Paragraphs in which entries stand one behind the other.

use std::ops::Range;

use super::made_up::{Proof, leads};
use super::{
    ENTRIES, LONGEST, MORE, Told, adds_up, entry, heads, is_mark, made_up, several,
    without_brackets,
};
use crate::accounts::Char;
use crate::lexicon::approvals::Approval;
use crate::lexicon::ordinal::{self, Ordinal};
use crate::lexicon::{labels, money};
use crate::table::forms::stretch;
use crate::text::Line;

/// Lines in which entries stand one behind the other (一是…50万元；二是…30万元；三是…), an entry a line.
pub(in crate::table::forms) fn parted(lines: Vec<Line>) -> Vec<Line> {
    let lines = lines.into_iter().flat_map(|line| match outline(&line) {
        Some(pieces) => pieces,
        None => vec![line],
    });
    let lines: Vec<Line> = lines.collect();
    // Beside paragraphs that state so many parts, one may state fewer.
    let mut told = Told::default();
    let mut several_parts = |l: &Line| parts(l, None, &mut told, ENTRIES).is_some();
    let enough = match lines.iter().any(&mut several_parts) {
        true => MORE,
        false => ENTRIES,
    };
    let mut told = Told::default();
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut above: Option<usize> = None;
    let mut approval = Approval::default();
    for line in lines {
        approval = approval.then(&line.raw());
        let leads = above.and_then(|at| out.get(at)).filter(|l| leads(l));
        let found = pieces(&line).or_else(|| several::parted(&line));
        let found = found.or_else(|| {
            let own = || parts(&line, leads, &mut told, enough);
            (!approval.holds()).then(own).flatten()
        });
        match found {
            Some(parts) => out.extend(parts),
            None => out.push(line),
        }
        let last = out.len().checked_sub(1);
        above = last
            .filter(|at| out.get(*at).is_some_and(|l| !l.is_blank()))
            .or(above);
    }
    out
}

/// Whether a numbered paragraph states what its sum is made up of.
pub(super) fn is_made_up(line: &Line) -> bool {
    heads::number(line).is_some() && parts(line, None, &mut Told::default(), MORE).is_some()
}

/// A paragraph of which sentences state a sum and, behind 其中 or a colon, what it is made up of: what leads up to the parts, each of
/// them, and what follows. The colon may end the line above. `told`: the sums that the text states above.
fn parts(line: &Line, above: Option<&Line>, told: &mut Told, enough: usize) -> Option<Vec<Line>> {
    let mut out: Vec<Line> = Vec::new();
    // Up to where all is parted, and where the sentence begins.
    let (mut done, mut start) = (0, 0);
    if let Some(above) = above
        && let Some((pieces, end)) = parts_behind(line, 0..0, above, told, enough)
        && pieces.len() > 1
    {
        out.extend(pieces);
        (done, start) = (end, end);
    }
    // Where a sentence first and last says that parts follow, and where its colons stand.
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    let (mut words, mut colons) = (Ends::default(), Ends::default());
    let mut at = start;
    while let Some(c) = chars.get(at) {
        let more = at + 1 < chars.len();
        let behind = chars.get(at..).and_then(labels::leads_to_parts);
        match c {
            '：' | ':' => colons.add(at),
            // 公益金预算中，安排…
            ',' | '，' if chars.get(..at).is_some_and(|c| c.ends_with(&['中'])) => words.add(at),
            _ => behind.into_iter().for_each(|lead| words.add(at + lead)),
        }
        at += 1;
        if *c != '。' && more {
            continue;
        }
        let starts = words.take().into_iter().chain(colons.take()).flatten();
        let mut found = starts.into_iter().filter_map(|from| {
            let mark = |c: &&Char| is_mark(c.ch) || matches!(c.ch, ':' | '：');
            let from = from + line.chars.get(from..)?.iter().take_while(mark).count();
            let lead = stretch(line, line.chars.get(start..from)?);
            let (pieces, end) = parts_behind(line, start..from, &lead, told, enough)?;
            Some((from, pieces, end))
        });
        // 甲县2000万元，乙县1000万元，丙县500万元。 says no more than that.
        let alone = || {
            let lead = stretch(line, &[]);
            let (pieces, end) = parts_behind(line, start..start, &lead, told, ENTRIES)?;
            (pieces.len() >= ENTRIES).then_some((start, pieces, end))
        };
        if let Some((from, pieces, end)) = found.next().or_else(alone) {
            out.push(stretch(line, line.chars.get(done..from)?));
            out.extend(pieces);
            (done, at) = (end, end);
        }
        let own = stretch(line, line.chars.get(start..at)?);
        told.extend(&own);
        start = at;
    }
    if out.is_empty() {
        return None;
    }
    out.push(stretch(line, line.chars.get(done..)?));
    out.retain(|l| !l.is_blank());
    Some(out)
}

/// The first and the last of some places.
#[derive(Default)]
struct Ends {
    first: Option<usize>,
    last: Option<usize>,
}

impl Ends {
    fn add(&mut self, at: usize) {
        match self.first {
            Some(_) => self.last = Some(at),
            None => self.first = Some(at),
        }
    }

    fn take(&mut self) -> [Option<usize>; 2] {
        [self.first.take(), self.last.take()]
    }
}

/// Likewise, the parts behind a stretch of the line, below what leads up to them, and where they end.
fn parts_behind(
    line: &Line,
    before: Range<usize>,
    lead: &Line,
    told: &Told,
    enough: usize,
) -> Option<(Vec<Line>, usize)> {
    // The sentence ends, or the brackets that it stands in.
    let from = before.end;
    let mut depth = 0_usize;
    let mut own = line.chars.iter().enumerate().skip(from);
    let end = own.find(|(_, c)| {
        let closes = depth == 0 && matches!(c.ch, ')' | '）');
        match c.ch {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        closes || c.ch == '。'
    });
    let inside = end.is_some_and(|(_, c)| c.ch != '。');
    let end = end.map_or(line.chars.len(), |(end, c)| end + usize::from(c.ch == '。'));
    // Where the sentence states more than the sum that brackets say the parts of, they hold those of one of several.
    let behind = line.chars.get(end..).unwrap_or_default();
    let behind = behind.split(|c| c.ch == '。').next().unwrap_or_default();
    let around = line.chars.get(before).unwrap_or_default();
    if inside && sums(around) + sums(behind) > 1 {
        return None;
    }
    let pieces = clauses(line, line.chars.get(from..end)?)?;
    let (entries, proof) = made_up(&pieces, lead, told)?;
    if proof != Proof::Whole && entries.len() < enough {
        return None;
    }
    // A clause behind them may say what all come to, and others what else is to be said of it.
    let states = |l: &Line| money::is_stated_in(&l.raw());
    let whole = match pieces.get(entries.len()..).unwrap_or_default() {
        [] => true,
        _ if proof == Proof::Words => false,
        [total, rest @ ..] => adds_up(total).is_some() && !rest.iter().any(states),
    };
    whole.then_some((pieces, end))
}

/// How many sums of its own a text states.
fn sums(chars: &[Char]) -> usize {
    let text: Vec<char> = chars.iter().map(|c| c.ch).collect();
    money::stated(&text).iter().filter(|s| s.plain).count()
}

/// A sentence cut between its sums, a piece for each with its name and what is said of it (A镇30万元，用于维修；B镇20万元和C镇5万元).
/// What brackets hold is part of a piece.
pub(super) fn clauses(line: &Line, chars: &[Char]) -> Option<Vec<Line>> {
    let text: Vec<char> = chars.iter().map(|c| c.ch).collect();
    let text = without_brackets(&text);
    let sums = money::stated(&text).into_iter().filter(|s| s.plain);
    let sums: Vec<Range<usize>> = sums.map(|s| s.range).collect();
    let mut pieces: Vec<Line> = Vec::new();
    let mut start = 0;
    for pair in sums.windows(2) {
        let [before, next] = pair else { continue };
        let between = text.get(before.end..next.start)?;
        let Some(at) = parting(between) else { continue };
        let end = before.end + at;
        pieces.push(stretch(line, chars.get(start..end)?));
        start = end;
    }
    pieces.push(stretch(line, chars.get(start..)?));
    pieces.retain(|p| !p.is_blank());
    Some(pieces)
}

/// Where the words between two sums pass from what is said of the first to the name of the second. Nothing may stand between:
/// 中央70万元省级86万元.
fn parting(between: &[char]) -> Option<usize> {
    let last = |marks: &[char]| between.iter().rposition(|c| marks.contains(c));
    if let Some(at) = last(&['；', ';']) {
        return Some(at + 1);
    }
    let lead = between
        .iter()
        .take_while(|c| c.is_whitespace() || matches!(c, '，' | ',' | '、'))
        .count();
    let own = between.get(lead..)?;
    // What a sum is a part of has been named before.
    if labels::leads_to_parts(own).is_some() {
        return None;
    }
    let said = labels::use_of(own).is_some() || own.starts_with(&['由']);
    let listed = lead > 0 || joined(own) > 0 || last(&['，', ',', '、']).is_none();
    let first = lead + joined(own);
    let behind = last(&['，', ',']).or(last(&['、'])).map(|at| at + 1);
    match behind.filter(|at| *at > lead) {
        Some(behind) if said || !listed => Some(behind),
        // 支持 may begin a name, too.
        _ if listed => Some(first),
        _ => None,
    }
}

/// How many characters of a word that joins the last of several begin a text: 和, 以及.
pub(super) fn joined(text: &[char]) -> usize {
    let words: [&[char]; 4] = [&['以', '及'], &['和'], &['及'], &['与']];
    let found = words.into_iter().find(|w| text.starts_with(w));
    found.map_or(0, <[char]>::len)
}

/// Whether a paragraph counts up sums one behind the other, as a list does: numbered, or in clauses behind 其中.
pub(in crate::table) fn counts_up(line: &Line) -> bool {
    let paid = |p: &&Line| money::is_stated_in(&p.raw());
    let several = |pieces: &[Line]| pieces.iter().filter(paid).count() >= ENTRIES;
    let parts = || {
        let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
        let leads = |at: &usize| chars.get(*at..).and_then(labels::leads_to_parts).is_some();
        let behind = line.chars.get((0..chars.len()).find(leads)?..)?;
        let semicolons = behind.iter().any(|c| matches!(c.ch, '；' | ';'));
        clauses(line, behind).filter(|_| semicolons)
    };
    cut(line).is_some_and(|(_, pieces)| several(&pieces)) || parts().is_some_and(|p| several(&p))
}

/// The entries of a paragraph, and what leads up to them. Each may state several sums: 1、重点村甲村10万元、乙村20万元.
fn pieces(line: &Line) -> Option<Vec<Line>> {
    let (lead, mut pieces) = cut(line)?;
    // What follows the sentence of the last is none of it, nor the next clause where a whole page is one.
    let last = pieces.pop()?;
    let chars: Vec<char> = last.chars.iter().map(|c| c.ch).collect();
    let end = chars.iter().position(|c| *c == '。');
    let mut end = end.map_or(last.chars.len(), |at| at + 1);
    if end > LONGEST {
        let sum = money::stated(&chars).into_iter().rfind(|s| s.plain)?;
        let behind = chars.get(sum.range.end..end)?.iter();
        end = sum.range.end + behind.take_while(|c| !is_mark(**c)).count();
    }
    let (own, rest) = last.chars.split_at(end);
    pieces.push(stretch(&last, own));
    let mut out = vec![lead];
    for piece in pieces {
        let mut clauses = clauses(&piece, &piece.chars)?.into_iter();
        let mut before = clauses.next().filter(|l| entry(l, false).is_some())?;
        for clause in clauses {
            // 安排资金38万元，已付5万元 says two things of one.
            let joins = before
                .chars
                .last()
                .is_some_and(|c| matches!(c.ch, '、' | '和' | '及'));
            entry(&clause, true).filter(|e| joins && e.number.is_none())?;
            out.push(std::mem::replace(&mut before, clause));
        }
        out.push(before);
    }
    out.push(stretch(&last, rest));
    out.retain(|l| !l.is_blank());
    Some(out)
}

/// A line cut where numbers of one list stand, and what stands before the first.
fn cut(line: &Line) -> Option<(Line, Vec<Line>)> {
    cut_where(line, |above: &mut Vec<Ordinal>, number| {
        let follows = match above.last() {
            Some(before) => number.follows(before),
            None => number.value == 1,
        };
        if follows {
            above.push(number);
        }
        follows
    })
}

/// A line cut where the numbers of several lists stand, one within the other, of which some entries state sums: 一、…（一）…1、…2、…（二）….
fn outline(line: &Line) -> Option<Vec<Line>> {
    let yuan = line.chars.iter().filter(|c| c.ch == '元');
    if yuan.take(ENTRIES).count() < ENTRIES {
        return None;
    }
    let mut levels = 0;
    let (lead, pieces) = cut_where(line, |above: &mut Vec<Ordinal>, number| {
        let alike = above.iter().rposition(|n| n.style == number.style);
        let level = match alike.and_then(|at| Some((at, above.get(at)?))) {
            Some((at, before)) if number.value == 1 || number.follows(before) => at,
            None if number.value == 1 => above.len(),
            _ => return false,
        };
        above.truncate(level);
        above.push(number);
        levels = levels.max(above.len());
        true
    })?;
    let stating = pieces.iter().filter(|p| entry(p, false).is_some());
    if levels < 2 || stating.count() < ENTRIES {
        return None;
    }
    let lead = Some(lead).filter(|l| !l.is_blank());
    let pieces = pieces.iter().flat_map(below_heading);
    Some(lead.into_iter().chain(pieces).collect())
}

/// A piece of an outline, or its heading and the sentence that a blank parts from it: 二、资金使用情况 2020年支出53万元。
fn below_heading(piece: &Line) -> Vec<Line> {
    // 办赛补贴 191万元 is no sentence: it has words between the blank and the sum.
    const WORDS: usize = 4;
    let chars: Vec<char> = piece.chars.iter().map(|c| c.ch).collect();
    let from = heads::number(piece).map_or(0, |n| n.rest);
    let own = chars.iter().enumerate().skip(from);
    let blank = own
        .skip_while(|(_, c)| c.is_whitespace())
        .find(|(_, c)| c.is_whitespace());
    let parted = blank.and_then(|(at, _)| {
        let (heading, sentence) = piece.chars.split_at_checked(at)?;
        let words: Vec<char> = sentence
            .iter()
            .map(|c| c.ch)
            .skip_while(|c| c.is_whitespace())
            .collect();
        let first = money::stated(&words).first().map(|s| s.range.start)?;
        let names = heading
            .iter()
            .all(|c| !is_mark(c.ch) && !c.ch.is_ascii_digit());
        (names && first > WORDS).then(|| vec![stretch(piece, heading), stretch(piece, sentence)])
    });
    parted.unwrap_or_else(|| vec![piece.clone()])
}

/// A line cut where numbers stand that `goes_on` takes after those above, and what stands before the first.
fn cut_where(
    line: &Line,
    mut goes_on: impl FnMut(&mut Vec<Ordinal>, Ordinal) -> bool,
) -> Option<(Line, Vec<Line>)> {
    let chars: Vec<char> = line.chars.iter().map(|c| c.ch).collect();
    let begins = |at: &usize| match at.checked_sub(1).and_then(|b| chars.get(b)) {
        Some(c) => c.is_whitespace() || is_mark(*c) || matches!(c, '：' | ':'),
        None => true,
    };
    let mut above: Vec<Ordinal> = Vec::new();
    let (mut starts, mut done) = (Vec::new(), 0);
    for at in (0..chars.len()).filter(begins) {
        let rest = chars.get(at..).unwrap_or_default();
        // The numeral stands in the first few characters.
        let number = ordinal::listed(rest).filter(|n| at >= done && !n.decimal);
        let Some(end) = number.as_ref().map(|n| at + n.rest) else {
            continue;
        };
        if number.is_some_and(|n| goes_on(&mut above, n)) {
            starts.push(at);
            done = end;
        }
    }
    if starts.len() < ENTRIES {
        return None;
    }
    let ends = starts.iter().skip(1).copied();
    let ends = ends.chain(std::iter::once(chars.len()));
    let pieces = starts.iter().zip(ends).map(|(at, end)| {
        let own = line.chars.get(*at..end).unwrap_or_default();
        stretch(line, own)
    });
    let pieces: Vec<Line> = pieces.collect();
    let first = starts.first()?;
    Some((stretch(line, line.chars.get(..*first)?), pieces))
}
