//! Lines → the stretches of them in which the same gaps run down the page.

mod across;

use across::{heads_rows, names_rest, runs_beside, runs_on_over};

use super::weights::narrow::ALIGNED;
use super::weights::regions::{
    ABOVE, END, GAP, LARGER, LEADING, NAME, NAMES, NEAR, OUTSIDE, ROW, WIDE,
};
use std::ops::Range;

use super::{Run, extent, runs, total};
use crate::lexicon::key::{Key, outside_brackets};
use crate::lexicon::money::unit;
use crate::lexicon::{attachment, dates, labels, office, standing};
use crate::page::{Direction, Ruling};
use crate::table::find::rules::SNAP;
use crate::text::{Line, compose};

/// A stretch of the page's width that is printed on.
#[derive(Clone, Debug)]
struct Ink {
    x0: f32,
    x1: f32,
    /// Lines whose print runs over the gap at its right.
    bridged: usize,
}

enum Fit {
    Inside,
    Spans,
    Breaks,
}

/// The regions, top to bottom, as ranges of lines. `goes_on`: whether the page may begin with the rest of a table.
pub(super) fn regions(lines: &[Line], rules: &[Ruling], goes_on: bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut index, mut floor) = (0, 0);
    while let Some(line) = lines.get(index) {
        if !is_anchor(line) {
            index += 1;
            continue;
        }
        let (end, ink, title) = down(lines, index, rules);
        let start = up(
            lines,
            index,
            floor,
            (&ink, rules),
            goes_on && out.is_empty(),
        );
        let start = closed(lines, start, floor, &ink, rules);
        // A single line can only be the last row of a table begun on the page before, then it stands first, or the header of one
        // whose rows stand on the next page, with a rule above and one below.
        if end > index + 1 || start == 0 || is_ruled(line, &ink, rules) {
            out.push(start..end);
            floor = title.map_or(end, |title| title + 1);
        }
        index = end.max(index + 1);
    }
    out
}

/// Whether the rules next to a line, above and below, are as wide as it is, and no farther than a row is high.
fn is_ruled(line: &Line, ink: &[Ink], rules: &[Ruling]) -> bool {
    let (Some(left), Some(right)) = (ink.first(), ink.last()) else {
        return false;
    };
    let wide = |r: &&Ruling| r.start <= left.x0 + SNAP && r.end >= right.x1 - SNAP;
    let (top, bottom) = extent(line);
    let near = |off: f32| (0.0..ROW * line.size).contains(&off);
    let heights = heights(rules.iter().filter(wide));
    heights.iter().any(|y| near(top - y)) && heights.iter().any(|y| near(y - bottom))
}

/// How far a line reaches up beside another, in ems, if it does not stand below that: boxes of print are not more exact.
const HALF_BESIDE: f32 = 0.1;

/// A line that shows columns by itself.
fn is_anchor(line: &Line) -> bool {
    let runs = runs(line, GAP);
    runs.len() >= 3
        || runs
            .windows(2)
            .any(|w| matches!(w, [a, b] if b.x0 - a.x1 >= WIDE * line.size))
}

