//! Sums that sentences and numbered paragraphs count up, as pages of districts publish them.

use super::{listed, notice, owners_of, projects_of, says, sums_of};
use putuo_notice::parse_notice;

/// Whether a finding says it at this place.
fn said_at(notice: &putuo_notice::Notice, code: &str, path: &str) -> bool {
    let mut found = notice.diagnostics.iter();
    found.any(|d| d.code == code && d.path == path)
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = wanted.iter();
    own.map(|(p, s)| ((*p).to_owned(), (*s).to_owned()))
        .collect()
}

#[test]
fn places_and_their_sums_behind_a_colon_are_a_list() {
    for text in [
        "补助标准：东河区1162万元、五里桥区3294万元、南渡县15万元。",
        "补助标准:东河区1162万元,五里桥区3294万元和南渡县15万元。",
        "补助标准：东河区1162万元；五里桥区3294万元；南渡县15万元。",
    ] {
        let read = parse_notice(text).unwrap();
        let wanted = [
            ("东河区", "11620000"),
            ("五里桥区", "32940000"),
            ("南渡县", "150000"),
        ];
        assert_eq!(listed(&read), pairs(&wanted), "{text}");
        says(&read, "role.by_content");
    }
    // Whose money it is, is no place.
    let sources = "资金构成：中央资金1162万元、省级资金3294万元、市级资金15万元。";
    assert!(parse_notice(sources).unwrap().items.is_empty());
}

#[test]
fn the_marks_between_sums_may_be_mixed() {
    let read = parse_notice(
        "现下达2155.8万元，其中：农田改造834万元；技术训练891万元；仓储建设334万元、良种推广8万元和病虫防治88.80万元。请专款专用。",
    )
    .unwrap();
    let wanted = [
        ("农田改造", "8340000"),
        ("技术训练", "8910000"),
        ("仓储建设", "3340000"),
        ("良种推广", "80000"),
        ("病虫防治", "888000"),
    ];
    assert_eq!(listed(&read), pairs(&wanted));
}

#[test]
fn each_sentence_of_a_paragraph_may_count_up_sums() {
    let read = parse_notice(
        "下达老年项目67万元，其中农村敬老院52万元（设备12万元）、社区食堂15万元。\n\
         下达儿童项目34万元，其中未保中心20万元、儿童之家14万（两处）。另有安排。合计金额9万元。其中：东河区4万元、南渡县5万元。",
    )
    .unwrap();
    let sums = ["520000", "150000", "200000", "140000", "40000", "50000"];
    assert_eq!(sums_of(&read), sums);
}

#[test]
fn what_a_text_has_stated_above_proves_a_list_of_two() {
    let text = |whole: &str| {
        format!(
            "补助对象及金额：合计金额{whole}万元。其中：东河区125万元、五里桥区15万元、南渡县15万元。\n\
             资金支出用途：地膜回收试点120万元、渔业放流35万元。"
        )
    };
    let read = parse_notice(text("155")).unwrap();
    assert_eq!(
        sums_of(&read),
        ["1250000", "150000", "150000", "1200000", "350000"]
    );
    // Where no total tells it, two sums are a sentence's, and are said.
    let read = parse_notice(text("156")).unwrap();
    assert!(!sums_of(&read).contains(&"350000".to_owned()));
    says(&read, "sum.unaccounted");
}

#[test]
fn the_colon_may_end_the_line_above() {
    let read = parse_notice(
        "下达奖补资金260.00万元。具体安排情况是：\n\
         共和镇（4个）：余丁、柳丰、中屯、共丰，资金40万元，新桥镇（11个）：兴隆、大村，资金110万元，江坡镇（5个）：柜山、乐利冲，资金50万元、\
         凤屯镇（6个）：河节冲、田丰，资金60万元。",
    )
    .unwrap();
    assert_eq!(sums_of(&read), ["400000", "1100000", "500000", "600000"]);
    let bodies = [
        "共和镇（4个）",
        "新桥镇（11个）",
        "江坡镇（5个）",
        "凤屯镇（6个）",
    ];
    assert_eq!(owners_of(&read), bodies);
}

