//! What the auditor says of results that the print does not bear out.
#![allow(clippy::unwrap_used)]

use putuo_notice::{Notice, Severity, parse_notice};

fn notice(unit_line: &str, header: &str, rows: &str) -> Notice {
    parse_notice(format!(
        "舟山市普陀区商务局\n关于公布2024年商贸服务项目的通知\n普商〔2024〕9号\n各镇人民政府：\n\
         现将2024年商贸服务项目予以公布。\n附件：2024年商贸服务项目表\n舟山市普陀区商务局\n2024年5月8日\n附件\n\
         2024年商贸服务项目表\n{unit_line}\n{header}\n{rows}"
    ))
    .unwrap()
}

/// Paths of the findings of a code, in order.
fn found<'n>(notice: &'n Notice, code: &str) -> Vec<&'n str> {
    let found = notice.diagnostics.iter().filter(|d| d.code == code);
    found.map(|d| d.path.as_str()).collect()
}

const HEADER: &str = "序号\t购买主体\t项目名称\t金额（万元）";
const ROWS: &str = "1\t区商务局\t农村电商培训\t5\n2\t区市场监管局\t进口商品直销周\t1.2\n3\t区供销社\t老字号展销\t0.8\n\
                    4\t区商务局\t跨境电商沙龙\t4";

#[test]
fn a_sound_list_gives_no_finding() {
    let notice = notice("单位：万元", HEADER, ROWS);
    let said = notice
        .diagnostics
        .iter()
        .find(|d| d.severity > Severity::Info);
    assert!(said.is_none(), "{said:?}");
    assert!(notice.items.iter().all(|i| !i.needs_review));
}

#[test]
fn units_that_contradict_each_other_are_said_at_the_unit() {
    let path = ["/tables/0/columns/3/unit"];
    for line in ["单位：元", "（金额单位：元）"] {
        assert_eq!(
            found(&notice(line, HEADER, ROWS), "unit.contradicted"),
            path,
            "{line}"
        );
    }
    let titled = parse_notice(format!(
        "关于公布项目的通知\n各镇：\n现予以公布。\n区商务局\n2024年5月8日\n附件\n项目表（单位：元）\n{HEADER}\n{ROWS}"
    ))
    .unwrap();
    assert_eq!(found(&titled, "unit.contradicted"), path);
    for said in [
        "表中金额单位均为元",
        "以上金额以元计",
        "表内资金单位统一为人民币元",
    ] {
        let line = format!("注：{said}。");
        assert_eq!(
            found(&notice(&line, HEADER, ROWS), "unit.contradicted"),
            path,
            "{said}"
        );
    }
    for line in [
        "单位：万元",
        "填报单位：区商务局",
        "注：购买单位为区级部门。",
    ] {
        assert!(
            found(&notice(line, HEADER, ROWS), "unit.contradicted").is_empty(),
            "{line}"
        );
    }
}

#[test]
fn sums_below_a_hundred_yuan_are_implausible() {
    let in_yuan = notice("", "序号\t购买主体\t项目名称\t金额（元）", ROWS);
    assert_eq!(
        found(&in_yuan, "unit.implausible"),
        ["/tables/0/columns/3/unit"]
    );
    let one_above = ROWS.replace("\t5", "\t120");
    let one_above = notice("", "序号\t购买主体\t项目名称\t金额（元）", &one_above);
    assert_eq!(found(&one_above, "unit.implausible").len(), 1);
    let huge = ROWS
        .replace("\t5", "\t50000")
        .replace("\t1.2", "\t12000")
        .replace("\t0.8", "\t80000")
        .replace("\t4", "\t45000");
    assert_eq!(
        found(&notice("", HEADER, &huge), "unit.implausible"),
        ["/tables/0/columns/3/unit"]
    );
    let one_less = huge.replace("\t45000", "\t4500");
    assert!(found(&notice("", HEADER, &one_less), "unit.implausible").is_empty());
    let rates = ROWS
        .replace("\t5", "\t5元/次")
        .replace("\t1.2", "\t8元/人")
        .replace("\t4", "\t4元/次");
    let rates = notice("", "序号\t购买主体\t项目名称\t金额（元）", &rates);
    assert!(found(&rates, "unit.implausible").is_empty());
}

