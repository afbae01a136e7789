//! What web pages print round a notice: the labels of their data, and their own words.

use super::key::Key;

/// Labels of the data that government sites print before a notice.
const KEYS: &[&str] = &[
    "索引号",
    "文号",
    "文件编号",
    "发文字号",
    "信息索引号",
    "规范性文件统一编号",
    "统一编号",
    "发布机构",
    "发文机关",
    "发文单位",
    "成文日期",
    "成文时间",
    "发文日期",
    "印发日期",
    "发布日期",
    "发布时间",
    "公开日期",
    "生成日期",
    "公开方式",
    "公开形式",
    "公开类别",
    "公开责任部门",
    "公开目录",
    "公开范围",
    "组配分类",
    "主题分类",
    "体裁分类",
    "信息有效性",
    "有效性",
    "时效性",
    "失效日期",
    "废止日期",
    "信息来源",
    "来源",
    "文章来源",
    "稿件来源",
    "作者",
    "浏览次数",
    "访问次数",
    "阅读次数",
    "点击数",
    "阅读",
    "主题词",
    "关键词",
];
/// Labels that also begin lines of a body: they count in the table only.
const TABLE_KEYS: &[&str] = &[
    "名称",
    "标题",
    "信息名称",
    "文件名称",
    "有效期",
    "实施日期",
    "生效日期",
    "内容概述",
];
/// Labels whose value is the day of signing.
const SIGNED: &[&str] = &["成文日期", "成文时间"];
/// Labels whose value is the notice's own number.
const NUMBERS: &[&str] = &["文号", "文件编号", "发文字号"];
/// Labels of a web page's data whose day is that of the paper or somewhat later.
const PUBLISHED: &[&str] = &["成文日期", "发布日期", "发布时间", "公开日期", "生成日期"];

/// The label of a page's data that a text is: 索引号, 发布日期：.
pub(crate) fn label(text: &str) -> Option<&'static str> {
    known(KEYS, text)
}

/// Likewise in a table, where names of things that a body speaks of are labels too.
pub(crate) fn label_in_table(text: &str) -> Option<&'static str> {
    label(text).or_else(|| known(TABLE_KEYS, text))
}

fn known(labels: &[&'static str], text: &str) -> Option<&'static str> {
    let key = Key::of(text);
    let bare = key.trim_end_matches(':');
    labels.iter().find(|l| **l == bare).copied()
}

/// Whether a label begins so.
pub(crate) fn may_begin_label(text: &str) -> bool {
    KEYS.iter().any(|k| k.starts_with(text))
}

pub(crate) fn is_of_signing(label: &str) -> bool {
    SIGNED.contains(&label)
}

pub(crate) fn is_of_number(label: &str) -> bool {
    NUMBERS.contains(&label)
}

pub(crate) fn is_of_publication(label: &str) -> bool {
    PUBLISHED.contains(&label)
}

/// Words that government sites print on every page beside the text.
const CHROME: &[&str] = &[
    "扫一扫在手机",
    "扫一扫手机",
    "扫码查看",
    "打印本页",
    "【打印",
    "[打印",
    "关闭窗口",
    "关闭本页",
    "【关闭",
    "分享到",
    "字号:",
    "字体:",
    "【字体",
    "【字号",
    "[字体",
    "[字号",
    "上一篇",
    "下一篇",
    "浏览次数",
    "访问次数",
    "阅读次数",
    "点击次数",
    "点击数",
    "当前位置",
    "您现在的位置",
    "您的位置",
    "您当前的位置",
    "首页>",
    "网站首页",
    "返回顶部",
    "无障碍",
    "版权所有",
    "网站标识码",
    "浙ICP备",
    "浙公网安备",
    "微信扫一扫",
    "关注该公众号",
    "预览时标签不可点",
    "继续滑动看下一个",
    "以下文章来源于",
];

/// Words that begin what only a page prints below the text.
const FOOTER: &[&str] = &[
    "上一篇",
    "下一篇",
    "版权所有",
    "网站标识码",
    "浙ICP备",
    "浙公网安备",
    "分享到",
    "【打印",
    "【关闭",
    "打印本页",
    "关闭窗口",
    "阅读原文",
    "扫一扫",
];
/// Words that begin it too, but may as well be the notice's own: they are the page's where its own words follow.
const PERHAPS: &[&str] = &["主办:", "主办单位:", "承办:", "编辑:", "责任编辑:"];

/// Whether a line begins as those do that a page prints beside the text.
pub(crate) fn is_chrome(text: &str) -> bool {
    begins(text, CHROME)
}

/// Whether a line begins as those do that only a page prints below the text.
pub(crate) fn begins_footer(text: &str) -> bool {
    begins(text, FOOTER)
}

/// Whether a line begins as those do that a page prints below the text, or the notice itself.
pub(crate) fn may_begin_footer(text: &str) -> bool {
    begins(text, PERHAPS)
}

/// More characters than any of the words has.
const LONGEST: usize = 16;

fn begins(text: &str, words: &[&str]) -> bool {
    let key = Key::of_chars(text.chars().take(LONGEST));
    words.iter().any(|w| key.starts_with(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_either_width() {
        assert_eq!(label("索 引 号:"), Some("索引号"));
        assert_eq!(label("發布日期："), Some("发布日期"));
        assert_eq!(
            (label("名称"), label_in_table("名称")),
            (None, Some("名称"))
        );
        assert_eq!(label("联系电话："), None);
    }

    #[test]
    fn lines_of_the_page_are_told_by_their_beginnings() {
        for line in [
            "字号：大 中 小",
            "字号:大",
            "首页 > 政务公开",
            "【打印】【关闭】",
        ] {
            assert!(is_chrome(line), "{line}");
        }
        assert!(!is_chrome("关于公布名单的通知"));
        assert!(begins_footer("上一篇：关于…") && may_begin_footer("主办:区政府"));
    }
}
