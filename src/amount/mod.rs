//! Printed sums → amounts in yuan.

mod declared;
mod parse;
mod parts;
mod said;
mod summed;

use rust_decimal::Decimal;

use crate::codes;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::lexicon::money;
use crate::lexicon::money::bounds::{self, Bound};
use crate::lexicon::money::unit::{self, Denomination};
use crate::lexicon::money::words;
use crate::location::Location;
use crate::model::{Amount, Column, Currency, Notice, Role, RowKind, Table, Unit, UnitFrom};
use crate::notice::main_column;

/// Fills in the amounts of tables, items and declared sums.
pub(crate) fn fill(notice: &mut Notice, ctx: &mut Context<'_>) -> Result<(), Error> {
    notice.declared_sums = declared::sums(&notice.body, ctx)?;
    let document = declared::unit(notice);
    let places: Vec<(usize, usize)> = notice.items.iter().map(|i| (i.table, i.row)).collect();
    let choices: Vec<main_column::Choice> = notice
        .tables
        .iter()
        .map(|table| main_column::choose(table, notice))
        .collect();
    let mut sums = None;
    let mut units = Vec::new();
    for (t, table) in notice.tables.iter().enumerate() {
        let mut of_table = stated(table, document);
        if of_table
            .iter()
            .any(|s| s.is_some_and(|s| s.denomination.is_none()))
        {
            let sums = sums.get_or_insert_with(|| summed::stated(notice));
            ctx.diagnostics
                .extend(by_sum(t, table, &mut of_table, sums));
        }
        units.push(of_table);
    }
    for (t, (table, stated)) in notice.tables.iter_mut().zip(units).enumerate() {
        fill_table(t, table, &stated, &places, ctx)?;
        if let Some(choice) = choices.get(t) {
            choice.report(t, table, &places, ctx);
        }
    }
    for item in &mut notice.items {
        let Some(table) = notice.tables.get(item.table) else {
            continue;
        };
        let Some(row) = table.rows.get(item.row) else {
            continue;
        };
        item.amounts = row.amounts.clone();
        item.amount = main_column(table)
            .and_then(|c| row.amounts.get(&c.header))
            .map(|amount| Amount::clone(amount));
    }
    Ok(())
}

/// The first money column whose role is the main one.
pub(crate) fn main_column(table: &Table) -> Option<&Column> {
    table.columns.iter().find(|c| c.role == Role::Amount)
}

