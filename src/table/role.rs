//! What a column holds, from its header.

use crate::model::{Role, Unit};
use crate::text::fold;

/// Header words of each role, as met in published notices. The first entry that the header contains decides, so longer
/// and more telling words stand first: 服务对象 is a beneficiary though 服务 alone would be a project.
const WORDS: &[(Role, &[&str])] = &[
    (
        Role::Note,
        &["备注", "说明", "责任人", "联系人", "联系电话"],
    ),
    (
        Role::Sequence,
        &["序号", "编号", "行次", "序列", "NO.", "No."],
    ),
    (
        Role::Beneficiary,
        &[
            "服务对象",
            "受益对象",
            "服务人群",
            "受益人",
            "服务群体",
            "受益群体",
            "补助对象",
            "受众",
            "联农带农",
        ],
    ),
    (
        Role::Provider,
        &[
            "承接主体",
            "承接单位",
            "承接方",
            "承接机构",
            "承接组织",
            "承担单位",
            "项目承担",
            "实施单位",
            "实施主体",
            "服务机构",
            "供应商",
            "演出单位",
            "中标单位",
            "成交单位",
            "承办单位",
            "服务提供",
        ],
    ),
    (
        Role::Method,
        &["购买方式", "采购方式", "组织形式", "购买形式", "采购形式"],
    ),
    (
        Role::Source,
        &["资金来源", "经费来源", "资金渠道", "资金性质"],
    ),
    (
        Role::Amount,
        &[
            "金额",
            "预算",
            "经费",
            "资金",
            "补助标准",
            "总投资",
            "投资额",
            "价款",
            "费用",
            "拨付",
            "合同价",
            "中标价",
            "成交价",
            "结算价",
            "总价",
        ],
    ),
    (
        Role::Period,
        &[
            "实施时间",
            "实施期限",
            "服务期限",
            "服务时间",
            "期限",
            "建设时间",
            "采购时间",
            "完成时间",
            "起止时间",
            "时间",
            "周期",
            "日期",
        ],
    ),
    (
        Role::Content,
        &[
            "服务内容",
            "购买内容",
            "建设内容",
            "补助内容",
            "采购需求",
            "内容及要求",
            "主要内容",
            "服务要求",
            "需求概况",
            "工作内容",
        ],
    ),
    (
        Role::Purchaser,
        &[
            "购买主体",
            "购买单位",
            "采购单位",
            "采购人",
            "主管部门",
            "责任单位",
            "责任部门",
            "牵头单位",
            "项目单位",
            "申报单位",
            "购买部门",
            "委托单位",
            "购买方",
        ],
    ),
    (
        Role::Project,
        &[
            "项目名称",
            "采购项目",
            "服务项目",
            "购买项目",
            "项目内容",
            "延续项目",
            "服务名称",
            "项目",
        ],
    ),
    (Role::Content, &["内容"]),
];

/// Headers that name an organisation only as a whole word: 单位 inside another word is a unit of measure.
const WHOLE_PURCHASERS: &[&str] = &[
    "单位",
    "部门",
    "单位名称",
    "部门名称",
    "县(区)、街道",
    "县(市、区)",
    "镇(街道)",
    "乡镇(街道)",
];

/// The role that a header names, if it names one.
pub(crate) fn of_header(header: &str) -> Option<Role> {
    let bare = without_unit(&plain(header));
    if WHOLE_PURCHASERS.contains(&bare.as_str()) {
        return Some(Role::Purchaser);
    }
    // A result or a plan is no sum even where its name holds a word of money: 上年度评价结果, 资金用途.
    if bare.ends_with("结果") || bare.ends_with("用途") || bare.ends_with("依据") {
        return None;
    }
    let word = WORDS
        .iter()
        .find(|(_, words)| words.iter().any(|w| bare.contains(w)))
        .map(|(role, _)| *role);
    word.or_else(|| unit(header).map(|_| Role::Amount))
}

/// The role of a header path: the lower header decides if it names one, else the upper.
/// Under an upper header of money every column is money, whatever its name (资金（万元）/自筹).
pub(crate) fn of_path(path: &[String]) -> Option<Role> {
    let upper_money = path.split_last().is_some_and(|(_, upper)| {
        upper
            .iter()
            .any(|u| matches!(of_header(u), Some(Role::Amount | Role::Source)))
    });
    let leaf = path.last().and_then(|l| of_header(l));
    if upper_money && leaf.is_none_or(|r| matches!(r, Role::Amount | Role::Source)) {
        return Some(Role::Amount);
    }
    leaf.or_else(|| path.iter().rev().find_map(|p| of_header(p)))
}

/// Unit of money that a header or a unit line names: `金额（万元）`, `单位：万元`, `预算金额/元`.
pub(crate) fn unit(text: &str) -> Option<Unit> {
    let plain = plain(text);
    let at = plain
        .find(['(', '[', '/', ':', '【'])
        .map_or("", |i| plain.get(i..).unwrap_or(""));
    // The longest words first: 万元 ends in 元.
    const UNITS: [(&str, Unit); 6] = [
        ("百万元", Unit::Million),
        ("亿元", Unit::HundredMillion),
        ("万元", Unit::TenThousand),
        ("千元", Unit::Thousand),
        ("百元", Unit::Hundred),
        ("元", Unit::Yuan),
    ];
    // A rate (元/人) is no unit of the column's sums.
    UNITS
        .iter()
        .find(|(word, _)| at.contains(word) && !at.contains("元/"))
        .map(|(_, unit)| *unit)
}

