//! Rules that lay another style over a cell by what it holds (ECMA-376-1, 18.3.1.18): a format that shows nothing for zero,
//! white letters for a name that is the same as above.

use std::collections::HashMap;

use super::styles::Over;
use super::{is_inside, range};
use crate::context::Context;
use crate::error::Error;
use crate::source::office::workbook::check_length;
use crate::source::office::xml::{Tag, Token, Tokens};

/// The rules of a sheet, and what its cells hold as far as they were read.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// Those that count most first.
    all: Vec<Rule>,
    held: HashMap<(u32, u32), Held>,
}

#[derive(Debug)]
struct Rule {
    ranges: Vec<[u32; 4]>,
    priority: i64,
    /// Number of the style that it lays over.
    over: usize,
    /// Whether no rule behind it counts where it holds.
    stops: bool,
    /// None: it cannot be told here whether it holds.
    test: Option<Test>,
}

#[derive(Clone, Debug)]
enum Test {
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
enum Compare {
    Less,
    Equal,
    More,
}

#[derive(Clone, Debug)]
enum Operand {
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
pub(super) struct Effect<'s> {
    /// The styles to lay over it, the one that counts most last.
    pub(super) over: Vec<&'s Over>,
    /// Those that may have to be laid over it.
    pub(super) perhaps: Vec<&'s Over>,
}

impl Rules {
    /// The rules of a sheet: they stand behind its cells.
    pub(super) fn read(text: &str, ctx: &Context<'_>) -> Result<Self, Error> {
        let behind = text
            .rfind("sheetData>")
            .or_else(|| text.find("sheetData/>"));
        let rest = behind.and_then(|at| text.get(at..)).unwrap_or_default();
        // Neither the end of the cells nor that of the sheet has its start here.
        let stretch = rest.find('<').unwrap_or(0)..rest.rfind("</").unwrap_or(0);
        let rest = rest.get(stretch).unwrap_or_default();
        let mut out = Self::default();
        if !rest.contains("cfRule") {
            return Ok(out);
        }
        let mut tokens = Tokens::new(rest);
        let mut ranges: Vec<[u32; 4]> = Vec::new();
        while let Some(token) = tokens.next(ctx)? {
            let Token::Start(tag) = token else { continue };
            match tag.name() {
                "conditionalFormatting" => {
                    let names = tag.attribute("sqref").unwrap_or_default();
                    ranges = names.split_whitespace().filter_map(range).collect();
                }
                "cfRule" => {
                    let formulas = formulas(&mut tokens, ctx)?;
                    // Bars, scales of colours and signs beside numbers have no style.
                    if let Some(over) = tag.number("dxfId") {
                        let first = ranges.first().map_or((0, 0), |r| (r[0], r[1]));
                        out.all.push(Rule {
                            priority: tag.number("priority").unwrap_or(i64::MAX),
                            stops: tag.is_on("stopIfTrue"),
                            test: test(&tag, &formulas, first),
                            ranges: ranges.clone(),
                            over,
                        });
                        check_length(out.all.len(), ctx)?;
                    }
                }
                "extLst" => tokens.skip(ctx)?,
                _ => {}
            }
        }
        out.all.sort_by_key(|r| r.priority);
        Ok(out)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What the rules do to a cell that holds this. Cells are asked for in the order of the sheet.
    pub(super) fn effect<'s>(
        &mut self,
        at: (u32, u32),
        held: Held,
        styles: &'s [Over],
    ) -> Effect<'s> {
        self.held.insert(at, held);
        let mut effect = Effect::default();
        let inside = |r: &&Rule| is_inside(&r.ranges, at);
        for rule in self.all.iter().filter(inside) {
            let Some(over) = styles.get(rule.over) else {
                continue;
            };
            match rule.test.as_ref().and_then(|test| self.holds(test, at)) {
                Some(true) => {
                    effect.over.insert(0, over);
                    if rule.stops {
                        break;
                    }
                }
                Some(false) => {}
                None => effect.perhaps.push(over),
            }
        }
        effect
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

/// The formulas of a rule whose start tag was read last.
fn formulas(tokens: &mut Tokens<'_>, ctx: &Context<'_>) -> Result<Vec<String>, Error> {
    let outside = tokens.depth().saturating_sub(1);
    let (mut out, mut open) = (Vec::new(), None::<String>);
    while tokens.depth() > outside {
        match tokens.next(ctx)? {
            Some(Token::Start(tag)) if tag.name() == "formula" => open = Some(String::new()),
            Some(Token::Start(_)) => {}
            Some(Token::Text(text)) => {
                if let Some(open) = &mut open {
                    open.push_str(&text);
                }
            }
            Some(Token::End) => out.extend(open.take()),
            None => break,
        }
    }
    Ok(out)
}

/// What a rule asks; none if that is not computed here.
fn test(tag: &Tag<'_>, formulas: &[String], first: (u32, u32)) -> Option<Test> {
    let operand = |index: usize| operand(formulas.get(index)?, first);
    let text = || tag.attribute("text").map(|t| t.to_lowercase());
    let not = |test: Test| Test::Not(Box::new(test));
    let kind = tag.attribute("type").unwrap_or_default();
    Some(match &*kind {
        "cellIs" => {
            let own = || Operand::Itself;
            let a = operand(0)?;
            match tag.attribute("operator")?.as_str() {
                "lessThan" => Test::Compare(own(), Compare::Less, a),
                "lessThanOrEqual" => not(Test::Compare(own(), Compare::More, a)),
                "equal" => Test::Compare(own(), Compare::Equal, a),
                "notEqual" => not(Test::Compare(own(), Compare::Equal, a)),
                "greaterThanOrEqual" => not(Test::Compare(own(), Compare::Less, a)),
                "greaterThan" => Test::Compare(own(), Compare::More, a),
                found @ ("between" | "notBetween") => {
                    let least = not(Test::Compare(own(), Compare::Less, a));
                    let most = not(Test::Compare(own(), Compare::More, operand(1)?));
                    let both = Test::Both(Box::new(least), Box::new(most));
                    if found == "between" { both } else { not(both) }
                }
                _ => return None,
            }
        }
        "containsErrors" => Test::IsError(Operand::Itself),
        "notContainsErrors" => not(Test::IsError(Operand::Itself)),
        // A cell that is asked for holds something.
        "containsBlanks" => not(Test::Always),
        "notContainsBlanks" => Test::Always,
        "containsText" => Test::Contains(text()?),
        "notContainsText" => not(Test::Contains(text()?)),
        "beginsWith" => Test::Begins(text()?),
        "endsWith" => Test::Ends(text()?),
        "expression" => expression(formulas.first()?, first)?,
        _ => return None,
    })
}

/// `ISERROR(C4)`, `B5=B4`, `$F4<=0`.
fn expression(formula: &str, first: (u32, u32)) -> Option<Test> {
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
    let (left, right) = (operand(left, first)?, operand(right, first)?);
    let not = |compare| {
        Test::Not(Box::new(Test::Compare(
            left.clone(),
            compare,
            right.clone(),
        )))
    };
    Some(match sign {
        "=" => Test::Compare(left, Compare::Equal, right),
        "<>" => not(Compare::Equal),
        "<" => Test::Compare(left, Compare::Less, right),
        "<=" => not(Compare::More),
        ">" => Test::Compare(left, Compare::More, right),
        ">=" => not(Compare::Less),
        _ => return None,
    })
}

/// A number, a text in quotes, a cell. Cells are counted from the first that the rule is for, but behind `$`.
fn operand(text: &str, first: (u32, u32)) -> Option<Operand> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        return Some(Operand::Constant(Held::Number(number)));
    }
    if let Some(inner) = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
        let inner = inner.replace("\"\"", "\"");
        return Some(Operand::Constant(match inner.as_str() {
            "" => Held::Blank,
            _ => Held::Text(inner),
        }));
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
