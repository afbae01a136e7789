//! One cell a line, as a table comes when it is pasted as plain text, or stored without its marks: blank cells are gone,
//! or are blank lines.

mod columns;
mod ends;
mod fragments;
mod joined;
mod names;
mod tiers;
mod told;
mod whole;

use columns::{Column, Name};
use foldhash::HashMap;
use fragments::Stack;
pub(in crate::table) use fragments::is_heading;
pub(super) use fragments::is_outside;

use super::{Tried, exceeds, grid, levels, stretch, too_large};
use crate::accounts::Discard;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::{labels, papers, role, standing, value};
use crate::model::{Role, RowKind};
use crate::table::align::{self, Alignment, Fragment, Kind, Other, Separator};
use crate::table::schema::{Gain, Schema};
use crate::table::{Grid, GridCell};
use crate::text::Line;

/// Most lines that a list's first number is looked for in: the widest lists met have fifteen columns; twice as many leave
/// room for names of two levels.
pub(super) const NAMES: usize = 30;
/// Most columns of a list without running numbers, and most lines of a row that a list is looked through for its next one.
const COLUMNS: usize = 15;
/// Rows that must keep to the columns of a list without running numbers before they are believed: with fewer, names and
/// sums take turns by chance.
const ROWS: usize = 3;
/// Rows that are looked at for blank lines between cells: fewer than two pages hold of the widest lists.
const SHOWN: usize = 10;
/// More blank lines than this beyond what parts two cells end a list: one more shows a blank cell, or a row's end; two, both.
const APART: usize = 2;

/// Reads a list that begins with its column names.
pub(super) fn read(
    lines: &[Line],
    tried: &mut Tried,
    ctx: &mut Context<'_>,
) -> Option<(Grid, usize)> {
    lines.first().filter(|l| !l.is_blank())?;
    let numbered = heads_numbers(lines, tried);
    if !numbered && !heads_list(lines, tried) {
        return None;
    }
    let (mut stack, header, mut alignment) = best(lines, numbered, ctx)?;
    // The title or a label right above the names is none of them: without it the list fits as well.
    let first = stack.get(0)?.facts.key.clone();
    if !numbered && !role::is_known_name(&first) {
        let own = header.gain + alignment.gain;
        let gain = |(_, header, found): (Stack<'_>, Header, Alignment)| header.gain + found.gain;
        let better = |from: usize| {
            let rest = lines.get(from..).unwrap_or_default();
            let below = heads_list(rest, &mut Tried::default()).then(|| best(rest, false, ctx));
            below.flatten().map(gain) >= Some(own)
        };
        // Both may stand there.
        if (1..=2).any(better) {
            return None;
        }
    }
    ends::mend(&header, &mut alignment, &mut stack);
    whole::settle(&header, &mut alignment, &mut stack);
    build(&mut stack, &header, &alignment, ctx)
}

/// The header and the rows that gain the most.
fn best<'l>(
    lines: &'l [Line],
    numbered: bool,
    ctx: &Context<'_>,
) -> Option<(Stack<'l>, Header, Alignment)> {
    let mut stack = Stack::of(lines);
    let headers = if numbered {
        names::numbered_headers(&mut stack)
    } else {
        names::headers(&mut stack)
    };
    let ways = headers.into_iter().filter_map(|mut header| {
        ctx.check_time().ok()?;
        let found = header.lay(&mut stack)?;
        let believed = header.is_believed(&found, numbered);
        header.gain += header.adds_up(&found, &stack);
        header.gain -= header.unfilled(&found, &mut stack);
        (believed && !header.is_left_out(&found, &mut stack)).then_some((header, found))
    });
    let mut ways: Vec<(Header, Alignment)> = ways.collect();
    let gain = |(header, found): &(Header, Alignment)| header.gain + found.gain;
    // Numbers that come to others as the names say do not by chance; how many names are those of sums says less.
    let end = |(header, found): &(Header, Alignment)| header.length + found.used();
    let most = ways.iter().map(end).max();
    let proven = |way: &(Header, Alignment)| !way.0.sums.is_empty() && Some(end(way)) == most;
    let at = (0..ways.len()).max_by_key(|at| {
        let way = ways.get(*at);
        way.map(|way| (proven(way), gain(way), !way.0.second))
    })?;
    let best = ways.get(at).map(gain)?;
    let certain = ways.get(at).is_some_and(proven);
    let (mut header, alignment) = ways.swap_remove(at);
    // Lines of names in one row may be parted elsewhere.
    let level = |header: &Header| header.columns.iter().all(|c| c.upper.is_none());
    let elsewhere = |other: &Header| other.second != header.second && level(other);
    ways.retain(|way| match level(&header) && elsewhere(&way.0) {
        _ if certain => false,
        true => gain(way) + names::ELSEWHERE > best,
        false => gain(way) + told::TOLD > best && !way.0.second,
    });
    let differs = header.differs(ways.iter().map(|(other, _)| other));
    header.doubtful.extend(differs);
    Some((stack, header, alignment))
}

