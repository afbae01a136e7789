//! What a row is: a project, a sum of others, a heading, a note.

use super::{findings_of, has_rows, listed, notes_of, notice, reads, rows_of, says};

const ROWS: [&str; 2] = [
    "item 1 | 区民政局 | 养老 | 200000",
    "item 2 | 区司法局 | 助餐 | 400000",
];

/// The rows of [`ROWS`] in tabs, with more below.
fn above(more: &str) -> String {
    format!(
        "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老\t20\n2\t区司法局\t助餐\t40\n{more}"
    )
}

/// The kind of the last row that has this word in its first cell, and a sum.
fn kind(word: &str) -> String {
    let last = rows_of(&notice(&above(&format!("{word}\t\t\t60"))))
        .pop()
        .unwrap();
    last.split(' ').next().unwrap().to_owned()
}

#[test]
fn words_of_totals_make_a_row_a_total() {
    for word in [
        "合计",
        "总计",
        "共计",
        "累计",
        "总合计",
        "金额合计",
        "合计：",
        "合 计",
        "合\u{3000}计",
    ] {
        assert_eq!(kind(word), "total", "{word}");
    }
    for word in ["小计", "区民政局小计", "本页合计"] {
        assert_eq!(kind(word), "subtotal", "{word}");
    }
}

#[test]
fn words_of_totals_with_more_behind_them_make_a_row_a_total() {
    for word in [
        "合计金额",
        "合计（万元）",
        "合计数",
        "总额",
        "总金额",
        "总数",
        "汇总",
        "总和",
        "TOTAL",
    ] {
        assert_eq!(kind(word), "total", "{word}");
    }
    assert_eq!(kind("小计（区民政局）"), "subtotal");
}

#[test]
fn a_total_that_counts_its_rows_is_a_total() {
    for word in ["合计2项", "合计（2项）", "共2个项目", "共计2项"] {
        assert_eq!(kind(word), "total", "{word}");
    }
}

#[test]
fn the_word_of_a_total_may_stand_in_any_column_of_names() {
    for label in ["合计\t\t\t", "\t合计\t\t", "\t\t合计\t"] {
        let notice = notice(&above(&format!("{label}60")));
        assert_eq!(notice.items.len(), 2, "{label}");
        assert!(rows_of(&notice)[2].starts_with("total "), "{label}");
    }
}

#[test]
fn a_total_that_is_not_the_sum_is_found() {
    let notice = notice(&above("合计\t\t\t61"));
    assert_eq!(
        findings_of(&notice),
        ["sum.total /tables/0/rows/2/amounts/金额（万元）"]
    );
}

#[test]
fn subtotals_and_parts_are_no_projects() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n\
         1\t区民政局\t养老\t20\n\t\t小计\t20\n\
         2\t区司法局\t助餐\t40\n\t\t小计\t40\n\
         合计\t\t\t60\n其中：区级\t\t\t20",
        &[
            ROWS[0],
            "subtotal _ | _ | 小计 | 200000",
            ROWS[1],
            "subtotal _ | _ | 小计 | 400000",
            "total 合计 | _ | _ | 600000",
            "of_which 其中：区级 | _ | _ | 200000",
        ],
    );
}

#[test]
fn a_group_with_the_sum_of_its_rows_is_a_subtotal() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n\
         一\t\t养老类\t20\n1\t区民政局\t养老\t20\n\
         二\t\t司法类\t40\n2\t区司法局\t助餐\t40",
        &[
            "subtotal 一 | _ | 养老类 | 200000",
            ROWS[0],
            "subtotal 二 | _ | 司法类 | 400000",
            ROWS[1],
        ],
    );
}

#[test]
#[ignore = "a number that has those below it as its parts is a project too, so that the total seems wrong"]
fn a_number_with_numbers_below_it_is_a_subtotal() {
    reads(
        "序号\t项目\t金额（元）\n1\t养老\t500\n1.1\t日间\t200\n1.2\t上门\t300\n2\t助餐\t300\n合计\t\t800",
        &[
            "subtotal 1 | 养老 | 500",
            "item 1.1 | 日间 | 200",
            "item 1.2 | 上门 | 300",
            "item 2 | 助餐 | 300",
            "total 合计 | _ | 800",
        ],
    );
}

