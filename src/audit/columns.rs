//! Cells that stand under the header of another column, or of two.

use super::{items, tables};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::fold::is_ideograph;
use crate::lexicon::role;
use crate::location::{BBox, Location};
use crate::model::{CellText, Column, Notice, Origin, Role, Row, Table};

/// A cell reaches out of its header's column where it ends further from the header than this, in points: the width of a
/// character of ten points, which lists are set in.
const BEYOND: f32 = 10.0;

/// `cell.elsewhere`: a cell stands under the header of a column that has none in its row: it is that column's, or holds what is.
/// So it is where a cell of several lines lies under the middle of such a header (one line alone may be a label that spans both
/// columns); and where no row has a cell under a header, and cells of
/// the column beside it stand between the two headers, none of it under their own, or words behind a number reach out towards it.
pub(super) fn elsewhere(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let headers = headers(table);
        let rows = items(notice, t);
        let blank = |row: &Row, column: usize| row.cells.get(column).is_none_or(CellText::is_blank);
        let empty: Vec<usize> = (0..headers.len())
            .filter(|c| !rows.is_empty() && rows.iter().all(|(.., row)| blank(row, *c)))
            .collect();
        // A cell, and how far it stands from its header towards that of an empty column beside.
        let towards = |(column, own, cell): &(usize, BBox, BBox)| -> Option<(usize, f32, f32)> {
            empty.iter().find_map(|other| {
                let (_, header) = (*headers.get(*other)?)?;
                let between = headers.iter().flatten().any(|(_, between)| {
                    let (x, ends) = (between.center_x(), [own.center_x(), header.center_x()]);
                    ends[0].min(ends[1]) < x && x < ends[0].max(ends[1])
                });
                if between || other == column {
                    return None;
                }
                Some(if header.x0 >= own.x1 {
                    (*other, cell.x0 - own.x1, cell.x1 - own.x1)
                } else {
                    (*other, own.x0 - cell.x1, own.x0 - cell.x0)
                })
            })
        };
        let own = |row: &Row| printed(row, &headers);
        let outside: Vec<usize> = rows
            .iter()
            .flat_map(|(.., row)| own(row))
            .filter_map(|cell| towards(&cell).filter(|(_, near, _)| *near >= 0.0))
            .map(|(other, ..)| other)
            .collect();
        for (i, _, row) in &rows {
            let found = own(row).into_iter().find_map(|cell| {
                let (column, _, bbox) = cell;
                let lined = row.cells.get(column).is_some_and(|c| c.raw.contains('\n'));
                let words = || {
                    let text = row.cells.get(column).map_or("", |c| c.text.as_str());
                    let paid = table
                        .columns
                        .get(column)
                        .is_some_and(|c| c.role == Role::Amount);
                    let own = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
                    let behind = text.trim_start_matches(own).chars();
                    paid && text.starts_with(own) && behind.filter(|c| is_ideograph(*c)).count() > 2
                };
                let far = towards(&cell)
                    .filter(|(other, _, far)| *far > BEYOND && (outside.contains(other) || words()))
                    .map(|(other, ..)| other);
                let mut others = headers.iter().enumerate();
                let under = others.find(|(other, header)| {
                    let Some((_, header)) = header else {
                        return false;
                    };
                    let x = header.center_x();
                    lined && *other != column && bbox.x0 < x && x < bbox.x1 && blank(row, *other)
                });
                far.or(under.map(|(other, _)| other))
                    .map(|other| (column, other))
            });
            let Some((column, other)) = found else {
                continue;
            };
            let name = |c: usize| table.columns.get(c).map_or("", |c| c.header.as_str());
            let (own, other) = (name(column), name(other));
            let place = row.cells.get(column).and_then(|c| c.locations.first());
            out.push(
                Diagnostic::new(
                    codes::CELL_ELSEWHERE,
                    Severity::Warning,
                    format!("the cell “{own}” reaches under the header “{other}”, where the row has no cell"),
                    format!("“{own}”一格印在表头“{other}”之下，而该列此行为空"),
                )
                .path(format!("/items/{i}"))
                .at(place.cloned())
                .help(
                    "compare the row with the printed table: text may have gone to the wrong column",
                    "请对照原表核对：文字可能归错列",
                ),
            );
        }
    }
    out
}

