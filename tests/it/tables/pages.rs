//! Tables over several pages, several tables, lists side by side.

use super::{columns_of, findings_of, has_rows, notice, projects_of, reads, reads_with, sums_of};

const HEADER: &str = "序号\t购买主体\t项目名称\t金额（万元）\n";
const BOTH: [&str; 2] = [
    "item 1 | 区民政局 | 养老 | 20000",
    "item 2 | 区司法局 | 普法 | 30000",
];

#[test]
fn a_header_said_again_on_the_next_page_is_no_row() {
    reads(
        &format!("{HEADER}1\t区民政局\t养老\t2\n\n— 2 —\n\n{HEADER}2\t区司法局\t普法\t3"),
        &BOTH,
    );
    reads(
        &format!("{HEADER}1\t区民政局\t养老\t2\n{HEADER}2\t区司法局\t普法\t3"),
        &BOTH,
    );
}

#[test]
fn page_numbers_do_not_cut_a_table() {
    for number in ["— 2 —", "- 2 -", "第 2 页", "第 2 页 共 5 页"] {
        reads(
            &format!("{HEADER}1\t区民政局\t养老\t2\n\n{number}\n\n2\t区司法局\t普法\t3"),
            &BOTH,
        );
    }
}

#[test]
fn page_numbers_in_rarer_manners_do_not_cut_a_table() {
    for number in [
        "第二页",
        "2/3",
        "Page 2 of 3",
        "共 3 页 第 2 页",
        "共3页，第2页",
    ] {
        reads(
            &format!("{HEADER}1\t区民政局\t养老\t2\n\n{number}\n\n2\t区司法局\t普法\t3"),
            &BOTH,
        );
    }
}

#[test]
fn a_header_said_again_with_other_brackets_is_no_row() {
    let again = HEADER.replace('（', "(").replace('）', ")");
    for between in ["\n— 2 —\n\n", ""] {
        let notice = notice(&format!(
            "{HEADER}1\t区民政局\t养老\t2\n{between}{again}2\t区司法局\t普法\t3"
        ));
        has_rows(&notice, &BOTH);
        assert_eq!(notice.tables.len(), 1);
    }
}

#[test]
fn a_purchaser_carried_over_a_page_break_is_said() {
    reads_with(
        &format!("{HEADER}1\t区民政局\t养老\t2\n\n— 2 —\n\n{HEADER}2\t\t助餐\t3"),
        "carry.across_break",
        &[BOTH[0], "item 2 | 区民政局 <carried> | 助餐 | 30000"],
    );
}

#[test]
fn another_header_begins_another_table() {
    let notice = notice(&format!(
        "{HEADER}1\t区民政局\t养老\t2\n\n序号\t项目名称\t供应商\t金额（万元）\n1\t普法\t乙公司\t3"
    ));
    assert_eq!(notice.tables.len(), 2);
    assert_eq!(columns_of(&notice)[6], "供应商: provider");
}

#[test]
fn every_attachment_has_its_own_table() {
    let notice = notice(&format!(
        "附件1\n第一批\n{HEADER}1\t区民政局\t养老\t2\n\n附件2\n第二批\n{HEADER}1\t区司法局\t普法\t3"
    ));
    let titles = notice.tables.iter().map(|t| {
        let attachment = &notice.attachments[t.attachment.unwrap()];
        attachment.title.as_ref().unwrap().text.as_str()
    });
    assert!(titles.eq(["第一批", "第二批"]));
}

#[test]
fn lists_side_by_side_are_read_in_the_order_of_their_numbers() {
    let header = "序号\t项目\t金额（元）\t序号\t项目\t金额（元）\n";
    let rows = [
        "item 1 | 养老 | 200",
        "item 2 | 助餐 | 300",
        "item 3 | 校车 | 400",
        "item 4 | 调解 | 500",
    ];
    reads(
        &format!("{header}1\t养老\t200\t3\t校车\t400\n2\t助餐\t300\t4\t调解\t500"),
        &rows,
    );
    reads(
        &format!("{header}1\t养老\t200\t2\t助餐\t300\n3\t校车\t400\t4\t调解\t500"),
        &rows,
    );
    reads(
        &format!("{header}1\t养老\t200\t3\t校车\t400\n2\t助餐\t300\t\t\t"),
        &rows[..3],
    );
    for [a, b, c, d] in [
        ["（1）", "（2）", "（3）", "（4）"],
        ["一", "二", "三", "四"],
    ] {
        reads(
            &format!("{header}{a}\t养老\t200\t{b}\t助餐\t300\n{c}\t校车\t400\t{d}\t调解\t500"),
            &[
                &format!("item {a} | 养老 | 200"),
                &format!("item {b} | 助餐 | 300"),
                &format!("item {c} | 校车 | 400"),
                &format!("item {d} | 调解 | 500"),
            ],
        );
    }
}

/// Writer clips a name that is set on more lines than there is room for in the repeated header.
#[test]
fn a_header_said_again_with_a_clipped_name_is_no_row() {
    let again = HEADER.replace("购买主体", "购买");
    let notice = notice(&format!(
        "{HEADER}1\t区民政局\t养老\t2\n\n— 2 —\n\n{again}2\t区司法局\t普法\t3"
    ));
    has_rows(&notice, &BOTH);
    assert_eq!(notice.tables.len(), 1);
}

