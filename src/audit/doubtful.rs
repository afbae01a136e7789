//! Rows of tables that are in doubt themselves.

use std::collections::{HashMap, HashSet};

use super::{columns, items, lines, review, tables};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::fold::is_ideograph;
use crate::lexicon::key::{Key, is_unclosed};
use crate::lexicon::numeral::{self, Figure};
use crate::lexicon::{money, ordinal, role};
use crate::model::{
    Amount, CellText, Column, Format, Item, Notice, Origin, Role, Row, RowKind, Table, Text,
    Unknown,
};

/// Findings of `item.table_in_doubt`, at items that nothing is said of yet.
pub(super) fn rows(notice: &Notice) -> Vec<Diagnostic> {
    if notice.source.format == Format::Text {
        of_text(notice)
    } else {
        of_places(notice)
    }
}

/// No name of a table is longer than this: the longest of published budgets at hand has 44 characters. What is longer holds
/// the header, or rows.
const LONGEST_NAME: usize = 60;

/// Whether what stands over a table is no name of it: it is too long, or names who buys, and no column of the table does.
fn has_swallowed(table: &Table) -> bool {
    let buys = |role: Role| role == Role::Purchaser;
    let of_column = |text: &str| role::is_word(text) && role::of_header(text).is_some_and(buys);
    let name = table.title.as_ref();
    name.is_some_and(|name| {
        let long = name.text.chars().nth(LONGEST_NAME).is_some();
        long || of_column(&name.text) && table.columns.iter().all(|c| !buys(c.role))
    })
}

/// Whether the unit of the sums is said over a table that has no column for any: it was cut off where these began.
fn lacks_column_of_sums(table: &Table) -> bool {
    let money = |c: &Column| matches!(c.role, Role::Amount | Role::AmountOther);
    table.unit_text.is_some() && !table.columns.iter().any(money)
}

/// Whether a column of a table has no name, but perhaps the number that tells it from others without one.
fn has_nameless(table: &Table) -> bool {
    let mut columns = table.columns.iter();
    columns.any(|c| c.header.split(' ').next().unwrap_or_default().is_empty())
}

/// Whether the name of a column begins with a sum (8万元养老服务类), or one of several rows is a number, but for a year, a code
/// and the numbers of columns (1, 2, 3): it is a cell of a row, and what stands below it is none of it.
fn has_sum_for_name(table: &Table) -> bool {
    let begins = |c: &Column| {
        let own: Vec<char> = c.header.chars().take(LONGEST_NAME).collect();
        money::only_sum(&own).is_some_and(|sum| sum.start == 0)
    };
    // 类, 款 and 项 of a classification have three, five and seven figures.
    let is_code = |text: &str| {
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        digits && matches!(text.len(), 0..=3 | 5 | 7)
    };
    let number = |text: &Text| {
        let text = text.text.trim();
        numeral::is_figures(text) && !is_code(text) && numeral::figure(text) != Some(Figure::Year)
    };
    let counts = |c: &Column| c.texts.len() > 1 && c.texts.iter().any(number);
    table.columns.iter().any(|c| begins(c) || counts(c))
}

