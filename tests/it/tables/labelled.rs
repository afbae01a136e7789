//! Lists whose entries name their values, and numbered lists.

use super::{columns_of, has_rows, notice, reads, reads_with, says};

#[test]
fn values_behind_labels_are_a_row_a_line() {
    reads(
        "序号：1；购买主体：区民政局；项目名称：养老服务；金额（万元）：2。\n\
         序号：2；购买主体：区司法局；项目名称：法律援助；金额（万元）：3。",
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区司法局 | 法律援助 | 30000",
        ],
    );
}

#[test]
fn a_label_that_an_entry_lacks_leaves_its_cell_blank() {
    reads(
        "序号：1；购买主体：区民政局；项目名称：养老；服务内容：上门；金额（万元）：2。\n\
         序号：2；项目名称：助餐；服务内容：送餐；金额（万元）：3。\n\
         序号：3；购买主体：区司法局；项目名称：普法；服务内容：讲座；金额（万元）：4；备注：续签。",
        &[
            "item 1 | 区民政局 | 养老 | 上门 | 20000 | _",
            "item 2 | 区民政局 <carried> | 助餐 | 送餐 | 30000 | _",
            "item 3 | 区司法局 | 普法 | 讲座 | 40000 | 续签",
        ],
    );
}

#[test]
fn marks_within_a_value_do_not_end_it() {
    reads(
        "序号：1；项目名称：培训；服务内容：辅导12场；个案20人次；金额（万元）：4.8。\n\
         序号：2；项目名称：保安；服务内容：值守，时间：每日；金额（万元）：10。",
        &[
            "item 1 | 培训 | 辅导12场；个案20人次 | 48000",
            "item 2 | 保安 | 值守，时间：每日 | 100000",
        ],
    );
}

#[test]
fn a_value_that_goes_on_in_the_next_line_is_joined_and_that_is_said() {
    reads_with(
        "序号：1；购买主体：区民政局；项目名称：养老\n服务；金额（万元）：2。\n\
         序号：2；购买主体：区司法局；项目名称：法律援助；金额（万元）：3。",
        "form.wrapped",
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区司法局 | 法律援助 | 30000",
        ],
    );
}

#[test]
fn a_label_a_line_is_a_row_a_block() {
    reads(
        "序号：1\n购买主体：区民政局\n项目名称：养老服务\n金额（万元）：2\n\n\
         序号：2\n购买主体：区司法局\n项目名称：法律援助\n金额（万元）：3",
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区司法局 | 法律援助 | 30000",
        ],
    );
}

#[test]
fn a_numbered_entry_has_its_values_below() {
    let notice = notice(
        "1.村道硬化\n投资：300万元 实施单位：区交通运输局\n\
         2.饮水管网（二期）\n投资：200万元 实施单位：区水利局\n\
         3.草莓种植\n投资：131万元 实施单位：六横镇人民政府",
    );
    has_rows(
        &notice,
        &[
            "item 1 | 村道硬化 | 3000000 | 区交通运输局",
            "item 2 | 饮水管网（二期） | 2000000 | 区水利局",
            "item 3 | 草莓种植 | 1310000 | 六横镇人民政府",
        ],
    );
    let columns = columns_of(&notice);
    assert_eq!(columns[2], "投资: amount");
}

#[test]
fn a_numbered_entry_may_have_its_values_on_its_own_line() {
    reads(
        "1.村道硬化 投资：300万元 实施单位：区交通运输局\n\
         2.饮水管网 投资：200万元 实施单位：区水利局",
        &[
            "item 1 | 村道硬化 | 3000000 | 区交通运输局",
            "item 2 | 饮水管网 | 2000000 | 区水利局",
        ],
    );
}

#[test]
fn entries_are_numbered_in_every_manner() {
    for [first, second] in [
        ["一、", "二、"],
        ["（一）", "（二）"],
        ["1、", "2、"],
        ["(1)", "(2)"],
    ] {
        let notice = notice(&format!(
            "{first}村道硬化\n投资：300万元 实施单位：区交通运输局\n\
             {second}饮水管网\n投资：200万元 实施单位：区水利局"
        ));
        let projects = notice
            .items
            .iter()
            .map(|i| &i.project.as_ref().unwrap().text);
        assert!(projects.eq(["村道硬化", "饮水管网"]), "{first}");
    }
}

