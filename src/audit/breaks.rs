//! Values that the end of a line parts.

use super::tables;
use crate::diagnostic::{Diagnostic, Severity};
use crate::location::Location;
use crate::model::{CellText, Notice};

/// `cell.parted_number`: a line of a cell ends in a digit, the next begins with one, and they were read as two numbers: they may
/// be one (6 | 0周岁).
pub(super) fn numbers(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        for (r, row) in table.rows.iter().enumerate() {
            for (c, cell) in row.cells.iter().enumerate() {
                // Only of a page is there a width that a line may fill.
                let Some(place @ Location::Page { .. }) = cell.locations.first() else {
                    continue;
                };
                let Some(parted) = parted(cell) else {
                    continue;
                };
                out.push(
                    Diagnostic::new(
                        "cell.parted_number",
                        Severity::Warning,
                        format!("a line ends between two digits, which were read as of two numbers: “{parted}”"),
                        format!("行末断在两个数字之间，按两个数读取：“{parted}”"),
                    )
                    .path(format!("/tables/{t}/rows/{r}/cells/{c}"))
                    .at(Some(place.clone()))
                    .help(
                        "compare with the printed cell: the digits may be of one number",
                        "请对照原表核对：可能为同一个数",
                    ),
                );
            }
        }
    }
    out
}

/// Two figures at the end of a line and the beginning of the next that the text keeps apart.
fn parted(cell: &CellText) -> Option<String> {
    if !cell.raw.contains('\n') {
        return None;
    }
    let lines: Vec<&str> = cell.raw.lines().map(str::trim).collect();
    let figures = |c: char| !c.is_ascii_digit();
    lines.iter().zip(lines.iter().skip(1)).find_map(|(a, b)| {
        let first = a.rsplit(figures).next().filter(|f| !f.is_empty())?;
        let second = b.split(figures).next().filter(|f| !f.is_empty())?;
        let parted = format!("{first} {second}");
        cell.text.contains(&parted).then_some(parted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::BBox;

    #[test]
    fn digits_that_a_line_end_parts_are_said() {
        let parted = |raw: &str, text: &str| {
            parted(&CellText {
                text: text.to_owned(),
                raw: raw.to_owned(),
                locations: vec![Location::Page {
                    page: 1,
                    bbox: BBox::default(),
                }],
                ..CellText::default()
            })
        };
        assert_eq!(
            parted("“小候鸟”6\n0周岁以上", "“小候鸟”6 0周岁以上").as_deref(),
            Some("6 0")
        );
        assert_eq!(parted("“小候鸟”6\n0周岁以上", "“小候鸟”60周岁以上"), None);
        assert_eq!(parted("5A\n0 元", "5A 0 元"), None);
    }
}
