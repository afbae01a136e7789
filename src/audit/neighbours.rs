//! Items that lack what their neighbours have.

use super::{items, tables};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::{labels, numeral, office, ordinal, value};
use crate::location::Location;
use crate::model::{CellText, Item, Notice, Origin, Role, Row, RowKind, Unknown};

/// The fields of an item that hold names.
const NAMES: [(Role, &str); 4] = [
    (Role::Purchaser, "purchaser"),
    (Role::Project, "project"),
    (Role::Beneficiary, "beneficiary"),
    (Role::Provider, "provider"),
];

/// With fewer neighbours there is no telling what a row ought to have.
const ENOUGH: usize = 3;

/// `amount.blank`: a sum is blank among sums. Lists leave sums open on purpose, so it is an info: what is lost in reading is
/// told by totals, counts and the print around it.
pub(super) fn sums(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        let blank = |item: &Item| {
            item.amount
                .as_ref()
                .is_none_or(|a| a.unknown == Some(Unknown::Blank))
        };
        let blanks = rows.iter().filter(|(_, item, _)| blank(item)).count();
        let filled = rows.len() - blanks;
        if blanks == 0 || filled < ENOUGH || blanks > filled {
            continue;
        }
        for (i, item, row) in rows.iter().filter(|(_, item, _)| blank(item)) {
            // A row without a money column of its own has no sum to be blank.
            if item.amount.is_none() && item.amounts.is_empty() {
                continue;
            }
            let place = row.cells.iter().find_map(|c| c.locations.first());
            out.push(
                Diagnostic::new(
                    codes::AMOUNT_BLANK,
                    Severity::Info,
                    format!("expected a sum, as the {filled} other items of this table have; found a blank cell"),
                    format!("本表另有{filled}项列有金额，此项金额为空"),
                )
                .path(format!("/items/{i}/amount"))
                .at(place.cloned())
                .help(
                    "look whether the cell is blank in print, too, or belongs to a merged one",
                    "请核对原表此格是否为空，或与相邻格合并",
                ),
            );
        }
    }
    out
}

/// `item.incomplete`: an item has no purchaser, or no project, and others of its table have.
pub(super) fn names(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let rows = items(notice, t);
        for (role, english, chinese) in [
            (Role::Purchaser, "purchaser", "购买主体"),
            (Role::Project, "project", "项目名称"),
        ] {
            if !table.columns.iter().any(|c| c.role == role) {
                continue;
            }
            let lacks = |item: &Item| item.cell(role).is_none_or(|c| c.text.is_empty());
            let missing = rows.iter().filter(|(_, item, _)| lacks(item)).count();
            let present = rows.len() - missing;
            // Above the first name there is none that could be meant by a blank.
            let first = rows.first().is_some_and(|(_, item, _)| lacks(item));
            let few = missing > present && present < ENOUGH && !first;
            if missing == 0 || present == 0 || few {
                continue;
            }
            for (i, _, row) in rows.iter().filter(|(_, item, _)| lacks(item)) {
                let place = row.cells.iter().find_map(|c| c.locations.first());
                out.push(
                    Diagnostic::new(
                        codes::ITEM_INCOMPLETE,
                        Severity::Warning,
                        format!("expected a {english}, as {present} other items of this table have; found none"),
                        format!("本表另有{present}项列有{chinese}，此项为空"),
                    )
                    .path(format!("/items/{i}/{english}"))
                    .at(place.cloned())
                    .help(
                        "compare the row with the printed table: the cell may be merged with another, or have been lost",
                        "请对照原表核对：该格可能与他格合并，或有缺漏",
                    ),
                );
            }
        }
    }
    out
}

/// `item.remark`: a name goes on with 注： or the like: a remark below the table that was printed, or read, into the cell.
pub(super) fn remarks(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (i, item) in notice.items.iter().enumerate() {
        for (role, english) in [(Role::Purchaser, "purchaser"), (Role::Project, "project")] {
            let Some(cell) = item.cell(role) else {
                continue;
            };
            let Some(remark) = labels::remark_behind(&cell.text) else {
                continue;
            };
            out.push(
                Diagnostic::new(
                    codes::ITEM_REMARK,
                    Severity::Warning,
                    format!("expected a name alone; found “{remark}” behind it, as remarks below a table begin"),
                    format!("名称之后有“{remark}”，疑为表下附注"),
                )
                .path(format!("/items/{i}/{english}"))
                .at(cell.locations.first().cloned())
                .help(
                    "compare the cell with the printed table",
                    "请对照原表核对该格",
                ),
            );
        }
    }
    out
}

