//! What stands between two rows that have several cells a line: numbers of pages, and what heads the rows below.

use super::{notice, projects_of, says};

const ROWS: [&str; 3] = [
    "1 区民政局 社区助餐 堂食 30",
    "2 区教育局 课后服务 托管 45",
    "3 区卫健委 签约宣传 讲座 8",
];

/// A table with lines between its second and its third row.
fn with(between: &str, mark: &str) -> String {
    let names = "序号 购买主体 项目名称 服务内容 金额（万元）";
    let rows = |own: &[&str]| own.join("\n").replace(' ', mark);
    let (above, below) = (rows(&[names, ROWS[0], ROWS[1]]), rows(&ROWS[2..]));
    format!("{above}\n{between}\n{below}\n\n普陀区财政局\n2025年3月1日\n")
}

#[test]
fn a_bare_number_between_two_rows_is_a_page_number() {
    for mark in ["\t", "|", "｜"] {
        for between in ["2", "\n2\n", "\n\n 7 \n\n"] {
            let notice = notice(&with(between, mark));
            assert_eq!(
                projects_of(&notice),
                ["社区助餐", "课后服务", "签约宣传"],
                "{between}"
            );
            assert!(
                notice
                    .diagnostics
                    .iter()
                    .all(|d| d.code != "form.ambiguous_cells")
            );
            assert_eq!(
                notice.items[2]
                    .amount
                    .as_ref()
                    .and_then(|a| a.yuan.map(|y| y.to_string())),
                Some("80000".into())
            );
        }
    }
}

#[test]
fn a_page_number_beside_what_heads_rows_is_one() {
    for mark in ["\t", "|"] {
        for between in [
            "\n2\n\n街镇项目\n",
            "街镇项目\n2",
            "\n街镇项目\n\n2\n",
            "\n— 2 —\n\n街镇项目\n",
        ] {
            let notice = notice(&with(between, mark));
            assert_eq!(
                projects_of(&notice),
                ["社区助餐", "课后服务", "签约宣传"],
                "{between}"
            );
        }
    }
}

const ALIGNED: [&str; 2] = [
    "序号  购买主体  项目名称  金额（万元）\n1     区民政局  社区助餐  30\n2     区教育局  课后服务  45\n",
    "3     区卫健委  签约宣传  8\n4     区卫健委  健康讲座  6\n",
];

#[test]
fn aligned_rows_go_on_below_a_page_number_or_what_heads_them() {
    for between in [
        "\n   2\n\n",
        "   2\n",
        "\n二、卫生服务类\n\n",
        "\n街镇项目\n\n",
    ] {
        for names in ["序号", ""] {
            let cut = |rows: &str| match names {
                "" => rows
                    .lines()
                    .map(|l| {
                        l.trim_start_matches(|c: char| {
                            "序号".contains(c) || c.is_ascii_digit() || c == ' '
                        })
                    })
                    .map(|l| format!("{l}\n"))
                    .collect(),
                _ => rows.to_owned(),
            };
            let notice = notice(&[cut(ALIGNED[0]), between.to_owned(), cut(ALIGNED[1])].concat());
            assert_eq!(
                projects_of(&notice),
                ["社区助餐", "课后服务", "签约宣传", "健康讲座"],
                "{between}"
            );
        }
    }
}

#[test]
fn a_row_below_a_table_that_is_not_read_is_said() {
    let below = "\n以下为街镇项目，单位为万元。\n\n";
    let notice = notice(&[ALIGNED[0], below, ALIGNED[1]].concat());
    assert_eq!(notice.items.len(), 2);
    says(&notice, "table.unread");
}
