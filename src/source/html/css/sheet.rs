//! Which rules of a page's style sheets hold for an element.
//!
//! Only simple selectors count (names, classes, ids, attributes, places among the elements beside, and these inside one
//! another), as pages hide things with; a rule with any other part is left out. Rules for print and for narrow screens do
//! not hold: a page is read as a desktop shows it.

use std::collections::HashMap;

use super::{Declared, declarations};

/// An element as selectors see it.
#[derive(Clone, Debug, Default)]
pub(in crate::source::html) struct Named {
    pub(in crate::source::html) name: String,
    pub(in crate::source::html) id: String,
    pub(in crate::source::html) classes: Vec<String>,
    /// Names and values of those attributes that selectors ask for.
    pub(in crate::source::html) attributes: Vec<(String, String)>,
    /// The how manieth of its parent's it is, from 1.
    pub(in crate::source::html) place: i32,
}

/// A part of a selector without blanks: `div.content`.
#[derive(Debug, Default)]
struct Compound {
    name: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    /// `[data-h]`, `[aria-hidden=true]`.
    attributes: Vec<(String, Option<String>)>,
    /// `:nth-child(2n+1)`: every second from the first.
    place: Option<(i32, i32)>,
    /// `::before`, `::after`: text that stands in no element.
    generated: Option<Side>,
}

/// On which side of an element's text a style sheet adds to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Compound {
    fn of(text: &str) -> Option<Self> {
        let mut out = Self::default();
        let (text, pseudos) = text.split_at(text.find(':').unwrap_or(text.len()));
        for pseudo in pseudos.split(':').filter(|p| !p.is_empty()) {
            match pseudo {
                "before" => out.generated = Some(Side::Before),
                "after" => out.generated = Some(Side::After),
                "first-child" => out.place = Some((0, 1)),
                _ => {
                    let inner = pseudo.strip_prefix("nth-child(")?.strip_suffix(')')?;
                    out.place = Some(steps(inner)?);
                }
            }
        }
        let (text, attributes) = text.split_at(text.find('[').unwrap_or(text.len()));
        for part in attributes.split_terminator(']') {
            let part = part.strip_prefix('[')?;
            let (name, value) = match part.split_once('=') {
                Some((name, value)) => (name, Some(value.trim_matches(['"', '\'']).to_owned())),
                None => (part, None),
            };
            // `*=` and their like ask for a part of the value.
            if !name.chars().all(|c| c.is_alphanumeric() || c == '-') || name.is_empty() {
                return None;
            }
            out.attributes.push((name.to_ascii_lowercase(), value));
        }
        let starts = text.char_indices().filter(|(_, c)| matches!(c, '.' | '#'));
        let mut cuts: Vec<usize> = starts.map(|(at, _)| at).collect();
        cuts.push(text.len());
        let mut from = 0;
        for to in cuts {
            let part = text.get(from..to)?;
            from = to;
            let name = part.trim_start_matches(['.', '#']);
            let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '*');
            if !name.chars().all(word) || (name.is_empty() && !part.is_empty()) {
                return None;
            }
            match part.chars().next() {
                Some('.') => out.classes.push(name.to_owned()),
                Some('#') => out.id = Some(name.to_owned()),
                Some(_) if name == "*" => {}
                Some(_) => out.name = Some(name.to_ascii_lowercase()),
                None => {}
            }
        }
        Some(out)
    }

    fn matches(&self, element: &Named) -> bool {
        self.name.as_ref().is_none_or(|n| *n == element.name)
            && self.id.as_ref().is_none_or(|i| *i == element.id)
            && self.classes.iter().all(|c| element.classes.contains(c))
            && self.attributes.iter().all(|(name, value)| {
                let has =
                    |(n, v): &(String, String)| n == name && value.as_ref().is_none_or(|w| w == v);
                element.attributes.iter().any(has)
            })
            && self.place.is_none_or(|(step, first)| {
                let on = element.place.saturating_sub(first);
                on == 0 || on.checked_rem(step) == Some(0) && on.checked_div(step) > Some(0)
            })
    }

    fn specificity(&self) -> (usize, usize, usize) {
        let count = |present: bool| usize::from(present);
        (
            count(self.id.is_some()),
            self.classes.len() + self.attributes.len() + usize::from(self.place.is_some()),
            count(self.name.is_some()),
        )
    }

    /// What the rules of a sheet are found by: only an element that has it can match.
    fn key(&self) -> String {
        match (&self.id, self.classes.first(), &self.name) {
            (Some(id), _, _) => format!("#{id}"),
            (None, Some(class), _) => format!(".{class}"),
            (None, None, Some(name)) => name.clone(),
            (None, None, None) => "*".to_owned(),
        }
    }
}