/// `item.incomplete`, too: an item has neither a number nor a sum, and the others of its table have both: a piece of the row
/// above, perhaps, or a heading. That on the page before lacks it then, though its table may seem to be another.
pub(super) fn pieces(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        let is_number =
            |c: &CellText| value::has_figures(&c.text) || ordinal::whole(&c.text).is_some();
        let numbered = |item: &Item| item.cell(Role::Sequence).is_some_and(is_number);
        let paid = |item: &Item| {
            let unknown = item.amount.as_ref().map(|a| a.unknown);
            unknown.is_some_and(|u| u != Some(Unknown::Blank))
        };
        // What a merged cell says, it says of the row.
        let alone = |item: &Item| {
            let own = item.cell(Role::Sequence);
            own.is_some_and(|c| !is_number(c) && c.origin == Origin::Own)
                && item
                    .amount
                    .as_ref()
                    .is_some_and(|a| a.unknown == Some(Unknown::Blank))
        };
        let (bare, whole): (Vec<_>, Vec<_>) = rows.iter().partition(|(_, item, _)| alone(item));
        let complete = whole
            .iter()
            .all(|(_, item, _)| numbered(item) && paid(item));
        if !complete || whole.len() < 2 || whole.len() < bare.len() {
            continue;
        }
        for (i, _, row) in bare {
            let above = i.checked_sub(1).and_then(|above| notice.items.get(above));
            let above = above.and_then(|a| notice.tables.get(a.table)?.rows.get(a.row));
            let above = above.filter(|above| turns(above, row));
            let cut = above.map(|above| (i - 1, above));
            out.extend(cut.into_iter().chain([(i, row)]).map(|(item, row)| {
                Diagnostic::new(
                    codes::ITEM_INCOMPLETE,
                    Severity::Warning,
                    "the row has neither a number nor a sum, as all other items of this table have: it may go on with the row above, or head those below",
                    "本表其余各项均有序号和金额，此行皆无，可能为上一行的续行或下列各项的标题",
                )
                .path(format!("/items/{item}"))
                .at(places(row).next().cloned())
                .help(
                    "compare the row with the printed table: put its words where they belong",
                    "请对照原表核对该行，将文字归入所属各项",
                )
            }));
        }
    }
    out
}

/// `item.incomplete` of a table: rows of running numbers alone were taken for places of a form that nobody filled in.
pub(super) fn unfilled(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let numbers = |col: usize| table.columns.get(col).map(|c| c.role) == Some(Role::Sequence);
        let bare = |row: &Row| {
            let mut filled = (0..).zip(&row.cells).filter(|(_, c)| !c.is_blank());
            let first = filled.next();
            first.is_some_and(|(col, _)| numbers(col)) && filled.next().is_none()
        };
        let rows = table.rows.iter().enumerate();
        let mut bare = rows.filter(|(_, row)| row.kind == RowKind::Note && bare(row));
        let count = bare.clone().count();
        let Some((first, row)) = bare.next().filter(|_| count > 1) else {
            continue;
        };
        out.push(
            Diagnostic::new(
                codes::ITEM_INCOMPLETE,
                Severity::Warning,
                format!("{count} rows at the end of the table have a running number and nothing else: they were taken for places that nobody filled in"),
                format!("表末{count}行只有序号、其余皆空，按未填写的空行处理，不计为项目"),
            )
            .path(format!("/tables/{t}/rows/{first}"))
            .at(places(row).next().cloned())
            .help(
                "look at the original: if something is printed in these rows, put it in by hand",
                "请对照原文；若该数行确有内容，请手工补入",
            ),
        );
    }
    out
}

/// Where what a row says for itself is printed.
fn places(row: &Row) -> impl Iterator<Item = &Location> {
    let cells = row.cells.iter().filter(|c| c.origin == Origin::Own);
    cells.flat_map(|c| &c.locations)
}

/// Whether a page ends between two rows.
fn turns(above: &Row, row: &Row) -> bool {
    let end = places(above).last().and_then(Location::page);
    let start = places(row).next().and_then(Location::page);
    end.is_some_and(|end| start == Some(end + 1))
}

/// Columns that a row leaves blank and hardly another does, one in ten: one or two may be so by chance.
const BLANKS: usize = 3;