#[test]
fn a_code_that_begins_those_below_it_is_a_subtotal() {
    reads(
        "科目编码\t科目名称\t金额（元）\n208\t社会保障\t500\n20802\t民政\t500\n2080202\t事务\t200\n2080208\t社区\t300\n合计\t\t500",
        &[
            "subtotal 208 | 社会保障 | 500",
            "subtotal 20802 | 民政 | 500",
            "item 2080202 | 事务 | 200",
            "item 2080208 | 社区 | 300",
            "total 合计 | _ | 500",
        ],
    );
}

#[test]
fn a_name_alone_that_numbers_a_group_is_a_heading() {
    reads(
        "序号\t购买主体\t项目名称\t金额（万元）\n\
         一、养老类\t\t\t\n1\t区民政局\t养老\t20\n\
         二、司法类\t\t\t\n2\t区司法局\t助餐\t40",
        &[
            "heading 一、养老类 | _ | _ | blank",
            ROWS[0],
            "heading 二、司法类 | _ | _ | blank",
            ROWS[1],
        ],
    );
}

#[test]
fn a_name_alone_in_a_row_is_a_heading() {
    has_rows(
        &notice(
            "序号\t购买主体\t项目名称\t金额（万元）\n\
             区级项目\t\t\t\n1\t区民政局\t养老\t20\n\
             第二批\t\t\t\n2\t区司法局\t助餐\t40",
        ),
        &[
            "heading 区级项目 | _ | _ | blank",
            ROWS[0],
            "heading 第二批 | _ | _ | blank",
            ROWS[1],
        ],
    );
}

#[test]
fn words_of_notes_make_a_row_a_note() {
    for note in ["注：以合同为准", "备注：以合同为准", "说明：以合同为准"] {
        let notice = notice(&above(&format!("{note}\t\t\t")));
        has_rows(&notice, &ROWS);
        assert_eq!(notes_of(&notice), [note]);
    }
}

#[test]
fn rarer_words_of_notes_make_a_row_a_note() {
    for note in [
        "附注：以合同为准",
        "资料来源：区财政局",
        "注1：以合同为准",
        "填表说明：以合同为准",
        "填表人：张三",
        "以下空白",
    ] {
        let notice = notice(&above(&format!("{note}\t\t\t")));
        has_rows(&notice, &ROWS);
        assert_eq!(notes_of(&notice), [note]);
    }
}

#[test]
fn notes_below_the_table_stay_with_it() {
    let notice = notice(&above("\n注：本表不含往年项目。"));
    has_rows(&notice, &ROWS);
    assert_eq!(notes_of(&notice), ["注：本表不含往年项目。"]);
}

#[test]
fn numbers_that_leave_one_out_are_found() {
    says(
        &notice("序号\t项目\t金额（元）\n1\t养老\t200\n3\t助餐\t300"),
        "sequence.order",
    );
}

#[test]
fn classes_on_stairs_add_up_what_stands_below_them() {
    let table = "采购大类\t专项名称\t采购内容\t金额（万元）\n\
        一、货物\t\t\t50\n\
        \t会议\t\t50\n\
        \t\t印刷品\t20\n\
        \t\t资料袋\t30\n\
        三、服务\t\t\t92.5\n\
        \t培训\t\t92.5\n\
        \t\t场地租赁\t60\n\
        \t\t讲课\t32.5\n";
    let rows = rows_of(&notice(table));
    let kinds: Vec<&str> = rows.iter().filter_map(|r| r.split(' ').next()).collect();
    let class = ["subtotal", "subtotal", "item", "item"];
    assert_eq!(kinds, [class, class].concat(), "{rows:?}");
    // Sums that are not those below are nobody's total.
    let rows = rows_of(&notice(&table.replace("会议\t\t50", "会议\t\t51")));
    assert!(
        rows.iter()
            .any(|r| r.starts_with("item") && r.contains("510000")),
        "{rows:?}"
    );
}

