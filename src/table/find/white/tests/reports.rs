//! Tables of statistical reports: captions and notes near them, running text beside them, headings between their rows. A blank
//! would be as wide as a gap between columns, so texts have none.

use super::pages::across;
use super::unnamed::{print, rows};
use super::{Print, found, grid, texts};
use crate::page::Direction;
use crate::table::find::tests::rule;
use crate::table::{Block, Grid};

/// Row, column and columns covered of each cell with text, with the text.
fn cells(grid: &Grid) -> Vec<(usize, usize, usize, String)> {
    let own = grid.cells.iter().filter(|c| !c.lines.is_empty());
    own.map(|c| {
        let text = c.lines.iter().map(|l| l.raw()).collect();
        (c.row, c.col, c.col_span, text)
    })
    .collect()
}

/// The texts of the one table among lines, and the lines.
fn parted(blocks: &[Block]) -> (Vec<Vec<String>>, Vec<String>) {
    let (mut tables, mut lines) = (Vec::new(), Vec::new());
    for block in blocks {
        match block {
            Block::Grid(grid) => tables.append(&mut texts(grid)),
            Block::Line(line) => lines.push(line.raw().trim().to_owned()),
            Block::Break => {}
        }
    }
    (tables, lines)
}

#[test]
fn a_caption_above_the_first_rule_leaves_the_header_whole() {
    let lines = rows(&[
        &["Inthousands", "", ""],
        &["", "Not", "Rate"],
        &["Area", "inall", "ofit"],
        &["East", "12", "3.4"],
        &["West", "7", "5.6"],
        &["North", "1", "2.2"],
    ]);
    let (texts, above) = parted(&found(&print(&lines), &across(&[103.5, 131.5, 175.0])));
    assert_eq!(above, ["Inthousands"]);
    assert_eq!(texts[0], ["Area", "Notinall", "Rateofit"]);
}

#[test]
fn sums_in_names_beside_words_are_none_of_a_row() {
    let right = |at: usize, texts: [&'static str; 6]| {
        let place = |(col, text): (usize, &'static str)| match col {
            0 => (20.0, text),
            _ => (70.0 + 80.0 * col as f32 - 10.0 * text.len() as f32, text),
        };
        let own = texts.into_iter().enumerate().map(place);
        let own: Vec<_> = own.filter(|(_, text)| !text.is_empty()).collect();
        (100.0 + 14.0 * at as f32, own)
    };
    let lines = [
        ["", "", "Value", "", "Value", ""],
        ["Item", "Count", "($000)", "Count", "($000)", "Growth"],
        ["East", "12", "3.4", "6", "8", "1"],
        ["West", "7", "5.6", "9", "3", "2"],
        ["North", "1", "2.2", "4", "7", "3"],
    ];
    let lines: Vec<_> = (0..).zip(lines).map(|(at, own)| right(at, own)).collect();
    assert_eq!(
        texts(&grid(&print(&lines), &[]))[0],
        [
            "Item",
            "Count",
            "Value($000)",
            "Count",
            "Value($000)",
            "Growth"
        ]
    );
}

/// Below the rule stands a name of two lines beside one of one line, set at the bottom.
#[test]
fn an_upper_name_stands_over_names_of_several_lines() {
    let lines = rows(&[
        &["", "", "", "", ""],
        &["", "", "Value", "", "Rate"],
        &["Item", "Count", "inall", "Share", "ofit"],
        &["East", "12", "3.4", "6", "1"],
        &["West", "7", "5.6", "9", "2"],
        &["North", "1", "2.2", "4", "3"],
    ]);
    let mut lines: Vec<_> = lines.into_iter().skip(1).collect();
    lines.insert(0, (100.0, vec![(220.0, "2009")]));
    let mut rules = across(&[88.0, 131.5, 175.0]).to_vec();
    for r in &mut rules {
        r.end = 500.0;
    }
    rules.push(rule(Direction::Horizontal, 103.5, 145.0, 302.0));
    let cells = cells(&grid(&print(&lines), &rules));
    assert_eq!(cells[0], (0, 0, 1, "Item".to_owned()));
    assert!(cells.contains(&(0, 1, 2, "2009".to_owned())), "{cells:?}");
}

