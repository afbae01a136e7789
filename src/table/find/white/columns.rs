//! A region's lines → its columns, and what each line prints in each.

use super::weights::columns::{BLANK, CORRIDOR, ESTABLISHED, HUNG};
use super::weights::tables::FILLED;
use super::{bands, em, extent, head, narrow, profile, runs, total, unnamed, with_units};
use crate::accounts::Char;
use crate::lexicon::fold::{closes, is_cjk, opens};
use crate::lexicon::key::Key;
use crate::lexicon::labels;
use crate::model::Role;
use crate::page::Ruling;
use crate::table::find::rules::SNAP;
use crate::text::Line;

/// The columns of a region.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Edges, left to right: one more than there are columns.
    pub(super) edges: Vec<f32>,
    /// Whether they are those of the table before.
    pub(super) held: bool,
    /// Where the print of each begins and ends.
    pub(super) print: Vec<(f32, f32)>,
    /// Size of the print.
    pub(super) em: f32,
    /// From the header, if there is one here or on the page before.
    pub(super) roles: Vec<Option<Role>>,
    /// Whether each row has a cell of its own here, so that the column tells the rows apart.
    pub(super) tells_rows: Vec<bool>,
    /// Whether roles and edges are those of the table before, and whether its header is said again at least.
    pub(super) continued: bool,
    pub(super) again: bool,
    /// The height below which the header ends, if there is one, and what it says in each column.
    pub(super) header_bottom: Option<f32>,
    pub(super) names: Vec<String>,
    /// Whether three rules close header and rows: a table, whatever it holds.
    pub(super) closed: bool,
    /// Whether some stand nearer to each other than columns mostly do.
    pub(super) narrow: bool,
    /// Whether rules part them, so that a text across several is drawn so.
    pub(super) drawn: bool,
    /// Whether rules part all rows, here or on the page before.
    pub(super) rows_drawn: bool,
}

/// What a line prints in a column, or across several.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) line: Line,
    /// What it is looked up by.
    pub(super) key: Key,
    /// Whether it tells of its row wherever it stands: a label of rows that add up others, a heading or a remark across the table.
    pub(super) sums: bool,
}

impl Piece {
    pub(super) fn new(first: usize, last: usize, line: Line) -> Self {
        let (top, bottom) = extent(&line);
        let key = line.key().clone();
        Self {
            first,
            last,
            top,
            bottom,
            sums: labels::summary(&key).is_some(),
            key,
            line,
        }
    }

    pub(super) fn middle(&self) -> f32 {
        f32::midpoint(self.top, self.bottom)
    }
}

