//! Oddities of wording that an auditor would ask about.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{CellText, Item, Notice};

fn finding(
    code: &'static str,
    english: String,
    chinese: String,
    path: String,
    cell: &CellText,
) -> Diagnostic {
    Diagnostic::new(code, Severity::Warning, english, chinese)
        .path(path)
        .at(cell.locations.first().copied())
        .help(
            "compare with the printed notice; the text is kept as printed",
            "请核对原件；文字按原样保留",
        )
}

fn project(item: &Item) -> Option<&CellText> {
    item.project.as_ref().filter(|p| !p.is_blank())
}

/// `word.stutter`: a project's name ends in the same word twice (项目项目).
pub(super) fn stutter(notice: &Notice) -> Vec<Diagnostic> {
    let words = ["项目项目", "服务服务", "活动活动", "工程工程"];
    let hit = |(i, item): (usize, &Item)| {
        let cell = project(item)?;
        let word = words.into_iter().find(|w| cell.text.contains(w))?;
        Some(finding(
            "word.stutter",
            format!("a word stands twice in {}: {word}", cell.text),
            format!("“{}”中词语重复：{word}", cell.text),
            format!("/items/{i}/project"),
            cell,
        ))
    };
    notice.items.iter().enumerate().filter_map(hit).collect()
}

/// `word.traditional`: traditional characters in a notice that is otherwise in simplified ones. Only characters that the
/// simplified script does not use are listed.
pub(super) fn traditional(notice: &Notice) -> Vec<Diagnostic> {
    const LIST: &str = "學國會區務購買優監電話產業園經濟發實項銷辦鄉鎮醫療護衛環節開關機構員門間問題東車長時動書員級總結統計劃費標準質術語說請議論講課調認識證設計訓練選擇運輸過還進遠達連";
    let mut out = Vec::new();
    for (i, item) in notice.items.iter().enumerate() {
        for (field, cell) in [
            ("project", &item.project),
            ("content", &item.content),
            ("beneficiary", &item.beneficiary),
            ("purchaser", &item.purchaser),
        ] {
            let Some(cell) = cell else { continue };
            let Some(c) = cell.text.chars().find(|c| LIST.contains(*c)) else {
                continue;
            };
            out.push(finding(
                "word.traditional",
                format!("traditional character {c} in {}", cell.text),
                format!("“{}”中有繁体字“{c}”", cell.text),
                format!("/items/{i}/{field}"),
                cell,
            ));
        }
    }
    // A notice that is set in traditional characters throughout has no oddity to show.
    if out.len() > notice.items.len() / 2 && notice.items.len() > 2 {
        Vec::new()
    } else {
        out
    }
}

/// `party.same`: whom the service is for is the purchaser itself (区农业农村局 and 普陀区农业农村局).
pub(super) fn beneficiary_is_purchaser(notice: &Notice) -> Vec<Diagnostic> {
    let hit = |(i, item): (usize, &Item)| {
        let (buyer, target) = (item.purchaser.as_ref()?, item.beneficiary.as_ref()?);
        let same = !buyer.is_blank()
            && (target.text == buyer.text
                || target.text.strip_suffix(&buyer.text).is_some_and(|before| {
                    before.ends_with(['市', '普', '陀']) && before.chars().count() <= 8
                }));
        same.then(|| {
            finding(
                "party.same",
                format!("the service is for the purchaser itself: {}", target.text),
                format!("服务对象即购买主体：{}", target.text),
                format!("/items/{i}/beneficiary"),
                target,
            )
        })
    };
    notice.items.iter().enumerate().filter_map(hit).collect()
}

/// `project.duplicate`: two items of one purchaser with the same name, content and beneficiary.
pub(super) fn duplicate(notice: &Notice) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<[&str; 4], usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (i, item) in notice.items.iter().enumerate() {
        let Some(cell) = project(item) else { continue };
        let key = [
            part_of(&item.purchaser),
            cell.text.as_str(),
            part_of(&item.content),
            part_of(&item.beneficiary),
        ];
        if let Some(first) = seen.get(&key) {
            out.push(finding(
                "project.duplicate",
                format!("the same project as item {}: {}", first + 1, cell.text),
                format!("与第{}项相同：{}", first + 1, cell.text),
                format!("/items/{i}/project"),
                cell,
            ));
        } else {
            seen.insert(key, i);
        }
    }
    out
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
            "date.year",
            Severity::Warning,
            format!(
                "the document number is of {year}, the date of {}",
                date.text.year()
            ),
            format!("发文字号年份为{year}，成文日期为{}年", date.text.year()),
        )
        .path("/date")
        .at(date.locations.first().copied())
        .help(
            "compare number and date with the printed notice",
            "请核对发文字号与成文日期",
        ),
    ]
}
