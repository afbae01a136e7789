//! Texts: what was printed, joined the way Chinese is written, with the printed form beside it.

use serde::{Deserialize, Serialize};

use crate::location::Location;

/// A stretch of printed text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Text {
    /// The characters in ordinary form: line breaks joined, radicals and compatibility ideographs made ordinary,
    /// white space beside a CJK character removed.
    pub text: String,
    /// The characters as printed, one line a line.
    pub raw: String,
    /// Where they stand: one place, or one for each page a joined text was cut over.
    pub locations: Vec<Location>,
    /// Signs printed raised or lowered beside the text (¹, ①, *), in printed order: footnote marks, no part of `text`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// What is printed here with a line through it, in printed order: no part of `text`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub struck: Vec<String>,
    /// Whether a number in it was read again from its picture, and the two readings agree; nothing where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<bool>,
    /// Where the characters were recognised in a picture: how sure the reader is of the weakest of them, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

/// How a cell came to its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Origin {
    /// The cell begins in this row; also the first row of a merged cell.
    #[default]
    Own,
    /// Covered by a merged cell that begins in a row above.
    Merged,
    /// Blank, and taken from the nearest filled cell above.
    Carried,
    /// Printed again, as on a new page or with （续）.
    Repeated,
    /// A ditto mark (〃, 同上) for the cell above.
    Ditto,
    /// In no cell: the notice itself is the source, as where the organ that publishes its procurement plans is the purchaser of
    /// all of them. The location is where it is printed.
    Document,
    /// Not as read: a reviewer corrected it. [`CellText::raw`] is what was read.
    Corrected,
}

/// The text of a table cell, and how the cell came to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CellText {
    /// As [`Text::text`]; of a carried cell, the owner's text.
    pub text: String,
    /// As [`Text::raw`]; of a carried cell, the owner's.
    pub raw: String,
    /// As [`Text::locations`]; of a carried cell, the owner's.
    pub locations: Vec<Location>,
    /// How the cell came to its value.
    pub origin: Origin,
    /// Whether the cell was put together from the two sides of a page break.
    pub joined: bool,
    /// Signs printed raised or lowered beside the text (¹, ①, *), in printed order: footnote marks, as [`Text::marks`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// What is printed here with a line through it, in printed order: no part of `text`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub struck: Vec<String>,
    /// Whether a number in it was read again from its picture, and the two readings agree; nothing where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<bool>,
    /// Where the characters were recognised in a picture: how sure the reader is of the weakest of them, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

impl CellText {
    /// Whether nothing is printed in the cell.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}
