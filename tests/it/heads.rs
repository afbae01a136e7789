//! What stands between the title of a notice and its text.
#![allow(clippy::unwrap_used)]

use putuo_notice::{Diagnostic, Notice, parse_notice};

fn recipients(below_title: &str) -> Vec<String> {
    let text = format!(
        "关于下达2024年电影放映补助的通知\n{below_title}\n\n现将补助资金下达给你们，请专款专用。\n\n舟山市普陀区财政局\n2024年7月22日\n"
    );
    let notice: Notice = parse_notice(text).unwrap();
    notice.recipients.into_iter().map(|t| t.text).collect()
}

#[test]
fn labels_of_the_page_are_no_recipients() {
    for line in [
        "稿源：普陀新闻网 编辑：小陈 2024年08月01日",
        "供稿单位：区民政局  点击数：301",
        "撰稿：办公室 审核：李某 签发：王某",
    ] {
        assert_eq!(
            recipients(&format!("{line}\n\n各镇街：")),
            ["各镇街"],
            "{line}"
        );
    }
}

#[test]
fn recipients_may_have_lost_their_colon() {
    assert_eq!(recipients("区级机关各部门"), ["区级机关各部门"]);
    assert_eq!(recipients("东港街道办事处"), ["东港街道办事处"]);
    let groups = ["各镇人民政府、街道办事处", "区级各部门"];
    assert_eq!(recipients("各镇人民政府、街道办事处，区级各部门；"), groups);
}

#[test]
fn who_signs_is_no_recipient() {
    assert_eq!(recipients("普陀区财政局"), [""; 0]);
}

#[test]
fn who_signs_stands_above_a_day_in_words_or_in_figures() {
    const TABLE: &str = "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老服务\t1\n2\t区教育局\t课后托管\t3";
    for day in ["2025年3月1日", "2025-03-01", "2025.3.1"] {
        let both = format!("普陀区财政局\n{day}\n普陀区民政局\n{day}");
        for (text, signed) in [
            (
                format!("2025年购买服务项目表\n\n{TABLE}\n\n普陀区财政局\n{day}"),
                1,
            ),
            (format!("关于公布项目的公告\n\n现予公布。\n\n{both}"), 2),
        ] {
            let notice = parse_notice(&text).unwrap();
            assert!(notice.title.is_some(), "{text}");
            assert_eq!(notice.signatories.len(), signed, "{text}");
            assert_eq!(notice.date.unwrap().text.to_string(), "2025-03-01");
            assert!(notice.body.iter().all(|b| b.text == "现予公布。"), "{text}");
        }
    }
}

#[test]
fn a_number_of_another_organ_and_a_drawn_rule_are_no_lines_of_the_title() {
    let notice = parse_notice(
        "东河区教育局\n东河区财政局\n东教发〔2015〕43号\n东财行〔2015〕32号\n━━━━━━━━━━━━━━━━\n\
         关于下达2015年春学期\n生活补助经费指标的通知\n各中小学:\n现予以下达。\n东河区教育局\n2015年6月11日",
    )
    .unwrap();
    let title = notice.title.unwrap().text;
    assert_eq!(title, "关于下达2015年春学期生活补助经费指标的通知");
}

#[test]
fn a_page_that_is_one_line_is_no_title_and_its_table_is_said() {
    let names = "序号县(市、区)项目单位入库金额拟下达金额";
    let rows = "1东河区东河脂胶有限公司10036.22新河县新河生物有限公司10036.23西河县正龙科技有限公司30.6911.11总计83.51";
    let about = "关于2024年专项资金项目拟下达项目的公示";
    let body = "根据《关于下达2024年专项资金安排计划的通知》,现予以公示,公示期自2024年2月8日至2月14日,请提供真实姓名、联系方式和反映事项证明材料等,附件:项目计划表东河市工业和信息化局2024年2月7日项目计划表";
    for (text, title) in [
        (format!("{about}{body}{names}{rows}"), None),
        (format!("{about}\n{body}{names}{rows}"), Some(about)),
    ] {
        let notice = parse_notice(&text).unwrap();
        assert_eq!(notice.title.as_ref().map(|t| t.text.as_str()), title);
        let unread = |d: &Diagnostic| d.code == "table.unread";
        assert!(notice.diagnostics.iter().any(unread), "{text}");
    }
}

