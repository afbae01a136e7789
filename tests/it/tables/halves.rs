//! Tables too wide for a page, whose other columns stand on the next.

use putuo_notice::{Notice, parse_notice};

use super::drawing::{Page, Rules, pdf};
use super::{has_rows, rows_of, says};

const FIRST: &str =
    "序号|购买主体|项目名称\n1|区民政局|养老服务\n2|区教育局|校车接送\n3|^|课后托管";

fn read(second: Page) -> Notice {
    let edges = [70.0, 120.0, 240.0, 400.0];
    let first = Page::of_notice().table(290.0, &edges, Rules::All, FIRST);
    parse_notice(pdf(vec![first, second])).unwrap()
}

#[test]
fn columns_on_the_next_page_stand_beside_the_same_numbers() {
    let edges = [70.0, 180.0, 300.0, 420.0];
    for (rows, unit) in [
        (
            "序号|服务对象|金额（万元）\n1|老人|2\n2|学生|3\n3|学生|4",
            "",
        ),
        (
            "序号|项目名称|金额（万元）\n1|养老服务|2\n2|校车接送|3\n3|课后托管|4",
            "",
        ),
        (
            "序号|服务对象|金额\n1|老人|2\n2|学生|3\n3|学生|4",
            "单位：万元",
        ),
    ] {
        let second =
            Page::default()
                .text(330.0, 60.0, 10.0, unit)
                .table(70.0, &edges, Rules::All, rows);
        let notice = read(second);
        let yuan: Vec<String> = notice
            .items
            .iter()
            .map(|i| i.amount.as_ref().unwrap().yuan.unwrap().to_string())
            .collect();
        assert_eq!(yuan, ["20000", "30000", "40000"], "{rows}");
        assert_eq!(notice.items[2].purchaser.as_ref().unwrap().text, "区教育局");
        assert_eq!(notice.items[2].project.as_ref().unwrap().text, "课后托管");
        assert!(notice.ledger.unplaced.is_empty());
        says(&notice, "table.columns_joined");
    }
}

#[test]
fn other_numbers_or_a_name_make_another_table() {
    let edges = [70.0, 180.0, 300.0, 420.0];
    let rows = "序号|服务对象|金额（万元）\n1|老人|2\n2|学生|3\n4|学生|4";
    let notice = read(Page::default().table(70.0, &edges, Rules::All, rows));
    assert_eq!(notice.tables.len(), 2, "{:?}", rows_of(&notice));
    let rows = "序号|服务对象|金额（万元）\n1|老人|2\n2|学生|3\n3|学生|4";
    let named = Page::default().text(200.0, 60.0, 14.0, "上年度资金分配表");
    let notice = read(named.table(90.0, &edges, Rules::All, rows));
    assert_eq!(notice.tables.len(), 2, "{:?}", rows_of(&notice));
    let own = "序号|购买主体|项目名称\n4|区司法局|法律援助";
    let notice = read(Page::default().table(70.0, &[70.0, 120.0, 240.0, 400.0], Rules::All, own));
    has_rows(
        &notice,
        &[
            "item 1 | 区民政局 | 养老服务",
            "item 2 | 区教育局 | 校车接送",
            "item 3 | 区教育局 <merged> | 课后托管",
            "item 4 | 区司法局 | 法律援助",
        ],
    );
}