/// The columns: stretches of the width between gaps that run through every line but those that span several columns.
pub(super) fn columns(
    lines: &[&Line],
    rules: &[Ruling],
    before: Option<&Columns>,
) -> Option<Columns> {
    let em = em(lines);
    let mut ink: Vec<(f32, f32)> = Vec::new();
    // Lines with many pieces first: those that run over several columns are told by what the others leave free.
    let mut totals: Vec<super::Run> = Vec::new();
    let mut order: Vec<(usize, Vec<super::Run>)> = lines
        .iter()
        .map(|l| {
            let mut own = with_units(runs(l, BLANK), l);
            if let Some((label, count)) = total::label(l, BLANK) {
                own.drain(..count);
                totals.push(label);
            }
            (runs(l, 0.5).len(), own)
        })
        .collect();
    order.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let mut spanning: Vec<usize> = Vec::new();
    // Print of lines that close gaps: where a full cell ends, it shows how far its column reaches.
    let mut closing: Vec<(f32, f32)> = Vec::new();
    let mut taken = 0_usize;
    for (segments, runs) in &order {
        // Gaps that print runs over; where enough lines show that they are gaps, those that it closes, standing in one.
        let established = taken >= ESTABLISHED;
        let room = if established { CORRIDOR * em } else { 0.0 };
        let gaps = |r: &super::Run| {
            let first = ink.partition_point(|i| i.1 <= r.x0).saturating_sub(1);
            let last = ink.partition_point(|i| i.0 < r.x1);
            let closes = |g: &usize| match ink.get(*g..*g + 2) {
                Some([a, b]) => (r.x0 - a.1).max(b.0 - r.x1) < room,
                _ => false,
            };
            (first..last).filter(closes).collect::<Vec<usize>>()
        };
        let texts = joined(runs, room);
        let bridged: Vec<usize> = texts.iter().flat_map(&gaps).collect();
        let seldom = |g: &usize| spanning.get(*g).copied().unwrap_or(0) < 2 + taken / 10;
        let (seldom, often): (Vec<usize>, Vec<usize>) = bridged.iter().partition(|g| seldom(g));
        // Upper names may stand over all columns, two by two.
        let few = bridged.len() * 2 <= ink.len().saturating_sub(1)
            && *segments <= ink.len().div_ceil(2)
            || established && *segments < ink.len();
        if !seldom.is_empty() && few {
            spanning.resize(ink.len().max(spanning.len()), 0);
            closing.extend(runs.iter().map(|r| (r.x0, r.x1)));
            let count = bridged.len();
            for gap in seldom {
                if let Some(n) = spanning.get_mut(gap) {
                    *n += 1;
                }
            }
            // What stands beside it is in its columns nevertheless, if most of the line is.
            let beside = texts.iter().filter(|r| gaps(r).is_empty());
            let beside: Vec<(f32, f32)> = beside.map(|r| (r.x0, r.x1)).collect();
            // What as many lines run over is no gap, as the blank between a sum and its unit.
            for gap in often.into_iter().rev() {
                let Some((_, end)) = ink.get(gap + 1).copied() else {
                    continue;
                };
                ink.remove(gap + 1);
                spanning.remove(gap);
                if let Some(left) = ink.get_mut(gap) {
                    left.1 = end;
                }
            }
            if beside.len() > count {
                ink.extend(beside);
                union(&mut ink, CORRIDOR * em);
            }
            continue;
        }
        taken += 1;
        ink.extend(runs.iter().map(|r| (r.x0, r.x1)));
        union(&mut ink, CORRIDOR * em);
    }
    // A column at the left may have no other print than these.
    let first = ink.first().map_or(f32::INFINITY, |i| i.0);
    let at_left = totals.iter().filter(|t| t.x1 < first);
    ink.extend(at_left.map(|t| (t.x0, t.x1)));
    union(&mut ink, CORRIDOR * em);
    let left = totals.iter().map(|t| t.x0);
    let mut edges = vec![left.fold(ink.first()?.0, f32::min)];
    edges.extend(ink.windows(2).filter_map(|w| match w {
        [a, b] => Some(edge(*a, *b, &closing)),
        _ => None,
    }));
    edges.push(ink.last()?.1);
    narrow::part_at_rules(&mut edges, lines, rules, em);
    let mut narrow = narrow::part(&mut edges, lines, em);
    // A label of totals stands across edges.
    let rows = lines.iter().copied();
    let rows: Vec<&Line> = rows.filter(|l| total::label(l, BLANK).is_none()).collect();
    let held = before.and_then(|b| Some((b.held(&ink, &rows)?, b.narrow)));
    let is_held = held.is_some();
    if let Some(held) = held {
        (edges, narrow) = held;
    }
    let count = edges.len() - 1;
    (count > 1).then(|| Columns {
        narrow,
        held: is_held,
        ..Columns::of_edges(edges, lines)
    })
}

/// Whether names are those of the table before, or begin as they do: Writer clips a header that is higher where it is said again,
/// and the rest of a row may stand below it without a rule between.
pub(super) fn begin(names: &[String], before: &[String]) -> bool {
    let begins = |(name, whole): (&String, &String)| {
        let clipped = !name.is_empty() && whole.starts_with(name.as_str());
        let with_rest = !whole.is_empty() && name.starts_with(whole.as_str());
        name == whole || clipped || with_rest
    };
    let clipped = names.iter().zip(before).filter(|(a, b)| a != b).count();
    names.len() == before.len()
        && clipped * 2 <= names.len()
        && names.iter().zip(before).all(begins)
}

