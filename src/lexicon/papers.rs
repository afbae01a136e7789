//! Papers: their kinds, what is printed at their heads, and how they are cited.

use super::{fold, role};
use crate::model::Kind;

/// Other kinds of papers in daily use, beside the fifteen official ones.
const MORE_KINDS: &[&str] = &[
    "公示",
    "方案",
    "办法",
    "清单",
    "细则",
    "规定",
    "令",
    "函",
    "说明",
    "目录",
    "计划",
    "规划",
    "通告",
    "采购意向",
    "意向公开",
];

/// What a list of intentions is called (财库〔2020〕10号).
const INTENTIONS: &[&str] = &["政府采购意向", "部门采购意向", "采购意向", "意向公开"];

/// What an organ calls what it publishes of its own money.
const BUDGETS: &[&str] = &["部门预算", "单位预算", "部门决算", "单位决算"];

/// Whether a text speaks of what an organ means to buy.
pub(crate) fn speaks_of_intention(text: &str) -> bool {
    let text = fold::simple(text);
    INTENTIONS.iter().any(|w| text.contains(w))
}

/// Whose intentions a title or introduction publishes: 现将区水利局（本级）2022年11月至12月政府采购意向公开如下.
pub(crate) fn whose_intention(text: &str) -> Option<&str> {
    whose(text, INTENTIONS)
}

/// Whose budget a title publishes: 江山街道办事处2024年部门预算公开.
pub(crate) fn whose_budget(title: &str) -> Option<&str> {
    whose(title, BUDGETS)
}

/// Whose paper of one of these names a text publishes.
fn whose<'t>(text: &'t str, papers: &[&str]) -> Option<&'t str> {
    // The last of them counts: a circular cited before it has the word in its name (《关于开展政府采购意向公开工作的通知》). 政府采购意向公开
    // is several in one.
    let places = papers
        .iter()
        .filter_map(|w| Some((text.rfind(w)?, w.len())));
    let last = places.clone().map(|(at, _)| at).max()?;
    let end = places
        .filter(|(at, length)| at + length > last)
        .map(|(at, _)| at)
        .min()?;
    let before = text.get(..end)?;
    let start = ["现将", "现就", "现对"]
        .iter()
        .filter_map(|w| before.rfind(w).map(|at| at + w.len()))
        .max();
    let named = before.get(start.unwrap_or(0)..)?.trim_start();
    // The months that it is about, and 的, stand behind the name; a title may begin with 关于.
    let named = named.strip_prefix("关于").unwrap_or(named);
    let named = named.strip_prefix("公开").unwrap_or(named);
    // The name itself may be masked at its beginning: ******教育局2025年4月.
    let masked = named.len() - named.trim_start_matches(['*', '＊']).len();
    let year = named.char_indices().find(|(at, c)| {
        if *at < masked {
            return false;
        }
        let rest = named.get(*at..).unwrap_or_default();
        // Digits are masked or lost in what sites store: ****年*月至*月, 年月至年月.
        matches!(c, '0'..='9' | '*' | '＊')
            || ["二〇", "二○", "年月"].iter().any(|w| rest.starts_with(w))
    });
    let named = year.map_or(named, |(at, _)| named.get(..at).unwrap_or(named));
    let named = named.trim_end_matches(['的', '在', ' ']);
    let sentence = named.contains(['，', ',', '。', '：', ':', '《']);
    // 我局 and 本单位 name no one.
    let own = named.starts_with(['我', '本']);
    (!named.is_empty() && !sentence && !own).then_some(named)
}

/// The kind that a title ends in; 函 and 令 only after 的 or in 批复的函, since names end in them too.
pub(crate) fn kind(title: &str) -> Option<Kind> {
    let title = fold::simple(title);
    let title = &*title;
    let bare = title
        .trim_end_matches(['）', ')'])
        .rsplit_once(['（', '('])
        .filter(|_| title.ends_with(['）', ')']))
        .map_or(title, |(t, _)| t);
    let official = Kind::OFFICIAL
        .iter()
        .find(|k| bare.ends_with(k.as_str()))
        .cloned();
    official.or_else(|| {
        MORE_KINDS
            .iter()
            .find(|k| bare.ends_with(*k))
            .map(|k| Kind::from((*k).to_owned()))
    })
}

