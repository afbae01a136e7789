//! Who takes part, by what headers say that they do: 购买主体, 承接单位, 申报单位.

use crate::model::Role;

/// Ends of headers that name a party, the longest first.
const PARTIES: &[&str] = &[
    "单位", "主体", "机构", "组织", "部门", "机关", "科室", "处室", "企业", "公司", "者", "方",
    "人",
];

/// What those do that a notice has a role for. Whatever else a government body does (主办, 需求, 列支, 实施), it buys.
const DOES: &[(&str, Role)] = &[
    ("承接", Role::Provider),
    ("承担", Role::Provider),
    ("承办", Role::Provider),
    ("承包", Role::Provider),
    ("执行", Role::Provider),
    ("供应", Role::Provider),
    ("供货", Role::Provider),
    ("中标", Role::Provider),
    ("成交", Role::Provider),
    ("提供", Role::Provider),
    ("受托", Role::Provider),
    ("施工", Role::Provider),
    ("运营", Role::Provider),
    ("演出", Role::Provider),
    ("养护", Role::Provider),
    ("管护", Role::Provider),
    ("维护", Role::Provider),
    ("保洁", Role::Provider),
    ("培训", Role::Provider),
    ("检测", Role::Provider),
    ("评估", Role::Provider),
    ("代建", Role::Provider),
    ("服务", Role::Provider),
    ("受益", Role::Beneficiary),
    ("获奖", Role::Beneficiary),
    ("受助", Role::Beneficiary),
    ("拨付", Role::Beneficiary),
    ("收款", Role::Beneficiary),
    ("补助", Role::Beneficiary),
    ("补贴", Role::Beneficiary),
    ("扶持", Role::Beneficiary),
    ("奖励", Role::Beneficiary),
    ("购买", Role::Purchaser),
    ("采购", Role::Purchaser),
    ("主办", Role::Purchaser),
    ("主管", Role::Purchaser),
    ("需求", Role::Purchaser),
    ("列支", Role::Purchaser),
    ("支出", Role::Purchaser),
    ("预算", Role::Purchaser),
    ("委托", Role::Purchaser),
    ("责任", Role::Purchaser),
    ("牵头", Role::Purchaser),
    ("使用", Role::Purchaser),
    ("用款", Role::Purchaser),
    ("出资", Role::Purchaser),
    ("建设", Role::Purchaser),
];

/// Bodies that only government has: whatever one of them does, it is no provider (实施部门).
const OF_GOVERNMENT: &[&str] = &["部门", "机关", "科室", "处室"];

/// The role of a party that a header names by what it does: 购买机关, 主办单位, 实施部门, 获奖单位. The last verb decides
/// (购买服务主体 buys, so 服务 counts only alone).
pub(crate) fn role(header: &str) -> Option<Role> {
    let name = header.strip_suffix("名称").unwrap_or(header);
    let end = PARTIES.iter().find(|end| name.ends_with(*end))?;
    let does = name.strip_suffix(end)?;
    // 中标候选人 may become what 中标人 are.
    let does = does.strip_suffix("候选").unwrap_or(does);
    // The passive names whom it concerns: 被审计单位.
    if does.starts_with('被') {
        return Some(Role::Beneficiary);
    }
    let buys = ["购买", "采购"].iter().any(|verb| does.starts_with(verb));
    let verb = DOES.iter().find(|(verb, _)| does.ends_with(verb));
    match verb {
        _ if buys => Some(Role::Purchaser),
        Some((_, role)) => Some(*role),
        None if OF_GOVERNMENT.contains(end) && !does.is_empty() => Some(Role::Purchaser),
        None => None,
    }
}

/// Whether a header names who asks for money: 申报单位, 申报组织, 申请人. Where a list grants money, it is theirs; else they buy.
pub(crate) fn asks(header: &str) -> bool {
    let name = header.strip_suffix("名称").unwrap_or(header);
    let does = PARTIES.iter().find_map(|end| name.strip_suffix(end));
    does.is_some_and(|does| ["申报", "申请"].iter().any(|verb| does.ends_with(verb)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_are_told_by_what_they_do() {
        for header in [
            "购买机关",
            "购买服务主体",
            "主办单位",
            "实施部门",
            "需求单位",
            "购买者",
            "列支单位",
            "采购服务单位名称",
            "业务处室",
        ] {
            assert_eq!(role(header), Some(Role::Purchaser), "{header}");
        }
        for header in ["承接服务机构", "中标方", "施工单位", "受托人"] {
            assert_ne!(role(header), Some(Role::Purchaser), "{header}");
        }
        for header in ["中标候选人", "中标候选人名称", "成交候选单位"] {
            assert_eq!(role(header), Some(Role::Provider), "{header}");
        }
        assert_eq!(role("获奖单位"), Some(Role::Beneficiary));
        for header in ["金额", "地方", "评审单位", "代理机构", "单位", "方"] {
            assert_eq!(role(header), None, "{header}");
        }
    }
}
