//! Names of offices and other bodies, and of the parts they play.

mod deeds;

use super::key::Key;
use super::{attachment, dates, fold, labels, ordinal, role};
use crate::model::Role;
pub(crate) use deeds::{done_by, means_to_buy};

/// Ends of the names of organs, offices and other bodies. 委办, 教育局, 医院, 检察院, 总工会 and 指挥部 end in one of them.
const BODIES: &[&str] = &[
    "局",
    "委",
    "办",
    "办公室",
    "部",
    "署",
    "会",
    "院",
    "中心",
    "街道",
    "镇",
    "乡",
    "政府",
    "党组",
    "办事处",
    "妇联",
    "残联",
    "侨联",
    "科协",
    "文联",
    "公司",
    "学校",
    "小学",
    "中学",
    "幼儿园",
    "支队",
    "大队",
    "馆",
];

/// Ends of names of bodies in which names of projects and counts end too (社区服务站, 会客厅, 维修3处), or that are paid and
/// hardly ever buy (集团): they tell a body only where a line is a name and nothing else.
const OTHER_BODIES: &[&str] = &[
    "厅",
    "集团",
    "处",
    "队",
    "小组",
    "领导组",
    "司",
    "联",
    "协",
    "团",
    "社",
    "司法所",
    "研究所",
    "工作站",
    "服务站",
    "林场",
];

/// Whether a text ends as the name of a body that buys does; one of the longest,
/// 舟山市普陀区文化和广电旅游体育局, has sixteen characters, and what names its place in full may have more. One character alone
/// (部) is none.
pub(crate) fn is_organ(text: &str) -> bool {
    let length = text.chars().take(LONGEST + 1).count();
    if length < 2 || length > 16 && (length > LONGEST || !names_places(text)) {
        return false;
    }
    let text = fold::simple(text);
    BODIES.iter().any(|end| text.ends_with(end))
}

/// Whether a text is the name of a firm: others buy from it, or give it money.
pub(crate) fn is_firm(text: &str) -> bool {
    let text = fold::simple(without_remark(text));
    // One of the shortest, 甲公司, has three characters.
    text.chars().nth(2).is_some() && ["公司", "集团"].iter().any(|end| text.ends_with(end))
}

/// Whether a text begins with the names of two places, one in the other: 舟山市普陀区, 湖南省岳阳县.
fn names_places(text: &str) -> bool {
    behind_place(text).and_then(behind_place).is_some()
}

/// Whether a text is the name of a district, county or city and nothing else: 普陀区.
pub(crate) fn is_district(text: &str) -> bool {
    behind_place(text) == Some("")
}

/// What stands behind the place that a text begins with. Names of places have two to four characters with what they are.
fn behind_place(text: &str) -> Option<&str> {
    let mut chars = text.char_indices().skip(2).take(3);
    let kind = |(_, c): &(usize, char)| matches!(c, '省' | '市' | '州' | '县' | '区' | '旗');
    let (at, c) = chars.find(kind)?;
    text.get(at + c.len_utf8()..)
}

/// Whether two texts are parted within a word that bodies are named by: 工作委 | 员会, 人力资源和社 | 会保障局.
pub(crate) fn is_torn(first: &str, rest: &str) -> bool {
    let (first, rest) = (fold::simple(first), fold::simple(rest));
    let long = |word: &&&str| word.chars().nth(2).is_some();
    let words = BODIES.iter().chain(OTHER_BODIES).filter(long);
    words.chain(&["委员会", "社会保障"]).any(|word| {
        let mut places = word.char_indices().skip(1).map(|(at, _)| word.split_at(at));
        places.any(|(a, b)| first.ends_with(a) && rest.starts_with(b))
    })
}

/// What the departments of a party committee are called.
const DEPARTMENTS: &[&str] = &[
    "宣传部",
    "组织部",
    "统战部",
    "政法委",
    "社工部",
    "社会工作部",
    "编办",
    "办公室",
    "老干部局",
    "党校",
];

