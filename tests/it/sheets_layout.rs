//! How tables stand on a sheet: rows of units, names cut in two, rows that a program adds up by itself, titles between tables.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use putuo_notice::Notice;

use crate::sheets::{package, read, rows, said, sheet};

pub(crate) fn of(cells: &[&[&str]]) -> Notice {
    of_xml(&sheet(cells))
}

fn of_xml(cells: &str) -> Notice {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="s" Type="x/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    read(&package(&[
        (
            "_rels/.rels",
            &relation("officeDocument", "xl/workbook.xml"),
        ),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="表" r:id="s"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relation("worksheet", "s.xml"),
        ),
        ("xl/s.xml", &format!("<worksheet>{cells}</worksheet>")),
    ]))
}

const ITEMS: [&[&str]; 2] = [
    &["=1", "区民政局", "婚姻家庭辅导服务", "=8"],
    &["=2", "区教育局", "校园心理健康服务", "=12.5"],
];

fn yuan(notice: &Notice) -> Vec<String> {
    let amounts = notice.items.iter().filter_map(|i| i.amount.as_ref());
    amounts
        .filter_map(|a| a.yuan)
        .map(|y| y.normalize().to_string())
        .collect()
}

#[test]
fn a_unit_may_stand_in_cells_of_its_own() {
    let header: &[&str] = &["序号", "购买主体", "项目名称", "金额"];
    let title: &[&str] = &["2024年度政府购买服务项目目录"];
    for above in [
        &[title, header, &["", "", "", "（万元）"]],
        &[title, header, &["", "", "", "万元"]],
        &[title, &["", "", "单位：", "万元"], header],
    ] {
        let all: Vec<&[&str]> = above.iter().copied().chain(ITEMS).collect();
        let notice = of(&all);
        assert_eq!(rows(&notice).len(), 2, "{above:?}");
        assert_eq!(yuan(&notice), ["80000", "125000"], "{above:?}");
        let title = notice.tables[0].title.as_ref().unwrap();
        assert_eq!(title.text, "2024年度政府购买服务项目目录", "{above:?}");
    }
}

#[test]
fn names_of_columns_may_be_cut_in_two() {
    let mut all: Vec<&[&str]> = vec![
        &["序", "购买", "项目", "金额"],
        &["号", "主体", "名称", "（万元）"],
    ];
    all.extend(ITEMS);
    let notice = of(&all);
    assert_eq!(rows(&notice)[0], "1|区民政局|婚姻家庭辅导服务|8");
    assert_eq!(yuan(&notice), ["80000", "125000"]);
}

#[test]
fn rows_that_a_program_adds_up_are_no_items() {
    let header: &[&str] = &["序号", "购买主体", "项目名称", "金额（万元）"];
    let notice = of(&[
        header,
        ITEMS[0],
        &["", "区民政局 汇总", "", "=8"],
        ITEMS[1],
        &["", "区教育局 汇总", "", "=12.5"],
        &["", "总计", "", "=20.5"],
    ]);
    assert_eq!(notice.items.len(), 2);
    let warned = notice.diagnostics.iter();
    let warned: Vec<_> = warned
        .filter(|d| d.severity != putuo_notice::Severity::Info)
        .collect();
    assert!(warned.is_empty(), "{warned:?}");
}

#[test]
fn a_title_between_two_tables_of_one_header_parts_them() {
    let header: &[&str] = &["序号", "购买主体", "项目名称", "金额（万元）"];
    let two = |first: &str, second: &str| {
        let (first, second) = ([first], [second]);
        let notice = of(&[&first, header, ITEMS[0], &second, header, ITEMS[1]]);
        assert_eq!(notice.items.len(), 2);
        let titles = notice.tables.iter().filter_map(|t| t.title.as_ref());
        titles.map(|t| t.text.clone()).collect::<Vec<_>>()
    };
    for (first, second) in [
        ("表一 区级项目", "表二 镇级项目"),
        ("区级项目分配表", "镇级项目分配表"),
    ] {
        let found = two(first, second);
        let bare = |t: &str| t.replace(' ', "");
        assert_eq!(
            found.iter().map(|t| bare(t)).collect::<Vec<_>>(),
            [bare(first), bare(second)]
        );
    }
    // Printed again on each page, it is the same table.
    assert_eq!(two("项目分配表", "项目分配表"), ["项目分配表"]);
}

