//! The purchaser that a notice names once for all its rows: who publishes what it means to buy (采购意向) or its budget, or a
//! labelled line.

use crate::lexicon::{office, ordinal, papers, role};
use crate::model::{CellText, Notice, Origin, Role, Text};

/// Gives items without a purchaser the one that the notice itself names, if no table has a column of them.
pub(super) fn of_document(notice: &mut Notice) {
    let told = |r: Role| r == Role::Purchaser;
    let column = |t: &crate::model::Table| t.columns.iter().any(|c| told(c.role));
    if notice.items.is_empty() || notice.tables.iter().any(column) {
        return;
    }
    let Some(purchaser) = labelled(notice)
        .or_else(|| publisher(notice))
        .or_else(|| budgeted(notice))
    else {
        return;
    };
    for item in &mut notice.items {
        item.purchaser.get_or_insert_with(|| purchaser.clone());
    }
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

/// The body that a paragraph of the notice labels as the purchaser: 采购人：普陀区水利局, or 名称：普陀区水利局 below 采购人信息. Two that
/// differ are none.
fn labelled(notice: &Notice) -> Option<CellText> {
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
        .filter_map(|(at, paragraph)| {
            let (own, value) = paragraph.text.split_once(['：', ':'])?;
            let own = label_of(own);
            let above = || Some(label_of(&notice.body.get(at.checked_sub(1)?)?.text));
            let whose = (own == "名称").then(above).flatten();
            let label = whose.as_deref().and_then(|t| t.strip_suffix("信息"));
            let label = label.unwrap_or(&own);
            let purchaser = role::is_word(label) && role::of_header(label) == Some(Role::Purchaser);
            let value = value.trim().trim_end_matches(['。', '；']);
            (purchaser && office::is_office(value)).then_some((value, paragraph))
        });
    let named: Vec<_> = named.collect();
    let (first, of) = named.first()?;
    named
        .iter()
        .all(|(name, _)| name == first)
        .then(|| cell(first, of))
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
    let introduced = notice.body.iter().find_map(|t| {
        let name = papers::whose_intention(&t.text)?;
        office::is_body_named(name).then(|| cell(name, t))
    });
    let alone = |texts: &[Text]| match texts {
        [one] => Some(cell(&one.text, one)),
        _ => None,
    };
    introduced
        .or_else(|| alone(&notice.signatories))
        .or_else(|| alone(&notice.issuers))
}