#[test]
fn what_is_said_behind_the_sum_of_a_numbered_entry_may_be_long() {
    let more = "主要用于高优茶园建设600亩、中药材种植300亩、草果种植600亩、蜂蜜加工厂房200平方米、花椒基地道路建设10公里、新建重楼基地100亩、\
                种植魔芋600亩、黄牛养殖194头、坚果基地提质增效面积2634亩、林下中药材种植80亩。";
    let read = parse_notice(format!(
        "关于产业发展资金分配情况的公示\n1、青山镇安排产业发展270万元。{more}\n2、贺派乡安排产业发展130万元。{more}\n\
         3、芒洪乡安排产业发展350万。{more}\n东河区财政局\n2024年6月10日\n"
    ))
    .unwrap();
    assert_eq!(sums_of(&read), ["2700000", "1300000", "3500000"]);
}

#[test]
fn sums_in_ten_thousands_need_no_yuan_where_the_list_tells_that_they_are_money() {
    let read = notice(
        "一、区扶贫办：农业发展资金660万；\n二、区交通局：基础设施建设资金290万；\n三、枫林镇：农村旅游扶贫资金120万。",
    );
    assert_eq!(sums_of(&read), ["6600000", "2900000", "1200000"]);
    let read = notice(
        "1.低碳试点项目75万，由大气科实施。\n2.叉车淘汰项目60万元，由大气科实施。\n3.仪器检定项目9万，由大队实施。",
    );
    assert_eq!(sums_of(&read), ["750000", "600000", "90000"]);
    // People are counted so, too.
    let read = notice("1.惠及渔民1.2万；\n2.培训妇女2.5万；\n3.巡诊老人3万。");
    assert!(read.items.is_empty());
}

#[test]
fn a_heading_and_the_sentence_below_it_state_a_sum_once() {
    for gap in ["\n", "\n\n  "] {
        let lines = [
            "关于2021年度公益金使用情况的公告",
            "二、中央公益金使用情况",
            "（一）儿童福利类项目70万元",
            "安排中央公益金70万元资助孤儿助学。",
            "（二）社会公益类项目200万元",
            "安排中央公益金200万元用于殡仪馆设施改造和维修维护。",
            "三、省级公益金使用情况",
            "（一）老年人福利类项目77万元",
            "安排省级公益金77万元资助养老机构责任险。",
        ];
        let read = parse_notice(lines.join(gap)).unwrap();
        let wanted = [
            ("孤儿助学", "700000"),
            ("殡仪馆设施改造和维修维护", "2000000"),
            ("养老机构责任险", "770000"),
        ];
        assert_eq!(listed(&read), pairs(&wanted));
        let lost = read
            .diagnostics
            .iter()
            .find(|d| d.code == "sum.unaccounted");
        assert!(lost.is_none(), "{lost:?}");
    }
}

#[test]
fn a_rate_and_a_number_prove_what_they_come_to() {
    let text = |whole: u32| {
        format!(
            "关于下达奖励资金计划的通知\n1、新上规企业奖励金：2020年度新上规企业共85家，每家奖励5万元，共下达计划{whole}万元；\n\
             2、专项工作经费：各区净增企业11家、5家和2家，合共净增18家，按每净增1家拨给所在区政府、管委会工作经费2万元，共下达计划36万元。\n\
             以上两项合计{}万元。\n",
            whole + 36
        )
    };
    let read = parse_notice(text(425)).unwrap();
    let wanted = [("新上规企业奖励金", "4250000"), ("专项工作经费", "360000")];
    assert_eq!(listed(&read), pairs(&wanted));
    let read = parse_notice(text(420)).unwrap();
    assert!(read.items.is_empty());
    says(&read, "sum.unaccounted");
}

