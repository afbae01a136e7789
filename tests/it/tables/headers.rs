//! What a header names, and which row is the header.

use super::{columns_of, has_rows, listed, notice, reads, rows_of};

/// The role that a header gives its column, of a table that has a project and a sum beside it.
fn role(header: &str, cell: &str) -> String {
    let notice = notice(&format!(
        "序号\t{header}\t项目名称\t金额（元）\n1\t{cell}\t日间照料\t200\n2\t{cell}\t送餐上门\t300"
    ));
    let column = columns_of(&notice)[1].clone();
    column
        .split_once(": ")
        .map_or("other".to_owned(), |(_, role)| role.to_owned())
}

#[test]
fn a_header_names_a_role() {
    for (header, cell, expected) in [
        ("购买主体", "区民政局", "purchaser"),
        ("采购单位", "区民政局", "purchaser"),
        ("实施单位", "区民政局", "provider"),
        ("承接主体", "甲公司", "provider"),
        ("供应商", "甲公司", "provider"),
        ("服务对象", "老人", "beneficiary"),
        ("服务内容", "上门照料", "content"),
        ("购买方式", "公开招标", "method"),
        ("资金来源", "区财政", "source"),
        ("实施时间", "2023年", "period"),
        ("备注", "续签", "note"),
        ("联系电话", "0580-1234567", "note"),
        ("数量", "3", "other"),
        ("执行率", "98%", "other"),
        ("是否面向中小企业", "是", "other"),
    ] {
        assert_eq!(role(header, cell), expected, "{header}");
    }
}

#[test]
fn who_asks_for_money_buys_where_something_is_bought_and_else_is_given_it() {
    for (header, cell, expected) in [
        ("承接主体", "甲公司", "purchaser"),
        ("购买方式", "公开招标", "purchaser"),
        ("采购内容", "入户走访", "purchaser"),
        ("目录代码", "B0105", "purchaser"),
        ("评审得分", "90", "beneficiary"),
    ] {
        let notice = notice(&format!(
            "序号\t申报单位\t项目名称\t{header}\t补助资金（元）\n1\t区民政局\t日间照料\t{cell}\t200\n\
             2\t区教育局\t送餐上门\t{cell}\t300"
        ));
        assert_eq!(
            columns_of(&notice)[1],
            format!("申报单位: {expected}"),
            "{header}"
        );
    }
}

#[test]
fn who_asks_for_money_in_a_list_of_what_is_bought_buys() {
    for (title, expected) in [
        ("政府购买服务项目汇总表", "purchaser"),
        ("各购买主体应按时报送。\n公益项目明细表", "purchaser"),
        ("补助资金分配表", "beneficiary"),
    ] {
        let notice = notice(&format!(
            "{title}\n序号\t申报单位\t项目名称\t补助资金（元）\n1\t区民政局\t日间照料\t200\n2\t区教育局\t送餐上门\t300"
        ));
        assert_eq!(
            columns_of(&notice)[1],
            format!("申报单位: {expected}"),
            "{title}"
        );
    }
}

#[test]
fn blanks_and_brackets_in_a_header_change_nothing() {
    for header in [
        "购 买 主 体",
        "购买主体（盖章）",
        "购买\u{3000}主体",
        "購買主體",
    ] {
        assert_eq!(role(header, "区民政局"), "purchaser", "{header}");
    }
}

#[test]
fn rarer_headers_of_purchasers_name_them() {
    for header in [
        "购买服务主体",
        "主办单位",
        "需求单位",
        "购买机关",
        "购买者",
        "列支单位",
        "预算单位",
    ] {
        assert_eq!(role(header, "区民政局"), "purchaser", "{header}");
    }
}

#[test]
fn a_column_of_units_of_measure_is_no_purchaser() {
    assert_eq!(role("单位", "张"), "other");
    assert_eq!(role("单位", "区民政局"), "purchaser");
}

#[test]
fn two_header_rows_of_which_the_upper_spans_name_a_column_together() {
    let notice = notice("序号\t项目\t资金（万元）\t\n\t\t区级\t镇级\n1\t养老\t2\t1\n2\t助餐\t3\t1");
    assert_eq!(
        columns_of(&notice),
        [
            "序号: sequence",
            "项目: project",
            "资金（万元）/区级: amount",
            "资金（万元）/镇级: amount_other",
        ]
    );
    has_rows(
        &notice,
        &[
            "item 1 | 养老 | 20000 | 10000",
            "item 2 | 助餐 | 30000 | 10000",
        ],
    );
}

#[test]
fn two_header_rows_whose_spans_were_filled_name_a_column_together() {
    let notice = notice(
        "序号\t项目\t资金（万元）\t资金（万元）\n序号\t项目\t区级\t镇级\n1\t养老\t2\t1\n2\t助餐\t3\t1",
    );
    has_rows(
        &notice,
        &[
            "item 1 | 养老 | 20000 | 10000",
            "item 2 | 助餐 | 30000 | 10000",
        ],
    );
}

