//! Sentences that list bodies or projects with their sums.

use super::{has_rows, listed, notice, says};

#[test]
fn a_sentence_that_lists_bodies_and_their_sums_is_a_list() {
    let rows = [
        "item 城关街道办事处 | 126000",
        "item 北渡镇人民政府 | 84000",
        "item 柳林镇人民政府 | 73500",
    ];
    for text in [
        "现拨付补贴资金如下：城关街道办事处12.6万元、北渡镇人民政府8.4万元、柳林镇人民政府7.35万元，共计28.35万元。",
        "资金分配情况：城关街道办事处12.6万元，北渡镇人民政府8.4万元，柳林镇人民政府7.35万元。请专款专用。",
        "下达资金28.35万元（具体为：城关街道办事处12.6万元、北渡镇人民政府8.4万元、柳林镇人民政府7.35万元）。请专款专用。",
        "共下达28.35万元。其中，城关街道办事处12.6万元，北渡镇人民政府8.4万元，柳林镇人民政府7.35万元。请专款专用。",
        "共下达28.35万元，其中：城关街道办事处12.6万元；北渡镇人民政府8.4万元；柳林镇人民政府7.35万元。",
    ] {
        let notice = notice(text);
        let read = super::rows_of(&notice);
        let read: Vec<&str> = read.iter().map(|r| r.as_str()).collect();
        assert_eq!(
            read,
            rows.map(|r| r.replace("item ", "item _ | ")),
            "{text}"
        );
        says(&notice, "role.by_content");
    }
}

#[test]
fn a_sentence_whose_parts_do_not_come_to_its_total_is_said() {
    let notice = notice(
        "现拨付补贴资金如下：困难老人12.6万元、孤儿助学8.4万元、助餐7.35万元，共计30万元。请专款专用。",
    );
    assert!(notice.items.is_empty());
    says(&notice, "sum.unaccounted");
}

#[test]
fn parts_of_parts_are_rows_in_every_paragraph() {
    let notice = notice(
        "（一）农业资金200万元，其中：茶叶项目80万元，水稻项目70万元，冷链项目50万元。\n（二）环境资金120万元，其中：分类项目45万元，改厕项目75万元。",
    );
    let wanted = [
        ("茶叶项目", "800000"),
        ("水稻项目", "700000"),
        ("冷链项目", "500000"),
        ("分类项目", "450000"),
        ("改厕项目", "750000"),
    ];
    assert_eq!(
        listed(&notice),
        wanted.map(|(p, s)| (p.to_owned(), s.to_owned()))
    );
}

#[test]
fn an_office_before_every_project_of_a_sentence_is_its_purchaser() {
    let notice = notice(
        "共安排1630万元。其中，区农业农村局高标准农田项目800万元，区水利局农村饮水项目450万元，城关街道办事处道路项目380万元。",
    );
    has_rows(
        &notice,
        &[
            "item _ | 高标准农田项目 | 区农业农村局 | 8000000",
            "item _ | 农村饮水项目 | 区水利局 | 4500000",
            "item _ | 道路项目 | 城关街道办事处 | 3800000",
        ],
    );
}

#[test]
fn what_a_sum_is_used_for_is_the_project() {
    let notice = notice(
        "1.安排500万元用于加装电梯；\n2.安排320万元用于公厕提升；\n3.安排95万元用于盲道修复。",
    );
    let wanted = [
        ("加装电梯", "5000000"),
        ("公厕提升", "3200000"),
        ("盲道修复", "950000"),
    ];
    assert_eq!(
        listed(&notice),
        wanted.map(|(p, s)| (p.to_owned(), s.to_owned()))
    );
}

#[test]
fn a_sum_before_a_colon_is_what_the_parts_come_to() {
    let notice = notice(
        "我区补助资金2130万元，分配如下：鼓楼街道旧区改造640万元；江厦街道旧区改造890万元；月湖街道房源筹集600万元。",
    );
    let wanted = [
        ("鼓楼街道旧区改造", "6400000"),
        ("江厦街道旧区改造", "8900000"),
        ("月湖街道房源筹集", "6000000"),
    ];
    assert_eq!(
        listed(&notice),
        wanted.map(|(p, s)| (p.to_owned(), s.to_owned()))
    );
}

#[test]
fn labels_and_values_of_one_paragraph_are_a_row() {
    let notice = putuo_notice::parse_notice(
        "高桥镇管网工程结算公示\n\n建设单位：高桥镇人民政府；工程名称：管网工程；施工单位：宁波建工集团；审定造价：11,942,018元。\n公示期：2024年9月2日至9月8日。\n",
    )
    .unwrap();
    assert_eq!(
        listed(&notice),
        [("管网工程".to_owned(), "11942018".to_owned())]
    );
}

#[test]
fn whose_money_it_is_is_no_project() {
    for text in [
        "现下达资金600万元，其中：中央资金300万元，省级资金200万元，市级资金100万元。请专款专用。",
        "资金来源：中央300万元、省级200万元、市级100万元，共计600万元。请专款专用。",
    ] {
        assert!(notice(text).items.is_empty(), "{text}");
    }
}

#[test]
fn a_blank_or_a_dash_parts_the_office_from_the_project() {
    for gap in [" ", " - ", "－"] {
        let list = [
            ("区残联", "手语翻译", "3.2万元"),
            ("区特教学校", "送教上门", "6万元"),
            ("区康复中心", "辅具评估", "15000元"),
        ];
        let lines = (1..)
            .zip(list)
            .map(|(n, (office, project, sum))| format!("{n}、{office}{gap}{project}{gap}{sum}"));
        has_rows(
            &notice(&lines.collect::<Vec<_>>().join("\n")),
            &[
                "item 1 | 手语翻译 | 区残联 | 32000",
                "item 2 | 送教上门 | 区特教学校 | 60000",
                "item 3 | 辅具评估 | 区康复中心 | 15000",
            ],
        );
    }
}

#[test]
fn dots_that_lead_up_to_sums_make_two_lines_a_list() {
    has_rows(
        &notice("①健身指导（区体育中心）........12,500元\n②裁判培训（区体育总会）........8,000元"),
        &[
            "item ① | 健身指导 | 区体育中心 | 12500",
            "item ② | 裁判培训 | 区体育总会 | 8000",
        ],
    );
}

#[test]
fn a_sum_for_each_of_several_is_no_sum_of_all() {
    let read = notice("一、沈家门街道、东港街道各10万元；\n二、六横镇8万元；\n三、桃花镇6万元。");
    let first = read.items[0].amount.as_ref().unwrap();
    assert_ne!(first.per, None, "{first:?}");
}