/// Whether a title says that a paper is about money that is given: 关于下达补助资金的通知, 公益金使用情况公告.
pub(crate) fn is_about_money(title: &str) -> bool {
    let title = fold::simple(title);
    ["资金", "经费", "公益金"].iter().any(|w| title.contains(w))
        || role::is_of_grants(&title)
        || role::speaks_of_payments(&title)
}

/// What names of tables and lists end in.
const TABLES: &[&str] = &["表", "目录", "清单", "名单", "一览", "明细", "汇总"];

/// Without a remark in brackets at the end: 分配表（总表不下发）.
fn without_remark(title: &str) -> &str {
    title
        .strip_suffix(['）', ')'])
        .and_then(|t| t.rsplit_once(['（', '(']))
        .map_or(title, |(t, _)| t)
}

/// Whether a text ends as the title of a paper or table does, so that nothing of it is missing.
pub(crate) fn ends_title(plain: &str) -> bool {
    let bare = without_remark(plain).trim_end_matches(['。', '；', ';']);
    kind(bare).is_some() || TABLES.iter().any(|w| bare.ends_with(w))
}

/// Whether a text begins as what is said of the list above it does: 以上资金由区财政统筹, 本清单自发布之日起实施.
#[cfg(feature = "office")]
pub(crate) fn speaks_of_list(plain: &str) -> bool {
    const LEADS: &[&str] = &[
        "以上",
        "上述",
        "上表",
        "本表",
        "本清单",
        "本目录",
        "此表",
        "表中",
        "表内",
    ];
    LEADS.iter().any(|lead| plain.starts_with(lead))
}

/// Whether a text is what a paper says below a list, of all of it or to take leave: 特此公告。 以上项目由区财政局负责解释。
pub(crate) fn closes(plain: &str) -> bool {
    const LEADS: &[&str] = &[
        "以上",
        "上述",
        "上表",
        "请",
        "如有",
        "如对",
        "本公告",
        "本公示",
        "本通知",
        "公示期",
        "公告期",
        "现予",
        "现将",
    ];
    plain.starts_with("特此") || plain.ends_with('。') && LEADS.iter().any(|w| plain.starts_with(w))
}

/// Whether a line is the title of a paper that is issued, not of a table, a list or an explanation of one: 关于…的通知, 公告.
pub(crate) fn names_letter(plain: &str) -> bool {
    let bare = without_remark(plain);
    let official = Kind::OFFICIAL.iter().any(|k| bare.ends_with(k.as_str()));
    official || bare.ends_with("公示") || plain.contains("关于") && kind(plain).is_some()
}

/// A line that can only be the name of the table below it: 2023年度补助资金分配表.
pub(crate) fn is_table_title(plain: &str) -> bool {
    let bare = without_remark(plain);
    // 表 alone is a word for a person too (代表), and a title is no longer than two lines of a page.
    (4..=56).contains(&plain.chars().count())
        && TABLES.iter().any(|w| bare.ends_with(w))
        && !bare.ends_with("代表")
        && !plain.contains(['。', '；', ';', '：', ':', '，'])
}

/// （此件公开发布）, 信息公开选项：主动公开: how the paper may be given out (政府信息公开条例).
pub(crate) fn is_release(plain: &str) -> bool {
    let bare = plain.trim_matches(|c: char| "（）() ".contains(c));
    // A page for the signature alone says so.
    if matches!(bare, "本页无正文" | "此页无正文") {
        return true;
    }
    // The longest in use, 此件依申请公开，不得转载, has twelve characters.
    (bare.starts_with("此件") || bare.starts_with("信息公开选项") || bare.starts_with("公开属性"))
        && bare.contains("公开")
        && bare.chars().count() <= 16
}

/// Whether a text names a paper or what comes with it: 关于…的通知, 附件, 《…》.
pub(crate) fn names_paper(text: &str) -> bool {
    ["关于", "附件", "附表", "《"]
        .iter()
        .any(|w| text.contains(w))
}

/// Whether a line is a place in a form where somebody is to sign: 部门初审意见（盖章）.
pub(crate) fn asks_to_sign(text: &str) -> bool {
    let text = text.trim_end_matches([')', '）']);
    let mut ends = ["盖章", "签字", "签章", "签名"].iter();
    ends.any(|end| text.ends_with(end))
}

