//! Columns with less than a column's gap between them: sums set to the right against words set to the left, or a full line
//! beside the next column. That there are two columns shows in the header, and in a narrow gap at one place in the lines.

use super::Run;
use super::columns::{self, Columns, Piece};
use super::profile::{Profile, ink, inside, middle};
use super::weights::bands::LEADING;
use super::weights::columns::ESTABLISHED;
use super::weights::narrow::{
    ALIGNED, ALIKE, APART, BESIDE, EXACT, LEAST, LEAST_ALIGNED, MARK, MIDDLES, NAME_LINES, NARROW,
    OVER, OVER_APART, STRAIGHT, WIDE,
};
use crate::accounts::Char;
use crate::lexicon::fold::opens;
use crate::lexicon::key::is_unclosed;
use crate::lexicon::numeral;
use crate::lexicon::role;
use crate::model::Role;
use crate::page::{Direction, Ruling};
use crate::table::find::rules::SNAP;
use crate::text::Line;

/// Parts columns at narrow gaps, where the header's words at both sides name columns; an edge that hardly a line shows gives way to
/// one between the same names that others do, as where a name in the middle of its cell stands beyond what is set to the left there.
/// Whether any was parted so.
pub(super) fn part(edges: &mut Vec<f32>, lines: &[&Line], em: f32) -> bool {
    let count = edges.len();
    let mut moved = false;
    for index in 1..count.saturating_sub(1) {
        let Some(&[x0, edge, x1]) = edges
            .get(index - 1..=index + 1)
            .and_then(|e| e.first_chunk())
        else {
            continue;
        };
        let profile = Profile::new(x0, x1, lines);
        if profile.at(edge).gaps >= LEAST {
            continue;
        }
        let other = place(x0, x1, lines, em).filter(|x| {
            let counts = profile.at(*x);
            counts.over == 0 && counts.gaps >= ESTABLISHED
        });
        if let (Some(x), Some(slot)) = (other, edges.get_mut(index)) {
            (*slot, moved) = (x, true);
        }
    }
    let mut index = 1;
    while let (Some(&x0), Some(&x1)) = (edges.get(index - 1), edges.get(index)) {
        match place(x0, x1, lines, em) {
            Some(x) => edges.insert(index, x),
            None => index += 1,
        }
    }
    edges.len() > count || moved
}

/// Parts columns where rules between rows end, above one another: they leave merged cells out. Print stands at both sides, and none
/// over the edge.
pub(super) fn part_at_rules(edges: &mut Vec<f32>, lines: &[&Line], rules: &[Ruling], em: f32) {
    let heights = lines.iter().map(|l| l.baseline);
    let (top, bottom) = (
        heights.clone().fold(f32::INFINITY, f32::min),
        heights.fold(f32::NEG_INFINITY, f32::max),
    );
    let parts_rows = |r: &&Ruling| {
        r.direction == Direction::Horizontal && r.position > top && r.position < bottom
    };
    let mut ends: Vec<(f32, f32)> = rules
        .iter()
        .filter(parts_rows)
        .flat_map(|r| [(r.start, r.position), (r.end, r.position)])
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    for same in ends.chunk_by(|a, b| b.0 - a.0 < SNAP) {
        let Some((x, y)) = same.first().copied() else {
            continue;
        };
        let index = edges.partition_point(|e| *e <= x);
        let (Some(&x0), Some(&x1)) = (
            index.checked_sub(1).and_then(|i| edges.get(i)),
            edges.get(index),
        ) else {
            continue;
        };
        if same.iter().all(|end| (end.1 - y).abs() < em) {
            continue;
        }
        let counts = Profile::new(x0, x1, lines).at(x);
        if counts.over == 0 && counts.gaps + counts.beside > 0 {
            edges.insert(index, x);
        }
    }
}

/// Whether an edge of the table before, between its neighbours, is one here: no line runs over it by more than print is out
/// of its cell (`slack`), or few where columns are narrow.
pub(super) fn is_gap(
    x: f32,
    (x0, x1): (f32, f32),
    lines: &[&Line],
    slack: f32,
    narrow: bool,
) -> bool {
    let profile = Profile::new(x0, x1, lines);
    let counts = profile.at(x);
    let over = profile.over(x, slack);
    over == 0 || narrow && over * OVER <= counts.gaps + counts.beside
}

