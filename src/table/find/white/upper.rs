//! Upper names of a header, each over a rule as wide as the columns that it names.

use super::columns::{Columns, Piece, union};
use super::weights::unnamed::NEARER;
use super::weights::upper::{ABOVE, GAP, HIGHEST, LOWER, MIDDLE};
use super::{Run, em, runs};
use crate::lexicon::key::is_unclosed;
use crate::lexicon::numeral::{self, Figure, figure};
use crate::page::{Direction, Ruling};
use crate::text::Line;

/// A name, or several side by side, and the rule below.
#[derive(Clone, Debug)]
pub(super) struct Upper {
    line: usize,
    runs: Vec<Run>,
    rule: Ruling,
    /// How far above the rule its cell begins.
    height: f32,
}

/// Names that stand over a rule, with more of them below it.
pub(super) fn names(lines: &[&Line], rules: &[Ruling]) -> Vec<Upper> {
    let em = em(lines);
    let ink = || lines.iter().map(|l| (l.bbox.x0, l.bbox.x1));
    let left = ink().map(|x| x.0).fold(f32::INFINITY, f32::min);
    let right = ink().map(|x| x.1).fold(f32::NEG_INFINITY, f32::max);
    let Some(top) = lines.first().map(|l| l.baseline) else {
        return Vec::new();
    };
    let own = rules
        .iter()
        .filter(|r| r.direction == Direction::Horizontal && r.position > top);
    // A rule over all columns closes the header; without one, it has hardly more than two lines.
    let (whole, partial): (Vec<&Ruling>, Vec<&Ruling>) =
        own.partition(|r| r.start <= left + em && r.end >= right - em);
    let closed = whole.iter().map(|r| r.position).reduce(f32::min);
    let bottom = closed.unwrap_or(top + 5.0 * em);
    // A rule below names is drawn where there are names. One that parts rows, and leaves merged cells out, runs on below
    // what has nothing printed right above it too.
    let print_above = |rule: &Ruling| {
        let right_above = |l: &&&Line| {
            let over = rule.position - l.baseline;
            (-0.1 * em..ABOVE * em).contains(&over)
        };
        lines.iter().filter(right_above).any(|line| {
            let mut own = runs(line, GAP).into_iter();
            own.any(|r| r.x1 > rule.start && r.x0 < rule.end)
        })
    };
    let parts_rows = |rule: &Ruling| {
        let beside = |r: &&&Ruling| (r.position - rule.position).abs() < 0.1 * em;
        partial.iter().filter(beside).any(|r| !print_above(r))
    };
    partial
        .iter()
        .copied()
        .filter(|r| r.position < bottom && !parts_rows(r))
        .flat_map(|rule| {
            // Its cell begins at the rule above; without one near, a name has a line.
            let over = |r: &&Ruling| {
                r.direction == Direction::Horizontal && r.start < rule.end && r.end > rule.start
            };
            let heights = rules
                .iter()
                .filter(over)
                .map(|r| rule.position - r.position);
            let own = heights.filter(|h| (0.5 * em..HIGHEST * em).contains(h));
            let height = own.reduce(f32::min).unwrap_or(ABOVE * em);
            // Lines stand in order of height. A row of a header is hardly higher than three of them.
            let within = |from: f32, to: f32| {
                let start = lines.partition_point(|l| l.baseline <= rule.position + from * em);
                let end = lines.partition_point(|l| l.baseline < rule.position + to * em);
                let own = lines.get(start..end).unwrap_or_default();
                (start..).zip(own).flat_map(move |(index, line)| {
                    let runs = runs(line, GAP).into_iter();
                    runs.filter(|r| r.x1 > rule.start && r.x0 < rule.end)
                        .map(move |r| (index, r))
                })
            };
            let mut own: Vec<(usize, Run)> = within(-height / em, 0.1).collect();
            let Some(line) = own.first().map(|(line, _)| *line) else {
                return Vec::new();
            };
            own.sort_by_key(|(line, _)| *line);
            let names = own.chunk_by(|a, b| a.0 == b.0).map(<[_]>::len).max();
            let names = names.unwrap_or(0);
            let start = own.iter().map(|(_, r)| r.x0).fold(f32::INFINITY, f32::min);
            let end = own
                .iter()
                .map(|(_, r)| r.x1)
                .fold(f32::NEG_INFINITY, f32::max);
            // Side by side they are the first print over the rule: rows have others above them.
            let higher = || {
                let lines = lines.get(..line).unwrap_or_default();
                lines.iter().any(|l| {
                    let mut runs = runs(l, GAP).into_iter();
                    runs.any(|r| r.x1 > rule.start && r.x0 < rule.end)
                })
            };
            if names > 1 && (own.iter().any(|(l, _)| *l != line) || higher()) {
                return Vec::new();
            }
            let wide = rule.start < start + 0.1 * em
                && rule.end > end - 0.1 * em
                && rule.end - rule.start > end - start + em;
            // Of the row below, all lines count, if a rule closes it.
            let next = rules
                .iter()
                .filter(over)
                .map(|r| r.position)
                .filter(|at| *at > rule.position + 0.5 * em)
                .reduce(f32::min);
            let deep = next.map_or(3.0, |at| ((at - rule.position) / em).clamp(3.0, HIGHEST));
            let mut below: Vec<(usize, Run)> = within(0.1, deep).collect();
            let first = below.first().map(|(line, _)| *line);
            below.retain(|(line, _)| {
                let closed = next.zip(lines.get(*line));
                Some(*line) == first || closed.is_some_and(|(at, l)| l.baseline < at)
            });
            // What stands over figures is no header: it is the rest of a row that a page's edge cut.
            let figures = below.iter().any(|(line, run)| {
                let chars = lines
                    .get(*line)
                    .and_then(|l| l.chars.get(run.start..run.end));
                let text: String = chars.into_iter().flatten().map(|c| c.ch).collect();
                // Years name columns.
                numeral::is_figures(text.trim()) && figure(text.trim()) != Some(Figure::Year)
            });
            // Names of one line stand beside those of several.
            let mut lower: Vec<(f32, f32)> = below.iter().map(|(_, r)| (r.x0, r.x1)).collect();
            union(&mut lower, GAP * em);
            if !wide || lower.len() <= names || figures {
                return Vec::new();
            }
            // One name of several lines covers alike with each.
            own.chunk_by(|a, b| a.0 == b.0)
                .filter_map(|same| {
                    let mut runs: Vec<Run> = same.iter().map(|(_, run)| run.clone()).collect();
                    runs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
                    Some(Upper {
                        line: same.first()?.0,
                        runs,
                        rule: *rule,
                        height,
                    })
                })
                .collect()
        })
        .collect()
}

