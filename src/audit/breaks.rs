//! Texts whose lines do not go together, and values that the end of a line parts.

use std::collections::HashSet;

use super::{items, tables};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::fold;
use crate::lexicon::key::is_unclosed;
use crate::location::Location;
use crate::model::{CellText, Item, Notice, Origin, Row};

/// Lines of one text stand less than this many ems apart: a body's 28 points for characters of 16 are 1.75 (GB/T 9704-2012
/// 5.2.2), and two lines' room between lines is the most that office programs offer by name.
const APART: f32 = 2.4;

/// Lines of a cell that are looked at: A4, set solid in nine points, has 93.
const MOST_LINES: usize = 100;

/// `cell.apart`: the lines of a cell, or of a column's name, stand further apart than lines of a text do: one of them belongs
/// elsewhere, or one between them is missing. What is wrong with a name is wrong with the first row, too.
pub(super) fn lines(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let rows = items(notice, t);
        let first = rows.first().map(|(i, ..)| *i);
        let mut names = table.columns.iter().flat_map(|c| &c.texts);
        if let Some((item, name)) = first.zip(names.find(|n| is_apart(&n.raw, &n.locations))) {
            out.push(apart(item, &name.text, name.locations.first()));
        }
        for (i, _, row) in rows {
            let mut own = row.cells.iter().filter(|c| c.origin == Origin::Own);
            if let Some(cell) = own.find(|c| is_apart(&c.raw, &c.locations)) {
                out.push(apart(i, &cell.text, cell.locations.first()));
            }
        }
    }
    out
}

fn apart(item: usize, text: &str, place: Option<&Location>) -> Diagnostic {
    Diagnostic::new(
        codes::CELL_APART,
        Severity::Warning,
        format!("the lines of “{text}” stand further apart than lines of one text do"),
        format!("“{text}”各行间距过大，可能混入他格文字"),
    )
    .path(format!("/items/{item}"))
    .at(place.cloned())
    .help(
        "compare with the printed table: a line may belong to another cell",
        "请对照原表核对：某行文字可能属于其他单元格",
    )
}

fn is_apart(raw: &str, places: &[Location]) -> bool {
    spacing(raw, places).is_some_and(|spacing| spacing > APART)
}

/// How high a cell's print is, as a multiple of what its lines take one right below the other; none of a cell of one line, or on
/// two pages.
fn spacing(raw: &str, places: &[Location]) -> Option<f32> {
    let [Location::Page { bbox, .. }] = places else {
        return None;
    };
    let lines = raw.lines().map(str::trim).filter(|l| !l.is_empty());
    // Latin letters and figures are half as wide as ideographs, and a little more.
    let width = |line: &str| -> f32 {
        let wide = |c: char| if fold::is_cjk(c) { 1.0 } else { 0.55 };
        line.chars().map(wide).sum()
    };
    let (count, widest) = lines.fold((0.0_f32, 0.0_f32), |(count, widest), line| {
        (count + 1.0, widest.max(width(line)))
    });
    (count > 1.0 && bbox.width() > 0.0).then(|| bbox.height() * widest / (count * bbox.width()))
}

/// Of the height that lines take one right below the other, what lines of one text have at least: print is never set closer than its
/// own height, less what the width of letters is off by.
const DENSE: f32 = 0.7;

/// `cell.interleaved`: the lines of a cell stand closer than lines of one text can: those of two cells side by side. Where they do in
/// two rows, two columns were read as one in all.
pub(super) fn interleaved(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let rows = items(notice, t);
        for c in 0..table.columns.len() {
            let cells = rows.iter().map(|(i, _, row)| (*i, row.cells.get(c)));
            let cells = cells.filter_map(|(i, cell)| Some((i, cell?)));
            let cells: Vec<(usize, &CellText)> = cells
                .filter(|(_, cell)| cell.origin == Origin::Own)
                .collect();
            let dense =
                |cell: &CellText| spacing(&cell.raw, &cell.locations).is_some_and(|s| s < DENSE);
            let all = cells
                .iter()
                .filter(|(_, cell)| dense(cell))
                .nth(1)
                .is_some();
            let doubted = |cell: &CellText| all && !cell.is_blank() || dense(cell);
            for (i, cell) in cells.iter().filter(|(_, cell)| doubted(cell)) {
                out.push(crowded(*i, cell));
            }
        }
    }
    out
}