/// The middle of the widest gap in white space between two columns of the table before, if no line runs over it; where but one of
/// them has print here, that of what is left of the white space.
pub(super) fn gap_in((from, to): (f32, f32), (x0, x1): (f32, f32), lines: &[&Line]) -> Option<f32> {
    let profile = Profile::new(x0, x1, lines);
    let (first, last) = profile.extent()?;
    let left = (last < to).then_some((last, to));
    let right = (first > from).then_some((from, first));
    let gaps = profile.gaps().into_iter().chain(left).chain(right);
    gaps.map(|(end, start)| (end.max(from), start.min(to)))
        .filter(|(a, b)| a < b && profile.at(f32::midpoint(*a, *b)).over == 0)
        .max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
        .map(|(a, b)| f32::midpoint(a, b))
}

/// The best place in a column to part it.
pub(super) fn place(x0: f32, x1: f32, lines: &[&Line], em: f32) -> Option<f32> {
    let profile = Profile::new(x0, x1, lines);
    let gaps = profile.gaps().into_iter();
    gaps.map(|(end, start)| f32::midpoint(end, start.min(end + em)))
        .filter_map(|x| {
            let counts = profile.at(x);
            let (gaps, over) = (counts.gaps, counts.over);
            let shown = gaps + counts.beside;
            // Nothing the header says would do.
            if shown < LEAST && (gaps == 0 || over > 0) {
                return None;
            }
            // A table of one row has few lines: one with a gap, and another with one or with print at the other side alone.
            let few = || over == 0 && gaps > 0 && shown > 1;
            let says = match head(x, x0, x1, lines) {
                Head::NamesApart => shown >= LEAST && over * OVER_APART <= shown || few(),
                Head::Names => shown >= LEAST && over * OVER <= shown || few(),
                Head::Apart => over == 0 && gaps >= LEAST,
                Head::Beside if shown >= LEAST => over == 0,
                Head::Beside | Head::Near => over == 0 && is_wide(x, x0, x1, lines),
                Head::Nothing => over <= 1 + gaps / 10 && is_aligned(x, x0, x1, lines),
            };
            says.then_some((x, counts))
        })
        .max_by_key(|(_, c)| (c.gaps.saturating_sub(c.over), std::cmp::Reverse(c.over)))
        .map(|(x, _)| x)
}

/// Whether figures stand at one side of a place in nearly all lines with print at both, and they begin or end in a straight
/// line: at the right whatever is set there, at the left at their end alone (numbers before entries begin so).
fn is_aligned(x: f32, x0: f32, x1: f32, lines: &[&Line]) -> bool {
    let [mut begun, mut ended, mut begins, mut ends] = [const { Vec::<f32>::new() }; 4];
    let (mut figures, mut least, mut em) = ([0_usize; 2], f32::INFINITY, 0.0_f32);
    for line in lines {
        let own = || {
            let chars = line.chars.iter().filter(|c| !c.ch.is_whitespace());
            chars.filter(move |c| (x0..=x1).contains(&middle(c, line.size)))
        };
        let left = || own().filter(|c| middle(c, line.size) < x);
        let right = || own().filter(|c| middle(c, line.size) >= x);
        let (Some(first), Some(last)) = (left().next(), left().next_back()) else {
            continue;
        };
        let (Some(next), Some(end)) = (right().next(), right().next_back()) else {
            continue;
        };
        let gap = (next.bbox.x0 - last.bbox.x1) / line.size;
        // What runs over the place has been counted.
        if gap < NARROW {
            continue;
        }
        begun.push(first.bbox.x0);
        ended.push(last.bbox.x1);
        begins.push(next.bbox.x0);
        ends.push(end.bbox.x1);
        least = least.min(gap);
        em = em.max(line.size);
        let texts: [String; 2] = [
            left().map(|c| c.ch).collect(),
            right().map(|c| c.ch).collect(),
        ];
        for (count, text) in figures.iter_mut().zip(&texts) {
            *count += usize::from(numeral::figure(text).is_some());
        }
    }
    // One line in ten may be otherwise.
    let most = |n: usize| n as f32 >= ALIKE * begun.len() as f32;
    let straight = |ends: &[f32]| {
        let mut sorted = ends.to_vec();
        sorted.sort_by(f32::total_cmp);
        let middle = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
        most(
            ends.iter()
                .filter(|e| (**e - middle).abs() <= STRAIGHT * em)
                .count(),
        )
    };
    let entries = straight(&begun) && straight(&ended);
    let [left, right] = figures.map(most);
    // Figures at both sides, clearly farther apart than blanks part them, are two numbers though all are as long.
    let numbers = left && right && least >= WIDE;
    begun.len() >= LEAST_ALIGNED
        && least >= ALIGNED
        && (!entries || numbers)
        && (left && straight(&ended) || right && (straight(&begins) || straight(&ends)))
}

