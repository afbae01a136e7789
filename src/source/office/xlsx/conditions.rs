//! The rules of a sheet (ECMA-376-1, 18.3.1.18): a format that shows nothing for zero, white letters for a name that is the
//! same as above.

use std::rc::Rc;

use super::range;
use crate::context::Context;
use crate::error::Error;
use crate::source::office::conditions::{self, Operand, Over, Rule, Rules, Test, expression};
use crate::source::office::workbook::check_length;
use crate::source::office::xml::{Tag, Token, Tokens};

/// The rules of a sheet: they stand behind its cells.
pub(super) fn read(text: &str, styles: &[Rc<Over>], ctx: &Context<'_>) -> Result<Rules, Error> {
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
                let over = tag.number("dxfId").and_then(|id: usize| styles.get(id));
                if let Some(over) = over {
                    let first = ranges.first().map_or((0, 0), |r| (r[0], r[1]));
                    out.push(Rule {
                        priority: tag.number("priority").unwrap_or(i64::MAX),
                        stops: tag.is_on("stopIfTrue"),
                        test: test(&tag, &formulas, first),
                        ranges: ranges.clone(),
                        over: Rc::clone(over),
                    });
                    check_length(out.len(), ctx)?;
                }
            }
            "extLst" => tokens.skip(ctx)?,
            _ => {}
        }
    }
    Ok(Rules::new(out))
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