#[test]
fn recipients_may_stand_in_two_groups_or_before_the_first_sentence() {
    for (lines, expected) in [
        (
            "各镇人民政府：\n区级各单位：\n经研究同意，现予公布。",
            vec!["各镇人民政府", "区级各单位"],
        ),
        (
            "各镇人民政府、街道办事处：经研究同意，现予公布。",
            vec!["各镇人民政府、街道办事处"],
        ),
    ] {
        let text = format!(
            "关于公布2023年项目的通知\n\n普民〔2023〕3号\n\n{lines}\n\n区民政局\n2023年5月8日\n"
        );
        let notice = parse_notice(text).unwrap();
        let read: Vec<&str> = notice.recipients.iter().map(|r| r.text.as_str()).collect();
        assert_eq!(read, expected, "{lines}");
        let body = notice.body.first().map(|p| p.text.as_str());
        assert_eq!(body, Some("经研究同意，现予公布。"));
    }
}

#[test]
fn who_signs_may_not_end_as_names_of_bodies_do() {
    let rows =
        "序号 | 采购项目名称 | 采购需求概况 | 预算金额（万元） |\n1 | 绿化养护 | 养护 | 159.76 |\n";
    for (name, title, introduced) in [
        ("新河区公路养护段", "", "新河区公路养护段"),
        (
            "新河区公路养护段",
            "新河区公路养护段2025年6月政府采购意向\n",
            "本单位",
        ),
        ("新河街道办事处（本级）", "", "新河街道办事处（本级）"),
    ] {
        let text = format!(
            "{title}为便于供应商了解信息，现将{introduced}2025年6月采购意向公开如下：\n{rows}本次公开的采购意向为准。\n{name}\n2025年06月09日\n"
        );
        let notice = parse_notice(&text).unwrap();
        let signed: Vec<&str> = notice.signatories.iter().map(|s| &*s.text).collect();
        assert_eq!(signed, [name], "{text}");
        assert_eq!(notice.date.unwrap().text.to_string(), "2025-06-09");
    }
}

#[test]
fn a_title_said_again_behind_a_label_stays_the_title() {
    let title = "新河区医院2026年3月政府采购意向";
    let notice = parse_notice(format!(
        "{title}\n项目名称：{title}\n招标公司：新河区医院\n现将新河区医院2026年3月采购意向公开如下：\n本次公开的采购意向为准。\n"
    ))
    .unwrap();
    assert_eq!(notice.title.unwrap().text, title);
}

#[test]
fn a_label_on_its_own_line_is_no_recipient() {
    assert_eq!(recipients("采购单位：\n新河区教育局"), [""; 0]);
    assert_eq!(recipients("各预算单位："), ["各预算单位"]);
}

#[test]
fn what_a_site_recommends_is_none_of_the_paper() {
    let notice = parse_notice(
        "现将新河区规划局2023年度采购情况公布如下：\n采购预算3万元，采购金额2.96万元。\n新河区规划局\n2024年3月4日\n文章推荐：\n[新河市]法庭改造竞争性磋商公告\n",
    )
    .unwrap();
    assert!(
        notice.title.is_none() && notice.body.len() == 2,
        "{:?}",
        notice.body
    );
    assert_eq!(notice.signatories.len(), 1);
}

#[test]
fn data_round_a_page_may_be_a_list_with_blank_values() {
    let notice = parse_notice(
        "政府信息公开\n某区农村工作领导小组关于下达2018年项目计划的通知\n- 索引号: 20230318-160435-267\n- 主题分类:\n- 发布机构:\n- 发文字号:\n- 标题: 某区农村工作领导小组关于下达2018年项目计划的通知\n某区农村工作领导小组\n关于下达2018年项目计划的通知\n区农领发〔2018〕9号\n各镇人民政府:\n现将计划下达给你们。\n",
    )
    .unwrap();
    let title = notice.title.unwrap();
    assert!(title.text.ends_with("关于下达2018年项目计划的通知"));
    assert!(!title.text.contains("标题"));
    assert_eq!(notice.document_number.unwrap().text, "区农领发〔2018〕9号");
    let recipients: Vec<String> = notice.recipients.into_iter().map(|t| t.text).collect();
    assert_eq!(recipients, ["各镇人民政府"]);
}

#[test]
fn a_number_among_page_data_may_stand_before_words_without_a_label() {
    let notice = parse_notice(
        "索引号 00100800/2021-283882 主题分类 财政\n成文日期 2021-11-22 公开方式 主动公开\n文号 海财农〔2021〕471号 其他信息 下载阅读版\n\n海县财政局关于下达补助资金的通知\n\n各乡镇人民政府：\n\n现将补助资金下达给你们。\n\n海县财政局\n2021年11月16日\n",
    )
    .unwrap();
    let number = notice.document_number.unwrap();
    assert_eq!(number.text, "海财农〔2021〕471号");
}

/// The title of a page, and who gets it.
fn titled(page: &str) -> (String, Vec<String>) {
    let text = format!("{page}\n\n现将资金使用情况公布如下。\n\n区财政局\n2024年7月22日\n");
    let notice: Notice = parse_notice(text).unwrap();
    let recipients = notice.recipients.into_iter().map(|t| t.text);
    (
        notice.title.map(|t| t.text).unwrap_or_default(),
        recipients.collect(),
    )
}

