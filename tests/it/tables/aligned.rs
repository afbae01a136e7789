//! Columns aligned with blanks.

use super::{columns_of, notice, reads, reads_with, rows_of, says, says_not};

#[test]
fn blanks_align_columns_and_leave_cells_blank() {
    reads(
        "序号   购买主体   项目名称   金额（万元）\n\
         1      区民政局   养老服务   2\n\
         2                 助餐服务   3\n\
         3      区司法局   法律援助   4\n\
         合计                         9",
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区民政局 <carried> | 助餐服务 | 30000",
            "item 3 | 区司法局 | 法律援助 | 40000",
            "total 合计 | _ | _ | 90000",
        ],
    );
}

#[test]
fn ideographic_blanks_align_columns_too() {
    reads(
        "序号　　项目名称　　金额（万元）\n\
         1　　　　养老服务　　2\n\
         2　　　　助餐服务　　3",
        &["item 1 | 养老服务 | 20000", "item 2 | 助餐服务 | 30000"],
    );
}

#[test]
fn numbers_may_be_set_to_the_right_and_names_to_the_middle() {
    reads(
        "序号  项目名称   金额（元）\n   \
         1  养老服务      200\n   \
         2  助餐服务     1300\n   \
         3  助洁服务    12300",
        &[
            "item 1 | 养老服务 | 200",
            "item 2 | 助餐服务 | 1300",
            "item 3 | 助洁服务 | 12300",
        ],
    );
    reads(
        "序号      项目名称        金额（元）\n \
         1        养老服务            200\n \
         2     居家养老与日间照料     1300\n \
         3         助餐              300",
        &[
            "item 1 | 养老服务 | 200",
            "item 2 | 居家养老与日间照料 | 1300",
            "item 3 | 助餐 | 300",
        ],
    );
}

#[test]
fn single_blanks_part_words_where_every_row_has_as_many() {
    reads(
        "序号 购买主体 项目名称 金额（万元）\n\
         1 区民政局 养老服务 2\n\
         2 区司法局 法律援助 3\n\
         3 区教育局 校车接送 4",
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区司法局 | 法律援助 | 30000",
            "item 3 | 区教育局 | 校车接送 | 40000",
        ],
    );
}

#[test]
fn a_cell_of_two_lines_is_joined_and_that_is_said() {
    reads_with(
        "序号   项目名称        金额（万元）\n\
         1      养老服务与      2\n       \
         日间照料\n\
         2      助餐服务        3\n\
         3      助洁服务        4",
        "form.wrapped",
        &[
            "item 1 | 养老服务与日间照料 | 20000",
            "item 2 | 助餐服务 | 30000",
            "item 3 | 助洁服务 | 40000",
        ],
    );
}

#[test]
fn columns_counted_in_characters_are_read_where_rows_are_whole() {
    let notice = notice(
        "序号    组织名称         项目名称      扶持资金（万元）\n\
         1     普陀区银龄互助会     银龄互助      6\n\
         2     普陀区渔嫂协会      渔嫂家访      5\n\
         3     普陀区义工联合会     净滩行动      4",
    );
    super::has_rows(
        &notice,
        &[
            "item 1 | 普陀区银龄互助会 | 银龄互助 | 60000",
            "item 2 | 普陀区渔嫂协会 | 渔嫂家访 | 50000",
            "item 3 | 普陀区义工联合会 | 净滩行动 | 40000",
        ],
    );
    assert_eq!(columns_of(&notice)[1], "组织名称: provider");
}

#[test]
fn an_aligned_header_said_again_on_the_next_page_is_no_row() {
    reads(
        "序号  项目名称   金额（元）\n   \
         1  养老服务      200\n   \
         2  助餐服务     1300\n\n\
         — 2 —\n\n\
         序号  项目名称   金额（元）\n   \
         3  助洁服务    12300\n   \
         4  助浴服务    12300",
        &[
            "item 1 | 养老服务 | 200",
            "item 2 | 助餐服务 | 1300",
            "item 3 | 助洁服务 | 12300",
            "item 4 | 助浴服务 | 12300",
        ],
    );
}

