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
    "发文时间",
    "印发日期",
    "印发时间",
    "公布日期",
    "公布时间",
    "更新时间",
    "更新日期",
    "录入时间",
    "发稿时间",
    "生成时间",
    "公开时间",
    "发布于",
    "发布",
    "发布人",
    "发布者",
    "发布单位",
    "发布部门",
    "发布机关",
    "信息类别",
    "信息分类",
    "所属栏目",
    "所属类别",
    "公开时限",
    "公开程序",
    "公开主体",
    "责任部门",
    "公文种类",
    "载体类型",
    "效力状态",
    "有效状态",
    "生效时间",
    "实施时间",
    "文章类型",
    "公文时效",
    "发布文号",
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
    "责任编辑",
    "信息编辑",
    "编辑",
    "责编",
    "稿源",
    "供稿",
    "供稿单位",
    "供稿人",
    "撰稿",
    "撰稿人",
    "通讯员",
    "记者",
    "摄影",
    "校对",
    "审核",
    "审核人",
    "签发",
    "信息索引",
    "浏览次数",
    "浏览量",
    "浏览数",
    "访问次数",
    "访问量",
    "阅读次数",
    "阅读量",
    "阅读数",
    "点击次数",
    "点击率",
    "点击数",
    "点击量",
    "阅读",
    "人气",
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
/// Labels that a body has, too: they are of the page where their value is a time in figures, or a count of its readers.
const OF_TIME: &[&str] = &["时间", "日期"];
const OF_COUNT: &[&str] = &["浏览", "点击", "访问", "查看"];
/// What pages print beside their data for readers to press.
const TOOLS: &[&str] = &[
    "字号",
    "字体大小",
    "字体",
    "分享到",
    "分享至",
    "分享",
    "打印本页",
    "打印",
    "关闭窗口",
    "关闭本页",
    "关闭",
    "收藏",
    "我要纠错",
    "视力保护色",
    "保护视力色",
    "大中小",
    "大 中 小",
    "T|T",
];
/// Labels whose value is the day of signing.
const SIGNED: &[&str] = &["成文日期", "成文时间"];
/// Labels whose value is the notice's own number.
const NUMBERS: &[&str] = &["文号", "文件编号", "发文字号", "发布文号"];
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
    // [ 索引号 ]
    let inside = |open, close| bare.strip_prefix(open)?.strip_suffix(close);
    let bare = inside('[', ']')
        .or_else(|| inside('【', '】'))
        .unwrap_or(bare);
    labels.iter().find(|l| **l == bare).copied()
}

/// The label of page data whose value tells whether it is one: 时间：2023-05-04 10:32, 点击：1024次.
pub(crate) fn label_by_value(text: &str, value: &str) -> Option<&'static str> {
    let value = value.trim_start_matches([':', '：']).trim_start();
    let figures = value.chars().take_while(char::is_ascii_digit).count();
    let then = value.chars().nth(figures);
    if figures == 4 && matches!(then, Some('-' | '/' | '.')) {
        return known(OF_TIME, text);
    }
    let count = figures > 0 && then.is_none_or(|c| c.is_whitespace() || c == '次' || c == '人');
    count.then(|| known(OF_COUNT, text)).flatten()
}

/// How many characters the word has that a text begins with, for readers to press (字号, 打印).
pub(crate) fn tool(text: &str) -> Option<usize> {
    let bare = text.trim_start_matches(['【', '[', '［', '〖', '（', '(']);
    let marks = text.chars().count() - bare.chars().count();
    let simple: String = bare.chars().take(8).map(super::fold::simplified).collect();
    let found = TOOLS.iter().find(|w| simple.starts_with(**w));
    found.map(|w| marks + w.chars().count())
}

/// What a clock time beside a page's data stands for where no label says it.
pub(crate) const PUBLISHED_AT: &str = "发布时间";
/// Likewise an organ's name.
pub(crate) const FROM: &str = "来源";
/// Likewise a file.
pub(crate) const FILE: &str = "附件";

/// Whether a label's value says how often the page was read.
pub(crate) fn counts_readers(label: &str) -> bool {
    OF_COUNT.iter().any(|w| label.starts_with(w)) || label.starts_with("阅读") || label == "人气"
}