#[test]
fn a_heading_that_a_page_says_twice_is_the_title_of_any_text() {
    let heading = "区总会：2023年慈善资金收支执行和2024年收支安排";
    for page in [
        format!("{heading}\n{heading}\n\n各位理事："),
        format!("{heading}\n来源：区慈善总会 发布时间：2024-07-22\n\n{heading}\n\n各位理事："),
    ] {
        assert_eq!(
            titled(&page),
            (heading.to_owned(), vec!["各位理事".to_owned()])
        );
    }
    let spoken =
        format!("{heading}\n{heading}\n区慈善总会秘书长 张某\n（2024年4月20日）\n各位理事：");
    assert_eq!(titled(&spoken).1, ["各位理事"]);
    assert_eq!(titled(heading).0, "");
}

#[test]
fn the_title_below_the_number_goes_before_the_page_s_heading() {
    let title = "关于下达2024年农业项目资金的通知";
    let page = format!(
        "[某市]市农委等{title}\n\n文件编号：某农委〔2024〕71号\n\n实施时间：\n\n某农委〔2024〕71号\n\n{title}\n\n各区农业农村局："
    );
    assert_eq!(
        titled(&page),
        (title.to_owned(), vec!["各区农业农村局".to_owned()])
    );
}

#[test]
fn an_index_number_without_its_label_names_no_issuer() {
    let title = "关于2023年度旅游专项资金审核情况的公示";
    let text = format!(
        "11330902MB1812345A/2024-00263\n{title}\n某区乡村振兴局\n2024-03-20\n主动公开\n\n{title}\n\n现予公示。\n"
    );
    let notice = parse_notice(text).unwrap();
    let issuers: Vec<&str> = notice.issuers.iter().map(|i| i.text.as_str()).collect();
    assert_eq!(issuers, ["某区乡村振兴局"]);
}

#[test]
fn a_day_that_has_lost_a_sign_closes_a_text_below_its_table_too() {
    const TABLE: &str = "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老服务\t1\n2\t区教育局\t课后托管\t3";
    for day in ["20251210", "2025年12月10"] {
        for text in [
            format!(
                "关于公布项目的公告\n\n现予公布。\n\n{TABLE}\n\n监督电话：0580-3056789\n\n普陀区财政局\n{day}\n"
            ),
            format!("关于公布项目的公告\n\n现予公布。\n\n普陀区财政局\n{day}\n"),
        ] {
            let notice = parse_notice(&text).unwrap();
            assert_eq!(notice.signatories.len(), 1, "{text}");
            assert_eq!(notice.date.unwrap().text.to_string(), "2025-12-10");
        }
    }
}

#[test]
fn a_title_is_told_from_the_site_s_name_and_what_the_page_says_behind_it() {
    let title = "关于下达2024年购买服务经费的通知".to_owned();
    for page in [
        format!("{title}-某区人民政府网\n{title}\n\n各街道："),
        format!("{title}_某区人民政府\n{title}\n2024-05-06 来源：区教育局\n\n各街道："),
        format!("{title}　2024-05-06 来源：区教育局\n\n各街道："),
        format!(
            "{title}-某区人民政府网\n某区教育局\n{title}  发布时间：2024-05-06\n某教〔2024〕15号\n\n各街道："
        ),
    ] {
        assert_eq!(
            titled(&page),
            (title.clone(), vec!["各街道".to_owned()]),
            "{page}"
        );
    }
}

fn read(text: &str) -> Notice {
    parse_notice(text).unwrap()
}

fn title(text: &str) -> Option<String> {
    read(text).title.map(|t| t.text)
}

#[test]
fn a_part_of_the_paper_is_no_title_whatever_it_ends_in() {
    for line in [
        "三、专项资金分配方案",
        "（二）收支预算情况说明",
        "2.关于下达治理资金的通知",
        "附件：2023年专项资金分配方案",
        "•公告公示",
        "股室初审意见（盖章）",
        "据《关于提前下达水库基金的通知》、《关于库区基金的通知》,资金568万元,其中城区用于道路计划",
    ] {
        let text = format!(
            "根据有关规定，现将资金安排公示如下。\n{line}\n市财政局下达我局资金159万元。\n\n东河区财政局\n2025年3月5日\n"
        );
        assert_eq!(title(&text), None, "{line}");
    }
}