#[test]
fn a_row_above_the_header_is_the_title() {
    let notice = notice("2023年项目表\t\t\n序号\t项目\t金额（元）\n1\t养老\t200\n2\t助餐\t300");
    has_rows(&notice, &["item 1 | 养老 | 200", "item 2 | 助餐 | 300"]);
    let title = notice.attachments[0].title.as_ref().unwrap();
    assert!(title.text.ends_with("2023年项目表"), "{}", title.text);
}

#[test]
fn the_main_sum_is_what_this_notice_hands_out() {
    for (header, main) in [
        ("总投资（万元）\t本次安排（万元）", 3),
        ("单价（元）\t金额（元）", 3),
        ("金额（元）\t上年金额（元）", 2),
        ("自筹（万元）\t合计（万元）", 3),
    ] {
        let notice = notice(&format!(
            "序号\t项目\t{header}\n1\t养老\t20\t50\n2\t助餐\t30\t60"
        ));
        let columns = columns_of(&notice);
        assert!(columns[main].ends_with(": amount"), "{header}: {columns:?}");
    }
}

#[test]
fn the_main_sum_of_columns_in_sequence_is_the_one_in_force() {
    for (header, main) in [
        ("原预算（万元）\t调整后（万元）", 3),
        ("申报金额（万元）\t核定金额（万元）", 3),
        ("送审金额（万元）\t审定金额（万元）", 3),
        ("应拨资金（万元）\t实拨资金（万元）", 3),
    ] {
        let notice = notice(&format!(
            "序号\t项目\t{header}\n1\t养老\t20\t50\n2\t助餐\t30\t60"
        ));
        let columns = columns_of(&notice);
        assert!(columns[main].ends_with(": amount"), "{header}: {columns:?}");
    }
}

#[test]
fn quantities_and_prices_are_not_the_sum() {
    reads(
        "序号\t项目\t数量\t单价（元）\t金额（元）\n1\t桌子\t2\t100\t200\n2\t椅子\t3\t100\t300\n合计\t\t\t\t500",
        &[
            "item 1 | 桌子 | 2 | 100 | 200",
            "item 2 | 椅子 | 3 | 100 | 300",
            "total 合计 | _ | _ | blank | 500",
        ],
    );
}

#[test]
fn columns_without_a_role_are_kept_under_their_header() {
    let notice = notice("序号\t项目\t等级\t金额（元）\n1\t养老\tA级\t200\n2\t助餐\tB级\t300");
    let level = |i: usize| notice.items[i].others["等级"].text.as_str();
    assert_eq!([level(0), level(1)], ["A级", "B级"]);
}

#[test]
fn parts_of_a_sum_stand_under_of_which_and_not_under_the_remarks() {
    let notice = notice(
        "村名\t项目名称\t总投资（元）\t其中：\t备注\n财政奖补\t村级自筹\n东庄村\t道路\t420\t300\t120\t\n东庄村\t路灯\t86\t60\t26\t太阳能\n西岭村\t饮水\t358\t250\t108\t",
    );
    assert_eq!(
        columns_of(&notice),
        [
            "村名: purchaser",
            "项目名称: project",
            "总投资（元）: amount_other",
            "其中：/财政奖补: amount",
            "其中：/村级自筹: amount_other",
            "备注: note"
        ]
    );
}

/// The column that the sums of the items are taken from, of a list that states no unit but that of all its sums.
fn main_of(header: &str, row: &str) -> String {
    let notice = notice(&format!(
        "单位：万元\n镇街\t{header}\n甲镇\t{row}\n乙镇\t{row}"
    ));
    let columns = columns_of(&notice);
    let main = columns.iter().find(|c| c.ends_with(": amount"));
    main.map_or_else(|| format!("{columns:?}"), |c| c.replace(": amount", ""))
}

#[test]
fn what_is_paid_out_is_money_whatever_words_name_it() {
    for (header, row, main) in [
        (
            "因素得分\t应安排数\t已提前下达\t本次下达数",
            "18.6\t186\t120\t66",
            "本次下达数",
        ),
        ("应补资金\t已拨付\t本次拨付", "20\t8\t12", "本次拨付"),
        ("核定金额\t已预拨\t本次清算数", "9\t5\t4", "本次清算数"),
        ("岗位补贴\t贷款贴息\t合计", "3\t1\t4", "合计"),
        ("一次性补助\t培训津贴\t合计", "3\t1\t4", "合计"),
        ("补助\t某项\t合计", "3元\t1元\t4元", "合计"),
        ("经费总额\t本次下达", "60\t30", "本次下达"),
        ("补助总额\t已拨付\t本次拨付", "60\t10\t20", "本次拨付"),
        ("省级\t本次安排\t合计", "3\t1\t4", "合计"),
    ] {
        assert_eq!(main_of(header, row), main, "{header}");
    }
}

