//! What was read, held against what was drawn.

use std::fmt;

use putuo_notice::{Amount, CellText, DeclaredWhat, Item, Notice, Origin, Role, Severity};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use super::draw::Drawn;
use super::print::Form;
use super::sums::Money;
use super::table::{Cell, Column, Line, Row, Sort};
use super::words::Kind;

/// A place at which the content differs.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    /// `row 3, 项目名称`.
    pub(super) place: String,
    pub(super) expected: String,
    pub(super) read: String,
    /// Whether a finding of some weight says so at this very place.
    pub(super) is_said: bool,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: expected {}, read {}",
            self.place, self.expected, self.read
        )
    }
}

/// All differences, those that a finding excuses left out.
pub(super) fn differences(drawn: &Drawn, notice: &Notice, form: Form) -> Vec<Difference> {
    let mut found = Comparison {
        drawn,
        notice,
        form,
        differences: Vec::new(),
    };
    found.head();
    found.table();
    let mut differences = found.differences;
    if form.leaves_doubt() {
        differences.retain(|d| !d.is_said);
    }
    differences
}

struct Comparison<'a> {
    drawn: &'a Drawn,
    notice: &'a Notice,
    form: Form,
    differences: Vec<Difference>,
}

/// A text as it is compared: white space is a matter of the form.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn quoted(text: &str) -> String {
    format!("“{text}”")
}

/// The word of the JSON contract.
fn word(value: impl Serialize) -> Option<String> {
    match serde_json::to_value(value).unwrap() {
        Value::String(s) => Some(s),
        _ => None,
    }
}

