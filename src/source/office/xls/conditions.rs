//! Rules that lay another style over cells (MS-XLS 2.4.42 and 2.4.43).

use std::rc::Rc;

use super::records::{Bytes, Records};
use super::{Book, kind, strings};
use crate::context::Context;
use crate::error::Error;
use crate::source::office::conditions::{Held, Operand, Over, Rule, Rules, Test};
use crate::source::office::number_format::{NumberFormat, built_in};
use crate::source::office::workbook::check_length;

/// The rules of a sheet whose records these are: they stand behind its cells.
pub(super) fn read(records: Records<'_>, book: &Book, ctx: &Context<'_>) -> Result<Rules, Error> {
    let mut out: Vec<Rule> = Vec::new();
    let mut ranges: Vec<[u32; 4]> = Vec::new();
    // Charts within the sheet.
    let mut inner = 0_usize;
    for record in records {
        match record.kind {
            kind::BOF => inner += 1,
            kind::EOF if inner == 0 => break,
            kind::EOF => inner -= 1,
            kind::RULES => ranges = places(Bytes(record.data)).unwrap_or_default(),
            kind::RULE => {
                let first = ranges.first().map_or((0, 0), |r| (r[0], r[1]));
                if let Some((over, test)) = rule(Bytes(record.data), book, first) {
                    out.push(Rule {
                        ranges: ranges.clone(),
                        priority: 0,
                        over: Rc::new(over),
                        // Of several rules the first that holds counts.
                        stops: true,
                        test,
                    });
                    check_length(out.len(), ctx)?;
                }
            }
            _ => {}
        }
    }
    ctx.check_time()?;
    Ok(Rules::new(out))
}

fn places(mut data: Bytes<'_>) -> Option<Vec<[u32; 4]>> {
    data.skip(12)?;
    let count = data.u16()?;
    let next = |_| {
        let (top, bottom) = (data.u16()?, data.u16()?);
        let (left, right) = (data.u16()?, data.u16()?);
        Some([top.into(), left.into(), bottom.into(), right.into()])
    };
    Some((0..count).map_while(next).collect())
}

/// What a rule lays over, and what it asks; none of the latter if that is not computed here.
fn rule(mut data: Bytes<'_>, book: &Book, first: (u32, u32)) -> Option<(Over, Option<Test>)> {
    let (by, sign) = (data.u8()?, data.u8()?);
    let (one, two) = (data.u16()?, data.u16()?);
    let over = over(&mut data, book)?;
    let one = data.take(one.into())?;
    let two = data.take(two.into())?;
    let value = |tokens| operand(tokens, first);
    let own = || Operand::Itself;
    let test = match (by, sign) {
        (1, 1) => value(one)
            .zip(value(two))
            .and_then(|(a, b)| Test::between(a, b)),
        (1, 2) => {
            let test = value(one)
                .zip(value(two))
                .and_then(|(a, b)| Test::between(a, b));
            test.map(Test::not)
        }
        (1, sign) => {
            let sign = SIGNS.get(usize::from(sign).checked_sub(3)?)?;
            value(one).and_then(|value| Test::compare(own(), sign, value))
        }
        _ => expression(one, first),
    };
    Some((over, test))
}

/// How a cell's value stands to that of a rule, from the third way on (2.4.42).
const SIGNS: [&str; 6] = ["=", "<>", ">", "<", ">=", "<="];
/// The tokens of comparing, from 0x09 on (2.5.198.25).
const OPERATORS: [&str; 6] = ["<", "<=", "=", ">=", ">", "<>"];

