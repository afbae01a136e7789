//! Rules that lay another style over a cell by what it holds (ECMA-376-1, 18.3.1.18): a format that shows nothing for zero,
//! white letters for a name that is the same as above.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::Look;
use super::colour::{self, Colour};
use super::number_format::NumberFormat;
use super::workbook::{Style, is_inside};

/// The rules of a sheet, and what its cells hold as far as they were read.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// Those that count most first.
    all: Vec<Rule>,
    held: HashMap<(u32, u32), Held>,
}

#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) ranges: Vec<[u32; 4]>,
    pub(super) priority: i64,
    /// What it lays over.
    pub(super) over: Rc<Over>,
    /// Whether no rule behind it counts where it holds.
    pub(super) stops: bool,
    /// None: it cannot be told here whether it holds.
    pub(super) test: Option<Test>,
}

/// What a rule changes of a cell's style, as far as it states it.
#[derive(Clone, Debug, Default)]
pub(super) struct Over {
    pub(super) format: Option<Rc<NumberFormat>>,
    pub(super) struck: Option<bool>,
    pub(super) ink: Option<Colour>,
    /// A ground, of one colour if that is known.
    pub(super) ground: Option<Option<Colour>>,
}

#[derive(Clone, Debug)]
pub(super) enum Test {
    Always,
    IsError(Operand),
    Compare(Operand, Compare, Operand),
    Contains(String),
    Begins(String),
    Ends(String),
    Not(Box<Self>),
    Both(Box<Self>, Box<Self>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Compare {
    Less,
    Equal,
    More,
}

#[derive(Clone, Debug)]
pub(super) enum Operand {
    Itself,
    Constant(Held),
    /// A cell: its row and column, and whether each is counted from the cell that the rule is for.
    Cell((i64, bool), (i64, bool)),
}

/// What a cell holds, for comparing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Held {
    Blank,
    Number(f64),
    Text(String),
    Error,
}

/// What rules do to a cell.
#[derive(Debug, Default)]
struct Effect {
    /// The styles to lay over it, the one that counts most last.
    over: Vec<Rc<Over>>,
    /// Those that may have to be laid over it.
    perhaps: Vec<Rc<Over>>,
}

impl Over {
    /// Shows a bar or a sign in place of numbers, texts as what they are.
    pub(super) fn in_place_of_numbers() -> (Self, Option<Test>) {
        let white = Some(colour::WHITE);
        let over = Self {
            ink: white,
            ground: Some(white),
            ..Self::default()
        };
        let most = Operand::Constant(Held::Number(f64::MAX));
        (over, Test::compare(Operand::Itself, "<=", most))
    }