#[test]
fn chinese_numbers_above_ten_go_on() {
    let numbers = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    let list: String = numbers
        .iter()
        .map(|n| format!("{n}、项目{n}\n投资：30万元 实施单位：区水利局\n"))
        .collect();
    let notice = notice(&list);
    let read = notice
        .items
        .iter()
        .map(|i| i.sequence.as_ref().unwrap().text.as_str());
    assert!(read.eq(numbers));
    assert_eq!(super::findings_of(&notice), [""; 0]);
}

#[test]
fn a_numbered_list_with_a_sum_each_is_read_and_said() {
    let notice = notice(
        "1. 养老服务，区民政局，20万元\n2. 法律援助，区司法局，40万元\n3. 校车接送，区教育局，30万元",
    );
    has_rows(
        &notice,
        &[
            "item 1 | 养老服务 | 区民政局 | 200000",
            "item 2 | 法律援助 | 区司法局 | 400000",
            "item 3 | 校车接送 | 区教育局 | 300000",
        ],
    );
    says(&notice, "role.by_content");
}

#[test]
fn a_list_with_sums_in_words_is_read_and_said() {
    let notice = notice(
        "一是安排养老项目，区民政局，50万元；\n二是安排助餐项目，区民政局，30万元；\n三是安排普法项目，区司法局，20万元。",
    );
    has_rows(
        &notice,
        &[
            "item 一 | 安排养老项目 | 区民政局 | 500000",
            "item 二 | 安排助餐项目 | 区民政局 <repeated> | 300000",
            "item 三 | 安排普法项目 | 区司法局 | 200000",
        ],
    );
    says(&notice, "role.by_content");
}

#[test]
fn organs_with_a_project_and_a_sum_each_are_a_list() {
    let notice =
        notice("区教育局：校车服务 50万元\n区民政局：养老服务 30万元\n区司法局：法律援助 20万元");
    let items: Vec<_> = notice
        .items
        .iter()
        .map(|i| i.purchaser.as_ref().unwrap().text.clone())
        .collect();
    assert_eq!(items, ["区教育局", "区民政局", "区司法局"]);
    let projects: Vec<_> = notice
        .items
        .iter()
        .map(|i| i.project.as_ref().unwrap().text.clone())
        .collect();
    assert_eq!(projects, ["校车服务", "养老服务", "法律援助"]);
}

#[test]
fn sentences_with_rates_and_bounds_are_no_list() {
    let notice = notice("1、每人补助500元。\n2、逾期的处500元以下罚款。\n3、标准为500元/月。");
    assert!(notice.items.is_empty(), "{:?}", super::rows_of(&notice));
}

#[test]
fn labels_one_below_the_other_are_a_row() {
    let notice = putuo_notice::parse_notice(
        "食堂配送服务成交公告\n项目编号：510118\n项目名称：食堂配送服务\n采购人：区教育局\n中标供应商：某餐饮公司\n中标金额：132万元\n",
    )
    .unwrap();
    assert_eq!(notice.items.len(), 1);
    let item = &notice.items[0];
    assert_eq!(item.project.as_ref().unwrap().text, "食堂配送服务");
    assert_eq!(item.purchaser.as_ref().unwrap().text, "区教育局");
    assert_eq!(super::money(item.amount.as_ref().unwrap()), "1320000");
}

#[test]
fn a_table_of_labels_and_values_is_a_row() {
    let notice = notice(
        "项目编号 | 5101 |\n项目名称 | 食堂配送 |\n采购方式 | 竞争性磋商 |\n预算金额(元) | 1320000 |",
    );
    assert_eq!(notice.items.len(), 1);
    assert_eq!(
        super::money(notice.items[0].amount.as_ref().unwrap()),
        "1320000"
    );
}
