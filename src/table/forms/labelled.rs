//! A row a line, every value behind the name of its column (序号：1；购买主体：区教育局；金额：5万元。): blank cells are left out.

use std::collections::HashMap;
use std::ops::Range;

use super::{grid, stands_between_pages, stretch};
use crate::accounts::{Char, Discard};
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::{money, role, standing};
use crate::model::Role;
use crate::table::Grid;
use crate::table::assemble::header::are_names;
use crate::text::Line;

/// A labelled value as ranges of characters of its line.
struct Field {
    name: String,
    label: Range<usize>,
    value: Range<usize>,
    /// Whether its value holds a label that the row has had before.
    twice: bool,
}

/// A row: its line, or its lines joined, and the labelled values in it.
struct Entry<'l> {
    printed: &'l Printed,
    fields: Vec<Field>,
}

/// The lines that a row is printed in, as one.
struct Printed {
    line: Line,
    /// Where a line was broken: the index of the first character after it.
    breaks: Vec<usize>,
}

/// Most lines that a row goes on over: cells wrap over five.
const MORE: usize = 5;
/// Most labels of a row: the widest lists met have fifteen columns, and twice as many are no row.
const WIDEST: usize = 30;

/// What parts the labelled values of a row printed as if it were one of a table.
const BARS: &[char] = &['|', '｜'];

/// Likewise, where each cell between bars has a label: 项目：夜间巡逻 | 主管：区公安分局 | 金额：45万元.
pub(super) fn between_bars(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let top = lines.first()?;
    let cells = top.chars.split(|c| BARS.contains(&c.ch));
    let cells = cells.filter(|c| !c.iter().all(|c| c.ch.is_whitespace()));
    let cells = cells.count();
    (cells > 2 && marks(top, BARS).len() == cells)
        .then(|| read(lines, ctx))
        .flatten()
}

/// Reads lines that carry the same labels, those of rows among them.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let top = lines.first()?;
    // Two labels are a sentence's; contacts have three, and none of a row. A comma stands within values where semicolons
    // part them, and a blank within most.
    let all: [&[char]; 4] = [BARS, &['；', ';'], &['，', ','], &[' ', '\u{3000}', '\t']];
    let (between, first) = all
        .into_iter()
        .map(|between| (between, marks(top, between)))
        .find(|(_, fields)| fields.len() > 2)?;
    if !first.iter().any(|f| is_of_row(&f.name)) {
        return None;
    }
    let first = &first.first()?.name;
    let (printed, used) = printed(lines, |line| {
        let label = label(line, between);
        label.is_some_and(|name| name == *first)
    });
    let fields = |p| Entry {
        printed: p,
        fields: marks(&p.line, between),
    };
    let rows = keep_labels(printed.iter().map(fields).collect(), first)?;
    if rows.len() < 2 {
        return None;
    }
    let names = order(&rows)?;
    // Three rows with the very same labels are no chance, whatever they are called.
    let even = rows.len() > 2 && rows.iter().all(|row| row.fields.len() == names.len());
    let keys: Vec<Key> = names.iter().map(|n| Key::of(n)).collect();
    if names.len() < 3 || !(are_names(&keys) || even) {
        return None;
    }
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    cells(&rows, &names, ctx).map(|g| (g, used))
}

/// A paragraph of labels and values, one of a sum among them (施工单位：某公司；审定造价：1,194元), a line each.
pub(super) fn parted(lines: Vec<Line>, ctx: &mut Context<'_>) -> Vec<Line> {
    let own = lines.iter().enumerate();
    let mut own = own.filter_map(|(at, line)| Some((at, values(line)?)));
    // Several are rows that could not be read as such.
    let (Some((at, ranges)), None) = (own.next(), own.next()) else {
        return lines;
    };
    let mut out = Vec::with_capacity(lines.len() + ranges.len());
    for (index, line) in lines.into_iter().enumerate() {
        if index != at {
            out.push(line);
            continue;
        }
        let cut = |range: &Range<usize>| line.chars.get(range.clone()).unwrap_or_default();
        out.extend(ranges.iter().map(|range| stretch(&line, cut(range))));
        let inside = |at: usize| ranges.iter().any(|range| range.contains(&at));
        let marks = line.chars.iter().enumerate();
        let marks = marks.filter(|(at, c)| !inside(*at) && !c.ch.is_whitespace());
        ctx.accounts.discard(marks.map(|(_, c)| c), Discard::Markup);
    }
    out
}