#[test]
fn a_numbered_clause_may_count_up_places() {
    let read = parse_notice(
        "本次拨付款项如下:1、重点村汇溪镇孔丘村150万,2、一般村杜桥镇汾西村10万元、杜桥镇卢家村12万元、东塍镇坦头村13万元,\
         3、提升村山安镇西溪村42.7万和山安镇岩坑村42.6万,各镇在收到资金后要严格按照规定的用途加强资金管理。",
    )
    .unwrap();
    let sums = ["1500000", "100000", "120000", "130000", "427000", "426000"];
    assert_eq!(sums_of(&read), sums);
    assert_eq!(projects_of(&read)[2], "杜桥镇卢家村");
}

#[test]
fn what_a_list_states_by_class_and_one_by_one_is_read_once() {
    let read = parse_notice(
        "关于公益金使用情况的公告\n公益金资助项目41.5万元，其中：老年人福利类31万元，儿童福利类10.5万元。\n\
         1、适老化改造25万元。用于改造501户。\n2、助餐服务6万元。用于补贴。\n3、助学补助10.5万元。用于孤儿13人。\n",
    )
    .unwrap();
    assert_eq!(sums_of(&read), ["250000", "60000", "105000"]);
}

#[test]
fn a_sum_that_a_paper_hands_out_and_no_project_has_is_said_at_its_line() {
    let read = parse_notice(
        "关于下达高标准农田资金的通知\n根据你镇申请，本次应拨付617000元（详见附件）。\n东河区财政局\n2024年6月10日\n",
    )
    .unwrap();
    assert!(said_at(&read, "sum.unaccounted", "/body/0"));
    // A paper about something else may say what it costs.
    let read = parse_notice(
        "关于做好年度检查工作的通知\n安排工作用车12万元。\n东河区民政局\n2024年6月10日\n",
    )
    .unwrap();
    assert!(!said_at(&read, "sum.unaccounted", "/body/0"));
}

#[test]
fn a_balance_of_accounts_is_no_list_of_projects() {
    for text in [
        "收支情况：2022年总收入266.98万元，上年结转171.6万元，总支出405.43万元，结余33.15万元。",
        "采购规模30817.8万元，其中：货物类采购4285.51万元，较上年增长3297.75万元；工程类采购23175.88万元，较上年增加16527.53万元。",
        "采购预算3万元，采购金额2.96万元，节约资金0.04万元，节约率13.33%。",
    ] {
        assert!(parse_notice(text).unwrap().items.is_empty(), "{text}");
    }
}

#[test]
fn a_list_that_states_by_class_what_a_table_lists_makes_no_items() {
    let text = |sum: &str| {
        format!(
            "专项资金分配方案\n现将资金分配如下：\n一、区扶贫办：特色产业资金660万元；\n二、区交通局：基础设施资金290万元；\n三、枫林镇：乡村旅游资金{sum}万元。\n             资金分配表\n序号\t项目名称\t建设地点\t投资规模\n1\t特色产业\t全区\t660\n2\t危桥改造\t左权\t251\n3\t组级公路\t均楚\t39\n4\t廊桥建设\t枫林\t120\n"
        )
    };
    let read = parse_notice(text("120")).unwrap();
    let names = ["特色产业", "危桥改造", "组级公路", "廊桥建设"];
    assert_eq!(projects_of(&read), names);
    let read = parse_notice(text("130")).unwrap();
    assert_eq!(read.items.len(), 7);
}