impl Comparison<'_> {
    /// Whether a warning stands at one of the places or inside it, or at a place that holds it.
    fn is_said(&self, places: &[String]) -> bool {
        let within = |path: &str, place: &str| {
            path.strip_prefix(place)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.notice.diagnostics.iter().any(|d| {
            d.severity >= Severity::Warning
                && !d.path.is_empty()
                && places
                    .iter()
                    .any(|p| within(&d.path, p) || within(p, &d.path))
        })
    }

    /// Whether anything says that rows or the table are not as they should be.
    fn is_table_said(&self) -> bool {
        let areas = ["count.", "sum.", "sequence.", "form.", "table."];
        self.notice
            .diagnostics
            .iter()
            .any(|d| d.severity >= Severity::Warning && areas.iter().any(|a| d.code.starts_with(a)))
    }

    fn check(&mut self, place: &str, paths: &[String], expected: &str, read: &str) {
        if plain(expected) != plain(read) {
            self.differences.push(Difference {
                place: place.to_owned(),
                expected: quoted(expected),
                read: quoted(read),
                is_said: self.is_said(paths),
            });
        }
    }

    fn head(&mut self) {
        let (drawn, notice) = (self.drawn, self.notice);
        let texts = |texts: &[putuo_notice::Text]| {
            let texts: Vec<&str> = texts.iter().map(|t| t.text.as_str()).collect();
            texts.join(" / ")
        };
        let mut check = |place: &str, expected: &str, read: &str| {
            self.check(place, &[format!("/{place}")], expected, read);
        };
        check(
            "kind",
            drawn.wording.get(Kind::Genre),
            notice.kind.as_ref().map_or("", |k| k.as_str()),
        );
        check(
            "issuers",
            &drawn.issuers.join(" / "),
            &texts(&notice.issuers),
        );
        check(
            "title",
            &drawn.title,
            notice.title.as_ref().map_or("", |t| &t.text),
        );
        check(
            "recipients",
            &drawn.recipients.join(" / "),
            &texts(&notice.recipients),
        );
        check(
            "date",
            "2023-04-11",
            notice
                .date
                .as_ref()
                .map(|d| d.text.to_string())
                .as_deref()
                .unwrap_or(""),
        );
        // Which bracket is kept is told by the tests of the number; here it is the number that counts.
        let number = notice.document_number.as_ref();
        let parts = number.map(|n| (n.code.clone().unwrap_or_default(), n.year, n.serial));
        let code: String = drawn
            .number
            .chars()
            .take_while(|c| !"〔[【﹝（(".contains(*c))
            .collect();
        if parts != Some((code, Some(2023), Some(1))) {
            check(
                "document_number",
                &drawn.number,
                number.map_or("", |n| &n.text),
            );
        }
        let declared = |what| {
            let counts: Vec<String> = notice
                .declared
                .iter()
                .filter(|d| d.what == what)
                .map(|d| d.count.to_string())
                .collect();
            counts.join(" / ")
        };
        let count = |n: Option<u64>| n.map_or(String::new(), |n| n.to_string());
        check(
            "declared purchasers",
            &count(drawn.declared.0),
            &declared(DeclaredWhat::Purchasers),
        );
        check(
            "declared items",
            &count(drawn.declared.1),
            &declared(DeclaredWhat::Items),
        );
    }

    fn table(&mut self) {
        let notice = self.notice;
        let [table] = notice.tables.as_slice() else {
            return self.counted("tables", 1, notice.tables.len());
        };
        let expected: Vec<String> = self
            .drawn
            .columns
            .iter()
            .map(|c| plain(&c.header()))
            .collect();
        let read: Vec<String> = table.columns.iter().map(|c| plain(&c.header)).collect();
        // A labelled value that is blank in every row has no column.
        if self.form != Form::Labelled && expected != read || table.columns.is_empty() {
            self.check(
                "header",
                &["/tables/0".to_owned()],
                &expected.join("|"),
                &read.join("|"),
            );
            return;
        }
        let sums = self
            .drawn
            .columns
            .iter()
            .filter(|c| c.role.starts_with("amount"));
        let several = sums.count() > 1;
        for column in &self.drawn.columns {
            let at = table
                .columns
                .iter()
                .position(|c| plain(&c.header) == plain(&column.header()));
            let Some(at) = at else { continue };
            let place = format!("column {}", column.header());
            let paths = [format!("/tables/0/columns/{at}")];
            let role = word(table.columns[at].role).unwrap();
            // Which of several sums is the main one is told by the item, not by the column.
            let is_sum = role.starts_with("amount") && column.role.starts_with("amount");
            if !(several && is_sum) {
                self.check(&format!("{place}, role"), &paths, column.role, &role);
            }
            let unit = table.columns[at].unit.map_or("", |u| u.as_str());
            self.check(
                &format!("{place}, unit"),
                &paths,
                column.unit.unwrap_or(""),
                unit,
            );
        }
        self.notes();
        self.rows();
    }

    /// A count of rows or tables: whatever says that something is missing or too much says it.
    fn counted(&mut self, place: &str, expected: usize, read: usize) {
        if expected != read {
            self.differences.push(Difference {
                place: place.to_owned(),
                expected: expected.to_string(),
                read: read.to_string(),
                is_said: self.is_table_said(),
            });
        }
    }

    /// The notes, wherever they stand: a row of the table, or a line below it.
    fn notes(&mut self) {
        let notice = self.notice;
        let rows = notice.tables[0]
            .rows
            .iter()
            .filter(|r| word(r.kind).as_deref() == Some("note"));
        let mut read: Vec<String> = rows
            .map(|r| plain(&r.cells.iter().map(|c| c.text.as_str()).collect::<String>()))
            .collect();
        read.extend(
            notice
                .attachments
                .iter()
                .flat_map(|a| &a.notes)
                .map(|n| plain(&n.text)),
        );
        read.extend(
            notice
                .body
                .iter()
                .chain(&notice.remarks)
                .map(|n| plain(&n.text)),
        );
        let rows = self.drawn.lines.iter().filter_map(|line| match line {
            Line::Row(row) if row.kind == Sort::Note && self.form != Form::Labelled => {
                Some(&row.cells[0].meant)
            }
            _ => None,
        });
        let expected: Vec<String> = rows.chain(&self.drawn.notes_below).cloned().collect();
        for note in &expected {
            // The same words may stand below the table and in it.
            let times = expected.iter().filter(|e| *e == note).count();
            if read.iter().filter(|r| **r == plain(note)).count() != times {
                let with = read
                    .iter()
                    .find(|r| r.contains(&plain(note)))
                    .cloned()
                    .unwrap_or_default();
                self.differences.push(Difference {
                    place: "note".to_owned(),
                    expected: quoted(note),
                    read: quoted(&with),
                    is_said: self.is_table_said(),
                });
            }
        }
    }

    fn rows(&mut self) {
        let notice = self.notice;
        let in_form = |row: &&Row| match row.kind {
            Sort::Note => false,
            Sort::Item => true,
            _ => self.form != Form::Labelled,
        };
        let expected: Vec<&Row> = self
            .drawn
            .lines
            .iter()
            .filter_map(|line| match line {
                Line::Row(row) => Some(row),
                _ => None,
            })
            .filter(in_form)
            .collect();
        let read: Vec<(usize, &putuo_notice::Row)> = notice.tables[0]
            .rows
            .iter()
            .enumerate()
            .filter(|(_, r)| word(r.kind).as_deref() != Some("note"))
            .collect();
        self.counted("rows", expected.len(), read.len());
        let mut item = 0;
        for (at, (row, (index, read_row))) in expected.iter().zip(&read).enumerate() {
            let kind = word(read_row.kind).unwrap();
            let fits = match row.kind {
                Sort::Item => kind == "item",
                Sort::Subtotal => kind == "subtotal",
                Sort::Total => kind == "total",
                Sort::PageTotal => kind == "subtotal" || kind == "total",
                Sort::Heading => kind == "heading",
                Sort::Note => unreachable!(),
            };
            let place = format!("row {}", at + 1);
            let path = format!("/tables/0/rows/{index}");
            if !fits {
                self.differences.push(Difference {
                    place: format!("{place}, kind"),
                    expected: format!("{:?}", row.kind).to_lowercase(),
                    read: kind,
                    is_said: self.is_said(&[path]) || self.is_table_said(),
                });
                // The rows below are likely to be shifted.
                return;
            }
            if row.kind == Sort::Item {
                let Some(it) = notice.items.get(item).filter(|i| i.row == *index) else {
                    return self.counted("items", expected.len(), notice.items.len());
                };
                self.item(&place, row, it, &[format!("/items/{item}"), path]);
                item += 1;
            } else {
                self.label_and_sums(&place, row, read_row, &path);
            }
        }
        if expected.len() == read.len() {
            self.counted("items", item, notice.items.len());
        }
    }

    fn item(&mut self, place: &str, row: &Row, item: &Item, paths: &[String; 2]) {
        for (column, cell) in self.drawn.columns.iter().zip(&row.cells) {
            let place = format!("{place}, {}", column.header());
            let of = |field: &str| vec![format!("{}/{field}", paths[0]), paths[1].clone()];
            if let Some(money) = &cell.money {
                let main = item.amount.as_ref().filter(|_| column.role == "amount");
                let among = item
                    .amounts
                    .iter()
                    .find(|(h, _)| plain(h) == plain(&column.header()))
                    .map(|(_, a)| &**a);
                if column.role == "amount" {
                    let place = format!("{place} as the main sum");
                    self.amount(&place, money, cell, main, &of("amount"));
                }
                if self.form != Form::Labelled || !cell.meant.is_empty() {
                    self.amount(&place, money, cell, among, &of("amounts"));
                }
                continue;
            }
            let read = field(item, column);
            self.check(
                &place,
                &of(column.role),
                &cell.meant,
                read.map_or("", |c| &c.text),
            );
            let below = cell.is_carried();
            let taken = read.is_some_and(|c| !matches!(c.origin, Origin::Own));
            if column.role == "purchaser"
                && self.form != Form::Labelled
                && taken != below
                // What is printed again may be its own or a repetition.
                && (below || self.drawn.wording.is_plain(Kind::Carried))
            {
                let said = |below| if below { "taken from above" } else { "its own" };
                self.check(
                    &format!("{place}, origin"),
                    &of(column.role),
                    said(below),
                    said(taken),
                );
            }
        }
    }

    fn label_and_sums(&mut self, place: &str, row: &Row, read: &putuo_notice::Row, path: &str) {
        let paths = [path.to_owned()];
        let label: String = row
            .cells
            .iter()
            .filter(|c| c.money.is_none())
            .map(|c| c.meant.as_str())
            .collect();
        let columns = &self.notice.tables[0].columns;
        let is_money = |r: Role| matches!(r, Role::Amount | Role::AmountOther);
        let own = columns
            .iter()
            .zip(&read.cells)
            .filter(|(c, cell)| !is_money(c.role) && cell.origin == Origin::Own);
        let read_label: String = own.map(|(_, cell)| cell.text.as_str()).collect();
        self.check(&format!("{place}, label"), &paths, &label, &read_label);
        for (column, cell) in self.drawn.columns.iter().zip(&row.cells) {
            if let Some(money) = &cell.money {
                let amount = read
                    .amounts
                    .iter()
                    .find(|(h, _)| plain(h) == plain(&column.header()))
                    .map(|(_, a)| &**a);
                self.amount(
                    &format!("{place}, {}", column.header()),
                    money,
                    cell,
                    amount,
                    &paths,
                );
            }
        }
    }

    fn amount(
        &mut self,
        place: &str,
        money: &Money,
        cell: &Cell,
        read: Option<&Amount>,
        paths: &[String],
    ) {
        let told = told(money, &cell.meant);
        let read = read.map_or_else(|| "nothing".to_owned(), said);
        if told != read {
            self.differences.push(Difference {
                place: place.to_owned(),
                expected: told,
                read,
                is_said: self.is_said(paths),
            });
        }
    }
}

