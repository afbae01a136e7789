//! Cells that do not print their own value: blank, ditto, said again.

use super::{has_rows, notice, reads, reads_with};

#[test]
fn a_ditto_mark_stands_for_the_cell_above() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老\t2\n2\t〃\t助餐\t3\n3\t同上\t助洁\t1",
        &[
            "item 1 | 区民政局 | 养老 | 20000",
            "item 2 | 区民政局 <ditto> | 助餐 | 30000",
            "item 3 | 区民政局 <ditto> | 助洁 | 10000",
        ],
    );
}

#[test]
fn a_name_with_the_word_for_continued_is_the_one_above() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老\t2\n2\t区民政局（续）\t助餐\t3",
        &[
            "item 1 | 区民政局 | 养老 | 20000",
            "item 2 | 区民政局 <repeated> | 助餐 | 30000",
        ],
    );
}

#[test]
fn nothing_is_carried_into_a_row_above_the_first_name() {
    reads_with(
        "序号\t购买主体\t项目名称\t金额（万元）\n1\t\t养老\t2\n2\t区司法局\t助餐\t3",
        "item.incomplete",
        &[
            "item 1 | _ | 养老 | 20000",
            "item 2 | 区司法局 | 助餐 | 30000",
        ],
    );
}

/// The page's edge cut it from the name.
#[test]
fn the_mark_of_what_goes_on_alone_is_the_name_above() {
    let notice = notice(
        "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老\t2\n2\t（续）\t助餐\t3\n3\t区司法局\t普法\t4",
    );
    let purchasers = notice
        .items
        .iter()
        .map(|i| i.purchaser.as_ref().map(|p| p.text.as_str()));
    assert_eq!(
        purchasers.collect::<Vec<_>>(),
        [Some("区民政局"), Some("区民政局"), Some("区司法局")]
    );
}

#[test]
fn a_total_takes_no_purchaser_from_above() {
    reads(
        "购买主体\t项目\t金额（元）\n区民政局\t养老\t200\n\t合计\t200",
        &["item 区民政局 | 养老 | 200", "total _ | 合计 | 200"],
    );
}

#[test]
fn a_first_column_that_groups_rows_is_carried() {
    reads(
        "镇街\t项目\t金额（万元）\n沈家门\t养老\t2\n\t助餐\t3\n东港\t养老\t4\n\t助餐\t1",
        &[
            "item 沈家门 | 养老 | 20000",
            "item 沈家门 <carried> | 助餐 | 30000",
            "item 东港 | 养老 | 40000",
            "item 东港 <carried> | 助餐 | 10000",
        ],
    );
}

#[test]
fn other_blanks_stay_blank_and_that_is_said() {
    reads_with(
        "序号\t购买主体\t项目名称\t资金来源\t金额（万元）\n\
         1\t区民政局\t养老\t财政\t2\n2\t\t助餐\t\t3\n3\t区司法局\t普法\t\t4",
        "carry.left_blank",
        &[
            "item 1 | 区民政局 | 养老 | 财政 | 20000",
            "item 2 | 区民政局 <carried> | 助餐 | _ | 30000",
            "item 3 | 区司法局 | 普法 | _ | 40000",
        ],
    );
}

#[test]
fn sums_are_never_carried() {
    let notice = notice("序号\t项目\t金额（元）\n1\t养老\t200\n2\t助餐\t\n3\t助洁\t300");
    has_rows(
        &notice,
        &[
            "item 1 | 养老 | 200",
            "item 2 | 助餐 | blank",
            "item 3 | 助洁 | 300",
        ],
    );
}

#[test]
fn a_row_of_which_nothing_is_printed_is_no_project() {
    for blank in ["\n|||||", "\n| | | | |\n|　| | | |"] {
        reads(
            &format!(
                "|序号|购买主体|项目名称|金额（万元）|\n|---|---|---|---|\n|1|区民政局|养老|2|{blank}\n|2||助餐|3|{blank}"
            ),
            &[
                "item 1 | 区民政局 | 养老 | 20000",
                "item 2 | 区民政局 <carried> | 助餐 | 30000",
            ],
        );
    }
    reads(
        "序号,购买主体,项目名称,金额（万元）\n1,区民政局,养老,2\n合计,,,2\n,,,\n注：含税。,,,",
        &[
            "item 1 | 区民政局 | 养老 | 20000",
            "total 合计 | _ | _ | 20000",
        ],
    );
}

/// What stands below a group's total may be of no group: 小计 of villages, then interest on loans of all of them.
#[test]
fn what_is_carried_over_a_row_of_totals_is_said() {
    let table = |total: &str| {
        format!(
            "序号\t购买主体\t项目名称\t金额（元）\n1\t区民政局\t养老\t200\n2\t\t助餐\t300\n{total}\t\t\t500\n\
             3\t\t贷款贴息\t100\n4\t\t助洁\t100"
        )
    };
    let rows = |total: &str| {
        [
            "item 1 | 区民政局 | 养老 | 200".to_owned(),
            "item 2 | 区民政局 <carried> | 助餐 | 300".to_owned(),
            format!("subtotal {total} | _ | _ | 500"),
            "item 3 | 区民政局 <carried> | 贷款贴息 | 100".to_owned(),
            "item 4 | 区民政局 <carried> | 助洁 | 100".to_owned(),
        ]
    };
    for (total, said) in [("小计", 2), ("本页小计", 0)] {
        let notice = notice(&table(total));
        let rows = rows(total);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        has_rows(&notice, &rows);
        let codes = notice.diagnostics.iter().map(|d| d.code.as_ref());
        let across = codes.filter(|c| *c == "carry.across_total").count();
        assert_eq!(across, said, "{total}");
    }
}

#[test]
fn where_nobody_buys_who_is_given_money_stands_over_several_projects() {
    let rows = "甲机电公司\t检验检测\t12600\n乙食品公司\t知识产权\t8400\n\t检验检测\t3000";
    let given = format!("企业名称\t服务内容\t兑付金额（元）\n{rows}");
    has_rows(
        &notice(&given),
        &[
            "item 甲机电公司 | 检验检测 | 12600",
            "item 乙食品公司 | 知识产权 | 8400",
            "item 乙食品公司 <carried> | 检验检测 | 3000",
        ],
    );
    // Whom a project serves says nothing of the next.
    let served = "服务人群\t项目名称\t金额（元）\n残疾人\t海岛助餐\t12600\n\t社区普法\t8400\n沿海村社\t助浴\t3000";
    let read = super::rows_of(&notice(served));
    assert!(read.iter().all(|row| !row.contains("carried")), "{read:?}");
    // Without projects a blank name is that of another.
    let people = "姓名\t村组\t补贴金额（元）\n张某\t一组\t600\n\t二组\t400";
    let read = super::rows_of(&notice(people));
    assert!(read.iter().all(|row| !row.contains("carried")), "{read:?}");
}