fn fill_table(
    t: usize,
    table: &mut Table,
    stated: &[Option<Stated>],
    places: &[(usize, usize)],
    ctx: &mut Context<'_>,
) -> Result<(), Error> {
    let main = main_column(table).map(|c| c.header.clone());
    let units = column_saying(table, unit::of_cell);
    let currencies = column_saying(table, unit::currency_of_cell);
    for ((c, column), stated) in table.columns.iter().enumerate().zip(stated) {
        let Some(stated) = *stated else {
            continue;
        };
        let bound = bounds::of_header(&column.header);
        let rate = column_rate(&column.header);
        let stage = words::stage(&column.header);
        let mut foreign = None;
        for (r, row) in table.rows.iter_mut().enumerate() {
            ctx.check_time()?;
            let own_unit = units
                .and_then(|u| row.cells.get(u))
                .and_then(|cell| unit::of_cell(&cell.text));
            let stated = match own_unit {
                Some(unit) if stated.from != Some(UnitFrom::Column) => Stated {
                    denomination: Some(unit),
                    from: Some(UnitFrom::Column),
                },
                _ => stated,
            };
            let own_currency = currencies
                .and_then(|u| row.cells.get(u))
                .and_then(|cell| unit::currency_of_cell(&cell.text));
            let of_row = own_currency.filter(|own| *own != stated.currency());
            let stated = of_row.map_or(stated, |own| stated.in_currency(own));
            let Some(cell) = row.cells.get(c) else {
                continue;
            };
            // Items are in the order of tables and rows.
            let item = places.binary_search(&(t, r)).ok();
            // Hardly any sum has a finding to be placed.
            let path = || match item {
                Some(i) if main.as_deref() == Some(column.header.as_str()) => {
                    format!("/items/{i}/amount")
                }
                Some(i) => format!("/items/{i}/amounts/{}", escape(&column.header)),
                None => format!("/tables/{t}/rows/{r}/amounts/{}", escape(&column.header)),
            };
            let told = ctx.diagnostics.len();
            let mut amount = read(&cell.text, stated, &cell.locations, path, ctx);
            ctx.diagnostics.extend(
                scaled(&amount, ctx).map(|d| d.path(path()).at(cell.locations.first().cloned())),
            );
            // What a remark says in a column of sums (the day beside a seal) is none.
            if row.kind == RowKind::Note {
                ctx.diagnostics.truncate(told);
            }
            if amount.per.is_none() && amount.unknown.is_none() {
                amount.per.clone_from(&rate);
            }
            if amount.unknown.is_none() && amount.parts.is_empty() {
                amount.stage = amount.stage.or(stage);
            }
            match bound {
                Some(Bound::AtMost) => amount.upper = amount.upper.or(amount.yuan.take()),
                Some(Bound::AtLeast) => amount.lower = amount.lower.or(amount.yuan.take()),
                None => {}
            }
            let is_foreign = amount.value.is_some() && amount.currency == stated.currency();
            if is_foreign && of_row.is_some() {
                ctx.diagnostics.push(
                    in_currency_of_row(amount.currency, &cell.text)
                        .path(path())
                        .at(cell.locations.first().cloned()),
                );
            } else if is_foreign {
                foreign = foreign.or(cell
                    .locations
                    .first()
                    .cloned()
                    .map(|at| (amount.currency, at)));
            }
            row.amounts.insert(column.header.clone(), amount.into());
        }
        if let Some((currency, at)) = foreign {
            ctx.diagnostics.push(
                in_currency(currency, &column.header)
                    .path(format!("/tables/{t}/columns/{c}"))
                    .at(Some(at)),
            );
        }
    }
    Ok(())
}

/// What is stated of each column of money.
fn stated(table: &Table, document: Option<Denomination>) -> Vec<Option<Stated>> {
    let columns = table.columns.iter().enumerate();
    let money = |c: &Column| matches!(c.role, Role::Amount | Role::AmountOther);
    let of = |(c, column)| money(column).then(|| Stated::of(c, column, table, document));
    columns.map(of).collect()
}

/// Takes the unit of numbers that none is stated for from what they come to, and says so; numbers as large beside them are in
/// the same.
fn by_sum(
    t: usize,
    table: &Table,
    stated: &mut [Option<Stated>],
    sums: &[Decimal],
) -> Option<Diagnostic> {
    let without = |s: &Option<Stated>| s.is_some_and(|s| s.denomination.is_none());
    let mut open = (0..stated.len()).filter(|c| stated.get(*c).is_some_and(without));
    let find = |c: usize| Some((c, summed::Whole::find(c, table, sums)?));
    let (found, whole) = open.find_map(find)?;
    for (c, stated) in stated.iter_mut().enumerate() {
        if without(stated) && (c == found || near(c, found, table) == Some(true)) {
            *stated = Some(Stated {
                denomination: Some(whole.denomination()),
                from: Some(UnitFrom::Document),
            });
        }
    }
    let header = &table.columns.get(found)?.header;
    let location = table.columns.get(found)?.texts.first();
    let location = location.and_then(|t| t.locations.first().cloned());
    let finding = whole.finding(header);
    Some(
        finding
            .path(format!("/tables/{t}/columns/{found}"))
            .at(location),
    )
}

/// What a column's bare numbers are counted in, and where that is stated.
#[derive(Clone, Copy)]
struct Stated {
    denomination: Option<Denomination>,
    from: Option<UnitFrom>,
}

