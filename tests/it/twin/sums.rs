//! Sums of money, as they are meant and as they are printed.

use rust_decimal::Decimal;

use super::table::{Cell, Column, Project};
use super::words::{Kind, Wording};

/// A sum as it is meant; words are those of the JSON contract.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Money {
    pub(super) yuan: Option<Decimal>,
    pub(super) lower: Option<Decimal>,
    pub(super) upper: Option<Decimal>,
    pub(super) approximate: bool,
    pub(super) settlement: Option<&'static str>,
    pub(super) per: Option<&'static str>,
    pub(super) tax: Option<&'static str>,
    pub(super) unknown: Option<&'static str>,
}

/// How sums are counted, and where that is said.
pub(super) struct Scale {
    /// Yuan in one.
    pub(super) yuan: i64,
    pub(super) line: Option<&'static str>,
    pub(super) in_cell: bool,
}

impl Scale {
    pub(super) fn of(wording: &Wording) -> Self {
        let of = |text: &'static str| unit(text).map_or(10_000, |(_, yuan)| yuan);
        match wording.get(Kind::Unit) {
            "header" => Self {
                yuan: of(wording.get(Kind::Money)),
                line: None,
                in_cell: false,
            },
            "cell" => Self {
                yuan: 10_000,
                line: None,
                in_cell: true,
            },
            line => Self {
                yuan: of(line),
                line: Some(line),
                in_cell: false,
            },
        }
    }
}

/// The unit that a text names.
fn unit(text: &str) -> Option<(&'static str, i64)> {
    [
        ("万", "万元", 10_000),
        ("千元", "千元", 1_000),
        ("百元", "百元", 100),
        ("元", "元", 1),
    ]
    .into_iter()
    .find(|(word, ..)| text.contains(word))
    .map(|(_, name, yuan)| (name, yuan))
}

/// A column of money as it is printed.
#[derive(Clone, Copy)]
pub(super) struct Header {
    /// The name above several columns.
    group: Option<&'static str>,
    name: &'static str,
    /// Whether the project's own sum stands in it.
    is_main: bool,
}

pub(super) fn money_headers(wording: &Wording) -> Vec<Header> {
    let money = wording.get(Kind::Money);
    if !money.contains('*') {
        return vec![Header {
            group: None,
            name: money,
            is_main: true,
        }];
    }
    let (group, names) = match money.split_once(": ") {
        Some((group, names)) => (Some(group), names),
        None => (None, money),
    };
    let header = |name: &'static str| Header {
        group,
        name: name.trim_start_matches('*'),
        is_main: name.starts_with('*'),
    };
    names.split(' ').map(header).collect()
}

pub(super) fn money_columns(wording: &Wording, scale: &Scale) -> Vec<Column> {
    let in_header = scale.line.is_none() && !scale.in_cell;
    let bare = |text: &'static str| {
        let bare = text.split('（').next().unwrap_or(text).trim();
        match text {
            _ if in_header => text,
            _ if unit(bare).is_some() => "金额",
            _ => bare,
        }
    };
    let column = |header: Header| {
        let role = if header.is_main {
            "amount"
        } else {
            "amount_other"
        };
        let named = unit(header.group.unwrap_or(header.name)).filter(|_| in_header);
        let mut column = Column::new(bare(header.name), role);
        column.group = header.group.map(|g| bare(g).to_owned());
        column.unit = named.map(|(name, _)| name);
        column
    };
    money_headers(wording).into_iter().map(column).collect()
}

/// What the columns of money hold, in steps of 2,500 yuan.
pub(super) fn steps(headers: &[Header], project: &Project) -> Vec<i64> {
    let [less, more] = project.sums;
    let is = |word: &str| headers.iter().any(|h| h.name.starts_with(word));
    if is("应拨") {
        vec![more, more - less, less]
    } else if is("镇街") {
        vec![less, more, less + more]
    } else if is("自筹") {
        vec![less + more, less, more]
    } else if is("中央") {
        vec![less + more + 2, less, 2, more]
    } else if is("其中") || is("申报") || is("申请") || is("送审") {
        vec![more, less]
    } else {
        vec![less, more]
    }
}