#[test]
fn parts_that_say_whose_money_it_is_are_no_projects() {
    let read = parse_notice(
        "一、资金安排\n（一）安排产业项目资金14343.83万元。（其中：中央财政衔接资金9504.83万元、省级财政衔接资金4839万元）。\n         1、安排千万工程资金3558.83万元（其中：中央财政衔接资金2825万元、省级财政衔接资金733.83万元）。\n2、安排农业产业资金5272万元。\n3、安排林业产业资金5513万元。",
    )
    .unwrap();
    assert_eq!(sums_of(&read), ["35588300", "52720000", "55130000"]);
    // Kinds of money are no projects either, and what is then given to places is.
    let read = parse_notice(
        "下达我县财政专项资金500万元，其中：贫困乡1个奖补资金100万元，贫困村42个奖补资金400万元。具体安排情况是：\n         共和镇（4个）：余丁、柳丰，资金240万元，新桥镇（11个）：兴隆、大村，资金260万元。",
    )
    .unwrap();
    assert_eq!(sums_of(&read), ["2400000", "2600000"]);
}

#[test]
fn a_name_may_begin_with_a_word_of_use_and_have_a_point_within() {
    let read = parse_notice(
        "本级支出105万元，其中福利院圆梦·助学工程支出3万元，支持残联就业培训支出22万元，新福利院建设支出80万元。",
    )
    .unwrap();
    let wanted = [
        ("福利院圆梦·助学工程支出", "30000"),
        ("支持残联就业培训支出", "220000"),
        ("新福利院建设支出", "800000"),
    ];
    assert_eq!(listed(&read), pairs(&wanted));
}

#[test]
fn the_readings_that_a_copy_of_a_page_adds_are_none_of_it() {
    let read = parse_notice(
        "1.農(nóng)村(cūn)道路項(xiàng)目115萬(wàn)元，用于擴(kuò)修道路2.2公里。\n         2.外灣(wān)村(cūn)硬化工程項(xiàng)目62萬(wàn)元，用于硬化道路。\n3.鳳(fèng)咀道路項(xiàng)目修護(hù)23萬(wàn)元，用于保通。",
    )
    .unwrap();
    let wanted = [
        ("農村道路項目", "1150000"),
        ("外灣村硬化工程項目", "620000"),
        ("鳳咀道路項目修護", "230000"),
    ];
    assert_eq!(listed(&read), pairs(&wanted));
    // One alone says how a rare character is read.
    let read =
        parse_notice("1.浍(huì)河清淤5万元；\n2.堤坝加固6万元；\n3.水闸更新7万元。").unwrap();
    assert_eq!(projects_of(&read)[0], "浍(huì)河清淤");
}

#[test]
fn the_only_entry_below_a_heading_needs_no_number() {
    let text = |more: &str| {
        format!(
            "关于公益金使用情况的公告\n一、中央公益金项目12万元。\n1、适老化改造8.54万元。\n2、消防改造3.46万元。\n\
             二、省级公益金项目24万元。\n困难群众救助24万元，统筹用于生活保障。\n{more}"
        )
    };
    let read = parse_notice(text(
        "三、市级公益金项目3.5万元。\n1、责任保险1万元。\n2、取暖补助2.5万元。\n",
    ))
    .unwrap();
    assert_eq!(read.items.len(), 5);
    let order = read.diagnostics.iter().find(|d| d.code == "sequence.order");
    assert!(order.is_none(), "{order:?}");
}

#[test]
fn an_entry_that_is_the_sum_of_those_below_it_is_said() {
    let read = |whole: &str| {
        let text = format!(
            "（一）赛事补贴136.5万元。\n（二）场地设施支出{whole}万元。\n（三）笼式球场建设302.1万元。\n（四）健身路径采购229.854万元。\n（五）场地维护71.493万元。"
        );
        let notice = notice(&text);
        let said = notice.diagnostics.iter().filter(|d| d.code == "item.total");
        said.map(|d| d.path.clone()).collect::<Vec<_>>()
    };
    let whole = read("603.447");
    assert_eq!(whole.len(), 1, "{whole:?}");
    assert!(read("604.447").is_empty());
}