#[test]
fn what_stands_alone_in_the_middle_is_a_heading_over_all_columns() {
    let mut lines = rows(&[
        &["Quarter", "Out", "In", "Left"],
        &["", "", "", ""],
        &["First", "512", "314", "6"],
        &["Second", "712", "526", "9"],
        &["", "", "", ""],
        &["First", "112", "262", "4"],
        &["Second", "812", "762", "3"],
    ]);
    lines[1].1 = vec![(165.0, "Year-of-2007")];
    lines[4].1 = vec![(165.0, "Year-of-2008")];
    let cells = cells(&grid(&print(&lines), &[]));
    assert!(
        cells.contains(&(1, 0, 4, "Year-of-2007".to_owned())),
        "{cells:?}"
    );
    assert!(
        cells.contains(&(4, 0, 4, "Year-of-2008".to_owned())),
        "{cells:?}"
    );
}

/// A word in the middle column may be the rest of a cell above.
#[test]
fn a_word_alone_in_a_column_of_words_is_no_heading() {
    let lines = rows(&[
        &["Area", "Crop", "All"],
        &["East", "Wheatand", "12"],
        &["", "rye", ""],
        &["West", "Hay", "7"],
        &["North", "Oats", "1"],
    ]);
    let cells = cells(&grid(&print(&lines), &[]));
    assert!(cells.iter().all(|c| c.2 == 1), "{cells:?}");
}

#[test]
fn a_note_over_columns_below_the_last_row_is_no_row() {
    let mut lines = rows(&[
        &["Area", "All", "Rate"],
        &["East", "12", "3.4"],
        &["West", "7", "5.6"],
        &["North", "1", "2.2"],
        &["", "", ""],
        &["OfficeofRates", "", ""],
    ]);
    lines[4].1 = vec![(50.0, "aWithheld,maynotbetold")];
    let (texts, below) = parted(&found(&print(&lines), &[]));
    assert_eq!(texts.len(), 4);
    assert_eq!(below, ["aWithheld,maynotbetold", "OfficeofRates"]);
}

#[test]
fn words_between_three_rules_are_a_table() {
    let lines: Print<'_> = &[
        (100.0, &[(80.0, "Term"), (220.0, "Meaning")]),
        (120.0, &[(50.0, "Weight"), (180.0, "appliedtoeach")]),
        (132.0, &[(180.0, "record")]),
        (150.0, &[(50.0, "Region"), (180.0, "oneofthefour")]),
        (168.0, &[(50.0, "Sector"), (180.0, "goodsorservices")]),
    ];
    let texts = texts(&grid(lines, &across(&[88.0, 105.0, 175.0])));
    assert_eq!(
        texts,
        [
            ["Term", "Meaning"],
            ["Weight", "appliedtoeachrecord"],
            ["Region", "oneofthefour"],
            ["Sector", "goodsorservices"],
        ]
    );
}

#[test]
fn rows_of_a_table_stand_apart_from_text_beside_it() {
    let prose = [
        "Permitsroseineach",
        "ofthefourregions,as",
        "theyhaddoneinspring",
        "andinthesummer.More",
        "ofthemweregrantedin",
        "townsthaninthewhole",
        "ofthecountryoutside.",
    ];
    let table = [
        ["State", "Old", "New"],
        ["Maine", "12", "31"],
        ["Ohio", "44", "52"],
        ["Iowa", "7", "8"],
        ["Utah", "31", "42"],
    ];
    let mut lines: Vec<(f32, Vec<(f32, &str)>)> = Vec::new();
    for (at, text) in prose.iter().enumerate() {
        lines.push((100.0 + 13.0 * at as f32, vec![(50.0, *text)]));
    }
    for (at, [state, old, new]) in table.iter().enumerate() {
        let y = 104.0 + 15.0 * at as f32;
        let right = |x: f32, text: &str| x - 10.0 * text.len() as f32;
        let own = [
            (320.0, *state),
            (right(420.0, old), *old),
            (right(470.0, new), *new),
        ];
        lines.push((y, own.to_vec()));
    }
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (texts, beside) = parted(&found(&print(&lines), &[]));
    assert_eq!(texts, table);
    assert_eq!(beside, prose);
}

