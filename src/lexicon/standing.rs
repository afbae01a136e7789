//! Which of several money columns is the sum in force.

use super::integer::integer;
use super::key::Key;
use super::money::words::counter;
use super::{labels, role};
use crate::model::RowKind;

/// How a money column stands to the row's sum, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// The sum of the other columns: 合计, 总计.
    RowTotal,
    /// The sum of some of them: 小计.
    RowSubtotal,
    /// What the notice itself hands out: 本次拨付 beside 审定金额.
    Now,
    /// The later of two states: 调整后, 审定, the notice's own year.
    InForce,
    /// What is given, beside what the receiver spends: 补助金额 beside 设备投资额.
    Granted,
    /// A grant that was asked for, where the list states none that was decided: 申请奖补资金 beside 工程造价.
    Asked,
    Plain,
    /// A whole of which the notice hands out a part: 总投资.
    Whole,
    /// A part of a sum beside it: 其中：日常养护.
    Part,
    /// The earlier of two states, or another's money: 原, 申报, 自筹.
    Superseded,
    /// A price or a rate: 单价, 补助标准.
    Price,
    /// One of several payments of a sum that is not stated: 首付款, 尾款.
    Instalment,
}

/// How a sum in force yields to a grant beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Yields {
    /// It is what the receiver spends: 核定投资额 beside 补助金额.
    Spent,
    /// Another paper settled it, and the grant may be given for it or beside it: 审定金额, 中标价.
    Perhaps,
}

/// Whether the sum in force that a header names yields to a grant in another column; a grant itself does not.
pub(crate) fn yields_to_grants(header: &str) -> Option<Yields> {
    let key = Key::of(header);
    let any = |words: &[&str]| words.iter().any(|word| holds(&key, word));
    match () {
        () if role::is_of_grants(header) || !any(SETTLED) => None,
        () if any(WHOLES) => Some(Yields::Spent),
        () => Some(Yields::Perhaps),
    }
}

/// Words of what was planned and of what was done.
const PLANNED: &[&str] = &["年初", "预算", "安排", "计划"];
const SPENT: &[&str] = &["实际", "支出", "执行", "决算"];

/// Whether one of two columns states what was planned and the other what was spent of it: 年初安排 and 实际支出. Which of them is the
/// sum of a project, the paper's purpose tells.
///
/// What was spent in another year was spent of another plan.
pub(crate) fn planned_and_spent(one: &str, other: &str) -> bool {
    if let (Some(a), Some(b)) = (years(one).last(), years(other).last())
        && a != b
    {
        return false;
    }
    let any = |name: &str, words: &[&str]| words.iter().any(|word| name.contains(word));
    let spent = |name: &str| any(name, SPENT) && !any(name, PLANNED);
    let planned = |name: &str| any(name, PLANNED) && !any(name, SPENT);
    planned(one) && spent(other) || spent(one) && planned(other)
}

/// Whether two columns state the same of two years: 2024年预算 and 2025年预算, but not 2024年决算 and 2025年预算.
pub(crate) fn differ_in_year(one: &str, other: &str) -> bool {
    let bare = |name: &str| -> String {
        let key = Key::of(name);
        key.chars().filter(|c| !c.is_ascii_digit()).collect()
    };
    let (Some(a), Some(b)) = (years(one).last(), years(other).last()) else {
        return false;
    };
    a != b && bare(one) == bare(other)
}

/// Words of what this notice is about.
const NOW: &[&str] = &["本次", "本批", "此次"];

/// Words of what holds now. 实拨 is paid out, 应拨 was due.
const IN_FORCE: &[&str] = &[
    "终审", "实发", "实补", "实付", "现", "今年", "本年", "核定", "审定", "审核", "安排", "实拨",
    "下达", "批复", "调整", "成交", "中标", "结算",
];

/// Of these, those of what another paper settled.
const SETTLED: &[&str] = &["核定", "审定", "终审", "审核", "批复", "成交", "中标"];

/// Words of what held before, was asked for, or is another's.
const SUPERSEDED: &[&str] = &[
    "原",
    "扣减",
    "年初",
    "已",
    "申报",
    "申请",
    "送审",
    "核减",
    "扣回",
    "自筹",
    "自有",
    "配套",
    "结余",
    "结转",
    "限价",
    "控制价",
];

/// Of what was due, unless it is what this notice hands out: 本次应拨付.
const DUE: &[&str] = &["应拨"];

/// Words of years before the notice's own.
pub(super) const EARLIER: &[&str] = &["去年", "上年", "上一年", "前年", "往年", "此前"];

/// What is done to a sum that is stated before and after it: 变更前金额 | 变更后金额.
const CHANGES: &[&str] = &["调整", "变更", "修改", "修订", "更正"];

const PRICES: &[&str] = &["单价", "标准", "元/"];
/// What the receiver of a grant spends or owes.
const WHOLES: &[&str] = &["总投资", "投资额", "概算", "造价", "贷款", "利息"];
const ASKED: &[&str] = &["申报", "申请"];
const INSTALMENTS: &[&str] = &[
    "分期",
    "首付",
    "首期",
    "首款",
    "预付",
    "尾款",
    "余款",
    "进度款",
    "质保金",
    "期款",
];

