//! Rules that `LibreOffice` writes behind the rows of a sheet, in elements of its own: those that styles cannot state (bars and
//! signs in place of numbers, texts that are looked for), and the others once more.

use std::collections::HashMap;
use std::rc::Rc;

use super::styles::{self, Styles};
use crate::context::Context;
use crate::error::Error;
use crate::source::office::conditions::{Over, Rule};
use crate::source::office::workbook::check_length;
use crate::source::office::xml::{Token, Tokens};

/// The rules of each sheet, by its name.
pub(super) fn read(
    content: &str,
    styles: &Styles,
    ctx: &Context<'_>,
) -> Result<HashMap<String, Vec<Rule>>, Error> {
    let mut out: HashMap<String, Vec<Rule>> = HashMap::new();
    for part in content.split("<calcext:conditional-formats").skip(1) {
        let part = part.split("</calcext:conditional-formats").next();
        let part = part.and_then(|p| p.split_once('>')).unwrap_or_default().1;
        let mut tokens = Tokens::new(part);
        let (mut sheet, mut ranges) = (String::new(), Vec::new());
        while let Some(token) = tokens.next(ctx)? {
            let Token::Start(tag) = token else { continue };
            let shown = tag.attribute("show-value");
            let (over, test) = match tag.name() {
                "conditional-format" => {
                    let names = tag.attribute("target-range-address").unwrap_or_default();
                    (sheet, ranges) = (name(&names), cells(&names));
                    continue;
                }
                "condition" => {
                    let style = tag.attribute("apply-style-name").unwrap_or_default();
                    let base = tag.attribute("base-cell-address").unwrap_or_default();
                    let value = tag.attribute("value").unwrap_or_default();
                    (styles.over(&style), styles::test(&value, &base))
                }
                // Bars say so themselves, signs at the first of their steps.
                "data-bar" | "icon-set" | "formatting-entry"
                    if shown.as_deref() == Some("false") =>
                {
                    Over::in_place_of_numbers()
                }
                _ => continue,
            };
            let all = out.entry(sheet.clone()).or_default();
            // Of several whose condition is met the first counts, as of a style's.
            all.push(Rule {
                ranges: ranges.clone(),
                priority: 0,
                over: Rc::new(over),
                stops: true,
                test,
            });
            check_length(all.len().saturating_mul(ranges.len()), ctx)?;
        }
    }
    Ok(out)
}

/// The sheet of an address: `项目表.E2:项目表.E6`, `'表 1'.E2`.
fn name(addresses: &str) -> String {
    let addresses = addresses.trim_start_matches('$');
    match addresses.strip_prefix('\'') {
        Some(quoted) => {
            let end = quoted.find("'.").unwrap_or(quoted.len());
            quoted.get(..end).unwrap_or_default().replace("''", "'")
        }
        None => addresses.split('.').next().unwrap_or_default().to_owned(),
    }
}

/// The ranges of addresses, which are all of one sheet.
fn cells(addresses: &str) -> Vec<[u32; 4]> {
    // Names of sheets stand in quotes where blanks are in them.
    let bare: String = addresses.split('\'').step_by(2).collect();
    let place = |address: &str| {
        let cell = address.rsplit('.').next().unwrap_or_default();
        crate::location::cell_place(&cell.replace('$', ""))
    };
    let range = |range: &str| {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
        Some([top, left, bottom, right])
    };
    bare.split_whitespace().filter_map(range).collect()
}
