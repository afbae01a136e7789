//! What a row has at its end that may be none of its cells: the last is often blank, and what stands below the list, or heads the
//! rows below it, or numbers the page, stands just where it would.

use foldhash::HashMap;

use super::{Header, Stack};
use crate::lexicon::key::Key;
use crate::lexicon::page_number::Form;
use crate::lexicon::{attachment, dates, labels, numeral, office, papers, role};
use crate::model::Role;
use crate::table::align::{Alignment, Fragment, Kind, Other, Row, Separator};
use crate::table::forms::{rests, stands_between_pages};
use crate::table::schema::{Facts, Gain, Schema};
use crate::text::Line;

/// A cell that gains less cannot be what its column holds: a count below the name of words.
const MISFIT: Gain = -60;

/// Most lines of a sentence below a list that is looked through for its mark.
const SENTENCE: usize = 3;

/// What the text behind a row's sum is taken for.
enum End {
    Cell,
    /// A cell as well as not.
    Doubtful,
    /// What is no cell, and whether that is sure.
    Other(Kind, bool),
}

/// Takes from the rows' last cells what is none, and marks what may be none.
pub(super) fn mend(header: &Header, found: &mut Alignment, stack: &mut Stack<'_>) {
    misfits(header, found, stack);
    moved(header, found, stack);
    let Some(last) = header.columns.len().checked_sub(1) else {
        return;
    };
    if matches!(header.roles.last(), None | Some(Some(Role::Amount))) {
        return;
    }
    let rows = std::mem::take(&mut found.rows);
    let own = |row: &Row| {
        let cells = row.cells.get(last).filter(|_| row.kind == Kind::Item);
        cells.cloned().unwrap_or_default()
    };
    let mut held: HashMap<Key, usize> = HashMap::default();
    for row in &rows {
        if let Some(key) = header.text(stack, own(row)) {
            *held.entry(key).or_default() += 1;
        }
    }
    let mut headings: Vec<Option<&str>> = Vec::new();
    for row in rows.iter().filter(|r| r.kind == Kind::Heading) {
        // Those with a number of their own are known by it.
        let first = stack.get(header.length + row.from);
        if first.is_some_and(|f| f.other == Other::Heading) {
            continue;
        }
        let text = header.text(stack, row.from..row.to);
        let end = text.and_then(|text| labels::group_end(&text));
        if !headings.contains(&end) {
            headings.push(end);
        }
    }
    let list = List {
        shown: header.shows_blanks(stack),
        open: matches!(
            header.roles.last(),
            Some(Some(Role::Note | Role::Purchaser | Role::Provider))
        ),
        figures: held.keys().filter(|key| numeral::is_figures(key)).count(),
        held,
        headings,
    };
    let mut rows = rows.into_iter().peekable();
    while let Some(mut row) = rows.next() {
        let next = rows.peek().map(|r| r.kind);
        // No merged cell reaches over a heading: where who buys is the one above, it is none.
        let carried = rows.peek().is_some_and(|r| {
            let bought = |role: &Option<Role>| *role == Some(Role::Purchaser);
            let at = header.roles.iter().position(bought).filter(|at| *at < last);
            let cell = at.and_then(|at| r.cells.get(at));
            r.kind == Kind::Item && cell.is_some_and(|c| c.is_empty())
        });
        let below = next.map(|kind| (kind, carried));
        let (from, end) = list.end(header, own(&row), below, stack);
        match end {
            End::Cell => {
                // What stands above names said again is no cell.
                if row.kind == Kind::Heading && next == Some(Kind::Header) {
                    row.doubtful.clear();
                }
                if next.is_none() {
                    go_on(header, &mut row, stack);
                }
                if next.is_none() && own(&row).is_empty() && list.may_go_on(header, &row, stack) {
                    row.doubtful.push(last);
                }
                found.rows.push(row);
            }
            End::Doubtful => {
                row.doubtful.push(last);
                found.rows.push(row);
            }
            End::Other(kind, sure) => {
                let to = std::mem::replace(&mut row.to, from);
                if let Some(cell) = row.cells.last_mut() {
                    cell.end = from;
                }
                row.doubtful.retain(|col| *col != last);
                if !sure {
                    row.doubtful.push(last);
                }
                found.rows.push(row);
                // Below the list it is none of its rows.
                if next.is_some() {
                    found.rows.push(Row::alone(kind, from, to));
                }
            }
        }
    }
}

