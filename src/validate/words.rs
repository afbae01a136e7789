//! Oddities of wording that an auditor would ask about.

use std::collections::BTreeSet;

use foldhash::HashMap;
use rust_decimal::Decimal;

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::unseen::is_unseen;
use crate::lexicon::{fold, office, role};
use crate::location::Location;
use crate::model::{CellText, Column, Item, Notice, Origin, Role};
use crate::validate::items_of;
use crate::validate::script::{Script, may_be_traditional, script};

fn finding(
    code: &'static str,
    english: String,
    chinese: String,
    path: String,
    cell: &CellText,
) -> Diagnostic {
    Diagnostic::new(code, Severity::Warning, english, chinese)
        .path(path)
        .at(cell.locations.first().cloned())
        .help(
            "compare with the printed notice; the text is kept as printed",
            "请核对原件；文字按原样保留",
        )
}

fn project(item: &Item) -> Option<&CellText> {
    item.project.as_ref().filter(|p| !p.is_blank())
}

/// `word.stutter`: two to four Han characters stand twice running in a project's name (项目项目). One doubled character
/// is ordinary Chinese (人人, 村村).
pub(super) fn stutter(notice: &Notice) -> Vec<Diagnostic> {
    let hit = |(i, item): (usize, &Item)| {
        let cell = project(item)?;
        let word = doubled(&cell.text)?;
        Some(finding(
            codes::WORD_STUTTER,
            format!("a word stands twice in {}: {word}", cell.text),
            format!("“{}”中词语重复：{word}", cell.text),
            format!("/items/{i}/project"),
            cell,
        ))
    };
    notice.items.iter().enumerate().filter_map(hit).collect()
}

fn doubled(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    (2..=4).find_map(|n| {
        chars.windows(2 * n).find_map(|w| {
            let (first, second) = w.split_at(n);
            let han = first.iter().all(|c| fold::is_ideograph(*c));
            let differ = first.iter().any(|c| Some(c) != first.first());
            (han && differ && first == second).then(|| w.iter().collect())
        })
    })
}

/// Cells of an item that are prose, where they are printed: what is carried down is said once.
fn prose(item: &Item) -> impl Iterator<Item = (&'static str, &CellText)> {
    [
        ("project", &item.project),
        ("content", &item.content),
        ("beneficiary", &item.beneficiary),
        ("purchaser", &item.purchaser),
        ("provider", &item.provider),
        ("note", &item.note),
    ]
    .into_iter()
    .filter_map(|(field, cell)| Some((field, cell.as_ref()?)))
    .filter(|(_, cell)| !matches!(cell.origin, Origin::Carried | Origin::Merged))
}

/// `word.line_end`: a line ended between capitals and figures (DB | 33/T). Some programs break lines anywhere, so that the
/// blank that is read there may be none; that a line ended between two words or within a code looks alike.
pub(super) fn line_ends(notice: &Notice) -> Vec<Diagnostic> {
    let hit = |i: usize, field: &str, cell: &CellText| {
        let printed = cell.locations.first().is_some_and(|at| at.page().is_some());
        let code = printed.then(|| broken_code(cell)).flatten()?;
        Some(finding(
            codes::WORD_LINE_END,
            format!("a line ends within {code}: a blank may stand there or none"),
            format!("“{code}”在行末断开，其间有无空格无法判定"),
            format!("/items/{i}/{field}"),
            cell,
        ))
    };
    let items = notice.items.iter().enumerate();
    items
        .flat_map(|(i, item)| prose(item).filter_map(move |(field, cell)| hit(i, field, cell)))
        .collect()
}

