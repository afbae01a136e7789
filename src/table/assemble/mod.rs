//! Grids → whole tables: header, joining over pages, carried cells, row kinds.

mod alike;
mod award;
mod carry;
mod footnotes;
mod halves;
pub(in crate::table) mod header;
mod heads;
mod kinds;
pub(in crate::table) mod matrix;
mod money;
mod pages;
mod roles;
mod rows;
mod summary;
mod unfold;
mod unread;
mod whose;

#[cfg(feature = "office")]
pub(in crate::table) use rows::signs;
pub(in crate::table) use unread::say as unread;

use crate::accounts::Discard;
use crate::codes;
use crate::context::Context;
use crate::error::Error;
use crate::lexicon::key::{self, Key};
use crate::lexicon::labels;
use crate::lexicon::money::unit::{self, Denomination};
use crate::lexicon::role::{self, Fit, Meaning};
use crate::lexicon::{standing, value};
use crate::model::Role;
use crate::table::{Block, Flow, Grid, WholeColumn, WholeTable, cut};
use crate::text::Line;

/// Puts tables together over all their pages.
pub(crate) fn assemble(blocks: Vec<Block>, ctx: &mut Context<'_>) -> Result<Vec<Flow>, Error> {
    let mut flow: Vec<Flow> = Vec::new();
    let mut open: Option<pages::Open> = None;
    // Whether the letter is one of purchases, whatever its tables are called.
    let bought =
        |block: &Block| matches!(block, Block::Line(line) if role::speaks_of_buying(line.key()));
    let bought = blocks.iter().any(bought);
    // What stands above the open table.
    let mut above: Vec<Key> = Vec::new();
    // Blank lines, 续表 marks and what stands above every page of an open table: they do not end it.
    let mut pending: Vec<Line> = Vec::new();
    // What stood below its parts on the pages before: it is below the whole.
    let mut feet: Vec<Line> = Vec::new();
    let mut cells = 0_u64;
    for block in blocks {
        ctx.check_time()?;
        match block {
            Block::Line(line)
                if open.as_ref().is_some_and(|table| {
                    line.is_blank()
                        || is_continuation_mark(&line)
                        || table.is_said_again(&line, &above)
                        || table.is_foot(&line, &pending)
                }) =>
            {
                pending.push(line);
            }
            Block::Line(line)
                if pending.is_empty()
                    && open.as_mut().is_some_and(|table| table.takes_rest(&line)) => {}
            Block::Line(line) => {
                close(&mut open, &mut feet, &mut pending, &mut flow, ctx);
                flow.push(Flow::Line(line));
            }
            Block::Break => match open.as_mut().filter(|_| pending.is_empty()) {
                // A sheet may go on with the table of the one before.
                Some(table) => table.ends_sheet(),
                None => {
                    close(&mut open, &mut feet, &mut pending, &mut flow, ctx);
                    flow.push(Flow::Break);
                }
            },
            Block::Grid(grid) => {
                // Spans may make many places of few cells.
                let places = u64::try_from(grid.rows.saturating_mul(grid.cols));
                cells = cells.saturating_add(places.unwrap_or(u64::MAX));
                ctx.check_limit("cells", cells, ctx.options.limits.cells)?;
                for grid in cut::at_page_numbers(grid, ctx) {
                    if let Some(table) = open.as_mut()
                        && table.goes_on(&grid, &above, &mut pending, ctx)
                    {
                        pages::take_between(&mut pending, &mut feet, grid.page, ctx);
                        continue;
                    }
                    close(&mut open, &mut feet, &mut pending, &mut flow, ctx);
                    above = lines_above(&flow);
                    let bought = bought || above.iter().any(|key| role::is_of_purchases(key));
                    open = Some(pages::Open::begin(&grid, bought, ctx));
                }
            }
        }
    }
    close(&mut open, &mut feet, &mut pending, &mut flow, ctx);
    whose::tell(&mut flow);
    let mut flow = halves::join(adopt_unit_lines(flow), ctx);
    money::by_unit(&mut flow);
    set_aside(&mut flow);
    alike::doubt(&mut flow);
    footnotes::set_aside(&mut flow, ctx);
    ctx.check_time()?;
    unread::report(&flow, ctx);
    Ok(flow)
}