fn field<'a>(item: &'a Item, column: &Column) -> Option<&'a CellText> {
    let role = match column.role {
        "sequence" => Role::Sequence,
        "purchaser" => Role::Purchaser,
        "project" => Role::Project,
        "content" => Role::Content,
        "beneficiary" => Role::Beneficiary,
        "provider" => Role::Provider,
        "method" => Role::Method,
        "source" => Role::Source,
        "period" => Role::Period,
        "note" => Role::Note,
        other => unreachable!("{other}"),
    };
    item.cell(role)
}

/// What a sum says, in one line.
fn told(money: &Money, text: &str) -> String {
    line(
        text,
        [money.yuan, money.lower, money.upper],
        money.approximate,
        [
            ("settlement", money.settlement),
            ("per", money.per),
            ("tax", money.tax),
            ("unknown", money.unknown),
        ],
    )
}

fn said(amount: &Amount) -> String {
    let [settlement, tax, unknown] = [
        amount.settlement.and_then(word),
        amount.tax.and_then(word),
        amount.unknown.and_then(word),
    ];
    line(
        &amount.text,
        [amount.yuan, amount.lower, amount.upper],
        amount.approximate,
        [
            ("settlement", settlement.as_deref()),
            ("per", amount.per.as_deref()),
            ("tax", tax.as_deref()),
            ("unknown", unknown.as_deref()),
        ],
    )
}

