//! What a row is: a project, a sum of others, a heading, a note.

use super::{findings_of, has_rows, notes_of, notice, reads, rows_of, says};

const ROWS: [&str; 2] = [
    "item 1 | 区民政局 | 养老 | 200000",
    "item 2 | 区司法局 | 助餐 | 400000",
];

/// The rows of [`ROWS`] in tabs, with more below.
fn above(more: &str) -> String {
    format!(
        "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老\t20\n2\t区司法局\t助餐\t40\n{more}"
    )
}

/// The kind of the last row that has this word in its first cell, and a sum.
fn kind(word: &str) -> String {
    let last = rows_of(&notice(&above(&format!("{word}\t\t\t60"))))
        .pop()
        .unwrap();
    last.split(' ').next().unwrap().to_owned()
}

#[test]
fn words_of_totals_make_a_row_a_total() {
    for word in [
        "合计",
        "总计",
        "共计",
        "累计",
        "总合计",
        "金额合计",
        "合计：",
        "合 计",
        "合\u{3000}计",
    ] {
        assert_eq!(kind(word), "total", "{word}");
    }
    for word in ["小计", "区民政局小计", "本页合计"] {
        assert_eq!(kind(word), "subtotal", "{word}");
    }
}

#[test]
fn words_of_totals_with_more_behind_them_make_a_row_a_total() {
    for word in [
        "合计金额",
        "合计（万元）",
        "合计数",
        "总额",
        "总金额",
        "总数",
        "汇总",
        "总和",
        "TOTAL",
    ] {
        assert_eq!(kind(word), "total", "{word}");
    }
    assert_eq!(kind("小计（区民政局）"), "subtotal");
}

#[test]
#[ignore = "a word of totals with the number of projects behind it is a project whose sum is the total"]
fn a_total_that_counts_its_rows_is_a_total() {
    for word in ["合计2项", "合计（2项）", "共2个项目", "共计2项"] {
        assert_eq!(kind(word), "total", "{word}");
    }
}

#[test]
fn the_word_of_a_total_may_stand_in_any_column_of_names() {
    for label in ["合计\t\t\t", "\t合计\t\t", "\t\t合计\t"] {
        let notice = notice(&above(&format!("{label}60")));
        assert_eq!(notice.items.len(), 2, "{label}");
        assert!(rows_of(&notice)[2].starts_with("total "), "{label}");
    }
}

#[test]
fn a_total_that_is_not_the_sum_is_found() {
    let notice = notice(&above("合计\t\t\t61"));
    assert_eq!(
        findings_of(&notice),
        ["sum.total /tables/0/rows/2/amounts/金额（万元）"]
    );
}

#[test]
fn subtotals_and_parts_are_no_projects() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n\
         1\t区民政局\t养老\t20\n\t\t小计\t20\n\
         2\t区司法局\t助餐\t40\n\t\t小计\t40\n\
         合计\t\t\t60\n其中：区级\t\t\t20",
        &[
            ROWS[0],
            "subtotal _ | _ | 小计 | 200000",
            ROWS[1],
            "subtotal _ | _ | 小计 | 400000",
            "total 合计 | _ | _ | 600000",
            "of_which 其中：区级 | _ | _ | 200000",
        ],
    );
}

#[test]
fn a_group_with_the_sum_of_its_rows_is_a_subtotal() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n\
         一\t\t养老类\t20\n1\t区民政局\t养老\t20\n\
         二\t\t司法类\t40\n2\t区司法局\t助餐\t40",
        &[
            "subtotal 一 | _ | 养老类 | 200000",
            ROWS[0],
            "subtotal 二 | _ | 司法类 | 400000",
            ROWS[1],
        ],
    );
}

#[test]
#[ignore = "a number that has those below it as its parts is a project too, so that the total seems wrong"]
fn a_number_with_numbers_below_it_is_a_subtotal() {
    reads(
        "序号\t项目\t金额（元）\n1\t养老\t500\n1.1\t日间\t200\n1.2\t上门\t300\n2\t助餐\t300\n合计\t\t800",
        &[
            "subtotal 1 | 养老 | 500",
            "item 1.1 | 日间 | 200",
            "item 1.2 | 上门 | 300",
            "item 2 | 助餐 | 300",
            "total 合计 | _ | 800",
        ],
    );
}

#[test]
#[ignore = "a code that begins the codes below it is a project too, so that the total seems wrong"]
fn a_code_that_begins_those_below_it_is_a_subtotal() {
    reads(
        "科目编码\t科目名称\t金额（元）\n208\t社会保障\t500\n20802\t民政\t500\n2080202\t事务\t200\n2080208\t社区\t300\n合计\t\t500",
        &[
            "subtotal 208 | 社会保障 | 500",
            "subtotal 20802 | 民政 | 500",
            "item 2080202 | 事务 | 200",
            "item 2080208 | 社区 | 300",
            "total 合计 | _ | 500",
        ],
    );
}

#[test]
fn a_name_alone_that_numbers_a_group_is_a_heading() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n\
         一、养老类\t\t\t\n1\t区民政局\t养老\t20\n\
         二、司法类\t\t\t\n2\t区司法局\t助餐\t40",
        &[
            "heading 一、养老类 | _ | _ | blank",
            ROWS[0],
            "heading 二、司法类 | _ | _ | blank",
            ROWS[1],
        ],
    );
}

#[test]
fn a_name_alone_in_a_row_is_a_heading() {
    has_rows(
        &notice(
            "序号\t购买主体\t项目名称\t金额（万元）\n\
             区级项目\t\t\t\n1\t区民政局\t养老\t20\n\
             第二批\t\t\t\n2\t区司法局\t助餐\t40",
        ),
        &[
            "heading 区级项目 | _ | _ | blank",
            ROWS[0],
            "heading 第二批 | _ | _ | blank",
            ROWS[1],
        ],
    );
}

#[test]
fn words_of_notes_make_a_row_a_note() {
    for note in ["注：以合同为准", "备注：以合同为准", "说明：以合同为准"] {
        let notice = notice(&above(&format!("{note}\t\t\t")));
        has_rows(&notice, &ROWS);
        assert_eq!(notes_of(&notice), [note]);
    }
}

#[test]
fn rarer_words_of_notes_make_a_row_a_note() {
    for note in [
        "附注：以合同为准",
        "资料来源：区财政局",
        "注1：以合同为准",
        "填表说明：以合同为准",
        "填表人：张三",
        "以下空白",
    ] {
        let notice = notice(&above(&format!("{note}\t\t\t")));
        has_rows(&notice, &ROWS);
        assert_eq!(notes_of(&notice), [note]);
    }
}

#[test]
fn notes_below_the_table_stay_with_it() {
    let notice = notice(&above("\n注：本表不含往年项目。"));
    has_rows(&notice, &ROWS);
    assert_eq!(notes_of(&notice), ["注：本表不含往年项目。"]);
}

#[test]
fn numbers_that_leave_one_out_are_found() {
    says(
        &notice("序号\t项目\t金额（元）\n1\t养老\t200\n3\t助餐\t300"),
        "sequence.order",
    );
}
