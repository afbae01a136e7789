//! The checks on the founding notice, and faults put into it on purpose.

// A test says by panicking that it failed.
#![allow(clippy::unwrap_used)]

use putuo_notice::{Notice, ParseOptions, Parser, Severity, parse_notice};

const SEED: &str = include_str!("../../fixtures/checks/seed/input.txt");

fn loud(notice: &Notice) -> Vec<(String, String)> {
    notice
        .diagnostics
        .iter()
        .filter(|d| d.severity > Severity::Info)
        .map(|d| (d.code.to_string(), d.path.clone()))
        .collect()
}

#[test]
fn the_founding_notice_has_an_auditors_findings_and_no_other() {
    let expected = [
        ("word.stutter", "/items/8/project"),
        ("word.traditional", "/items/13/beneficiary"),
        ("party.same", "/items/5/beneficiary"),
        ("party.same", "/items/6/beneficiary"),
    ]
    .map(|(code, path)| (code.to_owned(), path.to_owned()));
    assert_eq!(loud(&parse_notice(SEED).unwrap()), expected);
}

#[test]
fn a_check_can_be_switched_off_or_raised() {
    let mut options = ParseOptions::default();
    options.checks.insert("party.same".into(), None);
    options
        .checks
        .insert("word.stutter".into(), Some(Severity::Error));
    let notice = Parser::new(options).parse(SEED).unwrap();
    assert!(notice.diagnostics.iter().all(|d| d.code != "party.same"));
    let stutter = notice.diagnostics.iter().find(|d| d.code == "word.stutter");
    assert_eq!(stutter.unwrap().severity, Severity::Error);
}

#[test]
fn a_row_dropped_is_noticed_by_count_and_number() {
    let without: String = SEED
        .lines()
        .filter(|l| !l.contains("茶文化项目"))
        .flat_map(|l| [l, "\n"])
        .collect();
    let codes: Vec<String> = loud(&parse_notice(without).unwrap())
        .into_iter()
        .map(|(code, _)| code)
        .collect();
    assert!(codes.contains(&"count.items".to_owned()), "{codes:?}");
    assert!(codes.contains(&"sequence.order".to_owned()), "{codes:?}");
}

#[test]
fn the_founding_notice_adds_up_by_purchaser() {
    let summary = parse_notice(SEED).unwrap().summary();
    assert_eq!(summary.all.firm.to_string(), "6220770");
    assert_eq!(summary.all.actual.to_string(), "60000");
    assert_eq!(summary.all.total().unwrap().to_string(), "6280770");
    assert_eq!((summary.all.items, summary.all.unknown), (26, 0));
    assert_eq!(summary.purchasers.len(), 10);
    let bureau = summary.purchasers.get("区民政局").unwrap();
    assert_eq!(
        (bureau.items, bureau.firm.to_string()),
        (8, "4310000".into())
    );
}

/// Codes above info of a notice whose one table is `rows`.
fn codes(body: &str, rows: &str) -> Vec<String> {
    let text = format!(
        "关于公布2023年购买服务项目的通知\n\n{body}\n\n序号\t购买主体\t项目名称\t金额（万元）\n{rows}"
    );
    loud(&parse_notice(text).unwrap())
        .into_iter()
        .map(|(code, _)| code)
        .collect()
}

#[test]
fn a_total_may_take_in_upper_bounds_and_settled_as_actual_sums_and_nothing_else() {
    let rows = "1\t区民政局\t甲\t5\n2\t区民政局\t乙\t不超过10\n3\t区妇联\t丙\t2万元（按实结算）\n";
    for (total, expected) in [
        ("17", vec![]),
        ("15", vec![]),
        ("5", vec![]),
        ("16", vec!["sum.total"]),
    ] {
        let found = codes("现予以公布。", &format!("{rows}合计\t\t\t{total}\n"));
        assert_eq!(found, expected, "{total}");
    }
}

