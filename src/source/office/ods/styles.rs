//! What styles say of how text looks, and of what is shown.

use std::collections::HashMap;
use std::rc::Rc;

use super::data_styles::DataStyles;
use crate::context::Context;
use crate::error::Error;
use crate::source::office::colour::{self, Colour};
use crate::source::office::conditions::{Operand, Over, Rule, Test, expression, operand};
use crate::source::office::length::millimetres;
use crate::source::office::symbols::Signs;
use crate::source::office::workbook::{Style, check_length};
use crate::source::office::xml::{Token, Tokens};
use crate::source::office::{Look, SEEN, is_unseen};

/// The styles of a workbook, its common ones and those of single cells.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By family and name.
    all: HashMap<(String, String), OneStyle>,
    /// The names of cells' styles by those that they are shown by.
    shown: HashMap<String, String>,
    data: DataStyles,
    /// The pages that sheets are printed on, by name, and what stands at their head and foot.
    pages: Vec<(String, Vec<String>)>,
}

#[derive(Debug, Default)]
struct OneStyle {
    parent: Option<String>,
    struck: Option<bool>,
    raised: Option<bool>,
    /// The font of its letters, if it names one: one of signs, or another.
    signs: Option<Option<Signs>>,
    /// Whether its text, or its sheet, is not shown.
    hidden: Option<bool>,
    /// Whether its rows have no height, or its columns no width.
    flat: Option<bool>,
    /// Whether a shape is filled.
    filled: Option<bool>,
    /// Of a row or column, in millimetres.
    size: Option<f64>,
    /// The colour of its letters: some colour, or the program's.
    ink: Option<Option<Colour>>,
    /// What it paints behind them, if anything.
    ground: Option<Option<Colour>>,
    /// How high its letters are, in millimetres.
    letters: Option<f64>,
    /// Whether numbers are made to fit or turned.
    fits: Option<bool>,
    /// What it shows of numbers.
    data: Option<String>,
    /// The page that its sheets are printed on.
    page: Option<String>,
    /// Rules: a condition, the style that holds where it is met, and the cell that others are counted from.
    maps: Vec<[String; 3]>,
}

/// Millimetres to a point: 72 to an inch.
const POINT: f64 = 25.4 / 72.0;

/// How high letters are, in points, where no style says so.
const LETTERS: f64 = 10.0;