/// Whether the first line names the column of the running numbers, or names of other columns lead to it: 购买主体, 序号.
fn heads_numbers(lines: &[Line], tried: &mut Tried) -> bool {
    for (at, line) in lines.iter().enumerate().take(COLUMNS) {
        match tried.name(lines, at).flatten() {
            Some(Some(Role::Sequence)) => return true,
            Some(Some(_)) if role::is_word(line.key()) => {}
            _ => return false,
        }
    }
    false
}

/// Whether names of columns follow from the first line on, one of a sum among them, and a sum below.
fn heads_list(lines: &[Line], tried: &mut Tried) -> bool {
    let adds = |at: usize| {
        let name = lines.get(at).map(Line::key);
        name.is_some_and(|name| labels::summary(name).is_some())
    };
    let filled = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|l| !l.is_blank()));
    let year = |at: usize| lines.get(at).is_some_and(|l| value::names_year(l.key()));
    let mut years = 0;
    for (index, at) in filled.enumerate().take(COLUMNS) {
        match tried.name(lines, at).flatten() {
            None | Some(Some(Role::Sequence)) => return false,
            Some(Some(Role::Amount)) => return index > 0,
            Some(_) => years += usize::from(year(at)),
        }
        // 小计 beside what it adds up.
        if index > 1 && (years > 1 || adds(at)) {
            return true;
        }
    }
    false
}

impl Tried {
    /// The role that a line names if it may be the name of a column. Each is asked once for all lists that it may be in.
    fn name(&mut self, lines: &[Line], at: usize) -> Option<Option<Option<Role>>> {
        let line = lines.get(at)?;
        let role = || {
            let text = line.key();
            role::may_be_name(text).then(|| role::of_header(text))
        };
        Some(*self.names.entry(lines.len() - at).or_insert_with(role))
    }
}

/// What a header may be.
struct Header {
    columns: Vec<Column>,
    /// Fragments that it takes.
    length: usize,
    roles: Vec<Option<Role>>,
    /// Which columns add up others: 合计.
    totals: Vec<bool>,
    /// Columns whose names are those of counts: 户数 under a name that says of what.
    counts: Vec<usize>,
    /// Columns whose numbers are what others come to.
    sums: Vec<tiers::Sum>,
    /// Whether each row is a name and numbers, of which some may be blank.
    headed: bool,
    /// Columns that another header, which fits nearly as well, names otherwise.
    doubtful: Vec<usize>,
    /// Whether the lines of its names are better parted elsewhere: it only tells what is doubtful.
    second: bool,
    gain: Gain,
}

/// What is lost by a name that is written as headings of rows or titles of tables are: more than rows gain that are put together two by two, a remark
/// and a last cell of each made of the next.
const HEADS: Gain = 100;

impl Header {
    /// One name a column.
    fn plain(stack: &mut Stack<'_>, length: usize) -> Option<Self> {
        let columns = (0..length).map(Column::plain).collect();
        Self::of(stack, columns, length)
    }

