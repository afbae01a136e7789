//! Marks that Markdown puts within a cell: `code`, \[text\](address), \~\~struck\~\~; and those that it puts round a label or
//! a name within a line.

use super::stretch;
use crate::accounts::{Aside, Char, Discard};
use crate::context::Context;
use crate::text::Line;

/// Marks that close what others open.
const CLOSING: [char; 4] = ['`', '~', ']', ')'];
/// Most characters of an address: the shortest bar of a browser takes no more, and an address that never ends is not read
/// for each mark before it.
const LONGEST: usize = 2_083;

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
    let places = |mark: char| {
        let all = line.chars.iter().enumerate();
        all.filter_map(|(at, c)| (c.ch == mark).then_some(at))
            .collect()
    };
    let closing: Vec<Vec<usize>> = CLOSING.into_iter().map(places).collect();
    let mut kept: Vec<Char> = Vec::with_capacity(line.chars.len());
    let mut struck: Vec<Char> = Vec::new();
    let mut at = 0;
    while let Some(char) = line.chars.get(at) {
        let Some(marked) = marked(&line.chars, at, &closing) else {
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

/// A line without the marks round what it emphasises: `**采购人：** 某局`, `**采购人**：某局`, `1. **养老服务**（区民政局）`. Names that are masked
/// have stars too: what the marks hold stands apart, or at a colon, and no blank or further name lies at their inner sides.
pub(super) fn without_emphasis(line: Line, ctx: &mut Context<'_>) -> Line {
    let ch = |at: usize| line.chars.get(at).map(|c| c.ch);
    let star = |at: usize| ch(at) == Some('*');
    // Bars and tabs part cells, whose marks are their own.
    if !line.chars.iter().any(|c| c.ch == '*')
        || line.chars.iter().any(|c| matches!(c.ch, '|' | '｜' | '\t'))
    {
        return line;
    }
    let pair = |at: usize| {
        let before = at.checked_sub(1).is_some_and(star);
        star(at) && star(at + 1) && !star(at + 2) && !before
    };
    let pairs: Vec<usize> = (0..line.chars.len()).filter(|at| pair(*at)).collect();
    let blank = |at: usize| ch(at).is_none_or(char::is_whitespace);
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let colon = |c: Option<char>| matches!(c, Some('：' | ':'));
    let mut marks: Vec<usize> = Vec::new();
    let mut rest = pairs.as_slice();
    while let [open, close, after @ ..] = rest {
        let before = open.checked_sub(1).and_then(ch);
        let last = close.checked_sub(1).and_then(ch);
        let label = colon(last) || colon(ch(close + 2));
        let inside = line.chars.get(open + 2..*close).unwrap_or_default();
        let names = inside.iter().any(|c| matches!(c.ch, '、' | '，' | ','));
        let whole = apart(before) && !blank(open + 2) && !last.is_none_or(char::is_whitespace);
        if whole && (label || apart(ch(close + 2)) && !names) {
            marks.extend([*open, open + 1, *close, close + 1]);
            rest = after;
        } else {
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    if marks.is_empty() {
        return line;
    }
    let is_mark = |at: &usize| marks.binary_search(at).is_ok();
    let indexed = || line.chars.iter().enumerate();
    ctx.accounts.discard(
        indexed().filter(|(at, _)| is_mark(at)).map(|(_, c)| c),
        Discard::Markup,
    );
    let kept: Vec<Char> = indexed()
        .filter(|(at, _)| !is_mark(at))
        .map(|(_, c)| *c)
        .collect();
    stretch(&line, &kept)
}

/// A cell without the marks of emphasis round all of it: `**序号**`, `*养老服务*`. Masked digits (****) are no marks:
/// between two marks there is something else.
pub(super) fn without_stars(line: &Line, ctx: &mut Context<'_>) -> Line {
    let star = |c: &&Char| c.ch == '*';
    let before = line.chars.iter().take_while(star).count();
    let behind = line.chars.iter().rev().take_while(star).count();
    let inside = line
        .chars
        .get(before..line.chars.len().saturating_sub(behind))
        .unwrap_or_default();
    // Single stars may stand for the first and the last character of a name, which has four at most.
    let least = match (before, behind) {
        (2, 2) | (3, 3) => 1,
        (1, 1) => 3,
        _ => return line.clone(),
    };
    if inside.len() < least || inside.iter().any(|c| star(&c)) {
        return line.clone();
    }
    let marks = line.chars.iter().filter(star);
    ctx.accounts.discard(marks, Discard::Markup);
    stretch(line, inside)
}

/// What a mark at a place begins; `closing`: where those stand that may close it.
fn marked(chars: &[Char], at: usize, closing: &[Vec<usize>]) -> Option<Marked> {
    let ch = |at: usize| chars.get(at).map(|c| c.ch);
    // Where the next of some marks stands.
    let find = |from: usize, mark: char| {
        let places = CLOSING.iter().position(|c| *c == mark);
        let places = places.and_then(|at| closing.get(at))?;
        places.get(places.partition_point(|at| *at < from)).copied()
    };
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
            if end - close > LONGEST {
                return None;
            }
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::accounts::Place;
    use crate::location::BBox;
    use crate::options::ParseOptions;

    fn plain(text: &str) -> String {
        bare(text, without)
    }

    fn emphasised(text: &str) -> String {
        bare(text, without_emphasis)
    }

    /// What is left of a line of text.
    pub(in crate::table::forms) fn bare(
        text: &str,
        without: fn(Line, &mut Context<'_>) -> Line,
    ) -> String {
        let options = ParseOptions::default();
        let mut ctx = Context::new(&options);
        let bbox = BBox::default();
        let mut char = |ch| Char {
            ch,
            id: ctx.accounts.register(ch, Place::Page(1, bbox)),
            bbox,
        };
        let chars = text.chars().map(&mut char).collect();
        let line = Line {
            chars,
            ..Line::default()
        };
        without(line, &mut ctx).raw()
    }

    #[test]
    fn marks_of_emphasis_are_no_masks() {
        for (text, expected) in [
            ("**采购人：** 某局", "采购人： 某局"),
            ("**采购人**：某局", "采购人：某局"),
            ("- **虹桥社区**：12.4万元", "- 虹桥社区：12.4万元"),
            ("1. **养老服务**（区民政局）", "1. 养老服务（区民政局）"),
            ("**来源：** 某局 **日期：** 5月", "来源： 某局 日期： 5月"),
        ] {
            assert_eq!(emphasised(text), expected);
        }
        for kept in [
            "王**、李**",
            "**军、李**",
            "** 12 **",
            "预算**万元，中标**万元",
            "138****1234",
            "| **甲** |",
        ] {
            assert_eq!(emphasised(kept), kept);
        }
    }

    #[test]
    fn marks_are_taken_in_pairs() {
        assert_eq!(plain("`5`万元"), "5万元");
        assert_eq!(plain("~~12~~15"), "15");
        assert_eq!(plain("5~8"), "5~8");
        assert_eq!(plain("[甲](https://a.cn/1)项目"), "甲项目");
        for kept in ["[甲](乙)", "[甲]", "`甲", "~~甲~", "]甲["] {
            assert_eq!(plain(kept), kept);
        }
        // Ever more that opens, and one mark that closes.
        let open = "[".repeat(200_000) + "]";
        assert_eq!(plain(&open), open);
        let address = format!("[a](/{}", "[a](/".repeat(20_000));
        assert!(plain(&format!("{address})")).starts_with("[a](/[a](/"));
    }
}
