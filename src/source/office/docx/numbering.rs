//! Automatic numbers of paragraphs: `numbering.xml` (ECMA-376-1, 17.9).

use std::collections::{BTreeMap, HashMap, HashSet};

use super::styles::Styles;
use super::tree::Element;
use crate::lexicon::list_number;
use crate::source::office::symbols;

/// Levels of a list.
const LEVELS: usize = 9;
/// The longest text before a paragraph that is kept of a level: a hostile one may be a megabyte in each of a million.
const LONGEST: usize = 255;

/// How a level prints its number.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// A pattern of the first numbers, for a format that has no name.
    pattern: Option<String>,
    /// What is printed: `%1` stands for the number of the first level.
    text: String,
    /// Whether a gap follows.
    gap: bool,
    /// The level, counted from 1, whose use begins this one anew, if it is not the one above; 0 for none.
    restart: Option<usize>,
    /// Whether all numbers are printed in figures.
    legal: bool,
    hidden: bool,
    /// The font, if it is one of signs.
    font: Option<String>,
    /// The style of paragraphs that this level numbers.
    style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    /// Whose numbers it goes on counting.
    counts: String,
    levels: BTreeMap<usize, Level>,
    /// Where its levels start at their first use.
    starts: BTreeMap<usize, u32>,
}

/// The lists of a document and how far they have counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, List>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// Levels of lists that have started where they say.
    started: HashSet<(String, usize)>,
}

impl Numbering {
    pub(super) fn read(root: &Element, styles: &Styles) -> Self {
        let mut kinds: HashMap<&str, (BTreeMap<usize, Level>, Option<&str>)> = HashMap::new();
        for kind in root.elements().filter(|e| e.is("abstractNum")) {
            if let Some(id) = kind.attribute("abstractNumId") {
                kinds.insert(id, (levels(kind), kind.child_value("numStyleLink")));
            }
        }
        let nums: Vec<&Element> = root.elements().filter(|e| e.is("num")).collect();
        let kind_of = |num: &str| {
            let mut all = nums.iter();
            let found = all.find(|e| e.attribute("numId") == Some(num))?;
            found.child_value("abstractNumId")
        };
        let mut out = Self::default();
        for num in &nums {
            let (Some(id), Some(mut kind)) =
                (num.attribute("numId"), num.child_value("abstractNumId"))
            else {
                continue;
            };
            // A list by a style is that of the list which the style names.
            if let Some((_, Some(style))) = kinds.get(kind)
                && let Some(linked) = styles.list_of(style).and_then(kind_of)
            {
                kind = linked;
            }
            let mut list = List {
                counts: kind.to_owned(),
                levels: kinds.get(kind).map(|(l, _)| l.clone()).unwrap_or_default(),
                starts: BTreeMap::new(),
            };
            for other in num.elements().filter(|e| e.is("lvlOverride")) {
                let Some(at) = other.number("ilvl").filter(|at| *at < LEVELS) else {
                    continue;
                };
                if let Some(level) = other.child("lvl") {
                    list.levels.insert(at, self::level(level));
                }
                let start = other.child_number("startOverride");
                list.starts.extend(start.map(|start| (at, start)));
            }
            out.lists.insert(id.to_owned(), list);
        }
        out
    }

    /// The level that numbers paragraphs of a style.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let mut levels = self.lists.get(list)?.levels.iter();
        let found = levels.find(|(_, level)| level.style.as_deref() == Some(style));
        found.map(|(at, _)| *at)
    }

    /// Counts a paragraph of a list; gives what is printed before it.
    pub(super) fn next(&mut self, id: &str, at: usize) -> Option<String> {
        let list = self.lists.get(id)?;
        let level = list.levels.get(&at)?;
        let counters = self.counters.entry(list.counts.clone()).or_default();
        let begins = |at: usize| {
            let own = list.levels.get(&at).map_or(1, |l| l.start);
            list.starts.get(&at).copied().unwrap_or(own)
        };
        let first = list.starts.contains_key(&at) && self.started.insert((id.to_owned(), at));
        let counter = counters.get_mut(at)?;
        *counter = Some(match *counter {
            Some(count) if !first => count.saturating_add(1),
            _ => begins(at),
        });
        for (below, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            let restart = list.levels.get(&below).and_then(|l| l.restart);
            if restart.is_none_or(|level| at < level) {
                *counter = None;
            }
        }
        if level.hidden {
            return None;
        }
        let number = |of: usize| {
            let printed = list.levels.get(&of)?;
            let count = counters.get(of).copied().flatten();
            let count = count.unwrap_or_else(|| begins(of));
            if level.legal {
                return Some(count.to_string());
            }
            let like = printed.pattern.as_deref();
            let like = like.and_then(|p| list_number::print_like(count, p));
            Some(like.unwrap_or_else(|| list_number::print(count, &printed.format)))
        };
        let mut out = String::new();
        let mut chars = level.text.chars().peekable();
        while let Some(c) = chars.next() {
            match chars.peek().and_then(|d| d.to_digit(10)) {
                Some(of @ 1..=9) if c == '%' => {
                    chars.next();
                    let of = usize::try_from(of).ok()?.checked_sub(1)?;
                    out.extend(number(of));
                }
                _ => out.push(symbols::shown(c, level.font.as_deref())),
            }
        }
        if level.gap && !out.is_empty() {
            out.push(' ');
        }
        Some(out)
    }
}

fn levels(kind: &Element) -> BTreeMap<usize, Level> {
    let all = kind.elements().filter(|e| e.is("lvl"));
    let all = all.filter_map(|e| Some((e.number("ilvl")?, level(e))));
    all.filter(|(at, _)| *at < LEVELS).collect()
}

fn level(element: &Element) -> Level {
    // A format without a name stands in a choice, with one that has a name for programs that do not know it.
    let choice = element.elements().find(|e| e.is("AlternateContent"));
    let choice = choice.and_then(|e| e.elements().find(|c| c.is("Choice")));
    let format = choice
        .and_then(|c| c.child("numFmt"))
        .or_else(|| element.child("numFmt"));
    let properties = element.child("rPr");
    let font = properties.and_then(|p| p.child("rFonts"));
    let font = font.and_then(|f| f.attribute("ascii").or_else(|| f.attribute("hAnsi")));
    let text = element.child_value("lvlText").unwrap_or_default();
    Level {
        start: element.child_number("start").unwrap_or(0),
        format: format
            .and_then(Element::value)
            .unwrap_or("decimal")
            .to_owned(),
        pattern: format
            .and_then(|e| e.attribute("format"))
            .map(str::to_owned),
        text: text.chars().take(LONGEST).collect(),
        gap: element.child_value("suff") != Some("nothing"),
        restart: element.child_number("lvlRestart"),
        legal: element.switch("isLgl").unwrap_or(false),
        hidden: properties.and_then(|p| p.switch("vanish")).unwrap_or(false),
        font: font.map(str::to_owned),
        style: element.child_value("pStyle").map(str::to_owned),
    }
}