/// Whether two names are the halves of one: the first is none by itself (区 | 委社工部), the second begins with what names end in
/// (东极 | 镇), a word is parted (和社 | 会保障局), or a committee's department stands without the place that its name begins with
/// (区委 | 统战部).
pub(crate) fn are_halves(first: &str, rest: &str) -> bool {
    let whole = [first, rest].concat();
    let bare = without_remark(&whole);
    if begins_name(rest) || !(is_office(bare) || is_organ(bare)) {
        return false;
    }
    // A place alone has yet to be named an office of.
    let place = first.ends_with(['区', '县', '市']) && !first.ends_with("社区");
    let ended = first.ends_with(['）', ')']) || is_body_named(first) && !place;
    let goes_on = !is_body_named(rest) && BODIES.iter().any(|end| rest.starts_with(end));
    let committee = first.ends_with('委') && first.chars().nth(2).is_none();
    !ended
        || goes_on
        || is_torn(first, rest)
        || committee && DEPARTMENTS.contains(&without_remark(rest))
}

/// Whether a text is what names of bodies end in and nothing else: 街道 is none by itself.
pub(crate) fn is_end(text: &str) -> bool {
    let text = fold::simple(text);
    let mut ends = BODIES.iter().chain(OTHER_BODIES);
    text.chars().nth(1).is_some() && ends.any(|end| text == *end)
}

/// Whether a text is the name of a branch without the body it is one of: 普陀分局 of 市医疗保障局普陀分局, but not 区公安分局.
pub(crate) fn is_branch_alone(text: &str) -> bool {
    let text = fold::simple(text);
    let ends = || BODIES.iter().chain(OTHER_BODIES);
    let whose = ends().find_map(|end| text.strip_suffix(end)?.strip_suffix('分'));
    whose
        .is_some_and(|of| !of.is_empty() && !begins_name(of) && !ends().any(|end| of.contains(end)))
}

fn is_body(simple: &str) -> bool {
    let mut ends = BODIES.iter().chain(OTHER_BODIES);
    ends.any(|end| simple.ends_with(end))
}

/// Most characters of an office's name: the longest official ones in use have some thirty.
const LONGEST: usize = 40;

/// Whether a line is the name of an office, or of several, and nothing else.
pub(crate) fn is_office(plain: &str) -> bool {
    if !(3..=LONGEST).contains(&plain.chars().take(LONGEST + 1).count()) {
        return false;
    }
    let plain = fold::simple(plain);
    // A sentence has marks.
    !plain.contains(['。', '，', '；', '：', ':', '、', '《'])
        && !plain.contains("关于")
        && is_body(&plain)
}

/// Whether texts are the names of those who sign, with the day last, or `dated` below: and nothing else.
pub(crate) fn signs(texts: &[Key], dated: bool) -> bool {
    let names = match texts.split_last() {
        Some((last, names)) if dates::is_day(last) => names,
        _ if dated => texts,
        _ => return false,
    };
    names.iter().all(|name| is_office(name))
}

/// Whether a text is the name of a body, with a remark in brackets behind it: 区水利局（本级）.
pub(crate) fn is_body_named(text: &str) -> bool {
    let bare = without_remark(text);
    is_office(bare)
        || is_organ(bare)
        || RECIPIENTS
            .iter()
            .any(|w| bare.ends_with(w) && bare != "本单位" && *w != "单位")
}

/// A name without a remark in brackets behind it.
pub(crate) fn without_remark(name: &str) -> &str {
    let inside = name.strip_suffix(['）', ')']);
    let bare = inside.and_then(|t| t.rsplit_once(['（', '(']));
    bare.map_or(name, |(name, _)| name)
}

/// The body that a heading over rows names, whose rows they are: 一、区民政局（120万元）, 区教育局：, 采购单位：区民政局. A class of
/// bodies (公办小学, 各街道) is none.
pub(crate) fn heads_rows(text: &str) -> Option<&str> {
    heading(text, false)
}

/// Likewise, of a heading in a series in which another one names a body: 二、普陀中学 and 三、蚂蚁岛村 below 一、区教育局.
pub(crate) fn heads_rows_beside(text: &str) -> Option<&str> {
    heading(text, true)
}

/// What bodies of a class have in common: who runs them, where they are.
const KINDS: &[&str] = &[
    "办",
    "立",
    "属",
    "营",
    "农村",
    "城市",
    "城区",
    "乡镇",
    "街道",
    "基层",
    "其他",
    "其它",
    "普惠性",
];