/// `odd`, `3`, `2n+1`, `-n+3`: the step, and where it starts.
fn steps(text: &str) -> Option<(i32, i32)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match text.to_ascii_lowercase().as_str() {
        "odd" => return Some((2, 1)),
        "even" => return Some((2, 0)),
        _ => {}
    }
    let Some((step, first)) = text.split_once(['n', 'N']) else {
        return Some((0, text.parse().ok()?));
    };
    let step = match step {
        "" | "+" => 1,
        "-" => -1,
        _ => step.parse().ok()?,
    };
    let first = if first.is_empty() {
        0
    } else {
        first.parse().ok()?
    };
    Some((step, first))
}

/// What a style sheet adds to the text of an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::source::html) struct Generated {
    pub(in crate::source::html) before: Option<String>,
    pub(in crate::source::html) after: Option<String>,
}

/// A piece of the text that a rule adds.
#[derive(Debug)]
enum Content {
    Text(String),
    /// `attr(data-v)`: the value of an attribute of the element.
    Attribute(String),
}

/// What a rule adds, if that is text: icons are of fonts with letters of their own, and quotes and dots say nothing.
fn content(body: &str) -> Option<Vec<Content>> {
    let mut declarations = body.split(';').filter_map(|d| d.split_once(':'));
    let (_, value) = declarations.rfind(|(name, _)| name.trim().eq_ignore_ascii_case("content"))?;
    let mut out = Vec::new();
    let mut rest = value.trim().trim_end_matches("!important").trim();
    while let Some(first) = rest.chars().next() {
        if matches!(first, '"' | '\'') {
            let (text, behind) = rest.get(1..)?.split_once(first)?;
            out.push(Content::Text(without_escapes(text)));
            rest = behind.trim_start();
        } else {
            let (name, behind) = rest.strip_prefix("attr(")?.split_once(')')?;
            out.push(Content::Attribute(name.trim().to_ascii_lowercase()));
            rest = behind.trim_start();
        }
    }
    Some(out)
}

/// A text of a style sheet with the characters that its escapes stand for: `\0031` is 1.
fn without_escapes(text: &str) -> String {
    let mut pieces = text.split('\\');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece
            .chars()
            .take(6)
            .take_while(char::is_ascii_hexdigit)
            .count();
        let (code, rest) = piece.split_at(digits);
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        // A blank ends the code.
        out.push_str(
            rest.strip_prefix(' ')
                .filter(|_| digits > 0)
                .unwrap_or(rest),
        );
    }
    out
}

#[derive(Debug)]
struct Rule {
    /// From the outermost in; the last is the element's own.
    selector: Vec<Compound>,
    specificity: (usize, usize, usize),
    important: Declared,
    plain: Declared,
    content: Vec<Content>,
}

/// Most rules that are kept, and most classes of an element that are looked up: pages hide with a handful.
const RULES: usize = 512;
const CLASSES: usize = 16;

/// The rules of a page's style sheets that say whether or how text is shown.
#[derive(Debug, Default)]
pub(in crate::source::html) struct Sheet {
    rules: Vec<Rule>,
    by_key: HashMap<String, Vec<usize>>,
    /// The attributes that selectors ask for.
    attributes: Vec<String>,
    /// Whether a rule adds text to elements.
    adds: bool,
}

impl Sheet {
    /// The style sheets that stand in a page.
    pub(in crate::source::html) fn of_page(source: &str) -> Self {
        let mut out = Self::default();
        let mut rest = source;
        while let Some(at) = find(rest, "<style") {
            let inner = rest.get(at..).unwrap_or_default();
            let Some(start) = inner.find('>') else { break };
            let inner = inner.get(start + 1..).unwrap_or_default();
            let end = find(inner, "</style").unwrap_or(inner.len());
            out.add(&without_comments(inner.get(..end).unwrap_or_default()));
            rest = inner.get(end..).unwrap_or_default();
        }
        out
    }

    fn add(&mut self, css: &str) {
        let mut rest = css;
        while let Some(open) = rest.find('{') {
            let (head, body) = rest.split_at(open);
            let body = body.get(1..).unwrap_or_default();
            let head = head.rsplit(';').next().unwrap_or_default().trim();
            let end = if head.starts_with('@') {
                closing(body)
            } else {
                body.find('}').unwrap_or(body.len())
            };
            let inner = body.get(..end).unwrap_or_default();
            if head.starts_with('@') {
                if holds_on_desktop(head) && inner.contains('{') {
                    self.add(inner);
                }
            } else {
                self.rule(head, inner);
            }
            rest = body.get(end + 1..).unwrap_or_default();
        }
    }

