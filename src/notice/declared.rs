//! What the body says there is: 共 10 个单位、26 个项目.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::lexicon::fold;
use crate::model::{Declared, DeclaredWhat, Text};

type Pattern = LazyLock<Result<Regex, regex::Error>>;

static PURCHASERS: Pattern = LazyLock::new(|| {
    Regex::new(
        r"(?P<n>[0-9,]+) *[个家](?P<of>(?:购买)?(?:主体|单位|部门)|区级(?:部门|单位)|镇（街道）|镇\(街道\)|乡镇（街道）|镇街|乡镇|街道)",
    )
});
static ITEMS: Pattern =
    LazyLock::new(|| Regex::new(r"(?P<n>[0-9,]+) *[个项](?P<of>(?:政府)?(?:购买)?(?:服务)?项目)"));
/// 核定第二批项目34个: the number stands behind.
static ITEMS_BEHIND: Pattern =
    LazyLock::new(|| Regex::new(r"(?P<of>项目) *(?P<n>[0-9,]+) *个[，。；,;（(]"));
/// 项目4个单位6个: the projects were named before.
static ITEMS_AFTER: Pattern = LazyLock::new(|| {
    Regex::new(
        r"项目[^。；，]*?[0-9]+ *[个家](?:单位|部门|主体)[、，]? *(?P<n>[0-9,]+) *(?P<of>个)[，。、；,]",
    )
});

/// 项目共9项, 下达项目共计4项, 共安排项目12个: the number stands after.
static ITEMS_COUNTED: Pattern = LazyLock::new(|| {
    Regex::new(
        r"(?:项目(?:共计|总计|合计|共有|共)|(?:共|安排|下达|确定|涉及)项目) *(?P<n>[0-9,]+) *(?P<of>[个项])",
    )
});

/// What may follow a count that is one. Another word makes it a count of something else (12个月, 3个项目经理) or a vague one
/// (3个项目以上).
const GOES_ON: &[&str] = &[
    "予以",
    "印发",
    "进行",
    "公布",
    "公示",
    "公告",
    "通报",
    "下达",
    "下发",
    "转发",
    "安排",
    "列入",
    "纳入",
    "实施",
    "开展",
    "采购",
    "购买",
    "立项",
    "入选",
    "通过",
    "名单",
    "清单",
    "目录",
    "明细",
    "具体",
    "如下",
    "资金",
    "预算",
    "金额",
    "经费",
    "总",
    "共",
    "合计",
    "涉及",
    "投入",
    "由",
    "已",
    "经区",
    "经市",
    "经县",
    "经审",
    "经评",
    "经核",
    "经批",
    "经研究",
    "的",
    "及",
    "和",
    "与",
    "给",
    "为",
    "申报",
    "获",
];
/// What stands right before a number that is no exact count, or one of some only.
const VAGUE: &[&str] = &[
    "第", "近", "约", "超", "超过", "逾", "余", "前", "后", "首", "另", "另有", "其中", "剩余",
    "至", "到", "达到", "-", "－", "—", "–", "~", "～", ".", "．", "/",
];
/// Words that make every count of their clause one of each, or a bound.
const OF_EACH: &[&str] = &[
    "每",
    "单个",
    "平均",
    "限报",
    "不得",
    "不少",
    "不低",
    "不超",
    "至少",
    "至多",
    "最多",
    "最少",
    "原则上",
];

/// The counts declared in the body, the first of each kind.
pub(super) fn find(body: &[Text]) -> Vec<Declared> {
    let mut found: Vec<Declared> = Vec::new();
    for paragraph in body {
        // Most paragraphs count nothing: a look for digits costs less than making patterns.
        if !paragraph.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        // Places are the same in simplified characters.
        let simple = fold::simple(&paragraph.text);
        let printed = |m: Option<regex::Match<'_>>| {
            m.and_then(|m| paragraph.text.get(m.range()))
                .unwrap_or_default()
        };
        for (pattern, what, words) in [
            (&PURCHASERS, DeclaredWhat::Purchasers, &['个', '家'][..]),
            (&ITEMS, DeclaredWhat::Items, &['项']),
            (&ITEMS_AFTER, DeclaredWhat::Items, &['项']),
            (&ITEMS_BEHIND, DeclaredWhat::Items, &['项']),
            (&ITEMS_COUNTED, DeclaredWhat::Items, &['项']),
        ] {
            if !simple.contains(words) || found.iter().any(|d| d.what == what) {
                continue;
            }
            let Ok(pattern) = pattern.as_ref() else {
                continue;
            };
            let mut counts = pattern.captures_iter(&simple).filter(|c| exact(&simple, c));
            if let Some(captures) = counts.next()
                && let Some(count) = captures.name("n").and_then(|n| number(n.as_str()))
            {
                let phrase = printed(captures.get(0));
                let mark = |c: char| c.is_ascii_punctuation() || "，。；、（".contains(c);
                let phrase = phrase.trim_matches(mark).to_owned();
                found.push(Declared {
                    count,
                    of: printed(captures.name("of")).to_owned(),
                    what,
                    text: Text {
                        raw: phrase.clone(),
                        text: phrase,
                        locations: paragraph.locations.clone(),
                    },
                });
            }
        }
    }
    found
}

