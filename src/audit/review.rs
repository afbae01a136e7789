//! Which items a person should look at before they are used.

use crate::diagnostic::Severity;
use crate::model::Notice;

/// Marks the items that a warning or an error points at, or at whose row or cells one does.
pub(crate) fn mark(notice: &mut Notice) {
    let needed = needed(notice);
    for (item, needed) in notice.items.iter_mut().zip(needed) {
        item.needs_review = needed;
    }
}

/// Of each item, whether it is to be looked at, by what is found so far.
pub(super) fn needed(notice: &Notice) -> Vec<bool> {
    let mut out = vec![false; notice.items.len()];
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for finding in &notice.diagnostics {
        if finding.severity < Severity::Warning {
            continue;
        }
        let mut parts = finding.path.split('/').skip(1);
        let mut number = |name: &str| -> Option<usize> {
            (parts.next()? == name).then(|| parts.next()?.parse().ok())?
        };
        if let Some(i) = finding.path.starts_with("/items/").then(|| number("items")) {
            if let Some(needed) = i.and_then(|i| out.get_mut(i)) {
                *needed = true;
            }
        } else if let Some((table, row)) = number("tables").zip(number("rows")) {
            rows.push((table, row));
        }
    }
    rows.sort_unstable();
    for (item, needed) in notice.items.iter().zip(&mut out) {
        *needed |= rows.binary_search(&(item.table, item.row)).is_ok();
    }
    out
}
