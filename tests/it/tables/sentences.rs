//! Sentences that list bodies or projects with their sums.

use super::{has_rows, listed, notice, owners_of, projects_of, says, sums_of};
use putuo_notice::parse_notice;

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
    let notice = parse_notice(
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

#[test]
fn a_colon_behind_a_number_parts_who_gets_the_money() {
    let notice = notice(
        "拟对以下单位予以补助：\n1、区文化馆：送戏下乡120场，补助36万元；\n2、六横镇文化站：渔民画培训，补助8.5万元；\n\
         3、白沙岛管委会：艺术团扶持，补助3万元。",
    );
    assert_eq!(
        projects_of(&notice),
        ["送戏下乡120场", "渔民画培训", "艺术团扶持"]
    );
    let bodies = notice.items.iter().filter_map(|i| i.purchaser.as_ref());
    let bodies: Vec<_> = bodies.map(|p| p.text.as_str()).collect();
    assert_eq!(bodies, ["区文化馆", "六横镇文化站", "白沙岛管委会"]);
}

#[test]
fn that_somebody_gets_money_is_no_part_of_the_name() {
    for verb in ["获", "获得", "获资助", "获得奖补", "获兑付", "获补助资金"] {
        for text in [
            format!(
                "共拨付29万元，其中：海燕剧团{verb}15万元，青溪书画院{verb}8万元，东港合唱团{verb}6万元。"
            ),
            format!(
                "结果如下：\n海燕剧团{verb}15万元；\n青溪书画院{verb}8万元；\n东港合唱团{verb}6万元。"
            ),
            format!(
                "结果如下：\n1.海燕剧团{verb}15万元；\n2.青溪书画院{verb}8万元；\n3.东港合唱团{verb}6万元。"
            ),
        ] {
            let notice = notice(&text);
            let names = notice
                .items
                .iter()
                .flat_map(|i| [&i.project, &i.beneficiary]);
            let names: Vec<_> = names.flatten().map(|t| t.text.as_str()).collect();
            assert_eq!(names, ["海燕剧团", "青溪书画院", "东港合唱团"], "{text}");
            assert_eq!(sums_of(&notice), ["150000", "80000", "60000"], "{text}");
            says(&notice, "role.by_content");
        }
    }
}

#[test]
fn sums_below_headings_of_their_own_are_said() {
    let notice = notice(
        "一、雨露计划补助\n拨付教育局45.3万元，用于资助学生302人。\n二、小额信贷贴息\n拨付金融办128万元，用于支付第三季度贴息。\n三、防贫保险\n\
         拨付区残联60万元，用于购买防贫保险。",
    );
    assert!(notice.items.is_empty());
    says(&notice, "sum.unaccounted");
}

#[test]
fn a_clause_behind_the_total_ends_no_list() {
    let notice = notice(
        "现下达专项资金，具体为：白沙镇码头建设200万元、六甲镇民宿提升80万元、双屿乡露营基地25万元，合计305万元，列入2070114科目。",
    );
    assert_eq!(sums_of(&notice), ["2000000", "800000", "250000"]);
}

#[test]
fn a_sentence_behind_the_last_entry_is_none_of_it() {
    let notice = notice(
        "项目安排如下：一、人民路大修，安排资金850万元，由区住建局实施；二、公园提升，安排资金320.5万元，由区园林中心实施；\
         三、路灯改造，安排资金112万元，由区市政公司实施。以上合计1282.5万元。",
    );
    assert_eq!(projects_of(&notice), ["人民路大修", "公园提升", "路灯改造"]);
    assert_eq!(sums_of(&notice), ["8500000", "3205000", "1120000"]);
}

#[test]
fn a_name_may_stand_over_entries_that_are_counted_on() {
    let notice = notice(
        "二、项目安排\n产业发展类\n1、茶园低改项目，资金320万元，实施单位：县农业农村局。\n2、黄牛养殖，资金180.5万元，实施单位：县畜牧局。\n\
         基础设施类\n3、公路硬化，资金2100万元，实施单位：县交通运输局。\n4、安全饮水，资金259.5万元，实施单位：县水利局。",
    );
    assert_eq!(
        sums_of(&notice),
        ["3200000", "1805000", "21000000", "2595000"]
    );
}

/// The purchasers of the items, `_` where none is known.
fn purchasers(notice: &putuo_notice::Notice) -> Vec<&str> {
    let named = notice.items.iter().map(|i| i.purchaser.as_ref());
    named.map(|p| p.map_or("_", |p| p.text.as_str())).collect()
}

#[test]
fn a_heading_that_names_a_body_is_the_purchaser_of_what_stands_below_it() {
    let list = "关于2024年项目资金分配结果的公告\n\
                一、区民政局(120万元)\n(一)养老服务32万元;\n(二)助餐服务88万元。\n\
                二、区教育局(60万元)\n(一)校舍维修20万元;\n(二)课后服务40万元。\n\
                东河区财政局\n2024年6月10日\n";
    let table = "关于2024年项目资金分配结果的公告\n序号\t项目名称\t金额（万元）\n\
                 一、区民政局\t\t\n1\t养老服务\t32\n2\t助餐服务\t88\n\
                 二、区教育局\t\t\n1\t校舍维修\t20\n2\t课后服务\t40\n";
    let sums = table
        .replace("一、区民政局\t\t", "一\t区民政局\t120")
        .replace("二、区教育局\t\t", "二\t区教育局\t60");
    for text in [list, table, &sums] {
        let notice = parse_notice(text).unwrap();
        let of = ["区民政局", "区民政局", "区教育局", "区教育局"];
        assert_eq!(purchasers(&notice), of, "{text}");
        assert_eq!(sums_of(&notice), ["320000", "880000", "200000", "400000"]);
        let lost = notice
            .diagnostics
            .iter()
            .find(|d| d.code == "sum.unaccounted");
        assert!(lost.is_none(), "{lost:?}");
    }
    // A lower heading leaves the purchaser, one of its level ends it, and a class of bodies is none.
    let text = "关于2024年项目资金分配结果的公告\n序号\t项目名称\t金额（万元）\n\
                一、区民政局\t\t\n（一）养老类\t\t\n1\t养老服务\t32\n\
                二、民生实事\t\t\n2\t助餐服务\t88\n三、公办小学\t\t\n3\t校舍维修\t20\n";
    assert_eq!(
        purchasers(&parse_notice(text).unwrap()),
        ["区民政局", "_", "_"]
    );
}

#[test]
fn a_list_may_begin_with_the_heading_whose_sum_its_entries_come_to() {
    let text = "关于2023年度公益金使用情况的公告\n\
                一、中央公益金项目12万元。\n1、家庭改造项目8.54万元,用于居家改造。\n2、消防改造项目3.46万元,用于平台建设。\n\
                二、省级公益金项目24万元。\n困难群众救助项目24万元,统筹用于基本生活保障支出。\n\
                三、市级公益金项目119.57万元。\n1、老年人福利119.57万元。包括:黄土村养老家园42.8万元、海东镇敬老院76.77万元;\n\
                东河区民政局\n2024年6月10日\n";
    let notice = parse_notice(text).unwrap();
    assert_eq!(sums_of(&notice), ["85400", "34600", "240000", "1195700"]);
    let names = [
        "家庭改造项目",
        "消防改造项目",
        "困难群众救助项目",
        "老年人福利",
    ];
    assert_eq!(projects_of(&notice), names);
    // Whose money it is, is no project.
    let sources = "关于资金使用情况的公示\n一、资金来源113.5万元\n1.中央资金47万元\n2.市级资金66.5万元\n\
                   东河区财政局\n2024年6月10日\n";
    assert!(parse_notice(sources).unwrap().items.is_empty());
}

#[test]
fn an_entry_of_one_body_may_state_several_sums() {
    let text = |entries: &str| {
        format!("关于2024年资金安排情况的公告\n{entries}\n东河区财政局\n2024年6月10日\n")
    };
    for (colon, mark) in [('：', '、'), (':', ','), ('：', '，')] {
        let notice = parse_notice(text(&format!(
            "1．区民政局{colon}养老服务35万元{mark}助餐服务18万元；\n2．区教育局{colon}校舍维修40万元；\n\
             3．区残联{colon}康复器具12万元{mark}就业补贴6万元{mark}无障碍改造30万元。"
        )))
        .unwrap();
        let of = [
            "区民政局",
            "区民政局",
            "区教育局",
            "区残联",
            "区残联",
            "区残联",
        ];
        assert_eq!(purchasers(&notice), of);
        let sums = ["350000", "180000", "400000", "120000", "60000", "300000"];
        assert_eq!(sums_of(&notice), sums);
    }
    // Whose money it is, is no project.
    let notice = parse_notice(text(
        "1．区民政局：中央资金35万元、省级资金18万元；\n2．区教育局：中央资金40万元、省级资金5万元；\n\
         3．区残联：中央资金12万元、省级资金6万元。",
    ))
    .unwrap();
    assert!(notice.items.is_empty());
    says(&notice, "table.unread");
}

#[test]
fn sums_of_sentences_between_two_lists_are_said() {
    let notice = parse_notice(
        "关于2023年度公益金使用情况的公告\n一、中央公益金项目\n1、家庭改造8.54万元。\n2、消防改造3.46万元。\n3、车辆3万元。\n\
         二、省级公益金项目24万元。\n困难群众救助和特殊儿童生活保障22万元,统筹用于支出。\n\
         三、市级公益金项目\n1、老年人福利19.57万元。\n2、慰问2.25万元。\n3、儿童1万元。\n东河区民政局\n2024年6月10日\n",
    )
    .unwrap();
    says(&notice, "sum.unaccounted");
}

/// Names set apart from their sums, a line each, below a line that says what they are.
#[test]
fn names_with_a_sum_each_are_entries_below_a_colon() {
    let wanted = [
        ("文化礼堂新建", "150000"),
        ("农家书屋更新", "12500"),
        ("戏台修缮", "80000"),
    ];
    for [a, b, c] in [
        [
            "文化礼堂新建 15万元",
            "农家书屋更新 12500元",
            "戏台修缮 8万元",
        ],
        [
            "文化礼堂新建：15万元；",
            "农家书屋更新：12500元；",
            "戏台修缮：8万元。",
        ],
    ] {
        let page = format!(
            "<html><body><h1>关于公布项目的通知</h1><p>现将奖补资金安排如下：</p><ul><li>{a}</li><li>{b}</li><li>{c}</li></ul></body></html>"
        );
        let text = format!("现将奖补资金安排如下：\n{a}\n{b}\n{c}\n请专款专用。");
        for read in [notice(&text), parse_notice(page).unwrap()] {
            let wanted = wanted.map(|(p, s)| (p.to_owned(), s.to_owned()));
            assert_eq!(listed(&read), wanted, "{a}");
        }
    }
    // What money there is, and where it comes from, is no list of projects.
    let read = notice("收支情况如下：\n财政拨款支出 15万元\n项目经费 12500元\n公用经费 8万元");
    assert!(read.items.is_empty());
}

#[test]
fn numbers_that_begin_again_below_each_heading_are_running_numbers() {
    let read = notice(
        "一、区民政局\n1.流浪救助服务：22万元\n2.婚姻家庭辅导：8万元\n二、区司法局\n1.人民调解员培训：3.5万元",
    );
    let numbers: Vec<_> = read
        .items
        .iter()
        .map(|i| i.sequence.as_ref().unwrap().text.as_str())
        .collect();
    assert_eq!(numbers, ["1", "2", "1"]);
    let codes: Vec<_> = read.diagnostics.iter().map(|d| d.code.clone()).collect();
    assert_eq!(codes, ["role.by_content"]);
}

#[test]
fn the_unit_may_stand_in_the_label_of_a_numbered_entry() {
    let read = notice(
        "1.采购项目名称：科普巡展；采购需求概况：全年20场；预算金额（万元）：18；预计采购时间：2024年8月。\n\
         2.采购项目名称：机器人竞赛；采购需求概况：区级竞赛1次；预算金额（万元）：9.6；预计采购时间：2024年9月。",
    );
    has_rows(
        &read,
        &[
            "item 1 | 科普巡展 | 全年20场 | 180000 | 2024年8月",
            "item 2 | 机器人竞赛 | 区级竞赛1次 | 96000 | 2024年9月",
        ],
    );
}

/// 补助 ends the name of what is paid for, too.
#[test]
fn what_stands_between_a_body_and_its_sum_is_what_for() {
    let read = notice(
        "沈家门街道：教学点建设 6万元\n东港街道：老年食堂补助 12万元\n朱家尖街道：适老化改造 8.4万元",
    );
    let rows: Vec<_> = read
        .items
        .iter()
        .map(|i| {
            (
                i.purchaser.as_ref().unwrap().text.as_str(),
                i.project.as_ref().unwrap().text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("沈家门街道", "教学点建设"),
            ("东港街道", "老年食堂补助"),
            ("朱家尖街道", "适老化改造")
        ]
    );
}

/// No body's money is the one's above it.
#[test]
fn a_body_that_is_given_money_and_nothing_more_is_told_beside_others() {
    let read = notice(
        "安排如下：\n东港街道：老年食堂补助12万元；\n沈家门街道：补助资金13万元；\n展茅街道：戏台修缮补助资金5万元。",
    );
    let bodies = read.items.iter().filter_map(|i| i.purchaser.as_ref());
    let bodies: Vec<&str> = bodies.map(|b| b.text.as_str()).collect();
    assert_eq!(bodies, ["东港街道", "沈家门街道", "展茅街道"]);
    assert_eq!(read.items[1].project.as_ref().unwrap().text, "补助资金");
}

#[test]
fn the_name_of_an_organ_heads_entries_without_numbers() {
    let notice = notice(
        "市文旅局\n音乐节，80万元\n非遗市集，26万元\n市体育局：\n马拉松，150万元\n龙舟赛，38.5万元",
    );
    let expected = [
        ("音乐节", "800000"),
        ("非遗市集", "260000"),
        ("马拉松", "1500000"),
        ("龙舟赛", "385000"),
    ];
    assert_eq!(
        listed(&notice),
        expected.map(|(p, s)| (p.to_owned(), s.to_owned()))
    );
    assert_eq!(
        owners_of(&notice),
        ["市文旅局", "市文旅局", "市体育局", "市体育局"]
    );
}

#[test]
fn who_does_it_is_said_behind_the_sum() {
    let notice = notice(
        "（一）农田管护项目，安排资金200万元，由县农业农村局组织实施。\n（二）茶叶品牌项目，安排资金150万元，由县茶业中心负责实施。\n\
         （三）粪污利用项目，安排资金180万元，由县畜牧站实施。",
    );
    assert_eq!(
        owners_of(&notice),
        ["县农业农村局", "县茶业中心", "县畜牧站"]
    );
}

#[test]
fn the_organ_that_heads_entries_may_be_numbered() {
    let notice = notice(
        "一、区民政局\n流浪乞讨人员救助：22万元\n婚姻家庭辅导：8万元\n二、区司法局\n人民调解员培训：3.5万元",
    );
    assert_eq!(sums_of(&notice), ["220000", "80000", "35000"]);
}

/// How many they are, or what they come to, may stand behind the name in brackets.
#[test]
fn the_name_of_an_organ_with_a_count_heads_entries() {
    let notice = notice(
        "市文旅局（2个）\n1.音乐节，预算80万元\n2.非遗市集，预算26万元\n市体育局（共150万元）\n1.马拉松，预算150万元",
    );
    assert_eq!(owners_of(&notice), ["市文旅局", "市文旅局", "市体育局"]);
    assert_eq!(sums_of(&notice), ["800000", "260000", "1500000"]);
}

#[test]
fn an_entry_of_several_sums_needs_no_number() {
    let notice = parse_notice(
        "关于2024年购买服务项目的公告\n区教育局：课后监测18万元；安全评估6.5万元\n区卫健局：签约宣传11万元、质量评价8.4万元、急救培训3万元。\n\
         区医保局：基金审计40万元\n合计86.9万元。\n",
    )
    .unwrap();
    let of = ["区教育局", "区卫健局", "区医保局"];
    let of: Vec<&str> = of
        .into_iter()
        .zip([2, 3, 1])
        .flat_map(|(n, k)| vec![n; k])
        .collect();
    assert_eq!(purchasers(&notice), of);
    let sums = ["180000", "65000", "110000", "84000", "30000", "400000"];
    assert_eq!(sums_of(&notice), sums);
}

#[test]
fn a_sentence_says_who_means_to_buy_what_stands_below_it() {
    for (deed, number, mark) in [
        ("拟购买下列服务：", "", "，预算"),
        ("计划采购以下服务：", "1.", "，"),
        ("拟购买服务如下：", "", " "),
    ] {
        let second = number.replace('1', "2");
        let notice = parse_notice(format!(
            "关于2024年购买服务项目的公告\n区文旅局{deed}\n{number}图书馆夜间开放{mark}24万元；\n{second}乡村巡演30场{mark}18.6万元。\n\
             区体育中心{deed}\n{number}步道维护{mark}12.3万元；\n{second}健身日承办{mark}7万元。\n2024年2月20日\n"
        ))
        .unwrap();
        let of = ["区文旅局", "区文旅局", "区体育中心", "区体育中心"];
        assert_eq!(purchasers(&notice), of, "{deed}");
        let names = ["图书馆夜间开放", "乡村巡演30场", "步道维护", "健身日承办"];
        assert_eq!(projects_of(&notice), names);
        assert_eq!(sums_of(&notice), ["240000", "186000", "123000", "70000"]);
    }
}

#[test]
fn whose_task_it_is_may_be_said_behind_a_sum() {
    for (open, close) in [
        ("（责任单位：", "）"),
        ("，牵头单位：", ""),
        ("，责任部门：", "。"),
    ] {
        let notice = parse_notice(format!(
            "关于2024年民生实事项目的公告\n1、新建停车场，投资260万元{open}镇城建办{close}\n2、改造管网，投资80万元{open}镇水务站{close}\n\
             3、安装路灯，投资9.6万元{open}区城管局{close}\n"
        ))
        .unwrap();
        assert_eq!(purchasers(&notice), ["镇城建办", "镇水务站", "区城管局"]);
        assert_eq!(projects_of(&notice), ["新建停车场", "改造管网", "安装路灯"]);
        assert_eq!(sums_of(&notice), ["2600000", "800000", "96000"]);
    }
}

#[test]
fn a_project_s_name_may_be_a_sentence_of_its_own() {
    let notice = parse_notice(
        "关于2024年民生实事项目的公告\n一、实施饮水管网改造。改造12个村管网，投资1860万元，由县水务局牵头。\n\
         二、新建口袋公园5处。总投资420万元，责任单位：县城管局。\n三、免费接种疫苗。为适龄女生接种，安排资金96.5万元，责任单位：县卫健局。\n",
    )
    .unwrap();
    assert_eq!(purchasers(&notice), ["县水务局", "县城管局", "县卫健局"]);
    let names = ["实施饮水管网改造", "新建口袋公园5处", "免费接种疫苗"];
    assert_eq!(projects_of(&notice), names);
    assert_eq!(sums_of(&notice), ["18600000", "4200000", "965000"]);
    // Where nobody is named, they are a report's.
    let report = "关于2024年收支情况的公告\n一、收入情况。与上年持平，收入1860万元。\n二、支出情况。比上年略增，支出1420万元。\n三、结余情况。转入下年，结余440万元。\n";
    assert!(parse_notice(report).unwrap().items.is_empty());
}

#[test]
fn who_does_it_and_who_is_given_it_stand_without_marks_too() {
    let notice = parse_notice(
        "关于2024年项目的公告\n一、牛津村产业路项目：投资86万元，建设单位为三角乡人民政府。\n二、大棚维修项目：投资45.5万元，建设单位为河西乡人民政府。\n\
         三、饮水巩固项目：投资120万元，建设单位为县水务局。\n",
    )
    .unwrap();
    assert_eq!(
        purchasers(&notice),
        ["三角乡人民政府", "河西乡人民政府", "县水务局"]
    );
    let notice = self::notice(
        "共安排资金310万元，其中：平川镇安排98万元、板桥镇安排112万元、鸭暖镇安排100万元。",
    );
    let given = notice.items.iter().filter_map(|i| i.beneficiary.as_ref());
    let given: Vec<&str> = given.map(|b| b.text.as_str()).collect();
    assert_eq!(given, ["平川镇", "板桥镇", "鸭暖镇"]);
}

#[test]
fn where_the_money_comes_from_is_no_list_of_projects() {
    let list =
        "序号 | 项目名称 | 金额（万元） |\n1 | 东岙道路硬化 | 20 |\n2 | 西岙饮水改造 | 35 |\n";
    for sources in [
        "1、2022年省级补助资金30万元；\n2、2022年市级补助资金15万元；\n3、区本级补助资金10万元\n以上共计55万元。",
        "省级资金30万元\n市级资金15万元\n区级资金10万元",
    ] {
        let body = format!(
            "现将资金分配情况公示如下：\n一、资金来源：\n{sources}\n二、分配原则\n按需分配。\n三、资金分配情况表\n"
        );
        let read = notice(&format!("{body}{list}"));
        assert_eq!(projects_of(&read), ["东岙道路硬化", "西岙饮水改造"]);
        super::says_not(&read, "sum.unaccounted");
        super::says_not(&read, "table.unread");
        assert!(notice(&body).items.is_empty());
    }
}

#[test]
fn headings_of_any_style_stand_over_numbered_sums() {
    let read = notice(
        "具体计划如下：\n（一）产业类项目4个，共计380万元。\n（1）种植类项目2个，共计130万元。\n1.冷棚育苗基地建设项目85万元。\n2.棚室种植基地建设项目45万元。\n（2）加工类项目1个，200万元。\n3.玉米制品生产项目200万元。\n（3）贴息项目1个，50万元。\n4.小额贷款贴息项目50万元。\n（二）政策落实类项目1个，31万元。\n5.雨露计划项目31万元。\n特此公示。",
    );
    let sums = ["850000", "450000", "2000000", "500000", "310000"];
    assert_eq!(sums_of(&read), sums);
    assert_eq!(projects_of(&read)[2], "玉米制品生产项目");
    let headings = super::rows_of(&read);
    let headings = headings.iter().filter(|row| row.starts_with("heading"));
    assert_eq!(headings.count(), 5);
    assert!(!read.body.iter().any(|text| text.text.contains("种植类")));
    super::says_not(&read, "count.items");
}

#[test]
fn who_does_it_stands_behind_a_sum_or_below_it() {
    let read = notice(
        "（一）新旺牧场建设项目43万元（省级资金43万元）\n\n责任单位：大块镇人民政府\n\n（二）东张门村标准化厂房项目144万元\n\n责任单位：耿黄镇人民政府\n",
    );
    assert_eq!(owners_of(&read), ["大块镇人民政府", "耿黄镇人民政府"]);
    assert_eq!(sums_of(&read), ["430000", "1440000"]);
    let read = notice(
        "1. 产业扶持资金38万元。其中：省级30万元，市级8万元。责任单位：区农业局、区林业局。\n2. 道路配套资金11.8万元，涉及子项目1个，责任单位：北道镇、区发改局。\n3. 合作社补助资金95万元，涉及子项目95个。责任单位：区农业局。\n4. 培训资金4万元。\n",
    );
    let owners = ["区农业局、区林业局", "北道镇、区发改局", "区农业局", ""];
    assert_eq!(owners_of(&read), owners);
    let sums = ["380000", "118000", "950000", "40000"];
    assert_eq!(sums_of(&read), sums);
}

#[test]
fn brackets_beside_a_total_are_none_of_it() {
    let read = notice(
        "现将卫生服务项目资金154.05万元（每人55元，中央承担44元）下达给你们。其中：基本卫生补助146.91万元，药具发放经费1万元，健康素养6.14万元。请及时拨付。",
    );
    assert_eq!(sums_of(&read), ["1469100", "10000", "61400"]);
}

/// Project, origin and sum of each item.
fn approved(text: &str) -> Vec<(String, String)> {
    let notice = parse_notice(text).unwrap();
    let items = notice.items.iter().map(|i| {
        let name = i.project.as_ref().map_or("", |p| p.text.as_str());
        let yuan = i.amount.as_ref().and_then(|a| a.yuan);
        (
            name.to_owned(),
            yuan.map_or_else(String::new, |y| y.normalize().to_string()),
        )
    });
    items.collect()
}

#[test]
fn an_approval_is_of_one_project_and_all_that_it_costs() {
    let row = [("柳湖小学教学楼加固工程".to_owned(), "3505000".to_owned())];
    for costs in [
        "其中：工程费用300万元、其他费用30.5万元、预备费20万元",
        "其中工程部分投资300万元，征地补偿投资30.5万元，环境保护投资20万元",
    ] {
        approved_with(&row, costs);
    }
}

/// Whether approvals in several wordings are read as a row.
fn approved_with(row: &[(String, String)], costs: &str) {
    for head in [
        "关于柳湖小学教学楼加固工程初步设计及概算的批复\n区教育局：\n报来的请示收悉。经研究，批复如下：",
        "区教育局：\n报来《关于审批柳湖小学教学楼加固工程可行性研究报告的请示》收悉。经研究，现函复如下：",
        "区教育局：\n你局《关于请求对柳湖小学教学楼加固工程初步设计概算的函》及有关材料收悉。现批复如下：",
    ] {
        for sum in [
            format!("三、项目概算总投资为350.5万元，{costs}。资金由区财政统筹安排。"),
            format!("三、资金来源：项目估算总投资 350.5万元（见附件），{costs}。"),
            "三、项目总投资及资金来源\n项目总投资约350.5万元，建设资金通过申请补助解决。"
                .to_owned(),
        ] {
            let text = format!(
                "{head}\n一、原则同意该项目。\n二、建设内容：加固教学楼1200平方米。\n{sum}\n东河区发展和改革局\n2024年3月5日\n"
            );
            assert_eq!(approved(&text), row, "{text}");
        }
    }
}

#[test]
fn what_all_of_a_project_costs_may_be_masked() {
    let text = "区教育局：\n报来《关于审批柳湖小学教学楼加固工程概算的请示》收悉。现批复如下：\n一、项目概算总投资104.*元，其中工程费用96.*元，预备费4.*元。\n东河区发展和改革局\n2024年3月5日\n";
    assert_eq!(
        approved(text),
        [("柳湖小学教学楼加固工程".to_owned(), String::new())]
    );
    let notice = parse_notice(text).unwrap();
    assert!(notice.items.first().unwrap().needs_review);
}

#[test]
fn what_is_said_of_a_sum_may_name_what_it_is_paid_for() {
    // The clause before says what another does, and names no project.
    let text = "共以32万元购买服务。其中，甲服务中心为东社区提供的“暖巢”服务项目价格为12万元，他们将帮助三百名老人，乙服务中心提供的“护苗”服务项目价格为20万元。\n";
    let notice = parse_notice(text).unwrap();
    let named = |i: &putuo_notice::Item| i.project.as_ref().map(|p| p.text.contains("他们"));
    assert!(!notice.items.iter().any(|i| named(i) == Some(true)));
    says(&notice, "sum.unaccounted");
}

#[test]
fn what_a_project_costs_in_parts_is_no_list_of_projects() {
    // Two sums of the whole: which of them holds, no word says.
    let text = "关于调整柳湖小学扩建工程概算的批复\n区教育局：\n批复如下：\n原投资约2473万元调整为约2823万元，其中工程费用1990万元，其他费用768万元，预备费65万元。\n东河区发展和改革局\n2022年2月23日\n";
    let notice = parse_notice(text).unwrap();
    assert!(notice.items.is_empty());
    says(&notice, "sum.unaccounted");
    // Nor is a paper that cites an approval one.
    let text = "关于柳湖小学扩建工程的招标公告\n本项目已由区发改局以《关于柳湖小学扩建工程概算的批复》批准建设，项目总投资350万元，其中工程费用300万元，预备费50万元。\n";
    assert!(parse_notice(text).unwrap().items.is_empty());
}

#[test]
fn classes_of_what_is_listed_below_are_none_of_the_list() {
    let text = "关于资金分配计划的公告\n共安排3个项目，总投资1259万元，其中：基础设施项目2项，资金938万元；产业项目1项，资金321万元。具体如下：\n\
                1.东山村饮水提升工程\n投资：500万元 实施单位：县水利局\n2.西山村灌溉工程\n投资：438万元 实施单位：县水利局\n\
                3.饲料加工基地扩建项目\n投资：321万元（少数民族发展资金）实施单位：东河乡人民政府\n";
    let sums: Vec<String> = approved(text).into_iter().map(|(_, sum)| sum).collect();
    assert_eq!(sums, ["5000000", "4380000", "3210000"]);
}

/// What of a sum is spent by now is none of its own; a heading that names nothing but the money is no project.
#[test]
fn what_is_spent_by_now_ends_no_list() {
    let read = parse_notice(
        "关于2020年债券资金使用情况的公示\n现公示如下：\n一、区住建局\n（一）一般债券资金0.2亿元使用情况\n1.市政道路提升项目，发行债券资金0.1亿元，资金已全部使用完毕。\n2.步行街改造项目，发行债券资金0.1亿元，已使用债券资金0.055亿元，完成工程量的95%。\n二、区卫健局\n（一）专项债券资金0.5亿元使用情况\n卫生院搬迁项目，发行债券资金0.5亿元，截至目前使用0.47亿元。\n区财政局\n2021年3月1日".as_bytes(),
    )
    .unwrap();
    let wanted = [
        ("市政道路提升项目", "10000000"),
        ("步行街改造项目", "10000000"),
        ("卫生院搬迁项目", "50000000"),
    ];
    let wanted = wanted.map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(listed(&read), wanted);
}

/// What a paper without a title is about nothing says: its sums are told.
#[test]
fn sums_of_a_paper_without_a_title_are_said() {
    for text in [
        "2023年投入189.91万元用于开展服务，最终评定结果为：区社工站承接“守护成长”、区志愿者协会承接“暖心陪伴”。",
        "一、区果业公司。2023年完成十一种新品种展示，每个拟补助3万元，合计33万元。",
    ] {
        says(&parse_notice(text.as_bytes()).unwrap(), "sum.unaccounted");
    }
}

/// Two numbered entries are a list if a sum stated anywhere above is what they come to.
#[test]
fn two_numbered_entries_that_come_to_a_sum_above_are_a_list() {
    let read = |whole: &str| {
        parse_notice(
            format!("2022年区体育彩票公益金使用情况公告\n现公告如下：\n一、使用额度\n使用额度为{whole}万元。\n二、使用情况\n（一）全民健身活动项目经费4.2万元。\n（二）捐赠体育健身器材项目经费82.5099万元。主要用于新建与维护公共体育设施等。\n特此公告。\n区体育局\n2023年6月30日").as_bytes(),
        )
        .unwrap()
    };
    let wanted = [
        ("全民健身活动项目经费", "42000"),
        ("捐赠体育健身器材项目经费", "825099"),
    ];
    let wanted = wanted.map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(listed(&read("86.7099")), wanted);
    says(&read("90"), "sum.unaccounted");
}
