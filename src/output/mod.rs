//! A notice as JSON, CSV and other files.

#[cfg(feature = "output")]
pub mod review;
