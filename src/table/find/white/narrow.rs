//! Columns with less than a column's gap between them: sums set to the right against words set to the left, or a full line
//! beside the next column. That there are two columns shows in the header, and in a narrow gap at one place in the lines.

use super::Run;
use crate::table::role;
use crate::text::Line;

/// The narrowest gap between two columns, in ems: cells have two points of padding at either side in common programs, on
/// print of ten points and more.
const NARROW: f32 = 0.2;
/// One line in five may run over the edge: a full line whose last mark is hung over it.
const OVER: usize = 5;

/// How a line stands at a place.
enum At {
    /// It has print at one side at most.
    Beside,
    Gap,
    Over,
}

/// Parts columns at narrow gaps, where the header's words at both sides name columns. Whether any was.
pub(super) fn part(edges: &mut Vec<f32>, lines: &[&Line], em: f32) -> bool {
    let (mut index, count) = (1, edges.len());
    while let (Some(&x0), Some(&x1)) = (edges.get(index - 1), edges.get(index)) {
        match place(x0, x1, lines, em) {
            Some(x) => edges.insert(index, x),
            None => index += 1,
        }
    }
    edges.len() > count
}

/// Where most lines that have print at both sides have a narrow gap.
pub(super) fn is_gap(x: f32, lines: &[&Line]) -> bool {
    counts(x, f32::NEG_INFINITY, f32::INFINITY, lines)
        .is_some_and(|(gaps, over)| over * OVER <= gaps)
}

/// The best place in a column to part it.
fn place(x0: f32, x1: f32, lines: &[&Line], em: f32) -> Option<f32> {
    let mut places: Vec<f32> = lines
        .iter()
        .flat_map(|line| gaps(line, x0, x1))
        .map(|(a, b)| f32::midpoint(a, b.min(a + em)))
        .collect();
    places.sort_by(f32::total_cmp);
    // A tenth of an em: places nearer than that are one.
    places.dedup_by(|a, b| *a - *b < 0.1 * em);
    places
        .into_iter()
        .filter_map(|x| {
            let (gaps, over) = counts(x, x0, x1, lines)?;
            // Three lines: fewer may have a blank in the same place by chance.
            (gaps >= 3 && over * OVER <= gaps && named(x, x0, x1, lines)).then_some((x, gaps, over))
        })
        .max_by_key(|(_, gaps, over)| (gaps.saturating_sub(*over), std::cmp::Reverse(*over)))
        .map(|(x, ..)| x)
}

/// Narrow gaps within a stretch of a line.
fn gaps(line: &Line, x0: f32, x1: f32) -> Vec<(f32, f32)> {
    let inside: Vec<_> = printed(line)
        .filter(|b| b.0 >= x0 - 0.1 && b.1 <= x1 + 0.1)
        .collect();
    inside
        .windows(2)
        .filter_map(|w| match w {
            [a, b] if b.0 - a.1 >= NARROW * line.size => Some((a.1, b.0)),
            _ => None,
        })
        .collect()
}

fn printed(line: &Line) -> impl Iterator<Item = (f32, f32)> + '_ {
    line.chars
        .iter()
        .filter(|c| !c.ch.is_whitespace())
        .map(|c| (c.bbox.x0, c.bbox.x1))
}

/// Lines with a gap at a place, and lines that run over it, among those with print at both sides.
fn counts(x: f32, x0: f32, x1: f32, lines: &[&Line]) -> Option<(usize, usize)> {
    let (mut gaps, mut over) = (0, 0);
    for line in lines {
        match at(x, x0, x1, line) {
            At::Gap => gaps += 1,
            At::Over => over += 1,
            At::Beside => {}
        }
    }
    (gaps > 0).then_some((gaps, over))
}

fn at(x: f32, x0: f32, x1: f32, line: &Line) -> At {
    let (mut left, mut right): (Option<f32>, Option<f32>) = (None, None);
    for (a, b) in printed(line).filter(|b| b.0 >= x0 - 0.1 && b.1 <= x1 + 0.1) {
        if f32::midpoint(a, b) < x {
            left = Some(left.map_or(b, |l| l.max(b)));
        } else {
            right = Some(right.map_or(a, |r| r.min(a)));
        }
    }
    match (left, right) {
        (Some(left), Some(right)) if right - left >= NARROW * line.size => At::Gap,
        (Some(_), Some(_)) => At::Over,
        _ => At::Beside,
    }
}

/// Whether the uppermost lines of a column name a column at either side of a place. Four lines: a header of two levels,
/// each with a unit on a line of its own.
fn named(x: f32, x0: f32, x1: f32, lines: &[&Line]) -> bool {
    let (mut left, mut right) = (String::new(), String::new());
    for line in lines.iter().take(4) {
        for c in line.chars.iter().filter(|c| !c.ch.is_whitespace()) {
            let middle = c.bbox.center_x();
            if middle < x0 || middle > x1 {
                continue;
            }
            if middle < x { &mut left } else { &mut right }.push(c.ch);
        }
        if are_names(&left, &right) {
            return true;
        }
        if [&left, &right].iter().any(|t| role::is_number(t)) {
            break;
        }
    }
    false
}

/// Whether two texts name two columns. Two parts of one name (预算 and 金额) are of one role.
fn are_names(left: &str, right: &str) -> bool {
    match (role::of_header(left), role::of_header(right)) {
        (Some(a), Some(b)) => a != b && ![left, right].iter().any(|t| role::is_number(t)),
        _ => false,
    }
}

/// A stretch of a line cut at those edges where it has a narrow gap, or where it is two names of columns that touch.
pub(super) fn cut(line: &Line, run: Run, edges: &[f32]) -> Vec<Run> {
    let mut out = Vec::new();
    let mut rest = run;
    for &edge in edges {
        let chars = line.chars.get(rest.start..rest.end).unwrap_or_default();
        let inked = |c: &&crate::accounts::Char| !c.ch.is_whitespace();
        let Some(first) = chars
            .iter()
            .position(|c| inked(&c) && c.bbox.center_x() >= edge)
        else {
            continue;
        };
        let (before, after) = chars.split_at(first);
        let left = before
            .iter()
            .filter(inked)
            .map(|c| c.bbox.x1)
            .fold(f32::NEG_INFINITY, f32::max);
        let right = after
            .iter()
            .filter(inked)
            .map(|c| c.bbox.x0)
            .fold(f32::INFINITY, f32::min);
        let text = |chars: &[crate::accounts::Char]| -> String {
            chars.iter().filter(inked).map(|c| c.ch).collect()
        };
        let apart = right - left >= NARROW * line.size;
        let names = || right - left > -NARROW * line.size && are_names(&text(before), &text(after));
        if left.is_finite() && (apart || names()) {
            let at = rest.start + first;
            out.push(Run {
                start: rest.start,
                end: at,
                x0: rest.x0,
                x1: left,
            });
            rest = Run {
                start: at,
                end: rest.end,
                x0: right,
                x1: rest.x1,
            };
        }
    }
    out.push(rest);
    out
}
