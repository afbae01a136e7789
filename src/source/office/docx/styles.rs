//! What styles say of a text's look: whether it is seen at all, struck out, raised (ECMA-376-1, 17.7).

use std::collections::HashMap;

use super::conditional::{InTable, Part};
use super::table::draws;
use super::tree::Element;
use crate::source::office::colour::{self, Colour};

/// Styles that a style may be based on, one on the other: Word follows eleven.
const DEEPEST: usize = 32;

/// The properties of a run that decide what a reader sees, as far as one place states them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    pub(super) vanish: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) double_strike: Option<bool>,
    pub(super) caps: Option<bool>,
    pub(super) small_caps: Option<bool>,
    /// `superscript`, `subscript` or `baseline`.
    pub(super) height: Option<Height>,
    /// Letters in white.
    pub(super) white: Option<bool>,
    /// Something painted behind the letters.
    pub(super) backed: Option<bool>,
    /// Their colour: one that is named, or the program's.
    pub(super) ink: Option<Option<Colour>>,
    /// The colour painted behind them, and whether with a marker.
    pub(super) ground: Option<(Colour, bool)>,
    /// Size in half points.
    pub(super) size: Option<u32>,
    /// How far above the line, in half points.
    pub(super) position: Option<i32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Height {
    Baseline,
    Raised,
    Lowered,
}

impl Look {
    /// What a `w:rPr` states.
    pub(super) fn read(properties: Option<&Element>) -> Self {
        let Some(p) = properties else {
            return Self::default();
        };
        let height = p.child_value("vertAlign").map(|v| match v {
            "superscript" => Height::Raised,
            "subscript" => Height::Lowered,
            _ => Height::Baseline,
        });
        let white = p.child_value("color");
        let highlight = p.child_value("highlight").map(|v| v != "none");
        let marked = p.child_value("highlight").and_then(colour::of_marker);
        let marked = marked.map(|colour| (colour, true));
        Self {
            vanish: p.switch("vanish"),
            strike: p.switch("strike"),
            double_strike: p.switch("dstrike"),
            caps: p.switch("caps"),
            small_caps: p.switch("smallCaps"),
            height,
            white: white.map(|c| c.eq_ignore_ascii_case("FFFFFF")),
            backed: highlight.or_else(|| shaded(p)),
            ink: white.map(colour::of_hex),
            ground: marked.or_else(|| ground(p).map(|colour| (colour, false))),
            size: p.child_number("sz"),
            position: p.child_number("position"),
        }
    }

    /// What is stated here, or else there.
    fn or(self, other: &Self) -> Self {
        Self {
            vanish: self.vanish.or(other.vanish),
            strike: self.strike.or(other.strike),
            double_strike: self.double_strike.or(other.double_strike),
            caps: self.caps.or(other.caps),
            small_caps: self.small_caps.or(other.small_caps),
            height: self.height.or(other.height),
            white: self.white.or(other.white),
            backed: self.backed.or(other.backed),
            ink: self.ink.or(other.ink),
            ground: self.ground.or(other.ground),
            size: self.size.or(other.size),
            position: self.position.or(other.position),
        }
    }
}

/// The one colour that properties paint as a ground.
fn ground(properties: &Element) -> Option<Colour> {
    let shade = properties.child("shd")?;
    match shade.value().unwrap_or("clear") {
        "clear" => colour::of_hex(shade.attribute("fill")?),
        "solid" => colour::of_hex(shade.attribute("color")?),
        _ => None,
    }
}

/// The colour behind what properties are of: theirs, or, unless they paint one that is not known, that of what is around.
pub(super) fn ground_in(properties: Option<&Element>, around: Option<Colour>) -> Option<Colour> {
    let paints = properties.and_then(shaded) == Some(true);
    properties.and_then(ground).or(around.filter(|_| !paints))
}

/// Whether properties paint a ground that is not white.
pub(super) fn shaded(properties: &Element) -> Option<bool> {
    let shade = properties.child("shd")?;
    let fill = shade.attribute("fill").unwrap_or("auto");
    let plain = fill.eq_ignore_ascii_case("FFFFFF") || fill == "auto";
    let pattern = shade.value().unwrap_or("clear");
    Some(shade.attribute("themeFill").is_some() || !plain || !matches!(pattern, "clear" | "nil"))
}

#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    look: Look,
    /// List and level of its paragraphs.
    list: Option<String>,
    level: Option<usize>,
    /// Whether its tables have a ground, in any of their parts.
    shaded: bool,
    /// Whether they have lines.
    drawn: bool,
    /// How text looks in parts of its tables, the part that counts most first.
    parts: Vec<(Part, Look)>,
}

/// The styles of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    defaults: Look,
    /// The style of paragraphs that name none.
    paragraph: Option<String>,
    /// Of runs and tables likewise.
    character: Option<String>,
    table: Option<String>,
}

