//! Lists that go on over sheets, and several lists on one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use putuo_notice::Notice;

use crate::sheets::{book, codes, read, rows, sheet};
use crate::sheets_layout::of;

const HEADER: &[&str] = &["序号", "购买主体", "项目名称", "金额（万元）"];

fn sheets(first: &[&[&str]], second: &[&[&str]]) -> Notice {
    let (first, second) = (sheet(first), sheet(second));
    read(&book(&[("表1", &first), ("表2", &second)], &[], ""))
}

fn yuan(notice: &Notice) -> Vec<String> {
    let sums = notice.items.iter().map(|i| i.amount.as_ref()?.yuan);
    sums.map(|y| y.map_or_else(|| "-".to_owned(), |y| y.to_string()))
        .collect()
}

#[test]
fn a_sheet_without_a_header_that_counts_on_goes_on_with_the_one_before() {
    let title: &[&str] = &["2024年项目表"];
    let rows_of: [&[&str]; 4] = [
        &["=1", "区民政局", "养老服务", "=5"],
        &["=2", "区教育局", "校园保安", "=6"],
        &["=3", "区文化馆", "公益演出", "=7"],
        &["=4", "区财政局", "绩效评价", "=8"],
    ];
    let [one, two, three, four] = rows_of;
    let first = [title, HEADER, one, two];
    for above in [
        &[][..],
        &["2024年项目表（续）"],
        &["续表"],
        &["2024年项目表"],
    ] {
        let above = if above.is_empty() {
            vec![]
        } else {
            vec![above]
        };
        let second = [above.as_slice(), &[three, four]].concat();
        let notice = sheets(&first, &second);
        assert_eq!(notice.tables.len(), 1, "{above:?}");
        assert_eq!(yuan(&notice), ["50000", "60000", "70000", "80000"]);
        assert!(notice.ledger.unplaced.is_empty());
    }
    // One that begins anew, or has names of columns, is another.
    let notice = sheets(&first, &[one, two]);
    assert_eq!(notice.tables.len(), 2);
    assert!(codes(&notice).contains(&"table.no_header"));
    assert_eq!(sheets(&first, &[HEADER, three, four]).tables.len(), 2);
    let other: &[&[&str]] = &[&["2025年计划表"], three, four];
    assert_eq!(sheets(&first, other).tables.len(), 2);
}

/// Whatever the lists and their columns are called.
#[test]
fn lists_with_names_of_their_own_stand_side_by_side() {
    let titles: &[&str] = &["区级（一）", "", "", "", "", "镇级（二）"];
    let names: &[&str] = &[
        "序号",
        "购买主体",
        "项目名称",
        "金额（万元）",
        "",
        "编号",
        "采购单位",
        "服务项目",
        "预算金额（元）",
    ];
    let one: &[&str] = &[
        "=1",
        "区民政局",
        "养老服务",
        "=5",
        "",
        "=1",
        "桃花镇政府",
        "河道保洁",
        "=70000",
    ];
    let two: &[&str] = &["=2", "区教育局", "校园保安", "=6"];
    for above in [Some(titles), None] {
        let all: Vec<&[&str]> = above.into_iter().chain([names, one, two]).collect();
        let notice = of(&all);
        assert_eq!(yuan(&notice), ["50000", "60000", "70000"]);
        let buys = notice
            .items
            .iter()
            .map(|i| &*i.purchaser.as_ref().unwrap().text);
        assert_eq!(
            buys.collect::<Vec<_>>(),
            ["区民政局", "区教育局", "桃花镇政府"]
        );
    }
    // What is checked beside a list is no list.
    let checked: &[&[&str]] = &[
        &[
            "序号",
            "购买主体",
            "项目名称",
            "金额（万元）",
            "",
            "核对",
            "差额",
        ],
        &["=1", "区民政局", "养老服务", "=5", "", "=5", "=0"],
    ];
    let notice = of(checked);
    assert_eq!(rows(&notice), ["1|区民政局|养老服务|5|5|0"]);
}

/// Tables of the same names, and a title with the unit of its own over each.
#[test]
fn a_unit_beside_a_title_parts_tables() {
    let names: &[&str] = &["序号", "购买主体", "项目名称", "金额"];
    let all: &[&[&str]] = &[
        &["一、区级项目", "", "", "单位：万元"],
        names,
        &["=1", "区民政局", "养老服务", "=5"],
        &["二、镇级项目", "", "", "单位：元"],
        names,
        &["=1", "桃花镇政府", "河道保洁", "=70000"],
    ];
    let notice = of(all);
    assert_eq!(yuan(&notice), ["50000", "70000"]);
    assert_eq!(notice.tables.len(), 2);
}

#[test]
fn the_tab_of_a_sheet_may_state_the_unit() {
    let read = |tab: &str, above: &[&str]| {
        let names: &[&str] = &["序号", "购买主体", "项目名称", "金额"];
        let cells = sheet(&[above, names, &["=1", "区民政局", "养老服务", "=5"]]);
        yuan(&read(&book(&[(tab, &cells)], &[], "")))
    };
    assert_eq!(read("项目表（单位：万元）", &["项目表"]), ["50000"]);
    assert_eq!(read("项目表（单位：万元）", &["单位：元"]), ["5"]);
    assert_eq!(read("万元", &["项目表"]), ["-"]);
}

/// However small and low it is set.
#[test]
fn a_unit_that_is_set_lower_is_no_mark() {
    let name = r#"<c t="inlineStr"><is><r><t>金额</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>（万元）</t></r></is></c>"#;
    let names: &[&str] = &["序号", "购买主体", "项目名称", name];
    let notice = of(&[names, &["=1", "区民政局", "养老服务", "=5"]]);
    assert_eq!(yuan(&notice), ["50000"]);
}

