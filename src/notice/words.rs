//! What a line is, by its words.

use crate::model::Kind;
use crate::text::{Line, compose};

/// Text of a line without any white space.
pub(super) fn plain(line: &Line) -> String {
    compose::join(&[&line.chars])
        .text
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
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
];

/// Whether a line is the name of an office, or of several, and nothing else.
pub(super) fn is_office(plain: &str) -> bool {
    // The longest official names in use have some thirty characters; a sentence has marks.
    (3..=40).contains(&plain.chars().count())
        && !plain.contains(['。', '，', '；', '：', ':', '、', '《'])
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

/// The pieces of a line that names several offices, as counts of printed characters; one piece if it names one.
pub(super) fn offices(line: &Line) -> Vec<usize> {
    let raw = line.raw();
    let pieces: Vec<&str> = raw.split_whitespace().collect();
    // Four characters: the shortest names in full use (区民政局); spaced letters of one name are shorter.
    if pieces.len() > 1
        && pieces
            .iter()
            .all(|p| p.chars().count() >= 4 && is_office(p))
    {
        pieces.iter().map(|p| p.chars().count()).collect()
    } else {
        vec![pieces.iter().map(|p| p.chars().count()).sum()]
    }
}