#[cfg(feature = "pdf")]
#[test]
fn four_pages_on_a_sheet_are_read_one_after_the_other() {
    use super::drawing::{Page, Rules, pdf};
    use putuo_notice::parse_notice;
    let header = "序号|购买主体|项目名称|金额（万元）";
    let edges = |x: f32| [x, x + 34.0, x + 96.0, x + 160.0, x + 244.0];
    let sheet = Page::default()
        .text(60.0, 60.0, 14.0, "关于公布项目的通知")
        .text(30.0, 90.0, 12.0, "各单位：")
        .text(54.0, 110.0, 12.0, "现将项目予以公布。")
        .text(120.0, 150.0, 12.0, "舟山市普陀区民政局")
        .text(140.0, 170.0, 12.0, "2023年4月11日")
        .text(30.0, 200.0, 12.0, "附件")
        .text(120.0, 220.0, 12.0, "项目表")
        .text(130.0, 398.0, 10.0, "— 1 —")
        .table(
            40.0,
            &edges(325.0),
            Rules::All,
            &format!("{header}\n1|区民政局|养老服务|2"),
        )
        .text(430.0, 398.0, 10.0, "— 2 —")
        .table(
            460.0,
            &edges(27.0),
            Rules::All,
            &format!("{header}\n2|区教育局|校车接送|3"),
        )
        .text(130.0, 819.0, 10.0, "— 3 —")
        .table(
            460.0,
            &edges(325.0),
            Rules::All,
            &format!("{header}\n3|区司法局|法律援助|4\n合计|||9"),
        )
        .text(430.0, 819.0, 10.0, "— 4 —");
    let notice = parse_notice(pdf(vec![sheet])).unwrap();
    has_rows(
        &notice,
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区教育局 | 校车接送 | 30000",
            "item 3 | 区司法局 | 法律援助 | 40000",
            "total 合计 | _ | _ | 90000",
        ],
    );
    assert_eq!(notice.ledger.discarded["page_number"], 12);
}

#[test]
fn a_total_below_a_table_that_goes_on_takes_in_both_parts() {
    let part = |title: &str, rows: &str| {
        format!("{title}\n金额单位：元\n序号\t单位\t项目\t金额\n{rows}\n")
    };
    let table = |total: &str| {
        let first = part(
            "购买服务一览表",
            "1\t区交通局\t岛际交通\t100\n2\t区渔农局\t渔船年检\t50\n本页小计\t\t\t150",
        );
        let rest = format!("3\t区气象局\t气象预警\t30\n本页小计\t\t\t30\n合计\t\t\t{total}");
        first + &part("购买服务一览表（续）", &rest)
    };
    let codes = |total: &str| findings_of(&notice(&table(total)));
    assert_eq!(codes("180"), [""; 0]);
    assert_eq!(codes("190"), ["sum.total /tables/1/rows/2/amounts/金额"]);
}

#[test]
fn rows_that_lost_cells_go_on_below_a_blank_line() {
    let numbered = "序号\t购买主体\t项目名称\t服务内容\t金额（万元）\n1\t区民政局\t养老\t上门\t2\n2\t助餐\t堂食\t3\n\n\
                    3\t区教育局\t助学\t托管\t4\n4\t课后服务\t辅导\t5\n合计\t14\n";
    let bare = "购买主体\t项目名称\t服务内容\t金额（万元）\n区民政局\t养老\t上门\t2\n助餐\t堂食\t3\n\n\
                区教育局\t助学\t托管\t4\n课后服务\t辅导\t5\n合计\t14\n";
    for table in [numbered, bare] {
        let notice = notice(table);
        assert_eq!(
            projects_of(&notice),
            ["养老", "助餐", "助学", "课后服务"],
            "{table}"
        );
        assert_eq!(
            sums_of(&notice),
            ["20000", "30000", "40000", "50000"],
            "{table}"
        );
    }
}

/// Calc draws a row that the page's edge cuts whole on both pages.
#[cfg(feature = "pdf")]
#[test]
fn what_stands_outside_a_page_is_not_lost_if_the_next_prints_it_in_its_place() {
    use super::drawing::{Page, pdf};
    use putuo_notice::{Severity, parse_notice};
    let said = |next: &str, x: f32| {
        let one = Page::of_notice().text(120.0, 870.0, 12.0, "区教育局");
        let two = Page::default().text(x, 90.0, 12.0, next);
        let notice = parse_notice(pdf(vec![one, two])).unwrap();
        let found = notice.diagnostics.iter();
        let mut found = found.filter(|d| d.code == "page.outside_text");
        found.next().map(|d| d.severity)
    };
    assert_eq!(said("区教育局", 120.0), Some(Severity::Info));
    assert_eq!(said("区教育局", 160.0), Some(Severity::Warning));
    assert_eq!(said("区民政局", 120.0), Some(Severity::Warning));
}
