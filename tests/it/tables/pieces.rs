//! Rows between bars whose lines are broken within them, as the texts of pages are stored.

use super::{findings_of, has_rows, notice, reads, rows_of};

/// The names, each closed by a bar.
const NAMES: &str = "序号 | 项目名称 | 服务内容 | 预算金额（万元） | 预计采购时间 | 备注 |\n";

#[test]
fn a_row_is_whole_where_its_lines_have_as_many_bars_as_the_header() {
    for row in [
        "1 | 滨江绿道养护 |\n采购内容：绿道养护\n采购数量：1项\n|\n41.5 | 2024年3月 | 无 |\n",
        "1 | 滨江绿道养护 | 采购内容：绿道养护 采购数量：1项 |\n41.5 | 2024年3月 | 无 |\n",
        "1 |\n滨江绿道养护 |\n采购内容：绿道养护 采购数量：1项 | 41.5 | 2024年3月 | 无 |\n",
        "1 | 滨江绿道养护 |\n采购内容：绿道养护\n采购数量：1项 |\n41.5 |\n2024年3月 | 无 |\n",
    ] {
        for rule in ["", "---|---|---|---|---|---|\n"] {
            let next = "2 | 门禁改造 | 更换门禁 | 6 | 2024年4月 | 无 |\n";
            for (text, more) in [
                (format!("{NAMES}{rule}{row}"), false),
                (format!("{NAMES}{rule}{row}{next}"), true),
                (
                    format!("{NAMES}{rule}{}{}", next.replace('2', "1"), row),
                    true,
                ),
            ] {
                let read = rows_of(&notice(&text));
                assert_eq!(read.len(), 1 + usize::from(more), "{text}\n{read:?}");
                let own = read.iter().find(|r| r.contains("滨江绿道养护")).unwrap();
                assert!(
                    own.contains("1 | 滨江绿道养护 | 采购内容：绿道养护")
                        && own.ends_with("采购数量：1项 | 415000 | 2024年3月 | 无"),
                    "{text}\n{own}"
                );
            }
        }
    }
}

#[test]
fn masked_digits_are_a_sum_where_a_row_is_put_together() {
    let notice = notice(&format!(
        "{NAMES}* | ****年滨江绿道养护 | 养护绿道***米 |\n****.****** | ****年**月 | 预算合计****万元 |\n"
    ));
    has_rows(
        &notice,
        &["item * | ****年滨江绿道养护 | 养护绿道***米 | redacted | ****年**月 | 预算合计****万元"],
    );
}

#[test]
fn a_header_may_be_broken_in_two() {
    let upper = "序号 | 项目名称 | 服务内容 | 预算金额（万元） | 预计 采购时间 |\n";
    for (lower, row, read) in [
        (
            "执行的政府采购政策 | 备注 |\n",
            "1 | 食堂外包 | 三餐 | 68.35 | 2021-03 | 面向中小企业。 |\n",
            "item 1 | 食堂外包 | 三餐 | 683500 | 2021-03 | 面向中小企业。 | _",
        ),
        (
            "执行的政府采购政策 | 备注 |\n",
            "1 | 食堂外包 | 三餐 | 68.35 | 2021-03 | 面向中小企业。 | 一年 |\n",
            "item 1 | 食堂外包 | 三餐 | 683500 | 2021-03 | 面向中小企业。 | 一年",
        ),
        (
            "执行的政府采购政策 | 备注 |\n",
            "1 | 食堂外包 |\n三餐\n|\n68.35 | 2021-03 | 面向中小企业。 | 一年 |\n",
            "item 1 | 食堂外包 | 三餐 | 683500 | 2021-03 | 面向中小企业。 | 一年",
        ),
        (
            "备注 |\n",
            "1 | 食堂外包 | 三餐 | 68.35 | 2021-03 | 一年 |\n2 | 保安服务 | 值守 | 20 | 2021-04 | 一年 |\n",
            "item 1 | 食堂外包 | 三餐 | 683500 | 2021-03 | 一年",
        ),
    ] {
        let notice = notice(&format!("{upper}{lower}{row}"));
        let rows = rows_of(&notice);
        assert_eq!(rows.first().map(String::as_str), Some(read), "{lower}{row}");
        // Which of the last two cells is blank cannot be known.
        let found = findings_of(&notice);
        let told = |f: &String| f.ends_with("/others") || f.ends_with("/note");
        assert!(found.iter().all(told), "{lower}{row}: {found:?}");
    }
}

#[test]
fn rows_that_lost_cells_are_not_put_together() {
    // Each has a sum of its own.
    reads(
        "序号 | 购买主体 | 项目名称 | 金额（元） |\n1 | 区民政局 | 养老服务 | 200 |\n2 | 助餐服务 | 300 |\n3 | 助洁服务 | 400 |\n",
        &[
            "item 1 | 区民政局 | 养老服务 | 200",
            "item 2 | 区民政局 <carried> | 助餐服务 | 300",
            "item 3 | 区民政局 <carried> | 助洁服务 | 400",
        ],
    );
}

#[test]
fn a_header_may_be_broken_in_more_than_two() {
    reads(
        "镇街 | 面积（亩） | 补贴标准（元/亩） |\n资金计划（元） |\n备注 |\n城关街道 | 1625.19 | 70 | 113763.3 | |\n\
         柳林镇 | 21294.27 | 70 | 1490598.9 | |\n石桥镇 | 56160.82 | 70 | 3931257.4 | 增加0.02亩 |\n",
        &[
            "item 城关街道 | 1625.19 | 70/亩 | 113763.3 | _",
            "item 柳林镇 | 21294.27 | 70/亩 | 1490598.9 | _",
            "item 石桥镇 | 56160.82 | 70/亩 | 3931257.4 | 增加0.02亩",
        ],
    );
}

#[test]
fn bars_behind_a_lone_name_say_nothing_of_how_many_cells_a_row_has() {
    let read = notice(
        "单位 |\n户籍人口数 |\n应使用资金(万元) |\n乡镇审批 |\n使用率 |\n排名 |||\n户 |\n金额 |\n|||||\n城关镇 |\n6975 |\n4.88 |\n0 |\n0 |\n29.03% |\n1 |\n\
         柳林镇 |\n11920 |\n8.34 |\n2 |\n0.56 |\n44.46% |\n2 |\n",
    );
    assert!(read.tables.iter().all(|t| t.columns.len() != 3));
}