/// Goes down from an anchor; returns where the region ends, its columns, and the title of another table that ends it.
fn down(lines: &[Line], first: usize, rules: &[Ruling]) -> (usize, Vec<Ink>, Option<usize>) {
    let mut ink: Vec<Ink> = Vec::new();
    let (mut end, mut count) = (first, 0);
    let (mut size, mut started) = (0.0_f32, f32::INFINITY);
    let mut last_rule: Option<f32> = None;
    let mut bottom = f32::NAN;
    let (mut remark, mut title) = (false, None);
    for (index, line) in lines.iter().enumerate().skip(first) {
        let segments = segments(line, &ink);
        let (top, below) = extent(line);
        let gap = (top - bottom) / line.size.max(1.0);
        let at_rule = (gap > END).then(|| over_rule((bottom, top), &ink, rules));
        let gap = at_rule.flatten().map_or(gap, |g| g / line.size.max(1.0));
        // What is left of a row may be as high as the row: no table ends at a rule beside a merged cell.
        let within = gap > END && count > 1 && is_inner((top, line.size), &ink, rules);
        let gap = if within { 0.0 } else { gap };
        // A remark above the rule that closes the table stands between its rows, with the lines that go on below it.
        let closing = |at: f32| at.is_finite() && below < at;
        remark = segments.len() == 1
            && (remark || labels::is_note(&line.raw()))
            && count > 1
            && gap <= END
            && closing(self::last_rule(started, &ink, rules));
        if remark {
            bottom = below;
            continue;
        }
        // A line that runs down the page stands at the end of the list, higher than the one before it.
        if ends_table(line) || gap < -20.0 || segments.is_empty() {
            break;
        }
        if count > 1 && (signs(lines, index, &ink) || runs_beside(lines, index, &ink)) {
            break;
        }
        if count > 1 && segments.len() == 1 && entitles(lines, (first, index), (&ink, rules)) {
            title = Some(index);
            break;
        }
        // Text that runs over white space which a line shows alone, as that of a page's head, is none of its; what stands half beside
        // that line is set in the middle of a cell, as its is.
        let beside = gap < -HALF_BESIDE;
        if count == 1 && segments.len() == 1 && !beside && runs_on_over(&segments, &ink) {
            break;
        }
        // What stands alone below may be set at the bottom of a row that the page's end cut.
        let lone = segments.len() == 1 || gap > END;
        let cut = lone && count > 1 && is_cut(lines, index, (started, bottom), &ink, rules);
        if gap > END && !cut {
            break;
        }
        // A signature below the table: its one piece is set larger than any row, or stands below the last rule, as text does that
        // runs on in columns of its own.
        let lone = segments.len() == 1;
        if count > 1 && (lone || !matches!(fit(&ink, &segments), Fit::Inside)) {
            let last = *last_rule.get_or_insert_with(|| self::last_rule(started, &ink, rules));
            // Rows stand below the last rule where the page's end cut the last one, and where the header is said again above it.
            let below = top >= last && bottom <= last + line.size;
            let ended = below && !cut && !is_said_again(lines, first, index);
            if lone && line.size > LARGER * size || ended {
                break;
            }
        }
        (size, started) = (size.max(line.size), started.min(top));
        match fit(&ink, &segments) {
            // A heading of the rows below, in the middle of the columns.
            Fit::Breaks if gap <= NEAR && heads_rows(lines, (first, index), &segments, &ink) => {}
            // No cell beside a merged one runs over all columns.
            Fit::Breaks
                if index > first
                    && (runs_over(&ink, &segments) || !is_inner((top, line.size), &ink, rules)) =>
            {
                break;
            }
            Fit::Spans | Fit::Breaks if index > first => {
                bridge(&mut ink, &segments, count);
                if ink.len() < 2 {
                    break;
                }
            }
            Fit::Inside | Fit::Spans | Fit::Breaks => {
                // A label of totals stands in the middle of several columns.
                let label = total::label(line, GAP).map_or(0, |(_, count)| count);
                add(&mut ink, segments.get(label..).unwrap_or_default());
            }
        }
        count += 1;
        bottom = if bottom.is_nan() {
            below
        } else {
            bottom.max(below)
        };
        // A line of one piece goes with the rows if it stands near them, or if rows follow.
        if segments.len() > 1 || gap <= NEAR || cut {
            end = index + 1;
        }
    }
    (end, ink, title)
}

/// The widest white space at a rule between two rows of ample padding, instead of all between them: the only rule there, and
/// others of the table stand below.
fn over_rule((bottom, top): (f32, f32), ink: &[Ink], rules: &[Ruling]) -> Option<f32> {
    let (left, right) = (ink.first()?.x0, ink.last()?.x1);
    let wide = |r: &&Ruling| r.start <= left + OUTSIDE && r.end >= right - OUTSIDE;
    let heights = heights(rules.iter().filter(wide));
    let mut between = heights.iter().filter(|y| (bottom..top).contains(*y));
    let (Some(rule), None) = (between.next(), between.next()) else {
        return None;
    };
    let below = heights.last().is_some_and(|last| *last > top);
    below.then(|| (rule - bottom).max(top - rule))
}

/// Heights of the rules across, from the top.
fn heights<'r>(rules: impl Iterator<Item = &'r Ruling>) -> Vec<f32> {
    let across = rules.filter(|r| r.direction == Direction::Horizontal);
    let mut heights: Vec<f32> = across.map(|r| r.position).collect();
    heights.sort_by(f32::total_cmp);
    heights.dedup_by(|a, b| *a - *b < SNAP);
    heights
}