/// Ends of the names of organs and offices that buy.
const ORGANS: &[&str] = &[
    "局",
    "委",
    "办",
    "办公室",
    "部",
    "会",
    "院",
    "中心",
    "街道",
    "镇",
    "乡",
    "政府",
    "妇联",
    "残联",
    "侨联",
    "科协",
    "文联",
    "公司",
    "学校",
    "医院",
    "法院",
    "检察院",
];

/// Whether a text ends as the name of an organ or office does; the longest name of a bureau has some fifteen characters.
pub(crate) fn is_organ(text: &str) -> bool {
    text.chars().count() <= 16 && ORGANS.iter().any(|o| text.ends_with(o))
}

/// The roles of columns without header, from their cells (blank ones left out); none unless there is a column of sums
/// and one of names. Six cells in ten must be of a kind: wrapped and merged rows leave rests.
pub(crate) fn by_content(columns: &[Vec<String>]) -> Option<Vec<Role>> {
    let most = |texts: &[String], test: &dyn Fn(&str) -> bool| {
        texts.len() > 1 && texts.iter().filter(|t| test(t)).count() * 10 >= texts.len() * 6
    };
    let mut roles = vec![Role::Other; columns.len()];
    let set = |roles: &mut Vec<Role>, at: Option<usize>, role| {
        if let Some(slot) = at.and_then(|i| roles.get_mut(i)) {
            *slot = role;
        }
        at
    };
    let rising = |texts: &Vec<String>| {
        let numbers: Vec<i64> = texts.iter().filter_map(|t| t.parse().ok()).collect();
        numbers.len() > 1
            && numbers.len() == texts.len()
            && numbers
                .windows(2)
                .all(|w| matches!(w, [a, b] if b - a == 1))
    };
    let sequence = set(&mut roles, columns.iter().position(rising), Role::Sequence);
    let sum = |t: &str| {
        let digits = t.chars().filter(char::is_ascii_digit).count();
        digits > 0
            && t.chars()
                .all(|c| c.is_ascii_digit() || ".,，万亿元￥¥约".contains(c))
    };
    let amount = columns
        .iter()
        .enumerate()
        .filter(|(i, texts)| Some(*i) != sequence && most(texts, &sum))
        .map(|(i, _)| i)
        .next_back();
    set(&mut roles, amount, Role::Amount)?;
    let free = |roles: &[Role], i: usize| roles.get(i) == Some(&Role::Other);
    let purchaser = (0..columns.len())
        .find(|i| free(&roles, *i) && columns.get(*i).is_some_and(|t| most(t, &is_organ)));
    set(&mut roles, purchaser, Role::Purchaser);
    let name = |t: &str| t.chars().count() >= 3 && !sum(t);
    let project = (0..columns.len())
        .find(|i| free(&roles, *i) && columns.get(*i).is_some_and(|t| most(t, &name)));
    set(&mut roles, project, Role::Project)?;
    Some(roles)
}

/// Digits with points and separators only.
pub(crate) fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '，' | '０'..='９'))
}

/// Half-width, without white space.
fn plain(text: &str) -> String {
    text.chars()
        .filter_map(fold::matching)
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// Without brackets that hold a unit of money.
fn without_unit(plain: &str) -> String {
    let mut out = String::new();
    let mut rest = plain;
    while let Some((before, tail)) = rest.split_once('(') {
        let Some((inside, after)) = tail.split_once(')') else {
            break;
        };
        out.push_str(before);
        if !inside.ends_with('元') {
            out.push('(');
            out.push_str(inside);
            out.push(')');
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
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
        assert_eq!(of_header("上年度评价结果"), None);
    }

    #[test]
    fn columns_without_header() {
        let column = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let columns = [
            column(&["1", "2", "3"]),
            column(&["区民政局", "区总工会"]),
            column(&["居家养老服务", "社工站运营", "职工疗休养"]),
            column(&["5", "3万元", "12.5"]),
        ];
        assert_eq!(
            by_content(&columns),
            Some(vec![
                Role::Sequence,
                Role::Purchaser,
                Role::Project,
                Role::Amount
            ])
        );
        assert_eq!(
            by_content(&[column(&["甲方", "乙方"]), column(&["一个", "两个"])]),
            None
        );
    }

    #[test]
    fn units() {
        assert_eq!(unit("金额（万元）"), Some(Unit::TenThousand));
        assert_eq!(unit("单位：元"), Some(Unit::Yuan));
        assert_eq!(unit("单位"), None);
        assert_eq!(unit("补助标准（元/人）"), None);
    }

    #[test]
    fn a_column_under_money_is_money() {
        assert_eq!(
            of_path(&["资金（万元）".into(), "自筹".into()]),
            Some(Role::Amount)
        );
    }
}
