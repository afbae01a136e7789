//! Which money column of a table holds the sum of a row.

use rust_decimal::Decimal;
use std::collections::BTreeSet;

use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::money;
use crate::lexicon::standing::{self, Standing, Yields};
use crate::model::{Column, Notice, Role, Row, RowKind, Table};

/// Paragraphs in which a paper says what it is about: the heading, if it is no title, whom it goes to, and why.
const FIRST: usize = 3;

/// The last year that the title of a notice names, and that of a table.
fn titled(notice: &Notice, table: &Table) -> Vec<u16> {
    let titles = notice.title.iter().chain(&table.title);
    titles
        .filter_map(|t| standing::years(&t.text).last())
        .collect()
}

/// The year that a notice is about, of those that its columns name: the last that its title names, or the title of the
/// table, else the only one of them that the paper begins with, else that of its date.
fn year(notice: &Notice, table: &Table, of_columns: &BTreeSet<u16>) -> Option<u16> {
    let titled = titled(notice, table);
    let mut known = titled.iter().filter(|year| of_columns.contains(year));
    // Around a paper on another year, its columns are of the years before and after.
    if let Some(year) = known.next().or(titled.first()) {
        return Some(*year);
    }
    let body = notice.body.iter().take(FIRST);
    let begins: BTreeSet<u16> = body
        .flat_map(|p| standing::years(&p.text))
        .filter(|year| of_columns.contains(year))
        .collect();
    let only = begins.first().filter(|_| begins.len() == 1).copied();
    only.or_else(|| notice.date.as_ref().map(|d| d.text.year()))
}

/// What was decided of a table with several money columns, to be said once the sums are read.
pub(crate) struct Choice {
    main: Option<usize>,
    /// The other columns that might have been it.
    others: Vec<usize>,
    /// Whether a rule told the main column from the others.
    told: bool,
    /// Whether nothing says of which of the years that the columns name the paper is.
    any_year: bool,
}