/// Yuan in a unit, without needless digits.
pub(super) fn number(yuan: Decimal, unit: i64) -> String {
    (yuan / Decimal::from(unit)).normalize().to_string()
}

const STEP: i64 = 2_500;

/// A project's sum, worded by a template.
pub(super) fn sum(template: &str, sums: [i64; 2], thousands: i64, scale: &Scale) -> Cell {
    let mut template = template.to_owned();
    if scale.in_cell && !template.contains(['万', '元']) {
        // The unit goes behind the last number.
        if let Some((before, after)) = template.rsplit_once('#') {
            template = format!("{before}#万元{after}");
        } else if let Some((before, after)) = template.split_once('＃') {
            template = format!("{before}＃万元{after}");
        }
    }
    let own = if template.contains('万') {
        10_000
    } else if template.contains('元') {
        1
    } else {
        scale.yuan
    };
    let [less, more] = sums.map(|n| Decimal::from(n * STEP));
    // Rates are of a size of their own.
    let rate = template.contains("元/") && own == 1;
    let less = if rate {
        less / Decimal::from(100)
    } else {
        less
    };
    let mut money = Money {
        yuan: Some(less),
        ..Money::default()
    };
    let core = template.trim_end_matches('元').trim_end_matches('万');
    let unknown = |why| Money {
        unknown: Some(why),
        ..Money::default()
    };
    match core {
        "约#" | "近#" | "暂定#" => money.approximate = true,
        "—" | "-" => money = unknown("dash"),
        "/" => money = unknown("slash"),
        "待定" => money = unknown("pending"),
        "" => money = unknown("blank"),
        "0" => money.yuan = Some(Decimal::ZERO),
        "按实结算" | "据实列支" => {
            money = Money {
                settlement: Some("actual"),
                ..unknown("pending")
            };
        }
        "#-#" | "#～#" | "#~#" | "#至#" | "#—#" => {
            money = Money {
                lower: Some(less),
                upper: Some(more),
                ..Money::default()
            };
        }
        _ if core.contains("左右") => money.approximate = true,
        _ if core.contains("按实结算") => money.settlement = Some("actual"),
        _ if core.contains("包干") => money.settlement = Some("lump_sum"),
        _ if core.contains("含税") => money.tax = Some("included"),
        _ if ["不超过", "最高", "以内"].iter().any(|w| core.contains(w)) => {
            money = Money {
                upper: Some(less),
                ..Money::default()
            };
        }
        _ if ["不低于", "以上"].iter().any(|w| core.contains(w)) => {
            money = Money {
                lower: Some(less),
                ..Money::default()
            };
        }
        _ if core.ends_with("/年") => money.per = Some("年"),
        _ if core.ends_with("/人·次") => money.per = Some("人·次"),
        _ if core.ends_with("/场") => money.per = Some("场"),
        _ => {}
    }
    let text = if template == "大写" {
        let wan = sums[0].min(9) as usize;
        money.yuan = Some(Decimal::from(wan * 10_000));
        format!(
            "{}万元整",
            ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"][wan]
        )
    } else if core.contains("#,###") {
        let n = thousands;
        money.yuan = Some(Decimal::from(n * own));
        template.replace("#,###", &format!("{},{:03}", n / 1000, n % 1000))
    } else if template.contains('＃') {
        template.replace(
            '＃',
            &number(less, own).chars().map(wide).collect::<String>(),
        )
    } else {
        let text = template.replacen('#', &number(less, own), 1);
        text.replacen('#', &number(more, own), 1)
    };
    Cell {
        printed: text.clone(),
        meant: text,
        money: Some(money),
    }
}

fn wide(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap(),
        '.' => '．',
        _ => c,
    }
}