/// Whether a line begins with a degree of secrecy (密级; GB/T 9704-2012 7.2.2).
pub(crate) fn is_classification(plain: &str) -> bool {
    ["绝密", "机密", "秘密"]
        .iter()
        .any(|w| plain.starts_with(w))
}

/// Whether a line is a degree of urgency (紧急程度; GB/T 9704-2012 7.2.3).
pub(crate) fn is_urgency(plain: &str) -> bool {
    ["特急", "加急", "急件", "特提", "平急"].contains(&plain)
}

/// Words before a cited number that run into its code.
const CITING: &[&str] = &[
    "依据", "根据", "按照", "遵照", "参照", "执行", "转发", "印发", "依照", "贯彻", "落实",
];

/// Characters of sentences that lead up to a number (请认真执行), which no organ is abbreviated to.
const IN_SENTENCES: [char; 24] = [
    '请', '按', '照', '据', '遵', '认', '真', '严', '格', '应', '须', '要', '并', '将', '的', '在',
    '为', '已', '经', '好', '续', '予', '以', '各',
];

/// How many bytes of what stands before the bracket of a number are the sentence's: it ends in the last of the words that cite. A code may
/// itself end in one (浙舟执行), where organs' abbreviations stand before it.
pub(crate) fn citing(code: &str) -> Option<usize> {
    let ends = CITING
        .iter()
        .flat_map(|w| code.match_indices(w).map(|(at, w)| at + w.len()));
    let lead = ends.filter(|&end| end < code.len()).max();
    let rest = code.get(lead.unwrap_or(0)..).unwrap_or_default();
    let sentence = |organs: &str| organs.is_empty() || organs.contains(IN_SENTENCES);
    match CITING.iter().find_map(|w| rest.strip_suffix(w)) {
        Some(organs) if sentence(organs) => Some(code.len()),
        _ => lead,
    }
}

/// How many bytes of it are a conjunction: behind another document (…号和普政发〔2023〕1号).
pub(crate) fn conjunction(code: &str) -> Option<usize> {
    let mut words = ["和", "与", "及"].into_iter();
    words.find(|w| code.starts_with(w)).map(str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_end_titles() {
        let kind = |title| kind(title).map(|k| k.as_str().to_owned());
        assert_eq!(kind("关于公布名单的通知").as_deref(), Some("通知"));
        assert_eq!(kind("项目清单（第一批）").as_deref(), Some("清单"));
        assert_eq!(kind("普陀区民政局"), None);
    }

    #[test]
    fn who_publishes_intentions() {
        for text in [
            "为便于了解，根据有关规定，现将区水利局（本级）2022年11月至12月政府采购意向公开如下：",
            "区水利局（本级）2023年6月政府采购意向",
            "关于区水利局（本级）的采购意向公告",
            "现将区水利局（本级）****年*月至*月采购意向公开如下:",
            "现将区水利局（本级）年月至年月采购意向公开如下:",
            "根据《关于开展政府采购意向公开工作的通知》，现将区水利局（本级）2022年11月至12月采购意向公开如下：",
        ] {
            assert_eq!(whose_intention(text), Some("区水利局（本级）"), "{text}");
        }
        let masked = "现将******教育局****年*月采购意向公开如下:";
        assert_eq!(whose_intention(masked), Some("******教育局"));
        assert_eq!(whose_budget("区水利局2023年部门预算公开"), Some("区水利局"));
        assert_eq!(whose_budget("2023年部门预算公开"), None);
        assert_eq!(whose_intention("2023年政府采购意向"), None);
        assert_eq!(whose_intention("现将我局2023年采购意向公开如下"), None);
        assert_eq!(whose_intention("关于开展工作的通知"), None);
    }

    #[test]
    fn the_names_of_tables_are_no_sentences() {
        assert!(is_table_title("2023年度补助资金分配表") && is_table_title("项目清单（二）"));
        assert!(!is_table_title("区人大代表") && !is_table_title("现公布如下清单："));
    }

    #[test]
    fn a_sentence_is_cut_from_the_code_it_cites() {
        assert_eq!(citing("根据普委发"), Some("根据".len()));
        assert_eq!(citing("普委发"), None);
        assert_eq!(conjunction("和普政发"), Some("和".len()));
    }
}
