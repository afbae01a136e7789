//! The account of every printed character.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::text::Text;

/// Where every printed character of the input went. White space is not counted.
///
/// `characters = placed + the sum of discarded + the characters of unplaced`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ledger {
    /// Printed characters in the input.
    pub characters: u64,
    /// Of these, in exactly one place of the model.
    pub placed: u64,
    /// Left out by name: `page_number`, `repeated_header`, `watermark`, `doubled_glyph`, `markup` …
    pub discarded: BTreeMap<String, u64>,
    /// Printed, but found no place in the model.
    pub unplaced: Vec<Text>,
    /// Blanks put between joined lines, which no input character stands for.
    pub inserted: u64,
}
