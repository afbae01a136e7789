//! Columns that each hold one figure of a sum: 万 | 千 | 百 | 十 | 元.

use crate::lexicon::key::Key;

/// The power of ten of the place that a column of single figures has in a sum: 万, 千, 百, 十, 元, 角, 分.
pub(crate) fn digit_place(header: &str) -> Option<i32> {
    let key = Key::of(header);
    let plain = key.strip_suffix('位').unwrap_or(&key);
    let at = PLACES.iter().find(|(name, _)| *name == plain);
    at.map(|(_, power)| *power)
}

/// Names of such places.
const PLACES: &[(&str, i32)] = &[
    ("亿", 8),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("万", 4),
    ("千", 3),
    ("仟", 3),
    ("百", 2),
    ("佰", 2),
    ("十", 1),
    ("拾", 1),
    ("元", 0),
    ("角", -1),
    ("角分", -1),
    ("分", -2),
];