/// Where the labels and values of a paragraph stand, marks behind them left off.
fn values(line: &Line) -> Option<Vec<Range<usize>>> {
    let fields = marks(line, &['；', ';']);
    // 补助对象：某合作社。补助金额：5万元。
    let sentences = || marks(line, &['。']);
    let two = fields.len() < 2;
    let fields = if two { sentences() } else { fields };
    let text = |range: &Range<usize>| -> String {
        let own = line.chars.get(range.clone()).unwrap_or_default();
        let own: String = own.iter().map(|c| c.ch).collect();
        own.trim_end_matches(['；', ';', '。']).to_owned()
    };
    let paid = |f: &Field| {
        role::of_header(&f.name) == Some(Role::Amount) && money::is_sum(&text(&f.value))
    };
    // Two are a sentence's, but for words that are names of columns and of nothing else.
    let words = || fields.iter().all(|f| role::is_name(&f.name));
    let enough = if fields.len() == 2 && two {
        words()
    } else {
        fields.len() > 2
    };
    if !enough || !fields.iter().any(paid) {
        return None;
    }
    let end = |f: &Field| f.label.end + 1 + text(&f.value).chars().count();
    Some(fields.iter().map(|f| f.label.start..end(f)).collect())
}

/// Whether a label names what only rows have.
fn is_of_row(name: &str) -> bool {
    matches!(
        role::of_header(name),
        Some(Role::Sequence | Role::Project | Role::Amount)
    )
}

/// The rows' lines, and how many lines they are in: from each line that begins a row to the next. A line that was not
/// closed goes on below it.
fn printed(lines: &[Line], begins: impl Fn(&Line) -> bool) -> (Vec<Printed>, usize) {
    let mut out: Vec<Printed> = Vec::new();
    let (mut used, mut open): (usize, Vec<&Line>) = (0, Vec::new());
    // Where the first row ends in a mark, every row does, and the last one's lines are known by it.
    let mut marked = false;
    for (index, line) in lines.iter().enumerate() {
        if stands_between_pages(line) {
            continue;
        }
        if line.is_blank() {
            // A wrapped line is followed by its rest.
            if !open.is_empty() {
                break;
            }
            continue;
        }
        let begins = begins(line);
        if begins {
            if let Some(before) = out.last_mut() {
                open.drain(..).for_each(|l| before.go_on(l));
            }
            out.push(Printed {
                line: line.clone(),
                breaks: Vec::new(),
            });
        } else if out.last().is_none_or(|p| is_closed(&p.line)) || open.len() == MORE {
            break;
        } else {
            open.push(line);
        }
        let last = open.last().copied().unwrap_or(line);
        if marked
            && !begins
            && is_closed(last)
            && let Some(before) = out.last_mut()
        {
            open.drain(..).for_each(|l| before.go_on(l));
        }
        marked |= out.len() == 1 && is_closed(last);
        if open.is_empty() {
            used = index + 1;
        }
    }
    (out, used)
}

impl Printed {
    fn go_on(&mut self, line: &Line) {
        self.breaks.push(self.line.chars.len());
        self.line.chars.extend(line.chars.iter().copied());
        self.line.bbox = self.line.bbox.union(&line.bbox);
    }
}

/// Whether a line ends in a mark that closes a row.
fn is_closed(line: &Line) -> bool {
    let last = line.chars.iter().rfind(|c| !c.ch.is_whitespace());
    last.is_some_and(|c| matches!(c.ch, '。' | '；' | ';' | '.'))
}