/// The standing of a money column, from its header's path. `year`: the notice's own.
pub(crate) fn of_path(path: &[String], year: Option<u16>) -> Standing {
    let header = Key::of(&path.concat());
    let leaf = path.last().map_or("", String::as_str);
    let own = Key::of(leaf);
    let any = |words: &[&str]| {
        let mut words = words.iter();
        words.any(|w| holds(&header, w) || holds(&own, w))
    };
    let changed = |side: char| {
        let mut changes = CHANGES.iter();
        changes.any(|change| header.contains(&format!("{change}{side}")))
    };
    // Below 城市低保, 农村低保 and 合计 stand 人数 and 金额 each.
    let group = || {
        let upper = path.iter().rev().find_map(|name| {
            let upper = name.strip_suffix(leaf)?.trim_end_matches('/');
            (!upper.is_empty()).then(|| upper.rsplit('/').next().unwrap_or(upper))
        });
        upper.filter(|_| role::is_word(leaf))
    };
    let (own, other) = match (years(&header).max(), year) {
        (Some(of), Some(year)) => (of == year, of != year),
        _ => (false, false),
    };
    if is_price(&header) {
        Standing::Price
    } else if any(INSTALMENTS) || is_period(&header) {
        Standing::Instalment
    } else if any(ASKED) && role::is_of_grants(leaf) {
        Standing::Asked
    } else if any(SUPERSEDED) || any(DUE) && !any(NOW) || any(EARLIER) || changed('前') || other {
        Standing::Superseded
    } else if let Some(kind @ (RowKind::Total | RowKind::Subtotal)) = labels::summary(leaf)
        .filter(|_| !up_to_now(&Key::of(leaf)))
        .or_else(|| group().and_then(labels::summary))
    {
        if kind == RowKind::Total {
            Standing::RowTotal
        } else {
            Standing::RowSubtotal
        }
    } else if any(NOW) {
        Standing::Now
    } else if any(IN_FORCE) || changed('后') || own {
        Standing::InForce
    } else if role::is_of_grants(leaf) {
        Standing::Granted
    } else if is_part(leaf) || path.iter().any(|name| name.split('/').any(is_of_which)) {
        Standing::Part
    } else if any(WHOLES) {
        Standing::Whole
    } else {
        Standing::Plain
    }
}

/// The government whose money a header names, from the highest down: 省级资金, 区级财政, 镇级配套.
pub(crate) fn level(header: &str) -> Option<usize> {
    let key = Key::of(header);
    let at = key.rfind('级')?;
    LEVELS.iter().position(|level| {
        let before = key.get(..at).unwrap_or_default();
        level.iter().any(|end| before.ends_with(end))
    })
}

/// Likewise of a body, by where it stands: 舟山市普陀区民政局 is a district's.
pub(crate) fn level_of_body(name: &str) -> Option<usize> {
    const TOWNS: &[&str] = &["街道", "镇", "乡", "街道办事处", "镇人民政府", "乡人民政府"];
    let key = Key::of(name);
    if TOWNS.iter().any(|end| key.ends_with(end)) {
        return Some(3);
    }
    // 普陀区市场监督管理局: of a market.
    let places = key.replace("市场", "");
    let found = |level: &[&str]| level.iter().any(|place| places.contains(place));
    LEVELS.iter().take(3).rposition(|level| found(level))
}

/// Places of governments.
const LEVELS: [&[&str]; 5] = [
    &["省", "自治区"],
    &["市"],
    &["区", "县"],
    &["镇", "乡", "街道", "镇街"],
    &["村", "社区"],
];

/// Whether a header names what a sum is changed by, if it is no state of it (调整前, 调整后): 调整数, 变更金额; where the sum after it
/// stands in no column, that may be it.
pub(crate) fn is_change(header: &str) -> bool {
    let mut changes = CHANGES
        .iter()
        .filter_map(|change| header.split_once(change));
    changes.any(|(_, behind)| !behind.starts_with(['前', '后']))
}

/// Whether a column states what has come together up to now (累计拨付 beside 本次拨付), not what the others of its row come to.
fn up_to_now(key: &str) -> bool {
    key.strip_prefix("累计")
        .is_some_and(|rest| !rest.is_empty())
}

/// Whether a header says that the names below it are parts of what the column before it states: 其中：
pub(crate) fn is_of_which(header: &str) -> bool {
    Key::of(header).trim_end_matches(':') == "其中"
}

/// Whether a header names a part of what the column before it states: 其中：财政补助.
pub(crate) fn is_part(header: &str) -> bool {
    Key::of(header).starts_with("其中")
}

/// Whether a header's key names one payment of several by its number: 第一期拨付, 第2期.
fn is_period(key: &str) -> bool {
    key.match_indices('第').any(|(at, nth)| {
        let number = key.get(at + nth.len()..).unwrap_or_default();
        integer(number.chars()).is_some_and(|n| number.chars().nth(n.length) == Some('期'))
    })
}