#[test]
fn a_grant_comes_before_what_the_receiver_spends_and_a_total_before_what_one_gets() {
    for (header, row, main, said) in [
        ("核定投资额\t补助金额", "128\t32", "补助金额", false),
        (
            "工程总造价\t筹资筹劳\t申请奖补资金",
            "48\t8\t40",
            "申请奖补资金",
            false,
        ),
        (
            "贷款金额\t实付利息\t贴息金额",
            "500\t21\t10",
            "贴息金额",
            false,
        ),
        ("审定金额\t奖补金额", "98\t39", "奖补金额", true),
        ("中标价\t补助资金", "41\t6", "补助资金", true),
        ("申报补助\t核定补助", "41\t6", "核定补助", false),
        ("单台补贴额\t补贴总额", "2\t6", "补贴总额", false),
        ("人均补助\t补助资金", "2\t6", "补助资金", false),
    ] {
        assert_eq!(main_of(header, row), main, "{header}");
        let notice = notice(&format!(
            "单位：万元\n镇街\t{header}\n甲镇\t{row}\n乙镇\t{row}"
        ));
        let warns = |d: &putuo_notice::Diagnostic| {
            d.code == "amount.main_column" && d.severity == putuo_notice::Severity::Warning
        };
        assert_eq!(notice.diagnostics.iter().any(warns), said, "{header}");
    }
}

#[test]
fn a_catalogue_whose_classes_say_themselves_again_names_no_project() {
    let notice = notice(
        "指导性目录名称\t购买服务内容\t预算数（元）\nA1 林业\t飞防\t12\nA1 林业\t巡护\t18\nB3 监测\t水质\t9\nB5 评审\t报告\t21\n合计\t\t60",
    );
    assert_eq!(
        columns_of(&notice),
        [
            "指导性目录名称",
            "购买服务内容: project",
            "预算数（元）: amount"
        ]
    );
}

#[test]
fn enterprises_are_given_money_or_do_what_their_header_says() {
    for (header, expected) in [
        ("企业名称", "beneficiary"),
        ("获奖企业", "beneficiary"),
        ("中标企业", "provider"),
        ("施工企业", "provider"),
        ("幼儿园名称", "purchaser"),
    ] {
        assert_eq!(role(header, "甲公司"), expected, "{header}");
    }
}

#[test]
fn what_was_planned_and_what_was_spent_are_said_at_each_row_that_states_both() {
    let read = notice(
        "项目名称\t实施单位\t年初安排（万元）\t实际支出（万元）\n设备更新\t东港街道\t60\t58.4\n社工站\t区社工协会\t35\t35\n",
    );
    let said: Vec<&str> = read
        .diagnostics
        .iter()
        .filter(|d| d.code == "amount.main_column" && d.severity == putuo_notice::Severity::Warning)
        .map(|d| d.path.as_str())
        .collect();
    assert!(said.contains(&"/items/0/amount"), "{said:?}");
    assert!(!said.contains(&"/items/1/amount"), "{said:?}");
}

#[test]
fn what_another_year_spent_is_not_said_to_be_the_sum_of_this_one() {
    let read = notice(
        "科目名称\t2022年执行数（万元）\t2023年预算数（万元）\n学前教育\t400\t450\n小学教育\t800\t860",
    );
    assert_eq!(super::sums_of(&read), ["4500000", "8600000"]);
    let warns = |d: &putuo_notice::Diagnostic| d.severity == putuo_notice::Severity::Warning;
    assert!(!read.diagnostics.iter().any(warns));
}

#[test]
fn of_sums_of_two_years_that_is_in_force_which_the_paper_is_about() {
    let table = "购买主体\t项目名称\t2024年预算（万元）\t2025年预算（万元）\n区水利局\t巡护\t32\t30\n区教育局\t托管\t50\t52";
    for (above, sums, said) in [
        (
            "关于公布2024年购买服务项目的通知\n",
            ["320000", "500000"],
            false,
        ),
        // A heading that ends in no kind of notice, and a sentence.
        (
            "双流区2024年政府购买服务项目\n区财政局\n",
            ["320000", "500000"],
            false,
        ),
        (
            "现将区级部门2025年购买服务项目公布如下：\n",
            ["300000", "520000"],
            false,
        ),
        // The number of a paper that is cited names a year, too.
        (
            "根据财综〔2020〕10号，现将2024年项目公布如下：\n",
            ["320000", "500000"],
            false,
        ),
        ("现将购买服务项目公布如下：\n", ["300000", "520000"], true),
        (
            "现将2024年和2025年购买服务项目公布如下：\n",
            ["300000", "520000"],
            true,
        ),
    ] {
        let read = putuo_notice::parse_notice(format!("{above}{table}\n")).unwrap();
        assert_eq!(super::sums_of(&read), sums, "{above}");
        for item in ["/items/0/amount", "/items/1/amount"] {
            let at =
                |d: &putuo_notice::Diagnostic| d.code == "amount.main_column" && d.path == item;
            assert_eq!(read.diagnostics.iter().any(at), said, "{above}");
        }
    }
}

