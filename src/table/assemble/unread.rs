//! A table that stands in the text but could not be read is said so.

use super::plain;
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Severity};
use crate::table::{Flow, role};
use crate::text::Line;

/// Reports lines that look like a table's header where no table was made of them.
pub(super) fn report(flow: &[Flow], ctx: &mut Context<'_>) {
    let mut run: Vec<&Line> = Vec::new();
    let mut found: Option<&Line> = None;
    for part in flow {
        let Flow::Line(line) = part else {
            run.clear();
            continue;
        };
        if names(line).len() >= 3 || holds_names(line) {
            found = found.or(Some(line));
        }
        // Names of columns one below the other, blank lines between them or not.
        match names(line).as_slice() {
            [_] => run.push(line),
            [] if line.is_blank() => {}
            _ => run.clear(),
        }
        if run.len() >= 3 {
            found = found.or(run.first().copied());
        }
    }
    let Some(line) = found else { return };
    let place = ctx.accounts.locate(line.chars.iter());
    // The first words are enough to find the place.
    let start: String = line.raw().trim().chars().take(30).collect();
    ctx.diagnostics.push(
        Diagnostic::new(
            "table.unread",
            Severity::Warning,
            format!(
                "a table seems to begin at \u{201c}{}\u{201d}, but its rows and columns cannot be told apart here; its lines are \
                 kept as text",
                start
            ),
            format!(
                "\u{201c}{}\u{201d}处似为表格，但行列已无法辨认，相关文字按正文保留",
                start
            ),
        )
        .at(place.first().copied())
        .help(
            "use the PDF or the web page itself, where the cells still have their places",
            "请改用PDF或网页原件，其中单元格位置尚存",
        ),
    );
}

/// The column names that a line consists of; none if it has other words too.
fn names(line: &Line) -> Vec<String> {
    let text = line.raw();
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace())
        .filter(|w| !w.is_empty())
        .collect();
    let known = words.iter().filter(|w| role::is_name(w)).count();
    if known > 0 && known * 2 > words.len() && !plain(std::slice::from_ref(line)).contains('。') {
        words.into_iter().map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

/// Whether a line that has run together holds a whole header: names of columns one after the other. Four: fewer may
/// stand in a sentence.
fn holds_names(line: &Line) -> bool {
    let text = line.raw();
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .windows(4)
        .any(|run| run.iter().all(|w| role::is_name(w)))
}