/// Names without a rule that stand between two others of one line below: no column has print under all of one. Where the two
/// leave room for all of it, it stands in their middle, with one gap below it through all lines and nothing above them; it may
/// stand over the middle one of three.
pub(super) fn between(lines: &[&Line]) -> Vec<(usize, Run)> {
    let printed: Vec<Vec<Run>> = lines.iter().map(|l| runs(l, GAP)).collect();
    let figures = |(line, runs): &(&&Line, &Vec<Run>)| {
        runs.iter().any(|r| {
            let chars = line.chars.get(r.start..r.end).unwrap_or_default();
            let text: String = chars.iter().map(|c| c.ch).collect();
            numeral::is_figures(text.trim())
        })
    };
    // What stands over figures is the header, with a unit on a line of its own.
    let header = lines.iter().zip(&printed).take_while(|l| !figures(l));
    let header: Vec<(&&Line, &Vec<Run>)> = header.collect();
    let over = |a: &Run, b: &Run| a.x1 > b.x0 && a.x0 < b.x1;
    let print_at = |lines: &[Vec<Run>], run: &Run| lines.iter().flatten().any(|r| over(r, run));
    let stands_between = |index: usize, run: &Run, (below, all): &(&&Line, &Vec<Run>)| {
        let own: Vec<&Run> = all.iter().filter(|r| over(r, run)).collect();
        if let [a, b] = own.as_slice() {
            return a.x0 < run.x0 && b.x1 > run.x1;
        }
        let left = all.iter().rfind(|r| r.x1 <= run.x0);
        let right = all.iter().find(|r| r.x0 >= run.x1);
        let (Some(a), Some(b)) = (left, right) else {
            return false;
        };
        let off = f32::midpoint(a.x0 + a.x1, b.x0 + b.x1) - (run.x0 + run.x1);
        let upper = printed.get(..=index).unwrap_or_default();
        let lower = printed.get(index + 1..).unwrap_or_default();
        // Where names of one line stand at the middle of both heights, all cells of the header are set so, and one without a
        // name right below it stands over others, whatever is printed under these.
        let level = f32::midpoint(
            header.get(index).map_or(below.baseline, |l| l.0.baseline),
            below.baseline,
        );
        let in_middle = || {
            let own = header
                .iter()
                .filter(|(l, _)| (l.baseline - level).abs() < MIDDLE * l.size);
            let mut own = own.flat_map(|(_, runs)| runs.iter());
            own.any(|r| r.x1 < a.x0 || r.x0 > b.x1)
        };
        let between = match own.as_slice() {
            [] => is_one_gap(lower, (a, b), run, GAP * below.size) || in_middle(),
            [middle] => run.x0 < middle.x0 && run.x1 > middle.x1,
            _ => false,
        };
        off.abs() < below.size && !print_at(upper, a) && !print_at(upper, b) && between
    };
    let mut out: Vec<(usize, Run)> = Vec::new();
    // From below: a name of several lines covers what its last line does.
    for (index, (line, runs)) in header.iter().enumerate().rev() {
        let below = || {
            let lower = header.iter().enumerate().skip(index + 1);
            lower.take_while(|(_, (l, _))| l.baseline < line.baseline + LOWER * line.size)
        };
        // Lower names of unlike height stand on lines of their own.
        let over_two = |run: &Run| {
            let found = |at: usize, r: &Run| {
                let mut near = out.iter().rev().take_while(|(l, _)| *l <= at);
                near.any(|(l, o)| (*l, o.start) == (at, r.start))
            };
            let lower = below().flat_map(|(at, (_, runs))| runs.iter().map(move |r| (at, r)));
            let lower = lower.filter(|(at, r)| over(r, run) && !found(*at, r));
            let mut ink: Vec<(f32, f32)> = lower.map(|(_, r)| (r.x0, r.x1)).collect();
            union(&mut ink, GAP * line.size);
            matches!(ink.as_slice(), [a, b] if a.0 < run.x0 && b.1 > run.x1)
        };
        let between = |run: &Run| below().any(|(_, l)| stands_between(index, run, l));
        let own: Vec<&Run> = runs.iter().filter(|r| over_two(r) || between(r)).collect();
        out.extend(own.into_iter().map(|run| (index, run.clone())));
    }
    out
}