fn crowded(item: usize, cell: &CellText) -> Diagnostic {
    Diagnostic::new(
        codes::CELL_INTERLEAVED,
        Severity::Warning,
        format!(
            "the lines of “{}”, or of others in its column, stand closer than lines of one text can",
            cell.text
        ),
        format!("“{}”或同列他格各行过密，疑为相邻两列文字混在一起", cell.text),
    )
    .path(format!("/items/{item}"))
    .at(cell.locations.first().cloned())
    .help(
        "compare with the printed table: the lines of two cells may have been read as one text",
        "请对照原表核对：可能将相邻两格读作一格",
    )
}

/// `cell.two_values`: the lines of a cell are two values of its column, each of which is a whole cell elsewhere in it, and the
/// column's cell in the next row is blank: the second may be that row's. So it may be of one of the rows that a merged cell covers.
/// Or they stand on two pages: two rows were read as one.
pub(super) fn two_values(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let rows = items(notice, t);
        for c in 0..table.columns.len() {
            let mut values: Option<HashSet<String>> = None;
            for (at, (i, _, row)) in rows.iter().enumerate() {
                // What a merged cell says is looked at once.
                let own = |c: &&CellText| c.origin != Origin::Merged && c.raw.contains('\n');
                let Some(cell) = row.cells.get(c).filter(own) else {
                    continue;
                };
                let blank = |row: &Row| row.cells.get(c).is_none_or(CellText::is_blank);
                let merged =
                    |row: &Row| row.cells.get(c).is_some_and(|c| c.origin == Origin::Merged);
                let next = rows.get(at + 1..).unwrap_or_default();
                let count = match next.iter().take_while(|(.., row)| merged(row)).count() {
                    0 => next.iter().take(1).filter(|(.., row)| blank(row)).count(),
                    count => count,
                };
                if count == 0 && !cell.joined {
                    continue;
                }
                let below = next.iter().take(count);
                let values = values.get_or_insert_with(|| values_of(&rows, c));
                let Some(second) = second_value(cell, values) else {
                    continue;
                };
                let doubted = [i].into_iter().chain(below.map(|(next, ..)| next));
                out.extend(doubted.map(|item| two(*item, cell, &second)));
            }
        }
    }
    out
}

fn values_of(rows: &[(usize, &Item, &Row)], column: usize) -> HashSet<String> {
    let cells = rows.iter().filter_map(|(.., row)| row.cells.get(column));
    let whole = cells.filter(|c| !c.is_blank());
    whole.map(|c| squeezed(&c.text)).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn second_value(cell: &CellText, values: &HashSet<String>) -> Option<String> {
    let ends = cell.raw.match_indices('\n').map(|(at, _)| at);
    ends.take(MOST_LINES).find_map(|at| {
        let (first, second) = cell.raw.split_at_checked(at)?;
        let second = squeezed(second);
        (values.contains(&squeezed(first)) && values.contains(&second)).then_some(second)
    })
}

fn two(item: usize, cell: &CellText, second: &str) -> Diagnostic {
    Diagnostic::new(
        codes::CELL_TWO_VALUES,
        Severity::Warning,
        format!("a cell holds two values of its column, and the one below it none or the same, or they stand on two pages: “{second}” may be another row's"),
        format!("一格内有该列的两个值，而下一行为空或与之合并，或两值跨页：“{second}”可能属于另一行"),
    )
    .path(format!("/items/{item}"))
    .at(cell.locations.first().cloned())
    .help(
        "compare both rows with the printed table",
        "请对照原表核对上下两行",
    )
}

/// `cell.unclosed`: a cell, or the header over it, opens a bracket that it does not close: a part of its text may be missing, or
/// stand in another cell.
pub(super) fn brackets(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let headers = table.columns.iter().enumerate();
        let headed = headers.filter(|(_, column)| is_unclosed(&column.header));
        let headed: HashSet<usize> = headed.map(|(c, _)| c).collect();
        for (r, row) in table.rows.iter().enumerate() {
            let mut cells = row.cells.iter().enumerate();
            let own = |cell: &CellText| matches!(cell.origin, Origin::Own | Origin::Repeated);
            let said = |(c, cell): &(usize, &CellText)| {
                own(cell) && is_unclosed(&cell.text) || headed.contains(c) && !cell.is_blank()
            };
            let Some((c, cell)) = cells.find(said) else {
                continue;
            };
            out.push(
                Diagnostic::new(
                    codes::CELL_UNCLOSED,
                    Severity::Warning,
                    "the cell, or the header over it, opens a bracket that it does not close: a part of its text may be missing",
                    "单元格或其表头括号不成对，文字可能缺失",
                )
                .path(format!("/tables/{t}/rows/{r}/cells/{c}"))
                .at(cell.locations.first().cloned())
                .help(
                    "compare with the printed cell: a line of it may have been lost",
                    "请对照原表核对：可能遗漏一行文字",
                ),
            );
        }
    }
    out
}