#[test]
fn a_sum_that_the_body_declares_is_held_against_the_items() {
    let rows = "1\t区民政局\t甲\t5\n2\t区民政局\t乙\t10\n";
    assert!(codes("现予以公布，总金额15万元。", rows).is_empty());
    assert_eq!(codes("现予以公布，总金额16万元。", rows), ["sum.declared"]);
    assert!(codes("现予以公布，总额不超过20万元。", rows).is_empty());
    assert_eq!(
        codes("现予以公布，总额不超过14万元。", rows),
        ["sum.declared"]
    );
    assert!(codes("现予以公布，总额约20万元。", rows).is_empty());
    let unpaid = "1\t区民政局\t甲\t\n2\t区民政局\t乙\t\n";
    assert!(!codes("现予以公布，总金额16万元。", unpaid).contains(&"sum.declared".into()));
}

#[test]
fn a_declared_sum_may_be_worded_otherwise() {
    let rows = "1\t区民政局\t甲\t5\n2\t区民政局\t乙\t10\n";
    for (right, wrong) in [
        ("合计十五万元。", "合计二十万元。"),
        ("合计人民币壹拾伍万元整。", "合计人民币壹拾贰万元整。"),
        ("合计人民币壹拾伍万圆整。", "合计：16万元。"),
        ("累计15万元。", "累计150万元。"),
        ("现下达资金15万元。", "现下达资金12万元。"),
        (
            "现拨付经费15万元，请专款专用。",
            "现拨付经费12万元，请专款专用。",
        ),
        ("现将资金15万元下达你们。", "现将资金80万元下达你们。"),
        (
            "分配2024年度补助资金150000元。",
            "分配2024年度补助资金15000元。",
        ),
        ("拨付人民币资金拾伍万元。", "拨付补助资金人民币拾贰万元。"),
        (
            "下达资金15万元，其中安排中央资金5万元。",
            "下达资金16万元，其中安排中央资金5万元。",
        ),
        (
            "总金额15万元，即合计壹拾伍万元整。",
            "总金额16万元，即合计壹拾陆万元整。",
        ),
    ] {
        assert!(
            codes(right, rows).is_empty(),
            "{right}: {:?}",
            codes(right, rows)
        );
        assert_eq!(codes(wrong, rows), ["sum.declared"], "{wrong}");
    }
    for other in [
        "每个项目安排补助资金3万元。",
        "按人均500元标准安排资金。",
        "原则上安排资金不超过2万元。",
        "下达补助资金500元/人。",
        "已下达资金100万元。",
        "全区安排资金1.2亿元。",
    ] {
        assert!(
            codes(other, rows).is_empty(),
            "{other}: {:?}",
            codes(other, rows)
        );
    }
}

#[test]
fn counts_may_be_worded_otherwise() {
    let rows = "1\t区民政局\t甲\t5\n2\t区民政局\t乙\t10\n3\t区妇联\t丙\t2\n";
    for (right, wrong, code) in [
        (
            "现将三个项目予以公布。",
            "现将四个项目予以公布。",
            "count.items",
        ),
        ("项目共3项。", "项目共4项。", "count.items"),
        (
            "现将服务项目予以公布，共计3项。",
            "现将服务项目予以公布，共计4项。",
            "count.items",
        ),
        ("服务项目3个，", "服务项目4个，", "count.items"),
        ("共叁个项目。", "共肆个项目。", "count.items"),
        ("涉及两家单位。", "涉及四家单位。", "count.purchasers"),
        ("涉及2家预算单位。", "涉及4家预算单位。", "count.purchasers"),
    ] {
        assert!(
            codes(right, rows).is_empty(),
            "{right}: {:?}",
            codes(right, rows)
        );
        assert_eq!(codes(wrong, rows), [code], "{wrong}");
    }
}

