//! Where two notices differ, by name: a field of the head, a cell of a table, a value of the JSON.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

/// One place where two notices differ. What only one of them has is `None` in the other.
#[derive(Debug, PartialEq)]
pub(crate) struct Difference {
    pub(crate) place: String,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
}

/// Differences that a report shows; a broken rule is told by its first few.
pub(crate) const SHOWN: usize = 20;

/// The first of the differences as lines, the two sides under these names.
pub(crate) fn report(differences: &[Difference], names: (&str, &str), most: usize) -> String {
    let mut out = String::new();
    let width = names.0.len().max(names.1.len());
    for d in differences.iter().take(most) {
        let _ = writeln!(out, "  {}", d.place);
        for (name, value) in [(names.0, &d.old), (names.1, &d.new)] {
            let value = match value.as_deref() {
                None => "nothing",
                Some("") => "(blank)",
                Some(value) => value,
            };
            let _ = writeln!(out, "    {name:width$} {value}");
        }
    }
    if differences.len() > most {
        let _ = writeln!(out, "  and {} more", differences.len() - most);
    }
    if differences.is_empty() {
        out += "  no value differs, only how they are written\n";
    }
    out
}

/// A part of a view: what stands below one heading.
#[derive(Default)]
struct Section {
    name: String,
    columns: Vec<String>,
    entries: Vec<Entry>,
}

/// A line of a view: `- key: value`, or a row of a table with a cell for each column.
struct Entry {
    key: String,
    number: usize,
    cells: Vec<String>,
}

/// How two views ([`view`](crate::view)) differ.
pub(crate) fn views(old: &str, new: &str) -> Vec<Difference> {
    let (old, new) = (sections(old), sections(new));
    let mut out = Vec::new();
    let names: Vec<&String> = old.iter().chain(&new).map(|s| &s.name).collect();
    let mut done = BTreeSet::new();
    for name in names {
        if !done.insert(name) {
            continue;
        }
        let find = |all: &'_ [Section]| all.iter().position(|s| s.name == *name);
        match (find(&old), find(&new)) {
            (Some(o), Some(n)) => compare(&old[o], &new[n], &mut out),
            (o, n) => {
                let rows = |s: &Section| format!("{} lines", s.entries.len());
                out.push(Difference {
                    place: name.clone(),
                    old: o.map(|i| rows(&old[i])),
                    new: n.map(|i| rows(&new[i])),
                });
            }
        }
    }
    out
}

fn sections(view: &str) -> Vec<Section> {
    let mut out = vec![Section::default()];
    for line in view.lines() {
        let section = out.last_mut().unwrap();
        if let Some(name) = line.strip_prefix("## ") {
            out.push(Section {
                name: name.to_lowercase(),
                ..Section::default()
            });
        } else if line.starts_with("|-") {
        } else if line.starts_with('|') {
            let cells = cells(line);
            if section.columns.is_empty() {
                section.columns = cells;
            } else if section.columns.first().is_some_and(|c| c == "row") {
                section.push("row", cells);
            } else {
                // Its first cell is what such a row is about.
                let key = cells.first().cloned().unwrap_or_default();
                section.push(&key, cells);
            }
        } else if let Some(line) = line.strip_prefix("- ") {
            let split = line.split_once(':').filter(|_| section.name != "findings");
            let (key, value) = split.unwrap_or(("finding", line));
            section.push(key, vec![value.trim_start().to_owned()]);
        } else if let Some(line) = line.strip_prefix("# ") {
            section.push("source", vec![line.to_owned()]);
        }
    }
    out
}

impl Section {
    fn push(&mut self, key: &str, cells: Vec<String>) {
        let number = self.entries.iter().filter(|e| e.key == key).count() + 1;
        self.entries.push(Entry {
            key: key.to_owned(),
            number,
            cells,
        });
    }

    /// Whether an entry is a row of a table.
    fn is_row(&self, entry: &Entry) -> bool {
        !self.columns.is_empty() && entry.cells.len() > 1
    }

    /// How an entry of this section is called: by its number only where several have its key.
    fn place(&self, entry: &Entry) -> String {
        let comma = if self.name.is_empty() { "" } else { ", " };
        let several = entry.key == "row"
            || self
                .entries
                .iter()
                .any(|e| e.key == entry.key && e.number > 1);
        let number = if several {
            format!(" {}", entry.number)
        } else {
            String::new()
        };
        format!("{}{comma}{}{number}", self.name, entry.key)
    }
}