#[test]
fn an_item_without_what_its_neighbours_have_is_said() {
    let blank = notice("", HEADER, &ROWS.replace("\t0.8", "\t"));
    assert_eq!(found(&blank, "amount.blank"), ["/items/2/amount"]);
    let nameless = notice("", HEADER, &ROWS.replace("老字号展销", ""));
    assert_eq!(found(&nameless, "item.incomplete"), ["/items/2/project"]);
    let review: Vec<bool> = nameless.items.iter().map(|i| i.needs_review).collect();
    assert_eq!(review, [false, false, true, false]);
    let first = notice("", HEADER, &ROWS.replacen("区商务局", "", 1));
    assert_eq!(found(&first, "item.incomplete"), ["/items/0/purchaser"]);
}

#[test]
fn a_row_without_number_and_sum_is_said() {
    let (first, rest) = ROWS.split_once('\n').unwrap();
    let piece = notice("", HEADER, &format!("{first}\n\t\t（一期）\t\n{rest}"));
    assert_eq!(found(&piece, "item.incomplete"), ["/items/1"]);
    // In a list that leaves them open it is nothing.
    let open = ROWS.replacen("1\t", "\t", 1);
    let open = notice("", HEADER, &format!("{open}\n\t区商务局\t商贸服务\t"));
    assert!(
        found(&open, "item.incomplete")
            .iter()
            .all(|p| *p != "/items/4")
    );
}

#[test]
fn a_total_without_a_label_is_said() {
    for rows in [
        format!("{ROWS}\n5\t区商务局\t商贸服务\t11"),
        format!("0\t区商务局\t商贸服务\t11\n{ROWS}"),
    ] {
        let notice = notice("", HEADER, &rows);
        assert_eq!(found(&notice, "item.total").len(), 1, "{rows}");
    }
}

#[test]
fn what_is_no_notice_is_empty() {
    let notice = parse_notice("今天天气很好。\n我们去海边走走。").unwrap();
    assert_eq!(found(&notice, "notice.empty"), [""]);
}

#[test]
fn a_misspelt_code_in_the_options_is_an_error() {
    let mut options = putuo_notice::ParseOptions::default();
    options.checks.insert("sum.totals".into(), None);
    let parser = putuo_notice::Parser::new(options.clone());
    let error = parser.parse(ROWS).unwrap_err();
    assert!(error.to_string().contains("sum.totals"), "{error}");
    let own = |_: &Notice| Vec::new();
    assert!(
        putuo_notice::Parser::new(options)
            .check(own)
            .parse(ROWS)
            .is_ok()
    );
}

/// A PDF of one page that prints a word, with these objects from number 6 on and this in its catalog.
fn pdf(catalog: &str, objects: &[&str]) -> Vec<u8> {
    let content = "BT /F1 12 Tf 72 700 Td (Notice) Tj ET";
    let mut all = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    all.extend(objects.iter().map(|o| (*o).to_owned()));
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&all) {
        offsets.push(out.len());
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let xref = out.len();
    let entries: String = offsets
        .iter()
        .map(|at| format!("{at:010} 00000 n \n"))
        .collect();
    let size = all.len() + 1;
    let rest = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{entries}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"
    );
    out.extend(rest.into_bytes());
    out
}

#[test]
fn what_lies_beside_the_pages_of_a_pdf_is_said() {
    // 项目表.xlsx in UTF-16, as a leaf of the tree of names, and below a branch of it.
    let file =
        "<< /Type /Filespec /UF <FEFF987976EE8868002E0078006C00730078> /EF << /F 4 0 R >> >>";
    let leaf = pdf(
        "/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>",
        &[file],
    );
    let branch = pdf(
        "/Names << /EmbeddedFiles << /Kids [7 0 R] >> >>",
        &[file, "<< /Names [(a) 6 0 R] >>"],
    );
    let associated = pdf("/AF [6 0 R]", &[file]);
    for bytes in [leaf, branch, associated] {
        let notice = parse_notice(&bytes).unwrap();
        let said = notice
            .diagnostics
            .iter()
            .find(|d| d.code == "source.embedded_files");
        assert!(said.unwrap().message.contains("项目表.xlsx"), "{said:?}");
    }
    let round = pdf(
        "/Names << /EmbeddedFiles 6 0 R >>",
        &["<< /Kids [6 0 R 6 0 R] >>"],
    );
    assert!(found(&parse_notice(&round).unwrap(), "source.embedded_files").is_empty());
    let form = pdf("/AcroForm << /XFA 4 0 R >>", &[]);
    assert_eq!(
        found(&parse_notice(&form).unwrap(), "source.form_of_its_own"),
        [""]
    );
    assert!(
        found(
            &parse_notice(pdf("", &[])).unwrap(),
            "source.form_of_its_own"
        )
        .is_empty()
    );
}