/// It is no doubt where the rows are given who buys.
#[test]
fn a_line_over_the_names_says_who_buys() {
    let header: &[&str] = &["序号", "项目名称", "金额（万元）"];
    for label in [
        "购买主体：",
        "采购单位：",
        "预算单位：",
        "采购单位（盖章）：",
        "采购单位",
    ] {
        let over = |name: &str| format!("{label}{name}");
        let (first, second) = (over("区民政局"), over("区文化馆"));
        let notice = of(&[
            &["2024年度政府购买服务项目目录"],
            &[&first],
            header,
            &["=1", "婚姻家庭辅导服务", "=8"],
            &[&second],
            header,
            &["=1", "校园心理健康服务", "=30"],
        ]);
        let buys = bought(&notice);
        assert!(buys[0].starts_with("区民政局 "), "{label}: {buys:?}");
        assert!(buys[1].starts_with("区文化馆 "), "{label}: {buys:?}");
        assert!(said(&notice, "table.purchaser_above").is_empty());
    }
}

#[test]
fn who_buys_is_said_where_the_tab_of_a_sheet_alone_says_it() {
    let header: &[&str] = &["序号", "项目名称", "金额（万元）"];
    let bare = sheet(&[header, &["=1", "校园心理健康服务", "=30"]]);
    let titled = sheet(&[&["区教育局2024年项目目录"], header, &["=1", "校车", "=3"]]);
    let full = sheet(&[
        &["序号", "购买主体", "项目名称", "金额（万元）"],
        &["=1", "区教育局", "校车", "=3"],
    ]);
    let said = |tab: &str, xml: &str| {
        let notice = read(&crate::sheets::book(&[(tab, xml)], &[], ""));
        said(&notice, "table.purchaser_above")
    };
    assert_eq!(said("区教育局", &bare), [" A1"]);
    assert!(said("项目表", &bare).is_empty());
    assert!(said("区教育局", &titled).is_empty());
    assert!(said("区教育局", &full).is_empty());
    // Projects may stand side by side, and the names of columns one below the other.
    let across = sheet(&[
        &["项目名称", "养老服务项目", "助残服务项目", "校车服务项目"],
        &["金额（万元）", "=5", "=6", "=7"],
        &["购买主体", "区民政局", "区残联", "区教育局"],
    ]);
    assert!(said("区教育局", &across).is_empty());
}

#[test]
fn tables_side_by_side_have_their_own_titles() {
    let notice = of(&[
        &["区级项目分配表", "", "", "", "镇级项目分配表"],
        &[
            "序号",
            "购买主体",
            "项目名称",
            "金额（万元）",
            "序号",
            "购买主体",
            "项目名称",
            "金额（万元）",
        ],
        &["=1", "区民政局", "甲", "=8", "=1", "沈家门街道", "丁", "=1"],
        &["=2", "区教育局", "乙", "=9", "=2", "东港街道", "戊", "=2"],
        &["=3", "区残联", "丙", "=7"],
        &["注：以实际下达为准"],
    ]);
    let found = notice.tables.iter().filter_map(|t| t.title.as_ref());
    let found: Vec<&str> = found.map(|t| t.text.as_str()).collect();
    assert_eq!(found, ["区级项目分配表", "镇级项目分配表"]);
    assert_eq!(
        rows(&notice).join(" "),
        "1|区民政局|甲|8 2|区教育局|乙|9 3|区残联|丙|7 1|沈家门街道|丁|1 2|东港街道|戊|2"
    );
    assert_eq!(notice.items.len(), 5);
    assert_eq!(notice.remarks[0].text, "注：以实际下达为准");
}

/// Of each item who buys, what, and the sum in yuan.
fn bought(notice: &Notice) -> Vec<String> {
    let text = |c: &Option<putuo_notice::CellText>| {
        c.as_ref().map_or_else(String::new, |c| c.text.clone())
    };
    let items = notice.items.iter().zip(yuan(notice));
    items
        .map(|(i, yuan)| format!("{} {} {yuan}", text(&i.purchaser), text(&i.project)))
        .collect()
}

