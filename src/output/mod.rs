//! A notice as JSON, CSV and other files.