    fn of(stack: &mut Stack<'_>, columns: Vec<Column>, length: usize) -> Option<Self> {
        let mut gain = 0;
        let (mut roles, mut totals) = (Vec::new(), Vec::new());
        let (mut names, mut counted) = (Vec::new(), Vec::new());
        let mut named = columns.iter();
        let of_codes = named.find(|c| stack.get(c.name).is_some_and(names::ends_names));
        let of_codes = of_codes.and_then(|c| c.upper);
        for column in &columns {
            let name = stack.joined(column.fragments())?;
            gain += names::worth(&name);
            // 一、渔港建设类 behind the names heads the first rows, and a title stands above them.
            let heads = |f: &Fragment| {
                let title = || papers::is_table_title(&f.facts.key);
                f.other == Other::Heading || title() && !role::is_known_name(&f.facts.key)
            };
            if column.joins_names(stack) {
                return None;
            }
            for at in column.fragments() {
                let fragment = stack.get(at)?;
                // Who is named begins the first row.
                if fragment.facts.organ && !role::is_known_name(&fragment.facts.key) {
                    return None;
                }
                if heads(fragment) {
                    gain -= HEADS;
                }
            }
            // No name stands under itself.
            if column
                .upper
                .is_some_and(|above| stack.joined(above.fragments()).as_ref() == Some(&name))
            {
                return None;
            }
            // What stands under 项目 is known by its own name, and so are 编码 | 名称.
            let above = column.upper.filter(|at| Some(*at) != of_codes);
            let above = above.and_then(|above| stack.joined(above.fragments()));
            let above = above.map(|key| role::of_header(&key));
            // No sum stands under the name of a count: 应补助人数.
            let of_count = [column.top, column.upper]
                .into_iter()
                .flatten()
                .any(|above| {
                    let key = stack.joined(above.fragments());
                    key.is_some_and(|key| role::meaning(&key) == role::Meaning::NoRole)
                });
            counted.push(column.upper.is_some() && (of_count || role::is_count(&name)));
            roles.push(
                above
                    .filter(|role| *role != Some(Role::Project) && !of_count)
                    .map(|_| Role::Amount),
            );
            totals.push(labels::summary(&name).is_some());
            names.push(name);
        }
        // A name that stands below another twice, or below it and alone, is that of two groups.
        let own = || columns.iter().zip(&names).enumerate();
        let again = |(at, (column, name)): (usize, (&Column, &Key))| {
            let mut others = own().filter(|(other, _)| *other != at);
            // 户数 | 金额 | 户数 | 金额 under one name are pairs.
            let beside = columns.iter().filter(|c| c.upper == column.upper).count();
            let pairs = |other: usize| other.abs_diff(at) > 1 && beside % other.abs_diff(at) == 0;
            column.upper.is_some()
                && others.any(|(col, (other, same))| {
                    let beside = other.upper == column.upper && !pairs(col);
                    same == name && (other.upper.is_none() || beside)
                })
        };
        if own().any(again) {
            return None;
        }
        let of_names = super::roles_of(&names);
        let known = roles.iter_mut().zip(of_names);
        known.for_each(|(role, of_name)| *role = role.or(of_name));
        // 合计 adds up what stands beside it, whatever that is called.
        let added = roles.iter_mut().zip(&totals).skip(1).filter(|(_, t)| **t);
        added.for_each(|(role, _)| *role = Some(Role::Amount));
        for (role, _) in roles.iter_mut().zip(&counted).filter(|(_, c)| **c) {
            *role = None;
        }
        let count = |(at, (name, column)): (usize, (&Key, &Column))| {
            let counts = column.upper.is_some()
                && role::of_header(name).is_none()
                && !role::may_be_money(name);
            (counts || counted.get(at) == Some(&true)).then_some(at)
        };
        let counts = names.iter().zip(&columns).enumerate();
        let counts = counts.filter_map(count).collect();
        // Names that stand above others.
        for above in uppers(&columns) {
            gain += names::worth(&stack.joined(above.fragments())?);
        }
        Some(Self {
            columns,
            length,
            roles,
            totals,
            counts,
            sums: Vec::new(),
            headed: false,
            doubtful: Vec::new(),
            second: false,
            gain,
        })
    }

    /// Whether it has a name beside that of the numbers, and half of all are known, if only as names without a role (姓名,
    /// 数量).
    fn is_known(&self, stack: &mut Stack<'_>) -> bool {
        let mut names: Vec<Key> = Vec::new();
        let above = uppers(&self.columns).into_iter();
        names.extend(above.filter_map(|above| stack.joined(above.fragments())));
        let own = self.columns.iter().map(Column::fragments);
        names.extend(own.filter_map(|own| stack.joined(own)));
        let count = |test: fn(&str) -> bool| names.iter().filter(|n| test(n)).count();
        // 合计 | 其中 stand over sums whatever those are called.
        let known = |name: &str| {
            role::is_known_name(name)
                || standing::is_of_which(name)
                || labels::summary(name) == Some(RowKind::Total)
        };
        count(role::is_name) >= 2 && count(known) * 2 >= names.len()
    }

    fn lay(&self, stack: &mut Stack<'_>) -> Option<Alignment> {
        let names: Vec<Key> = (0..self.length)
            .filter_map(|at| stack.get(at).map(|f| f.facts.key.clone()))
            .collect();
        let mut schema = self.schema(stack);
        let length = self.length;
        schema.headed = self.headed;
        schema.shown = self.shows_blanks(stack);
        let mut source = |at: usize| stack.get(length + at).cloned();
        let mut found = align::align(&mut source, &names, &mut schema)?;
        if schema.numbered {
            self.doubt_purchasers(&mut found, stack);
        } else {
            self.doubt_organs(&mut found, stack);
        }
        Some(found)
    }