/// Capitals at a line's end with the figures that begin the next, if they were read with a blank between. Four capitals: the
/// longest abbreviations in use.
fn broken_code(cell: &CellText) -> Option<String> {
    let lines: Vec<&str> = cell.raw.split('\n').collect();
    lines.windows(2).find_map(|w| {
        let [above, below] = w else { return None };
        let above = above.trim_end();
        let start = above.trim_end_matches(|c: char| c.is_ascii_uppercase());
        let capitals = above.strip_prefix(start)?;
        let below = below.trim_start();
        let figures = below.len() - below.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let code = format!("{capitals} {}", below.get(..figures)?);
        let both = figures > 0 && (1..=4).contains(&capitals.len());
        (both && cell.text.contains(&code)).then_some(code)
    })
}

/// `word.traditional`: traditional characters in a notice that is otherwise in simplified ones; said once, at the first cell.
pub(super) fn traditional(notice: &Notice) -> Vec<Diagnostic> {
    let cells = || notice.items.iter().enumerate();
    let cells = || cells().flat_map(|(i, item)| prose(item).map(move |(f, c)| (i, f, c)));
    if !cells().any(|(.., cell)| may_be_traditional(&cell.text)) {
        return Vec::new();
    }
    let (mut old, mut new) = (0_usize, 0_usize);
    let (mut places, mut found) = (Vec::new(), Vec::new());
    for (i, field, cell) in cells() {
        let mut seen = BTreeSet::new();
        for c in cell.text.chars() {
            match script(c) {
                Some(Script::Traditional) if seen.insert(c) && !found.contains(&c) => found.push(c),
                Some(Script::Simplified) => new += 1,
                _ => {}
            }
        }
        old += seen.len();
        if !seen.is_empty() {
            places.push((i, field, cell));
        }
    }
    // A notice that is set in traditional characters throughout has no oddity to show.
    let Some((i, field, cell)) = places.first().filter(|_| old <= new) else {
        return Vec::new();
    };
    let found: String = found.into_iter().collect();
    let mut items: Vec<String> = places.iter().map(|(i, ..)| (i + 1).to_string()).collect();
    items.dedup();
    // More places than a person looks up one by one are counted.
    let (rest, rest_zh) = match items.len() {
        1 => (String::new(), String::new()),
        n if n > 20 => (
            format!(" and other cells of {n} items"),
            format!("等，涉及{n}个项目"),
        ),
        _ => (
            format!(" and other cells of items {}", items.join(", ")),
            format!("等，涉及第{}项", items.join("、")),
        ),
    };
    vec![finding(
        codes::WORD_TRADITIONAL,
        format!("traditional characters {found} in {}{rest}", cell.text),
        format!("“{}”中有繁体字“{found}”{rest_zh}", cell.text),
        format!("/items/{i}/{field}"),
        cell,
    )]
}

/// `party.same`: whom the service is for is the purchaser itself (区农业农村局 and 普陀区农业农村局).
pub(super) fn beneficiary_is_purchaser(notice: &Notice) -> Vec<Diagnostic> {
    let hit = |(i, item): (usize, &Item)| {
        let (buyer, target) = (item.purchaser.as_ref()?, item.beneficiary.as_ref()?);
        same_organ(&buyer.text, &target.text).then(|| {
            finding(
                codes::PARTY_SAME,
                format!("the service is for the purchaser itself: {}", target.text),
                format!("服务对象即购买主体：{}", target.text),
                format!("/items/{i}/beneficiary"),
                target,
            )
        })
    };
    notice.items.iter().enumerate().filter_map(hit).collect()
}

