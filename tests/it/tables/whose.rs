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
