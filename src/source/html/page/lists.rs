//! Numbers that a browser prints before the entries of a list (HTML, 4.4.5; CSS Lists 3, 3).

use html5ever::tokenizer::Tag;

use super::State;
use crate::lexicon::{list_number, ordinal};
use crate::source::html::Node;
use crate::source::html::elements::SCOPES;

/// What stands before an entry: a number, by the name that word processors have for its numerals and with the mark behind it,
/// or no text.
pub(in crate::source::html) type Marker = Option<(&'static str, char)>;

/// What a browser prints where nothing is said.
pub(super) const DECIMAL: Marker = Some(("decimal", '.'));

/// What `list-style` or `list-style-type` says, if it says which.
pub(in crate::source::html) fn of_style(value: &str) -> Option<Marker> {
    value.split_whitespace().find_map(|word| {
        Some(match word {
            "none" | "disc" | "circle" | "square" => None,
            "decimal" => DECIMAL,
            "decimal-leading-zero" => Some(("decimalZero", '.')),
            "lower-alpha" | "lower-latin" => Some(("lowerLetter", '.')),
            "upper-alpha" | "upper-latin" => Some(("upperLetter", '.')),
            "lower-roman" => Some(("lowerRoman", '.')),
            "upper-roman" => Some(("upperRoman", '.')),
            "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" => {
                Some(("chineseCountingThousand", '、'))
            }
            "simp-chinese-formal" => Some(("chineseLegalSimplified", '、')),
            "cjk-heavenly-stem" => Some(("ideographTraditional", '、')),
            "cjk-earthly-branch" => Some(("ideographZodiac", '、')),
            _ => return None,
        })
    })
}

/// What the attribute `type` of a list or entry says.
pub(super) fn of_type(value: &str) -> Option<Marker> {
    let name = match value {
        "1" => "decimal",
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => return None,
    };
    Some(Some((name, '.')))
}

/// The number before an entry.
fn number(marker: Marker, number: i32) -> Option<String> {
    let (format, mark) = marker?;
    let mut sign = match (u32::try_from(number), format) {
        (Ok(number @ 27..), "lowerLetter") => letters(number, 'a'),
        (Ok(number @ 27..), "upperLetter") => letters(number, 'A'),
        (Ok(number), _) => list_number::print(number, format),
        (Err(_), _) => number.to_string(),
    };
    sign.push(mark);
    Some(sign)
}

/// A, B, … Z, AA, AB, …: word processors say AA, BB.
fn letters(number: u32, first: char) -> String {
    let mut rest = number;
    let digits = std::iter::from_fn(|| {
        let at = rest.checked_sub(1)?;
        rest = at / 26;
        char::from_u32(u32::from(first) + at % 26)
    });
    let digits: Vec<char> = digits.collect();
    digits.into_iter().rev().collect()
}

/// A number as an attribute states it, whatever stands behind its figures.
fn integer(value: &str) -> Option<i32> {
    let value = value.trim_start();
    let figures = value.strip_prefix(['-', '+']).unwrap_or(value);
    let behind = figures.trim_start_matches(|c: char| c.is_ascii_digit());
    value.strip_suffix(behind)?.parse().ok()
}

/// The numbers of a list's entries: the next one, and how far it is to that behind it.
#[derive(Clone, Copy)]
pub(super) struct Count {
    next: i32,
    step: i32,
}

impl Count {
    /// What the attributes of a list say. One that counts down to one has its numbers from entries that are not read yet.
    pub(super) fn of(start: Option<&str>, down: bool) -> Option<Self> {
        let start = start.and_then(integer).or((!down).then_some(1));
        let step = if down { -1 } else { 1 };
        start.map(|next| Self { next, step })
    }
}

/// Whether an entry begins with a number of its own. A page's look, which may lie in another file, leaves the list's out then.
pub(super) fn has_number(text: &str) -> bool {
    ordinal::marked(text.chars()).is_some()
}

impl State<'_> {
    /// An entry of a list in a cell begins; what stands outside of cells a page's own look may number or not.
    pub(super) fn entry(&mut self, tag: &Tag, at: (u32, u32)) {
        let marker = self.look().marker;
        let value = tag.attrs.iter().find(|a| &*a.name.local == "value");
        let value = value.and_then(|a| integer(&a.value));
        let list = self.nearest(&["ol", "ul"]);
        let list = list.and_then(|at| self.open.get_mut(at));
        if let Some(count) = list.and_then(|l| l.count.as_mut()) {
            count.next = value.unwrap_or(count.next);
            let own = count.next;
            count.next = own.saturating_add(count.step);
            if self.frames.len() > 1 {
                self.number = number(marker, own).map(|text| (text, at));
            }
        }
    }

    /// Prints the number of the entry that has begun.
    pub(super) fn count(&mut self) {
        if let Some((text, at)) = self.number.take() {
            let said = self.said(&text, at);
            self.push(Node::Text(said));
        }
    }

    /// The innermost of these elements that is open in the same cell.
    fn nearest(&self, names: &[&str]) -> Option<usize> {
        let at = self.open.iter().rposition(|o| {
            let name = &*o.named.name;
            names.contains(&name) || SCOPES.contains(&name)
        })?;
        let found = self.open.get(at)?;
        names.contains(&&*found.named.name).then_some(at)
    }

    /// An entry ends the one before it, but not the one that its list stands in.
    pub(super) fn end_entry(&mut self) {
        let at = self.nearest(&["li", "ol", "ul"]);
        if let Some(at) = at
            && self.open.get(at).is_some_and(|o| o.named.name == "li")
        {
            self.open.truncate(at);
        }
    }
}
