//! Award notices whose parts are numbered: 第一包, 第二包.

use super::{listed, notice};
use putuo_notice::Notice;

const HEAD: &str = "一、项目编号：WT2025-0021\n二、项目名称：消防装备采购项目\n三、采购人：梧桐县消防救援大队\n四、中标信息\n";
const TAIL: &str = "五、联系方式\n采购人：梧桐县消防救援大队 地址：解放路5号 电话：6200000";

fn purchasers(notice: &Notice) -> Vec<&str> {
    let items = notice.items.iter();
    items
        .filter_map(|i| i.purchaser.as_ref().map(|p| p.text.as_str()))
        .collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter()
        .map(|(name, sum)| ((*name).to_owned(), (*sum).to_owned()))
        .collect()
}

#[test]
fn a_part_that_a_label_numbers_is_the_project() {
    let notice = notice(&format!(
        "{HEAD}第一包：抢险救援车\n中标人：陆海车辆公司\n中标金额：2,180,000.00元\n\
         第二包：防护服\n中标人：盾安公司\n中标金额：436,500.00元\n\
         第三包：水带水枪\n中标人：消安器材厂\n中标金额：98,000.00元\n{TAIL}"
    ));
    assert_eq!(
        listed(&notice),
        pairs(&[
            ("抢险救援车", "2180000"),
            ("防护服", "436500"),
            ("水带水枪", "98000")
        ])
    );
    // What the contacts say of the purchaser is none of the last part.
    assert_eq!(purchasers(&notice), ["梧桐县消防救援大队"; 3]);
}

#[test]
fn a_part_that_a_line_above_its_labels_names_is_the_project() {
    let notice = notice(&format!(
        "{HEAD}第一包（抢险救援车）\n中标人：陆海车辆公司\n中标金额：2,180,000.00元\n\
         第二包（防护服）\n中标人：盾安公司\n中标金额：436,500.00元\n{TAIL}"
    ));
    assert_eq!(
        listed(&notice),
        pairs(&[
            ("第一包（抢险救援车）", "2180000"),
            ("第二包（防护服）", "436500")
        ])
    );
    assert_eq!(purchasers(&notice), ["梧桐县消防救援大队"; 2]);
}

#[test]
fn when_a_page_was_published_is_none_of_the_first_part() {
    let notice = notice(
        "时间：2025-03-18 来源：区交通局\n招标人：区交通运输局\n第一标段：环岛公路\n中标人：路港公司\n中标价：3286000元\n\
         第二标段：通村公路\n中标人：永固公司\n中标价：1975500元",
    );
    assert_eq!(
        listed(&notice),
        pairs(&[("环岛公路", "3286000"), ("通村公路", "1975500")])
    );
    assert!(notice.items.iter().all(|item| item.period.is_none()));
    assert_eq!(purchasers(&notice), ["区交通运输局"; 2]);
}

#[test]
fn the_name_of_a_part_begins_it_and_what_stands_above_is_the_whole_s() {
    let head = "一、项目基本情况\n项目编号：XHZB-2024316\n项目名称：图书馆智能设备采购\n预算金额（元）：900000\n最高限价（元）：900000\n采购需求：\n";
    let part = |name: &str, sum: &str| {
        format!(
            "标项名称：{name}\n数量：1\n预算金额（元）：{sum}\n简要规格描述、用途：详见采购文件。\n备注：无\n"
        )
    };
    let tail = "合同履约期限：2024年12月30日前\n本项目（否）接受联合体投标。\n";
    // One part alone is the whole.
    for name in ["图书馆智能设备采购", "自助借还机"] {
        let one = notice(&format!("{head}{}{tail}", part(name, "900000")));
        assert_eq!(listed(&one), pairs(&[(name, "900000")]));
        super::says_not(&one, "table.unread");
    }
    for heading in ["", "标项一\n"] {
        let both = notice(&format!(
            "{head}{heading}{}{}{tail}",
            part("自助借还机", "300000"),
            part("智能书架", "600000")
        ));
        assert_eq!(
            listed(&both),
            pairs(&[("自助借还机", "300000"), ("智能书架", "600000")])
        );
    }
}

#[test]
fn parts_without_names_of_their_own_are_of_the_project_above_them() {
    let notice = notice(&format!(
        "{HEAD}包1：\n供应商名称：陆海车辆公司\n中标金额：2,180,000.00元\n\
         包2：\n供应商名称：盾安公司\n中标金额：436,500.00元\n{TAIL}"
    ));
    assert_eq!(
        listed(&notice),
        pairs(&[
            ("消防装备采购项目", "2180000"),
            ("消防装备采购项目", "436500"),
        ])
    );
    assert_eq!(purchasers(&notice), ["梧桐县消防救援大队"; 2]);
}