#[test]
fn what_is_done_with_money_is_no_name_of_a_project() {
    let read = notice(
        "三、省级公益金使用情况\n（一）老年人福利类项目27.05万元。\n安排省级福彩公益金27.05万元资助养老服务发展项目建设。\n（二）社会公益类项目15万元。\n安排省级福彩公益金15万元用于基地建设。",
    );
    for (i, item) in read.items.iter().enumerate() {
        let name = item.project.as_ref().unwrap().text.as_str();
        let said = said_at(&read, "item.money_for_name", &format!("/items/{i}/project"));
        assert_eq!(said, name.starts_with("安排"), "{name}");
    }
}

#[test]
fn places_that_come_to_a_sum_stated_above_are_a_list_without_a_colon() {
    let text = |sum: &str| {
        format!(
            "现将专项资金{sum}万元的使用情况公告如下。\n一、分配情况\n甲水市平川县2000万元,乙山市昭化区1500万元,丙州金川县500万元、小金县500万元。资金用于村内设施建设。"
        )
    };
    let wanted = [
        ("甲水市平川县", "20000000"),
        ("乙山市昭化区", "15000000"),
        ("丙州金川县", "5000000"),
        ("小金县", "5000000"),
    ];
    assert_eq!(listed(&notice(&text("4500"))), pairs(&wanted));
    // Where they come to something else, that is said.
    let other = notice(&text("4600"));
    assert!(other.items.is_empty());
    says(&other, "sum.unaccounted");
}

#[test]
fn words_lead_up_to_parts_as_a_colon_does() {
    for lead in [
        "下达补助资金62万元，其中",
        "下达补助资金62万元，涉及3个县，分别为",
        "下达补助资金62万元，分别是：",
        "这次下达的62万元补助资金中，",
        "下达补助资金62万元。\n此次下达的资金中，",
    ] {
        for names in [
            ["东河", "南渡", "三桥"],
            ["东河灌区工程2项", "南渡新建水库", "三桥引水"],
        ] {
            let [a, b, c] = names;
            let read = parse_notice(format!("{lead}{a}5万元、{b}15万元、{c}42万元。")).unwrap();
            let wanted = [(a, "50000"), (b, "150000"), (c, "420000")];
            assert_eq!(listed(&read), pairs(&wanted), "{lead}");
        }
    }
}

#[test]
fn parts_that_come_to_no_stated_sum_are_in_doubt() {
    let text = |whole: &str| {
        parse_notice(format!(
            "下达补助资金{whole}元，分别为东河5万元、南渡15万元、三桥42万元。"
        ))
        .unwrap()
    };
    for (whole, doubted) in [
        ("62万", false),
        ("63万", true),
        ("60万", true),
        ("0.6亿", true),
    ] {
        let read = text(whole);
        let wanted = [("东河", "50000"), ("南渡", "150000"), ("三桥", "420000")];
        assert_eq!(listed(&read), pairs(&wanted), "{whole}");
        for i in 0..3 {
            let said = said_at(&read, "form.unproven", &format!("/items/{i}/amount"));
            assert_eq!(said, doubted, "{whole}");
        }
    }
    // More than the whole are no parts of it.
    let read = text("51万");
    assert!(read.items.is_empty());
    says(&read, "sum.unaccounted");
    for other in [
        // What comes in and what is left is spent on nothing.
        "全年总收入568万元，其中税收收入344万元、捐款收入20万元、利息收入4万元。",
        "共支出568万元，其中养老支出344万元、助残支出20万元、年末结余4万元。",
        // What each is given is no sum of it.
        "投入568万元，对达到标准的，分别给予甲类企业50万元以下、乙类企业40万元以下、丙类企业30万元以下的奖励。",
    ] {
        assert!(parse_notice(other).unwrap().items.is_empty(), "{other}");
    }
}

#[test]
fn sums_that_are_handed_out_clause_by_clause_are_said() {
    let read = parse_notice(
        "今年，安排基层养老服务资金13100万元，安排助残资金9000万元，安排救灾资金1700万元。",
    )
    .unwrap();
    assert!(!read.items.is_empty() || said_at(&read, "sum.unaccounted", "/body/0"));
}