    /// The style of a cell with this one laid over it.
    pub(super) fn on(&self, style: &Style) -> Style {
        Style {
            format: self.format.clone().or_else(|| style.format.clone()),
            unread: style.unread.clone().filter(|_| self.format.is_none()),
            look: match self.struck {
                Some(true) => Look::Struck,
                Some(false) if style.look == Look::Struck => Look::Plain,
                _ => style.look,
            },
            ink: self.ink.or(style.ink),
            ground: self.ground.unwrap_or(style.ground),
            signs: style.signs,
            points: style.points,
        }
    }
}

impl Rules {
    pub(super) fn new(mut all: Vec<Rule>) -> Self {
        all.sort_by_key(|r| r.priority);
        Self {
            all,
            held: HashMap::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The style of a cell that holds this, as the rules leave it, and whether one that is not computed here may change
    /// what is seen. Cells are asked for in the order of the sheet.
    pub(super) fn styled<'s>(
        &mut self,
        at: (u32, u32),
        held: Held,
        style: Cow<'s, Style>,
        more: &[Rule],
    ) -> (Cow<'s, Style>, bool) {
        self.held.insert(at, held);
        let mut effect = Effect::default();
        let inside = |r: &&Rule| is_inside(&r.ranges, at);
        for rule in self.all.iter().chain(more).filter(inside) {
            match rule.test.as_ref().and_then(|test| self.holds(test, at)) {
                Some(true) => {
                    effect.over.insert(0, Rc::clone(&rule.over));
                    if rule.stops {
                        break;
                    }
                }
                Some(false) => {}
                None => effect.perhaps.push(Rc::clone(&rule.over)),
            }
        }
        let mut style = style;
        for over in effect.over {
            style = Cow::Owned(over.on(&style));
        }
        let changes = |over: &Rc<Over>| {
            let other = over.on(&style);
            over.format.is_some() || over.struck == Some(true) || other.hides(other.ink)
        };
        let doubt = effect.perhaps.iter().any(changes);
        (style, doubt)
    }

    fn holds(&self, test: &Test, at: (u32, u32)) -> Option<bool> {
        let own = || match self.held.get(&at) {
            Some(Held::Text(text)) => text.to_lowercase(),
            Some(Held::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        Some(match test {
            Test::Always => true,
            Test::IsError(operand) => self.value(operand, at)? == Held::Error,
            Test::Compare(a, compare, b) => {
                let (a, b) = (self.value(a, at)?, self.value(b, at)?);
                ordering(&a, &b) == Some(*compare)
            }
            Test::Contains(text) => own().contains(text),
            Test::Begins(text) => own().starts_with(text),
            Test::Ends(text) => own().ends_with(text),
            Test::Not(test) => !self.holds(test, at)?,
            Test::Both(a, b) => self.holds(a, at)? && self.holds(b, at)?,
        })
    }

    /// What an operand is for a cell; none if it lies farther on.
    fn value(&self, operand: &Operand, at: (u32, u32)) -> Option<Held> {
        let place = match operand {
            Operand::Constant(held) => return Some(held.clone()),
            Operand::Itself => at,
            Operand::Cell(row, col) => {
                let shifted = |(place, moves): (i64, bool), own: u32| {
                    u32::try_from(if moves { place + i64::from(own) } else { place }).ok()
                };
                (shifted(*row, at.0)?, shifted(*col, at.1)?)
            }
        };
        match self.held.get(&place) {
            Some(held) => Some(held.clone()),
            None => (place < at).then_some(Held::Blank),
        }
    }
}

impl Operand {
    /// A text; none at all is what a blank cell holds.
    pub(super) fn text(text: String) -> Self {
        Self::Constant(match text.as_str() {
            "" => Held::Blank,
            _ => Held::Text(text),
        })
    }
}

impl Test {
    pub(super) fn not(test: Self) -> Self {
        Self::Not(Box::new(test))
    }

    /// How the cell stands to a value, by the sign between them.
    pub(super) fn compare(left: Operand, sign: &str, right: Operand) -> Option<Self> {
        let (compare, is) = match sign {
            "=" => (Compare::Equal, true),
            "<>" | "!=" => (Compare::Equal, false),
            "<" => (Compare::Less, true),
            "<=" => (Compare::More, false),
            ">" => (Compare::More, true),
            ">=" => (Compare::Less, false),
            _ => return None,
        };
        let test = Self::Compare(left, compare, right);
        Some(if is { test } else { Self::not(test) })
    }

    /// Whether the cell lies between two values, these included.
    pub(super) fn between(least: Operand, most: Operand) -> Option<Self> {
        let least = Self::compare(Operand::Itself, ">=", least)?;
        let most = Self::compare(Operand::Itself, "<=", most)?;
        Some(Self::Both(Box::new(least), Box::new(most)))
    }
}

/// `ISERROR(C4)`, `B5=B4`, `$F4<=0`.
pub(super) fn expression(formula: &str, first: (u32, u32)) -> Option<Test> {
    let formula = formula.trim().trim_start_matches('=');
    for name in ["ISERROR(", "ISERR(", "ISNA("] {
        if let Some(inner) = formula.strip_prefix(name) {
            return Some(Test::IsError(operand(inner.strip_suffix(')')?, first)?));
        }
    }
    let at = formula.find(['=', '<', '>'])?;
    let (left, rest) = formula.split_at(at);
    let signs = rest.find(|c| !matches!(c, '=' | '<' | '>'))?;
    let (sign, right) = rest.split_at(signs);
    Test::compare(operand(left, first)?, sign, operand(right, first)?)
}

/// A number, a text in quotes, a cell. Cells are counted from the first that the rule is for, but behind `$`.
pub(super) fn operand(text: &str, first: (u32, u32)) -> Option<Operand> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        return Some(Operand::Constant(Held::Number(number)));
    }
    if let Some(inner) = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
        return Some(Operand::text(inner.replace("\"\"", "\"")));
    }
    let (row, col) = crate::location::cell_place(&text.replace('$', ""))?;
    let fixed_col = text.starts_with('$');
    let fixed_row = text.get(1..).is_some_and(|t| t.contains('$'));
    let counted = |place: u32, from: u32, fixed: bool| {
        let from = if fixed { 0 } else { i64::from(from) };
        (i64::from(place) - from, !fixed)
    };
    Some(Operand::Cell(
        counted(row, first.0, fixed_row),
        counted(col, first.1, fixed_col),
    ))
}

/// How two values stand to one another: numbers before texts, blank being zero or no text; nothing stands to an error.
fn ordering(a: &Held, b: &Held) -> Option<Compare> {
    let blank = |other: &Held| match other {
        Held::Text(_) => Held::Text(String::new()),
        _ => Held::Number(0.0),
    };
    let order = match (a, b) {
        (Held::Error, _) | (_, Held::Error) => return None,
        (Held::Blank, Held::Blank) => std::cmp::Ordering::Equal,
        (Held::Blank, other) => return ordering(&blank(other), other),
        (other, Held::Blank) => return ordering(other, &blank(other)),
        (Held::Number(a), Held::Number(b)) => a.partial_cmp(b)?,
        (Held::Number(_), Held::Text(_)) => std::cmp::Ordering::Less,
        (Held::Text(_), Held::Number(_)) => std::cmp::Ordering::Greater,
        (Held::Text(a), Held::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
    };
    Some(match order {
        std::cmp::Ordering::Less => Compare::Less,
        std::cmp::Ordering::Equal => Compare::Equal,
        std::cmp::Ordering::Greater => Compare::More,
    })
}
