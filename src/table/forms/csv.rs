//! Comma-separated values (RFC 4180) pasted into a text.

use super::aligned::fits;
use super::{named, page_gap, residue, roles, stretch};
use crate::accounts::{Char, Discard};
use crate::context::Context;
use crate::lexicon::key::Key;
use crate::lexicon::money;
use crate::lexicon::role;
use crate::model::Role;
use crate::table::{Grid, assemble};
use crate::text::Line;

/// Reads a table that begins with a line of column names, or with one that names the separator (sep=;), as spreadsheets do.
pub(super) fn read(lines: &[Line], ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let first = lines.first()?;
    let Some(separator) = separator(first) else {
        let all = SEPARATORS.iter();
        return all.copied().find_map(|mark| records(lines, mark, ctx));
    };
    let (grid, used) = records(lines.get(1..)?, separator, ctx)?;
    ctx.accounts.discard(&first.chars, Discard::Markup);
    Some((grid, used + 1))
}

/// Records above the first blank line where such lines part all of them: the names on two levels, and the first row.
const FIRST: usize = 3;

/// Marks that part fields; those of full width where they were typed, or a word processor put them.
const SEPARATORS: &[char] = &[',', ';', '，', '；'];

/// The separator that a line names: sep=;
fn separator(line: &Line) -> Option<char> {
    let text = line.raw();
    let mut named = text.trim().strip_prefix("sep=")?.chars();
    named.next().filter(|_| named.next().is_none())
}

fn records(lines: &[Line], separator: char, ctx: &mut Context<'_>) -> Option<(Grid, usize)> {
    let header = lines.first()?;
    let parted = header.chars.iter().filter(|c| c.ch == separator).count();
    // Prose has commas too; a header is mostly names of columns, and no cell is a sentence.
    if parted == 0 {
        return None;
    }
    let names = fields(header, separator);
    if !names.iter().all(|n| is_name(n)) {
        return None;
    }
    // Full-width marks are those of sentences: there every field must be a name.
    let of_prose = !separator.is_ascii() && named(&names) < names.len();
    if of_prose || !residue::is_header(&names) && !is_even(lines, &names, separator) {
        return None;
    }
    // Of two columns both must be names, and one hold sums: a sentence may have two such words as well.
    if parted == 1 && !(named(&names) == 2 && has_sum_below(lines, &names, separator)) {
        return None;
    }
    // A sentence with commas stands alone; a header has a record below it.
    let below = lines.get(1)?;
    if !below.chars.iter().any(|c| c.ch == separator)
        && !goes_on(lines.get(1..)?, names.len(), separator)
    {
        return None;
    }
    let mut rows: Vec<Vec<Vec<Line>>> = Vec::new();
    let mut used = 0;
    // Blank lines after every row, and maybe after the header.
    let mut spaced = true;
    while let Some(rest) = lines.get(used..).filter(|r| !r.is_empty()) {
        // A page number between two records is a row of its own, so that those below it are known to be of this table.
        let gap = page_gap(rest).filter(|_| !rows.is_empty());
        let (number, length) = gap.unwrap_or_default();
        let below = rest.get(length..).unwrap_or_default();
        let blank = below.iter().take_while(|l| l.is_blank()).count();
        if blank > 0 {
            // Blank lines may begin below the first records. Where a page ends the next record has its sum.
            let record = || {
                let row = below
                    .get(blank)
                    .map(|l| fields(l, separator))
                    .unwrap_or_default();
                let roles = roles(&names);
                roles.contains(&Some(Role::Amount)) && row.len() > 2 && fits(&row, &roles)
            };
            let between = !rows.is_empty() && (rows.len() < FIRST || spaced || record());
            if !between || gap.is_some() || !goes_on(below, names.len(), separator) {
                break;
            }
            used += blank;
            continue;
        }
        if below.is_empty() {
            break;
        }
        if rows.len() > 1 && super::stands_below(below, |l| fields(l, separator)) {
            break;
        }
        let (row, taken) = record(below, separator, ctx);
        // A heading of the rows below it has a line of its own.
        let heads = row.len() == 1
            && !rows.is_empty()
            && below.first().is_some_and(super::may_head_rows)
            && goes_on(below, names.len(), separator);
        if row.len() < 2 && !heads || gap.is_some() && residue::is_header(&row) {
            break;
        }
        spaced &= rows.len() < FIRST
            || used
                .checked_sub(1)
                .and_then(|at| lines.get(at))
                .is_some_and(Line::is_blank);
        if gap.is_some() {
            rows.extend(rest.get(number).map(|l| vec![vec![l.clone()]]));
        }
        used += length + taken;
        rows.push(row);
    }
    if rows.len() < 2 {
        return None;
    }
    residue::mend(rows, ctx).map(|(g, _)| (g, used))
}

