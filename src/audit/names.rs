//! Names of purchasers that are no whole names.

use std::collections::HashSet;

use super::{items, tables};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::{labels, numeral, office, role, sources, value};
use crate::location::Location;
use crate::model::{CellText, Notice, Origin, Role};

/// `item.halved_name`: the purchasers of two rows, one below the other, are the halves of one name (区 | 委社工部), in a table whose
/// purchasers are whole names: a cell that covers both rows, or goes on on the next page, was read as two.
pub(super) fn halved(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        let names: Vec<(usize, &CellText)> = rows
            .iter()
            .filter_map(|(i, item, _)| Some((*i, item.cell(Role::Purchaser)?)))
            .filter(|(_, cell)| !cell.is_blank())
            .collect();
        let whole = |(_, cell): &&(usize, &CellText)| office::is_body_named(&cell.text);
        if names.iter().filter(whole).count() * 2 <= names.len() {
            continue;
        }
        // Where others are places alone (定海区, 普陀区), a place alone is a whole name.
        let mut places = names.iter().filter(|(_, c)| office::is_district(&c.text));
        let place = places.next().map(|(_, cell)| cell.text.as_str());
        let of_places = places.any(|(_, cell)| Some(cell.text.as_str()) != place);
        // The halves before, of which rows below may have the second one, too.
        let mut halves: Option<(&str, &str)> = None;
        for (at, ((_, first), (next, rest))) in names.iter().zip(names.iter().skip(1)).enumerate() {
            let (above, below) = (first.text.as_str(), rest.text.as_str());
            let mut found = Vec::new();
            if above != below {
                let whole = of_places && office::is_district(above);
                halves = (!whole && office::are_halves(above, below)).then_some((above, below));
                // Rows above may have the first one, too.
                let upper = names.iter().take(at + 1).rev();
                let upper = upper.take_while(|(_, cell)| halves.is_some() && cell.text == above);
                found.extend(upper.copied());
            }
            let Some(halves) = halves else { continue };
            found.push((*next, *rest));
            out.extend(found.into_iter().map(|(i, cell)| finding(i, cell, halves)));
        }
    }
    out
}

/// `cell.halved`: likewise, in any column: what two cells say one below the other is one value elsewhere in it, or a way of purchase
/// by its whole name.
pub(super) fn halves_of_values(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let rows = items(notice, t);
        for (c, column) in table.columns.iter().enumerate() {
            let counted = [Role::Sequence, Role::Amount, Role::AmountOther];
            if counted.contains(&column.role) {
                continue;
            }
            let cells = rows.iter().map(|(i, _, row)| (*i, row.cells.get(c)));
            let cells: Vec<(usize, &CellText)> =
                cells.filter_map(|(i, cell)| Some((i, cell?))).collect();
            let values: HashSet<&str> = cells.iter().map(|(_, c)| c.text.as_str()).collect();
            for (at, (first, rest)) in cells.iter().zip(cells.iter().skip(1)).enumerate() {
                let (above, below) = (first.1, rest.1);
                // 1 above 2 in a column that counts is no half of a 12 elsewhere.
                let figures = |cell: &CellText| numeral::is_figures(&cell.text);
                if column.role == Role::Other && figures(above) && figures(below) {
                    continue;
                }
                let parted = !above.is_blank() && !below.is_blank() && above.text != below.text;
                let whole = parted.then(|| [&*above.text, &*below.text].concat());
                let known = |whole: &str| values.contains(whole) || value::is_legal_method(whole);
                if !whole.as_deref().is_some_and(known) {
                    continue;
                }
                // What a merged cell says of rows around the two it says of each.
                let merged = |c: &&(usize, &CellText)| c.1.origin == Origin::Merged;
                let lower = cells.iter().skip(at + 2).take_while(merged);
                let upper = cells.iter().take(at + 1).rev();
                let upper =
                    upper.take_while(|c| above.origin == Origin::Merged && c.1.text == above.text);
                let halves = upper.skip(1).chain([first, rest]).chain(lower);
                out.extend(halves.map(|(i, cell)| {
                    Diagnostic::new(
                        codes::CELL_HALVED,
                        Severity::Warning,
                        format!(
                            "“{}” and “{}”, which stand below each other, are one value together",
                            above.text, below.text
                        ),
                        format!("上下两行“{}”“{}”合起来才是一个值", above.text, below.text),
                    )
                    .path(format!("/items/{i}"))
                    .at(cell.locations.first().cloned())
                    .help(
                        "compare with the printed table: one cell may cover both rows",
                        "请对照原表核对：两行可能合用一格",
                    )
                }));
            }
        }
    }
    out
}