/// Whether there is one gap between the print of lines under two names, and a name between these stands over it.
fn is_one_gap(lines: &[Vec<Run>], (left, right): (&Run, &Run), name: &Run, least: f32) -> bool {
    let middle = |run: &Run| f32::midpoint(run.x0, run.x1);
    let mut ink: Vec<(f32, f32)> = lines.iter().flatten().map(|r| (r.x0, r.x1)).collect();
    union(&mut ink, least);
    let gaps = ink.windows(2).filter_map(|w| match w {
        [a, b] => Some((a.1, b.0)),
        _ => None,
    });
    let mut gaps = gaps.filter(|gap| gap.0 > middle(left) && gap.1 < middle(right));
    let one = gaps.next().filter(|_| gaps.next().is_none());
    // Where no print shows its middle, it stands over most of the gap, or in it.
    one.is_some_and(|(from, to)| {
        let over = to.min(name.x1) - from.max(name.x0);
        over > 0.5 * (to - from).min(name.x1 - name.x0)
    })
}

/// The lines without the upper names, which say nothing of where columns begin and end; none if there are no such names.
pub(super) fn without(
    lines: &[&Line],
    uppers: &[Upper],
    between: &[(usize, Run)],
) -> Option<Vec<Line>> {
    let ruled = uppers
        .iter()
        .flat_map(|u| u.runs.iter().map(|r| (u.line, r)));
    let mut names = ruled
        .chain(between.iter().map(|(line, r)| (*line, r)))
        .peekable();
    names.peek()?;
    let mut out: Vec<Line> = lines.iter().map(|l| (*l).clone()).collect();
    for (index, run) in names {
        if let Some(line) = out.get_mut(index) {
            let within = |x: f32| x >= run.x0 && x <= run.x1;
            line.chars.retain(|c| !within(c.bbox.center_x()));
        }
    }
    out.retain(|l| !l.is_blank());
    Some(out)
}

