//! What a page holds and does not show where a value outside tables is printed.

use std::collections::HashMap;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::location::{BBox, Location};
use crate::model::Notice;

/// `text.hidden`: the file holds other characters where a part of the head, the day or the name of who signs stands: another may
/// have been printed over it.
pub(super) fn heads(notice: &Notice, unseen: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut pages: HashMap<u32, Vec<(BBox, &Diagnostic)>> = HashMap::new();
    for doubt in unseen {
        if let Some(Location::Page { page, bbox }) = &doubt.location {
            pages.entry(*page).or_default().push((*bbox, doubt));
        }
    }
    if pages.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (path, places) in parts(notice) {
        let found = places.iter().find_map(|place| match place {
            Location::Page { page, bbox } => {
                let own = pages.get(page)?.iter();
                let over = |(hidden, _): &&(BBox, &Diagnostic)| {
                    bbox.contains(hidden.center_x(), hidden.center_y())
                };
                own.clone().find(over)
            }
            _ => None,
        });
        out.extend(found.map(|(_, doubt)| Diagnostic {
            code: codes::TEXT_HIDDEN.into(),
            path,
            ..(*doubt).clone()
        }));
    }
    out
}

/// The parts of a notice round its tables that name or date it, with their places.
fn parts(notice: &Notice) -> Vec<(String, &[Location])> {
    let named = |part: &str, index: usize| format!("/{part}/{index}");
    let listed = [
        ("issuers", &notice.issuers),
        ("recipients", &notice.recipients),
        ("signatories", &notice.signatories),
    ];
    let listed = listed.into_iter().flat_map(|(part, texts)| {
        let texts = texts.iter().enumerate();
        texts.map(move |(i, text)| (named(part, i), text.locations.as_slice()))
    });
    let number = notice.document_number.as_ref();
    let number = number.map(|n| ("/document_number".to_owned(), n.locations.as_slice()));
    let title = notice.title.as_ref();
    let title = title.map(|t| ("/title".to_owned(), t.locations.as_slice()));
    let date = notice.date.as_ref();
    let date = date.map(|d| ("/date".to_owned(), d.locations.as_slice()));
    let single = number.into_iter().chain(title).chain(date);
    single.chain(listed).collect()
}