/// The main money column of a table: the row's total of its parts, else the sum in force (a grant before what
/// another paper settled), else the first. Instalments have none.
pub(crate) fn choose(table: &Table, notice: &Notice) -> Choice {
    let columns = table.columns.as_slice();
    let money = |c: &Column| matches!(c.role, Role::Amount | Role::AmountOther);
    let of_money = || columns.iter().enumerate().filter(|(_, c)| money(c));
    let years: BTreeSet<u16> = of_money()
        .flat_map(|(_, c)| standing::years(&c.header))
        .collect();
    let about = year(notice, table, &years);
    let own = about.filter(|y| years.contains(y));
    let any_year = own.is_none();
    // 金额 | 2025年 in a paper that is about 2024: the only year named is another than that of the other sums.
    let other = about.filter(|_| years.len() == 1 && !titled(notice, table).is_empty());
    let year = own.or(other).or(years.last().copied());
    let standings: Vec<(Standing, usize)> =
        of_money().map(|(at, c)| (standing(c, year), at)).collect();
    let mut candidates: Vec<(Standing, usize)> = standings
        .iter()
        .copied()
        .filter(|(s, _)| *s != Standing::Price)
        .collect();
    if let [(a, one), (b, other)] = candidates.as_mut_slice() {
        for (standing, own, rest) in [(a, *one, *other), (b, *other, *one)] {
            if adds_up_rows(*standing, own, rest, table) {
                *standing = Standing::Whole;
            }
        }
    }
    // 年初预算 | 调整数 | 调整后预算: what comes of two others is the sum, and the change none.
    if let [_, _, _] = candidates.as_slice() {
        let all: Vec<usize> = candidates.iter().map(|(_, at)| *at).collect();
        let change = |at: usize| {
            columns
                .get(at)
                .is_some_and(|c| standing::is_change(&c.header))
        };
        let mut others = all.iter().filter(|at| !change(**at));
        if others.any(|at| adds_up(*at, &all, table) == Some(true)) {
            let changes = candidates.iter_mut().filter(|(_, at)| change(*at));
            changes.for_each(|(standing, _)| *standing = Standing::Part);
        }
    }
    // 总额 | 本次下达: no sum of the row's others is the whole of which this notice hands out a part. 合计 under 本次下达 adds up
    // what stands there beside it.
    let of_now = candidates.iter().filter(|(s, _)| *s == Standing::Now);
    let of_now: Vec<usize> = of_now.map(|(_, at)| *at).collect();
    if !of_now.is_empty() {
        let all: Vec<usize> = candidates.iter().map(|(_, at)| *at).collect();
        let total = |s: &Standing| matches!(s, Standing::RowTotal | Standing::RowSubtotal);
        for (standing, own) in candidates.iter_mut().filter(|(s, _)| total(s)) {
            let group = columns.get(*own).map_or("", upper);
            // Of what stands below another name beside it, the total: 合计 | 一般预算/小计 | 一般预算/常规分配.
            let of = |at: usize| columns.get(at).map_or("", upper);
            let adds = |at: usize| {
                let own = standings.iter().find(|(_, other)| *other == at);
                own.is_some_and(|(s, _)| total(s))
            };
            let in_group = |at: &&usize| {
                let own = of(**at);
                let added = || all.iter().any(|other| of(*other) == own && adds(*other));
                own == group || own.starts_with(group) && (adds(**at) || !added())
            };
            let now = !group.is_empty() && of_now.iter().any(|at| in_group(&at));
            let beside: Vec<usize> = all
                .iter()
                .filter(|at| !now || in_group(at))
                .copied()
                .collect();
            if adds_up(*own, &beside, table) == Some(false) {
                *standing = Standing::Whole;
            }
        }
    }
    // 春季 | 秋季 | 全年: what in every row comes of the others that no rule tells it from is the row's sum, whatever its name.
    let best = candidates.iter().map(|(s, _)| *s).min();
    let even = candidates.iter().filter(|(s, _)| Some(*s) == best);
    let even: Vec<usize> = even.map(|(_, at)| *at).collect();
    // 中央资金 | 配套资金 | 总预算: or of all, one of which yields to them.
    let all: Vec<usize> = candidates.iter().map(|(_, at)| *at).collect();
    let sets = [&even, &all];
    let sets = sets
        .iter()
        .filter(|of| (3..=SIDE_BY_SIDE).contains(&of.len()));
    let whole = sets.filter_map(|of| {
        let mut wholes = even.iter().filter(|at| makes_up_rows(**at, of, table));
        let whole = wholes.next();
        whole.filter(|_| wholes.next().is_none())
    });
    if let Some(whole) = whole.copied().next() {
        let own = candidates.iter_mut().filter(|(_, at)| *at == whole);
        own.for_each(|(standing, _)| *standing = Standing::RowTotal);
    }
    let instalments =
        candidates.len() > 1 && candidates.iter().all(|(s, _)| *s == Standing::Instalment);
    let best = candidates
        .iter()
        .map(|(s, _)| *s)
        .min()
        .or(standings.iter().map(|(s, _)| *s).min());
    // What another paper settled is no grant, which the notice hands out.
    let granted = candidates.iter().any(|(s, _)| *s == Standing::Granted);
    let settled = of_money().filter(|(at, _)| {
        let (best, own) = (best, standings.iter().find(|(_, of)| of == at));
        best == Some(Standing::InForce) && own.map(|(s, _)| *s) == best
    });
    let yields: Vec<Option<Yields>> = settled
        .map(|(_, c)| standing::yields_to_grants(leaf(c)))
        .collect();
    let yields_all = granted && !yields.is_empty() && yields.iter().all(Option::is_some);
    let best = if yields_all {
        Some(Standing::Granted)
    } else {
        best
    };
    let of_best = candidates.iter().chain(&standings);
    let mut of_best = of_best.filter(|(s, _)| Some(*s) == best && !instalments);
    let main = of_best.next().map(|(_, at)| *at);
    let others = candidates.iter().map(|(_, at)| *at);
    let even = candidates.iter().filter(|(s, _)| Some(*s) == best);
    let even = even.map(|(_, at)| *at).filter(|at| Some(*at) != main);
    let told = even.clone().next().is_none() || is_of_issuer(main, even, columns, notice);
    Choice {
        main,
        others: others.filter(|at| Some(*at) != main).collect(),
        // A subsidy may stand beside the sum of what is bought, too.
        told: told
            && !(matches!(best, Some(Standing::Granted | Standing::Asked))
                && (candidates.iter().any(|(s, _)| *s == Standing::Plain)
                    || yields.contains(&Some(Yields::Perhaps)))),
        any_year,
    }
}