/// Whether the page's end cut the last row of a table, print of which ends at `bottom`, and lines from this one on are that
/// row's: rules part the rows, none stands below the last one, and all that follows on the page stands within the columns.
fn is_cut(
    lines: &[Line],
    first: usize,
    (from, bottom): (f32, f32),
    ink: &[Ink],
    rules: &[Ruling],
) -> bool {
    let (Some(left), Some(right)) = (ink.first(), ink.last()) else {
        return false;
    };
    let heights = heights(rules.iter().filter(|r| {
        r.position > from - OUTSIDE && r.start >= left.x0 - OUTSIDE && r.end <= right.x1 + OUTSIDE
    }));
    // With a rule above, one below the header and one below the last row a table is whole, but for a row that prints in several
    // columns below that.
    let rest = || lines.get(first..).into_iter().flatten();
    let top = rest().next().map_or(f32::INFINITY, |l| extent(l).1);
    let last = heights.last().filter(|y| heights.len() > 2 && **y < top);
    let several = || rest().any(|line| runs(line, GAP).len() > 1);
    let rows = last.is_some_and(|last| *last < bottom || several());
    let within = |line: &Line| {
        let segments = runs(line, GAP);
        !segments.is_empty() && matches!(fit(ink, &segments), Fit::Inside) && !ends_table(line)
    };
    rows && rest().all(|line| line.is_blank() || within(line))
}

/// Where the last rule lies of three or more as wide as the table, which begins near `from`: with a rule above, below its
/// header and below its last row a table ends there. Infinity if there are not as many.
fn last_rule(from: f32, ink: &[Ink], rules: &[Ruling]) -> f32 {
    let (Some(left), Some(right)) = (ink.first(), ink.last()) else {
        return f32::INFINITY;
    };
    let wide = rules.iter().filter(|r| {
        r.direction == Direction::Horizontal
            && r.position > from - OUTSIDE
            && r.start <= left.x0 + OUTSIDE
            && r.end >= right.x1 - OUTSIDE
    });
    // Three: two may be the ones above and below the header.
    if wide.clone().count() > 2 {
        wide.map(|r| r.position).fold(f32::NEG_INFINITY, f32::max)
    } else {
        f32::INFINITY
    }
}

/// Whether the next rule above a height leaves some of the table's width out: then it parts rows beside a merged cell, and no
/// table ends at it.
fn is_inner((top, size): (f32, f32), ink: &[Ink], rules: &[Ruling]) -> bool {
    let (Some(left), Some(right)) = (ink.first(), ink.last()) else {
        return false;
    };
    let within = |r: &&Ruling| {
        r.direction == Direction::Horizontal
            && (top - ROW * size..top).contains(&r.position)
            && r.start >= left.x0 - OUTSIDE
            && r.end <= right.x1 + OUTSIDE
    };
    let above = || rules.iter().filter(within);
    let Some(last) = above().map(|r| r.position).reduce(f32::max) else {
        return false;
    };
    let own = above().filter(|r| last - r.position < SNAP);
    let drawn: f32 = own
        .map(|r| (r.end.min(right.x1) - r.start.max(left.x0)).max(0.0))
        .sum();
    // A twentieth of the width is less than a column has.
    drawn < 0.95 * (right.x1 - left.x0)
}

/// Whether the lines right above the one at `index` say again what lines of the region from `first` on do, name for name, as
/// only a header does: several side by side on one of them at least, as the lowest line of a header may be a single name's.
fn is_said_again(lines: &[Line], first: usize, index: usize) -> bool {
    let region = lines.get(first..index).unwrap_or_default();
    (1..=NAMES.min(region.len() / 2)).any(|count| {
        let (above, last) = region.split_at(region.len() - count);
        let several = last.iter().any(|l| runs(l, GAP).len() > 1);
        let same = |own: &[Line]| own.iter().zip(last).all(|(a, b)| a.key() == b.key());
        several && above.windows(count).any(same)
    })
}

