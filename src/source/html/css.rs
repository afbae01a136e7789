//! What style sheets say about whether and how text is shown: hidden, white on white, struck through, raised or lowered.
//!
//! Only simple selectors count (names, classes, ids, and these inside one another), as pages hide things with; a rule with
//! any other part is left out. Rules for print and for narrow screens do not hold: a page is read as a desktop shows it.

use super::page::lists::{self, Marker};
use std::collections::HashMap;

/// How a text stands on its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Standing {
    #[default]
    OnLine,
    Raised,
    Lowered,
}

/// What declarations say; nothing where they do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Declared {
    /// No box at all.
    pub(super) hidden: Option<bool>,
    /// Out of sight: off the page, clipped away, transparent or of no size.
    unseen: Option<bool>,
    /// `visibility`, which an inner element may take back.
    pub(super) invisible: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) standing: Option<Standing>,
    /// What stands before the entries of a list.
    pub(super) marker: Option<Marker>,
    /// `white-space`: whether line ends of the source are seen.
    pub(super) lines: Option<bool>,
    pub(super) colours: Colours,
    /// No width, no height, and what does not fit is cut off: one of the first two and the last hide.
    narrow: Option<bool>,
    low: Option<bool>,
    cut: Option<bool>,
}

/// Whether letters are white, and whether something other than white is painted below them; nothing where it is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Colours {
    white: Option<bool>,
    painted: Option<bool>,
}

impl Colours {
    pub(super) fn over(self, other: Self) -> Self {
        Self {
            white: self.white.or(other.white),
            painted: self.painted.or(other.painted),
        }
    }

    /// What attributes of old say: `<font color=white>`, `<td bgcolor="#4472C4">`. What is painted in a cell with a class of its
    /// own a style sheet may say that is not in the page; Word and Excel name only fonts and borders so.
    pub(super) fn of_attributes<'t>(
        element: &Named,
        value: impl Fn(&str) -> Option<&'t str>,
    ) -> Self {
        let cell = matches!(&*element.name, "td" | "th" | "tr" | "thead");
        let office = |c: &String| c.starts_with("Mso") || c.starts_with("xl");
        let styled = cell && !element.classes.iter().all(office);
        let painted = value("bgcolor").map(|colour| !is_white(colour));
        Self {
            white: value("color").map(is_white),
            painted: painted
                .or(value("background").map(|_| true))
                .or(styled.then_some(true)),
        }
    }

    /// How an inner element's letters stand out where these colours hold.
    pub(super) fn inside(self, outer: Self) -> Self {
        Self {
            white: self.white.or(outer.white),
            // White below may be painted over anything.
            painted: self.painted.filter(|p| *p).or(outer.painted),
        }
    }

    /// Whether letters cannot be seen.
    pub(super) fn hide(self) -> bool {
        self.white == Some(true) && self.painted != Some(true)
    }
}

/// Whether a colour is white, or as good as nothing.
fn is_white(colour: &str) -> bool {
    let colour: String = colour.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(
        &*colour.to_ascii_lowercase(),
        "white" | "#fff" | "#ffffff" | "ffffff" | "rgb(255,255,255)" | "rgba(255,255,255,1)"
    )
}

impl Declared {
    pub(super) fn over(self, other: Self) -> Self {
        Self {
            hidden: self.hidden.or(other.hidden),
            unseen: self.unseen.or(other.unseen),
            invisible: self.invisible.or(other.invisible),
            struck: self.struck.or(other.struck),
            standing: self.standing.or(other.standing),
            marker: self.marker.or(other.marker),
            lines: self.lines.or(other.lines),
            colours: self.colours.over(other.colours),
            narrow: self.narrow.or(other.narrow),
            low: self.low.or(other.low),
            cut: self.cut.or(other.cut),
        }
    }

    /// Whether nothing of the element can be seen, if it is said.
    pub(super) fn hides(self) -> Option<bool> {
        let flat = self.narrow == Some(true) || self.low == Some(true);
        if self.unseen == Some(true) || flat && self.cut == Some(true) {
            return Some(true);
        }
        self.hidden
    }

    fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// The declarations of a `style` attribute or rule: those with `!important`, and the others.
pub(super) fn declarations(text: &str) -> (Declared, Declared) {
    let (mut important, mut plain) = (Declared::default(), Declared::default());
    for declaration in text.split(';') {
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        let value = value.trim().to_ascii_lowercase();
        let (value, grave) = match value.split_once('!') {
            Some((value, rest)) => (value.trim(), rest.trim() == "important"),
            None => (value.as_str(), false),
        };
        let out = if grave { &mut important } else { &mut plain };
        *out = declaration_of(name.trim().to_ascii_lowercase().as_str(), value).over(*out);
    }
    (important, plain)
}

fn declaration_of(name: &str, value: &str) -> Declared {
    let mut out = Declared::default();
    // 0, 0px, 0%: a length or a share of nothing.
    let zero = || {
        let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        digits.parse::<f32>() == Ok(0.0)
    };
    match name {
        "left" | "right" | "top" | "bottom" | "text-indent" if is_far_out(value) => {
            out.unseen = Some(true);
        }
        "clip" | "clip-path" if shows_nothing(value) => out.unseen = Some(true),
        "width" | "max-width" => out.narrow = Some(zero()),
        "height" | "max-height" => out.low = Some(zero()),
        "overflow" | "overflow-x" | "overflow-y" => {
            out.cut = Some(matches!(value, "hidden" | "clip"));
        }
        "color" if value == "transparent" => out.unseen = Some(true),
        "display" => out.hidden = Some(value == "none"),
        "mso-hide" => out.hidden = Some(value == "all"),
        "font-size" | "opacity" if zero() => out.unseen = Some(true),
        "color" => out.colours.white = Some(is_white(value)),
        "background" | "background-color" | "background-image" => {
            let nothing =
                |part: &str| is_white(part) || matches!(part, "none" | "transparent" | "initial");
            out.colours.painted = Some(!nothing(value));
        }
        "visibility" => out.invisible = Some(matches!(value, "hidden" | "collapse")),
        "text-decoration" | "text-decoration-line" => {
            out.struck = Some(value.contains("line-through"));
        }
        "list-style" | "list-style-type" => out.marker = lists::of_style(value),
        "white-space" => out.lines = Some(value.starts_with("pre") || value == "break-spaces"),
        "vertical-align" => {
            out.standing = match value {
                "super" => Some(Standing::Raised),
                "sub" => Some(Standing::Lowered),
                "baseline" => Some(Standing::OnLine),
                _ => None,
            };
        }
        _ => {}
    }
    out
}

/// Whether a length leads off the page: pages hide with -999px or -9999px, and indent by a few letters.
fn is_far_out(value: &str) -> bool {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let letters = value.get(digits.len()..).unwrap_or_default();
    let least = if matches!(letters, "em" | "rem") {
        -50.0
    } else {
        -900.0
    };
    letters != "%" && digits.parse::<f32>().is_ok_and(|n| n <= least)
}

/// Whether a clip leaves nothing, or a single dot: `rect(0,0,0,0)`, `rect(1px,1px,1px,1px)`, `inset(50%)`.
fn shows_nothing(value: &str) -> bool {
    let Some((shape, rest)) = value.split_once('(') else {
        return false;
    };
    let numbers = rest
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .filter(|n| !n.is_empty());
    let mut numbers = numbers.map(|n| n.parse().unwrap_or(f32::MAX)).peekable();
    if numbers.peek().is_none() {
        return false;
    }
    match shape.trim() {
        "rect" => numbers.all(|n: f32| n <= 1.0),
        "inset" => rest.contains('%') && numbers.all(|n| n >= 50.0),
        "circle" => numbers.next() == Some(0.0),
        _ => false,
    }
}

/// An element as selectors see it.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) classes: Vec<String>,
    /// Names and values of those attributes that selectors ask for.
    pub(super) attributes: Vec<(String, String)>,
}

/// A part of a selector without blanks: `div.content`.
#[derive(Debug, Default)]
struct Compound {
    name: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    /// `[data-h]`, `[aria-hidden=true]`.
    attributes: Vec<(String, Option<String>)>,
}

impl Compound {
    fn of(text: &str) -> Option<Self> {
        let mut out = Self::default();
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
    }

    fn specificity(&self) -> (usize, usize, usize) {
        let count = |present: bool| usize::from(present);
        (
            count(self.id.is_some()),
            self.classes.len() + self.attributes.len(),
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

#[derive(Debug)]
struct Rule {
    /// From the outermost in; the last is the element's own.
    selector: Vec<Compound>,
    specificity: (usize, usize, usize),
    important: Declared,
    plain: Declared,
}

/// Most rules that are kept, and most classes of an element that are looked up: pages hide with a handful.
const RULES: usize = 512;
const CLASSES: usize = 16;

/// The rules of a page's style sheets that say whether or how text is shown.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    by_key: HashMap<String, Vec<usize>>,
    /// The attributes that selectors ask for.
    attributes: Vec<String>,
}

impl Sheet {
    /// The style sheets that stand in a page.
    pub(super) fn of_page(source: &str) -> Self {
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
        if important.is_empty() && plain.is_empty() {
            return;
        }
        for selector in selectors.split(',') {
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
            for (name, _) in selector.iter().flat_map(|part| &part.attributes) {
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
            });
        }
    }

    /// The attributes of an element that selectors ask for.
    pub(super) fn asked<'t>(
        &self,
        value: impl Fn(&str) -> Option<&'t str>,
    ) -> Vec<(String, String)> {
        let own = |name: &String| Some((name.clone(), value(name)?.to_owned()));
        self.attributes.iter().filter_map(own).collect()
    }

    /// What holds for an element inside others, its own `style` attribute included.
    pub(super) fn declared<'a>(
        &self,
        element: &Named,
        outer: impl DoubleEndedIterator<Item = &'a Named> + Clone,
        style: &str,
    ) -> Declared {
        let (important, plain) = declarations(style);
        if self.rules.is_empty() {
            return important.over(plain);
        }
        let mut keys = vec!["*".to_owned(), element.name.clone()];
        if !element.id.is_empty() {
            keys.push(format!("#{}", element.id));
        }
        let classes = element.classes.iter().take(CLASSES);
        keys.extend(classes.map(|c| format!(".{c}")));
        let found = keys.iter().filter_map(|k| self.by_key.get(k)).flatten();
        let holds = |at: &&usize| {
            let rule = self.rules.get(**at);
            rule.is_some_and(|r| matches(&r.selector, element, outer.clone()))
        };
        let mut found: Vec<usize> = found.filter(holds).copied().collect();
        found.sort_by_key(|at| (self.rules.get(*at).map(|r| r.specificity), *at));
        found.dedup();
        let rules = || found.iter().rev().filter_map(|at| self.rules.get(*at));
        let own = rules().fold(plain, |a, r| a.over(r.plain));
        let grave = rules().fold(important, |a, r| a.over(r.important));
        grave.over(own)
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

    #[test]
    fn lines_through_and_raised_text() {
        let (_, plain) = declarations("TEXT-DECORATION: line-through; vertical-align:super");
        assert_eq!(
            (plain.struck, plain.standing),
            (Some(true), Some(Standing::Raised))
        );
        assert_eq!(declarations("vertical-align:top").1.standing, None);
    }
}
