//! Headers and what they name.

use super::*;

#[test]
fn headers_of_published_notices() {
    for (header, role) in [
        ("序 号", Role::Sequence),
        ("编号", Role::Sequence),
        ("项目编号", Role::Sequence),
        ("购买主体", Role::Purchaser),
        ("单位", Role::Purchaser),
        ("项目内容", Role::Project),
        ("延续项目名称", Role::Project),
        ("服务内容及要求", Role::Content),
        ("受益对象", Role::Beneficiary),
        ("承接主体", Role::Provider),
        ("预算金额（元）", Role::Amount),
        ("金额 (元)", Role::Amount),
        ("本年度金额", Role::Amount),
        ("资金来源", Role::Source),
        ("实施时间", Role::Period),
        ("备注", Role::Note),
    ] {
        assert_eq!(of_header(header), Some(role), "{header}");
    }
    for header in [
        "预算执行率",
        "完成预算%",
        "资金到位率（%）",
        "预算执行（%）",
        "年度任务（户）",
        "汇款账号",
    ] {
        assert_eq!(of_header(header), None, "{header}");
    }
}

#[test]
fn what_accounts_close_with_is_a_sum() {
    for header in ["2023年决算", "决算（万元）", "决算数"] {
        assert_eq!(of_header(header), Some(Role::Amount), "{header}");
    }
}

/// What is counted stands in other columns, or nowhere; a number of projects is none of them.
#[test]
fn how_many_there_are_is_none_of_them() {
    for header in [
        "项目数",
        "项目个数",
        "涉及项目数（个）",
        "项目（个）",
        "企业数",
        "采购人数",
        "实施单位（家）",
    ] {
        assert_eq!(meaning(header), Meaning::NoRole, "{header}");
    }
    for header in ["预算数", "金额数", "项目数（万元）"] {
        assert_eq!(of_header(header), Some(Role::Amount), "{header}");
    }
    assert_eq!(of_header("服务对象及人数"), Some(Role::Beneficiary));
}

/// What a header ends with says what it names, whatever stands before.
#[test]
fn bodies_are_named_last() {
    for header in ["采购需求单位", "采购需求部门", "支出单位", "列支单位"] {
        assert_eq!(of_header(header), Some(Role::Purchaser), "{header}");
    }
}

/// 奖励 alone names sums, and 奖励事项 what they are given for.
#[test]
fn what_money_is_given_for_is_no_sum() {
    for header in ["奖励事项", "补助事项", "资助事项（类别）"] {
        assert_eq!(of_header(header), Some(Role::Project), "{header}");
    }
    for header in ["补助事由", "奖励理由", "补贴原因"] {
        assert_eq!(of_header(header), None, "{header}");
    }
}

