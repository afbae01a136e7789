//! Where texts stand: what is printed inside a table belongs to its rows, and a row is one row of print.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::{items, tables};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::ordinal;
use crate::location::{BBox, Location};
use crate::model::{CellText, Notice, Origin, Role, Row, Source, Table, Text};

/// A line of so many characters was not broken where it ends: a body has twenty-eight in a line (GB/T 9704-2012 5.2.3), and
/// cells are seldom wider than twenty.
const UNBROKEN: u32 = 20;

/// How far boxes overlap, in points, that only touch: they are as high as their fonts are, not as their ink.
const TOUCH: f32 = 2.0;

/// Where the rows of a table stand: a box on each page, or a stretch of lines.
struct Stretch {
    pages: Vec<(u32, BBox)>,
    lines: Option<(u32, u32)>,
    /// Of a table made of labels and values, the lines right below them: other text may stand between any two of its
    /// lines, and only there it may be the rest of a value.
    below: Option<HashSet<u32>>,
}

impl Stretch {
    /// From the first row's upper edge to the last row's lower one.
    fn of(table: &Table) -> Self {
        let mut out = Self {
            pages: Vec::new(),
            lines: None,
            below: None,
        };
        for place in own(table) {
            match place {
                Location::Page { page, bbox } => {
                    match out.pages.iter_mut().rev().find(|(p, _)| p == page) {
                        Some((_, whole)) => *whole = whole.union(bbox),
                        None => out.pages.push((*page, *bbox)),
                    }
                }
                Location::Text { line, end_line, .. } => {
                    let (first, last) = out.lines.unwrap_or((*line, *end_line));
                    out.lines = Some((first.min(*line), last.max(*end_line)));
                }
                _ => {}
            }
        }
        if out.is_of_labels(table) {
            let ends = own(table).filter_map(|place| match place {
                Location::Text {
                    end_line,
                    end_column,
                    ..
                } => (*end_column > UNBROKEN).then_some(end_line + 1),
                _ => None,
            });
            let mut below: HashSet<u32> = ends.collect();
            for place in own(table) {
                if let Location::Text { line, .. } = place {
                    below.remove(line);
                }
            }
            out.below = Some(below);
        }
        out
    }

    /// Whether the table was made of labels and their values: a label stands below the first row's first line.
    fn is_of_labels(&self, table: &Table) -> bool {
        let first = self.lines.map(|(first, _)| first);
        let texts = table.columns.iter().flat_map(|c| &c.texts);
        let mut heads = texts.flat_map(|t| &t.locations);
        heads.any(
            |place| matches!(place, Location::Text { line, .. } if first.is_some_and(|f| f < *line)),
        )
    }

    fn holds(&self, text: &Text, place: &Location) -> bool {
        if let (Some(below), Location::Text { line, end_line, .. }) = (&self.below, place) {
            // 四、主要标的信息 and 电话：… begin something of their own, which lines below it may have been joined to.
            let begins =
                ordinal::marked(text.text.chars()).is_some() || text.text.contains(['：', ':']);
            let from = line + u32::from(begins);
            if !below.iter().any(|below| (from..=*end_line).contains(below)) {
                return false;
            }
        }
        match place {
            Location::Page { page, bbox } => self.pages.iter().any(|(p, whole)| {
                p == page
                    && whole.contains(bbox.center_x(), bbox.center_y())
                    && bbox.width() <= whole.width()
            }),
            Location::Text { line, end_line, .. } => self
                .lines
                .is_some_and(|(first, last)| first < *line && *end_line < last),
            _ => false,
        }
    }
}

/// The places of what is printed in the cells of a table's rows.
fn own(table: &Table) -> impl Iterator<Item = &Location> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let own = cells.filter(|c| c.origin == Origin::Own);
    own.flat_map(|c| &c.locations)
}

