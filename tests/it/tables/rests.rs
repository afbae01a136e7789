//! The last cell of a row goes on below it, on lines of their own.

use super::{has_rows, notice, row_of, says_at, says_not};

const NAMES: &str = "序号 购买主体 项目名称 金额（万元） 服务内容";

/// What the last cell of each row says, of a table with such lines; `mark` stands between cells.
fn contents(lines: &[&str], mark: &str) -> (Vec<String>, putuo_notice::Notice) {
    let table = [&[NAMES], lines].concat().join("\n").replace(' ', mark);
    let notice = notice(&format!("{table}\n普陀区财政局\n2025年3月1日\n"));
    let own = notice.items.iter();
    let own = own.map(|i| {
        i.content
            .as_ref()
            .map(|c| c.text.replace('\n', ""))
            .unwrap_or_default()
    });
    (own.collect(), notice)
}

#[test]
fn a_list_in_the_last_cell_of_the_last_row_goes_on_below_it() {
    for mark in ["\t", "|", "｜", "\n"] {
        for (first, rest) in [
            ("1.保安派驻；", vec!["2.巡逻；", "3.值班。"]),
            ("（一）保安派驻；", vec!["（二）巡逻；"]),
            ("保安派驻，", vec!["夜间巡逻"]),
        ] {
            let last = format!("3 区教育局 校园安保 100 {first}");
            let mut lines = vec![
                "1 区民政局 社区助餐 30 堂食",
                "2 区教育局 课后服务 45 托管",
                &last,
            ];
            lines.extend(&rest);
            let (found, notice) = contents(&lines, mark);
            assert_eq!(
                found,
                [
                    "堂食".into(),
                    "托管".into(),
                    format!("{first}{}", rest.concat())
                ]
            );
            says_not(&notice, "form.ambiguous_cells");
        }
    }
}

#[test]
fn a_list_between_bars_goes_on_below_its_row() {
    let lines = [
        "1 区民政局 社区助餐 30 （1）堂食；",
        "（2）送餐。",
        "2 区教育局 课后服务 45 托管",
    ];
    for mark in ["\t", "|"] {
        let (found, notice) = contents(&lines, mark);
        assert_eq!(found, ["（1）堂食；（2）送餐。", "托管"]);
        assert_eq!(
            notice.tables[0].rows.len(),
            2,
            "{:?}",
            row_of(&notice.tables[0], &notice.tables[0].rows[1])
        );
    }
}

#[test]
fn words_below_a_row_that_may_be_its_rest_are_said_at_it() {
    let lines = [
        "1 区民政局 社区助餐 30 为老年人提供",
        "助餐和送餐",
        "2 区教育局 课后服务 45 小学课后",
        "托管",
    ];
    for mark in ["\t", "|"] {
        let (_, notice) = contents(&lines, mark);
        for at in ["/items/0/content", "/items/1/content"] {
            says_at(&notice, at);
        }
    }
}

#[test]
fn what_the_paper_says_below_a_table_is_no_rest_of_it() {
    for below in [
        "以上项目由区财政局负责解释。",
        "联系人：张三",
        "三、工作要求",
        "特此公告",
    ] {
        for mark in ["\t", "|"] {
            let lines = [
                "1 区民政局 社区助餐 30 堂食",
                "2 区教育局 课后服务 45 托管；",
                below,
            ];
            let (found, notice) = contents(&lines, mark);
            assert_eq!(found, ["堂食", "托管；"]);
            says_not(&notice, "form.ambiguous_cells");
        }
    }
}

/// Two tables that begin alike, pasted one below the other: no row of the second is one of its names.
#[test]
fn an_entry_said_again_below_the_names_is_no_name() {
    let names = "项目名称\t实施单位\t金额（万元）";
    for (sum, value) in [("5", "50000"), ("按实结算", "pending actual")] {
        let rows = format!("{names}\n校车\t一小\t{sum}\n食堂\t二小\t6\n");
        let expected = [
            format!("item 校车 | 一小 | {value}"),
            "item 食堂 | 二小 | 60000".to_owned(),
        ];
        let expected = [&expected[..], &expected[..]].concat();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        has_rows(&notice(&rows.repeat(2)), &expected);
    }
}