/// Whether a line has a gap there that is clearly more than a blank.
fn is_wide(x: f32, x0: f32, x1: f32, lines: &[&Line]) -> bool {
    lines.iter().any(|line| {
        let (mut end, mut start) = (f32::NEG_INFINITY, f32::INFINITY);
        for (_, (a, b)) in inside(line, x0, x1) {
            if f32::midpoint(a, b) < x {
                end = end.max(b);
            } else {
                start = start.min(a);
            }
        }
        end.is_finite() && start.is_finite() && start - end >= WIDE * line.size
    })
}

/// What the header says of a place.
#[derive(Clone, Copy, PartialEq)]
enum Head {
    /// The words at both sides name two columns, and stand as far apart as columns do.
    NamesApart,
    /// The words at both sides name two columns.
    Names,
    /// Words stand at both sides, as far apart as columns, and one of them names a column.
    Apart,
    /// As far apart stand words that begin at nearly one height, on lines of their own; one of them names a column.
    Beside,
    /// Less far apart, but they begin at different heights: lines of one cell would stand one over the other.
    Near,
    Nothing,
}

/// What the uppermost lines of a column say of a place in it, as many as a name has, or a header of two levels, each with a
/// unit on a line of its own; a name set down the page, one character a line, is one. Names of other columns, set on more lines than the
/// one here, are at heights of their own.
fn head(x: f32, x0: f32, x1: f32, lines: &[&Line]) -> Head {
    let (mut left, mut right) = (String::new(), String::new());
    let mut out = Head::Nothing;
    let mut sides = [None::<(f32, f32)>; 2];
    let mut lowest = [0.0_f32; 2];
    let mut heights = [(f32::INFINITY, f32::NEG_INFINITY); 2];
    let own = lines.iter().filter(|l| inside(l, x0, x1).next().is_some());
    // Names side by side may have their lines at heights of their own.
    let mut count = [0_usize; 2];
    for line in own {
        let several = inside(line, x0, x1).nth(1).is_some();
        let at = |a: f32, b: f32| usize::from(f32::midpoint(a, b) >= x);
        for (side, count) in count.iter_mut().enumerate() {
            let printed = inside(line, x0, x1).any(|(_, (a, b))| at(a, b) == side);
            *count += usize::from(several && printed);
        }
        if count.iter().any(|n| *n > NAME_LINES) {
            break;
        }
        let (mut end, mut start) = (f32::NEG_INFINITY, f32::INFINITY);
        let (mut left_box, mut right_box) = (f32::NEG_INFINITY, f32::INFINITY);
        let before = (left.len(), right.len());
        for c in line.chars.iter().filter(|c| !c.ch.is_whitespace()) {
            let (a, b) = ink(c, line.size);
            let middle = f32::midpoint(a, b);
            if middle < x0 || middle > x1 {
                continue;
            }
            if let Some(height) = heights.get_mut(usize::from(middle >= x)) {
                *height = (height.0.min(c.bbox.top), height.1.max(c.bbox.bottom));
            }
            if middle < x {
                left.push(c.ch);
                (end, left_box) = (end.max(b), left_box.max(c.bbox.x1));
            } else {
                right.push(c.ch);
                (start, right_box) = (start.min(a), right_box.min(c.bbox.x0));
            }
        }
        // Within a word boxes touch.
        if right_box - left_box < EXACT * line.size {
            return Head::Nothing;
        }
        let added = [left.get(before.0..), right.get(before.1..)];
        if added.into_iter().flatten().any(numeral::is_figures) {
            break;
        }
        let both = end.is_finite() && start.is_finite();
        let apart = both && start - end >= APART * line.size;
        // A name over others is beside none of them.
        let [above, below] = heights;
        let beside = (below.0 - above.1).max(above.0 - below.1) < BESIDE * line.size;
        if beside && are_names(&left, &right) {
            return if apart { Head::NamesApart } else { Head::Names };
        }
        // Two characters may be half of a name set wide; three are a name of their own. Numbers have a column to themselves.
        let whole = |t: &&String| role::is_name(t) && t.chars().nth(2).is_some();
        let numbers =
            role::of_header(&left) == Some(Role::Sequence) && right.chars().nth(1).is_some();
        let names = both
            && start - end >= NARROW * line.size
            && (numbers || [&left, &right].iter().all(whole));
        let named = || [&left, &right].iter().any(|t| role::is_name(t));
        if names || apart && named() {
            out = Head::Apart;
        }
        // Of each side, where its words begin and how near to the other they come.
        let [first, second] = &mut sides;
        if end.is_finite() {
            first.get_or_insert((line.baseline, end)).1 = first.map_or(end, |f| f.1.max(end));
            lowest[0] = line.baseline;
        }
        if start.is_finite() {
            second.get_or_insert((line.baseline, start)).1 =
                second.map_or(start, |s| s.1.min(start));
            lowest[1] = line.baseline;
        }
        if let (Head::Nothing | Head::Near, [Some(a), Some(b)]) = (out, sides)
            && (a.0 - b.0).abs() < line.size
            && named()
        {
            if b.1 - a.1 >= APART * line.size {
                out = Head::Beside;
            } else if b.1 - a.1 >= NARROW * line.size && (a.0 - b.0).abs() > 0.1 * line.size {
                out = Head::Near;
            } else {
                out = Head::Nothing;
            }
        }
        // A name of several lines stands around the middle of the one beside it.
        if let (Head::Nothing | Head::Near, [Some(a), Some(b)]) = (out, sides)
            && (a.0 + lowest[0] - b.0 - lowest[1]).abs() < 2.0 * MIDDLES * line.size
            && b.1 - a.1 >= APART * line.size
            && named()
        {
            out = Head::Beside;
        }
        // On several lines names may begin at any height, and have no two lines at one.
        let known = |t: &String| role::is_known_name(t) && t.chars().nth(2).is_some();
        if let (Head::Nothing | Head::Near, [Some(a), Some(b)]) = (out, sides)
            && b.1 - a.1 >= NARROW * line.size
            && [&left, &right].into_iter().all(known)
        {
            out = Head::Beside;
        }
    }
    out
}