/// Where cells have places, a table without a header is in doubt, with those beside it in its attachment: one of several
/// pages fell apart. So is one without a column of purchasers, projects or money, one whose name or rows hold its header or whose header holds a sum, a printed
/// one with a column that has no name, and one round whose merged cells no rules are drawn: which rows such a cell covers was read
/// from its vertical middle, one of half of whose rows text runs over the edges between columns, and one some of whose rows nothing parts, of which rows may be missing. Where merged cells left nothing open, only rows with a blank, which may
/// belong to a merged cell, and those beside a blank sum are in doubt; all are if more than the purchasers' column has such cells.
fn of_places(notice: &Notice) -> Vec<Diagnostic> {
    let (mut unnamed, mut beside) = (HashSet::new(), HashSet::new());
    let mut limits = HashSet::new();
    // Items of which text runs over the edge between columns.
    let mut crossed: HashMap<usize, HashSet<usize>> = HashMap::new();
    // Whether it left anything open, and whether other cells than purchasers' are merged.
    let mut centred: HashMap<usize, (bool, bool)> = HashMap::new();
    for finding in &notice.diagnostics {
        let Some((kind, at, part)) = pointed(finding) else {
            continue;
        };
        let loud = finding.severity > Severity::Info;
        match (finding.code.as_ref(), kind) {
            (codes::TABLE_ROLES, "tables") if loud => {
                unnamed.insert(at);
            }
            (codes::TABLE_NO_HEADER, "tables") if loud => {
                unnamed.insert(at);
                beside.extend(notice.tables.get(at).and_then(|table| table.attachment));
            }
            // Where one row ends and the next begins was read from where all of them stand.
            (codes::ROW_LIMITS, "items") => {
                limits.extend(notice.items.get(at).map(|item| item.table));
            }
            (codes::TEXT_CROSSES_COLUMNS, "items") => {
                if let Some(item) = notice.items.get(at) {
                    crossed.entry(item.table).or_default().insert(at);
                }
            }
            (codes::SPAN_BY_CENTRING, "tables") => centred.entry(at).or_default().0 |= loud,
            (codes::SPAN_BY_CENTRING, "items") => {
                if let Some(item) = notice.items.get(at) {
                    let (open, others) = centred.entry(item.table).or_default();
                    *open |= loud;
                    *others |= part != Some("purchaser");
                }
            }
            _ => {}
        }
    }
    let said = review::needed(notice);
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let beside = table.attachment.is_some_and(|a| beside.contains(&a));
        let unnamed = unnamed.contains(&t)
            || beside
            || has_names_in_rows(table)
            || has_sum_for_name(table)
            || has_swallowed(table)
            || notice.source.format == Format::Pdf && has_nameless(table);
        let (centred, limits) = (centred.get(&t), limits.contains(&t));
        if limits {
            out.push(in_doubt(t, table, ROWS_RUN_ON));
        }
        let rows = items(notice, t);
        let torn = crossed.get(&t).is_some_and(|of| of.len() * 2 >= rows.len());
        if !unnamed && !limits && !torn && centred.is_none() {
            continue;
        }
        let whose = table.columns.iter().position(|c| c.role == Role::Purchaser);
        let has_blank = |row: &Row| {
            let mut cells = row.cells.iter().enumerate();
            cells.any(|(c, cell)| Some(c) != whose && cell.is_blank())
        };
        let all = unnamed
            || limits
            || torn
            || centred.is_some_and(|(open, others)| {
                *open || *others && rows.iter().any(|(.., row)| has_blank(row))
            });
        let shared = beside_blank_sums(table, &rows);
        for ((i, _, row), shared) in rows.into_iter().zip(shared) {
            let doubted = all || shared || has_blank(row);
            if said.get(i) == Some(&true) || !doubted {
                continue;
            }
            let cause = match (unnamed, limits) {
                (true, _) => NO_HEADER,
                (false, true) => NO_LIMITS,
                (false, false) if torn => NO_EDGES,
                (false, false) => NO_RULES,
            };
            out.push(finding(i, row, cause).help(FROM_PRINT.0, FROM_PRINT.1));
        }
    }
    out
}

/// Of each row, whether it has a sum and the one above or below has none in that column: it may be the sum of both.
fn beside_blank_sums(table: &Table, rows: &[(usize, &Item, &Row)]) -> Vec<bool> {
    let sums = table.columns.iter().enumerate();
    let sums = sums.filter(|(_, c)| matches!(c.role, Role::Amount | Role::AmountOther));
    let sums: Vec<usize> = sums.map(|(at, _)| at).collect();
    let blank = |row: &Row, c: usize| row.cells.get(c).is_some_and(CellText::is_blank);
    let mut out = vec![false; rows.len()];
    for (at, pair) in rows.windows(2).enumerate() {
        let [(.., above), (.., below)] = pair else {
            continue;
        };
        if sums.iter().any(|c| blank(above, *c) != blank(below, *c)) {
            out.iter_mut().skip(at).take(2).for_each(|own| *own = true);
        }
    }
    out
}