/// The cells between the bars; a bar within a cell has a backslash before it.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|').replace("\\|", "\u{0}");
    let line = line.strip_suffix('|').unwrap_or(&line);
    line.split('|')
        .map(|c| c.trim().replace('\u{0}', "|"))
        .collect()
}

/// The name of a column without its role and unit.
fn bare(column: &str) -> &str {
    column.split(" ‹").next().unwrap_or(column)
}

fn compare(old: &Section, new: &Section, out: &mut Vec<Difference>) {
    let numbered = |c: &String| c == "row";
    let columns = |s: &Section| -> Vec<usize> {
        let kept = (0..s.columns.len()).filter(|&c| !numbered(&s.columns[c]));
        kept.collect()
    };
    let (in_old, in_new) = (columns(old), columns(new));
    // A column that was lost or came anew is said once; the rows are compared in what they share.
    let pairs = align(&in_old, &in_new, |o, n| {
        let (o, n) = (&old.columns[*o], &new.columns[*n]);
        match (o == n, bare(o) == bare(n), in_old.len() == in_new.len()) {
            (true, ..) => Some(0.0),
            (_, true, _) => Some(0.5),
            // As many columns as before: one of another name is the same column.
            (_, _, true) => Some(1.5),
            _ => None,
        }
    });
    let mut shared = Vec::new();
    for (o, n) in pairs {
        let name =
            |s: &Section, at: Option<usize>, own: &[usize]| at.map(|i| s.columns[own[i]].clone());
        let (was, is) = (name(old, o, &in_old), name(new, n, &in_new));
        if was != is {
            let column = was
                .as_ref()
                .or(is.as_ref())
                .map_or("", |c| bare(c))
                .to_owned();
            out.push(Difference {
                place: format!("{}, header of column {column}", old.name),
                old: was,
                new: is,
            });
        }
        if let (Some(o), Some(n)) = (o, n) {
            shared.push((in_old[o], in_new[n]));
        }
    }
    let of_row = |o: &Entry, n: &Entry| -> Vec<(usize, usize)> {
        let all = || o.cells.len().max(n.cells.len());
        let beyond = old.columns.len().max(new.columns.len());
        if old.is_row(o) {
            let more = (beyond..all()).map(|c| (c, c));
            shared.iter().copied().chain(more).collect()
        } else {
            (0..all()).map(|c| (c, c)).collect()
        }
    };
    let unlike = |o: &Entry, n: &Entry| -> Vec<(usize, usize)> {
        let mut all = of_row(o, n);
        all.retain(|&(c, d)| o.cells.get(c) != n.cells.get(d));
        all
    };
    let entries = align(&old.entries, &new.entries, |o, n| {
        let all = of_row(o, n).len().max(1) as f64;
        (o.key == n.key).then(|| 1.9 * unlike(o, n).len() as f64 / all)
    });
    for (o, n) in entries {
        let (o, n) = (o.map(|i| &old.entries[i]), n.map(|i| &new.entries[i]));
        match (o, n) {
            (Some(o), Some(n)) => {
                for (c, d) in unlike(o, n) {
                    let mut place = old.place(o);
                    if let (true, Some(column)) = (old.is_row(o), old.columns.get(c)) {
                        let _ = write!(place, ", column {}", bare(column));
                    }
                    out.push(Difference {
                        place,
                        old: o.cells.get(c).cloned(),
                        new: n.cells.get(d).cloned(),
                    });
                }
            }
            (Some(e), None) => out.push(Difference {
                place: old.place(e),
                old: Some(e.cells.join(" | ")),
                new: None,
            }),
            (None, Some(e)) => out.push(Difference {
                place: new.place(e),
                old: None,
                new: Some(e.cells.join(" | ")),
            }),
            (None, None) => {}
        }
    }
}