impl Stated {
    /// The nearest statement: the header, the table's unit line or name, the rest of the notice, the headers of other sums.
    fn of(c: usize, column: &Column, table: &Table, document: Option<Denomination>) -> Self {
        let of_texts = || {
            column
                .texts
                .iter()
                .rev()
                .find_map(|t| unit::of_header(&t.text))
        };
        let column = of_texts()
            .or_else(|| unit::of_header(&column.header))
            .filter(|d| d.currency != Currency::Cny)
            .or(column.unit.map(Denomination::from));
        let caption = || {
            let line = table.unit_text.as_ref();
            let line = line.and_then(|t| unit::of_unit_line(&t.text));
            let title = || unit::of_caption(&table.title.as_ref()?.text);
            line.or_else(title)
        };
        let of_table = || table.unit.map(Denomination::from).or_else(caption);
        let from = |from| move |d| (d, from);
        let found = column
            .map(from(UnitFrom::Column))
            .or_else(|| of_table().map(from(UnitFrom::Table)))
            .or_else(|| document.map(from(UnitFrom::Document)))
            .or_else(|| beside(c, table).map(from(UnitFrom::Table)));
        Self {
            denomination: found.map(|(d, _)| d),
            from: found.map(|(_, from)| from),
        }
    }

    /// The same in another currency: without a unit a number counts the currency's own.
    fn in_currency(self, currency: Currency) -> Self {
        let unit = self.denomination.map_or(Unit::Yuan, |d| d.unit);
        Self {
            denomination: Some(Denomination { unit, currency }),
            from: self.from.or(Some(UnitFrom::Column)),
        }
    }

    fn currency(self) -> Currency {
        self.denomination.map(|d| d.currency).unwrap_or_default()
    }
}

/// 万元 and 元 are ten thousand apart: sums of one table whose largest are a hundred times apart or more, half the way, may be in
/// different units.
const APART: Decimal = Decimal::ONE_HUNDRED;

/// The unit that the headers of the other sums of a table name, if it is one and the column's sums are as large as theirs:
/// 批复资金（万元） | 已拨付 | 本次拨付.
fn beside(c: usize, table: &Table) -> Option<Denomination> {
    let others = || {
        let columns = table.columns.iter().enumerate();
        let money = |c: &Column| matches!(c.role, Role::Amount | Role::AmountOther);
        columns.filter_map(move |(at, column)| Some((at, column.unit.filter(|_| money(column))?)))
    };
    let (_, unit) = others().next()?;
    let fits = others().all(|(_, other)| other == unit)
        && others().any(|(at, _)| near(c, at, table) == Some(true));
    fits.then(|| Denomination::from(unit))
}

/// Whether the largest sums of two columns are so near each other that both are in one unit.
fn near(one: usize, other: usize, table: &Table) -> Option<bool> {
    let largest = |at: usize| {
        let cells = table.rows.iter().filter_map(|r| r.cells.get(at));
        cells.filter_map(|c| money::value(&c.text)).max()
    };
    let (one, other) = (largest(one)?, largest(other)?);
    Some(one < other.checked_mul(APART)? && other < one.checked_mul(APART)?)
}

/// A column whose cells all say this of their rows' sums: their units, or their currencies.
fn column_saying<T>(table: &Table, says: impl Fn(&str) -> Option<T>) -> Option<usize> {
    let all = |c: usize| {
        let cells = table.rows.iter().filter_map(|r| r.cells.get(c));
        let mut cells = cells.filter(|t| !t.text.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|t| says(&t.text).is_some())
    };
    let mut columns = table.columns.iter().enumerate();
    columns.find_map(|(c, column)| (unit::names_units(&column.header) && all(c)).then_some(c))
}