#[test]
fn a_rate_may_stand_before_what_it_comes_to() {
    let read = notice(
        "一、合作社补助标准\n1、同意东河合作社申报的项目（见附件），财政补助资金30万元。\n2、南渡农场等5家示范场申报的项目，财政补助资金10万元/家，合计50万元。\n\
         二、农场补助标准\n1、三桥农场等2家申报的项目，财政补助资金10万元/家，小计20万元。\n三、补助方式\n先建后补。",
    );
    let wanted = [
        ("同意东河合作社申报的项目（见附件）", "300000"),
        ("南渡农场等5家示范场申报的项目", "500000"),
        ("三桥农场等2家申报的项目", "200000"),
    ];
    assert_eq!(listed(&read), pairs(&wanted));
}

#[test]
fn sentences_below_a_numbered_entry_say_more_of_it() {
    let text = |prose: &str| {
        notice(&format!(
            "一、旅游名村（40万元）\n大许村等4个村入选示范村名单，每个村各10万元。\n二、旅游商品16万元。\n{prose}\n三、旅游厕所（115.4万元）\n按等级拨付。\n\
             四、旅游标牌8万元。\n特此公告。"
        ))
    };
    let wanted = [
        ("旅游名村", "400000"),
        ("旅游商品", "160000"),
        ("旅游厕所", "1154000"),
        ("旅游标牌", "80000"),
    ];
    for prose in [
        "甲、乙两家获奖。\n名单另行公布。",
        "安排资金16万元，奖励甲、乙两家。由县文旅局审核。",
    ] {
        let read = text(prose);
        assert_eq!(listed(&read), pairs(&wanted), "{prose}");
    }
    // What stands over a table says what its rows come to, and standards are none of a list.
    let read = notice(
        "一、旅游名村（40万元）\n大许村等4个村入选示范村名单。\n二、旅游商品（16万元）\n甲、乙两家获奖。\n三、旅游厕所（115.4万元）\n序号\t行政区域\t厕所数量\n1\t东河县\t18\n2\t南渡县\t6",
    );
    let own: Vec<_> = listed(&read).into_iter().take(3).collect();
    assert_eq!(own[..2], pairs(&wanted[..2]));
    assert!(own.len() == 2 || own[2].1 != "1154000", "{own:?}");
    let read =
        notice("一、奖励标准10万元。\n对获奖的给予奖励。\n二、补助标准5万元。\n对达标的给予补助。");
    assert!(read.items.is_empty());
    // Another sum ends the list.
    assert_ne!(listed(&text("其中甲5万元。另付3万元。")).len(), 4);
}

#[test]
fn a_heading_is_the_entry_where_the_sentence_below_it_names_none() {
    let read = notice(
        "二、中央公益金使用情况\n（一）儿童福利类项目16万元。\n安排中央福彩公益金16万元资助孤儿助学工程。\n（二）社会公益类项目100万元。\n\
         安排中央福彩公益金100万元，火化炉改造，采购设备一套。按照要求专款专用。\n（三）老年人福利类项目5万元。\n安排中央福彩公益金5万元用于助餐。",
    );
    let wanted = [
        ("孤儿助学工程", "160000"),
        ("社会公益类项目", "1000000"),
        ("助餐", "50000"),
    ];
    assert_eq!(listed(&read), pairs(&wanted));
}

#[test]
fn that_somebody_gets_money_may_stand_in_a_clause_of_its_own() {
    let read = parse_notice(
        "财政安排120万元支持社会组织。其中东河区残疾人基金会康复项目，获资助45万元；南渡县心理协会咨询项目，获资助35万元；三桥镇义工（者）协会服务项目，获得补助40万元。",
    )
    .unwrap();
    let wanted = [
        ("东河区残疾人基金会康复项目", "450000"),
        ("南渡县心理协会咨询项目", "350000"),
        ("三桥镇义工（者）协会服务项目", "400000"),
    ];
    assert_eq!(listed(&read), pairs(&wanted));
}