/// Pairs of two lists in order, each of one of a list with one of the other or with nothing, so that they cost least:
/// one that stands alone costs 1, a pair what is said, or is none.
fn align<T>(
    old: &[T],
    new: &[T],
    cost: impl Fn(&T, &T) -> Option<f64>,
) -> Vec<(Option<usize>, Option<usize>)> {
    let mut least = vec![vec![0.0_f64; new.len() + 1]; old.len() + 1];
    for o in (0..=old.len()).rev() {
        for n in (0..=new.len()).rev() {
            let mut best = f64::INFINITY;
            if o == old.len() && n == new.len() {
                best = 0.0;
            }
            if o < old.len() {
                best = best.min(least[o + 1][n] + 1.0);
            }
            if n < new.len() {
                best = best.min(least[o][n + 1] + 1.0);
            }
            if o < old.len() && n < new.len() {
                let pair = cost(&old[o], &new[n]).unwrap_or(f64::INFINITY);
                best = best.min(least[o + 1][n + 1] + pair);
            }
            least[o][n] = best;
        }
    }
    let (mut o, mut n, mut out) = (0, 0, Vec::new());
    while o < old.len() || n < new.len() {
        let here = least[o][n];
        let paired = o < old.len() && n < new.len() && {
            let pair = cost(&old[o], &new[n]).unwrap_or(f64::INFINITY);
            least[o + 1][n + 1] + pair <= here
        };
        if paired {
            out.push((Some(o), Some(n)));
            (o, n) = (o + 1, n + 1);
        } else if o < old.len() && least[o + 1][n] + 1.0 <= here {
            out.push((Some(o), None));
            o += 1;
        } else {
            out.push((None, Some(n)));
            n += 1;
        }
    }
    out
}

/// How two notices in JSON differ: the JSON pointer of each value, with the names of its row and column beside it.
pub(crate) fn json(old: &str, new: &str) -> Vec<Difference> {
    let parse = |text: &str| serde_json::from_str(text).unwrap_or(Value::Null);
    values(&parse(old), &parse(new))
}

/// As [`json`], of values.
pub(crate) fn values(old: &Value, new: &Value) -> Vec<Difference> {
    let mut out = Vec::new();
    walk(Some(old), Some(new), "", old, &mut out);
    out
}

fn walk(
    old: Option<&Value>,
    new: Option<&Value>,
    path: &str,
    whole: &Value,
    out: &mut Vec<Difference>,
) {
    match (old, new) {
        (old, new) if old == new => {}
        (Some(Value::Object(o)), Some(Value::Object(n))) => {
            let keys: BTreeSet<&String> = o.keys().chain(n.keys()).collect();
            for key in keys {
                let step = key.replace('~', "~0").replace('/', "~1");
                walk(
                    o.get(key),
                    n.get(key),
                    &format!("{path}/{step}"),
                    whole,
                    out,
                );
            }
        }
        (Some(Value::Array(o)), Some(Value::Array(n))) => {
            // What is the same at the end stays so when one in the middle comes or goes.
            let same = |(a, b): &(&Value, &Value)| a == b;
            let tail = match o.len() == n.len() {
                true => 0,
                false => o.iter().rev().zip(n.iter().rev()).take_while(same).count(),
            };
            let (o, n) = (&o[..o.len() - tail], &n[..n.len() - tail]);
            for i in 0..o.len().max(n.len()) {
                walk(o.get(i), n.get(i), &format!("{path}/{i}"), whole, out);
            }
        }
        (old, new) => out.push(Difference {
            place: format!("{path}{}", named(path, whole)),
            old: old.map(short),
            new: new.map(short),
        }),
    }
}

/// Characters of a value that a report shows.
const LONGEST: usize = 200;

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// What a pointer into tables or items points at, by number from 1 and by name.
fn named(path: &str, whole: &Value) -> String {
    let steps: Vec<&str> = path.split('/').skip(1).collect();
    let index = |at: usize| steps.get(at).and_then(|s| s.parse::<usize>().ok());
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    match (steps.first().copied(), index(1)) {
        (Some("tables"), Some(table)) => {
            let mut name = format!(" (table {}", table + 1);
            if let (Some("rows"), Some(row)) = (steps.get(2).copied(), index(3)) {
                let _ = write!(name, ", row {}", row + 1);
            }
            let at = if steps.get(2) == Some(&"columns") {
                3
            } else {
                5
            };
            let header = index(at).and_then(|column| {
                text(whole.pointer(&format!("/tables/{table}/columns/{column}/header")))
            });
            if let Some(header) = header {
                let _ = write!(name, ", column {header}");
            }
            name + ")"
        }
        (Some("items"), Some(item)) => {
            let field = |f: &str| text(whole.pointer(&format!("/items/{item}/{f}/text")));
            let project = field("project").map_or(String::new(), |p| format!(": {p}"));
            format!(" (item {}{project})", item + 1)
        }
        _ => String::new(),
    }
}