/// Whether a piece is one of the names that stand between two others of a line below.
pub(super) fn is_between(piece: &Piece, lines: &[&Line], names: &[(usize, Run)]) -> bool {
    names.iter().any(|(line, run)| {
        let line = lines.get(*line);
        line.is_some_and(|l| (l.baseline - piece.line.baseline).abs() < MIDDLE * l.size)
            && is_over(piece, run)
    })
}

/// Where a name stands in the header.
struct Name {
    first: usize,
    last: usize,
    middle: f32,
    x: (f32, f32),
}

impl Name {
    fn centre(&self) -> f32 {
        f32::midpoint(self.x.0, self.x.1)
    }
}

/// Lets names without a rule cover the columns in whose middle they stand, if each of these has a name of its own below, and
/// the one right below is not under their middle, unless others are centred beside both: a header whose cells are centred.
/// Whether there was one.
pub(super) fn cover_centred(
    pieces: &mut [Piece],
    columns: &Columns,
    lines: &[&Line],
    known: &[(usize, Run)],
) -> bool {
    // An edge that no rule draws is known to an em or so, and names of one column are centred more exactly.
    let (slack, exact) = (columns.em, 0.5 * columns.em);
    let heads: Vec<Name> = pieces
        .iter()
        .filter(|p| columns.heads(p))
        .map(|p| Name {
            first: p.first,
            last: p.last,
            middle: p.middle(),
            x: (p.line.bbox.x0, p.line.bbox.x1),
        })
        .collect();
    let years: Vec<(usize, f32)> = pieces
        .iter()
        .filter(|p| columns.heads(p) && figure(&p.key) == Some(Figure::Year))
        .map(|p| (p.first, p.middle()))
        .collect();
    let mut found = false;
    // What closes the bracket of a name over several columns is the rest of it, if each of these has a name of its own below.
    let unclosed = |p: &&Piece| p.last > p.first && columns.heads(p) && is_unclosed(&p.key);
    let unclosed: Vec<Piece> = pieces.iter().filter(unclosed).cloned().collect();
    for piece in pieces.iter_mut() {
        let rest_of = |name: &&Piece| {
            let (off, below) = (
                piece.line.bbox.center_x() - name.line.bbox.center_x(),
                piece.middle() - name.middle(),
            );
            off.abs() < exact && (exact..2.0 * columns.em).contains(&below)
        };
        let closes =
            piece.last == piece.first && piece.key.ends_with(')') && !piece.key.contains('(');
        let lower_names = |name: &&Piece| {
            let below = |col: usize| {
                let mut own = heads.iter().filter(|h| (h.first, h.last) == (col, col));
                own.any(|h| h.middle > piece.middle() + exact)
            };
            (name.first..=name.last).all(below)
        };
        let name = unclosed.iter().filter(rest_of).find(lower_names);
        if let Some(name) = name.filter(|_| closes) {
            (piece.first, piece.last) = (name.first, name.last);
            found = true;
        }
        let (col, middle, centre) = (piece.first, piece.middle(), piece.line.bbox.center_x());
        if piece.last > col || !columns.heads(piece) {
            continue;
        }
        let on = |at: usize| heads.iter().filter(move |h| h.first <= at && at <= h.last);
        // Below a line of its own column it is one of several of a name (是否 | 专门 | 面向).
        if on(col).any(|h| h.middle < middle - exact) {
            continue;
        }
        // Lower names stand at one height, a line of print below this one. They may be set on several lines, unless the one right
        // below is: then that is more of the same name.
        let lower = || on(col).filter(|h| h.middle > middle + exact);
        let next = lower().min_by(|a, b| a.middle.total_cmp(&b.middle));
        let Some(next) = next else {
            continue;
        };
        // Lines of a name that is not centred begin or end at one place.
        let (x0, x1) = (piece.line.bbox.x0, piece.line.bbox.x1);
        let flush = (next.x.0 - x0).abs().min((next.x.1 - x1).abs()) < 0.1 * columns.em;
        if flush && (next.centre() - centre).abs() > exact {
            continue;
        }
        let (below, centre_below) = (next.middle, next.centre());
        let single = lower().nth(1).is_none();
        // Names of as many lines stand below it where their lines are nearer to each other than to it.
        let lowest = lower().map(|h| h.middle).fold(below, f32::max);
        let pitch = (lowest - below) / (lower().count().max(2) - 1) as f32;
        let apart = !single && below - middle > pitch + NEARER * columns.em;
        let named = |at: usize| {
            let near = |y: f32| (y - below).abs() < exact;
            let ends = on(at).map(|h| (h.middle, h.middle));
            let ends = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
            let level = ends.is_some_and(|(top, bottom)| {
                let alike = near(top) && (bottom - lowest).abs() < exact;
                near(top) && near(bottom)
                    || single && near(f32::midpoint(top, bottom))
                    || apart && alike
            });
            level && on(at).all(|h| h.first == h.last)
        };
        let alone = |at: usize| at == col || named(at);
        // The middle one of three may be, where names that stand over none are at the middle of all lines' height.
        let level = f32::midpoint(middle, if apart { lowest } else { below });
        let in_middle = |at: usize| {
            let (top, bottom) = on(at).fold((f32::INFINITY, f32::NEG_INFINITY), |(a, b), h| {
                (a.min(h.middle), b.max(h.middle))
            });
            // Another of as many lines is no such name.
            let beside = on(at).any(|h| (h.middle - middle).abs() < exact);
            at != col && !beside && (f32::midpoint(top, bottom) - level).abs() < exact
        };
        let under = (centre_below - centre).abs() <= slack;
        // Years on one line have a name together.
        let is_year = |at: usize| {
            let mut own = years.iter().filter(|(col, _)| *col == at);
            own.any(|(_, y)| (y - below).abs() < exact)
        };
        let of_years = col > 0 && (col - 1..col + 2).all(is_year);
        if under && !of_years && !(0..columns.count()).any(in_middle) {
            continue;
        }
        // Between two lower names alike, whatever the white space beside them.
        let is_between = is_between(piece, lines, known);
        let between = |from: usize, to: usize| {
            let name = |at: usize| on(at).find(|h| (h.middle - below).abs() < exact);
            let middle = f32::midpoint(name(from)?.centre(), name(to)?.centre());
            let inside = under && from < col && col < to;
            (inside || is_between).then(|| (middle - centre).abs())
        };
        let left = (0..=col).rev().take_while(|at| alone(*at));
        let best = left
            .flat_map(|from| {
                let right = (col..columns.count()).take_while(|at| alone(*at));
                right.map(move |to| (from, to))
            })
            .filter(|(from, to)| from < to)
            .filter_map(|(from, to)| {
                let (x0, x1) = (columns.edges.get(from)?, columns.edges.get(to + 1)?);
                let off = (f32::midpoint(*x0, *x1) - centre).abs();
                let between = between(from, to).unwrap_or(off);
                Some((off.min(between), from, to))
            })
            .filter(|(off, ..)| *off <= slack)
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, from, to)) = best {
            (piece.first, piece.last) = (from, to);
            found = true;
        }
    }
    found
}

