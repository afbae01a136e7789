//! Characters → lines → joined text.

pub(crate) mod compose;
#[cfg(feature = "pdf")]
pub(crate) mod furniture;
pub(crate) mod lines;
#[cfg(feature = "pdf")]
pub(crate) mod marks;
pub(crate) mod plain;
#[cfg(feature = "pdf")]
pub(crate) mod second;

use crate::accounts::Char;
use crate::lexicon::key::Key;
use crate::lexicon::page_number::{PageNumber, page_number};
use crate::location::BBox;

/// Characters printed on one line, left to right (blanks between words included, as printed or inserted).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) chars: Vec<Char>,
    /// Page from 1; 0 in a text input.
    pub(crate) page: u32,
    pub(crate) bbox: BBox,
    /// Height of the baseline; in a text input the line's lower edge.
    pub(crate) baseline: f32,
    /// Largest font size on the line.
    pub(crate) size: f32,
    /// It ended though more would have fitted: what stands in the next line is another number.
    pub(crate) ended: bool,
}

impl Line {
    /// The characters as a string, as printed.
    pub(crate) fn raw(&self) -> String {
        self.chars.iter().map(|c| c.ch).collect()
    }

    /// What it is compared and looked up by.
    pub(crate) fn key(&self) -> Key {
        Key::of_chars(self.chars.iter().map(|c| c.ch))
    }

    /// The page number that it is, if it is one.
    pub(crate) fn page_number(&self) -> Option<PageNumber> {
        page_number(self.chars.iter().map(|c| c.ch))
    }

    /// Whether nothing but white space stands on it.
    pub(crate) fn is_blank(&self) -> bool {
        self.chars.iter().all(|c| c.ch.is_whitespace())
    }
}