/// `cell.page_number`: a cell ends in the number of its page, behind the end of a sentence.
pub(super) fn page_numbers(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        for (r, row) in table.rows.iter().enumerate() {
            for (c, cell) in row.cells.iter().enumerate() {
                let Some(place @ Location::Page { page, .. }) = cell.locations.last() else {
                    continue;
                };
                let rest = cell.text.trim_end_matches(|c: char| c.is_ascii_digit());
                let number = cell.text.get(rest.len()..).unwrap_or_default();
                if !rest.ends_with(['。', '；', '，', '、']) || number.parse() != Ok(*page) {
                    continue;
                }
                out.push(
                    Diagnostic::new(
                        codes::CELL_PAGE_NUMBER,
                        Severity::Warning,
                        format!("the cell ends in the number of its page, {number}"),
                        format!("单元格以所在页的页码{number}结尾"),
                    )
                    .path(format!("/tables/{t}/rows/{r}/cells/{c}"))
                    .at(Some(place.clone()))
                    .help(
                        "compare with the printed page: it may be the page's number",
                        "请对照原页核对：可能误含页码",
                    ),
                );
            }
        }
    }
    out
}

/// `cell.parted_number`: a line of a cell ends in a digit, the next begins with one, and they were read as two numbers: they may
/// be one (6 | 0周岁). Likewise of a blank within a number or a word in a cell that a page's end cut: some programs print one where they
/// cut it.
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
                        codes::CELL_PARTED_NUMBER,
                        Severity::Warning,
                        format!("a line ends, or a page cuts the cell, between two digits, which were read as of two numbers: “{parted}”"),
                        format!("两个数字之间为行末或跨页处，按两个数读取：“{parted}”"),
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
    let lines = cell.raw.lines().map(str::trim).take(MOST_LINES);
    let lines: Vec<&str> = lines.collect();
    let figures = |c: char| !c.is_ascii_digit();
    let within = || cell.joined.then(|| blank_within(&cell.text)).flatten();
    let mut pairs = lines.iter().zip(lines.iter().skip(1));
    let over_end = pairs.find_map(|(a, b)| {
        let first = a.rsplit(figures).next().filter(|f| !f.is_empty())?;
        let second = b.split(figures).next().filter(|f| !f.is_empty())?;
        let parted = format!("{first} {second}");
        cell.text.contains(&parted).then_some(parted)
    });
    over_end.or_else(within)
}