#[test]
fn codes_within_a_class_may_stand_in_any_order() {
    let table = "科目编码\t科目名称\t金额（万元）\n\
        合计\t\t70\n\
        302\t商品和服务支出\t60\n\
        30201\t办公费\t20\n\
        30299\t其他支出\t30\n\
        30211\t差旅费\t10\n\
        303\t补助\t10\n\
        30301\t离休费\t10\n";
    let notice = notice(table);
    let rows = rows_of(&notice);
    let kinds: Vec<&str> = rows.iter().filter_map(|r| r.split(' ').next()).collect();
    let expected = [
        "total", "subtotal", "item", "item", "item", "subtotal", "item",
    ];
    assert_eq!(kinds, expected, "{rows:?}");
    assert!(!notice.diagnostics.iter().any(|d| d.code == "sum.total"));
}

#[test]
fn a_total_beside_the_first_list_is_of_its_own_list() {
    let table = "项目名称\t金额（万元）\t支出科目\t支出金额（万元）\n\
        一、财政拨款\t70\t一、基本支出\t50\n\
        1.一般公共预算\t70\t二、项目支出\t25\n\
        二、其他资金\t10\t三、预留\t5\n\
        收入合计\t80\t支出合计\t80\n";
    let notice = notice(table);
    let said = findings_of(&notice);
    assert!(
        !notice.diagnostics.iter().any(|d| d.code == "sum.total"),
        "{said:?}"
    );
}

#[test]
fn words_for_what_is_done_with_the_money_may_stand_in_the_label_of_a_total() {
    for label in ["计", "累计安排", "发放总额", "补助资金总额", "拨付合计"] {
        let notice = notice(&format!(
            "序号\t购买主体\t项目名称\t金额（元）\n1\t区民政局\t养老\t12\n2\t区残联\t助餐\t8\n{label}\t\t\t20"
        ));
        let rows = rows_of(&notice);
        assert!(rows[2].starts_with("total"), "{label}: {rows:?}");
    }
}

#[test]
fn what_is_delivered_for_awarded_sums_is_not_bought_again() {
    let award = "供应商名称\t供应商地址\t中标金额（元）\n杭州智图公司\t西湖区\t826,000.00\n宁波书香公司\t江北区\t415,500.00\n";
    for goods in [
        "品目号\t品目名称\t品牌\t单价（元）\t总价（元）\n1\t借还机\t智图\t82,600.00\t826,000.00\n2\t书架\t书香\t83,100.00\t415,500.00\n",
        "标项序号\t标项名称\t服务范围\t服务时间\n1\t借还机\t详见文件\t3年\n2\t书架\t详见文件\t3年\n",
        "序号\t标项名称\t废标理由\n3\t监控\t不足三家\n",
    ] {
        let notice = notice(&format!(
            "三、中标结果：\n{award}\n四、主要标的信息：\n{goods}"
        ));
        let items = notice.items.iter();
        let given: Vec<_> = items
            .map(|i| i.provider.as_ref().map(|p| p.text.as_str()))
            .collect();
        assert_eq!(
            given,
            [Some("杭州智图公司"), Some("宁波书香公司")],
            "{goods}"
        );
    }
    // Other sums are other projects'.
    let others = "序号\t项目名称\t金额（元）\n1\t监控\t90\n2\t安检\t80\n";
    let notice = notice(&format!("一、结果：\n{award}\n二、其他：\n{others}"));
    assert_eq!(super::projects_of(&notice), ["监控", "安检"]);
}

#[test]
fn who_is_to_be_called_is_no_item_beside_a_list() {
    let notice = notice(
        "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t养老服务\t2\n2\t区教育局\t校车接送\t3\n\n联系方式\n单位\t联系人\t电话\n区民政局\t张三\t0580-3012345\n区教育局\t李四\t0580-3054321\n",
    );
    assert_eq!(notice.items.len(), 2);
}

