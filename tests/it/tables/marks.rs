//! Cells between marks: what is left over of a page's own marks, headers that slid, lists with a gap between.

use super::{has_rows, notice, reads, reads_with, sums_of};

#[test]
fn a_table_in_markdown_may_stand_on_one_line() {
    reads(
        "| 镇街 | 补助项目 | 金额（元） | | --- | --- | --- | | 六横镇 | 冬修 | 8000 | | 桃花镇 | 春耕 | 5600 |",
        &["item 六横镇 | 冬修 | 8000", "item 桃花镇 | 春耕 | 5600"],
    );
}

#[test]
fn marks_of_pages_and_formulas_left_over_are_no_text() {
    has_rows(
        &notice(
            "序号 | 购买主体 | 项目名称 | 金额（万元）\n\
             $1$ | 区交通局&nbsp; | 公交 | \\(4 5\\)\n\
             2 | <p>区公路段</p> | 除雪 | <b>3.5</b>",
        ),
        &[
            "item 1 | 区交通局 | 公交 | 450000",
            "item 2 | 区公路段 | 除雪 | 35000",
        ],
    );
}

#[test]
fn a_blank_column_may_stand_between_two_lists() {
    has_rows(
        &notice(
            "收入项目 | 金额（元） | | 支出项目 | 金额（元） |\n\
             上级补助 | 500000 | | 环境整治 | 320000 |\n\
             集体收入 | 80000 | | 养老服务 | 210000 |",
        ),
        &[
            "item 上级补助 | 500000",
            "item 集体收入 | 80000",
            "item 环境整治 | 320000",
            "item 养老服务 | 210000",
        ],
    );
}

#[test]
fn a_header_one_column_beside_its_cells_is_moved_and_said() {
    for table in [
        "购买主体 | 项目名称 | 人数 | 金额（元） |\n1 | 区民政局 | 助餐 | 120 | 36000\n2 | 区残联 | 托养 | 45 | 90000",
        "序号,购买主体,项目名称,人数,金额（元）\n,1,区民政局,助餐,120,36000\n,2,区残联,托养,45,90000",
    ] {
        reads_with(
            table,
            "form.ambiguous_cells",
            &[
                "item 1 | 区民政局 | 助餐 | 120 | 36000",
                "item 2 | 区残联 | 托养 | 45 | 90000",
            ],
        );
    }
}

#[test]
fn lower_names_have_slid_though_the_last_column_is_blank() {
    has_rows(
        &notice(
            "公路养护资金表 | |||||||\n序号 | 镇街 | 里程 | 资金来源 | 合计（元） | 备注 |\n省补 | 区配 | ||||\n\
             1 | 展茅街道 | 12 | 36000 | 12000 | 48000 | |\n2 | 六横镇 | 40 | 120000 | 40000 | 160000 | |",
        ),
        &[
            "item 1 | 展茅街道 | 12 | 36000 | 12000 | 48000 | _",
            "item 2 | 六横镇 | 40 | 120000 | 40000 | 160000 | _",
        ],
    );
}

#[test]
fn a_later_table_that_names_the_same_awards_again_has_no_items_of_its_own() {
    let read = notice(
        "序号\t标项名称\t供应商名称\t中标金额（元）\n1\t居家养老服务采购\t某养老公司\t486000\n\n\
         四、主要标的信息\n\n序号\t供应商名称\t标的名称\t服务范围\t单价（元）\n1\t某养老公司\t居家养老服务\t沈家门\t486000",
    );
    assert_eq!(read.items.len(), 1);
    super::says(&read, "table.aside");
}

/// Names of projects may end as those of columns do.
#[test]
fn a_list_with_its_total_above_its_projects_is_no_form() {
    has_rows(
        &notice(
            "购买服务项目名称\t项目资金\t备注\n合　计\t1850万元\t\n殡葬助餐工程\t27万元\t\n军人优抚对象助餐服务项目\t4 万元\t\n困境儿童探访课堂\t98万元\t分两期实施\n\
             智慧调解（二期）\t1464 万元\t分两期实施\n老年人宣传志愿服务项目\t257万元\t含资料费",
        ),
        &[
            "total 合计 | 18500000 | _",
            "item 殡葬助餐工程 | 270000 | _",
            "item 军人优抚对象助餐服务项目 | 40000 | _",
            "item 困境儿童探访课堂 | 980000 | 分两期实施",
            "item 智慧调解（二期） | 14640000 | 分两期实施",
            "item 老年人宣传志愿服务项目 | 2570000 | 含资料费",
        ],
    );
}