/// Two figures with a blank between them, a figure and the sign behind it, or two letters between Chinese ones (中心AP P；).
fn blank_within(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.iter().zip(words.iter().skip(1)).find_map(|(a, b)| {
        let end = a.chars().next_back()?;
        let start = b.chars().next()?;
        let first = a.rsplit(|c: char| !c.is_ascii_alphanumeric()).next()?;
        let second = b.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        let chinese = first.len() < a.len() && second.len() < b.len();
        let one = match end {
            '0'..='9' => start.is_ascii_digit() || matches!(start, '%' | '‰' | '℃'),
            _ => chinese && end.is_ascii_alphabetic() && start.is_ascii_alphabetic(),
        };
        one.then(|| match second {
            "" => format!("{first} {start}"),
            _ => format!("{first} {second}"),
        })
    })
}

/// `cell.no_month`: a year with a day and no month between them (2025年30日) is no date: what stood between was read elsewhere.
pub(super) fn dates(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        for (i, _, row) in items(notice, t) {
            let found = row.cells.iter().enumerate().find_map(|(c, cell)| {
                let own = cell.origin == Origin::Own;
                Some((c, cell, without_month(&cell.text).filter(|_| own)?))
            });
            let Some((column, cell, date)) = found else {
                continue;
            };
            let header = table.columns.get(column).map_or("", |c| c.header.as_str());
            out.push(
                Diagnostic::new(
                    codes::CELL_NO_MONTH,
                    Severity::Warning,
                    format!("“{date}” under “{header}” has a year and a day, and no month"),
                    format!("“{header}”下“{date}”有年有日而无月"),
                )
                .path(format!("/items/{i}"))
                .at(cell.locations.first().cloned())
                .help(
                    "compare with the printed row: the month may stand in the cell beside it",
                    "请对照原表核对：月份可能误入相邻单元格",
                ),
            );
        }
    }
    out
}

fn without_month(text: &str) -> Option<&str> {
    text.match_indices('年').find_map(|(at, year)| {
        let from = text
            .get(..at)?
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .len();
        let rest = text.get(at + year.len()..)?;
        let day = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
        let digits = rest.len() - day.len();
        let end = at + year.len() + digits + "日".len();
        // A year has four figures: 每年3日 says how often.
        let has_day = rest.get(..digits)?.contains(|c: char| c.is_ascii_digit());
        let is_date = at - from == 4 && has_day && day.starts_with('日');
        text.get(from..end).filter(|_| is_date)
    })
}

#[cfg(test)]
mod tests {
    use super::super::listed;
    use super::*;
    use crate::location::BBox;
    use crate::model::{Column, Text};

    fn cell(raw: &str, text: &str, bbox: BBox) -> CellText {
        CellText {
            text: text.to_owned(),
            raw: raw.to_owned(),
            locations: vec![Location::Page { page: 3, bbox }],
            ..CellText::default()
        }
    }

    /// A table of one column with these cells as printed, in boxes of this height.
    fn column(cells: &[&str], height: f32) -> Notice {
        let bbox = BBox::new(0.0, 0.0, 60.0, height);
        let row = |raw: &&str| vec![cell(raw, &raw.replace('\n', ""), bbox)];
        listed(vec![Column::default()], cells.iter().map(row))
    }

    fn paths(found: Vec<Diagnostic>) -> Vec<String> {
        found.into_iter().map(|d| d.path).collect()
    }

    #[test]
    fn lines_of_two_cells_side_by_side_are_said() {
        // Six characters of ten points each, and three lines in the height of two.
        let text = "第三方退役军\n湖泥\n其他对象";
        assert_eq!(paths(interleaved(&column(&[text], 20.0))), ["/items/0"]);
        assert!(interleaved(&column(&[text], 27.0)).is_empty());
        let both = column(&[text, text, "普法"], 20.0);
        assert_eq!(paths(interleaved(&both)).len(), 3);
    }

    #[test]
    fn lines_that_stand_apart_are_said() {
        // Six characters of ten points each.
        let text = "服务内容及要\n求\n引入专业调解";
        assert!(lines(&column(&[text], 60.0)).is_empty());
        assert_eq!(paths(lines(&column(&[text], 93.0))), ["/items/0"]);
        let mut named = column(&["区民政局", "区妇联"], 10.0);
        let name = cell(text, text, BBox::new(0.0, 0.0, 60.0, 93.0));
        named.tables[0].columns[0].texts.push(Text {
            raw: name.raw.clone(),
            locations: name.locations.clone(),
            ..Text::default()
        });
        assert_eq!(paths(lines(&named)), ["/items/0"]);
    }

