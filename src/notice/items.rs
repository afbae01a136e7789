//! Whole tables → tables, rows and items of the model.

use std::collections::{BTreeMap, HashMap};

use super::{main_column, purchaser};
use crate::accounts::Discard;
use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::lexicon::key::Key;
use crate::lexicon::{labels, money, numeral, office, ordinal, role, value};
use crate::location::Location;
use crate::model::{CellText, Column, Item, Notice, Origin, Role, Row, RowKind, Table};
use crate::table::{WholeCell, WholeTable};
use crate::text::{Line, compose};

/// Adds a table, and its items, to the notice.
pub(super) fn add(
    mut whole: WholeTable,
    attachment: Option<usize>,
    notice: &mut Notice,
    ctx: &mut Context<'_>,
) -> Result<(), Error> {
    let index = notice.tables.len();
    // A page says its own name, and that of the table below it again.
    whole.title.dedup_by(|again, first| {
        let same = again.key() == first.key() && !first.is_blank();
        if same {
            ctx.accounts.discard(&again.chars, Discard::RepeatedHeader);
        }
        same
    });
    let mut table = Table {
        attachment,
        title: (!whole.title.is_empty()).then(|| compose::text(&whole.title, ctx)),
        unit: whole.unit,
        unit_text: whole
            .unit_line
            .as_ref()
            .map(|l| compose::text(std::slice::from_ref(l), ctx)),
        columns: Vec::with_capacity(whole.columns.len()),
        rows: Vec::with_capacity(whole.rows.len()),
    };
    let mut names = Names::default();
    for column in &whole.columns {
        let texts = column
            .own
            .iter()
            .filter(|lines| !lines.iter().all(Line::is_blank))
            .map(|lines| compose::text(lines, ctx))
            .collect();
        let header = names.distinct(column.path.join("/"));
        table.columns.push(Column {
            header,
            role: column.role,
            unit: column.unit,
            texts,
        });
    }
    for doubt in whole.doubts {
        ctx.diagnostics.push(doubt.path(format!("/tables/{index}")));
    }
    let mut doubts = Vec::new();
    // Each row says the headers of columns without a slot of their own again.
    let keyed = |c: &&Column| matches!(c.role, Role::Amount | Role::AmountOther | Role::Other);
    let headers = table.columns.iter().filter(keyed);
    let headers: usize = headers.map(|c| c.header.chars().count()).sum();
    for (r, row) in whole.rows.into_iter().enumerate() {
        ctx.check_time()?;
        ctx.repeat(headers)?;
        let mut cells: Vec<CellText> = Vec::with_capacity(row.cells.len());
        for (c, cell) in row.cells.into_iter().enumerate() {
            for doubt in &cell.doubts {
                doubts.push((r, c, doubt.clone()));
            }
            cells.push(self::cell(cell, c, &table.rows, ctx)?);
        }
        table.rows.push(Row {
            kind: row.kind,
            cells,
            ..Row::default()
        });
    }
    main_column::choose(&table, notice).settle(&mut table.columns);
    let first = notice.items.len();
    let whose = whole.whose.map(|over| CellText {
        locations: ctx.accounts.locate(&over.1.chars),
        ..purchaser::of_notice(&over.0)
    });
    if whole.aside && !is_form(&table) {
        let named = |c: &Column| {
            role::of_header(&c.header) == Some(Role::Project) || role::names_a_class(&c.header)
        };
        let named = table
            .columns
            .iter()
            .any(|c| c.role == Role::Project && named(c));
        ctx.diagnostics
            .push(aside(&table, named).path(format!("/tables/{index}")));
    } else if !items(&table, index, whose.as_ref(), notice) {
        ctx.diagnostics
            .push(form().path(format!("/tables/{index}")));
    } else if notice.items.len() > first
        && let Some(missing) = missing(&table)
    {
        ctx.diagnostics
            .push(missing.path(format!("/tables/{index}")));
    }
    speak(doubts, &table, index, &notice.items, first, ctx);
    notice.tables.push(table);
    ctx.check_time()
}

/// Headers that are taken, and the number that the next of the same name gets.
#[derive(Default)]
struct Names(HashMap<String, usize>);

impl Names {
    /// A header that no earlier column has: a second 金额 becomes 金额 (2).
    fn distinct(&mut self, header: String) -> String {
        let mut name = header.clone();
        while self.0.contains_key(&name) {
            let next = self.0.entry(header.clone()).or_insert(2);
            name = format!("{header} ({next})");
            *next += 1;
        }
        self.0.insert(name.clone(), 2);
        name
    }
}