/// Adds to the last row's last cell the lines that surely go on with it.
fn go_on(header: &Header, row: &mut Row, stack: &mut Stack<'_>) {
    let key = |stack: &mut Stack<'_>, at: usize| {
        stack.get(header.length + at).map(|f| f.facts.key.clone())
    };
    let last = header.columns.len() - 1;
    let Some(cell) = row.cells.last_mut().filter(|c| c.start < c.end) else {
        return;
    };
    while let (Some(above), Some(line)) = (key(stack, cell.end - 1), key(stack, cell.end))
        && rests::surely_goes_on(&above, &line)
    {
        cell.end += 1;
        row.to = cell.end;
        // What lists on is a cell's.
        row.doubtful.retain(|col| *col != last);
    }
}

/// Marks counts where the column has words in other rows: a page number may stand among the cells.
fn misfits(header: &Header, found: &mut Alignment, stack: &mut Stack<'_>) {
    let schema: Schema = header.schema(stack);
    for col in 0..header.columns.len() {
        let role = schema.columns.get(col).and_then(|c| c.role);
        if matches!(
            role,
            None | Some(Role::Sequence | Role::Amount | Role::Note)
        ) {
            continue;
        }
        let mut doubtful = Vec::new();
        let mut filled = 0;
        for (index, row) in found.rows.iter().enumerate() {
            let cell = row.cells.get(col).filter(|_| row.kind == Kind::Item);
            let Some(text) = cell.and_then(|c| header.text(stack, c.clone())) else {
                continue;
            };
            filled += 1;
            let facts = Facts::of(text);
            if facts.counts() && schema.cell(col, &facts, None) <= MISFIT {
                doubtful.push(index);
            }
        }
        if doubtful.len() * 2 < filled {
            for index in doubtful {
                if let Some(row) = found.rows.get_mut(index) {
                    row.doubtful.push(col);
                }
            }
        }
    }
}

/// Marks first cells that are nothing of what their column holds where the last cell of the row above is blank and might hold them.
fn moved(header: &Header, found: &mut Alignment, stack: &mut Stack<'_>) {
    let schema = header.schema(stack);
    let Some(last) = schema.width().checked_sub(1) else {
        return;
    };
    for at in 1..found.rows.len() {
        let [above, row] = found.rows.get_mut(at - 1..=at).unwrap_or_default() else {
            continue;
        };
        let blank = above.cells.get(last).is_some_and(|c| c.is_empty());
        let own = row.cells.first().cloned().unwrap_or_default();
        if above.kind != Kind::Item || row.kind != Kind::Item || !blank {
            continue;
        }
        let Some(facts) = header.text(stack, own).map(Facts::of) else {
            continue;
        };
        if schema.cell(0, &facts, None) < 0 && schema.cell(last, &facts, None) > 0 {
            above.doubtful.push(last);
            row.doubtful.push(0);
        }
    }
}

/// What the last cells of a list's rows hold.
struct List {
    /// Whether blank lines show blank cells.
    shown: bool,
    /// Whether they are remarks, or names of bodies, so that they may be blank and are no longer than a heading is.
    open: bool,
    /// What they say, and how often.
    held: HashMap<Key, usize>,
    /// How many different ones are figures.
    figures: usize,
    /// The words that headings without a number end in, or other words.
    headings: Vec<Option<&'static str>>,
}

impl List {
    /// What the text of a last cell is, from which fragment on; `next`: what the row below is, and whether
    /// it goes on with a merged cell of the row above.
    fn end(
        &self,
        header: &Header,
        cell: std::ops::Range<usize>,
        next: Option<(Kind, bool)>,
        stack: &mut Stack<'_>,
    ) -> (usize, End) {
        for at in cell.clone() {
            let Some((place, _)) = stack.read.get(header.length + at) else {
                break;
            };
            let [line, below @ ..] = stack.lines.get(*place..).unwrap_or_default() else {
                break;
            };
            let end = match next {
                None => self.below(line, below),
                Some(next) => {
                    // Where blank cells are shown, those beside what heads rows are.
                    let separator = |f: &Fragment| f.separator;
                    let next_to = stack.get(header.length + at + 1).map(separator);
                    match self.shown && next_to == Some(Separator::Line) {
                        true => End::Cell,
                        false => self.between(line, below, next),
                    }
                }
            };
            // A cell of several lines ends in what is surely none.
            if at == cell.start || matches!(end, End::Other(_, true)) {
                match end {
                    End::Cell => {}
                    end => return (at, end),
                }
            }
        }
        (cell.start, End::Cell)
    }