/// `party.several`: beside the column that was taken for who buys stands one that only says 单位 or 部门, with another body in the
/// row: nothing but the words over them tells which of both buys.
pub(super) fn several_bodies(notice: &Notice) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (t, table) in notice.tables.iter().enumerate() {
        let bodies = |c: &&Column| c.role == Role::Other && role::names_any_body(&c.header);
        let buys = |c: &Column| c.role == Role::Purchaser && role::is_of_purchases(&c.header);
        let Some(column) = table.columns.iter().find(bodies) else {
            continue;
        };
        if table.columns.iter().any(buys) {
            continue;
        }
        for (i, item) in items_of(notice, t) {
            let (Some(buyer), Some(other)) =
                (item.purchaser.as_ref(), item.others.get(&column.header))
            else {
                continue;
            };
            if office::is_body_named(&other.text) && !same_organ(&buyer.text, &other.text) {
                out.push(finding(
                    codes::PARTY_SEVERAL,
                    format!("two bodies stand in this row, {} and {}; which of them buys is not certain", buyer.text, other.text),
                    format!("本行有两个单位：{}、{}，何者为购买主体不能确定", buyer.text, other.text),
                    format!("/items/{i}/purchaser"),
                    buyer,
                ));
            }
        }
    }
    out
}

/// Whether both name one organ, one of them perhaps with the place it is of in front (区 is then a place's last word), or
/// by its short name.
fn same_organ(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return false;
    }
    if abbreviates(short, long) {
        return true;
    }
    let Some(place) = long.strip_suffix(short) else {
        return false;
    };
    const LEVELS: [char; 6] = ['省', '市', '区', '县', '镇', '乡'];
    let named = place.ends_with(LEVELS) || short.starts_with(LEVELS);
    // 全区…, 各县…: all of them, not one.
    let one = !place.ends_with(['全', '各', '本', '、', '，', '和', '及', '与']);
    // 浙江省舟山市普陀 is as long as the place of a district's organ gets.
    place.is_empty() || (named && one && place.chars().count() <= 8 && short.chars().count() >= 3)
}

/// Whether a bureau's name is the other one's 规范化简称, made of characters of the whole name in their order: 区卫健局 and
/// 区卫生健康局. Both must be of one place and end alike.
fn abbreviates(short: &str, long: &str) -> bool {
    let bare = |name: &str| -> Option<Vec<char>> {
        // The district stands before the name with or without its own name: 普陀区, 区.
        let at = name
            .rfind(['区', '市', '县'])
            .map_or(0, |at| at + '区'.len_utf8());
        let rest = name.get(at..)?;
        let bureau = rest.ends_with(['局', '委', '办']);
        let rest: Vec<char> = bureau.then(|| rest.chars().collect())?;
        // 和 stands in names of one bureau too; two organs have two ends.
        let ends = rest.iter().filter(|c| matches!(c, '局' | '办')).count();
        let one = ends < 2 && !rest.iter().any(|c| "、，各".contains(*c));
        (one && rest.len() >= 3).then_some(rest)
    };
    let (Some(short), Some(long)) = (bare(short), bare(long)) else {
        return false;
    };
    let mut rest = long.iter();
    short.len() < long.len()
        && short.first() == long.first()
        && short.last() == long.last()
        && short.iter().all(|c| rest.any(|l| l == c))
}