#[test]
fn a_title_stands_on_two_lines_or_behind_its_label() {
    let whole = "东河县2020年第二批脱贫攻坚地方政府债券项目安排使用情况公示";
    let text = "东河县2020年第二批脱贫攻坚地方政府\n债券项目安排使用情况公示\n现予公示。\n";
    assert_eq!(title(text).as_deref(), Some(whole));
    let text = "现安排如下。\n原标题：东河市实施2014年薄弱校改造资金项目计划\n";
    let own = "东河市实施2014年薄弱校改造资金项目计划";
    assert_eq!(title(text).as_deref(), Some(own));
    // An organ above the title is the issuer.
    let notice = read("东河县财政局\n债券项目安排使用情况公示\n现予公示。\n");
    assert_eq!(notice.title.unwrap().text, "债券项目安排使用情况公示");
}

#[test]
fn what_a_page_prints_between_title_and_recipients_is_none_of_them() {
    for line in [
        "政策文件：",
        "[财预〔2020〕49号] [2020-06-05]",
        "【打印】【关闭】",
        "关于下达2024年电影放映补的通知",
    ] {
        let printed = format!("{line}\n各镇人民政府、各街道办事处：");
        let read = recipients(&printed);
        assert_eq!(read, ["各镇人民政府、各街道办事处"], "{line}");
    }
}

#[test]
fn who_signs_may_stand_on_two_lines() {
    let notice = read(
        "关于下达补助资金的通知\n各镇人民政府：\n现予下达，请专款专用。\n中共东河市城厢区委农村\n工作领导小组办公室\n2025年7月31日\n",
    );
    let names: Vec<&str> = notice.signatories.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(names, ["中共东河市城厢区委农村工作领导小组办公室"]);
    let notice = read(
        "关于下达补助资金的通知\n各镇人民政府：\n现予下达，请专款专用。\n东河市农业农村局\n财政局\n2025年7月31日\n",
    );
    assert_eq!(notice.signatories.len(), 2);
}

#[test]
fn labels_of_the_page_may_stand_in_brackets() {
    let notice = read(
        "[ 索引号 ] | 115000/2022-00281 | [ 发文字号 ] | 东发改投〔2022〕17号 |\n\
         [ 主题分类 ] | 审批许可 | [ 体裁分类 ] | 行政许可 |\n\
         [ 发布机构 ] | 东河区发展改革委 | [ 有效性 ] | |\n\
         [ 成文日期 ] | 2022-02-23 | [ 发布日期 ] | 2022-02-24 |\n\
         东河区发展和改革委员会关于下达补助资金的通知\n各镇人民政府：\n现予下达。\n东河区发展和改革委员会\n2022年2月23日\n",
    );
    assert!(notice.tables.is_empty());
    assert_eq!(notice.document_number.unwrap().text, "东发改投〔2022〕17号");
    assert_eq!(
        notice.title.unwrap().text,
        "东河区发展和改革委员会关于下达补助资金的通知"
    );
    assert_eq!(notice.recipients.len(), 1);
}

#[test]
fn what_is_attached_may_begin_right_below_its_name() {
    let notice = read(
        "关于2020年旅游资金分配方案的公示\n现予公示。\n附件：2020年旅游资金分配方案\n东河市文化和旅游局\n2020年11月9日\n\
         2020年旅游资金分配方案\n根据省厅通知，我市分配到奖补资金56万元，制定分配方案如下：\n一、旅游名村（40万元）\n二、旅游商品（16万元）\n",
    );
    let names: Vec<&str> = notice
        .attachment_notes
        .iter()
        .map(|n| n.title.text.as_str())
        .collect();
    assert_eq!(names, ["2020年旅游资金分配方案"]);
    let notice = read(
        "关于2020年旅游资金分配方案的公示\n现予公示。\n附件：2020年旅游资金分配方案\n2020年旅游资金分配方案\n\
         根据省厅通知，我市分配到奖补资金56万元，制定分配方案如下：\n一、旅游名村（40万元）\n二、旅游商品（16万元）\n",
    );
    assert_eq!(
        notice.attachment_notes.first().unwrap().title.text,
        "2020年旅游资金分配方案"
    );
    assert_eq!(notice.items.len(), 2);
}

/// A page glued to one line is no title, though it ends in what may be one.
#[test]
fn a_page_on_one_line_is_no_title() {
    let text = format!(
        "各有关乡镇:根据《市财政局关于下达2023年试点资金收益的通知》(市财农〔2023〕94号)精神现下达2023年试点资金收益5.96万元(详见附件1)现将有关事项通知如下一、{}做好公示\n全面推行公告公示制度\n",
        "该项资金用于扶持村级集体经济发展并按规定登记入账".repeat(5)
    );
    let notice = parse_notice(text.as_bytes()).unwrap();
    assert_eq!(notice.title, None);
    assert!(
        notice
            .diagnostics
            .iter()
            .any(|d| d.code == "sum.unaccounted")
    );
}