/// Most lines of a column's name that are split in every way, and most characters of one: four of a name, and four of that beside it,
/// are as many as columns so narrow have room for.
const MOST_LINES: usize = 3;
const MOST_CHARACTERS: usize = 8;
/// Columns whose names are: no page has room for more.
const MOST_COLUMNS: usize = 64;

/// `column.two_names`: each line of a column's name, which is no known one, is the beginning of one name and of another beside it
/// (建设地项目类 | 点别): two columns that stand close together were read as one, in every row.
pub(super) fn two_names(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let names = table.columns.iter().take(MOST_COLUMNS).enumerate();
        let two = names.filter_map(|(c, column)| Some((c, parted(&column.texts.last()?.raw)?)));
        for (c, (first, second)) in two {
            for (i, _, row) in items(notice, t) {
                let Some(cell) = row.cells.get(c).filter(|cell| !cell.is_blank()) else {
                    continue;
                };
                out.push(
                    Diagnostic::new(
                        codes::COLUMN_TWO_NAMES,
                        Severity::Warning,
                        format!("the column's name is that of two, “{first}” beside “{second}”: the cell may be of both"),
                        format!("表头为并排的两列“{first}”“{second}”，此格可能含两列内容"),
                    )
                    .path(format!("/items/{i}"))
                    .at(cell.locations.first().cloned())
                    .help(
                        "compare the row with the printed table: two columns may have been read as one",
                        "请对照原表核对：可能将两列读作一列",
                    ),
                );
            }
        }
    }
    out
}