#[test]
fn a_body_alone_on_a_row_buys_what_stands_below_it() {
    let expected = [
        "区民政局 养老服务 125000",
        "区民政局 助残服务 50000",
        "区财政局 审计服务 70000",
        "区财政局 评估服务 80000",
    ];
    let three: &[&str] = &["项目名称", "金额（万元）", "备注"];
    let with_sums = of(&[
        three,
        &["区民政局", "=17.5"],
        &["　养老服务", "=12.5"],
        &["　助残服务", "=5"],
        &["区财政局", "=15"],
        &["　审计服务", "=7"],
        &["　评估服务", "=8"],
    ]);
    let four: &[&str] = &["序号", "项目名称", "金额（万元）", "备注"];
    let without = of(&[
        four,
        &["", "区民政局"],
        &["=1", "养老服务", "=12.5"],
        &["=2", "助残服务", "=5"],
        &["", "小计", "=17.5"],
        &["", "区财政局"],
        &["=1", "审计服务", "=7"],
        &["=2", "评估服务", "=8"],
        &["", "小计", "=15"],
    ]);
    for notice in [with_sums, without] {
        assert_eq!(bought(&notice), expected);
        let warned = notice.diagnostics.iter();
        let warned: Vec<_> = warned
            .filter(|d| d.severity != putuo_notice::Severity::Info)
            .collect();
        assert!(warned.is_empty(), "{warned:?}");
    }
    // One that alone has no number adds up, whether right or not.
    let wrong = of(&[
        four,
        &["", "区民政局", "=20"],
        &["=1", "养老服务", "=12.5"],
        &["=2", "助残服务", "=5"],
    ]);
    assert_eq!(bought(&wrong), expected[..2]);
    assert_eq!(said(&wrong, "sum.subtotal").len(), 1);
    // What is settled later comes to nothing yet.
    let later = of(&[
        three,
        &["区民政局", "=12.5"],
        &["养老服务", "=12.5"],
        &["助残服务", "据实结算"],
    ]);
    assert_eq!(later.items.len(), 2);
    // Whose names are no sums of what stands below them are projects.
    let centres = of(&[
        three,
        &["区社会组织服务中心", "=17.5"],
        &["养老服务", "=12.5"],
        &["助残服务", "=4"],
    ]);
    assert_eq!(centres.items.len(), 3);
}

#[test]
fn classes_that_do_not_say_so_are_doubted() {
    let notice = of(&[
        &["项目名称", "金额（万元）", "备注"],
        &["养老类", "=17.5"],
        &["居家养老服务", "=12.5"],
        &["老年人助餐", "=5"],
        &["审计类", "=15"],
        &["专项资金审计", "=7"],
        &["决算审计", "=8"],
    ]);
    let found = notice.diagnostics.iter().filter(|d| d.code == "item.class");
    let found: Vec<_> = found.map(|d| d.path.as_str()).collect();
    assert_eq!(found, ["/items/0", "/items/3"]);
}

#[test]
fn a_heading_names_the_body_with_a_label_or_without() {
    let two: &[&str] = &["项目名称", "金额（万元）"];
    for head in ["区民政局", "采购单位：区民政局"] {
        let notice = of(&[two, &[head], &["养老服务", "=12.5"], &["助残服务", "=5"]]);
        let expected = ["区民政局 养老服务 125000", "区民政局 助残服务 50000"];
        assert_eq!(bought(&notice), expected, "{head}");
    }
}