#[test]
fn where_each_entry_says_its_parts_they_are_the_rows() {
    let read = notice(
        "一、教育事业支出5000万元。其中，用于乡村少年宫建设5000万元。\n二、社会福利支出2135万元。其中，养老服务项目30个，资金1230万元；社区建设项目405万元，假肢安装项目500万元。\n\
         三、体育事业支出213万元。其中，体育场馆项目133万元，全民健身项目80万元。",
    );
    let wanted = [
        ("用于乡村少年宫建设", "50000000"),
        ("养老服务项目30个", "12300000"),
        ("社区建设项目", "4050000"),
        ("假肢安装项目", "5000000"),
        ("体育场馆项目", "1330000"),
        ("全民健身项目", "800000"),
    ];
    assert_eq!(listed(&read), pairs(&wanted));
    let lost = read
        .diagnostics
        .iter()
        .find(|d| d.code == "sum.unaccounted" || d.code == "sum.of_which");
    assert!(lost.is_none(), "{lost:?}");
}

#[test]
fn where_one_entry_says_its_parts_the_entries_are_the_rows() {
    for parts in [
        "主要用于：笼式球场建设302.1万元、健身路径采购229.8万元、场地维护71.1万元",
        "主要用于县级锦标赛603万元",
        "其中补助地方30万元",
    ] {
        let read = notice(&format!(
            "（一）赛事补贴136.5万元：主要用于区级比赛。\n（二）场地设施支出603万元：{parts}。\n（三）科学研究51.2万元：主要用于体质监测。"
        ));
        let wanted = [
            ("赛事补贴", "1365000"),
            ("场地设施支出", "6030000"),
            ("科学研究", "512000"),
        ];
        assert_eq!(listed(&read), pairs(&wanted), "{parts}");
    }
    // What is used for something else is no part.
    let read = notice(
        "一、甲镇10万元用于改造，乙镇5万元用于绿化。\n二、丙镇10万元用于改造，丁镇5万元用于绿化。\n三、戊镇10万元用于改造，己镇5万元用于绿化。",
    );
    assert!(read.items.is_empty() || read.items.len() == 6);
    says(&read, "table.unread");
}

#[test]
fn a_single_part_is_all_of_the_sum_before_it() {
    let text = |part: &str| {
        format!(
            "2023年本级留用717.14万元。\n（一）用于群众支出490.93万元，占总数的68.5%。\n其中：用于建设公共场地481.63万元；用于组织宣传9.3万元。\n\
             （二）用于竞技支出226.21万元，占总数的31.5%。\n其中：用于资助后备人才培养{part}万元。\n"
        )
    };
    let wanted = [
        ("用于建设公共场地", "4816300"),
        ("用于组织宣传", "93000"),
        ("用于资助后备人才培养", "2262100"),
    ];
    assert_eq!(
        listed(&parse_notice(text("226.21")).unwrap()),
        pairs(&wanted)
    );
    let other = parse_notice(text("200")).unwrap();
    assert_eq!(listed(&other), pairs(&wanted[..2]));
    // Several parts of the second are no part of the first, though both come to a sum stated farther above.
    let several = text("226.21").replace(
        "。\n其中：用于资助后备人才培养226.21",
        "。其中：用于举办赛事30万元，用于后备人才培养196.21",
    );
    let sums = ["4816300", "93000", "300000", "1962100"];
    assert_eq!(sums_of(&parse_notice(several).unwrap()), sums);
}

#[test]
fn names_of_a_list_may_be_masked() {
    let read = notice(
        "（一）老年人福利类项目27.05万元。\n安排省级福彩公益金27.05万元资助养老服务专项（第二批）项目建设。\n（二）社会公益类项目15万元。\n安排省级福彩公益金15万元用于****基地）建设。",
    );
    let wanted = [
        ("养老服务专项（第二批）项目建设", "270500"),
        ("****基地）建设", "150000"),
    ];
    assert_eq!(listed(&read), pairs(&wanted));
}

