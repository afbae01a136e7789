//! A table that stands in the text but could not be read is said so.

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
        let words = Words::of(line);
        if words.names() >= 3 || words.hold_names() {
            found = found.or(Some(line));
        }
        // Names of columns one below the other, blank lines between them or not.
        match words.names() {
            1 => run.push(line),
            0 if line.is_blank() => {}
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

/// The words of a line: of each whether it is the name of a column.
struct Words {
    named: Vec<bool>,
    sentence: bool,
}

impl Words {
    fn of(line: &Line) -> Self {
        let text = line.raw();
        Self {
            named: text.split_whitespace().map(role::is_name).collect(),
            sentence: text.contains('。'),
        }
    }

    /// How many column names the line consists of; none if it has other words too.
    fn names(&self) -> usize {
        let (all, known) = (self.named.len(), self.named.iter().filter(|n| **n).count());
        if known * 2 > all && !self.sentence {
            all
        } else {
            0
        }
    }

    /// Whether a line that has run together holds a whole header: names of columns one after the other. Four: fewer may
    /// stand in a sentence.
    fn hold_names(&self) -> bool {
        self.named.windows(4).any(|run| run.iter().all(|n| *n))
    }
}