/// Lets each name cover the columns that its rule does, and several over one rule those in whose middle they stand.
pub(super) fn cover(pieces: &mut [Piece], columns: &Columns, uppers: &[Upper]) {
    let slack = columns.em / 2.0;
    for Upper {
        runs, rule, height, ..
    } in uppers
    {
        let (mut first, mut last) = (
            columns.column(rule.start + slack),
            columns.column(rule.end - slack),
        );
        // An edge lies somewhere in the white space, a rule's end at the edge of a cell: a column whose print is all beyond
        // the end is not under the rule.
        let beyond = |col: usize, out: &dyn Fn(&Piece) -> bool| {
            let mut own = pieces.iter().filter(|p| (p.first, p.last) == (col, col));
            let over = |p: &Piece| runs.iter().any(|run| is_over(p, run));
            own.clone().next().is_some() && own.all(|p| out(p) && !over(p))
        };
        if first < last && beyond(first, &|p| p.line.bbox.x1 < rule.start + slack) {
            first += 1;
        }
        if first < last && beyond(last, &|p| p.line.bbox.x0 > rule.end - slack) {
            last -= 1;
        }
        for (run, (from, to)) in runs.iter().zip(shares(runs, rule, columns, (first, last))) {
            let own = pieces.iter_mut().filter(|p| {
                let top = rule.position - height.max(2.0 * columns.em);
                let over = p.bottom < rule.position + slack && p.middle() > top;
                over && is_over(p, run)
            });
            for piece in own {
                piece.first = piece.first.min(from);
                piece.last = piece.last.max(to);
            }
        }
    }
}