#[test]
fn projects_that_stand_side_by_side_are_rows() {
    let expected = ["区民政局 养老服务 125000", "区残联 助残服务 50000"];
    let plain: [&[&str]; 3] = [
        &["项目名称", "养老服务", "助残服务"],
        &["购买主体", "区民政局", "区残联"],
        &["金额（万元）", "=12.5", "=5"],
    ];
    let titled: Vec<&[&str]> = [&["2024年度项目表"] as &[&str]]
        .into_iter()
        .chain(plain)
        .chain([&["备注", "", "一年"] as &[&str]])
        .collect();
    for notice in [of(&plain), of(&titled)] {
        assert_eq!(bought(&notice), expected);
    }
    // Labels and values side by side tell of one project.
    let form = of(&[
        &["项目名称", "养老服务", "联系人", "张某"],
        &["购买主体", "区民政局", "联系电话", "0580-3056789"],
        &["金额（万元）", "=12.5", "资金来源", "财政资金"],
    ]);
    assert_eq!(bought(&form), expected[..1]);
}

#[test]
fn a_table_that_adds_up_another_makes_no_items() {
    let header: &[&str] = &["序号", "购买主体", "项目名称", "金额（万元）"];
    let list: [&[&str]; 4] = [
        header,
        &["=1", "区民政局", "养老服务", "=12.5"],
        &["=2", "区民政局", "助残服务", "=5"],
        &["=3", "区财政局", "审计服务", "=7"],
    ];
    let with = |unit: &str, sums: [&str; 2]| {
        let header = ["序号", "购买主体", "项目数量（个）", unit];
        let first = ["=1", "区民政局", "=2", sums[0]];
        let second = ["=2", "区财政局", "=1", sums[1]];
        let above: [&[&str]; 5] = [&["项目汇总表"], &header, &first, &second, &["项目明细表"]];
        of(&above.into_iter().chain(list).collect::<Vec<_>>())
    };
    for notice in [
        with("金额（万元）", ["=17.5", "=7"]),
        with("金额（元）", ["=175000", "=70000"]),
    ] {
        assert_eq!(notice.items.len(), 3);
        assert_eq!(notice.tables.len(), 2);
    }
    // Other sums are sums of their own.
    assert_eq!(with("金额（万元）", ["=17.5", "=9"]).items.len(), 5);
}

#[test]
fn who_signs_below_the_table_of_a_letter_is_no_row_of_it() {
    const NAME: &str = "舟山市普陀区财政局";
    let one_cell = format!("{NAME}\n2024-03-18");
    for signed in [&[NAME, "2024年3月18日"] as &[&str], &[&one_cell]] {
        for before in [3, 0] {
            let signed = signed.iter();
            let signed: Vec<Vec<&str>> = signed
                .map(|text| [vec![""; before], vec![*text]].concat())
                .collect();
            let mut all: Vec<&[&str]> = vec![
                &["舟山市普陀区财政局文件"],
                &["普财〔2024〕5号"],
                &["关于公布2024年政府购买服务项目的通知"],
                &["各镇人民政府："],
                &["现将项目予以公布。"],
                &["序号", "购买主体", "项目名称", "金额（万元）"],
                ITEMS[0],
                ITEMS[1],
            ];
            all.extend(signed.iter().map(Vec::as_slice));
            let notice = of(&all);
            assert_eq!(rows(&notice).len(), 2);
            assert_eq!(notice.signatories[0].text, NAME);
            assert!(notice.date.is_some());
            assert_eq!(notice.body.len(), 1);
        }
    }
}