#[test]
fn a_heading_below_the_names_is_not_the_rest_of_them() {
    reads(
        "序号  购买主体  项目名称  金额（万元）\n\
         （一）养老服务类\n\
         1     区民政局  养老服务  2\n\
         （二）社区服务类\n\
         2     区司法局  法律援助  3",
        &[
            "heading （一）养老服务类 | _ | _ | blank",
            "item 1 | 区民政局 | 养老服务 | 20000",
            "heading （二）社区服务类 | _ | _ | blank",
            "item 2 | 区司法局 | 法律援助 | 30000",
        ],
    );
}

#[test]
fn blank_lines_between_all_rows_stand_before_the_total_too() {
    reads(
        "序号  购买主体  项目名称  金额（万元）\n\
         1     区民政局  养老服务  2\n\n\
         2     区司法局  法律援助  3\n\n\
         合计                      5",
        &[
            "item 1 | 区民政局 | 养老服务 | 20000",
            "item 2 | 区司法局 | 法律援助 | 30000",
            "total 合计 | _ | _ | 50000",
        ],
    );
}

#[test]
fn remarks_behind_sums_may_be_left_out_between_single_blanks() {
    for (names, numbers) in [
        ("单位 项目 金额（万元） 备注", false),
        ("序号 单位 项目 金额（万元） 备注", true),
    ] {
        let row = |n: u32, rest: &str| match numbers {
            true => format!("{n} {rest}\n"),
            false => format!("{rest}\n"),
        };
        let table = format!(
            "{names}\n{}{}{}合计 50.5",
            row(1, "区民政局 养老服务 12"),
            row(2, "区教育局 校车租赁 30 续签"),
            row(3, "区残联 辅具适配 8.5")
        );
        let notice = notice(&table);
        assert_eq!(
            super::sums_of(&notice),
            ["120000", "300000", "85000"],
            "{table}"
        );
        let noted: Vec<_> = notice
            .items
            .iter()
            .map(|i| i.note.as_ref().map_or("", |n| n.text.as_str()))
            .collect();
        assert_eq!(noted, ["", "续签", ""], "{table}");
    }
    // What was left out may have been the project.
    let notice = notice(
        "单位 项目 金额（万元） 备注\n区民政局 养老服务 12\n区教育局 30 续签\n区残联 辅具适配 8.5",
    );
    assert!(notice.items.is_empty());
    says(&notice, "table.unread");
}

#[test]
fn one_ideographic_blank_spaces_the_characters_of_a_name() {
    let notice = notice(
        "序　号    购买主体    项目名称    金额（万元）\n1         区民政局    养老服务    12\n2         区教育局    校车服务    30\n合　计                            42",
    );
    assert_eq!(super::sums_of(&notice), ["120000", "300000"]);
    assert!(columns_of(&notice)[0].ends_with("sequence"));
}

#[test]
fn who_signs_right_below_the_last_row_is_no_row() {
    let rows = "序号  购买主体  项目名称  金额（万元）\n1     区民政局  社区助餐  30\n2     区教育局  课后服务  45\n";
    for below in [
        "普陀区财政局\n2025年3月1日",
        "特此公告。\n普陀区财政局",
        "2025年3月1日",
    ] {
        reads(
            &format!("{rows}{below}\n"),
            &[
                "item 1 | 区民政局 | 社区助餐 | 300000",
                "item 2 | 区教育局 | 课后服务 | 450000",
            ],
        );
    }
}

#[test]
fn names_of_persons_set_wide_stand_in_one_column() {
    let notice = notice(
        "序　号购买主体    负责人    项目名称        金　额（万元）\n\
         1     区民政局    张　三    社区助餐服务    30\n\
         2     区教育局    李　四    课后服务        45\n",
    );
    assert_eq!(super::projects_of(&notice), ["社区助餐服务", "课后服务"]);
}

