//! A notice as JSON, CSV, Excel workbook, Markdown, OCDS release package, and the page to verify it by eye.

#[cfg(feature = "output")]
mod csv;
#[cfg(feature = "output")]
pub mod datapackage;
#[cfg(feature = "output")]
mod markdown;
#[cfg(feature = "output")]
pub mod ocds;
#[cfg(feature = "output")]
pub mod review;
#[cfg(feature = "output")]
pub mod rows;
#[cfg(feature = "output")]
mod shown;
#[cfg(feature = "xlsx")]
mod xlsx;

#[cfg(feature = "output")]
pub use csv::{CsvOptions, CsvTable, items as csv_items};
#[cfg(feature = "output")]
pub use markdown::{HEADER as MARKDOWN_HEADER, markdown};
#[cfg(feature = "output")]
pub use shown::{shown, shown_lines};
#[cfg(feature = "xlsx")]
pub use xlsx::{AUTHOR as WORKBOOK_AUTHOR, Book, XlsxOptions};
