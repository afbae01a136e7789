//! Labels beside values, and projects side by side, on pages.

use putuo_notice::parse_notice;

use super::drawing::{Page, Rules, pdf};

const EDGES: [f32; 5] = [70.0, 170.0, 290.0, 390.0, 520.0];

/// Purchaser, project and sum of each item of a table that is drawn in parts, a page each.
fn items(parts: &[&str]) -> Vec<String> {
    let tops = std::iter::once(290.0).chain(std::iter::repeat(80.0));
    let pages = parts.iter().zip(tops).enumerate();
    let pages = pages.map(|(i, (part, top))| {
        let page = if i == 0 {
            Page::of_notice()
        } else {
            Page::default()
        };
        page.table(top, &EDGES, Rules::All, part)
    });
    let read = parse_notice(pdf(pages.collect())).unwrap();
    let text = |cell: &Option<putuo_notice::CellText>| cell.as_ref().map(|c| c.text.clone());
    let items = read.items.iter().map(|i| {
        let sum = i.amount.as_ref().and_then(|a| a.yuan);
        let sum = sum.map(|s| s.normalize().to_string());
        let parts = [text(&i.purchaser), text(&i.project), sum];
        parts.map(Option::unwrap_or_default).join(" | ")
    });
    items.collect()
}

const FORM: &str = "采购单位|区民政局|项目编号|01\n项目名称|养老服务|<|<\n中标供应商|甲公司|<|<\n\
                    预算金额|90万元|中标金额|88.6万元";
const AWARDED: [&str; 1] = ["区民政局 | 养老服务 | 886000"];

#[test]
fn a_form_on_a_page_is_a_row() {
    assert_eq!(items(&[FORM]), AWARDED);
    let two = FORM.replace("区民政局", "区司法局").replace("88.6", "5");
    assert_eq!(
        items(&[FORM, &two]),
        [AWARDED[0], "区司法局 | 养老服务 | 50000"]
    );
}

#[test]
fn a_form_that_goes_on_over_pages_is_one_row() {
    let rows: Vec<&str> = FORM.lines().collect();
    for cut in 1..rows.len() {
        let (first, second) = rows.split_at(cut);
        assert_eq!(
            items(&[&first.join("\n"), &second.join("\n")]),
            AWARDED,
            "{cut}"
        );
    }
    // The page cuts the row of the project's name.
    let rest = format!("|之上门照护|<|<\n{}", rows[2..].join("\n"));
    assert_eq!(
        items(&[&rows[..2].join("\n"), &rest]),
        ["区民政局 | 养老服务之上门照护 | 886000"]
    );
}

#[test]
fn projects_side_by_side_on_pages_are_rows() {
    let list = "购买主体|区民政局|区司法局|区教育局\n项目名称|养老|普法|安保\n服务期限|一年|两年|一年\n金额（万元）|25|12|9";
    let expected = [
        "区民政局 | 养老 | 250000",
        "区司法局 | 普法 | 120000",
        "区教育局 | 安保 | 90000",
    ];
    assert_eq!(items(&[list]), expected);
    let rows: Vec<&str> = list.lines().collect();
    for cut in 1..rows.len() {
        let (first, second) = rows.split_at(cut);
        assert_eq!(
            items(&[&first.join("\n"), &second.join("\n")]),
            expected,
            "{cut}"
        );
    }
}