/// Says of a sum of a sheet that its cell shows it divided by something else than the unit that it is counted in: 123.5 under 元,
/// where the cell holds 1234567.
fn scaled(amount: &Amount, ctx: &Context<'_>) -> Option<Diagnostic> {
    let Some(Location::Cell { sheet, cell }) = amount.locations.first() else {
        return None;
    };
    if ctx.scaled.is_empty() {
        return None;
    }
    let scale = *ctx.scaled.get(&(sheet.clone(), cell.clone()))?;
    let times = Decimal::from(10_u64.checked_pow(scale)?);
    let text = &amount.text;
    let figures = |c: &char| c.is_ascii_digit() || *c == '.';
    let shown: Decimal = text
        .chars()
        .filter(figures)
        .collect::<String>()
        .parse()
        .ok()?;
    let held = shown.checked_mul(times)?;
    (amount.yuan.or(amount.value)?.abs() != held).then(|| {
        Diagnostic::new(
            codes::CELL_SCALED,
            Severity::Warning,
            format!("the format of the cell shows {text} of a number {times} times as large, which does not fit the unit that is stated; what is shown was read, in that unit"),
            format!("该单元格的数字格式将数值缩小至{times}分之一，显示为{text}，与所注单位不符；按显示值及所注单位读取"),
        )
        .help(
            "look at the number that the cell holds: which unit is it in?",
            "请核实单元格存储的数值及其单位",
        )
    })
}

/// Says of a sum that its row names another currency than yuan.
fn in_currency_of_row(currency: Currency, text: &str) -> Diagnostic {
    let code = currency.as_str();
    Diagnostic::new(
        codes::AMOUNT_CURRENCY,
        Severity::Warning,
        format!("{text} is in {code} by the words of its row; it is added to nothing"),
        format!("{text}按本行所列币种为{code}，不计入合计"),
    )
    .help(
        "convert it before it is added to others",
        "与其他金额相加前请先换算",
    )
}

/// Says once for a column that its sums are not in yuan.
fn in_currency(currency: Currency, header: &str) -> Diagnostic {
    let code = currency.as_str();
    Diagnostic::new(
        codes::AMOUNT_CURRENCY,
        Severity::Warning,
        format!("the sums under {header} are in {code}, not in yuan; they are added to nothing"),
        format!("“{header}”列金额为{code}，并非人民币，不计入合计"),
    )
    .help(
        "convert them before they are added to others",
        "与其他金额相加前请先换算",
    )
}

fn read(
    text: &str,
    stated: Stated,
    locations: &[Location],
    path: impl Fn() -> String,
    ctx: &mut Context<'_>,
) -> Amount {
    let unit = stated.denomination.map(|d| d.unit);
    let (mut amount, findings) = Amount::parse_in(text, unit, stated.currency());
    if amount.unit_from == Some(UnitFrom::Column) {
        amount.unit_from = stated.from;
    }
    amount.locations = locations.to_vec();
    ctx.diagnostics.extend(
        findings
            .into_iter()
            .map(|d: Diagnostic| d.path(path()).at(locations.first().cloned())),
    );
    if let (Some(UnitFrom::Cell), Some(unit)) = (amount.unit_from, unit)
        && amount.per.is_none()
        && amount.currency == stated.currency()
        && !text.contains(unit.as_str())
    {
        ctx.diagnostics.push(
            Diagnostic::new(
                codes::AMOUNT_OWN_UNIT,
                Severity::Info,
                format!(
                    "{text} has a unit of its own, which wins over {}",
                    unit.as_str()
                ),
                format!("{text}自带单位，优先于{}", unit.as_str()),
            )
            .path(path())
            .at(locations.first().cloned()),
        );
    }
    amount
}

/// 补助标准（元/人）: every sum of the column is a rate.
fn column_rate(header: &str) -> Option<String> {
    let (_, per) = header
        .split_once("元/")
        .or_else(|| header.split_once("元／"))?;
    let per = per.trim_end_matches([')', '）']);
    (!per.is_empty() && !per.contains(['（', '('])).then(|| per.to_owned())
}

/// A key as a token of a JSON pointer (RFC 6901, section 3).
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
