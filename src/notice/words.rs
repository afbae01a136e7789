//! What a line is, by its words.

use crate::lexicon::fold;
use crate::model::Kind;
use crate::text::{Line, compose};

/// Text of a line for comparing: without any white space, in simplified characters.
pub(super) fn plain(line: &Line) -> String {
    fold::simple(&compose::plain(&line.chars))
}

/// Ends of names of offices and bodies that issue or sign notices.
const OFFICES: &[&str] = &[
    "局",
    "委",
    "办",
    "办公室",
    "政府",
    "部",
    "会",
    "院",
    "处",
    "中心",
    "厅",
    "队",
    "署",
    "小组",
    "领导组",
    "司",
    "公司",
    "办事处",
    "党组",
    "联",
    "协",
    "总工会",
    "支队",
    "大队",
    "团",
    "指挥部",
    "街道",
    "镇",
    "社",
    "馆",
    "学校",
    "小学",
    "中学",
    "幼儿园",
    "司法所",
    "研究所",
    "工作站",
    "服务站",
    "集团",
    "林场",
];

/// Most characters of an office's name: the longest official ones in use have some thirty.
const LONGEST: usize = 40;

/// Whether a line is the name of an office, or of several, and nothing else.
pub(super) fn is_office(plain: &str) -> bool {
    if !(3..=LONGEST).contains(&plain.chars().take(LONGEST + 1).count()) {
        return false;
    }
    let plain = fold::simple(plain);
    // A sentence has marks.
    !plain.contains(['。', '，', '；', '：', ':', '、', '《'])
        && !plain.contains("关于")
        && OFFICES.iter().any(|o| plain.ends_with(o))
}

/// Other kinds of papers in daily use, beside the fifteen official ones.
const MORE_KINDS: &[&str] = &[
    "公示", "方案", "办法", "清单", "细则", "规定", "令", "函", "说明", "目录", "计划", "规划",
    "通告",
];