    /// How many cells hold such a text.
    fn count(&self, test: impl Fn(&str) -> bool) -> usize {
        self.held
            .iter()
            .filter(|(key, _)| test(key))
            .map(|(_, n)| n)
            .sum()
    }

    /// The last row's, below which no row stands.
    fn below(&self, line: &Line, below: &[Line]) -> End {
        let text = line.key();
        // A sentence goes on up to its mark.
        let more = below.iter().take(SENTENCE - 1).map(Line::key);
        let lines = more.scan(text.to_string(), |whole, line| {
            whole.push_str(line);
            Some(whole.clone())
        });
        let goes_on = text.contains(',') && lines.into_iter().any(|whole| papers::closes(&whole));
        let sentence = |text: &str| text.ends_with('。');
        let labelled = |text: &str| text.contains(':');
        let alone = |test: &dyn Fn(&str) -> bool| test(text) && self.count(test) == 1;
        let said = goes_on
            || alone(&|t| papers::closes(t) || papers::is_release(t))
            || alone(&dates::is_day);
        // （联系人：张三，电话：…）: a remark on the paper (GB/T 9704-2012 7.3.10).
        let remark = alone(&|t| t.starts_with('(') && t.ends_with(')') && labelled(t));
        if said || remark {
            return End::Other(Kind::Heading, true);
        }
        match self.open {
            true if alone(&sentence) || alone(&labelled) => End::Other(Kind::Heading, false),
            true if is_bare(line) && self.figures == 1 => End::Doubtful,
            _ => End::Cell,
        }
    }

    /// That of a row with others below it.
    fn between(&self, line: &Line, below: &[Line], (next, carried): (Kind, bool)) -> End {
        let text = line.key();
        let again = next == Kind::Header;
        if again && (attachment::is_label(text) || papers::is_table_title(text)) {
            return End::Other(Kind::Heading, true);
        }
        if !self.open {
            return End::Cell;
        }
        if is_bare(line) {
            return match self.figures {
                1 if again => End::Other(Kind::PageNumber, true),
                _ => End::Doubtful,
            };
        }
        let same = self.held.get(text).is_some_and(|n| *n > 1);
        let lone = !self.headings.is_empty() && self.held.len() == 1;
        let end = labels::group_end(text);
        let heads = end.is_some() && !office::is_organ(text) || lone;
        let rows = matches!(next, Kind::Item | Kind::Header) && !carried;
        if same || !rows || !heads || !role::may_be_name(text) {
            return End::Cell;
        }
        // What stands at the end of a page heads nothing on the next.
        let page = below.iter().find(|l| !l.is_blank());
        let again = again && !page.is_some_and(stands_between_pages);
        // 区级项目 above the first rows, 街镇项目 here.
        match again || end.is_some() && self.headings.contains(&end) {
            // Among remarks it may be one all the same.
            true => End::Other(
                Kind::Heading,
                again || self.count(|t| labels::group_end(t) != end) == 0,
            ),
            false => End::Doubtful,
        }
    }

    /// Whether what stands right below the last row may be its remark: a body that stands above who signs, and is not called as
    /// those are that sign together.
    fn may_go_on(&self, header: &Header, row: &Row, stack: &mut Stack<'_>) -> bool {
        let at = header.length + row.to;
        if !self.open || !stack.get(at).is_some_and(|f| f.facts.organ) {
            return false;
        }
        let below = stack
            .read
            .get(at)
            .and_then(|(at, _)| stack.lines.get(at + 1..));
        let next = below.and_then(|b| b.iter().find(|l| !l.is_blank()));
        let own = stack.line(at).map(Line::key);
        next.zip(own).is_some_and(|(next, own)| {
            let next = next.key();
            !dates::is_day(next) && next.chars().next() != own.chars().next()
        })
    }
}

/// Whether a line is a number that a page may have, and nothing else.
fn is_bare(line: &Line) -> bool {
    line.page_number().is_some_and(|n| n.form == Form::Bare)
}