#[test]
fn a_name_over_years_stands_over_all_of_them() {
    let mut lines = rows(&[
        &["", "", "", ""],
        &["Program", "2006", "2007", "2008"],
        &["Health", "512", "314", "6"],
        &["Roads", "712", "526", "9"],
        &["Ports", "112", "262", "4"],
    ]);
    lines[0].1 = vec![(250.0, "Fiscal")];
    let cells = cells(&grid(&print(&lines), &[]));
    assert!(cells.contains(&(0, 1, 3, "Fiscal".to_owned())), "{cells:?}");
}

#[test]
fn a_mark_beside_its_row_is_no_merged_cell() {
    let grid = grid(
        &print(&rows(&[
            &["Needs", "Loans", "Gifts", "Rents"],
            &["Report", "X", "X", ""],
            &["Review", "X", "X", "X"],
            &["Funds", "X", "X", ""],
            &["Plans", "X", "", "X"],
            &["Audit", "", "X", ""],
        ])),
        &across(&[88.0, 103.5, 175.0]),
    );
    assert!(grid.cells.iter().all(|c| c.row_span == 1), "{grid:?}");
}

/// Text in two columns begins right below the rule that closes the table.
#[test]
fn text_in_columns_below_the_last_rule_is_none_of_a_table() {
    let mut lines = rows(&[
        &["Area", "All", "Rate"],
        &["East", "512", "314"],
        &["West", "712", "526"],
        &["North", "112", "262"],
    ]);
    let text = [
        "Thesurveyasked",
        "forallreceipts",
        "ofeachagency,",
        "inthefouryears",
        "beforethelast",
    ];
    for (at, own) in text.iter().enumerate() {
        lines.push((163.0 + 13.0 * at as f32, vec![(50.0, *own), (230.0, *own)]));
    }
    let (texts, below) = parted(&found(&print(&lines), &across(&[88.0, 103.5, 148.0])));
    assert_eq!(texts.len(), 4);
    assert_eq!(below.len(), text.len());
}

/// A scale at the left, the names of two lines, and months below; in a frame its glyphs are one cell's.
const CHART: Print<'_> = &[
    (100.0, &[(60.0, "40"), (150.0, "Spain"), (300.0, "Greece")]),
    (120.0, &[(60.0, "30"), (150.0, "Italy"), (300.0, "France")]),
    (140.0, &[(60.0, "20"), (150.0, "12"), (300.0, "15")]),
    (160.0, &[(60.0, "10"), (150.0, "14"), (300.0, "17")]),
    (180.0, &[(70.0, "0"), (150.0, "May"), (300.0, "June")]),
];

#[test]
fn what_stands_beside_a_scale_is_no_table() {
    let blocks = found(CHART, &[]);
    assert!(
        blocks.iter().all(|b| matches!(b, Block::Line(_))),
        "{blocks:?}"
    );
}

#[test]
fn a_frame_round_a_chart_is_no_table() {
    let mut rules = across(&[88.0, 190.0]);
    for x in [45.0, 250.0, 400.0] {
        rules.push(rule(Direction::Vertical, x, 88.0, 190.0));
    }
    let blocks = found(CHART, &rules);
    assert!(
        blocks.iter().all(|b| matches!(b, Block::Line(_))),
        "{blocks:?}"
    );
}

#[test]
fn numbers_that_count_down_by_one_are_no_scale() {
    let found = grid(
        &print(&rows(&[
            &["Left", "All", "Rate"],
            &["4", "512", "314"],
            &["3", "712", "526"],
            &["2", "112", "262"],
            &["1", "82", "22"],
            &["0", "92", "12"],
        ])),
        &[],
    );
    assert_eq!(found.rows, 6);
}