/// How far styles stand on one another; those of programs do so two or three deep.
const DEEPEST: usize = 16;

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn read(&mut self, text: &str, ctx: &Context<'_>) -> Result<(), Error> {
        let mut tokens = Tokens::new(text);
        let mut open: Option<((String, String), OneStyle)> = None;
        while let Some(token) = tokens.next(ctx)? {
            let tag = match token {
                Token::Start(tag) => tag,
                Token::Text(text) => {
                    self.data.text(&text);
                    continue;
                }
                Token::End => {
                    self.data.end(tokens.depth());
                    continue;
                }
            };
            if self.data.start(&tag, tokens.depth()) {
                check_length(self.data.len(), ctx)?;
                continue;
            }
            match tag.name() {
                "style" => {
                    self.all.extend(open.take());
                    check_length(self.all.len(), ctx)?;
                    let key = (
                        tag.attribute("family").unwrap_or_default(),
                        tag.attribute("name").unwrap_or_default(),
                    );
                    if let (Some(shown), "table-cell") = (tag.attribute("display-name"), &*key.0) {
                        self.shown.insert(shown, key.1.clone());
                    }
                    let style = OneStyle {
                        parent: tag.attribute("parent-style-name"),
                        data: tag.attribute("data-style-name"),
                        page: tag.attribute("master-page-name"),
                        ..OneStyle::default()
                    };
                    open = Some((key, style));
                }
                // Pages stand below all styles.
                "master-page" => {
                    self.all.extend(open.take());
                    let name = tag.attribute("name").unwrap_or_default();
                    self.pages.push((name, Vec::new()));
                    check_length(self.pages.len(), ctx)?;
                }
                "header" | "footer" | "header-left" | "footer-left" | "header-first"
                | "footer-first"
                    if tag.value("display").is_none_or(|v| v != "false") =>
                {
                    if let Some((_, lines)) = self.pages.last_mut() {
                        add_lines(&mut tokens, lines, ctx)?;
                    }
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
                            "font-name" | "font-family" => {
                                style.signs = Some(Signs::named(&value));
                            }
                            "font-size" => style.letters = millimetres(&value),
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
                    let Some((_, style)) = &mut open else {
                        continue;
                    };
                    for (name, value) in tag.attributes() {
                        match name {
                            "background-color" => style.ground = Some(colour::of_hex(&value)),
                            "shrink-to-fit" if value == "true" => style.fits = Some(true),
                            "rotation-angle" if value != "0" => style.fits = Some(true),
                            _ => {}
                        }
                    }
                }
                "graphic-properties" => {
                    let opaque = tag.attribute("opacity").is_none_or(|o| {
                        let share = o.trim_end_matches('%').trim().parse::<f64>();
                        share.is_ok_and(|share| share >= 50.0)
                    });
                    if let (Some((_, style)), Some(fill)) = (&mut open, tag.attribute("fill")) {
                        style.filled = Some(fill != "none" && opaque);
                    }
                }
                "table-properties" => {
                    if let (Some((_, style)), Some(value)) = (&mut open, tag.attribute("display")) {
                        style.hidden = Some(value == "false");
                    }
                }
                "map" => {
                    if let (Some((_, style)), Some(condition), Some(applied)) = (
                        &mut open,
                        tag.attribute("condition"),
                        tag.attribute("apply-style-name"),
                    ) {
                        let base = tag.attribute("base-cell-address").unwrap_or_default();
                        style.maps.push([condition, applied, base]);
                        check_length(style.maps.len(), ctx)?;
                    }
                }
                "table-row-properties" | "table-column-properties" => {
                    let size = tag
                        .attribute("row-height")
                        .or_else(|| tag.attribute("column-width"));
                    if let (Some((_, style)), Some(size)) = (&mut open, size) {
                        style.size = millimetres(&size);
                        style.flat = style.size.map(|size| size < SEEN * POINT);
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

    /// What the printed pages of a sheet of a style say at their head and foot, a paragraph a line.
    pub(super) fn heads(&self, name: &str) -> &[String] {
        let page = self.find("table", name, |s| s.page.clone());
        let own = self
            .pages
            .iter()
            .find(|(name, _)| Some(name) == page.as_ref());
        own.map_or(&[], |(_, lines)| lines)
    }

    /// Whether styles of cells have rules.
    pub(super) fn have_rules(&self) -> bool {
        self.all.values().any(|s| !s.maps.is_empty())
    }

    /// The rules of a cell's style (ODF 1.3-3, 16.3): of several whose condition is met the first counts.
    pub(super) fn rules(&self, name: &str) -> Vec<Rule> {
        let rule = |[condition, applied, base]: &[String; 3]| Rule {
            ranges: vec![[0, 0, u32::MAX, u32::MAX]],
            priority: 0,
            over: Rc::new(self.over(applied)),
            stops: true,
            test: test(condition, base),
        };
        let style = self.all.get(&("table-cell".to_owned(), name.to_owned()));
        style.map_or_else(Vec::new, |s| s.maps.iter().map(rule).collect())
    }

    /// What a style lays over a cell's own, by its name or the one that it is shown by.
    pub(super) fn over(&self, name: &str) -> Over {
        let name = self.shown.get(name).map_or(name, String::as_str);
        let own = |get: fn(&OneStyle) -> Option<Option<Colour>>| self.find("table-cell", name, get);
        let format = self.find("table-cell", name, |s| s.data.clone());
        Over {
            format: format.and_then(|name| self.data.format(&name)),
            struck: self.find("table-cell", name, |s| s.struck),
            ink: own(|s| s.ink).flatten(),
            ground: own(|s| s.ground),
        }
    }

    pub(super) fn flattens(&self, family: &str, name: &str) -> bool {
        self.find(family, name, |s| s.flat).unwrap_or(false)
    }

    /// Whether a shape is filled, if its style says so.
    pub(super) fn fills(&self, name: &str) -> Option<bool> {
        self.find("graphic", name, |s| s.filled)
    }

    /// How high a row is or how wide a column, in millimetres.
    pub(super) fn size(&self, family: &str, name: &str) -> Option<f64> {
        self.find(family, name, |s| s.size)
    }

    /// How the text of a cell looks, its colour, and that of its ground.
    pub(super) fn cell(&self, name: &str) -> Style {
        let ground = self.find("table-cell", name, |s| s.ground).flatten();
        let data = self.find("table-cell", name, |s| s.data.clone());
        let fits = self.find("table-cell", name, |s| s.fits) == Some(true);
        let letters = self.find("table-cell", name, |s| s.letters);
        Style {
            format: data.and_then(|name| self.data.format(&name)),
            look: self.look("table-cell", name, Look::Plain),
            ink: self.find("table-cell", name, |s| s.ink).flatten(),
            ground: ground.or(Some(colour::WHITE)),
            signs: self.find("table-cell", name, |s| s.signs).flatten(),
            ..Style::default()
        }
        .in_letters(Some(letters.map_or(LETTERS, |l| l / POINT)), fits)
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

    /// Whether a stretch of text is too small to be seen, if it says how high its letters are.
    pub(super) fn is_small(&self, name: &str) -> Option<bool> {
        let letters = self.find("text", name, |s| s.letters)?;
        Some(is_unseen(Some(letters / POINT)))
    }

    /// The font of a stretch of text, if it has one of its own: one of signs, or another.
    pub(super) fn signs_of_text(&self, name: &str) -> Option<Option<Signs>> {
        self.find("text", name, |s| s.signs)
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

/// What a condition of a style asks (`cell-content()=0`, `cell-content-is-between(1,5)`, `is-true-formula([.B5]=[.B4])`), or
/// one of `LibreOffice`'s own (`=0`, `between(1,5)`, `formula-is([.B5]=[.B4])`); none if it is not computed here.
pub(super) fn test(condition: &str, base: &str) -> Option<Test> {
    let plain = |text: &str| text.replace("[.", "").replace(']', "");
    let base = base.rsplit('.').next().unwrap_or_default();
    let first = crate::location::cell_place(base).unwrap_or_default();
    let condition = condition.trim();
    let condition = condition.strip_prefix("cell-content").unwrap_or(condition);
    let compared = condition.strip_prefix("()").unwrap_or(condition);
    if compared.starts_with(['=', '<', '>', '!']) {
        let signs = compared.find(|c| !matches!(c, '=' | '<' | '>' | '!'))?;
        let (sign, with) = compared.split_at(signs);
        return Test::compare(Operand::Itself, sign, operand(&plain(with), first)?);
    }
    let (name, inner) = condition.split_once('(').unwrap_or((condition, ""));
    let inner = inner.strip_suffix(')').unwrap_or(inner);
    let between = || {
        let (least, most) = inner.split_once(',')?;
        Test::between(
            operand(&plain(least), first)?,
            operand(&plain(most), first)?,
        )
    };
    let text = || {
        let text = inner.trim().strip_prefix('"')?.strip_suffix('"')?;
        Some(text.replace("\"\"", "\"").to_lowercase())
    };
    match name {
        "-is-between" | "between" => between(),
        "-is-not-between" | "not-between" => between().map(Test::not),
        "is-true-formula" | "formula-is" => expression(&plain(inner), first),
        "contains-text" => text().map(Test::Contains),
        "not-contains-text" => text().map(Test::Contains).map(Test::not),
        "begins-with" => text().map(Test::Begins),
        "ends-with" => text().map(Test::Ends),
        "is-error" => Some(Test::IsError(Operand::Itself)),
        "is-no-error" => Some(Test::not(Test::IsError(Operand::Itself))),
        _ => None,
    }
}

/// Adds the paragraphs of an element whose start tag was read last.
fn add_lines(
    tokens: &mut Tokens<'_>,
    lines: &mut Vec<String>,
    ctx: &Context<'_>,
) -> Result<(), Error> {
    let outside = tokens.depth().saturating_sub(1);
    while tokens.depth() > outside {
        match tokens.next(ctx)? {
            Some(Token::Start(tag)) if tag.name() == "p" => {
                lines.push(String::new());
                check_length(lines.len(), ctx)?;
            }
            Some(Token::Text(text)) => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(&text);
                }
            }
            Some(_) => {}
            None => break,
        }
    }
    Ok(())
}

/// `super 58%`, `sub`, `33% 58%`: how far from the line of the others.
fn is_raised(position: &str) -> bool {
    let first = position.split_whitespace().next().unwrap_or_default();
    let percent = first.trim_end_matches('%').parse::<f64>();
    matches!(first, "super" | "sub") || percent.is_ok_and(|p| p != 0.0)
}