#[test]
fn a_header_below_a_heading_begins_another_table_though_few_of_its_names_have_a_role() {
    let read = notice(
        "一、项目资金\n序号\t项目名称\t实施单位\t金额（万元）\n1\t会诊平台\t区医院\t88\n2\t采血车\t区血站\t65\n\
         二、人员奖励\n序号\t姓名\t工作单位\t奖励金额（元）\n1\t贺某\t区医院\t5000\n2\t傅某\t区血站\t3000",
    );
    assert_eq!(sums_of(&read), ["880000", "650000", "5000", "3000"]);
}

#[test]
fn a_cell_that_is_broken_into_two_lines_makes_one_row_with_what_stands_around_it() {
    reads(
        "主管部门\t项目名称\t项目内容\t预算金额\n（万元）\t完成时限\n\
         区住建局\t街巷整治\t路面修复及\n管线序化\t350\t2025年12月\n危房解危\t12幢\t86.4\t2025年10月\n区交通局\t公路养护\t156公里\t412\t全年",
        &[
            "item 区住建局 | 街巷整治 | 路面修复及管线序化 | 3500000 | 2025年12月",
            "item 区住建局 <carried> | 危房解危 | 12幢 | 864000 | 2025年10月",
            "item 区交通局 | 公路养护 | 156公里 | 4120000 | 全年",
        ],
    );
}

#[test]
fn a_sign_that_a_note_explains_is_no_part_of_a_name_or_sum() {
    for (sign, other) in [("*", "②"), ("①", "※"), ("**", "*")] {
        for notes in [
            format!("{sign}含下属单位。\n{other}首年试点。"),
            format!("注：{sign}含下属单位；{other}首年试点。"),
        ] {
            let text = format!(
                "购买主体\t项目名称\t金额（万元）\n区总工会{sign}\t职工关爱{other}\t10\n团区委\t自护教育\t6.8{sign}\n{notes}\n"
            );
            let notice = putuo_notice::parse_notice(format!("关于购买服务的公示\n{text}")).unwrap();
            let rows = [
                "item 区总工会 | 职工关爱 | 100000",
                "item 团区委 | 自护教育 | 68000",
            ];
            has_rows(&notice, &rows);
            let marks = |at: usize| notice.items[at].purchaser.as_ref().unwrap().marks.concat();
            assert_eq!((marks(0).as_str(), marks(1).as_str()), (sign, ""));
        }
    }
    // Without a note, or as the mask of a name, it is what is printed.
    for (name, note) in [
        ("区总工会*", "含下属单位。"),
        ("王*", "*为随机隐去。"),
        ("区*会*", "*为隐去。"),
    ] {
        let text = format!(
            "关于购买服务的公示\n购买主体\t项目名称\t金额（万元）\n{name}\t职工关爱\t10\n团区委\t自护教育\t6.8\n{note}\n"
        );
        let notice = putuo_notice::parse_notice(text).unwrap();
        assert_eq!(notice.items[0].purchaser.as_ref().unwrap().text, name);
    }
}

/// The label and the title of a list have bars, too, and so has a line of nothing.
#[test]
fn a_blank_row_above_the_names_is_no_row() {
    let read = notice(
        "附件1: |\n|\n| 2024年项目预拨资金汇总表 单位:万元 |\n| 序号 | 乡 镇 | 合同价 | 进度 | 已预拨资金 | 本次预拨资金 | 汇款账号 |\n\
         | 工程款 | 工作经费 | 工程款 | 工作经费 |\n| 1 | 城关镇 | 245.99 | 10% | 0 | 0 | 49.78 | 0 | 城关镇财政组 |\n\
         | 2 | 柳林镇 | 730.6 | 95% | 305.95 | 0 | 10.5 | 72.94 | 柳林镇财政组 |\n",
    );
    assert_eq!(sums_of(&read), ["497800", "105000"]);
    assert!(read.items.iter().all(|item| item.project.is_none()));
}