fn cell(
    cell: WholeCell,
    col: usize,
    above: &[Row],
    ctx: &mut Context<'_>,
) -> Result<CellText, Error> {
    let own = compose::text(&cell.lines, ctx);
    let owner = cell
        .owner
        .and_then(|row| above.get(row))
        .and_then(|row| row.cells.get(col));
    if let Some(owner) = owner {
        ctx.repeat(owner.text.chars().count())?;
    }
    Ok(match (cell.origin, owner) {
        (Origin::Own, _) | (_, None) => CellText {
            text: own.text,
            raw: own.raw,
            locations: own.locations,
            origin: Origin::Own,
            joined: cell.joined,
            marks: own.marks,
            struck: own.struck,
            ..CellText::default()
        },
        // What is printed again keeps its own place; its text is the owner's, so that a name is one name everywhere.
        (Origin::Repeated | Origin::Ditto, Some(owner)) => CellText {
            text: owner.text.clone(),
            raw: own.raw,
            locations: own.locations,
            origin: cell.origin,
            joined: cell.joined,
            marks: own.marks,
            struck: own.struck,
            ..CellText::default()
        },
        (_, Some(owner)) => CellText {
            origin: cell.origin,
            joined: owner.joined,
            ..owner.clone()
        },
    })
}

/// The items of all tables once more, after cells were corrected.
pub(super) fn again(notice: &mut Notice) {
    let tables = std::mem::take(&mut notice.tables);
    let mut read: HashMap<usize, Option<CellText>> = HashMap::new();
    for item in notice.items.drain(..) {
        let whose = item.purchaser.filter(|p| p.origin == Origin::Document);
        let known = read.entry(item.table).or_default();
        *known = known.take().or(whose);
    }
    for (index, table) in tables.iter().enumerate() {
        if let Some(whose) = read.get(&index) {
            items(table, index, whose.as_ref(), notice);
        }
    }
    notice.tables = tables;
    purchaser::of_document(notice);
}

/// Whether a table is a form with a label before each value (项目名称 | … | 实施单位 | …), not a list below the names of its
/// columns: half of the cells in every other column are known names, in rows below the first too or beside blanks in the
/// first, and none of what stands beside them is.
fn is_form(table: &Table) -> bool {
    let header = table
        .columns
        .iter()
        .map(|c| c.texts.last().map_or("", |t| t.text.as_str()));
    let header: Vec<&str> = header.collect();
    let numbered = table.columns.iter().any(|c| c.role == Role::Sequence);
    if numbered || header.iter().all(|t| t.is_empty()) {
        return false;
    }
    let beside_blanks = header.iter().skip(1).step_by(2).all(|t| t.is_empty());
    let rows = table
        .rows
        .iter()
        .map(|r| r.cells.iter().map(|c| c.text.as_str()).collect());
    let rows: Vec<Vec<&str>> = std::iter::once(header).chain(rows).collect();
    let cells = |odd: usize| {
        let cells = rows.iter().flat_map(move |r| r.iter().skip(odd).step_by(2));
        cells.filter(|t| !t.is_empty())
    };
    let labels = cells(0).filter(|t| role::is_word(t)).count();
    let of_header = rows.first().into_iter().flatten().step_by(2);
    let below = labels > of_header.filter(|t| role::is_word(t)).count();
    !cells(1).any(|t| role::is_word(t))
        && labels * 2 >= cells(0).count()
        && (below || beside_blanks)
}

fn aside(table: &Table, named: bool) -> Diagnostic {
    let (message, message_zh) = if table.columns.iter().all(|c| c.header.is_empty()) {
        (
            "neither names of columns nor contents tell what this table lists; no projects were read from it",
            "该表无表头，从内容也看不出所列何物，未从该表读取项目",
        )
    } else if of_people(table) {
        (
            "this table says who is meant or to be called, and names no sums; no projects were read from it",
            "该表为人员或联系方式名单，未列金额，未从该表读取项目",
        )
    } else if named {
        (
            "this table says what is delivered for the sums that another table awards; no projects were read from it",
            "该表为中标（成交）标的明细，金额已列于结果表，未从该表读取项目",
        )
    } else {
        (
            "this table names no projects, and another does; no projects were read from it",
            "该表未列项目，另有项目清单，未从该表读取项目",
        )
    };
    Diagnostic::new(codes::TABLE_ASIDE, Severity::Info, message, message_zh)
}

/// Whether a table without sums tells of people: 姓名 | 职务, 单位 | 联系电话.
fn of_people(table: &Table) -> bool {
    let money = |c: &Column| matches!(c.role, Role::Amount | Role::AmountOther);
    let people = |c: &Column| role::tells_of_people(&c.header);
    table.columns.iter().any(people) && !table.columns.iter().any(money)
}