    fn schema(&self, stack: &mut Stack<'_>) -> Schema {
        let own = |c: &Column| stack.joined(c.fragments()).unwrap_or_default();
        let leaves: Vec<Key> = self.columns.iter().map(own).collect();
        let named = leaves.iter().zip(&self.roles);
        Schema::of_names(named.map(|(n, role)| (&**n, *role)))
    }

    /// What a cell says, unless it is blank.
    fn text(&self, stack: &mut Stack<'_>, cell: std::ops::Range<usize>) -> Option<Key> {
        stack.joined(self.length + cell.start..self.length + cell.end)
    }

    /// Marks projects that are called like organs where nobody buys them: without running numbers nothing tells which of the
    /// two was blank.
    fn doubt_organs(&self, found: &mut Alignment, stack: &mut Stack<'_>) {
        let at = |role| self.roles.iter().position(|r| *r == Some(role));
        let (Some(buys), Some(project)) = (at(Role::Purchaser), at(Role::Project)) else {
            return;
        };
        for row in found.rows.iter_mut().filter(|r| r.kind == Kind::Item) {
            let cell = |col: usize| row.cells.get(col).cloned().unwrap_or_default();
            let mut named = cell(project);
            let organ = |f: &Fragment| f.facts.organ;
            if cell(buys).is_empty()
                && named.any(|at| stack.get(self.length + at).is_some_and(organ))
            {
                row.doubtful.extend([buys, project]);
            }
        }
    }

    /// Marks who buys where no other row names it and this one alone says nothing of what is done: it may be a project that is
    /// called like a body (社会福利院), below a merged cell.
    fn doubt_purchasers(&self, found: &mut Alignment, stack: &mut Stack<'_>) {
        let at = |role| self.roles.iter().position(|r| *r == Some(role));
        let (Some(buys), Some(project), Some(content)) =
            (at(Role::Purchaser), at(Role::Project), at(Role::Content))
        else {
            return;
        };
        let cell = |row: &align::Row, col: usize| row.cells.get(col).cloned().unwrap_or_default();
        let items = || {
            found
                .rows
                .iter()
                .enumerate()
                .filter(|(_, r)| r.kind == Kind::Item)
        };
        let short: Vec<usize> = items()
            .filter(|(_, row)| cell(row, content).is_empty())
            .map(|(at, _)| at)
            .collect();
        let mut names: HashMap<Key, usize> = HashMap::default();
        for (_, row) in items() {
            if let Some(name) = self.text(stack, cell(row, buys)) {
                *names.entry(name).or_default() += 1;
            }
        }
        if buys > project || short.len() * 2 > items().count() || self.shows_blanks(stack) {
            return;
        }
        // No cell reaches down to the first row.
        let first = items().next().map(|(at, _)| at);
        for at in short.into_iter().filter(|at| Some(*at) != first) {
            let own = found.rows.get(at).map(|row| cell(row, buys));
            let own = own.and_then(|own| self.text(stack, own));
            let alone = own.is_some_and(|own| names.get(&own) == Some(&1));
            if let Some(row) = found.rows.get_mut(at).filter(|_| alone) {
                row.doubtful.extend([buys, project, content]);
            }
        }
    }

    /// Whether blank lines stand among the rows, and not only where a page ends: so blank cells are shown.
    fn shows_blanks(&self, stack: &mut Stack<'_>) -> bool {
        let rows = self.length..self.length + SHOWN * self.columns.len();
        let breaks = rows.filter_map(|at| stack.get(at).map(|f| f.separator));
        breaks.filter(|s| *s == Separator::Break).count() > 1
    }
}

type Row = Vec<Vec<Line>>;

/// What is said of a cell.
type Doubt = fn() -> Diagnostic;

