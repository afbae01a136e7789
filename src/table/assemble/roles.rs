//! What each column of a whole table holds: from its header, else from its place among the others, else from its cells.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::kinds;
use super::rows::{Cover, PieceCell, PieceRow};
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::key::Key;
use crate::lexicon::role::{self, Meaning};
use crate::lexicon::{fold, labels, money, office, parties, standing};
use crate::model::{Role, RowKind};
use crate::table::WholeColumn;

/// Settles the roles of a table's columns; one column a role, money and other columns aside. `bought`: what stands above the
/// table says that something is bought.
pub(super) fn settle(
    columns: &mut [WholeColumn],
    rows: &[PieceRow],
    bought: bool,
    doubts: &mut Vec<Diagnostic>,
) {
    let texts: Vec<Vec<Key>> = (0..columns.len()).map(|col| texts(rows, col)).collect();
    if columns.iter().all(|c| c.path.is_empty()) {
        without_header(columns, &texts, doubts);
        return;
    }
    // A blank name over 1, 2, 3 is that of the running numbers.
    if let (Some(column), Some(texts)) = (columns.first_mut(), texts.first())
        && column.path.is_empty()
        && rises(texts, true)
    {
        column.role = Role::Sequence;
    }
    digits(columns, doubts);
    tell_measures(columns, &texts);
    payments(columns, &texts);
    row_totals(columns);
    added_up(columns, rows);
    parts(columns, &texts);
    if !bought {
        applicants(columns);
    }
    stand_in(columns, &texts);
    by_content(columns, &texts, doubts);
    one_column_a_role(columns, &texts);
}

/// The texts of a column, blank ones and headings that lie across the columns left out.
fn texts(rows: &[PieceRow], col: usize) -> Vec<Key> {
    rows.iter()
        .filter(|row| !kinds::lies_across(row))
        .filter_map(|r| r.cells.get(col))
        .map(PieceCell::key)
        .filter(|t| !t.is_empty())
        .collect()
}

fn has(columns: &[WholeColumn], role: Role) -> bool {
    columns.iter().any(|c| c.role == role)
}

/// Columns that each hold one figure or a part of a sum, 万 | 千 | 百 | 十 | 元 or 元 | 角分, are no sums: that no sum is read from them is said.
fn digits(columns: &mut [WholeColumn], doubts: &mut Vec<Diagnostic>) {
    let place = |c: &WholeColumn| c.path.last().and_then(|h| role::digit_place(h));
    let mut places: Vec<Option<i32>> = columns.iter().map(place).collect();
    // 金额元 | 角分.
    for at in 1..places.len() {
        let rest = places
            .get(at)
            .is_some_and(|p| p.is_some_and(|power| power < 0));
        let yuan = columns.get(at - 1).and_then(|c| c.path.last());
        if let Some(before) = places
            .get_mut(at - 1)
            .filter(|_| rest && yuan.is_some_and(|h| h.ends_with('元')))
        {
            *before = before.or(Some(0));
        }
    }
    // Above ten thousand places are called by what they have in common: 十 | 万 | 千.
    let goes_down = |a: &Option<i32>, b: &Option<i32>| {
        a.is_some() && b.is_some_and(|b| b < 2 || *a > Some(b) || b >= 4)
    };
    let mut at = 0;
    for run in places.chunk_by(goes_down) {
        let (from, length) = (at, run.len());
        at += length;
        // 万 | 元 may be two units; three places are figures, and 角 beside 元 is the rest of its sum.
        let parted = run.last().is_some_and(|p| p.is_some_and(|power| power < 0));
        if length < if parted { 2 } else { 3 } || run.iter().any(Option::is_none) {
            continue;
        }
        let own = columns.iter_mut().skip(from).take(length);
        own.for_each(|c| c.role = Role::Other);
        doubts.push(
            Diagnostic::new(
                codes::ROLE_BY_CONTENT,
                Severity::Warning,
                "a sum stands in several columns, a part of its figures in each; no sum was read from them",
                "金额按位分列于多栏，未合并读取",
            )
            .help("enter the sums by hand", "请人工录入金额"),
        );
    }
}

/// 单位 as a unit of measure is told from 单位 as an organisation by what stands below it, and so is a body whose sums stand there.
fn tell_measures(columns: &mut [WholeColumn], texts: &[Vec<Key>]) {
    for (column, texts) in columns.iter_mut().zip(texts) {
        let measures = |h: &String| role::is_of_measures(h, texts);
        // 区城管局 | 街道 | 总计 over sums: whose they are.
        let number = |t: &Key| money::kind(t) == Some(money::Kind::Number);
        let numbers = !texts.is_empty() && texts.iter().all(number);
        if column.role == Role::Purchaser && (numbers || column.path.last().is_some_and(measures)) {
            column.role = Role::Other;
        }
    }
}