fn line(
    text: &str,
    sums: [Option<Decimal>; 3],
    approximate: bool,
    words: [(&str, Option<&str>); 4],
) -> String {
    let mut line = format!("“{}”", plain(text));
    for (name, sum) in ["yuan", "lower", "upper"].iter().zip(sums) {
        if let Some(sum) = sum {
            line.push_str(&format!(" {name} {}", sum.normalize()));
        }
    }
    if approximate {
        line.push_str(" approximate");
    }
    for (name, word) in words {
        if let Some(word) = word {
            line.push_str(&format!(" {name} {word}"));
        }
    }
    line
}

/// The first place at which two notices do not say the same, once [`Notice::same_content`] says that there is one.
pub(super) fn first_between(one: &Notice, other: &Notice) -> Option<Difference> {
    if one.same_content(other) {
        return None;
    }
    let [a, b] = [one, other].map(|n| serde_json::to_value(n).unwrap());
    let (place, expected, read) = between("", &a, &b).unwrap_or_default();
    Some(Difference {
        place,
        expected,
        read,
        is_said: false,
    })
}

fn between(path: &str, a: &Value, b: &Value) -> Option<(String, String, String)> {
    // What `same_content` leaves out.
    let skipped = [
        "source",
        "ledger",
        "diagnostics",
        "raw",
        "locations",
        "texts",
        "joined",
    ];
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => a
            .keys()
            .chain(b.keys())
            .filter(|key| !skipped.contains(&key.as_str()))
            .find_map(|key| {
                let null = Value::Null;
                between(
                    &format!("{path}/{key}"),
                    a.get(key).unwrap_or(&null),
                    b.get(key).unwrap_or(&null),
                )
            }),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .enumerate()
            .find_map(|(i, (a, b))| between(&format!("{path}/{i}"), a, b)),
        _ if path.ends_with("/origin") && (a != "own") == (b != "own") => None,
        _ => (a != b).then(|| (path.to_owned(), a.to_string(), b.to_string())),
    }
}
