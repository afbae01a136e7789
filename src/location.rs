//! Where a value was printed: a box on a page, or a stretch of lines and columns.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// A rectangle on a page, in points (1/72 inch) from the page's top left corner,
/// after the page's rotation and crop box have been applied.
///
/// Serialised as `[x0, top, x1, bottom]`, rounded to hundredths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f32; 4]", into = "[f32; 4]")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "[f32; 4]"))]
pub struct BBox {
    /// Left edge.
    pub x0: f32,
    /// Upper edge (smaller than `bottom`).
    pub top: f32,
    /// Right edge.
    pub x1: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl BBox {
    /// A box from its four edges.
    #[must_use]
    pub const fn new(x0: f32, top: f32, x1: f32, bottom: f32) -> Self {
        Self {
            x0,
            top,
            x1,
            bottom,
        }
    }

    /// Width in points.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// Horizontal middle.
    #[must_use]
    pub fn center_x(&self) -> f32 {
        f32::midpoint(self.x0, self.x1)
    }

    /// Vertical middle.
    #[must_use]
    pub fn center_y(&self) -> f32 {
        f32::midpoint(self.top, self.bottom)
    }

    /// The smallest box that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            top: self.top.min(other.top),
            x1: self.x1.max(other.x1),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether a point lies inside or on the edge.
    #[must_use]
    pub fn contains(&self, x: f32, y: f32) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.top && y <= self.bottom
    }
}

impl From<[f32; 4]> for BBox {
    fn from([x0, top, x1, bottom]: [f32; 4]) -> Self {
        Self {
            x0,
            top,
            x1,
            bottom,
        }
    }
}

impl From<BBox> for [f32; 4] {
    fn from(b: BBox) -> Self {
        let round = |v: f32| (v * 100.0).round() / 100.0;
        [round(b.x0), round(b.top), round(b.x1), round(b.bottom)]
    }
}

/// Where something stands in the input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Location {
    /// In a PDF.
    Page {
        /// Page, counted from 1 in file order (not the printed page number).
        page: u32,
        /// Box on that page.
        bbox: BBox,
    },
    /// In a text or HTML input.
    Text {
        /// First line, from 1.
        line: u32,
        /// First column, from 1, counted in characters.
        column: u32,
        /// Last line, from 1.
        end_line: u32,
        /// Column after the last character, from 1, counted in characters.
        end_column: u32,
    },
    /// In a spreadsheet.
    Cell {
        /// Name of the sheet, as its tab shows it.
        sheet: String,
        /// Cell in that sheet, as spreadsheets name it: `C7`. Of a merged range, its upper left cell.
        cell: String,
    },
    /// In a word processor's document.
    Paragraph {
        /// Paragraph, counted from 1 through the document; those in table cells and text boxes count where they stand.
        paragraph: u32,
    },
}

impl Location {
    /// The page, in a PDF.
    #[must_use]
    pub const fn page(&self) -> Option<u32> {
        match self {
            Self::Page { page, .. } => Some(*page),
            Self::Text { .. } | Self::Cell { .. } | Self::Paragraph { .. } => None,
        }
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Page { page, bbox } => write!(
                f,
                "page {page}, box ({:.0}, {:.0})–({:.0}, {:.0}) pt",
                bbox.x0, bbox.top, bbox.x1, bbox.bottom
            ),
            Self::Text { line, column, .. } => write!(f, "line {line}, column {column}"),
            Self::Cell { sheet, cell } => write!(f, "{sheet}!{cell}"),
            Self::Paragraph { paragraph } => write!(f, "paragraph {paragraph}"),
        }
    }
}

/// The letters of a column, counted from 0: A, Z, AA.
pub(crate) fn column_name(col: u32) -> String {
    // As many as the names of cells have in all but the longest sheets.
    let (mut rest, mut letters) = (col, String::with_capacity(8));
    loop {
        let letter = char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        letters.insert(0, letter);
        match (rest / 26).checked_sub(1) {
            Some(more) => rest = more,
            None => return letters,
        }
    }
}

/// The name of a cell, its row and column counted from 0: C7.
pub(crate) fn cell_name(row: u32, col: u32) -> String {
    let mut name = column_name(col);
    // Writing to a text cannot fail.
    let _ = write!(name, "{}", u64::from(row) + 1);
    name
}

/// Row and column of a cell, from 0, by its name; `$` may stand before both.
#[cfg_attr(
    not(feature = "office"),
    allow(dead_code, reason = "only sheets have cells")
)]
pub(crate) fn cell_place(name: &str) -> Option<(u32, u32)> {
    let (mut col, mut row) = (0_u32, 0_u32);
    for c in name.chars().filter(|c| *c != '$') {
        match c {
            'A'..='Z' | 'a'..='z' if row == 0 => {
                let letter = u32::from(c.to_ascii_uppercase()) - u32::from('A') + 1;
                col = col.checked_mul(26)?.checked_add(letter)?;
            }
            '0'..='9' => row = row.checked_mul(10)?.checked_add(c.to_digit(10)?)?,
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}