    fn rule(&mut self, selectors: &str, body: &str) {
        let (important, plain) = declarations(body);
        let content = || content(body).unwrap_or_default();
        let adds = selectors.contains(":before") || selectors.contains(":after");
        if important.is_empty() && plain.is_empty() && (!adds || content().is_empty()) {
            return;
        }
        for selector in selectors.split(',') {
            let selector = without_blanks_in_brackets(selector);
            let parts = selector.split_whitespace().filter(|p| *p != ">");
            let Some(selector) = parts.map(Compound::of).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let Some(last) = selector.last().filter(|_| self.rules.len() < RULES) else {
                continue;
            };
            self.by_key
                .entry(last.key())
                .or_default()
                .push(self.rules.len());
            let content = last.generated.map(|_| content()).unwrap_or_default();
            self.adds |= last.generated.is_some();
            let shown = content.iter().filter_map(|piece| match piece {
                Content::Attribute(name) => Some(name),
                Content::Text(_) => None,
            });
            let asked = selector.iter().flat_map(|part| &part.attributes);
            for name in asked.map(|(name, _)| name).chain(shown) {
                if !self.attributes.contains(name) {
                    self.attributes.push(name.clone());
                }
            }
            let add = |a: (usize, usize, usize), b: &Compound| {
                let b = b.specificity();
                (a.0 + b.0, a.1 + b.1, a.2 + b.2)
            };
            self.rules.push(Rule {
                specificity: selector.iter().fold((0, 0, 0), add),
                selector,
                important,
                plain,
                content,
            });
        }
    }

    /// The attributes of an element that selectors ask for.
    pub(in crate::source::html) fn asked<'t>(
        &self,
        value: impl Fn(&str) -> Option<&'t str>,
    ) -> Vec<(String, String)> {
        let own = |name: &String| Some((name.clone(), value(name)?.to_owned()));
        self.attributes.iter().filter_map(own).collect()
    }

    /// What holds for an element inside others, its own `style` attribute included.
    pub(in crate::source::html) fn declared<'a>(
        &self,
        element: &Named,
        outer: impl DoubleEndedIterator<Item = &'a Named> + Clone,
        style: &str,
    ) -> Declared {
        let (important, plain) = declarations(style);
        if self.rules.is_empty() {
            return important.over(plain);
        }
        let found = self.found(element, outer, None);
        let rules = || found.iter().rev().filter_map(|at| self.rules.get(*at));
        let own = rules().fold(plain, |a, r| a.over(r.plain));
        let grave = rules().fold(important, |a, r| a.over(r.important));
        grave.over(own)
    }

    /// The text that is added to an element inside others.
    pub(in crate::source::html) fn generated<'a>(
        &self,
        element: &Named,
        outer: impl DoubleEndedIterator<Item = &'a Named> + Clone,
    ) -> Generated {
        if !self.adds {
            return Generated::default();
        }
        let on = |side: Side| {
            let found = self.found(element, outer.clone(), Some(side));
            let rules = found.iter().filter_map(|at| self.rules.get(*at));
            let hidden = rules
                .clone()
                .rev()
                .find_map(|r| r.important.over(r.plain).hides());
            let rule = rules.rev().find(|r| !r.content.is_empty())?;
            let pieces = rule.content.iter().map(|piece| match piece {
                Content::Text(text) => text.as_str(),
                Content::Attribute(name) => {
                    let own = element.attributes.iter().find(|(n, _)| n == name);
                    own.map_or("", |(_, value)| value.as_str())
                }
            });
            let text: String = pieces.collect();
            // Icons stand in private use.
            let says = text.chars().any(char::is_alphanumeric);
            (says && hidden != Some(true)).then_some(text)
        };
        Generated {
            before: on(Side::Before),
            after: on(Side::After),
        }
    }

    /// The rules that hold for an element, or for what is added on a side of it, the strongest last.
    fn found<'a>(
        &self,
        element: &Named,
        outer: impl DoubleEndedIterator<Item = &'a Named> + Clone,
        side: Option<Side>,
    ) -> Vec<usize> {
        let mut keys = vec!["*".to_owned(), element.name.clone()];
        if !element.id.is_empty() {
            keys.push(format!("#{}", element.id));
        }
        let classes = element.classes.iter().take(CLASSES);
        keys.extend(classes.map(|c| format!(".{c}")));
        let found = keys.iter().filter_map(|k| self.by_key.get(k)).flatten();
        let holds = |at: &&usize| {
            let rule = self.rules.get(**at);
            let of_side = |r: &&Rule| r.selector.last().is_some_and(|c| c.generated == side);
            let rule = rule.filter(of_side);
            rule.is_some_and(|r| matches(&r.selector, element, outer.clone()))
        };
        let mut found: Vec<usize> = found.filter(holds).copied().collect();
        found.sort_by_key(|at| (self.rules.get(*at).map(|r| r.specificity), *at));
        found.dedup();
        found
    }
}