/// `item.odd_name`: a purchaser is not named as bodies are, and at least nine in ten of its table are: characters of it may have been
/// lost, or read in another order.
pub(super) fn odd(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        let names = rows
            .iter()
            .filter_map(|(i, item, _)| Some((*i, item.cell(Role::Purchaser)?)));
        let names: Vec<(usize, &CellText)> = names.filter(|(_, c)| !c.is_blank()).collect();
        let odd = |(_, cell): &&(usize, &CellText)| !office::is_body_named(&cell.text);
        let few = names.iter().filter(odd).count() * 10 <= names.len();
        for (i, cell) in names.iter().filter(|_| few).filter(odd) {
            out.push(
                Diagnostic::new(
                    codes::ITEM_ODD_NAME,
                    Severity::Warning,
                    format!("expected the name of a body, as nearly all others of this table; found “{}”", cell.text),
                    format!("本表购买主体几乎均为单位名称，此处为“{}”", cell.text),
                )
                .path(format!("/items/{i}/purchaser"))
                .at(cell.locations.first().cloned())
                .help(
                    "compare the name with the printed table",
                    "请对照原表核对该名称",
                ),
            );
        }
    }
    out
}

/// `item.money_for_name`: what an item of a list of sentences is called is what is done with money, and no name: 安排省级福彩公益金.
/// What it is for stands behind the sum.
pub(super) fn of_money(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        if table.columns.iter().any(|c| !c.texts.is_empty()) {
            continue;
        }
        for (i, item, _) in items(notice, t) {
            let Some(cell) = item.cell(Role::Project) else {
                continue;
            };
            let verb: String = cell.text.chars().take(2).collect();
            if !role::is_of_payments(&verb) || !sources::names_kind_of_money(&cell.text) {
                continue;
            }
            out.push(
                Diagnostic::new(
                    codes::ITEM_MONEY_FOR_NAME,
                    Severity::Warning,
                    format!("expected what the sum is for, found “{}”", cell.text),
                    format!("应为项目名称，此处“{}”只说资金如何安排", cell.text),
                )
                .path(format!("/items/{i}/project"))
                .at(cell.locations.first().cloned())
                .help(
                    "read in the sentence what the money is for",
                    "请从原句核实资金用途",
                ),
            );
        }
    }
    out
}

/// `item.several_names`: the lines of a purchaser's cell are the names of several bodies, or the label of a total and a name, without
/// a mark between them: cells of other rows may have been read as one.
pub(super) fn several(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        for (i, item, _) in items(notice, t) {
            let cell = item.cell(Role::Purchaser).filter(|c| c.raw.contains('\n'));
            let printed =
                |c: &&CellText| matches!(c.locations.first(), Some(Location::Page { .. }));
            let Some((cell, (first, second))) = cell
                .filter(printed)
                .and_then(|c| Some((c, second_name(&c.text)?)))
            else {
                continue;
            };
            out.push(
                Diagnostic::new(
                    codes::ITEM_SEVERAL_NAMES,
                    Severity::Warning,
                    format!("expected the name of one body; “{second}” follows “{first}” in the same cell"),
                    format!("应为一个单位名称，同一格内“{first}”后又有“{second}”"),
                )
                .path(format!("/items/{i}/purchaser"))
                .at(cell.locations.first().cloned())
                .help(
                    "compare with the printed table: cells of several rows may have been read as one",
                    "请对照原表核对：可能将数行的单元格读作一格",
                ),
            );
        }
    }
    out
}

/// Most characters of names that are looked through: of thirty bodies, one behind the other.
const MOST_CHARACTERS: usize = 200;

/// What follows the name of a body, or the label of a total, without a mark between them, and begins and ends as a name itself.
fn second_name(text: &str) -> Option<(&str, &str)> {
    if text.chars().nth(MOST_CHARACTERS).is_some() {
        return None;
    }
    let mut ends = text.char_indices().map(|(at, _)| at).skip(2);
    ends.find_map(|at| {
        let (first, rest) = text.split_at_checked(at)?;
        // 区委区政府 is one name of two bodies.
        let organ = first.chars().nth(2).is_some() && office::is_organ(first);
        let whole = organ || labels::summary(&Key::of(first)).is_some();
        // What an organ has in a town is its station there; the town itself is another body.
        let begins = office::begins_name(rest) || office::is_town(rest);
        let two = begins && whole && office::is_body_named(rest);
        two.then_some((first, rest))
    })
}