#[test]
fn a_whole_page_may_stand_on_one_line() {
    let pieces = [
        "现将使用情况公告如下。",
        "一、销售情况",
        "2020年东河区彩票销售额1536.5万元。",
        "二、本级使用情况",
        "2020年度，东河区使用公益金1132万元。",
        "一、群众体育642.5万元（其中补助地方30万元）",
        "（一）全民健身活动433.1万元，其中补助地方30万元。",
        "1、群众运动会254.1万元，其中补助地方30万元；",
        "2、示范活动159.6万元；",
        "3、其他活动19.4万元。",
        "（二）公共体育场地209.4万元。",
        "1、场馆维护129.4万元；",
        "2、健身路径80万元。",
        "二、竞技体育489.5万元（其中补助地方93.7万元）",
        "（一）举办赛事293.6万元，其中补助地方25.5万元。",
        "（二）后备人才培养135.9万元，其中补助地方68.2万元。",
        "（三）参加运动会60万元。",
    ];
    let wanted = [
        ("群众运动会", "2541000"),
        ("示范活动", "1596000"),
        ("其他活动", "194000"),
        ("场馆维护", "1294000"),
        ("健身路径", "800000"),
        ("举办赛事", "2936000"),
        ("后备人才培养", "1359000"),
        ("参加运动会", "600000"),
    ];
    for between in [" ", "\n"] {
        let read = parse_notice(pieces.join(between)).unwrap();
        assert_eq!(listed(&read), pairs(&wanted), "{between:?}");
    }
}

#[test]
fn an_entry_may_be_broken_at_the_end_of_a_line_of_print() {
    let read = notice(
        "（一）教育支出类科目 5,806,105.16 元，占支出总预算\n82.27%，同比增加 3,520,772.45 元，增长 154.06%。\n\
         （二）社会保障支出类科目 557,718.56 元，占支\n出总预算 7.9%，同比增加 385,314.72 元，增长 223.5%。\n\
         （三）住房保障支出类科目 418,288.92 元，占支出总预\n算5.93%，同比增加 288,986.04 元，增长 223.5%。\n四、收支情况说明",
    );
    let wanted = [
        ("教育支出类科目", "5806105.16"),
        ("社会保障支出类科目", "557718.56"),
        ("住房保障支出类科目", "418288.92"),
    ];
    assert_eq!(listed(&read), pairs(&wanted));
}

#[test]
fn a_sum_for_each_of_some_places_is_said_at_its_line() {
    let read = parse_notice(
        "下达补助资金180万元。\n支持青山镇车溪村、白塔镇百丈村补齐短板，每个村补助50万元，用于水、电、路建设。",
    )
    .unwrap();
    assert!(said_at(&read, "sum.unaccounted", "/body/1"));
    let policy = parse_notice("对获奖的村、镇、街道，每个村奖励5万元。").unwrap();
    let said = policy.diagnostics.iter();
    assert_eq!(said.filter(|d| d.code == "sum.unaccounted").count(), 0);
}

#[test]
fn who_pays_which_share_is_no_list_of_projects() {
    for text in [
        "工程决算总投资598.6万元，市财政承担299.3万元，区财政承担299.3万元。\n资金到达情况：市财政到位292.4万元，应补6.9万元；区财政到位282万元，应补17.3万元。",
        "下达补助资金249000元，其中：市补124500元，区补124500元。",
        "本级留用19万元。其中体育部门支出15.2万元，财政部门支出3.8万元。",
    ] {
        assert!(parse_notice(text).unwrap().items.is_empty(), "{text}");
    }
    // What is said behind the parts is none of them.
    let read = notice(
        "三、修缮总投资1315万元，其中，屋面修缮773万元，水电改造508万元（含外线43万元），绿化34万元。项目资金除前期已安排的382万元外，其余分年度安排。",
    );
    assert_eq!(sums_of(&read), ["7730000", "5080000", "340000"]);
}