/// `table.text_inside`: a text that stands among the rows of a table, and in no row of it.
pub(super) fn print_inside_tables(notice: &Notice) -> Vec<Diagnostic> {
    // Places are those of a file, and an attachment may be one of its own.
    let file = |attachment: Option<usize>| notice.attachments.get(attachment?)?.source.as_ref();
    let stretches: Vec<(usize, Option<&Source>, Stretch)> = tables(notice)
        .map(|(t, table)| (t, file(table.attachment), Stretch::of(table)))
        .collect();
    let mut out = Vec::new();
    let mut look = |text: &Text, of: Option<&Source>, path: String| {
        let inside = |place: &Location| {
            let mut all = stretches.iter();
            all.find(|(_, file, stretch)| *file == of && stretch.holds(text, place))
        };
        let Some((t, place)) = text
            .locations
            .iter()
            .find_map(|place| Some((inside(place)?.0, place)))
        else {
            return;
        };
        out.push(
            Diagnostic::new(
                codes::TABLE_TEXT_INSIDE,
                Severity::Error,
                format!(
                    "“{}” is printed among the rows of table {}, and no row holds it",
                    short(&text.text),
                    t + 1
                ),
                format!("“{}”印在第{}个表格各行之间，未归入任何一行", short(&text.text), t + 1),
            )
            .path(path)
            .at(Some(place.clone()))
            .help(
                "compare the rows around it with the printed table: a row may be missing, or a cell be cut",
                "请对照原表核对其上下各行：可能缺行，或单元格内容不全",
            ),
        );
    };
    for (i, text) in notice.body.iter().enumerate() {
        look(text, None, format!("/body/{i}"));
    }
    for (a, attachment) in notice.attachments.iter().enumerate() {
        for (i, text) in attachment.notes.iter().enumerate() {
            look(text, file(Some(a)), format!("/attachments/{a}/notes/{i}"));
        }
    }
    out
}

/// `table.text_inside`, at a page's end: below the last row of a table that goes on on the next page, or above the first one there,
/// stands a text that no row holds. It is said at the row above it, which it may be the rest of.
pub(super) fn print_between_pages(notice: &Notice) -> Vec<Diagnostic> {
    let file = |attachment: Option<usize>| notice.attachments.get(attachment?)?.source.as_ref();
    let notes = notice.attachments.iter().enumerate();
    let notes =
        notes.flat_map(|(a, attachment)| attachment.notes.iter().map(move |n| (Some(a), n)));
    let body = notice.body.iter().map(|text| (None, text));
    let texts: Vec<(Option<usize>, &Text)> = body.chain(notes).collect();
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let pages = Stretch::of(table).pages;
        let on = |page: u32| pages.iter().find(|(p, _)| *p == page).map(|(_, b)| b);
        let of_table = texts
            .iter()
            .filter(|(a, _)| file(*a) == file(table.attachment));
        for (text, place) in
            of_table.flat_map(|(_, text)| text.locations.iter().map(move |l| (text, l)))
        {
            let Location::Page { page, bbox } = place else {
                continue;
            };
            let Some(whole) = on(*page) else { continue };
            if bbox.x0 < whole.x0 - TOUCH || bbox.x1 > whole.x1 + TOUCH {
                continue;
            }
            let before = page.saturating_sub(1);
            let above = if bbox.top > whole.bottom - TOUCH && on(page + 1).is_some() {
                *page
            } else if bbox.bottom < whole.top + TOUCH && on(before).is_some() {
                before
            } else {
                continue;
            };
            let ends = |row: &Row| {
                let mut own = row.cells.iter().filter(|c| c.origin == Origin::Own);
                own.any(|c| c.locations.iter().any(|l| l.page() == Some(above)))
            };
            let Some(row) = table.rows.iter().rposition(ends) else {
                continue;
            };
            out.extend(sharing(table, row, bbox).map(|row| {
                Diagnostic::new(
                    codes::TABLE_TEXT_INSIDE,
                    Severity::Error,
                    format!(
                        "“{}” is printed where this row ends with the page and its table goes on, and no row holds it",
                        short(&text.text)
                    ),
                    format!("“{}”印在本行与下一页续表之间，未归入任何一行", short(&text.text)),
                )
                .path(format!("/tables/{t}/rows/{row}"))
                .at(Some(place.clone()))
                .help(
                    "compare the row with the printed table: its last line may be missing",
                    "请对照原表核对本行：末行文字可能缺失",
                )
            }));
        }
    }
    out
}

/// The rows that share what stands over or under a text in a row, where one cell is printed for several of them; that row, at least,
/// and the one below if it has print of its own there: the text may be the head of its cell.
fn sharing(table: &Table, row: usize, text: &BBox) -> RangeInclusive<usize> {
    let over = |cell: &CellText| {
        let mut places = cell.locations.iter();
        places.any(
            |l| matches!(l, Location::Page { bbox, .. } if bbox.x0 < text.x1 && text.x0 < bbox.x1),
        )
    };
    let own = table.rows.get(row);
    let col = own.and_then(|own| own.cells.iter().position(&over));
    let shares = |row: &&Row| {
        let cell = col.and_then(|col| row.cells.get(col));
        cell.is_some_and(|cell| cell.origin == Origin::Merged)
    };
    let (above, below) = table.rows.split_at_checked(row + 1).unwrap_or_default();
    let first = row - above.iter().rev().take_while(shares).count().min(row);
    let next = below.first().into_iter().flat_map(|row| &row.cells);
    let heads = next.filter(|c| c.origin == Origin::Own).any(over);
    let shared = below.iter().take_while(shares).count();
    first..=row + shared.max(usize::from(heads))
}