/// Whether a header's key names prices or rates, which are not added up: of one thing (单台补贴额, 每人补贴), or of what each
/// has on average (人均补助).
pub(crate) fn is_price(key: &str) -> bool {
    let of_one = |(at, c): (usize, char)| {
        let behind = key.get(at + c.len_utf8()..).and_then(|t| t.chars().next());
        let before = key.get(..at).and_then(|t| t.chars().next_back());
        match c {
            // 单位 and 单项 are bodies and prizes, 每年 is a time.
            '单' => behind.is_some_and(|c| counter(c) && !matches!(c, '位' | '项' | '家')),
            '每' => behind.is_some_and(|c| counter(c) && !"年月日季周".contains(c)),
            '均' => before.is_some_and(counter),
            _ => false,
        }
    };
    PRICES.iter().any(|word| key.contains(word)) || key.char_indices().any(of_one)
}

/// Words of one character begin a name (现预算, 原金额, 已拨付, 第一批已拨付): within one they are others' (实现, 原料).
fn holds(header: &str, word: &str) -> bool {
    if word.chars().nth(1).is_some() {
        return header.contains(word);
    }
    let counted = header.strip_prefix('第').and_then(|h| h.split_once('批'));
    header.starts_with(word) || counted.is_some_and(|(_, own)| own.starts_with(word))
}

/// Whether a header names nothing but a state of what is changed: 调整前, 变更后. Of what, the columns beside it say.
pub(crate) fn is_state(header: &str) -> bool {
    let key = Key::of(header);
    let change = key.strip_suffix(['前', '后']);
    change.is_some_and(|change| CHANGES.contains(&change))
}

/// The years that a text names: 2024年预算, 2023决算.
pub(crate) fn years(text: &str) -> impl Iterator<Item = u16> + '_ {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (1990..=2099).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(header: &str) -> Standing {
        of_path(&[header.to_owned()], Some(2024))
    }

    #[test]
    fn what_holds_now_stands_before_what_held() {
        for (now, before) in [
            ("调整后金额", "调整前金额"),
            ("现预算", "原预算"),
            ("2024年预算", "2023年决算"),
            ("审定金额", "送审金额"),
            ("核定金额（万元）", "申报金额（万元）"),
            ("实拨资金", "应拨资金"),
            ("本次安排", "总投资"),
            ("本次拨付", "审定金额"),
            ("调整预算", "年初预算"),
            ("变更后金额", "变更前金额"),
            ("修改后（元）", "修改前（元）"),
            ("更正后金额（万元）", "更正前金额（万元）"),
            ("结算金额", "合同金额"),
            ("审定结算价", "送审结算价"),
            ("实发金额", "应发金额"),
            ("实补金额", "拟补金额"),
            ("终审金额", "初审金额"),
            ("拟补助金额（万元）", "总投资（万元）"),
            ("应补助资金", "总投资"),
            ("本年预算（万元）", "总预算（万元）"),
            ("2024年预算", "总预算"),
            ("小计", "区级资金"),
            ("合计", "小计"),
            ("金额", "单价"),
            ("申请奖补资金（万元）", "工程总造价（万元）"),
            ("核定奖补资金", "申请奖补资金"),
            ("贴息金额", "贷款金额"),
            ("本次拨付", "累计拨付"),
            ("本次应拨付补助资金", "第一批已拨付"),
            ("补贴总额", "单台补贴额"),
            ("补助金额", "人均补助"),
            ("成交价（万元）", "最高限价（万元）"),
            ("中标金额", "预算金额"),
        ] {
            assert!(standing(now) < standing(before), "{now} {before}");
        }
        let within = |name: &str| of_path(&["投资情况".to_owned(), name.to_owned()], None);
        assert!(within("总投资") < within("已完成投资"));
        let below =
            |upper: &str, leaf: &str| of_path(&[format!("{upper}/{leaf}"), leaf.to_owned()], None);
        assert!(below("合计", "金额") < below("城市低保", "金额"));
        assert!(below("补助/总计", "金额（元）") < below("补助/区级", "金额（元）"));
        assert_eq!(below("合计", "区级"), Standing::Plain);
        assert_eq!(standing("实现金额"), Standing::Plain);
        assert_eq!(standing("单位补助金额"), Standing::Granted);
        assert_eq!(standing("首付款（万元）"), Standing::Instalment);
        assert_eq!(standing("尾款"), Standing::Instalment);
        assert_eq!(standing("第一期拨付（万元）"), Standing::Instalment);
        assert_eq!(standing("第2期"), Standing::Instalment);
        for (header, body) in [
            ("省级补助", "浙江省民政厅"),
            ("市级资金（万元）", "舟山市财政局"),
            ("区级资金", "舟山市普陀区市场监督管理局"),
            ("金额/镇级资金", "普陀区东港街道办事处"),
        ] {
            assert!(level(header).is_some(), "{header}");
            assert_eq!(level(header), level_of_body(body), "{header}");
        }
        assert_eq!(level("资金"), None);
        assert_eq!(level_of_body("市场监督管理局"), None);
        assert_eq!(yields_to_grants("终审金额"), Some(Yields::Perhaps));
    }
}