/// What a finding points at: items or tables, the index, and the part of it.
fn pointed(finding: &Diagnostic) -> Option<(&str, usize, Option<&str>)> {
    let mut path = finding.path.split('/').skip(1);
    Some((path.next()?, path.next()?.parse().ok()?, path.next()))
}

/// What is said in English and in Chinese.
type Said = (&'static str, &'static str);

const NO_HEADER: Said = (
    "no header was found for the table that this row is from; which columns its cells stand in cannot be told for certain",
    "此行所在表格未见表头，各格属于哪一列难以确定",
);
const NO_RULES: Said = (
    "no rules are drawn round the merged cells of this row's table; which rows they cover, and whether a blank is part of one, cannot be told for certain",
    "此行所在表格的合并单元格四周无框线，其所跨各行及空白格的归属难以确定",
);
const NO_LIMITS: Said = (
    "neither rules nor white space part the rows of the table that this row is from; which lines belong to which row cannot be told for certain",
    "此行所在表格各行之间既无框线也无空白，各行文字的归属难以确定",
);
const NO_EDGES: Said = (
    "in half of the rows of the table that this row is from text runs over the edges between its columns; which column its cells are of cannot be told for certain",
    "此行所在表格有半数的行文字越过栏界，各格属于哪一列难以确定",
);
const NO_PLACES: Said = (
    "rows and columns of the table that this row is from cannot be told apart for certain in this text",
    "此行所在表格在文本中行列难以确定",
);

const FROM_PRINT: Said = (
    "compare the row with the printed table",
    "请对照原表核对此行",
);
const FROM_FILE: Said = (
    "use the PDF or the web page itself, where the cells still have their places",
    "请改用PDF或网页原件，其中单元格位置尚存",
);

fn finding(item: usize, row: &Row, (english, chinese): Said) -> Diagnostic {
    Diagnostic::new(
        codes::ITEM_TABLE_IN_DOUBT,
        Severity::Warning,
        english,
        chinese,
    )
    .path(format!("/items/{item}"))
    .at(row.cells.iter().find_map(|c| c.locations.first()).cloned())
}