/// `text.control`: control characters and marks of direction in a value, where what is seen is not what is there.
pub(super) fn unseen(notice: &Notice) -> Vec<Diagnostic> {
    /// Values named one by one.
    const NAMED: usize = 100;
    let odd = |text: &str| {
        let white = |c: char| matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}');
        text.chars().find(|c| is_unseen(*c) && !white(*c))
    };
    let lists = [
        ("issuers", &notice.issuers),
        ("recipients", &notice.recipients),
        ("body", &notice.body),
        ("signatories", &notice.signatories),
    ];
    let listed = lists.iter().flat_map(|(name, texts)| {
        let texts = texts.iter().enumerate();
        texts.map(move |(n, t)| (format!("/{name}/{n}"), t.text.as_str(), t.locations.first()))
    });
    let title = notice.title.iter();
    let title = title.map(|t| ("/title".to_owned(), t.text.as_str(), t.locations.first()));
    // A cell that is an item's is named by the item.
    let items = notice.items.iter().enumerate().flat_map(|(i, item)| {
        let sum = item.amount.as_ref();
        let sum = sum.map(|a| ("amount", a.text.as_str(), a.locations.first()));
        let prose = prose(item).map(|(f, c)| (f, c.text.as_str(), c.locations.first()));
        let values = prose.chain(sum).filter(|(_, text, _)| odd(text).is_some());
        values.map(move |(f, text, at)| (format!("/items/{i}/{f}"), text, at))
    });
    let items: Vec<_> = items.take(NAMED).collect();
    let named = |at: Option<&Location>| items.iter().any(|(.., of)| at.is_some() && *of == at);
    let cells = notice.tables.iter().enumerate().flat_map(|(t, table)| {
        table.rows.iter().enumerate().flat_map(move |(r, row)| {
            row.cells.iter().enumerate().map(move |(c, cell)| {
                let path = move || format!("/tables/{t}/rows/{r}/cells/{c}");
                (path, cell.text.as_str(), cell.locations.first())
            })
        })
    });
    let found = |(path, text, location): (String, &str, Option<&Location>)| {
        let code = u32::from(odd(text)?);
        let location = location.cloned();
        Some(
            Diagnostic::new(
                codes::TEXT_CONTROL,
                Severity::Warning,
                format!("the value holds a character that is not seen (U+{code:04X}): what is shown may not be what is there"),
                format!("该值含有不可见的控制字符（U+{code:04X}），所见与所存可能不同"),
            )
            .path(path)
            .at(location)
            .help(
                "look at the value character by character before it is used",
                "使用该值前请逐字核对",
            ),
        )
    };
    let cells = cells.filter(|(_, text, at)| odd(text).is_some() && !named(*at));
    let cells = cells.map(|(path, text, location)| (path(), text, location));
    let texts = title
        .chain(listed)
        .chain(items.iter().cloned())
        .chain(cells);
    texts.filter_map(found).take(NAMED).collect()
}

/// `word.compatibility`: how many characters were printed as CJK radicals or compatibility ideographs, which look like the
/// ordinary ones and are not: `text` has the ordinary, `raw` the printed ones.
pub(super) fn compatibility(notice: &Notice) -> Vec<Diagnostic> {
    let odd = |raw: &str| {
        raw.chars()
            .filter(|c| fold::printed(*c).is_some_and(|p| p != *c))
            .count()
    };
    let cells = notice
        .tables
        .iter()
        .flat_map(|t| &t.rows)
        .flat_map(|r| &r.cells)
        .filter(|c| !matches!(c.origin, Origin::Carried | Origin::Merged))
        .map(|c| (c.raw.as_str(), c.locations.first()));
    let texts = notice
        .title
        .iter()
        .chain(&notice.body)
        .map(|t| (t.raw.as_str(), t.locations.first()));
    let (mut count, mut first) = (0, None);
    for (raw, location) in texts.chain(cells) {
        let found = odd(raw);
        if found > 0 && count == 0 {
            first = location.cloned();
        }
        count += found;
    }
    if count == 0 {
        return Vec::new();
    }
    vec![
        Diagnostic::new(
            codes::WORD_COMPATIBILITY,
            Severity::Info,
            format!("{count} characters are printed as radicals or compatibility ideographs; `text` has the ordinary ones"),
            format!("{count}个字以部首或兼容汉字编码，text 中已换为通用字"),
        )
        .at(first)
        .help(
            "search in `text`; `raw` keeps what is printed",
            "检索请用 text；raw 保留原样",
        ),
    ]
}