/// What parts the cells is the same everywhere, so that they lie nowhere one below the other.
#[test]
fn remarks_behind_sums_may_be_left_out_where_columns_do_not_lie_below_each_other() {
    for gap in ["   ", "　　"] {
        let table = [
            "镇街 区级补助（万元） 镇街配套（万元） 小计 备注",
            "桃花镇 30 15 45",
            "虾峙镇 24 12 36 含海岛淡水补助",
            "东极镇 18 9 27",
            "合计 72 36 108",
        ];
        super::has_rows(
            &notice(&table.map(|line| line.replace(' ', gap)).join("\n")),
            &[
                "item 桃花镇 | 300000 | 150000 | 450000 | _",
                "item 虾峙镇 | 240000 | 120000 | 360000 | 含海岛淡水补助",
                "item 东极镇 | 180000 | 90000 | 270000 | _",
                "total 合计 | 720000 | 360000 | 1080000 | _",
            ],
        );
    }
    let read = notice(
        "购 买 主 体　　项 目 名 称　　金 额（元）　　备 注\n区 民 政 局　　养老机构评估　　30000\n区 教 育 局　　心理测评　　45 000",
    );
    assert_eq!(super::sums_of(&read), ["30000", "45000"]);
    // Which cell is missing is not known where the last is no sum.
    let read = notice(
        "购买主体　　项目名称　　金额（元）　　备注\n区民政局　　养老机构评估　　续建\n区教育局　　心理测评　　45000　　新建\n区卫健局　　急救　　100",
    );
    assert!(read.items.iter().all(|i| {
        i.amount
            .as_ref()
            .is_none_or(|a| a.yuan != Some(30000.into()))
    }));
    says(&read, "table.unread");
}

#[test]
fn what_heads_rows_that_count_on_stands_below_a_sum_and_a_blank_line() {
    let notice = notice(
        "序号  购买主体  项目名称  金额（万元）\n合计                      9\n\n养老服务类项目\n\n\
         1     区民政局  养老      2\n\n2               助餐      3\n\n小计                      5\n\n\
         社区服务类项目\n\n3     区教育局  助学      4\n\n小计                      4\n",
    );
    assert_eq!(notice.tables.len(), 1);
    assert_eq!(super::projects_of(&notice), ["养老", "助餐", "助学"]);
}

#[test]
fn a_name_of_one_character_alone_is_no_name_set_wide() {
    reads(
        "序号 乡镇 村 项目名称 补助（元）\n1 零阳镇 双云村 道路硬化 15\n2 江垭镇 凤凰村 安全饮水 20",
        &[
            "item 1 | 零阳镇 | 双云村 | 道路硬化 | 15",
            "item 2 | 江垭镇 | 凤凰村 | 安全饮水 | 20",
        ],
    );
}

#[test]
fn who_signs_below_the_last_row_is_none_of_it() {
    reads(
        "序号 项目名称 供应商 金额（元）\n1 舞台搭建 会展有限公司 168\n2 舞台车维保 汽车服务有限公司 42\n区文化馆\n2025年1月6日",
        &[
            "item 1 | 舞台搭建 | 会展有限公司 | 168",
            "item 2 | 舞台车维保 | 汽车服务有限公司 | 42",
        ],
    );
}

#[test]
fn what_heads_rows_stands_among_those_of_one_blank_between_all_cells() {
    reads(
        "序号 项目名称 建设单位 本次安排（元）\n（一）水利\n1 干渠衬砌 市水利局 200\n2 泵站更新 市水利局 90\n小 计 290\n（二）交通\n\
         1 大桥加固 市公路中心 450\n小 计 450\n合 计 740",
        &[
            "heading （一）水利 | _ | _ | blank",
            "item 1 | 干渠衬砌 | 市水利局 | 200",
            "item 2 | 泵站更新 | 市水利局 <repeated> | 90",
            "subtotal 小计 | _ | _ | 290",
            "heading （二）交通 | _ | _ | blank",
            "item 1 | 大桥加固 | 市公路中心 | 450",
            "subtotal 小计 | _ | _ | 450",
            "total 合计 | _ | _ | 740",
        ],
    );
}