#[test]
fn sums_in_lines_that_no_project_has_are_said() {
    let rows =
        format!("{ROWS}\n\n另有追加项目如下：\n区民政局 养老驿站 3.5万元\n区妇联 家庭教育 2万元");
    let list = notice("单位：万元", HEADER, &rows);
    let lost = list
        .diagnostics
        .iter()
        .find(|d| d.code == "sum.unaccounted");
    let read = list.items.len() == 6;
    assert!(
        read || lost.is_some_and(|d| d.message.contains("55000 yuan"))
            || !found(&list, "table.unread").is_empty(),
        "{:?}",
        list.diagnostics
    );
    for sound in [
        "注：每村补助2万元",
        "注：其中区民政局3.5万元另行下达。",
        "合计：11万元",
        "五、代理服务收费标准及金额：按国家标准下浮20%收取，共计23600元",
        "招标代理费：1.2万元",
        "投标保证金：20000元",
    ] {
        let list = notice("单位：万元", HEADER, &format!("{ROWS}\n{sound}"));
        assert!(found(&list, "sum.unaccounted").is_empty(), "{sound}");
    }
}

#[test]
fn a_paragraph_with_sums_that_no_project_has_is_said_with_their_total() {
    for (text, total) in [
        (
            "拟对下列企业给予奖励：甲机电有限公司、乙能源有限公司各10万元，丙材料有限公司20万元。",
            "400000 yuan",
        ),
        (
            "市篮球协会承办联赛，扶持经费8万元。\n市游泳协会承办横渡活动，扶持经费5.5万元。\n市门球协会承办比赛，扶持经费2.2万元。",
            "157000 yuan",
        ),
        (
            "下达资金（甲镇首期和二期26万元、乙镇首期22万元、丙镇首期30.5万元）。",
            "785000 yuan",
        ),
        (
            "茶叶加工厂房项目计划投资180万元，拨付资金150万元，实际支出148.6万元。",
            "4786000 yuan",
        ),
    ] {
        let letter = format!("关于资金安排的公示\n\n{text}\n\n青溪区财政局\n2024年5月6日\n");
        let notice = parse_notice(letter).unwrap();
        let lost = notice
            .diagnostics
            .iter()
            .find(|d| d.code == "sum.unaccounted");
        assert!(
            lost.is_some_and(|d| d.message.contains(total) && d.path.starts_with("/body/")),
            "{:?}",
            notice.diagnostics
        );
    }
    let rules = "每人补助500元，最高不超过20万元，处500元以上1万元以下罚款。";
    let letter = format!("关于补助标准的通知\n\n{rules}\n\n青溪区财政局\n2024年5月6日\n");
    assert!(found(&parse_notice(letter).unwrap(), "sum.unaccounted").is_empty());
}

/// An award notice whose labels are read as a table, and the lines between them.
fn award(between: &str) -> Notice {
    parse_notice(format!(
        "青溪区中医院后勤服务项目中标公告\n\n一、项目编号：QX-2024-017\n二、项目名称：青溪区中医院后勤服务\n三、中标信息\n\
         供应商名称：浙江某某物业有限公司\n供应商地址：浙江省杭州市西湖区某某街道某某路一百二十八号\n{between}\
         中标金额：128万元\n1.采购人信息\n名称：青溪区中医院\n\n2024年5月6日\n"
    ))
    .unwrap()
}

#[test]
fn lines_between_labels_stand_in_no_row_and_that_is_no_fault() {
    let notice = award("四、评审专家名单：\n张某、李某\n");
    assert_eq!(notice.items.len(), 1);
    assert!(found(&notice, "table.text_inside").is_empty());
    // The rest of a value does not stand in its row.
    let broken = award("东侧二层\n");
    assert_eq!(found(&broken, "table.text_inside").len(), 1);
}

