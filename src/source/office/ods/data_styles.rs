//! Data styles (ODF 1.3-3, 16.29): what a cell shows of its number, told element by element. They are written as the format
//! code that says the same in the other workbooks, so that one printer serves all of them.

use std::collections::HashMap;
use std::rc::Rc;

use crate::source::office::colour;
use crate::source::office::number_format::NumberFormat;
use crate::source::office::xml::Tag;

/// The data styles of a workbook, by name.
#[derive(Debug, Default)]
pub(super) struct DataStyles {
    all: HashMap<String, DataStyle>,
    /// The one that is read.
    open: Option<(String, DataStyle)>,
    /// How deep it lies.
    depth: usize,
    /// Whether the text that is read is printed.
    words: bool,
}

#[derive(Debug, Default)]
struct DataStyle {
    code: String,
    numerals: Option<char>,
    /// Conditions, and the styles that hold where they are met.
    maps: Vec<(String, String)>,
    /// Whether it says what has no code.
    unread: bool,
    /// Whether it prints in white.
    white: bool,
}

impl DataStyle {
    /// Its code, where a condition holds, and as one of several.
    fn section(&self, condition: &str) -> String {
        let numerals = self.numerals.map(|n| format!("[DBNum{n}]"));
        let colour = if self.white { "[White]" } else { "" };
        let numerals = numerals.unwrap_or_default();
        format!("{condition}{colour}{numerals}{}", self.code)
    }
}

impl DataStyles {
    /// Reads what a tag says; `false` if it is of something else.
    pub(super) fn start(&mut self, tag: &Tag<'_>, depth: usize) -> bool {
        self.words = false;
        if matches!(
            tag.name(),
            "number-style"
                | "currency-style"
                | "percentage-style"
                | "date-style"
                | "time-style"
                | "text-style"
        ) {
            self.all.extend(self.open.take());
            self.depth = depth;
            let numerals = tag.attribute("transliteration-format");
            let style = DataStyle {
                numerals: numerals.and_then(|n| match n.as_str() {
                    "一" => Some('1'),
                    "壹" => Some('2'),
                    "１" => Some('3'),
                    _ => None,
                }),
                ..DataStyle::default()
            };
            self.open = tag.attribute("name").map(|name| (name, style));
            return true;
        }
        let Some((_, style)) = &mut self.open else {
            return false;
        };
        let long = tag.attribute("style").is_some_and(|s| s == "long");
        let twice = |letter: &str| letter.repeat(if long { 2 } else { 1 });
        match tag.name() {
            "text" | "currency-symbol" => self.words = true,
            "number" => match number(tag) {
                Some(code) => style.code.push_str(&code),
                None => style.unread = true,
            },
            "text-content" => style.code.push('@'),
            "year" => style.code.push_str(&twice("yy")),
            "month" if tag.is_on("textual") => style.code.push_str(&format!("mm{}", twice("m"))),
            "month" => style.code.push_str(&twice("m")),
            "day" => style.code.push_str(&twice("d")),
            "hours" => style.code.push_str(&twice("h")),
            "minutes" => style.code.push_str(&twice("m")),
            "seconds" => style.code.push_str(&twice("s")),
            "am-pm" => style.code.push_str("AM/PM"),
            "map" => {
                let condition = tag.attribute("condition");
                let applied = tag.attribute("apply-style-name");
                style.maps.extend(condition.zip(applied));
            }
            "text-properties" => {
                let ink = tag.attribute("color").and_then(|c| colour::of_hex(&c));
                style.white |= ink == Some(colour::WHITE);
            }
            // Padding.
            "fill-character" => {}
            _ => style.unread = true,
        }
        true
    }

    /// Reads a text in what was opened last.
    pub(super) fn text(&mut self, text: &str) {
        if let (true, Some((_, style))) = (self.words, &mut self.open) {
            for part in text.split_inclusive(['%', '"']) {
                let (words, sign) = match part.strip_suffix(['%', '"']) {
                    Some(words) => (words, part.get(words.len()..).unwrap_or_default()),
                    None => (part, ""),
                };
                if !words.is_empty() {
                    style.code.push_str(&format!("\"{words}\""));
                }
                // A sign of percent is no mere word: it is read as one hundredth.
                match sign {
                    "\"" => style.code.push_str("\\\""),
                    sign => style.code.push_str(sign),
                }
            }
        }
    }

    /// An element ends; what is left is this deep.
    pub(super) fn end(&mut self, depth: usize) {
        self.words = false;
        if depth < self.depth {
            self.all.extend(self.open.take());
        }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The format of that name; none if it cannot be printed here.
    pub(super) fn format(&self, name: &str) -> Option<Rc<NumberFormat>> {
        let style = self.all.get(name)?;
        let mut sections = Vec::new();
        for (condition, applied) in &style.maps {
            let sign = condition
                .trim()
                .strip_prefix("value()")?
                .replace("!=", "<>");
            let applied = self.all.get(applied).filter(|s| !s.unread)?;
            sections.push(applied.section(&format!("[{sign}]")));
        }
        sections.push(style.section(""));
        // Nothing at all is what it shows.
        let code = if sections.iter().all(String::is_empty) {
            ";;;".to_owned()
        } else {
            sections.join(";")
        };
        (!style.unread).then(|| NumberFormat::read(&code).map(Rc::new))?
    }
}

/// `number:number` (16.29.3); none if it prints what no code does.
fn number(tag: &Tag<'_>) -> Option<String> {
    const MOST: u32 = 30;
    let digits = |name: &str| tag.number::<u32>(name).map(|n| n.min(MOST) as usize);
    let whole = digits("min-integer-digits").unwrap_or(1);
    let Some(places) = digits("decimal-places") else {
        return Some("General".into());
    };
    let least = digits("min-decimal-places").unwrap_or(places).min(places);
    let factor = tag.number::<f64>("display-factor").unwrap_or(1.0);
    let commas = match factor {
        1.0 => "",
        1_000.0 => ",",
        1_000_000.0 => ",,",
        _ => return None,
    };
    let group = if tag.is_on("grouping") { "#,##" } else { "" };
    let whole = if whole == 0 {
        "#".to_owned()
    } else {
        "0".repeat(whole)
    };
    let point = if places > 0 { "." } else { "" };
    let rest = "0".repeat(least) + &"#".repeat(places - least);
    Some(format!("{group}{whole}{point}{rest}{commas}"))
}