/// Goes up from the anchor over lines that fit: the upper line of a header cell, or the rest of a row (`rest`: there may be
/// one), which stands in the middle of the table if its column does.
fn up(
    lines: &[Line],
    first: usize,
    floor: usize,
    (ink, rules): (&[Ink], &[Ruling]),
    rest: bool,
) -> usize {
    let (mut start, mut below_alone) = (first, first);
    let (mut alone, mut spans) = (0, false);
    while start > floor
        && let (Some(line), Some(below)) = (lines.get(start - 1), lines.get(start))
    {
        let (bottom, top) = (extent(line).1, extent(below).0);
        // The rest of a row may have ample padding at the rule below it.
        let at_rule = rest.then(|| over_rule((bottom, top), ink, rules)).flatten();
        let gap = at_rule.unwrap_or(top - bottom) / line.size.max(1.0);
        let segments = runs(line, GAP);
        let belongs = match fit(ink, &segments) {
            Fit::Inside => {
                let of_row = line.size <= LARGER * below.size
                    && (rest
                        || goes_on_below(&segments, line, lines.get(start..).unwrap_or_default()));
                gap <= ABOVE && (segments.len() > 1 || of_row || !is_title(line, below, ink))
            }
            Fit::Spans => gap <= NEAR && !is_title(line, below, ink),
            Fit::Breaks => gap <= NEAR && names_rest(&segments, line, below, ink),
        };
        let text = line.raw();
        // A name may end with a point (No., Est.), but it does not go on in the middle of a sentence.
        let sentence = text.trim_end().ends_with('.')
            && text.trim_start().starts_with(char::is_lowercase)
            && text.split_whitespace().nth(2).is_some();
        let text: String = text.split_whitespace().collect();
        // No name ends as a sentence does, or has a colon but in brackets (金额（单位：元）) or behind 其中; the rest of a cell may.
        let says = text.ends_with('。')
            || sentence
            || outside_brackets(line.key()).contains(':') && !standing::is_part(&text);
        let other = attachment::is_label(&text) || !rest && says;
        if !belongs || segments.is_empty() || other || unit::of_unit_line(&text).is_some() {
            break;
        }
        let before = lines.get(floor).filter(|_| floor > 0);
        if !rest && begins_between(before, (line, below), ink, rules) {
            break;
        }
        let middled = (line.bbox.center_x() - below.bbox.center_x()).abs() < 0.5 * line.size;
        if segments.len() > 1 || !middled {
            (below_alone, alone, spans) = (start, 0, false);
        }
        start -= 1;
        // A name over several columns is of two lines at most: more of one middle are the table's title.
        alone += usize::from(segments.len() == 1);
        spans |= segments.len() == 1 && matches!(fit(ink, &segments), Fit::Spans);
        if alone > NAME && spans && !rest {
            return below_alone;
        }
    }
    start
}

/// Whether the first rule below the table before (which ends above `first`) that is as wide as this one stands between two lines:
/// the table begins there.
fn begins_between(
    first: Option<&Line>,
    (upper, lower): (&Line, &Line),
    ink: &[Ink],
    rules: &[Ruling],
) -> bool {
    let (Some(left), Some(right)) = (ink.first(), ink.last()) else {
        return false;
    };
    let top = first.map_or(f32::NEG_INFINITY, |l| extent(l).0);
    let wide = rules.iter().filter(|r| {
        r.direction == Direction::Horizontal
            && r.position > top
            && r.start <= left.x0 + OUTSIDE
            && r.end >= right.x1 - OUTSIDE
    });
    let first = wide.map(|r| r.position).reduce(f32::min);
    first.is_some_and(|y| y > upper.baseline && y < lower.baseline - 0.5 * lower.size)
}

/// Whether a line of one piece is the title of another table: it stands between two rules as wide as the one that begins at
/// `first`, and below it the header of that is said again.
fn entitles(
    lines: &[Line],
    (first, at): (usize, usize),
    (ink, rules): (&[Ink], &[Ruling]),
) -> bool {
    let (Some(left), Some(right)) = (ink.first(), ink.last()) else {
        return false;
    };
    let mut below = lines.iter().skip(at + 1).filter(|l| !l.is_blank());
    let above = lines.iter().take(at).rfind(|l| !l.is_blank());
    let (Some(header), Some(title), Some(above), Some(below)) =
        (lines.get(first), lines.get(at), above, below.next())
    else {
        return false;
    };
    let between = |upper: &Line, lower: &Line| {
        rules.iter().any(|r| {
            r.direction == Direction::Horizontal
                && r.start <= left.x0 + OUTSIDE
                && r.end >= right.x1 - OUTSIDE
                && (upper.baseline..lower.baseline).contains(&r.position)
        })
    };
    header.key() == below.key() && between(above, title) && between(title, below)
}