/// Whether a record that is no header follows, behind blank lines or a line of one field: a whole one, or without remarks.
fn goes_on(lines: &[Line], width: usize, separator: char) -> bool {
    let parted = |l: &Line| l.chars.iter().filter(|c| c.ch == separator).count();
    let mut filled = lines.iter().skip_while(|l| l.is_blank() || parted(l) == 0);
    let skipped = lines.len() - filled.clone().count();
    let row = filled.next();
    skipped <= APART
        && row.is_some_and(|l| {
            let fields = fields(l, separator);
            let whole = fields.len() == width || width > 3 && fields.len() + 1 == width;
            whole && !residue::is_header(&fields)
        })
}

/// The fields of a line, as far as no quoted one runs over its end.
fn fields(line: &Line, separator: char) -> Vec<Vec<Line>> {
    let mut quoted = false;
    let fields = line.chars.split(|c| {
        quoted ^= c.ch == '"';
        c.ch == separator && !quoted
    });
    let bare = |field: &[Char]| -> Vec<Char> {
        let own = field.iter().filter(|c| c.ch != '"');
        own.copied().collect()
    };
    fields
        .map(|field| vec![stretch(line, &bare(field))])
        .collect()
}

/// Most lines without a record between two of them: a blank one, a heading, and another blank one.
const APART: usize = 3;

/// A line above or below the records that spreadsheets pad to their number of fields (附件1,,,, or 填报单位：某局,,,单位：元,):
/// its fields, each a line.
pub(super) fn without_padding(
    line: &Line,
    beside: [Option<&Line>; 2],
    ctx: &mut Context<'_>,
) -> Vec<Line> {
    let own = padded(line, beside, ctx);
    let text = own.raw();
    let (commas, blank) = (text.matches(',').count(), text.contains(",,"));
    // Two commas side by side stand in no sentence; more than half of the fields are padding.
    if !blank || commas < 3 || text.contains('。') {
        return vec![own];
    }
    let (fields, _) = record(std::slice::from_ref(&own), ',', ctx);
    let fields = fields.into_iter().flatten();
    fields.filter(|l| !l.is_blank()).collect()
}

/// Marks that part the fields of a line, and stand at its end for those that are blank.
const PADDING: &[char] = &[',', ';', '|', '｜'];

/// A line without the marks at its end, if nothing but one field stands before them. Where every field is quoted, so is
/// this one, and so is the line above or below.
fn padded(line: &Line, beside: [Option<&Line>; 2], ctx: &mut Context<'_>) -> Line {
    let in_marks = |line: &Line| {
        let marks = line.chars.iter().filter(|c| c.ch == '"').count();
        let ends =
            matches!(line.chars.as_slice(), [first, .., last] if first.ch == '"' && last.ch == '"');
        (ends, marks)
    };
    if in_marks(line) == (true, 2)
        && beside.into_iter().flatten().any(|l| in_marks(l).0)
        && let [first, field @ .., last] = line.chars.as_slice()
    {
        ctx.accounts.discard([first, last], Discard::Markup);
        return stretch(line, field);
    }
    // A sentence does not end in two commas.
    let pads = |mark: &&char| {
        let own = fields(line, **mark);
        let blank = |field: &Vec<Line>| field.iter().all(Line::is_blank);
        own.len() > 2 && (own.iter().enumerate()).all(|(at, field)| blank(field) == (at > 0))
    };
    let last = line.chars.iter().rev().find(|c| !c.ch.is_whitespace());
    let ends = last.is_some_and(|c| c.ch == '"' || PADDING.contains(&c.ch));
    let Some(mark) = PADDING.iter().filter(|_| ends).find(pads) else {
        return line.clone();
    };
    let (fields, _) = record(std::slice::from_ref(line), *mark, ctx);
    let first = fields.into_iter().next().and_then(|f| f.into_iter().next());
    first.unwrap_or_else(|| line.clone())
}