#[test]
fn a_sheet_saved_as_a_page_is_a_sheet() {
    let header: &[&str] = &["", "序号", "购买主体", "项目名称", "金额（万元）"];
    let row = |cells: &[&str]| {
        let cells = cells.iter().map(|c| format!("<td>{c}"));
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    let page = [
        row(&["", "", "", "", ""]),
        row(&["", "附件1", "", "", ""]),
        row(&["", "新增项目表"]),
        row(header),
        row(&["", "1", "区民政局", "婚姻家庭辅导服务", "8"]),
        row(&["", "注：以合同为准。", "", "", ""]),
        row(&["", "附件2", "", "", ""]),
        row(&["", "延续项目表", "", "", ""]),
        row(header),
        row(&["", "1", "区教育局", "校园心理健康服务", "12.5"]),
    ]
    .concat();
    let notice = read(
        format!(
            r#"<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>{page}</table></html>"#
        )
        .as_bytes(),
    );
    assert_eq!(yuan(&notice), ["80000", "125000"]);
    let titles: Vec<Option<&str>> = notice
        .attachments
        .iter()
        .map(|a| a.title.as_ref().map(|t| t.text.as_str()))
        .collect();
    assert_eq!(titles, [Some("新增项目表"), Some("延续项目表")]);
    let note = &notice.attachments[0].notes[0].text;
    assert_eq!(note, "注：以合同为准。");
    assert!(notice.ledger.unplaced.is_empty());
}

/// A spreadsheet program fills lines up to as many fields as the widest has.
#[test]
fn a_sheet_saved_as_text_has_lines_below_its_tables() {
    let text = "附件1,,,\n新增项目表,,,\n序号,购买主体,项目名称,金额（万元）\n1,区民政局,婚姻家庭辅导服务,8\n2,,社区矫正服务,9\n\
                附件2,,,\n延续项目表,,,\n序号,购买主体,项目名称,金额（万元）\n1,区教育局,校园心理健康服务,12.5\n2,,教师培训,6\n\
                注：1.以合同为准。,,,\n2.金额含税。,,,\n";
    for text in [text.to_owned(), text.replace(',', "\t")] {
        let notice = read(text.as_bytes());
        assert_eq!(yuan(&notice), ["80000", "90000", "125000", "60000"]);
        let title = notice.attachments[1].title.as_ref().unwrap();
        assert_eq!(title.text, "延续项目表");
        assert_eq!(notice.attachments[1].notes.len(), 2, "{text}");
    }
}

/// What something costs may be left open: such entries are no notes below their table.
#[test]
fn entries_of_a_sheet_saved_as_text_or_page_may_have_no_more_than_a_name() {
    let names = "项目名称,金额（万元）\n";
    let rows = "校车运行,5\n路灯维修,6\n食堂改造,\n操场翻新,\n";
    for table in [names.to_owned() + rows, (names.to_owned() + rows).repeat(2)] {
        let page = table.replace(',', "<td>").replace('\n', "<tr><td>");
        let page = format!("<html><table><tr><td>{page}</table></html>");
        for text in [table.clone(), table.replace(',', "\t"), page] {
            let notice = read(text.as_bytes());
            let projects = notice.items.iter().filter_map(|i| i.project.as_ref());
            let projects: Vec<&str> = projects.map(|p| p.text.as_str()).collect();
            let own = ["校车运行", "路灯维修", "食堂改造", "操场翻新"];
            assert_eq!(projects, own.repeat(table.matches("项目名称").count()));
        }
    }
}

/// Names of projects are as long as they need to be; what is said of the list is none.
#[test]
fn a_long_name_at_the_end_of_a_sheet_is_a_row_of_it() {
    let long = "城区老旧小区加装电梯前期可行性研究及入户意愿调查";
    let note = "以上项目资金均由区级财政统筹安排解决";
    for (last, count) in [(long, 4), (note, 3)] {
        let page = [
            "项目名称<td>金额（万元）",
            "校车运行<td>5",
            "路灯维修<td>6",
            "食堂改造<td>7",
            last,
        ];
        let page = format!(
            "<html><table><tr><td>{}</table></html>",
            page.join("<tr><td>")
        );
        let notice = read(page.as_bytes());
        let projects = notice.items.iter().filter_map(|i| i.project.as_ref());
        let projects: Vec<&str> = projects.map(|p| p.text.as_str()).collect();
        assert_eq!(projects.len(), count, "{projects:?}");
        assert_eq!(projects.contains(&last), count == 4);
        let blank = notice
            .diagnostics
            .iter()
            .filter(|d| d.code == "amount.blank");
        assert_eq!(blank.count(), count - 3);
    }
}

/// Names of columns stand in the first one, and each project in a column of its own.
#[test]
fn projects_of_a_sheet_may_stand_side_by_side() {
    let list: &[&[&str]] = &[
        &["序号", "=1", "=2", "=3"],
        &["购买主体", "区民政局", "区民政局", "区司法局"],
        &[
            "项目名称",
            "社区为老服务项目",
            "校车运行",
            "人民调解服务项目",
        ],
        &["金额（万元）", "=50", "=12.5", "=30"],
    ];
    let title: &[&[&str]] = &[&["2023年政府购买服务项目汇总表"]];
    for rows_of in [list.to_vec(), [title, list].concat()] {
        let notice = of(&rows_of);
        let own = [
            "1|区民政局|社区为老服务项目|50",
            "2|区民政局|校车运行|12.5",
            "3|区司法局|人民调解服务项目|30",
        ];
        assert_eq!(rows(&notice), own);
        let sums = notice.items.iter().filter_map(|i| i.amount.as_ref()?.yuan);
        assert_eq!(
            sums.map(|y| y.to_string()).collect::<Vec<_>>(),
            ["500000", "125000", "300000"]
        );
    }
}

/// Columns are numbered below their names, as in printed forms.
#[test]
fn a_row_that_numbers_the_columns_is_none_of_the_list() {
    let header: &[&str] = &["序号", "购买主体", "项目名称", "金额（万元）", "备注"];
    let row: &[&str] = &["=1", "区民政局", "校车运行", "=5", "其他"];
    let signed: &[&str] = &["填报单位（盖章）：区民政局", "", "填报时间：2023年3月6日"];
    for numbers in [
        &["=1", "=2", "=3", "=4", "=5"],
        &["=1", "=2", "=3", "=4", ""],
        &["甲", "乙", "丙", "1", "2"],
        &["栏次", "1", "2", "3", "4=3"],
    ] {
        let notice = of(&[header, numbers, row, signed]);
        assert_eq!(rows(&notice), ["1|区民政局|校车运行|5|其他"], "{numbers:?}");
        assert!(notice.ledger.unplaced.is_empty());
        let cell = |c: &&str| format!("<td>{}", c.trim_start_matches('='));
        let line = |r: &[&str]| format!("<tr>{}", r.iter().map(cell).collect::<String>());
        let page: String = [header, numbers, row].map(line).concat();
        let notice = read(format!("<html><table>{page}</table></html>").as_bytes());
        assert_eq!(rows(&notice), ["1|区民政局|校车运行|5|其他"], "{numbers:?}");
    }
    // Sums may be like that, too.
    let notice = of(&[header, &["=1", "区民政局", "=3", "=4", "=5"], row]);
    assert_eq!(rows(&notice).len(), 2);
}

/// How a list is to be filled in stands beside it in one cell, from its header down.
#[test]
fn what_stands_beside_a_table_over_all_its_rows_is_a_note() {
    let rest: [&[&str]; 3] = [
        &["=3", "区财政局", "预算绩效评价服务", "=20"],
        &["=4", "区司法局", "人民调解服务", "=30"],
        &["=5", "区体育局", "全民健身指导", "=6"],
    ];
    let header: &[&str] = &[
        "序号",
        "购买主体",
        "项目名称",
        "金额（万元）",
        "",
        "填报要求：保留两位小数",
    ];
    let mut all = vec![header];
    all.extend(ITEMS);
    all.extend(rest);
    let merged = r#"<mergeCells><mergeCell ref="F1:F6"/></mergeCells>"#;
    let notice = of_xml(&format!("{}{merged}", sheet(&all)));
    assert_eq!(notice.items.len(), 5);
    assert_eq!(rows(&notice)[0], "1|区民政局|婚姻家庭辅导服务|8");
    let json = serde_json::to_string(&notice.attachments).unwrap();
    let unplaced = &notice.ledger.unplaced;
    assert!(json.contains("填报要求") || unplaced.is_empty(), "{json}");
}

/// Of three sums of which one comes of the others, the change is not the project's.
#[test]
fn what_a_sum_is_changed_by_is_not_the_sum() {
    let row = |n: &'static str, before: &'static str, after: &'static str| {
        [n, "区民政局", "婚姻家庭辅导服务", before, "=-2", after]
    };
    let (one, other) = (row("=1", "=10", "=8"), row("=2", "=14.5", "=12.5"));
    for after in ["调整后预算", "全年预算"] {
        let notice = of(&[
            &["序号", "购买主体", "项目名称", "年初预算", "调整数", after],
            &["", "", "", "万元", "万元", "万元"],
            &one,
            &other,
        ]);
        assert_eq!(yuan(&notice), ["80000", "125000"], "{after}");
    }
}