/// `cell.column_name`: a line of a sum's cell is the name of its own column: that of a header said again was read into the row. What a
/// name or a text ends in may be a column's name, too (志愿服务 | 项目).
pub(super) fn names_in_rows(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in tables(notice) {
        let money = |c: &&Column| matches!(c.role, Role::Amount | Role::AmountOther);
        let name = |c: &Column| Some(squeezed(&Some(c).filter(money)?.texts.last()?.text));
        let names: Vec<Option<String>> = table.columns.iter().map(name).collect();
        for (i, _, row) in items(notice, t) {
            let said = |(cell, name): &(&CellText, &Option<String>)| {
                let name = name.as_deref().filter(|n| !n.is_empty());
                let mut lines = cell.raw.lines();
                let own = cell.origin == Origin::Own && cell.raw.contains('\n');
                own && name.is_some_and(|name| lines.any(|line| squeezed(line) == name))
            };
            let Some((cell, name)) = row.cells.iter().zip(&names).find(said) else {
                continue;
            };
            let name = name.as_deref().unwrap_or_default();
            out.push(
                Diagnostic::new(
                    codes::CELL_COLUMN_NAME,
                    Severity::Warning,
                    format!("a line of the cell is the name of its column, “{name}”"),
                    format!("该格中有一行为所在列的列名“{name}”"),
                )
                .path(format!("/items/{i}"))
                .at(cell.locations.first().cloned())
                .help(
                    "compare the row with the printed table: a header said again may have been read into it",
                    "请对照原表核对：可能误将重复的表头读入此行",
                ),
            );
        }
    }
    out
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a column has the names of two.
pub(super) fn has_two_names(column: &Column) -> bool {
    let last = column.texts.last();
    last.is_some_and(|name| parted(&name.raw).is_some())
}

/// Two names side by side that the lines of one are made of, or white space on its only line parts.
fn parted(raw: &str) -> Option<(String, String)> {
    let known = |(a, b): &(String, String)| role::is_known_name(a) && role::is_known_name(b);
    // One name may be set wide (经费　来源), or have a blank in it.
    if let Some((first, second)) = apart(raw)
        && !role::is_word(&format!("{first}{second}"))
    {
        let two = (first.to_owned(), second.to_owned());
        return known(&two).then_some(two);
    }
    let lines = raw.lines().map(str::trim).filter(|l| !l.is_empty());
    let lines: Vec<Vec<char>> = lines.map(|l| l.chars().collect()).collect();
    let short = |line: &Vec<char>| (2..=MOST_CHARACTERS).contains(&line.len());
    let whole: String = lines.iter().flatten().collect();
    if !(2..=MOST_LINES).contains(&lines.len())
        || !lines.iter().all(short)
        || role::is_name(&whole)
        || role::asks(&whole)
    {
        return None;
    }
    // Every place in every line, with what stands before and behind them so far.
    let mut ways = vec![(String::new(), String::new())];
    for line in &lines {
        let parts = (1..line.len()).filter_map(|at| line.split_at_checked(at));
        let parts: Vec<(&[char], &[char])> = parts.collect();
        let longer = |(a, b): &(String, String)| -> Vec<(String, String)> {
            let with =
                |so_far: &str, more: &[char]| so_far.chars().chain(more.iter().copied()).collect();
            let parts = parts.iter();
            parts
                .map(|(first, second)| (with(a, first), with(b, second)))
                .collect()
        };
        ways = ways.iter().flat_map(longer).collect();
    }
    ways.into_iter().find(known)
}

/// What stands before and behind the first wide white space of a line, if that is all of a text.
fn apart(raw: &str) -> Option<(&str, &str)> {
    let (first, rest) = raw.trim().split_once("  ")?;
    let second = rest.trim_start();
    let one_line = !raw.trim().contains('\n') && !second.contains("  ");
    one_line.then_some((first, second))
}

type Printed = (u32, BBox);

fn on_page(place: &Location) -> Option<Printed> {
    match place {
        Location::Page { page, bbox } => Some((*page, *bbox)),
        _ => None,
    }
}

/// Of each column, where its own name is printed; on one page, so that columns compare.
fn headers(table: &Table) -> Vec<Option<Printed>> {
    let columns = table.columns.iter();
    let all: Vec<Option<Printed>> = columns
        .map(|c| on_page(c.texts.last()?.locations.first()?))
        .collect();
    let first = all.iter().flatten().next().map(|(page, _)| *page);
    all.into_iter()
        .map(|own| own.filter(|(page, _)| Some(*page) == first))
        .collect()
}

/// The cells that a row prints itself in columns with a header: column, header, cell. One that goes on on the next page counts
/// on both.
fn printed(row: &Row, headers: &[Option<Printed>]) -> Vec<(usize, BBox, BBox)> {
    let cells = row.cells.iter().zip(headers).enumerate();
    let own = cells.filter(|(_, (cell, _))| cell.origin == Origin::Own && !cell.is_blank());
    own.flat_map(|(c, (cell, header))| {
        let places = cell.locations.iter().filter_map(on_page);
        let header = *header;
        places.filter_map(move |(_, bbox)| Some((c, header?.1, bbox)))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::listed;
    use super::*;
    use crate::model::{Column, Text};

    fn at(x0: f32, x1: f32) -> Vec<Location> {
        vec![Location::Page {
            page: 1,
            bbox: BBox::new(x0, 0.0, x1, 10.0),
        }]
    }

    const LINE: &str = "路下徐村";

    /// Items found with a cell elsewhere, in a table of two columns with headers at 0–20 and 100–120: each row the stretches of
    /// its two cells.
    fn found(raw: &str, rows: &[[Option<(f32, f32)>; 2]]) -> Vec<String> {
        let column = |(x0, x1)| Column {
            texts: vec![Text {
                locations: at(x0, x1),
                ..Text::default()
            }],
            ..Column::default()
        };
        let cell = |place: Option<(f32, f32)>| {
            place.map_or_else(CellText::default, |(x0, x1)| CellText {
                text: "路下徐村".into(),
                raw: raw.into(),
                locations: at(x0, x1),
                ..CellText::default()
            })
        };
        let columns = [(0.0, 20.0), (100.0, 120.0)].map(column);
        let notice = listed(columns.into(), rows.iter().map(|row| row.map(cell).into()));
        elsewhere(&notice).into_iter().map(|d| d.path).collect()
    }

    #[test]
    fn a_cell_under_the_header_of_a_blank_one_is_said() {
        let whole = [Some((0.0, 40.0)), Some((80.0, 140.0))];
        let under = [whole, [Some((0.0, 115.0)), None]];
        assert_eq!(found("路下\n徐村", &under), ["/items/1"]);
        assert!(found(LINE, &under).is_empty());
        assert!(found("路下\n徐村", &[whole, [Some((0.0, 40.0)), None]]).is_empty());
    }

    #[test]
    fn words_behind_a_number_that_reach_towards_a_blank_column_are_said() {
        let said = |text: &str, end: f32| {
            let column = |(x0, x1), role| Column {
                role,
                texts: vec![Text {
                    locations: at(x0, x1),
                    ..Text::default()
                }],
                ..Column::default()
            };
            let sum = CellText {
                text: text.into(),
                raw: text.into(),
                locations: at(0.0, end),
                ..CellText::default()
            };
            let columns = [
                column((0.0, 20.0), Role::Amount),
                column((100.0, 120.0), Role::Other),
            ];
            let rows = vec![vec![sum, CellText::default()]];
            !elsewhere(&listed(columns.into(), rows)).is_empty()
        };
        assert!(said("430000福彩公益金", 60.0));
        assert!(!said("430000", 60.0) && !said("43万元", 60.0));
        assert!(!said("430000福彩公益金", 25.0));
    }

    #[test]
    fn two_names_side_by_side_are_told_apart() {
        let two = parted("建设地项目类\n点别").unwrap();
        assert_eq!((two.0.as_str(), two.1.as_str()), ("建设地点", "项目类别"));
        // Read as one name, it ends as known ones do.
        let two = parted("绩效目验收\n标方式").unwrap();
        assert_eq!((two.0.as_str(), two.1.as_str()), ("绩效目标", "验收方式"));
        let two = parted("资金渠道   实施时间").unwrap();
        assert_eq!((two.0.as_str(), two.1.as_str()), ("资金渠道", "实施时间"));
        for name in [
            "经费  来源",
            "资金渠道 实施时间",
            "项目预算（万\n元）",
            "是否专门面\n向中小企业",
            "是否专门面向\n中小企业",
            "采购需求概\n况",
            "购买服务事\n项",
        ] {
            assert_eq!(parted(name), None, "{name}");
        }
    }

    #[test]
    fn the_name_of_a_column_among_the_lines_of_its_cell_is_said() {
        let column = Column {
            role: Role::Amount,
            texts: vec![Text {
                text: "区级资金".into(),
                ..Text::default()
            }],
            ..Column::default()
        };
        let cell = |raw: &str| CellText {
            raw: raw.into(),
            ..CellText::default()
        };
        let rows = ["28\n区级资金", "区级资金", "28\n另有区级资金"].map(|raw| vec![cell(raw)]);
        let found = names_in_rows(&listed(vec![column], rows));
        let paths: Vec<&str> = found.iter().map(|d| d.path.as_str()).collect();
        assert_eq!(paths, ["/items/0"]);
    }

    #[test]
    fn cells_between_their_header_and_that_of_an_empty_column_are_said() {
        let wide = [Some((0.0, 70.0)), None];
        assert!(found(LINE, &[wide, [Some((0.0, 18.0)), None]]).is_empty());
        let between = [Some((40.0, 90.0)), None];
        assert_eq!(
            found(LINE, &[wide, between, [Some((0.0, 18.0)), None]]),
            ["/items/0", "/items/1"]
        );
        let other = [Some((0.0, 18.0)), Some((90.0, 130.0))];
        assert!(found(LINE, &[wide, between, other]).is_empty());
    }
}
