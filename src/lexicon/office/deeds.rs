//! Bodies that a clause says to do something.

use super::{is_body_named, is_office};
use crate::lexicon::role;
use crate::model::Role;

/// The body that a sentence before a list says to buy what stands there: 区体育局拟购买下列服务：
pub(crate) fn means_to_buy(text: &str) -> Option<&str> {
    let own = text.trim().strip_suffix(['：', ':'])?;
    let at = ["购买", "采购"].iter().filter_map(|w| own.find(w)).min()?;
    let (name, deed) = own.split_at_checked(at)?;
    let name = ["计划", "拟", "将", "需"]
        .iter()
        .find_map(|w| name.strip_suffix(w))?;
    let one = !deed.contains(['，', ',', '。', '：', ':']);
    (one && is_office(name)).then_some(name)
}

/// The body that a clause says to do what is paid, and nothing else: 由县畜牧站组织实施, 责任单位：县城管局, 建设单位为某镇政府, perhaps
/// in brackets.
pub(crate) fn done_by(clause: &str) -> Option<&str> {
    let inside = clause.strip_prefix(['（', '(']);
    let inside = inside.and_then(|t| t.strip_suffix(['）', ')']));
    let clause = inside.unwrap_or(clause);
    if clause.contains(['：', ':']) {
        let name = role::behind_purchaser(clause)?.trim();
        return is_body_named(name).then_some(name);
    }
    // 建设单位为三角乡人民政府.
    let buys =
        |label: &str| role::is_word(label) && role::of_header(label) == Some(Role::Purchaser);
    if let Some((label, name)) = clause.split_once(['为', '是'])
        && buys(label)
    {
        return is_body_named(name).then_some(name);
    }
    const DEEDS: &[&str] = &["负责", "组织", "牵头", "实施", "承办"];
    // 负责组织实施 has six characters.
    const LONGEST_DEED: usize = 6;
    let behind = clause.strip_prefix('由')?;
    let end = DEEDS.iter().filter_map(|deed| behind.find(deed)).min()?;
    let (name, deed) = behind.split_at_checked(end)?;
    (is_body_named(name) && deed.chars().count() <= LONGEST_DEED).then_some(name)
}