/// The edge between two columns: in the middle of what neither their print reaches nor, of lines that close the gap, print
/// that begins or ends in one of them alone.
fn edge(left: (f32, f32), right: (f32, f32), closing: &[(f32, f32)]) -> f32 {
    let of_left = closing.iter().filter(|r| r.0 < left.1 && r.1 < right.0);
    let of_right = closing.iter().filter(|r| r.1 > right.0 && r.0 > left.1);
    let end = of_left.map(|r| r.1).fold(left.1, f32::max);
    let start = of_right.map(|r| r.0).fold(right.0, f32::min);
    if end < start {
        f32::midpoint(end, start)
    } else {
        f32::midpoint(left.1, right.0)
    }
}

/// Stretches of a line with less between them than so much, taken together.
fn joined(runs: &[super::Run], least: f32) -> Vec<super::Run> {
    let mut out: Vec<super::Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match out.last_mut().filter(|o| run.x0 - o.x1 < least) {
            Some(o) => (o.end, o.x1) = (run.end, o.x1.max(run.x1)),
            None => out.push(run.clone()),
        }
    }
    out
}

/// Joins stretches that overlap or stand nearer than a column's gap.
pub(super) fn union(ink: &mut Vec<(f32, f32)>, least: f32) {
    ink.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f32, f32)> = Vec::with_capacity(ink.len());
    for &(x0, x1) in ink.iter() {
        match out.last_mut().filter(|o| x0 - o.1 < least) {
            Some(o) => o.1 = o.1.max(x1),
            None => out.push((x0, x1)),
        }
    }
    *ink = out;
}

impl Columns {
    /// Columns between edges that are known.
    pub(super) fn of_edges(edges: Vec<f32>, lines: &[&Line]) -> Self {
        let count = edges.len().saturating_sub(1);
        Self {
            edges,
            held: false,
            print: Vec::new(),
            em: em(lines),
            roles: vec![None; count],
            tells_rows: vec![true; count],
            continued: false,
            again: false,
            header_bottom: None,
            names: Vec::new(),
            closed: false,
            narrow: false,
            drawn: false,
            rows_drawn: false,
        }
    }

    /// Takes over the edges of the table before if they are its own.
    pub(super) fn take_edges(&mut self, before: Option<&Self>) {
        if let Some(before) = before.filter(|b| are_same(&b.edges, &self.edges)) {
            self.edges.clone_from(&before.edges);
            self.held = true;
        }
    }