/// A page's number, or a blank line, parts two rows and ends no table, if the numbers of the rows count on.
#[test]
fn rows_of_single_blanks_go_on_on_the_next_page() {
    for between in ["- 2 -\n", "\n", "— 2 —\n\u{c}", "第2页\n\n"] {
        reads(
            &format!(
                "序号 项目名称 购买主体 金额（万元）\n1 养老服务 区民政局 2\n2 助餐服务 区民政局 3\n{between}3 法律援助 区司法局 4\n{between}合计 9\n\n联系人 张某"
            ),
            &[
                "item 1 | 养老服务 | 区民政局 | 20000",
                "item 2 | 助餐服务 | 区民政局 <repeated> | 30000",
                "item 3 | 法律援助 | 区司法局 | 40000",
                "total 合计 | _ | _ | 90000",
            ],
        );
    }
}

#[test]
fn a_rule_of_dashes_below_the_names_is_no_row() {
    for (header, rule) in [
        (
            "序号  项目名称  购买主体  金额（元）",
            "----  --------  --------  ----------",
        ),
        ("序号 项目名称 购买主体 金额（元）", "────────────"),
    ] {
        let gap = if rule.contains(' ') { "  " } else { " " };
        let rows = "1 养老服务 区民政局 200\n2 助餐服务 区民政局 1300".replace(' ', gap);
        let notice = notice(&format!("{header}\n{rule}\n{rows}"));
        assert_eq!(super::sums_of(&notice), ["200", "1300"], "{rule}");
        assert!(notice.ledger.unplaced.is_empty(), "{rule}");
    }
}

#[test]
fn a_single_row_of_words_is_one_where_its_number_and_sum_stand_in_their_columns() {
    let names = "序号 采购项目名称 采购需求概况 预算金额（元） 预计采购时间 备注";
    for (row, read) in [
        (
            "1 主楼空调大修 更换老化部件，提供评估等服务。 3090000.00 2026-03",
            "item 1 | 主楼空调大修 | 更换老化部件，提供评估等服务。 | 3090000 | 2026-03 | _",
        ),
        (
            "1 主楼空调大修 更换老化部件 3090000.00 2026-03 面向中小企业",
            "item 1 | 主楼空调大修 | 更换老化部件 | 3090000 | 2026-03 | 面向中小企业",
        ),
    ] {
        for below in [
            "本次公开的采购意向为准。\n区医院",
            "合计金额小写：3090000\n区医院",
        ] {
            let notice = notice(&format!("{names}\n{row}\n{below}"));
            assert_eq!(rows_of(&notice), [read], "{row}\n{below}");
        }
    }
    // A name in two words, or a sum that is left out, has every cell behind it slide.
    for row in [
        "1 主楼 空调大修 更换老化部件 3090000.00 2026-03",
        "1 主楼空调大修 更换老化部件 2026-03",
    ] {
        let notice = notice(&format!("{names}\n{row}\n本次公开的采购意向为准。"));
        assert_eq!(rows_of(&notice), [""; 0], "{row}");
        says(&notice, "table.unread");
    }
}

#[test]
fn a_single_row_below_names_parted_by_blanks_is_said() {
    let read = notice(
        "某县规模猪场无害化处理补助公示\n现将资金情况公示如下：\n养殖场 处理数量 补助标准 补助金额\n某县联丰牧场 580头 80元 46400元 |\n其中（中央财政50% 省财政30% 地方财政20%） 23200 13920 9280 |\n公示期限五天。\n",
    );
    says(&read, "table.unread");
    let read = notice(
        "组配分类 专项经费使用 发布机构 某镇\n成文日期 2021-04-08 公开方式 主动公开\n某镇关于坟墓治理的通知\n请知悉。\n",
    );
    says_not(&read, "table.unread");
}