/// Whether two texts name two columns. Two parts of one name (预算 and 金额) are of one role.
fn are_names(left: &str, right: &str) -> bool {
    match (role::of_header(left), role::of_header(right)) {
        (Some(a), Some(b)) => a != b && ![left, right].iter().any(|t| numeral::is_figures(t)),
        _ => false,
    }
}

/// Whether a line holds the names of two columns, as far apart as columns are.
pub(super) fn holds_two_names(line: &Line) -> bool {
    let runs = super::runs(line, APART);
    let text = |run: &Run| -> String {
        let own = line.chars.get(run.start..run.end).unwrap_or_default();
        own.iter()
            .map(|c| c.ch)
            .filter(|c| !c.is_whitespace())
            .collect()
    };
    runs.windows(2)
        .any(|w| matches!(w, [a, b] if are_names(&text(a), &text(b))))
}

/// A stretch of a line cut at those edges where it has a narrow gap, or where it is two names of columns that touch. Where
/// the columns are not narrow, a text across several is one as a rule (a total's label): it is cut if each of the edges
/// has its gap, with words at either side.
pub(super) fn cut(line: &Line, run: Run, edges: &[f32], narrow: bool) -> Vec<Run> {
    let mut out = Vec::new();
    let mut rest = run.clone();
    for &edge in edges {
        if let Some((left, right)) = cut_at(line, &rest, edge, narrow) {
            out.push(left);
            rest = right;
        } else if !narrow {
            return vec![run];
        }
    }
    out.push(rest);
    out
}

