//! Papers that approve one project (批复): the project's name in their titles and in the request that they answer, and what all of it
//! may cost.

use std::ops::Range;

use super::money;

/// What of a project is approved, stage by stage (政府投资条例, articles 9 to 12).
const PAPERS: &[&str] = &[
    "项目建议书",
    "可行性研究",
    "可研",
    "初步设计",
    "实施方案",
    "概算",
    "立项",
];

/// What such a paper, or the request before it, is.
const KINDS: &[&str] = &["批复", "函", "请示", "申请", "报告", "请求"];

/// What is done with what stands behind 关于.
const DEEDS: &[&str] = &[
    "同意建设",
    "批准建设",
    "同意",
    "核准",
    "核定",
    "审批",
    "审核",
    "批准",
    "报批",
    "报审",
    "报送",
    "上报",
    "呈报",
    "请求",
    "要求",
    "申请",
    "申报",
    "调整",
    "变更",
    "对",
    "<",
    "〈",
    "“",
    "《",
];

/// What is done with money for projects, which are several then.
const HAND_OUT: &[&str] = &["下达", "安排", "拨付", "分配", "使用"];

/// What may stand between a name and the paper's.
const BEFORE_PAPERS: &[&str] = &[
    "总",
    "投资",
    "的",
    "请求",
    "申请",
    "工程建设",
    "”",
    "<",
    ">",
    " ",
];

/// What all of a project costs.
const WHOLES: &[&str] = &[
    "总投资",
    "总概算",
    "投资概算",
    "概算投资",
    "投资估算",
    "估算投资",
    "投资总额",
    "总投资额",
    "总投资概算",
    "总投资估算",
];

/// Words of another sum than the one that is approved.
const OTHERS: &[&str] = &["原", "增加", "减少", "超", "完成", "其中", "前"];

/// The project that the title of an approval, or the request that it answers, names: 关于同意码头加固工程可行性研究报告的批复,
/// 《关于要求审批码头加固工程概算的请示》收悉.
pub(crate) fn project(text: &str) -> Option<&str> {
    text.match_indices("关于").find_map(|(at, about)| {
        let rest = text.get(at + about.len()..)?;
        let rest = rest.split('》').next()?.trim_end();
        // A circular that lists projects of a year is about papers of other kinds.
        let is_paper = KINDS.iter().any(|kind| rest.ends_with(kind));
        let end = PAPERS.iter().filter_map(|paper| rest.find(paper)).min();
        // 关于同意建设码头加固工程的批复 does not say which paper of it is approved.
        let alone = || {
            let ends = KINDS
                .iter()
                .find_map(|kind| rest.strip_suffix(kind)?.strip_suffix('的'));
            let project = |name: &&str| name.ends_with("工程") || name.ends_with("项目");
            ends.filter(project).map(str::len)
        };
        let end = end.or_else(alone).filter(|_| is_paper)?;
        let mut name = rest.get(..end)?.trim();
        while let Some(own) = DEEDS.iter().find_map(|deed| name.strip_prefix(deed)) {
            name = own.trim_start();
        }
        while let Some(own) = BEFORE_PAPERS.iter().find_map(|w| name.strip_suffix(w)) {
            name = own;
        }
        let sentence = name.contains(['，', ',', '。', '；', ';', '：', ':', '《']);
        let hands_out = HAND_OUT.iter().any(|w| name.starts_with(w));
        // Four characters: the shortest names met (小学食堂).
        (!sentence && !hands_out && name.chars().nth(3).is_some()).then_some(name)
    })
}

/// Whether a text gives the approval: 现批复如下：, or it is the title of one.
pub(crate) fn approves(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['：', ':']);
    let leads = || {
        let own = text.strip_suffix("如下")?;
        let own = own.trim_end_matches("意见").trim_end_matches("事项");
        let mut words = ["批复", "函复", "复函", "核准", "批准"].iter();
        words.find(|w| own.ends_with(**w))
    };
    let titled = || {
        let mut kinds = ["的批复", "的复函"].iter();
        kinds.any(|kind| text.ends_with(kind)) && !text.contains('《') && project(text).is_some()
    };
    leads().is_some() || titled()
}

/// What the lines of a paper say up to one of them: it is an approval once one names the project and one approves it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Approval {
    named: bool,
    given: bool,
}

impl Approval {
    /// Likewise with the next line.
    pub(crate) fn then(self, line: &str) -> Self {
        Self {
            named: self.named || project(line).is_some(),
            given: self.given || approves(line),
        }
    }

    pub(crate) fn holds(self) -> bool {
        self.named && self.given
    }
}

