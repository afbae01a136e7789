//! Page numbers between the rows of a table in text: they do not cut it, whatever they look like.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use putuo_notice::{Severity, parse_notice};

const NUMBERS: &[&str] = &[
    "— 2 —",
    "-2-",
    "－ 2 －",
    "· 2 ·",
    "—十二—",
    "第2页",
    "第 2 页",
    "第二页",
    "第2页 共5页",
    "第2页（共3页）",
    "第2/3页",
    "共 3 页 第 2 页",
    "Page 2 of 3",
];

const ROWS: &[[&str; 4]] = &[
    ["序号", "购买主体", "项目名称", "金额（万元）"],
    ["1", "区民政局", "甲项目服务", "10"],
    ["2", "区民政局", "乙项目服务", "20"],
    ["3", "区财政局", "丙项目服务", "30"],
    ["4", "区民政局", "丁项目服务", "40"],
    ["5", "区教育局", "戊项目服务", "5"],
];

/// A way to write rows as lines.
type Form = fn(&[[&str; 4]]) -> Vec<String>;

fn joined(mark: &str, rows: &[[&str; 4]]) -> Vec<String> {
    rows.iter().map(|r| r.join(mark)).collect()
}

fn tabs(rows: &[[&str; 4]]) -> Vec<String> {
    joined("\t", rows)
}

fn pipes(rows: &[[&str; 4]]) -> Vec<String> {
    let bare = joined(" | ", rows);
    bare.into_iter().map(|r| format!("| {r} |")).collect()
}

fn commas(rows: &[[&str; 4]]) -> Vec<String> {
    joined(",", rows)
}

/// Ideographs are two columns wide.
fn aligned(rows: &[[&str; 4]]) -> Vec<String> {
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    let pad = |cell: &&str| {
        let own: usize = cell.chars().map(width).sum();
        format!("{cell}{}", " ".repeat(16 - own))
    };
    let row = |r: &[&str; 4]| r.iter().map(pad).collect::<String>().trim_end().to_owned();
    rows.iter().map(row).collect()
}

fn cell_a_line(rows: &[[&str; 4]]) -> Vec<String> {
    rows.iter().flatten().map(|c| (*c).to_owned()).collect()
}

fn cell_a_line_spaced(rows: &[[&str; 4]]) -> Vec<String> {
    let cells = rows.iter().flatten();
    cells
        .flat_map(|c| [(*c).to_owned(), String::new()])
        .collect()
}

fn cell_a_line_unnumbered(rows: &[[&str; 4]]) -> Vec<String> {
    let cells = rows.iter().flat_map(|r| r.iter().skip(1));
    cells.map(|c| (*c).to_owned()).collect()
}

fn entries(rows: &[[&str; 4]]) -> Vec<String> {
    let entry = |r: &[&str; 4]| format!("{}.{} 实施单位：{} 投资：{}万元", r[0], r[2], r[1], r[3]);
    rows.iter().filter(|r| r[0] != "序号").map(entry).collect()
}

const FORMS: &[(&str, Form)] = &[
    ("tabs", tabs),
    ("pipes", pipes),
    ("commas", commas),
    ("aligned", aligned),
    ("a cell a line", cell_a_line),
    ("a cell a line, blank lines between", cell_a_line_spaced),
    ("a cell a line without numbers", cell_a_line_unnumbered),
    ("entries with labels", entries),
];

/// Sums of the items, and codes of warnings and errors.
fn read(form: Form, between: &[&str]) -> (Vec<String>, Vec<String>) {
    let mut lines = vec!["关于公布2024年购买服务项目的通知".to_owned(), String::new()];
    lines.push("现将项目公布如下。".into());
    lines.push(String::new());
    lines.extend(form(&ROWS[..3]));
    lines.extend(between.iter().map(|l| (*l).to_owned()));
    lines.extend(form(&ROWS[3..]));
    lines.extend(["", "区民政局", "2024年1月2日"].map(str::to_owned));
    let notice = parse_notice(lines.join("\n")).unwrap();
    let sum = |i: &putuo_notice::Item| {
        let amount = i.amount.as_ref().and_then(|a| a.yuan);
        let text = |t: &Option<putuo_notice::CellText>| t.as_ref().map(|t| t.text.clone());
        format!("{:?} {:?} {amount:?}", text(&i.purchaser), text(&i.project))
    };
    let codes = notice.diagnostics.iter();
    let codes = codes.filter(|d| d.severity != Severity::Info);
    (
        notice.items.iter().map(sum).collect(),
        codes.map(|d| d.code.to_string()).collect(),
    )
}

#[test]
fn a_page_number_does_not_cut_a_table() {
    for (name, form) in FORMS {
        let whole = read(*form, &[]);
        assert_eq!((whole.0.len(), whole.1.len()), (5, 0), "{name}");
        for number in NUMBERS {
            assert_eq!(read(*form, &[number]), whole, "{name}, {number}");
            let spaced = ["", number, ""];
            assert_eq!(
                read(*form, &spaced),
                whole,
                "{name}, {number} between blank lines"
            );
        }
    }
}

#[test]
fn two_of_three_between_rows_is_a_page_number_where_no_cell_can_stand() {
    for (name, form) in FORMS {
        assert_eq!(read(*form, &["2/3"]), read(*form, &[]), "{name}");
    }
}