/// Whether a line of one piece stands right over one as wide or wider, as the lines of a cell do. Those of other cells may stand
/// at heights between.
fn goes_on_below(segments: &[Run], line: &Line, below: &[Line]) -> bool {
    let slack = 0.5 * line.size;
    let [own] = segments else {
        return false;
    };
    let near = |l: &&Line| extent(l).0 - extent(line).1 <= LEADING * line.size;
    below.iter().take_while(near).any(|l| {
        let mut runs = runs(l, GAP).into_iter();
        runs.any(|r| r.x0 <= own.x0 + slack && r.x1 >= own.x1 - slack)
    })
}

/// What stands under tables and begins so: notes, and the imprint (GB/T 9704-2012 7.4).
fn ends_table(line: &Line) -> bool {
    let text = line.raw();
    let printed = || {
        let last = runs(line, GAP).pop();
        last.and_then(|r| line.chars.get(r.start..r.end))
            .is_some_and(|chars| dates::is_printing(&compose::plain(chars)))
    };
    labels::is_note(&text) || labels::is_distribution(&text) || printed()
}

/// Whether who signs, and the day below or behind, stand from a line on: alone at the right (GB/T 9704-2012 7.3.5), the day
/// under the names, and no row below. However near to the last row they stand, they are none.
fn signs(lines: &[Line], first: usize, ink: &[Ink]) -> bool {
    let (Some(left), Some(right)) = (ink.first(), ink.last()) else {
        return false;
    };
    let middle = f32::midpoint(left.x0, right.x1);
    let at_right = |l: &&Line| l.bbox.center_x() > middle && l.bbox.x0 > left.x0 + l.size;
    let mut rest = lines.iter().skip(first).filter(|l| !l.is_blank());
    let mut names: Option<&Line> = None;
    while let Some(line) = rest.next().filter(at_right) {
        let texts: Vec<Key> = runs(line, GAP)
            .iter()
            .map(|r| {
                Key::of_chars(
                    line.chars
                        .get(r.start..r.end)
                        .into_iter()
                        .flatten()
                        .map(|c| c.ch),
                )
            })
            .collect();
        let day = texts.last().is_some_and(|last| dates::is_day(last));
        if !office::signs(&texts, true) {
            return false;
        }
        if texts.len() > usize::from(day) {
            names = Some(line);
        }
        if day {
            let under = |n: &Line| line.bbox.x0 < n.bbox.x1 && line.bbox.x1 > n.bbox.x0;
            // Who may be asked stands below the day (GB/T 9704-2012 7.3.6).
            let is_row = |l: &Line| runs(l, GAP).len() > 1 && !l.key().contains(':');
            return names.is_some_and(under) && !rest.next().is_some_and(is_row);
        }
    }
    false
}

/// A line above the columns that is larger than they are, or stands in the middle of them all, is the table's title; an
/// upper header stands over some of them, and other names may reach up beside it.
fn is_title(line: &Line, below: &Line, ink: &[Ink]) -> bool {
    let (Some(first), Some(last)) = (ink.first(), ink.last()) else {
        return true;
    };
    let off = line.bbox.center_x() - f32::midpoint(first.x0, last.x1);
    // A tenth of an em: boxes of print are not more exact.
    if extent(line).1 > extent(below).0 + 0.1 * line.size {
        return false;
    }
    // An em and a half: the columns' print ends within that of the table's edges.
    line.size > LARGER * below.size || off.abs() < 1.5 * line.size
}

/// Columns that a segment touches, as a range of indices.
fn touched(ink: &[Ink], segment: &Run) -> Range<usize> {
    // A twentieth of a point: edges that meet do not overlap.
    let first = ink.partition_point(|i| i.x1 <= segment.x0 + 0.05);
    let last = ink.partition_point(|i| i.x0 < segment.x1 - 0.05);
    first..last.max(first)
}

