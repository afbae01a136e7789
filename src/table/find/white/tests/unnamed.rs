//! Tables of whose header no word is known.

use super::pages::grids;
use super::{found, grid, spans, texts};
use crate::table::Block;

/// Rows of a label, set to the left, and numbers, set to the right at 200, 300 and 400.
pub(super) fn rows<'a>(rows: &[&[&'a str]]) -> Vec<(f32, Vec<(f32, &'a str)>)> {
    let line = |(at, texts): (usize, &&[&'a str])| {
        let cells = texts.iter().enumerate().map(|(col, text)| match col {
            0 => (50.0, *text),
            _ => (100.0 + 100.0 * col as f32 - 10.0 * text.len() as f32, *text),
        });
        let own = cells.filter(|(_, text)| !text.is_empty()).collect();
        (100.0 + 14.0 * at as f32, own)
    };
    rows.iter().enumerate().map(line).collect()
}

/// The table of such rows, text by text.
fn read(own: &[&[&str]]) -> Vec<Vec<String>> {
    texts(&grid(&print(&rows(own)), &[]))
}

pub(super) fn print<'a>(
    lines: &'a [(f32, Vec<(f32, &'a str)>)],
) -> Vec<(f32, &'a [(f32, &'a str)])> {
    lines.iter().map(|(y, own)| (*y, own.as_slice())).collect()
}

#[test]
fn a_label_of_two_lines_is_one_row_and_a_heading_its_own() {
    let texts = read(&[
        &["", "All", "Rate"],
        &["Wheat", "12", "3.4"],
        &["Corn for", "", ""],
        &["grain", "7", "5.6"],
        &["West", "", ""],
        &["Hay", "1", "2.2"],
        &["Oats", "8", "9.1"],
    ]);
    let labels: Vec<&str> = texts.iter().map(|r| r[0].as_str()).collect();
    assert_eq!(
        labels,
        ["", "Wheat", "Corn forgrain", "West", "Hay", "Oats"]
    );
    assert_eq!(texts[2][1..], ["7", "5.6"]);
    assert_eq!(texts[3][1..], ["", ""]);
}

#[test]
fn figures_beside_the_first_line_of_a_label_are_its_rows() {
    let texts = read(&[
        &["", "All", "Rate"],
        &["Wheat", "12", "3.4"],
        &["Corn for", "7", "5.6"],
        &["grain", "", ""],
        &["Hay", "1", "2.2"],
        &["Rye and", "8", "9.1"],
        &["oats", "", ""],
    ]);
    let labels: Vec<&str> = texts.iter().map(|r| r[0].as_str()).collect();
    assert_eq!(labels, ["", "Wheat", "Corn forgrain", "Hay", "Rye andoats"]);
}

#[test]
fn names_of_several_lines_are_one_header_and_years_are_names() {
    let lines = rows(&[
        &["", "Change", "Change"],
        &["", "from", "from"],
        &["Area", "2008", "2009"],
        &["East", "12", "3.4"],
        &["West", "7", "5.6"],
        &["North", "1", "2.2"],
    ]);
    let found = grid(&print(&lines), &[]);
    assert_eq!(
        texts(&found)[0],
        ["Area", "Changefrom2008", "Changefrom2009"]
    );
    assert_eq!(found.rows, 4);
    assert_eq!(spans(&found, 1)[1], (1, 1, "12".to_owned()));
}

#[test]
fn a_number_in_a_name_is_none_of_a_row() {
    let texts = read(&[
        &["Area", "All", "Share", "Each"],
        &["", "", "", "1,000"],
        &["East", "12", "3.4", "6"],
        &["West", "7", "5.6", "9"],
        &["North", "1", "2.2", "4"],
    ]);
    assert_eq!(texts[0], ["Area", "All", "Share", "Each1,000"]);
    assert_eq!(texts.len(), 4);
}

#[test]
fn a_line_over_the_first_column_is_no_row() {
    let lines = rows(&[
        &["Thousands", "", ""],
        &["Area", "All", "Rate"],
        &["East", "12", "3.4"],
        &["West", "7", "5.6"],
        &["North", "1", "2.2"],
    ]);
    let blocks = found(&print(&lines), &[]);
    let [Block::Line(line), Block::Grid(table)] = blocks.as_slice() else {
        panic!("{blocks:?}");
    };
    assert_eq!(line.raw(), "Thousands");
    assert_eq!(texts(table)[0], ["Area", "All", "Rate"]);
}