/// Rows of another table below the list, behind a blank row, or a summary beside it, are none of its projects.
#[test]
fn what_stands_apart_from_a_list_is_none_of_it() {
    let one: &[&str] = &["=1", "区民政局", "养老服务", "=5"];
    let two: &[&str] = &["=2", "区教育局", "校园保安", "=6"];
    let total: &[&str] = &["合计", "", "", "=11"];
    let blank: &[&str] = &[];
    for below in [
        &[
            &["联系人名单"][..],
            &["姓名", "单位", "电话"],
            &["张某", "区民政局", "0580-3012345"],
            &["李某", "区教育局", "0580-3012346"],
        ][..],
        &[&["时间", "事项"], &["3月", "申报"], &["4月", "评审"]],
        &[
            &["补助标准"],
            &["等级", "标准（元/人·月）"],
            &["一级", "=500"],
            &["二级", "=300"],
        ],
        &[
            &["购买主体", "项目数", "金额（万元）"],
            &["区民政局", "=1", "=5"],
            &["区教育局", "=1", "=6"],
        ],
    ] {
        let all = [&[HEADER, one, two, total, blank][..], below].concat();
        let notice = of(&all);
        assert_eq!(yuan(&notice), ["50000", "60000"], "{below:?}");
    }
    let beside = |row: &[&'static str], more: &[&'static str]| [row, &["", ""], more].concat();
    let header = beside(HEADER, &["购买主体", "合计（万元）"]);
    let (first, second) = (
        beside(one, &["区民政局", "=5"]),
        beside(two, &["区教育局", "=6"]),
    );
    let last = beside(total, &["合计", "=11"]);
    let notice = of(&[&header, &first, &second, &last]);
    assert_eq!(yuan(&notice), ["50000", "60000"]);
    let buys: Vec<_> = notice
        .items
        .iter()
        .map(|i| &*i.purchaser.as_ref().unwrap().text)
        .collect();
    assert_eq!(buys, ["区民政局", "区教育局"]);
}

/// What is to be done, or at which price, is no list beside one of projects and sums.
#[test]
fn plans_and_prices_beside_a_list_are_none() {
    let one: &[&str] = &["=1", "区民政局", "养老服务", "=5"];
    let two: &[&str] = &["=2", "区教育局", "校园保安", "=6"];
    for other in [
        &[
            &["序号", "工作内容", "责任单位", "完成时限"][..],
            &["=1", "汇总项目", "区民政局", "3月"],
            &["=2", "审核下达", "区财政局", "4月"],
        ][..],
        &[&["时间", "事项"], &["3月", "申报"], &["4月", "评审"]],
        &[
            &["服务项目", "收费标准（元）"],
            &["助浴", "=30"],
            &["理发", "=15"],
        ],
    ] {
        let notice = sheets(&[HEADER, one, two], other);
        assert_eq!(yuan(&notice), ["50000", "60000"], "{other:?}");
        assert!(codes(&notice).contains(&"table.aside"), "{other:?}");
    }
    // Projects without sums are projects.
    let spare: &[&[&str]] = &[
        &["序号", "项目名称", "实施单位"],
        &["=1", "助餐", "区民政局"],
        &["=2", "托管", "区教育局"],
    ];
    assert_eq!(sheets(&[HEADER, one, two], spare).items.len(), 4);
}

/// One of a series of headings that names a body says that all do.
#[test]
fn headings_in_a_series_name_bodies_if_one_does() {
    let row = |n: &'static str, name: &'static str| -> Vec<&'static str> { vec![n, name, "=5"] };
    let heading = |text: &'static str| vec![text];
    let all: Vec<Vec<&str>> = vec![
        vec!["序号", "项目名称", "金额（万元）"],
        heading("一、区教育局"),
        row("=1", "托管"),
        heading("二、普陀中学"),
        row("=2", "食堂监管"),
        heading("三、区图书馆"),
        row("=3", "夜间开放"),
        heading("四、蚂蚁岛村"),
        row("=4", "渡口值守"),
    ];
    let all: Vec<&[&str]> = all.iter().map(Vec::as_slice).collect();
    let notice = of(&all);
    let buys = notice
        .items
        .iter()
        .map(|i| i.purchaser.as_ref().map(|p| p.text.as_str()));
    let wanted = ["区教育局", "普陀中学", "区图书馆", "蚂蚁岛村"].map(Some);
    assert_eq!(buys.collect::<Vec<_>>(), wanted);
}

/// What stands around the name of a body in a heading, and 项目 behind it, is no part of it.
#[test]
fn headings_name_bodies_with_what_stands_around_them() {
    for (first, second) in [
        ("【区民政局】", "【沈家门街道】"),
        ("一、区民政局项目", "二、沈家门街道项目"),
        ("★区民政局", "★沈家门街道"),
    ] {
        let notice = of(&[
            &["序号", "项目名称", "金额（万元）"],
            &[first],
            &["=1", "助餐", "=5"],
            &["=2", "助浴", "=6"],
            &[second],
            &["=1", "河道清淤", "=7"],
        ]);
        let buys = notice
            .items
            .iter()
            .map(|i| i.purchaser.as_ref().map(|p| p.text.as_str()));
        let wanted = ["区民政局", "区民政局", "沈家门街道"].map(Some);
        assert_eq!(buys.collect::<Vec<_>>(), wanted, "{first}");
    }
}