/// Beside a column of money, sums whose cells state the unit (1,860.5元) are money whatever their header, and so is what a
/// header says is paid out or given, or is such a sum in another state: 应安排资金 | 已下达 | 本次下达, 总投资（万元） | 拟资助,
/// 原预算 | 调整后.
fn payments(columns: &mut [WholeColumn], texts: &[Vec<Key>]) {
    if !has(columns, Role::Amount) {
        return;
    }
    for (column, texts) in columns.iter_mut().zip(texts) {
        let sums = || {
            texts
                .iter()
                .filter(|t| money::kind(t) == Some(money::Kind::Number))
        };
        let all = || sums().count() > 0 && texts.iter().all(|t| money::kind(t).is_some());
        let header = column.path.last().map_or("", String::as_str);
        let unknown = role::of_path(&column.path) == Meaning::Unknown;
        if column.role != Role::Other || !unknown || !all() {
            continue;
        }
        if sums().all(|t| t.ends_with('元'))
            || role::is_of_payments(header)
            || role::is_of_grants(header) && role::may_be_money(header)
            || standing::is_state(header)
        {
            column.role = Role::Amount;
        }
    }
}

/// 小计 or 合计 beside columns of money, or behind 单价 and 数量, is money: the row's sum, in the unit of what it adds up. Below a name of its own (人数: 男 |
/// 女 | 合计) it adds up what stands there.
fn row_totals(columns: &mut [WholeColumn]) {
    for col in 0..columns.len() {
        // 单价 | 数量 | 合计: what so many come to.
        let priced = col.checked_sub(2).filter(|at| {
            let header = |at: usize| columns.get(at).and_then(|c| c.path.last());
            let price = header(*at).is_some_and(|h| standing::is_price(&Key::of(h)));
            price && columns.get(at + 1).is_some_and(|c| c.role == Role::Other)
        });
        let beside = [col.checked_sub(1), Some(col + 1), priced];
        let upper = |c: &WholeColumn| c.path.split_last().map(|(_, upper)| upper.to_vec());
        let own = columns.get(col).and_then(upper).unwrap_or_default();
        let money = beside
            .iter()
            .flatten()
            .filter_map(|c| columns.get(*c))
            .find(|c| {
                let added = own.is_empty() || upper(c).as_ref() == Some(&own);
                c.role == Role::Amount && added
            });
        let unit = money.map(|c| c.unit);
        let Some(column) = columns.get_mut(col) else {
            continue;
        };
        let label = column.path.last().and_then(|h| labels::summary(h));
        let adds_up = matches!(label, Some(RowKind::Total | RowKind::Subtotal));
        if let Some(unit) = unit.filter(|_| adds_up && column.role == Role::Other) {
            column.role = Role::Amount;
            column.unit = column.unit.or(unit);
        }
    }
}

/// Rows that must add up before columns are believed to be parts of a sum: one or two may by chance.
const ADDED: usize = 3;

/// Columns between 小计 and a column of money, or behind it, are money if in every row 小计 is what all of them come to:
/// 小计 | 区级 | 自筹, where 区级 alone may be anything.
fn added_up(columns: &mut [WholeColumn], rows: &[PieceRow]) {
    let value = |row: &PieceRow, col: usize| {
        let key = row.cells.get(col).map(PieceCell::key).unwrap_or_default();
        if key.is_empty() {
            return Some(Decimal::ZERO);
        }
        let figures = money::kind(&key) == Some(money::Kind::Number);
        figures.then(|| money::value(&format!("{}元", key.trim_end_matches('元'))))?
    };
    let is_total = |c: &WholeColumn| {
        let label = c.path.last().and_then(|h| labels::summary(h));
        matches!(label, Some(RowKind::Total | RowKind::Subtotal))
    };
    for total in 0..columns.len() {
        if !columns
            .get(total)
            .is_some_and(|c| c.role == Role::Other && is_total(c))
        {
            continue;
        }
        let adds_up = |end: &usize| {
            let told = rows.iter().filter_map(|row| {
                let parts: Option<Decimal> = (total + 1..*end).map(|col| value(row, col)).sum();
                let whole = value(row, total)?;
                (!whole.is_zero()).then_some(parts == Some(whole))
            });
            let told: Vec<bool> = told.collect();
            told.len() >= ADDED && told.iter().all(|t| *t)
        };
        let Some(end) = (total + 3..=columns.len()).find(adds_up) else {
            continue;
        };
        let group = columns.get_mut(total..end).unwrap_or_default();
        let money = group.iter().find(|c| c.role == Role::Amount);
        let Some(unit) = money.map(|c| c.unit) else {
            continue;
        };
        for column in group.iter_mut().filter(|c| c.role == Role::Other) {
            column.role = Role::Amount;
            column.unit = column.unit.or(unit);
        }
    }
}

