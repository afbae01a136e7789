//! Marks that Markdown puts within a cell: `code`, \[text\](address), \~\~struck\~\~.

use super::stretch;
use crate::accounts::{Aside, Char, Discard};
use crate::context::Context;
use crate::text::Line;

/// A stretch of a cell between marks: where it stands, what it takes with them, and whether it is struck through.
struct Marked {
    inside: std::ops::Range<usize>,
    end: usize,
    struck: bool,
}

/// A line without the marks within it. What is struck through stands beside the text, as it does on a web page.
pub(super) fn without(line: Line, ctx: &mut Context<'_>) -> Line {
    if !line.chars.iter().any(|c| matches!(c.ch, '`' | '~' | ']')) {
        return line;
    }
    let mut kept: Vec<Char> = Vec::with_capacity(line.chars.len());
    let mut struck: Vec<Char> = Vec::new();
    let mut at = 0;
    while let Some(char) = line.chars.get(at) {
        let Some(marked) = marked(&line.chars, at) else {
            kept.push(*char);
            at += 1;
            continue;
        };
        let own = line.chars.get(marked.inside.clone()).unwrap_or_default();
        let before = line.chars.get(at..marked.inside.start);
        let behind = line.chars.get(marked.inside.end..marked.end);
        let marks = before.into_iter().chain(behind).flatten();
        ctx.accounts.discard(marks, Discard::Markup);
        match marked.struck {
            true => struck.extend(own),
            false => kept.extend(own),
        }
        at = marked.end;
    }
    let text = kept.iter().rfind(|c| !c.ch.is_whitespace());
    match text {
        Some(beside) => {
            for char in struck {
                ctx.accounts.set_aside(char.id, beside.id, Aside::Struck);
            }
        }
        None => ctx.accounts.discard(&struck, Discard::Struck),
    }
    stretch(&line, &kept)
}

/// What a mark at a place begins.
fn marked(chars: &[Char], at: usize) -> Option<Marked> {
    let ch = |at: usize| chars.get(at).map(|c| c.ch);
    let find = |from: usize, mark: char| (from..chars.len()).find(|i| ch(*i) == Some(mark));
    match ch(at)? {
        '`' => {
            let end = find(at + 1, '`').filter(|end| *end > at + 1)?;
            Some(Marked {
                inside: at + 1..end,
                end: end + 1,
                struck: false,
            })
        }
        // 5~8 is a range.
        '~' if ch(at + 1) == Some('~') => {
            let end = find(at + 2, '~').filter(|end| *end > at + 2)?;
            (ch(end + 1) == Some('~')).then_some(Marked {
                inside: at + 2..end,
                end: end + 2,
                struck: true,
            })
        }
        // Other brackets may stand behind brackets: [甲](乙).
        '[' => {
            let close = find(at + 1, ']').filter(|close| *close > at + 1)?;
            let end = find(close + 2, ')').filter(|_| ch(close + 1) == Some('('))?;
            let address: String = (close + 2..end).filter_map(ch).collect();
            let is_address = address.contains(['/', '#']) && address.is_ascii();
            is_address.then_some(Marked {
                inside: at + 1..close,
                end: end + 1,
                struck: false,
            })
        }
        _ => None,
    }
}