fn matches<'a>(
    selector: &[Compound],
    element: &Named,
    outer: impl DoubleEndedIterator<Item = &'a Named>,
) -> bool {
    let Some((own, above)) = selector.split_last() else {
        return false;
    };
    if !own.matches(element) {
        return false;
    }
    let mut above = above.iter().rev().peekable();
    for element in outer.rev() {
        if above.peek().is_none() {
            break;
        }
        above.next_if(|c| c.matches(element));
    }
    above.peek().is_none()
}

/// `:nth-child(2n + 1)` is one part of a selector.
fn without_blanks_in_brackets(selector: &str) -> String {
    let mut depth = 0_usize;
    let keep = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 || !c.is_whitespace()
    };
    selector.chars().filter(keep).collect()
}

/// Whether the rules of `@media …` hold on a wide screen.
fn holds_on_desktop(head: &str) -> bool {
    let head = head.to_ascii_lowercase();
    head.starts_with("@supports")
        || head.starts_with("@layer")
        || head.starts_with("@media")
            && !["print", "max-width", "max-device-width", "speech"]
                .iter()
                .any(|w| head.contains(w))
}

/// Where the brace closes that has just been opened.
fn closing(text: &str) -> usize {
    let mut depth = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, behind)) = rest.split_once("/*") {
        out.push_str(before);
        out.push(' ');
        rest = behind.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// Where a tag begins, in letters of either case.
fn find(text: &str, tag: &str) -> Option<usize> {
    let tag = tag.as_bytes();
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find('<')?;
        let here = text.as_bytes().get(at..at + tag.len())?;
        if here.eq_ignore_ascii_case(tag) {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(name: &str, classes: &[&str]) -> Named {
        Named {
            name: name.to_owned(),
            id: String::new(),
            classes: classes.iter().map(|c| (*c).to_owned()).collect(),
            attributes: Vec::new(),
            place: 1,
        }
    }

    fn hidden(css: &str, of: &Named, outer: &[Named], style: &str) -> Option<bool> {
        let sheet = Sheet::of_page(&format!("<STYLE type=\"text/css\">{css}</style>"));
        sheet.declared(of, outer.iter(), style).hides()
    }

    #[test]
    fn rules_hide_by_class_name_and_place() {
        let cell = element("td", &["x", "y"]);
        let inside = [element("div", &["mobile"]), element("table", &[])];
        for css in [
            ".x{display:none}",
            "/* . */ td.x.y { DISPLAY : none !important ; }",
            "a,.mobile td{display:none}",
            "div.mobile > table td{display:none}",
            "@media screen{.y{display:none}}",
            "@charset \"utf-8\";.x{color:red;display:none}",
        ] {
            assert_eq!(hidden(css, &cell, &inside, ""), Some(true), "{css}");
        }
        for css in [
            ".z{display:none}",
            "th.x{display:none}",
            ".pc td{display:none}",
            "@media print{.x{display:none}}",
            "@media (max-width:768px){.x{display:none}}.x{color:red}",
            ".x:hover{display:none}",
        ] {
            assert_eq!(hidden(css, &cell, &inside, ""), None, "{css}");
        }
    }

    #[test]
    fn the_stronger_rule_holds() {
        let cell = element("td", &["x"]);
        assert_eq!(
            hidden("td.x{display:block}.x{display:none}", &cell, &[], ""),
            Some(false)
        );
        assert_eq!(
            hidden(".x{display:none}", &cell, &[], "display:block"),
            Some(false)
        );
        assert_eq!(
            hidden(
                ".x{display:none!important}",
                &cell,
                &[],
                "display : inline "
            ),
            Some(true)
        );
        assert_eq!(
            hidden("", &cell, &[], "color:red;font-size:0px"),
            Some(true)
        );
    }
}