#[test]
fn a_sum_at_the_end_of_a_name_is_said_where_no_column_is_of_sums() {
    let notice = of(&[
        &["购买主体", "项目名称及金额"],
        &["区民政局", "1.为老服务50万元；\n2.助残服务12.5万元。"],
        &["区司法局", "人民调解服务"],
    ]);
    assert_eq!(said(&notice, "sum.unaccounted"), ["/items/0/project B2"]);
}

/// What cells are picked from stands beside the table, a column without text between, and is longer than it.
#[test]
fn lists_of_choices_beside_a_table_make_no_rows() {
    let notice = of(&[
        &[
            "序号",
            "购买主体",
            "项目名称",
            "金额（万元）",
            "",
            "购买方式选项",
            "来源选项",
        ],
        &[
            "=1",
            "区民政局",
            "婚姻家庭辅导服务",
            "=8",
            "",
            "公开招标",
            "财政拨款",
        ],
        &[
            "=2",
            "区教育局",
            "校园心理健康服务",
            "=12.5",
            "",
            "询价",
            "自有资金",
        ],
        &["", "", "", "", "", "单一来源", ""],
    ]);
    assert_eq!(yuan(&notice), ["80000", "125000"]);
    let warns = |d: &putuo_notice::Diagnostic| d.severity > putuo_notice::Severity::Info;
    assert!(
        !notice.diagnostics.iter().any(warns),
        "{:?}",
        notice.diagnostics
    );
}