/// The list as a grid, and how many lines it takes.
fn build(
    stack: &mut Stack<'_>,
    header: &Header,
    alignment: &Alignment,
    ctx: &mut Context<'_>,
) -> Option<(Grid, usize)> {
    let width = header.columns.len();
    let used = stack.read.get(header.length + alignment.used() - 1)?.0 + 1;
    if exceeds(alignment.rows.len(), width, ctx) {
        return Some((too_large(alignment.rows.len(), width), used));
    }
    let cell = |at: usize| stack.line(at).map(|l| stretch(l, &l.chars));
    let mut rows = header_rows(header, cell);
    let mut doubts: Vec<(usize, &[usize], Doubt)> = Vec::new();
    for row in &alignment.rows {
        let lines = |range: &std::ops::Range<usize>| -> Vec<Line> {
            range
                .clone()
                .filter_map(|at| cell(header.length + at))
                .collect()
        };
        let discard = match row.kind {
            Kind::PageNumber => Some(Discard::PageNumber),
            Kind::Header => Some(Discard::RepeatedHeader),
            _ => None,
        };
        if let Some(why) = discard {
            for at in row.from..row.to {
                let line = stack.line(header.length + at);
                ctx.accounts
                    .discard(line.into_iter().flat_map(|l| &l.chars), why);
            }
            continue;
        }
        // Where the label of a row that adds up stands, before its sums, says nothing.
        let sum = |cell: &std::ops::Range<usize>| {
            let mut own = cell.clone();
            own.any(|at| {
                let fragment = stack.read.get(header.length + at);
                fragment.is_some_and(|(_, f)| f.facts.sum.is_some())
            })
        };
        let told = |col: &usize| row.cells.get(*col).is_some_and(sum);
        if row.kind != Kind::Total || row.doubtful.iter().any(told) {
            doubts.push((rows.len(), &row.doubtful, doubt as Doubt));
        }
        if row.kind == Kind::Item {
            doubts.push((rows.len(), &header.doubtful, levels::doubt));
        }
        rows.push(row.cells.iter().map(lines).collect());
    }
    for at in stack.pages.iter().filter(|at| **at < used) {
        let line = stack.lines.get(*at);
        ctx.accounts
            .discard(line.into_iter().flat_map(|l| &l.chars), Discard::PageNumber);
    }
    let mut grid = grid(rows)?;
    if header.columns.iter().any(|c| c.upper.is_some()) {
        span(&mut grid, header);
    }
    doubts.retain(|(_, cols, _)| !cols.is_empty());
    for (row, cols, doubt) in doubts {
        let concerned = |c: &&mut GridCell| c.row == row && cols.contains(&c.col);
        for cell in grid.cells.iter_mut().filter(concerned) {
            cell.doubts.push(doubt());
        }
    }
    Some((grid, used))
}

/// The names that stand over others, each once.
fn uppers(columns: &[Column]) -> Vec<Name> {
    let mut out: Vec<Name> = columns.iter().filter_map(|c| c.top).collect();
    out.dedup();
    let mut middle: Vec<Name> = columns.iter().filter_map(|c| c.upper).collect();
    middle.dedup();
    out.extend(middle);
    out
}

/// The header's rows: a name that stands over several columns in the first of them.
fn header_rows(header: &Header, cell: impl Fn(usize) -> Option<Line>) -> Vec<Row> {
    let depth = header.columns.iter().map(|c| c.path().count()).max();
    let own = |(col, column): (usize, &Column), row: usize| {
        let name = column.path().nth(row);
        let before = col.checked_sub(1).and_then(|c| header.columns.get(c));
        let same = |before: &Column| before.path().nth(row) == name;
        let name = name.filter(|_| !before.is_some_and(same));
        let lines = name.map(Name::fragments).into_iter().flatten();
        lines.filter_map(&cell).collect()
    };
    let row = |row: usize| {
        let columns = header.columns.iter().enumerate();
        columns.map(|c| own(c, row)).collect()
    };
    (0..depth.unwrap_or(1)).map(row).collect()
}

/// Gives the cells of a header of several rows their spans.
fn span(grid: &mut Grid, header: &Header) {
    let depth = header.columns.iter().map(|c| c.path().count()).max();
    let depth = depth.unwrap_or(1);
    let name = |col: usize, row: usize| header.columns.get(col)?.path().nth(row);
    grid.cells.retain(|c| {
        let own = name(c.col, c.row);
        let begins = c.col == 0 || name(c.col - 1, c.row) != own;
        c.row >= depth || own.is_some() && begins
    });
    for cell in grid.cells.iter_mut().filter(|c| c.row < depth) {
        let own = name(cell.col, cell.row);
        if name(cell.col, cell.row + 1).is_none() {
            cell.row_span = depth - cell.row;
        } else {
            let beside = (cell.col..).take_while(|col| name(*col, cell.row) == own);
            cell.col_span = beside.count();
        }
    }
}

pub(super) fn doubt() -> Diagnostic {
    Diagnostic::new(
        codes::FORM_AMBIGUOUS_CELLS,
        Severity::Warning,
        "this row has fewer lines than the table has columns; which cell was blank cannot be known from text",
        "该行缺少单元格，纯文本中无法确定空白的是哪一格",
    )
    .help("compare with the printed page", "请对照原页核实")
}