/// Whether a label begins so.
pub(crate) fn may_begin_label(text: &str) -> bool {
    let mut labels = KEYS.iter().chain(OF_TIME).chain(OF_COUNT);
    labels.any(|k| k.starts_with(text))
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
    "首页-",
    "首页·",
    "网站首页",
    "网站地图",
    "设为首页",
    "加入收藏",
    "我要纠错",
    "视力保护色",
    "保护视力色",
    "分享:",
    "相关附件",
    "附件下载",
    "点击下载",
    "相关阅读",
    "相关链接",
    "相关文档",
    "相关信息",
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

/// Words that a page's path begins with: 当前位置：首页 > 政务公开.
const PATH: &[&str] = &[
    "当前位置",
    "当前所在位置",
    "您现在的位置",
    "您的位置",
    "您当前的位置",
    "位置:",
    "首页>",
    "首页/",
    "首页»",
    "首页›",
    "首页→",
    "主页>",
];

/// Words that begin a path as well, and other lines: 所在位置：东港街道 is a project's.
const PATH_TOO: &[&str] = &["所在位置", "网站首页>"];

/// Words that stand alone on lines of a page: its buttons.
const BUTTONS: &[&str] = &[
    "首页",
    "返回",
    "返回首页",
    "返回列表",
    "打印",
    "关闭",
    "收藏",
    "分享",
    "下载",
    "登录",
    "注册",
    "搜索",
    "更多",
    "大",
    "中",
    "小",
    "大中小",
    "打印关闭",
    "纠错",
    "微信",
    "微博",
];

/// Whether a line says where in its site a page stands.
pub(crate) fn is_path(text: &str) -> bool {
    begins(text, PATH) || begins(text, PATH_TOO)
}

/// Names of blanks, as pages write them.
pub(crate) const BLANKS: &[&str] = &["&nbsp;", "&ensp;", "&emsp;", "&#160;", "&#xa0;"];

/// Tags that say no more of their text than how it looks, or that it is a paragraph.
pub(crate) const LOOKS: &[&str] = &[
    "p", "b", "i", "u", "em", "strong", "span", "font", "div", "o", "center",
];

/// Commands of formulas that set their text in another face.
pub(crate) const SETTINGS: &[&str] = &[
    "mathrm",
    "mathbf",
    "mathit",
    "mathsf",
    "mathtt",
    "text",
    "textbf",
    "textrm",
    "textit",
    "bf",
    "rm",
    "boldsymbol",
];

/// What the name of a file has at its end.
const FILES: &[&str] = &[
    ".docx", ".doc", ".xlsx", ".xls", ".pdf", ".wps", ".et", ".zip", ".rar", ".ofd", ".txt", ".7z",
];

/// Whether the name of a file stands in a text.
pub(crate) fn names_file(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    FILES.iter().any(|f| text.contains(f))
}

/// Sizes of letters that a page offers: 大 中 小, 默认.
pub(crate) fn is_size(c: char) -> bool {
    "大中小超特默认".contains(c)
}

/// The name of the file that a line offers, without what a page prints round it: 附件：1.项目表.xlsx 下载（12KB）.
pub(crate) fn file_offered(plain: &str) -> Option<&str> {
    let mut name = plain.trim_end_matches(['】', ']', '）', ')', '。', '；']);
    if !name.contains('.') {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    // What stands behind the name is a word to press, or a size.
    let end = FILES
        .iter()
        .filter_map(|f| lower.rfind(f).map(|at| at + f.len()))
        .max()?;
    let behind = name.get(end..)?;
    let pressed = behind.is_empty()
        || behind.chars().count() <= 12
            && (behind.contains("下载")
                || behind.contains("预览")
                || behind.ends_with(['B', 'b', 'K', 'k', 'M']));
    name = name.get(..end)?;
    // A sentence may speak of a file.
    (pressed && !name.contains(['。', '，', '；'])).then_some(name)
}

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
    "技术支持",
    "相关稿件",
    "相关文章",
    "相关新闻",
    "相关阅读",
    "相关链接",
    "推荐阅读",
    "延伸阅读",
    "网站地图",
    "联系我们",
    "备案号",
];
/// Words that begin it too, but may as well be the notice's own: they are the page's where its own words follow.
const PERHAPS: &[&str] = &["主办:", "主办单位:", "承办:", "编辑:", "责任编辑:"];

/// Whether a line begins as those do that a page prints beside the text.
pub(crate) fn is_chrome(text: &str) -> bool {
    let start = start(text);
    begun(&start, CHROME)
        || begun(&start, PATH)
        || BUTTONS.contains(&&*start)
        || is_index_number(text)
}

/// Whether a line is the number that a page is indexed by, without its label: 11330902MB1812345A/2024-00263.
fn is_index_number(text: &str) -> bool {
    let figures = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
    let Some((organ, number)) = text.split_once('/') else {
        return false;
    };
    // Organs have nine or eighteen signs (GB 11714, GB 32100), pages of a year four to six.
    let organ = (9..=20).contains(&organ.len()) && organ.bytes().all(|b| b.is_ascii_alphanumeric());
    organ
        && number
            .split_once('-')
            .is_some_and(|(year, own)| figures(year, 4) && (4..=6).any(|n| figures(own, n)))
}

/// Whether a line goes on, behind a day or an hour, with what a page says of itself: 时间:2024-05-22 来源:县财政局. (资金来源 is the
/// notice's own.)
pub(crate) fn goes_on_with_page(key: &str) -> bool {
    let digits = key.match_indices(|c: char| c.is_ascii_digit());
    let behind = digits.filter_map(|(at, _)| key.get(at + 1..));
    let mut labels = behind.filter_map(|rest| rest.get(..=rest.find(':')?));
    labels.any(|name| label(name).is_some())
}

/// Whether a line begins as those do that only a page prints below the text.
pub(crate) fn begins_footer(text: &str) -> bool {
    // 文章推荐:, 热门推荐 head what else a site has; a paper's own line recommends somebody.
    let recommends = |start: &Key| start.trim_end_matches(':').ends_with("推荐");
    let short = text.chars().nth(6).is_none();
    begins(text, FOOTER)
        || short && recommends(&start(text))
        || REGISTERED.iter().any(|w| text.contains(w))
}

/// What stands only in the line that says where a site is registered.
const REGISTERED: &[&str] = &["ICP备", "公网安备", "网站标识码"];

/// Whether a line begins as those do that a page prints below the text, or the notice itself.
pub(crate) fn may_begin_footer(text: &str) -> bool {
    begins(text, PERHAPS)
}

/// More characters than any of the words has.
const LONGEST: usize = 16;

fn start(text: &str) -> Key {
    Key::of_chars(text.chars().take(LONGEST))
}

fn begins(text: &str, words: &[&str]) -> bool {
    begun(&start(text), words)
}

fn begun(start: &Key, words: &[&str]) -> bool {
    words.iter().any(|w| start.starts_with(w))
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
    fn files_are_known_by_their_names() {
        for (line, name) in [
            ("1.项目表.xlsx", "1.项目表.xlsx"),
            ("附件：项目表.DOC下载", "附件：项目表.DOC"),
            ("项目表.xls（12KB）", "项目表.xls"),
            ("【附件】项目表.pdf【点击下载】", "【附件】项目表.pdf"),
        ] {
            assert_eq!(file_offered(line), Some(name));
        }
        for line in ["请填写项目表.xls，于5月前报送。", "附件：项目表"] {
            assert_eq!(file_offered(line), None, "{line}");
        }
    }

    #[test]
    fn values_tell_whether_a_label_is_the_pages() {
        assert_eq!(label_by_value("时间", "：2023-05-04 10:32"), Some("时间"));
        assert_eq!(label_by_value("时间", "：5月4日上午"), None);
        assert_eq!(label_by_value("点击", ": 1024 次"), Some("点击"));
        assert_eq!(label_by_value("点击", "：下载附件"), None);
        assert_eq!((tool("【字体：大"), tool("单位")), (Some(3), None));
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
        for line in ["文章推荐:", "热门推荐", "为您推荐"] {
            assert!(begins_footer(line), "{line}");
        }
        assert!(!begins_footer("由区教育局推荐") && !begins_footer("推荐单位:"));
    }
}
