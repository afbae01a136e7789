//! Money as it is written: characters → sums, words and brackets, and what the words beside a sum say of it.

pub(crate) mod bounds;
pub(crate) mod scan;
pub(crate) mod words;
