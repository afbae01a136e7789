//! A sheet wider than its pages: some of its columns are printed on pages of their own.

use super::{items, tables};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::location::{BBox, Location};
use crate::model::{Notice, Role, Row, Table};

/// How far the rows of two such pages may stand apart, in points: a character of another font is as much higher.
const LEVEL: f32 = 2.5;
/// Rows from which it is no chance that those of two pages stand level.
const ENOUGH: usize = 3;

/// `item.columns_apart`: a table without sums, and one on later pages with sums and without numbers and purchasers, whose rows
/// stand as high on their pages one by one. What are rows of both are halves of rows.
pub(super) fn halves(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, right) in tables(notice).filter(|(_, table)| is_right(table)) {
        let places = places(right);
        if places.len() < ENOUGH {
            continue;
        }
        let as_many = |left: &Table| left.rows.len() == right.rows.len();
        let level = |left: &Table| as_many(left) && level(&self::places(left), &places);
        let mut lefts = tables(notice).take(t).filter(|(_, left)| is_left(left));
        let Some((l, _)) = lefts.find(|(_, left)| level(left)) else {
            continue;
        };
        let halves = [(l, "the sum", "金额"), (t, "what it is for", "项目")];
        for (table, what, what_zh) in halves {
            for (i, item, row) in items(notice, table) {
                let place = place(row);
                let nth = item.row + 1;
                let finding = Diagnostic::new(
                    codes::ITEM_COLUMNS_APART,
                    Severity::Warning,
                    format!("{what} of this row seems to stand in row {nth} of another page: the sheet is wider than its pages"),
                    format!("表格宽于纸张，本行的{what_zh}似印在另一页第{nth}行"),
                )
                .path(format!("/items/{i}"))
                .help(
                    "put the two pages side by side, or ask for the spreadsheet",
                    "请将两页左右拼接核对，或索取原电子表格",
                );
                let at = place.map(|(page, bbox)| Location::Page { page, bbox });
                out.push(finding.at(at));
            }
        }
    }
    out
}

fn has(table: &Table, roles: &[Role]) -> bool {
    table.columns.iter().any(|c| roles.contains(&c.role))
}

fn is_left(table: &Table) -> bool {
    !has(table, &[Role::Amount, Role::AmountOther])
}

fn is_right(table: &Table) -> bool {
    has(table, &[Role::Amount]) && !has(table, &[Role::Sequence, Role::Purchaser])
}

/// Where the rows stand.
fn places(table: &Table) -> Vec<(u32, BBox)> {
    table.rows.iter().filter_map(place).collect()
}

fn place(row: &Row) -> Option<(u32, BBox)> {
    let all = row.cells.iter().flat_map(|c| &c.locations);
    let mut all = all.filter_map(|l| match l {
        Location::Page { page, bbox } => Some((*page, *bbox)),
        _ => None,
    });
    let (page, first) = all.next()?;
    let own = all.filter(|(other, _)| *other == page);
    Some((page, own.fold(first, |whole, (_, b)| whole.union(&b))))
}

/// Whether the rows of one table stand as high as those of another, so many pages further on.
fn level(left: &[(u32, BBox)], right: &[(u32, BBox)]) -> bool {
    let pairs = || left.iter().zip(right);
    let pages = |((a, _), (b, _)): (&(u32, BBox), &(u32, BBox))| b.checked_sub(*a);
    let Some(Some(on @ 1..)) = pairs().next().map(pages) else {
        return false;
    };
    left.len() == right.len()
        && pairs()
            .all(|pair| pages(pair) == Some(on) && (pair.0.1.top - pair.1.1.top).abs() < LEVEL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::listed;
    use crate::model::{CellText, Column};

    /// A table of one column on a page, with rows at these heights.
    fn table(role: Role, page: u32, tops: &[f32]) -> Notice {
        let column = Column {
            role,
            ..Column::default()
        };
        let cell = |top: &f32| CellText {
            text: "8".into(),
            locations: vec![Location::Page {
                page,
                bbox: BBox::new(50.0, *top, 60.0, top + 10.0),
            }],
            ..CellText::default()
        };
        listed(vec![column], tops.iter().map(|top| vec![cell(top)]))
    }

    fn said(left: (Role, u32, &[f32]), right: (Role, u32, &[f32])) -> usize {
        let mut notice = table(left.0, left.1, left.2);
        let mut other = table(right.0, right.1, right.2);
        for item in &mut other.items {
            item.table = 1;
        }
        notice.tables.append(&mut other.tables);
        notice.items.append(&mut other.items);
        halves(&notice).len()
    }

    #[test]
    fn halves_of_rows_on_two_pages_are_said_at_both() {
        let tops = [80.0, 96.0, 112.0];
        let names = (Role::Project, 1, &tops[..]);
        assert_eq!(said(names, (Role::Amount, 2, &[80.5, 95.0, 112.0])), 6);
        assert_eq!(said(names, (Role::Amount, 2, &[80.0, 96.0, 130.0])), 0);
        assert_eq!(said(names, (Role::Amount, 1, &tops)), 0);
        assert_eq!(said(names, (Role::Amount, 2, &tops[..2])), 0);
        assert_eq!(said(names, (Role::Project, 2, &tops)), 0);
        assert_eq!(said((Role::Amount, 1, &tops), (Role::Amount, 2, &tops)), 0);
    }
}