/// 其中：日常养护 behind a column of money is a part of it, in its unit, and so are the sums behind that.
fn parts(columns: &mut [WholeColumn], texts: &[Vec<Key>]) {
    let (mut unit, mut within) = (None, false);
    for (column, texts) in columns.iter_mut().zip(texts) {
        let header = column.path.last().map_or("", String::as_str);
        let begins = standing::is_part(header);
        let part = match column.role {
            Role::Amount => (begins || within) && !standing::is_price(&Key::of(header)),
            Role::Other => {
                begins && role::may_be_money(header) && texts.iter().all(|t| money::is_sum(t))
            }
            _ => false,
        };
        if let Some(unit) = unit.filter(|_| part) {
            column.role = Role::Amount;
            column.unit = column.unit.or(unit);
        }
        within = part;
        unit = (column.role == Role::Amount).then_some(column.unit);
    }
}

/// 申报单位 beside 补助金额 or 补助对象 are those who are given the money, or ask for it, and buy nothing. Where the list says from whom or in what way
/// something is bought, or that it is (采购项目名称, or its title: 购买服务项目汇总表), they are the ones who buy it with that money.
fn applicants(columns: &mut [WholeColumn]) {
    let bought = |c: &WholeColumn| c.path.iter().any(|h| role::is_of_purchases(h));
    if has(columns, Role::Provider) || has(columns, Role::Method) || columns.iter().any(bought) {
        return;
    }
    let money = |c: &&WholeColumn| c.role == Role::Amount;
    let granted = |c: &WholeColumn| c.path.iter().any(|h| role::is_of_grants(h));
    let given = |c: &WholeColumn| c.role == Role::Beneficiary && granted(c);
    if !columns.iter().filter(money).any(granted) && !columns.iter().any(given) {
        return;
    }
    let asks = |c: &&mut WholeColumn| {
        let free = matches!(c.role, Role::Purchaser | Role::Other);
        free && c.path.last().is_some_and(|h| parties::asks(h))
    };
    for column in columns.iter_mut().filter(asks) {
        column.role = Role::Beneficiary;
    }
}

/// Where no header names a project, what else says what is bought stands for it: 三级目录, 服务类别 where nearly every row has
/// another, else 购买内容, else 用途.
fn stand_in(columns: &mut [WholeColumn], texts: &[Vec<Key>]) {
    if has(columns, Role::Project) {
        return;
    }
    let classed = columns.iter().zip(texts).position(|(column, texts)| {
        let classes = column.path.last().is_some_and(|h| role::names_a_class(h));
        column.role == Role::Other && classes && mostly_distinct(texts)
    });
    let content = || columns.iter().position(|c| c.role == Role::Content);
    // What the money is for, where nothing else says what is bought with it.
    let used = || {
        let use_of = |c: &WholeColumn| c.path.last().is_some_and(|h| role::names_a_use(h));
        let at = columns
            .iter()
            .position(|c| c.role == Role::Other && use_of(c));
        at.filter(|_| has(columns, Role::Amount))
    };
    let at = classed.or_else(content).or_else(used);
    if let Some(column) = at.and_then(|at| columns.get_mut(at)) {
        column.role = Role::Project;
    }
}

/// A class of projects is shared by many, the name of one by hardly any: four texts in five are others'.
fn mostly_distinct(texts: &[Key]) -> bool {
    // The label of a total is a name of neither.
    let own = || texts.iter().filter(|t| labels::summary(t).is_none());
    let distinct: BTreeSet<&Key> = own().collect();
    !distinct.is_empty() && distinct.len() * 5 >= own().count() * 4
}