/// Whether the record below a header has a sum under the name of one.
fn has_sum_below(lines: &[Line], names: &[Vec<Line>], separator: char) -> bool {
    let roles = roles(names);
    roles.contains(&Some(Role::Amount))
        && lines.get(1).is_some_and(|below| {
            let row = fields(below, separator);
            row.len() == names.len() && fits(&row, &roles)
        })
}

/// Where few names are known: whether two records of as many fields follow, and a name is known after all, or all are names
/// of what has no role, or a field is a number in both. A paragraph with half-width commas has none of these.
fn is_even(lines: &[Line], names: &[Vec<Line>], separator: char) -> bool {
    let Some(next) = lines.get(1..3) else {
        return false;
    };
    let texts: Vec<&Key> = next.iter().map(|l| l.key()).collect();
    let records: Vec<_> = next.iter().map(|l| fields(l, separator)).collect();
    let as_many = records.iter().all(|r| r.len() == names.len());
    let prose = texts.iter().any(|t| t.ends_with('。'));
    let known = |n: &Vec<Line>| role::is_key_of_known_name(&assemble::key_of(n));
    let number = |c: usize| {
        let mut fields = records.iter().filter_map(|r| r.get(c));
        fields.all(|f| money::is_sum(&assemble::key_of(f)))
    };
    as_many
        && !prose
        && (named(names) > 0 || names.iter().all(known) || (0..names.len()).any(number))
}

/// Whether a field may be the name of a column, or is left blank.
fn is_name(cell: &[Line]) -> bool {
    let text = assemble::key_of(cell);
    text.is_empty() || role::may_be_name(&text) || role::is_known_name(&text)
}

/// One record: a quoted field may run over lines.
pub(super) fn record(
    lines: &[Line],
    separator: char,
    ctx: &mut Context<'_>,
) -> (Vec<Vec<Line>>, usize) {
    let mut fields: Vec<Vec<Line>> = Vec::new();
    let mut field: Vec<Line> = Vec::new();
    let mut quoted = false;
    let mut marks: Vec<Char> = Vec::new();
    let mut used = 0;
    for line in lines {
        used += 1;
        let mut open: Vec<Char> = Vec::new();
        let mut chars = line.chars.iter().peekable();
        while let Some(&c) = chars.next() {
            match c.ch {
                '"' if quoted && chars.peek().is_some_and(|n| n.ch == '"') => {
                    marks.push(c);
                    open.extend(chars.next());
                }
                // ="0101": so exporters keep figures as text.
                '=' if !quoted && open.is_empty() && chars.peek().is_some_and(|n| n.ch == '"') => {
                    marks.push(c);
                }
                '"' if quoted || open.is_empty() => {
                    quoted = !quoted;
                    marks.push(c);
                }
                ch if ch == separator && !quoted => {
                    // A tab is white space, which is not accounted for.
                    marks.extend((!ch.is_whitespace()).then_some(c));
                    field.push(stretch(line, &open));
                    open.clear();
                    fields.push(std::mem::take(&mut field));
                }
                _ => open.push(c),
            }
        }
        field.push(stretch(line, &open));
        if !quoted {
            break;
        }
    }
    fields.push(field);
    if fields.len() > 1 {
        ctx.accounts.discard(&marks, Discard::Markup);
    }
    (fields, used)
}
