//! Reads the official notices (公文) that the government of Putuo District, Zhoushan, publishes, as text or as PDF,
//! into a structured, validated [`Notice`].
//!
//! Data flows one way: bytes → source → page → text → table → notice → amount → validate → audit → output. Doubts are
//! [`Diagnostic`]s beside the result; an [`Error`] means that no notice can be given. Every printed character is
//! accounted for in [`Notice::ledger`]. What findings there are says [`codes`].

#![forbid(unsafe_code)]
#![deny(missing_docs)]
// Shared stages have parts for formats that this build leaves out.
#![cfg_attr(not(all(feature = "pdf", feature = "html")), allow(dead_code))]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

mod accounts;
mod amount;
mod audit;
pub mod codes;
mod context;
mod diagnostic;
mod error;
#[cfg(feature = "ocr")]
mod eye;
#[cfg(feature = "ocr")]
mod eye_reader;
mod lexicon;
mod location;
mod model;
mod notice;
mod options;
pub mod output;
mod page;
mod parser;
#[cfg(feature = "pdf")]
mod second_reader;
mod source;
mod table;
mod text;
mod validate;
mod watcher;

pub use diagnostic::{Diagnostic, Severity};
pub use error::{Error, ErrorKind};
#[cfg(feature = "ocr")]
pub use eye::models::{install_ocr_models, ocr_models_dir};
#[cfg(feature = "ocr")]
pub use eye_reader::{Eye, EyeScope, LinePicture, LineReading};
pub use location::{BBox, Location};
pub use model::{
    Amount, AmountPart, Attachment, AttachmentNote, CellText, Column, Correction, Corrections,
    Currency, Date, DateText, Declared, DeclaredSum, DeclaredWhat, DocumentNumber, Format,
    FoundCell, FoundTable, Imprint, Item, Kind, Ledger, Metadata, Notice, Origin, Role, Row,
    RowKind, SCHEMA, Settlement, Source, Stage, Table, Tax, Text, Unit, UnitFrom, Unknown,
};
pub use model::{Summary, Sums};
pub use options::{Limits, ParseOptions};
#[cfg(feature = "output")]
pub use output::review::Inspection;
pub use parser::{AttachedFile, Parser, parse_notice};
#[cfg(feature = "pdf")]
pub use second_reader::{SecondReader, SecondReading, SecondTask};
pub use source::digest::sha256;
pub use validate::Check;
pub use watcher::Watcher;

/// The examples of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