/// `item.incomplete`, too: the first item of a page is blank in several columns that hardly another leaves blank: the rest of the row
/// that the page before ends with, which lacks it then.
pub(super) fn rests(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let rows = items(notice, t);
        let blank = |row: &Row, col: usize| row.cells.get(col).is_none_or(CellText::is_blank);
        if rows.len() <= ENOUGH {
            continue;
        }
        let few = |col: usize| {
            let blanks = rows.iter().filter(|(.., row)| blank(row, col)).count();
            blanks <= 1 + rows.len() / 10
        };
        let few: Vec<bool> = (0..table.columns.len()).map(few).collect();
        let alone = |row: &Row, col: usize| blank(row, col) && few.get(col) == Some(&true);
        for (above, (i, _, row)) in rows.iter().zip(rows.iter().skip(1)) {
            if !turns(above.2, row)
                || (0..table.columns.len()).filter(|c| alone(row, *c)).count() < BLANKS
            {
                continue;
            }
            out.extend([(above.0, above.2), (*i, *row)].map(|(item, row)| {
                Diagnostic::new(
                    codes::ITEM_INCOMPLETE,
                    Severity::Warning,
                    "the first row of a page is blank where hardly another of its table is: it may go on with the row above",
                    "本页首行有数格为空，而本表其余各行大都有内容，可能为上一页末行的续行",
                )
                .path(format!("/items/{item}"))
                .at(places(row).next().cloned())
                .help(
                    "compare both rows with the printed table",
                    "请对照原表核对上下两行",
                )
            }));
        }
    }
    out
}

/// `item.odd_name`, too: in place of a name stands what a spreadsheet shows of a formula that has no result: #N/A, #REF!.
pub(super) fn errors(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (i, item) in notice.items.iter().enumerate() {
        for (role, field) in NAMES {
            let cell = item.cell(role).filter(|c| is_error(&c.text));
            out.extend(cell.map(|cell| {
                Diagnostic::new(
                    codes::ITEM_ODD_NAME,
                    Severity::Warning,
                    format!(
                        "expected a {field}, found {}, which a formula without a result shows",
                        cell.text
                    ),
                    format!("此处应为名称，实为公式错误值“{}”", cell.text),
                )
                .path(format!("/items/{i}/{field}"))
                .at(cell.locations.first().cloned())
                .help("ask for the file with its values", "请索取数值完整的原表")
            }));
        }
    }
    out
}

fn is_error(text: &str) -> bool {
    let sign = |c: char| c.is_ascii_uppercase() || matches!(c, '/' | '!' | '?' | '0');
    let error = text.strip_prefix('#');
    error.is_some_and(|error| error.len() > 1 && error.chars().all(sign))
}

/// `item.slid`: a name is nothing but a number, or a purchaser's holds one, and most others of its column do not: the row's cells
/// have slid, as where one of them is missing, or a piece of the next cell is in it.
pub(super) fn slid(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        for (role, english) in NAMES {
            let names = rows
                .iter()
                .filter_map(|(i, item, _)| Some((i, item.cell(role).filter(|c| !c.is_blank())?)));
            let figures = |(_, cell): &(&usize, &CellText)| numeral::is_figures(&cell.text);
            let all = names.clone().count();
            let numbers: Vec<_> = names.clone().filter(figures).collect();
            let digit = |cell: &CellText| cell.text.contains(|c: char| c.is_ascii_digit());
            let holds = names.filter(|(_, cell)| {
                role == Role::Purchaser && digit(cell) && !numeral::is_figures(&cell.text)
            });
            let (glued, mut others): (Vec<_>, Vec<_>) =
                holds.partition(|(_, cell)| begins_with_sum(&cell.text));
            // The number of a paper may stand behind a name.
            let end =
                |c: char| c.is_ascii_digit() || c.is_ascii_punctuation() || "〔（【".contains(c);
            let named = |text: &str| text.split(end).next().is_some_and(office::is_body_named);
            others.retain(|(_, cell)| !named(&cell.text));
            let seldom = [numbers, others].into_iter().filter(|f| f.len() * 2 < all);
            for (i, cell) in seldom.flatten().chain(glued) {
                out.push(
                    Diagnostic::new(
                        codes::ITEM_SLID,
                        Severity::Warning,
                        format!("expected a {english}, found the number {}", cell.text),
                        format!("此处应为名称，实为数字“{}”，该行单元格疑有错位", cell.text),
                    )
                    .path(format!("/items/{i}/{english}"))
                    .at(cell.locations.first().cloned())
                    .help(
                        "compare the row with the printed table: a cell of it may be missing, so that the others slid",
                        "请对照原表核对该行：可能缺少单元格，致其余各格错列",
                    ),
                );
            }
        }
    }
    out
}