fn form() -> Diagnostic {
    Diagnostic::new(
        codes::TABLE_FORM,
        Severity::Info,
        "this table is a form, with a label before each value; no projects were read from it",
        "该表为填报表式，每格内容前有栏目名，未从中读取项目",
    )
}

/// Reports a list without money, or with neither purchasers nor projects, where its header was read.
fn missing(table: &Table) -> Option<Diagnostic> {
    let has = |roles: &[Role]| table.columns.iter().any(|c| roles.contains(&c.role));
    // People who are given money are for themselves what a list of them is about.
    let people = |c: &Column| c.role == Role::Beneficiary && role::names_people(&c.header);
    let (what, what_zh) = if !has(&[Role::Amount, Role::AmountOther]) {
        ("money", "金额")
    } else if !has(&[Role::Purchaser, Role::Project]) && !table.columns.iter().any(people) {
        ("purchasers or projects", "购买主体或项目名称")
    } else {
        return None;
    };
    // A name that is known as that of no role (地址, 信用代码) was understood, unless sums stand below it.
    let known = |col: usize, header: &str| {
        let mut cells = table.rows.iter().filter_map(|r| r.cells.get(col));
        role::meaning(header) == role::Meaning::NoRole
            && !cells.any(|c| money::is_sum(&Key::of(&c.text)))
    };
    // What nothing but words stands below is no money; sums with their unit are, whatever their column is called.
    let any = |col: usize, test: fn(&Key) -> bool| {
        let mut cells = table.rows.iter().filter_map(|r| r.cells.get(col));
        cells.any(|c| test(&Key::of(&c.text)))
    };
    let of_money = what == "money";
    let paid = |col: usize| !of_money || any(col, |t| value::has_figures(t) || money::is_sum(t));
    let whole = |t: &Key| money::kind(t) == Some(money::Kind::Number) && t.ends_with('元');
    let stated = |col: usize| of_money && any(col, whole);
    // Where who is given the money, or does the work, is named, columns of figures hold no project.
    let party = has(&[Role::Beneficiary, Role::Provider]);
    let named = |col: usize| {
        let mut cells = table.rows.iter().filter_map(|r| r.cells.get(col));
        !party || cells.any(|c| !c.text.is_empty() && !numeral::is_figures(&Key::of(&c.text)))
    };
    let unread = table.columns.iter().enumerate();
    let unread: Vec<&str> = unread
        .filter(|(col, c)| {
            let unknown = c.role == Role::Other && named(*col) && paid(*col);
            unknown && !known(*col, &c.header) || stated(*col)
        })
        .map(|(_, c)| c.header.as_str())
        .filter(|h| !h.is_empty())
        .collect();
    if unread.is_empty() {
        return None;
    }
    Some(
        Diagnostic::new(
            codes::TABLE_ROLES,
            Severity::Warning,
            format!(
                "no column of {what} was recognised; headers that were not understood: {}",
                unread.join(", ")
            ),
            format!("未识别出{what_zh}列；未理解的列名：{}", unread.join("、")),
        )
        .help(
            "the cells are kept in `others`; check the header",
            "相关内容保留在 others 中，请核对表头",
        ),
    )
}

/// Adds the items of a table, if it is a list; whether it is. `whose`: the purchaser that stands over it.
fn items(table: &Table, index: usize, whose: Option<&CellText>, notice: &mut Notice) -> bool {
    if is_form(table) {
        return false;
    }
    let mut head: Option<CellText> = None;
    let depths = bodies(table);
    for (r, row) in table.rows.iter().enumerate() {
        if row.kind != RowKind::Item {
            headed(row, &depths, &mut head);
            continue;
        }
        let mut item = Item {
            table: index,
            row: r,
            ..Item::default()
        };
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            let slot = match column.role {
                Role::Sequence => &mut item.sequence,
                Role::Purchaser => &mut item.purchaser,
                Role::Project => &mut item.project,
                Role::Content => &mut item.content,
                Role::Beneficiary => &mut item.beneficiary,
                Role::Provider => &mut item.provider,
                Role::Method => &mut item.method,
                Role::Source => &mut item.source,
                Role::Period => &mut item.period,
                Role::Note => &mut item.note,
                Role::Amount | Role::AmountOther => continue,
                Role::Other => {
                    item.others.insert(column.header.clone(), cell.clone());
                    continue;
                }
            };
            *slot = Some(cell.clone());
        }
        let blank = item.purchaser.as_ref().is_none_or(|p| p.text.is_empty());
        if blank && let Some(head) = head.as_ref().or(whose) {
            item.purchaser = Some(head.clone());
        }
        notice.items.push(item);
    }
    true
}

