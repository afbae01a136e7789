//! What a notice names once for all its rows: the purchaser, who publishes what it means to buy (采购意向) or its budget, or a
//! labelled line; the project, a labelled line.

use crate::lexicon::{approvals, office, ordinal, papers, role};
use crate::model::{CellText, Item, Notice, Origin, Role, Table, Text};

/// Most characters of a project's name: the longest met have some sixty.
const NAME: usize = 80;

/// Gives items without a purchaser the one that the notice itself names, if no table has a column of them; and those that say
/// no more than who provides it for what sum the project.
pub(super) fn of_document(notice: &mut Notice) {
    purchaser(notice);
    project(notice);
}

fn has_column(table: &Table, role: Role) -> bool {
    table.columns.iter().any(|c| c.role == role)
}

fn purchaser(notice: &mut Notice) {
    let column = |t: &Table| has_column(t, Role::Purchaser);
    if notice.items.is_empty() || notice.tables.iter().any(column) {
        return;
    }
    let Some(purchaser) = labelled(notice, Role::Purchaser, office::is_office)
        .or_else(|| publisher(notice))
        .or_else(|| budgeted(notice))
    else {
        return;
    };
    for item in &mut notice.items {
        item.purchaser.get_or_insert_with(|| purchaser.clone());
    }
}

/// An award's table may have who provides it and the sum alone: what it is for stands above, 二、项目名称：….
fn project(notice: &mut Notice) {
    let told: fn(&str) -> bool = |name| !name.is_empty() && name.chars().nth(NAME).is_none();
    let named = labelled(notice, Role::Project, told);
    if let ([item], [.., table]) = (notice.items.as_slice(), notice.tables.as_slice())
        && item.table + 1 == notice.tables.len()
        && table
            .columns
            .iter()
            .all(|c| c.role == Role::Amount || c.texts.is_empty())
        && item.project.as_ref().is_none_or(|p| p.text.is_empty())
        && let Some(project) = named.clone().or_else(|| approved(notice))
    {
        let own = notice.items.iter_mut();
        own.for_each(|item| item.project = Some(project.clone()));
        return;
    }
    let Some(project) = named else {
        return;
    };
    let awards = |t: &Table| has_column(t, Role::Provider) && !has_column(t, Role::Project);
    let tables: Vec<bool> = notice.tables.iter().map(awards).collect();
    let own = |item: &&mut Item| tables.get(item.table) == Some(&true);
    for item in notice.items.iter_mut().filter(own) {
        item.project.get_or_insert_with(|| project.clone());
    }
}

/// The project that is approved, as the title says, or the request that the paper answers.
fn approved(notice: &Notice) -> Option<CellText> {
    let mut texts = notice.title.iter().chain(&notice.body);
    texts.find_map(|t| Some(cell(approvals::project(&t.text)?, t)))
}

fn cell(name: &str, of: &Text) -> CellText {
    CellText {
        locations: of.locations.clone(),
        ..of_notice(name)
    }
}

/// A name that stands in no cell.
pub(super) fn of_notice(name: &str) -> CellText {
    CellText {
        text: name.to_owned(),
        raw: name.to_owned(),
        origin: Origin::Document,
        ..CellText::default()
    }
}

/// What paragraphs of the notice label as the purchaser or project: 采购人：普陀区水利局, or 名称：普陀区水利局 below 采购人信息. Two
/// that differ are none.
fn labelled(notice: &Notice, wanted: Role, fits: fn(&str) -> bool) -> Option<CellText> {
    let label_of = |text: &str| -> String {
        let number = ordinal::marked(text.chars()).map_or(0, |n| n.rest);
        let own: String = text.chars().skip(number).collect();
        let label = own.trim_start_matches(|c: char| !c.is_alphabetic());
        label.trim_end_matches(['：', ':']).to_owned()
    };
    let named = notice
        .body
        .iter()
        .enumerate()
        .flat_map(|(at, paragraph)| {
            let own = labels(paragraph).into_iter();
            own.map(move |pair| (at, paragraph, pair))
        })
        .filter_map(|(at, paragraph, (own, value))| {
            let own = label_of(own);
            let above = || Some(label_of(&notice.body.get(at.checked_sub(1)?)?.text));
            let whose = (own == "名称").then(above).flatten();
            let label = whose.as_deref().and_then(|t| t.strip_suffix("信息"));
            let label = label.unwrap_or(&own);
            let is_label = role::is_word(label) && role::of_header(label) == Some(wanted);
            let value = value.trim().trim_end_matches(['。', '；']);
            (is_label && fits(value)).then_some((value, paragraph))
        });
    let named: Vec<_> = named.collect();
    let (first, of) = named.first()?;
    named
        .iter()
        .all(|(name, _)| name == first)
        .then(|| cell(first, of))
}

/// The labels of a paragraph and what they say: the one that it begins with and all behind it, or several, a blank before each.
fn labels(paragraph: &Text) -> Vec<(&str, &str)> {
    let is_labelled = |word: &&str| word.contains(['：', ':']);
    let mut out: Vec<(&str, &str)> = paragraph.text.split_once(['：', ':']).into_iter().collect();
    let words: Vec<&str> = paragraph.raw.split_whitespace().collect();
    if words.iter().filter(|w| is_labelled(w)).count() < 2 {
        return out;
    }
    for (at, word) in words.iter().enumerate() {
        let Some((label, value)) = word.split_once(['：', ':']) else {
            continue;
        };
        // A blank may stand behind the colon, too.
        let next = words
            .get(at + 1)
            .filter(|w| value.is_empty() && !is_labelled(w));
        out.push((label, next.copied().unwrap_or(value)));
    }
    out
}

/// The organ whose budget the notice is, as the line that heads it says.
fn budgeted(notice: &Notice) -> Option<CellText> {
    let head = notice.title.as_ref().or_else(|| notice.body.first())?;
    let name = papers::whose_budget(&head.text)?;
    office::is_body_named(name).then(|| cell(name, head))
}

/// The organ that publishes what it means to buy: its introduction names it, or else who alone signs or issues. (A title
/// alone may name who publishes for others.)
fn publisher(notice: &Notice) -> Option<CellText> {
    let mut texts = notice.title.iter().chain(&notice.body);
    if !texts.any(|t| papers::speaks_of_intention(&t.text)) {
        return None;
    }
    // Not every body's name ends as names of bodies do (公路养护段): one that stands in two places of its own is one.
    let introduced = notice.body.iter().find_map(|t| {
        let name = papers::whose_intention(&t.text)?;
        let told =
            || office::is_body_named(name) || is_titled(name, notice) || stands(name, notice);
        told().then(|| cell(name, t))
    });
    // Where the introduction says no more than 本单位, the title names who signs.
    let titled = || {
        let title = notice.title.as_ref()?;
        let name = papers::whose_intention(&title.text)?;
        stands(name, notice).then(|| cell(name, title))
    };
    let alone = |texts: &[Text]| match texts {
        [one] => Some(cell(&one.text, one)),
        _ => None,
    };
    introduced
        .or_else(titled)
        .or_else(|| alone(&notice.signatories))
        .or_else(|| alone(&notice.issuers))
}

/// Whether the title says whose intentions these are.
fn is_titled(name: &str, notice: &Notice) -> bool {
    let title = notice.title.as_ref();
    title.is_some_and(|t| papers::whose_intention(&t.text) == Some(name))
}

/// Whether a line of the notice is a name and nothing else.
fn stands(name: &str, notice: &Notice) -> bool {
    let lines = notice.body.iter().chain(&notice.signatories);
    let mut lines = lines.chain(&notice.issuers);
    lines.any(|t| t.text == name)
}
