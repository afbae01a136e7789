//! What stands between two rows that have several cells a line: numbers of pages, and what heads the rows below.

use super::{findings_of, has_rows, notice, projects_of, says, says_not};

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
            says_not(&notice, "form.ambiguous_cells");
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

#[test]
fn a_single_row_between_bars_below_a_note_is_said() {
    for below in [
        "水库白蚁防治 | 区城管局 | 14.8 | 半年",
        "|水库白蚁防治|区城管局|14.8|半年|",
    ] {
        let above = "项目 | 采购单位 | 最高限价（万元） | 服务期\n河道保洁 | 区水利局 | 96 | 一年";
        says(
            &notice(&format!("{above}\n注：含租金。\n{below}")),
            "table.unread",
        );
    }
}

#[test]
fn rows_go_on_below_a_note_between_them() {
    let rows = [
        "项目|采购单位|最高限价（万元）|服务期",
        "河道保洁|区水利局|96|一年",
        "水库白蚁防治|区城管局|14.8|半年",
        "水质检测|区环保局|7|一年",
    ];
    for note in [
        "注：含打捞船租金12万元。",
        "说明：按季度支付",
        "注：1.含打捞船租金。\n2.按季度支付。",
        "*含打捞船的租金",
        "\n备注：以上为水务集团项目。\n",
    ] {
        for mark in ["\t", " | "] {
            let lines = |rows: &[&str]| rows.join("\n").replace('|', mark);
            let (above, below) = (lines(&rows[..2]), lines(&rows[2..]));
            let notice = notice(&format!("{above}\n{note}\n{below}"));
            let note = note.replace('\n', "");
            has_rows(
                &notice,
                &[
                    "item 河道保洁 | 区水利局 | 960000 | 一年",
                    &format!("note {note} | _ | blank | _"),
                    "item 水库白蚁防治 | 区城管局 | 148000 | 半年",
                    "item 水质检测 | 区环保局 | 70000 | 一年",
                ],
            );
            assert_eq!(findings_of(&notice), [""; 0], "{note}");
        }
    }
}

#[test]
fn who_is_called_below_a_note_is_no_row() {
    let notice = notice(
        "项目\t采购单位\t最高限价（万元）\t服务期\n河道保洁\t区水利局\t96\t一年\n注：含打捞船租金。\n\
         张某\t区水利局\t0580-3041122\t13800000000",
    );
    assert_eq!(projects_of(&notice), ["河道保洁"]);
}