/// In a text, where nothing but white space and line ends shows cells, an item's table has no header, or one whose names were torn
/// apart, stand in its rows or begin with a sum, or no sums though their unit is said or lines hold some, or not a column whose
/// name stands alone below it, or none of the running numbers that its header names, or cells slid in half of its items, or its
/// cells stand one a line and one may be blank, or its name holds its header, or it stands in one attachment with print that seems
/// to be a table and was not read, or anywhere below it: what could not be told apart there may be wrong here too. What is said of an item already is enough; of the table it is said that rows may be missing.
fn of_text(notice: &Notice) -> Vec<Diagnostic> {
    let loud = notice
        .diagnostics
        .iter()
        .filter(|d| d.severity > Severity::Info);
    let loud: Vec<&Diagnostic> = loud.collect();
    let unread: Vec<u32> = loud
        .iter()
        .filter(|d| d.code == codes::TABLE_UNREAD)
        .filter_map(|d| lines(d.location.as_ref()).map(|l| l.0))
        .collect();
    let labels: Vec<u32> = notice
        .attachments
        .iter()
        .filter_map(|a| lines(a.label.as_ref()?.locations.first()).map(|l| l.0))
        .collect();
    let part = |line: u32| labels.iter().filter(|label| **label <= line).count();
    let said = review::needed(notice);
    let stacked = stacked_in_doubt(notice, &loud);
    let mut out = Vec::new();
    let lost = loud
        .iter()
        .any(|d| matches!(&*d.code, codes::SUM_UNACCOUNTED | codes::TABLE_UNREAD));
    let below = names_below(notice);
    let miscounted = loud.iter().any(|d| d.code == codes::COUNT_ITEMS);
    for (t, table) in tables(notice) {
        let path = format!("/tables/{t}");
        let unsure = || {
            loud.iter().any(|d| {
                d.path == path && [codes::TABLE_NO_HEADER, codes::TABLE_ROLES].contains(&&*d.code)
            })
        };
        let rows = items(notice, t);
        let end = rows
            .iter()
            .filter_map(|(_, _, row)| extent(row))
            .map(|l| l.1)
            .max();
        let near = |end: u32| {
            let mut unread = unread.iter();
            unread.any(|line| end + NEAR >= *line || part(end) == part(*line))
        };
        let unnumbered = || is_unnumbered(table, &rows, miscounted);
        // Where cells slid in half of the rows, what parts the columns of all is in doubt.
        let slid = || {
            let slid = |i: usize| {
                let own = format!("/items/{i}/");
                let mut found = loud.iter().filter(|d| d.code == codes::ITEM_SLID);
                found.any(|d| d.path.starts_with(&own))
            };
            let count = rows.iter().filter(|(i, ..)| slid(*i)).count();
            count > 0 && count * 2 >= rows.len()
        };
        let apart = !table.rows.is_empty()
            && (stacked.contains(&t)
                || has_torn_names(table)
                || has_names_in_rows(table)
                || has_sum_for_name(table)
                || has_swallowed(table)
                || lacks_column_of_sums(table)
                || unnumbered()
                || lacks_sums(&rows, lost)
                || lacks_named_column(table, &below)
                || slid());
        if apart {
            out.push(in_doubt(t, table, RUNS_TOGETHER));
        } else if !end.is_some_and(near) && !unsure() {
            continue;
        }
        for (i, _, row) in rows {
            if said.get(i) == Some(&true) {
                continue;
            }
            out.push(finding(i, row, NO_PLACES).help(FROM_FILE.0, FROM_FILE.1));
        }
    }
    out
}

/// What is said of a table, and what to do.
type Doubt = (Said, Said);

const RUNS_TOGETHER: Doubt = (
    (
        "rows and columns of this table cannot be told apart for certain in this text",
        "此表在文本中行列难以确定",
    ),
    FROM_FILE,
);
const ROWS_RUN_ON: Doubt = (
    (
        "neither rules nor white space part all rows of this table",
        "此表部分行之间既无框线也无空白",
    ),
    FROM_PRINT,
);

/// Of a table none of whose rows is certain nobody knows how many it has.
fn in_doubt(t: usize, table: &Table, ((english, chinese), help): Doubt) -> Diagnostic {
    let rows = table.rows.len();
    let first = table.rows.iter().flat_map(|row| &row.cells);
    Diagnostic::new(
        codes::TABLE_IN_DOUBT,
        Severity::Warning,
        format!("{english}: {rows} rows were read, some may be missing"),
        format!("{chinese}：读出{rows}行，可能有遗漏"),
    )
    .path(format!("/tables/{t}"))
    .at(first.flat_map(|c| &c.locations).next().cloned())
    .help(help.0, help.1)
}

/// The tables whose cells stand one a line, if it cannot be known which cells are blank in a row of one: there is nothing but
/// the number of lines to tell where a row of any of them ends, unless each begins with the next number and has its sum, or with the
/// only words that it has.
fn stacked_in_doubt(notice: &Notice, loud: &[&Diagnostic]) -> HashSet<usize> {
    let ambiguous = loud
        .iter()
        .filter(|d| d.code == codes::FORM_AMBIGUOUS_CELLS);
    let mut ambiguous = ambiguous.filter_map(|d| {
        let (kind, at, _) = pointed(d)?;
        if kind == "items" {
            notice.items.get(at).map(|item| item.table)
        } else {
            Some(at)
        }
    });
    let told = |t: usize, table: &Table| is_counted(notice, t) || begin_with_words(table);
    let stacked = tables(notice).filter(|(t, table)| is_stacked(table) && !told(*t, table));
    let stacked: HashSet<usize> = stacked.map(|(t, _)| t).collect();
    if ambiguous.any(|t| stacked.contains(&t)) {
        stacked
    } else {
        HashSet::new()
    }
}

