//! What styles say of how text looks, and of what is shown.

use std::collections::HashMap;

use crate::context::Context;
use crate::error::Error;
use crate::source::office::Look;
use crate::source::office::colour::{self, Colour};
use crate::source::office::workbook::{Style, check_length};
use crate::source::office::xml::{Token, Tokens};

/// The styles of a workbook, its common ones and those of single cells.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By family and name.
    all: HashMap<(String, String), OneStyle>,
}

#[derive(Debug, Default)]
struct OneStyle {
    parent: Option<String>,
    struck: Option<bool>,
    raised: Option<bool>,
    /// Whether its text, or its sheet, is not shown.
    hidden: Option<bool>,
    /// The colour of its letters: some colour, or the program's.
    ink: Option<Option<Colour>>,
    /// What it paints behind them, if anything.
    ground: Option<Option<Colour>>,
}

/// How far styles stand on one another; those of programs do so two or three deep.
const DEEPEST: usize = 16;

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn read(&mut self, text: &str, ctx: &Context<'_>) -> Result<(), Error> {
        let mut tokens = Tokens::new(text);
        let mut open: Option<((String, String), OneStyle)> = None;
        while let Some(token) = tokens.next(ctx)? {
            let Token::Start(tag) = token else { continue };
            match tag.name() {
                "style" => {
                    self.all.extend(open.take());
                    check_length(self.all.len(), ctx)?;
                    let key = (
                        tag.attribute("family").unwrap_or_default(),
                        tag.attribute("name").unwrap_or_default(),
                    );
                    let style = OneStyle {
                        parent: tag.attribute("parent-style-name"),
                        ..OneStyle::default()
                    };
                    open = Some((key, style));
                }
                "text-properties" => {
                    let Some((_, style)) = &mut open else {
                        continue;
                    };
                    for (name, value) in tag.attributes() {
                        match name {
                            "text-line-through-style" | "text-line-through-type" => {
                                style.struck = Some(value != "none");
                            }
                            "text-position" => style.raised = Some(is_raised(&value)),
                            "display" => style.hidden = Some(value == "none"),
                            "color" if style.ink != Some(None) => {
                                style.ink = Some(colour::of_hex(&value));
                            }
                            "use-window-font-color" if value == "true" => style.ink = Some(None),
                            _ => {}
                        }
                    }
                }
                "table-cell-properties" => {
                    if let (Some((_, style)), Some(value)) =
                        (&mut open, tag.attribute("background-color"))
                    {
                        style.ground = Some(colour::of_hex(&value));
                    }
                }
                "table-properties" => {
                    if let (Some((_, style)), Some(value)) = (&mut open, tag.attribute("display")) {
                        style.hidden = Some(value == "false");
                    }
                }
                "body" => break,
                _ => {}
            }
        }
        self.all.extend(open);
        Ok(())
    }

    /// A property of a style, or of the nearest one that it stands on.
    fn find<T>(&self, family: &str, name: &str, get: impl Fn(&OneStyle) -> Option<T>) -> Option<T> {
        let mut name = name.to_owned();
        for _ in 0..DEEPEST {
            let style = self.all.get(&(family.to_owned(), name))?;
            if let Some(found) = get(style) {
                return Some(found);
            }
            name = style.parent.clone()?;
        }
        None
    }

    pub(super) fn hides_table(&self, name: &str) -> bool {
        self.find("table", name, |s| s.hidden).unwrap_or(false)
    }

    /// How the text of a cell looks, its colour, and that of its ground.
    pub(super) fn cell(&self, name: &str) -> Style {
        let ground = self.find("table-cell", name, |s| s.ground).flatten();
        Style {
            look: self.look("table-cell", name, Look::Plain),
            ink: self.find("table-cell", name, |s| s.ink).flatten(),
            ground: ground.or(Some(colour::WHITE)),
            ..Style::default()
        }
    }

    /// How a stretch of text looks within text of another look; nothing if it is hidden.
    pub(super) fn look_of_text(&self, name: &str, around: Look) -> Option<Look> {
        let hidden = self.find("text", name, |s| s.hidden).unwrap_or(false);
        (!hidden).then(|| self.look("text", name, around))
    }

    /// The colour of a stretch of text, if it has one of its own: some colour, or the program's.
    pub(super) fn ink_of_text(&self, name: &str) -> Option<Option<Colour>> {
        self.find("text", name, |s| s.ink)
    }

    fn look(&self, family: &str, name: &str, around: Look) -> Look {
        let struck = self.find(family, name, |s| s.struck);
        let raised = self.find(family, name, |s| s.raised);
        match (
            struck.unwrap_or(around == Look::Struck),
            raised.unwrap_or(around == Look::Raised),
        ) {
            (true, _) => Look::Struck,
            (_, true) => Look::Raised,
            _ => Look::Plain,
        }
    }
}

/// `super 58%`, `sub`, `33% 58%`: how far from the line of the others.
fn is_raised(position: &str) -> bool {
    let first = position.split_whitespace().next().unwrap_or_default();
    let percent = first.trim_end_matches('%').parse::<f64>();
    matches!(first, "super" | "sub") || percent.is_ok_and(|p| p != 0.0)
}
