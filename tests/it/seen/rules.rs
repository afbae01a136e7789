//! Rows that rules do not part from others, or that stand outside all rules.

use putuo_notice::{Notice, parse_notice};

use super::drawing::Sheet;

const HEADER: [&str; 4] = ["序号", "购买主体", "项目名称", "金额（万元）"];
const NAMES: [[&str; 3]; 3] = [
    ["1", "区民政局", "养老服务"],
    ["2", "区教育局", "校车接送"],
    ["3", "区妇联", "家庭教育讲座"],
];

fn items(notice: &Notice) -> Vec<String> {
    let item = |i: &putuo_notice::Item| {
        let text = |c: &Option<putuo_notice::CellText>| {
            c.as_ref().map_or("-".to_owned(), |c| c.text.clone())
        };
        let yuan = i.amount.as_ref().and_then(|a| a.yuan);
        format!(
            "{} {} {}",
            text(&i.purchaser),
            text(&i.project),
            yuan.map_or("-".to_owned(), |y| y.to_string())
        )
    };
    notice.items.iter().map(item).collect()
}

fn row(sheet: &mut Sheet, at: usize, texts: [&str; 4]) {
    for (column, text) in texts.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
        let (x, y) = sheet.at(at, column);
        sheet.text(x, y, 9.0, text);
    }
}

#[test]
fn rows_below_the_last_rule_are_rows() {
    for (more, sums, total) in [
        (
            vec![["3", "区妇联", "家庭教育讲座", "7"]],
            vec!["70000"],
            None,
        ),
        (
            vec![
                ["3", "区妇联", "家庭教育讲座", "7"],
                ["4", "区残联", "辅具适配", "0.5"],
            ],
            vec!["70000", "5000"],
            None,
        ),
        (vec![["合计", "", "", "15"]], vec![], Some("15")),
        (
            vec![["3", "区妇联", "家庭教育讲座", "7"], ["", "合计", "", "22"]],
            vec!["70000"],
            Some("22"),
        ),
    ] {
        let mut sheet = Sheet::new(9.0, 22.0);
        sheet.table(&NAMES[..2]);
        row(&mut sheet, 1, ["", "", "", "12"]);
        row(&mut sheet, 2, ["", "", "", "3"]);
        for (at, texts) in (3..).zip(&more) {
            row(&mut sheet, at, *texts);
        }
        let notice = parse_notice(sheet.file(0.0)).unwrap();
        let read: Vec<String> = notice
            .items
            .iter()
            .skip(2)
            .map(|i| i.amount.as_ref().unwrap().yuan.unwrap().to_string())
            .collect();
        assert_eq!(
            (notice.items.len() - 2, read),
            (sums.len(), sums.iter().map(|s| (*s).to_owned()).collect())
        );
        let totals: Vec<&str> = notice.tables[0]
            .rows
            .iter()
            .filter(|r| r.kind == putuo_notice::RowKind::Total)
            .map(|r| r.cells[3].text.as_str())
            .collect();
        assert_eq!(totals.first().copied(), total);
    }
}

#[test]
fn what_stands_below_the_last_rule_and_is_no_row_stays_outside() {
    for texts in [
        ["3", "", "注：按实结算", ""],
        ["", "制表：王某", "审核：李某", ""],
        ["5", "区妇联", "家庭教育讲座", "7"],
    ] {
        let mut sheet = Sheet::new(9.0, 22.0);
        sheet.table(&NAMES[..2]);
        row(&mut sheet, 1, ["", "", "", "12"]);
        row(&mut sheet, 2, ["", "", "", "3"]);
        row(&mut sheet, 3, texts);
        let notice = parse_notice(sheet.file(0.0)).unwrap();
        assert_eq!(notice.items.len(), 2, "{texts:?}");
    }
}

#[test]
fn rows_are_parted_where_a_rule_is_lost_in_some_columns() {
    let all = [
        "区民政局 养老服务 120000",
        "区教育局 校车接送 30000",
        "区妇联 家庭教育讲座 70000",
    ];
    for lost in [vec![2, 3], vec![1, 2], vec![1], vec![3]] {
        let mut sheet = Sheet::new(9.0, 22.0);
        sheet.names(HEADER, &NAMES);
        for (at, sum) in (1..).zip(["12", "3", "7"]) {
            row(&mut sheet, at, ["", "", "", sum]);
        }
        sheet.rules(4, |below, column| below != 3 || !lost.contains(&column));
        let notice = parse_notice(sheet.file(0.0)).unwrap();
        assert_eq!(items(&notice), all, "{lost:?}");
        assert!(
            notice
                .diagnostics
                .iter()
                .any(|d| d.code == "cell.rule_lost"),
            "{lost:?}"
        );
    }
}

/// Both ways and across alone.
#[test]
fn double_rules_set_wide_apart_part_no_rows() {
    for (gap, upright) in [(4.0, true), (5.0, true), (6.0, false), (7.0, true)] {
        let mut sheet = Sheet::new(9.0, 36.0);
        sheet.table_under(HEADER, &NAMES);
        for (at, sum) in ["2", "3", "4"].iter().enumerate() {
            let (x, y) = sheet.at(at + 1, 3);
            sheet.text(x, y, 9.0, sum);
        }
        for at in 0..=4 {
            let y = 290.0 + 36.0 * at as f32 + gap;
            sheet.line((70.0, y), (520.0, y));
        }
        for x in [70.0, 120.0, 240.0, 400.0, 520.0]
            .iter()
            .filter(|_| upright)
        {
            sheet.line((x + gap, 290.0), (x + gap, 290.0 + 144.0));
        }
        let notice = parse_notice(sheet.file(0.0)).unwrap();
        assert_eq!(
            items(&notice),
            [
                "区民政局 养老服务 20000",
                "区教育局 校车接送 30000",
                "区妇联 家庭教育讲座 40000"
            ],
            "{gap}"
        );
    }
}