#[test]
fn units_that_are_counted_may_be_those_that_provide() {
    let rows = "序号\t购买主体\t项目名称\t实施单位\t金额（万元）\n1\t区民政局\t助餐\t甲公司\t5\n2\t区民政局\t助洁\t乙公司\t6\n3\t区民政局\t助浴\t丙公司\t7\n";
    let codes = |body: &str| -> Vec<String> {
        let text = format!(
            "关于项目的通知\n各单位：\n{body}\n某区民政局\n2024年3月1日\n附件\n项目表\n{rows}"
        );
        let notice = parse_notice(&text).unwrap();
        let own = notice
            .diagnostics
            .into_iter()
            .filter(|d| d.code.starts_with("count."));
        own.map(|d| d.code.to_string()).collect()
    };
    assert!(codes("项目由3家单位实施。").is_empty());
    assert_eq!(codes("项目涉及4家单位。"), ["count.purchasers"]);
}

#[test]
fn what_is_declared_of_an_attachment_is_held_against_it_alone() {
    let read = |body: &str| -> Vec<String> {
        let table = |label: &str, rows: &str| {
            format!("\n{label}\n项目表\n序号\t购买主体\t项目名称\t金额（万元）\n{rows}")
        };
        let first = table(
            "附件1",
            "1\t区商务局\t甲\t5\n2\t区供销社\t乙\t2\n3\t区供销社\t丙\t1\n",
        );
        let second = table("附件2", "1\t区总工会\t丁\t4\n2\t区总工会\t戊\t1\n");
        let text = format!(
            "关于公布2024年服务项目的通知\n\n{body}\n\n附件：1.项目表\n2.项目表\n{first}{second}"
        );
        let found = loud(&parse_notice(text).unwrap()).into_iter();
        found
            .map(|(code, _)| code)
            .filter(|c| c.starts_with("count."))
            .collect()
    };
    assert!(
        read("现将项目（2个单位、3个项目，见附件1）及结转项目（1个单位，见附件2）予以公布。")
            .is_empty()
    );
    // As many as all attachments have.
    assert_eq!(
        read("现将项目（3个单位、3个项目，见附件1）予以公布。"),
        ["count.purchasers"]
    );
    assert_eq!(
        read("现将项目（2个单位、5个项目，见附件1）予以公布。"),
        ["count.items"]
    );
    assert!(read("现予以公布，共3个单位、5个项目。").is_empty());
}

#[test]
fn a_paper_is_not_printed_before_it_is_signed() {
    let read = |printed: &str| {
        let text = format!(
            "关于公布2024年服务项目的通知\n\n现予以公布。\n\n区民政局\n2024年7月8日\n\n抄送：区委办公室。\n区民政局办公室　　{printed}印发\n"
        );
        let found = loud(&parse_notice(text).unwrap());
        found
            .iter()
            .any(|(code, path)| code == "date.printed" && path == "/date")
    };
    assert!(read("2024年5月9日"));
    assert!(!read("2024年7月8日") && !read("2024年7月10日"));
}

#[test]
fn yuan_under_a_head_of_ten_thousands_stand_out() {
    let rows = "1\t区民政局\t甲\t5\n2\t区民政局\t乙\t380\n3\t区妇联\t丙\t1\n4\t区妇联\t丁\t8\n5\t区妇联\t戊\t";
    assert!(codes("现予以公布。", &format!("{rows}6\n")).is_empty());
    assert_eq!(
        codes("现予以公布。", &format!("{rows}60000\n")),
        ["amount.magnitude"]
    );
    assert!(codes("现予以公布。", &format!("{rows}3~40\n")).is_empty());
    // What the cell itself says of its unit is not mistaken.
    assert!(codes("现予以公布。", &format!("{rows}5.8亿元\n")).is_empty());
    for upper in ["3~40000", "不超过40000"] {
        assert_eq!(
            codes("现予以公布。", &format!("{rows}{upper}\n")),
            ["amount.magnitude"]
        );
    }
}