#[test]
fn a_total_below_a_name_of_its_own_adds_up_what_stands_there() {
    for (upper, group) in [
        ("人数（人）\t人数（人）\t人数（人）", "男\t女\t合计"),
        ("受益情况\t受益情况\t受益情况", "学校\t班级\t小计"),
    ] {
        for (money, sums) in [
            ("资金（元）\t资金（元）\t资金（元）", "中央\t区级\t合计"),
            (
                "补助（元）\t自筹（元）\t合计（元）",
                "补助（元）\t自筹（元）\t合计（元）",
            ),
        ] {
            let read = notice(&format!(
                "镇街\t{upper}\t{money}\n镇街\t{group}\t{sums}\n甲镇\t12\t30\t42\t25200\t10000\t35200\n乙镇\t8\t21\t29\t17400\t7000\t24400\n"
            ));
            assert_eq!(super::sums_of(&read), ["35200", "24400"], "{upper} {money}");
        }
    }
}

#[test]
fn what_comes_of_the_others_in_every_row_is_the_sum_of_the_row_whatever_its_name() {
    for (header, rows, sums, said) in [
        (
            "春季补助\t秋季补助\t全年补助",
            ["15\t15.3\t30.3", "10.5\t10.4\t20.9"],
            ["30.3", "20.9"],
            false,
        ),
        (
            "全年经费\t上半年经费\t下半年经费",
            ["30.3\t15\t15.3", "20.9\t10.5\t10.4"],
            ["30.3", "20.9"],
            false,
        ),
        (
            "甲类金额\t乙类金额\t丙类金额\t全部金额",
            ["1\t2\t0\t3", "4\t5\t6\t15"],
            ["3", "15"],
            false,
        ),
        // One row may add up by chance; rows with a single part state it twice.
        (
            "甲类金额\t乙类金额\t丙类金额",
            ["1\t2\t3", "4\t5\t7"],
            ["1", "4"],
            true,
        ),
        (
            "甲类金额\t乙类金额\t丙类金额",
            ["1\t0\t1", "4\t0\t4"],
            ["1", "4"],
            false,
        ),
    ] {
        let read = notice(&format!(
            "单位：元\n学校\t{header}\n一小\t{}\n二小\t{}\n",
            rows[0], rows[1]
        ));
        assert_eq!(super::sums_of(&read), sums, "{header}");
        let warns = |d: &putuo_notice::Diagnostic| {
            d.code == "amount.main_column" && d.severity == putuo_notice::Severity::Warning
        };
        assert_eq!(read.diagnostics.iter().any(warns), said, "{header}");
    }
}

#[test]
fn people_who_are_named_are_given_the_grants_and_where_they_live_is_no_project() {
    for (place, cell) in [
        ("村组", "大塘村一组"),
        ("详细住处", "东门外大街"),
        ("类属", "低保边缘户"),
    ] {
        let read = notice(&format!(
            "序号\t姓名\t{place}\t补贴金额（元）\n1\t张*\t{cell}\t297.5\n2\t李*明\t{cell}\t170\n3\t黄*\t{cell}\t544\n"
        ));
        let columns = columns_of(&read);
        assert!(
            columns.contains(&"姓名: beneficiary".to_owned()),
            "{columns:?}"
        );
        assert!(
            read.items.iter().all(|i| i.project.is_none()),
            "{columns:?}"
        );
    }
    let read = notice(
        "序号\t姓名\t创业项目\t补贴金额（元）\n1\t张*\t水果店\t297.5\n2\t李*明\t土鸡养殖\t170\n",
    );
    assert_eq!(read.items[0].project.as_ref().unwrap().text, "水果店");
}

#[test]
fn a_sum_of_another_year_than_the_title_names_is_not_the_one_in_force() {
    for (title, sums) in [
        ("关于公布2024年购买服务项目的通知", ["600000", "220000"]),
        ("关于公布2025年购买服务项目的通知", ["550000", "240000"]),
    ] {
        let read = putuo_notice::parse_notice(format!(
            "{title}\n购买主体\t项目名称\t金额（万元）\t2025年（万元）\n区水利局\t巡护\t60\t55\n区教育局\t托管\t22\t24\n"
        ));
        assert_eq!(super::sums_of(&read.unwrap()), sums, "{title}");
    }
}

#[test]
fn sums_below_the_name_of_a_body_are_no_purchasers() {
    for body in ["街道", "乡镇", "学校", "建设单位"] {
        let read = notice(&format!(
            "项目\t区城管局\t{body}\t总计（万元）\n垃圾清运\t300\t120\t420\n道路维护\t210\t45.5\t255.5\n"
        ));
        assert!(read.items.iter().all(|i| i.purchaser.is_none()), "{body}");
        assert_eq!(super::sums_of(&read), ["4200000", "2555000"], "{body}");
    }
}

