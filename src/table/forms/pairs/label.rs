//! Which line is a label and its value, and where each of them stands.

use std::ops::Range;

use super::LONGEST;
use crate::accounts::Char;
use crate::lexicon::key::Key;
use crate::lexicon::money::unit;
use crate::lexicon::{attachment, dates, labels, ordinal, role, web};
use crate::table::forms::tokens;
use crate::text::Line;

/// Most characters of the name of a part of what is bought: 第一包, 标段二.
const PART: usize = 5;

/// Where a line goes on behind what numbers it.
pub(super) fn numbered(line: &Line) -> usize {
    ordinal::marked(line.chars.iter().map(|c| c.ch)).map_or(0, |o| o.rest)
}

/// Where the value of a line ends that begins there: a full stop that closes the line is none of it, unless it has others.
pub(super) fn end_of_value(line: &Line, value: usize) -> usize {
    let own = line.chars.get(value..).unwrap_or_default();
    let mark = |c: &&Char| matches!(c.ch, '。' | '；' | ';') || c.ch.is_whitespace();
    let end = own.len() - own.iter().rev().take_while(mark).count();
    let others = own.iter().take(end).any(|c| c.ch == '。');
    value + if others { own.len() } else { end }
}

/// Likewise behind a heading that the first of its labels stands on the line of: 一、项目信息（一）项目名称：….
fn numbered_within(line: &Line, label: Range<usize>) -> usize {
    let own = line.chars.get(label.clone()).unwrap_or_default();
    let open = own.iter().rposition(|c| matches!(c.ch, '（' | '('));
    let number = open.filter(|at| *at > 0).and_then(|at| {
        let number = ordinal::marked(own.get(at..)?.iter().map(|c| c.ch))?;
        Some(at + number.rest)
    });
    label.start + number.unwrap_or(0)
}

/// Where a line's label stands and where its value begins.
pub(super) fn label(line: &Line) -> Option<(Range<usize>, usize)> {
    if let Some(found) = bracketed(line) {
        return Some(found);
    }
    let colon = |from: usize| {
        let mut rest = line.chars.iter().enumerate().skip(from);
        rest.find(|(_, c)| matches!(c.ch, ':' | '：'))
            .map(|(at, _)| at)
    };
    let start = numbered(line);
    let Some(first) = colon(start) else {
        return set_apart(line);
    };
    let start = numbered_within(line, start..first);
    let key = line.key();
    // 单位：万元 labels a table, and the page says of itself: 2024-05-22 来源：县财政局.
    let of_page = || {
        web::is_chrome(key)
            || web::goes_on_with_page(key)
            || dates::numeric(line.raw().trim()).is_some()
    };
    if unit::of_unit_line(key).is_some() || of_page() {
        return None;
    }
    let name = |range: Range<usize>| {
        let chars = line.chars.get(range).unwrap_or_default();
        Key::of_chars(chars.iter().map(|c| c.ch))
    };
    let own = name(start..first);
    // 包一 中标供应商：某公司, but 金额 （万元）：5.
    let mut blanks = (start..first).rev();
    let blank = blanks.find(|at| line.chars.get(*at).is_some_and(|c| c.ch.is_whitespace()));
    let part = |at: &usize| (1..=PART).contains(&name(start..*at).chars().count());
    let named = |at: &usize| {
        let name = name(*at..first);
        role::is_name(&name) && !name.starts_with('(')
    };
    if let Some(at) = blank.filter(part).filter(named) {
        return Some((at + 1..first, first + 1));
    }
    // 第一包：中标供应商：某公司.
    let known = role::is_known_name(&own) && !labels::is_lot(&own);
    let part = own.chars().count() <= PART && !known;
    let second = colon(first + 1).filter(|_| part);
    if let Some(second) = second.filter(|second| role::is_name(&name(first + 1..*second))) {
        return Some((first + 1..second, second + 1));
    }
    let sign = |c: char| "，,。；;、《》“”【[".contains(c);
    let is_label = (2..=LONGEST).contains(&own.chars().count())
        && !own.contains(sign)
        && !attachment::is_label(&own);
    let filled = !name(first + 1..line.chars.len()).is_empty();
    (is_label && filled).then_some((start..first, first + 1))
}

/// Where a label stands in brackets, and its value behind them, a colon between or none: 【项目名称】充电车棚.
fn bracketed(line: &Line) -> Option<(Range<usize>, usize)> {
    let at = |ch: char| line.chars.iter().position(|c| c.ch == ch);
    let (open, close) = (at('【')?, at('】')?);
    let before = line.chars.get(..open)?;
    let label = line.chars.get(open + 1..close)?;
    let name = Key::of_chars(label.iter().map(|c| c.ch));
    let mark = |c: &Char| c.ch.is_whitespace() || matches!(c.ch, ':' | '：');
    let rest = line.chars.get(close + 1..)?;
    let value = close + 1 + rest.iter().take_while(|c| mark(c)).count();
    let leads = before.iter().all(|c| c.ch.is_whitespace());
    let filled = value < line.chars.len() && !rest.iter().any(|c| c.ch == '【');
    (leads && filled && role::is_key_of_known_name(&name)).then_some((open + 1..close, value))
}

/// Where a known label stands, and its value, that a gap parts from it, in a text: 建设单位　　市水务局.
fn set_apart(line: &Line) -> Option<(Range<usize>, usize)> {
    let cells = tokens(line);
    let [label, value] = cells.as_slice() else {
        return None;
    };
    let key = |chars: &[Char]| Key::of_chars(chars.iter().map(|c| c.ch));
    let known = role::is_key_of_known_name(&key(label)) && !role::is_word(&key(value));
    let blank = |c: &&Char| c.ch.is_whitespace();
    let start = line.chars.iter().take_while(blank).count();
    let ink = label.len() - label.iter().rev().take_while(blank).count();
    (known && line.page == 0).then_some((start..start + ink, start + label.len()))
}