#[test]
fn what_sentences_have_lost_is_said() {
    let rows = "1\t区文化馆\t民俗项目\t5\n2\t区文化馆\t传习项目\t10\n";
    assert!(codes("1. 2024年安排资金 15 万元，增长 5.4 %，共 30日。", rows).is_empty());
    assert_eq!(codes("现下达你区资金 万元。", rows), ["text.left_out"]);
    assert_eq!(codes("全区增长5. 4 %。", rows), ["text.spaced"]);
    assert_eq!(codes("工业增长1 0 . 6 %。", rows), ["text.spaced"]);
    let lost = |body: &str| {
        let text = format!(
            "索引号 SY-1\n文件编号 普府〔2022〕1号\n\n普府〔20221\n\n关于公布项目的通知\n\n各有关单位：\n\n{body}\n\n舟山市普陀区人民政府\n2022年1月28日\n"
        );
        loud(&parse_notice(text).unwrap())
    };
    assert!(lost("请于15日内办理，自发布之日起180日内有效。").is_empty());
    assert_eq!(
        lost("已经125日召开的会议审议通过。"),
        [("text.lost".to_owned(), "/body".to_owned())]
    );
}

#[test]
fn a_column_for_whom_to_ask_is_no_note_beside_the_notes() {
    let text = "关于公布项目的通知\n\n序号\t项目名称\t金额（万元）\t责任人\t备注\n1\t甲\t5\t王某\t续签\n2\t乙\t6\t李某\t\n";
    let notice = parse_notice(text).unwrap();
    let noted: Vec<_> = notice
        .items
        .iter()
        .map(|i| {
            (
                i.note.as_ref().unwrap().text.as_str(),
                i.others.get("责任人").unwrap().text.as_str(),
            )
        })
        .collect();
    assert_eq!(noted, [("续签", "王某"), ("", "李某")]);
}

#[test]
fn titles_that_differ_in_quotes_are_the_same() {
    let text = |title: &str| {
        format!(
            "关于公布项目的通知\n\n各有关单位：\n\n现予公布。\n\n附件：2020年“某”演出安排表（调整后）\n\n舟山市普陀区文化局\n2020年3月20日\n\n附件\n\n{title}\n\n             序号\t项目名称\t金额（万元）\n1\t甲\t5\n2\t乙\t6\n"
        )
    };
    let found = |title: &str| loud(&parse_notice(text(title)).unwrap());
    assert!(found("2020年\"某\"演出安排表(调整后)").is_empty());
    assert_eq!(
        found("2020年“某”演出安排表"),
        [(
            "attachment.title".to_owned(),
            "/attachments/0/title".to_owned()
        )]
    );
}

#[test]
fn traditional_characters_among_simplified_ones_are_named_and_rare_ones_are_not() {
    let rows = "1\t区文化馆\t㙦头村民俗项目\t5\n2\t区文化馆\t舟山鑼鼓传习\t10\n";
    assert_eq!(codes("现予以公布。", rows), ["word.traditional"]);
}

#[test]
fn a_row_that_breaks_what_its_neighbours_keep_is_named() {
    let table = |last: &str| {
        format!(
            "关于下达2023年补助资金的通知\n\n现予以下达。\n\n序号\t购买主体\t项目名称\t总投资（万元）\t省级补助（万元）\t区级配套（万元）\n\
             1\t区民政局\t甲\t5\t2\t3\n2\t区民政局\t乙\t10\t4\t6\n3\t区妇联\t丙\t7.5\t7\t0.5\n4\t区妇联\t丁\t9\t4\t5\n{last}\n"
        )
    };
    let found = |last: &str| loud(&parse_notice(table(last)).unwrap());
    assert!(found("5\t区妇联\t戊\t8\t4\t4").is_empty());
    assert_eq!(
        found("5\t区妇联\t戊\t8\t4\t5"),
        [(
            "sum.columns".to_owned(),
            "/tables/0/rows/4/amounts/总投资（万元）".to_owned()
        )]
    );
}