#[test]
fn firms_below_a_name_that_is_not_known_buy_nothing() {
    for (header, sum, expected) in [
        ("中标候选人", "投标报价（元）", "provider"),
        ("入围名单", "合同金额（元）", "provider"),
        ("入围名单", "奖励金额（元）", "beneficiary"),
    ] {
        let read = notice(&format!(
            "序号\t{header}\t{sum}\n1\t长春甲环境有限公司\t5210000\n2\t长春乙环境公司（分公司）\t5180000\n3\t丙集团\t300\n"
        ));
        let columns = columns_of(&read);
        assert!(
            columns.contains(&format!("{header}: {expected}")),
            "{columns:?}"
        );
    }
}

#[test]
fn a_sum_that_the_others_of_its_row_make_up_is_not_said_to_be_one_of_several() {
    for (row, said) in [("180.5\t306", false), ("180.5\t300", true)] {
        let read = notice(&format!(
            "功能科目\t预算数（万元）\t基本支出\t项目支出\n残疾人康复\t126\t0\t126\n残疾人就业\t486.5\t{row}\n"
        ));
        let warns = |d: &putuo_notice::Diagnostic| {
            d.code == "amount.main_column" && d.severity == putuo_notice::Severity::Warning
        };
        assert_eq!(read.diagnostics.iter().any(warns), said, "{row}");
    }
}

#[test]
fn names_that_few_know_may_stand_below_a_title_and_a_unit() {
    let read = notice(
        "|单位：元|||||\n|类目|人次|定额|小计|\n|生活救助|85|2000|170000|\n|医疗救助|12|8000|96000|\n|子女助学|30|3000|90000|",
    );
    assert_eq!(read.items.len(), 3);
}

#[test]
fn columns_of_single_figures_are_no_sums_and_that_is_said() {
    for (mark, names) in [
        ("\t", "万,千,百,十,元,角,分"),
        (" | ", "百万,十万,万,千,百,十,元"),
    ] {
        let names: Vec<&str> = names.split(',').collect();
        let upper = [
            "序号",
            "项目名称",
            "购买主体",
            "金额",
            "",
            "",
            "",
            "",
            "",
            "",
        ]
        .join(mark);
        let lower = [&["", "", ""], names.as_slice()].concat().join(mark);
        let one = [
            "1",
            "会计代理",
            "区财政局",
            "2",
            "4",
            "0",
            "0",
            "0",
            "0",
            "0",
        ]
        .join(mark);
        let two = [
            "2",
            "快递寄送",
            "区服务中心",
            "",
            "3",
            "5",
            "1",
            "8",
            "5",
            "0",
        ]
        .join(mark);
        let read = notice(&format!("{upper}\n{lower}\n{one}\n{two}"));
        assert_eq!(read.items.len(), 2, "{names:?}");
        assert!(read.items.iter().all(|i| i.amount.is_none()), "{names:?}");
        let said = read.diagnostics.iter().any(|d| d.code == "role.by_content");
        assert!(said, "{names:?}");
    }
}

#[test]
fn a_body_that_money_is_paid_to_is_no_sum() {
    for name in ["拨付单位", "资金拨付对象", "收款单位"] {
        let notice = notice(&format!(
            "序号\t项目\t{name}\t本次拨付（万元）\n1\t茶叶加工厂\t岭下乡\t45\n2\t饮水\t石门镇\t49.3"
        ));
        assert_eq!(super::sums_of(&notice), ["450000", "493000"], "{name}");
    }
}

#[test]
fn a_unit_below_the_table_counts_for_it() {
    for unit in [
        "单位：万元",
        "（单位：万元）",
        "注：金额单位：万元。",
        "注：投资单位为万元。",
    ] {
        let notice = notice(&format!(
            "序号\t项目\t购买主体\t金额\n1\t茶叶加工\t区文旅局\t45\n2\t饮水\t区水利局\t49.3\n合计\t\t\t94.3\n{unit}"
        ));
        assert_eq!(super::sums_of(&notice), ["450000", "493000"], "{unit}");
    }
}

#[test]
fn who_buys_is_told_by_the_heading_over_a_name() {
    let notice = super::parse_notice(
        "某区食品抽检服务中标结果公告\n一、中标信息\n标项名称\t中标供应商\t中标金额（元）\n农产品抽检\t某检测公司\t680000\n\
         餐饮抽检\t某质检研究院\t455000\n\n四、其他\n无\n1.采购人信息\n名 称：区市场监督管理局\n地 址：某路1号\n\
         2.采购代理机构信息\n名 称：某代理有限公司",
    );
    let notice = notice.unwrap();
    let buyers = notice
        .items
        .iter()
        .map(|i| i.purchaser.as_ref().map(|p| p.text.as_str()));
    assert_eq!(buyers.collect::<Vec<_>>(), [Some("区市场监督管理局"); 2]);
}