fn heading(text: &str, beside: bool) -> Option<&str> {
    const CLASSES: &[&str] = &[
        "学校",
        "小学",
        "中学",
        "幼儿园",
        "公司",
        "集团",
        "馆",
        "院",
        "队",
        "社",
        "团",
    ];
    let number = ordinal::marked(text.chars()).map_or(0, |n| n.rest);
    let own = text
        .char_indices()
        .nth(number)
        .and_then(|(at, _)| text.get(at..))?;
    if let Some(name) = means_to_buy(own) {
        return Some(name);
    }
    let behind = role::behind_purchaser(own);
    let (own, labelled) = (behind.unwrap_or(own), behind.is_some());
    // 【区民政局】, ★区民政局, 区民政局  合计：15.5万元, 区民政局项目.
    let own =
        own.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '（' | '）' | '(' | ')'));
    let end =
        own.find(|c: char| matches!(c, '（' | '(' | '：' | ':' | '，' | ',') || c.is_ascii_digit());
    let name = own.get(..end.unwrap_or(own.len()))?.trim();
    let adds_up = |more: &str| labels::summary(more).is_some();
    let name = match name.split_once(char::is_whitespace) {
        Some((name, more)) if adds_up(more.trim()) => name,
        _ => name,
    };
    let name = name
        .strip_suffix("项目")
        .filter(|n| is_organ(n))
        .unwrap_or(name);
    // Beside names of bodies 公办小学 is still a class, and 普陀中学 a body.
    let kind = |own: &str| own.is_empty() || KINDS.iter().any(|kind| own.ends_with(kind));
    let ends = |end: &&str| {
        let own = name.strip_suffix(*end);
        own.is_some_and(|own| !beside || kind(own))
    };
    let class = !labelled && CLASSES.iter().any(ends)
        || ["各", "其", "有关", "相关"]
            .iter()
            .any(|w| name.starts_with(w));
    let body = is_office(name)
        || (labelled || beside) && is_organ(name)
        || beside && (is_place(name) || OTHER_BODIES.iter().any(|end| name.ends_with(end)));
    (body && !class).then_some(name)
}