impl Styles {
    pub(super) fn read(root: &Element) -> Self {
        let mut out = Self::default();
        let defaults = root
            .child("docDefaults")
            .and_then(|d| d.child("rPrDefault"));
        out.defaults = Look::read(defaults.and_then(|d| d.child("rPr")));
        for style in root.elements().filter(|e| e.is("style")) {
            let Some(id) = style.attribute("styleId") else {
                continue;
            };
            let is_default = matches!(style.attribute("default"), Some("1" | "true" | "on"));
            match style.attribute("type") {
                Some("paragraph") if is_default => out.paragraph = Some(id.to_owned()),
                Some("character") if is_default => out.character = Some(id.to_owned()),
                Some("table") if is_default => out.table = Some(id.to_owned()),
                _ => {}
            }
            let number = style.child("pPr").and_then(|p| p.child("numPr"));
            let parts = style.elements().filter(|e| e.is("tblStylePr"));
            let parts = parts.chain(std::iter::once(style));
            let parts: Vec<&Element> = parts
                .flat_map(Element::elements)
                .filter(|p| p.is("tcPr") || p.is("tblPr"))
                .collect();
            let mut looks: Vec<(usize, Part, Look)> = style
                .elements()
                .filter(|e| e.is("tblStylePr"))
                .filter_map(|e| {
                    let (at, part) = Part::named(e.attribute("type")?)?;
                    let look = Look::read(e.child("rPr"));
                    // Its ground is not told apart from that of the table's other parts.
                    let white = None;
                    Some((at, part, Look { white, ..look }))
                })
                .collect();
            looks.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
            let read = Style {
                parts: looks.into_iter().map(|(_, p, look)| (p, look)).collect(),
                based_on: style.child_value("basedOn").map(str::to_owned),
                look: Look::read(style.child("rPr")),
                list: number
                    .and_then(|n| n.child_value("numId"))
                    .map(str::to_owned),
                level: number.and_then(|n| n.child_number("ilvl")),
                shaded: parts.iter().any(|p| shaded(p) == Some(true)),
                drawn: parts.iter().any(|p| draws(p)),
            };
            out.styles.insert(id.to_owned(), read);
        }
        out
    }

    /// A style and those it is based on, nearest first; a circle of styles ends somewhere.
    fn chain<'s>(&'s self, id: Option<&str>) -> Vec<&'s Style> {
        let mut out: Vec<&Style> = Vec::new();
        let mut next = id;
        while let Some(id) = next.filter(|_| out.len() < DEEPEST) {
            let Some(style) = self.styles.get(id) else {
                break;
            };
            out.push(style);
            next = style.based_on.as_deref();
        }
        out
    }

    fn look(&self, id: Option<&str>) -> Look {
        let chain = self.chain(id);
        chain
            .iter()
            .fold(Look::default(), |look, style| look.or(&style.look))
    }

    /// How a table's style makes text look in a place of it.
    fn look_in(&self, table: InTable<'_>) -> Look {
        let chain = self.chain(table.style);
        let parts = chain.iter().flat_map(|style| &style.parts);
        parts
            .filter(|(part, _)| table.is_in(*part))
            .fold(Look::default(), |look, (_, other)| look.or(other))
            .or(&self.look(table.style))
    }

    /// The look of a run, from the styles of its table, paragraph and run, and what it states itself.
    ///
    /// Switches of several kinds of styles turn one another over; what the run states itself holds
    /// (ECMA-376-1, 17.7.3).
    pub(super) fn effective(
        &self,
        table: InTable<'_>,
        paragraph: Option<&str>,
        run: Option<&str>,
        own: &Look,
    ) -> Look {
        let styles = [
            self.look(run.or(self.character.as_deref())),
            self.look(paragraph.or(self.paragraph.as_deref())),
            self.look_in(table),
        ];
        let turned = |of: fn(&Look) -> Option<bool>| {
            own_or(of(own), || {
                let odd = styles.iter().filter(|l| of(l) == Some(true)).count() % 2 == 1;
                let stated = styles.iter().any(|l| of(l).is_some());
                odd || (!stated && of(&self.defaults) == Some(true))
            })
        };
        let all = styles.iter().fold(own.clone(), Look::or).or(&self.defaults);
        Look {
            vanish: turned(|l| l.vanish),
            strike: turned(|l| l.strike),
            caps: turned(|l| l.caps),
            small_caps: turned(|l| l.small_caps),
            ..all
        }
    }

    /// The list that a paragraph style numbers by, and the level if it says one.
    pub(super) fn numbered(&self, paragraph: Option<&str>) -> (Option<&str>, Option<usize>) {
        let chain = self.chain(paragraph.or(self.paragraph.as_deref()));
        let list = chain.iter().find_map(|s| s.list.as_deref());
        (list, chain.iter().find_map(|s| s.level))
    }

    /// The list that a style names.
    pub(super) fn list_of(&self, id: &str) -> Option<&str> {
        self.chain(Some(id)).iter().find_map(|s| s.list.as_deref())
    }

    /// The style of tables that name none.
    pub(super) fn table(&self) -> Option<&str> {
        self.table.as_deref()
    }

    /// Whether a table's style draws lines.
    pub(super) fn draws(&self, table: Option<&str>) -> bool {
        self.chain(table).iter().any(|s| s.drawn)
    }

    /// Whether a table's style paints a ground in some of its cells.
    pub(super) fn shades(&self, table: Option<&str>) -> bool {
        self.chain(table).iter().any(|s| s.shaded)
    }
}

impl Look {
    /// Whether letters have the colour of what is painted behind them; `around`: behind the paragraph or the cell. Letters in
    /// the program's colour turn white on a dark ground, but not under a marker.
    pub(super) fn is_lost(&self, around: Option<Colour>) -> bool {
        let ink = self.ink.flatten();
        match self.ground {
            Some((ground, true)) => ink.unwrap_or(colour::BLACK) == ground,
            Some((ground, false)) => ink == Some(ground),
            None => ink.is_some() && ink == around,
        }
    }
}

fn own_or(own: Option<bool>, other: impl FnOnce() -> bool) -> Option<bool> {
    Some(own.unwrap_or_else(other))
}
