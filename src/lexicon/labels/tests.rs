use super::*;

#[test]
fn what_goes_on_and_what_is_said_again() {
    for mark in [
        "续表",
        "（续表1）",
        "续表 2",
        "接上页",
        "(续)",
        "资金分配表（续）",
    ] {
        assert!(is_continued(mark), "{mark}");
    }
    assert!(!is_continued("续签服务") && !is_continued("表1"));
    for name in [
        "区民政局（续）",
        "区民政局(续)",
        "区民政局（续表）",
        "区民政局",
    ] {
        assert_eq!(without_continued(name), "区民政局", "{name}");
    }
    assert_eq!(without_continued("（一）"), "（一）");
    for mark in ["〃", "同上", "－\"－", "″", "↓"] {
        assert!(is_ditto(mark), "{mark}");
    }
    assert!(!is_ditto("同上海") && !is_ditto("-"));
}

#[test]
fn who_fills_a_form_in_signs_it_in_several_cells() {
    let signed = |cells: &[&str]| are_signed(cells.iter().map(|cell| Key::of(cell)));
    assert!(signed(&[
        "单位负责人：张三",
        "审核人：李四",
        "制表人：王五"
    ]));
    assert!(signed(&["主管领导（签字）：", "经办人："]));
    assert!(signed(&["填表人：", "张三", "联系电话：", "0580-1"]));
    assert!(signed(&["（公章）", "2024年4月1日"]));
    assert!(!signed(&["2024年4月1日"]));
    assert!(!signed(&["1", "审核人：李四"]));
    assert!(!signed(&["服务对象：老人", "地点：镇上"]));
    assert!(!signed(&[]));
}

#[test]
fn labels_of_totals_are_told_by_their_build() {
    for label in [
        "合计",
        "合 计",
        "合计：",
        "总计",
        "共计",
        "累计",
        "总合计",
        "金额合计",
        "合计金额",
        "合计（万元）",
        "合计(元)",
        "合计万元",
        "总额",
        "总金额",
        "项目总额",
        "总数",
        "总和",
        "汇总",
        "合计3项",
        "合计：3项",
        "共计三项",
        "共3个项目",
        "共12家单位",
        "共计4户",
        "TOTAL",
        "∑",
        "合计/总额",
        "合计 Total",
        "Total",
        "Grand Total",
        "普陀区合计",
        "合計",
        "合计数",
        "资金合计",
        "【合计】",
        "合计（大写）：壹拾伍万捌仟元整",
        "共2家单位3个项目",
    ] {
        assert_eq!(summary(label), Some(RowKind::Total), "{label}");
    }
    for label in [
        "小计",
        "小计（区卫健局）",
        "定海区小计",
        "本页合计",
        "本页小计",
        "承前页",
        "过次页",
        "转下页",
        "上页结转",
        "Subtotal",
        "小计：",
    ] {
        assert_eq!(summary(label), Some(RowKind::Subtotal), "{label}");
    }
    for label in ["总预算", "总  价", "合计"] {
        assert_eq!(summary_of_row(label), Some(RowKind::Total), "{label}");
    }
    for label in ["其中：区级", "其中"] {
        assert_eq!(summary(label), Some(RowKind::OfWhich), "{label}");
    }
}

#[test]
fn each_word_has_one_of_the_characters_that_are_looked_for() {
    let words = WORDS.iter().map(|(word, ..)| *word);
    for word in words.chain(CARRIED.iter().copied()).chain(["其中", "共"]) {
        assert!(has_any(word, ADDING_UP), "{word}");
        assert!(has_any(&word.to_ascii_lowercase(), ADDING_UP), "{word}");
    }
}

#[test]
fn projects_that_speak_of_sums_are_no_totals() {
    for name in [
        "合计算法课程",
        "信息数据汇总",
        "统计累计工作",
        "共享单车治理",
        "共青团活动",
        "共2个社区的助餐服务点建设",
        "总体规划编制",
        "汇总表编制服务",
        "民生实事总结",
        "累计负荷监测",
        "",
        "（合计）服务",
        "（其中党建服务经费3万元）",
        "总预算",
    ] {
        assert_eq!(summary(name), None, "{name}");
    }
}

#[test]
fn notes_begin_with_a_label() {
    for note in [
        "注：金额含税。",
        "注1：甲",
        "注 2:乙",
        "备注：丙",
        "附注：丁",
        "资料来源：区统计局",
        "数据来源：某局",
        "填表说明：略",
        "填表人：某某",
        "（以下空白）",
        "说明：",
        "注一：甲",
        "*以上项目按实结算",
        "※以上金额含税",
    ] {
        assert!(is_note(note), "{note}");
    }
    for text in [
        "*瑞明",
        "备注",
        "注意事项",
        "服务内容包括说明：",
        "联系电话：0580",
        "项目一：助餐",
    ] {
        assert!(!is_note(text), "{text}");
    }
}
