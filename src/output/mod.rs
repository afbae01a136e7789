//! A notice as JSON, CSV and other files.

#[cfg(feature = "output")]
mod csv;
#[cfg(feature = "output")]
pub mod review;

#[cfg(feature = "output")]
pub use csv::{COLUMNS as CSV_COLUMNS, CsvOptions, items as csv_items};
