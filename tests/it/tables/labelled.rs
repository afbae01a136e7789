//! Lists whose entries name their values, and numbered lists.

use super::{columns_of, has_rows, listed, notice, projects_of, reads, reads_with, says, sums_of};
use putuo_notice::parse_notice;

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
    let notice = parse_notice(
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

#[test]
fn entries_behind_marks_are_a_list() {
    let notice = notice(
        "- **虹桥社区**：12.4万元（其中党建服务经费3万元）\n- **育才社区**：9.8 万元\n- **桂苑社区**：15万元",
    );
    let wanted = [
        ("虹桥社区", "124000"),
        ("育才社区", "98000"),
        ("桂苑社区", "150000"),
    ];
    assert_eq!(
        listed(&notice),
        wanted.map(|(p, s)| (p.to_owned(), s.to_owned()))
    );
}

#[test]
fn a_paragraph_that_counts_up_sums_is_a_list_where_there_is_no_table() {
    let counted = "具体如下：一是加装雨棚项目，安排资金38万元，由城建办实施；二是社区食堂补贴，安排资金25.5万元；三是路灯更换，安排资金62.5万元。";
    let wanted = [
        ("加装雨棚项目", "380000"),
        ("社区食堂补贴", "255000"),
        ("路灯更换", "625000"),
    ];
    let alone = notice(counted);
    assert_eq!(
        listed(&alone),
        wanted.map(|(p, s)| (p.to_owned(), s.to_owned()))
    );
    let table =
        "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老服务\t2\n2\t区妇联\t家庭教育\t3";
    let beside = notice(&format!("{counted}\n{table}"));
    assert_eq!(beside.items.len(), 2, "{:?}", super::rows_of(&beside));
}

#[test]
fn sums_counted_up_that_cannot_be_told_apart_are_said() {
    let notice = notice(
        "一是雨棚项目，安排资金38万元，已付5万元；二是食堂补贴，安排资金25万元，已付3万元；三是路灯更换，安排资金62万元，已付2万元。",
    );
    assert!(notice.items.is_empty());
    assert!(notice.diagnostics.iter().any(|d| d.code == "table.unread"));
}

#[test]
fn what_is_said_of_each_party_may_be_said_twice() {
    let notice = parse_notice(
        "机扫服务合同公告\n二、合同名称：机扫服务合同\n四、项目名称：城区机扫作业服务\n采购人（甲方）：某区执法局\n联系方式：0543-0000000\n\
         供应商（乙方）：某科技公司\n联系方式：1380000\n主要标的单价：4,568,000.00\n合同金额：456.8万元\n",
    )
    .unwrap();
    let wanted = [("城区机扫作业服务".to_owned(), "4568000".to_owned())];
    assert_eq!(listed(&notice), wanted);
}

#[test]
fn a_party_s_name_may_stand_below_what_says_whose_it_is() {
    let notice = parse_notice(
        "垃圾分类设施采购项目中标公告\n一、项目编号：ZJPT-2024-018\n二、项目名称：垃圾分类设施采购\n\
         三、中标信息\n供应商名称：某环保公司\n中标金额：128.6万元\n四、联系方式\n1.采购人信息\n名称：某镇人民政府\n\
         地址：龙山路1号\n2.采购代理机构信息\n名称：某招标代理公司\n地址：临城街道\n联系人：陈先生\n\n\
         某镇人民政府\n2024年5月8日\n\n主办单位：某区人民政府\n版权所有：某区人民政府\n",
    )
    .unwrap();
    assert_eq!(
        columns_of(&notice),
        [
            "项目编号",
            "项目名称: project",
            "供应商名称: provider",
            "中标金额: amount",
            "采购人信息名称: purchaser",
            "地址",
            "采购代理机构信息名称",
            "地址 (2)",
            "联系人: note",
        ]
    );
    has_rows(
        &notice,
        &[
            "item ZJPT-2024-018 | 垃圾分类设施采购 | 某环保公司 | 1286000 | 某镇人民政府 | 龙山路1号 | 某招标代理公司 | 临城街道 | 陈先生",
        ],
    );
}

#[test]
fn labels_are_a_row_beside_a_table_without_sums() {
    let notice = parse_notice(
        "食堂配送服务成交公告\n项目名称：食堂配送服务\n采购人：区教育局\n中标供应商：某餐饮公司\n中标金额：132万元\n\n\
         姓名\t职务\n王某\t评审专家\n李某\t评审专家\n",
    )
    .unwrap();
    assert_eq!(
        listed(&notice),
        [("食堂配送服务".to_owned(), "1320000".to_owned())]
    );
}

#[test]
fn what_is_said_once_holds_for_every_part() {
    let notice = parse_notice(
        "办公设备采购项目成交结果公告\n一、项目编号：PTTH-2024-07\n二、项目名称：办公设备采购\n三、成交信息\n\
         包一\n供应商名称：某科技公司\n成交金额：19.8万元\n包二\n供应商名称：某家具公司\n成交金额：7.25万元\n\
         四、联系方式\n采购人：某镇人民政府\n\n某镇人民政府\n2024年6月3日\n",
    )
    .unwrap();
    has_rows(
        &notice,
        &[
            "item PTTH-2024-07 | 办公设备采购 | 某科技公司 | 198000 | 某镇人民政府",
            "item PTTH-2024-07 <merged> | 办公设备采购 <merged> | 某家具公司 | 72500 | 某镇人民政府 <merged>",
        ],
    );
    says(&notice, "form.ambiguous_cells");
}

/// An award whose parts stand below what is said of the whole.
fn award(whole: &str, parts: &str) -> putuo_notice::Notice {
    parse_notice(format!(
        "青溪区助餐服务采购结果公告\n\n项目编号：QX-2024-018\n项目名称：青溪区助餐服务\n{whole}{parts}\n青溪区民政局\n2024年5月6日\n"
    ))
    .unwrap()
}

#[test]
fn a_sum_of_the_whole_above_the_parts_is_none_of_theirs() {
    let notice = award(
        "预算金额：120万元\n",
        "包一：\n项目名称：城东片助餐\n中标供应商：甲餐饮公司\n中标金额：48万元\n\
         包二：\n项目名称：城西片助餐\n中标供应商：乙餐饮公司\n中标金额：60万元\n",
    );
    let rows = [
        "item QX-2024-018 <merged> | 城西片助餐 | 乙餐饮公司 | 600000",
        "item QX-2024-018 | 城东片助餐 | 甲餐饮公司 | 480000",
    ];
    has_rows(&notice, &[rows[1], rows[0]]);
    assert!(notice.body.iter().any(|p| p.text == "预算金额：120万元"));
    says(&notice, "sum.unaccounted");
}

#[test]
fn a_part_named_before_a_label_is_none_of_it() {
    let notice = award(
        "预算金额：120万元\n",
        "包一 中标供应商：甲餐饮公司\n中标金额：48万元\n包二 中标供应商：乙餐饮公司\n中标金额：60万元\n",
    );
    let providers: Vec<_> = notice
        .items
        .iter()
        .filter_map(|i| i.provider.as_ref())
        .collect();
    assert_eq!(
        providers
            .iter()
            .map(|p| p.text.as_str())
            .collect::<Vec<_>>(),
        ["甲餐饮公司", "乙餐饮公司"]
    );
}

#[test]
fn labels_with_a_sum_that_make_no_rows_are_said() {
    let notice = parse_notice(
        "青溪区助餐服务采购结果公告\n\n采购编号：QX-2024-018\n预算金额：120万元\n供应商：甲餐饮公司\n采购人：区民政局\n\n青溪区民政局\n2024年5月6日\n",
    )
    .unwrap();
    assert!(notice.items.is_empty());
    says(&notice, "table.unread");
}

#[test]
fn clauses_that_make_up_a_sum_may_say_what_each_is_used_for() {
    let notice = notice(
        "现下达补助资金101.5万元，其中：白水洋镇30万元，用于礼堂新建；括苍镇45.5万元，用于礼堂提升；尤溪镇26万元，用于戏台修缮。请专款专用。",
    );
    has_rows(
        &notice,
        &[
            "item _ | 礼堂新建 | 白水洋镇 | 300000",
            "item _ | 礼堂提升 | 括苍镇 | 455000",
            "item _ | 戏台修缮 | 尤溪镇 | 260000",
        ],
    );
    says(&notice, "role.by_content");
}

#[test]
fn clauses_that_do_not_make_up_the_sum_are_said() {
    let notice = notice(
        "现下达补助资金200万元，其中：白水洋镇30万元，用于礼堂新建；括苍镇45.5万元，用于礼堂提升；尤溪镇26万元，用于戏台修缮。",
    );
    assert_eq!(sums_of(&notice), ["300000", "455000", "260000"]);
    let unproven = notice.diagnostics.iter();
    let unproven = unproven.filter(|d| d.code == "form.unproven");
    assert_eq!(unproven.count(), 3);
}

#[test]
fn a_list_may_stand_under_several_headings() {
    let notice = notice(
        "一、规模奖励\n1.甲机械有限公司 20万元\n2.乙电子有限公司 20万元\n二、首台套奖励\n3.甲机械有限公司 50万元\n三、上云奖励（计5.06万元）\n1.丙食品有限公司 3.26万元\n2.丁竹业有限公司 1.8万元",
    );
    has_rows(
        &notice,
        &[
            "item 1 | 甲机械有限公司 | 200000",
            "item 2 | 乙电子有限公司 | 200000",
            "heading 二、首台套奖励 | _ | blank",
            "item 3 | 甲机械有限公司 | 500000",
            "heading 三、上云奖励（计5.06万元） | _ | blank",
            "item 1 | 丙食品有限公司 | 32600",
            "item 2 | 丁竹业有限公司 | 18000",
        ],
    );
    let given = |i: &putuo_notice::Item| i.beneficiary.is_some() && i.purchaser.is_none();
    assert!(notice.items.iter().all(given));
}

#[test]
fn dashes_part_a_name_its_organ_and_its_sum() {
    let notice = notice(
        "居家养老补助——区养老服务中心——52万元\n消防改造——双屿敬老院——24.3万元\n孤儿助学——区福利指导中心——6万元",
    );
    has_rows(
        &notice,
        &[
            "item _ | 居家养老补助 | 区养老服务中心 | 520000",
            "item _ | 消防改造 | 双屿敬老院 | 243000",
            "item _ | 孤儿助学 | 区福利指导中心 | 60000",
        ],
    );
}

#[test]
fn what_each_of_a_list_is_given_is_said_where_the_entries_have_no_sums() {
    for heading in [
        "一、重点项目（每项资助3万元）",
        "每村补助5万元：",
        "以下企业每家奖励20万元",
    ] {
        let notice = notice(&format!(
            "{heading}\n1. 标本制作（普陀小学）\n2. 灯塔课（第一中学）\n"
        ));
        says(&notice, "table.unread");
    }
}

#[test]
fn labels_in_bold_type_are_labels() {
    let notice = parse_notice(
        "# 监理服务成交公告\n\n**采购人：** 乍浦镇人民政府\n\n**项目名称：** 水利监理\n\n**成交供应商**：某监理公司\n\n**成交金额：** 186,500.00元\n",
    )
    .unwrap();
    assert_eq!(
        listed(&notice),
        [("水利监理".to_owned(), "186500".to_owned())]
    );
    let purchaser = notice.items[0].purchaser.as_ref().unwrap();
    assert_eq!(purchaser.text, "乍浦镇人民政府");
}

#[test]
fn a_matrix_of_indicators_below_a_form_is_none_of_its_projects() {
    for matrix in [
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t更新监控\t320路\n\t\t成本指标\t项目成本\t96.5\n",
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t成本指标\t项目成本\t96.5\n",
        "",
    ] {
        let notice = notice(&format!(
            "单位：万元\n项目名称\t校园安防提升\n主管部门\t县教育局\n项目资金\t资金总额\t96.5\n\t财政拨款\t90.5\n\t其他资金\t6\n年度目标\t更新监控320路\n{matrix}"
        ));
        let wanted = [("校园安防提升".to_owned(), "965000".to_owned())];
        assert_eq!(listed(&notice), wanted, "{matrix}");
    }
}

#[test]
fn entries_with_the_very_same_labels_are_rows_whatever_these_are_called() {
    let read = notice(
        "渔船更新补贴公示\n船名号：浙岱渔03288\n船主：徐某\n所在村：港南村\n核定补贴：386,400元\n船名号：浙岱渔05117\n船主：应某\n所在村：打水村\n核定补贴：512,000元\n船名号：浙岱渔11025\n船主：夏某\n所在村：桥头村\n核定补贴：298,750元\n",
    );
    let wanted = [
        ("浙岱渔03288", "386400"),
        ("浙岱渔05117", "512000"),
        ("浙岱渔11025", "298750"),
    ];
    let wanted = wanted.map(|(name, sum)| (name.to_owned(), sum.to_owned()));
    assert_eq!(listed(&read), wanted);
    says(&read, "role.by_content");
}

#[test]
fn a_label_that_is_numbered_is_the_same_each_time() {
    let read = notice(
        "项目一：竹林道路\n实施主体：上江村\n验收结论：合格\n补助资金：25.6万元\n\n项目二：油茶改造\n实施主体：油茶合作社\n验收结论：合格\n补助资金：10.5万元\n",
    );
    let wanted = [("竹林道路", "256000"), ("油茶改造", "105000")];
    assert_eq!(
        listed(&read),
        wanted.map(|(name, sum)| (name.to_owned(), sum.to_owned()))
    );
}

#[test]
fn rows_run_together_and_sums_of_organs_in_sentences_are_said() {
    for text in [
        "序号姓名创业项目补助金额（元）1林某水果店10000\n2郑某缝纫加工8000\n3毛某土鸡养殖15000\n",
        "甲培训学校，工种：烹调师，人数48人，补贴57600元；\n乙培训学校，工种：护理员，人数62人，补贴93000元；\n丙技师学院，工种：电工，人数35人，补贴52500元。\n",
    ] {
        says(&notice(text), "table.unread");
    }
}

#[test]
fn blanks_part_the_labels_of_a_row() {
    let read = notice(
        "船名号：浙定渔01234  船主：王某  补贴金额：56,320元\n船名号：浙定渔01288  船主：李某  补贴金额：48,900元\n船名号：浙定渔01301　船主：张某　补贴金额：61,050元\n公示时间：2024年12月2日",
    );
    has_rows(
        &read,
        &[
            "item 浙定渔01234 | 王某 | 56320",
            "item 浙定渔01288 | 李某 | 48900",
            "item 浙定渔01301 | 张某 | 61050",
        ],
    );
}

#[test]
fn a_dash_behind_a_name_is_no_part_of_it() {
    let read = notice(
        "1. 青年之家运营 —— 承接方：区青年中心；金额：28万元\n2. 法治教育 —— 承接方：某律师事务所；金额：9.6万元",
    );
    let wanted = [("青年之家运营", "280000"), ("法治教育", "96000")];
    assert_eq!(
        listed(&read),
        wanted.map(|(p, s)| (p.to_owned(), s.to_owned()))
    );
}

#[test]
fn a_label_may_stand_right_behind_an_entry_s_number() {
    let read = notice(
        "1.项目名称：消防改造；资助金额：58万元；实施单位：熊河镇福利院\n2.项目名称：关爱驿站；资助金额：12万元；实施单位：某社工中心",
    );
    has_rows(
        &read,
        &[
            "item 1 | 消防改造 | 580000 | 熊河镇福利院",
            "item 2 | 关爱驿站 | 120000 | 某社工中心",
        ],
    );
}

#[test]
fn a_list_below_a_table_is_none_of_its_rows() {
    let read = notice(
        "序号\t项目名称\t预算（万元）\n1\t河道保洁\t50\n2\t泵站维护\t20\n另有：\n1. 山塘整治，30万元\n2. 堤防加固，40万元\n3. 清淤，10万元",
    );
    assert_eq!(read.tables[0].rows.len(), 2);
}

#[test]
fn a_part_named_behind_of_which_is_one_label() {
    let read = notice(
        "序号：1；购买主体：团区委；项目名称：送戏下乡；金额（万元）：23.25；其中：区级（万元）：11.5。\n序号：2；购买主体：团区委；项目名称：助餐；金额（万元）：16；其中：区级（万元）：11.75。",
    );
    let part = &read.items[1].amounts["其中：区级（万元）"];
    assert_eq!(super::money(part), "117500");
}

#[test]
fn a_paragraph_may_say_what_is_done_before_the_labels() {
    let notice = notice(
        "二、资金安排\n（一）川口村渠道改造项目\n该项目砌护渠道共计7.59千米，修建过水路面1处等。\n资金规模：206.7万元。\n资金来源：中央资金173万元。\n\
         （二）米川村水利设施项目\n该项目砌护渠道48条，长11.27千米。\n资金规模：154.16万元。\n资金来源：中央资金150万元。",
    );
    assert_eq!(
        projects_of(&notice),
        ["川口村渠道改造项目", "米川村水利设施项目"]
    );
    assert_eq!(sums_of(&notice), ["2067000", "1541600"]);
}

#[test]
fn a_full_stop_before_another_mark_is_the_values_own() {
    reads(
        "序号：1；购买主体：区民政局；项目名称：养老服务；服务内容：上门服务。；金额（元）：200。\n\
         序号：2；购买主体：区残联；项目名称：辅具适配；服务内容：含维修。；金额（元）：300。",
        &[
            "item 1 | 区民政局 | 养老服务 | 上门服务。 | 200",
            "item 2 | 区残联 | 辅具适配 | 含维修。 | 300",
        ],
    );
}

#[test]
fn labels_without_a_role_end_the_values_of_a_numbered_entry() {
    reads(
        "1.项目名称：凤凰路改造；项目法人：县住建局；建设地点：凤凰街道；总投资：1260万元。\n\
         2.项目名称：小学扩建；项目法人：县教体局；建设地点：朝阳镇；总投资：880万元。",
        &[
            "item 1 | 凤凰路改造 | 县住建局 | 凤凰街道 | 12600000",
            "item 2 | 小学扩建 | 县教体局 | 朝阳镇 | 8800000",
        ],
    );
}

#[test]
fn a_unit_behind_a_blank_is_of_the_label_before_it() {
    let entry = "序号：1；购买主体：区民政局；项目名称：养老；金额 （万元）：5。";
    let notice = notice(entry);
    let columns = columns_of(&notice);
    assert_eq!(
        columns.last().map(String::as_str),
        Some("金额（万元）: amount")
    );
    assert_eq!(sums_of(&notice), ["50000"]);
}

#[test]
fn the_line_over_the_labels_of_an_entry_names_its_project() {
    let notice = notice(
        "（一）腹腔镜系统\n1.采购需求概况：采购腹腔镜2套；\n2.预算金额：280万元；\n3.预计采购时间：2025年6月；\n\
         （二）被服洗涤\n1.采购需求概况：床单洗涤；\n2.预算金额：96.5万元；\n3.预计采购时间：2025年7月；",
    );
    assert_eq!(projects_of(&notice), ["腹腔镜系统", "被服洗涤"]);
    assert_eq!(
        notice.items[0].content.as_ref().unwrap().text,
        "采购腹腔镜2套"
    );
}

#[test]
fn the_first_of_two_full_stops_is_the_value_s_own() {
    let notice = notice(
        "序号：1；项目名称：养老；金额（万元）：2；服务内容：上门服务，做好记录。。\n序号：2；项目名称：助餐；金额（万元）：3；服务内容：送餐。",
    );
    let contents = notice
        .items
        .iter()
        .map(|i| i.content.as_ref().unwrap().text.as_str());
    assert_eq!(
        contents.collect::<Vec<_>>(),
        ["上门服务，做好记录。", "送餐"]
    );
}

#[test]
fn a_label_may_stand_in_brackets() {
    let listed = listed(&notice(
        "【项目名称】楼道扶手加装\n【实施单位】梧桐里社区\n【预算金额】3.2万元\n【项目名称】晾衣架更换\n【实施单位】东风社区\n【预算金额】：1.75万元",
    ));
    assert_eq!(
        listed,
        [
            ("楼道扶手加装".to_owned(), "32000".to_owned()),
            ("晾衣架更换".to_owned(), "17500".to_owned())
        ]
    );
}

/// A list of intentions in sentences that is not read is said, however short.
#[test]
fn sums_of_intentions_that_make_no_project_are_said() {
    let notice = parse_notice(
        "海滨小学2025年8月政府采购意向\n现将海滨小学2025年8月采购意向公开如下：\n项目1：课桌椅，采购课桌椅42套，预算金额7.6万元，预计采购时间2025年8月。\n海滨小学\n2025年6月30日".as_bytes(),
    )
    .unwrap();
    says(&notice, "sum.unaccounted");
}

#[test]
fn bars_part_labelled_values_too() {
    for (label, bar) in [("项目", " | "), ("项目名称", "｜"), ("项目#", " | ")] {
        let first = label.replace('#', "1");
        let second = label.replace('#', "2");
        let notice = notice(&format!(
            "{first}：夜间巡逻{bar}主管部门：区公安分局{bar}金额：45万元\n{second}：河道保洁{bar}主管部门：区水利局{bar}金额：112.8万元"
        ));
        has_rows(
            &notice,
            &[
                "item 夜间巡逻 | 区公安分局 | 450000",
                "item 河道保洁 | 区水利局 | 1128000",
            ],
        );
    }
}

/// Whatever stands between a number and the labels below it says what is done.
#[test]
fn numbered_names_may_have_a_paragraph_and_blank_lines_above_their_labels() {
    let about = "该项目新建水渠一点二公里，改造泵站一座，配套建设检修道路，由区水利局组织实施。";
    let names = [
        "东岙村渠道改造项目",
        "蚂蚁岛村码头照明项目",
        "庙子湖村蓄水池项目",
    ];
    let sums = [("206.7", "2067000"), ("35", "350000"), ("18.25", "182500")];
    let longer = format!("该项目包括以下各项：\n{about}");
    for numbers in [["（一）", "（二）", "（三）"], ["1.", "2.", "3."]] {
        for (second, gap) in [
            (about, ""),
            (longer.as_str(), ""),
            (about, "\n"),
            ("", "\n"),
        ] {
            let mut text = "资金安排\n".to_owned();
            for (at, number) in numbers.iter().enumerate() {
                let about = if at == 1 { second } else { about };
                let (name, sum) = (names[at], sums[at].0);
                text += &format!(
                    "{number}{name}\n{gap}{about}\n{gap}资金规模：{sum}万元。\n{gap}资金来源：少数民族发展资金{sum}万元。\n{gap}"
                );
            }
            text += "监督电话：0580-3012345\n";
            let wanted = names.iter().zip(sums);
            let wanted = wanted.map(|(name, (_, yuan))| ((*name).to_owned(), yuan.to_owned()));
            assert_eq!(listed(&notice(&text)), wanted.collect::<Vec<_>>(), "{text}");
        }
    }
}

#[test]
fn whatever_label_stands_behind_a_number_says_what_its_value_is() {
    for number in ["1.", "（1）", "一、"] {
        let second = number.replace('1', "2").replace('一', "二");
        let notice = notice(&format!(
            "{number}购买主体：区民政局；项目名称：养老评估；金额：12.5万元。\n{second}购买主体：区教育局；项目名称：课后托管；金额：30万元。"
        ));
        let wanted = [("养老评估", "125000"), ("课后托管", "300000")];
        let wanted = wanted.map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(listed(&notice), wanted, "{number}");
        let buys = |i: &putuo_notice::Item| i.purchaser.as_ref().unwrap().text.clone();
        assert_eq!(buys(&notice.items[1]), "区教育局", "{number}");
    }
}

#[test]
fn a_project_and_its_sum_are_a_row_though_no_more_is_labelled() {
    for labels in [
        "一、项目信息（一）项目名称：东河小学物业服务\n（二）项目编号：DDYJ-2022-112\n（三）预算金额：375,000.00元",
        "项目名称：东河小学物业服务\n预算金额（万元）：37.5",
    ] {
        let text = format!("东河小学采用定点议价方式采购。\n{labels}\n");
        let notice = parse_notice(&text).unwrap();
        assert_eq!(projects_of(&notice), ["东河小学物业服务"], "{text}");
        let sums: Vec<_> = notice
            .items
            .iter()
            .filter_map(|i| i.amount.as_ref()?.yuan)
            .collect();
        assert_eq!(sums, [375_000.into()], "{text}");
    }
    // What only sounds like a name of both is a sentence's, a rate is no sum, and of several sums no word says which is the project's.
    for text in [
        "说明：本次工作另行通知\n费用：5万元\n",
        "关于低保标准的公告\n补助对象：城乡低保户。补助标准：每人每月650元。\n",
        "招标公告\n项目名称：食堂配送\n投标保证金：20000元\n最高限价：960000元\n",
    ] {
        let notice = parse_notice(text).unwrap();
        assert!(notice.items.is_empty(), "{text}");
        if text.contains("保证金") {
            says(&notice, "table.unread");
        }
    }
}

#[test]
fn who_is_given_money_and_the_sum_may_be_two_sentences() {
    let notice = parse_notice(
        "关于农机购置补贴对象的公示\n经审核，现公示如下：\n补助对象：东河县丰收农机合作社。补助金额：63.74万元。\n公示期：5月4日至5月10日。\n",
    )
    .unwrap();
    let item = notice.items.first().unwrap();
    assert_eq!(
        item.beneficiary.as_ref().unwrap().text,
        "东河县丰收农机合作社"
    );
    let sum = item.amount.as_ref().and_then(|a| a.yuan);
    assert_eq!(sum, Some(637_400.into()));
}

#[test]
fn a_label_may_say_more_than_the_name_of_its_column() {
    let notice = parse_notice(
        "单一来源采购公示\n采购人：东河县档案馆\n项目名称：档案管理系统升级\n拟采购的货物或服务的预算金额：45.0万元（人民币）\n",
    )
    .unwrap();
    assert_eq!(projects_of(&notice), ["档案管理系统升级"]);
    let item = notice.items.first().unwrap();
    assert_eq!(item.purchaser.as_ref().unwrap().text, "东河县档案馆");
    assert_eq!(
        item.amount.as_ref().and_then(|a| a.yuan),
        Some(450_000.into())
    );
}