/// Whether the items of a table are numbered one by one from 1 on, and each has a sum.
fn is_counted(notice: &Notice, table: usize) -> bool {
    let items = items(notice, table);
    let number = |item: &Item| ordinal::whole(&Key::of(&item.sequence.as_ref()?.text));
    let paid = |item: &Item| item.amount.as_ref().is_some_and(|a| a.yuan.is_some());
    let mut counted = (1..).zip(&items);
    items.len() > 1
        && counted.all(|(n, (_, item, _))| number(item).is_some_and(|o| o.value == n) && paid(item))
}

/// Whether each row is a name and numbers, some of which may be blank.
fn begin_with_words(table: &Table) -> bool {
    let number = |text: &str| text.is_empty() || money::is_sum(text);
    table.rows.len() > 1
        && table.rows.iter().all(|row| {
            let mut cells = row.cells.iter().map(|c| c.text.as_str());
            let named = cells.next().is_some_and(|name| !number(name));
            named && cells.all(number)
        })
}

/// Whether most rows have a line for each of their cells. Two cells may stand on two lines elsewhere, too.
fn is_stacked(table: &Table) -> bool {
    let own = |row: &Row| -> Vec<u32> {
        let cells = row.cells.iter().filter(|c| c.origin == Origin::Own);
        let places = cells.filter_map(|c| lines(c.locations.first()));
        places.map(|(line, _)| line).collect()
    };
    let rows = table.rows.iter().map(own).filter(|row| row.len() > 2);
    let (mut all, mut stacked) = (0, 0);
    for row in rows {
        all += 1;
        stacked += usize::from(row.iter().collect::<HashSet<_>>().len() == row.len());
    }
    stacked * 2 > all
}