mod tests {
    use super::*;

    const VIEW: &str = "# input.txt\n\n- title: 甲\n- body: 一\n- body: 二\n\n## Table 1\n\n\
        | row | kind | 项目 ‹project› | 金额 ‹amount 元› |\n|---|---|---|---|\n\
        | 1 | item | 甲 | 5 = 5 |\n| 2 | item | 乙 | 6 = 6 |\n| 3 | total |  | 11 = 11 |\n\n\
        ## Findings\n\n- info `a.b` / — c: d\n";

    fn told(changes: &[(&str, &str)]) -> Vec<(String, Option<String>, Option<String>)> {
        let mut other = VIEW.to_owned();
        for (from, to) in changes {
            assert!(other.contains(from));
            other = other.replace(from, to);
        }
        let found = views(VIEW, &other).into_iter();
        found.map(|d| (d.place, d.old, d.new)).collect()
    }

    fn one(place: &str, old: &str, new: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let side = |text: &str| (text != "-").then(|| text.to_owned());
        vec![(place.to_owned(), side(old), side(new))]
    }

    #[test]
    fn a_difference_is_told_by_the_name_of_its_place() {
        assert_eq!(told(&[]), []);
        assert_eq!(
            told(&[("title: 甲", "title: 丙")]),
            one("title", "甲", "丙")
        );
        assert_eq!(told(&[("- title: 甲\n", "")]), one("title", "甲", "-"));
        assert_eq!(told(&[("- body: 一\n", "")]), one("body 1", "一", "-"));
        let cell = one("table 1, row 2, column 金额", "6 = 6", "6 = 60000");
        assert_eq!(told(&[("6 = 6", "6 = 60000")]), cell);
        let kind = one("table 1, row 3, column kind", "total", "item");
        assert_eq!(told(&[("total", "item")]), kind);
        let finding = one(
            "findings, finding",
            "info `a.b` / — c: d",
            "error `a.b` / — c: d",
        );
        assert_eq!(told(&[("info", "error")]), finding);
    }

    #[test]
    fn rows_and_columns_that_come_or_go_leave_the_others_as_they_are() {
        let row = one("table 1, row 1", "1 | item | 甲 | 5 = 5", "-");
        let without = [
            ("| 1 | item | 甲 | 5 = 5 |\n", ""),
            ("| 2 |", "| 1 |"),
            ("| 3 |", "| 2 |"),
        ];
        assert_eq!(told(&without), row);
        let column = one("table 1, header of column 金额", "金额 ‹amount 元›", "-");
        let without = [
            (" 金额 ‹amount 元› |", ""),
            (" 5 = 5 |", ""),
            (" 6 = 6 |", ""),
            (" 11 = 11 |", ""),
        ];
        assert_eq!(told(&without), column);
        let role = one(
            "table 1, header of column 项目",
            "项目 ‹project›",
            "项目 ‹other›",
        );
        assert_eq!(told(&[("‹project›", "‹other›")]), role);
    }

    #[test]
    fn values_of_the_json_have_the_names_of_row_and_column() {
        let old =
            r#"{"tables":[{"columns":[{"header":"金额"}],"rows":[{"cells":[{"text":"5"}]}]}]}"#;
        let new = old.replace("\"5\"", "\"6\"");
        let found = json(old, &new).pop().unwrap();
        assert_eq!(
            found.place,
            "/tables/0/rows/0/cells/0/text (table 1, row 1, column 金额)"
        );
        assert_eq!(
            (found.old.unwrap(), found.new.unwrap()),
            ("\"5\"".to_owned(), "\"6\"".to_owned())
        );
        let (old, new) = (r#"{"items":[1,2,3]}"#, r#"{"items":[2,3]}"#);
        let found = json(old, new);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, "/items/0 (item 1)");
    }
}
