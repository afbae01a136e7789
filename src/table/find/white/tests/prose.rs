//! Running text near tables.

use super::pages::across;
use super::unnamed::{print, rows};
use super::{Print, found, texts};
use crate::page::{Direction, Ruling};
use crate::table::Block;
use crate::table::find::tests::rule;

/// The texts of each table.
fn tables(print: Print<'_>, rules: &[Ruling]) -> Vec<Vec<Vec<String>>> {
    let blocks = found(print, rules);
    let texts = |block: &Block| match block {
        Block::Grid(grid) => Some(texts(grid)),
        _ => None,
    };
    blocks.iter().filter_map(texts).collect()
}

/// Words set so many points apart.
fn set<'a>(y: f32, words: &[&'a str], apart: f32) -> (f32, Vec<(f32, &'a str)>) {
    let mut x = 50.0;
    let words = words.iter().map(|word| {
        let at = x;
        x += 10.0 * word.len() as f32 + apart;
        (at, *word)
    });
    (y, words.collect())
}

const ROWS: &[&[&str]] = &[
    &["Area", "All", "Rate"],
    &["East", "12", "3.4"],
    &["West", "7", "5.6"],
    &["North", "1", "2.2"],
];

const WORDS: &[&str] = &[
    "Of", "all", "these", "few", "at", "most", "were", "seen", "there",
];

fn read(words: (f32, Vec<(f32, &'static str)>)) -> Vec<Vec<Vec<String>>> {
    let mut lines = rows(ROWS);
    lines.push(words);
    tables(&print(&lines), &[])
}

#[test]
fn a_justified_line_is_no_row_of_the_table_above() {
    for apart in [4.0, 6.0, 8.0] {
        assert_eq!(read(set(157.0, WORDS, apart)), [ROWS], "{apart}");
    }
}

#[test]
fn justified_lines_are_no_table() {
    let lines: Vec<_> = (0..8)
        .map(|at| set(100.0 + 14.0 * at as f32, WORDS, 7.0))
        .collect();
    assert!(tables(&print(&lines), &[]).is_empty());
}

const PROSE: [&str; 7] = [
    "Permitsroseineach",
    "ofthefourregions,as",
    "theyhaddoneinspring",
    "andinthesummer.More",
    "ofthemweregrantedin",
    "townsthaninthewhole",
    "ofthecountryoutside.",
];

/// Lines by height, those of one height as one.
fn merged(mut lines: Vec<(f32, Vec<(f32, &'static str)>)>) -> Vec<(f32, Vec<(f32, &'static str)>)> {
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f32, Vec<(f32, &str)>)> = Vec::new();
    for (y, own) in lines {
        match out.last_mut().filter(|o| o.0 == y) {
            Some(line) => line.1.extend(own),
            None => out.push((y, own)),
        }
    }
    for line in &mut out {
        line.1.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    out
}

/// Running text down from a place.
fn prose(x: f32, y: f32) -> Vec<(f32, Vec<(f32, &'static str)>)> {
    let lines = (0..).zip(PROSE);
    lines
        .map(|(at, text)| (y + 13.0 * at as f32, vec![(x, text)]))
        .collect()
}

#[test]
fn columns_of_running_text_are_no_table() {
    for columns in [2, 3] {
        let starts = (0..columns).map(|at| 20.0 + 215.0 * at as f32);
        let lines = merged(starts.flat_map(|x| prose(x, 100.0)).collect());
        assert!(tables(&print(&lines), &[]).is_empty(), "{columns}");
    }
}

/// Headings stand in the margin at the left of all text, as in reports of auditors.
#[test]
fn a_table_between_text_stands_apart_from_headings_in_the_margin() {
    let mut lines = vec![
        (100.0, vec![(20.0, "Scope")]),
        (290.0, vec![(20.0, "Cost")]),
    ];
    lines.extend(prose(200.0, 100.0));
    for (at, row) in (0..).zip(ROWS) {
        let own = row.iter().zip([200.0, 280.0, 340.0]);
        lines.push((
            195.0 + 14.0 * at as f32,
            own.map(|(text, x)| (x, *text)).collect(),
        ));
    }
    lines.extend(prose(200.0, 290.0));
    assert_eq!(tables(&print(&merged(lines)), &[]), [ROWS]);
}

/// Each has its name above its first rule.
#[test]
fn tables_side_by_side_with_rules_of_their_own_are_two() {
    let right: &[&[&str]] = &[
        &["Age", "Num", "Pct"],
        &["Young", "63", "16.0"],
        &["Old", "27", "24.2"],
        &["All", "90", "40.2"],
    ];
    for right in [right, &right[..3]] {
        are_two(right);
    }
}

fn are_two(right: &[&[&'static str]]) {
    let (mut lines, mut rules) = (Vec::new(), Vec::new());
    for (left, name, rows) in [(20.0, "Names", ROWS), (260.0, "Ages", right)] {
        lines.push((100.0, vec![(left, name)]));
        for (at, row) in (0..).zip(rows) {
            let own = row.iter().zip([0.0, 80.0, 140.0]);
            let own = own.map(|(text, x)| (left + x, *text)).collect();
            lines.push((118.0 + 14.0 * at as f32, own));
        }
        let last = 122.0 + 14.0 * (rows.len() - 1) as f32;
        let drawn =
            [106.0, 121.0, last].map(|y| rule(Direction::Horizontal, y, left, left + 190.0));
        rules.extend(drawn);
    }
    assert_eq!(tables(&print(&merged(lines)), &rules), [ROWS, right]);
}

/// The second stands within the columns of the first, and below a name of its own.
#[test]
fn a_small_table_below_a_larger_one_has_columns_of_its_own() {
    let small: &[&[&str]] = &[&["Type", "Fee"], &["Alone", "$25"], &["Shop", "$40"]];
    let mut lines = vec![
        (
            100.0,
            vec![(150.0, "2007"), (230.0, "2008"), (310.0, "2009")],
        ),
        (
            115.0,
            vec![
                (50.0, "Received"),
                (150.0, "412"),
                (230.0, "398"),
                (310.0, "455"),
            ],
        ),
        (160.0, vec![(50.0, "Fees")]),
    ];
    for (at, row) in (0..).zip(small) {
        let own = row.iter().zip([50.0, 160.0]);
        lines.push((
            178.0 + 14.0 * at as f32,
            own.map(|(text, x)| (x, *text)).collect(),
        ));
    }
    let mut rules = across(&[88.0, 103.5, 118.5]);
    rules.extend([166.0, 181.0, 211.0].map(|y| rule(Direction::Horizontal, y, 45.0, 195.0)));
    let read = tables(&print(&lines), &rules);
    assert_eq!(read.len(), 2, "{read:?}");
    assert_eq!(read[1], small);
}

#[test]
fn lines_of_a_chart_are_no_rules_of_a_table() {
    let ticks = ["400", "300", "200", "100", "0"];
    let mut lines: Vec<_> = (0..)
        .zip(ticks)
        .map(|(at, tick)| {
            (
                100.0 + 15.0 * at as f32,
                vec![(80.0 - 10.0 * tick.len() as f32, tick)],
            )
        })
        .collect();
    let names = vec![(85.0, "Debts"), (185.0, "Yields"), (285.0, "Funds")];
    lines.insert(0, (85.0, names));
    lines.push((175.0, vec![(85.0, "May"), (185.0, "June"), (285.0, "July")]));
    let heights: Vec<f32> = (0..7).map(|at| 88.5 + 15.0 * at as f32).collect();
    assert!(tables(&print(&lines), &across(&heights)).is_empty());
}

/// The rule over the total leaves out its label.
#[test]
fn a_line_below_a_total_is_none_of_the_table() {
    let mut lines = rows(ROWS);
    let line = "Estimates-were-made-of-all-rates";
    lines.push((157.0, vec![(50.0, line)]));
    let rules = [rule(Direction::Horizontal, 131.5, 160.0, 300.0)];
    assert_eq!(tables(&print(&lines), &rules), [ROWS]);
}

#[test]
fn numbered_entries_and_contents_are_no_tables() {
    let entry = |at: usize, number: &'static str, page: Option<&'static str>| {
        let mut own = vec![(50.0, number), (120.0, PROSE[at])];
        own.extend(page.map(|page| (400.0 - 10.0 * page.len() as f32, page)));
        (100.0 + 14.0 * at as f32, own)
    };
    let numbers = ["1.", "2.", "3.", "4.", "5."];
    let list: Vec<_> = (0..)
        .zip(numbers)
        .map(|(at, n)| entry(at, n, None))
        .collect();
    assert!(tables(&print(&list), &[]).is_empty());
    let pages = [
        ("1", "3"),
        ("1.1", "4"),
        ("1.2", "4"),
        ("2", "9"),
        ("2.1", "12"),
    ];
    let contents = (0..)
        .zip(pages)
        .map(|(at, (n, page))| entry(at, n, Some(page)));
    let contents: Vec<_> = contents.collect();
    assert!(tables(&print(&contents), &[]).is_empty());
}

/// Under three lines in the middle of the page.
#[test]
fn signs_of_a_currency_stand_with_their_sums() {
    let mut lines: Vec<(f32, Vec<(f32, &str)>)> = vec![
        (67.0, vec![(175.0, "BALANCES")]),
        (78.0, vec![(150.0, "Asof1June2011")]),
        (89.0, vec![(155.0, "(inmillions)")]),
    ];
    lines.extend(rows(&[
        &["", "2011", "2010"],
        &["Cash", "4,310", "3,998"],
        &["Rents", "450", "207"],
        &["All", "(4,760)", "4,205"],
    ]));
    for line in [4, 6] {
        lines[line].1.insert(2, (235.0, "$"));
        lines[line].1.insert(1, (120.0, "$"));
    }
    let read = tables(&print(&lines), &[]);
    assert_eq!(
        read,
        [[
            ["", "2011", "2010"],
            ["Cash", "$4,310", "$3,998"],
            ["Rents", "450", "207"],
            ["All", "$(4,760)", "$4,205"],
        ]]
    );
}

#[test]
fn charts_one_below_the_other_have_scales_of_their_own() {
    let mut lines = Vec::new();
    for top in [100.0, 220.0] {
        let ticks = ["40", "30", "20", "10", "0"];
        for (at, tick) in (0..).zip(ticks) {
            let y = top + 16.0 * at as f32;
            lines.push((y, vec![(80.0 - 10.0 * tick.len() as f32, tick)]));
        }
        let last = lines.len();
        lines[last - 5].1.extend([(120.0, "33"), (320.0, "31")]);
        lines[last - 3].1.extend([(220.0, "18"), (420.0, "16")]);
        let years = [
            (115.0, "2001"),
            (215.0, "2002"),
            (315.0, "2003"),
            (415.0, "2004"),
        ];
        lines.push((top + 76.0, years.to_vec()));
    }
    assert!(tables(&print(&lines), &[]).is_empty());
}

/// The table has no figures that tell where its header ends.
#[test]
fn the_last_line_of_text_above_a_table_is_no_name_of_it() {
    let words: &[&[&str]] = &[
        &["Area", "Fault", "Advice"],
        &["Travel", "Late", "Plan"],
        &["Grants", "None", "Visit"],
        &["Stocks", "Lost", "Count"],
        &["Rents", "Low", "Raise"],
        &["Loans", "High", "Lower"],
    ];
    let mut lines = rows(words);
    lines.insert(0, set(88.0, &["were", "few", "in", "all", "so."], 2.0));
    assert_eq!(tables(&print(&lines), &[]), [words]);
}

#[test]
fn sums_that_rise_are_no_pages() {
    let rows = [
        "区民政局",
        "区残联",
        "区教育局",
        "区司法局",
        "区水利局",
        "区文化局",
        "区体育局",
    ];
    let sums = ["5", "8", "12", "20", "31", "40", "41"];
    let row = |(at, (buys, sum)): (usize, (&'static str, &'static str))| {
        (
            100.0 + 14.0 * at as f32,
            vec![(50.0, buys), (120.0, "养老服务项目"), (300.0, sum)],
        )
    };
    let list: Vec<_> = rows.into_iter().zip(sums).enumerate().map(row).collect();
    assert_eq!(tables(&print(&list), &[]).len(), 1);
}