/// Headers in the manner of government lists elsewhere: the last word decides, the longest of those that end together.
#[test]
#[rustfmt::skip]
fn headers_of_other_lists() {
    let cases: [(Option<Role>, &[&str]); 13] = [
        (
            Some(Role::Sequence),
            &[
        "序", "No.", "项次", "项目编号", "序列号",
    ],
        ),
        (
            Some(Role::Purchaser),
            &[
        "采购单位名称", "采购人", "采购主体", "项目主管部门", "购买服务主体责任单位", "责任科室", "业务科室",
        "购买服务单位",
        "归口科室", "牵头部门", "预算单位", "单位名称", "部门（单位）", "购买主体（盖章）", "资金使用单位",
        "实施乡镇", "实施村", "地区", "市（州）", "市、县（市、区）", "旗县区", "镇（街）", "乡（镇）", "镇乡街道",
        "甲方", "县区名称", "街道名称", "村（社区）名称", "镇（街道）", "乡镇（街道）", "县（市、区）", "项目建设单位", "购买主体(责任部门)",
    ],
        ),
        (
            Some(Role::Project),
            &[
        "购买服务项目名称", "政府购买服务项目", "政府购买服务项目名称", "采购项目名称", "服务事项", "购买事项",
        "项目", "合同标的", "子项目名称", "标项名称", "活动名称", "项目名称（标段）",
    ],
        ),
        (
            Some(Role::Content),
            &[
        "购买内容及要求", "购买服务内容", "服务内容及标准要求", "主要服务内容", "采购需求概况", "项目概况",
        "项目简介", "具体服务内容", "内容", "服务内容（要求）",
    ],
        ),
        (
            Some(Role::Beneficiary),
            &[
        "项目服务对象", "受益人群", "补贴对象", "服务对象及人数（人）", "受益对象（户）", "对象",
    ],
        ),
        (
            Some(Role::Provider),
            &[
        "项目承接主体", "承接主体名称", "拟承接主体", "承接社会组织", "中标（成交）供应商", "供应商名称",
        "中标单位", "成交供应商", "项目实施单位", "服务提供方", "执行机构", "乙方",
    ],
        ),
        (
            Some(Role::Method),
            &[
        "政府采购方式", "采购组织形式", "购买服务方式", "拟采用购买方式",
    ],
        ),
        (
            Some(Role::Source),
            &[
        "资金来源", "项目资金来源", "经费来源及渠道",
    ],
        ),
        (
            Some(Role::Amount),
            &[
        "项目预算（万元）", "资金来源（万元）", "资金规模（万元）", "采购预算金额", "预算资金", "资金预算", "安排资金", "财政资金", "合同金额",
        "成交金额", "中标金额", "拨付金额", "2023年预算数", "年度预算（万元）", "财政预算安排（万元）",
        "金额（含税）", "总投资", "资金（元）", "补助资金", "本次下达资金", "最高限价（元）", "单价（元）",
        "项目经费", "会议费", "公务接待费", "差旅费（元）", "服务费用", "省级补助", "区级配套", "自筹", "福彩公益金", "结算金额", "审定金额",
        "年度支出（万元）", "数额（万元）",
    ],
        ),
        (
            Some(Role::Period),
            &[
        "购买时间", "服务期限", "完成时限", "实施周期", "预计采购时间", "合同期限", "项目起止时间", "实施年度",
        "年度",
    ],
        ),
        (
            Some(Role::Note),
            &[
        "备注", "其他说明", "联系人", "联系电话", "项目负责人",
    ],
        ),
        (
            None,
            &[
        "上年度评价结果", "资金用途", "支出方向", "资金投向", "购买依据", "承接主体类别", "承接主体条件", "服务类别", "一级目录",
        "二级目录", "三级目录", "绩效目标", "项目绩效目标", "数量", "计量单位", "资金支付方式", "预算科目",
        "经费占比", "是否专门面向中小企业采购", "项目类别", "采购目录", "项目实施地点", "资金下达文号",
        "预算执行进度",
    ],
        ),
        (None, &[
        "",
    ]),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .flat_map(|(role, headers)| headers.iter().map(|h| (*role, *h)))
        .filter(|(role, header)| of_header(header) != *role)
        .map(|(role, header)| (header, role, of_header(header)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn of_two_names_of_a_role_the_better_is_known() {
    let fit = |header: &str| fit(&[header.to_owned()]);
    for (better, other) in [
        ("项目名称", "项目内容"),
        ("服务项目名称", "项目内容"),
        ("服务项目名称", "项目"),
        ("购买主体", "主管部门"),
        ("采购单位", "列支单位"),
    ] {
        assert!(fit(better) > fit(other), "{better} {other}");
    }
}

#[test]
fn a_column_under_money_is_money_unless_it_says_otherwise() {
    let path = |leaf: &str| of_path(&["资金（万元）".into(), leaf.into()]).role();
    assert_eq!(path("自筹"), Some(Role::Amount));
    assert_eq!(path("区级"), Some(Role::Amount));
    assert_eq!(path("备注"), Some(Role::Note));
    assert_eq!(path("占比"), None);
}

#[test]
fn names_of_columns_and_words_of_cells() {
    for name in [
        "金额（万元）",
        "服务对象及人数",
        "受益对象（服务对象）及人数",
        "单位",
        "本次拟分配资金",
    ] {
        assert!(is_name(name), "{name}");
    }
    for words in [
        "发放补助工作",
        "沈家门街道",
        "受助人申请理由进行核查，进行邻里访问，宣传服务对象",
        "困难群众",
    ] {
        assert!(!is_name(words), "{words}");
    }
}

#[test]
fn a_stretch_of_body_text_is_no_header() {
    for text in [
        "有关事项通知如下。联系人",
        "期不报的，按有关规定处理，联系电话",
        "舟山市普陀区民政局关于公布政府购买服务的项目名称",
    ] {
        assert_eq!(of_header(text), None, "{text}");
    }
    let long = "购买服务内容及要求（包括数量、标准，以及质量）";
    assert_eq!(of_header(long), Some(Role::Content));
}

#[test]
fn who_buys_comes_before_any_place_or_office() {
    let fit = |header: &str| fit(&[header.to_owned()]);
    for buys in ["购买服务主体", "购买主体", "项目主管部门"] {
        for place in ["村（社区）", "镇街", "单位"] {
            assert!(fit(buys) > fit(place), "{buys} {place}");
        }
    }
}

/// Verbs that the party's name is built of, and what is none of a place's.
#[test]
fn parties_are_told_by_what_they_do_and_kinds_of_places_only_as_a_whole() {
    for header in [
        "养护单位",
        "培训机构",
        "检测机构名称",
        "代建单位",
        "管护主体",
    ] {
        assert_eq!(of_header(header), Some(Role::Provider), "{header}");
    }
    for cell in ["市", "区", "县道", "市场", "社区居家养老", "城镇"] {
        assert_eq!(of_header(cell), None, "{cell}");
        assert!(!is_word(cell), "{cell}");
    }
}

#[test]
fn a_label_of_money_says_nothing_of_what_it_is_for() {
    for label in ["补助资金", "奖补资金", "安排资金", "下达经费", "补助"] {
        assert!(says_only_money(label), "{label}");
    }
    for name in ["村医补助", "老年食堂补助", "校车运行经费"] {
        assert!(!says_only_money(name), "{name}");
    }
}

#[test]
fn a_header_that_names_another_unit_is_not_above_sums() {
    for header in [
        "2024年耕地地力保护补贴应实际发放面积/亩",
        "受训（人）",
        "种植/公顷",
    ] {
        assert!(!may_be_money(header), "{header}");
    }
    for header in [
        "2024年耕地地力保护补贴应实际发放资金/万元",
        "第一批",
        "甲/乙两村第二次",
    ] {
        assert!(may_be_money(header), "{header}");
    }
}
