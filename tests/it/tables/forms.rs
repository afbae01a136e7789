//! Labels beside values, and projects side by side, on pages.

use putuo_notice::{CellText, Item, parse_notice};

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
    read.items.iter().map(item).collect()
}

fn item(item: &Item) -> String {
    let text = |cell: &Option<CellText>| cell.as_ref().map(|c| c.text.clone());
    let sum = item.amount.as_ref().and_then(|a| a.yuan);
    let sum = sum.map(|s| s.normalize().to_string());
    let parts = [text(&item.purchaser), text(&item.project), sum];
    parts.map(Option::unwrap_or_default).join(" | ")
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

/// Lines one below the other, and the signature: what is read, and whether labels are said to be unread.
fn lines(lines: &[&str]) -> (Vec<String>, bool) {
    let page = Page::default()
        .text(150.0, 80.0, 18.0, "关于公布中标结果的公告")
        .text(70.0, 120.0, 12.0, "各单位：")
        .text(
            94.0,
            140.0,
            12.0,
            "现将项目予以公布，请遵照执行，并做好有关项目的实施工作，确保取得实效。",
        );
    let page = (0_u8..).zip(lines).fold(page, |page, (at, line)| {
        page.text(94.0, 160.0 + 20.0 * f32::from(at), 12.0, line)
    });
    let page = page.text(330.0, 400.0, 14.0, "舟山市普陀区民政局").text(
        380.0,
        425.0,
        14.0,
        "2023年4月11日",
    );
    let read = parse_notice(pdf(vec![page])).unwrap();
    let said = read.diagnostics.iter().any(|d| d.code == "table.unread");
    (read.items.iter().map(item).collect(), said)
}

#[test]
fn labelled_lines_on_a_page_are_a_row_or_said() {
    let labels = [
        "采购单位：区民政局",
        "项目名称：养老服务",
        "中标供应商：甲公司",
        "中标金额：88.6万元",
    ];
    assert_eq!(lines(&labels), (vec![AWARDED[0].to_owned()], false));
    // A name that may go on in the next line.
    let mut torn = labels.to_vec();
    torn[1] = "项目名称：普陀区居家养老服务照料中心及老年食堂委托社会组织运营管理服务";
    torn.insert(2, "项目");
    assert_eq!(lines(&torn), (vec![], true));
    let mut last = labels.to_vec();
    last.rotate_left(2);
    last[3] = torn[1];
    assert_eq!(lines(&last), (vec![], true));
}
