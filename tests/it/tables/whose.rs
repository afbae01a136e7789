//! The purchaser of tables that have no column for it.

use putuo_notice::parse_notice;

/// Who buys what, and how it is known.
fn bought(text: &str) -> Vec<String> {
    let notice = parse_notice(text).unwrap();
    let items = notice.items.iter().map(|item| {
        let project = item.project.as_ref().map_or("", |p| p.text.as_str());
        let purchaser = item.purchaser.as_ref().map_or("_", |p| p.text.as_str());
        format!("{purchaser} {project}")
    });
    items.collect()
}

/// Two tables of the same columns, each below a line of its own.
fn two(first: &str, second: &str) -> String {
    let names = "项目名称\t服务内容\t金额（万元）";
    format!(
        "关于公布购买服务项目的公示\n现将项目公布如下：\n{first}\n{names}\n居家养老\t上门服务\t41.6\n助餐\t送餐\t17\n\
         {second}\n{names}\n校园安防\t巡查56所学校\t12\n\n普陀区财政局\n2023年12月4日\n"
    )
}

#[test]
fn the_line_over_a_table_names_whose_rows_it_has() {
    for (first, second) in [
        ("一、区民政局", "二、区教育局"),
        (
            "一、区民政局（2项，共58.6万元）",
            "二、区教育局（1项，12万元）",
        ),
        ("（一）区民政局", "（二）区教育局"),
        ("1.区民政局：", "2.区教育局："),
        ("区民政局", "区教育局"),
        ("区民政局拟购买下列服务：", "区教育局计划采购以下服务："),
        ("购买单位：区民政局", "购买单位：区教育局"),
        (
            "采购人：区民政局（单位：万元）",
            "采购人：区教育局（单位：万元）",
        ),
        ("部门：区民政局 单位：万元", "部门：区教育局 单位：万元"),
        (
            "一、区民政局\n购买服务项目表\n单位：万元",
            "二、区教育局\n购买服务项目表\n单位：万元",
        ),
    ] {
        assert_eq!(
            bought(&two(first, second)),
            ["区民政局 居家养老", "区民政局 助餐", "区教育局 校园安防"],
            "{first}"
        );
    }
}

#[test]
fn a_body_over_headings_is_that_of_all_tables_below_them() {
    let text = two("一、区民政局\n（一）养老服务", "（二）助残服务\n单位：万元");
    let read = bought(&text);
    assert_eq!(
        read,
        ["区民政局 居家养老", "区民政局 助餐", "区民政局 校园安防"]
    );
    // A heading of the same level ends it, and so does a sentence.
    for second in ["二、其他服务", "以下项目由各部门实施。"] {
        let read = bought(&two("一、区民政局\n（一）养老服务", second));
        assert_eq!(read.last().unwrap(), "_ 校园安防", "{second}");
    }
}

#[test]
fn what_stands_over_a_table_is_not_always_its_purchaser() {
    for (first, second) in [
        ("一、养老服务类", "二、教育类"),
        ("一、区级学校", "二、各街道"),
        ("一、区民政局负责养老服务。", "二、区教育局负责安防。"),
        ("承接单位：区民政局", "承接单位：区教育局"),
        ("区民政局", "区民政局"),
    ] {
        assert_eq!(
            bought(&two(first, second)),
            ["_ 居家养老", "_ 助餐", "_ 校园安防"],
            "{first}"
        );
    }
}

#[cfg(feature = "html")]
#[test]
fn tables_of_two_purchasers_are_not_joined() {
    let table = |caption: &str, project: &str| {
        format!(
            "<table><caption>{caption}</caption><tr><th>项目</th><th>数量</th><th>金额</th></tr>\
             <tr><td>{project}</td><td>1项</td><td>60000</td></tr>\
             <tr><td>合计</td><td></td><td>60000</td></tr></table>"
        )
    };
    let page = format!(
        "<html><body><h1>2024年购买服务清单公示</h1>{}{}</body></html>",
        table("购买单位：区文化馆（单位：元）", "戏曲进校园"),
        table("购买单位：区图书馆（单位：元）", "图书编目"),
    );
    assert_eq!(bought(&page), ["区文化馆 戏曲进校园", "区图书馆 图书编目"]);
}