#[test]
fn a_name_alone_among_full_rows_heads_those_below_it() {
    for mark in ["\t", " | "] {
        let rows = [
            ["项目名称", "购买主体", "资金（元）"],
            ["镇级项目", "", ""],
            ["市容巡查", "沈家门街道", "85000"],
            ["违停劝导", "东港街道", "120000"],
            ["村级项目", "", ""],
            ["码头看护", "塘头村", "9600"],
            ["单位负责人：张某", "", ""],
        ];
        reads(
            &rows.map(|r| r.join(mark)).join("\n"),
            &[
                "heading 镇级项目 | _ | blank",
                "item 市容巡查 | 沈家门街道 | 85000",
                "item 违停劝导 | 东港街道 | 120000",
                "heading 村级项目 | _ | blank",
                "item 码头看护 | 塘头村 | 9600",
                "note 单位负责人：张某 | _ | blank",
            ],
        );
    }
    // Where other rows have blank cells, too, it may be a project whose values are not filled in.
    has_rows(
        &notice(
            "项目名称\t购买主体\t资金（元）\n市容巡查\t沈家门街道\t85000\n违停劝导\t\t\n码头看护\t塘头村\t\n护岸\t六横镇\t9600",
        ),
        &[
            "item 市容巡查 | 沈家门街道 | 85000",
            "item 违停劝导 | 沈家门街道 <carried> | blank",
            "item 码头看护 | 塘头村 | blank",
            "item 护岸 | 六横镇 | 9600",
        ],
    );
}

#[test]
fn codes_may_stand_with_the_names_or_in_a_column_for_each_level() {
    has_rows(
        &notice(
            "科目 | 预算数（万元）\n213农林水支出 | 80\n21301农业农村 | 50\n2130104事业运行 | 20\n\
             2130108病虫害控制 | 30\n21303水利 | 30\n2130306水利工程运行 | 30\n合计 | 80",
        ),
        &[
            "subtotal 213农林水支出 | 800000",
            "subtotal 21301农业农村 | 500000",
            "item 2130104事业运行 | 200000",
            "item 2130108病虫害控制 | 300000",
            "subtotal 21303水利 | 300000",
            "item 2130306水利工程运行 | 300000",
            "total 合计 | 800000",
        ],
    );
    for upper in ["205\t02", "\t"] {
        let table = format!(
            "类\t款\t项\t科目名称\t金额（元）\n205\t\t\t教育支出\t900\n{}\t02\t\t普通教育\t900\n\
             {upper}\t01\t学前教育\t300\n{upper}\t02\t小学教育\t600",
            upper.split('\t').next().unwrap(),
        );
        let notice = notice(&table);
        let kinds: Vec<String> = rows_of(&notice);
        let kinds = kinds
            .iter()
            .map(|r| r.split(' ').next().unwrap().to_owned());
        let kinds: Vec<String> = kinds.collect();
        assert_eq!(kinds, ["subtotal", "subtotal", "item", "item"], "{table}");
    }
}

#[test]
fn classes_above_their_rows_are_told_by_what_they_come_to() {
    for numbers in [
        ["", "", "", "", ""],
        ["1\t", "1.1\t", "1.2\t", "2\t", "2.1\t"],
    ] {
        let [a, b, c, d, e] = numbers;
        let (head, blank) = match a {
            "" => ("", ""),
            _ => ("序号\t", "\t"),
        };
        let table = format!(
            "{head}项目名称\t预算金额（万元）\t备注\n{a}区卫健局\t37.4\t\n{b}献血宣传\t15\t\n{c}机构评估\t22.4\t\n{d}区民政局\t18\t\n\
             {e}等级评定\t18\t\n{blank}合计\t55.4\t"
        );
        let notice = notice(&table);
        assert_eq!(
            super::projects_of(&notice),
            ["献血宣传", "机构评估", "等级评定"],
            "{table}"
        );
    }
}

#[test]
fn rows_that_do_not_come_to_the_one_above_are_no_class() {
    let table = "项目名称\t预算金额（万元）\t备注\n献血宣传\t30\t\n机构评估\t15\t\n疫苗运输\t15\t\n等级评定\t18\t\n婚姻辅导\t9\t\n合计\t87\t";
    assert_eq!(notice(table).items.len(), 5);
}