/// Where a text says what all of a project costs, and the sum: 项目概算总投资 | 242.98万元.
pub(crate) fn whole(text: &[char]) -> Option<(Range<usize>, Range<usize>)> {
    let sums = money::stated(text).into_iter().filter(|s| s.plain);
    let mut sums = sums.map(|s| s.range).chain(masked(text));
    sums.find_map(|sum| {
        let before = text.get(..sum.start)?;
        let mark = |c: &char| "，,。；;：:、（(".contains(*c);
        let start = before.iter().rposition(mark).map_or(0, |at| at + 1);
        let led = |c: &char| c.is_whitespace() || matches!(c, '约' | '为' | '共');
        let own = before.get(start..)?;
        let end = own.iter().rposition(|c| !led(c))? + 1;
        let blank = own.iter().take_while(|c| c.is_whitespace()).count();
        let label: String = own.get(blank..end)?.iter().collect();
        let whole = WHOLES.iter().any(|w| label.ends_with(w));
        let other = OTHERS.iter().any(|w| label.contains(w));
        (whole && !other).then_some((start + blank..start + end, sum))
    })
}

/// Where sums stand whose figures are masked: 104.*元, ####.##万元.
fn masked(text: &[char]) -> impl Iterator<Item = Range<usize>> + '_ {
    /// Most characters of one.
    const MOST: usize = 20;
    let mask = |c: &char| matches!(c, '*' | '＊' | '#');
    let own = move |c: &&char| {
        mask(c) || c.is_ascii_digit() || matches!(c, '.' | ',' | '万' | '亿' | '千' | '百')
    };
    let ends = text.iter().enumerate().filter(|(_, c)| **c == '元');
    ends.filter_map(move |(end, _)| {
        let before = text.get(..end)?.iter().rev().take(MOST);
        let length = before.take_while(own).count();
        let sum = end - length..end + 1;
        text.get(sum.clone())?.iter().any(&mask).then_some(sum)
    })
}

/// Whether a name is that of a part of what a project costs, and of no project: 工程费用, 基本预备费, 工程建设其他费用（含土地费）.
pub(crate) fn names_cost(name: &str) -> bool {
    let name = name.trim_end_matches(['）', ')']);
    let bare = name.rsplit_once(['（', '(']).map_or(name, |(name, _)| name);
    let bare = bare.trim_end_matches(|c: char| matches!(c, '约' | '为') || c.is_whitespace());
    ["费", "费用", "利息"].iter().any(|end| bare.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{approves, names_cost, project, whole};

    #[test]
    fn an_approval_names_its_project() {
        for text in [
            "关于码头加固工程可行性研究报告的批复",
            "区发改局关于同意调整码头加固工程总投资概算的批复",
            "《关于报批码头加固工程可行性研究报告（代项目建议书）的请示》（普建〔2023〕7号）收悉",
            "《关于请求对码头加固工程初步设计概算的函》收悉",
            "《关于审批<码头加固工程项目建议书>的请示》收悉",
            "《区民政局关于码头加固工程请求立项的请示》收悉",
            "关于同意建设码头加固工程的批复",
        ] {
            assert_eq!(project(text), Some("码头加固工程"), "{text}");
        }
        for text in [
            "关于下达2023年资金的通知",
            "关于做好可行性研究工作的通知",
            "关于下达2023年水利项目的批复",
            "根据《关于加强概算管理的办法》",
        ] {
            assert_eq!(project(text), None, "{text}");
        }
        assert!(approves("经研究，现批复如下："));
        assert!(approves("关于码头加固工程立项的批复"));
        assert!(!approves("已按《关于码头加固工程立项的批复》"));
    }

    #[test]
    fn what_all_of_it_costs_is_labelled() {
        let found = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            let (label, sum) = whole(&chars)?;
            let text = |range: std::ops::Range<usize>| chars.get(range).map(|c| c.iter().collect());
            Some((text(label)?, text(sum)?))
        };
        let some = |label: &str, sum: &str| Some((label.to_owned(), sum.to_owned()));
        assert_eq!(
            found("三、资金：项目概算总投资为 2.5万元，其中工程费2万元"),
            some("项目概算总投资", "2.5万元")
        );
        assert_eq!(
            found("项目概算总投资104.*元，其中工程费用96.*元"),
            some("项目概算总投资", "104.*元")
        );
        for text in ["原总投资5万元", "财政补助5万元", "较原批复增加总投资5万元"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn costs_are_no_projects() {
        assert!(names_cost("基本预备费") && names_cost("其他费用（含土地费）"));
        assert!(!names_cost("消费券发放") && !names_cost("码头加固"));
    }
}