/// What a rule changes (DXFN, 2.5.92): of each part whether it is there, and of each property in it whether it stays.
fn over(data: &mut Bytes<'_>, book: &Book) -> Option<Over> {
    let flags = data.u32()?;
    let has = |bit: u32| flags >> bit & 1 == 1;
    let own_format = data.u16()? & 1 == 1;
    let mut over = Over::default();
    if has(25) {
        let code = if own_format {
            let length = usize::from(data.u16()?).checked_sub(2)?;
            let mut format = Bytes(data.take(length)?);
            strings::long(&mut format)?
        } else {
            let id = data.u16()? >> 8;
            let own = book.codes.get(&id).map(String::as_str);
            own.unwrap_or_else(|| built_in(id)).to_owned()
        };
        over.format = NumberFormat::read(&code).map(Rc::new);
    }
    if has(26) {
        let mut font = Bytes(data.take(118)?);
        font.skip(68)?;
        let struck = font.u32()? & 0x80 != 0;
        font.skip(8)?;
        let ink = font.u32()?;
        font.skip(4)?;
        let stays = font.u32()? & 0x80 != 0;
        over.struck = (!stays).then_some(struck);
        over.ink = u16::try_from(ink).ok().and_then(|ink| book.colour(ink));
    }
    // Where text stands in its cell, and lines round it.
    if has(27) {
        data.skip(8)?;
    }
    if has(28) {
        data.skip(8)?;
    }
    if has(29) {
        let paint = data.u32()?;
        let (pattern, front, back) = (paint >> 10 & 0x3F, paint >> 16 & 0x7F, paint >> 23 & 0x7F);
        let colour = |number: u32| book.colour(u16::try_from(number).ok()?);
        // What a rule paints is the back of its pattern, which is solid unless it says something else.
        over.ground = match (has(16) || pattern <= 1, has(18), has(17)) {
            (true, false, _) => Some(colour(back)),
            (true, true, false) => Some(colour(front)),
            (true, true, true) => None,
            (false, ..) => Some(None),
        };
    }
    if has(30) {
        data.skip(2)?;
    }
    Some(over)
}

/// A value and nothing else.
fn operand(tokens: &[u8], first: (u32, u32)) -> Option<Operand> {
    let mut data = Bytes(tokens);
    let operand = next(&mut data, first)?;
    data.0.is_empty().then_some(operand)
}

/// Two values compared, or one asked whether it is an error.
fn expression(tokens: &[u8], first: (u32, u32)) -> Option<Test> {
    let mut data = Bytes(tokens);
    let left = next(&mut data, first)?;
    if let [0x21 | 0x41 | 0x61, 2 | 3, 0] = data.0 {
        return Some(Test::IsError(left));
    }
    let right = next(&mut data, first)?;
    let [operator] = data.0 else { return None };
    let sign = OPERATORS.get(usize::from(*operator).checked_sub(9)?)?;
    Test::compare(left, sign, right)
}

/// The next operand (2.5.198): a number, a text, a cell, which may be counted from the one that the rule is for.
fn next(data: &mut Bytes<'_>, first: (u32, u32)) -> Option<Operand> {
    Some(match data.u8()? {
        0x17 => Operand::text(strings::short(data)?),
        0x1E => Operand::Constant(Held::Number(data.u16()?.into())),
        0x1F => Operand::Constant(Held::Number(data.f64()?)),
        token @ (0x24 | 0x44 | 0x64 | 0x2C | 0x4C | 0x6C) => {
            let (row, col) = (data.u16()?, data.u16()?);
            let (row_moves, col_moves) = (col & 0x8000 != 0, col & 0x4000 != 0);
            let col = col & 0x00FF;
            let counted = token & 0x08 != 0;
            let place = |place: i64, moves: bool, from: u32| {
                let from = if moves && !counted {
                    i64::from(from)
                } else {
                    0
                };
                (place - from, moves)
            };
            // Those that are counted may lie before it.
            let (row, col) = if counted {
                let row = if row_moves {
                    row.cast_signed().into()
                } else {
                    row.into()
                };
                let back = col_moves && col >= 0x80;
                (row, i64::from(col) - if back { 0x100 } else { 0 })
            } else {
                (i64::from(row), i64::from(col))
            };
            Operand::Cell(
                place(row, row_moves, first.0),
                place(col, col_moves, first.1),
            )
        }
        _ => return None,
    })
}