#[test]
fn a_lower_name_of_a_name_is_whose_the_upper_one_says() {
    for upper in ["采购单位", "采购人"] {
        let table = format!(
            "<table><tr><td rowspan=2>序号</td><td colspan=2>{upper}</td><td colspan=2>项目</td></tr>\
             <tr><td>名称</td><td>联系人</td><td>名称</td><td>金额（元）</td></tr>\
             <tr><td>1</td><td>区民政局</td><td>王某</td><td>养老服务</td><td>200</td></tr></table>"
        );
        let notice = notice(&format!(
            "<html><body><h1>关于公布项目的通知</h1>{table}</body></html>"
        ));
        let item = &notice.items[0];
        let text = |c: &Option<putuo_notice::CellText>| c.as_ref().map(|c| c.text.clone());
        assert_eq!(
            text(&item.purchaser).as_deref(),
            Some("区民政局"),
            "{upper}"
        );
        assert_eq!(text(&item.project).as_deref(), Some("养老服务"), "{upper}");
    }
}

#[test]
fn parts_under_of_which_and_instalments_are_no_main_sum() {
    let table = |header: &str| {
        format!("序号\t项目名称\t{header}\n1\t养老服务\t6\t4\t2\n2\t助餐服务\t2.4\t2\t0.4")
    };
    for header in [
        "总投资（万元）\t其中：财政资金（万元）\t自筹资金（万元）",
        "金额（万元）\t其中：财政资金（万元）\t自筹资金（万元）",
    ] {
        let notice = notice(&table(header));
        assert_eq!(super::sums_of(&notice), ["60000", "24000"], "{header}");
    }
    let notice = notice(
        "序号\t项目名称\t预付30%（万元）\t余款70%（万元）\n1\t养老服务\t3\t7\n2\t助餐服务\t1.2\t2.8",
    );
    assert!(
        notice
            .items
            .iter()
            .all(|i| i.amount.is_none() && i.amounts.len() == 2)
    );
}

#[test]
fn a_subtotal_above_its_rows_names_their_purchaser() {
    let table = "购买主体\t项目名称\t金额（元）\n区教育局\t小计\t500\n\t校园辅导\t200\n\t家长课堂\t300\n区水利局\t小计\t400\n\t河道巡查\t400\n总计\t\t900";
    let notice = notice(table);
    let read: Vec<String> = notice
        .items
        .iter()
        .map(|i| i.purchaser.as_ref().unwrap().text.clone())
        .collect();
    assert_eq!(read, ["区教育局", "区教育局", "区水利局"]);
}

/// Names of projects end as names of columns do, and every row has an even number of cells; but sums are no labels.
#[test]
fn a_header_of_two_rows_between_tabs_is_no_list_of_labels() {
    let table = "购买项目\t主要服务内容及目标\t经费\t\n\t\t本年预算\t上年预算\n\
                 非遗监测志愿服务项目\t每车配备安全员\t20.0万元\t679.6万元\n\
                 海岛推广服务项目\t引入调解组织\t3.4万元\t14.4万元\n\
                 孤独症儿童探访服务项目\t对家庭入户核查\t368.0万元\t17.0万元";
    has_rows(
        &notice(table),
        &[
            "item 非遗监测志愿服务项目 | 每车配备安全员 | 200000 | 6796000",
            "item 海岛推广服务项目 | 引入调解组织 | 34000 | 144000",
            "item 孤独症儿童探访服务项目 | 对家庭入户核查 | 3680000 | 170000",
        ],
    );
}

/// A merged cell adds up the rows of a purchaser: what each row states is its own sum.
#[test]
fn a_total_that_is_merged_over_rows_is_no_row_s_sum() {
    for (header, own) in [
        ("小计（万元）", "金额（万元）"),
        ("合计（万元）", "预算金额（万元）"),
    ] {
        let cell = |text: &str| format!("<td>{text}</td>");
        let row = |cells: &[&str], merged: &str| {
            let cells: String = cells.iter().map(|c| cell(c)).collect();
            format!("<tr>{cells}{merged}</tr>")
        };
        let read = notice(&format!(
            "<html><body><table>{}{}{}{}</table></body></html>",
            row(&["购买主体", "项目名称", own], &cell(header)),
            row(&["区民政局", "助餐", "25"], "<td rowspan=2>65</td>"),
            row(&["区民政局", "社工站", "40"], ""),
            row(&["区司法局", "调解", "12"], &cell("12")),
        ));
        let sums: Vec<Option<String>> = read
            .items
            .iter()
            .map(|i| Some(i.amount.as_ref()?.yuan?.normalize().to_string()))
            .collect();
        let sums: Vec<&str> = sums.iter().map(|s| s.as_deref().unwrap_or("")).collect();
        assert_eq!(sums, ["250000", "400000", "120000"], "{header}");
    }
    // A blank total beside two parts is not said to be one of them.
    assert_eq!(
        main_of("区级资金（万元）\t镇级资金（万元）\t合计（万元）", "1\t2\t"),
        "合计（万元）"
    );
}

