//! Sums and units that the text around the tables states.

use std::sync::LazyLock;

use regex::Regex;

use crate::context::Context;
use crate::error::Error;
use crate::lexicon::money::unit::{self, Denomination};
use crate::model::{Amount, DeclaredSum, Notice, Text};

type Pattern = LazyLock<Result<Regex, regex::Error>>;

/// 总金额628.077万元, 补助资金共计126.478392万元, 总额不超过30万元: a word of total, then a sum with a unit of its own.
static SUM: Pattern = LazyLock::new(|| {
    Regex::new(
        r"(?:总金额|总投资|总投入|总资金|总预算|总经费|总额|合计|共计|总计|共安排|共投入|共下达)[^0-9，。；：、（）]{0,6}?(?P<sum>(?:不超过|不高于|不低于|不少于|最高|至少|约|近)?[0-9][0-9,，.]* *[百千万亿]*元(?:以内|以下|以上|左右|余)?)",
    )
});

/// 单位：万元, 金额单位：元, 单位：万美元.
static UNIT: Pattern = LazyLock::new(|| Regex::new(r"单 *位 *[:：] *[^，。；、:：（）() ]{1,8}"));

/// The sums that the body declares.
pub(super) fn sums(body: &[Text], ctx: &mut Context<'_>) -> Result<Vec<DeclaredSum>, Error> {
    let mut out = Vec::new();
    for paragraph in body {
        // Most paragraphs add nothing up: a look for the words costs less than making a pattern.
        if !(paragraph.text.contains('元') && paragraph.text.contains(['总', '合', '共'])) {
            continue;
        }
        let Ok(pattern) = SUM.as_ref() else {
            break;
        };
        for found in pattern.captures_iter(&paragraph.text) {
            let (Some(phrase), Some(sum)) = (found.get(0), found.name("sum")) else {
                continue;
            };
            // Both the phrase and the sum have the paragraph's places.
            ctx.repeat(2 * (phrase.len() + size_of_val(paragraph.locations.as_slice())))?;
            let (mut amount, _) = Amount::parse(sum.as_str(), None);
            amount.locations.clone_from(&paragraph.locations);
            out.push(DeclaredSum {
                amount,
                text: Text {
                    text: phrase.as_str().to_owned(),
                    raw: phrase.as_str().to_owned(),
                    locations: paragraph.locations.clone(),
                },
            });
        }
        ctx.check_time()?;
    }
    Ok(out)
}

/// The one unit of money that title, body or attachments state for the whole notice; none where they state two.
pub(super) fn unit(notice: &Notice) -> Option<Denomination> {
    let attachments = notice
        .attachments
        .iter()
        .flat_map(|a| a.title.iter().chain(&a.notes));
    let mut units = notice
        .title
        .iter()
        .chain(&notice.body)
        .chain(attachments)
        .filter(|t| t.text.contains('元') && t.text.contains([':', '：']))
        .filter_map(|t| Some(UNIT.as_ref().ok()?.find_iter(&t.text)))
        .flatten()
        .filter_map(|m| unit::of_header(m.as_str()));
    let first = units.next()?;
    units.all(|u| u == first).then_some(first)
}
