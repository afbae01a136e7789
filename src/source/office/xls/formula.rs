//! What a formula's own words say of its value.
//!
//! `LibreOffice` stores zero as the value of formulas that give texts, and no text: spreadsheet programs compute it when
//! they open the file. Texts that stand in the formula itself are put together here; what takes more is said.

use super::records::Bytes;
use super::strings;

/// What a formula gives.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Gives {
    /// This text.
    Text(String),
    /// Some text that depends on other cells.
    SomeText,
    /// A number, or what cannot be told.
    Other,
}

/// Functions whose value is text: REPT, MID, DOLLAR, FIXED, TEXT, CHAR, LOWER, UPPER, PROPER, LEFT, RIGHT, TRIM, REPLACE,
/// SUBSTITUTE, T, CONCATENATE (MS-XLS 2.5.198.17).
const OF_TEXT: [u16; 16] = [
    30, 31, 13, 14, 48, 111, 112, 113, 114, 115, 116, 118, 119, 120, 130, 336,
];

/// Reads the tokens of a formula (MS-XLS 2.5.198.25): operands before their operator.
pub(super) fn gives(tokens: &[u8]) -> Gives {
    let mut data = Bytes(tokens);
    // Operands so far; of those that depend on other cells, nothing.
    let mut stack: Vec<Option<String>> = Vec::new();
    let mut text = false;
    while let Some(token) = data.u8() {
        let known = match token {
            // &
            0x08 => {
                let (behind, before) = (stack.pop().flatten(), stack.pop().flatten());
                stack.push(before.zip(behind).map(|(a, b)| a + &b));
                text = true;
                continue;
            }
            // Brackets.
            0x15 => continue,
            0x17 => {
                text = true;
                strings::short(&mut data)
            }
            // Blanks and hints.
            0x19 => {
                let kind = data.u8();
                if kind.is_some_and(|k| k & 0x04 != 0) || data.skip(2).is_none() {
                    return Gives::Other;
                }
                continue;
            }
            0x1E => {
                text = false;
                data.u16().map(|n| n.to_string())
            }
            // A cell, by its class.
            0x24 | 0x44 | 0x64 => {
                text = false;
                if data.skip(4).is_none() {
                    return Gives::Other;
                }
                stack.push(None);
                continue;
            }
            // A function that is the whole formula.
            0x21 | 0x41 | 0x61 => return function(data.u16(), data),
            0x22 | 0x42 | 0x62 => {
                let _ = data.u8();
                return function(data.u16().map(|f| f & 0x7FFF), data);
            }
            _ => return Gives::Other,
        };
        match known {
            Some(known) => stack.push(Some(known)),
            None => return Gives::Other,
        }
    }
    match (stack.pop(), text) {
        (Some(Some(given)), true) => Gives::Text(given),
        (Some(None), true) => Gives::SomeText,
        _ => Gives::Other,
    }
}

fn function(number: Option<u16>, rest: Bytes<'_>) -> Gives {
    let of_text = number.is_some_and(|n| OF_TEXT.contains(&n));
    let joined = rest.0.last() == Some(&0x08);
    if of_text && rest.0.is_empty() || joined {
        Gives::SomeText
    } else {
        Gives::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_stand_in_a_formula() {
        let text = |t: &str| -> Vec<u8> {
            let units: Vec<u8> = t.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [
                &[0x17, u8::try_from(t.chars().count()).unwrap(), 1],
                units.as_slice(),
            ]
            .concat()
        };
        let both = [text("全"), text("区居民"), vec![0x08]].concat();
        assert_eq!(gives(&both), Gives::Text("全区居民".into()));
        let cell = [vec![0x44, 3, 0, 1, 0], text("元"), vec![0x08]].concat();
        assert_eq!(gives(&cell), Gives::SomeText);
        let number = [vec![0x1E, 5, 0, 0x1E, 6, 0, 0x03]].concat();
        assert_eq!(gives(&number), Gives::Other);
        let as_text = [vec![0x44, 3, 0, 1, 0], text("0.0"), vec![0x41, 48, 0]].concat();
        assert_eq!(gives(&as_text), Gives::SomeText);
        assert_eq!(gives(&[0x17, 200, 1]), Gives::Other);
    }
}