/// A text's beginning, as a message names it: twenty characters are enough to find it by.
fn short(text: &str) -> String {
    const LENGTH: usize = 20;
    let mut chars = text.chars();
    let mut out: String = chars.by_ref().take(LENGTH).collect();
    if chars.next().is_some() {
        out.push('…');
    }
    out
}

/// `row.several`: the cell of running numbers holds two of them, one below the other; two rows of print were taken for one.
pub(super) fn two_rows_in_one(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let Some(column) = table.columns.iter().position(|c| c.role == Role::Sequence) else {
            continue;
        };
        let mut before = None;
        for (i, _, row) in items(notice, t) {
            let Some(cell) = row.cells.get(column) else {
                continue;
            };
            // One number may be broken over two lines (二十 | 一): then it goes on from the row before.
            let whole = ordinal::whole(&cell.text);
            let goes_on = before
                .zip(whole.as_ref())
                .is_some_and(|(before, own): (u32, _)| own.value == before + 1);
            before = whole.map(|number| number.value);
            if goes_on || !cell.raw.contains('\n') || numbers(cell) < 2 {
                continue;
            }
            out.push(
                Diagnostic::new(
                    codes::ROW_SEVERAL,
                    Severity::Error,
                    format!(
                        "the cell of running numbers holds several: {}",
                        cell.raw.replace('\n', " ")
                    ),
                    format!("序号一格内有多个序号：{}", cell.raw.replace('\n', " ")),
                )
                .path(format!("/items/{i}"))
                .at(cell.locations.first().cloned())
                .help(
                    "compare with the printed table: two rows were read as one",
                    "请对照原表核对：可能将两行读作一行",
                ),
            );
        }
    }
    out
}

/// `row.several`, where no numbers tell: two cells of a row say the same twice, in lines one below the other; of one, the print
/// may repeat itself.
pub(super) fn rows_said_twice(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        for (i, _, row) in items(notice, t) {
            let own = row.cells.iter().filter(|c| c.origin != Origin::Merged);
            let mut twice = own.filter(|c| says_twice(c));
            let (Some(first), Some(_)) = (twice.next(), twice.next()) else {
                continue;
            };
            let said = first.raw.replace('\n', " ");
            out.push(
                Diagnostic::new(
                    codes::ROW_SEVERAL,
                    Severity::Warning,
                    format!("cells of this row say the same twice, one below the other: {said}"),
                    format!("本行有两格内容上下重复：{said}"),
                )
                .path(format!("/items/{i}"))
                .at(first.locations.first().cloned())
                .help(
                    "compare with the printed table: two rows may have been read as one",
                    "请对照原表核对：可能将两行读作一行",
                ),
            );
        }
    }
    out
}

/// Whether the lines of a cell are the same ones again, in their second half.
fn says_twice(cell: &CellText) -> bool {
    if !cell.raw.contains('\n') {
        return false;
    }
    let lines: Vec<&str> = cell
        .raw
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    let (first, second) = lines.split_at(lines.len() / 2);
    !first.is_empty() && first == second
}

/// How many lines of a cell are running numbers.
fn numbers(cell: &CellText) -> usize {
    let lines = cell.raw.lines();
    lines.filter(|line| ordinal::whole(line).is_some()).count()
}

#[cfg(test)]
mod tests {
    use super::super::listed;
    use super::*;
    use crate::model::{Attachment, Column};

    fn at(line: u32) -> Vec<Location> {
        vec![Location::Text {
            line,
            column: 1,
            end_line: line,
            end_column: 9,
        }]
    }

    /// A list with these running numbers, a line each from line 10 on.
    fn list(numbers: &[&str]) -> Notice {
        let column = Column {
            role: Role::Sequence,
            ..Column::default()
        };
        let rows = (10..).zip(numbers).map(|(line, number)| {
            vec![CellText {
                text: number.replace('\n', ""),
                raw: (*number).to_owned(),
                locations: at(line),
                ..CellText::default()
            }]
        });
        listed(vec![column], rows)
    }