/// Whether a column of totals adds up groups of rows, each of which has its sum in the other column: merged cells leave it
/// blank in all rows of a group but the first. The total of a row is not less often stated than its only part.
fn adds_up_rows(standing: Standing, own: usize, other: usize, table: &Table) -> bool {
    let items = || table.rows.iter().filter(|r| r.kind == RowKind::Item);
    let text = |row: &Row, c: usize| row.cells.get(c).map_or("", |c| c.text.as_str()).to_owned();
    matches!(standing, Standing::RowTotal | Standing::RowSubtotal)
        && items().all(|row| money::is_sum(&text(row, other)))
        && items().any(|row| text(row, own).is_empty())
}

/// Columns of sums that may be parts and their whole: twelve months and quarters with their total. Each is held against all others
/// in every row.
const SIDE_BY_SIDE: usize = 17;

/// Rows that must add up before a column is believed to be the whole of others by that alone.
const ADDED: usize = 2;

/// Whether a column states in every row what the others come to, in enough rows of several parts.
fn makes_up_rows(own: usize, all: &[usize], table: &Table) -> bool {
    let states = |row: &Row, c: &usize| {
        let value = row.cells.get(*c).and_then(|c| money::value(&c.text));
        value.is_some_and(|v| !v.is_zero())
    };
    let items = table.rows.iter().filter(|r| r.kind == RowKind::Item);
    let several = |row: &&Row| all.iter().filter(|c| states(row, c)).count() > 2;
    items.filter(several).take(ADDED).count() == ADDED && adds_up(own, all, table) == Some(true)
}

/// Whether a column states in every row what the other columns of sums come to; unknown where none of the rows states both.
fn adds_up(own: usize, all: &[usize], table: &Table) -> Option<bool> {
    let value = |row: &Row, c: usize| row.cells.get(c).and_then(|c| money::value(&c.text));
    let items = table.rows.iter().filter(|r| r.kind == RowKind::Item);
    let told = items.filter_map(|row| {
        let others = all.iter().filter(|c| **c != own);
        let parts: Vec<Decimal> = others.filter_map(|c| value(row, *c)).collect();
        let whole = value(row, own).filter(|_| !parts.is_empty())?;
        Some(
            parts
                .into_iter()
                .try_fold(Decimal::ZERO, Decimal::checked_add)
                == Some(whole),
        )
    });
    told.reduce(|all, own| all && own)
}

fn standing(column: &Column, year: Option<u16>) -> Standing {
    standing::of_path(&[column.header.clone(), leaf(column).to_owned()], year)
}

/// The lowest name of a column.
fn leaf(column: &Column) -> &str {
    let last = column.texts.last();
    last.map_or(column.header.as_str(), |t| t.text.as_str())
}

/// Whether a column is of the money that is the issuer's to give, and all others are of governments below it: a district hands
/// out 区级资金, and its towns add 镇级资金.
fn is_of_issuer(
    main: Option<usize>,
    mut others: impl Iterator<Item = usize>,
    columns: &[Column],
    notice: &Notice,
) -> bool {
    let issuer = notice.issuers.iter().chain(&notice.signatories).next();
    let issuer = issuer.and_then(|name| standing::level_of_body(&name.text));
    let level = |at: usize| standing::level(leaf(columns.get(at)?));
    let own = main.and_then(level).filter(|own| Some(*own) == issuer);
    own.is_some_and(|own| others.all(|at| level(at).is_some_and(|of| of > own)))
}

/// The names above it.
fn upper(column: &Column) -> &str {
    column.header.strip_suffix(leaf(column)).unwrap_or("")
}

impl Choice {
    /// Gives the main column its role, and other money columns theirs.
    pub(super) fn settle(&self, columns: &mut [Column]) {
        for (at, column) in columns.iter_mut().enumerate() {
            if matches!(column.role, Role::Amount | Role::AmountOther) {
                let main = Some(at) == self.main;
                column.role = if main {
                    Role::Amount
                } else {
                    Role::AmountOther
                };
            }
        }
    }

