//! The rules of a sheet (ECMA-376-1, 18.3.1.18): a format that shows nothing for zero, white letters for a name that is the
//! same as above.

use std::rc::Rc;

use super::range;
use super::styles::{self, Styles};
use crate::context::Context;
use crate::error::Error;
use crate::source::office::conditions::{self, Operand, Over, Rule, Rules, Test, expression};
use crate::source::office::workbook::check_length;
use crate::source::office::xml::{Tag, Token, Tokens};

/// A rule being read, whose ranges may be said behind it.
struct Read<'x> {
    tag: Tag<'x>,
    formulas: Vec<String>,
    /// The style that stands in it.
    own: Option<Over>,
    /// Whether it shows a bar or a sign in place of the number.
    bare: bool,
}

impl Read<'_> {
    fn rule(self, ranges: &[[u32; 4]], styles: &Styles) -> Option<Rule> {
        let first = ranges.first().map_or((0, 0), |r| (r[0], r[1]));
        let named = self.tag.number("dxfId");
        let named = named.and_then(|id: usize| styles.over.get(id)).cloned();
        let over = self.own.map(Rc::new).or(named);
        let (over, test) = if self.bare {
            let (over, test) = Over::in_place_of_numbers();
            (Rc::new(over), test)
        } else {
            // Bars, scales of colours and signs beside numbers have no style.
            (over?, test(&self.tag, &self.formulas, first))
        };
        Some(Rule {
            priority: self.tag.number("priority").unwrap_or(i64::MAX),
            stops: self.tag.is_on("stopIfTrue"),
            test,
            ranges: ranges.to_vec(),
            over,
        })
    }
}

/// The rules of a sheet: they stand behind its cells, and those of newer programs in an extension, before their ranges.
pub(super) fn read(text: &str, styles: &Styles, ctx: &Context<'_>) -> Result<Rules, Error> {
    let behind = text
        .rfind("sheetData>")
        .or_else(|| text.find("sheetData/>"));
    let rest = behind.and_then(|at| text.get(at..)).unwrap_or_default();
    // Neither the end of the cells nor that of the sheet has its start here.
    let stretch = rest.find('<').unwrap_or(0)..rest.rfind("</").unwrap_or(0);
    let rest = rest.get(stretch).unwrap_or_default();
    let mut out: Vec<Rule> = Vec::new();
    if !rest.contains("cfRule") {
        return Ok(Rules::default());
    }
    let mut tokens = Tokens::new(rest);
    let mut ranges: Vec<[u32; 4]> = Vec::new();
    let mut open: Vec<Read<'_>> = Vec::new();
    let mut says = false;
    let all = |names: &str| names.split_whitespace().filter_map(range).collect();
    while let Some(token) = tokens.next(ctx)? {
        let tag = match token {
            Token::Start(tag) => tag,
            Token::Text(names) if says => {
                ranges = all(&names);
                let rules = open.drain(..).filter_map(|r| r.rule(&ranges, styles));
                out.extend(rules);
                continue;
            }
            Token::Text(_) | Token::End => {
                says = false;
                continue;
            }
        };
        match tag.name() {
            "conditionalFormatting" => {
                open.clear();
                ranges = all(&tag.attribute("sqref").unwrap_or_default());
            }
            "sqref" => says = true,
            "cfRule" => {
                let read = content(tag, &mut tokens, styles, ctx)?;
                if ranges.is_empty() {
                    open.push(read);
                } else {
                    out.extend(read.rule(&ranges, styles));
                }
                check_length(out.len() + open.len(), ctx)?;
            }
            _ => {}
        }
    }
    Ok(Rules::new(out))
}

/// What stands in a rule whose start tag was read last.
fn content<'x>(
    tag: Tag<'x>,
    tokens: &mut Tokens<'x>,
    styles: &Styles,
    ctx: &Context<'_>,
) -> Result<Read<'x>, Error> {
    let outside = tokens.depth().saturating_sub(1);
    let mut out = Read {
        tag,
        formulas: Vec::new(),
        own: None,
        bare: false,
    };
    let mut open = None::<String>;
    while tokens.depth() > outside {
        match tokens.next(ctx)? {
            Some(Token::Start(tag)) => match tag.name() {
                // Where a bar or sign changes is no formula of the rule.
                "cfvo" => tokens.skip(ctx)?,
                "formula" | "f" => open = Some(String::new()),
                "dxf" => out.own = Some(styles::over(tokens, &styles.colours, ctx)?),
                "iconSet" | "dataBar" => {
                    let shown = tag.attribute("showValue");
                    out.bare |= shown.is_some_and(|s| matches!(&*s, "0" | "false"));
                }
                _ => {}
            },
            Some(Token::Text(text)) => {
                if let Some(open) = &mut open {
                    open.push_str(&text);
                }
            }
            Some(Token::End) => out.formulas.extend(open.take()),
            None => break,
        }
    }
    Ok(out)
}

/// What a rule asks; none if that is not computed here.
fn test(tag: &Tag<'_>, formulas: &[String], first: (u32, u32)) -> Option<Test> {
    let operand = |index: usize| conditions::operand(formulas.get(index)?, first);
    let text = || tag.attribute("text").map(|t| t.to_lowercase());
    let kind = tag.attribute("type").unwrap_or_default();
    Some(match &*kind {
        "cellIs" => {
            let a = operand(0)?;
            let sign = match tag.attribute("operator")?.as_str() {
                "lessThan" => "<",
                "lessThanOrEqual" => "<=",
                "equal" => "=",
                "notEqual" => "<>",
                "greaterThanOrEqual" => ">=",
                "greaterThan" => ">",
                "between" => return Test::between(a, operand(1)?),
                "notBetween" => return Test::between(a, operand(1)?).map(Test::not),
                _ => return None,
            };
            Test::compare(Operand::Itself, sign, a)?
        }
        "containsErrors" => Test::IsError(Operand::Itself),
        "notContainsErrors" => Test::not(Test::IsError(Operand::Itself)),
        // A cell that is asked for holds something.
        "containsBlanks" => Test::not(Test::Always),
        "notContainsBlanks" => Test::Always,
        "containsText" => Test::Contains(text()?),
        "notContainsText" => Test::not(Test::Contains(text()?)),
        "beginsWith" => Test::Begins(text()?),
        "endsWith" => Test::Ends(text()?),
        "expression" => expression(formulas.first()?, first)?,
        _ => return None,
    })
}