/// Columns that no header names are told by what their cells hold, where a list lacks the role.
fn by_content(columns: &mut [WholeColumn], texts: &[Vec<Key>], doubts: &mut Vec<Diagnostic>) {
    let mut told = Vec::new();
    let granted = |c: &WholeColumn| c.path.iter().any(|h| role::is_of_grants(h));
    // Firms are given grants, and what else they are paid is for what they do.
    let paid = if columns.iter().any(granted) {
        Role::Beneficiary
    } else {
        Role::Provider
    };
    // People are given money each for themselves, and what else is said of them (村组) is no project.
    let people = |c: &WholeColumn| c.path.last().is_some_and(|h| role::names_people(h));
    let to_people = paid == Role::Beneficiary && !has(columns, Role::Project);
    let people = columns.iter().position(people).filter(|_| to_people);
    if !has(columns, Role::Beneficiary)
        && let Some(column) = people.and_then(|at| columns.get_mut(at))
    {
        column.role = Role::Beneficiary;
    }
    for wanted in [Role::Amount, paid, Role::Purchaser, Role::Project] {
        if has(columns, wanted) || wanted == Role::Project && people.is_some() {
            continue;
        }
        let fits: fn(&str) -> bool = match wanted {
            // A bare number may count anything; with a unit of its own it is money.
            Role::Amount => |t| {
                money::kind(t) == Some(money::Kind::Number) && t.contains(['元', '万', '￥', '¥'])
            },
            Role::Beneficiary | Role::Provider => office::is_firm,
            Role::Purchaser => |t| office::is_organ(t) && !office::is_firm(t),
            _ => is_of_words,
        };
        let found = columns.iter().zip(texts).position(|(column, texts)| {
            column.role == Role::Other
                && role::of_path(&column.path) == Meaning::Unknown
                && most(texts, fits)
        });
        if let Some(column) = found.and_then(|at| columns.get_mut(at)) {
            column.role = wanted;
            told.push(column.path.join("/"));
        }
    }
    if !told.is_empty() {
        let names = told.join(", ");
        doubts.push(
            Diagnostic::new(
                codes::ROLE_BY_CONTENT,
                Severity::Warning,
                format!(
                    "no known name of a column: {names}; what it holds was told from its cells"
                ),
                format!("未识别的列名：{}；该列含义按内容推定", told.join("、")),
            )
            .help(
                "check the columns' roles before the sums are used",
                "使用金额前请核对各列含义",
            ),
        );
    }
}

/// A cell that is merged over the columns below one name is that of the names, where these stand behind codes or classes.
pub(super) fn take_merged(columns: &[WholeColumn], rows: &mut [PieceRow]) {
    let beside = [Role::Content, Role::Other];
    let named = columns.windows(2).enumerate().filter(|(_, pair)| {
        matches!(pair, [a, b] if a.path == b.path && !a.path.is_empty()
            && beside.contains(&a.role) && matches!(b.role, Role::Project | Role::Purchaser))
    });
    for (col, _) in named {
        for row in rows.iter_mut() {
            let Some([left, right]) = row.cells.get_mut(col..col + 2) else {
                continue;
            };
            if right.cover == Cover::Right && matches!(left.cover, Cover::Anchor(_)) {
                std::mem::swap(left, right);
                left.cover = Cover::Anchor(1);
            }
        }
    }
}

/// Six cells in ten must be of a kind: wrapped and merged rows leave rests.
fn most(texts: &[Key], test: fn(&str) -> bool) -> bool {
    texts.len() > 1 && texts.iter().filter(|t| test(t)).count() * 10 >= texts.len() * 6
}

/// Whether a text can name something: words, no sum.
fn is_of_words(text: &str) -> bool {
    text.chars().count() >= 3 && money::kind(text).is_none() && !role::is_getting(text)
}

/// Roles of a table without header, from what its columns hold; none unless there is a column of sums and one of names.
fn without_header(columns: &mut [WholeColumn], texts: &[Vec<Key>], doubts: &mut Vec<Diagnostic>) {
    let listed = has(columns, Role::Project);
    let Some(roles) = roles_of(texts, listed) else {
        return;
    };
    for (column, role) in columns.iter_mut().zip(roles) {
        column.role = role;
    }
    doubts.push(
        Diagnostic::new(
            codes::ROLE_BY_CONTENT,
            Severity::Warning,
            "the table has no header; what each column holds was read from its cells",
            "表格没有表头，各列含义按内容推定",
        )
        .help(
            "check the columns' roles before the sums are used",
            "使用金额前请核对各列含义",
        ),
    );
}