/// What a browser copies of a header whose merged cells are gone: the lower names stand at the left edge.
#[test]
fn lower_names_of_one_sum_stand_below_it_whatever_is_behind_it() {
    let item = "item 1 | 区司法局 | 法律援助值班";
    for (header, row, expected) in [
        (
            "预算金额（万元）\t调整原因\n调整前\t调整后",
            "18\t24\t案件量增加",
            format!("{item} | 180000 | 240000 | 案件量增加"),
        ),
        (
            "资金来源（万元）\t备注\n小计\t省级\t市级",
            "30\t20\t10\t续建",
            format!("{item} | 300000 | 200000 | 100000 | 续建"),
        ),
        (
            "经费（万元）\n总额\t本次下达",
            "60\t30",
            format!("{item} | 600000 | 300000"),
        ),
        (
            "补助资金（万元）\n合计\t其中\n中央\t省级",
            "30\t20\t10",
            format!("{item} | 300000 | 200000 | 100000"),
        ),
        (
            "应补助人数\t补助金额（万元）\n生活补助\t交通补助\t合计",
            "32\t3\t1\t4",
            format!("{item} | 32 | 30000 | 10000 | 40000"),
        ),
        (
            "投资（万元）\t完成时限\n财政资金\t自筹\n上级\t本级",
            "20\t6\t4\t2024年",
            format!("{item} | 200000 | 60000 | 40000 | 2024年"),
        ),
    ] {
        let table = format!(
            "序号\t购买主体\t项目名称\t{header}\n1\t区司法局\t法律援助值班\t{row}\n2\t区信访局\t信访代办\t{row}"
        );
        let read = notice(&table);
        assert_eq!(rows_of(&read).first(), Some(&expected), "{table}");
    }
}

#[test]
fn a_name_that_is_broken_over_two_lines_is_one_though_sums_stand_around_it() {
    reads(
        "序号\t项目\n名称\t预算金额（万元）\n1\t养老\t20\n2\t助餐\t30",
        &["item 1 | 养老 | 200000", "item 2 | 助餐 | 300000"],
    );
}

#[test]
fn a_header_of_two_rows_that_each_page_says_again_has_headings_below_it() {
    let header = "序号\t项目名称\t经费（万元）\n总额\t本次下达";
    let read = notice(&format!(
        "{header}\n一、工业类\n1\t投饵装置\t60\t30\n2\t喷射系统\t80\t48.5\n{header}\n二、农业类\n3\t乌贼育苗\t20\t10\n合计\t\t160\t88.5"
    ));
    has_rows(
        &read,
        &[
            "heading 一、工业类 | _ | blank | blank",
            "item 1 | 投饵装置 | 600000 | 300000",
            "item 2 | 喷射系统 | 800000 | 485000",
            "heading 二、农业类 | _ | blank | blank",
            "item 3 | 乌贼育苗 | 200000 | 100000",
            "total 合计 | _ | 1600000 | 885000",
        ],
    );
}

/// As a spreadsheet's cells are copied: merged cells leave blank ones.
#[test]
fn three_rows_of_names_in_their_places_name_a_column_together() {
    let one = "序号;县区;补助资金（万元）;;;备注\n;;合计;其中;;\n;;;中央;省级;\n1;青田县;620;400;220;续建\n2;缙云县;350;200;150;新建";
    let two = "县区;上级资金（万元）;;;项目名称;本级资金（万元）;\n;小计;其中;;;小计;其中\n;;中央;省级;;;区级\n青田县;620;400;220;堤防;70;70\n缙云县;350;200;150;灌区;80;80";
    for cell in ["\t", " | ", ","] {
        let read = |table: &str| columns_of(&notice(&table.replace(';', cell)));
        assert_eq!(
            read(one)[2..],
            [
                "补助资金（万元）/合计: amount",
                "补助资金（万元）/其中/中央: amount_other",
                "补助资金（万元）/其中/省级: amount_other",
                "备注: note",
            ],
            "{cell}"
        );
        assert_eq!(
            read(two)[3..],
            [
                "上级资金（万元）/其中/省级: amount_other",
                "项目名称: project",
                "本级资金（万元）/小计: amount_other",
                "本级资金（万元）/其中/区级: amount_other",
            ],
            "{cell}"
        );
    }
}

#[test]
fn running_numbers_may_stand_below_a_blank_name() {
    let read = notice(
        "\t购买主体\t项目名称\t金额（元）\n1\t区民政局\t养老\t200\n2\t区司法局\t普法\t300\n\t合计\t\t500",
    );
    let numbers = read
        .items
        .iter()
        .filter_map(|i| Some(i.sequence.as_ref()?.text.as_str()));
    assert_eq!(numbers.collect::<Vec<_>>(), ["1", "2"]);
    let warns = |d: &putuo_notice::Diagnostic| d.severity == putuo_notice::Severity::Warning;
    assert!(!read.diagnostics.iter().any(warns));
}