/// How deep the headings are numbered of which one names a body: all of them do.
fn bodies(table: &Table) -> Vec<u8> {
    let heading = table.rows.iter().filter(|row| heads(row));
    let cells = heading.flat_map(|row| &row.cells);
    let named = cells.filter(|c| office::heads_rows(&c.text).is_some());
    named.filter_map(depth).collect()
}

/// Whether a row stands over others, or adds them up, under a name of its own.
fn heads(row: &Row) -> bool {
    let adds_up = |c: &CellText| labels::summary(&c.text).is_some();
    matches!(row.kind, RowKind::Heading | RowKind::Subtotal) && !row.cells.iter().any(adds_up)
}

/// How deep the number is that a cell begins with.
fn depth(cell: &CellText) -> Option<u8> {
    ordinal::marked(cell.raw.chars()).map(|n| n.style.depth())
}

/// Takes a row over others, or one that adds them up: the body that it names is the purchaser of those below it that name none,
/// up to the next row of its level.
fn headed(row: &Row, depths: &[u8], head: &mut Option<CellText>) {
    if !heads(row) {
        return;
    }
    let cells = || row.cells.iter().filter(|c| !c.text.is_empty());
    let body = |cell: &CellText| depth(cell).is_some_and(|own| depths.contains(&own));
    let named = cells().find_map(|c| {
        let beside = || office::heads_rows_beside(&c.text).filter(|_| body(c));
        let name = office::heads_rows(&c.text).or_else(beside)?;
        Some((name, c))
    });
    *head = match (named, cells().next(), head.take()) {
        (Some((name, cell)), ..) => Some(CellText {
            text: name.to_owned(),
            origin: Origin::Carried,
            ..cell.clone()
        }),
        // （一）养老类 below 一、区民政局.
        (None, Some(own), Some(above)) if depth(own) > depth(&above) => Some(above),
        _ => None,
    };
}

/// Cells of a column of which the same is said one by one; of more it is said once.
const ONE_BY_ONE: usize = 2;
/// Cells that are named then: enough to know where to look.
const NAMED: usize = 10;

/// Takes out what is said of many cells of a column that show nothing on purpose, and says it once: zeros that are not printed, and
/// pictures where no value is looked for.
fn once_a_column(
    doubts: &mut Vec<(usize, usize, Diagnostic)>,
    table: &Table,
    index: usize,
    ctx: &mut Context<'_>,
) {
    let on_purpose = |(_, col, doubt): &(usize, usize, Diagnostic)| match &*doubt.code {
        codes::CELL_HIDDEN_ZERO => true,
        codes::SHEET_PICTURE => table.columns.get(*col).map(|c| c.role) == Some(Role::Other),
        _ => false,
    };
    let mut said: BTreeMap<usize, Vec<Diagnostic>> = BTreeMap::new();
    for doubt in doubts.iter().filter(|d| on_purpose(d)) {
        said.entry(doubt.1).or_default().push(doubt.2.clone());
    }
    said.retain(|_, said| said.len() > ONE_BY_ONE);
    doubts.retain(|d| !(said.contains_key(&d.1) && on_purpose(d)));
    for (col, said) in said {
        let cells = said.iter().filter_map(|doubt| match &doubt.location {
            Some(Location::Cell { cell, .. }) => Some(cell.as_str()),
            _ => None,
        });
        let cells = cells.take(NAMED).collect::<Vec<_>>().join(", ");
        let count = said.len();
        ctx.diagnostics
            .extend(said.into_iter().next().map(|mut once| {
                once.message = format!("{count} cells of the column ({cells}): {}", once.message);
                once.message_zh = format!("该列{count}个单元格（{cells}）：{}", once.message_zh);
                once.path(format!("/tables/{index}/columns/{col}"))
            }));
    }
}

/// Doubts about cells, with the path of the item they make doubtful.
fn speak(
    mut doubts: Vec<(usize, usize, Diagnostic)>,
    table: &Table,
    index: usize,
    items: &[Item],
    first: usize,
    ctx: &mut Context<'_>,
) {
    once_a_column(&mut doubts, table, index, ctx);
    for (r, c, mut doubt) in doubts {
        let field = table.columns.get(c).map_or(Role::Other, |c| c.role).field();
        // The table's items are in the order of its rows.
        let own = items.get(first..).unwrap_or_default();
        let path = match own.binary_search_by_key(&r, |i| i.row) {
            Ok(n) => format!("/items/{}/{field}", first + n),
            Err(_) => format!("/tables/{index}/rows/{r}/cells/{c}"),
        };
        if doubt.location.is_none() {
            doubt.location = table
                .rows
                .get(r)
                .and_then(|row| row.cells.get(c))
                .and_then(|c| c.locations.first())
                .cloned();
        }
        ctx.diagnostics.push(doubt.path(path));
    }
}