#[test]
fn a_column_that_is_named_as_the_sum_of_others_is_held_against_them_in_any_row() {
    for label in ["合计", "小计", "共计", "总计"] {
        let rows = format!(
            "序号\t购买主体\t项目名称\t县级（万元）\t镇级（万元）\t{label}（万元）\n1\t区民政局\t甲\t4\t2\t6\n2\t区妇联\t乙\t10\t5\t16\n"
        );
        let text = format!("关于下达2023年补助资金的通知\n\n现予以下达。\n\n{rows}");
        let path = format!("/tables/0/rows/1/amounts/{label}（万元）");
        let said = [("sum.columns".to_owned(), path)];
        assert_eq!(loud(&parse_notice(text).unwrap()), said, "{label}");
    }
}

#[test]
fn a_second_notice_in_a_text_is_said() {
    let paper = |number: u8, title: &str| {
        format!(
            "普陀区水利局文件\n普水〔2023〕{number}号\n关于下达{title}项目的通知\n各乡镇人民政府：\n现将项目下达给你们。\n附件：项目表\n\
             普陀区水利局\n2023年9月{number}日\n附件\n项目表\n序号\t购买主体\t项目名称\t金额（万元）\n1\t区气象局\t{title}\t6\n2\t区科协\t宣传\t{number}\n\n"
        )
    };
    let several = |text: String| {
        let notice = parse_notice(text).unwrap();
        notice
            .diagnostics
            .iter()
            .any(|d| d.code == "notice.several")
    };
    assert!(!several(paper(7, "山塘整治")));
    assert!(several(paper(7, "山塘整治") + &paper(8, "海塘养护")));
    // A notice that is passed on stands below an attachment's label.
    let passed_on = format!(
        "普陀区水利局\n普水〔2023〕7号\n关于转发海塘养护通知的通知\n各乡镇人民政府：\n现予转发。\n普陀区水利局\n2023年9月7日\n附件\n{}",
        paper(8, "海塘养护")
    );
    assert!(!several(passed_on));
}

#[test]
fn running_numbers_begin_at_one_and_every_row_has_one() {
    let rows = |numbers: [&str; 5]| {
        let names = ["甲", "乙", "丙", "丁", "戊"];
        let rows = numbers.iter().zip(names);
        rows.map(|(n, name)| format!("{n}\t区民政局\t{name}\t5\n"))
            .collect::<String>()
    };
    let found = |numbers| codes("现予以公布。", &rows(numbers));
    assert!(found(["1", "2", "3", "4", "5"]).is_empty());
    assert!(found(["1.", "2.", "3.", "（4）", "５"]).is_empty());
    assert!(found(["1", "2", "1", "2", "3"]).is_empty());
    // Codes of roads count no rows.
    assert!(found(["X201", "X205", "Y118", "Y120", "C003"]).is_empty());
    for numbers in [
        ["2", "3", "4", "5", "6"],
        ["1", "2", "4", "5", "6"],
        ["1", "2", "2", "3", "4"],
        ["1", "2", "", "4", "5"],
    ] {
        assert_eq!(found(numbers), ["sequence.order"], "{numbers:?}");
    }
    for numbers in [
        ["X201", "X202", "X204", "X205", "X206"],
        ["2", "4", "6", "8", "10"],
    ] {
        let said = found(numbers);
        assert!(said.contains(&"sequence.order".to_owned()), "{numbers:?}");
    }
}

#[test]
fn an_organ_is_known_by_its_short_name_and_in_its_place() {
    let same = |buyer: &str, target: &str| {
        let text = format!(
            "关于公布2023年购买服务项目的通知\n\n现予以公布。\n\n序号\t购买主体\t项目名称\t服务对象\t金额（万元）\n1\t{buyer}\t甲项目\t{target}\t5\n"
        );
        let notice = parse_notice(text).unwrap();
        notice.diagnostics.iter().any(|d| d.code == "party.same")
    };
    assert!(same("区卫健局", "舟山市普陀区卫生健康局"));
    assert!(same("区人力资源和社会保障局", "区人社局"));
    assert!(!same("区民政局", "区教育局"));
    assert!(!same("区文广旅体局", "区体育局"));
}