/// Whether figures stand in front of the name of an organ: the sum of its row.
fn begins_with_sum(text: &str) -> bool {
    let name = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    name.len() < text.len() && office::is_organ(name)
}

/// `item.unnamed_cell`: a cell stands where the header names no column, and most rows have none there, or it holds figures:
/// a sum that a separator cut (12,000 in a file of commas), or a cell that slid.
pub(super) fn unnamed(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, _) in tables(notice) {
        let rows = items(notice, t);
        let extra = rows.iter().filter_map(|(i, item, _)| {
            let cell = item.others.get("")?;
            (!cell.is_blank()).then_some((i, cell))
        });
        let few = extra.clone().count() * 2 < rows.len();
        for (i, cell) in extra.filter(|(_, c)| few || numeral::is_figures(&c.text)) {
            out.push(
                Diagnostic::new(
                    codes::ITEM_UNNAMED_CELL,
                    Severity::Warning,
                    format!(
                        "expected no more cells than the header names columns; found {} beyond them",
                        cell.text
                    ),
                    format!("此行的单元格多于表头列数，多出“{}”", cell.text),
                )
                .path(format!("/items/{i}"))
                .at(cell.locations.first().cloned())
                .help(
                    "look whether a separator cut a sum or a text of this row, so that its cells slid",
                    "请核对该行是否有金额或文字被分隔符拆开而错列",
                ),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::listed;
    use super::*;
    use crate::location::BBox;
    use crate::model::{Amount, Column, Table};

    /// A row of cells on a page.
    fn row<const N: usize>(page: u32, texts: [&str; N]) -> Vec<CellText> {
        let cell = |text: &str| CellText {
            text: text.to_owned(),
            locations: vec![Location::Page {
                page,
                bbox: BBox::default(),
            }],
            ..CellText::default()
        };
        texts.map(cell).to_vec()
    }

    #[test]
    fn the_first_row_of_a_page_with_blanks_that_no_other_has_is_said_with_the_row_above() {
        let found = |second: [&str; 5]| -> Vec<String> {
            let whole = ["助餐", "送餐", "老人", "询价", "5"];
            let rows = [(1, whole), (1, whole), (2, second), (2, whole), (2, whole)];
            let rows = rows.map(|(page, texts)| row(page, texts));
            let notice = listed(vec![Column::default(); 5], rows);
            rests(&notice).into_iter().map(|d| d.path).collect()
        };
        assert_eq!(
            found(["（含物料）", "6册", "", "", ""]),
            ["/items/1", "/items/2"]
        );
        assert!(found(["助浴", "上门", "老人", "", ""]).is_empty());
    }

    /// The page after is read as a table of its own.
    #[test]
    fn the_row_above_a_piece_on_the_next_page_is_said_with_it() {
        const ROWS: [[&str; 3]; 4] = [
            ["1", "助餐", "5"],
            ["", "（含物料）", ""],
            ["2", "助浴", "4"],
            ["3", "普法", "3"],
        ];
        let found = |page: u32| -> Vec<String> {
            let rows = ROWS.iter().enumerate();
            let rows = rows.map(|(at, texts)| row(if at == 0 { page } else { 2 }, *texts));
            let mut notice = listed(vec![Column::default(); 3], rows);
            let second = notice.tables[0].rows.split_off(1);
            notice.tables.push(Table {
                rows: second,
                ..notice.tables[0].clone()
            });
            for (i, item) in notice.items.iter_mut().enumerate() {
                let [number, _, sum] = ROWS[i];
                item.sequence = Some(CellText {
                    text: number.to_owned(),
                    ..CellText::default()
                });
                item.amount = Some(Amount {
                    unknown: sum.is_empty().then_some(Unknown::Blank),
                    ..Amount::default()
                });
                if i > 0 {
                    (item.table, item.row) = (1, i - 1);
                }
            }
            pieces(&notice).into_iter().map(|d| d.path).collect()
        };
        assert_eq!(found(1), ["/items/0", "/items/1"]);
        assert_eq!(found(2), ["/items/1"]);
    }
}