/// The label that a line begins with.
fn label(line: &Line, between: &[char]) -> Option<String> {
    let colon = line.chars.iter().position(|c| matches!(c.ch, '：' | ':'))?;
    let start = Line {
        chars: line.chars.get(..=colon)?.to_vec().into(),
        ..line.clone()
    };
    marks(&start, between).into_iter().next().map(|f| f.name)
}

/// Every stretch of a line that may be a label, and what follows it up to the next.
fn marks(line: &Line, between: &[char]) -> Vec<Field> {
    let mut out: Vec<Field> = Vec::new();
    let mut start = line
        .chars
        .iter()
        .take_while(|c| c.ch.is_whitespace())
        .count();
    let mut depth = 0_u32;
    let mut colon = None;
    for (at, c) in line.chars.iter().enumerate().skip(start) {
        match c.ch {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            // 其中：区级资金：5万元 is one label and its value.
            ':' | '：' if depth == 0 && colon.is_none() && goes_on(line, start..at, between) => {}
            ':' | '：' if depth == 0 && colon.is_none() => {
                colon = Some(at);
                if let Some(mut field) = field(line, start..at) {
                    if out.is_empty() {
                        without_number(&mut field);
                    }
                    if let Some(open) = out.last_mut() {
                        open.value.end = start;
                    }
                    out.push(field);
                } else if out.is_empty() {
                    return out;
                }
            }
            c if depth == 0 && between.contains(&c) => (start, colon) = (at + 1, None),
            _ => {}
        }
    }
    out
}

/// Whether a stretch says 其中 alone, and the label of the part follows up to another colon.
fn goes_on(line: &Line, label: Range<usize>, between: &[char]) -> bool {
    let own = line.chars.get(label.clone()).unwrap_or_default();
    let own: String = own.iter().map(|c| c.ch).collect();
    let rest = line.chars.iter().skip(label.end + 1).map(|c| c.ch);
    let mut rest = rest.take_while(|c| !between.contains(c));
    standing::is_of_which(&own) && rest.any(|c| matches!(c, ':' | '：'))
}

/// 项目1：…, 项目2：… are one label, with the number of the row behind it.
fn without_number(field: &mut Field) {
    let bare = field.name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = field.name.len() - bare.len();
    if digits > 0 && role::is_word(bare) {
        field.label.end = field.label.end.saturating_sub(digits);
        field.name = bare.to_owned();
    }
}

fn field(line: &Line, label: Range<usize>) -> Option<Field> {
    let chars = line.chars.get(label.clone())?;
    let name: String = chars
        .iter()
        .map(|c| c.ch)
        .filter(|c| !c.is_whitespace())
        .collect();
    // The longest header in use has thirteen characters; a word may be added to it.
    let short = (1..=15).contains(&name.chars().count());
    let value = label.end + 1..line.chars.len();
    (short && !name.contains(['。', '、', '《'])).then_some(Field {
        name,
        label,
        value,
        twice: false,
    })
}

/// What is a label in one row only, and no known name, is part of the value before it, and so is one that the row has had
/// before. The label that begins rows begins another one within a line too.
fn keep_labels<'l>(read: Vec<Entry<'l>>, first: &str) -> Option<Vec<Entry<'l>>> {
    let mut count: HashMap<String, usize> = HashMap::new();
    for field in read.iter().flat_map(|row| &row.fields) {
        *count.entry(field.name.clone()).or_default() += 1;
    }
    let mut out: Vec<Entry<'l>> = Vec::with_capacity(read.len());
    for row in read {
        let mut kept: Vec<Field> = Vec::with_capacity(row.fields.len());
        for field in row.fields {
            if field.name == first && !kept.is_empty() {
                out.push(Entry {
                    printed: row.printed,
                    fields: std::mem::take(&mut kept),
                });
            }
            let twice = kept.iter().any(|k| k.name == field.name);
            let label = role::is_known_name(&field.name) || count.get(&field.name) > Some(&1);
            match kept.last_mut() {
                Some(open) if twice || !label => {
                    open.value.end = field.value.end;
                    open.twice |= twice;
                }
                _ => kept.push(field),
            }
            if kept.len() > WIDEST {
                return None;
            }
        }
        out.push(Entry {
            printed: row.printed,
            fields: kept,
        });
    }
    Some(out)
}

