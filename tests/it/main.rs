//! The integration tests: one binary, so that one link step answers for all of them.
//!
//! `cargo test --test it twin` or `cargo nextest run twin` runs the tests whose names hold `twin`.

mod amounts;
mod attached;
mod attachments;
mod audit;
mod batch;
mod cases;
mod checks;
mod cli;
mod codes;
mod corrections;
mod diff;
mod errors;
mod eye;
mod fixtures;
mod heads;
mod hostile;
mod layering;
#[cfg(feature = "office")]
mod page_heads;
mod page_numbers;
mod pages;
mod properties;
mod review;
mod second_reader;
mod seen;
#[cfg(feature = "office")]
mod sheets;
#[cfg(feature = "office")]
mod sheets_covered;
#[cfg(feature = "office")]
mod sheets_layout;
#[cfg(feature = "office")]
mod sheets_lists;
#[cfg(feature = "office")]
mod sheets_over;
mod sheets_unseen;
#[cfg(feature = "html")]
mod sites;
mod tables;
mod twin;
mod view;
mod vocabulary;
#[cfg(feature = "office")]
mod word_cells;