    pub(super) fn count(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// Whether the header names two columns at least.
    pub(super) fn named(&self) -> bool {
        self.roles.iter().flatten().count() >= 2
    }

    pub(super) fn column(&self, x: f32) -> usize {
        self.edges
            .partition_point(|e| *e <= x)
            .saturating_sub(1)
            .min(self.count().saturating_sub(1))
    }

    pub(super) fn sequence(&self) -> Option<usize> {
        self.roles.iter().position(|r| *r == Some(Role::Sequence))
    }

    /// The columns that a stretch of a line covers, if the middle of what is before it is `before`, and the line goes on at `next`.
    fn covered(
        &self,
        line: &Line,
        run: &super::Run,
        before: Option<f32>,
        next: Option<f32>,
    ) -> (usize, usize) {
        let chars = line.chars.get(run.start..run.end).unwrap_or_default();
        let last = chars.iter().rfind(|c| !c.ch.is_whitespace());
        // A mark that closes a full line is hung over the edge.
        let hung = last.filter(|c| closes(c.ch) && c.bbox.x0 > run.x0);
        let end = hung.map_or(run.x1, |c| c.bbox.x0.min(run.x1));
        let slack = (HUNG * line.size).min((end - run.x0) / 2.0);
        // One that opens has a blank half before it.
        let first = chars.iter().find(|c| !c.ch.is_whitespace() && opens(c.ch));
        let first = first.filter(|c| c.bbox.x0 <= run.x0);
        let start = first.map_or(run.x0, |c| profile::begins(c, line.size).min(end));
        let from = self.column(start.max(run.x0 + slack));
        let to = self.column(end - slack).max(from);
        // A column that has print of its own on the line is not covered by what runs into it with one character.
        let own = next.is_some_and(|x| self.column(x) == to);
        let over = self.edges.get(to).map_or(0.0, |edge| end - edge);
        if to > from && own && over < line.size {
            return (from, to - 1);
        }
        // Between Latin words it may be a blank of justified text.
        let han = chars.first().is_some_and(|c| is_cjk(c.ch));
        let own = han && before.is_some_and(|x| self.column(x) == from);
        let over = self.edges.get(from + 1).map_or(0.0, |edge| edge - run.x0);
        if to > from && own && over < line.size {
            return (from + 1, to);
        }
        (from, to)
    }

    /// Whether a column has a cell of its own in every row, whatever is merged.
    pub(super) fn is_key(&self, col: usize) -> bool {
        matches!(
            self.roles.get(col),
            Some(Some(Role::Sequence | Role::Project | Role::Amount))
        )
    }

    /// The edges in the print of another page, if it stands within these columns: every inner edge in a gap, be it a narrow
    /// one, or where there is one in the white space that it stood in. Print beyond the outer ones is of the columns there.
    fn held(&self, ink: &[(f32, f32)], lines: &[&Line]) -> Option<Vec<f32>> {
        let (first, last) = (ink.first()?, ink.last()?);
        if first.1 <= *self.edges.first()? || last.0 >= *self.edges.last()? {
            return None;
        }
        let open = |e: f32| ink.iter().all(|i| e <= i.0 + 1.0 || e >= i.1 - 1.0);
        let mut out = self.edges.clone();
        for (index, w) in self.edges.windows(3).enumerate() {
            let [x0, e, x1] = *w else { continue };
            let slack = HUNG * self.em;
            if !open(e) && !narrow::is_gap(e, (x0, x1), lines, slack, self.narrow) {
                let [left, right] = *self.print.get(index..index + 2)? else {
                    return None;
                };
                let place = narrow::gap_in((left.1, right.0), (x0, x1), lines)?;
                *out.get_mut(index + 1)? = place;
            }
        }
        Some(out)
    }

    /// Finds the header and, from it and from how full each column is, which columns tell the rows apart.
    pub(super) fn learn(&mut self, pieces: &[Piece], rules: &[Ruling], before: Option<&Self>) {
        if let Some(head) = head::find(pieces, self, rules) {
            self.header_bottom = Some(head.bottom);
            self.names = self.names_in(pieces);
            match before.filter(|b| b.named() && begin(&self.names, &b.names)) {
                Some(before) => {
                    self.again = true;
                    self.roles.clone_from(&before.roles);
                    self.names.clone_from(&before.names);
                }
                None => {
                    self.again = before.is_some_and(|b| b.named() && b.roles == head.roles);
                    self.roles = head.roles;
                }
            }
        } else if let Some(before) = before.filter(|b| self.held && b.named()) {
            self.roles.clone_from(&before.roles);
            self.names.clone_from(&before.names);
            self.continued = true;
        } else if before.is_none_or(|b| !b.named()) {
            let between = unnamed::between_rules(pieces, self, rules);
            self.closed = between.is_some();
            self.header_bottom = between.or_else(|| unnamed::header_bottom(pieces, self, rules));
            self.names = self.names_in(pieces);
        }
        self.tells_rows = self.telling(pieces);
        self.print = bands::widths(pieces, self);
    }

    /// What the header says in each column, from the top.
    fn names_in(&self, pieces: &[Piece]) -> Vec<String> {
        let mut heads: Vec<&Piece> = pieces.iter().filter(|p| self.heads(p)).collect();
        heads.sort_by(|a, b| a.top.total_cmp(&b.top));
        let mut out = vec![String::new(); self.count()];
        for piece in heads {
            if let Some(name) = out.get_mut(piece.first) {
                name.push_str(&piece.key);
            }
        }
        out
    }

    /// Whether the edges are those of the table before, and the header is another's.
    pub(super) fn is_other(&self, before: Option<&Self>) -> bool {
        let again = |b: &Self| self.names == b.names || b.named() && begin(&self.names, &b.names);
        self.held && self.header_bottom.is_some() && before.is_some_and(|b| !again(b))
    }

    /// Whether a piece stands in the header.
    pub(super) fn heads(&self, piece: &Piece) -> bool {
        self.header_bottom.is_some_and(|h| piece.middle() < h)
    }

    /// Columns with a cell in nearly every row. A purchaser stands once for several rows; what is filled in less than
    /// six rows of ten (of the column that is filled the middle number of times) may do so too.
    fn telling(&self, pieces: &[Piece]) -> Vec<bool> {
        let counts: Vec<usize> = (0..self.count())
            .map(|col| {
                pieces
                    .iter()
                    .filter(|p| p.first == col && p.last == col && !self.heads(p))
                    .count()
            })
            .collect();
        let reference = self
            .sequence()
            .and_then(|s| counts.get(s).copied())
            .unwrap_or_else(|| {
                let mut sorted = counts.clone();
                sorted.sort_unstable();
                sorted.get(sorted.len() / 2).copied().unwrap_or(0)
            });
        counts
            .iter()
            .zip(&self.roles)
            .map(|(count, role)| match role {
                Some(Role::Purchaser) => false,
                Some(Role::Sequence | Role::Project | Role::Amount) => true,
                _ => *count as f32 >= FILLED * reference as f32,
            })
            .collect()
    }
}

/// Whether edges are those of the same columns.
pub(super) fn are_same(a: &[f32], b: &[f32]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < SNAP)
}

