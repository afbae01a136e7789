//! A text input, line by line, with numbers, for notices that have no pages.

use std::fmt::Write as _;

use super::escape;
use crate::location::Location;
use crate::model::{Notice, Origin};

/// Writes the text; lines that hold cells name them.
pub(super) fn write(html: &mut String, text: &str, notice: &Notice) {
    let mut cells: Vec<Vec<String>> = vec![Vec::new(); text.lines().count()];
    for (t, table) in notice.tables.iter().enumerate() {
        for (r, row) in table.rows.iter().enumerate() {
            for (c, cell) in row.cells.iter().enumerate() {
                if matches!(cell.origin, Origin::Merged | Origin::Carried) {
                    continue;
                }
                for line in cell.locations.iter().filter_map(first_line) {
                    if let Some(names) = cells.get_mut(line) {
                        names.push(format!("{t}.{r}.{c}"));
                    }
                }
            }
        }
    }
    html.push_str("<ol class=\"text\">");
    for (line, names) in text.lines().zip(cells) {
        let _ = write!(
            html,
            "<li data-cells=\"{}\">{}</li>",
            names.join(" "),
            escape(line)
        );
    }
    html.push_str("</ol>");
}

/// Index of the first line of a place in a text.
fn first_line(location: &Location) -> Option<usize> {
    match location {
        Location::Text { line, .. } => (*line as usize).checked_sub(1),
        Location::Page { .. } | Location::Cell { .. } | Location::Paragraph { .. } => None,
    }
}