#[test]
fn names_of_groups_stand_over_the_same_names_with_blank_cells_between() {
    let read = notice(
        "收入\t\t支出\t\n项目\t预算数（万元）\t项目\t预算数（万元）\n财政拨款收入\t1280.5\t一般公共服务支出\t860\n事业收入\t35\t卫生健康支出\t90\n\t\t住房保障支出\t365.5",
    );
    let wanted = [
        ("财政拨款收入", "12805000"),
        ("事业收入", "350000"),
        ("一般公共服务支出", "8600000"),
        ("卫生健康支出", "900000"),
        ("住房保障支出", "3655000"),
    ];
    assert_eq!(
        listed(&read),
        wanted.map(|(p, s)| (p.to_owned(), s.to_owned()))
    );
}

#[test]
fn a_state_beside_a_sum_is_that_sum_in_another_state() {
    let table =
        "单位：元\n序号\t项目名称\t原预算\t调整后\n1\t日间照料\t200\t300\n2\t送餐上门\t400\t500\n";
    for table in [table.to_owned(), table.replace('\t', "\n")] {
        let notice = notice(&table);
        has_rows(
            &notice,
            &[
                "item 1 | 日间照料 | 200 | 300",
                "item 2 | 送餐上门 | 400 | 500",
            ],
        );
        assert_eq!(super::sums_of(&notice), ["300", "500"]);
    }
    // What is done before and after is none.
    let words = notice(
        "序号\t项目名称\t金额（元）\t变更后\n1\t日间照料\t200\t送餐\n2\t送餐上门\t400\t照料",
    );
    assert_eq!(columns_of(&words)[3], "变更后");
}

#[test]
fn which_of_two_bodies_buys_is_doubtful_where_one_is_only_called_a_body() {
    let rows = "区民政局|和风社工站|银龄互助|3\n区妇联|木兰协会|巾帼技能|5";
    for (names, said) in [
        ("单位名称|项目单位|项目名称|金额（万元）", 2),
        ("单位|使用单位|项目名称|金额（万元）", 2),
        ("单位|购买主体|项目名称|金额（万元）", 0),
        ("主管部门|项目单位|项目名称|金额（万元）", 0),
    ] {
        let table = format!("{names}\n{rows}").replace('|', "\t");
        let notice = notice(&table);
        let found = notice
            .diagnostics
            .iter()
            .filter(|d| d.code == "party.several");
        assert_eq!(found.count(), said, "{names}");
    }
}

#[test]
fn whoever_asks_for_a_grant_is_given_it() {
    for header in ["申报组织", "申请组织", "申报单位", "申请人"] {
        let notice = notice(&format!(
            "{header}\t活动名称\t奖补（元）\n兴隆戏曲社\t周末大戏台\t20000\n北街舞蹈队\t广场舞大赛\t8000"
        ));
        let given = notice.items.iter().filter_map(|i| i.beneficiary.as_ref());
        let given: Vec<&str> = given.map(|b| b.text.as_str()).collect();
        assert_eq!(given, ["兴隆戏曲社", "北街舞蹈队"], "{header}");
    }
}

#[test]
fn the_sum_of_a_grant_and_what_is_added_to_it_is_the_row_s() {
    let notice = notice(
        "主管部门\t项目名称\t中央资金（万元）\t配套资金（万元）\t总预算（万元）\n区残联\t助残\t20\t5\t25\n区民政局\t助老\t18\t2\t20",
    );
    assert_eq!(super::sums_of(&notice), ["250000", "200000"]);
}

#[test]
fn who_has_a_thing_built_buys_it() {
    for header in ["项目业主", "业主", "业主单位"] {
        assert_eq!(role(header, "区城管局"), "purchaser", "{header}");
    }
}

#[test]
fn money_of_the_issuers_own_level_is_told_from_that_of_lower_ones() {
    let severity = |signed: &str, columns: &str| {
        let read = putuo_notice::parse_notice(format!(
            "关于下达项目资金的通知\n\n各镇人民政府：\n\n现将资金下达给你们。\n\n{signed}\n2023年5月4日\n\n附件\n\n\
             序号\t项目\t{columns}\n1\t养老\t5\t2\n2\t助餐\t3\t1\n3\t助洁\t4\t4"
        ))
        .unwrap();
        let found = read.diagnostics.iter();
        let mut found = found.filter(|d| d.code == "amount.main_column");
        found.next().map(|d| d.severity)
    };
    use putuo_notice::Severity::{Info, Warning};
    let own = "区级资金（万元）\t镇级资金（万元）";
    assert_eq!(severity("舟山市普陀区民政局", own), Some(Info));
    assert_eq!(severity("舟山市民政局", own), Some(Warning));
    let higher = "市级资金（万元）\t区级资金（万元）";
    assert_eq!(severity("舟山市普陀区民政局", higher), Some(Warning));
    let other = "财政预算（万元）\t福彩公益金（万元）";
    assert_eq!(severity("舟山市普陀区民政局", other), Some(Warning));
}
