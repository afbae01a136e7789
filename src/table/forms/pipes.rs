//! Tables with cells between pipes: Markdown, and bare ones of web pages turned to text.

mod broken;
mod stream;

use super::pieces::{self, Pieces};
use super::{is_gap, is_summary, marks, page_gap, residue, rests, roles, stacked, stretch};
use crate::accounts::{Char, Discard};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::{money, role};
use crate::model::Role;
use crate::table::{Grid, GridCell, assemble};
use crate::text::Line;

/// Reads the lines up to the first without a pipe.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let broken = Pieces::of(lines);
    let used = length(lines, broken.as_ref());
    // One line with a pipe is prose; a table has two, and more than one column.
    let table = lines
        .get(..used)
        .filter(|t| t.iter().filter(|l| pipes(l) > 0).count() > 1)?;
    let mut rows: Vec<(bool, Row)> = Vec::new();
    // Whether the line above is a row of the same stretch between two rules of a box.
    let boxed = table.iter().any(is_border);
    let mut within = false;
    let across = broken::rows(table);
    let mut rest = table;
    while let Some(line) = rest.first() {
        let at = table.len() - rest.len();
        let own = broken.as_ref().map_or(1, |b| b.length(rest, at == 0));
        // Cells closed by bars at the ends of their lines, or blank ones that break a line between two bars.
        let blank = across.get(at).and_then(|end| end.checked_sub(at));
        let blank = blank.filter(|length| own == 1 && *length > 1);
        let length = blank.unwrap_or(own);
        let (own, below) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        rest = below;
        if blank.is_some() {
            rows.push((false, broken::across(own, ctx)));
            continue;
        }
        if own.len() > 1 {
            let marks = own
                .iter()
                .flat_map(|l| l.chars.iter().filter(|c| is_pipe(c)));
            ctx.accounts.discard(marks, Discard::Markup);
            let mut row = pieces::joined(own);
            row.push(Vec::new());
            rows.push((false, row));
            continue;
        }
        if is_gap(line) {
            // A page number between two rows is a row of its own, so that those below it are known to be of this table.
            if !line.is_blank() {
                rows.push((false, vec![vec![line.clone()]]));
            }
            continue;
        }
        if is_rule(line) || is_border(line) {
            within = false;
            ctx.accounts.discard(&line.chars, Discard::Markup);
            continue;
        }
        let first = line.chars.iter().find(|c| !c.ch.is_whitespace());
        let row = cells(line, ctx);
        match rows
            .last_mut()
            .filter(|_| boxed && std::mem::replace(&mut within, true))
        {
            Some((_, above)) if goes_on(above, &row) => {
                let parts = above.iter_mut().zip(row);
                parts.for_each(|(cell, more)| {
                    cell.extend(more.into_iter().filter(|l| !l.is_blank()));
                });
            }
            _ => rows.push((first.is_some_and(is_pipe), row)),
        }
    }
    let printed = table.iter().filter(|l| !is_border(l) && !is_gap(l));
    let below = lines.get(used..).unwrap_or_default();
    // Where the text ends, it may end within a row.
    let ends = below.iter().all(Line::is_blank);
    let open = printed.clone().filter(|l| !is_closed(l)).count();
    let cut = ends && open == 1 && table.last().is_some_and(|l| !is_closed(l)) && table.len() > 2;
    let closed = open == usize::from(cut);
    let (rows, opened) = open_cells(rows, table.first().map_or(0, |l| pipes(l) + 1));
    let left = below.iter().position(|l| !l.is_blank());
    let left = left.filter(|at| below.iter().skip(at + 1).all(Line::is_blank));
    let rest = left.and_then(|at| below.get(at));
    let (mut rows, taken) = stream::read(rows, rest);
    let used = used + left.filter(|_| taken).map_or(0, |at| at + 1);
    let cut = cut || taken;
    if closed {
        // What stands behind the bar at the end of every line is no cell.
        for row in rows
            .iter_mut()
            .filter(|r| r.last().is_some_and(|c| c.iter().all(Line::is_blank)))
        {
            row.pop();
        }
        // A note at the end has bars, too, and so is a row of the table.
        if let Some(last) = rows.last_mut().filter(|r| r.len() == 1) {
            last.push(Vec::new());
        }
    }
    drop_trailing_column(&mut rows, closed);
    let width = rows.first().map_or(0, Vec::len);
    let rows = rests::joined(rows, width);
    // Rows without text are left out.
    let gone = |at: usize| {
        rows.iter()
            .take(at)
            .filter(|r| residue::is_spacer(r))
            .count()
    };
    let doubtful = doubtful(&rows, &opened);
    let doubtful: Vec<usize> = doubtful.into_iter().map(|at| at - gone(at)).collect();
    let (mut grid, _) = residue::mend(rows, ctx)?;
    let cells = grid.cells.iter_mut();
    for cell in cells.filter(|c| doubtful.binary_search(&c.row).is_ok()) {
        cell.doubts.push(stacked::doubt());
    }
    rests::doubt_last(&mut grid, below, row_of);
    let last = grid.rows.saturating_sub(1);
    let blank = |c: &GridCell| c.lines.iter().all(Line::is_blank);
    let own = grid.cells.iter_mut().filter(|c| cut && c.row == last);
    // The last cell that holds something, and those behind it.
    let filled = own.filter(|c| !blank(c)).map(|c| c.col).max();
    let lost = |c: &&mut GridCell| cut && c.row == last && Some(c.col) >= filled;
    for cell in grid.cells.iter_mut().filter(lost) {
        cell.doubts.push(cut_off());
    }
    Some((grid, used))
}