/// Whether a grid has a column of sums, as its header says.
pub(in crate::table) fn names_sums(grid: &Grid) -> bool {
    let columns = rows::read(grid).columns;
    columns.iter().any(|c| c.role == Role::Amount)
}

fn close(
    open: &mut Option<pages::Open>,
    feet: &mut Vec<Line>,
    pending: &mut Vec<Line>,
    flow: &mut Vec<Flow>,
    ctx: &mut Context<'_>,
) {
    if let Some(table) = open.take() {
        let broken = table.is_broken();
        flow.push(Flow::Table(table.finish(ctx)));
        if broken {
            flow.push(Flow::Break);
        }
    }
    for line in feet.drain(..) {
        // Below its last part it may stand again.
        if pending.iter().any(|last| last.key() == line.key()) {
            ctx.accounts.discard(&line.chars, Discard::RunningHead);
        } else {
            flow.push(Flow::Line(line));
        }
    }
    flow.extend(pending.drain(..).map(Flow::Line));
}

/// What the lines above a table say, three at most: 附件, the title, the unit.
fn lines_above(flow: &[Flow]) -> Vec<Key> {
    let lines = flow.iter().rev().map_while(|part| match part {
        Flow::Line(line) => Some(line),
        Flow::Table(_) | Flow::Break => None,
    });
    lines
        .filter(|l| !l.is_blank())
        .take(3)
        .map(|l| l.key().clone())
        .collect()
}

fn is_continuation_mark(line: &Line) -> bool {
    labels::is_continued(line.key())
}

/// A line 单位：万元 just above a table belongs to it.
fn adopt_unit_lines(flow: Vec<Flow>) -> Vec<Flow> {
    let mut out: Vec<Flow> = Vec::with_capacity(flow.len());
    for mut part in flow {
        if let Flow::Table(table) = &mut part
            && table.unit_line.is_none()
        {
            // What else is said of the table may stand between (填报单位：区民政局), and its title, which is no sentence.
            let said = |line: &Line| line.key().contains(':');
            let mut title = false;
            let mut titles =
                |line: &Line| !line.key().contains('。') && !std::mem::replace(&mut title, true);
            let mut above = out.iter().enumerate().rev().map_while(|(at, f)| match f {
                Flow::Line(line) => Some((at, line)),
                _ => None,
            });
            let unit = above.find_map(|(at, line)| match unit_line(line) {
                Some(unit) => Some(Some((at, unit))),
                None if line.is_blank() || said(line) || titles(line) => None,
                None => Some(None),
            });
            let unit = unit.flatten();
            if let Some((at, unit)) = unit
                && let Flow::Line(line) = out.remove(at)
            {
                (table.unit, table.unit_line) = (unit.yuan(), Some(line));
            }
        }
        out.push(part);
    }
    out
}