/// Four points between the numbers' end and the words' beginning.
#[test]
fn numbers_that_end_in_a_line_are_a_column_beside_words() {
    let lines: Vec<(f32, Vec<(f32, &str)>)> = [
        ("Wheat", "1,200", "Yes"),
        ("Hay", "750", "Grants"),
        ("Oats", "64", "Pending"),
        ("Rye", "5", "No"),
        ("Corn", "18,000", "Monthly"),
        ("Beans", "370", "Yes"),
    ]
    .iter()
    .enumerate()
    .map(|(at, (label, number, word))| {
        let y = 100.0 + 14.0 * at as f32;
        let end = 250.0 - 10.0 * number.len() as f32;
        (y, vec![(50.0, *label), (end, *number), (254.0, *word)])
    })
    .collect();
    let texts = texts(&grid(&print(&lines), &[]));
    let row = |at: usize| texts[at].iter().map(|t| t.trim()).collect::<Vec<_>>();
    assert_eq!(row(1), ["Hay", "750", "Grants"]);
    assert_eq!(row(4), ["Corn", "18,000", "Monthly"]);
}

/// The words of an upper name each touch one column, or stand between two.
#[test]
fn an_upper_name_over_the_gap_between_two_columns_leaves_it() {
    let mut lines = rows(&[
        &["Area", "All", "Rate"],
        &["East", "12", "3.4"],
        &["West", "7", "5.6"],
        &["North", "1", "2.2"],
        &["South", "32", "7.0"],
        &["Coast", "8", "1.9"],
        &["Isles", "5", "4.4"],
    ]);
    lines.insert(
        0,
        (100.0, vec![(180.0, "Total"), (232.0, "in"), (254.0, "all")]),
    );
    let found = grid(&print(&lines), &[]);
    assert_eq!(found.cols, 3);
    let east = texts(&found).into_iter().find(|r| r[0] == "East");
    assert_eq!(east.unwrap()[1..], ["12", "3.4"]);
}

/// A text of two lines beside its row's number; the first ends four points before the numbers begin, far over the middle of
/// the white space that the other rows leave.
#[test]
fn a_full_cell_beside_numbers_shows_where_its_column_ends() {
    let rows = [
        ("Wheat", "heath", "120"),
        ("Hay", "meadows", "750"),
        ("Oats", "all", "64"),
        ("Rye", "fields", "5"),
        ("Corn", "valleys", "900"),
        ("Beans", "", "370"),
    ];
    let mut lines: Vec<(f32, Vec<(f32, &str)>)> = rows
        .iter()
        .enumerate()
        .map(|(at, (label, place, number))| {
            let y = 100.0 + 20.0 * at as f32;
            let end = 394.0 - 10.0 * number.len() as f32;
            let all = vec![(50.0, *label), (180.0, *place), (end, *number)];
            (y, all.into_iter().filter(|(_, t)| !t.is_empty()).collect())
        })
        .collect();
    lines.insert(5, (194.0, vec![(180.0, "northerlyterraces,")]));
    lines.push((206.0, vec![(180.0, "slopes")]));
    let texts = texts(&grid(&print(&lines), &[]));
    assert_eq!(texts[5], ["Beans", "northerlyterraces,slopes", "370"]);
}

/// The second table has fewer columns, all of whose edges stand in white space of the first one's.
#[test]
fn another_table_with_a_header_has_columns_of_its_own() {
    let first = rows(&[
        &["Area", "All", "Rate", "Share"],
        &["East", "12", "3.4", "6"],
        &["West", "7", "5.6", "9"],
        &["North", "1", "2.2", "4"],
    ]);
    let second = rows(&[
        &["Crop", "Count", "Part"],
        &["Wheat", "52", "1.4"],
        &["Hay", "8", "9.6"],
        &["Oats", "3", "7.2"],
    ]);
    let found = grids(&[(&print(&first), &[]), (&print(&second), &[])]);
    assert_eq!(found[1].cols, 3);
    assert_eq!(texts(&found[1])[0], ["Crop", "Count", "Part"]);
}

/// Each label is said again in another tongue, below it, beginning with a capital letter and leaving room.
#[test]
fn lines_nearer_to_each_other_than_rows_are_one_label() {
    let mut lines = rows(&[
        &["", "All", "Rate"],
        &["Produits", "12", "3.4"],
        &["Products", "", ""],
        &["Machines", "7", "5.6"],
        &["Machines", "", ""],
        &["Huiles", "1", "2.2"],
        &["Oils", "", ""],
    ]);
    for (at, line) in lines.iter_mut().enumerate() {
        line.0 = 100.0 + 14.0 * at as f32 + 8.0 * at.div_ceil(2) as f32;
    }
    let labels: Vec<String> = texts(&grid(&print(&lines), &[]))
        .into_iter()
        .map(|r| r[0].clone())
        .collect();
    assert_eq!(
        labels,
        ["", "ProduitsProducts", "MachinesMachines", "HuilesOils"]
    );
}