/// The pieces of a text that names several offices, blanks between them, as counts of printed characters.
pub(crate) fn offices_in(raw: &str) -> Vec<usize> {
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
pub(crate) fn glued(text: &str) -> Vec<usize> {
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

/// Whether a line that ends in a colon names those to whom the notice goes, not what follows below.
pub(crate) fn are_recipients(plain: &str) -> bool {
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
    // 采购单位：, with its value on the next line, is a label; 单位： and 部门： may be all that is left of names.
    if names.chars().nth(2).is_some()
        && role::is_word(names)
        && role::of_header(names) == Some(Role::Purchaser)
    {
        return false;
    }
    let all = Groups::of(names);
    let office = |name: &str| is_body(name) || RECIPIENTS.iter().any(|o| name.ends_with(o));
    all.0
        .iter()
        .any(|n| n.starts_with('各') || n.starts_with("有关") || n.starts_with("相关") || office(n))
}

/// Whether a line without a colon is a list of those to whom the notice goes.
pub(crate) fn is_list_of_recipients(plain: &str) -> bool {
    let names = Groups::of(plain).0;
    let office = |n: &String| {
        n.starts_with('各')
            || ["委", "办", "局"].contains(&n.as_str())
            || is_body(n)
            || RECIPIENTS.iter().any(|o| n.ends_with(o))
    };
    // 区级机关各部门: several bodies have one name.
    let many = MANY.iter().any(|w| plain.contains(w)) && !plain.contains("关于");
    let short = names.len() > 1 || plain.chars().count() <= LONGEST;
    many && short && !plain.contains('。') && names.iter().all(office)
}

/// Whether a line is one name of a body or several between marks: who they are to the notice stands elsewhere.
pub(crate) fn are_bodies(plain: &str) -> bool {
    let names = Groups::of(plain).0;
    let body =
        |n: &String| (2..=LONGEST).contains(&n.chars().count()) && is_organ(n) || is_office(n);
    !plain.contains(['。', '：', ':', '《']) && !plain.contains("关于") && names.iter().all(body)
}

/// Words for several bodies at once, which issue nothing together.
const MANY: &[&str] = &[
    "各", "相关", "有关", "全体", "所属", "区属", "市属", "县属", "直属",
];

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

/// Whether a line that ends in a colon may end the names of the recipients: it is no label, and leads up to nothing.
pub(crate) fn may_end_recipients(plain: &str) -> bool {
    // Nor does what a page says of the paper, blank: 实施时间：.
    let leads = [
        "如下", "通知", "公告", "公示", "电话", "时间", "日期", "编号", "名称",
    ];
    let names = plain.trim_end_matches(['：', ':']);
    names.len() < plain.len()
        && attachment::label(plain).is_none()
        && !labels::is_imprint(plain)
        && !leads.iter().any(|w| names.ends_with(w))
}

/// Whether a text begins as the names of offices without their place do: 共青团普陀区委, 国家税务总局, 区民政局.
pub(crate) fn begins_name(text: &str) -> bool {
    ["共青团", "国家", "区", "市", "县"]
        .iter()
        .any(|w| text.starts_with(w))
}

/// Whether a name is a town's, without an office in it: 沈家门街道.
pub(crate) fn is_town(name: &str) -> bool {
    ["街道", "镇", "乡"].iter().any(|end| name.ends_with(end))
}

/// Whether a text is the name of a place that money is given to: 五通桥区, 恩阳区（含开发区）, 柳丰村.
pub(crate) fn is_place(text: &str) -> bool {
    /// Most characters of one in its town and county: 楚雄彝族自治州牟定县共和镇余丁村.
    const MOST: usize = 16;
    let bare = fold::simple(without_remark(text));
    let ends = ["省", "市", "州", "县", "区", "旗", "盟", "村"];
    (2..=MOST).contains(&bare.chars().take(MOST + 1).count())
        && (is_town(&bare) || ends.iter().any(|end| bare.ends_with(end)))
}

/// Whether a text is the name of a body that buys, or goes on behind it: 市篮球协会承办联赛.
pub(crate) fn begins_with_organ(text: &str) -> bool {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    // The shortest, 区残联, have three characters, the longest sixteen.
    let mut names = ends.skip(2).take(14).filter_map(|end| text.get(..end));
    names.any(is_organ)
}

/// How many characters at the beginning of a text name an office, if more words follow: 区水利局农村饮水项目. Only ends that no
/// name of a project holds are looked for.
pub(crate) fn leading(text: &[char]) -> Option<usize> {
    const ENDS: &[&[char]] = &[
        &['局'],
        &['人', '民', '政', '府'],
        &['办', '事', '处'],
        &['委', '员', '会'],
    ];
    let ends = |at: &usize| {
        let before = text.get(..*at).unwrap_or_default();
        let ends = |end: &&[char]| before.ends_with(end);
        ENDS.iter().any(ends)
    };
    // 区X局 is the shortest name, and that of a project has two characters at least.
    (3..=text.len().saturating_sub(2)).find(ends)
}

/// Whether texts set the issuer mark and nothing else: the names of joint issuers one below the other, 文件 at their right
/// (GB/T 9704-2012 7.2.4).
#[cfg(any(feature = "html", feature = "office"))]
pub(crate) fn is_issuer_mark<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> bool {
    use super::key::Key;
    let texts = texts.into_iter().map(|t| Key::of(t.as_ref()));
    let mut texts = texts.filter(|t| !t.is_empty()).peekable();
    let is_part = |t: Key| {
        let organ = t.strip_suffix("文件").unwrap_or(&t);
        organ.is_empty() || is_organ(organ)
    };
    texts.peek().is_some() && texts.all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_told_by_their_ends() {
        for name in [
            "普陀区民政局",
            "区委办",
            "沈家门小学",
            "公安分局巡特警大队",
            "舟山市普陀区关心下一代工作委员会办公室",
            "六横镇",
            "展茅乡",
        ] {
            assert!(is_organ(name) && is_office(name), "{name}");
        }
        for text in ["关于成立领导小组", "由区财政局，区民政局", "助餐服务"] {
            assert!(!is_office(text), "{text}");
        }
    }

    #[test]
    fn names_side_by_side_and_run_together() {
        assert_eq!(offices_in("普陀区民政局 普陀区财政局"), [6, 6]);
        assert_eq!(offices_in("民 政 局"), [3]);
        assert_eq!(glued("普陀区民政局普陀区财政局"), [6, 6]);
    }

    #[test]
    fn recipients_stand_before_a_colon() {
        assert!(are_recipients("各镇人民政府、街道办事处：") && are_recipients("有关单位："));
        assert!(!are_recipients("现将名单公布如下："));
        assert!(is_list_of_recipients("各镇（街道）、区属各单位"));
        assert!(is_list_of_recipients("相关乡镇人民政府,城区街道办事处"));
        assert!(is_list_of_recipients("各社区卫生服务中心"));
        assert!(!is_list_of_recipients("区民政局、区财政局"));
        assert!(is_body_named("区水利局（本级）") && !is_body_named("本单位"));
        assert!(may_end_recipients("各有关单位：") && !may_end_recipients("附件："));
        assert!(may_end_recipients("附近各村：") && !may_end_recipients("抄送："));
    }
}
