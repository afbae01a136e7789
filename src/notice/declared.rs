//! What the body says there is: 共 10 个单位、26 个项目.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Declared, DeclaredWhat, Text};
use crate::text::fold;

type Pattern = LazyLock<Result<Regex, regex::Error>>;

static PURCHASERS: Pattern = LazyLock::new(|| {
    Regex::new(
        r"(?P<n>[0-9]+) *[个家](?P<of>(?:购买)?(?:主体|单位|部门)|区级(?:部门|单位)|镇（街道）|镇\(街道\)|乡镇（街道）|镇街|乡镇|街道)",
    )
});
static ITEMS: Pattern =
    LazyLock::new(|| Regex::new(r"(?P<n>[0-9]+) *[个项](?P<of>(?:政府)?(?:购买)?(?:服务)?项目)"));
/// 核定第二批项目34个: the number stands behind.
static ITEMS_BEHIND: Pattern =
    LazyLock::new(|| Regex::new(r"(?P<of>项目) *(?P<n>[0-9]+) *个[，。；,;（(]"));
/// 项目4个单位6个: the projects were named before.
static ITEMS_AFTER: Pattern = LazyLock::new(|| {
    Regex::new(
        r"项目[^。；，]*?[0-9]+ *[个家](?:单位|部门|主体)[、，]? *(?P<n>[0-9]+) *(?P<of>个)[，。、；,]",
    )
});

/// 项目共9项, 下达项目共计4项, 共安排项目12个: the number stands after.
static ITEMS_COUNTED: Pattern = LazyLock::new(|| {
    Regex::new(
        r"(?:项目(?:共计|总计|合计|共有|共)|(?:共|安排|下达|确定|涉及)项目) *(?P<n>[0-9]+) *(?P<of>[个项])",
    )
});

/// The counts declared in the body, the first of each kind that each paragraph states.
pub(super) fn find(body: &[Text]) -> Vec<Declared> {
    let mut found: Vec<Declared> = Vec::new();
    for paragraph in body {
        // Places are the same in simplified characters.
        let simple = fold::simple(&paragraph.text);
        let printed = |m: Option<regex::Match<'_>>| {
            m.and_then(|m| paragraph.text.get(m.range()))
                .unwrap_or_default()
        };
        for (pattern, what) in [
            (&PURCHASERS, DeclaredWhat::Purchasers),
            (&ITEMS, DeclaredWhat::Items),
            (&ITEMS_AFTER, DeclaredWhat::Items),
            (&ITEMS_BEHIND, DeclaredWhat::Items),
            (&ITEMS_COUNTED, DeclaredWhat::Items),
        ] {
            let known = found.iter().any(|d| d.what == what);
            let captures = pattern.as_ref().ok().and_then(|p| p.captures(&simple));
            if let Some(captures) = captures.filter(|_| !known)
                && let Some(count) = captures.name("n").and_then(|n| n.as_str().parse().ok())
            {
                let phrase = printed(captures.get(0));
                let mark = |c: char| c.is_ascii_punctuation() || "，。；、（".contains(c);
                let phrase = phrase.trim_end_matches(mark).to_owned();
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