    #[test]
    fn two_values_of_a_column_over_a_blank_are_said_at_both_rows() {
        let cells = [
            "3月至\n11月",
            "2024年5月1日",
            "3月至11月\n2024年5月1日",
            "",
            "一年",
        ];
        let found = paths(two_values(&column(&cells, 10.0)));
        assert_eq!(found, ["/items/2", "/items/3"]);
        let filled = [
            "3月至11月",
            "2024年5月1日",
            "3月至11月\n2024年5月1日",
            "一年",
        ];
        assert!(two_values(&column(&filled, 10.0)).is_empty());
        let one = ["3月至11月", "3月至11月\n2024年5月1日", ""];
        assert!(two_values(&column(&one, 10.0)).is_empty());
        // On two pages they are two rows.
        let mut cut = column(&filled, 10.0);
        cut.tables[0].rows[2].cells[0].joined = true;
        assert_eq!(paths(two_values(&cut)), ["/items/2"]);
        // So they may be where one cell covers both.
        let mut merged = column(&filled, 10.0);
        merged.tables[0].rows[3].cells[0].origin = Origin::Merged;
        assert_eq!(paths(two_values(&merged)), ["/items/2", "/items/3"]);
    }

    #[test]
    fn a_bracket_that_is_not_closed_is_said() {
        let found = |text| paths(brackets(&column(&[text], 10.0)));
        let cell = ["/tables/0/rows/0/cells/0"];
        assert_eq!(found("按《政府购买服务管理办法》（财政部令第"), cell);
        let mut headed = column(&["2", ""], 10.0);
        headed.tables[0].columns[0].header = "预算资金（万/上年预算".into();
        assert_eq!(paths(brackets(&headed)), cell);
        assert!(found("1）发放宣传册（折页）；2)走访(户)").is_empty());
    }

    #[test]
    fn the_number_of_the_page_behind_a_sentence_is_said() {
        let found = |text| paths(page_numbers(&column(&[text], 10.0)));
        assert_eq!(found("提供技术支持。3"), ["/tables/0/rows/0/cells/0"]);
        assert!(found("提供技术支持。4").is_empty());
        assert!(found("提供5G直播3").is_empty());
        assert!(found("3").is_empty());
    }

    #[test]
    fn a_year_and_a_day_without_a_month_are_no_date() {
        let torn = "2024年5月1日至2025年\n30日";
        assert_eq!(
            paths(dates(&column(&[torn, "2025年4月30日"], 10.0))),
            ["/items/0"]
        );
        assert_eq!(without_month("至2025年30日止"), Some("2025年30日"));
        assert_eq!(without_month("每年3日，2025年 日间照料"), None);
    }

    #[test]
    fn digits_that_a_line_end_parts_are_said() {
        let parted = |raw: &str, text: &str| parted(&cell(raw, text, BBox::default()));
        assert_eq!(
            parted("“小候鸟”6\n0周岁以上", "“小候鸟”6 0周岁以上").as_deref(),
            Some("6 0")
        );
        assert_eq!(parted("“小候鸟”6\n0周岁以上", "“小候鸟”60周岁以上"), None);
        assert_eq!(parted("5A\n0 元", "5A 0 元"), None);
        let mut cut = cell("（折页）\n58 00份", "（折页）58 00份", BBox::default());
        assert_eq!(super::parted(&cut), None);
        cut.joined = true;
        assert_eq!(super::parted(&cut).as_deref(), Some("58 00"));
        assert_eq!(blank_within("反诈中心AP P；").as_deref(), Some("AP P"));
        assert_eq!(blank_within("误差3 %").as_deref(), Some("3 %"));
        assert_eq!(blank_within("安装 LED TV 一台"), None);
    }
}