/// Whether names of columns were torn apart: a column has none in a table that names no sums, or two have but one character, which
/// says nothing, or two one beside the other, which may be one name, or one has the names of two, or one closes a bracket that it does not open, or opens one that it
/// does not close.
fn has_torn_names(table: &Table) -> bool {
    // A name that comes again has its number behind a blank.
    let name = |c: &Column| c.header.split(' ').next().unwrap_or_default().to_owned();
    let paid = table.columns.iter().any(|c| c.role == Role::Amount);
    let unnamed = !paid && table.columns.iter().any(|c| name(c).is_empty());
    // The only character of a name.
    let lone = |c: &Column| {
        let name = name(c);
        let mut chars = name.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    let torn = |c: &&Column| {
        let letter = lone(c).is_some_and(char::is_alphabetic);
        letter && !role::is_known_name(&name(c))
    };
    let single = |c: &Column| lone(c).is_some_and(is_ideograph);
    let two = |pair: &[Column]| {
        let beside = pair.iter().all(single);
        beside && pair.iter().any(|c| torn(&c))
    };
    let halved = |c: &Column| closes_first(&c.header) || is_unclosed(&c.header);
    unnamed
        || table
            .columns
            .iter()
            .any(|c| halved(c) || columns::has_two_names(c))
        || table.columns.iter().filter(torn).count() > 1
        || table.columns.windows(2).any(two)
}

/// Whether a text closes a bracket before it opens one.
fn closes_first(text: &str) -> bool {
    let first = text.chars().find(|c| matches!(c, '(' | '（' | ')' | '）'));
    matches!(first, Some(')' | '）'))
}

/// Whether two cells of a row are names of columns, or all are, however short, or one is, of purchasers, projects or sums, and no column
/// of the table is one of those: its header was not read to its end, and what stands under each name is moved.
fn has_names_in_rows(table: &Table) -> bool {
    /// Shorter words (项目, 单位) may be what a cell says.
    const SHORTEST: usize = 3;
    /// Rows that a header has at most: what is left of one is among as many below it.
    const HEADER: usize = 3;
    let is_long = |text: &str| text.chars().count() >= SHORTEST;
    let lacks = |role: Role| table.columns.iter().all(|c| c.role != role);
    let moved =
        |role: Role| matches!(role, Role::Purchaser | Role::Project | Role::Amount) && lacks(role);
    let rows = table.rows.iter().filter(|row| row.kind == RowKind::Item);
    rows.take(HEADER).any(|row| {
        let own = row.cells.iter().filter(|c| c.origin == Origin::Own);
        let own: Vec<&CellText> = own.filter(|c| !c.is_blank()).collect();
        let long = own
            .iter()
            .filter(|c| is_long(&c.text) && role::is_word(&c.text));
        let names: Vec<_> = long.filter_map(|c| role::of_header(&c.text)).collect();
        // A row of nothing else: 名称 | 内容.
        let name = |text: &str| role::is_word(text) || role::only_names(text);
        let all = || own.len() > 1 && own.iter().all(|c| name(&c.text));
        names.len() > 1 || names.into_iter().any(moved) || all()
    })
}

/// Whether a table names a column of running numbers and its items have none there, or few of them where their count is not the
/// declared one: pieces of rows.
fn is_unnumbered(table: &Table, items: &[(usize, &Item, &Row)], miscounted: bool) -> bool {
    if !table.columns.iter().any(|c| c.role == Role::Sequence) {
        return false;
    }
    let has = |item: &Item| item.cell(Role::Sequence).is_some_and(|c| !c.is_blank());
    let numbered = items.iter().filter(|(_, item, _)| has(item)).count();
    numbered == 0 && !items.is_empty() || miscounted && numbered * 2 < items.len()
}

/// The names of columns of purchasers, projects or sums that stand alone among the lines of attachments: of which, and what they name.
fn names_below(notice: &Notice) -> HashSet<(usize, Role)> {
    let notes = notice.attachments.iter().enumerate();
    let notes = notes.flat_map(|(at, a)| a.notes.iter().map(move |note| (at, note.text.trim())));
    let names = notes.filter(|(_, text)| role::is_word(text));
    let names = names.filter_map(|(at, text)| Some((at, role::of_header(text)?)));
    let told = |role: Role| matches!(role, Role::Purchaser | Role::Project | Role::Amount);
    names.filter(|(_, role)| told(*role)).collect()
}

/// Whether such a name stands in a table's attachment, and the table has no such column: it was not read.
fn lacks_named_column(table: &Table, names: &HashSet<(usize, Role)>) -> bool {
    let own = names.iter().filter(|(at, _)| Some(*at) == table.attachment);
    own.map(|(_, role)| role)
        .any(|role| table.columns.iter().all(|c| c.role != *role))
}

/// Whether none of a table's items has a sum, and others stand in lines of the same paper that no row holds: they are these items',
/// perhaps.
fn lacks_sums(items: &[(usize, &Item, &Row)], lost: bool) -> bool {
    let is_blank = |a: &Amount| a.unknown == Some(Unknown::Blank);
    let blank = |item: &Item| {
        let amounts = item.amounts.values().map(|a| &**a);
        item.amount.iter().chain(amounts).all(is_blank)
    };
    lost && !items.is_empty() && items.iter().all(|(_, item, _)| blank(item))
}

/// A blank line, a heading and another blank one may stand between two parts of a table.
const NEAR: u32 = 3;

fn extent(row: &Row) -> Option<(u32, u32)> {
    let places = row.cells.iter().flat_map(|c| &c.locations);
    let places = places.filter_map(|place| lines(Some(place)));
    places.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

#[cfg(test)]
mod tests;