/// The stretches of a line. The longest names of a table may leave narrow gaps only beside them: where they would break the
/// columns, and those gaps stand between print of every column and nowhere else, these part the line.
fn segments(line: &Line, ink: &[Ink]) -> Vec<Run> {
    let wide = runs(line, GAP);
    if !matches!(fit(ink, &wide), Fit::Breaks) {
        return wide;
    }
    let narrow = runs(line, ALIGNED);
    let within = |i: &Ink| narrow.iter().any(|r| r.x0 < i.x1 && r.x1 > i.x0);
    let stands = |r: &Run| !touched(ink, r).is_empty();
    let own = narrow.len() > 2
        && ink.iter().all(within)
        && narrow.iter().all(stands)
        && matches!(fit(ink, &narrow), Fit::Inside);
    if own { narrow } else { wide }
}

fn fit(ink: &[Ink], segments: &[Run]) -> Fit {
    let gaps = ink.len().saturating_sub(1);
    let bridged: usize = segments
        .iter()
        .map(|s| touched(ink, s).len().saturating_sub(1))
        .sum();
    if bridged == 0 {
        Fit::Inside
    } else if bridged >= gaps || (segments.len() == 1 && bridged >= 2 && bridged * 2 >= gaps) {
        Fit::Breaks
    } else {
        Fit::Spans
    }
}

/// Whether a line is one text over all columns.
fn runs_over(ink: &[Ink], segments: &[Run]) -> bool {
    matches!(segments, [one] if touched(ink, one).len() == ink.len())
}

fn add(ink: &mut Vec<Ink>, segments: &[Run]) {
    for segment in segments {
        let touched = touched(ink, segment);
        match ink.get_mut(touched.start).filter(|_| !touched.is_empty()) {
            Some(i) => (i.x0, i.x1) = (i.x0.min(segment.x0), i.x1.max(segment.x1)),
            None => ink.insert(
                touched.start.min(ink.len()),
                Ink {
                    x0: segment.x0,
                    x1: segment.x1,
                    bridged: 0,
                },
            ),
        }
    }
}

/// Notes which gaps a line runs over; a gap that many lines run over is none: a header with two levels and a total row
/// are two or three lines, one line in ten allows for rows of few words.
fn bridge(ink: &mut Vec<Ink>, segments: &[Run], count: usize) {
    for segment in segments {
        let touched = touched(ink, segment);
        let gaps = touched.start..touched.end.saturating_sub(1);
        for gap in gaps.rev() {
            let Some(i) = ink.get_mut(gap) else {
                continue;
            };
            i.bridged += 1;
            if i.bridged > 3 + count / 10 {
                let right = ink.remove(gap + 1);
                if let Some(i) = ink.get_mut(gap) {
                    (i.x1, i.bridged) = (right.x1, right.bridged);
                }
            }
        }
    }
}

/// Where the region starts if rules above it are its own: what stands between two rules as wide as the table, in its
/// columns or over some of them, is a row of it (the rest of one that the page break cut, or a header).
fn closed(lines: &[Line], first: usize, floor: usize, ink: &[Ink], rules: &[Ruling]) -> usize {
    let (Some(left), Some(right)) = (ink.first(), ink.last()) else {
        return first;
    };
    let mut start = first;
    while let Some(line) = lines.get(start) {
        let top = extent(line).0;
        // The next rule up, with a line of print between.
        let between = |upper: f32| {
            let above = lines.get(floor..start).unwrap_or_default().iter().rev();
            above.take_while(|l| extent(l).0 > upper - 2.0).count()
        };
        let upper = rules
            .iter()
            .filter(|r| r.direction == Direction::Horizontal && r.position < top - line.size)
            .filter(|r| r.start <= left.x0 + OUTSIDE && r.end >= right.x1 - OUTSIDE)
            .filter(|r| r.start >= left.x0 - OUTSIDE && r.end <= right.x1 + OUTSIDE)
            .map(|r| r.position)
            .filter(|upper| between(*upper) > 0)
            .reduce(f32::max);
        let Some(between) = upper.map(between) else {
            break;
        };
        let own = lines.get(start - between..=start).unwrap_or_default();
        let inside = own
            .iter()
            .take(between)
            .all(|l| !matches!(fit(ink, &runs(l, GAP)), Fit::Breaks));
        // What stands far from each other is of two tables, whose rules these are.
        let near = own.windows(2).all(|w| match w {
            [a, b] => extent(b).0 - extent(a).1 <= END * a.size.max(b.size),
            _ => true,
        });
        if !inside || !near {
            break;
        }
        start -= between;
    }
    start
}