fn cut_at(line: &Line, run: &Run, edge: f32, narrow: bool) -> Option<(Run, Run)> {
    let chars = line.chars.get(run.start..run.end)?;
    let inked = |c: &&Char| !c.ch.is_whitespace();
    let first = chars
        .iter()
        .position(|c| inked(&c) && middle(c, line.size) >= edge)?;
    let (before, after) = chars.split_at(first);
    let text = |chars: &[Char]| -> String { chars.iter().filter(inked).map(|c| c.ch).collect() };
    let (before_text, after_text) = (text(before), text(after));
    let left = before
        .iter()
        .filter(inked)
        .map(|c| ink(c, line.size).1)
        .fold(f32::NEG_INFINITY, f32::max);
    let right = after
        .iter()
        .filter(inked)
        .map(|c| ink(c, line.size).0)
        .fold(f32::INFINITY, f32::min);
    // A blank like others of the run is none between columns.
    let blanks = chars.windows(3).enumerate().filter_map(|(i, w)| match w {
        [a, blank, b] if !inked(&blank) && inked(&a) && inked(&b) && i + 2 != first => {
            Some(ink(b, line.size).0 - ink(a, line.size).1)
        }
        _ => None,
    });
    let widest = blanks.fold(0.0, f32::max);
    let apart = right - left >= (NARROW * line.size).max(1.2 * widest);
    // Within a text a mark that opens touches what is before it; one that closes may be hung over the edge so. Boxes of two
    // texts may overlap where a mark has its blank half.
    let end = before.iter().rfind(inked).map_or(left, |c| c.bbox.x1);
    let next = after.iter().find(inked);
    let overlap = (end - next.map_or(right, |c| c.bbox.x0)) / line.size;
    let apart = apart && !(overlap.abs() < EXACT && next.is_some_and(|c| opens(c.ch)));
    let over = right >= left && overlap > 2.0 * EXACT;
    // What closes the bracket of the text before it, no further from it than a mark's blank half and those of two characters, is
    // the rest of it: 资金（单位： | 万元）.
    let is_rest = right - left < MARK * line.size && parts_brackets(before, after);
    // A label set wide (合　计) has one character at either side; a letter alone is an article.
    let texts = [&before_text, &after_text];
    let words = narrow
        || texts.iter().any(|t| t.chars().nth(1).is_some())
            && !texts
                .iter()
                .any(|t| matches!(t.as_bytes(), [c] if c.is_ascii_alphabetic()));
    let names = || right - left > -NARROW * line.size && are_names(&before_text, &after_text);
    let at = run.start + first;
    if !left.is_finite() || is_rest || !(over || apart && words || names()) {
        return None;
    }
    let (start, end, x0, x1) = (run.start, run.end, run.x0, run.x1);
    let cut = |start, end, x0, x1| Run { start, end, x0, x1 };
    Some((cut(start, at, x0, left), cut(at, end, right, x1)))
}

/// Whether what is open at the end of one stretch of a line is closed in the next.
pub(super) fn parts_brackets(before: &[Char], after: &[Char]) -> bool {
    let text = |chars: &[Char]| -> String { chars.iter().map(|c| c.ch).collect() };
    let first = text(before);
    is_unclosed(&first) && !is_unclosed(&(first + &text(after)))
}

/// Parts a name set wide over columns each of which prints a text of its own in the line above: characters of cells side by side
/// may read as a word (采 | 购 | 方 | 式 beside 验收方 | 式). The lines stand in order of height.
pub(super) fn part_names(pieces: Vec<Piece>, columns: &Columns) -> Vec<Piece> {
    let mut above = vec![f32::NEG_INFINITY; columns.count()];
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let (first, last) = (piece.first, piece.last);
        let inked = piece.line.chars.iter().filter(|c| !c.ch.is_whitespace());
        let single = inked.clone().count() == last + 1 - first
            && (first..)
                .zip(inked)
                .all(|(col, c)| columns.column(c.bbox.center_x()) == col);
        let over = above.get_mut(first..=last).unwrap_or_default();
        let near = |y: f32| (-0.5..LEADING).contains(&((piece.top - y) / columns.em));
        let parts = last > first && single && !piece.sums && over.iter().all(|y| near(*y));
        // What stands across columns is no text of one of them.
        let own = last == first || parts;
        over.fill(if own { piece.bottom } else { f32::NEG_INFINITY });
        if !parts {
            out.push(piece);
            continue;
        }
        let own = piece.line.chars.iter().filter(|c| !c.ch.is_whitespace());
        out.extend(
            (first..)
                .zip(own)
                .map(|(col, c)| Piece::new(col, col, columns::part(&piece.line, vec![*c]))),
        );
    }
    out
}

/// Where characters that run over an edge are parted there: at the widest gap in their ink less than an em away, of gaps as
/// wide at the nearest; before all of them, or after, if they begin or end there.
pub(super) fn place_at(chars: &[Char], edge: f32, size: f32) -> usize {
    let inked = || {
        chars
            .iter()
            .enumerate()
            .filter(|(_, c)| !c.ch.is_whitespace())
    };
    // What is an em away is no gap at this edge, however wide it is.
    let worth = |at: usize, gap: f32, x: f32| {
        let off = (x - edge).abs();
        (at, if off < size { gap } else { -size } - off / 2.0)
    };
    let mut best = (chars.len(), f32::NEG_INFINITY);
    let mut before = None;
    for (at, c) in inked() {
        let (x0, x1) = ink(c, size);
        // White space at an end is half an em at least: a column's.
        let left = before.unwrap_or(x0 - size / 2.0);
        let found = worth(at, x0 - left, f32::midpoint(left, x0));
        if found.1 > best.1 {
            best = found;
        }
        before = Some(x1);
    }
    let end = before.map(|x1| worth(chars.len(), size / 2.0, x1 + size / 4.0));
    end.filter(|end| end.1 > best.1).unwrap_or(best).0
}