#[test]
fn parts_below_of_which_are_parts_as_far_as_they_come_to_the_whole() {
    for (first, second) in [
        ("\t其中：区级资金", "\t　　　镇级资金"),
        ("其中：区级资金\t", "　　　镇级资金\t"),
        ("其中：1.区级资金\t", "2.镇级资金\t"),
    ] {
        let table = format!(
            "购买主体\t项目名称\t金额（元）\n区民政局\t养老服务\t160\n区妇联\t家庭讲座\t50\n合计\t\t210\n{first}\t160\n{second}\t50"
        );
        let notice = notice(&table);
        assert_eq!(notice.items.len(), 2, "{table}");
        let parts = notice.tables[0]
            .rows
            .iter()
            .filter(|r| r.kind == putuo_notice::RowKind::OfWhich);
        assert_eq!(parts.count(), 2, "{table}");
    }
    // What does not come to the whole is a project.
    let table = "购买主体\t项目名称\t金额（元）\n合计\t\t210\n\t其中：区级资金\t100\n\t养老服务\t160\n\t家庭讲座\t50";
    assert_eq!(notice(table).items.len(), 2);
}

#[test]
fn numbers_in_brackets_stand_below_those_without() {
    let table = |first: &str, second: &str| {
        format!(
            "编号\t事项名称\t购买部门\t金额（万元）\n一\t公共安全类\t\t{first}\n（一）\t消防巡查\t区消防大队\t42\n\
             （二）\t禁毒宣传\t区公安分局\t13\n二\t社会治理类\t\t{second}\n（一）\t人民调解\t区司法局\t27\n合计\t\t\t82"
        )
    };
    for (sums, kind) in [(("", ""), "heading"), (("55", "27"), "subtotal")] {
        let notice = notice(&table(sums.0, sums.1));
        let kinds: Vec<String> = rows_of(&notice)
            .iter()
            .map(|row| row.split(' ').next().unwrap().to_owned())
            .collect();
        assert_eq!(
            kinds,
            [kind, "item", "item", kind, "item", "total"],
            "{:?}",
            rows_of(&notice)
        );
        assert_eq!(findings_of(&notice), [""; 0]);
    }
}

#[test]
fn the_row_of_a_whole_area_is_a_total_where_its_numbers_are_what_the_others_come_to() {
    let rows = [
        "市本级\t20\t8\t12",
        "定海区\t15.6\t7.6\t8",
        "普陀区\t10\t5\t5",
    ]
    .join("\n");
    let table = |first: &str| {
        format!("地区\t合计（万元）\t一般债券（万元）\t专项债券（万元）\n{first}\n{rows}")
    };
    let read = notice(&table("全市\t45.6\t20.6\t25"));
    assert_eq!(rows_of(&read)[0], "total 全市 | 456000 | 206000 | 250000");
    assert_eq!(read.items.len(), 3);
    // Where something is done all over it.
    assert_eq!(notice(&table("全市\t45.6\t20.6\t24")).items.len(), 4);
}

#[test]
fn the_row_of_a_whole_area_that_has_a_project_of_its_own_is_no_total() {
    let read = notice(
        "购买主体\t项目名称\t金额（万元）\n区民政局\t居家养老\t6\n区残联\t助残\t12\n全市\t法治宣传\t18",
    );
    assert_eq!(read.items.len(), 3);
}

#[test]
fn a_row_whose_number_the_next_one_follows_does_not_number_the_columns() {
    let read = notice("标段\t数量\t金额（万元）\t备注\n甲\t1\t2\t\n乙\t1\t3\t\n丙\t2\t4\t急");
    assert_eq!(read.items.len(), 3, "{:?}", rows_of(&read));
}

#[test]
fn a_name_behind_a_chinese_numeral_heads_rows_that_are_numbered_so() {
    for heading in ["（一）养老服务类", "第一批"] {
        reads(
            &format!(
                "序号\t购买主体\t项目名称\t金额（万元）\n{heading}\t\t\t\n一\t区民政局\t养老\t20\n二\t区司法局\t助餐\t40"
            ),
            &[
                &format!("heading {heading} | _ | _ | blank"),
                "item 一 | 区民政局 | 养老 | 200000",
                "item 二 | 区司法局 | 助餐 | 400000",
            ],
        );
    }
}