fn is_over(piece: &Piece, run: &Run) -> bool {
    piece.line.bbox.x0 < run.x1 && piece.line.bbox.x1 > run.x0
}

/// The columns from the first to the last, shared out among names, each of which stands nearest to the middle of its own.
fn shares(
    names: &[Run],
    rule: &Ruling,
    columns: &Columns,
    (first, last): (usize, usize),
) -> Vec<(usize, usize)> {
    let edge = |col: usize| match col {
        _ if col <= first => rule.start,
        _ if col > last => rule.end,
        _ => columns.edges.get(col).copied().unwrap_or(rule.end),
    };
    let off = |name: &Run, from: usize, to: usize| {
        let middle = f32::midpoint(edge(from), edge(to + 1));
        (f32::midpoint(name.x0, name.x1) - middle).abs()
    };
    // Of each last column that the names so far may cover: how far they are off in all, and the columns of each.
    let mut best: Vec<(f32, Vec<(usize, usize)>)> = vec![(0.0, Vec::new())];
    for name in names {
        let mut next: Vec<(f32, Vec<(usize, usize)>)> = Vec::new();
        for to in first..=last {
            let ways = best.iter().filter_map(|(cost, before)| {
                let from = before.last().map_or(first, |(_, to)| to + 1);
                (from <= to).then(|| (cost + off(name, from, to), (before, from)))
            });
            if let Some((cost, (before, from))) = ways.min_by(|a, b| a.0.total_cmp(&b.0)) {
                let mut own = before.clone();
                own.push((from, to));
                next.push((cost, own));
            }
        }
        best = next;
    }
    let whole = best
        .into_iter()
        .filter(|(_, own)| own.last().is_some_and(|(_, to)| *to == last));
    let whole = whole.min_by(|a, b| a.0.total_cmp(&b.0));
    whole.map(|(_, own)| own).unwrap_or_default()
}