/// Whether a row of a box goes on with the one above it, no rule between them: its first cell is blank, it has words only,
/// and those stand below words.
fn goes_on(above: &Row, row: &Row) -> bool {
    let texts = |row: &Row| -> Vec<Key> { row.iter().map(|c| assemble::key_of(c)).collect() };
    let (above, own) = (texts(above), texts(row));
    let fits =
        |(own, above): (&Key, &Key)| own.is_empty() || !above.is_empty() && !money::is_sum(own);
    above.len() == own.len()
        && own.first().is_some_and(|t| t.is_empty())
        && own.iter().any(|t| !t.is_empty())
        && own.iter().zip(&above).all(fits)
}

/// Of the rows that were given a blank cell at the left, those where none is usual: under a running number or a project.
fn doubtful(rows: &[Row], opened: &[usize]) -> Vec<usize> {
    let header = rows.first().map(|r| roles(r)).unwrap_or_default();
    match header.first() {
        Some(Some(Role::Sequence | Role::Project)) => opened
            .iter()
            .copied()
            .filter(|at| {
                rows.get(*at)
                    .is_some_and(|r| !is_summary(r) && !residue::is_spacer(r))
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Lines up to the first without a pipe, or between the two borders that end a table and begin the next. A page number
/// between two rows does not end it.
fn length(lines: &[Line], broken: Option<&Pieces>) -> usize {
    let (mut used, mut bordered) = (0, false);
    while let Some(line) = lines.get(used) {
        let own = lines.get(used..).unwrap_or_default();
        let own = broken.map_or(1, |b| b.length(own, used == 0));
        if own > 1 {
            (used, bordered) = (used + own, false);
            continue;
        }
        let before = std::mem::replace(&mut bordered, is_border(line));
        if before && bordered {
            break;
        }
        if bordered || pipes(line) > 0 {
            used += 1;
            continue;
        }
        let rest = lines.get(used..).unwrap_or_default();
        if used == 0 {
            match begins_between_bars(rest) {
                true => used += 1,
                false => break,
            }
            continue;
        }
        let above = lines.get(..used).and_then(<[Line]>::last);
        match page_gap(rest) {
            Some((_, length))
                if above.is_some_and(is_row)
                    && rest.get(length).is_some_and(|l| is_row(l) && !is_header(l)) =>
            {
                used += length;
            }
            _ if spaced(lines, used) > 0 => used += spaced(lines, used),
            _ if open_box(above, rest) > 0 => used += open_box(above, rest),
            _ if lists_on(above, rest, lines) > 0 => used += lists_on(above, rest, lines),
            _ if heads_rows(lines, used) => used += 1,
            _ => match above.map_or(0, |above| broken_cell(above, rest)) {
                length if length == 0 || begins_another(lines, used, length) => break,
                length => used += length,
            },
        }
    }
    used
}

/// Whether a bar on a line of its own stands behind the first cells, a line each.
fn begins_between_bars(lines: &[Line]) -> bool {
    let mut pairs = lines.chunks(2).take(2);
    let pair = |two: &[Line]| matches!(two, [cell, bar] if !cell.is_blank() && pipes(cell) == 0 && is_bar(bar));
    pairs.len() == 2 && pairs.all(pair)
}

/// Whether a line is a bar and nothing else.
fn is_bar(line: &Line) -> bool {
    pipes(line) == 1
        && line
            .chars
            .iter()
            .all(|c| is_pipe(c) || c.ch.is_whitespace())
}

/// How many blank lines stand here, if such part all rows of a table that begins with its header.
fn spaced(lines: &[Line], used: usize) -> usize {
    let rest = lines.get(used..).unwrap_or_default();
    let gap = rest.iter().take_while(|l| l.is_blank()).count();
    // Below the header, over which a title may stand, the border under it, or the first row.
    let begins = || lines.iter().take(4).any(Line::is_blank) && lines.iter().take(2).any(is_header);
    // What heads rows stands alone in its row, blank cells beside it or none.
    let next = || is_whole(lines, used + gap) || heads_rows(lines, used + gap);
    if (1..=2).contains(&gap) && begins() && next() {
        gap
    } else {
        0
    }
}

/// How many lines of a gap stand here, within a box: no rule closes the row above it, and one leads up to the row below.
fn open_box(above: Option<&Line>, rest: &[Line]) -> usize {
    let gap = rest.iter().take_while(|l| is_gap(l)).count();
    let below = rest
        .get(gap)
        .filter(|l| is_border(l))
        .and(rest.get(gap + 1));
    match (above, below) {
        (Some(above), Some(below)) if is_row(above) && pipes(above) == pipes(below) => gap,
        _ => 0,
    }
}

/// Whether a row of a table that begins with the first line stands here, and no header.
fn is_whole(lines: &[Line], at: usize) -> bool {
    let bars = |l: &Line| lines.first().is_some_and(|first| pipes(first) == pipes(l));
    lines
        .get(at)
        .is_some_and(|l| (is_row(l) || bars(l)) && !is_header(l))
}

/// Whether the line here stands alone between rows that have all their cells, so that it is no rest of one: it heads the row
/// below it.
fn heads_rows(lines: &[Line], at: usize) -> bool {
    let above = lines.get(..at).unwrap_or_default().iter();
    let above = above.rev().find(|l| !l.is_blank());
    let bars = lines.first().map_or(0, pipes);
    let own = lines.get(at).filter(|l| pipes(l) == 0);
    let blank = lines.get(at + 1).is_some_and(Line::is_blank);
    bars > 1
        && above.is_some_and(|l| pipes(l) == bars)
        && own.is_some_and(super::may_head_rows)
        && is_whole(lines, at + 1 + usize::from(blank))
}

/// Most lines without a bar that stand in one cell: the longest cells met have some ten.
const BROKEN: usize = 10;

/// Fewer lines than this are a broken cell's where each line is a cell: such have four at most.
const LONE: usize = 4;

/// How many lines go on with a cell that the line above them leaves open: another with a bar, and no header, follows.
fn broken_cell(above: &Line, rest: &[Line]) -> usize {
    let closed = above.is_blank() || is_closed(above);
    let within = |l: &&Line| pipes(l) == 0 && !l.is_blank() && !stacked::is_outside(l);
    let length = rest.iter().take(BROKEN).take_while(within).count();
    let next = rest.get(length).filter(|l| pipes(l) > 0 && !is_header(l));
    // Where every line is a cell, one may be broken that stands below a closed one.
    let lone = |l: &Line| pipes(l) == 1 && is_closed(l);
    let open = !closed || lone(above) && length < LONE && next.is_some_and(lone);
    if open && next.is_some() { length } else { 0 }
}

/// Whether names of columns stand behind lines below sums, a cell a line: those are the title of another table.
fn begins_another(lines: &[Line], used: usize, length: usize) -> bool {
    let cell = |line: &Line| row_of(line).first().map(|c| assemble::key_of(c));
    let name = |line: &Line| cell(line).is_some_and(|key| role::is_key_of_known_name(&key));
    let sum = |line: &Line| cell(line).is_some_and(|key| money::is_sum(&key));
    let (above, rest) = lines.split_at_checked(used).unwrap_or_default();
    let mut next = rest.iter().skip(length).take(2);
    // Two rows have a sum, however wide they are.
    let mut near = above.iter().rev().take(2 * stacked::NAMES);
    next.len() == 2 && next.all(name) && near.any(sum)
}

/// How many lines go on with what the last cell of the row above them lists.
fn lists_on(above: Option<&Line>, rest: &[Line], table: &[Line]) -> usize {
    let Some(above) = above.filter(|l| is_row(l)) else {
        return 0;
    };
    let within = |l: &&Line| !l.is_blank() && !stacked::is_outside(l);
    let below: Vec<Row> = rest
        .iter()
        .take(BROKEN)
        .take_while(within)
        .map(row_of)
        .collect();
    let width = table.first().map_or(0, |l| row_of(l).len());
    rests::listed_below(&row_of(above), &below, width)
}

/// The cells of a line, a bar before the first of them or not.
fn row_of(line: &Line) -> Row {
    let own = stretch(line, &line.chars);
    let chars = match own.chars.split_first() {
        Some((first, rest)) if is_pipe(first) => rest,
        _ => own.chars.as_slice(),
    };
    let cells = parted(chars).into_iter();
    cells.map(|cell| vec![stretch(line, cell)]).collect()
}

/// Said of the cells of a row in which a text ends.
fn cut_off() -> Diagnostic {
    Diagnostic::new(
        codes::FORM_CUT_OFF,
        Severity::Warning,
        "the text ends within this row; what stood behind it is lost",
        "文本在该行中断，其后内容缺失",
    )
    .help("look at the whole text", "请查看完整原文")
}

/// Whether a line holds several cells.
fn is_row(line: &Line) -> bool {
    let cells = parted(&line.chars).into_iter();
    let filled = cells.filter(|c| !c.iter().all(|c| c.ch.is_whitespace()));
    filled.count() > 1
}

fn is_header(line: &Line) -> bool {
    let cells = parted(&line.chars).into_iter().filter(|c| !c.is_empty());
    let row = cells.map(|cell| vec![stretch(line, cell)]).collect();
    residue::is_header(&row)
}

/// Rows of a table whose first line begins without a bar: a bar at the beginning of a line closes a blank cell there,
/// where the line is a cell short without it. Of each row it is known whether a bar begins it. Says which rows were given one.
fn open_cells(mut rows: Vec<(bool, Row)>, width: usize) -> (Vec<(bool, Row)>, Vec<usize>) {
    let mut opened = Vec::new();
    // Bars that fill a row up are gone from it.
    let width = match rows.first() {
        Some((false, row)) if row.len() > 2 => row.len().max(width),
        _ => return (rows, opened),
    };
    for (at, (bar, row)) in rows.iter_mut().enumerate() {
        if *bar && row.len() < width {
            row.insert(0, Vec::new());
            *bar = false;
            opened.push(at);
        }
    }
    (rows, opened)
}

type Row = Vec<Vec<Line>>;

pub(super) fn is_pipe(c: &Char) -> bool {
    matches!(c.ch, '|' | '｜' | '│' | '┃' | '║')
}

/// Where the bars of a line stand that part cells: one behind a backslash is text (Markdown).
fn bars(chars: &[Char]) -> Vec<usize> {
    let escaped = |at: usize| {
        at.checked_sub(1)
            .and_then(|b| chars.get(b))
            .is_some_and(|c| c.ch == '\\')
    };
    let bars = chars.iter().enumerate().filter(|(_, c)| is_pipe(c));
    bars.map(|(at, _)| at).filter(|at| !escaped(*at)).collect()
}

/// The stretches between the bars.
pub(super) fn parted(chars: &[Char]) -> Vec<&[Char]> {
    let mut from = 0;
    let mut out = Vec::new();
    for at in bars(chars) {
        out.extend(chars.get(from..at));
        from = at + 1;
    }
    out.extend(chars.get(from..));
    out
}

/// Whether a bar ends a line.
pub(super) fn is_closed(line: &Line) -> bool {
    let last = line.chars.iter().rfind(|c| !c.ch.is_whitespace());
    last.is_some_and(is_pipe)
}

pub(super) fn pipes(line: &Line) -> usize {
    bars(&line.chars).len()
}

/// ├───┼───┤, +---+---+: a rule drawn with characters.
fn is_border(line: &Line) -> bool {
    let cross = |c: &Char| c.ch == '+' || matches!(c.ch, '\u{2500}'..='\u{257F}') && !is_pipe(c);
    let mark =
        |c: &Char| cross(c) || matches!(c.ch, '-' | '=') || is_pipe(c) || c.ch.is_whitespace();
    // A line of nothing but dashes ends a text or parts it.
    line.chars.iter().all(mark)
        && line.chars.iter().filter(|c| cross(c)).count() > 1
        && line
            .chars
            .iter()
            .any(|c| matches!(c.ch, '-' | '=' | '─' | '━' | '═'))
}

/// `| --- | :--: |`; a dash before the only bar is a cell.
pub(super) fn is_rule(line: &Line) -> bool {
    let marks =
        |c: &Char| is_pipe(c) || matches!(c.ch, '-' | ':' | '+' | '=') || c.ch.is_whitespace();
    let dashes = line.chars.iter().filter(|c| c.ch == '-').count();
    line.chars.iter().all(marks) && dashes > usize::from(pipes(line) == 1)
}

/// The cells of a line; the bars, also a leading one, are marks.
fn cells(line: &Line, ctx: &mut Context<'_>) -> Vec<Vec<Line>> {
    let marks = bars(&line.chars);
    let marks = marks.iter().filter_map(|at| line.chars.get(*at));
    ctx.accounts.discard(marks, Discard::Markup);
    let first = line
        .chars
        .iter()
        .position(|c| !c.ch.is_whitespace())
        .unwrap_or(0);
    let leading = line.chars.get(first).is_some_and(is_pipe);
    let chars = line
        .chars
        .get(first + usize::from(leading)..)
        .unwrap_or_default();
    let own = parted(chars);
    own.iter()
        .take(own.len() - padding(chars))
        .map(|cell| {
            let cell = without_escapes(cell, ctx);
            broken(line, &cell, ctx)
        })
        .collect()
}

/// How many bars at the end of a line fill a row up that has too few cells, those of merged ones gone: several stand without
/// anything between them, and those between the cells do not.
fn padding(chars: &[Char]) -> usize {
    let end = chars.iter().rposition(|c| !c.ch.is_whitespace());
    let own = chars.get(..end.map_or(0, |e| e + 1)).unwrap_or_default();
    let count = own.iter().rev().take_while(|c| is_pipe(c)).count();
    let cells = own.get(..own.len() - count).unwrap_or_default();
    let apart = bars(cells).into_iter().all(|at| {
        let before = at.checked_sub(1).and_then(|b| cells.get(b));
        before.is_some_and(|c| c.ch.is_whitespace())
    });
    let several = count > 1 && bars(cells).len() > 1;
    if several && apart { count } else { 0 }
}

/// A cell without the backslashes that Markdown puts before its own marks: 刘\*\*, A\|B.
fn without_escapes(cell: &[Char], ctx: &mut Context<'_>) -> Vec<Char> {
    let escapes = |at: usize| {
        let next = cell.get(at + 1).map(|c| c.ch);
        cell.get(at).is_some_and(|c| c.ch == '\\') && next.is_some_and(|c| c.is_ascii_punctuation())
    };
    let (mut out, mut at) = (Vec::with_capacity(cell.len()), 0);
    while let Some(char) = cell.get(at) {
        if escapes(at) {
            ctx.accounts.discard([char], Discard::Markup);
            at += 1;
        }
        out.extend(cell.get(at));
        at += 1;
    }
    out
}

/// Characters of the `<br>` that these begin with.
fn line_break(chars: &[Char]) -> Option<usize> {
    ["<br/>", "<br />", "<br>"].iter().find_map(|mark| {
        let own = chars.iter().map(|c| c.ch.to_ascii_lowercase());
        own.take(mark.len()).eq(mark.chars()).then_some(mark.len())
    })
}

/// A cell's lines: `<br>` ends one. Marks of emphasis may stand round all of them.
fn broken(line: &Line, cell: &[Char], ctx: &mut Context<'_>) -> Vec<Line> {
    let whole = marks::without_stars(&stretch(line, cell), ctx);
    let cell = whole.chars.as_slice();
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = cell.get(at..).filter(|r| !r.is_empty()) {
        let Some(mark) = line_break(rest) else {
            at += 1;
            continue;
        };
        lines.push(stretch(line, cell.get(start..at).unwrap_or_default()));
        ctx.accounts
            .discard(rest.get(..mark).unwrap_or_default(), Discard::Markup);
        at += mark;
        start = at;
    }
    lines.push(stretch(line, cell.get(start..).unwrap_or_default()));
    lines
        .into_iter()
        .map(|l| marks::without(marks::without_stars(&l, ctx), ctx))
        .collect()
}

/// A bar at the end of every line makes a last column without text. Where it is gone, a title may have more bars behind it than the
/// rows have cells.
fn drop_trailing_column(rows: &mut [Row], closed: bool) {
    let blank = |cell: &Vec<Line>| cell.iter().all(Line::is_blank);
    let lone = |row: &Row| row.iter().filter(|c| !blank(c)).count() < 2;
    let cols = rows.iter().filter(|row| !closed || !lone(row));
    let cols = cols.map(Vec::len).max().unwrap_or(0);
    let empty = |row: &Row| row.get(cols.saturating_sub(1)).is_none_or(blank);
    let width = if closed {
        cols
    } else if rows.iter().all(empty) {
        cols.saturating_sub(1)
    } else {
        return;
    };
    if width > 0 {
        rows.iter_mut().for_each(|row| row.truncate(width));
    }
}

/// `## 标题` without its marks.
pub(super) fn without_heading_marks(line: &Line, ctx: &mut Context<'_>) -> Line {
    let marks = line.chars.iter().take_while(|c| c.ch == '#').count();
    // Markdown knows six levels; the marks are followed by a blank.
    if !(1..=6).contains(&marks) || line.chars.get(marks).is_none_or(|c| !c.ch.is_whitespace()) {
        return marks::without_stars(line, ctx);
    }
    ctx.accounts
        .discard(line.chars.get(..marks).unwrap_or_default(), Discard::Markup);
    let heading = stretch(line, line.chars.get(marks..).unwrap_or_default());
    marks::without_stars(&heading, ctx)
}