#[test]
fn a_sum_that_a_separator_cut_is_said_at_its_row() {
    let list = "序号,单位名称,金额（元）\n1,甲公司,\"3,000\"\n2,乙公司,\"5,000\"\n3,丙公司,12,000\n4,丁公司,8,500\n";
    let notice = parse_notice(list).unwrap();
    assert_eq!(
        found(&notice, "item.unnamed_cell"),
        ["/items/2", "/items/3"]
    );
    // All of them, and a remark that no name stands over.
    let list = "序号,单位名称,金额（元）\n1,甲公司,3,000\n2,乙公司,5,000\n3,丙公司,12,000\n";
    let notice = parse_notice(list).unwrap();
    assert_eq!(found(&notice, "item.unnamed_cell").len(), 3);
    let list =
        "序号,单位名称,金额（元）,\n1,甲公司,3000,新增\n2,乙公司,5000,续\n3,丙公司,12000,新增\n";
    let notice = parse_notice(list).unwrap();
    assert!(found(&notice, "item.unnamed_cell").is_empty());
}

#[test]
fn purchasers_missing_above_the_first_are_said() {
    let rows = "1\t\t农村电商培训\t5\n2\t\t进口商品直销周\t1.2\n3\t区供销社\t老字号展销\t0.8";
    let paths = ["/items/0/purchaser", "/items/1/purchaser"];
    assert_eq!(found(&notice("", HEADER, rows), "item.incomplete"), paths);
}

#[test]
fn a_sum_in_several_columns_is_said() {
    for header in ["元\t角分", "金额元\t角分", "元\t角\t分"] {
        let blank = if header.contains("角\t") { "\t0" } else { "" };
        let rows = format!(
            "1\t区商务局\t农村电商培训\t60500\t25{blank}\n2\t区供销社\t老字号展销\t8203\t50{blank}"
        );
        let notice = notice("", &format!("序号\t购买主体\t项目名称\t{header}"), &rows);
        assert!(notice.items.iter().all(|i| i.amount.is_none()), "{header}");
        assert_eq!(found(&notice, "role.by_content").len(), 1, "{header}");
    }
}

#[test]
fn rows_of_a_table_in_doubt_are_said_one_by_one() {
    // Print that seems to be a table and was not read stands above the rows.
    let broken = "购买\n主体\n项目名称\n服务内容\n金额\n区商务局\n农村\n电商\n\n6\n3\n\n4\n\n5\n\n";
    let doubted = notice("单位：万元", broken, &format!("{HEADER}\n{ROWS}"));
    assert!(
        !found(&doubted, "table.unread").is_empty(),
        "{:?}",
        doubted.diagnostics
    );
    let paths = found(&doubted, "item.table_in_doubt");
    assert_eq!(paths, ["/items/0", "/items/1", "/items/2", "/items/3"]);
    assert!(doubted.items.iter().all(|item| item.needs_review));
    let sound = notice("单位：万元", HEADER, ROWS);
    assert!(found(&sound, "item.table_in_doubt").is_empty());
}

#[test]
fn rows_without_the_numbers_that_their_header_names_are_said_one_by_one() {
    let rows = "\t区商务局\t农村电商培训\t5\n\t区市场监管局\t进口商品直销周\t1.2\n\t区供销社\t老字号展销\t0.8";
    let without = notice("单位：万元", HEADER, rows);
    let paths = found(&without, "item.table_in_doubt");
    assert_eq!(paths, ["/items/0", "/items/1", "/items/2"]);
    // A number may be said once for the rows of a body.
    let some = notice("单位：万元", HEADER, &rows.replacen('\t', "1\t", 1));
    assert!(found(&some, "item.table_in_doubt").is_empty());
}

#[test]
fn sums_that_come_to_more_than_a_number_holds_are_read() {
    let most = "79228162514264337593543950335";
    let rows = format!("1\t区商务局\t电商培训\t{most}\n2\t区供销社\t老字号展销\t{most}");
    let list = notice("单位：元", "序号\t购买主体\t项目名称\t金额（元）", &rows);
    assert_eq!(list.items.len(), 2);
}

#[test]
fn an_attachment_that_is_called_a_table_and_has_none_is_said() {
    let lines = "区商务局负责农村电商培训\n区市场监管局负责进口商品直销周\n区供销社负责老字号展销";
    let unread = notice("", "", lines);
    assert_eq!(found(&unread, "table.unread"), ["/attachments/0"]);
    let called_otherwise = parse_notice(
        "舟山市普陀区商务局\n关于印发工作安排的通知\n普商〔2024〕9号\n各镇人民政府：\n现将工作安排印发给你们。\n附件：工作安排\n\
         舟山市普陀区商务局\n2024年5月8日\n附件\n工作安排\n区商务局负责农村电商培训\n区供销社负责老字号展销\n",
    );
    assert!(found(&called_otherwise.unwrap(), "table.unread").is_empty());
}

