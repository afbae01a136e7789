//! Cells whose print overlaps: a character cannot stand in two cells of a table.

use super::tables;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::location::{BBox, Location};
use crate::model::{CellText, Notice, Origin, Row};

/// Boxes are as high as their fonts are, not as their ink: those of lines set tight overlap by a fifth of their height.
/// More than a third of the smaller one is print within print.
const SHARE: f32 = 1.0 / 3.0;

/// `cell.overlap`: the print of two cells of a row, or of a row and the next, overlaps. One of them holds what belongs to
/// the other, or to a third.
pub(super) fn cells(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let rows: Vec<Vec<(usize, u32, BBox)>> = table.rows.iter().map(boxes).collect();
        for (r, row) in rows.iter().enumerate() {
            let below = rows.get(r + 1).into_iter().flatten();
            let (mut own, mut found) = (row.iter(), None);
            while let Some(cell) = own.next() {
                let mut others = own.clone().chain(below.clone());
                if others.any(|other| overlap(cell, other)) {
                    found = Some(cell);
                    break;
                }
            }
            let Some((column, page, bbox)) = found else {
                continue;
            };
            let header = table.columns.get(*column).map_or("", |c| c.header.as_str());
            out.push(
                Diagnostic::new(
                    codes::CELL_OVERLAP,
                    Severity::Warning,
                    format!("the print of the cell “{header}” overlaps that of another cell"),
                    format!("“{header}”一格的文字与他格重叠"),
                )
                .path(format!("/tables/{t}/rows/{r}/cells/{column}"))
                .at(Some(Location::Page {
                    page: *page,
                    bbox: *bbox,
                }))
                .help(
                    "compare the row with the printed table: text may have gone to the wrong cell",
                    "请对照原表核对：文字可能归错单元格",
                ),
            );
        }
    }
    out
}

/// The boxes of what a row prints itself, with their columns.
fn boxes(row: &Row) -> Vec<(usize, u32, BBox)> {
    let printed = |cell: &CellText| {
        let place = cell
            .locations
            .first()
            .filter(|_| cell.origin == Origin::Own)?;
        match place {
            Location::Page { page, bbox } if !cell.joined => Some((*page, *bbox)),
            _ => None,
        }
    };
    let cells = row.cells.iter().enumerate();
    cells
        .filter_map(|(column, cell)| printed(cell).map(|(page, bbox)| (column, page, bbox)))
        .collect()
}

fn overlap(
    (_, page, one): &(usize, u32, BBox),
    (_, other_page, other): &(usize, u32, BBox),
) -> bool {
    let width = one.x1.min(other.x1) - one.x0.max(other.x0);
    let height = one.bottom.min(other.bottom) - one.top.max(other.top);
    let area = |b: &BBox| b.width() * b.height();
    let least = area(one).min(area(other));
    page == other_page && width > 0.0 && height > 0.0 && width * height > SHARE * least
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Table;

    /// The findings on a table of these boxes: `[x0, top, x1, bottom]` by row and column.
    fn paths(rows: &[&[[f32; 4]]]) -> Vec<String> {
        let cell = |bbox: &[f32; 4]| CellText {
            locations: vec![Location::Page {
                page: 1,
                bbox: BBox::from(*bbox),
            }],
            ..CellText::default()
        };
        let row = |boxes: &&[[f32; 4]]| Row {
            cells: boxes.iter().map(cell).collect(),
            ..Row::default()
        };
        let mut notice = Notice::default();
        notice.tables.push(Table {
            rows: rows.iter().map(row).collect(),
            ..Table::default()
        });
        cells(&notice).into_iter().map(|d| d.path).collect()
    }

    #[test]
    fn print_of_two_cells_does_not_overlap() {
        let [a, b] = [[10.0, 10.0, 50.0, 20.0], [60.0, 10.0, 90.0, 20.0]];
        // The row below is set so tight that the boxes of its characters begin within this one's.
        let below = [10.0, 18.0, 50.0, 28.0];
        assert!(paths(&[&[a, b], &[below]]).is_empty());
        let within = [40.0, 12.0, 48.0, 18.0];
        assert_eq!(paths(&[&[a, b], &[within]]), ["/tables/0/rows/0/cells/0"]);
        assert_eq!(
            paths(&[&[a, [30.0, 10.0, 90.0, 20.0]]]),
            ["/tables/0/rows/0/cells/0"]
        );
    }
}