    #[test]
    fn a_line_among_rows_that_no_row_holds_is_said() {
        let note = |line: u32| {
            let mut notice = list(&["1", "2", "3"]);
            let text = Text {
                text: "区民政局 助餐 5".into(),
                locations: at(line),
                ..Text::default()
            };
            notice.attachments.push(Attachment {
                notes: vec![text],
                ..Attachment::default()
            });
            print_inside_tables(&notice).len()
        };
        assert_eq!([note(9), note(11), note(13)], [0, 1, 0]);
    }

    #[test]
    fn a_line_below_a_merged_cell_is_said_at_all_its_rows() {
        let on = |page: u32, x: f32, top: f32| {
            vec![Location::Page {
                page,
                bbox: BBox::new(x, top, x + 20.0, top + 10.0),
            }]
        };
        let mut notice = list(&["1", "2", "3", "4"]);
        let rows = notice.tables[0].rows.iter_mut();
        for (r, (row, (page, top))) in rows
            .zip([(1, 100.0), (1, 120.0), (2, 40.0), (2, 60.0)])
            .enumerate()
        {
            row.cells[0].locations = on(page, 10.0, top);
            let covered = r == 2;
            row.cells.push(CellText {
                text: "区人力资源".into(),
                origin: if covered { Origin::Merged } else { Origin::Own },
                locations: if covered {
                    on(1, 50.0, 120.0)
                } else {
                    on(page, 50.0, top)
                },
                ..CellText::default()
            });
        }
        let text = Text {
            text: "服务中心".into(),
            locations: on(1, 50.0, 135.0),
            ..Text::default()
        };
        notice.attachments.push(Attachment {
            notes: vec![text],
            ..Attachment::default()
        });
        let found = print_between_pages(&notice);
        let paths: Vec<String> = found.into_iter().map(|d| d.path).collect();
        assert_eq!(paths, ["/tables/0/rows/1", "/tables/0/rows/2"]);
    }

    #[test]
    fn a_line_between_the_pages_of_a_table_is_said_at_the_rows_above_and_below() {
        let on = |page: u32, top: f32| {
            vec![Location::Page {
                page,
                bbox: BBox::new(10.0, top, 90.0, top + 10.0),
            }]
        };
        let found = |page: u32, top: f32| -> Vec<String> {
            let mut notice = list(&["1", "2", "3"]);
            let places = [on(1, 100.0), on(1, 120.0), on(2, 40.0)];
            for (row, place) in notice.tables[0].rows.iter_mut().zip(places) {
                row.cells[0].locations = place;
            }
            let text = Text {
                text: "操培训，引入专业调解".into(),
                locations: on(page, top),
                ..Text::default()
            };
            notice.attachments.push(Attachment {
                notes: vec![text],
                ..Attachment::default()
            });
            let found = print_between_pages(&notice);
            found.into_iter().map(|d| d.path).collect()
        };
        let both = ["/tables/0/rows/1", "/tables/0/rows/2"];
        assert_eq!(found(1, 130.0), both);
        assert_eq!(found(2, 20.0), both);
        assert!(found(1, 80.0).is_empty());
        assert!(found(2, 60.0).is_empty());
        assert!(found(3, 20.0).is_empty());
    }

    #[test]
    fn two_running_numbers_in_a_cell_are_two_rows() {
        let paths = |numbers: &[&str]| -> Vec<String> {
            let found = two_rows_in_one(&list(numbers));
            found.into_iter().map(|d| d.path).collect()
        };
        assert_eq!(paths(&["1", "2\n3", "4"]), ["/items/1"]);
        assert!(paths(&["二十", "二十\n一", "二十二"]).is_empty());
        assert!(paths(&["1", "2", "3"]).is_empty());
    }

    #[test]
    fn two_cells_that_say_the_same_twice_are_of_two_rows() {
        let said = |second: &str| {
            let mut notice = list(&["同上\n同上", "2"]);
            let raw = second.to_owned();
            let cell = CellText {
                raw,
                ..CellText::default()
            };
            notice.tables[0].rows[0].cells.push(cell);
            rows_said_twice(&notice).len()
        };
        assert_eq!(
            [said("儿童\n关爱\n儿童\n关爱"), said("儿童\n关爱"), said("")],
            [1, 0, 0]
        );
    }
}
