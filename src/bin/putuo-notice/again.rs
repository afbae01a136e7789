//! The same notice in several inputs of a run.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use putuo_notice::{CellText, Diagnostic, Notice, Severity};

use crate::shown;

/// Notices by what they say, to tell those that several inputs hold: a page and its PDF, or one file under two names.
#[derive(Default)]
pub(crate) struct Again(HashMap<String, String>);

impl Again {
    /// The input before this one that says the same.
    pub(crate) fn first(&mut self, content: String, name: &str) -> Option<String> {
        match self.0.entry(content) {
            Entry::Occupied(first) => Some(first.get().clone()),
            Entry::Vacant(free) => {
                free.insert(name.to_owned());
                None
            }
        }
    }

    /// Says of a notice that an input before it holds it, too: same number, title and rows. Whoever adds all up would count
    /// its sums twice.
    pub(crate) fn look(&mut self, name: &str, content: Option<String>, notice: &mut Notice) {
        let Some(first) = content.and_then(|content| self.first(content, name)) else {
            return;
        };
        let (first, items) = (shown(&first), notice.items.len());
        notice.diagnostics.push(
            Diagnostic::new(
                putuo_notice::codes::NOTICE_AGAIN,
                Severity::Warning,
                format!(
                    "{first} holds the same notice: number, title and all {items} projects agree"
                ),
                format!("与{first}为同一公文：文号、标题及全部{items}个项目相同"),
            )
            .help("add up only one of them", "汇总时只计其中一份"),
        );
    }
}

/// What makes a notice the same as another, hashed; none of one without projects, or with neither number nor title.
pub(crate) fn content(notice: &Notice) -> Option<String> {
    let number = notice.document_number.as_ref().map(|n| &n.text);
    let title = notice.title.as_ref().map(|t| &t.text);
    if notice.items.is_empty() || number.is_none() && title.is_none() {
        return None;
    }
    let text = |cell: &Option<CellText>| cell.as_ref().map(|c| c.text.clone());
    let rows: Vec<_> = notice
        .items
        .iter()
        .map(|item| {
            let sum = item.amount.as_ref().map(|a| &a.text);
            (
                text(&item.purchaser),
                text(&item.project),
                text(&item.content),
                sum,
            )
        })
        .collect();
    let told = serde_json::to_vec(&(number, title, rows)).ok()?;
    Some(putuo_notice::sha256(&told))
}