#[test]
fn a_row_that_shows_how_a_list_is_filled_in_is_no_project() {
    let notice = of(&[
        &["序号", "购买主体", "项目名称", "金额（万元）"],
        &["例", "××局", "××服务", "=100"],
        ITEMS[0],
        ITEMS[1],
    ]);
    assert_eq!(yuan(&notice), ["80000", "125000"]);
}

/// One cell merged over a project's parts and its sum is said of the sum.
#[test]
fn a_cell_merged_over_columns_of_sums_stands_in_the_one_in_force() {
    let cells = sheet(&[
        &[
            "序号",
            "购买主体",
            "项目名称",
            "市级（万元）",
            "区级（万元）",
            "合计（万元）",
        ],
        &["=1", "区民政局", "婚姻家庭辅导服务", "=3", "=5", "=8"],
        &["=2", "区教育局", "校园心理健康服务", "按实结算"],
    ]);
    let merged = r#"<mergeCells><mergeCell ref="D3:F3"/></mergeCells>"#;
    let notice = of_xml(&format!("{cells}{merged}"));
    let amount = notice.items[1].amount.as_ref().unwrap();
    assert_eq!(amount.text, "按实结算");
    assert!(amount.settlement.is_some());
}

/// Within the time that a file may take: what is asked of one cell is not asked of all others.
#[test]
fn thousands_of_merged_names_and_sums_take_no_time() {
    let columns = 7_500;
    let text = |text: &str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    let name = column_name;
    let names: String = ["序号", "项目名称", "金额（万元）"].map(text).concat();
    let tall: String = (1..columns)
        .map(|col| format!(r#"<mergeCell ref="{0}1:{0}6"/>"#, name(col)))
        .collect();
    let last = r#"<row r="6"><c><v>1</v></c></row>"#;
    let header = names.repeat(columns / 3);
    of_xml(&format!(
        "<sheetData><row>{header}</row>{last}</sheetData><mergeCells>{tall}</mergeCells>"
    ));
    let sums = text("金额（万元）").repeat(columns);
    let over = format!(
        r#"<mergeCells><mergeCell ref="C2:{}2"/></mergeCells>"#,
        name(columns - 1)
    );
    let notice = of_xml(&format!(
        "<sheetData><row>{}{}{sums}</row><row><c><v>1</v></c>{}{}</row></sheetData>{over}",
        text("序号"),
        text("项目名称"),
        text("婚姻家庭辅导服务"),
        text("按实结算"),
    ));
    assert_eq!(notice.items.len(), 1);
}

/// The name of a column, counted from 0.
fn column_name(column: usize) -> String {
    let mut out = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap();
        out.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    out
}