#[test]
fn a_name_alone_heads_rows_where_projects_stand_first_and_who_buys_is_said_once() {
    reads(
        "项目名称\t服务内容\t购买主体\t金额（万元）\n（一）养老服务类\t\t\t\n养老\t上门\t区民政局\t20\n助餐\t堂食\t\t40\n（二）社区服务类\t\t\t\n助学\t托管\t区教育局\t30",
        &[
            "heading （一）养老服务类 | _ | _ | blank",
            "item 养老 | 上门 | 区民政局 | 200000",
            "item 助餐 | 堂食 | 区民政局 <carried> | 400000",
            "heading （二）社区服务类 | _ | _ | blank",
            "item 助学 | 托管 | 区教育局 | 300000",
        ],
    );
}

#[test]
fn classes_over_classes_are_subtotals_at_each_depth() {
    reads(
        "序号,项目名称,单位,金额（元）\n一,产业类,,900\n（一）,种植业,,400\n1,柑橘园,马涧镇,300\n2,药材园,黄店镇,100\n\
         （二）,加工业,,500\n1,粮油厂,供销社,500\n二,设施类,,600\n1,机耕路,香溪镇,600",
        &[
            "subtotal 一 | 产业类 | _ | 900",
            "subtotal （一） | 种植业 | _ | 400",
            "item 1 | 柑橘园 | 马涧镇 | 300",
            "item 2 | 药材园 | 黄店镇 | 100",
            "subtotal （二） | 加工业 | _ | 500",
            "item 1 | 粮油厂 | 供销社 | 500",
            "subtotal 二 | 设施类 | _ | 600",
            "item 1 | 机耕路 | 香溪镇 | 600",
        ],
    );
}

#[test]
fn a_subtotal_above_its_rows_may_stand_over_others_behind_them() {
    reads(
        "市州县,金额（元）\n全省合计,2860\n武陵市小计,1560\n市本级,400\n临江县,1160\n沅水县,1300",
        &[
            "total 全省合计 | 2860",
            "subtotal 武陵市小计 | 1560",
            "item 市本级 | 400",
            "item 临江县 | 1160",
            "item 沅水县 | 1300",
        ],
    );
}

#[test]
fn a_place_for_the_seal_is_a_remark() {
    let read = notice(
        "序号\t单位\t项目\t金额（元）\n1\t甲镇\t果园\t300\n2\t乙镇\t大棚\t500\n（公章）\t\t\t2024年4月1日",
    );
    has_rows(
        &read,
        &[
            "item 1 | 甲镇 | 果园 | 300",
            "item 2 | 乙镇 | 大棚 | 500",
            "note （公章） | _ | _ | unreadable",
        ],
    );
    super::says_not(&read, "amount.unreadable");
}

#[test]
fn a_list_of_people_or_numbers_to_call_is_none_of_projects() {
    for table in [
        "序号\t姓名\t职务\n1\t张三\t组长\n2\t李四\t成员",
        "窗口名称\t地址\t联系电话\n民政窗口\t环城南路12号\t2031234\n残联窗口\t昌国路88号\t2035678",
    ] {
        let read = notice(table);
        assert!(read.items.is_empty() && read.tables.len() == 1, "{table}");
        says(&read, "table.aside");
    }
    // Who answers for a project may stand beside it.
    let named = "序号\t项目名称\t联系电话\n1\t养老\t2031234\n2\t助餐\t2035678";
    assert_eq!(notice(named).items.len(), 2);
}