/// `project.duplicate`: two items of one purchaser with the same name, content, beneficiary, provider and whatever else is
/// said of them in columns without a role (机构). With another sum it is another lot of the same service, most likely.
pub(super) fn duplicate(notice: &Notice) -> Vec<Diagnostic> {
    let mut seen: HashMap<Vec<&str>, usize> = HashMap::default();
    let mut out = Vec::new();
    for (i, item) in notice.items.iter().enumerate() {
        let Some(cell) = project(item) else { continue };
        let parts = [
            &item.purchaser,
            &item.content,
            &item.beneficiary,
            &item.provider,
        ];
        let others = item.others.values().map(|c| c.text.as_str());
        let key: Vec<&str> = std::iter::once(cell.text.as_str())
            .chain(parts.into_iter().map(part_of))
            .chain(others)
            .collect();
        if let Some(first) = seen.get(&key) {
            let other = notice.items.get(*first).and_then(sum);
            let differ = sum(item).zip(other).is_some_and(|(a, b)| a != b);
            let (severity, but, but_zh) = if differ {
                (Severity::Info, ", with another sum", "，金额不同")
            } else {
                (Severity::Warning, "", "")
            };
            let mut found = finding(
                codes::PROJECT_DUPLICATE,
                format!("the same project as item {}{but}: {}", first + 1, cell.text),
                format!("与第{}项相同{but_zh}：{}", first + 1, cell.text),
                format!("/items/{i}/project"),
                cell,
            );
            found.severity = severity;
            out.push(found);
        } else {
            seen.insert(key, i);
        }
    }
    out
}

fn sum(item: &Item) -> Option<Decimal> {
    item.amount.as_ref()?.yuan
}

fn part_of(cell: &Option<CellText>) -> &str {
    cell.as_ref().map_or("", |c| c.text.as_str())
}

/// `date.year`: the year of the document number is the year of the date (GB/T 9704-2012, 7.2.5: the year of issue).
pub(super) fn years(notice: &Notice) -> Vec<Diagnostic> {
    let number = notice.document_number.as_ref();
    let (Some(year), Some(date)) = (number.and_then(|n| n.year), notice.date.as_ref()) else {
        return Vec::new();
    };
    if year == date.text.year() {
        return Vec::new();
    }
    vec![
        Diagnostic::new(
            codes::DATE_YEAR,
            Severity::Warning,
            format!(
                "the document number is of {year}, the date of {}",
                date.text.year()
            ),
            format!("发文字号年份为{year}，成文日期为{}年", date.text.year()),
        )
        .path("/date")
        .at(date.locations.first().cloned())
        .help(
            "compare number and date with the printed notice",
            "请核对发文字号与成文日期",
        ),
    ]
}

/// Years among the numbers of a text.
fn numbers(text: &str) -> Vec<u16> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|n| n.len() == 4)
        .filter_map(|n| n.parse().ok())
        .filter(|y| (1949..2100).contains(y))
        .collect()
}

/// `title.year`: a year in the title lies within one of the year of the document number. A plan may be published in the
/// year before, a settlement in the year after.
pub(super) fn title_year(notice: &Notice) -> Vec<Diagnostic> {
    let number = notice.document_number.as_ref().and_then(|n| n.year);
    let (Some(year), Some(title)) = (number, notice.title.as_ref()) else {
        return Vec::new();
    };
    let years: Vec<u16> = title
        .text
        .match_indices('年')
        .filter_map(|(at, _)| {
            let before: String = title.text.get(..at)?.chars().rev().take(4).collect();
            let year: String = before.chars().rev().collect();
            year.parse().ok().filter(|y| (1949..2100).contains(y))
        })
        .collect();
    // 2025—2027年: a span of years names its first without 年.
    let spans = |from: u16| from.saturating_sub(1) <= year && years.iter().any(|y| *y >= year);
    let named = numbers(&title.text);
    if years.is_empty()
        || years.iter().any(|y| y.abs_diff(year) <= 1)
        || named.into_iter().any(spans)
    {
        return Vec::new();
    }
    vec![
        Diagnostic::new(
            codes::TITLE_YEAR,
            Severity::Warning,
            format!("the document number is of {year}, the title speaks of {years:?}"),
            format!("发文字号年份为{year}，标题所称年份为{years:?}"),
        )
        .path("/title")
        .at(title.locations.first().cloned())
        .help(
            "compare number and title with the printed notice",
            "请核对发文字号与标题",
        ),
    ]
}
