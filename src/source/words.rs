//! Text taken out of a word processor's file: U+0007 ends each cell of a table and, once more, each row; U+000B is a line break
//! within a paragraph, U+001E a hyphen at which no line ends, and U+001F one that is seen only where a line does.

/// Ends of cells and rows, and of lines within paragraphs, and hyphens.
pub(super) const SEPARATORS: [u8; 4] = [0x07, 0x0b, 0x1e, 0x1f];

const CELL: char = '\u{7}';
const LINE: char = '\u{b}';
const HYPHEN: char = '\u{1e}';
const SOFT_HYPHEN: char = '\u{1f}';

/// Cells apart by tabs, rows by line feeds. A character stands for each, so that what stands behind keeps its column as long
/// as it keeps its line.
pub(super) fn cells(text: String) -> String {
    let text = if text.contains([HYPHEN, SOFT_HYPHEN]) {
        text.replace(HYPHEN, "-").replace(SOFT_HYPHEN, "\u{ad}")
    } else {
        text
    };
    if !text.contains([CELL, LINE]) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(first) = rest.find(CELL) {
        // The table begins on this line, and ends with the last mark from which no line stands apart that has none.
        let start = rest
            .get(..first)
            .and_then(|t| t.rfind('\n'))
            .map_or(0, |at| at + 1);
        let (before, table) = rest.split_at(start);
        out.push_str(&before.replace(LINE, "\n"));
        let end = end(table);
        let (table, behind) = table.split_at(end);
        out.push_str(&rows(table));
        rest = behind;
    }
    out.push_str(&rest.replace(LINE, "\n"));
    out
}

/// Where a table ends: behind the last row end before a line that holds no end of a cell. A paragraph within a cell is
/// followed by one that does.
fn end(table: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    let mut outside = 0;
    for line in table.split_inclusive('\n') {
        at += line.len();
        match line.rfind(CELL) {
            Some(_) => (end, outside) = (at, 0),
            None => outside += 1,
        }
        // Cells have a few paragraphs; where a row has just ended, none is open.
        let closed = table
            .get(..end)
            .is_some_and(|t| t.trim_end_matches('\n').ends_with("\u{7}\u{7}"));
        if outside > 0 && closed || outside > 8 {
            break;
        }
    }
    end
}

/// The rows of a table. As many cells as stand before the first end of a row are in each of them, blank ones too, if that
/// holds throughout; else two ends one after another end a row.
fn rows(table: &str) -> String {
    let whole = table.trim_end_matches('\n');
    let body = whole.strip_suffix(CELL).unwrap_or(whole);
    let cells: Vec<&str> = body.split(CELL).collect();
    let width = cells
        .iter()
        .position(|c| c.trim().is_empty())
        .unwrap_or(cells.len());
    let ends = |c: &&str| c.trim().is_empty();
    let period = width + 1;
    let even = width > 1
        && (cells.len().is_multiple_of(period) || cells.len() % period == width)
        && cells.iter().skip(width).step_by(period).all(ends);
    let mut out = String::with_capacity(table.len());
    let text = |cell: &str| -> String {
        let inner = cell.trim_start_matches('\n');
        inner.replace([LINE, '\n'], " ")
    };
    let mut column = 0;
    for (index, cell) in cells.iter().enumerate() {
        let ends = if even {
            index % period == width
        } else {
            ends(cell) && column > 0
        };
        if ends {
            out.push('\n');
            column = 0;
            continue;
        }
        if column > 0 {
            out.push('\t');
        }
        out.push_str(&text(cell));
        column += 1;
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn marks_of_cells_and_rows() {
        for (text, read) in [
            (
                "表\n甲\u{7}乙\u{7}\u{7}1\u{7}2\u{7}\u{7}完\n",
                "表\n甲\t乙\n1\t2\n完\n",
            ),
            (
                "甲\u{7}乙\u{7}\u{7}1\u{7}\u{7}\u{7}3\u{7}4\u{7}\u{7}\n完",
                "甲\t乙\n1\t\n3\t4\n完",
            ),
            (
                "甲\u{7}乙\u{7}\u{7}\n1\u{b}2\u{7}3\n4\u{7}\u{7}\n",
                "甲\t乙\n1 2\t3 4\n",
            ),
            ("甲\u{b}乙\n丙", "甲\n乙\n丙"),
            ("0580\u{1e}1 甲\u{1f}乙", "0580-1 甲\u{ad}乙"),
        ] {
            assert_eq!(cells(text.to_owned()), read, "{text:?}");
        }
    }
}