/// Who is given the money is who the row is about: columns of figures beside it hold no project. Words nobody knows may.
#[test]
fn a_list_of_those_who_are_given_money_lacks_no_project() {
    for (header, cell, said) in [("培训人次", "132", false), ("课题", "船员适任培训", true)]
    {
        let read = super::notice(&format!(
            "序号\t培训机构\t{header}\t补贴金额（元）\n1\t舟山航海学校\t{cell}\t105600\n2\t普陀海员中心\t{cell}\t68000"
        ));
        let roles =
            |d: &putuo_notice::Diagnostic| d.code == "table.roles" || d.code == "role.by_content";
        assert_eq!(read.diagnostics.iter().any(roles), said, "{header}");
    }
}

#[test]
fn a_body_whose_name_begins_as_a_label_is_not_cut_in_two() {
    for body in ["主管部门联席会议办公室", "科室管理委员会"] {
        let text = format!(
            "关于公布购买服务项目的公示\n{body}\n项目名称\t金额（元）\n养老\t500\n助残\t600\n"
        );
        assert_eq!(bought(&text), ["_ 养老", "_ 助残"], "{body}");
    }
}

#[test]
fn a_numbered_line_may_name_who_buys_all() {
    for number in ["二、", "2.", "（二）", ""] {
        let text = format!(
            "校服采购中标结果公告\n一、项目名称：校服采购\n{number}采购单位：惠安县教育局\n三、中标信息\n包名称\t中标供应商\t中标金额（元）\n\
             夏装\t甲服饰公司\t128640\n冬装\t乙制衣公司\t201360\n"
        );
        assert_eq!(
            bought(&text),
            ["惠安县教育局 夏装", "惠安县教育局 冬装"],
            "{number}"
        );
    }
}

#[test]
fn a_budget_is_that_of_the_body_that_heads_it() {
    let text = |head: &str| {
        format!(
            "{head}\n一、购买服务支出情况\n项目\t2024年预算数（万元）\n法律顾问\t36\n社工驻点\t52.4\n"
        )
    };
    for head in [
        "江山街道办事处2024年部门预算公开",
        "关于江山街道办事处2024年单位预算的公告",
    ] {
        let of = ["江山街道办事处 法律顾问", "江山街道办事处 社工驻点"];
        assert_eq!(bought(&text(head)), of, "{head}");
    }
    assert_eq!(
        bought(&text("2024年部门预算公开")),
        ["_ 法律顾问", "_ 社工驻点"]
    );
}

/// What a body means to buy, as its page introduces it and ends.
fn intended(introduced: &str, signed: &str) -> Vec<String> {
    bought(&format!(
        "为便于供应商了解信息，现将{introduced}2025年度（第2批）采购意向公开如下：\n\
         序号 | 采购项目名称 | 采购需求概况 | 预算金额（万元） | 预计采购时间 | 备注 |\n\
         1 | 绿化日常维护 | 绿化管理 | 159.762500 | 2025年07月 | 无 |\n\
         本次公开的采购意向是本单位采购工作的初步安排。\n{signed}\n"
    ))
}

#[test]
fn whoever_introduces_what_it_means_to_buy_and_stands_below_buys_it() {
    // Not every name ends as names of bodies do, and digits and names are masked.
    for name in ["新河区公路养护段", "新河区文化宫", "******教育局"] {
        let below = format!("{name}\n2025年06月09日");
        let bought = format!("{name} 绿化日常维护");
        for (introduced, signed) in [(name, &*below), (name, name)] {
            assert_eq!(intended(introduced, signed), [&*bought], "{signed}");
        }
    }
    // 本单位 is named by the title, if the same name stands below.
    let titled = |signed: &str| {
        bought(&format!(
            "新河区公路养护段2025年01月至2025年03月政府采购意向\n现将本单位2025年01月至2025年03月采购意向公开如下：\n\
             序号 | 采购项目名称 | 采购需求概况 | 预算金额（万元） |\n1 | 绿化日常维护 | 绿化管理 | 159.76 |\n{signed}\n"
        ))
    };
    assert_eq!(
        titled("新河区公路养护段"),
        ["新河区公路养护段 绿化日常维护"]
    );
    assert_eq!(titled("特此公告。"), ["_ 绿化日常维护"]);
}