/// How far below the line's baseline a stretch of it stands: cells side by side may be a little out of line. Read from
/// boxes as high as that of the line's first high character: of one font, so of one depth under the baseline.
pub(super) fn shift(line: &Line, chars: &[Char]) -> f32 {
    let printed = |c: &&Char| !c.ch.is_whitespace();
    let high = line
        .chars
        .iter()
        .filter(printed)
        .map(|c| c.bbox.height())
        .fold(0.0, f32::max);
    let alike = |c: &&Char| c.bbox.height() > 0.99 * high;
    let first = |chars: &[Char]| {
        let found = chars.iter().filter(printed).find(alike);
        found.map(|c| c.bbox.bottom)
    };
    match (first(&line.chars), first(chars)) {
        (Some(line), Some(own)) => own - line,
        _ => 0.0,
    }
}

/// A part of a line.
pub(super) fn part(line: &Line, chars: Vec<Char>) -> Line {
    let inked = chars.iter().filter(|c| !c.ch.is_whitespace());
    let bbox = inked.map(|c| c.bbox).reduce(|a, b| a.union(&b));
    Line {
        baseline: line.baseline + shift(line, &chars),
        chars: chars.into(),
        page: line.page,
        bbox: bbox.unwrap_or_default(),
        size: line.size,
        ended: line.ended,
    }
}

/// What each line prints in each column.
pub(super) fn pieces(lines: &[&Line], columns: &Columns) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for line in lines {
        let mut last: Option<(usize, usize, usize)> = None;
        let mut own = runs(line, CORRIDOR - 0.03);
        let label = total::label(line, CORRIDOR - 0.03).filter(|(_, count)| *count > 1);
        let wide = label.is_some();
        if let Some((label, count)) = label {
            own.splice(..count, [label]);
        }
        let ends: Vec<(f32, f32)> = own.iter().map(|r| (r.x0, r.x1)).collect();
        for (index, run) in own.into_iter().enumerate() {
            let next = ends.get(index + 1).map(|r| r.0);
            let mut before = index
                .checked_sub(1)
                .and_then(|i| ends.get(i))
                .map(|r| f32::midpoint(r.0, r.1));
            let (from, to) = columns.covered(line, &run, before, next);
            // A label set wide is one text.
            let inner = if wide && index == 0 {
                1..1
            } else {
                from + 1..to + 1
            };
            let edges = columns.edges.get(inner).unwrap_or_default();
            let parts = narrow::cut(line, run, edges, columns.narrow);
            let starts: Vec<f32> = parts.iter().map(|r| r.x0).collect();
            for (run, at) in parts.into_iter().zip(1..) {
                let next = starts.get(at).copied().or(next);
                let (from, to) = columns.covered(line, &run, before, next);
                before = None;
                // Stretches of one column are one piece.
                let joins = last.filter(|(f, t, _)| (*f, *t) == (from, to));
                let start = joins.map_or(run.start, |(_, _, start)| start);
                let chars = line
                    .chars
                    .get(start..run.end)
                    .map(<[_]>::to_vec)
                    .unwrap_or_default();
                let own = part(line, chars);
                let piece = Piece::new(from, to, own);
                if joins.is_some() {
                    out.pop();
                }
                out.push(piece);
                last = Some((from, to, start));
            }
        }
    }
    let mut out = narrow::part_names(out, columns);
    total::stacked(&mut out, columns.em);
    out
}