/// The kind that a title ends in; 函 and 令 only after 的 or in 批复的函, since names end in them too.
pub(super) fn kind(title: &str) -> Option<Kind> {
    let title = fold::simple(title);
    let title = title.as_str();
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

/// （此件公开发布）: a line that is one remark in brackets.
pub(super) fn is_remark(plain: &str) -> bool {
    plain.starts_with(['（', '('])
        && plain.ends_with(['）', ')'])
        && plain.chars().count() > 4
        && super::number::whole(plain).is_none()
}

/// （此件公开发布）, 信息公开选项：主动公开: how the paper may be given out (政府信息公开条例).
pub(super) fn is_release(plain: &str) -> bool {
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
pub(super) fn ends_title(plain: &str) -> bool {
    let bare = without_remark(plain).trim_end_matches(['。', '；', ';']);
    kind(bare).is_some() || TABLES.iter().any(|w| bare.ends_with(w))
}

/// A line that can only be the name of the table below it: 2023年度补助资金分配表.
pub(super) fn is_table_title(plain: &str) -> bool {
    let bare = without_remark(plain);
    // 表 alone is a word for a person too (代表), and a title is no longer than two lines of a page.
    (4..=56).contains(&plain.chars().count())
        && TABLES.iter().any(|w| bare.ends_with(w))
        && !bare.ends_with("代表")
        && !plain.contains(['。', '；', ';', '：', ':', '，'])
}

/// Whether a line that ends in a colon names those to whom the notice goes, not what follows below.
pub(super) fn are_recipients(plain: &str) -> bool {
    let names = plain.trim_end_matches(['：', ':']);
    if names.is_empty() {
        return true;
    }
    let sentence = [
        "如下",
        "现将",
        "根据",
        "按照",
        "通知",
        "公示",
        "公告",
        "经研究",
        "下列",
        "以下",
    ];
    if names.contains('。') || sentence.iter().any(|w| names.contains(w)) {
        return false;
    }
    let all = Groups::of(names);
    let office = |name: &str| OFFICES.iter().chain(RECIPIENTS).any(|o| name.ends_with(o));
    all.0
        .iter()
        .any(|n| n.starts_with('各') || n.starts_with("有关") || n.starts_with("相关") || office(n))
}

/// Whether a line without a colon is a list of those to whom the notice goes.
pub(super) fn is_list_of_recipients(plain: &str) -> bool {
    let names = Groups::of(plain).0;
    let office = |n: &String| {
        n.starts_with('各')
            || ["委", "办", "局"].contains(&n.as_str())
            || OFFICES.iter().chain(RECIPIENTS).any(|o| n.ends_with(o))
    };
    names.len() > 1 && plain.contains('各') && !plain.contains('。') && names.iter().all(office)
}

/// Ends of names of those who get a notice and do not issue any.
const RECIPIENTS: &[&str] = &[
    "单位", "部门", "企业", "学校", "银行", "所", "站", "园", "区", "县", "市", "村", "社区",
    "基地", "机构", "人员", "同志", "组织", "团体",
];

/// Names between separators at bracket depth 0, what stands in brackets left off.
struct Groups(Vec<String>);

impl Groups {
    fn of(text: &str) -> Self {
        let (mut depth, mut names) = (0_usize, vec![String::new()]);
        for c in text.chars() {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                '、' | '，' | ',' | '；' | ';' => names.push(String::new()),
                _ => {
                    if let Some(name) = names.last_mut() {
                        name.push(c);
                    }
                }
            }
        }
        Self(names)
    }
}

/// Whether a line is the name of an office, or of several side by side, however long together.
pub(super) fn names_offices(line: &Line) -> bool {
    is_office(&plain(line)) || offices(line).len() > 1
}

/// The pieces of a line that names several offices, as counts of printed characters; one piece if it names one.
pub(super) fn offices(line: &Line) -> Vec<usize> {
    offices_in(&line.raw())
}

/// Likewise of a text as printed, blanks between the names.
pub(super) fn offices_in(raw: &str) -> Vec<usize> {
    let pieces: Vec<&str> = raw.split_whitespace().collect();
    // Four characters: the shortest names in full use (区民政局); spaced letters of one name are shorter.
    if pieces.len() > 1
        && pieces
            .iter()
            .all(|p| p.chars().count() >= 4 && is_office(p))
    {
        pieces.iter().map(|p| p.chars().count()).collect()
    } else {
        glued(&pieces.concat())
    }
}

/// Names that run together: the second begins with the place that the first begins with (宁波市…局宁波市…局).
pub(super) fn glued(text: &str) -> Vec<usize> {
    let chars: Vec<char> = text.chars().collect();
    // Places have two or three characters with their rank: 普陀区.
    let place = chars.get(..3).unwrap_or_default();
    let part = |from: usize, to: usize| -> String {
        chars.get(from..to).unwrap_or_default().iter().collect()
    };
    // Both are names, and none is longer than the longest.
    let first = chars.len().saturating_sub(LONGEST).max(4);
    let second = (first..chars.len().min(LONGEST + 1)).find(|&at| {
        chars.get(at..).is_some_and(|rest| rest.starts_with(place))
            && is_office(&part(0, at))
            && is_office(&part(at, chars.len()))
    });
    match second.filter(|_| place.len() == 3) {
        Some(at) => {
            let mut out = vec![at];
            out.extend(glued(&part(at, chars.len())));
            out
        }
        None => vec![chars.len()],
    }
}

/// A line cut after so many printed characters.
pub(super) fn cut(line: &Line, printed: usize) -> [Line; 2] {
    let mut seen = 0;
    let at = line
        .chars
        .iter()
        .position(|c| {
            let full = seen == printed;
            seen += usize::from(!c.ch.is_whitespace());
            full
        })
        .unwrap_or(line.chars.len());
    let (first, second) = line.chars.split_at(at);
    [first, second].map(|chars| Line {
        chars: chars.to_vec(),
        ..line.clone()
    })
}