/// A count, perhaps with thousands separators.
fn number(text: &str) -> Option<u64> {
    let text = text.trim_matches(',');
    let mut groups = text.split(',').skip(1);
    groups
        .all(|g| g.len() == 3)
        .then(|| text.replace(',', "").parse().ok())?
}

/// Characters before a count that may be of its clause: seven lines of a page (GB/T 9704-2012, 5.2.3), more than any has.
const CLAUSE: usize = 200;

/// Whether the phrase counts all there is, and just so many.
fn exact(text: &str, found: &Captures<'_>) -> bool {
    let (Some(phrase), Some(n)) = (found.get(0), found.name("n")) else {
        return false;
    };
    let marks = ['，', '。', '；', '：', ',', ';', ':', '！', '？'];
    let before = text.get(..n.start()).unwrap_or_default();
    let nearest = before.char_indices().rev().nth(CLAUSE);
    let before = nearest.map_or(before, |(at, _)| before.get(at..).unwrap_or_default());
    let clause = before.rsplit(marks).next().unwrap_or(before).trim_end();
    // 现将各单位26个项目予以公布 counts all; 各单位2个项目 may count those of each.
    let of_each = OF_EACH.iter().any(|w| clause.contains(w))
        || clause.contains('各') && !clause.contains('将') && !clause.contains('共');
    let behind = text.get(phrase.end()..).unwrap_or_default().trim_start();
    let ended = phrase.as_str().ends_with(|c: char| !c.is_alphabetic())
        && !phrase.as_str().ends_with(['）', ')']);
    let goes_on = behind.chars().next().is_none_or(|c| !c.is_alphabetic())
        || GOES_ON.iter().any(|w| behind.starts_with(w));
    !of_each && !VAGUE.iter().any(|w| clause.ends_with(w)) && (ended || goes_on)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::model::{DeclaredWhat, Text};

    fn counts(text: &str) -> (Option<u64>, Option<u64>) {
        let body = [Text {
            text: text.to_owned(),
            ..Text::default()
        }];
        let found = find(&body);
        let of = |what| found.iter().find(|d| d.what == what).map(|d| d.count);
        (of(DeclaredWhat::Purchasers), of(DeclaredWhat::Items))
    }

    #[test]
    fn what_counts_all_there_is() {
        for (text, purchasers, items) in [
            (
                "共 10 个单位、26 个项目（具体明细详见附件）",
                Some(10),
                Some(26),
            ),
            ("共8家单位17个项目，请认真实施", Some(8), Some(17)),
            ("现将各单位26个项目予以公布", None, Some(26)),
            (
                "共涉及3个镇（街道）、7个项目，安排资金1012.6万元",
                Some(3),
                Some(7),
            ),
            ("我局对14家单位2023年度政府购买服务情况", Some(14), None),
            ("本年度新增项目4个单位6个，详见附件", Some(4), Some(6)),
            ("第二批项目34个，补助资金共计126万元", None, Some(34)),
            ("下达项目共计5项", None, Some(5)),
            ("共安排项目12个。", None, Some(12)),
            ("涉及项目9项，资金100万元", None, Some(9)),
            ("共1,000个项目", None, Some(1000)),
            ("共10个单位的26个项目已经区政府同意", Some(10), Some(26)),
        ] {
            assert_eq!(counts(text), (purchasers, items), "{text}");
        }
    }

    #[test]
    fn what_counts_something_else_or_vaguely() {
        for text in [
            "安排项目12个月完成",
            "项目共12个月。",
            "项目共有3个社区参与",
            "每个项目3个，不得重复",
            "每个单位3个项目，逾期不候",
            "各镇街道安排项目12个，按季报送",
            "各单位申报2个项目。",
            "单个项目3个（含）以上评委",
            "项目不少于3个。",
            "不少于3个项目。",
            "第3个项目",
            "3个项目以上",
            "近30个项目",
            "约30个项目。",
            "3-5个项目。",
            "3至5个项目。",
            "服务项目20余个。",
            "30多个项目。",
            "其中3个项目由街道实施",
            "前3个项目",
            "配备3个项目经理",
            "设3个项目部",
            "至少3家单位报价",
            "须有3家单位报价",
            "近10家单位。",
            "每家单位2个项目",
        ] {
            assert_eq!(counts(text), (None, None), "{text}");
        }
    }
}
