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

use std::cell::OnceCell;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use crate::accounts::Char;
use crate::lexicon::key::Key;
use crate::lexicon::page_number::{PageNumber, page_number};
use crate::location::BBox;

/// The characters of a line, and the key of them once it was asked for. Forms of tables are tried on copies of lines, and hardly
/// any of these is changed: they have their characters in common.
#[derive(Clone, Default)]
pub(crate) struct Chars {
    own: Rc<Vec<Char>>,
    key: OnceCell<Key>,
}

impl Chars {
    fn key(&self) -> &Key {
        self.key
            .get_or_init(|| Key::of_chars(self.own.iter().map(|c| c.ch)))
    }
}

impl Deref for Chars {
    type Target = Vec<Char>;

    fn deref(&self) -> &Vec<Char> {
        &self.own
    }
}

impl DerefMut for Chars {
    fn deref_mut(&mut self) -> &mut Vec<Char> {
        self.key = OnceCell::new();
        Rc::make_mut(&mut self.own)
    }
}

impl From<Vec<Char>> for Chars {
    fn from(own: Vec<Char>) -> Self {
        Self {
            own: Rc::new(own),
            key: OnceCell::new(),
        }
    }
}

impl FromIterator<Char> for Chars {
    fn from_iter<I: IntoIterator<Item = Char>>(chars: I) -> Self {
        Vec::from_iter(chars).into()
    }
}

impl IntoIterator for Chars {
    type Item = Char;
    type IntoIter = std::vec::IntoIter<Char>;

    fn into_iter(self) -> Self::IntoIter {
        Rc::unwrap_or_clone(self.own).into_iter()
    }
}

impl<'c> IntoIterator for &'c Chars {
    type Item = &'c Char;
    type IntoIter = std::slice::Iter<'c, Char>;

    fn into_iter(self) -> Self::IntoIter {
        self.own.iter()
    }
}

impl PartialEq for Chars {
    fn eq(&self, other: &Self) -> bool {
        self.own == other.own
    }
}

impl std::fmt::Debug for Chars {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.own.fmt(f)
    }
}

/// Characters printed on one line, left to right (blanks between words included, as printed or inserted).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) chars: Chars,
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
    pub(crate) fn key(&self) -> &Key {
        self.chars.key()
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
