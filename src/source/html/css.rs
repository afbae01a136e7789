//! What style sheets say about whether and how text is shown: hidden, white on white, struck through, raised or lowered.
//!
//! Here is what a declaration says; which rules hold for an element, [`sheet`] tells.

mod sheet;

use super::page::lists::{self, Marker};
pub(super) use sheet::{Generated, Named, Sheet};

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
    standing: Option<Standing>,
    /// What stands before the entries of a list.
    pub(super) marker: Option<Marker>,
    /// `white-space`: whether line ends of the source are seen.
    pub(super) lines: Option<bool>,
    pub(super) colours: Colours,
    /// No width, no height, and what does not fit is cut off: one of the first two and the last hide.
    narrow: Option<bool>,
    low: Option<bool>,
    cut: Option<bool>,
    /// Letters moved up or down from where they would stand, and small ones: together they raise or lower.
    moved: Option<bool>,
    shift: Option<Standing>,
    small: Option<bool>,
    /// Letters run from right to left, whichever they are: both turn round what is written.
    overridden: Option<bool>,
    leftward: Option<bool>,
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
            moved: self.moved.or(other.moved),
            shift: self.shift.or(other.shift),
            small: self.small.or(other.small),
            overridden: self.overridden.or(other.overridden),
            leftward: self.leftward.or(other.leftward),
        }
    }

    /// How the element's text stands, if it is said.
    pub(super) fn standing(self) -> Option<Standing> {
        let moved = self.moved == Some(true) && self.small == Some(true);
        self.standing.or(self.shift.filter(|_| moved))
    }

    /// Whether the element's letters are shown from the last to the first.
    pub(super) fn turns_round(self) -> bool {
        self.overridden == Some(true) && self.leftward == Some(true)
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
        "visibility" => {
            out.invisible = Some(matches!(value, "hidden" | "collapse"));
            out.hidden = (value == "collapse").then_some(true);
        }
        "position" => out.moved = Some(value == "relative"),
        "top" => out.shift = shift_of(value, Standing::Lowered, Standing::Raised),
        "bottom" => out.shift = shift_of(value, Standing::Raised, Standing::Lowered),
        "font-size" => out.small = Some(is_small(value)),
        "unicode-bidi" => {
            out.overridden = Some(matches!(value, "bidi-override" | "isolate-override"));
        }
        "direction" => out.leftward = Some(value == "rtl"),
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
            out.shift = shift_of(value, Standing::Raised, Standing::Lowered);
            out.moved = out.shift.map(|_| true);
        }
        _ => {}
    }
    out
}

/// What a length above or below nothing does.
fn shift_of(value: &str, above: Standing, below: Standing) -> Option<Standing> {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    match digits.parse::<f32>().ok()? {
        n if n > 0.0 => Some(above),
        n if n < 0.0 => Some(below),
        _ => None,
    }
}

/// Whether letters of this size are smaller than a page's text, which has twelve pixels and more.
fn is_small(value: &str) -> bool {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let unit = value.get(digits.len()..).unwrap_or_default();
    let least = match unit {
        "em" | "rem" => 1.0,
        "%" => 100.0,
        "px" => 12.0,
        "pt" => 9.0,
        _ => return matches!(value, "smaller" | "small" | "x-small" | "xx-small"),
    };
    digits.parse::<f32>().is_ok_and(|n| n < least)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_through_and_raised_text() {
        let (_, plain) = declarations("TEXT-DECORATION: line-through; vertical-align:super");
        assert_eq!(
            (plain.struck, plain.standing()),
            (Some(true), Some(Standing::Raised))
        );
        for (css, standing) in [
            ("vertical-align:top", None),
            (
                "position:relative;top:-.5em;font-size:8px",
                Some(Standing::Raised),
            ),
            (
                "font-size:60%;bottom:-2pt;position:relative",
                Some(Standing::Lowered),
            ),
            ("font-size:50%;vertical-align:4px", Some(Standing::Raised)),
            ("vertical-align:-2px", None),
            // Word processors move whole lines so.
            ("position:relative;top:-3.0pt", None),
            ("top:-3px;font-size:8px", None),
        ] {
            assert_eq!(declarations(css).1.standing(), standing, "{css}");
        }
    }
}
