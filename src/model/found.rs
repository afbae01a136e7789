//! Tables as found on a page, before any of their meaning is read.

use serde::{Deserialize, Serialize};

use crate::location::BBox;

/// A table, or a page's part of one, as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FoundTable {
    /// Page from 1; 0 in a text input.
    pub page: u32,
    /// Its box.
    pub bbox: BBox,
    /// Its cells, by row, then column.
    pub cells: Vec<FoundCell>,
}

/// A cell of a [`FoundTable`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FoundCell {
    /// First row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub col: usize,
    /// Rows it covers.
    pub rowspan: usize,
    /// Columns it covers.
    pub colspan: usize,
    /// Its text, lines joined.
    pub text: String,
}