fn finding(item: usize, cell: &CellText, (first, rest): (&str, &str)) -> Diagnostic {
    Diagnostic::new(
        codes::ITEM_HALVED_NAME,
        Severity::Warning,
        format!("expected a whole name; “{first}” and “{rest}”, which stand below each other, seem to be one"),
        format!("名称不完整，上下两行“{first}”“{rest}”疑为同一单位"),
    )
    .path(format!("/items/{item}/purchaser"))
    .at(cell.locations.first().cloned())
    .help(
        "compare with the printed table: one cell may cover both rows",
        "请对照原表核对：两行可能合用一格",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Column, Item, Row, Table};

    fn paths(names: &[&str]) -> Vec<String> {
        found(names, halved)
    }

    fn found(names: &[&str], check: fn(&Notice) -> Vec<Diagnostic>) -> Vec<String> {
        let mut notice = Notice::default();
        let mut table = Table::default();
        for (row, name) in names.iter().enumerate() {
            // ^ is covered by the cell above.
            let covered = *name == "^";
            let above = names.get(..row).unwrap_or_default().iter();
            let whole = above.rev().find(|above| **above != "^").unwrap_or(name);
            let cell = CellText {
                text: (*if covered { whole } else { name }).to_owned(),
                origin: if covered { Origin::Merged } else { Origin::Own },
                ..CellText::default()
            };
            table.rows.push(Row {
                cells: vec![cell.clone()],
                ..Row::default()
            });
            notice.items.push(Item {
                row,
                purchaser: Some(cell),
                ..Item::default()
            });
        }
        table.columns.push(Column::default());
        notice.tables.push(table);
        check(&notice).into_iter().map(|d| d.path).collect()
    }

    #[test]
    fn halves_of_a_name_in_two_rows_are_said_at_both() {
        let whole = ["区民政局", "区应急管理局", "六横镇", "区图书馆", "区总工会"];
        let with = |halves: &[&'static str]| paths(&[&whole, halves].concat());
        let both = ["/items/5/purchaser", "/items/6/purchaser"];
        for halves in [
            ["区", "委社工部"],
            ["东极", "镇"],
            ["区委", "统战部"],
            ["区农", "业农村局"],
            ["区人力资源和社", "会保障局就业管理服务中心"],
            ["区人力资源和社会", "保障局就业管理服务中心"],
            ["区", "委宣传部（区精神文明建设指导中心）"],
        ] {
            assert_eq!(with(&halves), both, "{halves:?}");
        }
        let below = with(&["区", "综合行政执法局", "综合行政执法局", "区文联"]);
        assert_eq!(below.len(), 3, "{below:?}");
        let above = with(&["区农", "区农", "业农村局", "区文联"]);
        assert_eq!(above.len(), 3, "{above:?}");
        for names in [
            ["区委", "区委统战部"],
            ["区残联", "区残联"],
            ["区委宣传部（本级）", "展茅街道"],
        ] {
            assert!(with(&names).is_empty(), "{names:?}");
        }
        // Money of a city goes to its districts and to whoever manages others.
        assert!(paths(&["定海区", "普陀区", "新城管委会", "普朱管委会"]).is_empty());
        assert_eq!(paths(&["普陀区", "新城管委会", "普朱管委会"]).len(), 2);
        // Where purchasers are no bodies, a short one is no half.
        assert!(paths(&["一科", "二科", "区", "委社工部"]).is_empty());
    }

    #[test]
    fn halves_of_a_value_of_the_column_are_said_at_both_rows() {
        let cells = ["公益慈善类", "基层治理类", "公益慈", "善类"];
        assert_eq!(found(&cells, halves_of_values), ["/items/2", "/items/3"]);
        assert!(found(&cells[1..], halves_of_values).is_empty());
        // A way of purchase is known by its name.
        let ways = ["询价", "竞争", "性谈判", "其他", "询价"];
        assert_eq!(found(&ways, halves_of_values), ["/items/1", "/items/2"]);
        // So is each row that a merged cell gives its half.
        let merged = ["竞争", "^", "性谈判", "^", "询价"];
        let mut all = found(&merged, halves_of_values);
        all.sort();
        assert_eq!(all, ["/items/0", "/items/1", "/items/2", "/items/3"]);
    }

    #[test]
    fn a_purchaser_that_is_no_body_among_bodies_is_said() {
        let mut names = vec!["沈家门街道"; 10];
        names.push("门家道沈街");
        assert_eq!(found(&names, odd), ["/items/10/purchaser"]);
        assert!(found(&names[5..], odd).is_empty());
    }

    #[test]
    fn a_name_that_follows_another_or_a_total_is_told() {
        let second = |text| second_name(text).map(|(_, second)| second);
        assert_eq!(second("区档案馆区卫健局"), Some("区卫健局"));
        assert_eq!(second("小计区退役军人事务局"), Some("区退役军人事务局"));
        assert_eq!(second("区交通运输局沈家门街道"), Some("沈家门街道"));
        assert_eq!(second("区司法局沈家门街道司法所"), None);
        for name in [
            "舟山市普陀区民政局",
            "区委区政府办公室",
            "区民政局救助站",
            "市总工会",
        ] {
            assert_eq!(second(name), None, "{name}");
        }
    }
}