/// The names in the order of the columns: one that an earlier row leaves out stands behind the one before it.
fn order<'r>(rows: &'r [Entry<'_>]) -> Option<Vec<&'r str>> {
    let mut out: Vec<&str> = Vec::new();
    for row in rows {
        let mut next = 0;
        for field in &row.fields {
            match out.iter().position(|n| *n == field.name) {
                Some(at) => next = at + 1,
                None if out.len() == WIDEST => return None,
                None => {
                    out.insert(next, &field.name);
                    next += 1;
                }
            }
        }
    }
    Some(out)
}

/// The grid: the labels of the first row that has each are the header, later ones repeat it.
fn cells(rows: &[Entry<'_>], names: &[String], ctx: &mut Context<'_>) -> Option<Grid> {
    let mark = |c: char| matches!(c, '；' | ';' | '，' | ',') || BARS.contains(&c);
    let parts = |c: &Char| mark(c.ch) || c.ch.is_whitespace();
    let mut out = vec![vec![Vec::new(); names.len()]];
    let mut doubts: HashMap<(usize, usize), Diagnostic> = HashMap::new();
    for entry in rows {
        let line = &entry.printed.line;
        let mut row = vec![Vec::new(); names.len()];
        for field in &entry.fields {
            let col = names.iter().position(|n| *n == field.name)?;
            let label = line.chars.get(field.label.clone())?;
            let head = out.first_mut()?.get_mut(col)?;
            if head.is_empty() {
                head.push(stretch(line, label));
            } else {
                ctx.accounts.discard(label, Discard::RepeatedHeader);
            }
            let value = line.chars.get(field.value.clone())?;
            // A full stop ends an entry, or parts two values; before another mark it is a value's own.
            let own = value.len() - value.iter().rev().take_while(|c| parts(c)).count();
            let marked = value.iter().skip(own).any(|c| !c.ch.is_whitespace());
            let mut before = value.get(..own).unwrap_or_default().iter().rev();
            let end = if marked {
                own
            } else {
                // Of two, the first is the value's own.
                let blank = |c: &&Char| c.ch.is_whitespace();
                let stop = before.find(|c| !blank(c)).filter(|c| c.ch == '。');
                let blanks = before.take_while(blank).count();
                own - if stop.is_some() { 1 + blanks } else { 0 }
            };
            let (value, marks) = value.split_at(end);
            let colon = line.chars.get(field.label.end..field.value.start)?;
            ctx.accounts
                .discard(colon.iter().chain(marks), Discard::Markup);
            row.get_mut(col)?.push(stretch(line, value));
            if let Some(doubt) = doubt(field, &entry.printed.breaks) {
                doubts.insert((out.len(), col), doubt);
            }
        }
        out.push(row);
    }
    let mut grid = grid(out)?;
    for cell in &mut grid.cells {
        cell.doubts.extend(doubts.remove(&(cell.row, cell.col)));
    }
    Some(grid)
}

/// What is doubtful in a value: it holds a label that the row has had before, or was joined over a line's end.
fn doubt(field: &Field, breaks: &[usize]) -> Option<Diagnostic> {
    let (code, message, message_zh) = if field.twice {
        (
            codes::FORM_AMBIGUOUS_CELLS,
            format!(
                "this entry has a label twice; what follows it the second time stands under {}",
                field.name
            ),
            format!("该条目有重复的栏目名，其后文字列入“{}”", field.name),
        )
    } else if breaks
        .iter()
        .any(|at| field.value.contains(at) || field.label.contains(at))
    {
        (
            codes::FORM_WRAPPED,
            format!(
                "{} goes on over the end of a line; where the entry ends was told by the line that begins the next",
                field.name
            ),
            format!("“{}”跨行，条目的止处按下一条的起始行推定", field.name),
        )
    } else {
        return None;
    };
    let help = ("compare with the printed page", "请对照原页核实");
    Some(Diagnostic::new(code, Severity::Warning, message, message_zh).help(help.0, help.1))
}