#[test]
fn a_sum_in_front_of_a_purchaser_is_said_though_most_rows_have_one() {
    let rows = "1\t18区商务局\t农村电商培训\t\n2\t1.2区市场监管局\t进口商品直销周\t\n3\t区供销社\t老字号展销\t0.8";
    let glued = notice("单位：万元", HEADER, rows);
    assert_eq!(
        found(&glued, "item.slid"),
        ["/items/0/purchaser", "/items/1/purchaser"]
    );
    // A piece of the date beside it.
    let piece = ROWS.replacen("区供销社", "月30", 1);
    let piece = notice("单位：万元", HEADER, &piece);
    assert_eq!(found(&piece, "item.slid"), ["/items/2/purchaser"]);
    // The number of a paper behind a name is none.
    let number = ROWS.replacen("区供销社", "区供销社〔2024〕8号", 1);
    let number = notice("单位：万元", HEADER, &number);
    assert!(found(&number, "item.slid").is_empty());
}

#[test]
fn names_that_go_on_behind_a_colon_are_no_remarks() {
    for (name, expected) in [
        ("养老服务注：含助餐", 1),
        ("养老服务备注1：含助餐", 1),
        ("心理关注：青少年", 0),
        ("助餐（资金来源：区级）", 0),
    ] {
        let rows = format!("1\t区民政局\t{name}\t5\n2\t区残联\t助残\t6");
        let read = notice("", "序号\t购买主体\t项目名称\t金额（元）", &rows);
        assert_eq!(found(&read, "item.remark").len(), expected, "{name}");
    }
}

#[test]
fn a_subtotal_may_take_in_what_belongs_to_the_purchaser_it_names() {
    for (second, expected) in [("区民政局福利院", 0), ("区残联", 1)] {
        let rows = format!(
            "1\t区民政局\t居家养老\t5\n2\t{second}\t助餐\t6\n区民政局小计\t\t\t11\n3\t区教育局\t校车\t7\n区教育局小计\t\t\t7"
        );
        let read = notice("", "序号\t购买主体\t项目名称\t金额（元）", &rows);
        assert_eq!(found(&read, "sum.group_name").len(), expected, "{second}");
    }
}

/// What is said of the items of a text.
fn doubted(text: &str) -> Vec<String> {
    let notice = parse_notice(text).unwrap();
    let own = notice.diagnostics.iter();
    let own = own.filter(|d| d.code == "item.table_in_doubt");
    own.map(|d| d.path.clone()).collect()
}

#[test]
fn rows_below_names_that_were_torn_apart_are_in_doubt() {
    let text = "附件\n\n\
         \u{20}             2015年购买服务项目资金分配表\n\
         \u{20}              项目                        拟安排资金（人\n\
         购买部门                       购买方式   验收方式                 经费来源    实施时间\n\
         \u{20}       名称          内容                    民币万元）\n\n\
         \u{20}      “蓝海豚”技 每周开放不少于31小时；                 51.000000\n\
         团区委    能提升计划 按实际参加人数安排；                 上级补助\n";
    assert_eq!(doubted(text), ["/items/0"]);
}

#[test]
fn a_row_below_lines_that_are_all_of_a_header_is_said() {
    let text = "附件\n\
         \n\
         \u{20}                2012 年政府购买公共服务项目目录\n\
         \u{20}                                                                         购买\n\
         序    采购项                  服务对    承接主 服务     项目预算（万        资金\n\
         \u{20}            具体服务内容                                            实施时间       主体   备注\n\
         号    目名称                   象      体    数量      元）         来源\n\
         \u{20}                                                                         名称\n\
         \n\
         \u{20}          服务半径约 5 公里；\n\
         \u{20}          参与率达到 95%以\n\
         \u{20}          上，建设“15 分钟”便\n\
         \u{20}          民服务圈，发放宣传\n\
         \u{20}          册（折页）200 份，\n\
         \u{20}          对符合条件的 49 户\n\
         \u{20}          家庭（低保、低边）\n\
         \u{20}          入户核查；对 43 个\n\
         \u{20}          小区开展垃圾分类督\n\
         \u{20}    社区全 导、入户宣传，每人\n\
         \u{20}                         0～17   普陀医\n\
         \u{20}    区居民 每月不少于 5 次。发                                      区级   2024 年 4   区人 分批\n\
         1                         岁孤独 院医联      6期   1387.011778\n";
    let notice = parse_notice(text).unwrap();
    assert!(notice.diagnostics.iter().any(|d| d.code == "table.unread"));
}

