//! Sums for one of something: 80元/小时, 每场5000元, 人均200元.

use super::words;
use crate::lexicon::fold;

/// What a rate is for one of: `/人·次` and 每场 say it.
pub(crate) fn rate(word: &str) -> Option<String> {
    // Also 万元/年, the unit of a number before it in brackets of its own.
    let unit = word.trim_start_matches(['百', '千', '万', '亿']);
    let unit = unit.strip_prefix('元').unwrap_or(unit);
    // 80元起/次.
    let unit = unit
        .find(['/', '／'])
        .filter(|at| {
            matches!(
                unit.get(..*at),
                Some("起" | "左右" | "以内" | "以上" | "以下")
            )
        })
        .and_then(|at| unit.get(at..))
        .unwrap_or(unit);
    if let Some(per) = unit.strip_prefix(['/', '／']) {
        let end = [
            "标准", "补助", "补贴", "的", "计算", "执行", "据实", "按实", "结算", "包干", "以内",
            "以下", "以上", "左右", "封顶", "起",
        ]
        .iter()
        .filter_map(|w| per.find(w))
        .filter(|at| *at > 0)
        .min();
        let per = end.and_then(|end| per.get(..end)).unwrap_or(per);
        let per = per
            .trim_matches(|c: char| "（）() ".contains(c))
            .trim_end_matches('计');
        let blank = |p: &str| p.chars().all(|c| "-－—/／".contains(c)) || words::none(p);
        return Some(per.to_owned()).filter(|p| !blank(p));
    }
    // 4个社区各5万元, 人均200元, 单价50元: sums of one of several.
    if let Some(of) = word.strip_suffix('各') {
        let of = of.trim_start_matches(|c: char| c.is_ascii_digit());
        return Some(if of.is_empty() { word } else { of }.to_owned());
    }
    if let Some(of) = word.strip_suffix('均').filter(|of| !of.is_empty()) {
        return Some(of.to_owned()).filter(|of| of.chars().count() <= 3 && of != "平");
    }
    if matches!(word, "单价" | "综合单价") {
        return Some("单价".to_owned());
    }
    let (_, per) = word.split_once('每')?;
    let per: String = per
        .replace("一次性", "")
        .replace("补助", "")
        .replace("补贴", "")
        .replace("为", "")
        .replace("不超过", "")
        .replace("约", "")
        .replace('每', "·");
    Some(per).filter(|p| !p.is_empty() && p.chars().count() <= 8)
}

/// What a sum is for one of that 80元一次 states; 5万元（一年） is what the one year comes to.
pub(crate) fn for_one(word: &str) -> Option<String> {
    let mut chars = word.strip_prefix('一')?.chars();
    let one = chars.next().filter(|c| words::counter(*c))?;
    chars.next().is_none().then(|| one.to_string())
}

/// The span of time that a sum is for one of, where the word before the sum names it: 年5万, 月5000元, 月租金5000元, 按月5000元. What
/// comes once a year may be this year's alone (年服务费12万).
pub(crate) fn by_time(word: &str) -> Option<String> {
    let word = &*fold::simple(word);
    let word = word.strip_prefix('按').unwrap_or(word);
    let of = word
        .chars()
        .next()
        .filter(|c| "年月日天周季".contains(*c))?;
    let paid = word.strip_prefix(of)?;
    let said = paid.is_empty() || of != '年' && words::made_of_money(paid);
    said.then(|| of.to_string())
}