/// Names stand in the middle of wide cells, print at their sides: nothing is below a name.
#[test]
fn print_beside_the_middle_of_its_cells_is_below_its_names() {
    let print: Print<'_> = &[
        (
            100.0,
            &[
                (20.0, "No"),
                (100.0, "Area"),
                (200.0, "All"),
                (290.0, "Town"),
                (390.0, "Rest"),
            ],
        ),
        (
            119.0,
            &[
                (20.0, "1"),
                (55.0, "East"),
                (245.0, "12"),
                (345.0, "7"),
                (445.0, "5"),
            ],
        ),
        (
            138.0,
            &[
                (20.0, "2"),
                (55.0, "West"),
                (245.0, "44"),
                (345.0, "4"),
                (445.0, "8"),
            ],
        ),
        (
            157.0,
            &[
                (20.0, "3"),
                (55.0, "Cape"),
                (245.0, "31"),
                (345.0, "6"),
                (445.0, "2"),
            ],
        ),
    ];
    let rule = |y: f32| rule(Direction::Horizontal, y, 15.0, 470.0);
    let found = grid(print, &[88.0, 105.0, 165.0].map(rule));
    assert_eq!(texts(&found)[0], ["No", "Area", "All", "Town", "Rest"]);
    assert_eq!(texts(&found)[2], ["2", "West", "44", "4", "8"]);
}

/// No line of a label begins with a small letter; they stand nearer to each other than rows do.
#[test]
fn lines_nearer_than_rows_are_one_label() {
    let print: Print<'_> = &[
        (100.0, &[(50.0, "Name"), (260.0, "Assets"), (360.0, "Rank")]),
        (120.0, &[(50.0, "First-National-Bank")]),
        (
            131.0,
            &[(50.0, "Plains-Company"), (280.0, "204"), (390.0, "2")],
        ),
        (146.0, &[(50.0, "Harbor"), (280.0, "86"), (390.0, "1")]),
        (161.0, &[(50.0, "Pioneer"), (280.0, "411"), (390.0, "3")]),
    ];
    let labels: Vec<String> = texts(&grid(print, &[]))
        .iter()
        .map(|r| r[0].clone())
        .collect();
    assert_eq!(
        labels,
        [
            "Name",
            "First-National-BankPlains-Company",
            "Harbor",
            "Pioneer"
        ]
    );
}

/// A rule below each row and none above the header, whose names stand in the middle of their cells.
#[test]
fn lines_of_words_between_rules_are_one_row() {
    let print: Print<'_> = &[
        (
            100.0,
            &[(60.0, "Field"), (220.0, "Aim"), (360.0, "Measure")],
        ),
        (
            119.0,
            &[
                (50.0, "Growth"),
                (150.0, "raise-the-share"),
                (340.0, "support-and"),
            ],
        ),
        (131.0, &[(150.0, "of-energy"), (340.0, "guarantees")]),
        (
            150.0,
            &[
                (50.0, "Jobs"),
                (150.0, "more-employment"),
                (340.0, "training"),
            ],
        ),
        (
            169.0,
            &[
                (50.0, "Research"),
                (150.0, "invest-more-in"),
                (340.0, "tax-credits"),
            ],
        ),
        (181.0, &[(150.0, "public-bodies"), (340.0, "with-members")]),
    ];
    let mut rules = across(&[105.0, 136.0, 155.0, 186.0]);
    for r in &mut rules {
        r.end = 470.0;
    }
    let rows: Vec<String> = texts(&grid(print, &rules))
        .iter()
        .map(|r| r.join("|"))
        .collect();
    assert_eq!(
        rows,
        [
            "Field|Aim|Measure",
            "Growth|raise-the-shareof-energy|support-andguarantees",
            "Jobs|more-employment|training",
            "Research|invest-more-inpublic-bodies|tax-creditswith-members",
        ]
    );
}