#[test]
fn names_of_columns_among_the_rows_put_them_in_doubt() {
    let rows = "1\t购买主体\t8.44\n2\t区司法局\t647.97\n3\t虾峙镇\t8.00\n";
    let text = format!("附件\n\n社会工作服务项目目录\n\n编号\t服务内容\t合同金额（万元）\n{rows}");
    assert_eq!(doubted(&text), ["/items/0", "/items/1", "/items/2"]);
    let notice = parse_notice(&text).unwrap();
    assert_eq!(found(&notice, "table.in_doubt"), ["/tables/0"]);
    // Where the table has such a column, it is what a cell says.
    let who = text
        .replace("编号\t", "编号\t采购单位\t")
        .replace("购买主体\t", "区民政局\t采购人\t");
    assert!(doubted(&who).is_empty());
}

/// What a raised sign in a cell refers to says something of that cell.
#[test]
fn the_sum_in_a_footnote_is_no_lost_row() {
    let row = |n: u8, mark: &str| {
        format!("<tr><td>{n}</td><td>区商务局</td><td>电商培训{n}</td><td>{n}0{mark}</td></tr>")
    };
    let page = |mark: &str| {
        let note = "<p>1该项目2022年预算为25万元</p>";
        let rows = [row(1, ""), row(2, mark), row(3, "")].concat();
        format!(
            "<p>关于公布2024年项目的通知</p><p>各镇：</p><p>现予公布。</p><p>附件：项目表</p><p>区商务局</p><p>2024年5月8日</p><p>附件</p><p>项目表</p>\
             <table><tr><td>序号</td><td>购买主体</td><td>项目名称</td><td>金额（万元）</td></tr>{rows}</table>{note}"
        )
    };
    let said = |mark: &str| found(&parse_notice(page(mark)).unwrap(), "sum.unaccounted").len();
    assert_eq!(said("<sup>1</sup>"), 0);
    assert_eq!(said(""), 1);
}

#[test]
fn a_single_row_of_a_paper_about_money_is_said_where_it_was_not_read() {
    let notice = parse_notice(
        "东河县规模化猪场处理资金补助公示\n现将补助情况公示如下：\n养殖场 处理数量 补助标准 补助金额\n东河县联合牧场 580头 80元 46400元 |\n公示时间：2022年5月5日至5月11日\n",
    )
    .unwrap();
    assert!(
        !found(&notice, "sum.unaccounted").is_empty() || !found(&notice, "table.unread").is_empty()
    );
}

#[test]
fn sums_in_what_was_taken_for_names_of_columns_are_said() {
    let notice = parse_notice(
        "名称 | 内容 | 下达东河县公路3800万元 | 备注 |\n规定 | 专款专用 | 无 | 无 |\n单位 | 市财政局 | 无 | 无 |\n",
    )
    .unwrap();
    assert!(
        !found(&notice, "sum.unaccounted").is_empty(),
        "{:?}",
        notice.diagnostics
    );
}

#[test]
fn a_sum_of_a_paper_about_money_without_projects_is_said_however_it_is_stated() {
    let paper = |body: &str| {
        parse_notice(format!(
            "关于拟拨付东山村集体经济项目补助资金的公示\n{body}\n东河县农业农村局\n2024年6月5日\n"
        ))
        .unwrap()
    };
    let one = paper("东山村申报的“光伏发电项目”已验收合格，拟给予63.74万元。现予以公示。");
    assert!(!found(&one, "sum.unaccounted").is_empty());
    // A rate and a bound are no project's sum.
    let none = paper("补助标准为每亩500元，最高不超过5万元。现予以公示。");
    assert!(found(&none, "sum.unaccounted").is_empty());
}

/// What a formula without a result shows is no name.
#[test]
fn errors_of_formulas_in_place_of_names_are_said() {
    let notice = parse_notice(
        "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t助餐\t5\n2\t#N/A\t托管\t6\n3\t区残联\t#REF!\t7\n".as_bytes(),
    )
    .unwrap();
    let said = notice
        .diagnostics
        .iter()
        .filter(|d| d.code == "item.odd_name");
    let paths: Vec<&str> = said.map(|d| d.path.as_str()).collect();
    assert_eq!(paths, ["/items/1/purchaser", "/items/2/project"]);
}
