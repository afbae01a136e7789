//! Which items a person should look at before they are used.

use crate::diagnostic::Severity;
use crate::model::Notice;

/// Marks the items that a warning or an error points at, or at whose row or cells one does.
pub(crate) fn mark(notice: &mut Notice) {
    for item in &mut notice.items {
        item.needs_review = false;
    }
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
            if let Some(item) = i.and_then(|i| notice.items.get_mut(i)) {
                item.needs_review = true;
            }
        } else if let Some((table, row)) = number("tables").zip(number("rows")) {
            rows.push((table, row));
        }
    }
    rows.sort_unstable();
    for item in &mut notice.items {
        if rows.binary_search(&(item.table, item.row)).is_ok() {
            item.needs_review = true;
        }
    }
}