#[test]
fn attachments_that_do_not_follow_are_said() {
    let text = |second: &str| {
        format!(
            "关于公布2023年购买服务项目的通知\n\n各镇人民政府：\n现予以公布。\n\n附件：1．甲项目表\n2．乙项目表\n\n舟山市普陀区民政局\n\
             2023年4月11日\n\n附件1\n甲项目表\n\n序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t甲\t5\n{second}"
        )
    };
    let missing = |second: &str| {
        let notice = parse_notice(text(second)).unwrap();
        notice
            .diagnostics
            .iter()
            .any(|d| d.code == "attachment.missing")
    };
    assert!(missing(""));
    assert!(!missing(
        "\n附件2\n乙项目表\n\n序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t乙\t5\n"
    ));
}

#[test]
fn radicals_are_said_once_and_are_no_more_than_worth_knowing() {
    let notice =
        parse_notice("关于公布2023年购买服务项目的通知\n\n现予以公布，⽤于⽅便群众。\n").unwrap();
    let found: Vec<_> = notice
        .diagnostics
        .iter()
        .filter(|d| d.code == "word.compatibility")
        .collect();
    assert_eq!(found.len(), 1);
    assert!(found.first().unwrap().message.starts_with("2 characters"));
    assert_eq!(found.first().unwrap().severity, Severity::Info);
}

#[test]
fn a_menu_above_the_title_is_no_table() {
    let text = "首页\t机构概况\t信息公开\n\n关于公布2023年购买服务项目的通知\n\n各镇：\n现予以公布。\n\n序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t甲\t5\n2\t区妇联\t乙\t6\n";
    let notice = parse_notice(text).unwrap();
    let title = notice.title.as_ref().map(|t| t.text.as_str());
    assert_eq!(title, Some("关于公布2023年购买服务项目的通知"));
    assert_eq!((notice.tables.len(), notice.items.len()), (1, 2));
    let codes: Vec<String> = loud(&notice).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["text.unplaced"]);
}

#[test]
fn a_year_that_cannot_be_casts_doubt_on_every_digit_of_a_pdf() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/eye/digits-shifted.pdf"
    );
    let notice = parse_notice(std::fs::read(path).unwrap()).unwrap();
    let said = |code: &str, path: &str| {
        let mut all = notice.diagnostics.iter();
        all.any(|d| d.code == code && d.path == path)
    };
    assert!(said("date.implausible", "/date"));
    for (i, item) in notice.items.iter().enumerate() {
        assert!(said("item.digits", &format!("/items/{i}")));
        assert!(item.needs_review);
    }
    // A text has no fonts whose maps could be wrong.
    let text = "关于公布购买服务项目的通知\n\n序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老\t20\n\n区民政局\n2923年4月11日\n";
    let notice = parse_notice(text).unwrap();
    let codes: Vec<_> = notice.diagnostics.iter().map(|d| &*d.code).collect();
    assert!(codes.contains(&"date.implausible") && !codes.contains(&"item.digits"));
}

#[test]
fn what_was_handed_out_before_or_to_others_is_not_declared() {
    for body in [
        "2022年共下达30万元。现下达2023年资金2万元。",
        "去年共安排35万元，今年安排2万元。",
        "全市共下达120万元，其中我区2万元。",
        "截至2022年底，累计拨付资金158万元。现予公布。",
    ] {
        let rows =
            "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t甲\t1.5\n2\t区妇联\t乙\t0.5\n";
        let text = format!("关于下达2023年补助资金的通知\n\n{body}\n\n{rows}");
        let said = loud(&parse_notice(text).unwrap());
        assert!(
            said.iter().all(|(code, _)| code != "sum.declared"),
            "{body}: {said:?}"
        );
    }
}