/// Rules stand under the upper names alone; text runs on below the rows, at their distance.
#[test]
fn rules_in_the_header_show_nothing_of_text_far_below() {
    let mut lines = rows(&[
        &["", "2011", "2010"],
        &["East", "512", "314"],
        &["West", "712", "526"],
        &["North", "112", "262"],
        &["South", "82", "22"],
    ]);
    for at in 0..6 {
        let y = 172.0 + 12.0 * at as f32;
        lines.push((y, vec![(50.0, "Thesurveycollectedwhatwasaskedforinyears")]));
    }
    let mut rules = vec![rule(Direction::Horizontal, 103.5, 145.0, 202.0)];
    rules.push(rule(Direction::Horizontal, 103.5, 245.0, 302.0));
    let (texts, below) = parted(&found(&print(&lines), &rules));
    assert_eq!(texts.len(), 5);
    assert_eq!(below.len(), 6);
}

#[test]
fn a_title_between_rules_with_the_header_again_below_begins_a_table() {
    let print: Print<'_> = &[
        (
            100.0,
            &[(50.0, "Quarter"), (200.0, "Index"), (330.0, "Change")],
        ),
        (117.0, &[(50.0, "First"), (210.0, "512"), (350.0, "31")]),
        (134.0, &[(50.0, "Second"), (210.0, "712"), (350.0, "52")]),
        (156.0, &[(50.0, "Table-of-imports")]),
        (
            176.0,
            &[(50.0, "Quarter"), (200.0, "Index"), (330.0, "Change")],
        ),
        (193.0, &[(50.0, "First"), (210.0, "112"), (350.0, "26")]),
        (210.0, &[(50.0, "Second"), (210.0, "82"), (350.0, "22")]),
    ];
    let blocks = found(print, &across(&[88.0, 104.0, 140.0, 163.0, 180.0, 216.0]));
    let [Block::Grid(one), Block::Line(title), Block::Grid(other)] = blocks.as_slice() else {
        panic!("{blocks:?}");
    };
    assert_eq!((one.rows, other.rows), (3, 3));
    assert_eq!(title.raw(), "Table-of-imports");
}

/// Numbers stand beside the first line of each alone.
#[test]
fn numbered_rows_of_several_lines_between_rules_are_whole() {
    let lines = rows_of_three(&[
        ["No", "Advice", "Answer"],
        ["(1)", "Givemore", "Notyet,as"],
        ["", "tothepoor", "wesaid"],
        ["(2)", "Askthem", "Done"],
        ["", "all", ""],
        ["(3)", "Waitfor", "Wehave"],
        ["", "therest", "waited"],
        ["(4)", "Goon", "Agreed"],
    ]);
    let heights = [88.0, 103.5, 131.5, 159.5, 187.5, 201.5];
    let texts = texts(&grid(&print(&lines), &across(&heights)));
    assert_eq!(texts.len(), 5, "{texts:?}");
    assert_eq!(texts[1], ["(1)", "Givemoretothepoor", "Notyet,aswesaid"]);
}

/// Rows of three columns, set to the left.
fn rows_of_three<'a>(rows: &[[&'a str; 3]]) -> Vec<(f32, Vec<(f32, &'a str)>)> {
    let line = |(at, texts): (usize, &[&'a str; 3])| {
        let own = [50.0, 120.0, 260.0].into_iter().zip(*texts);
        let own = own.filter(|(_, text)| !text.is_empty()).collect();
        (100.0 + 14.0 * at as f32, own)
    };
    rows.iter().enumerate().map(line).collect()
}

/// Only a title in the middle has two lines, which stand no nearer to each other than rows.
#[test]
fn a_cell_of_words_goes_on_below_where_it_is_full() {
    let lines = rows_of_three(&[
        ["Name", "Title", "Phone"],
        ["Lopez", "Director", "555-0142"],
        ["Carter", "Deputyofhim", "555-0143"],
        ["", "and others", ""],
        ["Li", "Budget", "555-0150"],
        ["Okafor", "Counsel", "555-0171"],
    ]);
    let texts = texts(&grid(&print(&lines), &[]));
    assert_eq!(texts.len(), 5, "{texts:?}");
    assert_eq!(texts[2], ["Carter", "Deputyofhimand others", "555-0143"]);
}