/// Where no column names the projects, a class that each row has its own of stands for them, or what the money is given for.
#[test]
fn classes_and_reasons_stand_in_for_projects() {
    for header in ["项目类型", "项目类别", "奖补事由", "补助原因", "资金用途"] {
        let read = notice(&format!(
            "序号 | 申报单位 | {header} | 财政补助资金(万元)\n1 | 家朋镇人民政府 | 茶产业基地改造 | 12\n2 | 伏岭镇人民政府 | 物联网示范点建设 | 8.5\n3 | 长安镇人民政府 | 高标准农田建设 | 30"
        ));
        let projects = read
            .items
            .iter()
            .map(|i| i.project.as_ref().unwrap().text.as_str());
        let wanted = ["茶产业基地改造", "物联网示范点建设", "高标准农田建设"];
        assert_eq!(projects.collect::<Vec<_>>(), wanted, "{header}");
    }
    // One class for many is none of their names.
    let read = notice(
        "序号 | 申报单位 | 企业类型 | 财政补助资金(万元)\n1 | 甲公司 | 小微企业 | 12\n2 | 乙公司 | 小微企业 | 8.5\n3 | 丙公司 | 小微企业 | 30",
    );
    assert!(read.items.iter().all(|i| i.project.is_none()));
}

/// Below one name over two columns stand codes or classes, and names.
#[test]
fn of_two_columns_under_one_name_that_of_the_names_counts() {
    let html = |rows: &str| {
        format!(
            "<table><tr><td>单位</td><td colspan=2>项目</td><td>金额（万元）</td></tr>{rows}</table>"
        )
    };
    let read = |rows: &str| {
        let notice = putuo_notice::parse_notice(html(rows)).unwrap();
        let projects = notice
            .items
            .iter()
            .map(|i| i.project.as_ref().unwrap().text.clone());
        projects.collect::<Vec<_>>()
    };
    let coded = read(
        "<tr><td>区民政局</td><td>330903-001</td><td>助餐</td><td>5</td></tr><tr><td>区教育局</td><td>330903-002</td><td>托管</td><td>6</td></tr>",
    );
    assert_eq!(coded, ["助餐", "托管"]);
    // A name without a class is merged over both.
    let classed = read(
        "<tr><td>区民政局</td><td rowspan=2>养老</td><td>助餐</td><td>5</td></tr><tr><td>区残联</td><td>助浴</td><td>6</td></tr><tr><td>区教育局</td><td colspan=2>托管</td><td>7</td></tr>",
    );
    assert_eq!(classed, ["助餐", "助浴", "托管"]);
}

/// 单价, 数量 and what they come to.
#[test]
fn what_so_many_at_a_price_come_to_is_the_sum() {
    for total in ["合计", "小计", "合价", "总价"] {
        let read = notice(&format!(
            "单位：元\n序号\t项目名称\t采购人\t单价\t数量\t{total}\n1\t助餐\t区民政局\t150\t200\t30000\n2\t托管\t区教育局\t500\t80\t40000\n"
        ));
        let wanted =
            [("助餐", "30000"), ("托管", "40000")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(listed(&read), wanted, "{total}");
    }
}

/// Rows that number the columns are none of the table's, whatever they number them with; rows of numbers are.
#[test]
fn columns_may_be_numbered_in_any_manner() {
    let table = |numbers: &str| {
        format!(
            "购买主体\t项目名称\t金额（万元）\n{numbers}\n区民政局\t助餐\t5\n区教育局\t托管\t6\n"
        )
    };
    for numbers in [
        "甲\t乙\t1",
        "A\tB\t1",
        "1\t2\t3",
        "（1）\t（2）\t（3）",
        "①\t②\t③",
        "—\t—\t1",
    ] {
        let read = notice(&table(numbers));
        has_rows(
            &read,
            &[
                "item 区民政局 | 助餐 | 50000",
                "item 区教育局 | 托管 | 60000",
            ],
        );
        assert_eq!(read.items.len(), 2, "{numbers}");
    }
}

/// Rows of a form below the last that was filled in are no projects, and said.
#[test]
fn numbers_without_a_row_are_no_projects() {
    let read = notice(
        "序号\t购买主体\t项目名称\t金额（万元）\n1\t区民政局\t助餐\t5\n2\t区教育局\t托管\t6\n3\t\t\t\n4\t\t\t\n5\t\t\t\n合计\t\t\t11\n",
    );
    assert_eq!(read.items.len(), 2);
    says(&read, "item.incomplete");
}
