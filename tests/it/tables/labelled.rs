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
#[ignore = "a label a line, a block a row, is kept as notes, and nothing says that a table was lost"]
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
fn a_numbered_list_with_sums_that_is_not_read_is_said() {
    let notice = notice(
        "1. 养老服务，区民政局，20万元\n2. 法律援助，区司法局，40万元\n3. 校车接送，区教育局，30万元",
    );
    assert!(notice.items.is_empty());
    says(&notice, "table.unread");
}

#[test]
#[ignore = "entries that begin with 一是, 二是 are not seen as a list of sums"]
fn a_list_with_sums_in_words_that_is_not_read_is_said() {
    let notice = notice(
        "一是安排养老项目，区民政局，50万元；\n二是安排助餐项目，区民政局，30万元；\n三是安排普法项目，区司法局，20万元。",
    );
    says(&notice, "table.unread");
}