#[test]
fn an_intention_without_a_name_or_a_row_is_said() {
    let found = |text: &str, code: &str| {
        let notice = parse_notice(text).unwrap();
        let own = notice.diagnostics.iter().filter(|d| d.code == code);
        own.map(|d| d.path.to_string()).collect::<Vec<_>>()
    };
    let intro = "为便于供应商了解信息，现将（略）2024年5月采购意向公开如下：\n";
    let rows = "序号 | 采购项目名称 | 采购需求概况 | 预算金额（万元） |\n1 | 食堂食材 | 配送 | 235 |\n2 | 保安 | 值守 | 12 |\n";
    assert_eq!(
        found(&format!("{intro}{rows}"), "item.no_purchaser"),
        ["/items/0/purchaser", "/items/1/purchaser"]
    );
    let named = intro.replace("（略）", "区教育局");
    assert_eq!(
        found(&format!("{named}{rows}"), "item.no_purchaser"),
        [""; 0]
    );
    // The names of most columns are lost, and nothing is a sum.
    let lost = "|\n预计采购时间\n（填写到月）\n*\n****年绿化补植\n补植乔木***棵\n***\n是\n****年**月\n本次公开的采购意向为准。\n区教育局\n";
    assert_eq!(found(&format!("{named}{lost}"), "table.unread"), [""]);
    assert_eq!(found(&format!("{named}{rows}"), "table.unread"), [""; 0]);
}

#[test]
fn a_label_between_blanks_names_who_buys() {
    let contract = |head: &str| {
        bought(&format!(
            "续签合同（服务类） {head} 供应商（乙方）：东港保洁有限公司 供应商地址：港城大道1号\n\
             序号 | 标的名称 | 数量单位 | 数量 | 总价（元） |\n1 | 小区保洁 | 项 | 1 | 8710.05 |\n2 | 行道树养护 | 棵 | 40 | 1134 |\n"
        ))
    };
    for head in [
        "采购方式： 公开招标 采购人（甲方）：新河街道办事处 采购人地址： 港城大道2号",
        "采购方式：公开招标 采购人（甲方）： 新河街道办事处 采购人地址：港城大道2号",
    ] {
        assert_eq!(
            contract(head),
            ["新河街道办事处 小区保洁", "新河街道办事处 行道树养护"],
            "{head}"
        );
    }
    assert_eq!(
        contract("采购方式：公开招标"),
        ["_ 小区保洁", "_ 行道树养护"]
    );
}

#[test]
fn an_award_is_of_the_project_that_stands_above_it() {
    let award = |above: &str| {
        bought(&format!(
            "成交结果公告\n一、项目编号：XH2021-07\n{above}三、成交信息\n\
             序号 | 成交金额（元） | 成交供应商名称 | 成交供应商地址 |\n1 | 年度报价：1060000（元） | 东港餐饮有限公司 | 港城大道1号 |\n"
        ))
    };
    assert_eq!(
        award("二、项目名称：新河区公安局食堂外包\n"),
        ["_ 新河区公安局食堂外包"]
    );
    assert_eq!(
        award("二、采购项目名称： 新河区公安局食堂外包\n采购人：新河区公安局\n"),
        ["新河区公安局 新河区公安局食堂外包"]
    );
    // Two are not told apart.
    assert_eq!(
        award("二、项目名称：食堂外包\n项目名称：保安服务\n"),
        ["_ "]
    );
}