/// `listed`: they are those of a list of sums, which stand last, and names behind the numbers, short or masked as they may be.
fn roles_of(texts: &[Vec<Key>], listed: bool) -> Option<Vec<Role>> {
    let mut roles = vec![Role::Other; texts.len()];
    let mut set = |at: Option<usize>, role| {
        if let Some(slot) = at.and_then(|i| roles.get_mut(i)) {
            *slot = role;
        }
        at
    };
    let numbers = (0..).zip(texts).position(|(col, t)| rises(t, col == 0));
    let counted = listed && texts.first().is_some_and(|t| !t.is_empty());
    let sequence = set(if counted { Some(0) } else { numbers }, Role::Sequence);
    let sum = |t: &str| money::kind(t) == Some(money::Kind::Number);
    let sums = |i: &usize| Some(*i) != sequence && texts.get(*i).is_some_and(|t| most(t, sum));
    let last = listed.then(|| texts.len().checked_sub(1)).flatten();
    let amount = last.or_else(|| (0..texts.len()).rfind(sums));
    let amount = set(amount, Role::Amount);
    amount?;
    let free = |i: &usize| Some(*i) != sequence && Some(*i) != amount;
    let organ = |t: &str| office::is_organ(office::without_remark(t));
    let organs = |i: &usize| free(i) && texts.get(*i).is_some_and(|t| most(t, organ));
    let purchaser = set((0..texts.len()).find(organs), Role::Purchaser);
    let names = |i: &usize| {
        let named = listed && *i == 1 || texts.get(*i).is_some_and(|t| most(t, is_of_words));
        free(i) && Some(*i) != purchaser && named
    };
    match (set((0..texts.len()).find(names), Role::Project), purchaser) {
        (Some(_), _) => {}
        // Names of bodies and sums and nothing else: those who are given them.
        (None, Some(_)) => {
            set(purchaser, Role::Beneficiary);
        }
        (None, None) => return None,
    }
    Some(roles)
}

/// Whether texts are running numbers, one after the other; under another heading they may begin anew, if less often than they
/// go on, and where numbers stand first no more often.
fn rises(texts: &[Key], first: bool) -> bool {
    let numbers: Vec<i64> = texts.iter().filter_map(|t| t.parse().ok()).collect();
    let steps = || numbers.windows(2);
    let on = steps()
        .filter(|w| matches!(w, [a, b] if b - a == 1))
        .count();
    let anew = steps().filter(|w| matches!(w, [_, 1])).count();
    numbers.len() > 1
        && numbers.len() == texts.len()
        && on + anew == steps().count()
        && (on > anew || first && on > 0 && on == anew)
}

/// Of two columns with one role, that whose header names it better keeps it, or below one name over both that of the names: codes
/// (330903-001 | 助餐) and classes (养老 | 助餐) stand beside them. What else names a project says more of it.
fn one_column_a_role(columns: &mut [WholeColumn], texts: &[Vec<Key>]) {
    let own = |col: usize| texts.get(col).map(Vec::as_slice).unwrap_or_default();
    let own = |col: usize| own(col).iter().filter(|t| labels::summary(t).is_none());
    // How many names it has that are no codes.
    let names = |col: usize| {
        let words = |t: &&Key| t.contains(fold::is_ideograph);
        own(col).filter(words).collect::<BTreeSet<_>>().len()
    };
    let shared = [Role::Amount, Role::AmountOther, Role::Other];
    for col in 0..columns.len() {
        let Some(role) = columns
            .get(col)
            .map(|c| c.role)
            .filter(|r| !shared.contains(r))
        else {
            continue;
        };
        let same: Vec<usize> = (0..columns.len())
            .filter(|c| columns.get(*c).is_some_and(|c| c.role == role))
            .collect();
        let path = |c: usize| columns.get(c).map(|c| &c.path);
        let named = path(col).is_some_and(|p| !p.is_empty());
        let under_one = named && same.iter().all(|c| path(*c) == path(col));
        let fit = |c: &usize| {
            // Classes stand before what is of them.
            let names = if under_one { (names(*c), *c) } else { (0, 0) };
            columns.get(*c).map(|c| (role::fit(&c.path), names))
        };
        // The first of the best.
        let Some(best) = same.iter().rev().max_by_key(|c| fit(c)).copied() else {
            continue;
        };
        for loser in same.into_iter().filter(|c| *c != best) {
            let content = role == Role::Project && !has(columns, Role::Content);
            if let Some(column) = columns.get_mut(loser) {
                column.role = if content { Role::Content } else { Role::Other };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_without_header() {
        let column = |texts: &[&str]| texts.iter().map(|t| Key::of(t)).collect::<Vec<_>>();
        let columns = [
            column(&["1", "2", "3"]),
            column(&["区民政局", "区总工会"]),
            column(&["居家养老服务", "社工站运营", "职工疗休养"]),
            column(&["5", "3万元", "12.5"]),
        ];
        assert_eq!(
            roles_of(&columns, false),
            Some(vec![
                Role::Sequence,
                Role::Purchaser,
                Role::Project,
                Role::Amount
            ])
        );
        assert_eq!(
            roles_of(
                &[column(&["甲方", "乙方",]), column(&["一个", "两个",])],
                false
            ),
            None
        );
    }
}