/// Tables beside the list (岗位 | 人数 | 标准, 单位 | 联系人 | 电话), those that add it up, and those that are no lists at all, are told by the roles of their columns; labels and values beside it tell of the
/// whole (项目名称, 预算金额).
fn set_aside(flow: &mut [Flow]) {
    let has =
        |table: &WholeTable, roles: &[Role]| table.columns.iter().any(|c| roles.contains(&c.role));
    let heads = |table: &WholeTable, role: Role| {
        let named = |c: &WholeColumn| role::of_header(&c.path.concat()) == Some(role);
        table.columns.iter().any(named)
    };
    let delivered = award::delivered(flow);
    let summed = summary::of_others(flow);
    let restated = summary::again(flow);
    let listed = flow.iter().zip(&delivered).any(|(part, again)| match part {
        Flow::Table(table) => !again && has(table, &[Role::Project]),
        Flow::Line(_) | Flow::Break => false,
    });
    let in_rows = flow.iter().any(|part| match part {
        Flow::Table(t) => !t.paired && has(t, &[Role::Project]) && has(t, &[Role::Amount]),
        Flow::Line(_) | Flow::Break => false,
    });
    let again = delivered.into_iter().zip(restated).zip(summed);
    for (part, ((again, restated), summed)) in flow.iter_mut().zip(again) {
        if let Flow::Table(table) = part {
            if restated {
                table.doubts.retain(|d| d.code != codes::ROLE_BY_CONTENT);
            }
            let of_whole = table.paired && in_rows;
            let headed = table.columns.iter().any(|c| !c.path.is_empty());
            // A project that no header names is one by its content; it is none where no sum stands beside it.
            let project = has(table, &[Role::Project])
                && (heads(table, Role::Project) || has(table, &[Role::Amount]));
            let named = project || has(table, &[Role::Sequence, Role::Purchaser]);
            // Who is to be called (单位 | 联系人 | 电话), beside a list of projects and their sums.
            let bare = in_rows && !has(table, &[Role::Project, Role::Content, Role::Amount]);
            // What is asked or marked (材料名称 | 份数, 评分项目 | 分值): a name that only ends as those of projects do, and nobody who buys.
            let vague = in_rows
                && !has(
                    table,
                    &[Role::Purchaser, Role::Content, Role::Provider, Role::Amount],
                )
                && !table.columns.iter().any(names_project);
            // What is to be done (序号 | 工作内容 | 责任单位), when (时间 | 事项), or at which price (服务项目 | 收费标准).
            let own = table.columns.iter().any(names_project)
                && has(table, &[Role::Sequence, Role::Purchaser]);
            let plan = in_rows && !own && !is_paid(table);
            // Lines with gaps in them (联系电话 | 0580-3056789), of which neither names nor contents say what they list.
            let untold = !headed && !has(table, &[Role::Sequence, Role::Amount]);
            // Words alone beside the list (how to fill it in, choices for its cells) need no names of columns.
            if untold && in_rows && !has_figures(table) {
                table.doubts.retain(|d| d.code != codes::TABLE_NO_HEADER);
            }
            // Who is meant or to be called (姓名 | 职务, 窗口名称 | 地址 | 联系电话), and no money.
            let people = |c: &WholeColumn| c.path.last().is_some_and(|h| role::tells_of_people(h));
            let of_people = !has(table, &[Role::Amount, Role::AmountOther])
                && table.columns.iter().any(people)
                && !table.columns.iter().any(names_project);
            table.aside = listed && headed && (!named || bare || vague || plan || summed)
                || of_people
                || untold
                || of_whole
                || again
                || restated;
        }
    }
}

/// Whether a table has sums that are no prices.
fn is_paid(table: &WholeTable) -> bool {
    let price = |c: &WholeColumn| {
        let header = c.path.last().map(|h| Key::of(h));
        header.is_some_and(|h| h.ends_with("标准") || standing::is_price(&h))
    };
    let money = |c: &&WholeColumn| matches!(c.role, Role::Amount | Role::AmountOther);
    table.columns.iter().filter(money).any(|c| !price(c))
}

fn has_figures(table: &WholeTable) -> bool {
    let mut cells = table.rows.iter().flat_map(|r| &r.cells);
    cells.any(|c| c.lines.iter().any(|l| value::has_figures(l.key())))
}

/// Whether a column has a header that is a known word for projects.
fn names_project(column: &WholeColumn) -> bool {
    let meaning = role::of_path(&column.path);
    column.role == Role::Project && meaning == Meaning::Role(Role::Project, Fit::Exact)
}

/// Whether a line says nothing but the unit of sums.
pub(in crate::table) fn is_unit_line(line: &Line) -> bool {
    unit_line(line).is_some()
}

/// The unit that a line names, if it is nothing but a unit line.
fn unit_line(line: &Line) -> Option<Denomination> {
    unit::of_unit_line(line.key())
}

/// What lines are compared and looked up by, together.
pub(super) fn key_of(lines: &[Line]) -> Key {
    match lines {
        [line] => line.key().clone(),
        _ => Key::of_chars(chars(lines)),
    }
}

/// Whether two texts are the same for comparing with words, told at the first character that differs.
pub(super) fn same(a: &[Line], b: &[Line]) -> bool {
    key::same(chars(a), chars(b))
}

fn chars(lines: &[Line]) -> impl Iterator<Item = char> + '_ {
    lines.iter().flat_map(|l| &l.chars).map(|c| c.ch)
}
