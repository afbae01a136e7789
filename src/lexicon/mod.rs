//! What words mean: headers of columns, units of money, labels of totals and notes, numerals.
//!
//! Ground: every stage may ask, and none keeps a word list of its own, so that a word is known everywhere or nowhere.

pub(crate) mod approvals;
pub(crate) mod attachment;
pub(crate) mod dates;
pub(crate) mod declared;
#[cfg(feature = "ocr")]
pub(crate) mod figures;
pub(crate) mod fold;
pub(crate) mod footnote;
pub(crate) mod index;
pub(crate) mod integer;
pub(crate) mod key;
pub(crate) mod labels;
#[cfg(any(feature = "html", feature = "office"))]
pub(crate) mod list_number;
pub(crate) mod money;
pub(crate) mod numeral;
pub(crate) mod office;
pub(crate) mod ordinal;
pub(crate) mod page_number;
pub(crate) mod papers;
pub(crate) mod parties;
pub(crate) mod role;
pub(crate) mod sources;
pub(crate) mod standing;
pub(crate) mod unseen;
pub(crate) mod value;
pub(crate) mod web;