    /// Says which column was taken, where there was a choice.
    ///
    /// `places`: the table and row of each item.
    pub(crate) fn report(
        &self,
        t: usize,
        table: &Table,
        places: &[(usize, usize)],
        ctx: &mut Context<'_>,
    ) {
        if self.others.is_empty() {
            return;
        }
        let name = |c: &usize| table.columns.get(*c).map_or("", |c| c.header.as_str());
        let others: Vec<&str> = self.others.iter().map(name).collect();
        let (list, list_zh) = (others.join(", "), others.join("、"));
        let (main, at) = match &self.main {
            Some(main) => (name(main), format!("/tables/{t}/columns/{main}")),
            None => {
                ctx.diagnostics.push(
                    Diagnostic::new(
                        codes::AMOUNT_MAIN_COLUMN,
                        Severity::Warning,
                        format!("{list} are instalments; no column states the whole sum, so projects have none"),
                        format!("{list_zh}为分期款项，表中未列总额，项目金额留空"),
                    )
                    .path(format!("/tables/{t}"))
                    .help("see `amounts` for the instalments", "各期款项见 amounts"),
                );
                return;
            }
        };
        // 预算数 | 基本支出 | 项目支出: what the others come to is no other sum than theirs.
        let parts = self
            .main
            .is_some_and(|own| adds_up(own, &self.others, table) == Some(true));
        let unclear = |c: &&usize| {
            !parts
                && (standing::planned_and_spent(main, name(c))
                    || self.any_year && standing::differ_in_year(main, name(c)))
        };
        if let Some(other) = self.others.iter().find(unclear) {
            let item = |r: usize| places.binary_search(&(t, r)).ok();
            say_at_rows(table, (main, *other), item, ctx);
        }
        let severity = if self.told || parts || !self.differ(table) {
            Severity::Info
        } else {
            Severity::Warning
        };
        ctx.diagnostics.push(
            Diagnostic::new(
                codes::AMOUNT_MAIN_COLUMN,
                severity,
                format!(
                    "{main} was taken for the sum of each project; other sums stand under {list}"
                ),
                format!("项目金额取自“{main}”列，另有：{list_zh}"),
            )
            .path(at)
            .help(
                "see `amounts` for the other columns",
                "其他列的金额见 amounts",
            ),
        );
    }

    /// Whether any project has another sum in another column.
    fn differ(&self, table: &Table) -> bool {
        let sum = |row: &Row, c: &usize| {
            let header = &table.columns.get(*c)?.header;
            row.amounts.get(header)?.yuan
        };
        let items = table.rows.iter().filter(|r| r.kind == RowKind::Item);
        items.into_iter().any(|row| {
            let main = self.main.and_then(|m| sum(row, &m));
            self.others
                .iter()
                .any(|c| sum(row, c).is_some_and(|s| Some(s) != main))
        })
    }
}

/// Says at each row that states two sums, one planned and one spent or of two years, which was taken.
fn say_at_rows(
    table: &Table,
    (main, other): (&str, usize),
    item: impl Fn(usize) -> Option<usize>,
    ctx: &mut Context<'_>,
) {
    let Some(column) = table.columns.get(other) else {
        return;
    };
    let rows = table.rows.iter().enumerate();
    for (i, row) in rows.filter_map(|(r, row)| Some((item(r)?, row))) {
        let sum = |header: &str| row.amounts.get(header).and_then(|a| a.yuan);
        let (Some(own), Some(spare)) = (sum(main), sum(&column.header)) else {
            continue;
        };
        if own == spare {
            continue;
        }
        let named = &column.header;
        ctx.diagnostics.push(
            Diagnostic::new(
                codes::AMOUNT_MAIN_COLUMN,
                Severity::Warning,
                format!(
                    "{main} was taken for the sum of this project; under {named} it is {spare} yuan"
                ),
                format!("本行金额取自“{main}”列，“{named}”列为{spare}元"),
            )
            .path(format!("/items/{i}/amount"))
            .help(
                "one is what was planned and the other what was spent, or they are of two years: take the one that is asked for",
                "两列分别为计划数与实际支出数，或分属两个年度，请按用途选取",
            ),
        );
    }
}
