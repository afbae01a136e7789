//! Names of purchasers that are no whole names.

use super::{items, tables};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::office;
use crate::model::{CellText, Notice, Role};

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
        // The halves before, of which rows below may have the second one, too.
        let mut halves: Option<(&str, &str)> = None;
        for ((i, first), (next, rest)) in names.iter().zip(names.iter().skip(1)) {
            let (above, below) = (first.text.as_str(), rest.text.as_str());
            let mut found = Vec::new();
            if above != below {
                halves = office::are_halves(above, below).then_some((above, below));
                if halves.is_some() {
                    found.push((*i, *first));
                }
            }
            let Some(halves) = halves else { continue };
            found.push((*next, *rest));
            out.extend(found.into_iter().map(|(i, cell)| finding(i, cell, halves)));
        }
    }
    out
}

fn finding(item: usize, cell: &CellText, (first, rest): (&str, &str)) -> Diagnostic {
    Diagnostic::new(
        "item.halved_name",
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
    use crate::model::{Item, Row, Table};

    fn paths(names: &[&str]) -> Vec<String> {
        let mut notice = Notice::default();
        let mut table = Table::default();
        for (row, name) in names.iter().enumerate() {
            table.rows.push(Row::default());
            notice.items.push(Item {
                row,
                purchaser: Some(CellText {
                    text: (*name).to_owned(),
                    ..CellText::default()
                }),
                ..Item::default()
            });
        }
        notice.tables.push(table);
        halved(&notice).into_iter().map(|d| d.path).collect()
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
            ["区", "委宣传部（区精神文明建设指导中心）"],
        ] {
            assert_eq!(with(&halves), both, "{halves:?}");
        }
        let below = with(&["区", "综合行政执法局", "综合行政执法局", "区文联"]);
        assert_eq!(below.len(), 3, "{below:?}");
        for names in [
            ["区委", "区委统战部"],
            ["区残联", "区残联"],
            ["区委宣传部（本级）", "展茅街道"],
        ] {
            assert!(with(&names).is_empty(), "{names:?}");
        }
        // Where purchasers are no bodies, a short one is no half.
        assert!(paths(&["一科", "二科", "区", "委社工部"]).is_empty());
    }
}
